//! Words in quotation marks that nobody said: names, terms, words held at arm's length.

use super::words::{LEADS, Word, is_participle, is_saying, is_stance, words};

/// Whether the words in a pair of marks are the name of something, or a word or two that the copy holds at arm's length,
/// rather than what somebody said: `in “The Long Way Home”`, `has received "thank you" calls`. Behind a verb, `a` or `as` a
/// word or two are said.
pub(super) fn is_aside(before: &str, quote: &str, partial: bool) -> bool {
    if !partial {
        return false;
    }
    let words = words(before);
    let last = words.last();
    if is_name(quote) || last.is_some_and(|word| NAMINGS.contains(&word.bare)) {
        return true;
    }
    let said = |word: &Word<'_>| is_saying(word) || is_stance(word) || is_participle(word) || word.is(&LEADS);
    quote.split_whitespace().count() <= 2 && !last.is_some_and(said)
}

/// Verbs right behind which a name stands.
const NAMINGS: [&str; 12] = [
    "dubbed",
    "nicknamed",
    "named",
    "titled",
    "entitled",
    "headlined",
    "captioned",
    "codenamed",
    "christened",
    "renamed",
    "monikered",
    "so-called",
];

/// Whether every longer word of a quote begins with a capital letter, and there is more than one.
fn is_name(quote: &str) -> bool {
    let longer = || words(quote).into_iter().filter(|word| word.bare.chars().count() >= 4);
    let shown = |word: &Word<'_>| word.bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    longer().nth(1).is_some() && longer().all(|word| shown(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_terms_are_no_speech() {
        for (before, quote, aside) in [
            ("Roe appeared on ", "“The Morning After”", true),
            ("The virus, dubbed ", "“Grey Heron,”", true),
            ("Roe has had ", "“thank you”", false),
            ("Roe has received ", "“thank you”", true),
            ("Roe said it was a ", "“mess”", false),
            ("Roe said the port was ", "“beyond repair and a danger to ships”", false),
            ("Roe said he was glad to be back in ", "“the Old Harbour that he loved”", false),
        ] {
            assert_eq!(is_aside(before, quote, true), aside, "{before}{quote}");
        }
        assert!(!is_aside("", "“The Morning After”", false));
    }
}
