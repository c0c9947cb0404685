//! The sheets of study that are lists: the queue of what to read next, and the cards that are set aside.

use crate::{
    model::{ArticleId, Text},
    study::{CardId, Deed, Queued},
};

use super::{
    Effect,
    command::Command,
    opening::Landing,
    state::{Screen, State},
    study::Sheet,
};

impl State {
    /// How many lines a sheet has that is a list.
    #[must_use]
    pub(super) fn lines(&self) -> usize {
        match self.study.sheet {
            Sheet::Queue => self.study.deck.as_ref().map_or(0, |deck| deck.queue.len()),
            Sheet::Aside => self.study.aside().len(),
            Sheet::Review | Sheet::Figures => 0,
        }
    }

    /// Moves over the lines of a list, or the window over anything else.
    pub(super) fn move_sheet(&mut self, command: Command, rows: isize) {
        let height = self.height_rows();
        match self.study.sheet {
            Sheet::Queue | Sheet::Aside => {
                let last = self.lines().saturating_sub(1);
                let rows = match command {
                    Command::Top => isize::MIN + 1,
                    Command::End => isize::MAX,
                    _ => rows,
                };
                self.study.cursor = self.study.cursor.saturating_add_signed(rows).min(last);
            }
            Sheet::Figures => {
                // the view knows how long it is, and stops there
                self.study.top = self.study.top.saturating_add_signed(rows).min(FIGURES_ROWS_MAX);
            }
            Sheet::Review => {
                if let Some(sitting) = &mut self.study.sitting {
                    sitting.face.scroll_by(rows, height.saturating_sub(2));
                }
            }
        }
    }

    /// A click turns the card.
    pub(super) fn press_sheet(&mut self) -> Vec<Effect> {
        if self.is_asked() { self.run(Command::Turn, None) } else { Vec::new() }
    }

    /// Enter on a line.
    pub(super) fn enter_line(&mut self) -> Vec<Effect> {
        match self.study.sheet {
            Sheet::Queue => {
                let queue = self.queued();
                match queue.get(self.study.cursor) {
                    Some(id) => self.read_next(id.clone()),
                    None => {
                        self.say("The queue is empty; zq on the shelf or the page puts an article into it");
                        Vec::new()
                    }
                }
            }
            Sheet::Aside => match self.study.aside().get(self.study.cursor).map(|card| (*card).clone()) {
                Some(card) => self.go_to_passage(&card),
                None => Vec::new(),
            },
            Sheet::Review | Sheet::Figures => Vec::new(),
        }
    }

    /// What is done with a line.
    pub(super) fn work_sheet(&mut self, command: Command) -> Vec<Effect> {
        match (self.study.sheet, command) {
            (Sheet::Queue, Command::DeleteCard) => {
                let queue = self.queued();
                let Some(id) = queue.get(self.study.cursor).cloned() else { return Vec::new() };
                self.say("Taken out of the queue");
                let effects = self.enact_on_card(Deed::Dequeued(id));
                self.study.cursor = self.study.cursor.min(self.lines().saturating_sub(1));
                effects
            }
            (Sheet::Aside, Command::KeepCard) => self.on_aside(|id, state| {
                let suspended =
                    state.study.deck.as_ref().and_then(|deck| deck.standing(id)).is_some_and(|s| s.suspended);
                (if suspended { Deed::Resumed(id) } else { Deed::Fresh(id) }, "The card is asked again, as it is")
            }),
            (Sheet::Aside, Command::DeleteCard) => self.on_aside(|id, _| (Deed::Deleted(id), "The card is deleted")),
            (Sheet::Aside, Command::EditCard) => {
                let card = self.study.aside().get(self.study.cursor).map(|card| (*card).clone());
                if let Some(card) = card {
                    self.open_card_editor(&card);
                }
                Vec::new()
            }
            (Sheet::Figures, _) => {
                self.say("These are figures; gr reviews, gz shows the queue, q goes back");
                Vec::new()
            }
            (Sheet::Queue, _) => {
                self.say("Enter reads, D takes out of the queue, q goes back");
                Vec::new()
            }
            (Sheet::Aside | Sheet::Review, _) => {
                self.say("Enter goes to the passage, = asks it again, e edits, D deletes");
                Vec::new()
            }
        }
    }

    fn on_aside(&mut self, deed: impl FnOnce(CardId, &Self) -> (Deed, &'static str)) -> Vec<Effect> {
        let Some(id) = self.study.aside().get(self.study.cursor).map(|card| card.id) else {
            self.say("Nothing is set aside");
            return Vec::new();
        };
        let (deed, words) = deed(id, self);
        self.say(words);
        let effects = self.enact_on_card(deed);
        self.study.cursor = self.study.cursor.min(self.lines().saturating_sub(1));
        effects
    }

    /// Puts the article one is in, or the one in hand, into the queue, or takes it out.
    pub(super) fn queue(&mut self) -> Vec<Effect> {
        let Some(next) = self.queueable() else {
            self.say("There is no article here");
            return Vec::new();
        };
        let Some(deck) = &self.study.deck else {
            self.say("The queue is still being read; press it again");
            return self.ask_study().into_iter().collect();
        };
        if deck.is_queued(&next.article) {
            self.say("Taken out of the queue");
            return self.enact_on_card(Deed::Dequeued(next.article));
        }
        let place = deck.queue.len() + 1;
        self.say(format!("Number {place} in the queue; gz shows it"));
        self.enact_on_card(Deed::Queued(Box::new(next)))
    }

    fn queueable(&self) -> Option<Queued> {
        match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some(Queued {
                article: reader.id.clone(),
                headline: reader.headline.clone(),
                words: reader.galley.outline.counts.words,
            }),
            (Screen::Shelf | Screen::Page | Screen::Board | Screen::Study | Screen::Paste, _) => {
                let entry = self.shelf.current()?;
                let (article, headline) = (entry.article_id()?, Text::line(&entry.headline));
                Some(Queued { article, headline, words: entry.counts.words })
            }
        }
    }

    /// Opens the next article of the queue; the one that is read is taken out of it.
    pub(super) fn go_on_in_queue(&mut self) -> Vec<Effect> {
        let here = self.reader.as_ref().filter(|_| self.screen == Screen::Page).map(|reader| reader.id.clone());
        let queue = self.queued();
        let next = queue.iter().find(|id| Some(*id) != here.as_ref()).cloned();
        let mut effects = match here.filter(|here| queue.contains(here)) {
            Some(here) => self.enact_on_card(Deed::Dequeued(here)),
            None => Vec::new(),
        };
        match next {
            Some(id) => effects.extend(self.read_next(id)),
            None => self.say("The queue is empty; zq puts an article into it"),
        }
        effects
    }

    fn queued(&self) -> Vec<ArticleId> {
        let queue = self.study.deck.iter().flat_map(|deck| &deck.queue);
        queue.map(|next| next.article.clone()).collect()
    }

    fn read_next(&mut self, id: ArticleId) -> Vec<Effect> {
        let path = self.shelf.find(&id).map(|entry| entry.path.clone());
        self.leave_spot();
        self.open(id, path, Landing::Remembered)
    }
}

/// More rows than any sheet of figures has.
const FIGURES_ROWS_MAX: usize = 200;
