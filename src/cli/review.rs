//! `byline review`: opens the reader in a sitting, or tells how the cards stand.

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::{
    app::Start,
    store::{Config, Desk, Reviews, Studied, StudyChoice},
    study::{Deck, Moment, Session},
};

use super::{Answer, Call, Failure, arguments::Review, out, read};

/// Days of the forecast, today among them.
const FORECAST_DAYS: usize = 14;

/// The widest bar of the forecast, in cells.
const BAR_CELLS: u32 = 40;

/// How the cards stand, as `review --status --json` prints it. Fields may be added, none renamed.
#[derive(Serialize)]
struct Status {
    /// The day of study, which ends at four in the morning.
    day: String,
    /// What a review would ask now: cards that are due, and new ones as far as the day allows.
    to_ask: usize,
    due: usize,
    new_today: usize,
    new: u32,
    learning: u32,
    mature: u32,
    suspended: u32,
    stale: u32,
    leeches: u32,
    /// Cards asked today, and days in a row on which some were.
    asked_today: u32,
    streak: u32,
    /// The share of cards remembered in 30 days, of those that could have been forgotten.
    retention: Option<f64>,
    /// The chance to remember a card if it were asked now, over all that were learnt.
    knowledge: Option<f64>,
    forecast: Vec<Coming>,
}

/// How many cards fall due on a day.
#[derive(Serialize)]
struct Coming {
    day: String,
    due: u32,
}

impl Status {
    fn of(deck: &Deck, now: Moment, new_a_day: u32) -> Self {
        let today = now.day();
        let to_ask = Session::new(deck, now, new_a_day).left();
        let due = deck.standings().iter().filter(|standing| standing.is_due(today)).count();
        let stock = deck.stock();
        let forecast = (0..).zip(deck.forecast(today, FORECAST_DAYS));
        Self {
            day: today.to_string(),
            to_ask,
            due,
            new_today: to_ask.saturating_sub(due),
            new: stock.new,
            learning: stock.learning,
            mature: stock.mature,
            suspended: stock.suspended,
            stale: stock.stale,
            leeches: stock.leeches,
            asked_today: deck.days.get(&today).map_or(0, |tally| tally.reviews),
            streak: deck.streak(today),
            retention: deck.lately(today, 30).retention(),
            knowledge: deck.knowledge(today),
            forecast: forecast.map(|(ahead, due)| Coming { day: today.plus(ahead).to_string(), due }).collect(),
        }
    }
}

pub(super) fn run(call: &mut Call, arguments: &Review) -> Result<Answer, Failure> {
    if !arguments.due && !arguments.status {
        return read::run(call, None, Some(Start::Review));
    }
    let desk = Desk::find(None, &call.environment)?;
    let (reviews, studied) = studied(call, &desk)?;
    reviews.settle(&studied);
    let (_, now) = now();
    let status = Status::of(&studied.deck, now, choice(call)?.new_cards_a_day);
    match (arguments.due, arguments.json) {
        (true, _) => call.out.line(status.to_ask)?,
        (false, true) => call.out.json(&status)?,
        (false, false) => tell(call, &status)?,
    }
    call.out.finish()?;
    studied.faults.iter().for_each(out::message);
    // a script asks whether there is anything to do
    Ok(if arguments.due && status.to_ask == 0 { Answer::No } else { Answer::Yes })
}

/// The log of a library, and what it comes to.
pub(super) fn studied(call: &Call, desk: &Desk) -> Result<(Reviews, Studied), Failure> {
    let reviews = desk.reviews()?;
    let studied = reviews.read(choice(call)?.retention)?;
    Ok((reviews, studied))
}

fn choice(call: &Call) -> Result<StudyChoice, Failure> {
    Ok(Config::read(&call.environment)?.study)
}

/// Now, where the reader is.
pub(super) fn now() -> (TimeZone, Moment) {
    let (zone, now) = (TimeZone::system(), jiff::Timestamp::now());
    let moment = Moment::new(now, zone.to_offset(now));
    (zone, moment)
}

/// For a person in columns; for a script parted by tabs.
fn tell(call: &mut Call, status: &Status) -> Result<(), Failure> {
    let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{:.0} %", share * 100.0));
    let rows = [
        ("to ask now", status.to_ask.to_string()),
        ("due", status.due.to_string()),
        ("new", status.new.to_string()),
        ("learning", status.learning.to_string()),
        ("mature", status.mature.to_string()),
        ("suspended", status.suspended.to_string()),
        ("stale", status.stale.to_string()),
        ("leeches", status.leeches.to_string()),
        ("asked today", status.asked_today.to_string()),
        ("days in a row", status.streak.to_string()),
        ("remembered", share(status.retention)),
    ];
    let terminal = call.out.terminal;
    for (name, value) in rows {
        if terminal {
            call.out.line(format_args!("{name:<14} {value:>6}"))?;
        } else {
            call.out.line(format_args!("{name}\t{value}"))?;
        }
    }
    if terminal && status.forecast.iter().any(|coming| coming.due > 0) {
        call.out.line("\nDue in the days to come")?;
    }
    let most = status.forecast.iter().map(|coming| coming.due).max().unwrap_or(0).max(1);
    for Coming { day, due } in &status.forecast {
        if !terminal {
            call.out.line(format_args!("{day}\t{due}"))?;
        } else if *due > 0 {
            let bar = "█".repeat((due * BAR_CELLS).div_ceil(most) as usize);
            call.out.line(format_args!("{day:<14} {due:>6}  {bar}"))?;
        }
    }
    Ok(())
}
