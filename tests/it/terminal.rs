//! The real program in a real terminal: it takes it, and gives it back however it ends.

pub(crate) mod tty;

use std::time::{Duration, Instant};

use rustix::process::Signal;
use tty::Tty;

/// What has to be undone, with what undoes it.
const TAKEN_AND_GIVEN_BACK: [(&str, &str, &str); 8] = [
    ("the alternate screen", "\x1b[?1049h", "\x1b[?1049l"),
    ("the cursor", "\x1b[?25l", "\x1b[?25h"),
    ("wrapping", "\x1b[?7l", "\x1b[?7h"),
    ("the order of letters", "\x1b[8l", "\x1b[8h"),
    ("bracketed paste", "\x1b[?2004h", "\x1b[?2004l"),
    ("the mouse", "\x1b[?1002h", "\x1b[?1002l"),
    ("its coordinates", "\x1b[?1006h", "\x1b[?1006l"),
    ("the keyboard", "\x1b[>5u", "\x1b[<u"),
];

/// Asserts that everything that was taken was given back after.
fn assert_given_back(output: &str) {
    for (what, taken, given_back) in TAKEN_AND_GIVEN_BACK {
        let taken = output.rfind(taken).unwrap_or_else(|| panic!("{what} was never taken: {output:?}"));
        let back = output.rfind(given_back).unwrap_or_else(|| panic!("{what} was not given back: {output:?}"));
        assert!(taken < back, "{what} was taken again: {output:?}");
    }
    assert!(output.rfind("\x1b[?2026h") < output.rfind("\x1b[?2026l"), "a frame was left open: {output:?}");
}

#[test]
fn it_opens_and_quits_and_leaves_nothing_behind() {
    let mut tty = Tty::open();
    tty.type_in("jj");
    tty.type_in("Q");
    assert_eq!(tty.wait().exit_code(), 0);
    assert_given_back(&tty.output());
    assert!(tty.is_as_it_was(), "the terminal's modes are others now");
    assert!(!tty.screen().contains("Paragraph"), "the page is still there");
}

#[test]
fn it_gives_the_terminal_back_when_it_is_killed() {
    for (signal, name) in
        [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt"), (Signal::QUIT, "Quit")]
    {
        let mut tty = Tty::open();
        tty.signal(signal);
        let status = tty.wait();
        // who started it must see how it ended
        assert!(status.signal().is_some_and(|signal| signal.starts_with(name)), "{name}: {status:?}");
        assert_given_back(&tty.output());
        assert!(tty.is_as_it_was(), "after {name} the terminal's modes are others");
    }
}

#[test]
fn it_ends_when_the_terminal_does() {
    let mut tty = Tty::open();
    tty.close();
    tty.wait();
}

#[test]
fn it_follows_a_storm_of_resizes() {
    let mut tty = Tty::open();
    for n in 0..60 {
        tty.resize(20 + n % 25, 40 + n * 2);
    }
    tty.resize(33, 101);
    tty.settle();
    let screen = tty.screen();
    assert!(screen.contains("Paragraph 1 "), "{screen}");
    // drawn anew at this size, it looks no different
    tty.type_in("\x0c");
    tty.settle();
    assert_eq!(tty.screen(), screen);
    tty.resize(1, 1);
    tty.resize(24, 80);
    tty.settle();
    assert!(tty.screen().contains("Paragraph 1 "));
    tty.type_in("Q");
    assert_eq!(tty.wait().exit_code(), 0);
}

#[test]
fn it_stops_and_goes_on_as_a_job_of_a_shell() {
    let mut tty = Tty::shell();
    let program = tty.command_line();
    tty.type_in(&format!("{program}\n"));
    tty.wait_for("Paragraph 1 ");
    tty.type_in("j\x1a");
    tty.wait_for("Stopped");
    assert_given_back(&tty.output());
    let before = tty.output().len();
    tty.type_in("fg\n");
    tty.wait_until("it is back", |tty| tty.output().get(before..).is_some_and(|since| since.contains("Paragraph 2 ")));
    tty.type_in("Q");
    tty.wait_until("it is gone", |tty| tty.output().ends_with("$ "));
    assert_given_back(&tty.output());
    tty.type_in("exit\n");
    tty.wait();
}

#[test]
fn it_does_not_stop_where_nobody_would_let_it_go_on() {
    let mut tty = Tty::open();
    tty.type_in("\x1a");
    tty.settle();
    tty.type_in("Q");
    assert_eq!(tty.wait().exit_code(), 0);
}

#[test]
fn it_comes_back_after_a_stop_behind_its_back() {
    let mut tty = Tty::open();
    tty.signal(Signal::STOP);
    tty.signal(Signal::CONT);
    tty.settle();
    assert!(tty.screen().contains("Paragraph 1 "), "{}", tty.screen());
    tty.type_in("Q");
    assert_eq!(tty.wait().exit_code(), 0);
    assert_given_back(&tty.output());
    assert!(tty.is_as_it_was());
}

#[test]
fn five_hundred_keys_at_once_are_five_hundred_keys() {
    let mut at_once = Tty::open();
    let begun = Instant::now();
    at_once.type_in(&"j".repeat(500));
    at_once.settle();
    let mut in_pieces = Tty::open();
    for _ in 0..50 {
        in_pieces.type_in(&"j".repeat(10));
        std::thread::sleep(Duration::from_millis(4));
    }
    in_pieces.settle();
    assert!(!at_once.screen().contains("Paragraph 1 "), "it has not moved");
    assert_eq!(at_once.screen(), in_pieces.screen());
    assert!(begun.elapsed() < Duration::from_secs(20));
    for mut tty in [at_once, in_pieces] {
        tty.type_in("Q");
        assert_eq!(tty.wait().exit_code(), 0);
    }
}

#[test]
fn the_answer_about_the_background_is_never_taken_for_keys() {
    const ANSWER: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
    let mut never = Tty::open();
    never.type_in("jj");
    never.settle();
    let screen = never.screen();
    let answers: [&[&str]; 4] =
        [&[ANSWER, "jj"], &["jj", ANSWER], &["j", ANSWER, "j"], &["j\x1b]11;rgb:ffff/", "ffff/ffff\x07j"]];
    for pieces in answers {
        let mut tty = Tty::open();
        for piece in pieces {
            tty.type_in(piece);
            std::thread::sleep(Duration::from_millis(5));
        }
        tty.settle();
        assert_eq!(tty.screen(), screen, "after {pieces:?}");
        tty.type_in("Q");
        assert_eq!(tty.wait().exit_code(), 0);
    }
}

#[test]
fn an_idle_reader_writes_nothing() {
    let mut tty = Tty::open();
    tty.settle();
    let before = tty.output().len();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(tty.output().len(), before);
    tty.type_in("Q");
    tty.wait();
}
