//! Answers what is asked of a library.

use super::{
    Asking, Finding, Inquiry, Ledger, Lookup, Query, QueryFault, Spellings,
    around::around,
    story::cluster,
    voices::{card, voices},
};
use crate::model::Date;

/// The most questions of a ledger on the screen, the newest first.
const LEDGER_MAX: usize = 10_000;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered<E> {
    /// The query makes no sense.
    Query(QueryFault),
    /// The library can't be looked up.
    Lookup(E),
}

impl<E> From<E> for Unanswered<E> {
    fn from(error: E) -> Self {
        Self::Lookup(error)
    }
}

/// Answers an inquiry from what can be looked up in a library. `today` tells how old an open question is, `spellings`
/// which names a reader has taken for one, or for two.
///
/// # Errors
/// Where the query makes no sense, or the library can't be looked up.
pub fn answer<L: Lookup>(
    library: &L,
    inquiry: &Inquiry,
    today: &Date,
    spellings: &Spellings,
) -> Result<Finding, Unanswered<L::Error>> {
    Ok(match inquiry {
        Inquiry::Search { query: words, limit } => Finding::Hits(library.search(&query(words)?, *limit)?),
        Inquiry::Voices { words, limit } => Finding::Voices(voices(library, words, *limit, spellings)?),
        Inquiry::Voice { name } => Finding::Voice(Box::new(card(library, name, spellings)?)),
        Inquiry::Ledger { query: words, as_of } => {
            let asking = Asking { query: &query(words)?, as_of: as_of.as_ref(), today, limit: LEDGER_MAX };
            Finding::Ledger(Ledger::of(library, &asking)?)
        }
        Inquiry::Story { article } => Finding::Story(cluster(library, article.as_str())?),
        Inquiry::Around { article } => Finding::Around(Box::new(around(library, article.as_str(), today, spellings)?)),
    })
}

/// The query of these words.
fn query<E>(words: &str) -> Result<Query, Unanswered<E>> {
    Query::parse(words).map_err(Unanswered::Query)
}

#[cfg(test)]
mod tests;
