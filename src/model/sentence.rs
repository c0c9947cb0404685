//! Where sentences end.
//!
//! The rules are those of Unicode (UAX #29, sentence boundaries), corrected where they fail on news prose: abbreviations
//! and initials, a number that opens a sentence, speech that goes on after its question mark. They are applied here in
//! one pass, because the general algorithm looks ahead without a bound and a page of full stops would hang the reader.

mod words;

use super::{Span, Text};
use words::{Abbreviation, abbreviation, is_starter};

pub(super) use words::{is_speech_verb, is_title};

/// How far, in bytes, any rule looks to either side of a full stop: enough for a name and a verb, and a bound on the work.
const REACH_BYTES: usize = 96;

/// The sentences of `text`, in order, without the blanks around them.
///
/// Closing quotation marks and brackets belong to the sentence before them; a line feed (a hard break) always ends one.
#[must_use]
pub fn sentences(text: &Text) -> Vec<Span> {
    let raw = text.as_str();
    let mut found = Vec::new();
    let mut start = skip_blanks(raw, 0);
    let mut at = start;
    while let Some(stop) = next_stop(raw, at) {
        let end = Stop::read(raw, stop);
        at = end.after;
        if !ends_sentence(raw, start, stop, &end) {
            continue;
        }
        if push(text, start, end.end, &mut found) {
            start = end.after;
        }
    }
    let end = raw.trim_end().len();
    if start < end {
        found.push(text.span_around(start..end));
    }
    found
}

/// Adds the sentence unless `end` lies within a grapheme; says whether a new one may begin after it.
fn push(text: &Text, start: usize, end: usize, found: &mut Vec<Span>) -> bool {
    let whole = end == text.len() || text.span(end..end).is_some();
    if whole && start < end {
        found.push(text.span_around(start..end));
    }
    whole
}

/// What stands at the end of a possible sentence: the marks, what closes after them, the blanks.
struct Stop {
    /// One past the terminators.
    marks_end: usize,
    /// One past the closing marks: where the sentence would end.
    end: usize,
    /// The first character after the blanks.
    after: usize,
    /// Full stops and ellipses alone, which also end abbreviations and trail off.
    weak: bool,
    /// A mark that ends a sentence with no blank behind it: `。`, `؟`, `।`, a line feed.
    unspaced: bool,
    line_feed: bool,
    /// A quotation mark is among what closes.
    quote: bool,
}

impl Stop {
    fn read(raw: &str, at: usize) -> Self {
        let mut stop =
            Self { marks_end: at, end: at, after: at, weak: true, unspaced: false, line_feed: false, quote: false };
        let mut closing = false;
        for c in raw.get(at..).unwrap_or("").chars() {
            match mark(c) {
                Some(StopMark::Line) => {
                    stop.line_feed = true;
                    break;
                }
                Some(found) => {
                    stop.weak &= found == StopMark::Weak;
                    stop.unspaced |= found == StopMark::Unspaced;
                }
                None if stop.end > at && is_closer(c) => {
                    closing = true;
                    stop.quote |= is_quote(c);
                }
                None => break,
            }
            stop.end += c.len_utf8();
            if !closing {
                stop.marks_end = stop.end;
            }
        }
        stop.end += note_marks(raw.get(stop.end..).unwrap_or(""));
        stop.after = skip_blanks(raw, stop.end);
        stop.close_guillemet(raw);
        stop.line_feed |= raw.get(stop.end..stop.after).is_some_and(|blank| blank.contains('\n'));
        stop
    }

    /// French sets a blank before `»`, which then still closes the sentence.
    fn close_guillemet(&mut self, raw: &str) {
        let rest = raw.get(self.after..).unwrap_or("");
        if let Some(behind) = rest.strip_prefix(['»', '›'])
            && !behind.starts_with(char::is_alphanumeric)
            && !self.line_feed
        {
            self.end = raw.len() - behind.len();
            self.after = skip_blanks(raw, self.end);
            self.quote = true;
        }
    }
}

/// Whether the sentence that began at `start` ends at this stop.
fn ends_sentence(raw: &str, start: usize, at: usize, stop: &Stop) -> bool {
    let rest = raw.get(stop.after..).unwrap_or("");
    if stop.line_feed || rest.is_empty() {
        return true;
    }
    let spaced = stop.after > stop.end;
    if !spaced && !stop.unspaced {
        return false;
    }
    let Some(next) = rest.chars().next() else { return true };
    if matches!(next, ',' | ';' | ':' | '-' | '–' | '—' | '、' | '，' | '،') || mark(next).is_some() {
        return false;
    }
    if stop.unspaced {
        return !(stop.quote && goes_on_unspaced(rest));
    }
    let word = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    let Some(first) = word.chars().next() else { return true };
    if first.is_lowercase() {
        return false;
    }
    if !stop.weak {
        return !(stop.quote && is_attribution(rest));
    }
    let bare = stop.end == stop.marks_end && stop.marks_end == at + 1;
    !bare || ends_after_word(raw, start, at, rest, word)
}

/// Whether a single full stop at `at` ends its sentence, by the word before it and the word after it.
fn ends_after_word(raw: &str, start: usize, at: usize, rest: &str, word: &str) -> bool {
    let before = raw.get(start..at).unwrap_or("");
    let last = last_word(before);
    let digit = word.starts_with(|c: char| c.is_numeric());
    let opens_quote = rest.starts_with(is_quote);
    if last.bytes().all(|b| b.is_ascii_digit()) {
        // "1. The first" counts; "am 3. März" is a day.
        let counts = last.len() == before.trim_start().len();
        let day = last.len() <= 2 && words::is_german_month(first_word(word));
        return !counts && !day;
    }
    match abbreviation(last) {
        Some(Abbreviation::Title) => false,
        Some(Abbreviation::BeforeNumber) => !digit,
        Some(Abbreviation::Either) => !digit && (opens_quote || is_starter(word)),
        None => true,
    }
}

/// Whether speech that ended in `?` or `!` goes on to say who spoke: `"Why?" Doe asked.`
fn is_attribution(rest: &str) -> bool {
    let near = rest.get(..floor(rest, REACH_BYTES)).unwrap_or("");
    for (names, word) in near.split_whitespace().enumerate() {
        let bare = word.trim_end_matches([',', '.', '!', '?', ':', ';']);
        if is_speech_verb(bare) {
            return names > 0;
        }
        let particle = matches!(bare, "de" | "van" | "von" | "al" | "bin" | "also");
        let ends = bare.len() < word.len() && abbreviation(bare).is_none();
        if names == 5 || ends || is_starter(bare) || !(particle || bare.starts_with(char::is_uppercase)) {
            return false;
        }
    }
    false
}

/// Whether speech in a script without blanks goes on: a Japanese particle, or a Chinese verb of saying close by.
fn goes_on_unspaced(rest: &str) -> bool {
    if rest.starts_with(['と', 'っ', 'な', 'の', 'を', 'が', 'は']) {
        return true;
    }
    let clause: Vec<char> = rest.chars().take(14).take_while(|&c| !matches!(c, '。' | '，' | '：' | '、')).collect();
    clause.len() < 14
        && clause.last().is_some_and(|c| matches!(c, '说' | '說' | '道' | '称' | '稱' | '示' | '问' | '問'))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StopMark {
    Weak,
    Strong,
    Unspaced,
    Line,
}

fn mark(c: char) -> Option<StopMark> {
    match c {
        '.' | '…' => Some(StopMark::Weak),
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => Some(StopMark::Strong),
        '。' | '！' | '？' | '｡' | '．' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '၊' | '။' | '។' => {
            Some(StopMark::Unspaced)
        }
        '\n' => Some(StopMark::Line),
        _ => None,
    }
}

/// The place of the next terminator at or after `at`.
fn next_stop(raw: &str, at: usize) -> Option<usize> {
    let bytes = raw.as_bytes();
    let mut at = at;
    while let Some(step) = bytes.get(at..)?.iter().position(|&b| MAY_STOP[usize::from(b)]) {
        at += step;
        let c = raw.get(at..)?.chars().next()?;
        if mark(c).is_some() {
            return Some(at);
        }
        at += c.len_utf8();
    }
    None
}

/// Bytes that begin a terminator in UTF-8; all others are passed over without decoding.
const MAY_STOP: [bool; 256] = {
    let mut table = [false; 256];
    let leads = [b'.', b'!', b'?', b'\n', 0xd6, 0xd8, 0xdb, 0xe0, 0xe1, 0xe2, 0xe3, 0xef];
    let mut at = 0;
    while at < leads.len() {
        table[leads[at] as usize] = true;
        at += 1;
    }
    table
};

pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '״'
    )
}

/// What may close behind a full stop. Directions are not told apart: `“` closes in German, `«` in Danish.
fn is_closer(c: char) -> bool {
    is_quote(c) && !matches!(c, '„' | '‚' | '「' | '『')
        || matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '〉' | '》')
}

/// How many bytes of marks that lead to notes stand at the start of `rest`: `[1][12]` belongs to the sentence before it.
fn note_marks(rest: &str) -> usize {
    let mut left = rest;
    while let Some((number, behind)) = left.strip_prefix('[').and_then(|inner| inner.split_once(']'))
        && (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        left = behind;
    }
    rest.len() - left.len()
}

/// The word that ends at the end of `before`, dots within it included: `U.S`, `Rep`, `J`.
fn last_word(before: &str) -> &str {
    let from = before.len() - before.len().min(REACH_BYTES);
    let from = (from..=before.len()).find(|&at| before.is_char_boundary(at)).unwrap_or(0);
    let near = before.get(from..).unwrap_or("");
    let cut = near.rfind(|c: char| !c.is_alphanumeric() && c != '.').and_then(|at| {
        let c = near.get(at..)?.chars().next()?;
        Some(at + c.len_utf8())
    });
    near.get(cut.unwrap_or(0)..).unwrap_or("")
}

fn first_word(rest: &str) -> &str {
    rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

fn skip_blanks(raw: &str, at: usize) -> usize {
    let rest = raw.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start().len())
}

/// The largest character boundary that is not beyond `at`.
fn floor(raw: &str, at: usize) -> usize {
    raw.floor_char_boundary(at)
}

#[cfg(test)]
mod tests;
