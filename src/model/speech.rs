//! Direct quotes that nobody marked, found by their quotation marks.
//!
//! What is found is shown as *found*, and a speaker is named only where the sentence itself leaves no doubt: a quote
//! without a speaker is a gap, a quote in the wrong mouth is a fault.

mod pairs;
mod speaker;

use std::ops::Range;

use super::{Person, PersonId, Span, Text, outline::words, sentence};
use pairs::{Pair, pairs};

/// Words that quotation marks must hold where no verb of saying stands beside them; fewer are scare quotes.
const WORDS_MIN: u32 = 3;
/// The same in a script without blanks, where every character counts as a word.
const CHARACTERS_MIN: u32 = 6;
/// How far, in bytes, a sentence is searched for its speaker on either side of the quote.
const REACH_BYTES: usize = 320;

/// A quote as its marks show it, before anybody is named as its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The quotation marks included.
    pub span: Span,
    /// The rest of its sentence before it, and behind it, as far as the quotes next to it; bytes of the text.
    pub before: Range<usize>,
    pub after: Range<usize>,
    /// Nothing closes it: it goes on in the next paragraph, and is marked up to the end of this one.
    pub open: bool,
}

/// Every direct quote of a paragraph, in order. Where the next paragraph opens with a mark (`goes_on`), a quote that nothing
/// closes belongs to this one up to its end.
#[must_use]
pub fn quotations(text: &Text, goes_on: bool) -> Vec<Quotation> {
    let raw = text.as_str();
    let mut pairs = pairs(raw);
    let closed = pairs.last().map_or(0, |last| last.range.end);
    if let Some(open) = goes_on.then(|| pairs::left_open(raw, closed)).flatten() {
        pairs.push(open);
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let sentences = sentence::sentences(text);
    let mut found = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let Some(span) = text.span(pair.range.clone()) else { continue };
        let free = free(raw, &pairs, index);
        let open = pair.range.end == raw.len() && pair.inner().end == raw.len();
        let sides = around(raw, &sentences, &pair.range, free);
        if open || is_quote(raw, pair, &sides) {
            let before = pair.range.start - sides.before.len()..pair.range.start;
            let after = pair.range.end..pair.range.end + sides.after.len();
            found.push(Quotation { span, before, after, open });
        }
    }
    found
}

/// Whether a word is a verb by which somebody speaks, in the forms of the news.
#[must_use]
pub fn is_verb(word: &str) -> bool {
    sentence::is_speech_verb(word)
}

/// The bytes between the quotes next to one.
fn free(raw: &str, pairs: &[Pair], index: usize) -> Range<usize> {
    let after_last = index.checked_sub(1).map_or(0, |last| pairs[last].range.end);
    after_last..pairs.get(index + 1).map_or(raw.len(), |next| next.range.start)
}

/// The direct quotes in `text` that `taken` (marks which the file gives) leaves free, in order, each with the person of
/// `people` who said it where that is beyond doubt. Spans include the quotation marks.
///
/// Text without a quotation mark costs one look at its bytes.
#[must_use]
pub fn find(text: &Text, taken: &[Span], people: &[Person]) -> Vec<(Span, Option<PersonId>)> {
    let raw = text.as_str();
    let pairs = pairs(raw);
    if pairs.is_empty() {
        return Vec::new();
    }
    let taken = merged(taken);
    let names = speaker::Names::new(people);
    let sentences = sentence::sentences(text);
    let mut found = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let Some(span) = text.span(pair.range.clone()) else { continue };
        let next = taken.partition_point(|other| other.end() <= span.start());
        if taken.get(next).is_some_and(|other| other.overlaps(span)) {
            continue;
        }
        let around = around(raw, &sentences, &pair.range, free(raw, &pairs, index));
        if is_quote(raw, pair, &around) {
            let by = speaker::speaker(around.before, around.after, &names);
            found.push((span, by.cloned()));
        }
    }
    found
}

/// The rest of the sentence on both sides of a quote, as far as the quotes next to it.
struct Around<'a> {
    before: &'a str,
    after: &'a str,
}

fn around<'a>(raw: &'a str, sentences: &[Span], quote: &Range<usize>, free: Range<usize>) -> Around<'a> {
    let of = |at: usize| sentences.get(sentences.partition_point(|sentence| sentence.end() <= at));
    let start = of(quote.start).map_or(quote.start, |sentence| sentence.start()).max(free.start);
    let end = of(quote.end - 1).map_or(quote.end, |sentence| sentence.end()).min(free.end);
    let far = raw.ceil_char_boundary(quote.start.saturating_sub(REACH_BYTES));
    let before = raw.get(start.max(far)..quote.start).unwrap_or("");
    let after = raw.get(quote.end..end.min(raw.floor_char_boundary(quote.end + REACH_BYTES))).unwrap_or("");
    Around { before, after }
}

/// Whether the words between a pair of marks are somebody's, and not a title or a word held at arm's length.
fn is_quote(raw: &str, pair: &Pair, around: &Around<'_>) -> bool {
    let inner = raw.get(pair.inner()).unwrap_or("");
    let count = words(inner);
    if count == 0 {
        return false;
    }
    let spoken = speaker::verb_follows(around.after) || speaker::verb_precedes(around.before);
    // A sentence of its own, however short: `she said. “I may.”`
    let alone = around.before.trim().is_empty() && inner.trim_end().ends_with(['.', '!', '?', '…']);
    // `On “Meet the Press”, Roe said`: a verb nearby makes no words of a name.
    let named = is_title(inner) && !inner.trim_end().ends_with([',', '.']) && !around.after.starts_with(',');
    if (spoken && !named) || (alone && (!pair.doubtful || count >= WORDS_MIN)) {
        return true;
    }
    if pair.doubtful {
        return false;
    }
    let spaced = inner.trim().contains(char::is_whitespace);
    count >= if spaced { WORDS_MIN } else { CHARACTERS_MIN } && !is_title(inner)
}

/// `The Long Way Home`: every longer word begins with a capital letter, and nothing is said of who spoke.
fn is_title(inner: &str) -> bool {
    let longer = || inner.split_whitespace().filter(|word| word.chars().count() >= 4);
    let sentence = inner.trim_end().ends_with(['?', '!', '…']) || inner.contains(". ");
    !sentence && longer().nth(1).is_some() && longer().all(|word| word.starts_with(char::is_uppercase))
}

/// Spans in order, those that overlap made one.
fn merged(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.union(span),
            Some(_) | None => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
