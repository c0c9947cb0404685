//! What is told of the making of an index.

use super::scribe::Taken;
use crate::store::catalogue::Fault;

/// How far a sync is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Files read so far, and all that must be. While folders are still walked, `done` is 0 and `total` grows.
    pub done: usize,
    pub total: usize,
    /// Files that whoever opens the index finds as they are now.
    pub committed: usize,
    pub files_per_second: f64,
}

/// What became of a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Synced {
    Done(Report),
    /// Another process is writing the index.
    Elsewhere,
    /// There is no place for an index.
    Nowhere,
}

/// What a sync did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles in the index.
    pub articles: usize,
    /// Files that were read, and files that are no longer there.
    pub changed: usize,
    pub gone: usize,
    /// What could not be read, now or before.
    pub faults: Vec<Fault>,
    /// Whether it was not broken off.
    pub finished: bool,
}

impl Report {
    /// Adds what became of a batch.
    pub(super) fn add(&mut self, batch: Taken) {
        self.changed += batch.changed;
        self.gone += batch.gone;
        self.faults.extend(batch.faults);
    }
}

/// How an index stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    pub articles: usize,
    /// Bytes on disk.
    pub size_bytes: u64,
    /// When it was last written, in nanoseconds since 1970.
    pub written_ns: i64,
    /// Whether every file was looked at.
    pub complete: bool,
    /// Files that are new, have changed or are gone since.
    pub stale: usize,
}

impl Status {
    /// What of the files the index does not know, in words; `None` where it knows them all.
    #[must_use]
    pub fn unknown(&self) -> Option<String> {
        match (self.complete, self.stale) {
            (true, 0) => None,
            (false, _) => {
                Some(format!("only the {} articles that were indexed so far are looked through", self.articles))
            }
            (true, 1) => Some("1 file is not as it was when it was indexed".to_owned()),
            (true, stale) => Some(format!("{stale} files are not as they were when they were indexed")),
        }
    }
}
