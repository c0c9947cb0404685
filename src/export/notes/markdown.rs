//! Markdown for Obsidian: a callout for each annotation, between comments that say whose block it is.
//!
//! A block carries the digest of what byline wrote in it. Written into a file again, only blocks that still have that
//! digest are renewed: what a reader has changed, and all around the blocks, stays as it is.

use std::fmt::Write as _;

use super::{Clipping, clipping::by_article};
use crate::model::{AnnotationId, Digest, Fate};

/// What a block of ours begins with, on a line of its own: then come the id and the digest.
const OPEN: &str = "%% byline ";
const CLOSE: &str = "%% /byline %%";

/// The clippings as a document of their own.
pub(super) fn markdown(clippings: &[Clipping]) -> String {
    let mut out = properties(clippings);
    for article in by_article(clippings) {
        push_heading(&mut out, article);
        for clipping in article {
            push_block(&mut out, clipping);
        }
    }
    out
}

/// Writes the clippings into a document: blocks that nobody has changed are renewed, new ones stand after the others of
/// their article, and everything else is left alone.
pub(super) fn into_markdown(clippings: &[Clipping], document: &str) -> String {
    let pieces = pieces(document);
    let known: Vec<&str> = pieces.iter().filter_map(Piece::id).collect();
    let find = |id: &str| clippings.iter().find(|clipping| clipping.gloss.annotation.id.as_str() == id);
    let mut left: Vec<&Clipping> =
        clippings.iter().filter(|clipping| !known.contains(&clipping.gloss.annotation.id.as_str())).collect();
    let article = |piece: &Piece<'_>| piece.id().and_then(find).map(|clipping| &clipping.gloss.annotation.article);
    let mut out = String::with_capacity(document.len());
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Theirs(text) => out.push_str(text),
            Piece::Ours { id, text, untouched } => match find(id).filter(|_| *untouched) {
                Some(clipping) => push_block(&mut out, clipping),
                None => out.push_str(text),
            },
        }
        let Some(of) = article(piece) else { continue };
        let is_last = !pieces.iter().skip(at + 1).any(|later| article(later) == Some(of));
        if is_last {
            let new = left.extract_if(.., |clipping| clipping.gloss.annotation.article == *of);
            for clipping in new {
                push_block(&mut out, clipping);
            }
        }
    }
    let left: Vec<Clipping> = left.into_iter().cloned().collect();
    for article in by_article(&left) {
        push_heading(&mut out, article);
        for clipping in article {
            push_block(&mut out, clipping);
        }
    }
    out
}

/// A part of a document.
enum Piece<'a> {
    Theirs(&'a str),
    /// A block of ours, with its two comments.
    Ours {
        id: &'a str,
        text: &'a str,
        untouched: bool,
    },
}

impl Piece<'_> {
    fn id(&self) -> Option<&str> {
        match self {
            Self::Theirs(_) => None,
            Self::Ours { id, .. } => Some(id),
        }
    }
}

/// Takes a document apart at our comments. One without its end is theirs.
fn pieces(document: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = document;
    let mut theirs = 0;
    while let Some(start) = opening(rest, theirs) {
        let (before, block) = rest.split_at(start);
        let (first, body) = block.split_once('\n').unwrap_or((block, ""));
        let mut words = first.trim_end().strip_prefix(OPEN).unwrap_or_default().split(' ');
        let (id, digest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let sound = id.parse::<AnnotationId>().is_ok() && digest.parse::<Digest>().is_ok();
        match closing(body).filter(|_| sound) {
            Some((length, after)) => {
                let (inner, end) = (body.get(..length).unwrap_or_default(), first.len() + 1 + after);
                let (text, after) = block.split_at(end);
                pieces.push(Piece::Theirs(before));
                let untouched = Digest::of(inner.replace('\r', "").as_bytes()).as_str() == digest;
                pieces.push(Piece::Ours { id, text, untouched });
                (rest, theirs) = (after, 0);
            }
            None => theirs = start + first.len(),
        }
    }
    pieces.push(Piece::Theirs(rest));
    pieces
}

/// Where the next line begins that opens a block, from a byte on.
fn opening(text: &str, from: usize) -> Option<usize> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    lines.find(|(start, line)| *start >= from && line.starts_with(OPEN)).map(|(start, _)| start)
}

/// How long the inside of a block is, and where what follows the block begins.
fn closing(body: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if line.trim_end() == CLOSE {
            return Some((at, at + line.len()));
        }
        if line.starts_with(OPEN) {
            return None;
        }
        at += line.len();
    }
    None
}

/// Flat properties: of the article, where all are about one.
fn properties(clippings: &[Clipping]) -> String {
    let mut articles = by_article(clippings);
    let (first, others) = (articles.next().and_then(<[Clipping]>::first), articles.count());
    let mut out = String::from("---\n");
    let mut property = |key: &str, value: &str| {
        // a JSON string is a double-quoted YAML scalar
        let value = serde_json::to_string(value).unwrap_or_default();
        let written = writeln!(out, "{key}: {value}");
        debug_assert!(written.is_ok(), "a String takes all that is written to it");
    };
    match first.filter(|_| others == 0) {
        Some(clipping) => {
            property("title", clipping.headline());
            property("article", clipping.gloss.annotation.article.as_str());
            property("link", &clipping.link());
            let published = clipping.gloss.context.at.published.as_deref();
            for (key, value) in [("publisher", clipping.publisher()), ("published", published)] {
                if let Some(value) = value {
                    property(key, value);
                }
            }
        }
        None => property("title", "Notes"),
    }
    property("made-with", "byline");
    out.push_str("---\n");
    out
}

fn push_heading(out: &mut String, article: &[Clipping]) {
    let Some(first) = article.first() else { return };
    let (headline, link, origin) = (escaped(first.headline()), first.link(), first.origin());
    let origin = if origin.is_empty() { origin } else { format!(" · {}", escaped(&origin)) };
    push(
        out,
        format_args!("\n## {headline}\n\n[{}](<{link}>){origin}\n", escaped(first.gloss.annotation.article.as_str())),
    );
}

fn push_block(out: &mut String, clipping: &Clipping) {
    let inner = inner(clipping);
    let digest = Digest::of(inner.as_bytes());
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
    }
    push(out, format_args!("{OPEN}{} {digest} %%\n{inner}{CLOSE}\n", clipping.gloss.annotation.id));
}

/// What stands between the comments.
fn inner(clipping: &Clipping) -> String {
    let annotation = &clipping.gloss.annotation;
    let colour = annotation.colour.map_or_else(String::new, |colour| format!("|{}", colour.name()));
    let said = clipping.said().map_or_else(String::new, |said| format!("{} · ", escaped(&said)));
    let (section, link) = (escaped(&clipping.section()), clipping.link());
    let mut out = String::new();
    push(&mut out, format_args!("> [!quote{colour}] {said}[{section}](<{link}>)\n"));
    for line in clipping.words().lines() {
        push(&mut out, format_args!("> {}\n", escaped(line)));
    }
    let fate = clipping.gloss.context.fate;
    if fate != Fate::Exact {
        push(&mut out, format_args!("> *{}: {}*\n", fate.name(), fate.help()));
    }
    if let Some(now) = clipping.now() {
        push(&mut out, format_args!("> now: {}\n", escaped(&now.replace('\n', " "))));
    }
    // on a line of its own, between empty ones: then it names the callout
    push(&mut out, format_args!("\n^{}\n", annotation.id));
    if let Some(note) = clipping.note() {
        out.push('\n');
        for line in note.lines() {
            push(&mut out, format_args!("{}{line}\n", if line.trim_start().starts_with("%%") { "\\" } else { "" }));
        }
    }
    let tags: Vec<String> = clipping.tags().map(hashtag).collect();
    if !tags.is_empty() {
        push(&mut out, format_args!("\n{}\n", tags.join(" ")));
    }
    out
}

/// A tag as Obsidian knows one: no spaces, and not of digits alone.
fn hashtag(tag: &str) -> String {
    let sound = |c: char| if c.is_alphanumeric() || "_-/".contains(c) { c } else { '-' };
    let tag: String = tag.chars().map(sound).collect();
    let number = tag.chars().all(char::is_numeric);
    if number { format!("#{tag}_") } else { format!("#{tag}") }
}

/// Words as Markdown shows them, whatever signs are in them.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if "\\`*_[]<>$%=~|".contains(c) || (c == '#' && (out.is_empty() || out.ends_with(' '))) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn push(out: &mut String, words: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(words);
    debug_assert!(written.is_ok(), "a String takes all that is written to it");
}
