//! What a write does besides: conflict copies of other annotations are folded in, new files that were never finished and old
//! tombstones taken away. None of it is waited for: what fails is done at the next write.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::{
    files::{Files, NameKind},
    fold::Sheet,
    gather::stem,
    write::{Keeper, is_unfinished},
};
use crate::{
    format,
    model::{Annotation, AnnotationId, ArticleId},
    store::Error,
};

/// How long a tombstone is kept: 180 days.
const TOMBSTONE_KEPT: SignedDuration = SignedDuration::from_hours(180 * 24);

/// The most strays that are looked after at one write.
const STRAYS_MAX: usize = 64;

impl<F: Files> Keeper<'_, F> {
    /// Tidies what was met in the folders of an article while one of its annotations was written.
    pub(super) fn tidy(&self, kept: &Annotation, strays: &[PathBuf]) {
        for stray in strays.iter().take(STRAYS_MAX) {
            let _later = self.tidy_one(stray, &kept.article);
        }
        if let Some(deleted) = kept.deleted {
            // A clock that is wrong must not age what others have deleted.
            let _later = self.clean(deleted.min(Timestamp::now()));
        }
    }

    fn tidy_one(&self, stray: &Path, article: &ArticleId) -> Result<(), Error> {
        if stray.file_name().is_some_and(|name| is_unfinished(&name.to_string_lossy())) {
            return self.files.remove(stray);
        }
        let sheet = Sheet::read(stray.to_owned(), self.files.read(stray)?);
        let Some(copy) = sheet.versions.into_iter().next().filter(|_| sheet.fault.is_none()) else { return Ok(()) };
        if copy.annotation.article == *article {
            let id = copy.annotation.id.clone();
            self.settle(article, &id, &|there| there.unwrap_or_else(|| copy.annotation.clone()))?;
        }
        Ok(())
    }

    /// Takes tombstones away that are older than they need to be.
    fn clean(&self, now: Timestamp) -> Result<(), Error> {
        let Ok(oldest) = now.checked_sub(TOMBSTONE_KEPT) else { return Ok(()) };
        let trash = self.margin.trash();
        if !self.margin.holds(&trash)? {
            return Ok(());
        }
        for folder in self.files.names(&trash)? {
            let folder = trash.join(&folder.name);
            if !self.margin.holds(&folder)? {
                continue;
            }
            for name in self.files.names(&folder)? {
                let old = stem(&name.name).parse::<AnnotationId>().is_ok_and(|id| made(&id) < oldest);
                let path = folder.join(&name.name);
                if old && name.kind == NameKind::File && self.is_expired(&path, oldest)? {
                    self.files.remove(&path)?;
                }
            }
        }
        Ok(())
    }

    fn is_expired(&self, path: &Path, oldest: Timestamp) -> Result<bool, Error> {
        let read = format::read_annotation(&self.files.read(path)?);
        Ok(read.is_ok_and(|annotation| annotation.deleted.is_some_and(|deleted| deleted < oldest)))
    }
}

/// When an annotation was made, by its id: what was made lately can't have been deleted long ago, and need not be read.
fn made(id: &AnnotationId) -> Timestamp {
    let milliseconds = i64::try_from(id.bits() >> 80).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}
