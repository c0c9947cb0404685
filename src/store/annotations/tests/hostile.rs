//! Bad input: files that are none, names that lead elsewhere, more than there should be.

use std::os::unix::fs::symlink;

use super::*;
use crate::store::annotations::gather::{Bounds, Gathered};

#[test]
fn a_file_that_cannot_be_read_is_told_and_hides_no_other() {
    let room = Room::new();
    let sound = room.keep(None, &annotation(1, "sound"));
    let text = format::write_annotation(&annotation(2, "x"));
    let broken: [(&str, &[u8]); 5] = [
        ("01jz9q6t3g5v0x2k8m4n7p1r6s.yaml", b"byline: 1\nid: [01jz9q6t3g5v0x2k8m4n7p1r6s\n"),
        ("recipes.yaml", b"soup:\n  - onions\n"),
        ("empty.yaml", b""),
        ("bytes.yaml", b"\xff\xfe\x00"),
        ("half.yaml", &text.as_bytes()[..text.len() / 2]),
    ];
    for (name, bytes) in broken {
        room.write(&format!("annotations/bridge/{name}"), bytes);
    }
    room.write("annotations/bridge/README.md", "not byline's");
    room.write("annotations/bridge/.syncthing.x.yaml.tmp", "on its way");
    let seen = room.desk.annotations(&article()).unwrap();
    assert_eq!(seen.live, std::slice::from_ref(&sound));
    assert_eq!(seen.faults.len(), broken.len(), "{:#?}", seen.faults);
    for (name, bytes) in broken {
        assert!(seen.faults.iter().any(|fault| fault.as_str().contains(name)), "{name}: {:#?}", seen.faults);
        room.keep(Some(&sound), &edited(&sound, 5, name));
        assert_eq!(fs::read(room.path(&format!("annotations/bridge/{name}"))).unwrap(), bytes, "{name} is kept");
    }
}

#[test]
fn a_broken_file_is_never_written_over() {
    let room = Room::new();
    let one = room.keep(None, &annotation(1, "one"));
    fs::write(room.path(&file_of(&one)), "byline: 1\nid: broken by hand\n").unwrap();
    assert_eq!(room.desk.annotations(&article()).unwrap().faults.len(), 1);
    let now = room.keep(Some(&one), &edited(&one, 5, "still here"));
    let seen = room.desk.annotations(&article()).unwrap();
    assert_eq!((seen.live, seen.faults.len()), (vec![now], 1));
    let aside = room.path(&format!("annotations/bridge/{}.set-aside-1.yaml", one.id));
    assert_eq!(fs::read_to_string(aside).unwrap(), "byline: 1\nid: broken by hand\n");
}

#[test]
fn the_id_inside_counts_and_so_does_the_article() {
    let room = Room::new();
    room.write("annotations/bridge/renamed by hand.yaml", format::write_annotation(&annotation(1, "one")));
    room.write(&file_of(&annotation(2, "")), format::write_annotation(&annotation(3, "of another name")));
    let elsewhere = Annotation { article: "ferry".parse().unwrap(), ..annotation(4, "lost") };
    room.write(&file_of(&elsewhere), format::write_annotation(&elsewhere));
    let seen = room.desk.annotations(&article()).unwrap();
    let ids: Vec<_> = seen.live.iter().map(|annotation| annotation.id.clone()).collect();
    assert_eq!(ids, [1, 3].map(|number| annotation(number, "").id));
    assert!(seen.faults[0].as_str().contains("annotations/ferry"), "{:?}", seen.faults);
    // the name of the second is taken by the third
    let two = room.desk.keep_annotation(None, &annotation(2, "two"), None).unwrap();
    let now = room.desk.annotations(&article()).unwrap().live;
    assert_eq!(now.len(), 3, "{now:#?}");
    assert!(now.contains(&two));
}

#[test]
fn no_link_leads_out_of_the_desk() {
    let room = Room::new();
    let outside = room.folder.path().join("outside");
    fs::create_dir_all(outside.join("bridge")).unwrap();
    fs::write(outside.join("secret.yaml"), format::write_annotation(&annotation(1, "secret"))).unwrap();
    fs::create_dir_all(room.path("annotations/bridge")).unwrap();
    symlink(outside.join("secret.yaml"), room.path(&file_of(&annotation(1, "")))).unwrap();
    let seen = room.desk.annotations(&article()).unwrap();
    assert_eq!(seen.live, []);
    assert!(seen.faults[0].as_str().contains("link"), "{:?}", seen.faults);
    let told = room.desk.keep_annotation(None, &annotation(1, "mine"), None).unwrap_err();
    assert!(told.to_text().as_str().contains("a link"), "{told}");
    for folder in ["annotations/bridge", "annotations/.trash", "annotations", "revisions/bridge", ".byline"] {
        let room = Room::new();
        let one = room.keep(None, &annotation(1, "one"));
        let _gone = fs::remove_dir_all(room.path(folder));
        symlink(&outside, room.path(folder)).unwrap();
        let revision = Revision::default();
        for after in [edited(&one, 5, "out"), deleted(&one, 6)] {
            let kept = room.desk.keep_annotation(Some(&one), &after, Some(&revision));
            let stays = matches!(folder, "annotations/bridge" | "annotations/.trash");
            let touches = !stays || folder.ends_with("bridge") || after.deleted.is_some();
            assert!(kept.is_err() || !touches || folder == "annotations/.trash", "{folder}: {kept:?}");
        }
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 2, "{folder}");
        assert_eq!(fs::read_dir(outside.join("bridge")).unwrap().count(), 0, "{folder}");
    }
}

#[test]
fn a_pipe_or_a_folder_in_the_way_blocks_nothing() {
    let room = Room::new();
    let one = room.keep(None, &annotation(1, "one"));
    let pipe = std::process::Command::new("mkfifo").arg(room.path("annotations/bridge/pipe.yaml")).status();
    fs::create_dir(room.path("annotations/bridge/folder.yaml")).unwrap();
    let seen = room.desk.annotations(&article()).unwrap();
    assert_eq!(seen.live, std::slice::from_ref(&one));
    assert_eq!(seen.faults.len(), usize::from(pipe.is_ok_and(|status| status.success())), "{:?}", seen.faults);
    room.keep(Some(&one), &edited(&one, 5, "two"));
    fs::create_dir(room.path(&file_of(&annotation(2, "")))).unwrap();
    assert!(room.desk.keep_annotation(None, &annotation(2, "two"), None).is_err());
}

#[test]
fn more_than_can_be_held_is_bounded_and_told() {
    let room = Room::new();
    for number in 0..60 {
        room.write(&file_of(&annotation(number, "")), format::write_annotation(&annotation(number, "one of many")));
    }
    let margin = room.desk.margin.as_ref().unwrap();
    let some = Gathered::read(margin, &article(), Bounds { files: 20, bytes: u64::MAX }, false).unwrap();
    let ids: Vec<_> = some.annotations.iter().map(|annotation| annotation.id.clone()).collect();
    assert_eq!(ids, (40..60).map(|number| annotation(number, "").id).collect::<Vec<_>>(), "the newest are shown");
    assert!(some.faults[0].as_str().contains("40 older files"), "{:?}", some.faults);
    assert_eq!(room.live().len(), 60);
}

#[test]
fn a_note_with_escape_sequences_is_words() {
    let room = Room::new();
    let note = "red \u{1b}[31m\u{202e}and\u{7} back: # no comment\n--- \n<<<<<<< HEAD\n'\"\\";
    let kept = room.keep(None, &annotation(1, note));
    assert_eq!(kept.note, Some(Text::new(note)));
    assert_eq!(room.live(), [kept]);
    let bytes = fs::read(room.path(&file_of(&annotation(1, "")))).unwrap();
    assert!(!bytes.iter().any(|byte| *byte < b' ' && *byte != b'\n'));
}
