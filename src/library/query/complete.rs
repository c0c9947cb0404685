//! What may be meant by what is being typed in a query: fields, their values, and names that the library knows.

use std::ops::Range;

use crate::{
    library::words,
    model::{Colour, Fate},
};

use super::{
    FIELDS, Field, Has, Is, Realm,
    field::kinds,
    lex::{Piece, Value, What, is_quotation_mark, pieces},
};

/// The most completions that are offered at once.
const OFFERED_MAX: usize = 20;

/// Names that a library knows. Each list is offered in its order, so the most frequent should stand first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offered<'a> {
    /// What the query is put to.
    pub realm: Realm,
    pub topics: &'a [String],
    pub publishers: &'a [String],
    pub speakers: &'a [String],
    /// Labels of sections.
    pub labels: &'a [String],
    pub langs: &'a [String],
    pub tags: &'a [String],
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of what was typed that it stands in for.
    pub range: Range<usize>,
    /// What stands there then, the cursor behind it.
    pub text: String,
    /// What it finds; empty for a name of the library.
    pub help: &'static str,
}

/// Ways to go on with what stands before the cursor (in bytes), the likeliest first. At an empty place these are the
/// fields; behind a field, its values; behind letters, the fields, and the topics and speakers, that begin so.
///
/// ```
/// # use byline::library::{Offered, complete};
/// let ways = complete("flood ki", 8, &Offered::default());
/// assert_eq!((ways[0].range.clone(), ways[0].text.as_str()), (6..8, "kind:"));
/// assert_eq!(complete("kind:unk", 8, &Offered::default())[0].text, "unknown");
/// ```
#[must_use]
pub fn complete(typed: &str, cursor: usize, offered: &Offered<'_>) -> Vec<Completion> {
    let Some(before) = typed.get(..cursor) else { return Vec::new() };
    let mut ways = match pieces(before).pop().filter(|piece| piece.span.end == cursor) {
        // A phrase that is closed and a word with its star are done.
        Some(Piece { what: What::Words { value, .. }, .. }) if value.star || (value.quoted && value.closed) => {
            Vec::new()
        }
        Some(Piece { what: What::Words { field: Some(name), value }, .. }) => {
            let name = before.get(name).unwrap_or_default();
            Field::from_name(name)
                .filter(|field| field.is_of(offered.realm))
                .map(|field| values(field, before, &value, offered))
                .unwrap_or_default()
        }
        Some(Piece { what: What::Words { field: None, value }, .. }) if !value.quoted => {
            names(before, value.inner, offered)
        }
        // Within a phrase every word may follow, and none can be guessed.
        Some(Piece { what: What::Words { .. }, .. }) => Vec::new(),
        Some(_) | None => names(before, cursor..cursor, offered),
    };
    ways.truncate(OFFERED_MAX);
    ways
}

/// Fields that begin with the letters typed, then names of the library that have a word which does.
fn names(before: &str, range: Range<usize>, offered: &Offered<'_>) -> Vec<Completion> {
    let typed = before.get(range.clone()).unwrap_or_default().to_lowercase();
    let fields = FIELDS.iter().filter(|row| row.field.is_of(offered.realm) && row.name.starts_with(&typed));
    let mut ways: Vec<Completion> =
        fields.map(|row| Completion { range: range.clone(), text: format!("{}:", row.name), help: row.help }).collect();
    if typed.chars().count() >= 2 {
        for (field, known) in [(Field::Topic, offered.topics), (Field::By, offered.speakers)] {
            let name = field.row().name;
            let known = known.iter().filter(|known| begins(known, &typed));
            ways.extend(known.map(|known| Completion {
                range: range.clone(),
                text: format!("{name}:{}", quoted(known)),
                help: field.row().help,
            }));
        }
    }
    ways
}

/// Values of a field that begin so, or have a word that does.
fn values(field: Field, before: &str, value: &Value, offered: &Offered<'_>) -> Vec<Completion> {
    // A quotation mark that is open is written anew, where it is needed.
    let mark = before.get(..value.inner.start).and_then(|before| before.chars().next_back());
    let mark = mark.filter(|c| value.quoted && is_quotation_mark(*c)).map_or(0, char::len_utf8);
    let range = value.inner.start - mark..before.len();
    let typed = before.get(value.inner.clone()).unwrap_or_default().to_lowercase();
    let fixed = |names: &mut dyn Iterator<Item = (&'static str, &'static str)>| -> Vec<Completion> {
        names
            .filter(|(name, _)| name.starts_with(&typed))
            .map(|(name, help)| Completion { range: range.clone(), text: name.to_owned(), help })
            .collect()
    };
    let known = |known: &[String]| -> Vec<Completion> {
        let known = known.iter().filter(|known| begins(known, &typed));
        known.map(|known| Completion { range: range.clone(), text: quoted(known), help: "" }).collect()
    };
    match field {
        Field::Kind => fixed(&mut kinds(offered.realm).into_iter().map(|kind| (kind, ""))),
        Field::Colour => fixed(&mut Colour::ALL.iter().map(|colour| (colour.name(), ""))),
        Field::State => fixed(&mut Fate::ALL.iter().map(|fate| (fate.name(), fate.help()))),
        Field::Has => fixed(&mut Has::ALL.iter().map(|has| (has.name(), has.help()))),
        Field::Is => fixed(&mut Is::ALL.iter().map(|is| (is.name(), is.help()))),
        Field::In => known(offered.labels),
        Field::By => known(offered.speakers),
        Field::Topic => known(offered.topics),
        Field::Publisher => known(offered.publishers),
        Field::Lang => known(offered.langs),
        Field::Tag => known(offered.tags),
        Field::Date | Field::Id | Field::Note => Vec::new(),
    }
}

/// Whether the words typed stand in the name, the last as a beginning.
fn begins(known: &str, typed: &str) -> bool {
    let typed: Vec<String> = words(typed).map(|(_, word)| word).collect();
    let known: Vec<String> = words(known).map(|(_, word)| word).collect();
    let Some((last, before)) = typed.split_last() else { return !known.is_empty() };
    known.windows(typed.len()).any(|window| {
        let (end, begin) = window.split_last().expect("a window is as long as what was typed");
        begin == before && end.starts_with(last.as_str())
    })
}

/// A name as a value: in quotation marks where it is more than one plain word.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '\''));
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace(is_quotation_mark, "")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What would be typed then, for each way.
    fn ways(typed: &str) -> Vec<String> {
        let lists = [
            vec!["Cyber security".to_owned(), "Météo".to_owned()],
            vec!["Odette van Dijk".to_owned(), "R. Okafor".to_owned()],
        ];
        let offered = Offered { topics: &lists[0], speakers: &lists[1], ..Offered::default() };
        let done = |way: Completion| {
            let mut done = typed.to_owned();
            done.replace_range(way.range, &way.text);
            done
        };
        complete(typed, typed.len(), &offered).into_iter().map(done).collect()
    }

    #[test]
    fn fields_values_and_names_are_offered_where_they_fit() {
        assert_eq!(ways("flood h"), ["flood has:"]);
        assert_eq!(ways("-ki"), ["-kind:"]);
        assert_eq!(ways("kind:co"), ["kind:context", "kind:correction"]);
        assert_eq!(ways("(is:un"), ["(is:unread"]);
        assert_eq!(ways("by:dij"), ["by:\"Odette van Dijk\""]);
        assert_eq!(ways("by:\"van d"), ["by:\"Odette van Dijk\""]);
        assert_eq!(ways("topic:met"), ["topic:Météo"]);
        assert_eq!(ways("oka"), ["by:\"R. Okafor\""]);
        assert_eq!(ways("topic:").len(), 2);
        let own = FIELDS.iter().filter(|row| row.field.is_of(Realm::Library)).count();
        assert_eq!(ways("").len(), own);
        assert_eq!(ways("flood ").len(), own);
        for nothing in ["\"the o", "\"done\"", "flood*", "knd:x", "date:2025", "zz"] {
            assert!(ways(nothing).is_empty(), "{nothing}");
        }
    }
}
