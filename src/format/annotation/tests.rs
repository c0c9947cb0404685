//! The file of an annotation: as it is laid out, read back the same, and refused with a clear word.

use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::format::{read_annotation, write_annotation};
use crate::model::{Annotation, AnnotationKind, BlockPath, Colour, Digest, Extra, Target, Text};

const FILE: &str = "byline: 1
id: 01jz9q6t3g5v0x2k8m4n7p1r6s
article: 2026-07-29-harbour-bridge
kind: highlight
colour: yellow
tags: [infrastructure]
note: |-
  Contradicts the June statement.
created: 2026-07-29T09:12:44Z
modified: 2026-07-30T10:00:00Z
device: 7f3a
base: 9c1f02ab34de
target:
  revision: 41aa90c3be11
  block: {section: What we know, kind: quote, n: 2, speaker: a-lee}
  start: 0
  end: 31
  exact: |-
    The bridge will close on Monday
  prefix: \"the harbour office said: \"
  suffix: \" at noon, and\"
";

fn fault(file: &str) -> String {
    read_annotation(file.as_bytes()).expect_err("refused").to_string()
}

#[test]
fn a_record_is_laid_out_as_documented() {
    let annotation = read_annotation(FILE.as_bytes()).expect("sound");
    assert_eq!(annotation.target.exact, "The bridge will close on Monday");
    assert_eq!(annotation.target.block.speaker.as_ref().expect("a speaker").as_str(), "a-lee");
    assert_eq!(write_annotation(&annotation), FILE);
}

#[test]
fn comments_are_honest_behind_single_words() {
    let noted = FILE.replace("kind: highlight", "kind: highlight            # highlight | note | question | bookmark");
    assert_eq!(read_annotation(noted.as_bytes()), read_annotation(FILE.as_bytes()));
    let lost = FILE.replace("note: |-\n  Contradicts the June statement.", "note: see room #5 and # six");
    assert!(fault(&lost).starts_with("line 7: YAML takes the end of `note` for a comment"), "{}", fault(&lost));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_forgiven() {
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    assert_eq!(read_annotation(windows.as_bytes()), read_annotation(FILE.as_bytes()));
}

#[test]
fn unknown_keys_are_kept_at_every_depth() {
    let strange = FILE.replace("end: 31\n", "end: 31\n  selector: {type: Svg, n: 1.10}\n")
        + "mood: no\nlinks:\n  - a\n  - {b: c}\n";
    let annotation = read_annotation(strange.as_bytes()).expect("sound");
    let written = write_annotation(&annotation);
    assert_eq!(read_annotation(written.as_bytes()).as_ref(), Ok(&annotation), "{written}");
    for kept in ["mood: \"no\"", "type: Svg", ": \"1.10\"", "b: c"] {
        assert!(written.contains(kept), "{kept}\n{written}");
    }
}

#[test]
fn a_broken_or_foreign_file_is_told_with_line_and_cure() {
    for (from, to, told) in [
        ("byline: 1\n", "", "line 1: the file has no `byline: 1`, so it is no annotation; move the file"),
        ("byline: 1\n", "byline: 2\n", "line 1: the file says `byline: 2`, where only 1 is known; a newer byline"),
        ("byline: 1\n", "byline: x\n", "line 1: the file says `byline: x`, where only 1 is known; move the file"),
        ("yellow", "mauve", "line 5: `colour` can't be `mauve`; it can be one of: pink, orange, yellow"),
        ("yellow", "yelow", "line 5: `colour` can't be `yelow`; did you mean `yellow`?"),
        ("01jz", "01jl", "line 2: `id` can't be `01jl"),
        ("article: 2026-07-29-harbour", "article: ../harbour", "line 3: `../harbour-bridge` can't be an id"),
        ("created: 2026-07-29T09:12:44Z", "created: yesterday", "line 9: `created` is no moment: `yesterday`; write"),
        ("created: 2026-07-29T09:12:44Z\n", "", "line 1: the annotation has no `created`"),
        ("end: 31", "end: -1", "line 17: `end` is no number: `-1`"),
        ("end: 31\n", "end: 31\n  end: 32\n", "line 18: `end` stands twice"),
        ("  revision: 41aa90c3be11\n", "", "line 1: `target` has no `revision`"),
        ("note: |-\n", "note: \"\n", "words follow a closing quotation mark"),
        (
            "colour: yellow\n",
            "<<<<<<< ours\ncolour: pink\n=======\ncolour: blue\n>>>>>>> theirs\n",
            "line 5: git left two",
        ),
    ] {
        let broken = FILE.replacen(from, to, 1);
        assert_ne!(broken, FILE);
        assert!(fault(&broken).contains(told), "{told}\n{}", fault(&broken));
    }
    for foreign in [
        "",
        "- a\n- b\n",
        "just words\n",
        "headline: A bridge\nstory: []\n",
        "a: &x [*x, *x]\n",
        "---\na: 1\n---\nb: 2\n",
    ] {
        assert!(fault(foreign).starts_with("line "), "{foreign:?}");
    }
    assert!(read_annotation(b"byline: 1\nid: \xff\xfe").is_err());
    let bomb = format!("{FILE}x: {}", "[".repeat(100_000));
    assert!(read_annotation(bomb.as_bytes()).is_err());
}

fn any_text() -> impl Strategy<Value = Text> {
    let tricky = [
        "no",
        "~",
        "",
        " ",
        "\n",
        "a\n",
        "a\n\n\n",
        "\n a",
        "  a\nb",
        "a\n\n  b\n",
        "# Why",
        "a: b",
        "- a",
        "|",
        "---",
        "...",
        "'",
        "\"",
        "\\",
        "%a",
        "a #b",
        "2026-01-01",
        "1e5",
        "\u{fffe}",
        "a\u{2028}b",
        "{",
        "<<<<<<< a\n>>>>>>> b",
        "شهر\n会议",
    ];
    prop_oneof![
        select(tricky.to_vec()).prop_map(Text::new),
        "([a-z :#\\-?!&*@`%|>'\"\\[\\]{},.~=<\\\\\n]|\\PC){0,40}".prop_map(|raw| Text::new(&raw)),
    ]
}

fn any_line() -> impl Strategy<Value = Text> {
    any_text()
        .prop_map(|text| Text::line(text.as_str()))
        .prop_filter("not blank", |text| !text.as_str().trim().is_empty())
}

fn moment() -> impl Strategy<Value = jiff::Timestamp> {
    (0_i64..4_000_000_000, prop_oneof![Just(0_i32), 0_i32..1_000_000_000])
        .prop_map(|(second, nanosecond)| jiff::Timestamp::new(second, nanosecond).expect("in range"))
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<u64>().prop_map(|seed| Digest::of(&seed.to_le_bytes()))
}

fn unknown() -> impl Strategy<Value = Vec<(Text, Extra)>> {
    let leaf = any_line().prop_map(Extra::Text);
    let value = leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Extra::List),
            vec(("[a-z]{1,6}".prop_map(|key| Text::new(&key)), inner), 0..3)
                .prop_map(|entries| Extra::Map(unique(entries))),
        ]
    });
    vec(("x-[a-z]{1,6}".prop_map(|key| Text::new(&key)), value), 0..3).prop_map(unique)
}

fn unique(mut entries: Vec<(Text, Extra)>) -> Vec<(Text, Extra)> {
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries.dedup_by(|a, b| a.0 == b.0);
    entries
}

fn target() -> impl Strategy<Value = Target> {
    let speaker = option::of("[a-z][a-z-]{0,8}".prop_map(|id| id.parse().expect("an id")));
    let block = (option::of(any_line()), select(vec!["quote", "paragraph", "code"]), any::<u32>(), speaker)
        .prop_map(|(section, kind, n, speaker)| BlockPath { section, kind: Text::new(kind), n, speaker });
    (digest(), block, any::<u32>(), any::<u32>(), any_text(), any_text(), any_text()).prop_map(
        |(revision, block, start, end, exact, prefix, suffix)| Target {
            revision,
            block,
            start,
            end,
            exact,
            prefix,
            suffix,
        },
    )
}

fn annotation() -> impl Strategy<Value = Annotation> {
    let head = (
        "[0-7][0-9a-hjkmnp-tv-z]{25}".prop_map(|id| id.parse().expect("a ULID")),
        select(vec!["2026-07-29-bridge", "2026-01-01", "no", "1e5"]).prop_map(|id| id.parse().expect("an id")),
        select(AnnotationKind::ALL.to_vec()),
        option::of(select(Colour::ALL.to_vec())),
        vec(any_line(), 0..4),
        option::of(any_text()),
    );
    let rest = (
        moment(),
        moment(),
        option::of(moment()),
        option::of(any_line()),
        option::of(any_line()),
        option::of(digest()),
        target(),
        unknown(),
    );
    (head, rest).prop_map(|((id, article, kind, colour, mut tags, note), rest)| {
        let (created, modified, deleted, device, creator, base, target, extra) = rest;
        tags.sort_unstable();
        tags.dedup();
        Annotation {
            id,
            article,
            kind,
            colour,
            tags,
            note,
            created,
            modified,
            deleted,
            device,
            creator,
            base,
            target,
            extra,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(annotation in annotation()) {
        let written = write_annotation(&annotation);
        prop_assert!(!written.contains('\r') && written.ends_with('\n'));
        prop_assert_eq!(read_annotation(written.as_bytes()), Ok(annotation), "{}", written);
    }

    #[test]
    fn another_reader_of_yaml_takes_it_for_the_same_words(annotation in annotation()) {
        let written = write_annotation(&annotation);
        let value: serde_yaml::Value = serde_yaml::from_str(&written).expect("YAML");
        let note = value.get("note").and_then(serde_yaml::Value::as_str);
        prop_assert_eq!(note, annotation.note.as_ref().map(Text::as_str), "{}", written);
        prop_assert_eq!(value["target"]["exact"].as_str(), Some(annotation.target.exact.as_str()), "{}", written);
    }

    #[test]
    fn any_bytes_may_be_fed(bytes in vec(any::<u8>(), 0..200), at in 0_usize..500) {
        let _ = read_annotation(&bytes);
        let mut file = FILE.as_bytes().to_vec();
        file.splice(at.min(file.len())..at.min(file.len()), bytes);
        let _ = read_annotation(&file);
    }
}
