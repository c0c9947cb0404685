//! Two versions of a sentence, word by word.

use super::script::{Lexicon, Word};

/// The most pairs of words that are compared; beyond, only what both begin and end with is found.
const PAIRS_MAX: usize = 400_000;
/// What it is worth that two words follow one another in both.
const RUN_BONUS: f32 = 0.4;
/// What a word in another form is worth of the same word.
const FORM_SHARE: f32 = 0.7;
/// A run of words that weighs less, alone between changes, is there by chance.
const CHANCE_WEIGHT: f32 = 1.0;

/// The words that stay, in order: those that weigh most together.
pub(super) fn collate(lexicon: &Lexicon, old: &[Word], new: &[Word]) -> Vec<(usize, usize)> {
    let begins = old.iter().zip(new).take_while(|(a, b)| a.id == b.id).count();
    let (rest_old, rest_new) = (&old[begins..], &new[begins..]);
    let ends = rest_old.iter().rev().zip(rest_new.iter().rev()).take_while(|(a, b)| a.id == b.id).count();
    let (inner_old, inner_new) = (&rest_old[..rest_old.len() - ends], &rest_new[..rest_new.len() - ends]);
    let mut pairs: Vec<(usize, usize)> = (0..begins).map(|at| (at, at)).collect();
    if !inner_old.is_empty() && !inner_new.is_empty() && inner_old.len() * inner_new.len() <= PAIRS_MAX {
        pairs.extend(heaviest(lexicon, inner_old, inner_new).into_iter().map(|(i, j)| (begins + i, begins + j)));
    }
    pairs.extend((0..ends).map(|at| (old.len() - ends + at, new.len() - ends + at)));
    without_chance(lexicon, old, new.len(), &pairs)
}

fn worth(lexicon: &Lexicon, old: Word, new: Word) -> Option<f32> {
    let weight = || lexicon.weight(old.stem);
    if old.id == new.id {
        Some(weight())
    } else if old.stem == new.stem {
        Some(weight() * FORM_SHARE)
    } else {
        None
    }
}

/// The heaviest common sequence.
fn heaviest(lexicon: &Lexicon, old: &[Word], new: &[Word]) -> Vec<(usize, usize)> {
    let columns = new.len() + 1;
    // the best up to here, and the best that ends with this very pair
    let mut best = vec![0.0_f32; (old.len() + 1) * columns];
    let mut paired = vec![f32::NEG_INFINITY; best.len()];
    for (i, a) in old.iter().enumerate() {
        for (j, b) in new.iter().enumerate() {
            let (at, before) = ((i + 1) * columns + j + 1, i * columns + j);
            if let Some(worth) = worth(lexicon, *a, *b) {
                paired[at] = worth + best[before].max(paired[before] + RUN_BONUS);
            }
            best[at] = paired[at].max(best[at - 1]).max(best[at - columns]);
        }
    }
    let (mut i, mut j, mut run) = (old.len(), new.len(), false);
    let mut pairs = Vec::new();
    while i > 0 && j > 0 {
        let at = i * columns + j;
        if run || paired[at] >= best[at] {
            pairs.push((i - 1, j - 1));
            (i, j) = (i - 1, j - 1);
            let before = i * columns + j;
            run = paired[before] + RUN_BONUS > best[before];
        } else if best[at - 1] >= best[at - columns] {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// Leaves out light runs that stand alone between changes on both sides.
fn without_chance(lexicon: &Lexicon, old: &[Word], new_len: usize, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(pairs.len());
    let mut at = 0;
    while at < pairs.len() {
        let follows =
            |end: &usize| pairs.get(*end).is_some_and(|next| *next == (pairs[end - 1].0 + 1, pairs[end - 1].1 + 1));
        let mut end = at + 1;
        while follows(&end) {
            end += 1;
        }
        let run = &pairs[at..end];
        let weight: f32 = run.iter().map(|(i, _)| lexicon.weight(old[*i].stem)).sum();
        let (above, below) = (
            kept.last().map_or((0, 0), |(i, j)| (i + 1, j + 1)),
            pairs.get(end).copied().unwrap_or((old.len(), new_len)),
        );
        let changed_before = run[0].0 > above.0 && run[0].1 > above.1;
        let last = run[run.len() - 1];
        let changed_after = last.0 + 1 < below.0 && last.1 + 1 < below.1;
        if weight >= CHANCE_WEIGHT || !(changed_before && changed_after) {
            kept.extend_from_slice(run);
        }
        at = end;
    }
    kept
}
