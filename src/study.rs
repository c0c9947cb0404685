//! Studying what was read: cards, the log of reviews, when to ask again, and what is new since the last visit.
//!
//! All state is the fold of an append-only log: what is not in the log was not done, and what is in it can be taken back
//! only by a further entry.

mod card;
mod cloze;
mod day;
mod deck;
mod deed;
mod figures;
mod id;
mod line;
mod line_card;
mod news;
mod propose;
mod reading;
mod schedule;
mod session;
mod stale;
mod word;
mod wording;

pub use card::{Card, Content, GAP, Origin, Recipe};
pub use cloze::{cloze, words};
pub use day::{DAY_BEGINS_HOUR, Day, Moment};
pub use deck::{Before, Deck, LEECH_LAPSES, Standing};
pub use deed::{Deed, Entry, Grade, Graded, Queued, Stale, Visit};
pub use figures::{SURE_PERCENT, Stage, Stock, Sureness, Tally, TopicTally};
pub use id::{CardId, EntryId, NoId};
pub use line::{LogFault, read_line, read_log, write_line};
pub use news::{Fresh, Gone, News, Stood, news};
pub use propose::{AnsweredBy, Proposal, chosen, noted, propose, propose_changes, within};
pub use reading::{Reading, Seen, sentence_name};
pub use schedule::{Fit, FitProgress, Memory, Outlook, RETENTION, REVIEWS_TO_FIT, Scheduler, fit};
pub use session::{NEW_A_DAY, Session};
pub use stale::{Now, Verdict, judge};
pub use wording::{Wording, reworded};

#[cfg(test)]
mod tests;
