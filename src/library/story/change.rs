//! What one article, or one revision, changed from another.

use super::{Assertion, Change, Question, Quoted, Record, Rel, Statement};
use crate::library::{
    Profile, QuestionState, fold,
    ledger::{Answers, name},
    likeness::{likeness, words},
};
use crate::model::{Date, Status};

/// How much alike two statements, or two questions, say the same.
pub(super) const SAME: f64 = 0.75;

/// How much alike two quotes are the same words, worded otherwise.
const REWORDED: f64 = 0.6;

/// How much alike, and how many words long, a quote in another mouth is the same one.
const SAME_QUOTE: f64 = 0.85;
const SAME_QUOTE_WORDS: usize = 4;

/// What `later` changed from `earlier`: another article, or an earlier revision of the same.
///
/// In a revision, what is no longer said was withdrawn. Another article need not say everything again, so there only
/// what it takes back was.
#[must_use]
pub fn changes(earlier: &Record, later: &Record) -> Vec<Change> {
    changes_after(&[earlier], later)
}

/// What `later` changed from all that was told before; the last of them is the one it goes on from.
pub(super) fn changes_after(before: &[&Record], later: &Record) -> Vec<Change> {
    let change =
        Comparison { before, later, revision: before.last().is_some_and(|earlier| earlier.entry.id == later.entry.id) };
    let answered = change.answered();
    let mut changes: Vec<Change> = change.known(&answered).into_iter().map(Change::Known).collect();
    changes.extend(answered);
    changes.extend(change.withdrawn());
    let (speakers, reworded): (Vec<_>, Vec<_>) =
        change.quotes().into_iter().partition(|change| matches!(change, Change::Speaker { .. }));
    changes.extend(reworded.into_iter().chain(speakers));
    changes.extend(change.dropped().into_iter().map(Change::SourceDropped));
    changes.extend(change.asked().into_iter().map(Change::Asked));
    changes
}

struct Comparison<'a> {
    before: &'a [&'a Record],
    later: &'a Record,
    /// Whether it is the same article, at two times.
    revision: bool,
}

impl<'a> Comparison<'a> {
    /// What nobody had said. A claim that answers is told as an answer.
    fn known(&self, answered: &[Change]) -> Vec<Statement> {
        let answers = |known: &Statement| {
            answered
                .iter()
                .any(|change| matches!(change, Change::Answered { by, .. } if Some(&by.id) == known.claim.as_ref()))
        };
        let old: Vec<Vec<String>> =
            self.before.iter().flat_map(|record| &record.known).map(|known| words(&known.text)).collect();
        let new = self.later.known.iter().filter(|known| !answers(known)).filter(|known| {
            let words = words(&known.text);
            !old.iter().any(|old| likeness(old, &words) >= SAME)
        });
        new.cloned().collect()
    }

    /// Questions of the earlier ones that the later answers, wholly or in part, and that nobody had answered so far.
    fn answered(&self) -> Vec<Change> {
        let asked = self.before.iter().flat_map(|record| &record.questions);
        let all: Vec<Question> = asked.clone().chain(&self.later.questions).cloned().collect();
        let old = Answers::new(self.before.iter().flat_map(|record| &record.claims), &all, None);
        let new = Answers::new(&self.later.claims, &all, None);
        let never = Date::new("");
        let mut told: Vec<String> = Vec::new();
        let mut changes = Vec::new();
        for question in asked {
            let first = new.first(&name(question));
            let was = old.judge(question.clone(), &never);
            let now = new.judge(Question { settled: self.settled(question), ..question.clone() }, &never);
            if told.contains(&first) || !was.is_open() {
                continue;
            }
            let partly = match now.state {
                QuestionState::Answered => false,
                QuestionState::Partly => true,
                QuestionState::Open | QuestionState::Dropped => continue,
            };
            let before = |claim: &Assertion| {
                was.answered_by.iter().any(|old| old.id == claim.id && old.at.article == claim.at.article)
            };
            if let Some(by) = now.answered_by.iter().find(|claim| !before(claim)) {
                changes.push(Change::Answered { question: question.clone(), by: by.clone(), partly });
                told.push(first);
            }
        }
        changes
    }

    /// How the later revision has settled a question itself.
    fn settled(&self, question: &Question) -> Option<String> {
        if question.at.article != self.later.entry.id || !self.revision {
            return question.settled.clone();
        }
        self.later.questions.iter().find(|later| later.id == question.id).and_then(|later| later.settled.clone())
    }

    fn withdrawn(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for claim in &self.later.claims {
            for taken in takes_back(claim) {
                if let Some(before) = self.before.iter().find_map(|record| stated(record, taken)) {
                    changes.push(Change::Withdrawn { before, by: Some(claim.clone()) });
                }
            }
        }
        let Some(earlier) = self.before.last().filter(|_| self.revision) else { return changes };
        for claim in self.later.claims.iter().filter(|claim| is_withdrawn(claim)) {
            let was = earlier.claims.iter().find(|old| old.id == claim.id && !is_withdrawn(old));
            changes.extend(was.map(|was| Change::Withdrawn { before: statement(was), by: Some(claim.clone()) }));
        }
        let told: Vec<Vec<String>> = self.later.known.iter().map(|known| words(&known.text)).collect();
        for known in &earlier.known {
            let old = words(&known.text);
            let kept = told.iter().any(|new| likeness(&old, new) >= REWORDED);
            let noted = changes.iter().any(|change| matches!(change, Change::Withdrawn { before, .. } if before.claim.is_some() && before.claim == known.claim));
            if !kept && !noted {
                changes.push(Change::Withdrawn { before: known.clone(), by: None });
            }
        }
        changes
    }

    fn quotes(&self) -> Vec<Change> {
        let old: Vec<(&Quoted, Vec<String>)> = self
            .before
            .iter()
            .flat_map(|record| &record.quotes)
            .filter(|quote| quote.direct)
            .map(|quote| (quote, words(&quote.text)))
            .collect();
        let direct = self.later.quotes.iter().filter(|quote| quote.direct);
        direct.filter_map(|after| self.quote(after, &old)).collect()
    }

    fn quote(&self, after: &'a Quoted, old: &[(&'a Quoted, Vec<String>)]) -> Option<Change> {
        let new = words(&after.text);
        let known = |before: &Quoted| same_speaker(before.by.as_ref(), after.by.as_ref());
        if old.iter().any(|(before, words)| known(before) && (holds(words, &new) || holds(&new, words))) {
            return None;
        }
        let near = old.iter().map(|(before, words)| (likeness(words, &new), *before, words));
        let (like, before, words) = near.max_by(|a, b| a.0.total_cmp(&b.0).then(known(a.1).cmp(&known(b.1))))?;
        let (before, after) = (before.clone(), after.clone());
        if known(&before) {
            return (like >= REWORDED).then_some(Change::Reworded { before, after });
        }
        // That somebody is named at last, or no longer, tells something only of the same article.
        let named = before.by.is_some() && after.by.is_some();
        let same = like >= SAME_QUOTE && words.len().min(new.len()) >= SAME_QUOTE_WORDS;
        (same && (named || self.revision)).then_some(Change::Speaker { before, after })
    }

    fn dropped(&self) -> Vec<String> {
        let Some(earlier) = self.before.last() else { return Vec::new() };
        if self.later.sources.is_empty() && !self.revision {
            return Vec::new();
        }
        let kept: Vec<String> = self.later.sources.iter().map(|name| fold(name)).collect();
        earlier.sources.iter().filter(|name| !kept.contains(&fold(name))).cloned().collect()
    }

    fn asked(&self) -> Vec<Question> {
        let old: Vec<&Question> = self.before.iter().flat_map(|record| &record.questions).collect();
        let new = self.later.questions.iter().filter(|question| question.settled.is_none()).filter(|question| {
            let again = question.repeats.is_some();
            let now = words(&question.text);
            let same = |old: &&Question| {
                (old.id == question.id && old.at.article == question.at.article)
                    || likeness(&words(&old.text), &now) >= SAME
            };
            !again && !old.iter().any(same)
        });
        new.cloned().collect()
    }
}

/// Whether all of `part` stands in `whole`, as it is: an excerpt rewords nothing.
fn holds(whole: &[String], part: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// Whether two profiles are surely one speaker: the same name, or one that the other lists.
pub(super) fn same_speaker(a: Option<&Profile>, b: Option<&Profile>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let spellings = |of: &Profile| of.also.iter().chain([&of.name]).map(|name| fold(name)).collect::<Vec<_>>();
            spellings(a).contains(&fold(&b.name)) || spellings(b).contains(&fold(&a.name))
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// What a claim takes back, as `article#claim`: what it corrects; and where it is itself withdrawn, what it repeats.
pub(super) fn takes_back(claim: &Assertion) -> impl Iterator<Item = &str> {
    let withdrawn = is_withdrawn(claim);
    let takes = move |rel: &str| rel == Rel::Corrects.name() || (withdrawn && rel == Rel::Repeats.name());
    claim.links.iter().filter(move |link| takes(&link.rel)).map(|link| link.to.as_str())
}

fn is_withdrawn(claim: &Assertion) -> bool {
    [Status::Withdrawn, Status::False].iter().any(|status| status.name() == claim.status)
}

/// What a record says under `article#claim`, if it is that article and called it no question.
fn stated(record: &Record, name: &str) -> Option<Statement> {
    let (article, id) = name.split_once('#')?;
    let claim = record.claims.iter().find(|claim| claim.at.article == article && claim.id == id)?;
    (claim.status != Status::Unknown.name()).then(|| statement(claim))
}

fn statement(claim: &Assertion) -> Statement {
    Statement { at: claim.at.clone(), text: claim.text.clone(), claim: Some(claim.id.clone()) }
}
