//! Exports obey the rules of the ninjs 3.1 schema, written down here by hand.

use serde_json::json;

use super::*;
use crate::{
    export::article::testing::{sample, shipped},
    format::{carry, fingerprint},
    model::Text,
};

/// What a property may hold.
#[derive(Clone, Copy)]
enum Rule {
    Words,
    Uri,
    Moment,
    Number(i64, i64),
    One(&'static [&'static str]),
    /// A list of objects with these properties, of which the second list must be there.
    List(&'static [(&'static str, Rule)], &'static [&'static str]),
    Object(&'static [(&'static str, Rule)]),
    /// A whole item, as associations are, with a name.
    Items,
}

use Rule::{Items, List, Moment, Number, Object, One, Uri, Words};

const ANY: i64 = i64::MAX;
const DESCRIBED: &[(&str, Rule)] = &[("role", Words), ("contentType", Words), ("value", Words)];
const NAMED: &[(&str, Rule)] = &[("name", Words), ("rel", Words), ("uri", Uri), ("literal", Words)];

const ITEM: &[(&str, Rule)] = &[
    ("uri", Uri),
    ("type", One(&["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"])),
    ("representationType", One(&["full", "partial"])),
    ("profile", Words),
    ("version", Words),
    ("firstCreated", Moment),
    ("versionCreated", Moment),
    ("contentCreated", Moment),
    ("embargoedUntil", Moment),
    ("expires", Moment),
    ("pubStatus", One(&["usable", "withheld", "canceled"])),
    ("urgency", Number(1, 9)),
    ("copyrightHolder", Words),
    ("copyrightNotice", Words),
    ("usageTerms", Words),
    ("edNote", Words),
    ("language", Words),
    ("title", Words),
    ("by", Words),
    ("slugline", Words),
    ("located", Words),
    ("descriptions", List(DESCRIBED, &["value"])),
    ("headlines", List(DESCRIBED, &["value"])),
    (
        "bodies",
        List(
            &[
                ("role", Words),
                ("contentType", Words),
                ("charCount", Number(0, ANY)),
                ("wordCount", Number(0, ANY)),
                ("value", Words),
            ],
            &["value"],
        ),
    ),
    ("people", List(NAMED, &[])),
    ("organisations", List(NAMED, &[])),
    ("places", List(NAMED, &[])),
    (
        "subjects",
        List(
            &[
                ("name", Words),
                ("rel", Words),
                ("uri", Uri),
                ("literal", Words),
                ("creator", Words),
                ("relevance", Number(0, 100)),
                ("confidence", Number(0, 100)),
            ],
            &[],
        ),
    ),
    ("genres", List(&[("name", Words), ("uri", Words), ("literal", Words)], &[])),
    ("infoSources", List(&[("name", Words), ("role", Words), ("uri", Uri), ("literal", Words)], &[])),
    ("altIds", List(&[("role", Words), ("value", Words)], &[])),
    (
        "renditions",
        List(
            &[
                ("name", Words),
                ("href", Uri),
                ("contentType", Words),
                ("title", Words),
                ("width", Number(0, ANY)),
                ("height", Number(0, ANY)),
            ],
            &["name"],
        ),
    ),
    ("standard", Object(&[("name", Words), ("version", Words), ("schema", Uri)])),
    ("associations", Items),
];

fn check_object(value: &Value, rules: &[(&str, Rule)], needed: &[&str]) {
    let object = value.as_object().expect("an object");
    for name in needed {
        assert!(object.contains_key(*name), "{name} is missing in {value}");
    }
    for (name, value) in object {
        let rule = rules.iter().find(|(known, _)| known == name);
        let (_, rule) = rule.unwrap_or_else(|| panic!("{name} is no property"));
        check(name, value, *rule);
    }
}

fn check(name: &str, value: &Value, rule: Rule) {
    let words = value.as_str();
    match rule {
        Words => assert!(words.is_some(), "{name}: {value}"),
        Uri => {
            let words = words.unwrap_or_default();
            let (scheme, rest) = words.split_once(':').unwrap_or_else(|| panic!("{name}: {value}"));
            assert!(scheme.chars().all(|c| c.is_ascii_alphanumeric()) && !rest.is_empty(), "{name}: {value}");
            assert!(!words.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c)), "{name}: {value}");
        }
        Moment => {
            let read: Result<jiff::Timestamp, _> = words.unwrap_or_default().parse();
            assert!(read.is_ok() && words.is_some_and(|words| words.contains('T')), "{name}: {value}");
        }
        Number(least, most) => assert!((least..=most).contains(&value.as_i64().unwrap()), "{name}: {value}"),
        One(known) => assert!(known.contains(&words.unwrap_or_default()), "{name}: {value}"),
        List(rules, needed) => value.as_array().unwrap().iter().for_each(|value| check_object(value, rules, needed)),
        Object(rules) => check_object(value, rules, &[]),
        Items => {
            let mut rules = ITEM.to_vec();
            rules.extend([("name", Words), ("rel", Words)]);
            value.as_array().unwrap().iter().for_each(|value| check_object(value, &rules, &["name", "uri"]));
        }
    }
}

#[test]
fn exports_obey_the_schema() {
    for article in shipped().iter().chain([&sample()]) {
        check_object(&ninjs(article), ITEM, &["uri"]);
    }
}

#[test]
fn an_article_says_what_it_can() {
    let item = ninjs(&sample());
    assert_eq!(item["uri"], "https://example.org/sandrey/bridge");
    assert_eq!(item["firstCreated"], "2031-05-06T08:30:00+02:00");
    assert_eq!(item["versionCreated"], "2031-05-07T00:00:00Z");
    assert_eq!(item["by"], "Mara Quill, Tobias Renn");
    assert_eq!(item["headlines"][0]["value"], "Sandrey closes its \"old\" ferry & opens a bridge");
    assert_eq!(item["people"], json!([{"name": "Ana Lee"}]));
    assert_eq!(item["organisations"], json!([{"name": "Ferry Union"}]));
    assert_eq!(item["associations"][0]["by"], "Ola Brandt");
    let body = item["bodies"][0]["value"].as_str().unwrap();
    assert!(body.contains("What we know\n\n- \"It ran for 60 years,\" she said.\n"), "{body}");
    let body = item["bodies"][1]["value"].as_str().unwrap();
    assert!(body.contains("<section class=\"unknown\">"), "{body}");
}

/// An item that byline does not understand in full, kept in an article as the import keeps it.
fn kept(version: &str) -> (Article, Value) {
    let item = json!({
        "uri": "https://example.org/items/7", "urgency": 3, "version": "2", "by": "From Sandrey",
        "headlines": [{"role": "main", "value": "An old headline"}],
        "bodies": [{"role": "nitf", "value": "<nitf/>"}],
        "subjects": [{"name": "Transport", "rel": "about", "relevance": 80}, {"name": "Sport"}],
        "places": [{"geoJSON": {"type": "Point", "coordinates": [18.2, 57]}}],
    });
    let mut article = sample();
    let state = fingerprint(&article, KEPT);
    let kept = vec![
        (Text::new("version"), Extra::Text(Text::new(version))),
        (Text::new("state"), Extra::Text(Text::new(&state))),
        (Text::new("item"), carry(&item)),
    ];
    article.head.extra.push((Text::new(KEPT), Extra::Map(kept)));
    (article, item)
}

#[test]
fn what_came_in_goes_out_as_it_came() {
    let (article, item) = kept("3");
    assert_eq!(ninjs(&article), item);
}

#[test]
fn an_edit_shows_and_what_is_not_modelled_stays() {
    let (mut article, _) = kept("3");
    article.head.headline = Text::new("A new headline");
    let item = ninjs(&article);
    assert_eq!(item["headlines"][0]["value"], "A new headline");
    assert_eq!(item["urgency"], 3);
    assert_eq!(item["subjects"], json!([{"name": "Transport", "rel": "about", "relevance": 80}, {"name": "Harbour"}]));
    assert_eq!(item["places"], json!([{"geoJSON": {"type": "Point", "coordinates": [18.2, 57]}}, {"name": "Sandrey"}]));
    assert_eq!(item["firstCreated"], "2031-05-06T08:30:00+02:00");
    let (mut article, _) = kept("2");
    article.head.headline = Text::new("A new headline");
    let item = ninjs(&article);
    assert_eq!(item["firstcreated"], "2031-05-06T08:30:00+02:00");
    assert!(item["bodies"][0].get("contenttype").is_some() && item.get("firstCreated").is_none());
}
