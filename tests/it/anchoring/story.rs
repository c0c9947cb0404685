//! A story that remembers every word: after any edit one can say where a word went.
#![expect(clippy::string_slice, reason = "it cuts where it set a word itself")]

use byline::marginalia::{Block, Revision};
use byline::model::{BlockPath, Extract, PersonId, Place, Text, sentences};

/// One word with the marks that stand at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// The same for as long as the word lives, whatever becomes of it.
    pub id: u32,
    /// Whether another word was put in its place.
    pub changed: bool,
    /// The quote it stands in, by index into [`Story::quotes`].
    pub said: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub section: Option<String>,
    pub kind: String,
    pub sentences: Vec<Vec<Word>>,
}

/// What a revision is made of.
#[derive(Clone, Debug, Default)]
pub struct Story {
    pub passages: Vec<Passage>,
    /// Who speaks in each quote.
    pub quotes: Vec<Option<PersonId>>,
    next: u32,
}

impl Story {
    pub fn of(revision: &Revision) -> Self {
        let mut story = Self::default();
        for block in revision.blocks.iter().filter(|block| !matches!(block.path.kind.as_str(), "code" | "cell")) {
            let first = story.quotes.len();
            story.quotes.extend(block.quotes.iter().map(|(_, by)| by.clone()));
            let mut told = Vec::new();
            for span in sentences(&block.text) {
                let mut words = Vec::new();
                let mut at = span.start();
                for piece in block.text.get(span).split(char::is_whitespace) {
                    let inside = |quote: &byline::model::Span| quote.start() < at + piece.len() && at < quote.end();
                    let said = block.quotes.iter().rposition(|(quote, _)| inside(quote)).map(|quote| first + quote);
                    if !piece.is_empty() {
                        words.push(story.word(piece, said));
                    }
                    at += piece.len() + 1;
                }
                told.push(words);
            }
            let section = block.path.section.as_ref().map(|label| label.as_str().to_owned());
            let kind = block.path.kind.as_str().to_owned();
            story.passages.push(Passage { section, kind, sentences: told });
        }
        story
    }

    /// A new word.
    pub fn word(&mut self, text: &str, said: Option<usize>) -> Word {
        self.next += 1;
        Word { text: text.to_owned(), id: self.next, changed: false, said }
    }

    /// The sentence as if it had just been written.
    pub fn anew(&mut self, words: &[Word]) -> Vec<Word> {
        words.iter().map(|word| self.word(&word.text, word.said)).collect()
    }

    /// The revision, and which word each stretch of a block is: block, first byte, last byte, id.
    pub fn set(&self) -> Set {
        let mut set = Set { revision: Revision::default(), words: Vec::new() };
        for passage in self.passages.iter().filter(|passage| passage.sentences.iter().any(|told| !told.is_empty())) {
            let mut text = String::new();
            let mut quotes: Vec<(usize, usize, usize)> = Vec::new();
            for word in passage.sentences.iter().flatten() {
                if !text.is_empty() {
                    text.push(' ');
                }
                let start = text.len();
                text.push_str(&word.text);
                set.words.push(Set::at(set.revision.blocks.len(), start, text.len(), word));
                if let Some(quote) = word.said {
                    match quotes.last_mut().filter(|(last, _, _)| *last == quote) {
                        Some((_, _, end)) => *end = text.len(),
                        None => quotes.push((quote, start, text.len())),
                    }
                }
            }
            let section = passage.section.as_deref().map(Text::line);
            let same = |block: &&Block| block.path.section == section && block.path.kind.as_str() == passage.kind;
            let n = 1 + u32::try_from(set.revision.blocks.iter().filter(same).count()).expect("few");
            let path = BlockPath { section, kind: Text::new(&passage.kind), n, speaker: None };
            let text = Text::new(&text);
            let span =
                |(quote, start, end): (usize, usize, usize)| (text.span_around(start..end), self.quotes[quote].clone());
            let quotes = quotes.into_iter().map(span).collect();
            let place = Place { item: u32::try_from(set.revision.blocks.len()).expect("few"), leaf: 0 };
            set.revision.blocks.push(Block { path, place, text, quotes });
        }
        set
    }

    fn words(&self) -> usize {
        self.passages.iter().flat_map(|passage| &passage.sentences).map(Vec::len).sum()
    }

    /// Another story below this one, without its headline.
    fn append(&mut self, other: &Self) {
        let (quotes, words) = (self.quotes.len(), self.next);
        self.quotes.extend(other.quotes.iter().cloned());
        self.next += other.next;
        let head = |passage: &&Passage| passage.kind == "headline" || passage.kind == "subtitle";
        for passage in other.passages.iter().filter(|passage| !head(passage)) {
            let mut passage = passage.clone();
            for word in passage.sentences.iter_mut().flatten() {
                word.id += words;
                word.said = word.said.map(|quote| quote + quotes);
            }
            self.passages.push(passage);
        }
    }

    /// Every sentence, by passage and number.
    pub fn places(&self) -> Vec<(usize, usize)> {
        let each = |(at, passage): (usize, &Passage)| {
            (0..passage.sentences.len()).map(move |told| (at, told)).collect::<Vec<_>>()
        };
        self.passages.iter().enumerate().flat_map(each).collect()
    }
}

/// A story as a revision.
pub struct Set {
    pub revision: Revision,
    pub words: Vec<Standing>,
}

/// One word where it stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub block: usize,
    pub start: usize,
    pub end: usize,
    pub id: u32,
    pub changed: bool,
}

impl Set {
    fn at(block: usize, start: usize, end: usize, word: &Word) -> Standing {
        Standing { block, start, end, id: word.id, changed: word.changed }
    }

    /// Some words that follow one another, as they would be selected: without the marks at their ends, if `bare`.
    pub fn extract(&self, from: usize, to: usize, bare: bool) -> Extract {
        let (first, last) = (&self.words[from], &self.words[to]);
        let mut parts = Vec::new();
        for at in first.block..=last.block {
            let text = &self.revision.blocks[at].text;
            let start = if at == first.block { first.start } else { 0 };
            let end = if at == last.block { last.end } else { text.len() };
            let word = &text.as_str()[start..end];
            let marks = |c: char| !c.is_alphanumeric();
            let (start, end) = if bare && first.block == last.block {
                (
                    start + word.len() - word.trim_start_matches(marks).len(),
                    end - (word.len() - word.trim_end_matches(marks).len()),
                )
            } else {
                (start, end)
            };
            if start < end {
                parts.push((self.revision.blocks[at].place, text.span_around(start..end)));
            }
        }
        Extract { parts }
    }

    /// The words that an extract touches.
    pub fn under(&self, extract: &Extract) -> Vec<&Standing> {
        let touched = |word: &&Standing| {
            extract.parts.iter().any(|(place, span)| {
                self.revision.blocks[word.block].place == *place && word.start < span.end() && span.start() < word.end
            })
        };
        self.words.iter().filter(touched).collect()
    }
}

/// A story of two thousand words, put together from others.
pub fn long(stories: &[Story]) -> Story {
    let mut long = Story::default();
    for story in stories.iter().cycle() {
        if long.words() >= 2000 {
            break;
        }
        long.append(story);
    }
    long
}

/// What is edited at random: the first revisions of the texts, and the articles that come with byline.
pub fn stories(texts: &[super::fixtures::Revised]) -> Vec<Story> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the articles").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let shipped = files.iter().filter_map(|path| {
        let article = byline::format::read(&std::fs::read(path).ok()?, "story").article?;
        Some(Story::of(&Revision::of(&article, &article.outline())))
    });
    let written = texts.iter().map(|text| Story::of(&text.revisions[0].revision));
    written.chain(shipped).collect()
}
