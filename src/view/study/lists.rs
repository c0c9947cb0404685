//! Lists of study: what to read next with the time it takes, and the cards that are set aside with the reason.

use ratatui::buffer::Buffer;

use crate::{
    app::{State, told_stale},
    layout::Role,
    model::Text,
    study::{Deck, Queued, Standing},
    theme::Stylesheet,
};

use super::super::paint;

/// How much of the queue there is, and how long it takes.
pub fn queue_told(state: &State) -> String {
    let queue = state.study.deck.as_ref().map(|deck| deck.queue.as_slice()).unwrap_or_default();
    let words: usize = queue.iter().map(|next| left(state, next)).sum();
    let articles = if queue.len() == 1 { "1 article".to_owned() } else { format!("{} articles", queue.len()) };
    format!("{articles} · {} min left", state.minutes(words))
}

/// Words of an article that were not read: by the share of its sentences that were.
fn left(state: &State, next: &Queued) -> usize {
    let words = next.words as usize;
    let seen = state.study.deck.as_ref().and_then(|deck| deck.reading.of(&next.article));
    let Some(seen) = seen.filter(|seen| seen.sentences > 0) else { return words };
    let read = seen.read.len().min(seen.sentences as usize);
    words * (seen.sentences as usize - read) / seen.sentences as usize
}

pub fn queue(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let (width, height) = (state.size.width, state.height_rows());
    let Some(deck) = &state.study.deck else { return };
    if deck.queue.is_empty() {
        for (y, words) in (3..).zip(["The queue is empty.", "On the shelf or on a page, zq puts an article into it."]) {
            paint::put(buffer, 2, y, width.saturating_sub(4), words, styles.style(Role::Muted));
        }
        return;
    }
    let top = (state.study.cursor + 1).saturating_sub(height);
    for ((at, next), y) in deck.queue.iter().enumerate().skip(top).zip(2..).take(height) {
        if at == state.study.cursor {
            paint::tint(buffer, 0, y, width, styles.style(Role::Cursor));
        }
        let number = format!("{:>3}", at + 1);
        paint::put(buffer, 1, y, 3, &number, styles.style(Role::Muted));
        let told = format!("{} min", state.minutes(left(state, next)));
        let told_cells = paint::cells(&told);
        paint::put(buffer, width.saturating_sub(told_cells + 1), y, told_cells, &told, styles.style(Role::Muted));
        let room = width.saturating_sub(told_cells + 9);
        paint::put(buffer, 6, y, room, next.headline.as_str(), styles.style(Role::ShelfHeadline));
    }
}

pub fn aside(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let (width, height) = (state.size.width, state.height_rows());
    let cards = state.study.aside();
    if cards.is_empty() {
        let told = "No card is set aside: none is suspended, none was forgotten eight times, and each passage still says what \
                    the card says.";
        for (line, y) in paint::fold(told, width.saturating_sub(4), 4).into_iter().zip(3..) {
            paint::put(buffer, 2, y, width.saturating_sub(4), line, styles.style(Role::Muted));
        }
        return;
    }
    // the reason of the card in hand is told in full at the foot, where there is room
    let foot = if height >= FOOT_FROM_ROWS { FOOT_ROWS } else { 0 };
    let lines = height.saturating_sub(foot) / 2;
    let top = (state.study.cursor + 1).saturating_sub(lines.max(1));
    let Some(deck) = &state.study.deck else { return };
    for ((at, card), y) in cards.iter().enumerate().skip(top).zip((2..).step_by(2)).take(lines) {
        let standing = deck.standing(card.id).copied().unwrap_or_default();
        if at == state.study.cursor {
            paint::tint(buffer, 0, y, width, styles.style(Role::Cursor));
        }
        let sign = if standing.is_live() { "leech" } else { standing.stage().name() };
        let x = 1 + paint::put(buffer, 1, y, 14, sign, styles.style(Role::StatusAccent)).max(13);
        let front = card.content.front.as_str().replace('\n', " ");
        paint::put(buffer, x + 1, y, width.saturating_sub(x + 2), &front, styles.style(Role::Text));
        let line = match reason(deck, &standing) {
            Some(reason) => format!("{reason} · {}", card.origin.headline),
            None => card.origin.headline.to_string(),
        };
        paint::put(buffer, x + 1, y + 1, width.saturating_sub(x + 2), &line, styles.style(Role::Muted));
    }
    let in_hand = cards.get(state.study.cursor).and_then(|card| deck.standing(card.id));
    let Some(reason) = in_hand.filter(|_| foot > 0).and_then(|standing| reason(deck, standing)) else { return };
    let y = u16::try_from(2 + height - foot).unwrap_or(2);
    paint::put(buffer, 0, y, width, &"─".repeat(usize::from(width)), styles.style(Role::Border));
    for (line, y) in paint::fold(&reason, width.saturating_sub(2), FOOT_ROWS - 1).into_iter().zip(y + 1..) {
        paint::put(buffer, 1, y, width.saturating_sub(2), line, styles.style(Role::Text));
    }
}

/// Rows at the foot of the cards that are set aside, and how high the list must be to have them.
const FOOT_ROWS: usize = 4;
const FOOT_FROM_ROWS: usize = 12;

/// Why a card wants to be looked at; `None` for one that was suspended.
fn reason(deck: &Deck, standing: &Standing) -> Option<String> {
    let words = deck.why(standing.id).map(Text::as_str).unwrap_or_default();
    match standing.stale {
        Some(why) => Some(told_stale(why, &Text::new(words))),
        None => standing.is_live().then(|| format!("forgotten {} times", standing.lapses)),
    }
}
