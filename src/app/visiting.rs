//! What is read: which sentences were on the screen for long enough, and what has changed since the last visit.
//!
//! Nothing ticks. Whenever something happens, the time since the last event is counted for what was on the screen until
//! then, bounded by what a person may take to read that.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::{
    layout::Galley,
    library::Entry,
    marginalia::Revision,
    model::{ArticleId, Digest, Span, Text},
    study::{self, Day, Deed, News, Visit, news, sentence_name},
};

use super::{
    Effect, Reader,
    command::Command,
    reader::{Focus, WORDS_A_MINUTE},
    state::{Screen, State},
};

/// Nobody reads faster than this: sentences that stood there for less were only passed.
const WORDS_A_SECOND_MAX: f64 = 8.0;

/// What a slow reader takes for a window, in words a second; and how long one may look up between. Longer is away.
const WORDS_A_SECOND_MIN: f64 = 1.5;
const LOOKS_UP_SECONDS: f64 = 10.0;

/// A visit shorter than this in which nothing was read is none.
const PASSING_SECONDS: f64 = 2.0;

/// A visit that goes on.
#[derive(Debug)]
pub struct Visiting {
    article: ArticleId,
    revision: Digest,
    /// In reading order.
    sentences: Vec<Sentence>,
    /// Rows of the window, and since when they are there.
    window: Option<(usize, usize)>,
    since: Timestamp,
    seconds: f64,
    /// What was read in this visit.
    read: BTreeSet<u32>,
    /// What had been read before.
    before: BTreeSet<u32>,
}

#[derive(Debug)]
struct Sentence {
    paragraph: usize,
    name: u32,
    words: usize,
}

/// What has changed in the open article since the reader last saw it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    pub news: News,
    /// The day of that visit.
    pub when: Day,
    /// Whether the file says nothing of a change.
    pub silent: bool,
    /// Paragraphs of the galley with what is fresh in them: new, or reworded from what it was.
    pub fresh: Vec<(usize, Span, Option<Text>)>,
    /// What went, and the paragraph and byte behind which it stood.
    pub gone: Vec<((usize, usize), Text)>,
}

impl Visiting {
    fn new(article: ArticleId, revision: Digest, galley: &Galley, before: BTreeSet<u32>, now: Timestamp) -> Self {
        let placed = (0..galley.paragraphs.len()).filter(|at| galley.paragraphs[*at].place.is_some());
        let sentences = placed
            .flat_map(|at| galley.sentences(at))
            .map(|stop| {
                let words = galley.paragraphs[stop.paragraph].text.get(stop.span);
                let count = words.split_whitespace().count();
                Sentence { paragraph: stop.paragraph, name: sentence_name(words), words: count }
            })
            .collect();
        Self { article, revision, sentences, window: None, since: now, seconds: 0.0, read: BTreeSet::new(), before }
    }

    /// Counts the time since the last event for what was in the window, then looks at what is there now.
    fn look(&mut self, reader: Option<(&Reader, usize)>, now: Timestamp) {
        if let Some((first, last)) = self.window {
            self.count(first, last, now);
        }
        self.since = now;
        self.window = reader.and_then(|(reader, height)| {
            let rows = reader.page.rows.get(reader.window(height))?;
            Some((rows.first()?.paragraph, rows.last()?.paragraph))
        });
    }

    fn count(&mut self, first: usize, last: usize, now: Timestamp) {
        let elapsed = now.duration_since(self.since).as_secs_f64().max(0.0);
        let here = |sentence: &&Sentence| (first..=last).contains(&sentence.paragraph);
        let words: usize = self.sentences.iter().filter(here).map(|sentence| sentence.words).sum();
        #[expect(clippy::cast_precision_loss, reason = "a window holds few words")]
        let words = words as f64;
        let elapsed = elapsed.min(words / WORDS_A_SECOND_MIN + LOOKS_UP_SECONDS);
        self.seconds += elapsed;
        let mut left = elapsed * WORDS_A_SECOND_MAX;
        for sentence in self.sentences.iter().filter(here) {
            if self.read.contains(&sentence.name) || self.before.contains(&sentence.name) {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
            let words = sentence.words as f64;
            if words > left {
                break;
            }
            left -= words;
            self.read.insert(sentence.name);
        }
    }

    /// The visit as the log tells it; `None` where one only passed through.
    fn told(&self, reader: Option<&Reader>) -> Option<Visit> {
        if self.seconds < PASSING_SECONDS && self.read.is_empty() {
            return None;
        }
        let head = reader.and_then(|reader| reader.article.as_ref()).map(|article| &article.head);
        let dated = head.and_then(|head| head.updated.as_ref().or(head.published.as_ref()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a visit is no longer than a life")]
        let seconds = self.seconds.round() as u32;
        Some(Visit {
            article: self.article.clone(),
            revision: self.revision.clone(),
            dated: dated.map(|date| Text::line(date.as_str())),
            seconds,
            read: self.read.iter().copied().collect(),
            sentences: u32::try_from(self.sentences.len()).unwrap_or(u32::MAX),
            topics: head.map(|head| head.topics.clone()).unwrap_or_default(),
            story: head.and_then(|head| head.story_id.clone()),
        })
    }
}

impl State {
    /// Looks at what is on the screen after each event: a visit begins, goes on or ends. `away`: byline leaves the screen.
    pub(super) fn watch_reading(&mut self, away: bool) -> Vec<Effect> {
        let height = self.page_height();
        let shown = |reader: &&Reader| self.screen == Screen::Page && !reader.shows_source && !reader.partial && !away;
        let reader = self.reader.as_ref().filter(shown);
        let same = |visit: &Visiting| {
            reader.is_some_and(|reader| reader.id == visit.article && reader.margin.digest() == Some(&visit.revision))
        };
        let mut effects = Vec::new();
        if let Some(mut visit) = self.visit.take() {
            let goes_on = same(&visit);
            visit.look(reader.filter(|_| goes_on).map(|reader| (reader, height)), self.now);
            if goes_on {
                self.visit = Some(visit);
                return effects;
            }
            effects.extend(self.end_visit(&visit));
        }
        effects.extend(self.begin_visit());
        effects
    }

    /// A visit begins once the text is known by its digest, which is made when there is time.
    fn begin_visit(&mut self) -> Option<Effect> {
        let height = self.page_height();
        let shown = |reader: &&Reader| self.screen == Screen::Page && !reader.shows_source && !reader.partial;
        let reader = self.reader.as_ref().filter(shown)?;
        let digest = reader.margin.digest()?.clone();
        let seen = self.study.deck.as_ref().and_then(|deck| deck.reading.of(&reader.id));
        let before = seen.map(|seen| seen.read.clone()).unwrap_or_default();
        let mut visit = Visiting::new(reader.id.clone(), digest, &reader.galley, before, self.now);
        visit.look(Some((reader, height)), self.now);
        self.visit = Some(visit);
        self.ask_since()
    }

    fn end_visit(&mut self, visit: &Visiting) -> Vec<Effect> {
        let open = self.reader.as_ref().filter(|reader| reader.id == visit.article);
        let kept = open.filter(|reader| reader.margin.digest() == Some(&visit.revision));
        let Some(told) = visit.told(open) else { return Vec::new() };
        let seen = self.study.deck.as_ref().and_then(|deck| deck.reading.of(&visit.article));
        let known = seen.is_some_and(|seen| seen.revision == visit.revision);
        let mut effects = Vec::new();
        if let Some(revision) = kept.and_then(|reader| reader.margin.revision.clone()).filter(|_| !known) {
            effects.push(Effect::KeepText { article: visit.article.clone(), revision: Box::new(revision) });
        }
        let (id, at) = self.stamp();
        let entry = study::Entry { id, at, deed: Deed::Visited(Box::new(told)) };
        if let Some(deck) = &mut self.study.deck {
            deck.apply(entry.clone());
        }
        self.shelf.changed.remove(&visit.article);
        effects.push(self.log(vec![entry]));
        effects
    }

    /// Asks for the text as it was last seen, where that is another.
    pub(super) fn ask_since(&mut self) -> Option<Effect> {
        let reader = self.reader.as_ref().filter(|reader| reader.since.is_none())?;
        let seen = self.study.deck.as_ref()?.reading.of(&reader.id)?;
        let differs = reader.margin.digest().is_some_and(|digest| *digest != seen.revision);
        differs.then(|| Effect::Since { article: reader.id.clone(), then: seen.revision.clone() })
    }

    /// Lays what is new over the page.
    pub(super) fn since(&mut self, article: &ArticleId, then: Option<&Revision>) -> Vec<Effect> {
        let seen = self.study.deck.as_ref().and_then(|deck| deck.reading.of(article)).cloned();
        let (Some(seen), Some(reader)) = (seen, self.reader.as_mut().filter(|reader| reader.id == *article)) else {
            return Vec::new();
        };
        let (Some(then), Some(now), Some(of)) = (then, &reader.margin.revision, &reader.article) else {
            return Vec::new();
        };
        let dated = of.head.updated.as_ref().or(of.head.published.as_ref()).map(|date| Text::line(date.as_str()));
        let mut since =
            Since { news: news(then, now), when: seen.last.day(), silent: dated == seen.dated, ..Since::default() };
        if since.news.is_empty() {
            return Vec::new();
        }
        since.place(&reader.galley);
        let words = since.told();
        reader.since = Some(since);
        self.say(words);
        Vec::new()
    }

    /// To the next change since the last visit, or else to the next unread article.
    pub(super) fn walk_news(&mut self, command: Command, count: usize) -> Option<Vec<Effect>> {
        let height = self.height_rows();
        let reader = self.reader.as_mut().filter(|_| self.screen == Screen::Page)?;
        let since = reader.since.as_ref()?;
        let stops = since.stops();
        let place = reader.focus_in_window(height).map(|focus| (focus.paragraph, focus.span.start()));
        let here = place.or_else(|| reader.anchor()).unwrap_or((0, 0));
        let fresh = place.is_none();
        let found = if command == Command::NextUnread {
            stops.iter().filter(|stop| stop.at > here || (fresh && stop.at == here)).nth(count.saturating_sub(1))
        } else {
            stops.iter().rev().filter(|stop| stop.at < here).nth(count.saturating_sub(1))
        };
        let Some(stop) = found.cloned() else {
            self.say("That is all that changed since; J goes to the next article");
            return Some(Vec::new());
        };
        reader.focus_on(stop.focus, height);
        self.say(stop.words);
        Some(self.after_scroll())
    }

    /// Asks which of the articles at hand are not what they were when they were read.
    pub(super) fn compare_seen(&mut self) -> Vec<Effect> {
        let Some(deck) = &self.study.deck else { return Vec::new() };
        let mut compared = Vec::new();
        for entry in self.shelf.entries() {
            let Some(id) = entry.article_id().filter(|id| !self.shelf.compared.contains(id)) else { continue };
            let Some(seen) = deck.reading.of(&id) else { continue };
            let dated = entry.updated.as_ref().or(entry.published.as_ref());
            let touched = entry.modified_ns / 1_000_000 > seen.last.millis;
            if touched || dated.map(String::as_str) != seen.dated.as_ref().map(Text::as_str) {
                compared.push((id, entry.path.clone(), seen.revision.clone()));
            }
        }
        self.shelf.compared.extend(compared.iter().map(|(id, ..)| id.clone()));
        if compared.is_empty() { Vec::new() } else { vec![Effect::Compare(compared)] }
    }

    /// Whether an article that was not seen goes on with a story that one has read in.
    #[must_use]
    pub fn goes_on(&self, entry: &Entry) -> bool {
        let Some(deck) = &self.study.deck else { return false };
        let seen = |id: &str| id.parse().is_ok_and(|id| deck.reading.of(&id).is_some());
        let follows = || entry.story_id.as_deref().is_some_and(|story| deck.reading.follows(story));
        !seen(&entry.id) && (follows() || entry.updates.iter().any(|id| seen(id)))
    }

    /// Articles that were read and are another text now.
    pub(super) fn differing(&mut self, articles: Vec<ArticleId>) -> Vec<Effect> {
        self.shelf.changed.extend(articles);
        Vec::new()
    }
}

/// A place where something changed.
#[derive(Clone, Debug)]
struct Stop {
    at: (usize, usize),
    focus: Focus,
    words: String,
}

impl Since {
    /// Looks up where what is fresh stands on a galley.
    pub(super) fn place(&mut self, galley: &Galley) {
        let find = |place| galley.paragraphs.iter().position(|paragraph| paragraph.place == Some(place));
        self.fresh.clear();
        for fresh in &self.news.fresh {
            let Some(paragraph) = find(fresh.place) else { continue };
            if let Some(span) = galley.paragraphs[paragraph].text.span(fresh.span.range()) {
                self.fresh.push((paragraph, span, fresh.was.clone()));
            }
        }
        let behind = |after: Option<(crate::model::Place, Span)>| match after {
            Some((place, span)) => find(place).map_or((0, 0), |paragraph| (paragraph, span.end())),
            None => (0, 0),
        };
        self.gone = self.news.gone.iter().map(|gone| (behind(gone.after), gone.words.clone())).collect();
    }

    /// What is new, in one sentence.
    #[must_use]
    pub fn told(&self) -> String {
        let (new, reworded, gone) = self.news.counts();
        let counts = [(new, "new"), (reworded, "reworded"), (gone, "gone")];
        let counts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let silent = if self.silent { "; the file does not say that it was changed" } else { "" };
        format!("Since {}: {}, ]u walks through them{silent}", self.when, counts.join(", "))
    }

    fn stops(&self) -> Vec<Stop> {
        let fresh = self.fresh.iter().map(|(paragraph, span, was)| Stop {
            at: (*paragraph, span.start()),
            focus: Focus { paragraph: *paragraph, span: *span },
            words: match was {
                Some(was) => format!("It was: “{was}”"),
                None => format!("New since {}", self.when),
            },
        });
        let gone = self.gone.iter().map(|((paragraph, offset), words)| Stop {
            at: (*paragraph, *offset),
            focus: Focus { paragraph: *paragraph, span: Span::default() },
            words: format!("Gone since {}: “{words}”", self.when),
        });
        let mut stops: Vec<Stop> = fresh.chain(gone).collect();
        stops.sort_by_key(|stop| stop.at);
        stops
    }
}

/// Minutes of reading, rounded up.
#[must_use]
pub fn minutes(words: usize) -> usize {
    words.div_ceil(WORDS_A_MINUTE)
}
