//! Every single operation on files fails once: what was there before is there still, or what was meant is, and it is said.

use std::{
    cell::{Cell, RefCell},
    fs::{File, Permissions},
    io,
    path::{Path, PathBuf},
    process::Command,
};

use super::*;
use crate::store::annotations::files::Name;

/// The disk, but for one operation; `forever`, but for all after it too, as if the process had ended there.
struct Failing {
    at: usize,
    forever: bool,
    error: i32,
    done: Cell<usize>,
    log: RefCell<Vec<(&'static str, PathBuf)>>,
}

const NEVER: usize = usize::MAX;
const NO_SPACE: i32 = 28;
const BROKEN: i32 = 5;
const DENIED: i32 = 13;

impl Failing {
    fn new(at: usize, forever: bool, error: i32) -> Self {
        Self { at, forever, error, done: Cell::new(0), log: RefCell::default() }
    }

    fn step(&self, what: &'static str, path: &Path) -> Result<(), Error> {
        let number = self.done.replace(self.done.get() + 1);
        self.log.borrow_mut().push((what, path.to_owned()));
        let fails = number == self.at || (self.forever && number > self.at);
        if fails { Err(Error::io(what, path)(io::Error::from_raw_os_error(self.error))) } else { Ok(()) }
    }
}

impl Files for Failing {
    fn lock(&self, path: &Path) -> Result<File, Error> {
        self.step("lock", path).and_then(|()| Disk.lock(path))
    }

    fn make_folder(&self, path: &Path) -> Result<(), Error> {
        self.step("make the folder", path).and_then(|()| Disk.make_folder(path))
    }

    fn names(&self, folder: &Path) -> Result<Vec<Name>, Error> {
        self.step("read", folder).and_then(|()| Disk.names(folder))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Error> {
        self.step("read", path).and_then(|()| Disk.read(path))
    }

    fn permissions(&self, path: &Path) -> Result<Permissions, Error> {
        self.step("read", path).and_then(|()| Disk.permissions(path))
    }

    fn create(&self, path: &Path) -> Result<File, Error> {
        self.step("create", path).and_then(|()| Disk.create(path))
    }

    fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        self.step("write", path).or_else(|error| {
            // a disk that is full takes the first half
            Disk.write(file, path, &bytes[..bytes.len() / 2])?;
            Err(error)
        })?;
        Disk.write(file, path, bytes)
    }

    fn set_permissions(&self, file: &File, path: &Path, permissions: Permissions) -> Result<(), Error> {
        self.step("set", path).and_then(|()| Disk.set_permissions(file, path, permissions))
    }

    fn sync(&self, file: &File, path: &Path) -> Result<(), Error> {
        self.step("sync", path).and_then(|()| Disk.sync(file, path))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), Error> {
        self.step("rename", to).and_then(|()| Disk.rename(from, to))
    }

    fn remove(&self, path: &Path) -> Result<(), Error> {
        self.step("remove", path).and_then(|()| Disk.remove(path))
    }

    fn sync_folder(&self, path: &Path) -> Result<(), Error> {
        self.step("sync the folder", path).and_then(|()| Disk.sync_folder(path))
    }
}

/// What happens to an annotation, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    New,
    Edit,
    Bury,
    Restore,
    /// An edit, while a conflict copy lies beside it.
    Fold,
}

/// A desk with an annotation as it is before the deed; that, and how it is to be after. Another lies beside it.
fn before(deed: Deed) -> (Room, Option<Annotation>, Annotation) {
    let room = Room::new();
    let new = annotation(1, "the old words");
    if deed == Deed::New {
        return (room, None, new);
    }
    room.keep(None, &annotation(2, "bystander"));
    let old = room.keep(None, &new);
    let (before, after) = match deed {
        Deed::New | Deed::Edit => (old.clone(), edited(&old, 5, "the new words")),
        Deed::Bury => (old.clone(), deleted(&old, 5)),
        Deed::Restore => {
            let gone = room.keep(Some(&old), &deleted(&old, 5));
            (gone.clone(), Annotation { deleted: None, modified: moment(6), ..gone })
        }
        Deed::Fold => {
            let copy = Annotation { tags: vec![Text::new("copied")], ..edited(&old, 3, "the old words") };
            let name = format!("annotations/bridge/{}.sync-conflict-20260729-101010-ABCDEFG.yaml", old.id);
            room.write(&name, format::write_annotation(&copy));
            let folded = room.live()[0].clone();
            (folded.clone(), edited(&folded, 5, "the new words"))
        }
    };
    (room, Some(before), after)
}

/// The annotation as the disk has it, whichever folder it lies in. The base does not matter.
fn on_disk(room: &Room, id: &AnnotationId) -> Option<Annotation> {
    let buried = room.desk.buried(&article()).unwrap();
    assert!(buried.faults.is_empty(), "{:?}", buried.faults);
    let all = room.live().into_iter().chain(buried.live);
    all.filter(|annotation| annotation.id == *id).map(|annotation| Annotation { base: None, ..annotation }).next()
}

fn keep(room: &Room, files: &Failing, old: Option<&Annotation>, new: &Annotation) -> Result<Annotation, Error> {
    let margin = room.desk.margin.as_ref().unwrap();
    let article = format::read(b"format: byline/1\nheadline: Shut\nstory:\n  - The bridge is shut.\n", "bridge");
    let article = article.article.unwrap();
    let revision = Revision::of(&article, &article.outline());
    Keeper { margin, files }.keep(old, new, Some(&revision))
}

#[test]
fn whatever_fails_the_old_or_the_new_is_there_whole_and_it_is_said() {
    let mut failed = 0;
    for deed in [Deed::New, Deed::Edit, Deed::Bury, Deed::Restore, Deed::Fold] {
        for (error, forever) in [(NO_SPACE, false), (BROKEN, true), (DENIED, false)] {
            for at in 0.. {
                let (room, old, new) = before(deed);
                let files = Failing::new(at, forever, error);
                let kept = keep(&room, &files, old.as_ref(), &new);
                let reached = files.done.get() > at;
                failed += usize::from(reached);
                let now = on_disk(&room, &new.id);
                let [old_there, new_there] = [&old, &Some(new.clone())]
                    .map(|one| one.clone().map(|one| Annotation { base: None, ..one }) == now);
                let step = files.log.borrow().get(at).cloned();
                if deed == Deed::Fold && kept.is_ok() && !new_there {
                    // the copy could not be read: it lies there still, and both are shown
                    let both = now.expect("it is there").note.unwrap_or_default();
                    assert!(both.as_str().contains("the new words"), "{at} {step:?}: {both}");
                    continue;
                }
                assert!(old_there || new_there, "{deed:?} {at} {step:?}: {now:#?}");
                match kept {
                    Ok(_) => assert!(new_there, "{deed:?} {at} {step:?}: told as kept, and is not"),
                    Err(error) => {
                        // a copy that can't be read is passed over, so it may be a later step that is told
                        let told = error.to_text().to_string();
                        let log = files.log.borrow();
                        let named = log[at..].iter().any(|(_, path)| told.contains(&*path.to_string_lossy()));
                        assert!(named && told.starts_with("can't "), "{deed:?} {at} {step:?}: {told}");
                    }
                }
                assert_eq!(room.live().iter().any(|other| other.id != new.id), deed != Deed::New, "the other is there");
                // trying again mends it, and nothing is left over
                keep(&room, &Failing::new(NEVER, false, 0), now.as_ref(), &new).unwrap();
                let again = on_disk(&room, &new.id);
                assert_eq!(again, Some(Annotation { base: None, ..new.clone() }), "{deed:?} {at} {step:?}");
                let names = Disk.names(&room.path("annotations/bridge")).unwrap();
                assert!(names.iter().all(|name| !name.name.ends_with(".byline")), "{names:?}");
                if !reached {
                    break;
                }
            }
        }
    }
    assert!(failed > 150, "{failed} operations failed");
}

#[test]
fn a_file_is_on_the_disk_before_it_has_its_name_and_the_name_before_anything_is_taken_away() {
    for deed in [Deed::Edit, Deed::Bury, Deed::Restore] {
        let (room, old, new) = before(deed);
        let files = Failing::new(NEVER, false, 0);
        keep(&room, &files, old.as_ref(), &new).unwrap();
        let steps: Vec<&str> = files.log.borrow().iter().map(|(what, _)| *what).collect();
        let last = |what: &str| steps.iter().rposition(|step| *step == what);
        let renamed = last("rename").unwrap();
        let synced = steps[..renamed].iter().rposition(|step| *step == "sync").unwrap();
        let wrote = steps[..renamed].iter().rposition(|step| *step == "write").unwrap();
        assert!(wrote < synced && steps[renamed + 1] == "sync the folder", "{steps:?}");
        assert_eq!(last("remove").is_some_and(|at| at > renamed + 1), deed != Deed::Edit, "{steps:?}");
    }
}

#[test]
fn a_disk_that_is_really_full_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(folder.path()).output();
    if !mount.is_ok_and(|mount| mount.status.success()) {
        eprintln!("passed over: a small file system can't be mounted here");
        return;
    }
    init(&folder.path().join("desk")).unwrap();
    let desk = desk(&folder.path().join("desk"));
    let mut kept = Vec::new();
    let told = (1..1_000).find_map(|number| {
        match desk.keep_annotation(None, &annotation(number, &"word ".repeat(200)), None) {
            Ok(annotation) => {
                kept.push(annotation);
                None
            }
            Err(error) => Some(error.to_text().to_string()),
        }
    });
    let edit = desk.keep_annotation(Some(&kept[0]), &edited(&kept[0], 5, &"more ".repeat(2_000)), None);
    let there = live(&desk);
    let unmounted = Command::new("umount").arg("-l").arg(folder.path()).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    let told = told.expect("the disk is full at last");
    assert!(told.ends_with("no space left on device; make room there"), "{told}");
    assert!(edit.is_err() && kept.len() > 10, "{}", kept.len());
    assert_eq!(there, kept);
}
