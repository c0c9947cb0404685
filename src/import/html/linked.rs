//! What a page says of its article as linked data: JSON-LD in the words of schema.org.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::dom::Dom;

/// The most bytes of linked data that are read on a page.
const LINKED_MAX_BYTES: usize = 2_000_000;
/// Things within things that are looked at.
const DEPTH_MAX: usize = 12;

/// The fields of an article, as far as a page says them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    pub subtitle: Option<String>,
    pub description: Option<String>,
    pub by: Vec<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub dateline: Option<String>,
    pub lang: Option<String>,
    pub genre: Option<String>,
    pub rights: Option<String>,
    pub url: Option<String>,
    pub topics: Vec<String>,
    pub places: Vec<String>,
    /// Its text, with its line feeds.
    pub body: Option<String>,
}

impl Linked {
    /// What the article of the page says of itself; of several things the one that is most of an article.
    pub(super) fn read(dom: &Dom) -> Self {
        let mut things: Vec<Map<String, Value>> = Vec::new();
        let mut read = 0;
        for node in dom.below(Dom::ROOT).into_iter().filter(|node| dom.name(*node) == "script") {
            let kind = dom.attribute(node, "type").unwrap_or_default();
            if !kind.trim().to_ascii_lowercase().starts_with("application/ld+json") {
                continue;
            }
            let source: String = dom.children(node).iter().filter_map(|child| dom.words(*child)).collect();
            read += source.len();
            if read > LINKED_MAX_BYTES {
                break;
            }
            let source = source.trim().trim_start_matches("<!--").trim_end_matches("-->");
            // line feeds within strings are common, and no JSON
            let source = source.replace(['\n', '\r', '\t'], " ");
            if let Ok(value) = serde_json::from_str(&source) {
                gather(value, 0, &mut things);
            }
        }
        let best = things.iter().filter_map(|thing| Some((rank(thing)?, thing))).min_by_key(|(rank, _)| *rank);
        best.map(|(_, thing)| Self::of(thing, &named(&things))).unwrap_or_default()
    }

    fn of(thing: &Map<String, Value>, named: &HashMap<&str, &Map<String, Value>>) -> Self {
        let text = |key: &str| thing.get(key).and_then(|value| words(value, named).into_iter().next());
        let texts = |key: &str| thing.get(key).map(|value| words(value, named)).unwrap_or_default();
        let mut topics = texts("keywords");
        if let [one] = topics.as_slice() {
            topics = one.split([',', ';']).map(|topic| topic.trim().to_owned()).collect();
        }
        topics.splice(0..0, texts("articleSection"));
        Self {
            headline: text("headline").or_else(|| text("name")),
            subtitle: text("alternativeHeadline"),
            description: text("description"),
            by: [texts("author"), texts("creator")].into_iter().find(|by| !by.is_empty()).unwrap_or_default(),
            publisher: text("publisher"),
            published: text("datePublished"),
            updated: text("dateModified"),
            dateline: text("dateline"),
            lang: text("inLanguage"),
            genre: text("genre"),
            rights: text("copyrightNotice"),
            url: text("url").or_else(|| text("mainEntityOfPage")).filter(|url| url.starts_with("http")),
            topics,
            places: texts("contentLocation"),
            body: thing.get("articleBody").and_then(Value::as_str).map(str::to_owned),
        }
    }
}

/// Every thing with a type, in graphs, lists and things.
fn gather(value: Value, depth: usize, things: &mut Vec<Map<String, Value>>) {
    if depth > DEPTH_MAX || things.len() > 2000 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| gather(value, depth + 1, things)),
        Value::Object(mut thing) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) =
                    thing.get_mut(key).map(|inner| inner.clone())
                {
                    gather(inner, depth + 1, things);
                }
            }
            things.push(thing);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// How much of an article a thing is: the less, the more. `None` for what is none.
fn rank(thing: &Map<String, Value>) -> Option<u8> {
    let kinds: Vec<&str> = match thing.get("@type")? {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => return None,
    };
    let rank = |kind: &&str| match kind.rsplit(['/', '#', ':']).next().unwrap_or(kind) {
        kind if kind.ends_with("NewsArticle") => Some(0),
        "Report" | "LiveBlogPosting" => Some(1),
        "Article" | "BlogPosting" | "SocialMediaPosting" | "TechArticle" | "ScholarlyArticle" => Some(2),
        "WebPage" | "ItemPage" | "CreativeWork" => Some(8),
        _ => None,
    };
    kinds.iter().filter_map(rank).min()
}

fn named(things: &[Map<String, Value>]) -> HashMap<&str, &Map<String, Value>> {
    let named = things.iter().filter(|thing| thing.contains_key("name"));
    named.filter_map(|thing| Some((thing.get("@id")?.as_str()?, thing))).collect()
}

/// The words of a value: of a thing its name, of a reference the name of what it refers to.
fn words(value: &Value, named: &HashMap<&str, &Map<String, Value>>) -> Vec<String> {
    match value {
        Value::String(words) => vec![plain(words)].into_iter().filter(|words| !words.is_empty()).collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().flat_map(|value| words(value, named)).collect(),
        Value::Object(thing) => {
            let own = thing.get("name").or_else(|| thing.get("@value")).or_else(|| thing.get("alternateName"));
            let id = thing.get("@id").and_then(Value::as_str);
            match (own, id) {
                (Some(own @ (Value::String(_) | Value::Array(_))), _) => words(own, named),
                (_, Some(id)) => match named.get(id).and_then(|thing| thing.get("name")).and_then(Value::as_str) {
                    Some(name) => vec![plain(name)],
                    None if id.starts_with("http") => vec![id.to_owned()],
                    None => Vec::new(),
                },
                (_, None) => Vec::new(),
            }
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// Words without the entities that many sites write into their JSON.
fn plain(words: &str) -> String {
    let words = if words.contains(['&', '<']) { Dom::parse(words).text(Dom::ROOT) } else { words.to_owned() };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph_and_its_references_are_followed() {
        let page = r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
            {"@type":"WebPage","name":"Not this"},
            {"@type":["NewsArticle"],"headline":"Tide &amp; time","author":[{"@id":"#ada"},{"@type":"Person","name":"Bo Lin"}],
             "publisher":{"@type":"Organization","name":"The Quay"},"datePublished":"2031-05-06T08:00:00Z",
             "keywords":"ferries, tides","articleSection":"Harbour","description":"two
             lines"},
            {"@type":"Person","@id":"#ada","name":"Ada Marsh"}]}</script>
            <script type="application/ld+json">{ broken</script>"##;
        let linked = Linked::read(&Dom::parse(page));
        assert_eq!(linked.headline.as_deref(), Some("Tide & time"));
        assert_eq!(linked.by, ["Ada Marsh", "Bo Lin"]);
        assert_eq!(linked.publisher.as_deref(), Some("The Quay"));
        assert_eq!(linked.topics, ["Harbour", "ferries", "tides"]);
        assert_eq!(linked.description.as_deref(), Some("two lines"));
    }
}
