//! What grafs look like from afar, and what the short ones among them have in common.

use crate::import::graf::Role;

use super::{
    LONG_WORDS,
    line::{Odd, is_over_points, is_question, is_shouted, is_titled},
};

/// Items of a list without its signs that are looked back over, and how long they are.
const LIST_MAX: usize = 12;
const ITEM_MAX_WORDS: usize = 24;
/// So many headings of so many words on average are headlines, as a live page has them.
const NEWSY_MIN: usize = 3;
const LIVE_MIN: usize = 4;
const NEWSY_MEAN_WORDS: usize = 7;
/// Where no heading has fewer words, the longest are headings too.
const HABIT_MIN_WORDS: usize = 9;
/// So many lines begin in lower case, or are set in capitals, where an article has such headings.
const LOWER_MIN: usize = 3;
const SHOUTED_MIN: usize = 2;
/// Below a heading stand so many words of text, in the next few grafs that are prose.
const TEXT_MIN_WORDS: usize = 10;
const TEXT_NEAR: usize = 3;
const TEXT_GRAF_MIN_WORDS: usize = 3;
const TEXT_LINE_MIN_WORDS: usize = 5;

/// One graf from afar.
pub(super) struct Shape {
    /// By index.
    pub graf: usize,
    /// It could be a heading by itself.
    pub short: bool,
    /// It could be one if others were set like it.
    pub odd: Option<Odd>,
    /// It could as well say what a picture shows.
    pub shown: bool,
    pub prose: bool,
    pub numbered: bool,
    /// An item of a list that has its sign.
    pub bullet: bool,
    /// An entry of a live page: `14:05: The bridge is shut`.
    pub timed: bool,
    /// A question that may be prose.
    pub passing: bool,
    pub count: usize,
    pub role: Role,
    pub words: String,
}

impl Shape {
    /// It leads on to what follows.
    pub(super) fn leads(&self) -> bool {
        self.role == Role::Copy && self.words.ends_with(':')
    }

    pub(super) fn asks(&self) -> bool {
        is_question(&self.words)
    }
}

/// Whether the graf at `at` is prose without a number, or a short line over such prose.
pub(super) fn opens(shapes: &[Shape], at: usize) -> bool {
    let prose = |at: usize| shapes.get(at).is_some_and(|shape| shape.prose && !shape.numbered);
    prose(at) || (shapes.get(at).is_some_and(|shape| shape.short && !shape.numbered) && prose(at + 1))
}

/// Whether the graf at `at` could be a heading by itself, with prose below it and no other such line above.
pub(super) fn is_sure(shapes: &[Shape], at: usize) -> bool {
    at > 0 && shapes[at].short && !shapes[at - 1].short && shapes.get(at + 1).is_some_and(|next| next.prose)
}

/// Lines that begin in lower case, and long ones in capitals, are headings where an article has more than one set so
/// between its paragraphs. Where most are set in capitals, no other line is one.
pub(super) fn settle_odd(shapes: &mut [Shape]) {
    let over_prose = |at: usize| shapes.get(at + 1).is_some_and(|next| next.prose);
    let short: Vec<usize> = (1..shapes.len()).filter(|at| shapes[*at].short && over_prose(*at)).collect();
    let lower: Vec<usize> = (1..shapes.len())
        .filter(|at| shapes[*at].odd == Some(Odd::Lower) && shapes[at - 1].prose && over_prose(*at))
        .collect();
    let shouted = short.iter().filter(|at| is_shouted(&shapes[**at].words)).count();
    if lower.len() >= LOWER_MIN && lower.len() >= short.len() {
        for at in lower {
            shapes[at].short = true;
        }
    }
    if shouted >= SHOUTED_MIN {
        let most = shouted * 2 > short.len();
        for shape in shapes.iter_mut() {
            shape.short |= shape.odd == Some(Odd::Shouted);
            shape.short &= !most || shape.numbered || is_shouted(&shape.words);
        }
    }
}

/// Lines that could say what pictures show do, unless most headings of the article are like them.
pub(super) fn settle_shown(shapes: &mut [Shape]) {
    let sure: Vec<usize> = (1..shapes.len()).filter(|at| is_sure(shapes, *at)).collect();
    let shown = sure.iter().filter(|at| shapes[**at].shown).count();
    if shown < 2 || shown * 2 <= sure.len() {
        for shape in shapes.iter_mut().filter(|shape| shape.shown) {
            shape.short = false;
        }
    }
}

/// Whether the graf at `at` follows an item of a list that a colon led on to, and that has lost its signs.
pub(super) fn is_listed(shapes: &[Shape], at: usize) -> bool {
    let items = shapes.iter().take(at).rev().take(LIST_MAX);
    let mut items = items.skip_while(|shape| {
        shape.role == Role::Copy
            && !shape.bullet
            && !shape.leads()
            && shape.count <= ITEM_MAX_WORDS
            && !is_over_points(&shape.words)
            && !shape.words.ends_with(['.', '!', '"', '”'])
    });
    !shapes.get(at.wrapping_sub(1)).is_none_or(Shape::leads)
        && items.next().is_some_and(|over| over.leads() || is_over_points(&over.words))
}

/// What the headings of this article that leave no doubt have in common.
pub(super) struct Habit {
    /// Headings of nine words and more are usual here.
    pub long: bool,
    /// Most are headlines of news, many of them: a page that goes on for a day.
    pub live: bool,
    /// Every longer word begins with a capital letter.
    pub titled: Option<bool>,
    /// Questions that are no prose.
    pub questions: usize,
}

impl Habit {
    /// It is an interview: several questions, of any length.
    pub(super) fn asks(&self) -> bool {
        self.questions >= 3
    }

    pub(super) fn of(shapes: &[Shape]) -> Self {
        let sure: Vec<&Shape> = (1..shapes.len()).filter(|at| is_sure(shapes, *at)).map(|at| &shapes[at]).collect();
        let lengthy = sure.iter().filter(|shape| shape.count >= LONG_WORDS).count();
        let words: usize = sure.iter().map(|shape| shape.count).sum();
        // most lines of a live page are headlines of some length; two long ones among the short are links
        let newsy = sure.len() >= NEWSY_MIN && words >= sure.len() * NEWSY_MEAN_WORDS && lengthy * 2 <= sure.len();
        let long = newsy || (lengthy >= 2 && sure.iter().all(|shape| shape.count >= HABIT_MIN_WORDS));
        let titled = sure.iter().filter(|shape| is_titled(&shape.words)).count();
        let mixed = sure.iter().filter(|shape| shape.count >= 3).count();
        let habit = mixed >= 3 || (sure.len() >= 2 && titled == sure.len());
        let questions = sure.iter().filter(|shape| is_question(&shape.words) && !shape.passing).count();
        let headlines = sure.iter().filter(|shape| shape.count >= NEWSY_MEAN_WORDS).count();
        let live = sure.len() >= LIVE_MIN && headlines * 4 >= sure.len() * 3;
        Self { questions, long, live, titled: habit.then_some(titled * 2 > sure.len()) }
    }
}

/// Whether there is something to read below the heading at `at`: links, buttons and months of an archive stand over less.
/// Behind prose it may be a list without its signs.
pub(super) fn has_text(shapes: &[Shape], at: usize) -> bool {
    let listed = at > 0 && shapes[at - 1].prose;
    let reads = |below: &&Shape| {
        below.bullet
            || (below.prose && below.count >= TEXT_GRAF_MIN_WORDS)
            || (listed && below.role == Role::Copy && below.count >= TEXT_LINE_MIN_WORDS)
    };
    let below = shapes.iter().skip(at + 1).filter(|below| !matches!(below.role, Role::Related | Role::Photo));
    let words: usize = below.take(TEXT_NEAR).filter(reads).map(|below| below.count).sum();
    shapes[at].numbered || shapes[at].timed || words >= TEXT_MIN_WORDS
}
