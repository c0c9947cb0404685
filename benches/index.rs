//! How quickly a library is indexed, beside what tantivy alone takes for the same text, and how quickly it answers, beside
//! `rg` over the same files where that is installed.
//!
//! `cargo bench --bench index`; a library of your own: `BYLINE_BENCH_LIBRARY=folder cargo bench --bench index`.
//!
//! Tantivy alone is given each passage as a document of one field, from memory, on threads of its own beside the one that
//! hands it over and the one that merges. It is measured three times: on one thread, with words as they are and with words
//! that are found as byline finds them, without accents and in other forms; and the latter on as many threads as there are
//! cores, all of which byline uses. The second is what the ratio is held to.
#![expect(clippy::disallowed_methods, reason = "it makes a library to be indexed, and is told where one lies")]

use std::{
    env, fs,
    num::NonZero,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use byline::{
    library::{Lookup, Query},
    store::{Desk, Environment, Folders, Pace, Synced},
};
use tantivy::{
    Index, IndexWriter, doc,
    schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer},
};

/// How many articles are made.
const ARTICLES: usize = 4_000;

/// The rate that must be reached, beside tantivy alone on the same words.
const RATIO_MIN: f64 = 0.6;

/// How often the files are looked through; the quickest time counts.
const SCANNED: usize = 3;

/// How many files are changed.
const CHANGED: usize = 30;

/// How often each question is put.
const ASKED: usize = 200;

fn main() {
    let made = tempfile::tempdir().expect("a folder");
    let library = env::var_os("BYLINE_BENCH_LIBRARY").map_or_else(|| make(&made.path().join("library")), PathBuf::from);
    let library = fs::canonicalize(library).expect("a library");
    let environment =
        Environment { here: library, folders: Some(Folders::below(made.path())), ..Environment::default() };
    let desk = Desk::find(Some(Path::new(".")), &environment).expect("a library");

    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut bytes = 0;
    let mut alone = |words: &str, threads| {
        texts_of(&desk, |texts| {
            bytes = texts.iter().flatten().map(String::len).sum();
            timed(|| index_alone(&made.path().join(format!("{words}-{threads}")), words, threads, texts)).1
        })
    };
    let times = [("plain words", "default", 1), ("word forms", "alike", 1), ("word forms", "alike", cores)]
        .map(|(what, words, threads)| (what, threads, alone(words, threads)));
    // the files are in memory by now, as the texts were
    let (articles, whole) = timed(|| sync(&desk));
    println!("{articles} articles, {:.1} MB of text, {cores} cores", megabytes(bytes));
    let told =
        |time| format!("{:>8.0} articles/s, {:>5.1} MB/s", rate(articles, time), megabytes(bytes) / time.as_secs_f64());
    println!("byline, files to index        {} on every core", told(whole));
    for (what, threads, time) in times {
        let ratio = time.as_secs_f64() / whole.as_secs_f64();
        println!("tantivy alone, {what:<11}    {} on {threads} of them, ratio {ratio:.2}", told(time));
    }
    println!(
        "ratio of the second           {:>8.2} (at least {RATIO_MIN})",
        times[1].2.as_secs_f64() / whole.as_secs_f64()
    );
    let (_, again) = timed(|| sync(&desk));
    println!("nothing changed             {:>8.1} ms", milliseconds(again));
    if env::var_os("BYLINE_BENCH_LIBRARY").is_none() {
        change(&desk);
    }
    ask(&desk);
    scan(&desk);
    if let Some(peak) = peak_kib() {
        println!("most memory, this included  {:>8.1} MiB", peak / 1024.0);
    }
}

fn ask(desk: &Desk) {
    let (index, opened) = timed(|| desk.index().expect("an index").expect("it was made"));
    println!("opened                      {:>8.2} ms", milliseconds(opened));
    for typed in
        ["the", "harbour", "harbour ferry", "fe*", "s*", "\"the harbour\"", "kind:unknown ferry", "topic:weather"]
    {
        let query = Query::parse(typed).expect("a query");
        let mut times: Vec<Duration> =
            (0..ASKED).map(|_| timed(|| index.search(&query, 50).expect("an answer")).1).collect();
        times.sort_unstable();
        let (median, last) = (milliseconds(times[ASKED / 2]), milliseconds(times[ASKED * 99 / 100]));
        println!("{typed:<27} {median:>8.2} ms, 99 of 100 within {last:.2}");
    }
}

/// Changes one file after the other: how long until whoever opens the index finds what it says now.
fn change(desk: &Desk) {
    let (entries, _) = desk.catalogue().expect("a catalogue");
    let mut times: Vec<Duration> = Vec::new();
    for (number, entry) in entries.iter().take(CHANGED).enumerate() {
        let path = desk.root().join(&entry.path);
        let source = fs::read_to_string(&path).expect("an article");
        fs::write(&path, source.replacen(" the ", &format!(" the changed{number} "), 1)).expect("an article");
        let (start, mut found) = (Instant::now(), None);
        desk.sync_paths(&[path], &mut |_| found = Some(start.elapsed())).expect("an index");
        times.extend(found);
        let query = Query::parse(&format!("changed{number}")).expect("a query");
        let hits = desk.index().expect("an index").expect("it was made").search(&query, 9).expect("an answer");
        assert_eq!(hits.total, 1, "what has changed is found");
    }
    times.sort_unstable();
    let (median, worst) = (milliseconds(times[times.len() / 2]), milliseconds(times[times.len() - 1]));
    println!("one file changed            {median:>8.1} ms until it is found, {worst:.1} at worst of {CHANGED}");
}

/// One word asked of the index, and looked for in the files.
fn scan(desk: &Desk) {
    let index = desk.index().expect("an index").expect("it was made");
    for word in ["harbour", "minister"] {
        let query = Query::parse(word).expect("a query");
        let mut asked: Vec<Duration> =
            (0..ASKED).map(|_| timed(|| index.search(&query, 50).expect("an answer")).1).collect();
        asked.sort_unstable();
        let slow = asked[ASKED * 99 / 100];
        let scanned = (0..SCANNED).filter_map(|_| {
            let (ran, took) = timed(|| {
                Command::new("rg").args(["-l", "-i", "-w", word]).arg(desk.root()).stdout(Stdio::null()).status().ok()
            });
            ran.map(|_| took)
        });
        let Some(least) = scanned.min() else { return };
        let ratio = least.as_secs_f64() / slow.as_secs_f64();
        println!("rg -l {word:<21} {:>8.1} ms, {ratio:.0} times 99 of 100 answers", milliseconds(least));
    }
}

/// What a library says, for as long as `work` needs it.
fn texts_of<T>(desk: &Desk, work: impl FnOnce(&[Vec<String>]) -> T) -> T {
    let texts: Vec<Vec<String>> = desk.records().expect("articles").0.into_iter().map(texts).collect();
    work(&texts)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

#[expect(clippy::cast_precision_loss, reason = "a rate is told in a few digits")]
fn rate(articles: usize, time: Duration) -> f64 {
    articles as f64 / time.as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "a rate is told in a few digits")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1_000_000.0
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn sync(desk: &Desk) -> usize {
    match desk.sync(Pace::Full, &mut |_| ControlFlow::Continue(())).expect("an index") {
        Synced::Done(report) => report.articles,
        other @ (Synced::Elsewhere | Synced::Nowhere) => panic!("{other:?}"),
    }
}

/// What a search finds of an article.
fn texts(record: byline::library::Record) -> Vec<String> {
    let passages = record.passages.into_iter().map(|passage| passage.text);
    [record.entry.headline].into_iter().chain(passages).collect()
}

/// The least that tantivy can do for it: each passage a document, its words and positions indexed and the text stored.
fn index_alone(folder: &Path, words: &str, threads: usize, articles: &[Vec<String>]) {
    fs::create_dir_all(folder).expect("a folder");
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_tokenizer(words);
    let indexing = indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing).set_stored());
    let index = Index::create_in_dir(folder, schema.build()).expect("an index");
    let alike = TextAnalyzer::builder(SimpleTokenizer::default()).filter(RemoveLongFilter::limit(40));
    let alike = alike.filter(LowerCaser).filter(AsciiFoldingFilter).filter(Stemmer::new(Language::English));
    index.tokenizers().register("alike", alike.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, 96_000_000).expect("a writer");
    for passage in articles.iter().flatten() {
        writer.add_document(doc!(text => passage.as_str())).expect("a thread that indexes");
    }
    writer.commit().expect("a commit");
    writer.wait_merging_threads().expect("it was merged");
}

/// The most memory this process has had, in KiB, where the system tells.
fn peak_kib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// Makes a library of articles of some 400 words.
fn make(folder: &Path) -> PathBuf {
    const STEMS: [&str; 24] = [
        "harbour", "ferry", "council", "bridge", "report", "question", "minister", "river", "order", "office",
        "school", "budget", "mayor", "station", "winter", "power", "market", "court", "union", "village", "gauge",
        "dock", "record", "line",
    ];
    const ENDINGS: [&str; 6] = ["", "s", "ed", "ing", "er", "ment"];
    const SMALL: [&str; 8] = ["the", "of", "and", "to", "in", "was", "by", "that"];
    let mut state = 7_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 40).unwrap_or(0) % below
    };
    let mut words = |count: usize| {
        let mut text = String::from("The");
        for _ in 0..count {
            text.push(' ');
            if next(2) == 0 {
                text.push_str(SMALL[next(SMALL.len())]);
            } else {
                text.push_str(STEMS[next(STEMS.len())]);
                text.push_str(ENDINGS[next(ENDINGS.len())]);
            }
        }
        text + "."
    };
    for number in 0..ARTICLES {
        let (year, month, day) = (2015 + number % 10, 1 + number % 12, 1 + number % 28);
        let mut source = format!(
            "format: byline/1\nheadline: {}\npublished: {year}-{month:02}-{day:02}\ntopics: [Weather, Harbour]\n\
             publisher: The Courier\npeople:\n  ode: {{name: Odette Marsh, role: Mayor}}\nstory:\n",
            words(6)
        );
        for label in ["", "What we know", "What we don't know", "The other side", "What's next"] {
            let indent = if label.is_empty() { "    " } else { "      " };
            let head = if label.is_empty() { "  - |\n".to_owned() } else { format!("  - \"{label}\": |\n") };
            source.push_str(&head);
            for _ in 0..3 {
                source += &[indent, &words(26), "\n\n"].concat();
            }
            source += &[indent, "[\"", &words(8), "\"](@ode) she said.\n\n"].concat();
        }
        let place = folder.join(format!("{year}"));
        fs::create_dir_all(&place).expect("a folder");
        fs::write(place.join(format!("{number:05}.yaml")), source).expect("an article");
    }
    folder.to_owned()
}
