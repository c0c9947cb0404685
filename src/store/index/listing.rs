//! The shelf from the index: the order of all its rows, of which only those in view are read.

use std::{
    cmp::{Ordering, Reverse},
    collections::{HashMap, HashSet},
    ops::Range,
};

use tantivy::{DocAddress, collector::DocSetCollector};

use super::{
    Index,
    fields::Tag,
    translate::{Docs, translate},
};
use crate::{
    library::{Entry, Grouping, Lookup, Query, Sort, fold},
    store::Error,
};

/// How far a chain of articles that update one another is followed: files can do so in a circle.
const CHAIN_MAX: usize = 100;

/// The rows of a shelf in their order, eight bytes each. It belongs to the [`Index`] that made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    rows: Vec<DocAddress>,
    groups: Vec<(usize, String)>,
}

impl Listing {
    /// How many articles it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The groups, each with its first row and its title; none where nothing is grouped.
    #[must_use]
    pub fn groups(&self) -> &[(usize, String)] {
        &self.groups
    }
}

/// What orders an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// 0 where there is none.
    pub(super) date: u64,
    /// The first bytes of the headline.
    pub(super) initial: u64,
    pub(super) at: DocAddress,
}

impl Index {
    /// Every article that answers the query, in that order and those groups: the same that [`Entry::shelf_order`] makes.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn listing(&self, query: &Query, sort: Sort, grouping: Grouping) -> Result<Listing, Error> {
        let found = self.addresses(&*translate(query, &self.fields, Docs::Articles, &self.places))?;
        let mut rows = if sort == Sort::Headline { self.by_headline(found)? } else { self.newest_first(found)? };
        match sort {
            Sort::Newest | Sort::Headline => {}
            Sort::Oldest => rows.reverse(),
            Sort::UnreadFirst => {
                let read = self.read_articles()?;
                rows.sort_by_key(|at| read.contains(at));
            }
        }
        self.grouped(rows, grouping)
    }

    /// The entries of some rows of a listing, in its order.
    ///
    /// # Errors
    /// Where the index can't be read.
    pub fn rows(&self, listing: &Listing, range: Range<usize>) -> Result<Vec<Entry>, Error> {
        let range = range.start.min(listing.len())..range.end.min(listing.len());
        self.entries_at(listing.rows.get(range).unwrap_or_default().iter().copied())
    }

    /// What orders these articles.
    pub(super) fn keyed(&self, found: Vec<DocAddress>) -> Result<Vec<Key>, Error> {
        let (dates, initials) = (self.numbers("date", &found)?, self.numbers("initial", &found)?);
        let keys = found.into_iter().zip(dates).zip(initials);
        Ok(keys.map(|((at, date), initial)| Key { date, initial, at }).collect())
    }

    /// The numbers of a column, 0 where there is none.
    pub(super) fn numbers(&self, column: &str, found: &[DocAddress]) -> Result<Vec<u64>, Error> {
        let read = || -> tantivy::Result<Vec<u64>> {
            let segments = self.searcher.segment_readers();
            let columns: Vec<_> = segments
                .iter()
                .map(|segment| segment.fast_fields().column_opt::<u64>(column))
                .collect::<tantivy::Result<_>>()?;
            let number = |at: &DocAddress| {
                columns.get(at.segment_ord as usize)?.as_ref().and_then(|column| column.first(at.doc_id))
            };
            Ok(found.iter().map(|at| number(at).unwrap_or(0)).collect())
        };
        read().map_err(self.folder.error("read the index in"))
    }

    /// The texts of a column, empty where there is none.
    fn texts(&self, column: &str, found: &[DocAddress]) -> Result<Vec<String>, Error> {
        let read = || -> tantivy::Result<Vec<String>> {
            let mut texts = vec![String::new(); found.len()];
            for (segment_ord, segment) in (0_u32..).zip(self.searcher.segment_readers()) {
                let Some(strings) = segment.fast_fields().str(column)? else { continue };
                let here = found.iter().enumerate().filter(|(_, at)| at.segment_ord == segment_ord);
                let mut wanted: Vec<(u64, usize)> =
                    here.filter_map(|(place, at)| Some((strings.ords().first(at.doc_id)?, place))).collect();
                wanted.sort_unstable();
                let mut ords: Vec<u64> = wanted.iter().map(|(ord, _)| *ord).collect();
                ords.dedup();
                let (mut next, mut ord) = (wanted.iter().peekable(), ords.iter());
                strings.dictionary().sorted_ords_to_term_cb(&ords, |text| {
                    let ord = ord.next();
                    while let Some((_, place)) = next.next_if(|(wanted, _)| Some(wanted) == ord) {
                        texts[*place] = String::from_utf8_lossy(text).into_owned();
                    }
                })?;
            }
            Ok(texts)
        };
        read().map_err(self.folder.error("read the index in"))
    }

    fn newest_first(&self, found: Vec<DocAddress>) -> Result<Vec<DocAddress>, Error> {
        let mut keys = self.keyed(found)?;
        keys.sort_unstable_by_key(|key| (Reverse(key.date), key.initial));
        // What dates and beginnings don't tell apart, whole headlines and paths do.
        let same = |a: &Key, b: &Key| (a.date, a.initial) == (b.date, b.initial);
        let tied: Vec<DocAddress> =
            keys.chunk_by(same).filter(|run| run.len() > 1).flatten().map(|key| key.at).collect();
        let (headlines, paths) = (self.texts("headline", &tied)?, self.texts("file", &tied)?);
        let names: HashMap<DocAddress, (String, String)> =
            tied.into_iter().zip(headlines.into_iter().zip(paths)).collect();
        for run in keys.chunk_by_mut(same).filter(|run| run.len() > 1) {
            run.sort_by(|a, b| names.get(&a.at).cmp(&names.get(&b.at)));
        }
        Ok(keys.into_iter().map(|key| key.at).collect())
    }

    fn by_headline(&self, found: Vec<DocAddress>) -> Result<Vec<DocAddress>, Error> {
        let headlines = self.texts("headline", &found)?;
        let mut keyed: Vec<(String, DocAddress)> = headlines.iter().map(|headline| fold(headline)).zip(found).collect();
        keyed.sort_unstable_by(|(a, first), (b, second)| match a.cmp(b) {
            Ordering::Equal => first.cmp(second),
            order @ (Ordering::Less | Ordering::Greater) => order,
        });
        Ok(keyed.into_iter().map(|(_, at)| at).collect())
    }

    /// The articles that were read, by the places at hand.
    fn read_articles(&self) -> Result<HashSet<DocAddress>, Error> {
        let mut read = HashSet::new();
        for (id, _) in self.places.iter().filter(|(_, place)| place.read) {
            read.extend(self.search_for(&self.exact(Tag::Id, id), &DocSetCollector)?);
        }
        Ok(read)
    }

    /// Groups stand in the order of their first article.
    fn grouped(&self, rows: Vec<DocAddress>, grouping: Grouping) -> Result<Listing, Error> {
        let titles = match grouping {
            Grouping::None => return Ok(Listing { rows, groups: Vec::new() }),
            Grouping::Day => self.numbers("date", &rows)?.into_iter().map(day_title).collect(),
            Grouping::Topic => or("No topic", self.texts("first_topic", &rows)?),
            Grouping::Story => self.stories(&rows)?,
        };
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<(String, Vec<DocAddress>)> = Vec::new();
        for (title, at) in titles.into_iter().zip(rows) {
            let number = *numbers.entry(title).or_insert_with_key(|title| {
                groups.push((title.clone(), Vec::new()));
                groups.len() - 1
            });
            groups[number].1.push(at);
        }
        let mut listing = Listing::default();
        for (title, group) in groups {
            listing.groups.push((listing.rows.len(), crate::model::Text::line(&title).to_string()));
            listing.rows.extend(group);
        }
        Ok(listing)
    }

    /// The story of each: its `story-id`, or the headline of the first article of the chain it updates.
    fn stories(&self, rows: &[DocAddress]) -> Result<Vec<String>, Error> {
        let headlines = self.texts("headline", rows)?;
        let mut titles = self.texts("story", rows)?;
        let updating: HashSet<DocAddress> = self.addresses(&self.exact(Tag::Has, "update"))?.into_iter().collect();
        let mut known: HashMap<String, String> = HashMap::new();
        for ((at, title), headline) in rows.iter().zip(&mut titles).zip(headlines) {
            if title.is_empty() {
                *title = if updating.contains(at) { self.story_of(*at, &mut known)? } else { headline };
            }
        }
        Ok(titles)
    }

    fn story_of(&self, at: DocAddress, known: &mut HashMap<String, String>) -> Result<String, Error> {
        let mut chain: Vec<String> = Vec::new();
        let mut first = self.entry_at(at)?;
        let title = loop {
            if let Some(title) = known.get(&first.id).or(first.story_id.as_ref()) {
                break title.clone();
            }
            chain.push(first.id.clone());
            let earlier = match first.updates.first() {
                Some(id) if chain.len() < CHAIN_MAX && !chain.contains(id) => self.entry(id)?,
                Some(_) | None => None,
            };
            match earlier {
                Some(earlier) => first = earlier,
                None => break first.headline,
            }
        };
        known.extend(chain.into_iter().map(|id| (id, title.clone())));
        Ok(title)
    }
}

fn or(other: &str, mut titles: Vec<String>) -> Vec<String> {
    for title in titles.iter_mut().filter(|title| title.is_empty()) {
        other.clone_into(title);
    }
    titles
}

/// The day, month or year of a date's key.
fn day_title(key: u64) -> String {
    let (year, month, day) = (key >> 47, key >> 43 & 15, key >> 38 & 31);
    match (year, month, day) {
        (0, 0, 0) => "No date".to_owned(),
        (_, 0, _) => format!("{year:04}"),
        (_, _, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Date, store::index::fields::date_key};

    #[test]
    fn the_day_of_a_date_is_told_by_its_key() {
        for (date, title) in
            [("2025-03-03T12:30", "2025-03-03"), ("2025-12-31", "2025-12-31"), ("2025-03", "2025-03"), ("2025", "2025")]
        {
            assert_eq!(day_title(date_key(&Date::new(date)).unwrap()), title);
        }
        assert_eq!(day_title(0), "No date");
    }
}
