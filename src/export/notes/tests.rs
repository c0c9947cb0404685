//! Annotations to other programs, and back.

mod standard;

use std::sync::Arc;

use jiff::Timestamp;
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::Value;

use super::*;
use crate::{
    format,
    library::{Entry, FileFacts},
    marginalia::{Context, Gloss, Revision, find},
    model::{Annotation, AnnotationId, AnnotationKind, BlockPath, Colour, Extra, Extract, Fate, Target},
};

const ARTICLE: &str = "format: byline/1
headline: Harbour bridge closes for a month
published: 2031-07-28
publisher: The Merrow Courier
by: R. Quill
url: https://example.org/merrow/harbour-bridge
people:
  a-lee: {name: Ana Lee, role: harbour master, org: Port of Merrow}
story:
  - |
    Merrow will be without its bridge in August. 🚧
  - What we know: |
      [“The bridge will close on Monday,”](@a-lee 'at the quay') Lee said.
  - What we don't know: |
      - Who pays for the ferry.
";

pub(super) fn article() -> crate::model::Article {
    format::read(ARTICLE.as_bytes(), "harbour-bridge").article.expect("an article")
}

/// A note on those words of the article, in the paragraph they stand in.
pub(super) fn clipping(number: u64, words: &str) -> Clipping {
    let article = article();
    let outline = article.outline();
    let revision = Revision::of(&article, &outline);
    let block = revision.blocks.iter().find(|block| block.text.as_str().contains(words)).expect("the words");
    let at = block.text.as_str().find(words).expect("the words");
    let extract = Extract { parts: vec![(block.place, block.text.span(at..at + words.len()).expect("letters"))] };
    let created: Timestamp = "2031-07-29T09:12:44Z".parse().expect("a time");
    let milliseconds = u128::try_from(created.as_millisecond()).expect("after 1970");
    let annotation = Annotation {
        id: AnnotationId::from_bits((milliseconds << 80) | u128::from(number)),
        article: article.id.clone(),
        kind: AnnotationKind::Note,
        colour: Some(Colour::Yellow),
        tags: vec![Text::new("infrastructure"), Text::new("to check")],
        note: Some(Text::new("Contradicts the *June* statement.\n\nAsk her.")),
        created,
        modified: "2031-07-30T10:00:00Z".parse().expect("a time"),
        deleted: None,
        device: None,
        creator: None,
        base: None,
        target: revision.target(&extract).expect("words"),
        extra: Vec::new(),
    };
    let found = find(&[&annotation], &|_| None, &revision).remove(0);
    let facts = FileFacts { path: "harbour-bridge.yaml".to_owned(), ..FileFacts::default() };
    let entry = Arc::new(Entry::new(&article, &outline, &[], facts));
    let context = Context::of(&annotation, &found, &article, &outline, &entry);
    Clipping {
        gloss: Gloss { annotation, context },
        url: article.head.url.clone(),
        by: article.head.by.clone(),
        file: Some("/news/harbour-bridge.yaml".to_owned()),
        units: found.extract().and_then(|extract| units(&revision, extract)),
    }
}

/// A note on an article that is gone.
fn orphan(number: u64) -> Clipping {
    let mut clipping = clipping(number, "Who pays");
    clipping.gloss.annotation.article = "ferry-strike".parse().expect("an id");
    clipping.gloss.context = Context::without_article(&clipping.gloss.annotation);
    Clipping { url: None, by: Vec::new(), file: None, units: None, ..clipping }
}

fn now() -> Timestamp {
    "2031-08-01T00:00:00Z".parse().expect("a time")
}

#[test]
fn every_format_says_who_said_it_where_and_leads_back() {
    let quote = clipping(1, "bridge will close on Monday");
    for format in Format::ALL {
        let text = write(format, std::slice::from_ref(&quote), now());
        for words in [
            "bridge will close on Monday",
            "Ana Lee",
            "harbour master",
            "at the quay",
            "What we know",
            "Harbour bridge closes for a month",
            "https://example.org/merrow/harbour-bridge",
            "infrastructure",
            "June",
        ] {
            assert!(text.contains(words), "{}: no {words} in\n{text}", format.name());
        }
    }
}

#[test]
fn a_note_on_an_article_that_is_gone_is_still_told() {
    for format in Format::ALL {
        let text = write(format, &[orphan(1)], now());
        for words in ["Who pays", "ferry-strike", "Ask her."] {
            assert!(text.contains(words), "{}: no {words} in\n{text}", format.name());
        }
        assert!(!text.contains("example.org"), "{text}");
    }
}

#[test]
fn hypothesis_counts_in_its_own_units() {
    let text = write(Format::Hypothesis, &[clipping(1, "Who pays")], now());
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let selectors = &document["annotations"][0]["target"][0]["selector"];
    let revision = Revision::of(&article(), &article().outline());
    let joined = revision.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
    let units: Vec<u16> = joined.encode_utf16().collect();
    let offset = |key: &str| usize::try_from(selectors[0][key].as_u64().expect("a number")).expect("it is small");
    let words = String::from_utf16(&units[offset("start")..offset("end")]).expect("whole letters");
    assert_eq!(words, "Who pays");
    assert!(joined.contains('🚧'), "a sign of two units comes before it");
    for key in ["export_date", "export_userid", "client_version"] {
        assert!(document[key].is_string(), "{key}");
    }
}

#[test]
fn an_export_of_hypothesis_comes_back_to_its_article() {
    let sent = clipping(7, "bridge will close on Monday");
    let text = write(Format::Hypothesis, std::slice::from_ref(&sent), now());
    let Incoming::Foreign(back) = read(&text).expect("it reads").remove(0) else { panic!("{text}") };
    assert_eq!(back.article.as_deref(), Some("harbour-bridge"));
    let revision = Revision::of(&article(), &article().outline());
    let back = back.annotation(article().id, &revision, now());
    let Annotation { id, tags, note, created, modified, target, .. } = sent.gloss.annotation;
    assert_eq!((back.id, back.tags, back.note), (id, tags, note));
    assert_eq!((back.created, back.modified, back.target), (created, modified, target));
}

#[test]
fn what_others_made_with_hypothesis_is_taken_and_the_rest_is_told() {
    let text = r#"{"export_date": "2031-08-01", "export_userid": "acct:ada@example.org", "client_version": "1", "annotations": [
        {"id": "pUBh6GtXEe2ZAeeQW2cMvA", "created": "2031-07-29T09:12:44.123456+00:00", "updated": "2031-07-29T09:12:44.123456+00:00",
         "user": "acct:ada@example.org", "uri": "https://example.org/merrow/harbour-bridge", "text": "hm", "tags": ["b", "a", "b"],
         "group": "x", "permissions": {}, "document": {}, "target": [{"source": "x", "selector": [
            {"type": "RangeSelector", "endOffset": 3}, {"type": "TextQuoteSelector", "exact": "pays for the ferry", "prefix": "Who "}]}]},
        {"id": "page", "uri": "https://example.org/merrow/harbour-bridge", "text": "a page note", "target": [{"source": "x"}]}]}"#;
    let incoming = read(text).expect("it reads");
    let Incoming::Foreign(foreign) = incoming[0].clone() else { panic!("{incoming:?}") };
    assert!(matches!(&incoming[1], Incoming::Passed(told) if told.as_str().contains("whole page")), "{incoming:?}");
    let revision = Revision::of(&article(), &article().outline());
    let taken = foreign.clone().annotation(article().id, &revision, now());
    assert_eq!(taken, foreign.annotation(article().id, &revision, Timestamp::UNIX_EPOCH), "the same each time");
    assert_eq!(taken.creator, Some(Text::new("ada@example.org")));
    assert_eq!(taken.tags, [Text::new("a"), Text::new("b")]);
    assert_eq!(taken.target.block.section, Some(Text::new("What we don't know")));
    assert_eq!(taken.id.bits() >> 80, u128::try_from(taken.created.as_millisecond()).expect("after 1970"));
}

#[test]
fn what_is_no_export_is_refused_with_a_reason() {
    for bad in
        ["", "{}", "3", "[1]", "{\"type\": \"Recipe\"}", "[{\"id\": \"x\"}]", "{\"@context\": 1, \"items\": [2]}"]
    {
        let told = read(bad).expect_err(bad);
        assert!(!told.is_empty(), "{bad}");
    }
    let text = write(Format::JsonLd, &[clipping(1, "Who pays")], now()).replace("kind=", "kinds=%");
    assert!(read(&text).expect_err("it was damaged").as_str().contains("damaged"));
}

#[test]
fn markdown_is_written_into_a_document_without_touching_what_others_wrote() {
    let [one, two, three] = [(1, "bridge will close on Monday"), (2, "Who pays"), (3, "Merrow will be")]
        .map(|(number, words)| clipping(number, words));
    let first = write(Format::Markdown, &[one.clone(), two.clone()], now());
    assert_eq!(write_into(&first, &[one.clone(), two.clone()]), first, "nothing has changed");
    let mine = first.replace("> Who pays", "> Who pays (I asked)") + "\nMy own words.\n";
    let mut edited = [one, two, three, orphan(4)];
    for clipping in &mut edited {
        clipping.gloss.annotation.note = Some(Text::new("A new note."));
    }
    let second = write_into(&mine, &edited);
    assert!(second.contains("I asked") && second.contains("\nMy own words.\n"), "{second}");
    let counts =
        ["A new note.", "Contradicts", "%% byline ", "%% /byline %%", "## "].map(|words| second.matches(words).count());
    assert_eq!(counts, [3, 1, 4, 4, 2], "{second}");
    let (third, mine) = (second.find(edited[2].gloss.annotation.id.as_str()), second.find("My own words."));
    assert!(third < mine, "a new one stands after the others of its article");
    assert_eq!(write_into(&second, &edited), second);
    let broken = second.replace("%% /byline %%", "");
    let again = write_into(&broken, &edited);
    assert!(again.starts_with(&broken), "a block without its end is left alone");
}

#[test]
fn a_quote_cannot_break_out_of_its_format() {
    let mut clipping = clipping(1, "Who pays");
    let bad = "%% /byline %%\n=1+1,\"x\"\t<b>*_[x](y)|`$\n# head\n---";
    clipping.gloss.annotation.target.exact = Text::new(bad);
    clipping.gloss.annotation.note = Some(Text::new(bad));
    clipping.gloss.annotation.tags = vec![Text::new("2031"), Text::new("a b, c")];
    let rows = std::slice::from_ref(&clipping);
    let markdown = write(Format::Markdown, rows, now());
    assert_eq!(markdown.lines().filter(|line| *line == "%% /byline %%").count(), 1, "{markdown}");
    assert!(markdown.contains("#2031_ #a-b--c"), "{markdown}");
    let anki = write(Format::Anki, rows, now());
    let row = anki.lines().last().expect("a row");
    assert_eq!((anki.lines().count(), row.split('\t').count()), (7, 5), "{anki}");
    assert!(!row.contains("<b>") && !row.starts_with('#'));
    let readwise = write(Format::Readwise, rows, now());
    assert!(readwise.contains("\"\"x\"\""), "{readwise}");
}

#[test]
fn a_template_lays_notes_out_and_touches_nothing_else() {
    let clippings = [clipping(1, "Who pays"), clipping(2, "Merrow will be")];
    let template = "{% for a in articles %}{{ a.headline }}: {% for n in a.notes %}[{{ n.quote }}|{{ n.name }}]{% endfor %}{% endfor %} {{ notes|length }}";
    assert_eq!(
        fill(template, &clippings).expect("it fills"),
        "Harbour bridge closes for a month: [Who pays|][Merrow will be|] 2"
    );
    for bad in [
        "{% include '/etc/passwd' %}",
        "{{ notes.nothing.there }}",
        "{% for a in range(10000) %}{% for b in range(10000) %}{{ a * b }}{% endfor %}{% endfor %}",
        "{{ unfinished",
    ] {
        let told = fill(bad, &clippings).expect_err(bad);
        assert!(told.as_str().contains("template") || !told.is_empty(), "{told}");
    }
}

fn text() -> impl Strategy<Value = Text> {
    prop_oneof![
        "[ -~]{0,24}",
        "\\PC{0,12}",
        select(vec![
            "two\nlines\n\nof it",
            " led by a space",
            "…",
            "👩\u{200d}👩",
            "100 % & more=n",
            "\"quoted\" \\u0041"
        ])
        .prop_map(str::to_owned),
    ]
    .prop_map(|raw| Text::new(&raw))
}

fn extra() -> impl Strategy<Value = Extra> {
    let leaf = text().prop_map(Extra::Text);
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Extra::List),
            vec(("[a-z@ -]{1,6}".prop_map(|key| Text::line(&key)), inner), 0..3).prop_map(Extra::Map),
        ]
    })
}

prop_compose! {
    fn target()(
        revision in "[0-9a-f]{12}",
        (section, kind, n) in (option::of(text()), "[a-z]{1,9}", any::<u32>()),
        speaker in option::of("[a-z-]{1,9}"),
        (start, end) in (any::<u32>(), any::<u32>()),
        (exact, prefix, suffix) in (text(), text(), text()),
    ) -> Target {
        let speaker = speaker.map(|speaker| speaker.parse().expect("an id"));
        Target {
            revision: revision.parse().expect("a digest"),
            block: BlockPath { section, kind: Text::line(&kind), n, speaker },
            start, end, exact, prefix, suffix,
        }
    }
}

prop_compose! {
    /// Any live annotation, as a file may hold it.
    pub(super) fn annotation()(
        bits in any::<u128>(),
        article in "[a-z0-9é%+'-]{1,12}",
        kind in select(AnnotationKind::ALL.to_vec()),
        colour in option::of(select(Colour::ALL.to_vec())),
        tags in vec(text(), 0..4),
        (note, device, creator) in (option::of(text()), option::of(text()), option::of(text())),
        (created, modified) in (0..4_000_000_000_000_i64, 0..4_000_000_000_000_i64),
        target in target(),
        extra in vec((text().prop_map(|key| Text::line(key.as_str())), extra()), 0..3),
    ) -> Annotation {
        let moment = |milliseconds| Timestamp::from_millisecond(milliseconds).expect("a time");
        Annotation {
            id: AnnotationId::from_bits(bits),
            article: article.parse().expect("an id"),
            kind, colour,
            tags: super::tags(tags.into_iter().map(|tag| tag.to_string())),
            note,
            created: moment(created),
            modified: moment(modified),
            deleted: None,
            device, creator,
            base: None,
            target, extra,
        }
    }
}

fn of(annotation: Annotation) -> Clipping {
    let context = Context::without_article(&annotation);
    Clipping { gloss: Gloss { annotation, context }, url: None, by: Vec::new(), file: None, units: None }
}

fn own(text: &str) -> Vec<Annotation> {
    let incoming = read(text).unwrap_or_else(|told| panic!("{told}\n{text}"));
    let own = |incoming| if let Incoming::Own(own) = incoming { *own } else { panic!("{incoming:?}") };
    incoming.into_iter().map(own).collect()
}

proptest! {
    #[test]
    fn json_and_jsonld_come_back_in_whole(annotations in vec(annotation(), 0..4)) {
        let clippings: Vec<Clipping> = annotations.iter().cloned().map(of).collect();
        for format in [Format::Json, Format::JsonLd] {
            let text = write(format, &clippings, now());
            let back = own(&text);
            prop_assert_eq!(&back, &annotations, "{}", text);
            let again: Vec<Clipping> = back.into_iter().map(of).collect();
            prop_assert_eq!(write(format, &again, now()), text);
        }
    }

    #[test]
    fn every_page_keeps_what_the_standard_demands(annotations in vec(annotation(), 0..4)) {
        let clippings: Vec<Clipping> = annotations.into_iter().map(of).collect();
        let page: Value = serde_json::from_str(&write(Format::JsonLd, &clippings, now())).expect("JSON");
        prop_assert_eq!(standard::faults(&page), Vec::<String>::new());
    }

    #[test]
    fn no_file_brings_reading_down(text in "\\PC{0,80}") {
        let _answer = read(&text);
        let _filled = fill(&text, &[]);
    }
}

#[test]
fn state_is_told_in_json() {
    let mut clipping = clipping(1, "Who pays");
    clipping.gloss.context.fate = Fate::Changed;
    clipping.gloss.context.now = Some(Text::new("Who paid"));
    let rows: Value = serde_json::from_str(&write(Format::Json, &[clipping], now())).expect("JSON");
    for key in
        ["id", "article", "revision", "quote", "speaker", "section", "colour", "note", "tags", "created", "modified"]
    {
        assert!(rows[0].get(key).is_some(), "{key}");
    }
    assert_eq!((&rows[0]["state"], &rows[0]["now"]), (&Value::from("changed"), &Value::from("Who paid")));
}
