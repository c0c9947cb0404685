//! Stars and read marks: of one article or of all that the shelf shows.

use crate::model::ArticleId;

use super::{
    Effect, ShelfRow,
    command::Command,
    deeds::{Change, Deed, Marks},
    state::{Screen, State},
};

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
        let changed = ids.into_iter().filter_map(|id| {
            let before = Marks::of(self.places.get(&id).copied().unwrap_or_default());
            let after = change(before);
            (before != after).then_some((id, before, after))
        });
        let changed: Vec<(ArticleId, Marks, Marks)> = changed.collect();
        let Some((_, _, first)) = changed.first() else {
            self.say("They all are already");
            return Vec::new();
        };
        let words = words(command, *first, changed.len());
        self.say(if changed.len() > 1 { format!("{words}; U undoes it") } else { words.clone() });
        let changes = changed.into_iter().map(|(id, before, after)| Change::Marks { id, before, after }).collect();
        self.enact(Deed { words, changes })
    }

    /// The article one is in, or the one in hand.
    fn marked_id(&self) -> Option<ArticleId> {
        match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some(reader.id.clone()),
            (Screen::Shelf | Screen::Page | Screen::Board | Screen::Study, _) => self.shelf.current()?.article_id(),
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
fn words(command: Command, after: Marks, count: usize) -> String {
    let on = match command {
        Command::Star | Command::StarAll => after.star,
        _ => after.read,
    };
    let one = match (command, on) {
        (Command::Star | Command::StarAll, true) => "Starred",
        (Command::Star | Command::StarAll, false) => "No longer starred",
        (_, true) => "Marked as read",
        (_, false) => "Marked as unread",
    };
    match count {
        1 => one.to_owned(),
        many => format!("{one}: {many} articles"),
    }
}
