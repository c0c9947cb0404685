//! The log as text: one JSON object a line, with a name, a time, a device, and the deed under its own key.
//!
//! `{"id":"01k…","at":"2026-03-12T07:05:00.123+01:00","device":"7f3a","graded":{"card":"01k…","grade":3,"ms":4200}}`
//!
//! What each deed looks like is told once, where [`Deed`] is; this reads and writes what is around it.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, DeserializeSeed, IgnoredAny, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::model::Text;

use super::{CardId, Deed, Entry, Moment};

/// A line that says nothing: where, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFault {
    /// From 1.
    pub line: usize,
    pub what: Text,
}

/// Reads a log. A line that is torn off or damaged is passed over and told of; it hides no other.
#[must_use]
pub fn read_log(bytes: &[u8]) -> (Vec<Entry>, Vec<LogFault>) {
    let mut entries = Vec::with_capacity(bytes.len() / 140);
    let mut faults = Vec::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match read_line(line) {
            Ok(entry) => entries.push(entry),
            Err(what) => faults.push(LogFault { line: at + 1, what }),
        }
    }
    (entries, faults)
}

/// Reads one line.
///
/// # Errors
/// Where it is no entry, with the reason in words.
pub fn read_line(line: &[u8]) -> Result<Entry, Text> {
    serde_json::from_slice(line).map_err(|error| {
        let words = if error.is_eof() { "is torn off; what it said is lost".to_owned() } else { error.to_string() };
        Text::line(&words)
    })
}

/// An entry as a line, with its line feed.
#[must_use]
pub fn write_line(entry: &Entry, device: &str) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        id: String,
        at: String,
        device: &'a str,
        #[serde(flatten)]
        deed: Option<&'a Deed>,
    }
    let deed = (entry.deed != Deed::Unknown).then_some(&entry.deed);
    let line = Line { id: entry.id.to_string(), at: entry.at.to_string(), device, deed };
    // nothing in a line can fail to be written: all keys are words
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Line)
    }
}

/// Reads the keys of a line, in any order.
struct Line;

impl<'de> Visitor<'de> for Line {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry of the log")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
        let (mut id, mut at, mut deed) = (None, None, None);
        while let Some(Key(key)) = map.next_key()? {
            match (&*key, Deed::KEYS.iter().find(|known| **known == key)) {
                ("id", _) => id = Some(map.next_value::<Key<'_>>()?.0.parse().map_err(de::Error::custom)?),
                ("at", _) => at = Moment::parse(&map.next_value::<Key<'_>>()?.0),
                (_, Some(known)) => {
                    deed =
                        Some(Deed::deserialize(MapAccessDeserializer::new(One { key: Some(known), map: &mut map }))?);
                }
                // the device, which its folder tells as well, and what a later byline wrote
                (_, None) => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let id = id.ok_or_else(|| de::Error::missing_field("id"))?;
        let at = at.ok_or_else(|| de::Error::custom("`at` is no moment"))?;
        let mut deed = deed.unwrap_or(Deed::Unknown);
        if let Deed::Made(card) = &mut deed {
            card.id = CardId::from(id);
        }
        Ok(Entry { id, at, deed })
    }
}

/// A key or a word, without being copied where it stands as it is.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// One entry of a map whose key was read already, as a map of its own.
struct One<'m, A> {
    key: Option<&'static str>,
    map: &'m mut A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for One<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.key.take().map(|key| seed.deserialize(de::value::StrDeserializer::new(key))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
