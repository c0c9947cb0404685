//! The words of a story alone, for formats that want a body in one piece.

use crate::model::{Article, Block, Form, Inline, Item};

/// The story: labels on lines of their own, paragraphs parted by blank lines.
pub(super) fn story(article: &Article) -> String {
    let mut parts: Vec<String> = Vec::new();
    for item in &article.story {
        if let Form::Labelled { label, .. } = &item.form {
            parts.push(label.to_string());
        }
        let before = parts.len();
        blocks(&item.text.blocks, &mut parts);
        parts.extend((item.form == Form::Related && parts.len() == before).then(|| to(item)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn to(item: &Item) -> String {
    item.to.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn blocks(from: &[Block], parts: &mut Vec<String>) {
    for block in from {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => parts.push(text.written_out()),
            Block::List { items, .. } => {
                let lines: Vec<String> = items
                    .iter()
                    .map(|item| {
                        let mut inner = Vec::new();
                        blocks(item, &mut inner);
                        format!("- {}", inner.join("\n  "))
                    })
                    .collect();
                parts.push(lines.join("\n"));
            }
            Block::Code { text, .. } => parts.push(text.to_string()),
            Block::Quotation(quoted) => blocks(quoted, parts),
            Block::Table(rows) => {
                let rows = rows.iter().map(|row| row.iter().map(Inline::written_out).collect::<Vec<_>>().join("\t"));
                parts.push(rows.collect::<Vec<_>>().join("\n"));
            }
            Block::Rule => {}
        }
    }
}
