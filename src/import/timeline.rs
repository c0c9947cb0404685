//! Time lines: lines that each begin with a time of day and say what happened then, one below the other.

use super::{
    annotate::Copydesk,
    dates,
    graf::{Graf, Role},
    manuscript::Style,
};

/// So many lines in a row make a time line.
const LINES_MIN: usize = 3;
/// Under a line that says whose clock it is, so many.
const LINES_BELOW_SIGN_MIN: usize = 2;
/// A line of more words is an entry of a live page, or prose.
const LINE_MAX_WORDS: usize = 60;

impl Copydesk<'_> {
    /// Makes lists of lines that each begin with a time of day.
    pub(super) fn timelines(&mut self) {
        let mut at = 1;
        while at < self.grafs.len() {
            let rows = self.grafs.iter().skip(at).take_while(|graf| is_row(graf)).count();
            let signed = is_sign(self.grafs[at - 1].words());
            if rows >= if signed { LINES_BELOW_SIGN_MIN } else { LINES_MIN } {
                for graf in &mut self.grafs[at..at + rows] {
                    graf.style = Style::Bullet { depth: 0, number: None };
                }
            }
            at += rows.max(1);
        }
    }
}

/// `14:05 The pump stopped`, `9:15 a.m. – Divers go down`: a time of day, and more than a name behind it.
fn is_row(graf: &Graf) -> bool {
    let mut words = graf.words().split_whitespace();
    let first = words.next().unwrap_or("");
    let timed = first.contains([':', '.'])
        && first.starts_with(|c: char| c.is_ascii_digit())
        && dates::is_clock(first.trim_end_matches([':', ',', '–', '-']));
    graf.role == Role::Copy && graf.is_open() && timed && (3..=LINE_MAX_WORDS).contains(&graf.count())
}

/// `Timeline (all times UTC)`: whose clock the times below are of.
fn is_sign(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["all times", "times are in", "times in utc", "timeline"].iter().any(|sign| lower.contains(sign))
}

#[cfg(test)]
mod tests {
    use crate::{
        import::{Options, annotate, text},
        model::Form,
    };

    fn story(lines: &str) -> Vec<String> {
        let imported = annotate(text(&format!("The pumps stopped\n\n{lines}")), &Options::default());
        imported
            .article
            .story
            .iter()
            .map(|item| match &item.form {
                Form::Heading => format!("# {}", item.text.source),
                _ => item.text.source.to_string(),
            })
            .collect()
    }

    #[test]
    fn lines_with_times_are_a_list() {
        let rows = "14:05 The pump stopped after a fuse blew.\n14:20 UTC A diver saw mud\n15:40 – Water rose again.";
        let list =
            "- 14:05 The pump stopped after a fuse blew.\n- 14:20 UTC A diver saw mud\n- 15:40 – Water rose again.";
        let prose = "The pumps of the harbour stopped for two hours on Tuesday, and nobody saw it.";
        assert_eq!(story(&format!("{prose}\n{rows}\n{prose}")), [format!("{prose}\n\n{list}\n\n{prose}")]);
        let told = story(&format!("{prose}\n\nTimeline (all times UTC)\n\n{rows}"));
        assert_eq!(told, [prose, "# Timeline (all times UTC)", list]);
        let two =
            story(&format!("{prose}\n\n(all times UTC)\n9:15 a.m. The pump stopped.\n9:20 a.m. Divers went down."));
        assert_eq!(
            two,
            [format!("{prose}\n\n(all times UTC)\n\n- 9:15 a.m. The pump stopped.\n- 9:20 a.m. Divers went down.")]
        );
    }

    #[test]
    fn a_time_within_prose_makes_no_list() {
        let prose = "14:05 was the hour at which the pump stopped.\n\nNobody saw it.\n\n14:20 was when they did.";
        assert_eq!(story(prose), [prose]);
    }
}
