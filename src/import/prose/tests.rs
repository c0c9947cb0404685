//! Any words come back the same.

use proptest::prelude::*;

use super::*;

fn run(words: &str) -> Run {
    Run { text: Text::new(words), ..Run::default() }
}

#[test]
fn signs_are_escaped_only_where_they_mean_something() {
    for (words, source) in [
        ("Plain words, \"quoted\" (so).", "Plain words, \"quoted\" (so)."),
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("1.2m boats, 3)", "1.2m boats, 3)"),
        ("-5% and +3", "-5% and +3"),
        ("#harbour", "#harbour"),
        ("5 * 3 [sic] snake_case", "5 * 3 [sic] snake_case"),
        ("a *word* [of](many)", "a \\*word\\* \\[of\\](many)"),
        ("[1]: many", "\\[1\\]: many"),
        ("a | b [sic]", "a \\| b \\[sic]"),
        ("# no heading", "\\# no heading"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("&amp;", "\\&amp;"),
        ("a < b <c>", "a < b \\<c>"),
    ] {
        assert_eq!(set_plain(words), source);
    }
}

#[test]
fn a_quote_is_marked_and_keeps_its_looks() {
    let by: PersonId = "lund".parse().expect("an id");
    let runs = [
        run("“It was "),
        Run { emphasis: true, ..run("over") },
        Run { link: Some(Text::new("https://example.org")), ..run(" [then]”") },
        run(" Lund said."),
    ];
    let end = "“It was over [then]”".len();
    let source = set(&runs, &[Said { start: 0, end, by }]);
    assert_eq!(source, "[“It was *over* \\[then\\]”](@lund) Lund said.");
}

proptest! {
    #[test]
    fn any_words_come_back_the_same(words in "([a-z0-9 #>*_.)(`~|&;:!\\-+=<\\[\\]\\\\\"'“”\n]|\\PC){0,40}") {
        let clean = Text::new(words.trim());
        let words = clean.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        let markup = format::markup(&set_plain(&words));
        prop_assert_eq!(markup.plain(), words);
    }
}
