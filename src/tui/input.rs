//! Bytes from the terminal in, events out.
//!
//! crossterm's own reader is not used: it never returns once the terminal is gone (it reads the end of input again and
//! again), blocks amid a sequence that comes in two pieces, and cuts the answer to a question into key presses.

mod keys;
mod reply;

use std::time::Duration;

use crate::{
    app::{Event, Key, KeyCode},
    model::Text,
};

/// The longest paste that is taken in, in bytes. Of a longer one nothing is: half an article is worse than none.
const PASTE_MAX_BYTES: usize = 8_000_000;
/// So many bytes of words at once were pasted into a terminal that does not bracket a paste: nobody types that fast.
const BURST_MIN_BYTES: usize = 64;
/// So many different ones are in them: a key that is held down gives one.
const BURST_MIN_DIFFERENT: usize = 12;
/// How long nothing comes before such a paste is over.
const BURST_PAUSE: Duration = Duration::from_millis(40);
/// The longest sequence that is waited for, in bytes. Answers of terminals are much shorter.
const SEQUENCE_MAX_BYTES: usize = 4096;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Bytes that have not become events yet.
#[derive(Debug, Default)]
pub(super) struct Input {
    pending: Vec<u8>,
    /// What was pasted so far, between its brackets.
    paste: Option<Pasted>,
    /// What came at once and without brackets.
    burst: Option<Pasted>,
}

/// Bytes of a paste, as far as they are taken in.
#[derive(Debug, Default)]
struct Pasted {
    bytes: Vec<u8>,
    too_long: bool,
}

impl Pasted {
    fn add(&mut self, bytes: &[u8]) {
        self.too_long |= self.bytes.len() + bytes.len() > PASTE_MAX_BYTES;
        if self.too_long {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn event(self) -> Event {
        if self.too_long {
            return Event::PasteTooLong { max_bytes: PASTE_MAX_BYTES };
        }
        Event::Paste(Text::new(&String::from_utf8_lossy(&self.bytes)))
    }
}

/// How much of the input the first thing in it takes.
enum Token {
    /// So many bytes; `None` where they mean nothing to us.
    Whole(usize, Option<Event>),
    PasteBegins(usize),
    /// More is to come.
    Partial,
}

impl Input {
    /// Takes bytes in, and appends what they say.
    pub(super) fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        let idle = self.paste.is_none() && self.pending.is_empty();
        // an escape is a key, or what the terminal says, and none of the words
        let words = memchr::memchr(0x1b, bytes).unwrap_or(bytes.len());
        let (words, rest) = bytes.split_at_checked(words).unwrap_or((bytes, &[]));
        if self.burst.is_some() || (idle && is_burst(words)) {
            self.burst.get_or_insert_default().add(words);
            if rest.is_empty() {
                return;
            }
            events.extend(self.burst.take().map(Pasted::event));
            return self.feed(rest, events);
        }
        self.pending.extend_from_slice(bytes);
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_slice();
        while !rest.is_empty() {
            let taken = if self.paste.is_some() {
                self.take_paste(rest, events)
            } else {
                match token(rest) {
                    Token::Whole(taken, event) => {
                        events.extend(event);
                        taken
                    }
                    Token::PasteBegins(taken) => {
                        self.paste = Some(Pasted::default());
                        taken
                    }
                    Token::Partial => 0,
                }
            };
            if taken == 0 {
                break;
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
        self.pending = rest.to_vec();
    }

    /// How long to wait for the rest of what has begun; `None` where nothing has.
    /// A lone escape is most likely the key itself.
    pub(super) fn patience(&self) -> Option<Duration> {
        if self.burst.is_some() {
            return Some(BURST_PAUSE);
        }
        match (&self.paste, self.pending.as_slice()) {
            (Some(_), _) | (None, []) => None,
            (None, [0x1b]) => Some(Duration::from_millis(10)),
            (None, _) => Some(Duration::from_millis(100)),
        }
    }

    /// Nothing more came: what looked like the beginning of a sequence was typed, key by key.
    pub(super) fn settle(&mut self, events: &mut Vec<Event>) {
        events.extend(self.burst.take().map(Pasted::event));
        if self.paste.is_some() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        let Some((first, rest)) = pending.split_first() else { return };
        let key = match (first, rest.split_first()) {
            (0x1b, None | Some((0x1b, _))) => Some((Key::plain(KeyCode::Esc), 1)),
            (0x1b, Some(_)) => keys::typed(rest).map(|(key, taken)| (Key { alt: true, ..key }, taken + 1)),
            (_, _) => None, // half a character
        };
        let taken = key.map_or(1, |(_, taken)| taken);
        events.extend(key.map(|(key, _)| Event::Key(key)));
        self.feed(pending.get(taken..).unwrap_or_default(), events);
        self.settle(events);
    }

    /// Takes in what is pasted, up to its end if that is there.
    fn take_paste(&mut self, bytes: &[u8], events: &mut Vec<Event>) -> usize {
        let end = memchr::memmem::find(bytes, PASTE_END);
        // the beginning of the end may be all that has come of it
        let text = end.unwrap_or_else(|| {
            (1..PASTE_END.len())
                .rev()
                .find(|&n| PASTE_END.get(..n).is_some_and(|begun| bytes.ends_with(begun)))
                .map_or(bytes.len(), |n| bytes.len() - n)
        });
        if let Some(paste) = &mut self.paste {
            paste.add(bytes.get(..text).unwrap_or_default());
        }
        if end.is_none() {
            return text;
        }
        events.push(self.paste.take().unwrap_or_default().event());
        text + PASTE_END.len()
    }
}

/// Whether bytes that came at once are words that were pasted.
fn is_burst(bytes: &[u8]) -> bool {
    if bytes.len() < BURST_MIN_BYTES
        || !bytes.contains(&b' ')
        || bytes.iter().any(|byte| matches!(byte, 0..9 | 0x0b | 0x0c | 0x0e..0x20 | 0x7f))
    {
        return false;
    }
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    seen.into_iter().filter(|seen| *seen).count() >= BURST_MIN_DIFFERENT
}

/// Reads the first thing in `bytes`, which are not empty.
fn token(bytes: &[u8]) -> Token {
    match bytes {
        [0x1b] => Token::Partial,
        [0x1b, 0x1b, ..] => Token::Whole(1, Some(Event::Key(Key::plain(KeyCode::Esc)))),
        [0x1b, b'[', rest @ ..] => control_sequence(rest),
        [0x1b, b'O', rest @ ..] => match rest.first() {
            None => Token::Partial,
            Some(&last) => match keys::application(last) {
                Some(key) => Token::Whole(3, Some(Event::Key(key))),
                None => alt(bytes),
            },
        },
        [0x1b, b']' | b'P' | b'_' | b'^' | b'X', rest @ ..] => answer(bytes, rest),
        [0x1b, ..] => alt(bytes),
        _ => match keys::typed(bytes) {
            Some((key, taken)) => Token::Whole(taken, Some(Event::Key(key))),
            None if keys::is_half_a_character(bytes) => Token::Partial,
            None => Token::Whole(1, None),
        },
    }
}

/// A key with an escape before it.
fn alt(bytes: &[u8]) -> Token {
    let rest = bytes.get(1..).unwrap_or_default();
    match keys::typed(rest) {
        Some((key, taken)) => Token::Whole(taken + 1, Some(Event::Key(Key { alt: true, ..key }))),
        None if keys::is_half_a_character(rest) => Token::Partial,
        None => Token::Whole(2, None),
    }
}

/// `ESC [` parameters, intermediates, one final byte.
fn control_sequence(bytes: &[u8]) -> Token {
    const OPENING: usize = 2;
    match bytes {
        // function keys of the Linux console
        [b'[', last, ..] => return Token::Whole(OPENING + 2, keys::linux_function(*last).map(Event::Key)),
        [b'['] => return Token::Partial,
        // a click from a terminal that knows no SGR coordinates: three bytes follow
        [b'M', rest @ ..] => {
            return match rest {
                [button, column, row, ..] => {
                    let cell = |byte: &u8| u16::from(byte.saturating_sub(33));
                    let pressed = button & 3 != 3;
                    let button = u16::from(button.saturating_sub(32));
                    Token::Whole(OPENING + 4, keys::mouse(button, cell(column), cell(row), pressed))
                }
                _ => Token::Partial,
            };
        }
        _ => {}
    }
    let Some(end) = bytes.iter().position(|byte| !(0x20..0x40).contains(byte)) else {
        let endless = bytes.len() > SEQUENCE_MAX_BYTES;
        return if endless { Token::Whole(OPENING + bytes.len(), None) } else { Token::Partial };
    };
    let (parameters, rest) = bytes.split_at_checked(end).unwrap_or_default();
    match rest.first() {
        Some(b'~') if parameters == b"200" => Token::PasteBegins(OPENING + end + 1),
        Some(&last @ 0x40..=0x7e) => Token::Whole(OPENING + end + 1, keys::sequence(parameters, last)),
        // not one after all: what ends it is read by itself
        Some(_) | None => Token::Whole(OPENING + end, None),
    }
}

/// What a terminal answers with: `ESC ]` and the like, up to a bell or `ESC \`. They begin as keys with Alt do, so what
/// can't be an answer is read as keys.
fn answer(bytes: &[u8], body: &[u8]) -> Token {
    let kind = bytes.get(1).copied().unwrap_or_default();
    let possible = match body.first() {
        None => return Token::Partial,
        // operating system commands have a number
        Some(first) if kind == b']' => first.is_ascii_digit(),
        Some(_) => true,
    };
    let end = body.iter().position(|&byte| byte < 0x20 || byte == 0x7f);
    if !possible || body.len() > SEQUENCE_MAX_BYTES {
        return alt(bytes);
    }
    let Some(end) = end else { return Token::Partial };
    let closing = match body.get(end..) {
        Some([0x07, ..]) => 1,
        Some([0x1b, b'\\', ..]) => 2,
        Some([0x1b]) => return Token::Partial,
        Some(_) | None => return alt(bytes),
    };
    let event = body.get(..end).filter(|_| kind == b']').and_then(reply::background).map(Event::Background);
    Token::Whole(2 + end + closing, event)
}

#[cfg(test)]
mod tests;
