//! Changing annotations so that it can be undone: versions before and after, and the time each is given.

use jiff::{SignedDuration, Timestamp};

use crate::model::Annotation;

use super::{
    Effect,
    marking::{Deed, What},
    state::State,
};

/// A change of one annotation.
#[derive(Clone, Debug)]
pub(super) struct Versions {
    /// `None` where there was none.
    pub before: Option<Box<Annotation>>,
    /// `None` where there is none any more.
    pub after: Option<Box<Annotation>>,
}

impl State {
    /// Changes annotations, in a way that can be undone.
    pub(super) fn revise_margin(&mut self, words: &str, versions: Vec<Versions>) -> Vec<Effect> {
        let effects = self.change_annotations(&versions, false);
        self.deeds.did(Deed { words: words.to_owned(), what: What::Annotations(versions) });
        effects
    }

    /// Makes annotations as they were before or after a change.
    pub(super) fn change_annotations(&mut self, versions: &[Versions], backward: bool) -> Vec<Effect> {
        let change = |Versions { before, after }: &Versions| {
            let (from, to) = if backward { (after, before) } else { (before, after) };
            self.change_annotation(from.as_deref(), to.as_deref())
        };
        versions.iter().filter_map(change).collect()
    }

    /// Writes an annotation as it is to be, as a new version of what it is now.
    fn change_annotation(&mut self, from: Option<&Annotation>, to: Option<&Annotation>) -> Option<Effect> {
        let id = &from.or(to)?.id;
        let open = self.reader.as_ref().and_then(|reader| reader.margin.note(id));
        let now = open.map(|noted| noted.annotation.clone()).or_else(|| from.cloned());
        let before = now.as_ref().map(|version| version.modified).max(self.writes.last);
        let modified = later(self.now, before);
        self.writes.last = Some(modified);
        let mut after = to.or(now.as_ref())?.clone();
        (after.modified, after.device) = (modified, Some(self.device.clone()));
        after.deleted = to.is_none().then_some(modified);
        Some(self.write(now, after))
    }
}

/// The time of a version: later than every one before it, also where they come within a moment or the clock was set back.
/// In whole milliseconds, to be read by people.
fn later(now: Timestamp, before: Option<Timestamp>) -> Timestamp {
    let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    let next = before.and_then(|before| before.checked_add(SignedDuration::from_millis(1)).ok());
    next.map_or(now, |next| next.max(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_later_than_the_last() {
        let at = |raw: &str| raw.parse::<Timestamp>().expect("a time");
        let now = at("2031-06-01T09:12:44.1234567Z");
        assert_eq!(later(now, None), at("2031-06-01T09:12:44.123Z"));
        assert_eq!(later(now, Some(at("2031-06-01T08:00:00Z"))), at("2031-06-01T09:12:44.123Z"));
        assert_eq!(later(now, Some(at("2031-06-01T10:00:00Z"))), at("2031-06-01T10:00:00.001Z"));
    }
}
