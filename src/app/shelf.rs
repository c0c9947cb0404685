//! The shelf: the articles of the library in an order, under a filter, in groups. A library may have a million of them;
//! held are the rows in view and some beyond, and the next are asked for before they are needed.

use std::collections::{HashMap, HashSet};

use crate::{
    library::{Arrangement, At, Entry, Grouping, Query, QueryFault, ShelfRow, Sort, Stretch, Wanted},
    model::ArticleId,
};

use super::Effect;

/// How many screens of rows are asked for on either side of the cursor, and the fewest rows.
const SCREENS_BEYOND: usize = 4;
const ROWS_BEYOND_MIN: usize = 100;

/// How far the library has been read, where that takes time and nothing else tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
}

/// What is known of how many articles a library has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// So many, as it was last looked at.
    Whole(usize),
    /// So many have been read, and there may be more.
    SoFar(usize),
    /// So many came to hand first; nobody has counted.
    First(usize),
}

/// What is done with an answer, besides showing its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Errand {
    /// The cursor stays on the article in that file.
    Keep(String),
    /// So many articles on, or unread ones.
    Beside { steps: isize, unread: bool },
}

/// What came of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It was to an older question.
    Stale,
    Rows,
    /// The cursor is where steps were to lead; or there was no such article (`None`).
    Beside {
        steps: isize,
        unread: bool,
        found: bool,
    },
}

/// The articles, and how they are shown.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The rows at hand, and the number of the first.
    rows: Vec<ShelfRow>,
    first: usize,
    /// How many rows there are, and how many of them are articles.
    total: usize,
    shown: usize,
    /// How many articles the library has, and how many are not read: `None` as long as nobody counted.
    articles: usize,
    unread: Option<usize>,
    /// The row in hand, and the first on the screen.
    pub cursor: usize,
    pub top: usize,
    /// Which way the cursor came, to leave the title of a group by.
    heading: isize,
    /// As typed.
    pub filter: String,
    /// What the rows answer: the filter, or the last one that made sense.
    query: Query,
    /// What is wrong with the filter.
    fault: Option<QueryFault>,
    pub sort: Sort,
    pub grouping: Grouping,
    /// The last question, and the first about this order: answers to older ones are about other rows.
    asked: u64,
    epoch: u64,
    errand: Option<(u64, Errand)>,
    /// The row around which rows are on their way.
    coming: Option<usize>,
    /// Whether somebody counted the articles, if long ago.
    is_counted: bool,
    /// Whether the library itself has answered, and whether all of its files had been looked at.
    is_answered: bool,
    is_whole: bool,
    pub progress: Option<Progress>,
    /// Articles that are not what they were when they were read.
    pub changed: HashSet<ArticleId>,
    /// Those at hand that were looked at for that, with size and time of the file; and whether all others were.
    pub(super) compared: HashMap<ArticleId, (u64, i64)>,
    pub(super) all_compared: bool,
    /// How many of those at hand go on with a story that was read.
    pub going_on: usize,
}

impl Shelf {
    /// The last known rows, from the top, and how many articles there were: until the library answers.
    #[must_use]
    pub fn from_snapshot(entries: Vec<Entry>, articles: usize) -> Self {
        let rows: Vec<ShelfRow> = entries.into_iter().map(|entry| ShelfRow::Article(Box::new(entry))).collect();
        let total = articles.max(rows.len());
        Self { total, shown: total, articles: total, is_counted: articles > 0, rows, ..Self::default() }
    }

    /// How many articles there are, as far as that is known.
    #[must_use]
    pub fn counted(&self) -> Counted {
        match (self.is_answered, self.is_whole, self.is_counted) {
            (true, true, _) | (false, _, true) => Counted::Whole(self.articles),
            (true, false, _) => Counted::SoFar(self.articles),
            (false, _, false) => Counted::First(self.articles),
        }
    }

    /// How many rows there are, titles of groups included.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many articles the filter lets through.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// How many articles the library has.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// How many articles of the library are not read; `None` before they were counted.
    #[must_use]
    pub fn unread(&self) -> Option<usize> {
        self.unread
    }

    /// An article was read, or is unread again.
    pub(super) fn count_read(&mut self, read: bool) {
        let count = |unread: usize| if read { unread.saturating_sub(1) } else { unread + 1 };
        self.unread = self.unread.map(count);
    }

    /// A row, where it is at hand.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<&ShelfRow> {
        self.rows.get(row.checked_sub(self.first)?)
    }

    /// The articles at hand.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.rows.iter().filter_map(ShelfRow::entry)
    }

    /// An article, where it is at hand.
    #[must_use]
    pub fn find(&self, id: &ArticleId) -> Option<&Entry> {
        self.entries().find(|entry| entry.id == id.as_str())
    }

    /// The article the cursor is on, where it is at hand.
    #[must_use]
    pub fn current(&self) -> Option<&Entry> {
        self.row(self.cursor)?.entry()
    }

    /// Whether the library has answered, and all its files had been looked at.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_answered && self.is_whole
    }

    /// What the rows answer.
    #[must_use]
    pub fn arrangement(&self) -> Arrangement {
        Arrangement { query: self.query.clone(), sort: self.sort, grouping: self.grouping }
    }

    /// What is wrong with the filter as it is typed; the rows still answer the last one that made sense.
    #[must_use]
    pub fn fault(&self) -> Option<&QueryFault> {
        self.fault.as_ref()
    }

    /// Asks for the rows in another order, under another filter, or (`renew`) as the library is now. The cursor keeps its
    /// article where that is still there.
    pub(super) fn arrange(&mut self, height: usize, also: Option<&ArticleId>, renew: bool) -> Effect {
        match Query::parse_as_typed(&self.filter) {
            Ok(query) => (self.query, self.fault) = (query, None),
            Err(fault) => self.fault = Some(fault),
        }
        self.epoch = self.asked + 1;
        match self.current().map(|entry| entry.path.clone()) {
            Some(path) => {
                let at = At::Article { path: path.clone(), or: self.cursor };
                self.ask(at, Some(Errand::Keep(path)), height, also, renew)
            }
            None => self.ask(At::Row(self.cursor), None, height, also, renew),
        }
    }

    /// The number of the last question.
    pub(super) fn asked(&self) -> u64 {
        self.asked
    }

    /// A question has no answer. Whether it was to lead to a neighbour.
    pub(super) fn gave_up(&mut self, number: u64) -> bool {
        self.coming = None;
        let errand = self.errand.take_if(|(asked, _)| *asked == number);
        matches!(errand, Some((_, Errand::Beside { .. })))
    }

    fn ask(&mut self, at: At, errand: Option<Errand>, height: usize, also: Option<&ArticleId>, renew: bool) -> Effect {
        self.asked += 1;
        if let Some(errand) = errand {
            self.errand = Some((self.asked, errand));
        }
        let beyond = (height * SCREENS_BEYOND).max(ROWS_BEYOND_MIN);
        let also = also.map(ArticleId::to_string);
        let wanted = Box::new(Wanted { arrangement: self.arrangement(), at, beyond, also });
        Effect::Shelve { number: self.asked, wanted, renew }
    }

    /// Asks for rows that are in view, or soon may be, and neither at hand nor on their way.
    #[must_use]
    pub(super) fn look_ahead(&mut self, height: usize) -> Option<Effect> {
        let (begin, end) = (self.top.saturating_sub(height), (self.top + 2 * height).min(self.total));
        let covers = |first: usize, behind: usize| first <= begin && end <= behind;
        let beyond = (height * SCREENS_BEYOND).max(ROWS_BEYOND_MIN);
        let comes = self.coming.is_some_and(|row| covers(row.saturating_sub(beyond), row.saturating_add(beyond)));
        if !self.is_answered || comes || covers(self.first, self.first + self.rows.len()) {
            return None;
        }
        self.coming = Some(self.cursor);
        Some(self.ask(At::Row(self.cursor), None, height, None, false))
    }

    /// Takes in rows. Where the cursor's article is not among them, it is asked for again.
    pub(super) fn take(&mut self, number: u64, stretch: Stretch, height: usize) -> (Came, Option<Effect>) {
        if number < self.epoch {
            return (Came::Stale, None);
        }
        let errand = self.errand.take_if(|(asked, _)| *asked == number).map(|(_, errand)| errand);
        let held = self.current().map(|entry| entry.path.clone());
        self.coming = None;
        self.fault = self.fault.take().or_else(|| stretch.unanswered.then(|| self.untold()));
        let at = stretch.at;
        self.set(stretch);
        let mut came = Came::Rows;
        let mut again = None;
        match (errand, held) {
            (Some(Errand::Beside { steps, unread }), _) => {
                self.cursor = at.unwrap_or(self.cursor);
                came = Came::Beside { steps, unread, found: at.is_some() };
            }
            (Some(Errand::Keep(asked)), held) => {
                let held = held.unwrap_or(asked.clone());
                match self.position(&held) {
                    Some(at) => self.cursor = self.first + at,
                    None if held == asked => self.cursor = at.unwrap_or(self.cursor),
                    // the cursor has moved on meanwhile
                    None => {
                        let at = At::Article { path: held.clone(), or: self.cursor };
                        again = Some(self.ask(at, Some(Errand::Keep(held)), height, None, false));
                    }
                }
            }
            (None, _) => {}
        }
        self.settle();
        self.scroll_to_cursor(height);
        (came, again.or_else(|| self.look_ahead(height)))
    }

    /// Where an article stands among the rows at hand.
    fn position(&self, path: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.entry().is_some_and(|entry| entry.path == path))
    }

    fn set(&mut self, stretch: Stretch) {
        (self.rows, self.first, self.total) = (stretch.rows, stretch.first, stretch.total);
        (self.shown, self.articles, self.unread) = (stretch.shown, stretch.articles, Some(stretch.unread));
        (self.is_answered, self.is_whole) = (true, stretch.is_whole);
        self.progress = None;
    }

    fn untold(&self) -> QueryFault {
        QueryFault {
            span: 0..self.filter.len(),
            message: "only the articles themselves tell this".to_owned(),
            help: "there is no index here to look it up in".to_owned(),
        }
    }

    /// Moves the cursor by `rows` (negative: up), over the titles of groups.
    pub(super) fn step(&mut self, rows: isize) {
        self.heading = rows.signum();
        self.cursor = self.cursor.saturating_add_signed(rows);
        self.settle();
    }

    /// Puts the cursor on a row, or the article nearest to it.
    pub(super) fn point(&mut self, row: usize) {
        self.heading = 1;
        self.cursor = row;
        self.settle();
    }

    /// Leaves the title of a group in the direction one came.
    fn settle(&mut self) {
        self.cursor = self.cursor.min(self.total.saturating_sub(1));
        if matches!(self.row(self.cursor), Some(ShelfRow::Title(_))) {
            self.cursor = if self.heading < 0 && self.cursor > 0 { self.cursor - 1 } else { self.cursor + 1 };
        }
    }

    /// Scrolls so that the cursor is among `height` rows, with its group's title when it is the first below it.
    pub(super) fn scroll_to_cursor(&mut self, height: usize) {
        let height = height.max(1);
        let before = self.cursor.checked_sub(1).and_then(|above| self.row(above));
        let above = usize::from(matches!(before, Some(ShelfRow::Title(_))));
        self.top = self.top.min(self.cursor - above);
        if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.top = self.top.min(self.total.saturating_sub(height));
    }

    /// Puts the cursor on an article that is at hand.
    pub(super) fn go_to(&mut self, path: &str) -> bool {
        let there = self.position(path);
        if let Some(at) = there {
            self.cursor = self.first + at;
        }
        there.is_some()
    }

    /// Moves the cursor so many articles on from that of `path` (negative: back), counting those that are wanted, where
    /// the rows at hand tell; else the question that leads there.
    pub(super) fn go_beside(
        &mut self,
        path: Option<&str>,
        steps: isize,
        height: usize,
        wanted: Option<&dyn Fn(&Entry) -> bool>,
    ) -> Option<Effect> {
        let on_its_way = self.errand.as_ref().is_some_and(|(_, errand)| matches!(errand, Errand::Beside { .. }));
        let from = path.and_then(|path| self.position(path));
        let from = from.or_else(|| self.cursor.checked_sub(self.first).filter(|_| path.is_none()));
        if let (Some(from), true, false) = (from, self.is_answered, on_its_way)
            && let Some(row) = self.beside_at_hand(from, steps, wanted)
        {
            self.cursor = row;
            self.scroll_to_cursor(height);
            return None;
        }
        // Presses that follow one another before there is an answer go further.
        let before = match self.errand.take() {
            Some((_, Errand::Beside { steps: before, unread })) if unread == wanted.is_some() => before,
            Some(_) | None => 0,
        };
        let (steps, unread) = (steps + before, wanted.is_some());
        self.epoch = self.asked + 1;
        let at = At::Beside { path: path.map(str::to_owned), or: self.cursor, steps, unread };
        Some(self.ask(at, Some(Errand::Beside { steps, unread }), height, None, false))
    }

    fn beside_at_hand(&self, from: usize, steps: isize, wanted: Option<&dyn Fn(&Entry) -> bool>) -> Option<usize> {
        let fits = |row: &ShelfRow| row.entry().is_some_and(|entry| wanted.is_none_or(|wanted| wanted(entry)));
        let nth = steps.unsigned_abs().checked_sub(1)?;
        let (before, after) = (self.rows.get(..from)?, self.rows.get(from + 1..)?);
        let fitting = |(_, row): &(usize, &ShelfRow)| fits(row);
        let found = if steps < 0 {
            before.iter().enumerate().rev().filter(fitting).nth(nth).map(|(at, _)| at)
        } else {
            after.iter().enumerate().filter(fitting).nth(nth).map(|(at, _)| from + 1 + at)
        };
        found.map(|at| self.first + at)
    }
}

#[cfg(test)]
mod tests;
