//! The loop: wait, take in all that has come, draw once.

use std::{
    collections::VecDeque,
    fmt,
    io::{self, Write},
    path::Path,
    time::{Duration, Instant},
};

use crossterm::{Command, clipboard::CopyToClipboard};
use jiff::Timestamp;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Size},
};
use rustix::{
    io::Errno,
    process::{Signal, getpgrp, getsid, kill_current_process_group},
    stdio,
};
use signal_hook::low_level;

use crate::{
    app::{Effect, Event, Outcome},
    model::Text,
};

use super::{
    guard::{self, Guard},
    input::Input,
    keeper::Keep,
    launch,
    perform::{Disk, Performer},
    screen::Screen,
    shelver::Job,
    wake::{Wake, Woken},
    worker::failed,
};

/// The most that is read before a frame is drawn, in bytes: a flood of input does not freeze the screen.
const READ_MAX_BYTES: usize = 64 * 1024;

/// What runs on the terminal: events in, effects out, and a picture of itself.
pub trait Program {
    /// Takes in what happened, and says what to ask of the world.
    fn update(&mut self, event: Event) -> Vec<Effect>;
    /// Draws itself into an empty buffer of the terminal's size, and says where the cursor is to be seen.
    fn draw(&mut self, buffer: &mut Buffer) -> Option<Position>;
}

/// What to begin with.
#[derive(Debug)]
pub struct Start<P, D> {
    /// Made for a terminal of [`Start::size`].
    pub program: P,
    /// What it asks before its first frame.
    pub effects: Vec<Effect>,
    pub size: Size,
    pub disk: D,
    /// `$VISUAL` or `$EDITOR`.
    pub editor: Option<String>,
    /// Whether byline takes the mouse.
    pub mouse: bool,
    /// `$TERM`.
    pub term: Option<String>,
}

/// Why the reader could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("byline reads in a terminal, and this is none; `byline show ARTICLE` prints to a file or a pipe")]
    NoTerminal,
    #[error("the terminal fails: {0}")]
    Terminal(#[from] io::Error),
}

/// Runs a program on the terminal until it quits. Where a signal ended it, byline ends by that signal.
///
/// # Errors
/// Where there is no terminal, or it can't be read or written.
pub fn run<P: Program, D: Disk>(start: Start<P, D>) -> Result<(), Error> {
    if !guard::is_terminal() {
        return Err(Error::NoTerminal);
    }
    let wake = Wake::new()?;
    let guard = Guard::take(start.term.as_deref(), start.mouse)?;
    let performer = Performer::new(start.disk, wake.post());
    let mut session = Session {
        program: start.program,
        editor: start.editor,
        screen: Screen::new(start.size),
        out: Vec::with_capacity(16 * 1024),
        input: Input::default(),
        pending: VecDeque::new(),
        more: false,
        alarm: None,
        quits: false,
        guard,
        wake,
        performer,
    };
    let ended = session.run(start.effects);
    let Session { program, guard, wake, performer, .. } = session;
    drop(guard); // the terminal first, it is what a person waits for
    performer.finish();
    for event in wake.messages() {
        if let Event::Done(Outcome::Failed(message))
        | Event::Logged { outcome: Err(message), .. }
        | Event::Filed { outcome: Err(message), .. }
        | Event::Kept { outcome: Err(message), .. } = event
        {
            // the terminal may be gone
            drop(writeln!(io::stderr(), "byline: {message}"));
        }
    }
    // a long article takes longer to tidy away than to read; the system does it at once
    std::mem::forget(program);
    let signal = wake.signals.leaving();
    drop(wake);
    if let Some(signal) = signal {
        low_level::emulate_default_handler(signal)?;
    }
    match ended {
        Err(error) if is_gone(&error) => Ok(()),
        ended => Ok(ended?),
    }
}

/// Whether an error says that the terminal was closed.
fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(Errno::IO.raw_os_error())
}

/// Puts text into the clipboard of the terminal, which may be far from here.
fn copy(text: &Text) -> io::Result<()> {
    let mut sequence = String::new();
    match CopyToClipboard::to_clipboard_from(text.as_str()).write_ansi(&mut sequence) {
        Ok(()) => guard::write(sequence.as_bytes()),
        Err(fmt::Error) => Ok(()),
    }
}

/// A program on the terminal.
struct Session<P, D: Disk> {
    program: P,
    editor: Option<String>,
    screen: Screen,
    /// The bytes of a frame; kept for its room.
    out: Vec<u8>,
    input: Input,
    /// What has happened and was not taken in.
    pending: VecDeque<Event>,
    /// The program wants to go on when there is time.
    more: bool,
    /// When the program wants to be woken.
    alarm: Option<Instant>,
    quits: bool,
    guard: Guard,
    wake: Wake,
    performer: Performer<D>,
}

impl<P: Program, D: Disk> Session<P, D> {
    /// Runs until the program quits. Should the terminal fail, it is told, so that nothing is lost.
    fn run(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let ended = self.turn(effects);
        if ended.is_err() {
            let effects = self.program.update(Event::Terminated);
            let _still_failing = self.perform(effects);
        }
        ended
    }

    fn turn(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        // it may have changed before anyone listened
        let resized = self.resized();
        self.pending.extend(resized);
        self.perform(effects)?;
        loop {
            while let Some(event) = self.pending.pop_front().filter(|_| !self.quits) {
                self.take_in(event)?;
            }
            if self.quits {
                return Ok(());
            }
            self.draw()?;
            self.performer.go_on();
            self.gather()?;
        }
    }

    /// Lets the program take in an event, and performs what it asks.
    fn take_in(&mut self, event: Event) -> io::Result<()> {
        if let Event::Resize { width, height } = event {
            self.screen.resize(Size::new(width, height));
        }
        if let Event::Background(shade) = event {
            self.performer.keep(Keep::Shade(shade));
        }
        let terminated = matches!(event, Event::Terminated);
        let effects = self.program.update(event);
        self.perform(effects)?;
        self.quits |= terminated;
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let cursor = self.program.draw(self.screen.buffer_mut());
        self.out.clear();
        self.screen.present(cursor, &mut self.out);
        let written = guard::write(&self.out);
        self.screen.turn();
        written
    }

    /// Waits until something happens, and gathers all that has.
    fn gather(&mut self) -> io::Result<()> {
        let mut events = Vec::new();
        while events.is_empty() && self.pending.is_empty() {
            let patience = self.input.patience();
            let alarm = self.alarm.map(|alarm| alarm.saturating_duration_since(Instant::now()));
            let mut woken = self.wake.wait(patience.or(self.more.then_some(Duration::ZERO)).or(alarm))?;
            let quiet = woken == Woken::Other;
            let mut read = 0;
            while woken == Woken::Input && read < READ_MAX_BYTES {
                read += self.read(&mut events)?;
                woken = self.wake.wait(Some(Duration::ZERO))?;
            }
            if woken == Woken::Gone {
                events.push(Event::Terminated);
            }
            events.extend(self.wake.messages());
            self.heed_signals()?;
            if quiet && events.is_empty() && self.pending.is_empty() {
                if patience.is_some() {
                    self.input.settle(&mut events);
                } else if self.more {
                    self.more = false;
                    events.push(Event::Idle);
                } else if self.alarm.is_some_and(|alarm| alarm <= Instant::now()) {
                    self.alarm = None;
                    events.push(Event::Woken);
                }
            }
        }
        if !events.is_empty() {
            self.pending.push_back(Event::Clock(Timestamp::now()));
        }
        self.pending.extend(events);
        Ok(())
    }

    /// Reads what there is. The end of input is the end of the terminal.
    fn read(&mut self, events: &mut Vec<Event>) -> io::Result<usize> {
        let mut bytes = [0; 4096];
        match rustix::io::read(stdio::stdin(), &mut bytes) {
            Ok(0) | Err(Errno::IO) => {
                events.push(Event::Terminated);
                Ok(READ_MAX_BYTES)
            }
            Ok(count) => {
                self.input.feed(bytes.get(..count).unwrap_or_default(), events);
                Ok(count)
            }
            Err(Errno::INTR | Errno::AGAIN) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    fn heed_signals(&mut self) -> io::Result<()> {
        if self.wake.signals.leaving().is_some() {
            self.pending.push_back(Event::Terminated);
        }
        if self.wake.signals.take_stop() {
            self.suspend()?;
        }
        if self.wake.signals.take_continued() {
            // stopped behind our back: the shell has had the terminal
            self.guard.leave();
            self.come_back()?;
        }
        if self.wake.signals.take_resized() {
            let resized = self.resized();
            self.pending.extend(resized);
        }
        Ok(())
    }

    /// The terminal's size, if it is another.
    fn resized(&self) -> Option<Event> {
        let size = guard::size();
        (size != self.screen.size()).then_some(Event::Resize { width: size.width, height: size.height })
    }

    /// Performs effects in their order. An answer that is there at once comes before anything else.
    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        let mut answers = Vec::new();
        for effect in effects {
            match effect {
                Effect::Quit => self.quits = true,
                Effect::Suspend => self.suspend()?,
                Effect::Open(ask) => answers.extend(self.performer.open(ask)),
                Effect::Shelve { number, wanted, renew } => {
                    self.performer.shelf(Job::Shelve { number, wanted, renew });
                }
                Effect::MarkAll { number, arrangement, mark } => {
                    self.performer.shelf(Job::MarkAll { number, arrangement, mark });
                }
                Effect::UnmarkAll { number } => self.performer.shelf(Job::UnmarkAll { number }),
                Effect::Index => self.performer.index(),
                Effect::Watch { id, path } => self.performer.watch(id, path),
                Effect::Edit { id, path, line } => answers.extend(self.edit(&path, line, Event::Changed { id })?),
                Effect::EditWords(words) => answers.extend(self.edit_words(&words)?),
                Effect::EditDraft { text, yaml } => answers.extend(self.edit_draft(&text, yaml)?),
                Effect::Prepare { number, source, format } => self.performer.prepare(number, source, format),
                Effect::File { number, what } => self.performer.keep(Keep::File(number, what)),
                Effect::OpenAddress(address) => self.performer.open_address(&address),
                Effect::Copy(text) => copy(&text)?,
                Effect::Remember { id, place } => self.performer.keep(Keep::Place(id, place)),
                Effect::Tag { id, tags } => self.performer.keep(Keep::Tags(id, tags)),
                Effect::RememberTheme(name) => self.performer.keep(Keep::Theme(name)),
                Effect::Inquire { number, inquiry } => self.performer.inquire(number, inquiry),
                Effect::Accept { number, question, answer, partly } => {
                    self.performer.accept(number, question, answer, partly);
                }
                Effect::Unaccept { number } => self.performer.unaccept(number),
                Effect::Spelling { names, same } => self.performer.spell(&names, same),
                Effect::StopIndexing => self.performer.stop_indexing(),
                Effect::Annotations { article, revision } => self.performer.annotations(article, revision),
                Effect::KnownTags => self.performer.known_tags(),
                Effect::Annotate { before, after, revision } => {
                    self.performer.keep(Keep::Annotation { before, after, revision });
                }
                Effect::KeepUnfinished(note) => self.performer.keep(Keep::Unfinished(note)),
                Effect::Glosses { number } => self.performer.glosses(number),
                Effect::Tray => self.performer.keep(Keep::Tray),
                Effect::EditTray(edit) => self.performer.keep(Keep::TrayEdit(edit)),
                Effect::Export { path, replace, what } => self.performer.export(path, replace, what),
                Effect::Study => self.performer.study(),
                Effect::Log(entries) => self.performer.log(entries),
                Effect::KeepText { article, revision } => self.performer.keep(Keep::Text(article, revision)),
                Effect::Since { article, then, text, now } => self.performer.since(article, then, text, now),
                Effect::Wake { after_millis } => {
                    self.alarm = Instant::now().checked_add(Duration::from_millis(after_millis));
                }
                Effect::Judge(cards) => self.performer.judge(cards),
                Effect::Compare(articles) => self.performer.compare(articles),
                Effect::DateNotes => self.performer.date_notes(),
                Effect::Fit => self.performer.fit(),
                Effect::CardsOf(article) => self.performer.cards_of(article),
                Effect::Continue => self.more = true,
                Effect::Redraw => self.screen.redraw(),
            }
        }
        for answer in answers.into_iter().rev() {
            self.pending.push_front(answer);
        }
        Ok(())
    }

    /// Lets the editor have the terminal.
    fn edit(&mut self, path: &str, line: u32, changed: Event) -> io::Result<Vec<Event>> {
        let file = match self.performer.absolute(path) {
            Ok(file) => file,
            Err(message) => return Ok(vec![Event::Done(Outcome::Failed(message))]),
        };
        let edited = self.lend(&file, line)?;
        Ok([changed].into_iter().chain(edited.err().map(|error| failed(&error))).collect())
    }

    /// Lets the editor have words that are no file of the library.
    fn edit_words(&mut self, words: &Text) -> io::Result<Vec<Event>> {
        let (taken, ended) = self.edit_in_draft(words, "note.md")?;
        Ok([Event::WordsEdited(taken)].into_iter().chain(ended).collect())
    }

    /// Lets the editor have an article that is not kept yet, or words that are to be one.
    fn edit_draft(&mut self, words: &Text, yaml: bool) -> io::Result<Vec<Event>> {
        let (outcome, ended) = self.edit_in_draft(words, if yaml { "article.yaml" } else { "article.txt" })?;
        Ok([Event::DraftEdited { yaml, outcome }].into_iter().chain(ended).collect())
    }

    /// The words as they come back from a file of such a name, and how the editor ended where it did not end well.
    fn edit_in_draft(&mut self, words: &Text, name: &str) -> io::Result<(Result<Text, Text>, Option<Event>)> {
        let file = match self.performer.keep_draft(words, name) {
            Ok(file) => file,
            Err(message) => return Ok((Err(message), None)),
        };
        let edited = self.lend(&file, 1)?;
        // what was written counts, also where the editor did not end well
        Ok((self.performer.take_draft(&file), edited.err().map(|error| failed(&error))))
    }

    /// Gives the terminal to the editor until it ends.
    fn lend(&mut self, file: &Path, line: u32) -> io::Result<Result<(), String>> {
        self.wake.signals.set_away(true);
        self.guard.leave();
        let edited = launch::edit(self.editor.as_deref(), file, line);
        self.come_back()?;
        Ok(edited)
    }

    /// Stops as other programs of the terminal do, with all of its job, until the shell says to go on.
    fn suspend(&mut self) -> io::Result<()> {
        if getsid(None).is_ok_and(|session| session == getpgrp()) {
            // no job of a shell: nobody would let it go on
            self.pending.push_back(failed("there is no shell to go back to"));
            return Ok(());
        }
        self.guard.leave();
        self.wake.signals.set_away(true); // our own handler then stops us
        kill_current_process_group(Signal::TSTP)?;
        self.wake.signals.await_stop();
        self.come_back()
    }

    /// Takes the terminal again; whoever had it has drawn over ours.
    fn come_back(&mut self) -> io::Result<()> {
        self.guard.enter()?;
        self.wake.signals.set_away(false);
        self.screen.redraw();
        let resized = self.resized();
        let now = Event::Clock(Timestamp::now());
        self.pending.extend([now, Event::Resumed].into_iter().chain(resized));
        Ok(())
    }
}
