//! What holds for any text: nothing is lost, and what is written can be read.

use std::collections::HashMap;

use proptest::{collection::vec, prelude::*, sample::select};

use super::{Imported, Options, Remark, annotate, text};
use crate::{
    format,
    model::{Form, Severity, Text},
};

/// Lines that the rules look for, and lines that YAML and Markdown trip over.
const LINES: [&str; 64] = [
    "What we know:",
    "What we know",
    "The Brief Two people left.",
    "The BriefTwo people left the hall at noon.",
    "RELATED: A ferry sinks",
    "READ MORE: # Why",
    "By Jane Roe and Max Doe",
    "By JANE ROE",
    "Published March 3, 2025 9:15 a.m. EST",
    "March 3, 2025",
    "3 hours ago",
    "LONDON (AP) — The bridge fell on Monday in the rain.",
    "FILE - The bridge. (Photo by Ada Ek/Getty Images)",
    "Getty Images",
    "Advertisement",
    "Share",
    "Sign up for our newsletter",
    "Tags: World, News",
    "WorldNews",
    "Lowell CountyNews",
    "Why did it fall?",
    "A short heading",
    "- a point",
    "• another: point",
    "1. The first",
    "2) The second",
    "***",
    "---",
    "# No heading",
    "“It was over,” Roe said. “So we left.”",
    "\"We are done,\" said Jane Roe, the mayor of Ellis.",
    "“A quote that nothing closes,",
    "“And that goes on.”",
    "He said: \"No.\"",
    "Roe: “Yes and no.”",
    "The Source: The police said so on Friday.",
    "- no: list",
    "? what",
    "! what",
    "&anchor *alias",
    "@roe said",
    "`code` <b>bold</b> [link](x) [[wiki]]",
    "| a | b |",
    "key: value: other",
    "'single' \"double\"",
    "{a: b}",
    "[a, b]",
    "%YAML 1.2",
    "a\\b \\* c",
    "    indented",
    "\t tab",
    "\u{1b}[31mred\u{202e}",
    "é\u{301}\u{301} 日本語 עברית 👩‍👩‍👧",
    "null",
    "yes",
    "2025-03-03",
    "12:30",
    "0x1F",
    "It remains unclear who opened the sluice.",
    "Topics",
    "Related topics",
    "Reporting by Jane Roe; Editing by Max Doe",
    "Why it matters: The bridge is the only one.",
    "Home > World > Europe",
];

fn any_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        6 => select(&LINES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,40}",
        1 => "([a-zA-Z0-9 #>*_.)(`~|&;:!?\\-+=<\\[\\]\\\\\"'“”‘’«»\u{0}-\u{1f}]){0,60}",
        1 => "[A-Z][a-z]{1,8}( [a-zA-Z]{1,8}){0,14}[.?!:]?",
    ];
    vec(prop_oneof![3 => line, 1 => Just(String::new())], 0..24).prop_map(|lines| lines.join("\n"))
}

fn imported(source: &str) -> Imported {
    annotate(text(source), &Options::default())
}

/// Words in lower case, each with how often it stands there; parted where a capital letter follows a small one, since pages
/// glue words together.
fn count(words: &str, counts: &mut HashMap<String, usize>) {
    let mut word = String::new();
    let mut last = ' ';
    for c in words.chars().chain([' ']) {
        let parts = !c.is_alphanumeric() || (c.is_uppercase() && last.is_lowercase());
        if parts && !word.is_empty() {
            *counts.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        last = c;
    }
}

/// Everything that an import keeps or tells.
fn told(imported: &Imported) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    let head = &imported.article.head;
    let mut add = |text: &Text| count(text.as_str(), &mut counts);
    add(&head.headline);
    head.subtitle.iter().chain(&head.by).chain(&head.dateline).chain(&head.topics).for_each(&mut add);
    for item in &imported.article.story {
        add(&Text::new(&item.text.source.as_str().replace('\\', " ")));
        item.credit.iter().for_each(&mut add);
        if let Form::Labelled { label, .. } = &item.form {
            add(label);
        }
    }
    for remark in &imported.remarks {
        match remark {
            Remark::Dropped { words, .. } => add(words),
            Remark::Note { text } => add(text),
            Remark::Unattributed { .. } | Remark::Proposed { .. } => {}
        }
    }
    counts
}

/// Words that are neither kept nor told.
fn lost(source: &str) -> Vec<String> {
    let mut counts = HashMap::new();
    count(Text::new(source).as_str(), &mut counts);
    let told = told(&imported(source));
    counts
        .into_iter()
        .filter(|(word, count)| told.get(word).copied().unwrap_or(0) < *count)
        .map(|(word, _)| word)
        .collect()
}

/// Errors that the checker finds in what is written.
fn errors(source: &str) -> Vec<String> {
    let imported = imported(source);
    if imported.article.story.is_empty() {
        return Vec::new();
    }
    let yaml = format::write(&imported.article);
    let reading = format::read(yaml.as_bytes(), imported.article.id.as_str());
    let errors = reading.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let mut errors: Vec<String> = errors.map(|found| format!("{}: {}", found.code.name(), found.message)).collect();
    let story = reading.article.map(|article| article.story).unwrap_or_default();
    let same = story.len() == imported.article.story.len()
        && story.iter().zip(&imported.article.story).all(|(read, made)| read.text.source == made.text.source);
    errors.extend((!same).then(|| format!("read back otherwise: {yaml}")));
    errors
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_word_of_any_text_is_lost(source in any_text()) {
        prop_assert_eq!(lost(&source), Vec::<String>::new());
    }

    #[test]
    fn what_is_written_of_any_text_has_no_errors(source in any_text()) {
        prop_assert_eq!(errors(&source), Vec::<String>::new());
    }
}

#[test]
fn texts_of_any_size_end_well() {
    let hostile = [
        "a",
        "“",
        "\"a ",
        "“a ” ",
        "What we know:",
        "Roe said “",
        "(",
        "- ",
        "1. ",
        "> ",
        "Jane Roe, ",
        "a.b",
        "\u{301}",
        "\n",
        "A\n",
        "# ",
        "By Jane Roe and ",
        "Tags: a, ",
    ];
    for piece in hostile {
        for times in [1, 70, 5_000] {
            let source = piece.repeat(times);
            assert_eq!(lost(&source), Vec::<String>::new(), "{piece} {times}");
            assert_eq!(errors(&source), Vec::<String>::new(), "{piece} {times}");
        }
    }
}

#[test]
fn nothing_makes_an_article_of_nothing() {
    assert!(imported("").article.story.is_empty());
    assert!(imported(" \n\t\n").article.story.is_empty());
    assert_eq!(imported("Mayor resigns").article.story.len(), 1);
}
