//! Values that the log tells in a word, and lists of numbers that it tells in one.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{
    Deserialize as _, Deserializer, Serializer,
    de::{self, Visitor},
};

use crate::model::Text;

/// Writes what a value shows.
pub(super) fn serialize<S: Serializer>(value: &impl fmt::Display, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

/// Reads it back.
pub(super) fn deserialize<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    from.deserialize_str(Word(|raw: &str| raw.parse::<T>().map_err(|error| error.to_string()), PhantomData))
}

/// Reads what stands on one line.
pub(super) fn line<'de, D: Deserializer<'de>>(from: D) -> Result<Text, D::Error> {
    Ok(Text::line(Text::deserialize(from)?.as_str()))
}

/// Reads several such.
pub(super) fn lines<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Text>, D::Error> {
    let texts = Vec::<Text>::deserialize(from)?;
    Ok(texts.iter().map(|text| Text::line(text.as_str())).collect())
}

struct Word<F, T>(F, PhantomData<T>);

impl<T, F: Fn(&str) -> Result<T, String>> Visitor<'_> for Word<F, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E: de::Error>(self, raw: &str) -> Result<T, E> {
        (self.0)(raw).map_err(E::custom)
    }
}

/// A value that need not be there.
pub(super) mod perhaps {
    use std::{fmt, str::FromStr};

    use serde::{Deserializer, Serializer};

    #[allow(clippy::ref_option, reason = "that is how serde hands it over")]
    pub(in super::super) fn serialize<S: Serializer>(
        value: &Option<impl fmt::Display>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::serialize(value, to),
            None => to.serialize_none(),
        }
    }

    pub(in super::super) fn deserialize<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: FromStr<Err: fmt::Display>,
    {
        super::deserialize(from).map(Some)
    }
}

/// Eight hexadecimal digits a number, one after the other.
pub(super) mod hex {
    use std::{fmt::Write as _, marker::PhantomData};

    use serde::{Deserializer, Serializer};

    use super::Word;

    pub(in super::super) fn serialize<S: Serializer>(numbers: &[u32], to: S) -> Result<S::Ok, S::Error> {
        let mut word = String::with_capacity(8 * numbers.len());
        for number in numbers {
            let _infallible = write!(word, "{number:08x}");
        }
        to.serialize_str(&word)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u32>, D::Error> {
        let read = |raw: &str| {
            let eight = raw.as_bytes().chunks(8);
            let number = |eight: &[u8]| u32::from_str_radix(std::str::from_utf8(eight).ok()?, 16).ok();
            eight.map(number).collect::<Option<_>>().ok_or_else(|| "no hexadecimal digits".to_owned())
        };
        from.deserialize_str(Word(read, PhantomData))
    }
}
