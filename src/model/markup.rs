//! Marked text: the Markdown of an item, as written and as understood.

use super::{ClaimId, PersonId, Reference, Span, Text};

/// Markdown as written, and the blocks it makes. `format::markup` is the only maker, so the two agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// As written, without the indentation of the YAML block.
    pub source: Text,
    pub blocks: Vec<Block>,
}

/// One block of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Inline),
    /// `start` is the first number of an ordered list, `None` for bullets.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// Fenced or indented code, with the language of its fence.
    Code {
        lang: Option<Text>,
        text: Text,
    },
    /// A Markdown block quote (`>`).
    Quotation(Vec<Block>),
    /// A Markdown heading (`##`) inside an item, level 1 to 6.
    Heading {
        level: u8,
        text: Inline,
    },
    /// A table: rows of cells, the first row being the head.
    Table(Vec<Vec<Inline>>),
    Rule,
}

/// A run of text with marks on it. Line breaks inside a paragraph are spaces; a hard break is a line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    pub text: Text,
    /// Sorted by start, the outer before the inner. Marks may nest; they never cross.
    pub marks: Vec<(Span, Mark)>,
}

/// What a stretch of words is, beyond being words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Emphasis,
    Strong,
    Strikethrough,
    Code,
    /// `[words](article)`, `[[article]]`, `[words](https://…)`.
    Link(Reference),
    /// `[words](#claim)`, or the claim of `[words](@person#claim)`.
    Claim(ClaimId),
    /// `[words](@person)`, or a direct quote that was found by rule.
    Quote {
        wording: Wording,
        attribution: Attribution,
    },
}

/// Whether the words are the speaker's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// Between quotation marks: the speaker's own words.
    Direct,
    /// In the reporter's words.
    Indirect,
}

/// Who said it, and how byline knows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Attribution {
    /// A mark in the file names the speaker.
    Given { by: PersonId, circumstance: Option<Text> },
    /// No mark: quotation marks were found by rule. The speaker is named only where the sentence itself leaves no doubt.
    Found { by: Option<PersonId> },
}

impl Attribution {
    /// The speaker, where one is known.
    #[must_use]
    pub fn by(&self) -> Option<&PersonId> {
        match self {
            Self::Given { by, .. } => Some(by),
            Self::Found { by } => by.as_ref(),
        }
    }

    /// Whether a mark in the file says so.
    #[must_use]
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Given { .. })
    }
}

impl Inline {
    /// The words for where no line can be drawn through any of them: those stand between tildes, as they were written. A
    /// figure that was struck out would be read as one that holds.
    #[must_use]
    pub fn written_out(&self) -> String {
        let mut words = String::with_capacity(self.text.len());
        let mut at = 0;
        let struck = self.marks.iter().filter(|(_, mark)| *mark == Mark::Strikethrough);
        // marks are sorted, and one line through words is as good as two
        for (span, _) in struck.filter(|(span, _)| !span.is_empty()) {
            if span.start() >= at {
                words.push_str(self.text.as_str().get(at..span.start()).unwrap_or_default());
                words.extend(["~~", self.text.get(*span), "~~"]);
                at = span.end();
            }
        }
        words.push_str(self.text.as_str().get(at..).unwrap_or_default());
        words
    }
}

impl Markup {
    /// The texts in reading order, depth first. Their position here is the `leaf` of a [`super::Place`];
    /// code blocks count too (their text carries no marks).
    #[must_use]
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::with_capacity(self.blocks.len());
        collect(&self.blocks, &mut leaves);
        leaves
    }

    /// The words alone, blocks parted by blank lines, for counts, exports and searches.
    #[must_use]
    pub fn plain(&self) -> String {
        let texts: Vec<&str> = self.leaves().into_iter().map(|leaf| leaf.text().as_str()).collect();
        texts.join("\n\n")
    }
}

/// The smallest unit that is set as one: a paragraph, the text of a list item, a table cell, a code block.
#[derive(Clone, Copy, Debug)]
pub enum Leaf<'a> {
    Inline(&'a Inline),
    Code(&'a Text),
}

impl<'a> Leaf<'a> {
    #[must_use]
    pub fn text(self) -> &'a Text {
        match self {
            Self::Inline(inline) => &inline.text,
            Self::Code(text) => text,
        }
    }

    /// The marks on it; code has none.
    #[must_use]
    pub fn marks(self) -> &'a [(Span, Mark)] {
        match self {
            Self::Inline(inline) => &inline.marks,
            Self::Code(_) => &[],
        }
    }
}

fn collect<'a>(blocks: &'a [Block], leaves: &mut Vec<Leaf<'a>>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => leaves.push(Leaf::Inline(text)),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, leaves)),
            Block::Code { text, .. } => leaves.push(Leaf::Code(text)),
            Block::Quotation(blocks) => collect(blocks, leaves),
            Block::Table(rows) => leaves.extend(rows.iter().flatten().map(Leaf::Inline)),
            Block::Rule => {}
        }
    }
}
