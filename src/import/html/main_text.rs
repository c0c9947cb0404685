//! Which blocks of a page are its article. A readability crate finds the main text, and its words are the article's; a
//! labelled box within the article that it leaves out is kept as well, since that is news that a reader would miss.

use std::collections::HashSet;

use url::Url;

use super::{
    blocks::{self, Piece},
    chrome::Reason,
    collate::Kept,
    dom::{Dom, NodeId},
    lens::Lens,
};
use crate::{
    format::labels,
    import::{Remark, Style},
    model::Text,
};

/// Words from which a paragraph is prose, wherever it stands.
const PROSE_WORDS: usize = 8;
/// Words of boxes that sell something, among the main text that was found, up to which they are taken out again.
const SOLD_MAX_WORDS: usize = 60;
/// From this share of linked words on, in hundredths, a block is a list of links.
const LINKED_MANY: usize = 60;

/// The blocks of the article, and what was left out.
#[derive(Debug)]
pub struct MainText {
    pub pieces: Vec<Piece>,
    pub remarks: Vec<Remark>,
}

/// Parts copy and page. `main` is the main text as the readability crate gives it, if it found one; `told` says which
/// words the head has already, so that they are not missed where they are left out.
#[must_use]
pub fn find(dom: &Dom, base: Option<&Url>, main: Option<&Kept>, told: &dyn Fn(&str) -> bool) -> MainText {
    let (mut all, mut kept) = match main {
        Some(main) => side_by_side(dom, base, main),
        None => {
            let all = blocks::pieces(dom, base, Lens::Shown);
            let kept = guessed(dom, &all);
            (all, kept)
        }
    };
    if let Some(root) = root(dom, &all, &kept) {
        // what stands around the whole article is not beside it, whatever it is called
        let around: HashSet<NodeId> = dom.ancestors(root).chain([root]).collect();
        for piece in &mut all {
            piece.chrome = piece.chrome.filter(|chrome| !around.contains(&chrome.node));
        }
        restore(dom, &all, &mut kept, root);
        mark_furniture(&mut all, &kept);
    }
    part(all, &kept, told)
}

fn part(all: Vec<Piece>, kept: &[bool], told: &dyn Fn(&str) -> bool) -> MainText {
    let mut pieces = Vec::new();
    let mut dropped: Vec<(Reason, String)> = Vec::new();
    for (piece, kept) in all.into_iter().zip(kept) {
        if *kept {
            pieces.push(piece);
            continue;
        }
        let words = piece.block.words();
        if words.is_empty() || told(&words) {
            continue;
        }
        let why = piece.chrome.map_or("a part of the page around the article", |chrome| chrome.why);
        match dropped.last_mut().filter(|(known, _)| *known == why) {
            Some((_, told)) => {
                told.push_str(" · ");
                told.push_str(&words);
            }
            None => dropped.push((why, words)),
        }
    }
    let remarks =
        dropped.into_iter().map(|(why, words)| Remark::Dropped { words: Text::line(&words), why: Text::new(why) });
    MainText { pieces, remarks: remarks.collect() }
}

/// What is copy where no main text was found: the page's own article, else all its prose.
fn guessed(dom: &Dom, all: &[Piece]) -> Vec<bool> {
    let guesses: [&dyn Fn(&Piece) -> bool; 3] = [
        &|piece| piece.chrome.is_none() && piece.linked_percent < LINKED_MANY && within_article(dom, piece.node),
        &|piece| piece.chrome.is_none() && is_prose(piece),
        &is_prose,
    ];
    let mut tried = guesses.iter().map(|is| all.iter().map(is).collect::<Vec<bool>>());
    tried.find(|kept| kept.contains(&true)).unwrap_or_else(|| vec![false; all.len()])
}

/// Marks what the crate kept of boxes that sell something: a few words among many.
fn mark_furniture(all: &mut [Piece], kept: &[bool]) {
    for (piece, _) in all.iter_mut().zip(kept).filter(|(piece, kept)| **kept && is_teaser(&piece.block.words())) {
        piece.block.furniture = Some(Text::new("the beginning of another article"));
    }
    let count = |piece: &Piece| piece.block.words().split_whitespace().count();
    let whole: usize = all.iter().zip(kept).filter(|(_, kept)| **kept).map(|(piece, _)| count(piece)).sum();
    for why in ["advertising", "an invitation to subscribe", "buttons to share", "a notice of the site"] {
        let sells = |piece: &Piece| piece.chrome.is_some_and(|chrome| chrome.why == why);
        let sold = all.iter().zip(kept).filter(|(piece, kept)| **kept && sells(piece));
        let words: usize = sold.map(|(piece, _)| count(piece)).sum();
        if words <= SOLD_MAX_WORDS && words * 4 < whole {
            for (piece, _) in all.iter_mut().zip(kept).filter(|(piece, kept)| **kept && sells(piece)) {
                piece.block.furniture = Some(Text::new(why));
            }
        }
    }
}

/// The first words of another article, cut off, and a link to the rest: `When you walk into a store… Read more`.
fn is_teaser(words: &str) -> bool {
    let lower = words.to_lowercase();
    let words = lower.trim_end();
    let rest = words.trim_end_matches("read more").trim_end_matches(char::is_whitespace);
    let cut = rest.trim_end_matches("read more").trim_end();
    rest.len() < words.len() && cut.ends_with(['…', '.']) && (cut.ends_with('…') || cut.ends_with("..."))
}

/// The blocks of the main text and those of the page around it in their order, and which is which.
fn side_by_side(dom: &Dom, base: Option<&Url>, main: &Kept) -> (Vec<Piece>, Vec<bool>) {
    let mut order = vec![0; dom.count()];
    for (place, node) in dom.below(Dom::ROOT).into_iter().enumerate() {
        order[node] = place;
    }
    let copy = blocks::pieces(dom, base, Lens::Kept(main)).into_iter().map(|piece| (piece, true));
    let mut all: Vec<(Piece, bool)> = copy.collect();
    // rules mean something between two blocks alone
    let is_rule = |(piece, _): &(Piece, bool)| piece.block.style == Style::Rule;
    all.truncate(all.iter().rposition(|piece| !is_rule(piece)).map_or(0, |last| last + 1));
    all.drain(..all.iter().position(|piece| !is_rule(piece)).unwrap_or(all.len()));
    all.dedup_by(|next, piece| is_rule(next) && is_rule(piece));
    all.extend(blocks::pieces(dom, base, Lens::Rest(main)).into_iter().map(|piece| (piece, false)));
    all.sort_by_key(|(piece, _)| order[piece.begins]);
    all.into_iter().unzip()
}

/// The element that holds the article: nearly all of the prose that was found.
fn root(dom: &Dom, all: &[Piece], kept: &[bool]) -> Option<NodeId> {
    let places = all.iter().zip(kept).filter(|(piece, kept)| **kept && is_prose(piece)).map(|(piece, _)| piece.node);
    common(dom, &places.collect::<Vec<_>>())
}

/// Keeps labelled boxes within the article that were not found: under words that newsrooms put over a section stands news,
/// however small the box is and whatever it is called.
fn restore(dom: &Dom, all: &[Piece], kept: &mut [bool], root: NodeId) {
    let article = [root].into_iter().chain(dom.ancestors(root)).find(|node| is_article(dom, *node));
    let prose = |at: &usize| kept[*at] && is_prose(&all[*at]);
    let (first, last) = ((0..all.len()).find(prose), (0..all.len()).rfind(prose));
    // a page that does not say what its article is has boxes of other kinds above and below it
    let (mut at, end) = if article.is_some() { (0, all.len()) } else { (first.unwrap_or(0), last.unwrap_or(0)) };
    let article = article.unwrap_or(root);
    while at < end {
        let count = if kept[at] || !is_below(dom, all[at].node, article) { 0 } else { boxed(dom, all, kept, at) };
        kept[at..at + count].fill(true);
        at += count.max(1);
    }
}

/// How many blocks from `at` on, a label, are of its box; none where it is no label of one.
fn boxed(dom: &Dom, all: &[Piece], kept: &[bool], at: usize) -> usize {
    let label = &all[at];
    let in_article = |piece: &Piece| piece.chrome.is_none_or(|chrome| chrome.why == "a box beside the article");
    if !is_label(label) || labels::kind_of(&label.block.words()).is_none() || !in_article(label) {
        return 0;
    }
    // the box is what stands around the label and what it is put over
    let Some(next) = all.get(at + 1).filter(|_| !kept[at + 1]) else { return 0 };
    let Some(around) = dom.ancestors(next.node).chain([next.node]).find(|node| is_below(dom, label.node, *node)) else {
        return 0;
    };
    let within = |(piece, kept): &(&Piece, &bool)| {
        !**kept && is_below(dom, piece.node, around) && in_article(piece) && piece.linked_percent < LINKED_MANY
    };
    let count = all[at..].iter().zip(&kept[at..]).take_while(within).count();
    let told = all[at..at + count].iter().filter(|piece| !is_label(piece)).count();
    let prose = all[at..at + count].iter().filter(|piece| is_prose(piece)).count();
    if prose > 0 && prose * 2 >= told { count } else { 0 }
}

/// Sentences of an article, whatever is around them.
fn is_prose(piece: &Piece) -> bool {
    match &piece.block.style {
        Style::Paragraph | Style::Quotation => {
            let words = piece.block.words();
            let count = words.split_whitespace().count();
            let ends = words.trim_end().ends_with(['.', '!', '?', '”', '"', '…', '。', '：', ':', '»']);
            count >= PROSE_WORDS && (ends || count >= PROSE_WORDS * 2) || letters(&words).len() >= 90
        }
        Style::Bullet { .. } => piece.block.words().split_whitespace().count() >= PROSE_WORDS,
        Style::Heading(_) | Style::Caption { .. } | Style::Code { .. } | Style::Row { .. } | Style::Rule => false,
    }
}

/// A heading, bold words alone, or words that newsrooms put over a section.
fn is_label(piece: &Piece) -> bool {
    match &piece.block.style {
        Style::Heading(_) => true,
        Style::Paragraph => {
            let words = piece.block.words();
            let bold = piece.block.runs.iter().all(|run| run.strong || run.text.as_str().trim().is_empty());
            words.chars().count() <= 80 && (bold || labels::kind_of(&words).is_some())
        }
        Style::Bullet { .. }
        | Style::Quotation
        | Style::Caption { .. }
        | Style::Code { .. }
        | Style::Row { .. }
        | Style::Rule => false,
    }
}

/// Letters and digits alone: what stays the same however blanks and marks were set.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_article(dom: &Dom, node: NodeId) -> bool {
    matches!(dom.name(node), "article" | "main")
        || dom.attribute(node, "role") == Some("main")
        || dom.attribute(node, "itemprop") == Some("articleBody")
        || ["hentry", "h-entry", "hnews"].iter().any(|class| dom.has_class(node, class))
}

fn within_article(dom: &Dom, node: NodeId) -> bool {
    is_article(dom, node) || dom.ancestors(node).any(|above| is_article(dom, above))
}

fn is_below(dom: &Dom, node: NodeId, root: NodeId) -> bool {
    node == root || dom.ancestors(node).any(|above| above == root)
}

/// The nearest node that stands around nearly all of `nodes`; a stray one does not widen the article to the whole page.
fn common(dom: &Dom, nodes: &[NodeId]) -> Option<NodeId> {
    let needed = nodes.len() - nodes.len() / 8;
    let middle = *nodes.get(nodes.len() / 2)?;
    let mut paths: Vec<HashSet<NodeId>> = Vec::with_capacity(nodes.len());
    for node in nodes {
        paths.push(dom.ancestors(*node).chain([*node]).collect());
    }
    let holds = |root: &NodeId| paths.iter().filter(|path| path.contains(root)).count() >= needed;
    std::iter::once(middle).chain(dom.ancestors(middle)).find(holds)
}
