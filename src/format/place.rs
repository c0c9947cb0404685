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
    /// A block: both texts are walked line by line. Starts of the current line, in the source and in the words.
    Lines { source_at: usize, words_at: usize },
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
            Way::Lines { source_at: first_line(source, at.start), words_at: 0 }
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
            Way::Lines { .. } => self.walk(at),
        };
        found.unwrap_or_else(|| self.whole.clone())
    }

    fn walk(&mut self, at: &Range<usize>) -> Option<Range<usize>> {
        let Way::Lines { mut source_at, mut words_at } = self.way else { return None };
        if at.start < words_at {
            (source_at, words_at) = (first_line(self.source, self.whole.start), 0);
        }
        loop {
            let line = line(self.words, words_at)?;
            if at.start <= words_at + line.len() {
                break;
            }
            words_at += line.len() + 1;
            source_at += memchr::memchr(b'\n', self.source.get(source_at..)?.as_bytes())? + 1;
        }
        self.way = Way::Lines { source_at, words_at };
        let raw = line(self.source, source_at)?;
        let plain = line(self.words, words_at)?;
        let indent = raw.trim_end().len().saturating_sub(plain.trim_end().len());
        let start = source_at + indent + (at.start - words_at);
        let end = (start + at.len()).min(source_at + raw.trim_end().len());
        Some(start..end.max(start))
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
