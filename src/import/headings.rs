//! Headings and questions over parts of a story, told without markup: a short line without a full stop, and prose below it.

use std::collections::{HashMap, HashSet};

mod around;
mod line;
mod marked;
mod shape;

use around::{Place, is_in_menu, is_spoken_for, names_a_picture, shows_a_picture, usual_paragraph};
use line::{
    asks, is_in_passing, is_moment, is_question, is_short, is_step, is_timed, is_titled, oddity, says_something,
    tells_news,
};
use shape::{Habit, Shape, has_text, is_listed, opens, settle_odd, settle_shown};

use super::{
    annotate::Copydesk,
    chrome, dates,
    graf::{Graf, QUESTION_MAX_WORDS, Role},
    manuscript::Style,
};

/// A heading of more words is a sentence, or the headline of something else.
const HEADING_MAX_WORDS: usize = 14;
/// From so many words on, a line needs others of its length to be a heading.
const LONG_WORDS: usize = 12;
/// The same for a line that says something: `The light is out at the end of the mole`.
const SAYING_WORDS: usize = 8;
/// So many questions over its parts make an explainer, among whose headings a line of so many words is a link.
const ASKING_MIN: usize = 3;
const NEWS_MIN_WORDS: usize = 7;
/// A line over another short one has no more words where it is a heading.
const OVER_MAX_WORDS: usize = 6;
const OVER_NUMBERED_MAX_WORDS: usize = 9;
/// A line that is the only one of its kind in a story has fewer words where it is a heading.
const ALONE_MAX_WORDS: usize = 6;
/// Where the markup tells so many headings, it tells all.
const MARKED_MIN: usize = 2;
/// A heading of fewer words may stand twice in a story.
const REPEATED_MIN_WORDS: usize = 4;
/// So many lines in a row that stand again further down are a table of contents.
const CONTENTS_MIN: usize = 3;
/// Below so many paragraphs a line about comments opens what readers say of the story.
const STORY_MIN_GRAFS: usize = 4;
/// Words that a line shares with the prose around it where it was pulled out of it.
const PULLED_MIN_WORDS: usize = 8;
/// How far from where they are told they can stand.
const PULLED_REACH: usize = 150;

impl Copydesk<'_> {
    /// Finds headings and questions among the grafs that are still open.
    pub(super) fn headings(&mut self) {
        // where the markup tells the sections, a line without any is none; an interview's questions are known by their sign
        let marked = self.marked_headings() >= MARKED_MIN;
        let mut shapes: Vec<Shape> = self.shapes();
        settle_odd(&mut shapes);
        settle_shown(&mut shapes);
        for shape in shapes.iter_mut().filter(|shape| marked && !shape.asks()) {
            shape.short = false;
        }
        for at in 0..shapes.len() {
            // a question that somebody's words answer was asked by the reporter
            let answered = shapes.get(at + 1).is_some_and(|below| below.words.starts_with(['"', '“', '«', '„']));
            shapes[at].passing |= answered && shapes[at].asks();
        }
        let habit = Habit::of(&shapes);
        for shape in shapes.iter_mut().filter(|shape| shape.passing && habit.questions < 2) {
            (shape.short, shape.prose) = (false, shape.role == Role::Copy);
        }
        for chosen in chosen(&shapes, &habit) {
            let graf = &mut self.grafs[shapes[chosen].graf];
            graf.number();
            graf.role = if is_question(graf.words()) { Role::Question } else { Role::Heading };
        }
    }

    /// Which grafs say what another line says, or the headline: captions and headlines that a page repeats. Of the lines of
    /// a table of contents it is only the first that does; the second is the heading.
    fn repeated(&self) -> HashSet<usize> {
        let copy = self.grafs.iter().enumerate().filter(|(_, graf)| graf.role == Role::Copy);
        let lines: Vec<(usize, String)> = copy
            .filter(|(_, graf)| graf.count() <= LONG_WORDS * 2)
            .map(|(at, graf)| (at, folded(graf.words())))
            .collect();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let first: Vec<usize> =
            lines.iter().enumerate().map(|(n, (_, words))| *seen.entry(words).or_insert(n)).collect();
        let told: HashSet<usize> = first.iter().enumerate().filter(|(n, first)| n != *first).map(|(_, n)| *n).collect();
        // lines in a row, each told again further down
        let listed = |n: usize| told.contains(&n);
        let contents = |n: usize| {
            let from = n.saturating_sub(CONTENTS_MIN - 1);
            (from..=n).any(|from| (from..from + CONTENTS_MIN).all(listed))
        };
        let headline = folded(self.head.headline.as_str());
        let says_again = |n: usize| {
            let (at, words) = &lines[n];
            let twice = first[n] != n || listed(n);
            let long = self.grafs[*at].count() >= REPEATED_MIN_WORDS;
            *words == headline || (twice && if contents(first[n]) { first[n] == n } else { long })
        };
        (0..lines.len()).filter(|n| says_again(*n)).map(|n| lines[n].0).collect()
    }

    /// Whether a graf was the line that is the headline.
    fn is_headline(&self, graf: &Graf) -> bool {
        graf.role == Role::Gone && folded(graf.words()) == folded(self.head.headline.as_str())
    }

    /// Where the comments of readers begin below the story: no heading of it stands there. The word alone may be the name
    /// of a column, unless a number stands below it.
    fn where_readers_speak(&self) -> usize {
        let number = |at: usize| {
            let below = self.grafs.get(at).map_or("", Graf::words);
            below.starts_with(|c: char| c.is_ascii_digit()) && !below.contains(char::is_alphabetic)
        };
        let mut paragraphs = 0;
        let marker = self.grafs.iter().enumerate().position(|(at, graf)| {
            paragraphs += usize::from(graf.role == Role::Copy && graf.is_prose());
            paragraphs >= STORY_MIN_GRAFS
                && graf.role == Role::Gone
                && ((2..=ALONE_MAX_WORDS).contains(&graf.count()) || (graf.count() == 1 && number(at + 1)))
                && chrome::why(graf.words()) == Some("the comments")
        });
        marker.unwrap_or(self.grafs.len())
    }

    /// What each live graf looks like from afar.
    fn shapes(&self) -> Vec<Shape> {
        let prose: Vec<(usize, String)> = (self.grafs.iter().enumerate())
            .filter(|(_, graf)| graf.is_live() && graf.is_prose())
            .map(|(at, graf)| (at, folded(graf.words())))
            .collect();
        let mut told: HashSet<String> = self.head.by.iter().map(|name| folded(name.as_str())).collect();
        told.extend(self.head.by.iter().map(|name| format!("about {}", folded(name.as_str()))));
        let live = self.grafs.iter().enumerate().filter(|(_, graf)| graf.is_live() && graf.style != Style::Rule);
        let end = self.where_readers_speak();
        let usual = usual_paragraph(&self.grafs);
        // above the headline a page tells of itself
        let begin = self.grafs.iter().position(|graf| self.taken_headline && self.is_headline(graf)).unwrap_or(0);
        let repeated = self.repeated();
        let mut seen_prose = false;
        let mut shapes = Vec::new();
        for (at, graf) in live {
            let prose_here = graf.role == Role::Copy && graf.is_prose();
            let place = Place { grafs: &self.grafs, at };
            let free = seen_prose && at < end && graf.is_open() && !graf.is_emphasised();
            let (short, odd) = if free { (is_short(graf), oddity(graf)) } else { (false, None) };
            // only of what could be one: each of these looks far around
            let free = (short || odd.is_some())
                && !repeated.contains(&at)
                && !told.contains(&folded(graf.words()))
                && !is_pulled(place, &prose)
                && !is_spoken_for(place)
                && !is_in_menu(place, usual);
            let (short, odd) = (short && free, odd.filter(|_| free));
            let shown = short && (names_a_picture(place) || shows_a_picture(place));
            // A numbered line between paragraphs is a heading with a number.
            let numbered = matches!(graf.style, Style::Bullet { number: Some(_), .. }) || is_step(graf.words());
            let timed = graf.count() <= 3 && graf.words().split_whitespace().next().is_some_and(dates::is_clock);
            let opened = prose_here || timed || graf.role == Role::Label || graf.role == Role::Heading;
            seen_prose |= opened && at >= begin;
            shapes.push(Shape {
                graf: at,
                short,
                odd,
                shown,
                prose: prose_here,
                numbered,
                bullet: matches!(graf.style, Style::Bullet { .. }),
                timed: is_timed(graf.words()),
                passing: is_in_passing(graf),
                count: graf.count(),
                role: graf.role.clone(),
                words: graf.words().to_owned(),
            });
        }
        // where paragraphs are numbered, a short one is a paragraph too
        let paragraphs = shapes.iter().any(|shape| shape.numbered && shape.prose && shape.count > HEADING_MAX_WORDS);
        for at in 0..shapes.len() {
            let alone = !paragraphs
                && shapes[at].numbered
                && !at.checked_sub(1).is_some_and(|above| shapes[above].numbered)
                && opens(&shapes, at + 1);
            let graf = &self.grafs[shapes[at].graf];
            shapes[at].short |=
                alone && at > 0 && graf.count() <= HEADING_MAX_WORDS && !graf.words().ends_with([':', ';', ',']);
        }
        shapes
    }
}

/// Which of the short lines are headings.
fn chosen(shapes: &[Shape], habit: &Habit) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut at = 0;
    while at < shapes.len() {
        let run = shapes.iter().skip(at).take_while(|shape| shape.short).count();
        if run > 0 {
            chosen.extend(choose(shapes, at, run, habit));
        }
        at += run.max(1);
    }
    chosen.retain(|at| has_text(shapes, *at));
    // among questions, what tells news is the headline of something else
    let asking = chosen.iter().filter(|at| shapes[**at].asks()).count();
    if asking >= ASKING_MIN && asking * 2 > chosen.len() {
        chosen.retain(|at| shapes[*at].asks() || shapes[*at].numbered || shapes[*at].count < NEWS_MIN_WORDS);
    }
    // One line as long as a headline in a whole story is the headline of something else, or was pulled out of it; one year
    // in it makes no time line.
    let told = shapes.iter().any(|shape| matches!(shape.role, Role::Heading | Role::Question | Role::Label));
    if let [alone] = chosen.as_slice()
        && !told
        && (shapes[*alone].count >= ALONE_MAX_WORDS || is_moment(&shapes[*alone].words))
        && !(shapes[*alone].numbered || shapes[*alone].timed || is_question(&shapes[*alone].words))
    {
        chosen.clear();
    }
    chosen
}

/// Which of a run of short lines are headings.
fn choose(shapes: &[Shape], at: usize, run: usize, habit: &Habit) -> Vec<usize> {
    // a heading may stand over a link that stands over its text
    let below = shapes.iter().skip(at + run).find(|below| below.role != Role::Related);
    let above = at.checked_sub(1).map(|above| &shapes[above]);
    let Some(below) = below else { return Vec::new() };
    let opens = below.prose || matches!(below.role, Role::Label | Role::Question | Role::Heading | Role::Photo);
    let led = above.is_some_and(Shape::leads);
    let listed = is_listed(shapes, at);
    let last = at + run - 1;
    let fits = |at: usize| {
        let shape = &shapes[at];
        let question = is_question(&shape.words);
        // among headings with capitals a long one shows by its own
        let titled = habit.titled == Some(true) && is_titled(&shape.words);
        let most = if says_something(&shape.words) { SAYING_WORDS } else { LONG_WORDS };
        let long = shape.count >= most && !question && !titled;
        let asked =
            !question || shape.count <= HEADING_MAX_WORDS || (habit.asks() && shape.count <= QUESTION_MAX_WORDS);
        let news = shape.count >= NEWS_MIN_WORDS && !question && tells_news(&shape.words) && !habit.live;
        ((!long || habit.long) && !news || shape.numbered || shape.timed) && asked
    };
    match run {
        _ if listed || (led && run > 1) => {
            // the rest of a list; a heading may stand at its end
            let shape = &shapes[last];
            let apart = shape.timed || shape.numbered || (shape.asks() && !shapes[last - 1].words.contains('?'));
            let apart = apart || (habit.titled == Some(true) && is_titled(&shape.words));
            (apart && opens && fits(last)).then_some(last).into_iter().collect()
        }
        1 => (opens || below.role == Role::Copy)
            .then_some(at)
            .filter(|at| fits(*at) && !led || below.prose && fits(*at) && shapes[*at].count > 1)
            .into_iter()
            .collect(),
        2 => {
            let most = if shapes[last].numbered { OVER_NUMBERED_MAX_WORDS } else { OVER_MAX_WORDS };
            let both = !led && fits(at) && fits(last) && shapes[at].count <= most;
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
            let asked = shapes[last].asks() && !items.iter().any(Shape::asks);
            let apart = asked || title || mean >= 2 * shapes[last].count;
            let mut chosen: Vec<usize> = Vec::new();
            let over = !led
                && fits(at)
                && shapes[at].count <= OVER_MAX_WORDS
                && (asks(&shapes[at].words) || mean >= shapes[at].count + 2);
            chosen.extend(over.then_some(at));
            chosen.extend((apart && opens && fits(last)).then_some(last));
            chosen
        }
    }
}

/// Whether the words were pulled out of the prose, to stand large beside it.
fn is_pulled(place: Place<'_>, prose: &[(usize, String)]) -> bool {
    let graf = &place.grafs[place.at];
    let near = |reach: usize| prose.partition_point(|(at, _)| *at < reach);
    // a heading in single marks says what somebody says below it
    graf.count() >= PULLED_MIN_WORDS && !graf.words().starts_with(['‘', '\'']) && {
        let words = folded(graf.words());
        let around = near(place.at.saturating_sub(PULLED_REACH))..near(place.at + PULLED_REACH);
        prose[around].iter().any(|(_, there)| there.contains(words.trim_end_matches(['?', '!'])))
    }
}

/// Words in lower case without quotation marks.
fn folded(words: &str) -> String {
    words.to_lowercase().chars().filter(|c| !"\"“”‘’'«»„".contains(*c)).collect()
}

#[cfg(test)]
mod tests;
