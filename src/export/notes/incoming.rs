//! What comes back: annotations that byline wrote, and those of other programs, which have to be found in their articles.

use jiff::Timestamp;
use serde_json::Value;

use super::{hypothesis, jsonld, row};
use crate::{
    marginalia::{Revision, find},
    model::{Annotation, AnnotationId, AnnotationKind, ArticleId, BlockPath, Target, Text},
};

/// One annotation of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// One that byline wrote, whole.
    Own(Box<Annotation>),
    Foreign(Box<Foreign>),
    /// Not about words of a text: why it is passed over.
    Passed(Text),
}

/// What another program says of some words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// As it is written there; a ULID where byline wrote it.
    pub id: String,
    /// The address of the text.
    pub uri: String,
    /// The article, where byline wrote its name down.
    pub article: Option<String>,
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    pub note: Option<String>,
    pub tags: Vec<String>,
    pub created: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    pub creator: Option<String>,
}

impl Foreign {
    /// The annotation that it makes in an article whose text is `now`. Where the words are not in it they are kept all the
    /// same, as gone. `taken` is the moment, for what does not say when it was made.
    #[must_use]
    pub fn annotation(self, article: ArticleId, now: &Revision, taken: Timestamp) -> Annotation {
        let created = self.created.or(self.modified).unwrap_or(taken);
        let note = self.note.filter(|note| !note.trim().is_empty()).map(|note| Text::new(&note));
        let mut annotation = Annotation {
            id: self.id.parse().unwrap_or_else(|_| id(&self.id, created)),
            article,
            kind: if note.is_some() { AnnotationKind::Note } else { AnnotationKind::Highlight },
            colour: None,
            tags: super::tags(self.tags),
            note,
            created,
            modified: self.modified.unwrap_or(created),
            deleted: None,
            device: None,
            creator: self.creator.map(|creator| Text::line(&creator)),
            base: None,
            target: Target {
                revision: now.digest(),
                block: BlockPath { section: None, kind: Text::line("paragraph"), n: 1, speaker: None },
                start: 0,
                end: u32::try_from(self.exact.chars().count()).unwrap_or(u32::MAX),
                exact: Text::new(&self.exact),
                prefix: Text::new(&self.prefix),
                suffix: Text::new(&self.suffix),
            },
            extra: Vec::new(),
        };
        // It was made on a text that nobody here has seen, so all there is to go by are the words.
        let unseen = Annotation {
            target: Target { revision: crate::model::Digest::of(b""), ..annotation.target.clone() },
            ..annotation.clone()
        };
        let found = find(&[&unseen], &|_| None, now).into_iter().next();
        if let Some(target) = found.and_then(|found| now.target(found.extract()?)) {
            annotation.target = target;
        }
        annotation
    }
}

/// A name for an annotation of another program, the same each time: it begins with the time, as all do.
fn id(foreign: &str, created: Timestamp) -> AnnotationId {
    let milliseconds = u128::try_from(created.as_millisecond()).unwrap_or(0) & ((1 << 48) - 1);
    let digest = blake3::hash(foreign.as_bytes());
    let chance = digest.as_bytes().iter().take(10).fold(0, |bits: u128, byte| (bits << 8) | u128::from(*byte));
    AnnotationId::from_bits((milliseconds << 80) | chance)
}

/// Reads a file of annotations: JSON-LD of the Web Annotation Data Model, byline's own JSON, or an export of Hypothesis.
///
/// # Errors
/// Where it is none of these, or one of its annotations is damaged: then none is taken.
pub fn read(text: &str) -> Result<Vec<Incoming>, Text> {
    let value: Value = serde_json::from_str(text).map_err(|error| Text::line(&format!("it is no JSON: {error}")))?;
    let is_jsonld = |value: &Value| value.get("@context").is_some() || value.get("type").is_some();
    match &value {
        Value::Object(document) => match document.get("annotations").and_then(Value::as_array) {
            Some(rows) => Ok(hypothesis::read(rows)),
            None if is_jsonld(&value) => jsonld::read(&value),
            None => Err(Text::new(UNKNOWN)),
        },
        Value::Array(items) if items.first().is_some_and(is_jsonld) => jsonld::read(&value),
        // read again from the text: a value would lose the order of unknown keys
        Value::Array(_) => Ok(row::read(text)?.into_iter().map(|row| Incoming::Own(Box::new(row))).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Err(Text::new(UNKNOWN)),
    }
}

const UNKNOWN: &str =
    "it is neither JSON-LD of the Web Annotation model, nor an export of Hypothesis, nor byline’s JSON";
