//! `byline notes`: annotations for people and for other programs, and back.

mod clip;
mod settle;
mod take;

use std::path::Path;

use crate::{
    export::notes::{self, Clipping, Format},
    library::Realm,
    model::Text,
    store::{self, Desk},
};

pub(super) use clip::document;

use super::{
    Answer, Call, Failure,
    arguments::{Notes, NotesFormat, NotesVerb},
    asked, out,
};

/// The largest template, and the largest document that is written into, in bytes.
const TEXT_MAX_BYTES: u64 = 64 * 1024 * 1024;

impl From<NotesFormat> for Format {
    fn from(format: NotesFormat) -> Self {
        match format {
            NotesFormat::Text => Self::Text,
            NotesFormat::Markdown => Self::Markdown,
            NotesFormat::Json => Self::Json,
            NotesFormat::Jsonld => Self::JsonLd,
            NotesFormat::Hypothesis => Self::Hypothesis,
            NotesFormat::Readwise => Self::Readwise,
            NotesFormat::Anki => Self::Anki,
        }
    }
}

pub(super) fn run(call: &mut Call, arguments: &Notes) -> Result<Answer, Failure> {
    match &arguments.verb {
        Some(NotesVerb::Import { file }) => return take::run(call, file),
        Some(NotesVerb::Settle { of }) => return settle::run(call, of.as_deref()),
        Some(NotesVerb::Adopt { name, of }) => return settle::adopt(call, name.as_deref(), of.as_deref()),
        None => {}
    }
    let query = asked::query_of(Realm::Notes, &arguments.query)?;
    let template = arguments.template.as_deref().map(|path| read(call, path)).transpose()?;
    let desk = Desk::find(arguments.of.as_deref(), &call.environment)?;
    let (clippings, faults) = clip::answering(&desk, &query)?;
    match (&template, &arguments.into) {
        (Some(template), _) => {
            let filled = notes::fill(template, &clippings).map_err(Failure::Told)?;
            call.out.write(safe(&filled))?;
        }
        (None, Some(path)) => write_into(call, path, &clippings)?,
        (None, None) => {
            call.out.write(notes::write(arguments.format.into(), &clippings, jiff::Timestamp::now()))?;
        }
    }
    call.out.finish()?;
    faults.iter().for_each(out::message);
    if clippings.is_empty() {
        out::message(&Text::line(&none_told(call, &desk, &arguments.query)));
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}

/// That there is nothing to print, and where that was looked for. A folder's name is a word to look for like any other, so
/// one that is there may have been meant as the folder.
fn none_told(call: &Call, desk: &Desk, query: &[String]) -> String {
    let root = desk.root().to_string_lossy();
    match query {
        [] if desk.stray_annotations().is_ok_and(|strays| !strays.is_empty()) => format!(
            "there are no notes on the articles of {root}, but on the same articles in another folder: `byline notes adopt` \
             lists them"
        ),
        [] => format!("there are no notes on the articles of {root}; --of FOLDER looks in another"),
        [word] if store::is_folder(&call.environment.here.join(word)) => format!(
            "no note on the articles of {root} has the word {word}; for the notes of that folder: byline notes --of {word}"
        ),
        _ => format!("no note matches on the articles of {root}; --of FOLDER looks in another"),
    }
}

/// What a template made, without what a terminal would obey: a template can hold it, and its words are not ours.
fn safe(filled: &str) -> String {
    filled.chars().filter(|c| !Text::drops(*c)).collect()
}

fn write_into(call: &mut Call, path: &Path, clippings: &[Clipping]) -> Result<(), Failure> {
    let place = call.environment.here.join(path);
    let (document, written) = clip::document_with(&place, clippings)?;
    if written != document {
        store::replace(&place, written.as_bytes())?;
    }
    let notes = count(clippings.len(), "note");
    call.out.line(Text::line(&format!("{}: {notes}", path.to_string_lossy())))
}

/// A whole text file that was named on the command line.
fn read(call: &Call, path: &Path) -> Result<String, Failure> {
    let source = store::read_source(&call.environment.here.join(path), TEXT_MAX_BYTES)?;
    utf8(path, source.bytes)
}

fn utf8(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    let told = |_| Failure::told(format!("{} is no text in UTF-8; convert it first", path.to_string_lossy()));
    String::from_utf8(bytes).map_err(told)
}

/// `3 notes`, `1 note`.
fn count(number: usize, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}
