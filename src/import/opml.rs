//! OPML: the list of feeds that readers hand to one another.

use quick_xml::{Reader, events::Event};

use crate::model::{Reference, Text};

/// The most feeds of a list.
const FEEDS_MAX: usize = 10_000;

/// A feed of a list: its address, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub address: Text,
    pub name: Option<Text>,
}

/// The feeds of an OPML list, in its order; `None` where it is no such list. Folders are opened.
#[must_use]
pub fn opml(source: &str) -> Option<Vec<Listed>> {
    let mut reader = Reader::from_str(source);
    let (mut feeds, mut is_opml) = (Vec::new(), false);
    while feeds.len() < FEEDS_MAX {
        let element = match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => element,
            _ => continue,
        };
        let name = element.local_name();
        is_opml |= name.as_ref().eq_ignore_ascii_case("opml");
        if !name.as_ref().eq_ignore_ascii_case("outline") {
            continue;
        }
        let (mut address, mut title) = (None, None);
        for attribute in element.attributes().flatten() {
            let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0) else { continue };
            let value = Text::line(value.trim());
            match attribute.key.local_name().as_ref().to_ascii_lowercase().as_str() {
                "xmlurl" => address = Some(value),
                "title" => title = Some(value),
                "text" if title.is_none() => title = Some(value),
                _ => {}
            }
        }
        let fits = |address: &Text| matches!(Reference::parse(address.as_str()), Reference::Address(_));
        if let Some(address) = address.filter(fits) {
            feeds.push(Listed { address, name: title.filter(|title| !title.is_empty()) });
        }
    }
    is_opml.then_some(feeds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_opened_and_what_is_no_feed_is_passed_over() {
        let list = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="Sea">
            <outline type="rss" text="The Quay &amp; co" xmlUrl="https://quay.example/rss"/><outline text="a note"/>
            <outline title="Lantern" text="x" xmlurl="https://lantern.example/atom"></outline></outline>
            <outline text="bad" xmlUrl="javascript:alert(1)"/></body></opml>"#;
        let feed = |address: &str, name: &str| Listed { address: Text::new(address), name: Some(Text::new(name)) };
        let expected =
            vec![feed("https://quay.example/rss", "The Quay & co"), feed("https://lantern.example/atom", "Lantern")];
        assert_eq!(opml(list), Some(expected));
        assert_eq!(opml("<html></html>"), None);
        assert_eq!(opml("<opml><outline"), None);
    }
}
