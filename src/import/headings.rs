//! Headings and questions over parts of a story, told without markup: a short line without a full stop, and prose below it.

use std::collections::HashSet;

use crate::model::sentences;

use super::{
    annotate::Copydesk,
    captions, dates,
    graf::{Graf, QUESTION_MAX_WORDS, Role},
    manuscript::Style,
};

/// A heading of more words is a sentence, or the headline of something else.
const HEADING_MAX_WORDS: usize = 14;
const HEADING_MAX_CHARS: usize = 90;
/// From so many words on, a line needs others of its length to be a heading.
const LONG_WORDS: usize = 12;
/// Words that a line shares with the prose around it where it was pulled out of it.
const PULLED_MIN_WORDS: usize = 8;

impl Copydesk<'_> {
    /// Finds headings and questions among the grafs that are still open.
    pub(super) fn headings(&mut self) {
        self.marked_headings();
        let shapes: Vec<Shape> = self.shapes();
        let habit = Habit::of(&shapes);
        let mut at = 0;
        while at < shapes.len() {
            let run = shapes.iter().skip(at).take_while(|shape| shape.short).count();
            if run == 0 {
                at += 1;
                continue;
            }
            for chosen in choose(&shapes, at, run, &habit) {
                let graf = &mut self.grafs[shapes[chosen].graf];
                graf.number();
                graf.role = if graf.words().ends_with(['?', '？']) { Role::Question } else { Role::Heading };
            }
            at += run;
        }
    }

    /// Headings that the markup tells.
    fn marked_headings(&mut self) {
        for at in 0..self.grafs.len() {
            let graf = &self.grafs[at];
            let marked = matches!(graf.style, Style::Heading(_));
            let heavy = graf.is_open()
                && graf.is_strong()
                && graf.count() <= HEADING_MAX_WORDS
                && !graf.words().ends_with(['.', ',']);
            let below = self.grafs.iter().skip(at + 1).find(|next| next.is_live());
            if graf.role == Role::Copy && (marked || (heavy && at > 0 && below.is_some_and(|next| !next.is_strong()))) {
                self.grafs[at].role = if graf.words().ends_with(['?', '？']) { Role::Question } else { Role::Heading };
            }
        }
    }

    /// What each live graf looks like from afar.
    fn shapes(&self) -> Vec<Shape> {
        let prose: Vec<String> = self
            .grafs
            .iter()
            .filter(|graf| graf.is_live() && graf.is_prose())
            .map(|graf| folded(graf.words()))
            .collect();
        let told: HashSet<String> = self.head.by.iter().map(|name| folded(name.as_str())).collect();
        let live = self.grafs.iter().enumerate().filter(|(_, graf)| graf.is_live() && graf.style != Style::Rule);
        let mut seen_prose = false;
        let mut shapes = Vec::new();
        for (at, graf) in live {
            let prose_here = graf.role == Role::Copy && graf.is_prose();
            let short = seen_prose
                && graf.is_open()
                && is_short(graf)
                && !told.contains(&folded(graf.words()))
                && !is_pulled(graf, &prose);
            // A numbered line between paragraphs is a heading with a number.
            let numbered = matches!(graf.style, Style::Bullet { number: Some(_), .. });
            let timed = graf.count() <= 3 && graf.words().split_whitespace().next().is_some_and(dates::is_clock);
            seen_prose |= prose_here || timed || graf.role == Role::Label || graf.role == Role::Heading;
            shapes.push(Shape {
                graf: at,
                short,
                prose: prose_here,
                numbered,
                count: graf.count(),
                role: graf.role.clone(),
                words: graf.words().to_owned(),
            });
        }
        for at in 0..shapes.len() {
            let alone = shapes[at].numbered
                && !at.checked_sub(1).is_some_and(|above| shapes[above].numbered)
                && shapes.get(at + 1).is_some_and(|below| below.prose && !below.numbered);
            let graf = &self.grafs[shapes[at].graf];
            shapes[at].short |=
                alone && at > 0 && graf.count() <= HEADING_MAX_WORDS && !graf.words().ends_with([':', ';', ',']);
        }
        shapes
    }
}

/// One graf from afar.
struct Shape {
    /// By index.
    graf: usize,
    /// It could be a heading by itself.
    short: bool,
    prose: bool,
    numbered: bool,
    count: usize,
    role: Role,
    words: String,
}

/// What the headings of this article that leave no doubt have in common.
struct Habit {
    /// Headings of nine words and more are usual here.
    long: bool,
    /// Every longer word begins with a capital letter.
    titled: Option<bool>,
    /// It is an interview: several questions, of any length.
    asks: bool,
}

impl Habit {
    fn of(shapes: &[Shape]) -> Self {
        let sure: Vec<&Shape> = (1..shapes.len())
            .filter(|at| {
                shapes[*at].short && shapes[*at - 1].prose && shapes.get(*at + 1).is_some_and(|next| next.prose)
            })
            .map(|at| &shapes[at])
            .collect();
        let lengthy = sure.iter().filter(|shape| shape.count >= LONG_WORDS).count();
        let long = lengthy >= 2 && (lengthy == sure.len() || (sure.len() >= 4 && lengthy * 5 >= sure.len() * 3));
        let titled = sure.iter().filter(|shape| is_titled(&shape.words)).count();
        let mixed = sure.iter().filter(|shape| shape.count >= 3).count();
        let questions = sure.iter().filter(|shape| shape.words.ends_with(['?', '？'])).count();
        Self { asks: questions >= 3, long, titled: (mixed >= 3).then_some(titled * 2 > sure.len()) }
    }
}

/// Which of a run of short lines are headings.
fn choose(shapes: &[Shape], at: usize, run: usize, habit: &Habit) -> Vec<usize> {
    let below = shapes.get(at + run);
    let above = at.checked_sub(1).map(|above| &shapes[above]);
    let Some(below) = below else { return Vec::new() };
    let opens = below.prose || matches!(below.role, Role::Label | Role::Question | Role::Heading | Role::Photo);
    let led = above.is_some_and(|above| above.role == Role::Copy && above.words.ends_with(':'));
    let last = at + run - 1;
    let fits = |at: usize| {
        let shape = &shapes[at];
        let question = shape.words.ends_with(['?', '？']);
        // among headings with capitals a long one shows by its own
        let titled = habit.titled == Some(true) && is_titled(&shape.words);
        let long = shape.count >= LONG_WORDS && !question && !titled;
        let asked = !question || shape.count <= HEADING_MAX_WORDS || (habit.asks && shape.count <= QUESTION_MAX_WORDS);
        (!long || habit.long || shape.numbered) && asked
    };
    match run {
        1 => (opens || below.role == Role::Copy)
            .then_some(at)
            .filter(|at| fits(*at) && !led || below.prose && fits(*at) && shapes[*at].count > 1)
            .into_iter()
            .collect(),
        2 => {
            let both = !led && fits(at) && fits(last) && shapes[at].count <= 6;
            let mut chosen: Vec<usize> = if both { vec![at] } else { Vec::new() };
            chosen.extend((fits(last) && opens).then_some(last));
            chosen
        }
        _ => {
            // A list without its signs; the line over it and the line below it may be headings.
            let items = &shapes[at..last];
            let mean = items.iter().map(|shape| shape.count).sum::<usize>() / items.len();
            let title = habit.titled == Some(true)
                && is_titled(&shapes[last].words)
                && !items.iter().skip(1).any(|shape| is_titled(&shape.words));
            let apart = shapes[last].words.ends_with('?') || title || mean >= 2 * shapes[last].count;
            let mut chosen: Vec<usize> = Vec::new();
            let over =
                !led && fits(at) && shapes[at].count <= 6 && (asks(&shapes[at].words) || mean >= shapes[at].count + 2);
            chosen.extend(over.then_some(at));
            chosen.extend((apart && opens && fits(last)).then_some(last));
            chosen
        }
    }
}

/// Whether a line asks, or says what a list below it is about: `What to pack`, `How to get there`.
fn asks(words: &str) -> bool {
    words.ends_with(['?', '？'])
        || words
            .split_whitespace()
            .next()
            .is_some_and(|word| matches!(word, "What" | "How" | "Where" | "When" | "Why" | "Who" | "Which"))
}

/// Whether a line by itself could be a heading.
fn is_short(graf: &Graf) -> bool {
    let words = graf.words();
    let count = graf.count();
    let question = words.ends_with(['?', '？']);
    let most = if question { QUESTION_MAX_WORDS } else { HEADING_MAX_WORDS };
    let begins =
        words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"“‘'«„¿¡".contains(c) || !c.is_ascii());
    let ended = words.trim_end_matches(['"', '”', '»', '’']).ends_with(['.', '…', ';', ',', '-', '–', '—', '。'])
        && !is_abbreviated(words);
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let colon = words.ends_with(':') && (count > 5 || count == 1 || words.contains('"'));
    count <= most
        && words.chars().count() <= if question { 2 * HEADING_MAX_CHARS } else { HEADING_MAX_CHARS }
        && begins
        && !ended
        && letters >= 3
        && letters * 2 > words.chars().filter(|c| !c.is_whitespace()).count()
        && !colon
        && !is_quotation(words, count)
        && !words.contains(['@', '©', '|', '\n'])
        && !words.contains("://")
        && (sentences(&graf.text).len() <= if question { 2 } else { 1 } || (is_titled(words) && !question))
        && !is_cells(words)
        && !is_shouted_link(words, count)
        && !dates::is_date_line(words)
        && !words.split_whitespace().next().is_some_and(dates::is_clock)
        && !(captions::is_lone_credit(words))
        && !is_speaker(words)
}

/// `U.S.` and `Inc.` at the end of a line end no sentence.
fn is_abbreviated(words: &str) -> bool {
    words.split_whitespace().next_back().is_some_and(|word| {
        let bare = word.trim_end_matches('.');
        word.ends_with('.')
            && (bare.contains('.') || matches!(bare, "Inc" | "Co" | "Jr" | "Sr" | "Ltd" | "Corp" | "St" | "vs"))
    })
}

/// A line in quotation marks that is longer than what papers set over a paragraph: words pulled out of the story.
fn is_quotation(words: &str, count: usize) -> bool {
    let opened = words.starts_with(['"', '“', '«', '„']);
    let closed = words.ends_with(['"', '”', '»', '“']);
    (opened && count > 7)
        || (opened && !closed && !words.contains(['”', '»']) && !words.get(1..).is_some_and(|rest| rest.contains('"')))
        || (words.starts_with(['‘', '\'']) && count > 9)
}

/// `Canonical 422 1.9%`: a row of a table whose lines went missing.
fn is_cells(words: &str) -> bool {
    let figure =
        |word: &&str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '$' | '-' | '+'));
    words.split_whitespace().rev().take(2).filter(figure).count() == 2
}

/// A long line in capitals alone: how some pages set the headline of another article between two paragraphs.
fn is_shouted_link(words: &str, count: usize) -> bool {
    count >= 6 && !words.chars().any(char::is_lowercase)
}

/// `— Jane Roe`, `JANE ROE:`: whoever speaks.
fn is_speaker(words: &str) -> bool {
    let speaks = words
        .split_once(": ")
        .is_some_and(|(name, _)| name.split_whitespace().count() <= 2 && !name.chars().any(char::is_lowercase));
    words.starts_with(['—', '–'])
        || speaks
        || (words.ends_with(':') && words.split_whitespace().count() <= 3 && !words.chars().any(char::is_lowercase))
}

/// Whether the words were pulled out of the prose, to stand large beside it.
fn is_pulled(graf: &Graf, prose: &[String]) -> bool {
    graf.count() >= PULLED_MIN_WORDS && {
        let words = folded(graf.words());
        prose.iter().any(|there| there.contains(words.trim_end_matches(['?', '!'])))
    }
}

/// Words in lower case without quotation marks.
fn folded(words: &str) -> String {
    words.to_lowercase().chars().filter(|c| !"\"“”‘’'«»„".contains(*c)).collect()
}

/// Every longer word begins with a capital letter.
fn is_titled(words: &str) -> bool {
    let longer = || words.split_whitespace().skip(1).filter(|word| word.chars().count() >= 4);
    longer().next().is_some() && longer().all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}
