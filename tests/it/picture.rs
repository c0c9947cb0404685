//! The pictures of the README, drawn from what the real program writes to a real terminal.
//!
//! They are SVG: sharp at any size, and a change of the screen is a change of a line. `just docs` writes them anew.
#![expect(clippy::disallowed_methods, reason = "it writes the pictures when asked to")]

use std::{env, fmt::Write as _, fs, path::Path};

use vt100::{Cell, Color, Screen};

use crate::terminal::tty::Tty;

const ROWS: u16 = 32;
const COLS: u16 = 100;
/// A cell, in pixels, and the letters in it. Most fonts of one width are six tenths as wide as high.
const CELL: (f32, f32) = (8.4, 18.0);
const FONT_SIZE: f32 = 14.0;
/// From the top of a cell to the line that letters stand on.
const BASELINE: f32 = 13.5;
const MARGIN: f32 = 14.0;

/// What a terminal shows where a program leaves the colour to it: letters and ground.
struct Paper {
    ink: &'static str,
    ground: &'static str,
}

const DARK: Paper = Paper { ink: "#d0d0d0", ground: "#16181d" };
const LIGHT: Paper = Paper { ink: "#202020", ground: "#ffffff" };

/// The look of a cell, as a style sheet says it.
#[derive(Clone, PartialEq, Eq)]
struct Ink {
    style: String,
    colour: String,
    ground: Option<String>,
    underlined: bool,
}

/// Words that stand side by side and look alike.
struct Stretch {
    col: u16,
    cells: u16,
    words: String,
    ink: Ink,
}

#[test]
fn the_shelf_has_its_picture() {
    picture("shelf", &["articles"], &DARK, "newest first", "jjj");
}

#[test]
fn a_page_has_its_picture() {
    let article = "articles/2025-03-03-cyber-command-pause-confirmed.yaml";
    picture("page", &[article], &DARK, "Catch up quick", "]q");
}

#[test]
fn a_page_in_a_light_room_has_its_picture() {
    let article = "articles/2022-09-26-dart-hits-dimorphos.yaml";
    picture("light", &["--theme", "byline-light", article], &LIGHT, "A spacecraft hits", "]q");
}

/// Opens byline, waits for words of its first frame, types keys, and draws what is on the screen then.
fn picture(name: &str, arguments: &[&str], paper: &Paper, first: &str, keys: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = |argument: &str| match argument.strip_prefix("articles") {
        Some(_) => root.join(argument).display().to_string(),
        None => argument.to_owned(),
    };
    let arguments: Vec<String> = arguments.iter().map(|argument| shipped(argument)).collect();
    let mut tty = Tty::byline(ROWS, COLS, &arguments);
    tty.wait_for(first);
    tty.type_in(keys);
    tty.settle();
    let drawn = svg(&tty.cells(), paper);
    tty.type_in("Q");
    assert!(drawn.matches("<text").count() > usize::from(ROWS / 2), "{drawn}");
    if env::var_os("BYLINE_BLESS").is_some() {
        fs::write(root.join(format!("docs/screens/{name}.svg")), drawn).expect("the picture can be written");
    }
}

fn svg(screen: &Screen, paper: &Paper) -> String {
    let width = f32::from(COLS) * CELL.0 + 2.0 * MARGIN;
    let height = f32::from(ROWS) * CELL.1 + 2.0 * MARGIN;
    let mut inks: Vec<String> = Vec::new();
    let mut body = String::new();
    for row in 0..ROWS {
        draw_row(&mut body, row, &stretches(screen, row, paper), &mut inks);
    }
    let mut made = String::new();
    writeln!(
        made,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<style>
text {{ font: {FONT_SIZE}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono", monospace; white-space: pre; unicode-bidi: bidi-override; direction: ltr }}"#
    )
    .expect("text");
    for (n, ink) in inks.iter().enumerate() {
        writeln!(made, ".i{n} {{ {ink} }}").expect("text");
    }
    // the margin is as the page is
    let ground = screen.cell(0, COLS - 1).and_then(|cell| colour(cell.bgcolor()));
    let ground = ground.as_deref().unwrap_or(paper.ground);
    writeln!(made, "</style>\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{ground}\"/>\n{body}</svg>")
        .expect("text");
    made
}

fn draw_row(body: &mut String, row: u16, stretches: &[Stretch], inks: &mut Vec<String>) {
    let top = MARGIN + f32::from(row) * CELL.1;
    let at = |col: u16| MARGIN + f32::from(col) * CELL.0;
    for Stretch { col, cells, ink, .. } in stretches {
        if let Some(ground) = &ink.ground {
            block(body, at(*col), top, f32::from(*cells) * CELL.0, CELL.1, ground);
        }
        if ink.underlined {
            block(body, at(*col), top + BASELINE + 2.0, f32::from(*cells) * CELL.0, 1.0, &ink.colour);
        }
    }
    let mut words = String::new();
    for stretch in stretches {
        // lines are drawn, so that they meet from row to row in every font
        let length = f32::from(stretch.cells) * CELL.0;
        match stretch.words.chars().next() {
            Some('─') => block(body, at(stretch.col), top + CELL.1 / 2.0, length, 1.0, &stretch.ink.colour),
            Some('│') => block(body, at(stretch.col) + CELL.0 / 2.0, top, 1.4, CELL.1, &stretch.ink.colour),
            Some(_) => {
                let class = inks.iter().position(|ink| *ink == stretch.ink.style).unwrap_or_else(|| {
                    inks.push(stretch.ink.style.clone());
                    inks.len() - 1
                });
                place_words(&mut words, stretch, class, at);
            }
            None => {}
        }
    }
    if !words.is_empty() {
        writeln!(body, "<text y=\"{:.1}\">{words}</text>", top + BASELINE).expect("text");
    }
}

/// Every word stands at its own place and has its own length, so that columns align in any font.
fn place_words(to: &mut String, stretch: &Stretch, class: usize, at: impl Fn(u16) -> f32) {
    let mut col = stretch.col;
    for word in stretch.words.split(' ') {
        let cells =
            if stretch.words.contains(' ') { u16::try_from(word.chars().count()).unwrap_or(0) } else { stretch.cells };
        if !word.is_empty() {
            let word = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let (x, length) = (at(col), f32::from(cells) * CELL.0);
            write!(to, "<tspan class=\"i{class}\" x=\"{x:.1}\" textLength=\"{length:.1}\">{word}</tspan>")
                .expect("text");
        }
        col += cells + 1;
    }
}

fn block(to: &mut String, x: f32, y: f32, width: f32, height: f32, fill: &str) {
    writeln!(to, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\"/>")
        .expect("text");
}

/// A row, cut where its look changes, and around whatever is no plain letter: a font may not have it.
fn stretches(screen: &Screen, row: u16, paper: &Paper) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let plain = |words: &str| words.chars().all(|c| c.is_ascii() || ('\u{a0}'..'\u{250}').contains(&c));
    let line = |words: &str| words.starts_with('─');
    for col in 0..COLS {
        let Some(cell) = screen.cell(row, col).filter(|cell| !cell.is_wide_continuation()) else { continue };
        let words = if cell.has_contents() { cell.contents() } else { " " };
        let (ink, cells) = (ink(cell, paper), 1 + u16::from(cell.is_wide()));
        match found.last_mut() {
            Some(last)
                if last.ink == ink && (plain(&last.words) && plain(words) || line(&last.words) && line(words)) =>
            {
                last.words.push_str(words);
                last.cells += cells;
            }
            _ => found.push(Stretch { col, cells, words: words.to_owned(), ink }),
        }
    }
    found
}

fn ink(cell: &Cell, paper: &Paper) -> Ink {
    let mut letters = colour(cell.fgcolor()).unwrap_or_else(|| paper.ink.to_owned());
    let mut ground = colour(cell.bgcolor());
    if cell.inverse() {
        let swapped = ground.unwrap_or_else(|| paper.ground.to_owned());
        ground = Some(std::mem::replace(&mut letters, swapped));
    }
    let mut style = format!("fill: {letters}");
    for (holds, words) in
        [(cell.bold(), "; font-weight: bold"), (cell.italic(), "; font-style: italic"), (cell.dim(), "; opacity: 0.7")]
    {
        style.push_str(if holds { words } else { "" });
    }
    Ink { style, colour: letters, ground, underlined: cell.underline() }
}

/// A colour as the style sheet has it. The shipped themes ask for exact ones; of the palette only grey is expected.
fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Default => None,
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        Color::Idx(_) => Some("#808080".to_owned()),
    }
}
