//! From the record of an article to the documents of the index.

use std::{collections::BTreeSet, iter};

use serde::{Deserialize, Serialize};
use tantivy::schema::{
    Field,
    document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
};

use super::{
    fields::{Fields, Name, Tag, date_key},
    gate::Held,
    stored::Slip,
};
use crate::{
    library::{self, Assertion, Entry, FileFacts, Passage, Profile, Record},
    model::{Date, Rel},
};

/// About how many bytes a record has without its passages, and a passage beside its text.
const RECORD_BYTES: usize = 4096;
const SLIP_BYTES: usize = 128;

/// A document on its way into the index.
#[derive(Debug)]
pub(super) struct Row {
    cells: Vec<(Field, Cell)>,
    /// What it counts for among the documents under way; let go with it.
    pub(super) held: Option<Held>,
}

/// A value of a document.
#[derive(Debug)]
pub(super) enum Cell {
    Text(String),
    Number(u64),
    Signed(i64),
}

impl Document for Row {
    type Value<'a> = &'a Cell;
    type FieldsValuesIter<'a> = Cells<'a>;

    fn iter_fields_and_values(&self) -> Cells<'_> {
        Cells(self.cells.iter())
    }
}

/// The fields of a document with their values.
#[derive(Debug)]
pub(super) struct Cells<'a>(std::slice::Iter<'a, (Field, Cell)>);

impl<'a> Iterator for Cells<'a> {
    type Item = (Field, &'a Cell);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, cell)| (*field, cell))
    }
}

impl<'a> Value<'a> for &'a Cell {
    type ArrayIter = iter::Empty<Self>;
    type ObjectIter = iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self {
            Cell::Text(text) => ReferenceValueLeaf::Str(text),
            Cell::Number(number) => ReferenceValueLeaf::U64(*number),
            Cell::Signed(number) => ReferenceValueLeaf::I64(*number),
        })
    }
}

impl Row {
    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let cell = |(_, cell): &(Field, Cell)| match cell {
            Cell::Text(text) => text.len() + 48,
            Cell::Number(_) | Cell::Signed(_) => 48,
        };
        self.cells.iter().map(cell).sum()
    }

    fn text(&mut self, field: Field, text: String) {
        if !text.is_empty() {
            self.cells.push((field, Cell::Text(text)));
        }
    }

    fn number(&mut self, field: Field, number: u64) {
        self.cells.push((field, Cell::Number(number)));
    }
}

/// What is known of a file besides what it says.
#[derive(Clone, Debug, Default)]
pub(super) struct Stamp {
    pub(super) facts: FileFacts,
    /// When it was read, in nanoseconds since 1970.
    pub(super) seen_ns: i64,
    pub(super) digest: u64,
}

/// What is stored of a file that should be an article and is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Faulty {
    pub(super) path: String,
    pub(super) message: String,
}

/// Makes documents.
#[derive(Debug)]
pub(super) struct Maker<'a> {
    fields: &'a Fields,
}

impl<'a> Maker<'a> {
    pub(super) fn new(fields: &'a Fields) -> Self {
        Self { fields }
    }

    /// The document of a file without an article; `fault` says what is wrong where it should have one.
    pub(super) fn file(&self, stamp: &Stamp, fault: Option<&str>) -> Vec<Row> {
        let mut tags = String::new();
        Tag::Doc.add("file", &mut tags);
        Tag::Path.add(&stamp.facts.path, &mut tags);
        if fault.is_some() {
            Tag::Has.add("fault", &mut tags);
        }
        let mut row = self.stamped(stamp, tags);
        if let Some(message) = fault {
            row.text(
                self.fields.body,
                json(&Faulty { path: stamp.facts.path.clone(), message: message.to_owned() }, 128),
            );
        }
        vec![row]
    }

    /// The documents of an article of which there is the bare record: its own, then one for each passage.
    pub(super) fn article(&self, mut record: Record, stamp: &Stamp) -> Vec<Row> {
        let passages = std::mem::take(&mut record.passages);
        let published = published(&record.entry);
        let mut rows = Vec::with_capacity(passages.len() + 1);
        rows.push(self.head(&record, &passages, stamp, published));
        rows[0].text(self.fields.body, json(&record, RECORD_BYTES));
        for (passage, back) in passages.into_iter().zip(1..) {
            rows.push(self.passage(passage, &record.entry.headline, published, back));
        }
        rows
    }

    fn stamped(&self, stamp: &Stamp, tags: String) -> Row {
        let fields = self.fields;
        let mut row = Row { cells: Vec::with_capacity(16), held: None };
        row.text(fields.tag, tags);
        row.text(fields.file, stamp.facts.path.clone());
        row.number(fields.size, stamp.facts.size_bytes);
        row.cells.push((fields.modified, Cell::Signed(stamp.facts.modified_ns)));
        row.cells.push((fields.seen, Cell::Signed(stamp.seen_ns)));
        row.number(fields.digest, stamp.digest);
        row
    }

    /// The document of the article itself, but for what is stored.
    fn head(&self, record: &Record, passages: &[Passage], stamp: &Stamp, published: Option<u64>) -> Row {
        let (fields, entry) = (self.fields, &record.entry);
        let mut row = self.stamped(stamp, head_tags(record, passages));
        row.text(fields.named, head_names(record, passages));
        let mut title = String::new();
        add_words(&entry.headline, &mut title);
        row.text(fields.title, title);
        row.text(fields.voice, voices(record));
        row.text(fields.person, people(&record.people));
        row.cells.extend(published.map(|date| (fields.date, Cell::Number(date))));
        row.number(fields.passages, passages.len() as u64);
        row.text(fields.headline, entry.headline.clone());
        row.number(fields.initial, initial(&entry.headline));
        row.text(fields.first_topic, entry.topics.first().cloned().unwrap_or_default());
        row.text(fields.story, entry.story_id.clone().unwrap_or_default());
        row.number(fields.asks, record.questions.len() as u64);
        row
    }

    /// A passage that stands so far behind its article.
    fn passage(&self, passage: Passage, headline: &str, published: Option<u64>, back: u32) -> Row {
        let mut words = String::with_capacity(passage.text.len() + 16);
        if back == 1 {
            add_words(headline, &mut words);
            words.push('\n');
        }
        add_words(&passage.text, &mut words);
        let (mut tags, mut names) = (String::new(), String::new());
        Tag::Doc.add("passage", &mut tags);
        Tag::Kind.add(&passage.at.kind, &mut tags);
        passage.at.label.iter().for_each(|label| Tag::Label.add(&spaced(label), &mut tags));
        for what in has(&passage) {
            Tag::Has.add(what, &mut tags);
        }
        passage.speakers.iter().for_each(|name| Name::By.add(name, &mut names));
        let fields = self.fields;
        let mut row = Row { cells: Vec::with_capacity(6), held: None };
        row.text(fields.words, words);
        row.text(fields.tag, tags);
        row.text(fields.named, names);
        row.cells.extend(published.map(|date| (fields.date, Cell::Number(date))));
        let bytes = passage.text.len() + SLIP_BYTES;
        row.text(fields.body, json(&Slip::of(passage, back), bytes));
        row
    }
}

/// When an article was published, as [`Fields::date`] has it.
fn published(entry: &Entry) -> Option<u64> {
    date_key(&Date::new(entry.published.as_deref()?))
}

/// What a passage holds, as [`Tag::Has`] names it.
fn has(passage: &Passage) -> impl Iterator<Item = &'static str> {
    let flags = [
        (passage.quotes, "quote"),
        (passage.links, "link"),
        (passage.claims, "claim"),
        (passage.asks, "question"),
        (passage.photo, "photo"),
        (passage.code, "code"),
    ];
    flags.into_iter().filter(|(has, _)| *has).map(|(_, name)| name)
}

fn head_tags(record: &Record, passages: &[Passage]) -> String {
    let entry = &record.entry;
    let mut tags = String::new();
    Tag::Doc.add("article", &mut tags);
    Tag::Path.add(&entry.path, &mut tags);
    Tag::Id.add(&entry.id, &mut tags);
    Tag::Called.add(&spaced(&entry.id), &mut tags);
    entry.address.iter().for_each(|address| Tag::Address.add(address, &mut tags));
    entry.story_id.iter().for_each(|story| Tag::Story.add(story, &mut tags));
    let lang = spaced(entry.lang.as_deref().unwrap_or_default());
    for (end, _) in lang.match_indices(' ').chain([(lang.len(), "")]) {
        lang.get(..end).filter(|lang| !lang.is_empty()).into_iter().for_each(|lang| Tag::Lang.add(lang, &mut tags));
    }
    let labels: BTreeSet<String> =
        passages.iter().filter_map(|passage| passage.at.label.as_deref()).map(spaced).collect();
    for label in &labels {
        Tag::Label.add(label, &mut tags);
    }
    let mut once: Vec<(Tag, &str)> = Vec::new();
    let mut add = |tag: Tag, value| {
        if !once.contains(&(tag, value)) {
            once.push((tag, value));
        }
    };
    entry.cites.iter().for_each(|cite| add(Tag::Cites, cite.article()));
    entry.updates.iter().for_each(|id| add(Tag::Updates, id));
    for passage in passages {
        add(Tag::Kind, &passage.at.kind);
        has(passage).for_each(|what| add(Tag::Has, what));
    }
    if record.claims.iter().any(may_settle) {
        add(Tag::Has, "answer");
    }
    if !entry.updates.is_empty() {
        add(Tag::Has, "update");
    }
    for (has, what) in [
        (record.quotes.is_empty(), "quote"),
        (record.claims.is_empty(), "claim"),
        (record.questions.is_empty(), "question"),
        (entry.errors == 0, "error"),
    ] {
        if !has {
            add(Tag::Has, what);
        }
    }
    for (tag, value) in once {
        tag.add(value, &mut tags);
    }
    tags
}

/// Whether a claim may settle a question: by answering it, or, once it is withdrawn, by taking it back.
fn may_settle(claim: &Assertion) -> bool {
    let settling = [Rel::Answers, Rel::PartlyAnswers, Rel::Corrects, Rel::Repeats].map(Rel::name);
    claim.links.iter().any(|link| settling.contains(&link.rel.as_str()))
}

fn head_names(record: &Record, passages: &[Passage]) -> String {
    let (mut names, entry) = (String::new(), &record.entry);
    Name::Id.add(&entry.id, &mut names);
    entry.topics.iter().for_each(|topic| Name::Topic.add(topic, &mut names));
    entry.publisher.iter().for_each(|publisher| Name::Publisher.add(publisher, &mut names));
    let quoted = record.quotes.iter().filter_map(|quote| quote.by.as_ref()).map(|by| &by.name);
    let speakers: BTreeSet<&String> = quoted.chain(passages.iter().flat_map(|passage| &passage.speakers)).collect();
    for name in speakers {
        Name::By.add(name, &mut names);
    }
    names
}

/// The lines of [`Fields::voice`].
fn voices(record: &Record) -> String {
    let mut lines = String::new();
    for by in record.speaking() {
        lines.push_str(&voice(&by.name));
        lines.push_str(&by.name.replace('\n', " "));
        lines.push('\n');
    }
    lines
}

/// How the terms of somebody begin in [`Fields::voice`] and [`Fields::person`], whatever the spelling.
pub(super) fn voice(name: &str) -> String {
    library::fold(name).replace('\n', " ") + "\0"
}

/// The lines of [`Fields::person`]. JSON has no line breaks.
fn people(people: &[Profile]) -> String {
    let mut lines = String::new();
    for profile in people {
        let told = json(profile, 128);
        let mut names: Vec<String> = iter::once(&profile.name).chain(&profile.also).map(|name| voice(name)).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            lines.push_str(&name);
            lines.push_str(&told);
            lines.push('\n');
        }
    }
    lines
}

/// The first eight bytes of a headline as a number of the same order.
fn initial(headline: &str) -> u64 {
    let mut bytes = headline.bytes();
    (0..8).fold(0, |key, _| key << 8 | u64::from(bytes.next().unwrap_or(0)))
}

/// The words of a text, parted by spaces.
pub(super) fn spaced(text: &str) -> String {
    library::words(text).map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

/// Adds the words of a text, one a line: those of [`library::words`], found faster where the text is plain.
fn add_words(text: &str, lines: &mut String) {
    for chunk in text.split_ascii_whitespace() {
        if !chunk.is_ascii() {
            for (_, word) in library::words(chunk) {
                lines.push_str(&word);
                lines.push('\n');
            }
            continue;
        }
        let start = lines.len();
        for word in chunk.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            lines.push_str(word);
            lines.push('\n');
        }
        lines.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
    }
}

/// `bytes`: about how many it has.
fn json(value: &impl Serialize, bytes: usize) -> String {
    let mut json = Vec::with_capacity(bytes);
    // what is written has no maps with other keys than strings, and memory takes all
    serde_json::to_writer(&mut json, value).ok().and_then(|()| String::from_utf8(json).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_fast_way_finds_the_same_words(text in "[a-zA-Z0-9 .,'“”’éßあ京\n\t-]{0,40}|\\PC{0,20}") {
            let mut lines = String::new();
            add_words(&text, &mut lines);
            let slow: Vec<String> = library::words(&text).map(|(_, word)| word).collect();
            prop_assert_eq!(lines.lines().map(str::to_owned).collect::<Vec<_>>(), slow);
        }
    }

    #[test]
    fn a_headline_is_ordered_by_its_beginning() {
        assert!(initial("Ab") < initial("Abc") && initial("Abc") < initial("B") && initial("") == 0);
        assert!(initial("Zebra") < initial("a") && initial("a") < initial("é"));
    }
}
