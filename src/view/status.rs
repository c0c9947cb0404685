//! The bar at the foot: where one is, what is pending, what was said; and the line that is being typed.

use ratatui::{buffer::Buffer, layout::Position, style::Style};

use crate::{
    app::{Area, ArticleTags, Completing, LineFor, Mode, Notice, Prompt, Reader, Screen, State, Topic},
    layout::Role,
    model::Severity,
    theme::Stylesheet,
};

use super::{annotate, paint, paste, shelf::articles, study};

pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) -> Option<Position> {
    match &state.mode {
        Mode::Find { prompt, .. } => return Some(prompt_line(state, "/", prompt, &match_count(state), styles, buffer)),
        Mode::Filter { prompt, .. } => {
            return Some(filter_line(state, prompt, styles, buffer));
        }
        Mode::ArticleTags(tagging) => {
            let sign = if tagging.article.is_some() { "tags: " } else { "tag all that is shown: " };
            return Some(prompt_line(state, sign, &tagging.prompt, &tags_offered(tagging), styles, buffer));
        }
        Mode::Tags(tagging) => {
            return Some(prompt_line(state, "tags: ", &tagging.prompt, "Enter keeps", styles, buffer));
        }
        Mode::Answer { prompt } => {
            return Some(prompt_line(state, "answer: ", prompt, "Enter turns the card", styles, buffer));
        }
        Mode::AsOf { prompt } => {
            let position = prompt_line(state, "as of: ", prompt, "no date is today", styles, buffer);
            if let Some(notice) = &state.notice {
                notice_above(state, notice, styles, buffer);
            }
            return Some(position);
        }
        Mode::Query { completing, .. } if !completing.ways.is_empty() => {
            ways(state, completing, styles, buffer);
            return None;
        }
        Mode::Line { what, prompt } => {
            let (sign, told) = line_told(*what);
            told_above(state, told, styles, buffer);
            return Some(prompt_line(state, sign, prompt, "", styles, buffer));
        }
        Mode::Normal
        | Mode::Replace { .. }
        | Mode::Query { .. }
        | Mode::Links(_)
        | Mode::Accept(_)
        | Mode::Hints(_)
        | Mode::Letter(_)
        | Mode::Palette(_)
        | Mode::Help(_)
        | Mode::Themes(_)
        | Mode::Address(_)
        | Mode::Faults(_)
        | Mode::Cards(_)
        | Mode::Gap(_)
        | Mode::CardEdit(_)
        | Mode::Note(_) => {}
    }
    bar(state, styles, buffer);
    None
}

/// The bar itself: where one is, or what was said, and what is pending.
fn bar(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let (y, width) = (state.size.height - 1, state.size.width);
    paint::tint(buffer, 0, y, width, styles.style(Role::StatusBar));
    let right = right_side(state);
    let right_cells = paint::cells(&right);
    let typed = typed(state);
    let typed_cells = paint::cells(&typed);
    let mut room = width.saturating_sub(2);
    if right_cells < room {
        paint::put(buffer, width - 1 - right_cells, y, right_cells, &right, styles.style(Role::StatusBar));
        room -= right_cells + 2;
    }
    if typed_cells > 0 && typed_cells + 2 < room {
        let x = 1 + room - typed_cells;
        paint::put(buffer, x, y, typed_cells, &typed, styles.style(Role::StatusAccent));
        room -= typed_cells + 2;
    }
    if let Some(notice) = state.notice.as_ref().filter(|notice| !stands_above(notice, room)) {
        paint::put(buffer, 1, y, room, notice.text.as_str(), notice_style(notice, styles));
    } else {
        paint::put(buffer, 1, y, room, &left_side(state), styles.style(Role::StatusBar));
    }
    if let Some(notice) = state.notice.as_ref().filter(|notice| stands_above(notice, room)) {
        notice_above(state, notice, styles, buffer);
    }
}

/// Ways to go on with a query, on the bar: the one that Tab took stands out, and what it finds is told beside it.
fn ways(state: &State, completing: &Completing, styles: &Stylesheet, buffer: &mut Buffer) {
    let (y, width) = (state.size.height - 1, state.size.width);
    paint::tint(buffer, 0, y, width, styles.style(Role::StatusBar));
    let mut x = 1 + paint::put(buffer, 1, y, width - 1, "Tab ", styles.style(Role::Key));
    let taken = completing.taken.unwrap_or(0);
    for (at, way) in completing.ways.iter().enumerate().skip(taken) {
        let room = (width - 1).saturating_sub(x);
        if room < 4 {
            break;
        }
        let is_taken = completing.taken == Some(at);
        let style = styles.style(if is_taken { Role::StatusAccent } else { Role::StatusBar });
        x += paint::put(buffer, x, y, room, &way.text, style);
        let helps = (is_taken || completing.taken.is_none() && at == 0) && !way.help.is_empty();
        if helps && room > 40 {
            x += 1 + paint::put(buffer, x + 1, y, room - 20, way.help, styles.style(Role::Muted));
        }
        x += 2;
    }
}

fn notice_style(notice: &Notice, styles: &Stylesheet) -> Style {
    styles.style(if notice.is_error { Role::NoticeError } else { Role::Notice })
}

/// Whether a notice is too long for the bar. What went wrong comes with what to do, and that stands at its end.
fn stands_above(notice: &Notice, room: u16) -> bool {
    paint::cells(notice.text.as_str()) > room
}

/// Puts a long notice on rows of its own above the bar, on no more than a third of the screen.
fn notice_above(state: &State, notice: &Notice, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width.saturating_sub(2);
    let rows = paint::fold(notice.text.as_str(), width, usize::from(state.size.height / 3));
    let style = styles.style(Role::StatusBar).patch(notice_style(notice, styles));
    let top = (state.size.height - 1).saturating_sub(u16::try_from(rows.len()).unwrap_or(u16::MAX));
    for (y, row) in (top..).zip(rows) {
        paint::clear(buffer, Area { x: 0, y, width: state.size.width, height: 1 }, style);
        paint::put(buffer, 1, y, width, row, style);
    }
}

fn prompt_line(
    state: &State,
    sign: &str,
    prompt: &Prompt,
    count: &str,
    styles: &Stylesheet,
    buffer: &mut Buffer,
) -> Position {
    let (y, width) = (state.size.height - 1, state.size.width);
    let style = styles.style(Role::Prompt);
    paint::tint(buffer, 0, y, width, style);
    let sign_cells = paint::put(buffer, 0, y, width, sign, styles.style(Role::Key));
    let count_cells = paint::cells(count);
    let mut room = width - sign_cells;
    if count_cells + 8 < room {
        paint::put(buffer, width - count_cells - 1, y, count_cells, count, styles.style(Role::Muted));
        room -= count_cells + 2;
    }
    paint::prompt(buffer, (sign_cells, y, room), prompt, style)
}

/// The filter of the shelf, with what makes no sense in it underlined.
fn filter_line(state: &State, prompt: &Prompt, styles: &Stylesheet, buffer: &mut Buffer) -> Position {
    const SIGN: &str = "filter: ";
    let cursor = prompt_line(state, SIGN, prompt, &filter_told(state, prompt), styles, buffer);
    if let Some(fault) = state.shelf.fault() {
        let sign = paint::cells(SIGN);
        let place = (sign, state.size.height - 1, state.size.width.saturating_sub(sign));
        paint::misread(buffer, place, prompt, &fault.span, styles.style(Role::NoticeError));
    }
    cursor
}

/// The tags that Tab offers, the one that was taken first.
fn tags_offered(tagging: &ArticleTags) -> String {
    let ways = tagging.ways.iter().skip(tagging.taken.unwrap_or(0)).take(4).map(String::as_str);
    let ways: Vec<&str> = ways.collect();
    if ways.is_empty() { "Enter keeps them".to_owned() } else { format!("Tab: {}", ways.join(" · ")) }
}

/// How many articles the filter lets through, or what is wrong with it, with the cure where there is room.
fn filter_told(state: &State, prompt: &Prompt) -> String {
    let Some(fault) = state.shelf.fault() else { return articles(state.shelf.shown()) };
    let room = state.size.width.saturating_sub(paint::cells(prompt.text()) + 20);
    let whole = fault.to_string();
    if paint::cells(&whole) <= room { whole } else { fault.message.clone() }
}

/// What a line is typed for, and what may be typed.
fn line_told(what: LineFor) -> (&'static str, &'static str) {
    match what {
        LineFor::Tags => ("tags: ", "For all notes that are shown; -tag takes one away"),
        LineFor::NotesFile => (
            "write to: ",
            "The ending is the format: .md .txt .json .jsonld .csv for Readwise .tsv for Anki .hypothesis.json",
        ),
        LineFor::BriefFile => ("write to: ", "A name.yaml becomes an article of this library, a name.md is Markdown"),
        LineFor::Headline => ("headline: ", ""),
        LineFor::Source => ("bring in: ", "a file, or paste its words · ^O to $EDITOR"),
    }
}

/// Says on rows above a line what may be typed into it: the line itself is for what is typed.
fn told_above(state: &State, told: &str, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width.saturating_sub(2);
    let rows = paint::fold(told, width, usize::from(state.size.height / 3));
    let top = (state.size.height - 1).saturating_sub(u16::try_from(rows.len()).unwrap_or(u16::MAX));
    let style = styles.style(Role::StatusBar);
    for (y, row) in (top..).zip(rows.into_iter().filter(|row| !row.is_empty())) {
        paint::clear(buffer, Area { x: 0, y, width: state.size.width, height: 1 }, style);
        paint::put(buffer, 1, y, width, row, style);
    }
}

fn match_count(state: &State) -> String {
    let Some(search) = state.reader.as_ref().and_then(|reader| reader.search.as_ref()) else { return String::new() };
    match (search.hits.len(), search.current, search.words.is_empty()) {
        (_, _, true) => String::new(),
        (0, ..) => "no match".to_owned(),
        (all, Some(at), _) => format!("{}/{all}", at + 1),
        (all, None, _) => format!("{all} matches"),
    }
}

/// A count and keys that wait for what follows.
fn typed(state: &State) -> String {
    let count = state.count.map(|count| count.to_string()).unwrap_or_default();
    let keys: String = state.pending.iter().map(ToString::to_string).collect();
    match &state.mode {
        Mode::Hints(hints) => format!("hint: {}", hints.typed),
        Mode::Letter(crate::app::LetterFor::SetMark) => "set mark:".to_owned(),
        Mode::Letter(crate::app::LetterFor::GoToMark) => "go to mark:".to_owned(),
        _ => format!("{count}{keys}"),
    }
}

fn left_side(state: &State) -> String {
    match (state.screen, &state.reader) {
        (Screen::Page, Some(reader)) => page_left(state, reader),
        (Screen::Board, _) => board_left(state),
        (Screen::Study, _) => study::keys(state).to_owned(),
        (Screen::Paste, _) => paste::keys(state),
        (Screen::Page | Screen::Shelf, _) => shelf_left(state),
    }
}

/// The section one is in, and its group.
fn page_left(state: &State, reader: &Reader) -> String {
    let height = state.height_rows();
    let here = reader.paragraph(height);
    if reader.shows_source {
        return format!("{} (YAML source)", reader.path);
    }
    if let Some(words) = annotate::selected(reader).or_else(|| annotate::in_focus(state, reader)) {
        return words;
    }
    let entry = reader.galley.contents.iter().rev().find(|entry| entry.paragraph <= here && entry.kind.is_some());
    let head = reader.galley.contents.first().is_none_or(|first| here < first.paragraph);
    match entry.filter(|_| !head) {
        Some(entry) => format!("{} {}", entry.kind.map_or("", crate::model::Kind::mark), entry.text),
        None => reader.headline.to_string(),
    }
}

fn shelf_left(state: &State) -> String {
    if let Some(words) = indexing(state) {
        return words;
    }
    if let Some(progress) = state.shelf.progress {
        return format!("Reading the library: {} of {}", progress.done, progress.total);
    }
    if let Some(words) = state.news_in_hand() {
        return words;
    }
    "Enter opens  / filters  ? shows the keys  q quits".to_owned()
}

/// What can be done on the board, in so far as it is not the same everywhere.
fn board_left(state: &State) -> String {
    if let Some(words) = indexing(state) {
        return words;
    }
    let Some(board) = state.board() else { return String::new() };
    if let Mode::Query { .. } = state.mode {
        return match board.topic {
            Topic::Search { .. } | Topic::Questions { .. } | Topic::Notes { .. } => {
                "Enter to the list  Tab completes  Esc leaves"
            }
            Topic::Voices { .. } | Topic::Voice { .. } | Topic::Story { .. } | Topic::Brief => {
                "Enter to the list  Esc leaves"
            }
        }
        .to_owned();
    }
    match board.topic {
        Topic::Search { .. } => "Enter opens  / changes the search  q goes back",
        Topic::Voices { .. } => "Enter opens the card  / filters  q goes back",
        Topic::Voice { .. } => "Enter opens the quote  / filters  q goes back",
        Topic::Questions { .. } => "Enter opens  zs states  zd date  / query  q goes back",
        Topic::Story { .. } => "< > dates  Enter opens  / filters  q goes back",
        Topic::Notes { .. } => "Enter opens  / query  zg groups  t tags  E writes out  q goes back",
        Topic::Brief => "J K move  D takes out  H headline  E writes out  U undoes  q goes back",
    }
    .to_owned()
}

fn board_right(state: &State) -> String {
    match state.board() {
        Some(board) if !board.items.is_empty() => format!("{}/{}", board.cursor + 1, board.items.len()),
        Some(_) | None => String::new(),
    }
}

/// How far the library is read into its index: files, rate, time left.
fn indexing(state: &State) -> Option<String> {
    let indexing = state.indexing?;
    // until one is read, the files are only looked at, and most often none has changed
    let mut parts = vec![match indexing.done {
        0 => format!("{} files looked at", indexing.total),
        done => format!("Indexing {done} of {}", indexing.total),
    }];
    if indexing.files_per_second > 0 {
        parts.push(format!("{}/s", indexing.files_per_second));
    }
    parts.extend(indexing.seconds_left().map(|seconds| match seconds {
        0..100 => format!("{seconds} s left"),
        _ => format!("{} min left", seconds.div_ceil(60)),
    }));
    parts.push("Esc stops".to_owned());
    Some(parts.join(" · "))
}

fn right_side(state: &State) -> String {
    match (state.screen, &state.reader) {
        (Screen::Page, Some(reader)) => page_right(state, reader),
        (Screen::Board, _) => board_right(state),
        (Screen::Study, _) => String::new(),
        (Screen::Paste, _) => paste::place(state),
        (Screen::Page | Screen::Shelf, _) => {
            let rows = state.shelf.total();
            if rows == 0 { String::new() } else { format!("{}/{rows}", state.shelf.cursor + 1) }
        }
    }
}

/// Faults, matches, position and minutes left.
fn page_right(state: &State, reader: &Reader) -> String {
    if state.is_selecting() {
        return annotate::ways_on(state);
    }
    let height = state.height_rows();
    let mut parts = Vec::new();
    if let Some(indexing) = state.indexing.filter(|_| state.size.width >= 70) {
        parts.push(format!("indexing {} %", indexing.done * 100 / indexing.total.max(1)));
    }
    let unwritten = state.writes.failed_count();
    if unwritten > 0 {
        parts.push(format!("{unwritten} not written (gw)"));
    }
    let faults = reader.diagnostics.iter().filter(|fault| fault.severity > Severity::Hint).count();
    let faults = faults + reader.margin.faults.len();
    if faults > 0 && state.size.width >= 40 {
        parts.push(if faults == 1 { "1 fault (!)".to_owned() } else { format!("{faults} faults (!)") });
    }
    let matches = match_count(state);
    if !matches.is_empty() {
        parts.push(matches);
    }
    if reader.partial || !reader.page.is_set(&reader.galley) {
        parts.push("reading on…".to_owned());
    } else {
        let below = reader.page.rows.len().saturating_sub(height);
        parts.push(match (below, reader.top) {
            (0, _) => "all".to_owned(),
            (_, 0) => "top".to_owned(),
            (below, top) if top >= below => "end".to_owned(),
            (below, top) => format!("{} %", top * 100 / below),
        });
        let minutes = state.minutes(reader.words_left(height));
        if minutes > 0 && state.size.width >= 50 && !reader.shows_source {
            parts.push(format!("{minutes} min left"));
        }
    }
    parts.join("  ")
}
