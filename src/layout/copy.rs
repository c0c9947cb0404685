//! The copy of an article: paragraphs laid down one by one, with the stops in them.

use std::{collections::HashMap, ops::Range};

use crate::model::{
    Article, ArticleId, ClaimId, Dir, Inline, Kind, Mark, Outline, PersonId, Place, Reference, Rel, SourceId, Span,
    Text,
};

use super::{
    around::Surroundings,
    galley::{ContentsEntry, Galley, Known, LinkStop, Paragraph, ParagraphStyle, QuestionStop, QuoteStop},
    marks::{Line, Stretch, flatten},
    role::Role,
};

/// An article on its way into a galley.
pub struct Copy<'a> {
    pub article: &'a Article,
    pub galley: Galley,
    known: &'a dyn Fn(&ArticleId) -> Known,
    pub(super) around: &'a Surroundings,
    /// Tables by key, so that no mark searches them.
    people: HashMap<&'a PersonId, usize>,
    claims: HashMap<&'a ClaimId, usize>,
    sources: HashMap<&'a SourceId, usize>,
    /// Where own claims stand first, by index into the outline.
    pub(super) stated: HashMap<ClaimId, usize>,
    /// People who have been described already, by index.
    pub(super) described: Vec<bool>,
    /// Whether it has been said what an indirect quote is.
    pub(super) explained: bool,
    /// How far the outline's quotes, claims and questions have been used.
    used: [usize; 3],
    section: Option<u32>,
    kind: Option<Kind>,
}

/// What of the outline stands in some paragraphs, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stops {
    pub quotes: Range<usize>,
    pub claims: Range<usize>,
    pub questions: Range<usize>,
}

impl Stops {
    /// Both, where `later` stands below in the same item.
    pub fn and(&mut self, later: Self) {
        *self = if *self == Self::default() { later } else { self.up_to(&later) };
    }

    fn up_to(&self, later: &Self) -> Self {
        Self {
            quotes: self.quotes.start..later.quotes.end,
            claims: self.claims.start..later.claims.end,
            questions: self.questions.start..later.questions.end,
        }
    }
}

impl<'a> Copy<'a> {
    #[must_use]
    pub fn new(
        article: &'a Article,
        outline: Outline,
        known: &'a dyn Fn(&ArticleId) -> Known,
        around: &'a Surroundings,
    ) -> Self {
        let claims = outline.claims.iter().enumerate().rev();
        let stated = claims.map(|(index, claim)| (claim.id.clone(), index)).collect();
        let mut galley = Galley::default();
        galley.outline = outline;
        Self {
            article,
            galley,
            known,
            around,
            people: article.people.iter().enumerate().map(|(index, person)| (&person.id, index)).collect(),
            claims: article.claims.iter().enumerate().map(|(index, claim)| (&claim.id, index)).collect(),
            sources: article.sources.iter().enumerate().map(|(index, source)| (&source.id, index)).collect(),
            stated,
            described: vec![false; article.people.len()],
            explained: false,
            used: [0; 3],
            section: None,
            kind: None,
        }
    }

    /// What follows stands in that section of the outline, or in none.
    pub fn enter(&mut self, section: Option<usize>) {
        self.kind = section.and_then(|index| self.galley.outline.sections.get(index)).map(|section| section.kind);
        self.section = section.filter(|_| self.kind.is_some()).and_then(|index| u32::try_from(index).ok());
    }

    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<usize> {
        self.people.get(id).copied()
    }

    #[must_use]
    pub fn claim(&self, id: &ClaimId) -> Option<usize> {
        self.claims.get(id).copied()
    }

    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<usize> {
        self.sources.get(id).copied()
    }

    /// What the library says of a target. Claims of the article itself are looked up in it.
    #[must_use]
    pub fn known(&self, to: &Reference) -> Known {
        match to {
            Reference::Article(id) | Reference::Claim { article: Some(id), .. } => (self.known)(id),
            Reference::Claim { article: None, claim } => {
                if self.stated.contains_key(claim) || self.claims.contains_key(claim) {
                    Known::Present(self.article.head.headline.clone())
                } else {
                    Known::Absent
                }
            }
            Reference::Address(_) | Reference::Words(_) => Known::NotYet,
        }
    }

    /// Lays down a paragraph.
    pub fn lay(
        &mut self,
        style: ParagraphStyle,
        text: Text,
        marks: Vec<Stretch>,
        place: Option<Place>,
        space_rows: u8,
    ) {
        let rtl = self.is_rtl(text.as_str());
        let (section, kind) = (self.section, self.kind);
        let insets = self.insets(place, &style);
        self.galley.paragraphs.push(Paragraph { style, text, marks, insets, place, section, kind, rtl, space_rows });
    }

    /// Lays down a line that byline words itself.
    pub fn lay_line(&mut self, style: ParagraphStyle, line: Line, space_rows: u8) {
        let (text, marks) = line.finish();
        self.lay(style, text, marks, None, space_rows);
    }

    /// Lays down a text of the story as it stands, with its marks and stops.
    pub fn lay_leaf(&mut self, style: ParagraphStyle, leaf: &Inline, place: Place, space_rows: u8) -> Stops {
        let marks = self.stretches(leaf);
        self.lay(style, leaf.text.clone(), marks, Some(place), space_rows);
        self.stop(leaf, place, 0)
    }

    /// The roles of a text of the story.
    #[must_use]
    pub fn stretches(&self, leaf: &Inline) -> Vec<Stretch> {
        if leaf.marks.is_empty() {
            return Vec::new();
        }
        flatten(&leaf.text, &leaf.marks, Role::Text, &|to| link_role(to, &self.known(to)))
    }

    /// Notes the stops of a text that stands in the last paragraph, `shift` bytes from its beginning.
    pub fn stop(&mut self, leaf: &Inline, place: Place, shift: usize) -> Stops {
        let links = leaf.marks.iter().filter_map(|(span, mark)| match mark {
            Mark::Link(to) => Some((*span, to.clone())),
            Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Code | Mark::Claim(_) | Mark::Quote { .. } => {
                None
            }
        });
        for (span, to) in links {
            let span = self.shifted(span, shift);
            self.stop_link(span, to, Rel::Related);
        }
        self.stop_outline(place, shift)
    }

    /// Notes a link in the last paragraph.
    pub fn stop_link(&mut self, span: Span, to: Reference, rel: Rel) {
        let known = self.known(&to);
        let paragraph = self.galley.paragraphs.len().saturating_sub(1);
        self.galley.links.push(LinkStop { paragraph, span, to, rel, known });
    }

    /// Notes quotes and questions at `place`, and tells which claims stand there.
    fn stop_outline(&mut self, place: Place, shift: usize) -> Stops {
        let outline = &self.galley.outline;
        let quotes = upto(self.used[0], &outline.quotes, place, |quote| quote.place);
        let claims = upto(self.used[1], &outline.claims, place, |claim| claim.place);
        let questions = upto(self.used[2], &outline.questions, place, |question| question.place);
        self.used = [quotes.end, claims.end, questions.end];
        let paragraph = self.galley.paragraphs.len().saturating_sub(1);
        for quote in quotes.clone() {
            let span = self.galley.outline.quotes[quote].span;
            let span = self.shifted(span, shift);
            self.galley.quotes.push(QuoteStop { paragraph, span, quote });
        }
        for question in questions.clone() {
            let span = self.galley.outline.questions[question].span;
            let span = self.shifted(span, shift);
            self.galley.questions.push(QuestionStop { paragraph, span, question });
        }
        let section = self.section;
        if let Some(entry) = self.galley.contents.last_mut().filter(|entry| entry.section == section) {
            entry.quotes += count(&quotes);
            entry.questions += count(&questions);
        }
        Stops { quotes, claims, questions }
    }

    fn shifted(&self, span: Span, shift: usize) -> Span {
        if shift == 0 {
            return span;
        }
        let text = self.galley.paragraphs.last().map(|paragraph| &paragraph.text);
        text.map_or(span, |text| text.span_around(span.start() + shift..span.end() + shift))
    }

    /// Adds a row to the contents: what begins with the next paragraph.
    pub fn announce(&mut self, depth: u8, text: Text) {
        let paragraph = self.galley.paragraphs.len();
        let (section, kind) = (self.section, self.kind);
        self.galley.contents.push(ContentsEntry { depth, text, kind, paragraph, section, quotes: 0, questions: 0 });
    }

    /// Whether a text runs from right to left: by its first letter, or where it has none by the head.
    fn is_rtl(&self, text: &str) -> bool {
        runs_rtl(text, self.article.head.dir == Some(Dir::Rtl))
    }
}

/// Whether a text runs from right to left, by its first letter; `otherwise` where it has none.
#[must_use]
pub fn runs_rtl(text: &str, otherwise: bool) -> bool {
    use unicode_bidi::{BidiClass, bidi_class};
    if text.is_ascii() {
        return otherwise && !text.bytes().any(|byte| byte.is_ascii_alphabetic());
    }
    let strong = text.chars().find_map(|c| match bidi_class(c) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    });
    strong.unwrap_or(otherwise)
}

/// The indices from `used` on whose place is `place`; what lies before it is passed over.
fn upto<T>(used: usize, all: &[T], place: Place, of: impl Fn(&T) -> Place) -> Range<usize> {
    let rest = all.get(used..).unwrap_or_default();
    let start = used + rest.iter().take_while(|one| of(one) < place).count();
    let here = all.get(start..).unwrap_or_default().iter().take_while(|one| of(one) == place).count();
    start..start + here
}

fn count(range: &Range<usize>) -> u32 {
    u32::try_from(range.len()).unwrap_or(u32::MAX)
}

/// The role of a link, by its target and what is known of it.
#[must_use]
pub fn link_role(to: &Reference, known: &Known) -> Role {
    match (to, known) {
        (Reference::Address(_), _) => Role::Address,
        (_, Known::Absent) => Role::LinkAbsent,
        (_, Known::NotYet | Known::Present(_)) => Role::Link,
    }
}
