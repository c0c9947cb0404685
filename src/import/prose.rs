//! Words into the Markdown of an item, so that what is read back is what was there.

use crate::{
    format,
    model::{Attribution, Block, Mark, Markup, PersonId, Text},
};

use super::manuscript::Run;

/// Signs at the start of a line beyond which a reader of Markdown might give up on it.
const OPENERS_MAX: usize = 16;

/// How long the name of an entity can be.
const ENTITY_MAX_CHARS: usize = 40;

/// A stretch of a graf that somebody said: bytes of its text, the speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub start: usize,
    pub end: usize,
    pub by: PersonId,
}

/// Runs as Markdown on one line, the quotes in `said` marked; none reaches into another. Where a look or a mark would bend a word it is left out.
pub(super) fn set(runs: &[Run], said: &[Said]) -> String {
    if let Some(words) = unescaped(runs, said) {
        return words.to_owned();
    }
    let words: String = runs.iter().map(|run| run.text.as_str()).collect();
    let plain = |source: &str| is_same(&format::markup(source), &words);
    let mut said: Vec<&Said> = said.iter().collect();
    said.sort_by_key(|said| (said.start, said.end));
    let marked = guarded(&join(&cut(pieces(runs), &said), &said));
    if plain(&marked) {
        return marked;
    }
    let bare = guarded(&escaped(&words, false));
    if plain(&bare) { bare } else { strictly(&words) }
}

/// Words of one look in which nothing is said, as they are, where Markdown takes no sign of them for its own.
fn unescaped<'r>(runs: &'r [Run], said: &[Said]) -> Option<&'r str> {
    let [run] = runs else { return None };
    let words = run.text.as_str();
    let plain = said.is_empty() && !(run.strong || run.emphasis || run.code || run.link.is_some());
    let signs = words.contains(['*', '[', '`', '_', '~', '&']) && !words.contains(['\\', '<', '\n', '@', '|']);
    (plain && signs && !words.starts_with('[') && guarded(words) == words && is_unmarked(&format::markup(words), words))
        .then_some(words)
}

/// Whether the Markdown says these words, in one paragraph, and marks none of them.
fn is_unmarked(markup: &Markup, words: &str) -> bool {
    let found = |mark: &Mark| matches!(mark, Mark::Quote { attribution: Attribution::Found { .. }, .. });
    let plain =
        |block: &Block| matches!(block, Block::Paragraph(inline) if inline.marks.iter().all(|(_, mark)| found(mark)));
    is_same(markup, words) && markup.blocks.iter().all(plain)
}

/// Words alone as Markdown on one line.
pub(super) fn set_plain(words: &str) -> String {
    let run = Run { text: Text::new(words), ..Run::default() };
    set(&[run], &[])
}

/// Whether the Markdown says these words, in one paragraph.
fn is_same(markup: &Markup, words: &str) -> bool {
    markup.leaves().len() == 1 && markup.plain() == words
}

/// Every sign escaped; what no escape can save stands as code.
fn strictly(words: &str) -> String {
    let mut source = String::with_capacity(words.len() * 2);
    for c in words.chars() {
        match c {
            '\n' => source.push_str("\\\n"),
            c => {
                if c.is_ascii_punctuation() {
                    source.push('\\');
                }
                source.push(c);
            }
        }
    }
    source
}

/// Words of one look, not yet written.
#[derive(Clone, Debug)]
struct Piece<'r> {
    words: &'r str,
    run: &'r Run,
    start: usize,
}

fn pieces(runs: &[Run]) -> Vec<Piece<'_>> {
    let mut start = 0;
    let mut pieces = Vec::with_capacity(runs.len());
    for run in runs {
        pieces.push(Piece { words: run.text.as_str(), run, start });
        start += run.text.len();
    }
    pieces
}

/// Cuts pieces where a quote begins or ends.
fn cut<'r>(pieces: Vec<Piece<'r>>, said: &[&Said]) -> Vec<Piece<'r>> {
    let mut result = Vec::with_capacity(pieces.len() + 2 * said.len());
    let mut cuts = said.iter().flat_map(|said| [said.start, said.end]).peekable();
    for piece in pieces {
        let mut rest = piece;
        while let Some(at) = cuts.next_if(|at| *at < rest.start + rest.words.len()) {
            let inner = at.checked_sub(rest.start).filter(|inner| *inner > 0);
            if let Some((before, after)) = inner.and_then(|inner| rest.words.split_at_checked(inner)) {
                result.push(Piece { words: before, ..rest.clone() });
                rest = Piece { words: after, run: rest.run, start: at };
            }
        }
        result.push(rest);
    }
    result
}

fn join(pieces: &[Piece<'_>], said: &[&Said]) -> String {
    let mut source = String::new();
    let mut open: Option<&Said> = None;
    let mut said = said.iter().copied().peekable();
    for piece in pieces {
        while said.next_if(|said| said.end <= piece.start).is_some() {}
        let within = said.peek().copied().filter(|said| said.start <= piece.start);
        if let Some(done) = open.filter(|done| within != Some(done)) {
            close(done, &mut source);
            open = None;
        }
        if let (Some(begun), None) = (within, open) {
            source.push('[');
            open = Some(begun);
        }
        push_piece(piece, within.is_some(), &mut source);
    }
    if let Some(done) = open {
        close(done, &mut source);
    }
    source
}

fn close(said: &Said, source: &mut String) {
    source.push_str("](@");
    source.push_str(said.by.as_str());
    source.push(')');
}

/// A link can't stand within a mark; its words do.
fn push_piece(piece: &Piece<'_>, quoted: bool, source: &mut String) {
    let run = piece.run;
    let inner = piece.words.trim();
    if inner.is_empty() {
        source.push_str(piece.words);
        return;
    }
    let (head, tail) = piece.words.split_once(inner).unwrap_or(("", ""));
    let link = run.link.as_ref().filter(|link| !quoted && is_target(link.as_str()));
    let stars = match (run.strong, run.emphasis) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    source.push_str(head);
    source.push_str(stars);
    let code = run.code && !inner.contains('`') && !inner.contains('\n');
    let words = if code { format!("`{inner}`") } else { escaped(inner, quoted || link.is_some()) };
    match link {
        Some(link) => {
            source.push('[');
            source.push_str(&words);
            source.push_str("](<");
            source.push_str(link.as_str());
            source.push_str(">)");
        }
        None => source.push_str(&words),
    }
    source.push_str(stars);
    source.push_str(tail);
}

/// Whether an address can stand between pointed brackets.
fn is_target(link: &str) -> bool {
    !link.is_empty() && !link.contains(['<', '>', '\n', '\\'])
}

/// Signs that mean something to Markdown, escaped; in a link's words the closing bracket too.
fn escaped(words: &str, linked: bool) -> String {
    let mut source = String::with_capacity(words.len() + 8);
    let tildes = words.matches('~').nth(1).is_some();
    let mut before = ' ';
    let mut chars = words.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = chars.as_str();
        let after = rest.chars().next().unwrap_or(' ');
        let escape = match c {
            '\\' | '`' | '*' | '[' | '|' => true,
            ']' => linked || after == '(' || after == ':' || after == '[',
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '<' => !after.is_whitespace(),
            '~' => tildes || at == 0,
            '&' => after == '#' || after.is_ascii_alphabetic() && rest.chars().take(ENTITY_MAX_CHARS).any(|c| c == ';'),
            _ => false,
        };
        if c == '\n' {
            source.push('\\'); // a hard break
        } else if escape {
            source.push('\\');
        }
        source.push(c);
        before = c;
    }
    source
}

/// The first signs of a line, so that they open no list, heading, quotation or rule.
fn guarded(line: &str) -> String {
    let escape_at = |at: usize| match line.split_at_checked(at) {
        Some((before, after)) => format!("{before}\\{after}"),
        None => line.to_owned(),
    };
    let first = line.chars().next().unwrap_or(' ');
    let second = line.chars().nth(1).unwrap_or(' ');
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = line.get(digits..).unwrap_or("");
    // `-5%` and `#harbour` open nothing, `- 5%` does
    let spaced = second.is_whitespace() || second == first;
    if matches!(first, '>' | '=' | '~') || (matches!(first, '#' | '-' | '+') && spaced) {
        return escape_at(0);
    }
    let opening = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit() || " >-+*.)".contains(c)).len();
    let openers = line.get(..opening).unwrap_or("").chars().filter(|c| ">-+*.)".contains(*c)).count();
    let listed = digits > 0 && behind.chars().nth(1).is_none_or(char::is_whitespace);
    if behind.starts_with(['.', ')']) && (listed || openers > OPENERS_MAX) {
        return escape_at(digits);
    }
    line.to_owned()
}

#[cfg(test)]
mod tests;
