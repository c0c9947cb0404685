//! How often marked words are found again after an edit, how often in the wrong place, and how long it takes.
//!
//! `cargo bench --bench anchoring` prints both sets: revisions that were written by hand, and edits at random of which the
//! outcome is known. `TELL=WRONG,LOST` shows what went wrong.
#![expect(clippy::disallowed_methods, reason = "it measures, and reads its texts")]

#[path = "../tests/it/anchoring/edits.rs"]
mod edits;
#[path = "../tests/it/anchoring/fixtures.rs"]
mod fixtures;
#[path = "../tests/it/anchoring/judge.rs"]
mod judge;
#[path = "../tests/it/anchoring/story.rs"]
mod story;

use std::time::Instant;

use byline::{
    marginalia::{Revision, find},
    model::Digest,
};
use edits::{Dice, Edit};
use judge::Score;
use story::Story;

/// Stories in which each way of editing is tried, and how often.
const ROUNDS: u64 = 6;

fn main() {
    let texts = fixtures::all();
    let stories = story::stories(&texts);
    let told = [written(&texts), single(&stories), many(&stories)].concat();
    println!();
    time(&stories);
    if let Ok(kinds) = std::env::var("TELL") {
        for told in told.iter().filter(|told| kinds.split(',').any(|kind| told.starts_with(kind))).take(80) {
            println!("\n{told}");
        }
    }
}

fn written(texts: &[fixtures::Revised]) -> Vec<String> {
    println!(
        "{} texts written by hand, {} revisions",
        texts.len(),
        texts.iter().map(|text| text.revisions.len()).sum::<usize>()
    );
    let (kept, alone) = (fixtures::score(texts, true), fixtures::score(texts, false));
    println!("{}\n{}\n", kept.line("by hand"), alone.line("… base not kept"));
    kept.told
}

fn single(stories: &[Story]) -> Vec<String> {
    println!("edits at random, one to a text");
    let mut all = Score::default();
    for edit in Edit::ALL {
        let mut score = Score::default();
        for (at, story) in (1_u64..).zip(stories) {
            for round in 0..ROUNDS {
                score.add(&judge::trial(story, &[edit], 10, &mut Dice(at * 1000 + round), true));
            }
        }
        println!("{}", score.line(&format!("{edit:?}")));
        all.add(&score);
    }
    println!("{}\n", all.line("all of these"));
    all.told
}

fn many(stories: &[Story]) -> Vec<String> {
    println!("edits at random, three to nine to a text");
    let mut told = Vec::new();
    for (name, kept) in [("many edits", true), ("… base not kept", false)] {
        let mut score = Score::default();
        for (at, story) in (7001_u64..).zip(stories) {
            for round in 0..ROUNDS * 4 {
                let mut dice = Dice(at * 1000 + round);
                let edits = edits::several(&mut dice);
                score.add(&judge::trial(story, &edits, 10, &mut dice, kept));
            }
        }
        println!("{}", score.line(name));
        if kept {
            told = score.told;
        }
    }
    told
}

/// A hundred annotations on an article of two thousand words, in which a dozen things were edited.
fn time(stories: &[Story]) {
    let long = story::long(stories);
    let before = long.set();
    let mut edited = long.clone();
    let mut dice = Dice(1);
    for edit in Edit::ALL {
        edit.apply(&mut edited, &mut dice);
    }
    let after = edited.set();
    let step = before.words.len() / 100;
    let marks: Vec<_> = (0..100)
        .filter_map(|at| judge::mark(&before.revision, &before.extract(at * step, at * step + 9, false)))
        .collect();
    let annotations: Vec<_> = marks.iter().collect();
    for (name, now, base) in [
        ("edited", &after.revision, Some(&before.revision)),
        ("not edited", &before.revision, Some(&before.revision)),
        ("base not kept", &after.revision, None::<&Revision>),
    ] {
        let mut times: Vec<u128> = (0..200)
            .map(|_| {
                let start = Instant::now();
                let found = find(&annotations, &|_: &Digest| base.cloned(), now);
                assert_eq!(found.len(), annotations.len());
                start.elapsed().as_micros()
            })
            .collect();
        times.sort_unstable();
        println!(
            "{} annotations on {} words, {name}: median {} µs, p99 {} µs",
            annotations.len(),
            before.words.len(),
            times[100],
            times[197]
        );
    }
}
