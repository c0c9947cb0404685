//! An article as its file says it: head, people, sources, claims and story.

use super::{ArticleId, ClaimId, Date, Kind, Markup, PersonId, Reference, Rel, SourceId, Status, Text};

/// A whole article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// `id:` of the head, or the stem of the file.
    pub id: ArticleId,
    pub head: Head,
    pub people: Vec<Person>,
    pub sources: Vec<Source>,
    pub claims: Vec<Claim>,
    pub story: Vec<Item>,
}

impl Article {
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == *id)
    }

    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    #[must_use]
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == *id)
    }
}

/// The fields above the tables. What a file does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `id:`, where it is written.
    pub id: Option<ArticleId>,
    pub headline: Text,
    pub subtitle: Option<Text>,
    /// The byline: who wrote it.
    pub by: Vec<Text>,
    pub dateline: Option<Text>,
    pub publisher: Option<Text>,
    pub url: Option<Text>,
    pub published: Option<Date>,
    pub updated: Option<Date>,
    pub retrieved: Option<Date>,
    pub embargo: Option<Date>,
    pub expires: Option<Date>,
    pub status: Option<Text>,
    pub genre: Option<Text>,
    /// BCP 47 language tag.
    pub lang: Option<Text>,
    pub dir: Option<Dir>,
    pub topics: Vec<Text>,
    pub places: Vec<Text>,
    pub story_id: Option<Text>,
    pub rights: Option<Text>,
    pub usage: Option<Text>,
    pub slug: Option<Text>,
    pub ednote: Option<Text>,
    pub made_with: Option<Text>,
    pub feedback: Option<Text>,
    /// Corrections and changes, newest last.
    pub log: Vec<LogEntry>,
    /// `updates`, `background`, `corrects`, `contradicts`, `based on`, `translation of`.
    pub links: Vec<(Rel, Reference)>,
    /// `x-*` fields, kept as they are.
    pub extra: Vec<(Text, Extra)>,
}

/// The base direction of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir {
    Ltr,
    Rtl,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    pub date: Date,
    pub text: Text,
}

/// A value byline carries without knowing it: `x-*` fields. Every scalar is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extra {
    Text(Text),
    List(Vec<Extra>),
    Map(Vec<(Text, Extra)>),
}

/// Somebody, or something, that speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: Text,
    /// `Name, description` puts the description here.
    pub role: Option<Text>,
    pub org: Option<Text>,
    pub kind: PersonKind,
    /// Why the name is withheld; a person is anonymous where this is given.
    pub anonymous: Option<Text>,
    /// Other spellings.
    pub also: Vec<Text>,
    pub side: Option<Text>,
    pub url: Option<Text>,
    pub note: Option<Text>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PersonKind {
    #[default]
    Person,
    Organisation,
    Group,
    Document,
}

/// Where something is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub id: SourceId,
    pub name: Text,
    pub title: Option<Text>,
    pub url: Option<Text>,
    pub date: Option<Date>,
    pub kind: Option<SourceKind>,
    /// `primary: yes`, where it is written.
    pub primary: Option<bool>,
    pub note: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    Agency,
    Outlet,
    Document,
    Interview,
    Statement,
    Data,
    Witness,
    Social,
}

/// What the `claims` table says of a claim, beyond its place in the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub id: ClaimId,
    /// Only where the words in the story do not stand alone.
    pub text: Option<Text>,
    pub by: Option<PersonId>,
    pub status: Option<Status>,
    pub rating: Option<Text>,
    pub confidence: Option<Confidence>,
    pub source: Vec<SourceId>,
    pub since: Option<Date>,
    pub note: Option<Text>,
    /// `answers`, `partly answers`, `contradicts`, `corrects`, `supports`, `repeats`.
    pub links: Vec<(Rel, Reference)>,
}

/// How sure an assessment is: one scale or the other, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// In the evidence: low, moderate, high.
    Confidence(Text),
    /// Of the event: unlikely, even chance, likely…
    Likelihood(Text),
}

/// One item of the story, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub form: Form,
    /// The text of the item; a caption, a headline or a question where the form is one.
    pub text: Markup,
    pub to: Option<Reference>,
    pub rel: Option<Rel>,
    pub credit: Option<Text>,
    pub file: Option<Text>,
    pub alt: Option<Text>,
    pub by: Option<PersonId>,
    pub date: Option<Date>,
    pub at: Option<Text>,
    pub id: Option<ClaimId>,
    pub note: Option<Text>,
    pub source: Vec<SourceId>,
    /// `where:`, a place.
    pub place: Option<Text>,
}

impl Item {
    /// An item of that form and text, with no further key.
    #[must_use]
    pub fn new(form: Form, text: Markup) -> Self {
        Self {
            form,
            text,
            to: None,
            rel: None,
            credit: None,
            file: None,
            alt: None,
            by: None,
            date: None,
            at: None,
            id: None,
            note: None,
            source: Vec::new(),
            place: None,
        }
    }
}

/// What an item of the story is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text without a label: it continues the section above.
    Text,
    /// A label with text: it opens a section. `kind` is what the label says, or `kind:` overrides; `given` tells which.
    Labelled {
        label: Text,
        kind: Kind,
        given: bool,
    },
    /// Groups what follows under a question.
    Question,
    /// Groups what follows under a heading.
    Heading,
    Related,
    Photo,
    Video,
    Quote,
    Number,
    Embed,
}

impl Form {
    /// The lower-case key that makes such an item; `None` for text and for labels, which are the reader's own words.
    #[must_use]
    pub fn key(&self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Labelled { .. } => None,
            Self::Question => Some("question"),
            Self::Heading => Some("heading"),
            Self::Related => Some("related"),
            Self::Photo => Some("photo"),
            Self::Video => Some("video"),
            Self::Quote => Some("quote"),
            Self::Number => Some("number"),
            Self::Embed => Some("embed"),
        }
    }
}
