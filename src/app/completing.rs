//! Completing a query in its prompt: ways to go on are offered as one types, and Tab takes them, one after the other.

use crate::library::{Completion, Inquiry, Names, Offered, Realm, complete};

use super::{Effect, Prompt, mode::Mode, state::State};

/// Ways to go on with what is being typed.
#[derive(Clone, Debug, Default)]
pub struct Completing {
    topics: Vec<String>,
    publishers: Vec<String>,
    speakers: Vec<String>,
    langs: Vec<String>,
    tags: Vec<String>,
    realm: Realm,
    /// What may be meant, the likeliest first.
    pub ways: Vec<Completion>,
    /// The way that was taken, by index.
    pub taken: Option<usize>,
    /// What had been typed before the cursor, and behind it, when the first was taken.
    typed: (String, String),
}

impl Completing {
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
    /// What a query that is put to `realm` may name: as the library told, or as far as the rows at hand tell.
    pub(super) fn completing(&self, realm: Realm) -> Completing {
        let names = if self.names.is_known() { self.names.clone() } else { self.names_at_hand() };
        let Names { topics, publishers, speakers, langs, tags } = names;
        let tags = match realm {
            Realm::Library => tags,
            Realm::Notes => self.pen.tags.iter().map(ToString::to_string).collect(),
        };
        Completing { topics, publishers, speakers, langs, tags, realm, ..Completing::default() }
    }

    fn names_at_hand(&self) -> Names {
        let tags = self.names.tags.clone();
        Names { tags, speakers: self.boards.speakers(), ..Names::of(self.shelf.entries()) }
    }

    /// Asks the library for the names a query may have, unless it has told.
    pub(super) fn ask_names(&mut self) -> Option<Effect> {
        if self.names_asked {
            return None;
        }
        self.names_asked = true;
        Some(self.inquire(Inquiry::Names).1)
    }

    /// Takes in the names of the library; they are offered from now on.
    pub(super) fn take_names(&mut self, names: Names) {
        self.names = names;
        let fresh = self.completing(match &self.mode {
            Mode::Query { completing, .. } => completing.realm,
            _ => Realm::Library,
        });
        match &mut self.mode {
            Mode::Query { prompt, completing, .. } | Mode::Filter { prompt, completing, .. }
                if completing.taken.is_none() =>
            {
                **completing = fresh;
                completing.offer(prompt);
            }
            Mode::ArticleTags(tagging) if tagging.taken.is_none() => tagging.offer(&self.names.tags),
            _ => {}
        }
    }
}
