//! A terminal that is fed what the screen writes must show what was drawn.

use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

use super::*;

const GRAPHEMES: [&str; 12] =
    [" ", " ", "a", "b", "c", "é", "e\u{301}", "漢", "한", "👩\u{200d}👩\u{200d}👧", "❤\u{fe0f}", "🗞"];
const WIDTH: u16 = 24;
const HEIGHT: u16 = 8;
/// Disputed graphemes stay so far from the edge: the terminal of the test knows no way to keep from wrapping.
const EDGE: u16 = 8;

fn style(n: u8) -> Style {
    match n % 9 {
        0..=2 => Style::new(),
        3 => Style::new().fg(Color::Red),
        4 => Style::new().bg(Color::Rgb(10, 20, 30)).add_modifier(Modifier::BOLD),
        5 => Style::new().fg(Color::Indexed(200)).add_modifier(Modifier::ITALIC | Modifier::UNDERLINED),
        6 => Style::new().add_modifier(Modifier::REVERSED),
        7 => Style::new().fg(Color::LightGreen).underline_color(Color::Blue).add_modifier(Modifier::DIM),
        _ => Style::new().bg(Color::Blue),
    }
}

#[derive(Clone, Debug)]
enum Change {
    /// A cell is set, whatever lay there.
    Cell {
        x: u16,
        y: u16,
        grapheme: usize,
        style: u8,
    },
    /// A row is written from its beginning.
    Row {
        y: u16,
        graphemes: Vec<usize>,
        style: u8,
    },
    /// A region moves.
    Move {
        top: u16,
        bottom: u16,
        up: i8,
    },
    Blank {
        y: u16,
        style: u8,
    },
    Cursor(Option<(u16, u16)>),
    Redraw,
}

fn change() -> impl Strategy<Value = Change> {
    let grapheme = 0..GRAPHEMES.len();
    prop_oneof![
        6 => (0..WIDTH, 0..HEIGHT, grapheme.clone(), any::<u8>())
            .prop_map(|(x, y, grapheme, style)| Change::Cell { x, y, grapheme, style }),
        4 => (0..HEIGHT, prop::collection::vec(grapheme, 0..20), any::<u8>())
            .prop_map(|(y, graphemes, style)| Change::Row { y, graphemes, style }),
        4 => (0..HEIGHT, 0..=HEIGHT, -3..=3_i8).prop_map(|(top, bottom, up)| Change::Move { top, bottom, up }),
        1 => (0..HEIGHT, any::<u8>()).prop_map(|(y, style)| Change::Blank { y, style }),
        1 => prop::option::of((0..WIDTH, 0..HEIGHT)).prop_map(Change::Cursor),
        1 => Just(Change::Redraw),
    ]
}

/// Puts a grapheme into one cell, as a widget that sets symbols would.
fn put(buffer: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) {
    let disputed = disputed_columns(symbol, usize::from(symbol.cell_width())).is_some();
    let symbol = if disputed && x + EDGE > WIDTH { "x" } else { symbol };
    buffer[(x, y)].reset();
    buffer[(x, y)].set_symbol(symbol).set_style(style);
}

fn apply(buffer: &mut Buffer, change: &Change) {
    let width = usize::from(WIDTH);
    match change {
        Change::Cell { x, y, grapheme, style: n } => put(buffer, *x, *y, GRAPHEMES[*grapheme], style(*n)),
        Change::Row { y, graphemes, style: n } => {
            let mut x = 0;
            for grapheme in graphemes {
                put(buffer, x, *y, GRAPHEMES[*grapheme], style(*n));
                x += GRAPHEMES[*grapheme].cell_width();
                if x >= WIDTH {
                    break;
                }
            }
        }
        Change::Move { top, bottom, up } => {
            let (top, bottom) = (usize::from(*top), usize::from(*bottom));
            let count = usize::from(up.unsigned_abs());
            if top + count < bottom {
                let cells = &mut buffer.content[top * width..bottom * width];
                if *up > 0 { cells.rotate_left(count * width) } else { cells.rotate_right(count * width) }
            }
        }
        Change::Blank { y, style: n } => {
            (0..WIDTH).for_each(|x| put(buffer, x, *y, " ", style(*n)));
        }
        Change::Cursor(_) | Change::Redraw => {}
    }
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Red => vt100::Color::Idx(1),
        Color::Blue => vt100::Color::Idx(4),
        Color::LightGreen => vt100::Color::Idx(10),
        _ => vt100::Color::Default,
    }
}

/// What a terminal shows other than the buffer has it.
fn difference(screen: &vt100::Screen, buffer: &Buffer) -> Option<String> {
    for y in 0..buffer.area.height {
        let row = &buffer.content[usize::from(y) * usize::from(WIDTH)..][..usize::from(WIDTH)];
        let mut skipped = false;
        for (x, slot) in (0..).zip(slots(row)) {
            let found = screen.cell(y, x).expect("within the screen");
            let wrong = |what: &str| Some(format!("{what} at {x},{y}: {found:?}"));
            let Slot::Head(Glyph { symbol, width, is_cut, .. }) = slot else {
                if !skipped && !found.is_wide_continuation() {
                    return wrong("no second half");
                }
                continue;
            };
            let (cell, symbol) = (&row[usize::from(x)], if is_cut { " " } else { symbol });
            skipped = disputed_columns(symbol, width).is_some() || (symbol == " " && width > 1);
            let blank = symbol == " ";
            if disputed_columns(symbol, width).is_none()
                && (found.contents() != symbol && !(blank && found.contents().is_empty()))
            {
                return wrong(&format!("not {symbol:?}"));
            }
            let lined = (found.underline(), found.inverse())
                == (cell.modifier.contains(Modifier::UNDERLINED), cell.modifier.contains(Modifier::REVERSED));
            let weight = (found.bold(), found.dim(), found.italic())
                == (
                    cell.modifier.contains(Modifier::BOLD),
                    cell.modifier.contains(Modifier::DIM),
                    cell.modifier.contains(Modifier::ITALIC),
                );
            if found.bgcolor() != colour(cell.bg)
                || !lined
                || (!blank && (!weight || found.fgcolor() != colour(cell.fg)))
            {
                return wrong(&format!("not as {cell:?}"));
            }
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_terminal_shows_what_was_drawn(frames in prop::collection::vec(prop::collection::vec(change(), 0..9), 1..12)) {
        let mut terminal = vt100::Parser::new(HEIGHT, WIDTH, 0);
        terminal.process("rubbish from before \x1b[41m over \r\n the whole of it".as_bytes());
        let mut screen = Screen::new(Size::new(WIDTH, HEIGHT));
        let mut drawn = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
        let mut cursor = None;
        for changes in &frames {
            for change in changes {
                apply(&mut drawn, change);
                match change {
                    Change::Cursor(at) => cursor = at.map(Position::from),
                    Change::Redraw => screen.redraw(),
                    Change::Cell { .. } | Change::Row { .. } | Change::Move { .. } | Change::Blank { .. } => {}
                }
            }
            screen.buffer_mut().clone_from(&drawn);
            let mut out = Vec::new();
            screen.present(cursor, &mut out);
            screen.turn();
            terminal.process(&out);
            let bytes = String::from_utf8_lossy(&out).into_owned();
            prop_assert_eq!(difference(terminal.screen(), &drawn), None, "{:?}", bytes);
            prop_assert_eq!(terminal.screen().hide_cursor(), cursor.is_none());
            if let Some(cursor) = cursor {
                prop_assert_eq!(terminal.screen().cursor_position(), (cursor.y, cursor.x));
            }
            screen.buffer_mut().clone_from(&drawn);
            out.clear();
            screen.present(cursor, &mut out);
            screen.turn();
            prop_assert!(out.is_empty(), "nothing changed, and yet {:?}", String::from_utf8_lossy(&out));
        }
    }
}

/// A page of prose as the reader draws it: a column of text, a mark here and there, and a status line that counts.
fn page(buffer: &mut Buffer, first: usize, focus: Option<usize>) {
    const WORDS: [&str; 7] = ["council", "voted", "harbour", "a", "the inquiry", "said", "yesterday, after"];
    for y in 0..usize::from(buffer.area.height) - 1 {
        let line = first + y;
        let mut text = String::new();
        for n in 0.. {
            let word = WORDS[(line * 5 + n * (line % 3 + 1)) % WORDS.len()];
            if text.len() + word.len() > 70 {
                break;
            }
            text.push_str(word);
            text.push(' ');
        }
        let style = if focus == Some(y) { Style::new().reversed() } else { Style::new() };
        let row = u16::try_from(y).expect("a small page");
        if line % 9 != 8 {
            buffer.set_string(24, row, &text, style);
        }
        if line.is_multiple_of(9) {
            buffer.set_string(22, row, "●", Style::new().green().bold());
        }
    }
    let status = format!(" What we know   {first} of 900   {} min left", 40 - first / 30);
    buffer.set_string(0, buffer.area.height - 1, format!("{status:<120}"), Style::new().on_dark_gray());
}

/// The bytes of the last of some frames.
fn last_frame(draw: &[&dyn Fn(&mut Buffer)]) -> usize {
    let mut screen = Screen::new(Size::new(120, 40));
    let mut out = Vec::new();
    for draw in draw {
        out.clear();
        draw(screen.buffer_mut());
        screen.present(None, &mut out);
        screen.turn();
    }
    out.len()
}

#[test]
fn a_frame_keeps_to_its_budget() {
    let line = last_frame(&[&|b| page(b, 9, None), &|b| page(b, 10, None)]);
    assert!(line <= 250, "a line down takes {line} bytes");
    let back = last_frame(&[&|b| page(b, 10, None), &|b| page(b, 9, None)]);
    assert!(back <= 250, "a line up takes {back} bytes");
    let focus = last_frame(&[&|b| page(b, 9, Some(4)), &|b| page(b, 9, Some(7))]);
    assert!(focus <= 600, "a move of the focus takes {focus} bytes");
    let nothing = last_frame(&[&|b| page(b, 9, None), &|b| page(b, 9, None)]);
    assert_eq!(nothing, 0);
    let whole = last_frame(&[&|b| page(b, 9, None), &|b| page(b, 709, None)]);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    page(&mut buffer, 709, None);
    let text = buffer.content.chunks_exact(120).map(|row| {
        let row: String = row.iter().map(Cell::symbol).collect();
        row.trim_end().len() + 2
    });
    let plain: usize = text.sum();
    assert!(whole * 10 <= plain * 13, "a page takes {whole} bytes, its text {plain}");
}

#[test]
fn what_would_move_the_cursor_is_a_blank() {
    let mut screen = Screen::new(Size::new(4, 1));
    screen.buffer_mut()[(0, 0)].set_symbol("\u{1b}\u{9b}");
    screen.buffer_mut()[(1, 0)].set_symbol("\u{200d}");
    screen.buffer_mut()[(3, 0)].set_symbol("漢");
    let mut out = Vec::new();
    screen.present(None, &mut out);
    screen.turn();
    let mut terminal = vt100::Parser::new(1, 4, 0);
    terminal.process(&out);
    assert_eq!(terminal.screen().contents().trim(), "");
    assert!(!String::from_utf8_lossy(&out).contains(['\u{9b}', '\u{200d}', '漢']));
}
