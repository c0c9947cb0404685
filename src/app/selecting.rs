//! Selecting: the keys that make, grow and move a selection, and the mouse that drags one.

use crate::layout::RowIndex;

use super::{
    Effect,
    command::{Command, Context},
    reader::{Focus, Reader},
    selection::{Selection, Spot, Unit, can_hold, why_not},
    state::State,
};

impl State {
    /// Begins a selection, or changes the one there is.
    pub(super) fn select(&mut self, command: Command, count: usize) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return Vec::new() };
        let Some(selection) = &mut reader.selection else {
            self.begin_selection();
            return Vec::new();
        };
        let galley = &reader.galley;
        let (moved, otherwise) = match command {
            Command::Grow => (selection.grow(galley), "This is the largest whole; ) and } take in more"),
            Command::Shrink => (selection.shrink(galley), "A word is the smallest whole; h and l go by letters"),
            Command::SwapEnds => {
                selection.swap_ends();
                (true, "")
            }
            _ => {
                let (unit, onward) = stride(command);
                let moved = (0..count).filter(|_| selection.step(galley, unit, onward)).count() > 0;
                (moved, if onward { "This is the end" } else { "This is the beginning" })
            }
        };
        reader.show_head(height);
        if !moved {
            self.say(otherwise);
        }
        Vec::new()
    }

    /// Selects the words in focus: the quote one is on, or the sentence; where nothing is in focus, the first sentence in view.
    fn begin_selection(&mut self) {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return };
        if reader.shows_source {
            self.say("Words are selected on the page; gy goes back to it");
            return;
        }
        let focus = reader.focus_in_window(height).or_else(|| reader.first_in_view(height));
        let Some(focus) = focus.filter(|focus| can_hold(&reader.galley, focus.paragraph)) else {
            let at = focus.map_or_else(|| reader.paragraph(height), |focus| focus.paragraph);
            let why = why_not(&reader.galley, at);
            self.say(why);
            return;
        };
        reader.select(Selection::of(focus.paragraph, focus.span), height);
    }

    /// A motion of the page while words are selected: the end that moves goes along. `None` where the command is no motion.
    pub(super) fn extend(&mut self, command: Command, count: Option<usize>) -> Option<Vec<Effect>> {
        let height = self.page_height();
        let reader = self.reader.as_mut()?;
        let selection = reader.selection.as_mut()?;
        match command {
            Command::NextSentence | Command::PreviousSentence | Command::NextParagraph | Command::PreviousParagraph => {
                return Some(self.select(command, count.unwrap_or(1)));
            }
            Command::LineDown
            | Command::LineUp
            | Command::HalfDown
            | Command::HalfUp
            | Command::PageDown
            | Command::PageUp => {
                let rows = isize::try_from(height).unwrap_or(isize::MAX);
                let rows = match command {
                    Command::LineDown => 1,
                    Command::LineUp => -1,
                    Command::HalfDown => rows / 2,
                    Command::HalfUp => -rows / 2,
                    Command::PageDown => rows,
                    _ => -rows,
                };
                let head = selection.head();
                let there = reader.spot_below(head, rows);
                if let (Some(there), Some(selection)) = (there, &mut reader.selection) {
                    selection.move_head(there);
                }
                reader.show_head(height);
            }
            Command::Top | Command::End => {
                let held = |at: &usize| can_hold(&reader.galley, *at);
                let mut all = 0..reader.galley.paragraphs.len();
                let spot = if command == Command::Top {
                    all.find(held).map(|first| (first, 0))
                } else {
                    all.rfind(held).map(|last| (last, reader.galley.paragraphs[last].text.len()))
                };
                if let Some(spot) = spot {
                    selection.move_head(spot);
                }
                reader.show_head(height);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Runs a motion from stop to stop and takes in what it leads to.
    pub(super) fn extend_to_stop(&mut self, go: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return Vec::new() };
        let Some(selection) = reader.selection.take() else { return go(self) };
        // the motion begins at the end that moves
        let (paragraph, offset) = selection.head();
        let text = reader.galley.paragraphs.get(paragraph).map(|copy| &copy.text);
        let at = if selection.forward { offset.saturating_sub(1) } else { offset };
        let before = text.map(|text| Focus { paragraph, span: text.span_around(at..offset.max(at + 1)) });
        reader.focus = before;
        let effects = go(self);
        let Some(reader) = &mut self.reader else { return effects };
        let mut selection = selection;
        if let Some(focus) = reader.focus.take().filter(|focus| Some(*focus) != before) {
            selection.reach(focus.paragraph, focus.span);
        }
        reader.selection = Some(selection);
        reader.show_head(height);
        effects
    }

    /// Runs a command while words are selected: a motion takes them along, what is about them leaves them afterwards. `None`
    /// where the page does it, with the selection or after it was left.
    pub(super) fn run_selecting(&mut self, command: Command, count: Option<usize>) -> Option<Vec<Effect>> {
        if let Some(effects) = self.extend(command, count) {
            return Some(effects);
        }
        let times = count.unwrap_or(1);
        match command {
            Command::NextSection
            | Command::PreviousSection
            | Command::NextQuote
            | Command::PreviousQuote
            | Command::NextSame
            | Command::PreviousSame
            | Command::NextLink
            | Command::PreviousLink
            | Command::NextQuestion
            | Command::PreviousQuestion => Some(self.extend_to_stop(|state| state.move_focus(command, times))),
            Command::NextMatch | Command::PreviousMatch => {
                Some(self.extend_to_stop(|state| state.find(command, times)))
            }
            Command::Find
            | Command::Hints
            | Command::HintWords
            | Command::Select
            | Command::Grow
            | Command::Shrink
            | Command::SwapEnds
            | Command::LetterLeft
            | Command::LetterRight
            | Command::WordForward
            | Command::WordBack
            | Command::Highlight
            | Command::Pink
            | Command::Orange
            | Command::Yellow
            | Command::Green
            | Command::Blue
            | Command::Purple
            | Command::Note
            | Command::NoteOutside
            | Command::Tags
            | Command::Repeat
            | Command::Delete
            | Command::AcceptPlace
            | Command::Yank
            | Command::Palette
            | Command::Help
            | Command::Themes
            | Command::Redraw
            | Command::Suspend
            | Command::Cancel
            | Command::Quit => None,
            _ => {
                self.leave_selection();
                None
            }
        }
    }

    /// Leaves the selection; its words stay in focus.
    pub(super) fn leave_selection(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let Some(selection) = reader.selection.take() else { return };
        let first = selection.stretches(&reader.galley).first().copied();
        reader.focus = first.map(|(paragraph, span)| Focus { paragraph, span });
    }

    /// Whether words are being selected.
    #[must_use]
    pub fn is_selecting(&self) -> bool {
        self.context() == Context::Selection
    }
}

/// What a key of the selection steps by, and whether towards the end.
fn stride(command: Command) -> (Unit, bool) {
    match command {
        Command::LetterLeft => (Unit::Letter, false),
        Command::LetterRight => (Unit::Letter, true),
        Command::WordBack => (Unit::Word, false),
        Command::NextSentence => (Unit::Sentence, true),
        Command::PreviousSentence => (Unit::Sentence, false),
        Command::NextParagraph => (Unit::Paragraph, true),
        Command::PreviousParagraph => (Unit::Paragraph, false),
        _ => (Unit::Word, true),
    }
}

impl Reader {
    /// Selects words, in place of what was in focus.
    pub(super) fn select(&mut self, selection: Selection, height: usize) {
        self.selection = Some(selection);
        self.focus = None;
        self.show_head(height);
    }

    /// The first sentence that begins in the window, for a key that wants words where none are in focus.
    pub(super) fn first_in_view(&self, height: usize) -> Option<Focus> {
        let (paragraph, offset) = self.first_place(height);
        let last = self.last_paragraph(height);
        let sentences = (paragraph..=last).filter(|at| can_hold(&self.galley, *at));
        let stops = sentences.flat_map(|at| self.galley.sentences(at));
        let mut ahead = stops.filter(|stop| (stop.paragraph, stop.span.start()) >= (paragraph, offset));
        ahead.next().map(|stop| Focus { paragraph: stop.paragraph, span: stop.span })
    }

    /// Scrolls so far that the end that moves is in view.
    pub(super) fn show_head(&mut self, height: usize) {
        let Some((paragraph, offset)) = self.selection.as_ref().map(Selection::head) else { return };
        let back = usize::from(self.selection.as_ref().is_some_and(|selection| selection.forward));
        let row = self.row_of(paragraph, offset.saturating_sub(back));
        self.reveal(row, row, height);
    }

    /// The place so many rows below another (above, where negative), in the same column; on the nearest row of words.
    fn spot_below(&mut self, (paragraph, offset): Spot, rows: isize) -> Option<Spot> {
        let row = self.row_of(paragraph, offset);
        let column = self.page.column_of(RowIndex(row), offset);
        let far = row.saturating_add_signed(rows);
        self.page.set_rows(&self.galley, far + rows.unsigned_abs() + 2);
        let last = self.page.rows.len().saturating_sub(1);
        let holds = |at: &usize| {
            let row = self.page.rows.get(*at);
            row.is_some_and(|row| {
                can_hold(&self.galley, row.paragraph) && row.runs.iter().any(|run| run.origin.is_some())
            })
        };
        let far = far.min(last);
        let there = if rows > 0 {
            (far..=last).find(holds).or_else(|| (row..far).rev().find(holds))
        } else {
            (0..=far).rev().find(holds).or_else(|| (far..row).find(holds))
        }?;
        let offset = self.page.offset_at(RowIndex(there), column)?;
        Some((self.page.rows.get(there)?.paragraph, offset))
    }
}
