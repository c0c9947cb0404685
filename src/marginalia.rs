//! What readers leave in the margins of articles: finding it again after an article changed, and merging two versions.

mod difference;
mod gloss;
mod matching;
mod merge;
mod revision;
mod seek;
#[cfg(test)]
pub(crate) mod testing;
mod tray;

pub use difference::{Edit, difference};
pub use gloss::{Context, Gloss, Glosses};
pub use matching::{Sought, matches};
pub use merge::merge;
pub use revision::{Block, Revision};
pub use seek::{Found, find};
pub use tray::{Brief, Cited, Passage, Said, Stretch, Tray, TrayEdit, label_of, to_markdown};
