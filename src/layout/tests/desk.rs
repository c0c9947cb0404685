//! Articles made for tests, value by value, and pages as plain text.

use std::fmt::Write as _;

use crate::layout::{Galley, Known, Measure, Page, Rail, Row};
use crate::model::{
    Article, ArticleId, Attribution, Block, Claim, Date, Form, Head, Inline, Item, Kind, Mark, Markup, Person,
    Reference, Source, Text, Wording,
};

/// A stretch of an inline text, with the marks that cover all of it.
pub type Part = (&'static str, Vec<Mark>);

pub fn plain(words: &'static str) -> Part {
    (words, Vec::new())
}

pub fn said(by: &str, words: &'static str, circumstance: Option<&str>) -> Part {
    let wording = if words.starts_with(['"', '“']) { Wording::Direct } else { Wording::Indirect };
    let by = by.parse().expect("a test names people by ids");
    let attribution = Attribution::Given { by, circumstance: circumstance.map(Text::new) };
    (words, vec![Mark::Quote { wording, attribution }])
}

pub fn found(by: Option<&str>, words: &'static str) -> Part {
    let by = by.map(|by| by.parse().expect("a test names people by ids"));
    (words, vec![Mark::Quote { wording: Wording::Direct, attribution: Attribution::Found { by } }])
}

pub fn claim(id: &str, words: &'static str) -> Part {
    (words, vec![Mark::Claim(id.parse().expect("a test names claims by ids"))])
}

pub fn link(to: &str, words: &'static str) -> Part {
    (words, vec![Mark::Link(Reference::parse(to))])
}

pub fn inline(parts: &[Part]) -> Inline {
    let words: String = parts.iter().map(|(words, _)| *words).collect();
    let text = Text::new(&words);
    let mut marks = Vec::new();
    let mut start = 0;
    for (words, own) in parts {
        let end = start + words.len();
        let span = text.span(start..end).expect("parts end between graphemes");
        marks.extend(own.iter().map(|mark| (span, mark.clone())));
        start = end;
    }
    Inline { text, marks }
}

pub fn words(parts: &[Part]) -> Block {
    Block::Paragraph(inline(parts))
}

pub fn list(items: &[&[Part]]) -> Block {
    Block::List { start: None, items: items.iter().map(|parts| vec![words(parts)]).collect() }
}

pub fn item(form: Form, blocks: Vec<Block>) -> Item {
    Item::new(form, Markup { source: Text::default(), blocks })
}

pub fn labelled(kind: Kind, label: &str, blocks: Vec<Block>) -> Item {
    item(Form::Labelled { label: Text::new(label), kind, given: false }, blocks)
}

pub fn person(id: &str, name: &str, role: Option<&str>) -> Person {
    Person {
        id: id.parse().expect("a test names people by ids"),
        name: Text::new(name),
        role: role.map(Text::new),
        org: None,
        kind: crate::model::PersonKind::Person,
        anonymous: None,
        also: Vec::new(),
        side: None,
        url: None,
        note: None,
    }
}

pub fn source(id: &str, name: &str) -> Source {
    Source {
        id: id.parse().expect("a test names sources by ids"),
        name: Text::new(name),
        title: None,
        url: None,
        date: None,
        kind: None,
        primary: None,
        note: None,
    }
}

pub fn entry(id: &str) -> Claim {
    Claim {
        id: id.parse().expect("a test names claims by ids"),
        text: None,
        by: None,
        status: None,
        rating: None,
        confidence: None,
        source: Vec::new(),
        since: None,
        note: None,
        links: Vec::new(),
    }
}

pub fn article(headline: &str, story: Vec<Item>) -> Article {
    let head = Head { headline: Text::new(headline), published: Some(Date::new("2031-05-04")), ..Head::default() };
    let id = "ferry".parse().expect("an id");
    Article { id, head, people: Vec::new(), sources: Vec::new(), claims: Vec::new(), story }
}

/// A library that holds one other article.
pub fn shelf(id: &ArticleId) -> Known {
    match id.as_str() {
        "pier" => Known::Present(Text::new("The pier closes for repairs")),
        _ => Known::Absent,
    }
}

pub fn measure(width_cells: u16) -> Measure {
    Measure { width_cells, tight: width_cells < 40 }
}

pub fn set(galley: &Galley, width_cells: u16) -> Page {
    let mut page = Page::new(measure(width_cells));
    page.set_rows(galley, usize::MAX);
    page
}

/// A page as it would stand in a pipe: rail, then words; the order of cells, not of reading.
pub fn printed(page: &Page) -> String {
    let mut print = String::new();
    for row in &page.rows {
        let rail = match row.rail {
            Rail::None => " ",
            Rail::Mark(kind) => kind.mark(),
            Rail::Line(_) => "│",
        };
        let _ = writeln!(print, "{}", format!("{rail} {}", drawn(row)).trim_end());
    }
    print
}

/// A row's words, with spaces up to where each run stands.
pub fn drawn(row: &Row) -> String {
    let mut line = String::new();
    let mut at = 0;
    for run in &row.runs {
        while at < run.column {
            line.push(' ');
            at += 1;
        }
        if run.rtl {
            line.extend(run.text.graphemes().rev().map(|(_, grapheme)| grapheme));
        } else {
            line.push_str(run.text.as_str());
        }
        at += run.width_cells;
    }
    line
}
