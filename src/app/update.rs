//! One pure function from an event to effects.

use crate::model::Text;

use super::{
    Effect, Event, Indexing, Key, KeyCode, Outcome, Progress,
    areas::Size,
    command::{Command, Context},
    keymap::Resolution,
    mode::{LineFor, Mode},
    opening::Landing,
    state::{Screen, State},
};

/// The largest count that digits make: more lines than any article has.
const COUNT_MAX: usize = 9_999_999;

/// Takes in what happened, and says what to ask of the world.
#[must_use]
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    if let Event::Clock(now) = event {
        state.now = now;
        return Vec::new();
    }
    let stirred = matches!(event, Event::Key(_) | Event::Mouse(_) | Event::Paste(_));
    let was_set = state.is_page_set();
    let mut effects = take_in(state, event);
    state.refresh_notes();
    state.set_column();
    if was_set && !state.is_page_set() && !effects.contains(&Effect::Continue) {
        // made anew on the way: what stands at its foot was another
        effects.push(Effect::Continue);
    }
    let leaves =
        |effect: &Effect| matches!(effect, Effect::Quit | Effect::Suspend | Effect::Edit { .. } | Effect::EditWords(_));
    let away = effects.iter().any(leaves);
    let watched: Vec<Effect> = state.keep_unfinished().into_iter().chain(state.watch_reading(away, stirred)).collect();
    let at = effects.iter().position(|effect| *effect == Effect::Quit).unwrap_or(effects.len());
    effects.splice(at..at, watched);
    effects
}

fn take_in(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Clock(_) => Vec::new(),
        Event::Key(key) => state.key(key),
        Event::Mouse(mouse) => state.mouse(mouse),
        Event::Paste(text) => state.paste(text),
        told @ (Event::PasteTooLong { .. }
        | Event::Prepared { .. }
        | Event::Filed { .. }
        | Event::DraftEdited { .. }) => state.told_of_paste(told),
        Event::Resize { width, height } => {
            let ahead = state.resize(Size { width, height });
            ahead.into_iter().chain(continue_setting(state)).collect()
        }
        Event::Background(shade) => {
            state.look.shade = shade;
            Vec::new()
        }
        Event::Opened(opened) => state.opened(*opened),
        Event::OpenFailed { ask, message } => state.open_failed(&ask, &message),
        Event::Shelved { number, stretch } => state.shelved(number, *stretch),
        Event::NotShelved { number, message } => state.not_shelved(number, message.as_ref()),
        Event::Listing { done, total } => {
            state.shelf.progress = Some(Progress { done, total });
            Vec::new()
        }
        Event::MarkedAll { number, changed } => state.marked_all(number, changed),
        Event::NotMarked { number, message } => state.not_marked(number, &message),
        Event::Found { number, finding } => state.found(number, *finding),
        Event::NotFound { number, message } => state.not_found(number, message),
        Event::Indexing { done, total, files_per_second } => {
            state.indexing = Some(Indexing { done, total, files_per_second });
            Vec::new()
        }
        Event::Committed => state.committed(),
        Event::MarksChanged => state.marks_changed(),
        Event::Indexed { changed, faults } => state.indexed(changed, faults),
        Event::Annotated { article, revision, noted, faults, unfinished } => {
            state.annotated(&article, &revision, noted, faults, unfinished)
        }
        Event::Kept { id, outcome } => state.kept(&id, outcome),
        Event::TagsKnown(tags) => state.learn_annotation_tags(&tags),
        Event::WordsEdited(outcome) => state.words_edited(outcome),
        Event::MarginChanged { article } => state.margin_changed(&article),
        Event::Learnt(learnt) => state.learnt(learnt.map(|learnt| *learnt)),
        Event::Logged { first, outcome } => state.logged(first, outcome),
        Event::Since { article, now, news } => state.since(&article, &now, news.map(|news| *news)),
        Event::Woken => state.woken(),
        Event::InFront(in_front) => state.come_to_front(in_front),
        Event::Judged(verdicts) => state.judged(verdicts),
        Event::Differing(articles) => state.differing(articles),
        Event::NotesDated(dates) => state.notes_dated(dates),
        Event::Fitting { done, total } => state.fitting(done, total),
        Event::Fitted(fitted) => state.fitted(fitted),
        Event::Held { article, cards } => state.hold_cards(&article, cards),
        Event::Glossed { number, glosses } => state.glossed(number, *glosses),
        Event::Tray(tray) => state.take_tray(*tray),
        Event::Exists { path, what } => state.ask_to_replace(path, what),
        Event::Changed { id } => state.changed(&id),
        Event::Idle => state.idle(),
        Event::Accepted { number, outcome } => state.accepted(number, outcome),
        Event::Done(outcome) => state.done(&outcome),
        Event::Terminated => state.leave(),
        Event::Resumed => {
            state.resume_reading();
            vec![Effect::Redraw]
        }
    }
}

/// Sets a piece more of a long page; asks to be called again while there is more.
pub(super) fn continue_setting(state: &mut State) -> Vec<Effect> {
    let more = state.reader.as_mut().is_some_and(super::Reader::set_ahead);
    let more = state.set_paste_ahead() || more;
    if more { vec![Effect::Continue] } else { Vec::new() }
}

impl State {
    /// Whether the open article is set to its end; where none is open, nothing is left to set.
    fn is_page_set(&self) -> bool {
        self.reader.as_ref().is_none_or(|reader| reader.page.is_set(&reader.galley))
    }

    fn done(&mut self, outcome: &Outcome) -> Vec<Effect> {
        match outcome {
            Outcome::Well(text) => self.say(text.as_str()),
            Outcome::Failed(text) => self.warn(text.as_str()),
        }
        Vec::new()
    }

    fn resize(&mut self, size: Size) -> Option<Effect> {
        let before_rows = self.page_height();
        self.size = size;
        let (measure, height) = (self.areas().measure(), self.page_height());
        if let Some(reader) = &mut self.reader {
            reader.set_measure(measure, before_rows, height);
        }
        let height = self.shelf_height();
        self.shelf.scroll_to_cursor(height);
        self.set_board();
        self.set_paste();
        self.resize_note();
        self.set_face();
        if let Mode::Hints(_) = self.mode {
            self.mode = Mode::Normal;
        }
        self.shelf.look_ahead(height)
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        if key.ctrl && key.code == KeyCode::Char('z') {
            return self.run(Command::Suspend, None);
        }
        match self.mode {
            Mode::Normal => self.normal_key(key),
            Mode::Find { .. } => self.find_key(key),
            Mode::Filter { .. } => self.filter_key(key),
            Mode::ArticleTags(_) => self.article_tags_key(key),
            Mode::Query { .. } => self.query_key(key),
            Mode::AsOf { .. } => self.as_of_key(key),
            Mode::Hints(_) => self.hint_key(key),
            Mode::Letter(letter) => self.letter_key(letter, key),
            Mode::Palette(_) => self.palette_key(key),
            Mode::Help(_) => self.help_key(key),
            Mode::Themes(_) => self.themes_key(key),
            Mode::Address(_) => self.address_key(key),
            Mode::Faults(_) => self.faults_key(key),
            Mode::Links(_) => self.links_key(key),
            Mode::Accept(_) => self.accept_key(key),
            Mode::Cards(_) => self.cards_key(key),
            Mode::Gap(_) => self.gap_key(key),
            Mode::CardEdit(_) => self.card_edit_key(key),
            Mode::Answer { .. } => self.answer_key(key),
            Mode::Note(_) => self.note_key(key),
            Mode::Tags(_) => self.tags_key(key),
            Mode::Line { .. } => self.line_key(key),
            Mode::Replace { .. } => self.replace_key(key),
        }
    }

    fn normal_key(&mut self, key: Key) -> Vec<Effect> {
        if let (KeyCode::Char(digit @ '0'..='9'), false, false, true) =
            (key.code, key.ctrl, key.alt, self.pending.is_empty())
            && !self.is_selecting() // there they are colours
            && self.screen != Screen::Study // there they are grades
            && (digit != '0' || self.count.is_some())
        {
            let digit = digit.to_digit(10).unwrap_or(0) as usize;
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(COUNT_MAX));
            return Vec::new();
        }
        let mut resolution = self.keymap.resolve(self.context(), &self.pending, key);
        if resolution == Resolution::Unbound && key.code == KeyCode::Tab && !key.shift && self.pending.is_empty() {
            // in old terminals the two are one byte
            let ctrl_i = Key { ctrl: true, code: KeyCode::Char('i'), ..key };
            resolution = self.keymap.resolve(self.context(), &self.pending, ctrl_i);
        }
        match resolution {
            Resolution::Command(command) => {
                self.pending.clear();
                self.notice = None;
                let count = self.count.take();
                self.run(command, count)
            }
            Resolution::Pending => {
                self.pending.push(key);
                Vec::new()
            }
            Resolution::Unbound => {
                let typed: String = self.pending.iter().chain([&key]).map(ToString::to_string).collect();
                let waited = !self.pending.is_empty() || self.count.is_some();
                self.pending.clear();
                self.count = None;
                let is_cancel = key.code == KeyCode::Esc || (key.ctrl && key.code == KeyCode::Char('c'));
                if waited && is_cancel {
                    self.notice = None;
                } else {
                    self.say(format!("{typed} means nothing here; ? shows the keys"));
                }
                Vec::new()
            }
        }
    }

    /// Runs a command. Every command is either done here, or handed to the part of the house that knows it.
    #[rustfmt::skip] // each part on a few rows: rustfmt gives every command one of its own
    pub(super) fn run(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        if self.is_selecting()
            && let Some(effects) = self.run_selecting(command, count)
        {
            return effects;
        }
        let times = count.unwrap_or(1);
        match command {
            Command::LineDown | Command::LineUp | Command::HalfDown | Command::HalfUp | Command::PageDown
            | Command::PageUp | Command::Top | Command::End => self.move_window(command, count),
            Command::NextSection | Command::PreviousSection | Command::NextQuote | Command::PreviousQuote
            | Command::NextSame | Command::PreviousSame | Command::NextLink | Command::PreviousLink
            | Command::NextQuestion | Command::PreviousQuestion | Command::NextSentence | Command::PreviousSentence
            | Command::NextParagraph | Command::PreviousParagraph => self.move_focus(command, times),
            Command::NextNote | Command::PreviousNote => self.walk_notes(command, times),
            Command::Contents | Command::Into | Command::Out | Command::In | Command::Hints | Command::HintWords
            | Command::Back | Command::Forward | Command::NextArticle | Command::PreviousArticle
            | Command::NextUnread | Command::PreviousUnread | Command::SetMark | Command::GoToMark
            | Command::Links | Command::Answer | Command::Shelf => self.go(command, count),
            Command::Find | Command::NextMatch | Command::PreviousMatch => self.find(command, times),
            Command::SearchLibrary | Command::Voices | Command::Questions | Command::Story => self.consult(command),
            Command::Notes | Command::Regroup | Command::TagFound | Command::WriteOut => self.handle_notes(command),
            Command::Brief => self.open_brief(),
            Command::Gather => self.gather(),
            Command::BriefUp | Command::BriefDown | Command::BriefOut | Command::BriefName => self.edit_brief(command),
            Command::States | Command::AsOf | Command::Later | Command::Earlier | Command::Accept | Command::Same
            | Command::Different => self.handle_board(command, times),
            Command::StopIndexing => self.stop_indexing(),
            Command::Select | Command::Grow | Command::Shrink | Command::SwapEnds | Command::LetterLeft
            | Command::LetterRight | Command::WordForward | Command::WordBack => self.select(command, times),
            Command::Highlight | Command::Pink | Command::Orange | Command::Yellow | Command::Green | Command::Blue
            | Command::Purple | Command::Note | Command::NoteOutside | Command::Tags | Command::Repeat
            | Command::Delete | Command::AcceptPlace => self.annotate(command),
            Command::WriteAgain => match self.log_again() {
                Some(again) => vec![again],
                None => self.write_again(),
            },
            Command::Paste | Command::KeepPaste | Command::EditPaste | Command::PasteFormat | Command::PasteReport
            | Command::DiscardPaste => self.handle_paste(command),
            Command::Undo | Command::Redo => self.undo(command, times),
            Command::Sort | Command::Group => self.shelve(command),
            Command::Star | Command::ToggleRead | Command::StarAll | Command::ReadAll => self.mark(command),
            Command::ArticleTags | Command::TagAll => self.begin_article_tags(command),
            Command::Yank | Command::Original | Command::Edit | Command::Source | Command::Faults
            | Command::Reload => self.handle_article(command),
            Command::Review | Command::Figures | Command::Aside | Command::Tour => self.open_study(command),
            Command::MakeCard => self.make_card(),
            Command::ShowChanges => self.show_changes(),
            Command::NextQueued => self.go_on_in_queue(),
            Command::PreviousQueued => self.go_back_in_queue(),
            Command::ToQueue => self.queue(),
            Command::QueueAll => self.queue_all(),
            Command::QueueUp | Command::QueueDown => self.move_in_queue(command),
            Command::Fit => self.fit(),
            Command::Turn | Command::Again | Command::Hard | Command::Good | Command::Easy | Command::Certain
            | Command::TakeBack | Command::TypeAnswer | Command::Bury | Command::SuspendCard | Command::EditCard
            | Command::DeleteCard | Command::KeepCard | Command::Sure => self.review(command),
            Command::Palette | Command::Help | Command::Themes => self.open_overlay(command),
            Command::Redraw => vec![Effect::Redraw],
            Command::Suspend => self.remember().into_iter().chain([Effect::Suspend]).collect(),
            Command::Cancel => self.cancel(),
            Command::Quit => self.back_out(),
            Command::QuitNow => self.farewell(),
        }
    }

    /// Closes what is open, and never quits. What has nothing to close leaves a board, or stops the reading of the library.
    fn cancel(&mut self) -> Vec<Effect> {
        if !matches!(self.mode, Mode::Normal) {
            // Every box and prompt knows what its own Esc takes back.
            return self.key(Key::plain(KeyCode::Esc));
        }
        match (self.context(), &mut self.reader) {
            (Context::Contents, Some(reader)) => reader.contents.focused = false,
            (Context::Page, Some(reader)) => {
                if reader.search.take().is_none() && reader.focus.take().is_none() {
                    return self.stop_indexing_quietly();
                }
            }
            (Context::Shelf, _) if !self.shelf.filter.is_empty() => {
                self.shelf.filter.clear();
                return self.arrange_shelf(false);
            }
            (Context::Board, _) => return self.leave_board(),
            (Context::Study, _) => return self.leave_study(),
            (Context::Paste, _) => return self.discard_paste(),
            (Context::Shelf, _) => return self.stop_indexing_quietly(),
            (Context::Selection, _) => self.leave_selection(),
            (Context::Page | Context::Contents, _) => {}
        }
        Vec::new()
    }

    /// Back out one step: contents, page, board, shelf, shell.
    fn back_out(&mut self) -> Vec<Effect> {
        match self.context() {
            Context::Contents => {
                self.close_contents();
                Vec::new()
            }
            Context::Board => self.leave_board(),
            Context::Study => self.leave_study(),
            Context::Paste => self.discard_paste(),
            Context::Page if self.page_outer.is_some() || !self.opened_with_article => self.leave_page(),
            Context::Shelf if !self.shelf.filter.is_empty() => self.cancel(),
            Context::Selection => self.cancel(),
            Context::Page | Context::Shelf => self.farewell(),
        }
    }

    /// Quits, once what was annotated is on disk; asked again, at once.
    pub(super) fn farewell(&mut self) -> Vec<Effect> {
        if let Some(paste) = self.paste.as_mut().filter(|paste| !paste.told_lost) {
            paste.told_lost = true;
            self.warn("What was pasted is not kept: gp shows it, Q leaves without it");
            return Vec::new();
        }
        if self.writes.holds_back() {
            if self.writes.failed_count() > 0 {
                self.warn("Annotations are not written: gw tries again, Q leaves without them");
            }
            return Vec::new();
        }
        self.leave()
    }

    /// Keeps the place and quits.
    fn leave(&mut self) -> Vec<Effect> {
        // what is being written is not lost to a terminal that goes away
        let written = self.close_note();
        let kept = if self.screen == Screen::Page { self.remember() } else { None };
        written.into_iter().chain(kept).chain([Effect::Quit]).collect()
    }

    fn changed(&mut self, id: &crate::model::ArticleId) -> Vec<Effect> {
        match &self.reader {
            Some(reader) if reader.id == *id => {
                let path = reader.path.clone();
                let ask = self.ask(id.clone(), Some(path));
                let outer = self.page_outer;
                self.opening = Some(super::opening::Opening { ask: ask.clone(), landing: Landing::Stay, outer });
                vec![Effect::Open(ask)]
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// Words go where something is being typed; where nothing is, they are an article that comes in.
    fn paste(&mut self, pasted: Text) -> Vec<Effect> {
        let text = pasted.as_str();
        match &mut self.mode {
            Mode::Normal => return self.begin_paste(pasted),
            Mode::Line { what: LineFor::Source, .. } if text.trim().contains('\n') => return self.begin_paste(pasted),
            Mode::Find { prompt, .. } => {
                prompt.insert(text);
                self.find_as_typed();
            }
            Mode::Filter { prompt, completing, .. } => {
                prompt.insert(text);
                completing.offer(prompt);
                return self.filter_as_typed();
            }
            Mode::Query { prompt, .. } => {
                prompt.insert(text);
                return self.query_as_typed();
            }
            Mode::ArticleTags(_) => self.paste_article_tags(text),
            Mode::AsOf { prompt } | Mode::Line { prompt, .. } | Mode::Answer { prompt } => prompt.insert(text),
            Mode::Palette(palette) => {
                palette.prompt.insert(text);
                self.match_palette();
            }
            Mode::Note(_) => self.paste_note(text),
            Mode::Tags(_) => self.paste_tags(text),
            Mode::CardEdit(edit) => drop(edit.editor.paste(text)),
            Mode::Help(help) if help.typing => help.prompt.insert(text),
            Mode::Hints(_)
            | Mode::Letter(_)
            | Mode::Help(_)
            | Mode::Themes(_)
            | Mode::Address(_)
            | Mode::Faults(_)
            | Mode::Links(_)
            | Mode::Cards(_)
            | Mode::Gap(_)
            | Mode::Accept(_)
            | Mode::Replace { .. } => self.say("There is nothing to paste into; / opens a search"),
        }
        Vec::new()
    }
}
