//! The queue of what to read next: putting articles into it, ordering them, going from one to the next.

use crate::{
    library::Entry,
    model::{ArticleId, Text},
    study::{Deed, Entry as Logged, Queued},
};

use super::{
    Effect,
    command::Command,
    opening::Landing,
    state::{Screen, State},
    study::Sheet,
};

impl State {
    /// Puts the article one is in, or the one in hand, into the queue, or takes it out.
    pub(super) fn queue(&mut self) -> Vec<Effect> {
        let Some(next) = self.queueable() else {
            self.say("There is no article here");
            return Vec::new();
        };
        let Some(deck) = &self.study.deck else {
            self.say("The queue is still being read; press it again");
            return self.ask_study().into_iter().collect();
        };
        if deck.is_queued(&next.article) {
            self.say("Taken out of the queue");
            return self.enact_on_card(Deed::Dequeued(next.article));
        }
        let place = deck.queue.len() + 1;
        self.say(format!("Number {place} in the queue; gz shows it"));
        self.enact_on_card(Deed::Queued(Box::new(next)))
    }

    fn queueable(&self) -> Option<Queued> {
        match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) => Some(Queued {
                article: reader.id.clone(),
                headline: reader.headline.clone(),
                words: reader.galley.outline.counts.words,
                before: None,
            }),
            (Screen::Shelf | Screen::Page | Screen::Board | Screen::Study | Screen::Paste, _) => {
                self.shelf.current().and_then(queued)
            }
        }
    }

    /// Opens the next article of the queue; the one that is read is taken out of it.
    pub(super) fn go_on_in_queue(&mut self) -> Vec<Effect> {
        let here = self.reader.as_ref().filter(|_| self.screen == Screen::Page).map(|reader| reader.id.clone());
        let queue = self.queued();
        let next = queue.iter().find(|id| Some(*id) != here.as_ref()).cloned();
        let mut effects = match here.filter(|here| queue.contains(here)) {
            Some(here) => self.enact_on_card(Deed::Dequeued(here)),
            None => Vec::new(),
        };
        match next {
            Some(id) => effects.extend(self.read_next(id)),
            None => self.say("The queue is empty; zq puts an article into it"),
        }
        effects
    }

    pub(super) fn queued(&self) -> Vec<ArticleId> {
        let queue = self.study.deck.iter().flat_map(|deck| &deck.queue);
        queue.map(|next| next.article.clone()).collect()
    }

    pub(super) fn read_next(&mut self, id: ArticleId) -> Vec<Effect> {
        let path = self.shelf.find(&id).map(|entry| entry.path.clone());
        self.leave_spot();
        self.open(id, path, Landing::Remembered)
    }

    /// The article before this one in the queue, or its last.
    pub(super) fn go_back_in_queue(&mut self) -> Vec<Effect> {
        let here = self.reader.as_ref().filter(|_| self.screen == Screen::Page).map(|reader| &reader.id);
        let queue = self.queued();
        let place = here.and_then(|here| queue.iter().position(|id| id == here)).unwrap_or(queue.len());
        match place.checked_sub(1).and_then(|before| queue.get(before)) {
            Some(id) => self.read_next(id.clone()),
            None if queue.is_empty() => {
                self.say("The queue is empty; zq puts an article into it");
                Vec::new()
            }
            None => {
                self.say("This is the first of the queue");
                Vec::new()
            }
        }
    }

    /// Puts all that the shelf shows into the queue: what a filter has left of it.
    pub(super) fn queue_all(&mut self) -> Vec<Effect> {
        let Some(deck) = &self.study.deck else {
            self.say("The queue is still being read; press it again");
            return self.ask_study().into_iter().collect();
        };
        let shown = self.shelf.shown();
        let here: Vec<&Entry> = self.shelf.entries().collect();
        if shown > QUEUED_AT_ONCE_MAX || here.len() < shown {
            self.say(format!(
                "The shelf shows {shown} articles: / leaves no more than {QUEUED_AT_ONCE_MAX} of them first"
            ));
            return Vec::new();
        }
        let new = here.into_iter().filter_map(queued).filter(|next| !deck.is_queued(&next.article));
        let new: Vec<Queued> = new.collect();
        let entries: Vec<Logged> = new
            .into_iter()
            .map(|next| {
                let (id, at) = self.stamp();
                let entry = Logged { id, at, deed: Deed::Queued(Box::new(next)) };
                if let Some(deck) = &mut self.study.deck {
                    deck.apply(entry.clone());
                }
                entry
            })
            .collect();
        self.say(match entries.len() {
            0 => "All that the shelf shows is in the queue; gz shows it".to_owned(),
            1 => "1 article put into the queue; gz shows it".to_owned(),
            count => format!("{count} articles put into the queue; gz shows it"),
        });
        if entries.is_empty() { Vec::new() } else { vec![self.log(entries)] }
    }

    /// Moves the article in hand among the others of the queue.
    pub(super) fn move_in_queue(&mut self, command: Command) -> Vec<Effect> {
        let up = command == Command::QueueUp;
        if self.study.sheet != Sheet::Queue {
            self.say("J and K move an article in the queue; gz shows it");
            return Vec::new();
        }
        let at = self.study.cursor;
        let queue = self.study.deck.as_ref().map(|deck| deck.queue.as_slice()).unwrap_or_default();
        // the lower of the two goes before the upper one
        let upper = if up { at.checked_sub(1) } else { Some(at) };
        let pair = upper.and_then(|upper| Some((queue.get(upper)?, queue.get(upper + 1)?)));
        let Some((upper, lower)) = pair else {
            self.say(if up { "It is the first already" } else { "It is the last already" });
            return Vec::new();
        };
        let moved = Queued { before: Some(upper.article.clone()), ..lower.clone() };
        self.study.cursor = if up { at - 1 } else { at + 1 };
        self.enact_on_card(Deed::Queued(Box::new(moved)))
    }
}

/// More articles than these are no queue.
const QUEUED_AT_ONCE_MAX: usize = 100;

/// An article of the shelf as the queue keeps it.
fn queued(entry: &Entry) -> Option<Queued> {
    let headline = Text::line(&entry.headline);
    Some(Queued { article: entry.article_id()?, headline, words: entry.counts.words, before: None })
}
