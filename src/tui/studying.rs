//! The log of reviews and what is asked of it, on threads of their own: nobody waits for a million lines.

use std::{
    sync::Arc,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use crate::{
    app::{Event, Learnt},
    marginalia::Revision,
    model::{ArticleId, Digest, Text},
    study::{Card, Entry, Fit, FitProgress, Verdict, news},
};

use super::perform::{Disk, Performer};

/// How often it is told how far a fit is.
const TOLD_EVERY: Duration = Duration::from_millis(250);

/// What a desk keeps of studying. Errors are words for the reader.
pub trait Studies: Send + Sync + 'static {
    /// Reads what the log comes to, with the cards that are due.
    fn learn(&self) -> Result<Learnt, Text>;
    /// Adds entries to the log. They are on the disk when this returns.
    fn log(&self, entries: &[Entry]) -> Result<(), Text>;
    /// Keeps a text of an article.
    fn keep_text(&self, article: &ArticleId, revision: &Revision) -> Result<(), Text>;
    /// A text that was kept.
    fn text_then(&self, article: &ArticleId, then: &Digest) -> Option<Revision>;
    /// Why a card does not hold any more; `None` where it does, or that can't be told.
    fn judge(&self, card: &Card) -> Option<Verdict>;
    /// Whether an article is another text now.
    fn differs(&self, article: &ArticleId, path: Option<&str>, then: &Digest) -> bool;
    /// The article of each annotation and when it was made, in milliseconds since 1970.
    fn note_dates(&self) -> Result<Vec<(ArticleId, i64)>, Text>;
    /// Fits the weights of the schedule to the log.
    fn fit(&self, progress: &FitProgress) -> Result<Fit, Text>;
    /// The cards of an article that were kept beside the log.
    fn cards_of(&self, article: &ArticleId) -> Vec<Card>;
}

impl<D: Disk> Performer<D> {
    pub(super) fn study(&self) {
        self.work(|disk, post| post.send(Event::Learnt(disk.learn().map(Box::new))));
    }

    /// Comparing takes a while where an article is long.
    pub(super) fn since(&self, article: ArticleId, then: Digest, text: Option<Box<Revision>>, now: Box<Revision>) {
        self.work(move |disk, post| {
            let then = text.map(|text| *text).or_else(|| disk.text_then(&article, &then));
            let news = then.map(|then| Box::new(news(&then, &now)));
            post.send(Event::Since { article, now: now.digest(), news });
        });
    }

    pub(super) fn judge(&self, cards: Vec<Card>) {
        self.work(move |disk, post| {
            let judged = cards.iter().filter_map(|card| Some((card.id, disk.judge(card)?)));
            let judged: Vec<_> = judged.collect();
            if !judged.is_empty() {
                post.send(Event::Judged(judged));
            }
        });
    }

    pub(super) fn compare(&self, articles: Vec<(ArticleId, Option<String>, Digest)>) {
        self.work(move |disk, post| {
            let differing = articles.into_iter().filter(|(id, path, then)| disk.differs(id, path.as_deref(), then));
            post.send(Event::Differing(differing.map(|(id, ..)| id).collect()));
        });
    }

    pub(super) fn date_notes(&self) {
        self.work(|disk, post| match disk.note_dates() {
            Ok(dates) => post.send(Event::NotesDated(dates)),
            Err(message) => post.send(super::worker::failed(message.as_str())),
        });
    }

    /// Fits on one thread, and tells on another how far it is, while it lasts.
    pub(super) fn fit(&self) {
        let progress = FitProgress::default();
        let over = Arc::new(AtomicBool::new(false));
        let (watched, ends) = (progress.clone(), Arc::clone(&over));
        self.work(move |_, post| {
            while !ends.load(Ordering::Relaxed) {
                let (done, total) = watched.steps();
                post.send(Event::Fitting { done, total });
                thread::sleep(TOLD_EVERY);
            }
        });
        self.work(move |disk, post| {
            let fitted = disk.fit(&progress);
            over.store(true, Ordering::Relaxed);
            post.send(Event::Fitted(fitted));
        });
    }

    pub(super) fn cards_of(&self, article: ArticleId) {
        self.work(move |disk, post| {
            let cards = disk.cards_of(&article);
            post.send(Event::Held { article, cards });
        });
    }
}
