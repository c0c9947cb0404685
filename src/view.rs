//! State in, cells out. Changes nothing.

mod annotate;
mod board;
mod contents;
mod margin;
mod overlay;
mod page;
mod paint;
mod paste;
mod shelf;
mod status;
mod study;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    app::{Screen, State},
    layout::Role,
    theme::Stylesheet,
};

/// Draws the whole screen, and says where the cursor stands if it is shown.
pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) -> Option<Position> {
    if let Some(ground) = paint::ground(state, styles) {
        buffer.set_style(buffer.area, ground);
    }
    if !state.size.is_enough() {
        too_small(state, styles, buffer);
        return None;
    }
    let mut cursor = None;
    match (state.screen, &state.reader) {
        (Screen::Page, Some(reader)) => {
            let areas = state.areas();
            if let Some(area) = areas.contents {
                contents::draw(state, reader, area, styles, buffer);
            }
            if !areas.contents_cover() {
                page::draw(state, reader, areas, styles, buffer);
                margin::draw(state, reader, areas, styles, buffer);
            }
        }
        (Screen::Board, _) => {
            if let Some(board) = state.board() {
                cursor = board::draw(state, board, styles, buffer);
            }
        }
        (Screen::Study, _) => cursor = study::draw(state, styles, buffer),
        (Screen::Paste, _) => paste::draw(state, styles, buffer),
        (Screen::Page | Screen::Shelf, _) => shelf::draw(state, styles, buffer),
    }
    let cursor = status::draw(state, styles, buffer).or(cursor);
    overlay::draw(state, styles, buffer).or(cursor)
}

/// The terminal is too small for anything but to say so.
fn too_small(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let words = format!(
        "byline needs {}x{} cells; this is {}x{}",
        crate::app::WIDTH_MIN_CELLS,
        crate::app::HEIGHT_MIN_ROWS,
        state.size.width,
        state.size.height
    );
    let width = usize::from(state.size.width).max(1);
    let mut line = String::new();
    let mut row = 0;
    for word in words.split(' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > width {
            paint::put(buffer, 0, row, state.size.width, &line, styles.style(Role::Text));
            (line, row) = (String::new(), row + 1);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    paint::put(buffer, 0, row, state.size.width, &line, styles.style(Role::Text));
}
