//! Keeping the index as the files are, behind the reader's back.

use std::{
    fmt, io,
    ops::ControlFlow,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU8, Ordering},
    },
};

use super::{perform::Disk, wake::Post, worker};

/// Nothing is being done.
const IDLE: u8 = 0;
/// The library is being read.
const RUNNING: u8 = 1;
/// The same, and something has changed since.
const AGAIN: u8 = 2;

/// The making of the index. Clones are the same.
pub(super) struct Indexing<D: Disk>(Arc<Inner<D>>);

struct Inner<D: Disk> {
    disk: Arc<D>,
    post: Post,
    state: AtomicU8,
    stop: AtomicBool,
    /// Tells of changes; begins when the index is first up to date.
    watch: OnceLock<Option<D::Watch>>,
}

impl<D: Disk> Clone for Indexing<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D: Disk> fmt::Debug for Indexing<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Indexing").field("state", &self.0.state).finish_non_exhaustive()
    }
}

impl<D: Disk> Indexing<D> {
    pub(super) fn new(disk: Arc<D>, post: Post) -> Self {
        let (state, stop) = (AtomicU8::new(IDLE), AtomicBool::new(false));
        Self(Arc::new(Inner { disk, post, state, stop, watch: OnceLock::new() }))
    }

    /// Brings the index up to date on a thread of its own. Where one is at it already, it goes over the library again.
    pub(super) fn start(&self) -> io::Result<()> {
        let next = |state| Some(if state == IDLE { RUNNING } else { AGAIN });
        let before = self.0.state.fetch_update(Ordering::SeqCst, Ordering::SeqCst, next);
        if before != Ok(IDLE) {
            return Ok(());
        }
        let its = self.clone();
        let spawned = worker::spawn(self.0.post.clone(), move |_| its.run());
        if spawned.is_err() {
            self.0.state.store(IDLE, Ordering::SeqCst);
        }
        spawned.map(drop)
    }

    /// Breaks it off. What was read so far is kept.
    pub(super) fn stop(&self) {
        self.0.stop.store(true, Ordering::SeqCst);
    }

    fn run(&self) {
        let Inner { disk, post, state, stop, watch } = &*self.0;
        loop {
            stop.store(false, Ordering::SeqCst);
            let synced = disk.sync(&mut |event| {
                post.send(event);
                if stop.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Err(message) = synced {
                post.send(worker::failed(message.as_str()));
            }
            let done = state.compare_exchange(RUNNING, IDLE, Ordering::SeqCst, Ordering::SeqCst).is_ok();
            if done || stop.load(Ordering::SeqCst) {
                break;
            }
            state.store(RUNNING, Ordering::SeqCst);
        }
        state.store(IDLE, Ordering::SeqCst);
        watch.get_or_init(|| {
            let again = self.clone();
            // without a thread the change is seen to at the next start
            disk.watch_library(Box::new(move || drop(again.start())))
        });
    }
}
