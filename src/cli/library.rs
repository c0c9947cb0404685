//! The library as a verb looks it up: by its index, which is brought up to date first.

use std::ops::ControlFlow;

use crate::{
    model::Text,
    store::{Desk, Fault, Index, Pace, Synced},
};

use super::out;

/// The index of the desk for this reader, as the files are now, and what could not be read. `None` where there is no
/// place for an index; the articles themselves are read then.
pub(super) fn index(desk: &Desk) -> (Option<Index>, Vec<Fault>) {
    let faults = match desk.sync(Pace::Full, &mut |_| ControlFlow::Continue(())) {
        Ok(Synced::Done(report)) => report.faults,
        Ok(Synced::Nowhere) => Vec::new(),
        Ok(Synced::Elsewhere) => {
            out::message(&Text::line("another byline is reading the library; what changed just now may be missing"));
            Vec::new()
        }
        // The last index can still be read, or the articles.
        Err(error) => {
            out::message(&error.to_text());
            Vec::new()
        }
    };
    let places = desk.places().unwrap_or_else(|error| {
        out::message(&error.to_text());
        std::collections::BTreeMap::new()
    });
    // one that can't be read is as good as none: the articles are
    (desk.index().ok().flatten().map(|index| index.with_places(places)), faults)
}
