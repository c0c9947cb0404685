//! What was read and remembered: by day and by topic, how well, and how well one knew how well.

use ratatui::buffer::Buffer;

use crate::{
    app::State,
    layout::Role,
    study::{Day, Deck, SURE_PERCENT, Scheduler, Tally},
    theme::Stylesheet,
};

use super::{
    super::paint,
    charts::{self, Column},
    sitting,
};

/// Rows of the sheet, laid into a buffer of their own and shown from where the reader is.
const ROWS_MAX: u16 = 100;

pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let areas = state.sheet_areas();
    let Some(deck) = &state.study.deck else { return };
    let (left, width) = (areas.page.x + areas.rail_cells, areas.page.width.saturating_sub(areas.rail_cells));
    let mut sheet = Buffer::empty(ratatui::layout::Rect::new(0, 0, width, ROWS_MAX));
    let rows = lay(state, deck, width, styles, &mut sheet);
    let height = areas.page.height;
    let top = u16::try_from(state.study.top).unwrap_or(0).min(rows.saturating_sub(height));
    for row in 0..height.min(rows - top) {
        for column in 0..width {
            let Some(cell) = buffer.cell_mut((left + column, areas.page.y + row)) else { continue };
            *cell = sheet[(column, top + row)].clone();
        }
    }
    if rows > top + height {
        let y = areas.page.y + height - 1;
        paint::put(buffer, left + width.saturating_sub(7), y, 7, "more ↓", styles.style(Role::Muted));
    }
}

/// Lays the whole sheet; the rows it takes.
fn lay(state: &State, deck: &Deck, width: u16, styles: &Stylesheet, buffer: &mut Buffer) -> u16 {
    let today = state.study.today(state.now);
    let notes = &state.study.notes_by_day;
    if deck.days.is_empty() && notes.is_empty() {
        let words = ["Nothing has been read here yet.", "What you read, annotate and review is counted from now on."];
        for (y, line) in (1..).zip(words) {
            paint::put(buffer, 0, y, width, line, styles.style(Role::Muted));
        }
        return 3;
    }
    let mut y = 0;
    y += totals(state, deck, (0, y, width), styles, buffer);
    let tally = |day: Day| deck.days.get(&day).copied().unwrap_or_default();
    let charts: [(&str, &dyn Fn(Day) -> u32); 4] = [
        ("Minutes read, by day", &|day| whole_minutes(tally(day).reading_seconds)),
        ("Articles read, by day", &|day| tally(day).articles),
        ("Annotations made, by day", &|day| notes.get(&day).copied().unwrap_or(0)),
        ("Cards asked, by day", &|day| tally(day).reviews),
    ];
    for (title, value) in charts {
        y += days(today, title, value, (0, y, width), styles, buffer);
    }
    let due = sitting::forecast(deck, today, (0, y, width), y + 8, styles, buffer);
    y += due + u16::from(due > 0);
    y += topics(state, deck, (0, y, width), styles, buffer);
    y += calibration(deck, (0, y, width), styles, buffer);
    y
}

/// Articles, minutes, annotations, cards: of all time, and of the last thirty days.
fn totals(state: &State, deck: &Deck, (x, y, width): (u16, u16, u16), styles: &Stylesheet, buffer: &mut Buffer) -> u16 {
    let today = state.study.today(state.now);
    let notes = &state.study.notes_by_day;
    let notes_lately: u32 = notes.range(today.plus(-29)..=today).map(|(_, count)| count).sum();
    let seen = deck.reading.articles().values();
    let lately = seen.filter(|seen| seen.last.day() > today.plus(-30)).count();
    let notes_in_all: u32 = notes.values().sum();
    let all = deck.days.values().fold(Tally::default(), Tally::plus);
    let month = deck.lately(today, 30);
    let stock = deck.stock();
    let share = |tally: &Tally| tally.retention().map_or("–".to_owned(), |share| format!("{:.0} %", share * 100.0));
    let rows = [
        ("", "30 days".to_owned(), "in all".to_owned()),
        ("articles read", lately.to_string(), deck.reading.articles().len().to_string()),
        ("time read", spent(month.reading_seconds), spent(all.reading_seconds)),
        ("annotations made", notes_lately.to_string(), notes_in_all.to_string()),
        ("cards made", month.made.to_string(), all.made.to_string()),
        ("cards asked", month.reviews.to_string(), all.reviews.to_string()),
        ("remembered", share(&month), share(&all)),
    ];
    for (row, (name, month, all)) in (y..).zip(&rows) {
        let style = styles.style(if name.is_empty() { Role::Muted } else { Role::Text });
        paint::put(buffer, x, row, 16, name, style);
        paint::put(buffer, x + 18 + 9_u16.saturating_sub(paint::cells(month)), row, 9, month, style);
        paint::put(buffer, x + 30 + 9_u16.saturating_sub(paint::cells(all)), row, 9, all, style);
    }
    let mut row = y + 7;
    let stands = format!(
        "{} new, {} learning, {} mature cards; {} suspended, {} set aside, {} leeches",
        stock.new, stock.learning, stock.mature, stock.suspended, stock.stale, stock.leeches
    );
    let mut lines = vec![stands];
    if let Some(knowledge) = deck.knowledge(today) {
        lines.push(format!("Asked now, {:.0} % of the cards you have learnt would be remembered.", knowledge * 100.0));
    }
    let own = deck.weights.is_some_and(|weights| !Scheduler::is_published(&weights));
    let weights = if own { "your own reviews" } else { "the published weights" };
    let reviews = if deck.unfitted == 1 { "review" } else { "reviews" };
    lines.push(format!("The schedule follows {weights}; {} {reviews} since they were set.", deck.unfitted));
    for line in &lines {
        for part in paint::fold(line, width, 2) {
            paint::put(buffer, x, row, width, part, styles.style(Role::Muted));
            row += 1;
        }
    }
    row + 1 - y
}

/// A column for each of the last days.
fn days(
    today: Day,
    title: &str,
    value: &dyn Fn(Day) -> u32,
    (x, y, width): (u16, u16, u16),
    styles: &Stylesheet,
    buffer: &mut Buffer,
) -> u16 {
    let count = i32::from((width / 4).clamp(7, 14));
    let columns: Vec<Column> = (1 - count..=0)
        .map(|back| {
            let day = today.plus(back);
            Column { value: value(day), label: day.date().day().to_string() }
        })
        .collect();
    if columns.iter().all(|column| column.value == 0) {
        return 0;
    }
    paint::put(buffer, x, y, width, title, styles.style(Role::Heading));
    let style = (styles.style(Role::EntryNumber), styles.style(Role::Muted));
    2 + charts::columns(buffer, (x, y + 1, width), 3, &columns, style)
}

/// The topics that were read about most, with what was made of them.
fn topics(state: &State, deck: &Deck, (x, y, width): (u16, u16, u16), styles: &Stylesheet, buffer: &mut Buffer) -> u16 {
    let topics = deck.topics(&state.study.notes_of);
    let Some((_, most)) = topics.first().filter(|(_, tally)| tally.seconds > 0) else { return 0 };
    let muted = styles.style(Role::Muted);
    paint::put(buffer, x, y, width, "By topic", styles.style(Role::Heading));
    let names = 18.min(width / 3);
    let room = width.saturating_sub(names + 2 + 4 * FIGURE_CELLS);
    let right = |nth: u16| x + names + 2 + room + nth * FIGURE_CELLS;
    let figure = |buffer: &mut Buffer, nth: u16, row: u16, words: &str| {
        let x = right(nth) + FIGURE_CELLS.saturating_sub(paint::cells(words));
        paint::put(buffer, x, row, FIGURE_CELLS, words, muted);
    };
    for (nth, head) in (0..).zip(["time", "articles", "notes", "cards"]) {
        figure(buffer, nth, y, head);
    }
    let mut row = y + 1;
    for (topic, tally) in topics.iter().take(8) {
        paint::put(buffer, x, row, names, topic, styles.style(Role::Topic));
        #[expect(clippy::cast_precision_loss, reason = "a share of a row")]
        let share = tally.seconds as f64 / most.seconds as f64;
        charts::bar(buffer, (x + names + 2, row, room), share, styles.style(Role::EntryNumber));
        figure(buffer, 0, row, &spent(u32::try_from(tally.seconds).unwrap_or(u32::MAX)));
        for (nth, count) in (1..).zip([tally.articles, tally.notes, tally.cards]) {
            figure(buffer, nth, row, &if count > 0 { count.to_string() } else { "·".to_owned() });
        }
        row += 1;
    }
    row + 1 - y
}

/// Cells of a figure in the table of topics.
const FIGURE_CELLS: u16 = 9;

/// How sure one was, and how often right.
fn calibration(deck: &Deck, (x, y, width): (u16, u16, u16), styles: &Stylesheet, buffer: &mut Buffer) -> u16 {
    if deck.sureness.said() == 0 {
        return 0;
    }
    paint::put(buffer, x, y, width, "How sure you were, and how often right", styles.style(Role::Heading));
    let names = ["a guess", "perhaps", "likely", "nearly sure", "sure"];
    let mut row = y + 1;
    for ((name, sure), (said, right)) in names.iter().zip(SURE_PERCENT).zip(deck.sureness.0) {
        paint::put(buffer, x, row, 14, name, styles.style(Role::Text));
        let room = width.saturating_sub(34);
        if said > 0 {
            let share = f64::from(right) / f64::from(said);
            charts::bar(buffer, (x + 14, row, room), share, styles.style(Role::EntryNumber));
            let told = format!("{:.0} % of {said}", share * 100.0);
            paint::put(buffer, x + 15 + room, row, 18, &told, styles.style(Role::Muted));
        }
        // where the bar would end if one knew oneself
        let mark = x + 14 + u16::try_from(u32::from(room) * u32::from(sure) / 100).unwrap_or(0);
        paint::put(buffer, mark.min(x + 14 + room), row, 1, "┊", styles.style(Role::Muted));
        row += 1;
    }
    row + 1 - y
}

/// To the nearest minute; what there is at all is one.
fn whole_minutes(seconds: u32) -> u32 {
    if seconds == 0 { 0 } else { ((seconds.saturating_add(30)) / 60).max(1) }
}

/// `0 min`, `48 min`, `3 h 20`.
fn spent(seconds: u32) -> String {
    let minutes = whole_minutes(seconds);
    if minutes < 100 { format!("{minutes} min") } else { format!("{} h {:02}", minutes / 60, minutes % 60) }
}
