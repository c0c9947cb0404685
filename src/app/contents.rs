//! The contents pane: sections and groups of the open article, to fold and go to.

use std::collections::BTreeSet;

use crate::layout::Galley;

/// The pane's own state.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    pub open: bool,
    /// Whether keys go to it.
    pub focused: bool,
    /// By index into the galley's contents.
    pub cursor: usize,
    /// Groups whose sections are folded away.
    folded: BTreeSet<usize>,
}

impl Contents {
    /// A pane for another article: nothing folded, the keys with the page.
    #[must_use]
    pub fn opened(open: bool) -> Self {
        Self { open, ..Self::default() }
    }

    /// Indices of the entries that are shown: those of a folded group are not.
    #[must_use]
    pub fn shown(&self, galley: &Galley) -> Vec<usize> {
        let mut folded = false;
        let mut shown = Vec::new();
        for (at, entry) in galley.contents.iter().enumerate() {
            if entry.depth == 0 {
                folded = self.folded.contains(&at);
                shown.push(at);
            } else if !folded {
                shown.push(at);
            }
        }
        shown
    }

    /// Whether an entry's sections are folded away.
    #[must_use]
    pub fn is_folded(&self, at: usize) -> bool {
        self.folded.contains(&at)
    }

    /// Whether an entry has sections to fold.
    #[must_use]
    pub fn has_children(galley: &Galley, at: usize) -> bool {
        galley.contents.get(at).is_some_and(|entry| entry.depth == 0)
            && galley.contents.get(at + 1).is_some_and(|entry| entry.depth > 0)
    }

    /// Moves the cursor over what is shown.
    pub fn step(&mut self, galley: &Galley, rows: isize) {
        let shown = self.shown(galley);
        let at = shown.iter().position(|at| *at >= self.cursor).unwrap_or(0);
        let to = at.saturating_add_signed(rows).min(shown.len().saturating_sub(1));
        self.cursor = shown.get(to).copied().unwrap_or(0);
    }

    /// Folds the entry, or goes to the group it stands in. `false` where there is nothing to fold.
    pub fn fold(&mut self, galley: &Galley) -> bool {
        let Some(entry) = galley.contents.get(self.cursor) else { return false };
        if entry.depth > 0 {
            let parent =
                (0..self.cursor).rev().find(|at| galley.contents.get(*at).is_some_and(|entry| entry.depth == 0));
            self.cursor = parent.unwrap_or(self.cursor);
            return parent.is_some();
        }
        Self::has_children(galley, self.cursor) && self.folded.insert(self.cursor)
    }

    /// Unfolds the entry. `false` where it was not folded.
    pub fn unfold(&mut self) -> bool {
        self.folded.remove(&self.cursor)
    }

    /// Puts the cursor on the entry that holds a paragraph.
    pub fn follow(&mut self, galley: &Galley, paragraph: usize) {
        let at = galley.contents.iter().rposition(|entry| entry.paragraph <= paragraph).unwrap_or(0);
        let shown = self.shown(galley);
        self.cursor = shown.iter().rev().copied().find(|shown| *shown <= at).unwrap_or(0);
    }

    /// Keeps the cursor within a galley that changed.
    pub fn clamp(&mut self, galley: &Galley) {
        self.cursor = self.cursor.min(galley.contents.len().saturating_sub(1));
        self.folded.retain(|at| *at < galley.contents.len());
    }
}
