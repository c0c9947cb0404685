//! A pattern in a text with errors: Myers' bit-parallel algorithm, in blocks of 64 characters (J. ACM 46, 1999; the blocks
//! after Hyyrö 2003).

use std::{collections::HashMap, ops::Range};

/// A stretch of a text that is like the pattern, in characters, and how many changes part the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub range: Range<usize>,
    pub errors: usize,
}

/// The stretches of `text` that are within `most` changes of `pattern`, the best first; none overlaps a better one.
pub(super) fn search(pattern: &[char], text: &[char], most: usize) -> Vec<Hit> {
    if pattern.is_empty() || most >= pattern.len() {
        return Vec::new();
    }
    let mut ends: Vec<(usize, usize)> = Vec::new();
    scan(pattern, text, false, |end, errors| {
        if errors <= most {
            ends.push((errors, end));
        }
    });
    ends.sort_unstable();
    let backwards: Vec<char> = pattern.iter().rev().copied().collect();
    let mut hits: Vec<Hit> = Vec::new();
    for (errors, end) in ends {
        if hits.iter().any(|hit| hit.range.contains(&(end - 1))) {
            continue;
        }
        // The match begins where the pattern, read backwards from its end, has been used up with as few changes.
        let reach = (pattern.len() + most).min(end);
        let before: Vec<char> = text[end - reach..end].iter().rev().copied().collect();
        let mut length = reach;
        let mut found = false;
        scan(&backwards, &before, true, |taken, changes| {
            if changes == errors && !found {
                (length, found) = (taken, true);
            }
        });
        let range = end - length..end;
        if !hits.iter().any(|hit| hit.range.start < range.end && range.start < hit.range.end) {
            hits.push(Hit { range, errors });
        }
    }
    hits
}

/// Where in a pattern each character stands: a bit a place, in blocks of 64. Nearly all are looked up in a table.
struct Places {
    blocks: usize,
    /// Of the ASCII characters, one after the other.
    common: Vec<u64>,
    others: HashMap<char, Vec<u64>>,
    nowhere: Vec<u64>,
}

impl Places {
    fn of(pattern: &[char], blocks: usize) -> Self {
        let nowhere = vec![0; blocks];
        let mut places = Self { blocks, common: vec![0; 128 * blocks], others: HashMap::new(), nowhere };
        for (at, c) in pattern.iter().enumerate() {
            let bits = match usize::try_from(u32::from(*c)) {
                Ok(code @ 0..128) => &mut places.common[code * blocks..(code + 1) * blocks],
                Ok(_) | Err(_) => places.others.entry(*c).or_insert_with(|| vec![0; blocks]),
            };
            bits[at / 64] |= 1 << (at % 64);
        }
        places
    }

    fn at(&self, c: char) -> &[u64] {
        match usize::try_from(u32::from(c)) {
            Ok(code @ 0..128) => &self.common[code * self.blocks..(code + 1) * self.blocks],
            Ok(_) | Err(_) => self.others.get(&c).unwrap_or(&self.nowhere),
        }
    }
}

/// Tells, after each character of `text`, with how many changes the pattern ends there. `anchored` lets it begin only with
/// the text.
fn scan(pattern: &[char], text: &[char], anchored: bool, mut tell: impl FnMut(usize, usize)) {
    let blocks = pattern.len().div_ceil(64);
    let places = Places::of(pattern, blocks);
    let last = 1_u64 << ((pattern.len() - 1) % 64);
    let (mut more, mut less) = (vec![u64::MAX; blocks], vec![0_u64; blocks]);
    let mut errors = pattern.len();
    for (at, c) in text.iter().enumerate() {
        let equal = places.at(*c);
        // what comes in from the row above: nothing where a match may begin anywhere
        let mut carry: i8 = i8::from(anchored);
        for block in 0..blocks {
            let top = if block + 1 == blocks { last } else { 1 << 63 };
            let (plus, minus) = (more[block], less[block]);
            let mut same = equal[block];
            let across = same | minus;
            same |= u64::from(carry < 0);
            let down = (((same & plus).wrapping_add(plus)) ^ plus) | same;
            let (mut rise, mut fall) = (minus | !(down | plus), plus & down);
            let out = i8::from(rise & top != 0) - i8::from(fall & top != 0);
            rise = (rise << 1) | u64::from(carry > 0);
            fall = (fall << 1) | u64::from(carry < 0);
            more[block] = fall | !(across | rise);
            less[block] = rise & across;
            carry = out;
        }
        errors = errors.saturating_add_signed(isize::from(carry));
        tell(at + 1, errors);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by the book: the least number of changes with which the pattern ends after each character.
    fn plainly(pattern: &[char], text: &[char], anchored: bool) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut ends = Vec::new();
        for (at, c) in text.iter().enumerate() {
            let mut next = vec![if anchored { at + 1 } else { 0 }];
            for row in 1..=pattern.len() {
                let changed = column[row - 1] + usize::from(pattern[row - 1] != *c);
                next.push(changed.min(column[row] + 1).min(next[row - 1] + 1));
            }
            column = next;
            ends.push(column[pattern.len()]);
        }
        ends
    }

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn finds_what_was_edited_and_where_it_begins() {
        let text = chars("Then the harbour brigde will close on Monday, he said.");
        let hits = search(&chars("the harbour bridge will close on Monday"), &text, 7);
        assert_eq!(hits.len(), 1);
        let found: String = text[hits[0].range.clone()].iter().collect();
        assert_eq!((found.as_str(), hits[0].errors), ("the harbour brigde will close on Monday", 2));
        assert_eq!(search(&chars("something else altogether"), &text, 5), []);
        assert_eq!(search(&[], &text, 0), []);
    }

    proptest! {
        #[test]
        fn counts_as_the_plain_way_does(pattern in "[ab—]{1,150}", text in "[ab—]{0,200}", anchored in any::<bool>()) {
            let (pattern, text) = (chars(&pattern), chars(&text));
            let mut told = Vec::new();
            scan(&pattern, &text, anchored, |_, errors| told.push(errors));
            prop_assert_eq!(told, plainly(&pattern, &text, anchored));
        }

        #[test]
        fn every_hit_is_as_near_as_it_says(pattern in "[abc]{3,80}", text in "[abc]{0,200}") {
            let (pattern, text) = (chars(&pattern), chars(&text));
            for hit in search(&pattern, &text, pattern.len() / 3) {
                let apart = plainly(&pattern, &text[hit.range.clone()], true).last().copied().unwrap_or(pattern.len());
                prop_assert_eq!(apart, hit.errors);
            }
        }
    }
}
