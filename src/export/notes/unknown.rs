//! Keys that byline does not know, as JSON: their order is kept, which a map of `serde_json` would lose.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq},
};

use crate::model::{Extra, Text};

/// The unknown keys of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unknown(pub Vec<(Text, Extra)>);

impl Unknown {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        map(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Unknown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)?.0 {
            Extra::Map(entries) => Ok(Self(entries)),
            Extra::Text(_) | Extra::List(_) => Err(serde::de::Error::custom("the unknown keys are no map")),
        }
    }
}

fn map<S: Serializer>(entries: &[(Text, Extra)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(key, &Borrowed(value))?;
    }
    map.end()
}

struct Borrowed<'a>(&'a Extra);

impl Serialize for Borrowed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Extra::Text(text) => text.serialize(serializer),
            Extra::Map(entries) => map(entries, serializer),
            Extra::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for value in list {
                    seq.serialize_element(&Borrowed(value))?;
                }
                seq.end()
            }
        }
    }
}

struct Value(Extra);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything).map(Self)
    }
}

/// Takes any JSON; every scalar is text.
struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Extra;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, words: &str) -> Result<Extra, E> {
        Ok(Extra::Text(Text::new(words)))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Extra, E> {
        Ok(Extra::Text(Text::new(if truth { "true" } else { "false" })))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Extra, E> {
        Ok(Extra::Text(Text::new(&number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Extra, E> {
        Ok(Extra::Text(Text::new(&number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Extra, E> {
        Ok(Extra::Text(Text::new(&number.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Extra, E> {
        Ok(Extra::Text(Text::default()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Extra, A::Error> {
        let mut values = Vec::new();
        while let Some(Value(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Extra::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Extra, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, Value(value))) = map.next_entry::<String, Value>()? {
            entries.push((Text::line(&key), value));
        }
        Ok(Extra::Map(entries))
    }
}
