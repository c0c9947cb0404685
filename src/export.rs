//! Articles, annotations and cards for other programs: one file a format.

mod anki;
pub mod article;
pub mod cards;
pub mod notes;
mod opml;

pub use opml::{FeedOutline, opml};
