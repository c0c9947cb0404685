//! Boards as screens: coming to one, asking for it, moving on it, landing from it, leaving it.

use crate::model::{ArticleId, Date};

use super::{
    Effect, Mouse, Prompt,
    board::{Board, BoardId, Lead, Shown, Topic},
    command::{Command, Context},
    jumps::Spot,
    landing::Cited,
    marking::{Deed, What},
    mode::{Acceptance, Mode},
    opening::Landing,
    state::{Screen, State},
};

/// Rows of a board's head: its name, and a line across.
const HEAD_ROWS: usize = 2;

impl State {
    /// The board that is shown, where one is.
    #[must_use]
    pub fn board(&self) -> Option<&Board> {
        self.boards.shown().filter(|_| self.screen == Screen::Board)
    }

    /// The screens that ask the whole library.
    pub(super) fn consult(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::SearchLibrary => {
                let mut effects = self.open_board(Topic::Search { query: String::new() });
                effects.extend(self.ask_names());
                let completing = Box::new(self.completing(crate::library::Realm::Library));
                self.mode = Mode::Query { prompt: Prompt::default(), before: String::new(), fresh: true, completing };
                effects
            }
            Command::Voices => match self.speaker_here() {
                Some(name) => self.open_voice(name),
                None => self.open_board(Topic::Voices { words: String::new() }),
            },
            Command::Questions => {
                self.open_board(Topic::Questions { query: String::new(), as_of: None, shown: Shown::default() })
            }
            _ => match self.article_here() {
                Some(article) => self.open_board(Topic::Story { article, at: None, words: String::new() }),
                None => {
                    self.say("There is no article here whose story could be told");
                    Vec::new()
                }
            },
        }
    }

    /// Who speaks in what is in focus.
    fn speaker_here(&self) -> Option<String> {
        match self.context() {
            Context::Page | Context::Selection => {
                let height = self.page_height();
                let focus = self.reader.as_ref()?.focus_in_window(height)?;
                self.speaker_at(focus)
            }
            Context::Board => {
                let board = self.board()?;
                let speaker = board.current()?.speaker.clone()?;
                (board.voice() != Some(speaker.as_str())).then_some(speaker)
            }
            Context::Shelf | Context::Contents | Context::Study | Context::Paste => None,
        }
    }

    /// The article one is in, or that is in focus.
    fn article_here(&self) -> Option<ArticleId> {
        match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some(reader.id.clone()),
            (Screen::Board, _) => {
                let (id, _) = self.board()?.current()?.lead.article()?;
                id.parse().ok()
            }
            (Screen::Study, _) => self.study.current().map(|card| card.origin.article.clone()),
            (Screen::Shelf | Screen::Page | Screen::Paste, _) => self.shelf.current()?.article_id(),
        }
    }

    pub(super) fn open_voice(&mut self, name: String) -> Vec<Effect> {
        self.open_board(Topic::Voice { name, words: String::new() })
    }

    /// Opens a board of its own, and asks the library for it.
    pub(super) fn open_board(&mut self, topic: Topic) -> Vec<Effect> {
        let mut effects: Vec<Effect> =
            if self.screen == Screen::Page { self.remember().into_iter().collect() } else { Vec::new() };
        let outer = if self.screen == Screen::Shelf { None } else { self.spot() };
        self.leave_spot();
        let forgotten = self.boards.open(topic, self.board_areas().measure(), outer);
        if let Some(forgotten) = forgotten {
            self.jumps.forget(forgotten);
        }
        self.opening = None;
        self.screen = Screen::Board;
        self.mode = Mode::Normal;
        effects.extend(self.ask_shown_board());
        effects
    }

    /// Asks the library for what the board that was shown last is about.
    pub(super) fn ask_shown_board(&mut self) -> Vec<Effect> {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown() else { return Vec::new() };
        match board.topic {
            Topic::Notes { .. } => return self.ask_notes(),
            Topic::Brief => return self.ask_tray(true).into_iter().collect(),
            Topic::Search { .. }
            | Topic::Voices { .. }
            | Topic::Voice { .. }
            | Topic::Questions { .. }
            | Topic::Story { .. } => {}
        }
        let (inquiry, fault) = match board.topic.inquiry() {
            Ok(inquiry) => (inquiry, None),
            Err(fault) => (None, Some(fault)),
        };
        let asked = inquiry.map(|inquiry| self.inquire(inquiry));
        let Some(board) = self.boards.shown_mut() else { return Vec::new() };
        board.tell_fault(fault.as_ref());
        board.waiting = asked.as_ref().map(|(number, _)| *number);
        if asked.is_none() && board.fault.is_none() {
            board.empty();
            board.make_up(height);
        }
        asked.map(|(_, effect)| effect).into_iter().collect()
    }

    /// Reads the board again.
    pub(super) fn ask_board_again(&mut self) -> Vec<Effect> {
        self.say("Asked again");
        self.ask_shown_board()
    }

    /// Shows a board as it was left.
    pub(super) fn show_board(&mut self, id: BoardId) -> Vec<Effect> {
        let mut effects: Vec<Effect> =
            if self.screen == Screen::Page { self.remember().into_iter().collect() } else { Vec::new() };
        if !self.boards.show(id) {
            self.say("This list is no longer kept");
            return effects;
        }
        self.opening = None;
        self.screen = Screen::Board;
        self.set_board();
        effects.extend(self.ask_notes_again());
        effects
    }

    /// Sets the board that is shown at the width there is.
    pub(super) fn set_board(&mut self) {
        let (measure, height) = (self.board_areas().measure(), self.shelf_height());
        if let Some(board) = self.boards.shown_mut() {
            board.set_measure(measure, height);
        }
    }

    /// One step out: to where the board was opened.
    pub(super) fn leave_board(&mut self) -> Vec<Effect> {
        match self.boards.shown().and_then(|board| board.outer.clone()) {
            Some(spot) => self.open_spot(spot),
            None => self.show_shelf(),
        }
    }

    /// Leaves a board on which nothing was looked for, as though it had not been opened.
    pub(super) fn abandon_board(&mut self) -> Vec<Effect> {
        let Some((id, outer)) = self.boards.shown().map(|board| (board.id, board.outer.clone())) else {
            return Vec::new();
        };
        if outer.is_some() {
            self.jumps.stay();
        }
        let effects = self.leave_board();
        self.boards.remove(id);
        effects
    }

    /// One step out of an article: back to the board one came from, else to the shelf.
    pub(super) fn leave_page(&mut self) -> Vec<Effect> {
        let Some(board) = self.page_outer else { return self.show_shelf() };
        if self.jumps.last() == Some(&Spot::Board(board)) {
            let here = self.spot();
            self.jumps.back(here);
        } else {
            self.leave_spot();
        }
        self.show_board(board)
    }

    /// Goes where the item under the cursor leads.
    pub(super) fn land_from_board(&mut self) -> Vec<Effect> {
        let Some(lead) = self.board().and_then(Board::current).map(|item| item.lead.clone()) else {
            self.say("There is nothing to open here");
            return Vec::new();
        };
        match lead {
            Lead::Words(cited) | Lead::Passage { cited, .. } => self.land_on(*cited),
            Lead::Note { id, cited } => self.land_on_note(id, *cited),
            Lead::Proposal { answer, .. } => self.land_on(Cited::claim(&answer)),
            Lead::Speaker(name) | Lead::Alike(name) => self.open_voice(name),
            Lead::Article { id, path } => match id.parse() {
                Ok(id) => {
                    self.leave_spot();
                    self.open(id, Some(path), Landing::Remembered)
                }
                Err(_) => {
                    self.warn(format!("{id}: this is no id of an article"));
                    Vec::new()
                }
            },
        }
    }

    pub(super) fn move_board(&mut self, command: Command, rows: isize) {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown_mut() else { return };
        if matches!(command, Command::LineDown | Command::LineUp) {
            board.step(rows, height);
        } else {
            board.scroll_by(rows, height);
        }
    }

    pub(super) fn scroll_board(&mut self, rows: isize) {
        let height = self.shelf_height();
        if let Some(board) = self.boards.shown_mut() {
            board.scroll_by(rows, height);
        }
    }

    pub(super) fn point_board(&mut self, item: usize) {
        let height = self.shelf_height();
        if let Some(board) = self.boards.shown_mut() {
            board.point(item, height);
        }
    }

    pub(super) fn step_board_group(&mut self, groups: isize) {
        let height = self.shelf_height();
        if !self.boards.shown_mut().is_some_and(|board| board.step_group(groups, height)) {
            self.say(if groups < 0 { "No group before this one" } else { "No group after this one" });
        }
    }

    pub(super) fn press_board(&mut self, mouse: Mouse) -> Vec<Effect> {
        let height = self.shelf_height();
        let Some(row) = usize::from(mouse.row).checked_sub(HEAD_ROWS).filter(|row| *row < height) else {
            return Vec::new();
        };
        let Some(board) = self.boards.shown_mut() else { return Vec::new() };
        match board.item_at(board.top + row) {
            Some(item) => {
                board.cursor = item;
                self.land_from_board()
            }
            None => Vec::new(),
        }
    }

    /// What can be done on a board with what it shows.
    pub(super) fn handle_board(&mut self, command: Command, count: usize) -> Vec<Effect> {
        match command {
            Command::States => self.next_states(),
            Command::AsOf => {
                let dated = self.board().is_some_and(|board| board.topic.is_dated());
                if dated {
                    self.mode = Mode::AsOf { prompt: Prompt::default() };
                } else {
                    self.say("Questions (gq) and stories (gt) are looked at as of a date");
                }
            }
            Command::Later | Command::Earlier => self.step_date(command == Command::Later, count),
            Command::Accept => self.propose(),
            Command::Same | Command::Different => return self.tell_spelling(command == Command::Same),
            _ => {}
        }
        Vec::new()
    }

    fn next_states(&mut self) {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown_mut() else { return };
        let Topic::Questions { shown, .. } = &mut board.topic else {
            return self.say("Questions have states; gq shows them");
        };
        *shown = shown.next();
        let words = format!("Questions: {}", shown.name());
        board.cursor = 0;
        board.make_up(height);
        self.say(words);
    }

    /// Goes `count` dates of the story on or back.
    fn step_date(&mut self, later: bool, count: usize) {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown_mut() else { return };
        let dates = board.dates();
        let Topic::Story { at, .. } = &mut board.topic else {
            return self.say("A story has dates; gt shows that of an article");
        };
        let here = at.as_ref().map_or("", Date::as_str);
        let before = dates.partition_point(|date| date.as_str() < here);
        let on = usize::from(dates.get(before).is_some_and(|date| date == here));
        let found = if later {
            let next = before + on + count - 1;
            dates.get(next.min(dates.len().saturating_sub(1))).filter(|_| before + on < dates.len())
        } else {
            before.checked_sub(count.min(before.max(1))).and_then(|at| dates.get(at))
        };
        match found {
            Some(date) => {
                *at = Some(Date::new(date));
                board.make_up(height);
            }
            None => self.say(if later { "This is the latest date" } else { "This is the first date" }),
        }
    }

    /// Shows what a proposed answer would write, to be agreed to.
    fn propose(&mut self) {
        match self.board().and_then(Board::current).map(|item| &item.lead) {
            Some(Lead::Proposal { question, answer }) => {
                let acceptance = Acceptance { question: (**question).clone(), answer: (**answer).clone() };
                self.mode = Mode::Accept(Box::new(acceptance));
            }
            Some(
                Lead::Words(_)
                | Lead::Article { .. }
                | Lead::Speaker(_)
                | Lead::Alike(_)
                | Lead::Note { .. }
                | Lead::Passage { .. },
            )
            | None => match self.board().map(Board::proposed_below).as_deref() {
                Some([acceptance]) => self.mode = Mode::Accept(Box::new(acceptance.clone())),
                Some([_, _, ..]) => self.say("Several answers are proposed: put the cursor on one, a line with ?"),
                Some([]) | None => self.say("Put the cursor on a proposed answer, a line with ?, to accept it"),
            },
        }
    }

    /// Keeps whether the name in focus is the speaker of the card, and asks for the card again.
    fn tell_spelling(&mut self, same: bool) -> Vec<Effect> {
        let board = self.board();
        let voice = board.and_then(Board::voice).map(str::to_owned);
        let alike = match board.and_then(Board::current).map(|item| &item.lead) {
            Some(Lead::Alike(name)) => Some(name.clone()),
            Some(
                Lead::Words(_)
                | Lead::Article { .. }
                | Lead::Speaker(_)
                | Lead::Proposal { .. }
                | Lead::Note { .. }
                | Lead::Passage { .. },
            )
            | None => None,
        };
        let Some((voice, alike)) = voice.zip(alike) else {
            self.say("Put the cursor on a name that looks like this one, a line with ≟");
            return Vec::new();
        };
        let words = if same {
            format!("{voice} and {alike} are the same speaker")
        } else {
            format!("{voice} and {alike} are two speakers")
        };
        self.say(&words);
        let names = [voice, alike];
        self.deeds.did(Deed { words, what: What::Names { names: names.clone(), same } });
        let mut effects = vec![Effect::Spelling { names, same: Some(same) }];
        effects.extend(self.ask_shown_board());
        effects
    }

    /// Asks anew for a list of speakers, where one is shown: names have become one speaker, or two.
    pub(super) fn ask_voice_again(&mut self) -> Vec<Effect> {
        let shows = self.board().is_some_and(|board| matches!(board.topic, Topic::Voice { .. } | Topic::Voices { .. }));
        if shows { self.ask_shown_board() } else { Vec::new() }
    }

    /// The question for a date that was typed; `None` for a board that needs no new answer.
    pub(super) fn look_at(&mut self, date: Option<Date>) -> Vec<Effect> {
        let height = self.shelf_height();
        let Some(board) = self.boards.shown_mut() else { return Vec::new() };
        match &mut board.topic {
            Topic::Questions { as_of, .. } => {
                *as_of = date;
                self.ask_shown_board()
            }
            Topic::Story { at, .. } => {
                *at = date;
                board.make_up(height);
                Vec::new()
            }
            Topic::Search { .. } | Topic::Voices { .. } | Topic::Voice { .. } | Topic::Notes { .. } | Topic::Brief => {
                Vec::new()
            }
        }
    }
}

impl Topic {
    /// Whether it can be looked at as of a date.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        matches!(self, Self::Questions { .. } | Self::Story { .. })
    }
}
