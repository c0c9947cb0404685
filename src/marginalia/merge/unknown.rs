//! Merging what byline does not know: keys are united, and of two values every machine takes the same.

use std::collections::BTreeSet;

use crate::model::{Extra, Text};

type Entries = [(Text, Extra)];

/// The merge of two maps; `base` is what both had, where that is known.
pub(super) fn merge(base: Option<&Entries>, one: &Entries, other: &Entries) -> Vec<(Text, Extra)> {
    if one == other {
        return one.to_vec();
    }
    let keys: BTreeSet<&Text> = one.iter().chain(other).map(|(key, _)| key).collect();
    let merged = keys.into_iter().filter_map(|key| {
        let before = base.and_then(|base| get(base, key));
        value(before, get(one, key), get(other, key)).map(|value| (key.clone(), value))
    });
    merged.collect()
}

fn get<'a>(entries: &'a Entries, key: &Text) -> Option<&'a Extra> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

fn value(base: Option<&Extra>, one: Option<&Extra>, other: Option<&Extra>) -> Option<Extra> {
    if let (Some(Extra::Map(ours)), Some(Extra::Map(theirs))) = (one, other) {
        let before = match base {
            Some(Extra::Map(before)) => Some(&before[..]),
            Some(Extra::Text(_) | Extra::List(_)) | None => None,
        };
        return Some(Extra::Map(merge(before, ours, theirs)));
    }
    // What was left alone gives way to what was taken out, and that to what was changed.
    let rank = |value: Option<&Extra>| (value != base || base.is_none(), value.map(order));
    if rank(one) >= rank(other) { one.cloned() } else { other.cloned() }
}

fn order(value: &Extra) -> (u8, String) {
    let shape = match value {
        Extra::Text(_) => 0,
        Extra::List(_) => 1,
        Extra::Map(_) => 2,
    };
    (shape, format!("{value:?}"))
}
