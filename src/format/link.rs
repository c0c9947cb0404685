//! Writes one link into the `claims` table of an article that stands on disk, and leaves every other byte as it is:
//! comments, blank lines, quotation marks, the end of the file.
//!
//! What was written is read back. Unless the article is the same but for that link, nothing is written at all.

use std::ops::Range;

use super::{
    node::{self, Entry, Node, Value},
    origin::{Shifts, clean, decode},
    read,
    rescue::rescue,
    write,
};
use crate::model::{Article, ClaimId, Reference, Rel, Severity};

/// Why a link was not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unlinked {
    #[error("the file can't be read as an article; `byline check` tells why")]
    Unreadable,
    #[error("the article has no claim `{0}`")]
    NoClaim(ClaimId),
    #[error("`{claim}` already says that it {} {to}", .rel.name())]
    Already { claim: ClaimId, rel: Rel, to: String },
    #[error("there is no safe place for the link in this file; add `{}: {to}` to the claim `{claim}` by hand", .rel.name())]
    Unsafe { claim: ClaimId, rel: Rel, to: String },
}

/// The source of an article with one link more: `claim` answers (or partly answers, contradicts, …) `to`.
///
/// # Errors
/// Where the article has no such claim, or has that link already, or where the link can't be put in without changing
/// anything else.
pub fn add_link(source: &str, claim: &ClaimId, rel: Rel, to: &Reference) -> Result<String, Unlinked> {
    let before = read(source.as_bytes(), STEM).article.ok_or(Unlinked::Unreadable)?;
    let words = match to {
        Reference::Claim { article: None, claim } => claim.to_string(),
        Reference::Claim { .. } | Reference::Article(_) | Reference::Address(_) | Reference::Words(_) => to.to_string(),
    };
    if !holds(&before, claim) {
        return Err(Unlinked::NoClaim(claim.clone()));
    }
    if before.claim(claim).is_some_and(|row| row.links.iter().any(|(old, there)| *old == rel && there == to)) {
        return Err(Unlinked::Already { claim: claim.clone(), rel, to: words });
    }
    let refuse = || Unlinked::Unsafe { claim: claim.clone(), rel, to: words.clone() };
    let link = Link { claim: claim.as_str(), rel: rel.name(), to: write::scalar(&words) };
    let edits = edits(source, &link).ok_or_else(refuse)?;
    let after = apply(source, edits).ok_or_else(refuse)?;
    if is_only_change(source, &before, &after, (claim, rel, to)) { Ok(after) } else { Err(refuse()) }
}

/// The id that the article has while it is compared; none of it is kept.
const STEM: &str = "article";

/// The link as it is written.
struct Link<'l> {
    claim: &'l str,
    rel: &'static str,
    to: String,
}

/// Words that are put in at a byte of the source.
struct Edit {
    at: usize,
    words: String,
}

fn holds(article: &Article, claim: &ClaimId) -> bool {
    article.claim(claim).is_some() || article.outline().claims.iter().any(|stated| stated.id == *claim)
}

/// What is to be put in where.
fn edits(source: &str, link: &Link<'_>) -> Option<Vec<Edit>> {
    let decoded = decode(source.as_bytes());
    let (cleaned, cleaning, _) = clean(&decoded.text);
    let rescued = rescue(&cleaned);
    let tree = node::parse(&rescued.text);
    let Value::Map(head) = tree.root?.value else { return None };
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let editor = Editor { source, shifts: [&rescued.shifts, &cleaning, &decoded.shifts], link, line_end };
    match head.iter().find(|entry| entry.key == "claims") {
        Some(table) => editor.in_table(table),
        None => editor.new_table(head.iter().find(|entry| entry.key == "story")?),
    }
}

/// Finds the places in the source.
struct Editor<'e> {
    source: &'e str,
    /// From what was parsed back to the source, one after the other.
    shifts: [&'e Shifts; 3],
    link: &'e Link<'e>,
    line_end: &'static str,
}

impl Editor<'_> {
    fn new_table(&self, story: &Entry<'_>) -> Option<Vec<Edit>> {
        let mut at = self.line_start(self.place(story.key_at.start))?;
        // A comment right above the story belongs to it.
        while let Some(above) = self.line_start(at.saturating_sub(1)).filter(|above| *above < at) {
            if !self.source.get(above..at)?.starts_with('#') {
                break;
            }
            at = above;
        }
        let end = self.line_end;
        let blank = self.source.get(..at)?.trim_end_matches([' ', '\r']).ends_with('\n')
            && self.source.get(..at)?.trim_end_matches(['\n', '\r']).len() + 2 * end.len() <= at;
        let behind = if blank { end } else { "" };
        let words = format!("claims:{end}  {}: {}{end}{behind}", self.link.claim, self.flow());
        Some(vec![Edit { at, words }])
    }

    fn in_table(&self, table: &Entry<'_>) -> Option<Vec<Edit>> {
        let row = |rows: &[Entry<'_>]| rows.iter().position(|row| row.key == self.link.claim);
        match &table.value.value {
            Value::Empty => {
                let words = format!("{}  {}: {}", self.line_end, self.link.claim, self.flow());
                Some(vec![Edit { at: self.end_of_line(self.place(table.key_at.end))?, words }])
            }
            Value::Map(rows) => match row(rows) {
                Some(at) => self.in_claim(&rows[at], self.is_flow(&table.value)),
                None => self.add_entry(&table.value, rows, self.link.claim, &self.flow()),
            },
            Value::Text { .. } | Value::List(_) => None,
        }
    }

    /// A claim that stands in the table, as a map, as its words, or with nothing behind it.
    fn in_claim(&self, row: &Entry<'_>, in_flow: bool) -> Option<Vec<Edit>> {
        match &row.value.value {
            Value::Empty => Some(vec![Edit { at: self.behind_colon(row)?, words: format!(" {}", self.flow()) }]),
            Value::Text { literal, .. } => self.beside_text(row, in_flow, *literal),
            Value::List(_) => None,
            Value::Map(fields) => match fields.iter().find(|field| field.key == self.link.rel) {
                Some(field) => self.in_field(field),
                None => self.add_entry(&row.value, fields, self.link.rel, &self.link.to),
            },
        }
    }

    /// `claim: The words.` becomes a map with these words as its `text`.
    fn beside_text(&self, row: &Entry<'_>, in_flow: bool, literal: bool) -> Option<Vec<Edit>> {
        let Link { rel, to, .. } = self.link;
        let value = self.span(&row.value);
        if in_flow {
            let open = Edit { at: value.start, words: "{text: ".to_owned() };
            return Some(vec![open, Edit { at: value.end, words: format!(", {rel}: {to}}}") }]);
        }
        let indent = format!("{}  ", self.indentation(self.place(row.key_at.start))?);
        let behind = self.behind_colon(row)?;
        let end = self.end_of_line(self.last_letter(value.end)?)?;
        let mut edits = vec![Edit { at: behind, words: format!("{}{indent}text:", self.line_end) }];
        // Lines after the first move in with their key.
        let mut at = self.end_of_line(behind)?;
        while at < end {
            at += self.source.get(at..)?.find('\n')? + 1;
            if !self.source.get(at..)?.trim_start_matches(['\r', ' ']).starts_with('\n') {
                edits.push(Edit { at, words: "  ".to_owned() });
            }
            at = self.end_of_line(at)?;
        }
        let words = format!("{}{indent}{rel}: {to}", self.line_end);
        // A block that keeps its last line feeds (`|+`) can't be told from what follows it.
        let header = self.source.get(behind..self.end_of_line(behind)?)?;
        if literal && header.contains('+') {
            return None;
        }
        edits.push(Edit { at: end, words });
        Some(edits)
    }

    /// The claim has such a link already: one more beside it.
    fn in_field(&self, field: &Entry<'_>) -> Option<Vec<Edit>> {
        let to = &self.link.to;
        match &field.value.value {
            Value::Empty => Some(vec![Edit { at: self.behind_colon(field)?, words: format!(" {to}") }]),
            Value::Text { .. } => {
                let value = self.span(&field.value);
                let open = Edit { at: value.start, words: "[".to_owned() };
                Some(vec![open, Edit { at: self.last_letter(value.end)?, words: format!(", {to}]") }])
            }
            Value::List(nodes) => {
                let Some(last) = nodes.last() else {
                    return Some(vec![Edit { at: self.span(&field.value).start + 1, words: to.clone() }]);
                };
                if self.is_flow(&field.value) {
                    return Some(vec![Edit { at: self.last_letter(self.end_of(last))?, words: format!(", {to}") }]);
                }
                let indent = self.indentation(self.span(last).start)?;
                let at = self.end_of_line(self.last_letter(self.end_of(last))?)?;
                Some(vec![Edit { at, words: format!("{}{indent}- {to}", self.line_end) }])
            }
            Value::Map(_) => None,
        }
    }

    /// One entry more in a map, after its last.
    fn add_entry(&self, map: &Node<'_>, entries: &[Entry<'_>], key: &str, value: &str) -> Option<Vec<Edit>> {
        let Some(last) = entries.last() else {
            return Some(vec![Edit { at: self.span(map).start + 1, words: format!("{key}: {value}") }]);
        };
        let end = self.last_letter(self.end_of(&last.value).max(self.place(last.key_at.end)))?;
        if self.is_flow(map) {
            return Some(vec![Edit { at: end, words: format!(", {key}: {value}") }]);
        }
        let indent = self.indentation(self.place(entries.first()?.key_at.start))?;
        let words = format!("{}{indent}{key}: {value}", self.line_end);
        Some(vec![Edit { at: self.end_of_line(end)?, words }])
    }

    /// The end of a value: of a map or a list without brackets that of its last value, whatever follows it.
    fn end_of(&self, node: &Node<'_>) -> usize {
        let last = match &node.value {
            Value::List(_) | Value::Map(_) if self.is_flow(node) => None,
            Value::List(nodes) => nodes.last().map(|last| self.end_of(last)),
            Value::Map(entries) => entries.last().map(|last| self.end_of(&last.value).max(self.place(last.key_at.end))),
            Value::Empty | Value::Text { .. } => None,
        };
        last.unwrap_or_else(|| self.place(node.at.end))
    }

    /// `{answers: first#who}`
    fn flow(&self) -> String {
        format!("{{{}: {}}}", self.link.rel, self.link.to)
    }

    /// Where a byte of what was parsed stands in the source.
    fn place(&self, at: usize) -> usize {
        self.shifts.iter().fold(at, |at, shifts| shifts.original(at))
    }

    fn span(&self, node: &Node<'_>) -> Range<usize> {
        self.place(node.at.start)..self.place(node.at.end)
    }

    fn is_flow(&self, node: &Node<'_>) -> bool {
        matches!(self.source.as_bytes().get(self.place(node.at.start)), Some(b'{' | b'['))
    }

    fn line_start(&self, at: usize) -> Option<usize> {
        let start = self.source.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
        // A byte order mark is no part of the first line.
        Some(if start == 0 && self.source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start })
    }

    /// The end of the line, before its line feed.
    fn end_of_line(&self, at: usize) -> Option<usize> {
        let rest = self.source.get(at..)?;
        let line = rest.split('\n').next().unwrap_or(rest);
        Some(at + line.trim_end_matches('\r').len())
    }

    /// The blanks before the first word of a line.
    fn indentation(&self, at: usize) -> Option<&str> {
        let start = self.line_start(at)?;
        let line = self.source.get(start..)?;
        line.get(..line.len() - line.trim_start_matches(' ').len())
    }

    /// The end of the words before `at`: a block ends where the next thing begins.
    fn last_letter(&self, at: usize) -> Option<usize> {
        Some(self.source.get(..at)?.trim_end().len())
    }

    fn behind_colon(&self, entry: &Entry<'_>) -> Option<usize> {
        let end = self.place(entry.key_at.end);
        Some(end + self.source.get(end..)?.find(':')? + 1)
    }
}

fn apply(source: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| edit.at);
    let mut result = String::with_capacity(source.len() + 128);
    let mut taken = 0;
    for Edit { at, words } in edits {
        result.push_str(source.get(taken..at)?);
        result.push_str(&words);
        taken = at;
    }
    result.push_str(source.get(taken..)?);
    Some(result)
}

/// Whether the two sources are the same article but for that link, and the second has no more errors than the first.
fn is_only_change(source: &str, before: &Article, after: &str, link: (&ClaimId, Rel, &Reference)) -> bool {
    let (claim, rel, to) = link;
    let errors = |source: &str| {
        let reading = read(source.as_bytes(), STEM);
        let errors = reading.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        (errors, reading.article)
    };
    let (errors_before, (errors_after, article)) = (errors(source).0, errors(after));
    let Some(mut article) = article else { return false };
    let Some(at) = article.claims.iter().position(|row| row.id == *claim) else { return false };
    let links = &mut article.claims[at].links;
    let Some(new) = links.iter().position(|(found, there)| *found == rel && there == to) else { return false };
    links.remove(new);
    if before.claim(claim).is_none() {
        article.claims.remove(at);
    }
    errors_after <= errors_before && article == *before
}

#[cfg(test)]
mod tests;
