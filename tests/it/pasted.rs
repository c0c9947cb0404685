//! `byline import` of plain text, as a person runs it: what is printed where, what is written, and how it ends.
#![allow(clippy::disallowed_methods, reason = "it looks at what was written")]

use std::{fs, io::Write, process::Stdio};

use crate::cli::Bench;

const PAGE: &str = "Ferry returns to Port Merrow

By Jane Roe
Published March 4, 2031 9:15 a.m. EST

Advertisement

The ferry is back after nine days.

What we know:

It sails at noon. It remains unclear who will pay.

RELATED: The bridge that fell

What they're saying:

\"We missed it,\" said Max Doe, the harbor master. \"It is only a boat, but it is ours.\"

Nobody would give a name for this: \"The bridge was rotten for years and everyone here knew it.\"
";

#[test]
fn a_pasted_page_is_an_article_that_checks_clean() {
    let bench = Bench::new();
    bench.file("page.txt", PAGE);
    let answer = bench.run(&["import", "page.txt", "--to", "in"]);
    assert_eq!(answer.status, Some(0), "{answer:?}");
    assert!(answer.out.ends_with("in/2031-03-04-ferry-returns-to-port-merrow.yaml\n"), "{answer:?}");
    for told in [
        "left out as an advertisement: Advertisement",
        "nobody is sure to have said: \"The bridge was",
        "open question",
    ] {
        assert!(answer.err.contains(told), "{told}: {}", answer.err);
    }
    let yaml =
        fs::read_to_string(bench.path("in/2031-03-04-ferry-returns-to-port-merrow.yaml")).expect("it was written");
    for line in [
        "by: Jane Roe",
        "published: 2031-03-04T09:15-05:00",
        "  doe: Max Doe, harbor master",
        "  - What we know: |",
        "  - related: The bridge that fell",
        "[\"We missed it,\"](@doe)",
    ] {
        assert!(yaml.contains(line), "{line}: {yaml}");
    }
    assert_eq!(bench.run(&["check", "in"]).status, Some(0));
}

#[test]
fn nothing_is_overwritten_without_being_asked_for() {
    let bench = Bench::new();
    bench.file("page.txt", PAGE);
    let import = |more: &[&str]| bench.run(&[&["import", "page.txt", "--to", "in"], more].concat());
    assert_eq!(import(&[]).status, Some(0));
    assert!(import(&[]).err.contains("is the same already"));
    let path = bench.path("in/2031-03-04-ferry-returns-to-port-merrow.yaml");
    fs::write(&path, "mine").expect("written");
    let refused = import(&[]);
    assert_eq!(refused.status, Some(2), "{refused:?}");
    assert!(refused.err.contains("--force"), "{refused:?}");
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
    assert!(import(&["--force"]).err.contains("was replaced"));
    // Two files of one call are two articles.
    bench.file("again.txt", PAGE.replace("nine", "ten"));
    let both = bench.run(&["import", "page.txt", "again.txt", "--to", "two", "--force"]);
    assert_eq!(both.out.lines().count(), 2, "{both:?}");
    assert_eq!(fs::read_dir(bench.path("two")).expect("a folder").count(), 2);
}

#[test]
fn a_dry_run_prints_the_article_and_standard_input_is_read() {
    let bench = Bench::new();
    let mut child = bench
        .command(&["import", "-", "--from", "text", "--dry-run"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("byline runs");
    child.stdin.take().expect("a pipe").write_all(PAGE.as_bytes()).expect("read");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("format: byline/1\nheadline: Ferry returns"));
}

#[test]
fn what_holds_no_article_is_said_so_and_the_others_come_in() {
    let bench = Bench::new();
    bench.file("page.txt", PAGE);
    bench.file("empty.txt", " \n");
    let answer = bench.run(&["import", "empty.txt", "none.txt", "page.txt", "--to", "in"]);
    assert_eq!(answer.status, Some(2), "{answer:?}");
    assert_eq!(answer.out.lines().count(), 1, "{answer:?}");
    for told in ["there are no words in it", "there is no", "2 of 3 files were not imported"] {
        assert!(answer.err.contains(told), "{told}: {answer:?}");
    }
}
