//! How much may be under way between reading and indexing.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

/// The most bytes of documents under way.
const UNDER_WAY_MAX: usize = 24 * 1024 * 1024;

/// How long to wait for the other end before going on all the same: it may be gone, and whoever goes on finds out.
const PATIENCE: Duration = Duration::from_secs(5);

/// Lets documents through while not too many are under way: reading can be quicker than indexing, and memory is bounded.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate(Arc<(Mutex<usize>, Condvar)>);

/// What one document counts for, until this is dropped.
#[derive(Debug)]
pub(super) struct Held {
    gate: Gate,
    bytes: usize,
}

impl Gate {
    /// Waits until there is room.
    pub(super) fn pass(&self, bytes: usize) -> Held {
        let (under_way, changed) = &*self.0;
        let guard = under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |under_way: &mut usize| *under_way > UNDER_WAY_MAX;
        let (mut guard, _) = changed.wait_timeout_while(guard, PATIENCE, full).unwrap_or_else(PoisonError::into_inner);
        *guard += bytes;
        Held { gate: self.clone(), bytes }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let (under_way, changed) = &*self.gate.0;
        *under_way.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        changed.notify_one();
    }
}
