//! byline, a terminal reader for annotated news.
//!
//! Read the rooms in this order: [`model`] says what an article is, [`mod@format`] how it is written in YAML,
//! [`layout`] how it is set in rows, [`theme`] how a row is coloured, [`app`] what a key does, [`view`] what is
//! drawn, and [`store`], [`tui`] and [`cli`] meet the world. ARCHITECTURE.md tells the whole of it.

pub mod app;
pub mod cli;
pub mod export;
pub mod format;
pub mod import;
pub mod layout;
pub mod library;
pub mod marginalia;
pub mod model;
pub mod store;
pub mod study;
pub mod theme;
pub mod tui;
pub mod view;
