//! An open article: its galley set on a page, what is in focus, and how the window moves over it.

use crate::{
    app::{
        around::Surrounded,
        column::Column,
        contents::Contents,
        margin::Margin,
        opening::look_up,
        search::Search,
        selection::Selection,
        shelf::Shelf,
        since::{Compared, Since},
    },
    layout::{Galley, Measure, Page, Paragraph, RowIndex},
    library::ReadPlace,
    model::{Article, ArticleId, Diagnostic, Place, Span, Text},
};

/// Bytes of a long article that are set in one go between two frames.
const SET_AHEAD_BYTES: usize = 128 * 1024;

/// The words that keys act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    pub paragraph: usize,
    pub span: Span,
}

/// An article on the page.
#[derive(Debug)]
pub struct Reader {
    pub id: ArticleId,
    /// Relative to the library, or as the person named it.
    pub path: String,
    pub headline: Text,
    /// The article itself; `None` where the file could not be read as one, and its source is shown.
    pub article: Option<Article>,
    pub source: Text,
    pub diagnostics: Vec<Diagnostic>,
    pub galley: Galley,
    pub page: Page,
    /// The first row in the window.
    pub top: usize,
    pub focus: Option<Focus>,
    /// Words that are being selected; then nothing is in focus.
    pub selection: Option<Selection>,
    pub contents: Contents,
    pub search: Option<Search>,
    /// The place to keep through changes of width, until the window is moved: on a page that fits, the top says nothing.
    pub held: Option<(usize, usize)>,
    /// Whether only the beginning has been read so far.
    pub partial: bool,
    /// Whether the YAML source is shown in place of the page.
    pub shows_source: bool,
    /// The place on the page while its source is shown.
    pub behind_source: Option<(usize, usize)>,
    /// What the library says around it, once it was asked.
    pub surroundings: Surrounded,
    /// What readers have left on it.
    pub margin: Margin,
    /// What has changed in it since it was last seen.
    pub since: Option<Since>,
    /// The text it is compared with.
    pub(super) compared: Option<Compared>,
    /// Those of them that stand beside the window.
    pub column: Column,
}

impl Reader {
    /// Makes the galley anew (the file or the library changed), keeping the place by its words.
    pub(super) fn reset(&mut self, shelf: &Shelf, measure: Measure, height: usize) {
        let anchor = self.anchor();
        let words = anchor.and_then(|(paragraph, _)| self.galley.paragraphs.get(paragraph)).map(|p| p.text.clone());
        self.galley = match (&self.article, self.shows_source) {
            (Some(article), false) => {
                let around = self.surroundings.around();
                Galley::among(article, &|id| look_up(shelf, around, id), self.surroundings.set())
            }
            (Some(_) | None, _) => Galley::of_source(&self.headline, &self.source, "yaml"),
        };
        self.page = Page::new(measure);
        (self.focus, self.selection) = (None, None);
        self.margin.place(&self.galley);
        if let Some(since) = &mut self.since {
            since.place(&self.galley);
        }
        self.contents.clamp(&self.galley);
        if let (Some((paragraph, offset)), Some(words)) = (anchor, words) {
            let found = nearest(&self.galley, paragraph, &words);
            self.show_at(found, offset, height);
        } else {
            self.page.set_rows(&self.galley, height * 2);
        }
    }

    /// Sets the page at another width, keeping the place and what is in focus; `before_rows` is the height until now.
    pub fn set_measure(&mut self, measure: Measure, before_rows: usize, height: usize) {
        if self.page.measure == measure {
            self.scroll_to(self.top, height);
            return;
        }
        let held = self.held.or_else(|| self.anchor());
        let shown = self.focus_in_window(before_rows);
        self.page = Page::new(measure);
        match held {
            Some((paragraph, offset)) => self.show_at(paragraph, offset, height),
            None => self.page.set_rows(&self.galley, height * 2),
        }
        if let Some(focus) = shown {
            self.focus_on(focus, height);
        }
        self.held = held;
    }

    /// Paragraph and byte at the top of the window: what survives a change of width.
    #[must_use]
    pub fn anchor(&self) -> Option<(usize, usize)> {
        let row = self.page.rows.get(self.top)?;
        let offset = row.runs.iter().find_map(|run| run.origin).map_or(0, Span::start);
        Some((row.paragraph, offset))
    }

    /// The place on the page, also while its source is shown: with the number of the paragraph that can be kept.
    #[must_use]
    pub fn page_place(&self) -> (usize, usize) {
        let here = || self.anchor().map(|(paragraph, offset)| (self.galley.kept(paragraph), offset));
        self.behind_source.or_else(here).unwrap_or((0, 0))
    }

    /// Puts a place at the top of the window.
    pub fn show_at(&mut self, paragraph: usize, offset: usize, height: usize) {
        let paragraph = paragraph.min(self.galley.paragraphs.len().saturating_sub(1));
        self.page.set_paragraph(&self.galley, paragraph);
        let row = if offset == 0 { self.first_row(paragraph) } else { self.row_of(paragraph, offset) };
        self.scroll_to(row, height);
    }

    /// Puts a place that was kept at the top of the window.
    pub fn show_kept(&mut self, (kept, offset): (usize, usize), height: usize) {
        self.show_at(self.galley.from_kept(kept), offset, height);
    }

    /// The row above a paragraph's text from which its space begins, so that the page opens with its headline's margin.
    fn first_row(&self, paragraph: usize) -> usize {
        let start = self.page.start(paragraph).map_or(0, |row| row.0);
        if paragraph == 0 { 0 } else { start }
    }

    /// The row of a place; the paragraph is set first where it is not.
    pub fn row_of(&mut self, paragraph: usize, offset: usize) -> usize {
        self.page.set_paragraph(&self.galley, paragraph);
        self.page.row_of(paragraph, offset).or_else(|| self.page.start(paragraph)).map_or(0, |RowIndex(row)| row)
    }

    /// Scrolls so that `row` is the first, as far as the page goes.
    pub fn scroll_to(&mut self, row: usize, height: usize) {
        self.page.set_rows(&self.galley, row + height * 2);
        self.top = row.min(self.page.rows.len().saturating_sub(height));
        self.held = None;
    }

    /// Scrolls by rows; negative is up.
    pub fn scroll_by(&mut self, rows: isize, height: usize) {
        self.scroll_to(self.top.saturating_add_signed(rows), height);
    }

    /// Scrolls to the last row, setting all of the page.
    pub fn scroll_to_end(&mut self, height: usize) {
        self.page.set_rows(&self.galley, usize::MAX);
        self.top = self.page.rows.len().saturating_sub(height);
    }

    /// Goes on setting a long page. Whether there is more to do.
    pub fn set_ahead(&mut self) -> bool {
        if !self.page.is_set(&self.galley) {
            self.page.set_more(&self.galley, SET_AHEAD_BYTES);
        }
        !self.page.is_set(&self.galley)
    }

    /// Whether the last row of the whole article is in the window.
    #[must_use]
    pub fn is_at_end(&self, height: usize) -> bool {
        !self.partial && self.page.is_set(&self.galley) && self.top + height >= self.page.rows.len()
    }

    /// Focuses words, and scrolls only where they are not well within the window.
    pub fn focus_on(&mut self, focus: Focus, height: usize) {
        let first = self.row_of(focus.paragraph, focus.span.start());
        let last = self.row_of(focus.paragraph, focus.span.end().saturating_sub(1).max(focus.span.start()));
        self.focus = Some(focus);
        self.reveal(first, last, height);
    }

    /// Scrolls so that rows `first..=last` stand in the window with some context, moving as little as is comfortable.
    pub fn reveal(&mut self, first: usize, last: usize, height: usize) {
        let context = (height / 8).min(3);
        self.page.set_rows(&self.galley, last + height * 2);
        let fits = first >= self.top + context.min(first) && last + context < self.top + height;
        if !fits {
            self.scroll_to(first.saturating_sub(height / 4), height);
        }
    }

    /// Rows of the window that are set.
    #[must_use]
    pub fn window(&self, height: usize) -> std::ops::Range<usize> {
        let end = (self.top + height).min(self.page.rows.len());
        self.top.min(end)..end
    }

    /// Whether any of the words in focus is in the window.
    #[must_use]
    pub fn focus_in_window(&self, height: usize) -> Option<Focus> {
        let focus = self.focus?;
        let first = self.page.row_of(focus.paragraph, focus.span.start())?.0;
        let last = self.page.row_of(focus.paragraph, focus.span.end().saturating_sub(1)).map_or(first, |row| row.0);
        (first < self.top + height && last >= self.top).then_some(focus)
    }

    /// The paragraph one is at: that in focus, else the first whose text is in the window.
    #[must_use]
    pub fn paragraph(&self, height: usize) -> usize {
        let window = self.window(height);
        if let Some(focus) = self.focus_in_window(height) {
            return focus.paragraph;
        }
        let rows = self.page.rows.get(window).unwrap_or_default();
        rows.iter().find(|row| !row.runs.is_empty()).or(rows.first()).map_or(0, |row| row.paragraph)
    }

    /// The place one is at, to move on from: that in focus, else the first words in the window.
    #[must_use]
    pub fn place(&self, height: usize) -> (usize, usize) {
        if let Some(focus) = self.focus_in_window(height) {
            return (focus.paragraph, focus.span.start());
        }
        let rows = self.page.rows.get(self.window(height)).unwrap_or_default();
        let origin = |row: &crate::layout::Row| {
            row.runs.iter().find_map(|run| run.origin).map(|span| (row.paragraph, span.start()))
        };
        rows.iter().find_map(origin).unwrap_or((0, 0))
    }

    /// Where words are first looked for, where none are in focus: in view, and of the story, where some of that is in view.
    /// One comes to an article for its story; the headline is a step back from there.
    #[must_use]
    pub fn first_place(&self, height: usize) -> (usize, usize) {
        let told = |copy: &Paragraph| copy.is_running() && copy.place.is_some_and(Place::in_story);
        let story = self.galley.paragraphs.iter().position(told);
        let story = story.filter(|first| *first <= self.last_paragraph(height)).unwrap_or(0);
        self.place(height).max((story, 0))
    }

    /// The first paragraph with a row in the window.
    #[must_use]
    pub fn paragraph_at_top(&self, height: usize) -> usize {
        self.page.rows.get(self.window(height)).and_then(<[_]>::first).map_or(0, |row| row.paragraph)
    }

    /// The last paragraph with a row in the window.
    #[must_use]
    pub fn last_paragraph(&self, height: usize) -> usize {
        self.page.rows.get(self.window(height)).and_then(<[_]>::last).map_or(0, |row| row.paragraph)
    }

    /// What to keep for the next visit.
    #[must_use]
    pub fn read_place(&self, before: ReadPlace, height: usize) -> ReadPlace {
        let (paragraph, offset) =
            if self.article.is_some() { self.page_place() } else { (before.paragraph, before.offset) };
        ReadPlace { paragraph, offset, read: before.read || self.is_at_end(height), ..before }
    }

    /// Words left from the top of the window; 0 at the end.
    #[must_use]
    pub fn words_left(&self, height: usize) -> usize {
        if self.is_at_end(height) { 0 } else { self.galley.words_from(self.paragraph(height)) }
    }
}

/// Silent reading of English non-fiction: 238 words a minute in the mean (Brysbaert 2019, a review of 190 studies);
/// rounded down, since a briefing is read with care.
pub const WORDS_A_MINUTE: usize = 230;

/// The paragraph with those words nearest to where it was; where the words are gone, the same place.
pub(super) fn nearest(galley: &Galley, paragraph: usize, words: &Text) -> usize {
    let same = |at: usize| galley.paragraphs.get(at).is_some_and(|p| p.text == *words);
    let far = galley.paragraphs.len().max(paragraph);
    (0..=far)
        .flat_map(|step| [paragraph.checked_sub(step), paragraph.checked_add(step)])
        .flatten()
        .find(|at| same(*at))
        .unwrap_or(paragraph)
}
