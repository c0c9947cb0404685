//! Pictures: their captions, and who is credited.

use super::{
    chrome,
    dom::{Dom, NodeId},
};
use crate::model::Text;

/// What a figure says.
#[derive(Debug)]
pub(super) struct Figure {
    /// The element that holds the caption.
    pub caption: Option<NodeId>,
    pub credit: Option<Text>,
}

/// Reads a figure of a picture or a film; `None` where something else was set as one (a table, a quotation, code).
pub(super) fn read(dom: &Dom, figure: NodeId) -> Option<Figure> {
    let below = dom.below(figure);
    let holds = |names: &[&str]| below.iter().any(|node| names.contains(&dom.name(*node)));
    let other = holds(&["table", "blockquote", "pre", "ul", "ol"]);
    if other && !holds(&["img", "picture", "video"]) {
        return None;
    }
    let caption = below.iter().copied().find(|node| dom.name(*node) == "figcaption");
    let caption = caption.or_else(|| below.iter().copied().find(|node| chrome::is_caption(dom, *node)));
    let credit = below.iter().copied().find(|node| chrome::is_credit(dom, *node)).map(|node| dom.text(node));
    let credit = credit.map(|words| Text::line(plain_credit(&words))).filter(|words| !words.is_empty());
    Some(Figure { caption, credit })
}

/// The credit without the word that says it is one.
fn plain_credit(words: &str) -> &str {
    let words = words.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    for word in [
        "Photo credit:",
        "Photograph:",
        "Photographer:",
        "Image credit:",
        "Image source,",
        "Credit:",
        "Photo:",
        "Image:",
    ] {
        let begins = words.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if let Some(rest) = words.get(word.len()..).filter(|_| begins) {
            return rest.trim();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_a_name() {
        assert_eq!(plain_credit("Photograph: Ola Brandt/The Post"), "Ola Brandt/The Post");
        assert_eq!(plain_credit("(PHOTO: Ola Brandt)"), "Ola Brandt");
        assert_eq!(plain_credit("Ola Brandt"), "Ola Brandt");
    }
}
