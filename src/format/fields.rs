//! Reads single values of the tree: texts, lists of texts, dates, ids, addresses, words of a list.

use std::{borrow::Cow, collections::HashSet, ops::Range, str::FromStr};

use super::{
    faults::Faults,
    keys,
    node::{Entry, Node, Value},
};
use crate::model::{Code, Date, Extra, IdError, Reference, Text, spelling};

/// A text and where it stands.
#[derive(Debug)]
pub(super) struct Words<'a> {
    pub words: Cow<'a, str>,
    pub at: Range<usize>,
}

/// What every part of the reading shares: the text that was parsed, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Reader<'a, 'f> {
    pub source: &'a str,
    pub faults: &'f mut Faults,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn fault(&mut self, code: Code, at: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.faults.add(code, at.clone(), message, help);
    }

    /// What a misspelt word was meant to be, as long as somebody is likely to read on.
    pub(super) fn meant<'k>(&self, word: &str, candidates: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
        if self.faults.wants_advice() { spelling::nearest(word, candidates) } else { None }
    }

    /// The text of a node, `None` with a fault where there is none. `field` names it in messages.
    pub(super) fn words(&mut self, field: &str, node: Node<'a>) -> Option<Words<'a>> {
        let at = node.at;
        match node.value {
            Value::Text { words, cut, .. } => {
                if cut && !keys::is_word(field) {
                    let help = "put the whole text in quotation marks, or under a bar (`|`)";
                    let message = format!("YAML takes the end of `{field}` for a comment, from `#` on");
                    self.fault(Code::LostText, &at, message, help);
                }
                if words.trim().is_empty() {
                    self.fault(
                        Code::Empty,
                        &at,
                        format!("`{field}` is empty"),
                        "write its value, or take the line out",
                    );
                    return None;
                }
                Some(Words { words, at })
            }
            Value::Empty => {
                self.fault(
                    Code::Empty,
                    &at,
                    format!("`{field}` has nothing behind it"),
                    "write its value, or take the line out",
                );
                None
            }
            Value::List(_) | Value::Map(_) => {
                let shape = if matches!(node.value, Value::List(_)) { "a list" } else { "a map" };
                let help = "write one text; put it in quotation marks or under a bar (`|`) if it holds `:`, `[` or `{`";
                self.fault(Code::Shape, &at, format!("`{field}` holds {shape}, where a text is wanted"), help);
                let words = self.source.get(at.clone()).unwrap_or_default().trim();
                (!words.is_empty()).then_some(Words { words: Cow::Borrowed(words), at })
            }
        }
    }

    /// A text on one line.
    pub(super) fn line(&mut self, field: &str, node: Node<'a>) -> Option<Text> {
        self.words(field, node).map(|words| Text::line(words.words.trim()))
    }

    /// A text that may run over lines and paragraphs.
    pub(super) fn prose(&mut self, field: &str, node: Node<'a>) -> Option<Text> {
        self.words(field, node).map(|words| Text::new(words.words.trim()))
    }

    /// One text or a list of them.
    pub(super) fn many(&mut self, field: &str, node: Node<'a>) -> Vec<Words<'a>> {
        match node.value {
            Value::List(nodes) => nodes.into_iter().filter_map(|node| self.words(field, node)).collect(),
            Value::Empty | Value::Text { .. } | Value::Map(_) => self.words(field, node).into_iter().collect(),
        }
    }

    /// One text, parted at its commas, or a list of texts.
    pub(super) fn listed(&mut self, field: &str, node: Node<'a>) -> Vec<Words<'a>> {
        let is_list = matches!(node.value, Value::List(_));
        let mut all = self.many(field, node);
        match (is_list, all.pop()) {
            (false, Some(words)) if words.words.contains(',') => {
                let parts = words.words.split(',').map(str::trim).filter(|part| !part.is_empty());
                parts.map(|part| Words { words: Cow::Owned(part.to_owned()), at: words.at.clone() }).collect()
            }
            (_, last) => {
                all.extend(last);
                all
            }
        }
    }

    pub(super) fn date(&mut self, field: &str, node: Node<'a>) -> Option<Date> {
        let words = self.words(field, node)?;
        let date = Date::new(&words.words);
        if !date.is_valid() {
            let message = format!("`{field}` is no date: `{date}`");
            self.fault(
                Code::Date,
                &words.at,
                message,
                "write the day as 2025-03-03, or with the time as 2025-03-03T12:30",
            );
        }
        Some(date)
    }

    pub(super) fn id<T: FromStr<Err = IdError>>(&mut self, words: &str, at: &Range<usize>) -> Option<T> {
        match words.trim().parse() {
            Ok(id) => Some(id),
            Err(error) => {
                let help = "use letters, digits and hyphens, such as `cyber-pause`";
                self.fault(Code::Id, at, format!("`{}` can't be an id: {error}", clip(words)), help);
                None
            }
        }
    }

    /// An address; other text is kept with a warning.
    pub(super) fn address(&mut self, field: &str, node: Node<'a>) -> Option<Text> {
        let words = self.words(field, node)?;
        if !matches!(Reference::parse(&words.words), Reference::Address(_)) {
            let message = format!("`{field}` is no address: `{}`", clip(&words.words));
            self.fault(Code::Address, &words.at, message, "an address begins with https://, http:// or mailto:");
        }
        Some(Text::line(words.words.trim()))
    }

    /// One of a list of words, by `find`.
    pub(super) fn choice<T>(
        &mut self,
        field: &str,
        node: Node<'a>,
        choices: &[&str],
        find: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let words = self.words(field, node)?;
        let found = find(words.words.trim());
        if found.is_none() {
            self.bad_choice(field, &words, choices);
        }
        found
    }

    pub(super) fn bad_choice(&mut self, field: &str, words: &Words<'_>, choices: &[&str]) {
        let meant = self.meant(&words.words, choices.iter().copied());
        let list = choices.join(", ");
        let help = meant.map_or_else(
            || format!("it can be one of: {list}"),
            |meant| format!("did you mean `{meant}`? It can be one of: {list}"),
        );
        self.fault(Code::Value, &words.at, format!("`{field}` can't be `{}`", clip(&words.words)), help);
    }

    /// The entries of a map, each key once; a key that comes again is told and left out.
    pub(super) fn unique(&mut self, entries: Vec<Entry<'a>>) -> Vec<Entry<'a>> {
        if is_each_once(&entries) {
            return entries;
        }
        let mut seen: HashSet<Cow<'a, str>> = HashSet::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            if seen.insert(entry.key.clone()) {
                kept.push(entry);
            } else {
                let message = format!("`{}` stands twice", clip(&entry.key));
                let help = "keep one of the two; the first is the one that is read";
                self.fault(Code::DuplicateKey, &entry.key_at, message, help);
            }
        }
        kept
    }

    /// The entries of a node that has to be a map.
    pub(super) fn map(&mut self, field: &str, node: Node<'a>, help: &str) -> Vec<Entry<'a>> {
        match node.value {
            Value::Map(entries) => self.unique(entries),
            Value::Empty => {
                self.fault(Code::Empty, &node.at, format!("`{field}` has nothing under it"), "take the line out");
                Vec::new()
            }
            Value::Text { .. } | Value::List(_) => {
                self.fault(Code::Shape, &node.at, format!("`{field}` has to be a map"), help);
                Vec::new()
            }
        }
    }

    pub(super) fn unknown_key(&mut self, entry: &Entry<'_>, place: &str, known: &[&str]) {
        let help = self.meant(&entry.key, known.iter().copied()).map_or_else(
            || format!("{place} can have: {}", known.join(", ")),
            |meant| format!("did you mean `{meant}`?"),
        );
        self.fault(Code::UnknownKey, &entry.key_at, format!("{place} has no key `{}`", clip(&entry.key)), help);
    }
}

/// Whether each key stands there once, as far as so few are compared at a glance.
fn is_each_once(entries: &[Entry<'_>]) -> bool {
    const FEW: usize = 8;
    let again = |(at, entry): (usize, &Entry<'_>)| entries[..at].iter().any(|before| before.key == entry.key);
    entries.len() <= FEW && !entries.iter().enumerate().any(again)
}

/// A value of an `x-` field, as it is.
pub(super) fn extra(node: Node<'_>) -> Extra {
    match node.value {
        Value::Empty => Extra::Text(Text::default()),
        Value::Text { words, .. } => Extra::Text(Text::new(words.trim_end_matches('\n'))),
        Value::List(nodes) => Extra::List(nodes.into_iter().map(extra).collect()),
        Value::Map(entries) => {
            Extra::Map(entries.into_iter().map(|entry| (Text::line(&entry.key), extra(entry.value))).collect())
        }
    }
}

/// The beginning of words, for a message.
pub(super) fn clip(words: &str) -> String {
    const SHOWN_MAX: usize = 60;
    let line = Text::line(words.trim());
    match line.as_str().char_indices().nth(SHOWN_MAX) {
        Some((at, _)) => format!("{}…", line.as_str().get(..at).unwrap_or_default().trim_end()),
        None => line.as_str().to_owned(),
    }
}
