//! Threads that do what must not keep the reader waiting.

use std::{
    any::Any,
    collections::BTreeMap,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle, Thread},
};

use crate::{
    app::{Event, Filing, Outcome},
    library::ReadPlace,
    marginalia::{Revision, TrayEdit},
    model::{Annotation, ArticleId, Text},
    study::Entry,
    theme::Shade,
};

use super::{
    perform::{Disk, Version, logged},
    wake::Post,
};

/// What our threads are called, so that a panic knows them.
const NAME: &str = "byline-worker";

/// Whether a thread is one of ours.
pub(super) fn is_one(thread: &Thread) -> bool {
    thread.name() == Some(NAME)
}

/// Does something on a thread of its own. A panic there becomes an event, where the build lets one survive.
pub(super) fn spawn(post: Post, work: impl FnOnce(&Post) + Send + 'static) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(NAME.to_owned()).spawn(move || {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&post))) {
            post.send(failed(&format!("a fault in byline: {}", message(&*panic))));
        }
    })
}

/// The event of something that went wrong.
pub(super) fn failed(message: &str) -> Event {
    Event::Done(Outcome::Failed(Text::line(message)))
}

/// The event of a thread that could not be had.
pub(super) fn no_thread(error: &io::Error) -> Event {
    failed(&format!("the system gives no thread: {error}"))
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

/// Something to keep.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Keep {
    Place(ArticleId, ReadPlace),
    Tags(ArticleId, Vec<String>),
    Theme(String),
    Shade(Shade),
    /// To be read in its turn, behind the changes before it.
    Tray,
    TrayEdit(TrayEdit),
    /// A change of the library's files, under its number.
    File(u64, Box<Filing>),
    /// Entries of the log that are visits.
    Visits(Vec<Entry>),
    /// A text of an article.
    Text(ArticleId, Box<Revision>),
    /// A note as far as it is written.
    Unfinished(Vec<Annotation>),
    Annotation {
        before: Option<Box<Annotation>>,
        after: Box<Annotation>,
        revision: Option<Box<Revision>>,
    },
}

/// Writes down what is to be kept, behind the reader's back, and all of it before byline ends.
#[derive(Debug)]
pub(super) struct Keeper {
    jobs: Sender<Keep>,
    /// The other end, until there is a thread for it.
    waiting: Option<Receiver<Keep>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn new() -> Self {
        let (jobs, waiting) = channel();
        Self { jobs, waiting: Some(waiting), thread: None }
    }

    pub(super) fn keep(&self, what: Keep) {
        // the receiver is here or with the thread, which ends only after this
        drop(self.jobs.send(what));
    }

    /// Begins to write, if it has not begun.
    pub(super) fn start(&mut self, disk: &Arc<impl Disk>, post: Post) -> io::Result<()> {
        if let Some(waiting) = self.waiting.take() {
            let disk = Arc::clone(disk);
            self.thread = Some(spawn(post, move |post| write_down(&*disk, &waiting, post))?);
        }
        Ok(())
    }

    /// Waits until everything is written.
    pub(super) fn finish(self, disk: &impl Disk, post: &Post) {
        drop(self.jobs);
        if let Some(waiting) = self.waiting {
            write_down(disk, &waiting, post);
        }
        if let Some(thread) = self.thread {
            drop(thread.join()); // its panic has been told
        }
    }
}

/// Writes what comes until nothing can come any more. Annotations are written first and each of them; of the rest of what
/// has piled up only the last of a kind counts.
fn write_down(disk: &impl Disk, jobs: &Receiver<Keep>, post: &Post) {
    while let Ok(first) = jobs.recv() {
        let (mut places, mut tags) = (BTreeMap::new(), BTreeMap::new());
        let (mut theme, mut shade, mut unfinished) = (None, None, None);
        for job in std::iter::once(first).chain(jobs.try_iter()) {
            match job {
                Keep::Place(id, place) => drop(places.insert(id, place)),
                Keep::Tags(id, its) => drop(tags.insert(id, its)),
                Keep::Theme(name) => theme = Some(name),
                Keep::Shade(is) => shade = Some(is),
                Keep::Unfinished(note) => unfinished = Some(note),
                Keep::Tray => post.send(match disk.tray() {
                    Ok(tray) => Event::Tray(Box::new(tray)),
                    Err(message) => Event::Done(Outcome::Failed(message)),
                }),
                Keep::TrayEdit(edit) => {
                    if let Err(message) = disk.edit_tray(&edit) {
                        post.send(Event::Done(Outcome::Failed(message)));
                    }
                }
                Keep::File(number, what) => {
                    let outcome = disk.file(&what).map(Box::new);
                    post.send(Event::Filed { number, outcome });
                }
                Keep::Visits(entries) => {
                    if let Some(event) = logged(disk, &entries) {
                        post.send(event);
                    }
                }
                Keep::Text(article, revision) => {
                    if let Err(error) = disk.keep_text(&article, &revision) {
                        post.send(Event::Done(Outcome::Failed(error)));
                    }
                }
                Keep::Annotation { before, after, revision } => {
                    let outcome = disk.annotate(Version {
                        before: before.as_deref(),
                        after: &after,
                        revision: revision.as_deref(),
                    });
                    let outcome = outcome.map(Box::new);
                    post.send(Event::Kept { id: after.id, outcome });
                }
            }
        }
        if let Some(note) = unfinished {
            // behind the annotation that it has become, where it was closed
            disk.keep_unfinished(&note);
        }
        let places = places.iter().map(|(id, place)| disk.remember(id, *place));
        let tags = tags.iter().map(|(id, tags)| disk.tag(id, tags));
        let theme = theme.map(|name| disk.remember_theme(&name));
        let shade = shade.map(|shade| disk.remember_shade(shade));
        for error in places.chain(tags).chain(theme).chain(shade).filter_map(Result::err) {
            post.send(Event::Done(Outcome::Failed(error)));
        }
    }
}
