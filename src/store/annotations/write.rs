//! Writing an annotation: under the lock, after reading again, into a new file that takes the old one's place.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    files::{Files, Name, NameKind},
    fold::{Sheet, fold},
    gather::{is_record, stem},
    place::{Margin, file_name},
};
use crate::{
    format,
    marginalia::{Revision, merge},
    model::{Annotation, AnnotationId, ArticleId},
    store::Error,
};

/// How often it is tried again where a file changed between reading and writing.
const TRIES_MAX: usize = 8;

/// How many files with names of their own (conflict copies) are looked into at one write.
const COPIES_MAX: usize = 256;

/// What a new file ends with until it is whole. Its name begins with a dot, so that nobody takes it for a record.
const UNFINISHED: &str = ".byline";

/// Keeps git from taking the deletion of an article's last annotation for a move of the whole folder, after which it would
/// carry what another branch adds to the article into the trash as well.
const GITKEEP: &str = ".gitkeep";

/// Writes annotations by way of some files: the disk's, or a test's.
#[derive(Debug)]
pub(super) struct Keeper<'a, F> {
    pub margin: &'a Margin,
    pub files: &'a F,
}

impl<F: Files> Keeper<'_, F> {
    /// See [`crate::store::Desk::keep_annotation`].
    pub(super) fn keep(
        &self,
        before: Option<&Annotation>,
        after: &Annotation,
        revision: Option<&Revision>,
    ) -> Result<Annotation, Error> {
        self.make_folders(&self.margin.private())?;
        let _lock = self.files.lock(&self.margin.lock())?;
        if let Some(revision) = revision {
            self.keep_revision(&after.article, revision)?;
        }
        let (kept, strays) = self.settle(&after.article, &after.id, &|there| joined(before, after, there))?;
        self.tidy(&kept, &strays);
        Ok(kept)
    }

    /// Keeps a text of an article, and nothing else.
    pub(super) fn keep_text(&self, article: &ArticleId, revision: &Revision) -> Result<(), Error> {
        self.make_folders(&self.margin.private())?;
        let _lock = self.files.lock(&self.margin.lock())?;
        self.keep_revision(article, revision)
    }

    /// Writes the versions of an annotation that lie about as the one they make; it was read as this.
    pub(super) fn settle_one(&self, annotation: &Annotation) -> Result<(), Error> {
        self.make_folders(&self.margin.private())?;
        let _lock = self.files.lock(&self.margin.lock())?;
        let as_there = |there: Option<Annotation>| there.unwrap_or_else(|| annotation.clone());
        let (kept, strays) = self.settle(&annotation.article, &annotation.id, &as_there)?;
        self.tidy(&kept, &strays);
        Ok(())
    }

    /// Makes of all the versions on the disk, by `join`, the one that is to be there, and leaves that one alone. Gives it,
    /// and what else was met in the folders that may want tidying.
    pub(super) fn settle(
        &self,
        article: &ArticleId,
        id: &AnnotationId,
        join: &dyn Fn(Option<Annotation>) -> Annotation,
    ) -> Result<(Annotation, Vec<PathBuf>), Error> {
        for _ in 0..TRIES_MAX {
            let (sheets, strays) = self.find(article, id)?;
            let there = fold(&sheets, id);
            // Several files become one as they are shown, before that one changes: a copy that outlives a crash after the
            // change would be merged into it again.
            let several =
                there.as_ref().filter(|there| sheets.iter().filter(|sheet| is_only(sheet, there)).count() > 1);
            if let Some(shown) = several {
                self.put(shown.clone(), &sheets)?;
                continue;
            }
            if let Some(kept) = self.put(join(there), &sheets)? {
                return Ok((kept, strays));
            }
        }
        Err(Error::Changed { path: self.margin.live(article).join(file_name(id)) })
    }

    /// The files in which versions of an annotation are, or may be, and the strays: those with a name that no record has.
    fn find(&self, article: &ArticleId, id: &AnnotationId) -> Result<(Vec<Sheet>, Vec<PathBuf>), Error> {
        let (mut sheets, mut strays) = (Vec::new(), Vec::new());
        for folder in [self.margin.live(article), self.margin.buried(article)] {
            if !self.margin.holds(&folder)? {
                continue;
            }
            let mut names = self.files.names(&folder)?;
            strays.extend(names.iter().filter(|name| is_stray(name)).map(|name| folder.join(&name.name)));
            names.retain(|name| is_record(name) && (stem(&name.name) == id.as_str() || is_copy(&name.name)));
            names.sort_unstable_by_key(|name| (!name.name.starts_with(id.as_str()), name.name.clone()));
            for name in names.into_iter().take(COPIES_MAX) {
                let path = folder.join(&name.name);
                let own = stem(&name.name) == id.as_str();
                match name.kind {
                    NameKind::File => {}
                    NameKind::Link if own => return Err(Error::NotAFile { path, what: "a link" }),
                    NameKind::Link | NameKind::Folder | NameKind::Other => continue,
                }
                match self.files.read(&path) {
                    Ok(bytes) => sheets.push(Sheet::read(path, bytes)),
                    Err(Error::Missing { .. }) => {}
                    Err(error) if own => return Err(error),
                    Err(_) => {} // reading tells of it
                }
            }
        }
        Ok((sheets, strays))
    }

    /// Writes `now`, then takes away what it has made superfluous. `None` where a file changed since it was read.
    fn put(&self, mut now: Annotation, sheets: &[Sheet]) -> Result<Option<Annotation>, Error> {
        let live = self.margin.live(&now.article);
        let folder = if now.deleted.is_some() { self.margin.buried(&now.article) } else { live.clone() };
        let path = folder.join(file_name(&now.id));
        let (own, others): (Vec<&Sheet>, Vec<&Sheet>) =
            sheets.iter().filter(|sheet| is_only(sheet, &now)).partition(|sheet| sheet.path == path);
        let there = sheets.iter().find(|sheet| sheet.path == path);
        let from = own.first().or(others.first());
        let latest = from.and_then(|sheet| sheet.versions.first());
        if latest.is_some_and(|latest| !is_same(&latest.annotation, &now)) {
            now.base = latest.map(|latest| latest.digest.clone());
        }
        let text = format::write_annotation(&now);
        let kept = read_back(&text, &path)?;
        if others.is_empty() && there.is_some_and(|there| there.bytes == text.as_bytes()) {
            return Ok(Some(kept));
        }
        self.make_folders(&folder)?;
        let new =
            self.write_new(&folder, &file_name(&now.id), text.as_bytes(), from.map(|sheet| sheet.path.as_path()))?;
        if !self.is_unchanged(&path, there)? {
            self.files.remove(&new)?;
            return Ok(None);
        }
        if there.is_some() && own.is_empty() {
            self.set_aside(&path)?;
        }
        self.files.rename(&new, &path)?;
        self.files.sync_folder(&folder)?;
        for other in &others {
            if !self.is_unchanged(&other.path, Some(other))? {
                return Ok(None);
            }
            let from = other.path.parent().unwrap_or(&folder);
            if now.deleted.is_some() && from == live {
                self.hold_folder(&live, &others)?;
            }
            self.files.remove(&other.path)?;
            self.files.sync_folder(from)?;
        }
        Ok(Some(kept))
    }

    /// Writes a whole new file beside the one of that name, with the permissions of the file `like`. Gives its path.
    fn write_new(&self, folder: &Path, name: &str, bytes: &[u8], like: Option<&Path>) -> Result<PathBuf, Error> {
        let path = folder.join(format!(".{name}{UNFINISHED}"));
        let mut file = match self.files.create(&path) {
            // Left by a byline that was killed: whoever holds the lock may take it away.
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists => {
                self.files.remove(&path)?;
                self.files.create(&path)?
            }
            created => created?,
        };
        let written = self.files.write(&mut file, &path, bytes).and_then(|()| {
            if let Some(like) = like {
                self.files.set_permissions(&file, &path, self.files.permissions(like)?)?;
            }
            self.files.sync(&file, &path)
        });
        if written.is_err() {
            let _tried = self.files.remove(&path);
        }
        written.map(|()| path)
    }

    /// Whether a file holds what was read of it; for `None`, whether it is still not there.
    fn is_unchanged(&self, path: &Path, sheet: Option<&Sheet>) -> Result<bool, Error> {
        match (self.files.read(path), sheet) {
            (Ok(bytes), Some(sheet)) => Ok(bytes == sheet.bytes),
            (Err(Error::Missing { .. }), None) => Ok(true),
            (Ok(_), None) | (Err(Error::Missing { .. }), Some(_)) => Ok(false),
            (Err(error), _) => Err(error),
        }
    }

    /// Gives a file that can't be read, and has the name that is needed, the first free name beside it.
    fn set_aside(&self, path: &Path) -> Result<(), Error> {
        let mut names = (1..=99).map(|number| path.with_extension(format!("set-aside-{number}.yaml")));
        let free = names.find(|name| fs::symlink_metadata(name).is_err());
        let free = free.ok_or_else(|| Error::Exists { path: path.with_extension("set-aside-99.yaml") })?;
        self.files.rename(path, &free)
    }

    /// Leaves something in a folder whose last annotation goes.
    fn hold_folder(&self, folder: &Path, going: &[&Sheet]) -> Result<(), Error> {
        let names = self.files.names(folder)?;
        let stays = |name: &str| {
            (!name.starts_with('.') && !going.iter().any(|sheet| sheet.path == folder.join(name))) || name == GITKEEP
        };
        if names.iter().any(|name| stays(&name.name)) {
            return Ok(());
        }
        self.files.create(&folder.join(GITKEEP)).map(drop)
    }

    /// Keeps a text, once.
    fn keep_revision(&self, article: &ArticleId, revision: &Revision) -> Result<(), Error> {
        let (folder, path) = (self.margin.revisions(article), self.margin.revision(article, &revision.digest()));
        let text = revision.to_text();
        if fs::symlink_metadata(&path).is_ok_and(|there| there.is_file() && there.len() == text.len() as u64) {
            return Ok(());
        }
        self.make_folders(&folder)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let new = self.write_new(&folder, &name, text.as_bytes(), None)?;
        self.files.rename(&new, &path)?;
        self.files.sync_folder(&folder)
    }

    /// Makes a folder and those above it that are missing, and makes sure that it lies in the desk.
    fn make_folders(&self, folder: &Path) -> Result<(), Error> {
        self.make_missing(folder)?;
        if self.margin.holds(folder)? { Ok(()) } else { Err(Error::Missing { path: folder.to_owned() }) }
    }

    fn make_missing(&self, folder: &Path) -> Result<(), Error> {
        let Some(above) = folder.parent().filter(|_| !folder.is_dir()) else { return Ok(()) };
        self.make_missing(above)?;
        match self.files.make_folder(folder) {
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            made => made?,
        }
        self.files.sync_folder(above)
    }
}

/// What is to be on the disk, where the reader saw `before`, wants `after`, and `there` is on the disk.
fn joined(before: Option<&Annotation>, after: &Annotation, there: Option<Annotation>) -> Annotation {
    match there {
        None => after.clone(),
        Some(there) if is_same(&there, after) => there,
        Some(there) if before.is_some_and(|before| is_same(before, &there)) => after.clone(),
        Some(there) => merge(before, &there, after),
    }
}

/// Whether two versions say the same; from which version each was made is another matter.
fn is_same(one: &Annotation, other: &Annotation) -> bool {
    let blind = |annotation: &Annotation| Annotation { base: None, ..annotation.clone() };
    one.modified == other.modified && blind(one) == blind(other)
}

/// Whether a file holds versions of this annotation and nothing else, all of them readable.
fn is_only(sheet: &Sheet, annotation: &Annotation) -> bool {
    let same = |other: &Annotation| other.id == annotation.id && other.article == annotation.article;
    sheet.fault.is_none() && sheet.versions.iter().all(|version| same(&version.annotation))
}

/// Whether a name wants tidying: a conflict copy, or a new file that was never finished.
fn is_stray(name: &Name) -> bool {
    name.kind == NameKind::File && (is_unfinished(&name.name) || (is_record(name) && is_copy(&name.name)))
}

pub(super) fn is_unfinished(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(UNFINISHED)
}

/// Whether a file's name is not that of a record: conflict copies have such names, and the id inside counts.
fn is_copy(name: &str) -> bool {
    stem(name).parse::<AnnotationId>().is_err() || name.strip_suffix(".yaml").is_none()
}

/// What a reader of the file will see: the writer is believed no further than this.
fn read_back(text: &str, path: &Path) -> Result<Annotation, Error> {
    format::read_annotation(text.as_bytes())
        .map_err(|fault| Error::Damaged { path: path.to_owned(), reason: fault.to_string() })
}
