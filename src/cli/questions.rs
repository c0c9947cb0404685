//! `byline questions`: the ledger of open questions, for eyes and for scripts.

use serde::Serialize;

use crate::{
    export::article::Answering,
    layout::Role,
    library::{Asked, Asking, Assertion, Ledger, QuestionState, Records},
    model::{Date, Kind, Text},
    store::{self, Desk},
};

use super::{Answer, Call, Failure, arguments::Questions, asked, library, list::tell, out, passage::Rows};

/// A question, as `questions --json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    article: &'a str,
    id: &'a str,
    text: &'a str,
    state: &'static str,
    since: Option<&'a str>,
    age_days: Option<i64>,
    answered_by: Vec<Answering<'a>>,
    proposed: Vec<Answering<'a>>,
}

impl<'a> Row<'a> {
    fn of(asked: &'a Asked) -> Self {
        Self {
            article: &asked.question.at.article,
            id: &asked.question.id,
            text: &asked.question.text,
            state: asked.state.name(),
            since: asked.since.as_deref(),
            age_days: asked.age_days,
            answered_by: asked.answered_by.iter().map(Answering::of).collect(),
            proposed: asked.proposed.iter().map(Answering::of).collect(),
        }
    }
}

pub(super) fn run(call: &mut Call, arguments: &Questions) -> Result<Answer, Failure> {
    let as_of = arguments.as_of.as_deref().map(date).transpose()?;
    let query = asked::query(&arguments.query)?;
    let desk = Desk::find(None, &call.environment)?;
    let asking = Asking { query: &query, as_of: as_of.as_ref(), today: &store::today(), limit: usize::MAX };
    let (mut ledger, faults) = match library::ask(&desk, |index| Ok(Ledger::of(index, &asking)?))? {
        Some(answer) => answer,
        None => {
            let (records, faults) = desk.records()?;
            let Ok(ledger) = Ledger::of(&Records(records), &asking);
            (ledger, faults)
        }
    };
    if arguments.open {
        ledger.rows.retain(Asked::is_open);
    }
    if arguments.json {
        call.out.json(&ledger.rows.iter().map(Row::of).collect::<Vec<_>>())?;
    } else if call.out.terminal {
        rows(call, &ledger.rows)?;
    } else {
        lines(call, &ledger.rows)?;
    }
    call.out.finish()?;
    tell(&faults);
    if ledger.rows.is_empty() {
        let what = if arguments.open { "open question" } else { "question" };
        out::message(&Text::line(&format!("there is no such {what} in {}", desk.root().to_string_lossy())));
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}

fn date(words: &str) -> Result<Date, Failure> {
    let date = Date::new(words);
    let told = || Failure::told(format!("`{words}` is no date; write 2025-03-03, 2025-03 or 2025"));
    date.is_valid().then_some(date).ok_or_else(told)
}

/// For a script: article, id, state, since when, the question, and the claims that answer it, parted by tabs.
fn lines(call: &mut Call, asked: &[Asked]) -> Result<(), Failure> {
    for Row { article, id, state, since, text, answered_by, .. } in asked.iter().map(Row::of) {
        let since = since.unwrap_or_default();
        let answers: Vec<String> =
            answered_by.iter().map(|answer| format!("{}#{}", answer.article, answer.claim)).collect();
        call.out.line(format_args!("{article}\t{id}\t{state}\t{since}\t{text}\t{}", answers.join(" ")))?;
    }
    Ok(())
}

/// For a person: each question with its state and age, and beneath it what answers it.
fn rows(call: &mut Call, asked: &[Asked]) -> Result<(), Failure> {
    let rows = Rows::new(call)?;
    for (at, asked) in asked.iter().enumerate() {
        if at > 0 {
            call.out.line("")?;
        }
        let first = format!("{} ", mark(asked.state));
        rows.paragraph(call, &first, &[(&asked.question.text, role(asked.state))])?;
        let state = format!("{}{}", asked.state.name(), age(asked));
        let article = &asked.question.at.article;
        rows.paragraph(call, "  ", &[(&state, Role::Date), (" · ", Role::Muted), (article, Role::Muted)])?;
        for claim in &asked.answered_by {
            answer(call, &rows, "  → ", claim, "")?;
        }
        for claim in &asked.proposed {
            answer(call, &rows, "  ? ", claim, "perhaps: ")?;
        }
    }
    Ok(())
}

fn answer(call: &mut Call, rows: &Rows, first: &str, claim: &Assertion, perhaps: &str) -> Result<(), Failure> {
    let by = claim.by.as_ref().map(|by| format!(" {}", by.name)).unwrap_or_default();
    let place = format!(" · {}#{}", claim.at.article, claim.id);
    let pieces =
        [(perhaps, Role::Muted), (claim.text.as_str(), Role::Claim), (&by, Role::Speaker), (&place, Role::Muted)];
    rows.paragraph(call, first, &pieces)
}

/// The sign of a state, so that none is told by colour alone.
fn mark(state: QuestionState) -> &'static str {
    match state {
        QuestionState::Open => "○",
        QuestionState::Partly => "◐",
        QuestionState::Answered => "●",
        QuestionState::Dropped => "×",
    }
}

fn role(state: QuestionState) -> Role {
    match state {
        QuestionState::Open => Role::Label(Kind::Unknown),
        QuestionState::Partly => Role::Label(Kind::Disputed),
        QuestionState::Answered => Role::Label(Kind::Known),
        QuestionState::Dropped => Role::Muted,
    }
}

/// `, 74 days`: how long it has been open, or was.
fn age(asked: &Asked) -> String {
    match (asked.state, asked.age_days) {
        (_, None) => String::new(),
        (QuestionState::Open | QuestionState::Partly, Some(1)) => " for 1 day".to_owned(),
        (QuestionState::Open | QuestionState::Partly, Some(days)) => format!(" for {days} days"),
        (QuestionState::Answered | QuestionState::Dropped, Some(0)) => " on the same day".to_owned(),
        (QuestionState::Answered | QuestionState::Dropped, Some(1)) => " after 1 day".to_owned(),
        (QuestionState::Answered | QuestionState::Dropped, Some(days)) => format!(" after {days} days"),
    }
}
