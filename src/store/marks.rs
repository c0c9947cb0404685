//! What a reader keeps of a library: places, stars and read marks; tags; and which names are one speaker.
//!
//! Where one is in an article is the reading state of one person on one machine, and lies in the state folder. What a
//! person has decided (tags, names) lies in the desk as plain YAML, to be read, edited and put under version control with
//! the articles; for a plain folder of articles it lies beside the reading state.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{
    library::{Mark, Marks, ReadPlace, Spellings, tagged},
    model::{ArticleId, Text},
};

use super::{Desk, Error, memory};

type Places = BTreeMap<String, ReadPlace>;
type Tags = BTreeMap<String, Vec<String>>;

const PLACES: &str = "places.json";
const TAGS: &str = "tags.yaml";
const SPEAKERS: &str = "speakers.yaml";

/// Where earlier versions kept decisions on names: in the state folder.
const SPELLINGS: &str = "spellings.json";

/// So many bytes of marks are read before the first frame.
const FEW_MARKS_BYTES: u64 = 128 * 1024;

/// A file, and the lock under which it is changed.
struct Kept {
    path: PathBuf,
    lock: PathBuf,
}

impl Desk {
    fn state_file(&self, name: &str) -> Option<Kept> {
        self.state.as_ref().map(|folder| Kept { path: folder.join(name), lock: folder.join("lock") })
    }

    /// A file of the desk, or for a plain folder one beside the reading state.
    fn own_file(&self, name: &str) -> Option<Kept> {
        match &self.base {
            Some(base) => Some(Kept { path: base.join(name), lock: base.join(".byline").join("marks.lock") }),
            None => self.state_file(name),
        }
    }

    /// The path of such a file; `None` where there is no place for it.
    pub(super) fn own_path(&self, name: &str) -> Option<PathBuf> {
        self.own_file(name).map(|kept| kept.path)
    }

    /// Where the reader left each article, by id.
    ///
    /// # Errors
    /// Where the file is there and can't be read. It is kept, beside a new one, at the next [`Desk::remember`].
    pub fn places(&self) -> Result<Places, Error> {
        self.state_file(PLACES).map_or_else(|| Ok(Places::default()), |kept| memory::read(&kept.path))
    }

    /// The files that hold what the reader keeps of articles.
    pub(super) fn mark_files(&self) -> Vec<PathBuf> {
        let files = [self.state_file(PLACES), self.own_file(TAGS)].into_iter().flatten();
        files.map(|kept| kept.path).collect()
    }

    /// Whether what is kept of articles is read in less than a frame.
    #[must_use]
    pub fn has_few_marks(&self) -> bool {
        let files = self.mark_files().into_iter().filter_map(|file| std::fs::metadata(file).ok());
        files.map(|file| file.len()).all(|len| len <= FEW_MARKS_BYTES)
    }

    /// Where the reader left one article, looked up in the file without reading it all.
    #[must_use]
    pub fn place_of(&self, id: &ArticleId) -> Option<ReadPlace> {
        let source = super::read_source(&self.state_file(PLACES)?.path, memory::STATE_MAX_BYTES).ok()?;
        let needle = format!("{}:{{", serde_json::to_string(id.as_str()).ok()?);
        let at = memchr::memmem::find(&source.bytes, needle.as_bytes())? + needle.len() - 1;
        let one = source.bytes.get(at..)?.split_inclusive(|byte| *byte == b'}').next()?;
        serde_json::from_slice(one).ok()
    }

    /// The tags of each article that has any, by id.
    ///
    /// # Errors
    /// Where the file is there and can't be read.
    pub fn tags(&self) -> Result<Tags, Error> {
        let read: Tags = self.own_file(TAGS).map_or_else(|| Ok(Tags::default()), |kept| memory::read(&kept.path))?;
        // people may have edited it
        let clean = |tags: Vec<String>| -> Vec<String> {
            let tags: Vec<String> = tags.iter().map(|tag| Text::line(tag).to_string()).collect();
            tagged(&[], &tags, &[])
        };
        Ok(read.into_iter().map(|(id, tags)| (id, clean(tags))).filter(|(_, tags)| !tags.is_empty()).collect())
    }

    /// All that the reader keeps of articles, and what of it could not be read.
    #[must_use]
    pub fn marks(&self) -> (Marks, Option<Error>) {
        let (places, tags) = (self.places(), self.tags());
        let (places, no_places) = places.map_or_else(|error| (Places::default(), Some(error)), |read| (read, None));
        let (tags, no_tags) = tags.map_or_else(|error| (Tags::default(), Some(error)), |read| (read, None));
        (Marks { places, tags }, no_places.or(no_tags))
    }

    /// Keeps where the reader left an article. Without a state folder nothing is kept.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn remember(&self, id: &ArticleId, place: ReadPlace) -> Result<(), Error> {
        let Some(Kept { path, lock }) = self.state_file(PLACES) else { return Ok(()) };
        memory::change_under(&lock, &path, |places: &mut Places| {
            places.insert(id.to_string(), place);
        })
    }

    /// Keeps the tags of an article.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn tag(&self, id: &ArticleId, tags: &[String]) -> Result<(), Error> {
        let Some(Kept { path, lock }) = self.own_file(TAGS) else { return Ok(()) };
        memory::change_under(&lock, &path, |all: &mut Tags| {
            if tags.is_empty() {
                all.remove(id.as_str());
            } else {
                all.insert(id.to_string(), tags.to_vec());
            }
        })
    }

    /// Keeps changes of many articles, each file written once.
    ///
    /// # Errors
    /// Where they can't be written.
    pub fn mark(&self, changes: &[(String, Mark)]) -> Result<(), Error> {
        let of_tags = |mark: &Mark| matches!(mark, Mark::Tags { .. });
        let make = |marks: &mut Marks, tags: bool| {
            for (id, mark) in changes.iter().filter(|(_, mark)| of_tags(mark) == tags) {
                mark.make(marks, id);
            }
        };
        if let Some(Kept { path, lock }) = self.state_file(PLACES).filter(|_| !changes.iter().all(|(_, m)| of_tags(m)))
        {
            memory::change_under(&lock, &path, |places: &mut Places| {
                let mut marks = Marks { places: std::mem::take(places), ..Marks::default() };
                make(&mut marks, false);
                *places = marks.places;
            })?;
        }
        if let Some(Kept { path, lock }) = self.own_file(TAGS).filter(|_| changes.iter().any(|(_, m)| of_tags(m))) {
            memory::change_under(&lock, &path, |tags: &mut Tags| {
                let mut marks = Marks { tags: std::mem::take(tags), ..Marks::default() };
                make(&mut marks, true);
                *tags = marks.tags;
            })?;
        }
        Ok(())
    }

    /// What the reader has decided about the names of speakers.
    ///
    /// # Errors
    /// Where the file is there and can't be read. It is kept, beside a new one, at the next [`Desk::decide`].
    pub fn spellings(&self) -> Result<Spellings, Error> {
        match self.own_file(SPEAKERS) {
            Some(kept) if kept.path.exists() => memory::read(&kept.path),
            Some(_) | None => {
                self.state_file(SPELLINGS).map_or_else(|| Ok(Spellings::default()), |kept| memory::read(&kept.path))
            }
        }
    }

    /// Keeps that two names are one speaker or are not, or that nobody has said so. Without a place for it nothing is kept.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn decide(&self, names: [String; 2], same: Option<bool>) -> Result<(), Error> {
        let Some(Kept { path, lock }) = self.own_file(SPEAKERS) else { return Ok(()) };
        let before = if path.exists() { None } else { self.spellings().ok() };
        memory::change_under(&lock, &path, |spellings: &mut Spellings| {
            if let Some(before) = before {
                *spellings = before;
            }
            spellings.decide(names, same);
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::store::{Environment, Folders};

    fn environment(root: &Path) -> Environment {
        Environment { here: root.to_owned(), folders: Some(Folders::below(root)), ..Environment::default() }
    }

    #[test]
    fn two_windows_keep_each_others_places() {
        let tree = tempfile::tempdir().unwrap();
        let environment = environment(tree.path());
        let window = || Desk::find(Some(tree.path()), &environment).unwrap();
        let handles: Vec<_> = (0..8)
            .map(|number| {
                let desk = window();
                std::thread::spawn(move || {
                    let place = ReadPlace { paragraph: number, read: true, ..ReadPlace::default() };
                    desk.remember(&format!("a{number}").parse().unwrap(), place).unwrap();
                })
            })
            .collect();
        for handle in handles {
            handle.join().unwrap();
        }
        let places = window().places().unwrap();
        assert_eq!(places.len(), 8);
        assert_eq!(places["a5"].paragraph, 5);
        assert_eq!(window().place_of(&"a5".parse().unwrap()), Some(places["a5"]));
        assert_eq!(window().place_of(&"a9".parse().unwrap()), None);
        assert!(window().has_few_marks());
    }

    #[test]
    fn a_damaged_file_is_told_and_kept() {
        let tree = tempfile::tempdir().unwrap();
        let desk = Desk::find(Some(tree.path()), &environment(tree.path())).unwrap();
        let id = "a".parse().unwrap();
        desk.remember(&id, ReadPlace::default()).unwrap();
        let folder = desk.state.clone().unwrap();
        fs::write(folder.join("places.json"), "{\"a\":").unwrap();
        assert!(matches!(desk.places(), Err(Error::Damaged { .. })));
        desk.remember(&id, ReadPlace::default()).unwrap();
        assert_eq!(desk.places().unwrap().len(), 1);
        assert_eq!(fs::read(folder.join("places.damaged-1.json")).unwrap(), b"{\"a\":");
    }

    #[test]
    fn what_a_person_decides_lies_in_the_desk_as_plain_text() {
        let tree = tempfile::tempdir().unwrap();
        for folder in ["articles", ".byline"] {
            fs::create_dir(tree.path().join(folder)).unwrap();
        }
        let desk = Desk::find(Some(tree.path()), &environment(tree.path())).unwrap();
        let id: ArticleId = "2031-bridge".parse().unwrap();
        desk.tag(&id, &["harbour".to_owned(), "to do".to_owned()]).unwrap();
        desk.decide(["A. Lee".to_owned(), "Ann Lee".to_owned()], Some(true)).unwrap();
        let tags = fs::read_to_string(tree.path().join("tags.yaml")).unwrap();
        assert_eq!(tags, "2031-bridge:\n- harbour\n- to do\n");
        assert!(tree.path().join("speakers.yaml").exists());
        fs::write(tree.path().join("tags.yaml"), "2031-bridge: [b, B, \"a\\e[2J\"]\nother: []\n").unwrap();
        let (marks, fault) = desk.marks();
        assert_eq!((marks.of("2031-bridge").tags, marks.tags.len()), (&["a[2J".to_owned(), "b".to_owned()][..], 1));
        assert!(fault.is_none());
        fs::write(tree.path().join("tags.yaml"), "- no mapping").unwrap();
        assert!(desk.marks().1.is_some());
        desk.tag(&id, &[]).unwrap();
        assert!(tree.path().join("tags.damaged-1.yaml").exists(), "it is kept");
    }

    #[test]
    fn many_marks_are_one_write_that_keeps_what_others_wrote() {
        let tree = tempfile::tempdir().unwrap();
        let desk = Desk::find(Some(tree.path()), &environment(tree.path())).unwrap();
        desk.remember(&"a1".parse().unwrap(), ReadPlace { paragraph: 7, ..ReadPlace::default() }).unwrap();
        let mut changes: Vec<(String, Mark)> = (0..1000).map(|n| (format!("a{n}"), Mark::Read(true))).collect();
        changes.push(("a1".to_owned(), Mark::Tags { add: vec!["x".to_owned()], remove: Vec::new() }));
        desk.mark(&changes).unwrap();
        let (marks, _) = desk.marks();
        assert_eq!((marks.places.len(), marks.places["a1"].paragraph, marks.is_read("a999")), (1000, 7, true));
        assert_eq!(marks.of("a1").tags, ["x"]);
    }
}
