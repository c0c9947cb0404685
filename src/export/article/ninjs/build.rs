//! The properties of a ninjs item, from the fields of an article.

use serde_json::{Map, Value, json};

use crate::model::{Article, Date, Form, Item, PersonKind, Reference, Text};

use super::super::{html, plain};

const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";

/// An item of ninjs 3.1.
pub(super) fn item(article: &Article) -> Map<String, Value> {
    let mut item = Map::new();
    let uri = uri(article);
    item.insert("uri".to_owned(), Value::from(uri.as_str()));
    item.insert("type".to_owned(), Value::from("text"));
    item.insert("representationType".to_owned(), Value::from("full"));
    item.insert("standard".to_owned(), json!({"name": "ninjs", "version": "3.1", "schema": SCHEMA}));
    for (name, value) in scalars(article).into_iter().chain(lists(article)) {
        item.insert(name.to_owned(), value);
    }
    item.insert("headlines".to_owned(), headlines(article));
    item.insert("bodies".to_owned(), bodies(article));
    let photos = photos(article, &uri);
    if !photos.is_empty() {
        item.insert("associations".to_owned(), Value::Array(photos));
    }
    item
}

/// A kept item in which everything that byline models is as the article says it now. Version 2 writes its names in lower
/// case.
pub(super) fn revised(article: &Article, mut item: Map<String, Value>, old: bool) -> Map<String, Value> {
    for (name, value) in scalars(article) {
        item.insert(named(name, old), value);
    }
    for (name, made) in lists(article) {
        let known = item.entry(named(name, old)).or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(known) = known else { continue };
        let Value::Array(made) = made else { continue };
        // what is kept says more of each than a name
        known.retain(|known| made.iter().any(|made| made["name"] == known["name"]) || known.get("name").is_none());
        let new = made.into_iter().filter(|made| !known.iter().any(|known| known["name"] == made["name"]));
        let new: Vec<Value> = new.collect();
        known.extend(new);
    }
    item.insert("headlines".to_owned(), headlines(article));
    let mut bodies = bodies(article);
    if old && let Value::Array(bodies) = &mut bodies {
        for body in bodies {
            let Value::Object(body) = body else { continue };
            *body = std::mem::take(body).into_iter().map(|(name, value)| (named(&name, old), value)).collect();
        }
    }
    item.insert("bodies".to_owned(), bodies);
    item
}

fn named(name: &str, old: bool) -> String {
    match name {
        "embargoedUntil" if old => "embargoed".to_owned(),
        name if old => name.to_lowercase(),
        name => name.to_owned(),
    }
}

fn uri(article: &Article) -> String {
    let url = article.head.url.as_ref().map(|url| Reference::parse(url.as_str()));
    if let Some(Reference::Address(address)) = url {
        return address.to_string();
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

/// The properties that are one word or text, where the article has something to say.
fn scalars(article: &Article) -> Vec<(&'static str, Value)> {
    let head = &article.head;
    let by: Vec<&str> = head.by.iter().map(Text::as_str).collect();
    let moment = |date: &Option<Date>| date.as_ref().and_then(moment).map(Value::from);
    let text = |text: &Option<Text>| text.as_ref().map(|text| Value::from(text.as_str()));
    let status = head.status.as_ref().map(|status| match status.as_str().to_lowercase().as_str() {
        "canceled" | "cancelled" | "withdrawn" => "canceled",
        "withheld" => "withheld",
        _ => "usable",
    });
    let properties = [
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
    ];
    properties.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The properties that are lists of things with a name.
fn lists(article: &Article) -> Vec<(&'static str, Value)> {
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
        if let Some(Reference::Address(url)) = source.url.as_ref().map(|url| Reference::parse(url.as_str())) {
            made["uri"] = Value::from(url.as_str());
        }
        made
    }));
    let genres: Vec<Value> = head.genre.iter().map(|genre| json!({"name": genre.as_str()})).collect();
    let lists = [
        ("subjects", named(&head.topics)),
        ("places", named(&head.places)),
        ("people", speak(false)),
        ("organisations", speak(true)),
        ("genres", genres),
        ("infoSources", sources),
    ];
    lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name, Value::Array(list))).collect()
}

fn headlines(article: &Article) -> Value {
    let mut headlines = vec![json!({"role": "main", "value": article.head.headline.as_str()})];
    headlines.extend(article.head.subtitle.iter().map(|words| json!({"role": "subtitle", "value": words.as_str()})));
    Value::Array(headlines)
}

fn bodies(article: &Article) -> Value {
    let text = plain::story(article);
    let (characters, words) = (text.chars().count(), text.split_whitespace().count());
    let plain = json!({
        "role": "text", "contentType": "text/plain", "charCount": characters, "wordCount": words, "value": text,
    });
    json!([plain, {"role": "html", "contentType": "text/html", "value": html::body(article)}])
}

fn photos(article: &Article, uri: &str) -> Vec<Value> {
    let photos = article.story.iter().filter(|item| item.form == Form::Photo);
    let base = uri.split('#').next().unwrap_or(uri);
    (1..).zip(photos).map(|(number, item)| photo(item, &format!("{base}#photo-{number}"), number)).collect()
}

fn photo(item: &Item, uri: &str, number: u32) -> Value {
    let mut photo = json!({"name": format!("photo-{number}"), "uri": uri, "type": "picture"});
    let mut descriptions = vec![json!({"role": "caption", "value": item.text.plain()})];
    descriptions.extend(item.alt.iter().map(|alt| json!({"role": "alt", "value": alt.as_str()})));
    photo["descriptions"] = Value::Array(descriptions);
    if let Some(credit) = &item.credit {
        photo["by"] = Value::from(credit.as_str());
    }
    if let Some(Reference::Address(file)) = item.file.as_ref().map(|file| Reference::parse(file.as_str())) {
        photo["renditions"] = json!([{"name": "main", "href": file.as_str()}]);
    }
    photo
}

/// A date as a moment, which is all that ninjs knows: a day begins at midnight UTC, and so does a time without a zone. A
/// month or a year is none.
fn moment(date: &Date) -> Option<String> {
    let (_, month, day) = date.ymd().filter(|(_, month, day)| *month > 0 && *day > 0)?;
    debug_assert!(month <= 12 && day <= 31);
    let written = date.as_str().replacen(' ', "T", 1);
    let Some((day, time)) = written.split_once('T') else { return Some(format!("{written}T00:00:00Z")) };
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone)?;
    let seconds = if clock.matches(':').count() < 2 { ":00" } else { "" };
    Some(format!("{day}T{clock}{seconds}{}", if zone.is_empty() { "Z" } else { zone }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_moment_and_a_month_is_none() {
        for (written, is) in [
            ("2031-05-06", Some("2031-05-06T00:00:00Z")),
            ("2031-05-06 08:30", Some("2031-05-06T08:30:00Z")),
            ("2031-05-06T08:30+02:00", Some("2031-05-06T08:30:00+02:00")),
            ("2031-05-06T08:30:15Z", Some("2031-05-06T08:30:15Z")),
            ("2031-05", None),
            ("soon", None),
        ] {
            assert_eq!(moment(&Date::new(written)).as_deref(), is, "{written}");
        }
    }
}
