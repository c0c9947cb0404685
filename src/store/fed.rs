//! Articles that came by a feed: found again by their entry, changed where they stand, the older text kept.

use std::{collections::HashMap, path::PathBuf};

use rayon::prelude::*;

use crate::{
    format,
    import::{FEED_FIELD, entry_key},
    model::{Article, Digest},
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
        let home = || Error::Homeless { what: "older texts of articles", path: self.root.clone() };
        let margin = self.margin.as_ref().ok_or_else(home)?;
        if file::read_source(&fed.path, format::FILE_MAX_BYTES)?.bytes != fed.bytes {
            return Err(Error::Changed { path: fed.path.clone() });
        }
        let folder = margin.revisions(&fed.article.id);
        file::create_folder(&folder)?;
        match file::create_whole(&folder.join(format!("{}.yaml", Digest::of(&fed.bytes))), &fed.bytes) {
            Ok(()) | Err(Error::Exists { .. }) => file::replace(&fed.path, yaml.as_bytes()),
            Err(error) => Err(error),
        }
    }
}
