//! Reads the file of an annotation. It is small, one program wrote it, and every word of it counts: so one error refuses
//! the whole, with its line and the cure, and the file stays as it is.

use std::{fmt, str::FromStr};

use jiff::Timestamp;

use super::{
    faults::Faults,
    fields::{Reader, clip, extra},
    node::{self, Ending, Entry, Node, Value},
    origin::{clean, decode},
};
use crate::model::{
    Annotation, AnnotationKind, ArticleId, BlockPath, Code, Colour, Diagnostic, Extra, Severity, Target, Text,
};

/// The largest file that is read, in bytes: the words of a long article and a long note.
pub(super) const ANNOTATION_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Why a file is no annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotationFault {
    /// From 1.
    pub line: u32,
    /// What is wrong, in one sentence without a full stop.
    pub message: Text,
    /// How to mend it.
    pub help: Text,
}

impl fmt::Display for AnnotationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}; {}", self.line, self.message, self.help)
    }
}

impl From<Diagnostic> for AnnotationFault {
    fn from(told: Diagnostic) -> Self {
        Self { line: told.location.line, message: Text::line(&told.message), help: Text::line(&told.help) }
    }
}

/// Reads an annotation; the first error by place refuses it.
pub(super) fn read(bytes: &[u8]) -> Result<Annotation, AnnotationFault> {
    let mut faults = Faults::default();
    let annotation = annotation(bytes, &mut faults);
    let (diagnostics, _) = faults.finish(bytes);
    let error = diagnostics.into_iter().find(|told| told.severity == Severity::Error);
    match (error, annotation) {
        (None, Some(annotation)) => Ok(annotation),
        (Some(error), _) => Err(error.into()),
        (None, None) => {
            let message = Text::new("this is no annotation of byline");
            Err(AnnotationFault { line: 1, message, help: Text::new(FOREIGN) })
        }
    }
}

const FOREIGN: &str = "move the file out of the folder of annotations";
const NEWER: &str = "a newer byline wrote it; bring this one up to date";
const MENDED: &str = "take the value from an older version of the file, or move the file out of the folder";

fn annotation(bytes: &[u8], faults: &mut Faults) -> Option<Annotation> {
    if bytes.len() as u64 > ANNOTATION_MAX_BYTES {
        let message = format!("the file is larger than {} MiB", ANNOTATION_MAX_BYTES / 1024 / 1024);
        faults.add(Code::Limit, 0..0, message, FOREIGN);
        return None;
    }
    let decoded = decode(bytes);
    if let Some(at) = decoded.broken {
        faults.add(Code::Encoding, at..at + 1, "bytes that are no UTF-8 begin here", MENDED);
        return None;
    }
    faults.edited(decoded.shifts);
    let (text, shifts, _) = clean(&decoded.text);
    faults.edited(shifts);
    if let Some(at) = conflict(&text) {
        let help = "keep the lines of one version, and take out those that begin with <<<<<<<, ======= and >>>>>>>";
        faults.add(Code::Yaml, at..at + 7, "git left two versions here", help);
        return None;
    }
    let tree = node::parse(&text);
    for fault in tree.faults {
        faults.add(fault.code, fault.at, fault.message, fault.help);
    }
    if tree.ending != Ending::Whole {
        return None;
    }
    let mut reader = Reader { source: &text, faults };
    match tree.root.map(|root| root.value) {
        Some(Value::Map(entries)) => reader.annotation(entries),
        Some(Value::Text { .. } | Value::List(_) | Value::Empty) | None => {
            reader.fault(Code::Shape, &(0..0), "this is no annotation of byline", FOREIGN);
            None
        }
    }
}

/// Where git marked a conflict it could not merge.
fn conflict(text: &str) -> Option<usize> {
    let at = if text.starts_with("<<<<<<< ") { 0 } else { text.find("\n<<<<<<< ")? + 1 };
    text.contains("\n>>>>>>> ").then_some(at)
}

/// The entries of a map by their keys, each taken once; what is left at the end is not known here.
struct Table<'a> {
    entries: Vec<Option<Entry<'a>>>,
}

impl<'a> Table<'a> {
    fn of(entries: Vec<Entry<'a>>) -> Self {
        Self { entries: entries.into_iter().map(Some).collect() }
    }

    fn take(&mut self, key: &str) -> Option<Node<'a>> {
        let found = self.entries.iter_mut().find(|entry| entry.as_ref().is_some_and(|entry| entry.key == key))?;
        found.take().map(|entry| entry.value)
    }

    /// What has not been taken, as it is.
    fn rest(self) -> Vec<(Text, Extra)> {
        let rest = self.entries.into_iter().flatten();
        rest.map(|entry| (Text::line(&entry.key), extra(entry.value))).collect()
    }
}

impl<'a> Reader<'a, '_> {
    fn annotation(&mut self, entries: Vec<Entry<'a>>) -> Option<Annotation> {
        let mut table = Table::of(self.unique(entries));
        let version = table.take("byline");
        if !self.is_ours(version) {
            return None;
        }
        let id = table.take("id").and_then(|node| self.parsed("id", node));
        let article = table.take("article").and_then(|node| self.words("article", node));
        let article: Option<ArticleId> = article.and_then(|words| self.id(&words.words, &words.at));
        let kinds = AnnotationKind::ALL.map(AnnotationKind::name);
        let kind = table.take("kind").and_then(|node| self.choice("kind", node, &kinds, |word| word.parse().ok()));
        let colours = Colour::ALL.map(Colour::name);
        let colour =
            table.take("colour").and_then(|node| self.choice("colour", node, &colours, |word| word.parse().ok()));
        let tags = table.take("tags").map_or_else(Vec::new, |node| self.tags(node));
        let note = table.take("note").and_then(|node| self.verbatim("note", node));
        let created = table.take("created").and_then(|node| self.moment("created", node));
        let modified = table.take("modified").and_then(|node| self.moment("modified", node)).or(created);
        let deleted = table.take("deleted").and_then(|node| self.moment("deleted", node));
        let device = table.take("device").and_then(|node| self.verbatim("device", node));
        let creator = table.take("creator").and_then(|node| self.verbatim("creator", node));
        let base = table.take("base").and_then(|node| self.parsed("base", node));
        let target = table.take("target");
        let mut extra = table.rest();
        let target = target.and_then(|node| self.target(node, &mut extra));
        let needed = [("id", id.is_none()), ("article", article.is_none()), ("created", created.is_none())];
        self.missing("the annotation", &needed);
        self.missing("the annotation", &[("target", target.is_none())]);
        Some(Annotation {
            id: id?,
            article: article?,
            kind: kind.unwrap_or_default(),
            colour,
            tags,
            note,
            created: created?,
            modified: modified?,
            deleted,
            device,
            creator,
            base,
            target: target?,
            extra,
        })
    }

    fn target(&mut self, node: Node<'a>, extra: &mut Vec<(Text, Extra)>) -> Option<Target> {
        let entries = self.map("target", node, MENDED);
        let mut table = Table::of(self.unique(entries));
        let revision = table.take("revision").and_then(|node| self.parsed("revision", node));
        let block = table.take("block");
        let start = table.take("start").and_then(|node| self.number("start", node));
        let end = table.take("end").and_then(|node| self.number("end", node));
        let exact = table.take("exact").and_then(|node| self.verbatim("exact", node));
        let prefix = table.take("prefix").and_then(|node| self.verbatim("prefix", node));
        let suffix = table.take("suffix").and_then(|node| self.verbatim("suffix", node));
        let mut unknown = table.rest();
        let block = block.map(|node| self.block(node, &mut unknown));
        let needed = [
            ("revision", revision.is_none()),
            ("block", block.is_none()),
            ("start", start.is_none()),
            ("end", end.is_none()),
            ("exact", exact.is_none()),
        ];
        self.missing("`target`", &needed);
        if !unknown.is_empty() {
            extra.push((Text::new("target"), Extra::Map(unknown)));
        }
        Some(Target {
            revision: revision?,
            block: block?,
            start: start?,
            end: end?,
            exact: exact?,
            prefix: prefix.unwrap_or_default(),
            suffix: suffix.unwrap_or_default(),
        })
    }

    fn block(&mut self, node: Node<'a>, extra: &mut Vec<(Text, Extra)>) -> BlockPath {
        let entries = self.map("block", node, MENDED);
        let mut table = Table::of(self.unique(entries));
        let section = table.take("section").and_then(|node| self.verbatim("section", node));
        let kind = table.take("kind").and_then(|node| self.verbatim("kind", node));
        let n = table.take("n").and_then(|node| self.number("n", node));
        let speaker = table.take("speaker").and_then(|node| self.words("speaker", node));
        let speaker = speaker.and_then(|words| self.id(&words.words, &words.at));
        let unknown = table.rest();
        if !unknown.is_empty() {
            extra.push((Text::new("block"), Extra::Map(unknown)));
        }
        BlockPath { section, kind: kind.unwrap_or_default(), n: n.unwrap_or(1), speaker }
    }

    /// Whether the file says that it is an annotation, of a kind that is understood.
    fn is_ours(&mut self, version: Option<Node<'a>>) -> bool {
        let Some(node) = version else {
            self.fault(Code::Format, &(0..0), "the file has no `byline: 1`, so it is no annotation", FOREIGN);
            return false;
        };
        let at = node.at.clone();
        let Some(words) = self.verbatim("byline", node) else { return false };
        let ours = words.as_str() == "1";
        if !ours {
            let message = format!("the file says `byline: {}`, where only 1 is known", clip(words.as_str()));
            let newer = words.as_str().parse::<u32>().is_ok_and(|version| version > 1);
            self.fault(Code::Format, &at, message, if newer { NEWER } else { FOREIGN });
        }
        ours
    }

    /// A text exactly as it stands; nothing where nothing is written.
    fn verbatim(&mut self, field: &str, node: Node<'a>) -> Option<Text> {
        match node.value {
            Value::Empty => None,
            Value::Text { cut: true, .. } if !is_word(field) => {
                self.words(field, node).map(|words| Text::new(&words.words))
            }
            Value::Text { words, .. } => Some(Text::new(&words)),
            Value::List(_) | Value::Map(_) => self.words(field, node).map(|words| Text::new(&words.words)),
        }
    }

    /// Sorted, each once.
    fn tags(&mut self, node: Node<'a>) -> Vec<Text> {
        let mut tags: Vec<Text> = self.listed("tags", node).into_iter().map(|words| Text::line(&words.words)).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    fn moment(&mut self, field: &str, node: Node<'a>) -> Option<Timestamp> {
        let words = self.words(field, node)?;
        let moment = words.words.trim().parse();
        if moment.is_err() {
            let message = format!("`{field}` is no moment: `{}`", clip(&words.words));
            self.fault(Code::Value, &words.at, message, "write it as 2026-07-29T09:12:44Z");
        }
        moment.ok()
    }

    fn number(&mut self, field: &str, node: Node<'a>) -> Option<u32> {
        let words = self.words(field, node)?;
        let number = words.words.trim().parse();
        if number.is_err() {
            let message = format!("`{field}` is no number: `{}`", clip(&words.words));
            self.fault(Code::Value, &words.at, message, MENDED);
        }
        number.ok()
    }

    fn parsed<T: FromStr<Err: fmt::Display>>(&mut self, field: &str, node: Node<'a>) -> Option<T> {
        let words = self.words(field, node)?;
        let parsed = words.words.trim().parse();
        parsed
            .map_err(|error| {
                let message = format!("`{field}` can't be `{}`: {error}", clip(&words.words));
                self.fault(Code::Value, &words.at, message, MENDED);
            })
            .ok()
    }

    /// Tells which of the fields are not there, unless it has been told already what is wrong with one.
    fn missing(&mut self, place: &str, fields: &[(&str, bool)]) {
        const TOLD: [Code; 5] = [Code::Value, Code::Id, Code::Shape, Code::LostText, Code::Missing];
        for (field, _) in fields.iter().filter(|(_, missing)| *missing) {
            if !self.faults.has(&TOLD) {
                self.fault(Code::Missing, &(0..0), format!("{place} has no `{field}`"), MENDED);
            }
        }
    }
}

/// Whether ` #` behind the value is an honest comment, since no such value holds one.
fn is_word(field: &str) -> bool {
    matches!(field, "byline" | "device" | "kind")
}

#[cfg(test)]
mod tests;
