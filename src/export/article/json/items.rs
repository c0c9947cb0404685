//! The sections of `show --json`: every block of the story, by its type.

use serde::Serialize;

use crate::model::{Article, Block, Date, Form, Inline, Item, Kind, Outline, Reference, Rel, Text};

/// A run of items under one label, or without one.
#[derive(Debug, Serialize)]
pub(super) struct Section<'a> {
    kind: Kind,
    label: Option<&'a Text>,
    /// The question or heading it stands under.
    heading: Option<&'a Text>,
    items: Vec<Piece<'a>>,
}

/// One block. Fields that its type does not have are left out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Piece<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: String,
    /// The items of a list, the rows of a timeline.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a Text>,
    #[serde(flatten)]
    keys: Keys<'a>,
}

/// What more an item of the story may say, under the names it has in a file.
#[derive(Debug, Default, Serialize)]
struct Keys<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rel: Option<Rel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<&'a str>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    place: Option<&'a Text>,
}

impl<'a> Keys<'a> {
    fn of(item: &'a Item) -> Self {
        Self {
            to: item.to.as_ref(),
            rel: item.rel,
            credit: item.credit.as_ref(),
            file: item.file.as_ref(),
            alt: item.alt.as_ref(),
            by: item.by.as_ref().map(crate::model::PersonId::as_str),
            date: item.date.as_ref(),
            at: item.at.as_ref(),
            id: item.id.as_ref().map(crate::model::ClaimId::as_str),
            note: item.note.as_ref(),
            source: item.source.iter().map(crate::model::SourceId::as_str).collect(),
            place: item.place.as_ref(),
        }
    }
}

pub(super) fn sections<'a>(article: &'a Article, outline: &'a Outline) -> Vec<Section<'a>> {
    let section = |section: &'a crate::model::Section| {
        let range = section.items.start as usize..section.items.end as usize;
        let items = article.story.get(range).unwrap_or_default();
        Section {
            kind: section.kind,
            label: section.label.as_ref(),
            heading: section.group.and_then(|group| outline.groups.get(group)).map(|group| &group.text),
            items: items.iter().flat_map(|item| pieces(item, section.kind)).collect(),
        }
    };
    outline.sections.iter().map(section).collect()
}

/// The blocks of an item of prose, or an item of another form as one piece.
fn pieces(item: &Item, kind: Kind) -> Vec<Piece<'_>> {
    let form = match &item.form {
        Form::Text | Form::Labelled { .. } => {
            let mut pieces: Vec<Piece<'_>> = item.text.blocks.iter().flat_map(|block| blocks(block, kind)).collect();
            if let Some(first) = pieces.first_mut() {
                first.keys = Keys::of(item);
            }
            return pieces;
        }
        Form::Question => "question",
        Form::Heading => "heading",
        Form::Related => "related",
        Form::Photo => "photo",
        Form::Video => "video",
        Form::Quote => "quote",
        Form::Number => "number",
        Form::Embed => "embed",
    };
    vec![Piece { kind: form, text: item.text.plain(), keys: Keys::of(item), ..Piece::default() }]
}

fn blocks(block: &Block, kind: Kind) -> Vec<Piece<'_>> {
    let piece = |kind, text: String| Piece { kind, text, ..Piece::default() };
    vec![match block {
        Block::Paragraph(text) => piece("paragraph", text.written_out()),
        Block::List { start, items } => {
            let items: Vec<String> = items.iter().map(|item| plain(item)).collect();
            let kind = match kind {
                Kind::Timeline => "timeline",
                Kind::Numbers => "number",
                Kind::News
                | Kind::Brief
                | Kind::Known
                | Kind::Unknown
                | Kind::Disputed
                | Kind::Said
                | Kind::View
                | Kind::Stakes
                | Kind::Context
                | Kind::Next
                | Kind::Action
                | Kind::Check
                | Kind::Source
                | Kind::Correction
                | Kind::Other => "list",
            };
            Piece { start: *start, text: items.join("\n"), items, ..piece(kind, String::new()) }
        }
        Block::Code { lang, text } => Piece { language: lang.as_ref(), ..piece("code", text.to_string()) },
        Block::Quotation(quoted) => piece("quote", plain(quoted)),
        Block::Heading { level, text } => Piece { level: Some(*level), ..piece("heading", text.written_out()) },
        Block::Table(rows) => {
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(Inline::written_out).collect()).collect();
            let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
            Piece { rows, ..piece("table", lines.join("\n")) }
        }
        Block::Rule => piece("rule", String::new()),
    }]
}

/// The words of some blocks, one a line.
fn plain(blocks: &[Block]) -> String {
    let lines = blocks.iter().map(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => text.written_out(),
        Block::List { items, .. } => items.iter().map(|item| plain(item)).collect::<Vec<_>>().join("\n"),
        Block::Code { text, .. } => text.to_string(),
        Block::Quotation(quoted) => plain(quoted),
        Block::Table(rows) => rows.iter().flatten().map(Inline::written_out).collect::<Vec<_>>().join("\n"),
        Block::Rule => String::new(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
