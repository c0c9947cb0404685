//! The JSON that Hypothesis exports and takes. Offsets are UTF-16 units there, and a note ends with a line that says who
//! said the words and where, since its records have no place for that.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::{Clipping, Foreign, Incoming, clipping::ARTICLE, percent};
use crate::model::{AnnotationId, Text};

/// Who the annotations are said to be by: Hypothesis wants an account, and byline has none.
const USER: &str = "acct:reader@byline";

#[derive(Serialize)]
struct Document {
    export_date: String,
    export_userid: &'static str,
    client_version: String,
    annotations: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    created: String,
    updated: String,
    user: &'static str,
    uri: String,
    text: String,
    tags: Vec<String>,
    group: &'static str,
    permissions: Permissions,
    target: [Target; 1],
    document: Titled,
}

#[derive(Serialize)]
struct Permissions {
    read: [&'static str; 1],
    admin: [&'static str; 1],
    update: [&'static str; 1],
    delete: [&'static str; 1],
}

#[derive(Serialize)]
struct Target {
    source: String,
    selector: Vec<Selector>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector {
    TextPositionSelector { start: u32, end: u32 },
    TextQuoteSelector { exact: String, prefix: String, suffix: String },
}

#[derive(Serialize)]
struct Titled {
    title: [String; 1],
}

/// The clippings as Hypothesis would have exported them at that moment.
pub(super) fn hypothesis(clippings: &[Clipping], now: Timestamp) -> String {
    super::pretty(&Document {
        export_date: now.to_string(),
        export_userid: USER,
        client_version: format!("byline {}", env!("CARGO_PKG_VERSION")),
        annotations: clippings.iter().map(Row::of).collect(),
    })
}

impl Row {
    fn of(clipping: &Clipping) -> Self {
        let annotation = &clipping.gloss.annotation;
        let target = &annotation.target;
        let position = clipping.units.clone();
        let position = position.map(|at| Selector::TextPositionSelector { start: at.start, end: at.end });
        let quote = Selector::TextQuoteSelector {
            exact: target.exact.to_string(),
            prefix: target.prefix.to_string(),
            suffix: target.suffix.to_string(),
        };
        Self {
            id: base64(annotation.id.bits()),
            created: annotation.created.to_string(),
            updated: annotation.modified.to_string(),
            user: USER,
            uri: clipping.link(),
            text: text(clipping),
            tags: clipping.tags().map(str::to_owned).collect(),
            group: "__world__",
            permissions: Permissions { read: [USER], admin: [USER], update: [USER], delete: [USER] },
            target: [Target { source: clipping.link(), selector: position.into_iter().chain([quote]).collect() }],
            document: Titled { title: [clipping.headline().to_owned()] },
        }
    }
}

/// The note, and the line that says where the words are from.
fn text(clipping: &Clipping) -> String {
    let origin = format!("— {} [byline]({})", clipping.attribution(), clipping.name());
    clipping.note().map_or_else(|| origin.clone(), |note| format!("{note}\n\n{origin}"))
}

/// The note without the line that byline wrote under it, and the article that this names.
fn note(text: &str) -> (Option<&str>, Option<String>) {
    let (note, last) = text.rsplit_once("\n\n").unwrap_or(("", text));
    let named = last.strip_prefix("— ").and_then(|origin| origin.strip_suffix(')'));
    let named =
        named.and_then(|origin| origin.rsplit_once("[byline](")).and_then(|(_, name)| name.strip_prefix(ARTICLE));
    let article = named.and_then(percent::decode);
    let note = if article.is_some() { note } else { text };
    (Some(note).filter(|note| !note.trim().is_empty()), article)
}

/// The annotations of an export of Hypothesis. Notes on a whole page, and replies, are about no words and passed over.
pub(super) fn read(rows: &[Value]) -> Vec<Incoming> {
    rows.iter().map(incoming).collect()
}

fn incoming(row: &Value) -> Incoming {
    let word = |key: &str| row.get(key).and_then(Value::as_str);
    let id = word("id").unwrap_or("an annotation without an id");
    let is_quote = |selector: &&Value| selector.get("type").and_then(Value::as_str) == Some("TextQuoteSelector");
    let selectors = row.get("target").and_then(|target| target.get(0)?.get("selector")?.as_array());
    let quoted = selectors.and_then(|selectors| selectors.iter().find(is_quote));
    let part = |key: &str| quoted.and_then(|quoted| quoted.get(key)?.as_str()).unwrap_or_default().to_owned();
    let (Some(uri), Some(_)) = (word("uri"), quoted) else {
        return Incoming::Passed(Text::line(&format!("{id}: it is about no words, but a whole page or another note")));
    };
    let (note, article) = note(word("text").unwrap_or_default());
    let tags = row.get("tags").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let user = word("user").filter(|user| *user != USER);
    let created = word("created").and_then(|moment| moment.parse().ok());
    Incoming::Foreign(Box::new(Foreign {
        id: own_id(id, created).map_or_else(|| id.to_owned(), |id| id.to_string()),
        uri: uri.to_owned(),
        article,
        exact: part("exact"),
        prefix: part("prefix"),
        suffix: part("suffix"),
        note: note.map(str::to_owned),
        tags: tags.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        created,
        modified: word("updated").and_then(|moment| moment.parse().ok()),
        creator: user.map(|user| user.trim_start_matches("acct:").to_owned()),
    }))
}

/// The id of an annotation that byline exported: it holds the time at which the annotation was made.
fn own_id(id: &str, created: Option<Timestamp>) -> Option<AnnotationId> {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let bits = from_base64(id)?;
    let apart = i64::try_from(bits >> 80).ok()?.abs_diff(created?.as_millisecond());
    (apart < DAY_MS.unsigned_abs()).then(|| AnnotationId::from_bits(bits))
}

/// The alphabet of RFC 4648 for addresses.
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// 128 bits in 22 letters of 6, as Hypothesis writes its ids; the last has four bits to spare.
fn base64(bits: u128) -> String {
    let digit = |place: u32| {
        let six = if place == 0 { (bits << 4) & 63 } else { (bits >> (6 * place - 4)) & 63 };
        BASE64.get(six as usize).copied().map_or('A', char::from)
    };
    (0..22).rev().map(digit).collect()
}

fn from_base64(letters: &str) -> Option<u128> {
    let mut bits: u128 = 0;
    for (at, letter) in letters.bytes().enumerate() {
        let six = BASE64.iter().position(|known| *known == letter)? as u128;
        bits = if at == 21 { (bits << 2) | (six >> 4) } else { (bits << 6) | six };
    }
    (letters.len() == 22).then_some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_from_its_letters() {
        for bits in [0, 1, u128::MAX, 0x0198_b2a4_5678_9abc_def0_1234_5678_9abc] {
            assert_eq!(from_base64(&base64(bits)), Some(bits));
            assert_eq!(base64(bits).len(), 22);
        }
        assert_eq!(from_base64("too short"), None);
    }
}
