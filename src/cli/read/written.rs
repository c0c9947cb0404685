//! Which annotations this byline has just written itself: what the watch tells of them is no news.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::model::AnnotationId;

/// How long after a write its echo may come.
const ECHO_MAX: Duration = Duration::from_millis(300);

/// The last writes, by annotation.
#[derive(Clone, Debug, Default)]
pub(super) struct Written(Arc<Mutex<HashMap<String, Instant>>>);

impl Written {
    /// This one has just been written.
    pub(super) fn note(&self, id: &AnnotationId) {
        let mut writes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        writes.retain(|_, at| at.elapsed() < ECHO_MAX);
        writes.insert(id.to_string(), Instant::now());
    }

    /// Whether all of these files are echoes.
    pub(super) fn are_own(&self, paths: &[PathBuf]) -> bool {
        let writes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = |path: &PathBuf| {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy());
            stem.and_then(|stem| writes.get(stem.as_ref())).is_some_and(|at| at.elapsed() < ECHO_MAX)
        };
        paths.iter().all(own)
    }
}
