//! Moving the window over a page or the shelf, and the focus from one thing to the next.

use crate::model::Span;

use super::{
    Effect, Reader,
    command::{Command, Context},
    reader::Focus,
    state::State,
};

impl State {
    /// Lines, half pages, pages, top and end, wherever one is.
    pub(super) fn move_window(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let height = self.height_rows();
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let page = isize::try_from(height.saturating_sub(2).max(1)).unwrap_or(1);
        let half = isize::try_from((height / 2).max(1)).unwrap_or(1);
        let rows = match command {
            Command::LineDown => times,
            Command::LineUp => -times,
            Command::HalfDown => half.saturating_mul(times),
            Command::HalfUp => -half.saturating_mul(times),
            Command::PageDown => page.saturating_mul(times),
            Command::PageUp => -page.saturating_mul(times),
            _ => return self.move_to_line(command, count),
        };
        if self.context() == Context::Board {
            self.move_board(command, rows);
            return Vec::new();
        }
        match (self.context(), &mut self.reader) {
            (Context::Study, _) => self.move_sheet(command, rows),
            (Context::Paste, _) => self.scroll_paste(rows),
            (Context::Shelf | Context::Board, _) => return self.step_shelf(rows),
            (Context::Contents, Some(reader)) => reader.contents.step(&reader.galley, rows),
            (Context::Page | Context::Selection, Some(reader)) => reader.scroll_by(rows, height),
            (Context::Page | Context::Selection | Context::Contents, None) => {}
        }
        self.after_scroll()
    }

    fn move_to_line(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let line = count.map(|count| count.saturating_sub(1));
        if self.context() == Context::Page {
            self.leave_spot();
        }
        let height = self.height_rows();
        match (self.context(), &mut self.reader) {
            (Context::Study, _) => {
                self.move_sheet(command, if command == Command::End { isize::MAX } else { isize::MIN + 1 });
            }
            (Context::Paste, _) => {
                let end = if command == Command::End { usize::MAX / 4 } else { 0 };
                self.point_paste(line.unwrap_or(end));
            }
            (Context::Board, _) => {
                let end = if command == Command::End { usize::MAX } else { 0 };
                self.point_board(line.unwrap_or(end));
            }
            (Context::Shelf, _) => {
                let end = if command == Command::End { usize::MAX } else { 0 };
                return self.point_shelf(line.unwrap_or(end));
            }
            (Context::Contents, Some(reader)) => {
                let rows = if command == Command::End { isize::MAX } else { isize::MIN + 1 };
                reader.contents.step(&reader.galley, rows);
            }
            (Context::Page | Context::Selection, Some(reader)) => {
                reader.focus = None;
                match (command, line) {
                    (_, Some(line)) => reader.scroll_to(line, height),
                    (Command::End, None) => reader.scroll_to_end(height),
                    (_, None) => reader.scroll_to(0, height),
                }
            }
            (Context::Page | Context::Selection | Context::Contents, None) => {}
        }
        self.after_scroll()
    }

    /// An article whose end came into view is read; that is kept at once.
    pub(super) fn after_scroll(&mut self) -> Vec<Effect> {
        let height = self.height_rows();
        match &self.reader {
            Some(reader) if self.context() == Context::Page && reader.is_at_end(height) => {
                let read = self.places.get(&reader.id).is_some_and(|place| place.read);
                if read { Vec::new() } else { self.remember().into_iter().collect() }
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// To the next or previous thing of a kind, `count` times.
    pub(super) fn move_focus(&mut self, command: Command, count: usize) -> Vec<Effect> {
        let height = self.height_rows();
        if self.context() == Context::Board {
            let groups = isize::try_from(count).unwrap_or(isize::MAX);
            self.step_board_group(if command == Command::PreviousSection { -groups } else { groups });
            return Vec::new();
        }
        if self.context() == Context::Study {
            self.say("There are no sections here");
            return Vec::new();
        }
        if self.context() == Context::Paste {
            self.step_paste_section(command, count);
            return Vec::new();
        }
        if self.context() == Context::Contents {
            // In the contents, sections are what one steps over.
            let rows = isize::try_from(count).unwrap_or(isize::MAX);
            if let Some(reader) = &mut self.reader {
                reader.contents.step(&reader.galley, if command == Command::PreviousSection { -rows } else { rows });
            }
            return Vec::new();
        }
        let Some(reader) = &mut self.reader else { return Vec::new() };
        let mut moved = false;
        let mut target = None;
        let mut place = reader.place(height);
        // Nothing is in focus yet: what stands at the top of the window is the next one.
        let mut fresh = reader.focus_in_window(height).is_none();
        if fresh && matches!(command, Command::NextSentence | Command::NextParagraph) {
            place = reader.first_place(height);
        }
        for _ in 0..count.min(super::going::STEPS_MAX) {
            let Some(focus) = step(reader, command, place, fresh) else { break };
            (place, fresh, moved) = ((focus.paragraph, focus.span.start()), false, true);
            target = Some(focus);
        }
        match target {
            Some(focus) if matches!(command, Command::NextSection | Command::PreviousSection) => {
                reader.focus = Some(focus);
                let row = reader.row_of(focus.paragraph, 0);
                let space = usize::from(reader.galley.paragraphs[focus.paragraph].space_rows.min(1));
                reader.scroll_to(row.saturating_sub(space), height);
            }
            Some(focus) => reader.focus_on(focus, height),
            None => {}
        }
        if !moved {
            self.say(nothing_more(command));
        }
        self.after_scroll()
    }
}

/// One step from a place. `fresh`: the place itself counts as ahead.
fn step(reader: &Reader, command: Command, place: (usize, usize), fresh: bool) -> Option<Focus> {
    let galley = &reader.galley;
    let quotes = || galley.quotes.iter().map(|quote| (quote.paragraph, quote.span));
    match command {
        Command::NextSection => {
            let sections = galley.contents.iter().map(|entry| whole(reader, entry.paragraph));
            // A section whose label is the first thing in the window has been reached.
            next(sections, (place.0, usize::MAX), fresh)
        }
        Command::PreviousSection => {
            let sections = galley.contents.iter().map(|entry| whole(reader, entry.paragraph));
            previous(sections, (place.0, 0))
        }
        Command::NextQuote => next(quotes(), place, fresh),
        Command::PreviousQuote => previous(quotes(), place),
        Command::NextSame | Command::PreviousSame => same_speaker(reader, command, place),
        Command::NextLink => next(galley.links.iter().map(|link| (link.paragraph, link.span)), place, fresh),
        Command::PreviousLink => previous(galley.links.iter().map(|link| (link.paragraph, link.span)), place),
        Command::NextQuestion => next(galley.questions.iter().map(|q| (q.paragraph, q.span)), place, fresh),
        Command::PreviousQuestion => previous(galley.questions.iter().map(|q| (q.paragraph, q.span)), place),
        Command::NextSentence => (place.0..galley.paragraphs.len()).find_map(|paragraph| {
            next(galley.sentences(paragraph).iter().map(|s| (s.paragraph, s.span)), place, fresh)
        }),
        Command::PreviousSentence => (0..=place.0)
            .rev()
            .find_map(|paragraph| previous(galley.sentences(paragraph).iter().map(|s| (s.paragraph, s.span)), place)),
        Command::NextParagraph => {
            let from = if fresh && place.1 == 0 { place.0 } else { place.0 + 1 };
            (from..galley.paragraphs.len()).find_map(|paragraph| running(reader, paragraph))
        }
        Command::PreviousParagraph => (0..place.0).rev().find_map(|paragraph| running(reader, paragraph)),
        _ => None,
    }
}

/// The next quote of the speaker of the quote in focus, or the first quote ahead of the speaker last heard.
fn same_speaker(reader: &Reader, command: Command, place: (usize, usize)) -> Option<Focus> {
    let galley = &reader.galley;
    let speaker = |quote: usize| galley.outline.quotes.get(quote).and_then(|quote| quote.attribution.by());
    let here = galley.quotes.iter().rev().find(|quote| (quote.paragraph, quote.span.start()) <= place);
    let wanted = speaker(here.or(galley.quotes.first())?.quote)?;
    let same = galley.quotes.iter().filter(|quote| speaker(quote.quote) == Some(wanted));
    let same = same.map(|quote| (quote.paragraph, quote.span));
    if command == Command::NextSame { next(same, place, false) } else { previous(same, place) }
}

fn next(stops: impl Iterator<Item = (usize, Span)>, place: (usize, usize), fresh: bool) -> Option<Focus> {
    let ahead = |(paragraph, span): &(usize, Span)| {
        let at = (*paragraph, span.start());
        at > place || (fresh && at == place)
    };
    let mut stops = stops;
    stops.find(ahead).map(|(paragraph, span)| Focus { paragraph, span })
}

fn previous(stops: impl Iterator<Item = (usize, Span)>, place: (usize, usize)) -> Option<Focus> {
    let behind = |(paragraph, span): &(usize, Span)| (*paragraph, span.start()) < place;
    stops.filter(behind).last().map(|(paragraph, span)| Focus { paragraph, span })
}

fn whole(reader: &Reader, paragraph: usize) -> (usize, Span) {
    (paragraph, reader.galley.paragraphs.get(paragraph).map(|p| p.text.whole()).unwrap_or_default())
}

/// A paragraph of running text: one that has sentences.
fn running(reader: &Reader, paragraph: usize) -> Option<Focus> {
    let sentences = reader.galley.sentences(paragraph);
    let (first, last) = (sentences.first()?, sentences.last()?);
    Some(Focus { paragraph, span: first.span.union(last.span) })
}

fn nothing_more(command: Command) -> &'static str {
    match command {
        Command::NextSection => "No section after this one",
        Command::PreviousSection => "No section before this one",
        Command::NextQuote => "No quote after this one",
        Command::PreviousQuote => "No quote before this one",
        Command::NextSame | Command::PreviousSame => "No other quote of this speaker that way",
        Command::NextLink => "No link after this one",
        Command::PreviousLink => "No link before this one",
        Command::NextQuestion => "No open question after this one",
        Command::PreviousQuestion => "No open question before this one",
        Command::NextSentence | Command::NextParagraph => "This is the end",
        _ => "This is the beginning",
    }
}
