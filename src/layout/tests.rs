//! Pages of articles that are made here, and what holds of every page.

mod around;
mod desk;
mod pages;
mod properties;
