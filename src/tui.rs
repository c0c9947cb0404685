//! The terminal: guard, screen, keys, the loop, and the performing of effects.

mod emit;
mod screen;
mod scroll;

pub use screen::Screen;
