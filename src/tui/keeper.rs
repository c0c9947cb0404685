//! What the reader leaves behind, written down behind their back.

use std::{
    collections::BTreeMap,
    io,
    sync::{Arc, mpsc::Receiver},
};

use crate::{
    app::{Event, Filing, Outcome},
    library::ReadPlace,
    marginalia::{Revision, TrayEdit},
    model::{Annotation, ArticleId},
    study::Entry,
    theme::Shade,
};

use super::{
    perform::{Disk, Version, logged},
    wake::Post,
    worker::Worker,
};

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

/// Writes down what is to be kept, and all of it before byline ends.
#[derive(Debug)]
pub(super) struct Keeper(Worker<Keep>);

impl Keeper {
    pub(super) fn new() -> Self {
        Self(Worker::new())
    }

    pub(super) fn keep(&self, what: Keep) {
        self.0.ask(what);
    }

    /// Begins to write, if it has not begun.
    pub(super) fn start(&mut self, disk: &Arc<impl Disk>, post: &Post) -> io::Result<()> {
        let disk = Arc::clone(disk);
        self.0.start(post, move |jobs, post| write_down(&*disk, jobs, post))
    }

    /// Waits until everything is written.
    pub(super) fn finish(self, disk: &impl Disk, post: &Post) {
        self.0.finish(|jobs| write_down(disk, jobs, post));
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
