//! A query printed in its one way: folded, with the parentheses and quotation marks it needs and no others.

use std::fmt;

use super::{Field, Node, Phrase, Query, Term};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root().map_or(Ok(()), |root| root.fmt(f))
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(nodes) => joined(f, nodes, " ", |node| matches!(node, Self::All(_))),
            Self::Any(nodes) => joined(f, nodes, " OR ", |node| matches!(node, Self::All(_) | Self::Any(_))),
            Self::Not(node) => match **node {
                Self::All(_) | Self::Any(_) => write!(f, "-({node})"),
                Self::Not(_) | Self::Term(_) => write!(f, "-{node}"),
            },
            Self::Term(term) => term.fmt(f),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], by: &str, groups: impl Fn(&Node) -> bool) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        if at > 0 {
            f.write_str(by)?;
        }
        if groups(node) { write!(f, "({node})")? } else { write!(f, "{node}")? }
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(phrase) if phrase.exact => quoted(f, phrase),
            Self::Words(phrase) => {
                f.write_str(&phrase.words.join("-"))?;
                star(f, phrase)
            }
            Self::By(phrase) => named(f, Field::By, phrase),
            Self::In(phrase) => named(f, Field::In, phrase),
            Self::Topic(phrase) => named(f, Field::Topic, phrase),
            Self::Publisher(phrase) => named(f, Field::Publisher, phrase),
            Self::Tag(phrase) => named(f, Field::Tag, phrase),
            Self::Note(phrase) => named(f, Field::Note, phrase),
            Self::Lang(phrase) => {
                write!(f, "{}:{}", Field::Lang.row().name, phrase.words.join("-"))?;
                star(f, phrase)
            }
            Self::Id(phrase) => {
                write!(f, "{}:{}", Field::Id.row().name, phrase.words.join("-"))?;
                star(f, phrase)
            }
            Self::Kind(kind) => write!(f, "{}:{}", Field::Kind.row().name, kind.name()),
            Self::Marked(kind) => write!(f, "{}:{}", Field::Kind.row().name, kind.name()),
            Self::Colour(colour) => write!(f, "{}:{}", Field::Colour.row().name, colour.name()),
            Self::State(fate) => write!(f, "{}:{}", Field::State.row().name, fate.name()),
            Self::Date(dates) => write!(f, "{}:{dates}", Field::Date.row().name),
            Self::Has(has) => write!(f, "{}:{}", Field::Has.row().name, has.name()),
            Self::Is(is) => write!(f, "{}:{}", Field::Is.row().name, is.name()),
        }
    }
}

fn named(f: &mut fmt::Formatter<'_>, field: Field, phrase: &Phrase) -> fmt::Result {
    write!(f, "{}:", field.row().name)?;
    match phrase.words.as_slice() {
        [word] => {
            f.write_str(word)?;
            star(f, phrase)
        }
        _ => quoted(f, phrase),
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, phrase: &Phrase) -> fmt::Result {
    write!(f, "\"{}\"", phrase.words.join(" "))?;
    star(f, phrase)
}

fn star(f: &mut fmt::Formatter<'_>, phrase: &Phrase) -> fmt::Result {
    if phrase.prefix { f.write_str("*") } else { Ok(()) }
}
