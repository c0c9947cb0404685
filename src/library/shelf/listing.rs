//! The order of a shelf: a key for each article, and where groups begin.

use std::collections::HashMap;

/// All rows of a shelf: articles, and the titles of groups between them. A row is a number, counted from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<K> {
    keys: Vec<K>,
    /// The first article of each group, by its place in `keys`, and the title.
    groups: Vec<(usize, String)>,
}

/// What stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot<'a, K> {
    Title(&'a str),
    Article(K),
}

impl<K: Copy> Slot<'_, K> {
    pub(super) fn key(&self) -> Option<K> {
        match self {
            Self::Article(key) => Some(*key),
            Self::Title(_) => None,
        }
    }
}

impl<K> Default for Listing<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), groups: Vec::new() }
    }
}

impl<K: Copy + Eq> Listing<K> {
    /// Articles in that order, in no groups.
    #[must_use]
    pub fn new(keys: Vec<K>) -> Self {
        Self { keys, groups: Vec::new() }
    }

    /// The same, each under its title. Groups stand in the order of their first article.
    #[must_use]
    pub fn grouped(keys: Vec<K>, titles: Vec<String>) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Vec<K>> = Vec::new();
        for (title, key) in titles.into_iter().zip(keys) {
            let number = *numbers.entry(title).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[number].push(key);
        }
        let mut titles: Vec<(usize, String)> = numbers.into_iter().map(|(title, number)| (number, title)).collect();
        titles.sort_unstable();
        let mut listing = Self::default();
        for ((_, title), group) in titles.into_iter().zip(groups) {
            listing.groups.push((listing.keys.len(), crate::model::Text::line(&title).to_string()));
            listing.keys.extend(group);
        }
        listing
    }

    /// How many articles it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The articles in their order.
    #[must_use]
    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    /// The groups, each with the place of its first article among [`Listing::keys`] and its title.
    #[must_use]
    pub fn groups(&self) -> &[(usize, String)] {
        &self.groups
    }

    /// How many rows there are, titles included.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.keys.len() + self.groups.len()
    }

    /// How many titles stand in the rows up to this one, itself included.
    fn titles_to(&self, row: usize) -> usize {
        let (mut low, mut high) = (0, self.groups.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            // the title of a group stands below those of all groups before it
            if self.groups[middle].0 + middle <= row { low = middle + 1 } else { high = middle }
        }
        low
    }

    pub(super) fn slot(&self, row: usize) -> Option<Slot<'_, K>> {
        let titles = self.titles_to(row);
        if let Some(group) = titles.checked_sub(1)
            && self.groups[group].0 + group == row
        {
            return Some(Slot::Title(&self.groups[group].1));
        }
        self.keys.get(row - titles).map(|key| Slot::Article(*key))
    }

    /// The row of the article at that place among the keys.
    fn row_at(&self, place: usize) -> usize {
        place + self.groups.partition_point(|(first, _)| *first <= place)
    }

    /// The row of an article.
    pub(super) fn row_of(&self, key: K) -> Option<usize> {
        self.keys.iter().position(|known| *known == key).map(|place| self.row_at(place))
    }

    fn is_title(&self, row: usize) -> bool {
        matches!(self.slot(row), Some(Slot::Title(_)))
    }

    /// A row, or the one beside it in a direction where it is the title of a group. Every title has an article below.
    pub(super) fn settled(&self, row: usize, direction: isize) -> usize {
        match self.is_title(row) {
            true if direction < 0 && row > 0 => row - 1,
            true => row + 1,
            false => row,
        }
    }

    /// The row of the article so many steps after a row, or before it, counting only those that are wanted. Where there
    /// are fewer, the last of them; `None` where there is none.
    pub(super) fn beside(&self, row: usize, steps: isize, wanted: impl Fn(K) -> bool) -> Option<usize> {
        let mut left = steps.unsigned_abs();
        // the place of the row's article, or of the first below a title
        let titled = self.is_title(row);
        let here = (row + usize::from(titled)).saturating_sub(self.titles_to(row)).min(self.keys.len());
        let (before, after) = self.keys.split_at(here);
        let mut found = None;
        let mut look = |place: usize, key: &K| {
            if left > 0 && wanted(*key) {
                (left, found) = (left - 1, Some(place));
            }
            left == 0
        };
        if steps < 0 {
            let _reached = before.iter().enumerate().rev().any(|(place, key)| look(place, key));
        } else {
            // from the title of a group, the next article is its first
            let _reached =
                after.iter().enumerate().skip(usize::from(!titled)).any(|(place, key)| look(here + place, key));
        }
        found.map(|place| self.row_at(place))
    }
}
