//! Remarks in words: in short for a person on a terminal, in full where they go into a file.

use std::io::{self, IsTerminal};

use crate::{import::Remark, model::Text};

use super::out;

/// How many characters of what was left out a terminal shows: the whole of a line, the beginning of a menu.
const SHOWN_MAX_CHARS: usize = 160;

/// Tells the remarks on standard error, one a line; with the file it is about, where there are several.
pub(super) fn remarks(file: Option<&Text>, remarks: &[Remark]) {
    let file = file.map(|file| format!("{file}: ")).unwrap_or_default();
    for line in lines(remarks, io::stderr().is_terminal()) {
        out::message(&Text::line(&format!("{file}{line}")));
    }
}

/// Every remark with all its words, or, in `short`, what was left out for one reason told as one, and the beginning of it.
fn lines(remarks: &[Remark], short: bool) -> Vec<String> {
    if !short {
        return remarks.iter().map(words).collect();
    }
    let mut lines = Vec::new();
    let mut told: Vec<&Text> = Vec::new();
    for remark in remarks {
        let Remark::Dropped { why, .. } = remark else {
            lines.push(words(remark));
            continue;
        };
        if !told.contains(&why) {
            told.push(why);
            lines.push(format!("left out as {why}: {}", clipped(&all_of(remarks, why))));
        }
    }
    lines
}

fn words(remark: &Remark) -> String {
    match remark {
        Remark::Dropped { words, why } => format!("left out as {why}: {words}"),
        Remark::Unattributed { words } => format!("nobody is sure to have said: {words}"),
        Remark::Proposed { words, what } => format!("{what}: {words}"),
        Remark::Note { text } => text.to_string(),
    }
}

/// Everything that was left out for a reason.
fn all_of(remarks: &[Remark], reason: &Text) -> String {
    let left = remarks.iter().filter_map(|remark| match remark {
        Remark::Dropped { words, why } if why == reason => Some(words.as_str()),
        _ => None,
    });
    left.collect::<Vec<_>>().join(" · ")
}

/// The beginning of many words, and how many more there are.
fn clipped(words: &str) -> String {
    let line = Text::line(words);
    let Some((at, _)) = line.as_str().char_indices().nth(SHOWN_MAX_CHARS) else { return line.to_string() };
    let (begin, rest) = line.as_str().split_at_checked(at).unwrap_or_default();
    let more = rest.split_whitespace().count();
    format!("{}… ({more} more {})", begin.trim_end(), if more == 1 { "word" } else { "words" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(words: &str, why: &str) -> Remark {
        Remark::Dropped { words: Text::new(words), why: Text::new(why) }
    }

    #[test]
    fn a_terminal_gets_a_line_for_each_reason_and_a_file_every_word() {
        let menu = "Harbour Weather ".repeat(40);
        let remarks = [
            dropped("Home", "navigation"),
            dropped("Close", "a form"),
            dropped(menu.trim(), "navigation"),
            Remark::Note { text: Text::new("a picture stays on the page") },
        ];
        let short = lines(&remarks, true);
        assert_eq!(short.len(), 3, "{short:?}");
        assert!(short[0].starts_with("left out as navigation: Home · Harbour Weather"), "{short:?}");
        assert!(short[0].ends_with("more words)") && short[0].chars().count() < 220, "{short:?}");
        assert_eq!(short[1], "left out as a form: Close");
        let whole = lines(&remarks, false);
        assert_eq!(whole.len(), 4);
        assert!(whole[2].ends_with(menu.trim()), "{whole:?}");
    }
}
