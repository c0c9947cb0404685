//! The tray as Markdown: for an editor, a message, another program.

use std::fmt::Write as _;

use crate::library::Profile;

use super::{Passage, Said, Tray, label_of};

/// The brief in Markdown: a section for each kind, a bullet for each passage with who says it and the number of its
/// source, and the sources at the end.
#[must_use]
pub fn to_markdown(tray: &Tray) -> String {
    let sources = tray.sources();
    let mut out = format!("# {}\n", inline(tray.title()));
    for (kind, passages) in tray.sections() {
        let _ = write!(out, "\n## {}\n\n", label_of(kind));
        for passage in passages {
            let number = sources.iter().find(|cited| cited.passage.at.article == passage.at.article);
            let number = number.map_or(0, |cited| cited.number);
            let _ = writeln!(out, "- {} [{number}]", words(passage));
        }
    }
    if !sources.is_empty() {
        out.push_str("\n## Sources\n\n");
    }
    for cited in &sources {
        let _ = writeln!(out, "{}. {}", cited.number, source(cited.passage));
    }
    out
}

/// The words of a passage, each quote with its speaker behind it.
fn words(passage: &Passage) -> String {
    let mut out = String::new();
    for stretch in &passage.words {
        let Some(said) = &stretch.said else {
            out.push_str(&inline(&stretch.text));
            continue;
        };
        out.push_str(&inline(&quoted(&stretch.text, said)));
        let _ = write!(out, " ({})", inline(&speaker(said)));
    }
    first_of_line(out.trim())
}

/// `Ana Lee, harbour master, Port Merrow; at a press conference`.
fn speaker(said: &Said) -> String {
    let mut parts = vec![said.by.as_ref().map_or("speaker not named".to_owned(), described)];
    parts.extend(said.circumstance.clone());
    if !said.given && said.by.is_some() {
        parts.push("speaker found by rule".to_owned());
    }
    parts.join("; ")
}

fn described(by: &Profile) -> String {
    let name = [Some(&by.name), by.role.as_ref(), by.org.as_ref()];
    let mut words = name.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    if let Some(reason) = &by.anonymous {
        let _ = write!(words, " (anonymous: {reason})");
    }
    words
}

/// Words in quotation marks where they are the speaker's own and have none.
pub(super) fn quoted(text: &str, said: &Said) -> String {
    let trimmed = text.trim();
    if !said.direct || trimmed.starts_with(OPENING) {
        return trimmed.to_owned();
    }
    format!("“{}”", trimmed.trim_end_matches(['"', '”']))
}

/// What a direct quote may begin with.
const OPENING: [char; 8] = ['"', '“', '„', '«', '»', '「', '‘', '‚'];

/// `The Merrow Courier, 2031-07-28: Harbour bridge closes for a month. <https://…> (harbour-bridge)`.
fn source(passage: &Passage) -> String {
    let mut out = inline(&passage.source_name());
    if passage.publisher.as_ref().is_some_and(|name| !name.is_empty()) && !passage.at.headline.is_empty() {
        let _ = write!(out, ": {}", inline(&passage.at.headline));
    }
    if let Some(url) = passage.url.as_ref().filter(|url| !url.contains(['<', '>', ' '])) {
        let _ = write!(out, " <{url}>");
    }
    let _ = write!(out, " (`{}`)", passage.at.article);
    out
}

/// Text without a meaning to Markdown: what stands within a line.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// What begins a line, without the meaning that its first sign would have there: a list, a heading, a rule.
pub(super) fn first_of_line(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line.get(digits..).unwrap_or_default();
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", line.get(..digits).unwrap_or_default());
    }
    if line.starts_with(['#', '-', '+', '=']) { format!("\\{line}") } else { line.to_owned() }
}
