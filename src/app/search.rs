//! Finding words in the open article: every hit, smart case.

use crate::{layout::Galley, model::Span};

/// More hits than these are not told apart any more.
const HITS_MAX: usize = 100_000;

/// A search and its hits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What was typed; the first of the words where there are several.
    pub words: String,
    /// What is looked for.
    needles: Needles,
    /// In reading order.
    pub hits: Vec<Hit>,
    /// The hit one is on, by index.
    pub current: Option<usize>,
}

/// What a search looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Needles {
    /// Words as they were typed, anywhere.
    #[default]
    Typed,
    /// Whole words in any case: those by which the library found a passage.
    Found(Vec<String>),
}

/// Where the words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub paragraph: usize,
    pub span: Span,
}

impl Search {
    /// Finds `words` in the whole galley. Lower-case words match any case; a capital letter makes the case count.
    #[must_use]
    pub fn new(galley: &Galley, words: &str) -> Self {
        let smart = !words.chars().any(char::is_uppercase);
        let hits = hits(galley, words, smart, |_, _| true);
        Self { words: words.to_owned(), needles: Needles::Typed, hits, current: None }
    }

    /// Finds whole words by which the library found something, in any case.
    #[must_use]
    pub fn of_words(galley: &Galley, words: &[String]) -> Self {
        let mut found: Vec<Hit> = words.iter().flat_map(|word| hits(galley, word, true, is_word)).collect();
        found.sort_by_key(|hit| (hit.paragraph, hit.span.start(), usize::MAX - hit.span.end()));
        found.dedup_by(|later, earlier| later.paragraph == earlier.paragraph && later.span.overlaps(earlier.span));
        let needles = Needles::Found(words.to_vec());
        Self { words: words.first().cloned().unwrap_or_default(), needles, hits: found, current: None }
    }

    /// The same search in a galley that was made anew.
    #[must_use]
    pub fn again(&self, galley: &Galley) -> Self {
        match &self.needles {
            Needles::Typed => Self::new(galley, &self.words),
            Needles::Found(words) => Self::of_words(galley, words),
        }
    }

    /// The first hit at or after a place, around the end to the beginning; with `backward`, the last before it.
    #[must_use]
    pub fn from(&self, place: (usize, usize), backward: bool) -> Option<usize> {
        let before = self.hits.partition_point(|hit| (hit.paragraph, hit.span.start()) < place);
        let last = self.hits.len().checked_sub(1)?;
        Some(if backward {
            before.checked_sub(1).unwrap_or(last)
        } else if before > last {
            0
        } else {
            before
        })
    }

    /// The hits in one paragraph, with their indices.
    pub fn in_paragraph(&self, paragraph: usize) -> impl Iterator<Item = (usize, Span)> {
        let first = self.hits.partition_point(|hit| hit.paragraph < paragraph);
        let hits = self.hits.get(first..).unwrap_or_default();
        hits.iter()
            .take_while(move |hit| hit.paragraph == paragraph)
            .enumerate()
            .map(move |(n, hit)| (first + n, hit.span))
    }
}

/// The hits of one needle, those of them that `counts` (by the text and the bytes) takes for one.
fn hits(galley: &Galley, words: &str, fold: bool, counts: fn(&str, std::ops::Range<usize>) -> bool) -> Vec<Hit> {
    let needle = if fold { lower(words) } else { words.to_owned() };
    let finder = memchr::memmem::Finder::new(needle.as_bytes());
    let mut hits = Vec::new();
    if needle.is_empty() {
        return hits;
    }
    let mut folded = String::new();
    for (paragraph, copy) in galley.paragraphs.iter().enumerate() {
        let text = copy.text.as_str();
        let haystack = if fold { lower_into(text, &mut folded) } else { text };
        let found = finder.find_iter(haystack.as_bytes()).map(|at| at..at + needle.len());
        for range in found.filter(|range| counts(haystack, range.clone())) {
            // A hit within a grapheme (a letter without its accent) lights the grapheme.
            hits.push(Hit { paragraph, span: copy.text.span_around(range) });
            if hits.len() == HITS_MAX {
                return hits;
            }
        }
    }
    hits
}

/// Whether the bytes are no part of a longer word, as far as the script parts words.
fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let parted = |c: Option<char>| {
        c.is_none_or(|c| !c.is_alphanumeric() || ('\u{e00}'..='\u{eff}').contains(&c) || c >= '\u{1000}')
    };
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    parted(before) && parted(after)
}

fn lower(text: &str) -> String {
    let mut folded = String::new();
    lower_into(text, &mut folded);
    folded
}

/// Lower case letter by letter, where the small letter takes as many bytes: offsets stay those of the text.
fn lower_into<'a>(text: &str, folded: &'a mut String) -> &'a str {
    folded.clear();
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    for c in text.chars() {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(s), None) if s.len_utf8() == c.len_utf8() => folded.push(s),
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::galley;

    #[test]
    fn a_capital_makes_the_case_count() {
        let galley = galley(&["The Other side, the other", "ÉTÉ été"]);
        assert_eq!(Search::new(&galley, "other").hits.len(), 2);
        assert_eq!(Search::new(&galley, "Other").hits.len(), 1);
        assert_eq!(Search::new(&galley, "été").hits.len(), 2);
        assert_eq!(Search::new(&galley, "").hits.len(), 0);
    }

    #[test]
    fn a_search_goes_round() {
        let galley = galley(&["one two one", "one"]);
        let search = Search::new(&galley, "one");
        assert_eq!(search.from((0, 1), false), Some(1));
        assert_eq!(search.from((1, 1), false), Some(0));
        assert_eq!(search.from((0, 0), true), Some(2));
        assert_eq!(search.in_paragraph(0).map(|(n, _)| n).collect::<Vec<_>>(), [0, 1]);
    }
}
