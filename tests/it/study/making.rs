//! Cards are proposed, made, taken back; words are chosen that a card leaves out.

use byline::{
    app::Mode,
    study::{Deed, Recipe},
};

use super::{Studying, card};

#[test]
fn an_article_proposes_cards_and_each_is_made_by_one_key() {
    let mut study = Studying::new(Vec::new());
    study.keys("<Enter>r");
    study.shows("cards are proposed");
    study.shows("The ferry takes […] cars an hour.");
    assert!(study.questions().is_empty(), "none is made unasked");
    study.keys("<Enter>");
    assert_eq!(study.notice(), "1 card made");
    assert_eq!(study.questions(), ["The ferry takes […] cars an hour."]);
    assert_eq!(study.reader.revisions.len(), 1, "the text it was made on is kept");
    study.keys("k<Enter>");
    assert_eq!(study.notice(), "There is such a card already");
    study.keys("U");
    assert!(study.questions().is_empty() && matches!(study.last(), Deed::Undone(_)));
    study.keys("U");
    assert_eq!(study.notice(), "No card was made here");
    study.keys("A");
    let all = study.questions().len();
    assert!(all >= 8, "{:?}", study.questions());
    assert_eq!(study.notice(), format!("{all} cards made"));
    study.keys("<Esc>");
    assert_eq!(study.notice(), format!("{all} cards made; gr reviews them"));
    // opened again, all are there already
    study.keys("rA");
    assert_eq!(study.notice(), "There is such a card already");
    study.keys("<Esc>");
    assert!(matches!(study.reader.state.mode, Mode::Normal));
}

#[test]
fn a_passage_proposes_what_is_about_it_and_all_of_that_with_one_key() {
    let mut study = Studying::new(Vec::new());
    study.keys("<Enter>]qr");
    study.shows("1 card is proposed");
    study.keys("A<Esc>");
    assert_eq!(study.questions(), ["Who said it? “We kept the engine warm for nine years,”"]);
    let deck = study.deck();
    let cards = deck.cards();
    let origin = &cards[0].origin;
    assert_eq!((origin.speaker.as_ref().unwrap().as_str(), origin.recipe), ("Ana Lee", Recipe::Who));
    assert_eq!(origin.target.as_ref().unwrap().exact, "\"We kept the engine warm for nine years,\"");
    // the sentence of a claim brings its standing, its number, and the answer of the other side
    study.keys("/It will earn<Enter>)(r");
    let offered = study.screen();
    assert!(offered.contains("Known or not") && !offered.contains("Who said it"), "{offered}");
}

#[test]
fn words_are_chosen_that_a_card_leaves_out() {
    let mut study = Studying::new(Vec::new());
    study.keys("<Enter>/It smells<Enter>)(r");
    // nothing is proposed of this sentence, so words are left out of it
    study.shows("Which words are left out?");
    study.keys("z");
    assert_eq!(study.notice(), "Space chooses the word, Enter makes the card, Esc leaves");
    study.keys("$<Space>h<Space><Enter>");
    assert_eq!(study.notice(), "Card made; gr reviews it");
    assert_eq!(study.questions(), ["It smells […]."]);
    assert_eq!(study.deck().cards()[0].content.back, "of tar", "words side by side are one gap");
    study.keys("r0<Space>$<Space><Enter>");
    assert_eq!(study.questions()[1], "[…] smells of […].");
    assert_eq!(study.deck().cards()[1].content.back, "It … tar");
    // nothing chosen is the word one is on; Esc makes none
    study.keys("rl<Enter>r<Esc>");
    assert_eq!(study.questions()[2..], ["It […] of tar."]);
    // where something is proposed, w leads there
    study.keys("gg/The ferry takes<Enter>)(rw");
    study.shows("Which words are left out?");
}

#[test]
fn a_note_becomes_a_question_with_its_tags() {
    let mut study = Studying::new(Vec::new());
    study.keys("<Enter>/It smells<Enter>)(aWhat does it smell of?<Esc>");
    study.keys("tnose<Enter>r");
    study.shows("Your note");
    study.keys("<Enter><Esc>");
    let deck = study.deck();
    let card = deck.cards()[0];
    assert_eq!(
        (&card.content.front, &card.content.back),
        (&"What does it smell of?".into(), &"It smells of tar.".into())
    );
    assert_eq!(card.content.tags, ["nose"]);
    assert_eq!(card.origin.annotation.as_ref(), Some(&study.reader.kept[0].id));
}

#[test]
fn a_card_that_lies_beside_the_log_is_not_offered_again() {
    let made = card(7, 30, Recipe::Number, 0);
    let mut study = Studying::new(vec![made.clone()]);
    // a desk with a cache hands out a deck without its cards
    let Deed::Made(kept) = made.deed else { panic!("a card") };
    study.log.clear();
    study.beside.push(*kept);
    study.log.push(super::graded(8, 20, 7, byline::study::Grade::Good));
    study.keys("<Enter>r");
    let row = study.screen().lines().find(|row| row.contains("The ferry takes")).expect("it is listed").to_owned();
    assert!(row.contains('✓'), "{row}");
    study.keys("A");
    assert!(!study.questions().contains(&"The ferry takes […] cars an hour.".to_owned()), "{:?}", study.questions());
}

#[test]
fn where_no_card_can_be_made_it_is_said_why() {
    let mut study = Studying::new(Vec::new());
    study.keys("j<Enter>r");
    assert_eq!(study.notice(), "Nothing here proposes a card; ) goes to a sentence, and r then leaves words out");
    study.keys("gyr");
    assert_eq!(study.notice(), "Cards are made on the page; gy goes back to it");
}
