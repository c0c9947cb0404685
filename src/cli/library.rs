//! The library as a verb looks it up: by its index, which is brought up to date first.

use std::{collections::HashSet, ops::ControlFlow};

use crate::{
    library::{Arrangement, Entry, Marks, Stock},
    model::Text,
    store::{Desk, Fault, Index, Pace, Synced},
};

use super::{Failure, out};

/// The index of the desk for this reader, as the files are now, and what could not be read. `None` where there is no
/// place for an index; the articles themselves are read then. Where the index can't follow the files, what of them it
/// does not know is told.
pub(super) fn index(desk: &Desk) -> (Option<Index>, Vec<Fault>) {
    let (faults, unsure) = match desk.sync(Pace::Full, &mut |_| ControlFlow::Continue(())) {
        Ok(Synced::Done(report)) => (report.faults, None),
        Ok(Synced::Nowhere) => (Vec::new(), None),
        Ok(Synced::Elsewhere) => (Vec::new(), Some(Text::line("another byline is reading the library"))),
        Err(error) => (Vec::new(), Some(error.to_text())),
    };
    // one that can't be read is as good as none: the articles are
    let index = desk.index().ok().flatten();
    match (&index, unsure) {
        (Some(_), Some(why)) => tell_unknown(desk, &why),
        (None, Some(why)) => out::message(&why),
        (_, None) => {}
    }
    let marks = marks(desk);
    (index.map(|index| index.with_marks(marks)), faults)
}

/// Asks the index of the desk, as [`index`] gives it. One that turns out to be damaged while it is read is made anew, and
/// asked again. `None` where there is no place for an index.
pub(super) fn ask<T>(
    desk: &Desk,
    ask: impl Fn(&Index) -> Result<T, Failure>,
) -> Result<Option<(T, Vec<Fault>)>, Failure> {
    let (Some(found), faults) = index(desk) else { return Ok(None) };
    match ask(&found) {
        // it was noted that it is damaged
        Err(_) if !desk.has_index() => {}
        answer => return answer.map(|answer| Some((answer, faults))),
    }
    drop(found);
    let (Some(found), faults) = index(desk) else { return Ok(None) };
    ask(&found).map(|answer| Some((answer, faults)))
}

/// The index as it was last written, without a look at the files.
pub(super) fn as_indexed(desk: &Desk) -> Option<Index> {
    let index = desk.index().ok().flatten().filter(Index::is_complete)?;
    Some(index.with_marks(desk.marks().0))
}

/// What the index does not know of the files, and why it could not follow them. Of one that is as they are nothing is
/// told: a read-only disk is none of the reader's concern then.
fn tell_unknown(desk: &Desk, why: &Text) {
    let unknown = match desk.index_status() {
        Ok(Some(status)) => status.unknown(),
        Ok(None) | Err(_) => Some("what has changed since it was indexed is not found".to_owned()),
    };
    let Some(unknown) = unknown else { return };
    out::message(&Text::line(&format!("{why}: {unknown}")));
}

/// Every article in the order of the shelf, and what could not be read: from the index where there is one, which is quicker
/// than a catalogue; where there is none, that is quicker than to make one.
pub(super) fn entries(desk: &Desk) -> Result<(Vec<Entry>, Vec<Fault>), Failure> {
    let listed = |index: &Index| {
        let listing = index.listing(&Arrangement::default(), &Marks::default(), &HashSet::new())?;
        Ok(Stock::entries(index, listing.keys())?)
    };
    if desk.has_index()
        && let Some(listed) = ask(desk, listed)?
    {
        return Ok(listed);
    }
    Ok(desk.catalogue()?)
}

/// What the reader keeps of articles; what of it can't be read is told.
pub(super) fn marks(desk: &Desk) -> Marks {
    let (marks, fault) = desk.marks();
    if let Some(error) = fault {
        out::message(&error.to_text());
    }
    marks
}
