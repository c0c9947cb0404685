//! A reader of any size, over any articles, under any keys: it never panics, and no cell holds what a terminal obeys.

use byline::{
    app::{Event, Key, KeyCode, Mouse, MouseAction},
    format,
    model::Text,
    theme::Shade,
};
use proptest::{collection::vec, prelude::*, sample::select};
use ratatui::buffer::Cell;

use crate::screen::Reader;

mod formats;

/// Everything that an article can hold, and in all of it what a terminal would obey: as bytes, through YAML's own
/// escapes and through Markdown's.
fn hostile() -> String {
    let escapes = r"\e]0;x\a\e[2J\u202e\x9b";
    let bytes = "\u{1b}]0;x\u{7}\u{1b}[2J\u{202e}\u{9b}";
    format!(
        r#"format: byline/1
headline: "Head{escapes}"
subtitle: "Sub{escapes}"
by: "By{escapes}"
publisher: "Publisher{escapes}"
published: "2031-05-04{escapes}"
url: "https://x.example/{escapes}"
topics: ["Topic{escapes}"]
"x-field{escapes}": "value{escapes}"
"unknown{escapes}": "value{escapes}"
log: ["2031-05-04: Log{escapes}"]
people:
  lee: {{name: "Lee{escapes}", role: "role{escapes}", anonymous: "reason{escapes}"}}
sources:
  notice: {{title: "Notice{escapes}", url: "https://y.example/{escapes}"}}
claims:
  who: {{text: "Who{escapes}", by: lee, answers: "other{escapes}"}}
story:
  - "Opening{escapes} words that go on for a while, so that they break on a narrow page. And a sentence."
  - "Label{escapes}": "Text{escapes}"
  - What we know: |
      - One {bytes} thing.
      - ["Said {bytes}"](@lee 'circumstance {bytes}') and [a claim](#who) and [elsewhere](other).
  - question: "Why{escapes}?"
  - What we don't know: |
      - [Who pays.](#pays)
  - related: "Related{escapes}"
  - photo: "Photo{escapes}"
    credit: "credit{escapes}"
    file: "../{escapes}"
  - quote: "Quote{escapes}"
    by: "nobody{escapes}"
  - Numbers: "- 7{escapes}: what{escapes}"
  - Timeline: "- 2031-05-04: then{escapes}"
  - |
    &#27;]0;x&#7; <https://z.example/{bytes}> [link](https://z.example/ "{bytes}") [[other{bytes}]] עברית 日本語 👩‍👩‍👧 e{marks}

    ```rust{bytes}
    fn main() {{ "{bytes}" }}
    ```

    | a{bytes} | b |
    |---|---|
    | c | d{bytes} |
"#,
        marks = "\u{301}".repeat(40),
    )
}

const OTHER: &str = "format: byline/1\nheadline: Other\nstory:\n  - |\n    Short.\n";
const BROKEN: &str = "format: byline/1\nheadline: \u{1b}[2JBroken\nstory: [\n";

/// What a hand can do, what the terminal can say, and what can happen to a file meanwhile.
#[derive(Clone, Debug)]
enum Step {
    Key(Key),
    Keys(&'static str),
    Mouse(Mouse),
    Paste(String),
    Resize(u16, u16),
    Background(Shade),
    Resumed,
    Rewrite(&'static str),
}

impl Step {
    fn take(self, reader: &mut Reader) {
        match self {
            Self::Key(key) => reader.send(Event::Key(key)),
            Self::Keys(keys) => drop(reader.keys(keys)),
            Self::Mouse(mouse) => reader.send(Event::Mouse(mouse)),
            Self::Paste(words) => reader.send(Event::Paste(Text::new(&words))),
            Self::Resize(width, height) => reader.send(Event::Resize { width, height }),
            Self::Background(shade) => reader.send(Event::Background(shade)),
            Self::Resumed => reader.send(Event::Resumed),
            Self::Rewrite(source) => reader.rewrite("hostile", source),
        }
    }
}

/// Sequences that lead somewhere; single letters seldom find them.
const SEQUENCES: [&str; 34] = [
    "]]",
    "[[",
    "]q",
    "[q",
    "]w",
    "[w",
    "]l",
    "[l",
    "]o",
    "[o",
    "]u",
    "[u",
    "gg",
    "G",
    "gy",
    "gc",
    "gs",
    "gT",
    "gR",
    "zz",
    "<Tab>",
    "<Enter>",
    "<Esc>",
    "<Backspace>",
    "/e<Enter>",
    "/<Esc>",
    "n",
    "f",
    "!",
    "?",
    ":",
    "m1'1",
    "''",
    "99999j",
];

fn step() -> impl Strategy<Value = Step> {
    let codes = vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Insert,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::F(1),
    ];
    let letters = prop_oneof![8 => any::<char>().prop_filter("ASCII", char::is_ascii), 1 => any::<char>()];
    let code = prop_oneof![3 => letters.prop_map(KeyCode::Char), 1 => select(codes)];
    let held = || prop::bool::weighted(0.1);
    let key = (code, held(), held(), held());
    let key = key.prop_map(|(code, ctrl, alt, shift)| Step::Key(Key { code, ctrl, alt, shift }));
    let actions =
        vec![MouseAction::Press, MouseAction::Drag, MouseAction::Release, MouseAction::WheelUp, MouseAction::WheelDown];
    let place = || prop_oneof![8 => 0..90_u16, 1 => any::<u16>()];
    let mouse = (select(actions), place(), place());
    let mouse = mouse.prop_map(|(action, column, row)| Step::Mouse(Mouse { action, column, row }));
    prop_oneof![
        8 => key,
        8 => select(SEQUENCES.to_vec()).prop_map(Step::Keys),
        3 => mouse,
        1 => ".{0,40}".prop_map(Step::Paste),
        2 => size().prop_map(|(width, height)| Step::Resize(width, height)),
        1 => select(vec![Shade::Dark, Shade::Light]).prop_map(Step::Background),
        1 => Just(Step::Resumed),
        1 => select(vec![OTHER, BROKEN, ""]).prop_map(Step::Rewrite),
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![6 => (20..140_u16, 6..60_u16), 1 => (0..25_u16, 0..8_u16), 1 => (0..300_u16, 0..120_u16)]
}

/// The first cell that holds what a terminal would obey, or that the eye can't see.
fn unsafe_cell(reader: &Reader) -> Option<String> {
    let (buffer, _) = reader.buffer();
    let bad = |symbol: &str| symbol.chars().any(|c| c.is_control() || Text::drops(c));
    buffer.content().iter().map(Cell::symbol).find(|symbol| bad(symbol)).map(|symbol| format!("{symbol:?}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_at_any_size_bring_the_reader_down(
        size in size(), on_page in any::<bool>(), steps in vec(step(), 0..60)
    ) {
        let hostile = hostile();
        let articles = [("hostile", hostile.as_str()), ("other", OTHER), ("broken", BROKEN)];
        let mut reader = if on_page { Reader::page(size, &articles) } else { Reader::shelf(size, &articles) };
        for step in steps {
            step.take(&mut reader);
            prop_assert_eq!(unsafe_cell(&reader), None);
        }
    }

    #[test]
    fn an_article_cut_anywhere_is_read_and_told(cut in 0_usize..4000) {
        let hostile = hostile();
        let bytes = hostile.as_bytes().get(..cut.min(hostile.len())).unwrap_or_default();
        let reading = format::read(bytes, "cut");
        prop_assert!(reading.article.is_some() || !reading.diagnostics.is_empty());
        for fault in &reading.diagnostics {
            prop_assert!(fault.location.line >= 1 && fault.location.column >= 1 && !fault.message.is_empty());
            prop_assert!(fault.location.bytes.start <= fault.location.bytes.end && fault.location.bytes.end <= bytes.len());
        }
    }
}
