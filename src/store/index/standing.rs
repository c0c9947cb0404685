//! What one process knows of an index beyond its being open, shared by all who open it.
//!
//! The index itself is opened for each question: that takes a millisecond, and lets go of what was mapped for the last.

use std::{fmt, sync::Arc};

use super::{
    Index,
    folder::{Folder, Found},
    medium::Waits,
    sums::Shared,
};
use crate::store::Error;

/// What clones of a desk share.
#[derive(Clone, Default)]
pub(in crate::store) struct Standing(Shared);

impl fmt::Debug for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Standing")
    }
}

impl Standing {
    pub(super) fn shared(&self) -> Shared {
        self.0.clone()
    }
}

impl Folder {
    /// The index as it is now. `None` where there is none that can be used.
    pub(super) fn index(&self) -> Result<Option<Index>, Error> {
        // A merge may take a file away between the list of files and a look at it.
        for _ in 0..3 {
            match self.open(Waits::Before)? {
                Found::Nothing => return Ok(None),
                Found::Unusable => {}
                Found::Ready(opened) if opened.seal.byline == 0 => return Ok(None),
                Found::Ready(opened) => {
                    let Ok(reader) = Index::reader(&opened.index) else { continue };
                    let (searcher, seal) = (reader.searcher(), opened.seal);
                    let fields = opened.fields.with_words(searcher.clone());
                    return Ok(Some(Index { folder: self.clone(), searcher, fields, seal, marks: Arc::default() }));
                }
            }
        }
        Ok(None)
    }
}
