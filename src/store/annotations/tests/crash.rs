//! Real processes: killed at any moment, and two at once.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::*;

/// What the child is told.
const DESK: &str = "BYLINE_TEST_DESK";
const FROM: &str = "BYLINE_TEST_FROM";

/// How many annotations the writing loop goes round.
const ROUND: u64 = 8;

/// Runs one of the tests below, which are no tests of their own, in a process of its own.
fn child(name: &str, room: &Room, from: u64) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", &format!("store::annotations::tests::crash::{name}"), "--ignored", "--nocapture"]);
    command.env(DESK, room.path("")).env(FROM, from.to_string());
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

fn told() -> Option<(Desk, u64)> {
    let folder = env::var_os(DESK)?;
    Some((desk(Path::new(&folder)), env::var(FROM).ok()?.parse().ok()?))
}

/// The annotation that the `step`th step writes.
fn at_step(step: u64) -> Annotation {
    let second = i64::try_from(step).unwrap();
    let now = edited(&annotation(step % ROUND, ""), second, &format!("written by step {step}"));
    // every other round some are deleted, which the next brings back
    if (step / ROUND) % 2 == 1 && step.is_multiple_of(3) { deleted(&now, second) } else { now }
}

fn seen(desk: &Desk, id: &AnnotationId) -> Option<Annotation> {
    let [live, buried] = [desk.annotations(&article()), desk.buried(&article())].map(Result::unwrap);
    assert!(live.faults.is_empty() && buried.faults.is_empty(), "{:?} {:?}", live.faults, buried.faults);
    live.live.into_iter().chain(buried.live).find(|annotation| annotation.id == *id)
}

#[test]
#[ignore = "a process that another test starts and kills"]
fn writes_until_it_is_killed() {
    let Some((desk, from)) = told() else { return };
    for step in from.. {
        let after = at_step(step);
        let before = seen(&desk, &after.id);
        desk.keep_annotation(before.as_ref(), &after, None).unwrap();
        writeln!(std::io::stdout(), "kept {step}").unwrap();
    }
}

#[test]
fn a_process_that_is_killed_at_any_moment_loses_nothing_it_has_kept() {
    const KILLS: u64 = 200;
    let room = Room::new();
    let (mut next, mut chance) = (0_u64, 0x2545_f491_4f6c_dd1d_u64);
    for _ in 0..KILLS {
        let mut child = child("writes_until_it_is_killed", &room, next);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("kept ") {
            assert!(out.read_line(&mut said).unwrap() > 0, "it ended by itself: {said}");
        }
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        std::thread::sleep(Duration::from_micros(chance % 10_000));
        child.kill().unwrap();
        child.wait().unwrap();
        out.read_to_string(&mut said).unwrap();
        let last = said.lines().filter_map(|line| line.strip_prefix("kept ")?.parse::<u64>().ok()).max();
        next = last.map_or(next, |last| last + 1);
        for number in 0..ROUND {
            // the last step that was told as kept, or the one that was under way
            let under_way = Some(next).filter(|step| step % ROUND == number);
            let kept = (0..next).rev().find(|step| step % ROUND == number);
            let there = seen(&room.desk, &annotation(number, "").id).map(|there| Annotation { base: None, ..there });
            let may_be = [under_way.map(at_step), kept.map(at_step)];
            assert!(may_be.contains(&there), "after step {next}: {there:#?}\nis none of {may_be:#?}");
        }
    }
    assert!(next >= KILLS, "{next} steps were taken in {KILLS} processes");
}

/// How many each of two processes writes.
const EACH: u64 = 1_000;

#[test]
#[ignore = "a process that another test starts, twice"]
fn writes_a_thousand() {
    let Some((desk, from)) = told() else { return };
    for number in from..from + EACH {
        desk.keep_annotation(None, &annotation(number, "one of many"), None).unwrap();
    }
}

#[test]
fn two_processes_annotate_one_article_at_once() {
    let room = Room::new();
    let children = [0, EACH].map(|from| child("writes_a_thousand", &room, from));
    for mut child in children {
        let mut said = String::new();
        child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(child.wait().unwrap().success(), "{said}");
    }
    let there: Vec<AnnotationId> = room.live().into_iter().map(|annotation| annotation.id).collect();
    let all: Vec<AnnotationId> = (0..2 * EACH).map(|number| annotation(number, "").id).collect();
    assert_eq!(there, all);
}
