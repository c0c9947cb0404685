//! A revision: the text of an article as annotations see it, kept so that a target can be found after an edit.

use crate::model::{Article, BlockPath, Digest, Extract, Outline, PersonId, Place, Span, Target, Text};

/// The blocks of an article in reading order, the headline first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    pub blocks: Vec<Block>,
}

/// One block: the text of a leaf, with where it stands and who speaks in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Without a speaker: that of a target depends on its words.
    pub path: BlockPath,
    /// Where it stands in the article it was made from.
    pub place: Place,
    pub text: Text,
    /// The quotes in it, in order, with the speaker where one is known.
    pub quotes: Vec<(Span, Option<PersonId>)>,
}

impl Revision {
    /// The revision of an article.
    #[must_use]
    pub fn of(_article: &Article, _outline: &Outline) -> Self {
        Self::default()
    }

    /// The digest of [`Revision::to_text`].
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_text().as_bytes())
    }

    /// As it is kept in `revisions/<article>/<digest>.txt`.
    #[must_use]
    pub fn to_text(&self) -> String {
        String::new()
    }

    /// Reads what [`Revision::to_text`] wrote; `None` for anything else.
    #[must_use]
    pub fn from_text(_text: &str) -> Option<Self> {
        None
    }

    /// The target for words of this revision; `None` where there are none.
    #[must_use]
    pub fn target(&self, _words: &Extract) -> Option<Target> {
        None
    }
}
