//! Keeping the index as the files are, behind the reader's back.

use std::{
    fmt, io,
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::app::Event;

use super::{perform::Disk, wake::Post, worker};

/// What is to be looked at.
#[derive(Debug)]
enum Work {
    /// Every file of the library.
    All,
    /// These, which are known to have changed.
    Paths(Vec<PathBuf>),
}

impl Work {
    /// What a watch tells: where it tells of no path, there were more changes than it could count.
    fn of(paths: &[PathBuf]) -> Self {
        if paths.is_empty() { Self::All } else { Self::Paths(paths.to_vec()) }
    }
}

/// What is under way, and what has come up since.
#[derive(Debug, Default)]
struct Desk {
    running: bool,
    next: Option<Work>,
}

/// The making of the index. Clones are the same.
pub(super) struct Indexing<D: Disk>(Arc<Inner<D>>);

struct Inner<D: Disk> {
    disk: Arc<D>,
    post: Post,
    desk: Mutex<Desk>,
    stop: AtomicBool,
    /// Tells of changes, from before the first look at the files.
    watch: OnceLock<Option<D::Watch>>,
    /// Tells of marks that another window has made.
    marks_watch: OnceLock<Option<D::Watch>>,
}

impl<D: Disk> Clone for Indexing<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D: Disk> fmt::Debug for Indexing<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Indexing").field("desk", &self.0.desk).finish_non_exhaustive()
    }
}

impl<D: Disk> Indexing<D> {
    pub(super) fn new(disk: Arc<D>, post: Post) -> Self {
        let (desk, stop) = (Mutex::default(), AtomicBool::new(false));
        let (watch, marks_watch) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Inner { disk, post, desk, stop, watch, marks_watch }))
    }

    /// Brings the index up to date on a thread of its own. Where one is at it already, it goes over the library again.
    pub(super) fn start(&self) -> io::Result<()> {
        self.begin(Work::All)
    }

    /// The same, unless one is at it.
    pub(super) fn start_if_idle(&self) -> io::Result<()> {
        let idle = !self.desk().running;
        if idle { self.start() } else { Ok(()) }
    }

    /// Breaks it off. What was read so far is kept.
    pub(super) fn stop(&self) {
        self.0.stop.store(true, Ordering::SeqCst);
        self.desk().next = None;
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        // a panic elsewhere leaves a list of work, no half-made thing
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, work: Work) -> io::Result<()> {
        let mut desk = self.desk();
        desk.next = Some(match (desk.next.take(), work) {
            (Some(Work::Paths(mut before)), Work::Paths(after)) => {
                before.extend(after);
                Work::Paths(before)
            }
            (Some(Work::All), _) | (_, Work::All) => Work::All,
            (None, Work::Paths(after)) => Work::Paths(after),
        });
        if !desk.running {
            let its = self.clone();
            drop(worker::spawn(self.0.post.clone(), move |_| its.run())?);
            desk.running = true;
        }
        Ok(())
    }

    fn next(&self) -> Option<Work> {
        let mut desk = self.desk();
        let next = desk.next.take();
        desk.running = next.is_some();
        next
    }

    fn run(&self) {
        let Inner { disk, post, stop, watch, marks_watch, .. } = &*self.0;
        // before the first look at the files, so that no change falls between
        watch.get_or_init(|| {
            let its = self.clone();
            // without a thread the change is seen to at the next start
            disk.watch_library(Box::new(move |paths| drop(its.begin(Work::of(paths)))))
        });
        marks_watch.get_or_init(|| {
            let (its, told) = (Arc::clone(disk), post.clone());
            disk.watch_marks(Box::new(move || {
                if its.renew_marks() {
                    told.send(Event::MarksChanged);
                }
            }))
        });
        while let Some(work) = self.next() {
            stop.store(false, Ordering::SeqCst);
            let paths = match &work {
                Work::All => None,
                Work::Paths(paths) => Some(paths.as_slice()),
            };
            let synced = disk.sync(paths, &mut |event| {
                post.send(event);
                if stop.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Err(message) = synced {
                post.send(worker::failed(message.as_str()));
            }
        }
    }
}
