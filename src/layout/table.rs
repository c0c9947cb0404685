//! Markdown tables: padded to columns where they fit a page, row by row in words where they don't.

use crate::model::{Inline, Place};

use super::{
    cells::cells,
    copy::{Copy, Stops},
    galley::ParagraphStyle,
    marks::Stretch,
    role::{Emphasis, Role},
};

/// A table wider than the widest column of text is told row by row.
const TABLE_MAX_CELLS: usize = 76;

/// Between two columns.
const GAP: &str = "  ";

/// Lays a table whose first cell is `first`. Gives the stops of its cells, for the notes below it.
pub fn lay(copy: &mut Copy<'_>, rows: &[Vec<Inline>], first: Place, space_rows: u8) -> Stops {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; columns];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cells(cell.text.as_str()).max(*width);
        }
    }
    let total = widths.iter().sum::<usize>() + GAP.len() * columns.saturating_sub(1);
    let mut table = Table { copy, place: first, stops: Stops::default() };
    if total <= TABLE_MAX_CELLS {
        table.padded(rows, &widths, total, space_rows);
    } else {
        table.told(rows, space_rows);
    }
    table.stops
}

struct Table<'c, 'a> {
    copy: &'c mut Copy<'a>,
    place: Place,
    stops: Stops,
}

/// A row on its way: its words, their roles, and where each cell begins.
#[derive(Default)]
struct Words<'r> {
    text: String,
    marks: Vec<(std::ops::Range<usize>, Role, Emphasis)>,
    starts: Vec<(usize, &'r Inline)>,
}

impl<'r> Words<'r> {
    fn cell(&mut self, cell: &'r Inline, marks: Vec<Stretch>, head: bool) {
        let start = self.text.len();
        self.starts.push((start, cell));
        self.text.push_str(cell.text.as_str());
        let shape = if head { Emphasis::BOLD } else { Emphasis::NONE };
        if marks.is_empty() && head {
            self.marks.push((start..self.text.len(), Role::Text, shape));
        }
        let shifted = marks
            .into_iter()
            .map(|(span, role, emphasis)| (span.start() + start..span.end() + start, role, emphasis.with(shape)));
        self.marks.extend(shifted);
    }
}

impl Table<'_, '_> {
    /// Columns under each other, a line below the head.
    fn padded(&mut self, rows: &[Vec<Inline>], widths: &[usize], total: usize, space_rows: u8) {
        for (number, row) in rows.iter().enumerate() {
            let mut words = Words::default();
            for (column, cell) in row.iter().enumerate() {
                words.cell(cell, self.copy.stretches(cell), number == 0);
                if column + 1 < row.len() {
                    let width = widths.get(column).copied().unwrap_or(0);
                    let padding = width.saturating_sub(cells(cell.text.as_str()));
                    words.text.extend(std::iter::repeat_n(' ', padding));
                    words.text.push_str(GAP);
                }
            }
            self.lay_row(words, ParagraphStyle::Table, if number == 0 { space_rows } else { 0 });
            if number == 0 && rows.len() > 1 {
                let line = "─".repeat(total);
                let mut words = super::marks::Line::default();
                words.say(Role::Rule, &line);
                self.copy.lay_line(ParagraphStyle::Table, words, 0);
            }
        }
    }

    /// Each row as an item of a list: `head: cell; head: cell`.
    fn told(&mut self, rows: &[Vec<Inline>], space_rows: u8) {
        let head = rows.first().map(Vec::as_slice).unwrap_or_default();
        for (number, row) in rows.iter().enumerate() {
            let mut words = Words::default();
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    words.text.push_str("; ");
                }
                let name =
                    head.get(column).map(|name| name.text.as_str()).filter(|name| number > 0 && !name.is_empty());
                if let Some(name) = name {
                    let start = words.text.len();
                    words.text.push_str(name);
                    words.text.push_str(": ");
                    words.marks.push((start..words.text.len(), Role::Muted, Emphasis::NONE));
                }
                words.cell(cell, self.copy.stretches(cell), number == 0);
            }
            let style = match number {
                0 => ParagraphStyle::Body,
                _ => ParagraphStyle::Bullet { depth: 0, marker: crate::model::Text::new("•") },
            };
            self.lay_row(words, style, if number == 0 { space_rows } else { 0 });
        }
    }

    fn lay_row(&mut self, words: Words<'_>, style: ParagraphStyle, space_rows: u8) {
        let text = crate::model::Text::new(&words.text);
        let mut marks: Vec<Stretch> = Vec::with_capacity(words.marks.len());
        for (range, role, emphasis) in words.marks {
            let span = text.span_around(range);
            if !span.is_empty() && marks.last().is_none_or(|(last, ..)| last.end() <= span.start()) {
                marks.push((span, role, emphasis));
            }
        }
        self.copy.lay(style, text, marks, None, space_rows);
        for (start, cell) in words.starts {
            let stops = self.copy.stop(cell, self.place, start);
            self.place.leaf += 1;
            self.stops.and(stops);
        }
    }
}
