//! The shelf as a screen: coming to it, asking for its rows, ordering it, opening from it.

use crate::{
    library::{Entry, Grouping, Stretch},
    model::{ArticleId, Text},
};

use super::{
    Effect,
    command::Command,
    mode::Mode,
    opening::Landing,
    shelf::Came,
    state::{Screen, State},
    update::continue_setting,
};

impl State {
    /// Rows of the shelf below its head.
    pub(super) fn shelf_height(&self) -> usize {
        usize::from(self.size.height.saturating_sub(3)).max(1)
    }

    /// Goes to the shelf; the library is looked at when it is first seen.
    pub(super) fn show_shelf(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> =
            if self.screen == Screen::Page { self.remember().into_iter().collect() } else { Vec::new() };
        self.screen = Screen::Shelf;
        self.mode = Mode::Normal;
        self.opening = None;
        self.page_outer = None;
        self.opened_with_article = false;
        let height = self.shelf_height();
        if let Some(path) = self.reader.as_ref().map(|reader| reader.path.clone()) {
            self.shelf.go_to(&path);
        }
        self.shelf.scroll_to_cursor(height);
        if self.listed {
            effects.extend(self.shelf.look_ahead(height));
        } else {
            effects.extend(self.open_library());
        }
        effects
    }

    /// Asks for the rows of the shelf, and has the library's index kept as its files are.
    pub(super) fn open_library(&mut self) -> Vec<Effect> {
        self.listed = true;
        let shelve = self.arrange_shelf(false);
        shelve.into_iter().chain([Effect::Index]).collect()
    }

    /// Asks for the shelf in another order, or as the library is now.
    pub(super) fn arrange_shelf(&mut self, renew: bool) -> Vec<Effect> {
        let height = self.shelf_height();
        let also = self.reader.as_ref().map(|reader| reader.id.clone());
        vec![self.shelf.arrange(height, also.as_ref(), renew)]
    }

    /// Takes in rows of the shelf.
    pub(super) fn shelved(&mut self, number: u64, stretch: Stretch) -> Vec<Effect> {
        let height = self.shelf_height();
        let kept = (stretch.places.clone(), stretch.tags.clone());
        let (came, again) = self.shelf.take(number, stretch, height);
        if came == Came::Stale {
            return Vec::new();
        }
        self.take_marks(number, kept.0, kept.1);
        let mut effects: Vec<Effect> = again.into_iter().collect();
        effects.extend(if self.study.asked { None } else { self.ask_study() });
        effects.extend(self.compare_seen());
        if let Came::Beside { steps, unread, found } = came {
            effects.extend(self.came_beside(steps, unread, found));
        }
        effects
    }

    /// There are no rows yet, or they can't be had.
    pub(super) fn not_shelved(&mut self, number: u64, message: Option<&Text>) -> Vec<Effect> {
        let beside = self.shelf.gave_up(number);
        match message {
            Some(message) => self.warn(message.as_str()),
            None if beside => self.say("The library is being read; press it again"),
            None => {}
        }
        Vec::new()
    }

    pub(super) fn step_shelf(&mut self, rows: isize) -> Vec<Effect> {
        self.shelf.step(rows);
        self.follow_cursor()
    }

    pub(super) fn point_shelf(&mut self, row: usize) -> Vec<Effect> {
        self.shelf.point(row);
        self.follow_cursor()
    }

    fn follow_cursor(&mut self) -> Vec<Effect> {
        let height = self.shelf_height();
        self.shelf.scroll_to_cursor(height);
        self.shelf.look_ahead(height).into_iter().collect()
    }

    pub(super) fn open_current(&mut self) -> Vec<Effect> {
        let current = self.shelf.current().map(|entry| (entry.id.parse::<ArticleId>(), entry.path.clone()));
        match current {
            Some((Ok(id), path)) => self.open(id, Some(path), Landing::Remembered),
            Some((Err(error), path)) => {
                self.warn(format!("{path}: {error}; rename the file, or give it an `id:`"));
                Vec::new()
            }
            None if self.shelf.total() > 0 => {
                self.say("This row is still being read; press it again");
                Vec::new()
            }
            None => {
                self.say("There is no article to open");
                Vec::new()
            }
        }
    }

    /// To the next article of the shelf, or the next unread one; in an article, that one is opened.
    pub(super) fn go_to_neighbour(&mut self, steps: isize, unread: bool) -> Vec<Effect> {
        let walks = if steps > 0 { Command::NextUnread } else { Command::PreviousUnread };
        if unread && let Some(effects) = self.walk_news(walks, steps.unsigned_abs()) {
            return effects;
        }
        let height = self.shelf_height();
        let path = self.reader.as_ref().filter(|_| self.screen == Screen::Page).map(|reader| reader.path.clone());
        let places = &self.places;
        let is_unread =
            |entry: &Entry| !entry.article_id().and_then(|id| places.get(&id)).is_some_and(|place| place.read);
        let wanted: Option<&dyn Fn(&Entry) -> bool> = if unread { Some(&is_unread) } else { None };
        let asked = self.shelf.go_beside(path.as_deref(), steps, height, wanted);
        let Some(asked) = asked else { return self.came_beside(steps, unread, true) };
        if self.listed {
            return vec![asked];
        }
        // One article was opened by its name: what lies beside it has not been looked at yet.
        self.listed = true;
        vec![asked, Effect::Index]
    }

    /// The cursor is on the neighbour, or there is none.
    fn came_beside(&mut self, steps: isize, unread: bool, found: bool) -> Vec<Effect> {
        let height = self.shelf_height();
        if !found {
            let kind = if unread { "unread article" } else { "article" };
            let side = if steps > 0 { "after" } else { "before" };
            self.say(format!("No {kind} {side} this one"));
            return Vec::new();
        }
        let ahead = self.shelf.look_ahead(height);
        if self.screen == Screen::Shelf {
            return ahead.into_iter().collect();
        }
        self.leave_spot();
        ahead.into_iter().chain(self.open_current()).collect()
    }

    /// The index shows more than before. Nothing else can have changed, and the next may come soon.
    pub(super) fn committed(&mut self) -> Vec<Effect> {
        if self.listed && !self.shelf.is_whole() { self.arrange_shelf(true) } else { Vec::new() }
    }

    /// The index is as the files are now: the shelf follows where that changed anything.
    pub(super) fn shelf_indexed(&mut self, changed: usize, faults: Vec<Text>) -> Vec<Effect> {
        if !faults.is_empty() && faults != self.library_faults {
            let more = match faults.len() {
                1 => String::new(),
                many => format!(" (and {} more; `byline check` lists them)", many - 1),
            };
            self.warn(format!("{}{more}", faults.first().map_or("", Text::as_str)));
        }
        self.library_faults = faults;
        if !self.listed || changed == 0 && self.shelf.is_whole() { Vec::new() } else { self.arrange_shelf(true) }
    }

    /// What the open article says of others was looked up again.
    pub(super) fn relink(&mut self) -> Vec<Effect> {
        self.reset_reader();
        continue_setting(self)
    }

    pub(super) fn shelve(&mut self, command: Command) -> Vec<Effect> {
        if command == Command::Sort {
            self.shelf.sort = self.shelf.sort.next();
            self.say(format!("Sorted {}", self.shelf.sort.name()));
        } else {
            self.shelf.grouping = self.shelf.grouping.next();
            self.say(match self.shelf.grouping {
                Grouping::None => "Articles are not grouped".to_owned(),
                grouping => format!("Articles are grouped {}", grouping.name()),
            });
        }
        self.arrange_shelf(false)
    }
}
