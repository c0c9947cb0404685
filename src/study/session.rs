//! One sitting of reviews: which cards, in which order, and what a grade or an undo makes of the rest.

use std::collections::VecDeque;

use super::{Before, CardId, Day, Deck, Deed, Entry, EntryId, Grade, Graded, Moment};

/// New cards a day, unless a reader wants another number.
pub const NEW_A_DAY: u32 = 20;

/// The longest time that one card is counted for: who left the desk was not thinking.
const TOOK_MAX_MILLIS: u32 = 10 * 60 * 1000;

/// How many other cards come between a card that was forgotten and its return.
const AGAIN_AFTER: usize = 6;

/// A sitting.
#[derive(Clone, Debug, Default)]
pub struct Session {
    pub today: Day,
    /// What is still to be asked, the next first.
    waiting: VecDeque<CardId>,
    done: Vec<Done>,
    /// When the card that is asked now came.
    since_millis: i64,
    /// Cards that were set aside during the sitting: buried, suspended, stale.
    pub set_aside: usize,
}

/// A grade that was given, as it can be taken back.
#[derive(Clone, Debug)]
struct Done {
    entry: EntryId,
    card: CardId,
    grade: Grade,
    before: Before,
    /// What was waiting when it was given.
    waiting: VecDeque<CardId>,
}

impl Session {
    /// The sitting of a day: what is due, the longest due first, and new cards between them, as many as the day allows.
    #[must_use]
    pub fn new(deck: &Deck, now: Moment, new_a_day: u32) -> Self {
        let today = now.day();
        let mut due: Vec<_> = deck.standings().iter().filter(|standing| standing.is_due(today)).collect();
        due.sort_unstable_by_key(|standing| (standing.due, standing.id));
        let mut new: Vec<_> = deck.standings().iter().filter(|standing| standing.waits(today)).collect();
        new.sort_unstable_by_key(|standing| standing.id);
        let begun = deck.days.get(&today).map_or(0, |tally| tally.new);
        new.truncate(new_a_day.saturating_sub(begun) as usize);
        let waiting = mix(due.into_iter().map(|s| s.id).collect(), new.into_iter().map(|s| s.id).collect());
        Self { today, waiting, since_millis: now.millis, ..Self::default() }
    }

    /// The card that is asked.
    #[must_use]
    pub fn current(&self) -> Option<CardId> {
        self.waiting.front().copied()
    }

    /// Cards that are still to be asked, the current one among them.
    #[must_use]
    pub fn left(&self) -> usize {
        self.waiting.len()
    }

    /// All of them, the next first.
    pub fn waiting(&self) -> impl Iterator<Item = CardId> {
        self.waiting.iter().copied()
    }

    /// Grades that were given and stand.
    #[must_use]
    pub fn graded(&self) -> usize {
        self.done.len()
    }

    /// How many of them were remembered.
    #[must_use]
    pub fn remembered(&self) -> usize {
        self.done.iter().filter(|done| done.grade.is_pass()).count()
    }

    /// Grades the card that is asked. A card that was forgotten comes again in this sitting.
    pub fn grade(
        &mut self,
        deck: &mut Deck,
        grade: Grade,
        sure: Option<u8>,
        (entry, at): (EntryId, Moment),
    ) -> Option<Entry> {
        let before_waiting = self.waiting.clone();
        let card = self.waiting.pop_front()?;
        let took = u32::try_from(at.millis.saturating_sub(self.since_millis)).unwrap_or(0).min(TOOK_MAX_MILLIS);
        let graded = Graded { card, grade, took_millis: took, sure };
        let entry = Entry { id: entry, at, deed: Deed::Graded(graded) };
        let before = deck.apply_grade(entry.clone(), &graded);
        if !grade.is_pass() {
            self.waiting.insert(self.waiting.len().min(AGAIN_AFTER), card);
        }
        self.done.push(Done { entry: entry.id, card, grade, before, waiting: before_waiting });
        self.since_millis = at.millis;
        Some(entry)
    }

    /// Takes the last grade back: its card is asked again. The entry that says so.
    pub fn undo(&mut self, deck: &mut Deck, (entry, at): (EntryId, Moment)) -> Option<Entry> {
        let Done { entry: undone, before, waiting, card, .. } = self.done.pop()?;
        deck.take_back(&before);
        self.waiting = waiting;
        // what was set aside since stays so
        let live = |id: &CardId| {
            *id == card || deck.standing(*id).is_some_and(|s| s.is_live() && s.buried != Some(self.today))
        };
        self.waiting.retain(live);
        self.since_millis = at.millis;
        Some(Entry { id: entry, at, deed: Deed::Undone(undone) })
    }

    /// Sets a card aside for this sitting, wherever it stands in it.
    pub fn set_aside(&mut self, card: CardId, now: Moment) {
        let before = self.waiting.len();
        if self.current() == Some(card) {
            self.since_millis = now.millis;
        }
        self.waiting.retain(|waiting| *waiting != card);
        self.set_aside += usize::from(self.waiting.len() < before);
    }

    /// Asks a card again that was set aside.
    pub fn bring_back(&mut self, card: CardId, now: Moment) {
        self.waiting.push_front(card);
        self.since_millis = now.millis;
        self.set_aside = self.set_aside.saturating_sub(1);
    }

    /// The reader is back from elsewhere: that time is not the card's.
    pub fn resume(&mut self, now: Moment) {
        self.since_millis = now.millis;
    }
}

/// New cards spread evenly among those that are due.
fn mix(due: Vec<CardId>, new: Vec<CardId>) -> VecDeque<CardId> {
    let (all, fresh) = (due.len() + new.len(), new.len());
    let (mut due, mut new) = (due.into_iter(), new.into_iter());
    let mut mixed = VecDeque::with_capacity(all);
    for at in 0..all {
        // a sitting begins with what is due
        let turn = (at + 1) * fresh / all > at * fresh / all;
        let next = if turn { new.next().or_else(|| due.next()) } else { due.next().or_else(|| new.next()) };
        mixed.extend(next);
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::tests::{card, entry, graded, moment};

    fn deck(cards: u128) -> Deck {
        Deck::fold((1..=cards).map(|id| entry(id, 0, Deed::Made(Box::new(card(id))))).collect(), 0.9)
    }

    #[test]
    fn new_cards_are_limited_and_those_of_today_count() {
        let mut deck = deck(30);
        let mut session = Session::new(&deck, moment(1), 20);
        assert_eq!(session.left(), 20);
        for id in 0..5 {
            session.grade(&mut deck, Grade::Good, None, (EntryId(100 + id), moment(1))).unwrap();
        }
        assert_eq!((session.left(), session.graded()), (15, 5));
        assert_eq!(Session::new(&deck, moment(2), 20).left(), 15);
        assert_eq!(Session::new(&deck, moment(26), 20).left(), 20, "and tomorrow there are more");
    }

    #[test]
    fn a_forgotten_card_comes_again_until_it_is_known() {
        let mut deck = deck(2);
        let mut session = Session::new(&deck, moment(1), 20);
        let first = session.current().unwrap();
        session.grade(&mut deck, Grade::Again, None, (EntryId(100), moment(1)));
        session.grade(&mut deck, Grade::Good, None, (EntryId(101), moment(1)));
        assert_eq!((session.current(), session.left()), (Some(first), 1));
        session.grade(&mut deck, Grade::Hard, None, (EntryId(102), moment(1)));
        assert_eq!((session.current(), session.graded(), session.remembered()), (None, 3, 2));
    }

    #[test]
    fn every_grade_can_be_taken_back_one_after_the_other() {
        let mut deck = deck(3);
        let start: Vec<_> = deck.standings().to_vec();
        let mut session = Session::new(&deck, moment(1), 20);
        let order: Vec<CardId> = session.waiting().collect();
        let mut log = Vec::new();
        for (id, grade) in [(100, Grade::Again), (101, Grade::Easy), (102, Grade::Good), (103, Grade::Good)] {
            log.push(session.grade(&mut deck, grade, Some(60), (EntryId(id), moment(1))).unwrap());
        }
        assert_eq!(session.current(), None);
        for (turn, at) in (2_i64..).zip([103, 102, 101, 100]) {
            let undone = session.undo(&mut deck, (EntryId(at + 100), moment(turn))).unwrap();
            assert_eq!(undone.deed, Deed::Undone(EntryId(at)));
            log.push(undone);
        }
        assert_eq!(session.undo(&mut deck, (EntryId(999), moment(9))), None);
        assert_eq!(session.waiting().collect::<Vec<_>>(), order);
        assert_eq!(deck.standings(), start);
        // and the log says the same
        let made = (1..=3).map(|id| entry(id, 0, Deed::Made(Box::new(card(id)))));
        assert_eq!(Deck::fold(made.chain(log).collect(), 0.9).standings(), start);
    }

    #[test]
    fn what_is_due_comes_first_and_new_cards_between() {
        let mut log: Vec<Entry> = (1..=6).map(|id| entry(id, 0, Deed::Made(Box::new(card(id))))).collect();
        log.extend((1..=4).map(|id| graded(100 + id, 1, id, Grade::Good)));
        let deck = Deck::fold(log, 0.9);
        let session = Session::new(&deck, moment(24 * 40), 20);
        let order: Vec<u128> = session.waiting().map(|card| card.0).collect();
        assert_eq!(order, [1, 2, 5, 3, 4, 6]);
    }

    #[test]
    fn what_is_set_aside_is_not_asked_nor_brought_back_by_an_undo() {
        let mut deck = deck(3);
        let mut session = Session::new(&deck, moment(1), 20);
        let order: Vec<CardId> = session.waiting().collect();
        session.grade(&mut deck, Grade::Good, None, (EntryId(100), moment(1)));
        deck.apply(entry(101, 1, Deed::Suspended(order[1])));
        session.set_aside(order[1], moment(1));
        session.undo(&mut deck, (EntryId(102), moment(1)));
        assert_eq!(session.waiting().collect::<Vec<_>>(), [order[0], order[2]]);
    }
}
