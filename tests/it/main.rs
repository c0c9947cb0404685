//! Everything that is tested from outside the rooms, linked once.

mod anchoring;
mod board;
mod cli;
mod docs;
mod exports;
mod fuzz;
mod notes;
mod picture;
mod reader;
mod screen;
mod terminal;
mod tidy;
