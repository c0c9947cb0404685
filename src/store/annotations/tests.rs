//! Annotations on a real disk: kept, deleted, brought back, found in whatever state others left them.

mod copies;
mod crash;
mod failing;
mod git;
mod hostile;

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use jiff::Timestamp;

use super::*;
use crate::{
    model::{AnnotationId, AnnotationKind, BlockPath, Colour, Target},
    store::{Environment, Folders, init},
};

/// A desk in a folder of its own.
pub(super) struct Room {
    pub folder: tempfile::TempDir,
    pub desk: Desk,
}

impl Room {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        init(&folder.path().join("desk")).unwrap();
        let desk = desk(&folder.path().join("desk"));
        Self { folder, desk }
    }

    pub(super) fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join("desk").join(path)
    }

    pub(super) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(super) fn keep(&self, before: Option<&Annotation>, after: &Annotation) -> Annotation {
        self.desk.keep_annotation(before, after, None).unwrap()
    }

    /// The live annotations of the bridge, where nothing is wrong.
    pub(super) fn live(&self) -> Vec<Annotation> {
        live(&self.desk)
    }
}

pub(super) fn live(desk: &Desk) -> Vec<Annotation> {
    let Marginalia { live, faults, .. } = desk.annotations(&article()).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    live
}

/// The library in a folder; what is not in it lies beside it.
pub(super) fn desk(folder: &Path) -> Desk {
    let beside = folder.parent().unwrap().join("home");
    let environment =
        Environment { folders: Some(Folders::below(&beside)), here: folder.to_owned(), ..Environment::default() };
    Desk::find(Some(folder), &environment).unwrap()
}

pub(super) fn article() -> ArticleId {
    "bridge".parse().unwrap()
}

/// Moments, one second apart.
pub(super) fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// The `number`th annotation of the bridge.
pub(super) fn annotation(number: u64, note: &str) -> Annotation {
    let milliseconds = u128::try_from(moment(0).as_millisecond()).unwrap();
    Annotation {
        id: AnnotationId::from_bits((milliseconds << 80) | u128::from(number)),
        article: article(),
        kind: AnnotationKind::Note,
        colour: Some(Colour::Yellow),
        tags: vec![Text::new("ferry")],
        note: Some(Text::new(note)),
        created: moment(0),
        modified: moment(0),
        deleted: None,
        device: None,
        creator: None,
        base: None,
        target: Target {
            revision: Digest::of(b"the text"),
            block: BlockPath { section: None, kind: Text::new("paragraph"), n: 1, speaker: None },
            start: 4,
            end: 10,
            exact: Text::new("bridge"),
            prefix: Text::new("The "),
            suffix: Text::new(" is shut."),
        },
        extra: Vec::new(),
    }
}

pub(super) fn edited(annotation: &Annotation, second: i64, note: &str) -> Annotation {
    Annotation { note: Some(Text::new(note)), modified: moment(second), ..annotation.clone() }
}

pub(super) fn deleted(annotation: &Annotation, second: i64) -> Annotation {
    Annotation { deleted: Some(moment(second)), modified: moment(second), ..annotation.clone() }
}

/// The name of its file, below the desk.
pub(super) fn file_of(annotation: &Annotation) -> String {
    format!("annotations/bridge/{}.yaml", annotation.id)
}

#[test]
fn what_is_kept_is_there_as_it_was_given() {
    let room = Room::new();
    assert_eq!(room.live(), []);
    let first = room.keep(None, &annotation(1, "Who said so?"));
    assert_eq!(first, annotation(1, "Who said so?"));
    assert_eq!(room.live(), std::slice::from_ref(&first));
    let digest = Digest::of(&fs::read(room.path(&file_of(&first))).unwrap());
    let second = room.keep(Some(&first), &edited(&first, 5, "The harbour master."));
    assert_eq!(second.base, Some(digest), "it says which version it was made from");
    assert_eq!(room.live(), std::slice::from_ref(&second));
    let other = room.keep(None, &annotation(2, "And this."));
    assert_eq!(room.live(), [second, other]);
}

#[test]
fn a_deleted_annotation_lies_in_the_trash_and_comes_back_whole() {
    let room = Room::new();
    let first = room.keep(None, &annotation(1, "one"));
    fs::set_permissions(room.path(&file_of(&first)), fs::Permissions::from_mode(0o640)).unwrap();
    let gone = room.keep(Some(&first), &deleted(&first, 5));
    assert_eq!(room.live(), []);
    assert_eq!(room.desk.buried(&article()).unwrap().live, std::slice::from_ref(&gone));
    assert!(!room.path(&file_of(&first)).exists());
    let back = room.keep(Some(&gone), &Annotation { deleted: None, modified: moment(6), ..gone.clone() });
    assert_eq!(room.live(), std::slice::from_ref(&back));
    assert_eq!(room.desk.buried(&article()).unwrap().live, []);
    assert_eq!((back.note, back.tags), (first.note.clone(), first.tags.clone()));
    let mode = fs::metadata(room.path(&file_of(&first))).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o640, "the mode goes with it, there and back");
}

#[test]
fn the_text_is_kept_once_beside_the_annotations() {
    let room = Room::new();
    let source = "format: byline/1\nheadline: Bridge shut\nstory:\n  - |\n    The bridge is shut.\n";
    let read = format::read(source.as_bytes(), "bridge").article.unwrap();
    let revision = Revision::of(&read, &read.outline());
    room.desk.keep_annotation(None, &annotation(1, "one"), Some(&revision)).unwrap();
    let file = room.path(&format!("revisions/bridge/{}.txt", revision.digest()));
    let inode = |path: &Path| std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap());
    let before = inode(&file);
    room.desk.keep_annotation(None, &annotation(2, "two"), Some(&revision)).unwrap();
    assert_eq!(inode(&file), before, "it was not written again");
    assert_eq!(room.desk.revision(&article(), &revision.digest()), Revision::from_text(&revision.to_text()));
    assert_eq!(room.desk.revision(&article(), &Digest::of(b"another")), None);
    fs::write(&file, "something else").unwrap();
    assert_eq!(room.desk.revision(&article(), &revision.digest()), None, "a text that is not the one is none");
}

#[test]
fn the_same_id_in_two_libraries_is_two_annotations() {
    let folder = tempfile::tempdir().unwrap();
    let libraries = ["first/news", "second/news"].map(|path| folder.path().join(path));
    let environment = Environment {
        folders: Some(Folders::below(&folder.path().join("home"))),
        here: folder.path().to_owned(),
        ..Environment::default()
    };
    let desks = libraries.map(|path| {
        fs::create_dir_all(&path).unwrap();
        Desk::find(Some(&path), &environment).unwrap()
    });
    desks[0].keep_annotation(None, &annotation(1, "of the first"), None).unwrap();
    desks[1].keep_annotation(None, &annotation(1, "of the second"), None).unwrap();
    let notes = desks.each_ref().map(|desk| live(desk)[0].note.clone().unwrap());
    assert_eq!(notes, [Text::new("of the first"), Text::new("of the second")]);
    let own = Desk::own(&environment).unwrap();
    own.keep_annotation(None, &annotation(1, "of the desk"), None).unwrap();
    assert_eq!(all(&own), [("bridge".to_owned(), 1)], "other libraries are not articles of the desk");
    assert_eq!(all(&desks[0]), [("bridge".to_owned(), 1)]);
    let homeless = Desk::find(Some(desks[0].root()), &Environment { folders: None, ..environment }).unwrap();
    assert_eq!(live(&homeless), []);
    let told = homeless.keep_annotation(None, &annotation(1, "x"), None).unwrap_err().to_text();
    assert!(told.as_str().contains("set HOME"), "{told}");
}

/// Each article with annotations, and how many.
pub(super) fn all(desk: &Desk) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    let faults = desk.all_annotations(&mut |of| {
        all.push((of.article.to_string(), of.live.len()));
        ControlFlow::Continue(())
    });
    assert_eq!(faults.unwrap(), Vec::<Text>::new());
    all
}

#[test]
fn all_annotations_come_article_by_article() {
    let room = Room::new();
    for (number, article) in [(1, "zebra"), (2, "bridge"), (3, "zebra"), (4, "Gone-Long-Ago")] {
        let article = article.parse().unwrap();
        room.keep(None, &Annotation { article, ..annotation(number, "note") });
    }
    let gone = room.keep(None, &Annotation { article: "only-deleted".parse().unwrap(), ..annotation(5, "x") });
    room.keep(Some(&gone), &deleted(&gone, 9));
    let one = |name: &str, count| (name.to_owned(), count);
    assert_eq!(all(&room.desk), [one("Gone-Long-Ago", 1), one("bridge", 1), one("zebra", 2)]);
}

#[test]
fn old_tombstones_are_taken_away_by_a_deletion_and_by_nothing_else() {
    let room = Room::new();
    let long_ago = moment(-300 * 24 * 3600);
    let id = AnnotationId::from_bits(u128::try_from(long_ago.as_millisecond()).unwrap() << 80);
    let old = Annotation { id, created: long_ago, modified: long_ago, ..annotation(0, "old") };
    let path = room.path(&format!("annotations/.trash/bridge/{}.yaml", old.id));
    let expired = Annotation { deleted: Some(moment(-181 * 24 * 3600)), ..old.clone() };
    let kept = Annotation { deleted: Some(moment(-179 * 24 * 3600)), ..old };
    for (number, tombstone, stays) in [(1, kept, true), (2, expired, false)] {
        room.write(&format!("annotations/.trash/bridge/{}.yaml", tombstone.id), format::write_annotation(&tombstone));
        room.live();
        let first = room.keep(None, &annotation(number, "one"));
        assert!(path.exists());
        room.keep(Some(&first), &deleted(&first, 0));
        assert_eq!(path.exists(), stays, "{:?}", tombstone.deleted);
    }
}

#[test]
fn two_windows_that_change_one_annotation_lose_nothing() {
    let room = Room::new();
    let seen = room.keep(None, &annotation(1, "seen by both"));
    let tagged =
        Annotation { tags: vec![Text::new("bridges"), Text::new("ferry")], ..edited(&seen, 5, "seen by both") };
    room.keep(Some(&seen), &tagged);
    let noted = room.keep(Some(&seen), &edited(&seen, 6, "seen by both, and read"));
    assert_eq!(noted.tags, tagged.tags);
    assert!(noted.note.as_ref().unwrap().as_str().contains("and read"), "{noted:?}");
    assert_eq!(room.live(), std::slice::from_ref(&noted));
    let time = fs::metadata(room.path(&file_of(&seen))).unwrap().modified().unwrap();
    assert_eq!(room.keep(Some(&noted), &noted), noted);
    assert_eq!(fs::metadata(room.path(&file_of(&seen))).unwrap().modified().unwrap(), time, "nothing new, no write");
}
