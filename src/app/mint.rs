//! Names for new annotations: ULIDs, from the clock and a seed that the world made.

use jiff::Timestamp;

use crate::model::AnnotationId;

/// Crockford's base 32.
const DIGITS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p',
    'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
];

/// Makes names, each once.
#[derive(Clone, Debug)]
pub struct Mint {
    seed: u128,
    made: u64,
}

impl Mint {
    #[must_use]
    pub fn new(seed: u128) -> Self {
        Self { seed, made: 0 }
    }

    /// A new name: 48 bits of milliseconds, then 80 bits drawn from the seed.
    ///
    /// # Panics
    /// Never: 26 digits of base 32, the first of them two bits short, are a name.
    pub fn next(&mut self, now: Timestamp) -> AnnotationId {
        self.made += 1;
        let mut told = [0; 24];
        told[..16].copy_from_slice(&self.seed.to_be_bytes());
        told[16..].copy_from_slice(&self.made.to_be_bytes());
        let drawn = blake3::hash(&told);
        let random = drawn.as_bytes().iter().take(10).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let millis = u128::try_from(now.as_millisecond()).unwrap_or(0) & 0xffff_ffff_ffff;
        let bits = millis << 80 | random;
        let digit = |at: u32| DIGITS[usize::try_from(bits >> (5 * at) & 31).unwrap_or(0)];
        let name: String = (0..26).rev().map(digit).collect();
        name.parse().expect("26 digits of base 32, the first of two bits short, are a ULID")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_time_and_no_two_are_one() {
        let at = |millis| Timestamp::from_millisecond(millis).expect("a time");
        let (mut one, mut other) = (Mint::new(7), Mint::new(8));
        let early: Vec<_> = (0..50).map(|_| one.next(at(1_785_000_000_000))).collect();
        let late = one.next(at(1_785_000_000_001));
        assert!(early.iter().all(|name| *name < late));
        let elsewhere: Vec<_> = (0..50).map(|_| other.next(at(1_785_000_000_000))).collect();
        let all: std::collections::HashSet<_> = early.iter().chain(&elsewhere).collect();
        assert_eq!(all.len(), 100);
        // the example of the specification
        assert!(one.next(at(1_469_918_176_385)).as_str().starts_with("01aryz6s41"));
        assert!(one.next(at(-1)).as_str().starts_with("0000000000"));
    }
}
