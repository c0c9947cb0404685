//! The library as a verb looks it up: by its index, which is brought up to date first.

use std::ops::ControlFlow;

use crate::{
    library::Marks,
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
    let marks = marks(desk);
    let vigil = desk.read_index();
    // one that can't be read is as good as none: the articles are
    (desk.index().ok().flatten().map(|index| index.with_marks(marks).with_vigil(vigil)), faults)
}

/// What the reader keeps of articles; what of it can't be read is told.
pub(super) fn marks(desk: &Desk) -> Marks {
    let (marks, fault) = desk.marks();
    if let Some(error) = fault {
        out::message(&error.to_text());
    }
    marks
}
