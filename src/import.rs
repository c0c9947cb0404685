//! Other formats in, annotated articles out. Each format is read into a [`Manuscript`], and one set of rules makes an
//! article of that.

mod manuscript;

pub use manuscript::{Block, Imported, Manuscript, Remark, Run, Style};
