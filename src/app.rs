//! What a key does: state, modes, commands, and one pure function from an event to effects. No terminal, disk or clock.

mod areas;
mod article;
pub mod command;
mod contents;
mod effect;
mod event;
mod finding;
mod going;
mod hints;
mod jumps;
mod key;
mod keymap;
mod mode;
mod moving;
mod opening;
mod overlay;
mod pointer;
mod prompt;
mod reader;
mod search;
mod shelf;
mod shelving;
mod state;
#[cfg(test)]
mod testing;
mod update;

pub use areas::{Area, Areas, HEIGHT_MIN_ROWS, Size, WIDTH_MIN_CELLS};
pub use contents::Contents;
pub use effect::Effect;
pub use event::{Ask, Event, Opened, Outcome};
pub use hints::{Hint, Hints};
pub use key::{Key, KeyCode, Mouse, MouseAction};
pub use keymap::Keymap;
pub use mode::{Address, Faults, Help, LetterFor, Mode, Palette, Themes};
pub use overlay::HelpLine;
pub use pointer::first_contents_row;
pub use prompt::Prompt;
pub use reader::{Focus, Reader, WORDS_A_MINUTE};
pub use search::{Hit, Search};
pub use shelf::{Progress, Shelf, ShelfRow};
pub use state::{Look, Notice, Screen, Setup, Start, State};
pub use update::update;
