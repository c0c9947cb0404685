//! `byline review` and `byline cards`, from outside: what they print, and how they end.
#![expect(clippy::disallowed_methods, reason = "tests tear a log for byline to find")]

use byline::{
    model::Text,
    study::{
        Card, CardId, Content, Day, Deed, Entry, EntryId, Grade, Graded, Moment, Origin, Recipe, Stale, write_line,
    },
};

use super::cli::Bench;

/// A moment some days ago.
fn ago(days: i64) -> Moment {
    let now = Moment::new(jiff::Timestamp::now(), jiff::tz::Offset::UTC);
    Moment { millis: now.millis - days * 86_400_000, ..now }
}

fn card(id: u128, front: &str, back: &str) -> Entry {
    let content = Content { front: Text::new(front), back: Text::new(back), ..Content::default() };
    let origin = Origin {
        recipe: Recipe::Cloze,
        article: "dam".parse().expect("an id"),
        headline: Text::new("Dam holds, for now"),
        date: Some(Text::new("2025-03-03")),
        speaker: None,
        section: None,
        passage: Text::new("Two cracks are being watched, said the keepers."),
        target: None,
        annotation: None,
        topics: Vec::new(),
    };
    let card = Card { id: CardId(id), content, origin };
    Entry { id: EntryId(id), at: ago(40), deed: Deed::Made(Box::new(card)) }
}

fn graded(id: u128, days: i64, card: u128, grade: Grade) -> Entry {
    let graded = Graded { card: CardId(card), grade, took_millis: 2_000, sure: None };
    Entry { id: EntryId(id), at: ago(days), deed: Deed::Graded(graded) }
}

/// Four cards: one due, one learnt for long, one new, one whose passage is not what it was.
fn bench() -> Bench {
    let bench = Bench::new();
    let stale =
        Deed::Stale { card: CardId(4), why: Stale::Changed, words: Text::new("Three cracks are being watched") };
    let log = [
        card(1, "[…] cracks are being watched, said the keepers.", "Two"),
        card(2, "Who watches the cracks?", "The keepers"),
        card(3, "Who opened the sluice?", "Nobody knows"),
        card(4, "How many cracks?", "Two"),
        graded(11, 30, 1, Grade::Good),
        graded(12, 3, 2, Grade::Easy),
        Entry { id: EntryId(13), at: ago(1), deed: stale },
    ];
    let lines: String = log.iter().map(|entry| write_line(entry, "7f3a")).collect();
    bench.file("reviews/7f3a/2031-05.jsonl", lines);
    bench
}

fn answer(bench: &Bench, arguments: &[&str]) -> super::cli::Answer {
    let output = bench.command(arguments).env("BYLINE_DESK", bench.path(".")).output().expect("byline runs");
    super::cli::Answer::of(&output)
}

#[test]
fn a_script_learns_how_the_cards_stand() {
    let bench = bench();
    let due = answer(&bench, &["review", "--due"]);
    assert_eq!((due.status, due.out.as_str(), due.err.as_str()), (Some(0), "2\n", ""));
    let told = answer(&bench, &["review", "--status"]);
    assert!(told.out.starts_with("to ask now\t2\ndue\t1\nnew\t1\nlearning\t2\n"), "{told:?}");
    assert!(told.out.contains("\nstale\t1\n"), "{told:?}");
    assert_eq!(told.out.lines().count(), 25, "eleven figures and fourteen days: {told:?}");
    let json: serde_json::Value =
        serde_json::from_str(&answer(&bench, &["review", "--status", "--json"]).out).expect("JSON");
    assert_eq!((&json["to_ask"], &json["due"], &json["new_today"]), (&2.into(), &1.into(), &1.into()));
    let forecast = json["forecast"].as_array().expect("days");
    assert_eq!((forecast.len(), &forecast[0]["due"]), (14, &1.into()));
    let day: Day = ago(0).day();
    // the driver's day may be another by the clock of the place
    let days = [day.plus(-1), day, day.plus(1)].map(|day| day.to_string());
    assert!(days.contains(&json["day"].as_str().expect("a day").to_owned()), "{json}");
}

#[test]
fn without_cards_the_answer_is_no_and_says_what_to_do() {
    let bench = Bench::new();
    let due = answer(&bench, &["review", "--due"]);
    assert_eq!((due.status, due.out.as_str(), due.err.as_str()), (Some(1), "0\n", ""));
    assert_eq!(answer(&bench, &["review", "--status"]).status, Some(0));
    let cards = answer(&bench, &["cards"]);
    assert_eq!((cards.status, cards.out.as_str()), (Some(1), ""));
    assert!(cards.err.contains("there are no cards in") && cards.err.contains("r makes"), "{cards:?}");
    let none = answer(&bench, &["cards", "--as", "json"]);
    assert_eq!((none.status, none.out.as_str()), (Some(1), "[]\n"), "still JSON: {none:?}");
    let reader = answer(&bench, &["review"]);
    assert_eq!(reader.status, Some(2));
    assert!(reader.err.contains("needs a terminal") && reader.err.contains("review --status"), "{reader:?}");
    assert_eq!(answer(&bench, &["review", "--json"]).status, Some(2), "JSON of what?");
}

#[test]
fn cards_are_printed_for_people_programs_and_anki() {
    let bench = bench();
    let text = answer(&bench, &["cards"]);
    assert!(text.out.contains("Who watches the cracks?\n    The keepers\n    learning · due "), "{text:?}");
    let rows: serde_json::Value = serde_json::from_str(&answer(&bench, &["cards", "--as", "json"]).out).expect("JSON");
    let states: Vec<&str> = rows.as_array().expect("rows").iter().filter_map(|row| row["state"].as_str()).collect();
    assert_eq!(states, ["learning", "learning", "new", "changed"]);
    assert_eq!(rows[3]["why"], "Three cracks are being watched");
    assert!(rows[0]["link"].as_str().expect("a link").ends_with("/articles/dam.yaml"), "{rows}");
    let anki = answer(&bench, &["cards", "--as", "anki"]);
    assert!(anki.out.starts_with("#separator:Tab\n#html:true\n#guid column:1\n#notetype column:2\n"), "{anki:?}");
    assert!(anki.out.contains("\tCloze\tbyline\t{{c1::Two}} cracks are being watched, said the keepers.\t"));
    assert_eq!(anki.out, answer(&bench, &["cards", "--as", "anki"]).out, "an export is the same each time");
}

#[test]
fn a_torn_line_is_told_and_the_rest_is_counted() {
    let bench = bench();
    let path = bench.path("reviews/7f3a/2031-05.jsonl");
    let log = std::fs::read_to_string(&path).expect("the log");
    bench.file("reviews/7f3a/2031-05.jsonl", log.get(..log.len() - 9).expect("a log"));
    let due = answer(&bench, &["review", "--due"]);
    assert_eq!((due.status, due.out.as_str()), (Some(0), "3\n"), "the card that went stale is asked");
    assert!(due.err.contains("reviews/7f3a/2031-05.jsonl:7: is torn off"), "{due:?}");
}
