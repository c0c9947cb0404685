//! The log and its fold: any order, two devices, undo, a torn line, and the same deck every time.

use proptest::prelude::*;

use super::*;
use crate::model::Text;

pub(super) fn moment(hours: i64) -> Moment {
    Moment { millis: 1_770_000_000_000 + hours * 3_600_000, offset_minutes: 60 }
}

pub(super) fn card(id: u128) -> Card {
    Card {
        id: CardId(id),
        content: Content {
            front: Text::new("The ferry runs every […] minutes."),
            back: Text::new("twenty"),
            answer: Some(Text::new("twenty")),
            tags: vec![Text::new("ferry")],
        },
        origin: Origin {
            recipe: Recipe::Number,
            article: "port-merrow-ferry".parse().unwrap(),
            headline: Text::new("The ferry runs again"),
            date: Some(Text::new("2026-03-12")),
            speaker: Some(Text::new("Ada \"Tide\" Lee")),
            section: Some(Text::new("What we know")),
            passage: Text::new("The ferry runs every twenty minutes."),
            target: Some(crate::model::Target {
                revision: "41aa90c3be11".parse().unwrap(),
                block: crate::model::BlockPath {
                    section: Some(Text::new("What we know")),
                    kind: Text::new("bullet"),
                    n: 2,
                    speaker: Some("a-lee".parse().unwrap()),
                },
                start: 0,
                end: 36,
                exact: Text::new("The ferry runs every twenty minutes."),
                prefix: Text::new("before\n"),
                suffix: Text::new(""),
            }),
            annotation: Some("01jz9q6t3g5v0x2k8m4n7p1r6s".parse().unwrap()),
            topics: vec![Text::new("transport")],
        },
    }
}

pub(super) fn entry(id: u128, hours: i64, deed: Deed) -> Entry {
    Entry { id: EntryId(id), at: moment(hours), deed }
}

pub(super) fn graded(id: u128, hours: i64, card: u128, grade: Grade) -> Entry {
    entry(id, hours, Deed::Graded(Graded { card: CardId(card), grade, took_millis: 4_000, sure: Some(80) }))
}

/// One of everything.
fn all_deeds() -> Vec<Entry> {
    let visit = Visit {
        article: "port-merrow-ferry".parse().unwrap(),
        revision: "41aa90c3be11".parse().unwrap(),
        dated: Some(Text::new("2026-03-12")),
        seconds: 95,
        read: vec![1, 0xdead_beef],
        words: 40,
        sentences: 9,
        topics: vec![Text::new("transport")],
        story: Some(Text::new("port-merrow")),
    };
    let article = "port-merrow-vote".parse().unwrap();
    let next = Queued { article, headline: Text::new("The vote"), words: 300, before: "welcome".parse().ok() };
    let stale = Deed::Stale { card: CardId(1), why: Stale::Changed, words: Text::new("now: \"hourly\"") };
    let content = Content { front: Text::new("?\nand more"), back: Text::new("!"), answer: None, tags: Vec::new() };
    vec![
        entry(1, 0, Deed::Made(Box::new(card(1)))),
        entry(2, 1, Deed::Edited { card: CardId(1), content: Box::new(content) }),
        graded(3, 2, 1, Grade::Good),
        entry(4, 3, Deed::Undone(EntryId(3))),
        entry(5, 4, Deed::Suspended(CardId(1))),
        entry(6, 5, Deed::Resumed(CardId(1))),
        entry(7, 6, Deed::Buried { card: CardId(1), day: moment(6).day() }),
        entry(8, 7, stale),
        entry(9, 8, Deed::Fresh(CardId(1))),
        entry(10, 9, Deed::Visited(Box::new(visit))),
        entry(11, 10, Deed::Fitted(Box::new([0.5; 21]))),
        entry(12, 11, Deed::Deleted(CardId(1))),
        entry(13, 12, Deed::Queued(Box::new(next))),
        entry(14, 13, Deed::Dequeued("port-merrow-ferry".parse().unwrap())),
    ]
}

fn written(entries: &[Entry]) -> String {
    entries.iter().map(|entry| write_line(entry, "7f3a")).collect()
}

#[test]
fn every_entry_reads_as_it_is_written_on_one_line() {
    let entries = all_deeds();
    let log = written(&entries);
    assert_eq!(log.lines().count(), entries.len());
    assert_eq!(read_log(log.as_bytes()), (entries, Vec::new()));
}

#[test]
fn a_grade_is_a_short_line_that_a_person_can_read() {
    let line = write_line(&graded(3, 2, 1, Grade::Good), "7f3a");
    insta::assert_snapshot!(line.trim_end(), @r#"{"id":"00000000000000000000000003","at":"2026-02-02T05:40:00.000+01:00","device":"7f3a","graded":{"card":"00000000000000000000000001","grade":3,"ms":4000,"sure":80}}"#);
}

#[test]
fn a_torn_or_damaged_line_is_told_and_hides_no_other() {
    let log = written(&all_deeds());
    let torn = &log.as_bytes()[..log.len() - 20];
    let (entries, faults) = read_log(torn);
    assert_eq!(entries.len(), all_deeds().len() - 1);
    assert_eq!(faults, [LogFault { line: 14, what: Text::new("is torn off; what it said is lost") }]);
    // the next entry begins on a line of its own
    let mended = [torn, b"\n", write_line(&graded(20, 20, 1, Grade::Easy), "7f3a").as_bytes()].concat();
    assert_eq!((read_log(&mended).0.len(), read_log(&mended).1.len()), (all_deeds().len(), 1));
    let (none, faults) = read_log(b"{\"id\":\"x\",\"at\":\"y\"}\n[]\n\n\xff\n");
    assert_eq!((none.len(), faults.len()), (0, 3));
}

#[test]
fn what_a_later_byline_wrote_is_no_fault() {
    let line = br#"{"id":"00000000000000000000000003","at":"2026-02-02T05:40:00Z","device":"7f3a","sung":{"song":1}}"#;
    assert_eq!(read_line(line).unwrap().deed, Deed::Unknown);
}

fn told(deck: &Deck) -> String {
    let mut standings = deck.standings().to_vec();
    standings.sort_unstable_by_key(|standing| standing.id);
    let mut cards = deck.cards();
    cards.sort_unstable_by_key(|card| card.id);
    let mut read: Vec<_> = deck.reading.articles().iter().collect();
    read.sort_unstable_by_key(|(id, _)| (*id).clone());
    format!("{standings:?}{cards:?}{:?}{:?}{read:?}", deck.days, deck.sureness)
}

#[test]
fn undoing_a_grade_leaves_the_deck_as_if_it_had_not_been() {
    let log = vec![entry(1, 0, Deed::Made(Box::new(card(1)))), graded(2, 24, 1, Grade::Good)];
    let before = Deck::fold(log.clone(), 0.9);
    let again = graded(3, 100, 1, Grade::Again);
    let undone = entry(4, 101, Deed::Undone(EntryId(3)));
    let taken_back = [log.clone(), vec![again.clone(), undone.clone()]].concat();
    assert_eq!(told(&Deck::fold(taken_back.clone(), 0.9)), told(&before));
    // and what was taken back can be done again
    let redone = [taken_back, vec![entry(5, 102, Deed::Undone(EntryId(4)))]].concat();
    assert_eq!(told(&Deck::fold(redone, 0.9)), told(&Deck::fold([log, vec![again]].concat(), 0.9)));
}

#[test]
fn a_grade_taken_back_at_once_is_the_same_as_one_undone_in_the_log() {
    let mut deck = Deck::fold(vec![entry(1, 0, Deed::Made(Box::new(card(1)))), graded(2, 24, 1, Grade::Good)], 0.9);
    let before = told(&deck);
    let grade = Graded { card: CardId(1), grade: Grade::Again, took_millis: 9, sure: Some(100) };
    let undo = deck.apply_grade(entry(3, 100, Deed::Graded(grade)), &grade);
    assert_ne!(told(&deck), before);
    deck.take_back(&undo);
    // the day is there with nothing done on it; the log has no such day
    deck.days.retain(|_, tally| *tally != Tally::default());
    assert_eq!(told(&deck), before);
}

#[test]
fn a_card_that_was_asked_while_the_clock_was_years_ahead_is_asked_again() {
    let made = entry(1, 0, Deed::Made(Box::new(card(1))));
    let ahead = graded(2, 24 * 365 * 4, 1, Grade::Easy);
    let deck = Deck::fold(vec![made, ahead], 0.9);
    let standing = deck.standing(CardId(1)).unwrap();
    assert!(standing.is_due(moment(48).day()));
    assert_eq!(standing.days(moment(48).day()), 0, "and no time passes backwards");
    let mended = Deck::fold(
        vec![
            entry(1, 0, Deed::Made(Box::new(card(1)))),
            graded(2, 24 * 365 * 4, 1, Grade::Easy),
            entry(3, 48, Deed::Undone(EntryId(2))),
        ],
        0.9,
    );
    assert!(mended.standing(CardId(1)).unwrap().is_new());
}

#[test]
fn eight_lapses_make_a_leech_and_forgetting_twice_on_a_day_is_one() {
    let mut log = vec![entry(1, 0, Deed::Made(Box::new(card(1)))), graded(2, 1, 1, Grade::Good)];
    for (day, number) in (1..=8_i64).zip(1_u128..) {
        log.push(graded(100 + number, day * 24, 1, Grade::Again));
        log.push(graded(200 + number, day * 24 + 1, 1, Grade::Again));
        log.push(graded(300 + number, day * 24 + 2, 1, Grade::Good));
    }
    let deck = Deck::fold(log.clone(), 0.9);
    assert_eq!(deck.standing(CardId(1)).unwrap().lapses, 8);
    assert!(deck.standing(CardId(1)).unwrap().is_leech());
    assert_eq!(deck.stock().leeches, 1);
    log.truncate(log.len() - 3);
    assert!(!Deck::fold(log, 0.9).standing(CardId(1)).unwrap().is_leech());
}

#[test]
fn figures_count_days_and_what_could_have_been_forgotten() {
    let log = vec![
        entry(1, 0, Deed::Made(Box::new(card(1)))),
        graded(2, 1, 1, Grade::Good),
        graded(3, 25, 1, Grade::Again),
        graded(4, 26, 1, Grade::Good),
        graded(5, 49, 1, Grade::Good),
    ];
    let deck = Deck::fold(log, 0.9);
    let today = moment(49).day();
    let all = deck.lately(today, 3);
    assert_eq!((all.reviews, all.new, all.recalls, all.recalled), (4, 1, 2, 1));
    assert_eq!(all.retention(), Some(0.5));
    assert_eq!((deck.streak(today), deck.streak(today.plus(1)), deck.streak(today.plus(2))), (3, 3, 0));
    assert_eq!(deck.sureness.0[3], (4, 3));
    assert_eq!(deck.forecast(today, 30).iter().sum::<u32>(), 1);
}

/// A card that is made gets the name of its entry later.
fn any_deed(ids: u128) -> impl Strategy<Value = Deed> {
    let card_id = (1..=6_u128).prop_map(CardId);
    let content = Content { front: Text::new("edited"), ..Content::default() };
    prop_oneof![
        3 => Just(Deed::Made(Box::new(card(0)))),
        1 => card_id.clone().prop_map(move |card| Deed::Edited { card, content: Box::new(content.clone()) }),
        4 => (card_id.clone(), 0..4_usize, proptest::option::of(0..=100_u8)).prop_map(|(card, grade, sure)| {
            Deed::Graded(Graded { card, grade: Grade::ALL[grade], took_millis: 1, sure })
        }),
        2 => (1..=ids).prop_map(|id| Deed::Undone(EntryId(id))),
        1 => card_id.clone().prop_map(Deed::Suspended),
        1 => card_id.clone().prop_map(Deed::Resumed),
        1 => card_id.clone().prop_map(|card| Deed::Stale { card, why: Stale::Gone, words: Text::default() }),
        1 => card_id.clone().prop_map(Deed::Fresh),
        1 => card_id.prop_map(Deed::Deleted),
    ]
}

fn named(deed: Deed, id: u128) -> Deed {
    if matches!(deed, Deed::Made(_)) { Deed::Made(Box::new(card(id))) } else { deed }
}

proptest! {
    /// Two devices that worked apart and put their files together, in any order and some of them twice.
    #[test]
    fn any_order_of_the_same_entries_is_the_same_deck(
        deeds in proptest::collection::vec((any_deed(40), 0..400_i64), 1..40),
        turn in 0..40_usize,
        twice in 0..40_usize,
    ) {
        let log: Vec<Entry> =
            (1..).zip(deeds).map(|(id, (deed, hours))| entry(id, hours, named(deed, id))).collect();
        let mut other = log.clone();
        other.reverse();
        other.rotate_left(turn % log.len());
        other.push(log[twice % log.len()].clone());
        prop_assert_eq!(told(&Deck::fold(log.clone(), 0.9)), told(&Deck::fold(other, 0.9)));
        let again = read_log(written(&log).as_bytes());
        prop_assert_eq!(again, (log, Vec::new()));
    }

    #[test]
    fn no_bytes_make_the_log_fail(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let (entries, faults) = read_log(&bytes);
        prop_assert!(entries.len() + faults.len() <= bytes.len() + 1);
    }
}
