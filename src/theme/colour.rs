//! Colours as a theme means them, and how well one is read on another.

use syntect::highlighting::Color as Written;

/// A colour of the terminal or one of the theme's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// The terminal's own foreground or background.
    Default,
    /// An entry of the terminal's palette, 0 to 15 or beyond.
    Palette(u8),
    Rgb(Rgb),
}

/// Red, green and blue in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub u8, pub u8, pub u8);

impl Paint {
    /// Reads a colour by the convention of terminal themes: alpha 0 is an entry of the palette, its number in red;
    /// alpha 1 is the terminal's default. What is translucent lies `over` the page.
    pub(super) fn read(written: Written, over: Option<Rgb>) -> Self {
        let rgb = Rgb(written.r, written.g, written.b);
        match (written.a, over) {
            (0, _) => Self::Palette(written.r),
            (1, _) => Self::Default,
            (alpha, Some(page)) if alpha < u8::MAX => Self::Rgb(page.mix(rgb, u16::from(alpha), u16::from(u8::MAX))),
            _ => Self::Rgb(rgb),
        }
    }

    pub(super) fn rgb(self) -> Option<Rgb> {
        match self {
            Self::Rgb(rgb) => Some(rgb),
            Self::Default | Self::Palette(_) => None,
        }
    }
}

/// A colour with less contrast than this is no colour of words.
const SOFT_CONTRAST: f32 = 1.35;

/// The six hues of a terminal's palette, in the order of the colour wheel from 0° in steps of 60°: the number of each.
const WHEEL: [(f32, u8); 6] = [(0.0, 1), (60.0, 3), (120.0, 2), (180.0, 6), (240.0, 4), (300.0, 5)];

/// Below this chroma a colour is a grey.
pub(super) const GREY_CHROMA: u8 = 26;

impl Rgb {
    pub(super) const BLACK: Self = Self(0, 0, 0);
    pub(super) const WHITE: Self = Self(255, 255, 255);

    /// This colour with `part` of `whole` of another in it.
    pub(super) fn mix(self, other: Self, part: u16, whole: u16) -> Self {
        let channel = |from: u8, to: u8| {
            let sum = u32::from(from) * u32::from(whole.saturating_sub(part)) + u32::from(to) * u32::from(part);
            u8::try_from(sum / u32::from(whole.max(1))).unwrap_or(u8::MAX)
        };
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// Relative luminance, 0 (black) to 1 (white): WCAG 2.2, "relative luminance".
    pub(super) fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast with another colour, 1 to 21: WCAG 2.2, "contrast ratio", `(L1 + 0.05) / (L2 + 0.05)`.
    pub(super) fn contrast(self, other: Self) -> f32 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// How much colour there is in it, 0 (a grey) to 255.
    pub(super) fn chroma(self) -> u8 {
        self.0.max(self.1).max(self.2) - self.0.min(self.1).min(self.2)
    }

    /// Where it lies on the colour wheel, in degrees from red; 0 for a grey.
    fn hue(self) -> f32 {
        let chroma = f32::from(self.chroma());
        if chroma == 0.0 {
            return 0.0;
        }
        let (red, green, blue) = (f32::from(self.0), f32::from(self.1), f32::from(self.2));
        let sixth = if self.0 >= self.1 && self.0 >= self.2 {
            ((green - blue) / chroma).rem_euclid(6.0)
        } else if self.1 >= self.2 {
            (blue - red) / chroma + 2.0
        } else {
            (red - green) / chroma + 4.0
        };
        sixth * 60.0
    }

    /// The palette's six hues with the distance of each in degrees.
    pub(super) fn hues(self) -> [(f32, u8); 6] {
        let hue = self.hue();
        WHEEL.map(|(at, number)| {
            let apart = (hue - at).abs();
            (apart.min(360.0 - apart), number)
        })
    }

    /// The nearest of the 240 fixed colours of a 256-colour terminal: a 6×6×6 cube from 16, 24 greys from 232.
    pub(super) fn nearest_256(self, page: Option<Self>) -> u8 {
        let choices = self.choices_256(page).into_iter();
        choices.min_by(|one, two| one.0.total_cmp(&two.0)).map_or(0, |(_, number)| number)
    }

    /// The neighbours of a colour among those 240, with the cost of each. Cheap on a `page` is one that is hardly
    /// fainter there where this colour is read, and hardly stronger where it is a soft ground; a hue seldom turns grey.
    pub(super) fn choices_256(self, page: Option<Self>) -> [(f32, u8); 9] {
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        // the steps of the cube below and above a channel
        let around = |channel: u8| {
            let above = (0_u8..).zip(STEPS).find(|(_, step)| *step >= channel).unwrap_or((5, 255));
            let below = (0_u8..).zip(STEPS).take_while(|(_, step)| *step < channel).last().unwrap_or(above);
            [below, above]
        };
        let (red, green, blue) = (around(self.0), around(self.1), around(self.2));
        let mean = (u16::from(self.0) + u16::from(self.1) + u16::from(self.2)) / 3;
        let grey = u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(u8::MAX).min(23);
        let contrast = page.map(|page| (page, self.contrast(page)));
        std::array::from_fn(|place| {
            let (number, colour) = if place == 8 {
                (232 + grey, Self(8 + 10 * grey, 8 + 10 * grey, 8 + 10 * grey))
            } else {
                let (red, green, blue) = (red[place & 1], green[place >> 1 & 1], blue[place >> 2]);
                (16 + 36 * red.0 + 6 * green.0 + blue.0, Self(red.1, green.1, blue.1))
            };
            let is_off = contrast.is_some_and(|(page, meant)| {
                let shown = colour.contrast(page);
                if meant < SOFT_CONTRAST { shown > meant.max(1.13) * 1.1 } else { shown < meant * 0.88 }
            });
            let is_bleached = self.chroma() >= GREY_CHROMA && colour.chroma() == 0;
            let penalty = if is_off { 2.0e6 } else { 0.0 } + if is_bleached { 1.0e6 } else { 0.0 };
            (self.distance(colour) + penalty, number)
        })
    }

    /// How unlike two colours are, squared. The differences of channels count besides the channels, else the coarse cube
    /// turns dark colours into greys.
    fn distance(self, other: Self) -> f32 {
        let [red, green, blue] =
            [(self.0, other.0), (self.1, other.1), (self.2, other.2)].map(|(one, two)| f32::from(one) - f32::from(two));
        // the eye's weights, roughly: green tells most
        let channels = 3.0 * red * red + 6.0 * green * green + blue * blue;
        channels + 3.0 * ((red - green).powi(2) + (green - blue).powi(2) + (blue - red).powi(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_tells_palette_and_default_from_colours() {
        let read = |r, a| Paint::read(Written { r, g: 0, b: 0, a }, Some(Rgb(0, 0, 0)));
        assert_eq!(read(5, 0), Paint::Palette(5));
        assert_eq!(read(5, 1), Paint::Default);
        assert_eq!(read(200, 255), Paint::Rgb(Rgb(200, 0, 0)));
        assert_eq!(read(200, 51), Paint::Rgb(Rgb(40, 0, 0)), "a fifth of it over a black page");
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 0.001);
        assert!((white.contrast(white) - 1.0).abs() < 0.001);
        assert!((white.contrast(Rgb(0x76, 0x76, 0x76)) - 4.54).abs() < 0.01, "the well-known grey that just passes");
    }

    #[test]
    fn the_cube_and_the_greys_are_found() {
        assert_eq!(Rgb(0, 0, 0).nearest_256(None), 16);
        assert_eq!(Rgb(255, 255, 255).nearest_256(None), 231);
        assert_eq!(Rgb(0x87, 0xaf, 0xd7).nearest_256(None), 110);
        assert_eq!(Rgb(0x30, 0x30, 0x30).nearest_256(None), 236);
    }

    #[test]
    fn a_hue_finds_its_neighbour_in_the_palette() {
        let nearest = |rgb: Rgb| rgb.hues().into_iter().min_by(|one, two| one.0.total_cmp(&two.0)).map(|hue| hue.1);
        assert_eq!(nearest(Rgb(200, 80, 70)), Some(1));
        assert_eq!(nearest(Rgb(90, 180, 90)), Some(2));
        assert_eq!(nearest(Rgb(220, 170, 60)), Some(3));
        assert_eq!(nearest(Rgb(90, 140, 220)), Some(4));
        assert_eq!(nearest(Rgb(190, 120, 210)), Some(5));
        assert_eq!(nearest(Rgb(90, 190, 190)), Some(6));
    }
}
