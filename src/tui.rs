//! The terminal: guard, screen, keys, the loop, and the performing of effects.

mod emit;
mod guard;
mod input;
mod screen;
mod scroll;
mod worker;

pub use guard::is_terminal;
pub use screen::Screen;
