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
    each(&mut analyzer(language), word, &mut |stem| stem.clone_into(&mut stemmed));
    stemmed
}

fn analyzer(language: Language) -> TextAnalyzer {
    TextAnalyzer::builder(Lines::default()).filter(Stemmer::new(language)).build()
}

fn each(analyzer: &mut TextAnalyzer, word: &str, on: &mut dyn FnMut(&str)) {
    analyzer.token_stream(word).process(&mut |token| on(&token.text));
}

/// The longest word that is kept with its stem, and how many are: few enough to stay near the processor, where a word is
/// found sooner than it is stemmed. Of two words with one place the later has it.
const KEPT_BYTES: usize = 23;
const KEPT: usize = 4096;

/// Stems the words of many texts.
pub(super) struct Stems {
    analyzer: TextAnalyzer,
    kept: Vec<Kept>,
}

/// A word and its stem; a stem of no bytes says that the word is its own.
#[derive(Clone, Copy, Debug, Default)]
struct Kept {
    word: Short,
    stem: Short,
}

/// A short text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Short {
    length: u8,
    bytes: [u8; KEPT_BYTES],
}

impl Short {
    fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; KEPT_BYTES];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { length: u8::try_from(text.len()).ok()?, bytes })
    }

    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stems").finish_non_exhaustive()
    }
}

impl Stems {
    pub(super) fn new(language: Language) -> Self {
        Self { analyzer: analyzer(language), kept: vec![Kept::default(); KEPT] }
    }

    /// Adds the stems of those words that are not their own, one a line, as the words are.
    pub(super) fn add(&mut self, words: &str, lines: &mut String) {
        for word in words.split('\n').filter(|word| !word.is_empty()) {
            let Some(short) = Short::new(word) else {
                each(&mut self.analyzer, word, &mut |stem| push(stem, word, lines));
                continue;
            };
            let place = &mut self.kept[place(word)];
            if place.word != short {
                let mut stem = Short::default();
                each(&mut self.analyzer, word, &mut |its| {
                    stem = Some(its).filter(|its| *its != word).and_then(Short::new).unwrap_or_default();
                });
                *place = Kept { word: short, stem };
            }
            push(place.stem.as_str(), word, lines);
        }
    }
}

fn push(stem: &str, word: &str, lines: &mut String) {
    if !stem.is_empty() && stem != word {
        lines.push_str(stem);
        lines.push('\n');
    }
}

/// Where a word is kept.
fn place(word: &str) -> usize {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from(hash >> 32).unwrap_or(0) % KEPT
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
    fn only_what_differs_from_its_stem_is_told() {
        let mut lines = String::new();
        let long = format!("{}s", "abcdefgh".repeat(4));
        let mut stems = Stems::new(Language::English);
        for _ in 0..2 {
            stems.add(&format!("floods\nflood\n\nhit\n{long}\n"), &mut lines);
        }
        let both = format!("flood\n{}\n", long.trim_end_matches('s'));
        assert_eq!(lines, both.repeat(2));
    }
}
