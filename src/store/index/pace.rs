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
    /// Takes the calling thread down where that is wanted, and with it those that it starts.
    pub(super) fn begin(self) {
        if self == Self::Behind {
            lower();
        }
    }

    /// Runs `work` on the threads that it may take.
    pub(super) fn run<T: Send>(self, work: impl FnOnce() -> T + Send) -> T {
        if self != Self::Behind {
            return work();
        }
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let pool = rayon::ThreadPoolBuilder::new().num_threads((cores / 2).max(1)).start_handler(|_| lower()).build();
        match pool {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        }
    }
}

/// On Linux the priority is that of a thread; elsewhere it would be that of the whole program.
fn lower() {
    #[cfg(target_os = "linux")]
    let _as_it_was = rustix::process::nice(10);
}
