//! What an article is: values without a disk, a terminal or a file format.

mod address;
mod annotation;
mod article;
mod date;
mod diagnostic;
mod id;
mod kind;
mod markup;
mod open;
mod outline;
mod sentence;
pub mod speech;
pub mod spelling;
mod text;

pub use address::canonical_address;
pub use annotation::{
    Annotation, AnnotationId, AnnotationKind, BlockPath, Colour, Digest, Extract, Fate, MarginError, Target,
};
pub use article::{
    Article, Claim, Confidence, Dir, Extra, Form, Head, Item, LogEntry, Person, PersonKind, Source, SourceKind,
};
pub use date::Date;
pub use diagnostic::{Code, Diagnostic, Location, Severity};
pub use id::{ArticleId, ClaimId, ID_MAX_BYTES, IdError, PersonId, Reference, Rel, SourceId, slug};
pub use kind::{Kind, Status};
pub use markup::{Attribution, Block, Inline, Leaf, Mark, Markup, Wording};
pub use open::is_open;
pub use outline::{Counts, Group, Outline, Place, Question, Quote, Section, Stated};
pub use sentence::sentences;
pub use text::{Span, Text};
