//! Entries of feeds on their way into the library: each once, a changed one in its own place.

use std::collections::{HashMap, HashSet};

use crate::{
    format,
    import::{self, FeedEntry, Options, entry_of},
    model::{Date, LogEntry, Text},
    store::{self, Desk, Fed, Kept},
};

use super::super::{Failure, out};

/// What became of the entries of a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Tally {
    pub new: usize,
    pub updated: usize,
    pub known: usize,
    /// Entries without a word in them.
    pub empty: usize,
}

/// The library while entries come in.
pub(in crate::cli) struct Intake<'d> {
    desk: &'d Desk,
    fed: HashMap<String, Fed>,
    /// Names that were given in this run.
    made: HashSet<String>,
}

impl<'d> Intake<'d> {
    pub(in crate::cli) fn new(desk: &'d Desk) -> Result<Self, Failure> {
        Ok(Self { desk, fed: desk.fed()?, made: HashSet::new() })
    }

    /// Keeps the entries of a feed, and gives the paths of what was written.
    pub(in crate::cli) fn take(&mut self, entries: Vec<FeedEntry>) -> Result<(Tally, Vec<Text>), Failure> {
        let (mut tally, mut paths) = (Tally::default(), Vec::new());
        // the oldest first, so that a feed reads in order
        for entry in entries.into_iter().rev() {
            let Some(key) = import::entry_key(&entry.manuscript.head) else { continue };
            if let Some(fed) = self.fed.get(&key) {
                if entry_of(&fed.article.head).is_some_and(|(_, state)| *state == entry.state) {
                    tally.known += 1;
                    continue;
                }
                paths.push(Text::line(&fed.path.to_string_lossy()));
                self.refresh(fed, entry)?;
                tally.updated += 1;
                continue;
            }
            if !self.made.insert(key) {
                tally.known += 1;
                continue;
            }
            let imported = import::annotate(entry.manuscript, &Options::default());
            if imported.article.story.is_empty() {
                tally.empty += 1;
                continue;
            }
            paths.push(self.keep(&imported.article)?);
            tally.new += 1;
        }
        Ok((tally, paths))
    }

    /// A new article, under a name that nothing has yet.
    fn keep(&self, article: &crate::model::Article) -> Result<Text, Failure> {
        let yaml = format::write(article);
        let id = article.id.as_str();
        for name in std::iter::once(id.to_owned()).chain((2..1000).map(|count| format!("{id}-{count}"))) {
            let path = self.desk.root().join(format!("{name}.yaml"));
            match store::keep(&path, yaml.as_bytes(), false) {
                Ok(Kept::Made | Kept::Replaced) => return Ok(Text::line(&path.to_string_lossy())),
                Ok(Kept::Same) | Err(store::Error::Exists { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Failure::told(format!("there are too many articles called {id}; move some of them away")))
    }

    /// A newer text of an article that is there: its name, its links and its log stay, and the log says that it changed.
    fn refresh(&self, fed: &Fed, entry: FeedEntry) -> Result<(), Failure> {
        let mut article = import::annotate(entry.manuscript, &Options::default()).article;
        let old = &fed.article;
        article.id = old.id.clone();
        article.head.id.clone_from(&old.head.id);
        let today = store::today();
        if article.head.updated.is_none() {
            article.head.updated = Some(today.clone());
        }
        if article.head.published.is_none() {
            article.head.published.clone_from(&old.head.published);
        }
        article.head.links.clone_from(&old.head.links);
        article.head.log.clone_from(&old.head.log);
        let changed = LogEntry { date: Date::new(today.as_str()), text: Text::new("The feed sent a newer text.") };
        article.head.log.push(changed);
        let known = |key: &Text| article.head.extra.iter().any(|(known, _)| known == key);
        let kept: Vec<_> = old.head.extra.iter().filter(|(key, _)| !known(key)).cloned().collect();
        article.head.extra.extend(kept);
        self.desk.refresh(fed, &format::write(&article)).map_err(Failure::from)
    }
}

impl Tally {
    /// `3 new, 1 updated, 12 known`.
    pub(in crate::cli) fn told(self) -> String {
        let parts =
            [(self.new, "new"), (self.updated, "updated"), (self.known, "known"), (self.empty, "without words")];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if parts.is_empty() { "no entries".to_owned() } else { parts.join(", ") }
    }
}

/// Tells what became of a feed that was read from a file, and prints the paths.
pub(super) fn told(call: &mut super::Call, name: &str, tally: Tally, paths: &[Text]) -> Result<(), Failure> {
    for path in paths {
        call.out.line(path)?;
    }
    call.out.finish()?;
    out::message(&Text::line(&format!("{name}: {}", tally.told())));
    Ok(())
}
