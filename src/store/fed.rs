//! Articles that came by a feed: found again by their entry, changed where they stand, the older text kept.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    format,
    import::{FEED_FIELD, entry_key},
    model::{Article, ArticleId, Digest},
};

use super::{Desk, Error, file, walk};

/// An article in the library that an entry of a feed became.
#[derive(Clone, Debug)]
pub struct Fed {
    pub path: PathBuf,
    pub article: Article,
    /// As it stands on disk.
    bytes: Vec<u8>,
}

impl Fed {
    /// An article that was just written.
    #[must_use]
    pub fn new(path: PathBuf, article: Article, yaml: String) -> Self {
        Self { path, article, bytes: yaml.into_bytes() }
    }
}

impl Desk {
    /// The articles that came by a feed, by the key of their entry. What can't be read is passed over: it is not touched
    /// either.
    ///
    /// # Errors
    /// Where the library can't be read.
    pub fn fed(&self) -> Result<HashMap<String, Fed>, Error> {
        let (files, _faults) = walk::article_files(&self.root)?;
        let fed = files.into_par_iter().filter_map(|found| {
            let bytes = file::read_source(&found.absolute, format::FILE_MAX_BYTES).ok()?.bytes;
            // hardly any article of a library has the field, and parsing is the dear part
            memchr::memmem::find(&bytes, FEED_FIELD.as_bytes())?;
            let stem = super::desk::stem(&found.path);
            let article = format::read(&bytes, super::desk::id_of_stem(stem).as_str()).article?;
            Some((entry_key(&article.head)?, Fed { path: found.absolute, article, bytes }))
        });
        Ok(fed.collect())
    }

    /// Puts a newer text beside an article that was changed by hand, under `revisions/` of the article. `state` tells it
    /// from others of the same entry; where it lies there already there is no news, and `None` comes back.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn set_beside(&self, fed: &Fed, state: &str, yaml: &str) -> Result<Option<PathBuf>, Error> {
        let home = || Error::Homeless { what: "newer texts of articles", path: self.root.clone() };
        let folder = self.margin.as_ref().ok_or_else(home)?.revisions(&fed.article.id);
        let name = state.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let path = folder.join(format!("feed-{name}.yaml"));
        file::create_folder(&folder)?;
        match file::create_whole(&path, yaml.as_bytes()) {
            Ok(()) => Ok(Some(path)),
            Err(Error::Exists { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts a newer text in the place of an article that came by a feed. The older one is kept first, as it stood, under
    /// `revisions/` of the article.
    ///
    /// # Errors
    /// Where either can't be written: then the article is as it was.
    pub fn refresh(&self, fed: &Fed, yaml: &str) -> Result<(), Error> {
        if file::read_source(&fed.path, format::FILE_MAX_BYTES)?.bytes != fed.bytes {
            return Err(Error::Changed { path: fed.path.clone() });
        }
        self.keep_former(&fed.article.id, &fed.bytes)?;
        file::replace(&fed.path, yaml.as_bytes())
    }

    /// Keeps the article at `path`, as it stands, under its `revisions/`, before another takes its place. Gives where that
    /// is; `None` where nothing is there, or the very same as `yaml`.
    ///
    /// # Errors
    /// Where it can't be read or kept.
    pub fn set_aside(&self, path: &Path, yaml: &str) -> Result<Option<PathBuf>, Error> {
        let bytes = match file::read_source(path, format::FILE_MAX_BYTES) {
            Ok(source) if source.bytes != yaml.as_bytes() => source.bytes,
            Ok(_) | Err(Error::Missing { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = super::desk::id_of_stem(super::desk::stem(&name));
        let read = format::read(&bytes, id.as_str()).article;
        self.keep_former(&read.map_or(id, |article| article.id), &bytes).map(Some)
    }

    /// Keeps a former text of an article under its `revisions/`.
    fn keep_former(&self, id: &ArticleId, bytes: &[u8]) -> Result<PathBuf, Error> {
        let home = || Error::Homeless { what: "older texts of articles", path: self.root.clone() };
        let folder = self.margin.as_ref().ok_or_else(home)?.revisions(id);
        file::create_folder(&folder)?;
        let path = folder.join(format!("{}.yaml", Digest::of(bytes)));
        match file::create_whole(&path, bytes) {
            Ok(()) | Err(Error::Exists { .. }) => Ok(path),
            Err(error) => Err(error),
        }
    }
}
