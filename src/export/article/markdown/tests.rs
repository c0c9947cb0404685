//! What is written reads back as the same words.

use proptest::prelude::*;

use super::*;
use crate::{
    export::article::testing::{sample, shipped},
    format,
    model::Item,
};

/// The words of Markdown without footnotes, one blank between any two.
fn words(markdown: &str) -> String {
    let body = markdown.splitn(3, "---\n").nth(2).unwrap_or(markdown);
    let body = body.split("\n[^1]: ").next().unwrap_or(body);
    let mut plain = format::markup(body).plain();
    for number in 1..100 {
        plain = plain.replace(&format!("[^{number}]"), "");
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_article_reads_as_markdown() {
    let markdown = markdown(&sample());
    for line in [
        "title: \"Sandrey closes its \\\"old\\\" ferry & opens a bridge\"",
        "author: [\"Mara Quill\", \"Tobias Renn\"]",
        "date: \"2031-05-06T08:30:00+02:00\"",
        "# Sandrey closes its \"old\" ferry & opens a bridge",
        "*Cars cross from \\<Monday\\>*",
        "The ferry stopped on *Monday*. See [the plan](https://example.org/plan?a=1&b=2) and [last week](2031-04-29-the-vote.md).",
        "### What we know",
        "- \"It ran for 60 years,\"[^1] she said.",
        "- Forty cars an hour will cross[^2].",
        "| hour | cars |",
        "| --- | --- |",
        "let a = b < c && d;",
        "## Is the bridge safe?",
        "> An old bridge fell.",
        "> — Ana Lee, harbour master, Port of Sandrey",
        "[^1]: Ana Lee, harbour master, Port of Sandrey; press call",
    ] {
        assert!(markdown.lines().any(|have| have == line), "{line}\n\n{markdown}");
    }
}

#[test]
fn no_word_of_a_shipped_article_is_lost() {
    for article in shipped().iter().chain([&sample()]) {
        let read = words(&markdown(article));
        for item in &article.story {
            for leaf in item.text.leaves() {
                for sentence in leaf.text().as_str().lines() {
                    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(read.contains(&sentence), "{}: {sentence:?} is not in\n{read}", article.id);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_words_come_through(text in "\\PC{0,60}(\n\\PC{0,20})?") {
        let text = Text::new(Text::new(&text).as_str().trim());
        let plain = text.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        let inline = Inline { text, marks: Vec::new() };
        let block = Block::Paragraph(inline);
        let mut article = sample();
        let markup = crate::model::Markup { source: Text::default(), blocks: vec![block] };
        article.story = vec![Item::new(Form::Text, markup)];
        article.sources.clear();
        article.people.clear();
        article.head.log.clear();
        article.head.dateline = None;
        article.head.subtitle = None;
        article.head.headline = Text::new("H");
        let read = words(&markdown(&article));
        let expected = format!("H {plain}");
        prop_assert_eq!(read, expected.trim_end());
    }
}
