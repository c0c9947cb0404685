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

/// The one entry of an RSS feed with these elements in its item.
fn item(elements: &str) -> FeedEntry {
    let source = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">\
         <channel><title>The Quay</title><link>https://example.org/news/</link><item>{elements}</item></channel></rss>"
    );
    feed(source.as_bytes(), Some("https://example.org/rss.xml")).unwrap().remove(0)
}

#[test]
fn dialects_of_rss_are_read() {
    // without an id an entry is known by where it leads
    let bare = |title: &str| {
        item(&format!("<title>{title}</title><link>https://example.org/a</link><description>It left.</description>"))
    };
    assert_eq!(bare("Ferry stops").id, bare("Ferry stops for good").id);
    let other = item("<title>Ferry stops</title><link>https://example.org/b</link><description>It left.</description>");
    assert_ne!(bare("Ferry stops").id, other.id);
    // titles come escaped once, twice, or as markup
    for title in [
        "Ferry &amp; bridge",
        "Ferry &amp;amp; bridge",
        "<![CDATA[Ferry <i>&amp;</i> bridge]]>",
        "Ferry &lt;b&gt;&amp;amp;&lt;/b&gt; bridge",
    ] {
        assert_eq!(
            item(&format!("<title>{title}</title><guid>1</guid>")).manuscript.head.headline,
            "Ferry & bridge",
            "{title}"
        );
    }
    // links below the page
    let body = item(
        "<title>T</title><link>https://example.org/2031/ferry</link><description>&lt;p&gt;See &lt;a href=\"bridge\"&gt;the bridge&lt;/a&gt;.&lt;/p&gt;</description>",
    );
    assert_eq!(body.manuscript.blocks[0].runs[1].link, Some(Text::new("https://example.org/2031/bridge")));
    // an episode: its notes are the story
    let episode = item(
        "<title>Episode 3</title><guid>e3</guid><enclosure url=\"https://example.org/3.mp3\" type=\"audio/mpeg\" length=\"9\"/><itunes:duration>12:01</itunes:duration><description>About ferries.</description>",
    );
    assert_eq!(words(&episode), ["About ferries."]);
}

#[test]
fn dates_of_many_forms_are_read() {
    for (written, day) in [
        ("Tue, 06 May 2031 08:30:00 GMT", Some("2031-05-06T08:30:00Z")),
        ("Tue, 6 May 2031 08:30:00 +0200", Some("2031-05-06T06:30:00Z")),
        ("06 May 2031 08:30 EST", Some("2031-05-06T13:30:00Z")),
        ("2031-05-06T08:30:00+02:00", Some("2031-05-06T06:30:00Z")),
        ("2031-05-06", Some("2031-05-06")),
        ("soon", None),
    ] {
        let entry = item(&format!("<title>T</title><guid>1</guid><pubDate>{written}</pubDate>"));
        let read = entry.manuscript.head.published.as_ref().map(|date| date.as_str().to_owned());
        match day {
            Some(day) => assert!(read.as_deref().is_some_and(|read| read.starts_with(day)), "{written}: {read:?}"),
            None => assert_eq!(read, None, "{written}"),
        }
    }
}

#[test]
fn atom_with_markup_of_its_own_and_json_of_the_first_version_are_read() {
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Q</title><id>urn:q</id><updated>2031-05-06T08:30:00Z</updated>\
        <entry><id>urn:q:1</id><title type=\"html\">Ferry &lt;em&gt;stops&lt;/em&gt;</title><updated>2031-05-06T08:30:00Z</updated>\
        <link rel=\"enclosure\" href=\"https://example.org/a.mp3\"/><link rel=\"alternate\" href=\"https://example.org/ferry\"/>\
        <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><h2>What we know</h2><p>It <b>left</b>.</p></div></content></entry></feed>";
    let entry = feed(atom.as_bytes(), None).unwrap().remove(0);
    assert_eq!(entry.manuscript.head.headline, "Ferry stops");
    assert_eq!(entry.manuscript.head.url, Some(Text::new("https://example.org/ferry")));
    assert_eq!(words(&entry), ["What we know", "It left."]);
    let json = r#"{"version":"https://jsonfeed.org/version/1","title":"Q","items":[{"id":"1","url":"https://example.org/f","title":"Ferry",
        "content_text":"It left.\n\nNobody was on it.","author":{"name":"Ada Marsh"}}]}"#;
    let entry = feed(json.as_bytes(), None).unwrap().remove(0);
    assert_eq!(words(&entry), ["It left.", "Nobody was on it."]);
    assert_eq!(entry.manuscript.head.by, ["Ada Marsh"]);
}
