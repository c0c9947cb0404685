//! A shelf from entries in memory: for libraries without an index, and the measure of every index.

use std::{
    collections::{HashMap, HashSet},
    convert::Infallible,
};

use super::{Arrangement, Entry, Grouping, Listing, Marks, Query, Sort, Stock};
use crate::library::fold;

/// How far a chain of articles that update one another is followed: files can do so in a circle.
const CHAIN_MAX: usize = 100;

/// The entries of a library.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    entries: Vec<Entry>,
    /// By path: one file, one entry.
    by_path: HashMap<String, usize>,
}

impl Entries {
    /// These, and there are no others.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        let by_path = entries.iter().enumerate().map(|(at, entry)| (entry.path.clone(), at)).collect();
        Self { entries, by_path }
    }

    /// The title of the group an article stands in.
    fn title(&self, at: usize, grouping: Grouping, marks: &Marks, by_id: &HashMap<&str, usize>) -> String {
        let Some(entry) = self.entries.get(at) else { return String::new() };
        let or = |text: Option<&str>, other: &str| text.filter(|text| !text.is_empty()).unwrap_or(other).to_owned();
        match grouping {
            Grouping::None => String::new(),
            Grouping::Day => or(entry.date().and_then(|date| Some(day(date.ymd()?))).as_deref(), grouping.without()),
            Grouping::Topic => or(entry.topics.first().map(String::as_str), grouping.without()),
            Grouping::Tag => or(marks.of(&entry.id).tags.first().map(String::as_str), grouping.without()),
            Grouping::Story => self.story(entry, by_id),
        }
    }

    /// The story an article belongs to: its `story-id`, or the headline of the first article of the chain it updates.
    fn story(&self, entry: &Entry, by_id: &HashMap<&str, usize>) -> String {
        let mut first = entry;
        let mut seen = HashSet::new();
        loop {
            if let Some(story) = &first.story_id {
                return story.clone();
            }
            seen.insert(first.id.as_str());
            let earlier = first.updates.first().filter(|id| seen.len() < CHAIN_MAX && !seen.contains(id.as_str()));
            match earlier.and_then(|id| by_id.get(id.as_str())) {
                Some(at) => first = &self.entries[*at],
                None => return first.headline.clone(),
            }
        }
    }
}

/// The day, month or year of a date.
fn day((year, month, day): (i16, u8, u8)) -> String {
    match (month, day) {
        (0, _) => format!("{year:04}"),
        (_, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

impl Stock for Entries {
    type Error = Infallible;
    type Key = usize;

    fn articles(&self) -> Result<usize, Infallible> {
        Ok(self.entries.len())
    }

    fn listing(
        &self,
        arrangement: &Arrangement,
        marks: &Marks,
        read: &HashSet<usize>,
    ) -> Result<Listing<usize>, Infallible> {
        let Arrangement { query, sort, grouping } = arrangement;
        let answers = |at: &usize| {
            let entry = &self.entries[*at];
            query.matches_entry(entry, marks.of(&entry.id))
        };
        let mut order: Vec<usize> = (0..self.entries.len()).filter(answers).collect();
        let newest = |a: &usize, b: &usize| self.entries[*a].shelf_order(&self.entries[*b]);
        match sort {
            Sort::Newest => order.sort_by(newest),
            Sort::Oldest => order.sort_by(|a, b| newest(b, a)),
            Sort::Headline => order.sort_by_cached_key(|at| fold(&self.entries[*at].headline)),
            Sort::UnreadFirst => {
                order.sort_by(|a, b| read.contains(a).cmp(&read.contains(b)).then_with(|| newest(a, b)));
            }
        }
        if *grouping == Grouping::None {
            return Ok(Listing::new(order));
        }
        let by_id = self.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect();
        let titles = order.iter().map(|at| self.title(*at, *grouping, marks, &by_id)).collect();
        Ok(Listing::grouped(order, titles))
    }

    fn entries(&self, keys: &[usize]) -> Result<Vec<Entry>, Infallible> {
        Ok(keys.iter().filter_map(|at| self.entries.get(*at)).cloned().collect())
    }

    fn ids(&self, keys: &[usize]) -> Result<Vec<String>, Infallible> {
        Ok(keys.iter().filter_map(|at| self.entries.get(*at)).map(|entry| entry.id.clone()).collect())
    }

    fn key(&self, path: &str) -> Result<Option<usize>, Infallible> {
        Ok(self.by_path.get(path).copied())
    }

    fn keys(&self, ids: &[&str]) -> Result<Vec<(usize, usize)>, Infallible> {
        let found = self.entries.iter().enumerate();
        Ok(found.filter_map(|(at, entry)| Some((ids.binary_search(&entry.id.as_str()).ok()?, at))).collect())
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn tells(&self, query: &Query) -> bool {
        !query.needs_index()
    }
}
