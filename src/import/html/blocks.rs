//! From elements to blocks of copy: what was set as a heading, a list, a quotation, a caption or a table stays one.

mod gather;

use url::Url;

use super::{
    chrome::{self, Chrome},
    dom::{Dom, NodeId},
    figure,
    lens::Lens,
    table,
};
use crate::import::{Block, Style};
use gather::Gather;

/// A block with where it stood.
#[derive(Clone, Debug)]
pub struct Piece {
    pub block: Block,
    /// The element around it.
    pub node: NodeId,
    /// Where it begins: its first text, or else its element.
    pub begins: NodeId,
    /// What an element around it says it is, if not copy.
    pub chrome: Option<Chrome>,
    /// How much of its words stand in links, in hundredths.
    pub linked_percent: usize,
}

/// The blocks of a page in its order, of the words that `lens` looks at. Links are resolved against `base`.
#[must_use]
pub fn pieces<'d>(dom: &'d Dom, base: Option<&'d Url>, lens: Lens<'d>) -> Vec<Piece> {
    let node = Dom::ROOT;
    let gather = Gather::new(base);
    let mut walk = Walk { dom, lens, base, gather, begins: None, figure: None, pieces: Vec::new() };
    walk.block(node, &Around { node, style: Style::Paragraph, chrome: None, lists: 0, flowing: false });
    walk.pieces
}

/// What stands around the words that come next.
#[derive(Clone, Debug)]
struct Around {
    node: NodeId,
    style: Style,
    chrome: Option<Chrome>,
    lists: u8,
    /// Inside a list item, whose paragraphs run on.
    flowing: bool,
}

impl Around {
    fn styled(&self, node: NodeId, style: Style) -> Self {
        Self { node, style, ..self.clone() }
    }
}

struct Walk<'d> {
    dom: &'d Dom,
    lens: Lens<'d>,
    base: Option<&'d Url>,
    gather: Gather<'d>,
    /// The first text of the words that have been gathered.
    begins: Option<NodeId>,
    /// What is known of the figure around.
    figure: Option<figure::Figure>,
    pieces: Vec<Piece>,
}

impl Walk<'_> {
    fn children(&mut self, node: NodeId, around: &Around) {
        for child in self.dom.children(node) {
            self.node(*child, around);
        }
    }

    fn node(&mut self, node: NodeId, around: &Around) {
        if let Some(words) = self.dom.words(node) {
            let blank = words.chars().all(char::is_whitespace);
            if blank || self.lens.sees(node) {
                self.gather.words(words, matches!(around.style, Style::Code { .. }));
                self.begins = self.begins.or((!blank).then_some(node));
            }
            return;
        }
        let name = self.dom.name(node);
        if name.is_empty() || !self.lens.enters(self.dom, node) || self.tells_of_figure(node, around) {
            return;
        }
        match name {
            "br" => self.gather.line_break(),
            "a" | "b" | "strong" | "em" | "i" | "cite" | "dfn" | "code" | "kbd" | "samp" | "tt" | "span" | "font"
            | "q" => {
                self.inline(node, name, around);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(2, |digit| digit - b'0');
                self.block(node, &self.within(around, node, Style::Heading(level)));
            }
            "ul" | "ol" | "menu" => self.list(node, name == "ol", around),
            "blockquote" => self.block(node, &self.within(around, node, Style::Quotation)),
            "pre" => {
                let lang = code_language(self.dom, node);
                self.block(node, &self.within(around, node, Style::Code { lang }));
            }
            "figure" => self.figure(node, around),
            // that of a picture is read with it
            "figcaption" => self.block(node, &self.within(around, node, Style::Paragraph)),
            "table" => self.table(node, around),
            "hr" => {
                self.end(around);
                if !matches!(self.lens, Lens::Rest(_)) {
                    self.put(Block { style: Style::Rule, ..Block::default() }, node, around.chrome);
                }
            }
            "dt" => {
                self.end(around);
                self.gather.open_strong();
                self.children(node, &self.within(around, node, Style::Paragraph));
                self.gather.close_strong();
                self.end(around);
            }
            _ if self.figure.is_none() && figure::boxed(self.dom, node).is_some() => self.figure(node, around),
            _ if chrome::is_block(name) => {
                let inner = self.within(around, node, around.style.clone());
                if chrome::is_caption(self.dom, node) && !matches!(around.style, Style::Caption { .. }) {
                    self.block(node, &inner.styled(node, Style::Caption { credit: None, file: None, alt: None }));
                } else if around.flowing && matches!(name, "p" | "div") {
                    self.gather.words(" ", false);
                    self.children(node, &Around { node: around.node, ..inner });
                    self.gather.words(" ", false);
                } else {
                    self.block(node, &inner);
                }
            }
            _ => self.children(node, around),
        }
    }

    /// What stands around the children of `node`.
    fn within(&self, around: &Around, node: NodeId, style: Style) -> Around {
        let chrome = chrome::of(self.dom, node).or(around.chrome);
        Around { node, style, chrome, ..around.clone() }
    }

    fn block(&mut self, node: NodeId, around: &Around) {
        self.end(around);
        self.children(node, around);
        self.end(around);
    }

    fn inline(&mut self, node: NodeId, name: &str, around: &Around) {
        let bold = matches!(name, "b" | "strong") || chrome::is_bold(self.dom, node);
        let link = (name == "a").then(|| self.dom.attribute(node, "href")).flatten();
        let chrome = chrome::of(self.dom, node).or(around.chrome);
        let inner = Around { chrome, ..around.clone() };
        if bold {
            self.gather.open_strong();
        }
        let emphasis = matches!(name, "em" | "i" | "cite" | "dfn");
        let code = matches!(name, "code" | "kbd" | "samp" | "tt");
        let before = self.gather.enter(emphasis, code, link);
        if name == "q" {
            self.gather.words("“", false);
        }
        self.children(node, &inner);
        if name == "q" {
            self.gather.words("”", false);
        }
        self.gather.leave(before);
        if bold {
            self.gather.close_strong();
        }
    }

    fn list(&mut self, node: NodeId, ordered: bool, around: &Around) {
        self.end(around);
        let start = self.dom.attribute(node, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        let mut number: u64 = start;
        let list = Around { flowing: false, ..self.within(around, node, around.style.clone()) };
        for child in self.dom.children(node) {
            if self.dom.name(*child) != "li" {
                self.node(*child, &list);
                continue;
            }
            if !self.lens.enters(self.dom, *child) {
                continue;
            }
            let depth = around.lists;
            let style = Style::Bullet { depth, number: ordered.then_some(number) };
            number = number.saturating_add(1);
            if holds_sections(self.dom, *child) {
                self.block(*child, &self.within(around, *child, Style::Paragraph));
            } else {
                let item = self.within(&list, *child, style);
                self.block(*child, &Around { lists: depth.saturating_add(1), flowing: true, ..item });
            }
        }
        self.end(around);
    }

    fn figure(&mut self, node: NodeId, around: &Around) {
        self.end(around);
        let inner = self.within(around, node, around.style.clone());
        let Some(figure) = figure::read(self.dom, node, self.lens, self.base) else {
            return self.block(node, &inner);
        };
        let outer = self.figure.replace(figure);
        self.block(node, &inner);
        if let Some(style) = std::mem::replace(&mut self.figure, outer).and_then(figure::Figure::credited) {
            self.put(Block { style, ..Block::default() }, node, inner.chrome);
        }
    }

    /// Reads the caption or the credit of the figure around, if `node` is that.
    fn tells_of_figure(&mut self, node: NodeId, around: &Around) -> bool {
        let Some(figure) = &mut self.figure else { return false };
        if figure.credit.as_ref().is_some_and(|(credit, _)| *credit == node) {
            return true; // it stands with the caption
        }
        let Some(style) = figure.caption.take_if(|caption| *caption == node).map(|_| figure.style()) else {
            return false;
        };
        let count = self.pieces.len();
        self.end(around);
        let inner = self.within(around, node, style);
        self.children(node, &inner);
        self.end(&inner);
        if let Some(figure) = self.figure.as_mut().filter(|_| self.pieces.len() > count) {
            figure.told = true;
        }
        true
    }

    fn table(&mut self, node: NodeId, around: &Around) {
        self.end(around);
        let inner = self.within(around, node, Style::Paragraph);
        match table::rows(self.dom, node, self.lens) {
            Some(rows) => {
                let named = self.dom.children(node).iter().copied().filter(|child| self.dom.name(*child) == "caption");
                for name in named {
                    self.node(name, &inner);
                }
                for row in rows {
                    self.put(Block { style: row, ..Block::default() }, node, inner.chrome);
                }
            }
            None => self.block(node, &inner),
        }
    }

    /// Ends the block whose words have been gathered.
    fn end(&mut self, around: &Around) {
        let linked_percent = self.gather.linked_percent();
        let begins = self.begins.take().unwrap_or(around.node);
        for block in self.gather.take(&around.style) {
            self.pieces.push(Piece { block, node: around.node, begins, chrome: around.chrome, linked_percent });
        }
    }

    fn put(&mut self, block: Block, node: NodeId, chrome: Option<Chrome>) {
        self.pieces.push(Piece { block, node, begins: node, chrome, linked_percent: 0 });
    }
}

/// Whether a list item is a box of the layout, with headings or several paragraphs in it.
fn holds_sections(dom: &Dom, item: NodeId) -> bool {
    let mut paragraphs = 0;
    for node in dom.below(item) {
        match dom.name(node) {
            "h1" | "h2" | "h3" | "h4" | "figure" | "article" | "section" => return true,
            "p" => paragraphs += 1,
            _ => {}
        }
    }
    paragraphs >= 3
}

fn code_language(dom: &Dom, node: NodeId) -> Option<crate::model::Text> {
    let named = [node].into_iter().chain(dom.children(node).iter().copied());
    let classes = named.filter_map(|node| dom.attribute(node, "class"));
    let mut words = classes.flat_map(str::split_ascii_whitespace);
    words
        .find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")))
        .map(crate::model::Text::line)
}
