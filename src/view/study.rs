//! The sheets of study: the card that is asked, the end of a sitting, figures, the queue, what is set aside.

mod cards;
mod charts;
mod figures;
mod lists;
mod sitting;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    app::{Sheet, State},
    layout::Role,
    study::Standing,
    theme::Stylesheet,
};

pub use cards::{card_edit, cards, gap};

use super::paint;

pub fn draw(state: &State, styles: &Stylesheet, buffer: &mut Buffer) -> Option<Position> {
    head(state, styles, buffer);
    match state.study.sheet {
        Sheet::Review => sitting::draw(state, styles, buffer),
        Sheet::Figures => figures::draw(state, styles, buffer),
        Sheet::Queue => lists::queue(state, styles, buffer),
        Sheet::Aside => lists::aside(state, styles, buffer),
    }
    None
}

/// The sheet's name, and what there is of it.
fn head(state: &State, styles: &Stylesheet, buffer: &mut Buffer) {
    let width = state.size.width;
    let rule = "─".repeat(usize::from(width));
    paint::put(buffer, 0, 1, width, &rule, styles.style(Role::Border));
    let title = state.study.sheet.title();
    let x = 1 + paint::put(buffer, 1, 0, width.saturating_sub(2), title, styles.style(Role::Headline)) + 2;
    let told = told(state);
    paint::put(buffer, x, 0, width.saturating_sub(x + 1), &told, styles.style(Role::Muted));
}

fn told(state: &State) -> String {
    let study = &state.study;
    if study.waiting && study.deck.is_none() {
        return "reading the log…".to_owned();
    }
    if let Some((done, total)) = study.fitting {
        let percent = (done * 100).checked_div(total).unwrap_or(0);
        return format!("fitting the schedule: {percent} %");
    }
    let Some(deck) = &study.deck else { return String::new() };
    match (study.sheet, &study.sitting) {
        (Sheet::Review, Some(sitting)) if sitting.session.current().is_some() => {
            let new = study.current().is_some_and(|card| deck.standing(card.id).is_some_and(Standing::is_new));
            let mut parts = vec![format!("{} left", sitting.session.left())];
            if sitting.session.graded() > 0 {
                parts.push(format!("{} done", sitting.session.graded()));
            }
            if new {
                parts.push("new card".to_owned());
            }
            if let Some(card) = study.current() {
                parts.push(card.origin.recipe.title().to_lowercase());
            }
            parts.join(" · ")
        }
        (Sheet::Review, _) => String::new(),
        (Sheet::Figures, _) => format!("as of {}", study.today(state.now)),
        (Sheet::Queue, _) => lists::queue_told(state),
        (Sheet::Aside, _) => match study.aside().len() {
            1 => "1 card".to_owned(),
            cards => format!("{cards} cards"),
        },
    }
}

/// What can be done on the sheet, for the bar.
pub fn keys(state: &State) -> &'static str {
    let sitting = state.study.sitting.as_ref().filter(|sitting| sitting.session.current().is_some());
    match (state.study.sheet, sitting) {
        (Sheet::Review, Some(sitting)) if sitting.turned => "1-4 grade  Enter to the passage  U takes back  e edits",
        (Sheet::Review, Some(_)) if state.study.asks_sure => "1-5 how sure are you?  i types the answer  - not today",
        (Sheet::Review, Some(_)) => "Space turns  i types the answer  - not today  ? keys",
        (Sheet::Review, None) => "gf figures  gz what to read  U takes back  q goes back",
        (Sheet::Figures, _) => "j k scroll  gr reviews  q goes back",
        (Sheet::Queue, _) => "Enter reads  J K move  D takes out  q goes back",
        (Sheet::Aside, _) => "Enter to the passage  = asks again  e edits  @ suspends  D deletes",
    }
}
