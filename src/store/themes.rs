//! Themes of the reader's own: TextMate files in `$XDG_CONFIG_HOME/byline/themes`.

use std::{fs, path::PathBuf};

use crate::theme::{self, Theme};

use super::{Environment, Error, file};

/// The most bytes of a theme.
const THEME_MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The names of the themes in the reader's folder, sorted.
#[must_use]
pub fn own_themes(environment: &Environment) -> Vec<String> {
    let entries = folder(environment).and_then(|folder| fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".tmTheme").map(str::to_owned)).collect();
    names.sort_unstable();
    names
}

/// The theme of that name: the reader's own before the one that is shipped.
///
/// # Errors
/// Where there is none of that name, or its file is no theme.
pub fn theme(environment: &Environment, name: &str) -> Result<Theme, Error> {
    let own = own_themes(environment).iter().any(|own| own == name);
    let path = folder(environment).filter(|_| own).map(|folder| folder.join(format!("{name}.tmTheme")));
    let found = match &path {
        Some(path) => Theme::parse(name, &file::read_source(path, THEME_MAX_BYTES)?.bytes),
        None => theme::named(name),
    };
    found.map_err(|source| Error::Theme { path: path.unwrap_or_default(), source })
}

fn folder(environment: &Environment) -> Option<PathBuf> {
    environment.folders.as_ref().map(|folders| folders.config.join("byline").join("themes"))
}
