//! Words left out of a passage: those a reader chose, a number, a date.

use crate::model::{Span, Text};

use super::{Content, GAP};

/// A passage with words left out; `hidden` are spans of it, in any order. `None` where there is nothing to hide.
#[must_use]
pub fn cloze(passage: &Text, hidden: &[Span]) -> Option<Content> {
    let mut hidden: Vec<Span> = hidden.iter().copied().filter(|span| !passage.get(*span).trim().is_empty()).collect();
    hidden.sort_unstable();
    hidden.dedup_by(|next, before| {
        let joined = before.overlaps(*next) || before.end() == next.start();
        if joined {
            *before = before.union(*next);
        }
        joined
    });
    let first = hidden.first()?;
    let mut front = String::new();
    let mut at = 0;
    for span in &hidden {
        front.push_str(passage.as_str().get(at..span.start())?);
        front.push_str(GAP);
        at = span.end();
    }
    front.push_str(passage.as_str().get(at..)?);
    let words: Vec<&str> = hidden.iter().map(|span| passage.get(*span).trim()).collect();
    let answer = (hidden.len() == 1 && is_typed(passage.get(*first))).then(|| Text::line(words[0]));
    Some(Content { front: Text::new(&front), back: Text::new(&words.join(" … ")), answer, tags: Vec::new() })
}

/// Whether an answer is short enough to be typed, and to be right in one way only.
fn is_typed(words: &str) -> bool {
    words.split_whitespace().count() <= 3
}

/// The words of a passage that can be left out, one by one: what stands between blanks, without the punctuation around it.
#[must_use]
pub fn words(passage: &Text) -> Vec<Span> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in passage.as_str().split(char::is_whitespace) {
        let start = piece.find(|c: char| c.is_alphanumeric());
        let end = piece.rfind(|c: char| c.is_alphanumeric() || c == '%');
        if let (Some(start), Some(end)) = (start, end) {
            let last = piece.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            words.push(passage.span_around(at + start..at + end + last));
        }
        at += piece.len() + 1;
    }
    // blanks of more than one byte shift what follows: find the words where they are
    if passage.as_str().is_ascii() { words } else { words_of_any_script(passage) }
}

fn words_of_any_script(passage: &Text) -> Vec<Span> {
    use unicode_segmentation::UnicodeSegmentation as _;
    let words = passage.as_str().unicode_word_indices();
    words.map(|(at, word)| passage.span_around(at..at + word.len())).collect()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The first date in a sentence: `March 10, 2026`, `10 March`, `2026-03-10`, `March 2026`, a year after `in` or `since`.
#[must_use]
pub fn date(passage: &Text) -> Option<Span> {
    let words = pieces(passage);
    for (at, (start, word)) in words.iter().enumerate() {
        let bare = bare(word);
        if bare.len() == 10 && jiff_date(bare) {
            return Some(span_of(passage, *start, word));
        }
        if MONTHS.contains(&bare) {
            return month(passage, &words, at);
        }
        let after = at.checked_sub(1).and_then(|before| words.get(before)).map(|(_, word)| word.to_lowercase());
        let opens = after.as_deref().is_some_and(|word| matches!(word, "in" | "since" | "of" | "by" | "until"));
        if opens && is_year(bare) {
            return Some(span_of(passage, *start, word));
        }
    }
    None
}

/// A month with the day and the year beside it. `May` alone, or a month that nothing stands beside, is a word.
fn month(passage: &Text, words: &[(usize, &str)], at: usize) -> Option<Span> {
    let is_day = |word: &str| {
        let digits = bare(word);
        (1..=2).contains(&digits.len()) && digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let (mut first, mut last) = (at, at);
    if at > 0 && is_day(words[at - 1].1) {
        first = at - 1;
    } else if words.get(at + 1).is_some_and(|(_, word)| is_day(word)) && goes_on(words[at].1) {
        last = at + 1;
    }
    let year = words.get(last + 1).is_some_and(|(_, word)| is_year(bare(word)));
    let plain = !words[last].1.ends_with(['.', ';', ':', '!', '?']);
    if year && plain {
        last += 1;
    }
    if first == last {
        return None;
    }
    let end = span_of(passage, words[last].0, words[last].1).end();
    let start = span_of(passage, words[first].0, words[first].1).start();
    passage.span(start..end)
}

fn goes_on(word: &str) -> bool {
    !word.ends_with(['.', ',', ';', ':', '!', '?'])
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1000..2100).contains(&year))
}

fn jiff_date(word: &str) -> bool {
    word.parse::<jiff::civil::Date>().is_ok()
}

/// The first number of a sentence that is no date, with the sign of its unit: `412,000`, `9.1 %`, `$4.5`.
#[must_use]
pub fn number(passage: &Text) -> Option<Span> {
    let dated = date(passage);
    let words = pieces(passage);
    words.iter().enumerate().find_map(|(at, (start, word))| {
        let word_span = span_of(passage, *start, word);
        let bare = passage.get(word_span);
        let counts = bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '-' | '−'))
            && bare.contains(|c: char| c.is_ascii_digit())
            && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '$' | '€' | '£' | '-' | '−'));
        let dated = dated.is_some_and(|dated| dated.overlaps(word_span));
        // a day of a month, or a year, that the rules for dates did not take
        let beside = at > 0 && MONTHS.contains(&self::bare(words[at - 1].1));
        if !counts || dated || beside || is_year(bare) {
            return None;
        }
        match words.get(at + 1) {
            Some((next, percent)) if percent.starts_with('%') => passage.span(word_span.start()..next + 1),
            _ => Some(word_span),
        }
    })
}

/// What stands between blanks, with where it begins.
fn pieces(passage: &Text) -> Vec<(usize, &str)> {
    let text = passage.as_str();
    let offset = |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|piece| (offset(piece), piece)).collect()
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Where the word itself stands: its punctuation left out, signs of units kept.
fn span_of(passage: &Text, start: usize, piece: &str) -> Span {
    let keeps = |c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '%' | '-' | '−');
    let from = piece.find(keeps).unwrap_or(0);
    let to = piece
        .rfind(keeps)
        .map_or(piece.len(), |at| at + piece.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    passage.span_around(start + from..start + to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(passage: &str) -> Option<String> {
        let passage = Text::new(passage);
        date(&passage).map(|span| passage.get(span).to_owned())
    }

    fn counted(passage: &str) -> Option<String> {
        let passage = Text::new(passage);
        number(&passage).map(|span| passage.get(span).to_owned())
    }

    #[test]
    fn dates_are_found_as_newspapers_write_them() {
        assert_eq!(dated("The council met on March 10, 2026, in the rain.").as_deref(), Some("March 10, 2026"));
        assert_eq!(dated("On 10 March it rained.").as_deref(), Some("10 March"));
        assert_eq!(dated("It was closed in March 2026.").as_deref(), Some("March 2026"));
        assert_eq!(dated("Built in 1964, it still floats.").as_deref(), Some("1964"));
        assert_eq!(dated("Signed 2026-03-10.").as_deref(), Some("2026-03-10"));
        assert_eq!(dated("May she come? In May. 5 did."), None);
    }

    #[test]
    fn numbers_are_found_and_dates_are_none() {
        assert_eq!(counted("The ferry costs 412,000 crowns a year.").as_deref(), Some("412,000"));
        assert_eq!(counted("Prices rose by 9.1 % in June.").as_deref(), Some("9.1 %"));
        assert_eq!(counted("A fare of $4.50, since 2015.").as_deref(), Some("$4.50"));
        assert_eq!(counted("On March 10 nobody came."), None);
        assert_eq!(counted("Channel B-52 is silent."), None);
    }

    #[test]
    fn chosen_words_are_left_out_and_come_back_as_the_answer() {
        let passage = Text::new("The ferry runs every twenty minutes.");
        let words = words(&passage);
        let content = cloze(&passage, &[words[4]]).unwrap();
        assert_eq!(content.front, "The ferry runs every […] minutes.");
        assert_eq!(content.answer, Some(Text::new("twenty")));
        let two = cloze(&passage, &[words[5], words[1]]).unwrap();
        assert_eq!((two.front.as_str(), two.back.as_str()), ("The […] runs every twenty […].", "ferry … minutes"));
        assert_eq!(two.answer, None);
        let joined = cloze(&passage, &[words[4].union(words[5])]).unwrap();
        assert_eq!(joined.back, "twenty minutes");
        assert_eq!(cloze(&passage, &[]), None);
    }

    #[test]
    fn words_stand_where_they_stand_in_any_script() {
        for passage in ["Fähre um 9 Uhr", "渡船は二十分ごとに出る", "a  b\u{a0}c"] {
            let passage = Text::new(passage);
            let found: Vec<&str> = words(&passage).into_iter().map(|span| passage.get(span)).collect();
            assert!(!found.is_empty() && found.iter().all(|word| !word.contains(' ')), "{found:?}");
        }
    }
}
