//! One text in YAML: plain, in double quotation marks, or under a bar.

use std::fmt::Write as _;

/// Where a text stands, which decides what may stand in it plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The value of a key on a line of its own, or of a dash.
    Block,
    /// Between brackets or braces.
    Flow,
    Key,
    /// A date that can be read: left plain, as people write it.
    Date,
    DateKey,
}

/// Whether `text` can stand plain, and every reader of YAML 1.1 and 1.2 takes it for this very text.
pub(super) fn is_plain(text: &str, place: Place) -> bool {
    if place == Place::Date || place == Place::DateKey {
        return true;
    }
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let last = chars.next_back().unwrap_or(first);
    let indicator = "-?:,[]{}#&*!|>'\"%@`~=<".contains(first);
    if indicator || first.is_whitespace() || last.is_whitespace() || last == ':' || text.starts_with("...") {
        return false;
    }
    let broken = match place {
        Place::Flow => text.contains([',', '[', ']', '{', '}', ':', '"', '\'']),
        Place::Key => text.contains([':', '"']),
        Place::Block | Place::Date | Place::DateKey => text.contains(": "),
    };
    !broken && !text.contains(" #") && !text.contains(must_escape) && !is_typed(text)
}

/// What a block and a plain scalar can't hold: what is not printable in YAML, and what other readers take for a line break.
fn must_escape(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') || c.is_control()
}

/// Whether a typed reader of YAML would make something else of a plain text: null, a truth, a number, a time, a day.
fn is_typed(text: &str) -> bool {
    const WORDS: [&str; 12] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan", "inf"];
    let lower = text.trim_start_matches('+').to_ascii_lowercase();
    WORDS.contains(&lower.as_str()) || is_number(&lower)
}

/// Whether the words could be a number, a time of day or a date in any dialect: a digit (or a point and a digit) first,
/// and nothing but what such things are made of.
fn is_number(lower: &str) -> bool {
    let digits = lower.trim_start_matches('.');
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let based = ["0x", "0o", "0b"].iter().any(|base| lower.starts_with(base));
    let made = |c: char| {
        if based { c.is_ascii_hexdigit() || "xo_".contains(c) } else { c.is_ascii_digit() || "._:,-+etz ".contains(c) }
    };
    lower.chars().all(made)
}

/// Writes `text` on one line: plain where it can be, else in double quotation marks.
pub(super) fn push_scalar(text: &str, place: Place, out: &mut String) {
    if is_plain(text, place) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if must_escape(c) => {
                let written = write!(out, "\\u{:04X}", u32::from(c));
                debug_assert!(written.is_ok(), "a String takes all that is written to it");
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes `text` behind a key or a dash whose column is `indent`: under a bar, two spaces further in. Where a block can't
/// hold it, in double quotation marks.
pub(super) fn push_block(text: &str, indent: usize, out: &mut String) {
    let text = text.trim_end_matches('\n');
    if fits_block(text) { push_bar(text, "", indent, out) } else { push_quoted(text, out) }
}

/// Like [`push_block`], but the text that is read back ends in just as many line feeds.
pub(super) fn push_verbatim(text: &str, indent: usize, out: &mut String) {
    let words = text.trim_end_matches('\n');
    match text.len() - words.len() {
        0 if fits_block(text) => push_bar(words, "-", indent, out),
        1 if fits_block(text) => push_bar(words, "", indent, out),
        _ => push_quoted(text, out),
    }
}

fn fits_block(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(|c| c != '\n' && must_escape(c))
}

fn push_quoted(text: &str, out: &mut String) {
    out.push(' ');
    push_scalar(text, Place::Block, out);
    out.push('\n');
}

/// Writes `text` under a bar; `chomp` says what becomes of its last line feed.
fn push_bar(text: &str, chomp: &str, indent: usize, out: &mut String) {
    // Where the first line with words begins with a space, or spaces come before it, the indentation can't be guessed.
    let opening = text.trim_start_matches('\n');
    out.push_str(if opening.starts_with(char::is_whitespace) { " |2" } else { " |" });
    out.push_str(chomp);
    out.push('\n');
    for line in text.split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent + 2));
            out.push_str(line);
        }
        out.push('\n');
    }
}
