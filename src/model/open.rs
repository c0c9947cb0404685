//! The words by which the news says that something is not known.

/// Words by which the news says that something is open.
const OPEN: [&str; 44] = [
    "remains unclear",
    "remain unclear",
    "remained unclear",
    "is unclear",
    "are unclear",
    "was unclear",
    "still unclear",
    "not immediately clear",
    "not clear whether",
    "not clear what",
    "not clear how",
    "not clear if",
    "not clear when",
    "not yet clear",
    "isn't clear",
    "not known",
    "is unknown",
    "are unknown",
    "remains unknown",
    "remain unknown",
    "was unknown",
    "has not been identified",
    "have not been identified",
    "had not been identified",
    "has not been determined",
    "have not been determined",
    "has not been released",
    "have not been released",
    "has not been named",
    "have not been named",
    "yet to be determined",
    "have not said",
    "has not said",
    "did not say whether",
    "did not say what",
    "did not say when",
    "did not say why",
    "did not say how",
    "no timeline has",
    "it is uncertain",
    "is uncertain whether",
    "hasn't been identified",
    "haven't said",
    "remains to be seen",
];

/// Whether the words say that something is open.
#[must_use]
pub fn is_open(words: &str) -> bool {
    let plain = words.replace('’', "'").to_lowercase();
    OPEN.iter().any(|open| plain.contains(open))
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn what_is_open_is_told_from_what_is_said() {
        assert!(is_open("It remains unclear who paid.") && is_open("The driver hasn’t been identified."));
        assert!(!is_open("The union disputes the figure.") && !is_open("He made it clear."));
    }
}
