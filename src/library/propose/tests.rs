//! What is proposed, and above all what is not.

use super::*;
use crate::library::{QuestionState, testing::record};

/// Ids of the claims that are proposed for the question of an article, of claims in a later one.
fn proposed(question: &str, claims: &[(&str, &str)]) -> Vec<String> {
    let asker = record(
        "asker",
        &format!(
            "headline: Harbour closed after storm\npublished: 2025-01-01\nstory:\n  - What we don't know: |\n      - [{question}](#q)\n"
        ),
    );
    let told: Vec<String> = claims.iter().map(|(id, text)| format!("      - [{text}](#{id})\n")).collect();
    let told = told.concat();
    let later = record(
        "later",
        &format!(
            "headline: Harbour after the storm\npublished: 2025-01-05\nupdates: asker\nstory:\n  - What we know: |\n{told}"
        ),
    );
    let row = Asked { question: asker.questions[0].clone(), state: QuestionState::Open, ..Asked::default() };
    propose(&row, &asker, &[&later], &[&asker, &later]).into_iter().map(|claim| claim.id).collect()
}

#[test]
fn a_claim_that_speaks_of_what_is_asked_is_proposed() {
    assert_eq!(
        proposed("Who owns the barge that broke loose.", &[("a", "The barge that broke loose is owned by the port.")]),
        ["a"]
    );
    assert_eq!(proposed("When the ferries sail again.", &[("a", "Ferries will sail again from Monday.")]), ["a"]);
    assert_eq!(proposed("How many boats sank in the basin.", &[("a", "Eleven boats sank in the inner basin.")]), ["a"]);
    assert_eq!(
        proposed(
            "Whether insurers will pay for the crane.",
            &[
                ("no", "The crane was built in 1974."),
                ("less", "Insurers have seen the crane."),
                ("best", "Insurers refuse to pay for the crane."),
            ]
        ),
        ["best", "less"]
    );
}

#[test]
fn what_only_shares_the_matter_is_not() {
    for (question, claim) in [
        ("Who owns the barge that broke loose.", "The storm closed the harbour for two days."),
        ("Who owns the barge that broke loose.", "A barge lies on the beach."),
        ("When the ferries sail again.", "The ferries are old."),
        ("How many boats sank in the basin.", "Boats in the basin sank within minutes."),
        ("Why the alarm came late.", "The harbour master did not say why the alarm came late."),
        ("Why the alarm came late.", "Why the alarm came so late is to be looked into."),
        ("Whether the pilots were warned.", "The council wants to know whether the pilots were warned."),
        ("What it will cost.", "It will rain."),
        ("Who knew.", "Nobody knew."),
    ] {
        assert!(proposed(question, &[("a", claim)]).is_empty(), "{question} / {claim}");
    }
}

#[test]
fn there_are_three_at_most_and_none_that_answers_already() {
    let many = [
        ("a", "Insurers will pay for the crane."),
        ("b", "Insurers pay half of the crane."),
        ("c", "Insurers may pay for the crane."),
        ("d", "Insurers pay for a crane."),
    ];
    assert_eq!(proposed("Whether insurers will pay for the crane.", &many).len(), 3);
    let asker = record(
        "asker",
        "headline: Storm\nstory:\n  - What we don't know: '[Whether insurers will pay for the crane.](#q)'\n",
    );
    let later = |link: &str| {
        record(
            "later",
            &format!(
                "headline: After\nupdates: asker\nclaims:\n  a: {{status: reported{link}}}\nstory:\n  - '[Insurers will pay for the crane.](#a)'\n"
            ),
        )
    };
    let count = |later: &Record| {
        let row = Asked { question: asker.questions[0].clone(), ..Asked::default() };
        propose(&row, &asker, &[later], &[&asker, later]).len()
    };
    assert_eq!(count(&later("")), 1);
    assert_eq!(count(&later(", partly answers: asker#q")), 0);
    let taken_back = record(
        "later",
        "headline: After\nclaims: {a: {status: false}}\nstory:\n  - '[Insurers will pay for the crane.](#a)'\n",
    );
    assert_eq!(count(&taken_back), 0);
}
