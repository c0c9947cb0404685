//! The shelf of a desk: from its index where there is one, else from the files themselves.

use std::{ops::ControlFlow, sync::Arc};

use crate::library::{Arrangement, Entries, Mark, Marks, Shelving, Stretch, Wanted};

use super::{Desk, Error, Index, cache};

/// How many rows are kept for the first frame of the next start: a screen of any height.
const SNAPSHOT_ROWS: usize = 200;

/// What the rows come from.
enum Stock {
    Index(Shelving<Index>),
    Files(Shelving<Entries>),
}

/// The shelf of a desk.
pub struct Shelf {
    desk: Desk,
    stock: Option<Stock>,
    /// What undoes each change of many that was made, by its number.
    undoing: Vec<(u64, Vec<(String, Mark)>)>,
    marks: Arc<Marks>,
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shelf").field("desk", &self.desk).finish_non_exhaustive()
    }
}

impl Desk {
    /// Its shelf. Nothing is read before it is asked.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        Shelf { desk: self.clone(), stock: None, undoing: Vec::new(), marks: Arc::default() }
    }
}

impl Shelf {
    /// Rows of the shelf. `renew`: from the library as it is now. `None` where there is no index yet, unless `files` may
    /// be read in its stead; `on` is told how many of how many have been.
    ///
    /// # Errors
    /// Where the library can't be read.
    pub fn stretch(
        &mut self,
        wanted: &Wanted,
        marks: &Arc<Marks>,
        source: Source<'_>,
    ) -> Result<Option<Stretch>, Error> {
        if source.renew || self.stock.is_none() {
            self.renew(source)?;
        }
        self.take_marks(marks);
        Ok(match &mut self.stock {
            Some(Stock::Index(shelving)) => Some(shelving.stretch(wanted, marks)?),
            Some(Stock::Files(shelving)) => {
                let Ok(stretch) = shelving.stretch(wanted, marks);
                Some(stretch)
            }
            None => None,
        })
    }

    /// Marks every article that answers so. What was changed, to be kept.
    ///
    /// # Errors
    /// Where the library can't be read.
    pub fn mark_all(
        &mut self,
        number: u64,
        arrangement: &Arrangement,
        mark: &Mark,
        marks: &mut Arc<Marks>,
    ) -> Result<Vec<(String, Mark)>, Error> {
        self.take_marks(marks);
        let ids = match &mut self.stock {
            Some(Stock::Index(shelving)) => shelving.ids(arrangement, marks)?,
            Some(Stock::Files(shelving)) => {
                let Ok(ids) = shelving.ids(arrangement, marks);
                ids
            }
            None => Vec::new(),
        };
        let changes: Vec<(String, Mark)> = ids.into_iter().map(|id| (id, mark.clone())).collect();
        Ok(self.make(number, changes, marks))
    }

    /// Undoes what was done under a number, or does it again. What was changed, to be kept.
    pub fn unmark_all(&mut self, number: u64, marks: &mut Arc<Marks>) -> Vec<(String, Mark)> {
        let Some(at) = self.undoing.iter().position(|(known, _)| *known == number) else { return Vec::new() };
        let (_, back) = self.undoing.swap_remove(at);
        self.make(number, back, marks)
    }

    fn make(&mut self, number: u64, changes: Vec<(String, Mark)>, marks: &mut Arc<Marks>) -> Vec<(String, Mark)> {
        self.marks = Arc::default(); // so that there is nothing to copy
        let kept = Arc::make_mut(marks);
        let (mut made, mut back) = (Vec::new(), Vec::new());
        for (id, mark) in changes {
            if let Some(undoes) = mark.make(kept, &id) {
                back.push((id.clone(), undoes));
                made.push((id, mark));
            }
        }
        self.undoing.retain(|(known, _)| *known + UNDOING_MAX > number);
        self.undoing.push((number, back));
        self.take_marks(marks);
        made
    }

    fn take_marks(&mut self, marks: &Arc<Marks>) {
        if Arc::ptr_eq(&self.marks, marks) {
            return;
        }
        self.marks = Arc::clone(marks);
        match &mut self.stock {
            Some(Stock::Index(shelving)) => shelving.marks_changed(),
            Some(Stock::Files(shelving)) => shelving.marks_changed(),
            None => {}
        }
    }

    fn renew(&mut self, source: Source<'_>) -> Result<(), Error> {
        if let Some(index) = self.desk.index()? {
            let mut shelving = Shelving::new(index);
            self.note(&mut shelving);
            self.stock = Some(Stock::Index(shelving));
        } else if let Some(on) = source.files {
            let mut entries = Vec::new();
            let mut broken_off = false;
            self.desk.list(&mut |batch| {
                entries.extend(batch.entries);
                let goes_on = on(batch.done, batch.total);
                broken_off = goes_on.is_break();
                goes_on
            })?;
            if !broken_off {
                self.stock = Some(Stock::Files(Shelving::new(Entries::new(entries))));
            }
        }
        Ok(())
    }

    /// Keeps the first rows for the next start.
    fn note(&self, shelving: &mut Shelving<Index>) {
        if !shelving.stock().is_complete() {
            return;
        }
        let wanted = Wanted { beyond: SNAPSHOT_ROWS, ..Wanted::default() };
        let stretch = shelving.stretch(&wanted, &Marks::default());
        shelving.marks_changed(); // these were nobody's
        if let (Ok(stretch), Some(folder)) = (stretch, &self.desk.cache) {
            let rows = stretch.rows.iter().filter_map(crate::library::ShelfRow::entry);
            // without it the next first frame has fewer rows
            let _unwritten = cache::write_snapshot(folder, stretch.articles, rows);
        }
    }
}

/// So many changes of many articles can be undone.
const UNDOING_MAX: u64 = 100;

/// Where rows may come from.
pub struct Source<'a> {
    /// From the library as it is now, not as it was when it was last looked at.
    pub renew: bool,
    /// Where there is no index: whether the files may be read, and who is told how many of how many have been.
    pub files: Option<&'a mut dyn FnMut(usize, usize) -> ControlFlow<()>>,
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("renew", &self.renew).field("files", &self.files.is_some()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        library::ReadPlace,
        store::{Environment, Pace, init},
    };

    #[test]
    fn what_is_read_stays_read_when_the_shelf_is_made_anew() {
        let tree = tempfile::tempdir().unwrap();
        init(tree.path()).unwrap();
        let article = "format: byline/1\nheadline: The gate\nstory: [It opens.]\n";
        std::fs::write(tree.path().join("articles/gate.yaml"), article).unwrap();
        let environment = Environment { here: tree.path().to_owned(), ..Environment::default() };
        let desk = Desk::find(Some(Path::new(".")), &environment).unwrap();
        desk.sync(Pace::Full, &mut |_| ControlFlow::Continue(())).unwrap();
        let places = [("gate".to_owned(), ReadPlace { read: true, ..ReadPlace::default() })].into();
        let marks = Arc::new(Marks { places, ..Marks::default() });
        let mut shelf = desk.shelf();
        for renew in [false, true, true] {
            let stretch = shelf.stretch(&Wanted::default(), &marks, Source { renew, files: None }).unwrap().unwrap();
            assert_eq!((stretch.articles, stretch.unread), (2, 1), "the welcome alone is unread");
        }
    }
}
