//! An article for other programs: Markdown, one page of HTML, JSON, ninjs and linked data; one file a format.

mod html;
mod json;
mod markdown;
mod ninjs;
mod plain;
mod schema_org;
mod speaker;
mod weave;

pub(super) use html::escape as escape_markup;
pub use html::html;
pub use json::{Answering, Shown};
pub use markdown::markdown;
pub use ninjs::ninjs;
pub use schema_org::schema_org;

#[cfg(test)]
mod testing;
