//! An article and a width in, a page of rows out. No colour here: a run carries a [`Role`], the theme does the rest.
//!
//! An article becomes a [`Galley`] of paragraphs once (`copy` walks the story, `head`, `notes`, `around` and `foot` say what
//! byline adds, `marks` tells roles apart); a [`Page`] sets the galley at a width, row by row as far as it is needed (`setting`
//! knows each style, `wrap` cuts rows, `row` fills them).

mod around;
mod cells;
mod code;
mod copy;
mod foot;
mod former;
mod galley;
mod head;
mod inset;
mod lost;
mod margin;
mod marks;
mod notes;
mod page;
mod role;
mod row;
mod setting;
mod story;
mod table;
mod wrap;

pub use around::{Answer, Backlink, Meant, Surroundings, backward_all};
pub use copy::runs_rtl;
pub use former::{Below, Former};
pub use galley::{
    ContentsEntry, Galley, Known, LinkStop, Paragraph, ParagraphStyle, QuestionStop, QuoteStop, SentenceStop,
};
pub use inset::Inset;
pub use lost::Lost;
pub use margin::{Arms, NoteCopy, Want, leaders, place, set_note, tell_difference};
pub use marks::{Line, Stretch, shortened};
pub use page::{Measure, Page, Rail, Row, RowIndex, Run, mirrored};
pub use role::{Emphasis, Role};

#[cfg(test)]
mod tests;
