//! What can be asked of a whole library, and the shape of each answer.
//!
//! An [`Inquiry`] is asked by the reader or by a verb of the command line, answered by `store` from its index with the
//! functions of this room, and comes back as a [`Finding`].

use crate::model::{ArticleId, Date};

use super::{Assertion, Citation, Entry, Profile, Query, Question, Quoted};

/// A question to the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inquiry {
    /// Passages that answer a query, the best first: [`Finding::Hits`].
    Search { query: Query, limit: usize },
    /// Everyone who is quoted, those with most quotes first, whose name holds all these words: [`Finding::Voices`].
    Voices { words: String, limit: usize },
    /// What is known of one speaker, by any spelling of the name: [`Finding::Voice`].
    Voice { name: String },
    /// The open questions, as they stood at a date (`None`: now): [`Finding::Ledger`].
    Ledger { query: Query, as_of: Option<Date> },
    /// The articles that update one another around this one: [`Finding::Story`].
    Story { article: ArticleId },
    /// What links to this article and what it links to, and what became of its questions: [`Finding::Around`].
    /// `mentions` are articles of which it is to be said whether there are such.
    Around { article: ArticleId, mentions: Vec<ArticleId> },
    /// The article of that headline, letter case, accents and spaces aside: [`Finding::Headline`].
    Headline { words: String },
    /// Names that a query may have: [`Finding::Names`].
    Names,
}

/// The library's answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    Hits(Hits),
    Voices(Vec<Speaker>),
    Voice(Box<VoiceCard>),
    Ledger(Ledger),
    /// The records of the story's articles, the earliest first, without their passages: [`super::Story`] makes of them
    /// what the screen shows at any date.
    Story(Vec<super::Record>),
    Around(Box<Around>),
    Headline(Option<Box<Entry>>),
    Names(Box<super::Names>),
}

/// A passage that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    pub at: Citation,
    /// The words around the hit, on one line.
    pub text: String,
    /// Byte ranges of `text` that answer the query, in order.
    pub lit: Vec<(u32, u32)>,
    pub speakers: Vec<String>,
    pub score: f32,
}

/// Passages that were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// The best first; those of one article follow one another, in the order of their best.
    pub hits: Vec<Hit>,
    /// How many passages answer the query in all; where there may be `more`, how many of them were looked at.
    pub total: usize,
    pub more: bool,
    /// Words of the query as they stand in the texts, to light up in an article that is opened.
    pub words: Vec<String>,
}

/// Somebody who is quoted in the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    pub name: String,
    pub quotes: usize,
    /// A name that looks like this one, of which nobody has said whether it is the same.
    pub alike: Option<String>,
}

/// A role that a speaker had, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// `Director, Central Intelligence Agency`.
    pub words: String,
    /// The first and the last date at which an article has it.
    pub first: Option<String>,
    pub last: Option<String>,
    pub articles: usize,
}

/// One speaker across all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoiceCard {
    /// The spelling that most articles have, then the others that are the same by `also` or by decision.
    pub names: Vec<String>,
    /// The earliest first.
    pub roles: Vec<Role>,
    /// The newest first.
    pub quotes: Vec<Quoted>,
    /// Names that look like this one and were neither merged nor told apart.
    pub alike: Vec<String>,
}

/// What has become of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuestionState {
    #[default]
    Open,
    Partly,
    Answered,
    /// The article that asked it has withdrawn it.
    Dropped,
}

impl QuestionState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Partly, Self::Answered, Self::Dropped];

    /// The word for it in JSON and on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Partly => "partly",
            Self::Answered => "answered",
            Self::Dropped => "dropped",
        }
    }
}

/// A question of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub question: Question,
    pub state: QuestionState,
    /// The date since which it is asked: that of the article, or what its claim says.
    pub since: Option<String>,
    /// From then to its answer, or to the day of the ledger.
    pub age_days: Option<i64>,
    /// Claims that answer it, or a part of it, the earliest first; each with its own link among `links`.
    pub answered_by: Vec<Assertion>,
    /// Later claims of the same story that may answer it, which nobody has written down.
    pub proposed: Vec<Assertion>,
}

/// The open questions of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Open ones first, the newest first in each state.
    pub rows: Vec<Asked>,
    /// How many questions the query covers, those beyond the rows included.
    pub total: usize,
}

/// One end of a link between articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkTo {
    /// The name of a [`crate::model::Rel`].
    pub rel: String,
    /// `article` or `article#claim`: where it leads, or for a backlink where it comes from.
    pub to: String,
    /// The article there; `None` where the library has none such.
    pub entry: Option<Entry>,
    /// What the claim or the question says that it leads to; `None` where it leads to the whole article.
    pub words: Option<String>,
    /// Where it dangles: the articles whose headlines or ids come nearest, the best first.
    pub meant: Vec<Entry>,
}

/// What stands around an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    pub article: String,
    /// The articles that were asked about, each with its headline where there is such a one.
    pub mentions: Vec<(String, Option<String>)>,
    /// Whether the whole library was looked at: only then is what was not found not there.
    pub is_whole: bool,
    pub links: Vec<LinkTo>,
    /// Links to it, or to its claims.
    pub backlinks: Vec<LinkTo>,
    /// What became of its open questions, those that are still open included.
    pub questions: Vec<Asked>,
    /// The people of the article under the spellings they have elsewhere.
    pub people: Vec<Profile>,
}
