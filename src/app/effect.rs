//! What byline asks of the world. `tui::perform` does it, and answers with an event where there is an answer.

use std::sync::Arc;

use crate::{
    import::Format,
    library::{Arrangement, Assertion, Inquiry, Mark, Question, ReadPlace, Wanted},
    marginalia::{Revision, TrayEdit},
    model::{Annotation, ArticleId, Digest, Text},
    study::{Card, Entry},
};

use super::{Ask, Export, Filing, Source};

/// One thing to do. Effects are performed in order.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub enum Effect {
    /// Leave; the state has been saved by the effects before.
    Quit,
    /// Stop as Ctrl-Z does, and come back with `Resumed`.
    Suspend,
    /// Read an article: `Opened` (once partly where it is long, then whole), or `OpenFailed`.
    Open(Ask),
    /// Rows of the shelf: `Shelved` or `NotShelved` with this number. `renew`: from the library as it is now.
    Shelve { number: u64, wanted: Box<Wanted>, renew: bool },
    /// Bring the library's index up to its files, and keep it so: `Indexing`, `Committed`, then `Indexed`.
    Index,
    /// Watch this file only; `Changed` tells.
    Watch { id: ArticleId, path: String },
    /// Open `$VISUAL` or `$EDITOR` on the file at this line (from 1), then `Resumed` and `Changed`.
    Edit { id: ArticleId, path: String, line: u32 },
    /// Open `$VISUAL` or `$EDITOR` on these words, then `Resumed` and `WordsEdited`.
    EditWords(Text),
    /// Hand an address to the system's opener. It was shown and agreed to.
    OpenAddress(Text),
    /// Put text into the clipboard (OSC 52).
    Copy(Text),
    /// Keep where one was in an article, and that it is read or unread.
    Remember { id: ArticleId, place: ReadPlace },
    /// Keep the tags of an article.
    Tag { id: ArticleId, tags: Vec<String> },
    /// Mark every article that is shown so: `MarkedAll` or `NotMarked` with this number.
    MarkAll { number: u64, arrangement: Arrangement, mark: Mark },
    /// Undo what was done under this number, or do it again where it was undone.
    UnmarkAll { number: u64 },
    /// Read the annotations of an article and find their words in its text: `Annotated`. From then on watch them, too:
    /// `MarginChanged` tells.
    Annotations { article: ArticleId, revision: Box<Revision> },
    /// Read which tags annotations have, in the whole library: `TagsKnown`.
    KnownTags,
    /// Write an annotation at once, the revision it is made on with it where that may not be kept yet: `Kept`. One with
    /// `deleted` set is a deletion; one without brings back what was deleted.
    Annotate { before: Option<Box<Annotation>>, after: Box<Annotation>, revision: Option<Box<Revision>> },
    /// Keep a note as far as it is written, as the annotations it would become; none where it is closed.
    KeepUnfinished(Vec<Annotation>),
    /// Read all annotations of the library: `Glossed` with this number, or `NotFound`.
    Glosses { number: u64 },
    /// Read the tray, behind every change of it that was asked for before: `Tray`.
    Tray,
    /// Make a change of the tray on disk.
    EditTray(TrayEdit),
    /// Write into a file: `Done`, or `Exists` where one is there and `replace` is not set.
    Export { path: Text, replace: bool, what: Box<Export> },
    /// Make an article of what was pasted, to be looked at: `Prepared` with this number.
    Prepare { number: u64, source: Arc<Source>, format: Option<Format> },
    /// File an article in the library, or take it away again: `Filed` with this number.
    File { number: u64, what: Box<Filing> },
    /// Open `$VISUAL` or `$EDITOR` on an article in YAML that is not kept yet, or on words that are to be one, then
    /// `Resumed` and `DraftEdited`.
    EditDraft { text: Text, yaml: bool },
    /// Keep the theme that was chosen.
    RememberTheme(String),
    /// Ask the library: `Found` or `NotFound` with this number. A newer number makes older answers stale.
    Inquire { number: u64, inquiry: Inquiry },
    /// Write into the article of `answer` that its claim answers the question, or a part of it: `Accepted`.
    Accept { number: u64, question: Box<Question>, answer: Box<Assertion>, partly: bool },
    /// Take out again what was written under this number, unless the file has changed since: `Accepted`.
    Unaccept { number: u64 },
    /// Keep that two names are one speaker (`Some(true)`) or are not, or that nobody has said so.
    Spelling { names: [String; 2], same: Option<bool> },
    /// Read the log of reviews: `Learnt`.
    Study,
    /// Add entries to the log: `Logged`. There is one at least.
    Log(Vec<Entry>),
    /// Keep a text of an article, as it was read or as a card was made on it.
    KeepText { article: ArticleId, revision: Box<Revision> },
    /// Find out what is new in an article since a text that was kept, which may be at hand: `Since`.
    Since { article: ArticleId, then: Digest, text: Option<Box<Revision>>, now: Box<Revision> },
    /// Send `Woken` when so much time has passed, in place of any such wish before.
    Wake { after_millis: u64 },
    /// Look whether cards still hold: `Judged` tells of those that do not.
    Judge(Vec<Card>),
    /// Look which articles are not what they were: id, path and the text that was seen. `Differing` tells.
    Compare(Vec<(ArticleId, Option<String>, Digest)>),
    /// Find out when annotations were made, in the whole library: `NotesDated`.
    DateNotes,
    /// Fit the weights of the schedule to the log: `Fitting`, then `Fitted`.
    Fit,
    /// Read the cards of an article that are not in memory: `Held`.
    CardsOf(ArticleId),
    /// Break off the reading of the library into its index.
    StopIndexing,
    /// Send `Idle` when nothing is pending and the frame is drawn.
    Continue,
    /// Draw everything anew, not only what changed (`^l`).
    Redraw,
}
