//! A query cut into its pieces, each with its place. Nothing is refused here.

use std::ops::Range;

/// One piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// All of it, in bytes.
    pub(super) span: Range<usize>,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Open,
    Close,
    Or,
    And,
    Not,
    /// Words without a field, or with one: its name, in bytes.
    Words {
        field: Option<Range<usize>>,
        value: Value,
    },
}

/// What was typed for words to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// Without quotation marks, star and colon, in bytes.
    pub(super) inner: Range<usize>,
    pub(super) quoted: bool,
    /// Whether its quotation mark is closed, or there is none.
    pub(super) closed: bool,
    /// Whether a star follows.
    pub(super) star: bool,
}

/// Cuts a query.
pub(super) fn pieces(typed: &str) -> Vec<Piece> {
    let mut lexer = Lexer { typed, at: 0 };
    std::iter::from_fn(|| lexer.piece()).collect()
}

struct Lexer<'a> {
    typed: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.typed.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn piece(&mut self) -> Option<Piece> {
        loop {
            let start = self.at;
            let c = self.next()?;
            let after = self.rest().chars().nth(1);
            let what = match c {
                c if c.is_whitespace() => None,
                '(' => Some(What::Open),
                ')' => Some(What::Close),
                // A dash between spaces is punctuation.
                '-' if after.is_some_and(|c| !c.is_whitespace() && c != ')') => Some(What::Not),
                '-' => None,
                _ => {
                    let what = self.words();
                    return Some(Piece { span: start..self.at, what });
                }
            };
            self.at += c.len_utf8();
            if let Some(what) = what {
                return Some(Piece { span: start..self.at, what });
            }
        }
    }

    fn words(&mut self) -> What {
        let start = self.at;
        if self.next().is_some_and(is_quotation_mark) {
            return What::Words { field: None, value: self.quoted() };
        }
        self.run();
        let run = self.typed.get(start..self.at).unwrap_or_default();
        match run {
            "OR" => return What::Or,
            "AND" => return What::And,
            "NOT" => return What::Not,
            _ => {}
        }
        let Some((name, rest)) = run.split_once(':').filter(|(name, rest)| is_name(name) && !rest.starts_with("//"))
        else {
            return What::Words { field: None, value: self.bare(start..self.at) };
        };
        let (field, begin) = (start..start + name.len(), start + name.len() + 1);
        let quoted = rest.is_empty() && self.next().is_some_and(is_quotation_mark);
        let value = if quoted { self.quoted() } else { self.bare(begin..self.at) };
        What::Words { field: Some(field), value }
    }

    /// Goes on to the end of a run without a space.
    fn run(&mut self) {
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quotation_mark(c);
        self.at += self.rest().find(ends).unwrap_or(self.rest().len());
    }

    fn bare(&self, mut inner: Range<usize>) -> Value {
        let words = self.typed.get(inner.clone()).unwrap_or_default();
        let star = words.ends_with('*');
        inner.end -= words.len() - words.trim_end_matches('*').len();
        Value { inner, quoted: false, closed: true, star }
    }

    fn quoted(&mut self) -> Value {
        self.at += self.next().map_or(0, char::len_utf8);
        let start = self.at;
        let end = self.rest().find(is_quotation_mark).map(|length| start + length);
        self.at = end.unwrap_or(self.typed.len());
        let inner = start..self.at;
        self.at += self.next().map_or(0, char::len_utf8);
        let star = self.next() == Some('*');
        self.at += usize::from(star);
        Value { inner, quoted: true, closed: end.is_some(), star }
    }
}

/// Straight, or as an editor or a telephone makes them.
pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ff02}')
}

/// Whether a field could have that name.
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}
