//! The ledger of questions: what each asks, since when, and what answered it or may.

use crate::{
    layout::{Line, ParagraphStyle, Role, shortened},
    library::{Asked, Assertion, Ledger, QuestionState},
    model::{Kind, Rel, Text},
};

use super::{
    Cited, Lead, Shown,
    makeup::{Makeup, count, day, grouped, name_of},
};

/// How much of a headline is told, in cells: it stands on one row with the age.
const HEADLINE_CELLS: usize = 36;

pub fn lay(makeup: &mut Makeup, ledger: &Ledger, shown: Shown) {
    let rows: Vec<&Asked> = ledger.rows.iter().filter(|asked| shown.covers(asked.state)).collect();
    makeup.tally(if rows.len() < ledger.total {
        format!("{} of {} questions", grouped(rows.len()), grouped(ledger.total))
    } else {
        count(rows.len(), "question", "questions")
    });
    lay_states(makeup, &rows);
}

/// Questions under titles that tell their state.
pub fn lay_states(makeup: &mut Makeup, rows: &[&Asked]) {
    for state in QuestionState::ALL {
        let mut here = rows.iter().filter(|asked| asked.state == state).peekable();
        if here.peek().is_none() {
            continue;
        }
        let mut line = Line::default();
        line.plain(title(state)).dot().say(Role::Muted, &here.clone().count().to_string());
        makeup.title(line);
        for asked in here {
            lay_asked(makeup, asked);
        }
    }
}

fn title(state: QuestionState) -> &'static str {
    match state {
        QuestionState::Open => "Open",
        QuestionState::Partly => "Answered in part",
        QuestionState::Answered => "Answered",
        QuestionState::Dropped => "Dropped",
    }
}

/// The shape that tells a state without colour, and its role.
pub fn sign(state: QuestionState) -> (&'static str, Role) {
    match state {
        QuestionState::Open => (Kind::Unknown.mark(), Role::Rail(Kind::Unknown)),
        QuestionState::Partly => (Kind::Disputed.mark(), Role::Rail(Kind::Disputed)),
        QuestionState::Answered => (Kind::Known.mark(), Role::Rail(Kind::Known)),
        QuestionState::Dropped => ("×", Role::Muted),
    }
}

fn lay_asked(makeup: &mut Makeup, asked: &Asked) {
    let question = &asked.question;
    let lead = Lead::Words(Box::new(Cited::question(question)));
    makeup.item(lead, None, None, |makeup| {
        let (sign, role) = sign(asked.state);
        let style = ParagraphStyle::Signed { sign: Text::line(sign), role };
        makeup.words(style, &question.text, Role::Text, &[]);
        makeup.line(ParagraphStyle::BulletMore { depth: 0 }, standing(asked), 0);
    });
    for answer in &asked.answered_by {
        let partly = !answers_wholly(asked, answer);
        lay_answer(makeup, answer, if partly { "answered in part" } else { "answered" }, None);
    }
    for answer in &asked.proposed {
        let proposal = Lead::Proposal { question: Box::new(question.clone()), answer: Box::new(answer.clone()) };
        lay_answer(makeup, answer, "perhaps answered", Some(proposal));
    }
}

/// `open for 12 days · 2031-05-04 · The harbour bridge closes for a month`.
fn standing(asked: &Asked) -> Line {
    let mut line = Line::default();
    if let Some(days) = asked.age_days {
        line.say(Role::Muted, &stood(asked.state, days));
    }
    if let Some(since) = day(asked.since.as_deref()) {
        line.dot().say(Role::Date, since);
    }
    line.dot().say(Role::Muted, &shortened(name_of(&asked.question.at), HEADLINE_CELLS));
    line
}

fn lay_answer(makeup: &mut Makeup, answer: &Assertion, how: &str, proposal: Option<Lead>) {
    let is_proposal = proposal.is_some();
    let lead = proposal.unwrap_or_else(|| Lead::Words(Box::new(Cited::claim(answer))));
    let speaker = answer.by.as_ref().map(|by| by.name.as_str());
    makeup.item(lead, None, speaker, |makeup| {
        let mut line = Line::default();
        line.say(if is_proposal { Role::Relation } else { Role::Muted }, how);
        if let Some(date) = day(answer.at.published.as_deref()) {
            line.say(Role::Muted, " on ").say(Role::Date, date);
        }
        if let Some(speaker) = speaker {
            line.dot().say(Role::Speaker, speaker);
        }
        line.dot().say(Role::Text, &answer.text).dot().say(Role::Muted, name_of(&answer.at));
        if is_proposal {
            line.say(Role::Muted, "  (a accepts)");
        }
        let sign = if is_proposal { "?" } else { "→" };
        let style = ParagraphStyle::Bullet { depth: 1, marker: Text::line(sign) };
        makeup.line(style, line, 0);
    });
}

/// Whether a claim answers all of a question.
#[must_use]
pub fn answers_wholly(asked: &Asked, answer: &Assertion) -> bool {
    let to = format!("{}#{}", asked.question.at.article, asked.question.id);
    answer.links.iter().any(|link| link.rel == Rel::Answers.name() && link.to == to)
}

/// How long a question has been open, or how long it was.
fn stood(state: QuestionState, days: i64) -> String {
    match (state, days) {
        (QuestionState::Open | QuestionState::Partly, ..=0) => "asked today".to_owned(),
        (QuestionState::Open | QuestionState::Partly, _) => format!("open for {}", age(days)),
        (QuestionState::Answered, ..=0) => "answered the same day".to_owned(),
        (QuestionState::Answered, _) => format!("answered after {}", age(days)),
        // when it was withdrawn no article tells
        (QuestionState::Dropped, _) => "dropped".to_owned(),
    }
}

/// An age in the words one would say it in.
fn age(days: i64) -> String {
    match days {
        ..=0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        2..60 => format!("{days} days"),
        60..730 => format!("{} months", days / 30),
        _ => format!("{} years", days / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_as_one_would() {
        let ages = [0, 1, 59, 60, 729, 730].map(age);
        assert_eq!(ages, ["today", "1 day", "59 days", "2 months", "24 months", "2 years"]);
    }
}
