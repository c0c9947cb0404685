//! What is written reads back as the same text in YAML readers that know nothing of byline.

use proptest::prelude::*;
use serde_yaml::Value;

use super::*;
use crate::model::{Claim, Date, Kind, Markup, Person, PersonKind, Text};

fn text(words: &str) -> Text {
    Text::new(words)
}

fn prose(form: Form, source: &str) -> Item {
    Item::new(form, Markup { source: text(source), blocks: Vec::new() })
}

fn labelled(label: &str, source: &str) -> Item {
    prose(Form::Labelled { label: text(label), kind: Kind::Other, given: false }, source)
}

fn blank() -> Article {
    let head = Head { headline: text("The bridge closes"), ..Head::default() };
    let id = "bridge".parse().expect("an id");
    Article { id, head, people: Vec::new(), sources: Vec::new(), claims: Vec::new(), story: Vec::new() }
}

fn person(id: &str, name: &str) -> Person {
    Person {
        id: id.parse().expect("an id"),
        name: text(name),
        role: None,
        org: None,
        kind: PersonKind::Person,
        anonymous: None,
        also: Vec::new(),
        side: None,
        url: None,
        note: None,
    }
}

fn claim(id: &str) -> Claim {
    Claim {
        id: id.parse().expect("an id"),
        text: None,
        by: None,
        status: None,
        rating: None,
        confidence: None,
        source: Vec::new(),
        since: None,
        note: None,
        links: Vec::new(),
    }
}

#[test]
fn writes_an_article_as_a_person_would() {
    let mut article = blank();
    article.head.published = Some(Date::new("2031-05-06"));
    article.head.lang = Some(text("no"));
    article.head.topics = vec![text("World"), text("News, local")];
    article.head.links = vec![(Rel::Updates, Reference::parse("bridge-old"))];
    article.head.log = vec![LogEntry { date: Date::new("2031-05-07"), text: text("Corrected a name.") }];
    article.head.extra = vec![
        (text("x-desk"), Extra::Map(vec![(text("tags"), Extra::List(vec![Extra::Text(text("no"))]))])),
        (text("x-empty"), Extra::List(vec![])),
    ];
    article.people = vec![
        Person { role: Some(text("mayor of Northport")), ..person("lund", "Ada Lund") },
        Person { anonymous: Some(text("not cleared to speak")), ..person("official", "A city official") },
    ];
    let links =
        vec![(Rel::Contradicts, Reference::parse("#safe")), (Rel::Answers, Reference::parse("bridge-old#when"))];
    article.claims = vec![
        Claim { by: Some("lund".parse().expect("an id")), links, ..claim("shut") },
        Claim { source: vec!["a".parse().expect("an id"), "b".parse().expect("an id")], ..claim("safe") },
    ];
    let mut photo = prose(Form::Photo, "The bridge at dawn.");
    photo.credit = Some(text("Photo: Bo Ek"));
    article.story = vec![
        prose(Form::Text, "The opening.\n\n[It is shut.](#shut)"),
        labelled("What we know: so far", "- One thing.\n- Another: thing."),
        prose(Form::Question, "Why now?"),
        prose(Form::Related, "Mayor on FIRE: the interview"),
        photo,
    ];
    let expected = r#"format: byline/1
headline: The bridge closes
published: 2031-05-06
lang: "no"
topics: [World, "News, local"]
updates: bridge-old
log:
  - 2031-05-07: Corrected a name.
x-desk:
  tags:
    - "no"
x-empty: []

people:
  lund: Ada Lund, mayor of Northport
  official: {name: A city official, anonymous: not cleared to speak}

claims:
  shut: {by: lund, contradicts: safe, answers: bridge-old#when}
  safe: {source: [a, b]}

story:
  - |
    The opening.

    [It is shut.](#shut)

  - "What we know: so far": |
      - One thing.
      - Another: thing.

  - question: Why now?

  - related: "Mayor on FIRE: the interview"

  - photo: |
      The bridge at dawn.
    credit: "Photo: Bo Ek"
"#;
    assert_eq!(write(&article), expected);
}

/// The texts of the fields that `tricky` stands in, as a YAML reader finds them.
fn read_back(tricky: &str) -> Vec<String> {
    let mut article = blank();
    let words = text(tricky);
    article.head.subtitle = Some(Text::line(tricky));
    article.head.ednote = Some(words.clone());
    article.head.topics = vec![Text::line(tricky)];
    article.head.extra = vec![(
        text("x-a"),
        Extra::List(vec![Extra::Text(words.clone()), Extra::List(vec![Extra::Text(words.clone())])]),
    )];
    article.people = vec![Person { org: Some(Text::line(tricky)), note: Some(words.clone()), ..person("a", "A") }];
    let mut item = labelled("A", tricky);
    item.credit = Some(words);
    article.story = vec![item];
    let written = write(&article);
    let tree: Value = serde_yaml::from_str(&written).unwrap_or_else(|error| panic!("{error}:\n{written}"));
    let found = [
        &tree["subtitle"],
        &tree["ednote"],
        &tree["topics"][0],
        &tree["x-a"][0],
        &tree["x-a"][1][0],
        &tree["people"]["a"]["org"],
        &tree["people"]["a"]["note"],
        &tree["story"][0]["A"],
        &tree["story"][0]["credit"],
    ];
    found
        .iter()
        .map(|value| value.as_str().unwrap_or_else(|| panic!("{value:?} is no text:\n{written}")).to_owned())
        .collect()
}

fn same(tricky: &str) {
    let bare = |text: &str| text.trim_end_matches('\n').to_owned();
    let (whole, line) = (bare(Text::new(tricky).as_str()), Text::line(tricky).as_str().to_owned());
    // The text of an item is empty where it holds nothing but blanks.
    let prose = if whole.trim().is_empty() { String::new() } else { whole.clone() };
    let found = read_back(tricky);
    let expected = [&line, &whole, &line, &whole, &whole, &line, &whole, &prose, &whole];
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let found = if [1, 3, 4, 6, 7, 8].contains(&index) { bare(found) } else { found.clone() };
        assert_eq!(found, *expected, "field {index} of {tricky:?}");
    }
}

#[test]
fn tricky_words_stay_whole_in_every_place() {
    for tricky in [
        "no",
        "No",
        "NULL",
        "~",
        "y",
        "on",
        "2031-05-06",
        "12:30",
        "1.10",
        "1_000",
        "0x1F",
        "1e3",
        ".5",
        "+1",
        "-1",
        ".inf",
        "# Why",
        "C # sharp",
        "C#",
        "a: b",
        "a:",
        ":a",
        "- a",
        "-a",
        "? a",
        "?",
        "!a",
        "&a",
        "*a",
        "@a",
        "`a`",
        "%a",
        "|",
        "> a",
        "'a'",
        "\"a\" b",
        "[a](#b)",
        "{a}",
        "a, b",
        "a]",
        "=",
        "<<",
        "---",
        "...",
        "--- a",
        "a\\b",
        "café “quoted” — dash",
        "  indented\nfirst line",
        "\n\nblank first",
        "a\n\n  b\n\n\nc",
        "a\n   \nb",
        "trailing  \nblanks ",
        "\u{fffe}",
        "a\n\u{ffff}b",
        "http://example.org/a?b=c#d",
        "https://example.org",
        " ",
        "",
        "a\nb: c\n- d\n# e",
        "\n \n a",
        "١٢",
        "a'b",
        "don't",
        "2031-05-06T12:30:00Z",
        "12:30:45.5",
        "0b11",
        "0o17",
        "190:20:30",
        "1,000",
        "true",
        "~a",
        "\u{a0}a\u{a0}",
    ] {
        same(tricky);
    }
}

proptest! {
    #[test]
    fn any_words_stay_whole_in_every_place(tricky in "([a-zA-Z0-9 :#\\-?!&*@`%|>'\"\\[\\]{},.~=<\\\\\n]|\\PC|\u{a0}|\u{feff}){0,24}") {
        same(&tricky);
    }
}
