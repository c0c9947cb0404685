//! The page as the reader sets it, printed from top to end.

use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    cli::{
        Call, Failure,
        paint::{emphasised, paint},
    },
    layout::{Emphasis, Galley, Measure, Page, Rail, Role, Row, Run, mirrored},
    store::Config,
    theme::Stylesheet,
};

/// Cells of the gutter on the left: the mark of a section, and space.
const RAIL_CELLS: u16 = 2;

/// Rows that are set before they are printed.
const ROWS_AT_ONCE: usize = 256;

/// Prints the page with these styles, or without any.
pub(super) fn print(call: &mut Call, galley: &Galley, styles: Option<&Stylesheet>) -> Result<(), Failure> {
    let widest = match call.look.width {
        Some(width) => width,
        None => Config::read(&call.environment)?.width,
    };
    let column = call.out.width().unwrap_or(80).saturating_sub(RAIL_CELLS);
    let width_cells = if call.out.terminal { widest.min(column) } else { widest }.max(8);
    let mut page = Page::new(Measure { width_cells, tight: width_cells < 40 });
    let mut printed = 0;
    loop {
        page.set_rows(galley, printed + ROWS_AT_ONCE);
        for row in page.rows.get(printed..).unwrap_or_default() {
            call.out.line(line(row, styles).trim_end())?;
        }
        printed = page.rows.len();
        if page.is_set(galley) {
            return Ok(());
        }
    }
}

fn line(row: &Row, styles: Option<&Stylesheet>) -> String {
    let style =
        |role: Role, emphasis| styles.map_or_else(Style::default, |styles| emphasised(styles.style(role), emphasis));
    let mut line = String::new();
    let (sign, role) = match row.rail {
        Rail::None => (" ", Role::Text),
        Rail::Mark(kind) => (kind.mark(), Role::Rail(kind)),
        Rail::Line(kind) => ("│", Role::Rail(kind)),
    };
    paint(&mut line, sign, style(role, Emphasis::NONE));
    line.push(' ');
    let mut column = 0;
    for run in &row.runs {
        line.extend(std::iter::repeat_n(' ', usize::from(run.column.saturating_sub(column))));
        paint(&mut line, &drawn(run), style(run.role, run.emphasis));
        column = run.column + run.width_cells;
    }
    line
}

/// The words of a run in the order in which they are drawn.
fn drawn(run: &Run) -> String {
    if !run.rtl {
        return run.text.as_str().to_owned();
    }
    run.text.as_str().graphemes(true).rev().map(mirrored).collect()
}
