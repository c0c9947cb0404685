//! Other formats in, annotated articles out. Each format is read into a [`Manuscript`], and one set of rules makes an
//! article of that.

mod annotate;
mod captions;
mod chrome;
mod crosslinks;
mod dates;
mod detect;
mod endnotes;
mod feed;
mod foreign;
mod graf;
mod headings;
mod html;
mod links;
mod mail;
mod manuscript;
mod markdown;
mod masthead;
mod ninjs;
mod opml;
mod pasted;
mod prose;
mod sections;
mod speakers;
mod story;
mod tail;
mod text;
mod timeline;
mod unknowns;

pub use annotate::{Options, annotate, article_id};
pub use crosslinks::{Elsewhere, Nowhere, bring_in};
pub use detect::{Format, detect};
pub use feed::{
    FEED_FIELD, FeedEntry, FeedError, entry_key, entry_of, entry_peers, feed, feed_of, is_as_kept, seal_entry,
};
pub use foreign::foreign;
pub use html::{PAGE_MAX_BYTES, PageError, advertised, html};
pub use mail::{MailError, mail};
pub use manuscript::{Block, Imported, Manuscript, Remark, Run, Style};
pub use markdown::markdown;
pub use ninjs::{NinjsError, ninjs, seal};
pub use opml::{Listed, opml};
pub use pasted::{Dropped, dropped, guess};
pub use text::{decode, text};

#[cfg(test)]
mod tests;
