//! What was pasted, before it is kept: the article on its page, and beside or below it the report of what was left out.

use ratatui::buffer::Buffer;

use crate::{
    app::{Area, Areas, Pane, Paste, PasteAreas, Side, State, command::Command},
    layout::Role,
    theme::Stylesheet,
};

use super::{overlay, page, paint};

pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let Some(paste) = &state.paste else { return };
    head(state, paste, styles, buffer);
    let areas = state.paste_areas();
    let Some(shown) = &paste.shown else {
        told(state, paste, styles, buffer);
        return;
    };
    rows(&shown.page, &areas.page, areas.page.page.y, usize::from(areas.page.page.height), styles, buffer);
    report(paste, &shown.report, &shown.tally, &areas, styles, buffer);
}

/// What it is read as, and how much was left out of it.
fn head(state: &State, paste: &Paste, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width;
    let x = 1 + paint::put(buffer, 1, 0, width.saturating_sub(2), "Not kept yet", styles.style(Role::Headline)) + 2;
    let mut parts = Vec::new();
    match &paste.shown {
        Some(shown) => {
            parts.push(format!("read as {}", shown.read_as()));
            parts.push(shown.tally.clone());
        }
        None => parts.push(paste.told()),
    }
    if paste.is_waiting() {
        parts.push("being read…".to_owned());
    }
    paint::put(buffer, x, 0, width.saturating_sub(x + 1), &parts.join(" · "), styles.style(Role::Muted));
    let rule = "─".repeat(usize::from(width));
    paint::put(buffer, 0, 1, width, &rule, styles.style(Role::Border));
}

/// While there is no article: that it is being made, or why it can't be.
fn told(state: &State, paste: &Paste, styles: &Stylesheet, buffer: &mut Buffer) {
    let (words, role) = match &paste.fault {
        Some(why) => (format!("This can't be taken in: {why}."), Role::NoticeError),
        None => (format!("Reading {} · Esc leaves it", paste.told()), Role::Muted),
    };
    let width = state.size.width.saturating_sub(4);
    let lines = overlay::wrapped(&words, usize::from(width).max(1));
    let rows = usize::from(state.size.height.saturating_sub(4));
    for (y, line) in (3..).zip(lines.iter().take(rows)) {
        paint::put(buffer, 2, y, width, line, styles.style(role));
    }
}

fn rows(pane: &Pane, areas: &Areas, top: u16, height: usize, styles: &Stylesheet, buffer: &mut Buffer) {
    for (y, row) in (top..).zip(pane.window(height)) {
        page::draw_row(row, areas, y, styles, &[], buffer);
    }
}

fn report(paste: &Paste, pane: &Pane, tally: &str, areas: &PasteAreas, styles: &Stylesheet, buffer: &mut Buffer) {
    let Area { x, y, width, height } = areas.report;
    if height == 0 {
        return;
    }
    let focused = paste.side == Side::Report;
    let rows = height - 1;
    let below = pane.below(usize::from(rows));
    let more = if below > 0 { format!(" {below} more ") } else { String::new() };
    let title = format!(" Report: {tally} ");
    let (border, style) =
        (styles.style(Role::Border), styles.style(if focused { Role::StatusAccent } else { Role::Muted }));
    if areas.beside {
        for y in y..y + height {
            paint::put(buffer, x.saturating_sub(2), y, 1, "│", border);
        }
        paint::put(buffer, x, y, width, title.trim(), style);
    } else {
        paint::put(buffer, x - 1, y, width + 2, &"─".repeat(usize::from(width) + 2), border);
        paint::put(buffer, x, y, width, &title, style);
    }
    let more_cells = paint::cells(&more);
    if more_cells + paint::cells(&title) < width {
        paint::put(buffer, x + width - more_cells, y, more_cells, &more, styles.style(Role::Muted));
    }
    for (y, row) in (y + 1..).zip(pane.window(usize::from(rows))) {
        page::draw_words(row, x, y, styles, &[], buffer);
    }
}

/// What can be done, for the bar.
pub fn keys(state: &State) -> String {
    let Some(paste) = &state.paste else { return String::new() };
    let key = |command| {
        let first = state.keymap.keys(command).into_iter().next().unwrap_or_else(|| ":".to_owned());
        first.trim_matches(['<', '>']).to_owned()
    };
    let side = if paste.side == Side::Article { "report" } else { "article" };
    let mut ways = Vec::new();
    if paste.shown.is_some() {
        ways.push(format!("{} keeps", key(Command::KeepPaste)));
    }
    ways.push(format!("{} edits", key(Command::EditPaste)));
    ways.push(format!("{} as {}", key(Command::PasteFormat), paste.other_format()));
    if paste.shown.is_some() {
        ways.push(format!("{} {side}", key(Command::PasteReport)));
    }
    ways.push("Esc discards".to_owned());
    ways.join("  ")
}

/// Where in the pane one is.
pub fn place(state: &State) -> String {
    let Some(paste) = &state.paste else { return String::new() };
    let areas = state.paste_areas();
    let (pane, rows) = match (&paste.shown, paste.side) {
        (None, _) => return String::new(),
        (Some(shown), Side::Article) => (&shown.page, areas.page.page.height),
        (Some(shown), Side::Report) => (&shown.report, areas.report.height.saturating_sub(1)),
    };
    match (pane.below(usize::from(rows)), pane.top) {
        (0, 0) => "all".to_owned(),
        (_, 0) => "top".to_owned(),
        (0, _) => "end".to_owned(),
        (below, top) => format!("{} %", top * 100 / (below + top)),
    }
}
