//! Effects, performed: what the program asks of the disk and of other programs.
//!
//! What the first frame needs is done at once, on the spot. Everything else waits until that frame is drawn, and is then
//! done by workers.

use std::{
    collections::VecDeque,
    fmt,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{
    app::{Ask, Event, Export, Filed, Filing, Incoming, Opened, Outcome, Source},
    import::Format,
    library::{Arrangement, Assertion, Finding, Inquiry, Mark, Question, ReadPlace, Stretch, Wanted},
    marginalia::{Found, Glosses, Revision, Tray, TrayEdit},
    model::{Annotation, ArticleId, Text},
    study::{Deed, Entry},
    theme::Shade,
};

use super::{
    indexing::Indexing,
    keeper::{Keep, Keeper},
    launch,
    librarian::Librarian,
    shelver::{Job, Shelver},
    studying::Studies,
    wake::Post,
    worker,
};

/// How long a file must lie still before its change is told: one save is often several writes.
const STILL_FOR: Duration = Duration::from_millis(80);

/// Is called with the files that changed.
pub type OnChanges = Box<dyn Fn(&[PathBuf]) + Send>;

/// Is told how far something is, and may break it off.
pub type OnEvent<'a> = &'a mut dyn FnMut(Event) -> ControlFlow<()>;

/// Rows of the shelf; none as long as the library has not been read.
pub type Rows = Result<Option<Stretch>, Text>;
/// A version of an annotation, to write.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What it was made from.
    pub before: Option<&'a Annotation>,
    pub after: &'a Annotation,
    /// The text it is made on, where that may not be on disk yet.
    pub revision: Option<&'a Revision>,
}

/// The annotations of one article.
#[derive(Debug, Default)]
pub struct Annotated {
    /// Each with what became of its words.
    pub noted: Vec<(Annotation, Found)>,
    /// Files that could not be read, each with the reason.
    pub faults: Vec<Text>,
    /// A note that another byline left unfinished.
    pub unfinished: Vec<Annotation>,
}

/// The desk on disk, as far as effects need it. Errors are words for the reader.
pub trait Disk: Studies {
    /// A watch on a file; it ends when this is dropped.
    type Watch: fmt::Debug + Send + Sync;
    /// The rows of the library in an order, in whatever way they are had.
    type Shelf;

    /// Reads enough of an article for its first screen, in bounded time.
    fn opening(&self, ask: &Ask) -> Result<Option<Opened>, Text>;
    /// Reads the whole of it.
    fn load(&self, ask: &Ask) -> Result<Opened, Text>;
    /// The shelf as nobody has looked at it yet.
    fn shelf(&self) -> Self::Shelf;
    /// Rows of the shelf; `renew`: of the library as it is now. `None` where there are none yet.
    fn shelve(&self, shelf: &mut Self::Shelf, wanted: &Wanted, renew: bool, on: OnEvent<'_>) -> Rows;
    /// Marks every article of an arrangement; how many were not so before.
    fn mark_all(&self, shelf: &mut Self::Shelf, number: u64, all: &Arrangement, mark: &Mark) -> Result<usize, Text>;
    /// Undoes what was done under that number, or does it again.
    fn unmark_all(&self, shelf: &mut Self::Shelf, number: u64) -> Result<usize, Text>;
    /// What is asked from now on is to know this of an article. It is kept by [`Disk::remember`] or [`Disk::tag`].
    fn note(&self, id: &ArticleId, what: Noted<'_>);
    /// Calls `on_change` when what is kept of articles was written, here or elsewhere; `None` where that can't be told.
    fn watch_marks(&self, on_change: Box<dyn Fn() + Send>) -> Option<Self::Watch>;
    /// Takes in what another window keeps of articles. Whether that is anything new.
    fn renew_marks(&self) -> bool;
    /// Whether there is an index to answer from.
    fn has_index(&self) -> bool;
    /// Answers what is asked of the library, from what its index knows.
    fn inquire(&self, inquiry: &Inquiry) -> Result<Finding, Text>;
    /// Brings the index up to date with the files that are known to have changed, or with all (`None`), telling how far it
    /// is: [`Event::Indexing`], then [`Event::Indexed`].
    fn sync(&self, changed: Option<&[PathBuf]>, on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Result<(), Text>;
    /// Calls `on_change` with the files of the library that changed; `None` where that can't be told.
    fn watch_library(&self, on_change: OnChanges) -> Option<Self::Watch>;
    /// Writes into an article that a claim answers a question. What was done, in words.
    fn accept(&self, number: u64, question: &Question, answer: &Assertion, partly: bool) -> Result<Text, Text>;
    /// Takes out again what was written under that number.
    fn unaccept(&self, number: u64) -> Result<Text, Text>;
    /// Keeps that two names are one speaker or are not, or that nobody has said so.
    fn spell(&self, names: &[String; 2], same: Option<bool>) -> Result<(), Text>;
    /// Keeps the tags of an article.
    fn tag(&self, id: &ArticleId, tags: &[String]) -> Result<(), Text>;
    /// Reads the annotations of the whole library, each with what its article says around it.
    fn glosses(&self) -> Result<Glosses, Text>;
    /// Reads the tray.
    fn tray(&self) -> Result<Tray, Text>;
    /// Makes a change of the tray, as it is by then.
    fn edit_tray(&self, edit: &TrayEdit) -> Result<(), Text>;
    /// Writes into a file, which is replaced only where `replace` is set. Where that is; `None` where one is there.
    fn export(&self, path: &str, what: &Export, replace: bool) -> Result<Option<Text>, Text>;
    /// Makes an article of what was pasted, without keeping it.
    fn prepare(&self, source: &Source, format: Option<Format>) -> Result<Incoming, Text>;
    /// Files an article, takes it away or puts it back.
    fn file(&self, what: &Filing) -> Result<Filed, Text>;
    /// Reads the annotations of an article and finds their words in its text as it is now.
    fn annotations(&self, article: &ArticleId, now: &Revision) -> Result<Annotated, Text>;
    /// The tags of all annotations, sorted, each once.
    fn known_tags(&self) -> Result<Vec<Text>, Text>;
    /// Writes a version of an annotation. What is on disk then.
    fn annotate(&self, version: Version<'_>) -> Result<Annotation, Text>;
    /// Keeps a note as far as it is written; an empty one is finished. It is a second net, so nothing is told where it tears.
    fn keep_unfinished(&self, note: &[Annotation]);
    /// Calls `on_change` when annotations of an article are written or removed; `None` where that can't be told.
    fn watch_annotations(&self, article: &ArticleId, on_change: Box<dyn Fn() + Send>) -> Option<Self::Watch>;
    /// Puts words into a file for an editor outside: of a name like that, whose ending tells the editor what they are.
    fn keep_draft(&self, draft: &Text, name: &str) -> Result<PathBuf, Text>;
    /// Reads them back and takes the file away.
    fn take_draft(&self, path: &Path) -> Result<Text, Text>;
    /// Keeps where the reader left an article.
    fn remember(&self, id: &ArticleId, place: ReadPlace) -> Result<(), Text>;
    /// Keeps the theme that was chosen.
    fn remember_theme(&self, name: &str) -> Result<(), Text>;
    /// Keeps what the terminal's background was.
    fn remember_shade(&self, shade: Shade) -> Result<(), Text>;
    /// Where a file of the library is.
    fn absolute(&self, path: &str) -> Result<PathBuf, Text>;
    /// Calls `on_change` when a file of the library is written, replaced or removed; `None` where that can't be told.
    fn watch(&self, path: &str, on_change: Box<dyn Fn() + Send>) -> Option<Self::Watch>;
}

/// What a reader keeps of an article.
#[derive(Clone, Copy, Debug)]
pub enum Noted<'a> {
    Place(ReadPlace),
    Tags(&'a [String]),
}

/// What waits for the frame to be drawn.
#[derive(Debug)]
enum Later {
    Load(Ask),
    Shelf(Job),
    Index,
    Watch(ArticleId, String),
    Annotations(ArticleId, Box<Revision>),
}

/// Performs what needs no terminal.
#[derive(Debug)]
pub(super) struct Performer<D: Disk> {
    disk: Arc<D>,
    post: Post,
    keeper: Keeper,
    later: VecDeque<Later>,
    /// The file that is watched, and the watch, where the system can.
    watched: Option<(String, Option<D::Watch>)>,
    /// The watch on the annotations of the open article.
    margin_watched: Option<D::Watch>,
    librarian: Librarian,
    shelver: Shelver,
    indexing: Indexing<D>,
}

impl<D: Disk> Performer<D> {
    pub(super) fn new(disk: D, post: Post) -> Self {
        let disk = Arc::new(disk);
        Self {
            indexing: Indexing::new(Arc::clone(&disk), post.clone()),
            disk,
            post,
            keeper: Keeper::new(),
            later: VecDeque::new(),
            watched: None,
            margin_watched: None,
            librarian: Librarian::new(),
            shelver: Shelver::new(),
        }
    }

    /// Reads an article, or its beginning, and has the rest read later.
    pub(super) fn open(&mut self, ask: Ask) -> Option<Event> {
        match self.disk.opening(&ask) {
            Ok(opened) => {
                if opened.as_ref().is_none_or(|opened| opened.partial) {
                    self.later.push_back(Later::Load(ask));
                }
                opened.map(|opened| Event::Opened(Box::new(opened)))
            }
            Err(message) => Some(Event::OpenFailed { ask, message }),
        }
    }

    /// Asks for the shelf, or changes what it shows.
    pub(super) fn shelf(&mut self, job: Job) {
        self.later.push_back(Later::Shelf(job));
    }

    /// Has the index brought up to the files, and kept so.
    pub(super) fn index(&mut self) {
        self.later.push_back(Later::Index);
    }

    pub(super) fn watch(&mut self, id: ArticleId, path: String) {
        self.later.retain(|later| !matches!(later, Later::Watch(..)));
        self.later.push_back(Later::Watch(id, path));
    }

    pub(super) fn annotations(&mut self, article: ArticleId, revision: Box<Revision>) {
        self.later.push_back(Later::Annotations(article, revision));
    }

    /// Reads the annotations of the library, behind the reader's back.
    pub(super) fn glosses(&self, number: u64) {
        self.work(move |disk, post| {
            post.send(match disk.glosses() {
                Ok(glosses) => Event::Glossed { number, glosses: Box::new(glosses) },
                Err(message) => Event::NotFound { number, message },
            });
        });
    }

    /// Makes an article of what was pasted, behind the reader's back.
    pub(super) fn prepare(&self, number: u64, source: Arc<Source>, format: Option<Format>) {
        self.work(move |disk, post| {
            let outcome = disk.prepare(&source, format);
            post.send(Event::Prepared { number, outcome });
        });
    }

    /// Writes a file.
    pub(super) fn export(&self, path: Text, replace: bool, what: Box<Export>) {
        self.work(move |disk, post| {
            post.send(match disk.export(path.as_str(), &what, replace) {
                Ok(Some(written)) => Event::Done(Outcome::Well(Text::line(&format!("Written: {written}")))),
                Ok(None) => Event::Exists { path, what },
                Err(message) => Event::Done(Outcome::Failed(message)),
            });
        });
    }

    pub(super) fn keep(&self, what: Keep) {
        match &what {
            Keep::Place(id, place) => self.disk.note(id, Noted::Place(*place)),
            Keep::Tags(id, tags) => self.disk.note(id, Noted::Tags(tags)),
            Keep::Annotation { .. }
            | Keep::Unfinished(_)
            | Keep::Text(..)
            | Keep::Visits(_)
            | Keep::Theme(_)
            | Keep::Shade(_)
            | Keep::File(..)
            | Keep::Tray
            | Keep::TrayEdit(_) => {}
        }
        self.keeper.keep(what);
    }

    /// Where a file of the library is.
    pub(super) fn absolute(&self, path: &str) -> Result<PathBuf, Text> {
        self.disk.absolute(path)
    }

    pub(super) fn known_tags(&self) {
        self.work(|disk, post| match disk.known_tags() {
            Ok(tags) => post.send(Event::TagsKnown(tags)),
            Err(message) => post.send(worker::failed(message.as_str())),
        });
    }

    /// Puts words into a file for an editor outside.
    pub(super) fn keep_draft(&self, draft: &Text, name: &str) -> Result<PathBuf, Text> {
        self.disk.keep_draft(draft, name)
    }

    /// Reads them back.
    pub(super) fn take_draft(&self, path: &Path) -> Result<Text, Text> {
        self.disk.take_draft(path)
    }

    /// Hands an address to the system's opener, and tells if that fails.
    pub(super) fn open_address(&self, address: &Text) {
        let opener = match launch::open_address(address.as_str()) {
            Ok(opener) => opener,
            Err(message) => return self.post.send(worker::failed(&message)),
        };
        self.work(|_, post| {
            if let Err(message) = launch::see_through(opener) {
                post.send(worker::failed(&message));
            }
        });
    }

    /// The frame is drawn: time for what was put off.
    pub(super) fn go_on(&mut self) {
        if let Err(error) = self.keeper.start(&self.disk, &self.post) {
            self.post.send(worker::failed(&format!("reading places are kept only at the end: {error}")));
        }
        while let Some(later) = self.later.pop_front() {
            match later {
                Later::Load(ask) => self.work(move |disk, post| {
                    post.send(match disk.load(&ask) {
                        Ok(opened) => Event::Opened(Box::new(opened)),
                        Err(message) => Event::OpenFailed { ask, message },
                    });
                }),
                Later::Shelf(job) => {
                    if let Err(error) = self.shelver.ask(job, &self.disk, &self.indexing, &self.post) {
                        self.post.send(worker::no_thread(&error));
                    }
                }
                Later::Index => {
                    if let Err(error) = self.indexing.start() {
                        self.post.send(worker::no_thread(&error));
                    }
                }
                Later::Watch(id, path) => self.start_watch(id, path),
                Later::Annotations(article, revision) => self.start_annotations(article, revision),
            }
        }
    }

    /// Asks the library; the answer is an event.
    pub(super) fn inquire(&mut self, number: u64, inquiry: Inquiry) {
        if let Err(error) = self.librarian.ask((number, inquiry), &self.disk, &self.indexing, &self.post) {
            self.post.send(worker::no_thread(&error));
        }
    }

    pub(super) fn accept(&self, number: u64, question: Box<Question>, answer: Box<Assertion>, partly: bool) {
        self.write_answer(number, move |disk| disk.accept(number, &question, &answer, partly));
    }

    pub(super) fn unaccept(&self, number: u64) {
        self.write_answer(number, move |disk| disk.unaccept(number));
    }

    /// Writes into an article, and has the index follow.
    fn write_answer(&self, number: u64, write: impl FnOnce(&D) -> Result<Text, Text> + Send + 'static) {
        let indexing = self.indexing.clone();
        self.work(move |disk, post| {
            let outcome = write(disk);
            let written = outcome.is_ok();
            post.send(Event::Accepted { number, outcome });
            if written && let Err(error) = indexing.start() {
                post.send(worker::no_thread(&error));
            }
        });
    }

    pub(super) fn spell(&self, names: &[String; 2], same: Option<bool>) {
        // on the spot: the card that is asked for next is to know it
        if let Err(message) = self.disk.spell(names, same) {
            self.post.send(Event::Done(Outcome::Failed(message)));
        }
    }

    pub(super) fn stop_indexing(&self) {
        self.indexing.stop();
    }

    fn start_watch(&mut self, id: ArticleId, path: String) {
        if self.watched.as_ref().is_some_and(|(watched, _)| *watched == path) {
            return;
        }
        self.watched = None; // the old watch ends first
        let on_change = when_still(self.post.clone(), move || Event::Changed { id: id.clone() });
        let watch = self.disk.watch(&path, on_change);
        self.watched = Some((path, watch));
    }

    /// Watches before it reads: no change falls between the two.
    fn start_annotations(&mut self, article: ArticleId, revision: Box<Revision>) {
        // anew each time: the folder may not have been there when it was watched last
        self.margin_watched = None;
        let told = article.clone();
        let on_change = when_still(self.post.clone(), move || Event::MarginChanged { article: told.clone() });
        self.margin_watched = self.disk.watch_annotations(&article, on_change);
        self.work(move |disk, post| match disk.annotations(&article, &revision) {
            Ok(Annotated { noted, faults, unfinished }) => {
                post.send(Event::Annotated { article, revision: revision.digest(), noted, faults, unfinished });
            }
            Err(message) => post.send(Event::Done(Outcome::Failed(message))),
        });
    }

    /// Adds entries to the log, before the next frame is drawn where somebody did them: what is seen graded outlives a
    /// kill. A visit adds up by itself, and no key waits for the disk to have it.
    pub(super) fn log(&self, entries: Vec<Entry>) {
        if entries.iter().all(|entry| matches!(entry.deed, Deed::Visited(_))) {
            self.keep(Keep::Visits(entries));
        } else if let Some(event) = logged(&*self.disk, &entries) {
            self.post.send(event);
        }
    }

    pub(super) fn work(&self, work: impl FnOnce(&D, &Post) + Send + 'static) {
        let disk = Arc::clone(&self.disk);
        if let Err(error) = worker::spawn(self.post.clone(), move |post| work(&disk, post)) {
            self.post.send(worker::no_thread(&error));
        }
    }

    /// Waits for what must not be lost; what is only being read ends with the program.
    pub(super) fn finish(self) {
        self.shelver.leave();
        self.indexing.stop();
        self.keeper.finish(&*self.disk, &self.post);
    }
}

/// Adds entries to the log, and how that ended.
pub(super) fn logged(disk: &impl Disk, entries: &[Entry]) -> Option<Event> {
    let first = entries.first()?.id;
    Some(Event::Logged { first, outcome: disk.log(entries) })
}

/// Tells of a change once all has been still for a moment.
fn when_still(post: Post, event: impl Fn() -> Event + Send + Sync + 'static) -> Box<dyn Fn() + Send> {
    let (moving, event) = (Arc::new(AtomicBool::new(false)), Arc::new(event));
    Box::new(move || {
        if moving.swap(true, Ordering::SeqCst) {
            return;
        }
        let (still, told) = (Arc::clone(&moving), Arc::clone(&event));
        let waiting = worker::spawn(post.clone(), move |post| {
            thread::sleep(STILL_FOR);
            still.store(false, Ordering::SeqCst);
            post.send(told());
        });
        if waiting.is_err() {
            moving.store(false, Ordering::SeqCst);
            post.send(event());
        }
    })
}

#[cfg(test)]
mod tests;
