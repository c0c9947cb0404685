//! The sheets of study: moving over them, and what is done with a line of those that are lists.

use crate::study::{CardId, Deed};

use super::{Effect, command::Command, state::State, study::Sheet};

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
                None => {
                    self.say("Nothing is set aside");
                    Vec::new()
                }
            },
            Sheet::Review | Sheet::Figures => {
                self.say("These are figures; gr reviews, gz shows the queue, q goes back");
                Vec::new()
            }
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
            (Sheet::Aside, Command::KeepCard) => self.ask_aside_again(),
            (Sheet::Aside, Command::SuspendCard) => {
                self.on_aside(|id, _| (Deed::Suspended(id), "The card is not asked any more; = asks it again"))
            }
            (Sheet::Aside, Command::DeleteCard) => self.on_aside(|id, _| (Deed::Deleted(id), "The card is deleted")),
            (Sheet::Aside, Command::EditCard) => {
                let card = self.study.aside().get(self.study.cursor).map(|card| (*card).clone());
                match card {
                    Some(card) => self.open_card_editor(&card),
                    None => self.say("Nothing is set aside"),
                }
                Vec::new()
            }
            (Sheet::Figures, _) => {
                self.say("These are figures; gr reviews, gz shows the queue, q goes back");
                Vec::new()
            }
            (Sheet::Queue, _) => {
                self.say("Enter reads, J and K move it, D takes it out, q goes back");
                Vec::new()
            }
            (Sheet::Aside | Sheet::Review, _) => {
                self.say("Enter goes to the passage, = asks it again, @ suspends it, e edits, D deletes");
                Vec::new()
            }
        }
    }

    /// A card that is set aside is asked again as it is.
    fn ask_aside_again(&mut self) -> Vec<Effect> {
        let standing = |state: &Self| {
            let card = state.study.aside().get(state.study.cursor).map(|card| card.id)?;
            state.study.deck.as_ref()?.standing(card).copied()
        };
        match standing(self) {
            Some(standing) if standing.is_live() => {
                self.say("It is asked as it is; e edits it, @ suspends it");
                Vec::new()
            }
            Some(standing) => self.on_aside(|id, _| {
                let deed = if standing.stale.is_some() { Deed::Fresh(id) } else { Deed::Resumed(id) };
                (deed, "The card is asked again, as it is")
            }),
            None => {
                self.say("Nothing is set aside");
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
}

/// More rows than any sheet of figures has.
const FIGURES_ROWS_MAX: usize = 200;
