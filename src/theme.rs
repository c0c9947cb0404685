//! Themes: TextMate files in, one style for each role out. The only room that knows scopes.

use ratatui::style::Style;

use crate::layout::Role;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// `NO_COLOR`, or a terminal without: bold, italic, underline and reverse only.
    Mono,
    Ansi16,
    Ansi256,
    True,
}

/// Whether the terminal's background is light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shade {
    #[default]
    Dark,
    Light,
}

/// One style for each role, at one depth of colour.
#[derive(Clone, Debug)]
pub struct Stylesheet {
    styles: [Style; Role::COUNT],
}

impl Stylesheet {
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role.index()).copied().unwrap_or_default()
    }
}

/// Why a theme can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{name} is no TextMate theme: {reason}")]
    Parse { name: String, reason: String },
    #[error("there is no theme called {name:?}; byline has {known}")]
    Unknown { name: String, known: String },
}

/// A theme that byline carries, or one from a person's folder.
#[derive(Clone, Debug)]
pub struct Theme {
    pub name: String,
    pub shade: Shade,
    // the parsed syntect theme, or the bytes to parse on demand: the author's choice
}

/// The names of the themes that are shipped, the dark default first, the light default second.
#[must_use]
pub fn shipped() -> &'static [&'static str] {
    todo!()
}

/// A shipped theme by its name.
///
/// # Errors
/// Where there is none of that name.
pub fn named(_name: &str) -> Result<Theme, Error> {
    todo!()
}

/// The default theme for a shade.
#[must_use]
pub fn default_for(_shade: Shade) -> Theme {
    todo!()
}

impl Theme {
    /// Reads a `.tmTheme` file.
    ///
    /// # Errors
    /// Where the bytes are no TextMate theme.
    pub fn parse(_name: &str, _bytes: &[u8]) -> Result<Self, Error> {
        todo!()
    }

    /// Resolves every role.
    #[must_use]
    pub fn stylesheet(&self, _depth: Depth) -> Stylesheet {
        todo!()
    }
}
