//! The terminal's side of a frame: where the cursor is, what the pen looks like, and the fewest bytes to change either.

use ratatui::{
    buffer::Cell,
    layout::Position,
    style::{Color, Modifier},
};

use super::scroll::mix;

/// Modifiers that can be seen on a blank cell.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// The sixteen colours of the palette, in its order.
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

/// What the terminal's next grapheme will look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Pen {
    /// As `CSI m` leaves it.
    pub(super) const PLAIN: Self =
        Self { fg: Color::Reset, bg: Color::Reset, underline: Color::Reset, modifier: Modifier::empty() };

    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, underline: cell.underline_color, modifier: cell.modifier }
    }

    /// Tells pens apart within a row's digest.
    pub(super) fn hash(self) -> u64 {
        let colour = |colour| match colour {
            Color::Rgb(r, g, b) => 1 << 24 | u64::from(r) << 16 | u64::from(g) << 8 | u64::from(b),
            Color::Indexed(n) => 2 << 24 | u64::from(n),
            named => 3 << 24 | NAMED.iter().position(|&known| known == named).unwrap_or(NAMED.len()) as u64,
        };
        let parts = [colour(self.fg), colour(self.bg), colour(self.underline), u64::from(self.modifier.bits())];
        parts.into_iter().fold(1, mix)
    }

    /// Whether a blank looks the same in both.
    pub(super) fn same_blank(self, other: Self) -> bool {
        self == other || (self.bg == other.bg && !self.modifier.union(other.modifier).intersects(SEEN_ON_BLANK))
    }
}

/// Writes a frame into a buffer of bytes.
#[derive(Debug)]
pub(super) struct Emitter<'a> {
    out: &'a mut Vec<u8>,
    pen: Pen,
    /// Row of the cursor, if it is known.
    row: Option<u16>,
    /// Its column, if that is known too: not after the last column, nor after a grapheme of disputed width.
    column: Option<u16>,
    width: u16,
    moved: bool,
}

impl<'a> Emitter<'a> {
    /// The pen is plain at the beginning of each frame.
    pub(super) fn new(out: &'a mut Vec<u8>, width: u16) -> Self {
        Self { out, pen: Pen::PLAIN, row: None, column: None, width, moved: false }
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Whether anything was done that may have moved the cursor.
    pub(super) fn has_moved(&self) -> bool {
        self.moved
    }

    /// Whether a grapheme could be written without changing the pen.
    pub(super) fn would_write(&self, symbol: &str, pen: Pen) -> bool {
        self.pen == pen || (symbol == " " && self.pen.same_blank(pen))
    }

    /// Forgets where the cursor is.
    pub(super) fn lose_cursor(&mut self) {
        self.moved = true;
        self.row = None;
        self.column = None;
    }

    /// `CSI first;second final`, without what may be left out.
    pub(super) fn csi(&mut self, first: u16, second: Option<u16>, last: u8) {
        self.out.extend_from_slice(b"\x1b[");
        if first != 1 {
            number(self.out, first);
        }
        if let Some(second) = second.filter(|&n| n != 1) {
            self.out.push(b';');
            number(self.out, second);
        }
        self.out.push(last);
    }

    /// How many columns lie between the cursor and `column`, when it stands before it on this row.
    pub(super) fn gap(&self, column: u16, row: u16) -> Option<u16> {
        (self.row == Some(row)).then_some(self.column?).and_then(|from| column.checked_sub(from))
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, to: Position) {
        let same_row = self.row == Some(to.y);
        let next_row = self.row.is_some_and(|row| row + 1 == to.y);
        match self.column {
            Some(column) if same_row && column == to.x => return,
            Some(column) if same_row && column < to.x => self.csi(to.x - column, None, b'C'),
            _ if same_row && to.x == 0 => self.raw(b"\r"),
            _ if next_row && to.x == 0 => self.raw(b"\r\n"),
            Some(_) if same_row => self.csi(to.x + 1, None, b'G'),
            _ => self.csi(to.y + 1, Some(to.x + 1), b'H'),
        }
        self.moved = true;
        self.row = Some(to.y);
        self.column = Some(to.x);
    }

    /// Writes a grapheme of `columns` cells where the cursor is.
    pub(super) fn write(&mut self, symbol: &str, columns: u16, pen: Pen) {
        if !self.would_write(symbol, pen) {
            self.set(pen);
        }
        self.out.extend_from_slice(symbol.as_bytes());
        self.column = self.column.map(|column| column + columns).filter(|&column| column < self.width);
    }

    /// Erases to the end of the row, in the terminal's own background.
    pub(super) fn erase_tail(&mut self) {
        self.blank_pen();
        self.raw(b"\x1b[K");
    }

    /// Erases `columns` cells in the terminal's own background, without moving.
    pub(super) fn erase(&mut self, columns: u16) {
        self.blank_pen();
        self.csi(columns, None, b'X');
    }

    /// A pen whose blanks are the terminal's own.
    fn blank_pen(&mut self) {
        if !self.pen.same_blank(Pen::PLAIN) {
            self.set(Pen::PLAIN);
        }
    }

    /// Changes the pen, by the differences or from a reset, whichever is shorter.
    pub(super) fn set(&mut self, pen: Pen) {
        if self.pen == pen {
            return;
        }
        let start = self.out.len();
        self.raw(b"\x1b[");
        pen_codes(self.out, self.pen, pen);
        self.out.push(b'm');
        let by_difference = self.out.len() - start;
        if self.pen != Pen::PLAIN {
            let middle = self.out.len();
            self.raw(b"\x1b[");
            if pen != Pen::PLAIN {
                self.out.push(b'0');
                self.out.push(b';');
                pen_codes(self.out, Pen::PLAIN, pen);
            }
            self.out.push(b'm');
            if self.out.len() - middle < by_difference {
                self.out.drain(start..middle);
            } else {
                self.out.truncate(middle);
            }
        }
        self.pen = pen;
    }
}

/// The SGR codes between two pens, with semicolons between them.
fn pen_codes(out: &mut Vec<u8>, from: Pen, to: Pen) {
    const CODES: [(Modifier, &[u8], &[u8]); 8] = [
        (Modifier::BOLD, b"1", b"22"),
        (Modifier::DIM, b"2", b"22"),
        (Modifier::ITALIC, b"3", b"23"),
        (Modifier::UNDERLINED, b"4", b"24"),
        (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), b"5", b"25"),
        (Modifier::REVERSED, b"7", b"27"),
        (Modifier::HIDDEN, b"8", b"28"),
        (Modifier::CROSSED_OUT, b"9", b"29"),
    ];
    let start = out.len();
    let mut code = |parts: &[u8]| {
        if out.len() > start {
            out.push(b';');
        }
        out.extend_from_slice(parts);
    };
    let mut had = from.modifier;
    let weight = Modifier::BOLD.union(Modifier::DIM);
    if had.intersection(weight).difference(to.modifier) != Modifier::empty() {
        code(b"22"); // ends both
        had.remove(weight);
    }
    for (modifier, on, off) in CODES {
        match (had.intersects(modifier), to.modifier.intersects(modifier)) {
            (false, true) => code(on),
            (true, false) => code(off),
            (true, true) | (false, false) => {}
        }
    }
    let mut colour = Vec::new();
    for (from, to, ground) in
        [(from.fg, to.fg, Ground::Fore), (from.bg, to.bg, Ground::Back), (from.underline, to.underline, Ground::Line)]
    {
        if from != to {
            colour.clear();
            ground.codes(&mut colour, to);
            code(&colour);
        }
    }
}

/// What a colour is for.
#[derive(Clone, Copy)]
enum Ground {
    Fore,
    Back,
    /// The underline.
    Line,
}

impl Ground {
    fn codes(self, out: &mut Vec<u8>, colour: Color) {
        // the underline's parts are joined by colons: a terminal that does not know 58 would take `;5;1` for blink and bold
        let (base, joint): (u16, &[u8]) = match self {
            Self::Fore => (30, b";"),
            Self::Back => (40, b";"),
            Self::Line => (50, b":"),
        };
        let mut extended = |kind: u16, parts: &[u8]| {
            number(out, base + 8);
            out.extend_from_slice(joint);
            number(out, kind);
            if kind == 2 && matches!(self, Self::Line) {
                out.push(b':'); // the colour space, left empty
            }
            for &part in parts {
                out.extend_from_slice(joint);
                number(out, u16::from(part));
            }
        };
        match colour {
            Color::Rgb(r, g, b) => return extended(2, &[r, g, b]),
            Color::Indexed(n) => return extended(5, &[n]),
            _ => {}
        }
        let Some(index) = NAMED.iter().zip(0_u8..).find(|(known, _)| **known == colour).map(|(_, index)| index) else {
            return number(out, base + 9); // `Reset`
        };
        match self {
            Self::Line => extended(5, &[index]),
            Self::Fore | Self::Back if index < 8 => number(out, base + u16::from(index)),
            Self::Fore | Self::Back => number(out, base + 60 + u16::from(index - 8)),
        }
    }
}

/// Decimal digits.
fn number(out: &mut Vec<u8>, n: u16) {
    let mut place = 10_000;
    while place > 1 && n < place {
        place /= 10;
    }
    while place > 0 {
        out.push(b'0' + u8::try_from(n / place % 10).unwrap_or(0));
        place /= 10;
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn pen(style: Style) -> Pen {
        let mut cell = Cell::default();
        cell.set_style(style);
        Pen::of(&cell)
    }

    #[test]
    fn the_pen_changes_with_the_fewest_codes() {
        let red = Style::new().fg(Color::Red);
        for (from, to, bytes) in [
            (Style::new(), red.bold(), "\x1b[1;31m"),
            (red.bold(), red, "\x1b[22m"),
            (red.bold().dim(), red.dim(), "\x1b[22;2m"),
            (red.bold().italic().on_blue(), Style::new(), "\x1b[m"),
            (red.bold().italic().underlined().on_blue(), Style::new().green(), "\x1b[0;32m"),
            (red, Style::new().fg(Color::Rgb(1, 20, 255)), "\x1b[38;2;1;20;255m"),
            (red, red.bg(Color::Indexed(200)), "\x1b[48;5;200m"),
            (red, red.bg(Color::LightBlue), "\x1b[104m"),
            (red, red.underline_color(Color::Rgb(1, 2, 3)), "\x1b[58:2::1:2:3m"),
            (red, red.underline_color(Color::Cyan), "\x1b[58:5:6m"),
        ] {
            let mut out = Vec::new();
            let mut emitter = Emitter::new(&mut out, 80);
            emitter.pen = pen(from);
            emitter.set(pen(to));
            assert_eq!(String::from_utf8_lossy(&out), bytes, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn the_cursor_takes_the_shortest_way() {
        let mut out = Vec::new();
        let mut emitter = Emitter::new(&mut out, 80);
        for (x, y) in [(0, 0), (4, 9), (9, 9), (5, 9), (0, 9), (0, 10), (0, 12)] {
            emitter.go(Position::new(x, y));
        }
        assert_eq!(String::from_utf8_lossy(&out), "\x1b[H\x1b[10;5H\x1b[5C\x1b[6G\r\r\n\x1b[13H");
    }
}
