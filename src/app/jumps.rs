//! Where one came from: a list to walk back and forward on, and the marks that letters name.

use std::collections::HashMap;

use crate::model::ArticleId;

use super::board::BoardId;

/// More places than these are forgotten, the oldest first.
const JUMPS_MAX: usize = 200;

/// A place to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    Page(PageSpot),
    /// A board as it was left.
    Board(BoardId),
    /// The sheet of study as it was left.
    Study,
}

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageSpot {
    pub id: ArticleId,
    pub path: String,
    pub paragraph: usize,
    pub offset: usize,
    /// The board one had come from.
    pub outer: Option<BoardId>,
}

/// The jump list and the marks.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    spots: Vec<Spot>,
    /// Where one is on the list; its length when one is not on it.
    at: usize,
    marks: HashMap<char, Spot>,
}

impl Jumps {
    /// Remembers a place one leaves by a jump; what lay forward is gone.
    pub fn leave(&mut self, spot: Spot) {
        self.spots.truncate(self.at);
        self.spots.retain(|old| *old != spot);
        self.spots.push(spot);
        if self.spots.len() > JUMPS_MAX {
            self.spots.remove(0);
        }
        self.at = self.spots.len();
    }

    /// Takes back the last [`Jumps::leave`]: one came to nothing.
    pub fn stay(&mut self) {
        if self.at == self.spots.len() {
            self.spots.pop();
            self.at = self.spots.len();
        }
    }

    /// A board is gone, and with it every way to it.
    pub fn forget(&mut self, board: BoardId) {
        let before = self.spots.iter().take(self.at).filter(|spot| **spot == Spot::Board(board)).count();
        self.spots.retain(|spot| *spot != Spot::Board(board));
        self.at -= before;
        self.marks.retain(|_, spot| *spot != Spot::Board(board));
    }

    /// Where one came from last.
    #[must_use]
    pub fn last(&self) -> Option<&Spot> {
        self.spots.get(self.at.checked_sub(1)?)
    }

    /// One place back. `here` is where one is, to come forward to again.
    pub fn back(&mut self, here: Option<Spot>) -> Option<Spot> {
        if self.at == self.spots.len()
            && let Some(here) = here
            && self.spots.last() != Some(&here)
        {
            self.spots.push(here);
        }
        self.at = self.at.checked_sub(1)?;
        self.spots.get(self.at).cloned()
    }

    /// One place forward again.
    pub fn forward(&mut self) -> Option<Spot> {
        let spot = self.spots.get(self.at + 1).cloned()?;
        self.at += 1;
        Some(spot)
    }

    pub fn set_mark(&mut self, letter: char, spot: Spot) {
        self.marks.insert(letter, spot);
    }

    #[must_use]
    pub fn mark(&self, letter: char) -> Option<Spot> {
        self.marks.get(&letter).cloned()
    }

    /// The letters that are set, in order.
    #[must_use]
    pub fn letters(&self) -> Vec<char> {
        let mut letters: Vec<char> = self.marks.keys().copied().collect();
        letters.sort_unstable();
        letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(paragraph: usize) -> Spot {
        let id = "a".parse().expect("an id");
        Spot::Page(PageSpot { id, path: "a.yaml".to_owned(), paragraph, offset: 0, outer: None })
    }

    #[test]
    fn back_and_forward_walk_the_same_way() {
        let mut jumps = Jumps::default();
        jumps.leave(spot(1));
        jumps.leave(spot(2));
        assert_eq!(jumps.back(Some(spot(3))), Some(spot(2)));
        assert_eq!(jumps.back(Some(spot(2))), Some(spot(1)));
        assert_eq!(jumps.back(Some(spot(1))), None);
        assert_eq!(jumps.forward(), Some(spot(2)));
        assert_eq!(jumps.forward(), Some(spot(3)));
        assert_eq!(jumps.forward(), None);
    }

    #[test]
    fn a_board_that_is_gone_leads_nowhere() {
        let mut jumps = Jumps::default();
        let board = Spot::Board(BoardId(7));
        jumps.leave(spot(1));
        jumps.leave(board.clone());
        assert_eq!(jumps.last(), Some(&board));
        jumps.forget(BoardId(7));
        assert_eq!(jumps.back(Some(spot(2))), Some(spot(1)));
        assert_eq!(jumps.forward(), Some(spot(2)));
    }
}
