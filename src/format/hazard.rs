//! What YAML would make of words typed without a bar: whether they come out whole.

/// Where the value of a key begins on a line, and what the key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Keyed<'a> {
    pub key: &'a str,
    /// Bytes from the start of the words to the end of the colon.
    pub colon_end: usize,
    /// Bytes from the start of the words to the value, which may be empty.
    pub value_start: usize,
}

/// Splits `key: value`. The words are trimmed at both ends. `None` where YAML would see no key.
pub(super) fn split_key(words: &str) -> Option<Keyed<'_>> {
    let first = words.bytes().next()?;
    let (key, colon) = match first {
        b'"' | b'\'' => {
            let close = closing_quote(words)?;
            let after = words.get(close..)?;
            let colon = close + after.len() - after.trim_start_matches(' ').len();
            if words.as_bytes().get(colon) != Some(&b':') {
                return None;
            }
            (words.get(1..close - 1)?, colon)
        }
        b'[' | b'{' | b'&' | b'*' | b'!' | b'#' | b'|' | b'>' | b'@' | b'%' | b'`' | b',' | b']' | b'}' => return None,
        b'-' | b'?' | b':' if matches!(words.as_bytes().get(1), None | Some(b' ')) => return None,
        _ => {
            let colon = memchr::memchr_iter(b':', words.as_bytes())
                .find(|at| matches!(words.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))?;
            let key = words.get(..colon)?.trim_end();
            if has_comment(key) {
                return None;
            }
            (key, colon)
        }
    };
    if !matches!(words.as_bytes().get(colon + 1), None | Some(b' ' | b'\t')) {
        return None;
    }
    let rest = words.get(colon + 1..)?;
    let value_start = colon + 1 + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    Some(Keyed { key, colon_end: colon + 1, value_start })
}

/// Whether these words are the head of a block: `|`, `>`, `|-`, `>2+`, with or without a comment.
pub(super) fn is_block_header(words: &str) -> bool {
    let Some(rest) = words.strip_prefix(['|', '>']) else { return false };
    let flags = rest.trim_start_matches(|c: char| matches!(c, '+' | '-' | '1'..='9'));
    rest.len() - flags.len() <= 2 && (flags.trim_start().is_empty() || is_comment(flags))
}

/// Whether the head of a block says how far its text is indented.
pub(super) fn is_measured(header: &str) -> bool {
    header.bytes().take(3).any(|b| b.is_ascii_digit())
}

/// Whether YAML would take one of these words, and the rest of the line, for a comment.
pub(super) fn has_comment(words: &str) -> bool {
    let bytes = words.as_bytes();
    memchr::memchr_iter(b'#', bytes).any(|at| at == 0 || matches!(bytes.get(at - 1), Some(b' ' | b'\t')))
}

/// Whether a colon stands where YAML would look for a value behind it.
fn has_colon(words: &str) -> bool {
    let bytes = words.as_bytes();
    memchr::memchr_iter(b':', bytes).any(|at| matches!(bytes.get(at + 1), None | Some(b' ' | b'\t')))
}

/// Blank, or a comment with space before it.
fn is_comment(rest: &str) -> bool {
    let trimmed = rest.trim_start_matches([' ', '\t']);
    trimmed.starts_with('#') && trimmed.len() < rest.len()
}

/// The byte after the quotation mark that closes the one at the start.
fn closing_quote(words: &str) -> Option<usize> {
    let bytes = words.as_bytes();
    let quote = *bytes.first()?;
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Whether a quotation mark opens these words and never closes: it would take in everything that follows.
pub(super) fn is_unclosed(words: &str) -> bool {
    words.starts_with(['"', '\'']) && closing_quote(words).is_none()
}

/// The byte after the bracket that closes the one at the start, quoted text within left alone.
fn closing_bracket(words: &str) -> Option<usize> {
    let bytes = words.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' | b'\'' if matches!(bytes.get(at.wrapping_sub(1)), Some(b' ' | b'[' | b'{' | b',' | b':')) => {
                at += closing_quote(words.get(at..)?)? - 1;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// What stands where text is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// An item of the story or the text of a label: nothing but text can be meant.
    Story,
    /// A value of the head, of a table, or of a lower key of an item: a list or a map can be meant.
    Field,
}

/// Whether YAML would lose, bend or refuse these words. `value` runs over all its lines, `first` is its first line.
pub(super) fn harms(value: &str, first: &str, place: Place) -> bool {
    let Some(&byte) = first.as_bytes().first() else { return false };
    let follows = |close: Option<usize>| {
        close.and_then(|close| value.get(close..)).is_none_or(|rest| !rest.trim().is_empty() && !is_comment(rest))
    };
    let one_line = value.trim_end().len() <= first.len();
    match byte {
        b'"' | b'\'' => follows(closing_quote(value)),
        b'|' | b'>' => !is_block_header(first),
        b'[' if place == Place::Story => true,
        b'{' if place == Place::Story => follows(closing_bracket(value)) || !has_colon(value),
        b'[' | b'{' => {
            let close = closing_bracket(value);
            close.is_some() && follows(close)
        }
        b'&' | b'*' if place == Place::Field => !is_anchor(first),
        b'#' | b'!' | b'&' | b'*' | b'@' | b'`' | b'%' | b',' | b']' | b'}' => true,
        b'-' | b'?' | b':' if matches!(first.as_bytes().get(1), None | Some(b' ' | b'\t')) => true,
        _ => !one_line || has_comment(first) || has_colon(first),
    }
}

/// Whether the words look like a real anchor or alias: `&name`, `&name value`, `*name`.
fn is_anchor(words: &str) -> bool {
    let Some(name) = words.get(1..) else { return false };
    let end = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    let rest = name.get(end..).unwrap_or("");
    end > 0 && (rest.is_empty() || (words.starts_with('&') && rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_keys_as_yaml_does() {
        let key = |words| split_key(words).map(|keyed| keyed.key);
        assert_eq!(key("What we know: The order: stop."), Some("What we know"));
        assert_eq!(key("\"What we know\": |"), Some("What we know"));
        assert_eq!(key("At 12:30 he left"), None);
        assert_eq!(key("https://example.org is up"), None);
        assert_eq!(key("\"No,\" she said: never."), None);
        assert_eq!(key("Room # 5: x"), None);
        assert_eq!(key("photo:"), Some("photo"));
        let keyed = split_key("a:   b").expect("a key");
        assert_eq!((keyed.colon_end, keyed.value_start), (2, 5));
    }

    #[test]
    fn tells_harm_from_what_is_fine() {
        for fine in ["plain words", "\"quoted: #5\"", "'it''s' # a comment", "C#", "12:30", "a:b", "---", "~"] {
            assert!(!harms(fine, fine, Place::Story), "{fine}");
            assert!(!harms(fine, fine, Place::Field), "{fine}");
        }
        for bad in [
            "\"No,\" he said",
            "'It is,' he said",
            "# Why",
            "Room #5 and C # sharp",
            "!Breaking",
            "? what",
            "@x said",
            "*** x",
            "& more",
            "- x",
            "a: b",
            "ends:",
            "| on the same line",
            "`code`",
            "\"open",
        ] {
            assert!(harms(bad, bad, Place::Story), "{bad}");
            assert!(harms(bad, bad, Place::Field), "{bad}");
        }
        assert!(harms("[a](#b) c", "[a](#b) c", Place::Field) && harms("[a]", "[a]", Place::Story));
        assert!(!harms("[a, 'b]']", "[a, 'b]']", Place::Field));
        assert!(!harms("*ref", "*ref", Place::Field) && harms("*ref", "*ref", Place::Story));
    }
}
