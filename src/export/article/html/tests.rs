//! A page holds the article, and nothing of it as a tag.

use super::*;
use crate::export::article::testing::{read, sample, shipped};

#[test]
fn sections_quotes_and_speakers_are_on_the_page() {
    let page = html(&sample());
    for part in [
        "<html lang=\"en\">",
        "<title>Sandrey closes its &quot;old&quot; ferry &amp; opens a bridge</title>",
        "<p class=\"subtitle\">Cars cross from &lt;Monday&gt;</p>",
        "<section class=\"known\">",
        "<span class=\"mark\" aria-hidden=\"true\">○</span> What we don&#39;t know <span class=\"kind\">unknown</span>",
        "<span class=\"quote\">&quot;It ran for 60 years,&quot;</span> she said.",
        "❝ <a href=\"#person-lee\">Ana Lee, harbour master, Port of Sandrey; press call</a>",
        "<li id=\"person-lee\">",
        "<a href=\"https://example.org/plan?a=1&amp;b=2\" rel=\"noopener noreferrer\">the plan</a>",
        "<h2 class=\"group\">Is the bridge safe?</h2>",
        "<th scope=\"col\">hour</th>",
        "let a = b &lt; c &amp;&amp; d;",
        "Photo: A ferry at a quay",
        "<span class=\"claim\" id=\"claim-cars\">",
    ] {
        assert!(page.contains(part), "{part}\n\n{page}");
    }
    assert_eq!(page.matches("<section").count(), page.matches("</section>").count());
}

#[test]
fn every_word_is_there_and_every_tag_is_closed() {
    for article in shipped().iter().chain([&sample()]) {
        let page = html(article);
        let plain = plain(&page);
        for item in &article.story {
            for leaf in item.text.leaves() {
                for line in leaf.text().as_str().lines() {
                    // what stands before the colon of an entry is set apart, without the colon
                    let words = line.replace(": ", " ");
                    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(plain.contains(&words), "{}: {words:?} is not in\n{plain}", article.id);
                }
            }
        }
        assert_balanced(&page);
    }
}

#[test]
fn nothing_hostile_becomes_a_tag_or_an_address() {
    let hostile = r#"format: byline/1
headline: "</title><script>alert(1)</script>"
by: "\"><img src=x onerror=alert(1)>"
url: "javascript:alert(1)"
people:
  eve: {name: "<b>Eve</b>", role: "x\" onmouseover=\"y"}
story:
  - |
    <script>alert(1)</script> [go](javascript:alert(1)) ["<i>"](@eve '"><script>') <https://example.org/"onx="1>
"#;
    let page = html(&read(hostile));
    let body = page.split("</style>").nth(1).unwrap();
    assert!(!body.contains("<script") && !body.contains("<img") && !body.contains("href=\"javascript"), "{body}");
    assert!(!page.contains("onerror=alert(1)>\"") && !body.contains("\" onmouseover"), "{body}");
    assert_balanced(&page);
}

/// The words of a page without its tags.
fn plain(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap_or_default();
    let (mut words, mut tag) = (String::new(), false);
    for c in body.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            c if !tag => words.push(c),
            _ => {}
        }
    }
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    words.replace("&amp;", "&").replace(": ", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_balanced(page: &str) {
    let page: String = page.split("<style>").next().unwrap().to_owned() + page.split("</style>").nth(1).unwrap();
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or_default();
        match tag.starts_with('/') {
            _ if matches!(name, "!doctype" | "meta" | "link" | "br" | "hr") => {}
            true => assert_eq!(open.pop(), Some(name), "{tag}"),
            false => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
