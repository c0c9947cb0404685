//! The galley: an article's copy in order, before it meets a width.
//!
//! A galley is made once for each reading of a file; a new width or theme makes none again. Search, focus, hints and
//! jumps speak of paragraphs and spans of a galley, so they survive every change of width.

use crate::model::{Article, ArticleId, Kind, Outline, Place, Reference, Rel, Span, Text, sentences};

use super::{
    around::Surroundings,
    code,
    copy::{Copy, runs_rtl},
    foot, head,
    inset::Inset,
    marks::Stretch,
    role::{Emphasis, Role},
    story,
};

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
    /// Words of the story from each paragraph on.
    words_from: Vec<usize>,
    /// Paragraphs that tell of the surroundings, in order: they come and go while the article stays.
    pub(super) around: Vec<usize>,
    /// Paragraphs at the foot that tell of notes whose words are gone, one for each.
    pub lost: Vec<usize>,
    /// Paragraphs that tell what is gone, in order.
    pub gone: Vec<usize>,
}

/// What is set as one: a headline, a label, a paragraph, a list item, a caption, a line of attribution…
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub style: ParagraphStyle,
    /// Everything that can be searched, focused and selected; markers and rails are set around it.
    pub text: Text,
    /// Roles of stretches, sorted, not overlapping; what they leave free has the base role of the style.
    pub marks: Vec<(Span, Role, Emphasis)>,
    /// Words that are set among these and are none of them, in order.
    pub insets: Vec<Inset>,
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
    /// What stood there and is gone, with the block it was in: all of it is set in.
    Gone,
    /// A line of the page's foot: links of the head, log, sources.
    Foot,
    /// A line that a sign stands before: a row of a list across articles.
    Signed {
        sign: Text,
        role: Role,
    },
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
    pub fn new(article: &Article, known: &dyn Fn(&ArticleId) -> Known) -> Self {
        Self::among(article, known, &Surroundings::default())
    }

    /// The galley of `article` among the others of its library, as far as those have been asked.
    #[must_use]
    pub fn among(article: &Article, known: &dyn Fn(&ArticleId) -> Known, around: &Surroundings) -> Self {
        let mut copy = Copy::new(article, Outline::of(article), known, around);
        head::lay(&mut copy);
        story::lay(&mut copy);
        foot::lay(&mut copy);
        copy.galley.counted()
    }

    /// The galley of plain code (the YAML source of an article, highlighted).
    #[must_use]
    pub fn of_source(title: &Text, source: &Text, lang: &str) -> Self {
        let paragraph = |style, text: &Text, marks, space_rows| {
            let paragraph = Paragraph::apart(style, text.clone(), marks, space_rows);
            Paragraph { rtl: false, ..paragraph }
        };
        let style = ParagraphStyle::Code { lang: Some(Text::line(lang)) };
        let paragraphs = vec![
            paragraph(ParagraphStyle::Headline, title, Vec::new(), 0),
            paragraph(style, source, code::marks(source, lang), 1),
        ];
        Self { paragraphs, ..Self::default() }.counted()
    }

    /// The sentences of one paragraph of running text; none for furniture (attributions, rules, meta).
    #[must_use]
    pub fn sentences(&self, paragraph: usize) -> Vec<SentenceStop> {
        let Some(words) = self.paragraphs.get(paragraph).filter(|words| words.is_running()) else { return Vec::new() };
        sentences(&words.text).into_iter().map(|span| SentenceStop { paragraph, span }).collect()
    }

    /// Words in the paragraphs from `paragraph` on: minutes left are these at 230 a minute.
    #[must_use]
    pub fn words_from(&self, paragraph: usize) -> usize {
        self.words_from.get(paragraph).copied().unwrap_or(0)
    }

    /// The number of a paragraph where none told of the surroundings: what can be kept. Of one that does, that of the one
    /// above it.
    #[must_use]
    pub fn kept(&self, paragraph: usize) -> usize {
        let above = self.around.partition_point(|around| *around <= paragraph);
        paragraph - above.min(paragraph)
    }

    /// The paragraph of a number that was kept.
    #[must_use]
    pub fn from_kept(&self, kept: usize) -> usize {
        self.around.iter().fold(kept, |paragraph, around| paragraph + usize::from(*around <= paragraph))
    }

    /// Counts the words from each paragraph to the end of the story.
    fn counted(mut self) -> Self {
        let mut words = 0;
        self.words_from = vec![0; self.paragraphs.len()];
        for (from, paragraph) in self.words_from.iter_mut().zip(&self.paragraphs).rev() {
            if paragraph.place.is_some_and(Place::in_story) {
                words += words_in(paragraph.text.as_str());
            }
            *from = words;
        }
        self
    }
}

impl Paragraph {
    /// Words that stand in no article: what byline itself says.
    #[must_use]
    pub fn apart(style: ParagraphStyle, text: Text, marks: Vec<Stretch>, space_rows: u8) -> Self {
        let rtl = runs_rtl(text.as_str(), false);
        Self { style, text, marks, insets: Vec::new(), place: None, section: None, kind: None, rtl, space_rows }
    }

    /// Whether it is prose that one reads, as against what stands around it.
    #[must_use]
    pub fn is_running(&self) -> bool {
        match self.style {
            ParagraphStyle::Headline
            | ParagraphStyle::Subtitle
            | ParagraphStyle::Question
            | ParagraphStyle::Heading
            | ParagraphStyle::Body
            | ParagraphStyle::Bullet { .. }
            | ParagraphStyle::BulletMore { .. }
            | ParagraphStyle::Entry { .. }
            | ParagraphStyle::Quotation
            | ParagraphStyle::Caption => true,
            ParagraphStyle::Meta
            | ParagraphStyle::Label(_)
            | ParagraphStyle::Code { .. }
            | ParagraphStyle::Table
            | ParagraphStyle::Related
            | ParagraphStyle::Credit
            | ParagraphStyle::Attribution
            | ParagraphStyle::ClaimNote
            | ParagraphStyle::Gone
            | ParagraphStyle::Foot
            | ParagraphStyle::Signed { .. }
            | ParagraphStyle::Rule => false,
        }
    }
}

/// Words as a reader counts them: stretches between spaces.
fn words_in(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let mut before = b' ';
    let mut words = 0;
    for byte in text.bytes() {
        words += usize::from(byte > b' ' && before <= b' ');
        before = byte;
    }
    words
}
