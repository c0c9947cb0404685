//! `byline search`: passages of every article that answer a query.

use serde::Serialize;

use crate::{
    layout::Role,
    library::{Hit, Hits, Lookup, Query, Records},
    model::{Kind, Text},
    store::{Desk, Fault},
};

use super::{
    Answer, Call, Failure,
    arguments::Search,
    asked, library,
    list::tell,
    out,
    passage::{Rows, section},
};

/// A passage, as `search --json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    article: &'a str,
    headline: &'a str,
    published: Option<&'a str>,
    section: &'a str,
    kind: &'a str,
    /// The first who is quoted in it.
    speaker: Option<&'a str>,
    text: &'a str,
    score: f32,
}

impl<'a> Row<'a> {
    fn of(hit: &'a Hit) -> Self {
        Self {
            article: &hit.at.article,
            headline: &hit.at.headline,
            published: hit.at.published.as_deref(),
            section: section(&hit.at),
            kind: &hit.at.kind,
            speaker: hit.speakers.first().map(String::as_str),
            text: &hit.text,
            score: hit.score,
        }
    }
}

pub(super) fn run(call: &mut Call, arguments: &Search) -> Result<Answer, Failure> {
    let query = asked::query(&arguments.query)?;
    if query.is_empty() {
        return Err(Failure::told("this asks for nothing; `byline list` lists every article"));
    }
    let desk = Desk::find(None, &call.environment)?;
    let at_once =
        if arguments.as_indexed || call.out.terminal { as_indexed(&desk, &query, arguments.limit) } else { None };
    if let Some(hits) = &at_once {
        print(call, arguments, &hits.hits)?;
    }
    let (hits, faults) = match at_once {
        Some(hits) if arguments.as_indexed => {
            out::message(&Text::line("this is what was indexed; no file was looked at for what has changed since"));
            (hits, Vec::new())
        }
        Some(told) => {
            let (hits, faults) = find(&desk, &query, arguments.limit)?;
            if !are_same(&told.hits, &hits.hits) {
                out::message(&Text::line("files have changed since that was indexed; with them the answer is:"));
                print(call, arguments, &hits.hits)?;
            }
            (hits, faults)
        }
        None => {
            let (hits, faults) = find(&desk, &query, arguments.limit)?;
            print(call, arguments, &hits.hits)?;
            (hits, faults)
        }
    };
    tell(&faults);
    let (shown, total) = (hits.hits.len(), hits.total);
    if total == 0 {
        out::message(&Text::line(&format!("nothing is found in {}", desk.root().to_string_lossy())));
        return Ok(Answer::No);
    }
    if shown < total || hits.more {
        let least = if hits.more { "at least " } else { "" };
        out::message(&Text::line(&format!("{shown} of {least}{total} passages; `--limit` prints more")));
    }
    Ok(Answer::Yes)
}

fn print(call: &mut Call, arguments: &Search, hits: &[Hit]) -> Result<(), Failure> {
    if arguments.json {
        call.out.json(&hits.iter().map(Row::of).collect::<Vec<_>>())?;
    } else if call.out.terminal {
        rows(call, hits)?;
    } else {
        lines(call, hits)?;
    }
    call.out.finish()
}

/// What the index knows already, where there is one.
fn as_indexed(desk: &Desk, query: &Query, limit: usize) -> Option<Hits> {
    library::as_indexed(desk)?.search(query, limit).ok()
}

/// Whether the same words are told of the same places.
fn are_same(told: &[Hit], now: &[Hit]) -> bool {
    told.len() == now.len() && told.iter().zip(now).all(|(told, now)| (&told.at, &told.text) == (&now.at, &now.text))
}

/// The passages of the desk, and what could not be read.
fn find(desk: &Desk, query: &Query, limit: usize) -> Result<(Hits, Vec<Fault>), Failure> {
    if let Some(answer) = library::ask(desk, |index| Ok(index.search(query, limit)?))? {
        return Ok(answer);
    }
    let (records, faults) = desk.records()?;
    let Ok(hits) = Records(records).search(query, limit);
    Ok((hits, faults))
}

/// For a script: article, kind, section, speaker and words, parted by tabs. No text of an article holds one.
fn lines(call: &mut Call, hits: &[Hit]) -> Result<(), Failure> {
    for Row { article, kind, section, speaker, text, .. } in hits.iter().map(Row::of) {
        call.out.line(format_args!("{article}\t{kind}\t{section}\t{}\t{text}", speaker.unwrap_or_default()))?;
    }
    Ok(())
}

/// For a person: each article once, and beneath it its passages, with the words that were looked for lit.
fn rows(call: &mut Call, hits: &[Hit]) -> Result<(), Failure> {
    let rows = Rows::new(call)?;
    let mut article = None;
    for hit in hits {
        if article != Some(&hit.at.article) {
            if article.is_some() {
                call.out.line("")?;
            }
            article = Some(&hit.at.article);
            rows.paragraph(call, "", &[(&hit.at.headline, Role::Headline)])?;
            let date = hit.at.published.as_deref().unwrap_or("no date");
            rows.paragraph(call, "", &[(date, Role::Date), (" · ", Role::Muted), (&hit.at.article, Role::Muted)])?;
        }
        let kind = Kind::from_name(&hit.at.kind).unwrap_or_default();
        let speakers = hit.speakers.join(", ");
        let between = if speakers.is_empty() { "" } else { " · " };
        let place = [(section(&hit.at), Role::Label(kind)), (between, Role::Muted), (&speakers, Role::Speaker)];
        rows.paragraph(call, &format!("  {} ", kind.mark()), &place)?;
        rows.paragraph(call, "    ", &pieces(hit))?;
    }
    Ok(())
}

/// The words around the hit, with those that answer apart.
fn pieces(hit: &Hit) -> Vec<(&str, Role)> {
    let part = |from: u32, to: u32| hit.text.get(from as usize..to as usize).unwrap_or_default();
    let mut pieces = Vec::with_capacity(2 * hit.lit.len() + 1);
    let mut at = 0;
    for (start, end) in &hit.lit {
        pieces.extend([(part(at, *start), Role::Text), (part(*start, *end), Role::Match)]);
        at = *end;
    }
    pieces.push((hit.text.get(at as usize..).unwrap_or_default(), Role::Text));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_are_the_whole_text() {
        let hit = Hit { text: "the river rose".to_owned(), lit: vec![(4, 9)], ..Hit::default() };
        assert_eq!(pieces(&hit), [("the ", Role::Text), ("river", Role::Match), (" rose", Role::Text)]);
    }
}
