//! What a board is about: what is asked of the library for it, and how it is shown.

use crate::{
    library::{Inquiry, Query, QueryFault, QuestionState, Realm},
    model::{ArticleId, Date},
};

use super::NoteGrouping;

/// The most passages a search shows.
const HITS_MAX: usize = 200;
/// The most speakers that are listed.
const VOICES_MAX: usize = 500;

/// What a board shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    Search {
        query: String,
    },
    /// All speakers whose names hold these words.
    Voices {
        words: String,
    },
    /// One speaker; of the quotes those that hold these words.
    Voice {
        name: String,
        words: String,
    },
    Questions {
        query: String,
        as_of: Option<Date>,
        shown: Shown,
    },
    /// The story around an article, at a date; of what is said then, what holds these words.
    Story {
        article: ArticleId,
        at: Option<Date>,
        words: String,
    },
    /// The reader's annotations that answer a query.
    Notes {
        query: String,
        grouping: NoteGrouping,
    },
    /// The passages that are gathered for a brief.
    Brief,
}

/// Which questions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    All,
    /// Open, or answered in part.
    Unanswered,
    Answered,
    Dropped,
}

impl Shown {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Unanswered,
            Self::Unanswered => Self::Answered,
            Self::Answered => Self::Dropped,
            Self::Dropped => Self::All,
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unanswered => "unanswered",
            Self::Answered => "answered",
            Self::Dropped => "dropped",
        }
    }

    #[must_use]
    pub fn covers(self, state: QuestionState) -> bool {
        match (self, state) {
            (Self::All, _)
            | (Self::Unanswered, QuestionState::Open | QuestionState::Partly)
            | (Self::Answered, QuestionState::Answered)
            | (Self::Dropped, QuestionState::Dropped) => true,
            (Self::Unanswered, QuestionState::Answered | QuestionState::Dropped)
            | (Self::Answered, QuestionState::Open | QuestionState::Partly | QuestionState::Dropped)
            | (Self::Dropped, QuestionState::Open | QuestionState::Partly | QuestionState::Answered) => false,
        }
    }
}

impl Topic {
    /// What stands at the head of the board, before what was typed.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Search { .. } => "Search",
            Self::Voices { .. } => "Voices",
            Self::Voice { .. } => "Voice",
            Self::Questions { .. } => "Questions",
            Self::Story { .. } => "Story",
            Self::Notes { .. } => "Notes",
            Self::Brief => "Brief",
        }
    }

    /// The words that were typed for it.
    #[must_use]
    pub fn typed(&self) -> &str {
        match self {
            Self::Search { query } | Self::Questions { query, .. } | Self::Notes { query, .. } => query,
            Self::Voices { words } | Self::Voice { words, .. } | Self::Story { words, .. } => words,
            Self::Brief => "",
        }
    }

    pub(in crate::app) fn set_typed(&mut self, typed: &str) {
        match self {
            Self::Search { query } | Self::Questions { query, .. } | Self::Notes { query, .. } => {
                typed.clone_into(query);
            }
            Self::Voices { words } | Self::Voice { words, .. } | Self::Story { words, .. } => typed.clone_into(words),
            Self::Brief => {}
        }
    }

    /// The date it looks at, where it is not today.
    #[must_use]
    pub fn date(&self) -> Option<&Date> {
        match self {
            Self::Questions { as_of: date, .. } | Self::Story { at: date, .. } => date.as_ref(),
            Self::Search { .. } | Self::Voices { .. } | Self::Voice { .. } | Self::Notes { .. } | Self::Brief => None,
        }
    }

    /// Whether what is typed is a query of the library's language, rather than plain words.
    #[must_use]
    pub fn takes_query(&self) -> bool {
        match self {
            Self::Search { .. } | Self::Questions { .. } | Self::Notes { .. } => true,
            Self::Voices { .. } | Self::Voice { .. } | Self::Story { .. } | Self::Brief => false,
        }
    }

    /// Whether new words ask the library anew; else they filter what was answered.
    #[must_use]
    pub(in crate::app) fn asks_as_typed(&self) -> bool {
        match self {
            Self::Search { .. } | Self::Voices { .. } | Self::Questions { .. } => true,
            Self::Voice { .. } | Self::Story { .. } | Self::Notes { .. } | Self::Brief => false,
        }
    }

    /// What such a query is put to.
    #[must_use]
    pub fn realm(&self) -> Realm {
        match self {
            Self::Notes { .. } => Realm::Notes,
            Self::Search { .. }
            | Self::Voices { .. }
            | Self::Voice { .. }
            | Self::Questions { .. }
            | Self::Story { .. }
            | Self::Brief => Realm::Library,
        }
    }

    /// The question to the library; `None` where there is nothing to ask yet.
    ///
    /// # Errors
    /// Where what was typed is no query.
    pub(in crate::app) fn inquiry(&self) -> Result<Option<Inquiry>, QueryFault> {
        Ok(Some(match self {
            Self::Search { query } => match Query::parse_as_typed(query)? {
                // nothing is asked for yet, as by `kind:` alone
                query if query.is_empty() => return Ok(None),
                query => Inquiry::Search { query, limit: HITS_MAX },
            },
            Self::Voices { words } => Inquiry::Voices { words: words.clone(), limit: VOICES_MAX },
            Self::Voice { name, .. } => Inquiry::Voice { name: name.clone() },
            Self::Questions { query, as_of, .. } => {
                Inquiry::Ledger { query: Query::parse_as_typed(query)?, as_of: as_of.clone() }
            }
            Self::Story { article, .. } => Inquiry::Story { article: article.clone() },
            // no index knows them: they are asked for as such
            Self::Notes { .. } | Self::Brief => return Ok(None),
        }))
    }
}
