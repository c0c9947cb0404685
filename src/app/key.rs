//! Keys and mouse as byline speaks of them: a [`Key`] parses and prints.

use std::{fmt, str::FromStr};

/// A key with its modifiers. Shift is part of the letter (`G`), and told apart only where there is no letter (`<S-Tab>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

impl Key {
    #[must_use]
    pub fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    #[must_use]
    pub fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Reads `]]`, `gg`, `g<Tab>`, `<C-w>j`: letters and bracketed names one after the other.
    ///
    /// # Errors
    /// Where a name in brackets is no key, or there is none at all.
    pub fn sequence(raw: &str) -> Result<Vec<Self>, String> {
        let mut keys = Vec::new();
        let mut rest = raw;
        while !rest.is_empty() {
            let end = match (rest.starts_with('<'), rest.find('>')) {
                (true, Some(end)) if end > 1 => end + 1,
                _ => rest.chars().next().map_or(1, char::len_utf8),
            };
            let (key, after) = rest.split_at_checked(end).ok_or_else(|| format!("{raw:?} is no sequence of keys"))?;
            keys.push(key.parse()?);
            rest = after;
        }
        if keys.is_empty() { Err("an empty text is no key".to_owned()) } else { Ok(keys) }
    }
}

/// Names of keys that are no letters, as they are written in a configuration: `<Enter>`, `<C-d>`, `<A-Left>`.
const NAMES: [(&str, KeyCode); 16] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMES.iter().find(|(_, code)| *code == self.code).map(|(name, _)| (*name).to_owned());
        let name = match (named, self.code) {
            (Some(name), _) => name,
            (None, KeyCode::F(n)) => format!("F{n}"),
            (None, KeyCode::Char(c)) if !(self.ctrl || self.alt || self.shift) => return write!(f, "{c}"),
            (None, KeyCode::Char(c)) => c.to_string(),
            (None, _) => String::new(),
        };
        let (ctrl, alt, shift) =
            (if self.ctrl { "C-" } else { "" }, if self.alt { "A-" } else { "" }, if self.shift { "S-" } else { "" });
        write!(f, "<{ctrl}{alt}{shift}{name}>")
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let mut letters = raw.chars();
        if let (Some(c), None) = (letters.next(), letters.next()) {
            return Ok(Self::char(c));
        }
        let wrong = || {
            format!("{raw:?} is no key; write a letter, or a name in angle brackets such as <C-d>, <Enter>, <A-Left>")
        };
        let mut name = raw.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).ok_or_else(wrong)?;
        let mut key = Self::char(' ');
        while let Some((modifier, rest)) = name.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
            match modifier {
                "C" => key.ctrl = true,
                "A" => key.alt = true,
                "S" => key.shift = true,
                _ => return Err(wrong()),
            }
            name = rest;
        }
        let mut letters = name.chars();
        key.code = match (letters.next(), letters.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => NAMES
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, code)| *code)
                .or_else(|| name.strip_prefix('F').and_then(|n| n.parse().ok()).map(KeyCode::F))
                .ok_or_else(wrong)?,
        };
        Ok(key)
    }
}

/// The mouse, where a hand would reach for it. Cells from 0, from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub action: MouseAction,
    pub column: u16,
    pub row: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button goes down.
    Press,
    /// It moves while down.
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_as_it_is_shown() {
        for raw in ["j", "G", "<C-d>", "<A-Left>", "<S-Tab>", "<Enter>", "<Space>", "<lt>", "<F5>", "é", "<C-A-x>", "-"]
        {
            assert_eq!(raw.parse::<Key>().map(|key| key.to_string()), Ok(raw.to_owned()));
        }
        assert!("<C->".parse::<Key>().is_err() && "<Hyper-x>".parse::<Key>().is_err() && "jj".parse::<Key>().is_err());
    }
}
