//! Merging two versions of one annotation, so that no word is lost and the order of merges does not matter.
//!
//! | field | without a base | with the base both were made from |
//! | --- | --- | --- |
//! | kind, colour, target, who wrote it | by the later change | the one that changed it; where both did, the later |
//! | tags, unknown keys | united | united, and what one took out stays out |
//! | note | both, each part once | the one that changed it; where both did, both |
//! | deleted | the later of deleting and editing; a tie keeps | the same |
//!
//! Without a base, every field is the join of a semilattice, so merging is commutative, associative and idempotent. With
//! one it is commutative and idempotent, and associative but for a single value (a colour) that two of three versions
//! changed: a version has one time of change and not one for each value.

mod note;
mod unknown;

use jiff::Timestamp;

use crate::model::{Annotation, Text};

/// The merge of two versions; `base` is the version both were made from, where it is known.
#[must_use]
pub fn merge(base: Option<&Annotation>, one: &Annotation, other: &Annotation) -> Annotation {
    match base {
        // Whatever the clocks say, the one that was made from the other is the newer.
        Some(base) if base == one => return other.clone(),
        Some(base) if base == other => return one.clone(),
        Some(_) | None => {}
    }
    let pair = Pair { base, one, other };
    let (alive, deleted) = life(one).max(life(other)).1;
    Annotation {
        id: one.id.clone().min(other.id.clone()),
        article: pair.later(|version| &version.article),
        kind: pair.later(|version| &version.kind),
        colour: pair.later(|version| &version.colour),
        tags: tags(base.map(|base| &base.tags[..]), &one.tags, &other.tags),
        note: note::merge(base.and_then(|base| base.note.as_ref()), one.note.as_ref(), other.note.as_ref()),
        created: one.created.min(other.created),
        modified: one.modified.max(other.modified),
        deleted: deleted.filter(|_| !alive),
        device: pair.later(|version| &version.device),
        creator: pair.later(|version| &version.creator),
        base: pair.later(|version| &version.base),
        target: pair.later_by(|version| &version.target, |target| format!("{target:?}")),
        extra: unknown::merge(base.map(|base| &base.extra[..]), &one.extra, &other.extra),
    }
}

/// When a version came to live or to be deleted, ordered so that the greater wins.
fn life(version: &Annotation) -> (Timestamp, (bool, Option<Timestamp>)) {
    let since = version.deleted.map_or(version.modified, |deleted| deleted.max(version.modified));
    (since, (version.deleted.is_none(), version.deleted))
}

struct Pair<'a> {
    base: Option<&'a Annotation>,
    one: &'a Annotation,
    other: &'a Annotation,
}

impl Pair<'_> {
    /// The value of the later change; of two at the same time the greater, so that every machine takes the same.
    fn later<T: Clone + Ord>(&self, of: impl Fn(&Annotation) -> &T) -> T {
        self.later_by(of, T::clone)
    }

    fn later_by<T: Clone + PartialEq, K: Ord>(&self, of: impl Fn(&Annotation) -> &T, key: impl Fn(&T) -> K) -> T {
        let (one, other) = (of(self.one), of(self.other));
        let untouched = |value: &T| self.base.is_some_and(|base| of(base) == value);
        let takes_one = match (untouched(one), untouched(other)) {
            (true, false) => false,
            (false, true) => true,
            (true, true) | (false, false) => (self.one.modified, key(one)) >= (self.other.modified, key(other)),
        };
        if takes_one { one.clone() } else { other.clone() }
    }
}

/// All tags of both, but for those of the base that one of them took out. Sorted, each once.
fn tags(base: Option<&[Text]>, one: &[Text], other: &[Text]) -> Vec<Text> {
    let stays = |tag: &&Text| {
        let of_base = base.is_some_and(|base| base.contains(tag));
        !of_base || (one.contains(tag) && other.contains(tag))
    };
    let mut tags: Vec<Text> = one.iter().chain(other).filter(stays).cloned().collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

#[cfg(test)]
mod tests;
