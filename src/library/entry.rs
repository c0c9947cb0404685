//! The entry of an article on the shelf.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::model::{
    Article, ArticleId, Block, ClaimId, Counts, Date, Diagnostic, Form, Mark, Markup, Outline, Reference, Rel,
    Severity, Text, canonical_address,
};

/// One article on the shelf: what a row shows, and what links need.
///
/// All text is sanitised again when an entry is read back from a cache ([`Entry::sanitised`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    /// Relative to the library's folder, with `/`.
    pub path: String,
    pub headline: String,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub publisher: Option<String>,
    pub lang: Option<String>,
    pub story_id: Option<String>,
    pub topics: Vec<String>,
    pub counts: Counts,
    /// Errors and warnings of the file.
    pub errors: u32,
    pub warnings: u32,
    /// Bytes of the file and its time of change (nanoseconds since 1970): what a cache compares.
    pub size_bytes: u64,
    pub modified_ns: i64,
    /// Ids of the articles it updates.
    pub updates: Vec<String>,
    /// Ids of its claims, for references.
    pub claims: Vec<String>,
    /// What it says of other articles, for their backlinks. Each once.
    #[serde(default)]
    pub cites: Vec<Cite>,
    /// Where it was published, as [`canonical_address`] spells it, so that links of other articles find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// One reference from an article to another, as the catalogue keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cite {
    /// The name of a [`Rel`].
    pub rel: String,
    /// `article` or `article#claim`.
    pub to: String,
}

impl Cite {
    /// The id of the article that is cited.
    #[must_use]
    pub fn article(&self) -> &str {
        self.to.split_once('#').map_or(self.to.as_str(), |(article, _)| article)
    }
}

/// The file behind an entry: where it lies, and what a cache compares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFacts {
    /// Relative to the library's folder, with `/`.
    pub path: String,
    pub size_bytes: u64,
    /// Nanoseconds since 1970.
    pub modified_ns: i64,
}

impl Entry {
    /// The entry of an article that was read.
    #[must_use]
    pub fn new(article: &Article, outline: &Outline, diagnostics: &[Diagnostic], file: FileFacts) -> Self {
        let head = &article.head;
        let owned = |text: &Option<Text>| text.as_ref().map(|text| Text::line(text.as_str()).as_str().to_owned());
        let date = |date: &Option<Date>| date.as_ref().map(|date| date.as_str().to_owned());
        let count = |severity| {
            let many = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
            u32::try_from(many).unwrap_or(u32::MAX)
        };
        let updates = head.links.iter().filter(|(rel, _)| *rel == Rel::Updates);
        Self {
            id: article.id.to_string(),
            path: file.path,
            headline: Text::line(head.headline.as_str()).as_str().to_owned(),
            published: date(&head.published),
            updated: date(&head.updated),
            publisher: owned(&head.publisher),
            lang: owned(&head.lang),
            story_id: owned(&head.story_id),
            topics: head.topics.iter().map(|topic| Text::line(topic.as_str()).as_str().to_owned()).collect(),
            counts: outline.counts,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            size_bytes: file.size_bytes,
            modified_ns: file.modified_ns,
            updates: updates.filter_map(|(_, to)| to.article()).map(ToString::to_string).collect(),
            claims: claims(article, outline),
            cites: cites(article),
            address: head.url.as_ref().and_then(|url| canonical_address(url.as_str())),
        }
    }

    /// The date it is ordered by.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.published.as_deref().map(Date::new)
    }

    /// Its id, where it is one: an entry from a damaged cache may hold anything.
    #[must_use]
    pub fn article_id(&self) -> Option<ArticleId> {
        self.id.parse().ok()
    }

    /// The order of the shelf: the newest `published` first, what has no date last; ties by headline, then path.
    #[must_use]
    pub fn shelf_order(&self, other: &Self) -> Ordering {
        let key = |entry: &Self| entry.date().map(|date| date.sort_key().to_owned()).unwrap_or_default();
        key(other)
            .cmp(&key(self))
            .then_with(|| self.headline.cmp(&other.headline))
            .then_with(|| self.path.cmp(&other.path))
    }

    /// The same entry with every text sanitised: a cache is a file that anything may have written.
    #[must_use]
    pub fn sanitised(mut self) -> Self {
        let shown = [&mut self.id, &mut self.headline].into_iter();
        let dated = [&mut self.published, &mut self.updated];
        let named = [&mut self.publisher, &mut self.lang, &mut self.story_id, &mut self.address];
        let optional = dated.into_iter().chain(named);
        let lists = [&mut self.topics, &mut self.updates, &mut self.claims].into_iter().flatten();
        let cites = self.cites.iter_mut().flat_map(|cite| [&mut cite.rel, &mut cite.to]);
        for text in shown.chain(optional.flatten()).chain(lists).chain(cites) {
            if !text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
                *text = Text::line(text).to_string();
            }
        }
        self
    }
}

/// Puts entries in the order of the shelf.
pub fn shelve(entries: &mut [Entry]) {
    entries.sort_by_cached_key(|entry| {
        let date = entry.date().map(|date| date.sort_key().to_owned()).unwrap_or_default();
        (std::cmp::Reverse(date), entry.headline.clone(), entry.path.clone())
    });
}

/// Claims that others may refer to: those of the table and of the story, and the open questions.
fn claims(article: &Article, outline: &Outline) -> Vec<String> {
    let table = article.claims.iter().map(|claim| &claim.id);
    let stated = outline.claims.iter().map(|claim| &claim.id);
    let asked = outline.questions.iter().map(|question| &question.id);
    let mut ids: Vec<String> = table.chain(stated).chain(asked).map(ClaimId::to_string).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// References to other articles: of the head, of the claims and of the story.
fn cites(article: &Article) -> Vec<Cite> {
    let mut cites: Vec<Cite> = Vec::new();
    let mut add = |rel: Rel, to: &Reference| {
        let cite = Cite { rel: rel.name().to_owned(), to: to.to_string() };
        if to.article().is_some_and(|id| *id != article.id) && !cites.contains(&cite) {
            cites.push(cite);
        }
    };
    let claims = article.claims.iter().flat_map(|claim| &claim.links);
    for (rel, to) in article.head.links.iter().chain(claims) {
        add(*rel, to);
    }
    for item in &article.story {
        if let Some(to) = &item.to {
            add(item.rel.unwrap_or(Rel::Related), to);
        }
        let linked = links(&item.text);
        if let (Form::Related, None, true) = (&item.form, &item.to, linked.is_empty()) {
            // `related: an-article`, by its id alone
            add(item.rel.unwrap_or(Rel::Related), &Reference::parse(&item.text.plain()));
        }
        for to in linked {
            add(Rel::Related, to);
        }
    }
    cites
}

/// The targets of the links in a text.
fn links(markup: &Markup) -> Vec<&Reference> {
    if markup.blocks.iter().all(|block| matches!(block, Block::Rule)) {
        return Vec::new();
    }
    let marks = markup.leaves().into_iter().flat_map(crate::model::Leaf::marks);
    marks
        .filter_map(|(_, mark)| match mark {
            Mark::Link(to) => Some(to),
            Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Code | Mark::Claim(_) | Mark::Quote { .. } => {
                None
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(headline: &str, published: Option<&str>) -> Entry {
        Entry { headline: headline.to_owned(), published: published.map(str::to_owned), ..Entry::default() }
    }

    #[test]
    fn the_newest_comes_first_and_the_undated_last() {
        let mut shelf = [
            entry("no date", None),
            entry("b", Some("2025-03-03")),
            entry("no such day", Some("March 3")),
            entry("a", Some("2025-03-03")),
            entry("old", Some("2024")),
        ];
        shelve(&mut shelf);
        let order: Vec<&str> = shelf.iter().map(|entry| entry.headline.as_str()).collect();
        assert_eq!(order, ["a", "b", "old", "no date", "no such day"]);
        assert!(shelf.is_sorted_by(|a, b| a.shelf_order(b).is_le()), "both say the same order");
    }

    #[test]
    fn what_a_cache_says_is_sanitised_again() {
        let bad = Entry { topics: vec!["a\u{1b}[2J".to_owned()], ..entry("x\u{202e}y", Some("\u{7}2025")) };
        let good = bad.sanitised();
        assert_eq!((good.headline.as_str(), good.published.as_deref()), ("xy", Some("2025")));
        assert_eq!(good.topics, ["a[2J"]);
    }
}
