//! Stories as they unfold.

use super::*;
use crate::library::{
    Records,
    testing::{bridge, library, record},
};

fn ids(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.entry.id.as_str()).collect()
}

#[test]
fn a_story_is_what_updates_one_another_in_order() {
    let mut library = library(&[
        ("new", "headline: New\nupdates: old\nstory:\n  - x\n"),
        ("old", "headline: Old\nstory-id: s\nstory:\n  - x\n"),
        ("aside", "headline: Aside\npublished: 2024-01-01\nstory-id: s\nstory:\n  - x\n"),
        ("other", "headline: Other\nbackground: old\nstory:\n  - x\n"),
        ("ring", "headline: Ring\nupdates: [ring-two, new, none]\nstory:\n  - x\n"),
        ("ring-two", "headline: Ring\nupdates: ring\nstory:\n  - x\n"),
    ]);
    for from in ["new", "old", "aside", "ring"] {
        let Ok(story) = cluster(&library, from);
        assert_eq!(ids(&story), ["old", "new", "aside", "ring-two", "ring"], "from {from}");
        assert!(
            is_later(&story[0].entry, &story[1].entry, &story) && !is_later(&story[1].entry, &story[0].entry, &story)
        );
    }
    let Ok(none) = cluster(&library, "nowhere");
    assert!(none.is_empty());
    library.0.truncate(1);
    let Ok(alone) = cluster(&library, "new");
    assert_eq!(ids(&alone), ["new"]);
}

#[test]
fn each_step_says_what_it_changed() {
    let Records(records) = bridge();
    let story = Story::new(records.into_iter().rev().collect());
    let told: Vec<Vec<String>> = story.steps().iter().map(|step| step.changes.iter().map(tell).collect()).collect();
    assert_eq!(told[0].len(), 2 + 4, "the first says all it knows and asks: {:?}", told[0]);
    assert_eq!(
        told[1],
        [
            "known Divers found no damage to the northern pillar.",
            "reworded \"Nobody will be cut off from the hospital,\" > \"Nobody is going to be cut off from the hospital,\"",
            "dropped The Courier",
            "asked Who pays for the buses.",
        ]
    );
    assert_eq!(
        told[2],
        [
            "known The bridge opens on May 4, and it cost less than one million.",
            "partly Who ordered the closing. order",
            "withdrawn It will cost two million. cheaper",
            "speaker An engineer > Jo Kern",
        ]
    );
    assert_eq!(story.steps()[2].since.as_deref(), Some("second"));
    assert_eq!(story.dates(), ["2025-03-01", "2025-03-08", "2025-04-02T09:00"]);
}

fn tell(change: &Change) -> String {
    let name = |quote: &Quoted| quote.by.as_ref().map(|by| by.name.clone()).unwrap_or_default();
    match change {
        Change::Known(known) => format!("known {}", known.text),
        Change::Answered { question, by, partly } => {
            format!("{} {} {}", if *partly { "partly" } else { "answered" }, question.text, by.id)
        }
        Change::Withdrawn { before, by } => {
            format!("withdrawn {} {}", before.text, by.as_ref().map_or("", |by| by.id.as_str()))
        }
        Change::Reworded { before, after } => format!("reworded {} > {}", before.text, after.text),
        Change::Speaker { before, after } => format!("speaker {} > {}", name(before), name(after)),
        Change::SourceDropped(name) => format!("dropped {name}"),
        Change::Asked(question) => format!("asked {}", question.text),
    }
}

#[test]
fn a_revision_withdraws_what_it_no_longer_says() {
    let before = record(
        "a",
        "headline: A\npeople: {moss: Ada Moss}\nsources: {town: The town, wire: The wire}\nclaims: {dead: {status: known, source: wire}}\nstory:\n  - What we know: |\n      - [Four people died in the fire.](#dead)\n      - The school is empty.\n  - What we don't know: |\n      - [Who lit it.](#who)\n  - |\n    [\"It burned for a whole day,\"](@moss) Moss said.\n",
    );
    let after = record(
        "a",
        "headline: A\npeople: {moss: Ada Moss}\nsources: {town: The town}\nclaims: {who: {status: known}}\nstory:\n  - What we know: |\n      - The school is empty.\n      - The roof fell in at noon.\n  - What we don't know: |\n      - [Who lit it: a boy of twelve.](#who)\n  - |\n    [\"It burned for a whole night,\"](@moss) Moss said.\n",
    );
    let told: Vec<String> = changes(&before, &after).iter().map(tell).collect();
    assert_eq!(
        told,
        [
            "known The roof fell in at noon.",
            "answered Who lit it. who",
            "withdrawn Four people died in the fire. ",
            "reworded \"It burned for a whole day,\" > \"It burned for a whole night,\"",
            "dropped The wire",
        ]
    );
    assert!(changes(&before, &before).is_empty());
}

#[test]
fn an_excerpt_rewords_nothing() {
    let quote = |words: &str| {
        let body = format!("headline: A\npeople: {{moss: Ada Moss}}\nstory:\n  - |\n    [\"{words}\"](@moss)\n");
        record(words.split(' ').next().unwrap(), &body)
    };
    let (long, short) =
        (quote("We will rebuild the bridge before the winter"), quote("rebuild the bridge before the winter"));
    assert!(changes(&long, &short).is_empty() && changes(&short, &long).is_empty());
}

#[test]
fn at_a_date_a_story_stands_as_it_stood() {
    let story = Story::new(bridge().0);
    let today = Date::new("2025-04-30");
    let at = |date: &str| story.at(Some(&Date::new(date)), &today);
    let first = at("2025-03-02");
    assert_eq!((first.articles.len(), first.known.len(), first.questions.len(), first.quotes.len()), (1, 2, 4, 2 + 1));
    let second = at("2025-03-08");
    assert_eq!(second.known.len(), 3, "what is said again is told once");
    assert_eq!(second.known[0].at.article, "first", "by whoever said it first");
    assert_eq!(second.questions.len(), 5);
    let now = story.at(None, &today);
    let states: Vec<_> = now.questions.iter().map(|row| (row.question.id.as_str(), row.state.name())).collect();
    assert!(states.contains(&("who", "partly")) && states.contains(&("buses", "dropped")), "{states:?}");
    assert_eq!(now.quotes[0].at.article, "third");
    assert_eq!(at("2020"), Standing::default());
}

#[test]
fn a_translation_adds_nothing_of_its_own() {
    let story = Story::new(vec![
        record("en", "headline: A\npublished: 2025-01-01\nstory:\n  - What we know: It is open.\n"),
        record(
            "de",
            "headline: B\nlang: de\npublished: 2025-01-02\ntranslation of: en\nstory:\n  - Was wir wissen: Es ist offen.\n",
        ),
    ]);
    assert!(story.steps()[1].translation && story.steps()[1].changes.is_empty());
    let now = story.at(None, &Date::new("2025-02-01"));
    assert_eq!((now.known.len(), now.articles.len()), (1, 2));
}
