//! The cache of the catalogue: one line of JSON an entry, in the order of the shelf.
//!
//! The order lets the first rows be read without the rest. A line is looked at whole only when its entry is wanted, and
//! copied as it is when the entry has not changed. Whatever is wrong with the file, it is ignored and written anew.

use std::{
    cmp::Reverse,
    collections::HashMap,
    fs,
    hash::{BuildHasher, RandomState},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    ops::Range,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use atomic_write_file::AtomicWriteFile;
use serde::{Deserialize, Serialize};

use crate::{
    library::{Entry, FileFacts},
    model::{ArticleId, Date},
};

/// Changes with the shape of an entry, and with what reading an article gives.
const VERSION: u32 = 3;

const FILE_NAME: &str = "catalogue.jsonl";

/// The first rows alone, and how many there are in all, as the index last had them.
const SNAPSHOT_NAME: &str = "shelf.jsonl";

/// The most bytes of a cache that is believed: two million articles.
const CACHE_MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// The most bytes of one line when only the first rows are read.
const LINE_MAX_BYTES: u64 = 64 * 1024;

/// A file that changed this shortly before it was listed may change again within the same tick of its clock.
const SETTLED_NS: i64 = 2_000_000_000;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    catalogue: u32,
    written_ns: i64,
    /// How many articles there are, where the rows are not all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    articles: Option<usize>,
}

/// What is read of a line to know which file it is about.
#[derive(Debug, Deserialize)]
struct Key {
    path: String,
}

/// What is read of a line to know its place on the shelf.
#[derive(Debug, Default, Deserialize)]
struct Place {
    published: Option<String>,
    headline: String,
    path: String,
}

impl Place {
    /// As [`Entry::shelf_order`] has it.
    fn key(self) -> (Reverse<String>, String, String) {
        let date = Date::new(self.published.as_deref().unwrap_or_default());
        (Reverse(date.sort_key().to_owned()), self.headline, self.path)
    }
}

/// A line to write: one of the old file, or a new one.
#[derive(Debug)]
pub(super) enum Line {
    Old(Range<usize>),
    New(Box<str>),
}

impl Line {
    pub(super) fn new(entry: &Entry) -> Self {
        Self::New(serde_json::to_string(entry).unwrap_or_default().into_boxed_str())
    }
}

/// The cache as it was when it was read.
#[derive(Debug, Default)]
pub(super) struct Cache {
    bytes: Vec<u8>,
    written_ns: i64,
    /// Where the line of a file is, by a digest of its path: names are long, and a library has many.
    lines: HashMap<u64, Range<usize>>,
    digest: RandomState,
}

impl Cache {
    /// Reads the cache of a library; an empty one where it is missing or damaged.
    pub(super) fn read(folder: &Path) -> Self {
        let source = super::read_source(&folder.join(FILE_NAME), CACHE_MAX_BYTES);
        source.ok().and_then(|source| Self::parse(source.bytes)).unwrap_or_default()
    }

    fn parse(bytes: Vec<u8>) -> Option<Self> {
        let end = memchr::memchr(b'\n', &bytes)?;
        let header = header(bytes.get(..end)?)?;
        let (mut lines, mut start, digest) = (HashMap::new(), end + 1, RandomState::new());
        for end in memchr::memchr_iter(b'\n', &bytes).skip(1) {
            let range = start..end;
            start = end + 1;
            if let Some(key) = bytes.get(range.clone()).and_then(|line| serde_json::from_slice::<Key>(line).ok()) {
                lines.insert(digest.hash_one(&key.path), range);
            }
        }
        Some(Self { bytes, written_ns: header.written_ns, lines, digest })
    }

    /// The entry of a file that has not changed since.
    pub(super) fn get(&self, facts: &FileFacts) -> Option<(Entry, Line)> {
        if facts.modified_ns.saturating_add(SETTLED_NS) >= self.written_ns {
            return None;
        }
        let range = self.lines.get(&self.digest.hash_one(&facts.path))?;
        let entry = entry(self.bytes.get(range.clone())?)?;
        let known = (entry.path.as_str(), entry.size_bytes, entry.modified_ns);
        let same = known == (facts.path.as_str(), facts.size_bytes, facts.modified_ns);
        same.then(|| (entry, Line::Old(range.clone())))
    }

    /// Writes the cache anew, unless nothing has changed.
    pub(super) fn write(&self, folder: &Path, mut lines: Vec<Line>) -> io::Result<()> {
        let unchanged = lines.iter().all(|line| matches!(line, Line::Old(_)));
        if unchanged && lines.len() == self.lines.len() && !lines.is_empty() {
            return Ok(());
        }
        lines.sort_by_cached_key(|line| serde_json::from_slice::<Place>(self.line(line)).unwrap_or_default().key());
        fs::create_dir_all(folder)?;
        let mut file = AtomicWriteFile::open(folder.join(FILE_NAME))?;
        let mut out = BufWriter::with_capacity(1 << 16, &mut file);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let written_ns = i64::try_from(now.as_nanos()).unwrap_or(0);
        let header = Header { catalogue: VERSION, written_ns, articles: None };
        serde_json::to_writer(&mut out, &header)?;
        out.write_all(b"\n")?;
        for line in &lines {
            out.write_all(self.line(line))?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        drop(out);
        file.commit()
    }

    fn line<'a>(&'a self, line: &'a Line) -> &'a [u8] {
        match line {
            Line::Old(range) => self.bytes.get(range.clone()).unwrap_or_default(),
            Line::New(line) => line.as_bytes(),
        }
    }
}

/// Writes the first rows, unless they are there already.
pub(super) fn write_snapshot<'a>(
    folder: &Path,
    articles: usize,
    rows: impl Iterator<Item = &'a Entry>,
) -> Result<(), super::Error> {
    let header = Header { catalogue: VERSION, written_ns: 0, articles: Some(articles) };
    let mut text = serde_json::to_string(&header).unwrap_or_default();
    for entry in rows {
        text.push('\n');
        text.push_str(&serde_json::to_string(entry).unwrap_or_default());
    }
    text.push('\n');
    let path = folder.join(SNAPSHOT_NAME);
    let same = super::read_source(&path, text.len() as u64).is_ok_and(|source| source.bytes == text.as_bytes());
    if same { Ok(()) } else { super::replace(&path, text.as_bytes()) }
}

/// The first rows, and how many articles there are; what lies behind them is not read. From the snapshot, or else from
/// the catalogue, which does not say how many it has.
pub(super) fn first(folder: &Path, rows: usize) -> (Vec<Entry>, usize) {
    [SNAPSHOT_NAME, FILE_NAME].into_iter().find_map(|name| first_of(&folder.join(name), rows)).unwrap_or_default()
}

fn first_of(path: &Path, rows: usize) -> Option<(Vec<Entry>, usize)> {
    let mut lines = BufReader::with_capacity(1 << 15, super::file::open(path).ok()?.into_file());
    let mut next = || {
        let mut line = Vec::new();
        let read = (&mut lines).take(LINE_MAX_BYTES).read_until(b'\n', &mut line);
        read.ok().filter(|bytes| *bytes > 0).map(|_| line)
    };
    let header = header(&next()?)?;
    let rows: Vec<Entry> = std::iter::from_fn(|| next().as_deref().and_then(entry)).take(rows).collect();
    let articles = header.articles.unwrap_or(rows.len()).max(rows.len());
    (!rows.is_empty()).then_some((rows, articles))
}

/// Where the catalogue last saw an article. The file is searched as text: an id is found in a large one in milliseconds.
pub(super) fn path_of(folder: &Path, id: &ArticleId) -> Option<String> {
    let bytes = super::read_source(&folder.join(FILE_NAME), CACHE_MAX_BYTES).ok()?.bytes;
    let needle = format!("{{\"id\":{},", serde_json::to_string(id.as_str()).ok()?);
    let at = memchr::memmem::find(&bytes, needle.as_bytes())?;
    let line = bytes.get(at..)?.split(|byte| *byte == b'\n').next()?;
    serde_json::from_slice::<Key>(line).ok().map(|key| key.path)
}

fn header(line: &[u8]) -> Option<Header> {
    serde_json::from_slice::<Header>(line).ok().filter(|header| header.catalogue == VERSION)
}

fn entry(line: &[u8]) -> Option<Entry> {
    serde_json::from_slice::<Entry>(line).ok().map(Entry::sanitised)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, published: &str, modified_ns: i64) -> Entry {
        Entry {
            id: id.to_owned(),
            path: format!("{id}.yaml"),
            headline: id.to_uppercase(),
            published: Some(published.to_owned()),
            size_bytes: 9,
            modified_ns,
            ..Entry::default()
        }
    }

    fn write(folder: &Path, entries: &[Entry]) {
        let lines = entries.iter().map(Line::new).collect();
        Cache::default().write(folder, lines).unwrap();
    }

    #[test]
    fn the_first_rows_come_in_the_order_of_the_shelf() {
        let folder = tempfile::tempdir().unwrap();
        let entries = [entry("old", "2020", 1), entry("new", "2025-03-03", 1), entry("mid", "2024", 1)];
        write(folder.path(), &entries);
        let ids: Vec<String> = first(folder.path(), 2).0.into_iter().map(|entry| entry.id).collect();
        assert_eq!(ids, ["new", "mid"]);
        write_snapshot(folder.path(), 70, [&entries[2]].into_iter()).unwrap();
        assert_eq!(first(folder.path(), 2), (vec![entries[2].clone()], 70));
        assert_eq!(path_of(folder.path(), &"mid".parse().unwrap()).as_deref(), Some("mid.yaml"));
        assert_eq!(path_of(folder.path(), &"none".parse().unwrap()), None);
    }

    #[test]
    fn only_a_file_that_has_not_changed_since_it_settled_is_believed() {
        let folder = tempfile::tempdir().unwrap();
        let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos()).unwrap();
        write(folder.path(), &[entry("settled", "2020", 1), entry("fresh", "2020", now)]);
        let cache = Cache::read(folder.path());
        let facts = |path: &str, size_bytes, modified_ns| FileFacts { path: path.to_owned(), size_bytes, modified_ns };
        assert!(cache.get(&facts("settled.yaml", 9, 1)).is_some());
        assert!(cache.get(&facts("settled.yaml", 8, 1)).is_none());
        assert!(cache.get(&facts("settled.yaml", 9, 2)).is_none());
        assert!(cache.get(&facts("fresh.yaml", 9, now)).is_none());
    }

    #[test]
    fn a_damaged_cache_is_no_cache() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        let whole = "{\"catalogue\":2,\"written_ns\":0}\n";
        for (damaged, rows) in
            [("", 0), ("{}\n", 0), ("\0\0", 0), ("{\"catalogue\":99,\"written_ns\":0}\n", 0), (whole, 0)]
        {
            fs::write(&file, damaged).unwrap();
            assert_eq!(first(folder.path(), 9).0.len(), rows, "{damaged:?}");
            assert!(Cache::read(folder.path()).lines.is_empty(), "{damaged:?}");
        }
        fs::write(&file, format!("{whole}not json\n{{\"id\":\"x\"\n")).unwrap();
        assert!(first(folder.path(), 9).0.is_empty());
    }
}
