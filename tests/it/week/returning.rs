//! What a returning reader is shown, and what of reading counts: one thing a test.

use std::path::Path;

use byline::{app::Event, study::Day, theme::Depth};

use super::{Device, FERRY, HOLE, desk};

/// A device on a desk of its own, on a morning.
fn device(root: &Path) -> Device {
    desk(root);
    Device::start(root, "laptop", "2031-06-02T07:30:00+02:00")
}

fn read_words(device: &Device) -> usize {
    device.deck().reading.of(&FERRY.parse().expect("an id")).map_or(0, |seen| seen.read.len())
}

fn read_seconds(device: &Device) -> u32 {
    device.deck().days.values().map(|tally| tally.reading_seconds).sum()
}

#[test]
fn without_colour_both_what_went_and_what_came_have_signs() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("hangs").read().keys("gs");
    device.edit(FERRY, "has not made up her mind", "has almost made up her mind");
    device.edit(FERRY, "      If the vote is a tie", "      Nobody counts on a quick end.\n      If the vote is a tie");
    device.restart();
    device.state.look.depth = Depth::Mono;
    device.open("hangs");
    device.shows("[−not] [+almost] made up");
    device.keys("]u]u");
    device.shows("[+Nobody counts on a quick end.] If the vote");
}

#[test]
fn what_went_is_no_text_that_keys_could_act_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("hangs").read().keys("gs");
    device.edit(FERRY, "      Whoever wants to speak signs the list by six.\n", "");
    device.edit(FERRY, "      - [Who would run a bus.](#bus-operator)\n", "");
    device.restart();
    device.open("hangs");
    for _ in 0..2 {
        device.keys("]u");
        device.shows("Gone:");
        device.keys("x");
        device.shows("[−W");
        device.keys("y");
    }
    assert_eq!(device.annotations_on_disk(), 0, "nothing was annotated");
    device.keys("gg/Whoever");
    device.shows("no match");
    // the words around are chosen and annotated as ever
    device.keys("<Esc><Esc>gg/seven in the evening<Enter>x");
    assert_eq!(device.annotations_on_disk(), 1);
}

#[test]
fn a_text_is_kept_also_where_the_next_article_follows_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("hangs").read().keys("<Esc>J").wait(1).keys("gs");
    device.edit(FERRY, "has not made up", "has almost made up");
    device.restart();
    device.open("hangs");
    device.shows("[−not] almost");
}

#[test]
fn who_scrolls_line_by_line_has_read_as_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("hangs");
    for _ in 0..120 {
        device.wait(1).keys("j");
    }
    device.keys("gs");
    let lines = read_words(&device);
    assert!(lines > 30, "{lines} sentences in two minutes");
}

#[test]
fn a_glance_is_no_reading_and_a_rest_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("hangs").wait(1).keys("<Space>").wait(1).keys("gs");
    assert!(read_words(&device) <= 2, "{}", read_words(&device));
    device.open("hangs").wait(600);
    let (words, seconds, woken) = (read_words(&device), read_seconds(&device), device.woken);
    assert!(words > 12 && (60..400).contains(&seconds), "{words} sentences in {seconds} s");
    device.wait(36_000);
    assert_eq!((read_seconds(&device), device.woken), (seconds, woken), "nobody is there, and nothing wakes");
}

#[test]
fn what_is_behind_other_windows_or_stopped_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("hangs").wait(20);
    device.send(Event::InFront(false));
    device.wait(300);
    device.send(Event::InFront(true));
    // stopped: byline is not woken either
    device.keys("<C-z>").at("2031-06-02T07:50:00+02:00");
    device.send(Event::Resumed);
    device.wait(10).keys("gs");
    let seconds = read_seconds(&device);
    assert!((28..=33).contains(&seconds), "{seconds} s");
}

#[test]
fn a_smaller_window_shows_less_to_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.send(Event::Resize { width: 60, height: 12 });
    device.open("hangs").wait(120).keys("gs");
    let small = read_words(&device);
    device.send(Event::Resize { width: 200, height: 120 });
    device.open("hangs").wait(240).keys("gs");
    let large = read_words(&device);
    assert!(small < 8 && large > 30, "{small} and {large} sentences");
}

#[test]
fn what_changed_before_the_last_visit_can_be_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("hangs").keys("zu");
    device.shows("You had not read this before");
    device.read().keys("zu");
    device.shows("Nothing has changed since earlier today");
    device.keys("gs").at("2031-06-03T08:00:00+02:00");
    device.edit(FERRY, "has not made up", "has almost made up");
    device.restart();
    device.open("hangs").read().keys("gs").at("2031-06-05T08:00:00+02:00").restart();
    device.open("hangs");
    device.hides("[−not]");
    device.keys("zu");
    device.shows("1 reworded since 2 June");
    device.shows("[−not] almost");
}

#[test]
fn an_edit_that_an_older_clock_made_is_seen_on_the_shelf() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.open("Astronomers").read().keys("gs");
    device.edit(HOLE, "free to read.", "free to all.");
    let path = folder.path().join("articles").join(format!("{HOLE}.yaml"));
    let file = std::fs::File::open(&path).expect("a file");
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000)).expect("set");
    device.restart();
    device.shows("1 changed since read");
    device.keys("/Astronomers<Enter>");
    device.shows("~ changed since earlier today, when you read it");
    device.edit(HOLE, "free to all.", "free to read.");
    device.restart();
    device.hides("changed since");
}

#[test]
fn the_queue_is_kept_in_the_order_it_was_put_into() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut device = device(folder.path());
    device.keys("gz");
    device.shows("The queue is empty");
    device.keys("q/Russia<Enter>zQ");
    let queue = |device: &Device| -> Vec<String> {
        device.deck().queue.iter().map(|next| next.article.as_str().get(..10).expect("a date").to_owned()).collect()
    };
    let [paused, denied, confirmed, reported] = ["2025-05-16", "2025-03-04", "2025-03-03", "2025-02-28"];
    let found = queue(&device);
    assert!(found.ends_with(&[denied.into(), confirmed.into(), reported.into()]), "{found:?}");
    let extra = found.len() - 3;
    device.keys("gz");
    for _ in 0..extra {
        device.keys("D");
    }
    assert_eq!(queue(&device), [denied, confirmed, reported]);
    device.keys("GKK");
    assert_eq!(queue(&device), [reported, denied, confirmed]);
    device.keys("J");
    assert_eq!(queue(&device), [denied, reported, confirmed]);
    device.restart();
    device.keys("gz");
    device.shows("3 articles");
    device.keys("j<Enter>").wait(2).keys("[z");
    device.shows("Pentagon account says");
    device.keys("[z");
    device.shows("This is the first of the queue");
    device.keys("]z");
    assert_eq!(queue(&device), [reported, confirmed], "what was read leaves it");
    assert!(!queue(&device).contains(&paused.to_owned()));
    assert_eq!(device.today(), Day(22_432));
}
