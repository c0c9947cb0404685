//! Every inquiry, and what stands around an article.

use super::*;
use crate::library::{
    Around, Query, QuestionState,
    testing::{bridge, library},
};

fn ask(library: &crate::library::Records, inquiry: &Inquiry) -> Finding {
    answer(library, inquiry, &Date::new("2025-04-30"), &Spellings::default()).expect("an answer")
}

fn around(library: &crate::library::Records, id: &str) -> Around {
    match ask(library, &Inquiry::Around { article: id.parse().unwrap(), mentions: Vec::new() }) {
        Finding::Around(around) => *around,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_inquiry_finds_its_own() {
    let library = bridge();
    let words = String::new;
    let voices = ask(&library, &Inquiry::Voices { words: words(), limit: 9 });
    assert!(matches!(voices, Finding::Voices(voices) if voices[0].name == "Ada Moss"));
    let voice = ask(&library, &Inquiry::Voice { name: "ada moss".to_owned() });
    assert!(matches!(voice, Finding::Voice(card) if card.quotes.len() >= 2));
    let ledger = ask(&library, &Inquiry::Ledger { query: Query::default(), as_of: None });
    assert!(matches!(ledger, Finding::Ledger(ledger) if ledger.total == 5));
    let story = ask(&library, &Inquiry::Story { article: "second".parse().unwrap() });
    assert!(matches!(story, Finding::Story(records) if records.len() == 3 && records[0].entry.id == "first"));
    let hits = ask(&library, &Inquiry::Search { query: Query::parse("bridge").unwrap(), limit: 2 });
    assert!(matches!(hits, Finding::Hits(hits) if hits.hits.len() == 2 && hits.total > 2));
}

#[test]
fn links_are_told_in_both_directions() {
    let library = bridge();
    let first = around(&library, "first");
    let backlinks: Vec<_> = first.backlinks.iter().map(|link| (link.rel.as_str(), link.to.as_str())).collect();
    assert_eq!(
        backlinks,
        [
            ("updates", "second"),
            ("related", "second"),
            ("partly answers", "third#order"),
            ("corrects", "third#cheaper")
        ]
    );
    let states: Vec<_> = first.questions.iter().map(|asked| (asked.question.id.as_str(), asked.state)).collect();
    assert_eq!(states[0], ("who", QuestionState::Partly));
    assert_eq!(first.questions[0].answered_by[0].by.as_ref().unwrap().name, "Ada Moss");
    assert_eq!(first.questions[2].proposed[0].id, "dive");
    let second = around(&library, "second");
    assert_eq!(second.links[0].entry.as_ref().unwrap().id, "first");
    assert_eq!(second.links[0].words, None, "the whole article has its headline");
    let third = around(&library, "third");
    let asked = third.links.iter().find(|link| link.to == "first#who").expect("an answer in part");
    assert_eq!(asked.words.as_deref(), Some(first.questions[0].question.text.as_str()));
    let answers = first.backlinks.iter().find(|link| link.to == "third#order").expect("seen from the question");
    assert!(third.links.iter().all(|link| link.words != answers.words) && answers.words.is_some(), "{answers:?}");
}

#[test]
fn a_question_asked_again_shares_its_answers() {
    let library = library(&[
        ("a", "headline: A\nstory:\n  - What we don't know: '[Who came.](#who)'\n"),
        ("b", "headline: B\nupdates: a\nstory:\n  - What we don't know: '[Who it was](a#who)'\n"),
        ("c", "headline: C\nupdates: b\nclaims: {me: {answers: a#who}}\nstory:\n  - '[It was me.](#me)'\n"),
    ]);
    let again = around(&library, "b");
    assert_eq!(again.questions[0].state, QuestionState::Answered);
    assert_eq!(again.questions[0].answered_by[0].at.article, "c");
}

#[test]
fn what_dangles_is_told_with_what_may_be_meant() {
    let library = library(&[
        (
            "a",
            "headline: A\nupdates: bridge-shut\nstory:\n  - x\n  - related: bridge closed at VALE\n  - related: Quite another bridge\n",
        ),
        ("2025-bridge-closed", "headline: Bridge closed at Vale\nstory:\n  - x\n"),
    ]);
    let links = around(&library, "a").links;
    assert_eq!((links[0].to.as_str(), links[0].entry.is_none()), ("bridge-shut", true));
    assert_eq!(links[0].meant[0].id, "2025-bridge-closed");
    assert_eq!(links[1].to, "2025-bridge-closed");
    assert!(links[1].entry.is_some() && links[1].meant.is_empty(), "a headline in other letters is that article");
    assert!(links[2].entry.is_none() && links[2].meant.len() == 1);
    assert!(around(&library, "nowhere").links.is_empty());
}
