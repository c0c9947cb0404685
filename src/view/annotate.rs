//! Annotating as it is seen: highlights over the page, the colours to choose from, tags and notes that are being written.

use ratatui::{
    buffer::Buffer,
    layout::Position,
    style::{Modifier, Style},
};
use unicode_bidi::BidiInfo;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    app::{Area, Editor, Extent, Note, Noted, Reader, State, Tagging, annotation_at, command::Command},
    layout::{Role, mirrored},
    marginalia::Found,
    model::{Colour, Span},
    theme::{Depth, Stylesheet},
};

use super::{overlay, paint};

/// Highlights of the paragraphs in the window: paragraph, span and style, in the order in which they are laid.
pub fn highlights(reader: &Reader, first: usize, last: usize, styles: &Stylesheet) -> Vec<(usize, Span, Style)> {
    let mut lit = Vec::new();
    for noted in &reader.margin.notes {
        let style = styles.style(role(noted));
        for (paragraph, span) in noted.stretches.iter().filter(|(at, _)| (first..=last).contains(at)) {
            lit.push((*paragraph, *span, style));
            // what is in focus stays to be seen on it
            let focus = reader.focus.filter(|focus| focus.paragraph == *paragraph && focus.span.overlaps(*span));
            if focus.is_some() {
                lit.push((*paragraph, *span, style.add_modifier(Modifier::BOLD)));
            }
        }
    }
    lit
}

/// Words that are only perhaps those that were marked have no colour: it would claim too much.
fn role(noted: &Noted) -> Role {
    match (&noted.found, noted.annotation.colour) {
        (Found::Unsure(_) | Found::Gone, _) | (_, None) => Role::Annotated,
        (Found::Exact(_) | Found::Moved(_) | Found::Changed { .. }, Some(colour)) => Role::Annotation(colour),
    }
}

/// The letter of a colour, in the gutter where hues are few or none.
pub fn letter(colour: Colour) -> &'static str {
    match colour {
        Colour::Pink => "p",
        Colour::Orange => "o",
        Colour::Yellow => "y",
        Colour::Green => "g",
        Colour::Blue => "b",
        Colour::Purple => "u",
    }
}

/// Whether colours are to be told by a letter besides.
pub fn tells_by_letter(state: &State) -> bool {
    matches!(state.look.depth, Depth::Mono | Depth::Ansi16)
}

/// The colours to choose from, on the row above the bar, each on its own ground with what it means.
pub fn colours(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width;
    let Some(y) = state.size.height.checked_sub(2) else { return };
    let commands = [Command::Pink, Command::Orange, Command::Yellow, Command::Green, Command::Blue, Command::Purple];
    let keys = commands.map(|command| state.keymap.keys(command).into_iter().next().unwrap_or_default());
    let whole = Colour::ALL.map(|colour| state.pen.told(colour));
    let short = Colour::ALL.map(|colour| match &state.pen.meanings[colour as usize] {
        Some(meaning) => meaning.to_string(),
        None => colour.name().to_owned(),
    });
    let cells = |names: &[String; 6]| -> u16 {
        names.iter().zip(&keys).map(|(name, key)| paint::cells(name) + paint::cells(key) + 5).sum()
    };
    let names = if cells(&whole) <= width { whole } else { short };
    let room = width.saturating_sub(2) / 6;
    let fits = cells(&names) <= width;
    let bar = styles.style(Role::StatusBar);
    paint::clear(buffer, Area { x: 0, y, width, height: 1 }, bar);
    let mut x = 1;
    for ((colour, name), key) in Colour::ALL.into_iter().zip(&names).zip(&keys) {
        let start = x;
        x += paint::put(buffer, x, y, width - x.min(width), key, bar.patch(styles.style(Role::Key)));
        let style = styles.style(Role::Annotation(colour));
        let style = if colour == state.pen.colour { style.add_modifier(Modifier::BOLD) } else { style };
        let left = (width - 1).saturating_sub(x + 1);
        let most = if fits { left } else { room.saturating_sub(x - start + 2).min(left) };
        x += 1 + paint::put(buffer, x + 1, y, most, &format!(" {name} "), style);
        x += 1;
    }
}

/// What is selected: how much of what, how many words, and who speaks.
pub fn selected(reader: &Reader) -> Option<String> {
    let selection = reader.selection.as_ref()?;
    let galley = &reader.galley;
    let words = selection.words(galley);
    let speaker = selection.speaker(galley).and_then(|id| reader.article.as_ref()?.person(id));
    let mut parts = Vec::new();
    let extent = selection.extent(galley);
    match (extent, speaker) {
        (Some((Extent::Speaker, _)), Some(person)) => parts.push(format!("{} {}", Extent::Speaker.name(), person.name)),
        (Some((extent, 1)), _) => parts.push(extent.name().to_owned()),
        (Some((extent, many)), _) => parts.push(format!("{many} {}s", extent.name())),
        (None, _) => {}
    }
    parts.push(if words == 1 { "1 word".to_owned() } else { format!("{words} words") });
    if !matches!(extent, Some((Extent::Speaker, _))) {
        parts.extend(speaker.map(|person| person.name.to_string()));
    }
    Some(parts.join(" · "))
}

/// The keys that go on from a selection, for the right of the bar.
pub fn ways_on(state: &State) -> String {
    let key = |command| state.keymap.keys(command).into_iter().next().unwrap_or_else(|| ":".to_owned());
    let all = [
        (format!("{} {}", key(Command::Grow), key(Command::Shrink)), "size"),
        (key(Command::Highlight), "mark"),
        (key(Command::Note), "note"),
        (key(Command::Tags), "tags"),
        (key(Command::Yank), "copy"),
    ];
    let told: Vec<String> = all.iter().map(|(key, word)| format!("{key} {word}")).collect();
    let (wide, narrow) = (told.join("  "), told.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("  "));
    match state.size.width {
        0..50 => String::new(),
        50..76 => narrow,
        _ => wide,
    }
}

/// The annotation in focus: its colour with what that means, its tags, and what became of its words.
pub fn in_focus(state: &State, reader: &Reader) -> Option<String> {
    let focus = reader.focus_in_window(state.height_rows())?;
    let key = |command| state.keymap.keys(command).into_iter().next().unwrap_or_default();
    if reader.lost_at(focus.paragraph).is_some() {
        let (put, delete) = (key(Command::AcceptPlace), key(Command::Delete));
        return Some(format!("the words are gone: {put} on others puts it there, {delete} deletes it"));
    }
    let Noted { annotation, found, .. } = annotation_at(reader, focus)?;
    let mut parts: Vec<String> = annotation.colour.map(|colour| state.pen.told(colour)).into_iter().collect();
    if annotation.note.is_some() {
        parts.push("note".to_owned());
    }
    parts.extend(annotation.tags.iter().map(|tag| format!("#{tag}")));
    let accept = || key(Command::AcceptPlace);
    match found {
        Found::Exact(_) => {}
        Found::Moved(_) => parts.push("moved".to_owned()),
        Found::Changed { .. } => parts.push(format!("the words changed; {} accepts them", accept())),
        Found::Unsure(_) => parts.push(format!("perhaps here; {} accepts it", accept())),
        Found::Gone => parts.push("the words are gone".to_owned()),
    }
    if state.writes.has_failed(&annotation.id) {
        parts.push("not written".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Known tags that go on with what is typed, on the row above the line.
pub fn tag_ways(state: &State, tagging: &Tagging, styles: &Stylesheet, buffer: &mut Buffer) {
    let (width, bar) = (state.size.width, styles.style(Role::StatusBar));
    let Some(y) = state.size.height.checked_sub(2).filter(|_| !tagging.ways.is_empty()) else { return };
    paint::clear(buffer, Area { x: 0, y, width, height: 1 }, bar);
    let mut x = 1 + paint::put(buffer, 1, y, width - 1, "Tab ", bar.patch(styles.style(Role::Key)));
    for (at, tag) in tagging.ways.iter().enumerate().skip(tagging.taken.unwrap_or(0)) {
        let room = (width - 1).saturating_sub(x);
        if room < 4 {
            break;
        }
        let style = if tagging.taken == Some(at) { bar.patch(styles.style(Role::StatusAccent)) } else { bar };
        x += 2 + paint::put(buffer, x, y, room, tag.as_str(), style);
    }
}

/// The note that is being written, in a box below its words. Where the cursor stands.
pub fn note(state: &State, note: &Note, styles: &Stylesheet, buffer: &mut Buffer) -> Position {
    let (area, first) = state.note_area(note);
    let title = match state.note_speaker(note) {
        Some(speaker) => format!("Note on {speaker}'s words"),
        None => "Note".to_owned(),
    };
    let inner = overlay::framed(area, &title, styles, buffer);
    let bottom = area.y + area.height - 1;
    let keys = match (&note.fault, note.was_left) {
        (Some(_), _) => " Esc tries again · ^C leaves it unwritten ",
        (None, true) => " Esc keeps · ^C throws away ",
        (None, false) => " Esc keeps · ^O $EDITOR ",
    };
    let keys_cells = paint::cells(keys);
    match &note.fault {
        Some(why) => {
            let words = format!(" Esc tries again · ^C sets it aside · not written: {why} ");
            let style = styles.style(Role::NoticeError);
            paint::put(buffer, area.x + 2, bottom, area.width.saturating_sub(4), &words, style);
        }
        None if keys_cells + 4 <= area.width => {
            let x = area.x + area.width - 2 - keys_cells;
            paint::put(buffer, x, bottom, keys_cells, keys, styles.style(Role::Muted));
        }
        None => {}
    }
    rows_of_editor(&note.editor, first, inner, styles, buffer)
}

/// An editor in a box: the rows around its cursor. Where the cursor is.
pub fn editor(editor: &Editor, inner: Area, styles: &Stylesheet, buffer: &mut Buffer) -> Position {
    let (cursor_row, _) = editor.position();
    let first = (cursor_row + 1).saturating_sub(usize::from(inner.height.max(1)));
    rows_of_editor(editor, first, inner, styles, buffer)
}

fn rows_of_editor(editor: &Editor, first: usize, inner: Area, styles: &Stylesheet, buffer: &mut Buffer) -> Position {
    let (text, cursor) = (editor.text(), editor.cursor());
    let rows = editor.rows();
    let (cursor_row, _) = editor.position();
    let mut position = Position { x: inner.x, y: inner.y };
    for (y, (at, row)) in (inner.y..inner.y + inner.height).zip(rows.iter().enumerate().skip(first)) {
        let words = text.get(row.clone()).unwrap_or_default();
        let here = (at == cursor_row).then(|| cursor.saturating_sub(row.start));
        let column = row_of_note(words, here, (inner.x, y, inner.width), styles.style(Role::Overlay), buffer);
        if let Some(column) = column {
            position = Position { x: (inner.x + column).min(inner.x + inner.width.saturating_sub(1)), y };
        }
    }
    position
}

/// Puts a row of a note, right-to-left words in their order. The column of a byte of it, where that is asked.
fn row_of_note(
    words: &str,
    cursor: Option<usize>,
    (x, y, width): (u16, u16, u16),
    style: Style,
    buffer: &mut Buffer,
) -> Option<u16> {
    let shown = words.trim_end_matches(' ');
    if words.is_ascii() {
        paint::put(buffer, x, y, width, shown, style);
        return cursor.map(|cursor| paint::cells(words.get(..cursor).unwrap_or(words)));
    }
    let bidi = BidiInfo::new(words, None);
    let graphemes: Vec<(usize, &str)> = words.grapheme_indices(true).collect();
    let levels: Vec<_> = graphemes.iter().filter_map(|(at, _)| bidi.levels.get(*at).copied()).collect();
    let (mut column, mut found) = (0, None);
    let last = graphemes.len().saturating_sub(1);
    for index in BidiInfo::reorder_visual(&levels) {
        let Some((at, grapheme)) = graphemes.get(index) else { continue };
        let rtl = levels.get(index).is_some_and(unicode_bidi::Level::is_rtl);
        let cells = paint::cells(grapheme);
        if column + cells <= width {
            paint::put(buffer, x + column, y, cells, if rtl { mirrored(grapheme) } else { grapheme }, style);
        }
        let behind = cursor == Some(words.len()) && index == last;
        if cursor == Some(*at) {
            found = Some(if rtl { (column + cells).saturating_sub(1) } else { column });
        } else if behind {
            found = Some(if rtl { column.saturating_sub(1) } else { column + cells });
        }
        column += cells;
    }
    cursor.map(|_| found.unwrap_or(0))
}
