//! Asking the library, and taking in what it answers. Every question has a number, by which stale answers are dropped.

use crate::{
    library::{Finding, Inquiry},
    model::Text,
};

use super::{Effect, mode::Mode, state::State, update::continue_setting};

/// How far the library has been read into its index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indexing {
    pub done: usize,
    pub total: usize,
    pub files_per_second: u32,
}

impl Indexing {
    /// What is left at this rate, in seconds; `None` where there is no telling.
    #[must_use]
    pub fn seconds_left(self) -> Option<usize> {
        let rate = usize::try_from(self.files_per_second).ok().filter(|rate| *rate > 0)?;
        Some(self.total.saturating_sub(self.done).div_ceil(rate))
    }
}

impl State {
    /// A question to the library, under a number of its own.
    pub(super) fn inquire(&mut self, inquiry: Inquiry) -> (u64, Effect) {
        self.inquired += 1;
        (self.inquired, Effect::Inquire { number: self.inquired, inquiry })
    }

    pub(super) fn found(&mut self, number: u64, finding: Finding) -> Vec<Effect> {
        let height = self.shelf_height();
        if let Some(board) = self.boards.waiting_for(number) {
            board.waiting = None;
            board.tell_fault(None);
            if board.take(finding) {
                board.make_up(height);
            }
            return Vec::new();
        }
        match finding {
            Finding::Around(around) => self.take_around(number, *around),
            Finding::Names(names) => {
                self.take_names(*names);
                Vec::new()
            }
            Finding::Headline(entry) => self.found_headline(number, entry.map(|entry| *entry)),
            Finding::Hits(_) | Finding::Voices(_) | Finding::Voice(_) | Finding::Ledger(_) | Finding::Story(_) => {
                Vec::new()
            }
        }
    }

    /// Why there is no answer. A list that was there stays.
    pub(super) fn not_found(&mut self, number: u64, message: Text) -> Vec<Effect> {
        if let Some(board) = self.boards.waiting_for(number) {
            board.waiting = None;
            (board.fault, board.misread) = (Some(message), None);
        } else if self.headline.take_if(|(asked, _)| *asked == number).is_some() {
            self.warn(message.as_str());
        }
        Vec::new()
    }

    /// The frame is drawn and nothing is pending: time for the rest of a long page, then to ask what stands around it.
    pub(super) fn idle(&mut self) -> Vec<Effect> {
        let more = continue_setting(self);
        if !more.is_empty() {
            return more;
        }
        let study = if self.study.asked { None } else { self.ask_study() };
        self.ask_margin().into_iter().chain(self.ask_around()).chain(study).collect()
    }

    /// The index is as the files are: what is shown of it is asked anew, where files had changed.
    pub(super) fn indexed(&mut self, changed: usize, faults: Vec<Text>) -> Vec<Effect> {
        self.indexing = None;
        let mut effects = self.shelf_indexed(changed, faults);
        if changed == 0 {
            return effects;
        }
        self.names_asked = false;
        if let Some(reader) = &mut self.reader {
            reader.surroundings.ask_again();
        }
        let typing = matches!(self.mode, Mode::Query { .. });
        if !typing {
            effects.extend(self.ask_shown_board());
        }
        effects.extend(self.ask_around());
        effects
    }

    pub(super) fn stop_indexing(&mut self) -> Vec<Effect> {
        if self.indexing.take().is_none() {
            self.say("The library is not being read into its index");
            return Vec::new();
        }
        self.say("Stopped; `byline index` goes on, and so does the next start");
        vec![Effect::StopIndexing]
    }

    /// As Esc does where nothing else is left to cancel.
    pub(super) fn stop_indexing_quietly(&mut self) -> Vec<Effect> {
        if self.indexing.is_some() { self.stop_indexing() } else { Vec::new() }
    }
}
