//! The desk on disk: the only room that opens files and reads the environment.
//!
//! A [`Desk`] is a folder of articles, wherever it lies. Articles are read from it bounded and checked; what byline
//! derives (the catalogue) lies in a cache that may be deleted, and what a reader leaves (places, the chosen theme) in
//! the state folder. Files are replaced whole or not at all.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the room for files and environment")]

mod accept;
mod annotations;
mod article;
mod cache;
mod catalogue;
mod config;
mod create;
mod desk;
mod directory;
mod draft;
mod environment;
mod error;
mod fed;
mod file;
mod filing;
mod index;
mod marks;
mod memory;
mod parts;
mod records;
mod reviews;
mod shelf;
mod subscriptions;
mod taken;
mod themes;
mod tray;
mod unfinished;
mod walk;
mod watch;

pub use accept::Written;
pub use annotations::{Glossed, Marginalia, Settled, Stray};
pub use article::Loaded;
pub use catalogue::{Batch, Fault};
pub use config::{Config, Keys, Meanings, StudyChoice, ThemeChoice};
pub use create::{Init, Kept, NAMES_MAX, init, keep, make_folder, names_for};
pub use desk::{Desk, is_folder};
pub use directory::Directory;
pub use draft::{keep_draft, take_draft};
pub use environment::{Environment, Folders, seed, today};
pub use error::Error;
pub use fed::Fed;
pub use file::{SourceFile, read_source, replace, write_new};
pub use index::{Index, Pace, Progress, Report, Status, Synced};
pub use memory::Memory;
pub use parts::sweep;
pub use reviews::{Reviews, Studied};
pub use shelf::{Shelf, Source};
pub use subscriptions::{LastSeen, Subscribed, Subscription, subscribe, unsubscribe};
pub use themes::{chosen_theme, own_themes, theme, theme_for_any_shade, theme_names};
pub use tray::write_out;
pub use unfinished::Unfinished;
pub use walk::{Found, article_files};
pub use watch::Watch;
