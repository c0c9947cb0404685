//! A story: the articles that update one another, as a timeline, and how things stood at any date.
//!
//! [`Story::new`] takes the records of [`super::Finding::Story`]. [`Story::steps`] is the timeline with what each article
//! changed; [`Story::at`] is what was known, open and said at a date. Both cite the article of everything they say.

mod change;
mod cluster;
mod standing;

use super::{Asked, Assertion, Cite, Entry, Question, Quoted, Record, Statement, day};
use crate::model::{Date, Rel};

pub use change::changes;
pub(super) use cluster::{Clusters, cluster, is_later};

/// Articles that update one another, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    records: Vec<Record>,
    steps: Vec<Step>,
}

/// One article of the timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    pub entry: Entry,
    /// The id of the article that the changes are told from: the latest one it updates, else the one before it; `None`
    /// for the first, whose changes are all it says.
    pub since: Option<String>,
    /// What it changed, in the order of [`Change`]'s cases. A translation changes nothing.
    pub changes: Vec<Change>,
    /// Whether it says in another language what another article of the story says.
    pub translation: bool,
}

/// What one article, or one revision, changed from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Something is newly known.
    Known(Statement),
    /// A question that the earlier one asked is answered, or a part of it.
    Answered { question: Question, by: Assertion, partly: bool },
    /// What was said is taken back or corrected: `before` as the earlier article has it, `by` the claim that takes it
    /// back (`None` where a revision leaves it out).
    Withdrawn { before: Statement, by: Option<Assertion> },
    /// The same words of the same speaker, worded otherwise.
    Reworded { before: Quoted, after: Quoted },
    /// The same words in somebody else's mouth.
    Speaker { before: Quoted, after: Quoted },
    /// The name of a source that the later one no longer gives.
    SourceDropped(String),
    /// A new question.
    Asked(Question),
}

/// How a story stood at a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What was known and not taken back since, the earliest first. What several articles say is told once, by the first.
    pub known: Vec<Statement>,
    /// What had been asked: open questions first, then those that were partly answered, answered and dropped; the newest
    /// first in each.
    pub questions: Vec<Asked>,
    /// What had been said, the newest first. The same words of the same speaker are told once, by the first article.
    pub quotes: Vec<Quoted>,
    /// The articles that there were, by id, the earliest first.
    pub articles: Vec<String>,
}

impl Story {
    /// The story of these records, in any order.
    #[must_use]
    pub fn new(mut records: Vec<Record>) -> Self {
        cluster::put_in_order(&mut records);
        let steps = steps(&records);
        Self { records, steps }
    }

    /// The timeline.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The dates at which something was published, each once, the earliest first: the stops of the timeline.
    #[must_use]
    pub fn dates(&self) -> Vec<String> {
        let mut dates: Vec<String> = self.records.iter().filter_map(|record| record.entry.published.clone()).collect();
        dates.dedup();
        dates
    }

    /// How things stood at the end of a day; `None` for now, `today` to count ages by.
    #[must_use]
    pub fn at(&self, date: Option<&Date>, today: &Date) -> Standing {
        let told: Vec<&Record> = self.records.iter().filter(|record| is_told(record, date)).collect();
        standing::standing(&told, date.unwrap_or(today))
    }
}

fn is_told(record: &Record, date: Option<&Date>) -> bool {
    day::is_by(record.entry.published.as_deref(), date)
}

fn steps(records: &[Record]) -> Vec<Step> {
    let step = |(at, record): (usize, &Record)| {
        let translation = is_translation(record, records);
        let mut before: Vec<&Record> =
            records[..at].iter().filter(|earlier| !is_translation(earlier, records)).collect();
        // The one it goes on from is compared last.
        let updated = before.iter().rposition(|earlier| record.entry.updates.contains(&earlier.entry.id));
        if let Some(updated) = updated {
            let updated = before.remove(updated);
            before.push(updated);
        }
        let changes = if translation { Vec::new() } else { change::changes_after(&before, record) };
        let since = before.last().map(|earlier| earlier.entry.id.clone());
        Step { entry: record.entry.clone(), since, changes, translation }
    };
    records.iter().enumerate().map(step).collect()
}

/// Whether it says that it translates one of the others.
fn is_translation(record: &Record, records: &[Record]) -> bool {
    let of = |cite: &&Cite| cite.rel == Rel::TranslationOf.name();
    let mut originals = record.entry.cites.iter().filter(of);
    originals.any(|cite| records.iter().any(|other| other.entry.id == cite.article()))
}

#[cfg(test)]
mod tests;
