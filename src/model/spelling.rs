//! What a misspelt word was meant to be.

/// The most candidates that are compared with a word.
const CANDIDATES_MAX: usize = 500;

/// The most characters of a word that are looked at.
const WORD_MAX_CHARS: usize = 64;

/// The candidate that is nearest to a misspelt word, if any is near enough: one character in three may be missing,
/// wrong, too many, or in its neighbour's place, and three at most.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word.chars().take(WORD_MAX_CHARS).flat_map(char::to_lowercase).collect();
    let chars = word.chars().count();
    let allowed = (chars / 3).clamp(1, 3);
    let scored = candidates.into_iter().take(CANDIDATES_MAX).filter_map(|candidate| {
        let near = candidate.chars().take(WORD_MAX_CHARS + 4).count().abs_diff(chars) <= allowed;
        near.then(|| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
    });
    scored.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_what_was_meant() {
        let fields = ["headline", "subtitle", "credit", "published"];
        assert_eq!(nearest("headlien", fields), Some("headline"));
        assert_eq!(nearest("Headline", fields), Some("headline"));
        assert_eq!(nearest("creditt", fields), Some("credit"));
        assert_eq!(nearest("weather", fields), None);
        assert_eq!(nearest("", fields), None);
    }
}
