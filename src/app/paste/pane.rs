//! A galley in a window: how it is set and scrolled.

use crate::layout::{Galley, Measure, Page, Row};

/// Bytes that are set in one go between two frames.
const SET_AHEAD_BYTES: usize = 128 * 1024;

/// A galley, the page it is set on, and the first row in the window.
#[derive(Debug)]
pub struct Pane {
    pub galley: Galley,
    pub page: Page,
    pub top: usize,
}

impl Pane {
    pub(super) fn new(galley: Galley, measure: Measure) -> Self {
        Self { galley, page: Page::new(measure), top: 0 }
    }

    /// Scrolls so that `row` is the first, as far as the page goes.
    pub fn scroll_to(&mut self, row: usize, height: usize) {
        self.page.set_rows(&self.galley, row.saturating_add(height * 2));
        self.top = row.min(self.page.rows.len().saturating_sub(height));
    }

    /// Scrolls by rows; negative is up.
    pub fn scroll_by(&mut self, rows: isize, height: usize) {
        self.scroll_to(self.top.saturating_add_signed(rows), height);
    }

    /// Scrolls to the next or previous section that is not at the top. Whether there is one.
    pub(in crate::app) fn step_section(&mut self, forward: bool, height: usize) -> bool {
        let here = self.page.rows.get(self.top).map_or(0, |row| row.paragraph);
        let mut sections = self.galley.contents.iter().map(|entry| entry.paragraph);
        let found = if forward {
            sections.find(|paragraph| *paragraph > here)
        } else {
            sections.rev().find(|paragraph| *paragraph < here)
        };
        let Some(paragraph) = found else { return false };
        self.page.set_paragraph(&self.galley, paragraph);
        let row = self.page.start(paragraph).map_or(0, |row| row.0);
        let before = self.top;
        self.scroll_to(row, height);
        self.top != before
    }

    /// Sets at another width, keeping the paragraph at the top.
    pub(super) fn set_measure(&mut self, measure: Measure, height: usize) {
        if self.page.measure != measure {
            let paragraph = self.page.rows.get(self.top).map_or(0, |row| row.paragraph);
            self.page = Page::new(measure);
            self.page.set_paragraph(&self.galley, paragraph);
            self.top = if paragraph == 0 { 0 } else { self.page.start(paragraph).map_or(0, |row| row.0) };
        }
        self.scroll_to(self.top, height);
    }

    /// Goes on setting a long page. Whether there is more to do.
    pub(in crate::app) fn set_ahead(&mut self) -> bool {
        if !self.page.is_set(&self.galley) {
            self.page.set_more(&self.galley, SET_AHEAD_BYTES);
        }
        !self.page.is_set(&self.galley)
    }

    /// The rows in the window.
    #[must_use]
    pub fn window(&self, height: usize) -> &[Row] {
        let end = (self.top + height).min(self.page.rows.len());
        self.page.rows.get(self.top.min(end)..end).unwrap_or_default()
    }

    /// Rows below the window, as far as they are set.
    #[must_use]
    pub fn below(&self, height: usize) -> usize {
        self.page.rows.len().saturating_sub(self.top + height)
    }
}
