//! The keys of the format: which there are, which hold prose, and which one a misspelt word was meant to be.

/// Fields of the head that hold something other than links, in the order in which they are written.
pub(super) const HEAD: [&str; 32] = [
    "format",
    "id",
    "headline",
    "subtitle",
    "by",
    "dateline",
    "publisher",
    "url",
    "published",
    "updated",
    "retrieved",
    "embargo",
    "expires",
    "status",
    "genre",
    "lang",
    "dir",
    "topics",
    "places",
    "story-id",
    "rights",
    "usage",
    "slug",
    "ednote",
    "made-with",
    "feedback",
    "log",
    "people",
    "sources",
    "claims",
    "story",
    "x-",
];

/// Other names that people write for fields of the head.
pub(super) const HEAD_OTHER: [(&str, &str); 4] =
    [("title", "headline"), ("byline", "by"), ("author", "by"), ("date", "published")];

pub(super) const PERSON: [&str; 9] = ["name", "role", "org", "kind", "anonymous", "also", "side", "url", "note"];
pub(super) const SOURCE: [&str; 7] = ["name", "title", "url", "date", "kind", "primary", "note"];
/// Keys of a claim that are no links.
pub(super) const CLAIM: [&str; 9] =
    ["text", "by", "status", "rating", "confidence", "likelihood", "source", "since", "note"];

/// Items of the story with a meaning of their own.
pub(super) const FORMS: [&str; 8] = ["question", "heading", "related", "photo", "video", "quote", "number", "embed"];
/// Keys that add to an item.
pub(super) const ITEM: [&str; 13] =
    ["to", "rel", "credit", "file", "alt", "by", "date", "at", "id", "note", "source", "where", "kind"];

/// Whether the key adds to an item of the story.
pub(super) fn is_item_key(key: &str) -> bool {
    ITEM.contains(&key)
}

/// Whether the value of this key of an item is prose: a label, a form, or one of the keys that hold words.
pub(super) fn is_prose(key: &str) -> bool {
    !is_item_key(key) || matches!(key, "credit" | "alt" | "note")
}

/// Whether the value of a field is one word, so that ` #` behind it is an honest comment.
pub(super) fn is_word(key: &str) -> bool {
    matches!(
        key,
        "format"
            | "id"
            | "url"
            | "published"
            | "updated"
            | "retrieved"
            | "embargo"
            | "expires"
            | "lang"
            | "dir"
            | "date"
            | "since"
            | "kind"
            | "primary"
            | "story-id"
            | "slug"
            | "status"
            | "confidence"
            | "source"
            | "people"
            | "sources"
            | "claims"
            | "story"
            | "log"
    )
}

/// The most candidates that are compared with a misspelt word.
const CANDIDATES_MAX: usize = 500;

/// The candidate that is nearest to a misspelt word, if any is near enough.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(64).collect();
    let allowed = (word.len() / 3).clamp(1, 3);
    let scored = candidates.into_iter().take(CANDIDATES_MAX).map(|candidate| (distance(&word, candidate), candidate));
    scored.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, found)| found)
}

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
fn distance(word: &[char], other: &str) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().collect();
    if word.len().abs_diff(other.len()) > 3 {
        return usize::MAX;
    }
    let mut before = vec![0; other.len() + 1];
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in word.iter().enumerate() {
        let mut row = vec![i + 1; other.len() + 1];
        for (j, b) in other.iter().enumerate() {
            let mut best = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && word[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        before = std::mem::replace(&mut above, row);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_what_was_meant() {
        assert_eq!(nearest("headlien", HEAD), Some("headline"));
        assert_eq!(nearest("Headline", HEAD), Some("headline"));
        assert_eq!(nearest("creditt", ITEM), Some("credit"));
        assert_eq!(nearest("weather", HEAD), None);
    }
}
