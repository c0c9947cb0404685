//! Pages, feeds and files of other formats, each beside what byline reads in it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests read fixtures, and lay out files")]
#![allow(clippy::unwrap_used, reason = "a fault here is a failing test")]

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use byline::{
    format,
    import::{self, Format, Manuscript, Options, Remark, Style},
    model::{Severity, Text},
};

use crate::cli::Bench;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/web");

fn fixtures() -> Vec<PathBuf> {
    let entries = fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_none_or(|ending| ending != "expected")).collect();
    paths.sort();
    assert_eq!(paths.len(), 20);
    paths
}

fn read(path: &Path) -> (Format, Vec<Manuscript>) {
    let bytes = fs::read(path).unwrap();
    let format = import::detect(&path.to_string_lossy(), &bytes);
    let manuscripts = match format {
        Format::Html => vec![import::html(&bytes, None).unwrap()],
        Format::Markdown => vec![import::markdown(&String::from_utf8(bytes).unwrap())],
        Format::Feed => import::feed(&bytes, None).unwrap().into_iter().map(|entry| entry.manuscript).collect(),
        Format::Ninjs => import::ninjs(&bytes).unwrap(),
        Format::Mail => vec![import::mail(&bytes).unwrap()],
        Format::Text => vec![import::text(&String::from_utf8(bytes).unwrap())],
    };
    (format, manuscripts)
}

/// A manuscript in short lines: its head, its blocks with their looks, what was left out.
fn told(manuscript: &Manuscript) -> String {
    let head = &manuscript.head;
    let mut told = format!("headline {}\n", head.headline);
    let texts = |texts: &[Text]| texts.iter().map(Text::as_str).collect::<Vec<_>>().join("; ");
    let fields = [
        ("subtitle", head.subtitle.as_ref().map(ToString::to_string)),
        ("by", Some(texts(&head.by))),
        ("dateline", head.dateline.as_ref().map(ToString::to_string)),
        ("publisher", head.publisher.as_ref().map(ToString::to_string)),
        ("url", head.url.as_ref().map(ToString::to_string)),
        ("published", head.published.as_ref().map(ToString::to_string)),
        ("updated", head.updated.as_ref().map(ToString::to_string)),
        ("lang", head.lang.as_ref().map(ToString::to_string)),
        ("topics", Some(texts(&head.topics))),
    ];
    for (name, words) in fields {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            writeln!(told, "{name} {words}").unwrap();
        }
    }
    for block in &manuscript.blocks {
        let style = match &block.style {
            Style::Paragraph => "p".to_owned(),
            Style::Heading(level) => format!("h{level}"),
            Style::Bullet { depth, number: None } => format!("{}-", "  ".repeat(usize::from(*depth))),
            Style::Bullet { depth, number: Some(number) } => format!("{}{number}.", "  ".repeat(usize::from(*depth))),
            Style::Quotation => ">".to_owned(),
            Style::Caption { credit, alt, file } => {
                let shows = alt.as_ref().map(|alt| format!(" ({alt})")).unwrap_or_default();
                let file = file.as_ref().map(|file| format!(" <{file}>")).unwrap_or_default();
                format!("caption [{}]{shows}{file}", credit.as_ref().map_or("", Text::as_str))
            }
            Style::Code { lang } => format!("code [{}]", lang.as_ref().map_or("", Text::as_str)),
            Style::Row { cells, head } => format!("{} {}", if *head { "head" } else { "row" }, texts(cells)),
            Style::Rule => "rule".to_owned(),
        };
        let words = block.runs.iter().map(|run| {
            let words = run.text.as_str().replace('\n', "⏎");
            let words = if run.strong { format!("*{words}*") } else { words };
            let words = if run.emphasis { format!("_{words}_") } else { words };
            run.link.as_ref().map_or_else(|| words.clone(), |link| format!("[{words}]({link})"))
        });
        let words: String = words.collect();
        match &block.furniture {
            Some(why) => writeln!(told, "furniture, {why}: {style} {words}").unwrap(),
            None => writeln!(told, "{style} {words}").unwrap(),
        }
    }
    for remark in &manuscript.remarks {
        match remark {
            Remark::Dropped { words, why } => writeln!(told, "left out as {why}: {words}").unwrap(),
            Remark::Note { text } => writeln!(told, "told: {text}").unwrap(),
            other => writeln!(told, "{other:?}").unwrap(),
        }
    }
    told
}

#[test]
fn every_fixture_is_read_as_expected() {
    for path in fixtures() {
        let (_, manuscripts) = read(&path);
        let told: String = manuscripts.iter().map(told).collect::<Vec<_>>().join("---\n");
        let expected = path.with_extension(format!("{}.expected", path.extension().unwrap().to_string_lossy()));
        if env::var_os("BYLINE_BLESS").is_some() {
            fs::write(&expected, &told).unwrap();
        }
        assert_eq!(told, fs::read_to_string(&expected).unwrap_or_default(), "{}", path.display());
    }
}

#[test]
fn what_is_made_of_a_fixture_is_a_sound_article() {
    for path in fixtures() {
        for manuscript in read(&path).1 {
            let article = import::annotate(manuscript, &Options::default()).article;
            let yaml = format::write(&article);
            let reading = format::read(yaml.as_bytes(), article.id.as_str());
            let errors: Vec<_> = reading.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{}: {errors:?}\n{yaml}", path.display());
        }
    }
}

#[test]
fn no_prose_that_the_readability_crate_finds_is_missing() {
    let letters =
        |words: &str| words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    for path in fixtures().into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "html")) {
        let Ok(page) = fs::read_to_string(&path) else { continue };
        let found = format::markup(&legible::parse(&page, None, None).unwrap().markdown_content);
        let (_, manuscripts) = read(&path);
        // the head tells what stands above a story
        let head = manuscripts.iter().map(|manuscript| &manuscript.head);
        let above = head.flat_map(|head| head.subtitle.iter().chain(&head.by).chain([&head.headline]));
        let mut ours: String = above.map(|text| letters(text.as_str())).collect();
        for block in manuscripts.iter().flat_map(|manuscript| &manuscript.blocks) {
            if let Style::Row { cells, .. } = &block.style {
                ours.extend(cells.iter().map(|cell| letters(cell.as_str())));
            }
            ours.extend(block.runs.iter().map(|run| letters(run.text.as_str())));
        }
        for leaf in found.leaves() {
            let words = leaf.text().as_str();
            let credited = |block: &import::Block| {
                let words = letters(words);
                let told = block.runs.iter().map(|run| letters(run.text.as_str())).collect::<String>();
                // the credit stands apart from its caption
                matches!(block.style, Style::Caption { .. }) && words.starts_with(&told)
            };
            if manuscripts.iter().flat_map(|manuscript| &manuscript.blocks).any(credited) {
                continue;
            }
            let pictured = page.contains(&format!("alt=\"{words}\""));
            if words.split_whitespace().count() >= 6 && !pictured {
                assert!(ours.contains(&letters(words)), "{}: {words}", path.display());
            }
        }
    }
}

#[test]
fn a_feed_comes_twice_and_its_articles_once() {
    let bench = Bench::new();
    let feed = fs::read_to_string(format!("{FIXTURES}/quay.rss")).unwrap();
    bench.file("quay.rss", &feed);
    let first = bench.run(&["import", "quay.rss"]);
    assert_eq!(first.status, Some(0), "{first:?}");
    assert!(first.err.contains("2 new"), "{first:?}");
    let path = PathBuf::from(first.out.lines().find(|line| line.contains("bertha")).unwrap());
    let before = fs::read_to_string(&path).unwrap();
    let again = bench.run(&["import", "quay.rss"]);
    assert!(again.err.contains("2 known") && again.out.is_empty(), "{again:?}");
    bench.file("quay.rss", feed.replace("after 61 years", "after 62 years"));
    let changed = bench.run(&["import", "quay.rss"]);
    assert!(changed.err.contains("1 updated, 1 known"), "{changed:?}");
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.contains("after 62 years") && after.contains("log:") && !after.contains("after 61 years"), "{after}");
    let kept = walked(&bench.path("")).into_iter().filter(|kept| kept.to_string_lossy().contains("revisions"));
    let kept: Vec<String> = kept.map(|kept| fs::read_to_string(kept).unwrap()).collect();
    assert_eq!(kept, [before]);
    assert_eq!(bench.run(&["check", &path.to_string_lossy()]).status, Some(0));
}

fn walked(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(walked(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn ninjs_goes_out_as_it_came_in() {
    let bench = Bench::new();
    for name in ["agency.ninjs.json", "agency2.ninjs.json"] {
        let source = fs::read_to_string(format!("{FIXTURES}/{name}")).unwrap();
        bench.file(name, &source);
        let made = bench.run(&["import", name]);
        assert_eq!(made.status, Some(0), "{made:?}");
        let out = bench.json(&["export", made.out.trim(), "--as", "ninjs"]);
        assert_eq!(out, serde_json::from_str::<serde_json::Value>(&source).unwrap(), "{name}");
    }
}

#[test]
fn a_page_is_imported_by_what_it_is() {
    let bench = Bench::new();
    bench.file("page.txt", fs::read(format!("{FIXTURES}/saltmarsh.html")).unwrap());
    let made = bench.run(&["import", "page.txt"]);
    assert_eq!(made.status, Some(0), "{made:?}");
    assert!(made.err.contains("left out as navigation: Front page Harbour Weather"), "{made:?}");
    let shown = bench.json(&["show", made.out.trim(), "--json"]);
    assert_eq!(shown["publisher"], "Tallow Bay Courier");
    let kinds: Vec<&str> =
        shown["sections"].as_array().unwrap().iter().filter_map(|section| section["kind"].as_str()).collect();
    assert_eq!(kinds, ["news", "stakes", "news", "said", "disputed", "next"]);
    let bomb = bench.file("bomb.html", format!("<html><body>{}", "<div>".repeat(100_000)));
    let refused = bench.run(&["import", &bomb.to_string_lossy()]);
    assert_eq!(refused.status, Some(2));
    assert!(refused.err.contains("nests more than"), "{refused:?}");
}

#[test]
fn an_import_that_is_killed_leaves_whole_articles_only() {
    const ENTRIES: usize = 300;
    let bench = Bench::new();
    let words = "The crane was sold on Monday, and the quay was quiet after that for a long time. ".repeat(30);
    let item = |at: usize| {
        format!(
            "<item><title>Crane {at} is sold</title><guid>crane:{at}</guid><description>{words}</description></item>"
        )
    };
    let items: String = (0..ENTRIES).map(item).collect();
    bench.file("cranes.rss", format!("<rss version='2.0'><channel><title>The Quay</title>{items}</channel></rss>"));
    let articles = || {
        let files = fs::read_dir(bench.path("articles")).unwrap().flatten().map(|entry| entry.path());
        files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("crane-")).collect::<Vec<_>>()
    };
    let mut child = bench.command(&["import", "cranes.rss"]).stdout(std::process::Stdio::null()).spawn().unwrap();
    let begun = std::time::Instant::now();
    while articles().len() < 5 && begun.elapsed().as_secs() < 20 {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let written = articles();
    assert!((5..ENTRIES).contains(&written.len()), "{} were written before it was killed", written.len());
    for path in &written {
        let source = fs::read_to_string(path).unwrap();
        assert!(source.len() > words.len() && source.ends_with('\n'), "{} is cut short", path.display());
    }
    let again = bench.run(&["import", "cranes.rss"]);
    assert_eq!(again.status, Some(0), "{again:?}");
    assert_eq!(articles().len(), ENTRIES, "each once: {}", again.err);
    assert_eq!(bench.run(&["check", "articles"]).status, Some(0));
}
