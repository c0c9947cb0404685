//! The box of an article's links, and the one that asks before an answer is written down.

use ratatui::buffer::Buffer;

use crate::{
    app::{Acceptance, LinkRow, Links, State},
    layout::Role,
    theme::Stylesheet,
};

use super::{Area, frame, paint, wrapped};

pub fn draw(state: &State, links: &Links, styles: &Stylesheet, buffer: &mut Buffer) {
    let lines = links.rows.iter().map(lines_of).fold(0, u16::saturating_add);
    let inner = frame(state, "Links", 84, lines.saturating_add(4), styles, buffer);
    let widest = links.rows.iter().map(|row| paint::cells(&row.relation)).max().unwrap_or(0);
    let x = inner.x + widest.min(inner.width / 3) + 4;
    let foot = inner.y + inner.height - 1;
    let bottom = foot.saturating_sub(1).max(inner.y + 1);
    let mut y = inner.y;
    for (at, row) in links.rows.iter().enumerate().skip(first_shown(links, bottom - inner.y)) {
        if y >= bottom {
            break;
        }
        let top = y;
        draw_row(row, Area { x: inner.x, y, width: inner.width, height: bottom - y }, x, styles, buffer);
        y += lines_of(row).min(bottom - y);
        if at == links.cursor {
            for y in top..y {
                paint::tint(buffer, inner.x - 1, y, inner.width + 2, styles.style(Role::Cursor));
            }
        }
    }
    let words = "Enter goes there · Esc stays here";
    paint::put(buffer, inner.x, foot, inner.width, words, styles.style(Role::Muted));
}

/// The headline, and the words of a claim below it.
fn lines_of(row: &LinkRow) -> u16 {
    1 + u16::from(row.words.is_some())
}

/// The row at the top, so that the one under the cursor is seen whole where it can be.
fn first_shown(links: &Links, height: u16) -> usize {
    let mut first = links.cursor;
    let mut lines = links.rows.get(first).map_or(0, lines_of);
    while let Some(above) = first.checked_sub(1)
        && lines + lines_of(&links.rows[above]) <= height
    {
        lines += lines_of(&links.rows[above]);
        first = above;
    }
    first
}

/// One link in the lines of `area`, its headline from the column `x` on.
fn draw_row(row: &LinkRow, area: Area, x: u16, styles: &Stylesheet, buffer: &mut Buffer) {
    let right = area.x + area.width;
    let arrow = if row.inward { "←" } else { "→" };
    paint::put(buffer, area.x, area.y, 1, arrow, styles.style(Role::Muted));
    let relation_cells = x.saturating_sub(area.x + 4);
    paint::put(buffer, area.x + 2, area.y, relation_cells, &row.relation, styles.style(Role::Relation));
    let role = if row.is_absent { Role::LinkAbsent } else { Role::Link };
    paint::put(buffer, x, area.y, right.saturating_sub(x), row.headline.as_str(), styles.style(role));
    if let Some(words) = row.words.as_ref().filter(|_| area.height > 1) {
        paint::put(buffer, x, area.y + 1, right.saturating_sub(x), words.as_str(), styles.style(Role::Text));
    }
}

/// What would be written, in which file.
pub fn draw_acceptance(state: &State, acceptance: &Acceptance, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width.min(76);
    let room = usize::from(width.saturating_sub(4)).max(1);
    let (question, answer) = (&acceptance.question, &acceptance.answer);
    let by = answer.by.as_ref().map(|by| format!(" ({})", by.name)).unwrap_or_default();
    let parts = [
        (Role::Muted, format!("Write into {} that", answer.at.path)),
        (Role::Text, format!("{}{by}", answer.text)),
        (Role::Muted, format!("(#{}) answers", answer.id)),
        (Role::Text, question.text.clone()),
        (Role::Muted, format!("({}#{})", question.at.article, question.id)),
    ];
    let lines: Vec<(Role, String)> =
        parts.iter().flat_map(|(role, words)| wrapped(words, room).into_iter().map(|line| (*role, line))).collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4);
    let inner = frame(state, "Accept this answer?", width, height, styles, buffer);
    let shown = usize::from(inner.height.saturating_sub(2)).max(1);
    for (y, (role, line)) in (inner.y..).zip(lines.iter().take(shown)) {
        paint::put(buffer, inner.x, y, inner.width, line, styles.style(*role));
    }
    let words = "Enter accepts · p as an answer in part · Esc cancels";
    paint::put(buffer, inner.x, inner.y + inner.height - 1, inner.width, words, styles.style(Role::Muted));
}
