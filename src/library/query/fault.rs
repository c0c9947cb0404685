//! What is wrong with a query, and where.

use std::{fmt, ops::Range};

use crate::model::{Colour, Fate, Kind};

use super::{
    FIELDS, Field, Has, Is, Realm,
    field::{Row, kinds},
};

/// Why a query makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryFault {
    /// The bytes of the query that are meant; empty at its end where something is missing there.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for QueryFault {}

impl QueryFault {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }

    /// A field that asks for something in the other realm alone.
    pub(super) fn elsewhere(realm: Realm, span: Range<usize>, field: Field) -> Self {
        let name = field.row().name;
        let (what, help) = match realm {
            Realm::Library => ("an article", "your notes are searched with `gn`, or by `byline notes`"),
            Realm::Notes => ("a note", "articles are searched with `g/`, or by `byline search`"),
        };
        Self::new(span, format!("`{name}:` asks nothing of {what}"), help)
    }

    pub(super) fn unknown_field(realm: Realm, span: Range<usize>, name: &str) -> Self {
        let typed = name.to_ascii_lowercase();
        let fields = || FIELDS.iter().filter(|row| row.field.is_of(realm));
        let meant = fields().find(|row| row.meant_by.contains(&typed.as_str())).map(|row| row.name);
        let help = match meant.or_else(|| nearest(&typed, fields().map(|row| row.name))) {
            Some(name) => format!("did you mean `{name}:`?"),
            None => format!(
                "the fields are {}; words with a colon go in quotation marks",
                listed(fields().map(|row: &Row| row.name))
            ),
        };
        Self::new(span, format!("there is no field `{name}:`"), help)
    }

    pub(super) fn unknown_kind(span: Range<usize>, value: &str) -> Self {
        let names = || Kind::ALL.into_iter().map(Kind::name);
        let help = match nearest(value, names()) {
            Some(name) => format!("did you mean `kind:{name}`?"),
            None => format!("it is one of {}; for the words of a label, in:\"{value}\"", listed(names())),
        };
        Self::new(span, format!("there is no kind of section called `{value}`"), help)
    }

    pub(super) fn unknown_mark(span: Range<usize>, value: &str) -> Self {
        Self::unknown_value(span, "kind", value, || kinds(Realm::Notes).into_iter())
    }

    pub(super) fn unknown_colour(span: Range<usize>, value: &str) -> Self {
        Self::unknown_value(span, "colour", value, || Colour::ALL.into_iter().map(Colour::name))
    }

    pub(super) fn unknown_state(span: Range<usize>, value: &str) -> Self {
        Self::unknown_value(span, "state", value, || Fate::ALL.into_iter().map(Fate::name))
    }

    pub(super) fn unknown_has(span: Range<usize>, value: &str) -> Self {
        Self::unknown_value(span, "has", value, || Has::ALL.into_iter().map(Has::name))
    }

    pub(super) fn unknown_is(span: Range<usize>, value: &str) -> Self {
        Self::unknown_value(span, "is", value, || Is::ALL.into_iter().map(Is::name))
    }

    fn unknown_value<I: Iterator<Item = &'static str>>(
        span: Range<usize>,
        field: &str,
        value: &str,
        names: impl Fn() -> I,
    ) -> Self {
        let help = match nearest(value, names()) {
            Some(name) => format!("did you mean `{field}:{name}`?"),
            None => format!("it is one of {}", listed(names())),
        };
        Self::new(span, format!("`{field}:` knows no `{value}`"), help)
    }
}

/// The names in a sentence.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// The name that was most likely meant: at most a third of its letters are other ones, or it begins so.
fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = names.filter_map(|name| {
        let apart = if typed.len() >= 3 && name.starts_with(typed) { 0 } else { distance(typed, name) };
        (apart * 3 <= name.len()).then_some((apart, name))
    });
    scored.min_by_key(|(apart, _)| *apart).map(|(_, name)| name)
}

/// How many letters have to be added, dropped, changed or swapped with the next to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(32).collect(), b.chars().take(32).collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let change = rows[i][j] + usize::from(letter != other);
            let mut least = change.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *other && b[j - 1] == *letter {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_likely_meant_is_offered_and_nothing_else() {
        let names = || Kind::ALL.into_iter().map(Kind::name);
        for (typed, meant) in [
            ("unkown", "unknown"),
            ("disptued", "disputed"),
            ("corr", "correction"),
            ("knonw", "known"),
            ("nwes", "news"),
        ] {
            assert_eq!(nearest(typed, names()), Some(meant), "{typed}");
        }
        assert_eq!(nearest("blue", names()), None);
    }
}
