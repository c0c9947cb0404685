//! The lenient pass: before YAML sees a file, words typed without a bar are put under one, so that none is lost or bent.
//!
//! One scan over the lines. What is fine as it stands (blocks, whole quoted values, plain words that YAML reads whole) is
//! left alone, and a file that needs nothing is not even copied.

use std::{borrow::Cow, ops::Range};

use super::{
    hazard::{Keyed, Place, harms, is_block_header, is_measured, is_unclosed, split_key},
    keys,
    origin::{Shifts, Splice},
};

/// A label typed on one line with its text is no longer than this, in bytes; a longer one is a sentence with a colon.
const ONE_LINE_LABEL_MAX_BYTES: usize = 60;

/// The text with everything under its bar.
#[derive(Debug)]
pub(super) struct Rescued<'a> {
    pub text: Cow<'a, str>,
    pub shifts: Shifts,
    pub mends: Vec<Mend>,
}

/// What was put right, and where (bytes of the rescued text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mend {
    pub at: Range<usize>,
    pub kind: Mended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    /// Words on the line of the dash or the key.
    OneLine,
    /// Text beneath a label, and no bar after it.
    NoBar,
    /// Words on the line of the bar.
    BesideBar,
    /// Text under a bar, but not further in than its label.
    Indent,
}

/// Puts under a bar what YAML would not read whole.
pub(super) fn rescue(source: &str) -> Rescued<'_> {
    let mut scan = Scan { source, at: 0, splice: Splice::new(source), mends: Vec::new() };
    while let Some(line) = scan.peek() {
        if line.indent == 0 && split_key(line.words).is_some_and(|keyed| keyed.key == "story") {
            scan.story(line);
        } else {
            scan.field(line);
        }
    }
    let (text, shifts) = scan.splice.finish();
    Rescued { text, shifts, mends: scan.mends }
}

/// One line of the file.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    start: usize,
    /// Spaces before the words.
    indent: usize,
    /// Without the indentation, and without space and line break at the end.
    words: &'a str,
    /// The start of the next line.
    next: usize,
}

impl Line<'_> {
    fn is_blank(self) -> bool {
        self.words.is_empty()
    }

    fn words_start(self) -> usize {
        self.start + self.indent
    }
}

/// Where an entry of the story stands: the words after its dash or its key.
#[derive(Clone, Copy, Debug)]
struct Slot<'a> {
    /// The line of the dash or the key.
    line: Line<'a>,
    value: &'a str,
    value_start: usize,
    /// The column that the text must lie beyond.
    parent: usize,
}

struct Scan<'a> {
    source: &'a str,
    at: usize,
    splice: Splice<'a>,
    mends: Vec<Mend>,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<Line<'a>> {
        self.line_at(self.at)
    }

    fn line_at(&self, start: usize) -> Option<Line<'a>> {
        let rest = self.source.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let whole = rest.get(..length)?;
        let indent = whole.bytes().take_while(|&b| b == b' ').count();
        let words = whole.get(indent..)?.trim_end_matches([' ', '\t', '\r', '\n']);
        Some(Line { start, indent, words, next: start + length })
    }

    /// The end of the lines from `start` that are blank or further in than `parent`; blank lines at the end stay outside.
    fn deeper(&self, start: usize, parent: usize) -> usize {
        let (mut at, mut end) = (start, start);
        while let Some(line) = self.line_at(at).filter(|line| line.is_blank() || line.indent > parent) {
            at = line.next;
            if !line.is_blank() {
                end = at;
            }
        }
        end
    }

    /// A line of the head or of a table.
    fn field(&mut self, line: Line<'a>) {
        self.at = line.next;
        if line.is_blank() || line.words.starts_with('#') || (line.indent == 0 && line.words.starts_with("---")) {
            return;
        }
        let mut column = line.indent;
        let mut words = line.words;
        while let Some(rest) = words.strip_prefix("- ") {
            let trimmed = rest.trim_start_matches(' ');
            column += words.len() - trimmed.len();
            words = trimmed;
        }
        let dashed = column > line.indent;
        let (key, value_offset) = match split_key(words) {
            Some(Keyed { key, value_start, .. }) => (key, value_start),
            None if dashed => ("", 0),
            None => return,
        };
        let Some(value) = words.get(value_offset..).filter(|value| !value.is_empty()) else { return };
        let parent = if dashed && value_offset == 0 { line.indent } else { column };
        let end = self.deeper(line.next, parent);
        if is_block_header(value) {
            self.at = end.max(line.next);
            return;
        }
        if end > line.next {
            let slot = Slot { line, value, value_start: line.start + column + value_offset, parent };
            if is_unclosed(self.source.get(slot.value_start..end).unwrap_or("")) {
                return self.put_under_bar(slot, end);
            }
            // A comment after a key, or a value of several lines: YAML's own way to write, which is left to YAML.
            let continues = !value.starts_with('#');
            self.at = if continues { end } else { line.next };
            return;
        }
        let comment_is_one = keys::is_word(key) && !value.starts_with('#') && !value.contains(": ");
        if !comment_is_one && harms(value, value, Place::Field) {
            let value_start = line.start + column + value_offset;
            let slot = Slot { line, value, value_start, parent };
            self.put_under_bar(slot, line.next);
        }
    }

    /// The list under `story:`.
    fn story(&mut self, head: Line<'a>) {
        self.field(head);
        let mut dash = None;
        while let Some(line) = self.peek() {
            let is_item = line.words == "-" || line.words.starts_with("- ");
            if line.indent == 0 && !line.is_blank() && !is_item && !line.words.starts_with('#') {
                return;
            }
            if is_item && *dash.get_or_insert(line.indent) == line.indent {
                self.item(line);
            } else {
                self.at = line.next;
            }
        }
    }

    /// An item: text, or keys with text.
    fn item(&mut self, line: Line<'a>) {
        let after = line.words.get(1..).unwrap_or("");
        let words = after.trim_start_matches([' ', '\t']);
        let column = line.indent + line.words.len() - words.len();
        let slot = Slot { line, value: words, value_start: line.start + column, parent: line.indent };
        self.at = line.next;
        if words.is_empty() {
            return;
        }
        if let Some(keyed) = split_key(words).filter(|keyed| is_label(*keyed, words)) {
            self.entries(line, column, keyed);
        } else {
            let end = self.deeper(line.next, line.indent);
            self.text(slot, end);
        }
    }

    /// The keys of an item, the first of which stands beside the dash.
    fn entries(&mut self, line: Line<'a>, column: usize, first: Keyed<'a>) {
        let dash = line.indent;
        let mut next = Some((line, first, true));
        while let Some((line, keyed, main)) = next {
            let words_start = if main { line.start + column } else { line.words_start() };
            let value_start = words_start + keyed.value_start;
            let value = self.source.get(value_start..line.words_start() + line.words.len()).unwrap_or("");
            let slot = Slot { line, value, value_start, parent: column };
            let end = self.entry_end(line.next, dash, column);
            self.at = line.next;
            if keys::is_prose(keyed.key) {
                self.prose(slot, words_start + keyed.colon_end, end);
            } else if end == line.next && !value.is_empty() && harms(value, value, Place::Field) {
                self.put_under_bar(slot, end);
            } else {
                self.at = end;
            }
            next = self.sibling(dash, column).map(|(line, keyed)| (line, keyed, false));
        }
    }

    /// The next key of the same item, past blank lines.
    fn sibling(&mut self, dash: usize, column: usize) -> Option<(Line<'a>, Keyed<'a>)> {
        let mut at = self.at;
        loop {
            let line = self.line_at(at)?;
            if line.is_blank() {
                at = line.next;
                continue;
            }
            let keyed = split_key(line.words).filter(|_| line.indent == column && line.indent > dash)?;
            self.at = at;
            return Some((line, keyed));
        }
    }

    /// The end of the text of a key: the next key of its item, or the end of the item.
    fn entry_end(&self, start: usize, dash: usize, column: usize) -> usize {
        let (mut at, mut end) = (start, start);
        while let Some(line) = self.line_at(at) {
            let inside = line.is_blank() || line.indent > column;
            let slipped = line.indent > dash && !(line.indent == column && is_another_key(line.words));
            if !inside && !slipped {
                break;
            }
            at = line.next;
            if !line.is_blank() {
                end = at;
            }
        }
        end
    }

    /// The value of a key whose value is prose: `colon_end` is where a missing bar goes, `end` where the text ends.
    fn prose(&mut self, slot: Slot<'a>, colon_end: usize, end: usize) {
        if !slot.value.is_empty() {
            return self.text(slot, end);
        }
        if end == slot.line.next || self.is_nested(slot.line.next) {
            self.at = end;
            return;
        }
        self.splice.keep_to(colon_end);
        self.splice.insert(" |");
        self.note(Mended::NoBar, slot.line);
        self.indent_from(slot.line.next, end, slot.parent);
        self.at = end;
    }

    /// Words of the story from `slot` to `end`.
    fn text(&mut self, slot: Slot<'a>, end: usize) {
        self.at = end;
        if is_block_header(slot.value) {
            let slipped = !is_measured(slot.value) && self.least_indent(slot.line.next, end) <= slot.parent;
            if slipped && end > slot.line.next {
                self.splice.keep_to(slot.line.next);
                self.note(Mended::Indent, slot.line);
                self.indent_from(slot.line.next, end, slot.parent);
            }
            return;
        }
        let value_end = if end > slot.line.next { end } else { slot.value_start + slot.value.len() };
        let whole = self.source.get(slot.value_start..value_end).unwrap_or(slot.value);
        if harms(whole, slot.value, Place::Story) {
            self.put_under_bar(slot, end);
        }
    }

    /// Puts the words of `slot` on a line of their own, under a bar, with the lines up to `end` below them.
    fn put_under_bar(&mut self, slot: Slot<'a>, end: usize) {
        let beside = slot.value.strip_prefix("| ").or_else(|| slot.value.strip_prefix("|\t"));
        let words = beside.map_or(slot.value, str::trim_start);
        let words_start = slot.value_start + slot.value.len() - words.len();
        self.splice.keep_to(slot.value_start);
        let indent = match self.least_indent(slot.line.next, end) {
            usize::MAX => slot.parent + 2,
            least => least.max(slot.parent + 2),
        };
        self.splice.insert(&format!("|\n{:indent$}", ""));
        self.splice.skip_to(words_start);
        let start = self.splice.here();
        self.splice.keep_to(words_start + words.len());
        let kind = if beside.is_some() { Mended::BesideBar } else { Mended::OneLine };
        self.mends.push(Mend { at: start..self.splice.here(), kind });
        self.indent_from(slot.line.next, end, slot.parent);
        self.at = end.max(slot.line.next);
    }

    /// Moves the lines from `start` to `end` in, until the outermost lies beyond `parent`.
    fn indent_from(&mut self, start: usize, end: usize, parent: usize) {
        let least = self.least_indent(start, end);
        let missing = (parent + 2).saturating_sub(least);
        if least > parent || missing == 0 {
            return;
        }
        let spaces = " ".repeat(missing);
        let mut at = start;
        while let Some(line) = self.line_at(at).filter(|line| line.start < end) {
            if !line.is_blank() {
                self.splice.keep_to(line.start);
                self.splice.insert(&spaces);
            }
            at = line.next;
        }
    }

    /// The indentation of the outermost line; `usize::MAX` where there is none.
    fn least_indent(&self, start: usize, end: usize) -> usize {
        let (mut at, mut least) = (start, usize::MAX);
        while let Some(line) = self.line_at(at).filter(|line| line.start < end) {
            if !line.is_blank() {
                least = least.min(line.indent);
            }
            at = line.next;
        }
        least
    }

    /// Whether the first line beneath a key without a value is a key that an item may have: a nested map was meant.
    fn is_nested(&self, start: usize) -> bool {
        let mut at = start;
        while let Some(line) = self.line_at(at) {
            if !line.is_blank() {
                return split_key(line.words).is_some_and(|keyed| keys::is_item_key(keyed.key));
            }
            at = line.next;
        }
        false
    }

    fn note(&mut self, kind: Mended, line: Line<'a>) {
        // The splice stands at the end of the line's words, or at the start of the next line.
        let end = self.splice.here();
        self.mends.push(Mend { at: end.saturating_sub(line.words.len())..end, kind });
    }
}

/// Whether `key:` at the start of an item is a label or a key, rather than a sentence with a colon in it.
fn is_label(keyed: Keyed<'_>, words: &str) -> bool {
    let value = words.get(keyed.value_start..).unwrap_or("");
    keyed.key.len() <= ONE_LINE_LABEL_MAX_BYTES || value.is_empty() || is_block_header(value)
}

/// Whether these words are another key of the item, rather than a line of prose that slipped out: a key in lower case, or
/// a label with a bar.
fn is_another_key(words: &str) -> bool {
    split_key(words).is_some_and(|Keyed { key, value_start, .. }| {
        let mut bytes = key.bytes();
        let is_lower = key.len() <= 24
            && bytes.next().is_some_and(|b| b.is_ascii_lowercase())
            && bytes.all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_'));
        is_lower || words.get(value_start..).is_some_and(is_block_header)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rescued(source: &str) -> String {
        rescue(source).text.into_owned()
    }

    #[test]
    fn leaves_alone_what_is_fine() {
        let source = "format: byline/1\nheadline: \"A: b #c\" # said\npublished: 2025-03-03 # checked\ntopics: [World,\n  News]\n\
            people: # who\n  a: {name: A, role: b}\nstory:\n  - |\n    Text: with # and \"quotes\" - all fine\n\n    & more\n\
            \n  # a comment\n  - What we know: |\n      - a: b\n  - related: A headline\n  - \"quoted: text\"\n\
            \x20 - photo: |\n      A: b\n    credit: \"X: y\"\n    alt: words\n  - question: Why?\nx-note: |\n  a: b: c\n";
        let rescued = rescue(source);
        assert!(matches!(rescued.text, Cow::Borrowed(_)), "{}", rescued.text);
        assert!(rescued.mends.is_empty());
    }

    #[test]
    fn puts_one_line_under_a_bar() {
        for (typed, mended) in [
            ("- \"No,\" she said.", "- |\n    \"No,\" she said."),
            ("- # Why did it?", "- |\n    # Why did it?"),
            ("- What we know: The order: stop.", "- What we know: |\n      The order: stop."),
            ("- What we know: | on the same line", "- What we know: |\n      on the same line"),
            ("- related: One on TWO: Three", "- related: |\n      One on TWO: Three"),
            ("- photo: A\n    credit: X: y", "- photo: A\n    credit: |\n      X: y"),
            ("- a\n\n    b", "- |\n    a\n\n    b"),
        ] {
            assert_eq!(rescued(&format!("story:\n  {typed}\n")), format!("story:\n  {mended}\n"));
        }
        assert_eq!(rescued("headline: a: b\nstory:\n"), "headline: |\n  a: b\nstory:\n");
    }

    #[test]
    fn puts_in_a_missing_bar_and_moves_slipped_text_in() {
        assert_eq!(rescued("story:\n- Label:\n    - a\n    - b\n"), "story:\n- Label: |\n    - a\n    - b\n");
        assert_eq!(rescued("story:\n  - Label: |\n    text\n"), "story:\n  - Label: |\n      text\n");
        assert_eq!(
            rescued("story:\n  - Label: |\n    text\n    note: x\n"),
            "story:\n  - Label: |\n      text\n    note: x\n"
        );
    }

    #[test]
    fn knows_where_words_came_from() {
        let source = "story:\n  - # Why\n  - @who said\n";
        let rescued = rescue(source);
        for word in ["Why", "who said"] {
            let at = rescued.text.find(word).expect("kept");
            assert_eq!(rescued.shifts.original(at), source.find(word).expect("there"));
        }
        assert_eq!(rescued.mends.len(), 2);
        assert_eq!(rescued.text.get(rescued.mends[1].at.clone()), Some("@who said"));
    }
}
