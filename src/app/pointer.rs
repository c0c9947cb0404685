//! The mouse, where a hand would reach for it: the wheel scrolls, a click opens or focuses, a drag selects words.

use super::{
    Effect, Mouse, MouseAction,
    command::{Command, Context},
    mode::Mode,
    reader::Focus,
    selection::Selection,
    state::State,
};

/// Rows a notch of the wheel moves.
const WHEEL_ROWS: isize = 3;

impl State {
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        if !self.size.is_enough() {
            return Vec::new();
        }
        match (mouse.action, &self.mode) {
            (MouseAction::WheelDown, Mode::Normal) => self.wheel(mouse, WHEEL_ROWS),
            (MouseAction::WheelUp, Mode::Normal) => self.wheel(mouse, -WHEEL_ROWS),
            (MouseAction::Press, Mode::Normal) => self.press(mouse),
            (MouseAction::Drag, Mode::Normal) => {
                self.drag(mouse);
                Vec::new()
            }
            (MouseAction::Press, _) => {
                // A click beside a box closes it as Esc does.
                self.run(Command::Cancel, None)
            }
            (MouseAction::WheelDown | MouseAction::WheelUp | MouseAction::Drag | MouseAction::Release, _) => Vec::new(),
        }
    }

    fn wheel(&mut self, mouse: Mouse, rows: isize) -> Vec<Effect> {
        let over_contents = self.areas().contents.is_some_and(|area| area.contains(mouse.column, mouse.row));
        let height = self.height_rows();
        match (self.context(), &mut self.reader) {
            (Context::Board, _) => self.scroll_board(rows),
            (Context::Study, _) => self.move_sheet(super::command::Command::LineDown, rows),
            (Context::Paste, _) => self.scroll_paste(rows),
            (Context::Shelf, _) => return self.step_shelf(rows),
            (Context::Page | Context::Selection | Context::Contents, Some(reader)) if over_contents => {
                reader.contents.step(&reader.galley, rows);
            }
            (Context::Page | Context::Selection | Context::Contents, Some(reader)) => reader.scroll_by(rows, height),
            (Context::Page | Context::Selection | Context::Contents, None) => {}
        }
        self.after_scroll()
    }

    fn press(&mut self, mouse: Mouse) -> Vec<Effect> {
        let areas = self.areas();
        match self.context() {
            Context::Shelf => self.press_shelf(mouse),
            Context::Board => self.press_board(mouse),
            Context::Study => self.press_sheet(),
            Context::Paste => Vec::new(),
            Context::Page | Context::Selection | Context::Contents => {
                let pane = areas.contents.filter(|area| area.contains(mouse.column, mouse.row));
                match (pane, &mut self.reader) {
                    (Some(pane), Some(reader)) => {
                        let shown = reader.contents.shown(&reader.galley);
                        let first = first_contents_row(&shown, reader.contents.cursor, usize::from(pane.height) - 1);
                        // The pane's first row is its title.
                        let row = usize::from(mouse.row).checked_sub(1).map(|row| row + first);
                        let Some(at) = row.and_then(|row| shown.get(row)) else { return Vec::new() };
                        reader.contents.cursor = *at;
                        reader.contents.focused = true;
                        self.run(Command::Into, None)
                    }
                    (None, Some(_)) => self.press_page(mouse),
                    (_, None) => Vec::new(),
                }
            }
        }
    }

    fn press_shelf(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Some(row) = usize::from(mouse.row).checked_sub(2).map(|row| row + self.shelf.top) else {
            return Vec::new();
        };
        if usize::from(mouse.row) >= usize::from(self.size.height) - 1 || row >= self.shelf.total() {
            return Vec::new();
        }
        let ahead = self.point_shelf(row);
        if self.shelf.cursor == row { ahead.into_iter().chain(self.open_current()).collect() } else { ahead }
    }

    fn press_page(&mut self, mouse: Mouse) -> Vec<Effect> {
        let height = self.page_height();
        self.pressed = self.place_under(mouse);
        let Some((paragraph, offset)) = self.pressed else { return Vec::new() };
        let Some(reader) = &mut self.reader else { return Vec::new() };
        reader.contents.focused = false;
        reader.selection = None;
        let under = |at: usize, span: crate::model::Span| at == paragraph && span.range().contains(&offset);
        if let Some(link) = reader.galley.links.iter().position(|link| under(link.paragraph, link.span)) {
            return self.follow(link);
        }
        let quote =
            reader.galley.quotes.iter().find(|quote| under(quote.paragraph, quote.span)).map(|quote| quote.span);
        let sentence =
            || reader.galley.sentences(paragraph).into_iter().find(|s| under(s.paragraph, s.span)).map(|s| s.span);
        if let Some(span) = quote.or_else(sentence) {
            reader.focus_on(Focus { paragraph, span }, height);
        }
        Vec::new()
    }

    /// A drag selects the words between where the button went down and the pointer, as the keys do.
    fn drag(&mut self, mouse: Mouse) {
        let (Some(from), Some(to)) = (self.pressed, self.place_under(mouse)) else { return };
        let Some(reader) = self.reader.as_mut().filter(|reader| !reader.shows_source) else { return };
        // the letters under both ends are meant
        let end = |(paragraph, offset): (usize, usize)| {
            let text = reader.galley.paragraphs.get(paragraph).map(|copy| &copy.text);
            (paragraph, text.map_or(offset, |text| text.span_around(offset..(offset + 1).min(text.len())).end()))
        };
        let selection = if from <= to { Selection::between(from, end(to)) } else { Selection::between(end(from), to) };
        if !selection.stretches(&reader.galley).is_empty() {
            (reader.selection, reader.focus) = (Some(selection), None);
        }
    }

    /// Paragraph and byte under the pointer.
    fn place_under(&self, mouse: Mouse) -> Option<(usize, usize)> {
        let areas = self.areas();
        let reader = self.reader.as_ref()?;
        if !areas.page.contains(mouse.column, mouse.row) {
            return None;
        }
        let row = reader.top + usize::from(mouse.row - areas.page.y);
        let column = mouse.column.checked_sub(areas.page.x + areas.rail_cells)?;
        let offset = reader.page.offset_at(crate::layout::RowIndex(row), column)?;
        Some((reader.page.rows.get(row)?.paragraph, offset))
    }
}

/// The first row of the contents that is shown, so that the cursor is in view.
#[must_use]
pub fn first_contents_row(shown: &[usize], cursor: usize, height: usize) -> usize {
    let at = shown.iter().position(|at| *at == cursor).unwrap_or(0);
    let half = height / 2;
    at.saturating_sub(half).min(shown.len().saturating_sub(height))
}
