//! An annotation to YAML. Every key has its place, so that two versions differ only in what was changed.

use super::{Fields, extra, push_scalar, scalar::Place};
use crate::model::{Annotation, BlockPath, Colour, Digest, Extra, PersonId, Target, Text};

/// The most characters of a line that holds a whole map.
const LINE_MAX: usize = 160;

/// Keys that byline writes itself: one of these among the unknown ones would stand there twice.
const KNOWN: [&str; 14] = [
    "byline", "id", "article", "kind", "colour", "tags", "note", "created", "modified", "deleted", "device", "creator",
    "base", "target",
];
const KNOWN_TARGET: [&str; 7] = ["revision", "block", "start", "end", "exact", "prefix", "suffix"];
const KNOWN_BLOCK: [&str; 4] = ["section", "kind", "n", "speaker"];

/// The file of an annotation.
pub(in crate::format) fn write(annotation: &Annotation) -> String {
    let mut out = String::with_capacity(1024);
    head(annotation).push_block(&mut out, 0);
    let unknown = within(&annotation.extra, "target");
    target(&annotation.target, unknown, &mut out);
    push_extra(&annotation.extra, &KNOWN, 0, &mut out);
    out
}

fn head(annotation: &Annotation) -> Fields<'_> {
    let mut fields = Fields::default();
    fields.word("byline", Some("1"));
    fields.id("id", Some(annotation.id.as_str()));
    fields.id("article", Some(annotation.article.as_str()));
    fields.word("kind", Some(annotation.kind.name()));
    fields.word("colour", annotation.colour.map(Colour::name));
    fields.list("tags", annotation.tags.iter().map(|tag| tag.as_str().into()).collect());
    fields.verbatim("note", annotation.note.as_ref());
    fields.plain("created", Some(annotation.created.to_string()));
    fields.plain("modified", Some(annotation.modified.to_string()));
    fields.plain("deleted", annotation.deleted.map(|moment| moment.to_string()));
    fields.text("device", annotation.device.as_ref());
    fields.text("creator", annotation.creator.as_ref());
    fields.id("base", annotation.base.as_ref().map(Digest::as_str));
    fields
}

fn target(target: &Target, unknown: &[(Text, Extra)], out: &mut String) {
    out.push_str("target:\n");
    let mut fields = Fields::default();
    fields.id("revision", Some(target.revision.as_str()));
    fields.push_block(out, 2);
    block(&target.block, within(unknown, "block"), out);
    let mut fields = Fields::default();
    fields.plain("start", Some(target.start.to_string()));
    fields.plain("end", Some(target.end.to_string()));
    fields.verbatim("exact", Some(&target.exact));
    fields.plain("prefix", Some(on_a_line(&target.prefix)));
    fields.plain("suffix", Some(on_a_line(&target.suffix)));
    fields.push_block(out, 2);
    push_extra(unknown, &KNOWN_TARGET, 2, out);
}

/// A line feed within it is written as `\n`.
fn on_a_line(text: &Text) -> String {
    let mut words = String::new();
    push_scalar(text.as_str(), Place::Block, &mut words);
    words
}

fn block(block: &BlockPath, unknown: &[(Text, Extra)], out: &mut String) {
    let mut fields = Fields::default();
    fields.text("section", block.section.as_ref());
    fields.text("kind", Some(&block.kind));
    fields.plain("n", Some(block.n.to_string()));
    fields.id("speaker", block.speaker.as_ref().map(PersonId::as_str));
    out.push_str("  block");
    if unknown.is_empty() {
        fields.push_map(out, 2, LINE_MAX);
    } else {
        out.push_str(":\n");
        fields.push_block(out, 4);
        push_extra(unknown, &KNOWN_BLOCK, 4, out);
    }
}

/// Keys below a known one that byline does not know.
fn within<'a>(unknown: &'a [(Text, Extra)], key: &str) -> &'a [(Text, Extra)] {
    match unknown.iter().find(|(name, _)| name.as_str() == key) {
        Some((_, Extra::Map(entries))) => entries,
        Some((_, Extra::Text(_) | Extra::List(_))) | None => &[],
    }
}

fn push_extra(unknown: &[(Text, Extra)], known: &[&str], indent: usize, out: &mut String) {
    for (key, value) in unknown.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        super::push_indent(indent, out);
        push_scalar(key.as_str(), Place::Key, out);
        out.push(':');
        extra(value, indent, out);
    }
}
