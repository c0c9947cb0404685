//! Feeds of each kind, entry by entry.

use super::*;

const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Quay</title><link>https://example.org/</link><language>en</language>
<item><title>Ferry stops &amp; bridge opens</title><link>https://example.org/ferry</link><guid isPermaLink="false">quay-7</guid>
<dc:creator>Ada Marsh</dc:creator><category>Harbour</category><pubDate>Tue, 06 May 2031 08:30:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p><b>What we know</b></p><p>The <a href="/last">last</a> ferry left.</p>]]></content:encoded></item>
<item><title>Only a summary</title><guid>quay-8</guid><description>One &lt;i&gt;line&lt;/i&gt; of it.</description></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title><id>urn:quay</id><updated>2031-05-06T08:30:00Z</updated>
<entry><id>urn:quay:7</id><title>Ferry stops</title><link href="https://example.org/ferry"/><published>2031-05-06T08:30:00Z</published>
<updated>2031-05-07T09:00:00Z</updated><author><name>Ada Marsh</name></author>
<content type="html">&lt;h2&gt;What we know&lt;/h2&gt;&lt;p&gt;It left.&lt;/p&gt;</content></entry></feed>"#;

const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"The Quay","items":[{"id":"7","url":"https://example.org/ferry",
"title":"Ferry stops","content_html":"<p>It left.</p>","date_published":"2031-05-06T08:30:00Z","tags":["Harbour"],"authors":[{"name":"Ada Marsh"}]}]}"#;

fn words(entry: &FeedEntry) -> Vec<String> {
    let blocks = entry.manuscript.blocks.iter();
    blocks.map(|block| block.runs.iter().map(|run| run.text.as_str()).collect()).collect()
}

#[test]
fn an_entry_of_each_kind_is_an_article() {
    let rss = feed(RSS.as_bytes(), Some("https://example.org/rss")).unwrap();
    assert_eq!(rss.len(), 2);
    let head = &rss[0].manuscript.head;
    assert_eq!(head.headline, "Ferry stops & bridge opens");
    assert_eq!(
        (head.by.as_slice(), head.topics.as_slice()),
        (&[Text::new("Ada Marsh")][..], &[Text::new("Harbour")][..])
    );
    assert_eq!(head.published.as_ref().map(Date::as_str), Some("2031-05-06T08:30:00Z"));
    assert_eq!(head.publisher, Some(Text::new("The Quay")));
    assert_eq!(words(&rss[0]), ["What we know", "The last ferry left."]);
    assert_eq!(rss[0].manuscript.blocks[1].runs[1].link, Some(Text::new("https://example.org/last")));
    assert_eq!(words(&rss[1]), ["One line of it."]);
    let atom = feed(ATOM.as_bytes(), None).unwrap();
    assert_eq!(atom[0].manuscript.head.updated.as_ref().map(Date::as_str), Some("2031-05-07T09:00:00Z"));
    assert_eq!(atom[0].manuscript.blocks[0].style, Style::Heading(2));
    let json = feed(JSON.as_bytes(), None).unwrap();
    assert_eq!(json[0].manuscript.head.by, ["Ada Marsh"]);
    assert_eq!(words(&json[0]), ["It left."]);
}

#[test]
fn an_entry_is_known_again_and_its_change_is_seen() {
    let read = |source: &str| feed(source.as_bytes(), None).unwrap().remove(0);
    let (first, again) = (read(RSS), read(RSS));
    assert_eq!((first.id.as_str(), &first.state), ("quay-7", &again.state));
    let changed = read(&RSS.replace("ferry left", "ferry had left"));
    assert_eq!(changed.id, first.id);
    assert_ne!(changed.state, first.state);
    assert_eq!(entry_of(&first.manuscript.head), Some((&first.id, &first.state)));
}

#[test]
fn what_is_no_feed_is_an_error() {
    assert!(matches!(feed(b"<html><body>no</body></html>", None), Err(FeedError::Unknown(_))));
    assert!(matches!(feed(b"", None), Err(FeedError::Unknown(_))));
    let bomb = format!("<rss><channel>{}", "<item>".repeat(100_000));
    assert_eq!(feed(bomb.as_bytes(), None).err(), Some(FeedError::TooDeep));
    let lol = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><rss version='2.0'><channel><title>&b;</title></channel></rss>";
    let _answered = feed(lol.as_bytes(), None);
}
