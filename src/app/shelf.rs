//! The shelf: the articles of the library, in an order, under a filter, in groups.

use std::collections::{HashMap, HashSet};

use crate::{
    library::{Entry, Grouping, Query, QueryFault, ReadPlace, Sort, fold},
    model::ArticleId,
};

/// One row of the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfRow {
    /// The title of a group: that of the entry at this index.
    Title(usize),
    /// An article, by index into `entries`.
    Article(usize),
}

/// How far the library has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    pub finished: bool,
}

/// The articles, and how they are shown.
#[derive(Debug, Default)]
pub struct Shelf {
    entries: Vec<Entry>,
    /// By path: one file, one entry.
    by_path: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    /// How many articles are not read; counted when the shelf is arranged.
    unread: usize,
    /// Which entries were seen again since the last known shelf was shown.
    seen: Vec<bool>,
    rows: Vec<ShelfRow>,
    /// By index into `rows`.
    pub cursor: usize,
    pub top: usize,
    /// As typed.
    pub filter: String,
    /// What the rows answer: the filter, or the last one that made sense.
    query: Query,
    /// What is wrong with the filter.
    fault: Option<QueryFault>,
    pub sort: Sort,
    pub grouping: Grouping,
    pub progress: Progress,
    /// Articles that are not what they were when they were read.
    pub changed: HashSet<ArticleId>,
    /// Articles not yet seen of a story that one has read in.
    pub goes_on: HashSet<ArticleId>,
}

impl Shelf {
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many articles of the whole shelf are not read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Counts the unread anew: what the reader has read changed.
    pub fn count_unread(&mut self, places: &HashMap<ArticleId, ReadPlace>) {
        let read = places.iter().filter(|(id, place)| place.read && self.by_id.contains_key(id.as_str())).count();
        self.unread = self.entries.len().saturating_sub(read);
    }

    #[must_use]
    pub fn rows(&self) -> &[ShelfRow] {
        &self.rows
    }

    #[must_use]
    pub fn find(&self, id: &ArticleId) -> Option<&Entry> {
        self.by_id.get(id.as_str()).map(|at| &self.entries[*at])
    }

    /// The entry of that headline, letter case, accents and spaces aside.
    #[must_use]
    pub fn find_headline(&self, headline: &str) -> Option<&Entry> {
        let wanted = fold(headline);
        self.entries.iter().find(|entry| fold(&entry.headline) == wanted)
    }

    /// The article the cursor is on.
    #[must_use]
    pub fn current(&self) -> Option<&Entry> {
        match self.rows.get(self.cursor)? {
            ShelfRow::Article(at) | ShelfRow::Title(at) => self.entries.get(*at),
        }
    }

    /// Takes in rows that were read, in place of what was known of the same files.
    pub fn take(&mut self, entries: Vec<Entry>, from_cache: bool) {
        for mut entry in entries {
            // what only links need stays in the index: the shelf is held whole, and libraries grow
            (entry.claims, entry.cites) = (Vec::new(), Vec::new());
            entry.topics.shrink_to_fit();
            let at = *self.by_path.entry(entry.path.clone()).or_insert(self.entries.len());
            self.by_id.insert(entry.id.clone(), at);
            if at == self.entries.len() {
                self.entries.push(entry);
                self.seen.push(!from_cache);
            } else {
                self.entries[at] = entry;
                self.seen[at] |= !from_cache;
            }
        }
    }

    /// Ends a reading of the library: what a cache knew and nobody saw again is gone.
    pub fn finish(&mut self) {
        self.progress.finished = true;
        let mut seen = std::mem::take(&mut self.seen).into_iter();
        self.entries.retain(|_| seen.next().unwrap_or(true));
        self.seen = vec![false; self.entries.len()];
        self.by_path = self.entries.iter().enumerate().map(|(at, entry)| (entry.path.clone(), at)).collect();
        self.by_id = self.entries.iter().enumerate().map(|(at, entry)| (entry.id.clone(), at)).collect();
    }

    /// Orders, filters and groups anew, keeping the cursor on its article where that is still there.
    pub fn arrange(&mut self, places: &HashMap<ArticleId, ReadPlace>) {
        let held = self.current().map(|entry| entry.path.clone());
        self.read_filter();
        let place = |at: usize| self.entries[at].id.parse().ok().and_then(|id: ArticleId| places.get(&id).copied());
        let needs_places = self.query.needs_places();
        let answers = |at: &usize| {
            let kept = if needs_places { place(*at) } else { None };
            self.query.matches_entry(&self.entries[*at], kept.as_ref())
        };
        let mut order: Vec<usize> = (0..self.entries.len()).filter(answers).collect();
        match self.sort {
            Sort::Newest => order.sort_by(|a, b| newest(&self.entries[*a], &self.entries[*b])),
            Sort::Oldest => order.sort_by(|a, b| newest(&self.entries[*b], &self.entries[*a])),
            Sort::Headline => order.sort_by_cached_key(|at| fold(&self.entries[*at].headline)),
            Sort::UnreadFirst => order.sort_by(|a, b| {
                let read = |at: usize| place(at).is_some_and(|place| place.read);
                read(*a).cmp(&read(*b)).then_with(|| newest(&self.entries[*a], &self.entries[*b]))
            }),
        }
        self.rows = self.grouped(&order);
        self.count_unread(places);
        self.cursor = held.map_or(0, |path| self.row_of(&path).unwrap_or(self.cursor));
        self.settle(1);
    }

    /// What is wrong with the filter as it is typed; the rows still answer the last one that made sense.
    #[must_use]
    pub fn fault(&self) -> Option<&QueryFault> {
        self.fault.as_ref()
    }

    fn read_filter(&mut self) {
        let read = Query::parse_as_typed(&self.filter).and_then(|query| {
            let told = QueryFault {
                span: 0..self.filter.len(),
                message: "only the articles themselves tell this".to_owned(),
                help: "`g/` searches in them".to_owned(),
            };
            if query.needs_index() { Err(told) } else { Ok(query) }
        });
        self.fault = match read {
            Ok(query) => {
                self.query = query;
                None
            }
            Err(fault) => Some(fault),
        };
    }

    fn grouped(&self, order: &[usize]) -> Vec<ShelfRow> {
        if self.grouping == Grouping::None {
            return order.iter().copied().map(ShelfRow::Article).collect();
        }
        // Groups stand in the order of their first article.
        let mut titles: Vec<String> = Vec::new();
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        for at in order {
            let title = self.group_title(*at);
            let group = groups.entry(title.clone()).or_default();
            if group.is_empty() {
                titles.push(title);
            }
            group.push(*at);
        }
        let mut rows = Vec::with_capacity(order.len() + titles.len());
        for title in titles {
            let group = groups.remove(&title).unwrap_or_default();
            rows.extend(group.first().copied().map(ShelfRow::Title));
            rows.extend(group.into_iter().map(ShelfRow::Article));
        }
        rows
    }

    /// The title of the group an entry stands in.
    #[must_use]
    pub fn group_title(&self, at: usize) -> String {
        let Some(entry) = self.entries.get(at) else { return String::new() };
        let or = |text: Option<&str>, other: &str| text.filter(|text| !text.is_empty()).unwrap_or(other).to_owned();
        match self.grouping {
            Grouping::None => String::new(),
            Grouping::Day => or(entry.published.as_deref().and_then(|date| date.get(..10)), "No date"),
            Grouping::Topic => or(entry.topics.first().map(String::as_str), "No topic"),
            Grouping::Story => self.story_title(entry),
        }
    }

    /// The story an article belongs to: its `story-id`, or the headline of the first article of the chain it updates.
    fn story_title(&self, entry: &Entry) -> String {
        let mut first = entry;
        // A chain is followed a bounded way, since files can update one another in a circle.
        for _ in 0..100 {
            if let Some(story) = &first.story_id {
                return story.clone();
            }
            match first.updates.first().and_then(|id| self.by_id.get(id)) {
                Some(at) if self.entries[*at].id != entry.id => first = &self.entries[*at],
                Some(_) | None => break,
            }
        }
        first.headline.clone()
    }

    fn row_of(&self, path: &str) -> Option<usize> {
        let at = self.by_path.get(path)?;
        self.rows.iter().position(|row| *row == ShelfRow::Article(*at))
    }

    /// Moves the cursor onto an article, if the shelf shows it.
    pub fn go_to(&mut self, path: &str) -> bool {
        let row = self.row_of(path);
        if let Some(row) = row {
            self.cursor = row;
        }
        row.is_some()
    }

    /// Moves the cursor by `rows` (negative: up), over the titles of groups.
    pub fn step(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
        self.settle(rows.signum());
    }

    /// Puts the cursor on a row, or the article nearest to it.
    pub fn point(&mut self, row: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self.settle(1);
    }

    /// Leaves the title of a group in the direction one came.
    fn settle(&mut self, direction: isize) {
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        let is_title = |row: Option<&ShelfRow>| matches!(row, Some(ShelfRow::Title(_)));
        if is_title(self.rows.get(self.cursor)) {
            self.cursor = if direction < 0 && self.cursor > 0 { self.cursor - 1 } else { self.cursor + 1 };
        }
    }

    /// Scrolls so that the cursor is among `height` rows, with its group's title when it is the first below it.
    pub fn scroll_to_cursor(&mut self, height: usize) {
        let before = self.cursor.checked_sub(1).and_then(|above| self.rows.get(above));
        let above = usize::from(matches!(before, Some(ShelfRow::Title(_))));
        self.top = self.top.min(self.cursor - above);
        if self.cursor >= self.top + height.max(1) {
            self.top = self.cursor + 1 - height.max(1);
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height.max(1)));
    }

    /// The next article before (`-1`) or after (`1`) that of `path` in the order shown, for which `wanted` holds.
    #[must_use]
    pub fn neighbour(&self, path: Option<&str>, direction: isize, wanted: impl Fn(&Entry) -> bool) -> Option<&Entry> {
        let mut at = path.and_then(|path| self.row_of(path)).unwrap_or(self.cursor);
        loop {
            at = at.checked_add_signed(direction)?;
            match self.rows.get(at)? {
                ShelfRow::Article(entry) if wanted(&self.entries[*entry]) => return self.entries.get(*entry),
                ShelfRow::Article(_) | ShelfRow::Title(_) => {}
            }
        }
    }
}

/// Newest first; what has no date last; equal days by headline.
fn newest(a: &Entry, b: &Entry) -> std::cmp::Ordering {
    b.published
        .as_deref()
        .unwrap_or_default()
        .cmp(a.published.as_deref().unwrap_or_default())
        .then_with(|| a.headline.cmp(&b.headline))
        .then_with(|| a.path.cmp(&b.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn entry(id: &str, headline: &str, published: &str) -> Entry {
        Entry {
            id: id.to_owned(),
            path: format!("{id}.yaml"),
            headline: headline.to_owned(),
            published: Some(published.to_owned()),
            ..Entry::default()
        }
    }

    fn shelf() -> Shelf {
        let mut shelf = Shelf::default();
        shelf.take(
            vec![
                entry("a", "Flood in the valley", "2025-03-01"),
                entry("b", "Café élan", "2025-03-03"),
                entry("c", "Flood recedes", "2025-03-02"),
            ],
            false,
        );
        shelf.arrange(&HashMap::new());
        shelf
    }

    #[test]
    fn the_newest_stands_first_and_the_cursor_keeps_its_article() {
        let mut shelf = shelf();
        assert_eq!(shelf.current().map(|entry| entry.id.as_str()), Some("b"));
        shelf.step(2);
        assert_eq!(shelf.current().map(|entry| entry.id.as_str()), Some("a"));
        shelf.sort = Sort::Oldest;
        shelf.arrange(&HashMap::new());
        assert_eq!((shelf.cursor, shelf.current().map(|entry| entry.id.as_str())), (0, Some("a")));
    }

    #[test]
    fn a_filter_folds_case_and_accents() {
        let mut shelf = shelf();
        "ELAN cafe".clone_into(&mut shelf.filter);
        shelf.arrange(&HashMap::new());
        assert_eq!(shelf.rows(), [ShelfRow::Article(1)]);
    }

    #[test]
    fn a_filter_that_makes_no_sense_keeps_the_rows_and_says_so() {
        let mut shelf = shelf();
        for (filter, rows, faulty) in [
            ("flood", 2, false),
            ("flood date:2025-03-0", 2, false),
            ("flood date:2025-03-01", 1, false),
            ("flood knd:x", 1, true),
            ("flood is:unread", 2, false),
            ("by:somebody", 2, true),
            ("", 3, false),
        ] {
            filter.clone_into(&mut shelf.filter);
            shelf.arrange(&HashMap::new());
            assert_eq!((shelf.rows().len(), shelf.fault().is_some()), (rows, faulty), "{filter}");
        }
    }

    #[test]
    fn titles_are_stepped_over() {
        let mut shelf = shelf();
        shelf.grouping = Grouping::Day;
        shelf.arrange(&HashMap::new());
        assert_eq!(shelf.rows().len(), 6);
        shelf.step(-10);
        assert_eq!(shelf.cursor, 1);
        shelf.step(1);
        assert_eq!(shelf.cursor, 3);
        shelf.step(-1);
        assert_eq!(shelf.cursor, 1);
    }

    #[test]
    fn what_a_cache_knew_and_nobody_saw_again_is_gone() {
        let mut shelf = Shelf::default();
        shelf.take(vec![entry("old", "Old", "2020-01-01"), entry("a", "A", "2021-01-01")], true);
        shelf.take(vec![entry("a", "A, updated", "2021-01-01")], false);
        shelf.finish();
        shelf.arrange(&HashMap::new());
        assert_eq!(shelf.entries().iter().map(|entry| entry.headline.as_str()).collect::<Vec<_>>(), ["A, updated"]);
    }
}
