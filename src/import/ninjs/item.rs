//! An item under the names of any version: 2 writes them in lower case, 3 with capitals, 1 in the singular.

use serde_json::{Map, Value};

use super::words;
use crate::model::Text;

pub(super) struct Item(Map<String, Value>);

/// A text of an item: a headline, a description or a body.
pub(super) struct Told<'a> {
    pub role: String,
    /// The media type, in lower case; empty where none is given.
    pub kind: String,
    pub words: &'a str,
}

impl Item {
    pub fn new(item: Map<String, Value>) -> Self {
        Self(item)
    }

    /// The item as it came.
    pub fn value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).or_else(|| self.0.get(&name.to_lowercase()))
    }

    pub fn line(&self, name: &str) -> Option<Text> {
        self.get(name)?.as_str().and_then(trimmed)
    }

    /// What stands in a list. Some write one thing alone without its brackets, and version 1 names the things of a list by
    /// keys.
    pub fn list(&self, name: &str) -> Vec<&Value> {
        // as version 1 and drafts of version 2 have it
        let single = match name {
            "bodies" => "body",
            "people" => "person",
            name => name.strip_suffix('s').unwrap_or(name),
        };
        match self.get(name).or_else(|| self.get(single)) {
            Some(Value::Array(list)) => list.iter().collect(),
            Some(Value::Object(map)) if !map.is_empty() && map.values().all(Value::is_object) => map.values().collect(),
            Some(one @ Value::Object(_)) => vec![one],
            _ => Vec::new(),
        }
    }

    /// The names of a list of things.
    pub fn names(&self, name: &str) -> Vec<Text> {
        let names = self.list(name).into_iter().filter_map(|thing| thing.get("name")?.as_str());
        names.filter_map(trimmed).collect()
    }

    /// The first headline with one of these roles.
    pub fn headline(&self, wanted: &[&str]) -> Option<Text> {
        let told = self.list("headlines").into_iter().find(|told| wanted.contains(&role(told).as_str()));
        told.and_then(said).map(words)
    }

    /// A headline of version 1: `headline_main`, or the first of them.
    pub fn first_headline(&self) -> Option<Text> {
        let first = self.0.keys().find(|name| name.starts_with("headline_"));
        self.line("headline_main").or_else(|| self.line(first?))
    }

    pub fn descriptions(&self) -> Vec<Told<'_>> {
        self.told("descriptions", "description_")
    }

    pub fn bodies(&self) -> Vec<Told<'_>> {
        self.told("bodies", "body_")
    }

    /// The texts of a list; version 1 has each under a name of its own: `body_text`, `body_xhtml`.
    fn told(&self, name: &str, first: &str) -> Vec<Told<'_>> {
        let told = self.list(name).into_iter().filter_map(|told| {
            let kind = told.get("contentType").or_else(|| told.get("contenttype")).and_then(Value::as_str);
            Some(Told { role: role(told), kind: kind.unwrap_or_default().to_lowercase(), words: said(told)? })
        });
        let first = self.0.iter().filter_map(|(name, value)| {
            let suffix = name.strip_prefix(first)?;
            let kind = if suffix.contains("html") || suffix.contains("rich") { "text/html" } else { "" };
            Some(Told { role: String::new(), kind: kind.to_owned(), words: value.as_str()? })
        });
        told.chain(first).filter(|told| !told.words.trim().is_empty()).collect()
    }

    pub fn is_picture(&self) -> bool {
        matches!(self.get("type").and_then(Value::as_str), Some("picture" | "graphic" | "video"))
    }

    /// Whether it has a text under a name of version 1.
    pub fn has_first(item: &Map<String, Value>) -> bool {
        let is_first =
            |name: &String| ["body_", "description_", "headline_"].iter().any(|start| name.starts_with(start));
        item.keys().any(is_first)
    }

    /// Which version it is, by how its names are written. What it says of itself is often that of an older item, so it is
    /// asked only where the names leave it open.
    pub fn version(&self) -> &'static str {
        let has = |names: &[&str]| names.iter().any(|name| self.0.contains_key(*name));
        let mut names = Vec::new();
        self.0.iter().for_each(|(name, value)| names_in(name, value, &mut names));
        let told = self.get("standard").and_then(|standard| standard.get("version")?.as_str());
        let is_first = Self::has_first(&self.0) || has(&["byline", "guid", "body", "headline", "subject"]);
        let is_keyed = self.get("renditions").is_some_and(Value::is_object);
        if (is_first || is_keyed) && !has(&["headlines", "bodies"]) {
            "1"
        } else if names.iter().any(|name| LOWER.contains(name)) {
            "2"
        } else if names.iter().any(|name| name.contains(|c: char| c.is_ascii_uppercase())) {
            "3"
        } else if told.is_some_and(|version| version.starts_with(['1', '2'])) {
            "2"
        } else {
            "3"
        }
    }
}

/// Names that version 3 writes with a capital.
const LOWER: [&str; 22] = [
    "versioncreated",
    "copyrightholder",
    "copyrightnotice",
    "pubstatus",
    "firstcreated",
    "usageterms",
    "ednote",
    "representationtype",
    "contentcreated",
    "altids",
    "infosources",
    "rightsinfo",
    "embargoed",
    "eventdetails",
    "plannedcoverage",
    "trustindicators",
    "contenttype",
    "charcount",
    "wordcount",
    "sizeinbytes",
    "contactinfo",
    "startdate",
];

fn names_in<'a>(name: &'a str, value: &'a Value, into: &mut Vec<&'a str>) {
    into.push(name);
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| names_in(name, value, into)),
        Value::Array(list) => list.iter().for_each(|value| names_in(name, value, into)),
        _ => {}
    }
}

/// Words on one line, without the space that stands behind what a text drops.
fn trimmed(words: &str) -> Option<Text> {
    Some(Text::line(Text::line(words).as_str().trim())).filter(|text| !text.is_empty())
}

/// The words of a headline, a description or a body.
pub(super) fn said(thing: &Value) -> Option<&str> {
    thing.get("value").or_else(|| thing.get("text"))?.as_str()
}

/// What a headline, a description or a body is for.
fn role(thing: &Value) -> String {
    let role = thing.get("role").or_else(|| thing.get("name"));
    role.and_then(Value::as_str).unwrap_or_default().to_lowercase()
}
