//! How much of the machine a sync may take.

/// How a sync goes about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// On every core: somebody waits for it.
    #[default]
    Full,
    /// Behind somebody who reads: at low priority, with cores to spare. It lowers the priority of the calling thread for
    /// good, so call it on one that does nothing else.
    Behind,
    /// A few files: with little memory.
    Few,
}

impl Pace {
    /// How many threads index.
    pub(super) fn indexers(self) -> usize {
        match self {
            Self::Full => cores().min(INDEXERS_MAX),
            Self::Behind | Self::Few => 1,
        }
    }
}

/// More threads make more and smaller segments, and gain little.
const INDEXERS_MAX: usize = 4;

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The threads that read.
#[derive(Debug)]
pub(super) struct Crew(Option<rayon::ThreadPool>);

impl Crew {
    /// Takes the calling thread down where that is wanted, and with it those that it starts.
    pub(super) fn new(pace: Pace) -> Self {
        if pace != Pace::Behind {
            return Self(None);
        }
        lower();
        let pool = rayon::ThreadPoolBuilder::new().num_threads((cores() / 2).max(1)).start_handler(|_| lower());
        // without threads of its own it does with those of everybody
        Self(pool.build().ok())
    }

    /// Runs `work` on them.
    pub(super) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

/// On Linux the priority is that of a thread; elsewhere it would be that of the whole program.
fn lower() {
    #[cfg(target_os = "linux")]
    let _as_it_was = rustix::process::nice(10);
}
