//! IPTC ninjs 2 and 3: news as agencies send it. What byline has no field for is kept in the head, so that it can go out
//! as it came. Version 1 is read as far as its names are known.

mod item;
mod story;

use serde_json::{Map, Value};

use super::{Imported, Manuscript, html};
use crate::{
    format::{carry, fingerprint, fingerprint_of_story},
    model::{Extra, Head, Reference, Text},
};
use item::{Item, said};

/// The most bytes of a file of ninjs.
pub const NINJS_MAX_BYTES: usize = 20 * 1024 * 1024;

/// The field of a head that keeps an item.
const KEPT: &str = "x-ninjs";

/// What an item may be.
const KINDS: [&str; 9] =
    ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"];

/// Why ninjs can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NinjsError {
    #[error("the file has {size_bytes} bytes, more than the {NINJS_MAX_BYTES} that byline reads; split it")]
    TooLarge { size_bytes: usize },
    #[error("this is no JSON: {0}")]
    NotJson(String),
    #[error("this is no ninjs: an item has a `uri` and a `type`, or a headline or a body")]
    NotNinjs,
    #[error(
        "item {number} of {all} is no ninjs: an item has a `uri` and a `type`, or a headline or a body; take it out"
    )]
    NotAll { number: usize, all: usize },
}

/// Reads an item, or a list of items.
///
/// # Errors
/// Where it is too large, no JSON or no ninjs.
pub fn ninjs(bytes: &[u8]) -> Result<Vec<Manuscript>, NinjsError> {
    if bytes.len() > NINJS_MAX_BYTES {
        return Err(NinjsError::TooLarge { size_bytes: bytes.len() });
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| NinjsError::NotJson(error.to_string()))?;
    let items = match value {
        Value::Array(items) => items,
        // what some services answer: the items with how many there are
        Value::Object(mut answer) if !is_item(&answer) => {
            match answer.remove("items").or_else(|| answer.remove("item")) {
                Some(Value::Array(items)) => items,
                _ => return Err(NinjsError::NotNinjs),
            }
        }
        item => vec![item],
    };
    let all = items.len();
    let read = |(number, item)| match item {
        Value::Object(item) if is_item(&item) => Ok(manuscript(&Item::new(item))),
        _ if all == 1 => Err(NinjsError::NotNinjs),
        _ => Err(NinjsError::NotAll { number, all }),
    };
    let manuscripts: Vec<Manuscript> = (1..).zip(items).map(read).collect::<Result<_, _>>()?;
    if manuscripts.is_empty() { Err(NinjsError::NotNinjs) } else { Ok(manuscripts) }
}

/// Notes in the head in which state the article is that was made of an item, so that an edit can be told later.
pub fn seal(imported: &mut Imported) {
    let states = [("story", fingerprint_of_story(&imported.article)), ("state", fingerprint(&imported.article, KEPT))];
    for (key, value) in &mut imported.article.head.extra {
        if *key == KEPT
            && let Extra::Map(fields) = value
        {
            for (name, state) in &states {
                fields.retain(|(known, _)| known != name);
                fields.insert(0, (Text::new(name), Extra::Text(Text::new(state))));
            }
        }
    }
}

/// Whether an item is kept in a head: such an article has a story, whatever becomes of the item's words.
pub(super) fn is_kept(head: &Head) -> bool {
    head.extra.iter().any(|(key, _)| *key == KEPT)
}

/// Only its `uri` must be there. What else has a `uri` is told apart by its type, or by what no other format says. Version 1
/// knew items by a `guid` as well; and some agencies leave out what names an item, but not what only ninjs says.
fn is_item(item: &Map<String, Value>) -> bool {
    let says = ["headlines", "bodies", "descriptions", "headline", "body", "description", "associations"];
    let has_texts = |name: &str| {
        let texts = item.get(name).and_then(Value::as_array);
        texts.is_some_and(|texts| {
            !texts.is_empty() && texts.iter().all(|text| text.get("value").is_some_and(Value::is_string))
        })
    };
    let is_told = ["headlines", "bodies", "descriptions"].iter().any(|name| has_texts(name))
        || ["eventDetails", "eventdetails"].iter().any(|name| item.contains_key(*name));
    let kind = item.get("type").and_then(Value::as_str).is_some_and(|kind| KINDS.contains(&kind));
    let is_named = ["uri", "guid"].iter().any(|name| item.get(*name).is_some_and(Value::is_string));
    let is_known = kind || Item::has_first(item) || says.iter().any(|name| item.contains_key(*name));
    is_told || is_named && is_known
}

fn manuscript(item: &Item) -> Manuscript {
    let (blocks, lead, remarks) = story::of(item);
    let mut head = head(item);
    head.subtitle = head.subtitle.or(lead);
    let kept =
        vec![(Text::new("version"), Extra::Text(Text::new(item.version()))), (Text::new("item"), carry(&item.value()))];
    head.extra.push((Text::new(KEPT), Extra::Map(kept)));
    Manuscript { head, blocks, remarks }
}

fn head(item: &Item) -> Head {
    let date = |name: &str| item.line(name).and_then(|words| html::date(words.as_str()));
    let (first, version) = (date("firstCreated").or_else(|| date("contentCreated")), date("versionCreated"));
    let publisher = item.names("infoSources").into_iter().next();
    let status = item.line("pubStatus").filter(|status| *status != "usable");
    Head {
        headline: headline(item),
        subtitle: item.headline(&["subtitle", "sub", "subheadline", "subhead", "deck"]),
        by: item.line("by").or_else(|| item.line("byline")).into_iter().collect(),
        dateline: item.line("located"),
        publisher: publisher.or_else(|| item.line("copyrightHolder")),
        url: item.line("uri").filter(|uri| matches!(Reference::parse(uri.as_str()), Reference::Address(_))),
        updated: version.clone().filter(|version| first.as_ref().is_some_and(|first| first != version)),
        published: first.or(version),
        embargo: date("embargoedUntil").or_else(|| date("embargoed")),
        expires: date("expires"),
        status,
        genre: item.names("genres").into_iter().next(),
        lang: item.line("language"),
        topics: item.names("subjects"),
        places: item.names("places"),
        rights: item.line("copyrightNotice"),
        usage: item.line("usageTerms"),
        slug: item.line("slugline"),
        ednote: item.line("edNote"),
        ..Head::default()
    }
}

fn headline(item: &Item) -> Text {
    named(item).or_else(|| item.line("uri")).or_else(|| item.line("guid")).unwrap_or_default()
}

/// The words that name an item: its headline, or what it is called.
fn named(item: &Item) -> Option<Text> {
    let first = || item.list("headlines").into_iter().find_map(said).map(words);
    let main = item.headline(&["main", "headline", "title"]).or_else(first).or_else(|| item.line("headline"));
    let main = main.or_else(|| item.first_headline());
    main.or_else(|| item.line("title")).or_else(|| item.line("name"))
}

fn words(source: &str) -> Text {
    Text::line(&html::plain(source))
}

#[cfg(test)]
mod tests;
