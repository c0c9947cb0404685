//! Merging notes: no text is lost, and none doubled however often two versions meet.
//!
//! A note is taken for the set of its parts, which a line `* * *` sets apart. A part that another one begins with, or
//! holds as lines of its own, says nothing more and is left out.

use std::collections::BTreeSet;

use crate::model::Text;

const BETWEEN: &str = "* * *";

/// The merge of two notes; `base` is what both had, where that is known.
pub(super) fn merge(base: Option<&Text>, one: Option<&Text>, other: Option<&Text>) -> Option<Text> {
    let (ours, theirs) = (parts(one), parts(other));
    let before = parts(base);
    let stays = |part: &&&str| !before.contains(**part) || (ours.contains(**part) && theirs.contains(**part));
    let both = reduced(&ours.union(&theirs).filter(stays).copied().collect());
    match (both == ours, both == theirs) {
        // The same parts in another order or spacing: the plain form gives way, so that who set them otherwise is heard.
        (true, true) => {
            let plain = joined(&both);
            let rank = |note: Option<&Text>| (note != plain.as_ref(), note.cloned());
            rank(one).max(rank(other)).1
        }
        (true, false) => one.cloned(),
        (false, true) => other.cloned(),
        (false, false) => joined(&both),
    }
}

fn parts(note: Option<&Text>) -> BTreeSet<&str> {
    let mut parts = BTreeSet::new();
    let mut rest = note.map_or("", Text::as_str);
    while let Some((part, after)) = split(rest) {
        parts.insert(part.trim());
        rest = after;
    }
    parts.insert(rest.trim());
    parts.remove("");
    reduced(&parts)
}

/// What stands before and after the first line that sets parts apart.
fn split(text: &str) -> Option<(&str, &str)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == BETWEEN {
            return text.get(..start).zip(text.get(start + line.len()..));
        }
        start += line.len();
    }
    None
}

fn joined(parts: &BTreeSet<&str>) -> Option<Text> {
    let parts: Vec<&str> = parts.iter().copied().collect();
    (!parts.is_empty()).then(|| Text::new(&parts.join("\n\n* * *\n\n")))
}

/// Without the parts that another part says as well.
fn reduced<'a>(parts: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let told = |part: &&str| parts.iter().any(|other| other.len() > part.len() && says(other, part));
    parts.iter().filter(|part| !told(part)).copied().collect()
}

/// Whether `words` stand in `text` from the beginning of a line to the end of a word.
fn says(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + words.len()..).unwrap_or_default();
        (before.is_empty() || before.ends_with('\n')) && !after.starts_with(char::is_alphanumeric)
    })
}
