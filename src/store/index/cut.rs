//! Cutting texts for the index: the words of [`library::words`], one a line, found in one pass where the text is plain.

use std::ops::RangeInclusive;

use crate::library;

/// The words of a text, parted by spaces.
pub(super) fn spaced(text: &str) -> String {
    let mut words = Vec::with_capacity(text.len() + 1);
    add_words(text, &mut words);
    words.pop();
    words.iter_mut().filter(|byte| **byte == b'\n').for_each(|byte| *byte = b' ');
    String::from_utf8(words).unwrap_or_default() // whole words were put into it
}

/// Adds the words of a text, one a line: those of [`library::words`], found in one pass over the bytes where the text is
/// plain. Quotation marks and dashes part words as blanks do, so that only what is spelt beyond ASCII takes the long way.
pub(super) fn add_words(text: &str, lines: &mut Vec<u8>) {
    let (mut rest, mut at) = (text, 0);
    while let Some(&byte) = rest.as_bytes().get(at) {
        if byte.is_ascii() {
            at += 1;
            continue;
        }
        let (plain, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if behind.starts_with(|c| GENERAL_PUNCTUATION.contains(&c)) {
            add_plain_words(plain, lines);
            rest = behind.get(3..).unwrap_or_default();
        } else {
            let begins = plain.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
            let ends = behind.bytes().take_while(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric()).count();
            let (plain, _) = plain.split_at_checked(at - begins).unwrap_or((plain, ""));
            add_plain_words(plain, lines);
            for (_, word) in library::words(rest.get(at - begins..at + ends).unwrap_or_default()) {
                lines.extend_from_slice(word.as_bytes());
                lines.push(b'\n');
            }
            rest = rest.get(at + ends..).unwrap_or_default();
        }
        at = 0;
    }
    add_plain_words(rest, lines);
}

/// Marks that neither stand in words nor belong to the letter before, each of three bytes.
const GENERAL_PUNCTUATION: RangeInclusive<char> = '\u{2010}'..='\u{2027}';

/// The same of a text in ASCII: each byte goes through a table, and what ends a word becomes the end of its line.
fn add_plain_words(text: &str, lines: &mut Vec<u8>) {
    let mut at = lines.len();
    lines.resize(at + text.len() + 1, b'\n');
    let mut inside = false;
    for byte in text.bytes() {
        let folded = FOLDED[usize::from(byte)];
        lines[at] = folded;
        let letter = folded != b'\n';
        at += usize::from(letter | inside);
        inside = letter;
    }
    lines.truncate(at);
    if inside {
        lines.push(b'\n');
    }
}

/// Letters and digits of ASCII as [`library::fold`] has them; a line feed for every other byte.
const FOLDED: [u8; 256] = {
    let mut table = [b'\n'; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_fast_way_finds_the_same_words(text in "[a-zA-Z0-9 .,'“”’…–éßあ京½\u{301}\u{200d}\n\t-]{0,40}|\\PC{0,20}") {
            let mut lines = b"before\n\n".to_vec();
            add_words(&text, &mut lines);
            let slow: Vec<String> = library::words(&text).map(|(_, word)| word).collect();
            let slow_lines: String = slow.iter().map(|word| word.clone() + "\n").collect();
            prop_assert_eq!(String::from_utf8(lines).unwrap(), format!("before\n\n{slow_lines}"));
            prop_assert_eq!(spaced(&text), slow.join(" "));
        }
    }
}
