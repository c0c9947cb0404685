//! The feeds that a page names in its head.

use url::Url;

use super::{bounds, charset, dom::Dom};

/// What `<link type>` calls the formats of feeds.
const TYPES: [&str; 4] =
    ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];

/// The address of the feed that a page names, the first of several; one of comments only where there is no other.
/// `declared` is the character set that came with the page, `address` where the page is.
#[must_use]
pub fn advertised(bytes: &[u8], declared: Option<&str>, address: &str) -> Option<String> {
    let page = charset::decode(bytes, declared);
    bounds::check(&page).ok()?;
    let dom = Dom::parse(&page);
    let address = Url::parse(address).ok()?;
    let base = super::base(&dom, None).unwrap_or(address);
    let named = dom.below(Dom::ROOT).into_iter().filter_map(|node| {
        let attribute = |name: &str| dom.attribute(node, name).unwrap_or_default().trim().to_ascii_lowercase();
        let is_feed = dom.name(node) == "link"
            && attribute("rel").split_whitespace().any(|rel| rel == "alternate")
            && TYPES.iter().any(|kind| attribute("type").starts_with(kind));
        let feed = base.join(dom.attribute(node, "href")?.trim()).ok().filter(|_| is_feed)?;
        let of_comments = attribute("title").contains("comment") || feed.path().contains("/comments/");
        matches!(feed.scheme(), "http" | "https").then(|| (of_comments, feed.to_string()))
    });
    let (_, feed) = named.min_by_key(|(of_comments, _)| *of_comments)?;
    Some(feed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feed_of_a_page_is_found() {
        let page = |links: &str| format!("<!doctype html><html><head>{links}</head><body><p>Words.</p></body></html>");
        let found = |links: &str| advertised(page(links).as_bytes(), None, "https://quay.example/news/");
        let comments = "<link rel=alternate type='application/rss+xml' title='Comments' href='/comments/feed'>";
        let rss = "<LINK REL='Alternate home' TYPE='application/rss+xml; charset=utf-8' HREF='feed.rss'>";
        let atom = "<link rel=alternate type=application/atom+xml href=https://feeds.example/quay>";
        assert_eq!(found(&format!("{comments}{rss}{atom}")).as_deref(), Some("https://quay.example/news/feed.rss"));
        assert_eq!(found(comments).as_deref(), Some("https://quay.example/comments/feed"));
        assert_eq!(found(atom).as_deref(), Some("https://feeds.example/quay"));
        let base = "<base href='https://other.example/'>";
        assert_eq!(found(&format!("{base}{rss}")).as_deref(), Some("https://other.example/feed.rss"));
        for none in [
            "<link rel=alternate hreflang=de href=/de>",
            "<link rel=stylesheet type='application/rss+xml' href=/a>",
            "<link rel=alternate type='application/rss+xml' href='javascript:1'>",
        ] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
