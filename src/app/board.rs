//! A board: a list across articles (passages found, voices, one voice, questions, a story), set on a page of its own.
//!
//! A board is a galley like an article's, so it is set, scrolled and drawn by the same rules. Items are what the cursor
//! steps over. A board keeps what the library answered, its cursor and its place, and is come back to as it was left.

mod brief;
mod hits;
mod makeup;
mod notes;
mod questions;
mod story;
mod topic;
mod voices;

use std::ops::Range;

use crate::{
    layout::{Galley, Measure, Page},
    library::{Assertion, Finding, Hits, Ledger, QueryFault, Question, Speaker, Story, VoiceCard},
    marginalia::Tray,
    model::{Annotation, AnnotationId, Text},
};

use super::{jumps::Spot, landing::Cited, mode::Acceptance};
use makeup::Makeup;
pub use makeup::{count, grouped};
pub use notes::{NoteGrouping, Notebook};
pub use questions::answers_wholly;
pub use topic::{Shown, Topic};

/// More boards than these are forgotten, the oldest first.
const BOARDS_MAX: usize = 24;

/// Which board: a number that no other has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoardId(pub u64);

/// A list across articles.
#[derive(Debug)]
pub struct Board {
    pub id: BoardId,
    pub topic: Topic,
    pub(super) content: Content,
    /// Why the last question has no answer; the answer before stays.
    pub fault: Option<Text>,
    /// The bytes of what was typed that it is about, where it is about those.
    pub misread: Option<Range<usize>>,
    /// The number of the question that has not been answered.
    pub waiting: Option<u64>,
    pub galley: Galley,
    pub page: Page,
    /// The first row in the window.
    pub top: usize,
    pub items: Vec<Item>,
    /// By index into `items`.
    pub cursor: usize,
    /// Other words were typed: the next answer is read from its beginning.
    pub(super) rewound: bool,
    /// How much is shown, and of how much: `12 of 341 passages`.
    pub tally: Text,
    /// Where one came from; `None` for the shelf.
    pub(super) outer: Option<Spot>,
}

/// What the library answered.
#[derive(Debug, Default)]
pub(super) enum Content {
    #[default]
    Nothing,
    Hits(Hits),
    Voices(Vec<Speaker>),
    Voice(Box<VoiceCard>),
    Ledger(Ledger),
    Story(Box<Story>),
    Notes(Box<Notebook>),
    Brief(Box<Tray>),
}

/// What the cursor steps over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its paragraphs in the galley.
    pub paragraphs: Range<usize>,
    pub lead: Lead,
    /// Who speaks in it.
    pub speaker: Option<String>,
    /// Whether a new group begins with it.
    pub first: bool,
}

/// Where an item leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To words of an article, which are in focus there.
    Words(Box<Cited>),
    /// To an article.
    Article { id: String, path: String },
    /// To a speaker's card.
    Speaker(String),
    /// To the card of a speaker who may be the same.
    Alike(String),
    /// To the words of an annotation.
    Note { id: AnnotationId, cited: Box<Cited> },
    /// To the words of a passage that is gathered for a brief.
    Passage { id: String, cited: Box<Cited> },
    /// To the claim that may answer a question.
    Proposal { question: Box<Question>, answer: Box<Assertion> },
}

impl Lead {
    /// The article it leads to: id and path.
    #[must_use]
    pub fn article(&self) -> Option<(&str, &str)> {
        match self {
            Self::Words(cited) | Self::Note { cited, .. } | Self::Passage { cited, .. } => {
                Some((&cited.at.article, &cited.at.path))
            }
            Self::Article { id, path } => Some((id, path)),
            Self::Proposal { answer, .. } => Some((&answer.at.article, &answer.at.path)),
            Self::Speaker(_) | Self::Alike(_) => None,
        }
    }
}

impl Board {
    fn new(id: BoardId, topic: Topic, measure: Measure, outer: Option<Spot>) -> Self {
        Self {
            id,
            topic,
            content: Content::Nothing,
            fault: None,
            misread: None,
            waiting: None,
            galley: Galley::default(),
            page: Page::new(measure),
            top: 0,
            items: Vec::new(),
            cursor: 0,
            rewound: false,
            tally: Text::default(),
            outer,
        }
    }

    /// The answers that are proposed to the question under the cursor: they stand right below it.
    pub(super) fn proposed_below(&self) -> Vec<Acceptance> {
        let asked = match self.current().map(|item| &item.lead) {
            Some(Lead::Words(cited)) => cited.clone(),
            _ => return Vec::new(),
        };
        let below = self.items.iter().skip(self.cursor + 1).map(|item| &item.lead);
        let proposals = below.map_while(|lead| match lead {
            Lead::Proposal { question, answer } if *asked == Cited::question(question) => {
                Some(Acceptance { question: (**question).clone(), answer: (**answer).clone() })
            }
            _ => None,
        });
        proposals.collect()
    }

    /// Takes in an answer; `false` where it is none to what this board asks.
    pub(super) fn take(&mut self, finding: Finding) -> bool {
        self.content = match (finding, &self.topic) {
            (Finding::Hits(hits), Topic::Search { .. }) => Content::Hits(hits),
            (Finding::Voices(speakers), Topic::Voices { .. }) => Content::Voices(speakers),
            (Finding::Voice(card), Topic::Voice { .. }) => Content::Voice(card),
            (Finding::Ledger(ledger), Topic::Questions { .. }) => Content::Ledger(ledger),
            (Finding::Story(records), Topic::Story { .. }) => Content::Story(Box::new(Story::new(records))),
            (
                Finding::Hits(_)
                | Finding::Voices(_)
                | Finding::Voice(_)
                | Finding::Ledger(_)
                | Finding::Story(_)
                | Finding::Around(_)
                | Finding::Headline(_)
                | Finding::Names(_),
                _,
            ) => return false,
        };
        true
    }

    /// Takes in the annotations of the library.
    pub(super) fn take_notes(&mut self, notebook: Notebook) {
        self.content = Content::Notes(Box::new(notebook));
    }

    /// Takes in the passages that are gathered.
    pub(super) fn take_tray(&mut self, tray: Tray) {
        self.content = Content::Brief(Box::new(tray));
    }

    /// The annotations it shows, where it shows any.
    pub(super) fn notebook(&self) -> Option<&Notebook> {
        let Content::Notes(notebook) = &self.content else { return None };
        Some(notebook)
    }

    /// The headline of the brief it shows, where it has one.
    #[must_use]
    pub fn headline(&self) -> Option<&str> {
        let Content::Brief(tray) = &self.content else { return None };
        Some(tray.headline.as_str()).filter(|headline| !headline.is_empty())
    }

    pub(super) fn notebook_mut(&mut self) -> Option<&mut Notebook> {
        let Content::Notes(notebook) = &mut self.content else { return None };
        Some(notebook)
    }

    /// Looks among the annotations for what is typed; what makes no sense is told, and what was found stays.
    pub(super) fn look_for_notes(&mut self) {
        let typed = self.topic.typed().to_owned();
        let looked = self.notebook_mut().map(|notebook| notebook.look_for(&typed));
        if let Some(looked) = looked {
            self.tell_fault(looked.err().as_ref());
        }
    }

    /// Tells what is wrong with what was typed, and where; or that nothing is.
    pub(super) fn tell_fault(&mut self, fault: Option<&QueryFault>) {
        self.fault = fault.map(|fault| Text::line(&fault.to_string()));
        self.misread = fault.map(|fault| fault.span.clone());
    }

    /// Nothing is asked, so nothing is shown.
    pub(super) fn empty(&mut self) {
        self.content = Content::Nothing;
    }

    /// Whether there has been an answer.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        !matches!(self.content, Content::Nothing)
    }

    /// Makes the list up anew from what was answered: another state, date or filter. The cursor stays on its item where
    /// that is still there.
    pub(super) fn make_up(&mut self, height: usize) {
        let held = self.items.get(self.cursor).filter(|_| !self.rewound).map(|item| item.lead.clone());
        if std::mem::take(&mut self.rewound) {
            (self.cursor, self.top) = (0, 0);
        }
        let mut makeup = Makeup::default();
        match (&self.content, &mut self.topic) {
            (Content::Hits(found), _) => hits::lay(&mut makeup, found),
            (Content::Voices(speakers), _) => voices::lay_speakers(&mut makeup, speakers),
            (Content::Voice(card), Topic::Voice { words, .. }) => voices::lay_card(&mut makeup, card, words),
            (Content::Ledger(ledger), Topic::Questions { shown, .. }) => questions::lay(&mut makeup, ledger, *shown),
            (Content::Story(story), Topic::Story { at, words, .. }) => {
                story::lay(&mut makeup, story, at, words);
            }
            (Content::Notes(notebook), Topic::Notes { grouping, .. }) => notes::lay(&mut makeup, notebook, *grouping),
            (Content::Brief(tray), _) => brief::lay(&mut makeup, tray),
            (Content::Nothing | Content::Voice(_) | Content::Ledger(_) | Content::Story(_) | Content::Notes(_), _) => {}
        }
        (self.galley, self.items, self.tally) = makeup.finish();
        self.page = Page::new(self.page.measure);
        let same = held.and_then(|held| self.items.iter().position(|item| item.lead == held));
        self.cursor = same.unwrap_or(self.cursor).min(self.items.len().saturating_sub(1));
        self.scroll_to_cursor(height);
    }

    /// Sets the list at another width.
    pub(super) fn set_measure(&mut self, measure: Measure, height: usize) {
        if self.page.measure != measure {
            self.page = Page::new(measure);
        }
        self.scroll_to_cursor(height);
    }

    #[must_use]
    pub fn current(&self) -> Option<&Item> {
        self.items.get(self.cursor)
    }

    /// Whether a paragraph is of the item the cursor is on.
    #[must_use]
    pub fn is_current(&self, paragraph: usize) -> bool {
        self.current().is_some_and(|item| item.paragraphs.contains(&paragraph))
    }

    /// First and last row of an item; what is before it is set first.
    fn rows_of(&mut self, item: usize) -> Range<usize> {
        let Some(paragraphs) = self.items.get(item).map(|item| item.paragraphs.clone()) else { return 0..0 };
        self.page.set_paragraph(&self.galley, paragraphs.end);
        let start = |paragraph: usize| self.page.start(paragraph).map(|row| row.0);
        let first = start(paragraphs.start).unwrap_or(0);
        let space = self.galley.paragraphs.get(paragraphs.end).map_or(0, |below| usize::from(below.space_rows));
        let end = start(paragraphs.end).map_or(self.page.rows.len(), |row| row.saturating_sub(space));
        first..end.max(first + 1)
    }

    /// The row of the title above the first item of a group; the first row of any other.
    fn title_of(&mut self, item: usize) -> usize {
        let start = self.rows_of(item).start;
        if !self.items.get(item).is_some_and(|item| item.first) {
            return start;
        }
        let above = item.checked_sub(1).and_then(|above| self.items.get(above));
        above.map_or(0, |above| self.page.start(above.paragraphs.end).map_or(start, |row| row.0))
    }

    /// Scrolls so that the item under the cursor is in the window, as much of it as fits. What stands above the first
    /// item of a group is shown with it.
    pub(super) fn scroll_to_cursor(&mut self, height: usize) {
        let rows = self.rows_of(self.cursor);
        if self.cursor == 0 && self.top == 0 {
            // what stands above the first item may be longer than the window, and is read first
            return self.page.set_rows(&self.galley, height * 2);
        }
        let title = self.title_of(self.cursor);
        let from = if rows.end.saturating_sub(title) <= height { title } else { rows.start };
        self.page.set_rows(&self.galley, self.top.max(rows.end) + height * 2);
        if rows.end > self.top + height {
            self.top = rows.end.saturating_sub(height).min(rows.start);
        }
        self.top = self.top.min(from);
        self.top = self.top.min(self.page.rows.len().saturating_sub(height));
    }

    /// Moves the cursor by items; within an item longer than the window, by a row.
    pub(super) fn step(&mut self, items: isize, height: usize) {
        let rows = self.rows_of(self.cursor);
        if items == 1 && rows.end > self.top + height {
            self.top += 1;
        } else if items == -1 && self.top > 0 && (self.cursor == 0 || (rows.start < self.top && rows.len() > height)) {
            self.top -= 1;
        } else {
            let last = self.items.len().saturating_sub(1);
            self.cursor = self.cursor.saturating_add_signed(items).min(last);
            self.scroll_to_cursor(height);
        }
    }

    /// Moves the window by rows, and the cursor with it.
    pub(super) fn scroll_by(&mut self, rows: isize, height: usize) {
        let before = self.top;
        self.page.set_rows(&self.galley, self.top.saturating_add_signed(rows) + height * 2);
        let last = self.page.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(last);
        let moved = self.top.abs_diff(before);
        let at = self.rows_of(self.cursor).start;
        let wanted = match rows.is_negative() {
            _ if moved == 0 => return self.point(if rows.is_negative() { 0 } else { usize::MAX }, height),
            true => at.saturating_sub(moved),
            false => at + moved,
        };
        let range = self.top..self.top + height;
        let nearest = (0..self.items.len())
            .map(|item| (item, self.rows_of(item).start))
            .take_while(|(_, start)| *start < range.end)
            .min_by_key(|(_, start)| start.abs_diff(wanted) + if range.contains(start) { 0 } else { height });
        self.cursor = nearest.map_or(self.cursor, |(item, _)| item);
    }

    /// Puts the cursor on an item.
    pub(super) fn point(&mut self, item: usize, height: usize) {
        self.cursor = item.min(self.items.len().saturating_sub(1));
        if self.cursor == 0 {
            self.top = 0;
        }
        self.scroll_to_cursor(height);
    }

    /// Moves the cursor to the first item of a group, `groups` further.
    pub(super) fn step_group(&mut self, groups: isize, height: usize) -> bool {
        let firsts = || self.items.iter().enumerate().filter(|(_, item)| item.first).map(|(at, _)| at);
        let steps = groups.unsigned_abs().saturating_sub(1);
        let found = if groups < 0 {
            let before: Vec<usize> = firsts().filter(|at| *at < self.cursor).collect();
            before.iter().rev().nth(steps).or(before.first()).copied()
        } else {
            firsts().filter(|at| *at > self.cursor).nth(steps)
        };
        if let Some(at) = found {
            // The title of the group stands at the top, as that of a section does.
            self.cursor = at;
            self.top = self.title_of(at);
            self.scroll_to_cursor(height);
        }
        found.is_some()
    }

    /// The item whose row that is.
    pub(super) fn item_at(&self, row: usize) -> Option<usize> {
        let paragraph = self.page.rows.get(row).filter(|row| !row.runs.is_empty())?.paragraph;
        self.items.iter().position(|item| item.paragraphs.contains(&paragraph))
    }

    /// What the story is looked at: its dates and the one that is chosen.
    pub(super) fn dates(&self) -> Vec<String> {
        match &self.content {
            Content::Story(story) => story.dates(),
            Content::Nothing
            | Content::Hits(_)
            | Content::Voices(_)
            | Content::Voice(_)
            | Content::Ledger(_)
            | Content::Notes(_)
            | Content::Brief(_) => Vec::new(),
        }
    }

    /// The name of the speaker whose card it shows.
    pub(super) fn voice(&self) -> Option<&str> {
        match &self.content {
            Content::Voice(card) => card.names.first().map(String::as_str),
            Content::Nothing
            | Content::Hits(_)
            | Content::Voices(_)
            | Content::Ledger(_)
            | Content::Story(_)
            | Content::Notes(_)
            | Content::Brief(_) => None,
        }
    }
}

/// The boards that can be come back to.
#[derive(Debug, Default)]
pub struct Boards {
    kept: Vec<Board>,
    /// The one that is shown, where the screen is a board.
    shown: Option<BoardId>,
    made: u64,
}

impl Boards {
    /// A new board, shown; and one that is forgotten for it.
    pub(super) fn open(&mut self, topic: Topic, measure: Measure, outer: Option<Spot>) -> Option<BoardId> {
        self.made += 1;
        let id = BoardId(self.made);
        self.kept.push(Board::new(id, topic, measure, outer));
        self.shown = Some(id);
        (self.kept.len() > BOARDS_MAX).then(|| self.kept.remove(0).id)
    }

    pub(super) fn show(&mut self, id: BoardId) -> bool {
        let there = self.kept.iter().any(|board| board.id == id);
        if there {
            self.shown = Some(id);
        }
        there
    }

    pub(super) fn remove(&mut self, id: BoardId) {
        self.kept.retain(|board| board.id != id);
    }

    /// The boards that show the brief.
    pub(super) fn briefs(&mut self) -> impl Iterator<Item = &mut Board> {
        self.kept.iter_mut().filter(|board| board.topic == Topic::Brief)
    }

    /// Takes another version of an annotation into the lists that show it.
    pub(super) fn put_annotation(&mut self, annotation: &Annotation) {
        self.kept.iter_mut().filter_map(Board::notebook_mut).for_each(|notebook| notebook.put(annotation));
    }

    #[must_use]
    pub fn shown(&self) -> Option<&Board> {
        self.kept.iter().find(|board| Some(board.id) == self.shown)
    }

    pub(super) fn shown_mut(&mut self) -> Option<&mut Board> {
        self.kept.iter_mut().find(|board| Some(board.id) == self.shown)
    }

    /// The speakers that were listed last.
    pub(super) fn speakers(&self) -> Vec<String> {
        let listed = self.kept.iter().rev().find_map(|board| match &board.content {
            Content::Voices(speakers) => Some(speakers),
            Content::Nothing
            | Content::Hits(_)
            | Content::Voice(_)
            | Content::Ledger(_)
            | Content::Story(_)
            | Content::Notes(_)
            | Content::Brief(_) => None,
        });
        listed.into_iter().flatten().map(|speaker| speaker.name.clone()).collect()
    }

    /// The board that waits for the answer of that number.
    pub(super) fn waiting_for(&mut self, number: u64) -> Option<&mut Board> {
        self.kept.iter_mut().find(|board| board.waiting == Some(number))
    }
}
