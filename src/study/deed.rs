//! What the log tells: one deed an entry.

use crate::model::{ArticleId, Digest, Text};

use super::{Card, CardId, Content, Day, EntryId, Moment};

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    pub at: Moment,
    pub deed: Deed,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    Made(Box<Card>),
    Edited {
        card: CardId,
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
        day: Day,
    },
    /// Set aside, since its passage is not what it was.
    Stale {
        card: CardId,
        why: Stale,
        /// What the passage says now, or what contradicts it.
        words: Text,
    },
    /// Looked at after it went stale, and right as it is.
    Fresh(CardId),
    Deleted(CardId),
    /// An article was on the screen.
    Visited(Box<Visit>),
    /// Put into the queue of what to read next, or taken out of it.
    Queued(Box<Queued>),
    Dequeued(ArticleId),
    /// The weights of the scheduler were fitted to the log.
    Fitted(Box<[f32; 21]>),
    /// What a later byline wrote. It is kept, and says nothing here.
    Unknown,
}

/// A card that was asked, and how well it was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graded {
    pub card: CardId,
    pub grade: Grade,
    /// How long the card was on the screen, in milliseconds; no more than ten minutes.
    pub took_millis: u32,
    /// How sure the reader was before turning it, in percent.
    pub sure: Option<u8>,
}

/// How well a card was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Why a card is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub article: ArticleId,
    /// The text whose changes were seen, kept under `revisions/`: that on the screen, or an earlier one as long as what is
    /// new since was not read.
    pub revision: Digest,
    /// `updated:`, else `published:`, as written in that text: whether a change was announced.
    pub dated: Option<Text>,
    pub seconds: u32,
    /// The first eight digits of the digest of each sentence that was read, those of earlier visits left out.
    pub read: Vec<u32>,
    /// The words of these sentences.
    pub words: u32,
    /// Sentences of the article that can be read.
    pub sentences: u32,
    pub topics: Vec<Text>,
    /// `story-id:` of the article, by which one follows a story.
    pub story: Option<Text>,
}

/// An article in the queue, with what a list of them shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    pub article: ArticleId,
    pub headline: Text,
    pub words: u32,
    /// The article it is put before, where that is in the queue; else it goes to its end.
    pub before: Option<ArticleId>,
}
