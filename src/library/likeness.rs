//! How much two texts are alike, by their words in order: what tells a rewording from another thing said.

use super::fold;

/// Words beyond this are not compared: a quote is a few sentences.
const WORDS_MAX: usize = 400;

/// The words of a text without case, accents and punctuation. In scripts without blanks every character is one.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut open = String::new();
    let mut close = |open: &mut String| {
        if !open.is_empty() {
            words.push(std::mem::take(open));
        }
        words.len()
    };
    let mut alone = Vec::new();
    for c in fold(text).chars() {
        if is_unspaced(c) {
            let at = close(&mut open);
            alone.push((at + alone.len(), c));
        } else if c.is_alphanumeric() {
            open.push(c);
        } else if !matches!(c, '\'' | '’') || open.is_empty() {
            close(&mut open);
        }
    }
    close(&mut open);
    for (at, c) in alone {
        words.insert(at, c.to_string());
    }
    words
}

/// Han and kana, which set no blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// From 0, nothing in common, to 1, the same words in the same order.
#[must_use]
pub fn likeness(a: &[String], b: &[String]) -> f64 {
    let (a, b) = (&a[..a.len().min(WORDS_MAX)], &b[..b.len().min(WORDS_MAX)]);
    if a == b {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = ratio(common(a, b) * 2, a.len() + b.len());
    common.min(0.999) // only the same is the same
}

fn ratio(part: usize, whole: usize) -> f64 {
    let exact = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    exact(part) / exact(whole.max(1))
}

/// The length of the longest run of words that both have in the same order, gaps allowed.
fn common(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        for (at, right) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if left == right { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// How many letters two words differ by: inserted, left out, changed, or two neighbours swapped.
pub(super) fn letters_apart(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let changed = last[j] + usize::from(left != right);
            let mut least = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> f64 {
        likeness(&words(a), &words(b))
    }

    #[test]
    fn words_are_compared_without_case_accents_and_marks() {
        assert!((like("It’s a “Pause”.", "it's a pause") - 1.0).abs() < f64::EPSILON);
        assert!(like("It was a one-day pause", "It was a two-day pause") > 0.7);
        assert!(like("an outright lie", "the order was lawful") < 0.2);
        assert_eq!(words("大阪 is大 big"), ["大", "阪", "is", "大", "big"]);
        assert!(like("", "x") < 0.1 && like("", "") > 0.9);
    }

    #[test]
    fn letters_are_counted_as_a_typist_errs() {
        assert_eq!(letters_apart("zelensky", "zelenskyy"), 1);
        assert_eq!(letters_apart("antani", "atnani"), 1);
        assert_eq!(letters_apart("abc", ""), 3);
        assert_eq!(letters_apart("kitten", "sitting"), 3);
    }
}
