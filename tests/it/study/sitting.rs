//! A sitting: turning, grading, taking back, putting off, typing, saying how sure one is, and its end.

use byline::{
    app::Screen,
    study::{Deed, Grade, Recipe},
};

use super::{Studying, card, graded, plain};

/// One card that is due, one that is not, and two that are new.
fn some() -> Studying {
    Studying::new(vec![
        card(1, 40, Recipe::Number, 0),
        graded(11, 30, 1, Grade::Good),
        card(2, 40, Recipe::Who, 0),
        graded(12, 1, 2, Grade::Easy),
        card(3, 39, Recipe::Status, 0),
        card(4, 38, Recipe::Date, 0),
    ])
}

#[test]
fn a_card_is_turned_and_graded_and_the_next_comes() {
    let mut study = some();
    study.keys("gr");
    study.shows("3 left");
    study.shows("The ferry takes […] cars an hour.");
    study.hides("Ana Lee");
    study.keys("3");
    assert_eq!(study.notice(), "Space turns the card; then 1 to 4 grade it");
    study.keys("<Space>");
    study.shows("The ferry takes 40 cars an hour.");
    study.shows("What we know · The night ferry sails again · 2031-05-20");
    let foot = study.screen().lines().rev().nth(1).expect("a foot").to_owned();
    for told in ["1 again now", "2 hard", "3 good", "4 easy", " d"] {
        assert!(foot.contains(told), "{told} in {foot}");
    }
    study.keys("<Space>");
    assert_eq!(study.notice(), "1 again, 2 hard, 3 good, 4 easy");
    study.keys("3");
    study.shows("2 left · 1 done · new card");
    assert!(matches!(study.last(), Deed::Graded(graded) if graded.grade == Grade::Good && graded.took_millis > 0));
    assert!(study.deck().standing(byline::study::CardId(1)).unwrap().due.0 > super::ago(0).day().0);
}

#[test]
fn a_forgotten_card_comes_again_and_the_end_tells_what_it_came_to() {
    let mut study = some();
    study.keys("gr<Space>1<Space>3<Space>4");
    study.shows("1 left · 3 done");
    study.shows("The ferry takes […] cars an hour.");
    study.keys("<Space>3");
    study.shows("Done: 4 asked, 3 remembered.");
    study.shows("In 30 days 0 % of 1 recall were remembered.");
    study.shows("Due in the days to come");
    study.keys("<Space>");
    assert_eq!(study.notice(), "Nothing more is due today; q goes back, gf shows the figures");
    study.keys("q");
    assert_eq!(study.reader.state.screen, Screen::Shelf);
    study.keys("gr");
    study.shows("Nothing is due today.");
}

#[test]
fn each_grade_is_taken_back_one_after_the_other() {
    for digit in ["1", "2", "3", "4"] {
        let mut study = some();
        study.keys("gr");
        let before = study.screen();
        let standings = |study: &Studying| {
            let mut standings = study.deck().standings().to_vec();
            standings.sort_unstable_by_key(|standing| standing.id);
            format!("{standings:?}")
        };
        let stood = standings(&study);
        study.keys(&format!("<Space>{digit}<Space>{digit}"));
        assert_ne!(standings(&study), stood);
        study.keys("U");
        assert_eq!(study.notice(), "The grade is taken back");
        study.keys("U");
        assert_eq!(standings(&study), stood, "{digit}");
        assert_eq!(study.screen().lines().next(), before.lines().next());
        study.shows("The ferry takes […] cars an hour.");
        study.keys("U");
        assert_eq!(study.notice(), "There is nothing to take back in this sitting");
    }
}

#[test]
fn a_card_is_put_off_suspended_or_deleted_and_comes_back() {
    let mut study = some();
    study.keys("gr-");
    assert_eq!(study.notice(), "Not again today; U takes it back");
    study.shows("2 left");
    study.keys("U");
    assert_eq!(study.notice(), "The card is back");
    study.shows("3 left");
    study.shows("The ferry takes […] cars");
    study.keys("@");
    assert_eq!(study.notice(), "Not asked any more; gA lists what is set aside; U takes it back");
    study.keys("D");
    study.keys("gA");
    study.shows("1 card");
    study.shows("suspended");
    study.keys("=");
    assert_eq!(study.notice(), "The card is asked again, as it is");
    study.shows("No card is set aside");
    assert_eq!(study.deck().cards().len(), 3, "one is deleted");
    // tomorrow what was put off is there again
    let mut study = some();
    study.keys("gr-q").wait_until("2031-06-02T03:30:00Z").keys("gr");
    study.hides("The ferry takes […] cars");
    let mut study = some();
    study.keys("gr-<Space>3<Space>3q").wait_until("2031-06-02T04:30:00Z").keys("gr");
    study.shows("The ferry takes […] cars");
}

#[test]
fn an_answer_can_be_typed_where_there_is_one() {
    let mut study = some();
    study.keys("gri40<Enter>");
    study.shows("✓ right: 40");
    assert_eq!(study.notice(), "Right; 2 to 4 say how easily");
    study.keys("i");
    assert_eq!(study.notice(), "The answer is to be seen already; 1 to 4 grade it");
    study.keys("3iknown<Enter>");
    study.shows("✗ you wrote: known");
    assert_eq!(study.notice(), "Not that; 1 asks it again");
    let mut study = Studying::new(vec![card(1, 2, Recipe::OtherSide, 0)]);
    study.keys("gri");
    assert_eq!(study.notice(), "There is more than one way to say this; Space turns the card");
}

#[test]
fn who_is_asked_how_sure_gets_to_know() {
    let mut study = some();
    study.keys("grc");
    assert_eq!(study.notice(), "You are asked how sure you are before a card turns");
    study.keys("<Space>");
    assert!(study.notice().starts_with("How sure are you?"));
    study.keys("5");
    study.shows("The ferry takes 40 cars an hour.");
    study.keys("34");
    assert!(matches!(study.last(), Deed::Graded(graded) if graded.sure == Some(100) && graded.grade == Grade::Good));
    study.keys("1");
    assert!(matches!(study.last(), Deed::Graded(graded) if graded.sure == Some(80) && graded.grade == Grade::Again));
    study.keys("c");
    assert_eq!(study.notice(), "You are not asked any more");
    study.keys("gfG");
    study.shows("How sure you were, and how often right");
    let row = |name: &str| study.screen().lines().find(|row| row.trim_start().starts_with(name)).unwrap().to_owned();
    assert!(row("sure").contains("100 % of 1") && row("nearly sure").contains("0 % of 1"), "{}", study.screen());
}

#[test]
fn enter_goes_to_the_passage_and_the_way_back_is_kept() {
    let mut study = some();
    study.keys("gr<Enter>");
    study.shows("The ferry takes 40 cars an hour.");
    study.keys("<Enter>");
    assert_eq!(study.reader.state.screen, Screen::Page);
    assert_eq!(study.reader.focus(), Some("The ferry takes 40 cars an hour."));
    study.keys("<Backspace>");
    assert_eq!(study.reader.state.screen, Screen::Study);
    study.shows("3 good");
    study.keys("3");
    study.shows("1 done");
    // a sitting that is left is gone on with
    study.keys("qgr");
    study.shows("2 left · 1 done");
}

#[test]
fn a_day_has_so_many_new_cards_and_no_more() {
    let mut study = Studying::new((1..=9).map(|id| plain(id, 5)).collect());
    study.new_a_day = 3;
    study.keys("gr");
    study.shows("3 left");
    study.keys("<Space>4<Space>4<Space>4");
    study.shows("Done: 3 asked, 3 remembered.");
    study.shows("6 cards wait to be asked for the first time; 3 a day.");
    study.keys("qgr");
    study.shows("Nothing is due today.");
    study.keys("q").wait_until("2031-06-02T10:00:00Z").keys("gr");
    study.shows("3 left");
}

#[test]
fn a_leech_is_found_and_can_be_reworded_or_suspended() {
    let mut log = vec![plain(1, 60), graded(10, 50, 1, Grade::Good)];
    for lapse in 0..8_u8 {
        log.push(graded(20 + u128::from(lapse), 40 - 2 * i64::from(lapse), 1, Grade::Again));
        log.push(graded(40 + u128::from(lapse), 40 - 2 * i64::from(lapse), 1, Grade::Good));
    }
    let mut study = Studying::new(log);
    study.keys("gr<Space>4");
    study.shows("1 card was forgotten eight times or more");
    study.keys("gA");
    study.shows("leech");
    study.shows("forgotten 8 times");
    study.keys("=");
    assert_eq!(study.notice(), "It is asked as it is; e edits it, @ suspends it");
    study.keys("@");
    assert!(matches!(study.last(), Deed::Suspended(_)));
    study.shows("suspended");
}

#[test]
fn a_card_is_edited_and_needs_both_sides() {
    let mut study = Studying::new(vec![plain(1, 5)]);
    study.keys("gre");
    study.shows("Question, a line of hyphens, answer");
    study.keys("<C-c>");
    assert_eq!(study.notice(), "The card is as it was");
    study.keys("e<C-Home>Really: <Esc>");
    assert_eq!(study.notice(), "The card is changed");
    study.shows("Really: Question 1?");
    assert_eq!(study.questions(), ["Really: Question 1?"]);
    study.keys("e<C-a><C-k><Esc>");
    assert_eq!(study.questions().len(), 1);
}

#[test]
fn what_can_not_be_written_is_kept_and_written_later() {
    let mut study = some();
    study.keys("gr");
    study.reader.full = Some("reviews/7f3a/2031-06.jsonl: no space left");
    let before = study.log.len();
    study.keys("<Space>3");
    assert_eq!(study.log.len(), before);
    assert!(
        study.notice().contains("no space left; what you did is kept here, gw writes it again"),
        "{}",
        study.notice()
    );
    study.reader.full = None;
    study.keys("gw");
    assert!(matches!(study.last(), Deed::Graded(_)));
    assert_eq!(study.log.len(), before + 1);
}

#[test]
fn without_cards_it_is_said_how_to_make_some() {
    let mut study = Studying::new(Vec::new());
    study.keys("gr");
    study.shows("There are no cards yet. On a page, r makes one of the words in focus.");
    study.keys("<Space>");
    assert!(study.notice().starts_with("Nothing more is due today"), "{}", study.notice());
    study.keys("gA");
    study.shows("No card is set aside");
    for key in ["e", "=", "D", "<Enter>", "@"] {
        study.keys(key);
        assert_eq!(study.notice(), "Nothing is set aside", "{key}");
    }
    study.keys("<Esc>");
    assert_eq!(study.reader.state.screen, Screen::Shelf);
}

#[test]
fn figures_count_reading_notes_and_cards() {
    let mut study = some();
    let note = |days| ("night-ferry".parse().expect("an id"), super::ago(days).millis);
    study.notes = [2, 2, 3, 9, 20, 90, 91].map(note).into();
    study.keys("gr<Space>3gf");
    let row = |name: &str| {
        let screen = study.screen();
        let row = screen.lines().find(|row| row.trim_start().starts_with(name)).expect("a row").to_owned();
        row.split_whitespace().rev().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("annotations made"), ["7", "5"]);
    assert_eq!(row("cards asked"), ["3", "2"]);
    study.shows("Annotations made, by day");
}

#[test]
fn the_weights_are_fitted_by_themselves_once_there_is_enough() {
    use byline::{
        app::{Effect, Event},
        model::Text,
        study::Fit,
    };
    let mut log: Vec<_> = (1..=100).map(|id| plain(id, 90)).collect();
    log.extend((1..=100).flat_map(|id| {
        (0..4_u8).map(move |turn| graded(1000 + 4 * id + u128::from(turn), 80 - 10 * i64::from(turn), id, Grade::Good))
    }));
    let fits = |study: &Studying| study.reader.effects.iter().filter(|effect| **effect == Effect::Fit).count();
    let mut study = Studying::new(log.clone());
    assert_eq!(fits(&study), 0, "not before one studies");
    study.keys("gr");
    assert_eq!(fits(&study), 1);
    study.reader.send(Event::Fitting { done: 30, total: 120 });
    study.shows("fitting the schedule: 25 %");
    study.reader.send(Event::Fitted(Ok(Fit::Better(Box::new([0.5; 21])))));
    study.pump();
    assert!(matches!(study.last(), Deed::Fitted(weights) if weights.iter().all(|weight| (weight - 0.5).abs() < 1e-6)));
    // nothing new was reviewed since: it is not done again, unless it is asked for
    study.keys("qgrq");
    assert_eq!(fits(&study), 1);
    study.keys("grW");
    assert_eq!((fits(&study), study.notice()), (2, "Fitting the schedule to your own reviews"));
    study.reader.send(Event::Fitted(Ok(Fit::TooFew)));
    assert_eq!(study.notice(), "There are too few reviews to learn from; 400 are needed");
    study.keys("W");
    study.reader.send(Event::Fitted(Err(Text::new("the log can't be read"))));
    assert_eq!(study.notice(), "the log can't be read");
    // a log that is too short asks for nothing
    log.truncate(200);
    let mut short = Studying::new(log);
    short.keys("gr");
    assert_eq!(fits(&short), 0);
}
