//! What a word is to whoever looks for one: where it begins and ends in a text, and what it is compared as.
//!
//! A query and the text it is put to are cut by the same rule, so that an index and a scan of the text agree.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Without case and without accents: `Zürich` and `zurich` are the same word to whoever looks for it.
///
/// Marks that are accents or points go (Latin, Greek, Cyrillic, Hebrew, Arabic); marks that spell, such as the vowels
/// of Indian scripts, stay. Folding what is folded changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !is_accent(*c));
    let mut folded = String::with_capacity(text.len());
    for c in lower {
        match plain_letters(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
    // What was taken apart and stays (syllables of Hangul, voiced kana) is put together again.
    folded.nfc().collect()
}

/// The words of a text as they are looked for, each with its place in the text.
///
/// A word is a run of letters and digits: `don't` is two, `2025-03` is two. In scripts that part no words (Han, kana,
/// Thai and their like) each character is one; a longer word is found as a phrase.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    raw_words(text).flat_map(move |range| {
        let word = text.get(range.clone()).unwrap_or_default();
        let folded = fold(word);
        // Folding may bring a sign or a second word out of a letter (½ is 1⁄2), or take everything away.
        let parts: Vec<String> = if word.is_ascii() {
            vec![folded]
        } else {
            raw_words(&folded).filter_map(|part| folded.get(part).map(fold)).collect()
        };
        parts.into_iter().map(move |part| (range.clone(), part))
    })
}

/// Where words stand, before they are folded.
fn raw_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        let alone = stands_alone(first);
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| is_mark(*c) || (!alone && is_letter(*c) && !stands_alone(*c)))
        {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// Whether `c` can stand within a word.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Whether `c` belongs to the letter before it.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c)
}

/// Whether `c` is of a script that does not part its words.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1950..=0x19df | 0x1a20..=0x1aaf // Thai … Tai Tham
        | 0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3021..=0x30ff | 0x3105..=0x312f | 0x31a0..=0x31ff // radicals, kana
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xa000..=0xa4cf | 0xf900..=0xfaff | 0xff66..=0xff9f // Han, Yi
        | 0x1aff0..=0x1b16f | 0x20000..=0x3ffff)
}

/// Marks that whoever types may leave out.
fn is_accent(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036f | 0x0483..=0x0487 // Latin, Greek, Cyrillic
        | 0x0591..=0x05bd | 0x05bf | 0x05c1..=0x05c2 | 0x05c4..=0x05c5 | 0x05c7 // Hebrew
        | 0x0610..=0x061a | 0x0640 | 0x064b..=0x065f | 0x0670 | 0x06d6..=0x06dc | 0x06df..=0x06e8 | 0x06ea..=0x06ed
        | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

/// The letters that are typed for one whose stroke or ligature no decomposition takes apart.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|(_, word)| word).collect()
    }

    #[test]
    fn case_accents_and_strokes_are_aside_and_spelling_is_not() {
        for (typed, word) in [
            ("ZÜRICH", "zurich"),
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("İzmir", "izmir"),
            ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
            ("כְּנֶסֶת", "כנסת"),
            ("ｔｅｘｔ", "text"),
            ("हिन्दी", "हिन्दी"),
            ("がんばる", "がんばる"),
            ("한국", "한국"),
        ] {
            assert_eq!(fold(typed), word);
        }
        assert_ne!(fold("कि"), fold("की"));
    }

    #[test]
    fn words_are_parted_where_a_reader_would() {
        assert_eq!(folded("The CIA’s “pause”, 2025-03."), ["the", "cia", "s", "pause", "2025", "03"]);
        assert_eq!(folded("l'eau d’Évian"), ["l", "eau", "d", "evian"]);
        assert_eq!(folded("हिन्दी में"), ["हिन्दी", "में"]);
        assert_eq!(folded("北京 2025年"), ["北", "京", "2025", "年"]);
        assert_eq!(folded("½ cup"), ["1", "2", "cup"]);
        assert_eq!(folded(" — … ! "), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn folding_and_cutting_twice_change_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            let parts = folded(&text);
            prop_assert_eq!(folded(&parts.join(" ")), parts);
        }

        #[test]
        fn places_are_within_the_text_and_in_order(text in any::<String>()) {
            let mut last = 0;
            for (range, word) in words(&text) {
                prop_assert!(range.start >= last && !word.is_empty());
                prop_assert!(text.get(range.clone()).is_some());
                last = range.start;
            }
        }
    }
}
