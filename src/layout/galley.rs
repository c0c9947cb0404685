//! The galley: an article's copy in order, before it meets a width.
//!
//! A galley is made once for each reading of a file; a new width or theme makes none again. Search, focus, hints and
//! jumps speak of paragraphs and spans of a galley, so they survive every change of width.

use crate::model::{Article, ArticleId, Kind, Outline, Place, Reference, Rel, Span, Text};

use super::role::{Emphasis, Role};

/// What the library says of an article that a link names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// The library has not been read yet: say nothing about it.
    NotYet,
    /// The library does not hold it.
    Absent,
    /// It is there, under this headline.
    Present(Text),
}

/// An article's copy, paragraph by paragraph, with what can be jumped to.
#[derive(Clone, Debug, Default)]
pub struct Galley {
    pub paragraphs: Vec<Paragraph>,
    pub outline: Outline,
    /// Sections and groups in order, for the contents pane and `]]`.
    pub contents: Vec<ContentsEntry>,
    /// All of these in reading order.
    pub quotes: Vec<QuoteStop>,
    pub links: Vec<LinkStop>,
    pub questions: Vec<QuestionStop>,
}

/// What is set as one: a headline, a label, a paragraph, a list item, a caption, a line of attribution…
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub style: ParagraphStyle,
    /// Everything that can be searched, focused and selected; markers and rails are set around it.
    pub text: Text,
    /// Roles of stretches, sorted, not overlapping; what they leave free has the base role of the style.
    pub marks: Vec<(Span, Role, Emphasis)>,
    /// Where the text stands in the article; `None` for what byline itself says (attributions, notes of a claim).
    pub place: Option<Place>,
    /// The section it belongs to, by index into the outline; `None` above the first.
    pub section: Option<u32>,
    /// The section's kind, for the rail; `None` where there is no rail (the head of the page).
    pub kind: Option<Kind>,
    /// Whether the text runs from right to left.
    pub rtl: bool,
    /// Empty rows above it.
    pub space_rows: u8,
}

/// How a paragraph is set: its indentation, marker and base role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParagraphStyle {
    Headline,
    Subtitle,
    /// Byline, dates, topics, counts.
    Meta,
    /// The label of a section.
    Label(Kind),
    Question,
    Heading,
    Body,
    /// A list item: nesting depth from 0, and what stands before it (`•`, `3.`).
    Bullet {
        depth: u8,
        marker: Text,
    },
    /// A further paragraph of a list item.
    BulletMore {
        depth: u8,
    },
    /// A timeline or numbers entry: its text begins with the term (a date, a figure), which is set apart.
    Entry {
        term: Span,
    },
    /// A Markdown block quote, or a `quote` item.
    Quotation,
    /// Code: lines are kept, and cut rather than wrapped.
    Code {
        lang: Option<Text>,
    },
    /// A row of a table, already padded.
    Table,
    Related,
    Caption,
    Credit,
    /// The speaker below a quote: who, in which role, when, direct or not, given or found.
    Attribution,
    /// What is said of a claim below it: status, source, links.
    ClaimNote,
    /// A line of the page's foot: links of the head, log, sources.
    Foot,
    /// A line across.
    Rule,
}

/// A row of the contents pane.
#[derive(Clone, Debug)]
pub struct ContentsEntry {
    /// 0 for groups and sections outside any group, 1 for sections of a group.
    pub depth: u8,
    pub text: Text,
    /// `None` for groups.
    pub kind: Option<Kind>,
    /// The paragraph it begins with.
    pub paragraph: usize,
    /// The section, by index into the outline; `None` for groups.
    pub section: Option<u32>,
    /// Quotes in it, and open questions.
    pub quotes: u32,
    pub questions: u32,
}

/// A quote that can be jumped to.
#[derive(Clone, Debug)]
pub struct QuoteStop {
    pub paragraph: usize,
    pub span: Span,
    /// By index into `outline.quotes`.
    pub quote: usize,
}

/// A link that can be jumped to and followed.
#[derive(Clone, Debug)]
pub struct LinkStop {
    pub paragraph: usize,
    pub span: Span,
    pub to: Reference,
    pub rel: Rel,
    /// What the library said when the galley was made.
    pub known: Known,
}

/// An open question that can be jumped to.
#[derive(Clone, Debug)]
pub struct QuestionStop {
    pub paragraph: usize,
    pub span: Span,
    /// By index into `outline.questions`.
    pub question: usize,
}

/// A sentence that can be jumped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceStop {
    pub paragraph: usize,
    pub span: Span,
}

impl Galley {
    /// Makes the galley of `article`. `known` tells what the library says of another article.
    #[must_use]
    pub fn new(_article: &Article, _known: &dyn Fn(&ArticleId) -> Known) -> Self {
        todo!()
    }

    /// The galley of plain code (the YAML source of an article, highlighted).
    #[must_use]
    pub fn of_source(_title: &Text, _source: &Text, _lang: &str) -> Self {
        todo!()
    }

    /// The sentences of one paragraph of running text; none for furniture (attributions, rules, meta).
    #[must_use]
    pub fn sentences(&self, _paragraph: usize) -> Vec<SentenceStop> {
        todo!()
    }

    /// Words in the paragraphs from `paragraph` on: minutes left are these at 230 a minute.
    #[must_use]
    pub fn words_from(&self, _paragraph: usize) -> usize {
        todo!()
    }
}
