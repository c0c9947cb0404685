//! What many articles say together: the shelf, passages, voices, open questions, stories, links, and the questions that
//! can be put to all of them.
//!
//! An article is boiled down to a [`Record`]. Everything else here is made from records, or from the parts of records
//! that an index hands out; nothing here knows an index.

mod entry;
mod inquiry;
mod lookup;
mod order;
mod query;
mod record;
mod words;

pub use entry::{Cite, Entry, FileFacts, ReadPlace, shelve};
pub use inquiry::{
    Around, Asked, Finding, Hit, Hits, Inquiry, Ledger, LinkTo, QuestionState, Role, Speaker, VoiceCard,
};
pub use lookup::Lookup;
pub use order::{Grouping, Sort};
pub use query::{
    Completion, Dates, Day, FIELDS, Field, Has, Is, Kept, Node, Offered, Phrase, Query, QueryFault, Row, Term, complete,
};
pub use record::{Assertion, Citation, Passage, Profile, Question, Quoted, Record};
pub use words::{fold, words};
