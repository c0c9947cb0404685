//! Watching one open article, and the whole library.

use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::model::ArticleId;

use super::{Desk, file, walk};

/// How long nothing must change before it is told, and how long it is held back at most: a checkout of a thousand files
/// is one change.
const STILL_FOR: Duration = Duration::from_millis(10);
const HELD_MAX: Duration = Duration::from_millis(500);

/// More files than these are not told one by one.
const TOLD_MAX: usize = 256;

/// A watch on files; it ends when this is dropped.
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
            if event.is_ok_and(|event| changes(event.kind) && event.paths.contains(&target)) {
                on_change();
            }
        })
        .ok()?;
        watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
        Some(Watch { _watcher: watcher })
    }

    /// Calls `on_change` with the paths of an article's annotations that were written or removed. While there are none, it is
    /// called when a place for them is made; they are to be watched anew then. `None` where the system can't watch.
    pub fn watch_annotations(
        &self,
        article: &ArticleId,
        on_change: impl Fn(&[PathBuf]) + Send + 'static,
    ) -> Option<Watch> {
        let folder = self.margin.as_ref()?.live(article);
        // the folder may not be there yet: then the nearest above it, for the folder that leads on
        let there = folder.ancestors().find(|above| above.is_dir())?.to_owned();
        let wanted = folder.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let Some(event) = event.ok().filter(|event| changes(event.kind)) else { return };
            let inside = |path: &PathBuf| path.starts_with(&wanted) && is_annotation(path) || wanted.starts_with(path);
            let paths: Vec<PathBuf> = event.paths.into_iter().filter(inside).collect();
            if !paths.is_empty() {
                on_change(&paths);
            }
        })
        .ok()?;
        watcher.watch(&there, RecursiveMode::NonRecursive).ok()?;
        Some(Watch { _watcher: watcher })
    }

    /// Calls `on_change`, on a thread of its own, whenever what the reader keeps of articles was written, by this byline or
    /// by another. `None` where the system can't watch, or nothing is kept.
    #[must_use]
    pub fn watch_marks(&self, on_change: impl Fn() + Send + 'static) -> Option<Watch> {
        let files = self.mark_files();
        let folders: BTreeSet<PathBuf> = files.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect();
        let (tell, told) = channel();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let ours = |event: &Event| changes(event.kind) && event.paths.iter().any(|path| files.contains(path));
            if event.as_ref().is_ok_and(ours) {
                drop(tell.send(Vec::new()));
            }
        })
        .ok()?;
        let mut watched = 0;
        for folder in folders {
            // where nothing was kept yet, there is no folder to watch
            let there = file::create_folder(&folder).is_ok();
            watched += usize::from(there && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok());
        }
        let gather = move || {
            while gather(&told).is_some() {
                on_change();
            }
        };
        thread::Builder::new().name("byline-watch".to_owned()).spawn(gather).ok()?;
        (watched > 0).then_some(Watch { _watcher: watcher })
    }

    /// Calls `on_change`, on a thread of its own, whenever articles or folders of the library were written, replaced,
    /// moved or removed, with their paths: for [`Desk::sync_paths`]. No path at all means that they were too many to tell,
    /// or that some may have been missed: then it's for [`Desk::sync`]. Many changes at once are told once.
    ///
    /// `None` where the system can't watch as many folders; the change is seen at the next sync.
    #[must_use]
    pub fn watch_library(&self, on_change: impl Fn(&[PathBuf]) + Send + 'static) -> Option<Watch> {
        let (tell, told) = channel();
        let root = self.root.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let paths = match event {
                Ok(event) if event.need_rescan() => Some(Vec::new()),
                Ok(event) if changes(event.kind) => {
                    let paths: Vec<PathBuf> = event.paths.into_iter().filter(|path| may_matter(&root, path)).collect();
                    (!paths.is_empty()).then_some(paths)
                }
                Ok(_) | Err(_) => None,
            };
            // the other end outlives the watcher
            if let Some(paths) = paths {
                drop(tell.send(paths));
            }
        })
        .ok()?;
        let mode = if self.depth_max.is_some() { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        watcher.watch(&self.root, mode).ok()?;
        let gather = move || {
            while let Some(paths) = gather(&told) {
                on_change(&paths);
            }
        };
        thread::Builder::new().name("byline-watch".to_owned()).spawn(gather).ok()?;
        Some(Watch { _watcher: watcher })
    }
}

/// Whether a path is named like an annotation, and not like one that is only being written.
fn is_annotation(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    !name.starts_with('.') && path.extension().is_some_and(|extension| extension == "yaml")
}

/// Opening and reading are told as well, byline's own reading among them.
fn changes(kind: EventKind) -> bool {
    kind.is_create() || kind.is_modify() || kind.is_remove()
}

/// Whether a path can be an article, or a folder of some, as far as its name tells.
fn may_matter(root: &Path, path: &Path) -> bool {
    let Some(relative) = walk::relative(root, path) else { return true };
    let name = relative.rsplit('/').next().unwrap_or(&relative);
    let hidden = relative.split('/').any(|part| part.starts_with('.'));
    !hidden && (walk::is_article_name(name) || path.is_dir() || !path.exists())
}

/// The next changes, once all is still again; `None` when the watch has ended.
fn gather(told: &Receiver<Vec<PathBuf>>) -> Option<Vec<PathBuf>> {
    let (first, began) = (told.recv().ok()?, Instant::now());
    let mut all = first.is_empty();
    let mut paths: BTreeSet<PathBuf> = first.into_iter().collect();
    while began.elapsed() < HELD_MAX {
        let Ok(more) = told.recv_timeout(STILL_FOR) else { break };
        all |= more.is_empty();
        paths.extend(more);
    }
    Some(if all || paths.len() > TOLD_MAX { Vec::new() } else { paths.into_iter().collect() })
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

    #[test]
    fn what_changes_in_a_library_is_told_once_and_what_is_none_of_it_is_not() {
        let tree = tempfile::tempdir().unwrap();
        let environment = Environment { here: tree.path().to_owned(), ..Environment::default() };
        fs::create_dir(tree.path().join("2025")).unwrap();
        let desk = Desk::find(Some(Path::new(".")), &environment).unwrap();
        let (tell, told) = mpsc::channel();
        let watch = desk.watch_library(move |paths| tell.send(paths.to_vec()).unwrap_or(())).unwrap();
        fs::write(tree.path().join("notes.txt"), "1").unwrap();
        fs::write(tree.path().join(".hidden.yaml"), "1").unwrap();
        assert!(told.recv_timeout(Duration::from_millis(200)).is_err());
        replace(&desk.root().join("2025/a.yaml"), b"3").unwrap();
        fs::write(tree.path().join("b.yaml"), "2").unwrap();
        let paths = told.recv_timeout(Duration::from_secs(5)).unwrap();
        assert_eq!(paths, [desk.root().join("2025/a.yaml"), desk.root().join("b.yaml")]);
        for number in 0..600 {
            fs::write(tree.path().join(format!("{number}.yaml")), "2").unwrap();
        }
        // a machine that is busy may make so long pauses that no more than a few hundred are told at once
        let told: Vec<_> = std::iter::from_fn(|| told.recv_timeout(Duration::from_secs(2)).ok()).collect();
        let all: usize = told.iter().map(Vec::len).sum();
        assert!(told.iter().any(Vec::is_empty) || all >= 600, "{all} of 600 are told, and none as too many");
        drop(watch);
    }
}
