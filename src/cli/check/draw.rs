//! A diagnostic drawn as the compiler draws them: the line of the file, and what of it is meant.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::model::{Diagnostic, Severity, Text};

/// The most bytes of a line that are shown on either side of the fault.
const CONTEXT_BYTES: usize = 160;

/// Draws a diagnostic with its line of the source.
pub(super) fn drawn(file: &Text, source: &[u8], diagnostic: &Diagnostic, coloured: bool, width: Option<u16>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name(Some("hint")),
    };
    let (message, help) = (Text::line(&diagnostic.message), Text::line(&diagnostic.help));
    let (line, span) = excerpt(source, diagnostic.location.bytes.clone());
    let title = level.primary_title(message.as_str()).id(diagnostic.code.name());
    let snippet = Snippet::source(line.as_str())
        .path(file.as_str())
        .line_start(diagnostic.location.line as usize)
        .annotation(AnnotationKind::Primary.span(span));
    let mut group = title.element(snippet);
    if !help.is_empty() {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(usize::from(width.unwrap_or(100)));
    format!("{}\n", renderer.render(&[group]))
}

/// The line where a fault begins, safe to show, with the fault's place in it. Of a very long line only the part around
/// the fault; of a fault of many lines the part on the first.
fn excerpt(source: &[u8], bytes: Range<usize>) -> (String, Range<usize>) {
    let start = bytes.start.min(source.len());
    let (before, after) = source.split_at(start);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let line_end = memchr::memchr(b'\n', after).map_or(source.len(), |at| start + at);
    let from = line_start.max(start.saturating_sub(CONTEXT_BYTES));
    let until = bytes.end.clamp(start, line_end).min(start + CONTEXT_BYTES);
    let to = line_end.min(until + CONTEXT_BYTES);
    let shown = |range: Range<usize>| shown(source.get(range).unwrap_or_default());
    let (head, fault, tail) = (shown(from..start), shown(start..until), shown(until..to));
    let span = head.len()..head.len() + fault.len();
    (format!("{head}{fault}{tail}"), span)
}

/// Bytes as text in which every character that is not safe to show is a replacement character, so that it is seen.
fn shown(bytes: &[u8]) -> String {
    let safe = |c: char| if c == '\t' || Text::new(c.encode_utf8(&mut [0; 4])).is_empty() { None } else { Some(c) };
    let raw = String::from_utf8_lossy(bytes);
    raw.trim_end_matches('\r').chars().map(|c| safe(c).unwrap_or(if c == '\t' { ' ' } else { '\u{fffd}' })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Location};

    #[test]
    fn a_fault_is_pointed_at_and_nothing_gets_past_the_terminal() {
        let source = b"format: byline/1\nheadline: \x1b[2J\xe2\x80\xaebad\nstory:\n";
        let location = Location { line: 2, column: 11, bytes: 27..37 };
        let diagnostic = Diagnostic::new(Code::ControlCharacter, location, "a\u{1b}b", "take it out");
        let drawn = drawn(&Text::line("x.yaml"), source, &diagnostic, false, Some(80));
        assert!(drawn.contains("warning[control-character]: ab"), "{drawn}");
        assert!(drawn.contains("x.yaml:2:11") && drawn.contains("help: take it out"), "{drawn}");
        assert!(!drawn.contains(['\u{1b}', '\u{202e}']), "{drawn:?}");
    }

    #[test]
    fn a_place_anywhere_gives_an_excerpt() {
        let long = "x".repeat(10_000);
        for (source, bytes) in
            [("", 0..0), ("", 9..12), ("a\nb", 1..3), (&*long, 5000..9000), ("é", 1..1), ("a\n", 2..2)]
        {
            let (line, span) = excerpt(source.as_bytes(), bytes);
            assert!(line.get(span).is_some() && line.len() <= 4 * CONTEXT_BYTES, "{line}");
        }
    }
}
