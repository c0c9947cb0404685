//! Everything that is tested from outside the rooms, linked once.

mod board;
mod cli;
mod docs;
mod fuzz;
mod margin;
mod picture;
mod reader;
mod screen;
mod terminal;
mod tidy;
