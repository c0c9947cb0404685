//! What is stale or damaged in a library's index, as the command line tells it.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it changes articles and spoils an index")]

use std::{fs, path::PathBuf};

use crate::cli::Bench;

/// Every file of the index that ends so.
fn files(bench: &Bench, ending: &str) -> Vec<PathBuf> {
    let folders = [bench.path("home/.cache/byline")];
    let libraries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let files = libraries.filter_map(|library| fs::read_dir(library.path().join("index")).ok()).flatten().flatten();
    files.map(|file| file.path()).filter(|path| path.to_string_lossy().ends_with(ending)).collect()
}

#[test]
fn an_answer_without_a_look_at_the_files_says_so() {
    let bench = Bench::new();
    let found = bench.run(&["search", "sluice"]);
    assert_eq!((found.status, found.err.as_str()), (Some(0), ""), "{found:?}");
    let at_once = bench.run(&["search", "--as-indexed", "sluice"]);
    assert_eq!((at_once.status, &at_once.out), (Some(0), &found.out));
    assert!(at_once.err.contains("no file was looked at"), "{at_once:?}");
    bench.file("articles/ferry.yaml", "format: byline/1\nheadline: The ferry\nstory: [It sails at noon.]\n");
    let at_once = bench.run(&["search", "--as-indexed", "noon"]);
    assert_eq!((at_once.status, at_once.out.as_str()), (Some(1), ""));
    assert!(at_once.err.contains("no file was looked at"), "{at_once:?}");
    let found = bench.run(&["search", "noon"]);
    assert!(found.status == Some(0) && found.out.contains("It sails at noon"), "{found:?}");
}

#[test]
fn a_damaged_index_is_made_anew_before_it_answers() {
    let bench = Bench::new();
    let asked: [&[&str]; 4] = [&["search", "sluice"], &["list"], &["quotes"], &["questions"]];
    bench.run(&["index"]);
    let good = asked.map(|arguments| bench.run(arguments).out);
    for ending in [".store", ".fast", ".term", ".idx", "meta.json"] {
        for path in files(&bench, ending) {
            let (mut bytes, time) = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
            let middle = bytes.len() / 3;
            bytes[middle] ^= 0x10;
            fs::write(&path, bytes).unwrap();
            fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
        }
        for (arguments, good) in asked.iter().zip(&good) {
            let answer = bench.run(arguments);
            assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{ending} {arguments:?}");
            let lines = |text: &str| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                lines.sort_unstable(); // what is equal has no order
                lines
            };
            assert_eq!(lines(&answer.out), lines(good), "{ending} {arguments:?}");
        }
    }
    assert!(!files(&bench, ".store").is_empty(), "there is an index");
}
