//! What a reader leaves on an article: highlights, notes, questions and bookmarks, and the words they are about.

use std::{fmt, str::FromStr};

use jiff::Timestamp;

use super::{ArticleId, Extra, PersonId, Place, Span, Text};

/// The name of an annotation: a [ULID](https://github.com/ulid/spec) in lower case, 26 letters of Crockford's base 32.
///
/// ```
/// # use byline::model::AnnotationId;
/// assert!("01jz9q6t3g5v0x2k8m4n7p1r6s".parse::<AnnotationId>().is_ok());
/// for bad in ["", "01JZ9Q6T3G5V0X2K8M4N7P1R6S", "01jz9q6t3g5v0x2k8m4n7p1r6", "../../../../../../../../..", "81jz9q6t3g5v0x2k8m4n7p1r6s"] {
///     assert!(bad.parse::<AnnotationId>().is_err(), "{bad:?}");
/// }
/// let id: AnnotationId = "01jz9q6t3g5v0x2k8m4n7p1r6s".parse()?;
/// assert_eq!(AnnotationId::from_bits(id.bits()), id);
/// # Ok::<(), byline::model::MarginError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationId(String);

impl AnnotationId {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that these 128 bits have: 48 of milliseconds since 1970, 80 of chance.
    #[must_use]
    pub fn from_bits(bits: u128) -> Self {
        let digit = |place: u32| DIGITS.get((bits >> (5 * place)) as usize & 31).copied().unwrap_or(b'0');
        Self((0..26).rev().map(|place| char::from(digit(place))).collect())
    }

    /// The 128 bits of the name, for programs that write them in another way.
    #[must_use]
    pub fn bits(&self) -> u128 {
        let digit = |byte| DIGITS.iter().position(|digit| *digit == byte).unwrap_or(0) as u128;
        self.0.bytes().fold(0, |bits, byte| (bits << 5) | digit(byte))
    }
}

/// Crockford's base 32, in lower case.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl FromStr for AnnotationId {
    type Err = MarginError;

    fn from_str(raw: &str) -> Result<Self, MarginError> {
        // 128 bits in 26 letters of 5: the first letter has two bits to spare, so it goes no further than 7
        let digit = |byte: u8| byte.is_ascii_digit() || (byte.is_ascii_lowercase() && !b"ilou".contains(&byte));
        let first = raw.as_bytes().first().is_some_and(|byte| (b'0'..=b'7').contains(byte));
        if raw.len() == 26 && first && raw.bytes().all(digit) { Ok(Self(raw.to_owned())) } else { Err(MarginError::Id) }
    }
}

/// The beginning of a BLAKE3 digest, 12 hexadecimal digits: names a revision of a text or a version of an annotation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

impl Digest {
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().chars().take(12).collect())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Digest {
    type Err = MarginError;

    fn from_str(raw: &str) -> Result<Self, MarginError> {
        let digits = raw.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if raw.len() == 12 && digits { Ok(Self(raw.to_owned())) } else { Err(MarginError::Digest) }
    }
}

macro_rules! shown {
    ($($name:ident)*) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        })*
    };
}

shown!(AnnotationId Digest);

/// Why a word names no annotation, revision, kind or colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarginError {
    #[error("an annotation's id is a ULID: 26 digits and lower-case letters without i, l, o and u")]
    Id,
    #[error("a revision is 12 digits of 0-9 and a-f")]
    Digest,
    #[error("a kind is highlight, note, question or bookmark")]
    Kind,
    #[error("a colour is pink, orange, yellow, green, blue or purple")]
    Colour,
}

/// Why a reader marked the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnotationKind {
    #[default]
    Highlight,
    Note,
    Question,
    Bookmark,
}

impl AnnotationKind {
    pub const ALL: [Self; 4] = [Self::Highlight, Self::Note, Self::Question, Self::Bookmark];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Highlight => "highlight",
            Self::Note => "note",
            Self::Question => "question",
            Self::Bookmark => "bookmark",
        }
    }
}

/// The six highlights, by the names of EPUB Annotations 1.0. What each means is the reader's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    Pink,
    Orange,
    Yellow,
    Green,
    Blue,
    Purple,
}

impl Colour {
    pub const ALL: [Self; 6] = [Self::Pink, Self::Orange, Self::Yellow, Self::Green, Self::Blue, Self::Purple];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pink => "pink",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Purple => "purple",
        }
    }
}

/// What became of an annotation's words in the article as it is now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    #[default]
    Exact,
    Moved,
    Changed,
    Unsure,
    Gone,
}

impl Fate {
    pub const ALL: [Self; 5] = [Self::Exact, Self::Moved, Self::Changed, Self::Unsure, Self::Gone];

    /// The word for it, in JSON and in a query.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Unsure => "unsure",
            Self::Gone => "gone",
        }
    }

    /// What it says of the words.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Exact => "the words stand where they stood",
            Self::Moved => "the same words stand elsewhere",
            Self::Changed => "the words were edited",
            Self::Unsure => "perhaps found: look, and say",
            Self::Gone => "the words are no longer in the article",
        }
    }
}

macro_rules! named {
    ($($name:ident $fault:ident)*) => {
        $(impl FromStr for $name {
            type Err = MarginError;

            fn from_str(raw: &str) -> Result<Self, MarginError> {
                Self::ALL.into_iter().find(|each| each.name() == raw).ok_or(MarginError::$fault)
            }
        })*
    };
}

named!(AnnotationKind Kind Colour Colour);

/// One annotation, as its file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    pub id: AnnotationId,
    pub article: ArticleId,
    pub kind: AnnotationKind,
    pub colour: Option<Colour>,
    /// Sorted, each once.
    pub tags: Vec<Text>,
    /// Markdown, of as many lines as were written.
    pub note: Option<Text>,
    pub created: Timestamp,
    pub modified: Timestamp,
    /// Set on a tombstone: the annotation was deleted then. A tombstone keeps everything, so that it can be undone.
    pub deleted: Option<Timestamp>,
    /// Which machine wrote this version, where that is known.
    pub device: Option<Text>,
    pub creator: Option<Text>,
    /// The version this one was made from: the digest of that file's bytes.
    pub base: Option<Digest>,
    pub target: Target,
    /// Keys byline does not know, kept as they are.
    pub extra: Vec<(Text, Extra)>,
}

impl Annotation {
    /// A highlight of words that says nothing yet, as it was made.
    #[must_use]
    pub fn bare(id: AnnotationId, article: ArticleId, made: Timestamp, target: Target) -> Self {
        Self {
            id,
            article,
            kind: AnnotationKind::Highlight,
            colour: None,
            tags: Vec::new(),
            note: None,
            created: made,
            modified: made,
            deleted: None,
            device: None,
            creator: None,
            base: None,
            target,
            extra: Vec::new(),
        }
    }
}

/// The words an annotation is about, said in four ways so that they can be found again: where, which, and between what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The text it was made on.
    pub revision: Digest,
    /// The block in which it begins.
    pub block: BlockPath,
    /// In code points from the beginning of that block's text. Where the words go on into further blocks, these follow
    /// one another with one line feed between them.
    pub start: u32,
    pub end: u32,
    /// The words themselves.
    pub exact: Text,
    /// The 32 code points before and after them, within the article's blocks joined in the same way.
    pub prefix: Text,
    pub suffix: Text,
}

/// Where a block stands in an article, in words that survive most edits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BlockPath {
    /// The label of the section as written; `None` before the first section.
    pub section: Option<Text>,
    /// What the block is: `headline`, `subtitle`, `paragraph`, `bullet`, `quote`, `question`, `heading`, `caption`, `code`, `entry`…
    pub kind: Text,
    /// Which of this kind in the section, from 1.
    pub n: u32,
    /// Who speaks, where the words lie within one quote.
    pub speaker: Option<PersonId>,
}

/// Words of an article: one span of a leaf, or of several that follow one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extract {
    /// In reading order, none empty.
    pub parts: Vec<(Place, Span)>,
}
