//! Sentences of news prose, as a table: `|` stands where one ends.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn cut(raw: &str) -> String {
    let text = Text::new(raw);
    sentences(&text).into_iter().map(|span| text.get(span)).collect::<Vec<_>>().join("|")
}

#[test]
fn cuts_news_prose_where_a_reader_would() {
    let table = [
        // plain
        "One ended.|Two began.|Was it three?|Four!",
        "No full stop at the end",
        "It rose 1.5 percent to $3.20 at 12.30.|Then it fell.",
        "It ended in 2019.|12 people stayed.|$5 million went.",
        // abbreviations and initials
        "Rep. Ada Lund and Sen. Bo Ek met Gov. Cy Dahl.|They left.",
        "The U.S. Navy left.|It is in the U.S.|The order stands.",
        "Mr. and Mrs. Ek v. St. Olaf, i.e. The Church, lost.|They paid.",
        "At 5 p.m. Monday it began; by 9 a.m. it was over.|At 10 p.m.|He left.",
        "On Jan. 6 and Feb. 26 it was No. 5.|He said no.|That was in Sept.|All went.",
        "J. K. Ek, J. A. Lund and George W. Dahl of Ek Inc. Chairman fame.|Plan B.|It failed.",
        "Lt. Col. Ada Lund testified.|She left.",
        "He works in Washington, D.C.|He lives elsewhere.",
        "The D.C. Circuit ruled.|Dept. of State v. Ek et al. was heard at 9:30 a.m. Tuesday.",
        "It cost $1.2 million vs. $900,000 before.|Nobody paid.",
        "Approx. 40 came; Gen. Bo Ek (ret.) spoke.|The No. 2 at the U.N. said no.|Ms. Lund, Esq., agreed.",
        "She holds a Ph.D. from Oslo.|He does not.",
        "Am 3. März begann es.|Es endete am 4. April.",
        "1. The first.|2. The second.",
        // ellipses
        "He waited … and waited... then left.|He waited...|Nobody came…|The end.",
        "It went on . . . and on.",
        // speech
        "\"It is over,\" she said.|\"Is it?\" he asked.|\"It is.\"|Nobody spoke.",
        "“It is over!” Ada Lund said.|“Why?” Rep. Bo Ek asked reporters.|“Why?”|The hall was still.",
        "“We go.|They stay,” she said.|“Go!”|“No!”",
        "She asked, \"Why now?\"|The hall was still.|“He told me, ‘Go home.’|I stayed,” she said.",
        "(It was late.)|He left [at night].|“He said ‘no.’”|So it ended.",
        "„Wir gehen.“|Danach war es still.|»Nein!«|Dann ging er.",
        "« Oui. »|Il partit.|« Non ! » dit-il.",
        "Yahoo! said it would stay.|Visit example.org/?q=A now.",
        // other scripts
        "我们准备好了。|他们没有！|为什么？|没有人知道。",
        "“我们准备好了。”他说。|会议结束了。",
        "「行きます。」と彼は述べた。|会議は終わった。",
        "هل انتهى؟|نعم انتهى.|ثم ذهب.",
        "האם זה נגמר?|כן.|זה נגמר.",
        "क्या हुआ?|वह चला गया।|सब शांत था।",
    ];
    for row in table {
        let raw = row.replace('|', if row.contains('。') { "" } else { " " });
        assert_eq!(cut(&raw), row);
    }
}

#[test]
fn blanks_and_line_feeds_are_no_part_of_a_sentence() {
    assert_eq!(cut("  One.   Two.  "), "One.|Two.");
    assert_eq!(cut("one line\nanother line\n"), "one line|another line");
    assert_eq!(cut(""), "");
    assert_eq!(cut(" \n "), "");
    assert_eq!(cut("One. \u{301}Two. Three."), "One.| \u{301}Two.|Three.");
}

#[test]
fn a_page_of_full_stops_is_read_in_one_pass() {
    for hostile in [".", ".)", ". ", "\" ", "?\" A", "a. ", "…\u{301}"] {
        let text = Text::new(&hostile.repeat(200_000));
        assert!(!sentences(&text).is_empty());
    }
}

proptest! {
    #[test]
    fn sentences_hold_every_letter_once_and_in_order(raw in "([A-Za-z .!?\"'()“”»«…。؟\u{301}\n0-9,]|\\PC){0,60}") {
        let text = Text::new(&raw);
        let kept: String = sentences(&text).into_iter().map(|span| text.get(span)).collect();
        let blank = |c: &char| !c.is_whitespace();
        prop_assert_eq!(kept.chars().filter(blank).collect::<String>(), text.as_str().chars().filter(blank).collect::<String>());
    }

    /// On plain prose every boundary is one of Unicode's; the corrections only join, save before a number.
    #[test]
    fn every_boundary_is_one_of_unicode(raw in "([A-Z][a-z]{0,6}[.!?,]? |[a-z]{1,6}[.!?]? |U\\.S\\. |Rep\\. ){0,30}") {
        let text = Text::new(&raw);
        let unicode: Vec<usize> = text.as_str().split_sentence_bound_indices().map(|(at, _)| at).collect();
        for span in sentences(&text) {
            prop_assert!(unicode.contains(&span.start()), "{:?}", text.get(span));
        }
    }
}
