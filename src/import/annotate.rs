//! The rules that make an article of a manuscript, in the order in which they are applied.

use std::collections::HashMap;

use crate::{
    format,
    model::{Article, ArticleId, Form, Head, Item, Person, Text, slug},
};

use super::{
    graf::{Graf, Role},
    manuscript::{Block, Imported, Manuscript, Remark, Style},
    ninjs, prose, story,
};

/// What the rules may know besides the copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Addresses, as the copy has them, that lead to an article of the library.
    pub articles: HashMap<String, ArticleId>,
}

impl Options {
    /// A block whose links into the library name articles.
    fn cross_link(&self, mut block: Block) -> Block {
        for run in &mut block.runs {
            if let Some(id) = run.link.as_ref().and_then(|link| self.articles.get(link.as_str())) {
                run.link = Some(Text::new(id.as_str()));
            }
        }
        block
    }
}

/// Copy on its way to an article: what is settled of its head, and its grafs.
#[derive(Debug)]
pub(super) struct Copydesk<'o> {
    pub head: Head,
    pub grafs: Vec<Graf>,
    pub people: Vec<Person>,
    pub remarks: Vec<Remark>,
    /// The headline was a line of the copy.
    pub taken_headline: bool,
    /// Topics were read below the story.
    pub topics_found: bool,
    pub options: &'o Options,
}

/// Makes an article of a manuscript. Every word of it is in the article or in a remark.
#[must_use]
pub fn annotate(manuscript: Manuscript, options: &Options) -> Imported {
    let Manuscript { mut head, blocks, mut remarks } = manuscript;
    if let Some(lang) = head.lang.take_if(|lang| !format::is_language(lang.as_str())) {
        remarks.push(Remark::Note { text: Text::line(&format!("“{lang}” names no language, and was left out")) });
    }
    let (copy, furniture): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(|block| block.furniture.is_none());
    remarks.extend(furniture.into_iter().filter_map(left_out));
    let blocks = copy.into_iter().map(|block| options.cross_link(block));
    let grafs = blocks.map(Graf::new).filter(|graf| !graf.text.is_empty() || !is_bare(&graf.style));
    let mut desk = Copydesk {
        head,
        grafs: grafs.collect(),
        people: Vec::new(),
        remarks,
        taken_headline: false,
        topics_found: false,
        options,
    };
    desk.part_labels();
    desk.links();
    desk.captions();
    desk.clear();
    desk.masthead();
    desk.clear_rest();
    desk.name_labels();
    desk.timelines();
    desk.endnotes();
    desk.foot();
    desk.headings();
    desk.speakers();
    desk.unknowns();
    let mut story = story::set(&desk);
    if story.is_empty() && (desk.taken_headline || ninjs::is_kept(&desk.head)) {
        // a line alone is headline and story both, since no article is without a story
        desk.note("there is a headline and nothing below it, so it stands as the story too; write more of it");
        story.push(Item::new(Form::Text, format::markup(&prose::set_plain(desk.head.headline.as_str()))));
    }
    let article = Article {
        id: article_id(&desk.head),
        head: desk.head,
        people: desk.people,
        sources: vec![],
        claims: vec![],
        story,
    };
    Imported { article, remarks: desk.remarks }
}

/// What is told of a block that is no copy.
fn left_out(block: Block) -> Option<Remark> {
    let words = Text::line(&block.words());
    let why = block.furniture?;
    (!words.is_empty()).then_some(Remark::Dropped { words, why })
}

/// Whether such a block is nothing without words.
fn is_bare(style: &Style) -> bool {
    !matches!(style, Style::Rule | Style::Row { .. } | Style::Caption { file: Some(_), .. })
}

impl Copydesk<'_> {
    /// Leaves a graf out and says why.
    pub(super) fn drop(&mut self, at: usize, why: &str) {
        let graf = &mut self.grafs[at];
        graf.number();
        graf.role = Role::Gone;
        let words = match &graf.style {
            Style::Caption { credit: Some(credit), .. } => Text::line(&format!("{} {credit}", graf.text)),
            _ => graf.text.clone(),
        };
        self.remarks.push(Remark::Dropped { words, why: Text::new(why) });
    }

    /// The same for several, told as one.
    pub(super) fn drop_together(&mut self, all: &[usize], why: &str) {
        let told = self.remarks.len();
        for at in all {
            self.drop(*at, why);
        }
        let words: Vec<String> = self
            .remarks
            .drain(told..)
            .filter_map(|remark| match remark {
                Remark::Dropped { words, .. } => Some(words.to_string()),
                Remark::Unattributed { .. } | Remark::Proposed { .. } | Remark::Note { .. } => None,
            })
            .collect();
        if !words.is_empty() {
            self.remarks.push(Remark::Dropped { words: Text::line(&words.join(" · ")), why: Text::new(why) });
        }
    }

    pub(super) fn note(&mut self, text: &str) {
        self.remarks.push(Remark::Note { text: Text::line(text) });
    }
}

/// What an article is called by its head: `2025-03-03-a-few-words`, or the words alone where there is no day.
///
/// # Panics
/// Never: letters are an id.
#[must_use]
pub fn article_id(head: &Head) -> ArticleId {
    let words = slug(head.headline.as_str());
    let day = head.published.as_ref().filter(|date| date.is_valid()).and_then(|date| date.as_str().get(..10));
    let name = day.map_or_else(|| words.clone(), |day| format!("{day}-{words}"));
    head.id.clone().or_else(|| name.parse().ok()).or_else(|| "untitled".parse().ok()).expect("letters are an id")
}
