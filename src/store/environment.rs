//! What the process was given: folders, the terminal's promises, the editor. Read once, so that tests can make their own.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;

use crate::{
    model::Date,
    theme::{self, Depth},
};

/// The day it is here and now.
#[must_use]
pub fn today() -> Date {
    Date::new(&jiff::Zoned::now().date().to_string())
}

/// A number that no other process is likely to draw: what names of new things are made from.
#[must_use]
pub fn seed() -> u128 {
    use std::hash::{BuildHasher, RandomState};
    // the standard library seeds its maps from the system's random source; each draw has keys of its own
    let draw = || RandomState::new().hash_one((std::process::id(), jiff::Timestamp::now().as_nanosecond()));
    u128::from(draw()) << 64 | u128::from(draw())
}

/// Folders of the XDG base directory specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    pub config: PathBuf,
    pub data: PathBuf,
    pub cache: PathBuf,
    pub state: PathBuf,
}

impl Folders {
    /// All of them below one folder, for tests.
    #[must_use]
    pub fn below(root: &Path) -> Self {
        let [config, data, cache, state] = ["config", "data", "cache", "state"].map(|name| root.join(name));
        Self { config, data, cache, state }
    }
}

/// The environment of the process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// The folder byline was started in.
    pub here: PathBuf,
    pub home: Option<PathBuf>,
    /// `None` where there is no home folder: then nothing is kept.
    pub folders: Option<Folders>,
    /// The desk of the command line, else `$BYLINE_DESK`.
    pub desk: Option<PathBuf>,
    /// Whether `$NO_COLOR` is set to anything but the empty string (no-color.org).
    pub no_color: bool,
    pub colorterm: Option<String>,
    pub term: Option<String>,
    /// `$VISUAL`, else `$EDITOR`.
    pub editor: Option<String>,
}

impl Environment {
    /// Reads it from the process.
    #[must_use]
    pub fn read() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let words = |name: &str| set(name).and_then(|value| OsString::into_string(value).ok());
        let folders = etcetera::base_strategy::Xdg::new().ok();
        Self {
            here: env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            home: folders.as_ref().map(|folders| folders.home_dir().to_owned()),
            folders: folders.map(|folders| Folders {
                config: folders.config_dir(),
                data: folders.data_dir(),
                cache: folders.cache_dir(),
                state: folders.state_dir().unwrap_or_else(|| folders.data_dir()),
            }),
            desk: set("BYLINE_DESK").map(PathBuf::from),
            no_color: set("NO_COLOR").is_some(),
            colorterm: words("COLORTERM"),
            term: words("TERM"),
            editor: words("VISUAL").or_else(|| words("EDITOR")),
        }
    }

    /// How many colours the terminal says that it shows.
    #[must_use]
    pub fn depth(&self) -> Depth {
        theme::depth(self.no_color, self.colorterm.as_deref(), self.term.as_deref())
    }

    /// `path` as a person wrote it in a configuration or on the command line: `~` is the home, the rest is from here.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => self.here.join(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home() {
        let environment =
            Environment { here: "/here".into(), home: Some("/home/reader".into()), ..Environment::default() };
        assert_eq!(environment.resolve(Path::new("~/news")), Path::new("/home/reader/news"));
        assert_eq!(environment.resolve(Path::new("news")), Path::new("/here/news"));
        assert_eq!(environment.resolve(Path::new("/news")), Path::new("/news"));
    }
}
