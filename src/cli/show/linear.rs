//! An article as plain words: no rails, no marks, no colour. It reads well aloud, and greps well.

use crate::layout::{Emphasis, Galley, Paragraph, ParagraphStyle, Role};

use unicode_width::UnicodeWidthStr;

/// The article, wrapped only where a width is asked for.
pub(in crate::cli) fn words(galley: &Galley, width: Option<u16>) -> String {
    let mut text = String::new();
    for (index, paragraph) in galley.paragraphs.iter().enumerate() {
        if matches!(paragraph.style, ParagraphStyle::Rule) {
            continue;
        }
        if index > 0 && paragraph.space_rows > 0 {
            text.push('\n');
        }
        let Worded { first, indent, words } = worded(paragraph);
        let lines = match width {
            Some(width) if !is_set_by_line(&paragraph.style) => wrap(&words, usize::from(width), indent.width()),
            Some(_) | None => words.lines().map(str::to_owned).collect(),
        };
        for (index, line) in lines.iter().enumerate() {
            for part in [if index == 0 { &first } else { &indent }, line.as_str(), "\n"] {
                text.push_str(part);
            }
        }
    }
    text
}

/// A paragraph as it is printed.
struct Worded {
    /// Before its first line, and before the others: equally wide.
    first: String,
    indent: String,
    words: String,
}

fn worded(paragraph: &Paragraph) -> Worded {
    let words = without_signs(paragraph);
    let alike = |indent: String, words| Worded { first: indent.clone(), indent, words };
    let depth_indent = |depth: u8| "  ".repeat(usize::from(depth));
    match &paragraph.style {
        ParagraphStyle::Bullet { depth, marker } => {
            let marker = if marker.as_str().chars().any(char::is_alphanumeric) { marker.as_str() } else { "-" };
            let first = format!("{}{marker} ", depth_indent(*depth));
            Worded { indent: " ".repeat(first.width()), first, words }
        }
        ParagraphStyle::BulletMore { depth } => alike(depth_indent(*depth + 1), words),
        ParagraphStyle::Attribution => alike(String::new(), attribution(paragraph.text.as_str())),
        ParagraphStyle::Code { .. } => alike("    ".to_owned(), words),
        ParagraphStyle::Quotation => alike("> ".to_owned(), words),
        ParagraphStyle::Headline
        | ParagraphStyle::Subtitle
        | ParagraphStyle::Meta
        | ParagraphStyle::Label(_)
        | ParagraphStyle::Question
        | ParagraphStyle::Heading
        | ParagraphStyle::Body
        | ParagraphStyle::Entry { .. }
        | ParagraphStyle::Table
        | ParagraphStyle::Related
        | ParagraphStyle::Signed { .. }
        | ParagraphStyle::Caption
        | ParagraphStyle::Credit
        | ParagraphStyle::ClaimNote
        | ParagraphStyle::Gone
        | ParagraphStyle::Foot
        | ParagraphStyle::Rule => alike(String::new(), words),
    }
}

/// The words of a paragraph without the marks of sections that stand before their counts, and with tildes around what is
/// struck through, as [`crate::model::Inline::written_out`] has them.
fn without_signs(paragraph: &Paragraph) -> String {
    let text = paragraph.text.as_str();
    let (mut words, mut at) = (String::with_capacity(text.len()), 0);
    let mut struck_to = None;
    for (span, role, emphasis) in &paragraph.marks {
        if matches!(role, Role::Rail(_)) {
            words.push_str(text.get(at..span.start()).unwrap_or_default());
            at = span.end() + usize::from(text.get(span.end()..).is_some_and(|rest| rest.starts_with(' ')));
        } else if emphasis.has(Emphasis::STRIKE) {
            if struck_to == Some(span.start()) {
                words.truncate(words.len() - STRUCK.len()); // one line through words of two roles
            } else {
                words.extend([text.get(at..span.start()).unwrap_or_default(), STRUCK]);
            }
            words.extend([paragraph.text.get(*span), STRUCK]);
            at = span.end();
            struck_to = Some(at);
        }
    }
    words.push_str(text.get(at..).unwrap_or_default());
    words
}

/// On both sides of what is struck through.
const STRUCK: &str = "~~";

/// Who said it, in words instead of signs.
fn attribution(words: &str) -> String {
    let signs = [
        ("❝ ~ ", "Said, in part in the reporter’s words, by "),
        ("❝ ", "Said by "),
        ("~ ", "Said in the reporter’s words by "),
    ];
    let told = [" (~ in the reporter’s words)", " (in the reporter’s words)"];
    let plain = told.iter().fold(words.to_owned(), |words, told| words.replacen(told, "", 1));
    let worded = signs.iter().find_map(|(sign, said)| plain.strip_prefix(sign).map(|rest| format!("{said}{rest}")));
    worded.unwrap_or(plain).replace("Said by speaker not named", "Speaker not named")
}

fn is_set_by_line(style: &ParagraphStyle) -> bool {
    matches!(style, ParagraphStyle::Code { .. } | ParagraphStyle::Table)
}

/// Breaks words at spaces so that a line and its indentation take at most `width` cells, where the words allow it.
fn wrap(words: &str, width: usize, indent: usize) -> Vec<String> {
    let room = width.saturating_sub(indent).max(8);
    let mut lines = Vec::new();
    for paragraph in words.lines() {
        let (mut line, mut cells) = (String::new(), 0);
        for word in paragraph.split(' ') {
            let wide = word.width();
            if !line.is_empty() && cells + 1 + wide > room {
                lines.push(std::mem::take(&mut line));
                cells = 0;
            }
            if !line.is_empty() {
                line.push(' ');
                cells += 1;
            }
            line.push_str(word);
            cells += wide;
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_said_it_is_told_in_words() {
        assert_eq!(attribution("❝ Ada, minister · hearing"), "Said by Ada, minister · hearing");
        assert_eq!(attribution("~ Ada (in the reporter’s words)"), "Said in the reporter’s words by Ada");
        assert_eq!(attribution("❝ speaker not named"), "Speaker not named");
    }

    #[test]
    fn what_is_struck_through_is_not_read_as_said() {
        let source = "headline: H\nstory:\n  - 'It is ~~four *hundred*~~ 412 ~~crowns~~.'\n";
        let article = crate::format::read(source.as_bytes(), "h").article.unwrap();
        let told = words(&Galley::new(&article, &|_| crate::layout::Known::NotYet), None);
        assert!(told.contains("It is ~~four hundred~~ 412 ~~crowns~~.\n"), "{told}");
        let crate::model::Block::Paragraph(paragraph) = &article.story[0].text.blocks[0] else { panic!("{article:?}") };
        assert_eq!(paragraph.written_out(), "It is ~~four hundred~~ 412 ~~crowns~~.");
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        assert_eq!(wrap("one two three four", 10, 2), ["one two", "three", "four"]);
        assert_eq!(wrap("unbreakable-long-word x", 10, 0), ["unbreakable-long-word", "x"]);
    }
}
