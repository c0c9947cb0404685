//! The state of the reader, and what it is made from.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::{
    library::{Entry, Names, ReadPlace},
    model::{AnnotationId, ArticleId, Text},
    theme::{Depth, Shade},
};

use super::{
    Ask, Effect, Indexing, Key, Keymap, Mint, Mode, Paste, Pen,
    areas::{Areas, Size},
    board::{BoardId, Boards},
    briefing::Gathering,
    command::Context,
    jumps::{Jumps, PageSpot, Spot},
    marking::Deeds,
    opening::Opening,
    reader::Reader,
    shelf::Shelf,
    study::Study,
    visiting::Visiting,
    writes::Writes,
};

/// What `State` is made from: all that was known before the first frame.
#[derive(Debug)]
pub struct Setup {
    pub size: Size,
    pub start: Start,
    /// What the library is called, for the head of the shelf.
    pub library: Text,
    /// The first rows of the last known shelf, or of the folder.
    pub entries: Vec<Entry>,
    /// How many articles there were then.
    pub articles: usize,
    /// What the reader keeps of those articles.
    pub places: HashMap<ArticleId, ReadPlace>,
    pub tags: HashMap<ArticleId, Vec<String>>,
    pub look: Look,
    /// The names of all themes, shipped ones first.
    pub themes: Vec<String>,
    pub keymap: Keymap,
    /// The widest column of text, in cells.
    pub measure_max_cells: u16,
    /// What time it is.
    pub now: Timestamp,
    /// What the names of new things are made from, as random as can be had: two windows must not make the same.
    pub seed: u128,
    /// Which machine this is, in a word that says nothing about it.
    pub device: Text,
    /// What the reader means by each colour of a highlight, in the order of `Colour::ALL`.
    pub meanings: [Option<Text>; 6],
    /// What went wrong before the reader opened (a fault in the configuration), for a notice.
    pub notice: Option<Text>,
}

/// What to open with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    Shelf,
    Article {
        id: ArticleId,
        path: String,
    },
    /// A sitting of reviews, with the shelf behind it.
    Review,
}

/// What the stylesheet is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The theme that was chosen; `None` for that of the shade.
    pub theme: Option<String>,
    /// The themes that are configured for a dark and for a light terminal; `None` for byline's own.
    pub configured: Option<(String, String)>,
    /// The terminal's background.
    pub shade: Shade,
    pub depth: Depth,
}

impl Look {
    /// The name of the theme in use; `None` for the default of the shade.
    #[must_use]
    pub fn theme_name(&self) -> Option<&str> {
        let configured = self.configured.as_ref().map(|(dark, light)| match self.shade {
            Shade::Dark => dark.as_str(),
            Shade::Light => light.as_str(),
        });
        self.theme.as_deref().or(configured)
    }
}

/// Which screen one is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    Shelf,
    Page,
    /// A list across articles: [`State::board`].
    Board,
    /// A sheet of study: [`State::study`].
    Study,
    /// What was pasted, before it is kept.
    Paste,
}

/// A word to the reader, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: Text,
    pub is_error: bool,
}

/// Everything byline knows while it runs.
#[derive(Debug)]
pub struct State {
    pub size: Size,
    pub screen: Screen,
    pub library: Text,
    pub shelf: Shelf,
    pub reader: Option<Reader>,
    pub mode: Mode,
    /// Keys of a sequence that is not complete.
    pub pending: Vec<Key>,
    /// Digits typed before a command.
    pub count: Option<usize>,
    pub notice: Option<Notice>,
    pub look: Look,
    pub themes: Vec<String>,
    pub keymap: Keymap,
    pub measure_max_cells: u16,
    /// Where the articles at hand were left, and their tags: of those on the shelf, and of those that were opened.
    pub places: HashMap<ArticleId, ReadPlace>,
    pub tags: HashMap<ArticleId, Vec<String>>,
    pub(super) jumps: Jumps,
    pub(super) opening: Option<Opening>,
    /// Why the last article that was asked for could not be had; what it says is over when one can.
    pub(super) open_fault: Option<Text>,
    pub(super) asked: u64,
    /// Whether the library has been asked for.
    pub(super) listed: bool,
    /// Whether the shelf was seen at all: a reader of one article leaves from the article.
    pub(super) opened_with_article: bool,
    /// Paragraph and byte at which the mouse went down.
    pub(super) pressed: Option<(usize, usize)>,
    /// Files and folders of the library that could not be read.
    pub library_faults: Vec<Text>,
    /// How far the library has been read into its index, while it is.
    pub indexing: Option<Indexing>,
    pub(super) boards: Boards,
    /// The board from which one came to the open article.
    pub(super) page_outer: Option<BoardId>,
    /// The number of the last question to the library.
    pub(super) inquired: u64,
    pub(super) deeds: Deeds,
    /// Names of the library that a query may have, and whether they were asked for.
    pub(super) names: Names,
    pub(super) names_asked: bool,
    /// The headline that is being looked for, and the number of that question.
    pub(super) headline: Option<(u64, Text)>,
    /// What time it was when the last input came.
    pub now: Timestamp,
    /// Annotations on their way to disk.
    pub writes: Writes,
    /// What of the note that is being written was kept last.
    pub(super) unfinished: Option<String>,
    /// Names for what is made.
    pub mint: Mint,
    pub study: Study,
    /// Whether the terminal is in front of the reader, as far as it tells.
    pub(super) in_front: bool,
    /// Whether what changed in an article is not to be seen.
    pub(super) hides_changes: bool,
    /// The visit to the open article.
    pub(super) visit: Option<Visiting>,
    /// Which machine this is.
    pub device: Text,
    /// What was pasted and is neither kept nor discarded.
    pub paste: Option<Box<Paste>>,
    /// How the reader annotates.
    pub pen: Pen,
    /// The brief that is being gathered.
    pub(super) gathering: Gathering,
    /// The note that was gone to from a list, until its article has told where it is.
    pub(super) awaited_note: Option<AnnotationId>,
}

impl State {
    /// The state before the first frame, and what to ask of the world for it.
    #[must_use]
    pub fn new(setup: Setup) -> (Self, Vec<Effect>) {
        let opened_with_article = matches!(setup.start, Start::Article { .. });
        let mut state = Self {
            size: setup.size,
            screen: Screen::Shelf,
            library: setup.library,
            shelf: Shelf::from_snapshot(setup.entries, setup.articles),
            reader: None,
            mode: Mode::Normal,
            pending: Vec::new(),
            count: None,
            notice: setup.notice.map(|text| Notice { text, is_error: true }),
            look: setup.look,
            themes: setup.themes,
            keymap: setup.keymap,
            measure_max_cells: setup.measure_max_cells,
            places: setup.places,
            tags: setup.tags,
            jumps: Jumps::default(),
            opening: None,
            open_fault: None,
            asked: 0,
            listed: false,
            opened_with_article,
            pressed: None,
            library_faults: Vec::new(),
            indexing: None,
            boards: Boards::default(),
            page_outer: None,
            inquired: 0,
            deeds: Deeds::default(),
            names: Names::default(),
            names_asked: false,
            headline: None,
            writes: Writes::default(),
            unfinished: None,
            now: setup.now,
            mint: Mint::new(setup.seed),
            study: Study::default(),
            in_front: true,
            hides_changes: false,
            visit: None,
            device: setup.device,
            paste: None,
            pen: Pen::new(setup.meanings),
            gathering: Gathering::default(),
            awaited_note: None,
        };
        let effects = match setup.start {
            Start::Shelf => state.show_shelf(),
            Start::Review => {
                let mut effects = state.show_shelf();
                effects.extend(state.open_study(super::command::Command::Review));
                effects
            }
            Start::Article { id, path } => state.open(id, Some(path), super::opening::Landing::Remembered),
        };
        (state, effects)
    }

    /// What the stylesheet is to be made from.
    #[must_use]
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// How the screen is divided while an article is open. The pane at the foot takes its rows from the page.
    #[must_use]
    pub fn areas(&self) -> Areas {
        let mut areas = self.divided();
        let foot_rows = u16::try_from(self.foot_rows()).unwrap_or(0);
        areas.page.height = areas.page.height.saturating_sub(foot_rows);
        areas
    }

    /// How it is divided where nothing stands at the foot.
    pub(super) fn divided(&self) -> Areas {
        let contents = self.reader.as_ref().is_some_and(|reader| reader.contents.open);
        let notes = self.reader.as_ref().is_some_and(|reader| reader.column.speaks() && !reader.shows_source);
        Areas::new(self.size, contents, notes, self.measure_max_cells)
    }

    /// Rows of the page, and of the shelf below its head.
    #[must_use]
    pub fn height_rows(&self) -> usize {
        match self.screen {
            Screen::Shelf | Screen::Board | Screen::Study => usize::from(self.size.height.saturating_sub(3)),
            Screen::Page => usize::from(self.size.height.saturating_sub(1)) - self.foot_rows(),
            Screen::Paste => self.paste_rows(),
        }
    }

    /// How the screen is divided while a board is shown: the page is the list, below its head.
    #[must_use]
    pub fn board_areas(&self) -> Areas {
        let mut areas = Areas::new(self.size, false, false, self.measure_max_cells);
        areas.page.y = 2;
        areas.page.height = self.size.height.saturating_sub(3);
        areas
    }

    /// How the screen is divided while a sheet of study is shown.
    #[must_use]
    pub fn sheet_areas(&self) -> Areas {
        self.board_areas()
    }

    /// What has the keyboard, as far as commands go.
    #[must_use]
    pub fn context(&self) -> Context {
        match (self.screen, &self.reader) {
            (Screen::Page, Some(reader)) if reader.contents.open && reader.contents.focused => Context::Contents,
            (Screen::Page, Some(reader)) if reader.selection.is_some() => Context::Selection,
            (Screen::Page, _) => Context::Page,
            (Screen::Board, _) => Context::Board,
            (Screen::Study, _) => Context::Study,
            (Screen::Paste, _) => Context::Paste,
            (Screen::Shelf, _) => Context::Shelf,
        }
    }

    /// The index of the theme in use, among `themes`.
    #[must_use]
    pub fn theme_index(&self) -> Option<usize> {
        let name = self.look.theme_name()?;
        self.themes.iter().position(|theme| theme == name)
    }

    /// Where one is, to come back to.
    #[must_use]
    pub(super) fn spot(&self) -> Option<Spot> {
        match self.screen {
            Screen::Study => return Some(Spot::Study),
            // it is kept or discarded, and no place to come back to
            Screen::Paste => return None,
            Screen::Shelf | Screen::Page | Screen::Board => {}
        }
        if self.screen == Screen::Board {
            return self.boards.shown().map(|board| Spot::Board(board.id));
        }
        let reader = self.reader.as_ref()?;
        let (paragraph, offset) = reader.page_place();
        let (id, path) = (reader.id.clone(), reader.path.clone());
        Some(Spot::Page(PageSpot { id, path, paragraph, offset, outer: self.page_outer }))
    }

    /// Remembers where one is before a jump.
    pub(super) fn leave_spot(&mut self) {
        if self.screen != Screen::Shelf
            && let Some(spot) = self.spot()
        {
            self.jumps.leave(spot);
        }
    }

    pub(super) fn say(&mut self, text: impl AsRef<str>) {
        self.notice = Some(Notice { text: Text::line(text.as_ref()), is_error: false });
    }

    pub(super) fn warn(&mut self, text: impl AsRef<str>) {
        self.notice = Some(Notice { text: Text::line(text.as_ref()), is_error: true });
    }

    /// A new question to the world; answers to older ones are stale.
    pub(super) fn ask(&mut self, id: ArticleId, path: Option<String>) -> Ask {
        self.asked += 1;
        Ask { number: self.asked, id, path }
    }

    /// Keeps where one is in the open article.
    pub(super) fn remember(&mut self) -> Option<Effect> {
        let height = self.height_rows();
        let reader = self.reader.as_ref()?;
        let before = self.places.get(&reader.id).copied().unwrap_or_default();
        let place = reader.read_place(before, height);
        self.deeds.changes(&reader.id);
        self.places.insert(reader.id.clone(), place);
        if place.read != before.read {
            self.shelf.count_read(place.read);
        }
        (place != before).then(|| Effect::Remember { id: reader.id.clone(), place })
    }
}
