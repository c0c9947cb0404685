//! What many articles say together: the catalogue of the shelf.

use serde::{Deserialize, Serialize};

use crate::model::{Counts, Date};

/// One article on the shelf: what a row shows, and what links need.
///
/// All text is sanitised again when an entry is read back from a cache.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    /// Relative to the library's folder, with `/`.
    pub path: String,
    pub headline: String,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub publisher: Option<String>,
    pub lang: Option<String>,
    pub story_id: Option<String>,
    pub topics: Vec<String>,
    pub counts: Counts,
    /// Errors and warnings of the file.
    pub errors: u32,
    pub warnings: u32,
    /// Bytes of the file and its time of change (nanoseconds since 1970): what a cache compares.
    pub size_bytes: u64,
    pub modified_ns: i64,
    /// Ids of the articles it updates.
    pub updates: Vec<String>,
    /// Ids of its claims, for references.
    pub claims: Vec<String>,
}

impl Entry {
    /// The date it is ordered by.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.published.as_deref().map(Date::new)
    }
}

/// Where a reader left an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPlace {
    /// The paragraph of the galley at the top of the page, and the byte in it.
    pub paragraph: usize,
    pub offset: usize,
    /// Read as far as the end, or marked as read.
    pub read: bool,
    /// Whether the article is starred.
    #[serde(default)]
    pub star: bool,
}
