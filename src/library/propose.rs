//! Proposes answers that nobody has written down: later claims of the same story that speak of what a question asks.
//!
//! A proposal is only ever shown as one. A wrong one costs more than one that is missed, so most claims are turned down:
//! what is proposed shares at least two telling words with the question, and half of what it asks.

mod terms;

use std::collections::{HashMap, HashSet};

use super::{Asked, Assertion, Record, likeness};
use crate::model::{Kind, Rel, Status};
use terms::{asks_for_number, holds_number, owns_up, terms};

/// The most that are proposed for one question.
const PROPOSED_MAX: usize = 3;

/// How much of a question's weight a claim has to share.
const SCORE_MIN: f64 = 0.5;

/// How many telling words both have to hold.
const TELLING_MIN: usize = 2;

/// What a word weighs that stands in a headline of the story, or in many of its statements: it tells them less apart.
const COMMON_WEIGHT: f64 = 0.3;

/// A word is common where more than this share of statements hold it, of so many at least.
const COMMON_SHARE: usize = 3;
const COMMON_OF: usize = 9;

/// The most claims that are looked at.
const CLAIMS_MAX: usize = 5_000;

/// Claims of `later` articles that may answer what `asker` asks, the best first. `story` is all of the story's articles.
pub(super) fn propose(row: &Asked, asker: &Record, later: &[&Record], story: &[&Record]) -> Vec<Assertion> {
    let lang = language(asker);
    let question = terms(&row.question.text, lang);
    let common = common(story, later, asker, lang);
    let weight = |term: &str| if common.contains(term) { COMMON_WEIGHT } else { 1.0 };
    let whole: f64 = question.iter().map(|term| weight(term)).sum();
    if whole <= 0.0 {
        return Vec::new();
    }
    let counts = asks_for_number(&row.question.text);
    let mut scored: Vec<(f64, &Assertion)> = Vec::new();
    let candidates = later.iter().filter(|record| language(record) == lang).flat_map(|record| &record.claims);
    for claim in candidates.take(CLAIMS_MAX).filter(|claim| may_answer(claim, row)) {
        if counts && !holds_number(&claim.text) {
            continue;
        }
        let there = terms(&claim.text, lang);
        let shared: Vec<&String> = question.iter().filter(|term| there.contains(*term)).collect();
        let telling = shared.iter().filter(|term| !common.contains(term.as_str())).count();
        let score = shared.iter().map(|term| weight(term)).sum::<f64>() / whole;
        if telling >= TELLING_MIN && score >= SCORE_MIN {
            scored.push((score, claim));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(PROPOSED_MAX).map(|(_, claim)| claim.clone()).collect()
}

/// Whether a claim states something that could be an answer, and is none yet.
fn may_answer(claim: &Assertion, row: &Asked) -> bool {
    let stated = match Status::from_name(&claim.status) {
        Some(Status::Known | Status::Reported | Status::Claimed | Status::Assessed | Status::Disputed) => true,
        Some(Status::Unknown | Status::False | Status::Withdrawn) | None => false,
    };
    let named = format!("{}#{}", row.question.at.article, row.question.id);
    let linked = claim.links.iter().any(|link| {
        link.to == named && matches!(Rel::from_name(&link.rel), Some(Rel::Answers | Rel::PartlyAnswers | Rel::Repeats))
    });
    let known = row.answered_by.iter().any(|by| by.at.article == claim.at.article && by.id == claim.id);
    let same = likeness::words(&claim.text) == likeness::words(&row.question.text);
    stated && claim.at.kind != Kind::Unknown.name() && !linked && !known && !same && !owns_up(&claim.text)
}

/// The words of the headlines of asker and later articles, and those that many statements of the story hold.
fn common(story: &[&Record], later: &[&Record], asker: &Record, lang: &str) -> HashSet<String> {
    let headlines = later.iter().copied().chain([asker]).map(|record| record.entry.headline.as_str());
    let mut common: HashSet<String> = headlines.flat_map(|headline| terms(headline, lang)).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let claims = story.iter().flat_map(|record| &record.claims).map(|claim| claim.text.as_str());
    let questions = story.iter().flat_map(|record| &record.questions).map(|question| question.text.as_str());
    let mut statements = 0;
    for text in claims.chain(questions).take(CLAIMS_MAX) {
        statements += 1;
        for term in terms(text, lang) {
            *counts.entry(term).or_default() += 1;
        }
    }
    if statements >= COMMON_OF {
        common.extend(counts.into_iter().filter(|(_, count)| count * COMMON_SHARE > statements).map(|(term, _)| term));
    }
    common
}

/// The language of an article without its region; English where it says none.
fn language(record: &Record) -> &str {
    let tag = record.entry.lang.as_deref().unwrap_or("en");
    tag.split(['-', '_']).next().unwrap_or(tag)
}

#[cfg(test)]
mod tests;
