//! A revision: the text of an article as annotations see it, kept so that a target can be found after an edit.

mod blocks;
mod kept;
mod target;

pub(super) use target::Stretch;

use crate::model::{Article, BlockPath, Digest, Outline, PersonId, Place, Span, Text};

/// The blocks of an article in reading order, the headline first. None is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    pub blocks: Vec<Block>,
}

/// One block: the text of a leaf, with where it stands and who speaks in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Without a speaker: that of a target depends on its words.
    pub path: BlockPath,
    /// Where it stands in the article it was made from. A revision that was kept knows only the order of its blocks, so
    /// there it is a number of its own for each.
    pub place: Place,
    pub text: Text,
    /// The quotes in it, in order, with the speaker where one is known.
    pub quotes: Vec<(Span, Option<PersonId>)>,
}

impl Revision {
    /// The revision of an article.
    #[must_use]
    pub fn of(article: &Article, outline: &Outline) -> Self {
        blocks::of(article, outline)
    }

    /// The digest of [`Revision::to_text`].
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_text().as_bytes())
    }

    /// As it is kept in `revisions/<article>/<digest>.txt`: one sentence a line, so that two revisions can be compared.
    #[must_use]
    pub fn to_text(&self) -> String {
        kept::write(self)
    }

    /// Reads what [`Revision::to_text`] wrote; `None` for anything else. Everything comes back but the places.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        kept::read(text)
    }
}

#[cfg(test)]
mod tests;
