//! A board: its head with what was typed, its list set on a page, and the item one is on.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    app::{Board, Mode, Prompt, Shown, State, Topic},
    layout::Role,
    theme::Stylesheet,
};

use super::{page, paint};

/// What a search takes, for a board on which nothing has been looked for.
const LANGUAGE: [(&str, &str); 7] = [
    ("ferry harbour", "both words"),
    ("\"harbour bridge\"", "a phrase"),
    ("bridge -ferry", "without a word"),
    ("bridge OR tunnel", "one or the other"),
    ("harb*", "words that begin so"),
    ("by:lee kind:unknown", "by speaker, by section"),
    ("date:2031-05 has:quote", "by date, by what it holds"),
];

pub fn draw(state: &State, board: &Board, styles: &Stylesheet, buffer: &mut Buffer) -> Option<Position> {
    let cursor = head(state, board, styles, buffer);
    let areas = state.board_areas();
    let text_x = areas.page.x + areas.rail_cells;
    let text_cells = areas.page.width.saturating_sub(areas.rail_cells);
    let mut top = areas.page.y;
    if let Some(fault) = &board.fault {
        for row in paint::fold(fault.as_str(), text_cells, 3) {
            paint::put(buffer, text_x, top, text_cells, row, styles.style(Role::NoticeError));
            top += 1;
        }
    }
    let height = usize::from((areas.page.y + areas.page.height).saturating_sub(top));
    if board.items.is_empty() && board.page.rows.is_empty() {
        nothing(board, (text_x, top + 1, text_cells), height, styles, buffer);
        return cursor;
    }
    let rows = board.page.rows.get(board.top..).unwrap_or_default();
    for (y, row) in (top..).zip(rows.iter().take(height)) {
        if board.is_current(row.paragraph) && !row.runs.is_empty() {
            let width = areas.page.width + 1;
            paint::tint(buffer, areas.page.x.saturating_sub(1), y, width + 1, styles.style(Role::Cursor));
        }
        page::draw_row(row, &areas, y, styles, &[], buffer);
    }
    cursor
}

/// Its name, what was typed, how it is looked at, and how much there is.
fn head(state: &State, board: &Board, styles: &Stylesheet, buffer: &mut Buffer) -> Option<Position> {
    let width = state.size.width;
    let rule = "─".repeat(usize::from(width));
    paint::put(buffer, 0, 1, width, &rule, styles.style(Role::Border));
    let title = board.topic.title();
    let title_cells = paint::put(buffer, 1, 0, width.saturating_sub(2), title, styles.style(Role::Headline));
    let mut x = 1 + title_cells + 2;
    let right = right_side(board);
    let right_cells = paint::cells(&right);
    let mut room = width.saturating_sub(x + 1);
    if right_cells > 0 && right_cells + 14 < room {
        paint::put(buffer, width - 1 - right_cells, 0, right_cells, &right, styles.style(Role::Muted));
        room -= right_cells + 2;
    }
    if let Mode::Query { prompt, .. } = &state.mode {
        let sign = paint::put(buffer, x, 0, room, "/", styles.style(Role::Key));
        x += sign;
        let place = (x, 0, room.saturating_sub(sign));
        let cursor = paint::prompt(buffer, place, prompt, styles.style(Role::Prompt));
        point_out(board, place, prompt, styles, buffer);
        return Some(cursor);
    }
    let how = how(board);
    paint::put(buffer, x, 0, room, &how, styles.style(Role::Muted));
    point_out(board, (x, 0, room), &Prompt::new(board.topic.typed()), styles, buffer);
    None
}

/// Underlines what makes no sense in what is typed, and points to it from the line below.
fn point_out(board: &Board, place: (u16, u16, u16), prompt: &Prompt, styles: &Stylesheet, buffer: &mut Buffer) {
    let Some(bytes) = board.misread.as_ref().filter(|_| board.topic.typed() == prompt.text()) else { return };
    let style = styles.style(Role::NoticeError);
    let (x, cells) = paint::misread(buffer, place, prompt, bytes, style);
    paint::put(buffer, x, 1, cells, &"^".repeat(usize::from(cells)), style);
}

fn right_side(board: &Board) -> String {
    match (board.waiting, board.is_answered()) {
        (Some(_), _) => "looking…".to_owned(),
        (None, true) => board.tally.to_string(),
        (None, false) => String::new(),
    }
}

/// What was typed, and as of when.
fn how(board: &Board) -> String {
    let mut parts = Vec::new();
    if !board.topic.typed().is_empty() {
        parts.push(board.topic.typed().to_owned());
    }
    match &board.topic {
        Topic::Questions { shown, .. } if *shown != Shown::All => parts.push(shown.name().to_owned()),
        Topic::Search { .. }
        | Topic::Voices { .. }
        | Topic::Voice { .. }
        | Topic::Questions { .. }
        | Topic::Story { .. } => {}
        Topic::Notes { grouping, .. } => parts.push(format!("by {}", grouping.name())),
        Topic::Brief => parts.extend(board.headline().map(str::to_owned)),
    }
    if let Some(date) = board.topic.date() {
        parts.push(format!("as of {date}"));
    }
    parts.join(" · ")
}

/// Nothing to show: why, or what could be typed.
fn nothing(board: &Board, (x, y, width): (u16, u16, u16), height: usize, styles: &Stylesheet, buffer: &mut Buffer) {
    let muted = styles.style(Role::Muted);
    if board.waiting.is_some() || board.fault.is_some() {
        return;
    }
    if let (Topic::Search { .. }, false) = (&board.topic, board.is_answered()) {
        let cells = 26.min(width / 2);
        for (y, (words, what)) in (y..).zip(LANGUAGE).take(height.saturating_sub(1)) {
            paint::put(buffer, x, y, cells.saturating_sub(2), words, styles.style(Role::Key));
            paint::put(buffer, x + cells, y, width - cells, what, muted);
        }
        return;
    }
    let words = match &board.topic {
        Topic::Search { .. } => "No passage of the library answers this.",
        Topic::Voices { .. } => "Nobody of that name is quoted in the library.",
        Topic::Voice { .. } => "Nothing is known of this speaker.",
        Topic::Questions { .. } => "There are no such questions.",
        Topic::Story { .. } => "This article is part of no story that the library knows.",
        Topic::Notes { query, .. } if query.is_empty() => {
            "You have annotated nothing yet. On a page, a writes a note on the sentence in focus, and x highlights it."
        }
        Topic::Notes { .. } => "No note answers this.",
        Topic::Brief => "The brief is empty. On a page, Y puts the words in focus into it.",
    };
    for (y, row) in (y..).zip(paint::fold(words, width, height.saturating_sub(1).max(1))) {
        paint::put(buffer, x, y, width, row, muted);
    }
}
