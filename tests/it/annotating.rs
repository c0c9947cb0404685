//! Annotations of the real program, as they lie on the disk: at once, whole, and seen by other windows.
#![allow(clippy::disallowed_methods, reason = "a test looks at what was written")]

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use byline::{format, model::Annotation};
use rustix::process::Signal;

use crate::terminal::tty::Tty;

/// The files of annotations below a home, without those that are only being written.
fn files(home: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![home.join(".local/share/byline/desk/annotations")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if Path::new(&name).extension().is_some_and(|extension| extension == "yaml")
                && !name.starts_with('.')
            {
                found.push(path);
            }
        }
    }
    found
}

/// The annotations below a home; each must read.
fn annotations(home: &Path) -> Vec<Annotation> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).ok()?; // moved meanwhile
        let read = format::read_annotation(&bytes);
        Some(read.unwrap_or_else(|fault| panic!("{}: {fault:?}\n{}", path.display(), String::from_utf8_lossy(&bytes))))
    };
    files(home).into_iter().filter_map(read).collect()
}

#[test]
fn a_highlight_is_on_disk_at_once_and_a_kill_takes_nothing() {
    let mut tty = Tty::open();
    tty.type_in(")x");
    tty.wait_until("a file", |tty| !files(tty.home()).is_empty());
    tty.signal(Signal::KILL);
    tty.wait();
    let kept = annotations(tty.home());
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].target.exact.as_str(), "Paragraph 1 of the article.");
    let mut again = tty.beside();
    again.type_in(")");
    again.wait_for("yellow");
}

#[test]
fn killed_at_any_moment_every_file_is_whole() {
    let home = Tty::open();
    for moment in 0..12 {
        let mut tty = home.beside();
        let mut known = files(home.home()).len();
        // a storm of highlights and notes, and an end in the middle of it
        tty.type_in("gg)");
        for _ in 0..moment + 3 {
            tty.type_in(")v4anote\x13");
        }
        thread::sleep(Duration::from_millis(13 * moment));
        tty.signal(Signal::KILL);
        tty.wait();
        let kept = annotations(home.home());
        assert!(kept.len() >= known, "{moment}: what was there is gone");
        known = kept.len();
        assert!(known <= 200);
    }
    assert!(!annotations(home.home()).is_empty(), "some of it was written");
}

#[test]
fn quitting_waits_for_the_last_write() {
    let mut tty = Tty::open();
    tty.type_in(")x)aa last word\x13Q");
    assert_eq!(tty.wait().exit_code(), 0);
    let kept = annotations(tty.home());
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept.iter().any(|kept| kept.note.as_ref().is_some_and(|note| note.as_str() == "a last word")));
}

#[test]
fn a_note_in_the_making_outlives_a_terminal_that_goes_away() {
    let mut tty = Tty::open();
    tty.type_in(")aHalf a thought");
    tty.wait_for("Half a thought");
    tty.signal(Signal::HUP);
    tty.wait();
    let kept = annotations(tty.home());
    assert_eq!(
        kept.first().and_then(|kept| kept.note.as_ref()).map(byline::model::Text::as_str),
        Some("Half a thought")
    );
}

#[test]
fn a_kill_takes_no_word_of_a_note_in_the_making() {
    let mut tty = Tty::open();
    tty.type_in(")aHalf a thought");
    tty.wait_for("Half a thought");
    tty.wait_until("what was typed", |tty| unfinished(tty.home()).contains("Half a thought"));
    let mut other = tty.beside();
    other.wait_for("test of the terminal");
    other.settle();
    other.type_in("?");
    other.wait_for("Keys of the page"); // no box of a note: it is being written elsewhere
    tty.signal(Signal::KILL);
    tty.wait();
    assert!(annotations(tty.home()).is_empty());
    let mut again = tty.beside();
    again.wait_for("Half a thought");
    again.type_in(", whole\x1b");
    again.wait_until("a file", |tty| !files(tty.home()).is_empty());
    let kept = annotations(tty.home());
    assert_eq!(kept[0].note.as_ref().map(byline::model::Text::as_str), Some("Half a thought, whole"));
    again.wait_until("nothing left", |tty| unfinished(tty.home()).is_empty());
}

/// What is kept of notes that are being written.
fn unfinished(home: &Path) -> String {
    let libraries = fs::read_dir(home.join(".local/state/byline")).into_iter().flatten().flatten();
    let folders = libraries.filter_map(|library| fs::read_dir(library.path().join("unfinished")).ok());
    let records = folders.flatten().flatten().map(|file| file.path());
    let records = records.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    records.filter_map(|path| fs::read_to_string(path).ok()).collect()
}

#[test]
fn what_one_window_writes_the_other_shows() {
    let mut one = Tty::open();
    let mut other = one.beside();
    other.type_in(")");
    other.settle();
    // the first annotation of an article makes its folder; the second is one more file in it
    one.type_in(")x");
    other.wait_for("yellow");
    one.type_in(")v5");
    one.wait_until("two files", |tty| files(tty.home()).len() == 2);
    other.type_in(")");
    other.wait_for("blue");
    other.type_in("D");
    other.wait_until("it is gone", |tty| {
        annotations(tty.home()).iter().filter(|kept| kept.deleted.is_none()).count() == 1
    });
    one.settle();
    one.type_in("]a[a");
    one.settle();
    assert!(!one.screen().contains("blue"), "{}", one.screen());
}
