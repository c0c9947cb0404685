//! Entries of feeds on their way into the library: each once, a changed one in its own place.

use std::collections::{HashMap, HashSet};

use crate::{
    format,
    import::{self, FeedEntry, entry_of},
    model::{Article, Date, Form, Item, LogEntry, Mark, Reference, Text},
    store::{self, Desk, Directory, Fed},
};

use super::{
    super::{Failure, out},
    known::{self, Known, Standing, names},
};

/// What became of the entries of a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Tally {
    pub new: usize,
    pub updated: usize,
    pub known: usize,
    /// Of articles that were changed by hand: the newer text was put beside.
    pub beside: usize,
    /// Entries whose articles were removed by hand.
    pub removed: usize,
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
    known: Known,
    /// Whether what was removed comes again.
    again: bool,
}

/// An entry that becomes a new article.
struct Coming {
    entry: FeedEntry,
    article: Article,
    /// The stem of its file.
    name: String,
}

impl<'d> Intake<'d> {
    pub(in crate::cli) fn new(desk: &'d Desk, again: bool) -> Result<Self, Failure> {
        store::sweep(desk.root());
        Ok(Self { desk, directory: desk.directory(), known: Known::read(desk)?, again })
    }

    /// Keeps the entries of a feed.
    pub(in crate::cli) fn take(&mut self, entries: Vec<FeedEntry>) -> Result<Taken, Failure> {
        let mut taken = Taken::default();
        let several = shared_pages(&entries);
        let (mut coming, mut met, mut noted) = (Vec::new(), HashSet::new(), Vec::new());
        // the oldest first, so that a feed reads in order
        for entry in entries.into_iter().rev() {
            let head = &entry.manuscript.head;
            let Some(key) = import::entry_key(head) else { continue };
            if !met.insert(key) {
                taken.tally.known += 1;
                continue;
            }
            match self.known.standing(head, &several, &self.directory) {
                Standing::Article(key) => {
                    noted.extend(names(head));
                    self.renew(&key, entry, &mut taken)?;
                }
                Standing::Own(_) => {
                    noted.extend(names(head));
                    taken.tally.known += 1;
                }
                Standing::Removed if !self.again => taken.tally.removed += 1,
                Standing::Removed | Standing::New => coming.push(entry),
            }
        }
        self.known.note(self.desk, noted)?;
        self.bring(coming, &mut taken)?;
        Ok(taken)
    }

    /// Keeps entries as new articles. All of them get their names first, so that a link from any to any other is one
    /// between articles, whichever comes first.
    fn bring(&mut self, entries: Vec<FeedEntry>, taken: &mut Taken) -> Result<(), Failure> {
        let mut names_given = HashSet::new();
        let mut coming = Vec::new();
        for entry in entries {
            let article = import::bring_in(entry.manuscript.clone(), &self.directory).article;
            if article.story.is_empty() {
                taken.tally.empty += 1;
                continue;
            }
            let name = self.free_name(&article, &names_given)?;
            if let Ok(id) = name.parse() {
                self.directory.add(&id, &article);
            }
            names_given.insert(name.clone());
            coming.push(Coming { entry, article, name });
        }
        for Coming { entry, article, name } in coming {
            let mut article =
                if may_link(&article) { import::bring_in(entry.manuscript, &self.directory).article } else { article };
            import::seal_entry(&mut article);
            let path = self.desk.root().join(format!("{name}.yaml"));
            let yaml = format::write(&article);
            store::keep(&path, yaml.as_bytes(), false)?;
            taken.paths.push(Text::line(&path.to_string_lossy()));
            taken.tally.new += 1;
            self.known.note(self.desk, names(&article.head))?;
            self.known.add(Fed::new(path, article, yaml));
        }
        Ok(())
    }

    /// A name for a new article that nothing has yet.
    fn free_name(&self, article: &Article, given: &HashSet<String>) -> Result<String, Failure> {
        let id = article.id.as_str();
        let is_free = |name: &String| !given.contains(name) && !self.desk.has_file(&format!("{name}.yaml"));
        store::names_for(id)
            .take(store::NAMES_MAX)
            .find(is_free)
            .ok_or_else(|| Failure::told(format!("there are too many articles called {id}; move some of them away")))
    }

    /// An entry whose article is there: nothing to do, a newer text of it, or one that goes beside what a person wrote.
    fn renew(&mut self, key: &str, entry: FeedEntry, taken: &mut Taken) -> Result<(), Failure> {
        let Some(fed) = self.known.get(key) else { return Ok(()) };
        let is_same = entry_of(&fed.article.head).is_some_and(|(_, state)| *state == entry.state);
        if is_same || !known::is_newer(&fed.article.head, &entry.manuscript.head) {
            taken.tally.known += 1;
            return Ok(());
        }
        let state = entry.state.clone();
        let newer = self.newer(fed, entry);
        let yaml = format::write(&newer);
        let path = Text::line(&fed.path.to_string_lossy());
        if import::is_as_kept(&fed.article) {
            self.desk.refresh(fed, &yaml)?;
            let at = fed.path.clone();
            self.known.remove(key);
            self.known.note(self.desk, names(&newer.head))?;
            self.known.add(Fed::new(at, newer, yaml));
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

/// The pages to which more than one entry leads.
fn shared_pages(entries: &[FeedEntry]) -> HashSet<String> {
    let mut keys: HashMap<String, String> = HashMap::new();
    let mut shared = HashSet::new();
    for head in entries.iter().map(|entry| &entry.manuscript.head) {
        let (Some(key), (Some(page), _)) = (import::entry_key(head), import::entry_peers(head)) else { continue };
        if keys.get(&page).is_some_and(|known| *known != key) {
            shared.insert(page);
        } else {
            keys.insert(page, key);
        }
    }
    shared
}

/// Whether something in an article may lead to another that came in with it.
fn may_link(article: &Article) -> bool {
    let is_out = |mark: &Mark| matches!(mark, Mark::Link(Reference::Address(_)));
    let links_out =
        |item: &Item| item.text.leaves().iter().any(|leaf| leaf.marks().iter().any(|(_, mark)| is_out(mark)));
    article.story.iter().any(|item| item.form == Form::Related || links_out(item))
}

impl Tally {
    /// `3 new, 1 updated, 12 known`.
    pub(in crate::cli) fn told(self) -> String {
        let parts = [
            (self.new, "new"),
            (self.updated, "updated"),
            (self.beside, "beside your own text"),
            (self.known, "known"),
            (self.removed, "removed by you, left alone"),
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
