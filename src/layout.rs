//! An article and a width in, a page of rows out. No colour here: a run carries a [`Role`], the theme does the rest.

mod code;
mod galley;
mod page;
mod role;
mod wrap;

pub use galley::{
    ContentsEntry, Galley, Known, LinkStop, Paragraph, ParagraphStyle, QuestionStop, QuoteStop, SentenceStop,
};
pub use page::{Measure, Page, Rail, Row, RowIndex, Run};
pub use role::{Emphasis, Role};
