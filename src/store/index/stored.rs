//! What is stored with a document, read back. An index is a file that anything may have written.

use std::{
    collections::{
        HashMap,
        hash_map::Entry::{Occupied, Vacant},
    },
    mem::take,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use tantivy::{
    DocAddress,
    schema::{
        Field,
        document::{DeserializeError, DocumentDeserialize, DocumentDeserializer},
    },
};

use super::Index;
use crate::{
    library::{Citation, Entry, Passage, Record},
    model::Text,
    store::Error,
};

/// The JSON of a document.
struct Body(String);

impl DocumentDeserialize for Body {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        // only one field is stored
        let first: Option<(Field, String)> = deserializer.next_field()?;
        Ok(Self(first.map(|(_, json)| json).unwrap_or_default()))
    }
}

/// A passage as it is stored: without what its article says as well.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Slip {
    /// How far behind its article it stands.
    #[serde(rename = "b")]
    back: u32,
    #[serde(rename = "k")]
    kind: String,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// Item, leaf, start and end.
    #[serde(rename = "p")]
    place: [u32; 4],
    pub(super) text: String,
    #[serde(rename = "s", default, skip_serializing_if = "Vec::is_empty")]
    speakers: Vec<String>,
    /// A bit for each thing it holds.
    #[serde(rename = "h")]
    has: u8,
}

impl Slip {
    pub(super) fn of(passage: Passage, back: u32) -> Self {
        let Passage { at, text, speakers, quotes, links, claims, asks, photo, code } = passage;
        let flags = [quotes, links, claims, asks, photo, code];
        let has = flags.into_iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(flag));
        let place = [at.item, at.leaf, at.start, at.end];
        Self { back, kind: at.kind, label: at.label, place, text, speakers, has }
    }

    /// The passage of an article with that entry.
    fn passage(self, entry: &Entry) -> Passage {
        let [item, leaf, start, end] = self.place;
        let mut at = Citation { kind: self.kind, label: self.label, item, leaf, start, end, ..Citation::default() };
        fill(&mut at, entry);
        let [quotes, links, claims, asks, photo, code] = [0, 1, 2, 3, 4, 5].map(|bit| self.has >> bit & 1 == 1);
        let Self { text, speakers, .. } = self;
        Passage { at, text, speakers, quotes, links, claims, asks, photo, code }
    }
}

/// Every citation of a record.
fn citations(record: &mut Record) -> impl Iterator<Item = &mut Citation> {
    let quotes = record.quotes.iter_mut().map(|quote| &mut quote.at);
    let questions = record.questions.iter_mut().map(|question| &mut question.at);
    let claims = record.claims.iter_mut().map(|claim| &mut claim.at);
    quotes.chain(questions).chain(claims).chain(record.known.iter_mut().map(|statement| &mut statement.at))
}

/// Puts what the article says back into a citation.
fn fill(at: &mut Citation, entry: &Entry) {
    at.article.clone_from(&entry.id);
    at.path.clone_from(&entry.path);
    at.headline.clone_from(&entry.headline);
    at.published.clone_from(&entry.published);
}

/// A record of which only the entry is read.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) entry: Entry,
}

impl Index {
    /// The entry of an article.
    pub(super) fn entry_at(&self, at: DocAddress) -> Result<Entry, Error> {
        self.stored::<Head>(at).map(|head| head.entry.sanitised())
    }

    /// The record of an article, without its passages.
    pub(super) fn record(&self, at: DocAddress) -> Result<Record, Error> {
        let mut record: Record = self.stored(at)?;
        let entry = take(&mut record.entry);
        citations(&mut record).for_each(|at| fill(at, &entry));
        Ok(Record { entry, ..record })
    }

    /// A passage. The entries of articles that were met are kept in `known`.
    pub(super) fn passage(&self, at: DocAddress, known: &mut HashMap<DocAddress, Entry>) -> Result<Passage, Error> {
        let slip: Slip = self.stored(at)?;
        let article = DocAddress { doc_id: at.doc_id.saturating_sub(slip.back), ..at };
        let entry = match known.entry(article) {
            Occupied(entry) => entry.into_mut(),
            Vacant(place) => place.insert(self.entry_at(article)?),
        };
        Ok(slip.passage(entry))
    }

    /// What is stored with a document.
    pub(super) fn stored<T: DeserializeOwned>(&self, at: DocAddress) -> Result<T, Error> {
        let body: Body = self.searcher.doc(at).map_err(self.folder.error("read the index in"))?;
        read(&body.0).map_err(|error| Error::Index { path: self.folder.path.clone(), reason: error.to_string() })
    }
}

/// Reads JSON with every text in it sanitised.
pub(super) fn read<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    // A control character can only stand in JSON as an escape that begins with one of these.
    let escapes = ["\\u", "\\n", "\\r", "\\t", "\\b", "\\f"];
    if !escapes.iter().any(|escape| json.contains(escape)) && Text::new(json).as_str() == json {
        return serde_json::from_str(json);
    }
    let mut value = serde_json::from_str(json)?;
    sanitise(&mut value, false);
    serde_json::from_value(value)
}

/// `long`: whether a text may have several lines.
fn sanitise(value: &mut Value, long: bool) {
    match value {
        Value::String(text) if long => *text = Text::new(text).to_string(),
        Value::String(text) => *text = Text::line(text).to_string(),
        Value::Array(values) => values.iter_mut().for_each(|value| sanitise(value, long)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| sanitise(value, name == "text")),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_whole_again_beside_its_article() {
        let entry =
            Entry { id: "a".to_owned(), path: "b/a.yaml".to_owned(), headline: "H".to_owned(), ..Entry::default() };
        let mut passage = Passage { text: "x".to_owned(), links: true, code: true, ..Passage::default() };
        (passage.at.item, passage.at.end, passage.at.kind) = (3, 1, "known".to_owned());
        fill(&mut passage.at, &entry);
        assert_eq!(Slip::of(passage.clone(), 4).passage(&entry), passage);
    }

    #[test]
    fn what_an_index_says_is_sanitised_again() {
        let plain = Passage { text: "a \"b\" \\ é".to_owned(), ..Passage::default() };
        let json = serde_json::to_string(&plain).unwrap();
        assert_eq!(read::<Passage>(&json).unwrap(), plain);
        let mut bad = Passage { text: "a\u{1b}[2J\nb".to_owned(), ..plain };
        bad.at.headline = "x\u{202e}y\nz".to_owned();
        let read: Passage = read(&serde_json::to_string(&bad).unwrap()).unwrap();
        assert_eq!((read.text.as_str(), read.at.headline.as_str()), ("a[2J\nb", "xy z"));
    }
}
