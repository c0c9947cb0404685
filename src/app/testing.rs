//! Galleys of plain words, for the tests of this room.

use crate::{
    layout::{Galley, Paragraph, ParagraphStyle},
    model::Text,
};

/// One body paragraph for each text.
pub fn galley(texts: &[&str]) -> Galley {
    let paragraph = |text: &&str| Paragraph {
        style: ParagraphStyle::Body,
        text: Text::new(text),
        marks: Vec::new(),
        insets: Vec::new(),
        place: None,
        section: None,
        kind: None,
        rtl: false,
        space_rows: 1,
    };
    let mut galley = Galley::default();
    galley.paragraphs = texts.iter().map(paragraph).collect();
    galley
}
