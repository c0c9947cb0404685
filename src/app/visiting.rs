//! What is read: which sentences were on the screen for long enough.
//!
//! Nothing ticks. Whenever something happens, the time since the last event is counted for what was in the window until
//! then, bounded by what a person may take to read that. While the window rests, byline is woken twice at most: when all
//! in it can have been read, and when nobody takes longer.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::{
    marginalia::Revision,
    model::{ArticleId, Digest, Text},
    study::{self, Deed, Visit, sentence_name},
};

use super::{
    Effect, Reader,
    state::{Screen, State},
};

/// Nobody reads faster than this: sentences that stood there for less were only passed.
const WORDS_A_SECOND_MAX: f64 = 8.0;

/// What a slow reader takes for a window, in words a second; and how long one may look up between. Longer is away.
const WORDS_A_SECOND_MIN: f64 = 1.5;
const LOOKS_UP_SECONDS: f64 = 10.0;

/// A visit shorter than this in which nothing was read is none.
const PASSING_SECONDS: f64 = 2.0;

/// byline is woken a little late rather than too early, and having to be woken again.
const WOKEN_LATE_MILLIS: f64 = 20.0;

/// A visit that goes on.
#[derive(Debug)]
pub struct Visiting {
    article: ArticleId,
    revision: Digest,
    /// The text that is seen, to be kept: the page may be another's when the visit is over.
    text: Revision,
    head: Heading,
    /// The text that was seen last, where it is another.
    base: Option<Base>,
    /// In reading order.
    sentences: Vec<Sentence>,
    window: Option<Window>,
    /// What was counted last.
    since: Timestamp,
    /// How long the window has been as it is.
    rested: f64,
    /// Words that can have been read and are not enough for the next sentence yet.
    credit: f64,
    seconds: f64,
    /// What was read in this visit, and what had been read before.
    read: BTreeSet<u32>,
    before: BTreeSet<u32>,
    /// What of it the log knows already.
    logged: Logged,
    words: u32,
}

/// What the log tells of an article besides its text.
#[derive(Debug)]
struct Heading {
    dated: Option<Text>,
    topics: Vec<Text>,
    story: Option<Text>,
}

/// The text that the reader saw before, whose changes are to be read.
#[derive(Debug)]
struct Base {
    revision: Digest,
    dated: Option<Text>,
    /// The sentences that are new since, once that is known.
    news: Option<Vec<u32>>,
}

/// A part of a visit that was written.
#[derive(Debug, Default)]
struct Logged {
    seconds: u32,
    read: BTreeSet<u32>,
    words: u32,
}

/// The words in the window: from a byte of a paragraph to a byte of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    from: (usize, usize),
    to: (usize, usize),
}

#[derive(Debug)]
struct Sentence {
    /// Paragraph and byte of its end: who sees that has seen the rest.
    end: (usize, usize),
    name: u32,
    words: usize,
}

impl Visiting {
    fn new(reader: &Reader, (revision, text): (Digest, Revision), before: BTreeSet<u32>, now: Timestamp) -> Self {
        let galley = &reader.galley;
        let placed = (0..galley.paragraphs.len()).filter(|at| galley.paragraphs[*at].place.is_some());
        let sentences = placed
            .flat_map(|at| galley.sentences(at))
            .map(|stop| {
                let words = galley.paragraphs[stop.paragraph].text.get(stop.span);
                let count = words.split_whitespace().count();
                Sentence { end: (stop.paragraph, stop.span.end()), name: sentence_name(words), words: count }
            })
            .collect();
        let head = reader.article.as_ref().map(|article| &article.head);
        let head = Heading {
            dated: reader.dated(),
            topics: head.map(|head| head.topics.clone()).unwrap_or_default(),
            story: head.and_then(|head| head.story_id.clone()),
        };
        Self {
            article: reader.id.clone(),
            revision,
            text,
            head,
            base: None,
            sentences,
            window: None,
            since: now,
            rested: 0.0,
            credit: 0.0,
            seconds: 0.0,
            read: BTreeSet::new(),
            before,
            logged: Logged::default(),
            words: 0,
        }
    }

    /// Counts the time since the last event for what was in the window, then looks at what is there now. Whether that is
    /// another.
    fn look(&mut self, reader: Option<(&Reader, usize)>, now: Timestamp) -> bool {
        if let Some(window) = self.window {
            self.count(window, now);
        }
        self.since = now;
        let window = reader.and_then(|(reader, height)| window(reader, height));
        let other = window != self.window;
        if other {
            (self.window, self.rested) = (window, 0.0);
        }
        other
    }

    /// The sentences whose end is in a window.
    fn within(&self, window: Window) -> &[Sentence] {
        let first = self.sentences.partition_point(|sentence| sentence.end <= window.from);
        let last = self.sentences.partition_point(|sentence| sentence.end <= window.to);
        self.sentences.get(first..last).unwrap_or_default()
    }

    fn is_read(&self, sentence: &Sentence) -> bool {
        self.read.contains(&sentence.name) || self.before.contains(&sentence.name)
    }

    fn count(&mut self, window: Window, now: Timestamp) {
        let elapsed = now.duration_since(self.since).as_secs_f64().max(0.0);
        // beyond this nobody is there
        let elapsed = elapsed.min((self.patience(window) - self.rested).max(0.0));
        self.rested += elapsed;
        self.seconds += elapsed;
        self.credit += elapsed * WORDS_A_SECOND_MAX;
        let here = self.within(window).iter().filter(|sentence| !self.is_read(sentence));
        let (mut credit, mut read) = (self.credit, Vec::new());
        for sentence in here {
            let words = length(sentence.words);
            if words > credit {
                self.take(read);
                self.credit = credit;
                return;
            }
            credit -= words;
            read.push((sentence.name, sentence.words));
        }
        self.take(read);
        // all that is here is read, and time is not saved up for what comes next
        self.credit = 0.0;
    }

    fn take(&mut self, read: Vec<(u32, usize)>) {
        for (name, words) in read {
            if self.read.insert(name) {
                self.words = self.words.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
            }
        }
    }

    /// What a slow reader takes for a window, in seconds.
    fn patience(&self, window: Window) -> f64 {
        let words: usize = self.within(window).iter().map(|sentence| sentence.words).sum();
        length(words) / WORDS_A_SECOND_MIN + LOOKS_UP_SECONDS
    }

    /// When there will be something to write, if nothing happens; `None` where nothing more can be counted.
    fn due(&self) -> Option<Effect> {
        let window = self.window?;
        let unread = self.within(window).iter().filter(|sentence| !self.is_read(sentence));
        let words: usize = unread.map(|sentence| sentence.words).sum();
        let left = self.patience(window) - self.rested;
        let read = (length(words) - self.credit) / WORDS_A_SECOND_MAX;
        let wait = if words > 0 { read.max(PASSING_SECONDS) } else { left };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no longer than a window takes")]
        let after_millis = (wait.clamp(0.0, left.max(0.0)) * 1000.0 + WOKEN_LATE_MILLIS) as u64;
        (left > 0.0).then_some(Effect::Wake { after_millis })
    }

    /// What the log does not know of the visit yet; `None` where one only passes through, or nothing is new.
    fn told(&mut self) -> Option<Visit> {
        if self.seconds < PASSING_SECONDS && self.read.is_empty() {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a visit is no longer than a life")]
        let seconds = (self.seconds.round() as u32).saturating_sub(self.logged.seconds);
        let read: Vec<u32> = self.read.difference(&self.logged.read).copied().collect();
        let words = self.words - self.logged.words;
        if seconds == 0 && read.is_empty() {
            return None;
        }
        self.logged.seconds += seconds;
        self.logged.read.extend(&read);
        self.logged.words = self.words;
        let (revision, dated) = match self.base.as_ref().filter(|base| !self.has_seen(base)) {
            Some(base) => (base.revision.clone(), base.dated.clone()),
            None => (self.revision.clone(), self.head.dated.clone()),
        };
        Some(Visit {
            article: self.article.clone(),
            revision,
            dated,
            seconds,
            read,
            words,
            sentences: u32::try_from(self.sentences.len()).unwrap_or(u32::MAX),
            topics: self.head.topics.clone(),
            story: self.head.story.clone(),
        })
    }

    /// Whether all that is new since a text was read, now or ever. What is no sentence of prose is seen by who was there.
    fn has_seen(&self, base: &Base) -> bool {
        let Some(news) = &base.news else { return false };
        !self.sentences.iter().any(|sentence| news.contains(&sentence.name) && !self.is_read(sentence))
    }

    /// What is on the page is compared with another text.
    pub(super) fn set_base(&mut self, revision: Digest, dated: Option<Text>) {
        self.base = Some(Base { revision, dated, news: None });
    }

    /// What is new since then; `None` where that can't be told, and nothing need be waited for.
    pub(super) fn set_news(&mut self, news: Option<Vec<u32>>) {
        match (&mut self.base, news) {
            (Some(base), Some(news)) => base.news = Some(news),
            (base, _) => *base = None,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a window holds few words")]
fn length(words: usize) -> f64 {
    words as f64
}

/// The words that the rows of the window show.
fn window(reader: &Reader, height: usize) -> Option<Window> {
    let rows = reader.page.rows.get(reader.window(height))?;
    let mut shown = rows.iter().flat_map(|row| row.runs.iter().filter_map(|run| Some((row.paragraph, run.origin?))));
    let (first, from) = shown.next()?;
    let (last, to) = shown.next_back().unwrap_or((first, from));
    Some(Window { from: (first, from.start()), to: (last, to.end()) })
}

impl State {
    /// Looks at what is on the screen after each event: a visit begins, goes on or ends. `away`: byline leaves the screen.
    /// `stirred`: the reader did something.
    pub(super) fn watch_reading(&mut self, away: bool, stirred: bool) -> Vec<Effect> {
        let height = self.page_height();
        let reader = self.reader.as_ref().filter(|reader| self.is_read_now(reader) && !away);
        let same = |visit: &Visiting| {
            reader.is_some_and(|reader| reader.id == visit.article && reader.margin.digest() == Some(&visit.revision))
        };
        let mut effects = Vec::new();
        if let Some(mut visit) = self.visit.take() {
            let goes_on = same(&visit);
            let watched = reader.filter(|_| goes_on && self.in_front);
            let other = visit.look(watched.map(|reader| (reader, height)), self.now);
            if stirred {
                visit.rested = 0.0;
            }
            if goes_on {
                let wake = visit.due().filter(|_| other || stirred);
                self.visit = Some(visit);
                return wake.into_iter().collect();
            }
            effects.extend(self.tell_visit(&mut visit));
        }
        if !away {
            effects.extend(self.begin_visit());
        }
        effects
    }

    /// Whether the open article is on the screen, whole and as a page.
    fn is_read_now(&self, reader: &Reader) -> bool {
        self.screen == Screen::Page && !reader.shows_source && !reader.partial
    }

    /// A visit begins once the text is known by its digest, which is made when there is time.
    fn begin_visit(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reader) = self.reader.as_ref().filter(|reader| self.is_read_now(reader)) else { return Vec::new() };
        let (digest, text) = (reader.margin.digest().cloned(), reader.margin.revision.clone());
        let Some(text) = digest.zip(text) else { return Vec::new() };
        let seen = self.study.deck.as_ref().and_then(|deck| deck.reading.of(&reader.id));
        let before = seen.map(|seen| seen.read.clone()).unwrap_or_default();
        let mut visit = Visiting::new(reader, text, before, self.now);
        visit.look(Some((reader, height)).filter(|_| self.in_front), self.now);
        let wake = visit.due();
        self.visit = Some(visit);
        wake.into_iter().chain(self.ask_since()).collect()
    }

    /// The window has rested long enough for something to be written: it is not to be lost, whatever happens next.
    pub(super) fn woken(&mut self) -> Vec<Effect> {
        // before the log has been read, what was seen last is not known either
        let Some(mut visit) = self.visit.take().filter(|_| self.study.deck.is_some()) else { return Vec::new() };
        let height = self.page_height();
        let reader = self.reader.as_ref().filter(|_| self.in_front);
        visit.look(reader.map(|reader| (reader, height)), self.now);
        let mut effects = self.tell_visit(&mut visit);
        effects.extend(visit.due());
        self.visit = Some(visit);
        effects
    }

    /// Whether the terminal is in front of the reader: what is behind other windows is not read.
    pub(super) fn come_to_front(&mut self, in_front: bool) -> Vec<Effect> {
        self.in_front = in_front;
        Vec::new()
    }

    /// byline comes back from where it could not be seen: that time was no reading.
    pub(super) fn resume_reading(&mut self) {
        if let Some(visit) = &mut self.visit {
            visit.since = self.now;
        }
    }

    /// Writes what the log does not know of a visit, and keeps the text that was read.
    fn tell_visit(&mut self, visit: &mut Visiting) -> Vec<Effect> {
        let Some(told) = visit.told() else { return Vec::new() };
        let known = self.study.deck.as_ref().and_then(|deck| deck.reading.of(&visit.article));
        let is_known = known.is_some_and(|seen| seen.revision == told.revision);
        let is_current = told.revision == visit.revision;
        let mut effects = Vec::new();
        if is_current && !is_known {
            let revision = Box::new(visit.text.clone());
            effects.push(Effect::KeepText { article: visit.article.clone(), revision });
        }
        let (id, at) = self.stamp();
        let entry = study::Entry { id, at, deed: Deed::Visited(Box::new(told)) };
        if let Some(deck) = &mut self.study.deck {
            deck.apply(entry.clone());
        }
        if is_current {
            self.shelf.changed.remove(&visit.article);
        }
        effects.push(self.log(vec![entry]));
        effects
    }
}
