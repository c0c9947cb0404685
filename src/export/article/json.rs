//! The article as written, and what is derived from it, as JSON: `show --json`, `export --as json`. Fields may be added,
//! none renamed.

mod items;
mod tables;

use serde::Serialize;

use crate::{
    library::{self, Assertion, Entry},
    model::{
        Article, Attribution, ClaimId, Confidence, Date, Kind, Mark, Outline, Quote, Reference, Rel, Stated, Status,
        Text, Wording,
    },
};

use items::Section;
use tables::{Head, Keyed, Origin, Speaker};

/// An article with all that is derived from it.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    id: &'a str,
    #[serde(flatten)]
    head: Head<'a>,
    people: Keyed<&'a str, Speaker<'a>>,
    sources: Keyed<&'a str, Origin<'a>>,
    sections: Vec<Section<'a>>,
    quotes: Vec<Said<'a>>,
    claims: Vec<Claimed<'a>>,
    links: Vec<Linked<'a>>,
    backlinks: Vec<Backlink<'a>>,
    questions: Vec<Asked<'a>>,
}

impl<'a> Shown<'a> {
    /// `entries` is the catalogue of its library, `questions` what has become of its questions there.
    #[must_use]
    pub fn of(
        article: &'a Article,
        outline: &'a Outline,
        entries: &'a [Entry],
        questions: &'a [library::Asked],
    ) -> Self {
        Self {
            id: article.id.as_str(),
            head: Head::of(article),
            people: Keyed(article.people.iter().map(|person| (person.id.as_str(), Speaker::of(person))).collect()),
            sources: Keyed(article.sources.iter().map(|source| (source.id.as_str(), Origin::of(source))).collect()),
            sections: items::sections(article, outline),
            quotes: outline.quotes.iter().map(|quote| Said::of(article, outline, quote)).collect(),
            claims: claims(article, outline),
            links: links(article, outline, entries),
            backlinks: backlinks(article, entries),
            questions: questions.iter().map(Asked::of).collect(),
        }
    }
}

/// A claim that answers, or may answer, as JSON has it.
#[derive(Debug, Serialize)]
pub struct Answering<'a> {
    pub article: &'a str,
    pub claim: &'a str,
    pub text: &'a str,
    /// The name of who says so.
    pub speaker: Option<&'a str>,
}

impl<'a> Answering<'a> {
    #[must_use]
    pub fn of(claim: &'a Assertion) -> Self {
        Self {
            article: &claim.at.article,
            claim: &claim.id,
            text: &claim.text,
            speaker: claim.by.as_ref().map(|by| by.name.as_str()),
        }
    }
}

#[derive(Debug, Serialize)]
struct Said<'a> {
    text: &'a Text,
    /// The key of the people table.
    speaker: Option<&'a str>,
    name: Option<&'a Text>,
    role: Option<&'a Text>,
    /// The speaker's own words, rather than the reporter's.
    direct: bool,
    /// Whether a mark in the file says so; else byline found it.
    given: bool,
    /// The label of its section, or the kind where it has none.
    section: &'a str,
    circumstance: Option<&'a Text>,
}

impl<'a> Said<'a> {
    fn of(article: &'a Article, outline: &'a Outline, quote: &'a Quote) -> Self {
        let by = quote.attribution.by();
        let person = by.and_then(|by| article.person(by));
        let section = outline.sections.get(quote.section);
        let label = section.and_then(|section| section.label.as_ref().map(Text::as_str));
        Self {
            text: &quote.text,
            speaker: by.map(crate::model::PersonId::as_str),
            name: person.map(|person| &person.name),
            role: person.and_then(|person| person.role.as_ref()),
            direct: quote.wording == Wording::Direct,
            given: quote.attribution.is_given(),
            section: label.unwrap_or_else(|| section.map_or(Kind::News, |section| section.kind).name()),
            circumstance: match &quote.attribution {
                Attribution::Given { circumstance, .. } => circumstance.as_ref(),
                Attribution::Found { .. } => None,
            },
        }
    }
}

#[derive(Debug, Serialize)]
struct Claimed<'a> {
    id: &'a str,
    text: Option<&'a Text>,
    status: Option<Status>,
    by: Option<&'a str>,
    source: Vec<&'a str>,
    links: Vec<ClaimLink<'a>>,
    rating: Option<&'a Text>,
    confidence: Option<&'a Text>,
    likelihood: Option<&'a Text>,
    since: Option<&'a Date>,
    note: Option<&'a Text>,
}

#[derive(Debug, Serialize)]
struct ClaimLink<'a> {
    rel: Rel,
    to: &'a Reference,
}

/// Claims in the order of the story, then those that stand only in the table.
fn claims<'a>(article: &'a Article, outline: &'a Outline) -> Vec<Claimed<'a>> {
    let mut claims: Vec<Claimed<'a>> = Vec::new();
    let stated = outline.claims.iter().map(|stated| (&stated.id, Some(stated)));
    let unstated = article.claims.iter().map(|claim| (&claim.id, None));
    for (id, stated) in stated.chain(unstated) {
        if !claims.iter().any(|claim| claim.id == id.as_str()) {
            claims.push(claimed(article, id, stated));
        }
    }
    claims
}

fn claimed<'a>(article: &'a Article, id: &'a ClaimId, stated: Option<&'a Stated>) -> Claimed<'a> {
    let table = article.claim(id);
    let by = stated.and_then(|stated| stated.by.as_ref()).or_else(|| table.and_then(|claim| claim.by.as_ref()));
    let scale = table.and_then(|claim| claim.confidence.as_ref());
    let (confidence, likelihood) = match scale {
        Some(Confidence::Confidence(words)) => (Some(words), None),
        Some(Confidence::Likelihood(words)) => (None, Some(words)),
        None => (None, None),
    };
    Claimed {
        id: id.as_str(),
        text: stated.map(|stated| &stated.text).or_else(|| table.and_then(|claim| claim.text.as_ref())),
        status: stated.map(|stated| stated.status).or_else(|| table.and_then(|claim| claim.status)),
        by: by.map(crate::model::PersonId::as_str),
        source: table.into_iter().flat_map(|claim| &claim.source).map(crate::model::SourceId::as_str).collect(),
        links: table.into_iter().flat_map(|claim| &claim.links).map(|(rel, to)| ClaimLink { rel: *rel, to }).collect(),
        rating: table.and_then(|claim| claim.rating.as_ref()),
        confidence,
        likelihood,
        since: table.and_then(|claim| claim.since.as_ref()),
        note: table.and_then(|claim| claim.note.as_ref()),
    }
}

#[derive(Debug, Serialize)]
struct Linked<'a> {
    to: &'a Reference,
    rel: Rel,
    /// The words that link; of a link without words the headline of its article.
    text: String,
    /// Whether the library holds it; an address is always found, since nobody looks.
    found: bool,
}

/// Links of the head, of the claims and of the story, in the order of the file.
fn links<'a>(article: &'a Article, outline: &Outline, entries: &[Entry]) -> Vec<Linked<'a>> {
    let link = |to: &'a Reference, rel, text| Linked { found: found(article, outline, to, entries), to, rel, text };
    let unworded = article.head.links.iter().chain(article.claims.iter().flat_map(|claim| &claim.links));
    let unworded = unworded.map(|(rel, to)| link(to, *rel, headline(article, to, entries)));
    let mut links: Vec<Linked<'a>> = unworded.collect();
    for item in &article.story {
        links.extend(item.to.iter().map(|to| link(to, item.rel.unwrap_or(Rel::Related), item.text.plain())));
        for leaf in item.text.leaves() {
            for (span, mark) in leaf.marks() {
                if let Mark::Link(to) = mark {
                    links.push(link(to, Rel::Related, leaf.text().get(*span).to_owned()));
                }
            }
        }
    }
    links
}

fn headline(article: &Article, to: &Reference, entries: &[Entry]) -> String {
    let id = to.article().unwrap_or(&article.id).as_str();
    let own = (id == article.id.as_str()).then(|| article.head.headline.to_string());
    own.or_else(|| entries.iter().find(|entry| entry.id == id).map(|entry| entry.headline.clone())).unwrap_or_default()
}

/// The article itself need not be among the entries: it may be no part of a library.
fn found(article: &Article, outline: &Outline, to: &Reference, entries: &[Entry]) -> bool {
    let holds = |id: &str| entries.iter().find(|entry| entry.id == id);
    match to {
        Reference::Address(_) => true,
        Reference::Article(id) => *id == article.id || holds(id.as_str()).is_some(),
        Reference::Claim { article: id, claim } if id.as_ref().is_none_or(|id| *id == article.id) => {
            article.claim(claim).is_some() || outline.words_of(claim).is_some()
        }
        Reference::Claim { article: id, claim } => holds_claim(id.as_ref().and_then(|id| holds(id.as_str())), claim),
        Reference::Words(words) => entries.iter().any(|entry| entry.headline == words.as_str()),
    }
}

fn holds_claim(entry: Option<&Entry>, claim: &ClaimId) -> bool {
    entry.is_some_and(|entry| entry.claims.iter().any(|known| known == claim.as_str()))
}

#[derive(Debug, Serialize)]
struct Backlink<'a> {
    from: &'a str,
    rel: &'a str,
    /// This article, or a claim of it.
    to: &'a str,
    /// The headline of the article that links here.
    text: &'a str,
}

fn backlinks<'a>(article: &Article, entries: &'a [Entry]) -> Vec<Backlink<'a>> {
    let others = entries.iter().filter(|entry| entry.id != article.id.as_str());
    others
        .flat_map(|entry| entry.cites.iter().map(move |cite| (entry, cite)))
        .filter(|(_, cite)| cite.article() == article.id.as_str())
        .map(|(entry, cite)| Backlink { from: &entry.id, rel: &cite.rel, to: &cite.to, text: &entry.headline })
        .collect()
}

#[derive(Debug, Serialize)]
struct Asked<'a> {
    id: &'a str,
    text: &'a str,
    state: &'static str,
    since: Option<&'a str>,
    answered_by: Vec<Answering<'a>>,
    proposed: Vec<Answering<'a>>,
}

impl<'a> Asked<'a> {
    fn of(asked: &'a library::Asked) -> Self {
        Self {
            id: &asked.question.id,
            text: &asked.question.text,
            state: asked.state.name(),
            since: asked.since.as_deref(),
            answered_by: asked.answered_by.iter().map(Answering::of).collect(),
            proposed: asked.proposed.iter().map(Answering::of).collect(),
        }
    }
}
