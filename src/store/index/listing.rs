//! The shelf from the index: the order of all its rows, of which only those in view are read.

use std::{
    cmp::{Ordering, Reverse},
    collections::{HashMap, HashSet},
};

use tantivy::{DocAddress, DocSet, TERMINATED, schema::IndexRecordOption};

use super::{
    Index,
    fields::Tag,
    translate::{Docs, translate},
};
use crate::{
    library::{Arrangement, Entry, Grouping, Listing, Marks, Query, Sort, Stock, fold},
    store::Error,
};

/// How far a chain of articles that update one another is followed: files can do so in a circle.
const CHAIN_MAX: usize = 100;

/// Beyond so many ids all of the index are gone through, which is quicker than to look each up.
const LOOKED_UP_MAX: usize = 2_000;

/// What orders an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// 0 where there is none.
    pub(super) date: u64,
    /// The first bytes of the headline.
    pub(super) initial: u64,
    pub(super) at: DocAddress,
}

impl Stock for Index {
    type Error = Error;
    type Key = DocAddress;

    fn articles(&self) -> Result<usize, Error> {
        self.count()
    }

    fn listing(
        &self,
        arrangement: &Arrangement,
        marks: &Marks,
        read: &HashSet<DocAddress>,
    ) -> Result<Listing<DocAddress>, Error> {
        let Arrangement { query, sort, grouping } = arrangement;
        let found = self.addresses(&*translate(query, &self.fields, Docs::Articles, marks))?;
        let mut rows = if *sort == Sort::Headline { self.by_headline(found)? } else { self.newest_first(found)? };
        match sort {
            Sort::Newest | Sort::Headline => {}
            Sort::Oldest => rows.reverse(),
            Sort::UnreadFirst => rows.sort_by_key(|at| read.contains(at)),
        }
        self.grouped(rows, *grouping, marks)
    }

    fn entries(&self, keys: &[DocAddress]) -> Result<Vec<Entry>, Error> {
        self.entries_at(keys.iter().copied())
    }

    fn ids(&self, keys: &[DocAddress]) -> Result<Vec<String>, Error> {
        if keys.len() <= LOOKED_UP_MAX {
            return Ok(self.entries_at(keys.iter().copied())?.into_iter().map(|entry| entry.id).collect());
        }
        let wanted: HashSet<DocAddress> = keys.iter().copied().collect();
        let mut ids = Vec::with_capacity(keys.len());
        self.each_id(&mut |id, at| {
            if wanted.contains(&at) {
                ids.push(id.to_owned());
            }
        })?;
        Ok(ids)
    }

    fn key(&self, path: &str) -> Result<Option<DocAddress>, Error> {
        // a tag holds no line break, which a path may
        Ok(self.addresses(&self.exact(Tag::Path, &path.replace('\n', " ")))?.into_iter().next())
    }

    fn keys(&self, ids: &[&str]) -> Result<Vec<(usize, DocAddress)>, Error> {
        let mut keys = Vec::with_capacity(ids.len());
        if ids.len() <= LOOKED_UP_MAX {
            for (place, id) in ids.iter().enumerate() {
                keys.extend(self.addresses(&self.exact(Tag::Id, id))?.into_iter().map(|at| (place, at)));
            }
            return Ok(keys);
        }
        self.each_id(&mut |id, at| keys.extend(ids.binary_search(&id).ok().map(|place| (place, at))))?;
        Ok(keys)
    }

    fn is_whole(&self) -> bool {
        self.seal.complete
    }

    fn tells(&self, _: &Query) -> bool {
        true
    }
}

impl Index {
    /// Tells the id of every article.
    fn each_id(&self, on: &mut dyn FnMut(&str, DocAddress)) -> Result<(), Error> {
        self.each_tagged(Tag::Id, on)
    }

    /// Tells every value of a tag with every article that has it.
    fn each_tagged(&self, tag: Tag, on: &mut dyn FnMut(&str, DocAddress)) -> Result<(), Error> {
        let mut walk = || -> tantivy::Result<()> {
            let first = self.fields.tag(tag, "");
            let begin = first.serialized_value_bytes();
            for (segment_ord, segment) in (0_u32..).zip(self.searcher.segment_readers()) {
                let index = segment.inverted_index(first.field())?;
                let mut terms = index.terms().range().ge(begin).into_stream()?;
                while terms.advance() {
                    let Some(id) = terms.key().strip_prefix(begin).and_then(|id| std::str::from_utf8(id).ok()) else {
                        break;
                    };
                    let mut found = index.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
                    let mut doc_id = found.doc();
                    while doc_id != TERMINATED {
                        if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc_id)) {
                            on(id, DocAddress { segment_ord, doc_id });
                        }
                        doc_id = found.advance();
                    }
                }
            }
            Ok(())
        };
        walk().map_err(self.folder.error("read the index in"))
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

    fn grouped(&self, rows: Vec<DocAddress>, grouping: Grouping, marks: &Marks) -> Result<Listing<DocAddress>, Error> {
        let titles = match grouping {
            Grouping::None => return Ok(Listing::new(rows)),
            Grouping::Day => self.numbers("date", &rows)?.into_iter().map(day_title).collect(),
            Grouping::Topic => or(grouping.without(), self.texts("first_topic", &rows)?),
            Grouping::Story => self.stories(&rows)?,
            Grouping::Tag => or(grouping.without(), self.first_tags(&rows, marks)?),
        };
        Ok(Listing::grouped(rows, titles))
    }

    /// The first tag of each, empty where it has none.
    fn first_tags(&self, rows: &[DocAddress], marks: &Marks) -> Result<Vec<String>, Error> {
        let ids: Vec<&str> = marks.tags.keys().map(String::as_str).collect();
        let tags: Vec<&Vec<String>> = marks.tags.values().collect();
        let first: HashMap<DocAddress, &String> =
            self.keys(&ids)?.into_iter().filter_map(|(place, at)| Some((at, tags.get(place)?.first()?))).collect();
        Ok(rows.iter().map(|at| first.get(at).map_or_else(String::new, |tag| (*tag).clone())).collect())
    }

    /// The story of each: its `story-id`, or the headline of the first article of the chain it updates. All is told by
    /// terms and columns: the articles themselves would have to be brought into memory for it.
    fn stories(&self, rows: &[DocAddress]) -> Result<Vec<String>, Error> {
        let updates = self.updates()?;
        let mut told: HashMap<DocAddress, Chained> = HashMap::with_capacity(rows.len());
        let mut next = rows.to_vec();
        while !next.is_empty() {
            let (stories, headlines) = (self.texts("story", &next)?, self.texts("headline", &next)?);
            let mut ids: Vec<&str> = next.iter().filter_map(|at| updates.get(at)).map(String::as_str).collect();
            ids.sort_unstable();
            ids.dedup();
            let mut earlier: HashMap<&str, DocAddress> = HashMap::new();
            for (place, at) in self.keys(&ids)? {
                if let Some(id) = ids.get(place) {
                    earlier.entry(id).or_insert(at);
                }
            }
            for ((at, story), headline) in next.iter().zip(stories).zip(headlines) {
                let earlier = updates.get(at).and_then(|id| earlier.get(id.as_str())).copied();
                told.insert(*at, Chained { story, headline, earlier });
            }
            next = earlier.into_values().filter(|at| !told.contains_key(at)).collect();
        }
        Ok(rows.iter().map(|at| story_of(*at, &told)).collect())
    }

    /// The first article that each of those that update any updates.
    fn updates(&self) -> Result<HashMap<DocAddress, String>, Error> {
        let mut updates: HashMap<DocAddress, String> = HashMap::new();
        let mut several = Vec::new();
        self.each_tagged(Tag::Updates, &mut |id, at| {
            if updates.insert(at, id.to_owned()).is_some() {
                several.push(at);
            }
        })?;
        // which of several comes first only the article tells
        for at in several {
            if let Some(first) = self.entry_at(at)?.updates.into_iter().next() {
                updates.insert(at, first);
            }
        }
        Ok(updates)
    }
}

/// What tells the story of an article.
struct Chained {
    story: String,
    headline: String,
    /// The article it updates.
    earlier: Option<DocAddress>,
}

fn story_of(at: DocAddress, told: &HashMap<DocAddress, Chained>) -> String {
    let mut seen: HashSet<DocAddress> = HashSet::new();
    let mut here = at;
    loop {
        let Some(Chained { story, headline, earlier }) = told.get(&here) else { return String::new() };
        seen.insert(here);
        match earlier {
            _ if !story.is_empty() => return story.clone(),
            Some(earlier) if seen.len() < CHAIN_MAX && !seen.contains(earlier) => here = *earlier,
            Some(_) | None => return headline.clone(),
        }
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
        (0, 0, 0) => Grouping::Day.without().to_owned(),
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
