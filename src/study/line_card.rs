//! A card within a line of the log.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::model::{BlockPath, Target, Text};

use super::{Card, CardId, Content, Origin, Recipe};

/// Writes a card as it was made. Its name is that of the entry.
pub(super) fn serialize<S: Serializer>(card: &Card, to: S) -> Result<S::Ok, S::Error> {
    CardLine::of(card).serialize(to)
}

/// Reads it back, without its name.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Box<Card>, D::Error> {
    let card = CardLine::deserialize(from)?.card();
    card.map(Box::new).ok_or_else(|| D::Error::custom("is no card that byline knows"))
}

/// The same for what a reader may edit.
pub(super) mod content {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::{Content, ContentLine};

    pub(in super::super) fn serialize<S: Serializer>(content: &Content, to: S) -> Result<S::Ok, S::Error> {
        ContentLine::of(content).serialize(to)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Box<Content>, D::Error> {
        Ok(Box::new(ContentLine::deserialize(from)?.content()))
    }
}

/// A card when it is made: what it asks, and where it came from.
#[derive(Serialize, Deserialize)]
struct CardLine<'a> {
    #[serde(borrow)]
    recipe: Cow<'a, str>,
    #[serde(borrow)]
    asks: ContentLine<'a>,
    #[serde(borrow)]
    article: Cow<'a, str>,
    #[serde(borrow, default)]
    headline: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    date: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    speaker: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    section: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    passage: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    target: Option<TargetLine<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    annotation: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Cow<'a, str>>,
}

/// What a reader may edit of it.
#[derive(Serialize, Deserialize)]
struct ContentLine<'a> {
    #[serde(borrow)]
    front: Cow<'a, str>,
    #[serde(borrow)]
    back: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    answer: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Cow<'a, str>>,
}

/// The words it is about, as an annotation's target.
#[derive(Serialize, Deserialize)]
struct TargetLine<'a> {
    #[serde(borrow)]
    revision: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    section: Option<Cow<'a, str>>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    n: u32,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    speaker: Option<Cow<'a, str>>,
    start: u32,
    end: u32,
    #[serde(borrow)]
    exact: Cow<'a, str>,
    #[serde(borrow, default)]
    prefix: Cow<'a, str>,
    #[serde(borrow, default)]
    suffix: Cow<'a, str>,
}

fn owned(text: Option<&Text>) -> Option<Cow<'_, str>> {
    text.map(|text| Cow::Borrowed(text.as_str()))
}

fn text(words: Option<&Cow<'_, str>>) -> Option<Text> {
    words.map(|words| Text::new(words))
}

impl<'a> CardLine<'a> {
    fn of(card: &'a Card) -> Self {
        let origin = &card.origin;
        Self {
            recipe: Cow::Borrowed(origin.recipe.name()),
            asks: ContentLine::of(&card.content),
            article: Cow::Borrowed(origin.article.as_str()),
            headline: Cow::Borrowed(origin.headline.as_str()),
            date: owned(origin.date.as_ref()),
            speaker: owned(origin.speaker.as_ref()),
            section: owned(origin.section.as_ref()),
            passage: Cow::Borrowed(origin.passage.as_str()),
            target: origin.target.as_ref().map(TargetLine::of),
            annotation: origin.annotation.as_ref().map(|id| Cow::Borrowed(id.as_str())),
            topics: origin.topics.iter().map(|topic| Cow::Borrowed(topic.as_str())).collect(),
        }
    }

    /// The card; `None` where its recipe or its article is none.
    fn card(&self) -> Option<Card> {
        let origin = Origin {
            recipe: Recipe::from_name(&self.recipe)?,
            article: self.article.parse().ok()?,
            headline: Text::line(&self.headline),
            date: text(self.date.as_ref()),
            speaker: text(self.speaker.as_ref()),
            section: text(self.section.as_ref()),
            passage: Text::new(&self.passage),
            target: self.target.as_ref().and_then(TargetLine::target),
            annotation: self.annotation.as_ref().and_then(|id| id.parse().ok()),
            topics: self.topics.iter().map(|topic| Text::line(topic)).collect(),
        };
        Some(Card { id: CardId::default(), content: self.asks.content(), origin })
    }
}

impl<'a> ContentLine<'a> {
    fn of(content: &'a Content) -> Self {
        Self {
            front: Cow::Borrowed(content.front.as_str()),
            back: Cow::Borrowed(content.back.as_str()),
            answer: owned(content.answer.as_ref()),
            tags: content.tags.iter().map(|tag| Cow::Borrowed(tag.as_str())).collect(),
        }
    }

    fn content(&self) -> Content {
        Content {
            front: Text::new(&self.front),
            back: Text::new(&self.back),
            answer: text(self.answer.as_ref()),
            tags: self.tags.iter().map(|tag| Text::line(tag)).collect(),
        }
    }
}

impl<'a> TargetLine<'a> {
    fn of(target: &'a Target) -> Self {
        Self {
            revision: Cow::Borrowed(target.revision.as_str()),
            section: owned(target.block.section.as_ref()),
            kind: Cow::Borrowed(target.block.kind.as_str()),
            n: target.block.n,
            speaker: target.block.speaker.as_ref().map(|id| Cow::Borrowed(id.as_str())),
            start: target.start,
            end: target.end,
            exact: Cow::Borrowed(target.exact.as_str()),
            prefix: Cow::Borrowed(target.prefix.as_str()),
            suffix: Cow::Borrowed(target.suffix.as_str()),
        }
    }

    fn target(&self) -> Option<Target> {
        Some(Target {
            revision: self.revision.parse().ok()?,
            block: BlockPath {
                section: text(self.section.as_ref()),
                kind: Text::line(&self.kind),
                n: self.n,
                speaker: self.speaker.as_ref().and_then(|id| id.parse().ok()),
            },
            start: self.start,
            end: self.end,
            exact: Text::new(&self.exact),
            prefix: Text::new(&self.prefix),
            suffix: Text::new(&self.suffix),
        })
    }
}
