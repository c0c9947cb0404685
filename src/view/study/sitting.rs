//! The card that is asked with what each grade comes to, and the end of a sitting.

use ratatui::buffer::Buffer;

use crate::{
    app::{Sitting, State, told_stale},
    layout::Role,
    study::{Day, Deck, Grade, Outlook},
    theme::Stylesheet,
};

use super::{
    super::{page, paint},
    charts::{self, Column},
};

pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let areas = state.sheet_areas();
    let (x, y, width) =
        (areas.page.x + areas.rail_cells, areas.page.y, areas.page.width.saturating_sub(areas.rail_cells));
    let Some((sitting, deck)) = state.study.sitting.as_ref().zip(state.study.deck.as_ref()) else {
        if !state.study.waiting {
            paint::put(
                buffer,
                x,
                y + 1,
                width,
                "The log could not be read; gR tries again.",
                styles.style(Role::Muted),
            );
        }
        return;
    };
    let Some(card) = sitting.session.current() else {
        return end(state, sitting, deck, (x, y, width), styles, buffer);
    };
    let height = usize::from(areas.page.height.saturating_sub(2));
    let rows = sitting.face.page.rows.get(sitting.face.top..).unwrap_or_default();
    for (row, at) in rows.iter().take(height).zip(y + 1..) {
        page::draw_row(row, &areas, at, styles, &[], buffer);
    }
    if sitting.face.page.rows.len() > sitting.face.top + height {
        let at = y + areas.page.height.saturating_sub(3);
        paint::put(buffer, x + width.saturating_sub(8), at, 8, "more ↓", styles.style(Role::Muted));
    }
    let foot = y + areas.page.height.saturating_sub(1);
    let today = state.study.today(state.now);
    if sitting.turned {
        grades(deck.outlook(card, today), (x, foot, width), styles, buffer);
    } else if state.study.asks_sure {
        sureness((x, foot, width), styles, buffer);
    }
}

/// `1 again now   2 hard 1 d   3 good 3 d   4 easy 8 d`.
fn grades(outlook: [Outlook; 4], (x, y, width): (u16, u16, u16), styles: &Stylesheet, buffer: &mut Buffer) {
    let each = (width / 4).max(8);
    for ((number, grade), (outlook, left)) in
        (1..).zip(Grade::ALL).zip(outlook.iter().zip((x..).step_by(usize::from(each))))
    {
        let room = (x + width).saturating_sub(left).min(each);
        let key = paint::put(buffer, left, y, room, &number.to_string(), styles.style(Role::Key));
        let name =
            paint::put(buffer, left + key + 1, y, room.saturating_sub(key + 1), grade.name(), styles.style(Role::Text));
        let at = key + name + 2;
        paint::put(buffer, left + at, y, room.saturating_sub(at), &interval(outlook.days), styles.style(Role::Muted));
    }
}

fn sureness((x, y, width): (u16, u16, u16), styles: &Stylesheet, buffer: &mut Buffer) {
    let each = (width / 5).max(8);
    let names = ["guess", "perhaps", "likely", "nearly", "sure"];
    for ((number, name), left) in (1..).zip(names).zip((x..).step_by(usize::from(each))) {
        let room = (x + width).saturating_sub(left).min(each);
        let key = paint::put(buffer, left, y, room, &number.to_string(), styles.style(Role::Key));
        paint::put(buffer, left + key + 1, y, room.saturating_sub(key + 1), name, styles.style(Role::Text));
    }
}

/// `now`, `3 d`, `5 wk`, `7 mo`, `2 y`.
fn interval(days: u32) -> String {
    match days {
        0 => "now".to_owned(),
        1..=27 => format!("{days} d"),
        28..=83 => format!("{} wk", (days + 3) / 7),
        84..=699 => format!("{} mo", (days + 15) / 30),
        _ => format!("{:.1} y", f64::from(days) / 365.25),
    }
}

/// What the sitting came to, and what is to come.
fn end(
    state: &State,
    sitting: &Sitting,
    deck: &Deck,
    (x, y, width): (u16, u16, u16),
    styles: &Stylesheet,
    buffer: &mut Buffer,
) {
    let today = state.study.today(state.now);
    let (text, muted) = (styles.style(Role::Text), styles.style(Role::Muted));
    let bottom = y + state.sheet_areas().page.height;
    let mut row = y + 1;
    let mut say = |words: &str, style, buffer: &mut Buffer| {
        for line in paint::fold(words, width, 3) {
            if row < bottom {
                paint::put(buffer, x, row, width, line, style);
            }
            row += 1;
        }
    };
    let (graded, stock) = (sitting.session.graded(), deck.stock());
    let first = match (graded, stock.live(), stock.suspended + stock.stale) {
        (0, 0, 0) => "There are no cards yet. On a page, r makes one of the words in focus.".to_owned(),
        (0, 0, _) => "Every card is set aside. gA lists them, and says why.".to_owned(),
        (0, ..) => "Nothing is due today.".to_owned(),
        (graded, ..) => format!("Done: {graded} asked, {} remembered.", sitting.session.remembered()),
    };
    say(&first, styles.style(Role::Heading), buffer);
    if graded > 0 || stock.learning + stock.mature > 0 {
        say(&lately(deck, today), text, buffer);
    }
    if stock.new > 0 {
        say(
            &format!("{} wait to be asked for the first time; {} a day.", cards(stock.new), state.study.new_a_day),
            text,
            buffer,
        );
    }
    if stock.leeches > 0 {
        let words = format!(
            "{} forgotten eight times or more: better worded anew, or suspended. gA lists what wants a look.",
            if stock.leeches == 1 { "1 card was".to_owned() } else { format!("{} cards were", stock.leeches) }
        );
        say(&words, text, buffer);
    }
    for (id, why, words) in sitting.stale.iter().take(4) {
        let headline = deck.card(*id).map_or("", |card| card.origin.headline.as_str());
        say(&format!("Set aside, {headline}: {}", told_stale(*why, words)), muted, buffer);
    }
    forecast(deck, today, (x, row + 1, width), bottom, styles, buffer);
}

/// `In 30 days 94 % of 212 recalls; asked on 5 days in a row.`
fn lately(deck: &Deck, today: Day) -> String {
    let month = deck.lately(today, 30);
    let recalled = match month.retention() {
        Some(share) => format!("In 30 days {:.0} % of {} were remembered.", share * 100.0, recalls(month.recalls)),
        None => "Nothing could be forgotten yet: the figures begin tomorrow.".to_owned(),
    };
    match deck.streak(today) {
        0 | 1 => recalled,
        days => format!("{recalled} {days} days in a row."),
    }
}

fn recalls(count: u32) -> String {
    if count == 1 { "1 recall".to_owned() } else { format!("{count} recalls") }
}

fn cards(count: u32) -> String {
    if count == 1 { "1 card".to_owned() } else { format!("{count} cards") }
}

/// What falls due in the next days.
pub fn forecast(
    deck: &Deck,
    today: Day,
    (x, y, width): (u16, u16, u16),
    bottom: u16,
    styles: &Stylesheet,
    buffer: &mut Buffer,
) -> u16 {
    let days = usize::from((width / 4).clamp(7, 14));
    let due = deck.forecast(today, days);
    if due.iter().all(|count| *count == 0) || y + 4 > bottom {
        return 0;
    }
    paint::put(buffer, x, y, width, "Due in the days to come", styles.style(Role::Heading));
    let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
    let columns: Vec<Column> = (0..)
        .zip(due)
        .map(|(ahead, value)| Column { value, label: names[today.plus(ahead).weekday()].to_owned() })
        .collect();
    let height = (bottom - y).saturating_sub(3).clamp(1, 5);
    let style = (styles.style(Role::EntryNumber), styles.style(Role::Muted));
    1 + charts::columns(buffer, (x, y + 1, width), height, &columns, style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_told_in_the_unit_one_thinks_in() {
        let told = [0, 1, 27, 30, 90, 365, 800].map(interval);
        assert_eq!(told, ["now", "1 d", "27 d", "4 wk", "3 mo", "12 mo", "2.2 y"]);
    }
}
