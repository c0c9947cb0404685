//! The record of an article: all that it brings to a library, boiled down to what can be looked up and cited.

mod known;
mod said;

use serde::{Deserialize, Serialize};

use crate::model::{
    Article, Diagnostic, Form, Item, Outline, PersonId, PersonKind, Place, Rel, Span, Status, Text, Wording,
};

use super::{Cite, Entry, FileFacts};

/// Where words stand: enough to cite them and to go there.
///
/// Texts are sanitised when a record is made. An index is a file that anything may have written, so whoever reads one
/// back sanitises again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The article's id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// Its file, relative to the library, with `/`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The name of the section's [`crate::model::Kind`]; `news` outside any section.
    pub kind: String,
    /// The section's label as written.
    pub label: Option<String>,
    /// The item of the story, the leaf in it, and the bytes of the leaf's text.
    pub item: u32,
    pub leaf: u32,
    pub start: u32,
    pub end: u32,
}

/// A paragraph, bullet, caption or other text of the story: what a search finds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    pub at: Citation,
    pub text: String,
    /// The names of those who are quoted in it.
    pub speakers: Vec<String>,
    /// Whether it holds a quote, with or without a known speaker; a link; a claim; an open question.
    pub quotes: bool,
    pub links: bool,
    pub claims: bool,
    pub asks: bool,
    /// Whether it is the caption of a photo; a block of code.
    #[serde(default)]
    pub photo: bool,
    #[serde(default)]
    pub code: bool,
}

/// Somebody of an article's table of people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The id within the article.
    pub id: String,
    pub name: String,
    pub role: Option<String>,
    pub org: Option<String>,
    /// `person`, `organisation`, `group` or `document`.
    pub kind: String,
    /// Other spellings of the name.
    pub also: Vec<String>,
    /// Why the name is not given. An anonymous source is never taken for that of another article.
    pub anonymous: Option<String>,
}

/// Something somebody said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    pub at: Citation,
    pub text: String,
    /// Who said it, as the article's table has it; `None` where that is not known.
    pub by: Option<Profile>,
    pub direct: bool,
    /// Whether a mark in the file says who spoke.
    pub given: bool,
    pub circumstance: Option<String>,
}

/// An open question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub at: Citation,
    /// The id within the article.
    pub id: String,
    pub text: String,
    /// The date since which it is asked, where its claim says so.
    #[serde(default)]
    pub since: Option<String>,
    /// The question of another article that this one asks again, as `article#claim`.
    #[serde(default)]
    pub repeats: Option<String>,
    /// The [`Status`] by which the article itself has settled it: `known`, `false` or `withdrawn`.
    #[serde(default)]
    pub settled: Option<String>,
}

/// Something that an article says is known: a bullet or a sentence of a known section, or a claim of that status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub at: Citation,
    pub text: String,
    /// The claim that it is, where it is one.
    pub claim: Option<String>,
}

/// A claim that stands in the story or in the article's table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// For a claim of the table alone, the beginning of the story.
    pub at: Citation,
    pub id: String,
    pub text: String,
    /// The name of its [`Status`].
    pub status: String,
    /// Who says so.
    pub by: Option<Profile>,
    /// Ids of the article's sources.
    pub source: Vec<String>,
    pub since: Option<String>,
    /// Its links; a target without an article is one of the same article, and stands here as `article#claim`.
    pub links: Vec<Cite>,
}

/// All that an article brings to a library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub entry: Entry,
    pub passages: Vec<Passage>,
    pub people: Vec<Profile>,
    pub quotes: Vec<Quoted>,
    /// Open questions, and those that the article itself has settled.
    pub questions: Vec<Question>,
    pub claims: Vec<Assertion>,
    /// What it says is known, in reading order.
    #[serde(default)]
    pub known: Vec<Statement>,
    /// The names of the article's sources.
    pub sources: Vec<String>,
    /// Headlines that its `related` items name without a link.
    #[serde(default)]
    pub headlines: Vec<String>,
}

impl Record {
    /// The record of an article that was read.
    #[must_use]
    pub fn of(article: &Article, outline: &Outline, diagnostics: &[Diagnostic], file: FileFacts) -> Self {
        Self::made(article, outline, Entry::new(article, outline, diagnostics, file), true)
    }

    /// The same for who keeps it beside its entry: citations without what the entry says as well.
    #[must_use]
    pub fn bare(article: &Article, outline: &Outline, diagnostics: &[Diagnostic], file: FileFacts) -> Self {
        Self::made(article, outline, Entry::new(article, outline, diagnostics, file), false)
    }

    fn made(article: &Article, outline: &Outline, entry: Entry, whole: bool) -> Self {
        let maker = Maker { article, outline, entry: &entry, whole };
        let (quotes, questions, claims) = (maker.quotes(), maker.questions(), maker.claims());
        Self {
            passages: maker.passages(),
            known: maker.known(),
            headlines: maker.headlines(),
            people: article.people.iter().map(|person| Profile::of(article, &person.id)).collect(),
            quotes,
            questions,
            claims,
            sources: article.sources.iter().map(|source| line(&source.name)).collect(),
            entry,
        }
    }
}

impl Profile {
    /// A person of the article's table, or the bare id where the table has none such.
    #[must_use]
    pub fn of(article: &Article, id: &PersonId) -> Self {
        let Some(person) = article.person(id) else {
            return Self { id: id.to_string(), name: id.to_string(), kind: "person".to_owned(), ..Self::default() };
        };
        Self {
            id: person.id.to_string(),
            name: line(&person.name),
            role: person.role.as_ref().map(line),
            org: person.org.as_ref().map(line),
            kind: match person.kind {
                PersonKind::Person => "person",
                PersonKind::Organisation => "organisation",
                PersonKind::Group => "group",
                PersonKind::Document => "document",
            }
            .to_owned(),
            also: person.also.iter().map(line).collect(),
            anonymous: person.anonymous.as_ref().map(line),
        }
    }
}

/// Makes the parts of one record.
struct Maker<'a> {
    article: &'a Article,
    outline: &'a Outline,
    entry: &'a Entry,
    /// Whether citations say what the entry says.
    whole: bool,
}

impl Maker<'_> {
    fn cite(&self, place: Place, span: Option<Span>) -> Citation {
        let section = self.outline.section_of_item(place.item).map(|at| &self.outline.sections[at]);
        let bytes = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let said = |of: &str| if self.whole { of.to_owned() } else { String::new() };
        Citation {
            article: said(&self.entry.id),
            path: said(&self.entry.path),
            headline: said(&self.entry.headline),
            published: if self.whole { self.entry.published.clone() } else { None },
            kind: section.map_or("news", |section| section.kind.name()).to_owned(),
            label: section.and_then(|section| section.label.as_ref()).map(line),
            item: place.item,
            leaf: place.leaf,
            start: span.map_or(0, |span| bytes(span.start())),
            end: span.map_or(0, |span| bytes(span.end())),
        }
    }

    fn passages(&self) -> Vec<Passage> {
        let mut passages = Vec::new();
        for (at, item) in (0_u32..).zip(&self.article.story) {
            for (leaf, words) in (0_u32..).zip(item.text.leaves()) {
                let place = Place { item: at, leaf };
                // a bare id is a link, and no words
                let bare = item.form == Form::Related
                    && item.to.is_none()
                    && words.text().as_str().parse::<crate::model::ArticleId>().is_ok();
                if !words.text().is_empty() && !bare {
                    passages.push(self.passage(item, place, words.text()));
                }
            }
        }
        passages
    }

    fn passage(&self, item: &Item, place: Place, text: &Text) -> Passage {
        let quotes = || self.outline.quotes.iter().filter(|quote| quote.place == place);
        let by = quotes().filter_map(|quote| quote.attribution.by()).chain(&item.by);
        let mut speakers: Vec<String> = by.map(|by| name_of(self.article, by)).collect();
        speakers.dedup();
        let words = item.text.leaves().get(place.leaf as usize).copied();
        let links =
            words.is_some_and(|leaf| leaf.marks().iter().any(|(_, mark)| matches!(mark, crate::model::Mark::Link(_))));
        Passage {
            at: self.cite(place, Some(text.whole())),
            text: text.as_str().to_owned(),
            speakers,
            quotes: quotes().next().is_some() || item.form == Form::Quote,
            links: links || item.to.is_some(),
            claims: self.outline.claims.iter().any(|claim| claim.place == place),
            asks: self.outline.questions.iter().any(|question| question.place == place),
            photo: item.form == Form::Photo,
            code: matches!(words, Some(crate::model::Leaf::Code(_))),
        }
    }

    fn quotes(&self) -> Vec<Quoted> {
        let quote = |quote: &crate::model::Quote| Quoted {
            at: self.cite(quote.place, Some(quote.span)),
            text: line(&quote.text),
            by: quote.attribution.by().map(|by| Profile::of(self.article, by)),
            direct: quote.wording == Wording::Direct,
            given: quote.attribution.is_given(),
            circumstance: match &quote.attribution {
                crate::model::Attribution::Given { circumstance, .. } => circumstance.as_ref().map(line),
                crate::model::Attribution::Found { .. } => None,
            },
        };
        self.outline.quotes.iter().map(quote).collect()
    }

    /// The claims of the story in its order, then those of the table that stand nowhere in it.
    fn claims(&self) -> Vec<Assertion> {
        let mut claims: Vec<Assertion> = Vec::new();
        for stated in &self.outline.claims {
            let at = self.cite(stated.place, Some(stated.span));
            claims.push(self.assertion(&stated.id, at, &stated.text, stated.status, stated.by.as_ref()));
        }
        for claim in &self.article.claims {
            if claims.iter().any(|known| known.id == claim.id.as_str()) {
                continue;
            }
            let item = self.article.story.iter().position(|item| item.id.as_ref() == Some(&claim.id));
            let item = item.and_then(|item| u32::try_from(item).ok());
            let words = item.and_then(|item| self.article.story.get(item as usize)).map(|item| item.text.plain());
            let at = self.cite(Place { item: item.unwrap_or(0), leaf: 0 }, None);
            let text = claim.text.clone().unwrap_or_else(|| Text::line(&words.unwrap_or_default()));
            claims.push(self.assertion(
                &claim.id,
                at,
                &text,
                claim.status.unwrap_or(Status::Reported),
                claim.by.as_ref(),
            ));
        }
        claims
    }

    fn assertion(
        &self,
        id: &crate::model::ClaimId,
        at: Citation,
        text: &Text,
        status: Status,
        by: Option<&PersonId>,
    ) -> Assertion {
        let row = self.article.claim(id);
        let links = row.into_iter().flat_map(|claim| &claim.links).map(|(rel, to)| self.link(*rel, to));
        Assertion {
            at,
            id: id.to_string(),
            text: line(text),
            status: status.name().to_owned(),
            by: by.map(|by| Profile::of(self.article, by)),
            source: row.into_iter().flat_map(|claim| &claim.source).map(ToString::to_string).collect(),
            since: row.and_then(|claim| claim.since.as_ref()).map(|date| date.as_str().to_owned()),
            links: links.collect(),
        }
    }

    /// A link with its target's article spelled out.
    fn link(&self, rel: Rel, to: &crate::model::Reference) -> Cite {
        use crate::model::Reference;
        let to = match to {
            Reference::Claim { article: None, claim } => format!("{}#{claim}", self.entry.id),
            Reference::Article(_) | Reference::Claim { .. } | Reference::Address(_) | Reference::Words(_) => {
                to.to_string()
            }
        };
        Cite { rel: rel.name().to_owned(), to }
    }
}

/// The name of a person of the article's table, or the bare id.
fn name_of(article: &Article, id: &PersonId) -> String {
    article.person(id).map_or_else(|| id.to_string(), |person| line(&person.name))
}

/// A text on one line.
fn line(text: &Text) -> String {
    text.on_one_line()
}
