//! Which articles make a story, and in which order they tell it.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::{Entry, Record, Rel, day};
use crate::library::Lookup;

/// The most articles of one story.
pub(in crate::library) const STORY_MAX: usize = 1_000;

/// The stories of articles, each looked up once.
#[derive(Debug, Default)]
pub(in crate::library) struct Clusters {
    stories: Vec<Vec<Record>>,
    story_of: HashMap<String, usize>,
}

impl Clusters {
    /// The records of the story an article belongs to, the earliest first; empty where the library has no such article.
    pub(in crate::library) fn of<L: Lookup>(&mut self, library: &L, id: &str) -> Result<&[Record], L::Error> {
        let at = match self.story_of.get(id) {
            Some(at) => *at,
            None => {
                let records = cluster(library, id)?;
                let at = self.stories.len();
                self.story_of.insert(id.to_owned(), at);
                self.story_of.extend(records.iter().map(|record| (record.entry.id.clone(), at)));
                self.stories.push(records);
                at
            }
        };
        Ok(&self.stories[at])
    }
}

/// The records of an article's story, the earliest first: the articles that update one another or translate one another,
/// and those with the same `story-id`, as far as they can be reached from `id`; at most [`STORY_MAX`].
pub(in crate::library) fn cluster<L: Lookup>(library: &L, id: &str) -> Result<Vec<Record>, L::Error> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut seen: HashSet<String> = HashSet::from([id.to_owned()]);
    let mut stories: HashSet<String> = HashSet::new();
    let mut queue: VecDeque<Entry> = library.entry(id)?.into_iter().collect();
    while let Some(entry) = queue.pop_front() {
        if found.len() == STORY_MAX {
            break;
        }
        found.insert(entry.id.clone());
        for id in continued(&entry) {
            if !seen.contains(id) {
                seen.insert(id.to_owned());
                queue.extend(library.entry(id)?);
            }
        }
        let mut others = library.citing(&entry.id)?;
        others.retain(|other| continued(other).any(|id| id == entry.id));
        if let Some(story) = entry.story_id.filter(|story| stories.insert(story.clone())) {
            others.extend(library.of_story(&story)?);
        }
        queue.extend(others.into_iter().filter(|other| seen.insert(other.id.clone())));
    }
    let mut records = library.records(&found.into_iter().collect::<Vec<_>>())?;
    put_in_order(&mut records);
    Ok(records)
}

/// Ids of the articles that one takes up: that it updates, or translates.
fn continued(entry: &Entry) -> impl Iterator<Item = &str> {
    let translated = entry.cites.iter().filter(|cite| cite.rel == Rel::TranslationOf.name());
    entry.updates.iter().map(String::as_str).chain(translated.map(super::Cite::article))
}

/// Puts records in the order of the story: by date, but none before an article it takes up. What has no date stands
/// before what updates it.
pub(in crate::library) fn put_in_order(records: &mut Vec<Record>) {
    records.sort_by_cached_key(|record| {
        let entry = &record.entry;
        (day::key(entry.published.as_deref()), entry.updates.len(), entry.id.clone())
    });
    let here: HashSet<String> = records.iter().map(|record| record.entry.id.clone()).collect();
    let mut told: HashSet<String> = HashSet::new();
    let mut waiting = std::mem::take(records);
    while !waiting.is_empty() {
        let ready = |record: &Record| continued(&record.entry).all(|id| !here.contains(id) || told.contains(id));
        // Where articles update each other in a ring, the one with the earliest date begins.
        let next = waiting.iter().position(ready).unwrap_or(0);
        let record = waiting.remove(next);
        told.insert(record.entry.id.clone());
        records.push(record);
    }
}

/// Whether `later` surely tells of a later time than `earlier`: by its date, or by updating it, over others of the story
/// too.
pub(in crate::library) fn is_later(earlier: &Entry, later: &Entry, story: &[Record]) -> bool {
    let [before, after] = [earlier, later].map(|entry| day::key(entry.published.as_deref()));
    if !before.is_empty() && !after.is_empty() && before.get(..10) != after.get(..10) {
        return before < after;
    }
    let mut seen: HashSet<&str> = HashSet::new();
    let mut queue: Vec<&Entry> = vec![later];
    while let Some(entry) = queue.pop() {
        if entry.updates.contains(&earlier.id) {
            return true;
        }
        let updated = entry.updates.iter().filter(|id| seen.insert(id.as_str()));
        queue.extend(updated.filter_map(|id| story.iter().find(|record| record.entry.id == *id)).map(|r| &r.entry));
    }
    false
}
