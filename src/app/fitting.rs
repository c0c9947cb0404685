//! Fitting the weights of the schedule to what was reviewed: when it is asked for, and by itself.

use crate::{
    model::Text,
    study::{Deed, Entry, Fit, REVIEWS_TO_FIT},
};

use super::{
    Effect,
    state::{Screen, State},
};

impl State {
    /// Has the weights fitted, since the reader asks for it.
    pub(super) fn fit(&mut self) -> Vec<Effect> {
        if self.study.fitting.is_some() {
            self.study.fits_unasked = false;
            self.say("The schedule is being fitted");
            return Vec::new();
        }
        (self.study.fitting, self.study.fits_unasked) = (Some((0, 0)), false);
        self.say("Fitting the schedule to your own reviews");
        vec![Effect::Fit]
    }

    /// Has them fitted unasked, behind a sheet of study, where enough was reviewed since the last time.
    pub(super) fn fit_unasked(&mut self) -> Option<Effect> {
        let wanted = self.study.deck.as_ref().is_some_and(crate::study::Deck::wants_fit);
        // once a run: what failed fails again
        if !wanted || self.study.fits_unasked || self.study.fitting.is_some() || self.screen != Screen::Study {
            return None;
        }
        (self.study.fitting, self.study.fits_unasked) = (Some((0, 0)), true);
        Some(Effect::Fit)
    }

    pub(super) fn fitting(&mut self, done: usize, total: usize) -> Vec<Effect> {
        self.study.fitting = Some((done, total));
        Vec::new()
    }

    pub(super) fn fitted(&mut self, fitted: Result<Fit, Text>) -> Vec<Effect> {
        self.study.fitting = None;
        let unasked = self.study.fits_unasked;
        let (weights, told) = match fitted {
            Ok(Fit::Better(weights)) => (weights, "The schedule fits your own reviews from now on"),
            // the log tells that it was tried, so that it is not tried again tomorrow
            Ok(Fit::AsGood(weights)) => (weights, "The schedule fits your reviews as it is"),
            Ok(Fit::TooFew) => {
                if !unasked {
                    self.say(format!("There are too few reviews to learn from; {REVIEWS_TO_FIT} are needed"));
                }
                return Vec::new();
            }
            Err(message) => {
                self.warn(message.as_str());
                return Vec::new();
            }
        };
        let (id, at) = self.stamp();
        let entry = Entry { id, at, deed: Deed::Fitted(weights) };
        if let Some(deck) = &mut self.study.deck {
            deck.apply(entry.clone());
        }
        self.say(told);
        vec![self.log(vec![entry])]
    }
}
