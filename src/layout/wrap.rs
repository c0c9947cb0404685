//! Where lines may break: UAX #14, with a quick way for ASCII, and what a careful typesetter adds to it.
//!
//! One row is cut at a time, from its first byte, so a page can be set row by row. Looking ahead is bounded: a row
//! costs what a row holds, however long its paragraph is.

use std::sync::LazyLock;

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use unicode_segmentation::UnicodeSegmentation;

use super::cells::{cells, grapheme_cells};

/// Bytes past the point of overflow that a decision of UAX #14 may look at.
const LOOKAHEAD_BYTES: usize = 32;

/// A last row with fewer letters than this wants company.
const WIDOW_LETTERS: usize = 4;

/// Marks that belong to what stands before them.
const CLOSING: &str = ".,;:!?)]}%\"'’”»›、。，．！？）」』】》،؛؟";

static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// The end of a row: its words end at `end`, the next row begins at `next`; between the two lie spaces or a line feed,
/// which are not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    pub end: usize,
    pub next: usize,
}

/// Cuts a row of running text that begins at byte `start` and may be `width` cells wide.
#[must_use]
pub fn prose(text: &str, start: usize, width: usize) -> Cut {
    let cut = ascii(text.as_bytes(), start, width).unwrap_or_else(|| wide(text, start, width));
    keep_company(text, start, width, cut)
}

/// Cuts a row of text whose spaces count (code, tables): at the line feed, or where the width ends.
#[must_use]
pub fn kept(text: &str, start: usize, width: usize) -> Cut {
    let rest = text.get(start..).unwrap_or("");
    let mut column = 0;
    for (at, grapheme) in rest.grapheme_indices(true) {
        let at = start + at;
        if grapheme == "\n" {
            return Cut { end: at, next: at + 1 };
        }
        column += grapheme_cells(grapheme);
        if column > width && at > start {
            return Cut { end: at, next: at };
        }
    }
    Cut { end: text.len(), next: text.len() }
}

/// The quick way: a row within ASCII, cut behind a space, or between letters behind a hyphen or slash.
/// `None` where the row needs the whole of UAX #14.
fn ascii(bytes: &[u8], start: usize, width: usize) -> Option<Cut> {
    let limit = start + width;
    let window = bytes.get(start..bytes.len().min(limit + 1))?;
    if !window.is_ascii() {
        return None;
    }
    if let Some(feed) = memchr::memchr(b'\n', window) {
        return Some(Cut { end: trim(bytes, start, start + feed), next: start + feed + 1 });
    }
    if bytes.len() <= limit {
        return Some(Cut { end: trim(bytes, start, bytes.len()), next: bytes.len() });
    }
    if bytes[limit] == b' ' {
        let next = limit + bytes[limit..].iter().take_while(|byte| **byte == b' ').count();
        match bytes.get(next) {
            None => return Some(Cut { end: trim(bytes, start, limit), next }),
            Some(b'\n') => return Some(Cut { end: trim(bytes, start, limit), next: next + 1 }),
            Some(byte) if !byte.is_ascii() => return None,
            Some(_) if may_break(bytes, start, next) => {
                return Some(Cut { end: trim(bytes, start, limit), next });
            }
            Some(_) => {}
        }
    }
    let next = (start + 1..=limit).rev().find(|at| may_break(bytes, start, *at))?;
    Some(Cut { end: trim(bytes, start, next), next })
}

/// Whether a row that begins at `start` may end before `at`, by the two neighbours there. It says yes only where UAX #14
/// does; the rarer opportunities are left to the long way.
fn may_break(bytes: &[u8], start: usize, at: usize) -> bool {
    let (Some(row), Some(next)) = (bytes.get(start..at), bytes.get(at)) else { return false };
    match row.last() {
        Some(b' ') => {
            let closes =
                matches!(next, b' ' | b'\n' | b')' | b']' | b'}' | b'!' | b'?' | b'/' | b',' | b'.' | b':' | b';');
            let before = row.iter().rev().find(|byte| **byte != b' ');
            !closes && before.is_some_and(|byte| !matches!(byte, b'(' | b'[' | b'{'))
        }
        Some(b'-') => {
            next.is_ascii_alphabetic()
                && row.len() >= 2
                && row.get(row.len() - 2).is_some_and(u8::is_ascii_alphanumeric)
        }
        Some(b'/') => {
            next.is_ascii_alphabetic() && row.len() >= 2 && row.get(row.len() - 2).is_some_and(u8::is_ascii_alphabetic)
        }
        _ => false,
    }
}

/// The end of a row's words: `end` without the spaces before it.
fn trim(bytes: &[u8], start: usize, end: usize) -> usize {
    let row = bytes.get(start..end).unwrap_or_default();
    start + row.iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1)
}

/// [`trim`] for all scripts: the ideographic space hangs too.
fn trim_wide(text: &str, start: usize, end: usize) -> usize {
    let row = text.get(start..end).unwrap_or("");
    start + row.trim_end_matches([' ', '\u{3000}']).len()
}

/// The long way: every script, grapheme by grapheme, in a window that grows until the row is full.
fn wide(text: &str, start: usize, width: usize) -> Cut {
    let mut reach = width * 4 + 2 * LOOKAHEAD_BYTES;
    loop {
        let end = text.ceil_char_boundary(start + reach);
        let window = text.get(start..end).unwrap_or("");
        match within(window, width, end == text.len()) {
            Some(cut) => return Cut { end: start + cut.end, next: start + cut.next },
            None => reach *= 4,
        }
    }
}

/// Cuts a row at the start of `window`; `None` where the row is not full before the window's end, and the text goes on.
fn within(window: &str, width: usize, whole: bool) -> Option<Cut> {
    let mut breaks = SEGMENTER.segment_str(window).skip(1).peekable();
    let mut last_break = None;
    // where the last grapheme begins with which a row may begin
    let mut last_letter = None;
    // whether anything but spaces has been passed
    let mut worded = false;
    let mut column = 0;
    for (at, grapheme) in window.grapheme_indices(true) {
        let end = at + grapheme.len();
        if !whole && end + LOOKAHEAD_BYTES > window.len() {
            return None;
        }
        if grapheme == "\n" {
            return Some(Cut { end: trim_wide(window, 0, at), next: end });
        }
        let space = matches!(grapheme, " " | "\u{3000}");
        let next_column = column + grapheme_cells(grapheme);
        if !space && next_column > width && at > 0 {
            let next = last_break.unwrap_or_else(|| match last_letter {
                // a word too long for any row: break within it, but not before a closing mark
                Some(letter) if letter > 0 && closes(grapheme) => letter,
                _ => at,
            });
            return Some(Cut { end: trim_wide(window, 0, next), next });
        }
        column = next_column;
        worded |= !space;
        if !space && !closes(grapheme) {
            last_letter = Some(at);
        }
        while breaks.peek().is_some_and(|at| *at < end) {
            breaks.next();
        }
        if breaks.peek() == Some(&end) && worded {
            last_break = Some(end);
        }
    }
    whole.then(|| Cut { end: trim_wide(window, 0, window.len()), next: window.len() })
}

/// Whether a row must not begin with this grapheme.
#[must_use]
pub fn closes(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| CLOSING.contains(c))
}

/// Takes a word down to a last row that would be a few letters alone, where the row above can spare it.
fn keep_company(text: &str, start: usize, width: usize, cut: Cut) -> Cut {
    let rest = text.get(cut.next..).unwrap_or("");
    if rest.is_empty() || rest.len() > 4 * WIDOW_LETTERS || cut.next == cut.end {
        return cut;
    }
    let lonely =
        !rest.contains([' ', '\n', '-']) && rest.chars().filter(|c| c.is_alphanumeric()).count() < WIDOW_LETTERS;
    let row = text.get(start..cut.end).unwrap_or("");
    let Some(space) = row.rfind(' ').filter(|_| lonely && !row.contains('\n')) else { return cut };
    let next = start + space + 1;
    let moved = text.get(next..).map_or(0, cells);
    let stays = row.get(..space).map_or(0, cells);
    let opens = row.get(..space).is_some_and(|stay| stay.ends_with(['(', '[', '{', ' ']));
    let closing = text.get(next..).and_then(|word| word.graphemes(true).next()).is_none_or(closes);
    if stays * 2 < width || moved > width / 2 || opens || closing {
        return cut;
    }
    Cut { end: start + space, next }
}

#[cfg(test)]
mod tests;
