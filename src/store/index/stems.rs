//! The stems of words, by language.

use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer};

use super::lines::Lines;

/// The language of an article by its tag (`en`, `pt-BR`); English where it has none or one without a stemmer.
pub(super) fn language(tag: &str) -> Language {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match primary.as_str() {
        "ar" => Language::Arabic,
        "da" => Language::Danish,
        "nl" => Language::Dutch,
        "fi" => Language::Finnish,
        "fr" => Language::French,
        "de" => Language::German,
        "el" => Language::Greek,
        "hu" => Language::Hungarian,
        "it" => Language::Italian,
        "no" | "nb" | "nn" => Language::Norwegian,
        "pt" => Language::Portuguese,
        "ro" => Language::Romanian,
        "ru" => Language::Russian,
        "es" => Language::Spanish,
        "sv" => Language::Swedish,
        "ta" => Language::Tamil,
        "tr" => Language::Turkish,
        _ => Language::English,
    }
}

/// The first part of a language's tag, where it has a stemmer of its own.
pub(super) fn own_stemmer(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    (language(&primary) != Language::English).then_some(primary)
}

/// The stem of a folded word.
pub(super) fn stem(language: Language, word: &str) -> String {
    let mut stemmed = String::new();
    Stems::new(language).each(word, &mut |stem| stem.clone_into(&mut stemmed));
    stemmed
}

/// Stems the words of many texts.
pub(super) struct Stems(TextAnalyzer);

impl Stems {
    pub(super) fn new(language: Language) -> Self {
        Self(TextAnalyzer::builder(Lines::default()).filter(Stemmer::new(language)).build())
    }

    /// Tells the stem of each word; `lines` has one word a line.
    pub(super) fn each(&mut self, lines: &str, on: &mut dyn FnMut(&str)) {
        let mut stream = self.0.token_stream(lines);
        stream.process(&mut |token| on(&token.text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_meet_in_their_own_language() {
        assert_eq!(stem(language("en-GB"), "floods"), "flood");
        assert_eq!(stem(language(""), "flooding"), "flood");
        assert_eq!(stem(language("de"), "uberschwemmungen"), stem(language("de"), "uberschwemmung"));
    }
}
