//! The page: a galley set at a width, as far as it is needed.

use crate::model::{Kind, Span, Text};

use super::{
    galley::Galley,
    role::{Emphasis, Role},
};

/// A row of a page, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIndex(pub usize);

/// How wide to set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Cells of a row of text, without the rail. At least 8.
    pub width_cells: u16,
    /// Whether the terminal is too narrow for indentation beyond what is needed (fewer than 40 cells).
    pub tight: bool,
}

/// The galley set at a measure. Rows are set on demand, from the top.
#[derive(Clone, Debug)]
pub struct Page {
    pub measure: Measure,
    /// As far as they are set.
    pub rows: Vec<Row>,
    /// First row of each paragraph that is set (its first row of text, below the space above it).
    starts: Vec<usize>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The paragraph of the galley it belongs to (the one below, for an empty row above it).
    pub paragraph: usize,
    pub rail: Rail,
    /// In the order in which they are drawn, left to right. Empty for an empty row.
    pub runs: Vec<Run>,
}

/// What stands in the gutter beside a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rail {
    None,
    /// The mark of the section, beside its label.
    Mark(Kind),
    /// The line of the section.
    Line(Kind),
}

/// A stretch of one role on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Cells from the left edge of the text column.
    pub column: u16,
    pub width_cells: u16,
    /// In logical order, also where `rtl`.
    pub text: Text,
    pub role: Role,
    pub emphasis: Emphasis,
    /// Where the words stand in the paragraph's text; `None` for what byline adds (markers, hyphens).
    pub origin: Option<Span>,
    /// Whether its graphemes are drawn from right to left (the view reverses them and mirrors brackets).
    pub rtl: bool,
}

impl Page {
    /// A page with nothing set yet.
    #[must_use]
    pub fn new(_measure: Measure) -> Self {
        todo!()
    }

    /// Sets on until there are at least `rows` rows, or the galley ends.
    pub fn set_rows(&mut self, _galley: &Galley, _rows: usize) {
        todo!()
    }

    /// Sets on until `paragraph` is set, or the galley ends.
    pub fn set_paragraph(&mut self, _galley: &Galley, _paragraph: usize) {
        todo!()
    }

    /// Sets about `bytes` bytes more of text. Call it until [`Page::is_set`].
    pub fn set_more(&mut self, _galley: &Galley, _bytes: usize) {
        todo!()
    }

    /// Whether all of the galley is set.
    #[must_use]
    pub fn is_set(&self, _galley: &Galley) -> bool {
        todo!()
    }

    /// The first row of text of a paragraph that is set.
    #[must_use]
    pub fn start(&self, _paragraph: usize) -> Option<RowIndex> {
        todo!()
    }

    /// The row on which byte `offset` of `paragraph` stands, where it is set.
    #[must_use]
    pub fn row_of(&self, _paragraph: usize, _offset: usize) -> Option<RowIndex> {
        todo!()
    }

    /// The byte offset in the row's paragraph under a cell (the nearest run with an origin), for the mouse and to keep the
    /// place when the width changes.
    #[must_use]
    pub fn offset_at(&self, _row: RowIndex, _column: u16) -> Option<usize> {
        todo!()
    }
}
