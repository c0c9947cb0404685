//! What became of marked words against what should have.

use byline::marginalia::{Found, Revision};
use byline::model::{Annotation, Extract, Place};

use super::{
    edits::{Dice, Edit},
    story::{Set, Story},
};

/// How a set of trials went.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub trials: usize,
    /// Words that are still there, changed or not.
    pub there: usize,
    /// Shown in a place where they are not.
    pub wrong: usize,
    /// Still there, and called gone.
    pub lost: usize,
    /// The reader was asked, whether rightly or not.
    pub unsure: usize,
    /// The reader was asked about a place where they are not.
    pub misled: usize,
    /// What did not go as it should.
    pub told: Vec<String>,
}

impl Score {
    pub fn percent(part: usize, all: usize) -> f64 {
        100.0 * f64::from(u32::try_from(part).expect("few")) / f64::from(u32::try_from(all.max(1)).expect("few"))
    }

    pub fn line(&self, name: &str) -> String {
        format!(
            "{name:18} {:6} trials  wrong {:5.2} %  lost {:5.2} %  unsure {:5.2} % (misled {:4.2} %)",
            self.trials,
            Self::percent(self.wrong, self.trials),
            Self::percent(self.lost, self.there),
            Self::percent(self.unsure, self.trials),
            Self::percent(self.misled, self.trials),
        )
    }

    pub fn add(&mut self, other: &Self) {
        self.trials += other.trials;
        self.there += other.there;
        self.wrong += other.wrong;
        self.lost += other.lost;
        self.unsure += other.unsure;
        self.misled += other.misled;
        self.told.extend(other.told.iter().cloned());
    }

    pub fn count(&mut self, verdict: Verdict, there: bool, words: impl FnOnce() -> String) {
        self.trials += 1;
        self.there += usize::from(there);
        match verdict {
            Verdict::Right => {}
            Verdict::Wrong => {
                self.wrong += 1;
                self.told.push(format!("WRONG {}", words()));
            }
            Verdict::Lost => {
                self.lost += 1;
                self.told.push(format!("LOST {}", words()));
            }
            Verdict::Asked => {
                self.unsure += 1;
                self.told.push(format!("ASKED {}", words()));
            }
            Verdict::Misled => {
                self.unsure += 1;
                self.misled += 1;
                self.told.push(format!("MISLED {}", words()));
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Wrong,
    Lost,
    Asked,
    Misled,
}

/// What should have become of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    There,
    Gone,
    /// So little is left that both are right.
    Either,
}

/// An annotation of some words.
pub fn mark(revision: &Revision, words: &Extract) -> Option<Annotation> {
    let target = revision.target(words)?;
    let moment = "2031-05-04T09:00:00Z".parse().expect("a moment");
    let id = "01jz9q6t3g5v0x2k8m4n7p1r6s".parse().expect("a ULID");
    Some(Annotation::bare(id, "story".parse().expect("an id"), moment, target))
}

pub fn place(found: &Found) -> Option<(&Extract, bool)> {
    match found {
        Found::Exact(at) | Found::Moved(at) | Found::Changed { at, .. } => Some((at, true)),
        Found::Unsure(at) => Some((at, false)),
        Found::Gone => None,
    }
}

/// The judgement over an outcome, where `right` says whether a place is the right one.
pub fn judge(found: &Found, truth: Truth, right: impl Fn(&Extract) -> bool) -> Verdict {
    match (place(found), truth) {
        (None, Truth::Gone | Truth::Either) => Verdict::Right,
        (None, Truth::There) => Verdict::Lost,
        (Some((_, true)), Truth::Gone) => Verdict::Wrong,
        (Some((_, false)), Truth::Gone) => Verdict::Misled,
        (Some((at, true)), Truth::There | Truth::Either) => {
            if right(at) {
                Verdict::Right
            } else {
                Verdict::Wrong
            }
        }
        (Some((at, false)), Truth::There | Truth::Either) => {
            if right(at) {
                Verdict::Asked
            } else {
                Verdict::Misled
            }
        }
    }
}

/// The words of an extract, for whoever reads what went wrong.
pub fn words(revision: &Revision, extract: &Extract) -> String {
    let text = |place: Place| revision.blocks.iter().find(|block| block.place == place).map(|block| &block.text);
    let parts = extract.parts.iter().map(|(place, span)| text(*place).map_or("", |text| text.get(*span)));
    parts.collect::<Vec<_>>().join(" / ")
}

/// Which words a reader might mark.
fn selection(set: &Set, dice: &mut Dice, story: &Story, edited: &Story) -> Option<(usize, usize)> {
    let mut bounds = Vec::new();
    let mut touched = Vec::new();
    let mut at = 0;
    let told_now: Vec<_> = edited.passages.iter().flat_map(|passage| &passage.sentences).collect();
    for told in story.passages.iter().flat_map(|passage| &passage.sentences).filter(|told| !told.is_empty()) {
        bounds.push((at, at + told.len() - 1));
        let speakers = |story: &Story, told: &[super::story::Word]| -> Vec<_> {
            told.iter().map(|word| word.said.and_then(|quote| story.quotes[quote].clone())).collect()
        };
        let stays = |now: &Vec<super::story::Word>| now == told && speakers(edited, now) == speakers(story, told);
        if !told_now.iter().any(|now| stays(now)) {
            touched.push((at, at + told.len() - 1));
        }
        at += told.len();
    }
    // what was edited is of more interest than what was not
    let pool = if !touched.is_empty() && dice.chance(75) { &touched } else { &bounds };
    let &(first, last) = dice.pick(pool)?;
    let quoted: Vec<(usize, usize)> = {
        let words: Vec<_> = story.passages.iter().flat_map(|passage| &passage.sentences).flatten().collect();
        (0..story.quotes.len())
            .filter_map(|quote| {
                let inside = |at: &usize| words[*at].said == Some(quote);
                let from = (0..words.len()).find(inside)?;
                Some((from, (from..words.len()).take_while(inside).last()?))
            })
            .collect()
    };
    let selected = match dice.below(10) {
        0..=3 => (first, last),
        4..=5 if !quoted.is_empty() => {
            let near: Vec<_> = quoted.iter().filter(|(from, to)| *from <= last && first <= *to).collect();
            **near.first().unwrap_or(&dice.pick(&quoted)?)
        }
        6..=7 => {
            let from = first + dice.below(last + 1 - first);
            (from, (from + 2 + dice.below(6)).min(last))
        }
        8 => {
            let from = first + dice.below(last + 1 - first);
            (from, from)
        }
        _ => (first, bounds.iter().map(|(_, end)| *end).filter(|end| *end > last).nth(dice.below(2)).unwrap_or(last)),
    };
    (selected.1 < set.words.len()).then_some(selected)
}

/// Marks words of `story`, edits it, and judges what is found. `edits` are made one after the other.
pub fn trial(story: &Story, edits: &[Edit], marks: usize, dice: &mut Dice, kept: bool) -> Score {
    let before = story.set();
    let mut edited = story.clone();
    for edit in edits {
        edit.apply(&mut edited, dice);
    }
    let after = edited.set();
    let chosen: Vec<(usize, usize)> = (0..marks).filter_map(|_| selection(&before, dice, story, &edited)).collect();
    let made: Vec<((usize, usize), Annotation)> = chosen
        .into_iter()
        .filter_map(|(from, to)| {
            let bare = dice.chance(60);
            Some(((from, to), mark(&before.revision, &before.extract(from, to, bare))?))
        })
        .collect();
    let annotations: Vec<&Annotation> = made.iter().map(|(_, annotation)| annotation).collect();
    let base = |_: &byline::model::Digest| kept.then(|| before.revision.clone());
    let found = byline::marginalia::find(&annotations, &base, &after.revision);
    let mut score = Score::default();
    for (((from, to), annotation), found) in made.iter().zip(&found) {
        let ids: Vec<u32> = before.words[*from..=*to].iter().map(|word| word.id).collect();
        let truth = truth(story, &edited, &after, &ids);
        let least = if truth == Truth::There { 50 } else { 1 };
        let verdict = judge(found, truth, |at| is_right(&before, &after, &ids, at, least));
        let again = place(found).is_some_and(|(at, _)| {
            let there = after.revision.target(at);
            there.is_some_and(|there| {
                there.exact == annotation.target.exact && there.block.speaker == annotation.target.block.speaker
            })
        });
        // the very words, said by the same person again: nobody could tell
        let verdict = if truth == Truth::Gone && again { Verdict::Right } else { verdict };
        score.count(verdict, truth == Truth::There, || {
            let at = place(found).map(|(at, _)| words(&after.revision, at)).unwrap_or_default();
            format!(
                "{edits:?}\n   was: {}\n   is:  {at}\n   {:?}",
                annotation.target.exact,
                std::mem::discriminant(found)
            )
        });
    }
    score
}

fn truth(story: &Story, edited: &Story, after: &Set, ids: &[u32]) -> Truth {
    let left: Vec<_> = after.words.iter().filter(|word| ids.contains(&word.id)).collect();
    let same = left.iter().filter(|word| !word.changed).count();
    let said = |story: &Story, id: u32| {
        let mut words = story.passages.iter().flat_map(|passage| &passage.sentences).flatten();
        words.find(|word| word.id == id).and_then(|word| word.said).and_then(|quote| story.quotes[quote].clone())
    };
    // Words that somebody else says now are no longer those that were marked.
    let another = |word: &&&super::story::Standing| said(story, word.id) != said(edited, word.id);
    let taken = left.iter().filter(another).count();
    let within = ids.iter().all(|id| said(story, *id).is_some());
    if left.is_empty() || (within && taken == left.len()) {
        return Truth::Gone;
    }
    if taken > 0 || same * 10 < ids.len() * 4 { Truth::Either } else { Truth::There }
}

/// Whether a place holds what is left of the words, or the greater part of it, and little else that stood elsewhere.
fn is_right(before: &Set, after: &Set, ids: &[u32], at: &Extract, least: usize) -> bool {
    let under = after.under(at);
    let left: Vec<_> = after.words.iter().filter(|word| ids.contains(&word.id)).collect();
    let hit = under.iter().filter(|word| ids.contains(&word.id)).count();
    let foreign = under
        .iter()
        .filter(|word| !ids.contains(&word.id) && before.words.iter().any(|then| then.id == word.id))
        .count();
    // what was marked as one may stand in several places now
    let mut runs: Vec<usize> = Vec::new();
    let mut last = None;
    for (at, _) in after.words.iter().enumerate().filter(|(_, word)| ids.contains(&word.id)) {
        match (last, runs.last_mut()) {
            (Some(before), Some(run)) if at - before <= 6 => *run += 1,
            _ => runs.push(1),
        }
        last = Some(at);
    }
    let most = runs.into_iter().max().unwrap_or(left.len());
    hit * 100 >= most * least && foreign <= 3.max(hit)
}
