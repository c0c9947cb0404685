//! What was done, to undo and redo: one history of annotations, stars and read marks.

use crate::{
    library::ReadPlace,
    model::{Annotation, ArticleId},
};

use super::{Effect, command::Command, state::State};

/// More than these are not undone.
const DEEDS_MAX: usize = 100;

/// What was done and what was undone.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

/// One thing a reader did: to one article or annotation, or to many.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    /// What it is called.
    pub words: String,
    pub changes: Vec<Change>,
}

/// One change of a file.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Marks {
        id: ArticleId,
        before: Marks,
        after: Marks,
    },
    /// `None` where there was no annotation, or is none any more.
    Annotation {
        before: Option<Box<Annotation>>,
        after: Option<Box<Annotation>>,
    },
}

/// What can be marked of an article; where one was in it is not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub read: bool,
    pub star: bool,
}

impl Marks {
    pub(super) fn of(place: ReadPlace) -> Self {
        Self { read: place.read, star: place.star }
    }
}

impl State {
    /// Does something that can be undone.
    pub(super) fn enact(&mut self, deed: Deed) -> Vec<Effect> {
        let effects = self.apply(&deed, false);
        self.deeds.undone.clear();
        self.deeds.done.push(deed);
        if self.deeds.done.len() > DEEDS_MAX {
            self.deeds.done.remove(0);
        }
        effects
    }

    /// Undoes or redoes `count` deeds.
    pub(super) fn undo_or_redo(&mut self, command: Command, count: usize) -> Vec<Effect> {
        let undo = command == Command::Undo;
        let mut effects = Vec::new();
        for _ in 0..count {
            let deed = if undo { self.deeds.done.pop() } else { self.deeds.undone.pop() };
            let Some(deed) = deed else {
                if effects.is_empty() {
                    self.say(if undo { "There is nothing to undo" } else { "There is nothing to redo" });
                }
                break;
            };
            effects.extend(self.apply(&deed, undo));
            self.say(format!("{}: {}", if undo { "Undone" } else { "Redone" }, deed.words));
            if undo { self.deeds.undone.push(deed) } else { self.deeds.done.push(deed) }
        }
        effects
    }

    /// Makes everything as it was before or after a deed, and has it kept.
    fn apply(&mut self, deed: &Deed, backward: bool) -> Vec<Effect> {
        let mut effects = Vec::with_capacity(deed.changes.len());
        for change in &deed.changes {
            match change {
                Change::Marks { id, before, after } => {
                    let place = self.places.entry(id.clone()).or_default();
                    let marks = if backward { before } else { after };
                    (place.read, place.star) = (marks.read, marks.star);
                    effects.push(Effect::Remember { id: id.clone(), place: *place });
                }
                Change::Annotation { before, after } => {
                    let (from, to) = if backward { (after, before) } else { (before, after) };
                    effects.extend(self.change_annotation(from.as_deref(), to.as_deref()));
                }
            }
        }
        self.shelf.count_unread(&self.places);
        effects
    }

    /// Writes an annotation as it is to be, as a new version of what it is now.
    fn change_annotation(&mut self, from: Option<&Annotation>, to: Option<&Annotation>) -> Option<Effect> {
        let id = &from.or(to)?.id;
        let open = self.reader.as_ref().and_then(|reader| reader.margin.note(id));
        let now = open.map(|noted| noted.annotation.clone()).or_else(|| from.cloned());
        // a version is later than the one it was made from, also where the clock was set back
        let earliest = now.as_ref().map(|version| version.modified).max(from.map(|version| version.modified));
        let next = earliest.map_or(self.now, |earliest| earliest + jiff::SignedDuration::from_millis(1));
        let modified = if next > self.now { next } else { self.now };
        let mut after = to.or(now.as_ref())?.clone();
        (after.modified, after.device) = (modified, Some(self.device.clone()));
        after.deleted = to.is_none().then_some(modified);
        Some(self.write(now, after))
    }
}
