//! The properties of a ninjs item, from the fields of an article.

use serde_json::{Map, Value, json};

use crate::model::{Article, Date, Form, Item, PersonKind, Text};

use super::{
    super::{html, plain},
    forms,
};

const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";

/// An item of ninjs 3.1.
pub(super) fn item(article: &Article) -> Map<String, Value> {
    let mut item = Map::new();
    let uri = uri(article);
    item.insert("uri".to_owned(), Value::from(uri.as_str()));
    item.insert("type".to_owned(), Value::from("text"));
    item.insert("representationType".to_owned(), Value::from("full"));
    item.insert("standard".to_owned(), json!({"name": "ninjs", "version": "3.1", "schema": SCHEMA}));
    for (name, value) in scalars(article) {
        item.extend(value.map(|value| (name.to_owned(), value)));
    }
    for (name, list) in lists(article).into_iter().chain([("headlines", headlines(article))]) {
        if !list.is_empty() {
            item.insert(name.to_owned(), Value::Array(list));
        }
    }
    item.insert("bodies".to_owned(), Value::Array(bodies(article)));
    let pictures = pictures(article, &uri);
    if !pictures.is_empty() {
        item.insert("associations".to_owned(), Value::Array(pictures));
    }
    item
}

/// What names the item: where it stands on the web, or else its id.
pub(super) fn uri(article: &Article) -> String {
    if let Some(address) = article.head.url.as_ref().and_then(forms::address) {
        return address;
    }
    let mut uri = String::from("urn:byline:");
    for byte in article.id.as_str().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => uri.push(char::from(byte)),
            byte => uri.extend([format!("%{byte:02X}")]),
        }
    }
    uri
}

/// The properties that are one word or text, with what the article has to say of each.
pub(super) fn scalars(article: &Article) -> [(&'static str, Option<Value>); 12] {
    let head = &article.head;
    let by: Vec<&str> = head.by.iter().map(Text::as_str).collect();
    let moment = |date: &Option<Date>| date.as_ref().and_then(forms::moment).map(Value::from);
    let text = |text: &Option<Text>| text.as_ref().map(|text| Value::from(text.as_str()));
    // the words of a status are the desk's own; what nobody may use yet must not go out as usable
    let status = head.status.as_ref().map(|status| match status.as_str().to_lowercase().as_str() {
        "canceled" | "cancelled" | "withdrawn" | "retracted" => "canceled",
        "withheld" | "draft" => "withheld",
        _ => "usable",
    });
    [
        ("firstCreated", moment(&head.published)),
        ("versionCreated", moment(if head.updated.is_some() { &head.updated } else { &head.published })),
        ("embargoedUntil", moment(&head.embargo)),
        ("expires", moment(&head.expires)),
        ("pubStatus", status.map(Value::from)),
        ("copyrightNotice", text(&head.rights)),
        ("usageTerms", text(&head.usage)),
        ("edNote", text(&head.ednote)),
        ("language", text(&head.lang)),
        ("by", (!by.is_empty()).then(|| Value::from(by.join(", ")))),
        ("located", text(&head.dateline)),
        ("slugline", text(&head.slug)),
    ]
}

/// The properties that are lists of things with a name.
pub(super) fn lists(article: &Article) -> [(&'static str, Vec<Value>); 6] {
    let head = &article.head;
    let named = |texts: &[Text]| texts.iter().map(|text| json!({"name": text.as_str()})).collect::<Vec<_>>();
    let speak = |organisation: bool| {
        let people = article.people.iter().filter(|person| match person.kind {
            PersonKind::Person => !organisation,
            PersonKind::Organisation | PersonKind::Group => organisation,
            PersonKind::Document => false,
        });
        people.map(|person| json!({"name": person.name.as_str()})).collect::<Vec<_>>()
    };
    let mut sources: Vec<Value> =
        head.publisher.iter().map(|name| json!({"name": name.as_str(), "role": "publisher"})).collect();
    sources.extend(article.sources.iter().map(|source| {
        let mut made = json!({"name": source.name.as_str(), "role": "source"});
        if let Some(title) = &source.title {
            made["literal"] = Value::from(title.as_str());
        }
        if let Some(url) = source.url.as_ref().and_then(forms::address) {
            made["uri"] = Value::from(url);
        }
        made
    }));
    let genres: Vec<Value> = head.genre.iter().map(|genre| json!({"name": genre.as_str()})).collect();
    [
        ("subjects", named(&head.topics)),
        ("places", named(&head.places)),
        ("people", speak(false)),
        ("organisations", speak(true)),
        ("genres", genres),
        ("infoSources", sources),
    ]
}

fn headlines(article: &Article) -> Vec<Value> {
    let told = |role: &str, words: &Text| json!({"role": role, "value": words.as_str()});
    let main = Some(&article.head.headline).filter(|words| !words.is_empty());
    let main = main.map(|words| told("main", words));
    main.into_iter().chain(article.head.subtitle.iter().map(|words| told("subtitle", words))).collect()
}

pub(super) fn bodies(article: &Article) -> Vec<Value> {
    let text = plain::story(article);
    let (characters, words) = (text.chars().count(), text.split_whitespace().count());
    let plain = json!({
        "role": "text", "contentType": "text/plain", "charCount": characters, "wordCount": words, "value": text,
    });
    vec![plain, json!({"role": "html", "contentType": "text/html", "value": html::body(article)})]
}

/// The photos and films of the story, each an item of its own.
pub(super) fn pictures(article: &Article, uri: &str) -> Vec<Value> {
    let base = uri.split('#').next().unwrap_or(uri);
    let (mut photos, mut films) = (0, 0);
    let pictures = article.story.iter().filter_map(|item| match item.form {
        Form::Photo => {
            photos += 1;
            Some(picture(item, "picture", base, &format!("photo-{photos}")))
        }
        Form::Video => {
            films += 1;
            Some(picture(item, "video", base, &format!("video-{films}")))
        }
        _ => None,
    });
    pictures.collect()
}

fn picture(item: &Item, kind: &str, base: &str, name: &str) -> Value {
    let mut picture = json!({"name": name, "uri": format!("{base}#{name}"), "type": kind});
    let caption = item.text.plain();
    let caption = (!caption.is_empty()).then(|| json!({"role": "caption", "value": caption}));
    let alt = item.alt.iter().map(|alt| json!({"role": "alt", "value": alt.as_str()}));
    let descriptions: Vec<Value> = caption.into_iter().chain(alt).collect();
    if !descriptions.is_empty() {
        picture["descriptions"] = Value::Array(descriptions);
    }
    if let Some(credit) = &item.credit {
        picture["by"] = Value::from(credit.as_str());
    }
    if let Some(date) = item.date.as_ref().and_then(forms::moment) {
        picture["contentCreated"] = Value::from(date);
    }
    if let Some(place) = &item.place {
        picture["places"] = json!([{"name": place.as_str()}]);
    }
    let to = item.to.as_ref().map(|to| Text::line(&to.to_string()));
    if let Some(file) = [&item.file, &to].into_iter().flatten().find_map(forms::address) {
        picture["renditions"] = json!([{"name": "main", "href": file}]);
    }
    picture
}
