//! Stars and read marks: of one article or of all that the shelf shows, each change to be undone and redone.

use crate::{library::ReadPlace, model::ArticleId};

use super::{
    Effect, ShelfRow,
    command::Command,
    state::{Screen, State},
};

/// More changes than these are not undone.
const DEEDS_MAX: usize = 100;

/// What was changed, to undo and redo.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

/// One change, of one article or of many.
#[derive(Clone, Debug)]
struct Deed {
    words: String,
    changes: Vec<Change>,
}

#[derive(Clone, Debug)]
struct Change {
    id: ArticleId,
    before: Marks,
    after: Marks,
}

/// What can be marked; where one was in the article is not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    read: bool,
    star: bool,
}

impl Marks {
    fn of(place: ReadPlace) -> Self {
        Self { read: place.read, star: place.star }
    }
}

impl State {
    /// Stars and read marks.
    pub(super) fn mark(&mut self, command: Command) -> Vec<Effect> {
        let ids = match command {
            Command::StarAll | Command::ReadAll => self.shown_ids(),
            _ => self.marked_id().into_iter().collect(),
        };
        if ids.is_empty() {
            self.say("There is no article here");
            return Vec::new();
        }
        let change = |mut marks: Marks| {
            match command {
                Command::Star => marks.star = !marks.star,
                Command::StarAll => marks.star = true,
                Command::ReadAll => marks.read = true,
                _ => marks.read = !marks.read,
            }
            marks
        };
        let changes: Vec<Change> = ids
            .into_iter()
            .map(|id| {
                let before = Marks::of(self.places.get(&id).copied().unwrap_or_default());
                Change { id, before, after: change(before) }
            })
            .filter(|change| change.before != change.after)
            .collect();
        if changes.is_empty() {
            self.say("They all are already");
            return Vec::new();
        }
        let words = words(command, &changes);
        let many = changes.len() > 1;
        let deed = Deed { words, changes };
        let effects = self.apply(&deed, false);
        self.say(if many { format!("{}; U undoes it", deed.words) } else { deed.words.clone() });
        self.deeds.undone.clear();
        self.deeds.done.push(deed);
        if self.deeds.done.len() > DEEDS_MAX {
            self.deeds.done.remove(0);
        }
        effects
    }

    /// Undoes or redoes `count` changes.
    pub(super) fn unmark(&mut self, command: Command, count: usize) -> Vec<Effect> {
        let undo = command == Command::Undo;
        let mut effects = Vec::new();
        for _ in 0..count {
            let deed = if undo { self.deeds.done.pop() } else { self.deeds.undone.pop() };
            let Some(deed) = deed else {
                if effects.is_empty() {
                    self.say(if undo { "There is nothing to undo" } else { "There is nothing to redo" });
                }
                break;
            };
            effects.extend(self.apply(&deed, undo));
            self.say(format!("{}: {}", if undo { "Undone" } else { "Redone" }, deed.words));
            if undo { self.deeds.undone.push(deed) } else { self.deeds.done.push(deed) }
        }
        effects
    }

    /// Sets the marks as they were before or after a change, and has them kept.
    fn apply(&mut self, deed: &Deed, backward: bool) -> Vec<Effect> {
        let apply = |change: &Change| {
            let place = self.places.entry(change.id.clone()).or_default();
            let marks = if backward { change.before } else { change.after };
            (place.read, place.star) = (marks.read, marks.star);
            Effect::Remember { id: change.id.clone(), place: *place }
        };
        let effects = deed.changes.iter().map(apply).collect();
        self.shelf.count_unread(&self.places);
        effects
    }

    /// The article one is in, or the one in hand.
    fn marked_id(&self) -> Option<ArticleId> {
        match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some(reader.id.clone()),
            (Screen::Shelf | Screen::Page | Screen::Board, _) => self.shelf.current()?.article_id(),
        }
    }

    /// All that the shelf shows.
    fn shown_ids(&self) -> Vec<ArticleId> {
        let entry = |row: &ShelfRow| match row {
            ShelfRow::Article(at) => self.shelf.entries().get(*at)?.article_id(),
            ShelfRow::Title(_) => None,
        };
        let mut ids: Vec<ArticleId> = self.shelf.rows().iter().filter_map(entry).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// What a change is called.
fn words(command: Command, changes: &[Change]) -> String {
    let on = changes.first().is_some_and(|change| match command {
        Command::Star | Command::StarAll => change.after.star,
        _ => change.after.read,
    });
    let one = match (command, on) {
        (Command::Star | Command::StarAll, true) => "Starred",
        (Command::Star | Command::StarAll, false) => "No longer starred",
        (_, true) => "Marked as read",
        (_, false) => "Marked as unread",
    };
    match changes.len() {
        1 => one.to_owned(),
        many => format!("{one}: {many} articles"),
    }
}
