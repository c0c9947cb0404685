//! Reading one article: its beginning, or the whole of it.

use std::{iter, ops::ControlFlow, path::PathBuf};

use crate::{
    format::{self, Reading},
    library::Lookup as _,
    model::{ArticleId, Text},
};

use super::{Desk, Error, cache, desk, file, walk};

/// How much is read before the first frame: a screen of any size, and a page more.
pub(super) const OPENING_BYTES: usize = 64 * 1024;

/// A file of so many bytes is read and parsed while one waits.
const WAITED_FOR_MAX_BYTES: u64 = 1024 * 1024;

/// How much of a file is looked at for `id:`, in bytes.
const HEAD_BYTES: u64 = 4 * 1024;

/// An article that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub reading: Reading,
    /// The source as far as it was read, sanitised.
    pub source: Text,
    /// Relative to the library, with `/`.
    pub path: String,
    /// Whether this is only the beginning.
    pub partial: bool,
    /// Of the whole file.
    pub size_bytes: u64,
    /// Nanoseconds since 1970.
    pub modified_ns: i64,
}

impl Desk {
    /// Reads enough of an article to show its first screen: the whole of a short one, the beginning of a long one. `None`
    /// for a long one whose beginning can't be told from the rest: nobody should wait for it ([`Desk::load`]).
    ///
    /// # Errors
    /// Where there is no such article, or its file can't be read.
    pub fn opening(&self, id: &ArticleId, path: Option<&str>) -> Result<Option<Loaded>, Error> {
        let (path, absolute) = self.locate(id, path)?;
        let mut opened = file::open(&absolute)?;
        let mut bytes = opened.read(OPENING_BYTES as u64)?;
        if opened.size_bytes > bytes.len() as u64
            && let Some(reading) = format::read_opening(&bytes, desk::stem(&path), OPENING_BYTES)
        {
            return Ok(Some(loaded(reading, &bytes, path, true, &opened)));
        }
        if opened.size_bytes > WAITED_FOR_MAX_BYTES {
            return Ok(None);
        }
        opened.read_on(&mut bytes, format::FILE_MAX_BYTES)?;
        let reading = format::read(&bytes, desk::stem(&path));
        Ok(Some(loaded(reading, &bytes, path, false, &opened)))
    }

    /// Reads the whole of an article.
    ///
    /// # Errors
    /// Where there is no such article, its file can't be read, or is larger than [`format::FILE_MAX_BYTES`].
    pub fn load(&self, id: &ArticleId, path: Option<&str>) -> Result<Loaded, Error> {
        let (path, absolute) = self.locate(id, path)?;
        let mut opened = file::open(&absolute)?;
        let mut bytes = Vec::new();
        opened.read_on(&mut bytes, format::FILE_MAX_BYTES)?;
        let reading = format::read(&bytes, desk::stem(&path));
        Ok(loaded(reading, &bytes, path, false, &opened))
    }

    /// Where an article's file is: as told, else by its name, else by index or catalogue, else wherever its `id:` stands.
    fn locate(&self, id: &ArticleId, path: Option<&str>) -> Result<(String, PathBuf), Error> {
        if let Some(path) = path {
            return Ok((path.to_owned(), self.absolute(path)?));
        }
        if let Some((_, path)) = self.only().filter(|(only, _)| only == id) {
            let absolute = self.absolute(&path)?;
            return Ok((path, absolute));
        }
        let named = [format!("{id}.yaml"), format!("{id}.yml")];
        let indexed = iter::once_with(|| self.indexed_path(id)).flatten();
        let listed = iter::once_with(|| self.cache.as_deref().and_then(|folder| cache::path_of(folder, id))).flatten();
        for path in named.into_iter().chain(indexed).chain(listed) {
            if let Ok(absolute) = self.absolute(&path)
                && self.is_article(&absolute, &path, id)
            {
                return Ok((path, absolute));
            }
        }
        self.search(id).ok_or_else(|| Error::NoArticle { id: id.clone(), library: self.root.clone() })
    }

    /// Where an article was when it was indexed.
    fn indexed_path(&self, id: &ArticleId) -> Option<String> {
        let index = self.index().ok().flatten()?;
        index.entry(id.as_str()).ok().flatten().map(|entry| entry.path)
    }

    /// Looks through the whole library, by names before contents.
    fn search(&self, id: &ArticleId) -> Option<(String, PathBuf)> {
        let (mut by_name, mut others) = (None, Vec::new());
        let _stopped = walk::walk(&self.root, self.depth_max, &mut |found| {
            let Ok(found) = found else { return ControlFlow::Continue(()) };
            if desk::id_of_stem(desk::stem(&found.path)) == *id && self.is_article(&found.absolute, &found.path, id) {
                by_name = Some(found);
                return ControlFlow::Break(());
            }
            others.push(found);
            ControlFlow::Continue(())
        });
        let found =
            by_name.or_else(|| others.into_iter().find(|found| self.is_article(&found.absolute, &found.path, id)));
        found.map(|found| (found.path, found.absolute))
    }

    /// Whether the file's `id:`, or else its stem, is `id`.
    fn is_article(&self, absolute: &std::path::Path, path: &str, id: &ArticleId) -> bool {
        let head = file::open(absolute).and_then(|mut opened| opened.read(HEAD_BYTES)).unwrap_or_default();
        match written_id(&head) {
            Some(written) => written == id.as_str(),
            None => desk::id_of_stem(desk::stem(path)) == *id && absolute.starts_with(&self.root),
        }
    }
}

fn loaded(reading: Reading, bytes: &[u8], path: String, partial: bool, opened: &file::Opened) -> Loaded {
    Loaded {
        reading,
        source: Text::new(&String::from_utf8_lossy(bytes)),
        path,
        partial,
        size_bytes: opened.size_bytes,
        modified_ns: opened.modified_ns,
    }
}

/// What stands behind `id:` in a head, looked up without parsing: a library of any size can be searched for it.
pub(super) fn written_id(head: &[u8]) -> Option<&str> {
    let mut lines = head.split(|byte| *byte == b'\n').take_while(|line| !line.starts_with(b"story:"));
    let value = lines.find_map(|line| line.strip_prefix(b"id:"))?;
    let value = std::str::from_utf8(value).ok()?.trim();
    let value = value.split(" #").next().unwrap_or(value).trim();
    let quoted = |quote| value.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote));
    Some(quoted('"').or_else(|| quoted('\'')).unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_seen_without_parsing() {
        assert_eq!(written_id(b"format: byline/1\nid: pause\nstory:\n"), Some("pause"));
        assert_eq!(written_id(b"id: 'pause' # the first\n"), Some("pause"));
        assert_eq!(written_id(b"people:\n  id: no\nstory:\nid: no\n"), None);
    }
}
