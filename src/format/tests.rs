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
    assert!(sources(&reading).starts_with(&["one".to_owned()]));
    assert!(codes(&reading).contains(&"yaml"));
}

#[test]
fn what_stands_after_a_fault_is_still_read() {
    let reading = story("  - |\n    one\n  - What we know: |\n      two\n   astray\n  - |\n    three\n");
    let words = sources(&reading);
    assert_eq!((words.len(), words[0].as_str(), words[2].as_str()), (3, "one", "three"));
    assert!(words[1].contains("two") && words[1].contains("astray"), "{words:?}");
    for broken in
        ["topics: [a, b", "topics: [a, b\n  c", "people:\n  a: b\n   c: d", "subtitle: \"a\\q\"", "a\tb: c\n\td: e"]
    {
        let text = format!("format: byline/1\nheadline: A\n{broken}\npublished: 2025-03-03\nstory:\n  - |\n    one\n");
        let reading = read(text.as_bytes(), "test");
        assert_eq!(sources(&reading), ["one"], "{broken}");
        assert!(reading.diagnostics.iter().any(|fault| fault.severity == Severity::Error), "{broken}");
        assert_eq!(reading.article.expect("an article").head.headline.as_str(), "A", "{broken}");
    }
}

#[test]
fn a_second_label_in_one_item_is_an_item_of_its_own() {
    let reading = story("  - What we know: |\n      a\n    What's next: |\n      b\n");
    assert_eq!(sources(&reading), ["a", "b"]);
    assert_eq!(codes(&reading), ["shape"]);
    let article = reading.article.expect("an article");
    assert!(matches!(&article.story[1].form, Form::Labelled { kind: crate::model::Kind::Next, .. }));
}

#[test]
fn a_headline_under_another_name_is_read_with_a_hint() {
    let reading = read(b"format: byline/1\ntitle: A\nauthor: B\ndate: 2025-03-03\nstory:\n  - x\n", "test");
    assert_eq!(codes(&reading), ["other-name", "other-name", "other-name"]);
    let head = reading.article.expect("an article").head;
    assert_eq!((head.headline.as_str(), head.by[0].as_str()), ("A", "B"));
    assert_eq!(head.published.expect("a date").as_str(), "2025-03-03");
}

#[test]
fn every_sense_fault_is_told() {
    let text = "format: byline/1\nheadline: A\npublished: 2025-03-03\nupdated: 2025-03-01\nlang: e\nurl: nowhere\nheadlien: B\n\
        What we know: x\nupdates: test\npeople:\n  a: {anonymous: yes, name: A}\n  b: {name: B, anonymus: x}\n  c: {role: d}\n\
        sources:\n  s: S\n  t: T\nclaims:\n  one: {by: ghost, source: nope, status: sure, answers: one}\n\
        \x20 two: {confidence: high, likelihood: likely, contradicts: '#none'}\n  three: {}\n  two: x\nstory:\n\
        \x20 - What we know: |\n      [x](#four) and [y](#four), [z](@a) [](@a) [q](ftp://x) [r](two words)\n\
        \x20 - photo: |\n      Him. (Photographer: X)\n    file: ../x.jpg\n    captoin: y\n  - video: |\n      It.\n    date: yesterday\n\
        \x20 - Timeline: |\n      - no date\n  - quote: |\n      \"No.\"\n  - Whatever: |\n      x\n  - related: |\n      A headline of words\n";
    let reading = read(text.as_bytes(), "test");
    let codes = codes(&reading);
    for code in [
        "date-order",
        "value",
        "address",
        "unknown-key",
        "self-reference",
        "anonymous-reason",
        "missing",
        "unused-source",
        "unknown-person",
        "unknown-source",
        "two-scales",
        "unknown-claim",
        "unused-claim",
        "duplicate-key",
        "duplicate-id",
        "no-source",
        "target",
        "credit-in-caption",
        "no-alt",
        "path",
        "no-credit",
        "date",
        "no-entry",
        "no-speaker",
        "unknown-label",
        "unused-person",
    ] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    assert!(reading.references.iter().any(|cited| cited.by_headline));
}

#[test]
fn the_opening_reads_as_the_whole_does() {
    let mut text = format!("{HEAD}people:\n  a: A\nstory:\n");
    for n in 0..200 {
        let first = format!("  - What we know: |\n      [One {n}](@a) **two**.\n\n      - three\n\n      Four.\n");
        text.push_str(&first);
        text.push_str("  - |\n    Five.\n");
    }
    let long = format!("{HEAD}story:\n  - |\n{}", "    “One” two.\n\n".repeat(2000));
    for text in [text, long] {
        let whole = read(text.as_bytes(), "test").article.expect("an article");
        for limit in [500, 1000, 2000, 3001, 5000] {
            let opening = super::read_opening(text.as_bytes(), "test", limit).expect("long enough");
            let article = opening.article.expect("an article");
            assert_eq!(article.head, whole.head);
            let last = article.story.len() - 1;
            assert_eq!(article.story[..last], whole.story[..last]);
            let (cut, full) = (&article.story[last].text.blocks, &whole.story[last].text.blocks);
            assert_eq!(cut[..], full[..cut.len()]);
            assert!(opening.diagnostics.is_empty(), "{:?}", opening.diagnostics);
        }
        assert!(super::read_opening(text.as_bytes(), "test", text.len()).is_none());
    }
}

mod properties {
    use proptest::prelude::*;

    use super::super::{fix, read, read_opening};

    const ARTICLE: &str = "format: byline/1\nheadline: \"A: b\"\ntopics: [World, 'News']\npeople:\n  a: {name: A, role: b}\n\
        claims:\n  c: {by: a}\nstory:\n  - |\n    “One” [two](@a#c 'three').\n\n    > four\n\n  - What we know: |\n      - a: *b*\n\
        \x20     - https://example.org/(x)\n  - photo: x\n    credit: \"y\"\n  - related: One: two #3\n";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
            let _ = read(&bytes, "x");
        }

        #[test]
        fn any_signs_of_yaml_are_read(text in "[-:#|>&*!?@\"'\\[\\]{}, \n\ta-c“é0]{0,200}") {
            let _ = read(text.as_bytes(), &text);
            let _ = read(format!("format: byline/1\nheadline: x\nstory:\n  - {text}").as_bytes(), "x");
            let _ = fix(&text);
        }

        #[test]
        fn any_change_to_an_article_is_read(edits in proptest::collection::vec((0..400_usize, any::<u8>(), 0..3_u8), 1..12)) {
            let mut bytes = ARTICLE.as_bytes().to_vec();
            for (at, byte, how) in edits {
                let at = at % bytes.len().max(1);
                match how {
                    0 if !bytes.is_empty() => bytes[at] = byte,
                    1 if !bytes.is_empty() => { bytes.remove(at); }
                    _ => bytes.insert(at.min(bytes.len()), byte),
                }
            }
            let reading = read(&bytes, "x");
            for fault in &reading.diagnostics {
                prop_assert!(fault.location.bytes.end <= bytes.len() && fault.location.line >= 1);
            }
            let _ = read_opening(&bytes, "x", 64);
        }

        #[test]
        fn one_line_of_prose_comes_out_whole(words in "[-:#|>&*!?@\"'\\[\\]{},.%`=~ a-c“é0]{1,60}") {
            let words = words.trim();
            prop_assume!(!words.is_empty() && !words.contains(": ") && !words.ends_with(':'));
            // A quoted text and a block header say something else than themselves; so does a bar before words.
            prop_assume!(!words.starts_with(['"', '\'', '|', '>', '{']));
            let text = format!("format: byline/1\nheadline: x\nstory:\n  - {words}\n");
            let article = read(text.as_bytes(), "x").article.expect("an article");
            prop_assert_eq!(article.story[0].text.source.as_str(), words);
        }

        #[test]
        fn what_is_fixed_needs_no_more_fixing(words in "[-:#|&*!?@\"'\\[\\], \na-c]{0,80}") {
            let text = format!("format: byline/1\nheadline: x\nstory:\n  - {words}\n");
            if let Some(fixed) = fix(&text) {
                let again = fix(&fixed);
                prop_assert!(again.is_none(), "{:?} -> {:?}", fixed, again);
            }
        }
    }
}
