//! Finding what moved: a region of whole rows that the last frame had some rows higher or lower.

use ratatui::buffer::Cell;

use super::emit::Pen;

/// What telling the terminal to move a region costs at most, in bytes.
const OVERHEAD_BYTES: i32 = 28;

/// What is known of a row without looking at its cells again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digest {
    /// Equal rows have equal hashes. The reverse is only likely, and nothing depends on it.
    pub(super) hash: u64,
    /// About how many bytes it takes to draw.
    pub(super) weight_bytes: i32,
}

impl Digest {
    pub(super) fn of(row: &[Cell]) -> Self {
        let mut hash = 0_u64;
        let mut weight = 0;
        let mut last = Pen::PLAIN;
        let mut style = 0;
        for cell in row {
            let pen = Pen::of(cell);
            if pen != last {
                last = pen;
                style = pen.hash();
                weight += 8;
            }
            let symbol = cell.symbol().as_bytes();
            weight += i32::from(symbol != b" ");
            // a grapheme of more than eight bytes is told apart by its length and its end
            let word = symbol.iter().fold(symbol.len() as u64, |word, &byte| (word << 8) | u64::from(byte));
            hash = mix(hash, word ^ style);
        }
        Self { hash, weight_bytes: weight }
    }
}

/// One step of a hash that need not withstand anyone.
pub(super) fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A region of rows that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    /// First row of the region.
    pub(super) top: usize,
    /// One past its last row.
    pub(super) bottom: usize,
    /// How many rows the content goes up, or down where negative. Never nought, and shorter than the region.
    pub(super) up: isize,
}

/// The shift that saves most bytes, if one saves any.
pub(super) fn find(old: &[Digest], new: &[Digest]) -> Option<Shift> {
    let differs = |row: usize| old[row].hash != new[row].hash;
    let height = old.len().min(new.len());
    let first = (0..height).find(|&row| differs(row))?;
    let last = (first..height).rfind(|&row| differs(row))?;
    let span = last + 1 - first;
    let mut best = None;
    let mut best_saved = 0;
    for distance in 1..span {
        for upwards in [true, false] {
            // `row + distance` of the old frame is `row` of the new one, or the other way round
            let (mut from, mut saved) = (first, 0);
            for row in first..=last - distance {
                let (source, target) = if upwards { (row + distance, row) } else { (row, row + distance) };
                saved += match (old[source].hash == new[target].hash, differs(target)) {
                    (true, true) => new[target].weight_bytes,
                    (false, false) => -new[target].weight_bytes,
                    (true, false) | (false, true) => 0,
                };
                if saved <= 0 {
                    (from, saved) = (row + 1, 0);
                    continue;
                }
                if saved - OVERHEAD_BYTES <= best_saved {
                    continue;
                }
                let (top, bottom) = (from, row + 1 + distance);
                let exposed = if upwards { bottom - distance..bottom } else { top..top + distance };
                let spoilt: i32 = exposed.filter(|&row| !differs(row)).map(|row| new[row].weight_bytes).sum();
                let net = saved - spoilt - OVERHEAD_BYTES;
                if net > best_saved {
                    best_saved = net;
                    let distance = isize::try_from(distance).unwrap_or(0);
                    best = Some(Shift { top, bottom, up: if upwards { distance } else { -distance } });
                }
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests(rows: &str) -> Vec<Digest> {
        rows.chars().map(|c| Digest { hash: u64::from(c), weight_bytes: if c == ' ' { 0 } else { 70 } }).collect()
    }

    #[test]
    fn the_region_that_moved_is_found() {
        for (old, new, found) in [
            ("abcdefgs", "bcdefghs", Some((0, 7, 1))),
            ("hbcdefgs", "hxbcdefs", Some((1, 7, -1))),
            ("habcdefs", "hcdefxys", Some((1, 7, 2))),
            ("h abc defs", "habc defgs", Some((1, 9, 1))),
            // the focus went along: one row within the region is another
            ("abcdefgs", "bcXefghs", Some((0, 7, 1))),
            ("abcdefgs", "tuvwxyzs", None),
            ("abcdefgs", "abcXefgs", None),
            ("        ", "      a ", None),
            ("", "", None),
        ] {
            let shift = found.map(|(top, bottom, up)| Shift { top, bottom, up });
            assert_eq!(find(&digests(old), &digests(new)), shift, "{old} to {new}");
        }
    }
}
