//! The catalogue: every article of the library as the shelf shows it, from the cache where nothing has changed.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    format::{self, Reading},
    library::{self, Entry, FileFacts},
    model::{Diagnostic, Outline, Severity},
};

use super::{
    Desk, Error,
    article::OPENING_BYTES,
    cache::{self, Cache, Line},
    desk, file,
    walk::{self, Found},
};

/// How many files make a batch, so that a shelf fills and a search can be left; the first is small, to be there at once.
const BATCH_FILES: usize = 500;
const FIRST_BATCH_FILES: usize = 64;

/// Beyond this an article is listed by its beginning: its counts are then those of the beginning.
const LISTED_MAX_BYTES: u64 = 32 * 1024 * 1024;

/// How many folders are looked into for the first rows of a library that was never seen.
const FOLDERS_MAX: usize = 256;

/// A part of the library as it is read.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub entries: Vec<Entry>,
    /// Files and folders that could not be read: nothing is lost without a word.
    pub faults: Vec<Fault>,
    /// Files so far, and all of them. While folders are still walked, `done` is 0 and `total` grows.
    pub done: usize,
    pub total: usize,
}

/// What could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Relative to the library. Not sanitised: it is a file name.
    pub path: String,
    /// What follows the path in a sentence: `is a device or a pipe, not a file`.
    pub message: String,
}

/// What became of one file.
enum Listed {
    Entry(Box<Entry>, Line),
    Fault(Fault),
    /// YAML that does not pretend to be an article.
    Other,
}

impl Desk {
    /// The first rows of the last known shelf, in its order, and how many articles there were. Costs the same however
    /// large the library is.
    #[must_use]
    pub fn snapshot(&self, rows: usize) -> (Vec<Entry>, usize) {
        self.cache.as_deref().map(|folder| cache::first(folder, rows)).unwrap_or_default()
    }

    /// The first `n` articles that come to hand, in the order of the shelf, for a library that was never seen:
    /// folders are not read further than that takes, and long articles not beyond their beginning.
    #[must_use]
    pub fn first_files(&self, n: usize) -> Vec<Entry> {
        let mut files = Vec::new();
        let mut folders = vec![self.root.clone()];
        for _ in 0..FOLDERS_MAX {
            let Some(folder) = folders.pop().filter(|_| files.len() < n) else { break };
            self.look_into(&folder, n, &mut files, &mut folders);
        }
        let listed = files.par_iter().map(|found| read_entry(found, OPENING_BYTES as u64, None));
        let entries = listed.filter_map(|listed| match listed {
            Listed::Entry(entry, _) => Some(*entry),
            Listed::Fault(_) | Listed::Other => None,
        });
        let mut entries: Vec<Entry> = entries.collect();
        library::shelve(&mut entries);
        entries
    }

    fn look_into(&self, folder: &Path, n: usize, files: &mut Vec<Found>, folders: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (Ok(kind), name) = (entry.file_type(), entry.file_name()) else { continue };
            let name = name.to_string_lossy();
            if kind.is_dir() && !name.starts_with('.') && self.depth_max.is_none() {
                folders.push(entry.path());
            } else if kind.is_file() && walk::is_article_name(&name) {
                files.extend(walk::found(&self.root, &entry.path()));
            }
            if files.len() >= n {
                return;
            }
        }
    }

    /// Reads the whole library, batch by batch, until `on` breaks it off. Files that have not changed come from the
    /// cache, which is written anew at the end.
    ///
    /// # Errors
    /// Where the library's folder is gone. A cache that can't be written is no error: it is only a cache.
    pub fn list(&self, on: &mut dyn FnMut(Batch) -> ControlFlow<()>) -> Result<(), Error> {
        fs::read_dir(&self.root).map_err(Error::io("read", &self.root))?;
        let Some(files) = self.walk_all(on) else { return Ok(()) };
        let old = self.cache.as_deref().map(Cache::read).unwrap_or_default();
        let mut lines = Vec::with_capacity(files.len());
        let (mut done, mut rest) = (0, files.as_slice());
        while !rest.is_empty() {
            let size = if done == 0 { FIRST_BATCH_FILES } else { BATCH_FILES };
            let (chunk, behind) = rest.split_at(size.min(rest.len()));
            rest = behind;
            done += chunk.len();
            let listed: Vec<Listed> =
                chunk.par_iter().map(|found| read_entry(found, LISTED_MAX_BYTES, Some(&old))).collect();
            let mut batch = Batch { done, total: files.len(), ..Batch::default() };
            for one in listed {
                match one {
                    Listed::Entry(entry, line) => {
                        lines.push(line);
                        batch.entries.push(*entry);
                    }
                    Listed::Fault(fault) => batch.faults.push(fault),
                    Listed::Other => {}
                }
            }
            if on(batch).is_break() {
                return Ok(());
            }
        }
        if let Some(folder) = &self.cache {
            // a cache that can't be written costs time, not articles
            let _unwritten = old.write(folder, lines);
        }
        Ok(())
    }

    /// Every article file, sorted so that batches are the same every time; `None` where `on` broke it off.
    fn walk_all(&self, on: &mut dyn FnMut(Batch) -> ControlFlow<()>) -> Option<Vec<Found>> {
        let mut files = Vec::new();
        let mut faults = Vec::new();
        let walked = walk::walk(&self.root, self.depth_max, &mut |found| {
            match found {
                Ok(found) => files.push(found),
                Err(fault) => faults.push(fault),
            }
            if files.len() % 10_000 != 9_999 {
                return ControlFlow::Continue(());
            }
            on(Batch { total: files.len(), ..Batch::default() })
        });
        if walked.is_break() || on(Batch { faults, total: files.len(), ..Batch::default() }).is_break() {
            return None;
        }
        files.par_sort_unstable_by(|a, b| b.path.cmp(&a.path)); // dated names: the newest first
        Some(files)
    }

    /// The whole catalogue in the order of the shelf, and what could not be read.
    ///
    /// # Errors
    /// Where the library's folder is gone.
    pub fn catalogue(&self) -> Result<(Vec<Entry>, Vec<Fault>), Error> {
        let (mut entries, mut faults) = (Vec::new(), Vec::new());
        self.list(&mut |batch| {
            entries.extend(batch.entries);
            faults.extend(batch.faults);
            ControlFlow::Continue(())
        })?;
        library::shelve(&mut entries);
        Ok((entries, faults))
    }
}

fn read_entry(found: &Found, whole_max_bytes: u64, old: Option<&Cache>) -> Listed {
    let fault = |message: String| Listed::Fault(Fault { path: found.path.clone(), message });
    let metadata = match fs::symlink_metadata(&found.absolute) {
        Ok(metadata) => metadata,
        Err(error) => return fault(format!("can't be read: {}", error.kind())),
    };
    let facts =
        FileFacts { path: found.path.clone(), size_bytes: metadata.len(), modified_ns: file::modified_ns(&metadata) };
    if let Some((entry, line)) = old.and_then(|old| old.get(&facts)) {
        return Listed::Entry(Box::new(entry), line);
    }
    match read_article(found, whole_max_bytes) {
        Err(error) => fault(format!("was not read: {}", error.to_text())),
        Ok((_, bytes)) if !claims_to_be_an_article(&bytes) => Listed::Other,
        Ok((Reading { article: None, diagnostics, .. }, _)) => fault(no_article(&diagnostics)),
        Ok((Reading { article: Some(article), diagnostics, .. }, _)) => {
            let entry = Entry::new(&article, &Outline::of(&article), &diagnostics, facts);
            let line = Line::new(&entry);
            Listed::Entry(Box::new(entry), line)
        }
    }
}

/// Why a file that should be an article holds none.
pub(super) fn no_article(diagnostics: &[Diagnostic]) -> String {
    let worst = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    worst.map_or_else(
        || "holds no article".to_owned(),
        |worst| format!("line {}: {}", worst.location.line, worst.message),
    )
}

/// Reads the whole of a file that is not too long, else its beginning.
fn read_article(found: &Found, whole_max_bytes: u64) -> Result<(Reading, Vec<u8>), Error> {
    Ok(fetch(found, whole_max_bytes)?.reading(&found.path))
}

/// What was read of a file.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) bytes: Vec<u8>,
    /// What the beginning of a long file says, where that is all that is read.
    opening: Option<Reading>,
}

impl Source {
    /// What the file at that path says.
    pub(super) fn reading(self, path: &str) -> (Reading, Vec<u8>) {
        let reading = self.opening.unwrap_or_else(|| format::read(&self.bytes, desk::stem(path)));
        (reading, self.bytes)
    }
}

/// Takes the bytes of a file that is not too long from the disk, else those of its beginning, where that can stand alone.
pub(super) fn fetch(found: &Found, whole_max_bytes: u64) -> Result<Source, Error> {
    let mut opened = file::open(&found.absolute)?;
    let mut bytes = Vec::new();
    let mut opening = None;
    if opened.size_bytes <= whole_max_bytes {
        opened.read_on(&mut bytes, whole_max_bytes)?;
    } else {
        bytes = opened.read(OPENING_BYTES as u64)?;
        opening = format::read_opening(&bytes, desk::stem(&found.path), OPENING_BYTES);
        if opening.is_none() {
            opened.read_on(&mut bytes, format::FILE_MAX_BYTES)?;
        }
    }
    Ok(Source { bytes, opening })
}

/// Whether YAML is meant as an article: a folder may hold other things that end in `.yaml`.
pub(super) fn claims_to_be_an_article(bytes: &[u8]) -> bool {
    let head = bytes.get(..OPENING_BYTES).unwrap_or(bytes);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.split(|byte| *byte == b'\n')
        .any(|line| [&b"format: byline"[..], b"headline:", b"story:"].iter().any(|key| line.starts_with(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_yaml_is_told_from_articles() {
        assert!(claims_to_be_an_article(b"\xef\xbb\xbfformat: byline/1\n"));
        assert!(claims_to_be_an_article(b"title: x\nstory:\n"));
        assert!(!claims_to_be_an_article(b"services:\n  story: x\n"));
    }
}
