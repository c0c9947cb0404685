//! What the log comes to, for cards: where each stands, and what was done on each day.
//!
//! A deck is the fold of all entries of all devices, in the order of their times. The union of two logs is a log, so two
//! devices that put their files together come to the same deck.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{ArticleId, Text};

use super::{
    Card, CardId, Content, Day, Deed, Entry, EntryId, Grade, Graded, Memory, Moment, Outlook, Queued, Scheduler, Stale,
    figures::{Sureness, Tally},
    reading::Reading,
};

/// A card that was forgotten so often is a leech: it costs more than it gives.
pub const LEECH_LAPSES: u16 = 8;

/// Where a card stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    pub id: CardId,
    /// `None` for a card that was not asked yet.
    pub memory: Option<Memory>,
    pub made: Day,
    /// When it was last asked; the day it was made before that.
    pub last: Day,
    /// When it is to be asked.
    pub due: Day,
    /// How often it was asked, and how often forgotten after it had been known.
    pub reviews: u32,
    pub lapses: u16,
    pub buried: Option<Day>,
    pub stale: Option<Stale>,
    pub suspended: bool,
    pub deleted: bool,
    /// Whether the entry that made it is there; without it there is nothing to ask.
    pub known: bool,
}

impl Standing {
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.memory.is_none()
    }

    /// Whether it is asked at all: there, not suspended, not stale.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.known && !self.deleted && !self.suspended && self.stale.is_none()
    }

    /// Whether it is to be asked on a day. A card whose last review lies in the future was asked while the clock was ahead:
    /// better asked once more than lost for years.
    #[must_use]
    pub fn is_due(&self, today: Day) -> bool {
        let ahead = self.last > today.plus(1);
        self.is_live() && !self.is_new() && self.buried != Some(today) && (self.due <= today || ahead)
    }

    /// Whether it could be asked for the first time.
    #[must_use]
    pub fn waits(&self, today: Day) -> bool {
        self.is_live() && self.is_new() && self.buried != Some(today)
    }

    #[must_use]
    pub fn is_leech(&self) -> bool {
        self.lapses >= LEECH_LAPSES
    }

    /// Whether a reader should decide about it: it is set aside, or forgotten so often that it should be reworded.
    #[must_use]
    pub fn wants_a_look(&self) -> bool {
        self.known && !self.deleted && (self.stale.is_some() || self.suspended || self.is_leech())
    }

    /// Days since it was last asked.
    #[must_use]
    pub fn days(&self, today: Day) -> u32 {
        today.since(self.last)
    }
}

/// All cards, and what was done.
#[derive(Clone, Debug, Default)]
pub struct Deck {
    standings: Vec<Standing>,
    at: HashMap<CardId, usize>,
    /// The cards themselves, as far as they are in memory.
    cards: HashMap<CardId, Card>,
    /// Edits that stand before the card in the log: made on another device, whose clock is behind.
    early: HashMap<CardId, Content>,
    /// What the passages of stale cards say now.
    why: HashMap<CardId, Text>,
    pub days: BTreeMap<Day, Tally>,
    /// How sure the reader was, and how often right.
    pub sureness: Sureness,
    pub reading: Reading,
    pub scheduler: Scheduler,
    /// The weights fitted to the log, where they were.
    pub weights: Option<[f32; 21]>,
    /// The time of the latest entry.
    pub latest_millis: Option<i64>,
    /// Reviews since the weights were last fitted.
    pub unfitted: usize,
    /// What is to be read next, in order.
    pub queue: Vec<Queued>,
    /// How many cards were made of each article.
    pub cards_of: HashMap<ArticleId, u32>,
}

/// A grade as it can be taken back: all that it changed.
#[derive(Clone, Copy, Debug)]
pub struct Before {
    standing: Standing,
    day: Day,
    tally: Tally,
    sureness: Sureness,
    unfitted: usize,
}

impl Deck {
    /// The deck of these entries, in any order, with repetitions.
    #[must_use]
    pub fn fold(mut entries: Vec<Entry>, retention: f32) -> Self {
        entries.sort_unstable_by_key(|entry| (entry.at.millis, entry.id));
        entries.dedup_by_key(|entry| entry.id);
        let void = void(&entries);
        let mut live = entries;
        live.retain(|entry| !void.contains(&entry.id));
        let weights = live.iter().rev().find_map(|entry| match &entry.deed {
            Deed::Fitted(weights) => Some(**weights),
            _ => None,
        });
        let mut deck = Self { scheduler: Scheduler::new(weights.as_ref(), retention), weights, ..Self::default() };
        for entry in live {
            deck.apply(entry);
        }
        deck
    }

    /// Takes in an entry that is later than all others.
    pub fn apply(&mut self, entry: Entry) {
        let Entry { at, deed, .. } = entry;
        let day = at.day();
        self.latest_millis = self.latest_millis.max(Some(at.millis));
        match deed {
            Deed::Graded(graded) => self.grade(&graded, at),
            Deed::Made(card) => self.make(*card, day),
            Deed::Edited { card, content } => self.edit(card, *content),
            Deed::Suspended(card) => self.standing_mut(card, day).suspended = true,
            Deed::Resumed(card) => self.standing_mut(card, day).suspended = false,
            Deed::Buried { card, day: until } => self.standing_mut(card, day).buried = Some(until),
            Deed::Stale { card, why, words } => {
                self.standing_mut(card, day).stale = Some(why);
                self.why.insert(card, words);
            }
            Deed::Fresh(card) => {
                self.standing_mut(card, day).stale = None;
                self.why.remove(&card);
            }
            Deed::Deleted(card) => self.standing_mut(card, day).deleted = true,
            Deed::Visited(visit) => {
                let tally = self.days.entry(day).or_default();
                tally.reading_seconds = tally.reading_seconds.saturating_add(visit.seconds);
                if visit.words > 0 {
                    tally.paced_words = tally.paced_words.saturating_add(visit.words);
                    tally.paced_seconds = tally.paced_seconds.saturating_add(visit.seconds);
                }
                if self.reading.visit(*visit, at) {
                    tally.articles += 1;
                }
            }
            Deed::Fitted(weights) => {
                // in a fold the last weights are known from the start; here they change what comes next
                self.weights = Some(*weights);
                self.scheduler = Scheduler::new(self.weights.as_ref(), self.scheduler.retention());
                self.unfitted = 0;
            }
            Deed::Queued(next) => self.put_into_queue(*next),
            Deed::Dequeued(article) => self.queue.retain(|queued| queued.article != article),
            Deed::Undone(_) | Deed::Unknown => {}
        }
    }

    /// Takes in what was written since, in order. Whether that was enough: an entry that belongs before what is known, takes
    /// back what is known, or brings new weights, needs the whole log.
    pub fn catch_up(&mut self, entries: Vec<Entry>) -> bool {
        let within = |id: &EntryId| entries.iter().any(|entry| entry.id == *id);
        let later = |entry: &Entry| self.latest_millis.is_none_or(|latest| entry.at.millis > latest);
        let simple = entries.iter().all(|entry| {
            later(entry)
                && match &entry.deed {
                    Deed::Undone(undone) => within(undone),
                    Deed::Fitted(_) => false,
                    _ => true,
                }
        });
        if simple {
            let void = void(&entries);
            let mut seen = HashSet::new();
            for entry in entries {
                if seen.insert(entry.id) && !void.contains(&entry.id) {
                    self.apply(entry);
                }
            }
        }
        simple
    }

    /// Whether nothing waits for a card that is not there yet.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.early.is_empty()
    }

    fn make(&mut self, card: Card, day: Day) {
        let id = card.id;
        let fresh = {
            let standing = self.standing_mut(id, day);
            let fresh = !standing.known;
            standing.known = true;
            if fresh && standing.memory.is_none() {
                (standing.made, standing.last, standing.due) = (day, day, day);
            }
            fresh
        };
        if fresh {
            self.days.entry(day).or_default().made += 1;
            *self.cards_of.entry(card.origin.article.clone()).or_default() += 1;
        }
        let mut card = card;
        if let Some(content) = self.early.remove(&id) {
            card.content = content;
        }
        self.cards.entry(id).or_insert(card);
    }

    fn edit(&mut self, id: CardId, content: Content) {
        match self.cards.get_mut(&id) {
            Some(card) => card.content = content,
            None => drop(self.early.insert(id, content)),
        }
    }

    fn grade(&mut self, graded: &Graded, at: Moment) {
        let day = at.day();
        let outlook = self.outlook(graded.card, day);
        let standing = self.standing_mut(graded.card, day);
        let next = outlook[graded.grade as usize - 1];
        let was = *standing;
        standing.memory = Some(next.memory);
        standing.last = day;
        standing.due = day.plus(i32::try_from(next.days).unwrap_or(i32::MAX));
        standing.reviews = standing.reviews.saturating_add(1);
        let lapse = graded.grade == Grade::Again && !was.is_new() && was.days(day) > 0;
        standing.lapses = standing.lapses.saturating_add(u16::from(lapse));
        self.days.entry(day).or_default().grade(graded, &was, day);
        self.sureness.add(graded);
        self.unfitted += 1;
    }

    /// What each grade would come to on a day.
    #[must_use]
    pub fn outlook(&self, card: CardId, today: Day) -> [Outlook; 4] {
        let standing = self.standing(card).copied().unwrap_or_default();
        self.scheduler.outlook(standing.memory, standing.days(today))
    }

    /// Applies a grade, and keeps what it changes so that it can be taken back at once.
    pub fn apply_grade(&mut self, entry: Entry, graded: &Graded) -> Before {
        let day = entry.at.day();
        let before = Before {
            standing: *self.standing_mut(graded.card, day),
            day,
            tally: self.days.get(&day).copied().unwrap_or_default(),
            sureness: self.sureness,
            unfitted: self.unfitted,
        };
        self.apply(entry);
        before
    }

    /// Takes the last grade back.
    pub fn take_back(&mut self, before: &Before) {
        *self.standing_mut(before.standing.id, before.day) = before.standing;
        self.days.insert(before.day, before.tally);
        self.sureness = before.sureness;
        self.unfitted = before.unfitted;
    }

    /// Puts a card back to where it stood.
    pub fn restore(&mut self, standing: Standing) {
        *self.standing_mut(standing.id, standing.made) = standing;
    }

    fn standing_mut(&mut self, id: CardId, day: Day) -> &mut Standing {
        let standings = &mut self.standings;
        let at = *self.at.entry(id).or_insert_with(|| {
            standings.push(Standing { id, made: day, last: day, due: day, ..Standing::default() });
            standings.len() - 1
        });
        &mut self.standings[at]
    }

    #[must_use]
    pub fn standing(&self, id: CardId) -> Option<&Standing> {
        self.at.get(&id).and_then(|at| self.standings.get(*at))
    }

    #[must_use]
    pub fn standings(&self) -> &[Standing] {
        &self.standings
    }

    /// A card, where it is in memory.
    #[must_use]
    pub fn card(&self, id: CardId) -> Option<&Card> {
        self.cards.get(&id)
    }

    /// All cards that are in memory and not deleted, as they were made.
    #[must_use]
    pub fn cards(&self) -> Vec<&Card> {
        let mut cards: Vec<&Card> =
            self.cards.values().filter(|card| self.standing(card.id).is_some_and(|s| s.known && !s.deleted)).collect();
        cards.sort_unstable_by_key(|card| card.id);
        cards
    }

    /// What the passage of a stale card says now, or what contradicts it.
    #[must_use]
    pub fn why(&self, id: CardId) -> Option<&Text> {
        self.why.get(&id)
    }

    /// All of that, for a cache.
    #[must_use]
    pub fn whys(&self) -> &HashMap<CardId, Text> {
        &self.why
    }

    /// Puts back what a cache held.
    pub fn restore_why(&mut self, id: CardId, words: Text) {
        self.why.insert(id, words);
    }

    /// Puts cards into memory that were kept elsewhere.
    pub fn hold(&mut self, cards: impl IntoIterator<Item = Card>) {
        for mut card in cards {
            if let Some(content) = self.early.remove(&card.id) {
                card.content = content;
            }
            self.cards.insert(card.id, card);
        }
    }

    fn put_into_queue(&mut self, mut next: Queued) {
        let before = next.before.take().filter(|before| *before != next.article);
        self.queue.retain(|queued| queued.article != next.article);
        let place = before.and_then(|before| self.queue.iter().position(|queued| queued.article == before));
        self.queue.insert(place.unwrap_or(self.queue.len()), next);
    }

    /// Whether an article is in the queue.
    #[must_use]
    pub fn is_queued(&self, article: &ArticleId) -> bool {
        self.queue.iter().any(|queued| queued.article == *article)
    }

    /// Takes the cards out of memory, to be kept elsewhere.
    pub fn release(&mut self) -> HashMap<CardId, Card> {
        std::mem::take(&mut self.cards)
    }

    /// A deck from what a cache held.
    #[must_use]
    pub fn restored(standings: Vec<Standing>, weights: Option<[f32; 21]>, retention: f32) -> Self {
        let at = standings.iter().enumerate().map(|(at, standing)| (standing.id, at)).collect();
        let scheduler = Scheduler::new(weights.as_ref(), retention);
        Self { standings, at, scheduler, weights, ..Self::default() }
    }
}

/// Entries that were taken back. What takes back can be taken back itself.
fn void(entries: &[Entry]) -> HashSet<EntryId> {
    let mut void = HashSet::new();
    for entry in entries.iter().rev() {
        if let Deed::Undone(undone) = entry.deed
            && !void.contains(&entry.id)
        {
            void.insert(undone);
        }
    }
    void
}

/// For each card, its grades with the days before each: what weights are fitted to.
#[must_use]
pub(super) fn histories(mut entries: Vec<Entry>) -> Vec<Vec<(Grade, u32)>> {
    entries.sort_unstable_by_key(|entry| (entry.at.millis, entry.id));
    entries.dedup_by_key(|entry| entry.id);
    let void = void(&entries);
    let mut of: BTreeMap<CardId, (Day, Vec<(Grade, u32)>)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !void.contains(&entry.id)) {
        if let Deed::Graded(graded) = &entry.deed {
            let day = entry.at.day();
            let (last, history) = of.entry(graded.card).or_insert_with(|| (day, Vec::new()));
            let days = if history.is_empty() { 0 } else { day.since(*last) };
            history.push((graded.grade, days));
            *last = day;
        }
    }
    of.into_values().map(|(_, history)| history).collect()
}
