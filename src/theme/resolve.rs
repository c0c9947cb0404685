//! Two steps from a role to its look: the theme's own word on the role's scope, else a borrowed colour.

use ratatui::style::Modifier;
use syntect::{
    highlighting::{Color as Written, FontStyle, StyleModifier, Theme as Sheet},
    parsing::{MatchPower, Scope},
};

use crate::layout::Role;

use super::{
    colour::{Paint, Rgb},
    part::{APART, Lender, Part, SPARE},
};

/// What a role wears, before the terminal's depth is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// `None` where it leaves what is there.
    pub fg: Option<Paint>,
    pub bg: Option<Paint>,
    pub form: Modifier,
}

/// The colours of a theme's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    pub fg: Paint,
    pub bg: Paint,
}

impl Ground {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let bg = sheet.settings.background.map_or(Paint::Default, |colour| Paint::read(colour, None));
        let fg = sheet.settings.foreground.map_or(Paint::Default, |colour| Paint::read(colour, bg.rgb()));
        Self { fg, bg }
    }

    /// The page's background with `percent` of `paint` in it, where both are colours and not the terminal's choice.
    fn tint(self, paint: Paint, percent: u16) -> Option<Rgb> {
        Some(self.bg.rgb()?.mix(paint.rgb()?, percent, 100))
    }

    /// The page's foreground or background, whichever reads better on `bg`; black or white where neither reads well.
    fn words_on(self, bg: Rgb) -> Paint {
        let best = |paints: [Paint; 2]| {
            let contrast = |paint: &Paint| paint.rgb().map_or(0.0, |rgb| rgb.contrast(bg));
            let best = paints.into_iter().max_by(|one, two| contrast(one).total_cmp(&contrast(two)))?;
            Some((contrast(&best), best))
        };
        let extremes = [Paint::Rgb(Rgb::BLACK), Paint::Rgb(Rgb::WHITE)];
        let words = best([self.bg, self.fg]).filter(|(contrast, _)| *contrast >= ENOUGH);
        words.or_else(|| best(extremes)).map_or(self.fg, |(_, paint)| paint)
    }

    /// A borrowed colour, moved away from the page until it reads: what is a comment in code, and faint on purpose, is a
    /// byline here. A theme that is fainter than that as a whole keeps its own measure.
    fn readable(self, paint: Paint) -> Paint {
        let (Some(mut rgb), Some(fg), Some(bg)) = (paint.rgb(), self.fg.rgb(), self.bg.rgb()) else { return paint };
        let enough = fg.contrast(bg).min(ENOUGH);
        let away = if fg.luminance() < bg.luminance() { Rgb::BLACK } else { Rgb::WHITE };
        // in small steps, and towards black or white rather than a grey, so that the hue stays
        for _ in 0..24 {
            if rgb.contrast(bg) >= enough {
                break;
            }
            rgb = rgb.mix(away, 1, 12);
        }
        Paint::Rgb(rgb)
    }
}

/// How much of a highlight's hue a page takes: a dark one less, where little light is much.
fn dye_percent(page: Rgb) -> u16 {
    if page.luminance() < 0.2 { 36 } else { 42 }
}

/// The contrast that text needs: WCAG 2.2, success criterion 1.4.3.
const ENOUGH: f32 = 4.5;

/// The look of every role, in the order of their index.
pub(super) fn looks(sheet: &Sheet, parts: &[Part]) -> Vec<Look> {
    let mut resolver = Resolver { sheet, ground: Ground::of(sheet), taken: vec![] };
    let mut looks: Vec<Option<Look>> = Role::all().zip(parts).map(|(role, part)| resolver.first(role, part)).collect();
    for index in 0..looks.len() {
        if looks[index].is_none() {
            looks[index] = Some(resolver.second(&parts[index], &looks));
        }
    }
    looks.into_iter().flatten().collect()
}

struct Resolver<'a> {
    sheet: &'a Sheet,
    ground: Ground,
    /// Colours that kinds have which must stay apart.
    taken: Vec<Paint>,
}

/// What a theme says of a scope.
#[derive(Default)]
struct Said {
    to_us: bool,
    style: StyleModifier,
}

impl Resolver<'_> {
    /// The look of a role that does not depend on another role's.
    fn first(&mut self, role: Role, part: &Part) -> Option<Look> {
        let said = self.own(part);
        let mut look = if said.to_us && (said.style.foreground.is_some() || said.style.background.is_some()) {
            self.told(part, &said)
        } else {
            self.lent(part)?
        };
        look.form = form(part, &said);
        if let Role::Label(kind) = role
            && APART.contains(&kind)
        {
            if !said.to_us && look.fg.is_none_or(|paint| !self.is_free(paint)) {
                look.fg = SPARE
                    .iter()
                    .filter_map(|scope| self.borrowed(scope))
                    .find(|paint| self.is_free(*paint))
                    .or(look.fg);
            }
            self.taken.extend(look.fg);
        }
        Some(look)
    }

    /// The look of a role that looks like another.
    fn second(&self, part: &Part, looks: &[Option<Look>]) -> Look {
        let fg = match part.lender {
            Lender::Role(role) => looks.get(role.index()).copied().flatten().and_then(|look| look.fg),
            Lender::Page
            | Lender::Scope(_)
            | Lender::Faint(_)
            | Lender::Tint(_)
            | Lender::Selection
            | Lender::Wash(..)
            | Lender::Dye(..) => None,
        };
        Look { fg: fg.or(Some(self.ground.fg)), bg: None, form: form(part, &self.own(part)) }
    }

    /// Asks the theme for the role's own scope. A selector that knows more than its first two atoms means byline.
    fn own(&self, part: &Part) -> Said {
        Scope::new(&part.own).map_or_else(|_| Said::default(), |scope| self.ask(scope))
    }

    /// What the theme says of a scope, and whether by a rule for it alone. The same as syntect's `style_mod_for_stack`,
    /// which does not tell the rules it found.
    fn ask(&self, scope: Scope) -> Said {
        let stack = [scope];
        let mut to_us = false;
        let mut rules: Vec<(MatchPower, StyleModifier)> = vec![];
        for item in &self.sheet.scopes {
            for selector in &item.scope.selectors {
                // most rules speak of something else, which their first scope tells at once
                if !matches!(selector.path.as_slice(), [] | [_])
                    || selector.path.as_slice().first().is_some_and(|first| !first.is_prefix_of(scope))
                {
                    continue;
                }
                if let Some(power) = selector.does_match(&stack) {
                    to_us |= selector.path.as_slice().last().is_some_and(|last| last.len() > 2);
                    rules.push((power, item.style));
                }
            }
        }
        rules.sort_by_key(|(power, _)| *power);
        Said { to_us, style: rules.into_iter().fold(StyleModifier::default(), |all, (_, style)| all.apply(style)) }
    }

    fn told(&self, part: &Part, said: &Said) -> Look {
        let paint = |written: Written| Paint::read(written, self.ground.bg.rgb());
        let bg = said.style.background.map(paint);
        let fg = said.style.foreground.map(paint);
        // on a ground of its own, words without a colour keep theirs
        let fg = fg.or_else(|| if bg.is_some() { None } else { self.lent(part).and_then(|look| look.fg) });
        Look { fg, bg, form: Modifier::empty() }
    }

    /// A look from elsewhere in the theme; `None` where another role lends it.
    fn lent(&self, part: &Part) -> Option<Look> {
        let ground = self.ground;
        let (fg, bg) = match part.lender {
            Lender::Page => (Some(ground.fg), None),
            Lender::Scope(scope) => (Some(self.borrowed(scope).unwrap_or(ground.fg)), None),
            Lender::Role(_) => return None,
            Lender::Faint(percent) => (Some(ground.tint(ground.fg, percent).map_or(ground.fg, Paint::Rgb)), None),
            Lender::Tint(percent) => (None, ground.tint(ground.fg, percent)),
            Lender::Selection => {
                let written = self.sheet.settings.selection.map(|colour| Paint::read(colour, ground.bg.rgb()));
                let bg = written.and_then(Paint::rgb).or_else(|| ground.tint(ground.fg, 25));
                (bg.map(|bg| ground.words_on(bg)), bg)
            }
            Lender::Dye(hue, _) => {
                let bg = ground.bg.rgb().map(|page| page.mix(hue, dye_percent(page), 100));
                (bg.map(|bg| ground.words_on(bg)), bg)
            }
            Lender::Wash(scope, percent) => {
                let bg = ground.tint(self.borrowed(scope).unwrap_or(ground.fg), percent);
                (bg.map(|bg| ground.words_on(bg)), bg)
            }
        };
        if let Lender::Dye(_, entry) = part.lender
            && bg.is_none()
        {
            // a page in the terminal's own colours: so is the dye, with black letters on it
            return Some(Look {
                fg: Some(Paint::Palette(0)),
                bg: Some(Paint::Palette(entry)),
                form: Modifier::empty(),
            });
        }
        Some(Look { fg, bg: bg.map(Paint::Rgb), form: Modifier::empty() })
    }

    /// The foreground the theme gives to a scope of code, made readable.
    fn borrowed(&self, scope: &str) -> Option<Paint> {
        let written = self.ask(Scope::new(scope).ok()?).style.foreground?;
        Some(self.ground.readable(Paint::read(written, self.ground.bg.rgb())))
    }

    fn is_free(&self, paint: Paint) -> bool {
        paint != self.ground.fg && paint != Paint::Default && !self.taken.contains(&paint)
    }
}

/// The theme's letter forms where it talks to byline, else what fits the role with the forms of the parent scope.
fn form(part: &Part, said: &Said) -> Modifier {
    match said.style.font_style {
        Some(font) if said.to_us => modifier(font),
        Some(font) => modifier(font) | part.form,
        None => part.form,
    }
}

fn modifier(font: FontStyle) -> Modifier {
    [
        (FontStyle::BOLD, Modifier::BOLD),
        (FontStyle::ITALIC, Modifier::ITALIC),
        (FontStyle::UNDERLINE, Modifier::UNDERLINED),
    ]
    .into_iter()
    .filter(|(written, _)| font.contains(*written))
    .fold(Modifier::empty(), |all, (_, one)| all | one)
}
