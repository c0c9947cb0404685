//! The page: a galley set at a width, as far as it is needed.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Kind, Span, Text};

use super::{
    cells::{cells, grapheme_cells},
    galley::{Galley, Paragraph, ParagraphStyle},
    role::{Emphasis, Role},
    row::Setter,
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
    /// For each row, the byte of its paragraph at which it begins.
    offsets: Vec<usize>,
    /// The paragraph that is set next, or is being set.
    next: usize,
    /// The byte in it from which the next row is set, counted with what is set into it; and without that.
    next_offset: usize,
    next_own: usize,
    /// What is known of the paragraph that is being set; `None` before its first row.
    setter: Option<Box<Setter>>,
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
    /// Where the words stand in the paragraph's text; `None` for what byline adds (markers, hyphens). Of an inset, the
    /// empty place it stands at.
    pub origin: Option<Span>,
    /// Whether its graphemes are drawn from right to left (the view reverses them and mirrors brackets).
    pub rtl: bool,
}

/// The mirror image of a bracket (Unicode `Bidi_Mirroring_Glyph`, the ones prose uses).
#[must_use]
pub fn mirrored(grapheme: &str) -> &str {
    match grapheme {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        "«" => "»",
        "»" => "«",
        "‹" => "›",
        "›" => "‹",
        other => other,
    }
}

impl Page {
    /// A page with nothing set yet.
    #[must_use]
    pub fn new(measure: Measure) -> Self {
        Self {
            measure,
            rows: Vec::new(),
            starts: Vec::new(),
            offsets: Vec::new(),
            next: 0,
            next_offset: 0,
            next_own: 0,
            setter: None,
        }
    }

    /// Sets on until there are at least `rows` rows, or the galley ends.
    pub fn set_rows(&mut self, galley: &Galley, rows: usize) {
        while self.rows.len() < rows && self.set_row(galley).is_some() {}
    }

    /// Sets on until `paragraph` is set, or the galley ends.
    pub fn set_paragraph(&mut self, galley: &Galley, paragraph: usize) {
        while self.next <= paragraph && self.set_row(galley).is_some() {}
    }

    /// Sets about `bytes` bytes more of text. Call it until [`Page::is_set`].
    pub fn set_more(&mut self, galley: &Galley, bytes: usize) {
        let mut set = 0;
        while set < bytes {
            // a row without words counts too, or a page of rules would never pause
            let Some(more) = self.set_row(galley) else { return };
            set += more.max(1);
        }
    }

    /// Whether all of the galley is set.
    #[must_use]
    pub fn is_set(&self, galley: &Galley) -> bool {
        self.next >= galley.paragraphs.len()
    }

    /// The first row of text of a paragraph that is set.
    #[must_use]
    pub fn start(&self, paragraph: usize) -> Option<RowIndex> {
        self.starts.get(paragraph).copied().map(RowIndex)
    }

    /// The row on which byte `offset` of `paragraph` stands, where it is set.
    #[must_use]
    pub fn row_of(&self, paragraph: usize, offset: usize) -> Option<RowIndex> {
        let start = *self.starts.get(paragraph)?;
        if paragraph == self.next && offset >= self.next_own {
            return None;
        }
        let end = self.starts.get(paragraph + 1).copied().unwrap_or(self.rows.len());
        let (rows, offsets) = (self.rows.get(start..end)?, self.offsets.get(start..end)?);
        let own = rows.partition_point(|row| row.paragraph == paragraph);
        let upto = offsets.get(..own)?.partition_point(|begins| *begins <= offset);
        Some(RowIndex(start + upto.saturating_sub(1)))
    }

    /// The byte offset in the row's paragraph under a cell (the nearest run with an origin), for the mouse and to keep the
    /// place when the width changes.
    #[must_use]
    pub fn offset_at(&self, row: RowIndex, column: u16) -> Option<usize> {
        let words = self.rows.get(row.0)?.runs.iter().filter_map(|run| run.origin.map(|origin| (run, origin)));
        let nearest = words.min_by_key(|(run, _)| {
            let last = run.column + run.width_cells.saturating_sub(1);
            run.column.saturating_sub(column).max(column.saturating_sub(last))
        });
        let Some((run, origin)) = nearest else { return self.offsets.get(row.0).copied() };
        if origin.is_empty() {
            return Some(origin.start());
        }
        let left = usize::from(column.saturating_sub(run.column).min(run.width_cells.saturating_sub(1)));
        let into = if run.rtl { usize::from(run.width_cells).saturating_sub(left + 1) } else { left };
        let mut passed = 0;
        let mut under = origin.start();
        for (at, grapheme) in run.text.as_str().grapheme_indices(true) {
            let width = grapheme_cells(grapheme);
            if width > 0 {
                under = origin.start() + at;
            }
            passed += width;
            if passed > into {
                break;
            }
        }
        Some(under)
    }

    /// The cell from the left edge of the text at which a byte of a row's paragraph stands.
    #[must_use]
    pub fn column_of(&self, row: RowIndex, offset: usize) -> u16 {
        let Some(row) = self.rows.get(row.0) else { return 0 };
        let holds = |run: &&Run| run.origin.is_some_and(|origin| origin.range().contains(&offset));
        let Some(run) = row.runs.iter().find(holds) else {
            // the end of the last run is a place as well
            let last = row.runs.iter().rfind(|run| run.origin.is_some_and(|origin| origin.end() <= offset));
            return last.map_or(0, |run| run.column + run.width_cells);
        };
        let start = run.origin.map_or(0, Span::start);
        let before = cells(run.text.as_str().get(..offset - start).unwrap_or_default());
        let before = u16::try_from(before).unwrap_or(u16::MAX);
        if run.rtl { run.column + run.width_cells.saturating_sub(before + 1) } else { run.column + before }
    }

    /// Sets one row of text, and the space above it where a paragraph begins. The bytes that it took, or `None` at the
    /// end of the galley.
    fn set_row(&mut self, galley: &Galley) -> Option<usize> {
        let paragraph = galley.paragraphs.get(self.next)?;
        let measure = self.measure;
        if self.setter.is_none() {
            self.set_space(galley, paragraph);
        }
        let setter = self.setter.get_or_insert_with(|| Box::new(Setter::new(paragraph, measure)));
        let (runs, next) = setter.row(paragraph, self.next_offset);
        let rail = rail(paragraph, self.next_offset == 0);
        self.rows.push(Row { paragraph: self.next, rail, runs });
        self.offsets.push(self.next_own);
        let taken = next - self.next_offset;
        match setter.own(paragraph, next) {
            Some(own) => (self.next_offset, self.next_own) = (next, own),
            None => (self.next, self.next_offset, self.next_own, self.setter) = (self.next + 1, 0, 0, None),
        }
        Some(taken)
    }

    /// The empty rows above a paragraph; the line of a section runs on through those between its own paragraphs.
    fn set_space(&mut self, galley: &Galley, paragraph: &Paragraph) {
        let above = self.next.checked_sub(1).and_then(|above| galley.paragraphs.get(above));
        let within = above.is_some_and(|above| above.section.is_some() && above.section == paragraph.section);
        let rail = paragraph.kind.filter(|_| within).map_or(Rail::None, Rail::Line);
        for _ in 0..paragraph.space_rows {
            self.rows.push(Row { paragraph: self.next, rail, runs: Vec::new() });
            self.offsets.push(0);
        }
        self.starts.push(self.rows.len());
    }
}

fn rail(paragraph: &Paragraph, first: bool) -> Rail {
    match (paragraph.kind, &paragraph.style) {
        (Some(kind), ParagraphStyle::Label(_)) if first => Rail::Mark(kind),
        (Some(kind), _) => Rail::Line(kind),
        (None, _) => Rail::None,
    }
}
