//! The shelf: tags, marks of many articles, what is filtered and grouped by them.

use crate::screen::Reader;

const BRIDGE: &str =
    "format: byline/1\nheadline: The bridge closes\npublished: 2031-05-04\nstory:\n  - It shuts today.\n";
const FERRY: &str =
    "format: byline/1\nheadline: A ferry in its place\npublished: 2031-05-05\nstory:\n  - It sails hourly.\n";
const BUDGET: &str = "format: byline/1\nheadline: The budget passes\npublished: 2031-05-06\nstory:\n  - By one vote.\n";

fn shelf() -> Reader {
    Reader::shelf((100, 16), &[("bridge", BRIDGE), ("ferry", FERRY), ("budget", BUDGET)])
}

#[test]
fn tags_are_given_shown_filtered_grouped_and_undone() {
    let mut reader = shelf();
    reader.keys("jttraffic, \"to do\"<Enter>");
    assert!(reader.screen().contains("A ferry in its place  #to-do #traffic"), "{}", reader.screen());
    reader.keys("jttr<Tab><Enter>");
    assert_eq!(reader.marks.of("bridge").tags, ["traffic"], "Tab completes what was given before");
    reader.keys("/tag:traffic -tag:do<Enter>");
    assert!(reader.screen().contains("The bridge closes") && !reader.screen().contains("A ferry"));
    reader.keys("<Esc>zgzgzgzg");
    let screen = reader.screen();
    let at = |words: &str| screen.find(words).unwrap_or_else(|| panic!("no {words} in\n{screen}"));
    assert!(at("No tag") < at("The budget") && at("The budget") < at(" to do") && at(" traffic") < at("The bridge"));
    reader.keys("UU");
    assert!(reader.marks.tags.is_empty() && !reader.screen().contains('#'), "{}", reader.screen());
    reader.keys("<C-r>");
    assert_eq!(reader.marks.of("ferry").tags, ["to do", "traffic"]);
}

#[test]
fn a_tag_that_is_erased_is_taken_away_and_escape_keeps_all() {
    let mut reader = shelf();
    reader.keys("tone two<Enter>t<Backspace><Backspace><Backspace><Enter>");
    assert_eq!(reader.marks.of("budget").tags, ["one"]);
    reader.keys("t<C-u>three<Esc>");
    assert_eq!(reader.marks.of("budget").tags, ["one"]);
    reader.keys("t<C-u><Enter>");
    assert!(reader.marks.tags.is_empty());
    assert!(reader.screen().contains("No longer tagged"));
}

#[test]
fn all_that_the_filter_shows_is_marked_and_unmarked_at_once() {
    let mut reader = shelf();
    reader.keys("/the b<Enter>zTcity<Enter>");
    assert!(reader.screen().contains("Tagged city: 2 articles"), "{}", reader.screen());
    assert_eq!((reader.marks.of("bridge").tags, reader.marks.tags.len()), (&["city".to_owned()][..], 2));
    reader.keys("zR<Esc>");
    assert!(reader.screen().contains("1 unread"), "{}", reader.screen());
    reader.keys("UU");
    assert!(reader.screen().contains("3 unread") && reader.marks.tags.is_empty(), "{}", reader.screen());
    reader.keys("zSzS");
    assert!(reader.screen().contains("They all are already") && reader.screen().matches('★').count() == 3);
    reader.keys("zT-none<Enter>");
    assert!(reader.screen().contains("They all are already"));
}
