//! What stands around an article in its library: who links to it, what became of its questions, and what a link that leads
//! nowhere may have meant.

use crate::model::{ArticleId, ClaimId, Date, Kind, Reference, Rel, Text};

use super::{
    copy::{Copy, Stops},
    foot,
    former::Former,
    galley::{Known, LinkStop, ParagraphStyle},
    lost::{self, Lost},
    marks::{Line, shortened},
    role::{Emphasis, Role},
};

/// How much of an answer is told below its question, in cells.
const ANSWER_CELLS: usize = 60;

/// What the library says around an article. Empty until it has been asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    pub backlinks: Vec<Backlink>,
    /// The answers to its open questions.
    pub answers: Vec<Answer>,
    /// What its dangling links may have meant.
    pub meant: Vec<Meant>,
    /// The reader's notes whose words are gone.
    pub lost: Vec<Lost>,
    /// What the article said before it changed.
    pub former: Former,
}

/// An article that links here, seen from its other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// How it stands to this one, each relation once.
    pub rels: Vec<Rel>,
    /// The article, or the one claim of it, that links here.
    pub from: Reference,
    pub headline: Text,
    pub published: Option<Date>,
}

/// An answer to a question of the article, or to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub question: ClaimId,
    /// The claim that answers it.
    pub to: Reference,
    pub partly: bool,
    pub words: Text,
    pub by: Option<Text>,
    pub published: Option<Date>,
}

/// An article that a dangling link may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// The reference as it is written.
    pub written: Text,
    pub id: ArticleId,
    pub headline: Text,
}

/// How a relation reads from its other end: `answered by` for `answers`.
fn backward(rel: Rel) -> &'static str {
    match rel {
        Rel::Updates => "updated by",
        Rel::Background => "background to",
        Rel::Corrects => "corrected by",
        Rel::Contradicts => "contradicted by",
        Rel::BasedOn => "basis of",
        Rel::TranslationOf => "translated as",
        Rel::Answers => "answered by",
        Rel::PartlyAnswers => "partly answered by",
        Rel::Supports => "supported by",
        Rel::Repeats => "repeated by",
        Rel::Related => "mentioned by",
    }
}

/// Several relations in one: `updated by, answered by`.
#[must_use]
pub fn backward_all(rels: &[Rel]) -> String {
    rels.iter().map(|rel| backward(*rel)).collect::<Vec<_>>().join(", ")
}

/// Lays what the foot says of other articles: those that link here, and those that a dangling link may have meant.
pub fn lay(copy: &mut Copy<'_>) {
    let around = copy.around;
    let begin = copy.galley.paragraphs.len();
    if !around.backlinks.is_empty() {
        foot::title(copy, "Linked from");
    }
    for Backlink { rels, from, headline, published } in &around.backlinks {
        let mut line = Line::default();
        line.say(Role::Relation, &backward_all(rels)).plain(" ");
        let start = line.here();
        line.say(Role::Link, headline.as_str());
        let link = start..line.here();
        if let Some(published) = published {
            line.plain(", ").say(Role::Date, published.as_str());
        }
        lay_stop(
            copy,
            ParagraphStyle::Foot,
            line,
            link,
            (from, rels.first().copied().unwrap_or(Rel::Related), headline),
        );
    }
    if !around.meant.is_empty() {
        foot::title(copy, "Links that lead nowhere");
    }
    for Meant { written, id, headline } in &around.meant {
        let mut line = Line::default();
        line.say(Role::LinkAbsent, written.as_str()).plain(" – did you mean ");
        let start = line.here();
        line.say(Role::Link, headline.as_str());
        let link = start..line.here();
        line.plain("?");
        lay_stop(copy, ParagraphStyle::Foot, line, link, (&Reference::Article(id.clone()), Rel::Related, headline));
    }
    lost::lay(copy);
    copy.galley.around.extend(begin..copy.galley.paragraphs.len());
}

/// Lays a line with a link in it, as a stop.
fn lay_stop(
    copy: &mut Copy<'_>,
    style: ParagraphStyle,
    line: Line,
    link: std::ops::Range<usize>,
    (to, rel, headline): (&Reference, Rel, &Text),
) {
    let (text, marks) = line.finish();
    let span = text.span_around(link);
    copy.lay(style, text, marks, None, 0);
    let paragraph = copy.galley.paragraphs.len().saturating_sub(1);
    let known = Known::Present(headline.clone());
    copy.galley.links.push(LinkStop { paragraph, span, to: to.clone(), rel, known });
}

impl Copy<'_> {
    /// Lays below a question what has answered it since.
    pub(super) fn lay_answers(&mut self, stops: &Stops) {
        let around = self.around;
        for question in stops.questions.clone() {
            let Some(id) = self.galley.outline.questions.get(question).map(|question| question.id.clone()) else {
                continue;
            };
            for answer in around.answers.iter().filter(|answer| answer.question == id) {
                self.lay_answer(answer);
            }
        }
    }

    /// `↳ ● answered on 2025-03-05 by Ana Lee: “The state pays.”`
    fn lay_answer(&mut self, answer: &Answer) {
        let mut line = Line::default();
        let (kind, word) = if answer.partly { (Kind::Disputed, "partly answered") } else { (Kind::Known, "answered") };
        line.say(Role::Rail(kind), kind.mark()).plain(" ").shaped(Role::Muted, Emphasis::BOLD, word);
        if let Some(published) = &answer.published {
            line.plain(" on ").say(Role::Date, published.as_str());
        }
        if let Some(by) = &answer.by {
            line.plain(" by ").say(Role::Speaker, by.as_str());
        }
        line.plain(": ");
        let start = line.here();
        line.say(Role::Link, &shortened(answer.words.as_str(), ANSWER_CELLS));
        let link = start..line.here();
        let rel = if answer.partly { Rel::PartlyAnswers } else { Rel::Answers };
        self.galley.around.push(self.galley.paragraphs.len());
        lay_stop(self, ParagraphStyle::ClaimNote, line, link, (&answer.to, rel, &answer.words));
    }
}
