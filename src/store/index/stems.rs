//! The stems of words, by language, and the words of an index that share one.
//!
//! Stems are not kept in the index: that would be half as many words again to take in. The dictionary of its words is
//! sorted, and the forms of a word stand near to one another.

use std::collections::BTreeSet;

use tantivy::{
    Searcher,
    schema::Field,
    tokenizer::{Language, Stemmer, TextAnalyzer, TokenStream as _},
};

use super::lines::Lines;

/// How many words of each segment are looked at for forms of one, and how many forms are taken.
const LOOKED_AT_MAX: usize = 4096;
const FORMS_MAX: usize = 48;

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
    stem_with(&mut analyzer(language), word)
}

fn analyzer(language: Language) -> TextAnalyzer {
    TextAnalyzer::builder(Lines::default()).filter(Stemmer::new(language)).build()
}

fn stem_with(analyzer: &mut TextAnalyzer, word: &str) -> String {
    let mut stems = analyzer.token_stream(word);
    if stems.advance() { stems.token().text.clone() } else { String::new() }
}

/// The other words of a field that share a stem with this one in one of the languages.
pub(super) fn forms(
    searcher: &Searcher,
    field: Field,
    languages: &[Language],
    word: &str,
) -> tantivy::Result<Vec<String>> {
    let mut forms = BTreeSet::new();
    for language in languages {
        let mut analyzer = analyzer(*language);
        let stem = stem_with(&mut analyzer, word);
        let Some(begin) = begin(word, &stem) else { continue };
        for other in beginning(searcher, field, begin)? {
            if other != word && stem_with(&mut analyzer, &other) == stem {
                forms.insert(other);
            }
        }
    }
    Ok(forms.into_iter().take(FORMS_MAX).collect())
}

/// How the forms of a word begin: as far as it and its stem do, but for the stem's last letter, which may be another in
/// other forms (city, cities). `None` where that is too little to look by.
fn begin<'a>(word: &'a str, stem: &str) -> Option<&'a str> {
    let same = word.char_indices().zip(stem.chars()).take_while(|((_, a), b)| a == b);
    let (chars, last) = same.fold((0, 0), |(chars, _), ((at, _), _)| (chars + 1, at));
    let whole = chars == stem.chars().count();
    let begin =
        if whole { word.get(..last)? } else { word.char_indices().nth(chars).and_then(|(at, _)| word.get(..at))? };
    (begin.chars().count() >= 2).then_some(begin)
}

/// The words of a field that begin so.
fn beginning(searcher: &Searcher, field: Field, begin: &str) -> tantivy::Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().range().ge(begin).into_stream()?;
        for _ in 0..LOOKED_AT_MAX {
            if !terms.advance() || !terms.key().starts_with(begin.as_bytes()) {
                break;
            }
            if let Ok(word) = std::str::from_utf8(terms.key()) {
                words.insert(word.to_owned());
            }
        }
    }
    Ok(words)
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

    #[test]
    fn the_forms_of_a_word_begin_alike() {
        let english = |word| begin(word, &stem(Language::English, word)).unwrap_or_default().to_owned();
        for (word, start) in
            [("flooding", "floo"), ("city", "cit"), ("cities", "cit"), ("run", "ru"), ("is", ""), ("", "")]
        {
            assert_eq!(english(word), start, "{word}");
        }
        assert_eq!(begin("être", "etr"), None);
    }
}
