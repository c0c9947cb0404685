//! The house rules, held by a test: who may know whom, how long a file and a function may be, what no file may hold.
#![expect(clippy::disallowed_methods, reason = "it reads the sources, and no library")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms and whom each may know, the values first. ARCHITECTURE.md draws the same table.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("format", &["model"]),
    ("library", &["model"]),
    ("marginalia", &["library", "model"]),
    ("study", &["library", "marginalia", "model"]),
    ("import", &["format", "model"]),
    ("export", &["format", "library", "marginalia", "model", "study"]),
    ("layout", &["marginalia", "model"]),
    ("theme", &["layout", "model"]),
    ("app", &["format", "import", "layout", "library", "marginalia", "model", "study", "theme"]),
    ("view", &["app", "layout", "library", "marginalia", "model", "study", "theme"]),
    ("store", &["export", "format", "import", "layout", "library", "marginalia", "model", "study", "theme"]),
    (
        "tui",
        &[
            "app",
            "export",
            "format",
            "import",
            "layout",
            "library",
            "marginalia",
            "model",
            "store",
            "study",
            "theme",
            "view",
        ],
    ),
    (
        "cli",
        &[
            "app",
            "export",
            "format",
            "import",
            "layout",
            "library",
            "marginalia",
            "model",
            "store",
            "study",
            "theme",
            "tui",
            "view",
        ],
    ),
];

/// What only one ring or room may touch: the words, and the rooms that may hold them.
const KEPT: &[(&str, &[&str])] = &[
    ("std::fs", &["store"]),
    ("std::process::exit", &[]),
    ("std::env", &["store", "main"]),
    ("std::thread", &["store", "tui", "cli"]),
    ("std::time", &["store", "tui", "cli"]),
    ("crossterm", &["tui"]),
    ("syntect::highlighting", &["theme"]),
    ("granit_parser", &["format"]),
    ("serde_yaml", &["format", "store"]),
    ("pulldown_cmark", &["format"]),
    ("tantivy", &["store"]),
    ("ureq", &["cli"]),
    ("legible", &["import"]),
    ("feed_rs", &["import"]),
    ("mod.rs", &[]),
    ("Rc<RefCell", &[]),
    ("todo!(", &[]),
    ("unimplemented!(", &[]),
];

const FILE_MAX_LINES: usize = 500;
const FUNCTION_MAX_LINES: usize = 70;

struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

impl Source {
    /// The lines above the tests, which have rules of their own.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        lines.enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn is_test(&self) -> bool {
        let name = self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = self.path.components().any(|part| part.as_os_str() == "tests");
        folder || matches!(name.as_str(), "tests" | "testing" | "roundtrip")
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join("src"), &mut found);
    assert!(found.len() > 50, "the sources are where they should be");
    let sources = found.into_iter().map(|path| {
        let inside = path.strip_prefix(root.join("src")).expect("below src");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("a source can be read");
        Source { path: path.strip_prefix(root).expect("below the root").to_owned(), room, text }
    });
    sources.collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_room_knows_another_below_it() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some((_, may)) = ROOMS.iter().find(|(room, _)| *room == source.room) else {
            if !matches!(source.room.as_str(), "lib" | "main") {
                faults.push(format!("{}: the room {} is in no table", source.path.display(), source.room));
            }
            continue;
        };
        for (line, text) in source.code().filter(|_| !source.is_test()) {
            for (room, _) in ROOMS.iter().filter(|(room, _)| *room != source.room && !may.contains(room)) {
                // `crate::view`, or `view::` within `use crate::{…}`: the import is where one room meets another.
                let named = text.contains(&format!("crate::{room}")) || text.starts_with(&format!("    {room}::"));
                if named {
                    faults.push(format!("{}:{line}: {} may not know {room}", source.path.display(), source.room));
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn what_one_room_keeps_no_other_touches() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (line, text) in source.code() {
            for (words, rooms) in KEPT {
                if text.contains(words) && !rooms.contains(&source.room.as_str()) {
                    faults.push(format!("{}:{line}: {words} is not for {}", source.path.display(), source.room));
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn files_and_functions_stay_short() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > FILE_MAX_LINES {
            faults.push(format!("{}: {lines} lines; split it", source.path.display()));
        }
        let mut open: Option<(usize, String, String)> = None;
        for (line, text) in source.code().filter(|_| !source.is_test()) {
            let indentation: String = text.chars().take_while(|c| *c == ' ').collect();
            match &open {
                None if is_function(text) && !text.trim_end().ends_with([';', '}']) => {
                    let name = text.trim().to_owned();
                    open = Some((line, indentation, name));
                }
                Some((from, outer, name)) if text.trim_end() == format!("{outer}}}") => {
                    let length = line - from + 1;
                    if length > FUNCTION_MAX_LINES {
                        faults.push(format!("{}:{from}: {length} lines in `{name}`", source.path.display()));
                    }
                    open = None;
                }
                _ => {}
            }
        }
    }
    assert_none(&faults);
}

fn is_function(line: &str) -> bool {
    let words = line.trim_start();
    ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "const fn ", "pub const fn "]
        .iter()
        .any(|start| words.starts_with(start))
}

#[test]
fn each_file_says_what_it_owns() {
    let silent = sources().into_iter().filter(|source| !source.text.starts_with("//! "));
    assert_none(&silent.map(|source| format!("{}: no `//!` at its head", source.path.display())).collect::<Vec<_>>());
}

#[test]
fn no_file_is_a_drawer_for_everything() {
    let names = ["utils", "util", "helpers", "common", "misc", "manager", "mod"];
    let drawers = sources()
        .into_iter()
        .filter(|source| source.path.file_stem().is_some_and(|stem| names.contains(&stem.to_string_lossy().as_ref())));
    assert_none(&drawers.map(|source| source.path.display().to_string()).collect::<Vec<_>>());
}
