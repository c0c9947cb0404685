//! The dateline: where a story was written, before its first words.

use crate::model::Text;

use super::super::annotate::Copydesk;

/// Grafs among which the one with the dateline is: a brief may stand above it.
const DATELINE_GRAFS_MAX: usize = 6;

impl Copydesk<'_> {
    /// `LONDON (AP) — `, `PORT MERROW, March 3 (Reuters) - ` before the first words of the story.
    pub(super) fn dateline(&mut self) {
        let open = self.live().filter(|at| self.grafs[*at].is_open()).take(DATELINE_GRAFS_MAX);
        let found = open.into_iter().find(|at| read_dateline(self.grafs[*at].words()).is_some());
        let Some(first) = found else { return };
        let words = self.grafs[first].words();
        let Some((line, end)) = read_dateline(words) else { return };
        let line = Text::line(line);
        let signs = words.get(line.len()..end).unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        self.grafs[first] = self.grafs[first].part(end..words.len());
        if self.head.dateline.is_none() {
            self.head.dateline = Some(line);
        } else {
            self.note(&format!("a second dateline was left out: {line} {signs}"));
        }
    }
}

/// The dateline at the front of a graf, and where its words begin.
pub(super) fn read_dateline(words: &str) -> Option<(&str, usize)> {
    const DATELINE_MAX_BYTES: usize = 70;
    let near = words.get(..words.floor_char_boundary(DATELINE_MAX_BYTES)).unwrap_or(words);
    let (line, sign) = [" — ", " – ", " -- ", " - ", " — ", "— ", "– "]
        .iter()
        .find_map(|sign| Some((near.split_once(sign)?.0, sign)))?;
    let place = line.split(['(', ',']).next().unwrap_or("").trim();
    let shouted = place.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !place.chars().any(char::is_lowercase);
    let agency = line.ends_with(')') && line.contains('(') && place.starts_with(char::is_uppercase);
    let short = line.split_whitespace().count() <= 9 && place.split_whitespace().count() <= 4;
    let rest = words.get(line.len() + sign.len()..)?;
    let prose = rest.split_whitespace().count() >= 4 && !place.starts_with("FILE");
    (short && prose && (shouted || agency)).then_some((line.trim_end(), line.len() + sign.len()))
}
