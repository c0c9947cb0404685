//! A query put into tantivy's terms.
//!
//! What it means is said by `library` ([`Query::matches_passage`]), and a test holds the two to one another; beyond
//! that the index finds other forms of a plain word. Words score by their frequency (BM25), the word as it was typed
//! above its other forms; fields are conditions and score nothing.

mod absent;

use std::ops::Bound;

use tantivy::{
    Term as Word,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery,
        Query as Search, RangeQuery, RegexQuery, TermQuery, TermSetQuery,
    },
    schema::IndexRecordOption,
};

use super::begun::{Begun, Cut};
use super::fields::{Fields, Name, Tag, day_key};
use super::within::Within;
use crate::library::{Dates, Day, Has, Is, Kept, Marks, Node, Phrase, Query, Term};
use absent::Absent;

/// What another form of a word counts for beside the word itself; a word that begins so; one of the headline.
const FORM_BOOST: f32 = 0.5;
const BEGUN_SCORE: f32 = 0.5;
const ABOUT_SCORE: f32 = 0.5;

/// The most words that the beginning at the end of a phrase stands for.
const ENDINGS_MAX: u32 = 4096;

/// Which documents are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Docs {
    Passages,
    /// An article answers by its headline, id, topics, publisher and date, and by what any of its passages is.
    Articles,
}

/// A query for tantivy that finds only documents of that sort. `marks` are those of [`super::super::Desk::marks`];
/// they may be empty where [`Query::needs_places`] says so.
pub(super) fn translate(query: &Query, fields: &Fields, docs: Docs, marks: &Marks) -> Box<dyn Search> {
    Translator { fields, docs, marks, cut: None }.query(query)
}

/// The same for passages of a query as it is typed.
pub(super) fn translate_typed(query: &Query, fields: &Fields, marks: &Marks) -> Typed {
    let cut = Cut::default();
    let translator = Translator { fields, docs: Docs::Passages, marks, cut: None };
    // Of a beginning alone no more is looked for than can be within a frame. Within a larger query all is, since others
    // depend on it.
    let Some(Node::Term(Term::Words(Phrase { words, prefix: true, .. }))) = query.root() else {
        return Typed {
            search: translator.query(query),
            cut,
            begun: query.phrases().iter().any(|phrase| phrase.prefix),
        };
    };
    let [word] = words.as_slice() else { return Typed { search: translator.query(query), cut, begun: true } };
    let whole = Word::from_field_text(fields.words, word);
    if cut.is_taken_up_by(fields.places(&whole)) {
        // It stands above what only begins so, and there is more of it than anybody goes through.
        cut.cut();
        return Typed { search: scored(whole), cut, begun: false };
    }
    Typed { search: Translator { cut: Some(&cut), ..translator }.query(query), cut, begun: true }
}

/// What a query as it is typed asks for.
pub(super) struct Typed {
    pub(super) search: Box<dyn Search>,
    /// Whether there may be more than it finds.
    pub(super) cut: Cut,
    /// Whether it looks for words by their beginning.
    pub(super) begun: bool,
}

/// Whether words are asked for side by side anywhere, so that one may stand in the headline and one in the text.
fn joins_words(node: &Node) -> bool {
    match node {
        Node::All(nodes) => nodes.iter().filter(|node| asks_words(node)).count() > 1 || nodes.iter().any(joins_words),
        Node::Any(nodes) => nodes.iter().any(joins_words),
        Node::Not(_) | Node::Term(_) => false,
    }
}

/// Whether words are asked for in it.
fn asks_words(node: &Node) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(asks_words),
        Node::Not(_) => false,
        Node::Term(term) => matches!(term, Term::Words(_)),
    }
}

/// Whether nothing without words answers it. Only passages have words, so nothing else needs to be kept out.
fn holds_words(node: &Node) -> bool {
    match node {
        // an article has the words of its headline
        Node::All(nodes) => !node.picks() && nodes.iter().any(holds_words),
        Node::Any(nodes) => nodes.iter().all(holds_words),
        Node::Not(_) => false,
        Node::Term(term) => matches!(term, Term::Words(_)),
    }
}

struct Translator<'a> {
    fields: &'a Fields,
    docs: Docs,
    marks: &'a Marks,
    /// Where the beginning of a word may be cut short.
    cut: Option<&'a Cut>,
}

impl Translator<'_> {
    fn query(&self, query: &Query) -> Box<dyn Search> {
        let Some(root) = query.root() else { return self.every() };
        if self.docs == Docs::Articles {
            return self.sorted(self.node(root, false));
        }
        let in_text = self.node(root, false);
        if !joins_words(root) {
            return if holds_words(root) { in_text } else { self.sorted(in_text) };
        }
        // A word of the headline counts beside one of the text.
        let words = query.phrases().into_iter().map(|phrase| self.words(phrase, false));
        let anchored: Vec<Box<dyn Search>> = words.chain([in_text]).collect();
        let anchored = condition(Box::new(BooleanQuery::union(anchored)));
        self.sorted(Box::new(BooleanQuery::intersection(vec![self.node(root, true), anchored])))
    }

    /// Every document of the sort.
    fn every(&self) -> Box<dyn Search> {
        let sort = match self.docs {
            Docs::Passages => "passage",
            Docs::Articles => "article",
        };
        self.tag(Tag::Doc, sort)
    }

    /// What is found among documents of the sort.
    fn sorted(&self, found: Box<dyn Search>) -> Box<dyn Search> {
        Box::new(BooleanQuery::intersection(vec![found, self.every()]))
    }

    /// `about`: whether a word may stand in the headline alone.
    fn node(&self, node: &Node, about: bool) -> Box<dyn Search> {
        match node {
            Node::All(nodes) => {
                let about = about || node.picks();
                let mut clauses: Vec<(Occur, Box<dyn Search>)> = Vec::with_capacity(nodes.len() + 1);
                for node in nodes {
                    match node {
                        Node::Not(node) => clauses.push((Occur::MustNot, Box::new(Absent(self.node(node, true))))),
                        Node::All(_) | Node::Any(_) | Node::Term(_) => {
                            clauses.push((Occur::Must, self.node(node, about)));
                        }
                    }
                }
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, self.every()));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Node::Any(nodes) => {
                Box::new(BooleanQuery::union(nodes.iter().map(|node| self.node(node, about)).collect()))
            }
            Node::Not(node) => self.none_of(self.node(node, true)),
            Node::Term(term) => self.term(term, about),
        }
    }

    fn none_of(&self, unwanted: Box<dyn Search>) -> Box<dyn Search> {
        Box::new(BooleanQuery::new(vec![(Occur::Must, self.every()), (Occur::MustNot, Box::new(Absent(unwanted)))]))
    }

    fn term(&self, term: &Term, about: bool) -> Box<dyn Search> {
        match term {
            Term::Words(phrase) => match self.docs {
                Docs::Passages => self.words(phrase, about),
                Docs::Articles => self.shown(phrase),
            },
            Term::By(phrase) => self.name(Name::By, phrase),
            Term::In(phrase) => holding(self.fields, phrase),
            Term::Topic(phrase) => self.of_article(self.name(Name::Topic, phrase)),
            Term::Publisher(phrase) => self.of_article(self.name(Name::Publisher, phrase)),
            Term::Lang(phrase) => self.of_article(self.spaced(Tag::Lang, phrase)),
            Term::Id(phrase) => self.of_article(self.spaced(Tag::Called, phrase)),
            Term::Kind(kind) => self.tag(Tag::Kind, kind.name()),
            Term::Has(has @ Has::Error) => self.of_article(self.tag(Tag::Has, has.name())),
            Term::Has(has) => self.tag(Tag::Has, has.name()),
            Term::Date(dates) => self.dates(*dates),
            Term::Is(Is::Read) => self.articles(|kept| kept.is_read()),
            Term::Is(Is::Unread) => self.none_of(self.articles(|kept| kept.is_read())),
            Term::Is(Is::Starred) => self.articles(|kept| kept.is_starred()),
            Term::Tag(phrase) => self.articles(|kept| kept.is_tagged(phrase)),
            // asked of annotations alone
            Term::Note(_) | Term::Marked(_) | Term::Colour(_) | Term::State(_) => Box::new(EmptyQuery),
        }
    }

    /// Words of a passage, or with `about` of its headline.
    fn words(&self, phrase: &Phrase, about: bool) -> Box<dyn Search> {
        let fields = self.fields;
        let found = following(phrase, self.cut, |word| Word::from_field_text(fields.words, word));
        let [word] = phrase.words.as_slice() else { return found };
        let mut any = vec![found];
        if phrase.prefix {
            // The word itself stands above those that only begin so.
            any.push(scored(Word::from_field_text(fields.words, word)));
        }
        if !phrase.exact {
            for form in fields.forms(word) {
                any.push(boosted(Word::from_field_text(fields.words, &form)));
            }
        }
        if about {
            let word = |word: &str| Word::from_field_text(fields.title, word);
            any.push(Box::new(ConstScoreQuery::new(self.of_article(following(phrase, None, word)), ABOUT_SCORE)));
        }
        match any.pop() {
            Some(only) if any.is_empty() => only,
            last => Box::new(BooleanQuery::union(any.into_iter().chain(last).collect())),
        }
    }

    /// Words of what the shelf shows of an article, by their beginnings: a filter is answered while it is typed.
    fn shown(&self, phrase: &Phrase) -> Box<dyn Search> {
        let phrase = &Phrase { prefix: phrase.prefix || !phrase.exact, ..phrase.clone() };
        let title = following(phrase, None, |word| Word::from_field_text(self.fields.title, word));
        let names = [Name::Id, Name::Topic, Name::Publisher].map(|name| self.name(name, phrase));
        let mut any: Vec<Box<dyn Search>> = [title].into_iter().chain(names).collect();
        if let Some(day) = Day::new(&phrase.words.join("-")) {
            any.push(self.dates(Dates::In(day)));
        }
        Box::new(BooleanQuery::union(any))
    }

    fn name(&self, name: Name, phrase: &Phrase) -> Box<dyn Search> {
        condition(following(phrase, None, |word| self.fields.named(name, word)))
    }

    /// A tag that holds the words of a phrase and no others.
    fn spaced(&self, tag: Tag, phrase: &Phrase) -> Box<dyn Search> {
        let words = phrase.words.join(" ");
        if phrase.prefix {
            condition(Box::new(Begun::new(self.fields.tag(tag, &words), None)))
        } else {
            self.tag(tag, &words)
        }
    }

    fn tag(&self, tag: Tag, value: &str) -> Box<dyn Search> {
        condition(Box::new(TermQuery::new(self.fields.tag(tag, value), IndexRecordOption::Basic)))
    }

    fn dates(&self, dates: Dates) -> Box<dyn Search> {
        let (from, until) = match dates {
            Dates::In(day) => (first_key(day), end_key(day)),
            Dates::Between(from, to) => (from.map_or(0, first_key), to.map_or(u64::MAX, end_key)),
            Dates::After(day) => (end_key(day), u64::MAX),
            Dates::Before(day) => (0, first_key(day)),
        };
        let bound = |key| Word::from_field_u64(self.fields.date, key);
        condition(Box::new(RangeQuery::new(Bound::Included(bound(from)), Bound::Excluded(bound(until)))))
    }

    /// The articles of which the reader keeps such.
    fn articles(&self, such: impl Fn(Kept<'_>) -> bool) -> Box<dyn Search> {
        let Marks { places, tags } = self.marks;
        let mut ids: Vec<&String> = places.keys().chain(tags.keys()).filter(|id| such(self.marks.of(id))).collect();
        ids.sort_unstable();
        ids.dedup();
        let ids = ids.into_iter().map(|id| self.fields.tag(Tag::Id, id));
        self.of_article(condition(Box::new(TermSetQuery::new(ids))))
    }

    /// What holds of an article, for the documents that are asked for.
    fn of_article(&self, holds: Box<dyn Search>) -> Box<dyn Search> {
        match self.docs {
            Docs::Passages => condition(Box::new(Within::new(holds))),
            Docs::Articles => holds,
        }
    }
}

/// Labels that hold the words of a phrase one behind the other.
fn holding(fields: &Fields, phrase: &Phrase) -> Box<dyn Search> {
    match RegexQuery::from_pattern(&Fields::holding(Tag::Label, &phrase.words, phrase.prefix), fields.tag) {
        Ok(labels) => condition(Box::new(labels)),
        // only a phrase of many hundred words makes too large a pattern
        Err(_) => Box::new(EmptyQuery),
    }
}

/// What only has to hold, and scores nothing.
fn condition(query: Box<dyn Search>) -> Box<dyn Search> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn scored(word: Word) -> Box<dyn Search> {
    Box::new(TermQuery::new(word, IndexRecordOption::WithFreqs))
}

fn boosted(word: Word) -> Box<dyn Search> {
    Box::new(BoostQuery::new(scored(word), FORM_BOOST))
}

/// The words of a phrase, one behind the other.
fn following(phrase: &Phrase, cut: Option<&Cut>, word: impl Fn(&str) -> Word) -> Box<dyn Search> {
    let mut words: Vec<Word> = phrase.words.iter().map(|text| word(text)).collect();
    match (words.len(), phrase.prefix) {
        (0, _) => Box::new(AllQuery),
        (1, false) => scored(words.remove(0)),
        (1, true) => {
            let begun = Begun::new(words.remove(0), cut.cloned());
            Box::new(ConstScoreQuery::new(Box::new(begun), BEGUN_SCORE))
        }
        (_, false) => Box::new(PhraseQuery::new(words)),
        (_, true) => {
            let mut query = PhrasePrefixQuery::new(words);
            query.set_max_expansions(ENDINGS_MAX);
            Box::new(query)
        }
    }
}

fn first_key(day: Day) -> u64 {
    day_key(day.year.cast_signed(), day.month, day.day)
}

/// The first key behind a day, a month or a year.
pub(super) fn end_key(day: Day) -> u64 {
    let next = day_key(0, 0, 1);
    first_key(day)
        + match (day.month, day.day) {
            (0, _) => day_key(1, 0, 0),
            (_, 0) => day_key(0, 1, 0),
            _ => next,
        }
}

#[cfg(test)]
mod tests;
