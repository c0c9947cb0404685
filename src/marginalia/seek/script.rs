//! A revision cut into sentences and words, as two revisions are compared by.

use std::{collections::HashMap, ops::Range};

use crate::library::words;
use crate::model::{PersonId, Text, sentences};

use super::Revision;

/// Letters that a word must keep when an ending is taken off.
const STEM_MIN: usize = 4;

/// Words that turn a sentence into its contrary.
const NEGATIONS: [&str; 28] = [
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without", "denied", "denies",
    "deny", "nicht", "kein", "keine", "keinen", "nie", "niemals", "ne", "pas", "jamais", "aucun", "aucune", "sans",
    "nunca", "sin", "non",
];

/// Words that count, and days and months, which date.
const FIGURES: [&str; 54] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "half",
    "twice",
    "first",
    "second",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "tomorrow",
];

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub block: usize,
    /// Bytes of the block's text.
    pub start: usize,
    pub end: usize,
    /// The word without case and accents.
    pub id: u32,
    /// The same without its ending.
    pub stem: u32,
    /// Whether it begins with a capital letter though nothing begins there.
    pub name: bool,
}

/// One sentence, by its words: what moves as a whole.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub block: usize,
    pub words: Range<usize>,
    /// The stems of its words, sorted.
    pub bag: Vec<u32>,
    /// What its words weigh together.
    pub weight: f32,
    /// Who is known to speak in it, sorted.
    pub speakers: Vec<PersonId>,
}

/// A revision, cut.
#[derive(Debug)]
pub(super) struct Script<'a> {
    pub revision: &'a Revision,
    pub words: Vec<Word>,
    pub sentences: Vec<Sentence>,
}

/// The words of two revisions: numbered, and weighed by how much they tell one sentence from another.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: HashMap<String, u32>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    weight: f32,
    /// In how many sentences of both revisions.
    sentences: u32,
    figure: bool,
    negation: bool,
    short: bool,
}

impl Lexicon {
    /// Cuts a revision and takes its words in; [`Lexicon::weigh`] comes after the last.
    pub(super) fn cut<'a>(&mut self, revision: &'a Revision) -> Script<'a> {
        let mut script = Script { revision, words: Vec::new(), sentences: Vec::new() };
        for (at, block) in revision.blocks.iter().enumerate() {
            let first = script.words.len();
            self.cut_text(&block.text, at, &mut script.words);
            let mut from = first;
            for span in sentences(&block.text) {
                let inside = script.words.get(from..).unwrap_or_default();
                let end = from + inside.iter().take_while(|word| word.start < span.end()).count();
                if end > from {
                    let said = block.quotes.iter().filter(|(quote, _)| quote.overlaps(span));
                    let mut speakers: Vec<PersonId> = said.filter_map(|(_, by)| by.clone()).collect();
                    speakers.sort_unstable();
                    speakers.dedup();
                    let mut bag: Vec<u32> = script.words[from..end].iter().map(|word| word.stem).collect();
                    bag.sort_unstable();
                    script.sentences.push(Sentence { block: at, words: from..end, bag, weight: 0.0, speakers });
                }
                from = end;
            }
            script.words.truncate(from);
        }
        script
    }

    fn cut_text(&mut self, text: &Text, block: usize, found: &mut Vec<Word>) {
        let mut before = String::new();
        let mut before_end = 0;
        for (range, word) in words(text.as_str()) {
            let between = text.as_str().get(before_end..range.start).unwrap_or_default();
            let contracted = word == "t" && before.ends_with('n') && matches!(between, "'" | "’");
            let id = self.id(if contracted { "not" } else { &word });
            let stem = match stem(&word) {
                shorter if shorter.len() < word.len() => self.id(shorter),
                _ => id,
            };
            let capital = text.as_str().get(range.clone()).is_some_and(|word| word.starts_with(char::is_uppercase));
            let begins = before_end == 0 || between.contains(['.', '!', '?', ':', '"', '“', '„', '«', '‘', '\n', '…']);
            found.push(Word { block, start: range.start, end: range.end, id, stem, name: capital && !begins });
            (before, before_end) = (word, range.end);
        }
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let figure = word.starts_with(|c: char| c.is_numeric()) || FIGURES.contains(&word);
        let negation = NEGATIONS.contains(&word);
        let short = !figure && !negation && word.is_ascii() && word.len() <= 3;
        self.entries.push(Entry { weight: 0.0, sentences: 0, figure, negation, short });
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// Weighs all words, then the sentences of the two scripts: a word that stands in every sentence tells nothing.
    pub(super) fn weigh(&mut self, scripts: [&mut Script<'_>; 2]) {
        let all = scripts.iter().map(|script| script.sentences.len()).sum::<usize>();
        for sentence in scripts.iter().flat_map(|script| &script.sentences) {
            let mut last = None;
            for stem in &sentence.bag {
                if last != Some(stem) {
                    self.entries[*stem as usize].sentences += 1;
                    last = Some(stem);
                }
            }
        }
        for entry in &mut self.entries {
            #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
            let rare = ((all + 1) as f32 / entry.sentences.max(1) as f32).ln();
            let share = if entry.short {
                0.4
            } else if entry.figure || entry.negation {
                1.3
            } else {
                1.0
            };
            entry.weight = 0.1 + rare * share;
        }
        for sentence in scripts.into_iter().flat_map(|script| &mut script.sentences) {
            sentence.weight = sentence.bag.iter().map(|stem| self.weight(*stem)).sum();
        }
    }

    pub(super) fn weight(&self, stem: u32) -> f32 {
        self.entries[stem as usize].weight
    }

    /// In how many sentences of both revisions a word stands.
    pub(super) fn sentences(&self, stem: u32) -> u32 {
        self.entries[stem as usize].sentences
    }

    /// What the words that two bags share weigh.
    pub(super) fn common(&self, one: &[u32], other: &[u32]) -> f32 {
        let (mut i, mut j, mut common) = (0, 0, 0.0);
        while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    common += self.weight(*a);
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        common
    }

    /// Whether two texts that are no part of a revision say the same of figures, names and contradiction.
    pub(super) fn agree_in(one: &str, other: &str) -> bool {
        let mut lexicon = Self::default();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        lexicon.cut_text(&Text::new(one), 0, &mut ours);
        lexicon.cut_text(&Text::new(other), 0, &mut theirs);
        lexicon.agree(&ours, &theirs)
    }

    /// Whether one has no figure that the other has not, the names of each stand in the other, and both say no as often.
    pub(super) fn agree(&self, one: &[Word], other: &[Word]) -> bool {
        let negations = |words: &[Word]| words.iter().filter(|word| self.entry(**word).negation).count();
        let named =
            |names: &[Word], there: &[Word]| names.iter().filter(|word| word.name).all(|word| holds(there, *word));
        let (ours, theirs) = (self.figures(one), self.figures(other));
        let within = |some: &[u32], all: &[u32]| some.iter().all(|figure| all.contains(figure));
        (within(&ours, &theirs) || within(&theirs, &ours))
            && negations(one) == negations(other)
            && named(one, other)
            && named(other, one)
    }

    /// Whether both name somebody, and not one name of either stands in the other.
    pub(super) fn belie(&self, one: &[Word], other: &[Word]) -> bool {
        let names = |words: &[Word]| -> Vec<Word> {
            words.iter().filter(|word| word.name && !self.entry(**word).figure).copied().collect()
        };
        let (ours, theirs) = (names(one), names(other));
        let apart = |names: &[Word], there: &[Word]| !names.is_empty() && !names.iter().any(|word| holds(there, *word));
        apart(&ours, other) && apart(&theirs, one)
    }

    /// Whether both give figures, and not one of them is the same.
    pub(super) fn count_otherwise(&self, one: &[Word], other: &[Word]) -> bool {
        let (ours, theirs) = (self.figures(one), self.figures(other));
        !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|figure| theirs.contains(figure))
    }

    fn figures(&self, words: &[Word]) -> Vec<u32> {
        let mut figures: Vec<u32> = words.iter().filter(|word| self.entry(**word).figure).map(|word| word.id).collect();
        figures.sort_unstable();
        figures
    }

    fn entry(&self, word: Word) -> Entry {
        self.entries[word.id as usize]
    }
}

impl Script<'_> {
    /// The words that bytes of the revision touch.
    pub(super) fn words_in(&self, from: (usize, usize), to: (usize, usize)) -> Range<usize> {
        let start = self.words.partition_point(|word| (word.block, word.end) <= from);
        let end = self.words.partition_point(|word| (word.block, word.start) < to);
        start..end.max(start)
    }

    /// The sentence in which a word stands.
    pub(super) fn sentence_of(&self, word: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.words.end <= word)
    }

    /// The words of some sentences that follow one another.
    pub(super) fn words_of(&self, sentences: &Range<usize>) -> Range<usize> {
        let start = self.sentences.get(sentences.start).map_or(0, |first| first.words.start);
        let end = sentences.end.checked_sub(1).and_then(|last| self.sentences.get(last));
        start..end.map_or(start, |last| last.words.end)
    }
}

fn holds(words: &[Word], word: Word) -> bool {
    words.iter().any(|other| other.id == word.id)
}

/// A word without the commonest English endings, so that `closes` and `closed` are one.
fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending));
    cut.filter(|stem| stem.len() >= STEM_MIN && word.is_ascii()).unwrap_or(word)
}
