//! W3C Web Annotation Data Model, as JSON-LD: an `AnnotationPage` that other readers take, and that comes back in whole.
//!
//! What the model has no word for stands under keys that are whole IRIs (`urn:byline:…`), so that the context is the
//! standard's alone. A block of an article is a `FragmentSelector`; the words in it refine it, once by what they are and
//! once by where they stand.

use serde::Serialize;
use serde_json::Value;

use super::{Clipping, Foreign, Incoming, percent, unknown::Unknown};
use crate::model::{
    Annotation, AnnotationId, AnnotationKind, BlockPath, Colour, Digest, Extra, PersonId, Target, Text,
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// How the value of our fragments is to be read.
const FRAGMENT: &str = "urn:byline:block";

#[derive(Serialize)]
struct Page {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    r#type: &'static str,
    #[serde(rename = "partOf")]
    part_of: Collection,
    #[serde(rename = "startIndex")]
    start_index: u32,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Collection {
    id: &'static str,
    r#type: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct Item {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    created: String,
    modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Agent>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    body: Vec<Body>,
    target: Specific,
    #[serde(rename = "urn:byline:article")]
    article: String,
    #[serde(rename = "urn:byline:revision")]
    revision: String,
    #[serde(rename = "urn:byline:colour", skip_serializing_if = "Option::is_none")]
    colour: Option<&'static str>,
    #[serde(rename = "urn:byline:device", skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    #[serde(rename = "urn:byline:unknown", skip_serializing_if = "Option::is_none")]
    unknown: Option<String>,
    #[serde(rename = "urn:byline:headline")]
    headline: String,
    #[serde(rename = "urn:byline:section")]
    section: String,
    #[serde(rename = "urn:byline:said-by", skip_serializing_if = "Option::is_none")]
    said_by: Option<String>,
    #[serde(rename = "urn:byline:circumstance", skip_serializing_if = "Option::is_none")]
    circumstance: Option<String>,
    #[serde(rename = "urn:byline:state")]
    state: &'static str,
}

#[derive(Serialize)]
struct Agent {
    r#type: &'static str,
    name: String,
}

#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    value: String,
}

#[derive(Serialize)]
struct Specific {
    r#type: &'static str,
    source: String,
    selector: [Fragment; 1],
}

#[derive(Serialize)]
struct Fragment {
    r#type: &'static str,
    #[serde(rename = "conformsTo")]
    conforms_to: &'static str,
    value: String,
    #[serde(rename = "refinedBy")]
    refined_by: (Quoted, Position),
}

#[derive(Serialize)]
struct Quoted {
    r#type: &'static str,
    exact: String,
    prefix: String,
    suffix: String,
}

#[derive(Serialize)]
struct Position {
    r#type: &'static str,
    start: u32,
    end: u32,
}

/// The clippings as a page of annotations.
pub(super) fn jsonld(clippings: &[Clipping]) -> String {
    let ids: String = clippings.iter().map(|clipping| clipping.gloss.annotation.id.as_str()).collect();
    super::pretty(&Page {
        context: CONTEXT,
        id: format!("urn:byline:page:{}", Digest::of(ids.as_bytes())),
        r#type: "AnnotationPage",
        part_of: Collection {
            id: "urn:byline:annotations",
            r#type: "AnnotationCollection",
            label: "Annotations made with byline",
        },
        start_index: 0,
        items: clippings.iter().map(Item::of).collect(),
    })
}

impl Item {
    fn of(clipping: &Clipping) -> Self {
        let annotation = &clipping.gloss.annotation;
        let context = &clipping.gloss.context;
        let owned = |text: &Option<Text>| text.as_ref().map(Text::to_string);
        let name = annotation.creator.as_ref().map(Text::to_string);
        let extra = Some(Unknown(annotation.extra.clone())).filter(|unknown| !unknown.is_empty());
        Self {
            id: urn(&annotation.id),
            r#type: "Annotation",
            motivation: motivation(annotation.kind),
            created: annotation.created.to_string(),
            modified: annotation.modified.to_string(),
            creator: name.map(|name| Agent { r#type: "Person", name }),
            body: bodies(annotation),
            target: Specific {
                r#type: "SpecificResource",
                source: clipping.address().map_or_else(|| clipping.name(), iri),
                selector: [fragment(&annotation.target)],
            },
            article: annotation.article.to_string(),
            revision: annotation.target.revision.to_string(),
            colour: annotation.colour.map(Colour::name),
            device: owned(&annotation.device),
            unknown: extra.and_then(|unknown| serde_json::to_string(&unknown).ok()),
            headline: clipping.headline().to_owned(),
            section: clipping.section().into_owned(),
            said_by: clipping.speaker(),
            circumstance: context.circumstance.clone(),
            state: context.fate.name(),
        }
    }
}

/// An address with nothing in it that an IRI can't hold.
fn iri(address: &str) -> String {
    let bad = |c: char| c.is_control() || "<>\"{}|\\^` ".contains(c);
    address.chars().map(|c| if bad(c) { percent::encode(c.encode_utf8(&mut [0; 4])) } else { c.to_string() }).collect()
}

fn urn(id: &AnnotationId) -> String {
    let hex = format!("{:032x}", id.bits());
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default().to_owned();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0..8), part(8..12), part(12..16), part(16..20), part(20..32))
}

/// The id that [`urn`] wrote.
fn id_of_urn(urn: &str) -> Option<AnnotationId> {
    let hex: String = urn.strip_prefix("urn:uuid:")?.chars().filter(|c| *c != '-').collect();
    let bits = u128::from_str_radix(&hex, 16).ok().filter(|_| hex.len() == 32)?;
    Some(AnnotationId::from_bits(bits))
}

fn motivation(kind: AnnotationKind) -> &'static str {
    match kind {
        AnnotationKind::Highlight => "highlighting",
        AnnotationKind::Note => "commenting",
        AnnotationKind::Question => "questioning",
        AnnotationKind::Bookmark => "bookmarking",
    }
}

fn bodies(annotation: &Annotation) -> Vec<Body> {
    let note = annotation.note.as_ref().map(|note| Body {
        r#type: "TextualBody",
        purpose: if annotation.kind == AnnotationKind::Question { "questioning" } else { "commenting" },
        format: Some("text/markdown"),
        value: note.to_string(),
    });
    let tags = annotation.tags.iter().map(|tag| Body {
        r#type: "TextualBody",
        purpose: "tagging",
        format: None,
        value: tag.to_string(),
    });
    note.into_iter().chain(tags).collect()
}

fn fragment(target: &Target) -> Fragment {
    let Target { revision: _, block, start, end, exact, prefix, suffix } = target;
    let mut value = vec![("kind", block.kind.to_string()), ("n", block.n.to_string())];
    value.extend(block.section.as_ref().map(|section| ("section", section.to_string())));
    value.extend(block.speaker.as_ref().map(|speaker| ("speaker", speaker.to_string())));
    let value: Vec<String> = value.iter().map(|(key, value)| format!("{key}={}", percent::encode(value))).collect();
    Fragment {
        r#type: "FragmentSelector",
        conforms_to: FRAGMENT,
        value: value.join("&"),
        refined_by: (
            Quoted {
                r#type: "TextQuoteSelector",
                exact: exact.to_string(),
                prefix: prefix.to_string(),
                suffix: suffix.to_string(),
            },
            Position { r#type: "TextPositionSelector", start: *start, end: *end },
        ),
    }
}

fn block(value: &str) -> Option<BlockPath> {
    let mut block = BlockPath::default();
    for pair in value.split('&') {
        let (key, value) = pair.split_once('=')?;
        let value = percent::decode(value)?;
        match key {
            "kind" => block.kind = Text::line(&value),
            "n" => block.n = value.parse().ok()?,
            "section" => block.section = Some(Text::new(&value)),
            "speaker" => block.speaker = Some(value.parse::<PersonId>().ok()?),
            _ => {}
        }
    }
    Some(block)
}

/// Reads a page, a collection with its first page in it, one annotation, or a list of them. One that byline wrote comes
/// back as it was; of another program's, what it says of words in a text.
pub(super) fn read(document: &Value) -> Result<Vec<Incoming>, Text> {
    let items = match document {
        Value::Array(items) => items.as_slice(),
        _ => {
            let page = document.get("first").unwrap_or(document);
            page.get("items").and_then(Value::as_array).map_or(std::slice::from_ref(page), Vec::as_slice)
        }
    };
    items.iter().map(item).collect()
}

fn item(item: &Value) -> Result<Incoming, Text> {
    let id = word(item, "id").unwrap_or("without an id");
    if word(item, "type") != Some("Annotation") {
        return Err(Text::line(&format!("{id}: this is no annotation of the Web Annotation model")));
    }
    match own(item) {
        Some(annotation) => Ok(Incoming::Own(Box::new(annotation))),
        None if item.get("urn:byline:revision").is_some() => {
            Err(Text::line(&format!("{id}: byline wrote this, and it was damaged since")))
        }
        None => Ok(foreign(item, id)),
    }
}

fn word<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// One that byline wrote.
fn own(item: &Value) -> Option<Annotation> {
    let text = |key: &str| word(item, key).map(Text::new);
    let selector = item.get("target")?.get("selector")?.get(0)?;
    let refined = selector.get("refinedBy")?;
    let (quoted, position) = (refined.get(0)?, refined.get(1)?);
    let offset = |key: &str| u32::try_from(position.get(key)?.as_u64()?).ok();
    let extra = match word(item, "urn:byline:unknown") {
        Some(unknown) => serde_json::from_str::<Unknown>(unknown).ok()?.0,
        None => Vec::<(Text, Extra)>::new(),
    };
    let colour = word(item, "urn:byline:colour").map(str::parse::<Colour>).transpose().ok()?;
    Some(Annotation {
        id: id_of_urn(word(item, "id")?)?,
        article: word(item, "urn:byline:article")?.parse().ok()?,
        kind: kind(word(item, "motivation")?)?,
        colour,
        tags: super::tags(values(item, "tagging")),
        note: values(item, "commenting").chain(values(item, "questioning")).next().map(|note| Text::new(&note)),
        created: word(item, "created")?.parse().ok()?,
        modified: word(item, "modified")?.parse().ok()?,
        deleted: None,
        device: text("urn:byline:device"),
        creator: item.get("creator").and_then(|creator| word(creator, "name")).map(Text::new),
        base: None,
        target: Target {
            revision: word(item, "urn:byline:revision")?.parse().ok()?,
            block: block(word(selector, "value")?)?,
            start: offset("start")?,
            end: offset("end")?,
            exact: Text::new(word(quoted, "exact")?),
            prefix: Text::new(word(quoted, "prefix")?),
            suffix: Text::new(word(quoted, "suffix")?),
        },
        extra,
    })
}

fn kind(motivation: &str) -> Option<AnnotationKind> {
    AnnotationKind::ALL.into_iter().find(|kind| self::motivation(*kind) == motivation)
}

/// The bodies of an item: one, or a list.
fn body(item: &Value) -> &[Value] {
    match item.get("body") {
        Some(Value::Array(bodies)) => bodies,
        Some(body) => std::slice::from_ref(body),
        None => &[],
    }
}

/// The values of the bodies of that purpose.
fn values<'a>(item: &'a Value, purpose: &'a str) -> impl Iterator<Item = String> + 'a {
    let of_purpose = body(item).iter().filter(move |body| word(body, "purpose") == Some(purpose));
    of_purpose.filter_map(|body| word(body, "value")).map(str::to_owned)
}

/// One of another program: the words it quotes, wherever in the selectors they stand.
fn foreign(item: &Value, id: &str) -> Incoming {
    let target = item.get("target").map_or(&Value::Null, |target| target.get(0).unwrap_or(target));
    let source = word(target, "source").or_else(|| word(target, "id")).or_else(|| target.as_str());
    let quoted = target.get("selector").and_then(quote_in);
    let (Some(source), Some((exact, prefix, suffix))) = (source, quoted) else {
        return Incoming::Passed(Text::line(&format!("{id}: it is not about words of a text")));
    };
    let plain = body(item).iter().filter(|body| !matches!(word(body, "purpose"), Some("tagging" | "linking")));
    let mut notes = plain.filter_map(|body| word(body, "value").or_else(|| body.as_str()));
    let note = word(item, "bodyValue").or_else(|| notes.next()).map(str::to_owned);
    let creator = item.get("creator").and_then(|creator| word(creator, "name").or_else(|| creator.as_str()));
    Incoming::Foreign(Box::new(Foreign {
        id: id.to_owned(),
        uri: source.to_owned(),
        article: None,
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        note,
        tags: values(item, "tagging").collect(),
        created: word(item, "created").and_then(|moment| moment.parse().ok()),
        modified: word(item, "modified").and_then(|moment| moment.parse().ok()),
        creator: creator.map(str::to_owned),
    }))
}

/// The first `TextQuoteSelector` among selectors and what refines them.
fn quote_in(selector: &Value) -> Option<(&str, &str, &str)> {
    if let Value::Array(selectors) = selector {
        return selectors.iter().find_map(quote_in);
    }
    if word(selector, "type") == Some("TextQuoteSelector") {
        let part = |key| word(selector, key).unwrap_or_default();
        return Some((word(selector, "exact")?, part("prefix"), part("suffix")));
    }
    selector.get("refinedBy").and_then(quote_in)
}
