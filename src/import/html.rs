//! A page saved from the web: its letters, its metadata, its main text, block by block.

mod advertised;
mod blocks;
mod bounds;
mod charset;
mod chrome;
mod collate;
mod dom;
mod figure;
mod lens;
mod linked;
mod links;
mod main_text;
mod metadata;
mod scripted;
mod table;

use url::Url;

use super::{Block, Manuscript, Remark, Style};
use crate::model::{Extra, Head, Text};

pub use advertised::advertised;
pub use bounds::PAGE_MAX_BYTES;
use collate::Kept;
use dom::Dom;
use lens::Lens;
use linked::Linked;
use main_text::MainText;
pub use metadata::date;

/// How many blocks stand above a story at the most: headline, standfirst, byline, dates, pictures.
const MASTHEAD_BLOCKS: usize = 12;

/// The field of the head that keeps where the pictures without a caption are.
const PICTURES_FIELD: &str = "x-pictures";

/// Why a page can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    #[error("the page has {size_bytes} bytes, more than the {max_bytes} that byline reads; save its article alone")]
    TooLarge { size_bytes: usize, max_bytes: usize },
    #[error("the page nests more than {max} elements within each other, which no article does; save its text instead")]
    TooDeep { max: usize },
    #[error("the page has more than {max} elements, or attributes of one; save its article alone")]
    TooFull { max: usize },
    #[error("there are no words of an article on the page; open it in a browser, select the text and import that")]
    Empty,
}

/// Reads a page. `declared` is the character set that HTTP named, if the page came that way.
///
/// # Errors
/// Where the page is larger, deeper or fuller than any article, or there is no text on it.
pub fn html(bytes: &[u8], declared: Option<&str>) -> Result<Manuscript, PageError> {
    if bytes.len() > PAGE_MAX_BYTES {
        return Err(PageError::TooLarge { size_bytes: bytes.len(), max_bytes: PAGE_MAX_BYTES });
    }
    let page = charset::decode(bytes, declared);
    bounds::check(&page)?;
    let dom = Dom::parse(&page);
    let linked = Linked::read(&dom);
    let mut head = metadata::read(&dom, &linked);
    let base = base(&dom, head.url.as_ref());
    let found = legible::parse(&page, None, None).ok().map(|found| found.content);
    drop(page);
    let kept = found.map(|found| Kept::of(&dom, &Dom::parse(&found))).filter(|kept| !kept.is_empty());
    let told = |words: &str| is_told(&head, words);
    let MainText { pieces, mut remarks } = main_text::find(&dom, base.as_ref(), kept.as_ref(), &told);
    let pictures = figure::pictures(&dom, &pieces.iter().map(|piece| piece.node).collect(), base.as_ref());
    remarks.extend(pictures.remarks);
    if !pictures.loose.is_empty() {
        let loose = pictures.loose.into_iter().map(Extra::Text);
        head.extra.push((Text::new(PICTURES_FIELD), Extra::List(loose.collect())));
    }
    let mut blocks: Vec<Block> = Vec::with_capacity(pieces.len());
    for (index, block) in pieces.into_iter().map(|piece| piece.block).enumerate() {
        let words = block.words();
        let above = matches!(block.style, Style::Heading(1)) || index < MASTHEAD_BLOCKS;
        if !(above && matches!(block.style, Style::Heading(_) | Style::Paragraph) && is_told(&head, &words)) {
            blocks.push(block);
        }
    }
    scripted::stand_in(linked.body.as_deref(), &mut blocks, &mut remarks);
    if blocks.iter().all(|block| block.runs.is_empty() && !matches!(block.style, Style::Row { .. })) {
        return Err(PageError::Empty);
    }
    if head.headline.is_empty() {
        head.headline = first_heading(&mut blocks);
    }
    Ok(Manuscript { head, blocks, remarks })
}

/// The blocks of a piece of HTML that is an article already: the body of a feed's entry, of a ninjs item.
///
/// # Errors
/// Where it is larger, deeper or fuller than any article.
pub fn fragment(source: &str, base: Option<&str>) -> Result<(Vec<Block>, Vec<Remark>), PageError> {
    bounds::check(source)?;
    let dom = Dom::parse(source);
    let base = base.and_then(|base| Url::parse(base).ok());
    let pieces = blocks::pieces(&dom, base.as_ref(), Lens::Shown);
    Ok((pieces.into_iter().map(|piece| piece.block).collect(), Vec::new()))
}

/// The words of a piece of HTML on one line.
#[must_use]
pub fn plain(source: &str) -> String {
    if !source.contains(['<', '&']) || bounds::check(source).is_err() {
        return source.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let dom = Dom::parse(source);
    dom.text(Dom::ROOT)
}

/// What links on the page are relative to.
fn base(dom: &Dom, url: Option<&Text>) -> Option<Url> {
    let page = url.and_then(|url| Url::parse(url.as_str()).ok());
    let element = dom.below(Dom::ROOT).into_iter().find(|node| dom.name(*node) == "base");
    match (element.and_then(|node| dom.attribute(node, "href")), page) {
        (Some(href), Some(page)) => page.join(href).ok(),
        (Some(href), None) => Url::parse(href).ok(),
        (None, page) => page,
    }
}

/// Whether the head says these words already: the headline, the subtitle, who wrote it.
fn is_told(head: &Head, words: &str) -> bool {
    let words = letters(words);
    let is = |text: &Text| letters(text.as_str()) == words;
    let by: String = head.by.iter().map(|name| letters(name.as_str())).collect();
    let signed = words.strip_prefix("by").unwrap_or(&words).replace("and", "") == by.replace("and", "");
    !words.is_empty() && (is(&head.headline) || head.subtitle.as_ref().is_some_and(is) || (signed && !by.is_empty()))
}

fn first_heading(blocks: &mut Vec<Block>) -> Text {
    let at = blocks.iter().position(|block| matches!(block.style, Style::Heading(1 | 2)));
    let Some(at) = at.filter(|at| *at < 4) else { return Text::default() };
    let heading = blocks.remove(at);
    Text::line(&heading.runs.iter().map(|run| run.text.as_str()).collect::<String>())
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
