//! Articles and annotations for other programs: one file a format.

pub mod article;
pub mod notes;
mod opml;

pub use opml::opml;
