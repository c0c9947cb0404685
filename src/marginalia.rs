//! What readers leave in the margins of articles: finding it again after an article changed, and merging two versions.

mod merge;
mod revision;
mod seek;

pub use merge::merge;
pub use revision::{Block, Revision};
pub use seek::{Found, find};
