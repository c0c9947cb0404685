//! Which entries of feeds a library has taken in. One that is known here and has no article any more was removed by the
//! reader, and does not come back by itself.

use std::{collections::HashSet, fs::OpenOptions, io::Write};

use super::{Desk, Error, create, file};

/// A line for each entry, in a desk beside the articles: two devices' lists are merged by putting them together.
const TAKEN: &str = "taken.txt";
/// The most bytes of it that are read.
const TAKEN_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// What stands at its head, for people.
const HEAD: &str =
    "# What byline has taken in from feeds: an entry that stands here and has no article any more stays removed.\n";

impl Desk {
    /// The entries that were taken in, by all their names.
    ///
    /// # Errors
    /// Where the list is there and can't be read.
    pub fn taken(&self) -> Result<HashSet<String>, Error> {
        let Some(path) = self.own_path(TAKEN) else { return Ok(HashSet::new()) };
        match file::read_source(&path, TAKEN_MAX_BYTES) {
            Ok(source) => {
                let words = String::from_utf8_lossy(&source.bytes);
                Ok(words.lines().filter(|line| !line.starts_with("# ")).map(str::to_owned).collect())
            }
            Err(Error::Missing { .. }) => Ok(HashSet::new()),
            Err(error) => Err(error),
        }
    }

    /// Adds entries to the list. Without a place for it nothing is kept, and what is removed may come again.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn note_taken(&self, entries: &[String]) -> Result<(), Error> {
        let Some(path) = self.own_path(TAKEN).filter(|_| !entries.is_empty()) else { return Ok(()) };
        if let Some(folder) = path.parent() {
            file::create_folder(folder)?;
        }
        if let Some(base) = &self.base {
            // an older desk's git is not told of this list; a desk that can't tell it keeps its list all the same
            create::complete_attributes(base).ok();
        }
        let head = if path.exists() { "" } else { HEAD };
        let lines: String = entries.iter().map(|entry| line(entry) + "\n").collect();
        let write = || {
            OpenOptions::new().create(true).append(true).open(&path)?.write_all((head.to_owned() + &lines).as_bytes())
        };
        write().map_err(Error::io("write", &path))
    }
}

/// An entry on a line of its own.
fn line(entry: &str) -> String {
    entry.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::store::{Environment, Folders, init};

    #[test]
    fn what_was_taken_is_known_in_a_desk_and_beside_a_plain_folder() {
        let tree = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(tree.path()).unwrap();
        init(&root.join("desk")).unwrap();
        fs::create_dir(root.join("plain")).unwrap();
        let environment =
            Environment { folders: Some(Folders::below(&root)), here: root.clone(), ..Environment::default() };
        for name in ["desk", "plain"] {
            let desk = Desk::find(Some(Path::new(name)), &environment).unwrap();
            assert!(desk.taken().unwrap().is_empty());
            desk.note_taken(&["urn:a".to_owned(), "#b".to_owned()]).unwrap();
            desk.note_taken(&["The Quay 7".to_owned()]).unwrap();
            let taken = desk.taken().unwrap();
            assert!(taken.contains("urn:a") && taken.contains("#b") && taken.contains("The Quay 7"), "{taken:?}");
        }
        let attributes = root.join("desk/.gitattributes");
        fs::write(&attributes, "mine\n").unwrap();
        let desk = Desk::find(Some(Path::new("desk")), &environment).unwrap();
        desk.note_taken(&["urn:c".to_owned()]).unwrap();
        let told = fs::read_to_string(&attributes).unwrap();
        assert!(told.starts_with("mine\n") && told.contains("/taken.txt merge=union\n"), "{told}");
        assert!(root.join("desk/taken.txt").is_file() && !root.join("plain/taken.txt").exists());
    }
}
