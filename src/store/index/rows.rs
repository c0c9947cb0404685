//! From the record of an article to the documents of the index.

use std::{collections::BTreeSet, iter};

use serde::{Deserialize, Serialize};

use super::{
    cut::{add_words, spaced},
    fields::{Fields, Name, Tag, date_key},
    sheet::Sheet,
    stored::Slip,
};
use crate::{
    library::{self, Assertion, Entry, FileFacts, Passage, Profile, Record},
    model::{Date, Rel},
};

/// About how many bytes of text the documents of an article have besides those of its passages, and a passage besides what
/// it says, which is there twice.
const HEAD_BYTES: usize = 6 * 1024;
const PASSAGE_BYTES: usize = 320;

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
    pub(super) fn file(&self, stamp: &Stamp, fault: Option<&str>) -> Sheet {
        let mut sheet = Sheet::default();
        self.stamp(stamp, &mut sheet);
        sheet.text(self.fields.tag, |tags| {
            Tag::Doc.add("file", tags);
            Tag::Path.add(&stamp.facts.path, tags);
            if fault.is_some() {
                Tag::Has.add("fault", tags);
            }
        });
        if let Some(message) = fault {
            let faulty = Faulty { path: stamp.facts.path.clone(), message: message.to_owned() };
            sheet.json(self.fields.body, &faulty);
        }
        sheet.end();
        sheet
    }

    /// The documents of an article of which there is the bare record: its own, then one for each passage.
    pub(super) fn article(&self, mut record: Record, stamp: &Stamp) -> Sheet {
        let passages = std::mem::take(&mut record.passages);
        let said: usize = passages.iter().map(|passage| passage.text.len()).sum();
        let bytes = HEAD_BYTES + passages.len() * PASSAGE_BYTES + said * 2;
        let mut sheet = Sheet::with_capacity(passages.len() + 1, bytes);
        let labels = Labels::of(&passages);
        let published = published(&record.entry);
        self.stamp(stamp, &mut sheet);
        self.head(&record, &passages, &labels, &mut sheet);
        self.dated(published, &mut sheet);
        sheet.end();
        for (passage, back) in passages.into_iter().zip(1..) {
            let headline = if back == 1 { record.entry.headline.as_str() } else { "" };
            self.passage(passage, &labels, headline, back, &mut sheet);
            self.dated(published, &mut sheet);
            sheet.end();
        }
        sheet
    }

    fn dated(&self, published: Option<u64>, sheet: &mut Sheet) {
        if let Some(date) = published {
            sheet.number(self.fields.date, date);
        }
    }

    fn stamp(&self, stamp: &Stamp, sheet: &mut Sheet) {
        let fields = self.fields;
        sheet.text(fields.file, |path| path.extend_from_slice(stamp.facts.path.as_bytes()));
        sheet.number(fields.size, stamp.facts.size_bytes);
        sheet.signed(fields.modified, stamp.facts.modified_ns);
        sheet.signed(fields.seen, stamp.seen_ns);
        sheet.number(fields.digest, stamp.digest);
    }

    /// The document of the article itself.
    fn head(&self, record: &Record, passages: &[Passage], labels: &Labels, sheet: &mut Sheet) {
        let (fields, entry) = (self.fields, &record.entry);
        sheet.text(fields.tag, |tags| head_tags(record, passages, labels, tags));
        sheet.text(fields.named, |names| head_names(record, passages, names));
        sheet.text(fields.title, |words| add_words(&entry.headline, words));
        sheet.text(fields.voice, |voices| add_voices(record, voices));
        sheet.text(fields.person, |people| add_people(&record.people, people));
        sheet.number(fields.passages, passages.len() as u64);
        sheet.text(fields.headline, |headline| headline.extend_from_slice(entry.headline.as_bytes()));
        sheet.number(fields.initial, initial(&entry.headline));
        let column =
            |text: Option<&String>, column: &mut Vec<u8>| column.extend(text.into_iter().flat_map(|text| text.bytes()));
        sheet.text(fields.first_topic, |topic| column(entry.topics.first(), topic));
        sheet.text(fields.story, |story| column(entry.story_id.as_ref(), story));
        sheet.number(fields.asks, record.questions.len() as u64);
        sheet.json(fields.body, record);
    }

    /// A passage that stands so far behind its article; the first has the words of the headline as well.
    fn passage(&self, passage: Passage, labels: &Labels, headline: &str, back: u32, sheet: &mut Sheet) {
        let fields = self.fields;
        sheet.text(fields.words, |words| {
            if back == 1 {
                add_words(headline, words);
                words.push(b'\n');
            }
            add_words(&passage.text, words);
        });
        sheet.text(fields.tag, |tags| {
            Tag::Doc.add("passage", tags);
            Tag::Kind.add(&passage.at.kind, tags);
            if let Some(label) = passage.at.label.as_deref().and_then(|label| labels.spaced(label)) {
                Tag::Label.add(label, tags);
            }
            has(&passage).for_each(|what| Tag::Has.add(what, tags));
        });
        sheet.text(fields.named, |names| passage.speakers.iter().for_each(|name| Name::By.add(name, names)));
        sheet.json(fields.body, &Slip::of(passage, back));
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

/// The labels of an article, and their words parted by spaces.
#[derive(Debug)]
struct Labels(Vec<(String, String)>);

impl Labels {
    fn of(passages: &[Passage]) -> Self {
        let mut labels: Vec<(String, String)> = Vec::new();
        for label in passages.iter().filter_map(|passage| passage.at.label.as_ref()) {
            if !labels.iter().any(|(known, _)| known == label) {
                labels.push((label.clone(), spaced(label)));
            }
        }
        Self(labels)
    }

    fn spaced(&self, label: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == label).map(|(_, spaced)| spaced.as_str())
    }
}

fn head_tags(record: &Record, passages: &[Passage], labels: &Labels, tags: &mut Vec<u8>) {
    let entry = &record.entry;
    Tag::Doc.add("article", tags);
    Tag::Path.add(&entry.path, tags);
    Tag::Id.add(&entry.id, tags);
    Tag::Called.add(&spaced(&entry.id), tags);
    entry.address.iter().for_each(|address| Tag::Address.add(address, tags));
    entry.story_id.iter().for_each(|story| Tag::Story.add(story, tags));
    let lang = spaced(entry.lang.as_deref().unwrap_or_default());
    for (end, _) in lang.match_indices(' ').chain([(lang.len(), "")]) {
        lang.get(..end).filter(|lang| !lang.is_empty()).into_iter().for_each(|lang| Tag::Lang.add(lang, tags));
    }
    let labels: BTreeSet<&str> = labels.0.iter().map(|(_, spaced)| spaced.as_str()).collect();
    for label in labels {
        Tag::Label.add(label, tags);
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
        tag.add(value, tags);
    }
}

/// Whether a claim may settle a question: by answering it, or, once it is withdrawn, by taking it back.
fn may_settle(claim: &Assertion) -> bool {
    let settling = [Rel::Answers, Rel::PartlyAnswers, Rel::Corrects, Rel::Repeats].map(Rel::name);
    claim.links.iter().any(|link| settling.contains(&link.rel.as_str()))
}

fn head_names(record: &Record, passages: &[Passage], names: &mut Vec<u8>) {
    let entry = &record.entry;
    Name::Id.add(&entry.id, names);
    entry.topics.iter().for_each(|topic| Name::Topic.add(topic, names));
    entry.publisher.iter().for_each(|publisher| Name::Publisher.add(publisher, names));
    let quoted = record.quotes.iter().filter_map(|quote| quote.by.as_ref()).map(|by| &by.name);
    let speakers: BTreeSet<&String> = quoted.chain(passages.iter().flat_map(|passage| &passage.speakers)).collect();
    for name in speakers {
        Name::By.add(name, names);
    }
}

/// Adds the lines of [`Fields::voice`].
fn add_voices(record: &Record, lines: &mut Vec<u8>) {
    for by in record.speaking() {
        lines.extend_from_slice(voice(&by.name).as_bytes());
        lines.extend_from_slice(by.name.replace('\n', " ").as_bytes());
        lines.push(b'\n');
    }
}

/// How the terms of somebody begin in [`Fields::voice`] and [`Fields::person`], whatever the spelling.
pub(super) fn voice(name: &str) -> String {
    library::fold(name).replace('\n', " ") + "\0"
}

/// Adds the lines of [`Fields::person`]. JSON has no line breaks.
fn add_people(people: &[Profile], lines: &mut Vec<u8>) {
    for profile in people {
        // as in a sheet: it can be written
        let told = serde_json::to_vec(profile).unwrap_or_default();
        let mut names: Vec<String> = iter::once(&profile.name).chain(&profile.also).map(|name| voice(name)).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            lines.extend_from_slice(name.as_bytes());
            lines.extend_from_slice(&told);
            lines.push(b'\n');
        }
    }
}

/// The first eight bytes of a headline as a number of the same order.
fn initial(headline: &str) -> u64 {
    let mut bytes = headline.bytes();
    (0..8).fold(0, |key, _| key << 8 | u64::from(bytes.next().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_ordered_by_its_beginning() {
        assert!(initial("Ab") < initial("Abc") && initial("Abc") < initial("B") && initial("") == 0);
        assert!(initial("Zebra") < initial("a") && initial("a") < initial("é"));
    }
}
