//! How long it takes to open a review, to grade, and to fit the schedule, over a log that is as long as one gets.
//!
//! `cargo bench --bench study`; in another place (another disk): `BYLINE_BENCH_FOLDER=folder cargo bench --bench study`.
#![expect(clippy::disallowed_methods, reason = "it makes a desk, and is told where")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use byline::{
    model::Text,
    store::{Desk, Environment, Folders, Reviews, init},
    study::{
        Card, CardId, Content, Deed, Entry, EntryId, Fit, FitProgress, Grade, Graded, Moment, Origin, RETENTION,
        Recipe, Scheduler, Session, fit,
    },
};

const CARDS: u32 = 100_000;
const REVIEWS: u32 = 1_000_000;
const MONTHS: u32 = 24;

/// Grades that are timed.
const GRADES: usize = 200;

/// Cards that weights are fitted to, and how often each was asked.
const FITTED: u32 = 2_500;
const EACH: u32 = 8;

/// What a reader waits for: a review with and without the cache, and a grade until it is on the disk.
const CACHED_MAX: Duration = Duration::from_millis(100);
const READ_MAX: Duration = Duration::from_secs(3);
const GRADE_MAX: Duration = Duration::from_millis(20);

fn main() {
    let made = env::var_os("BYLINE_BENCH_FOLDER").map(PathBuf::from);
    let made = made.map_or_else(tempfile::tempdir, tempfile::tempdir_in).expect("a folder");
    let folder = made.path().join("desk");
    init(&folder).expect("a desk");
    let environment =
        Environment { folders: Some(Folders::below(made.path())), here: folder.clone(), ..Environment::default() };
    let desk = Desk::find(Some(&folder), &environment).expect("a desk");
    let reviews = desk.reviews().expect("a log");
    let (log, writing) = timed(|| write(&reviews));
    println!("{CARDS} cards, {} entries     {:>9.0} ms to write", log.len(), ms(writing));

    let (studied, without) = timed(|| reviews.read(RETENTION).expect("a log"));
    println!("open without a cache       {:>9.2} ms", ms(without));
    let ((), settling) = timed(|| reviews.settle(&studied));
    println!("write the cache            {:>9.2} ms", ms(settling));
    drop(studied);
    let mut opened: Vec<Duration> = (0..9).map(|_| timed(|| open(&reviews)).1).collect();
    opened.sort_unstable();
    println!("open with the cache        {:>9.2} ms", ms(opened[4]));

    let mut grades: Vec<Duration> = (0..GRADES).map(|at| grade(&reviews, at)).collect();
    grades.sort_unstable();
    let (median, last) = (grades[GRADES / 2], grades[GRADES * 99 / 100]);
    println!("a grade, with fsync        {:>9.2} ms, 99 of 100 within {:.2}", ms(median), ms(last));
    let (_, behind) = timed(|| open(&reviews));
    println!("open, {GRADES} grades later     {:>9.2} ms", ms(behind));
    let (held, time) = timed(|| reviews.cards_of(&"article-7".parse().expect("an id")).len());
    println!("the {held} cards of an article {:>9.2} ms", ms(time));

    drop(log);
    let remembered = remembered();
    let (fitted, fitting) = timed(|| fit(remembered, None, &FitProgress::default()));
    let better = matches!(fitted, Fit::Better(_));
    println!("fit the weights to {}   {:>9.0} ms, better than the published: {better}", FITTED * EACH, ms(fitting));

    assert!(without < READ_MAX && opened[4] < CACHED_MAX && median < GRADE_MAX, "too slow");
    drop(fs::remove_dir_all(Path::new(&folder)));
}

/// Opens a review as the reader does: the deck, the sitting, and the cards that come first.
fn open(reviews: &Reviews) -> usize {
    let mut studied = reviews.read(RETENTION).expect("a log");
    let session = Session::new(&studied.deck, moment(MONTHS * 30 * 24), 20);
    let ahead: Vec<CardId> = session.waiting().take(20).collect();
    reviews.hold(&mut studied, &ahead);
    assert!(ahead.iter().all(|card| studied.card(*card).is_some()), "the cards that are asked are there");
    session.left()
}

fn grade(reviews: &Reviews, at: usize) -> Duration {
    let number = u32::try_from(at).expect("it is small");
    let entry = graded(3_000_000_000 + u128::from(number), MONTHS * 30 * 24, number + 1, Grade::Good);
    timed(|| reviews.append("7f3a", &[entry]).expect("it is written")).1
}

/// A log of two years; each month so many cards are made, and all that there are reviewed in turn.
fn write(reviews: &Reviews) -> Vec<Entry> {
    let mut all = Vec::new();
    let (cards, asked) = (CARDS / MONTHS, REVIEWS / MONTHS);
    for month in 0..MONTHS {
        let first = month * 30 * 24;
        let mut log: Vec<Entry> = (0..cards).map(|card| made(month * cards + card + 1, first)).collect();
        log.extend((0..asked).map(|review| {
            let card = (review * 7919) % ((month + 1) * cards) + 1;
            let grade = if review % 11 == 0 { Grade::Again } else { Grade::Good };
            let id = 1_000_000_000 + u128::from(month * asked + review);
            graded(id, first + 1 + review * 24 * 29 / asked, card, grade)
        }));
        reviews.append("7f3a", &log).expect("it is written");
        all.extend(log);
    }
    all
}

/// The reviews of somebody who forgets somewhat faster than the published weights foretell, each card when it is due.
fn remembered() -> Vec<Entry> {
    let scheduler = Scheduler::default();
    let (mut log, mut dice) = (Vec::new(), 0x2545_f491_4f6c_dd1d_u64);
    for card in 1..=FITTED {
        let (mut memory, mut hours, mut days) = (None, 0, 0);
        for turn in 0..EACH {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let grade = match (dice >> 33) % 100 {
                0..=16 => Grade::Again,
                17..=27 => Grade::Hard,
                28..=89 => Grade::Good,
                _ => Grade::Easy,
            };
            log.push(graded(u128::from(card * EACH + turn), hours, card, grade));
            let next = scheduler.outlook(memory, days)[grade as usize - 1];
            (memory, days) = (Some(next.memory), next.days.clamp(1, 300));
            hours += days * 24;
        }
    }
    log
}

fn moment(hours: u32) -> Moment {
    Moment { millis: 1_770_000_000_000 + i64::from(hours) * 3_600_000, offset_minutes: 60 }
}

fn graded(id: u128, hours: u32, card: u32, grade: Grade) -> Entry {
    let graded = Graded { card: CardId(u128::from(card)), grade, took_millis: 3_000, sure: None };
    Entry { id: EntryId(id), at: moment(hours), deed: Deed::Graded(graded) }
}

fn made(card: u32, hours: u32) -> Entry {
    let id = u128::from(card);
    let front = format!("The ferry of line {card} runs every […] minutes when the bridge is closed.");
    let origin = Origin {
        recipe: Recipe::Number,
        article: format!("article-{}", card % 5_000).parse().expect("an id"),
        headline: Text::new("The ferry runs again"),
        date: Some(Text::new("2031-05-20")),
        speaker: Some(Text::new("Ana Lee")),
        section: Some(Text::new("What we know")),
        passage: Text::new(&front.replace("[…]", "twenty")),
        target: None,
        annotation: None,
        topics: vec![Text::new("transport")],
    };
    let content = Content {
        front: Text::new(&front),
        back: Text::new("twenty"),
        answer: Some(Text::new("twenty")),
        tags: Vec::new(),
    };
    Entry { id: EntryId(id), at: moment(hours), deed: Deed::Made(Box::new(Card { id: CardId(id), content, origin })) }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
