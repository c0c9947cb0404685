//! Which words of a page are looked at: all that can be seen, its main text, or what that leaves out.

use super::{
    chrome,
    collate::Kept,
    dom::{Dom, NodeId},
};

/// What is read of a page.
#[derive(Clone, Copy, Debug)]
pub enum Lens<'k> {
    /// All that can be seen.
    Shown,
    /// The main text.
    Kept(&'k Kept),
    /// What can be seen besides the main text.
    Rest(&'k Kept),
}

impl Lens<'_> {
    /// Whether the words below an element are looked at. What is in the main text was judged by who found it.
    #[must_use]
    pub fn enters(self, dom: &Dom, element: NodeId) -> bool {
        match self {
            Self::Shown | Self::Rest(_) => !chrome::is_hidden(dom, element),
            Self::Kept(_) => !chrome::is_wordless(dom.name(element)),
        }
    }

    /// Whether a text is looked at.
    #[must_use]
    pub fn sees(self, text: NodeId) -> bool {
        match self {
            Self::Shown => true,
            Self::Kept(kept) => kept.holds(text),
            Self::Rest(kept) => !kept.holds(text),
        }
    }

    /// The words of an element on one line.
    #[must_use]
    pub fn text(self, dom: &Dom, element: NodeId) -> String {
        dom.text_where(element, |text| self.sees(text))
    }
}
