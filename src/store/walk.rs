//! Finding article files in a folder, whatever lies in it.

use std::{
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use ignore::{DirEntry, WalkBuilder};

use super::{Error, catalogue::Fault};

/// How deep folders may nest before byline stops to believe them.
const DEPTH_MAX: usize = 32;

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

/// Walks `root` (canonical), and hands out every article file and every fault as it meets them.
///
/// Hidden files and folders are passed over; what git ignores is not. Symbolic links are never followed: one that
/// stays within the library leads to what is found anyway, and one that leaves it is told as a fault.
pub(super) fn walk(
    root: &Path,
    depth_max: Option<usize>,
    on: &mut dyn FnMut(Result<Found, Fault>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(false).hidden(true).follow_links(false).max_depth(Some(depth_max.unwrap_or(DEPTH_MAX)));
    for step in builder.build() {
        let found = match step {
            Ok(entry) => judge(root, &entry),
            Err(error) => Some(Err(unreadable(root, &error))),
        };
        if let Some(found) = found {
            on(found)?;
        }
    }
    ControlFlow::Continue(())
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

/// What an entry of a folder is to byline: an article, a fault, or nothing.
fn judge(root: &Path, entry: &DirEntry) -> Option<Result<Found, Fault>> {
    if entry.depth() == 0 {
        return None;
    }
    let name = entry.file_name().to_string_lossy();
    let kind = entry.file_type()?;
    if kind.is_symlink() {
        return link_fault(root, entry.path(), &name).map(Err);
    }
    if kind.is_dir() || !is_article_name(&name) {
        return None;
    }
    if !kind.is_file() {
        let message = "is a device or a pipe, not a file".to_owned();
        return Some(Err(Fault { path: relative_lossy(root, entry.path()), message }));
    }
    Some(found(root, entry.path()))
}

/// A file found at `path` below `root`.
pub(super) fn found(root: &Path, path: &Path) -> Result<Found, Fault> {
    let fault =
        |what: &str| Fault { path: relative_lossy(root, path), message: format!("has a name {what}; rename it") };
    let relative = relative(root, path).ok_or_else(|| fault("that is not UTF-8"))?;
    if relative.contains(char::is_control) {
        return Err(fault("with a line break or another control character"));
    }
    Ok(Found { path: relative, absolute: path.to_owned() })
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

fn unreadable(root: &Path, error: &ignore::Error) -> Fault {
    let path = match error {
        ignore::Error::WithPath { path, .. } => path.as_path(),
        ignore::Error::WithDepth { err, .. } => return unreadable(root, err),
        _ => root,
    };
    let reason = match error.io_error().map(io::Error::kind) {
        Some(io::ErrorKind::PermissionDenied) => "may not be read; look at its permissions".to_owned(),
        Some(kind) => format!("can't be read: {kind}"),
        None => "can't be read".to_owned(),
    };
    Fault { path: relative_lossy(root, path), message: reason }
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
