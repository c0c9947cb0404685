//! What ends the wait for a key: a message from a worker, or a signal.

use std::{
    io::{self, Read, Write},
    os::{fd::AsFd, unix::net::UnixStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    stdio,
};
use signal_hook::{
    SigId,
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    flag, low_level,
};

use crate::app::Event;

/// Signals that ask byline to leave.
const LEAVING: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

/// Sends events to the loop from other threads.
#[derive(Clone, Debug)]
pub(super) struct Post {
    events: Sender<Event>,
    bell: Arc<UnixStream>,
}

impl Post {
    /// The loop may be gone, and nobody then wants to know.
    pub(super) fn send(&self, event: Event) {
        if self.events.send(event).is_ok() {
            // a full pipe wakes as well
            drop((&*self.bell).write(b"."));
        }
    }
}

/// The loop's end: waits for keys, messages and signals at once.
#[derive(Debug)]
pub(super) struct Wake {
    bell: UnixStream,
    events: Receiver<Event>,
    post: Post,
    pub(super) signals: Signals,
}

/// What the wait ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Woken {
    /// There are bytes to read.
    Input,
    /// Nobody holds the terminal's other end any more.
    Gone,
    /// A message or a signal came, or nothing within the time given.
    Other,
}

impl Wake {
    pub(super) fn new() -> io::Result<Self> {
        let (bell, ring) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        ring.set_nonblocking(true)?;
        let signals = Signals::new(&ring)?;
        let (sender, events) = channel();
        Ok(Self { bell, events, post: Post { events: sender, bell: Arc::new(ring) }, signals })
    }

    pub(super) fn post(&self) -> Post {
        self.post.clone()
    }

    /// Waits, without end where there is no `limit`.
    pub(super) fn wait(&mut self, limit: Option<Duration>) -> io::Result<Woken> {
        let stdin = stdio::stdin();
        let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let bell = self.bell.as_fd();
        let mut sources = [PollFd::new(&stdin, PollFlags::IN), PollFd::from_borrowed_fd(bell, PollFlags::IN)];
        match poll(&mut sources, limit.as_ref()) {
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(Woken::Other), // a signal, whose flag tells
            Err(error) => return Err(error.into()),
        }
        let keys = sources[0].revents();
        if !sources[1].revents().is_empty() {
            self.hush();
        }
        // what was typed before the end still counts
        Ok(if keys.contains(PollFlags::IN) {
            Woken::Input
        } else if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            Woken::Gone
        } else {
            Woken::Other
        })
    }

    /// The messages that have come.
    pub(super) fn messages(&self) -> impl Iterator<Item = Event> {
        self.events.try_iter()
    }

    /// Empties the pipe; what it stood for is looked at after.
    fn hush(&mut self) {
        let mut bytes = [0; 64];
        while matches!(self.bell.read(&mut bytes), Ok(1..)) {}
    }
}

/// Signals that have come.
#[derive(Debug)]
pub(super) struct Signals {
    resized: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    leaving: [Arc<AtomicBool>; LEAVING.len()],
    /// Whether the terminal is somebody else's, so that a stop is a stop.
    away: Arc<AtomicBool>,
    registered: Vec<SigId>,
}

impl Signals {
    fn new(ring: &UnixStream) -> io::Result<Self> {
        let mut signals = Self {
            resized: Arc::default(),
            continued: Arc::default(),
            stop: Arc::default(),
            leaving: Default::default(),
            away: Arc::default(),
            registered: Vec::new(),
        };
        signals.registered.push(flag::register_conditional_default(SIGTSTP, Arc::clone(&signals.away))?);
        let flags = [(SIGWINCH, &signals.resized), (SIGCONT, &signals.continued), (SIGTSTP, &signals.stop)];
        for (signal, flag) in flags.into_iter().chain(LEAVING.into_iter().zip(&signals.leaving)) {
            // the flag first: who is woken must find it
            signals.registered.push(flag::register(signal, Arc::clone(flag))?);
            signals.registered.push(low_level::pipe::register(signal, ring.try_clone()?)?);
        }
        Ok(signals)
    }

    /// Whether the terminal's size may have changed since this was last asked.
    pub(super) fn take_resized(&self) -> bool {
        self.resized.swap(false, Ordering::SeqCst)
    }

    /// Whether byline was stopped and goes on.
    pub(super) fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    /// Whether byline is asked to stop.
    pub(super) fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::SeqCst)
    }

    /// Waits until a stop that is on its way has come and gone.
    pub(super) fn await_stop(&self) {
        const TRIES: u32 = 1000;
        for _ in 0..TRIES {
            if self.take_stop() {
                return;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// The signal that asks byline to leave.
    pub(super) fn leaving(&self) -> Option<i32> {
        LEAVING.into_iter().zip(&self.leaving).find(|(_, flag)| flag.load(Ordering::SeqCst)).map(|(signal, _)| signal)
    }

    /// Says whether the terminal is somebody else's. Coming back, an interrupt was meant for them, and a stop has been.
    pub(super) fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
        if !away {
            for flag in [&self.continued, &self.stop] {
                flag.store(false, Ordering::SeqCst);
            }
            for (signal, flag) in LEAVING.into_iter().zip(&self.leaving) {
                if signal == SIGINT || signal == SIGQUIT {
                    flag.store(false, Ordering::SeqCst);
                }
            }
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        for id in self.registered.drain(..) {
            low_level::unregister(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_ends_the_wait() {
        let mut wake = Wake::new().expect("a pipe");
        let post = wake.post();
        let sender = thread::spawn(move || (0..3).for_each(|_| post.send(Event::Idle)));
        sender.join().expect("sends");
        // the test's own input may be at its end, or closed; the message is there either way
        wake.wait(Some(Duration::from_secs(5))).expect("a wait");
        assert_eq!(wake.messages().count(), 3);
        assert_eq!(wake.messages().count(), 0);
    }

    #[test]
    fn a_signal_is_told_once() {
        let wake = Wake::new().expect("a pipe");
        assert!(!wake.signals.take_resized());
        low_level::raise(SIGWINCH).expect("raised");
        assert!(wake.signals.take_resized() && !wake.signals.take_resized());
        assert_eq!(wake.signals.leaving(), None);
    }
}
