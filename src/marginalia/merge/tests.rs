//! The rule of merging, case by case, and its laws over any three versions.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::model::{AnnotationKind, BlockPath, Colour, Digest, Extra, Target};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).expect("in range")
}

fn plain() -> Annotation {
    Annotation {
        id: "01jz9q6t3g5v0x2k8m4n7p1r6s".parse().expect("a ULID"),
        article: "bridge".parse().expect("an id"),
        kind: AnnotationKind::Highlight,
        colour: Some(Colour::Yellow),
        tags: vec![Text::new("a"), Text::new("b")],
        note: Some(Text::new("A note.")),
        created: at(0),
        modified: at(1),
        deleted: None,
        device: Some(Text::new("7f3a")),
        creator: None,
        base: None,
        target: Target {
            revision: Digest::of(b"x"),
            block: BlockPath { section: None, kind: Text::new("paragraph"), n: 1, speaker: None },
            start: 0,
            end: 3,
            exact: Text::new("abc"),
            prefix: Text::default(),
            suffix: Text::default(),
        },
        extra: Vec::new(),
    }
}

fn changed(second: i64, change: impl Fn(&mut Annotation)) -> Annotation {
    let mut version = plain();
    version.modified = at(second);
    change(&mut version);
    version
}

fn note(words: &str) -> impl Fn(&mut Annotation) + '_ {
    move |version| version.note = Some(Text::new(words))
}

#[test]
fn a_known_base_goes_forward_whatever_the_clock_says() {
    let slow = changed(-5, |version| {
        version.colour = None;
        version.tags.clear();
        version.note = None;
    });
    assert_eq!(merge(Some(&plain()), &plain(), &slow), slow);
    assert_eq!(merge(Some(&plain()), &slow, &plain()), slow);
}

#[test]
fn a_single_value_is_the_later_one_or_the_one_that_changed() {
    let pink = changed(5, |version| version.colour = Some(Colour::Pink));
    let blue = changed(6, |version| version.colour = Some(Colour::Blue));
    assert_eq!(merge(None, &pink, &blue).colour, Some(Colour::Blue));
    assert_eq!(merge(Some(&plain()), &blue, &pink).colour, Some(Colour::Blue));
    let noted = changed(9, note("Another."));
    assert_eq!(merge(Some(&plain()), &pink, &noted).colour, Some(Colour::Pink), "only one of them changed it");
    assert_eq!(merge(None, &pink, &noted).modified, at(9));
}

#[test]
fn tags_are_united_and_what_was_taken_out_stays_out() {
    let one = changed(5, |version| version.tags = vec![Text::new("a"), Text::new("c")]);
    let other = changed(6, |version| version.tags = vec![Text::new("a"), Text::new("b"), Text::new("d")]);
    let tags = |merged: Annotation| merged.tags.iter().map(|tag| tag.as_str().to_owned()).collect::<String>();
    assert_eq!(tags(merge(None, &one, &other)), "abcd");
    assert_eq!(tags(merge(Some(&plain()), &one, &other)), "acd");
}

#[test]
fn notes_lose_no_text_and_double_none() {
    let words = |merged: Annotation| merged.note.map(|note| note.as_str().to_owned()).unwrap_or_default();
    let (one, other) = (changed(5, note("Ask Lee.")), changed(6, note("See page 4.")));
    let both = merge(Some(&plain()), &one, &other);
    assert_eq!(words(both.clone()), "Ask Lee.\n\n* * *\n\nSee page 4.");
    assert_eq!(words(merge(None, &both, &one)), words(both.clone()));
    assert_eq!(words(merge(None, &other, &both)), words(both.clone()));
    let third = changed(7, note("Third."));
    let all = words(merge(None, &both, &third));
    assert_eq!(all, "Ask Lee.\n\n* * *\n\nSee page 4.\n\n* * *\n\nThird.");

    // One that went on from the other says it all.
    let longer = changed(8, note("Ask Lee. And Ruiz."));
    assert_eq!(words(merge(None, &one, &longer)), "Ask Lee. And Ruiz.");
    let within = changed(8, note("Leesons"));
    assert!(words(merge(None, &changed(5, note("Lee")), &within)).contains("* * *"), "the word is another");
    // A note that was taken out is gone, unless the other changed it.
    let none = changed(9, |version| version.note = None);
    assert_eq!(words(merge(Some(&plain()), &none, &changed(6, |_| ()))), "");
    assert_eq!(words(merge(Some(&plain()), &none, &one)), "Ask Lee.");
    assert_eq!(words(merge(None, &none, &one)), "Ask Lee.");
}

#[test]
fn of_deleting_and_editing_the_later_wins_and_a_tie_keeps() {
    let dead = |second, modified| changed(modified, move |version| version.deleted = Some(at(second)));
    let edited = changed(5, |version| version.colour = None);
    assert_eq!(merge(None, &dead(6, 1), &edited).deleted, Some(at(6)));
    assert_eq!(merge(None, &dead(6, 6), &edited).deleted, Some(at(6)));
    assert_eq!(merge(None, &dead(5, 5), &edited).deleted, None);
    assert_eq!(merge(None, &edited, &dead(4, 1)).deleted, None);
    assert_eq!(merge(None, &dead(6, 6), &dead(6, 6)).deleted, Some(at(6)));
}

#[test]
fn keys_that_are_not_known_are_united() {
    let with = |second, entries: &[(&str, &str)]| {
        let extra: Vec<_> =
            entries.iter().map(|(key, value)| (Text::new(key), Extra::Text(Text::new(value)))).collect();
        changed(second, move |version| version.extra = extra.clone())
    };
    let shown = |merged: Annotation| format!("{:?}", merged.extra);
    let (base, one, other) = (
        with(1, &[("a", "1"), ("b", "1")]),
        with(5, &[("a", "2"), ("c", "1")]),
        with(6, &[("b", "1"), ("a", "1"), ("d", "1")]),
    );
    assert_eq!(merge(None, &one, &other).extra.len(), 4);
    let merged = shown(merge(Some(&base), &one, &other));
    assert!(merged.contains(r#"Text("a"), Text(Text("2"))"#) && !merged.contains(r#""b""#), "{merged}");
}

fn version() -> impl Strategy<Value = Annotation> {
    let tags = vec(select(vec!["a", "b", "c", "d"]), 0..4);
    let notes = vec(select(vec!["Ask", "Ask Lee", "See 4", "See 4\nAsk", "X", "* * *", "", " Y "]), 0..4);
    let extra = vec((select(vec!["k", "l", "m"]), select(vec!["1", "2"]), any::<bool>()), 0..3);
    let colour = option::of(select(Colour::ALL.to_vec()));
    let kind = select(AnnotationKind::ALL.to_vec());
    (tags, notes, extra, colour, kind, 1_i64..4, option::of(1_i64..5), option::of(0_u32..2)).prop_map(
        |(tags, notes, extra, colour, kind, modified, deleted, start)| {
            let mut version = changed(modified, |_| ());
            version.tags = tags.into_iter().map(Text::new).collect();
            version.tags.sort_unstable();
            version.tags.dedup();
            version.note = (!notes.is_empty()).then(|| Text::new(&notes.join("\n* * *\n")));
            (version.colour, version.kind) = (colour, kind);
            version.deleted = deleted.map(at);
            version.target.start = start.unwrap_or_default();
            for (key, value, nested) in extra {
                let leaf = Extra::Text(Text::new(value));
                let value = if nested { Extra::Map(vec![(Text::new(value), leaf)]) } else { leaf };
                version.extra.retain(|(known, _)| known.as_str() != key);
                version.extra.push((Text::new(key), value));
            }
            version
        },
    )
}

/// A version without the values of which there is one, and without the time by which they are chosen.
fn without_single(mut version: Annotation) -> Annotation {
    version.colour = None;
    version.kind = AnnotationKind::Highlight;
    version.target = plain().target;
    version
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn without_a_base_the_order_of_merges_does_not_matter(a in version(), b in version(), c in version()) {
        prop_assert_eq!(merge(None, &a, &a), a.clone());
        prop_assert_eq!(merge(None, &a, &b), merge(None, &b, &a));
        let left = merge(None, &merge(None, &a, &b), &c);
        prop_assert_eq!(&left, &merge(None, &a, &merge(None, &b, &c)));
        prop_assert_eq!(merge(None, &left, &b), left, "merging once more changes nothing");
    }

    #[test]
    fn with_a_base_as_well(base in version(), a in version(), b in version(), c in version()) {
        // what was made from a version is later than it
        let after = |mut version: Annotation| {
            version.modified = at(version.modified.as_second() - at(0).as_second() + 10);
            version.deleted = version.deleted.map(|deleted| at(deleted.as_second() - at(0).as_second() + 10));
            version
        };
        let (a, b, c) = (after(a), after(b), after(c));
        let merge = |one: &Annotation, other: &Annotation| merge(Some(&base), one, other);
        prop_assert_eq!(merge(&a, &a), a.clone());
        prop_assert_eq!(merge(&a, &b), merge(&b, &a));
        prop_assert_eq!(merge(&base, &a), a.clone());
        prop_assert_eq!(
            without_single(merge(&merge(&a, &b), &c)),
            without_single(merge(&a, &merge(&b, &c)))
        );
    }

    #[test]
    fn no_word_of_a_note_is_lost(a in version(), b in version()) {
        let merged = merge(None, &a, &b).note.map(|note| note.as_str().to_owned()).unwrap_or_default();
        for note in [a.note, b.note].into_iter().flatten() {
            for word in note.as_str().split_whitespace() {
                prop_assert!(word == "*" || merged.contains(word), "{word} in {merged}");
            }
        }
    }
}
