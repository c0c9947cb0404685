//! An article as IPTC ninjs 3.1. One that came in as ninjs and was left as it is goes out as it came, in its own version.

mod build;
mod forms;
mod revise;
#[cfg(test)]
mod schema;

use serde_json::{Map, Value};

use crate::{
    format::{carried, fingerprint, fingerprint_of_story},
    model::{Article, Extra},
};

/// The field that keeps what byline does not model of a ninjs item: its version, the item, and the state of the article
/// that was made of it.
const KEPT: &str = "x-ninjs";

/// The article as ninjs.
#[must_use]
pub fn ninjs(article: &Article) -> Value {
    let Some(kept) = kept(article) else { return Value::Object(build::item(article)) };
    if fingerprint(article, KEPT) == kept.state {
        return Value::Object(kept.item);
    }
    if kept.version == "1" {
        // byline writes no version 1: the item is made anew, under the name that it has
        let mut item = build::item(article);
        item.extend(kept.item.into_iter().filter(|(name, value)| name == "uri" && value.is_string()));
        return Value::Object(item);
    }
    let is_retold = fingerprint_of_story(article) != kept.story;
    Value::Object(revise::revised(article, kept.item, kept.version == "2", is_retold))
}

struct Kept {
    version: String,
    item: Map<String, Value>,
    /// What the article was like when it came, and what its story.
    state: String,
    story: String,
}

fn kept(article: &Article) -> Option<Kept> {
    let (_, Extra::Map(kept)) = article.head.extra.iter().find(|(key, _)| *key == KEPT)? else { return None };
    let field = |name: &str| kept.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    let words = |name: &str| match field(name) {
        Some(Extra::Text(words)) => words.to_string(),
        Some(Extra::List(_) | Extra::Map(_)) | None => String::new(),
    };
    let Value::Object(item) = carried(field("item")?) else { return None };
    Some(Kept { version: words("version"), item, state: words("state"), story: words("story") })
}

#[cfg(test)]
mod tests;
