//! How many colours a terminal shows, and a look brought down to them.

use ratatui::style::{Color, Modifier, Style};

use crate::{layout::Role, model::Colour};

use super::{
    Shade,
    colour::{GREY_CHROMA, Paint, Rgb},
    part::{APART, Part},
    resolve::{Ground, Look},
};

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// `NO_COLOR`, or a terminal without: bold, italic, underline and reverse only.
    Mono,
    Ansi16,
    Ansi256,
    True,
}

/// Terminals that show every colour and say so only in `COLORTERM`, which ssh does not carry over.
const TRUE_TERMS: [&str; 6] = ["alacritty", "foot", "xterm-ghostty", "xterm-kitty", "contour", "wezterm"];

/// Reads the depth from what the environment says: whether `NO_COLOR` is set and not empty (no-color.org), `COLORTERM`
/// and `TERM`.
#[must_use]
pub fn depth(no_color: bool, colorterm: Option<&str>, term: Option<&str>) -> Depth {
    let term = term.unwrap_or_default();
    if no_color || term == "dumb" {
        Depth::Mono
    } else if matches!(colorterm, Some("truecolor" | "24bit"))
        || term.ends_with("-direct")
        || TRUE_TERMS.contains(&term)
    {
        Depth::True
    } else if term.ends_with("256color") {
        Depth::Ansi256
    } else {
        Depth::Ansi16
    }
}

/// Brings looks down to a depth.
#[derive(Debug)]
pub(super) struct Press {
    depth: Depth,
    shade: Shade,
    ground: Ground,
    /// Colours whose entry is settled: those of the kinds that must stay apart, where there are fewer than all.
    settled: Vec<(Rgb, u8)>,
}

impl Press {
    pub(super) fn new(depth: Depth, shade: Shade, ground: Ground, looks: &[Look]) -> Self {
        let mut press = Self { depth, shade, ground, settled: vec![] };
        let label = |kind| looks.get(Role::Label(kind).index())?.fg?.rgb();
        let colours = APART.into_iter().filter_map(label);
        match depth {
            Depth::Ansi16 => {
                let hued: Vec<_> = colours.filter(|colour| colour.chroma() >= GREY_CHROMA).collect();
                press.settle(hued, |colour| Self::hues(colour, shade).collect());
            }
            Depth::Ansi256 => press.settle(colours.collect(), |colour| colour.choices_256(ground.bg.rgb()).to_vec()),
            Depth::Mono | Depth::True => {}
        }
        press
    }

    /// Gives each colour an entry of its own, the cheapest choices first.
    fn settle(&mut self, mut colours: Vec<Rgb>, choices: impl Fn(Rgb) -> Vec<(f32, u8)>) {
        while !colours.is_empty() {
            let all = colours.iter().enumerate().flat_map(|(place, colour)| {
                choices(*colour).into_iter().map(move |(cost, number)| (cost, place, number))
            });
            let free = all.filter(|(.., number)| self.settled.iter().all(|(_, taken)| taken != number));
            let Some((_, place, number)) = free.min_by(|one, two| one.0.total_cmp(&two.0)) else { break };
            let colour = colours.swap_remove(place);
            if self.settled.iter().all(|(settled, _)| *settled != colour) {
                self.settled.push((colour, number));
            }
        }
    }

    fn settled(&self, rgb: Rgb) -> Option<u8> {
        self.settled.iter().find(|(colour, _)| *colour == rgb).map(|(_, number)| *number)
    }

    /// The palette's hues for a colour. Yellow on a light page can't be read, so there it is none.
    fn hues(colour: Rgb, shade: Shade) -> impl Iterator<Item = (f32, u8)> {
        colour.hues().into_iter().filter(move |(_, number)| shade == Shade::Dark || *number != 3)
    }

    /// The page's own colours.
    pub(super) fn ground(&self) -> Style {
        let ground = self.ground;
        let [fg, bg] = match (self.depth, self.shade) {
            (Depth::Mono, _) => [None, None],
            (Depth::Ansi16, _) if ground.bg.rgb().is_none() => [self.ink(ground.fg), self.ink(ground.bg)],
            (Depth::Ansi16, Shade::Dark) => [Some(Color::Gray), Some(Color::Black)],
            (Depth::Ansi16, Shade::Light) => [Some(Color::Black), Some(Color::White)],
            (Depth::Ansi256 | Depth::True, _) => [self.ink(ground.fg), self.ink(ground.bg)],
        };
        Style { fg, bg, ..Style::default() }
    }

    /// The style of a role with that look.
    pub(super) fn style(&self, role: Role, part: &Part, look: Look) -> Style {
        if self.depth == Depth::Mono {
            return Style::new().add_modifier(part.form | part.bare);
        }
        if self.depth == Depth::Ansi16
            && look.bg.is_some_and(|bg| bg.rgb().is_some())
            && let Some(style) = sixteen_surface(role)
        {
            return style;
        }
        if self.depth == Depth::Ansi256
            && let Role::Annotation(colour) = role
            && let Some(page) = self.ground.bg.rgb()
        {
            // soft mixtures have no neighbours in the cube that keep them apart
            let words = look.fg.and_then(|paint| self.ink_on(paint, Some(page)));
            return Style {
                fg: words,
                bg: Some(Color::Indexed(highlight_256(colour, self.shade))),
                ..Style::default()
            };
        }
        let keeps_hue = part.hued || look.bg.is_some();
        let fg = look.fg.filter(|paint| keeps_hue || self.depth != Depth::Ansi16 || paint.rgb().is_none());
        let behind = look.bg.and_then(Paint::rgb).or(self.ground.bg.rgb());
        let fg = fg.and_then(|paint| self.ink_on(paint, behind));
        let bg = look.bg.and_then(|paint| self.ink(paint));
        let bare = if fg.is_none() && bg.is_none() { part.bare } else { Modifier::empty() };
        Style { fg, bg, ..Style::default() }.add_modifier(look.form | bare)
    }

    /// The terminal's colour for a paint on the page.
    fn ink(&self, paint: Paint) -> Option<Color> {
        self.ink_on(paint, self.ground.bg.rgb())
    }

    /// The terminal's colour for a paint; `None` for the terminal's default.
    fn ink_on(&self, paint: Paint, behind: Option<Rgb>) -> Option<Color> {
        match (paint, self.depth) {
            (Paint::Default, _) | (_, Depth::Mono) => None,
            (Paint::Palette(number), _) => Some(entry(number)),
            (Paint::Rgb(rgb), Depth::Ansi16) => self.nearest_16(rgb).map(entry),
            (Paint::Rgb(rgb), Depth::Ansi256) => {
                let number = self.settled(rgb).unwrap_or_else(|| rgb.nearest_256(behind));
                Some(Color::Indexed(number))
            }
            (Paint::Rgb(Rgb(red, green, blue)), Depth::True) => Some(Color::Rgb(red, green, blue)),
        }
    }

    /// The entry of the sixteen with the nearest hue: the bright ones on a dark page. A grey has none.
    fn nearest_16(&self, rgb: Rgb) -> Option<u8> {
        if rgb.chroma() < GREY_CHROMA {
            return None;
        }
        let nearest =
            || Self::hues(rgb, self.shade).min_by(|one, two| one.0.total_cmp(&two.0)).map(|(_, number)| number);
        let number = self.settled(rgb).or_else(nearest)?;
        Some(if self.shade == Shade::Dark { number + 8 } else { number })
    }
}

/// The ground of a highlight among the fixed colours: dark ones under light letters, pale ones under dark.
fn highlight_256(colour: Colour, shade: Shade) -> u8 {
    match (shade, colour) {
        (Shade::Dark, Colour::Pink) => 89,
        (Shade::Dark, Colour::Orange) => 88,
        (Shade::Dark, Colour::Yellow) => 58,
        (Shade::Dark, Colour::Green) => 22,
        (Shade::Dark, Colour::Blue) => 24,
        (Shade::Dark, Colour::Purple) => 54,
        (Shade::Light, Colour::Pink) => 218,
        (Shade::Light, Colour::Orange) => 216,
        (Shade::Light, Colour::Yellow) => 222,
        (Shade::Light, Colour::Green) => 151,
        (Shade::Light, Colour::Blue) => 153,
        (Shade::Light, Colour::Purple) => 183,
    }
}

/// Surfaces in sixteen colours: a soft tint has no neighbour there, and the reader's own colours know no shade.
fn sixteen_surface(role: Role) -> Option<Style> {
    let inked = |bg| Style::new().fg(Color::Black).bg(bg);
    match role {
        Role::StatusBar | Role::Cursor | Role::Selection => Some(Style::new().add_modifier(Modifier::REVERSED)),
        Role::Focus => Some(Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)),
        Role::Annotation(colour) => Some(inked(match colour {
            Colour::Pink => Color::LightMagenta,
            Colour::Orange => Color::LightRed,
            Colour::Yellow => Color::LightYellow,
            Colour::Green => Color::LightGreen,
            Colour::Blue => Color::LightBlue,
            Colour::Purple => Color::Magenta,
        })),
        Role::Annotated => Some(Style::new().add_modifier(Modifier::UNDERLINED)),
        Role::Match => Some(inked(Color::Yellow)),
        Role::MatchCurrent => Some(inked(Color::Green).add_modifier(Modifier::BOLD)),
        Role::Hint => Some(inked(Color::Cyan).add_modifier(Modifier::BOLD)),
        Role::NoticeError => Some(Style::new().fg(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD)),
        Role::Overlay => Some(Style::new()),
        _ => None,
    }
}

/// An entry of the palette; the first sixteen by name, so that a terminal of sixteen colours gets its own codes.
fn entry(number: u8) -> Color {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    NAMED.get(usize::from(number)).copied().unwrap_or(Color::Indexed(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_the_depth() {
        for (no_color, colorterm, term, expected) in [
            (true, Some("truecolor"), Some("xterm-256color"), Depth::Mono),
            (false, Some("truecolor"), Some("dumb"), Depth::Mono),
            (false, Some("truecolor"), Some("xterm-256color"), Depth::True),
            (false, Some("24bit"), None, Depth::True),
            (false, Some(""), Some("xterm-256color"), Depth::Ansi256),
            (false, None, Some("xterm-direct"), Depth::True),
            (false, None, Some("xterm-kitty"), Depth::True),
            (false, None, Some("tmux-256color"), Depth::Ansi256),
            (false, None, Some("linux"), Depth::Ansi16),
            (false, None, Some("xterm"), Depth::Ansi16),
            (false, None, None, Depth::Ansi16),
        ] {
            assert_eq!(depth(no_color, colorterm, term), expected, "{no_color} {colorterm:?} {term:?}");
        }
    }
}
