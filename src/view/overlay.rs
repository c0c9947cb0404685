//! Boxes over the screen: which-key, palette, help, themes, an address, faults.

mod links;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    app::{Area, HELP_CELLS, HelpLine, Mode, State, help_keys_cells},
    layout::Role,
    model::Severity,
    theme::Stylesheet,
};

use super::{annotate, paint, study};

pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) -> Option<Position> {
    match &state.mode {
        Mode::Normal => {
            if !state.pending.is_empty() {
                which_key(state, styles, buffer);
            } else if state.is_selecting() && state.notice.is_none() {
                annotate::colours(state, styles, buffer);
            }
            None
        }
        Mode::Palette(palette) => Some(draw_palette(state, palette, styles, buffer)),
        Mode::Help(help) => draw_help(state, help, styles, buffer),
        Mode::Themes(themes) => {
            draw_themes(state, themes.cursor, styles, buffer);
            None
        }
        Mode::Address(address) => {
            draw_address(state, address.address.as_str(), styles, buffer);
            None
        }
        Mode::Faults(faults) => {
            draw_faults(state, faults.top, styles, buffer);
            None
        }
        Mode::Links(links) => {
            links::draw(state, links, styles, buffer);
            None
        }
        Mode::Accept(acceptance) => {
            links::draw_acceptance(state, acceptance, styles, buffer);
            None
        }
        Mode::Note(note) => Some(annotate::note(state, note, styles, buffer)),
        Mode::Cards(cards) => {
            study::cards(state, cards, styles, buffer);
            None
        }
        Mode::Gap(gap) => {
            study::gap(state, gap, styles, buffer);
            None
        }
        Mode::CardEdit(edit) => Some(study::card_edit(state, edit, styles, buffer)),
        Mode::Tags(tagging) => {
            annotate::tag_ways(state, tagging, styles, buffer);
            None
        }
        Mode::Replace { path, .. } => {
            draw_replace(state, path.as_str(), styles, buffer);
            None
        }
        Mode::Find { .. }
        | Mode::Filter { .. }
        | Mode::ArticleTags(_)
        | Mode::Query { .. }
        | Mode::AsOf { .. }
        | Mode::Answer { .. }
        | Mode::Hints(_)
        | Mode::Line { .. }
        | Mode::Letter(_) => None,
    }
}

/// A box of at most `width` by `height` cells in the middle of the screen, with a title. Returns what lies within.
fn frame(state: &State, title: &str, width: u16, height: u16, styles: &Stylesheet, buffer: &mut Buffer) -> Area {
    let width = width.min(state.size.width);
    let height = height.clamp(3, state.size.height.saturating_sub(1).max(3));
    let x = (state.size.width - width) / 2;
    let y = (state.size.height.saturating_sub(1).saturating_sub(height)) / 2;
    framed(Area { x, y, width, height }, title, styles, buffer)
}

pub(super) fn framed(area: Area, title: &str, styles: &Stylesheet, buffer: &mut Buffer) -> Area {
    let Area { x, y, width, height } = area;
    let border = styles.style(Role::Border);
    paint::clear(buffer, area, styles.style(Role::Overlay));
    let line = "─".repeat(usize::from(width.saturating_sub(2)));
    paint::put(buffer, x, y, width, &format!("╭{line}╮"), border);
    paint::put(buffer, x, y + height - 1, width, &format!("╰{line}╯"), border);
    for row in y + 1..y + height - 1 {
        paint::put(buffer, x, row, 1, "│", border);
        paint::put(buffer, x + width - 1, row, 1, "│", border);
    }
    if !title.is_empty() {
        paint::put(buffer, x + 2, y, width.saturating_sub(4), &format!(" {title} "), styles.style(Role::Title));
    }
    Area { x: x + 2, y: y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// What may follow the keys that are pending.
fn which_key(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let following = state.keymap.following(state.context(), &state.pending);
    let cells = following.iter().map(|(keys, command)| paint::cells(keys) + paint::cells(command.row().help) + 6).max();
    let cells = cells.unwrap_or(10).min(state.size.width.saturating_sub(4)).max(10);
    let columns = usize::from((state.size.width.saturating_sub(4) / cells).max(1)).min(3);
    let rows = following.len().div_ceil(columns);
    let most = usize::from(state.size.height.saturating_sub(4)).max(1);
    let height = u16::try_from(rows.min(most)).unwrap_or(1) + 2;
    let area = Area { x: 0, y: (state.size.height - 1).saturating_sub(height), width: state.size.width, height };
    let pending: String = state.pending.iter().map(ToString::to_string).collect();
    let inner = framed(area, &pending, styles, buffer);
    for (at, (keys, command)) in following.iter().enumerate() {
        let (column, row) = (at / rows, at % rows);
        let Some(y) = u16::try_from(row).ok().filter(|row| *row < inner.height) else { continue };
        let x = inner.x + u16::try_from(column).unwrap_or(0) * cells;
        let room = cells.min((inner.x + inner.width).saturating_sub(x));
        let used = paint::put(buffer, x, inner.y + y, room, keys, styles.style(Role::Key));
        let style = styles.style(Role::Overlay);
        paint::put(buffer, x + used + 2, inner.y + y, room.saturating_sub(used + 4), command.row().help, style);
    }
}

fn draw_palette(state: &State, palette: &crate::app::Palette, styles: &Stylesheet, buffer: &mut Buffer) -> Position {
    let height = u16::try_from(palette.matches.len()).unwrap_or(u16::MAX).saturating_add(4);
    // The box keeps its size while one types, so that nothing jumps.
    let inner = frame(state, "Commands", 76, height.max(20), styles, buffer);
    let style = styles.style(Role::Overlay);
    paint::put(buffer, inner.x, inner.y, 1, ":", styles.style(Role::Key));
    paint::put(buffer, inner.x + 1, inner.y, inner.width - 1, palette.prompt.text(), styles.style(Role::Prompt));
    let cursor = inner.x + 1 + paint::cells(palette.prompt.before_cursor());
    let rows = usize::from(inner.height.saturating_sub(2));
    let first = (palette.cursor + 1).saturating_sub(rows);
    if palette.matches.is_empty() {
        paint::put(buffer, inner.x, inner.y + 2, inner.width, "no command is called so", styles.style(Role::Muted));
    }
    for (y, (at, command)) in (inner.y + 2..).zip(palette.matches.iter().enumerate().skip(first).take(rows)) {
        let keys = state.keymap.keys(*command).join("  ");
        let keys_cells = paint::cells(&keys).min(inner.width / 3);
        let room = inner.width.saturating_sub(keys_cells + 2);
        let used = paint::put(buffer, inner.x, y, room, command.row().name, style);
        let help = styles.style(Role::Muted);
        paint::put(buffer, inner.x + used + 2, y, room.saturating_sub(used + 2), command.row().help, help);
        paint::put(buffer, inner.x + inner.width - keys_cells, y, keys_cells, &keys, styles.style(Role::Key));
        if at == palette.cursor {
            paint::tint(buffer, inner.x - 1, y, inner.width + 2, styles.style(Role::Cursor));
        }
    }
    Position { x: cursor.min(inner.x + inner.width), y: inner.y }
}

fn draw_help(state: &State, help: &crate::app::Help, styles: &Stylesheet, buffer: &mut Buffer) -> Option<Position> {
    let lines = state.help_lines();
    let title = format!("Keys of the {}", state.context().name());
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
    let inner = frame(state, &title, HELP_CELLS, height.max(16), styles, buffer);
    let keys_cells = help_keys_cells(inner.width);
    let rows = usize::from(inner.height.saturating_sub(1));
    if lines.is_empty() {
        let words = "No key of this screen is told in these words; Esc takes them away";
        paint::put(buffer, inner.x, inner.y, inner.width, words, styles.style(Role::Muted));
    }
    for (y, line) in (inner.y..).zip(lines.iter().skip(help.top).take(rows)) {
        match line {
            HelpLine::Title(title) => {
                paint::put(buffer, inner.x, y, inner.width, title, styles.style(Role::Heading));
            }
            HelpLine::Command { keys, words } => {
                paint::put(buffer, inner.x + 1, y, keys_cells.saturating_sub(2), keys, styles.style(Role::Key));
                let room = inner.width - keys_cells;
                paint::put(buffer, inner.x + keys_cells, y, room, words, styles.style(Role::Overlay));
            }
        }
    }
    let foot = inner.y + inner.height - 1;
    if help.typing || !help.prompt.text().is_empty() {
        paint::put(buffer, inner.x, foot, 1, "/", styles.style(Role::Key));
        paint::put(buffer, inner.x + 1, foot, inner.width - 1, help.prompt.text(), styles.style(Role::Prompt));
        let x = inner.x + 1 + paint::cells(help.prompt.before_cursor());
        return help.typing.then_some(Position { x, y: foot });
    }
    let more = if lines.len() > help.top + rows { "j scrolls · " } else { "" };
    let words = format!("{more}/ looks for words · Esc closes");
    paint::put(buffer, inner.x, foot, inner.width, &words, styles.style(Role::Muted));
    None
}

fn draw_themes(state: &State, cursor: usize, styles: &Stylesheet, buffer: &mut Buffer) {
    let height = u16::try_from(state.themes.len()).unwrap_or(u16::MAX).saturating_add(4);
    let widest = state.themes.iter().map(|name| paint::cells(name)).max().unwrap_or(0).max(30);
    // At the right edge, so that the page is seen in the theme.
    let width = (widest + 6).min(state.size.width);
    let height = height.min(state.size.height.saturating_sub(1));
    let area = Area { x: state.size.width - width, y: 0, width, height };
    let inner = framed(area, "Themes", styles, buffer);
    let rows = usize::from(inner.height.saturating_sub(2)).max(1);
    let first = (cursor + 1).saturating_sub(rows);
    for (y, (at, name)) in (inner.y..).zip(state.themes.iter().enumerate().skip(first).take(rows)) {
        paint::put(buffer, inner.x, y, inner.width, name, styles.style(Role::Overlay));
        if at == cursor {
            paint::tint(buffer, inner.x - 1, y, inner.width + 2, styles.style(Role::Cursor));
        }
    }
    let foot = inner.y + inner.height - 1;
    paint::put(buffer, inner.x, foot, inner.width, "Enter keeps · Esc goes back", styles.style(Role::Muted));
}

fn draw_address(state: &State, address: &str, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width.min(76);
    let room = usize::from(width.saturating_sub(4)).max(1);
    // All of the address is shown: what is cut off could be what it is about.
    let letters: Vec<char> = address.chars().collect();
    let lines: Vec<String> = letters.chunks(room).map(|line| line.iter().collect()).collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
    let inner = frame(state, "Open this address?", width, height, styles, buffer);
    let shown = usize::from(inner.height.saturating_sub(2)).max(1);
    for (y, line) in (inner.y..).zip(lines.iter().take(shown)) {
        paint::put(buffer, inner.x, y, inner.width, line, styles.style(Role::Address));
    }
    let words = "Enter opens it in the browser · y copies it · Esc cancels";
    paint::put(buffer, inner.x, inner.y + inner.height - 1, inner.width, words, styles.style(Role::Muted));
}

/// Before a file is replaced.
fn draw_replace(state: &State, path: &str, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width.min(76);
    let lines = wrapped(path, usize::from(width.saturating_sub(4)).max(1));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
    let inner = frame(state, "There is such a file: replace it?", width, height, styles, buffer);
    let shown = usize::from(inner.height.saturating_sub(2)).max(1);
    for (y, line) in (inner.y..).zip(lines.iter().take(shown)) {
        paint::put(buffer, inner.x, y, inner.width, line, styles.style(Role::Text));
    }
    let words = "y replaces it · any other key leaves it as it is";
    paint::put(buffer, inner.x, inner.y + inner.height - 1, inner.width, words, styles.style(Role::Muted));
}

fn draw_faults(state: &State, top: usize, styles: &Stylesheet, buffer: &mut Buffer) {
    let Some(reader) = &state.reader else { return };
    let inner = frame(state, &format!("Faults of {}", reader.path), 100, state.size.height, styles, buffer);
    let bottom = inner.y + inner.height - 1;
    let mut y = inner.y;
    for fault in reader.diagnostics.iter().skip(top) {
        if y + 1 >= bottom {
            break;
        }
        let role = if fault.severity == Severity::Error { Role::NoticeError } else { Role::StatusAccent };
        let place = format!(
            "{}:{}  {}[{}]",
            fault.location.line,
            fault.location.column,
            fault.severity.name(),
            fault.code.name()
        );
        paint::put(buffer, inner.x, y, inner.width, &place, styles.style(role));
        y += 1;
        for (words, role) in [(&fault.message, Role::Overlay), (&fault.help, Role::Muted)] {
            for line in wrapped(words, usize::from(inner.width.saturating_sub(2))) {
                if y < bottom {
                    paint::put(buffer, inner.x + 2, y, inner.width - 2, &line, styles.style(role));
                    y += 1;
                }
            }
        }
        y += 1;
    }
    let unread = top.saturating_sub(reader.diagnostics.len());
    for fault in reader.margin.faults.iter().skip(unread) {
        if y + 1 >= bottom {
            break;
        }
        paint::put(buffer, inner.x, y, inner.width, "a note that could not be read", styles.style(Role::NoticeError));
        y += 1;
        for line in wrapped(fault.as_str(), usize::from(inner.width.saturating_sub(2))).into_iter().take(4) {
            if y < bottom {
                paint::put(buffer, inner.x + 2, y, inner.width - 2, &line, styles.style(Role::Overlay));
                y += 1;
            }
        }
        y += 1;
    }
    let words = "j scrolls · e edits the file · Esc closes";
    paint::put(buffer, inner.x, bottom, inner.width, words, styles.style(Role::Muted));
}

/// Words of a message in lines, broken at spaces: messages are byline's own, and short.
pub fn wrapped(words: &str, width: usize) -> Vec<String> {
    let words = crate::model::Text::line(words);
    let mut lines = vec![String::new()];
    for word in words.as_str().split(' ') {
        let last = lines.last_mut().expect("there is always a line");
        if !last.is_empty() && usize::from(paint::cells(last)) + 1 + usize::from(paint::cells(word)) > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
