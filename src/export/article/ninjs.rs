//! An article as IPTC ninjs 3.1. One that came in as ninjs and was left as it is goes out as it came, in its own version.

mod build;

use serde_json::{Map, Value};

use crate::{
    format::{carried, fingerprint},
    model::{Article, Extra},
};

/// The field that keeps what byline does not model of a ninjs item: its version, the item, and the state of the article
/// that was made of it.
const KEPT: &str = "x-ninjs";

/// The article as ninjs.
#[must_use]
pub fn ninjs(article: &Article) -> Value {
    let Some(Kept { version, item, state }) = kept(article) else { return Value::Object(build::item(article)) };
    if fingerprint(article, KEPT) == state {
        return Value::Object(item);
    }
    Value::Object(build::revised(article, item, version == "2"))
}

struct Kept {
    version: String,
    item: Map<String, Value>,
    state: String,
}

fn kept(article: &Article) -> Option<Kept> {
    let (_, Extra::Map(kept)) = article.head.extra.iter().find(|(key, _)| *key == KEPT)? else { return None };
    let field = |name: &str| kept.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    let words = |name: &str| match field(name) {
        Some(Extra::Text(words)) => words.to_string(),
        Some(Extra::List(_) | Extra::Map(_)) | None => String::new(),
    };
    let Value::Object(item) = carried(field("item")?) else { return None };
    Some(Kept { version: words("version"), item, state: words("state") })
}

#[cfg(test)]
mod tests;
