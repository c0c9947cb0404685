//! `byline export`, and the examples of `docs/articles.md`, which are what it prints.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests lay out files for byline to find")]
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a fault here is a failing test")]

use std::{env, fs, path::Path};

use crate::cli::Bench;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/articles.md");

/// The lines of the block behind a mark, as byte range of the page.
fn example<'p>(page: &'p str, name: &str) -> (std::ops::Range<usize>, &'p str) {
    let mark = format!("<!-- example: {name} -->\n```");
    let from = page.find(&mark).unwrap_or_else(|| panic!("no example of {name}")) + mark.len();
    let from = from + page[from..].find('\n').unwrap() + 1;
    let to = from + page[from..].find("```\n").unwrap();
    (from..to, &page[from..to])
}

/// What the page shows of an export: all of it, or the part that it speaks of.
fn shown(form: &str, out: &str) -> String {
    match form {
        "html" => {
            let from = out.find("<section").unwrap();
            let to = out.rfind("</section>\n").unwrap() + "</section>\n".len();
            out[from..to].to_owned()
        }
        "json" => {
            let json: serde_json::Value = serde_json::from_str(out).unwrap();
            format!("{}\n", serde_json::to_string_pretty(&json["quotes"]).unwrap())
        }
        _ => out.to_owned(),
    }
}

#[test]
fn the_examples_are_what_is_exported() {
    let mut page = fs::read_to_string(PAGE).unwrap();
    let bench = Bench::new();
    bench.file("articles/bridge.yaml", example(&page, "article").1);
    for form in ["markdown", "html", "text", "json", "ninjs", "schema.org"] {
        let answer = bench.run(&["export", "bridge", "--as", form]);
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{form}");
        let made = shown(form, &answer.out);
        let (range, there) = example(&page, form);
        if env::var_os("BYLINE_BLESS").is_some() {
            page.replace_range(range, &made);
        } else {
            assert_eq!(there, made, "{form}: `just docs` makes the examples anew");
        }
    }
    if env::var_os("BYLINE_BLESS").is_some() {
        fs::write(PAGE, page).unwrap();
    }
}

#[test]
fn an_export_is_written_once() {
    let bench = Bench::new();
    let first = bench.run(&["export", "dam", "--as", "html", "--to", "dam.html"]);
    assert_eq!(first.status, Some(0), "{first:?}");
    assert!(first.out.trim_end().ends_with("dam.html"));
    let written = fs::read_to_string(bench.path("dam.html")).unwrap();
    assert!(written.starts_with("<!doctype html>"));
    fs::write(bench.path("dam.html"), "mine").unwrap();
    let second = bench.run(&["export", "dam", "--as", "html", "--to", "dam.html"]);
    assert_eq!(second.status, Some(2));
    assert!(second.err.contains("--force"), "{second:?}");
    assert_eq!(fs::read_to_string(bench.path("dam.html")).unwrap(), "mine");
    let third = bench.run(&["export", "dam", "--as", "html", "--to", "dam.html", "--force"]);
    assert_eq!(third.status, Some(0), "{third:?}");
    assert_eq!(fs::read_to_string(bench.path("dam.html")).unwrap(), written);
    let nowhere = bench.run(&["export", "dam", "--as", "text", "--to", "none/dam.txt"]);
    assert_eq!(nowhere.status, Some(2));
    let left: Vec<_> = fs::read_dir(bench.path("")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| Path::new(name).to_string_lossy().starts_with(".dam")), "{left:?}");
    let unknown = bench.run(&["export", "dam", "--as", "docx"]);
    assert_eq!(unknown.status, Some(2));
    assert!(unknown.err.contains("markdown"), "{unknown:?}");
}
