//! Pictures: their captions, and who is credited.

use std::collections::HashSet;

use super::{
    chrome,
    dom::{Dom, NodeId},
};
use crate::{import::Remark, model::Text};

/// What a figure says.
#[derive(Debug)]
pub(super) struct Figure {
    /// The element that holds the caption.
    pub caption: Option<NodeId>,
    pub credit: Option<Text>,
    /// What the picture shows, where its caption does not say the same.
    pub alt: Option<Text>,
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
    let said = caption.map(|node| dom.text(node)).unwrap_or_default();
    let alt = below.iter().find_map(|node| description(dom, *node)).filter(|alt| !said.contains(alt.as_str()));
    Some(Figure { caption, credit, alt })
}

/// The words that stand for a picture.
fn description(dom: &Dom, node: NodeId) -> Option<Text> {
    let alt = dom.attribute(node, "alt").filter(|_| dom.name(node) == "img")?;
    let words = Text::line(alt.trim());
    let file = |words: &str| {
        words.rsplit_once('.').is_some_and(|(_, end)| (2..5).contains(&end.len()) && !words.contains(' '))
    };
    (!words.is_empty() && !file(words.as_str())).then_some(words)
}

/// What becomes of the pictures among the blocks that were kept: of those with a caption the words stay; of the others
/// it is told what they show. No picture itself comes along.
pub(super) fn told(dom: &Dom, kept: &HashSet<NodeId>) -> Vec<Remark> {
    let all = dom.below(Dom::ROOT);
    let is_kept = |node: &NodeId| kept.contains(node);
    let (Some(first), Some(last)) = (all.iter().position(is_kept), all.iter().rposition(is_kept)) else {
        return Vec::new();
    };
    let (mut remarks, mut pictures) = (Vec::new(), 0);
    for node in all.get(first..=last).unwrap_or_default().iter().filter(|node| dom.name(**node) == "img") {
        let furniture =
            dom.ancestors(*node).any(|above| chrome::of(dom, above).is_some() || chrome::is_hidden(dom, above));
        if furniture || chrome::is_hidden(dom, *node) {
            continue;
        }
        pictures += 1;
        let figure = dom.ancestors(*node).find(|above| dom.name(*above) == "figure");
        let captioned = figure.and_then(|figure| read(dom, figure)).is_some_and(|figure| figure.caption.is_some());
        if let Some(words) = description(dom, *node).filter(|_| !captioned) {
            let why = Text::new("what a picture without a caption shows");
            remarks.push(Remark::Dropped { words, why });
        }
    }
    match pictures {
        0 => {}
        1 => remarks
            .push(Remark::Note { text: Text::new("a picture stays on the page; its caption and credit came along") }),
        many => {
            let words = format!("{many} pictures stay on the page; their captions and credits came along");
            remarks.push(Remark::Note { text: Text::new(&words) });
        }
    }
    remarks
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
    use crate::import::{Nowhere, bring_in, html};

    #[test]
    fn what_a_picture_shows_is_kept_with_its_caption_or_told() {
        let prose = "<p>The harbour was opened again on Friday after a week in which no boat had left it at all.</p>";
        let page = format!(
            "<html><body><nav><img src='logo.png' alt='The Courier'></nav><article><h1>Harbour opens again</h1>{prose}
             <figure><img src='a.jpg' alt='Two divers with a lamp'><figcaption>Divers on Friday.</figcaption></figure>{prose}
             <p><img src='b.png' alt='A chart of the tides'></p><img src='c.png' alt='IMG_1.jpg'>{prose}</article></body></html>"
        );
        let made = bring_in(html(page.as_bytes(), None).unwrap(), &Nowhere);
        let photo = made.article.story.iter().find(|item| item.alt.is_some()).expect("a photo");
        assert_eq!(photo.alt, Some(Text::new("Two divers with a lamp")));
        assert_eq!(photo.text.plain(), "Divers on Friday.");
        let told: Vec<String> = made.remarks.iter().map(|remark| format!("{remark:?}")).collect();
        let told = |words: &str| told.iter().any(|told| told.contains(words));
        assert!(told("A chart of the tides") && told("3 pictures stay on the page"), "{:?}", made.remarks);
        assert!(!told("The Courier") && !told("IMG_1"), "{:?}", made.remarks);
    }

    #[test]
    fn a_credit_is_a_name() {
        assert_eq!(plain_credit("Photograph: Ola Brandt/The Post"), "Ola Brandt/The Post");
        assert_eq!(plain_credit("(PHOTO: Ola Brandt)"), "Ola Brandt");
        assert_eq!(plain_credit("Ola Brandt"), "Ola Brandt");
    }
}
