//! The feeds that a person has subscribed to: a list in the configuration, and what their servers said last.

mod list;

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{Config, Desk, Environment, Error, file};

/// The most bytes of what servers said.
const KNOWN_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A feed in the configuration: `- https://…`, or `- {url: https://…, name: The Quay, folder: Sea}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Subscription {
    pub url: String,
    pub name: Option<String>,
    /// Where it stands in the lists of other readers; a folder within another behind a `/`.
    pub folder: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a feed is an address, or {url: ADDRESS, name: NAME, folder: FOLDER}")]
enum Written {
    Address(String),
    Named { url: String, name: Option<String>, folder: Option<String> },
}

impl From<Written> for Subscription {
    fn from(written: Written) -> Self {
        match written {
            Written::Address(url) => Self { url, name: None, folder: None },
            Written::Named { url, name, folder } => Self { url, name, folder },
        }
    }
}

impl Subscription {
    /// Whether both are one feed: neither scheme nor a slash at the end tells two apart.
    fn is(&self, url: &str) -> bool {
        let bare = |url: &str| {
            let rest = url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest);
            rest.trim_end_matches('/').to_owned()
        };
        bare(&self.url) == bare(url)
    }

    /// This feed, with what it does not say of itself and `other` does.
    fn completed(&self, other: &Self) -> Self {
        Self {
            url: self.url.clone(),
            name: self.name.clone().or_else(|| other.name.clone()),
            folder: self.folder.clone().or_else(|| other.folder.clone()),
        }
    }
}

/// What became of feeds that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subscribed {
    pub new: usize,
    /// Known already, and now with the name or folder that they lacked.
    pub completed: usize,
    pub known: usize,
}

/// Adds feeds to the list in the configuration, and leaves every other line of it as it is. One that is there already gets
/// the name and folder that it has none of.
///
/// # Errors
/// Where the configuration can't be read or written, or has its feeds on one line, where only a person can add to them.
pub fn subscribe(environment: &Environment, feeds: &[Subscription]) -> Result<Subscribed, Error> {
    let mut config = Edited::read(environment)?;
    let mut told = Subscribed::default();
    let mut new: Vec<Subscription> = Vec::new();
    for feed in feeds {
        if new.iter().any(|known| known.is(&feed.url)) {
            told.known += 1;
            continue;
        }
        let Some(at) = config.feeds.iter().position(|known| known.is(&feed.url)) else {
            new.push(feed.clone());
            continue;
        };
        let old = config.feeds[at].clone();
        let completed = old.completed(feed);
        // where its line can't be told it stays as it is, which loses nothing that was there
        match list::instead(&config.source, &old, &completed).filter(|_| completed != old) {
            Some(source) => {
                config.source = source;
                config.feeds[at] = completed;
                told.completed += 1;
            }
            None => told.known += 1,
        }
    }
    if !new.is_empty() {
        told.new = new.len();
        config.source = list::with(&config.source, &new.iter().collect::<Vec<_>>());
        config.feeds.extend(new.iter().cloned());
    }
    let lines: Vec<String> = new.iter().map(|feed| list::line(feed, 0).trim().to_owned()).collect();
    config
        .write(&format!("its feeds can't be added to here; write them below `feeds:` yourself: {}", lines.join(" ")))?;
    Ok(told)
}

/// Takes a feed off the list, by its address or its name. Gives it; `None` where it is not there.
///
/// # Errors
/// Where the configuration can't be read or written, or has its feeds on one line.
pub fn unsubscribe(environment: &Environment, feed: &str) -> Result<Option<Subscription>, Error> {
    let mut config = Edited::read(environment)?;
    let named = |known: &Subscription| known.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(feed.trim()));
    let exact = config.feeds.iter().position(|known| known.url == feed);
    let at = exact.or_else(|| config.feeds.iter().position(|known| known.is(feed)));
    let Some(at) = at.or_else(|| config.feeds.iter().position(named)) else { return Ok(None) };
    let gone = config.feeds.remove(at);
    let cure = format!("{} can't be taken out here; take it out below `feeds:` yourself", gone.url);
    let Some(source) = list::without(&config.source, &gone) else {
        return Err(Error::Config { path: config.path, line: None, message: cure });
    };
    config.source = source;
    config.write(&cure)?;
    Ok(Some(gone))
}

/// The configuration while its list of feeds is changed.
struct Edited {
    path: PathBuf,
    before: Config,
    source: String,
    /// As they are to be.
    feeds: Vec<Subscription>,
}

impl Edited {
    fn read(environment: &Environment) -> Result<Self, Error> {
        let path = Config::path(environment)
            .ok_or_else(|| Error::Homeless { what: "your configuration", path: PathBuf::from("~") })?;
        let before = Config::read(environment)?;
        let source = match file::read_source(&path, KNOWN_MAX_BYTES) {
            Ok(source) => String::from_utf8_lossy(&source.bytes).into_owned(),
            Err(Error::Missing { .. }) => String::new(),
            Err(error) => return Err(error),
        };
        Ok(Self { feeds: before.feeds.clone(), path, before, source })
    }

    /// Writes it, if it then says what is meant and nothing else; `cure` is what to do where it does not.
    fn write(self, cure: &str) -> Result<(), Error> {
        if self.feeds == self.before.feeds {
            return Ok(());
        }
        let expected = Config { feeds: self.feeds, ..self.before };
        if Config::parse(&self.path, self.source.as_bytes()).ok().as_ref() != Some(&expected) {
            return Err(Error::Config { path: self.path, line: None, message: cure.to_owned() });
        }
        if let Some(folder) = self.path.parent() {
            file::create_folder(folder)?;
        }
        file::replace(&self.path, self.source.as_bytes())
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
        let feed = |url: &str, name: Option<&str>| Subscription {
            url: url.to_owned(),
            name: name.map(str::to_owned),
            folder: None,
        };
        let (a, b) = (feed("https://a.example/", None), feed("https://b.example/", Some("B: \"the\" feed")));
        assert_eq!(subscribe(&environment, &[a.clone(), a.clone()]).unwrap().new, 1);
        let path = Config::path(&environment).unwrap();
        let source = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("# mine\n{source}theme: ink # dark\n")).unwrap();
        assert_eq!(subscribe(&environment, &[a.clone(), b.clone()]).unwrap().new, 1);
        let written = fs::read_to_string(&path).unwrap();
        assert!(written.starts_with("# mine\nfeeds:\n") && written.ends_with("theme: ink # dark\n"), "{written}");
        assert_eq!(Config::read(&environment).unwrap().feeds, [a.clone(), b.clone()]);
        // a name and a folder come to one that has none, by whichever spelling
        let listed = Subscription { folder: Some("Sea".to_owned()), ..feed("http://a.example", Some("A")) };
        let told = subscribe(&environment, &[listed, feed("https://b.example", Some("Other"))]).unwrap();
        assert_eq!(told, Subscribed { new: 0, completed: 1, known: 1 });
        let a = Subscription { name: Some("A".to_owned()), folder: Some("Sea".to_owned()), ..a };
        assert_eq!(Config::read(&environment).unwrap().feeds, [a.clone(), b.clone()]);
        // and goes by either
        assert_eq!(unsubscribe(&environment, "https://c.example").unwrap(), None);
        assert_eq!(unsubscribe(&environment, "a").unwrap(), Some(a));
        assert_eq!(unsubscribe(&environment, "http://b.example").unwrap(), Some(b.clone()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\ntheme: ink # dark\n");
        fs::write(&path, "feeds: [https://c.example/]\n").unwrap();
        assert!(matches!(subscribe(&environment, &[b]), Err(Error::Config { .. })));
        assert!(matches!(unsubscribe(&environment, "https://c.example/"), Err(Error::Config { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "feeds: [https://c.example/]\n");
    }
}
