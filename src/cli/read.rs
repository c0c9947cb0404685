//! `byline [PATH]`: opens the reader.

use std::{
    collections::HashMap,
    io::IsTerminal,
    ops::ControlFlow,
    path::{Path, PathBuf},
    thread::{self, JoinHandle},
    time::Duration,
};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Size},
};

use crate::{
    app::{self, Ask, Effect, Event, Keymap, Look, Opened, Setup, Start, State},
    library::{self, Assertion, Entry, Finding, Inquiry, Question, ReadPlace},
    marginalia::Revision,
    model::{Annotation, ArticleId, Text},
    store::{self, Config, Desk, Environment, Memory, Pace, Progress, Synced, ThemeChoice},
    theme::{self, Depth, Shade, Stylesheet, Theme},
    tui, view,
};

mod studies;

use super::{Answer, Call, Failure, arguments::Arguments, keys, paint};

pub(super) fn run(call: &Call, path: Option<&Path>) -> Result<Answer, Failure> {
    let desk = || Desk::find(path, &call.environment).map_err(|error| not_found(error, path));
    if !call.out.terminal || !std::io::stdin().is_terminal() {
        if path.is_some() {
            desk()?; // what is wrong with the path comes first
        }
        return Err(Failure::told(
            "the reader needs a terminal; `byline show ARTICLE` prints a page, `byline list` a list",
        ));
    }
    let desk = desk()?;
    let size = tui::size();
    let (config, keymap, fault) = configured(call);
    let editor = config.editor.clone().or_else(|| call.environment.editor.clone());
    let setup = setup(call, &desk, &config, keymap, fault, size)?;
    let (state, effects) = State::new(setup);
    let program = Reading::new(state, call.environment.clone());
    let library = Library { desk, environment: call.environment.clone() };
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
    let (places, damaged) = match desk.places() {
        Ok(places) => (places, None),
        Err(error) => (std::collections::BTreeMap::new(), Some(error.to_text())),
    };
    let places: HashMap<ArticleId, ReadPlace> =
        places.into_iter().filter_map(|(id, place)| Some((id.parse().ok()?, place))).collect();
    if let Some(asked) = &call.look.theme {
        store::theme(environment, asked)?;
    }
    let only = desk.only();
    let look = Look {
        theme: store::theme_for_any_shade(environment, call.look.theme.as_deref()),
        configured: config.theme.clone().map(|choice| match choice {
            ThemeChoice::Always(name) => (name.clone(), name),
            ThemeChoice::Shades { dark, light } => (dark, light),
        }),
        shade: Memory::read(environment).shade.unwrap_or_default(),
        depth: paint::depth(&call.look, environment, &call.out).unwrap_or(Depth::Mono),
    };
    let no_theme =
        look.theme_name().and_then(|name| store::theme(environment, name).err()).map(|error| error.to_text());
    Ok(Setup {
        size: app::Size { width: size.width, height: size.height },
        library: desk.name(),
        entries: if only.is_some() { Vec::new() } else { first_rows(desk, usize::from(size.height)) },
        start: only.map_or(Start::Shelf, |(id, path)| Start::Article { id, path }),
        places,
        look,
        themes: store::theme_names(environment),
        keymap,
        measure_max_cells: call.look.width.unwrap_or(config.width),
        now: jiff::Timestamp::now(),
        seed: store::seed(),
        device: Memory::device(environment),
        meanings: config.annotations.texts(),
        notice: fault.or(no_theme).or(damaged),
    })
}

/// The first screen of the last known shelf, or what comes to hand of a library that was never seen. No more than that:
/// the first frame is to cost the same however large the library is.
fn first_rows(desk: &Desk, rows: usize) -> Vec<Entry> {
    let known = desk.snapshot(rows);
    if known.is_empty() { desk.first_files(rows) } else { known }
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

/// How often, and how long, the index is waited for while another byline writes it.
const ELSEWHERE_MAX: usize = 240;
const ELSEWHERE_PAUSE: Duration = Duration::from_millis(500);

/// The desk as the terminal's workers use it.
struct Library {
    desk: Desk,
    environment: Environment,
}

fn words(error: &store::Error) -> Text {
    error.to_text()
}

fn opened(ask: &Ask, loaded: store::Loaded) -> Opened {
    let store::Loaded { reading, source, path, partial, .. } = loaded;
    Opened { ask: ask.clone(), reading, source, path, partial }
}

fn indexing(progress: Progress) -> Event {
    let store::Progress { done, total, files_per_second, .. } = progress;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is told in whole files")]
    let files_per_second = files_per_second as u32;
    Event::Indexing { done, total, files_per_second }
}

impl tui::Disk for Library {
    type Watch = store::Watch;

    fn opening(&self, ask: &Ask) -> Result<Opened, Text> {
        let loaded = self.desk.opening(&ask.id, ask.path.as_deref()).map_err(|error| words(&error))?;
        Ok(opened(ask, loaded))
    }

    fn load(&self, ask: &Ask) -> Result<Opened, Text> {
        let loaded = self.desk.load(&ask.id, ask.path.as_deref()).map_err(|error| words(&error))?;
        Ok(opened(ask, loaded))
    }

    fn list(&self, on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Result<(), Text> {
        let listed = self.desk.list(&mut |store::Batch { entries, faults, done, total }| {
            let faults = faults.iter().map(|fault| Text::line(&format!("{} {}", fault.path, fault.message))).collect();
            on(Event::Listed { entries, faults, done, total, from_cache: false })
        });
        listed.map_err(|error| words(&error))
    }

    fn inquire(&self, inquiry: &Inquiry) -> Result<Finding, Text> {
        let places = self.desk.places().unwrap_or_default();
        let Some(index) = self.desk.index().map_err(|error| words(&error))? else {
            return Err(Text::line("the library is still being read; the answer comes when it has been"));
        };
        let spellings = self.desk.spellings().unwrap_or_default();
        library::answer(&index.with_places(places), inquiry, &store::today(), &spellings).map_err(|error| words(&error))
    }

    fn sync(&self, changed: Option<&[PathBuf]>, on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Result<(), Text> {
        let mut synced = match changed {
            Some(changed) => self.desk.sync_paths(changed),
            None => self.desk.sync(Pace::Behind, &mut |progress| on(indexing(progress))),
        };
        for _ in 0..ELSEWHERE_MAX {
            // another byline writes it, and may have looked at the files before they changed
            if !matches!(synced, Ok(Synced::Elsewhere)) {
                break;
            }
            thread::sleep(ELSEWHERE_PAUSE);
            synced = self.desk.sync(Pace::Behind, &mut |progress| on(indexing(progress)));
        }
        match synced.map_err(|error| words(&error))? {
            Synced::Done(report) => drop(on(Event::Indexed { changed: report.changed + report.gone })),
            Synced::Elsewhere | Synced::Nowhere => drop(on(Event::Indexed { changed: 0 })),
        }
        Ok(())
    }

    fn watch_library(&self, on_change: tui::OnChanges) -> Option<store::Watch> {
        self.desk.watch_library(on_change)
    }

    fn accept(&self, question: &Question, answer: &Assertion, partly: bool) -> Result<Text, Text> {
        self.desk.accept(question, answer, partly).map_err(|error| words(&error))?;
        Ok(Text::line(&format!("Written into {}", answer.at.path)))
    }

    fn spell(&self, names: &[String; 2], same: bool) -> Result<(), Text> {
        self.desk.decide(names.clone(), same).map_err(|error| words(&error))
    }

    fn annotations(&self, _article: &ArticleId, _now: &Revision) -> Result<tui::Annotated, Text> {
        Ok(tui::Annotated::default())
    }

    fn annotate(
        &self,
        _before: Option<&Annotation>,
        _after: &Annotation,
        _revision: Option<&Revision>,
    ) -> Result<Annotation, Text> {
        Err(Text::line("this desk keeps no annotations yet"))
    }

    fn watch_annotations(&self, _article: &ArticleId, _on_change: Box<dyn Fn() + Send>) -> Option<store::Watch> {
        None
    }

    fn keep_draft(&self, draft: &Text) -> Result<PathBuf, Text> {
        store::keep_draft(&self.environment, draft).map_err(|error| words(&error))
    }

    fn take_draft(&self, path: &Path) -> Result<Text, Text> {
        store::take_draft(path).map_err(|error| words(&error))
    }

    fn remember(&self, id: &ArticleId, place: ReadPlace) -> Result<(), Text> {
        self.desk.remember(id, place).map_err(|error| words(&error))
    }

    fn remember_theme(&self, name: &str) -> Result<(), Text> {
        Memory::remember_theme(&self.environment, name).map_err(|error| words(&error))
    }

    fn remember_shade(&self, shade: Shade) -> Result<(), Text> {
        Memory::remember_shade(&self.environment, shade).map_err(|error| words(&error))
    }

    fn absolute(&self, path: &str) -> Result<PathBuf, Text> {
        self.desk.absolute(path).map_err(|error| words(&error))
    }

    fn watch(&self, path: &str, on_change: Box<dyn Fn() + Send>) -> Option<store::Watch> {
        self.desk.watch(path, on_change)
    }
}
