//! Answers what is asked of a library.

use super::{
    Asking, Finding, Inquiry, Ledger, Lookup, Spellings,
    around::around,
    story::cluster,
    voices::{card, voices},
};
use crate::model::Date;

/// The most questions of a ledger on the screen, the newest first.
const LEDGER_MAX: usize = 2_000;

/// Answers an inquiry from what can be looked up in a library. `today` tells how old an open question is, `spellings`
/// which names a reader has taken for one, or for two.
///
/// # Errors
/// Where the library can't be looked up.
pub fn answer<L: Lookup>(
    library: &L,
    inquiry: &Inquiry,
    today: &Date,
    spellings: &Spellings,
) -> Result<Finding, L::Error> {
    Ok(match inquiry {
        Inquiry::Search { query, limit } => Finding::Hits(library.search(query, *limit)?),
        Inquiry::Voices { words, limit } => Finding::Voices(voices(library, words, *limit, spellings)?),
        Inquiry::Voice { name } => Finding::Voice(Box::new(card(library, name, spellings)?)),
        Inquiry::Ledger { query, as_of } => {
            let asking = Asking { query, as_of: as_of.as_ref(), today, limit: LEDGER_MAX };
            Finding::Ledger(Ledger::of(library, &asking)?)
        }
        Inquiry::Story { article } => Finding::Story(cluster(library, article.as_str())?),
        Inquiry::Around { article } => Finding::Around(Box::new(around(library, article.as_str(), today, spellings)?)),
    })
}

#[cfg(test)]
mod tests;
