//! Items of both versions, in the shape of an agency's.

use serde_json::json;

use super::*;
use crate::{
    format,
    import::{Options, annotate},
};

/// An item of version 3 with much that byline has no field for.
fn item() -> Value {
    json!({
        "uri": "https://agency.example/items/310506-ferry", "type": "text", "representationType": "full", "version": "4",
        "altIds": [{"role": "system", "value": "f-77"}], "genres": [{"name": "Report", "literal": "REP"}],
        "firstCreated": "2031-05-06T08:30:00+02:00", "versionCreated": "2031-05-06T11:00:00+02:00", "pubStatus": "usable",
        "urgency": 3, "copyrightHolder": "Sandrey Agency", "language": "en", "slugline": "ferry-stop", "by": "Ada Marsh, Sandrey",
        "located": "Sandrey", "headlines": [{"role": "main", "value": "Ferry stops & bridge opens"}],
        "descriptions": [{"role": "text", "value": "A\ttab and a\nline."}],
        "bodies": [
            {"role": "text", "contentType": "text/plain", "charCount": 31, "value": "Ferry stops & bridge opens\nIt left."},
            {"role": "html", "contentType": "text/html", "value": "<article><h1>Ferry stops &amp; bridge opens</h1><p>It left.</p><h2>What we know</h2><p>\u{201c}She was full,\u{201d} said Ana Lee, the harbour master.</p></article>"}
        ],
        "associations": [{"name": "a1", "uri": "https://agency.example/pictures/9", "type": "picture", "by": "Ola Brandt",
            "descriptions": [{"value": "The last ferry."}], "renditions": [{"name": "r0", "width": 1024, "href": "https://agency.example/9.jpg"}]}],
        "people": [{"name": "Ana Lee", "contactInfo": [{"type": "phone", "value": "+00 1"}]}],
        "subjects": [{"name": "Transport", "uri": "https://agency.example/s/1", "relevance": 98, "confidence": 58}],
        "places": [{"name": "Sandrey", "geoJSON": {"type": "Point", "coordinates": [18.2979, 57.0]}}],
        "expires": "2032-05-31T00:00:00+02:00"
    })
}

fn through(item: &Value) -> Imported {
    let mut manuscripts = ninjs(item.to_string().as_bytes()).unwrap();
    let mut imported = annotate(manuscripts.remove(0), &Options::default());
    seal(&mut imported);
    let yaml = format::write(&imported.article);
    let reading = format::read(yaml.as_bytes(), imported.article.id.as_str());
    assert!(
        reading.diagnostics.iter().all(|d| d.severity != crate::model::Severity::Error),
        "{:?}",
        reading.diagnostics
    );
    Imported { article: reading.article.unwrap(), remarks: imported.remarks }
}

#[test]
fn an_item_is_an_article() {
    let article = through(&item()).article;
    let head = &article.head;
    assert_eq!(head.headline, "Ferry stops & bridge opens");
    assert_eq!(head.dateline, Some(Text::new("Sandrey")));
    assert_eq!(head.publisher, Some(Text::new("Sandrey Agency")));
    assert_eq!(head.published.as_ref().map(crate::model::Date::as_str), Some("2031-05-06T08:30:00+02:00"));
    assert_eq!(head.topics, ["Transport"]);
    let words: Vec<String> = article.story.iter().map(|item| item.text.plain()).collect();
    assert!(
        words.iter().any(|words| words == "It left.") && words.iter().any(|words| words.contains("The last ferry.")),
        "{words:?}"
    );
}

/// What the export reads: the item under its names, whole.
fn kept(imported: &Imported) -> (String, Value, bool) {
    let (_, Extra::Map(fields)) = imported.article.head.extra.iter().find(|(key, _)| *key == KEPT).unwrap() else {
        panic!()
    };
    let field = |name: &str| &fields.iter().find(|(key, _)| *key == name).unwrap().1;
    let Extra::Text(version) = field("version") else { panic!() };
    let state = Extra::Text(Text::new(&fingerprint(&imported.article, KEPT)));
    (version.to_string(), format::carried(field("item")), *field("state") == state)
}

#[test]
fn an_item_is_kept_whole_through_a_file() {
    assert_eq!(kept(&through(&item())), ("3".to_owned(), item(), true));
    let old = json!({"uri": "urn:newsml:agency.example:20310506:7", "version": "2", "versioncreated": "2031-05-06T16:02:28+02:00",
        "pubstatus": "usable", "urgency": 4, "copyrightholder": "agency", "language": "de",
        "bodies": [{"role": "html", "contenttype": "text/html", "value": "<section class=\"main\"><p>Die Fähre fährt nicht mehr.</p></section>"}],
        "headlines": [{"role": "main", "value": "Fähre steht"}], "by": "Von Ada Marsh"});
    assert_eq!(kept(&through(&old)), ("2".to_owned(), old, true));
}

#[test]
fn an_item_without_a_body_is_what_describes_it() {
    let event = json!({"uri": "urn:agency.example:7", "type": "event", "title": "Boat show",
        "descriptions": [{"role": "text", "value": "Boats at the quay."}, {"value": "Free for children."}],
        "eventDetails": {"dates": {"expectedStartDate": "2031-06-01"}}});
    let made = through(&event);
    assert_eq!(made.article.head.headline, "Boat show");
    let words: Vec<String> = made.article.story.iter().map(|item| item.text.plain()).collect();
    assert_eq!(words, ["Boats at the quay.\n\nFree for children.\n\n2031-06-01"]);
    assert_eq!(kept(&made).1, event);
    let picture = json!({"uri": "https://agency.example/p/9", "type": "picture", "by": "Ola Brandt", "embargoed": "2031-05-07T00:00:00Z",
        "descriptions": [{"value": "The last ferry."}], "headlines": [{"value": "Ferry"}],
        "renditions": [{"name": "small", "width": 90, "href": "https://agency.example/s.jpg"},
                       {"name": "main", "width": 900, "href": "https://agency.example/m.jpg"}]});
    let made = through(&picture);
    let [photo] = made.article.story.as_slice() else { panic!("{:?}", made.article.story) };
    assert_eq!(photo.form, crate::model::Form::Photo);
    assert_eq!(
        (photo.credit.clone(), photo.file.clone()),
        (Some(Text::new("Ola Brandt")), Some(Text::new("https://agency.example/m.jpg")))
    );
    assert!(made.article.head.embargo.is_some());
    assert_eq!(kept(&made).1, picture);
    let bare = json!({"uri": "urn:agency.example:8", "type": "audio"});
    assert_eq!(kept(&through(&bare)).1, bare);
}

#[test]
fn an_item_of_a_draft_of_version_2_is_read_too() {
    let draft = json!({"uri": "https://agency.example/7", "versioncreated": "2031-05-06T08:00:00Z", "byline": "Ada Marsh",
        "headline": [{"name": "test", "value": "Not this"}, {"name": "main", "text": "Ferry stops"}],
        "body": [{"name": "text", "value": "It left at noon."}, {"name": "xhtml", "value": "<p>It left.</p><p>At noon.</p>"}]});
    let made = through(&draft);
    assert_eq!((made.article.head.headline.as_str(), made.article.head.by.len()), ("Ferry stops", 1));
    let words: Vec<String> = made.article.story.iter().map(|item| item.text.plain()).collect();
    assert_eq!(words.concat(), "It left.\n\nAt noon.");
    assert_eq!(kept(&made).1, draft);
}

/// The story as its texts.
fn story(item: &Value) -> Vec<String> {
    through(item).article.story.iter().map(|item| item.text.plain()).collect()
}

#[test]
fn plain_words_are_read_before_xml_and_of_xml_the_copy_alone() {
    let nitf = "<?xml version=\"1.0\"?>\n<nitf><head><title>Not this</title></head><body><body.head><hedline>Nor this\
                </hedline></body.head><body.content><block><p>The ferry left.</p><p>It came back.</p></block>\
                </body.content></body></nitf>";
    let nitf = json!({"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf});
    let text = json!({"contentType": "text/plain", "value": "It left.\r\n\r\nIt came."});
    let item = |bodies: Vec<&Value>| json!({"uri": "urn:agency.example:9", "title": "Ferry", "bodies": bodies});
    assert_eq!(story(&item(vec![&nitf, &text])).concat(), "It left.\n\nIt came.");
    assert_eq!(story(&item(vec![&nitf])).concat(), "The ferry left.\n\nIt came back.");
}

#[test]
fn a_lead_apart_from_the_body_stands_above_it() {
    let item = |body: &str| {
        json!({"uri": "urn:agency.example:l", "title": "Ferry", "bodies": [{"value": body}],
            "descriptions": [{"role": "lead", "value": "The ferry of Sandrey stopped on Monday."}]})
    };
    let subtitle = |item: &Value| through(item).article.head.subtitle.map(|words| words.to_string());
    let lead = "The ferry of Sandrey stopped on Monday.";
    assert_eq!(subtitle(&item("Nobody knows why.")), Some(lead.to_owned()));
    assert_eq!(subtitle(&item(&format!("{lead}\n\nNobody knows why."))), None);
    // without a body it is the story, paragraph by paragraph
    let bare = json!({"uri": "urn:agency.example:l", "title": "Ferry", "descriptions": [
        {"role": "lead", "value": "The ferry stopped.\r\n\r\nNobody knows\r\nwhy."}]});
    assert_eq!(story(&bare), ["The ferry stopped.\n\nNobody knows why."]);
}

#[test]
fn a_picture_has_one_caption_its_credit_and_its_widest_file() {
    let rendition = |name: &str, kind: &str, width: u32| json!({"name": name, "contentType": kind, "width": width, "href": format!("https://agency.example/{name}")});
    let renditions = [
        rendition("s.jpg", "image/jpeg", 90),
        rendition("m.jpg", "image/jpeg", 640),
        rendition("f.mp4", "video/mp4", 1920),
    ];
    let picture = json!({"uri": "urn:agency.example:p", "name": "p1", "type": "video", "renditions": renditions,
        "descriptions": [{"role": "creditline", "value": "SANDREY AGENCY"}, {"role": "text", "value": "More of it."},
            {"role": "caption", "value": "The last ferry leaves."}, {"role": "alt", "value": "A ferry"},
            {"contentType": "text/html", "value": "<p>The last <b>ferry</b> leaves.</p>"}]});
    let made = through(&picture).article.story;
    let words: Vec<String> = made.iter().map(|item| item.text.plain()).collect();
    assert_eq!(words, ["The last ferry leaves.", "More of it."]);
    let told = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    let file = "https://agency.example/m.jpg";
    assert_eq!([told(&made[0].credit), told(&made[0].file), told(&made[0].alt)], ["SANDREY AGENCY", file, "A ferry"]);
    // the body shows the same picture, small
    let shown = "<p>It left.</p><figure><img src=\"https://agency.example/s.jpg\"><figcaption>The last ferry leaves.\
                 </figcaption></figure>";
    let item = json!({"uri": "urn:agency.example:i", "title": "Ferry", "associations": [picture],
        "bodies": [{"contentType": "text/html", "value": shown}]});
    let made = through(&item).article.story;
    assert_eq!((made.len(), told(&made[1].file)), (2, file.to_owned()), "{made:?}");
    // no words at all
    let bare = json!({"uri": "urn:agency.example:b", "type": "picture", "title": "Ferry", "renditions": renditions});
    let made = through(&bare).article.story;
    assert_eq!((made[0].text.plain(), told(&made[0].file)), (String::new(), file.to_owned()));
}

#[test]
fn an_event_says_when_and_where() {
    let event = json!({"uri": "urn:agency.example:e", "type": "event", "title": "Boat show",
        "eventDetails": {"dates": {"startDate": "2031-06-01T09:00:00Z", "expectedEndDate": "2031-06-02"},
            "organiser": {"name": "Port of Sandrey"}},
        "places": [{"name": "Quay 1", "contactInfo": [{"type": "url", "value": "https://agency.example"},
            {"address": {"lines": ["North Road 2"], "locality": "Sandrey", "postalCode": "7"}}]}],
        "plannedCoverage": [{"title": "A report", "dates": {"expectedStartDate": "2031-06-02"}}]});
    let told =
        "2031-06-01 09:00 UTC – 2031-06-02\nQuay 1, North Road 2, Sandrey\nPort of Sandrey\nA report, 2031-06-02";
    assert_eq!(story(&event).concat().replace("\n\n", "\n"), told);
    let old = json!({"uri": "urn:agency.example:e", "type": "event", "title": "Boat show",
        "eventdetails": {"dates": {"startdate": "2031-06-01", "enddate": "2031-06-01"}}});
    assert_eq!(story(&old), ["2031-06-01"]);
}

#[test]
fn a_version_is_known_by_the_names_and_not_by_what_it_says() {
    for (more, version) in [
        (json!({"versionCreated": "2031-05-06T08:00:00Z", "standard": {"version": "2.2"}}), "3"),
        (json!({"versioncreated": "2031-05-06T08:00:00Z", "standard": {"version": "3.0"}}), "2"),
        (json!({"standard": {"version": "2.1"}}), "2"),
        (json!({}), "3"),
    ] {
        let mut item = json!({"uri": "urn:agency.example:v", "headlines": [{"value": "Ferry"}]});
        item.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        assert_eq!(kept(&through(&item)), (version.to_owned(), item.clone(), true), "{item}");
    }
}

#[test]
fn version_1_is_read_too() {
    let first = json!({"guid": "20310506-7", "type": "text", "versioncreated": "2031-05-06T04:38:34+0000", "byline": "Ada Marsh",
        "headline": "Ferry stops", "body_html": "<p>It left.</p><p>At noon.</p>", "body_text": "It left. At noon.",
        "subject": [{"code": "1", "name": "Transport"}], "place": [{"name": "Sandrey"}], "genre": [{"name": "Report"}],
        "associations": {"main": {"type": "picture", "guid": "p", "headline_main": "Ferry", "description_text": "The last ferry.",
            "byline": "Ola Brandt", "renditions": {"big": {"href": "https://agency.example/b.jpg", "mimetype": "image/jpeg"}}}}});
    let made = through(&first);
    let article = &made.article;
    let head = &article.head;
    assert_eq!((head.headline.as_str(), head.topics.len(), head.places.len()), ("Ferry stops", 1, 1));
    let words: Vec<String> = article.story.iter().map(|item| item.text.plain()).collect();
    assert_eq!(words, ["It left.\n\nAt noon.", "The last ferry."]);
    assert_eq!(article.story[1].file, Some(Text::new("https://agency.example/b.jpg")));
    assert_eq!(kept(&made), ("1".to_owned(), first, true));
}

#[test]
fn an_item_without_a_uri_is_known_by_what_only_ninjs_says() {
    let told = json!({"title": "Boat show", "descriptions": [{"value": "Boats at the quay."}]});
    assert_eq!((story(&told), kept(&through(&told)).1), (vec!["Boats at the quay.".to_owned()], told));
    let keyed = json!({"uri": "urn:agency.example:k", "type": "picture", "headline_short": "Ferry",
        "renditions": {"big": {"href": "https://agency.example/b.jpg", "sizeinbytes": 7}}});
    let made = through(&keyed);
    assert_eq!(made.article.head.headline, "Ferry");
    assert_eq!(kept(&made), ("1".to_owned(), keyed, true));
    for other in [json!({"title": "Boats", "descriptions": ["Boats"]}), json!({"title": "Boats", "bodies": 3})] {
        assert_eq!(ninjs(other.to_string().as_bytes()), Err(NinjsError::NotNinjs), "{other}");
    }
}

#[test]
fn each_item_of_a_list_is_an_article() {
    let item = |number: u32| json!({"uri": format!("urn:agency.example:{number}"), "title": "Ferry", "type": "text"});
    let list = json!([item(1), item(2)]);
    assert_eq!(ninjs(list.to_string().as_bytes()).map(|made| made.len()), Ok(2));
    let answer = json!({"total": 2, "items": list});
    assert_eq!(ninjs(answer.to_string().as_bytes()).map(|made| made.len()), Ok(2));
    let broken = json!([item(1), {"name": "no item"}, item(3)]);
    assert_eq!(ninjs(broken.to_string().as_bytes()), Err(NinjsError::NotAll { number: 2, all: 3 }));
}

#[test]
fn what_is_no_item_is_an_error() {
    assert!(matches!(ninjs(b"{"), Err(NinjsError::NotJson(_))));
    for none in ["{}", "[]", "{\"uri\":\"x\"}", "[1]", "\"x\""] {
        assert_eq!(ninjs(none.as_bytes()), Err(NinjsError::NotNinjs), "{none}");
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(ninjs(deep.as_bytes()), Err(NinjsError::NotJson(_))));
}
