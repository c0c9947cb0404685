//! The shelf as a screen: coming to it, filling it, ordering it, opening from it.

use crate::{
    library::{Entry, Grouping},
    model::ArticleId,
};

use super::{
    Effect,
    command::Command,
    mode::Mode,
    opening::Landing,
    state::{Screen, State},
};

impl State {
    /// Rows of the shelf below its head.
    pub(super) fn shelf_height(&self) -> usize {
        usize::from(self.size.height.saturating_sub(3)).max(1)
    }

    /// Goes to the shelf; the library is read when it is first seen.
    pub(super) fn show_shelf(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> =
            if self.screen == Screen::Page { self.remember().into_iter().collect() } else { Vec::new() };
        self.screen = Screen::Shelf;
        self.mode = Mode::Normal;
        self.opening = None;
        self.page_outer = None;
        self.opened_with_article = false;
        if let Some(path) = self.reader.as_ref().map(|reader| reader.path.clone()) {
            self.shelf.go_to(&path);
        }
        let height = self.shelf_height();
        self.shelf.scroll_to_cursor(height);
        if !self.listed {
            self.listed = true;
            effects.push(Effect::List);
        }
        effects
    }

    /// Orders the shelf anew.
    pub(super) fn arrange_shelf(&mut self) {
        self.shelf.arrange(&self.places);
        let height = self.shelf_height();
        self.shelf.scroll_to_cursor(height);
    }

    pub(super) fn step_shelf(&mut self, rows: isize) {
        let height = self.shelf_height();
        self.shelf.step(rows);
        self.shelf.scroll_to_cursor(height);
    }

    pub(super) fn point_shelf(&mut self, row: usize) {
        let height = self.shelf_height();
        self.shelf.point(row);
        if row == usize::MAX {
            // A title may be the last row of all; the article above it is the end.
            self.shelf.step(0);
        }
        self.shelf.scroll_to_cursor(height);
    }

    pub(super) fn open_current(&mut self) -> Vec<Effect> {
        let current = self.shelf.current().map(|entry| (entry.id.parse::<ArticleId>(), entry.path.clone()));
        match current {
            Some((Ok(id), path)) => self.open(id, Some(path), Landing::Remembered),
            Some((Err(error), path)) => {
                self.warn(format!("{path}: {error}; rename the file, or give it an `id:`"));
                Vec::new()
            }
            None => {
                self.say("There is no article to open");
                Vec::new()
            }
        }
    }

    /// Takes in a batch of what is read of the library.
    pub(super) fn listed(&mut self, entries: Vec<Entry>, done: usize, total: usize, from_cache: bool) {
        self.shelf.take(entries, from_cache);
        (self.shelf.progress.done, self.shelf.progress.total) = (done, total);
        // Each arranging costs as much as there is; at steps this large they cost little beside the last one.
        let held = self.shelf.entries().len();
        let screenful = self.shelf.rows().len() < self.shelf_height();
        if screenful || held >= self.arranged_at * 4 {
            self.arranged_at = held;
            self.arrange_shelf();
        }
    }

    pub(super) fn list_done(&mut self) -> Vec<Effect> {
        self.shelf.finish();
        self.arranged_at = 0;
        self.arrange_shelf();
        // Links of the open article can now show headlines, and say what the library does not hold.
        if self.reader.as_ref().is_some_and(|reader| !reader.galley.links.is_empty() && !reader.partial) {
            self.reset_reader();
        }
        if let Some(first) = self.library_faults.first() {
            let more = match self.library_faults.len() {
                1 => String::new(),
                faults => format!(" (and {} more; `byline check` lists them)", faults - 1),
            };
            self.warn(format!("{first}{more}"));
        }
        let mut effects = self.compare_seen();
        if !self.study.asked {
            effects.extend(self.ask_study());
        }
        if self.reader.as_ref().is_some_and(|reader| !reader.page.is_set(&reader.galley)) {
            effects.push(Effect::Continue);
        }
        effects
    }

    pub(super) fn shelve(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Sort => {
                self.shelf.sort = self.shelf.sort.next();
                self.arrange_shelf();
                self.say(format!("Sorted {}", self.shelf.sort.name()));
            }
            _ => {
                self.shelf.grouping = self.shelf.grouping.next();
                self.arrange_shelf();
                self.say(format!(
                    "Articles are {}",
                    match self.shelf.grouping {
                        Grouping::None => "not grouped".to_owned(),
                        grouping => format!("grouped {}", grouping.name()),
                    }
                ));
            }
        }
        Vec::new()
    }
}
