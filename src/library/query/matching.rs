//! A query put to an entry of the shelf, or to a passage, from memory.
//!
//! This says what a query means; an index that answers otherwise is wrong, but for the other forms of a word that it
//! may find as well.

use std::cell::OnceCell;

use crate::library::{Entry, Passage, ReadPlace, Record, words};
use crate::model::Kind;

use super::{Has, Is, Node, Phrase, Query, Term};

/// What a reader keeps of an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept<'a> {
    pub place: Option<&'a ReadPlace>,
    pub tags: &'a [String],
}

impl Kept<'_> {
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.place.is_some_and(|place| place.read)
    }

    #[must_use]
    pub fn is_starred(&self) -> bool {
        self.place.is_some_and(|place| place.star)
    }

    /// Whether a tag holds these words.
    #[must_use]
    pub fn is_tagged(&self, phrase: &Phrase) -> bool {
        phrase.is_within(self.tags)
    }
}

impl<'a> From<Option<&'a ReadPlace>> for Kept<'a> {
    fn from(place: Option<&'a ReadPlace>) -> Self {
        Self { place, tags: &[] }
    }
}

impl Query {
    /// Whether an article answers the query, as far as its entry tells. Words are looked for in headline, topics,
    /// publisher, date and id, there by their beginnings, since a filter is answered while it is typed. What only the
    /// story tells ([`Query::needs_index`]) counts as so: no article is left out for want of knowing.
    #[must_use]
    pub fn matches_entry<'a>(&self, entry: &Entry, kept: impl Into<Kept<'a>>) -> bool {
        let (kept, shown) = (kept.into(), OnceCell::new());
        self.root().and_then(|root| told(root, &|term, _| of_entry(term, entry, &shown, kept))).unwrap_or(true)
    }

    /// Whether an article answers the query, as far as its record tells: as [`Query::matches_entry`], and where that
    /// doesn't know, by what any of its passages is. Without passages in the record that is told by its quotes and
    /// questions.
    #[must_use]
    pub fn matches_record<'a>(&self, record: &Record, kept: impl Into<Kept<'a>>) -> bool {
        let (kept, entry) = (kept.into(), &record.entry);
        let shown = OnceCell::new();
        let term = |term: &Term, _| {
            let known = of_entry(term, entry, &shown, kept);
            known.or_else(|| Some(of_record(term, record, kept)))
        };
        self.root().and_then(|root| told(root, &term)).unwrap_or(true)
    }

    /// Whether a passage answers the query; `entry` is that of its article.
    ///
    /// The article's first passage answers for its headline too. In any other a word that stands in the headline alone
    /// counts only beside one that stands in the text: `flood gauge` finds the gauge in an article on a flood, and
    /// `flood` alone doesn't find every passage of it; or beside a field that picks passages: `kind:unknown flood` finds
    /// what is not known about it. What is to be absent must be absent from both.
    #[must_use]
    pub fn matches_passage<'a>(&self, passage: &Passage, entry: &Entry, kept: impl Into<Kept<'a>>) -> bool {
        let Some(root) = self.root() else { return true };
        let kept = kept.into();
        let mut text = tokens(&passage.text);
        let headline = tokens(&entry.headline);
        if passage.at.item == 0 && passage.at.leaf == 0 {
            // No phrase bridges the two.
            text.push(String::new());
            text.extend(headline.iter().cloned());
        }
        let holds = |about: bool| {
            let term = |term: &Term, everywhere: bool| {
                let headline: &[String] = if about || everywhere { &headline } else { &[] };
                Some(of_passage(term, passage, entry, kept, &text, headline))
            };
            told(root, &term).unwrap_or(true)
        };
        holds(false) || (holds(true) && self.phrases().iter().any(|phrase| phrase.is_in(&text)))
    }

    /// Whether an entry of the shelf does not tell it all: `by:`, `in:`, and much of `kind:` and `has:` are known to
    /// the story alone.
    #[must_use]
    pub fn needs_index(&self) -> bool {
        self.terms().iter().any(|(term, _)| match term {
            Term::By(_) | Term::In(_) => true,
            Term::Kind(kind) => counted(*kind, &Entry::default()).is_none(),
            Term::Has(has) => matches!(has, Has::Link | Has::Claim | Has::Photo | Has::Code),
            Term::Words(_)
            | Term::Topic(_)
            | Term::Publisher(_)
            | Term::Tag(_)
            | Term::Note(_)
            | Term::Marked(_)
            | Term::Colour(_)
            | Term::State(_)
            | Term::Lang(_)
            | Term::Id(_)
            | Term::Date(_)
            | Term::Is(_) => false,
        })
    }
}

impl Phrase {
    /// Whether its words follow one another somewhere among `tokens`.
    #[must_use]
    pub fn is_in(&self, tokens: &[String]) -> bool {
        tokens.windows(self.words.len()).any(|window| self.is_at(window))
    }

    /// Whether `tokens`, as many as it has words, are its words.
    fn is_at(&self, tokens: &[String]) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().zip(tokens).enumerate().all(|(at, (word, token))| {
            if self.prefix && at == last { token.starts_with(word.as_str()) } else { token == word }
        })
    }

    /// Whether it stands at their beginning.
    #[must_use]
    pub fn begins(&self, tokens: &[String]) -> bool {
        tokens.get(..self.words.len()).is_some_and(|tokens| self.is_at(tokens))
    }

    /// Whether it is all of them, or with `prefix` their beginning.
    #[must_use]
    pub fn is_all(&self, tokens: &[String]) -> bool {
        if self.prefix { self.begins(tokens) } else { self.words == tokens }
    }

    /// Whether its words follow one another in one of the texts.
    pub fn is_within<'a>(&self, texts: impl IntoIterator<Item = &'a String>) -> bool {
        texts.into_iter().any(|text| self.is_in(&tokens(text)))
    }
}

/// Adds the words of a text, parted by spaces.
fn add_words(text: &str, line: &mut String) {
    if !text.is_ascii() {
        line.push_str(&tokens(text).join(" "));
        return;
    }
    // A filter is put to every entry at every key, and most text is plain.
    let start = line.len();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            line.push(c.to_ascii_lowercase());
        } else if line.len() > start && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    if line.len() > start && line.ends_with(' ') {
        line.pop();
    }
}

fn tokens(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| word).collect()
}

/// What the shelf shows of an article: its words, a line each. It is made for the first word that is asked for.
struct Shown(String);

impl Shown {
    fn of(entry: &Entry) -> Self {
        let more = entry.topics.iter().chain(&entry.publisher).chain(&entry.published).chain([&entry.id]);
        let mut lines = String::with_capacity(256);
        for text in [&entry.headline].into_iter().chain(more) {
            lines.push('\n');
            add_words(text, &mut lines);
        }
        lines.push('\n');
        Self(lines)
    }

    /// Plain words by their beginnings; words in quotation marks whole.
    fn has(&self, phrase: &Phrase) -> bool {
        let wanted = phrase.words.join(" ");
        let edge = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '\n'));
        self.0.match_indices(&wanted).any(|(at, _)| {
            let before = self.0.get(..at).and_then(|before| before.chars().next_back());
            let after = self.0.get(at + wanted.len()..).and_then(|after| after.chars().next());
            edge(before) && (phrase.prefix || !phrase.exact || edge(after))
        })
    }
}

impl Query {
    /// Whether what `holds` says of each term makes the query true.
    #[must_use]
    pub fn is_true(&self, holds: impl Fn(&Term) -> bool) -> bool {
        self.root().and_then(|root| told(root, &|term, _| Some(holds(term)))).unwrap_or(true)
    }
}

/// The logic of three values: yes, no, and not known (`None`). `term` is told whether its words may stand in the headline
/// alone: under a minus, and beside what picks passages.
fn told(node: &Node, term: &impl Fn(&Term, bool) -> Option<bool>) -> Option<bool> {
    fn told(node: &Node, everywhere: bool, term: &impl Fn(&Term, bool) -> Option<bool>) -> Option<bool> {
        let many = |nodes: &[Node], everywhere: bool, decides: bool| {
            let mut known = true;
            for node in nodes {
                match told(node, everywhere, term) {
                    Some(answer) if answer == decides => return Some(decides),
                    Some(_) => {}
                    None => known = false,
                }
            }
            known.then_some(!decides)
        };
        match node {
            Node::All(nodes) => many(nodes, everywhere || node.picks(), false),
            Node::Any(nodes) => many(nodes, everywhere, true),
            Node::Not(node) => told(node, true, term).map(|answer| !answer),
            Node::Term(wanted) => term(wanted, everywhere),
        }
    }
    told(node, false, term)
}

/// What the terms about a whole article say; `None` for those about a passage.
fn of_article(term: &Term, entry: &Entry, kept: Kept<'_>) -> Option<bool> {
    Some(match term {
        Term::Topic(phrase) => phrase.is_within(&entry.topics),
        Term::Publisher(phrase) => phrase.is_within(&entry.publisher),
        Term::Tag(phrase) => kept.is_tagged(phrase),
        Term::Lang(phrase) => entry.lang.as_deref().is_some_and(|lang| phrase.begins(&tokens(lang))),
        Term::Id(phrase) => phrase.is_all(&tokens(&entry.id)),
        Term::Date(dates) => dates.hold(entry.date().as_ref()),
        Term::Has(Has::Error) => entry.errors > 0,
        Term::Is(Is::Read) => kept.is_read(),
        Term::Is(Is::Unread) => !kept.is_read(),
        Term::Is(Is::Starred) => kept.is_starred(),
        // of annotations alone: a query put to the library holds none of these
        Term::Note(_) | Term::Marked(_) | Term::Colour(_) | Term::State(_) => false,
        Term::Words(_) | Term::By(_) | Term::In(_) | Term::Kind(_) | Term::Has(_) => return None,
    })
}

fn of_entry(term: &Term, entry: &Entry, shown: &OnceCell<Shown>, kept: Kept<'_>) -> Option<bool> {
    match term {
        Term::Words(phrase) => Some(shown.get_or_init(|| Shown::of(entry)).has(phrase)),
        Term::Kind(kind) => counted(*kind, entry),
        Term::Has(Has::Quote) => Some(entry.counts.quotes > 0),
        Term::Has(Has::Question) => Some(entry.counts.unknown > 0),
        // A reference to an article is on the shelf, an address is not.
        Term::Has(Has::Link) => (!entry.cites.is_empty()).then_some(true),
        Term::Has(Has::Claim | Has::Photo | Has::Code) | Term::By(_) | Term::In(_) => None,
        Term::Topic(_) | Term::Publisher(_) | Term::Tag(_) | Term::Lang(_) | Term::Id(_) => {
            of_article(term, entry, kept)
        }
        Term::Note(_) | Term::Marked(_) | Term::Colour(_) | Term::State(_) => Some(false),
        Term::Date(_) | Term::Has(Has::Error) | Term::Is(_) => of_article(term, entry, kept),
    }
}

/// Whether an article has sections of that kind, where its counts tell.
fn counted(kind: Kind, entry: &Entry) -> Option<bool> {
    let counts = entry.counts;
    match kind {
        Kind::Known => Some(counts.known > 0),
        Kind::Unknown => Some(counts.unknown > 0),
        Kind::Disputed => Some(counts.disputed > 0),
        Kind::News | Kind::Brief | Kind::Said | Kind::View | Kind::Stakes | Kind::Context | Kind::Numbers => None,
        Kind::Timeline | Kind::Next | Kind::Action | Kind::Check | Kind::Source | Kind::Correction | Kind::Other => {
            None
        }
    }
}

/// Whether anything in an article is so.
fn of_record(term: &Term, record: &Record, kept: Kept<'_>) -> bool {
    let passages = || record.passages.iter().any(|passage| of_passage(term, passage, &record.entry, kept, &[], &[]));
    let at = || record.quotes.iter().map(|quote| &quote.at).chain(record.questions.iter().map(|question| &question.at));
    match term {
        Term::By(phrase) => {
            let named = record.quotes.iter().filter_map(|quote| quote.by.as_ref());
            phrase.is_within(named.map(|by| &by.name)) || passages()
        }
        Term::In(phrase) => phrase.is_within(at().filter_map(|at| at.label.as_ref())) || passages(),
        Term::Kind(kind) => at().any(|at| at.kind == kind.name()) || passages(),
        Term::Has(Has::Claim) => !record.claims.is_empty() || passages(),
        Term::Words(_)
        | Term::Topic(_)
        | Term::Publisher(_)
        | Term::Tag(_)
        | Term::Note(_)
        | Term::Marked(_)
        | Term::Colour(_)
        | Term::State(_)
        | Term::Lang(_)
        | Term::Id(_)
        | Term::Date(_)
        | Term::Has(_)
        | Term::Is(_) => passages(),
    }
}

fn of_passage(
    term: &Term,
    passage: &Passage,
    entry: &Entry,
    kept: Kept<'_>,
    text: &[String],
    headline: &[String],
) -> bool {
    match term {
        // Of a phrase only the first passage knows whether the headline has it.
        Term::Words(phrase) => phrase.is_in(text) || (phrase.words.len() == 1 && phrase.is_in(headline)),
        Term::By(phrase) => phrase.is_within(&passage.speakers),
        Term::In(phrase) => phrase.is_within(&passage.at.label),
        Term::Kind(kind) => passage.at.kind == kind.name(),
        Term::Has(Has::Quote) => passage.quotes,
        Term::Has(Has::Link) => passage.links,
        Term::Has(Has::Claim) => passage.claims,
        Term::Has(Has::Question) => passage.asks,
        Term::Has(Has::Photo) => passage.photo,
        Term::Has(Has::Code) => passage.code,
        Term::Topic(_)
        | Term::Publisher(_)
        | Term::Tag(_)
        | Term::Note(_)
        | Term::Marked(_)
        | Term::Colour(_)
        | Term::State(_)
        | Term::Lang(_)
        | Term::Id(_)
        | Term::Date(_)
        | Term::Has(Has::Error)
        | Term::Is(_) => of_article(term, entry, kept).unwrap_or(false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_text_is_cut_as_any_other(text in "[ -~]{0,40}") {
            let mut line = String::new();
            add_words(&text, &mut line);
            prop_assert_eq!(line, tokens(&text).join(" "));
        }
    }
}
