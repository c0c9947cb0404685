//! The index of a library: what stands where, who said what, what cites what. It is a cache.

mod fields;
mod gate;
mod lines;
mod rows;
mod stems;
mod translate;
