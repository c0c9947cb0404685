//! OPML: the list of feeds that readers hand to one another.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::model::{Reference, Text};

/// The most feeds of a list.
const FEEDS_MAX: usize = 10_000;

/// Folders within one another that are kept apart.
const FOLDERS_MAX: usize = 8;

/// A feed of a list: its address, what it is called, and the folders that it stands in, with `/` between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub address: Text,
    pub name: Option<Text>,
    pub folder: Option<Text>,
}

/// One outline: a feed, or what gathers feeds.
#[derive(Default)]
struct Outline {
    address: Option<Text>,
    title: Option<Text>,
}

/// The feeds of an OPML list, in its order; `None` where it is no such list.
#[must_use]
pub fn opml(source: &str) -> Option<Vec<Listed>> {
    let mut reader = Reader::from_str(source);
    let (mut feeds, mut is_opml) = (Vec::new(), false);
    // the titles of the outlines that are open; a feed among them gathers nothing
    let mut open: Vec<Option<Text>> = Vec::new();
    while feeds.len() < FEEDS_MAX {
        let (element, is_open) = match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::End(element) if is_outline(element.local_name().as_ref()) => {
                open.pop();
                continue;
            }
            _ => continue,
        };
        is_opml |= element.local_name().as_ref().eq_ignore_ascii_case("opml");
        if !is_outline(element.local_name().as_ref()) {
            continue;
        }
        let Outline { address, title } = outline(&element);
        let gathers = address.is_none();
        if let Some(address) = address {
            feeds.push(Listed { address, name: title.clone(), folder: folder(&open) });
        }
        if is_open {
            open.push(title.filter(|_| gathers));
        }
    }
    is_opml.then_some(feeds)
}

fn is_outline(name: &str) -> bool {
    name.eq_ignore_ascii_case("outline")
}

fn outline(element: &BytesStart<'_>) -> Outline {
    let mut outline = Outline::default();
    for attribute in element.attributes().flatten() {
        let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0) else { continue };
        let value = Some(Text::line(value.trim())).filter(|value| !value.is_empty());
        match attribute.key.local_name().as_ref().to_ascii_lowercase().as_str() {
            "xmlurl" => outline.address = value,
            "title" => outline.title = value.or(outline.title),
            "text" => outline.title = outline.title.or(value),
            _ => {}
        }
    }
    let fits = |address: &Text| matches!(Reference::parse(address.as_str()), Reference::Address(_));
    outline.address = outline.address.filter(fits);
    outline
}

fn folder(open: &[Option<Text>]) -> Option<Text> {
    let titles: Vec<&str> = open.iter().flatten().map(Text::as_str).take(FOLDERS_MAX).collect();
    (!titles.is_empty()).then(|| Text::line(&titles.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_told_and_what_is_no_feed_is_passed_over() {
        let list = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="Sea">
            <outline type="rss" text="The Quay &amp; co" xmlUrl="https://quay.example/rss"/><outline text="a note"/>
            <outline text="Deep"><outline title="Lantern" text="x" xmlurl="https://lantern.example/atom"></outline></outline></outline>
            <outline xmlUrl="https://gull.example/rss"/>
            <outline text="bad" xmlUrl="javascript:alert(1)"/></body></opml>"#;
        let feed = |address: &str, name: Option<&str>, folder: Option<&str>| Listed {
            address: Text::new(address),
            name: name.map(Text::new),
            folder: folder.map(Text::new),
        };
        let expected = vec![
            feed("https://quay.example/rss", Some("The Quay & co"), Some("Sea")),
            feed("https://lantern.example/atom", Some("Lantern"), Some("Sea/Deep")),
            feed("https://gull.example/rss", None, None),
        ];
        assert_eq!(opml(list), Some(expected));
        assert_eq!(opml("<html></html>"), None);
        assert_eq!(opml("<opml><outline"), None);
    }
}
