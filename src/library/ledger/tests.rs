//! What becomes of questions.

use super::*;
use crate::library::{
    Records,
    testing::{bridge, library},
};

fn ledger(library: &Records, words: &str, as_of: Option<&str>) -> Ledger {
    let (query, as_of, today) = (Query::parse(words).expect("a query"), as_of.map(Date::new), Date::new("2025-04-30"));
    let asking = Asking { query: &query, as_of: as_of.as_ref(), today: &today, limit: usize::MAX };
    let Ok(ledger) = Ledger::of(library, &asking);
    ledger
}

fn states(ledger: &Ledger) -> Vec<(String, &str)> {
    ledger.rows.iter().map(|row| (row.question.id.clone(), row.state.name())).collect()
}

fn state(ledger: &Ledger, id: &str) -> (QuestionState, Option<i64>) {
    let row = ledger.rows.iter().find(|row| row.question.id == id).expect(id);
    (row.state, row.age_days)
}

#[test]
fn a_question_has_a_state_an_age_and_who_answered_it() {
    let mut library = bridge();
    // The answer names the question as the second article asks it again.
    let again = library.0[1].questions[0].id.clone();
    library.0[2].claims.iter_mut().flat_map(|claim| &mut claim.links).for_each(|link| {
        link.to = link.to.replace("q-reopened", &again);
    });
    let now = ledger(&library, "", None);
    let expected =
        [("pillar", "open"), ("cars", "open"), ("who", "partly"), ("when", "answered"), ("buses", "dropped")];
    assert_eq!(states(&now), expected.map(|(id, state)| (id.to_owned(), state)));
    assert_eq!(now.total, 5, "what is asked again is one question");
    assert_eq!(state(&now, "pillar"), (QuestionState::Open, Some(60)));
    assert_eq!(state(&now, "who"), (QuestionState::Partly, Some(60)), "a part leaves it open");
    assert_eq!(state(&now, "when"), (QuestionState::Answered, Some(32)), "from the first time it was asked");
    assert_eq!(state(&now, "buses"), (QuestionState::Dropped, Some(25)));
    let answered = now.rows.iter().find(|row| row.question.id == "when").unwrap();
    assert_eq!(answered.answered_by[0].by.as_ref().unwrap().name, "Jo Kern");
}

#[test]
fn at_a_date_nothing_that_came_later_is_there() {
    let library = bridge();
    let early = ledger(&library, "", Some("2025-03-01"));
    assert_eq!(early.total, 4);
    assert!(early.rows.iter().all(|row| row.state == QuestionState::Open && row.age_days == Some(0)));
    assert!(early.rows.iter().all(|row| row.proposed.is_empty()));
    let week = ledger(&library, "", Some("2025-03-10"));
    assert_eq!((week.total, state(&week, "who")), (5, (QuestionState::Open, Some(9))));
    let day = ledger(&library, "", Some("2025-04-02"));
    assert_eq!(state(&day, "who").0, QuestionState::Partly, "the day of the answer is part of that day");
}

#[test]
fn the_words_choose_the_articles_that_ask() {
    let ledger = ledger(&bridge(), "week without", None);
    assert_eq!(ledger.rows.len(), 2);
    assert_eq!(ledger.rows[0].question.repeats.as_deref(), Some("first#when"), "the first one is not among the rows");
}

#[test]
fn only_what_stands_counts_as_an_answer() {
    let library = library(&[
        (
            "a",
            "headline: A\nclaims:\n  found: {status: known}\n  gone: {status: withdrawn}\n  not: {status: false}\nstory:\n  - What we don't know: |\n      - [One.](#one)\n      - [Two.](#two)\n      - [Three.](#three)\n      - [Found.](#found)\n      - [Gone.](#gone)\n      - [Not.](#not)\n",
        ),
        (
            "b",
            "headline: B\nclaims:\n  x: {status: false, answers: a#one}\n  y: {status: withdrawn, answers: a#two}\n  z: {status: claimed, contradicts: a#three}\nstory:\n  - |\n    [X](#x) [Y](#y) [Z](#z)\n",
        ),
    ]);
    let ledger = ledger(&library, "", None);
    let told: Vec<_> = ["one", "two", "three", "found", "gone", "not"].map(|id| state(&ledger, id).0.name()).into();
    assert_eq!(told, ["open", "dropped", "open", "answered", "dropped", "answered"]);
    let found = ledger.rows.iter().find(|row| row.question.id == "found").unwrap();
    assert_eq!((found.answered_by[0].id.as_str(), found.age_days), ("found", None), "undated: no age");
}

#[test]
fn a_ring_of_repeats_ends() {
    let library = library(&[
        ("a", "headline: A\nclaims: {q: {repeats: b#q}}\nstory:\n  - What we don't know: '[Why.](#q)'\n"),
        ("b", "headline: B\nclaims: {q: {repeats: a#q}}\nstory:\n  - What we don't know: '[Why.](#q)'\n"),
    ]);
    assert!(!ledger(&library, "", None).rows.is_empty(), "no question is lost");
}

#[test]
fn answers_are_proposed_to_open_questions() {
    let ledger = ledger(&bridge(), "", None);
    let pillar = ledger.rows.iter().find(|row| row.question.id == "pillar").unwrap();
    assert_eq!(pillar.proposed.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>(), ["dive"]);
    assert!(ledger.rows.iter().filter(|row| row.question.id != "pillar").all(|row| row.proposed.is_empty()));
}
