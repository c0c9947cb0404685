//! Annotations for other programs, and back: one file a format.
//!
//! Every export says who said the words, in which article, section and circumstance, and leads back there. byline's own
//! JSON and the JSON-LD of the Web Annotation Data Model come back in whole; of an export of Hypothesis comes back what it
//! holds.

mod anki;
mod clipping;
mod hypothesis;
mod incoming;
mod jsonld;
mod markdown;
mod percent;
mod plain;
mod readwise;
mod row;
mod template;
#[cfg(test)]
mod tests;
mod unknown;

use jiff::Timestamp;

pub use clipping::{Clipping, link, units};
pub use incoming::{Foreign, Incoming, read};
pub use template::fill;

use crate::model::Text;

/// A format that annotations are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Json,
    JsonLd,
    Hypothesis,
    Readwise,
    Anki,
}

impl Format {
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Markdown, Self::Json, Self::JsonLd, Self::Hypothesis, Self::Readwise, Self::Anki];

    /// The format of a file by the ending of its name.
    #[must_use]
    pub fn of_name(path: &str) -> Option<Self> {
        let name = path.to_lowercase();
        let ends = |ending: &str| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.'));
        ENDINGS.iter().find(|(ending, _)| ends(ending)).map(|(_, format)| *format)
    }

    /// The word for it on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::JsonLd => "jsonld",
            Self::Hypothesis => "hypothesis",
            Self::Readwise => "readwise",
            Self::Anki => "anki",
        }
    }
}

/// Which ending of a file's name asks for which format.
pub const ENDINGS: [(&str, Format); 7] = [
    ("md", Format::Markdown),
    ("txt", Format::Text),
    ("hypothesis.json", Format::Hypothesis),
    ("json", Format::Json),
    ("jsonld", Format::JsonLd),
    ("csv", Format::Readwise),
    ("tsv", Format::Anki),
];

/// Writes the clippings, which come article by article, in a format; `now` is the moment of the export.
#[must_use]
pub fn write(format: Format, clippings: &[Clipping], now: Timestamp) -> String {
    match format {
        Format::Text => plain::plain(clippings),
        Format::Markdown => markdown::markdown(clippings),
        Format::Json => row::json(clippings),
        Format::JsonLd => jsonld::jsonld(clippings),
        Format::Hypothesis => hypothesis::hypothesis(clippings, now),
        Format::Readwise => readwise::readwise(clippings),
        Format::Anki => anki::anki(clippings),
    }
}

/// Writes the clippings into a document of Markdown that byline wrote before, and leaves what a reader has changed alone.
#[must_use]
pub fn write_into(document: &str, clippings: &[Clipping]) -> String {
    markdown::into_markdown(clippings, document)
}

/// JSON with a line feed at its end. Our own values have text for keys, so they can always be written.
fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Tags as a record holds them: sorted, each once, none empty.
fn tags(tags: impl IntoIterator<Item = String>) -> Vec<Text> {
    let mut tags: Vec<Text> = tags.into_iter().map(|tag| Text::line(&tag)).filter(|tag| !tag.is_empty()).collect();
    tags.sort();
    tags.dedup();
    tags
}
