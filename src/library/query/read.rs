//! A query read from what was typed.
//!
//! `OR` joins its two neighbours, as in a web search: `flood dam OR bridge` is a flood with a dam or with a bridge. All
//! else stands side by side and all of it must hold. `AND` says so in so many words, and `NOT` is a minus.

use std::{iter::Peekable, ops::Range, vec::IntoIter};

use crate::{
    library::words,
    model::{AnnotationKind, Colour, Fate, Kind},
};

use super::{
    Dates, Field, Has, Is, Node, Phrase, QueryFault, Realm, Term,
    dates::NoDates,
    field::kinds,
    lex::{Piece, Value, What, pieces},
};

/// How deep parentheses may stand within one another, and how many terms a query may have: far more than a person types.
const DEPTH_MAX: usize = 32;
const TERMS_MAX: usize = 256;

/// Reads a query that is put to `realm`; `unfinished` while it is being typed.
pub(super) fn read(typed: &str, realm: Realm, unfinished: bool) -> Result<Option<Node>, QueryFault> {
    let pieces = pieces(typed);
    let mut reader = Reader { typed, realm, unfinished, pieces: pieces.into_iter().peekable(), depth: 0, terms: 0 };
    let node = reader.all()?;
    match reader.pieces.next() {
        Some(piece) => Err(QueryFault::new(
            piece.span,
            "a parenthesis is closed that was not opened",
            "take it away, or put it in quotation marks",
        )),
        None => Ok(node),
    }
}

struct Reader<'a> {
    typed: &'a str,
    realm: Realm,
    unfinished: bool,
    pieces: Peekable<IntoIter<Piece>>,
    depth: usize,
    terms: usize,
}

impl Reader<'_> {
    /// Things side by side, to a closing parenthesis or the end. `None` where nothing is asked for.
    fn all(&mut self) -> Result<Option<Node>, QueryFault> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(piece) = self.pieces.next_if(|piece| piece.what != What::Close) {
            match piece.what {
                What::And => self.one_beside(&piece.span, "AND", !nodes.is_empty())?,
                What::Or => {
                    self.one_beside(&piece.span, "OR", !nodes.is_empty())?;
                    let left = nodes.pop();
                    let right = self.operand_after_or()?;
                    nodes.extend(left.into_iter().chain(right).reduce(either));
                }
                What::Open | What::Not | What::Words { .. } | What::Close => nodes.extend(self.operand(piece)?),
            }
        }
        Ok(nodes.into_iter().reduce(both))
    }

    /// A fault where `AND` or `OR` has nothing on one of its sides.
    fn one_beside(&mut self, span: &Range<usize>, word: &str, left: bool) -> Result<(), QueryFault> {
        let right = self.pieces.peek().is_some_and(|piece| !matches!(piece.what, What::Close | What::Or | What::And));
        if left && (right || self.is_last(span.end)) {
            return Ok(());
        }
        let side = if left { "after" } else { "before" };
        Err(QueryFault::new(
            span.clone(),
            format!("there is nothing {side} `{word}`"),
            format!(
                "`flood {word} storm` has something on both sides; to find the word, write \"{}\"",
                word.to_lowercase()
            ),
        ))
    }

    fn operand_after_or(&mut self) -> Result<Option<Node>, QueryFault> {
        match self.pieces.next() {
            Some(piece) => self.operand(piece),
            None => Ok(None),
        }
    }

    /// A term, a group, or either with minus signs before it.
    fn operand(&mut self, mut piece: Piece) -> Result<Option<Node>, QueryFault> {
        let mut wanted = true;
        loop {
            match piece.what {
                What::Not => {
                    wanted = !wanted;
                    let span = piece.span;
                    let follows =
                        self.pieces.next_if(|piece| !matches!(piece.what, What::Close | What::Or | What::And));
                    match follows {
                        Some(next) => piece = next,
                        None if self.is_last(span.end) => return Ok(None),
                        None => {
                            let help = "put what is to be absent right behind it: `-storm`";
                            return Err(QueryFault::new(span, "there is nothing that should be absent", help));
                        }
                    }
                }
                What::Open => return Ok(negated(self.group(piece.span)?, wanted)),
                What::Words { field, value } => {
                    return Ok(negated(self.term(piece.span, field, &value)?.map(Node::Term), wanted));
                }
                What::Close | What::Or | What::And => return Ok(None),
            }
        }
    }

    fn group(&mut self, open: Range<usize>) -> Result<Option<Node>, QueryFault> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let message = format!("more than {DEPTH_MAX} parentheses within one another");
            return Err(QueryFault::new(open, message, "ask for less at once"));
        }
        let node = self.all()?;
        self.depth -= 1;
        match self.pieces.next() {
            Some(close) if node.is_none() => {
                let span = open.start..close.span.end;
                Err(QueryFault::new(
                    span,
                    "there is nothing between the parentheses",
                    "put words there, or take them away",
                ))
            }
            None if !self.unfinished => Err(QueryFault::new(
                open,
                "a parenthesis is opened and not closed",
                "close it where its part ends: `)`",
            )),
            Some(_) | None => Ok(node),
        }
    }

    /// One term; `None` for what holds no word, such as a lone dash.
    fn term(
        &mut self,
        span: Range<usize>,
        field: Option<Range<usize>>,
        value: &Value,
    ) -> Result<Option<Term>, QueryFault> {
        self.terms += 1;
        if self.terms > TERMS_MAX {
            let message = format!("more than {TERMS_MAX} words and fields");
            return Err(QueryFault::new(span, message, "ask for less at once"));
        }
        if !value.closed && !self.unfinished {
            let before = self.typed.get(..value.inner.start).unwrap_or_default();
            let mark = before.char_indices().next_back().map_or(0, |(at, _)| at);
            let help = "close it where the phrase ends: `\"`";
            return Err(QueryFault::new(mark..value.inner.start, "a quotation mark is opened and not closed", help));
        }
        if !value.quoted
            && let Some(star) = self.star_within(value.inner.clone())
        {
            let help = "`flood*` finds floods and flooding; beginnings are all it is for";
            return Err(QueryFault::new(star, "a star can only end a word", help));
        }
        let Some(name) = field else {
            let phrase = self.phrase(value).map(|phrase| begun(phrase, value));
            return Ok(phrase.map(|phrase| Term::Words(Phrase { exact: value.quoted, ..phrase })));
        };
        let word = self.typed.get(name.clone()).unwrap_or_default();
        let Some(field) = Field::from_name(word) else {
            // `What we know:` is a label that was pasted.
            if value.inner.is_empty() && !value.quoted {
                let alone = Value { inner: name, quoted: false, closed: true, star: false };
                return Ok(self.phrase(&alone).map(Term::Words));
            }
            return Err(QueryFault::unknown_field(self.realm, name, word));
        };
        if !field.is_of(self.realm) {
            return Err(QueryFault::elsewhere(self.realm, name, field));
        }
        if self.typed.get(value.inner.clone()).is_none_or(|inner| inner.trim().is_empty()) {
            if self.at_end(span.end) {
                return Ok(None);
            }
            let message = format!("`{}:` asks for nothing", field.row().name);
            return Err(QueryFault::new(span, message, format!("such as `{}`, without a space", field.row().example)));
        }
        self.field(field, value)
    }

    /// A star that letters follow.
    fn star_within(&self, inner: Range<usize>) -> Option<Range<usize>> {
        let typed = self.typed.get(inner.clone())?;
        let (before, after) = typed.trim_start_matches('*').split_once('*')?;
        let is_within = before.contains(char::is_alphanumeric) && after.contains(char::is_alphanumeric);
        let at = inner.end - after.len() - 1;
        is_within.then_some(at..at + 1)
    }

    fn field(&self, field: Field, value: &Value) -> Result<Option<Term>, QueryFault> {
        let span = value.inner.clone();
        let typed = self.typed.get(span.clone()).unwrap_or_default().trim().to_lowercase();
        let named = |of: fn(Phrase) -> Term| match self.phrase(value) {
            Some(phrase) => Ok(Some(of(phrase))),
            None => Err(QueryFault::new(
                span.clone(),
                format!("there is no word in `{typed}`"),
                format!("such as `{}`", field.row().example),
            )),
        };
        // One of a list, unless more typing may still make it one.
        let one_of = |term: Option<Term>, names: &[&str], fault: fn(Range<usize>, &str) -> QueryFault| {
            let unfinished = self.at_end(span.end) && names.iter().any(|name| name.starts_with(&typed));
            if term.is_some() || unfinished { Ok(term) } else { Err(fault(span.clone(), &typed)) }
        };
        match field {
            Field::By => named(Term::By),
            Field::In => named(Term::In),
            Field::Topic => named(Term::Topic),
            Field::Publisher => named(Term::Publisher),
            Field::Tag => named(Term::Tag),
            Field::Lang => named(Term::Lang),
            Field::Id => named(Term::Id),
            Field::Note => named(Term::Note),
            Field::Kind => {
                let marked = typed.parse::<AnnotationKind>().ok().filter(|_| self.realm == Realm::Notes);
                let kind = marked.map(Term::Marked).or_else(|| Kind::from_name(&typed).map(Term::Kind));
                let fault: fn(_, &str) -> _ = match self.realm {
                    Realm::Library => QueryFault::unknown_kind,
                    Realm::Notes => QueryFault::unknown_mark,
                };
                one_of(kind, &kinds(self.realm), fault)
            }
            Field::Colour => {
                let colour = typed.parse().ok().map(Term::Colour);
                one_of(colour, &Colour::ALL.map(Colour::name), QueryFault::unknown_colour)
            }
            Field::State => {
                let fate = Fate::ALL.into_iter().find(|fate| fate.name() == typed).map(Term::State);
                one_of(fate, &Fate::ALL.map(Fate::name), QueryFault::unknown_state)
            }
            Field::Has => {
                let has = Has::ALL.into_iter().find(|has| has.name() == typed).map(Term::Has);
                one_of(has, &Has::ALL.map(Has::name), QueryFault::unknown_has)
            }
            Field::Is => {
                let is = Is::ALL.into_iter().find(|is| is.name() == typed).map(Term::Is);
                one_of(is, &Is::ALL.map(Is::name), QueryFault::unknown_is)
            }
            Field::Date => self.dates(span, &typed),
        }
    }

    fn dates(&self, span: Range<usize>, typed: &str) -> Result<Option<Term>, QueryFault> {
        let begun = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '<' | '>' | '=');
        match Dates::new(typed) {
            Ok(dates) => Ok(Some(Term::Date(dates))),
            Err(_) if self.at_end(span.end) && typed.chars().all(begun) && typed.len() < 22 => Ok(None),
            Err(NoDates::Unread) => Err(QueryFault::new(
                span,
                format!("`{typed}` is no date"),
                "write 2025, 2025-03 or 2025-03-01, or a stretch: 2025-03..2025-05, ..2025, >2025-03-01",
            )),
            Err(NoDates::Reversed) => {
                let (from, to) = typed.split_once("..").unwrap_or_default();
                let help = format!("the earlier date stands first: `date:{}..{from}`", to.trim_start_matches('.'));
                Err(QueryFault::new(span, "this stretch of time ends before it begins", help))
            }
        }
    }

    /// The words of a value; the last is a beginning where a star follows, or while it is being typed.
    fn phrase(&self, value: &Value) -> Option<Phrase> {
        let typed = self.typed.get(value.inner.clone()).unwrap_or_default();
        let words: Vec<String> = words(typed).map(|(_, word)| word).collect();
        let within_word = typed.chars().next_back().is_some_and(|c| !c.is_whitespace());
        let typing = self.at_end(value.inner.end) && within_word;
        (!words.is_empty()).then_some(Phrase { words, exact: false, prefix: value.star || typing })
    }

    /// Whether a part is missing only because it is still to be typed.
    fn is_last(&self, end: usize) -> bool {
        self.unfinished && self.typed.get(end..).is_none_or(|rest| rest.trim().is_empty())
    }

    /// Whether more may be typed right there.
    fn at_end(&self, end: usize) -> bool {
        self.unfinished && self.typed.len() == end
    }
}

/// A single letter is too little of a word to look for all that begin so: alone it is a word, behind others it is not
/// yet one. A star asks for it all the same.
fn begun(mut phrase: Phrase, value: &Value) -> Phrase {
    let is_letter = phrase.words.last().is_some_and(|word| word.len() == 1);
    if phrase.prefix && !value.star && is_letter {
        phrase.prefix = false;
        if phrase.words.len() > 1 {
            phrase.words.pop();
        }
    }
    phrase
}

/// Both, in one list.
fn both(a: Node, b: Node) -> Node {
    match (a, b) {
        (Node::All(mut nodes), Node::All(more)) => {
            nodes.extend(more);
            Node::All(nodes)
        }
        (Node::All(mut nodes), node) => {
            nodes.push(node);
            Node::All(nodes)
        }
        (node, Node::All(mut nodes)) => {
            nodes.insert(0, node);
            Node::All(nodes)
        }
        (a, b) => Node::All(vec![a, b]),
    }
}

/// Either, in one list.
fn either(a: Node, b: Node) -> Node {
    match (a, b) {
        (Node::Any(mut nodes), Node::Any(more)) => {
            nodes.extend(more);
            Node::Any(nodes)
        }
        (Node::Any(mut nodes), node) => {
            nodes.push(node);
            Node::Any(nodes)
        }
        (node, Node::Any(mut nodes)) => {
            nodes.insert(0, node);
            Node::Any(nodes)
        }
        (a, b) => Node::Any(vec![a, b]),
    }
}

fn negated(node: Option<Node>, wanted: bool) -> Option<Node> {
    node.map(|node| match (node, wanted) {
        (node, true) => node,
        (Node::Not(node), false) => *node,
        (node, false) => Node::Not(Box::new(node)),
    })
}
