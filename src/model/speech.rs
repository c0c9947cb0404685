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
        let after_last = index.checked_sub(1).map_or(0, |last| pairs[last].range.end);
        let before_next = pairs.get(index + 1).map_or(raw.len(), |next| next.range.start);
        let around = around(raw, &sentences, &pair.range, after_last..before_next);
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
    if spoken || pair.doubtful {
        return spoken;
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
