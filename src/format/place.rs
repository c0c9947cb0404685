//! From a byte of an item's Markdown back to the text that YAML read, whatever indentation it took away.

use std::ops::Range;

/// Finds places, quickest in ascending order.
#[derive(Debug)]
pub(super) struct Placer<'s> {
    source: &'s str,
    words: &'s str,
    whole: Range<usize>,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// A block: both texts are walked line by line.
    Lines(Pair),
    /// The words stand in the source as they are, from this byte.
    Straight(usize),
    /// Folded or escaped: only the whole has a place.
    Whole,
}

impl<'s> Placer<'s> {
    /// `words` came from `at` of `source`, without line breaks at its ends.
    pub(super) fn new(source: &'s str, at: Range<usize>, words: &'s str, literal: bool) -> Self {
        let raw = source.get(at.clone()).unwrap_or_default();
        let way = if literal {
            Pair::new(source, first_line(source, at.start), words, 0).map_or(Way::Whole, Way::Lines)
        } else {
            let quote = usize::from(raw.starts_with(['"', '\'']));
            match raw.get(quote..quote + words.len()) {
                Some(same) if same == words => Way::Straight(at.start + quote),
                Some(_) | None => Way::Whole,
            }
        };
        Self { source, words, whole: at, way }
    }

    /// Where these bytes of the words stand in the source; at most to the end of the first line.
    pub(super) fn find(&mut self, at: &Range<usize>) -> Range<usize> {
        let found = match self.way {
            Way::Whole => None,
            Way::Straight(base) => Some(base + at.start..base + at.end),
            Way::Lines(_) => self.walk(at),
        };
        found.unwrap_or_else(|| self.whole.clone())
    }

    fn walk(&mut self, at: &Range<usize>) -> Option<Range<usize>> {
        let Way::Lines(mut pair) = self.way else { return None };
        if at.start < pair.words_at {
            pair = Pair::new(self.source, first_line(self.source, self.whole.start), self.words, 0)?;
        }
        while at.start > pair.words_at + pair.words_len {
            let source_at = pair.source_at + pair.source_len + 1;
            pair = Pair::new(self.source, source_at, self.words, pair.words_at + pair.words_len + 1)?;
        }
        self.way = Way::Lines(pair);
        let start = pair.source_at + pair.indent + (at.start - pair.words_at);
        let end = (start + at.len()).min(pair.source_at + pair.source_len);
        Some(start..end.max(start))
    }
}

/// A line of the source and the line of the words that it became.
#[derive(Clone, Copy, Debug)]
struct Pair {
    source_at: usize,
    source_len: usize,
    words_at: usize,
    words_len: usize,
    /// The bytes that YAML took away.
    indent: usize,
}

impl Pair {
    fn new(source: &str, source_at: usize, words: &str, words_at: usize) -> Option<Self> {
        let raw = line(source, source_at)?;
        let plain = line(words, words_at)?;
        let indent = raw.trim_end().len().saturating_sub(plain.trim_end().len());
        Some(Self { source_at, source_len: raw.len(), words_at, words_len: plain.len(), indent })
    }
}

/// The line that begins at `start`, without its line feed.
fn line(text: &str, start: usize) -> Option<&str> {
    let rest = text.get(start..)?;
    rest.get(..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()))
}

/// The start of the first line with words, from the one that holds `at`.
fn first_line(source: &str, at: usize) -> usize {
    let before = source.as_bytes().get(..at).unwrap_or_default();
    let mut start = memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1);
    while let Some(blank) = line(source, start).filter(|line| line.trim().is_empty()) {
        let next = start + blank.len() + 1;
        if next >= source.len() {
            break;
        }
        start = next;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_under_any_indentation() {
        let source = "- |\r\n\r\n      one two\r\n        three\r\n\r\n      four\r\n";
        let words = "one two\n  three\n\nfour";
        let at = source.find("one").expect("there")..source.len();
        let mut placer = Placer::new(source, at, words, true);
        for word in ["one", "two", "three", "four", "one"] {
            let start = words.find(word).expect("there");
            assert_eq!(source.get(placer.find(&(start..start + word.len()))), Some(word));
        }
        let mut quoted = Placer::new("a: 'b c'", 3..8, "b c", false);
        assert_eq!(quoted.find(&(2..3)), 6..7);
    }
}
