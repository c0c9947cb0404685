//! The tray: passages that a reader gathers for a brief, sorted by the kind of their sections, with their sources numbered.
//!
//! A change of the tray is a value ([`TrayEdit`]) that names passages by their ids, so that it can be undone, and so that
//! two windows don't undo each other's: each is done on the tray as it is on disk by then.

mod article;
mod markdown;

use serde::{Deserialize, Serialize};

use crate::{
    library::{Citation, Profile},
    model::{Kind, Text},
};

pub use article::Brief;
pub use markdown::to_markdown;

/// What a brief is called until it has a headline.
pub const UNTITLED: &str = "Brief";

/// Passages gathered for a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tray {
    /// Empty until the reader has given one.
    pub headline: String,
    /// In the reader's order. Shown, they stand by kind, and in this order within each.
    pub passages: Vec<Passage>,
}

/// Words of an article with what is needed to cite them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Passage {
    /// A name that no other passage of the tray has.
    pub id: String,
    pub at: Citation,
    pub publisher: Option<String>,
    /// The address at which the article was published.
    pub url: Option<String>,
    pub words: Vec<Stretch>,
    /// The article's id for the claim or question that the words are.
    pub claim: Option<String>,
}

/// Words of one mouth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stretch {
    pub text: String,
    /// `None` for the article's own words.
    pub said: Option<Said>,
}

/// That somebody said some words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// `None` where the article names nobody.
    pub by: Option<Profile>,
    /// Whether they are the speaker's own words.
    pub direct: bool,
    /// Whether a mark in the article's file says who spoke, rather than byline's rule.
    pub given: bool,
    pub circumstance: Option<String>,
}

/// A change of the tray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrayEdit {
    /// Puts a passage at a place of the list, or at its end.
    Add {
        at: Option<usize>,
        passage: Box<Passage>,
    },
    Remove {
        id: String,
    },
    /// Moves a passage before the one above it of the same kind, or behind the one below.
    Shift {
        id: String,
        up: bool,
    },
    Headline(String),
    /// One after the other.
    All(Vec<TrayEdit>),
}

/// An article that passages are cited from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited<'a> {
    /// From 1, in the order in which the sections cite them.
    pub number: usize,
    /// A passage of it.
    pub passage: &'a Passage,
}

impl Passage {
    /// The kind of the section it stands in.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_name(&self.at.kind).unwrap_or(Kind::Other)
    }

    /// Its words, whoever says them.
    #[must_use]
    pub fn plain(&self) -> String {
        self.words.iter().map(|stretch| stretch.text.as_str()).collect()
    }

    /// The first who is named as speaking in it.
    #[must_use]
    pub fn speaker(&self) -> Option<&Profile> {
        self.words.iter().filter_map(|stretch| stretch.said.as_ref()).find_map(|said| said.by.as_ref())
    }

    /// `The Merrow Courier, 2031-07-28`, or the article's headline where nobody published it.
    #[must_use]
    pub fn source_name(&self) -> String {
        let named = [self.publisher.as_ref(), Some(&self.at.headline), Some(&self.at.article)];
        let name = named.into_iter().flatten().find(|name| !name.is_empty()).map_or("", String::as_str);
        match self.at.published.as_deref().map(|date| date.get(..10).unwrap_or(date)) {
            Some(day) => format!("{name}, {day}"),
            None => name.to_owned(),
        }
    }

    /// Of a file that anything may have written: every text sanitised.
    fn sanitise(&mut self) {
        let at = &mut self.at;
        let plain = [&mut self.id, &mut at.article, &mut at.path, &mut at.headline, &mut at.kind].into_iter();
        let more = [&mut self.publisher, &mut self.url, &mut self.claim, &mut at.published, &mut at.label];
        let stretches = self.words.iter_mut();
        for text in plain.chain(more.into_iter().flatten()) {
            clean(text);
        }
        for Stretch { text, said } in stretches {
            *text = Text::new(text).as_str().replace('\n', " ");
            let Some(Said { by, circumstance, .. }) = said else { continue };
            circumstance.iter_mut().for_each(clean);
            for by in by.iter_mut() {
                let more = [&mut by.role, &mut by.org, &mut by.anonymous].into_iter().flatten();
                [&mut by.id, &mut by.name, &mut by.kind].into_iter().chain(more).chain(&mut by.also).for_each(clean);
            }
        }
    }
}

fn clean(text: &mut String) {
    *text = Text::line(text).to_string();
}

impl Tray {
    /// Makes the change; what would take it back, or `None` where there was nothing to change.
    pub fn apply(&mut self, edit: &TrayEdit) -> Option<TrayEdit> {
        let place = |tray: &Self, id: &str| tray.passages.iter().position(|passage| passage.id == id);
        match edit {
            TrayEdit::Add { at, passage } => {
                if place(self, &passage.id).is_some() {
                    return None;
                }
                let at = at.unwrap_or(usize::MAX).min(self.passages.len());
                self.passages.insert(at, (**passage).clone());
                Some(TrayEdit::Remove { id: passage.id.clone() })
            }
            TrayEdit::Remove { id } => {
                let at = place(self, id)?;
                Some(TrayEdit::Add { at: Some(at), passage: Box::new(self.passages.remove(at)) })
            }
            TrayEdit::Shift { id, up } => {
                let at = place(self, id)?;
                let kind = self.passages[at].kind();
                let same = |passage: &Passage| passage.kind() == kind;
                let other = if *up {
                    self.passages.get(..at)?.iter().rposition(same)?
                } else {
                    at + 1 + self.passages.get(at + 1..)?.iter().position(same)?
                };
                self.passages.swap(at, other);
                Some(TrayEdit::Shift { id: id.clone(), up: !up })
            }
            TrayEdit::Headline(headline) => {
                let before = std::mem::replace(&mut self.headline, headline.clone());
                (before != *headline).then_some(TrayEdit::Headline(before))
            }
            TrayEdit::All(edits) => {
                let mut undone: Vec<TrayEdit> = edits.iter().filter_map(|edit| self.apply(edit)).collect();
                undone.reverse();
                (!undone.is_empty()).then_some(TrayEdit::All(undone))
            }
        }
    }

    /// Passages by the kind of their sections, in the order of the kinds.
    #[must_use]
    pub fn sections(&self) -> Vec<(Kind, Vec<&Passage>)> {
        let of = |kind: Kind| (kind, self.passages.iter().filter(|passage| passage.kind() == kind).collect());
        Kind::ALL.into_iter().map(of).filter(|(_, passages): &(Kind, Vec<&Passage>)| !passages.is_empty()).collect()
    }

    /// The articles that are cited, numbered as the sections come to them.
    #[must_use]
    pub fn sources(&self) -> Vec<Cited<'_>> {
        let mut cited: Vec<Cited<'_>> = Vec::new();
        for (_, passages) in self.sections() {
            for passage in passages {
                if !cited.iter().any(|known| known.passage.at.article == passage.at.article) {
                    cited.push(Cited { number: cited.len() + 1, passage });
                }
            }
        }
        cited
    }

    /// The headline, or what stands for it.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.headline.is_empty() { UNTITLED } else { &self.headline }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// A tray as a file had it: every text sanitised.
    #[must_use]
    pub fn sanitised(mut self) -> Self {
        clean(&mut self.headline);
        self.passages.iter_mut().for_each(Passage::sanitise);
        self
    }
}

/// The label under which a brief puts passages of a kind.
#[must_use]
pub fn label_of(kind: Kind) -> &'static str {
    match kind {
        Kind::News => "The news",
        Kind::Brief => "In brief",
        Kind::Known => "What we know",
        Kind::Unknown => "What we don’t know",
        Kind::Disputed => "The other side",
        Kind::Said => "What they’re saying",
        Kind::View => "Between the lines",
        Kind::Stakes => "Why it matters",
        Kind::Context => "The backstory",
        Kind::Numbers => "By the numbers",
        Kind::Timeline => "Timeline",
        Kind::Next => "What’s next",
        Kind::Action => "What you can do",
        Kind::Check => "Reality check",
        Kind::Source => "The source",
        Kind::Correction => "Corrections",
        Kind::Other => "Also",
    }
}

#[cfg(test)]
mod tests;
