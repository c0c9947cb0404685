//! Plain text, for people: the notes under the headlines of their articles.

use std::fmt::Write as _;

use super::{Clipping, clipping::by_article};
use crate::model::Fate;

/// The clippings as text.
pub(super) fn plain(clippings: &[Clipping]) -> String {
    let mut out = String::new();
    for article in by_article(clippings) {
        let Some(first) = article.first() else { continue };
        if !out.is_empty() {
            out.push('\n');
        }
        let origin = first.origin();
        let origin = if origin.is_empty() { origin } else { format!(" · {origin}") };
        line(&mut out, format_args!("{}{origin}", first.headline()));
        line(&mut out, format_args!("{}", first.link()));
        for clipping in article {
            push(&mut out, clipping);
        }
    }
    out
}

fn push(out: &mut String, clipping: &Clipping) {
    let annotation = &clipping.gloss.annotation;
    out.push('\n');
    for words in clipping.words().lines() {
        line(out, format_args!("  ❝ {words}"));
    }
    if let Some(said) = clipping.said() {
        line(out, format_args!("    {said}"));
    }
    let context = &clipping.gloss.context;
    if context.fate != Fate::Exact {
        line(out, format_args!("    {}: {}", context.fate.name(), context.fate.help()));
    }
    if let Some(now) = clipping.now() {
        line(out, format_args!("    now: {}", now.replace('\n', " ")));
    }
    let tags = clipping.tags().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
    let colour = annotation.colour.map(crate::model::Colour::name).unwrap_or_default();
    let made = annotation.created.to_string();
    let day = made.split('T').next().unwrap_or_default();
    let section = clipping.section();
    let parts = [&*section, annotation.kind.name(), colour, &tags, day];
    line(
        out,
        format_args!("    {}", parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")),
    );
    for words in clipping.note().unwrap_or_default().lines() {
        line(out, format_args!("    │ {words}"));
    }
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    let written = writeln!(out, "{words}");
    debug_assert!(written.is_ok(), "a String takes all that is written to it");
}
