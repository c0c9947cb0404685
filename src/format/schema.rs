//! The JSON Schema of `byline/1`, by which editors complete keys and explain them.
//!
//! A schema knows shapes and words; what needs the whole article or the library is for `byline check`.

mod rows;

use serde_json::{Map, Value, json};

use crate::model::{Kind, Rel, Status};
use rows::{CLAIM, HEAD, ITEM, LABELS, OTHER_NAMES, PERSON, Row, SOURCE, Type};

/// The JSON Schema (draft 2020-12) of `byline/1`.
pub(super) fn schema() -> Value {
    let mut head = properties(HEAD);
    for (name, meant) in OTHER_NAMES {
        let description = format!("Another name for `{meant}`; byline reads it and says so.");
        head.insert((*name).to_owned(), json!({"description": description, "deprecated": true}));
    }
    let headline = [json!({"required": ["headline"]}), json!({"required": ["title"]})];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:byline:format:1",
        "title": "byline/1",
        "description": "An annotated news article. Every scalar is text.",
        "type": "object",
        "required": ["format", "story"],
        "anyOf": headline,
        "properties": head,
        "patternProperties": {"^x-": {"description": "A field of your own; byline keeps it as it is."}},
        "additionalProperties": false,
        "$defs": definitions(),
    })
}

fn definitions() -> Value {
    json!({
        "text": {"description": "Text. What a typed reader takes for a number or a truth is text, too.", "type": ["string", "number", "boolean"]},
        "texts": {
            "description": "One text, or a list of texts.",
            "anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}],
        },
        "date": {
            "description": "A day (2025-03-03), a month (2025-03), a year (2025) or a moment (2025-03-03T12:30Z).",
            "anyOf": [{"type": "string", "pattern": DATE}, {"type": "integer", "minimum": 0, "maximum": 9999}],
        },
        "address": {
            "description": "An address that begins with https://, http:// or mailto:.",
            "type": "string",
            "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)",
        },
        "id": {"description": "A short name without blanks.", "type": ["string", "number", "boolean"], "pattern": "^[^.\\s#@][^\\s#@]*$"},
        "ids": {
            "description": "One id, several with commas between them, or a list of ids.",
            "anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/id"}}],
        },
        "references": {
            "description": "An article, an article#claim, a claim of this article, a path or an address; or a list of these.",
            "anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}],
        },
        "log": {
            "description": "Corrections and changes, newest last: `- 2025-03-05: Corrected the number of agencies.`",
            "type": "array",
            "items": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {"$ref": "#/$defs/text"},
            },
        },
        "people": table("Who speaks in the story. The key of each is the name that marks use.", "person"),
        "sources": table("Where the story is known from. The key of each is the name that `source` uses.", "source"),
        "claims": table("What the place of a claim in the story does not already say. Only where there is something to add.", "claim"),
        "person": described(PERSON, "Somebody who speaks: `Name, description`, or a map.", &["name"]),
        "source": described(SOURCE, "Where something is known from: `Name, note`, or a map.", &["name"]),
        "claim": claim(),
        "story": {
            "description": "The article, item by item, in reading order.",
            "type": "array",
            "minItems": 1,
            "items": {"$ref": "#/$defs/item"},
        },
        "item": item(),
    })
}

const DATE: &str =
    "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?$";

/// A table whose keys are ids.
fn table(description: &str, entry: &str) -> Value {
    json!({
        "description": description,
        "type": "object",
        "propertyNames": {"pattern": "^[^.\\s#@][^\\s#@]*$"},
        "additionalProperties": {"$ref": format!("#/$defs/{entry}")},
    })
}

/// One text, or a map of these rows.
fn described(rows: &[Row], description: &str, required: &[&str]) -> Value {
    let map = json!({
        "type": "object",
        "properties": properties(rows),
        "required": required,
        "additionalProperties": false,
    });
    json!({"description": description, "anyOf": [{"$ref": "#/$defs/text"}, map]})
}

fn claim() -> Value {
    let mut claim = described(CLAIM, "What is known of one claim beyond its place in the story.", &[]);
    // Confidence is in the evidence, likelihood is of the event: one scale or the other.
    claim["anyOf"][1]["not"] = json!({"required": ["confidence", "likelihood"]});
    if let Some(shapes) = claim["anyOf"].as_array_mut() {
        shapes.push(json!({"type": "null"}));
    }
    claim
}

/// Text, or one label or form with text and the keys that add to it. Labels are free: any other key is one.
fn item() -> Value {
    let mut keys = properties(ITEM);
    for (label, kind) in LABELS {
        let description = format!("A section of the kind `{}`.", kind.name());
        keys.insert((*label).to_owned(), json!({"$ref": "#/$defs/text", "description": description}));
    }
    json!({
        "description": "Text under a bar (`|`), or one label with text, or a lower-case form such as `related`.",
        "anyOf": [
            {"$ref": "#/$defs/text"},
            {
                "type": "object",
                "minProperties": 1,
                "properties": keys,
                "additionalProperties": {"$ref": "#/$defs/text", "description": "A section under a label of your own."},
            },
        ],
    })
}

fn properties(rows: &[Row]) -> Map<String, Value> {
    rows.iter().map(|row| (row.key.to_owned(), property(row))).collect()
}

fn property(row: &Row) -> Value {
    let mut value = match row.type_ {
        Type::Ref(name) => json!({"$ref": format!("#/$defs/{name}")}),
        Type::Words(words) => json!({"enum": words}),
        Type::Suggested(words) => json!({"anyOf": [{"enum": words}, {"$ref": "#/$defs/text"}]}),
        Type::Kinds => json!({"enum": Kind::ALL.map(Kind::name)}),
        Type::Statuses => {
            // A typed reader takes the word `false` for a truth.
            let mut words: Vec<Value> = Status::ALL.iter().map(|status| json!(status.name())).collect();
            words.push(json!(false));
            json!({"enum": words})
        }
        Type::Rels => {
            let mut words: Vec<&str> = Vec::new();
            for rel in Rel::HEAD.into_iter().chain(Rel::CLAIM).chain([Rel::Related]) {
                if !words.contains(&rel.name()) {
                    words.push(rel.name());
                }
            }
            json!({"enum": words})
        }
    };
    value["description"] = json!(row.description);
    value
}

#[cfg(test)]
mod tests;
