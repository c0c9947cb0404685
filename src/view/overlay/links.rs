//! The box of an article's links, and the one that asks before an answer is written down.

use ratatui::buffer::Buffer;

use crate::{
    app::{Acceptance, Links, State},
    layout::Role,
    theme::Stylesheet,
};

use super::{frame, paint, wrapped};

pub fn draw(state: &State, links: &Links, styles: &Stylesheet, buffer: &mut Buffer) {
    let height = u16::try_from(links.rows.len()).unwrap_or(u16::MAX).saturating_add(4);
    let inner = frame(state, "Links", 84, height, styles, buffer);
    let widest = links.rows.iter().map(|row| paint::cells(&row.relation)).max().unwrap_or(0);
    let relation_cells = widest.min(inner.width / 3);
    let rows = usize::from(inner.height.saturating_sub(2)).max(1);
    let first = (links.cursor + 1).saturating_sub(rows);
    for (y, (at, row)) in (inner.y..).zip(links.rows.iter().enumerate().skip(first).take(rows)) {
        let arrow = if row.inward { "←" } else { "→" };
        paint::put(buffer, inner.x, y, 1, arrow, styles.style(Role::Muted));
        paint::put(buffer, inner.x + 2, y, relation_cells, &row.relation, styles.style(Role::Relation));
        let x = relation_cells + 4;
        let role = if row.is_absent { Role::LinkAbsent } else { Role::Link };
        let room = inner.width.saturating_sub(x);
        paint::put(buffer, inner.x + x, y, room, row.words.as_str(), styles.style(role));
        if at == links.cursor {
            paint::tint(buffer, inner.x - 1, y, inner.width + 2, styles.style(Role::Cursor));
        }
    }
    let foot = inner.y + inner.height - 1;
    let words = "Enter goes there · Esc stays here";
    paint::put(buffer, inner.x, foot, inner.width, words, styles.style(Role::Muted));
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
