//! Remarks in words, for a person on a terminal.

use crate::{import::Remark, model::Text};

use super::out;

/// How many characters of what was left out are repeated; the whole of a short line, the beginning of a long one.
const WORDS_MAX_CHARS: usize = 400;

/// Tells every remark on standard error, one a line; with the file it is about, where there are several.
pub(super) fn remarks(file: Option<&Text>, remarks: &[Remark]) {
    let file = file.map(|file| format!("{file}: ")).unwrap_or_default();
    for remark in remarks {
        out::message(&Text::line(&format!("{file}{}", words(remark))));
    }
}

fn words(remark: &Remark) -> String {
    match remark {
        Remark::Dropped { words, why } => format!("left out as {why}: {}", clipped(words)),
        Remark::Unattributed { words } => format!("nobody is sure to have said: {}", clipped(words)),
        Remark::Proposed { words, what } => format!("{what}: {}", clipped(words)),
        Remark::Note { text } => text.to_string(),
    }
}

fn clipped(words: &Text) -> String {
    let line = Text::line(words.as_str());
    match line.as_str().char_indices().nth(WORDS_MAX_CHARS) {
        Some((at, _)) => format!("{}…", line.as_str().get(..at).unwrap_or("").trim_end()),
        None => line.to_string(),
    }
}
