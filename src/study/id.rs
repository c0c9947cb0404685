//! Names of log entries and cards: ULIDs, whose order is the order in which they were made.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::AnnotationId;

use super::word;

/// Crockford's base 32, in lower case.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many letters a name has.
const LETTERS: usize = 26;

/// Why a word is no name of a card or an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name in the log is a ULID: 26 digits and lower-case letters without i, l, o and u")]
pub struct NoId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);

        impl FromStr for $name {
            type Err = NoId;

            fn from_str(raw: &str) -> Result<Self, NoId> {
                decode(raw).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&encode(self.0))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                word::serialize(self, to)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                word::deserialize(from)
            }
        })*
    };
}

ids!(
    /// An entry of the log.
    ///
    /// ```
    /// # use byline::study::EntryId;
    /// let id: EntryId = "01jz9q6t3g5v0x2k8m4n7p1r6s".parse().unwrap();
    /// assert_eq!(id.to_string(), "01jz9q6t3g5v0x2k8m4n7p1r6s");
    /// assert!("../../passwd".parse::<EntryId>().is_err());
    /// ```
    EntryId
    /// A card: the name of the entry that made it.
    CardId
);

impl From<EntryId> for CardId {
    fn from(made: EntryId) -> Self {
        Self(made.0)
    }
}

fn decode(raw: &str) -> Result<u128, NoId> {
    let bytes = raw.as_bytes();
    if bytes.len() != LETTERS || !(b'0'..=b'7').contains(&bytes[0]) {
        return Err(NoId);
    }
    bytes.iter().try_fold(0_u128, |id, byte| Some(id << 5 | u128::from(value(*byte)?))).ok_or(NoId)
}

fn value(byte: u8) -> Option<u8> {
    let letter = match byte {
        b'0'..=b'9' => return Some(byte - b'0'),
        b'a'..=b'h' => byte - b'a',
        b'j' | b'k' => byte - b'a' - 1,
        b'm' | b'n' => byte - b'a' - 2,
        b'p'..=b't' => byte - b'a' - 3,
        b'v'..=b'z' => byte - b'a' - 4,
        _ => return None,
    };
    Some(letter + 10)
}

fn encode(id: u128) -> String {
    let digit = |at: usize| char::from(DIGITS[(id >> (5 * (LETTERS - 1 - at)) & 31) as usize]);
    (0..LETTERS).map(digit).collect()
}

/// An entry may bear any name of that form; those of annotations are made by the same rule.
impl From<&AnnotationId> for EntryId {
    fn from(name: &AnnotationId) -> Self {
        // both have one form, so this fails for none
        Self(decode(name.as_str()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_as_it_is_written() {
        for id in [0, 1, u128::MAX, 0x0191_2345_6789_abcd_ef01_2345_6789_abcd] {
            assert_eq!(decode(&encode(id)), Ok(id));
        }
        for bad in ["", "81jz9q6t3g5v0x2k8m4n7p1r6s", "01JZ9Q6T3G5V0X2K8M4N7P1R6S", "01jz9q6t3g5v0x2k8m4n7p1r6u", "é"]
        {
            assert_eq!(decode(bad), Err(NoId), "{bad}");
        }
    }
}
