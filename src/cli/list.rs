//! `byline list`: the shelf, for eyes and for scripts.

use std::collections::HashSet;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::{
    layout::Role,
    library::{Arrangement, Entry, Marks, Query, Stock, shelve},
    model::{Counts, Kind, Text},
    store::{Desk, Fault, Index},
    theme::Stylesheet,
};

use super::{
    Answer, Call, Failure,
    arguments::List,
    asked, library, out,
    paint::{depth, paint, stylesheet},
};

/// One article, as `list --json` prints it.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    path: &'a str,
    headline: &'a str,
    published: Option<&'a str>,
    publisher: Option<&'a str>,
    topics: &'a [String],
    counts: Counts,
    read: bool,
}

pub(super) fn run(call: &mut Call, arguments: &List) -> Result<Answer, Failure> {
    let query = asked::query(&arguments.query)?;
    let desk = Desk::find(None, &call.environment)?;
    let marks = library::marks(&desk);
    let (entries, faults) = find(&desk, &query, &marks)?;
    if arguments.json {
        json(call, &entries, &marks)?;
    } else if call.out.terminal {
        columns(call, &entries, &marks)?;
    } else {
        lines(call, &entries)?;
    }
    call.out.finish()?;
    tell(&faults);
    if entries.is_empty() {
        let words = if arguments.query.is_empty() { "there are no articles in" } else { "no article matches in" };
        out::message(&Text::line(&format!("{words} {}", desk.root().to_string_lossy())));
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}

/// The articles that answer, in the order of the shelf. What an entry doesn't tell is looked for in the articles.
fn find(desk: &Desk, query: &Query, marks: &Marks) -> Result<(Vec<Entry>, Vec<Fault>), Failure> {
    // where there is an index it is quicker than a catalogue, and where there is none that is quicker than to make one
    let listed = |index: &Index| {
        let arrangement = Arrangement { query: query.clone(), ..Arrangement::default() };
        let listing = index.listing(&arrangement, marks, &HashSet::new())?;
        Ok(Stock::entries(index, listing.keys())?)
    };
    if (desk.has_index() || query.needs_index())
        && let Some(listed) = library::ask(desk, listed)?
    {
        return Ok(listed);
    }
    if !query.needs_index() {
        let (mut entries, faults) = desk.catalogue()?;
        entries.retain(|entry| query.matches_entry(entry, marks.of(&entry.id)));
        return Ok((entries, faults));
    }
    let (records, faults) = desk.records()?;
    let answering = records.into_iter().filter(|record| query.matches_record(record, marks.of(&record.entry.id)));
    let mut entries: Vec<Entry> = answering.map(|record| record.entry).collect();
    shelve(&mut entries);
    Ok((entries, faults))
}

/// What could not be read, one line each.
pub(super) fn tell(faults: &[Fault]) {
    for Fault { path, message } in faults {
        out::message(&Text::line(&format!("{path} {message}")));
    }
}

fn is_read(entry: &Entry, marks: &Marks) -> bool {
    marks.is_read(&entry.id)
}

fn json(call: &mut Call, entries: &[Entry], marks: &Marks) -> Result<(), Failure> {
    let rows = entries.iter().map(|entry| Row {
        id: &entry.id,
        path: &entry.path,
        headline: &entry.headline,
        published: entry.published.as_deref(),
        publisher: entry.publisher.as_deref(),
        topics: &entry.topics,
        counts: entry.counts,
        read: is_read(entry, marks),
    });
    call.out.json(&rows.collect::<Vec<_>>())
}

/// For a script: id, date, publisher, headline and path, parted by tabs. No text of an article holds one.
fn lines(call: &mut Call, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        let [date, publisher] = [&entry.published, &entry.publisher].map(|field| field.as_deref().unwrap_or(""));
        let path = Text::line(&entry.path);
        call.out.line(format_args!("{}\t{date}\t{publisher}\t{}\t{path}", entry.id, entry.headline))?;
    }
    Ok(())
}

/// Cells of the columns beside the headline.
const DATE_CELLS: usize = 10;
const PUBLISHER_CELLS: usize = 16;

/// For a person: a row each, the headline as wide as the terminal allows.
fn columns(call: &mut Call, entries: &[Entry], marks: &Marks) -> Result<(), Failure> {
    let depth = depth(&call.look, &call.environment, &call.out);
    let styles = depth.map(|depth| stylesheet(&call.look, &call.environment, depth)).transpose()?;
    let width = usize::from(call.look.width.or_else(|| call.out.width()).unwrap_or(80));
    let publishers = entries.iter().any(|entry| entry.publisher.is_some()) && width >= 80;
    let beside = 2 + DATE_CELLS + 2 + 2 + COUNTS_CELLS + if publishers { PUBLISHER_CELLS + 2 } else { 0 };
    let headline_cells = width.saturating_sub(beside).max(20);
    for entry in entries {
        let mut line = String::new();
        let mut add = |words: &str, role: Role| {
            let style = styles.as_ref().map(|styles: &Stylesheet| styles.style(role)).unwrap_or_default();
            let letters = words.trim_end_matches(' ');
            paint(&mut line, letters, style);
            line.push_str(words.strip_prefix(letters).unwrap_or_default());
        };
        let read = is_read(entry, marks);
        add(if read { "  " } else { "• " }, Role::ShelfUnread);
        add(&fit(entry.published.as_deref().unwrap_or(""), DATE_CELLS), Role::Date);
        add("  ", Role::Text);
        add(&fit(&entry.headline, headline_cells), if read { Role::ShelfHeadline } else { Role::ShelfUnread });
        add("  ", Role::Text);
        if publishers {
            add(&fit(entry.publisher.as_deref().unwrap_or(""), PUBLISHER_CELLS), Role::Byline);
            add("  ", Role::Text);
        }
        for (kind, count) in counts(entry.counts) {
            add(&fit(&count, COUNT_CELLS), Role::Rail(kind));
        }
        call.out.line(line.trim_end())?;
    }
    Ok(())
}

/// Cells of one count with its mark, and of all four.
const COUNT_CELLS: usize = 4;
const COUNTS_CELLS: usize = 4 * COUNT_CELLS;

/// The strip of counts, each with its mark; empty where there is nothing to count.
fn counts(counts: Counts) -> [(Kind, String); 4] {
    let Counts { known, unknown, disputed, quotes, words: _ } = counts;
    [(Kind::Known, known), (Kind::Unknown, unknown), (Kind::Disputed, disputed), (Kind::Said, quotes)]
        .map(|(kind, count)| (kind, if count == 0 { String::new() } else { format!("{}{count}", kind.mark()) }))
}

/// `words` in exactly `cells` cells, cut with an ellipsis where they are too long.
fn fit(words: &str, cells: usize) -> String {
    let width = words.width();
    if width <= cells {
        return format!("{words}{}", " ".repeat(cells - width));
    }
    let mut cut = String::new();
    for grapheme in words.graphemes(true) {
        if cut.width() + grapheme.width() + 1 > cells {
            break;
        }
        cut.push_str(grapheme);
    }
    cut.push('…');
    let padding = cells.saturating_sub(cut.width());
    format!("{cut}{}", " ".repeat(padding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_it_says() {
        assert_eq!(fit("short", 8), "short   ");
        assert_eq!(fit("much too long", 8), "much to…");
        assert_eq!(fit("北京北京北京", 8), "北京北… ");
    }
}
