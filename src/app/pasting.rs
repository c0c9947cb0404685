//! Bringing an article in within the reader: what is pasted is shown as it will be, then kept, edited or discarded.

use std::sync::Arc;

use crate::{
    import::{Dropped, dropped},
    model::Text,
};

use super::{
    Effect, Event, Prompt,
    command::Command,
    marking::{Deed, What},
    mode::{LineFor, Mode},
    opening::Landing,
    paste::{Filed, Filing, Held, Incoming, Paste, PasteAreas, Side, Source},
    state::{Screen, State},
};

impl State {
    /// What was pasted where nothing was being typed.
    pub(super) fn begin_paste(&mut self, pasted: Text) -> Vec<Effect> {
        if pasted.as_str().trim().is_empty() {
            self.say("There were no words in what was pasted");
            return Vec::new();
        }
        let source = match dropped(pasted.as_str()) {
            Some(Dropped::Address(address)) => Source::Address(Text::line(&address)),
            Some(Dropped::Files(paths)) => match paths.as_slice() {
                [path] => Source::File(Text::line(path)),
                several => {
                    let many = several.len();
                    self.say(format!("These are {many} files: drop one at a time, or `byline import` takes them all"));
                    return Vec::new();
                }
            },
            None => Source::Words(pasted),
        };
        self.take_up(Held { source: Arc::new(source), format: None, edited: None })
    }

    /// Shows a paste; the one that was looked at until now is put aside.
    pub(super) fn take_up(&mut self, held: Held) -> Vec<Effect> {
        let before = self.put_paste_aside();
        let mut effects: Vec<Effect> =
            if self.screen == Screen::Page { self.remember() } else { None }.into_iter().collect();
        self.leave_selection();
        let outer = before.unwrap_or(self.screen);
        self.mode = Mode::Normal;
        self.opening = None;
        self.screen = Screen::Paste;
        let Held { source, format, edited } = held;
        self.paste = Some(Box::new(Paste {
            source,
            format,
            edited,
            waiting: None,
            filing: None,
            warned: false,
            told_lost: false,
            outer,
            fault: None,
            shown: None,
            side: Side::Article,
        }));
        effects.extend(self.ask_prepared());
        effects
    }

    /// Has the article made of the source, or of what it was edited to.
    fn ask_prepared(&mut self) -> Option<Effect> {
        self.inquired += 1;
        let number = self.inquired;
        let paste = self.paste.as_mut()?;
        paste.waiting = Some(number);
        let source = match &paste.edited {
            Some(yaml) => Arc::new(Source::Yaml(yaml.clone())),
            None => paste.source.clone(),
        };
        Some(Effect::Prepare { number, source, format: paste.format })
    }

    /// The commands of a paste.
    pub(super) fn handle_paste(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Paste => self.open_paste(),
            Command::KeepPaste => self.keep_paste(),
            Command::EditPaste => self.edit_paste(),
            Command::PasteFormat => self.change_format(),
            Command::PasteReport => {
                if let Some(paste) = &mut self.paste {
                    paste.side = if paste.side == Side::Article { Side::Report } else { Side::Article };
                }
                self.set_paste();
                Vec::new()
            }
            _ => self.discard_paste(),
        }
    }

    /// Goes to the paste that is open, or asks for one.
    fn open_paste(&mut self) -> Vec<Effect> {
        if self.screen == Screen::Paste {
            self.say("Enter keeps it, Esc discards it; then gp takes another");
            return Vec::new();
        }
        if let Some(paste) = &mut self.paste {
            paste.outer = self.screen;
            let effects = if self.screen == Screen::Page { self.remember() } else { None }.into_iter().collect();
            self.leave_selection();
            self.screen = Screen::Paste;
            self.set_paste();
            return effects;
        }
        self.mode = Mode::Line { what: LineFor::Source, prompt: Prompt::default() };
        Vec::new()
    }

    /// A path or an address that was typed.
    pub(super) fn bring(&mut self, typed: &str) -> Vec<Effect> {
        let source = match dropped(typed) {
            Some(Dropped::Address(address)) => Source::Address(Text::line(&address)),
            Some(Dropped::Files(paths)) if paths.len() == 1 => Source::File(Text::line(&paths.concat())),
            Some(Dropped::Files(_)) | None => Source::File(Text::line(typed.trim())),
        };
        if typed.trim().is_empty() {
            self.say("Nothing was brought in");
            return Vec::new();
        }
        self.take_up(Held { source: Arc::new(source), format: None, edited: None })
    }

    /// What the world tells of a paste.
    pub(super) fn told_of_paste(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Prepared { number, outcome } => self.prepared(number, outcome),
            Event::Filed { number, outcome } => self.filed(number, outcome.map(|filed| *filed)),
            Event::DraftEdited { yaml, outcome } => self.draft_edited(yaml, outcome),
            Event::PasteTooLong { max_bytes } => {
                let most = max_bytes / 1_000_000;
                let words =
                    format!("More than {most} MB were pasted, and nothing was taken: save it as a file; gp takes that");
                self.warn(words);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Takes in what a source became.
    fn prepared(&mut self, number: u64, outcome: Result<Incoming, Text>) -> Vec<Effect> {
        let areas = self.paste_areas();
        let Some(paste) = self.paste.as_mut().filter(|paste| paste.waiting == Some(number)) else { return Vec::new() };
        paste.waiting = None;
        match outcome {
            Ok(Incoming::Article(prepared)) => {
                paste.take(*prepared, &areas);
                vec![Effect::Continue]
            }
            Ok(Incoming::There(id, path)) => {
                self.close_paste();
                self.say("The library has it already; here it is");
                self.open(id, path, Landing::Remembered)
            }
            // what is shown stays, in the format it was read in
            Err(why) if paste.shown.is_some() => {
                paste.format = paste.shown.as_ref().and_then(|shown| shown.format);
                self.warn(why.as_str());
                Vec::new()
            }
            Err(why) => {
                paste.fault = Some(why);
                Vec::new()
            }
        }
    }

    fn keep_paste(&mut self) -> Vec<Effect> {
        self.inquired += 1;
        let number = self.inquired;
        let Some(paste) = &mut self.paste else { return Vec::new() };
        if paste.waiting.is_some() || paste.filing.is_some() {
            self.say("It is still being worked at; press it again");
            return Vec::new();
        }
        let Some(shown) = &mut paste.shown else {
            self.say("There is no article to keep: f reads it in another format, e edits it, Esc discards it");
            return Vec::new();
        };
        let Some(article) = &shown.article else {
            let why = shown.wrong.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            self.warn(format!("It can't be read as an article{why}; e edits it again, Esc discards it"));
            return Vec::new();
        };
        if let Some(why) = shown.wrong.as_ref().filter(|_| !std::mem::replace(&mut shown.told_wrong, true)) {
            let words = format!("It has a fault ({why}); e edits it again, Enter once more keeps it as it is");
            self.warn(words);
            return Vec::new();
        }
        paste.filing = Some(number);
        vec![Effect::File { number, what: Box::new(Filing::New { id: article.id.clone(), yaml: shown.yaml.clone() }) }]
    }

    /// An article was filed, taken away or put back; or why not.
    fn filed(&mut self, number: u64, outcome: Result<Filed, Text>) -> Vec<Effect> {
        if self.paste.as_ref().is_none_or(|paste| paste.filing != Some(number)) {
            return self.refiled(number, outcome);
        }
        let filed = match outcome {
            Ok(filed) => filed,
            Err(why) => {
                if let Some(paste) = &mut self.paste {
                    paste.filing = None;
                }
                self.warn(why.as_str());
                return Vec::new();
            }
        };
        let there = self.screen == Screen::Paste;
        self.close_paste();
        if filed.was_there {
            self.say(format!("{} holds the very same already", filed.path));
        } else {
            let words = format!("kept {}", filed.path);
            self.say(format!("Kept as {}; U takes it away again", filed.path));
            self.deeds.did(Deed { words, what: What::Filed { number, filed: Box::new(filed.clone()) } });
        }
        let mut effects = self.look_again();
        if there {
            effects.extend(self.open(filed.id, Some(filed.path), Landing::Remembered));
        }
        effects
    }

    /// The files of the library are not what they were: shelf and index are to know.
    pub(super) fn look_again(&mut self) -> Vec<Effect> {
        if self.listed { vec![Effect::Index] } else { Vec::new() }
    }

    fn edit_paste(&mut self) -> Vec<Effect> {
        let Some(paste) = &self.paste else { return Vec::new() };
        if paste.waiting.is_some() || paste.filing.is_some() {
            self.say("It is still being worked at; press it again");
            return Vec::new();
        }
        match (&paste.shown, &*paste.source) {
            (Some(shown), _) => vec![Effect::EditDraft { text: shown.yaml.clone(), yaml: true }],
            (None, Source::Words(words)) => vec![Effect::EditDraft { text: words.clone(), yaml: false }],
            (None, Source::File(_) | Source::Address(_) | Source::Yaml(_)) => {
                self.say("There are no words to edit; Esc goes back");
                Vec::new()
            }
        }
    }

    /// What was edited came back.
    fn draft_edited(&mut self, yaml: bool, outcome: Result<Text, Text>) -> Vec<Effect> {
        let edited = match outcome {
            Ok(edited) => edited,
            Err(why) => {
                self.warn(why.as_str());
                return Vec::new();
            }
        };
        let Some(paste) = self.paste.as_mut().filter(|_| yaml && self.screen == Screen::Paste) else {
            if edited.as_str().trim().is_empty() {
                self.say("Nothing was written");
                return Vec::new();
            }
            return self.begin_paste(edited);
        };
        if edited.as_str().trim().is_empty() {
            self.say("Nothing was written: it stays as it was");
            return Vec::new();
        }
        let before = paste.shown.as_ref().map(|shown| shown.yaml.as_str().trim_end());
        if before == Some(edited.as_str().trim_end()) {
            self.say("It is as it was");
            return Vec::new();
        }
        paste.edited = Some(edited);
        self.ask_prepared().into_iter().collect()
    }

    /// Reads the same words in another format.
    fn change_format(&mut self) -> Vec<Effect> {
        let Some(paste) = &mut self.paste else { return Vec::new() };
        if paste.waiting.is_some() {
            self.say("It is still being read; press it again");
            return Vec::new();
        }
        if paste.edited.is_some() && !paste.warned {
            paste.warned = true;
            self.say("You have edited it: press it again to read the words anew, without what you edited");
            return Vec::new();
        }
        (paste.edited, paste.warned) = (None, false);
        paste.format = Some(paste.next_format());
        self.ask_prepared().into_iter().collect()
    }

    /// Reads the file or the words again.
    pub(super) fn prepare_again(&mut self) -> Vec<Effect> {
        self.ask_prepared().into_iter().collect()
    }

    /// Leaves the paste without keeping it. It can be had back.
    pub(super) fn discard_paste(&mut self) -> Vec<Effect> {
        if self.paste.as_ref().is_some_and(|paste| paste.filing.is_some()) {
            self.say("It is being written; U takes it away again");
            return Vec::new();
        }
        if let Some(outer) = self.put_paste_aside() {
            self.screen = outer;
            self.come_back_from_paste();
            self.say("Discarded, nothing was written; U brings it back");
        }
        Vec::new()
    }

    /// Puts the paste among what can be brought back. The screen it was pasted on.
    fn put_paste_aside(&mut self) -> Option<Screen> {
        let paste = self.paste.take()?;
        self.deeds.put_aside(paste.held());
        Some(paste.outer)
    }

    /// The paste is done with.
    fn close_paste(&mut self) {
        if let Some(paste) = self.paste.take()
            && self.screen == Screen::Paste
        {
            self.screen = paste.outer;
            self.come_back_from_paste();
        }
    }

    /// The screen one comes back to is as it was, at the width there is.
    fn come_back_from_paste(&mut self) {
        if self.screen == Screen::Page && self.reader.is_none() {
            self.screen = Screen::Shelf;
        }
        self.set_board();
        self.set_face();
    }

    /// How the screen is divided while a paste is looked at.
    #[must_use]
    pub fn paste_areas(&self) -> PasteAreas {
        let side = self.paste.as_ref().map(|paste| paste.side).unwrap_or_default();
        PasteAreas::new(self.size, self.measure_max_cells, side)
    }

    /// Rows that the pane with the keyboard has.
    pub(super) fn paste_rows(&self) -> usize {
        let areas = self.paste_areas();
        match self.paste.as_ref().map(|paste| paste.side).unwrap_or_default() {
            Side::Article => areas.page_rows(),
            Side::Report => areas.report_rows(),
        }
    }

    /// Sets the paste at the width there is.
    pub(super) fn set_paste(&mut self) {
        let areas = self.paste_areas();
        if let Some(paste) = &mut self.paste {
            paste.set(&areas);
        }
    }

    pub(super) fn scroll_paste(&mut self, rows: isize) {
        let height = self.paste_rows();
        if let Some(pane) = self.paste.as_mut().and_then(|paste| paste.pane()) {
            pane.scroll_by(rows, height);
        }
    }

    /// To the top, to the end or to a line.
    pub(super) fn point_paste(&mut self, row: usize) {
        let height = self.paste_rows();
        if let Some(pane) = self.paste.as_mut().and_then(|paste| paste.pane()) {
            pane.scroll_to(row, height);
        }
    }

    pub(super) fn step_paste_section(&mut self, command: Command, times: usize) {
        let height = self.paste_rows();
        let forward = command == Command::NextSection;
        let Some(pane) = self.paste.as_mut().and_then(|paste| paste.pane()) else { return };
        let moved = (0..times.min(super::going::STEPS_MAX)).take_while(|_| pane.step_section(forward, height)).count();
        if moved == 0 {
            self.say(if forward { "No section after this one" } else { "No section before this one" });
        }
    }

    /// Goes on setting the pages of a long paste.
    pub(super) fn set_paste_ahead(&mut self) -> bool {
        let shown = self.paste.as_mut().and_then(|paste| paste.shown.as_mut());
        shown.is_some_and(|shown| shown.page.set_ahead() | shown.report.set_ahead())
    }
}
