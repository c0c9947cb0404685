//! A line cut into words, also where a page ran two of them together: `20259:42 PM`, `HeraldApril 27, 2017`.

use super::{is_short_month, month, numeric, ordinal, year, zones::Order};

/// A word of a line, with its place.
#[derive(Debug)]
pub(super) struct Word<'t> {
    pub at: usize,
    /// Without the punctuation around it.
    pub bare: &'t str,
    pub lower: String,
}

pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '•' | '—' | '–'));
    for part in parts {
        let mut rest = part;
        while let Some(at) = seam(rest, words.last()) {
            let Some((first, second)) = rest.split_at_checked(at) else { break };
            push(first, line, &mut words);
            rest = second;
        }
        push(rest, line, &mut words);
    }
    words
}

fn push<'t>(part: &'t str, line: &'t str, words: &mut Vec<Word<'t>>) {
    let bare = part.trim_matches(|c: char| !c.is_alphanumeric());
    if !bare.is_empty() {
        let at = bare.as_ptr() as usize - line.as_ptr() as usize;
        words.push(Word { at, bare, lower: bare.to_lowercase() });
    }
}

/// Where two words meet within a part of a line, behind at least one byte.
fn seam(part: &str, before: Option<&Word<'_>>) -> Option<usize> {
    behind_year(part, before).or_else(|| before_date(part)).or_else(|| {
        let said = ["Updated", "Published"].iter().find(|said| part.ends_with(*said) && part.len() > said.len())?;
        Some(part.len() - said.len())
    })
}

/// `20259:42` and `20269` behind a day and a month, `2025By` anywhere.
fn behind_year(part: &str, before: Option<&Word<'_>>) -> Option<usize> {
    let (first, rest) = part.split_at_checked(4)?;
    year(first)?;
    let dated = before.is_some_and(|word| ordinal(&word.lower).is_some() || month(&word.lower).is_some());
    let figures = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let clock =
        (1..=2).contains(&figures) && rest.get(figures..).is_some_and(|more| more.is_empty() || more.starts_with(':'));
    (rest.starts_with(char::is_uppercase) || (dated && clock)).then_some(4)
}

/// `Roe2025-03-03`, `HeraldApril`
fn before_date(part: &str) -> Option<usize> {
    if let Some(at) = part.len().checked_sub(3).filter(|at| *at > 0 && part.bytes().all(|b| b.is_ascii_uppercase())) {
        // `BUSINESSNOV`
        return is_short_month(&part.get(at..)?.to_lowercase()).then_some(at);
    }
    let mut last = ' ';
    part.char_indices().find_map(|(at, c)| {
        let rest = part.get(at..)?;
        let iso = c.is_ascii_digit()
            && last.is_alphabetic()
            && rest.get(..10).is_some_and(|day| numeric(day, Order::Untold).is_some());
        let named = c.is_uppercase() && last.is_lowercase() && {
            let lower = rest.to_lowercase();
            is_short_month(&lower) || (lower.len() > 3 && month(&lower).is_some())
        };
        last = c;
        (iso || named).then_some(at)
    })
}
