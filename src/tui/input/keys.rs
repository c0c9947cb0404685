//! What keys and the mouse send: as old terminals have it, as xterm does, and as the kitty keyboard protocol does.
//!
//! See <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html> and <https://sw.kovidgoyal.net/kitty/keyboard-protocol/>.

use crate::app::{Event, Key, KeyCode, Mouse, MouseAction};

/// Most bytes of a character in UTF-8.
const CHARACTER_MAX_BYTES: usize = 4;

/// A key that sends a character or a control code, and how many bytes that is.
pub(super) fn typed(bytes: &[u8]) -> Option<(Key, usize)> {
    let first = *bytes.first()?;
    let control = |c: char| Key { ctrl: true, ..Key::char(c) };
    let key = match first {
        b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x7f => Key::plain(KeyCode::Backspace),
        0x1b => Key::plain(KeyCode::Esc),
        0 => control(' '),
        0x01..=0x1a => control(char::from(first - 1 + b'a')),
        0x1c..=0x1f => control(char::from(first + 0x40)),
        0x20..=0x7e => Key::char(char::from(first)),
        0x80.. => {
            let c = (2..=CHARACTER_MAX_BYTES)
                .find_map(|length| std::str::from_utf8(bytes.get(..length)?).ok())
                .and_then(|text| text.chars().next())?;
            return Some((Key::char(c), c.len_utf8()));
        }
    };
    Some((key, 1))
}

/// Whether more bytes could make these a character.
pub(super) fn is_half_a_character(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}

/// The key of `ESC O last`.
pub(super) fn application(last: u8) -> Option<Key> {
    let code = match last {
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        b'M' => KeyCode::Enter,
        // the number pad
        b'j'..=b'y' => KeyCode::Char(char::from(last - 0x40)),
        _ => arrow(last)?,
    };
    Some(Key::plain(code))
}

/// The key of `ESC [ [ last`.
pub(super) fn linux_function(last: u8) -> Option<Key> {
    matches!(last, b'A'..=b'E').then(|| Key::plain(KeyCode::F(last - b'A' + 1)))
}

fn arrow(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        _ => return None,
    })
}

/// What `ESC [ parameters last` says. `None` for answers to questions, and for what is unknown.
pub(super) fn sequence(parameters: &[u8], last: u8) -> Option<Event> {
    let parameters = std::str::from_utf8(parameters).ok()?;
    if let Some(click) = parameters.strip_prefix('<') {
        let mut numbers = click.split(';').map(|number| number.parse::<u16>().ok());
        let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
        return match last {
            b'M' | b'm' => mouse(button, column.checked_sub(1)?, row.checked_sub(1)?, last == b'M'),
            _ => None,
        };
    }
    if parameters.is_empty() && matches!(last, b'I' | b'O') {
        return Some(Event::InFront(last == b'I'));
    }
    let fields = Fields::of(parameters)?;
    let code = match last {
        b'Z' => return fields.event(KeyCode::Tab, MODIFIER_SHIFT),
        b'P' | b'Q' | b'S' => KeyCode::F(last - b'P' + 1),
        b'R' if fields.number <= 1 => KeyCode::F(3),
        b'~' => editing(&fields)?,
        b'u' => return fields.pressed(),
        _ => arrow(last)?,
    };
    fields.event(code, 0)
}

const MODIFIER_SHIFT: u32 = 1;
const MODIFIER_ALT: u32 = 2;
const MODIFIER_CTRL: u32 = 4;
/// Super, hyper and meta belong to the window manager.
const MODIFIER_FOREIGN: u32 = 8 | 16 | 32;
const RELEASED: u32 = 3;

/// The parameters of a key: `number:shifted:base ; modifiers:kind ; third`.
struct Fields {
    number: u32,
    /// What the key gives with shift.
    shifted: Option<u32>,
    /// What it would be on a Latin keyboard.
    base: Option<u32>,
    /// A bit each.
    modifiers: u32,
    kind: u32,
    third: u32,
}

impl Fields {
    /// `None` where they are no plain numbers, as in private sequences.
    fn of(parameters: &str) -> Option<Self> {
        if !parameters.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
            return None;
        }
        let mut fields = parameters.split(';').map(|field| field.split(':').map(|number| number.parse::<u32>().ok()));
        let mut first = fields.next()?;
        let (number, shifted, base) = (first.next()?.unwrap_or(1), first.next().flatten(), first.next().flatten());
        let mut second = fields.next().into_iter().flatten();
        let modifiers = second.next().flatten().unwrap_or(1).saturating_sub(1);
        let kind = second.next().flatten().unwrap_or(1);
        let third = fields.next().and_then(|mut field| field.next().flatten()).unwrap_or(0);
        Some(Self { number, shifted, base, modifiers, kind, third })
    }

    /// The key of the kitty protocol, or of xterm's `modifyOtherKeys`.
    fn pressed(&self) -> Option<Event> {
        let code = match functional(self.number) {
            Some(code) => code,
            None => self.letter(self.number)?,
        };
        self.event(code, 0)
    }

    /// The key of a character's code, with what shift and a Latin keyboard make of it.
    fn letter(&self, number: u32) -> Option<KeyCode> {
        let has = |modifier| self.modifiers & modifier != 0;
        // private codes are keys that we have no name for, such as shift itself
        let c = char::from_u32(number).filter(|c| !c.is_control() && !matches!(c, '\u{e000}'..='\u{f8ff}'))?;
        let latin = self.base.and_then(char::from_u32).filter(|_| has(MODIFIER_CTRL | MODIFIER_ALT) && !c.is_ascii());
        if let Some(latin) = latin {
            let upper = has(MODIFIER_SHIFT) && !has(MODIFIER_CTRL);
            return Some(KeyCode::Char(if upper { latin.to_ascii_uppercase() } else { latin }));
        }
        let shifted = self.shifted.and_then(char::from_u32).or_else(|| {
            let mut upper = c.to_uppercase();
            upper.next().filter(|_| upper.next().is_none())
        });
        Some(KeyCode::Char(shifted.filter(|_| has(MODIFIER_SHIFT)).unwrap_or(c)))
    }

    /// The press of a key; a release is none.
    fn event(&self, code: KeyCode, more: u32) -> Option<Event> {
        let modifiers = self.modifiers | more;
        let has = |modifier| modifiers & modifier != 0;
        if self.kind == RELEASED || has(MODIFIER_FOREIGN) {
            return None;
        }
        let ctrl = has(MODIFIER_CTRL);
        let (code, shift) = match code {
            // control codes know no case
            KeyCode::Char(c) if ctrl => (KeyCode::Char(c.to_lowercase().next().unwrap_or(c)), false),
            KeyCode::Char(_) => (code, false),
            _ => (code, has(MODIFIER_SHIFT)),
        };
        Some(Event::Key(Key { code, ctrl, alt: has(MODIFIER_ALT), shift }))
    }
}

/// The keys of `ESC [ number ~`.
fn editing(fields: &Fields) -> Option<KeyCode> {
    let function = |first: u32, key: u8| u8::try_from(fields.number - first).ok().map(|n| KeyCode::F(n + key));
    Some(match fields.number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(11, 1)?,
        17..=21 => function(17, 6)?,
        23..=26 => function(23, 11)?,
        28 | 29 => function(28, 15)?,
        31..=34 => function(31, 17)?,
        27 => match functional(fields.third) {
            Some(code) => code,
            None => fields.letter(fields.third)?,
        },
        _ => return None,
    })
}

/// Keys that are no letters, by their number in the kitty protocol.
fn functional(number: u32) -> Option<KeyCode> {
    let after = |first: u32| u8::try_from(number - first).ok();
    Some(match number {
        9 => KeyCode::Tab,
        13 | 57414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57376..=57398 => KeyCode::F(after(57376)? + 13),
        // the number pad
        57399..=57408 => KeyCode::Char(char::from(b'0' + after(57399)?)),
        57409 => KeyCode::Char('.'),
        57410 => KeyCode::Char('/'),
        57411 => KeyCode::Char('*'),
        57412 => KeyCode::Char('-'),
        57413 => KeyCode::Char('+'),
        57415 => KeyCode::Char('='),
        57416 => KeyCode::Char(','),
        57417 => KeyCode::Left,
        57418 => KeyCode::Right,
        57419 => KeyCode::Up,
        57420 => KeyCode::Down,
        57421 => KeyCode::PageUp,
        57422 => KeyCode::PageDown,
        57423 => KeyCode::Home,
        57424 => KeyCode::End,
        57425 => KeyCode::Insert,
        57426 => KeyCode::Delete,
        _ => return None,
    })
}

/// The mouse, from the button's bits as xterm has them and a cell from 0.
pub(super) fn mouse(button: u16, column: u16, row: u16, pressed: bool) -> Option<Event> {
    const MODIFIERS: u16 = 4 | 8 | 16;
    let action = match (button & !MODIFIERS, pressed) {
        (0, true) => MouseAction::Press,
        (32, true) => MouseAction::Drag,
        // old terminals do not say which button was let go
        (0 | 3, false) => MouseAction::Release,
        (64, true) => MouseAction::WheelUp,
        (65, true) => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Event::Mouse(Mouse { action, column, row }))
}
