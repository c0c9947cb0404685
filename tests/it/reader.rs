//! What keys do, seen on the screen.

use byline::app::{Effect, Event, Screen};

use crate::screen::Reader;

const BRIDGE: &str = r#"format: byline/1
headline: The harbour bridge closes for a month
published: 2031-05-04
publisher: The Port Merrow Lantern
url: "https://lantern.example/bridge"
topics: [Transport, Harbour]
people:
  lee: {name: Ana Lee, role: harbour master}
  crane: Tom Crane, councillor
claims:
  cause: {by: lee, status: claimed}
story:
  - |
    The bridge over the harbour will close on Monday. Lorries take the ring road. A ferry runs every ten minutes.

  - question: Why does it close?

  - What we know: |
      - Two of forty-eight bearings are cracked.
      - The cracks were found by divers, as [the first report](bridge-inspected) said.

  - What we don't know: |
      - [Who pays for the repair.](#who-pays)
      - How long the ring road can take the lorries.

  - What they're saying: |
      ["We would rather close a day early than a day late,"](@lee 'press conference') Lee said.

      [The council was told too late](@crane), Crane complained. ["Nobody asked us,"](@crane) he said.

      ["We asked twice,"](@lee#cause) Lee answered.

  - The Source: |
      Reporting by the Lantern, and [the notice of the harbour office](https://harbour.example/notice).
"#;

const INSPECTED: &str = "format: byline/1
headline: Divers inspect the harbour bridge
published: 2031-04-28
story:
  - |
    Divers looked at the bearings of the bridge for three days. They report next week.
";

const LIBRARY: &[(&str, &str)] = &[("bridge-closes", BRIDGE), ("bridge-inspected", INSPECTED)];

fn page() -> Reader {
    let mut reader = Reader::shelf((80, 24), LIBRARY);
    reader.keys("<Enter>");
    reader
}

#[test]
fn the_shelf_shows_every_article_and_opens_the_one_in_hand() {
    let mut reader = Reader::shelf((80, 24), LIBRARY);
    let shelf = reader.screen();
    assert!(shelf.contains("The harbour bridge closes for a month") && shelf.contains("2031-04-28"), "{shelf}");
    reader.keys("j<Enter>");
    assert_eq!(reader.state.screen, Screen::Page);
    assert!(reader.screen().contains("Divers looked at the bearings"));
    reader.keys("h");
    assert_eq!(reader.state.screen, Screen::Shelf);
    assert_eq!(reader.state.shelf.cursor, 1);
}

#[test]
fn quotes_are_walked_and_those_of_one_speaker() {
    let mut reader = page();
    reader.keys("]q");
    assert_eq!(reader.focus(), Some("\"We would rather close a day early than a day late,\""));
    reader.keys("]w");
    assert_eq!(reader.focus(), Some("\"We asked twice,\""));
    reader.keys("[q");
    assert_eq!(reader.focus(), Some("\"Nobody asked us,\""));
    reader.keys("[w");
    assert_eq!(reader.focus(), Some("The council was told too late"));
    reader.keys("2[q");
    assert_eq!(reader.state.notice.as_ref().map(|notice| notice.text.as_str()), None);
    reader.keys("[q");
    assert!(reader.screen().contains("No quote before this one"));
}

#[test]
fn sentences_paragraphs_and_questions_are_walked() {
    let mut reader = page();
    reader.keys("/Lorries take<Enter>)");
    assert_eq!(reader.focus(), Some("A ferry runs every ten minutes."));
    reader.keys("(");
    assert_eq!(reader.focus(), Some("Lorries take the ring road."));
    reader.keys("]o");
    assert_eq!(reader.focus(), Some("Who pays for the repair."));
    reader.keys("]o");
    assert_eq!(reader.focus(), Some("How long the ring road can take the lorries."));
    reader.keys("gg]]");
    assert_eq!(reader.focus(), Some("Why does it close?"));
    reader.keys("2]]");
    assert_eq!(reader.focus(), Some("What we don't know"));
    reader.keys("[[");
    assert_eq!(reader.focus(), Some("What we know"));
}

#[test]
fn a_link_is_followed_and_the_way_back_is_kept() {
    let mut reader = page();
    reader.keys("]l<Enter>");
    assert!(reader.screen().contains("Divers looked at the bearings"));
    reader.keys("<C-o>");
    assert!(reader.screen().contains("The harbour bridge closes"));
    reader.keys("<C-i>");
    assert!(reader.screen().contains("Divers looked at the bearings"));
}

#[test]
fn an_address_is_shown_before_it_is_opened() {
    let mut reader = page();
    reader.keys("o");
    assert!(reader.screen().contains("https://lantern.example/bridge"));
    reader.keys("<Esc>");
    assert!(!reader.effects.iter().any(|effect| matches!(effect, Effect::OpenAddress(_))));
    reader.keys("o<Enter>");
    assert!(reader.effects.iter().any(|effect| matches!(effect, Effect::OpenAddress(_))));
}

#[test]
fn hints_lead_to_links_and_quotes() {
    let mut reader = Reader::shelf((100, 60), LIBRARY);
    reader.keys("<Enter>f");
    let hints = match &reader.state.mode {
        byline::app::Mode::Hints(hints) => hints.hints.clone(),
        other => panic!("{other:?}"),
    };
    let quote = hints.iter().find(|hint| hint.link.is_none()).expect("a quote in view");
    reader.keys(&quote.letters);
    assert_eq!(reader.focus(), Some("\"We would rather close a day early than a day late,\""));
    reader.keys("f<Esc>");
    assert!(matches!(reader.state.mode, byline::app::Mode::Normal));
}

#[test]
fn a_search_lights_every_hit_and_counts_them() {
    let mut reader = page();
    reader.keys("/bridge");
    let screen = reader.screen();
    assert!(screen.contains("1/"), "{screen}");
    let hits =
        reader.state.reader.as_ref().and_then(|reader| reader.search.as_ref()).map_or(0, |search| search.hits.len());
    reader.keys("<Enter>n");
    assert!(reader.screen().contains(&format!("2/{hits}")));
    reader.keys("NN");
    assert!(reader.screen().contains(&format!("{hits}/{hits}")));
    reader.keys("<Esc>");
    assert!(reader.state.reader.as_ref().is_some_and(|reader| reader.search.is_none()));
    reader.keys("/zebra<Enter>");
    assert!(reader.screen().contains("is not in this article"));
}

#[test]
fn escape_from_a_search_goes_back_to_where_it_began() {
    let mut reader = Reader::page((60, 12), LIBRARY);
    reader.keys("3j");
    let before = reader.top();
    reader.keys("/Nobody");
    assert_ne!(reader.top(), before);
    reader.keys("<Esc>");
    assert_eq!(reader.top(), before);
}

#[test]
fn the_contents_lead_to_a_section_and_fold() {
    let mut reader = Reader::shelf((120, 30), LIBRARY);
    reader.keys("<Enter><Tab>");
    let screen = reader.screen();
    assert!(screen.contains("Contents") && screen.contains("What they're saying"), "{screen}");
    reader.keys("jjjj<Enter>");
    assert!(reader.focus().is_some());
    reader.keys("<Tab>gg");
    reader.keys("q");
    assert!(!reader.screen().contains("Contents"));
}

#[test]
fn marks_lead_back() {
    let mut reader = Reader::page((60, 10), LIBRARY);
    reader.keys("5jma");
    let marked = reader.top();
    reader.keys("G'a");
    assert_eq!(reader.top(), marked);
    reader.keys("''");
    assert_ne!(reader.top(), marked);
    reader.keys("'z");
    assert!(reader.screen().contains("There is no mark z"));
}

#[test]
fn every_key_that_means_nothing_says_so() {
    let mut reader = page();
    reader.keys("]y");
    assert!(reader.screen().contains("]y means nothing here"));
    reader.keys("]<Esc>");
    assert!(reader.state.pending.is_empty() && reader.state.notice.is_none());
}

#[test]
fn a_prefix_shows_what_may_follow() {
    let mut reader = page();
    reader.keys("]");
    let screen = reader.screen();
    assert!(
        screen.contains("to the next quote of the same speaker") && screen.contains("to the next link"),
        "{screen}"
    );
}

#[test]
fn help_and_palette_come_from_the_table() {
    let mut reader = page();
    reader.keys("?");
    assert!(reader.screen().contains("Keys of the page"));
    reader.keys("/speaker<Enter>");
    assert!(reader.screen().contains("]w"));
    reader.keys("<Esc>:theme");
    assert!(reader.screen().contains("choose a theme"));
    reader.keys("<Enter>");
    assert!(matches!(reader.state.mode, byline::app::Mode::Themes(_)));
    reader.keys("j<Esc>");
    assert_eq!(reader.state.look.theme, None);
}

#[test]
fn the_yaml_source_is_a_key_away_and_back() {
    let mut reader = page();
    reader.keys("gy");
    assert!(reader.screen().contains("format: byline/1"));
    reader.keys("gy");
    assert!(!reader.screen().contains("format: byline/1"));
}

#[test]
fn an_article_that_changes_keeps_the_place_by_its_words() {
    let mut reader = Reader::page((60, 10), LIBRARY);
    reader.keys("/We asked twice<Enter>");
    let row = |reader: &Reader| reader.screen().lines().position(|line| line.contains("We asked twice"));
    let before = row(&reader);
    assert!(before.is_some());
    let longer = BRIDGE.replace("  - question:", "  - |\n    A new paragraph stands here now.\n\n  - question:");
    reader.rewrite("bridge-closes", &longer);
    assert_eq!(row(&reader), before);
    assert!(reader.keys("gg").screen().contains("The harbour bridge"));
}

#[test]
fn a_resize_keeps_the_place() {
    let mut reader = page();
    reader.send(Event::Resize { width: 40, height: 10 });
    reader.keys("/Nobody asked<Enter>");
    for (width, height) in [(120, 40), (33, 8), (20, 6), (200, 50), (19, 5), (40, 10)] {
        reader.send(Event::Resize { width, height });
        let screen = reader.screen();
        assert!(width < 20 || screen.contains("Nobody") || screen.contains("asked"), "{width}x{height}\n{screen}");
        assert!(width >= 20 || screen.contains("byline needs"), "{screen}");
    }
}

#[test]
fn a_filter_narrows_the_shelf_as_it_is_typed() {
    let mut reader = Reader::shelf((80, 24), LIBRARY);
    reader.keys("/divers");
    assert!(!reader.screen().contains("closes for a month"));
    reader.keys("<Enter><Enter>");
    assert!(reader.screen().contains("Divers looked at"));
    reader.keys("q<Esc>");
    assert!(reader.screen().contains("closes for a month"));
    reader.keys("/nothing like this<Enter>");
    assert!(reader.screen().contains("No article matches"));
}

#[test]
fn an_empty_library_says_what_to_do() {
    let reader = Reader::shelf((80, 24), &[]);
    assert!(reader.screen().contains("format: byline/1"));
}

#[test]
fn a_missing_article_leaves_one_where_one_was() {
    let mut reader = Reader::shelf((80, 24), &LIBRARY[..1]);
    reader.keys("<Enter>]l<Enter>");
    assert!(reader.screen().contains("this library has no such article"));
    assert!(reader.screen().contains("The harbour bridge closes"));
}

#[test]
fn quitting_goes_out_one_step_and_keeps_the_place() {
    let mut reader = page();
    reader.keys("4jq");
    assert_eq!(reader.state.screen, Screen::Shelf);
    reader.keys("q");
    assert_eq!(reader.effects.last(), Some(&Effect::Quit));
    assert!(reader.effects.iter().any(|effect| matches!(effect, Effect::Remember { .. })));
}

#[test]
fn a_file_that_is_no_article_shows_its_source_and_its_faults() {
    let mut reader = Reader::page((80, 24), &[("broken", "format: byline/1\nheadline: [unclosed\n")]);
    let screen = reader.screen();
    assert!(screen.contains("fault"), "{screen}");
    reader.keys("!");
    assert!(reader.screen().contains("error["));
}

#[test]
fn a_fault_is_told_to_its_end_and_forgotten_when_the_article_is_back() {
    let mut reader = Reader::page((30, 12), LIBRARY);
    reader.remove("bridge-closes");
    let screen = reader.screen();
    assert!(screen.contains("this library has no such") && screen.contains("\n article"), "{screen}");
    reader.restore("bridge-closes", BRIDGE);
    let screen = reader.screen();
    assert!(!screen.contains("this library") && screen.contains("The harbour bridge"), "{screen}");
}

#[test]
fn focused_words_are_copied_with_who_said_them() {
    let mut reader = page();
    reader.keys("]qy");
    let copied = reader.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str().to_owned()),
        _ => None,
    });
    let copied = copied.expect("something is copied");
    for words in ["a day early", "Ana Lee", "harbour master", "press conference", "The harbour bridge", "2031-05-04"] {
        assert!(copied.contains(words), "{copied}");
    }
}

#[test]
fn nothing_in_an_article_reaches_a_cell_as_a_control_character() {
    let hostile = "format: byline/1\nheadline: \"\\e]0;title\\a \\e[2J red\"\ntopics: [\"\\u202Eevil\"]\nstory:\n  - |\n    Words \u{1b}[31mred\u{1b}[0m and \u{202e}reversed.\n";
    let mut reader = Reader::shelf((80, 24), &[("hostile", hostile)]);
    for keys in ["", "<Enter>", "gy", "!", "<Esc><Tab>", "?"] {
        reader.keys(if keys.is_empty() { "<Esc>" } else { keys });
        let (buffer, _) = reader.buffer();
        let bad = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!buffer.content().iter().any(|cell| cell.symbol().chars().any(bad)), "{keys}");
    }
}
