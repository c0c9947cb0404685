//! Everything that is tested from outside the rooms, linked once.

mod anchoring;
mod annotating;
mod board;
mod cli;
mod clippings;
mod crosslinks;
mod docs;
mod exports;
mod fetch;
mod fuzz;
mod import;
mod margin;
mod notes;
mod notes_verb;
mod pasted;
mod pasting;
mod picture;
mod reader;
mod review_verb;
mod screen;
mod shelf;
mod terminal;
mod tidy;
mod web;
mod week;
