//! What is typed on a board: its query or filter, a date, and whether a proposed answer is accepted.

use crate::{library::Query, model::Date};

use super::{Effect, Key, KeyCode, Prompt, board::Topic, mode::Mode, state::State};

impl State {
    /// `/` on a board: its words are typed anew, from what they are.
    pub(super) fn type_on_board(&mut self) -> Option<Effect> {
        let board = self.board()?;
        if board.topic == Topic::Brief {
            self.say("The brief shows all that is in it");
            return None;
        }
        let realm = board.topic.realm();
        let before = board.topic.typed().to_owned();
        let completing = Box::new(self.completing(realm));
        self.mode = Mode::Query { prompt: Prompt::new(&before), before, fresh: false, completing };
        self.ask_names()
    }

    pub(super) fn query_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Query { prompt, before, fresh, .. } = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => {
                let (before, fresh) = (std::mem::take(before), *fresh);
                self.mode = Mode::Normal;
                if fresh {
                    return self.abandon_board();
                }
                return self.set_typed(&before);
            }
            (KeyCode::Backspace, _) if prompt.text().is_empty() && *fresh => {
                self.mode = Mode::Normal;
                return self.abandon_board();
            }
            (KeyCode::Enter, _) => {
                let leaves = *fresh && prompt.text().trim().is_empty();
                let typed = prompt.text().to_owned();
                self.mode = Mode::Normal;
                if leaves {
                    return self.abandon_board();
                }
                // what is left unfinished is told now
                if let Some(board) = self.boards.shown_mut().filter(|board| board.topic.takes_query())
                    && let Err(fault) = Query::parse_of(board.topic.realm(), &typed)
                {
                    board.tell_fault(Some(&fault));
                }
            }
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.step_board(1),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.step_board(-1),
            (KeyCode::PageDown, _) => self.scroll_board(10),
            (KeyCode::PageUp, _) => self.scroll_board(-10),
            (KeyCode::Tab, _) => return self.complete_query(key.shift),
            _ => {
                if prompt.key(key) {
                    return self.query_as_typed();
                }
            }
        }
        Vec::new()
    }

    fn step_board(&mut self, items: isize) {
        let height = self.shelf_height();
        if let Some(board) = self.boards.shown_mut() {
            board.step(items, height);
        }
    }

    /// Each change asks a newer question, and so makes answers to older ones stale.
    pub(super) fn query_as_typed(&mut self) -> Vec<Effect> {
        let queries = self.board().is_some_and(|board| board.topic.takes_query());
        let Mode::Query { prompt, completing, .. } = &mut self.mode else { return Vec::new() };
        if queries {
            completing.offer(prompt);
        }
        let typed = prompt.text().to_owned();
        self.set_typed(&typed)
    }

    fn set_typed(&mut self, typed: &str) -> Vec<Effect> {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown_mut() else { return Vec::new() };
        if board.topic.typed() == typed {
            return Vec::new();
        }
        board.topic.set_typed(typed);
        board.rewound = true;
        if board.topic.asks_as_typed() {
            return self.ask_shown_board();
        }
        board.look_for_notes();
        board.make_up(height);
        Vec::new()
    }

    /// Tab: what the language offers for the word before the cursor, one after the other.
    fn complete_query(&mut self, backward: bool) -> Vec<Effect> {
        let Mode::Query { prompt, completing, .. } = &mut self.mode else { return Vec::new() };
        let Some(completed) = completing.take(backward) else { return Vec::new() };
        *prompt = completed;
        let typed = prompt.text().to_owned();
        self.set_typed(&typed)
    }

    pub(super) fn as_of_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::AsOf { prompt } = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), true) => self.mode = Mode::Normal,
            (KeyCode::Enter, _) => {
                let typed = prompt.text().trim().to_owned();
                let date = Date::new(&typed);
                if !typed.is_empty() && !date.is_valid() {
                    self.warn(format!("“{typed}” is no date; write 2025, 2025-03 or 2025-03-05"));
                    return Vec::new();
                }
                self.mode = Mode::Normal;
                return self.look_at((!typed.is_empty()).then_some(date));
            }
            _ => {
                prompt.key(key);
                self.notice = None;
            }
        }
        Vec::new()
    }

    /// Enter accepts a proposed answer, `p` as one in part; any other key leaves things as they are.
    pub(super) fn accept_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Accept(acceptance) = std::mem::take(&mut self.mode) else { return Vec::new() };
        let partly = match key.code {
            KeyCode::Enter | KeyCode::Char('y') => false,
            KeyCode::Char('p') if !key.ctrl => true,
            _ => {
                self.say("Nothing was written");
                return Vec::new();
            }
        };
        vec![self.accept_answer(*acceptance, partly)]
    }
}
