//! Bringing an article in within the reader: pasted, looked at, kept, taken away again, discarded, edited; and the same in
//! a real terminal, with and without brackets around the paste.
#![allow(clippy::disallowed_methods, reason = "a test looks at what was written")]

use std::fs;

use byline::{
    app::{Effect, Event},
    model::Text,
};

use crate::{screen::Reader, terminal::tty::Tty};

const BRIDGE: &str =
    "format: byline/1\nheadline: The bridge closes\npublished: 2031-05-04\nstory:\n  - It shuts today.\n";

const COPY: &str = "Harbour opens again

By Mara Quill

May 6, 2031

The harbour opened on Tuesday, and the first boats went out at noon.

What we know

The gate was mended overnight by four divers.

What we don't know

It is unclear who had left the gate open.

\"We are glad to be back,\" said Ada Lund, who keeps the harbour.

Share this article
";

const KEPT: &str = "2031-05-06-harbour-opens-again";

fn shelf(size: (u16, u16)) -> Reader {
    Reader::shelf(size, &[("bridge", BRIDGE)])
}

fn paste(reader: &mut Reader, words: &str) {
    reader.send(Event::Paste(Text::new(words)));
}

#[test]
fn a_paste_is_shown_as_it_will_be_and_what_was_left_out_beside_or_below() {
    for (size, beside) in [((80, 24), false), ((120, 40), true), ((40, 12), false)] {
        let mut reader = shelf(size);
        paste(&mut reader, COPY);
        let screen = reader.screen();
        assert!(screen.contains("Not kept yet"), "{screen}");
        assert!(screen.contains("Harbour opens again"), "{screen}");
        assert!(reader.source(KEPT).is_none(), "nothing is written yet");
        if size.1 >= 24 {
            assert!(screen.contains("read as text") && screen.contains("Report:"), "{screen}");
            assert!(screen.contains("buttons to share the page: Share"), "{screen}");
            assert_eq!(screen.lines().nth(3).is_some_and(|row| row.contains('│')), beside, "{screen}");
        } else {
            assert!(reader.keys("<Tab>").screen().contains("buttons to share"), "{}", reader.screen());
            reader.keys("<Tab>");
        }
        let top = reader.screen();
        reader.keys("G");
        assert!(size.1 >= 40 || reader.screen() != top, "the page can be scrolled");
        assert!(reader.keys("gg").screen() == top);
    }
}

#[test]
fn keeping_is_one_step_that_undo_takes_back_and_redo_makes_again() {
    let mut reader = shelf((80, 24));
    paste(&mut reader, COPY);
    reader.keys("<Enter>");
    let screen = reader.screen();
    assert!(screen.contains("Kept as 2031-05-06-harbour-opens-again.yaml; U takes it away again"), "{screen}");
    let yaml = reader.source(KEPT).expect("it is there").to_owned();
    assert!(yaml.starts_with("format: byline/1\nheadline: Harbour opens again\n"), "{yaml}");
    assert!(reader.effects.contains(&Effect::Index), "the index is told");
    reader.keys("U");
    assert!(reader.source(KEPT).is_none() && reader.screen().contains("Undone: kept"), "{}", reader.screen());
    assert!(!reader.screen().contains("The gate was mended"), "the page is left: {}", reader.screen());
    reader.keys("<C-r>");
    assert_eq!(reader.source(KEPT), Some(yaml.as_str()));
    assert!(reader.screen().contains("Redone: kept"), "{}", reader.screen());
    reader.keys("gR");
    assert!(reader.screen().contains("Harbour opens again"), "the shelf has it: {}", reader.screen());
}

#[test]
fn what_was_changed_since_is_not_taken_away() {
    let mut reader = shelf((80, 24));
    paste(&mut reader, COPY);
    reader.keys("<Enter>");
    let edited = reader.source(KEPT).expect("it is there").replace("four divers", "five divers");
    reader.rewrite(KEPT, &edited);
    reader.keys("U");
    assert!(reader.screen().contains("so it stays"), "{}", reader.screen());
    assert_eq!(reader.source(KEPT), Some(edited.as_str()));
    reader.keys("U");
    assert!(reader.screen().contains("nothing to undo"), "it is not tried again: {}", reader.screen());
}

#[test]
fn a_discarded_paste_can_be_had_back() {
    let mut reader = shelf((80, 24));
    paste(&mut reader, COPY);
    reader.keys("<Esc>");
    let screen = reader.screen();
    assert!(screen.contains("U brings it back") && screen.contains("The bridge closes"), "{screen}");
    reader.keys("U");
    assert!(reader.screen().contains("Not kept yet") && reader.screen().contains("Harbour opens again"));
    // another screen leaves it where it is
    reader.keys("gsj");
    assert!(reader.screen().contains("The bridge closes"), "{}", reader.screen());
    reader.keys("Q");
    assert!(reader.screen().contains("gp shows it") && !reader.effects.contains(&Effect::Quit), "{}", reader.screen());
    reader.keys("gp<Enter>");
    assert!(reader.source(KEPT).is_some());
    reader.keys("Q");
    assert!(reader.effects.contains(&Effect::Quit));
}

#[test]
fn what_is_edited_is_what_is_kept() {
    let mut reader = shelf((80, 24));
    reader.editor = Some(|yaml| yaml.replace("four divers", "five divers"));
    paste(&mut reader, COPY);
    reader.keys("e");
    let screen = reader.screen();
    assert!(screen.contains("read as edited") && screen.contains("five divers"), "{screen}");
    assert!(screen.contains("Share this article"), "what was left out stays told: {screen}");
    // another format would lose that: it is asked for twice
    reader.keys("f");
    assert!(reader.screen().contains("press it again") && reader.screen().contains("read as edited"));
    reader.keys("<Enter>");
    assert!(reader.source(KEPT).is_some_and(|yaml| yaml.contains("five divers")));
}

#[test]
fn what_is_edited_to_no_article_is_not_kept() {
    let mut reader = shelf((80, 24));
    reader.editor = Some(|_| "headline: [".to_owned());
    paste(&mut reader, COPY);
    reader.keys("e<Enter>");
    assert!(reader.screen().contains("It has a fault"), "{}", reader.screen());
    reader.editor = Some(|_| "- no\n- article\n".to_owned());
    reader.keys("e<Enter><Enter>");
    assert!(reader.screen().contains("can't be read as an article"), "{}", reader.screen());
    assert!(reader.source(KEPT).is_none() && reader.source("untitled").is_none());
    reader.keys("ff");
    assert!(reader.screen().contains("What we know"), "the words are still there: {}", reader.screen());
}

#[test]
fn the_format_is_guessed_and_can_be_changed() {
    let mut reader = shelf((80, 24));
    paste(
        &mut reader,
        "# Harbour opens\n\n## What we know\n\nThe gate was **mended** overnight.\n\n**Nobody** was hurt.\n",
    );
    assert!(reader.screen().contains("read as Markdown"), "{}", reader.screen());
    reader.keys("f");
    // it is no HTML, but HTML is what any words are
    assert!(reader.screen().contains("read as HTML") || reader.screen().contains("read as Markdown"));
    reader.keys("ff");
    assert!(reader.screen().contains("read as Markdown"), "{}", reader.screen());
    paste(
        &mut reader,
        "<html><body><h1>Harbour opens</h1><p>The gate was mended overnight, and boats left.</p></body></html>",
    );
    assert!(reader.screen().contains("read as HTML"), "{}", reader.screen());
    assert!(!reader.screen().contains("<p>"), "{}", reader.screen());
}

#[test]
fn a_slow_paste_keeps_the_keys_and_can_be_left() {
    let mut reader = shelf((80, 24));
    reader.prepares = false;
    paste(&mut reader, COPY);
    assert!(reader.screen().contains("Reading") && reader.screen().contains("Esc leaves it"), "{}", reader.screen());
    reader.keys("<Enter>");
    assert!(reader.screen().contains("still being worked at"), "{}", reader.screen());
    reader.keys("<Esc>");
    assert!(reader.screen().contains("The bridge closes"));
    // an answer that comes too late is nobody's
    reader.prepare();
    assert!(!reader.screen().contains("Not kept yet"), "{}", reader.screen());
}

#[test]
fn paths_addresses_and_what_is_too_long_are_answered() {
    let mut reader = shelf((100, 24));
    paste(&mut reader, "'/home/a/no such page.html' ");
    assert!(reader.screen().contains("there is no file /home/a/no such page.html"), "{}", reader.screen());
    reader.keys("<Esc>");
    paste(&mut reader, "https://courier.example/ferry");
    assert!(reader.screen().contains("the library has no https://courier.example/ferry"), "{}", reader.screen());
    reader.keys("<Esc>gp");
    assert!(reader.screen().contains("bring in:"), "{}", reader.screen());
    paste(&mut reader, "pages/ferry.html");
    reader.keys("<Enter>");
    assert!(reader.screen().contains("there is no file pages/ferry.html"), "{}", reader.screen());
    reader.keys("<Esc>gp");
    paste(&mut reader, COPY);
    assert!(reader.screen().contains("Harbour opens again"), "words go past the prompt: {}", reader.screen());
    reader.keys("<Esc>");
    paste(&mut reader, "/a/one.txt /a/two.txt");
    assert!(reader.screen().contains("one at a time"), "{}", reader.screen());
    reader.send(Event::PasteTooLong { max_bytes: 8_000_000 });
    assert!(reader.screen().contains("More than 8 MB"), "{}", reader.screen());
    paste(&mut reader, " \n");
    assert!(reader.screen().contains("no words"), "{}", reader.screen());
}

#[test]
fn words_can_be_written_in_the_editor_where_a_terminal_can_not_paste() {
    let mut reader = shelf((80, 24));
    reader.editor = Some(|_| COPY.to_owned());
    reader.keys("gp<C-o>");
    assert!(reader.screen().contains("Not kept yet") && reader.screen().contains("Harbour opens again"));
}

#[test]
fn where_something_is_typed_a_paste_goes_there() {
    let mut reader = shelf((80, 24));
    reader.keys("/");
    paste(&mut reader, "bridge\ncloses");
    assert!(reader.screen().contains("filter: bridge closes"), "{}", reader.screen());
    reader.keys("<Esc><Enter>");
    paste(&mut reader, COPY);
    assert!(reader.screen().contains("Not kept yet"));
    reader.keys("<Esc>");
    assert!(reader.screen().contains("It shuts today."), "one is back on the page: {}", reader.screen());
}

/// A window on a desk of its own, on the shelf.
fn window() -> (Tty, tempfile::TempDir) {
    let desk = tempfile::tempdir().expect("a folder");
    for folder in ["articles", "annotations"] {
        fs::create_dir(desk.path().join(folder)).expect("a folder");
    }
    fs::write(desk.path().join("articles/bridge.yaml"), BRIDGE).expect("an article");
    let mut tty = Tty::byline(24, 80, &[desk.path().to_string_lossy().into_owned()]);
    tty.wait_for("The bridge closes");
    (tty, desk)
}

#[test]
fn in_a_terminal_a_paste_becomes_a_file_and_undo_takes_it_away() {
    let (mut tty, desk) = window();
    tty.type_in(&format!("\x1b[200~{}\x1b[201~", COPY.replace('\n', "\r")));
    tty.wait_for("Not kept yet");
    tty.wait_for("Report:");
    tty.type_in("\r");
    tty.wait_for("Kept as");
    let file = desk.path().join(format!("articles/{KEPT}.yaml"));
    assert!(fs::read_to_string(&file).expect("it is there").contains("headline: Harbour opens again"));
    tty.type_in("gs");
    tty.wait_for("Harbour opens again");
    tty.type_in("U");
    tty.wait_for("Undone");
    assert!(!file.exists());
    tty.type_in("\x12");
    tty.wait_for("Redone");
    assert!(file.exists());
    tty.type_in("Q");
    assert_eq!(tty.wait().exit_code(), 0);
    let others = fs::read_dir(desk.path().join("articles")).expect("a folder").flatten();
    assert_eq!(others.count(), 2, "nothing is left beside the articles");
}

#[test]
fn in_a_terminal_without_brackets_words_run_no_commands_and_a_dropped_file_is_read() {
    let (mut tty, desk) = window();
    // Q and q in it would quit, D would delete
    tty.type_in(&COPY.replace('\n', "\r").replace("Mara", "Qq D"));
    tty.wait_for("Not kept yet");
    tty.type_in("\x1b");
    tty.wait_for("U brings it back");
    let page = desk.path().join("my page.html");
    fs::write(
        &page,
        "<html><body><h1>Lock opens</h1><p>The lock was opened on Friday, and water ran out.</p></body></html>",
    )
    .expect("a page");
    tty.type_in(&format!("\x1b[200~'{}'\x1b[201~", page.display()));
    tty.wait_for("read as HTML");
    tty.wait_for("Lock opens");
    tty.type_in("\r");
    tty.wait_for("Kept as lock-opens.yaml");
    tty.type_in("Q");
    assert_eq!(tty.wait().exit_code(), 0);
}

#[test]
fn in_a_terminal_megabytes_do_not_hold_the_keys_up() {
    let (mut tty, desk) = window();
    let paragraph = "The harbour was opened again on Friday, and nobody was surprised about it at all.\r\r";
    tty.type_in(&format!("\x1b[200~Harbour opens again\r\r{}\x1b[201~", paragraph.repeat(40_000)));
    tty.wait_for("Reading 3.");
    tty.type_in("\x1b");
    tty.wait_for("U brings it back");
    tty.type_in("Q");
    assert_eq!(tty.wait().exit_code(), 0);
    assert_eq!(fs::read_dir(desk.path().join("articles")).expect("a folder").count(), 1);
}
