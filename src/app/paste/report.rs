//! The report of an article that comes in: what was left out of it, what is unsure, what is proposed, as a list on a page.

use crate::{
    import::Remark,
    layout::{Emphasis, Galley, Paragraph, ParagraphStyle, Role, Stretch},
    model::{Diagnostic, Severity, Text},
};

/// The report as a galley, and what it comes to in a few words.
pub(super) fn of(remarks: &[Remark], diagnostics: &[Diagnostic]) -> (Galley, String) {
    let mut list = List::default();
    let part = |of: fn(&Remark) -> Option<(Text, Text)>| remarks.iter().filter_map(of).collect::<Vec<_>>();
    let dropped = part(|remark| match remark {
        Remark::Dropped { words, why } => Some((why.clone(), words.clone())),
        _ => None,
    });
    let unsure = part(|remark| match remark {
        Remark::Unattributed { words } => Some((Text::new("nobody is sure to have said"), words.clone())),
        _ => None,
    });
    let proposed = part(|remark| match remark {
        Remark::Proposed { words, what } => Some((what.clone(), words.clone())),
        _ => None,
    });
    let also = part(|remark| match remark {
        Remark::Note { text } => Some((Text::default(), text.clone())),
        _ => None,
    });
    let faults = diagnostics.iter().filter(|fault| fault.severity > Severity::Hint);
    let faults = faults.map(|fault| (Text::line(&format!("line {}", fault.location.line)), fault));
    let faults: Vec<(Text, Text)> = faults.map(|(line, fault)| (line, Text::line(&fault.message))).collect();
    let parts = [
        ("Wrong with the file", "wrong", faults),
        ("Left out", "left out", dropped),
        ("Unsure", "unsure", unsure),
        ("Left to you", "left to you", proposed),
        ("Also", "", also),
    ];
    let mut tally = Vec::new();
    for (title, word, rows) in parts.into_iter().filter(|(.., rows)| !rows.is_empty()) {
        if !word.is_empty() {
            tally.push(format!("{} {word}", rows.len()));
        }
        list.title(title, rows.len());
        for (why, words) in &rows {
            list.row(why.as_str(), words.as_str());
        }
    }
    if list.0.paragraphs.is_empty() {
        list.lay(ParagraphStyle::Body, "Nothing was left out, and nothing is unsure.", Vec::new(), 0);
    }
    (list.0, if tally.is_empty() { "nothing left out".to_owned() } else { tally.join(" · ") })
}

#[derive(Default)]
struct List(Galley);

impl List {
    fn title(&mut self, words: &str, many: usize) {
        let space_rows = u8::from(!self.0.paragraphs.is_empty());
        self.lay(ParagraphStyle::Heading, &format!("{words} · {many}"), Vec::new(), space_rows);
    }

    /// `why` and the words it is about, on a row of their own.
    fn row(&mut self, why: &str, words: &str) {
        let words = Text::line(words);
        let all = if why.is_empty() { words.to_string() } else { format!("{why}: {words}") };
        let text = Text::line(&all);
        let told = text.span_around(0..if why.is_empty() { 0 } else { why.len() + 1 });
        let marks = if told.is_empty() { Vec::new() } else { vec![(told, Role::Muted, Emphasis::NONE)] };
        let style = ParagraphStyle::Bullet { depth: 0, marker: Text::new("•") };
        self.lay(style, text.as_str(), marks, 0);
    }

    fn lay(&mut self, style: ParagraphStyle, words: &str, marks: Vec<Stretch>, space_rows: u8) {
        self.0.paragraphs.push(Paragraph::apart(style, Text::line(words), marks, space_rows));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_most_stands_first_and_nothing_is_missing() {
        let remarks = [
            Remark::Note { text: Text::new("the date was read") },
            Remark::Unattributed { words: Text::new("“We left.”") },
            Remark::Dropped { words: Text::new("Share this"), why: Text::new("furniture") },
            Remark::Proposed { words: Text::new("It is unclear."), what: Text::new("an open question?") },
        ];
        let (galley, tally) = of(&remarks, &[]);
        let lines: Vec<&str> = galley.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(
            lines,
            [
                "Left out · 1",
                "furniture: Share this",
                "Unsure · 1",
                "nobody is sure to have said: “We left.”",
                "Left to you · 1",
                "an open question?: It is unclear.",
                "Also · 1",
                "the date was read",
            ]
        );
        assert_eq!(tally, "1 left out · 1 unsure · 1 left to you");
        assert_eq!(of(&[], &[]).1, "nothing left out");
    }
}
