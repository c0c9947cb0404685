//! Standard output and standard error. Every write may find its reader gone, and says so instead of panicking.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
    io::{self, BufWriter, IsTerminal, Write},
};

use serde::Serialize;

use crate::{model::Text, tui};

use super::Failure;

/// Where answers go.
pub(super) struct Out {
    to: BufWriter<io::Stdout>,
    /// Whether a person is looking.
    pub(super) terminal: bool,
}

impl Out {
    pub(super) fn standard() -> Self {
        let stdout = io::stdout();
        Self { terminal: stdout.is_terminal(), to: BufWriter::with_capacity(1 << 16, stdout) }
    }

    /// Writes text that is safe to show, or data for a program.
    pub(super) fn write(&mut self, words: impl AsRef<[u8]>) -> Result<(), Failure> {
        Ok(self.to.write_all(words.as_ref())?)
    }

    pub(super) fn line(&mut self, words: impl fmt::Display) -> Result<(), Failure> {
        Ok(writeln!(self.to, "{words}")?)
    }

    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        self.write(json(value)?)
    }

    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        Ok(self.to.flush()?)
    }

    /// How wide the terminal is, in cells; `None` where there is none.
    pub(super) fn width(&self) -> Option<u16> {
        self.terminal.then(|| tui::size().width)
    }
}

/// A value as JSON that is safe to show, with a line feed at its end.
pub(super) fn json(value: &impl Serialize) -> Result<String, Failure> {
    let mut json = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    json.push('\n');
    Ok(match escaped(&json) {
        Cow::Borrowed(_) => json,
        Cow::Owned(safe) => safe,
    })
}

/// JSON in which what a terminal would obey or hide stands as `\u` and its number. It can only stand in a string, and a
/// path, which is told as it is, can hold it: a program reads the same characters, and a person's terminal is safe.
fn escaped(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_escaped) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if is_escaped(c) {
            safe.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// Whether `c` must not reach a terminal. What a text makes a line feed of does not get past a path either.
fn is_escaped(c: char) -> bool {
    Text::drops(c) || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Tells a person something on standard error; where nobody listens, nobody is told.
pub(super) fn message(words: &Text) {
    let mut line = String::new();
    if writeln!(line, "byline: {words}").is_ok() {
        let _unheard = io::stderr().write_all(line.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_and_holds_nothing_a_terminal_obeys() {
        let name = "a\u{1b}[2J\u{202e}b\u{9b}c\u{85}\u{e0041}\u{2028}é 日\n";
        let json = serde_json::to_string_pretty(&[name]).unwrap();
        let safe = escaped(&json);
        assert!(!safe.contains(|c: char| c != '\n' && (c.is_control() || is_escaped(c))), "{safe}");
        assert!(safe.contains("é 日") && safe.contains("\\udb40\\udc41"), "{safe}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), [name]);
        assert!(matches!(escaped("[\"é\"]"), Cow::Borrowed(_)));
    }
}
