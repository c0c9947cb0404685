//! What the index knows of the files behind it, so that none is read again without need.

use std::collections::HashMap;

use tantivy::{
    Searcher, SegmentReader,
    columnar::{Column, ColumnIndex},
};

use crate::library::FileFacts;

/// A file that changed this shortly before it was read may change again within the same tick of its clock.
const SETTLED_NS: i64 = 2_000_000_000;

/// What was noted of a file when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) size_bytes: u64,
    pub(super) modified_ns: i64,
    pub(super) seen_ns: i64,
    /// 0 where the file lay still when it was read.
    pub(super) digest: u64,
}

impl Known {
    /// Whether size and time are the same.
    pub(super) fn looks_like(&self, facts: &FileFacts) -> bool {
        self.size_bytes == facts.size_bytes && self.modified_ns == facts.modified_ns
    }

    /// Whether that is enough: the file lay still when it was read, or when all were last compared.
    pub(super) fn is_settled(&self, verified_ns: i64) -> bool {
        is_settled(self.modified_ns, self.seen_ns.max(verified_ns))
    }
}

/// Whether a file that was changed at one time lay still at another.
pub(super) fn is_settled(modified_ns: i64, at_ns: i64) -> bool {
    modified_ns.saturating_add(SETTLED_NS) < at_ns
}

/// Every file of the index, by its path.
pub(super) fn all(searcher: &Searcher) -> tantivy::Result<HashMap<String, Known>> {
    let mut known = HashMap::new();
    for segment in searcher.segment_readers() {
        let Some(columns) = Columns::open(segment)? else { continue };
        let paths = columns.paths()?;
        columns.each(segment, &mut |ord, one| {
            if let Some(path) = usize::try_from(ord).ok().and_then(|ord| paths.get(ord)) {
                known.insert(path.clone(), one);
            }
        });
    }
    Ok(known)
}

/// What is known of the file behind one document.
pub(super) fn of(segment: &SegmentReader, doc: u32) -> tantivy::Result<Option<Known>> {
    let Some(columns) = Columns::open(segment)? else { return Ok(None) };
    Ok(columns.size.first(doc).map(|size_bytes| Known {
        size_bytes,
        modified_ns: columns.modified.first(doc).unwrap_or(0),
        seen_ns: columns.seen.first(doc).unwrap_or(0),
        digest: columns.digest.first(doc).unwrap_or(0),
    }))
}

/// The columns of one segment.
struct Columns {
    file: tantivy::columnar::StrColumn,
    size: Column<u64>,
    modified: Column<i64>,
    seen: Column<i64>,
    digest: Column<u64>,
}

impl Columns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let fast = segment.fast_fields();
        let Some(file) = fast.str("file")? else { return Ok(None) };
        Ok(Some(Self {
            file,
            size: fast.u64("size")?,
            modified: fast.i64("modified")?,
            seen: fast.i64("seen")?,
            digest: fast.u64("digest")?,
        }))
    }

    /// The paths, by their number in this segment.
    fn paths(&self) -> tantivy::Result<Vec<String>> {
        let mut paths = Vec::with_capacity(self.file.dictionary().num_terms());
        let mut stream = self.file.dictionary().stream()?;
        while stream.advance() {
            paths.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        Ok(paths)
    }

    /// Tells the number of the path and what is known, for every document that is a file and not deleted. The columns
    /// have values for the same documents, so a place in one is a place in all.
    fn each(&self, segment: &SegmentReader, on: &mut dyn FnMut(u64, Known)) {
        let ords = self.file.ords();
        let mut tell = |row: u32, doc: u32| {
            if segment.alive_bitset().is_some_and(|alive| alive.is_deleted(doc)) {
                return;
            }
            let known = Known {
                size_bytes: self.size.values.get_val(row),
                modified_ns: self.modified.values.get_val(row),
                seen_ns: self.seen.values.get_val(row),
                digest: self.digest.values.get_val(row),
            };
            on(ords.values.get_val(row), known);
        };
        match &ords.index {
            ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_) => {}
            ColumnIndex::Full => (0..segment.max_doc()).for_each(|doc| tell(doc, doc)),
            ColumnIndex::Optional(index) => {
                (0..).zip(index.iter_non_null_docs()).for_each(|(row, doc)| tell(row, doc));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_believed_once_it_lay_still() {
        let known = Known { size_bytes: 1, modified_ns: 10, seen_ns: 11, digest: 0 };
        assert!(!known.is_settled(0), "written in the same moment");
        assert!(known.is_settled(10 + SETTLED_NS + 1), "all were compared later");
        assert!(Known { seen_ns: 11 + SETTLED_NS, ..known }.is_settled(0));
    }
}
