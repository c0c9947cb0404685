//! Entries of feeds on their way into the library: each once, a changed one in its own place.

use std::collections::{HashMap, HashSet};

use crate::{
    format,
    import::{self, FeedEntry, entry_of},
    model::{Article, Date, LogEntry, Text},
    store::{self, Desk, Directory, Fed, Kept},
};

use super::super::{Failure, out};

/// What became of the entries of a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Tally {
    pub new: usize,
    pub updated: usize,
    pub known: usize,
    /// Of articles that were changed by hand: the newer text was put beside.
    pub beside: usize,
    /// Entries without a word in them.
    pub empty: usize,
}

/// What was made of a feed.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Taken {
    pub tally: Tally,
    /// What was written into the library.
    pub paths: Vec<Text>,
    /// What a person should see to.
    pub notices: Vec<Text>,
}

/// The library while entries come in.
pub(in crate::cli) struct Intake<'d> {
    desk: &'d Desk,
    /// The articles that links may lead to.
    directory: Directory<'d>,
    fed: HashMap<String, Fed>,
    /// Names that were given in this run.
    made: HashSet<String>,
}

impl<'d> Intake<'d> {
    pub(in crate::cli) fn new(desk: &'d Desk) -> Result<Self, Failure> {
        store::sweep(desk.root());
        Ok(Self { desk, directory: desk.directory(), fed: desk.fed()?, made: HashSet::new() })
    }

    /// Keeps the entries of a feed.
    pub(in crate::cli) fn take(&mut self, entries: Vec<FeedEntry>) -> Result<Taken, Failure> {
        let mut taken = Taken::default();
        // the oldest first, so that a feed reads in order
        for entry in entries.into_iter().rev() {
            let Some(key) = import::entry_key(&entry.manuscript.head) else { continue };
            if let Some(fed) = self.fed.get(&key) {
                self.renew(fed, entry, &mut taken)?;
                continue;
            }
            if !self.made.insert(key) {
                taken.tally.known += 1;
                continue;
            }
            let mut article = import::bring_in(entry.manuscript, &self.directory).article;
            if article.story.is_empty() {
                taken.tally.empty += 1;
                continue;
            }
            import::seal_entry(&mut article);
            taken.paths.push(self.keep(&article)?);
            taken.tally.new += 1;
        }
        Ok(taken)
    }

    /// An entry whose article is there: nothing to do, a newer text of it, or one that goes beside what a person wrote.
    fn renew(&self, fed: &Fed, entry: FeedEntry, taken: &mut Taken) -> Result<(), Failure> {
        if entry_of(&fed.article.head).is_some_and(|(_, state)| *state == entry.state) {
            taken.tally.known += 1;
            return Ok(());
        }
        let state = entry.state.clone();
        let yaml = format::write(&self.newer(fed, entry));
        let path = Text::line(&fed.path.to_string_lossy());
        if import::is_as_kept(&fed.article) {
            self.desk.refresh(fed, &yaml)?;
            taken.paths.push(path);
            taken.tally.updated += 1;
            return Ok(());
        }
        match self.desk.set_beside(fed, state.as_str(), &yaml)? {
            Some(beside) => {
                let beside = beside.display();
                let told = format!("{path} was changed by hand and stays; the newer text of the feed is {beside}");
                taken.notices.push(Text::line(&told));
                taken.tally.beside += 1;
            }
            None => taken.tally.known += 1,
        }
        Ok(())
    }

    /// A new article, under a name that nothing has yet.
    fn keep(&self, article: &Article) -> Result<Text, Failure> {
        let yaml = format::write(article);
        let id = article.id.as_str();
        for name in store::names_for(id).take(store::NAMES_MAX) {
            let path = self.desk.root().join(format!("{name}.yaml"));
            match store::keep(&path, yaml.as_bytes(), false) {
                Ok(Kept::Made | Kept::Replaced) => {
                    if let Ok(id) = name.parse() {
                        self.directory.add(&id, article);
                    }
                    return Ok(Text::line(&path.to_string_lossy()));
                }
                Ok(Kept::Same) | Err(store::Error::Exists { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Failure::told(format!("there are too many articles called {id}; move some of them away")))
    }

    /// A newer text of an article that is there: its name, its links and its log stay, and the log says that it changed.
    fn newer(&self, fed: &Fed, entry: FeedEntry) -> Article {
        let mut article = import::bring_in(entry.manuscript, &self.directory).article;
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
        import::seal_entry(&mut article);
        article
    }
}

impl Tally {
    /// `3 new, 1 updated, 12 known`.
    pub(in crate::cli) fn told(self) -> String {
        let parts = [
            (self.new, "new"),
            (self.updated, "updated"),
            (self.beside, "beside your own text"),
            (self.known, "known"),
            (self.empty, "without words"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if parts.is_empty() { "no entries".to_owned() } else { parts.join(", ") }
    }
}

/// Tells what became of a feed that was read from a file, and prints the paths.
pub(super) fn told(call: &mut super::Call, name: &str, taken: &Taken) -> Result<(), Failure> {
    for path in &taken.paths {
        call.out.line(path)?;
    }
    call.out.finish()?;
    taken.notices.iter().for_each(out::message);
    out::message(&Text::line(&format!("{name}: {}", taken.tally.told())));
    Ok(())
}
