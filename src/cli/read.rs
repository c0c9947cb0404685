//! `byline [PATH]`: opens the reader.

mod incoming;
mod keeping;
mod library;
mod studies;
mod written;

use std::{
    io::IsTerminal,
    path::Path,
    thread::{self, JoinHandle},
};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Size},
};

use crate::{
    app::{self, Effect, Event, Keymap, Look, Setup, Start, State},
    library::{Entry, Marks},
    model::{ArticleId, Text},
    store::{self, Config, Desk, Environment, Memory, ThemeChoice},
    theme::{self, Depth, Stylesheet, Theme},
    tui, view,
};

use super::{Answer, Call, Failure, arguments::Arguments, keys, paint};
use library::Library;

/// Opens the reader, at `start` or else where the desk says: on its shelf, or in its one article.
pub(super) fn run(call: &Call, path: Option<&Path>, start: Option<Start>) -> Result<Answer, Failure> {
    let desk = || Desk::find(path, &call.environment).map_err(|error| not_found(error, path));
    if !call.out.terminal || !std::io::stdin().is_terminal() {
        if path.is_some() {
            desk()?; // what is wrong with the path comes first
        }
        return Err(Failure::told(
            "the reader needs a terminal; `byline show ARTICLE` prints a page, `byline list` a list, `byline review --status` \
             how your cards stand",
        ));
    }
    let desk = desk()?;
    let size = tui::size();
    let (config, keymap, fault) = configured(call);
    let editor = config.editor.clone().or_else(|| call.environment.editor.clone());
    let mut setup = setup(call, &desk, &config, keymap, fault, size)?;
    setup.start = start.unwrap_or(setup.start);
    let (state, effects) = State::new(setup);
    let program = Reading::new(state, call.environment.clone());
    let library = Library::new(desk, call.environment.clone());
    let term = call.environment.term.clone();
    let ended = tui::run(tui::Start { program, effects, size, disk: library, editor, mouse: config.mouse, term });
    ended.map_err(|error| Failure::told(error.to_string()))?;
    Ok(Answer::Yes)
}

/// A word that names no file may be a verb, misspelt.
fn not_found(error: store::Error, path: Option<&Path>) -> Failure {
    let bare = path.and_then(Path::to_str).filter(|word| !word.contains(['.', '/']));
    match bare.and_then(Arguments::verb_meant) {
        Some(verb) => Failure::told(format!("{}; did you mean `byline {verb}`?", error.to_text())),
        None => error.into(),
    }
}

/// The configuration, or the defaults and what is wrong with it: that is told in the reader, which opens all the same.
fn configured(call: &Call) -> (Config, Keymap, Option<Text>) {
    let read = Config::read(&call.environment).map_err(Failure::from);
    let read = read.and_then(|config| Ok((keys::keymap(&call.environment, &config)?, config)));
    match read {
        Ok((keymap, config)) => (config, keymap, None),
        Err(Failure::Told(message)) => (Config::default(), Keymap::default(), Some(message)),
        Err(Failure::Closed) => (Config::default(), Keymap::default(), None),
    }
}

/// All that is known before the first frame.
fn setup(
    call: &Call,
    desk: &Desk,
    config: &Config,
    keymap: Keymap,
    fault: Option<Text>,
    size: Size,
) -> Result<Setup, Failure> {
    let environment = &call.environment;
    if let Some(asked) = &call.look.theme {
        store::theme(environment, asked)?;
    }
    let only = desk.only();
    let memory = Memory::read(environment);
    let look = Look {
        theme: store::theme_for_any_shade(environment, call.look.theme.as_deref(), &memory),
        configured: config.theme.clone().map(|choice| match choice {
            ThemeChoice::Always(name) => (name.clone(), name),
            ThemeChoice::Shades { dark, light } => (dark, light),
        }),
        shade: memory.shade.unwrap_or_default(),
        depth: paint::depth(&call.look, environment, &call.out).unwrap_or(Depth::Mono),
    };
    let no_theme =
        look.theme_name().and_then(|name| store::theme(environment, name).err()).map(|error| error.to_text());
    let (entries, articles) = if only.is_some() { (Vec::new(), 0) } else { first_rows(desk, usize::from(size.height)) };
    // those of many articles take longer to read than the first frame may: the rows that follow it bring theirs
    let marks = if desk.has_few_marks() { desk.marks() } else { (Marks::default(), None) };
    let damaged = marks.1.map(|error| error.to_text());
    let kept = |id: &String| id.parse::<ArticleId>().ok();
    Ok(Setup {
        size: app::Size { width: size.width, height: size.height },
        library: desk.name(),
        entries,
        articles,
        start: only.map_or(Start::Shelf, |(id, path)| Start::Article { id, path }),
        places: marks.0.places.iter().filter_map(|(id, place)| Some((kept(id)?, *place))).collect(),
        tags: marks.0.tags.iter().filter_map(|(id, tags)| Some((kept(id)?, tags.clone()))).collect(),
        look,
        themes: store::theme_names(environment),
        keymap,
        measure_max_cells: call.look.width.unwrap_or(config.width),
        now: jiff::Timestamp::now(),
        seed: store::seed(),
        device: memory.device(environment),
        meanings: config.annotations.texts(),
        notice: fault.or(no_theme).or(damaged),
    })
}

/// The first screen of the last known shelf, or what comes to hand of a library that was never seen. No more than that:
/// the first frame is to cost the same however large the library is.
fn first_rows(desk: &Desk, rows: usize) -> (Vec<Entry>, usize) {
    let known = desk.snapshot(rows);
    if known.0.is_empty() { (desk.first_files(rows), 0) } else { known }
}

/// The reader as the terminal sees it: the state, and the stylesheet of its look.
struct Reading {
    state: State,
    environment: Environment,
    /// The look the stylesheet was made for.
    look: Look,
    /// The thread that makes the first stylesheet.
    coming: Option<JoinHandle<Stylesheet>>,
    /// `None` until a frame needs it.
    styles: Option<Stylesheet>,
}

impl Reading {
    /// A theme is read on a thread of its own while the first article is: the first frame waits for both.
    fn new(state: State, environment: Environment) -> Self {
        let look = state.look().clone();
        let (its_environment, its_look) = (environment.clone(), look.clone());
        let coming = thread::Builder::new().spawn(move || stylesheet(&its_environment, &its_look)).ok();
        Self { state, environment, look, coming, styles: None }
    }
}

/// The styles of a look. A theme that can't be read gives way to the default, which is compiled in.
fn stylesheet(environment: &Environment, look: &Look) -> Stylesheet {
    let named: Option<Theme> = look.theme_name().and_then(|name| store::theme(environment, name).ok());
    named.unwrap_or_else(|| theme::default_for(look.shade)).stylesheet(look.depth)
}

impl tui::Program for Reading {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let effects = app::update(&mut self.state, event);
        if *self.state.look() != self.look {
            self.look = self.state.look().clone();
            (self.coming, self.styles) = (None, None);
        }
        effects
    }

    fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        if let Some(coming) = self.coming.take() {
            self.styles = coming.join().ok();
        }
        let styles = self.styles.get_or_insert_with(|| stylesheet(&self.environment, &self.look));
        view::draw(&self.state, styles, buffer)
    }
}
