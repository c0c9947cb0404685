//! Words that mean themselves in Markdown.

/// `text` with a backslash before every sign that Markdown would take for its own. A line feed becomes a hard break.
pub(super) fn escape(text: &str) -> String {
    lines(text.trim(), true)
}

/// The same for words that begin a line and may not end it.
pub(super) fn escape_first(text: &str) -> String {
    lines(text, true)
}

/// The same for words that go on a line.
pub(super) fn escape_on(text: &str) -> String {
    lines(text, false)
}

fn lines(text: &str, mut starts: bool) -> String {
    let mut safe = String::with_capacity(text.len() + text.len() / 16);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            safe.push_str("\\\n");
            starts = true;
        }
        let line = if starts { line.trim_start() } else { line };
        escape_line(line, starts, &mut safe);
    }
    safe
}

fn escape_line(line: &str, starts: bool, safe: &mut String) {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..=9).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            // within a word it means nothing
            '_' => !(before.is_alphanumeric() && after(line, at).is_some_and(char::is_alphanumeric)),
            '&' => after(line, at).is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            '!' => after(line, at) == Some('['),
            '#' | '+' | '-' | '=' | ':' => starts && at == 0,
            '.' | ')' => starts && numbered && at == digits,
            _ => false,
        };
        if marks {
            safe.push('\\');
        }
        safe.push(c);
        before = c;
    }
}

fn after(line: &str, at: usize) -> Option<char> {
    line.get(at..)?.chars().nth(1)
}

/// Words between more backticks than they hold.
pub(super) fn code_span(text: &str) -> String {
    let text = text.replace('\n', " ");
    let ticks = "`".repeat(longest(&text, '`') + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// Code between fences that are longer than any in it.
pub(super) fn fence(lang: Option<&str>, text: &str) -> String {
    let ticks = "`".repeat(longest(text, '`').max(2) + 1);
    let lang: String = lang.unwrap_or_default().chars().filter(|c| !c.is_whitespace() && *c != '`').collect();
    format!("{ticks}{lang}\n{text}\n{ticks}")
}

/// The longest run of `sign` in `text`.
fn longest(text: &str, sign: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == sign { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
