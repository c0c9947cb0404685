//! Breaks: what UAX #14 allows, no more; and nothing lost.

use proptest::prelude::*;

use super::*;

fn rows(text: &str, width: usize) -> Vec<&str> {
    let (mut start, mut rows) = (0, Vec::new());
    while start < text.len() {
        let cut = prose(text, start, width);
        rows.push(text.get(start..cut.end).expect("a row ends between characters"));
        start = cut.next;
    }
    rows
}

fn opportunities(text: &str) -> Vec<usize> {
    SEGMENTER.segment_str(text).collect()
}

#[test]
fn breaks_where_a_reader_expects_it() {
    assert_eq!(rows("one two three four", 9), ["one two", "three", "four"]);
    assert_eq!(rows("a well-known fact of life", 9), ["a well-", "known", "fact of", "life"]);
    assert_eq!(rows("the year 2025-03-03 it was", 12), ["the year", "2025-03-03", "it was"]);
    assert_eq!(rows("first\nsecond  \nthird", 20), ["first", "second", "third"]);
    assert_eq!(rows("spaces    hang here", 8), ["spaces", "hang", "here"]);
}

#[test]
fn keeps_closing_marks_with_their_word() {
    for text in ["“It was over,” he said.", "(in brackets) and on", "Wait … what ?", "自由と平和。そして、終わり。"]
    {
        for width in 4..20 {
            for row in rows(text, width).iter().skip(1) {
                assert!(!closes(row), "{row:?} of {text:?} at {width}");
            }
        }
    }
    assert_eq!(rows("abcdefgh.", 8), ["abcdefg", "h."]);
}

#[test]
fn leaves_no_short_word_alone_on_the_last_row() {
    assert_eq!(rows("the committee agreed to do it.", 27), ["the committee agreed to", "do it."]);
    assert_eq!(rows("the committee agreed at last", 24), ["the committee agreed at", "last"]);
}

#[test]
fn never_splits_a_grapheme() {
    let family = "👩\u{200d}👩\u{200d}👧";
    let text = format!("{family}{family}{family} e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301} 🇺🇦🇺🇦🇺🇦🇺🇦🇺🇦");
    for width in 2..12 {
        for row in rows(&text, width) {
            assert!(cells(row) <= width);
            assert!(!row.starts_with('\u{200d}') && !row.starts_with('\u{301}'), "{row:?}");
        }
    }
    assert_eq!(rows("東京都知事選挙", 6), ["東京都", "知事選", "挙"]);
    assert_eq!(rows("สวัสดีชาวโลก", 8).concat(), "สวัสดีชาวโลก");
}

#[test]
fn keeps_lines_of_code_whole() {
    let text = "fn a() {\n    b();\n}\n";
    let (mut start, mut rows) = (0, Vec::new());
    while start < text.len() {
        let cut = kept(text, start, 6);
        rows.push(text.get(start..cut.end).expect("between characters"));
        start = cut.next;
    }
    assert_eq!(rows, ["fn a()", " {", "    b(", ");", "}"]);
}

/// Words and marks as news has them.
fn prose_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[A-Za-z]{1,12}",
        1 => "[A-Z][a-z]{2,8}-[a-z]{2,8}",
        1 => "[0-9]{1,4}",
        1 => "[0-9]{1,3},[0-9]{3}",
        1 => "[a-z]{2,5}/[a-z]{2,5}",
        1 => "\"[a-z]{1,6}",
        1 => "\\([a-z]{1,6}\\)",
        1 => "\\$[0-9]{1,3}",
        1 => "[a-z]{1,4}'s",
    ];
    let word = (word, prop_oneof![8 => Just(""), 1 => Just("."), 1 => Just(","), 1 => Just("?"), 1 => Just(".\"")]);
    prop::collection::vec(word, 1..40)
        .prop_map(|words| words.into_iter().map(|(word, mark)| format!("{word}{mark}")).collect::<Vec<_>>().join(" "))
}

/// Anything at all.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        prose_text(),
        "[ -~\\n]{0,120}",
        "[a-z “”’.,—…東京。、שלום مرحبا\u{301}\u{200d}👩🇺🇦กขค-]{0,120}",
        "\\PC{0,80}",
    ]
    .prop_map(|text| crate::model::Text::new(&text).as_str().to_owned())
}

proptest! {
    #[test]
    fn the_quick_way_agrees_with_uax_14_on_prose(text in prose_text()) {
        let all = opportunities(&text);
        for at in 1..text.len() {
            prop_assert_eq!(may_break(text.as_bytes(), 0, at), all.contains(&at), "{:?} at {}", text, at);
        }
    }

    #[test]
    fn the_quick_way_breaks_nowhere_else(text in "[ -~]{1,80}") {
        let all = opportunities(&text);
        for at in 1..text.len() {
            prop_assert!(!may_break(text.as_bytes(), 0, at) || all.contains(&at), "{:?} at {}", text, at);
        }
    }

    #[test]
    fn nothing_is_lost_and_no_row_too_wide(text in any_text(), width in 2usize..60) {
        let mut start = 0;
        while start < text.len() {
            let cut = prose(&text, start, width);
            prop_assert!(cut.next > start && cut.end <= cut.next);
            let row = text.get(start..cut.end).expect("on a character boundary");
            let dropped = text.get(cut.end..cut.next).expect("on a character boundary");
            prop_assert!(dropped.chars().all(|c| matches!(c, ' ' | '\u{3000}' | '\n')), "{:?}", dropped);
            prop_assert!(cells(row) <= width || row.graphemes(true).count() == 1, "{:?} in {}", row, width);
            start = cut.next;
        }
    }

    #[test]
    fn no_row_of_prose_begins_with_a_closing_mark(text in prose_text(), width in 8usize..60) {
        // an ASCII quotation mark may open as well
        for row in rows(&text, width).iter().skip(1).filter(|row| !row.starts_with('"')) {
            prop_assert!(!closes(row), "{:?}", row);
        }
    }

    #[test]
    fn a_row_needs_no_row_above_it(text in prose_text(), width in 8usize..60) {
        // both ways cut alike wherever there is a break to be found
        let mut start = 0;
        while start < text.len() {
            if let Some(cut) = ascii(text.as_bytes(), start, width) {
                prop_assert_eq!(cut, wide(&text, start, width), "{:?} from {}", text, start);
            }
            start = prose(&text, start, width).next;
        }
    }
}
