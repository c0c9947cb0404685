//! What many articles say together: the shelf, passages, voices, open questions, stories, links, and the questions that
//! can be put to all of them.
//!
//! An article is boiled down to a [`Record`]. Everything else here is made from records, or from the parts of records
//! that an index hands out; nothing here knows an index.

mod answer;
mod around;
mod day;
mod entry;
mod inquiry;
mod ledger;
mod likeness;
mod lookup;
mod marks;
mod memory;
mod names;
mod order;
mod propose;
mod query;
mod record;
mod shelf;
mod story;
#[cfg(test)]
mod testing;
mod voices;
mod words;

pub use answer::answer;
pub use entry::{Cite, Entry, FileFacts, shelve};
pub use inquiry::{
    Around, Asked, Finding, Hit, Hits, Inquiry, Ledger, LinkTo, QuestionState, Role, Speaker, VoiceCard,
};
pub use ledger::{Asking, settles};
pub use likeness::{likeness, words as likeness_words};
pub use lookup::Lookup;
pub use marks::{Mark, Marks, ReadPlace, read_tags, tagged};
pub use memory::Records;
pub use names::Names;
pub use order::{Grouping, Sort};
pub use query::{
    Completion, Dates, Day, FIELDS, Field, Has, Is, Kept, Node, Offered, Phrase, Query, QueryFault, Realm, Row, Term,
    complete, excerpt,
};
pub use record::{Assertion, Citation, Passage, Profile, Question, Quoted, Record, Statement};
pub use shelf::{Arrangement, At, Entries, Listing, ShelfRow, Shelving, Stock, Stretch, Wanted};
pub use story::{Change, Standing, Step, Story, changes};
pub use voices::Spellings;
pub use words::{fold, words};
