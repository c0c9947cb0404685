//! A query put to an annotation: what the Notes board and `byline notes` find.

use std::cell::OnceCell;

use jiff::tz::TimeZone;

use crate::{
    library::{Day, Phrase, Query, Term, words},
    model::Annotation,
};

use super::Context;

/// Whether an annotation answers a query. Plain words are looked for in the note, the words it is about, the tags and the
/// headline.
#[must_use]
pub fn matches(query: &Query, annotation: &Annotation, context: &Context) -> bool {
    Sought::of(annotation, context).answers(query, annotation, context)
}

/// The words of an annotation as a query looks for them: cut once, since a filter is put to each at every key.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// All that plain words may find; an empty word parts one text from the next, so that no phrase bridges two.
    text: Vec<String>,
    /// How much of it is the note.
    note: usize,
    day: Option<Day>,
    /// Who speaks, and the section's label: seldom asked for.
    rest: OnceCell<[Vec<String>; 2]>,
}

impl Sought {
    #[must_use]
    pub fn of(annotation: &Annotation, context: &Context) -> Self {
        let mut text = Vec::new();
        let mut add = |words: &str| {
            text.extend(tokens(words));
            text.push(String::new());
            text.len()
        };
        let note = annotation.note.as_ref().map_or(0, |note| add(note.as_str()));
        add(annotation.target.exact.as_str());
        for tag in &annotation.tags {
            add(tag.as_str());
        }
        add(&context.at.headline);
        Self { text, note, day: day(annotation), rest: OnceCell::new() }
    }

    /// Whether the query is true of it; the annotation and its context are those it was made of.
    #[must_use]
    pub fn answers(&self, query: &Query, annotation: &Annotation, context: &Context) -> bool {
        query.is_true(|term| self.holds(term, annotation, context))
    }

    fn holds(&self, term: &Term, annotation: &Annotation, context: &Context) -> bool {
        let rest = || {
            self.rest.get_or_init(|| {
                let speaker = context.speaker.as_ref().map_or("", |speaker| speaker.name.as_str());
                [tokens(speaker), tokens(context.at.label.as_deref().unwrap_or_default())]
            })
        };
        let entry = context.entry.as_deref();
        let has = |text: &Option<String>, phrase: &Phrase| phrase.is_within(text);
        match term {
            Term::Words(phrase) => phrase.is_in(&self.text),
            Term::Note(phrase) => phrase.is_in(self.text.get(..self.note).unwrap_or_default()),
            Term::Tag(phrase) => annotation.tags.iter().any(|tag| phrase.is_in(&tokens(tag.as_str()))),
            Term::By(phrase) => phrase.is_in(&rest()[0]),
            Term::In(phrase) => phrase.is_in(&rest()[1]),
            Term::Colour(colour) => annotation.colour == Some(*colour),
            Term::Marked(kind) => annotation.kind == *kind,
            Term::Kind(kind) => context.at.kind == kind.name(),
            Term::State(fate) => context.fate == *fate,
            Term::Date(dates) => self.day.is_some_and(|day| dates.numbers().contains(&day.number())),
            Term::Topic(phrase) => entry.is_some_and(|entry| phrase.is_within(&entry.topics)),
            Term::Publisher(phrase) => entry.is_some_and(|entry| has(&entry.publisher, phrase)),
            Term::Lang(phrase) => {
                entry.and_then(|entry| entry.lang.as_ref()).is_some_and(|lang| phrase.begins(&tokens(lang)))
            }
            Term::Id(phrase) => phrase.is_all(&tokens(annotation.article.as_str())),
            // asked of articles alone: a query put to notes holds none of these
            Term::Has(_) | Term::Is(_) => false,
        }
    }
}

/// The day an annotation was made.
fn day(annotation: &Annotation) -> Option<Day> {
    let date = annotation.created.to_zoned(TimeZone::UTC).date();
    let part = |part: i8| u8::try_from(part).ok();
    Some(Day { year: u16::try_from(date.year()).ok()?, month: part(date.month())?, day: part(date.day())? })
}

fn tokens(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use crate::{library::Realm, marginalia::testing::gloss, model::Fate};

    use super::*;

    fn found(typed: &str) -> bool {
        let gloss = gloss();
        let query = Query::parse_of(Realm::Notes, typed).expect("a query");
        matches(&query, &gloss.annotation, &gloss.context)
    }

    #[test]
    fn every_field_is_answered() {
        for typed in [
            "",
            "contradicts",
            "\"june statement\" bridge",
            "note:june*",
            "tag:infra*",
            "colour:yellow",
            "by:lee",
            "in:know kind:known kind:note",
            "date:2031-07-29",
            "date:..2031-08 -date:2030",
            "state:exact",
            "ferry OR bridge",
            "id:harbour-bridge",
            "topic:transport publisher:courier lang:en",
            "closes",
        ] {
            assert!(found(typed), "{typed}");
        }
        for typed in [
            "ferry",
            "note:bridge",
            "-bridge",
            "tag:budget",
            "colour:pink",
            "by:okafor",
            "kind:unknown",
            "kind:question",
            "date:2032",
            "state:gone",
            "\"statement the bridge\"",
            "publisher:gazette",
        ] {
            assert!(!found(typed), "{typed}");
        }
    }

    #[test]
    fn an_annotation_without_its_article_is_still_found() {
        let annotation = gloss().annotation;
        let context = Context::without_article(&annotation);
        let query = Query::parse_of(Realm::Notes, "by:a-lee state:gone note:june").expect("a query");
        assert!(matches(&query, &annotation, &context));
        assert_eq!(context.fate, Fate::Gone);
    }
}
