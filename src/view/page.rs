//! The page: rails and rows, and what lies over them: focus, matches, hints.

use ratatui::{
    buffer::Buffer,
    style::{Modifier, Style},
};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    app::{Areas, Mode, Reader, State},
    layout::{Rail, Role, Row, Run, mirrored},
    model::Span,
    theme::Stylesheet,
};

use super::{annotate, paint};

pub fn draw(state: &State, reader: &Reader, areas: Areas, styles: &Stylesheet, buffer: &mut Buffer) {
    let text_x = areas.page.x + areas.rail_cells;
    let rows = reader.page.rows.get(reader.window(usize::from(areas.page.height))).unwrap_or_default();
    let (first, last) = (rows.first().map_or(0, |row| row.paragraph), rows.last().map_or(0, |row| row.paragraph));
    let overlay = Overlay {
        highlights: annotate::highlights(reader, first, last, styles),
        selected: reader.selection.as_ref().map(|all| all.stretches(&reader.galley)).unwrap_or_default(),
    };
    for (y, row) in (areas.page.y..).zip(rows) {
        draw_row(row, &areas, y, styles, &lit(state, reader, row, &overlay, styles), buffer);
    }
    if areas.rail_cells > 1 {
        news(reader, areas, styles, buffer);
    }
    if annotate::tells_by_letter(state) && areas.rail_cells > 1 {
        letters(reader, areas, styles, buffer);
    }
    if let Mode::Hints(hints) = &state.mode {
        for hint in hints.open() {
            let Some(row) = reader.page.row_of(hint.paragraph, hint.span.start()) else { continue };
            let Some(y) = row.0.checked_sub(reader.top).and_then(|y| u16::try_from(y).ok()) else { continue };
            if y >= areas.page.height {
                continue;
            }
            let column = reader.page.column_of(row, hint.span.start());
            paint::put(buffer, text_x + column, areas.page.y + y, 4, &hint.letters, styles.style(Role::Hint));
        }
    }
}

/// What lies over the page, by paragraph.
struct Overlay {
    highlights: Vec<(usize, Span, Style)>,
    selected: Vec<(usize, Span)>,
}

/// The signs of what changed since the last visit, in the gutter: `+` new, `~` reworded, `-` where something went.
fn news(reader: &Reader, areas: Areas, styles: &Stylesheet, buffer: &mut Buffer) {
    let Some(since) = reader.since.as_ref().filter(|since| !since.is_hidden) else { return };
    let fresh = since.fresh.iter().map(|(paragraph, span, was)| {
        let sign = if was.is_some() { "~" } else { "+" };
        (*paragraph, span.start(), sign)
    });
    let gone = since.gone.iter().map(|((paragraph, offset), _)| (*paragraph, offset.saturating_sub(1), "-"));
    for (paragraph, offset, sign) in gone.chain(fresh) {
        let row = reader.page.row_of(paragraph, offset).and_then(|row| row.0.checked_sub(reader.top));
        let y = row.and_then(|row| u16::try_from(row).ok()).filter(|y| *y < areas.page.height);
        if let Some(y) = y {
            let x = areas.page.x + areas.rail_cells - 1;
            paint::put(buffer, x, areas.page.y + y, 1, sign, styles.style(Role::StatusAccent));
        }
    }
}

/// The letter of each highlight, in the gutter beside its first row.
fn letters(reader: &Reader, areas: Areas, styles: &Stylesheet, buffer: &mut Buffer) {
    for noted in &reader.margin.notes {
        let (Some(colour), Some((paragraph, offset))) = (noted.annotation.colour, noted.start()) else { continue };
        let row = reader.page.row_of(paragraph, offset).and_then(|row| row.0.checked_sub(reader.top));
        let y = row.and_then(|row| u16::try_from(row).ok()).filter(|y| *y < areas.page.height);
        if let Some(y) = y {
            // by the rail, a cell away from the words
            let (x, style) = (areas.page.x + areas.rail_cells.saturating_sub(2), styles.style(Role::Muted));
            paint::put(buffer, x, areas.page.y + y, 1, annotate::letter(colour), style);
        }
    }
}

/// Draws one row with its rail, and in another light what is lit of it.
pub fn draw_row(row: &Row, areas: &Areas, y: u16, styles: &Stylesheet, lit: &[(Span, Style)], buffer: &mut Buffer) {
    if areas.rail_cells > 0 {
        rail(row, areas.page.x, y, styles, buffer);
    }
    draw_words(row, areas.page.x + areas.rail_cells, y, styles, lit, buffer);
}

/// Draws the words of a row from cell `x` on, and in another light what is lit of them.
pub fn draw_words(row: &Row, x: u16, y: u16, styles: &Stylesheet, lit: &[(Span, Style)], buffer: &mut Buffer) {
    for run in &row.runs {
        draw_run(run, x, y, styles, lit, buffer);
    }
}

fn rail(row: &Row, x: u16, y: u16, styles: &Stylesheet, buffer: &mut Buffer) {
    match row.rail {
        Rail::None => 0,
        Rail::Mark(kind) => paint::put(buffer, x, y, 1, kind.mark(), styles.style(Role::Rail(kind))),
        Rail::Line(kind) => paint::put(buffer, x, y, 1, "│", styles.style(Role::Rail(kind))),
    };
}

/// Stretches of a row's paragraph that lie in another light, the weakest first.
fn lit(state: &State, reader: &Reader, row: &Row, over: &Overlay, styles: &Stylesheet) -> Vec<(Span, Style)> {
    let mut lit = Vec::new();
    if let Some(focus) = reader.focus.filter(|focus| focus.paragraph == row.paragraph) {
        lit.push((focus.span, styles.style(Role::Focus)));
    }
    if let Some(since) = reader.since.as_ref().filter(|since| !since.is_hidden) {
        let came = since.came.iter().filter(|(at, _)| *at == row.paragraph);
        lit.extend(came.map(|(_, span)| (*span, Style::new().add_modifier(Modifier::UNDERLINED))));
    }
    let highlights = over.highlights.iter().filter(|(at, ..)| *at == row.paragraph);
    lit.extend(highlights.map(|(_, span, style)| (*span, *style)));
    let selected = over.selected.iter().filter(|(at, _)| *at == row.paragraph);
    lit.extend(selected.map(|(_, span)| (*span, styles.style(Role::Selection))));
    if let Some(search) = &reader.search {
        for (at, span) in search.in_paragraph(row.paragraph) {
            let current = search.current == Some(at);
            lit.push((span, styles.style(if current { Role::MatchCurrent } else { Role::Match })));
        }
    }
    if let Mode::Hints(hints) = &state.mode {
        let muted = styles.style(Role::Focus);
        let hints = Some(hints).filter(|hints| !hints.selects);
        let open = hints.into_iter().flat_map(crate::app::Hints::open);
        lit.extend(open.filter(|hint| hint.paragraph == row.paragraph).map(|hint| (hint.span, muted)));
    }
    lit
}

fn draw_run(run: &Run, text_x: u16, y: u16, styles: &Stylesheet, lit: &[(Span, Style)], buffer: &mut Buffer) {
    let base = paint::with(styles.style(run.role), run.emphasis);
    let x = text_x + run.column;
    let width = run.width_cells;
    if run.rtl {
        draw_reversed(run, x, y, base, lit, buffer);
        return;
    }
    paint::put(buffer, x, y, width, run.text.as_str(), base);
    let Some(origin) = run.origin else { return };
    if origin.is_empty() {
        // words that are set in: none of the text, and lit where the place itself is in focus
        let here = lit.iter().filter(|(span, _)| *span == origin);
        here.for_each(|(_, style)| paint::tint(buffer, x, y, width, *style));
        return;
    }
    for (span, style) in lit.iter().filter(|(span, _)| span.overlaps(origin)) {
        let before = span.start().saturating_sub(origin.start());
        let until = span.end().min(origin.end()) - origin.start();
        let text = run.text.as_str();
        let from = text.get(..before).map_or(0, paint::cells);
        let to = text.get(..until).map_or(width, paint::cells);
        paint::tint(buffer, x + from, y, to.saturating_sub(from), *style);
    }
}

/// A right-to-left run: its graphemes from right to left, brackets mirrored.
fn draw_reversed(run: &Run, x: u16, y: u16, base: Style, lit: &[(Span, Style)], buffer: &mut Buffer) {
    let start = run.origin.map_or(0, Span::start);
    let mut right = x + run.width_cells;
    for (at, grapheme) in run.text.as_str().grapheme_indices(true) {
        let width = paint::cells(grapheme);
        right = right.saturating_sub(width);
        let over = lit.iter().filter(|(span, _)| run.origin.is_some() && span.range().contains(&(start + at)));
        let style = over.fold(base, |style, (_, over)| style.patch(*over));
        paint::put(buffer, right, y, width.max(1), mirrored(grapheme), style);
    }
}
