//! The ledger: what has become of every open question.
//!
//! A claim settles a question by its link to it: `answers`, or `partly answers`. A claim that is called `withdrawn` takes
//! the question back that it answers, corrects or repeats, and one that is called `false` answers nothing. The article
//! that asks settles its own question by the status of the claim: `known` or `false` is an answer, `withdrawn` drops it.
//! A question that only asks again what another article asked is that question, and shares its answers.
//!
//! At a date in the past, what was published later is not there. What has no date can't be told to be later.

use std::collections::{HashMap, HashSet};

use super::{
    Asked, Assertion, Cite, Ledger, Lookup, Query, Question, QuestionState, day, propose,
    story::{Clusters, is_later},
};
use crate::model::{Date, Rel, Status};

/// Questions for which answers are proposed, the newest first: each may need a story to be looked up.
const PROPOSED_MAX: usize = 200;

/// How often a question that is asked again is followed back.
const REPEATS_MAX: usize = 16;

/// What is asked of the ledger.
#[derive(Clone, Debug)]
pub struct Asking<'a> {
    pub query: &'a Query,
    /// `None` for now.
    pub as_of: Option<&'a Date>,
    pub today: &'a Date,
    /// The most questions that are looked at, the newest first.
    pub limit: usize,
}

impl Ledger {
    /// Every open question that is asked for, and what has become of it.
    ///
    /// # Errors
    /// Where the library can't be looked up.
    pub fn of<L: Lookup>(library: &L, asking: &Asking<'_>) -> Result<Self, L::Error> {
        let (mut questions, mut total) = library.questions(asking.query, asking.as_of, asking.limit)?;
        let found = questions.len();
        let names: HashSet<String> = questions.iter().map(name).collect();
        let answers = library.answers()?;
        let answers = Answers::new(&answers, &questions, asking.as_of);
        let asked_before = |question: &Question| answers.first(&name(question)) != name(question);
        questions.retain(|question| !(asked_before(question) && names.contains(&answers.first(&name(question)))));
        total -= found - questions.len();
        let day = asking.as_of.unwrap_or(asking.today);
        let mut rows: Vec<Asked> = questions.into_iter().map(|question| answers.judge(question, day)).collect();
        put_in_order(&mut rows);
        let mut clusters = Clusters::default();
        for row in rows.iter_mut().filter(|row| row.is_open()).take(PROPOSED_MAX) {
            row.proposed = proposed(library, &mut clusters, row, asking.as_of)?;
        }
        Ok(Self { rows, total })
    }
}

impl Asked {
    /// Whether something of it is still to be answered.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, QuestionState::Open | QuestionState::Partly)
    }
}

/// Open ones first, the newest first in each state.
pub(super) fn put_in_order(rows: &mut [Asked]) {
    rows.sort_by_cached_key(|row| (row.state, std::cmp::Reverse(day::key(row.since.as_deref()))));
}

/// Claims of the same story that may answer an open question, though nobody has written it down.
pub(super) fn proposed<L: Lookup>(
    library: &L,
    clusters: &mut Clusters,
    row: &Asked,
    as_of: Option<&Date>,
) -> Result<Vec<Assertion>, L::Error> {
    let story = clusters.of(library, &row.question.at.article)?;
    let Some(asker) = story.iter().find(|record| record.entry.id == row.question.at.article) else {
        return Ok(Vec::new());
    };
    let later = story.iter().filter(|record| is_later(&asker.entry, &record.entry, story));
    let later: Vec<_> = later.filter(|record| day::is_by(record.entry.published.as_deref(), as_of)).collect();
    if later.is_empty() {
        return Ok(Vec::new());
    }
    let story: Vec<_> = story.iter().collect();
    Ok(propose::propose(row, asker, &later, &story))
}

/// `article#question`.
pub(super) fn name(question: &Question) -> String {
    format!("{}#{}", question.at.article, question.id)
}

/// How a claim settles a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settles {
    Whole,
    Part,
    Drops,
}

/// Whether a claim settles any question.
#[must_use]
pub fn settles(claim: &Assertion) -> bool {
    claim.links.iter().any(|link| how(claim, link).is_some())
}

fn how(claim: &Assertion, link: &Cite) -> Option<Settles> {
    let rel = Rel::from_name(&link.rel)?;
    let status = Status::from_name(&claim.status);
    match rel {
        Rel::Answers | Rel::Corrects | Rel::Repeats if status == Some(Status::Withdrawn) => Some(Settles::Drops),
        _ if matches!(status, Some(Status::Withdrawn | Status::False)) => None,
        Rel::Answers => Some(Settles::Whole),
        Rel::PartlyAnswers => Some(Settles::Part),
        Rel::Updates
        | Rel::Background
        | Rel::Corrects
        | Rel::Contradicts
        | Rel::BasedOn
        | Rel::TranslationOf
        | Rel::Supports
        | Rel::Repeats
        | Rel::Related => None,
    }
}

/// Claims by the question that they settle.
pub(super) struct Answers<'a> {
    claims: HashMap<String, Vec<(Settles, &'a Assertion)>>,
    /// Questions that ask another one again.
    repeats: HashMap<String, String>,
}

impl<'a> Answers<'a> {
    /// Of these claims, those that were there `as_of`; `questions` tell which of them are asked again.
    pub(super) fn new(
        claims: impl IntoIterator<Item = &'a Assertion>,
        questions: &[Question],
        as_of: Option<&Date>,
    ) -> Self {
        let repeats = questions.iter().filter_map(|question| Some((name(question), question.repeats.clone()?)));
        let mut answers = Self { claims: HashMap::new(), repeats: repeats.collect() };
        for claim in claims {
            if !day::is_by(claim.at.published.as_deref(), as_of) {
                continue;
            }
            for link in &claim.links {
                if let Some(how) = how(claim, link) {
                    answers.claims.entry(answers.first(&link.to)).or_default().push((how, claim));
                }
            }
        }
        for claims in answers.claims.values_mut() {
            claims.sort_by_cached_key(|(_, claim)| day::key(claim.at.published.as_deref()));
        }
        answers
    }

    /// The question that was asked first, where this one asks it again.
    pub(super) fn first(&self, name: &str) -> String {
        let mut first = name;
        for _ in 0..REPEATS_MAX {
            match self.repeats.get(first) {
                Some(earlier) => first = earlier,
                None => break,
            }
        }
        first.to_owned()
    }

    /// What has become of a question by `day`.
    pub(super) fn judge(&self, question: Question, day: &Date) -> Asked {
        let found = self.claims.get(&self.first(&name(&question))).map_or(&[][..], Vec::as_slice);
        let mut answered_by: Vec<Assertion> =
            found.iter().filter(|(how, _)| *how != Settles::Drops).map(|(_, claim)| (*claim).clone()).collect();
        answered_by.dedup_by(|a, b| a.at.article == b.at.article && a.id == b.id);
        let first = |wanted: Settles| found.iter().find(|(how, _)| *how == wanted).map(|(_, claim)| *claim);
        let own = question.settled.as_deref().and_then(Status::from_name);
        let (state, end) = match (own, first(Settles::Drops), first(Settles::Whole)) {
            (Some(Status::Withdrawn), _, _) => (QuestionState::Dropped, None),
            (Some(_), _, _) => {
                answered_by.insert(0, itself(&question));
                (QuestionState::Answered, question.at.published.clone())
            }
            (None, _, Some(claim)) => (QuestionState::Answered, claim.at.published.clone()),
            (None, Some(claim), None) => (QuestionState::Dropped, claim.at.published.clone()),
            (None, None, None) if answered_by.is_empty() => (QuestionState::Open, None),
            (None, None, None) => (QuestionState::Partly, None),
        };
        let since = question.since.clone().or_else(|| question.at.published.clone());
        let end = end.map_or_else(|| day.clone(), |end| Date::new(&end));
        Asked {
            age_days: day::between(since.as_deref(), &end),
            since,
            state,
            answered_by,
            proposed: Vec::new(),
            question,
        }
    }
}

/// The claim that a settled question has become.
fn itself(question: &Question) -> Assertion {
    Assertion {
        at: question.at.clone(),
        id: question.id.clone(),
        text: question.text.clone(),
        status: question.settled.clone().unwrap_or_default(),
        since: question.since.clone(),
        ..Assertion::default()
    }
}

#[cfg(test)]
mod tests;
