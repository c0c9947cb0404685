//! The command line: one file a verb. Answers go to standard output, messages to standard error, and how it went into
//! the exit status: 0 well, 1 the answer is no, 2 could not do it.

mod arguments;
mod asked;
mod cards;
mod check;
mod export;
mod fetch;
mod import;
mod index;
mod keys;
mod library;
mod list;
mod net;
mod new;
mod notes;
mod out;
mod paint;
mod passage;
mod print;
mod questions;
mod quotes;
mod read;
mod review;
mod search;
mod show;
mod themes;

use std::{ffi::OsString, process::ExitCode};

use crate::{
    model::Text,
    store::{self, Environment},
};

use arguments::{Arguments, Look, Verb};
use out::Out;

/// The answer of a verb that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    /// Errors were found, or nothing was.
    No,
}

/// Why a verb could not be carried out.
#[derive(Debug)]
enum Failure {
    /// Whoever read the output has had enough: no error.
    Closed,
    /// To be told on standard error.
    Told(Text),
}

impl Failure {
    fn told(message: impl AsRef<str>) -> Self {
        Self::Told(Text::line(message.as_ref()))
    }

    /// What is told of it.
    fn into_text(self) -> Text {
        match self {
            Self::Closed => Text::line("the output was closed"),
            Self::Told(message) => message,
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::told(format!("can't write the answer: {error}")),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Told(error.to_text())
    }
}

/// What every verb is given.
struct Call {
    environment: Environment,
    look: Look,
    out: Out,
}

/// Runs byline with these arguments.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::read(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let (verb, path) = (arguments.verb, arguments.path);
    let mut environment = Environment::read();
    environment.desk = arguments.desk.or(environment.desk);
    let mut call = Call { environment, look: arguments.look, out: Out::standard() };
    let answer = match verb {
        None => read::run(&call, path.as_deref(), None),
        Some(verb) if path.is_none() => dispatch(&mut call, verb),
        Some(_) => Err(Failure::told("a PATH opens the reader; a command asks the library of --desk DIR")),
    };
    match answer.and_then(|answer| call.out.finish().map(|()| answer)) {
        Ok(Answer::Yes) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(Failure::Told(message)) => {
            out::message(&message);
            ExitCode::from(2)
        }
    }
}

fn dispatch(call: &mut Call, verb: Verb) -> Result<Answer, Failure> {
    match verb {
        Verb::Show(arguments) => show::run(call, &arguments),
        Verb::List(arguments) => list::run(call, &arguments),
        Verb::Search(arguments) => search::run(call, &arguments),
        Verb::Quotes(arguments) => quotes::run(call, &arguments),
        Verb::Questions(arguments) => questions::run(call, &arguments),
        Verb::Notes(arguments) => notes::run(call, &arguments),
        Verb::Review(arguments) => review::run(call, &arguments),
        Verb::Cards(arguments) => cards::run(call, &arguments),
        Verb::Check(arguments) => check::run(call, &arguments),
        Verb::Export(arguments) => export::run(call, &arguments),
        Verb::Fetch(arguments) => fetch::run(call, &arguments),
        Verb::Index(arguments) => index::run(call, &arguments),
        Verb::Import(arguments) => import::run(call, &arguments),
        Verb::New { headline } => new::article(call, &headline.join(" ")),
        Verb::Init { dir } => new::desk(call, &dir),
        Verb::Keys => keys::run(call),
        Verb::Themes => themes::run(call),
        Verb::Schema => print::schema(call),
        Verb::Completions { shell } => print::completions(call, shell),
        Verb::Man => print::man(call),
    }
}

/// Help and version are answers; a word that makes no sense is not. clap writes to the right one of the two.
fn usage(error: &clap::Error) -> ExitCode {
    let _closed = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
