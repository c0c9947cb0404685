//! Reads the tables before the story: people, sources and claims.

use std::{ops::Range, str::FromStr};

use super::{
    fields::{Reader, Words},
    keys,
    node::{Entry, Node, Value},
};
use crate::model::{
    Claim, ClaimId, Code, Confidence, IdError, Person, PersonId, PersonKind, Rel, Source, SourceId, SourceKind, Status,
    Text,
};

/// Something of the file and where it stands there.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub value: T,
    pub at: Range<usize>,
}

/// A claim of the table, with what is checked once the story is known.
#[derive(Clone, Debug)]
pub(super) struct Tabled {
    pub claim: Claim,
    pub at: Range<usize>,
    /// The speaker and the sources, with their places.
    pub by: Option<Placed<PersonId>>,
    pub sources: Vec<Placed<SourceId>>,
    /// As typed: a bare word is a claim of this article if there is one of that name.
    pub links: Vec<(Rel, Placed<Text>)>,
}

const PERSON_KINDS: [&str; 4] = ["person", "organisation", "group", "document"];
const SOURCE_KINDS: [&str; 8] = ["agency", "outlet", "document", "interview", "statement", "data", "witness", "social"];
const CONFIDENCE: [&str; 3] = ["low", "moderate", "high"];
/// The words of estimative probability in common use (ICD 203, and the UK's yardstick).
const LIKELIHOOD: [&str; 16] = [
    "almost no chance",
    "remote",
    "very unlikely",
    "highly unlikely",
    "highly improbable",
    "unlikely",
    "improbable",
    "even chance",
    "roughly even chance",
    "realistic possibility",
    "likely",
    "probable",
    "very likely",
    "highly likely",
    "almost certain",
    "nearly certain",
];

impl<'a> Reader<'a, '_> {
    /// The entries of a table whose keys are ids.
    fn table<T: FromStr<Err = IdError>>(&mut self, name: &str, node: Node<'a>) -> Vec<(T, Entry<'a>)> {
        let help = format!("write a line for each under `{name}:`, indented, such as `smith: …`");
        let entries = self.map(name, node, &help);
        let mut table = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(id) = self.id(&entry.key, &entry.key_at) {
                table.push((id, entry));
            }
        }
        table
    }

    pub(super) fn people(&mut self, node: Node<'a>) -> Vec<Placed<Person>> {
        let table = self.table::<PersonId>("people", node);
        let mut people = Vec::with_capacity(table.len());
        for (id, entry) in table {
            let at = entry.key_at.clone();
            let blank = Person {
                id,
                name: Text::default(),
                role: None,
                org: None,
                kind: PersonKind::default(),
                anonymous: None,
                also: Vec::new(),
                side: None,
                url: None,
                note: None,
            };
            let value = match entry.value.value {
                Value::Map(entries) => self.person(blank, entries, &at),
                Value::Empty | Value::Text { .. } | Value::List(_) => {
                    let words = self.line(&entry.key, entry.value).unwrap_or_else(|| Text::line(blank.id.as_str()));
                    let (name, role) = described(&words);
                    Person { name, role, ..blank }
                }
            };
            people.push(Placed { value, at });
        }
        people
    }

    fn person(&mut self, mut person: Person, entries: Vec<Entry<'a>>, at: &Range<usize>) -> Person {
        for entry in self.unique(entries) {
            let key = &*entry.key;
            match key {
                "name" => person.name = self.line(key, entry.value).unwrap_or_default(),
                "role" => person.role = self.line(key, entry.value),
                "org" => person.org = self.line(key, entry.value),
                "kind" => person.kind = self.choice(key, entry.value, &PERSON_KINDS, person_kind).unwrap_or_default(),
                "anonymous" => person.anonymous = self.reason(entry.value),
                "also" => {
                    person.also = self.many(key, entry.value).iter().map(|w| Text::line(w.words.trim())).collect();
                }
                "side" => person.side = self.line(key, entry.value),
                "url" => person.url = self.address(key, entry.value),
                "note" => person.note = self.prose(key, entry.value),
                _ => self.unknown_key(&entry, "a person", &keys::PERSON),
            }
        }
        if person.name.is_empty() {
            let message = format!("`{}` has no name", person.id);
            self.fault(
                Code::Missing,
                at,
                message,
                "write `name:`; of somebody anonymous, what they are called in the story",
            );
            person.name = Text::line(person.id.as_str());
        }
        person
    }

    /// Why a name is withheld: `yes` is no reason.
    fn reason(&mut self, node: Node<'a>) -> Option<Text> {
        let at = node.at.clone();
        let reason = match node.value {
            Value::Empty => None,
            Value::Text { .. } | Value::List(_) | Value::Map(_) => self.prose("anonymous", node),
        };
        match reason {
            Some(reason) if matches!(reason.as_str(), "no" | "false" | "No") => None,
            Some(reason) if !matches!(reason.as_str(), "yes" | "true" | "Yes" | "~") => Some(reason),
            Some(_) | None => {
                let help = "write why the name is withheld: `anonymous: not authorised to speak`";
                self.fault(Code::AnonymousReason, &at, "`anonymous` does not say why", help);
                Some(Text::line("no reason given"))
            }
        }
    }

    pub(super) fn sources(&mut self, node: Node<'a>) -> Vec<Placed<Source>> {
        let table = self.table::<SourceId>("sources", node);
        let mut sources = Vec::with_capacity(table.len());
        for (id, entry) in table {
            let at = entry.key_at.clone();
            let blank = Source {
                id,
                name: Text::default(),
                title: None,
                url: None,
                date: None,
                kind: None,
                primary: None,
                note: None,
            };
            let value = match entry.value.value {
                Value::Map(entries) => self.source_of(blank, entries, &at),
                Value::Empty | Value::Text { .. } | Value::List(_) => {
                    let words = self.line(&entry.key, entry.value).unwrap_or_else(|| Text::line(blank.id.as_str()));
                    let (name, about) = described(&words);
                    Source { name, note: about, ..blank }
                }
            };
            sources.push(Placed { value, at });
        }
        sources
    }

    fn source_of(&mut self, mut source: Source, entries: Vec<Entry<'a>>, at: &Range<usize>) -> Source {
        for entry in self.unique(entries) {
            let key = &*entry.key;
            match key {
                "name" => source.name = self.line(key, entry.value).unwrap_or_default(),
                "title" => source.title = self.line(key, entry.value),
                "url" => source.url = self.address(key, entry.value),
                "date" => source.date = self.date(key, entry.value),
                "kind" => source.kind = self.choice(key, entry.value, &SOURCE_KINDS, source_kind),
                "primary" => source.primary = self.choice(key, entry.value, &["yes", "no"], yes_or_no),
                "note" => source.note = self.prose(key, entry.value),
                _ => self.unknown_key(&entry, "a source", &keys::SOURCE),
            }
        }
        if source.name.is_empty() {
            self.fault(Code::Missing, at, format!("`{}` has no name", source.id), "write `name:`");
            source.name = Text::line(source.id.as_str());
        }
        source
    }

    pub(super) fn claims(&mut self, node: Node<'a>) -> Vec<Tabled> {
        let table = self.table::<ClaimId>("claims", node);
        table.into_iter().map(|(id, entry)| self.claim(id, entry)).collect()
    }

    fn claim(&mut self, id: ClaimId, entry: Entry<'a>) -> Tabled {
        let claim = Claim {
            id,
            text: None,
            by: None,
            status: None,
            rating: None,
            confidence: None,
            source: Vec::new(),
            since: None,
            note: None,
            links: Vec::new(),
        };
        let mut tabled = Tabled { claim, at: entry.key_at, by: None, sources: Vec::new(), links: Vec::new() };
        match entry.value.value {
            Value::Map(entries) => {
                for entry in self.unique(entries) {
                    self.claim_field(&mut tabled, entry);
                }
            }
            Value::Empty => {}
            Value::Text { .. } | Value::List(_) => tabled.claim.text = self.prose(&entry.key, entry.value),
        }
        tabled
    }

    fn claim_field(&mut self, tabled: &mut Tabled, entry: Entry<'a>) {
        let claim = &mut tabled.claim;
        let key = &*entry.key;
        match key {
            "text" => claim.text = self.prose(key, entry.value),
            "by" => {
                if let Some(Words { words, at }) = self.words(key, entry.value)
                    && let Some(value) = self.id(&words, &at)
                {
                    tabled.by = Some(Placed { value, at });
                }
            }
            "status" => {
                let names = Status::ALL.map(Status::name);
                claim.status = self.choice(key, entry.value, &names, Status::from_name);
            }
            "rating" => claim.rating = self.line(key, entry.value),
            "confidence" | "likelihood" => self.scale(claim, entry),
            "source" => tabled.sources = self.source_ids(key, entry.value),
            "since" => claim.since = self.date(key, entry.value),
            "note" => claim.note = self.prose(key, entry.value),
            _ => {
                if let Some(rel) = Rel::CLAIM.into_iter().find(|rel| rel.name() == key) {
                    let links = self.many(key, entry.value).into_iter();
                    tabled.links.extend(links.map(|w| (rel, Placed { value: Text::line(w.words.trim()), at: w.at })));
                } else {
                    let known: Vec<&str> = keys::CLAIM.into_iter().chain(Rel::CLAIM.map(Rel::name)).collect();
                    self.unknown_key(&entry, "a claim", &known);
                }
            }
        }
    }

    /// Confidence or likelihood, never both.
    fn scale(&mut self, claim: &mut Claim, entry: Entry<'a>) {
        if claim.confidence.is_some() {
            let help = "keep the one that is meant: confidence is in the evidence, likelihood is of the event";
            let message = format!("`{}` has a confidence and a likelihood", claim.id);
            self.fault(Code::TwoScales, &entry.key_at, message, help);
            return;
        }
        let likelihood = entry.key == "likelihood";
        let choices: &[&str] = if likelihood { &LIKELIHOOD } else { &CONFIDENCE };
        let Some(words) = self.words(&entry.key, entry.value) else { return };
        if !choices.contains(&words.words.trim()) {
            self.bad_choice(&entry.key, &words, choices);
        }
        let text = Text::line(words.words.trim());
        claim.confidence = Some(if likelihood { Confidence::Likelihood(text) } else { Confidence::Confidence(text) });
    }

    /// Ids of sources: one, several with commas, or a list.
    pub(super) fn source_ids(&mut self, field: &str, node: Node<'a>) -> Vec<Placed<SourceId>> {
        let listed = self.listed(field, node);
        let mut ids = Vec::with_capacity(listed.len());
        for Words { words, at } in listed {
            if let Some(value) = self.id(&words, &at) {
                ids.push(Placed { value, at });
            }
        }
        ids
    }
}

/// `Name, description`.
fn described(words: &Text) -> (Text, Option<Text>) {
    match words.as_str().split_once(',') {
        Some((name, about)) if !name.trim().is_empty() && !about.trim().is_empty() => {
            (Text::line(name.trim()), Some(Text::line(about.trim())))
        }
        _ => (words.clone(), None),
    }
}

fn person_kind(word: &str) -> Option<PersonKind> {
    match word {
        "person" => Some(PersonKind::Person),
        "organisation" | "organization" => Some(PersonKind::Organisation),
        "group" => Some(PersonKind::Group),
        "document" => Some(PersonKind::Document),
        _ => None,
    }
}

fn source_kind(word: &str) -> Option<SourceKind> {
    match word {
        "agency" => Some(SourceKind::Agency),
        "outlet" => Some(SourceKind::Outlet),
        "document" => Some(SourceKind::Document),
        "interview" => Some(SourceKind::Interview),
        "statement" => Some(SourceKind::Statement),
        "data" => Some(SourceKind::Data),
        "witness" => Some(SourceKind::Witness),
        "social" => Some(SourceKind::Social),
        _ => None,
    }
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}
