//! [`Text`], which can hold nothing that moves a cursor, and [`Span`], a place in it.

use std::{borrow::Borrow, fmt, ops::Range};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The most combining marks that one base character keeps; more are decoration that spills over other rows.
const COMBINING_MAX: usize = 8;

/// The longest grapheme that is looked for around a place; family emoji take 25 bytes, the longest conjuncts about 40.
const GRAPHEME_MAX_BYTES: usize = 128;

/// Text that is safe to show: no control character but the line feed, no bidirectional control, no invisible padding.
///
/// There is one way to make one, and it sanitises. Joiners (U+200C, U+200D) stay, since emoji sequences,
/// Persian and Indic scripts need them.
///
/// ```
/// # use byline::model::Text;
/// assert_eq!(Text::new("a\x1b[31mb\u{202e}c\td\r\ne").as_str(), "a[31mbc d\ne");
/// ```
///
/// The field is private, so nothing gets past the constructor:
///
/// ```compile_fail
/// let text = byline::model::Text(String::from("\x1b]0;title\x07"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// Sanitises `raw`: drops what a terminal would obey or hide, and turns tabs and exotic line ends into plain ones.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        if is_all_plain(raw) {
            return Self(raw.to_owned());
        }
        let mut clean = String::with_capacity(raw.len());
        let mut combining = 0;
        let mut chars = raw.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
                '\t' => clean.push(' '),
                c if is_unsafe(c) => {}
                c if unicode_width::UnicodeWidthChar::width(c) == Some(0) && !matches!(c, '\u{200c}' | '\u{200d}') => {
                    combining += 1;
                    if combining <= COMBINING_MAX {
                        clean.push(c);
                    }
                    continue;
                }
                c => clean.push(c),
            }
            combining = 0;
        }
        Self(clean)
    }

    /// Like [`Text::new`], on one line: line feeds become spaces.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        let mut text = Self::new(raw);
        if text.0.contains('\n') {
            text.0 = text.0.split('\n').map(str::trim).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
        }
        text
    }

    /// The words on one line, as [`Text::line`] sets them.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        if self.0.contains('\n') { Self::line(&self.0).0 } else { self.0.clone() }
    }

    /// Whether a text drops `c` wherever it stands: a control, a bidirectional control, invisible padding.
    #[must_use]
    pub fn drops(c: char) -> bool {
        !matches!(c, '\n' | '\r' | '\t' | '\u{85}') && is_unsafe(c)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Length in bytes of UTF-8.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The span of `range` (bytes), or `None` where an end lies outside the text or within a grapheme.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let whole = range.start <= range.end && self.is_boundary(range.start) && self.is_boundary(range.end);
        let start = u32::try_from(range.start).ok()?;
        let end = u32::try_from(range.end).ok()?;
        whole.then_some(Span { start, end })
    }

    /// The smallest span around `range` (bytes): both ends move outwards to a grapheme boundary within the text.
    #[must_use]
    pub fn span_around(&self, range: Range<usize>) -> Span {
        let mut start = range.start.min(self.0.len());
        let least = start.saturating_sub(GRAPHEME_MAX_BYTES);
        while !self.is_boundary(start) && (start > least || !self.0.is_char_boundary(start)) {
            start -= 1;
        }
        let mut end = range.end.clamp(start, self.0.len());
        let most = end + GRAPHEME_MAX_BYTES;
        while !self.is_boundary(end) && (end < most || !self.0.is_char_boundary(end)) {
            end += 1;
        }
        Span { start: u32::try_from(start).unwrap_or(u32::MAX), end: u32::try_from(end).unwrap_or(u32::MAX) }
    }

    /// The span of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span_around(0..self.0.len())
    }

    /// The words under a span of this text. A span of another text gives what lies there, or nothing.
    #[must_use]
    pub fn get(&self, span: Span) -> &str {
        self.0.get(span.range()).unwrap_or("")
    }

    /// A copy of the words under `span`, still sanitised.
    #[must_use]
    pub fn slice(&self, span: Span) -> Self {
        Self(self.get(span).to_owned())
    }

    /// User-perceived characters with their byte offsets (UAX #29 extended grapheme clusters).
    #[must_use]
    pub fn graphemes(&self) -> impl DoubleEndedIterator<Item = (usize, &str)> {
        self.0.grapheme_indices(true)
    }

    /// Joins two texts; both are sanitised already.
    #[must_use]
    pub fn concat(&self, other: &Self) -> Self {
        Self(format!("{}{}", self.0, other.0))
    }

    fn is_boundary(&self, at: usize) -> bool {
        let bytes = self.0.as_bytes();
        if at == 0 || at == bytes.len() {
            return true;
        }
        match (bytes.get(at - 1), bytes.get(at)) {
            (Some(a), Some(b)) if a.is_ascii() && b.is_ascii() => true,
            (Some(_), Some(_)) if self.0.is_char_boundary(at) => {
                // Only what is near decides, or a row of flags would make every step as long as the row.
                let start = self.0.floor_char_boundary(at.saturating_sub(GRAPHEME_MAX_BYTES));
                let end = self.0.ceil_char_boundary((at + GRAPHEME_MAX_BYTES).min(bytes.len()));
                let near = self.0.get(start..end).unwrap_or("");
                GraphemeCursor::new(at - start, near.len(), true).is_boundary(near, 0).unwrap_or(false)
            }
            _ => false,
        }
    }
}

/// Whether `c` is a letter or sign of everyday text that is kept as it is and combines with nothing.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\n' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{482}'
        | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether every character [is plain](is_plain). Printable ASCII and line feeds are looked at many bytes at a time, since
/// nearly all text is of them; only a stretch with something else in it is decoded.
fn is_all_plain(raw: &str) -> bool {
    const STRETCH: usize = 32;
    let plain = |byte: &u8| matches!(byte, 0x20..0x7f | b'\n');
    let mut rest = raw;
    while !rest.is_empty() {
        let (stretch, behind) = rest.split_at(rest.ceil_char_boundary(STRETCH.min(rest.len())));
        let ascii = stretch.as_bytes().iter().fold(true, |all, byte| all & plain(byte));
        if !ascii && !stretch.chars().all(is_plain) {
            return false;
        }
        rest = behind;
    }
    true
}

/// Whether `c` is a control, a bidirectional control, an invisible filler or a tag: nothing that prose needs.
fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

/// Where nothing is to be taken out, the words stay where they are.
impl From<String> for Text {
    fn from(raw: String) -> Self {
        if is_all_plain(&raw) { Self(raw) } else { Self::new(&raw) }
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What is read back is made harmless again.
impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Words;

        impl de::Visitor<'_> for Words {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E: de::Error>(self, raw: &str) -> Result<Text, E> {
                Ok(Text::new(raw))
            }
        }

        from.deserialize_str(Words)
    }
}

/// A range of bytes within a [`Text`], whose ends are grapheme boundaries. Only a `Text` makes one.
///
/// ```compile_fail
/// let span = byline::model::Span { start: 0, end: 9 };
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_what_a_terminal_obeys_and_keeps_what_scripts_need() {
        assert_eq!(Text::new("\u{1b}]8;;x\u{7}ok\u{9b}31m").as_str(), "]8;;xok31m");
        assert_eq!(Text::new("👩\u{200d}👩 می\u{200c}خواهم").as_str(), "👩\u{200d}👩 می\u{200c}خواهم");
        assert_eq!(Text::line("one\n  two\r\nthree").as_str(), "one two three");
        assert_eq!(Text::new("one\n  two\r\nthree").on_one_line(), "one two three");
        let zalgo = format!("a{}b", "\u{301}".repeat(400));
        assert_eq!(Text::new(&zalgo).as_str().chars().count(), 2 + COMBINING_MAX);
    }

    #[test]
    fn plain_text_takes_the_short_way_and_comes_out_the_same() {
        for c in ('\0'..=char::MAX).filter(|&c| is_plain(c) && c != '\n') {
            assert!(!is_unsafe(c) && unicode_width::UnicodeWidthChar::width(c) != Some(0), "{c:?}");
        }
    }

    #[test]
    fn a_span_never_splits_a_grapheme() {
        let text = Text::new("e\u{301}x");
        assert_eq!(text.span(0..1), None);
        assert_eq!(text.get(text.span_around(0..1)), "e\u{301}");
        assert_eq!(text.span(0..9), None);
        assert_eq!(text.get(text.span(3..4).expect("between graphemes")), "x");
    }
}
