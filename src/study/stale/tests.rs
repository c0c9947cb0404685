//! What makes a card go stale, and what does not: the same article, edited in one place at a time.

use super::*;
use crate::{
    format,
    library::{Inquiry, Record, Records, Spellings, answer},
    model::Date,
    study::{Card, CardId, propose},
};

const ARTICLE: &str = r#"format: byline/1
headline: The harbour bridge will close
published: 2031-05-02
people:
  lee: {name: Ada Lee, role: mayor}
  fox: {name: Ben Fox, role: engineer}
sources:
  survey: {name: Bridge survey, date: 2031-04-20}
claims:
  unsafe: {by: lee, status: claimed, source: survey}
story:
  - What we know: |
      - The bridge carries 4,200 cars a day.
      - It was opened on March 10, 1964.
  - What they're saying: |
      ["It will close on Monday,"](@lee) Lee said.
      [The bridge has 9 cracks, she said](@lee#unsafe).
  - What we don't know: |
      - [Who will pay.](#payer)
"#;

struct Read {
    article: Article,
    outline: Outline,
    revision: Revision,
}

fn read(source: &str) -> Read {
    let article = format::read(source.as_bytes(), "bridge").article.expect("an article");
    let outline = article.outline();
    let revision = Revision::of(&article, &outline);
    Read { article, outline, revision }
}

/// The card of a recipe whose question holds these words.
fn card(recipe: Recipe, words: &str) -> Card {
    let Read { article, outline, revision } = read(ARTICLE);
    let proposals = propose(&article, &outline, &[]);
    let fits = |proposal: &&crate::study::Proposal| {
        proposal.recipe == recipe && proposal.content.front.as_str().contains(words)
    };
    let proposal = proposals.iter().find(fits).unwrap_or_else(|| panic!("no {recipe:?} about {words}"));
    proposal.card(CardId(7), &article, &outline, &revision)
}

fn verdict(card: &Card, source: &str, around: Option<&Around>) -> Option<Verdict> {
    let Read { article, outline, revision } = read(source);
    let base = |digest: &Digest| {
        let then = read(ARTICLE).revision;
        (then.digest() == *digest).then_some(then)
    };
    judge(card, &base, Some(Now { article: &article, outline: &outline, revision: &revision, around }))
}

fn edited(from: &str, to: &str) -> String {
    let edited = ARTICLE.replace(from, to);
    assert_ne!(edited, ARTICLE, "{from} stands in it");
    edited
}

fn told(verdict: Option<Verdict>) -> (Stale, String) {
    let Verdict { why, words } = verdict.expect("it is stale");
    (why, words.to_string())
}

#[test]
fn an_edit_elsewhere_a_move_and_other_quotation_marks_leave_a_card_fresh() {
    let cars = card(Recipe::Number, "cars");
    assert_eq!(verdict(&cars, ARTICLE, None), None);
    assert_eq!(verdict(&cars, &edited("1964.", "1964. It rained."), None), None);
    let lines = ("      - The bridge carries 4,200 cars a day.\n", "      - It was opened on March 10, 1964.\n");
    let moved = edited(&[lines.0, lines.1].concat(), &[lines.1, lines.0].concat());
    assert_eq!(verdict(&cars, &moved, None), None);
    let who = card(Recipe::Who, "Monday");
    assert_eq!(verdict(&who, &edited("\"It will close on Monday,\"", "“It will close on Monday,”"), None), None);
}

#[test]
fn a_reworded_passage_says_what_it_says_now() {
    let cars = card(Recipe::Number, "cars");
    let (why, words) = told(verdict(&cars, &edited("4,200 cars", "2,400 cars"), None));
    assert_eq!((why, words.as_str()), (Stale::Changed, "The bridge carries 2,400 cars a day."));
}

#[test]
fn a_passage_or_an_article_that_is_gone_is_gone() {
    let cars = card(Recipe::Number, "cars");
    let (why, words) = told(verdict(&cars, &edited("      - The bridge carries 4,200 cars a day.\n", ""), None));
    assert_eq!((why, words.as_str()), (Stale::Gone, "the article says this no more"));
    let (why, words) = told(judge(&cars, &|_| None, None));
    assert_eq!((why, words.as_str()), (Stale::Gone, "the article is not in the library any more"));
}

#[test]
fn a_withdrawn_claim_contradicts_what_rests_on_it_and_another_standing_what_asks_for_it() {
    let withdrawn = edited("status: claimed", "status: withdrawn");
    let cracks = card(Recipe::Number, "cracks");
    assert_eq!(
        told(verdict(&cracks, &withdrawn, None)),
        (Stale::Contradicted, "the article now calls this withdrawn".to_owned())
    );
    let status = card(Recipe::Status, "cracks");
    assert_eq!(verdict(&status, ARTICLE, None), None);
    assert_eq!(
        told(verdict(&status, &edited("status: claimed", "status: disputed"), None)),
        (Stale::Contradicted, "the article now calls this disputed".to_owned())
    );
    // who said it is true whatever comes of it
    assert_eq!(verdict(&card(Recipe::Who, "Monday"), &withdrawn, None), None);
}

/// What the library says around the bridge once these articles are in it.
fn around(others: &[(&str, &str)]) -> Around {
    let record = |(stem, source): (&str, &str)| {
        let reading = format::read(source.as_bytes(), stem);
        let article = reading.article.expect("an article");
        Record::of(&article, &article.outline(), &reading.diagnostics, crate::library::FileFacts::default())
    };
    let all = [("bridge", ARTICLE)].into_iter().chain(others.iter().copied());
    let records = Records(all.map(record).collect());
    let asked = Inquiry::Around { article: "bridge".parse().expect("an id"), mentions: Vec::new() };
    let Ok(found) = answer(&records, &asked, &Date::new("2031-06-01"), &Spellings::default());
    match found {
        crate::library::Finding::Around(around) => *around,
        other => panic!("{other:?}"),
    }
}

const CORRECTION: &str = "format: byline/1
headline: The bridge has two cracks
published: 2031-05-09
claims:
  two: {REL: bridge#CLAIM}
story:
  - What we know: |
      [Two cracks were found; the county will pay](#two).
";

#[test]
fn another_article_contradicts_corrects_or_answers() {
    for (rel, verb) in [("contradicts", "contradicted"), ("corrects", "corrected")] {
        let other = CORRECTION.replace("REL", rel).replace("CLAIM", "unsafe");
        let around = around(&[("two-cracks", &other)]);
        let (why, words) = told(verdict(&card(Recipe::Number, "cracks"), ARTICLE, Some(&around)));
        assert_eq!(why, Stale::Contradicted);
        assert_eq!(words, format!("{verb} by “The bridge has two cracks”, 2031-05-09"));
        assert_eq!(verdict(&card(Recipe::Number, "cars"), ARTICLE, Some(&around)), None, "another claim stands");
    }
    let other = CORRECTION.replace("REL", "answers").replace("CLAIM", "payer");
    let (why, words) = told(verdict(&card(Recipe::Open, "still open"), ARTICLE, Some(&around(&[("two", &other)]))));
    assert_eq!(why, Stale::Contradicted);
    assert!(words.starts_with("“Who will pay.” was answered: Two cracks were found"), "{words}");
    assert_eq!(verdict(&card(Recipe::Open, "still open"), ARTICLE, Some(&around(&[]))), None);
}

#[test]
fn a_card_about_no_words_is_not_judged() {
    let mut card = card(Recipe::Number, "cars");
    card.origin.target = None;
    assert_eq!(verdict(&card, &edited("4,200", "9"), None), None);
}
