//! Notes that are being written: what has been typed lies in the state folder until the note is closed, so that whatever ends
//! byline, a kill or a dead battery, takes no word along.
//!
//! Beside each lies a lock, held by the byline in which it is written. One whose lock is free was left behind, and is given
//! back to whoever opens its article next.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use crate::{
    format,
    model::{Annotation, ArticleId},
};

use super::{Desk, Error, file};

/// The most bytes of one note with the words it is about.
const NOTE_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The most files that are looked into: there is hardly ever one.
const FILES_MAX: usize = 64;

/// A note that is being written, and held by this byline. Dropped with [`Unfinished::finish`] when it is closed.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
    /// Freed by the system when this byline ends, however it does.
    _lock: File,
}

impl Unfinished {
    /// Takes the file of that name, where no other byline has it.
    fn hold(path: PathBuf) -> Result<Option<Self>, Error> {
        let lock_path = lock_of(&path);
        let lock = File::create(&lock_path).map_err(Error::io("write", &lock_path))?;
        Ok(lock.try_lock().is_ok().then_some(Self { path, _lock: lock }))
    }

    /// The note is closed: what it came to is kept elsewhere.
    pub fn finish(self) {
        let _gone = fs::remove_file(&self.path);
        let _gone = fs::remove_file(lock_of(&self.path));
    }
}

impl Desk {
    /// Keeps a note as far as it is written, as the annotations it would become; `held` is the one that was kept before.
    /// It does not wait for the disk: it comes at every key.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn keep_unfinished(&self, held: &mut Option<Unfinished>, note: &[Annotation]) -> Result<(), Error> {
        let (Some(folder), Some(first)) = (self.unfinished_folder(), note.first()) else {
            held.take().into_iter().for_each(Unfinished::finish);
            return Ok(());
        };
        let path = folder.join(format!("{}.json", first.id));
        if held.as_ref().is_none_or(|held| held.path != path) {
            held.take().into_iter().for_each(Unfinished::finish);
            file::create_folder(&folder)?;
            *held = Unfinished::hold(path.clone())?;
        }
        if held.is_none() {
            return Ok(()); // another window took it up first
        }
        let records: Vec<String> = note.iter().map(format::write_annotation).collect();
        let bytes = serde_json::to_vec(&records).map_err(|error| Error::io("write", &path)(error.into()))?;
        let new = path.with_extension("new");
        fs::write(&new, bytes).and_then(|()| fs::rename(&new, &path)).map_err(Error::io("write", &path))
    }

    /// A note on an article that was left unfinished, as the annotations it would have become; empty where there is none.
    /// One that is among the `live` annotations word for word was written after all, and is taken away.
    #[must_use]
    pub fn unfinished(&self, article: &ArticleId, live: &[Annotation]) -> Vec<Annotation> {
        let files = self.unfinished_folder().and_then(|folder| fs::read_dir(folder).ok());
        let paths = files.into_iter().flatten().flatten().map(|file| file.path());
        let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
        paths.sort_unstable_by(|a, b| b.cmp(a)); // the newest first
        for path in paths.into_iter().take(FILES_MAX) {
            let note = read(&path);
            let of_it = note.first().is_some_and(|first| first.article == *article);
            let free = of_it.then(|| Unfinished::hold(path).ok().flatten()).flatten();
            // another window may have finished it since
            let Some(free) = free.filter(|free| free.path.exists()) else { continue };
            if note.iter().all(|draft| live.iter().any(|there| there.id == draft.id && there.note == draft.note)) {
                free.finish();
            } else {
                return note;
            }
        }
        Vec::new()
    }

    fn unfinished_folder(&self) -> Option<PathBuf> {
        self.state.as_ref().map(|state| state.join("unfinished"))
    }
}

fn lock_of(path: &Path) -> PathBuf {
    path.with_extension("lock")
}

/// What a file holds; nothing where it can't be read.
fn read(path: &Path) -> Vec<Annotation> {
    let source = file::read_source(path, NOTE_MAX_BYTES).ok();
    let records: Vec<String> = source.and_then(|source| serde_json::from_slice(&source.bytes).ok()).unwrap_or_default();
    records.iter().filter_map(|record| format::read_annotation(record.as_bytes()).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        marginalia::testing::gloss,
        model::Text,
        store::{Environment, Folders},
    };

    fn annotation() -> Annotation {
        gloss().annotation
    }

    #[test]
    fn what_was_typed_is_given_back_once_nobody_writes_it() {
        let tree = tempfile::tempdir().unwrap();
        let folders = Some(Folders::below(tree.path()));
        let environment = Environment { here: tree.path().to_owned(), folders, ..Environment::default() };
        let desk = Desk::find(Some(tree.path()), &environment).unwrap();
        let note = |words: &str| Annotation { note: Some(Text::new(words)), ..annotation() };
        let article = annotation().article;
        let mut held = None;
        desk.keep_unfinished(&mut held, &[note("Ask L")]).unwrap();
        desk.keep_unfinished(&mut held, &[note("Ask Lee")]).unwrap();
        assert_eq!(desk.unfinished(&article, &[]), [], "it is being written");
        drop(held); // as a kill does
        assert_eq!(desk.unfinished(&article, &[]), [note("Ask Lee")]);
        assert_eq!(desk.unfinished(&"another".parse().unwrap(), &[]), []);
        assert_eq!(desk.unfinished(&article, &[note("Ask")]), [note("Ask Lee")], "reading takes nothing away");

        let mut held = None;
        desk.keep_unfinished(&mut held, &desk.unfinished(&article, &[])).unwrap();
        assert_eq!(desk.unfinished(&article, &[]), [], "it was taken up");
        desk.keep_unfinished(&mut held, &[]).unwrap();
        assert!(held.is_none());
        assert_eq!(desk.unfinished(&article, &[]), []);
        assert_eq!(fs::read_dir(desk.unfinished_folder().unwrap()).unwrap().count(), 0);
    }

    #[test]
    fn what_was_written_after_all_is_not_offered() {
        let tree = tempfile::tempdir().unwrap();
        let folders = Some(Folders::below(tree.path()));
        let environment = Environment { here: tree.path().to_owned(), folders, ..Environment::default() };
        let desk = Desk::find(Some(tree.path()), &environment).unwrap();
        let mut held = None;
        desk.keep_unfinished(&mut held, &[annotation()]).unwrap();
        drop(held);
        assert_eq!(desk.unfinished(&annotation().article, &[annotation()]), []);
        assert_eq!(desk.unfinished(&annotation().article, &[]), [], "and it is gone");
    }
}
