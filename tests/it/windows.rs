//! Two windows on one library: what one keeps of articles the other shows.
#![expect(clippy::disallowed_methods, reason = "it lays out a library")]

use std::{fs, sync::Arc, time::Duration};

use crate::terminal::tty::Tty;

/// A library of three articles in a home of its own, and two windows on it.
fn two_windows() -> [Tty; 2] {
    let home = tempfile::tempdir().expect("a folder");
    let library = home.path().join("library");
    fs::create_dir(&library).expect("a library");
    for (name, headline) in [("a", "The bridge opens"), ("b", "A ferry is late"), ("c", "Rain is coming")] {
        let source = format!("format: byline/1\nheadline: {headline}\npublished: 2031-03-03\nstory:\n  - Words.\n");
        fs::write(library.join(name).with_extension("yaml"), source).expect("an article");
    }
    let home = Arc::new(home);
    let window = || {
        let mut tty = Tty::byline_in(Arc::clone(&home), 24, 80, &[library.display().to_string()]);
        tty.wait_for("Rain is coming");
        tty.wait_until("it has been read", |tty| tty.screen().contains("3 unread"));
        // the watch comes behind the first look at the files
        std::thread::sleep(Duration::from_millis(500));
        tty
    };
    [window(), window()]
}

/// The row of an article.
fn row(tty: &Tty, headline: &str) -> String {
    tty.screen().lines().find(|line| line.contains(headline)).unwrap_or_default().to_owned()
}

#[test]
fn stars_read_marks_and_tags_of_one_window_show_in_the_other() {
    let [mut one, mut other] = two_windows();
    one.type_in("ggs");
    other.wait_until("a star", |tty| row(tty, "A ferry is late").contains('★'));
    one.type_in("R");
    other.wait_until("a read article", |tty| tty.screen().contains("2 unread"));
    one.type_in("jtharbour\r");
    other.wait_until("a tag", |tty| row(tty, "Rain is coming").contains("#harbour"));
    // and back, without losing what was there
    other.type_in("Gs");
    one.wait_until("a star", |tty| row(tty, "The bridge opens").contains('★'));
    assert!(row(&one, "A ferry is late").contains('★'), "{}", one.screen());
    other.type_in("ggs");
    one.wait_until("no star", |tty| !row(tty, "A ferry is late").contains('★'));
    assert!(row(&one, "Rain is coming").contains("#harbour"), "{}", one.screen());
}
