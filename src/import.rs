//! Other formats in, annotated articles out. Each format is read into a [`Manuscript`], and one set of rules makes an
//! article of that.

mod annotate;
mod captions;
mod chrome;
mod dates;
mod endnotes;
mod graf;
mod headings;
mod manuscript;
mod masthead;
mod prose;
mod sections;
mod speakers;
mod story;
mod text;

pub use annotate::{Options, annotate};
pub use manuscript::{Block, Imported, Manuscript, Remark, Run, Style};
pub use text::text;
