//! When to ask again: FSRS-6, with the published weights or with those fitted to a reader's own log.

use std::sync::{Arc, Mutex};

use fsrs::{ComputeParametersInput, FSRS, FSRSItem, FSRSReview, MemoryState};

use super::{Entry, Grade, deck::histories};

/// The share of cards to remember when they are asked, unless a reader wants another.
pub const RETENTION: f32 = 0.9;

/// Reviews that a log needs before weights are fitted to it: below that the published ones foretell better.
pub const REVIEWS_TO_FIT: usize = 400;

/// The longest time between two reviews: a hundred years.
const INTERVAL_MAX_DAYS: f32 = 36_500.0;

/// How well a card sits: for how many days it is remembered with nine chances in ten, and how hard it is (1 to 10).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Memory {
    pub stability_days: f32,
    pub difficulty: f32,
}

/// What a grade would come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outlook {
    pub memory: Memory,
    /// Days until the card is due; 0 is today again.
    pub days: u32,
}

/// The scheduler: a pure function of memory, days and grade.
#[derive(Clone, Debug)]
pub struct Scheduler {
    fsrs: FSRS,
    decay: f32,
    retention: f32,
}

impl Default for Scheduler {
    fn default() -> Self {
        Self::new(None, RETENTION)
    }
}

impl Scheduler {
    /// With the published weights, or with fitted ones; `retention` is held between 0.7 and 0.97, beyond which reviews
    /// grow without sense.
    #[must_use]
    pub fn new(weights: Option<&[f32; 21]>, retention: f32) -> Self {
        let sound = weights.filter(|weights| weights.iter().all(|weight| weight.is_finite()));
        let weights = sound.unwrap_or(&fsrs::DEFAULT_PARAMETERS);
        Self {
            fsrs: FSRS::new(weights).unwrap_or_default(),
            decay: weights[20],
            retention: if retention.is_finite() { retention.clamp(0.7, 0.97) } else { RETENTION },
        }
    }

    #[must_use]
    pub fn retention(&self) -> f32 {
        self.retention
    }

    /// Whether these are the published weights.
    #[must_use]
    pub fn is_published(weights: &[f32; 21]) -> bool {
        weights.map(f32::to_bits) == fsrs::DEFAULT_PARAMETERS.map(f32::to_bits)
    }

    /// What each grade would come to, `days` after the last review.
    #[must_use]
    pub fn outlook(&self, memory: Option<Memory>, days: u32) -> [Outlook; 4] {
        let Ok(next) = self.fsrs.next_states(memory.map(state), self.retention, days) else {
            // only weights that are no numbers fail, and those were refused
            return [Outlook::default(); 4];
        };
        [(Grade::Again, next.again), (Grade::Hard, next.hard), (Grade::Good, next.good), (Grade::Easy, next.easy)].map(
            |(grade, next)| {
                let memory = Memory { stability_days: next.memory.stability, difficulty: next.memory.difficulty };
                let days = if grade.is_pass() { whole_days(next.interval) } else { 0 };
                Outlook { memory, days }
            },
        )
    }

    /// The chance that a card is remembered, `days` after the last review.
    #[must_use]
    pub fn chance(&self, memory: Memory, days: u32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "days between two reviews are few")]
        fsrs::current_retrievability(state(memory), days as f32, self.decay)
    }
}

fn state(memory: Memory) -> MemoryState {
    MemoryState { stability: memory.stability_days, difficulty: memory.difficulty }
}

/// At least a day: a card that was remembered is not asked again on the same day.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within a hundred years")]
fn whole_days(interval: f32) -> u32 {
    interval.round().clamp(1.0, INTERVAL_MAX_DAYS) as u32
}

/// How far a fit is, shared with the thread that runs it, and how to break it off.
#[derive(Clone, Debug, Default)]
pub struct FitProgress(Arc<Mutex<fsrs::CombinedProgressState>>);

impl FitProgress {
    /// Steps done, of all.
    #[must_use]
    pub fn steps(&self) -> (usize, usize) {
        self.0.lock().map_or((0, 0), |state| (state.current(), state.total()))
    }

    pub fn stop(&self) {
        if let Ok(mut state) = self.0.lock() {
            state.want_abort = true;
        }
    }
}

/// What a fit came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit {
    /// These foretell the log better than those it was asked with.
    Better(Box<[f32; 21]>),
    /// Those that are in use do it as well.
    AsGood(Box<[f32; 21]>),
    /// There is too little to learn from.
    TooFew,
}

/// Fits the weights to the log, and keeps those in use (`None`: the published ones) where the new ones foretell it no
/// better.
#[must_use]
pub fn fit(entries: Vec<Entry>, in_use: Option<&[f32; 21]>, progress: &FitProgress) -> Fit {
    fit_histories(&histories(entries), in_use, progress)
}

/// For each card, its grades with the days that passed before each.
fn fit_histories(cards: &[Vec<(Grade, u32)>], in_use: Option<&[f32; 21]>, progress: &FitProgress) -> Fit {
    if cards.iter().map(Vec::len).sum::<usize>() < REVIEWS_TO_FIT {
        return Fit::TooFew;
    }
    let (train_set, card_ids) = items(cards);
    let in_use = in_use.unwrap_or(&fsrs::DEFAULT_PARAMETERS);
    let input = ComputeParametersInput {
        train_set: train_set.clone(),
        card_ids: Some(card_ids),
        progress: Some(Arc::clone(&progress.0)),
        ..ComputeParametersInput::default()
    };
    let fitted = fsrs::compute_parameters(input).ok();
    let fitted = fitted.and_then(|weights| <[f32; 21]>::try_from(weights.as_slice()).ok());
    let fitted = fitted.filter(|weights| weights.iter().all(|weight| weight.is_finite()));
    match fitted.map(|weights| (loss(&weights, &train_set) < loss(in_use, &train_set), weights)) {
        Some((true, weights)) => Fit::Better(Box::new(weights)),
        Some((false, _)) | None => Fit::AsGood(Box::new(*in_use)),
    }
}

/// Each review as an item of its own, with all that went before it, and its card. The first of a card foretells nothing.
fn items(cards: &[Vec<(Grade, u32)>]) -> (Vec<FSRSItem>, Vec<i64>) {
    let (mut items, mut of) = (Vec::new(), Vec::new());
    for (card, history) in (0..).zip(cards) {
        let reviews: Vec<FSRSReview> =
            history.iter().map(|(grade, days)| FSRSReview { rating: *grade as u32, delta_t: *days }).collect();
        for end in (2..=reviews.len()).filter(|end| reviews[end - 1].delta_t > 0) {
            items.push(FSRSItem { reviews: reviews[..end].to_vec() });
            of.push(card);
        }
    }
    (items, of)
}

/// How badly weights foretell what was remembered.
fn loss(weights: &[f32; 21], items: &[FSRSItem]) -> f32 {
    let evaluated = FSRS::new(weights).and_then(|fsrs| fsrs.evaluate(items.to_vec(), |_| true));
    evaluated.map_or(f32::INFINITY, |evaluation| evaluation.log_loss)
}

#[cfg(test)]
mod tests;
