//! The contents pane.

use ratatui::buffer::Buffer;

use crate::{
    app::{Area, Reader, State, first_contents_row},
    layout::Role,
    theme::Stylesheet,
};

use super::paint;

pub fn draw(state: &State, reader: &Reader, area: Area, styles: &Stylesheet, buffer: &mut Buffer) {
    let covers = area.width == state.size.width;
    let width = if covers { area.width } else { area.width.saturating_sub(1) };
    if !covers {
        for y in area.y..area.y + area.height {
            paint::put(buffer, area.x + width, y, 1, "│", styles.style(Role::Border));
        }
    }
    paint::put(buffer, area.x + 1, area.y, width.saturating_sub(2), "Contents", styles.style(Role::Title));
    let contents = &reader.contents;
    let shown = contents.shown(&reader.galley);
    let here = reader.paragraph(usize::from(area.height));
    let current = reader.galley.contents.iter().rposition(|entry| entry.paragraph <= here);
    let height = usize::from(area.height).saturating_sub(1);
    let first = first_contents_row(&shown, contents.cursor, height);
    if shown.is_empty() {
        paint::put(buffer, area.x + 1, area.y + 1, width.saturating_sub(2), "no sections", styles.style(Role::Muted));
    }
    for (y, at) in (area.y + 1..area.y + area.height).zip(shown.iter().skip(first)) {
        let Some(entry) = reader.galley.contents.get(*at) else { continue };
        let fold = match (state.contents_foldable(*at), contents.is_folded(*at)) {
            (true, true) => "▸",
            (true, false) => "▾",
            (false, _) => " ",
        };
        let role = entry.kind.map_or(Role::Question, Role::Label);
        let mut x = area.x + 1 + 2 * u16::from(entry.depth);
        let end = area.x + width;
        x += paint::put(buffer, x, y, end.saturating_sub(x), fold, styles.style(Role::Muted)) + 1;
        if let Some(kind) = entry.kind {
            x += paint::put(buffer, x, y, end.saturating_sub(x), kind.mark(), styles.style(Role::Rail(kind))) + 1;
        }
        let counts = counts(entry.quotes, entry.questions);
        let counts_cells = paint::cells(&counts);
        let room = end.saturating_sub(x + counts_cells + 2 * u16::from(counts_cells > 0));
        let plain = styles.style(Role::Text);
        let style = if entry.kind.is_none() || current == Some(*at) { styles.style(role) } else { plain };
        paint::put(buffer, x, y, room, entry.text.as_str(), style);
        if counts_cells > 0 {
            paint::put(
                buffer,
                end.saturating_sub(counts_cells + 1),
                y,
                counts_cells,
                &counts,
                styles.style(Role::Muted),
            );
        }
        if contents.focused && contents.cursor == *at {
            paint::tint(buffer, area.x, y, width, styles.style(Role::Cursor));
        } else if current == Some(*at) {
            paint::put(buffer, area.x, y, 1, "▌", styles.style(Role::StatusAccent));
        }
    }
}

fn counts(quotes: u32, questions: u32) -> String {
    let quotes = if quotes > 0 { format!("❝{quotes}") } else { String::new() };
    let questions = if questions > 0 { format!("○{questions}") } else { String::new() };
    [quotes, questions].into_iter().filter(|count| !count.is_empty()).collect::<Vec<_>>().join(" ")
}
