//! What the log tells: one deed an entry.

use serde::{Deserialize, Serialize};

use crate::model::{ArticleId, Digest, Text};

use super::{
    Card, CardId, Content, Day, EntryId, Moment, line_card,
    word::{self, hex},
};

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    pub at: Moment,
    pub deed: Deed,
}

/// What was done. Its name is its key in the log, and its fields are those of the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    Made(#[serde(with = "line_card")] Box<Card>),
    Edited {
        card: CardId,
        #[serde(rename = "to", with = "line_card::content")]
        content: Box<Content>,
    },
    Graded(Graded),
    /// A grade, or any other entry, is taken back: the log then stands as if it had not been.
    Undone(EntryId),
    /// Not asked until it is taken up again.
    Suspended(CardId),
    Resumed(CardId),
    /// Not asked again on that day.
    Buried {
        card: CardId,
        #[serde(with = "word")]
        day: Day,
    },
    /// Set aside, since its passage is not what it was.
    Stale {
        card: CardId,
        why: Stale,
        /// What the passage says now, or what contradicts it.
        #[serde(default)]
        words: Text,
    },
    /// Looked at after it went stale, and right as it is.
    Fresh(CardId),
    Deleted(CardId),
    /// An article was on the screen.
    Visited(Box<Visit>),
    /// Put into the queue of what to read next, or taken out of it.
    Queued(Box<Queued>),
    Dequeued(#[serde(with = "word")] ArticleId),
    /// The weights of the scheduler were fitted to the log.
    Fitted(Box<[f32; 21]>),
    /// What a later byline wrote. It is kept, and says nothing here.
    #[serde(skip)]
    Unknown,
}

impl Deed {
    /// All keys. What stands under another is a later byline's.
    pub(super) const KEYS: [&str; 14] = [
        "made",
        "edited",
        "graded",
        "undone",
        "suspended",
        "resumed",
        "buried",
        "stale",
        "fresh",
        "deleted",
        "visited",
        "queued",
        "dequeued",
        "fitted",
    ];
}

/// A card that was asked, and how well it was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    pub card: CardId,
    pub grade: Grade,
    /// How long the card was on the screen, in milliseconds; no more than ten minutes.
    #[serde(rename = "ms", default)]
    pub took_millis: u32,
    /// How sure the reader was before turning it, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<u8>,
}

/// How well a card was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Grade {
    Again = 1,
    Hard = 2,
    Good = 3,
    Easy = 4,
}

impl Grade {
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The grade of a digit.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// Whether the card was remembered at all.
    #[must_use]
    pub fn is_pass(self) -> bool {
        self != Self::Again
    }
}

impl TryFrom<u8> for Grade {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::from_number(number).ok_or("a grade is a number from 1 to 4")
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade as Self
    }
}

/// Why a card is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stale {
    /// The passage was reworded.
    Changed,
    /// The passage, or its article, is gone.
    Gone,
    /// A claim of the library contradicts, corrects or withdraws it, or answers what it calls open.
    Contradicted,
}

impl Stale {
    pub const ALL: [Self; 3] = [Self::Changed, Self::Gone, Self::Contradicted];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Contradicted => "contradicted",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// A visit to an article, or a part of one: what of it was read, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    #[serde(with = "word")]
    pub article: ArticleId,
    /// The text whose changes were seen, kept under `revisions/`: that on the screen, or an earlier one as long as what is
    /// new since was not read.
    #[serde(with = "word")]
    pub revision: Digest,
    /// `updated:`, else `published:`, as written in that text: whether a change was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Text>,
    #[serde(default)]
    pub seconds: u32,
    /// The first eight digits of the digest of each sentence that was read, those of earlier visits left out.
    #[serde(default, with = "hex", skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<u32>,
    /// The words of these sentences.
    #[serde(default)]
    pub words: u32,
    /// Sentences of the article that can be read.
    #[serde(default)]
    pub sentences: u32,
    #[serde(default, deserialize_with = "word::lines", skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Text>,
    /// `story-id:` of the article, by which one follows a story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<Text>,
}

/// An article in the queue, with what a list of them shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    #[serde(with = "word")]
    pub article: ArticleId,
    #[serde(default, deserialize_with = "word::line")]
    pub headline: Text,
    #[serde(default)]
    pub words: u32,
    /// The article it is put before, where that is in the queue; else it goes to its end.
    #[serde(default, with = "word::perhaps", skip_serializing_if = "Option::is_none")]
    pub before: Option<ArticleId>,
}
