//! How a story stood at a date, from the articles that there were.

use std::collections::HashSet;

use super::{
    Asked, Question, Quoted, Record, Standing, Statement,
    change::{SAME, same_speaker, takes_back},
    day, is_translation,
};
use crate::library::{
    ledger::{self, Answers},
    likeness::{likeness, words},
};
use crate::model::Date;

/// Statements beyond this are no longer compared with all others.
const COMPARED_MAX: usize = 1_000;

/// `told` in the order of the story.
pub(super) fn standing(told: &[&Record], day: &Date) -> Standing {
    let all: Vec<Record> =
        told.iter().map(|record| Record { entry: record.entry.clone(), ..Record::default() }).collect();
    let original: Vec<&Record> = told.iter().copied().filter(|record| !is_translation(record, &all)).collect();
    Standing {
        known: known(&original),
        questions: questions(&original, day),
        quotes: quotes(&original),
        articles: told.iter().map(|record| record.entry.id.clone()).collect(),
    }
}

fn known(told: &[&Record]) -> Vec<Statement> {
    let taken: HashSet<&str> = told.iter().flat_map(|record| &record.claims).flat_map(takes_back).collect();
    let mut kept: Vec<(Vec<String>, &Statement)> = Vec::new();
    for statement in told.iter().flat_map(|record| &record.known) {
        let name = statement.claim.as_ref().map(|claim| format!("{}#{claim}", statement.at.article));
        if name.is_some_and(|name| taken.contains(name.as_str())) {
            continue;
        }
        let words = words(&statement.text);
        let from = kept.len().saturating_sub(COMPARED_MAX);
        if !kept[from..].iter().any(|(old, _)| likeness(old, &words) >= SAME) {
            kept.push((words, statement));
        }
    }
    kept.into_iter().map(|(_, statement)| statement.clone()).collect()
}

fn questions(told: &[&Record], day: &Date) -> Vec<Asked> {
    let asked: Vec<Question> = told.iter().flat_map(|record| &record.questions).cloned().collect();
    let names: HashSet<String> = asked.iter().map(ledger::name).collect();
    let answers = Answers::new(told.iter().flat_map(|record| &record.claims), &asked, None);
    let mut rows: Vec<Asked> = Vec::new();
    for question in asked {
        let (own, first) = (ledger::name(&question), answers.first(&ledger::name(&question)));
        if own == first || !names.contains(&first) {
            rows.push(answers.judge(question, day));
        }
    }
    ledger::put_in_order(&mut rows);
    rows
}

fn quotes(told: &[&Record]) -> Vec<Quoted> {
    let mut kept: Vec<(Vec<String>, &Quoted)> = Vec::new();
    for quote in told.iter().flat_map(|record| &record.quotes) {
        let words = words(&quote.text);
        let again = |(old, before): &(Vec<String>, &Quoted)| {
            *old == words && same_speaker(before.by.as_ref(), quote.by.as_ref())
        };
        if !kept.iter().any(again) {
            kept.push((words, quote));
        }
    }
    kept.sort_by_cached_key(|(_, quote)| std::cmp::Reverse(day::key(quote.at.published.as_deref())));
    kept.into_iter().map(|(_, quote)| quote.clone()).collect()
}
