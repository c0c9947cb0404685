//! The index of a library: what stands where, who said what, what cites what.
//!
//! It is a cache, an embedded tantivy index beside the catalogue: it can be deleted at any time, and [`Desk::sync`] makes
//! it again from the articles. [`Desk::index`] opens it for reading, where there is one. What it answers is said by
//! [`Lookup`](crate::library::Lookup), and by [`Stock`](crate::library::Stock), the shelf.

mod begun;
mod cut;
mod fields;
mod folder;
mod gate;
mod lines;
mod listing;
mod lookup;
mod medium;
mod merging;
mod pace;
mod reader;
mod report;
mod rows;
mod scribe;
mod search;
mod sheet;
mod stamps;
mod standing;
mod stems;
mod stored;
mod sums;
mod sync;
mod translate;
mod within;

use std::{fmt, sync::Arc};

use tantivy::{
    DocAddress, DocId, IndexReader, ReloadPolicy, Searcher,
    collector::{Collector, Count, SegmentCollector},
    query::{Query, TermQuery},
    schema::IndexRecordOption,
};

use self::{
    fields::{Fields, Tag},
    folder::{Folder, Seal},
    rows::Faulty,
};
use super::{Desk, Error, catalogue::Fault};
use crate::library::Marks;

use pace::Crew;
pub use pace::Pace;
pub use report::{Progress, Report, Status, Synced};
pub(super) use standing::Standing;

/// The index of a library as it stood at one commit. Reading it blocks nobody and is blocked by nobody.
///
/// It holds on to that commit: open it again ([`Desk::index`]) to see what was written since.
pub struct Index {
    folder: Folder,
    searcher: Searcher,
    fields: Fields,
    seal: Seal,
    /// What `is:read` and its like are about.
    marks: Arc<Marks>,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).field("seal", &self.seal).finish_non_exhaustive()
    }
}

impl Desk {
    /// Opens the index for reading. `None` where there is none, or it is damaged, foreign or of another version: then
    /// [`Desk::sync`] makes one. It builds nothing and waits for nobody.
    ///
    /// # Errors
    /// Where the folder can't be looked into.
    pub fn index(&self) -> Result<Option<Index>, Error> {
        self.index_folder().map_or(Ok(None), |folder| folder.index())
    }

    /// Whether there is an index, as far as a glance tells.
    #[must_use]
    pub fn has_index(&self) -> bool {
        self.index_folder()
            .is_some_and(|folder| folder.has_commit() && !folder.shared.has_damage(&folder.damage_note()))
    }

    /// Where the index lies. A library that is only the folder around one article has its own.
    fn index_folder(&self) -> Option<Folder> {
        let name = if self.depth_max.is_some() { "index-here" } else { "index" };
        self.cache.as_ref().map(|cache| Folder { path: cache.join(name), shared: self.standing.shared() })
    }
}

impl Index {
    /// The same index, for a reader who keeps this of articles ([`Desk::marks`]).
    #[must_use]
    pub fn with_marks(self, marks: impl Into<Arc<Marks>>) -> Self {
        Self { marks: marks.into(), ..self }
    }

    /// How many articles it has.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn count(&self) -> Result<usize, Error> {
        self.search_for(&self.exact(Tag::Doc, "article"), &Count)
    }

    /// Whether every file of the library was looked at when it was last written.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.seal.complete
    }

    /// The files that should be articles and are none.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn faults(&self) -> Result<Vec<Fault>, Error> {
        let found = self.addresses(&self.exact(Tag::Has, "fault"))?;
        let fault = |at: DocAddress| self.stored(at).map(|Faulty { path, message }| Fault { path, message });
        found.into_iter().map(fault).collect()
    }

    fn reader(index: &tantivy::Index) -> tantivy::Result<IndexReader> {
        index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
    }

    /// The documents with that tag.
    fn exact(&self, tag: Tag, value: &str) -> TermQuery {
        TermQuery::new(self.fields.tag(tag, value), IndexRecordOption::Basic)
    }

    fn search_for<C: Collector>(&self, query: &dyn Query, collector: &C) -> Result<C::Fruit, Error> {
        self.searcher.search(query, collector).map_err(self.folder.error("read the index in"))
    }

    /// Every document that answers, in the order of the index.
    fn addresses(&self, query: &dyn Query) -> Result<Vec<DocAddress>, Error> {
        self.search_for(query, &Gather)
    }
}

/// Collects every document that is found.
struct Gather;

/// The documents of one segment.
struct Gathered {
    segment_ord: u32,
    found: Vec<DocAddress>,
}

impl Collector for Gather {
    type Fruit = Vec<DocAddress>;
    type Child = Gathered;

    fn for_segment(&self, segment_ord: u32, _: &tantivy::SegmentReader) -> tantivy::Result<Gathered> {
        Ok(Gathered { segment_ord, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<DocAddress>>) -> tantivy::Result<Vec<DocAddress>> {
        Ok(found.concat())
    }
}

impl SegmentCollector for Gathered {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, doc_id: DocId, _: f32) {
        self.found.push(DocAddress { segment_ord: self.segment_ord, doc_id });
    }

    fn harvest(self) -> Vec<DocAddress> {
        self.found
    }
}

/// Files in a second.
fn rate(files: usize, elapsed: std::time::Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a rate is told in three digits")]
    let files = files as f64;
    files / elapsed.as_secs_f64().max(0.001)
}

#[cfg(test)]
mod tests;
