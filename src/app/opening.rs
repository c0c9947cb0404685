//! Opening an article: the question to the world, and what is done with the answer.

use crate::{
    layout::{Former, Galley, Known, Page},
    library::Around,
    model::{ArticleId, ClaimId, Mark, Text},
};

use super::{
    Ask, Effect, Opened,
    board::BoardId,
    contents::Contents,
    jumps::{PageSpot, Spot},
    landing::Cited,
    reader::{Focus, Reader, nearest},
    selection::Selection,
    shelf::Shelf,
    state::{Screen, State},
};

/// An article that was asked for and has not come yet.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub ask: Ask,
    pub landing: Landing,
    /// The board it is opened from.
    pub outer: Option<BoardId>,
}

/// Where to land in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Landing {
    /// Where the reader left it.
    Remembered,
    Spot {
        paragraph: usize,
        offset: usize,
    },
    Claim(ClaimId),
    /// At words that a board cites.
    Cited(Box<Cited>),
    /// Where one is: the same article is read again.
    Stay,
}

impl State {
    /// Asks for an article.
    pub(super) fn open(&mut self, id: ArticleId, path: Option<String>, landing: Landing) -> Vec<Effect> {
        let path = path.or_else(|| self.shelf.find(&id).map(|entry| entry.path.clone()));
        let mut effects: Vec<Effect> = self.remember().into_iter().collect();
        let ask = self.ask(id, path);
        let outer = match self.screen {
            Screen::Shelf | Screen::Study | Screen::Paste => None,
            Screen::Page => self.page_outer,
            Screen::Board => self.boards.shown().map(|board| board.id),
        };
        self.opening = Some(Opening { ask: ask.clone(), landing, outer });
        effects.push(Effect::Open(ask));
        effects
    }

    /// Opens the place a jump leads to: in this article, or in another.
    pub(super) fn open_spot(&mut self, spot: Spot) -> Vec<Effect> {
        match spot {
            Spot::Page(spot) => self.open_page_spot(spot),
            Spot::Board(id) => self.show_board(id),
            Spot::Study => self.come_back_to_study(),
        }
    }

    fn open_page_spot(&mut self, spot: PageSpot) -> Vec<Effect> {
        let height = self.page_height();
        match &mut self.reader {
            Some(reader) if reader.id == spot.id => {
                self.page_outer = spot.outer;
                if reader.page_place() == (spot.paragraph, spot.offset) {
                    self.screen = Screen::Page;
                    return Vec::new();
                }
                reader.focus = None;
                self.screen = Screen::Page;
                if reader.behind_source.is_some() {
                    return self.leave_source(spot.paragraph, spot.offset);
                }
                reader.show_kept((spot.paragraph, spot.offset), height);
                Vec::new()
            }
            Some(_) | None => {
                let landing = Landing::Spot { paragraph: spot.paragraph, offset: spot.offset };
                let effects = self.open(spot.id, Some(spot.path), landing);
                if let Some(opening) = &mut self.opening {
                    opening.outer = spot.outer;
                }
                effects
            }
        }
    }

    /// Takes in an article that was read, unless the answer is stale.
    pub(super) fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let Some(opening) = self.opening.clone().filter(|opening| opening.ask.number == opened.ask.number) else {
            return Vec::new();
        };
        let fault = self.open_fault.take();
        if fault.is_some_and(|fault| self.notice.as_ref().is_some_and(|notice| notice.text == fault)) {
            self.notice = None;
        }
        let partial = opened.partial;
        if let Some(place) = opened.place {
            self.places.entry(opened.ask.id.clone()).or_insert(place);
        }
        self.tags.entry(opened.ask.id.clone()).or_insert_with(|| opened.tags.clone());
        let follows = self.reader.as_ref().is_some_and(|reader| reader.partial && reader.id == opened.ask.id);
        self.set_reader(opened, follows || opening.landing == Landing::Stay);
        // A file that changed behind the shelf or a board brings nobody back to it.
        if opening.landing != Landing::Stay {
            self.screen = Screen::Page;
            self.page_outer = opening.outer;
        }
        let landed = self.land(&opening.landing, partial, follows);
        if landed && !partial {
            self.opening = None;
        }
        let mut effects = Vec::new();
        if let Some(reader) = &mut self.reader {
            // A short article is set whole at once: its first frame is its last.
            reader.set_ahead();
            effects.push(Effect::Watch { id: reader.id.clone(), path: reader.path.clone() });
            // Once the frame is drawn there is time for the rest of a long page, and to ask what stands around it.
            if !reader.page.is_set(&reader.galley) || reader.article.is_some() {
                effects.push(Effect::Continue);
            }
        }
        effects.extend(self.remember());
        effects
    }

    /// Puts what was read on the page: in place of the article that is there, or keeping its place (`stay`).
    fn set_reader(&mut self, opened: Opened, stay: bool) {
        let Opened { ask, reading, source, path, partial, .. } = opened;
        let headline =
            reading.article.as_ref().map_or_else(|| Text::line(ask.id.as_str()), |a| a.head.headline.clone());
        let measure = self.areas().measure();
        let height = self.page_height();
        let shelf = &self.shelf;
        if let Some(reader) = self.reader.as_mut().filter(|reader| stay && reader.id == ask.id) {
            (reader.headline, reader.article, reader.source) = (headline, reading.article, source);
            (reader.diagnostics, reader.path, reader.partial) = (reading.diagnostics, path, partial);
            (reader.since, reader.compared) = (None, None);
            reader.surroundings.tell_former(Former::default());
            reader.reset(shelf, measure, height);
            reader.surroundings.ask_again();
            reader.margin.ask_again();
            reader.search = reader.search.take().map(|search| search.again(&reader.galley));
            return;
        }
        let pane = self.reader.take().map(|old| old.contents).unwrap_or_default();
        let shows_source = reading.article.is_none();
        let galley = match &reading.article {
            Some(article) => Galley::new(article, &|id| look_up(shelf, None, id)),
            None => Galley::of_source(&headline, &source, "yaml"),
        };
        self.reader = Some(Reader {
            id: ask.id,
            path,
            headline,
            article: reading.article,
            source,
            diagnostics: reading.diagnostics,
            galley,
            page: Page::new(measure),
            top: 0,
            focus: None,
            selection: None,
            contents: Contents::opened(pane.open),
            search: None,
            held: None,
            partial,
            shows_source,
            behind_source: None,
            surroundings: super::around::Surrounded::default(),
            margin: super::margin::Margin::default(),
            column: super::column::Column::default(),
            since: None,
            compared: None,
        });
    }

    /// Goes to where one wanted to land. Whether that was possible: a place beyond the beginning waits for the whole.
    fn land(&mut self, landing: &Landing, partial: bool, follows: bool) -> bool {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return true };
        let place = match landing {
            Landing::Stay => None,
            Landing::Remembered => {
                self.places.get(&reader.id).filter(|place| !place.read).map(|place| (place.paragraph, place.offset))
            }
            Landing::Spot { paragraph, offset } => Some((*paragraph, *offset)),
            Landing::Cited(cited) => return self.land_on_cited(cited, partial),
            Landing::Claim(claim) => {
                let focus = claim_focus(reader, claim);
                if let Some(focus) = focus {
                    reader.focus_on(focus, height);
                }
                if focus.is_none() && !partial {
                    let words = format!("{} has no claim {claim}", reader.id);
                    self.warn(words);
                }
                return focus.is_some() || !partial;
            }
        };
        match place {
            Some((paragraph, _)) if partial && paragraph >= reader.galley.paragraphs.len() => {
                reader.scroll_to(0, height);
                false
            }
            // The reader may have moved on since the beginning was shown.
            Some(_) if follows && reader.top > 0 => true,
            Some((paragraph, offset)) => {
                reader.show_kept((paragraph, offset), height);
                true
            }
            None if follows => true,
            None => {
                reader.scroll_to(reader.top, height);
                true
            }
        }
    }

    /// An article that was asked for can't be had.
    pub(super) fn open_failed(&mut self, ask: &Ask, message: &Text) -> Vec<Effect> {
        if self.opening.as_ref().is_some_and(|opening| opening.ask.number == ask.number) {
            self.opening = None;
            self.warn(message.as_str());
            self.open_fault = self.notice.as_ref().map(|notice| notice.text.clone());
            if self.reader.is_none() && !matches!(self.screen, Screen::Board | Screen::Study | Screen::Paste) {
                return self.show_shelf();
            }
        }
        Vec::new()
    }

    /// Makes the open article's galley anew: the library, the width or the kind of view changed.
    pub(super) fn reset_reader(&mut self) {
        let (measure, height) = (self.areas().measure(), self.page_height());
        let shelf = &self.shelf;
        if let Some(reader) = &mut self.reader {
            let words = |galley: &Galley, at: usize| galley.paragraphs.get(at).map(|copy| copy.text.clone());
            let focus = reader.focus.and_then(|focus| Some((focus, words(&reader.galley, focus.paragraph)?)));
            let ends = |selection: &Selection| [selection.start().0, selection.end().0];
            let selection = reader.selection.take().and_then(|selection| {
                let [first, last] = ends(&selection).map(|at| words(&reader.galley, at));
                Some((selection, [first?, last?]))
            });
            let current = reader.search.as_ref().and_then(|search| search.current);
            reader.reset(shelf, measure, height);
            let moved = |paragraph: usize, text: &Text| {
                let found = nearest(&reader.galley, paragraph, text);
                words(&reader.galley, found).is_some_and(|found| found == *text).then_some(found)
            };
            reader.focus = focus
                .and_then(|(focus, text)| Some(Focus { paragraph: moved(focus.paragraph, &text)?, span: focus.span }));
            reader.selection = selection.and_then(|(selection, [first, last])| {
                selection
                    .moved(|paragraph| moved(paragraph, if paragraph == selection.start().0 { &first } else { &last }))
            });
            reader.search = reader.search.take().map(|search| search.again(&reader.galley));
            if let (Some(search), Some(_)) = (&mut reader.search, current) {
                let on = |hit: &super::Hit| {
                    reader.focus.is_some_and(|focus| (hit.paragraph, hit.span) == (focus.paragraph, focus.span))
                };
                search.current = search.hits.iter().position(on);
            }
        }
    }

    /// Rows of the page, whichever screen one is on.
    pub(super) fn page_height(&self) -> usize {
        usize::from(self.areas().page.height)
    }
}

/// What is known of another article: as the library told when it was asked about this one, else as far as the rows at
/// hand tell.
pub(super) fn look_up(shelf: &Shelf, around: Option<&Around>, id: &ArticleId) -> Known {
    let mentioned = around.and_then(|around| around.mentions.iter().find(|(mentioned, _)| mentioned == id.as_str()));
    match (mentioned, shelf.find(id)) {
        (Some((_, Some(headline))), _) => Known::Present(Text::line(headline)),
        (_, Some(entry)) => Known::Present(Text::line(&entry.headline)),
        (Some((_, None)), None) if around.is_some_and(|around| around.is_whole) => Known::Absent,
        (Some((_, None)) | None, None) => Known::NotYet,
    }
}

/// The words of a claim on the page: its mark, or the question of that id.
pub(super) fn claim_focus(reader: &Reader, claim: &ClaimId) -> Option<Focus> {
    let outline = &reader.galley.outline;
    let stated = outline.claims.iter().find(|stated| stated.id == *claim).map(|stated| (stated.place, stated.span));
    let asked =
        outline.questions.iter().find(|question| question.id == *claim).map(|question| (question.place, question.span));
    let item = reader.article.as_ref().and_then(|article| {
        let at = article.story.iter().position(|item| item.id.as_ref() == Some(claim))?;
        Some(u32::try_from(at).unwrap_or(u32::MAX))
    });
    let (place, span) = stated.or(asked).map_or((None, None), |(place, span)| (Some(place), Some(span)));
    let paragraph = reader.galley.paragraphs.iter().position(|paragraph| match (place, paragraph.place) {
        (Some(wanted), Some(found)) => wanted == found,
        (None, Some(found)) => Some(found.item) == item,
        (_, None) => false,
    })?;
    let text = &reader.galley.paragraphs[paragraph].text;
    let span = span.and_then(|span| text.span(span.range())).unwrap_or_else(|| text.whole());
    Some(Focus { paragraph, span })
}

/// The speaker's attribution and other marks of the words at a place of the article.
pub(super) fn marks_at(reader: &Reader, focus: Focus) -> Vec<Mark> {
    let place = reader.galley.paragraphs.get(focus.paragraph).and_then(|paragraph| paragraph.place);
    let Some((place, article)) = place.zip(reader.article.as_ref()) else { return Vec::new() };
    let Some(item) = article.story.get(place.item as usize) else { return Vec::new() };
    let leaves = item.text.leaves();
    let Some(leaf) = leaves.get(place.leaf as usize) else { return Vec::new() };
    leaf.marks().iter().filter(|(span, _)| span.overlaps(focus.span)).map(|(_, mark)| mark.clone()).collect()
}
