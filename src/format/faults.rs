//! Collects what is wrong with a file, and finds line and column of everything at the end, in one walk over the bytes.

use std::ops::Range;

use super::{Cited, origin::Shifts};
use crate::model::{Code, Diagnostic, Location, Reference};

/// The most faults that are listed of one file.
const FAULTS_MAX: usize = 5_000;

/// The faults of one file for which byline guesses what was meant.
const ADVISED_MAX: usize = 500;

/// Everything wrong so far, by bytes of the file on disk.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// The ways back to the disk, the last edit last.
    layers: Vec<Shifts>,
    found: Vec<Fault>,
    cited: Vec<(Reference, Range<usize>, bool)>,
    untold: usize,
}

#[derive(Debug)]
struct Fault {
    code: Code,
    message: String,
    help: String,
    bytes: Range<usize>,
}

impl Faults {
    /// The text that faults are told of was edited; `shifts` leads back to the text before.
    pub(super) fn edited(&mut self, shifts: Shifts) {
        self.layers.push(shifts);
    }

    /// Notes a fault at bytes of the text as edited so far.
    pub(super) fn add(&mut self, code: Code, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        if self.found.len() >= FAULTS_MAX {
            self.untold += 1;
            return;
        }
        let bytes = self.on_disk(&at);
        self.found.push(Fault { code, message: message.into(), help: help.into(), bytes });
    }

    /// Whether the list is still short enough for advice that takes time to think of.
    pub(super) fn wants_advice(&self) -> bool {
        self.found.len() < ADVISED_MAX
    }

    /// Notes a reference to another article.
    pub(super) fn cite(&mut self, to: Reference, at: &Range<usize>, by_headline: bool) {
        let bytes = self.on_disk(at);
        self.cited.push((to, bytes, by_headline));
    }

    /// Whether any fault has one of these codes.
    pub(super) fn has(&self, codes: &[Code]) -> bool {
        self.found.iter().any(|fault| codes.contains(&fault.code))
    }

    fn on_disk(&self, at: &Range<usize>) -> Range<usize> {
        let back = |byte: usize| self.layers.iter().rev().fold(byte, |byte, layer| layer.original(byte));
        let start = back(at.start);
        // The last byte, not the end: what was put in after it is no part of it.
        let end = if at.end > at.start { back(at.end - 1) + 1 } else { start };
        start..end.max(start)
    }

    /// The diagnostics and the references, sorted by place.
    pub(super) fn finish(mut self, bytes: &[u8]) -> (Vec<Diagnostic>, Vec<Cited>) {
        if self.untold > 0 {
            let message = format!("{} more faults are not listed", self.untold);
            let help = "mend what is listed first, then check again".to_owned();
            self.found.push(Fault { code: Code::Limit, message, help, bytes: bytes.len()..bytes.len() });
        }
        self.found.sort_by(|a, b| {
            (a.bytes.start, b.code.severity(), a.code).cmp(&(b.bytes.start, a.code.severity(), b.code))
        });
        self.cited.sort_by_key(|(_, bytes, _)| bytes.start);
        let mut places = Places::new(bytes);
        let diagnostics = self.found.into_iter().map(|fault| {
            let location = places.locate(fault.bytes);
            Diagnostic::new(fault.code, location, fault.message, fault.help)
        });
        let diagnostics = diagnostics.collect();
        let mut places = Places::new(bytes);
        let cited = self.cited.into_iter().map(|(to, bytes, by_headline)| {
            let location = places.locate(bytes);
            Cited { to, location, by_headline }
        });
        (diagnostics, cited.collect())
    }
}

/// Counts lines and characters, forwards only.
struct Places<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
    column: u32,
}

impl<'a> Places<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        Self { bytes, at, line: 1, column: 1 }
    }

    /// Line and column of a range that begins no earlier than the one before.
    fn locate(&mut self, bytes: Range<usize>) -> Location {
        let start = bytes.start.min(self.bytes.len());
        let passed = self.bytes.get(self.at..start).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', passed).count();
        let rest = memchr::memrchr(b'\n', passed).map_or(passed, |last| passed.get(last + 1..).unwrap_or_default());
        let characters = rest.iter().filter(|&&b| b & 0xc0 != 0x80).count();
        let characters = u32::try_from(characters).unwrap_or(u32::MAX);
        if breaks > 0 {
            self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.column = characters.saturating_add(1);
        } else {
            self.column = self.column.saturating_add(characters);
        }
        self.at = self.at.max(start);
        Location { line: self.line, column: self.column, bytes: start..bytes.end.clamp(start, self.bytes.len()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let bytes = "\u{feff}añ“b\nc—d".as_bytes();
        let mut places = Places::new(bytes);
        let text = "\u{feff}añ“b\nc—d";
        let mut place = |word: char| {
            let at = text.find(word).expect("stands there");
            let location = places.locate(at..at + 1);
            (location.line, location.column)
        };
        assert_eq!([place('a'), place('b'), place('c'), place('d')], [(1, 1), (1, 4), (2, 1), (2, 3)]);
    }
}
