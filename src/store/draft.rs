//! Words on their way to an editor outside and back. They lie in the state folder meanwhile, so that nothing that ends
//! byline takes them along.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::model::Text;

use super::{Environment, Error, file};

/// The most bytes that come back.
const DRAFT_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Puts words into a new file of the state folder, of a name like `note.md`: an editor tells by its ending what they are.
///
/// # Errors
/// Where there is no such folder, or it can't be written.
pub fn keep_draft(environment: &Environment, words: &Text, name: &str) -> Result<PathBuf, Error> {
    let homeless = || Error::Homeless { what: "words while they are edited", path: environment.here.clone() };
    let folders = environment.folders.as_ref().ok_or_else(homeless)?;
    let folder = folders.state.join("byline").join("drafts");
    file::create_folder(&folder)?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let names = (1..).map(|number| folder.join(format!("{stem}-{}-{number}.{ending}", std::process::id())));
    for path in names.take(1000) {
        match file::create(&path, format!("{words}\n").as_bytes()) {
            Err(Error::Exists { .. }) => {}
            made => return made.map(|()| path),
        }
    }
    Err(Error::Exists { path: folder })
}

/// Reads the words back and takes the file away.
///
/// # Errors
/// Where it can't be read; it stays then.
pub fn take_draft(path: &Path) -> Result<Text, Error> {
    let source = file::read_source(path, DRAFT_MAX_BYTES)?;
    let text = Text::new(&String::from_utf8_lossy(&source.bytes));
    fs::remove_file(path).map_err(Error::io("remove", path))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Folders;

    #[test]
    fn words_come_back_and_leave_nothing_behind() {
        let tree = tempfile::tempdir().unwrap();
        let environment = Environment { folders: Some(Folders::below(tree.path())), ..Environment::default() };
        let [one, two] =
            ["Ask Lee.\nAgain.", ""].map(|words| keep_draft(&environment, &Text::new(words), "note.md").unwrap());
        assert_ne!(one, two);
        fs::write(&one, "Ask Lee.\r\nTwice\x1b.\n").unwrap();
        assert_eq!(take_draft(&one).unwrap().as_str(), "Ask Lee.\nTwice.\n");
        assert!(!one.exists());
        fs::remove_file(&two).unwrap();
        assert!(matches!(take_draft(&two), Err(Error::Missing { .. })));
        assert!(matches!(
            keep_draft(&Environment::default(), &Text::default(), "note.md"),
            Err(Error::Homeless { .. })
        ));
    }
}
