//! Rows of letters one cell wide, with the marks that prose has between them: enough for most news in Latin, Greek and
//! Cyrillic script, whose quotation marks and dashes lie beyond ASCII.
//!
//! It passes on whatever it is not sure of.

/// The byte behind `width` cells of `text` from `start` on, where every character up to there and the next one is plain;
/// the length of the text, where that comes first.
#[must_use]
pub fn limit(text: &str, start: usize, width: usize) -> Option<usize> {
    let mut before = ' ';
    let mut chars = text.get(start..)?.char_indices();
    for _ in 0..width {
        let Some((at, c)) = chars.next() else { return Some(text.len()) };
        if c == '\n' {
            return Some(start + at);
        }
        if !is_plain(before, c) {
            return None;
        }
        before = c;
    }
    match chars.next() {
        None => Some(text.len()),
        Some((at, c)) => (c == '\n' || is_plain(before, c)).then_some(start + at),
    }
}

/// Whether the words after a space begin with a character before which a row may end.
#[must_use]
pub fn may_begin(words: &str) -> bool {
    words.chars().next().is_some_and(|c| is_plain(' ', c))
}

/// Whether a row may break between these two at a space at most, and each is a grapheme of one cell.
fn is_plain(before: char, c: char) -> bool {
    match c {
        // a break may lie behind these, which is told of ASCII neighbours only
        '-' | '/' => before.is_ascii(),
        // after a space they might close what is not open
        '’' | '”' | '»' => before != ' ',
        '–' | '—' => before == ' ',
        ' ' => !matches!(before, '“' | '‘' | '«' | '„'),
        '\x20'..='\x7e' => after(before),
        '“' | '‘' | '«' | '„' => after(before) && !matches!(before, '”' | '’' | '»'),
        '…' => before.is_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' => {
            after(before) && !matches!(before, '-' | '/')
        }
        _ => false,
    }
}

/// Whether what stands before lets a letter follow without a break: a dash and an ellipsis don't.
fn after(before: char) -> bool {
    !matches!(before, '–' | '—' | '…')
}
