//! Themes of the reader's own: TextMate files in `$XDG_CONFIG_HOME/byline/themes`.

use std::{fs, path::PathBuf};

use crate::theme::{self, Shade, Theme};

use super::{Config, Environment, Error, Memory, ThemeChoice, file};

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

/// The names of all themes: the shipped ones, then the reader's own.
#[must_use]
pub fn theme_names(environment: &Environment) -> Vec<String> {
    let own = own_themes(environment);
    let shipped = theme::shipped().iter().map(|name| (*name).to_owned()).filter(|name| !own.contains(name));
    shipped.chain(own.iter().cloned()).collect()
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

/// The theme to use: `asked` for on the command line, else chosen in the reader, else configured, else the default for
/// the terminal's last known shade.
///
/// # Errors
/// Where the theme that is asked for or configured is not there, or is no theme. One that was chosen once and is gone
/// is passed over.
pub fn chosen_theme(environment: &Environment, config: &Config, asked: Option<&str>) -> Result<Theme, Error> {
    if let Some(name) = asked {
        return theme(environment, name);
    }
    let memory = Memory::read(environment);
    if let Some(chosen) = memory.theme.and_then(|name| theme(environment, &name).ok()) {
        return Ok(chosen);
    }
    let shade = memory.shade.unwrap_or_default();
    match (&config.theme, shade) {
        (Some(ThemeChoice::Always(name)), _)
        | (Some(ThemeChoice::Shades { dark: name, .. }), Shade::Dark)
        | (Some(ThemeChoice::Shades { light: name, .. }), Shade::Light) => theme(environment, name),
        (None, _) => Ok(theme::default_for(shade)),
    }
}

/// The theme that holds whatever the shade: asked for on the command line, else chosen in the reader.
#[must_use]
pub fn theme_for_any_shade(environment: &Environment, asked: Option<&str>, memory: &Memory) -> Option<String> {
    let chosen = || memory.theme.clone().filter(|name| theme(environment, name).is_ok());
    asked.map(str::to_owned).or_else(chosen)
}

fn folder(environment: &Environment) -> Option<PathBuf> {
    environment.folders.as_ref().map(|folders| folders.config.join("byline").join("themes"))
}
