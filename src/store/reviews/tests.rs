//! The log on disk: appended whole, read with and without the cache, merged from two devices, mended where it was torn.

use super::*;
use crate::study::{Content, Deed, EntryId, Grade, Graded, Moment, Origin, RETENTION, Recipe};

fn moment(hours: i64) -> Moment {
    Moment { millis: 1_770_000_000_000 + hours * 3_600_000, offset_minutes: 0 }
}

fn entry(id: u128, hours: i64, deed: Deed) -> Entry {
    Entry { id: EntryId(id), at: moment(hours), deed }
}

fn made(id: u128, hours: i64) -> Entry {
    let card = Card {
        id: CardId(id),
        content: Content {
            front: Text::new("The ferry runs every […] minutes."),
            back: Text::new("twenty"),
            answer: None,
            tags: Vec::new(),
        },
        origin: Origin {
            recipe: Recipe::Cloze,
            article: "port-merrow-ferry".parse().unwrap(),
            headline: Text::new("The ferry runs again"),
            date: None,
            speaker: None,
            section: None,
            passage: Text::new("The ferry runs every twenty minutes."),
            target: None,
            annotation: None,
            topics: Vec::new(),
        },
    };
    entry(id, hours, Deed::Made(Box::new(card)))
}

fn graded(id: u128, hours: i64, card: u128, grade: Grade) -> Entry {
    entry(id, hours, Deed::Graded(Graded { card: CardId(card), grade, took_millis: 3_000, sure: None }))
}

fn reviews(folder: &Path) -> Reviews {
    Reviews::new(folder.join("reviews"), Some(folder.join("cache")))
}

fn told(studied: &Studied) -> String {
    let mut standings = studied.deck.standings().to_vec();
    standings.sort_unstable_by_key(|standing| standing.id);
    format!("{standings:?} {:?} {:?}", studied.deck.days, studied.deck.latest_millis)
}

#[test]
fn what_is_appended_is_read_and_lies_by_device_and_month() {
    let tree = tempfile::tempdir().unwrap();
    let reviews = reviews(tree.path());
    assert_eq!(reviews.read(RETENTION).unwrap().deck.standings().len(), 0, "no log is an empty one");
    reviews.append("7f3a", &[made(1, 0), graded(2, 1, 1, Grade::Good)]).unwrap();
    reviews.append("7f3a", &[graded(3, 24 * 40, 1, Grade::Good)]).unwrap();
    reviews.append("../../etc", &[graded(4, 24 * 41, 1, Grade::Good)]).unwrap();
    for path in ["reviews/7f3a/2026-02.jsonl", "reviews/7f3a/2026-03.jsonl", "reviews/etc/2026-03.jsonl"] {
        assert!(tree.path().join(path).is_file(), "{path}");
    }
    let studied = reviews.read(RETENTION).unwrap();
    assert_eq!((studied.deck.standings()[0].reviews, studied.faults.len()), (3, 0));
}

#[test]
fn a_torn_line_is_told_and_the_next_begins_anew() {
    let tree = tempfile::tempdir().unwrap();
    let reviews = reviews(tree.path());
    reviews.append("7f3a", &[made(1, 0), graded(2, 1, 1, Grade::Good)]).unwrap();
    let log = tree.path().join("reviews/7f3a/2026-02.jsonl");
    let whole = fs::read(&log).unwrap();
    for cut in 1..60 {
        fs::write(&log, &whole[..whole.len() - cut]).unwrap();
        reviews.append("7f3a", &[graded(3, 2, 1, Grade::Easy)]).unwrap();
        let studied = reviews.read(RETENTION).unwrap();
        // without its line feed alone, a line still says all it said
        let (asked, faults) = if cut == 1 { (2, 0) } else { (1, 1) };
        assert_eq!((studied.deck.standings()[0].reviews, studied.faults.len()), (asked, faults), "{cut}");
        if cut > 1 {
            assert_eq!(studied.faults[0], "reviews/7f3a/2026-02.jsonl:2: is torn off; what it said is lost");
        }
    }
}

#[test]
fn two_devices_put_together_in_any_order_come_to_one_deck() {
    let trees = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [desk, sofa, both] = [0, 1, 2].map(|at| trees[at].path());
    reviews(desk).append("desk", &[made(1, 0), made(2, 0), graded(3, 5, 1, Grade::Good)]).unwrap();
    reviews(sofa).append("sofa", &[graded(10, 30, 1, Grade::Again), graded(11, 31, 2, Grade::Easy)]).unwrap();
    reviews(desk).append("desk", &[graded(4, 80, 1, Grade::Good), entry(5, 81, Deed::Undone(EntryId(11)))]).unwrap();
    let copy = |from: &Path, to: &Path| {
        for device in fs::read_dir(from.join("reviews")).unwrap().flatten() {
            let folder = to.join("reviews").join(device.file_name());
            fs::create_dir_all(&folder).unwrap();
            for log in fs::read_dir(device.path()).unwrap().flatten() {
                fs::copy(log.path(), folder.join(log.file_name())).unwrap();
            }
        }
    };
    copy(desk, both);
    copy(sofa, both);
    // a conflict copy of what is there already
    fs::copy(desk.join("reviews/desk/2026-02.jsonl"), both.join("reviews/desk/2026-02.sync-conflict-1.jsonl")).unwrap();
    let merged = told(&reviews(both).read(RETENTION).unwrap());
    copy(sofa, desk);
    copy(desk, sofa);
    assert_eq!(told(&reviews(desk).read(RETENTION).unwrap()), merged);
    assert_eq!(told(&reviews(sofa).read(RETENTION).unwrap()), merged);
}

#[test]
fn the_cache_answers_as_the_log_does_and_catches_up() {
    let tree = tempfile::tempdir().unwrap();
    let reviews = reviews(tree.path());
    let log: Vec<Entry> =
        (1..=40).map(|id| made(id, 0)).chain((1..=40).map(|id| graded(100 + id, 5, id, Grade::Good))).collect();
    reviews.append("7f3a", &log).unwrap();
    let first = reviews.read(RETENTION).unwrap();
    reviews.settle(&first);
    let mut cached = reviews.read(RETENTION).unwrap();
    assert!(!cached.stale && cached.card(CardId(7)).is_none(), "the cards themselves stay on disk");
    assert_eq!(told(&cached), told(&first));
    reviews.hold(&mut cached, &[CardId(7)]);
    assert_eq!(cached.card(CardId(7)), first.card(CardId(7)));
    // what is added is read on top; an edit of a card that is not in memory is kept for it
    let edited = Content { front: Text::new("edited"), ..Content::default() };
    let edit = Deed::Edited { card: CardId(7), content: Box::new(edited) };
    reviews.append("7f3a", &[graded(300, 200, 7, Grade::Hard), entry(301, 201, edit)]).unwrap();
    let mut grown = reviews.read(RETENTION).unwrap();
    assert!(grown.card(CardId(7)).is_none(), "from the cache");
    reviews.hold(&mut grown, &[CardId(7)]);
    assert_eq!(grown.card(CardId(7)).unwrap().content.front, "edited");
    fs::remove_dir_all(tree.path().join("cache")).unwrap();
    assert_eq!(told(&reviews.read(RETENTION).unwrap()), told(&grown));
}

#[test]
fn a_cache_of_many_days_and_nothing_else_is_read() {
    let tree = tempfile::tempdir().unwrap();
    let reviews = reviews(tree.path());
    let grades = (1..=300).map(|day| graded(day, 24 * i64::try_from(day).unwrap(), 1_000, Grade::Good));
    reviews.append("7f3a", &std::iter::once(made(1_000, 0)).chain(grades).collect::<Vec<_>>()).unwrap();
    let first = reviews.read(RETENTION).unwrap();
    reviews.settle(&first);
    let cached = reviews.read(RETENTION).unwrap();
    assert!(cached.card(CardId(1_000)).is_none(), "the log was read");
    assert_eq!(told(&cached), told(&first));
}

#[test]
fn a_cache_that_does_not_fit_the_log_is_passed_over() {
    let tree = tempfile::tempdir().unwrap();
    let reviews = reviews(tree.path());
    reviews.append("7f3a", &[made(1, 0), graded(2, 10, 1, Grade::Good)]).unwrap();
    let settle = || reviews.settle(&reviews.read(RETENTION).unwrap());
    settle();
    // another device's older entries, an undo of what is cached, new weights, a rewritten log: each needs the whole log
    let cases: [(&str, Entry); 3] = [
        ("sofa", graded(3, 5, 1, Grade::Again)),
        ("7f3a", entry(4, 20, Deed::Undone(EntryId(2)))),
        ("7f3a", entry(5, 30, Deed::Fitted(Box::new([0.5; 21])))),
    ];
    for (device, entry) in cases {
        reviews.append(device, &[entry]).unwrap();
        let read = reviews.read(RETENTION).unwrap();
        assert!(read.stale, "the log was read");
        let plain = Reviews::new(tree.path().join("reviews"), None).read(RETENTION).unwrap();
        assert_eq!(told(&read), told(&plain));
        settle();
    }
    let cache = tree.path().join("cache/reviews.cache");
    let mut bytes = fs::read(&cache).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&cache, &bytes).unwrap();
    assert!(reviews.read(RETENTION).unwrap().stale, "a damaged cache");
    settle();
    assert!(!reviews.read(RETENTION).unwrap().stale);
    assert!(reviews.read(0.85).unwrap().stale, "another retention is another schedule");
}

#[test]
fn a_log_that_leads_elsewhere_is_not_written() {
    let tree = tempfile::tempdir().unwrap();
    let reviews = reviews(tree.path());
    fs::create_dir_all(tree.path().join("reviews/7f3a")).unwrap();
    let elsewhere = tree.path().join("elsewhere");
    std::os::unix::fs::symlink(&elsewhere, tree.path().join("reviews/7f3a/2026-02.jsonl")).unwrap();
    assert!(matches!(reviews.append("7f3a", &[made(1, 0)]), Err(Error::NotAFile { .. })));
    assert!(!elsewhere.exists());
}

#[test]
fn the_cards_of_an_article_are_found_beside_the_log() {
    let tree = tempfile::tempdir().unwrap();
    let reviews = reviews(tree.path());
    let mut log: Vec<Entry> = (1..=5).map(|id| made(id, 0)).collect();
    let Deed::Made(other) = &mut log[2].deed else { panic!("a card") };
    other.origin.article = "port-merrow-ferry-2".parse().unwrap();
    other.content.front = Text::new("\"article\":\"port-merrow-ferry\"");
    reviews.append("7f3a", &log).unwrap();
    let of = |article: &str| {
        let cards = reviews.cards_of(&article.parse().unwrap());
        cards.iter().map(|card| card.id.0).collect::<Vec<_>>()
    };
    assert!(of("port-merrow-ferry").is_empty(), "no cache yet: all cards are in the deck");
    reviews.settle(&reviews.read(RETENTION).unwrap());
    assert_eq!(
        (of("port-merrow-ferry"), of("port-merrow-ferry-2"), of("elsewhere")),
        (vec![1, 2, 4, 5], vec![3], vec![])
    );
}
