//! Bytes to clean text, and the way back: where a byte of what is parsed lies in the file on disk.

use std::borrow::Cow;

use crate::model::Text;

/// Where each piece of an edited text came from: pairs of (byte in the result, byte in the original), sorted.
/// From one pair to the next both texts run side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Shifts(Vec<(usize, usize)>);

impl Shifts {
    /// The byte of the original for a byte of the result. Inserted bytes give the place where they were put in.
    pub(super) fn original(&self, at: usize) -> usize {
        let next = self.0.partition_point(|(result, _)| *result <= at);
        let Some((result, original)) = next.checked_sub(1).and_then(|last| self.0.get(last)) else { return at };
        let there = original + (at - result);
        self.0.get(next).map_or(there, |(_, cap)| there.min(*cap))
    }
}

/// Copies a text with edits, and remembers where everything came from. Without an edit nothing is copied.
#[derive(Debug)]
pub(super) struct Splice<'a> {
    source: &'a str,
    result: String,
    /// Bytes of the source that are in the result, or were left out.
    taken: usize,
    shifts: Vec<(usize, usize)>,
}

impl<'a> Splice<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, result: String::new(), taken: 0, shifts: Vec::new() }
    }

    /// Copies the source up to `at`.
    pub(super) fn keep_to(&mut self, at: usize) {
        if let Some(piece) = self.source.get(self.taken..at) {
            if self.result.is_empty() && self.shifts.is_empty() {
                self.result.reserve(self.source.len() + self.source.len() / 16);
            }
            self.result.push_str(piece);
            self.taken = at;
        }
    }

    /// Puts in what the source does not have.
    pub(super) fn insert(&mut self, words: &str) {
        self.shifts.push((self.result.len(), self.taken));
        self.result.push_str(words);
        self.shifts.push((self.result.len(), self.taken));
    }

    /// Leaves out the source up to `at`.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.taken = self.taken.max(at);
        self.shifts.push((self.result.len(), self.taken));
    }

    /// The length of the result so far, in bytes.
    pub(super) fn here(&self) -> usize {
        self.result.len()
    }

    /// The result and the way back.
    pub(super) fn finish(mut self) -> (Cow<'a, str>, Shifts) {
        if self.shifts.is_empty() {
            return (Cow::Borrowed(self.source), Shifts::default());
        }
        self.keep_to(self.source.len());
        (Cow::Owned(self.result), Shifts(self.shifts))
    }
}

/// Text made of bytes, with what was wrong with them.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub shifts: Shifts,
    /// The first byte that is no UTF-8.
    pub broken: Option<usize>,
    /// The bytes are UTF-16 by their mark.
    pub utf16: bool,
}

/// Decodes UTF-8, forgiving a byte-order mark. What is no UTF-8 becomes U+FFFD, so that the rest can be shown.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let (mark, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (3, body),
        None => (0, bytes),
    };
    let mut shifts = if mark == 0 { Vec::new() } else { vec![(0, mark)] };
    let broken = match std::str::from_utf8(body) {
        Ok(text) => return Decoded { text: Cow::Borrowed(text), shifts: Shifts(shifts), broken: None, utf16 },
        Err(error) => mark + error.valid_up_to(),
    };
    let mut text = String::with_capacity(body.len());
    let mut original = mark;
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        original += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            shifts.push((text.len(), original));
            text.push('\u{fffd}');
            original += chunk.invalid().len();
            shifts.push((text.len(), original));
        }
    }
    Decoded { text: Cow::Owned(text), shifts: Shifts(shifts), broken: Some(broken), utf16 }
}

/// Leaves out what no article may hold (controls, bidirectional overrides, invisible padding), and tells where it stood
/// in the result.
pub(super) fn clean(text: &str) -> (Cow<'_, str>, Shifts, Vec<(usize, char)>) {
    let mut splice = Splice::new(text);
    let mut dropped = Vec::new();
    let mut from = 0;
    while let Some(at) = suspect_from(text.as_bytes(), from) {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        from = at + c.len_utf8();
        if Text::drops(c) {
            splice.keep_to(at);
            dropped.push((splice.here(), c));
            splice.skip_to(from);
        }
    }
    let (text, shifts) = splice.finish();
    (text, shifts, dropped)
}

/// The first byte from there on at which a character may begin that [`Text`] drops. Many are looked at together: there
/// are hardly any.
fn suspect_from(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    for chunk in bytes.get(from..)?.chunks(32) {
        // printable ASCII and line feeds, as nearly all is, are told without a look at each
        let plain = |byte: &u8| matches!(byte, 0x20..0x7f | b'\n');
        if !chunk.iter().fold(true, |all, byte| all & plain(byte))
            && let Some(offset) = chunk.iter().position(|byte| is_suspect(*byte))
        {
            return Some(at + offset);
        }
        at += chunk.len();
    }
    None
}

/// Whether a character that [`Text`] drops may begin with this byte: a control, or a lead byte of U+0080–00BF, U+0600–063F,
/// U+1000–3FFF, U+F000–FFFF, U+10000–3FFFF or U+C0000–FFFFF.
fn is_suspect(byte: u8) -> bool {
    match byte {
        b'\t' | b'\n' | b'\r' => false,
        0..0x20 | 0x7f | 0xc2 | 0xd8 | 0xe1..=0xe3 | 0xef | 0xf0 | 0xf3 => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_way_back_through_every_edit() {
        let mut splice = Splice::new("abcdef");
        splice.keep_to(2);
        splice.insert("XYZ");
        splice.keep_to(3);
        splice.skip_to(5);
        let (text, shifts) = splice.finish();
        assert_eq!(text, "abXYZcf");
        let back: Vec<usize> = (0..=text.len()).map(|at| shifts.original(at)).collect();
        assert_eq!(back, [0, 1, 2, 2, 2, 2, 5, 6]);
    }

    #[test]
    fn decodes_what_is_broken_and_knows_where() {
        let decoded = decode(b"\xef\xbb\xbfab\xffcd\xe2\x82");
        assert_eq!(decoded.text, "ab\u{fffd}cd\u{fffd}");
        assert_eq!(decoded.broken, Some(5));
        assert_eq!(decoded.shifts.original(decoded.text.find('c').expect("kept")), 6);
    }

    #[test]
    fn suspects_every_character_that_text_drops() {
        for c in (0..=0x0010_ffff_u32).filter_map(char::from_u32).filter(|&c| Text::drops(c)) {
            let mut buffer = [0; 4];
            assert!(is_suspect(c.encode_utf8(&mut buffer).as_bytes()[0]), "{c:?}");
        }
        let (text, _, dropped) = clean("a\u{202e}b\0c\u{feff}“d”");
        assert_eq!((text.as_ref(), dropped.len()), ("abc“d”", 3));
    }
}
