//! Conflict copies of other programs, and conflicts that git left in a file.

use super::*;
use crate::marginalia::merge;

fn copies(id: &AnnotationId) -> [String; 4] {
    [
        format!("{id}.sync-conflict-20260729-101010-ABCDEFG.yaml"),
        format!("{id} (Ada's conflicted copy 2026-07-29).yaml"),
        format!("{id} (conflicted copy 2026-07-29 101010).yaml"),
        format!("{id}.yml"),
    ]
}

/// Names and bytes of all files of the bridge.
fn files(room: &Room) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(room.path("annotations/bridge"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_conflict_copy_is_seen_merged_and_folded_in_at_the_next_write() {
    for number in 0..4 {
        let room = Room::new();
        let old = room.keep(None, &annotation(1, "the words"));
        let copy = Annotation { tags: vec![Text::new("copied")], ..edited(&old, 9, "the words") };
        room.write(&format!("annotations/bridge/{}", copies(&old.id)[number]), format::write_annotation(&copy));
        let before = files(&room);
        let seen = room.live();
        let tags: Vec<&str> = seen[0].tags.iter().map(Text::as_str).collect();
        assert_eq!((seen.len(), tags), (1, vec!["copied", "ferry"]), "each is there once, and has both");
        assert_eq!(files(&room), before, "reading wrote nothing");
        let now = room.keep(Some(&seen[0]), &edited(&seen[0], 20, "the words and more"));
        assert_eq!(files(&room).len(), 1);
        assert_eq!(room.live(), [now]);
    }
}

#[test]
fn a_write_folds_in_the_copies_of_its_neighbours_and_takes_away_what_was_never_finished() {
    let room = Room::new();
    let [one, two] = [1, 2].map(|number| room.keep(None, &annotation(number, "words")));
    let copy = Annotation { colour: Some(Colour::Pink), ..edited(&one, 9, "words") };
    room.write(&format!("annotations/bridge/{}", copies(&one.id)[0]), format::write_annotation(&copy));
    room.write(&format!("annotations/bridge/.{}.yaml.byline", one.id), "byline: 1\nid: 01");
    let seen = room.live();
    assert_eq!((seen.len(), seen[0].colour), (2, Some(Colour::Pink)));
    room.keep(Some(&two), &edited(&two, 10, "other words"));
    assert_eq!(files(&room).len(), 2);
    assert_eq!(room.live()[0].colour, Some(Colour::Pink));
}

#[test]
fn a_copy_that_is_merely_older_changes_nothing() {
    let room = Room::new();
    let first = room.keep(None, &annotation(1, "first"));
    let bytes = fs::read(room.path(&file_of(&first))).unwrap();
    let now = room.keep(Some(&first), &Annotation { tags: Vec::new(), ..edited(&first, 5, "second") });
    room.write(&format!("annotations/bridge/{}", copies(&first.id)[0]), bytes);
    assert_eq!(room.live(), [now], "the version that the other was made from is left behind by it");
}

#[test]
fn both_sides_of_a_conflict_in_git_are_merged() {
    let room = Room::new();
    let base = annotation(1, "one\ntwo");
    let ours = Annotation { tags: vec![Text::new("ours")], ..edited(&base, 5, "one\ntwo") };
    let theirs = edited(&base, 6, "one\nthree");
    let [base_text, ours_text, theirs_text] = [&base, &ours, &theirs].map(format::write_annotation);
    for (middle, with_base) in [(String::new(), None), (format!("||||||| 1a2b3c\n{base_text}"), Some(&base))] {
        let text = format!("<<<<<<< HEAD\n{ours_text}{middle}=======\n{theirs_text}>>>>>>> theirs\n");
        room.write(&file_of(&base), &text);
        let seen = room.live();
        // without a base on record the versions can't know what they were made from
        let rules = [with_base, None].map(|base| [merge(base, &ours, &theirs), merge(base, &theirs, &ours)]);
        assert!(rules.as_flattened().contains(&seen[0]), "{seen:#?}");
        assert_eq!(fs::read_to_string(room.path(&file_of(&base))).unwrap(), text);
        let now = room.keep(Some(&seen[0]), &edited(&seen[0], 9, "one\ntwo\nthree"));
        assert!(!fs::read_to_string(room.path(&file_of(&base))).unwrap().contains("<<<<"));
        assert_eq!(room.live(), [now]);
        fs::remove_file(room.path(&file_of(&base))).unwrap();
    }
}

#[test]
fn a_conflict_of_which_one_side_is_broken_is_told_and_kept() {
    let room = Room::new();
    let base = annotation(1, "words");
    let sound = format::write_annotation(&base);
    let text = format!("<<<<<<< HEAD\n{sound}=======\nbyline: 1\nid: what?\n>>>>>>> theirs\n");
    room.write(&file_of(&base), &text);
    let seen = room.desk.annotations(&article()).unwrap();
    assert_eq!(seen.live, std::slice::from_ref(&base));
    assert!(seen.faults[0].as_str().contains("one side of a conflict"), "{:?}", seen.faults);
    room.keep(Some(&base), &edited(&base, 5, "other words"));
    let kept = room.path(&format!("annotations/bridge/{}.set-aside-1.yaml", base.id));
    assert_eq!(fs::read_to_string(kept).unwrap(), text);
    assert_eq!(room.desk.annotations(&article()).unwrap().live.len(), 1);
}
