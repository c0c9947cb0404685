//! What byline remembers of its reader: places in articles, the chosen theme, the terminal's shade.
//!
//! It lies in the state folder as small JSON files. Each is changed under a lock, by reading it again first, so that two
//! open windows do not lose each other's marks; a damaged one is set aside, never overwritten.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    library::{ReadPlace, Spellings},
    model::{ArticleId, Text},
    theme::Shade,
};

use super::{Desk, Environment, Error, environment::seed, file};

/// The most bytes of a file of reading state: some million articles.
const STATE_MAX_BYTES: u64 = 256 * 1024 * 1024;

impl Desk {
    /// Where the reader left each article, by id.
    ///
    /// # Errors
    /// Where the file is there and can't be read. It is kept, beside a new one, at the next [`Desk::remember`].
    pub fn places(&self) -> Result<BTreeMap<String, ReadPlace>, Error> {
        self.state.as_deref().map_or_else(|| Ok(BTreeMap::new()), |folder| read(&folder.join("places.json")))
    }

    /// Keeps where the reader left an article. Without a state folder nothing is kept.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn remember(&self, id: &ArticleId, place: ReadPlace) -> Result<(), Error> {
        let Some(folder) = &self.state else { return Ok(()) };
        change(folder, "places.json", |places: &mut BTreeMap<String, ReadPlace>| {
            places.insert(id.to_string(), place);
        })
    }

    /// What the reader has decided about the names of speakers.
    ///
    /// # Errors
    /// Where the file is there and can't be read. It is kept, beside a new one, at the next [`Desk::decide`].
    pub fn spellings(&self) -> Result<Spellings, Error> {
        self.state.as_deref().map_or_else(|| Ok(Spellings::default()), |folder| read(&folder.join("spellings.json")))
    }

    /// Keeps that two names are one speaker, or are not. Without a state folder nothing is kept.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn decide(&self, names: [String; 2], same: bool) -> Result<(), Error> {
        let Some(folder) = &self.state else { return Ok(()) };
        change(folder, "spellings.json", |spellings: &mut Spellings| spellings.decide(names, same))
    }
}

/// What is remembered across libraries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The theme that was chosen last, by name.
    pub theme: Option<String>,
    /// What the terminal's background was last: the first frame is drawn for it, before the terminal answers.
    pub shade: Option<Shade>,
    /// What this machine calls itself in files that travel.
    pub device: Option<String>,
}

impl Memory {
    /// Reads it; what is missing or damaged is as if never said.
    #[must_use]
    pub fn read(environment: &Environment) -> Self {
        folder(environment).and_then(|folder| read(&folder.join("memory.json")).ok()).unwrap_or_default()
    }

    /// What this machine calls itself in files that travel: four digits drawn at its first start, which say nothing about it.
    /// Where nothing can be kept, they are drawn anew each time.
    #[must_use]
    pub fn device(environment: &Environment) -> Text {
        if let Some(known) = Self::read(environment).device {
            return Text::line(&known);
        }
        let mut drawn = format!("{:04x}", seed() & 0xffff);
        // another byline may have drawn at the same moment
        let keep = |memory: &mut Self| drawn.clone_from(memory.device.get_or_insert_with(|| drawn.clone()));
        drop(Self::change(environment, keep));
        Text::line(&drawn)
    }

    /// Keeps the theme that was chosen.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn remember_theme(environment: &Environment, name: &str) -> Result<(), Error> {
        Self::change(environment, |memory| memory.theme = Some(name.to_owned()))
    }

    /// Keeps what the terminal's background is; writes nothing where it is known already.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn remember_shade(environment: &Environment, shade: Shade) -> Result<(), Error> {
        if Self::read(environment).shade == Some(shade) {
            return Ok(());
        }
        Self::change(environment, |memory| memory.shade = Some(shade))
    }

    fn change(environment: &Environment, what: impl FnOnce(&mut Self)) -> Result<(), Error> {
        folder(environment).map_or(Ok(()), |folder| change(&folder, "memory.json", what))
    }
}

fn folder(environment: &Environment) -> Option<PathBuf> {
    environment.folders.as_ref().map(|folders| folders.state.join("byline"))
}

pub(super) fn read<T: Default + DeserializeOwned>(path: &Path) -> Result<T, Error> {
    match file::read_source(path, STATE_MAX_BYTES) {
        Ok(source) => serde_json::from_slice(&source.bytes)
            .map_err(|error| Error::Damaged { path: path.to_owned(), reason: error.to_string() }),
        Err(Error::Missing { .. }) => Ok(T::default()),
        Err(error) => Err(error),
    }
}

/// Reads a file, changes it and replaces it, while no other byline does.
pub(super) fn change<T: Default + DeserializeOwned + Serialize>(
    folder: &Path,
    name: &str,
    what: impl FnOnce(&mut T),
) -> Result<(), Error> {
    file::create_folder(folder)?;
    let path = folder.join(name);
    let lock_path = folder.join("lock");
    let lock = File::create(&lock_path).map_err(Error::io("write", &lock_path))?;
    lock.lock().map_err(Error::io("lock", &lock_path))?;
    let mut state: T = match read(&path) {
        Ok(state) => state,
        Err(Error::Damaged { .. }) => {
            set_aside(&path)?;
            T::default()
        }
        Err(error) => return Err(error),
    };
    what(&mut state);
    let bytes = serde_json::to_vec(&state).map_err(|error| Error::io("write", &path)(error.into()))?;
    file::replace(&path, &bytes)
}

/// Moves a damaged file to the first free name beside it.
fn set_aside(path: &Path) -> Result<(), Error> {
    let mut names = (1..=99).map(|number| path.with_extension(format!("damaged-{number}.json")));
    let free = names.find(|name| !name.exists()).unwrap_or_else(|| path.with_extension("damaged.json"));
    fs::rename(path, free).map_err(Error::io("set aside", path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Folders;

    fn environment(root: &Path) -> Environment {
        Environment { here: root.to_owned(), folders: Some(Folders::below(root)), ..Environment::default() }
    }

    #[test]
    fn two_windows_keep_each_others_places() {
        let tree = tempfile::tempdir().unwrap();
        let environment = environment(tree.path());
        let window = || Desk::find(Some(tree.path()), &environment).unwrap();
        let handles: Vec<_> = (0..8)
            .map(|number| {
                let desk = window();
                std::thread::spawn(move || {
                    let place = ReadPlace { paragraph: number, read: true, ..ReadPlace::default() };
                    desk.remember(&format!("a{number}").parse().unwrap(), place).unwrap();
                })
            })
            .collect();
        for handle in handles {
            handle.join().unwrap();
        }
        let places = window().places().unwrap();
        assert_eq!(places.len(), 8);
        assert_eq!(places["a5"].paragraph, 5);
    }

    #[test]
    fn a_damaged_file_is_told_and_kept() {
        let tree = tempfile::tempdir().unwrap();
        let desk = Desk::find(Some(tree.path()), &environment(tree.path())).unwrap();
        let id = "a".parse().unwrap();
        desk.remember(&id, ReadPlace::default()).unwrap();
        let folder = desk.state.clone().unwrap();
        fs::write(folder.join("places.json"), "{\"a\":").unwrap();
        assert!(matches!(desk.places(), Err(Error::Damaged { .. })));
        desk.remember(&id, ReadPlace::default()).unwrap();
        assert_eq!(desk.places().unwrap().len(), 1);
        assert_eq!(fs::read(folder.join("places.damaged-1.json")).unwrap(), b"{\"a\":");
    }

    #[test]
    fn a_machine_keeps_its_name() {
        let tree = tempfile::tempdir().unwrap();
        let environment = environment(tree.path());
        let device = Memory::device(&environment);
        assert!(device.len() == 4 && device.as_str().bytes().all(|byte| byte.is_ascii_hexdigit()), "{device}");
        assert_eq!(Memory::device(&environment), device);
        Memory::remember_theme(&environment, "ink").unwrap();
        assert_eq!(Memory::device(&environment), device);
    }

    #[test]
    fn theme_and_shade_are_remembered_apart() {
        let tree = tempfile::tempdir().unwrap();
        let environment = environment(tree.path());
        assert_eq!(Memory::read(&environment), Memory::default());
        Memory::remember_theme(&environment, "ink").unwrap();
        Memory::remember_shade(&environment, Shade::Light).unwrap();
        let memory = Memory::read(&environment);
        assert_eq!((memory.theme.as_deref(), memory.shade), (Some("ink"), Some(Shade::Light)));
    }
}
