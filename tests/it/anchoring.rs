//! Marked words are found again after an edit, or said to be gone: over revisions written by hand and over edits at random.
#![expect(clippy::disallowed_methods, reason = "it reads its texts")]

mod edits;
mod fixtures;
mod judge;
mod story;

use edits::{Dice, Edit};
use judge::Score;

/// The most of all that may be shown in a wrong place, and of what is still there that may be called gone, in per cent.
const WRONG_MAX: f64 = 0.5;
const LOST_MAX: f64 = 5.0;
/// Asking the reader is no way out.
const UNSURE_MAX: f64 = 5.0;

fn assert_bars(score: &Score, name: &str) {
    let told = || format!("{}\n{}", score.line(name), score.told.join("\n"));
    assert!(Score::percent(score.wrong, score.trials) <= WRONG_MAX, "{}", told());
    assert!(Score::percent(score.lost, score.there) <= LOST_MAX, "{}", told());
    assert!(Score::percent(score.unsure, score.trials) <= UNSURE_MAX, "{}", told());
}

#[test]
fn words_are_found_in_later_revisions() {
    let texts = fixtures::all();
    assert!(texts.len() >= 20 && texts.iter().all(|text| text.revisions.len() > 1));
    assert_bars(&fixtures::score(&texts, true), "by hand");
    let alone = fixtures::score(&texts, false);
    assert!(Score::percent(alone.wrong, alone.trials) <= WRONG_MAX, "{}", alone.told.join("\n"));
}

#[test]
fn words_are_found_after_edits_at_random() {
    let stories = story::stories(&fixtures::all());
    let (mut one, mut many, mut alone) = (Score::default(), Score::default(), Score::default());
    for (at, story) in (1_u64..).zip(&stories) {
        for edit in Edit::ALL {
            one.add(&judge::trial(story, &[edit], 6, &mut Dice(at), true));
        }
        for round in 0..6 {
            let mut dice = Dice(at * 1000 + round);
            let edits = edits::several(&mut dice);
            many.add(&judge::trial(story, &edits, 6, &mut dice.clone(), true));
            alone.add(&judge::trial(story, &edits, 6, &mut dice, false));
        }
    }
    for edit in Edit::ALL {
        one.add(&judge::trial(&story::long(&stories), &[edit; 5], 20, &mut Dice(1), true));
    }
    assert!(one.trials > 3000 && many.trials > 1000);
    assert_bars(&one, "one edit");
    assert_bars(&many, "many edits");
    assert!(Score::percent(alone.wrong, alone.trials) <= 1.0, "{}", alone.told.join("\n"));
}
