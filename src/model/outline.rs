//! What an article's story amounts to: sections, groups, quotes, claims, questions, counts. Derived, never written.

mod derive;
mod question;

use std::ops::Range;

pub(super) use derive::words;

use super::{Article, Attribution, ClaimId, Kind, PersonId, Span, Status, Text, Wording};

/// A text of the story: the item, and the leaf within the item's markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub item: u32,
    pub leaf: u32,
}

impl Place {
    /// The headline and the subtitle, which stand above the story.
    pub const HEADLINE: Self = Self { item: u32::MAX, leaf: 0 };
    pub const SUBTITLE: Self = Self { item: u32::MAX, leaf: 1 };

    /// Whether it stands in the story, not above it.
    #[must_use]
    pub fn in_story(self) -> bool {
        self.item != Self::HEADLINE.item
    }
}

/// The derived structure of one article.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    pub groups: Vec<Group>,
    pub sections: Vec<Section>,
    /// In reading order, given and found.
    pub quotes: Vec<Quote>,
    /// Every claim that stands in the story, in reading order.
    pub claims: Vec<Stated>,
    /// Every open question of an unknown section.
    pub questions: Vec<Question>,
    pub counts: Counts,
}

/// A question or heading that groups what follows.
#[derive(Clone, Debug)]
pub struct Group {
    pub item: u32,
    pub text: Text,
    /// Whether it is a question rather than a heading.
    pub question: bool,
}

/// A run of items under one label, or plain news without one.
#[derive(Clone, Debug)]
pub struct Section {
    pub kind: Kind,
    pub label: Option<Text>,
    /// The group it stands in, by index.
    pub group: Option<usize>,
    /// Items of the story, the labelled one first.
    pub items: Range<u32>,
}

/// Something somebody said.
#[derive(Clone, Debug)]
pub struct Quote {
    pub place: Place,
    pub span: Span,
    pub text: Text,
    pub wording: Wording,
    pub attribution: Attribution,
    /// By index.
    pub section: usize,
}

/// A claim where it stands in the story.
#[derive(Clone, Debug)]
pub struct Stated {
    pub id: ClaimId,
    pub place: Place,
    pub span: Span,
    /// The words of the mark, or of the table where it has some.
    pub text: Text,
    /// As the table says, or by the kind of the section.
    pub status: Status,
    /// The speaker of the table, or of the mark.
    pub by: Option<PersonId>,
    /// By index.
    pub section: usize,
}

/// An open question: a bullet, a sentence or a marked claim of an unknown section.
#[derive(Clone, Debug)]
pub struct Question {
    /// The claim's id, or one made from the words (stable while they stay).
    pub id: ClaimId,
    pub place: Place,
    pub span: Span,
    pub text: Text,
}

/// The strip of counts on the shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// Statements in known sections (sentences and bullets).
    pub known: u32,
    /// Open questions.
    pub unknown: u32,
    /// Statements in disputed sections.
    pub disputed: u32,
    /// Quotes, direct and indirect, given and found.
    pub quotes: u32,
    pub words: u32,
}

impl Outline {
    /// Derives the structure of `article` in one pass over its story.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        derive::outline(article)
    }

    /// The section in which an item of the story stands, by index. Questions and headings stand in none, nor does what
    /// comes before the first section.
    #[must_use]
    pub fn section_of_item(&self, item: u32) -> Option<usize> {
        let section = self.sections.partition_point(|section| section.items.start <= item).checked_sub(1)?;
        self.sections[section].items.contains(&item).then_some(section)
    }

    /// What a claim or an open question of the article says.
    #[must_use]
    pub fn words_of(&self, id: &ClaimId) -> Option<&Text> {
        let claim = self.claims.iter().find(|claim| claim.id == *id).map(|claim| &claim.text);
        claim.or_else(|| self.questions.iter().find(|question| question.id == *id).map(|question| &question.text))
    }
}

impl Article {
    /// What the story amounts to: sections, quotes, claims, questions, counts.
    #[must_use]
    pub fn outline(&self) -> Outline {
        Outline::of(self)
    }
}

#[cfg(test)]
mod tests;
