//! The dateline: where a story was written, before its first words.

use crate::model::Text;

use super::super::annotate::Copydesk;

/// Grafs among which the one with the dateline is: a brief may stand above it.
const DATELINE_GRAFS_MAX: usize = 6;

/// The place of a dateline on a line of its own has no more words.
const LONE_MAX_WORDS: usize = 5;

impl Copydesk<'_> {
    /// `LONDON (AP) — `, `PORT MERROW, March 3 (Reuters) - ` before the first words of the story.
    pub(super) fn dateline(&mut self) {
        let first = self.live().find(|at| self.grafs[*at].is_open());
        if let Some(at) = first
            && let Some(line) = lone_dateline(self.grafs[at].words())
            && self.head.dateline.is_none()
        {
            let line = Text::line(line);
            self.drop(at, "the dateline, which stands in the head");
            self.head.dateline = Some(line);
            return;
        }
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

/// `Port Merrow CNN —` on a line of its own: a place, and who wrote from there.
fn lone_dateline(words: &str) -> Option<&str> {
    let line = words.strip_suffix(['—', '–'])?.trim_end();
    let mut parts = line.split_whitespace().rev();
    let house = parts.next().is_some_and(|house| matches!(house, "CNN" | "AP" | "AFP" | "UPI" | "Reuters" | "REUTERS"));
    let place: Vec<&str> = parts.collect();
    let named = place.iter().all(|word| word.starts_with(char::is_uppercase));
    (house && named && (1..=LONE_MAX_WORDS).contains(&place.len())).then_some(line)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_may_have_a_line_of_its_own() {
        assert_eq!(lone_dateline("Port Merrow, Norland CNN —"), Some("Port Merrow, Norland CNN"));
        for line in ["CNN —", "The boats of the AP —", "Port Merrow —", "Port Merrow CNN"] {
            assert_eq!(lone_dateline(line), None, "{line}");
        }
    }
}
