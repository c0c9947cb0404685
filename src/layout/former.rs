//! What an article said before it changed, at its place: set among the words of a text that is still there, or on a line of
//! its own where its block went with it.

use std::collections::HashMap;

use crate::model::{Place, Text};

use super::{
    copy::Copy,
    galley::ParagraphStyle,
    inset::Inset,
    role::{Emphasis, Role},
};

/// What was there. Empty where nothing changed, or nobody wants to see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Former {
    /// What changed and since when, for the head of the page.
    pub told: Option<Text>,
    /// What is set into the text at a place.
    pub within: HashMap<Place, Vec<Inset>>,
    /// What went with its block, in the order in which it is laid.
    pub below: Vec<Below>,
}

/// Words that went with their block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// The text behind which they stood; `None` at the beginning.
    pub after: Option<Place>,
    /// Where they stood, if that was elsewhere: the label of a section that is gone.
    pub label: Option<Text>,
    pub words: Text,
}

/// The order in which texts are laid: what stands above the story first.
fn order(place: Option<Place>) -> (u8, Option<Place>) {
    (place.map_or(0, |place| 1 + u8::from(place.in_story())), place)
}

impl Former {
    /// Puts what went with its block in the order in which it is laid.
    pub fn sort(&mut self) {
        self.below.sort_by_key(|below| order(below.after));
    }
}

impl Copy<'_> {
    /// What is set into a text. Of code and of tables nothing is: there every cell counts.
    pub(super) fn insets(&self, place: Option<Place>, style: &ParagraphStyle) -> Vec<Inset> {
        match style {
            ParagraphStyle::Code { .. } | ParagraphStyle::Table => Vec::new(),
            _ => place.and_then(|place| self.around.former.within.get(&place)).cloned().unwrap_or_default(),
        }
    }

    /// Lays what went, as far as it stood behind `place` or above it.
    pub(super) fn lay_gone(&mut self, place: Place) {
        let around = self.around;
        while let Some(below) = around.former.below.get(self.galley.gone.len()) {
            if order(below.after) > order(Some(place)) {
                return;
            }
            let label = below.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default();
            let insets = vec![
                inset(&format!("{label}[−"), Emphasis::NONE),
                inset(below.words.as_str(), Emphasis::STRIKE),
                inset("]", Emphasis::NONE),
            ];
            let close = matches!(
                self.galley.paragraphs.last().map(|above| &above.style),
                Some(
                    ParagraphStyle::Bullet { .. }
                        | ParagraphStyle::BulletMore { .. }
                        | ParagraphStyle::Entry { .. }
                        | ParagraphStyle::Label(_)
                        | ParagraphStyle::Gone
                )
            );
            self.galley.gone.push(self.galley.paragraphs.len());
            self.lay_insets(ParagraphStyle::Gone, insets, u8::from(!close));
        }
    }

    /// Lays what changed since when, below the head.
    pub(super) fn lay_told(&mut self) {
        if let Some(told) = &self.around.former.told {
            let inset = Inset { role: Role::Notice, ..inset(told.as_str(), Emphasis::NONE) };
            self.lay_insets(ParagraphStyle::Meta, vec![inset], 1);
        }
    }

    /// Lays a paragraph that has no words of its own: it comes and goes while the article stays.
    fn lay_insets(&mut self, style: ParagraphStyle, insets: Vec<Inset>, space_rows: u8) {
        self.galley.around.push(self.galley.paragraphs.len());
        self.lay(style, Text::default(), Vec::new(), None, space_rows);
        if let Some(paragraph) = self.galley.paragraphs.last_mut() {
            paragraph.insets = insets;
        }
    }
}

fn inset(words: &str, emphasis: Emphasis) -> Inset {
    Inset { at: 0, text: Text::line(words), role: Role::Muted, emphasis }
}
