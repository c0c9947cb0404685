//! Going: into and out of the structure, along links, through hints, jumps and marks.

use crate::{
    library::{Entry, Inquiry},
    model::{Reference, Text},
};

use super::{
    Effect, Key, KeyCode,
    command::{Command, Context},
    contents::Contents,
    hints::Hints,
    mode::{Address, LetterFor, Mode},
    opening::{Landing, claim_focus},
    reader::Focus,
    selection::Selection,
    state::{Screen, State},
};

/// More steps than these at once lead no further.
pub(super) const STEPS_MAX: usize = 10_000;

impl State {
    pub(super) fn go(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1).clamp(1, STEPS_MAX);
        let steps = times.cast_signed();
        match command {
            Command::Contents => self.toggle_contents(),
            Command::Into | Command::In => return self.go_in(command),
            Command::Out => return self.go_out(),
            Command::Hints => self.open_hints(self.is_selecting()),
            Command::HintWords => self.open_hints(true),
            Command::Back => return self.go_back(times),
            Command::Forward => return self.go_forward(times),
            Command::NextArticle => return self.go_to_neighbour(steps, false),
            Command::PreviousArticle => return self.go_to_neighbour(-steps, false),
            Command::NextUnread => return self.go_to_neighbour(steps, true),
            Command::PreviousUnread => return self.go_to_neighbour(-steps, true),
            Command::SetMark => self.mode = Mode::Letter(LetterFor::SetMark),
            Command::GoToMark => self.mode = Mode::Letter(LetterFor::GoToMark),
            Command::Links => self.list_links(),
            Command::Answer => return self.go_to_answer(),
            Command::Shelf => return self.show_shelf(),
            _ => {}
        }
        Vec::new()
    }

    fn toggle_contents(&mut self) {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return };
        if reader.contents.open && reader.contents.focused {
            self.close_contents();
            return;
        }
        let paragraph = reader.paragraph(height);
        reader.contents.open = true;
        reader.contents.focused = true;
        reader.contents.follow(&reader.galley, paragraph);
        self.remeasure();
    }

    pub(super) fn close_contents(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.contents.open = false;
            reader.contents.focused = false;
        }
        self.remeasure();
    }

    /// The page is set anew where a pane came or went beside it.
    fn remeasure(&mut self) {
        let (measure, height) = (self.areas().measure(), self.page_height());
        if let Some(reader) = &mut self.reader {
            reader.set_measure(measure, height, height);
        }
    }

    fn go_in(&mut self, command: Command) -> Vec<Effect> {
        match self.context() {
            Context::Shelf => self.open_current(),
            Context::Contents => self.go_to_contents_entry(command),
            Context::Page | Context::Selection => self.follow_focus(),
            Context::Board => self.land_from_board(),
            Context::Study => self.go_from_review(),
            Context::Paste => {
                self.say("Enter keeps it as an article");
                Vec::new()
            }
        }
    }

    fn go_to_contents_entry(&mut self, command: Command) -> Vec<Effect> {
        let covers = self.areas().contents_cover();
        let height = self.page_height();
        self.leave_spot();
        let Some(reader) = &mut self.reader else { return Vec::new() };
        if command == Command::In && reader.contents.unfold() {
            return Vec::new();
        }
        let Some(entry) = reader.galley.contents.get(reader.contents.cursor) else { return Vec::new() };
        let paragraph = entry.paragraph;
        let span = reader.galley.paragraphs.get(paragraph).map(|p| p.text.whole()).unwrap_or_default();
        let row = reader.row_of(paragraph, 0);
        reader.scroll_to(row.saturating_sub(1), height);
        reader.focus = Some(Focus { paragraph, span });
        reader.contents.focused = false;
        if covers {
            self.close_contents();
        }
        self.after_scroll()
    }

    fn go_out(&mut self) -> Vec<Effect> {
        match (self.context(), &mut self.reader) {
            (Context::Contents, Some(reader)) => {
                if !reader.contents.fold(&reader.galley) {
                    self.close_contents();
                }
                Vec::new()
            }
            (Context::Page | Context::Selection, _) => self.leave_page(),
            (Context::Board, _) => self.leave_board(),
            (Context::Study, _) => self.leave_study(),
            (Context::Paste, _) => {
                self.say("Esc discards it, Enter keeps it, gs goes to the shelf and gp comes back");
                Vec::new()
            }
            (Context::Shelf | Context::Contents, _) => {
                self.say("This is the shelf; q quits");
                Vec::new()
            }
        }
    }

    /// Follows the link in focus, or the only link of the words in focus.
    fn follow_focus(&mut self) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reader) = &self.reader else { return Vec::new() };
        let Some(focus) = reader.focus_in_window(height) else {
            self.say("Nothing is in focus: ]l goes to the next link, f labels all in view");
            return Vec::new();
        };
        if reader.is_at_chosen_note(focus) {
            return self.open_note(false);
        }
        let mut links = reader.galley.links.iter().enumerate().filter(|(_, link)| link.paragraph == focus.paragraph);
        let exact = links.clone().find(|(_, link)| link.span == focus.span);
        let within: Vec<usize> =
            links.by_ref().filter(|(_, link)| link.span.overlaps(focus.span)).map(|(at, _)| at).collect();
        match (exact, within.as_slice()) {
            (Some((at, _)), _) => self.follow(at),
            (None, [at]) => self.follow(*at),
            (None, []) if self.leads_on(focus) => self.go_on_from(focus),
            (None, []) => {
                self.say("There is no link in focus: ]l goes to the next one, f labels all in view");
                Vec::new()
            }
            (None, _) => {
                self.say("There are several links in focus: ]l steps through them, f labels them");
                Vec::new()
            }
        }
    }

    /// Follows a link of the open article.
    pub(super) fn follow(&mut self, link: usize) -> Vec<Effect> {
        let link = self.reader.as_ref().and_then(|reader| reader.galley.links.get(link));
        match link.map(|link| link.to.clone()) {
            Some(to) => self.follow_reference(to),
            None => Vec::new(),
        }
    }

    /// Goes where a reference of the open article leads.
    pub(super) fn follow_reference(&mut self, to: Reference) -> Vec<Effect> {
        match to {
            Reference::Article(id) => {
                self.leave_spot();
                self.open(id, None, Landing::Remembered)
            }
            Reference::Claim { article: Some(id), claim } => {
                self.leave_spot();
                self.open(id, None, Landing::Claim(claim))
            }
            Reference::Claim { article: None, claim } => {
                let height = self.page_height();
                let focus = self.reader.as_ref().and_then(|reader| claim_focus(reader, &claim));
                self.leave_spot();
                match (focus, &mut self.reader) {
                    (Some(focus), Some(reader)) => reader.focus_on(focus, height),
                    (_, _) => self.warn(format!("This article has no claim {claim}")),
                }
                Vec::new()
            }
            Reference::Address(address) => self.show_address(address),
            Reference::Words(words) => self.open_headline(&words),
        }
    }

    /// Shows an address; Enter opens it.
    pub(super) fn show_address(&mut self, address: Text) -> Vec<Effect> {
        self.mode = Mode::Address(Address { address });
        Vec::new()
    }

    /// Asks the library for the article of that headline.
    fn open_headline(&mut self, headline: &Text) -> Vec<Effect> {
        let (number, effect) = self.inquire(Inquiry::Headline { words: headline.to_string() });
        self.headline = Some((number, headline.clone()));
        vec![effect]
    }

    /// Opens the article of a headline that was asked for.
    pub(super) fn found_headline(&mut self, number: u64, entry: Option<Entry>) -> Vec<Effect> {
        let Some((_, headline)) = self.headline.take_if(|(asked, _)| *asked == number) else { return Vec::new() };
        if let Some((Ok(id), path)) = entry.map(|entry| (entry.id.parse(), entry.path)) {
            self.leave_spot();
            return self.open(id, Some(path), Landing::Remembered);
        }
        self.say(format!("No article of this library has the headline “{headline}”"));
        Vec::new()
    }

    fn open_hints(&mut self, of_words: bool) {
        let height = self.page_height();
        let Some(reader) = &self.reader else { return };
        let hints = if of_words { Hints::of_words(reader, height) } else { Hints::in_view(reader, height) };
        if hints.hints.is_empty() {
            self.say(if of_words { "No sentence begins in view" } else { "No link or quote is in view" });
        } else {
            self.mode = Mode::Hints(hints);
        }
    }

    pub(super) fn hint_key(&mut self, key: Key) -> Vec<Effect> {
        let height = self.page_height();
        let Mode::Hints(hints) = &mut self.mode else { return Vec::new() };
        match key.code {
            KeyCode::Char(letter) if !key.ctrl && !key.alt => hints.typed.push(letter),
            KeyCode::Backspace if !hints.typed.is_empty() => {
                hints.typed.pop();
            }
            _ => {
                self.mode = Mode::Normal;
                return Vec::new();
            }
        }
        let open: Vec<_> = hints.open().cloned().collect();
        match open.as_slice() {
            [] => {
                let typed = hints.typed.clone();
                self.mode = Mode::Normal;
                self.say(format!("No hint is called {typed}"));
            }
            [hint] if hint.letters == hints.typed => {
                let selects = hints.selects;
                self.mode = Mode::Normal;
                if let Some(reader) = self.reader.as_mut().filter(|_| selects) {
                    match &mut reader.selection {
                        Some(selection) => selection.reach(hint.paragraph, hint.span),
                        None => reader.select(Selection::of(hint.paragraph, hint.span), height),
                    }
                    return Vec::new();
                }
                if let Some(link) = hint.link {
                    return self.follow(link);
                }
                if let Some(reader) = &mut self.reader {
                    reader.focus_on(Focus { paragraph: hint.paragraph, span: hint.span }, height);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn go_back(&mut self, times: usize) -> Vec<Effect> {
        let mut spot = None;
        for _ in 0..times {
            let here = if self.screen == Screen::Shelf { None } else { self.spot() };
            match self.jumps.back(here) {
                Some(back) => spot = Some(back),
                None => break,
            }
        }
        match spot {
            Some(spot) => self.open_spot(spot),
            None if self.screen == Screen::Page => self.leave_page(),
            None if self.screen == Screen::Board => self.leave_board(),
            None => {
                self.say("There is nowhere to go back to");
                Vec::new()
            }
        }
    }

    fn go_forward(&mut self, times: usize) -> Vec<Effect> {
        let mut spot = None;
        for _ in 0..times {
            match self.jumps.forward() {
                Some(forward) => spot = Some(forward),
                None => break,
            }
        }
        match spot {
            Some(spot) => self.open_spot(spot),
            None => {
                self.say("There is nowhere to go forward to");
                Vec::new()
            }
        }
    }

    pub(super) fn letter_key(&mut self, what: LetterFor, key: Key) -> Vec<Effect> {
        self.mode = Mode::Normal;
        let KeyCode::Char(letter) = key.code else { return Vec::new() };
        if key.ctrl || key.alt {
            return Vec::new();
        }
        match what {
            LetterFor::SetMark => {
                if let Some(spot) = self.spot() {
                    self.jumps.set_mark(letter, spot);
                    self.say(format!("Mark {letter} is set; '{letter} comes back here"));
                }
            }
            LetterFor::GoToMark if letter == '\'' => return self.go_back(1),
            LetterFor::GoToMark => {
                let Some(spot) = self.jumps.mark(letter) else {
                    let set: String = self.jumps.letters().into_iter().collect();
                    let set = if set.is_empty() { "none is set".to_owned() } else { format!("set: {set}") };
                    self.say(format!("There is no mark {letter}; {set}"));
                    return Vec::new();
                };
                self.leave_spot();
                return self.open_spot(spot);
            }
        }
        Vec::new()
    }

    /// Whether an entry of the contents can be folded: for the sign before it.
    #[must_use]
    pub fn contents_foldable(&self, at: usize) -> bool {
        self.reader.as_ref().is_some_and(|reader| Contents::has_children(&reader.galley, at))
    }
}
