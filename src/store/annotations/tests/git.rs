//! Two branches of a desk under git, merged by git itself.

use std::process::{Command, Output};

use super::*;
use crate::marginalia::merge;

struct Repository {
    room: Room,
}

impl Repository {
    /// `None` where there is no git.
    fn new() -> Option<Self> {
        let repository = Self { room: Room::new() };
        let made = Command::new("git").args(["init", "-q", "-b", "main"]).arg(repository.room.path("")).status();
        made.is_ok_and(|made| made.success()).then_some(repository)
    }

    fn try_git(&self, arguments: &[&str]) -> Output {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.room.path("")).args(["-c", "user.name=Reader", "-c", "user.email=reader@example.org"]);
        git.args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "-c", "gc.auto=0"]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        git.args(arguments).output().unwrap()
    }

    fn git(&self, arguments: &[&str]) {
        let done = self.try_git(arguments);
        assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// What the desk shows: live and deleted ones, without their bases.
    fn state(&self) -> Vec<Annotation> {
        let [live, buried] =
            [self.room.desk.annotations(&article()), self.room.desk.buried(&article())].map(Result::unwrap);
        assert!(live.faults.is_empty() && buried.faults.is_empty(), "{:?} {:?}", live.faults, buried.faults);
        let mut all: Vec<_> = live.live.into_iter().chain(buried.live).map(plain).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }
}

fn plain(annotation: Annotation) -> Annotation {
    Annotation { base: None, ..annotation }
}

/// The numbers that a seed gives, for choices.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }
}

/// Changes on one branch: of `mine` each is edited, deleted or left, and some new ones are made.
fn change(room: &Room, mine: &[Annotation], chance: &mut Chance, branch: u64) {
    for annotation in mine {
        let second = i64::try_from(10 + chance.below(90)).unwrap();
        match chance.below(3) {
            0 => drop(room.keep(Some(annotation), &edited(annotation, second, &format!("edited on branch {branch}")))),
            1 => drop(room.keep(Some(annotation), &deleted(annotation, second))),
            _ => {}
        }
    }
    for number in 0..chance.below(4) {
        room.keep(None, &annotation(1_000 * branch + number, &format!("new on branch {branch}")));
    }
}

#[test]
fn branches_that_add_edit_and_delete_merge_clean_and_as_the_rule_says() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for trial in 0..40 {
        let Some(repository) = Repository::new() else {
            eprintln!("passed over: there is no git here");
            return;
        };
        let room = &repository.room;
        // few enough that a branch may well delete all there are
        let count = 1 + chance.below(6);
        let all: Vec<Annotation> =
            (0..count).map(|number| room.keep(None, &annotation(number, &format!("note {number}")))).collect();
        repository.commit("begin");
        let (ours, theirs) = all.split_at(usize::try_from(chance.below(count + 1)).unwrap());
        let mut sides = Vec::new();
        for (branch, mine) in [("ours", ours), ("theirs", theirs)] {
            repository.git(&["checkout", "-q", "-b", branch, "main"]);
            change(room, mine, &mut chance, sides.len() as u64 + 1);
            repository.commit(branch);
            sides.push(repository.state());
        }
        let merged = repository.try_git(&["merge", "-q", "--no-edit", "ours"]);
        assert!(merged.status.success(), "trial {trial}: {}", String::from_utf8_lossy(&merged.stdout));
        assert_eq!(repository.state(), rule(&all, &sides[0], &sides[1]), "trial {trial}");
    }
}

/// What the rule makes of two sides, annotation by annotation.
fn rule(base: &[Annotation], ours: &[Annotation], theirs: &[Annotation]) -> Vec<Annotation> {
    let find = |all: &[Annotation], id: &AnnotationId| all.iter().find(|one| one.id == *id).cloned().map(plain);
    let ids: std::collections::BTreeSet<_> =
        ours.iter().chain(theirs).map(|annotation| annotation.id.clone()).collect();
    let merged = ids.into_iter().filter_map(|id| match (find(ours, &id), find(theirs, &id)) {
        (Some(one), Some(other)) if one == other => Some(one),
        (Some(one), Some(other)) => {
            let base = find(base, &id);
            Some(if base.as_ref() == Some(&one) {
                other
            } else if base.as_ref() == Some(&other) {
                one
            } else {
                plain(merge(base.as_ref(), &one, &other))
            })
        }
        (one, other) => one.or(other),
    });
    merged.collect()
}

#[test]
fn what_git_cannot_merge_is_shown_as_the_rule_says_and_mended_by_the_next_write() {
    let edit = |base: &Annotation, second, note: &str, tag: &str| Annotation {
        tags: vec![Text::new(tag)],
        ..edited(base, second, note)
    };
    for style in ["merge", "diff3"] {
        let sides = {
            // on one line, or git would merge the lines of the two by itself
            let base = annotation(1, "one");
            [
                ("edit, edit", [edit(&base, 5, "one, two", "a"), edit(&base, 6, "one, three", "b")]),
                ("delete, later edit", [deleted(&base, 5), edit(&base, 6, "one, two", "b")]),
                ("later delete, edit", [deleted(&base, 7), edit(&base, 6, "one, two", "b")]),
            ]
        };
        for (what, sides) in sides {
            let Some(repository) = Repository::new() else { return };
            let room = &repository.room;
            let base = room.keep(None, &annotation(1, "one"));
            repository.commit("begin");
            let mut made = Vec::new();
            for (branch, side) in ["ours", "theirs"].into_iter().zip(sides) {
                repository.git(&["checkout", "-q", "-b", branch, "main"]);
                made.push(room.keep(Some(&base), &side));
                repository.commit(branch);
            }
            let _conflict = repository.try_git(&["-c", &format!("merge.conflictStyle={style}"), "merge", "-q", "ours"]);
            let seen = repository.state();
            let rules = [Some(&base), None].map(|base| plain(merge(base, &made[0], &made[1])));
            assert!(seen.len() == 1 && rules.contains(&seen[0]), "{what}, {style}: {seen:#?}\nnot {rules:#?}");
            let now = plain(room.keep(Some(&seen[0]), &Annotation { deleted: None, ..edited(&seen[0], 20, "mended") }));
            assert_eq!(repository.state(), [now], "{what}, {style}");
            repository.commit("mended");
        }
    }
}
