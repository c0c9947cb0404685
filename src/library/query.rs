//! The query language: what a person types to find articles and passages, read into a tree.
//!
//! Words, "phrases", beginnings (`flood*`), `-not`, `OR`, parentheses, and fields such as `kind:unknown` and
//! `date:2025-03..2025-05`. docs/search.md tells it to people; [`FIELDS`] is the one table of fields, from which faults,
//! completion and that page are made. The tree can be read by whoever answers a query: `store` translates it for its
//! index, and [`Query::matches_entry`] and [`Query::matches_passage`] answer it from memory.

mod complete;
mod dates;
mod fault;
mod field;
mod lex;
mod light;
mod matching;
mod print;
mod read;

pub use complete::{Completion, Offered, complete};
pub use dates::{Dates, Day};
pub use fault::QueryFault;
pub use field::{FIELDS, Field, Has, Is, Realm, Row};
pub use light::excerpt;
pub use matching::Kept;

use crate::model::{AnnotationKind, Colour, Fate, Kind};

/// What a person asked for.
///
/// It prints in one way ([`std::fmt::Display`]), and what it prints reads back as the same query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// `None` asks for everything.
    root: Option<Node>,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// All of these, two or more.
    All(Vec<Node>),
    /// At least one of these, two or more.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    Term(Term),
}

impl Node {
    /// Whether whatever answers it is of a kind, in a section, by somebody, or holds something.
    #[must_use]
    pub fn picks(&self) -> bool {
        match self {
            Self::All(nodes) => nodes.iter().any(Self::picks),
            Self::Any(nodes) => nodes.iter().all(Self::picks),
            Self::Term(Term::Kind(_) | Term::In(_) | Term::By(_)) => true,
            Self::Term(Term::Has(has)) => *has != Has::Error,
            Self::Not(_) | Self::Term(_) => false,
        }
    }
}

/// One thing that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Words of the text or the headline.
    Words(Phrase),
    /// The name of a speaker of the passage holds these.
    By(Phrase),
    /// The label of the section does.
    In(Phrase),
    /// A topic of the article does.
    Topic(Phrase),
    /// Its publisher does.
    Publisher(Phrase),
    /// A tag that the reader gave it does.
    Tag(Phrase),
    /// What the reader wrote does. This and the three below are asked of annotations alone.
    Note(Phrase),
    Marked(AnnotationKind),
    Colour(Colour),
    State(Fate),
    /// The article's language begins with these: `en` is `en-GB` too.
    Lang(Phrase),
    /// The article's id has these words and no others; with `prefix` it begins with them.
    Id(Phrase),
    Kind(Kind),
    /// The article was published then.
    Date(Dates),
    Has(Has),
    Is(Is),
}

/// One or more words that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// As [`super::words`] cuts and folds them; never empty.
    pub words: Vec<String>,
    /// Whether they stood in quotation marks: then as they are, not in another form of the word. Only for
    /// [`Term::Words`].
    pub exact: bool,
    /// Whether the last is only the beginning of a word.
    pub prefix: bool,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// The first thing in it that makes no sense, with its place.
    ///
    /// ```
    /// # use byline::library::Query;
    /// let query = Query::parse("Flood -kind:unknown by:\"van Dijk\" OR by:ode*").expect("a query");
    /// assert_eq!(query.to_string(), "flood -kind:unknown by:\"van dijk\" OR by:ode*");
    /// let fault = Query::parse("flood knd:unknown").expect_err("no such field");
    /// assert_eq!((fault.span, fault.help.as_str()), (6..9, "did you mean `kind:`?"));
    /// ```
    pub fn parse(typed: &str) -> Result<Self, QueryFault> {
        Self::parse_of(Realm::Library, typed)
    }

    /// Reads a query that is put to `realm`.
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_of(realm: Realm, typed: &str) -> Result<Self, QueryFault> {
        read::read(typed, realm, false).map(|root| Self { root })
    }

    /// Reads a query that is still being typed: its last word is taken for a beginning, and what is not finished at
    /// the end (an open quotation mark, `kind:`, `OR`) is passed over.
    ///
    /// # Errors
    /// As [`Query::parse`], for what more typing won't mend.
    pub fn parse_as_typed(typed: &str) -> Result<Self, QueryFault> {
        Self::parse_as_typed_of(Realm::Library, typed)
    }

    /// Reads a query that is put to `realm` and still being typed.
    ///
    /// # Errors
    /// As [`Query::parse`], for what more typing won't mend.
    pub fn parse_as_typed_of(realm: Realm, typed: &str) -> Result<Self, QueryFault> {
        read::read(typed, realm, true).map(|root| Self { root })
    }

    /// The tree; `None` for a query that asks for everything.
    #[must_use]
    pub fn root(&self) -> Option<&Node> {
        self.root.as_ref()
    }

    /// Whether it asks for everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Every term in order, with whether it stands under no minus.
    #[must_use]
    pub fn terms(&self) -> Vec<(&Term, bool)> {
        fn collect<'a>(node: &'a Node, wanted: bool, terms: &mut Vec<(&'a Term, bool)>) {
            match node {
                Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| collect(node, wanted, terms)),
                Node::Not(node) => collect(node, false, terms),
                Node::Term(term) => terms.push((term, wanted)),
            }
        }
        let mut terms = Vec::new();
        self.root.iter().for_each(|root| collect(root, true, &mut terms));
        terms
    }

    /// The words that are asked for, to light up where they stand.
    #[must_use]
    pub fn phrases(&self) -> Vec<&Phrase> {
        let wanted = self.terms().into_iter().filter(|(_, wanted)| *wanted);
        wanted
            .filter_map(|(term, _)| {
                let Term::Words(phrase) = term else { return None };
                Some(phrase)
            })
            .collect()
    }

    /// Whether it asks what a reader keeps of articles (`is:`, `tag:`), which no file says.
    #[must_use]
    pub fn needs_places(&self) -> bool {
        self.terms().iter().any(|(term, _)| matches!(term, Term::Is(_) | Term::Tag(_)))
    }
}

#[cfg(test)]
mod tests;
