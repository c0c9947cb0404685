//! Standard output and standard error. Every write may find its reader gone, and says so instead of panicking.

use std::{
    fmt::{self, Write as _},
    io::{self, BufWriter, IsTerminal, Write},
};

use serde::Serialize;

use crate::model::Text;

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
        serde_json::to_writer_pretty(&mut self.to, value).map_err(io::Error::from)?;
        self.write("\n")
    }

    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        Ok(self.to.flush()?)
    }

    /// How wide the terminal is, in cells; `None` where there is none.
    pub(super) fn width(&self) -> Option<u16> {
        self.terminal.then(|| crossterm::terminal::size().ok().map(|(width, _)| width))?.filter(|width| *width > 0)
    }
}

/// Tells a person something on standard error; where nobody listens, nobody is told.
pub(super) fn message(words: &Text) {
    let mut line = String::new();
    if writeln!(line, "byline: {words}").is_ok() {
        let _unheard = io::stderr().write_all(line.as_bytes());
    }
}
