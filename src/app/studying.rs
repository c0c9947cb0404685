//! Reviewing by keyboard: opening a sitting, turning, grading, taking back, setting aside, going to the passage.

use crate::{
    library::Citation,
    model::Text,
    study::{Card, CardId, Deed, Entry, EntryId, Grade, SURE_PERCENT, Session, Stale, Verdict},
};

use super::{
    Effect,
    command::Command,
    jumps::Spot,
    landing::Cited,
    mode::Mode,
    state::{Screen, State},
    study::{Face, Learnt, Sheet, Sitting, Step},
};

/// How many cards ahead of the one that is asked are looked at for staleness.
const JUDGED_AHEAD: usize = 3;

impl State {
    /// Goes to a sheet of study. The log is read again, so that what another window or device wrote is there.
    pub(super) fn open_study(&mut self, command: Command) -> Vec<Effect> {
        let mut effects: Vec<Effect> = Vec::new();
        if self.screen != Screen::Study {
            effects.extend(if self.screen == Screen::Page { self.remember() } else { None });
            self.leave_spot();
            self.study.outer = Some(self.screen);
        }
        self.screen = Screen::Study;
        self.mode = Mode::Normal;
        self.opening = None;
        self.study.sheet = Sheet::of(command);
        (self.study.top, self.study.cursor) = (0, 0);
        if self.study.sheet == Sheet::Figures {
            effects.push(Effect::DateNotes);
        }
        if self.study.sitting.as_ref().is_some_and(|sitting| sitting.session.current().is_some()) {
            // a sitting that was left is gone on with
            self.resume_sitting();
            return effects;
        }
        self.study.sitting = None;
        effects.extend(self.ask_study());
        if !self.study.waiting {
            effects.extend(self.sit_down());
        }
        effects
    }

    /// Asks for the log, unless something of ours is still on its way there.
    pub(super) fn ask_study(&mut self) -> Option<Effect> {
        if self.study.waiting || !self.study.is_written() {
            return None;
        }
        (self.study.waiting, self.study.asked) = (true, true);
        Some(Effect::Study)
    }

    /// Takes in the log.
    pub(super) fn learnt(&mut self, learnt: Result<Learnt, Text>) -> Vec<Effect> {
        let mut fresh = Vec::new();
        match learnt {
            Ok(learnt) if self.study.is_written() => {
                if let Some(fault) = learnt.faults.first() {
                    let more = learnt.faults.len() - 1;
                    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
                    self.warn(format!("{fault}{more}"));
                }
                self.study.take(learnt);
                fresh.extend(self.fit_unasked());
                fresh.extend(self.ask_cards());
            }
            // what was done meanwhile is not in it
            Ok(_) => self.study.waiting = false,
            Err(message) => {
                self.study.waiting = false;
                self.warn(message.as_str());
            }
        }
        let mut effects = self.compare_seen();
        effects.extend(fresh);
        effects.extend(self.compare_all_seen());
        effects.extend(self.ask_since());
        if self.screen == Screen::Study {
            effects.extend(self.sit_down());
        }
        effects
    }

    /// Begins a sitting, where there is none.
    fn sit_down(&mut self) -> Vec<Effect> {
        let now = self.study.moment(self.now);
        let new_a_day = self.study.new_a_day;
        if let (Some(deck), None, Sheet::Review) = (&self.study.deck, &self.study.sitting, self.study.sheet) {
            let session = Session::new(deck, now, new_a_day);
            self.study.sitting = Some(Sitting { session, ..Sitting::default() });
            return self.show_card();
        }
        Vec::new()
    }

    /// Sets the card that is asked, and has the next ones looked at.
    pub(super) fn show_card(&mut self) -> Vec<Effect> {
        self.set_face();
        let Some((sitting, deck)) = self.study.sitting.as_mut().zip(self.study.deck.as_ref()) else {
            return Vec::new();
        };
        let ahead: Vec<CardId> = sitting.session.waiting().take(JUDGED_AHEAD).collect();
        let fresh: Vec<CardId> = ahead.into_iter().filter(|card| !sitting.judged.contains(card)).collect();
        sitting.judged.extend(&fresh);
        let cards: Vec<Card> = fresh.into_iter().filter_map(|card| deck.card(card).cloned()).collect();
        if cards.is_empty() { Vec::new() } else { vec![Effect::Judge(cards)] }
    }

    /// Sets the side that is shown at the width there is.
    pub(super) fn set_face(&mut self) {
        let measure = self.sheet_areas().measure();
        let Some(card) = self.study.current().cloned() else { return };
        if let Some(sitting) = &mut self.study.sitting {
            sitting.face = Face::set(&card, sitting, measure);
        }
    }

    /// One is back at a card that was left.
    pub(super) fn resume_sitting(&mut self) {
        let now = self.study.moment(self.now);
        if let Some(sitting) = &mut self.study.sitting {
            sitting.session.resume(now);
        }
        self.set_face();
    }

    pub(super) fn review(&mut self, command: Command) -> Vec<Effect> {
        if self.study.sheet != Sheet::Review {
            return self.work_sheet(command);
        }
        let Some(sitting) = &self.study.sitting else {
            self.say(if self.study.waiting { "The log is still being read" } else { "There is nothing to review" });
            return Vec::new();
        };
        let turned = sitting.turned;
        match command {
            Command::TakeBack => self.take_back(),
            Command::Sure => {
                self.study.asks_sure = !self.study.asks_sure;
                let asks = self.study.asks_sure;
                self.say(if asks {
                    "You are asked how sure you are before a card turns"
                } else {
                    "You are not asked any more"
                });
                Vec::new()
            }
            _ if sitting.session.current().is_none() => {
                self.say("Nothing more is due today; q goes back, gf shows the figures");
                Vec::new()
            }
            Command::Turn => self.turn(),
            Command::Again | Command::Hard | Command::Good | Command::Easy | Command::Certain if !turned => {
                self.say_how_sure(command)
            }
            Command::Again => self.grade(Grade::Again),
            Command::Hard => self.grade(Grade::Hard),
            Command::Good => self.grade(Grade::Good),
            Command::Easy => self.grade(Grade::Easy),
            Command::Bury => self.put_aside(|card, state| {
                let day = state.study.today(state.now);
                (Deed::Buried { card, day }, "Not again today")
            }),
            Command::SuspendCard => {
                self.put_aside(|card, _| (Deed::Suspended(card), "Not asked any more; gA lists what is set aside"))
            }
            Command::DeleteCard => self.put_aside(|card, _| (Deed::Deleted(card), "The card is deleted")),
            Command::EditCard => self.edit_card(),
            Command::TypeAnswer => self.type_answer(),
            _ => {
                self.say("1 to 4 grade the card; Space turns it first");
                Vec::new()
            }
        }
    }

    /// Turns the card; turned already, it says what comes next.
    fn turn(&mut self) -> Vec<Effect> {
        let asks = self.study.asks_sure;
        let Some(sitting) = &mut self.study.sitting else { return Vec::new() };
        if sitting.turned {
            self.say("1 again, 2 hard, 3 good, 4 easy");
        } else if asks && sitting.sure.is_none() {
            self.say("How sure are you? 1 a guess, 2 perhaps, 3 likely, 4 nearly sure, 5 sure");
        } else {
            sitting.turned = true;
            self.set_face();
        }
        Vec::new()
    }

    /// Digits before the card turns.
    fn say_how_sure(&mut self, command: Command) -> Vec<Effect> {
        let step = match command {
            Command::Again => 0,
            Command::Hard => 1,
            Command::Good => 2,
            Command::Easy => 3,
            _ => 4,
        };
        let asks = self.study.asks_sure;
        let Some(sitting) = self.study.sitting.as_mut().filter(|_| asks) else {
            self.say("Space turns the card; then 1 to 4 grade it");
            return Vec::new();
        };
        sitting.sure = Some(SURE_PERCENT[step]);
        sitting.turned = true;
        self.set_face();
        Vec::new()
    }

    fn grade(&mut self, grade: Grade) -> Vec<Effect> {
        let stamp = self.stamp();
        let Some((sitting, deck)) = self.study.sitting.as_mut().zip(self.study.deck.as_mut()) else {
            return Vec::new();
        };
        let sure = sitting.sure;
        let Some(entry) = sitting.session.grade(deck, grade, sure, stamp) else { return Vec::new() };
        sitting.steps.push(Step::Graded);
        self.next_card(vec![entry])
    }

    /// Leaves the card for the next one, and has entries written.
    fn next_card(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        if let Some(sitting) = &mut self.study.sitting {
            (sitting.turned, sitting.sure, sitting.typed) = (false, None, None);
        }
        let mut effects = vec![self.log(entries)];
        effects.extend(self.show_card());
        effects
    }

    /// Takes back what was done last in this sitting.
    fn take_back(&mut self) -> Vec<Effect> {
        let stamp = self.stamp();
        let Some((sitting, deck)) = self.study.sitting.as_mut().zip(self.study.deck.as_mut()) else {
            return Vec::new();
        };
        let (id, at) = stamp;
        let (entry, words) = match sitting.steps.pop() {
            Some(Step::Graded) => match sitting.session.undo(deck, stamp) {
                Some(entry) => (entry, "The grade is taken back"),
                None => return Vec::new(),
            },
            Some(Step::Aside { entry, before }) => {
                deck.restore(before);
                sitting.session.bring_back(before.id, at);
                (Entry { id, at, deed: Deed::Undone(entry) }, "The card is back")
            }
            None => {
                self.say("There is nothing to take back in this sitting");
                return Vec::new();
            }
        };
        self.say(words);
        self.next_card(vec![entry])
    }

    /// Sets the card that is asked aside, as a deed says.
    fn put_aside(&mut self, deed: impl FnOnce(CardId, &Self) -> (Deed, &'static str)) -> Vec<Effect> {
        let Some(card) = self.study.sitting.as_ref().and_then(|sitting| sitting.session.current()) else {
            return Vec::new();
        };
        let (deed, words) = deed(card, self);
        let (id, at) = self.stamp();
        let entry = Entry { id, at, deed };
        if let Some((sitting, deck)) = self.study.sitting.as_mut().zip(self.study.deck.as_mut())
            && let Some(before) = deck.standing(card).copied()
        {
            deck.apply(entry.clone());
            sitting.session.set_aside(card, at);
            sitting.steps.push(Step::Aside { entry: entry.id, before });
        }
        self.say(format!("{words}; U takes it back"));
        self.next_card(vec![entry])
    }

    /// Cards that are no longer right are set aside, wherever they stand in the sitting.
    pub(super) fn judged(&mut self, verdicts: Vec<(CardId, Verdict)>) -> Vec<Effect> {
        let mut entries = Vec::new();
        let asked = self.study.current().map(|card| card.id);
        for (card, Verdict { why, words }) in verdicts {
            let (id, at) = self.stamp();
            let Some(deck) = &mut self.study.deck else { return Vec::new() };
            if deck.standing(card).is_none_or(|standing| !standing.is_live()) {
                continue;
            }
            let entry = Entry { id, at, deed: Deed::Stale { card, why, words: words.clone() } };
            deck.apply(entry.clone());
            if let Some(sitting) = &mut self.study.sitting {
                sitting.session.set_aside(card, at);
                sitting.stale.push((card, why, words.clone()));
            }
            self.say(format!("A card is set aside: {}", told(why, &words)));
            entries.push(entry);
        }
        if entries.is_empty() {
            return Vec::new();
        }
        if asked == self.study.current().map(|card| card.id) {
            return vec![self.log(entries)];
        }
        self.next_card(entries)
    }

    /// To the passage of the card, from which Backspace comes back.
    pub(super) fn go_to_passage(&mut self, card: &Card) -> Vec<Effect> {
        let origin = &card.origin;
        let words = origin.target.as_ref().map_or_else(|| origin.passage.clone(), |target| target.exact.clone());
        let first = words.as_str().lines().next().unwrap_or_default().to_owned();
        let at = Citation {
            article: origin.article.to_string(),
            headline: origin.headline.to_string(),
            item: ITEM_UNKNOWN,
            ..Citation::default()
        };
        self.land_on(Cited { at, words: first, ..Cited::default() })
    }

    /// The passage of the card that is asked, once its answer is to be seen.
    pub(super) fn go_from_review(&mut self) -> Vec<Effect> {
        if self.study.sheet != Sheet::Review {
            return self.enter_line();
        }
        match (&self.study.sitting, self.study.current().cloned()) {
            (Some(sitting), Some(card)) if sitting.turned => self.go_to_passage(&card),
            (Some(_), Some(_)) => self.turn(),
            _ => {
                self.say("Nothing more is due today; q goes back");
                Vec::new()
            }
        }
    }

    /// Back from the passage.
    pub(super) fn come_back_to_study(&mut self) -> Vec<Effect> {
        let effects = if self.screen == Screen::Page { self.remember().into_iter().collect() } else { Vec::new() };
        self.opening = None;
        self.screen = Screen::Study;
        self.resume_sitting();
        effects
    }

    /// Back to the screen one came from.
    pub(super) fn leave_study(&mut self) -> Vec<Effect> {
        let outer = self.study.outer.take();
        if self.jumps.last() == Some(&Spot::Study) {
            self.jumps.stay();
        }
        match outer {
            Some(Screen::Page) if self.reader.is_some() => {
                self.screen = Screen::Page;
                Vec::new()
            }
            Some(Screen::Board) if self.boards.shown().is_some() => {
                self.screen = Screen::Board;
                self.set_board();
                Vec::new()
            }
            _ => self.show_shelf(),
        }
    }

    pub(super) fn notes_dated(&mut self, dates: Vec<(crate::model::ArticleId, i64)>) -> Vec<Effect> {
        self.study.date_notes(dates);
        Vec::new()
    }

    /// A name and a moment for a new entry.
    pub(super) fn stamp(&mut self) -> (EntryId, crate::study::Moment) {
        (EntryId::from(&self.mint.next(self.now)), self.study.moment(self.now))
    }

    /// Has entries written at once.
    pub(super) fn log(&mut self, entries: Vec<Entry>) -> Effect {
        self.study.under_way.push(entries.clone());
        Effect::Log(entries)
    }

    /// How the entries fared that were handed over, of which `first` is the first.
    pub(super) fn logged(&mut self, first: EntryId, outcome: Result<(), Text>) -> Vec<Effect> {
        let these = |entries: &Vec<Entry>| entries.first().is_some_and(|entry| entry.id == first);
        let at = self.study.under_way.iter().position(these);
        let entries = at.map(|at| self.study.under_way.remove(at)).unwrap_or_default();
        if let Err(message) = outcome {
            self.study.unwritten.extend(entries);
            self.warn(format!("{message}; what you did is kept here, gw writes it again"));
        }
        Vec::new()
    }

    /// Hands over again what could not be written.
    pub(super) fn log_again(&mut self) -> Option<Effect> {
        let entries = std::mem::take(&mut self.study.unwritten);
        (!entries.is_empty()).then(|| self.log(entries))
    }
}

/// Why a card is set aside, in words.
#[must_use]
pub fn told(why: Stale, words: &Text) -> String {
    match why {
        Stale::Changed => format!("the passage changed, and now says “{words}”"),
        Stale::Gone | Stale::Contradicted => words.to_string(),
    }
}

/// No item has this number: the words are looked for.
const ITEM_UNKNOWN: u32 = u32::MAX - 2;
