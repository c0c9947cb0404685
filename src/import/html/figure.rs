//! Pictures: their captions, and who is credited.

use std::collections::HashSet;

use url::Url;

use super::{
    chrome,
    dom::{Dom, NodeId},
    lens::Lens,
    links,
};
use crate::{
    import::{Remark, Style},
    model::Text,
};

/// The most addresses of pictures without a caption that are kept.
const LOOSE_MAX: usize = 100;

/// What stands in a box with a picture and has more words is the story.
const BOXED_MAX_WORDS: usize = 40;
/// The most elements and texts in such a box.
const BOXED_MAX_NODES: usize = 40;
/// So many paragraphs beside a box make it one within a story.
const BESIDE_MIN: usize = 3;
/// Among more elements side by side none is looked for.
const BESIDE_MAX: usize = 2000;

/// What a figure says.
#[derive(Debug)]
pub(super) struct Figure {
    /// The element that holds the caption.
    pub caption: Option<NodeId>,
    /// The element that holds the credit, and its words.
    pub credit: Option<(NodeId, Text)>,
    /// What the picture shows, where its caption does not say the same.
    pub alt: Option<Text>,
    /// Where its picture is, as far as that is known.
    pub file: Option<Text>,
    /// Its caption has become a block.
    pub told: bool,
}

impl Figure {
    pub(super) fn style(&self) -> Style {
        let credit = self.credit.as_ref().map(|(_, words)| words.clone());
        Style::Caption { credit, file: self.file.clone(), alt: self.alt.clone() }
    }

    /// The style of a block for the credit alone, where there was no caption to go with it.
    pub(super) fn credited(self) -> Option<Style> {
        (!self.told && self.credit.is_some()).then(|| self.style())
    }
}

/// Reads a figure of a picture or a film; `None` where something else was set as one (a table, a quotation, code).
pub(super) fn read(dom: &Dom, figure: NodeId, lens: Lens<'_>, base: Option<&Url>) -> Option<Figure> {
    let below = dom.below(figure);
    let holds = |names: &[&str]| below.iter().any(|node| names.contains(&dom.name(*node)));
    let other = holds(&["table", "blockquote", "pre", "ul", "ol"]);
    if other && !holds(&["img", "picture", "video"]) {
        return None;
    }
    let caption = below.iter().copied().find(|node| dom.name(*node) == "figcaption");
    let caption = caption.or_else(|| below.iter().copied().find(|node| chrome::is_caption(dom, *node)));
    let caption = caption.or_else(|| boxed(dom, figure));
    let mut credits = below.iter().copied().filter(|node| chrome::is_credit(dom, *node));
    let credit = credits.find_map(|node| {
        let words = Text::line(plain_credit(&lens.text(dom, node)));
        (!words.is_empty()).then_some((node, words))
    });
    let said = caption.map(|node| dom.text(node)).unwrap_or_default();
    let alt = below.iter().find_map(|node| description(dom, *node)).filter(|alt| !said.contains(alt.as_str()));
    let file = below.iter().find_map(|node| address(dom, *node, base));
    Some(Figure { caption, credit, alt, file, told: false })
}

/// The paragraph in a box that holds one picture, this paragraph and nothing else, among paragraphs of a story: a caption,
/// though nothing calls it that.
pub(super) fn boxed(dom: &Dom, node: NodeId) -> Option<NodeId> {
    if !matches!(dom.name(node), "div" | "span" | "section" | "aside") {
        return None;
    }
    let below = dom.few_below(node, BOXED_MAX_NODES)?;
    let named =
        |names: &[&str]| below.iter().copied().filter(|node| names.contains(&dom.name(*node))).collect::<Vec<NodeId>>();
    let (pictures, paragraphs) = (named(&["img"]), named(&["p"]));
    let ([_], [caption]) = (pictures.as_slice(), paragraphs.as_slice()) else { return None };
    let words = dom.text(*caption);
    let others = named(&["h1", "h2", "h3", "h4", "h5", "h6", "li", "button", "figure"]);
    let alone = others.is_empty() && dom.text(node) == words;
    // a card leads to another article by its words
    let linked: usize = named(&["a"]).iter().map(|link| dom.text(*link).len()).sum();
    let fits = (1..=BOXED_MAX_WORDS).contains(&words.split_whitespace().count()) && linked * 2 < words.len();
    let beside = dom.children(dom.parent(node)?);
    let among = || beside.iter().filter(|child| dom.name(**child) == "p").count() >= BESIDE_MIN;
    (alone && fits && beside.len() <= BESIDE_MAX && among()).then_some(*caption)
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

/// Where the picture of an `img` is: on the web, since a page that is kept has no other pictures.
fn address(dom: &Dom, node: NodeId, base: Option<&Url>) -> Option<Text> {
    if dom.name(node) != "img" {
        return None;
    }
    // a picture that is fetched late has a blank for the time until then
    let named = ["data-src", "data-original", "data-lazy-src", "src"].map(|name| dom.attribute(node, name));
    let several = ["data-srcset", "srcset"].map(|name| dom.attribute(node, name)?.split_ascii_whitespace().next());
    named.into_iter().chain(several).flatten().find_map(|raw| Some(Text::line(&links::address(raw, base)?)))
}

/// What becomes of the pictures among the blocks that were kept.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    pub remarks: Vec<Remark>,
    /// Where those without a caption are.
    pub loose: Vec<Text>,
}

/// Looks at the pictures among the blocks that were kept: of those with a caption the words stay, and where they are; of
/// the others it is told what they show. No picture itself comes along.
pub(super) fn pictures(dom: &Dom, kept: &HashSet<NodeId>, base: Option<&Url>) -> Pictures {
    let seen = Seen::of(dom, kept);
    let mut pictures = Pictures::default();
    let known: HashSet<Text> = seen.captioned.iter().filter_map(|node| address(dom, *node, base)).collect();
    for node in &seen.loose {
        if let Some(words) = description(dom, *node) {
            let why = Text::new("what a picture without a caption shows");
            pictures.remarks.push(Remark::Dropped { words, why });
        }
        let address = address(dom, *node, base).filter(|address| !known.contains(address));
        pictures.loose.extend(address.filter(|_| pictures.loose.len() < LOOSE_MAX));
    }
    pictures.loose.sort();
    pictures.loose.dedup();
    let words = match seen.loose.len() + seen.captioned.len() {
        0 => return pictures,
        1 => "a picture stays on the page; its caption and credit came along".to_owned(),
        many => format!("{many} pictures stay on the page; their captions and credits came along"),
    };
    pictures.remarks.push(Remark::Note { text: Text::new(&words) });
    pictures
}

/// The pictures between the first and the last block that was kept, by whether a figure has a caption for them.
#[derive(Default)]
struct Seen {
    captioned: Vec<NodeId>,
    loose: Vec<NodeId>,
}

impl Seen {
    fn of(dom: &Dom, kept: &HashSet<NodeId>) -> Self {
        let (mut within, mut seen, mut count) = (false, Self::default(), (0, 0));
        let mut open = vec![(Dom::ROOT, false)];
        while let Some((node, captioned)) = open.pop() {
            if kept.contains(&node) {
                (within, count) = (true, (seen.captioned.len(), seen.loose.len()));
            }
            if !dom.is_element(node) && node != Dom::ROOT
                || chrome::of(dom, node).is_some()
                || chrome::is_hidden(dom, node)
            {
                continue;
            }
            let captioned =
                captioned || ((dom.name(node) == "figure" && has_caption(dom, node)) || boxed(dom, node).is_some());
            if dom.name(node) == "img" && within {
                let pictures = if captioned { &mut seen.captioned } else { &mut seen.loose };
                pictures.push(node);
            }
            open.extend(dom.children(node).iter().rev().map(|child| (*child, captioned)));
        }
        // what came behind the last block
        seen.captioned.truncate(count.0);
        seen.loose.truncate(count.1);
        seen
    }
}

fn has_caption(dom: &Dom, figure: NodeId) -> bool {
    read(dom, figure, Lens::Shown, None).is_some_and(|figure| figure.caption.is_some())
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
    use crate::{
        import::{Nowhere, bring_in, html},
        model::{Extra, Form},
    };

    #[test]
    fn a_line_in_a_box_with_a_picture_is_its_caption() {
        let prose = "<p>The harbour was opened again on Friday after a week in which no boat had left it at all.</p>";
        let captions = |body: &str| {
            let page = format!("<article><h1>Harbour opens again</h1>{prose}{body}{prose}{prose}</article>");
            let made = bring_in(html(page.as_bytes(), None).unwrap(), &Nowhere);
            let photos = made.article.story.into_iter().filter(|item| item.form == Form::Photo);
            photos.map(|item| item.text.plain().clone()).collect::<Vec<String>>()
        };
        let box_of =
            |inner: &str| captions(&format!("<div class='pic'><a href='#'><img src='a.jpg'></a>{inner}</div>"));
        assert_eq!(box_of("<p>Divers went down on Friday</p>"), ["Divers went down on Friday"]);
        assert!(box_of("<p><a href='/other'>Read of the divers</a></p>").is_empty(), "a card");
        assert!(box_of("<h3>Divers</h3><p>They went down.</p>").is_empty(), "a section");
        assert!(box_of(&format!("{prose}{prose}")).is_empty(), "the story");
    }

    #[test]
    fn what_a_picture_shows_is_kept_with_its_caption_or_told() {
        let prose = "<p>The harbour was opened again on Friday after a week in which no boat had left it at all.</p>";
        let page = format!(
            "<html><head><base href='https://example.org/'></head><body><nav><img src='logo.png' alt='The Courier'></nav><article><h1>Harbour opens again</h1>{prose}
             <figure><img src='a.jpg' alt='Two divers with a lamp'><figcaption>Divers on Friday.</figcaption></figure>{prose}
             <p><img src='b.png' alt='A chart of the tides'></p><img src='c.png' alt='IMG_1.jpg'>{prose}</article></body></html>"
        );
        let made = bring_in(html(page.as_bytes(), None).unwrap(), &Nowhere);
        let photo = made.article.story.iter().find(|item| item.alt.is_some()).expect("a photo");
        assert_eq!(photo.alt, Some(Text::new("Two divers with a lamp")));
        assert_eq!(photo.text.plain(), "Divers on Friday.");
        assert_eq!(photo.file, Some(Text::new("https://example.org/a.jpg")));
        let loose = ["https://example.org/b.png", "https://example.org/c.png"].map(|file| Extra::Text(Text::new(file)));
        assert_eq!(made.article.head.extra, [(Text::new("x-pictures"), Extra::List(loose.to_vec()))]);
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
