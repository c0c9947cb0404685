//! The shelf of a library of any size: all rows in their order, of which only a stretch is ever read.
//!
//! A [`Stock`] (the index, or entries in memory) says which articles answer and in what order; [`Shelving`] makes rows of
//! that, with titles of groups between, and hands out a [`Stretch`] of them around a row or an article.

mod entries;
mod listing;

use std::collections::HashSet;
use std::hash::Hash;

use super::{Entry, Grouping, Marks, Query, ReadPlace, Sort};

pub use entries::Entries;
pub use listing::Listing;
use listing::Slot;

/// Which articles a shelf shows, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub query: Query,
    pub sort: Sort,
    pub grouping: Grouping,
}

/// A row of the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfRow {
    /// The title of a group.
    Title(String),
    Article(Box<Entry>),
}

impl ShelfRow {
    /// Its article.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Article(entry) => Some(entry),
            Self::Title(_) => None,
        }
    }
}

/// What is asked of a shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub arrangement: Arrangement,
    pub at: At,
    /// How many rows are wanted on either side.
    pub beyond: usize,
    /// An article whose marks are to be told as well.
    pub also: Option<String>,
}

/// Around what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    Row(usize),
    /// The article in that file, or this row where the shelf does not show it.
    Article {
        path: String,
        or: usize,
    },
    /// The article so many steps after that one, or before it (negative); of unread ones only, if so wanted. Where the
    /// shelf does not show it, steps are made from the row.
    Beside {
        path: Option<String>,
        or: usize,
        steps: isize,
        unread: bool,
    },
}

impl Default for At {
    fn default() -> Self {
        Self::Row(0)
    }
}

/// Rows of a shelf that follow one another, and what there is besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The number of the first of `rows` among all.
    pub first: usize,
    pub rows: Vec<ShelfRow>,
    /// How many rows there are in all, titles included.
    pub total: usize,
    /// How many articles the rows have.
    pub shown: usize,
    /// How many articles the library has, and how many of them are not read.
    pub articles: usize,
    pub unread: usize,
    /// The row of what was asked for; `None` where there is no such article.
    pub at: Option<usize>,
    /// What the reader keeps of the articles of these rows, where it is anything.
    pub places: Vec<(String, ReadPlace)>,
    pub tags: Vec<(String, Vec<String>)>,
    /// Whether every file of the library has been looked at.
    pub is_whole: bool,
    /// Whether the stock can't tell what the query asks; the rows then answer the query before.
    pub unanswered: bool,
}

/// What a shelf is made from.
pub trait Stock {
    type Error;
    /// What stands for an article; a library may have a million.
    type Key: Copy + Eq + Hash;

    /// How many articles there are.
    ///
    /// # Errors
    /// As for all of these, where the stock can't be read.
    fn articles(&self) -> Result<usize, Self::Error>;
    /// Every article that answers, in order and in groups. `read` are those of [`Stock::keys`] that are read.
    fn listing(
        &self,
        arrangement: &Arrangement,
        marks: &Marks,
        read: &HashSet<Self::Key>,
    ) -> Result<Listing<Self::Key>, Self::Error>;
    fn entries(&self, keys: &[Self::Key]) -> Result<Vec<Entry>, Self::Error>;
    fn ids(&self, keys: &[Self::Key]) -> Result<Vec<String>, Self::Error>;
    /// The article in a file.
    fn key(&self, path: &str) -> Result<Option<Self::Key>, Self::Error>;
    /// The articles of these ids, which are in ascending order, each with the place of its id among them. Two files may
    /// have one id.
    fn keys(&self, ids: &[&str]) -> Result<Vec<(usize, Self::Key)>, Self::Error>;
    /// Whether every file of the library has been looked at.
    fn is_whole(&self) -> bool;
    /// Whether it knows enough of articles to answer this.
    fn tells(&self, query: &Query) -> bool;
}

/// A stock in an order.
#[derive(Debug)]
pub struct Shelving<S: Stock> {
    stock: S,
    /// The last order that was asked for, and its rows.
    listed: Option<(Arrangement, Listing<S::Key>)>,
    /// The articles that are read, as long as no mark has changed.
    read: Option<HashSet<S::Key>>,
}

impl<S: Stock> Shelving<S> {
    pub fn new(stock: S) -> Self {
        Self { stock, listed: None, read: None }
    }

    #[must_use]
    pub fn stock(&self) -> &S {
        &self.stock
    }

    /// What the reader keeps has changed: what was read is counted again, and an order that asks for it made anew, but
    /// not before it is asked for again.
    pub fn marks_changed(&mut self) {
        self.read = None;
    }

    /// Makes the order anew at the next question.
    pub fn arrange_again(&mut self) {
        self.listed = None;
    }

    /// The rows around what is wanted.
    ///
    /// # Errors
    /// Where the stock can't be read.
    pub fn stretch(&mut self, wanted: &Wanted, marks: &Marks) -> Result<Stretch, S::Error> {
        self.count_read(marks)?;
        let unanswered = !self.stock.tells(&wanted.arrangement.query);
        if unanswered {
            let query = self.listed.as_ref().map(|(listed, _)| listed.query.clone()).unwrap_or_default();
            self.list(&Arrangement { query, ..wanted.arrangement.clone() }, marks)?;
        } else {
            self.list(&wanted.arrangement, marks)?;
        }
        let (Some((_, listing)), Some(read)) = (&self.listed, &self.read) else { return Ok(Stretch::default()) };
        let at = match &wanted.at {
            At::Row(row) => listing.rows().checked_sub(1).map(|last| listing.settled((*row).min(last), 1)),
            At::Article { path, .. } => self.stock.key(path)?.and_then(|key| listing.row_of(key)),
            At::Beside { path, or, steps, unread } => {
                let from = path.as_deref().map(|path| self.stock.key(path)).transpose()?.flatten();
                let from = from.and_then(|key| listing.row_of(key));
                listing.beside(from.unwrap_or(*or), *steps, |key| !(*unread && read.contains(&key)))
            }
        };
        let or = match &wanted.at {
            At::Row(row) => *row,
            At::Article { or, .. } | At::Beside { or, .. } => *or,
        };
        let centre = at.unwrap_or(or).min(listing.rows().saturating_sub(1));
        let first = centre.saturating_sub(wanted.beyond);
        let end = centre.saturating_add(wanted.beyond + 1).min(listing.rows());
        let rows = self.rows(listing, first, end)?;
        let articles = self.stock.articles()?;
        let mut stretch = Stretch {
            first,
            total: listing.rows(),
            shown: listing.len(),
            articles,
            unread: articles.saturating_sub(read.len()),
            at,
            is_whole: self.stock.is_whole(),
            unanswered,
            ..Stretch::default()
        };
        let ids = rows.iter().filter_map(ShelfRow::entry).map(|entry| &entry.id).chain(&wanted.also);
        for id in ids {
            stretch.places.extend(marks.places.get(id).map(|place| (id.clone(), *place)));
            stretch.tags.extend(marks.tags.get(id).map(|tags| (id.clone(), tags.clone())));
        }
        stretch.rows = rows;
        Ok(stretch)
    }

    /// The ids of all articles that answer, each once.
    ///
    /// # Errors
    /// Where the stock can't be read.
    pub fn ids(&mut self, arrangement: &Arrangement, marks: &Marks) -> Result<Vec<String>, S::Error> {
        self.count_read(marks)?;
        self.list(arrangement, marks)?;
        let Some((_, listing)) = &self.listed else { return Ok(Vec::new()) };
        let mut ids = self.stock.ids(listing.keys())?;
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    fn count_read(&mut self, marks: &Marks) -> Result<(), S::Error> {
        if self.read.is_none() {
            let ids: Vec<&str> =
                marks.places.iter().filter(|(_, place)| place.read).map(|(id, _)| id.as_str()).collect();
            self.read = Some(self.stock.keys(&ids)?.into_iter().map(|(_, key)| key).collect());
        }
        Ok(())
    }

    fn list(&mut self, arrangement: &Arrangement, marks: &Marks) -> Result<(), S::Error> {
        if self.listed.as_ref().is_none_or(|(listed, _)| listed != arrangement) {
            let none = HashSet::new();
            let listing = self.stock.listing(arrangement, marks, self.read.as_ref().unwrap_or(&none))?;
            self.listed = Some((arrangement.clone(), listing));
        }
        Ok(())
    }

    fn rows(&self, listing: &Listing<S::Key>, first: usize, end: usize) -> Result<Vec<ShelfRow>, S::Error> {
        let slots: Vec<Slot<S::Key>> = (first..end).filter_map(|row| listing.slot(row)).collect();
        let keys: Vec<S::Key> = slots.iter().filter_map(Slot::key).collect();
        let mut entries = self.stock.entries(&keys)?.into_iter();
        let row = |slot: Slot<S::Key>| match slot {
            Slot::Title(title) => Some(ShelfRow::Title(title.to_owned())),
            Slot::Article(_) => entries.next().map(|entry| ShelfRow::Article(Box::new(slim(entry)))),
        };
        Ok(slots.into_iter().filter_map(row).collect())
    }
}

/// An entry without what only links need.
fn slim(entry: Entry) -> Entry {
    Entry { claims: Vec::new(), cites: Vec::new(), ..entry }
}

#[cfg(test)]
mod tests;
