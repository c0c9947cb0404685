//! The index as one process has it open: opened once, and anew when it was written meanwhile.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tantivy::Searcher;

use super::{
    Index,
    fields::Fields,
    folder::{Commit, Folder, Found, Seal},
    medium::Waits,
    sums::Shared,
};
use crate::store::Error;

/// What clones of a desk share.
#[derive(Clone, Default)]
pub(in crate::store) struct Standing {
    shared: Shared,
    held: Arc<Mutex<Option<Held>>>,
}

/// An index as it stood at one commit.
struct Held {
    commit: Commit,
    searcher: Searcher,
    fields: Fields,
    seal: Seal,
}

impl fmt::Debug for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Standing")
    }
}

impl Standing {
    pub(super) fn shared(&self) -> Shared {
        self.shared.clone()
    }

    /// The index as it is now. `None` where there is none that can be used.
    pub(super) fn index(&self, folder: &Folder) -> Result<Option<Index>, Error> {
        // looked at before it is opened: what is written meanwhile is seen the next time
        let commit = folder.commit();
        // whoever panicked held an index or none
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let current = held.as_ref().filter(|held| Some(held.commit) == commit);
        if let Some(held) = current.filter(|_| !folder.shared.has_damage(&folder.damage_note())) {
            return Ok(Some(held.index(folder)));
        }
        // the old one is let go after the new one is open: they have most files in common
        let opened = Held::open(folder, commit)?;
        let index = opened.as_ref().map(|held| held.index(folder));
        *held = opened;
        Ok(index)
    }
}

impl Held {
    fn open(folder: &Folder, commit: Option<Commit>) -> Result<Option<Self>, Error> {
        // A merge may take a file away between the list of files and a look at it.
        for _ in 0..3 {
            match folder.open(Waits::Before)? {
                Found::Nothing => return Ok(None),
                Found::Unusable => {}
                Found::Ready(opened) if opened.seal.byline == 0 => return Ok(None),
                Found::Ready(opened) => {
                    let Ok(reader) = Index::reader(&opened.index) else { continue };
                    let (searcher, seal) = (reader.searcher(), opened.seal);
                    let fields = opened.fields.with_words(searcher.clone());
                    return Ok(commit.map(|commit| Self { commit, searcher, fields, seal }));
                }
            }
        }
        Ok(None)
    }

    fn index(&self, folder: &Folder) -> Index {
        let Self { searcher, fields, seal, .. } = self;
        let (searcher, fields, seal) = (searcher.clone(), fields.clone(), seal.clone());
        Index { folder: folder.clone(), searcher, fields, seal, marks: Arc::default() }
    }
}
