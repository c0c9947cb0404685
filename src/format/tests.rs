//! The reading as a whole: what a file says, and what byline says of it.

use super::{Reading, read};
use crate::model::{Code, Form, Severity};

const HEAD: &str = "format: byline/1\nheadline: A headline\n";

fn story(items: &str) -> Reading {
    read(format!("{HEAD}story:\n{items}").as_bytes(), "test")
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.diagnostics.iter().map(|fault| fault.code.name()).collect()
}

fn sources(reading: &Reading) -> Vec<String> {
    let article = reading.article.as_ref().expect("an article");
    article.story.iter().map(|item| item.text.source.as_str().to_owned()).collect()
}

#[test]
fn no_word_of_news_prose_is_lost() {
    for (typed, words) in [
        ("- \"We are entering,\" Antani said.", "\"We are entering,\" Antani said."),
        ("- [Whether it is](#x) known.", "[Whether it is](#x) known."),
        ("- related: One on TWO: Spat", "One on TWO: Spat"),
        ("- What we know: The order: stop.", "The order: stop."),
        ("- @antani said so", "@antani said so"),
        ("- *** breaking ***", "*** breaking ***"),
        ("- & more", "& more"),
        ("- 'It is,' he said.", "'It is,' he said."),
        ("- What we know: | text on the same line", "text on the same line"),
        ("- # Why did it?", "# Why did it?"),
        ("- Room #5 and C # sharp", "Room #5 and C # sharp"),
        ("- !Breaking news", "!Breaking news"),
        ("- ? what", "? what"),
        ("- - a\n    - b", "- a\n- b"),
        ("- No", "No"),
        ("- 12:30", "12:30"),
        ("- 1.10", "1.10"),
        ("- ~", "~"),
        ("- one\n\n    two", "one\n\ntwo"),
        ("- What we know:\n      - a: b\n      - c # d", "- a: b\n- c # d"),
        ("- What we know: |\n    too far out", "too far out"),
        ("- [a, b]", "[a, b]"),
        ("- {a}", "{a}"),
        ("- %done", "%done"),
        ("- `code` here", "`code` here"),
    ] {
        let reading = story(&format!("  {typed}\n  - The end.\n"));
        assert_eq!(sources(&reading), [words, "The end."], "{typed}");
        assert!(!codes(&reading).contains(&"yaml"), "{typed}: {:?}", reading.diagnostics);
    }
}

#[test]
fn text_in_the_head_comes_out_whole_or_is_refused() {
    for (line, whole) in [
        ("subtitle: Room #5 and C # sharp", "Room #5 and C # sharp"),
        ("subtitle: \"No,\" he said", "\"No,\" he said"),
        ("subtitle: One: Two", "One: Two"),
        ("subtitle: No", "No"),
        ("subtitle: !Breaking", "!Breaking"),
        ("subtitle: '12:30'", "12:30"),
    ] {
        let reading = read(format!("{HEAD}{line}\nstory:\n  - |\n    x\n").as_bytes(), "test");
        let article = reading.article.expect("an article");
        assert_eq!(article.head.subtitle.expect("a subtitle").as_str(), whole);
    }
    let reading = read(format!("{HEAD}topics: [World #1, News]\nstory:\n  - |\n    x\n").as_bytes(), "test");
    assert!(reading.diagnostics.iter().any(|fault| fault.severity == Severity::Error));
}

#[test]
fn places_are_those_of_the_file_on_disk() {
    let text = "\u{feff}format: byline/1\r\nheadline: A\r\nstory:\r\n  - # Why\r\n  - What we know: |\r\n      “Éa” and [b](@ghost) c\r\n";
    let reading = read(text.as_bytes(), "test");
    let fault = reading.diagnostics.iter().find(|fault| fault.code == Code::UnknownPerson).expect("told");
    assert_eq!((fault.location.line, fault.location.column), (6, 16));
    assert_eq!(text.get(fault.location.bytes.clone()), Some("[b](@ghost)"));
    let bar = reading.diagnostics.iter().find(|fault| fault.code == Code::MissingBar).expect("told");
    assert_eq!((bar.location.line, text.get(bar.location.bytes.clone())), (4, Some("# Why")));
}

#[test]
fn hostile_files_end_in_an_error() {
    let deep = "[".repeat(100_000);
    let bomb = format!("a: &a [x, x]\nb: &b [*a, *a]\n{}", "c: [*b, *b]\n".repeat(50));
    for (text, code) in [(deep, Code::Limit), (bomb, Code::Alias), ("a: 1\n---\nb: 2\n".to_owned(), Code::Documents)] {
        let reading = read(text.as_bytes(), "test");
        assert!(reading.diagnostics.iter().any(|fault| fault.code == code), "{code:?}");
    }
    let reading = read(b"format: byline/1\nheadline: a\xff\xfe b\nstory:\n  - x\n", "test");
    assert_eq!(codes(&reading).first(), Some(&"encoding"));
    assert!(reading.article.is_some());
}

#[test]
fn what_stands_before_a_fault_is_still_read() {
    let reading = story("  - |\n    one\n  - |\n    two\n bad: [\n");
    assert_eq!(sources(&reading), ["one", "two"]);
    assert!(codes(&reading).contains(&"yaml"));
}

#[test]
fn a_second_label_in_one_item_is_an_item_of_its_own() {
    let reading = story("  - What we know: |\n      a\n    What's next: |\n      b\n");
    assert_eq!(sources(&reading), ["a", "b"]);
    assert_eq!(codes(&reading), ["shape"]);
    let article = reading.article.expect("an article");
    assert!(matches!(&article.story[1].form, Form::Labelled { kind: crate::model::Kind::Next, .. }));
}
