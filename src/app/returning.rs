//! What the shelf tells a returning reader: articles that are not what they were, and stories that went on.

use crate::{
    library::Entry,
    model::{ArticleId, Text},
};

use super::{Effect, state::State};

impl State {
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
