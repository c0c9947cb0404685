//! `byline quotes`: what people said, across all articles.

use std::collections::HashSet;

use serde::Serialize;

use crate::{
    layout::Role,
    library::{Arrangement, Finding, Inquiry, Lookup, Marks, Quoted, Record, Records, Spellings, Stock, answer, fold},
    model::{Date, Text},
    store::{Desk, Index},
};

use super::{
    Answer, Call, Failure,
    arguments::Quotes,
    library,
    list::tell,
    out,
    passage::{Rows, section},
};

/// How many articles' records are held at once.
const RECORDS_AT_ONCE: usize = 500;

/// The most speakers that a part of a name may stand for.
const VOICES_MAX: usize = 1_000;

/// A quote, as `quotes --json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    article: &'a str,
    published: Option<&'a str>,
    section: &'a str,
    /// The id within the article.
    speaker: Option<&'a str>,
    name: Option<&'a str>,
    role: Option<&'a str>,
    text: &'a str,
    direct: bool,
    given: bool,
    circumstance: Option<&'a str>,
}

impl<'a> Row<'a> {
    fn of(quote: &'a Quoted) -> Self {
        let by = quote.by.as_ref();
        Self {
            article: &quote.at.article,
            published: quote.at.published.as_deref(),
            section: section(&quote.at),
            speaker: by.map(|by| by.id.as_str()),
            name: by.map(|by| by.name.as_str()),
            role: by.and_then(|by| by.role.as_deref()),
            text: &quote.text,
            direct: quote.direct,
            given: quote.given,
            circumstance: quote.circumstance.as_deref(),
        }
    }
}

pub(super) fn run(call: &mut Call, arguments: &Quotes) -> Result<Answer, Failure> {
    let desk = Desk::find(None, &call.environment)?;
    let spellings = desk.spellings().unwrap_or_else(|error| {
        out::message(&error.to_text());
        Spellings::default()
    });
    let asked = library::ask(&desk, |index| match &arguments.by {
        Some(name) => Ok(by(index, name, &spellings)?),
        None => Ok((all(index)?, Vec::new())),
    })?;
    let ((quotes, alike), faults) = match asked {
        Some(answer) => answer,
        None => {
            let (records, faults) = desk.records()?;
            let Ok(quotes) = arguments.by.as_ref().map_or_else(
                || Ok((all_read(&records), Vec::new())),
                |name| by(&Records(records.clone()), name, &spellings),
            );
            (quotes, faults)
        }
    };
    if arguments.json {
        call.out.json(&quotes.iter().map(Row::of).collect::<Vec<_>>())?;
    } else if call.out.terminal {
        rows(call, &quotes)?;
    } else {
        lines(call, &quotes)?;
    }
    call.out.finish()?;
    tell(&faults);
    if !alike.is_empty() {
        out::message(&Text::line(&format!("not counted in, though the name looks alike: {}", alike.join("; "))));
    }
    if quotes.is_empty() {
        let whom = arguments.by.as_ref().map_or_else(|| "anybody".to_owned(), |name| format!("`{name}`"));
        let root = desk.root().to_string_lossy();
        out::message(&Text::line(&format!("there is no quote by {whom} in {root}")));
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}

/// All quotes, those of the newest article first, each article's in reading order.
fn all(index: &Index) -> Result<Vec<Quoted>, Failure> {
    let listing = index.listing(&Arrangement::default(), &Marks::default(), &HashSet::new())?;
    let mut quotes = Vec::new();
    for keys in listing.keys().chunks(RECORDS_AT_ONCE) {
        let ids: Vec<String> = Stock::entries(index, keys)?.into_iter().map(|entry| entry.id).collect();
        let mut records = index.records(&ids)?;
        records.sort_by(|a, b| a.entry.shelf_order(&b.entry));
        quotes.extend(records.into_iter().flat_map(|record| record.quotes));
    }
    Ok(quotes)
}

/// The same of records that were read for it.
fn all_read(records: &[Record]) -> Vec<Quoted> {
    let mut records: Vec<_> = records.iter().collect();
    records.sort_by(|a, b| a.entry.shelf_order(&b.entry));
    records.into_iter().flat_map(|record| &record.quotes).cloned().collect()
}

/// What the person of that name said; else, what everyone said whose name holds these words. The names that look like
/// theirs and were left out.
fn by<L: Lookup>(library: &L, name: &str, spellings: &Spellings) -> Result<(Vec<Quoted>, Vec<String>), L::Error> {
    let today = Date::new("");
    let ask = |inquiry: &Inquiry| answer(library, inquiry, &today, spellings);
    let card = |name: &str| {
        Ok(match ask(&Inquiry::Voice { name: name.to_owned() })? {
            Finding::Voice(card) => (card.quotes, card.alike),
            _ => (Vec::new(), Vec::new()),
        })
    };
    let (quotes, alike) = card(name)?;
    if !quotes.is_empty() {
        return Ok((quotes, alike));
    }
    let Finding::Voices(voices) = ask(&Inquiry::Voices { words: name.to_owned(), limit: VOICES_MAX })? else {
        return Ok((quotes, alike));
    };
    let (mut quotes, mut alike) = (Vec::new(), Vec::new());
    for voice in &voices {
        let (said, looking) = card(&voice.name)?;
        quotes.extend(said);
        alike.extend(looking);
    }
    alike.retain(|name| !voices.iter().any(|voice| fold(&voice.name) == fold(name)));
    alike.sort_unstable();
    alike.dedup();
    quotes.sort_by_cached_key(|quote| {
        let date = quote.at.published.as_deref().map(|date| Date::new(date).sort_key().to_owned());
        std::cmp::Reverse(date.unwrap_or_default())
    });
    Ok((quotes, alike))
}

/// For a script: article, date, section, name and words, parted by tabs.
fn lines(call: &mut Call, quotes: &[Quoted]) -> Result<(), Failure> {
    for Row { article, published, section, name, text, .. } in quotes.iter().map(Row::of) {
        let [published, name] = [published, name].map(Option::unwrap_or_default);
        call.out.line(format_args!("{article}\t{published}\t{section}\t{name}\t{text}"))?;
    }
    Ok(())
}

/// For a person: the words, and beneath who said them, and where.
fn rows(call: &mut Call, quotes: &[Quoted]) -> Result<(), Failure> {
    let rows = Rows::new(call)?;
    for (at, quote) in quotes.iter().enumerate() {
        if at > 0 {
            call.out.line("")?;
        }
        let (mark, role) = if quote.direct { ("❝ ", Role::Quote) } else { ("~ ", Role::Indirect) };
        rows.paragraph(call, mark, &[(&quote.text, role)])?;
        let by = quote.by.as_ref();
        let parts = [Some(""), by.and_then(|by| by.role.as_deref()), quote.circumstance.as_deref()];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let name = by.map_or("speaker not known", |by| by.name.as_str());
        rows.paragraph(call, "  ", &[(name, Role::Speaker), (&parts, Role::Circumstance)])?;
        let published = quote.at.published.as_deref().unwrap_or("no date");
        let place = format!("{} · {}", quote.at.article, section(&quote.at));
        rows.paragraph(call, "  ", &[(published, Role::Date), ("  ", Role::Text), (&place, Role::Muted)])?;
    }
    Ok(())
}
