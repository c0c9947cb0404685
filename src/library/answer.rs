//! Answers what is asked of a library.

use super::{
    Asking, Finding, Inquiry, Ledger, Lookup, Spellings,
    around::around,
    fold,
    story::cluster,
    voices::{card, voices},
};
use crate::model::Date;

/// The most questions of a ledger on the screen, the newest first.
const LEDGER_MAX: usize = 2_000;

/// How many articles near a headline are looked at for the one that has it.
const SAME_HEADLINE_MAX: usize = 32;

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
        Inquiry::Around { article, mentions } => {
            let mut around = around(library, article.as_str(), today, spellings)?;
            for id in mentions {
                around.mentions.push((id.to_string(), library.entry(id.as_str())?.map(|entry| entry.headline)));
            }
            around.is_whole = library.is_complete();
            Finding::Around(Box::new(around))
        }
        Inquiry::Names => Finding::Names(Box::new(super::Names::in_library(library)?)),
        Inquiry::Headline { words } => {
            let near = library.near(words, SAME_HEADLINE_MAX)?;
            let wanted = fold(words);
            Finding::Headline(near.into_iter().find(|entry| fold(&entry.headline) == wanted).map(Box::new))
        }
    })
}

#[cfg(test)]
mod tests;
