//! The blocks of an article: its headline, its subtitle and every leaf of its story, each with its path.

use std::collections::HashMap;

use crate::model::{Article, Block as Marked, BlockPath, Form, Item, Kind, Mark, Outline, PersonId, Place, Span, Text};

use super::{Block, Revision};

/// The revision of an article.
pub(super) fn of(article: &Article, outline: &Outline) -> Revision {
    let mut maker = Maker { outline, quotes_used: 0, paths: Paths::default(), blocks: Vec::new() };
    maker.add(None, "headline", Place::HEADLINE, &article.head.headline, Vec::new());
    if let Some(subtitle) = &article.head.subtitle {
        maker.add(None, "subtitle", Place::SUBTITLE, subtitle, Vec::new());
    }
    for (at, item) in (0_u32..).zip(&article.story) {
        maker.item(at, item);
    }
    Revision { blocks: maker.blocks }
}

/// Numbers blocks as they come: the second quote under a label is the second wherever the label stands again.
#[derive(Debug, Default)]
pub(super) struct Paths(HashMap<(Option<Text>, Text), u32>);

impl Paths {
    pub(super) fn next(&mut self, section: Option<Text>, kind: Text) -> BlockPath {
        let n = self.0.entry((section.clone(), kind.clone())).or_default();
        *n += 1;
        BlockPath { section, kind, n: *n, speaker: None }
    }
}

struct Maker<'a> {
    outline: &'a Outline,
    /// How many of the outline's quotes have found their block.
    quotes_used: usize,
    paths: Paths,
    blocks: Vec<Block>,
}

impl Maker<'_> {
    fn item(&mut self, at: u32, item: &Item) {
        let section = self.outline.section_of_item(at).map(|section| &self.outline.sections[section]);
        let entries = matches!(section.map(|section| section.kind), Some(Kind::Timeline | Kind::Numbers));
        let label = section.and_then(|section| section.label.as_ref()).map(|label| Text::line(label.as_str()));
        let spoken = item.form == Form::Quote && !has_quotes(item);
        let mut kinds = Vec::new();
        name(&item.text.blocks, style(&item.form), entries, &mut kinds);
        for ((leaf, words), kind) in (0_u32..).zip(item.text.leaves()).zip(kinds) {
            let place = Place { item: at, leaf };
            let mut quotes = self.quotes_at(place);
            if spoken && quotes.is_empty() {
                // the outline has the first paragraph of what somebody said; the others are said as well
                quotes.push((words.text().whole(), item.by.clone()));
            }
            self.add(label.as_ref(), kind, place, words.text(), quotes);
        }
    }

    /// The quotes of a leaf; leaves are asked for in reading order, and quotes stand in it.
    fn quotes_at(&mut self, place: Place) -> Vec<(Span, Option<PersonId>)> {
        let rest = self.outline.quotes.get(self.quotes_used..).unwrap_or_default();
        let before = rest.iter().take_while(|quote| quote.place < place).count();
        let here = rest.iter().skip(before).take_while(|quote| quote.place == place);
        let quotes: Vec<_> = here.map(|quote| (quote.span, quote.attribution.by().cloned())).collect();
        self.quotes_used += before + quotes.len();
        quotes
    }

    fn add(
        &mut self,
        section: Option<&Text>,
        kind: &str,
        place: Place,
        text: &Text,
        quotes: Vec<(Span, Option<PersonId>)>,
    ) {
        if !text.is_empty() {
            let path = self.paths.next(section.cloned(), Text::new(kind));
            self.blocks.push(Block { path, place, text: text.clone(), quotes });
        }
    }
}

/// Whether a mark says who speaks somewhere within the item.
fn has_quotes(item: &Item) -> bool {
    let given = |(_, mark): &(Span, Mark)| matches!(mark, Mark::Quote { attribution, .. } if attribution.is_given());
    item.text.leaves().iter().any(|leaf| leaf.marks().iter().any(given))
}

/// What a paragraph of an item is.
fn style(form: &Form) -> &'static str {
    match form {
        Form::Text | Form::Labelled { .. } => "paragraph",
        Form::Question => "question",
        Form::Heading => "heading",
        Form::Related => "related",
        Form::Photo | Form::Video | Form::Embed => "caption",
        Form::Quote => "quote",
        Form::Number => "entry",
    }
}

/// What each leaf of `blocks` is, in the order of `Markup::leaves`.
fn name(blocks: &[Marked], paragraph: &'static str, entries: bool, kinds: &mut Vec<&'static str>) {
    for block in blocks {
        match block {
            Marked::Paragraph(_) => kinds.push(paragraph),
            Marked::Heading { .. } => kinds.push("heading"),
            Marked::List { items, .. } => {
                let item = if entries { "entry" } else { "bullet" };
                for blocks in items {
                    name(blocks, item, entries, kinds);
                }
            }
            Marked::Code { .. } => kinds.push("code"),
            Marked::Quotation(blocks) => name(blocks, "quote", entries, kinds),
            Marked::Table(rows) => kinds.extend(rows.iter().flatten().map(|_| "cell")),
            Marked::Rule => {}
        }
    }
}
