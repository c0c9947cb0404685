//! One device of a reader: the app's own loop over a real desk on disk, with a clock that is told what time it is.

use std::{
    collections::{HashMap, VecDeque},
    fs,
    path::{Path, PathBuf},
};

use byline::{
    app::{Effect, Event, Key, Keymap, Learnt, Look, Opened, Setup, Size, Start, State, update},
    library::{Entries, Inquiry, Records, Shelving, Spellings, answer},
    marginalia::{Revision, find},
    model::{Annotation, ArticleId, Date, Text},
    store::{Desk, Environment, Folders},
    study::{Card, Deck, Now, Verdict, judge, news},
    theme::{Depth, Shade},
};
use jiff::{SignedDuration, Timestamp, tz::Offset, tz::TimeZone};

use super::super::screen::shown;

/// A byline that runs on a device.
pub struct Device {
    pub state: State,
    pub now: Timestamp,
    pub zone: TimeZone,
    root: PathBuf,
    name: &'static str,
    desk: Desk,
    environment: Environment,
    /// When byline wants to be woken, and how often it was.
    alarm: Option<Timestamp>,
    pub woken: usize,
    starts: u128,
}

impl Device {
    /// Starts byline on the desk at `root`, at a moment such as `2031-06-02T07:30:00+02:00`.
    pub fn start(root: &Path, name: &'static str, at: &str) -> Self {
        let environment = Environment { folders: Some(Folders::below(&root.join("home"))), ..Environment::default() };
        let desk = Desk::find(Some(root), &environment).expect("a desk");
        let (state, _) = State::new(setup(Timestamp::UNIX_EPOCH, 0, name, &desk));
        let (alarm, zone, now) = (None, TimeZone::UTC, Timestamp::UNIX_EPOCH);
        let root = root.to_owned();
        let mut device = Self { state, now, zone, root, name, desk, environment, alarm, woken: 0, starts: 0 };
        device.at(at);
        device.restart();
        device
    }

    /// It is that moment, in the zone that is written with it. Nothing happens meanwhile.
    pub fn at(&mut self, at: &str) -> &mut Self {
        self.now = at.parse().expect("a moment");
        let hours: i8 = at.get(at.len() - 6..at.len() - 3).expect("an offset").parse().expect("hours");
        self.zone = TimeZone::fixed(Offset::from_hours(hours).expect("an offset"));
        self
    }

    /// byline is started again, as after a night, or after it was killed.
    pub fn restart(&mut self) {
        self.starts += 1;
        self.alarm = None;
        self.desk = Desk::find(Some(&self.root), &self.environment).expect("a desk");
        let (state, effects) =
            State::new(setup(self.now, self.starts << 8 | self.name.len() as u128, self.name, &self.desk));
        self.state = state;
        self.perform(effects);
    }

    /// Time passes; byline is woken where it asked to be.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        let until = self.now + SignedDuration::from_secs(seconds);
        while let Some(alarm) = self.alarm.filter(|alarm| *alarm <= until) {
            (self.now, self.alarm) = (alarm, None);
            self.woken += 1;
            self.send(Event::Woken);
        }
        self.now = until;
        self
    }

    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in Key::sequence(keys).expect("keys") {
            self.send(Event::Key(key));
        }
        self
    }

    pub fn send(&mut self, event: Event) {
        let _told = update(&mut self.state, Event::Clock(self.now));
        let effects = update(&mut self.state, event);
        self.perform(effects);
    }

    pub fn screen(&self) -> String {
        shown(&self.state)
    }

    /// What the log comes to on disk, read anew.
    pub fn deck(&self) -> Deck {
        let reviews = self.desk.reviews().expect("a place");
        let mut studied = reviews.read(0.9).expect("a log");
        assert!(studied.faults.is_empty(), "{:?}", studied.faults);
        reviews.hold_all(&mut studied);
        studied.deck
    }

    /// The lines of all logs on disk.
    pub fn log(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for device in fs::read_dir(self.root.join("reviews")).into_iter().flatten().flatten() {
            for month in fs::read_dir(device.path()).expect("months").flatten() {
                lines.extend(fs::read_to_string(month.path()).expect("a log").lines().map(str::to_owned));
            }
        }
        lines
    }

    pub fn annotations_on_disk(&self) -> usize {
        self.desk.annotation_dates().expect("notes").len()
    }

    /// Changes an article on disk, as another program would; byline finds the file changed where it has it open.
    pub fn edit(&mut self, stem: &str, was: &str, now: &str) {
        let path = self.root.join("articles").join(format!("{stem}.yaml"));
        let source = fs::read_to_string(&path).expect("an article");
        assert!(source.contains(was), "{stem} does not say {was:?}");
        fs::write(&path, source.replacen(was, now, 1)).expect("written");
        self.send(Event::Changed { id: stem.parse().expect("an id") });
    }

    fn load(&self, id: &ArticleId) -> Option<(byline::model::Article, Revision)> {
        let article = self.desk.load(id, None).ok()?.reading.article?;
        let revision = Revision::of(&article, &article.outline());
        Some((article, revision))
    }

    fn records(&self) -> Records {
        Records(self.desk.records().expect("the library").0)
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        let mut answers = Vec::new();
        while let Some(effect) = effects.pop_front() {
            if let Effect::Wake { after_millis } = effect {
                let after = SignedDuration::from_millis(i64::try_from(after_millis).expect("a while"));
                self.alarm = Some(self.now + after);
            }
            answers.extend(self.answer(effect));
        }
        for answer in answers {
            self.send(answer);
        }
    }

    fn answer(&self, effect: Effect) -> Option<Event> {
        Some(match effect {
            Effect::Open(ask) => {
                let loaded = self.desk.load(&ask.id, ask.path.as_deref()).expect("the article");
                let byline::store::Loaded { reading, source, path, .. } = loaded;
                let (place, tags) = (self.desk.place_of(&ask.id), Vec::new());
                Event::Opened(Box::new(Opened { ask, reading, source, path, partial: false, place, tags }))
            }
            Effect::Shelve { number, wanted, .. } => {
                let entries = self.records().0.into_iter().map(|record| record.entry).collect();
                let Ok(stretch) = Shelving::new(Entries::new(entries)).stretch(&wanted, &self.desk.marks().0);
                Event::Shelved { number, stretch: Box::new(stretch) }
            }
            Effect::Inquire { number, inquiry: inquiry @ Inquiry::Around { .. } } => {
                let Ok(finding) = answer(&self.records(), &inquiry, &Date::new("2031-06-01"), &Spellings::default());
                Event::Found { number, finding: Box::new(finding) }
            }
            Effect::Study => Event::Learnt(Ok(Box::new(Learnt {
                deck: self.deck(),
                zone: self.zone.clone(),
                new_a_day: 20,
                faults: Vec::new(),
            }))),
            Effect::Log(entries) => {
                let reviews = self.desk.reviews().expect("a place");
                let outcome = reviews.append(self.name, &entries).map_err(|error| error.to_text());
                Event::Logged { first: entries.first()?.id, outcome }
            }
            Effect::KeepText { article, revision } => {
                self.desk.keep_revision(&article, &revision).expect("kept");
                return None;
            }
            Effect::Since { article, then, text, now } => {
                let then = text.map(|text| *text).or_else(|| self.desk.revision(&article, &then));
                let news = then.map(|then| Box::new(news(&then, &now)));
                Event::Since { article, now: now.digest(), news }
            }
            Effect::Compare(articles) => Event::Differing(
                articles
                    .into_iter()
                    .filter(|(id, _, then)| self.load(id).is_some_and(|(_, now)| now.digest() != *then))
                    .map(|(id, ..)| id)
                    .collect(),
            ),
            Effect::Judge(cards) => {
                Event::Judged(cards.iter().filter_map(|card| Some((card.id, self.judged(card)?))).collect())
            }
            Effect::DateNotes => Event::NotesDated(self.desk.annotation_dates().expect("notes")),
            Effect::Annotations { article, revision } => self.annotations(article, &revision),
            Effect::Annotate { before, after, revision } => {
                let kept = self.desk.keep_annotation(before.as_deref(), &after, revision.as_deref());
                Event::Kept { id: after.id.clone(), outcome: Ok(Box::new(kept.expect("kept"))) }
            }
            Effect::Remember { id, place } => {
                self.desk.remember(&id, place).expect("remembered");
                return None;
            }
            Effect::Continue => Event::Idle,
            _ => return None,
        })
    }

    fn judged(&self, card: &Card) -> Option<Verdict> {
        let id = &card.origin.article;
        let (article, revision) = self.load(id)?;
        let outline = article.outline();
        let now = Now { article: &article, outline: &outline, revision: &revision, around: None };
        judge(card, &|digest| self.desk.revision(id, digest), Some(now))
    }

    fn annotations(&self, article: ArticleId, revision: &Revision) -> Event {
        let live: Vec<Annotation> = self.desk.annotations(&article).expect("notes").live;
        let each: Vec<&Annotation> = live.iter().collect();
        let found = find(&each, &|digest| self.desk.revision(&article, digest), revision);
        let (noted, faults, unfinished) = (live.into_iter().zip(found).collect(), Vec::new(), Vec::new());
        Event::Annotated { article, revision: revision.digest(), noted, faults, unfinished }
    }
}

fn setup(now: Timestamp, seed: u128, name: &'static str, desk: &Desk) -> Setup {
    Setup {
        size: Size { width: 100, height: 40 },
        start: Start::Shelf,
        library: desk.name(),
        entries: Vec::new(),
        articles: 0,
        places: HashMap::new(),
        tags: HashMap::new(),
        look: Look { theme: None, configured: None, shade: Shade::Dark, depth: Depth::True },
        themes: Vec::new(),
        keymap: Keymap::default(),
        measure_max_cells: 76,
        now,
        seed,
        device: Text::new(name),
        meanings: [const { None }; 6],
        notice: None,
    }
}
