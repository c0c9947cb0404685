//! Reads the beginning of a long article, at about the cost of its bytes.

use memchr::memmem;

use super::{Reading, reading};
use crate::model::Code;

/// How far before the limit an item may begin for the cut to fall between two items, as a share of the limit.
const ITEM_SHARE: usize = 4;

/// Reads a prefix of about `limit` bytes. `None` where the file is short, or where the prefix might read otherwise.
pub(super) fn read(bytes: &[u8], stem: &str, limit: usize) -> Option<Reading> {
    if bytes.len() <= limit.saturating_add(limit / 4) {
        return None;
    }
    let start = bytes.get(..limit)?;
    let story = memmem::find(start, b"\nstory:\n").or_else(|| memmem::find(start, b"\nstory:\r\n"))?;
    let cut = cut(start, story)?;
    let reading = reading::read(bytes.get(..cut)?, stem, false);
    let doubtful = [
        Code::Yaml,
        Code::Limit,
        Code::Alias,
        Code::Documents,
        Code::Shape,
        Code::LostText,
        // They may be in a table below the story.
        Code::UnknownPerson,
        Code::UnknownSource,
    ];
    let sure = reading.article.is_some() && !reading.diagnostics.iter().any(|fault| doubtful.contains(&fault.code));
    sure.then(|| {
        let mut reading = reading;
        // A claim may be stated further down.
        reading.diagnostics.retain(|fault| fault.code != Code::UnknownClaim);
        reading
    })
}

/// Where to cut: before the last item of the story, or else after the last blank line of one long item.
fn cut(start: &[u8], story: usize) -> Option<usize> {
    let body = start.get(story..)?;
    let dash = dash_indent(body)?;
    let mut item = vec![b'\n'];
    item.extend(std::iter::repeat_n(b' ', dash));
    item.extend(b"- ");
    let last = memmem::rfind(body, &item).map(|at| story + at + 1)?;
    if last >= start.len() - start.len() / ITEM_SHARE && last > story + 8 {
        return Some(last);
    }
    let blank = memmem::rfind(start.get(last..)?, b"\n\n").map(|at| last + at + 2)?;
    let inside = std::str::from_utf8(start.get(last..blank)?).ok()?;
    // A fence, raw HTML or the definition of a link may reach across the cut.
    let reaches = inside.contains("```") || inside.contains("~~~") || inside.contains("\n\n<") || inside.contains("]:");
    let is_block = inside.lines().next().is_some_and(|line| line.trim_end().ends_with('|'));
    (is_block && !reaches).then_some(blank)
}

/// The indentation of the dashes of the story.
fn dash_indent(body: &[u8]) -> Option<usize> {
    let mut lines = body.split(|&b| b == b'\n').skip(2);
    let first = lines.find(|line| line.iter().any(|b| !b.is_ascii_whitespace()))?;
    let indent = first.iter().take_while(|&&b| b == b' ').count();
    first.get(indent..)?.starts_with(b"- ").then_some(indent)
}
