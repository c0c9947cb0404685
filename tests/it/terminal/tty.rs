//! A terminal with byline in it, seen from the other side.
#![allow(clippy::disallowed_methods, reason = "a test lays out its own article")]

use std::{
    fmt::Debug,
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take before the test gives up on it; machines that run many tests are slow.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the screen must stay the same to be called still.
const STILL: Duration = Duration::from_millis(120);

pub(crate) struct Tty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Arc<Mutex<Output>>,
    closing: Arc<AtomicBool>,
    /// Whether the terminal's modes are those from before anyone touched them.
    unchanged: Unchanged,
    /// Its home, shared by every window that was opened beside it.
    folder: Arc<tempfile::TempDir>,
}

type Unchanged = Box<dyn Fn(&dyn MasterPty) -> bool>;

/// What the program wrote, and what the terminal shows of it.
struct Output {
    bytes: Vec<u8>,
    terminal: vt100::Parser,
    last: Instant,
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

impl Tty {
    /// byline with an article of many paragraphs open, its first frame drawn.
    pub(crate) fn open() -> Self {
        let mut tty = Self::start(size(24, 80), |article| {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_byline"));
            command.arg(article);
            command
        });
        tty.wait_for("Paragraph 1 ");
        tty
    }

    /// byline with these arguments, in a terminal of that size that shows every colour.
    pub(crate) fn byline(rows: u16, cols: u16, arguments: &[String]) -> Self {
        Self::start(size(rows, cols), |_| {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_byline"));
            command.args(arguments);
            command.env("COLORTERM", "truecolor");
            command
        })
    }

    /// The same in a home that was laid out before.
    pub(crate) fn byline_in(home: Arc<tempfile::TempDir>, rows: u16, cols: u16, arguments: &[String]) -> Self {
        Self::start_in(home, size(rows, cols), |_| {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_byline"));
            command.args(arguments);
            command
        })
    }

    /// An interactive shell.
    pub(super) fn shell() -> Self {
        let mut tty = Self::start(size(24, 80), |_| {
            let mut command = CommandBuilder::new("sh");
            command.arg("-i");
            command.env("PS1", "$ ");
            command.env_remove("ENV");
            command
        });
        tty.wait_for("$");
        tty
    }

    /// What to type in a shell to get what [`Tty::open`] gives.
    pub(super) fn command_line(&self) -> String {
        format!("{} {}", env!("CARGO_BIN_EXE_byline"), self.article().display())
    }

    fn article(&self) -> PathBuf {
        self.folder.path().join("article.yaml")
    }

    /// Another window on the same article, with the same home.
    pub(crate) fn beside(&self) -> Self {
        let article = |article: &Path| {
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_byline"));
            command.arg(article);
            command
        };
        let mut tty = Self::start_in(Arc::clone(&self.folder), size(24, 80), article);
        tty.wait_for("Paragraph ");
        tty
    }

    /// The home of whoever uses it.
    pub(crate) fn home(&self) -> &Path {
        self.folder.path()
    }

    fn start(size: PtySize, command: impl FnOnce(&Path) -> CommandBuilder) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("article.yaml"), article_text()).expect("an article");
        Self::start_in(Arc::new(folder), size, command)
    }

    fn start_in(folder: Arc<tempfile::TempDir>, size: PtySize, command: impl FnOnce(&Path) -> CommandBuilder) -> Self {
        let article = folder.path().join("article.yaml");
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let before = pair.master.get_termios();
        let mut command = command(&article);
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "NO_COLOR", "BYLINE_DESK"]
        {
            command.env_remove(name);
        }
        command.cwd(folder.path());
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let terminal = vt100::Parser::new(size.rows, size.cols, 0);
        let output = Arc::new(Mutex::new(Output { bytes: Vec::new(), terminal, last: Instant::now() }));
        let closing = Arc::new(AtomicBool::new(false));
        let reader = pair.master.try_clone_reader().expect("its output");
        let (taken, stop) = (Arc::clone(&output), Arc::clone(&closing));
        thread::spawn(move || listen(reader, &taken, &stop));
        Self {
            writer: Some(pair.master.take_writer().expect("its input")),
            master: Some(pair.master),
            child,
            output,
            closing,
            unchanged: Box::new(move |master| master.get_termios() == before),
            folder,
        }
    }

    pub(crate) fn type_in(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("it is open");
        writer.write_all(keys.as_bytes()).expect("it is read");
        writer.flush().expect("it is read");
    }

    pub(super) fn resize(&mut self, rows: u16, cols: u16) {
        self.with_output(|output| output.terminal.screen_mut().set_size(rows, cols));
        self.master.as_ref().expect("it is open").resize(size(rows, cols)).expect("another size");
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = self.child.process_id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        kill_process(pid.expect("it runs"), signal).expect("it is signalled");
    }

    /// Hangs up. The reading end lets go as soon as something is written.
    pub(super) fn close(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        self.type_in("j");
        thread::sleep(STILL);
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                thread::sleep(Duration::from_millis(20)); // the last of its output
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end; it shows\n{}", self.screen());
            thread::sleep(Duration::from_millis(2));
        }
    }

    pub(crate) fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |tty| tty.screen().contains(words));
    }

    pub(crate) fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !holds(self) {
            assert!(begun.elapsed() < PATIENCE, "not {what:?}, but\n{}\n{:?}", self.screen(), self.output());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until nothing is written any more.
    pub(crate) fn settle(&self) {
        thread::sleep(STILL);
        while self.with_output(|output| output.last.elapsed()) < STILL {
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What the terminal shows. A blank that was written is no other than one that was erased.
    pub(crate) fn screen(&self) -> String {
        let contents = self.with_output(|output| output.terminal.screen().contents());
        contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// What stands in every cell.
    pub(crate) fn cells(&self) -> vt100::Screen {
        self.with_output(|output| output.terminal.screen().clone())
    }

    /// All that was written.
    pub(crate) fn output(&self) -> String {
        self.with_output(|output| String::from_utf8_lossy(&output.bytes).into_owned())
    }

    /// Whether the terminal's modes are those it had.
    pub(super) fn is_as_it_was(&self) -> bool {
        (self.unchanged)(&**self.master.as_ref().expect("it is open"))
    }

    fn with_output<T>(&self, look: impl FnOnce(&mut Output) -> T) -> T {
        look(&mut self.output.lock().expect("no panic while it was held"))
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Debug for Tty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.screen())
    }
}

/// Shows what is written, until it ends or is to be closed.
fn listen(mut reader: Box<dyn Read + Send>, output: &Mutex<Output>, closing: &AtomicBool) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = reader.read(&mut bytes) {
        let Ok(mut output) = output.lock() else { return };
        let read = bytes.get(..count).unwrap_or_default();
        output.bytes.extend_from_slice(read);
        output.terminal.process(read);
        output.last = Instant::now();
        if closing.load(Ordering::SeqCst) {
            return;
        }
    }
}

fn article_text() -> String {
    let head = String::from("format: byline/1\nheadline: A test of the terminal\nstory:\n  - |\n");
    (1..=600).fold(head, |text, n| text + "    Paragraph " + &n.to_string() + " of the article.\n\n")
}
