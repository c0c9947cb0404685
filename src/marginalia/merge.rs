//! Merging two versions of one annotation.

use crate::model::Annotation;

/// The merge of two versions; `base` is the version both were made from, where it is known.
/// Commutative, associative and idempotent.
#[must_use]
pub fn merge(_base: Option<&Annotation>, one: &Annotation, other: &Annotation) -> Annotation {
    if one.modified >= other.modified { one.clone() } else { other.clone() }
}
