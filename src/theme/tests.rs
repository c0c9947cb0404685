//! Every shipped theme with every role: it reads, it keeps apart what must not be confused, it tells nothing by colour
//! alone. And what a theme made for something else becomes.

use std::collections::HashSet;

use ratatui::style::{Color, Modifier};

use crate::model::{Colour, Kind};

use super::{
    colour::Rgb,
    part::{APART, SPARE},
    *,
};

/// A theme as it might come from anywhere: three rules, none of them for byline.
const FOREIGN: &str = r"<?xml version='1.0'?>
<plist version='1.0'><dict>
<key>name</key><string>Elsewhere</string>
<key>settings</key><array>
<dict><key>settings</key><dict>
    <key>background</key><string>#101418</string><key>foreground</key><string>#c8ccd0</string>
    <key>selection</key><string>#34485c80</string>
</dict></dict>
<dict><key>scope</key><string>string, markup.inserted</string>
    <key>settings</key><dict><key>foreground</key><string>#90c080</string></dict></dict>
<dict><key>scope</key><string>constant.numeric, constant.language</string>
    <key>settings</key><dict><key>foreground</key><string>#e0a060</string></dict></dict>
<dict><key>scope</key><string>keyword, entity.name.function</string>
    <key>settings</key><dict><key>foreground</key><string>#80a0e0</string></dict></dict>
<dict><key>scope</key><string>storage.type, variable.parameter</string>
    <key>settings</key><dict><key>foreground</key><string>#80a0e0</string></dict></dict>
<dict><key>scope</key><string>entity.name.tag</string>
    <key>settings</key><dict><key>foreground</key><string>#e08080</string></dict></dict>
<dict><key>scope</key><string>support.type</string>
    <key>settings</key><dict><key>foreground</key><string>#fb8</string></dict></dict>
<dict><key>scope</key><string>comment</string>
    <key>settings</key><dict><key>foreground</key><string>#404850</string><key>fontStyle</key><string>italic</string></dict></dict>
<dict><key>scope</key><string>markup.heading</string>
    <key>settings</key><dict><key>foreground</key><string>#ffffff</string><key>fontStyle</key><string>underline</string></dict></dict>
RULES
</array></dict></plist>";

fn foreign(rules: &str) -> Theme {
    Theme::parse("elsewhere", FOREIGN.replace("RULES", rules).as_bytes()).expect("a theme")
}

fn all() -> impl Iterator<Item = Theme> {
    shipped().iter().map(|name| named(name).expect("a shipped theme"))
}

/// A colour of a stylesheet as red, green and blue; `None` where the terminal decides.
fn rgb(colour: Option<Color>) -> Option<Rgb> {
    match colour? {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(index @ 232..) => {
            Some(Rgb(8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)))
        }
        Color::Indexed(index @ 16..) => {
            let step = |place: u8| [0, 95, 135, 175, 215, 255][usize::from((index - 16) / place % 6)];
            Some(Rgb(step(36), step(6), step(1)))
        }
        _ => None,
    }
}

/// Lines: they are seen, not read.
const FURNITURE: [Role; 2] = [Role::Rule, Role::Border];

/// Where words of other roles stand.
const GROUNDS: [Role; 5] = [Role::StatusBar, Role::Cursor, Role::Focus, Role::Annotated, Role::Overlay];

#[test]
fn every_role_of_every_theme_reads_on_every_ground() {
    let mut faint = vec![];
    for theme in all() {
        let enough = if theme.name == "byline-contrast" { 7.0 } else { 4.5 };
        for (depth, enough) in [(Depth::True, enough), (Depth::Ansi256, enough - 0.5)] {
            let sheet = theme.stylesheet(depth);
            let Some(page) = rgb(sheet.ground().bg) else {
                assert_eq!(theme.name, "byline-ansi", "a theme without a page");
                continue;
            };
            let shared: Vec<Rgb> =
                GROUNDS.iter().filter_map(|ground| rgb(sheet.style(*ground).bg)).chain([page]).collect();
            assert_eq!(shared.len(), GROUNDS.len() + 1, "{}: a ground without a colour", theme.name);
            for role in Role::all() {
                let style = sheet.style(role);
                let Some(words) = rgb(style.fg) else {
                    assert!(GROUNDS.contains(&role), "{}: {role:?} has no colour", theme.name);
                    continue;
                };
                let own = rgb(style.bg);
                for ground in own.as_slice().iter().chain(shared.iter().filter(|_| own.is_none())) {
                    let contrast = words.contrast(*ground);
                    if contrast < if FURNITURE.contains(&role) { 1.3 } else { enough } {
                        faint
                            .push(format!("{} {depth:?}: {role:?} {words:?} on {ground:?}: {contrast:.2}", theme.name));
                    }
                }
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn surfaces_are_seen_on_the_page_and_told_apart() {
    for theme in all().filter(|theme| theme.name != "byline-ansi") {
        for depth in [Depth::True, Depth::Ansi256] {
            let sheet = theme.stylesheet(depth);
            let page = rgb(sheet.ground().bg).expect("a page");
            for (role, wanted) in [
                (Role::Focus, 1.08),
                (Role::Cursor, 1.1),
                (Role::StatusBar, 1.1),
                (Role::Selection, 1.4),
                (Role::Match, 1.3),
                (Role::MatchCurrent, 4.5),
                (Role::Hint, 4.5),
            ] {
                let ground = rgb(sheet.style(role).bg).expect("a surface");
                let contrast = ground.contrast(page);
                assert!(contrast >= wanted, "{} {depth:?}: {role:?} {contrast:.2}", theme.name);
            }
            let strong = [Role::Focus, Role::Selection, Role::Match, Role::MatchCurrent, Role::Hint];
            let distinct: HashSet<_> = strong.map(|role| sheet.style(role).bg).into();
            assert_eq!(distinct.len(), strong.len(), "{} {depth:?}", theme.name);
        }
    }
}

#[test]
fn highlights_keep_the_hues_of_their_names_apart() {
    for theme in all().chain([foreign("")]) {
        for depth in [Depth::Ansi16, Depth::Ansi256, Depth::True] {
            let sheet = theme.stylesheet(depth);
            let grounds = Colour::ALL.map(|colour| sheet.style(Role::Annotation(colour)).bg);
            let distinct: HashSet<_> = grounds.into_iter().flatten().collect();
            assert_eq!(distinct.len(), Colour::ALL.len(), "{} {depth:?}: {grounds:?}", theme.name);
            for ground in distinct {
                let page = rgb(sheet.ground().bg).zip(rgb(Some(ground)));
                let contrast = page.map_or(2.0, |(page, ground)| ground.contrast(page));
                // yellow on paper is told by its hue more than by its darkness
                assert!(contrast >= 1.15, "{} {depth:?}: {ground:?} {contrast:.2}", theme.name);
            }
        }
        let bare = theme.stylesheet(Depth::Mono);
        for colour in Colour::ALL {
            let style = bare.style(Role::Annotation(colour));
            assert!(style.add_modifier.contains(Modifier::UNDERLINED), "{}: {colour:?}", theme.name);
        }
    }
}

#[test]
fn kinds_that_must_stay_apart_do() {
    for theme in all().chain([foreign("")]) {
        for depth in [Depth::Ansi16, Depth::Ansi256, Depth::True] {
            let sheet = theme.stylesheet(depth);
            let distinct: HashSet<_> = APART.map(|kind| sheet.style(Role::Label(kind)).fg).into();
            assert_eq!(distinct.len(), APART.len(), "{} {depth:?}: {distinct:?}", theme.name);
            for kind in APART {
                assert_eq!(sheet.style(Role::Rail(kind)).fg, sheet.style(Role::Label(kind)).fg, "{}", theme.name);
            }
        }
    }
}

#[test]
fn nothing_is_told_by_colour_alone() {
    for theme in all().chain([foreign("")]) {
        for depth in [Depth::Mono, Depth::Ansi16, Depth::Ansi256, Depth::True] {
            let sheet = theme.stylesheet(depth);
            let has = |role, form: Modifier| {
                assert!(sheet.style(role).add_modifier.contains(form), "{} {depth:?}: {role:?}", theme.name);
            };
            for role in [Role::Link, Role::LinkAbsent, Role::Address] {
                has(role, Modifier::UNDERLINED);
            }
            for kind in Kind::ALL {
                has(Role::Label(kind), Modifier::BOLD);
            }
            for role in [Role::Headline, Role::Heading, Role::Question, Role::Speaker, Role::ShelfUnread] {
                has(role, Modifier::BOLD);
            }
            has(Role::Quote, Modifier::ITALIC);
            for role in [Role::Cursor, Role::Focus, Role::Selection, Role::Match, Role::MatchCurrent, Role::Hint] {
                let style = sheet.style(role);
                assert!(style.bg.is_some() || !style.add_modifier.is_empty(), "{} {depth:?}: {role:?}", theme.name);
            }
        }
    }
}

#[test]
fn without_colour_there_is_none() {
    for theme in all().chain([foreign("")]) {
        let sheet = theme.stylesheet(Depth::Mono);
        for role in Role::all() {
            let style = sheet.style(role);
            assert!(style.fg.is_none() && style.bg.is_none(), "{}: {role:?}", theme.name);
        }
        assert_eq!(sheet.ground(), Style::default());
        let strong = [Role::Focus, Role::Selection, Role::MatchCurrent, Role::Link, Role::LinkAbsent, Role::Muted];
        let distinct: HashSet<_> = strong.map(|role| sheet.style(role).add_modifier).into();
        assert_eq!(distinct.len(), strong.len());
    }
}

#[test]
fn sixteen_colours_have_names() {
    for theme in all().chain([foreign("")]) {
        let sheet = theme.stylesheet(Depth::Ansi16);
        for role in Role::all() {
            let style = sheet.style(role);
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_)), "{}: {role:?} {colour:?}", theme.name);
            }
        }
        assert_eq!(sheet.style(Role::Text), Style::default(), "{}: prose is the terminal's own", theme.name);
        assert_eq!(sheet.style(Role::Quote).fg, None);
    }
    let light = default_for(Shade::Light).stylesheet(Depth::Ansi16);
    assert!(Role::all().all(|role| light.style(role).fg != Some(Color::Yellow)), "yellow on white can't be read");
}

#[test]
fn a_theme_that_says_nothing_lends_its_colours() {
    let sheet = foreign("").stylesheet(Depth::True);
    let known = sheet.style(Role::Label(Kind::Known));
    assert_eq!(known.fg, Some(Color::Rgb(0x90, 0xc0, 0x80)), "the colour of a string");
    assert_eq!(known.add_modifier, Modifier::BOLD | Modifier::UNDERLINED, "the form of its headings, and ours");
    let stakes = sheet.style(Role::Label(Kind::Stakes)).fg;
    assert_eq!(stakes, Some(Color::Rgb(0xff, 0xbb, 0x88)), "its parameters are taken; a short colour is read as meant");
    assert_eq!(sheet.style(Role::Text).fg, Some(Color::Rgb(0xc8, 0xcc, 0xd0)));
    let muted = rgb(sheet.style(Role::Muted).fg).expect("a colour");
    assert!(muted.contrast(Rgb(0x10, 0x14, 0x18)) >= 4.5, "its comments are too faint to read");
    assert_eq!(sheet.style(Role::Selection).bg, Some(Color::Rgb(0x22, 0x2e, 0x3a)), "translucent, over the page");
    assert!(SPARE.contains(&"support.type"));
}

#[test]
fn a_theme_that_talks_to_byline_has_its_way() {
    let rules = r"<dict><key>scope</key><string>markup.heading.known</string><key>settings</key><dict>
        <key>foreground</key><string>#123456</string><key>fontStyle</key><string>italic</string></dict></dict>
        <dict><key>scope</key><string>meta.focus.byline</string><key>settings</key><dict>
        <key>background</key><string>#203040</string></dict></dict>
        <dict><key>scope</key><string>markup.quote</string><key>settings</key><dict>
        <key>foreground</key><string>#e0d0c0</string></dict></dict>";
    let sheet = foreign(rules).stylesheet(Depth::True);
    let known = Style::new().fg(Color::Rgb(0x12, 0x34, 0x56));
    assert_eq!(sheet.style(Role::Label(Kind::Known)), known.add_modifier(Modifier::ITALIC));
    assert_eq!(sheet.style(Role::Rail(Kind::Known)), known, "the rail follows");
    assert_eq!(sheet.style(Role::Focus), Style::new().bg(Color::Rgb(0x20, 0x30, 0x40)));
    assert_eq!(sheet.style(Role::Quote).fg, Some(Color::Rgb(0xe0, 0xd0, 0xc0)), "a theme for Markdown is understood");
}

#[test]
fn the_terminals_own_colours_stay_its_own() {
    for depth in [Depth::Ansi16, Depth::Ansi256, Depth::True] {
        let sheet = named("byline-ansi").expect("shipped").stylesheet(depth);
        assert_eq!(sheet.ground(), Style::default());
        assert_eq!(sheet.style(Role::Text), Style::default());
        assert_eq!(sheet.style(Role::Muted), Style::new().add_modifier(Modifier::DIM));
        assert_eq!(sheet.style(Role::Selection), Style::new().add_modifier(Modifier::REVERSED));
        assert_eq!(sheet.style(Role::Focus), Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED));
        assert_eq!(sheet.style(Role::Label(Kind::Known)).fg, Some(Color::Green));
        assert_eq!(sheet.style(Role::Match), Style::new().fg(Color::Black).bg(Color::Yellow));
    }
}

#[test]
fn shades_are_told_by_the_page() {
    use Shade::{Dark, Light};
    let shades: Vec<Shade> = all().map(|theme| theme.shade).collect();
    assert_eq!(shades, [Dark, Light, Dark, Dark, Light, Dark]);
    assert_eq!((default_for(Dark).shade, default_for(Light).shade), (Dark, Light));
}

#[test]
fn an_unknown_name_is_told_the_known_ones() {
    let told = named("byline-drak").expect_err("no such theme").to_string();
    assert!(told.contains("byline-drak") && told.contains("byline-dark, byline-light"), "{told}");
    let told = Theme::parse("mine.tmTheme", b"name: mine").expect_err("no theme").to_string();
    assert_eq!(told, "mine.tmTheme is no TextMate theme: it is no XML property list");
}

#[test]
fn the_sample_fits_a_terminal_and_shows_every_kind_that_matters() {
    use unicode_width::UnicodeWidthStr;
    for row in sample() {
        assert!(row.iter().map(|(_, words)| words.width()).sum::<usize>() <= 76, "{row:?}");
    }
    let roles: HashSet<Role> = sample().iter().flat_map(|row| row.iter().map(|(role, _)| *role)).collect();
    for kind in APART {
        assert!(roles.contains(&Role::Label(kind)), "{kind:?}");
    }
}
