//! What the shelf tells a returning reader: articles that are not what they were, and stories that went on.

use crate::{
    library::Entry,
    model::{ArticleId, Digest},
    study::{Reading, Seen},
};

use super::{
    Effect,
    since::told_day,
    state::{Screen, State},
};

/// So many articles that were read last are looked at though they are not at hand.
const COMPARED_MAX: usize = 500;

impl State {
    /// Asks which of the articles at hand are not what they were when they were read. Each is looked at once, and again
    /// when its file is another: no clock is believed, since a copy may be older than what it replaced.
    pub(super) fn compare_seen(&mut self) -> Vec<Effect> {
        let Some(deck) = &self.study.deck else { return Vec::new() };
        let mut compared = Vec::new();
        for entry in self.shelf.entries() {
            let stamp = (entry.size_bytes, entry.modified_ns);
            let Some(id) = entry.article_id().filter(|id| self.shelf.compared.get(id) != Some(&stamp)) else {
                continue;
            };
            if let Some(seen) = deck.reading.of(&id) {
                compared.push((id, Some(entry.path.clone()), seen.revision.clone(), stamp));
            }
        }
        for (id, .., stamp) in &compared {
            self.shelf.compared.insert(id.clone(), *stamp);
            self.shelf.changed.remove(id);
        }
        self.count_going_on();
        let compared = compared.into_iter().map(|(id, path, revision, _)| (id, path, revision));
        asked(compared.collect())
    }

    /// Asks the same of what was read last, wherever it stands on the shelf: once.
    pub(super) fn compare_all_seen(&mut self) -> Vec<Effect> {
        let Some(deck) = self.study.deck.as_ref().filter(|_| self.listed && !self.shelf.all_compared) else {
            return Vec::new();
        };
        let elsewhere = |id: &ArticleId| !self.shelf.compared.contains_key(id);
        let compared = latest(&deck.reading).into_iter().filter(|(id, _)| elsewhere(id)).take(COMPARED_MAX);
        let compared = compared.map(|(id, seen)| (id.clone(), None, seen.revision.clone())).collect();
        self.shelf.all_compared = true;
        asked(compared)
    }

    /// Whether an article that was not seen goes on with a story that one has read in.
    #[must_use]
    pub fn goes_on(&self, entry: &Entry) -> bool {
        let Some(deck) = &self.study.deck else { return false };
        let seen = |id: &str| id.parse().is_ok_and(|id| deck.reading.of(&id).is_some());
        let follows = || entry.story_id.as_deref().is_some_and(|story| deck.reading.follows(story));
        !seen(&entry.id) && (follows() || entry.updates.iter().any(|id| seen(id)))
    }

    fn count_going_on(&mut self) {
        self.shelf.going_on = self.shelf.entries().filter(|entry| self.goes_on(entry)).count();
    }

    /// Articles that were read and are another text now.
    pub(super) fn differing(&mut self, articles: Vec<ArticleId>) -> Vec<Effect> {
        self.shelf.changed.extend(articles);
        Vec::new()
    }

    /// What there is to say of the article in hand on the shelf.
    #[must_use]
    pub fn news_in_hand(&self) -> Option<String> {
        let entry = self.shelf.current().filter(|_| self.screen == Screen::Shelf)?;
        let id = entry.article_id()?;
        if self.shelf.changed.contains(&id) {
            let seen = self.study.deck.as_ref()?.reading.of(&id)?;
            let when = told_day(seen.last.day(), self.study.today(self.now));
            return Some(format!("~ changed since {when}, when you read it"));
        }
        self.goes_on(entry).then(|| "+ unread, and it goes on with a story you follow".to_owned())
    }
}

fn asked(compared: Vec<(ArticleId, Option<String>, Digest)>) -> Vec<Effect> {
    if compared.is_empty() { Vec::new() } else { vec![Effect::Compare(compared)] }
}

/// What was read, the last first.
fn latest(reading: &Reading) -> Vec<(&ArticleId, &Seen)> {
    let mut latest: Vec<_> = reading.articles().iter().collect();
    latest.sort_by(|a, b| b.1.last.cmp(&a.1.last).then_with(|| a.0.cmp(b.0)));
    latest
}
