//! Exports obey the schema of ninjs 3.1, and what came in goes out again.

use serde_json::json;

use super::{schema::faults, *};
use crate::{
    export::article::testing::{sample, shipped},
    format::{self, carry, fingerprint},
    model::Text,
};

/// An article that says odd things: addresses, dates and a status, as people write them.
fn odd(url: &str, date: &str, status: &str) -> Article {
    let mut source = String::from("format: byline/1\nheadline: Boats\nstatus: STATUS\n");
    for field in ["published", "updated", "embargo", "expires"] {
        source.extend([field, ": 'DATE'\n"]);
    }
    source.push_str("url: 'URL'\nsources:\n  log: {name: A log, url: 'URL'}\nstory:\n  - Boats rise.\n");
    source.push_str("  - photo: Boats\n    file: 'URL'\n    date: 'DATE'\n    where: The quay\n    alt: Two boats\n");
    source.push_str("  - photo: ''\n    file: boats.jpg\n  - video: A film\n    to: 'URL'\n");
    let source = source.replace("URL", url).replace("DATE", date).replace("STATUS", status);
    format::read(source.as_bytes(), "odd näme").article.unwrap()
}

#[test]
fn exports_obey_the_schema() {
    for article in shipped().iter().chain([&sample()]) {
        assert_eq!(faults(&ninjs(article)), Vec::<String>::new(), "{}", article.id);
    }
    let urls = [
        "https://example.org",
        "https://example.org/färja?a=b|c&d=[e]#f#g",
        "https://sjö.example/100%",
        "https://[2001:db8::1]/%zz",
        "https://[oh/<>\"{}^`\\",
        "mailto:desk@example.org",
        "two words",
        "another-article",
    ];
    let dates = [
        "2031-05-06",
        "2031-05-06 08:30",
        "2031-05-06T08:30:00.5+0200",
        "2031-05-06T23:59:60Z",
        "2031-05-06T08:30:00+25:00",
        "2031-05-06T",
        "0000-01-01",
        "2031",
        "soon",
    ];
    for (url, date) in urls.iter().flat_map(|url| dates.iter().map(move |date| (url, date))) {
        let item = ninjs(&odd(url, date, "draft"));
        assert_eq!(faults(&item), Vec::<String>::new(), "{url} {date} {item}");
    }
}

#[test]
fn the_rules_refuse_what_the_schema_refuses() {
    let item = ninjs(&sample());
    for (property, value) in [
        ("uri", json!("no uri")),
        ("uri", json!("https://example.org/å")),
        ("type", json!("story")),
        ("urgency", json!(0)),
        ("urgency", json!("3")),
        ("expires", json!("2031-05-06")),
        ("expires", json!("2031-05-06T08:30Z")),
        ("headlines", json!("A headline")),
        ("headlines", json!([{"role": "main"}])),
        ("x-own", json!(1)),
        ("name", json!("only of an associated item")),
        ("places", json!([{"name": "Sandrey", "geojson": {"type": "Point"}}])),
        ("subjects", json!([{"relevance": 101}])),
        ("rightsInfo", json!({"langId": "https://example.org"})),
        ("people", json!([{"contactInfo": [{"type": "phone"}]}])),
        ("eventDetails", json!({"dates": {}})),
        ("eventDetails", json!({"dates": {"expectedStartDate": "May"}})),
        ("renditions", json!([{"href": "https://example.org"}])),
        ("associations", json!([{"uri": "urn:example:1"}])),
        ("associations", json!([{"uri": "urn:example:1", "name": "One", "associations": [{"name": "Two"}]}])),
    ] {
        let mut broken = item.clone();
        broken[property] = value.clone();
        assert_ne!(faults(&broken), Vec::<String>::new(), "{property}: {value}");
    }
    assert_ne!(faults(&json!({"type": "text"})), Vec::<String>::new());
    let event = json!({"uri": "urn:example:1", "eventDetails": {"dates": {"startDate": "2031-05-06T08:30:00Z",
        "expectedEndDate": "2031-05"}, "organiser": {"name": "Port", "contactInfo": [{"address": {"lines": ["Quay 1"]}}]}},
        "plannedCoverage": [{"urgency": 3, "itemCount": {"rangeFrom": 1}}], "places": [{"geoJSON": {"type": "Point"}}]});
    assert_eq!(faults(&event), Vec::<String>::new());
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

#[test]
fn what_nobody_may_use_yet_is_withheld() {
    for (status, is) in [("draft", "withheld"), ("Cancelled", "canceled"), ("corrected", "usable")] {
        assert_eq!(ninjs(&odd("https://example.org", "2031-05-06", status))["pubStatus"], is);
    }
}

#[test]
fn photos_and_films_are_items_of_their_own() {
    let item = ninjs(&odd("https://example.org/a", "2031-05-06", "report"));
    let made = |number: usize, name: &str| item["associations"][number][name].clone();
    assert_eq!([made(0, "type"), made(1, "type"), made(2, "type")], ["picture", "picture", "video"]);
    assert_eq!(made(0, "contentCreated"), "2031-05-06T00:00:00Z");
    assert_eq!(made(0, "places"), json!([{"name": "The quay"}]));
    assert_eq!((made(1, "descriptions"), made(1, "renditions")), (Value::Null, Value::Null));
    assert_eq!(made(2, "uri"), "https://example.org/a#video-1");
    assert_eq!(made(2, "renditions"), json!([{"name": "main", "href": "https://example.org/a"}]));
}

/// An item that byline does not understand in full, kept in an article as the import keeps it.
fn kept(version: &str) -> (Article, Value) {
    let item = json!({
        "uri": "https://example.org/items/7", "urgency": 3, "version": "2", "by": "From Sandrey",
        "headlines": [{"role": "short", "value": "Old"}, {"role": "main", "value": "An old headline"}],
        "bodies": [{"role": "nitf", "value": "<nitf/>"}], "people": [{"name": "Bo Lin", "rel": "about"}],
        "subjects": [{"name": "Transport", "rel": "about", "relevance": 80}, {"name": "Sport"}],
        "places": [{"geoJSON": {"type": "Point", "coordinates": [18.2, 57]}}],
    });
    let mut article = sample();
    let (state, story) = (fingerprint(&article, KEPT), fingerprint_of_story(&article));
    let kept = vec![
        (Text::new("version"), Extra::Text(Text::new(version))),
        (Text::new("state"), Extra::Text(Text::new(&state))),
        (Text::new("story"), Extra::Text(Text::new(&story))),
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
fn an_edit_of_the_head_shows_and_leaves_the_rest() {
    let (mut article, came) = kept("3");
    article.head.headline = Text::new("A new headline");
    article.head.by.clear();
    let item = ninjs(&article);
    assert_eq!(item["headlines"][1], json!({"role": "main", "value": "A new headline"}));
    assert_eq!(item["headlines"][0], came["headlines"][0]);
    assert_eq!(item["urgency"], 3);
    assert_eq!(item.get("by"), None);
    assert_eq!((&item["bodies"], &item["people"]), (&came["bodies"], &came["people"]));
    assert_eq!(item["subjects"], json!([{"name": "Transport", "rel": "about", "relevance": 80}, {"name": "Harbour"}]));
    assert_eq!(item["places"], json!([{"geoJSON": {"type": "Point", "coordinates": [18.2, 57]}}, {"name": "Sandrey"}]));
    assert_eq!(item["firstCreated"], "2031-05-06T08:30:00+02:00");
    assert_eq!(faults(&item), Vec::<String>::new());
}

#[test]
fn an_item_that_came_without_a_name_gets_one_with_the_first_edit() {
    let (mut article, _) = kept("3");
    let Some((_, Extra::Map(fields))) = article.head.extra.last_mut() else { panic!("no kept item") };
    for (name, value) in fields {
        if *name == "item" {
            *value = carry(&json!({"headlines": [{"value": "Ferry"}]}));
        }
    }
    assert_eq!(ninjs(&article), json!({"headlines": [{"value": "Ferry"}]}));
    article.head.ednote = Some(Text::new("Seen"));
    assert_eq!(ninjs(&article)["uri"], "https://example.org/sandrey/bridge");
}

#[test]
fn a_lead_that_was_read_of_a_description_is_told_once() {
    let (mut article, _) = kept("3");
    let Some((_, Extra::Map(fields))) = article.head.extra.last_mut() else { panic!("no kept item") };
    let lead = json!([{"role": "lead", "value": "Cars cross from <Monday>"}]);
    for (name, value) in fields {
        if *name == "item" {
            *value = carry(&json!({"uri": "urn:example:1", "descriptions": lead.clone()}));
        }
    }
    article.head.ednote = Some(Text::new("Seen"));
    let item = ninjs(&article);
    assert_eq!((&item["descriptions"], item["headlines"].as_array().map(Vec::len)), (&lead, Some(1)));
}

#[test]
fn an_edit_of_the_story_is_told_anew() {
    let (mut article, _) = kept("3");
    article.story.truncate(1);
    let item = ninjs(&article);
    assert_eq!(item["bodies"].as_array().map(Vec::len), Some(2));
    assert!(item["bodies"][0]["value"].as_str().is_some_and(|words| words.starts_with("The ferry stopped")));
    assert_eq!(item["people"][0], json!({"name": "Bo Lin", "rel": "about"}));
    assert_eq!(faults(&item), Vec::<String>::new());
    let (mut article, _) = kept("2");
    article.story.truncate(1);
    let item = ninjs(&article);
    assert_eq!(item["firstcreated"], "2031-05-06T08:30:00+02:00");
    assert!(item["bodies"][0].get("contenttype").is_some() && item.get("firstCreated").is_none());
}

#[test]
fn an_edited_item_of_version_1_is_one_of_3_under_its_name() {
    let (mut article, _) = kept("1");
    article.head.headline = Text::new("A new headline");
    let item = ninjs(&article);
    assert_eq!((&item["uri"], &item["standard"]["version"]), (&json!("https://example.org/items/7"), &json!("3.1")));
    assert_eq!(item.get("urgency"), None);
    assert_eq!(faults(&item), Vec::<String>::new());
}
