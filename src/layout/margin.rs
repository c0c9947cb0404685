//! The margin: notes beside their passages, placed so that none covers another and each stands as near as it can.
//!
//! Rows are those of the page, so that what is placed scrolls with it. Each note has a leader, a line in the gutter from
//! the row of its passage to its first row.

mod note;

use std::collections::{BTreeMap, BinaryHeap};

pub use note::{NoteCopy, set_note, tell_difference};

/// A note that is to stand beside a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want {
    /// The row on which its passage begins.
    pub row: usize,
    /// Rows that it takes, with the empty one that parts it from the next.
    pub height_rows: usize,
}

/// The first row of each note, for notes in the order of their passages. They keep that order, none covers another, none
/// stands above the page, and there is no way to do so with fewer rows between notes and passages in all.
///
/// That is an isotonic regression: less the rows of the notes above it, the place of each must be no less than that of the
/// one before. The heap holds what each place may still be moved to, as costs of the sum's slope. It is filled from the last
/// note upwards, with places counted upwards too: of two ways that cost the same, the one further down is taken, and the
/// note that comes first stays by its passage.
#[must_use]
pub fn place(wants: &[Want]) -> Vec<usize> {
    let signed = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX / 4);
    let mut above: i64 = wants.iter().map(|want| signed(want.height_rows)).sum();
    let mut heap: BinaryHeap<i64> = BinaryHeap::with_capacity(wants.len() + 1);
    let mut upto: Vec<(i64, i64)> = Vec::with_capacity(wants.len());
    for want in wants.iter().rev() {
        above -= signed(want.height_rows);
        let free = above - signed(want.row);
        heap.push(free);
        if heap.peek().is_some_and(|highest| *highest > free) {
            heap.push(free);
            heap.pop();
        }
        upto.push((heap.peek().copied().unwrap_or(free), above));
    }
    let mut least = i64::MAX;
    let places = upto.into_iter().rev().map(|(free, above)| {
        least = least.min(free);
        usize::try_from((-least).max(0) + above).unwrap_or(0)
    });
    places.collect()
}

/// Which ways a leader goes on from a cell of the gutter: bits of one byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arms(u8);

impl Arms {
    const UP: u8 = 1;
    const DOWN: u8 = 2;
    /// To the passage.
    const IN: u8 = 4;
    /// To the note.
    const OUT: u8 = 8;

    /// Whether a passage of this row has a note.
    #[must_use]
    pub fn reaches_in(self) -> bool {
        self.0 & Self::IN != 0
    }

    /// Whether a note begins on this row.
    #[must_use]
    pub fn reaches_out(self) -> bool {
        self.0 & Self::OUT != 0
    }

    /// The line in the middle of the gutter.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self.0 {
            0 => " ",
            1..=3 => "│",
            4 | 8 | 12 => "─",
            5 => "╯",
            6 => "╮",
            7 => "┤",
            9 => "╰",
            10 => "╭",
            11 => "├",
            13 => "┴",
            14 => "┬",
            _ => "┼",
        }
    }

    fn add(&mut self, arms: u8) {
        self.0 |= arms;
    }
}

/// The gutter, by row, for notes whose passage and first row are given.
#[must_use]
pub fn leaders(links: impl IntoIterator<Item = (usize, usize)>) -> BTreeMap<usize, Arms> {
    let mut rows: BTreeMap<usize, Arms> = BTreeMap::new();
    for (passage, note) in links {
        let (top, bottom) = (passage.min(note), passage.max(note));
        if top < bottom {
            for row in top..=bottom {
                let up = if row > top { Arms::UP } else { 0 };
                let on = if row < bottom { Arms::DOWN } else { 0 };
                rows.entry(row).or_default().add(up | on);
            }
        }
        rows.entry(passage).or_default().add(Arms::IN);
        rows.entry(note).or_default().add(Arms::OUT);
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wants() -> impl Strategy<Value = Vec<Want>> {
        let want = (0_usize..14, 1_usize..5).prop_map(|(row, height_rows)| Want { row, height_rows });
        proptest::collection::vec(want, 0..7).prop_map(|mut wants| {
            wants.sort_by_key(|want| want.row);
            wants
        })
    }

    fn apart(wants: &[Want], rows: &[usize]) -> usize {
        wants.iter().zip(rows).map(|(want, row)| want.row.abs_diff(*row)).sum()
    }

    /// The fewest rows in all, by trying every place.
    fn fewest(wants: &[Want]) -> usize {
        fn from(wants: &[Want], free: usize) -> usize {
            let Some((want, rest)) = wants.split_first() else { return 0 };
            (free..40).map(|row| want.row.abs_diff(row) + from(rest, row + want.height_rows)).min().unwrap_or(0)
        }
        // what is tried grows fast: a few notes are enough to be wrong about
        from(wants, 0)
    }

    proptest! {
        #[test]
        fn no_note_covers_another_and_their_order_is_kept(wants in wants()) {
            let rows = place(&wants);
            prop_assert_eq!(rows.len(), wants.len());
            for (pair, want) in rows.windows(2).zip(&wants) {
                prop_assert!(pair[0] + want.height_rows <= pair[1], "{:?} {:?}", wants, rows);
            }
        }

        #[test]
        fn no_note_is_moved_more_than_it_must_be(wants in proptest::collection::vec((0_usize..9, 1_usize..4), 0..4)) {
            let mut wants: Vec<Want> = wants.into_iter().map(|(row, height_rows)| Want { row, height_rows }).collect();
            wants.sort_by_key(|want| want.row);
            prop_assert_eq!(apart(&wants, &place(&wants)), fewest(&wants));
        }

        #[test]
        fn notes_with_room_stand_at_their_passages(rows in proptest::collection::vec(0_usize..9, 0..9)) {
            let wants: Vec<Want> =
                (0..).zip(&rows).map(|(at, extra)| Want { row: at * 12 + extra, height_rows: 3 }).collect();
            prop_assert_eq!(place(&wants), wants.iter().map(|want| want.row).collect::<Vec<_>>());
        }

        #[test]
        fn every_leader_leads_from_its_passage_to_its_note(wants in wants()) {
            let rows = place(&wants);
            let links: Vec<(usize, usize)> = wants.iter().map(|want| want.row).zip(rows).collect();
            let gutter = leaders(links.iter().copied());
            for (passage, note) in links {
                prop_assert!(gutter[&passage].reaches_in() && gutter[&note].reaches_out());
                for row in passage.min(note)..passage.max(note) {
                    prop_assert!(gutter[&row].0 & Arms::DOWN != 0 && gutter[&(row + 1)].0 & Arms::UP != 0);
                }
            }
        }
    }

    #[test]
    fn of_two_notes_on_one_row_the_first_stays() {
        let want = Want { row: 10, height_rows: 3 };
        assert_eq!(place(&[want, want]), [10, 13]);
        // with a third the middle one stays, and nothing stands above the page
        assert_eq!(place(&[want, want, want]), [7, 10, 13]);
        assert_eq!(place(&[Want { row: 1, ..want }; 3]), [0, 3, 6]);
    }

    #[test]
    fn a_gutter_is_drawn_with_corners() {
        let gutter = leaders([(2, 2), (2, 5), (7, 5)]);
        let signs: Vec<&str> = (1..9).map(|row| gutter.get(&row).map_or("", |arms| arms.sign())).collect();
        assert_eq!(signs, ["", "┬", "│", "│", "├", "│", "╯", ""]);
    }
}
