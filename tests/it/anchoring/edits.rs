//! What newsrooms do to a story, at random: every edit of which the outcome is known.

use super::story::{Passage, Story, Word};

/// A generator of numbers that gives the same for the same seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end.max(1)).expect("small")).expect("small")
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { Some(&all[self.below(all.len())]) }
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// One way of editing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Insert,
    InsertLookAlike,
    Delete,
    Reword,
    Trim,
    Extend,
    SwapSentences,
    MovePassage,
    MoveSection,
    Renamed,
    SwapSpeakers,
    ChangeNumber,
    Negate,
    Split,
    Join,
    MergePassages,
    SplitPassage,
    /// Deletes a sentence and writes one much like it elsewhere.
    Supplant,
    /// Deletes a quote and gives nearly the same words to somebody else.
    OtherMouth,
    Rewrite,
}

impl Edit {
    pub const ALL: [Self; 20] = [
        Self::Insert,
        Self::InsertLookAlike,
        Self::Delete,
        Self::Reword,
        Self::Trim,
        Self::Extend,
        Self::SwapSentences,
        Self::MovePassage,
        Self::MoveSection,
        Self::Renamed,
        Self::SwapSpeakers,
        Self::ChangeNumber,
        Self::Negate,
        Self::Split,
        Self::Join,
        Self::MergePassages,
        Self::SplitPassage,
        Self::Supplant,
        Self::OtherMouth,
        Self::Rewrite,
    ];

    /// Edits the story; leaves it where there is nothing to edit in that way.
    pub fn apply(self, story: &mut Story, dice: &mut Dice) {
        let places: Vec<(usize, usize)> = story
            .places()
            .into_iter()
            .filter(|(passage, at)| story.passages[*passage].sentences[*at].len() > 3)
            .collect();
        let Some(&(passage, at)) = dice.pick(&places) else { return };
        match self {
            Self::Insert => {
                let written = invented(story, dice);
                insert(story, dice, written);
            }
            Self::InsertLookAlike => {
                let words = story.passages[passage].sentences[at].clone();
                let written = look_alike(story, dice, &words);
                insert(story, dice, written);
            }
            Self::Delete => drop(story.passages[passage].sentences.remove(at)),
            Self::Reword => {
                let share = 10 + dice.below(30);
                for word in &mut story.passages[passage].sentences[at] {
                    if word.text.chars().count() > 3 && dice.chance(share) {
                        word.text = dressed(&word.text, &invent(dice));
                        word.changed = true;
                    }
                }
            }
            Self::Trim => {
                let words = &mut story.passages[passage].sentences[at];
                let gone = 1 + dice.below(words.len() / 3);
                let from = dice.below(words.len() - gone);
                words.drain(from..from + gone);
            }
            Self::Extend => {
                let more: Vec<Word> = (0..=dice.below(5))
                    .map(|_| invent(dice))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(|word| story.word(word, None))
                    .collect();
                let words = &mut story.passages[passage].sentences[at];
                let from = 1 + dice.below(words.len() - 1);
                let said = words[from].said.filter(|said| words[from - 1].said == Some(*said));
                let more = more.into_iter().map(|word| Word { said, ..word });
                words.splice(from..from, more);
            }
            Self::SwapSentences => {
                let told = &mut story.passages[passage].sentences;
                let other = dice.below(told.len());
                told.swap(at, other);
            }
            Self::MovePassage => {
                let mut moved = story.passages.remove(passage);
                if moved.kind == "headline" || moved.kind == "subtitle" {
                    story.passages.insert(passage, moved);
                    return;
                }
                let to = head(story) + dice.below(story.passages.len() + 1 - head(story));
                moved.section =
                    story.passages.get(to).or(story.passages.last()).and_then(|there| there.section.clone());
                story.passages.insert(to, moved);
            }
            Self::MoveSection => move_section(story, dice),
            Self::Renamed => {
                let label = story.passages[passage].section.clone();
                for passage in story.passages.iter_mut().filter(|passage| passage.section == label && label.is_some()) {
                    passage.section = Some(format!("{} so far", label.as_deref().unwrap_or_default()));
                }
            }
            Self::SwapSpeakers => swap_speakers(story, dice),
            Self::ChangeNumber => change_number(story, dice),
            Self::Negate => {
                let words = &story.passages[passage].sentences[at];
                let from = 1 + dice.below(words.len() - 1);
                let said = words[from].said.filter(|said| words[from - 1].said == Some(*said));
                let no = story.word(if dice.chance(50) { "not" } else { "never" }, said);
                story.passages[passage].sentences[at].insert(from, no);
            }
            Self::Split => {
                let words = &mut story.passages[passage].sentences[at];
                if words.len() > 8 && words.iter().all(|word| word.said.is_none()) {
                    let mut rest = words.split_off(words.len() / 2 + dice.below(2));
                    end_sentence(words);
                    capitalise(&mut rest);
                    story.passages[passage].sentences.insert(at + 1, rest);
                }
            }
            Self::Join => join(story, passage, at),
            Self::MergePassages => {
                if passage + 1 < story.passages.len()
                    && story.passages[passage].section == story.passages[passage + 1].section
                    && passage >= head(story)
                {
                    let rest = story.passages.remove(passage + 1);
                    story.passages[passage].sentences.extend(rest.sentences);
                }
            }
            Self::SplitPassage => {
                let rest = story.passages[passage].sentences.split_off(at);
                let after = Passage { sentences: rest, ..story.passages[passage].clone() };
                story.passages.insert(passage + 1, after);
            }
            Self::Supplant => {
                let words = story.passages[passage].sentences.remove(at);
                let written = look_alike(story, dice, &words);
                insert_away_from(story, dice, written, passage);
            }
            Self::OtherMouth => other_mouth(story, dice),
            Self::Rewrite => {
                let told = story.passages[passage].sentences.len();
                let written = (0..told).map(|_| invented(story, dice)).collect();
                story.passages[passage].sentences = written;
            }
        }
    }
}

/// Three to nine edits.
pub fn several(dice: &mut Dice) -> Vec<Edit> {
    (0..3 + dice.below(7)).filter_map(|_| dice.pick(&Edit::ALL).copied()).collect()
}

/// How many passages stand above the story.
fn head(story: &Story) -> usize {
    story.passages.iter().take_while(|passage| matches!(passage.kind.as_str(), "headline" | "subtitle")).count()
}

fn insert(story: &mut Story, dice: &mut Dice, sentence: Vec<Word>) {
    insert_away_from(story, dice, sentence, usize::MAX);
}

/// In the very place of a sentence, one much like it would be that sentence, edited.
fn insert_away_from(story: &mut Story, dice: &mut Dice, sentence: Vec<Word>, taken: usize) {
    let passages: Vec<usize> = (head(story)..story.passages.len()).filter(|at| at.abs_diff(taken) > 1).collect();
    if let Some(&passage) = dice.pick(&passages) {
        let at = dice.below(story.passages[passage].sentences.len() + 1);
        story.passages[passage].sentences.insert(at, sentence);
    }
}

const NAMES: [&str; 12] = [
    "Abney", "Corvane", "Dellis", "Estuary", "Farrow", "Gilmoor", "Hesse", "Ilkin", "Jarrow", "Kestle", "Lomond",
    "Marl",
];
const PLAIN: [&str; 40] = [
    "council",
    "ordered",
    "workers",
    "delayed",
    "report",
    "plainly",
    "after",
    "review",
    "northern",
    "budget",
    "agreed",
    "letter",
    "morning",
    "because",
    "answered",
    "against",
    "river",
    "station",
    "members",
    "proposal",
    "later",
    "opened",
    "between",
    "published",
    "figures",
    "committee",
    "without",
    "schools",
    "warned",
    "earlier",
    "repairs",
    "expected",
    "office",
    "several",
    "weather",
    "minister",
    "residents",
    "closed",
    "market",
    "engineers",
];

/// A word that nobody wrote before, or one that everybody does.
fn invent(dice: &mut Dice) -> String {
    (*dice.pick(&PLAIN).expect("words")).to_owned()
}

fn invented(story: &mut Story, dice: &mut Dice) -> Vec<Word> {
    let mut words: Vec<String> = (0..8 + dice.below(10)).map(|_| invent(dice)).collect();
    words.insert(1, (*dice.pick(&NAMES).expect("names")).to_owned());
    let mut words: Vec<Word> = words.iter().map(|word| story.word(word, None)).collect();
    capitalise(&mut words);
    end_sentence(&mut words);
    words
}

/// A sentence much like another: its names and figures are others, and a word here and there.
fn look_alike(story: &mut Story, dice: &mut Dice, words: &[Word]) -> Vec<Word> {
    let mut copy = story.anew(words);
    let mut touched = 0;
    for word in copy.iter_mut().skip(1) {
        word.said = None;
        let other = if word.text.contains(|c: char| c.is_ascii_digit()) {
            Some((2 + dice.below(900)).to_string())
        } else if word.text.starts_with(char::is_uppercase) {
            dice.pick(&NAMES).map(|name| (*name).to_owned())
        } else {
            (word.text.len() > 4 && dice.chance(12)).then(|| invent(dice))
        };
        if let Some(other) = other {
            word.text = dressed(&word.text, &other);
            touched += 1;
        }
    }
    for word in copy.iter_mut().skip(1).filter(|word| word.text.len() > 4).take(3usize.saturating_sub(touched)) {
        word.text = dressed(&word.text, &invent(dice));
    }
    copy[0].said = None;
    copy
}

/// Another word with the marks of this one.
fn dressed(word: &str, other: &str) -> String {
    let marks = |c: char| !c.is_alphanumeric();
    let body = word.trim_matches(marks);
    if body.is_empty() { word.to_owned() } else { word.replacen(body, other, 1) }
}

fn capitalise(words: &mut [Word]) {
    if let Some(first) = words.first_mut() {
        let mut chars = first.text.chars();
        first.text = chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default();
    }
}

fn end_sentence(words: &mut [Word]) {
    if let Some(last) = words.last_mut() {
        last.text = format!("{}.", last.text.trim_end_matches([',', ';', ':', '.']));
    }
}

fn move_section(story: &mut Story, dice: &mut Dice) {
    let mut labels: Vec<Option<String>> = story.passages.iter().map(|passage| passage.section.clone()).collect();
    labels.dedup();
    let Some(Some(label)) = dice.pick(&labels).cloned() else { return };
    let (moved, mut rest): (Vec<Passage>, Vec<Passage>) =
        story.passages.drain(..).partition(|passage| passage.section.as_ref() == Some(&label));
    let ends: Vec<usize> =
        (1..=rest.len()).filter(|at| rest.get(*at).is_none_or(|next| next.section != rest[at - 1].section)).collect();
    let to = dice.pick(&ends).copied().unwrap_or(rest.len());
    rest.splice(to..to, moved);
    story.passages = rest;
}

fn swap_speakers(story: &mut Story, dice: &mut Dice) {
    let known: Vec<usize> = (0..story.quotes.len()).filter(|quote| story.quotes[*quote].is_some()).collect();
    let (Some(&one), Some(&other)) = (dice.pick(&known), dice.pick(&known)) else { return };
    story.quotes.swap(one, other);
}

fn change_number(story: &mut Story, dice: &mut Dice) {
    let figure = |word: &Word| word.text.contains(|c: char| c.is_ascii_digit());
    let places: Vec<(usize, usize)> = story
        .places()
        .into_iter()
        .filter(|(passage, at)| story.passages[*passage].sentences[*at].iter().any(figure))
        .collect();
    let Some(&(passage, at)) = dice.pick(&places) else { return };
    let number = 2 + dice.below(900);
    if let Some(word) = story.passages[passage].sentences[at].iter_mut().find(|word| figure(word)) {
        word.text = dressed(&word.text, &number.to_string());
        word.changed = true;
    }
}

fn join(story: &mut Story, passage: usize, at: usize) {
    let told = &mut story.passages[passage].sentences;
    let free = |words: &[Word]| words.iter().all(|word| word.said.is_none());
    if at + 1 >= told.len() || !free(&told[at]) || !free(&told[at + 1]) {
        return;
    }
    let mut rest = told.remove(at + 1);
    if let Some(last) = told[at].last_mut() {
        last.text = format!("{},", last.text.trim_end_matches('.'));
    }
    if let Some(first) = rest.first_mut() {
        let mut chars = first.text.chars();
        first.text = chars.next().map(|c| c.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default();
    }
    let and = story.word("and", None);
    let told = &mut story.passages[passage].sentences;
    told[at].push(and);
    told[at].extend(rest);
}

/// Somebody's quote is deleted, and somebody else says nearly the same elsewhere.
fn other_mouth(story: &mut Story, dice: &mut Dice) {
    let places = story.places();
    let said: Vec<&(usize, usize)> = places
        .iter()
        .filter(|(passage, at)| {
            let words = &story.passages[*passage].sentences[*at];
            let mut said = words.iter().filter_map(|word| word.said).peekable();
            said.peek().is_some() && said.all(|quote| story.quotes[quote].is_some())
        })
        .collect();
    let Some(&&(passage, at)) = dice.pick(&said) else { return };
    let words = story.passages[passage].sentences.remove(at);
    let number = story.quotes.len();
    let here: Vec<_> = words.iter().filter_map(|word| story.quotes[word.said?].clone()).collect();
    let others: Vec<_> = story.quotes.iter().flatten().filter(|by| !here.contains(by)).cloned().collect();
    let stranger = || format!("stranger-{number}").parse().expect("an id");
    // nobody gets words back that were taken from them before
    let other = dice.pick(&others).cloned().unwrap_or_else(stranger);
    story.quotes.push(Some(other));
    let quote = story.quotes.len() - 1;
    let mut copy = story.anew(&words);
    for word in &mut copy {
        word.said = word.said.map(|_| quote);
        if word.said.is_some() && word.text.len() > 4 && dice.chance(8) {
            word.text = dressed(&word.text, &invent(dice));
        }
    }
    insert_away_from(story, dice, copy, passage);
}
