//! Where YAML can't read a place, the rest is still read: an item of the story is taken as plain text, a field of the head
//! is set aside. The fault is told all the same.

use std::ops::Range;

use super::origin::{Shifts, Splice};

/// Lines that are set aside because YAML can't read them.
#[derive(Debug)]
pub(super) struct Salvage {
    pub text: String,
    pub shifts: Shifts,
    /// Where the lines began.
    pub from: usize,
}

/// The text with the lines around the byte `at` out of the way of YAML; `None` where that is nothing like an article.
pub(super) fn set_aside(text: &str, at: usize) -> Option<Salvage> {
    let story = find_line(text, "story:")?;
    let list = line_end(text, story);
    if at < list {
        let field = field_around(text, at)?;
        return (field.end <= story).then(|| in_comments(text, field));
    }
    let dash = dash_indent(text, list)?;
    let item = item_around(text, list, dash, at)?;
    Some(under_bar(text, item, dash))
}

/// The start of the line that begins with `words`.
fn find_line(text: &str, words: &str) -> Option<usize> {
    if text.starts_with(words) {
        return Some(0);
    }
    text.find(&format!("\n{words}")).map(|at| at + 1)
}

fn line_end(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    memchr::memchr(b'\n', rest).map_or(text.len(), |feed| start + feed + 1)
}

fn line_start(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1)
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|&b| b == b' ').count()
}

fn dash_indent(text: &str, list: usize) -> Option<usize> {
    let first = text.get(list..)?.lines().find(|line| line.trim_start().starts_with('-'))?;
    Some(indent(first))
}

/// The field of the head that the byte `at` stands in: a line without indentation, and those below it.
fn field_around(text: &str, at: usize) -> Option<Range<usize>> {
    let mut start = line_start(text, at);
    let goes_on = |start: usize| text.get(start..).is_some_and(|line| line.starts_with([' ', '\t', '\n', '\r']));
    while start > 0 && goes_on(start) {
        start = line_start(text, start - 1);
    }
    let mut end = line_end(text, start);
    while end < text.len() && goes_on(end) {
        end = line_end(text, end);
    }
    (start < end).then_some(start..end)
}

/// The item of the story that the byte `at` stands in.
fn item_around(text: &str, list: usize, dash: usize, at: usize) -> Option<Range<usize>> {
    let opens = |start: usize| {
        let line = text.get(start..line_end(text, start)).unwrap_or_default();
        indent(line) == dash && line.get(dash..).is_some_and(|words| words.starts_with("- ") || words.trim_end() == "-")
    };
    let mut start = line_start(text, at.min(text.len()));
    while start > list && !opens(start) {
        start = line_start(text, start - 1);
    }
    if !opens(start) {
        return None;
    }
    let mut end = line_end(text, start);
    while end < text.len() && !opens(end) {
        end = line_end(text, end);
    }
    Some(start..end)
}

fn in_comments(text: &str, lines: Range<usize>) -> Salvage {
    let mut splice = Splice::new(text);
    let mut at = lines.start;
    while at < lines.end {
        splice.keep_to(at);
        splice.insert("# ");
        at = line_end(text, at);
    }
    let (text, shifts) = splice.finish();
    Salvage { text: text.into_owned(), shifts, from: lines.start }
}

/// The lines of an item as text of an item, without its dash.
fn under_bar(text: &str, lines: Range<usize>, dash: usize) -> Salvage {
    let mut splice = Splice::new(text);
    splice.keep_to(lines.start + dash + 1);
    splice.insert(" |2\n");
    let mut at = lines.start + dash + 1;
    while at < lines.end {
        splice.keep_to(at);
        // The words of the first line stand one column further in than its dash.
        let missing = if at == line_start(text, at) { (dash + 4).saturating_sub(leading(text, at)) } else { dash + 3 };
        splice.insert(&" ".repeat(missing));
        at = line_end(text, at);
    }
    let (text, shifts) = splice.finish();
    Salvage { text: text.into_owned(), shifts, from: lines.start }
}

fn leading(text: &str, at: usize) -> usize {
    text.get(at..).map_or(0, indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_aside_an_item_or_a_field() {
        let text =
            "format: x\nbad: [\n  a\ngood: b\nstory:\n  - |\n    one\n  - What: |\n      two\n   bad\n  - three\n";
        let field = set_aside(text, text.find("  a").expect("there")).expect("a field");
        assert!(field.text.starts_with("format: x\n# bad: [\n#   a\ngood: b\nstory:"), "{}", field.text);
        let item = set_aside(text, text.find("bad\n  - three").expect("there")).expect("an item");
        assert!(item.text.ends_with("one\n  - |2\n      What: |\n      two\n      bad\n  - three\n"), "{}", item.text);
        assert_eq!(item.shifts.original(item.text.find("two").expect("kept")), text.find("two").expect("there"));
    }
}
