//! What comes in, and what does not: each story once, no file that is no text, nothing that was removed, nothing replaced
//! without being kept.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests lay out files for byline to find")]
#![allow(clippy::unwrap_used, reason = "a fault here is a failing test")]

use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::Stdio,
};

use crate::cli::{Answer, Bench};

/// An RSS feed of these items, the newest first, as feeds are.
fn rss(title: &str, items: &[(&str, &str, &str)]) -> String {
    let item = |(guid, link, words): &(&str, &str, &str)| {
        let headline = words.split('.').next().unwrap_or_default();
        format!(
            "<item><title>{headline}</title><guid isPermaLink='false'>{guid}</guid><link>{link}</link>\
             <pubDate>Tue, 06 May 2031 08:30:00 GMT</pubDate><description><![CDATA[<p>{words}</p>]]></description></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>")
}

fn articles(bench: &Bench) -> Vec<PathBuf> {
    let files = fs::read_dir(bench.path("articles")).unwrap().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.is_file() && !path.ends_with("dam.yaml")).collect();
    files.sort();
    files
}

const CRANE: (&str, &str, &str) =
    ("q1", "https://quay.example/crane?utm_source=rss", "The crane is sold. Nobody bid for it on Monday.");
const FERRY: (&str, &str, &str) = ("q2", "https://quay.example/ferry", "The ferry returns. It sails at noon again.");

#[test]
fn a_story_of_two_feeds_is_one_article_and_two_stories_of_one_page_are_two() {
    let bench = Bench::new();
    bench.file("top.rss", rss("Top", &[CRANE, FERRY]));
    let first = bench.run(&["import", "top.rss"]);
    assert!(first.err.contains("2 new"), "{first:?}");
    let other = ("w9", "http://www.quay.example/crane/#top", CRANE.2);
    bench.file("world.rss", rss("World", &[other, ("w10", "https://quay.example/gull", "Gulls nest. They are loud.")]));
    let second = bench.run(&["import", "world.rss"]);
    assert!(second.err.contains("1 new"), "{second:?}");
    assert_eq!(articles(&bench).len(), 3);
    let live = "https://quay.example/live";
    bench.file(
        "live.rss",
        rss("Live", &[("l2", live, "Second news. It is noon."), ("l1", live, "First news. It is ten.")]),
    );
    assert!(bench.run(&["import", "live.rss"]).err.contains("2 new"));
    assert!(bench.run(&["import", "live.rss"]).err.contains("2 known"));
    // an article that came as a page is the story, too
    bench.file(
        "articles/own.yaml",
        "format: byline/1\nheadline: Mine\nurl: https://quay.example/mine\nstory:\n  - Mine.\n",
    );
    bench.file("mine.rss", rss("Mine", &[("m1", "https://quay.example/mine/", "Mine. It is known.")]));
    assert!(bench.run(&["import", "mine.rss"]).err.contains("1 known"));
}

#[test]
fn what_was_removed_comes_back_only_when_it_is_asked_for() {
    let bench = Bench::new();
    bench.file("quay.rss", rss("The Quay", &[CRANE, FERRY]));
    let paths = bench.run(&["import", "quay.rss"]).out;
    let crane = paths.lines().find(|path| path.contains("crane")).unwrap();
    fs::remove_file(crane).unwrap();
    let changed = rss("The Quay", &[(CRANE.0, CRANE.1, "The crane is sold after all. For scrap."), FERRY]);
    bench.file("quay.rss", changed);
    let again = bench.run(&["import", "quay.rss"]);
    assert!(again.err.contains("1 known, 1 removed by you, left alone"), "{again:?}");
    assert!(again.out.is_empty() && !Path::new(crane).exists());
    let asked = bench.run(&["import", "--force", "quay.rss"]);
    assert!(asked.err.contains("1 new"), "{asked:?}");
    assert!(bench.run(&["import", "quay.rss"]).err.contains("2 known"));
}

#[test]
fn stories_that_come_together_lead_to_one_another() {
    let bench = Bench::new();
    let to = |link: &str, words: &str| format!("{words}. It was <a href='{link}'>told before</a> here.");
    let old = to("https://quay.example/new", "Old news");
    let new = to("https://quay.example/old?utm_medium=rss", "New news");
    let feed = [("2", "https://quay.example/new", new.as_str()), ("1", "https://quay.example/old", old.as_str())];
    bench.file("quay.rss", rss("The Quay", &feed));
    let made = bench.run(&["import", "quay.rss"]);
    assert!(made.err.contains("2 new"), "{made:?}");
    for path in made.out.lines() {
        let yaml = fs::read_to_string(path).unwrap();
        let other = if path.contains("old-news") { "new-news" } else { "old-news" };
        assert!(yaml.contains(&format!("[told before](<2031-05-06-{other}>)")), "{yaml}");
    }
}

#[test]
fn what_is_no_text_becomes_no_article() {
    let bench = Bench::new();
    let mut program = Vec::new();
    fs::File::open(std::env::current_exe().unwrap()).unwrap().take(100_000).read_to_end(&mut program).unwrap();
    let noise: Vec<u8> = (0..4096_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    for (name, bytes, told) in [
        ("a.pdf", &b"%PDF-1.4\n1 0 obj\n<<>>\n"[..], "this is a PDF"),
        ("a.docx", b"PK\x03\x04\x14\0word/document.xml", "a Word document (DOCX)"),
        ("a.txt", &program, "a program (ELF)"),
        ("b.txt", &noise, "no text"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0", "a picture (PNG)"),
    ] {
        bench.file(name, bytes);
        let answer = bench.run(&["import", name]);
        assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{name}: {answer:?}");
        assert!(answer.err.contains(told) && answer.err.contains(name), "{answer:?}");
    }
    assert!(articles(&bench).is_empty());
}

#[test]
fn messages_of_several_files_name_theirs_and_what_is_replaced_is_kept() {
    let bench = Bench::new();
    let story =
        "Ferry returns\n\nShare this article\n\nThe ferry is back at the quay, and it sails at noon on Friday.\n";
    bench.file("a.txt", story);
    bench.file("b.txt", story.replace("Ferry returns", "Crane is sold"));
    let both = bench.run(&["import", "a.txt", "b.txt"]);
    assert!(both.err.contains("byline: a.txt: left out") && both.err.contains("byline: b.txt: left out"), "{both:?}");
    let before = fs::read_to_string(both.out.lines().next().unwrap()).unwrap();
    bench.file("a.txt", story.replace("noon", "dusk"));
    let forced = bench.run(&["import", "--force", "a.txt"]);
    let kept = forced.err.split("the older text is kept as ").nth(1).and_then(|rest| rest.lines().next());
    assert_eq!(fs::read_to_string(kept.unwrap_or_else(|| panic!("{forced:?}"))).unwrap(), before);
    // there is nothing to keep of the very same
    assert!(!bench.run(&["import", "--force", "a.txt"]).err.contains("kept as"));
}

#[test]
fn a_desk_that_was_not_made_by_init_gets_its_articles_among_the_others() {
    let bench = Bench::new();
    bench.file("d2/articles/one.yaml", "format: byline/1\nheadline: One\nstory:\n  - Words.\n");
    let mut command = bench.command(&["import", "-"]);
    let mut child =
        command.env("BYLINE_DESK", bench.path("d2")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"Ferry returns\n\nThe ferry is back at the quay, and it sails at noon.\n")
        .unwrap();
    let made = Answer::of(&child.wait_with_output().unwrap());
    assert!(made.out.trim().ends_with("d2/articles/ferry-returns.yaml"), "{made:?}");
    let beside: Vec<_> = fs::read_dir(bench.path("d2")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(beside, ["articles"], "nothing else is made there");
    let list = bench.run(&["list", "--desk", "d2"]);
    assert!(list.out.contains("Ferry returns") && list.out.contains("One"), "{list:?}");
}
