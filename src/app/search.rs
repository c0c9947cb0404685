//! Finding words in the open article: every hit, smart case.

use crate::{layout::Galley, model::Span};

/// More hits than these are not told apart any more.
const HITS_MAX: usize = 100_000;

/// A search and its hits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    pub words: String,
    /// In reading order.
    pub hits: Vec<Hit>,
    /// The hit one is on, by index.
    pub current: Option<usize>,
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
        let needle = if smart { lower(words) } else { words.to_owned() };
        let finder = memchr::memmem::Finder::new(needle.as_bytes());
        let mut hits = Vec::new();
        if !needle.is_empty() {
            let mut folded = String::new();
            for (paragraph, copy) in galley.paragraphs.iter().enumerate() {
                let text = copy.text.as_str();
                let haystack = if smart { lower_into(text, &mut folded) } else { text };
                for at in finder.find_iter(haystack.as_bytes()) {
                    // A hit within a grapheme (a letter without its accent) lights the grapheme.
                    let span = copy.text.span_around(at..at + needle.len());
                    hits.push(Hit { paragraph, span });
                    if hits.len() == HITS_MAX {
                        return Self { words: words.to_owned(), hits, current: None };
                    }
                }
            }
        }
        Self { words: words.to_owned(), hits, current: None }
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
