//! Whatever comes in from elsewhere, whole, cut or mixed up: no format's reader fails, and what is written has no errors.

use byline::{
    export, format,
    import::{self, Manuscript, Options, annotate, seal},
    model::Severity,
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry stops | The Quay</title>
<meta property="og:title" content="Ferry stops"><meta property="article:published_time" content="2031-05-06T08:30:00Z">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry stops","author":[{"name":"Ada Marsh"}]}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry stops</h1><p class="byline">By Ada Marsh</p>
<figure><img src="a.jpg"><figcaption>The quay. <span class="credit">Bo Lin</span></figcaption></figure>
<p><b>What we know:</b> The last ferry left on Monday, and nobody was on it but the cook.</p>
<h2>Why it stopped</h2><p>“She was full,” said Ana Lee, the harbour master. <a href="other.html">Other</a> boats wait.</p>
<blockquote><p>It was cold.</p></blockquote><ul><li>One<ul><li>Two</li></ul></li></ul><ol start="3"><li>Three</li></ol>
<table><tr><th>Boat</th><th>Seats</th></tr><tr><td>Merl</td><td>40</td></tr></table><pre><code class="language-sh">ls -l</code></pre>
<hr><p>It remains unclear who pays.</p></article><aside class="related">Related: a bridge</aside><footer>© The Quay</footer></body></html>"#;

const MARKDOWN: &str = "---\ntitle: Ferry stops\nauthor: Ada Marsh\ndate: 2031-05-06\n---\n# Ferry stops\n\n**What we know:** It \
    left.\n\n## Why it stopped\n\n> “She was full,” said Ana Lee, the harbour master.\n\n- one\n  - two\n\n3. three\n\n| a | b |\n|---|---|\n| \
    c | d |\n\n```sh\nls\n```\n\n![The quay](a.jpg \"Bo\")\n\n[Other](other.md) and [[wiki]] and <https://x.example/>\n\n***\n";

const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Quay</title><link>https://x.example/</link><item><title>Ferry &amp;amp; bridge</title><link>/ferry</link><guid>7</guid>
<pubDate>Tue, 06 May 2031 08:30:00 GMT</pubDate><description>Short &lt;b&gt;words&lt;/b&gt;.</description><enclosure url="a.mp3" type="audio/mpeg" length="1"/>
<content:encoded><![CDATA[<p>“She was full,” said Ana Lee.</p><h2>What we know</h2><ul><li>It left.</li></ul>]]></content:encoded></item></channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title><id>urn:q</id><updated>2031-05-06T08:30:00Z</updated>
<entry><id>urn:q:7</id><title type="html">Ferry &lt;i&gt;stops&lt;/i&gt;</title><link href="https://x.example/ferry"/><author><name>Ada</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>left</b>.</p><h2>Why?</h2><p>Nobody knows.</p></div></content></entry></feed>"#;

const JSON_FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Quay","items":[{"id":7,"url":"https://x.example/f","title":"Ferry",
"content_html":"<p>It left.</p><h2>Why</h2><p>It was full.</p>","date_published":"2031-05-06T08:30:00Z","tags":["a"],"authors":[{"name":"Ada"}]},
{"id":"8","content_text":"Two lines.\n\nAnd more."}]}"#;

/// What trips a reader up, put where it does not belong.
const PIECES: [&str; 56] = [
    "<",
    ">",
    "</p>",
    "</div>",
    "<p>",
    "<div>",
    "<table>",
    "<tr><td>",
    "<li>",
    "<ul>",
    "<b>",
    "</b>",
    "<a href='",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<script>",
    "</script>",
    "<svg>",
    "<template>",
    "<h2>",
    "<blockquote>",
    "<pre>",
    "<br>",
    "<base href='x:'>",
    "&amp;",
    "&#0;",
    "&#x1F600;",
    "&nbsp",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{feff}",
    "é\u{301}",
    "“",
    "”",
    "\"",
    "'",
    "«",
    "What we know:",
    "By Ada Marsh",
    "# ",
    "- ",
    "1. ",
    "> ",
    "```",
    "|",
    "\\",
    "[x](",
    "---\n",
    "\n\n",
    "\t",
    ": ",
    "{",
    "}",
];

/// A change at a place, in thousandths of the whole.
#[derive(Clone, Debug)]
enum Change {
    Insert(usize, &'static str),
    Remove(usize, usize),
    Repeat(usize, usize, usize),
    Byte(usize, u8),
}

fn change() -> impl Strategy<Value = Change> {
    let at = || 0..1000_usize;
    prop_oneof![
        4 => (at(), select(&PIECES[..])).prop_map(|(at, piece)| Change::Insert(at, piece)),
        3 => (at(), 1..200_usize).prop_map(|(at, count)| Change::Remove(at, count)),
        2 => (at(), 1..80_usize, 1..6_usize).prop_map(|(at, count, times)| Change::Repeat(at, count, times)),
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
    ]
}

/// One of the seeds with changes, or bytes of no form at all.
fn bytes(seeds: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let changed = (select(seeds), vec(change(), 0..10)).prop_map(|(seed, changes)| {
        let mut bytes = seed.as_bytes().to_vec();
        for change in changes {
            let place = |at: usize| at * bytes.len() / 1000;
            match change {
                Change::Insert(at, piece) => drop(bytes.splice(place(at)..place(at), piece.bytes())),
                Change::Remove(at, count) => {
                    let start = place(at);
                    bytes.drain(start..(start + count).min(bytes.len()));
                }
                Change::Repeat(at, count, times) => {
                    let start = place(at);
                    let again = bytes[start..(start + count).min(bytes.len())].repeat(times);
                    drop(bytes.splice(start..start, again));
                }
                Change::Byte(at, byte) => {
                    let start = place(at);
                    if let Some(there) = bytes.get_mut(start) {
                        *there = byte;
                    }
                }
            }
        }
        bytes
    });
    let pieces = vec(select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![8 => changed, 2 => pieces, 1 => vec(any::<u8>(), 0..200)]
}

/// Errors that the checker finds in the article that is made of it.
fn errors(manuscript: Manuscript) -> Vec<String> {
    let mut imported = annotate(manuscript, &Options::default());
    seal(&mut imported);
    if imported.article.story.is_empty() {
        return Vec::new();
    }
    let yaml = format::write(&imported.article);
    let reading = format::read(yaml.as_bytes(), imported.article.id.as_str());
    let faults = reading.diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
    let mut errors: Vec<String> = faults.map(|fault| format!("{}: {}", fault.code.name(), fault.message)).collect();
    let read = reading.article.map(|article| article.story.len());
    errors.extend((read != Some(imported.article.story.len())).then(|| format!("read back otherwise:\n{yaml}")));
    errors
}

/// Arbitrary JSON under the names that ninjs and JSON Feed know.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => select(&PIECES[..]).prop_map(Value::from),
        4 => "\\PC{0,30}".prop_map(Value::from),
        2 => select(&["2031-05-06T08:30:00Z", "main", "text/html", "text", "picture", "2.0", "3.1", "<p>It left.</p>"][..]).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        let names = select(
            &[
                "uri",
                "type",
                "headline",
                "headlines",
                "bodies",
                "value",
                "role",
                "contentType",
                "contenttype",
                "name",
                "associations",
                "descriptions",
                "body_text",
                "body_xhtml",
                "subjects",
                "people",
                "by",
                "language",
                "versioncreated",
                "versionCreated",
                "standard",
                "version",
                "renditions",
                "infoSources",
                "title",
                "pubStatus",
                "embargoedUntil",
                "x y",
                "",
                "items",
                "id",
                "content_html",
                "content_text",
                "authors",
                "tags",
                "date_published",
            ][..],
        );
        let object = vec((names, inner.clone()), 0..8);
        let object = object
            .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>());
        prop_oneof![2 => object.prop_map(Value::Object), 1 => vec(inner, 0..4).prop_map(Value::Array)]
    })
}

/// An item of ninjs: such JSON with what makes it one.
fn item() -> impl Strategy<Value = Value> {
    (json(), "[a-z]{1,6}:\\PC{0,12}", json()).prop_map(|(fields, uri, headlines)| {
        let mut item = if let Value::Object(fields) = fields { fields } else { Map::new() };
        item.insert("uri".to_owned(), Value::from(uri));
        item.insert("headlines".to_owned(), headlines);
        Value::Object(item)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page_is_an_article_or_a_refusal(page in bytes(&[PAGE])) {
        if let Ok(manuscript) = import::html(&page, None) {
            prop_assert_eq!(errors(manuscript), Vec::<String>::new());
        }
    }

    #[test]
    fn any_markdown_is_an_article(source in bytes(&[MARKDOWN])) {
        prop_assert_eq!(errors(import::markdown(&import::decode(&source))), Vec::<String>::new());
    }

    #[test]
    fn any_feed_is_articles_or_a_refusal(source in bytes(&[RSS, ATOM, JSON_FEED])) {
        for entry in import::feed(&source, Some("https://x.example/feed")).unwrap_or_default() {
            prop_assert_eq!(errors(entry.manuscript), Vec::<String>::new());
        }
    }

    #[test]
    fn any_item_of_ninjs_goes_out_as_it_came(item in item()) {
        let Ok(mut manuscripts) = import::ninjs(item.to_string().as_bytes()) else { return Ok(()) };
        let came: Value = serde_json::from_str(&item.to_string()).expect("JSON");
        let manuscript = manuscripts.remove(0);
        prop_assert_eq!(errors(manuscript.clone()), Vec::<String>::new());
        let mut imported = annotate(manuscript, &Options::default());
        seal(&mut imported);
        let yaml = format::write(&imported.article);
        if let Some(article) = format::read(yaml.as_bytes(), imported.article.id.as_str()).article {
            prop_assert_eq!(export::article::ninjs(&article), came);
        }
    }
}
