//! Items of ninjs through an article and back: whatever an agency sends goes out again as it came.
#![allow(clippy::unwrap_used, reason = "a fault here is a failing test")]

use byline::{
    export, format,
    import::{self, Nowhere},
    model::{Article, Severity, Text},
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Words as agencies write them, and as they should not.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{2,8}( [a-z]{2,8}){0,8}[.?:]?",
        "“[A-Z][a-z ]{4,30},” said [A-Z][a-z]{2,6} [A-Z][a-z]{2,8}\\.",
        "(What we know|Background|The Brief|RELATED|Correction): [a-z ]{5,30}",
        any::<String>(),
        Just("# 1 - [a](b) `c` \"d\": {e} & <f> \t\n\n* g".to_owned()),
    ]
}

fn body() -> impl Strategy<Value = Value> {
    let html = prop::collection::vec(words(), 0..6).prop_map(|words| {
        let made: Vec<String> = words.iter().map(|words| format!("<p>{words}</p><h2>{words}</h2>")).collect();
        json!({"role": "html", "contentType": "text/html", "value": made.concat()})
    });
    let text = prop::collection::vec(words(), 0..6).prop_map(|words| json!({"value": words.join("\n\n")}));
    prop_oneof![html, text]
}

/// An item of either version, with much that byline has no field for.
fn item() -> impl Strategy<Value = Value> {
    let property = prop_oneof![
        words().prop_map(|words| ("headlines", json!([{"role": "main", "value": words}]))),
        prop::collection::vec(body(), 0..3).prop_map(|bodies| ("bodies", Value::from(bodies))),
        words().prop_map(|words| ("descriptions", json!([{"role": "caption", "value": words}]))),
        words().prop_map(|words| ("by", json!(words))),
        words().prop_map(|words| ("located", json!(words))),
        words().prop_map(|words| ("slugline", json!(words))),
        words().prop_map(|words| ("language", json!(words))),
        words().prop_map(|words| ("edNote", json!(words))),
        words().prop_map(|words| ("subjects", json!([{"name": words, "relevance": 80}, {"literal": words}]))),
        words().prop_map(|words| ("copyrightnotice", json!(words))),
        "20[0-9]{2}-0[1-9]-1[0-9]T0[0-9]:00:00Z".prop_map(|date| ("versionCreated", json!(date))),
        "20[0-9]{2}-0[1-9]-1[0-9]".prop_map(|date| ("firstcreated", json!(date))),
        words().prop_map(|words| ("places", json!([{"name": words, "geoJSON": {"coordinates": [18.25, -7, 1e3]}}]))),
        words().prop_map(|words| (
            "associations",
            json!([{"name": "a", "uri": "urn:p", "type": "picture",
            "headlines": [{"value": words}], "renditions": [{"name": "r", "href": words}]}])
        )),
        words().prop_map(|words| ("rightsInfo", json!({"encodedRights": words}))),
        (any::<bool>(), any::<i32>()).prop_map(|(is, number)| ("x-own", json!([is, number, null, {}, []]))),
    ];
    let kind = prop_oneof![Just("text"), Just("event"), Just("picture"), Just("composite")];
    (kind, prop::collection::vec(property, 0..9)).prop_map(|(kind, properties)| {
        let named = properties.into_iter().map(|(name, value)| (name.to_owned(), value));
        let mut item: Map<String, Value> = named.collect();
        item.insert("uri".to_owned(), json!("urn:newsml:agency.example:20310506:7"));
        item.insert("type".to_owned(), json!(kind));
        Value::Object(item)
    })
}

/// The article that an item becomes, through its file.
fn article(item: &Value) -> Article {
    let manuscript = import::ninjs(item.to_string().as_bytes()).unwrap().remove(0);
    let mut made = import::bring_in(manuscript, &Nowhere);
    assert!(!made.article.story.is_empty(), "{item}");
    import::seal(&mut made);
    let yaml = format::write(&made.article);
    let reading = format::read(yaml.as_bytes(), made.article.id.as_str());
    let faults: Vec<_> = reading.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(faults.is_empty(), "{faults:?}\n{yaml}");
    reading.article.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn whatever_comes_in_goes_out_as_it_came(item in item()) {
        prop_assert_eq!(export::article::ninjs(&article(&item)), item);
    }

    #[test]
    fn an_edit_of_the_head_leaves_what_it_does_not_touch(item in item()) {
        let mut article = article(&item);
        article.head.ednote = Some(Text::new("Seen by the desk"));
        let out = export::article::ninjs(&article);
        let notes = [&out["edNote"], &out["ednote"]];
        prop_assert!(notes.iter().any(|note| *note == "Seen by the desk"), "{}", out);
        for name in ["uri", "type", "bodies", "descriptions", "associations", "rightsInfo", "language", "x-own"] {
            prop_assert_eq!(out.get(name), item.get(name), "{}", name);
        }
        let subjects = |item: &Value| item.get("subjects").and_then(Value::as_array).map(Vec::len);
        prop_assert_eq!(subjects(&out), subjects(&item));
    }
}
