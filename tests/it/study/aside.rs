//! Cards whose passage is not what it was: set aside with a reason, looked at, and asked again or not.

use byline::{
    app::Screen,
    study::{Deed, Grade, Recipe},
};

use super::{FERRY, Studying, card, graded, read};

/// Three cards that are due: two of one claim and its sentence, one of another sentence.
fn three() -> Studying {
    let mut study = Studying::new(vec![
        card(1, 40, Recipe::Number, 0),
        graded(11, 30, 1, Grade::Good),
        card(2, 40, Recipe::Number, 1),
        graded(12, 29, 2, Grade::Good),
        card(3, 40, Recipe::Date, 0),
        graded(13, 28, 3, Grade::Good),
    ]);
    study.reader.keep_text(read(FERRY, "night-ferry").2);
    study
}

#[test]
fn a_reworded_passage_sets_its_card_aside_and_says_what_it_says_now() {
    let mut study = three();
    study.reader.rewrite("night-ferry", &FERRY.replace("40 cars", "60 cars"));
    study.keys("gr");
    study.shows("2 left");
    study.shows("A card is set aside: the passage changed, and now says “The ferry takes 60 cars an hour.”");
    study.keys("<Space>3<Space>3");
    study.shows("Set aside, The night ferry sails again: the passage changed, and now says");
    study.keys("gA");
    study.shows("changed");
    study.shows("the passage changed, and now says “The ferry takes 60 cars an hour.”");
    study.keys("<Enter>");
    assert_eq!(study.reader.state.screen, Screen::Page);
    study.keys("<Backspace>");
    study.shows("Set aside");
    study.keys("=");
    assert!(matches!(study.last(), Deed::Fresh(_)));
    study.shows("No card is set aside");
}

#[test]
fn a_passage_that_is_gone_and_an_article_that_is_gone_are_told_apart() {
    let mut study = three();
    study.reader.rewrite("night-ferry", &FERRY.replace("      - The ferry takes 40 cars an hour.\n", ""));
    study.keys("gr");
    study.shows("A card is set aside: the article says this no more");
    study.keys("gA");
    study.shows("gone");
    study.keys("D");
    assert_eq!((study.notice(), study.questions().len()), ("The card is deleted", 2));
    let mut study = three();
    study.reader.remove("night-ferry");
    study.keys("gr");
    study.shows("Every card is set aside. gA lists them, and says why.");
    study.keys("gA");
    study.shows("3 cards");
    study.shows("the article is not in the library any more");
    study.keys("j<Enter>");
    assert!(study.notice().contains("no such article"), "{}", study.notice());
    assert_eq!(study.reader.state.screen, Screen::Study, "one stays with the card");
}

#[test]
fn a_claim_that_another_article_contradicts_is_set_aside() {
    let mut study = three();
    study.reader.restore(
        "audit",
        "format: byline/1
headline: The ferry will never pay
published: 2031-05-30
claims:
  never: {contradicts: night-ferry#profit}
story:
  - What we know: |
      [The ferry can't earn money](#never).
",
    );
    study.keys("gr");
    study.shows("A card is set aside: contradicted by “The ferry will never pay”, 2031-05-30");
    study.keys("gAe");
    study.shows("Question, a line of hyphens, answer");
    study.keys("<C-Home>In May: <Esc>");
    assert!(study.questions().iter().any(|question| question.starts_with("In May: ")), "{:?}", study.questions());
    study.shows("contradicted");
}
