//! Finding the words of an annotation in a text that may have changed since.
//!
//! byline keeps the text an annotation was made on, so it need not guess: the two texts are aligned sentence by sentence,
//! and the words follow. A sentence that was deleted has no counterpart, and what no longer has its words is said to be
//! gone; only text that nothing else has a claim to is searched. Where the old text was not kept, the words themselves
//! have to do, and more is asked of them.

mod align;
mod alone;
mod collate;
mod fuzzy;
mod gap;
mod script;
mod trace;
mod unclaimed;

use std::{cell::LazyCell, collections::BTreeMap};

use crate::model::{Annotation, Digest, Extract, Target, Text};

use super::{Revision, revision::Stretch};
use alone::Joined;

/// What became of the words. Better lost and said so than wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The text is the one it was made on, or the words are unchanged and in their place.
    Exact(Extract),
    /// The same words, elsewhere.
    Moved(Extract),
    /// Words that stand where they did, edited; `was` is what they were.
    Changed { at: Extract, was: Text },
    /// Perhaps these: the reader is asked.
    Unsure(Extract),
    /// Not there any more.
    Gone,
}

/// Finds each annotation's words in `now`; `base` tells the revision an annotation was made on, where it was kept.
#[must_use]
pub fn find(annotations: &[&Annotation], base: &dyn Fn(&Digest) -> Option<Revision>, now: &Revision) -> Vec<Found> {
    let mut found = vec![Found::Gone; annotations.len()];
    if annotations.is_empty() {
        return found;
    }
    let mut by_revision: BTreeMap<&Digest, Vec<usize>> = BTreeMap::new();
    for (at, annotation) in annotations.iter().enumerate() {
        by_revision.entry(&annotation.target.revision).or_default().push(at);
    }
    let current = now.digest();
    let joined = LazyCell::new(|| Joined::of(now));
    for (digest, those) in by_revision {
        let targets = those.iter().map(|at| &annotations[*at].target);
        let outcomes = if *digest == current {
            targets.map(|target| on_the_same(target, now, &joined)).collect()
        } else {
            match base(digest) {
                Some(old) => from(&old, now, &joined, targets),
                None => targets.map(|target| alone::find(target, &joined)).collect(),
            }
        };
        for (at, outcome) in those.into_iter().zip::<Vec<Found>>(outcomes) {
            found[at] = outcome;
        }
    }
    found
}

/// A text in one piece, made where it is needed.
type Lazily<'a, F> = LazyCell<Joined<'a>, F>;

/// The text is the one the words were marked on.
fn on_the_same<'a>(target: &Target, now: &Revision, joined: &Lazily<'a, impl FnOnce() -> Joined<'a>>) -> Found {
    match now.stretch(target) {
        Some(stretch) => Found::Exact(now.extract_of(stretch)),
        None => alone::find(target, joined),
    }
}

fn from<'a, 't>(
    old: &Revision,
    now: &Revision,
    joined: &Lazily<'a, impl FnOnce() -> Joined<'a>>,
    targets: impl Iterator<Item = &'t Target>,
) -> Vec<Found> {
    let joined_old = LazyCell::new(|| Joined::of(old));
    let aligned = align::Alignment::new(old, now);
    let unclaimed = unclaimed::Unclaimed::of(&aligned);
    let outcome = |target: &Target| match old.stretch(target).or_else(|| alone::locate(target, &joined_old)) {
        Some(stretch) => trace::trace(&aligned, &unclaimed, stretch, &target.exact),
        // not even there, where it says it was made
        None => alone::find(target, joined),
    };
    targets.map(outcome).collect()
}

#[cfg(test)]
mod tests;
