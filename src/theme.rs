//! Themes: TextMate files in, one style for each role out. The only room that knows scopes.
//!
//! A role has a scope of its own (`markup.heading.known.byline`) and a scope it borrows from (`string`). Where a theme
//! styles the first beyond what other programs know of it, the theme talks to byline and has its way. Any other theme
//! lends the colour of the second, so that a theme made for code colours an article as well.
//!
//! What one reads is never told by colour alone: labels are bold, links underlined, and a role that gets no colour
//! (`NO_COLOR`, few colours, or a theme that leaves it to the terminal) shows itself by letter form.

mod colour;
mod depth;
mod part;
mod preview;
mod quick;
mod read;
mod resolve;
#[cfg(test)]
mod tests;

use ratatui::style::Style;
use syntect::highlighting::Theme as Sheet;

use crate::layout::Role;

use self::{
    colour::Paint,
    depth::Press,
    part::Part,
    resolve::{Ground, looks},
};

pub use self::{
    depth::{Depth, depth},
    preview::sample,
};

/// Whether the terminal's background is light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shade {
    #[default]
    Dark,
    Light,
}

/// One style for each role, at one depth of colour.
///
/// The roles of the page have a foreground and letter forms but no background: a page stands on the terminal's own
/// ground. A theme made for the other shade of ground could not be read there, so where [`Theme::shade`] differs from
/// the terminal's, paint [`Stylesheet::ground`] first. Surfaces (bar, cursor, focus, selection, matches, hints, boxes)
/// have a background; a surface without a foreground keeps the colours of the words on it. Patch a surface over the
/// words it lies on, and words over a bar or a box they stand in.
#[derive(Clone, Debug)]
pub struct Stylesheet {
    styles: [Style; Role::COUNT],
    ground: Style,
    shade: Shade,
}

impl Stylesheet {
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role.index()).copied().unwrap_or_default()
    }

    /// The theme's own foreground and background, to paint beneath everything where the theme's shade is not the
    /// terminal's. Empty where the theme leaves both to the terminal, and without colour.
    #[must_use]
    pub fn ground(&self) -> Style {
        self.ground
    }

    /// The shade of ground the theme was made for.
    #[must_use]
    pub fn shade(&self) -> Shade {
        self.shade
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
    sheet: Sheet,
}

/// The names of the themes that are shipped, the dark default first, the light default second.
const NAMES: [&str; 6] = ["byline-dark", "byline-light", "byline-contrast", "byline-ansi", "newsprint", "night-desk"];

/// The files of the shipped themes, in the order of their names. Only the chosen one is ever parsed.
const FILES: [&str; NAMES.len()] = [
    include_str!("../themes/byline-dark.tmTheme"),
    include_str!("../themes/byline-light.tmTheme"),
    include_str!("../themes/byline-contrast.tmTheme"),
    include_str!("../themes/byline-ansi.tmTheme"),
    include_str!("../themes/newsprint.tmTheme"),
    include_str!("../themes/night-desk.tmTheme"),
];

/// The names of the themes that are shipped, the dark default first, the light default second.
#[must_use]
pub fn shipped() -> &'static [&'static str] {
    &NAMES
}

/// A shipped theme by its name.
///
/// # Errors
/// Where there is none of that name.
pub fn named(name: &str) -> Result<Theme, Error> {
    match NAMES.into_iter().zip(FILES).find(|(shipped, _)| *shipped == name) {
        Some((_, text)) => Theme::from_sheet(name, quick::sheet(text).map_or_else(|| read::sheet(text.as_bytes()), Ok)),
        None => Err(Error::Unknown { name: name.to_owned(), known: NAMES.join(", ") }),
    }
}

/// The default theme for a shade.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "a test reads every shipped theme")]
pub fn default_for(shade: Shade) -> Theme {
    let [dark, light, ..] = NAMES;
    let name = match shade {
        Shade::Dark => dark,
        Shade::Light => light,
    };
    named(name).expect("a test reads every shipped theme")
}

impl Theme {
    /// Reads a `.tmTheme` file.
    ///
    /// # Errors
    /// Where the bytes are no TextMate theme.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        Self::from_sheet(name, read::sheet(bytes))
    }

    fn from_sheet(name: &str, sheet: Result<Sheet, String>) -> Result<Self, Error> {
        let sheet = sheet.map_err(|reason| Error::Parse { name: name.to_owned(), reason })?;
        Ok(Self { name: name.to_owned(), shade: shade_of(Ground::of(&sheet)), sheet })
    }

    /// Resolves every role.
    #[must_use]
    pub fn stylesheet(&self, depth: Depth) -> Stylesheet {
        let parts: Vec<Part> = Role::all().map(Part::of).collect();
        let looks = looks(&self.sheet, &parts);
        let press = Press::new(depth, self.shade, Ground::of(&self.sheet), &looks);
        let mut styles = [Style::default(); Role::COUNT];
        for (style, (role, (part, look))) in styles.iter_mut().zip(Role::all().zip(parts.iter().zip(looks))) {
            *style = press.style(role, part, look);
        }
        Stylesheet { styles, ground: press.ground(), shade: self.shade }
    }
}

/// The luminance at which black and white read equally well on a colour, about that of `#757575`.
const MIDDLE_LUMINANCE: f32 = 0.18;

/// Light where the page's background is, or where dark words tell of a light one; else dark.
fn shade_of(ground: Ground) -> Shade {
    let is_light = match (ground.bg, ground.fg) {
        (Paint::Rgb(bg), _) => bg.luminance() > MIDDLE_LUMINANCE,
        (Paint::Default | Paint::Palette(_), Paint::Rgb(fg)) => fg.luminance() <= MIDDLE_LUMINANCE,
        (Paint::Default | Paint::Palette(_), Paint::Default | Paint::Palette(_)) => false,
    };
    if is_light { Shade::Light } else { Shade::Dark }
}
