//! Modes: what has the keyboard before any command. Each case owns its data, so two can't be open at once.

use std::collections::BTreeSet;

use crate::{
    library::{Assertion, Question},
    model::{AnnotationId, ArticleId, Place, Span, Text},
    study::{CardId, EntryId, Proposal},
};

use super::{Completing, Editor, Effect, Export, Hints, LinkRow, Look, Note, Prompt, Tagging, command::Command};

/// What has the keyboard.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// Keys are commands.
    #[default]
    Normal,
    /// Words to find are being typed; `origin` is the row to go back to on Esc.
    Find {
        prompt: Prompt,
        origin: usize,
    },
    /// The shelf's filter is being typed; `before` is the filter to go back to on Esc.
    Filter {
        prompt: Prompt,
        before: String,
        completing: Box<Completing>,
    },
    /// The tags of an article are being typed.
    ArticleTags(Box<ArticleTags>),
    /// Letters stand at the links and quotes in view.
    Hints(Hints),
    /// A letter is awaited.
    Letter(LetterFor),
    Palette(Palette),
    Help(Help),
    Themes(Themes),
    /// An address is shown before it is opened.
    Address(Address),
    Faults(Faults),
    /// What a board is to show is being typed; `before` is what to go back to on Esc. `fresh`: the board was opened for it.
    Query {
        prompt: Prompt,
        before: String,
        fresh: bool,
        completing: Box<Completing>,
    },
    /// The date at which a board is to look is being typed.
    AsOf {
        prompt: Prompt,
    },
    /// The links of the open article, to walk.
    Links(Links),
    /// A proposed answer is shown before it is written down.
    Accept(Box<Acceptance>),
    /// A note is being written.
    Note(Box<Note>),
    /// Tags are being typed.
    Tags(Box<Tagging>),
    /// Cards that a passage proposes.
    Cards(Box<Cards>),
    /// Words of a sentence are chosen that a card leaves out.
    Gap(Box<Gap>),
    /// A card is being edited.
    CardEdit(Box<CardEdit>),
    /// The answer of a card is being typed.
    Answer {
        prompt: Prompt,
    },
    /// A line is being typed for something.
    Line {
        what: LineFor,
        prompt: Prompt,
    },
    /// A file is there already: whether it may be replaced.
    Replace {
        path: Text,
        what: Box<Export>,
    },
}

/// What the typed line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFor {
    /// Tags for all the notes that are found.
    Tags,
    NotesFile,
    BriefFile,
    Headline,
    /// Where the file is that an article is made of.
    Source,
}

/// Tags of articles that are being typed.
#[derive(Clone, Debug, Default)]
pub struct ArticleTags {
    pub prompt: Prompt,
    /// The article they are of; `None` for all that the shelf shows.
    pub article: Option<ArticleId>,
    /// Tags that may be meant, and which of them was taken.
    pub ways: Vec<String>,
    pub taken: Option<usize>,
}

/// What the awaited letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterFor {
    SetMark,
    GoToMark,
}

/// Every command, to search and run.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    pub prompt: Prompt,
    /// By index into what matches.
    pub cursor: usize,
    /// Commands that match, those on offer here first.
    pub matches: Vec<Command>,
}

/// Help for the screen one is on.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// The first line in the window.
    pub top: usize,
    /// Only lines that contain these words.
    pub prompt: Prompt,
    /// Whether the words are being typed.
    pub typing: bool,
}

/// Themes to choose from, each shown as the cursor comes to it.
#[derive(Clone, Debug)]
pub struct Themes {
    pub cursor: usize,
    /// To go back to on Esc.
    pub before: Look,
}

/// An address that Enter opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub address: Text,
}

/// The faults of the open article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    pub top: usize,
}

/// The links of the open article, those that lead from it first.
#[derive(Clone, Debug, Default)]
pub struct Links {
    pub rows: Vec<LinkRow>,
    pub cursor: usize,
}

/// A proposed answer, and what it would answer.
#[derive(Clone, Debug, Default)]
pub struct Acceptance {
    pub question: Question,
    pub answer: Assertion,
}

impl Acceptance {
    /// Has it written, under this number.
    pub(super) fn effect(&self, number: u64, partly: bool) -> Effect {
        let (question, answer) = (Box::new(self.question.clone()), Box::new(self.answer.clone()));
        Effect::Accept { number, question, answer, partly }
    }
}

/// Cards that a passage, or an article, proposes.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    pub offers: Vec<Offer>,
    pub cursor: usize,
    /// The sentence that words can be left out of, where there is one.
    pub gap: Option<Gap>,
    /// The annotation they are made from, with its tags.
    pub annotation: Option<(AnnotationId, Vec<Text>)>,
    /// What was made of them so far.
    pub made: Vec<(usize, EntryId)>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Offer {
    pub proposal: Proposal,
    /// Whether there is such a card.
    pub made: bool,
}

/// A sentence whose words are chosen.
#[derive(Clone, Debug, Default)]
pub struct Gap {
    pub sentence: Text,
    /// Spans of the sentence.
    pub words: Vec<Span>,
    /// Words that are left out, by index.
    pub chosen: BTreeSet<usize>,
    pub cursor: usize,
    /// Where the sentence stands.
    pub at: (Place, Span),
    pub annotation: Option<(AnnotationId, Vec<Text>)>,
}

/// A card that is being edited: its question, a line of hyphens, its answer.
#[derive(Clone, Debug)]
pub struct CardEdit {
    pub editor: Editor,
    pub card: CardId,
}
