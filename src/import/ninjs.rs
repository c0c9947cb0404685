//! IPTC ninjs 2 and 3: news as agencies send it. What byline has no field for is kept in the head, so that it can go out
//! as it came.

use serde_json::{Map, Value};

use super::{Block, Imported, Manuscript, Remark, Run, Style, html};
use crate::{
    format::{carry, fingerprint},
    model::{Extra, Head, Reference, Text},
};

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
    #[error("this is no ninjs: an item has a `uri` and a headline or a body")]
    NotNinjs,
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
        item => vec![item],
    };
    let manuscripts: Option<Vec<Manuscript>> = items
        .into_iter()
        .map(|item| match item {
            Value::Object(item) if is_item(&item) => Some(manuscript(&Item(item))),
            _ => None,
        })
        .collect();
    manuscripts.filter(|made| !made.is_empty()).ok_or(NinjsError::NotNinjs)
}

/// Notes in the head in which state the article is that was made of an item, so that an edit can be told later.
pub fn seal(imported: &mut Imported) {
    let state = fingerprint(&imported.article, KEPT);
    for (key, value) in &mut imported.article.head.extra {
        if *key == KEPT
            && let Extra::Map(fields) = value
        {
            fields.retain(|(name, _)| *name != "state");
            fields.insert(0, (Text::new("state"), Extra::Text(Text::new(&state))));
        }
    }
}

/// Whether an item is kept in a head: such an article has a story, whatever becomes of the item's words.
pub(super) fn is_kept(head: &Head) -> bool {
    head.extra.iter().any(|(key, _)| *key == KEPT)
}

/// Only its `uri` must be there. What else has a `uri` is told apart by its type, or by what no other format says.
fn is_item(item: &Map<String, Value>) -> bool {
    let says = [
        "headlines",
        "bodies",
        "headline",
        "body",
        "body_text",
        "body_xhtml",
        "associations",
        "descriptions",
        "description",
    ];
    let kind = item.get("type").and_then(Value::as_str).is_some_and(|kind| KINDS.contains(&kind));
    item.get("uri").is_some_and(Value::is_string) && (kind || says.iter().any(|name| item.contains_key(*name)))
}

/// An item under the names of any version: 2 writes them in lower case, 3 with capitals.
struct Item(Map<String, Value>);

impl Item {
    fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).or_else(|| self.0.get(&name.to_lowercase()))
    }

    fn line(&self, name: &str) -> Option<Text> {
        self.value(name)?.as_str().map(|words| Text::line(words.trim())).filter(|text| !text.is_empty())
    }

    fn list(&self, name: &str) -> &[Value] {
        // drafts of version 2 have some of them in the singular
        let single = match name {
            "bodies" => "body",
            "headlines" => "headline",
            "descriptions" => "description",
            name => name,
        };
        let found = self.value(name).or_else(|| self.value(single));
        found.and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The names of a list of things.
    fn names(&self, name: &str) -> Vec<Text> {
        let names = self.list(name).iter().filter_map(|thing| thing.get("name")?.as_str());
        names.map(|words| Text::line(words.trim())).filter(|text| !text.is_empty()).collect()
    }

    fn is_picture(&self) -> bool {
        matches!(self.value("type").and_then(Value::as_str), Some("picture" | "graphic" | "video"))
    }

    /// How its words stand below it as a picture; the widest rendition is the picture.
    fn caption(&self) -> Style {
        let width = |rendition: &&Value| rendition.get("width").and_then(Value::as_u64).unwrap_or_default();
        let widest = self.list("renditions").iter().max_by_key(width);
        let file = widest.and_then(|rendition| rendition.get("href")?.as_str()).map(Text::line);
        let file = file.filter(|file| matches!(Reference::parse(file.as_str()), Reference::Address(_)));
        Style::Caption { credit: self.line("by"), file, alt: None }
    }

    fn is_old(&self) -> bool {
        let told = self.value("standard").and_then(|standard| standard.get("version")?.as_str());
        let lower = [
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
        ];
        told.map_or_else(
            || lower.iter().any(|name| self.0.contains_key(*name)),
            |version| version.starts_with(['1', '2']),
        )
    }
}

fn manuscript(item: &Item) -> Manuscript {
    let (blocks, remarks) = body(item);
    let mut head = head(item);
    let version = if item.is_old() { "2" } else { "3" };
    let kept = vec![
        (Text::new("version"), Extra::Text(Text::new(version))),
        (Text::new("item"), carry(&Value::Object(item.0.clone()))),
    ];
    head.extra.push((Text::new(KEPT), Extra::Map(kept)));
    let mut manuscript = Manuscript { head, blocks, remarks };
    pictures(item, &mut manuscript.blocks);
    manuscript
}

fn head(item: &Item) -> Head {
    let date = |name: &str| item.line(name).and_then(|words| html::date(words.as_str()));
    let (first, version) = (date("firstCreated").or_else(|| date("contentCreated")), date("versionCreated"));
    let headline = |wanted: &[&str]| {
        let told = item.list("headlines").iter().find(|told| {
            let role = role(told);
            wanted.contains(&role.as_str())
        });
        told.and_then(said).map(words)
    };
    let first_headline = || item.list("headlines").first().and_then(said).map(words);
    let main = headline(&["main", "headline", "title"])
        .or_else(first_headline)
        .or_else(|| item.line("headline"))
        .or_else(|| item.line("title"));
    let publisher = item.list("infoSources").iter().find_map(|source| source.get("name")?.as_str()).map(words);
    let status = item.line("pubStatus").filter(|status| *status != "usable");
    Head {
        headline: main.or_else(|| item.line("name")).or_else(|| item.line("uri")).unwrap_or_default(),
        subtitle: headline(&["subtitle", "sub", "subheadline", "subhead", "deck"]),
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

/// The words of a headline, a description or a body.
fn said(thing: &Value) -> Option<&str> {
    thing.get("value").or_else(|| thing.get("text"))?.as_str()
}

/// What a headline, a description or a body is for.
fn role(thing: &Value) -> String {
    let role = thing.get("role").or_else(|| thing.get("name"));
    role.and_then(Value::as_str).unwrap_or_default().to_lowercase()
}

/// The story: HTML where there is some, since it says what is a heading and what a paragraph.
fn body(item: &Item) -> (Vec<Block>, Vec<Remark>) {
    let bodies: Vec<(String, &str)> = item
        .list("bodies")
        .iter()
        .filter_map(|body| {
            let kind = body.get("contentType").or_else(|| body.get("contenttype")).and_then(Value::as_str);
            let value = said(body).filter(|value| !value.trim().is_empty())?;
            Some((kind.map_or_else(|| role(body), str::to_lowercase), value))
        })
        .chain(
            [("html", "body_xhtml"), ("html", "body_html"), ("text", "body_text")]
                .into_iter()
                .filter_map(|(kind, name)| Some((kind.to_owned(), item.0.get(name)?.as_str()?))),
        )
        .collect();
    let is_html = |(kind, value): &&(String, &str)| {
        kind.contains("html")
            || (kind.is_empty() && ["<p", "<div", "<h2", "<section"].iter().any(|tag| value.contains(tag)))
    };
    if let Some((_, source)) = bodies.iter().find(is_html)
        && let Ok((blocks, remarks)) = html::fragment(source, None)
        && !blocks.is_empty()
    {
        return (told_once(item, blocks), remarks);
    }
    let text = bodies.iter().find(|(kind, _)| !kind.contains("xml")).or_else(|| bodies.first());
    let lines = text.map(|(_, words)| *words).unwrap_or_default();
    let parted = if lines.contains("\n\n") { "\n\n" } else { "\n" };
    let blocks = lines.split(parted).map(Text::line).filter(|text| !text.is_empty());
    let blocks: Vec<Block> = told_once(item, blocks.map(paragraph).collect());
    if blocks.is_empty() { (described(item), Vec::new()) } else { (blocks, Vec::new()) }
}

/// The story of an item without a body: what describes it. A picture is a picture with a caption.
fn described(item: &Item) -> Vec<Block> {
    let style = if item.is_picture() { item.caption() } else { Style::Paragraph };
    let told = item.list("descriptions").iter().filter_map(said).map(words);
    let mut blocks: Vec<Block> = told.filter(|text| !text.is_empty()).map(paragraph).collect();
    if let Some(first) = blocks.first_mut() {
        first.style = style;
    }
    blocks
}

/// A body often begins with the headline, which the head has.
fn told_once(item: &Item, mut blocks: Vec<Block>) -> Vec<Block> {
    let headline = head(item).headline;
    let first: String = blocks.first().into_iter().flat_map(|block| &block.runs).map(|run| run.text.as_str()).collect();
    if !first.is_empty() && first == headline.as_str() {
        blocks.remove(0);
    }
    blocks
}

/// Pictures that belong to the item, by their captions, unless the body has them already.
fn pictures(item: &Item, blocks: &mut Vec<Block>) {
    for picture in item.list("associations") {
        let Value::Object(picture) = picture else { continue };
        let picture = Item(picture.clone());
        if !picture.is_picture() {
            continue;
        }
        let caption = picture.list("descriptions").first().and_then(said).map(words);
        let caption = caption.unwrap_or_else(|| head(&picture).headline);
        if caption.is_empty() {
            continue;
        }
        let there =
            blocks.iter().any(|block| block.runs.iter().any(|run| run.text.as_str().contains(caption.as_str())));
        if !there {
            blocks.push(Block { style: picture.caption(), ..paragraph(caption) });
        }
    }
}

fn paragraph(text: Text) -> Block {
    Block { style: Style::Paragraph, runs: vec![Run { text, ..Run::default() }], furniture: None }
}

fn words(source: &str) -> Text {
    Text::line(&html::plain(source))
}

#[cfg(test)]
mod tests;
