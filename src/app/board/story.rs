//! A story: its articles as a timeline, what the one of the chosen date changed, and how things stood then.

use crate::{
    layout::{Emphasis, Line, ParagraphStyle, Role, shortened},
    library::{Asked, Change, Citation, Quoted, Standing, Statement, Step, Story},
    model::{Date, Kind, Text},
};

use super::{
    Cited, Lead,
    makeup::{Makeup, count, day, folded, holds, name_of},
    questions, voices,
};

/// How much of a headline a citation tells, in cells.
const CITED_CELLS: usize = 36;

/// Lays the story as it stood at `at`, which becomes its last date where none was chosen; of what is said then, what
/// holds `words`.
pub fn lay(makeup: &mut Makeup, story: &Story, at: &mut Option<Date>, words: &str) {
    let words = folded(words);
    if at.is_none() {
        *at = story.dates().last().map(|date| Date::new(date));
    }
    let never = Date::new("");
    let standing = story.at(at.as_ref(), at.as_ref().unwrap_or(&never));
    makeup.tally(count(story.steps().len(), "article", "articles"));
    let told = |step: &&Step| standing.articles.contains(&step.entry.id);
    let latest = story.steps().iter().rfind(told).and_then(|step| step.entry.published.as_deref());
    timeline(makeup, story, &standing, latest);
    for step in story.steps().iter().filter(told).filter(|step| step.entry.published.as_deref() == latest) {
        changes(makeup, story, step, &words);
    }
    known(makeup, &standing.known, &words);
    let asked = standing.questions.iter().filter(|asked| holds(&asked.question.text, &words));
    questions::lay_states(makeup, &asked.collect::<Vec<&Asked>>());
    said(makeup, &standing.quotes, &words);
}

/// The articles, the earliest first: those that there were, and those that came later.
fn timeline(makeup: &mut Makeup, story: &Story, standing: &Standing, latest: Option<&str>) {
    heading(makeup, "Timeline", "");
    for step in story.steps() {
        let entry = &step.entry;
        let told = standing.articles.contains(&entry.id);
        let here = told && entry.published.as_deref() == latest;
        let lead = Lead::Article { id: entry.id.clone(), path: entry.path.clone() };
        makeup.item(lead, None, None, |makeup| {
            let mut line = Line::default();
            let date = day(entry.published.as_deref()).unwrap_or("no date");
            line.say(Role::Date, date).plain("  ");
            let headline = if entry.headline.is_empty() { &entry.id } else { &entry.headline };
            let (role, shape) = match (told, here) {
                (_, true) => (Role::Text, Emphasis::BOLD),
                (true, false) => (Role::Text, Emphasis::NONE),
                (false, false) => (Role::Muted, Emphasis::NONE),
            };
            line.shaped(role, shape, headline);
            if step.translation {
                line.say(Role::Muted, " (translation)");
            }
            if !told {
                line.say(Role::Muted, " (later)");
            }
            let (sign, role) = match (told, here) {
                (_, true) => ("▶", Role::Rail(Kind::Timeline)),
                (true, false) => ("│", Role::Rail(Kind::Timeline)),
                (false, false) => ("┆", Role::Muted),
            };
            makeup.line(ParagraphStyle::Signed { sign: Text::line(sign), role }, line, 0);
        });
    }
}

/// What one article changed. What the first one says is all new, and stands below as what was known.
fn changes(makeup: &mut Makeup, story: &Story, step: &Step, words: &[String]) {
    let Some(since) = &step.since else { return };
    let before = story.steps().iter().find(|other| other.entry.id == *since);
    let before = before.map_or(since.as_str(), |step| step.entry.headline.as_str());
    let shown: Vec<&Change> = step.changes.iter().filter(|change| holds(&said_in(change), words)).collect();
    if shown.is_empty() {
        return;
    }
    heading(makeup, "What changed", &format!("since “{}”", shortened(before, CITED_CELLS)));
    for change in shown {
        lay_change(makeup, step, change);
    }
}

fn said_in(change: &Change) -> String {
    match change {
        Change::Known(statement) => statement.text.clone(),
        Change::Answered { question, by, .. } => format!("{} {}", question.text, by.text),
        Change::Withdrawn { before, by } => {
            format!("{} {}", before.text, by.as_ref().map_or("", |by| by.text.as_str()))
        }
        Change::Reworded { before, after } | Change::Speaker { before, after } => {
            format!("{} {}", before.text, after.text)
        }
        Change::SourceDropped(name) => name.clone(),
        Change::Asked(question) => question.text.clone(),
    }
}

fn lay_change(makeup: &mut Makeup, step: &Step, change: &Change) {
    let mut line = Line::default();
    let (sign, role, cited, speaker) = match change {
        Change::Known(statement) => {
            word(&mut line, "newly known").say(Role::Text, &statement.text);
            ("+", Role::Rail(Kind::Known), Some(cite(statement)), None)
        }
        Change::Answered { question, by, partly } => {
            word(&mut line, if *partly { "answered in part" } else { "answered" });
            line.say(Role::Muted, &question.text).plain(" → ").say(Role::Text, &by.text);
            let kind = if *partly { Kind::Disputed } else { Kind::Known };
            (kind.mark(), Role::Rail(kind), Some(Cited::claim(by)), by.by.as_ref().map(|by| &by.name))
        }
        Change::Withdrawn { before, by } => {
            word(&mut line, if by.is_some() { "withdrawn" } else { "left out" });
            line.shaped(Role::Muted, Emphasis::STRIKE, &before.text);
            if let Some(by) = by {
                line.plain(" → ").say(Role::Text, &by.text);
            }
            ("×", Role::Muted, by.as_ref().map(Cited::claim).or_else(|| Some(cite(before))), None)
        }
        Change::Reworded { before, after } => {
            word(&mut line, "reworded").say(Role::Muted, &before.text).plain(" → ").say(Role::Quote, &after.text);
            ("≈", Role::Rail(Kind::Said), Some(Cited::words(&after.at, &after.text)), name(after))
        }
        Change::Speaker { before, after } => {
            word(&mut line, "another speaker").say(Role::Quote, &after.text).plain("  ");
            let unnamed = "not named";
            line.say(Role::Muted, name(before).map_or(unnamed, String::as_str)).plain(" → ");
            line.say(Role::Speaker, name(after).map_or(unnamed, String::as_str));
            ("↔", Role::Rail(Kind::Said), Some(Cited::words(&after.at, &after.text)), name(after))
        }
        Change::SourceDropped(source) => {
            word(&mut line, "no longer a source").say(Role::Text, source);
            ("–", Role::Rail(Kind::Source), None, None)
        }
        Change::Asked(question) => {
            word(&mut line, "newly asked").say(Role::Text, &question.text);
            (Kind::Unknown.mark(), Role::Rail(Kind::Unknown), Some(Cited::question(question)), None)
        }
    };
    let article = || Lead::Article { id: step.entry.id.clone(), path: step.entry.path.clone() };
    let lead = cited.map_or_else(article, |cited| Lead::Words(Box::new(cited)));
    makeup.item(lead, None, speaker.map(String::as_str), |makeup| {
        makeup.line(ParagraphStyle::Signed { sign: Text::line(sign), role }, line, 0);
    });
}

fn word<'a>(line: &'a mut Line, words: &str) -> &'a mut Line {
    line.say(Role::Relation, words).plain("  ")
}

fn name(quote: &Quoted) -> Option<&String> {
    quote.by.as_ref().map(|by| &by.name)
}

fn cite(statement: &Statement) -> Cited {
    Cited::words(&statement.at, &statement.text)
}

fn known(makeup: &mut Makeup, known: &[Statement], words: &[String]) {
    let shown: Vec<&Statement> = known.iter().filter(|statement| holds(&statement.text, words)).collect();
    if shown.is_empty() {
        return;
    }
    heading(makeup, "Known", &shown.len().to_string());
    for statement in shown {
        let lead = Lead::Words(Box::new(cite(statement)));
        makeup.item(lead, None, None, |makeup| {
            let mut line = Line::default();
            line.say(Role::Text, &statement.text);
            source(&mut line, &statement.at);
            let sign = Text::line(Kind::Known.mark());
            makeup.line(ParagraphStyle::Signed { sign, role: Role::Rail(Kind::Known) }, line, 0);
        });
    }
}

fn said(makeup: &mut Makeup, quotes: &[Quoted], words: &[String]) {
    let shown: Vec<&Quoted> = quotes.iter().filter(|quote| holds(&quote.text, words)).collect();
    if shown.is_empty() {
        return;
    }
    heading(makeup, "Said", &shown.len().to_string());
    for quote in shown {
        voices::lay_quote(makeup, quote, |line| {
            match name(quote) {
                Some(name) => _ = line.dot().say(Role::Speaker, name),
                None => _ = line.dot().say(Role::Circumstance, "speaker not named"),
            }
            if let Some(date) = day(quote.at.published.as_deref()) {
                line.dot().shaped(Role::Date, Emphasis::NONE, date);
            }
        });
    }
}

/// ` · 2025-03-03, The headline`, at the end of what an article says.
fn source(line: &mut Line, at: &Citation) {
    line.dot();
    if let Some(date) = day(at.published.as_deref()) {
        line.say(Role::Date, date).say(Role::Muted, ", ");
    }
    line.say(Role::Muted, &shortened(name_of(at), CITED_CELLS));
}

fn heading(makeup: &mut Makeup, title: &str, more: &str) {
    let mut line = Line::default();
    line.plain(title);
    if !more.is_empty() {
        line.dot().say(Role::Muted, more);
    }
    makeup.title(line);
}
