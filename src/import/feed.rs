//! Feeds: RSS, Atom and JSON Feed. Each entry is an article, known again by its id when the feed comes again.

use feed_rs::model::{Entry, Feed, Link, Text as Words};

use super::{Block, Manuscript, Run, Style, html};
use crate::{
    format::{self, fingerprint},
    model::{Article, Date, Extra, Head, Reference, Text, canonical_address},
};

/// The most bytes of a feed.
pub const FEED_MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most entries that are taken from one feed.
const ENTRIES_MAX: usize = 2_000;
/// Elements within each other that a feed may have.
const DEPTH_MAX: usize = 100;

/// The field of a head that tells which entry of which feed an article is, and in which state it came.
pub const FEED_FIELD: &str = "x-feed";

/// The field within it that tells how the article was when it was kept.
const KEPT_FIELD: &str = "kept";

/// Why a feed can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    #[error("the feed has {size_bytes} bytes, more than the {FEED_MAX_BYTES} that byline reads")]
    TooLarge { size_bytes: usize },
    #[error("the feed nests more than {DEPTH_MAX} elements within each other, which no feed does")]
    TooDeep,
    #[error("this is no feed that byline knows ({0}); it reads RSS, Atom and JSON Feed")]
    Unknown(String),
}

/// One entry of a feed, on its way to an article.
#[derive(Clone, Debug)]
pub struct FeedEntry {
    /// What the feed calls it, always the same.
    pub id: Text,
    /// Changes whenever anything in the entry does.
    pub state: Text,
    pub manuscript: Manuscript,
}

/// A field of what a head tells of its feed.
fn told<'h>(head: &'h Head, name: &str) -> Option<&'h Text> {
    let (_, Extra::Map(fields)) = head.extra.iter().find(|(key, _)| *key == FEED_FIELD)? else { return None };
    match fields.iter().find(|(key, _)| *key == name)? {
        (_, Extra::Text(words)) => Some(words),
        (_, Extra::List(_) | Extra::Map(_)) => None,
    }
}

/// Which entry an article is, and in which state it came, where it came by a feed.
#[must_use]
pub fn entry_of(head: &Head) -> Option<(&Text, &Text)> {
    Some((told(head, "id")?, told(head, "state")?))
}

/// The address of the feed that an article came by; a feed that was read from a file has none.
#[must_use]
pub fn feed_of(head: &Head) -> Option<&Text> {
    told(head, "feed")
}

/// What names the entry that an article came from, among those of all feeds. An id that is an address is one of a kind;
/// any other is so within its feed, which its address tells, and its name where it was read from a file.
#[must_use]
pub fn entry_key(head: &Head) -> Option<String> {
    let (id, _) = entry_of(head)?;
    if id.as_str().contains(':') {
        return Some(id.to_string());
    }
    Some(feed_of(head).map_or_else(|| by_name(head, id), |feed| format!("{feed} {id}")))
}

/// What names the entry where one may have come by an address and the other from a file, or at another address of the
/// same feed: its id under the name of the feed.
fn by_name(head: &Head, id: &Text) -> String {
    format!("{} {id}", head.publisher.as_ref().map_or("", Text::as_str))
}

/// The other names of an entry, under which its article may be known: where the entry leads, and its id under the name
/// of its feed.
#[must_use]
pub fn entry_peers(head: &Head) -> (Option<String>, Option<String>) {
    let page = head.url.as_ref().and_then(|url| canonical_address(url.as_str()));
    // what leads to the front page of a site leads to no article
    let page = page.filter(|page| page.contains(['/', '?']));
    let named = entry_of(head).filter(|(id, _)| !id.as_str().contains(':')).map(|(id, _)| by_name(head, id));
    (page, named)
}

/// Notes in the head how the article of an entry was when it was kept, so that an edit by hand can be told.
pub fn seal_entry(article: &mut Article) {
    // as it will be read: writing may spell a thing in another way
    let read = format::read(format::write(article).as_bytes(), article.id.as_str()).article;
    let kept = Text::new(&fingerprint(read.as_ref().unwrap_or(article), FEED_FIELD));
    for (key, value) in &mut article.head.extra {
        if *key == FEED_FIELD
            && let Extra::Map(fields) = value
        {
            fields.retain(|(name, _)| *name != KEPT_FIELD);
            fields.push((Text::new(KEPT_FIELD), Extra::Text(kept.clone())));
        }
    }
}

/// Whether the article of an entry is as it was kept. Where that was not noted it may have been edited.
#[must_use]
pub fn is_as_kept(article: &Article) -> bool {
    let fields = article.head.extra.iter().find(|(key, _)| *key == FEED_FIELD);
    let Some((_, Extra::Map(fields))) = fields else { return false };
    let kept = fields.iter().find(|(name, _)| *name == KEPT_FIELD);
    kept.is_some_and(|(_, kept)| *kept == Extra::Text(Text::new(&fingerprint(article, FEED_FIELD))))
}

/// Reads a feed, the entries in its order. `address` is where it came from, if that is known.
///
/// # Errors
/// Where it is larger or deeper than any feed, or no feed at all.
pub fn feed(bytes: &[u8], address: Option<&str>) -> Result<Vec<FeedEntry>, FeedError> {
    if bytes.len() > FEED_MAX_BYTES {
        return Err(FeedError::TooLarge { size_bytes: bytes.len() });
    }
    if is_deep(bytes) {
        return Err(FeedError::TooDeep);
    }
    // an entry without an id is known by where it leads, whatever becomes of its headline
    let parser = feed_rs::parser::Builder::new()
        .base_uri(address)
        .id_generator(|links, _, _| alternate(links).unwrap_or_default())
        .build();
    let read = parser.parse(bytes).map_err(|error| FeedError::Unknown(error.to_string()))?;
    Ok(read.entries.iter().take(ENTRIES_MAX).map(|entry| made(entry, &read, address)).collect())
}

/// Whether elements nest deeper than a feed's ever do. What a feed quotes of HTML stands escaped or in CDATA; XHTML counts.
fn is_deep(bytes: &[u8]) -> bool {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found + 1;
        let rest = bytes.get(start..).unwrap_or_default();
        let past = |end: &[u8]| memchr::memmem::find(rest, end).map_or(bytes.len(), |found| start + found + end.len());
        at = match rest.first() {
            Some(b'!') if rest.starts_with(b"![CDATA[") => past(b"]]>"),
            Some(b'!') if rest.starts_with(b"!--") => past(b"-->"),
            Some(b'!' | b'?') => past(b">"),
            Some(b'/') => {
                depth = depth.saturating_sub(1);
                past(b">")
            }
            Some(_) => {
                let end = past(b">");
                if bytes.get(end.saturating_sub(2)) != Some(&b'/') {
                    depth += 1;
                }
                end
            }
            None => bytes.len(),
        };
        if depth > DEPTH_MAX {
            return true;
        }
    }
    false
}

fn made(entry: &Entry, feed: &Feed, address: Option<&str>) -> FeedEntry {
    let url = alternate(&entry.links);
    let summary = entry.summary.as_ref().map(|words| words.content.as_str()).unwrap_or_default();
    let body = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
    let state = self::state(&[
        entry.title.as_ref().map(|title| title.content.as_str()).unwrap_or_default(),
        summary,
        body,
        &entry.updated.map(|updated| updated.to_rfc3339()).unwrap_or_default(),
    ]);
    let title = entry.title.as_ref().map(|title| title.content.as_str()).unwrap_or_default();
    let id = match entry.id.trim() {
        "" if title.is_empty() => state.clone(),
        "" => self::state(&[title]),
        id => Text::line(id),
    };
    let mut manuscript = Manuscript { head: head(entry, feed, url.as_deref()), ..Manuscript::default() };
    let (source, is_html) = if body.trim().is_empty() {
        let html = entry.summary.as_ref().is_none_or(|words| is_html(words.content_type.as_ref(), summary));
        (summary, html)
    } else {
        let kind = entry.content.as_ref().map(|content| content.content_type.to_string()).unwrap_or_default();
        (body, is_html(&kind, body))
    };
    match is_html.then(|| html::fragment(source, url.as_deref().or(address))) {
        Some(Ok((blocks, remarks))) => {
            manuscript.blocks = blocks;
            manuscript.remarks = remarks;
        }
        // what is no HTML, or more of it than an article has, is words
        Some(Err(_)) | None => manuscript.blocks = paragraphs(source),
    }
    let mut fields = vec![(Text::new("id"), Extra::Text(id.clone())), (Text::new("state"), Extra::Text(state.clone()))];
    fields.extend(address.map(|address| (Text::new("feed"), Extra::Text(Text::line(address)))));
    manuscript.head.extra.push((Text::new(FEED_FIELD), Extra::Map(fields)));
    FeedEntry { id, state, manuscript }
}

fn head(entry: &Entry, feed: &Feed, url: Option<&str>) -> Head {
    let line = |words: &Words| Text::line(&html::plain(&words.content));
    let one = |words: &Option<Words>| words.as_ref().map(line).filter(|text| !text.is_empty());
    let moment = |moment: Option<String>| moment.map(|moment| Date::new(&moment));
    let published = entry.published.map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let updated = entry.updated.map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let (published, updated) = match (published, updated) {
        (None, updated) => (updated, None),
        (published, updated) => (published.clone(), updated.filter(|updated| Some(updated) > published.as_ref())),
    };
    let authors = if entry.authors.is_empty() { &feed.authors } else { &entry.authors };
    let by = authors
        .iter()
        .filter_map(|person| person.name.as_deref())
        .map(|name| Text::line(name.trim()))
        .filter(|name| !name.is_empty());
    let topics =
        entry.categories.iter().map(|category| Text::line(category.label.as_ref().unwrap_or(&category.term).trim()));
    let lang = entry.language.as_ref().or(feed.language.as_ref()).map(|lang| Text::line(lang.trim()));
    Head {
        headline: one(&entry.title).unwrap_or_default(),
        by: by.collect(),
        publisher: entry
            .source
            .as_ref()
            .map(|source| Text::line(source))
            .filter(|source| !source.as_str().starts_with("http"))
            .or_else(|| one(&feed.title)),
        url: url.map(Text::line),
        published: moment(published),
        updated: moment(updated),
        lang: lang.filter(|lang| !lang.is_empty()),
        topics: topics.filter(|topic| !topic.is_empty()).take(12).collect(),
        rights: one(&entry.rights).or_else(|| one(&feed.rights)),
        ..Head::default()
    }
}

/// Where an entry leads: its page on the web.
fn alternate(links: &[Link]) -> Option<String> {
    let page = |link: &&Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let link = links.iter().find(page).or_else(|| links.first())?;
    matches!(Reference::parse(link.href.trim()), Reference::Address(_)).then(|| link.href.trim().to_owned())
}

fn is_html(kind: &str, source: &str) -> bool {
    // feeds say `text/plain` of HTML now and then
    kind.contains("html") || ["<p", "<br", "<div", "<a ", "&lt;p"].iter().any(|tag| source.contains(tag))
}

/// Words without markup, by blank lines.
fn paragraphs(source: &str) -> Vec<Block> {
    let parts = source.split("\n\n").map(Text::line).filter(|text| !text.is_empty());
    parts
        .map(|text| Block { style: Style::Paragraph, runs: vec![Run { text, ..Run::default() }], furniture: None })
        .collect()
}

fn state(parts: &[&str]) -> Text {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    Text::new(hasher.finalize().to_hex().get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests;
