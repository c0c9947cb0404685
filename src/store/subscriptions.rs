//! The feeds that a person has subscribed to: a list in the configuration, and what their servers said last.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{Config, Desk, Environment, Error, file};

/// The most bytes of what servers said.
const KNOWN_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A feed in the configuration: `- https://…`, or `- {url: https://…, name: The Quay}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Subscription {
    pub url: String,
    pub name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a feed is an address, or {url: ADDRESS, name: NAME}")]
enum Written {
    Address(String),
    Named { url: String, name: Option<String> },
}

impl From<Written> for Subscription {
    fn from(written: Written) -> Self {
        match written {
            Written::Address(url) => Self { url, name: None },
            Written::Named { url, name } => Self { url, name },
        }
    }
}

/// Adds feeds to the list in the configuration, and leaves every other line of it as it is. Gives how many were new.
///
/// # Errors
/// Where the configuration can't be read or written, or has its feeds on one line, where only a person can add to them.
pub fn subscribe(environment: &Environment, feeds: &[Subscription]) -> Result<usize, Error> {
    let path = Config::path(environment)
        .ok_or_else(|| Error::Homeless { what: "your configuration", path: PathBuf::from("~") })?;
    let before = Config::read(environment)?;
    let mut new: Vec<&Subscription> = Vec::new();
    for feed in feeds {
        if !before.feeds.iter().chain(new.iter().copied()).any(|known| known.url == feed.url) {
            new.push(feed);
        }
    }
    if new.is_empty() {
        return Ok(0);
    }
    let source = match file::read_source(&path, KNOWN_MAX_BYTES) {
        Ok(source) => String::from_utf8_lossy(&source.bytes).into_owned(),
        Err(Error::Missing { .. }) => String::new(),
        Err(error) => return Err(error),
    };
    let mut expected = before.clone();
    expected.feeds.extend(new.iter().copied().cloned());
    let written = with_feeds(&source, &new);
    if Config::parse(&path, written.as_bytes()).ok().as_ref() != Some(&expected) {
        let lines: Vec<String> = new.iter().map(|feed| line(feed).trim().to_owned()).collect();
        let message =
            format!("its feeds can't be added to here; write them below `feeds:` yourself: {}", lines.join(" "));
        return Err(Error::Config { path, line: None, message });
    }
    if let Some(folder) = path.parent() {
        file::create_folder(folder)?;
    }
    file::replace(&path, written.as_bytes())?;
    Ok(new.len())
}

/// The configuration with more feeds at the end of its list.
fn with_feeds(source: &str, new: &[&Subscription]) -> String {
    let lines: String = new.iter().map(|feed| line(feed)).collect();
    let mut at = 0;
    let mut list_end = None;
    for text in source.split_inclusive('\n') {
        at += text.len();
        let within = list_end.is_some() && text.trim_start().starts_with('-');
        if text.trim_end() == "feeds:" || within {
            list_end = Some(at);
        }
    }
    match list_end.and_then(|at| source.split_at_checked(at)) {
        Some((above, below)) => {
            let gap = if above.ends_with('\n') { "" } else { "\n" };
            format!("{above}{gap}{lines}{below}")
        }
        None => {
            let gap = if source.is_empty() || source.ends_with('\n') { "" } else { "\n" };
            format!("{source}{gap}feeds:\n{lines}")
        }
    }
}

/// One line of the list. A JSON string is a scalar of YAML.
fn line(feed: &Subscription) -> String {
    let quoted = |words: &str| serde_json::to_string(words).unwrap_or_default();
    match &feed.name {
        Some(name) => format!("  - {{url: {}, name: {}}}\n", quoted(&feed.url), quoted(name)),
        None => format!("  - {}\n", quoted(&feed.url)),
    }
}

/// What a server said of its last answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSeen {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

impl Desk {
    /// What servers said of the feeds that this library has taken in, by address; nothing where that is lost.
    #[must_use]
    pub fn last_seen(&self) -> BTreeMap<String, LastSeen> {
        let read =
            self.cache.as_ref().and_then(|cache| file::read_source(&cache.join(LAST_SEEN), KNOWN_MAX_BYTES).ok());
        read.and_then(|source| serde_json::from_slice(&source.bytes).ok()).unwrap_or_default()
    }

    /// Keeps what servers said. Without a place for it every feed comes whole the next time, which is no fault.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn keep_last_seen(&self, seen: &BTreeMap<String, LastSeen>) -> Result<(), Error> {
        let Some(cache) = &self.cache else { return Ok(()) };
        file::create_folder(cache)?;
        file::replace(&cache.join(LAST_SEEN), serde_json::to_string(seen).unwrap_or_default().as_bytes())
    }
}

/// The file in the cache of a library.
const LAST_SEEN: &str = "feeds.json";

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::Folders;

    #[test]
    fn a_feed_is_added_and_every_other_line_stays() {
        let tree = tempfile::tempdir().unwrap();
        let environment = Environment { folders: Some(Folders::below(tree.path())), ..Environment::default() };
        let feed = |url: &str, name: Option<&str>| Subscription { url: url.to_owned(), name: name.map(str::to_owned) };
        let (a, b) = (feed("https://a.example/", None), feed("https://b.example/", Some("B: \"the\" feed")));
        assert_eq!(subscribe(&environment, &[a.clone(), a.clone()]).unwrap(), 1);
        let path = Config::path(&environment).unwrap();
        let source = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("# mine\n{source}theme: ink # dark\n")).unwrap();
        assert_eq!(subscribe(&environment, &[a.clone(), b.clone()]).unwrap(), 1);
        let written = fs::read_to_string(&path).unwrap();
        assert!(written.starts_with("# mine\nfeeds:\n") && written.ends_with("theme: ink # dark\n"), "{written}");
        assert_eq!(Config::read(&environment).unwrap().feeds, [a, b.clone()]);
        fs::write(&path, "feeds: [https://c.example/]\n").unwrap();
        assert!(matches!(subscribe(&environment, &[b]), Err(Error::Config { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "feeds: [https://c.example/]\n");
    }
}
