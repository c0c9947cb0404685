//! What a key does: state, modes, commands, and one pure function from an event to effects. No terminal, disk or clock.

mod effect;
mod event;
mod key;

pub use effect::Effect;
pub use event::{Ask, Event, Opened, Outcome};
pub use key::{Key, KeyCode, Mouse, MouseAction};
