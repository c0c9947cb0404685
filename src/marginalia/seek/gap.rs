//! What stands between two sentences that are known, old and new, compared in order.

use std::ops::Range;

use super::align::Alignment;

/// How like two sentences must be, where what stands on both sides of the gap is known, and where it is not.
const CLOSED_MIN: f32 = 0.34;
const OPEN_MIN: f32 = 0.5;
/// The same where one sentence stands between the same two as before.
const ALONE_MIN: f32 = 0.28;
/// How like a sentence must be in which no name is the same.
const NAMESAKE_MIN: f32 = 0.8;
/// How much of the shorter sentence must stand in the longer one, where one was split or two were joined.
const PART_MIN: f32 = 0.5;
/// The most sentences that one was split into, or that were joined.
const PARTS_MAX: usize = 3;
/// The most pairs that are compared in one gap: beyond, only what is known by itself is found.
const PAIRS_MAX: usize = 90_000;

/// Sentences that are not known yet.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    pub old: Range<usize>,
    pub new: Range<usize>,
    /// Whether it lies between the same two sentences in both texts.
    pub closed: bool,
}

/// One step of the way through a gap: how many sentences of each side it takes.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    score: f32,
    old: usize,
    new: usize,
    likeness: f32,
}

/// The pairs of a gap that together share the most, each with how like it is.
pub(super) fn pairs(aligned: &Alignment<'_>, gap: &Gap) -> Vec<(Range<usize>, Range<usize>, f32)> {
    let (rows, columns) = (gap.old.len(), gap.new.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > PAIRS_MAX {
        return Vec::new();
    }
    let shares = Shares::new(aligned, gap);
    let mut steps = vec![Step::default(); (rows + 1) * (columns + 1)];
    for i in 0..=rows {
        for j in 0..=columns {
            steps[i * (columns + 1) + j] = shares.best(i, j, &steps);
        }
    }
    let (mut i, mut j) = (rows, columns);
    let mut pairs = Vec::new();
    while i > 0 || j > 0 {
        let step = steps[i * (columns + 1) + j];
        let (old, new) = (i - step.old, j - step.new);
        if step.old > 0 && step.new > 0 {
            let old = gap.old.start + old..gap.old.start + i;
            pairs.push((old, gap.new.start + new..gap.new.start + j, step.likeness));
        }
        (i, j) = (old, new);
    }
    pairs.reverse();
    pairs
}

/// What each sentence of a gap shares with each.
struct Shares<'a> {
    aligned: &'a Alignment<'a>,
    gap: &'a Gap,
    common: Vec<f32>,
    least: f32,
}

impl<'a> Shares<'a> {
    fn new(aligned: &'a Alignment<'a>, gap: &'a Gap) -> Self {
        let common = gap.old.clone().flat_map(|old| {
            gap.new.clone().map(move |new| {
                let (one, other) = (&aligned.old.sentences[old], &aligned.new.sentences[new]);
                let free = aligned.of_old[old].is_none() && aligned.of_new[new].is_none();
                if free && aligned.may_pair(old, new) { aligned.lexicon.common(&one.bag, &other.bag) } else { 0.0 }
            })
        });
        let least = match (gap.closed, gap.old.len(), gap.new.len()) {
            (true, 1, 1) => ALONE_MIN,
            (true, _, _) => CLOSED_MIN,
            (false, _, _) => OPEN_MIN,
        };
        Self { aligned, gap, common: common.collect(), least }
    }

    /// The best step that ends after `i` sentences of the old text and `j` of the new one.
    fn best(&self, i: usize, j: usize, steps: &[Step]) -> Step {
        let columns = self.gap.new.len() + 1;
        let mut best = Step::default();
        let mut offer = |old: usize, new: usize, gain: f32, likeness: f32| {
            let score = steps[(i - old) * columns + j - new].score + gain;
            if (best.old, best.new) == (0, 0) || score > best.score {
                best = Step { score, old, new, likeness };
            }
        };
        if i > 0 {
            offer(1, 0, 0.0, 0.0);
        }
        if j > 0 {
            offer(0, 1, 0.0, 0.0);
        }
        if i > 0 && j > 0 {
            if let Some((gain, likeness)) = self.one(i - 1, j - 1) {
                offer(1, 1, gain, likeness);
            }
            for parts in 2..=PARTS_MAX {
                if let Some((gain, likeness)) = self.parts(i - 1..i, j.saturating_sub(parts)..j, parts) {
                    offer(1, parts, gain, likeness);
                }
                if let Some((gain, likeness)) = self.parts(i.saturating_sub(parts)..i, j - 1..j, parts) {
                    offer(parts, 1, gain, likeness);
                }
            }
        }
        best
    }

    fn shared(&self, old: usize, new: usize) -> f32 {
        self.common[old * self.gap.new.len() + new]
    }

    fn weight_old(&self, old: usize) -> f32 {
        self.aligned.old.sentences[self.gap.old.start + old].weight
    }

    fn weight_new(&self, new: usize) -> f32 {
        self.aligned.new.sentences[self.gap.new.start + new].weight
    }

    fn one(&self, old: usize, new: usize) -> Option<(f32, f32)> {
        let worth = self.worth(self.shared(old, new), self.weight_old(old) + self.weight_new(new))?;
        // Of other people much the same may be said, unless nothing else can have become of the sentence.
        let alone = self.least <= ALONE_MIN;
        let belie = || self.aligned.belie(self.gap.old.start + old, self.gap.new.start + new);
        (alone || worth.1 >= NAMESAKE_MIN || !belie()).then_some(worth)
    }

    /// What it is worth to take two texts for one: what they share beyond the least that they must.
    fn worth(&self, shared: f32, weight: f32) -> Option<(f32, f32)> {
        let likeness = 2.0 * shared / weight.max(f32::EPSILON);
        (likeness >= self.least).then(|| (shared - self.least * weight / 2.0, likeness))
    }

    /// One sentence and its parts, on either side.
    fn parts(&self, old: Range<usize>, new: Range<usize>, parts: usize) -> Option<(f32, f32)> {
        if old.len().max(new.len()) != parts {
            return None;
        }
        for (i, j) in old.clone().flat_map(|i| new.clone().map(move |j| (i, j))) {
            let part = if old.len() > 1 { self.weight_old(i) } else { self.weight_new(j) };
            if self.shared(i, j) < PART_MIN * part {
                return None;
            }
        }
        let (start_old, start_new) = (self.gap.old.start, self.gap.new.start);
        let (whole_old, whole_new) =
            (start_old + old.start..start_old + old.end, start_new + new.start..start_new + new.end);
        let weight = old.map(|i| self.weight_old(i)).sum::<f32>() + new.map(|j| self.weight_new(j)).sum::<f32>();
        let likeness = self.aligned.likeness(&whole_old, &whole_new);
        self.worth(likeness * weight / 2.0, weight)
    }
}
