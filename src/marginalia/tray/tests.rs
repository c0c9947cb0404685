//! What a tray is for: gathering, undoing, and two ways out of it.

use proptest::prelude::*;

use crate::model::{ArticleId, Markup};

use super::*;

fn said(name: &str, id: &str, words: &str) -> Stretch {
    let by = Profile {
        id: id.to_owned(),
        name: name.to_owned(),
        role: Some("harbour master".to_owned()),
        kind: "person".to_owned(),
        ..Profile::default()
    };
    let said = Said { by: Some(by), direct: true, given: true, circumstance: Some("at the \"old\" pier".to_owned()) };
    Stretch { text: words.to_owned(), said: Some(said) }
}

fn plain(words: &str) -> Stretch {
    Stretch { text: words.to_owned(), said: None }
}

fn passage(id: &str, kind: &str, article: &str, words: Vec<Stretch>) -> Passage {
    let at = Citation {
        article: article.to_owned(),
        path: format!("{article}.yaml"),
        headline: format!("The story of {article}"),
        published: Some("2031-07-28T10:00".to_owned()),
        kind: kind.to_owned(),
        ..Citation::default()
    };
    let publisher = Some("The Merrow Courier".to_owned());
    Passage { id: id.to_owned(), at, publisher, url: None, words, claim: None }
}

fn tray() -> Tray {
    let mut tray = Tray::default();
    for passage in [
        passage("a", "unknown", "bridge", vec![plain("Who pays for the *repair*.")]),
        passage("b", "known", "ferry", vec![plain("1. The ferry is "), said("Ana Lee", "lee", "back,\"")]),
        passage("c", "known", "bridge", vec![said("Ana Lee", "a-lee", "“We close it now,”"), plain(" she said.")]),
        passage("d", "said", "ferry", vec![said("Bo Ek", "lee", "It floats")]),
    ] {
        tray.apply(&TrayEdit::Add { at: None, passage: Box::new(passage) }).expect("a new passage");
    }
    tray
}

fn written(tray: &Tray) -> crate::model::Article {
    let markup = |source: &str| Markup { source: Text::new(source), blocks: Vec::new() };
    let id: ArticleId = "brief".parse().expect("an id");
    Brief { id, today: Some(crate::model::Date::new("2031-08-01")), markup: &markup }.of(tray)
}

#[test]
fn passages_stand_by_kind_and_sources_are_numbered_as_they_come() {
    let tray = tray();
    let order: Vec<&str> =
        tray.sections().iter().flat_map(|(_, passages)| passages.iter().map(|passage| passage.id.as_str())).collect();
    assert_eq!(order, ["b", "c", "a", "d"]);
    let sources: Vec<(usize, &str)> =
        tray.sources().iter().map(|cited| (cited.number, cited.passage.at.article.as_str())).collect();
    assert_eq!(sources, [(1, "ferry"), (2, "bridge")]);
}

#[test]
fn the_markdown_keeps_every_word_and_speaker() {
    assert_eq!(
        to_markdown(&tray()),
        "\
# Brief

## What we know

- 1\\. The ferry is “back,” (Ana Lee, harbour master; at the \"old\" pier) [1]
- “We close it now,” (Ana Lee, harbour master; at the \"old\" pier) she said. [2]

## What we don’t know

- Who pays for the \\*repair\\*. [2]

## What they’re saying

- “It floats” (Bo Ek, harbour master; at the \"old\" pier) [1]

## Sources

1. The Merrow Courier, 2031-07-28: The story of ferry (`ferry`)
2. The Merrow Courier, 2031-07-28: The story of bridge (`bridge`)
"
    );
}

#[test]
fn the_article_has_one_entry_for_each_speaker_and_source() {
    let article = written(&tray());
    let people: Vec<(&str, &str)> =
        article.people.iter().map(|person| (person.id.as_str(), person.name.as_str())).collect();
    assert_eq!(people, [("lee", "Ana Lee"), ("lee-2", "Bo Ek")]);
    let sources: Vec<&str> = article.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!(sources, ["s1", "s2"]);
    assert_eq!(
        article.story[0].text.source.as_str(),
        "- 1\\. The ferry is [“back,”](@lee \"at the \\\"old\\\" pier\") ([1: The Merrow Courier, 2031-07-28](ferry))\n\
         - [“We close it now,”](@lee \"at the \\\"old\\\" pier\") she said. ([2: The Merrow Courier, 2031-07-28](bridge))"
    );
    assert_eq!(article.story[0].source.len(), 2);
}

#[test]
fn whoever_is_not_named_stays_unnamed() {
    let mut tray = Tray::default();
    let nobody = Said { by: None, direct: true, given: false, circumstance: None };
    let words = vec![Stretch { text: "“Nobody asked us”".to_owned(), said: Some(nobody) }];
    tray.apply(&TrayEdit::Add { at: None, passage: Box::new(passage("a", "said", "bridge", words)) });
    let article = written(&tray);
    assert!(article.people[0].anonymous.is_some());
    assert!(article.story[0].text.source.as_str().contains("[“Nobody asked us”](@unnamed)"));
}

fn edit() -> impl Strategy<Value = TrayEdit> {
    let id = "[a-f]";
    prop_oneof![
        (id, prop_oneof![Just("known"), Just("unknown")], proptest::option::of(0_usize..5)).prop_map(
            |(id, kind, at)| {
                TrayEdit::Add { at, passage: Box::new(passage(&id, kind, "bridge", vec![plain("words")])) }
            }
        ),
        id.prop_map(|id| TrayEdit::Remove { id }),
        (id, any::<bool>()).prop_map(|(id, up)| TrayEdit::Shift { id, up }),
        "[xyz]{0,2}".prop_map(TrayEdit::Headline),
    ]
}

proptest! {
    #[test]
    fn every_change_can_be_undone(edits in proptest::collection::vec(edit(), 0..20)) {
        let mut tray = tray();
        let mut trail = Vec::new();
        for edit in &edits {
            let before = tray.clone();
            match tray.apply(edit) {
                Some(undo) => trail.push((before, undo)),
                None => prop_assert_eq!(&before, &tray),
            }
        }
        for (before, undo) in trail.into_iter().rev() {
            tray.apply(&undo);
            prop_assert_eq!(&tray, &before);
        }
    }

    #[test]
    fn words_have_no_meaning_to_markdown(words in "[ -~]{1,40}") {
        let mut tray = Tray::default();
        tray.apply(&TrayEdit::Add { at: None, passage: Box::new(passage("a", "known", "bridge", vec![plain(&words)])) });
        let source = written(&tray).story[0].text.source.as_str().to_owned();
        prop_assert_eq!(source.lines().count(), 1);
    }
}
