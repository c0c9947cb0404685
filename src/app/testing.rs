//! Galleys of plain words, for the tests of this room.

use crate::{
    layout::{Galley, Paragraph, ParagraphStyle},
    model::Text,
};

/// One body paragraph for each text.
pub fn galley(texts: &[&str]) -> Galley {
    let paragraph = |text: &&str| Paragraph::apart(ParagraphStyle::Body, Text::new(text), Vec::new(), 1);
    let mut galley = Galley::default();
    galley.paragraphs = texts.iter().map(paragraph).collect();
    galley
}
