//! Taking the terminal and giving it back, whatever happens in between.

use std::{
    io::{self, IsTerminal, Write},
    panic::{self, PanicHookInfo},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::layout::Size;
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    stdio,
};

use super::worker;

/// Where a fault of the program is told.
const REPORT: &str =
    concat!("This is a fault in byline ", env!("CARGO_PKG_VERSION"), "; please report it with the lines below.");

/// Alternate screen, no cursor, no wrapping at the edge, text as it is sent (byline orders right-to-left runs itself),
/// bracketed paste, word of whether the window is in front, and the kitty keyboard protocol with the keys' alternates.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[8l\x1b[?2004h\x1b[?1004h\x1b[>5u";
/// Mouse buttons and drags, with SGR coordinates.
const ASK_MOUSE: &[u8] = b"\x1b[?1002h\x1b[?1006h";
/// The reverse, from whatever state a frame was left in. The keyboard's stack belongs to the alternate screen.
const LEAVE: &[u8] =
    b"\x1b[?2026l\x1b[r\x1b[m\x1b[<u\x1b[?1006l\x1b[?1002l\x1b[?1004l\x1b[?2004l\x1b[8h\x1b[?7h\x1b[?25h\x1b[?1049l";
/// What is the background? The answer comes among the keys, or never.
const ASK_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// Whether the terminal is ours. A panic may ask from any thread.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, while it is ours. Dropping it gives the terminal back.
#[derive(Debug)]
pub(super) struct Guard {
    /// Whether the terminal can be asked questions.
    asks: bool,
    /// Whether the mouse is byline's; without it the terminal selects text as it always does.
    mouse: bool,
}

/// Whether a person sits at both ends.
#[must_use]
pub fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// The terminal's size in cells; the usual 80x24 where it does not know.
#[must_use]
pub fn size() -> Size {
    match rustix::termios::tcgetwinsize(stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        Ok(_) | Err(_) => Size::new(80, 24),
    }
}

impl Guard {
    /// Takes the terminal. From here on a panic gives it back first.
    /// `term` is `$TERM`.
    pub(super) fn take(term: Option<&str>, mouse: bool) -> io::Result<Self> {
        let next = panic::take_hook();
        panic::set_hook(Box::new(move |panic| on_panic(panic, &next)));
        // the Linux console prints what it does not know
        let asks = term.is_some_and(|term| term != "linux" && term != "dumb");
        let guard = Self { asks, mouse };
        guard.enter()?;
        Ok(guard)
    }

    /// Enters, again after [`Guard::leave`].
    pub(super) fn enter(&self) -> io::Result<()> {
        TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let question = if self.asks { ASK_BACKGROUND } else { b"" };
        let mouse = if self.mouse { ASK_MOUSE } else { b"" };
        write(&[ENTER, mouse, question].concat())
    }

    /// Gives the terminal back, for an editor or to be stopped.
    #[expect(clippy::unused_self, reason = "only who has taken the terminal can give it back")]
    pub(super) fn leave(&self) {
        restore();
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, once. There is nobody left to tell that it failed.
fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // first what stops a program in the background: it must not write over its shell
        drop(disable_raw_mode());
        drop(write(LEAVE));
    }
}

/// Writes to the terminal, past the standard library's buffer, which would cut a frame into pieces.
pub(super) fn write(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdio::stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            // somebody who shares the terminal made it non-blocking
            Err(Errno::AGAIN) => {
                let stdout = stdio::stdout();
                match poll(&mut [PollFd::new(&stdout, PollFlags::OUT)], None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Gives the terminal back, then says what happened. A release stops right after.
fn on_panic(panic: &PanicHookInfo<'_>, next: &(dyn Fn(&PanicHookInfo<'_>) + Send + Sync)) {
    if cfg!(panic = "unwind") && worker::is_one(&thread::current()) {
        return; // it becomes the answer to what was asked of the worker
    }
    let was_taken = TAKEN.load(Ordering::SeqCst);
    restore();
    if was_taken {
        drop(writeln!(io::stderr(), "{REPORT}"));
    }
    next(panic);
}
