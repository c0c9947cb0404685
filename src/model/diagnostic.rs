//! What is wrong with a file, where, and how to mend it.

use std::ops::Range;

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A matter of style.
    Hint,
    /// What a careful desk would mend.
    Warning,
    /// A file that can't be read whole, or that says two things at once.
    Error,
}

impl Severity {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a file, for people and for programs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// In the file as it lies on disk.
    pub bytes: Range<usize>,
}

/// One fault of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: String,
    pub location: Location,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $severity:ident $text:literal,)*) => {
        /// Every fault byline knows, by the name that stands in brackets after its severity.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All of them, in the order of `docs/format.md`.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in brackets: `error[unknown-person]`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How bad it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // The file
    /// The file could not be read at all.
    Unreadable => Error "unreadable",
    /// Bytes that are no UTF-8.
    Encoding => Error "encoding",
    /// More bytes, nesting, nodes or aliases than any article needs.
    Limit => Error "limit",
    /// Anchors and aliases, which byline does not use.
    Alias => Error "alias",
    /// YAML that does not parse.
    Yaml => Error "yaml",
    /// More than one YAML document in a file.
    Documents => Error "documents",
    /// A control or bidirectional character, which is dropped.
    ControlCharacter => Warning "control-character",
    // The shape
    /// The first line is not `format: byline/1`.
    Format => Error "format",
    /// A field that every article needs is missing.
    Missing => Error "missing",
    /// A key stands twice.
    DuplicateKey => Error "duplicate-key",
    /// A list or a map where a text is wanted, or the other way round.
    Shape => Error "shape",
    /// A key that no table knows.
    UnknownKey => Error "unknown-key",
    /// A key with nothing behind it.
    Empty => Warning "empty",
    /// Another name for a field (`title` for `headline`).
    OtherName => Hint "other-name",
    /// A value outside its list of words.
    Value => Error "value",
    /// A word that can't be an id.
    Id => Error "id",
    /// Something that is no date.
    Date => Warning "date",
    /// An address that is not http, https or mailto.
    Address => Warning "address",
    /// A file name that leaves the library.
    Path => Error "path",
    // Prose
    /// Words that YAML would have dropped or bent.
    LostText => Error "lost-text",
    /// A line that the lenient pass read as a block.
    MissingBar => Hint "missing-bar",
    /// A label whose words are in no table.
    UnknownLabel => Hint "unknown-label",
    /// A link or mark whose target can't be read.
    Target => Warning "target",
    // Sense
    /// A mark names a person that the table does not know.
    UnknownPerson => Error "unknown-person",
    /// A source that the table does not know.
    UnknownSource => Error "unknown-source",
    /// A claim of this article that nothing defines.
    UnknownClaim => Error "unknown-claim",
    /// One id for two things.
    DuplicateId => Error "duplicate-id",
    /// A claim that answers, contradicts or supports itself.
    SelfReference => Error "self-reference",
    /// Confidence and likelihood on one claim.
    TwoScales => Error "two-scales",
    /// A person who withholds the name without a reason.
    AnonymousReason => Error "anonymous-reason",
    /// A reference to an article or claim that the library does not hold.
    DanglingReference => Warning "dangling-reference",
    /// A headline in `related` that matches no article.
    PlainRelated => Hint "plain-related",
    /// A person nobody quotes.
    UnusedPerson => Warning "unused-person",
    /// A source nobody names.
    UnusedSource => Hint "unused-source",
    /// A claim that stands nowhere in the story.
    UnusedClaim => Warning "unused-claim",
    /// A direct quote without a speaker.
    NoSpeaker => Warning "no-speaker",
    /// A claim of a known section without a source.
    NoSource => Warning "no-source",
    /// A photo or video without a credit.
    NoCredit => Warning "no-credit",
    /// A caption that ends in what looks like a credit.
    CreditInCaption => Hint "credit-in-caption",
    /// A picture without words for those who can't see it.
    NoAlt => Hint "no-alt",
    /// A line of a timeline or of numbers without its `date:` or `number:`.
    NoEntry => Hint "no-entry",
    /// `updated` before `published`, a log that is not in order.
    DateOrder => Warning "date-order",
}

impl Diagnostic {
    #[must_use]
    pub fn new(code: Code, location: Location, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: code.severity(), code, message: message.into(), help: help.into(), location }
    }
}
