//! What byline remembers of its reader across libraries, and how files of that sort are read and changed.
//!
//! They are small files of JSON or YAML. Each is changed under a lock, by reading it again first, so that two
//! open windows do not lose each other's marks; a damaged one is set aside, never overwritten.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{model::Text, theme::Shade};

use super::{Environment, Error, environment::seed, file};

/// The most bytes of a file of reading state: some million articles.
pub(super) const STATE_MAX_BYTES: u64 = 256 * 1024 * 1024;

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
    pub fn device(&self, environment: &Environment) -> Text {
        if let Some(known) = &self.device {
            return Text::line(known);
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

/// Reads a file: JSON, or by its name YAML. One that is not there says nothing.
pub(super) fn read<T: Default + DeserializeOwned>(path: &Path) -> Result<T, Error> {
    match file::read_source(path, STATE_MAX_BYTES) {
        Ok(source) if is_yaml(path) => serde_yaml::from_slice::<Option<T>>(&source.bytes)
            .map(Option::unwrap_or_default)
            .map_err(|error| Error::Damaged { path: path.to_owned(), reason: error.to_string() }),
        Ok(source) => serde_json::from_slice(&source.bytes)
            .map_err(|error| Error::Damaged { path: path.to_owned(), reason: error.to_string() }),
        Err(Error::Missing { .. }) => Ok(T::default()),
        Err(error) => Err(error),
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

/// Reads a file, changes it and replaces it, while no other byline does.
pub(super) fn change<T: Default + DeserializeOwned + Serialize>(
    folder: &Path,
    name: &str,
    what: impl FnOnce(&mut T),
) -> Result<(), Error> {
    change_under(&folder.join("lock"), &folder.join(name), what)
}

/// The same, under a lock that lies elsewhere.
pub(super) fn change_under<T: Default + DeserializeOwned + Serialize>(
    lock_path: &Path,
    path: &Path,
    what: impl FnOnce(&mut T),
) -> Result<(), Error> {
    for folder in [lock_path.parent(), path.parent()].into_iter().flatten() {
        file::create_folder(folder)?;
    }
    let lock = File::create(lock_path).map_err(Error::io("write", lock_path))?;
    lock.lock().map_err(Error::io("lock", lock_path))?;
    let mut state: T = match read(path) {
        Ok(state) => state,
        Err(Error::Damaged { .. }) => {
            set_aside(path)?;
            T::default()
        }
        Err(error) => return Err(error),
    };
    what(&mut state);
    let bytes = if is_yaml(path) {
        serde_yaml::to_string(&state).map(String::into_bytes).map_err(std::io::Error::other)
    } else {
        serde_json::to_vec(&state).map_err(Into::into)
    };
    file::replace(path, &bytes.map_err(Error::io("write", path))?)
}

/// Moves a damaged file to the first free name beside it.
fn set_aside(path: &Path) -> Result<(), Error> {
    let kind = if is_yaml(path) { "yaml" } else { "json" };
    let mut names = (1..=99).map(|number| path.with_extension(format!("damaged-{number}.{kind}")));
    let free = names.find(|name| !name.exists()).unwrap_or_else(|| path.with_extension(format!("damaged.{kind}")));
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
    fn a_machine_keeps_its_name() {
        let tree = tempfile::tempdir().unwrap();
        let environment = environment(tree.path());
        let device = Memory::read(&environment).device(&environment);
        assert!(device.len() == 4 && device.as_str().bytes().all(|byte| byte.is_ascii_hexdigit()), "{device}");
        assert_eq!(Memory::read(&environment).device(&environment), device);
        Memory::remember_theme(&environment, "ink").unwrap();
        assert_eq!(Memory::read(&environment).device(&environment), device);
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
