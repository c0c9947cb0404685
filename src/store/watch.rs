//! Watching one open article.

use std::fmt;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Desk;

/// A watch on one file; it ends when this is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

impl Desk {
    /// Calls `on_change` whenever the file at `path` (relative to the library) was written, replaced or removed: often
    /// several times for one save, so whoever receives it waits a moment. `None` where the system can't watch.
    ///
    /// The folder is watched and not the file, since most editors put a new file in its place.
    #[must_use]
    pub fn watch(&self, path: &str, on_change: impl Fn() + Send + 'static) -> Option<Watch> {
        let target = self.absolute(path).ok()?;
        let folder = target.parent()?.to_owned();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // opening and reading are told as well, byline's own reading among them
            let changed = |kind: &EventKind| kind.is_create() || kind.is_modify() || kind.is_remove();
            if event.is_ok_and(|event| changed(&event.kind) && event.paths.contains(&target)) {
                on_change();
            }
        })
        .ok()?;
        watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
        Some(Watch { _watcher: watcher })
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, sync::mpsc, time::Duration};

    use crate::store::{Desk, Environment, replace};

    #[test]
    fn a_replaced_file_is_told_and_its_neighbours_are_not() {
        let tree = tempfile::tempdir().unwrap();
        let environment = Environment { here: tree.path().to_owned(), ..Environment::default() };
        fs::write(tree.path().join("a.yaml"), "1").unwrap();
        let desk = Desk::find(Some(Path::new(".")), &environment).unwrap();
        let (tell, told) = mpsc::channel();
        let watch = desk.watch("a.yaml", move || tell.send(()).unwrap_or(())).unwrap();
        fs::write(tree.path().join("b.yaml"), "2").unwrap();
        assert!(told.recv_timeout(Duration::from_millis(200)).is_err());
        replace(&tree.path().join("a.yaml"), b"3").unwrap();
        assert!(told.recv_timeout(Duration::from_secs(5)).is_ok());
        drop(watch);
    }
}
