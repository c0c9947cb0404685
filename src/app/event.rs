//! What happened: keys from the terminal, and answers from the world to what `update` asked.

use jiff::Timestamp;

use crate::{
    format::Reading,
    library::{Finding, ReadPlace, Stretch},
    marginalia::{Found, Gloss, Glosses, Tray},
    model::{Annotation, AnnotationId, ArticleId, Digest, Text},
    study::{Card, CardId, EntryId, Fit, News, Verdict},
    theme::Shade,
};

use super::{Filed, Incoming, Key, Learnt, Mouse};

/// What happened. The three words never mix: a command is what a reader asks, an event is what happened,
/// an effect is what byline asks of the world.
#[derive(Debug)]
pub enum Event {
    /// What time it is: told ahead of what has come, never on its own.
    Clock(Timestamp),
    Key(Key),
    Mouse(Mouse),
    /// Bracketed paste, or so many keys at once that nobody typed them.
    Paste(Text),
    /// A paste of more bytes than are taken in.
    PasteTooLong {
        max_bytes: usize,
    },
    /// What a source became, in answer to [`super::Effect::Prepare`]; or why nothing.
    Prepared {
        number: u64,
        outcome: Result<Incoming, Text>,
    },
    /// How [`super::Effect::File`] ended.
    Filed {
        number: u64,
        outcome: Result<Box<Filed>, Text>,
    },
    /// What was handed to an editor came back, in answer to [`super::Effect::EditDraft`]; or why not.
    DraftEdited {
        yaml: bool,
        outcome: Result<Text, Text>,
    },
    Resize {
        width: u16,
        height: u16,
    },
    /// The terminal said what its background is.
    Background(Shade),
    /// An article was read, in answer to [`super::Effect::Open`].
    Opened(Box<Opened>),
    /// It could not be.
    OpenFailed {
        ask: Ask,
        message: Text,
    },
    /// Rows of the shelf, in answer to [`super::Effect::Shelve`].
    Shelved {
        number: u64,
        stretch: Box<Stretch>,
    },
    /// There are none yet, or (with a message) they can't be had.
    NotShelved {
        number: u64,
        message: Option<Text>,
    },
    /// How far the files of a library without an index have been read.
    Listing {
        done: usize,
        total: usize,
    },
    /// Marks were made of many articles, or undone: so many had others before.
    MarkedAll {
        number: u64,
        changed: usize,
    },
    /// They could not be.
    NotMarked {
        number: u64,
        message: Text,
    },
    /// Another window has changed what is kept of articles.
    MarksChanged,
    /// The library's answer to [`super::Effect::Inquire`].
    Found {
        number: u64,
        finding: Box<Finding>,
    },
    /// Why it has none: a fault of the query, with its place, or of the index.
    NotFound {
        number: u64,
        message: Text,
    },
    /// An answer was written into its article, or taken out of it; or why not.
    Accepted {
        number: u64,
        outcome: Result<Text, Text>,
    },
    /// How far the library has been read into its index.
    Indexing {
        done: usize,
        total: usize,
        files_per_second: u32,
    },
    /// The index shows more of the library than before, while it is made.
    Committed,
    /// The index is as the files are; `changed` of them were read for that. `faults` are files and folders that could not
    /// be read, each with the reason.
    Indexed {
        changed: usize,
        faults: Vec<Text>,
    },
    /// The annotations of an article, in answer to [`super::Effect::Annotations`]: what became of each in that revision, and
    /// which files could not be read.
    Annotated {
        article: ArticleId,
        revision: Digest,
        noted: Vec<(Annotation, Found)>,
        faults: Vec<Text>,
        /// A note in which byline was ended, as the annotations it would have become.
        unfinished: Vec<Annotation>,
    },
    /// How [`super::Effect::Annotate`] ended: what is on disk now, or why it is not.
    Kept {
        id: AnnotationId,
        outcome: Result<Box<Annotation>, Text>,
    },
    /// The tags that annotations have, in answer to [`super::Effect::KnownTags`].
    TagsKnown(Vec<Text>),
    /// Words that were handed to an editor came back, in answer to [`super::Effect::EditWords`]; or why not.
    WordsEdited(Result<Text, Text>),
    /// All annotations of the library, in answer to [`super::Effect::Glosses`].
    Glossed {
        number: u64,
        glosses: Box<Glosses>,
    },
    /// The tray as it is on disk.
    Tray(Box<Tray>),
    /// There is a file of that name already: nothing was written.
    Exists {
        path: Text,
        what: Box<Export>,
    },
    /// The annotations of an article changed on disk: another window, another program.
    MarginChanged {
        article: ArticleId,
    },
    /// What the log of reviews comes to, in answer to [`super::Effect::Study`].
    Learnt(Result<Box<Learnt>, Text>),
    /// How the [`super::Effect::Log`] that begins with this entry ended.
    Logged {
        first: EntryId,
        outcome: Result<(), Text>,
    },
    /// What is new in an article, in the text of that digest; `None` where the text it is compared with was not kept.
    Since {
        article: ArticleId,
        now: Digest,
        news: Option<Box<News>>,
    },
    /// The time that was asked for has passed.
    Woken,
    /// The terminal is in front of the reader, or no longer.
    InFront(bool),
    /// Cards that no longer hold, and why.
    Judged(Vec<(CardId, Verdict)>),
    /// Articles that are not what they were when they were read.
    Differing(Vec<ArticleId>),
    /// The article of each annotation and when it was made, in milliseconds since 1970.
    NotesDated(Vec<(ArticleId, i64)>),
    /// How far the weights are fitted.
    Fitting {
        done: usize,
        total: usize,
    },
    /// What fitting the weights came to.
    Fitted(Result<Fit, Text>),
    /// The cards of an article, as far as they were kept elsewhere.
    Held {
        article: ArticleId,
        cards: Vec<Card>,
    },
    /// An open article's file changed on disk, or went.
    Changed {
        id: ArticleId,
    },
    /// All that was pending has been drawn; there is time to go on with what was put off (setting a long page).
    Idle,
    /// How something that was asked for ended.
    Done(Outcome),
    /// The system asks byline to leave (SIGTERM, SIGHUP, the terminal is gone): keep the place, then quit.
    Terminated,
    /// byline is back on the terminal after it was stopped (Ctrl-Z) or an editor had it.
    Resumed,
}

/// Which article, and why: it comes back with the answer, so that stale answers are told from fresh ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Counts up; an answer to an older number is stale.
    pub number: u64,
    pub id: ArticleId,
    /// Where the file is, relative to the library, when the shelf has told.
    pub path: Option<String>,
}

/// An article that was read.
#[derive(Debug)]
pub struct Opened {
    pub ask: Ask,
    pub reading: Reading,
    /// The source, for the YAML view.
    pub source: Text,
    /// Relative to the library, or as the person named it.
    pub path: String,
    /// Whether this is only the beginning; the whole follows as a second answer to the same ask.
    pub partial: bool,
    /// What the reader keeps of it.
    pub place: Option<ReadPlace>,
    pub tags: Vec<String>,
}

/// How an effect ended, for the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Well(Text),
    Failed(Text),
}

/// What is written into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Export {
    /// In the format that the ending of the file's name asks for.
    Notes(Vec<Gloss>),
    /// An article, in YAML: a name without a folder is one of the library.
    Article(String),
    Markdown(String),
}
