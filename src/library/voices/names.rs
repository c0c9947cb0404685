//! Which names look like one another.

use crate::library::{fold, likeness::letters_apart};

/// What stands before a name and is no part of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rep",
    "representative",
    "sen",
    "senator",
    "gov",
    "governor",
    "president",
    "vice",
    "prime",
    "minister",
    "secretary",
    "chancellor",
    "mayor",
    "congressman",
    "congresswoman",
    "gen",
    "general",
    "col",
    "colonel",
    "capt",
    "captain",
    "lt",
    "sgt",
    "adm",
    "admiral",
    "judge",
    "justice",
    "rev",
    "reverend",
    "father",
    "sister",
    "king",
    "queen",
    "prince",
    "princess",
    "the",
    "herr",
    "frau",
    "bundeskanzler",
    "ministre",
    "monsieur",
    "madame",
    "m",
    "mme",
    "don",
    "dona",
    "senor",
    "senora",
];

/// What stands behind one.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "md", "phd", "mp", "mep", "mdb", "qc", "kc", "esq"];

/// The parts of a name without titles, accents and case. A title that is all there is before a surname may be a first
/// name ("Don Bacon"), so at least two parts are kept where there are two.
fn parts(name: &str) -> Vec<String> {
    let folded = fold(name).replace(['\'', '’'], "");
    let mut parts: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    while parts.len() > 1 && parts.first().is_some_and(|first| is_title(first, parts.len())) {
        parts.remove(0);
    }
    while parts.len() > 2 && parts.last().is_some_and(|last| SUFFIXES.contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

fn is_title(word: &str, parts: usize) -> bool {
    let first_name = matches!(word, "don" | "dona" | "king" | "prince" | "m" | "general");
    TITLES.contains(&word) && !(first_name && parts == 2)
}

/// Whether a name is more than a surname, with or without a title.
pub(super) fn is_full(name: &str) -> bool {
    let parts = parts(name);
    parts.len() >= 2
        || parts.first().is_some_and(|part| !part.is_ascii() && part.chars().count() >= 2 && is_signs(part))
}

fn is_signs(part: &str) -> bool {
    part.chars().all(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
}

/// Whether two full names may be one person's: the same surname, and first names of which one shortens the other.
pub(super) fn fits(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    let ([first_a, .., last_a], [first_b, .., last_b]) = (a.as_slice(), b.as_slice()) else { return false };
    last_a == last_b && shortens(first_a, first_b)
}

/// Equal, an initial of the other, or its beginning.
fn shortens(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) && (short.len() == long.len() || short.chars().nth(1).is_none() || short.len() >= 3)
}

/// The letter that the surname begins with.
pub(super) fn beginning(name: &str) -> Option<char> {
    parts(name).last().and_then(|surname| surname.chars().next())
}

/// Whether two names look so much alike that a reader should be asked.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (left, right) = (parts(a), parts(b));
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let sorted = |parts: &[String]| {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        parts
    };
    fits(a, b)
        || sorted(&left) == sorted(&right)
        || left.concat() == right.concat()
        || is_surname(&left, &right)
        || is_surname(&right, &left)
        || (left.len() == right.len() && left.iter().zip(&right).all(|(a, b)| is_typo(a, b)))
        || stands_for(a, &right)
        || stands_for(b, &left)
}

/// The surname alone.
fn is_surname(short: &[String], long: &[String]) -> bool {
    matches!((short, long), ([surname], [_, .., last]) if surname == last && surname.chars().count() >= 3)
}

/// Whether two words differ as a slip or another spelling would have it; short words differ as words do.
fn is_typo(a: &str, b: &str) -> bool {
    let letters = a.chars().count().min(b.chars().count());
    let most = match letters {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    a == b || letters_apart(a, b) <= most
}

/// Whether `short` is made of the first letters of a longer name: `FBI`.
fn stands_for(short: &str, long: &[String]) -> bool {
    const SMALL: &[&str] = &["of", "the", "and", "for", "in", "de", "la", "und", "fur"];
    let letters: String = short.chars().filter(|c| *c != '.').collect();
    let is_acronym = letters.chars().count() >= 3 && letters.chars().all(char::is_uppercase);
    let first = long.iter().filter(|part| !SMALL.contains(&part.as_str())).filter_map(|part| part.chars().next());
    is_acronym && first.collect::<String>() == fold(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_be_one_person_look_alike() {
        for (a, b) in [
            ("Don Bacon", "Rep. Don Bacon"),
            ("Don Bacon", "Donald J. Bacon"),
            ("Bacon, Don", "Don Bacon"),
            ("J. Ratcliffe", "John Ratcliffe"),
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("Rep. Bacon", "Don Bacon"),
            ("José Peña", "Jose Pena Jr."),
            ("FBI", "Federal Bureau of Investigation"),
        ] {
            assert!(alike(a, b) && alike(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn names_of_different_people_do_not() {
        for (a, b) in [
            ("Don Bacon", "Kevin Bacon"),
            ("Mark Smith", "Mary Smith"),
            ("John Ratcliffe", "John Radcliff-Hall"),
            ("Li Wei", "Li Wen"),
            ("The Pentagon", "The Record"),
            ("Al", "Al Gore"),
            ("", "Don Bacon"),
        ] {
            assert!(!alike(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn a_title_and_a_surname_are_no_full_name() {
        assert!(is_full("Don Bacon") && is_full("Rep. Don Bacon") && is_full("王毅"));
        assert!(!is_full("Rep. Bacon") && !is_full("the minister") && !is_full("Bacon"));
    }
}
