//! `byline/1`: YAML in, values and every diagnostic out, and back. The only room that knows YAML.

mod advice;
mod annotation;
mod carried;
mod faults;
mod fields;
mod front;
mod hazard;
mod head;
mod inline;
mod keys;
pub mod labels;
mod link;
#[cfg(test)]
mod manual;
mod markup;
mod node;
mod opening;
mod origin;
mod place;
mod reading;
mod rescue;
#[cfg(test)]
mod roundtrip;
mod salvage;
mod schema;
mod sense;
mod story;
mod tables;
mod target;
mod write;

pub use annotation::AnnotationFault;
pub use carried::{carried, carry, fingerprint, fingerprint_of_story};
pub use front::{FrontMatter, front_matter};
pub use head::is_language;
pub use link::{Unlinked, add_link};

use crate::model::{Annotation, Article, Diagnostic, Location, Markup, Reference};

/// The largest file that is read, in bytes.
pub const FILE_MAX_BYTES: u64 = 256 * 1024 * 1024;

/// What reading a file gives: the values there are, and everything that is wrong.
#[derive(Clone, Debug)]
pub struct Reading {
    /// `None` only where nothing of it can be shown.
    pub article: Option<Article>,
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Every reference to another article, for who holds a library to look up.
    pub references: Vec<Cited>,
}

/// A reference with its place in the file.
#[derive(Clone, Debug)]
pub struct Cited {
    pub to: Reference,
    pub location: Location,
    /// A `related` headline: words that match nothing are no fault.
    pub by_headline: bool,
}

/// Reads an article. `stem` is the file's stem, its id where the head has none.
#[must_use]
pub fn read(bytes: &[u8], stem: &str) -> Reading {
    reading::read(bytes, stem, true)
}

/// Reads the beginning of a long article, so that its first screen can be shown at once: the head, and the story up to a
/// blank line near `limit` bytes. `None` where the file is short, or where a part can't be told to read as the whole would.
#[must_use]
pub fn read_opening(bytes: &[u8], stem: &str, limit: usize) -> Option<Reading> {
    opening::read(bytes, stem, limit)
}

/// Reads the Markdown of an item, as it stands in a story.
#[must_use]
pub fn markup(source: &str) -> Markup {
    let (source, _, _) = origin::clean(source);
    markup::parse(source.trim_start_matches(['\n', '\r']).trim_end()).markup
}

/// Writes an article in the canonical form. `read(write(x)) == x`.
#[must_use]
pub fn write(article: &Article) -> String {
    write::write(article)
}

/// Reads the file of an annotation, a tombstone's too. Keys it does not know are kept; anything broken refuses the whole.
pub fn read_annotation(bytes: &[u8]) -> Result<Annotation, AnnotationFault> {
    annotation::read(bytes)
}

/// Writes the file of an annotation. `read_annotation(write_annotation(x)) == x`.
#[must_use]
pub fn write_annotation(annotation: &Annotation) -> String {
    write::write_annotation(annotation)
}

/// What the lenient pass understood, written out; `None` where there is nothing to mend.
#[must_use]
pub fn fix(source: &str) -> Option<String> {
    reading::fix(source)
}

/// The JSON Schema of `byline/1` for editors.
#[must_use]
pub fn schema() -> serde_json::Value {
    schema::schema()
}

#[cfg(test)]
mod tests;
