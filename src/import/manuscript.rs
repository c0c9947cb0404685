//! A manuscript: copy as it came in, in order, before byline has said what each part of it is.

use crate::model::{Article, Head, Text};

/// The copy of one article, with what its format says of it as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// What the format itself tells (metadata of a page, fields of a feed's entry); the rest is for the rules to find.
    pub head: Head,
    pub blocks: Vec<Block>,
    /// What reading the format left out already, each with the reason.
    pub remarks: Vec<Remark>,
}

/// One block of copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub style: Style,
    pub runs: Vec<Run>,
    /// What the format says it is, where it says that it is no copy. It ends the sentence "left out as …".
    pub furniture: Option<Text>,
}

impl Block {
    /// The words of the block on one line.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.style {
            Style::Row { cells, .. } => cells.iter().map(Text::as_str).collect::<Vec<_>>().join(" "),
            Style::Caption { credit: Some(credit), .. } if self.runs.is_empty() => credit.to_string(),
            _ => self.runs.iter().map(|run| run.text.as_str()).collect(),
        }
    }
}

/// How a block was set where it came from. Plain text knows paragraphs and bullets alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Paragraph,
    /// A heading in the markup, 1 to 6.
    Heading(u8),
    /// A list item: depth from 0, and its number in an ordered list.
    Bullet {
        depth: u8,
        number: Option<u64>,
    },
    /// A block quotation.
    Quotation,
    /// The words below a picture.
    Caption {
        credit: Option<Text>,
        file: Option<Text>,
        /// What is to be seen, for those who can't see it.
        alt: Option<Text>,
    },
    Code {
        lang: Option<Text>,
    },
    /// A row of a table, by cells; the first of a table is its head.
    Row {
        cells: Vec<Text>,
        head: bool,
    },
    Rule,
}

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: Text,
    pub strong: bool,
    pub emphasis: bool,
    pub code: bool,
    /// Where a link leads, as written.
    pub link: Option<Text>,
}

/// An article that was made of a manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub article: Article,
    pub remarks: Vec<Remark>,
}

/// Something whoever keeps the article should know: no word goes away in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Left out; `why` ends the sentence "left out as …".
    Dropped { words: Text, why: Text },
    /// A quote without a sure speaker.
    Unattributed { words: Text },
    /// Something byline proposes and did not do.
    Proposed { words: Text, what: Text },
    /// Anything else worth a look.
    Note { text: Text },
}
