//! What was done and remembered, in figures: by day, by how sure one was, and what is to come.

use std::collections::{BTreeMap, HashMap};

use crate::model::ArticleId;

use super::{Day, Deck, Graded, REVIEWS_TO_FIT, Stale, Standing};

/// One day of study and reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cards asked, each time counted.
    pub reviews: u32,
    /// Of cards that had been asked on an earlier day: how many, and how many were remembered.
    pub recalls: u32,
    pub recalled: u32,
    /// Cards asked for the first time, and cards made.
    pub new: u32,
    pub made: u32,
    /// Over cards, and over articles.
    pub study_millis: u64,
    pub reading_seconds: u32,
    /// Visits to articles, each article once for its first visit of a day.
    pub articles: u32,
    /// Words that were read for the first time, and the seconds of the visits in which they were: how fast one reads.
    pub paced_words: u32,
    pub paced_seconds: u32,
}

impl Tally {
    pub(super) fn grade(&mut self, graded: &Graded, was: &Standing, day: Day) {
        self.reviews += 1;
        self.study_millis += u64::from(graded.took_millis);
        if was.is_new() {
            self.new += 1;
        } else if was.days(day) > 0 {
            self.recalls += 1;
            self.recalled += u32::from(graded.grade.is_pass());
        }
    }

    /// Adds the figures of another day.
    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        Self {
            reviews: self.reviews + other.reviews,
            recalls: self.recalls + other.recalls,
            recalled: self.recalled + other.recalled,
            new: self.new + other.new,
            made: self.made + other.made,
            study_millis: self.study_millis + other.study_millis,
            reading_seconds: self.reading_seconds.saturating_add(other.reading_seconds),
            articles: self.articles + other.articles,
            paced_words: self.paced_words.saturating_add(other.paced_words),
            paced_seconds: self.paced_seconds.saturating_add(other.paced_seconds),
        }
    }

    /// The share of cards that were remembered, of those that could have been forgotten.
    #[must_use]
    pub fn retention(&self) -> Option<f64> {
        (self.recalls > 0).then(|| f64::from(self.recalled) / f64::from(self.recalls))
    }
}

/// The steps in which one says how sure one is: a guess, perhaps, likely, nearly sure, sure.
pub const SURE_PERCENT: [u8; 5] = [20, 40, 60, 80, 100];

/// For each step how often it was said, and how often the answer was then remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sureness(pub [(u32, u32); SURE_PERCENT.len()]);

impl Sureness {
    pub(super) fn add(&mut self, graded: &Graded) {
        if let Some(sure) = graded.sure {
            let step = SURE_PERCENT.iter().position(|percent| sure <= *percent).unwrap_or(SURE_PERCENT.len() - 1);
            self.0[step].0 += 1;
            self.0[step].1 += u32::from(graded.grade.is_pass());
        }
    }

    /// How often it was said at all.
    #[must_use]
    pub fn said(&self) -> u32 {
        self.0.iter().map(|(said, _)| said).sum()
    }
}

impl Deck {
    /// The figures of the last `days` days, today among them.
    #[must_use]
    pub fn lately(&self, today: Day, days: i32) -> Tally {
        let span = self.days.range(today.plus(1 - days)..=today);
        span.fold(Tally::default(), |sum, (_, tally)| sum.plus(tally))
    }

    /// Whether so much was reviewed since the weights were set that others are worth the work: a few hundred reviews at
    /// first, later a quarter of all.
    #[must_use]
    pub fn wants_fit(&self) -> bool {
        let all: usize = self.days.values().map(|tally| tally.reviews as usize).sum();
        self.unfitted >= REVIEWS_TO_FIT.max(all / 4)
    }

    /// How many words the reader reads in a minute, all pauses counted; `None` as long as too little was read to tell.
    #[must_use]
    pub fn pace(&self, today: Day) -> Option<u32> {
        let lately = self.lately(today, PACE_DAYS);
        let minute = u64::from(lately.paced_words) * 60 / u64::from(lately.paced_seconds.max(1));
        let minute = u32::try_from(minute).unwrap_or(u32::MAX).clamp(PACE_WORDS_MIN, PACE_WORDS_MAX);
        (lately.paced_words >= PACED_WORDS_MIN).then_some(minute)
    }

    /// How many cards fall due on each of the next `days` days, what is overdue counted for today.
    #[must_use]
    pub fn forecast(&self, today: Day, days: usize) -> Vec<u32> {
        let mut due = vec![0; days];
        for standing in self.standings().iter().filter(|standing| standing.is_live() && !standing.is_new()) {
            let ahead = if standing.is_due(today) { 0 } else { standing.due.since(today).max(1) };
            if let Some(count) = due.get_mut(ahead as usize) {
                *count += 1;
            }
        }
        due
    }

    /// On how many days in a row cards were asked, up to today or yesterday: a day that is not over breaks nothing.
    #[must_use]
    pub fn streak(&self, today: Day) -> u32 {
        let studied = |day: Day| self.days.get(&day).is_some_and(|tally| tally.reviews > 0);
        let last = if studied(today) { today } else { today.plus(-1) };
        let days = std::iter::successors(Some(last), |day| Some(day.plus(-1))).take_while(|day| studied(*day)).count();
        u32::try_from(days).unwrap_or(u32::MAX)
    }

    /// How the live cards stand: new, learnt for less than three weeks, for longer; and those set aside.
    #[must_use]
    pub fn stock(&self) -> Stock {
        let mut stock = Stock::default();
        for standing in self.standings().iter().filter(|standing| standing.known && !standing.deleted) {
            let count = match standing.stage() {
                Stage::New => &mut stock.new,
                Stage::Learning => &mut stock.learning,
                Stage::Mature => &mut stock.mature,
                Stage::Suspended => &mut stock.suspended,
                Stage::Stale(_) => &mut stock.stale,
            };
            *count += 1;
            stock.leeches += u32::from(standing.is_leech() && standing.is_live());
        }
        stock
    }

    /// The chance, over all live cards that were asked, to remember one of them today.
    #[must_use]
    pub fn knowledge(&self, today: Day) -> Option<f64> {
        let live = self.standings().iter().filter(|standing| standing.is_live());
        let chances: Vec<f64> = live
            .filter_map(|standing| Some(f64::from(self.scheduler.chance(standing.memory?, standing.days(today)))))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "nobody has that many cards")]
        (!chances.is_empty()).then(|| chances.iter().sum::<f64>() / chances.len() as f64)
    }

    /// What was read and made of each topic; what was read longest first. `notes` are the annotations of each article.
    #[must_use]
    pub fn topics(&self, notes: &HashMap<ArticleId, u32>) -> Vec<(String, TopicTally)> {
        let mut topics: BTreeMap<&str, TopicTally> = BTreeMap::new();
        for (article, seen) in self.reading.articles() {
            for topic in &seen.topics {
                let tally = topics.entry(topic.as_str()).or_default();
                tally.seconds += u64::from(seen.seconds);
                tally.articles += 1;
                tally.notes += notes.get(article).copied().unwrap_or(0);
                tally.cards += self.cards_of.get(article).copied().unwrap_or(0);
            }
        }
        let mut topics: Vec<_> = topics.into_iter().map(|(topic, tally)| (topic.to_owned(), tally)).collect();
        topics.sort_by(|a, b| b.1.seconds.cmp(&a.1.seconds).then_with(|| a.0.cmp(&b.0)));
        topics
    }
}

/// What was read and made of one topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TopicTally {
    pub seconds: u64,
    pub articles: u32,
    pub notes: u32,
    /// Cards that were made, also those that were deleted since.
    pub cards: u32,
}

/// From how many days the pace is worked out, and from how many words at the least.
const PACE_DAYS: i32 = 60;
const PACED_WORDS_MIN: u32 = 1_000;

/// Nobody reads slower or faster than this, in words a minute: what says otherwise is a window that was left open.
const PACE_WORDS_MIN: u32 = 60;
const PACE_WORDS_MAX: u32 = 480;

/// A card that is remembered for three weeks is mature.
const MATURE_DAYS: f32 = 21.0;

/// How the cards stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    pub new: u32,
    pub learning: u32,
    pub mature: u32,
    pub suspended: u32,
    pub stale: u32,
    pub leeches: u32,
}

impl Stock {
    /// Cards that are asked, sooner or later.
    #[must_use]
    pub fn live(&self) -> u32 {
        self.new + self.learning + self.mature
    }
}

/// How far a card has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not asked yet.
    New,
    /// Remembered for less than three weeks.
    Learning,
    Mature,
    Suspended,
    /// Set aside, and why.
    Stale(Stale),
}

impl Stage {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Learning => "learning",
            Self::Mature => "mature",
            Self::Suspended => "suspended",
            Self::Stale(why) => why.name(),
        }
    }
}

impl Standing {
    #[must_use]
    pub fn stage(&self) -> Stage {
        match (self.stale, self.suspended, self.memory) {
            (Some(why), ..) => Stage::Stale(why),
            (None, true, _) => Stage::Suspended,
            (None, false, None) => Stage::New,
            (None, false, Some(memory)) if memory.stability_days < MATURE_DAYS => Stage::Learning,
            (None, false, Some(_)) => Stage::Mature,
        }
    }
}
