//! `byline cards`: review cards for people and for other programs.

use std::collections::HashMap;

use crate::{
    export::{
        cards::{self, Filed, Format},
        notes,
    },
    model::{ArticleId, Text},
    store::Desk,
    study::Card,
};

use super::{
    Answer, Call, Failure,
    arguments::{Cards, CardsFormat},
    out,
    review::studied,
};

impl From<CardsFormat> for Format {
    fn from(format: CardsFormat) -> Self {
        match format {
            CardsFormat::Text => Self::Text,
            CardsFormat::Json => Self::Json,
            CardsFormat::Anki => Self::Anki,
        }
    }
}

pub(super) fn run(call: &mut Call, arguments: &Cards) -> Result<Answer, Failure> {
    let desk = Desk::find(None, &call.environment)?;
    let (reviews, mut studied) = studied(call, &desk)?;
    reviews.hold_all(&mut studied);
    let deck = &studied.deck;
    let cards = deck.cards();
    let links = links(&desk, &cards);
    let file = |card: &&'_ Card| {
        let standing = deck.standing(card.id)?;
        let link = links.get(&card.origin.article).cloned().unwrap_or_default();
        Some((card.id, standing, link))
    };
    let filed: Vec<Filed<'_>> = cards
        .iter()
        .filter_map(|card| {
            let (id, standing, link) = file(card)?;
            Some(Filed { card, standing, why: deck.why(id), link })
        })
        .collect();
    if !filed.is_empty() || arguments.format != CardsFormat::Text {
        call.out.write(cards::write(arguments.format.into(), &filed))?;
    }
    call.out.finish()?;
    studied.faults.iter().for_each(out::message);
    if filed.is_empty() {
        let words = format!("there are no cards in {}; in the reader, r makes some", desk.root().to_string_lossy());
        out::message(&Text::line(&words));
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}

/// What leads back to the articles of these cards, each read once.
fn links(desk: &Desk, cards: &[&Card]) -> HashMap<ArticleId, String> {
    let mut links = HashMap::new();
    for card in cards {
        let id = &card.origin.article;
        if links.contains_key(id) {
            continue;
        }
        // an article that is gone still has its name
        let loaded = desk.load(id, None).ok();
        let url = loaded.as_ref().and_then(|loaded| loaded.reading.article.as_ref()?.head.url.as_ref());
        let file = loaded.as_ref().and_then(|loaded| desk.absolute(&loaded.path).ok());
        let file = file.map(|path| path.to_string_lossy().into_owned());
        links.insert(id.clone(), notes::link(id, url, file.as_deref()));
    }
    links
}
