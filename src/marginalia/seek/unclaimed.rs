//! Text of the new revision that no sentence of the old one has a claim to, and looking for words in it.

use std::ops::Range;

use super::{align::Alignment, fuzzy};

/// The shortest words that are looked for.
const LENGTH_MIN: usize = 25;
/// One change is forgiven for so many characters.
const ERROR_EVERY: usize = 5;
/// The most characters that are searched with errors.
const SEARCHED_MAX: usize = 400_000;

/// Stretches of blocks between words that are spoken for.
#[derive(Debug, Default)]
pub(super) struct Unclaimed {
    free: Vec<Free>,
    length: usize,
}

#[derive(Debug)]
struct Free {
    block: usize,
    /// The first byte.
    start: usize,
    chars: Vec<char>,
}

/// Where words were found.
#[derive(Debug)]
pub(super) struct Hit {
    pub block: usize,
    pub bytes: Range<usize>,
    /// Whether they are the very same.
    pub exact: bool,
    /// Whether another place is nearly as good.
    pub rivalled: bool,
}

impl Unclaimed {
    pub(super) fn of(aligned: &Alignment<'_>) -> Self {
        let mut unclaimed = Self::default();
        let words = &aligned.new.words;
        let mut at = 0;
        for (index, block) in aligned.new.revision.blocks.iter().enumerate() {
            let mut free = Some(0);
            while let Some(word) = words.get(at).filter(|word| word.block == index) {
                match (aligned.from[at].is_some(), free) {
                    (true, Some(start)) => {
                        unclaimed.add(index, block.text.as_str(), start..word.start);
                        free = None;
                    }
                    (false, None) => free = at.checked_sub(1).map(|before| words[before].end),
                    (true, None) | (false, Some(_)) => {}
                }
                at += 1;
            }
            if let Some(start) = free {
                unclaimed.add(index, block.text.as_str(), start..block.text.len());
            }
        }
        unclaimed
    }

    fn add(&mut self, block: usize, text: &str, bytes: Range<usize>) {
        let chars: Vec<char> = text.get(bytes.clone()).unwrap_or_default().chars().collect();
        if chars.len() >= LENGTH_MIN - LENGTH_MIN / ERROR_EVERY {
            self.length += chars.len();
            self.free.push(Free { block, start: bytes.start, chars });
        }
    }
}

/// The best place for `exact`, where there is one.
pub(super) fn search(unclaimed: &Unclaimed, exact: &str) -> Option<Hit> {
    let pattern: Vec<char> = exact.chars().collect();
    if pattern.len() < LENGTH_MIN {
        return None;
    }
    let most = if unclaimed.length > SEARCHED_MAX { 0 } else { pattern.len() / ERROR_EVERY };
    let mut hits: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for (at, free) in unclaimed.free.iter().enumerate() {
        hits.extend(fuzzy::search(&pattern, &free.chars, most).into_iter().map(|hit| (hit.errors, at, hit.range)));
    }
    hits.sort_unstable_by_key(|(errors, free, range)| (*errors, *free, range.start));
    let (errors, at, range) = hits.first()?;
    let free = &unclaimed.free[*at];
    let bytes = |chars: &[char]| chars.iter().map(|c| c.len_utf8()).sum::<usize>();
    let start = free.start + bytes(&free.chars[..range.start]);
    let end = start + bytes(&free.chars[range.clone()]);
    let rivalled = hits.get(1).is_some_and(|(next, _, _)| *next <= errors + pattern.len() / 10);
    Some(Hit { block: free.block, bytes: start..end, exact: *errors == 0, rivalled })
}
