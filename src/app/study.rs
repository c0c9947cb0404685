//! Studying: what the log comes to, the sheet that is shown (a sitting of reviews, figures, the queue), and what is on its
//! way to the log.

mod face;

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    layout::{Galley, Measure, Page},
    model::{ArticleId, Text},
    study::{Card, CardId, Day, Deck, Entry, EntryId, Moment, NEW_A_DAY, Session, Stale, Standing},
};

use super::{
    command::Command,
    reader::WORDS_A_MINUTE,
    state::{Screen, State},
};

/// What the world read of the log.
#[derive(Debug)]
pub struct Learnt {
    pub deck: Deck,
    /// Where the reader is: it tells when a day ends.
    pub zone: TimeZone,
    /// The most cards that are asked for the first time on a day.
    pub new_a_day: u32,
    /// Lines and files of the log that could not be read.
    pub faults: Vec<Text>,
}

/// All that has to do with studying.
#[derive(Debug)]
pub struct Study {
    /// `None` until the log has been read.
    pub deck: Option<Deck>,
    zone: TimeZone,
    /// Whether the log is being read.
    pub waiting: bool,
    /// Whether it was asked for at all.
    pub(super) asked: bool,
    pub sheet: Sheet,
    pub sitting: Option<Sitting>,
    /// The line or card one is on, of a sheet that is a list.
    pub cursor: usize,
    /// The first row in the window of a sheet that is longer than it.
    pub top: usize,
    /// Whether one is asked how sure one is before a card turns.
    pub asks_sure: bool,
    /// How far the fitting of the weights is, while it is.
    pub fitting: Option<(usize, usize)>,
    /// Whether that began by itself, as it does once a run at most.
    pub(super) fits_unasked: bool,
    pub new_a_day: u32,
    /// How many annotations were made on each day, and on each article.
    pub notes_by_day: BTreeMap<Day, u32>,
    pub notes_of: HashMap<ArticleId, u32>,
    /// Handed over to be written, in order.
    pub(super) under_way: Vec<Vec<Entry>>,
    /// What could not be written.
    pub(super) unwritten: Vec<Entry>,
    /// The screen one came from.
    pub(super) outer: Option<Screen>,
}

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    #[default]
    Review,
    Figures,
    Queue,
    /// Cards that are set aside, and why.
    Aside,
}

/// A sitting of reviews.
#[derive(Debug, Default)]
pub struct Sitting {
    pub session: Session,
    pub face: Face,
    /// Whether the answer is to be seen.
    pub turned: bool,
    /// How sure the reader was, in percent.
    pub sure: Option<u8>,
    /// What was typed, and whether it is right.
    pub typed: Option<(Text, bool)>,
    /// What can be taken back, the last at the end.
    pub(super) steps: Vec<Step>,
    /// Cards that went stale during the sitting.
    pub stale: Vec<(CardId, Stale, Text)>,
    /// Cards that were looked at for staleness.
    pub(super) judged: Vec<CardId>,
}

/// Something done in a sitting.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Graded,
    Aside { entry: EntryId, before: Standing },
}

/// A side of a card, set on a page.
#[derive(Debug)]
pub struct Face {
    pub galley: Galley,
    pub page: Page,
    pub top: usize,
}

impl Default for Face {
    fn default() -> Self {
        Self { galley: Galley::default(), page: Page::new(Measure { width_cells: 60, tight: false }), top: 0 }
    }
}

impl Default for Study {
    fn default() -> Self {
        Self {
            deck: None,
            zone: TimeZone::UTC,
            waiting: false,
            asked: false,
            sheet: Sheet::Review,
            sitting: None,
            cursor: 0,
            top: 0,
            asks_sure: false,
            fitting: None,
            fits_unasked: false,
            new_a_day: NEW_A_DAY,
            notes_by_day: BTreeMap::new(),
            notes_of: HashMap::new(),
            under_way: Vec::new(),
            unwritten: Vec::new(),
            outer: None,
        }
    }
}

impl Study {
    /// A moment as the log tells it.
    #[must_use]
    pub fn moment(&self, now: Timestamp) -> Moment {
        let moment = Moment::new(now, self.zone.to_offset(now));
        moment.after(self.deck.as_ref().and_then(|deck| deck.latest_millis))
    }

    /// Takes in when annotations were made: each on the day it was here, then.
    pub(super) fn date_notes(&mut self, dates: Vec<(ArticleId, i64)>) {
        (self.notes_by_day, self.notes_of) = (BTreeMap::new(), HashMap::new());
        for (article, millis) in dates {
            let Ok(at) = Timestamp::from_millisecond(millis) else { continue };
            let day = Moment::new(at, self.zone.to_offset(at)).day();
            *self.notes_by_day.entry(day).or_default() += 1;
            *self.notes_of.entry(article).or_default() += 1;
        }
    }

    #[must_use]
    pub fn today(&self, now: Timestamp) -> Day {
        self.moment(now).day()
    }

    /// The card that is asked.
    #[must_use]
    pub fn current(&self) -> Option<&Card> {
        self.deck.as_ref()?.card(self.sitting.as_ref()?.session.current()?)
    }

    /// Whether all that was done is on disk.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.under_way.is_empty() && self.unwritten.is_empty()
    }

    /// Cards that want to be looked at: set aside, or forgotten too often. As they were made.
    #[must_use]
    pub fn aside(&self) -> Vec<&Card> {
        let Some(deck) = &self.deck else { return Vec::new() };
        let wanted = deck.standings().iter().filter(|standing| standing.wants_a_look());
        wanted.filter_map(|standing| deck.card(standing.id)).collect()
    }

    pub(super) fn take(&mut self, learnt: Learnt) {
        (self.deck, self.zone, self.new_a_day) = (Some(learnt.deck), learnt.zone, learnt.new_a_day);
        (self.waiting, self.asked) = (false, true);
    }
}

impl Sheet {
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Review => "Review",
            Self::Figures => "Figures",
            Self::Queue => "To read",
            Self::Aside => "Set aside",
        }
    }

    pub(super) fn of(command: Command) -> Self {
        match command {
            Command::Figures => Self::Figures,
            Command::Tour => Self::Queue,
            Command::Aside => Self::Aside,
            _ => Self::Review,
        }
    }
}

impl State {
    /// How many minutes so many words take this reader, rounded up: by what was read so far, or as people read who were
    /// measured.
    #[must_use]
    pub fn minutes(&self, words: usize) -> usize {
        let pace = self.study.deck.as_ref().and_then(|deck| deck.pace(self.study.today(self.now)));
        words.div_ceil(pace.map_or(WORDS_A_MINUTE, |pace| pace as usize))
    }

    /// Whether a card is asked and its answer hidden: then digits say how sure one is.
    #[must_use]
    pub(super) fn is_asked(&self) -> bool {
        self.screen == Screen::Study
            && self.study.sheet == Sheet::Review
            && self.study.sitting.as_ref().is_some_and(|sitting| !sitting.turned && sitting.session.current().is_some())
    }
}
