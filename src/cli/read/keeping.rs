//! What the reader keeps of articles, as this window knows it: with its own changes before they are on the disk, and those
//! of other windows once they are.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    library::{Mark, Marks, ReadPlace},
    model::ArticleId,
    store::Desk,
    tui::Noted,
};

/// How often a reading is tried that a change of our own overtook.
const TRIES: usize = 4;

/// The marks, and how they stand to the disk.
#[derive(Debug, Default)]
pub(super) struct Keeping(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Once anybody asked.
    marks: Option<Arc<Marks>>,
    /// How many changes were made here.
    made: u64,
    /// What of them is not on the disk yet.
    places: BTreeMap<String, ReadPlace>,
    tags: BTreeMap<String, Vec<String>>,
    lots: usize,
}

impl State {
    fn change(&mut self, desk: &Desk, change: impl FnOnce(&mut Marks)) {
        self.made += 1;
        change(Arc::make_mut(self.marks.get_or_insert_with(|| Arc::new(desk.marks().0))));
    }

    fn is_written(&self) -> bool {
        self.places.is_empty() && self.tags.is_empty() && self.lots == 0
    }
}

impl Keeping {
    fn state(&self) -> MutexGuard<'_, State> {
        // whoever panicked left the marks as they were before, or after
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that is kept now.
    pub(super) fn all(&self, desk: &Desk) -> Arc<Marks> {
        Arc::clone(self.state().marks.get_or_insert_with(|| Arc::new(desk.marks().0)))
    }

    /// The same, if somebody asked before and nobody is at it.
    pub(super) fn at_hand(&self) -> Option<Arc<Marks>> {
        self.0.try_lock().ok()?.marks.clone()
    }

    /// Knows of a change of one article, which is still to be written.
    pub(super) fn note(&self, desk: &Desk, id: &ArticleId, what: Noted<'_>) {
        let mut state = self.state();
        match what {
            Noted::Place(place) => {
                state.places.insert(id.to_string(), place);
                state.change(desk, |marks| {
                    marks.places.insert(id.to_string(), place);
                });
            }
            Noted::Tags(tags) => {
                state.tags.insert(id.to_string(), tags.to_vec());
                state.change(desk, |marks| marks.set_tags(id.as_str(), tags.to_vec()));
            }
        }
    }

    /// It was written, as well as that could be done: unless it has changed again, the disk has what is to be had of it.
    pub(super) fn written(&self, id: &ArticleId, what: Noted<'_>) {
        let mut state = self.state();
        match what {
            Noted::Place(place) if state.places.get(id.as_str()) == Some(&place) => {
                state.places.remove(id.as_str());
            }
            Noted::Tags(tags) if state.tags.get(id.as_str()).is_some_and(|newest| newest == tags) => {
                state.tags.remove(id.as_str());
            }
            Noted::Place(_) | Noted::Tags(_) => {}
        }
    }

    /// Makes changes of many articles, and writes them.
    pub(super) fn change_all<T>(&self, desk: &Desk, made: &[(String, Mark)], write: impl FnOnce() -> T) -> T {
        {
            let mut state = self.state();
            state.lots += 1;
            state.change(desk, |marks| made.iter().for_each(|(id, mark)| drop(mark.make(marks, id))));
        }
        let written = write();
        self.state().lots -= 1;
        written
    }

    /// Takes in what another window has changed. Whether that is anything new. While a change of our own is not on the
    /// disk, nothing is: its writing is a change of the files as well, and leads here again.
    pub(super) fn renew(&self, desk: &Desk) -> bool {
        for _ in 0..TRIES {
            let made = match &*self.state() {
                // whoever asks first reads them
                State { marks: None, .. } => return true,
                state if !state.is_written() => return false,
                State { made, .. } => *made,
            };
            let (read, None) = desk.marks() else { return false };
            let mut state = self.state();
            if state.made == made && state.is_written() {
                let news = state.marks.as_deref() != Some(&read);
                if news {
                    state.marks = Some(Arc::new(read));
                }
                return news;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::{Environment, Folders};

    fn desk(root: &Path) -> Desk {
        let folders = Some(Folders::below(root));
        let environment = Environment { here: root.to_owned(), folders, ..Environment::default() };
        Desk::find(Some(root), &environment).unwrap()
    }

    #[test]
    fn another_windows_marks_come_in_and_ones_own_are_not_lost() {
        let tree = tempfile::tempdir().unwrap();
        let (ours, theirs) = (desk(tree.path()), desk(tree.path()));
        let (a, b): (ArticleId, ArticleId) = ("a".parse().unwrap(), "b".parse().unwrap());
        let star = ReadPlace { star: true, ..ReadPlace::default() };
        let keeping = Keeping::default();
        assert!(keeping.all(&ours).places.is_empty());
        theirs.remember(&a, star).unwrap();
        keeping.note(&ours, &b, Noted::Place(ReadPlace::default()));
        keeping.note(&ours, &b, Noted::Place(star));
        keeping.written(&b, Noted::Place(ReadPlace::default()));
        assert!(!keeping.renew(&ours), "ours is not on the disk yet");
        assert!(keeping.all(&ours).places.contains_key("b"));
        ours.remember(&b, star).unwrap();
        keeping.written(&b, Noted::Place(star));
        assert!(keeping.renew(&ours));
        assert_eq!(keeping.all(&ours).places.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert!(!keeping.renew(&ours), "nothing is new");
    }
}
