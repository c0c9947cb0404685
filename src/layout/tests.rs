//! Pages of articles that are made here, and what holds of every page.

mod desk;
mod pages;
mod properties;
