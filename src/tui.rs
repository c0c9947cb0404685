//! The terminal: guard, screen, keys, the loop, and the performing of effects.
//!
//! [`run`] takes the terminal, lets a [`Program`] take in events and draw itself, and performs what it asks. It waits
//! without a tick: for keys, for messages of workers and for signals at once.

mod emit;
mod guard;
mod indexing;
mod input;
mod keeper;
mod launch;
mod librarian;
mod perform;
mod run;
mod screen;
mod scroll;
mod shelver;
mod studying;
mod wake;
mod worker;

pub use guard::{is_terminal, size};
pub use perform::{Annotated, Disk, Noted, OnChanges, Version};
pub use run::{Error, Program, Start, run};
pub use screen::Screen;
pub use studying::Studies;
