//! A note beside the index, for as long as somebody reads it.
//!
//! A file of the index that was damaged without a change of its size or time can end the program that reads it. The note
//! is then left behind, and whoever opens the index next reads its files through before believing them.

use std::{fs, path::PathBuf, process};

use rustix::{
    io::Errno,
    process::{Pid, test_kill_process},
};

use super::folder::Folder;

/// What the names of such notes begin with, behind that of the index; the process follows.
const SUFFIX: &str = ".open-";

/// Somebody reads the index; the note goes when this is dropped. One a process is enough.
#[derive(Debug)]
pub struct Vigil(PathBuf);

impl Vigil {
    /// Begins to read. `None` where there is no index, or no note can be made.
    pub(super) fn begin(folder: &Folder) -> Option<Self> {
        let path = folder.beside(&format!("{SUFFIX}{}", process::id()));
        fs::File::create_new(&path).is_ok().then_some(Self(path))
    }
}

impl Drop for Vigil {
    fn drop(&mut self) {
        let _gone = fs::remove_file(&self.0);
    }
}

/// The notes of readers that ended without taking theirs away.
pub(super) fn left_behind(folder: &Folder) -> Vec<PathBuf> {
    notes(folder).into_iter().filter(|(process, _)| !is_alive(*process)).map(|(_, path)| path).collect()
}

/// Takes those notes away: what they warn of was looked into.
pub(super) fn heeded(folder: &Folder) {
    for path in left_behind(folder) {
        let _gone = fs::remove_file(path);
    }
}

fn notes(folder: &Folder) -> Vec<(u32, PathBuf)> {
    let beside = folder.beside(SUFFIX);
    let (Some(parent), Some(prefix)) = (beside.parent(), beside.file_name().and_then(|name| name.to_str())) else {
        return Vec::new();
    };
    let files = fs::read_dir(parent).into_iter().flatten().flatten();
    let note = |file: fs::DirEntry| {
        let process = file.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
        Some((process, file.path()))
    };
    files.filter_map(note).collect()
}

fn is_alive(process: u32) -> bool {
    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return false };
    process == process::id() || matches!(test_kill_process(pid), Ok(()) | Err(Errno::PERM))
}
