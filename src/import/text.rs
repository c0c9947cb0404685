//! Plain text into copy: which lines are a paragraph, and which stand alone.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::model::Text;

use super::{
    dates, foreign,
    manuscript::{Block, Manuscript, Run, Style},
};

/// Lines that were broken by hand or by a mail program are about this long; a longer one was broken by nobody.
const WRAPPED_MAX_CHARS: usize = 100;
/// A line shorter than this was not broken for want of room.
const WRAPPED_MIN_CHARS: usize = 55;

/// The words of a text file: UTF-8, UTF-16 where a byte order mark says so or every second byte is naught, else what
/// Windows wrote before.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| foreign::unmarked_utf16(bytes));
    match (encoding, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0,
        (None, Ok(words)) => Cow::Borrowed(words),
        (None, Err(_)) => WINDOWS_1252.decode(bytes).0,
    }
}

/// Reads a page's text, as it comes out of a browser, a mail or an editor.
///
/// ```
/// use byline::import::{annotate, text, Options};
///
/// let copy = text("Ferry returns\n\nThe ferry is back.\n\nWhat we know:\n\nIt sails at noon.");
/// let imported = annotate(copy, &Options::default());
/// assert_eq!(imported.article.head.headline, "Ferry returns");
/// assert_eq!(imported.article.story.len(), 2);
/// ```
#[must_use]
pub fn text(source: &str) -> Manuscript {
    let source = Text::new(source);
    let lines: Vec<&str> = source.as_str().split(['\n', '\u{b}', '\u{c}']).map(str::trim).collect();
    let wrapped = is_wrapped(&lines);
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    for (at, line) in lines.iter().enumerate() {
        let alone = line.is_empty() || bullet(line).is_some();
        let after_last = at > 0 && wrapped && goes_on(lines[at - 1], line);
        if !paragraph.is_empty() && (alone || !after_last) {
            blocks.push(block(&std::mem::take(&mut paragraph)));
        }
        if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    if !paragraph.is_empty() {
        blocks.push(block(&paragraph));
    }
    Manuscript { blocks, ..Manuscript::default() }
}

/// Whether the lines of this text were broken to a width: most lines that have a neighbour below are nearly full, and
/// hardly any of them ends where a sentence does.
fn is_wrapped(lines: &[&str]) -> bool {
    let mut full = 0;
    let mut ended = 0;
    let mut all = 0;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.is_empty() || next.is_empty() || bullet(next).is_some() {
            continue;
        }
        all += 1;
        let chars = line.chars().count();
        if (WRAPPED_MIN_CHARS..=WRAPPED_MAX_CHARS).contains(&chars) {
            full += 1;
            ended += usize::from(super::graf::ends_as_sentence(line));
        }
    }
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    all >= 3 && longest <= WRAPPED_MAX_CHARS && full * 10 >= all * 7 && ended * 2 < full
}

/// Whether `line` is the rest of the paragraph that `last` stands in, in a text that was broken to a width.
fn goes_on(last: &str, line: &str) -> bool {
    !last.is_empty() && !line.is_empty() && last.chars().count() >= WRAPPED_MIN_CHARS
}

/// One block of words, with the sign of a list taken from its front.
fn block(words: &str) -> Block {
    let (style, words) = match bullet(words) {
        Some((number, rest)) => (Style::Bullet { depth: 0, number }, rest),
        None if is_rule(words) => (Style::Rule, ""),
        None => (Style::Paragraph, words),
    };
    let runs = if words.is_empty() { Vec::new() } else { vec![Run { text: Text::new(words), ..Run::default() }] };
    Block { style, runs, furniture: None }
}

/// `• words`, `- words`, `3. words`, `3) words`: the number, and the words.
fn bullet(line: &str) -> Option<(Option<u64>, &str)> {
    let mut chars = line.chars();
    let sign = chars.next()?;
    if matches!(sign, '•' | '●' | '▪' | '■' | '◦' | '‣' | '∙' | '·' | '◆' | '○' | '►' | '▸' | '-' | '*' | '–')
    {
        let rest = chars.as_str();
        let spaced = rest.starts_with(char::is_whitespace);
        let words = rest.trim_start();
        let free = spaced || matches!(sign, '•' | '●' | '▪' | '■' | '‣' | '►' | '▸');
        return (free && words.contains(char::is_alphanumeric)).then_some((None, words));
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at_checked(digits)?;
    let words = rest.strip_prefix(['.', ')'])?.strip_prefix([' ', '\u{a0}'])?.trim_start();
    // `28. April 2024` is a day, not the 28th of a list
    let day = digits <= 2 && dates::find(line).is_some_and(|(range, _)| range.start == 0);
    let named = digits > 0 && digits <= 3 && !day && words.contains(char::is_alphanumeric);
    named.then(|| number.parse().ok().map(|number| (Some(number), words))).flatten()
}

/// `* * *`, `———`: a line that parts, and says nothing.
fn is_rule(words: &str) -> bool {
    words.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && words
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '*' | '-' | '_' | '—' | '–' | '=' | '~' | '•' | '·' | '#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(source: &str) -> Vec<String> {
        let words = |block: &Block| block.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        text(source).blocks.iter().map(words).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_unless_lines_were_broken_to_a_width() {
        assert_eq!(blocks("One line.\nAnother.\n\nA third."), ["One line.", "Another.", "A third."]);
        let mail = "The bridge at Port Merrow was closed on Tuesday after divers had\nfound cracks in two of its nine piers, and nobody can say how long\nit will stay so, since the piers stand in forty feet of water and\nthe tide allows an hour of work.\n\n- one\n- two";
        assert_eq!(blocks(mail).len(), 3, "{:?}", blocks(mail));
    }

    #[test]
    fn a_day_is_no_item_of_a_list() {
        let style = |line: &str| text(line).blocks[0].style.clone();
        assert_eq!(style("28. April 2024 um 14:26 Uhr"), Style::Paragraph);
        assert_eq!(style("3. Mai gehört zu den Büchern"), Style::Bullet { depth: 0, number: Some(3) });
    }

    #[test]
    fn words_of_any_encoding_are_read() {
        assert_eq!(decode("café".as_bytes()), "café");
        assert_eq!(decode(b"caf\xe9 \x93no\x94"), "café “no”");
        assert_eq!(decode(b"\xff\xfec\0a\0"), "ca");
    }
}
