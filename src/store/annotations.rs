//! Annotations on disk: one file each, `annotations/<article>/<id>.yaml`, beside the revision each was made on.
//!
//! Reading writes nothing. Writing goes through [`files::Files`] alone: under a lock, after reading again what is there, into
//! a new file that takes the place of the old one when it is whole. A deleted annotation becomes a tombstone in
//! `annotations/.trash/`; nothing is taken for deleted because it is not there.

mod dates;
mod files;
mod fold;
mod gather;
mod glossed;
mod place;
mod settle;
#[cfg(test)]
mod tests;
mod tidy;
mod write;

use std::ops::ControlFlow;

use rayon::prelude::*;

use crate::{
    format,
    marginalia::Revision,
    model::{Annotation, ArticleId, Digest, Text},
};

use super::{Desk, Error, file};
use files::{Disk, Files, NameKind};
use gather::{Bounds, Gathered};
pub use glossed::Glossed;
pub(super) use place::Margin;
pub use settle::{Settled, Stray};
use write::Keeper;

/// How many articles' annotations are read before the first are handed out.
const ARTICLES_AT_ONCE: usize = 64;

/// What lies in the margin of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marginalia {
    pub article: ArticleId,
    /// In the order in which they were made.
    pub live: Vec<Annotation>,
    /// What could not be read, each with its file. It is kept as it is.
    pub faults: Vec<Text>,
}

impl Desk {
    /// The annotations of an article.
    ///
    /// # Errors
    /// Where their folder can't be read or leads out of the desk. A single file that can't be read is a fault among them.
    pub fn annotations(&self, article: &ArticleId) -> Result<Marginalia, Error> {
        self.gather(article, Bounds::OPENING, false)
    }

    /// The annotations of an article that were deleted, and have not been cleaned away since.
    ///
    /// # Errors
    /// As [`Desk::annotations`].
    pub fn buried(&self, article: &ArticleId) -> Result<Marginalia, Error> {
        self.gather(article, Bounds::OPENING, true)
    }

    /// Hands out the annotations of every article, also of one that is not there any more, in the order of their ids.
    /// Gives what lies in the folder and belongs to no article.
    ///
    /// # Errors
    /// Where the folder of annotations can't be read or leads out of the desk.
    pub fn all_annotations(&self, on: &mut dyn FnMut(Marginalia) -> ControlFlow<()>) -> Result<Vec<Text>, Error> {
        let (mut articles, faults) = self.annotated()?;
        articles.sort_unstable();
        articles.dedup();
        let gather = |article: &ArticleId| {
            self.gather(article, Bounds::LISTING, false).unwrap_or_else(|error| Marginalia {
                article: article.clone(),
                live: Vec::new(),
                faults: vec![error.to_text()],
            })
        };
        for articles in articles.chunks(ARTICLES_AT_ONCE) {
            let read: Vec<Marginalia> = articles.par_iter().map(gather).collect();
            for marginalia in read.into_iter().filter(|of| !(of.live.is_empty() && of.faults.is_empty())) {
                if on(marginalia).is_break() {
                    return Ok(faults);
                }
            }
        }
        Ok(faults)
    }

    /// Keeps an annotation as it is `after` a change; `before` is what the reader saw, and `revision` the text it was made on.
    /// What has come to the disk meanwhile is merged. With `deleted` it becomes a tombstone, without it comes back from there.
    /// Gives what is now on the disk.
    ///
    /// # Errors
    /// Where it can't be written: then what was there before is there still, whole.
    pub fn keep_annotation(
        &self,
        before: Option<&Annotation>,
        after: &Annotation,
        revision: Option<&Revision>,
    ) -> Result<Annotation, Error> {
        let home = || Error::Homeless { what: "your annotations", path: self.root.clone() };
        let margin = self.margin.as_ref().ok_or_else(home)?;
        Keeper { margin, files: &Disk }.keep(before, after, revision)
    }

    /// Keeps a text of an article, as it was read or annotated.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn keep_revision(&self, article: &ArticleId, revision: &Revision) -> Result<(), Error> {
        let home = || Error::Homeless { what: "what you have read", path: self.root.clone() };
        let margin = self.margin.as_ref().ok_or_else(home)?;
        Keeper { margin, files: &Disk }.keep_text(article, revision)
    }

    /// The text an annotation was made on, where it was kept.
    #[must_use]
    pub fn revision(&self, article: &ArticleId, revision: &Digest) -> Option<Revision> {
        kept_revision(self.margin.as_ref()?, article, revision)
    }

    fn gather(&self, article: &ArticleId, bounds: Bounds, deleted: bool) -> Result<Marginalia, Error> {
        let Some(margin) = &self.margin else { return Ok(Gathered::default().marginalia(article, deleted)) };
        Ok(Gathered::read(margin, article, bounds, deleted)?.marginalia(article, deleted))
    }

    /// The articles that have a folder, and what else lies there.
    fn annotated(&self) -> Result<(Vec<ArticleId>, Vec<Text>), Error> {
        let (mut articles, mut faults) = (Vec::new(), Vec::new());
        let Some(margin) = &self.margin else { return Ok((articles, faults)) };
        for folder in [margin.annotations(), margin.trash()] {
            if !margin.holds(&folder)? {
                continue;
            }
            for name in Disk.names(&folder)? {
                let path = margin.shown(&folder.join(&name.name));
                match (name.kind, name.name.parse()) {
                    _ if name.name.starts_with(['.', '@']) => {}
                    (NameKind::Folder | NameKind::Link, Ok(article)) => articles.push(article),
                    (NameKind::Folder | NameKind::Link, Err(_)) => {
                        faults.push(Text::line(&format!("{path}: the name of no article; rename it, or move it away")));
                    }
                    (NameKind::File | NameKind::Other, _) if gather::is_record(&name) => {
                        let told = format!("{path}: it lies in no article's folder; move it into that of its article");
                        faults.push(Text::line(&told));
                    }
                    (NameKind::File | NameKind::Other, _) => {}
                }
            }
        }
        Ok((articles, faults))
    }
}

/// A text of an article, where it was kept there.
fn kept_revision(margin: &Margin, article: &ArticleId, revision: &Digest) -> Option<Revision> {
    margin.holds(&margin.revisions(article)).ok().filter(|there| *there)?;
    let path = margin.revision(article, revision);
    let bytes = file::read_source(&path, format::FILE_MAX_BYTES).ok()?.bytes;
    let whole = Digest::of(&bytes) == *revision;
    let text = String::from_utf8(bytes).ok().filter(|_| whole)?;
    Revision::from_text(&text)
}
