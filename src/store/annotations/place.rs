//! Where the annotations of a library lie: in its desk, or for a plain folder in the reader's own desk, kept apart.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    super::{Error, desk::id_of_stem},
    files::Name,
};
use crate::model::{AnnotationId, ArticleId, Digest};

/// The folder of tombstones, within that of annotations.
pub(super) const TRASH: &str = ".trash";

/// The folder of one library's annotations and revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Margin {
    /// The desk; of a plain folder, the reader's own, which need not be there yet.
    desk: PathBuf,
    /// Below `annotations/` and `revisions/`, for a plain folder: no article can have this name, since no id has an `@`.
    library: Option<String>,
}

impl Margin {
    pub(in crate::store) fn of_desk(desk: &Path) -> Self {
        Self { desk: desk.to_owned(), library: None }
    }

    /// For the plain folder `root`, with `hash` of its path. The name of the folder is there for people only.
    pub(in crate::store) fn of_folder(own_desk: PathBuf, root: &Path, hash: &str) -> Self {
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self { desk: own_desk, library: Some(format!("@{}-{hash}", id_of_stem(&name))) }
    }

    /// Whether anything lies in it.
    pub(in crate::store) fn is_begun(&self) -> bool {
        ["annotations", "revisions", "reviews"].iter().any(|name| self.room(name).is_dir())
    }

    fn room(&self, name: &str) -> PathBuf {
        let folder = self.desk.join(name);
        self.library.as_ref().map_or_else(|| folder.clone(), |library| folder.join(library))
    }

    /// The folder in which those of all plain folders lie.
    pub(super) fn above(&self) -> PathBuf {
        self.desk.join("annotations")
    }

    /// The annotations of other plain folders among these names; none for a desk.
    pub(super) fn others(&self, names: &[Name]) -> Vec<(String, Self)> {
        let Some(own) = &self.library else { return Vec::new() };
        let names = names.iter().map(|name| &name.name).filter(|name| name.starts_with('@') && *name != own);
        names.map(|name| (name.clone(), Self { desk: self.desk.clone(), library: Some(name.clone()) })).collect()
    }

    /// The folder of folders, one an article.
    pub(super) fn annotations(&self) -> PathBuf {
        self.room("annotations")
    }

    pub(in crate::store) fn live(&self, article: &ArticleId) -> PathBuf {
        self.annotations().join(article.as_str())
    }

    pub(super) fn trash(&self) -> PathBuf {
        self.annotations().join(TRASH)
    }

    pub(super) fn buried(&self, article: &ArticleId) -> PathBuf {
        self.trash().join(article.as_str())
    }

    pub(in crate::store) fn revisions(&self, article: &ArticleId) -> PathBuf {
        self.room("revisions").join(article.as_str())
    }

    pub(super) fn revision(&self, article: &ArticleId, revision: &Digest) -> PathBuf {
        self.revisions(article).join(format!("{revision}.txt"))
    }

    /// The folder of the log of reviews, one folder a device in it.
    pub(in crate::store) fn reviews(&self) -> PathBuf {
        self.room("reviews")
    }

    /// Where byline keeps what is never synced.
    pub(super) fn private(&self) -> PathBuf {
        self.desk.join(".byline")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.private().join("annotations.lock")
    }

    /// Whether `folder` is there, and truly lies in the desk: a symbolic link must not lead byline elsewhere.
    ///
    /// # Errors
    /// Where it leads out of the desk, or can't be looked at.
    pub(super) fn holds(&self, folder: &Path) -> Result<bool, Error> {
        let place = match fs::canonicalize(folder) {
            Ok(place) => place,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && fs::symlink_metadata(folder).is_err() => {
                return Ok(false);
            }
            Err(error) => return Err(Error::io("open", folder)(error)),
        };
        let desk = fs::canonicalize(&self.desk).map_err(Error::io("open", &self.desk))?;
        if place.starts_with(&desk) && place.is_dir() {
            return Ok(true);
        }
        Err(Error::Outside { path: folder.to_owned(), library: self.desk.clone() })
    }

    /// `path` below the desk, for messages.
    pub(super) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.desk).unwrap_or(path).to_string_lossy().into_owned()
    }
}

/// The name of an annotation's file.
pub(super) fn file_name(id: &AnnotationId) -> String {
    format!("{id}.yaml")
}
