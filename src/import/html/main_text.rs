//! Which blocks of a page are its article. A readability crate finds the main text; around what it found, everything that
//! is prose is kept as well, since a labelled box or a lead that it leaves out is news that a reader would miss.

use std::collections::HashSet;

use super::{
    blocks::{self, Piece},
    chrome::Reason,
    dom::{Dom, NodeId},
};
use crate::{
    format::labels,
    import::{Remark, Style},
    model::Text,
};

/// Letters of text that may be searched for pieces of blocks, in all; then only whole blocks are compared.
const SEARCHED_MAX_BYTES: usize = 200_000_000;
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

/// Parts copy and page. `found` is the main text as the readability crate gives it, if it found one; `told` says which
/// words the head has already, so that they are not missed where they are left out.
#[must_use]
pub fn find(dom: &Dom, mut all: Vec<Piece>, found: Option<&str>, told: &dyn Fn(&str) -> bool) -> MainText {
    let mut kept = marked(&all, found);
    if !kept.contains(&true) {
        kept = guessed(dom, &all);
    }
    if let Some(root) = root(dom, &all, &kept) {
        // what stands around the whole article is not beside it, whatever it is called
        let around: HashSet<NodeId> = dom.ancestors(root).chain([root]).collect();
        for piece in &mut all {
            piece.chrome = piece.chrome.filter(|chrome| !around.contains(&chrome.node));
        }
        restore(dom, &all, &mut kept, root);
        clear(&all, &mut kept);
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
        let words = words_of(&piece);
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

/// Takes out what the crate kept of boxes that sell something: a few words among many.
fn clear(all: &[Piece], kept: &mut [bool]) {
    for (kept, _) in kept.iter_mut().zip(all).filter(|(_, piece)| is_teaser(&words_of(piece))) {
        *kept = false;
    }
    let count = |piece: &Piece| words_of(piece).split_whitespace().count();
    let whole: usize = all.iter().zip(&*kept).filter(|(_, kept)| **kept).map(|(piece, _)| count(piece)).sum();
    for why in ["advertising", "an invitation to subscribe", "buttons to share", "a notice of the site"] {
        let sells = |piece: &Piece| piece.chrome.is_some_and(|chrome| chrome.why == why);
        let sold = all.iter().zip(&*kept).filter(|(piece, kept)| **kept && sells(piece));
        let words: usize = sold.map(|(piece, _)| count(piece)).sum();
        if words <= SOLD_MAX_WORDS && words * 4 < whole {
            for (kept, _) in kept.iter_mut().zip(all).filter(|(_, piece)| sells(piece)) {
                *kept = false;
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

/// Which blocks stand in the main text that was found.
fn marked(all: &[Piece], found: Option<&str>) -> Vec<bool> {
    let Some(found) = found else { return vec![false; all.len()] };
    let main = Dom::parse(found);
    let own: HashSet<String> =
        blocks::pieces(&main, Dom::ROOT, None).iter().map(|piece| letters(&words_of(piece))).collect();
    let whole = letters(&main.text(Dom::ROOT));
    let mut searched = 0;
    let mut marks = Vec::with_capacity(all.len());
    for piece in all {
        let block = letters(&words_of(piece));
        let mut is = !block.is_empty() && own.contains(&block);
        // the crate may have parted or joined blocks on its way
        if !is && block.len() >= 24 && searched < SEARCHED_MAX_BYTES {
            searched += whole.len();
            is = memchr::memmem::find(whole.as_bytes(), block.as_bytes()).is_some();
        }
        marks.push(is || (piece.block.style == Style::Rule && marks.last() == Some(&true)));
    }
    marks
}

/// The element that holds the article: nearly all of the prose that was found.
fn root(dom: &Dom, all: &[Piece], kept: &[bool]) -> Option<NodeId> {
    let places = all.iter().zip(kept).filter(|(piece, kept)| **kept && is_prose(piece)).map(|(piece, _)| piece.node);
    common(dom, &places.collect::<Vec<_>>())
}

/// Keeps what belongs to the article although it was not found: prose within its element, and what stands between.
fn restore(dom: &Dom, all: &[Piece], kept: &mut [bool], root: NodeId) {
    let prose = |at: &usize| kept[*at] && is_prose(&all[*at]);
    let (Some(first), Some(last)) = ((0..all.len()).find(prose), (0..all.len()).rfind(prose)) else { return };
    let article = dom.ancestors(root).chain([root]).find(|node| is_article(dom, *node)).unwrap_or(root);
    for at in 0..all.len() {
        let piece = &all[at];
        if kept[at] || piece.block.style == Style::Rule || !is_below(dom, piece.node, article) {
            continue;
        }
        let between = first < at && at < last;
        let boxed = piece.chrome.is_some_and(|chrome| chrome.why == "a box beside the article");
        let plain = piece.chrome.is_none() || (boxed && (is_below(dom, piece.node, root) && between));
        kept[at] = plain && piece.linked_percent < LINKED_MANY && (is_prose(piece) || (between && is_part(piece)));
    }
    // a label or a heading belongs to what follows it
    for at in (0..all.len().saturating_sub(1)).rev() {
        let piece = &all[at];
        if !kept[at]
            && kept[at + 1]
            && is_label(piece)
            && is_below(dom, piece.node, article)
            && piece.linked_percent < 100
        {
            kept[at] = piece.chrome.is_none() || piece.chrome == all[at + 1].chrome;
        }
    }
    // and one that nothing follows says nothing
    for at in (0..all.len()).rev() {
        if kept[at] && matches!(all[at].block.style, Style::Heading(_)) && !followed(all, kept, at) && at > last {
            kept[at] = false;
        }
    }
}

fn followed(all: &[Piece], kept: &[bool], at: usize) -> bool {
    let next = (at + 1..all.len()).find(|next| kept[*next]);
    next.is_some_and(|next| !matches!(all[next].block.style, Style::Heading(_)))
}

/// Sentences of an article, whatever is around them.
fn is_prose(piece: &Piece) -> bool {
    match &piece.block.style {
        Style::Paragraph | Style::Quotation => {
            let words = words_of(piece);
            let count = words.split_whitespace().count();
            let ends = words.trim_end().ends_with(['.', '!', '?', '”', '"', '…', '。', '：', ':', '»']);
            count >= PROSE_WORDS && (ends || count >= PROSE_WORDS * 2) || letters(&words).len() >= 90
        }
        Style::Bullet { .. } => words_of(piece).split_whitespace().count() >= PROSE_WORDS,
        Style::Heading(_) | Style::Caption { .. } | Style::Code { .. } | Style::Row { .. } | Style::Rule => false,
    }
}

/// A block that means something among the paragraphs of an article, and nothing alone.
fn is_part(piece: &Piece) -> bool {
    match &piece.block.style {
        Style::Caption { .. } | Style::Row { .. } | Style::Code { .. } | Style::Quotation | Style::Heading(_) => true,
        Style::Bullet { .. } => piece.linked_percent < LINKED_MANY / 2,
        Style::Paragraph => is_label(piece) || words_of(piece).split_whitespace().count() >= 4,
        Style::Rule => false,
    }
}

/// A heading, bold words alone, or words that newsrooms put over a section.
fn is_label(piece: &Piece) -> bool {
    match &piece.block.style {
        Style::Heading(_) => true,
        Style::Paragraph => {
            let words = words_of(piece);
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

/// The words of a block on one line.
#[must_use]
pub fn words_of(piece: &Piece) -> String {
    match &piece.block.style {
        Style::Row { cells, .. } => cells.iter().map(Text::as_str).collect::<Vec<_>>().join(" "),
        Style::Caption { credit: Some(credit), .. } if piece.block.runs.is_empty() => credit.to_string(),
        _ => piece.block.runs.iter().map(|run| run.text.as_str()).collect(),
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
