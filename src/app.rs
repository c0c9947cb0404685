//! What a key does: state, modes, commands, and one pure function from an event to effects. No terminal, disk or clock.

mod annotating;
mod areas;
mod around;
mod article;
mod article_tags;
mod asking;
mod board;
mod boarding;
mod briefing;
mod carding;
mod column;
pub mod command;
mod completing;
mod contents;
mod editor;
mod effect;
mod event;
mod finding;
mod fitting;
mod going;
mod hints;
mod jumps;
mod key;
mod keymap;
mod landing;
mod lines;
mod links;
mod margin;
mod marking;
mod mint;
mod mode;
mod moving;
mod notebook;
mod noting;
mod opening;
mod overlay;
mod paste;
mod pasting;
mod pointer;
mod prompt;
mod querying;
mod queue;
mod reader;
mod returning;
mod revising;
mod search;
mod selecting;
mod selection;
mod sheets;
mod shelf;
mod shelving;
mod since;
mod state;
mod study;
mod studying;
mod tagging;
#[cfg(test)]
mod testing;
mod unfinished;
mod update;
mod visiting;
mod walking;
mod wording;
mod writes;

pub use annotating::{Pen, Subject, annotation_at};
pub use areas::{Area, Areas, HEIGHT_MIN_ROWS, Size, WIDTH_MIN_CELLS};
pub use around::Surrounded;
pub use asking::Indexing;
pub use board::{Board, Item, Lead, NoteGrouping, Shown, Topic, count, grouped};
pub use column::{BAR_CELLS, Column, Placed};
pub use completing::Completing;
pub use contents::Contents;
pub use editor::Editor;
pub use effect::Effect;
pub use event::{Ask, Event, Export, Opened, Outcome};
pub use hints::{Hint, Hints};
pub use key::{Key, KeyCode, Mouse, MouseAction};
pub use keymap::Keymap;
pub use links::LinkRow;
pub use margin::{Margin, Noted};
pub use mint::Mint;
pub use mode::{
    Acceptance, Address, ArticleTags, CardEdit, Cards, Faults, Gap, Help, LetterFor, LineFor, Links, Mode, Offer,
    Palette, Themes,
};
pub use noting::Note;
pub use overlay::{HELP_CELLS, HelpLine, help_keys_cells};
pub use paste::{
    Filed, Filing, Incoming, Pane, Paste, PasteAreas, Prepared, Shown as ShownPaste, Side, Source, prepare,
    prepare_yaml,
};
pub use pointer::first_contents_row;
pub use prompt::Prompt;
pub use reader::{Focus, Reader, WORDS_A_MINUTE};
pub use search::{Hit, Search};
pub use selection::{Extent, Selection};
pub use shelf::{Counted, Progress, Shelf};
pub use since::Since;
pub use state::{Look, Notice, Screen, Setup, Start, State};
pub use study::{Face, Learnt, Sheet, Sitting, Study};
pub use studying::told as told_stale;
pub use tagging::Tagging;
pub use update::update;
pub use writes::Writes;
