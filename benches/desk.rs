//! How long it takes to keep an annotation, and to read those of an article and of a library.
//!
//! `cargo bench --bench desk`; in another place (another disk): `BYLINE_BENCH_FOLDER=folder cargo bench --bench desk`.
#![expect(clippy::disallowed_methods, reason = "it makes a desk, and is told where")]

use std::{
    env, fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use byline::{
    format,
    marginalia::Revision,
    model::{Annotation, AnnotationId, AnnotationKind, ArticleId, Colour, Extract, Text},
    store::{Desk, Environment, Folders, init},
};

/// Articles, and annotations on each: 10,000 in all.
const ARTICLES: u32 = 500;
const EACH: u32 = 20;

/// Annotations on the one article that has too many.
const MANY: u32 = 100_000;

const KEPT: usize = 200;

/// From the last key to the disk, fsync included.
const KEEP_MAX: Duration = Duration::from_millis(20);

fn main() {
    let made = env::var_os("BYLINE_BENCH_FOLDER").map(PathBuf::from);
    let made = made.map_or_else(tempfile::tempdir, tempfile::tempdir_in).expect("a folder");
    let folder = made.path().join("desk");
    init(&folder).expect("a desk");
    let here = folder.clone();
    let environment = Environment { folders: Some(Folders::below(made.path())), here, ..Environment::default() };
    let desk = Desk::find(Some(&folder), &environment).expect("a desk");
    for number in 0..ARTICLES {
        fs::write(folder.join(format!("articles/{}.yaml", article_id(number))), article(number)).expect("an article");
        for each in 0..EACH {
            lay(&folder, &annotation(number, each));
        }
    }

    let mut times: Vec<Duration> = (0..KEPT).map(|at| keep(&desk, u32::try_from(at).expect("it is small"))).collect();
    times.sort_unstable();
    let (median, last) = (times[KEPT / 2], times[KEPT * 99 / 100]);
    println!("{} annotations in {ARTICLES} articles", ARTICLES * EACH);
    println!("keep one, with fsync       {:>9.2} ms, 99 of 100 within {:.2}", ms(median), ms(last));
    let id = article_id(7);
    let (opened, time) = timed(|| desk.annotations(&id).expect("annotations").live.len());
    println!("open an article's {opened:<8} {:>9.2} ms", ms(time));
    let (none, time) = timed(|| desk.annotations(&"no-such-article".parse().expect("an id")).expect("none").live.len());
    println!("open an article's {none:<8} {:>9.2} ms", ms(time));
    let (listed, time) = timed(|| list(&desk));
    println!("read all {listed:<17} {:>9.2} ms", ms(time));
    let _catalogue = desk.catalogue().expect("articles");
    let (glossed, time) =
        timed(|| desk.each_glossed(|of| of.glosses.len()).expect("annotations").0.into_iter().sum::<usize>());
    println!("find all {glossed:<17} {:>9.2} ms, in their articles as they are now", ms(time));

    for each in EACH..MANY {
        lay(&folder, &annotation(0, each));
    }
    let (many, time) = timed(|| desk.annotations(&article_id(0)).expect("annotations"));
    println!("open an article's {:<8} {:>9.2} ms, of {MANY}: {}", many.live.len(), ms(time), many.faults.len());
    let (kept, time) = timed(|| desk.keep_annotation(None, &annotation(0, MANY), None));
    kept.expect("it is kept");
    println!("keep one more there        {:>9.2} ms", ms(time));
    assert!(median <= KEEP_MAX, "an annotation is to be on the disk within {KEEP_MAX:?}");
}

/// Keeps a new annotation on an article, as the reader does.
fn keep(desk: &Desk, at: u32) -> Duration {
    let new = annotation(at % ARTICLES, EACH + at);
    let (kept, time) = timed(|| desk.keep_annotation(None, &new, None));
    kept.expect("it is kept");
    time
}

fn list(desk: &Desk) -> usize {
    let mut all = 0;
    let faults = desk.all_annotations(&mut |of| {
        all += of.live.len();
        ControlFlow::Continue(())
    });
    assert!(faults.expect("annotations").is_empty());
    all
}

fn article_id(number: u32) -> ArticleId {
    format!("2031-07-28-article-{number}").parse().expect("an id")
}

fn article(number: u32) -> String {
    let lines: String = (0..EACH)
        .fold(String::new(), |list, each| list + &format!("      - Sentence {each} of {number} is worth a note.\n"));
    format!("format: byline/1\nheadline: Article {number}\nstory:\n  - What we know: |\n{lines}")
}

/// An annotation on a sentence of the article.
fn annotation(number: u32, each: u32) -> Annotation {
    let id = article_id(number);
    let read = format::read(article(number).as_bytes(), id.as_str()).article.expect("an article");
    let revision = Revision::of(&read, &read.outline());
    let block = &revision.blocks[1 + (each % EACH) as usize];
    let target = revision.target(&Extract { parts: vec![(block.place, block.text.whole())] });
    let created = jiff::Timestamp::from_second(1_900_000_000 + i64::from(each)).expect("a time");
    let milliseconds = u128::try_from(created.as_millisecond()).expect("after 1970");
    Annotation {
        id: AnnotationId::from_bits((milliseconds << 80) | (u128::from(number) << 32) | u128::from(each)),
        article: id,
        kind: AnnotationKind::Note,
        colour: Some(Colour::Yellow),
        tags: vec![Text::new("infrastructure")],
        note: Some(Text::new("Contradicts the June statement.\nAsk again on Monday.")),
        created,
        modified: created,
        deleted: None,
        device: None,
        creator: None,
        base: None,
        target: target.expect("words"),
        extra: Vec::new(),
    }
}

/// Puts an annotation where it belongs, without waiting for the disk.
fn lay(desk: &Path, annotation: &Annotation) {
    let folder = desk.join("annotations").join(annotation.article.as_str());
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(format!("{}.yaml", annotation.id)), format::write_annotation(annotation)).expect("a file");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
