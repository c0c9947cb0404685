//! How a selection grows, shrinks and moves, on pages of plain words.

use super::*;
use crate::{app::testing::galley, model::Place};

/// A page of paragraphs that are words of an article.
fn page(texts: &[&str]) -> Galley {
    let mut galley = galley(texts);
    for (item, paragraph) in (0..).zip(&mut galley.paragraphs) {
        paragraph.place = Some(Place { item, leaf: 0 });
        paragraph.section = Some(u32::from(item > 1));
    }
    galley
}

fn words<'a>(selection: &Selection, galley: &'a Galley) -> Vec<&'a str> {
    selection.stretches(galley).iter().map(|(at, span)| galley.paragraphs[*at].text.get(*span)).collect()
}

/// The selection of some words of the page.
fn select(galley: &Galley, words: &str) -> Selection {
    let found = galley.paragraphs.iter().enumerate().find_map(|(at, paragraph)| {
        let start = paragraph.text.as_str().find(words)?;
        Some(Selection::of(at, paragraph.text.span(start..start + words.len())?))
    });
    found.expect("they stand there")
}

#[test]
fn it_grows_to_the_next_whole_and_shrinks_back() {
    let page = page(&["One is. Two are here.", "Three.", "Four."]);
    let mut selection = select(&page, "are");
    assert!(selection.grow(&page));
    assert_eq!(words(&selection, &page), ["Two are here."]);
    assert_eq!(selection.extent(&page), Some((Extent::Sentence, 1)));
    assert!(selection.grow(&page));
    assert_eq!(words(&selection, &page), ["One is. Two are here."]);
    assert!(selection.grow(&page));
    assert_eq!(words(&selection, &page), ["One is. Two are here.", "Three."]);
    assert_eq!(selection.extent(&page), Some((Extent::Section, 1)));
    assert!(!selection.grow(&page), "there is nothing larger");
    for expected in ["One is. Two are here.", "Two are here.", "are"] {
        assert!(selection.shrink(&page));
        assert_eq!(words(&selection, &page), [expected]);
    }
    assert!(!selection.shrink(&page), "a word is the smallest whole");
}

#[test]
fn what_was_never_grown_shrinks_by_wholes_at_the_end_that_moves() {
    let page = page(&["One is. Two are here.", "Three."]);
    let mut selection = Selection::between((0, 0), (1, 6));
    assert!(selection.shrink(&page));
    assert_eq!(words(&selection, &page), ["Three."]);
    let mut selection = Selection::between((0, 0), (1, 6));
    selection.swap_ends();
    for expected in ["One is. Two are here.", "One is.", "One"] {
        assert!(selection.shrink(&page));
        assert_eq!(words(&selection, &page), [expected]);
    }
}

#[test]
fn it_follows_letters_and_words_across_paragraphs() {
    let page = page(&["A cafe\u{301} opens.", "日本 👩\u{200d}👩\u{200d}👧 ok"]);
    let mut selection = select(&page, "caf");
    assert!(selection.step(&page, Unit::Letter, true));
    assert_eq!(words(&selection, &page), ["cafe\u{301}"], "a letter is a letter with its accent");
    assert!(selection.step(&page, Unit::Word, true));
    assert_eq!(words(&selection, &page), ["cafe\u{301} opens"]);
    assert!(selection.step(&page, Unit::Sentence, true));
    assert_eq!(words(&selection, &page), ["cafe\u{301} opens."]);
    assert!(selection.step(&page, Unit::Letter, true));
    assert_eq!(words(&selection, &page), ["cafe\u{301} opens.", "日"]);
    assert!(selection.step(&page, Unit::Letter, false) && selection.step(&page, Unit::Word, false));
    assert_eq!(words(&selection, &page), ["cafe\u{301} opens"]);
    let mut family = select(&page, "日本 ");
    assert!(family.step(&page, Unit::Letter, true));
    assert_eq!(words(&family, &page), ["日本 👩\u{200d}👩\u{200d}👧"]);
}

#[test]
fn beyond_the_other_end_it_goes_on_there() {
    let page = page(&["One is. Two are. Three go."]);
    let mut selection = select(&page, "Two are.");
    assert!(selection.step(&page, Unit::Sentence, false));
    assert_eq!(words(&selection, &page), ["One is. Two are."]);
    assert!(!selection.forward && !selection.step(&page, Unit::Sentence, false), "this is the beginning");
    assert!(selection.step(&page, Unit::Sentence, true));
    assert_eq!(words(&selection, &page), ["Two are."]);
    assert!(selection.step(&page, Unit::Sentence, true));
    assert_eq!(words(&selection, &page), ["Two are. Three go."]);
    selection.swap_ends();
    assert!(selection.step(&page, Unit::Word, true));
    assert_eq!(words(&selection, &page), ["are. Three go."]);
}

#[test]
fn blanks_and_what_is_no_word_of_the_article_are_left_out() {
    let mut page = page(&["One. ", "— Lee, harbour master", " Two."]);
    page.paragraphs[1].place = None;
    let selection = Selection::between((0, 0), (2, 5));
    assert_eq!(words(&selection, &page), ["One.", "Two."]);
    let extracts = selection.extracts(&page);
    assert_eq!(extracts.len(), 1);
    assert_eq!(extracts[0].parts.len(), 2);
    assert!(!can_hold(&page, 1) && Selection::of(1, page.paragraphs[1].text.whole()).extracts(&page).is_empty());
}

#[test]
fn a_motion_is_taken_in() {
    let page = page(&["One is. Two are. Three go.", "Four."]);
    let mut selection = select(&page, "Two");
    selection.reach(1, page.paragraphs[1].text.whole());
    assert_eq!(words(&selection, &page), ["Two are. Three go.", "Four."]);
    selection.reach(0, select(&page, "One").stretches(&page)[0].1);
    assert_eq!(words(&selection, &page), ["One is. Two are. Three go.", "Four."]);
    assert_eq!(selection.extent(&page), Some((Extent::Section, 1)));
    selection.move_head((0, 19));
    assert_eq!(words(&selection, &page), ["ree go.", "Four."]);
    assert_eq!(selection.words(&page), 3);
}
