//! Threads that do what must not keep the reader waiting.

use std::thread::Thread;

/// What our threads are called, so that a panic knows them.
const NAME: &str = "byline-worker";

/// Whether a thread is one of ours.
pub(super) fn is_current(thread: &Thread) -> bool {
    thread.name() == Some(NAME)
}
