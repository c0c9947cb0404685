//! What is stored with a document, read back. An index is a file that anything may have written.

use serde::de::DeserializeOwned;
use serde_json::Value;
use tantivy::{
    DocAddress,
    schema::{
        Field,
        document::{DeserializeError, DocumentDeserialize, DocumentDeserializer},
    },
};

use super::Index;
use crate::{model::Text, store::Error};

/// The JSON of a document.
struct Body(String);

impl DocumentDeserialize for Body {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        // only one field is stored
        let first: Option<(Field, String)> = deserializer.next_field()?;
        Ok(Self(first.map(|(_, json)| json).unwrap_or_default()))
    }
}

impl Index {
    /// What is stored with a document.
    pub(super) fn stored<T: DeserializeOwned>(&self, at: DocAddress) -> Result<T, Error> {
        let body: Body = self.searcher.doc(at).map_err(self.folder.error("read the index in"))?;
        read(&body.0).map_err(|error| Error::Index { path: self.folder.path.clone(), reason: error.to_string() })
    }

    /// The same of many documents.
    pub(super) fn all_stored<T: DeserializeOwned>(
        &self,
        found: impl IntoIterator<Item = DocAddress>,
    ) -> Result<Vec<T>, Error> {
        found.into_iter().map(|at| self.stored(at)).collect()
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
    use crate::library::Passage;

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
