//! The tables before the story: people, sources and claims.

use std::collections::HashSet;

use crate::model::{Claim, Confidence, Person, PersonId, PersonKind, Source, SourceKind, Status, Text};

use super::{
    fields::Fields,
    grouped, reference,
    scalar::{Place, is_plain, push_scalar},
};

/// The longest line, in characters, on which a person or a source is written as a flow map.
const FLOW_MAX: usize = 160;
/// The same for a claim, which has links that change: one a line gives the smaller difference.
const CLAIM_FLOW_MAX: usize = 100;

/// Opens a table; nothing where it is empty.
fn table<T>(name: &str, entries: &[T], out: &mut String, mut entry: impl FnMut(&T, &mut String)) {
    if !entries.is_empty() {
        out.push('\n');
        out.push_str(name);
        out.push_str(":\n");
    }
    for one in entries {
        out.push_str("  ");
        entry(one, out);
    }
}

pub(super) fn people(people: &[Person], out: &mut String) {
    table("people", people, out, |person, out| {
        push_scalar(person.id.as_str(), Place::Key, out);
        let mut fields = Fields::default();
        fields.text("name", Some(&person.name));
        fields.text("role", person.role.as_ref());
        let short = fields.len();
        fields.text("org", person.org.as_ref());
        fields.word("kind", person_kind(person.kind));
        fields.text("anonymous", person.anonymous.as_ref());
        fields.list("also", person.also.iter().map(|text| text.as_str().into()).collect());
        fields.text("side", person.side.as_ref());
        fields.text("url", person.url.as_ref());
        fields.text("note", person.note.as_ref());
        let words = (fields.len() == short).then(|| described(&person.name, person.role.as_ref())).flatten();
        push_entry(words, &fields, out);
    });
}

pub(super) fn sources(sources: &[Source], out: &mut String) {
    table("sources", sources, out, |source, out| {
        push_scalar(source.id.as_str(), Place::Key, out);
        let mut fields = Fields::default();
        fields.text("name", Some(&source.name));
        fields.text("title", source.title.as_ref());
        fields.text("url", source.url.as_ref());
        fields.date("date", source.date.as_ref());
        fields.word("kind", source.kind.map(source_kind));
        fields.word("primary", source.primary.map(|primary| if primary { "yes" } else { "no" }));
        let short = fields.len() == 1;
        fields.text("note", source.note.as_ref());
        let words = short.then(|| described(&source.name, source.note.as_ref())).flatten();
        push_entry(words, &fields, out);
    });
}

/// An entry of people or sources: `Name, description`, a flow map, or a map over several lines.
fn push_entry(words: Option<String>, fields: &Fields<'_>, out: &mut String) {
    match words {
        Some(words) => {
            out.push_str(": ");
            push_scalar(&words, Place::Block, out);
            out.push('\n');
        }
        None => fields.push_map(out, 2, FLOW_MAX),
    }
}

/// `Name, description`, where it reads back as these two.
fn described(name: &Text, about: Option<&Text>) -> Option<String> {
    let whole = !name.is_empty() && !name.as_str().contains(',') && is_plain(name.as_str(), Place::Block);
    match about.map(Text::as_str) {
        None => whole.then(|| name.to_string()),
        Some(about) => {
            let line = !about.contains('\n') && about.trim() == about && !about.is_empty();
            (whole && line).then(|| format!("{name}, {about}"))
        }
    }
}

fn person_kind(kind: PersonKind) -> Option<&'static str> {
    match kind {
        PersonKind::Person => None,
        PersonKind::Organisation => Some("organisation"),
        PersonKind::Group => Some("group"),
        PersonKind::Document => Some("document"),
    }
}

fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Agency => "agency",
        SourceKind::Outlet => "outlet",
        SourceKind::Document => "document",
        SourceKind::Interview => "interview",
        SourceKind::Statement => "statement",
        SourceKind::Data => "data",
        SourceKind::Witness => "witness",
        SourceKind::Social => "social",
    }
}

pub(super) fn claims(claims: &[Claim], own: &HashSet<&str>, out: &mut String) {
    table("claims", claims, out, |claim, out| {
        push_scalar(claim.id.as_str(), Place::Key, out);
        let mut fields = Fields::default();
        fields.text("text", claim.text.as_ref());
        fields.id("by", claim.by.as_ref().map(PersonId::as_str));
        fields.word("status", claim.status.map(Status::name));
        fields.text("rating", claim.rating.as_ref());
        match &claim.confidence {
            Some(Confidence::Confidence(words)) => fields.text("confidence", Some(words)),
            Some(Confidence::Likelihood(words)) => fields.text("likelihood", Some(words)),
            None => {}
        }
        fields.few("source", claim.source.iter().map(|source| source.as_str().into()).collect());
        fields.date("since", claim.since.as_ref());
        fields.text("note", claim.note.as_ref());
        for (rel, references) in grouped(&claim.links) {
            fields.few(rel.name(), references.into_iter().map(|to| reference(to, own)).collect());
        }
        fields.push_map(out, 2, CLAIM_FLOW_MAX);
    });
}
