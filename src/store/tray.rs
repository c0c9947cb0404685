//! The tray on disk: in the state folder, one for each library, so that its links lead somewhere.

use std::path::{Path, PathBuf};

use crate::marginalia::{Tray, TrayEdit};

use super::{Desk, Error, file, memory};

/// The tray's file in the state folder.
const TRAY: &str = "tray.json";

impl Desk {
    /// The tray. Without a state folder there is none to keep, and it is empty.
    ///
    /// # Errors
    /// Where the file is there and can't be read. It is kept, beside a new one, at the next change.
    pub fn tray(&self) -> Result<Tray, Error> {
        let tray = self.state.as_deref().map_or_else(|| Ok(Tray::default()), |folder| memory::read(&folder.join(TRAY)));
        tray.map(Tray::sanitised)
    }

    /// Makes a change of the tray as it is by now: another window may have changed it.
    ///
    /// # Errors
    /// Where it can't be written, or there is no state folder.
    pub fn edit_tray(&self, edit: &TrayEdit) -> Result<(), Error> {
        let homeless = || Error::Homeless { what: "the brief", path: self.root.clone() };
        let folder = self.state.as_deref().ok_or_else(homeless)?;
        memory::change(folder, TRAY, |tray: &mut Tray| {
            tray.apply(edit);
        })
    }

    /// Where an article of this library would lie that is called so: a bare name lies beside the others, a path is taken
    /// from `here`.
    #[must_use]
    pub fn place_for(&self, path: &Path, here: &Path) -> PathBuf {
        let is_bare = path.parent().is_some_and(|folder| folder.as_os_str().is_empty());
        if is_bare { self.root.join(path) } else { here.join(path) }
    }
}

/// Writes a file for the reader. One that is there is replaced only where `replace` is set; whether it was written.
///
/// # Errors
/// Where it can't be written.
pub fn write_out(path: &Path, bytes: &[u8], replace: bool) -> Result<bool, Error> {
    if replace {
        return file::replace(path, bytes).map(|()| true);
    }
    match file::create(path, bytes) {
        Ok(()) => Ok(true),
        Err(Error::Exists { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        marginalia::Passage,
        store::{Environment, Folders},
    };

    #[test]
    fn what_two_windows_gather_is_all_there() {
        let tree = tempfile::tempdir().unwrap();
        let environment = Environment {
            here: tree.path().to_owned(),
            folders: Some(Folders::below(tree.path())),
            ..Environment::default()
        };
        let window = || Desk::find(Some(tree.path()), &environment).unwrap();
        let handles: Vec<_> = (0..8)
            .map(|number| {
                let desk = window();
                std::thread::spawn(move || {
                    let passage = Passage { id: format!("p{number}"), ..Passage::default() };
                    desk.edit_tray(&TrayEdit::Add { at: None, passage: Box::new(passage) }).unwrap();
                })
            })
            .collect();
        for handle in handles {
            handle.join().unwrap();
        }
        window().edit_tray(&TrayEdit::Headline("What stands\u{1b}[2J".to_owned())).unwrap();
        let tray = window().tray().unwrap();
        assert_eq!((tray.passages.len(), tray.headline.as_str()), (8, "What stands[2J"));
    }

    #[test]
    fn no_file_is_replaced_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("brief.md");
        assert!(write_out(&path, b"one", false).unwrap());
        assert!(!write_out(&path, b"two", false).unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert!(write_out(&path, b"two", true).unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert!(write_out(&folder.path().join("none/brief.md"), b"", false).is_err());
    }
}
