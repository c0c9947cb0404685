//! Boxes in which cards are made and edited.

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    app::{Area, CardEdit, Cards, Gap, State},
    layout::Role,
    theme::Stylesheet,
};

use super::super::{annotate, overlay, paint};

/// The widest that a box becomes on this screen, its frame included.
fn box_width(state: &State, most: u16) -> u16 {
    state.size.width.saturating_sub(4).min(most)
}

/// An empty box in the middle of the screen, no larger than that has room for; its keys stand at its foot.
fn boxed(
    state: &State,
    (width, height): (u16, u16),
    (title, keys): (&str, &str),
    styles: &Stylesheet,
    buffer: &mut Buffer,
) -> Area {
    let width = box_width(state, width);
    let height = height.min(state.size.height.saturating_sub(2)).max(3);
    let area =
        Area { x: (state.size.width - width) / 2, y: state.size.height.saturating_sub(1 + height) / 2, width, height };
    let inner = overlay::framed(area, title, styles, buffer);
    let cells = paint::cells(keys);
    if cells + 4 <= width {
        let bottom = area.y + area.height - 1;
        paint::put(buffer, area.x + width - 2 - cells, bottom, cells, keys, styles.style(Role::Muted));
    }
    inner
}

/// What a passage proposes, the one in hand with its answer.
pub fn cards(state: &State, cards: &Cards, styles: &Stylesheet, buffer: &mut Buffer) {
    let rows = u16::try_from(cards.offers.len()).unwrap_or(u16::MAX).saturating_add(9);
    let title = match cards.offers.len() {
        1 => "1 card is proposed".to_owned(),
        count => format!("{count} cards are proposed"),
    };
    let keys = if cards.gap.is_some() {
        " Enter makes · A all · w leaves words out · U back · Esc "
    } else {
        " Enter makes · A all · U back · Esc "
    };
    let inner = boxed(state, (84, rows), (&title, keys), styles, buffer);
    let preview = 5.min(inner.height / 2);
    let list = inner.height.saturating_sub(preview + 1);
    let top = (cards.cursor + 1).saturating_sub(usize::from(list.max(1)));
    for ((at, offer), y) in cards.offers.iter().enumerate().skip(top).zip(inner.y..).take(usize::from(list)) {
        if at == cards.cursor {
            paint::tint(buffer, inner.x, y, inner.width, styles.style(Role::Cursor));
        }
        let sign = if offer.made { "✓" } else { " " };
        paint::put(buffer, inner.x, y, 1, sign, styles.style(Role::StatusAccent));
        let recipe = offer.proposal.recipe.title();
        paint::put(buffer, inner.x + 2, y, 17, recipe, styles.style(Role::Muted));
        let front = offer.proposal.content.front.as_str();
        // what is the same in all of a kind says least
        let told = front.split_once('\n').map_or(front, |(_, words)| words).replace('\n', " ");
        paint::put(buffer, inner.x + 20, y, inner.width.saturating_sub(20), &told, styles.style(Role::Text));
    }
    let Some(offer) = cards.offers.get(cards.cursor) else { return };
    let mut y = inner.y + list;
    paint::put(buffer, inner.x, y, inner.width, &"─".repeat(usize::from(inner.width)), styles.style(Role::Border));
    y += 1;
    let content = &offer.proposal.content;
    let front = content.front.as_str().replace('\n', " ");
    let back = content.back.as_str().replace('\n', " ");
    for (words, role) in [(front.as_str(), Role::Text), (back.as_str(), Role::Heading)] {
        for line in paint::fold(words, inner.width, 2) {
            if y < inner.y + inner.height {
                paint::put(buffer, inner.x, y, inner.width, line, styles.style(role));
                y += 1;
            }
        }
    }
}

/// A sentence whose words are chosen.
pub fn gap(state: &State, gap: &Gap, styles: &Stylesheet, buffer: &mut Buffer) {
    let rows = wrapped(gap, box_width(state, 76).saturating_sub(4));
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
    let told = ("Which words are left out?", " Space chooses · Enter makes the card · Esc ");
    let inner = boxed(state, (76, height), told, styles, buffer);
    let text = gap.sentence.as_str();
    for (row, y) in rows.iter().zip(inner.y..inner.y + inner.height) {
        let words = text.get(row.clone()).unwrap_or_default();
        paint::put(buffer, inner.x, y, inner.width, words, styles.style(Role::Text));
        for (at, span) in gap.words.iter().enumerate() {
            if span.start() < row.start || span.start() >= row.end {
                continue;
            }
            let from = text.get(row.start..span.start()).map_or(0, paint::cells);
            let cells = paint::cells(gap.sentence.get(*span));
            let chosen = gap.chosen.contains(&at);
            if chosen {
                paint::tint(buffer, inner.x + from, y, cells, styles.style(Role::Selection));
            }
            if at == gap.cursor {
                paint::tint(buffer, inner.x + from, y, cells, styles.style(Role::MatchCurrent));
                // told apart without colour, too
                let sign = if chosen { "◆" } else { "◇" };
                paint::put(buffer, (inner.x + from).saturating_sub(1), y, 1, sign, styles.style(Role::Key));
            } else if chosen {
                paint::put(buffer, (inner.x + from).saturating_sub(1), y, 1, "◆", styles.style(Role::Key));
            }
        }
    }
}

/// Rows of the sentence, broken before words.
fn wrapped(gap: &Gap, width: u16) -> Vec<std::ops::Range<usize>> {
    let text = gap.sentence.as_str();
    let mut rows = Vec::new();
    let (mut start, mut last) = (0, 0);
    for span in &gap.words {
        let fits = text.get(start..span.end()).is_some_and(|row| paint::cells(row) < width);
        if !fits && last > start {
            rows.push(start..last);
            start = last;
        }
        last = span.end()
            + text.get(span.end()..).map_or(0, |rest| rest.find(char::is_whitespace).map_or(rest.len(), |at| at + 1));
        last = text.ceil_char_boundary(last.min(text.len()));
    }
    rows.push(start..text.len());
    rows
}

/// The editor of a card.
pub fn card_edit(state: &State, edit: &CardEdit, styles: &Stylesheet, buffer: &mut Buffer) -> Position {
    let rows = u16::try_from(edit.editor.rows().len()).unwrap_or(u16::MAX).saturating_add(3).max(6);
    let told = ("Question, a line of hyphens, answer", " Esc keeps · ^C as it was ");
    let inner = boxed(state, (76, rows), told, styles, buffer);
    annotate::editor(&edit.editor, inner, styles, buffer)
}
