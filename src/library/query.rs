//! Plain words to find articles by: every word must stand in the headline, a topic or the publisher.

use super::{Entry, fold};

/// What a person typed, folded once.
#[derive(Clone, Debug, Default)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads words parted by spaces.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self { words: typed.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect() }
    }

    /// Whether every word is somewhere in the entry. A query without words matches all.
    #[must_use]
    pub fn matches(&self, entry: &Entry) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let fields = [Some(entry.headline.as_str()), entry.publisher.as_deref()];
        let folded: Vec<String> =
            fields.into_iter().flatten().chain(entry.topics.iter().map(String::as_str)).map(fold).collect();
        self.words.iter().all(|word| folded.iter().any(|field| field.contains(word.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_without_case_or_accents() {
        let entry = Entry {
            headline: "Flood in ZÜRICH".to_owned(),
            topics: vec!["Météo".to_owned()],
            publisher: Some("The Courier".to_owned()),
            ..Entry::default()
        };
        for hit in ["", "zurich", "Zürich flood", "meteo courier", "  "] {
            assert!(Query::new(hit).matches(&entry), "{hit:?}");
        }
        assert!(!Query::new("flood basel").matches(&entry));
    }
}
