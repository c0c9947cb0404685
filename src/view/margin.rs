//! The notes beside the page: the gutter with its leaders, the column of notes; and where there is no room for them, a sign
//! at each row that has one and the note in focus at the foot.

use ratatui::{buffer::Buffer, style::Style};

use crate::{
    app::{Area, Areas, BAR_CELLS, Noted, Placed, Reader, State},
    layout::{Emphasis, Role, Row},
    marginalia::Found,
    model::AnnotationKind,
    theme::Stylesheet,
};

use super::{page, paint};

pub fn draw(state: &State, reader: &Reader, areas: Areas, styles: &Stylesheet, buffer: &mut Buffer) {
    if reader.margin.notes.is_empty() || reader.shows_source {
        return;
    }
    match areas.margin {
        Some(margin) => {
            gutter(reader, areas, styles, buffer);
            column(reader, margin, styles, buffer);
        }
        None => {
            signs(reader, areas, styles, buffer);
            foot(state, reader, areas, styles, buffer);
        }
    }
}

/// Rows of the window in which something of the page's row stands.
fn window_row(reader: &Reader, row: usize, height: u16) -> Option<u16> {
    let y = u16::try_from(row.checked_sub(reader.top)?).ok()?;
    (y < height).then_some(y)
}

/// The leaders, those of the note in focus in its own weight.
fn gutter(reader: &Reader, areas: Areas, styles: &Stylesheet, buffer: &mut Buffer) {
    let x = areas.page.x + areas.page.width;
    let quiet = styles.style(Role::Border);
    let focused = reader.column.placed.iter().find(|placed| reader.column.on == Some(placed.note));
    let lit = focused.map(|placed| (placed.passage.min(placed.row)..=placed.passage.max(placed.row), placed));
    for (row, arms) in reader.column.leaders.range(reader.top..reader.top + usize::from(areas.page.height)) {
        let Some(y) = window_row(reader, *row, areas.page.height) else { continue };
        let y = areas.page.y + y;
        let on = lit.as_ref().filter(|(rows, _)| rows.contains(row)).map(|(_, placed)| *placed);
        let weight = |is: bool| if is { styles.style(Role::Key) } else { quiet };
        if arms.reaches_in() {
            paint::put(buffer, x, y, 1, "─", weight(on.is_some_and(|placed| placed.passage == *row)));
        }
        paint::put(buffer, x + 1, y, 1, arms.sign(), weight(on.is_some()));
        if arms.reaches_out() {
            paint::put(buffer, x + 2, y, 1, "─", weight(on.is_some_and(|placed| placed.row == *row)));
        }
    }
}

fn column(reader: &Reader, margin: Area, styles: &Stylesheet, buffer: &mut Buffer) {
    for placed in &reader.column.placed {
        if placed.row >= reader.top + usize::from(margin.height) || placed.row + placed.height_rows <= reader.top {
            continue;
        }
        let Some(noted) = reader.margin.notes.get(placed.note) else { continue };
        if placed.more > 0 {
            if let Some(y) = window_row(reader, placed.row, margin.height) {
                let words = format!("{} more here", placed.more);
                let room = margin.width - BAR_CELLS;
                paint::put(buffer, margin.x + BAR_CELLS, margin.y + y, room, &words, styles.style(Role::Muted));
            }
            continue;
        }
        let is_on = reader.column.on == Some(placed.note);
        note(reader, placed, noted, (margin, is_on), styles, buffer);
    }
}

fn note(
    reader: &Reader,
    placed: &Placed,
    noted: &Noted,
    (margin, is_on): (Area, bool),
    styles: &Stylesheet,
    buffer: &mut Buffer,
) {
    let rows = reader.column.rows(placed);
    for (at, row) in rows.iter().enumerate() {
        let Some(y) = window_row(reader, placed.row + at, margin.height) else { continue };
        let y = margin.y + y;
        let bar = if is_on { "▌" } else { "│" };
        paint::put(buffer, margin.x, y, 1, bar, colour(noted, styles));
        page::draw_words(row, margin.x + BAR_CELLS, y, styles, &[], buffer);
        let told = row.runs.last().is_some_and(|run| run.text.as_str().ends_with('…'));
        if placed.cut && at + 1 == rows.len() && !told {
            let end = row.runs.iter().map(|run| run.column + run.width_cells).max().unwrap_or(0);
            let x = margin.x + BAR_CELLS + end.min(margin.width - BAR_CELLS - 1);
            paint::put(buffer, x, y, 1, "…", styles.style(Role::Muted));
        }
    }
}

/// The ground of an annotation's highlight, so that bar and words are seen to belong together.
fn colour(noted: &Noted, styles: &Stylesheet) -> Style {
    match noted.annotation.colour {
        Some(colour) => {
            let highlight = styles.style(Role::Annotation(colour));
            Style { fg: highlight.fg, bg: highlight.bg, ..Style::new() }
        }
        None => styles.style(Role::Muted),
    }
}

/// What stands at the end of a row on which a note begins, where there is no column.
fn sign(noted: &Noted) -> &'static str {
    match noted.found {
        Found::Changed { .. } => "≠",
        Found::Unsure(_) => "?",
        Found::Exact(_) | Found::Moved(_) | Found::Gone => match noted.annotation.kind {
            AnnotationKind::Question => "?",
            AnnotationKind::Bookmark => "◇",
            AnnotationKind::Highlight | AnnotationKind::Note => "◂",
        },
    }
}

fn signs(reader: &Reader, areas: Areas, styles: &Stylesheet, buffer: &mut Buffer) {
    let x = areas.page.x + areas.page.width;
    for (row, note) in &reader.column.marked {
        let (Some(y), Some(noted)) = (window_row(reader, *row, areas.page.height), reader.margin.notes.get(*note))
        else {
            continue;
        };
        paint::put(buffer, x, areas.page.y + y, 1, sign(noted), colour(noted, styles));
    }
}

/// The note in focus, below a line across.
fn foot(state: &State, reader: &Reader, areas: Areas, styles: &Stylesheet, buffer: &mut Buffer) {
    let rows = u16::try_from(state.foot_rows()).unwrap_or(0);
    let (Some(on), Some(noted)) = (reader.column.on, reader.note_in_focus()) else { return };
    if rows < 2 {
        return;
    }
    let top = areas.page.y + areas.page.height;
    let width = areas.page.width;
    let x = areas.page.x + areas.rail_cells;
    let line = "─".repeat(usize::from(width));
    paint::put(buffer, areas.page.x, top, width, &line, styles.style(Role::Border));
    let words = format!(" note {} of {} ", on + 1, reader.margin.notes.len());
    let cells = paint::cells(&words);
    if cells + 4 < width {
        paint::put(buffer, x + 1, top, cells, &words, styles.style(Role::Muted));
    }
    let shown: &[Row] = reader.column.whole.get(..usize::from(rows - 1)).unwrap_or(&reader.column.whole);
    for (y, row) in (top + 1..).zip(shown) {
        if areas.rail_cells > 0 {
            paint::put(buffer, areas.page.x, y, 1, "▌", colour(noted, styles));
        }
        page::draw_words(row, x, y, styles, &[], buffer);
    }
    if shown.len() < reader.column.whole.len() {
        let more = paint::with(styles.style(Role::Muted), Emphasis::NONE);
        paint::put(buffer, areas.page.x + width - 1, top + rows - 1, 1, "…", more);
    }
}
