//! Tables of data, told from tables that only arrange a page.

use super::{
    dom::{Dom, NodeId},
    lens::Lens,
};
use crate::{import::Style, model::Text};

/// The most characters of a cell of data.
const CELL_MAX_CHARS: usize = 300;

/// The rows of a table of data; `None` where it is an arrangement of blocks.
pub(super) fn rows(dom: &Dom, table: NodeId, lens: Lens<'_>) -> Option<Vec<Style>> {
    let below = dom.below(table);
    let names = |wanted: &[&str]| below.iter().any(|node| wanted.contains(&dom.name(*node)));
    if names(&["table", "h1", "h2", "h3", "ul", "ol", "blockquote", "figure", "form"])
        || dom.attribute(table, "role") == Some("presentation")
    {
        return None;
    }
    let mut rows = Vec::new();
    for row in below.iter().copied().filter(|node| dom.name(*node) == "tr" && lens.enters(dom, *node)) {
        let cells: Vec<NodeId> =
            dom.children(row).iter().copied().filter(|node| matches!(dom.name(*node), "td" | "th")).collect();
        let words: Vec<Text> = cells.iter().map(|cell| Text::line(&lens.text(dom, *cell))).collect();
        if words.iter().any(|cell| cell.as_str().chars().count() > CELL_MAX_CHARS) {
            return None;
        }
        let head = !cells.is_empty() && cells.iter().all(|cell| dom.name(*cell) == "th");
        if words.iter().any(|cell| !cell.is_empty()) {
            rows.push((words, head));
        }
    }
    let wide = rows.iter().filter(|(cells, _)| cells.len() > 1).count();
    if rows.len() < 2 || wide * 2 < rows.len() {
        return None;
    }
    let made =
        rows.into_iter().enumerate().map(|(index, (cells, head))| Style::Row { cells, head: index == 0 || head });
    Some(made.collect())
}
