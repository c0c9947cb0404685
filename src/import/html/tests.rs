//! Whole pages: what is copy comes in with its looks, what is not is told.

use super::*;
use crate::import::{Options, Run, annotate};

const PAGE: &str = r##"<!doctype html><html lang="en"><head><title>Ferry stops at Sandrey | The Quay</title>
<meta property="og:site_name" content="The Quay"><link rel="canonical" href="https://example.org/news/ferry">
<script>var x = "<p>not words</p>";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<main><article>
<h1>Ferry stops at Sandrey</h1>
<p class="byline">By Ada Marsh</p>
<p class="lead">The last ferry left the harbour of Sandrey on Tuesday evening, an hour late and full to the rail.</p>
<figure><img src="ferry.jpg" alt="A ferry"><figcaption>The ferry at the quay. <span class="credit">Photo: Ola Brandt</span></figcaption></figure>
<p><b>What we know</b></p>
<ul><li>The boat carried <em>sixty</em> cars a day.</li><li>A bridge opens <a href="/news/bridge">next week</a>.</li></ul>
<aside class="box"><h3>What we don't know</h3><p>Nobody at the port would say who is going to pay for the ramp that the bridge needs.</p></aside>
<p>&ldquo;We will miss her,&rdquo; said Ana Lee, the harbour master, who has worked at the quay for thirty years.</p>
<blockquote><p>Sandrey without a ferry is not Sandrey, wrote a reader.</p></blockquote>
<table><tr><th>hour</th><th>cars</th></tr><tr><td>8</td><td>40</td></tr></table>
<div class="share-tools"><a href="#">Share</a> <a href="#">Post</a></div>
<h2>Is it safe?</h2>
<p>Engineers walked the bridge for three days and found nothing that worried them, the port said on Monday.</p>
<div class="newsletter-signup"><p>Sign up for our morning letter, which tells you everything that you need to know.</p></div>
</article></main>
<footer><p>Copyright The Quay, all rights reserved, no part of this page may be copied anywhere.</p></footer></body></html>"##;

fn words(block: &Block) -> String {
    block.runs.iter().map(|run| run.text.as_str()).collect()
}

#[test]
fn copy_comes_in_with_its_looks() {
    let page = html(PAGE.as_bytes(), None).unwrap();
    assert_eq!(page.head.headline, "Ferry stops at Sandrey");
    let copy = page.blocks.iter().filter(|block| block.furniture.is_none());
    let told: Vec<(Style, String)> = copy.map(|block| (block.style.clone(), words(block))).collect();
    let bullet = |words: &str| (Style::Bullet { depth: 0, number: None }, words.to_owned());
    let plain = |words: &str| (Style::Paragraph, words.to_owned());
    let row = |cells: [&str; 2], head| {
        (Style::Row { cells: cells.iter().map(|cell| Text::new(cell)).collect(), head }, String::new())
    };
    assert_eq!(
        told,
        [
            plain("The last ferry left the harbour of Sandrey on Tuesday evening, an hour late and full to the rail."),
            (
                Style::Caption {
                    credit: Some(Text::new("Ola Brandt")),
                    file: Some(Text::new("https://example.org/news/ferry.jpg")),
                    alt: Some(Text::new("A ferry"))
                },
                "The ferry at the quay.".to_owned()
            ),
            plain("What we know"),
            bullet("The boat carried sixty cars a day."),
            bullet("A bridge opens next week."),
            (Style::Heading(3), "What we don't know".to_owned()),
            plain("Nobody at the port would say who is going to pay for the ramp that the bridge needs."),
            plain("“We will miss her,” said Ana Lee, the harbour master, who has worked at the quay for thirty years."),
            (Style::Quotation, "Sandrey without a ferry is not Sandrey, wrote a reader.".to_owned()),
            row(["hour", "cars"], true),
            row(["8", "40"], false),
            (Style::Heading(2), "Is it safe?".to_owned()),
            plain(
                "Engineers walked the bridge for three days and found nothing that worried them, the port said on Monday."
            ),
        ]
    );
    let run = |at: usize, word: &str| page.blocks[at].runs.iter().find(|run| run.text == word).cloned();
    assert_eq!(run(2, "What we know").map(|run| run.strong), Some(true));
    assert_eq!(run(3, "sixty").map(|run| run.emphasis), Some(true));
    let link = Some(Text::new("https://example.org/news/bridge"));
    assert_eq!(run(4, "next week"), Some(Run { text: Text::new("next week"), link, ..Run::default() }));
}

#[test]
fn what_is_left_out_is_told_with_its_reason() {
    let made = annotate(html(PAGE.as_bytes(), None).unwrap(), &Options::default());
    let told: Vec<(String, String)> = made
        .remarks
        .iter()
        .filter_map(|remark| match remark {
            Remark::Dropped { words, why } => Some((why.to_string(), words.to_string())),
            _ => None,
        })
        .collect();
    let why: Vec<&str> = told.iter().map(|(why, _)| why.as_str()).collect();
    assert_eq!(
        why,
        ["navigation", "buttons to share", "the foot of the page", "an invitation to subscribe"],
        "{told:?}"
    );
    assert!(told.iter().all(|(_, words)| !words.contains("not words")));
}

#[test]
fn lines_within_a_paragraph_are_told_apart_where_they_are_labels_or_bullets() {
    let (blocks, _) = fragment(
        "<p><strong>What we know</strong><br>Two boats sank.<br>Nobody was hurt.</p><p>one<br>two</p>\
         <p>• first<br>• second</p><p>a<br><br>b</p>",
        None,
    )
    .unwrap();
    let told: Vec<String> = blocks.iter().map(words).collect();
    assert_eq!(
        told,
        ["What we know", "Two boats sank.", "Nobody was hurt.", "one two", "• first", "• second", "a", "b"]
    );
}

#[test]
fn a_bomb_ends_in_an_error_at_once() {
    let begun = std::time::Instant::now();
    for bomb in ["<div>", "<b>", "<table><tr><td>", "<blockquote>", "<ul><li>"] {
        assert!(matches!(html(bomb.repeat(100_000).as_bytes(), None), Err(PageError::TooDeep { .. })), "{bomb}");
    }
    assert_eq!(html(b"", None), Err(PageError::Empty));
    assert_eq!(html(b"<html><body><script>let x;</script></body></html>", None), Err(PageError::Empty));
    assert!(begun.elapsed().as_secs() < 5);
}
