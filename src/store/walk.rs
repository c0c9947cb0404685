//! Finding article files in a folder, whatever lies in it.

use std::{
    borrow::Cow,
    fs::{self, DirEntry},
    io, mem,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{Error, catalogue::Fault, file};
use crate::library::FileFacts;

/// How deep folders may nest before byline stops to believe them.
const DEPTH_MAX: usize = 32;

/// So many files of a folder are looked at together: an open folder may have a million.
const LOT_MAX: usize = 8192;

/// An article file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Relative to the folder, with `/`.
    pub path: String,
    pub absolute: PathBuf,
}

/// Whether a file is an article by its name.
pub(super) fn is_article_name(name: &str) -> bool {
    !name.starts_with('.') && [".yaml", ".yml"].iter().any(|suffix| name.ends_with(suffix))
}

/// Files of one folder, as many as are looked at together.
pub(super) struct Lot<'a> {
    root: &'a Path,
    /// The folder relative to the root, with `/` at its end; `None` where that is no UTF-8.
    folder: Option<String>,
    entries: Vec<DirEntry>,
}

/// Goes through `root` (canonical) folder by folder, and hands out what lies in each, without the folders.
///
/// Hidden files and folders are passed over; what git ignores is not. Symbolic links are never followed: one that
/// stays within the library leads to what is found anyway, and one that leaves it is told as a fault.
pub(super) fn each_lot(
    root: &Path,
    depth_max: Option<usize>,
    on: &mut dyn FnMut(Result<Lot<'_>, Fault>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let depth_max = depth_max.unwrap_or(DEPTH_MAX);
    let mut folders = vec![(root.to_owned(), Some(String::new()), 1)];
    while let Some((path, folder, depth)) = folders.pop() {
        let mut lot = Lot { root, folder: folder.clone(), entries: Vec::new() };
        let listed = match fs::read_dir(&path) {
            Ok(listed) => listed,
            Err(error) => {
                on(Err(unreadable(root, &path, &error)))?;
                continue;
            }
        };
        for entry in listed {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    on(Err(unreadable(root, &path, &error)))?;
                    break;
                }
            };
            let name = entry.file_name();
            if name.as_encoded_bytes().first() == Some(&b'.') {
                continue;
            }
            if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                lot.entries.push(entry);
                if lot.entries.len() == LOT_MAX {
                    on(Ok(Lot { root, folder: folder.clone(), entries: mem::take(&mut lot.entries) }))?;
                }
            } else if depth < depth_max {
                let below = folder.as_ref().and_then(|folder| Some(format!("{folder}{}/", name.to_str()?)));
                folders.push((entry.path(), below, depth + 1));
            }
        }
        on(Ok(lot))?;
    }
    ControlFlow::Continue(())
}

/// Walks `root` as [`each_lot`] does, and hands out every article file and every fault as it meets them.
pub(super) fn walk(
    root: &Path,
    depth_max: Option<usize>,
    on: &mut dyn FnMut(Result<Found, Fault>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    each_lot(root, depth_max, &mut |lot| match lot {
        Ok(lot) => lot.entries.iter().filter_map(|entry| lot.judge(entry)).try_for_each(&mut *on),
        Err(fault) => on(Err(fault)),
    })
}

impl Lot<'_> {
    /// Every article file of it with what the system tells of it, looked up on as many threads as there are.
    pub(super) fn facts(&self) -> Vec<Result<FileFacts, Fault>> {
        self.entries.par_iter().filter_map(|entry| self.fact(entry)).collect()
    }

    /// `None` for what is no article, or gone meanwhile.
    fn fact(&self, entry: &DirEntry) -> Option<Result<FileFacts, Fault>> {
        let path = match self.judge(entry)? {
            Ok(found) => found.path,
            Err(fault) => return Some(Err(fault)),
        };
        match entry.metadata() {
            Ok(metadata) => {
                Some(Ok(FileFacts { path, size_bytes: metadata.len(), modified_ns: file::modified_ns(&metadata) }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some(Err(Fault { path, message: format!("can't be read: {}", error.kind()) })),
        }
    }

    /// What an entry is to byline: an article, a fault, or nothing.
    fn judge(&self, entry: &DirEntry) -> Option<Result<Found, Fault>> {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type().ok()?;
        if kind.is_symlink() {
            return link_fault(self.root, &entry.path(), &name).map(Err);
        }
        if !is_article_name(&name) {
            return None;
        }
        if !kind.is_file() {
            let message = "is a device or a pipe, not a file".to_owned();
            return Some(Err(Fault { path: relative_lossy(self.root, &entry.path()), message }));
        }
        let path = match (&self.folder, &name) {
            (Some(folder), Cow::Borrowed(name)) => Some(format!("{folder}{name}")),
            (None, _) | (_, Cow::Owned(_)) => None,
        };
        Some(named(self.root, entry.path(), path))
    }
}

/// Every article file below `root`, sorted by path, and what could not be looked into.
///
/// # Errors
/// Where `root` can't be read.
pub fn article_files(root: &Path) -> Result<(Vec<Found>, Vec<Fault>), Error> {
    let root = fs::canonicalize(root).map_err(Error::io("read", root))?;
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    let _all = walk(&root, None, &mut |found| {
        match found {
            Ok(found) => files.push(found),
            Err(fault) => faults.push(fault),
        }
        ControlFlow::Continue(())
    });
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok((files, faults))
}

/// A file found at `path` below `root`.
pub(super) fn found(root: &Path, path: &Path) -> Result<Found, Fault> {
    named(root, path.to_owned(), relative(root, path))
}

/// The same, with the path relative to `root` where that is UTF-8.
fn named(root: &Path, absolute: PathBuf, path: Option<String>) -> Result<Found, Fault> {
    let fault =
        |what: &str| Fault { path: relative_lossy(root, &absolute), message: format!("has a name {what}; rename it") };
    let path = path.ok_or_else(|| fault("that is not UTF-8"))?;
    if path.contains(char::is_control) {
        return Err(fault("with a line break or another control character"));
    }
    Ok(Found { path, absolute })
}

/// A link that leads to nothing or out of the library is worth a word where it is, or holds, an article.
fn link_fault(root: &Path, path: &Path, name: &str) -> Option<Fault> {
    let fault = |message: &str| Some(Fault { path: relative_lossy(root, path), message: message.to_owned() });
    match fs::canonicalize(path) {
        Ok(target) if target.starts_with(root) => None,
        Ok(target) if is_article_name(name) || target.is_dir() => {
            fault("is a link that leads out of the library, which byline does not follow; copy what it leads to")
        }
        Err(_) if is_article_name(name) => fault("is a link that leads nowhere"),
        Ok(_) | Err(_) => None,
    }
}

fn unreadable(root: &Path, folder: &Path, error: &io::Error) -> Fault {
    let message = match error.kind() {
        io::ErrorKind::PermissionDenied => "may not be read; look at its permissions".to_owned(),
        kind => format!("can't be read: {kind}"),
    };
    Fault { path: relative_lossy(root, folder), message }
}

/// `path` below `root`, with `/`; `None` where it is not below or not UTF-8.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

fn relative_lossy(root: &Path, path: &Path) -> String {
    let short = path.strip_prefix(root).ok().filter(|rest| !rest.as_os_str().is_empty());
    short.unwrap_or(path).to_string_lossy().into_owned()
}
