//! Grades outlive byline: it is killed at random moments of grading, and what it said was done is in the log.
#![expect(clippy::disallowed_methods, reason = "it lays out a desk, and kills who writes into it")]

use std::{
    collections::BTreeSet,
    env, fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use byline::{
    model::Text,
    store::{Desk, Environment, Folders, Reviews, init},
    study::{
        Card, CardId, Content, Deed, Entry, EntryId, Grade, Graded, LogFault, Moment, Origin, RETENTION, Recipe,
        read_log, write_line,
    },
};
use rustix::process::Signal;

use crate::terminal::tty::Tty;

/// How often who writes is killed.
const KILLS: u64 = 120;

/// How often the reader is, in a terminal.
const READERS_KILLED: u64 = 12;

/// Where the child grades, told by its parent.
const FOLDER: &str = "BYLINE_TEST_GRADES_IN";

fn reviews(folder: &Path) -> Reviews {
    let environment =
        Environment { folders: Some(Folders::below(folder)), here: folder.to_owned(), ..Environment::default() };
    Desk::find(Some(&folder.join("desk")), &environment).and_then(|desk| desk.reviews()).expect("a log")
}

fn graded(id: u128) -> Entry {
    let at = Moment { millis: 1_770_000_000_000 + i64::try_from(id).expect("it is small"), offset_minutes: 0 };
    let graded = Graded { card: CardId(1), grade: Grade::Good, took_millis: 900, sure: None };
    Entry { id: EntryId(id), at, deed: Deed::Graded(graded) }
}

/// Not a test of its own: what its parent kills. It says each grade once that is on the disk.
#[test]
#[ignore = "runs until it is killed"]
fn grades_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let reviews = reviews(Path::new(&folder));
    let first: u128 = env::var("BYLINE_TEST_FIRST").expect("a number").parse().expect("a number");
    let mut said = std::io::stdout();
    for id in first.. {
        reviews.append("7f3a", &[graded(id)]).expect("it is written");
        writeln!(said, "graded {id}").and_then(|()| said.flush()).expect("its parent listens");
    }
}

/// The log as it lies on the disk.
fn log(folder: &Path) -> (Vec<Entry>, Vec<LogFault>) {
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for device in fs::read_dir(folder.join("desk/reviews")).expect("the log").flatten() {
        for month in fs::read_dir(device.path()).expect("a device").flatten() {
            let (read, wrong) = read_log(&fs::read(month.path()).expect("a month"));
            entries.extend(read);
            faults.extend(wrong);
        }
    }
    (entries, faults)
}

#[test]
fn a_grade_that_is_on_the_disk_stays_there_whenever_byline_is_killed() {
    let folder = tempfile::tempdir().expect("a folder");
    init(&folder.path().join("desk")).expect("a desk");
    let mut said = BTreeSet::new();
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
    for round in 0..KILLS {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = Command::new(env::current_exe().expect("this test"))
            .args(["--exact", "killed::grades_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .env("BYLINE_TEST_FIRST", (1 + round * 100_000).to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("its words")).lines();
        let ids = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("graded ")?.parse::<u128>().ok());
        let mut ids = ids.peekable();
        assert!(ids.peek().is_some(), "it began");
        thread::sleep(Duration::from_micros((dice >> 33) % 30_000));
        child.kill().expect("it can be killed");
        said.extend(ids);
        child.wait().expect("it ended");
    }
    assert!(said.len() as u64 > KILLS, "{} grades", said.len());
    let (entries, faults) = log(folder.path());
    let there: BTreeSet<u128> = entries.iter().map(|entry| entry.id.0).collect();
    let lost: Vec<&u128> = said.difference(&there).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(there.len(), entries.len(), "none stands twice");
    assert!(faults.len() as u64 <= KILLS && faults.iter().all(|fault| fault.what.as_str().starts_with("is torn")));
    let deck = reviews(folder.path()).read(RETENTION).expect("a log").deck;
    assert_eq!(deck.standing(CardId(1)).expect("a card").reviews as usize, there.len());
}

/// A desk with cards that were never asked, and a home that opens it.
fn desk(folder: &Path) {
    init(&folder.join("desk")).expect("a desk");
    fs::write(
        folder.join("desk/articles/ferry.yaml"),
        "format: byline/1\nheadline: The ferry\nstory:\n  - It sails.\n",
    )
    .expect("an article");
    let card = |id: u128| {
        let content =
            Content { front: Text::new(&format!("Question {id}?")), back: Text::new("Yes"), ..Content::default() };
        let origin = Origin {
            recipe: Recipe::Note,
            article: "ferry".parse().expect("an id"),
            headline: Text::new("The ferry"),
            date: None,
            speaker: None,
            section: None,
            passage: Text::new("It sails."),
            target: None,
            annotation: None,
            topics: Vec::new(),
        };
        let card = Card { id: CardId(id), content, origin };
        Entry { deed: Deed::Made(Box::new(card)), ..graded(id) }
    };
    let lines: String = (1..=400).map(|id| write_line(&card(id), "sofa")).collect();
    fs::create_dir_all(folder.join("desk/reviews/sofa")).expect("a folder");
    fs::write(folder.join("desk/reviews/sofa/2026-02.jsonl"), lines).expect("a log");
    let config = folder.join(".config/byline");
    fs::create_dir_all(&config).expect("a folder");
    let desk = folder.join("desk");
    fs::write(
        config.join("config.yaml"),
        format!("desk: \"{}\"\nstudy: {{new-cards-a-day: 400}}\n", desk.to_string_lossy()),
    )
    .expect("a configuration");
}

fn grades(folder: &Path) -> usize {
    let (entries, faults) = log(folder);
    assert!(faults.is_empty(), "{faults:?}");
    entries.iter().filter(|entry| matches!(entry.deed, Deed::Graded(_))).count()
}

#[test]
fn what_a_reader_saw_graded_outlives_a_kill() {
    let folder = Arc::new(tempfile::tempdir().expect("a folder"));
    desk(folder.path());
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..READERS_KILLED {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let before = grades(folder.path());
        let mut tty = Tty::byline_in(Arc::clone(&folder), 24, 80, &["review".to_owned()]);
        tty.wait_for(&format!("{} left", 400 - before));
        let given = 1 + (dice >> 33) % 6;
        for done in 1..=given {
            tty.type_in(" 3");
            if done == given {
                tty.wait_for(&format!("{done} done"));
            }
        }
        tty.signal(Signal::KILL);
        tty.wait();
        assert!(grades(folder.path()) >= before + usize::try_from(given).expect("it is small"), "a grade is lost");
    }
}
