//! The shelf: a row an article.

use ratatui::buffer::Buffer;

use crate::{
    app::{Counted, State, count as count_of, grouped},
    layout::Role,
    library::{Entry, Grouping, ReadPlace, ShelfRow},
    model::{ArticleId, Counts, Kind},
    theme::Stylesheet,
};

use super::paint;

/// Columns of the shelf at a width. What does not fit gives way: publisher, then counts, then the date.
#[derive(Clone, Copy, Debug)]
struct Columns {
    date: u16,
    publisher: u16,
    counts: u16,
}

impl Columns {
    fn new(width: u16) -> Self {
        Self {
            date: if width >= 48 { 10 } else { 0 },
            publisher: match width {
                0..96 => 0,
                96..140 => 18,
                140.. => 26,
            },
            counts: if width >= 64 { 18 } else { 0 },
        }
    }
}

pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    head(state, styles, buffer);
    let height = state.height_rows();
    let columns = Columns::new(state.size.width);
    let shelf = &state.shelf;
    if shelf.total() == 0 {
        empty(state, styles, buffer);
    }
    for (y, at) in (2u16..).zip((shelf.top..shelf.total()).take(height)) {
        match shelf.row(at) {
            Some(ShelfRow::Title(title)) => {
                paint::put(buffer, 1, y, state.size.width - 2, title, styles.style(Role::Heading));
            }
            Some(ShelfRow::Article(entry)) => article(state, entry, y, columns, styles, buffer),
            // it is on its way
            None => drop(paint::put(buffer, 4, y, 1, "…", styles.style(Role::Muted))),
        }
        if at == shelf.cursor {
            paint::tint(buffer, 0, y, state.size.width, styles.style(Role::Cursor));
        }
    }
}

/// The library's name, how many articles, and how they are shown.
fn head(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width;
    let x = 1 + paint::put(buffer, 1, 0, width - 2, state.library.as_str(), styles.style(Role::Headline));
    let mut words = vec![count(state)];
    words.extend(state.shelf.unread().map(|unread| format!("{} unread", grouped(unread))));
    let changed = state.shelf.changed.len();
    if changed > 0 {
        words.push(format!("{changed} changed since read"));
    }
    match state.shelf.going_on {
        0 => {}
        1 => words.push("1 unread in a story you follow".to_owned()),
        unread => words.push(format!("{unread} unread in stories you follow")),
    }
    words.push(state.shelf.sort.name().to_owned());
    if state.shelf.grouping != Grouping::None {
        words.push(format!("grouped {}", state.shelf.grouping.name()));
    }
    if !state.shelf.filter.is_empty() {
        words.push(format!("filter: {}", state.shelf.filter));
    }
    let words = words.join(" · ");
    paint::put(buffer, x + 2, 0, width.saturating_sub(x + 3), &words, styles.style(Role::Muted));
    let rule = "─".repeat(usize::from(width));
    paint::put(buffer, 0, 1, width, &rule, styles.style(Role::Border));
}

/// `1 article`, `100,000 articles`.
pub fn articles(many: usize) -> String {
    count_of(many, "article", "articles")
}

/// How many articles there are. What was not counted to the end is not told as though it were all.
fn count(state: &State) -> String {
    match (state.shelf.counted(), state.indexing) {
        (Counted::Whole(all), _) => articles(all),
        (Counted::SoFar(some), Some(_)) => format!("{} so far", articles(some)),
        (Counted::SoFar(some), None) => format!("{}, and perhaps more: gR reads on", articles(some)),
        (Counted::First(0), _) => "being read".to_owned(),
        (Counted::First(first), _) => format!("the first {}; the rest is being read", articles(first)),
    }
}

/// Nothing to show: why, and what to do.
fn empty(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let lines: &[&str] = if !state.shelf.filter.is_empty() {
        &["No article matches the filter.", "Esc takes it away."]
    } else if !state.shelf.is_whole() {
        &["Reading the library…"]
    } else {
        &[
            "There are no articles here yet.",
            "An article is a YAML file that begins with `format: byline/1`:",
            "put some into this folder and press gR, or q to quit.",
        ]
    };
    for (y, line) in (3u16..).zip(lines) {
        paint::put(buffer, 2, y, state.size.width.saturating_sub(4), line, styles.style(Role::Muted));
    }
}

fn place(state: &State, entry: &Entry) -> ReadPlace {
    let id = entry.id.parse::<ArticleId>().ok();
    id.and_then(|id| state.places.get(&id).copied()).unwrap_or_default()
}

fn article(state: &State, entry: &Entry, y: u16, columns: Columns, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width;
    let place = place(state, entry);
    let begun = place.paragraph > 0 || place.offset > 0;
    let (mark, role) = match (place.read, begun) {
        (true, _) => (" ", Role::ShelfHeadline),
        (false, true) => ("◌", Role::ShelfUnread),
        (false, false) => ("•", Role::ShelfUnread),
    };
    paint::put(buffer, 1, y, 1, mark, styles.style(Role::StatusAccent));
    if let Some(id) = entry.article_id() {
        // another text than was read; an article that goes on with a story one has read in
        let sign = match (state.shelf.changed.contains(&id), state.goes_on(entry)) {
            (true, _) => "~",
            (false, true) => "+",
            (false, false) => " ",
        };
        paint::put(buffer, 0, y, 1, sign, styles.style(Role::StatusAccent));
    }
    if place.star {
        paint::put(buffer, 2, y, 1, "★", styles.style(Role::EntryNumber));
    }
    let mut right = width - 1;
    if columns.counts > 0 {
        right = right.saturating_sub(columns.counts);
        counts(entry.counts, right, y, styles, buffer);
        right = right.saturating_sub(2);
    }
    if columns.publisher > 0 {
        right = right.saturating_sub(columns.publisher);
        let publisher = entry.publisher.as_deref().unwrap_or_default();
        paint::put(buffer, right, y, columns.publisher, publisher, styles.style(Role::Byline));
        right = right.saturating_sub(2);
    }
    if columns.date > 0 {
        right = right.saturating_sub(columns.date);
        let date = entry.published.as_deref().and_then(|date| date.get(..10).or(Some(date))).unwrap_or("no date");
        paint::put(buffer, right, y, columns.date, date, styles.style(Role::Date));
        right = right.saturating_sub(2);
    }
    let headline = if entry.headline.is_empty() { entry.path.as_str() } else { entry.headline.as_str() };
    let mut room = right.saturating_sub(4);
    if entry.errors > 0 && room > 12 {
        room -= 2;
        paint::put(buffer, 4 + room + 1, y, 1, "!", styles.style(Role::NoticeError));
    }
    let end = 4 + paint::put(buffer, 4, y, room, headline, styles.style(role));
    let tags = entry.article_id().and_then(|id| state.tags.get(&id));
    if let Some(tags) = tags.filter(|tags| !tags.is_empty()) {
        let tags: Vec<String> = tags.iter().map(|tag| format!("#{}", tag.replace(' ', "-"))).collect();
        let left = (4 + room).saturating_sub(end + 2);
        if left >= TAG_MIN_CELLS {
            paint::put(buffer, end + 2, y, left, &tags.join(" "), styles.style(Role::Muted));
        }
    }
}

/// Tags are shown behind a headline where there is room for so many cells of them.
const TAG_MIN_CELLS: u16 = 5;

/// The strip of counts: each mark in its place, so that they can be compared down the shelf.
fn counts(counts: Counts, x: u16, y: u16, styles: &Stylesheet, buffer: &mut Buffer) {
    let strip = [
        (Kind::Known, counts.known),
        (Kind::Unknown, counts.unknown),
        (Kind::Disputed, counts.disputed),
        (Kind::Said, counts.quotes),
    ];
    for (x, (kind, count)) in (x..).step_by(5).zip(strip) {
        if count == 0 {
            continue;
        }
        paint::put(buffer, x, y, 1, kind.mark(), styles.style(Role::Rail(kind)));
        paint::put(buffer, x + 1, y, 3, &count.min(999).to_string(), styles.style(Role::Muted));
    }
}
