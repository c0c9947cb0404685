//! Putting words into cells: cut to width, never beyond the buffer.

use std::ops::Range;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::{Modifier, Style},
};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::{
    app::{Area, Prompt, State},
    layout::Emphasis,
    theme::{Depth, Stylesheet},
};

/// The style under everything, where the theme was made for the other kind of background.
pub fn ground(state: &State, styles: &Stylesheet) -> Option<Style> {
    let paints = state.look.depth != Depth::Mono && styles.shade() != state.look.shade;
    paints.then(|| styles.ground())
}

/// Puts `text` at a cell, at most `width` cells of it; what does not fit ends in `…`. Returns the cells it took.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    let area = buffer.area;
    if y >= area.bottom() || x >= area.right() || width == 0 {
        return 0;
    }
    let room = usize::from(width.min(area.right() - x));
    // Most of what is read is ASCII: a letter a cell, with no need to ask where a grapheme ends.
    if text.is_ascii() && text.len() <= room {
        let first = buffer.index_of(x, y);
        for (cell, letter) in buffer.content.iter_mut().skip(first).zip(text.chars()) {
            cell.set_char(letter).set_style(style);
        }
        return u16::try_from(text.len()).unwrap_or(width);
    }
    if text.width() <= room {
        let (end, _) = buffer.set_stringn(x, y, text, room, style);
        return end - x;
    }
    let cut = cut(text, room.saturating_sub(1));
    let (end, _) = buffer.set_stringn(x, y, cut, room, style);
    let (end, _) = buffer.set_stringn(end, y, "…", 1, style);
    end - x
}

/// The beginning of `text` that fits into `cells`, at a grapheme, without a space at its end.
fn cut(text: &str, cells: usize) -> &str {
    beginning(text, cells).trim_end()
}

/// The beginning of `text` that fits into `cells`, at a grapheme.
fn beginning(text: &str, cells: usize) -> &str {
    let mut taken = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += grapheme.width();
        if taken > cells {
            break;
        }
        end = at + grapheme.len();
    }
    text.get(..end).unwrap_or_default()
}

/// `text` in rows of at most `width` cells, broken at spaces where there are any; the last of `rows_max` holds the rest.
pub fn fold(text: &str, width: u16, rows_max: usize) -> Vec<&str> {
    let mut rows = Vec::new();
    let mut rest = text.trim();
    while rows.len() + 1 < rows_max && cells(rest) > width {
        let fits = beginning(rest, usize::from(width));
        let spaced = fits.rfind(' ').filter(|_| !rest.get(fits.len()..).is_some_and(|after| after.starts_with(' ')));
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = spaced.unwrap_or(fits.len()).max(first);
        let (row, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rows.push(row.trim_end());
        rest = after.trim_start();
    }
    if !rest.is_empty() || rows.is_empty() {
        rows.push(rest);
    }
    rows
}

/// Puts a line that is being typed at `(x, y)`, on so many cells; of a long one the end that is typed. Where the cursor is.
pub fn prompt(buffer: &mut Buffer, (x, y, room): (u16, u16, u16), prompt: &Prompt, style: Style) -> Position {
    let (from, hidden) = scrolled(prompt, room);
    put(buffer, x, y, room, prompt.text().get(from..).unwrap_or_default(), style);
    let cursor_cells = cells(prompt.before_cursor());
    Position { x: (x + cursor_cells - hidden).min(buffer.area.right().saturating_sub(1)), y }
}

/// The first byte of a prompt that is shown where so many cells are free, and how many cells stand before it.
fn scrolled(prompt: &Prompt, room: u16) -> (usize, u16) {
    let hidden = cells(prompt.before_cursor()).saturating_sub(room.saturating_sub(1));
    let mut skipped = 0;
    let shown = prompt.text().char_indices().find(|(_, c)| {
        let enough = skipped >= hidden;
        skipped += cells(c.encode_utf8(&mut [0; 4]));
        enough
    });
    (shown.map_or(0, |(at, _)| at), hidden)
}

/// Underlines bytes of a prompt that was drawn there: what is wrong with it. Where they stand, in cells of the row: the
/// first and how many.
pub fn misread(
    buffer: &mut Buffer,
    (x, y, room): (u16, u16, u16),
    prompt: &Prompt,
    bytes: &Range<usize>,
    style: Style,
) -> (u16, u16) {
    let (_, hidden) = scrolled(prompt, room);
    let before = |end: usize| cells(prompt.text().get(..end).unwrap_or(prompt.text())).saturating_sub(hidden).min(room);
    // something that is missing at the end is pointed out behind it
    let (start, end) = (before(bytes.start).min(room.saturating_sub(1)), before(bytes.end));
    let many = end.saturating_sub(start).max(1);
    tint(buffer, x + start, y, many, style.add_modifier(Modifier::UNDERLINED));
    (x + start, many)
}

/// Cells a text takes.
pub fn cells(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Styles a stretch of a row.
pub fn tint(buffer: &mut Buffer, x: u16, y: u16, width: u16, style: Style) {
    let area = Rect { x, y, width, height: 1 }.intersection(buffer.area);
    buffer.set_style(area, style);
}

/// Empties an area and gives it a style.
pub fn clear(buffer: &mut Buffer, area: Area, style: Style) {
    let area = rect(area).intersection(buffer.area);
    for position in area.positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.reset();
        }
    }
    buffer.set_style(area, style);
}

pub fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// The style of a role with a letter form on top.
pub fn with(style: Style, emphasis: Emphasis) -> Style {
    let mut style = style;
    for (bit, modifier) in [
        (Emphasis::ITALIC, Modifier::ITALIC),
        (Emphasis::BOLD, Modifier::BOLD),
        (Emphasis::STRIKE, Modifier::CROSSED_OUT),
    ] {
        if emphasis.has(bit) {
            style = style.add_modifier(modifier);
        }
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        put(&mut buffer, 0, 0, 8, "日本語の新聞", Style::new());
        let row: String = (0..8).map(|x| buffer[(x, 0)].symbol().to_owned()).collect();
        assert_eq!(row.replace(' ', ""), "日本語…");
        assert_eq!(put(&mut buffer, 7, 0, 9, "abc", Style::new()), 1);
        assert_eq!(put(&mut buffer, 9, 0, 9, "abc", Style::new()), 0);
    }

    #[test]
    fn a_long_text_folds_at_spaces_and_loses_no_word() {
        assert_eq!(fold("there is no theme called ink", 12, 9), ["there is no", "theme called", "ink"]);
        assert_eq!(fold("/a/long/path.yaml is damaged", 8, 9), ["/a/long/", "path.yam", "l is", "damaged"]);
        assert_eq!(fold("there is no theme called ink", 12, 2), ["there is no", "theme called ink"]);
        assert_eq!(fold("日本", 1, 9), ["日", "本"]);
        assert_eq!(fold("", 5, 3), [""]);
        assert_eq!(fold("a b", 0, 0), ["a b"]);
    }
}
