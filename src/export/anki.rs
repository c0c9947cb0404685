//! What Anki's text files are made of, for notes and for cards.

/// Words for a field: no sign of HTML, no tab and no line break is left in it.
pub(super) fn field(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("<br>"),
            '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A tag has no spaces there, since spaces part them.
pub(super) fn tag(tag: &str) -> String {
    tag.split_whitespace().collect::<Vec<_>>().join("_")
}
