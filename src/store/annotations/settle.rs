//! Writing down what is only shown so far: several versions of an annotation as the one they make, and annotations of a
//! folder that lay elsewhere as those of this one.

use std::collections::HashSet;

use crate::{
    model::{Annotation, Text},
    store::{Desk, Error},
};

use super::{
    files::{Disk, Files},
    gather::{Bounds, Gathered},
    place::Margin,
    write::Keeper,
};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub annotations: usize,
    /// What could not be read, and so was left.
    pub faults: Vec<Text>,
}

/// Annotations that were made on another folder of articles, as far as they are about articles of this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// What their folder is called among the annotations.
    pub name: String,
    pub annotations: usize,
}

impl Desk {
    /// Folds conflict copies, and files in which git left a conflict, into one file each, as they are shown.
    ///
    /// # Errors
    /// Where they can't be read or written.
    pub fn settle_annotations(&self) -> Result<Settled, Error> {
        let Some(margin) = &self.margin else { return Ok(Settled::default()) };
        let (articles, faults) = self.annotated()?;
        let mut settled = Settled { annotations: 0, faults };
        let keeper = Keeper { margin, files: &Disk };
        for article in articles {
            let gathered = Gathered::read(margin, &article, Bounds::LISTING, true)?;
            settled.faults.extend(gathered.faults);
            for annotation in gathered.annotations.iter().filter(|one| gathered.unsettled.contains(&one.id)) {
                keeper.settle_one(annotation)?;
                settled.annotations += 1;
            }
        }
        settled.faults.sort_unstable();
        settled.faults.dedup(); // a folder and its trash are two ways to one article
        Ok(settled)
    }

    /// Annotations in the reader's own desk that were made on another folder, and are about articles of this one: of a
    /// folder that was moved or renamed, say. None for a desk, which takes its annotations along.
    ///
    /// # Errors
    /// Where the library or the annotations can't be read.
    pub fn stray_annotations(&self) -> Result<Vec<Stray>, Error> {
        let Some(margin) = &self.margin else { return Ok(Vec::new()) };
        let others = margin.others(&Disk.names(&margin.above()).unwrap_or_default());
        if others.is_empty() {
            return Ok(Vec::new());
        }
        let ids = self.ids()?;
        let mut strays = Vec::new();
        for (name, other) in others {
            let annotations = here(&other, &ids)?.len();
            strays.extend((annotations > 0).then_some(Stray { name, annotations }));
        }
        Ok(strays)
    }

    /// Takes such annotations over, beside those that are here. They stay where they are, too: that folder may still be there.
    ///
    /// # Errors
    /// Where there are none of that name, or they can't be read or written.
    pub fn adopt_annotations(&self, name: &str) -> Result<usize, Error> {
        let missing = || Error::Missing { path: name.into() };
        let margin = self.margin.as_ref().ok_or_else(missing)?;
        let others = margin.others(&Disk.names(&margin.above())?);
        let (_, other) = others.into_iter().find(|(known, _)| known == name).ok_or_else(missing)?;
        let theirs = here(&other, &self.ids()?)?;
        for annotation in &theirs {
            let text = super::kept_revision(&other, &annotation.article, &annotation.target.revision);
            self.keep_annotation(None, annotation, text.as_ref())?;
        }
        Ok(theirs.len())
    }

    /// The ids of all articles of the library.
    fn ids(&self) -> Result<HashSet<String>, Error> {
        Ok(self.catalogue()?.0.into_iter().map(|entry| entry.id).collect())
    }
}

/// The annotations there that are about articles with these ids.
fn here(other: &Margin, ids: &HashSet<String>) -> Result<Vec<Annotation>, Error> {
    let mut annotations = Vec::new();
    if !other.holds(&other.annotations())? {
        return Ok(annotations);
    }
    for name in Disk.names(&other.annotations())? {
        let Some(article) = name.name.parse().ok().filter(|_| ids.contains(&name.name)) else {
            continue;
        };
        annotations.extend(Gathered::read(other, &article, Bounds::LISTING, false)?.marginalia(&article, false).live);
    }
    Ok(annotations)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        format,
        marginalia::testing::gloss,
        store::{Environment, Folders, init},
    };

    const ARTICLE: &str =
        "format: byline/1\nheadline: Harbour bridge closes\nstory:\n  - The bridge will close on Monday\n";

    fn annotation() -> Annotation {
        gloss().annotation
    }

    #[test]
    fn copies_and_conflicts_become_one_file_as_they_are_shown() {
        let tree = tempfile::tempdir().unwrap();
        init(tree.path()).unwrap();
        let desk = Desk::find(Some(tree.path()), &Environment::default()).unwrap();
        let folder = tree.path().join("annotations/harbour-bridge");
        fs::create_dir_all(&folder).unwrap();
        let one = format::write_annotation(&annotation());
        let words = |note: &str| one.replace("Contradicts the June statement.", note);
        let name = format!("{}.yaml", annotation().id);
        let (ours, theirs) = (words("Ask Lee."), words("Ask Crane."));
        let conflict = format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n");
        fs::write(folder.join(&name), conflict).unwrap();
        fs::write(folder.join("01jz9q6t3g5v0x2k8m4n7p1r6s.sync-conflict-1.yaml"), words("Ask Moss.")).unwrap();
        let shown = desk.annotations(&annotation().article).unwrap().live;
        assert_eq!(desk.settle_annotations().unwrap(), Settled { annotations: 1, faults: Vec::new() });
        let files: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|file| file.file_name()).collect();
        assert_eq!(files, [name.as_str()]);
        let now = desk.annotations(&annotation().article).unwrap().live;
        assert_eq!(now[0].note, shown[0].note);
        for words in ["Lee", "Crane", "Moss"] {
            assert!(now[0].note.as_ref().is_some_and(|note| note.as_str().contains(words)), "{words}: {now:?}");
        }
        assert_eq!(desk.settle_annotations().unwrap().annotations, 0, "there is nothing left to do");
    }

    #[test]
    fn a_folder_that_moved_gets_its_annotations_back() {
        let tree = tempfile::tempdir().unwrap();
        let folders = Some(Folders::below(&tree.path().join("home")));
        let environment = Environment { here: tree.path().to_owned(), folders, ..Environment::default() };
        let folder = |name: &str| tree.path().join(name);
        fs::create_dir(folder("news")).unwrap();
        fs::write(folder("news").join("harbour-bridge.yaml"), ARTICLE).unwrap();
        let before = Desk::find(Some(&folder("news")), &environment).unwrap();
        let kept = before.keep_annotation(None, &annotation(), None).unwrap();
        assert_eq!(before.stray_annotations().unwrap(), []);
        fs::rename(folder("news"), folder("papers")).unwrap();
        let after = Desk::find(Some(&folder("papers")), &environment).unwrap();
        assert_eq!(after.annotations(&kept.article).unwrap().live, []);
        let strays = after.stray_annotations().unwrap();
        assert_eq!(strays.iter().map(|stray| stray.annotations).collect::<Vec<_>>(), [1], "{strays:?}");
        assert!(strays[0].name.starts_with("@news-"));
        assert_eq!(after.adopt_annotations(&strays[0].name).unwrap(), 1);
        assert_eq!(after.annotations(&kept.article).unwrap().live, [kept]);
        assert!(after.adopt_annotations("@other-0000").is_err());
    }
}
