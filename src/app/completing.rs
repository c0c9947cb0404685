//! Completing a query in its prompt: ways to go on are offered as one types, and Tab takes them, one after the other.

use std::collections::HashMap;

use crate::library::{Completion, Offered, Realm, complete};

use super::{Prompt, state::State};

/// Ways to go on with what is being typed.
#[derive(Clone, Debug, Default)]
pub struct Completing {
    topics: Vec<String>,
    publishers: Vec<String>,
    speakers: Vec<String>,
    langs: Vec<String>,
    realm: Realm,
    tags: Vec<String>,
    /// What may be meant, the likeliest first.
    pub ways: Vec<Completion>,
    /// The way that was taken, by index.
    pub taken: Option<usize>,
    /// What had been typed before the cursor, and behind it, when the first was taken.
    typed: (String, String),
}

impl Completing {
    /// For a query that is put to `realm`.
    pub(super) fn of(self, realm: Realm) -> Self {
        Self { realm, ..self }
    }

    /// Offers what fits what was typed.
    pub(super) fn offer(&mut self, prompt: &Prompt) {
        let offered = Offered {
            realm: self.realm,
            topics: &self.topics,
            publishers: &self.publishers,
            speakers: &self.speakers,
            langs: &self.langs,
            tags: &self.tags,
            ..Offered::default()
        };
        self.taken = None;
        let before = prompt.before_cursor();
        self.ways = if before.is_empty() { Vec::new() } else { complete(before, before.len(), &offered) };
        let after = prompt.text().get(before.len()..).unwrap_or_default();
        self.typed = (before.to_owned(), after.to_owned());
    }

    /// Takes the next way, or the one before; the prompt as it reads then.
    pub(super) fn take(&mut self, backward: bool) -> Option<Prompt> {
        let all = self.ways.len();
        let at = match self.taken {
            _ if all == 0 => return None,
            None if backward => all - 1,
            None => 0,
            Some(at) if backward => (at + all - 1) % all,
            Some(at) => (at + 1) % all,
        };
        self.taken = Some(at);
        let Completion { range, text, .. } = self.ways.get(at)?;
        let (before, after) = &self.typed;
        let head = before.get(..range.start)?;
        let tail = before.get(range.end..).unwrap_or_default();
        let mut prompt = Prompt::new(&format!("{head}{text}"));
        prompt.append(&format!("{tail}{after}"));
        Some(prompt)
    }
}

impl State {
    /// What a query may name, the most frequent first.
    pub(super) fn completing(&self) -> Completing {
        let entries = || self.shelf.entries();
        Completing {
            topics: frequent(entries().flat_map(|entry| &entry.topics)),
            publishers: frequent(entries().filter_map(|entry| entry.publisher.as_ref())),
            langs: frequent(entries().filter_map(|entry| entry.lang.as_ref())),
            speakers: self.boards.speakers(),
            tags: self.pen.tags.iter().map(ToString::to_string).collect(),
            ..Completing::default()
        }
    }
}

fn frequent<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_unstable_by(|(a, most), (b, more)| more.cmp(most).then_with(|| a.cmp(b)));
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}
