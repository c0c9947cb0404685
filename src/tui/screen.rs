//! What the terminal shows, and the fewest bytes that make it show the next frame.
//!
//! ratatui draws into a [`Buffer`]; this takes the place of its `Terminal` and backend. Most frames of a reader are the
//! last one moved by a row, so rows that moved are found and the terminal is told to move them. A frame leaves as one
//! piece between the brackets of synchronized output.

use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    layout::{Position, Rect, Size},
};

use super::{
    emit::{Emitter, Pen},
    scroll::{self, Digest},
};

/// The fewest blanks in the middle of a row that are worth erasing instead of writing.
const ERASE_MIN_COLUMNS: usize = 12;
/// The fewest blanks at the end of a row that are.
const TAIL_MIN_COLUMNS: usize = 4;
/// The most unchanged cells that are written again because moving over them would take as many bytes.
const REWRITE_MAX_COLUMNS: u16 = 3;

/// The last frame and the next.
#[derive(Debug)]
pub struct Screen {
    shown: Buffer,
    shown_rows: Vec<Digest>,
    next: Buffer,
    cursor: Option<Position>,
    /// What the terminal shows is not known; the next frame is drawn from nothing.
    stale: bool,
}

impl Screen {
    /// For a terminal of which nothing is known.
    #[must_use]
    pub fn new(size: Size) -> Self {
        Self {
            shown: Buffer::empty(Rect::ZERO), // nothing is shown before the first frame
            shown_rows: Vec::new(),
            next: Buffer::empty(Rect::from(size)),
            cursor: None,
            stale: true,
        }
    }

    #[must_use]
    pub fn size(&self) -> Size {
        self.next.area.as_size()
    }

    /// Takes another size; the next frame is drawn from nothing.
    pub fn resize(&mut self, size: Size) {
        *self = Self::new(size);
    }

    /// Forgets what the terminal shows.
    pub fn redraw(&mut self) {
        self.stale = true;
    }

    /// The next frame, empty: to draw in.
    pub fn buffer_mut(&mut self) -> &mut Buffer {
        &mut self.next
    }

    /// Appends to `out` what turns the terminal's screen into the frame that was drawn. Where nothing changed, nothing is
    /// appended. Once that is written, [`Screen::turn`] makes room for the next frame.
    pub fn present(&mut self, cursor: Option<Position>, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(b"\x1b[?2026h");
        let opening = out.len();
        let mut emitter = Emitter::new(out, self.next.area.width);
        if self.stale {
            self.clear(&mut emitter);
            self.draw_all(&mut emitter);
        } else {
            self.draw(&mut emitter);
        }
        emitter.set(Pen::PLAIN);
        if let Some(at) = cursor {
            if emitter.has_moved() || self.cursor != cursor {
                emitter.go(at);
            }
            if self.cursor.is_none() {
                emitter.raw(b"\x1b[?25h");
            }
        } else if self.cursor.is_some() {
            emitter.raw(b"\x1b[?25l");
        }
        self.cursor = cursor;
        if out.len() == opening {
            out.truncate(start);
        } else {
            out.extend_from_slice(b"\x1b[?2026l");
        }
    }

    /// The frame that was drawn is the one that is shown, and the next is empty. Apart from [`Screen::present`], so that
    /// nobody waits for it.
    pub fn turn(&mut self) {
        std::mem::swap(&mut self.shown, &mut self.next);
        if self.next.area == self.shown.area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(self.shown.area);
        }
    }

    /// Makes the terminal blank and known.
    fn clear(&mut self, emitter: &mut Emitter<'_>) {
        emitter.raw(b"\x1b[m\x1b[r\x1b[2J\x1b[?25l");
        self.cursor = None;
        self.stale = false;
    }

    /// Draws every row on a blank screen, where nothing can have moved. The digests wait for the next frame: this one may
    /// be the first, for which somebody waits.
    fn draw_all(&mut self, emitter: &mut Emitter<'_>) {
        let width = usize::from(self.next.area.width).max(1);
        for (y, new) in (0_u16..).zip(self.next.content.chunks_exact(width)) {
            draw_row(y, None, new, emitter);
        }
        self.shown_rows.clear();
    }

    /// Moves what moved, then draws the rows that differ.
    fn draw(&mut self, emitter: &mut Emitter<'_>) {
        let width = usize::from(self.next.area.width);
        if width == 0 {
            return;
        }
        let changed: Vec<bool> = self
            .shown
            .content
            .chunks_exact(width)
            .zip(self.next.content.chunks_exact(width))
            .map(|(old, new)| old != new)
            .collect();
        if !changed.contains(&true) {
            return;
        }
        if self.shown_rows.is_empty() {
            self.shown_rows = self.shown.content.chunks_exact(width).map(Digest::of).collect();
        }
        let new_rows: Vec<Digest> = self
            .next
            .content
            .chunks_exact(width)
            .zip(&changed)
            .zip(&self.shown_rows)
            .map(|((row, &changed), &known)| if changed { Digest::of(row) } else { known })
            .collect();
        let shift = scroll::find(&self.shown_rows, &new_rows);
        if let Some(shift) = shift {
            self.scroll(shift, emitter);
        }
        let rows = self.shown.content.chunks_exact(width).zip(self.next.content.chunks_exact(width));
        for ((y, (old, new)), changed) in (0_u16..).zip(rows).zip(changed) {
            let moved = shift.is_some_and(|shift| (shift.top..shift.bottom).contains(&usize::from(y)));
            if changed || moved {
                draw_row(y, Some(old), new, emitter);
            }
        }
        self.shown_rows = new_rows;
    }

    /// Has the terminal move a region, and does the same to what is shown.
    fn scroll(&mut self, shift: scroll::Shift, emitter: &mut Emitter<'_>) {
        let width = usize::from(self.shown.area.width);
        let count = shift.up.unsigned_abs();
        let line = |row: usize| u16::try_from(row).unwrap_or(u16::MAX);
        // a line feed on the last line, or a reverse one on the first, is the oldest way there is: the Linux console has
        // no `CSI S` and `CSI T`, and not every terminal deletes lines as the standard has it
        let whole = shift.top == 0 && shift.bottom == self.shown_rows.len();
        if !whole {
            emitter.csi(line(shift.top + 1), Some(line(shift.bottom)), b'r');
            emitter.lose_cursor();
        }
        let (edge, feed): (usize, &[u8]) = if shift.up > 0 { (shift.bottom - 1, b"\n") } else { (shift.top, b"\x1bM") };
        emitter.go(Position::new(0, line(edge)));
        emitter.raw(&feed.repeat(count));
        if !whole {
            emitter.raw(b"\x1b[r");
            emitter.lose_cursor();
        }
        let cells = &mut self.shown.content[shift.top * width..shift.bottom * width];
        let blank = if shift.up > 0 {
            cells.rotate_left(count * width);
            cells.len() - count * width..cells.len()
        } else {
            cells.rotate_right(count * width);
            0..count * width
        };
        cells[blank].fill(Cell::EMPTY);
    }
}

/// What lies in a column of a row.
#[derive(Clone, Copy)]
enum Slot<'a> {
    /// A grapheme begins here.
    Head(Glyph<'a>),
    /// It goes on here.
    Trail,
}

/// A grapheme as it is written: looked up once, for a cell is asked after several times.
#[derive(Clone, Copy)]
struct Glyph<'a> {
    symbol: &'a str,
    /// How many columns it takes in its row.
    width: usize,
    /// It would take more columns than its row has left.
    is_cut: bool,
    pen: Pen,
    /// Whether erasing gives the same as writing it.
    is_erasable: bool,
}

impl<'a> Glyph<'a> {
    /// Of a cell that has so many columns before the row ends.
    fn of(cell: &'a Cell, room: usize) -> Self {
        let (symbol, columns, pen) = (symbol(cell), columns(cell), Pen::of(cell));
        let is_erasable = symbol == " " && pen.same_blank(Pen::PLAIN);
        Self { symbol, width: columns.min(room), is_cut: columns > room, pen, is_erasable }
    }

    fn looks_like(&self, other: &Self) -> bool {
        self.symbol == other.symbol && (self.pen == other.pen || (self.symbol == " " && self.pen.same_blank(other.pen)))
    }
}

impl Slot<'_> {
    fn looks_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Head(a), Self::Head(b)) => a.looks_like(b),
            (Self::Trail, Self::Trail) => true,
            (Self::Head(_), Self::Trail) | (Self::Trail, Self::Head(_)) => false,
        }
    }

    fn is_erasable(&self) -> bool {
        matches!(self, Self::Head(glyph) if glyph.is_erasable)
    }
}

/// The slots of a row. A cell that a wide grapheme covers is not looked at, as ratatui has it.
fn slots(row: &[Cell]) -> impl Iterator<Item = Slot<'_>> {
    let mut covered = 0;
    row.iter().enumerate().map(move |(x, cell)| {
        if covered > 0 {
            covered -= 1;
            return Slot::Trail;
        }
        let glyph = Glyph::of(cell, row.len() - x);
        covered = glyph.width - 1;
        Slot::Head(glyph)
    })
}

/// How many columns a cell's grapheme takes, at least one.
fn columns(cell: &Cell) -> usize {
    if cell.symbol().len() == 1 { 1 } else { usize::from(cell.cell_width()).max(1) }
}

/// What is written for a cell: what would move the cursor, or would not, is a blank.
fn symbol(cell: &Cell) -> &str {
    let symbol = cell.symbol();
    match symbol.as_bytes() {
        [b' '..=b'~'] => symbol,
        [] | [_] => " ",
        _ if symbol.chars().any(char::is_control) || cell.cell_width() == 0 => " ",
        _ => symbol,
    }
}

/// How many columns a grapheme takes at most, where terminals disagree: those that join nothing show its characters one
/// by one. `None` where there is no doubt, as for a letter with its accents.
fn disputed_columns(symbol: &str, agreed: usize) -> Option<usize> {
    if symbol.len() == 1 {
        return None;
    }
    let apart = symbol.chars().map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)).sum::<usize>();
    let disputed = symbol.chars().any(|c| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{1f000}'..='\u{1ffff}'));
    (disputed || apart != agreed).then(|| apart.max(agreed))
}

/// Draws what differs in a row; without an old one, on a blank row.
fn draw_row(y: u16, old: Option<&[Cell]>, new: &[Cell], emitter: &mut Emitter<'_>) {
    let old: Option<Vec<Slot<'_>>> = old.map(|old| slots(old).collect());
    let new: Vec<Slot<'_>> = slots(new).collect();
    let differs = |x: usize| match &old {
        Some(old) => !old[x].looks_like(&new[x]),
        None => !new[x].is_erasable(),
    };
    let Some(last) = (0..new.len()).rfind(|&x| differs(x)) else { return };
    let tail = new.iter().rposition(|slot| !slot.is_erasable()).map_or(0, |x| x + 1);
    let at = |x: usize| Position::new(u16::try_from(x).unwrap_or(u16::MAX), y);
    let mut x = 0;
    // columns before this one are written even where they should be right
    let mut doubtful = 0;
    while x < new.len() && (x <= last || x < doubtful) {
        let Slot::Head(Glyph { symbol, width, is_cut, pen, .. }) = new[x] else {
            x += 1;
            continue;
        };
        if !differs(x) && x >= doubtful {
            x += width;
            continue;
        }
        if x >= tail && last + 1 >= x + TAIL_MIN_COLUMNS {
            approach(at(x), &new, emitter);
            emitter.erase_tail();
            return;
        }
        let blanks = new[x..=last.max(x)].iter().take_while(|slot| slot.is_erasable()).count();
        approach(at(x), &new, emitter);
        if blanks >= ERASE_MIN_COLUMNS {
            emitter.erase(u16::try_from(blanks).unwrap_or(u16::MAX));
            x += blanks;
            continue;
        }
        if is_cut || symbol == " " {
            (0..width).for_each(|_| emitter.write(" ", 1, pen));
        } else if let Some(widest) = disputed_columns(symbol, width) {
            // blanks first, should it turn out narrow; the columns after it again, should it turn out wide
            (0..width).for_each(|_| emitter.write(" ", 1, pen));
            emitter.go(at(x));
            emitter.set(pen);
            emitter.write(symbol, 0, pen);
            emitter.lose_cursor();
            doubtful = doubtful.max(x + widest);
        } else {
            emitter.write(symbol, u16::try_from(width).unwrap_or(1), pen);
        }
        x += width;
    }
}

/// Brings the cursor to a column, over a few unchanged cells by writing them again.
fn approach(to: Position, row: &[Slot<'_>], emitter: &mut Emitter<'_>) {
    if let Some(gap) = emitter.gap(to.x, to.y).filter(|gap| (1..=REWRITE_MAX_COLUMNS).contains(gap)) {
        let between = usize::from(to.x - gap)..usize::from(to.x);
        let plain = |slot: &Slot<'_>| match slot {
            Slot::Head(glyph) if glyph.symbol.len() == 1 => emitter.would_write(glyph.symbol, glyph.pen),
            Slot::Head(_) | Slot::Trail => false,
        };
        if row[between.clone()].iter().all(plain) {
            for slot in &row[between] {
                if let Slot::Head(glyph) = slot {
                    emitter.write(glyph.symbol, 1, glyph.pen);
                }
            }
            return;
        }
    }
    emitter.go(to);
}

#[cfg(test)]
mod tests;
