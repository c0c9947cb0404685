//! Reads the head of an article.

use std::ops::Range;

use super::{
    fields::{Reader, clip, extra},
    keys, labels,
    node::{Entry, Node, Value},
};
use crate::model::{ArticleId, Code, Date, Dir, Head, LogEntry, Reference, Rel, Text};

/// The root of the file, taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    pub head: Head,
    /// The links of the head, with their places.
    pub links: Vec<(Rel, Reference, Range<usize>)>,
    pub people: Option<Node<'a>>,
    pub sources: Option<Node<'a>>,
    pub claims: Option<Node<'a>>,
    pub story: Option<Node<'a>>,
    /// Fields that stand there, for who asks what is missing.
    pub has_format: bool,
    pub has_headline: bool,
    /// Where `published` and `updated` stand.
    pub updated_at: Option<Range<usize>>,
}

impl<'a> Reader<'a, '_> {
    /// Takes the root apart and reads the fields of the head.
    pub(super) fn head(&mut self, entries: Vec<Entry<'a>>) -> Parts<'a> {
        let mut parts = Parts::default();
        let entries = self.unique(entries);
        for (index, entry) in entries.into_iter().enumerate() {
            let entry = self.own_name(entry, &parts);
            match &*entry.key {
                "format" => self.format(entry, index, &mut parts),
                "people" => parts.people = Some(entry.value),
                "sources" => parts.sources = Some(entry.value),
                "claims" => parts.claims = Some(entry.value),
                "story" => parts.story = Some(entry.value),
                _ => self.field(entry, &mut parts),
            }
        }
        let Head { published, updated, .. } = &parts.head;
        let order = published.as_ref().and_then(Date::ymd).zip(updated.as_ref().and_then(Date::ymd));
        if let (Some((published, updated)), Some(at)) = (order, parts.updated_at.clone())
            && updated < published
        {
            self.fault(Code::DateOrder, &at, "`updated` lies before `published`", "one of the two dates is wrong");
        }
        parts
    }

    fn format(&mut self, entry: Entry<'a>, index: usize, parts: &mut Parts<'a>) {
        parts.has_format = true;
        let at = entry.value.at.clone();
        let help = "write `format: byline/1` as the first line";
        if index > 0 {
            self.fault(Code::Format, &entry.key_at, "`format` does not stand first", help);
        }
        let words = self.line("format", entry.value);
        if let Some(words) = words.filter(|words| words.as_str() != "byline/1") {
            let message = format!("this byline reads `byline/1`, not `{}`", clip(words.as_str()));
            self.fault(Code::Format, &at, message, help);
        }
    }

    /// The entry under the name that the format has for it.
    fn own_name(&mut self, mut entry: Entry<'a>, parts: &Parts<'a>) -> Entry<'a> {
        let known = keys::HEAD_OTHER.iter().find(|(other, _)| *other == entry.key);
        let Some((other, name)) = known else { return entry };
        let taken = match *name {
            "headline" => parts.has_headline,
            "published" => parts.head.published.is_some(),
            _ => false,
        };
        if taken {
            let message = format!("`{other}` is another name for `{name}`, which stands there already");
            self.fault(Code::DuplicateKey, &entry.key_at, message, "keep one of the two");
            entry.key = format!("x-{other}").into();
        } else {
            let message = format!("`{other}` is read as `{name}`");
            self.fault(Code::OtherName, &entry.key_at, message, format!("write `{name}`"));
            entry.key = (*name).into();
        }
        entry
    }

    fn field(&mut self, entry: Entry<'a>, parts: &mut Parts<'a>) {
        let head = &mut parts.head;
        let key = entry.key.clone();
        let key = &*key;
        match key {
            "id" => head.id = self.words(key, entry.value).and_then(|w| self.id::<ArticleId>(&w.words, &w.at)),
            "headline" => {
                parts.has_headline = true;
                head.headline = self.line(key, entry.value).unwrap_or_default();
            }
            "by" => head.by.extend(self.many(key, entry.value).iter().map(|w| Text::line(w.words.trim()))),
            "topics" => {
                head.topics = self.listed(key, entry.value).iter().map(|w| Text::line(w.words.trim())).collect();
            }
            "places" => head.places = self.many(key, entry.value).iter().map(|w| Text::line(w.words.trim())).collect(),
            "subtitle" => head.subtitle = self.line(key, entry.value),
            "dateline" => head.dateline = self.line(key, entry.value),
            "publisher" => head.publisher = self.line(key, entry.value),
            "url" => head.url = self.address(key, entry.value),
            "published" => head.published = self.date(key, entry.value),
            "updated" => {
                parts.updated_at = Some(entry.value.at.clone());
                head.updated = self.date(key, entry.value);
            }
            "retrieved" => head.retrieved = self.date(key, entry.value),
            "embargo" => head.embargo = self.date(key, entry.value),
            "expires" => head.expires = self.date(key, entry.value),
            "status" => head.status = self.line(key, entry.value),
            "genre" => head.genre = self.line(key, entry.value),
            "lang" => head.lang = self.language(entry.value),
            "dir" => head.dir = self.choice(key, entry.value, &["ltr", "rtl"], direction),
            "story-id" => head.story_id = self.line(key, entry.value),
            "rights" => head.rights = self.prose(key, entry.value),
            "usage" => head.usage = self.prose(key, entry.value),
            "slug" => head.slug = self.line(key, entry.value),
            "ednote" => head.ednote = self.prose(key, entry.value),
            "made-with" => head.made_with = self.line(key, entry.value),
            "feedback" => head.feedback = self.line(key, entry.value),
            "log" => head.log = self.log(entry.value),
            _ if key.starts_with("x-") => head.extra.push((Text::line(key), extra(entry.value))),
            _ => match Rel::HEAD.into_iter().find(|rel| rel.name() == key) {
                Some(rel) => self.head_link(rel, entry.value, parts),
                None => self.unknown_field(&entry),
            },
        }
    }

    fn head_link(&mut self, rel: Rel, node: Node<'a>, parts: &mut Parts<'a>) {
        for words in self.many(rel.name(), node) {
            parts.links.push((rel, Reference::parse(&words.words), words.at));
        }
    }

    fn unknown_field(&mut self, entry: &Entry<'a>) {
        let key = clip(&entry.key);
        if labels::kind_of(&entry.key).is_some() {
            let help = format!("labels stand in the story, as items of its list:\n  - {key}: |\n      text");
            self.fault(Code::UnknownKey, &entry.key_at, format!("the label `{key}` stands in the head"), help);
            return;
        }
        let known = keys::HEAD.iter().copied().filter(|key| *key != "x-").chain(Rel::HEAD.map(Rel::name));
        let meant = self.meant(&entry.key, known);
        let help = meant.map_or_else(
            || format!("a field of your own begins with `x-`: `x-{key}`; a section goes into the story, after `- `"),
            |meant| format!("did you mean `{meant}`? A field of your own begins with `x-`"),
        );
        self.fault(Code::UnknownKey, &entry.key_at, format!("the head has no field `{key}`"), help);
    }

    fn language(&mut self, node: Node<'a>) -> Option<Text> {
        let words = self.words("lang", node)?;
        let tag = words.words.trim();
        if !is_language(tag) {
            let message = format!("`lang` can't be `{}`", clip(tag));
            self.fault(Code::Value, &words.at, message, "write a language tag, such as en, de or pt-BR");
        }
        Some(Text::line(tag))
    }

    /// `log: [- 2025-03-05: Corrected the number.]`, newest last.
    fn log(&mut self, node: Node<'a>) -> Vec<LogEntry> {
        let help = "write a list of lines: `- 2025-03-05: Corrected the number of agencies.`";
        let nodes = match node.value {
            Value::List(nodes) => nodes,
            Value::Empty | Value::Text { .. } | Value::Map(_) => {
                self.fault(Code::Shape, &node.at, "`log` has to be a list", help);
                return Vec::new();
            }
        };
        let mut log: Vec<LogEntry> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let at = node.at.clone();
            let Some((date, text)) = self.log_line(node) else { continue };
            if !date.is_valid() {
                self.fault(Code::Date, &at, format!("a line of the log begins with no date: `{date}`"), help);
            }
            let last = log.last().and_then(|entry| entry.date.ymd());
            if last.zip(date.ymd()).is_some_and(|(last, this)| this < last) {
                self.fault(Code::DateOrder, &at, "the log is not in order", "put the newest line last");
            }
            log.push(LogEntry { date, text });
        }
        log
    }

    fn log_line(&mut self, node: Node<'a>) -> Option<(Date, Text)> {
        let (date, text) = match node.value {
            Value::Map(entries) => {
                let entry = entries.into_iter().next()?;
                (entry.key.into_owned(), self.prose("log", entry.value)?)
            }
            Value::Empty | Value::Text { .. } | Value::List(_) => {
                let words = self.words("log", node)?.words;
                let (date, text) = words.split_once(':').unwrap_or((&words, ""));
                (date.to_owned(), Text::new(text.trim()))
            }
        };
        Some((Date::new(&date), text))
    }
}

fn direction(word: &str) -> Option<Dir> {
    match word {
        "ltr" => Some(Dir::Ltr),
        "rtl" => Some(Dir::Rtl),
        _ => None,
    }
}
/// Whether a tag has the shape of a language's: `en`, `pt-BR`, `zh-Hant-TW`.
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    first && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
