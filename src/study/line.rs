//! The log as text: one JSON object a line, whose third key but the name, the time and the device is the deed.
//!
//! `{"id":"01k…","at":"2026-03-12T07:05:00.123+01:00","device":"7f3a","graded":{"card":"01k…","grade":3,"ms":4200}}`

use std::{borrow::Cow, fmt::Write};

use serde::{Deserialize, Serialize};

use crate::model::{Digest, Text};

use super::{
    CardId, Day, Deed, Entry, EntryId, Grade, Graded, Moment, Queued, Stale, Visit,
    line_card::{CardLine, ContentLine},
};

/// One line. Of the deeds there is one; a line with none is a later byline's.
#[derive(Default, Serialize, Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    at: Cow<'a, str>,
    #[serde(borrow, default)]
    device: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    graded: Option<GradedLine<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    made: Option<Box<CardLine<'a>>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    edited: Option<Box<EditedLine<'a>>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    undone: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    suspended: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    resumed: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    buried: Option<BuriedLine<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    stale: Option<StaleLine<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    fresh: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    deleted: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    visited: Option<Box<VisitLine<'a>>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    queued: Option<QueuedLine<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    dequeued: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fitted: Option<Vec<f32>>,
}

#[derive(Serialize, Deserialize)]
struct GradedLine<'a> {
    #[serde(borrow)]
    card: Cow<'a, str>,
    grade: u8,
    #[serde(default)]
    ms: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sure: Option<u8>,
}

#[derive(Serialize, Deserialize)]
struct EditedLine<'a> {
    #[serde(borrow)]
    card: Cow<'a, str>,
    #[serde(borrow)]
    to: ContentLine<'a>,
}

#[derive(Serialize, Deserialize)]
struct BuriedLine<'a> {
    #[serde(borrow)]
    card: Cow<'a, str>,
    /// As a date: `2026-03-12`.
    #[serde(borrow)]
    day: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct StaleLine<'a> {
    #[serde(borrow)]
    card: Cow<'a, str>,
    #[serde(borrow)]
    why: Cow<'a, str>,
    #[serde(borrow, default)]
    words: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct QueuedLine<'a> {
    #[serde(borrow)]
    article: Cow<'a, str>,
    #[serde(borrow, default)]
    headline: Cow<'a, str>,
    #[serde(default)]
    words: u32,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    before: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
struct VisitLine<'a> {
    #[serde(borrow)]
    article: Cow<'a, str>,
    #[serde(borrow)]
    revision: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    dated: Option<Cow<'a, str>>,
    #[serde(default)]
    seconds: u32,
    /// Eight hexadecimal digits a sentence, one after the other.
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    read: Cow<'a, str>,
    #[serde(default)]
    words: u32,
    #[serde(default)]
    sentences: u32,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    story: Option<Cow<'a, str>>,
}

/// A line that says nothing: where, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFault {
    /// From 1.
    pub line: usize,
    pub what: Text,
}

/// Reads a log. A line that is torn off or damaged is passed over and told of; it hides no other.
#[must_use]
pub fn read_log(bytes: &[u8]) -> (Vec<Entry>, Vec<LogFault>) {
    let mut entries = Vec::with_capacity(bytes.len() / 140);
    let mut faults = Vec::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match read_line(line) {
            Ok(entry) => entries.push(entry),
            Err(what) => faults.push(LogFault { line: at + 1, what }),
        }
    }
    (entries, faults)
}

/// Reads one line.
///
/// # Errors
/// Where it is no entry, with the reason in words.
pub fn read_line(line: &[u8]) -> Result<Entry, Text> {
    let line: Line<'_> = serde_json::from_slice(line).map_err(|error| {
        let words = if error.is_eof() { "is torn off; what it said is lost".to_owned() } else { error.to_string() };
        Text::line(&words)
    })?;
    entry(&line).ok_or_else(|| Text::line("is no entry that byline knows"))
}

fn entry(line: &Line<'_>) -> Option<Entry> {
    let deed = deed(line)?;
    Some(Entry { id: line.id.parse().ok()?, at: Moment::parse(&line.at)?, deed })
}

fn card(raw: &str) -> Option<CardId> {
    raw.parse().ok()
}

fn deed(line: &Line<'_>) -> Option<Deed> {
    if let Some(GradedLine { card: id, grade, ms, sure }) = &line.graded {
        let grade = Grade::from_number(*grade)?;
        return Some(Deed::Graded(Graded { card: card(id)?, grade, took_millis: *ms, sure: sure.map(|s| s.min(100)) }));
    }
    if let Some(made) = &line.made {
        return Some(Deed::Made(Box::new(made.card(CardId::from(line.id.parse::<EntryId>().ok()?))?)));
    }
    if let Some(edited) = &line.edited {
        return Some(Deed::Edited { card: card(&edited.card)?, content: Box::new(edited.to.content()) });
    }
    if let Some(visit) = &line.visited {
        return Some(Deed::Visited(Box::new(visit.visit()?)));
    }
    if let Some(BuriedLine { card: id, day }) = &line.buried {
        let date: jiff::civil::Date = day.parse().ok()?;
        let days = date.since(jiff::civil::date(1970, 1, 1)).ok()?.get_days();
        return Some(Deed::Buried { card: card(id)?, day: Day(days) });
    }
    if let Some(StaleLine { card: id, why, words }) = &line.stale {
        let why = Stale::from_name(why)?;
        return Some(Deed::Stale { card: card(id)?, why, words: Text::new(words) });
    }
    if let Some(weights) = &line.fitted {
        return Some(Deed::Fitted(Box::new(<[f32; 21]>::try_from(weights.as_slice()).ok()?)));
    }
    if let Some(QueuedLine { article, headline, words, before }) = &line.queued {
        let (article, headline) = (article.parse().ok()?, Text::line(headline));
        let before = before.as_ref().and_then(|before| before.parse().ok());
        return Some(Deed::Queued(Box::new(Queued { article, headline, words: *words, before })));
    }
    if let Some(article) = &line.dequeued {
        return Some(Deed::Dequeued(article.parse().ok()?));
    }
    Some(match (&line.undone, &line.suspended, &line.resumed, &line.fresh, &line.deleted) {
        (Some(id), ..) => Deed::Undone(id.parse().ok()?),
        (_, Some(id), ..) => Deed::Suspended(card(id)?),
        (_, _, Some(id), ..) => Deed::Resumed(card(id)?),
        (_, _, _, Some(id), _) => Deed::Fresh(card(id)?),
        (.., Some(id)) => Deed::Deleted(card(id)?),
        (None, None, None, None, None) => Deed::Unknown,
    })
}

impl VisitLine<'_> {
    fn visit(&self) -> Option<Visit> {
        let digits = self.read.as_bytes().chunks(8);
        let read = digits.map(|eight| u32::from_str_radix(std::str::from_utf8(eight).ok()?, 16).ok());
        Some(Visit {
            article: self.article.parse().ok()?,
            revision: self.revision.parse::<Digest>().ok()?,
            dated: self.dated.as_deref().map(Text::line),
            seconds: self.seconds,
            read: read.collect::<Option<_>>()?,
            words: self.words,
            sentences: self.sentences,
            topics: self.topics.iter().map(|topic| Text::line(topic)).collect(),
            story: self.story.as_deref().map(Text::line),
        })
    }
}

/// An entry as a line, with its line feed.
#[must_use]
pub fn write_line(entry: &Entry, device: &str) -> String {
    let id = |id: &CardId| Some(Cow::Owned(id.to_string()));
    let mut line = Line {
        id: Cow::Owned(entry.id.to_string()),
        at: Cow::Owned(entry.at.to_string()),
        device: Cow::Borrowed(device),
        ..Line::default()
    };
    match &entry.deed {
        Deed::Graded(graded) => {
            line.graded = Some(GradedLine {
                card: Cow::Owned(graded.card.to_string()),
                grade: graded.grade as u8,
                ms: graded.took_millis,
                sure: graded.sure,
            });
        }
        Deed::Made(card) => line.made = Some(Box::new(CardLine::of(card))),
        Deed::Edited { card, content } => {
            let to = ContentLine::of(content);
            line.edited = Some(Box::new(EditedLine { card: Cow::Owned(card.to_string()), to }));
        }
        Deed::Undone(entry) => line.undone = Some(Cow::Owned(entry.to_string())),
        Deed::Suspended(card) => line.suspended = id(card),
        Deed::Resumed(card) => line.resumed = id(card),
        Deed::Fresh(card) => line.fresh = id(card),
        Deed::Deleted(card) => line.deleted = id(card),
        Deed::Buried { card, day } => {
            line.buried = Some(BuriedLine { card: Cow::Owned(card.to_string()), day: Cow::Owned(day.to_string()) });
        }
        Deed::Stale { card, why, words } => {
            line.stale = Some(StaleLine {
                card: Cow::Owned(card.to_string()),
                why: Cow::Borrowed(why.name()),
                words: Cow::Borrowed(words.as_str()),
            });
        }
        Deed::Visited(visit) => line.visited = Some(Box::new(visited(visit))),
        Deed::Queued(next) => {
            line.queued = Some(QueuedLine {
                article: Cow::Borrowed(next.article.as_str()),
                headline: Cow::Borrowed(next.headline.as_str()),
                words: next.words,
                before: next.before.as_ref().map(|before| Cow::Borrowed(before.as_str())),
            });
        }
        Deed::Dequeued(article) => line.dequeued = Some(Cow::Borrowed(article.as_str())),
        Deed::Fitted(weights) => line.fitted = Some(weights.to_vec()),
        Deed::Unknown => {}
    }
    // nothing in a line can fail to be written: all keys are words
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

fn visited(visit: &Visit) -> VisitLine<'_> {
    let mut read = String::with_capacity(8 * visit.read.len());
    for sentence in &visit.read {
        let _infallible = write!(read, "{sentence:08x}");
    }
    VisitLine {
        article: Cow::Borrowed(visit.article.as_str()),
        revision: Cow::Borrowed(visit.revision.as_str()),
        dated: visit.dated.as_ref().map(|dated| Cow::Borrowed(dated.as_str())),
        seconds: visit.seconds,
        read: Cow::Owned(read),
        words: visit.words,
        sentences: visit.sentences,
        topics: visit.topics.iter().map(|topic| Cow::Borrowed(topic.as_str())).collect(),
        story: visit.story.as_ref().map(|story| Cow::Borrowed(story.as_str())),
    }
}
