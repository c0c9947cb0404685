//! The index of a library: what stands where, who said what, what cites what.
//!
//! It is a cache, an embedded tantivy index beside the catalogue: it can be deleted at any time, and [`Desk::sync`] makes
//! it again from the articles. [`Desk::index`] opens it for reading, where there is one. What it answers is said by
//! [`Lookup`](crate::library::Lookup), and by [`Stock`](crate::library::Stock), the shelf.

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
mod report;
mod rows;
mod scribe;
mod search;
mod sheet;
mod stamps;
mod stems;
mod stored;
mod sync;
mod translate;
mod vigil;
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
    folder::{Folder, Found, Seal},
    rows::Faulty,
};
use super::{Desk, Error, catalogue::Fault};
use crate::library::Marks;

use pace::Crew;
pub use pace::Pace;
pub use report::{Progress, Report, Status, Synced};
pub use vigil::Vigil;

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
    /// That it is being read, where that is noted.
    _vigil: Option<Vigil>,
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
        let Some(folder) = self.index_folder() else { return Ok(None) };
        // A merge may take a file away between the list of files and a look at it.
        for _ in 0..3 {
            match folder.open(true)? {
                Found::Nothing => return Ok(None),
                Found::Unusable => {}
                Found::Ready(opened) if opened.seal.byline == 0 => return Ok(None),
                Found::Ready(opened) => {
                    let Ok(reader) = Index::reader(&opened.index) else { continue };
                    let (searcher, seal) = (reader.searcher(), opened.seal);
                    let fields = opened.fields.with_words(searcher.clone());
                    return Ok(Some(Index { folder, searcher, fields, seal, marks: Arc::default(), _vigil: None }));
                }
            }
        }
        Ok(None)
    }

    /// Notes beside the index that it is being read, as long as the note is held: should byline be ended by a damaged
    /// index, whoever opens that next is warned. `None` where there is no place for it, or this process holds one.
    #[must_use]
    pub fn read_index(&self) -> Option<Vigil> {
        self.has_index().then(|| self.index_folder()).flatten().as_ref().and_then(Vigil::begin)
    }

    /// Whether there is an index, as far as a glance tells.
    #[must_use]
    pub fn has_index(&self) -> bool {
        self.index_folder().is_some_and(|folder| folder.path.join("meta.json").is_file())
    }

    /// Where the index lies. A library that is only the folder around one article has its own.
    fn index_folder(&self) -> Option<Folder> {
        let name = if self.depth_max.is_some() { "index-here" } else { "index" };
        self.cache.as_ref().map(|cache| Folder { path: cache.join(name) })
    }
}

impl Index {
    /// The same index, for a reader who keeps this of articles ([`Desk::marks`]).
    #[must_use]
    pub fn with_marks(self, marks: impl Into<Arc<Marks>>) -> Self {
        Self { marks: marks.into(), ..self }
    }

    /// The same index, with a note of its being read.
    #[must_use]
    pub fn with_vigil(self, vigil: Option<Vigil>) -> Self {
        Self { _vigil: vigil, ..self }
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
