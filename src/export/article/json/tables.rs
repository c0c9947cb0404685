//! The head and the tables of `show --json`, under the names they have in a file.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::model::{Article, Date, Dir, Extra, Person, PersonKind, Source, SourceKind, Text};

/// A map that keeps the order of the file.
#[derive(Debug)]
pub(super) struct Keyed<K, V>(pub(super) Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Keyed<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// The fields of the head, under the names they have in a file. What is not written is `null`, or an empty list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Head<'a> {
    headline: &'a Text,
    subtitle: &'a Option<Text>,
    by: &'a [Text],
    dateline: &'a Option<Text>,
    publisher: &'a Option<Text>,
    url: &'a Option<Text>,
    published: &'a Option<Date>,
    updated: &'a Option<Date>,
    retrieved: &'a Option<Date>,
    embargo: &'a Option<Date>,
    expires: &'a Option<Date>,
    status: &'a Option<Text>,
    genre: &'a Option<Text>,
    lang: &'a Option<Text>,
    dir: Option<&'static str>,
    topics: &'a [Text],
    places: &'a [Text],
    story_id: &'a Option<Text>,
    rights: &'a Option<Text>,
    usage: &'a Option<Text>,
    slug: &'a Option<Text>,
    ednote: &'a Option<Text>,
    made_with: &'a Option<Text>,
    feedback: &'a Option<Text>,
    log: Vec<Logged<'a>>,
    #[serde(flatten)]
    extra: Keyed<&'a Text, Value<'a>>,
}

#[derive(Debug, Serialize)]
struct Logged<'a> {
    date: &'a Date,
    text: &'a Text,
}

impl<'a> Head<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let head = &article.head;
        Self {
            headline: &head.headline,
            subtitle: &head.subtitle,
            by: &head.by,
            dateline: &head.dateline,
            publisher: &head.publisher,
            url: &head.url,
            published: &head.published,
            updated: &head.updated,
            retrieved: &head.retrieved,
            embargo: &head.embargo,
            expires: &head.expires,
            status: &head.status,
            genre: &head.genre,
            lang: &head.lang,
            dir: head.dir.map(|dir| match dir {
                Dir::Ltr => "ltr",
                Dir::Rtl => "rtl",
            }),
            topics: &head.topics,
            places: &head.places,
            story_id: &head.story_id,
            rights: &head.rights,
            usage: &head.usage,
            slug: &head.slug,
            ednote: &head.ednote,
            made_with: &head.made_with,
            feedback: &head.feedback,
            log: head.log.iter().map(|entry| Logged { date: &entry.date, text: &entry.text }).collect(),
            extra: Keyed(head.extra.iter().map(|(key, value)| (key, Value(value))).collect()),
        }
    }
}

/// A value that byline carries without knowing it.
#[derive(Debug)]
struct Value<'a>(&'a Extra);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Extra::Text(text) => text.serialize(serializer),
            Extra::List(list) => serializer.collect_seq(list.iter().map(Value)),
            Extra::Map(map) => serializer.collect_map(map.iter().map(|(key, value)| (key, Value(value)))),
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Speaker<'a> {
    name: &'a Text,
    role: &'a Option<Text>,
    org: &'a Option<Text>,
    kind: &'static str,
    anonymous: &'a Option<Text>,
    also: &'a [Text],
    side: &'a Option<Text>,
    url: &'a Option<Text>,
    note: &'a Option<Text>,
}

impl<'a> Speaker<'a> {
    pub(super) fn of(person: &'a Person) -> Self {
        let Person { id: _, name, role, org, kind, anonymous, also, side, url, note } = person;
        let kind = match kind {
            PersonKind::Person => "person",
            PersonKind::Organisation => "organisation",
            PersonKind::Group => "group",
            PersonKind::Document => "document",
        };
        Self { name, role, org, kind, anonymous, also, side, url, note }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Origin<'a> {
    name: &'a Text,
    title: &'a Option<Text>,
    url: &'a Option<Text>,
    date: &'a Option<Date>,
    kind: Option<&'static str>,
    primary: Option<bool>,
    note: &'a Option<Text>,
}

impl<'a> Origin<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        let Source { id: _, name, title, url, date, kind, primary, note } = source;
        let kind = kind.map(|kind| match kind {
            SourceKind::Agency => "agency",
            SourceKind::Outlet => "outlet",
            SourceKind::Document => "document",
            SourceKind::Interview => "interview",
            SourceKind::Statement => "statement",
            SourceKind::Data => "data",
            SourceKind::Witness => "witness",
            SourceKind::Social => "social",
        });
        Self { name, title, url, date, kind, primary: *primary, note }
    }
}
