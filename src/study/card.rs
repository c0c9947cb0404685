//! A card: a question about a passage of an article, its answer, and where it came from.

use crate::model::{AnnotationId, ArticleId, Target, Text};

use super::CardId;

/// What stands in place of the words a cloze hides.
pub const GAP: &str = "[…]";

/// One card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub id: CardId,
    pub content: Content,
    /// What it was made from. It never changes.
    pub origin: Origin,
}

/// What a reader may edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// What is asked.
    pub front: Text,
    /// What is to be remembered.
    pub back: Text,
    /// The one right answer, where there is one that can be typed.
    pub answer: Option<Text>,
    /// Sorted, each once.
    pub tags: Vec<Text>,
}

/// Why a card asks what it asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipe {
    /// Words of a passage are hidden.
    #[default]
    Cloze,
    /// A reader's own note is the question, the passage its answer.
    Note,
    /// Who said it?
    Who,
    /// Known, unknown or disputed, as of a date?
    Status,
    /// What does the other side answer?
    OtherSide,
    /// What was still open?
    Open,
    /// What answered the question?
    Answered,
    /// Which source is it from?
    Source,
    /// A number is hidden.
    Number,
    /// A date is hidden.
    Date,
    /// What changed between two versions?
    Change,
}

impl Recipe {
    pub const ALL: [Self; 11] = [
        Self::Cloze,
        Self::Note,
        Self::Who,
        Self::Status,
        Self::OtherSide,
        Self::Open,
        Self::Answered,
        Self::Source,
        Self::Number,
        Self::Date,
        Self::Change,
    ];

    /// The word for it in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cloze => "cloze",
            Self::Note => "note",
            Self::Who => "who",
            Self::Status => "status",
            Self::OtherSide => "other-side",
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Source => "source",
            Self::Number => "number",
            Self::Date => "date",
            Self::Change => "change",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recipe| recipe.name() == name)
    }

    /// Whether words are hidden from a passage, rather than something asked about it.
    #[must_use]
    pub fn hides(self) -> bool {
        matches!(self, Self::Cloze | Self::Number | Self::Date)
    }

    /// What it is called where cards are proposed.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Cloze => "Words left out",
            Self::Note => "Your note",
            Self::Who => "Who said it",
            Self::Status => "Known or not",
            Self::OtherSide => "The other side",
            Self::Open => "Still open",
            Self::Answered => "What answered it",
            Self::Source => "Which source",
            Self::Number => "The number",
            Self::Date => "The date",
            Self::Change => "What changed",
        }
    }
}

/// The passage a card is about, as it stood when the card was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub recipe: Recipe,
    pub article: ArticleId,
    pub headline: Text,
    /// When the article was published, or last updated.
    pub date: Option<Text>,
    /// Who speaks in the passage.
    pub speaker: Option<Text>,
    /// The label of its section.
    pub section: Option<Text>,
    /// The whole passage: the sentence, the quote, the bullet.
    pub passage: Text,
    /// Where it stands; `None` where the card is about an article as a whole.
    pub target: Option<Target>,
    /// The annotation it was made from.
    pub annotation: Option<AnnotationId>,
    /// The topics of the article, for figures.
    pub topics: Vec<Text>,
}

impl Card {
    /// Whether a typed answer is right. Case, blanks and the punctuation around it do not count, and of a speaker the last
    /// name is enough.
    #[must_use]
    pub fn is_right(&self, typed: &str) -> Option<bool> {
        let (answer, typed) = (plain(self.content.answer.as_ref()?.as_str()), plain(typed));
        let last = answer.rsplit(' ').next().filter(|_| self.origin.recipe == Recipe::Who);
        Some(answer == typed || last == Some(typed.as_str()))
    }
}

/// A word or two as they are compared.
fn plain(words: &str) -> String {
    let lower = words.to_lowercase();
    let words = lower.split_whitespace().map(|word| {
        word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '€' | '$' | '£' | '°' | '-' | '−'))
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipes_have_names_of_their_own() {
        for recipe in Recipe::ALL {
            assert_eq!(Recipe::from_name(recipe.name()), Some(recipe));
        }
    }

    #[test]
    fn a_typed_answer_needs_the_words_and_not_their_dress() {
        assert_eq!(plain("  The  Harbour, Bridge. "), plain("the harbour bridge"));
        assert_ne!(plain("9.1 %"), plain("1.9 %"));
        assert_ne!(plain("-3"), plain("3"));
    }
}
