//! Values to YAML: the canonical form of an article.
//!
//! Prose stands under a bar, so that nothing in it can mean anything to YAML. Short values are plain where every YAML
//! reader takes them for text, and in double quotation marks elsewhere.

mod annotation;
mod fields;
mod scalar;
mod tables;

use std::collections::HashSet;

use crate::model::{
    Article, ArticleId, ClaimId, Dir, Extra, Form, Head, Item, Leaf, LogEntry, Mark, PersonId, Reference, Rel,
};

pub(super) use annotation::write as write_annotation;
use fields::Fields;
use scalar::{Place, push_block, push_scalar};

/// A word on one line, as it may stand anywhere, between braces too.
pub(super) fn scalar(text: &str) -> String {
    let mut words = String::new();
    scalar::push_scalar(text, scalar::Place::Flow, &mut words);
    words
}

/// The canonical form of an article. Of marked text only the source is written, which its blocks are made from.
pub(super) fn write(article: &Article) -> String {
    let prose: usize = article.story.iter().map(|item| item.text.source.len() + 64).sum();
    let mut out = String::with_capacity(prose + prose / 16 + 1024);
    out.push_str("format: byline/1\n");
    head(&article.head).push_block(&mut out, 0);
    for (rel, references) in grouped(&article.head.links) {
        let mut link = Fields::default();
        link.few(rel.name(), references.into_iter().map(|to| reference(to, &HashSet::new())).collect());
        link.push_block(&mut out, 0);
    }
    log(&article.head.log, &mut out);
    for (key, value) in &article.head.extra {
        push_scalar(key.as_str(), Place::Key, &mut out);
        out.push(':');
        extra(value, 0, &mut out);
    }
    tables::people(&article.people, &mut out);
    tables::sources(&article.sources, &mut out);
    tables::claims(&article.claims, &own_claims(article), &mut out);
    out.push_str("\nstory:");
    out.push_str(if article.story.is_empty() { " []\n" } else { "\n" });
    for (index, item) in article.story.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        story_item(item, &mut out);
    }
    out
}

fn head(head: &Head) -> Fields<'_> {
    let mut fields = Fields::default();
    fields.text("headline", Some(&head.headline));
    fields.text("subtitle", head.subtitle.as_ref());
    fields.few("by", head.by.iter().map(|text| text.as_str().into()).collect());
    fields.text("dateline", head.dateline.as_ref());
    fields.text("publisher", head.publisher.as_ref());
    fields.text("url", head.url.as_ref());
    fields.date("published", head.published.as_ref());
    fields.date("updated", head.updated.as_ref());
    fields.date("retrieved", head.retrieved.as_ref());
    fields.date("embargo", head.embargo.as_ref());
    fields.date("expires", head.expires.as_ref());
    fields.text("status", head.status.as_ref());
    fields.text("genre", head.genre.as_ref());
    fields.text("lang", head.lang.as_ref());
    fields.word("dir", head.dir.map(direction));
    fields.list("topics", head.topics.iter().map(|text| text.as_str().into()).collect());
    fields.list("places", head.places.iter().map(|text| text.as_str().into()).collect());
    fields.text("story-id", head.story_id.as_ref());
    fields.text("rights", head.rights.as_ref());
    fields.text("usage", head.usage.as_ref());
    fields.text("slug", head.slug.as_ref());
    fields.text("ednote", head.ednote.as_ref());
    fields.text("made-with", head.made_with.as_ref());
    fields.text("feedback", head.feedback.as_ref());
    fields.id("id", head.id.as_ref().map(ArticleId::as_str));
    fields
}

fn direction(dir: Dir) -> &'static str {
    match dir {
        Dir::Ltr => "ltr",
        Dir::Rtl => "rtl",
    }
}

/// Links by their relation, in the order in which the relations first stand there.
fn grouped(links: &[(Rel, Reference)]) -> Vec<(Rel, Vec<&Reference>)> {
    let mut groups: Vec<(Rel, Vec<&Reference>)> = Vec::new();
    for (rel, to) in links {
        match groups.iter_mut().find(|(known, _)| known == rel) {
            Some((_, references)) => references.push(to),
            None => groups.push((*rel, vec![to])),
        }
    }
    groups
}

/// The claims of the article itself, whether its table or its story names them.
fn own_claims(article: &Article) -> HashSet<&str> {
    let marked = article.story.iter().flat_map(|item| item.text.leaves()).flat_map(Leaf::marks);
    let marked = marked.filter_map(|(_, mark)| match mark {
        Mark::Claim(id) => Some(id),
        Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Code | Mark::Link(_) | Mark::Quote { .. } => None,
    });
    let tabled = article.claims.iter().map(|claim| &claim.id);
    let whole = article.story.iter().filter_map(|item| item.id.as_ref());
    tabled.chain(whole).chain(marked).map(ClaimId::as_str).collect()
}

/// A reference in words that read back as the same. Among `own` claims one goes without the `#` that YAML takes for a
/// comment, and an article of the same name with the ending of its file.
fn reference(to: &Reference, own: &HashSet<&str>) -> String {
    let shown = to.to_string();
    match to {
        Reference::Claim { article: None, claim } if own.contains(claim.as_str()) => claim.to_string(),
        Reference::Article(article) if own.contains(article.as_str()) => format!("{article}.yaml"),
        Reference::Article(article) | Reference::Claim { article: Some(article), .. }
            if Reference::parse(&shown) != *to =>
        {
            // An id that ends like a file needs the ending of a file.
            shown.replacen(article.as_str(), &format!("{article}.yaml"), 1)
        }
        Reference::Article(_) | Reference::Claim { .. } | Reference::Address(_) | Reference::Words(_) => shown,
    }
}

fn log(log: &[LogEntry], out: &mut String) {
    if !log.is_empty() {
        out.push_str("log:\n");
    }
    for entry in log {
        out.push_str("  - ");
        if entry.text.is_empty() {
            push_scalar(entry.date.as_str(), Place::Block, out);
            out.push('\n');
            continue;
        }
        let place = if entry.date.is_valid() { Place::DateKey } else { Place::Key };
        push_scalar(entry.date.as_str(), place, out);
        out.push(':');
        push_value(entry.text.as_str(), 4, out);
    }
}

/// A text after a colon: on the same line where it is one line, under a bar where it is more.
fn push_value(text: &str, indent: usize, out: &mut String) {
    if text.contains('\n') {
        push_block(text, indent, out);
    } else {
        out.push(' ');
        push_scalar(text, Place::Block, out);
        out.push('\n');
    }
}

/// The value of an `x-` field behind its colon or its dash; the key or the dash stands in the column `indent`.
fn extra(value: &Extra, indent: usize, out: &mut String) {
    match value {
        Extra::Text(text) => push_value(text.as_str(), indent, out),
        Extra::List(values) if values.is_empty() => out.push_str(" []\n"),
        Extra::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
        Extra::List(values) => {
            out.push('\n');
            for value in values {
                push_indent(indent + 2, out);
                out.push('-');
                extra(value, indent + 2, out);
            }
        }
        Extra::Map(entries) => {
            out.push('\n');
            for (key, value) in entries {
                push_indent(indent + 2, out);
                push_scalar(key.as_str(), Place::Key, out);
                out.push(':');
                extra(value, indent + 2, out);
            }
        }
    }
}

fn push_indent(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn story_item(item: &Item, out: &mut String) {
    let source = item.text.source.as_str();
    out.push_str("  -");
    let mut kind_given = None;
    match &item.form {
        Form::Text => push_prose(source, 2, out),
        Form::Labelled { label, kind, given } => {
            out.push(' ');
            push_scalar(label.as_str(), Place::Key, out);
            out.push(':');
            push_prose(source, 4, out);
            kind_given = given.then(|| kind.name());
        }
        Form::Photo | Form::Video | Form::Quote | Form::Number => {
            push_form(&item.form, out);
            push_prose(source, 4, out);
        }
        Form::Question | Form::Heading | Form::Related | Form::Embed => {
            push_form(&item.form, out);
            push_value(source, 4, out);
        }
    }
    if item.form == Form::Text {
        return; // Text without a label has no keys: YAML would take them for more of the text.
    }
    let mut fields = item_fields(item);
    fields.word("kind", kind_given);
    fields.push_block(out, 4);
}

fn push_form(form: &Form, out: &mut String) {
    out.push(' ');
    out.push_str(form.key().unwrap_or_default());
    out.push(':');
}

/// Prose under a bar.
fn push_prose(source: &str, indent: usize, out: &mut String) {
    if source.trim().is_empty() {
        out.push_str(" \"\"\n");
    } else {
        push_block(source, indent, out);
    }
}

fn item_fields(item: &Item) -> Fields<'_> {
    let mut fields = Fields::default();
    fields.few("to", item.to.iter().map(|to| reference(to, &HashSet::new())).collect());
    fields.word("rel", item.rel.map(Rel::name));
    fields.text("credit", item.credit.as_ref());
    fields.text("file", item.file.as_ref());
    fields.text("alt", item.alt.as_ref());
    fields.id("by", item.by.as_ref().map(PersonId::as_str));
    fields.date("date", item.date.as_ref());
    fields.text("at", item.at.as_ref());
    fields.id("id", item.id.as_ref().map(ClaimId::as_str));
    fields.text("note", item.note.as_ref());
    fields.few("source", item.source.iter().map(|source| source.as_str().into()).collect());
    fields.text("where", item.place.as_ref());
    fields
}

#[cfg(test)]
mod tests;
