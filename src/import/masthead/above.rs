//! Which line is the headline, and what stands above it: the desk, a date, the ways around the site.

use crate::model::Text;

use super::{
    super::{
        annotate::Copydesk,
        captions, dates, endnotes,
        graf::{Graf, Role, ends_as_sentence},
        manuscript::Style,
    },
    line,
    names::{is_person, is_post},
};

/// How many lines over the story are looked at.
const TOP_MAX: usize = 400;
/// A paragraph of so many words is of the story.
const BODY_MIN_WORDS: usize = 20;
const HEADLINE_MAX_WORDS: usize = 40;
/// The same for one that ends as a sentence.
const HEADLINE_SENTENCE_MAX_WORDS: usize = 16;
/// The same for one that asks.
const QUESTION_MAX_WORDS: usize = 26;
/// A line of fewer words may name a desk.
const HEADLINE_MIN_WORDS: usize = 4;
const KICKER_MAX_WORDS: usize = 3;
/// The same for one in capitals.
const SHOUTED_MAX_WORDS: usize = 4;
/// So many kickers may stand over a headline; more lines are the ways around a site.
const KICKERS_MAX: usize = 5;
/// From so many lines over the story on, its headline may be any of them.
const CROWD_MIN: usize = 8;
/// With so many lines over the story the text is of a whole page, whose first line says little.
const PAGE_MIN: usize = 16;
/// How many lines below a headline say that it is one.
const EVIDENCE_LINES: usize = 10;

/// A line over the story from afar.
struct Line {
    /// It may be the headline.
    headline: bool,
    /// It says who wrote the story.
    signed: bool,
    /// It says when.
    dated: bool,
    /// It is of the story.
    body: bool,
    count: usize,
    lower: String,
}

impl Line {
    fn of(graf: &Graf) -> Self {
        let words = graf.words();
        let reading = line::read(words);
        Self {
            headline: reading.is_none() && is_headline(graf),
            signed: reading.as_ref().is_some_and(|reading| reading.signed),
            dated: reading.is_some_and(|reading| reading.is_dated() || reading.aged) || dates::is_age(words),
            body: graf.is_prose() && graf.count() >= BODY_MIN_WORDS,
            count: graf.count(),
            lower: words.to_lowercase(),
        }
    }

    /// It may be the headline, and is no name of a desk.
    fn is_long_headline(&self) -> bool {
        self.headline && self.count > HEADLINE_MIN_WORDS
    }
}

/// How much speaks for the line at `place` as the headline. `first` is where it would be in a text of the article alone.
fn score(lines: &[Line], place: usize, (first, all): (usize, &str)) -> i32 {
    let line = &lines[place];
    let below = || lines.iter().skip(place + 1).take(EVIDENCE_LINES);
    let (signed, dated) = (below().position(|line| line.signed), below().position(|line| line.dated));
    let body = below().position(|line| line.body);
    let signs = signed.into_iter().chain(dated).min();
    let nearest = signs.into_iter().chain(body).min().unwrap_or(EVIDENCE_LINES);
    let rivals = below().take(nearest).filter(|line| line.is_long_headline()).count();
    // the standfirst is none of a headline, but whatever is longer is of the name of a desk
    let short = line.count < HEADLINE_MIN_WORDS;
    let rivals = if short { 3 * rivals } else { rivals.saturating_sub(1) };
    let rivals = i32::try_from(rivals.min(6)).unwrap_or(6);
    let dated_above = lines[place.saturating_sub(2)..place].iter().any(|line| line.dated || line.signed);
    // of two such lines the second is the standfirst
    let pressed = place.checked_sub(1).is_some_and(|above| lines[above].is_long_headline());
    let long = line.count > HEADLINE_MIN_WORDS;
    let again = long && all.matches(&format!("{}\n", line.lower)).nth(1).is_some();
    // the name of the site and of the desk, and the headline behind them
    let trail = lines.iter().skip(place + 1).any(|end| {
        end.count > HEADLINE_MIN_WORDS && line.lower.len() > end.lower.len() && line.lower.ends_with(&end.lower)
    });
    let near = lines.len() < PAGE_MIN + EVIDENCE_LINES || signs.is_some_and(|at| at < EVIDENCE_LINES / 2);
    let told = |is: bool, weight: i32| if is { weight } else { 0 };
    told(signed.is_some(), 3) + told(dated.is_some(), 3) + told(body == Some(0), 1) - rivals
        + told(again, 2)
        + told(long, 1)
        + told(place == first, if near { 4 } else { 1 })
        + told(dated_above, 2)
        - told(short, 2)
        - told(pressed, 1)
        - told(trail, 5)
        - told(line.lower.ends_with('.'), 4)
        - told(line.lower.contains(" | ") || line.lower.ends_with(':'), 3)
}

impl Copydesk<'_> {
    /// The graf that is the headline, where the format does not tell it.
    pub(super) fn find_headline(&self) -> Option<usize> {
        let top = self.top();
        let first = *top.first()?;
        let kicked = self.below_kickers(&top);
        if top.len() < CROWD_MIN {
            let fit = || top.iter().copied().find(|at| is_headline(&self.grafs[*at]) && !self.grafs[*at].is_prose());
            let first = if is_headline(&self.grafs[first]) { first } else { fit().unwrap_or(first) };
            return Some(kicked.unwrap_or(first));
        }
        let best = self.best_of(&top, kicked);
        Some(best.or(kicked).unwrap_or(first))
    }

    /// The live grafs down to the first paragraph of the story.
    fn top(&self) -> Vec<usize> {
        let live: Vec<usize> = self.live().take(TOP_MAX).collect();
        let prose = |at: usize, least: usize| {
            live.get(at).is_some_and(|graf| self.grafs[*graf].is_prose() && self.grafs[*graf].count() >= least)
        };
        let body = (0..live.len())
            .find(|at| prose(*at, BODY_MIN_WORDS) && (at + 1..at + 5).any(|next| prose(next, BODY_MIN_WORDS / 2)));
        live.into_iter().take(body.map_or(EVIDENCE_LINES, |body| body + 1)).collect()
    }

    /// The headline under lines that name a desk, a date or a writer and nothing else.
    fn below_kickers(&self, top: &[usize]) -> Option<usize> {
        let mut kickers = 0;
        for (place, at) in top.iter().enumerate() {
            let graf = &self.grafs[*at];
            let photo = graf.role == Role::Photo || captions::ends_with_agency(graf.words());
            if photo
                || line::read(graf.words()).is_some()
                || dates::is_age(graf.words())
                || is_post(graf.words()) && place > 0
            {
                continue;
            }
            let below = top.get(place + 1).map(|below| &self.grafs[*below]);
            if kickers < KICKERS_MAX
                && is_kicker(graf)
                && below.is_some_and(|below| may_be_kicked(graf, below, kickers))
            {
                kickers += 1;
                continue;
            }
            // a short line under several is one more of them
            return (is_headline(graf) && !(kickers > 1 && is_kicker(graf))).then_some(*at);
        }
        None
    }

    /// The line of many that is most like the headline.
    fn best_of(&self, top: &[usize], kicked: Option<usize>) -> Option<usize> {
        let lines: Vec<Line> =
            self.live().take(top.len() + EVIDENCE_LINES).map(|at| Line::of(&self.grafs[at])).collect();
        let all: String = lines.iter().flat_map(|line| [&*line.lower, "\n"]).collect();
        let first = kicked.and_then(|kicked| top.iter().position(|at| *at == kicked)).unwrap_or(0);
        let mut best: Option<(i32, usize)> = None;
        for (place, line) in lines.iter().enumerate().take(top.len()) {
            if !line.headline || (line.count < HEADLINE_MIN_WORDS && place != first) {
                continue;
            }
            let score = score(&lines, place, (first, &all));
            // a standfirst is longer than the headline it stands under
            let better =
                |(most, best): (i32, usize)| score > most || (score == most && line.count <= lines[best].count);
            if best.is_none_or(better) {
                best = Some((score, place));
            }
        }
        best.filter(|(score, _)| *score > 0).map(|(_, place)| top[place])
    }

    /// Settles what stands over the headline.
    pub(super) fn above(&mut self, headline: usize) {
        let lines: Vec<usize> = (0..headline).filter(|at| self.grafs[*at].is_live()).collect();
        let short = |at: &usize| is_kicker(&self.grafs[*at]) && line::read(self.grafs[*at].words()).is_none();
        let kickers: Vec<usize> = lines.iter().copied().filter(short).collect();
        let few = kickers.len() <= KICKERS_MAX;
        let mut ways = Vec::new();
        for at in lines {
            let graf = &self.grafs[at];
            let body = graf.is_prose() && graf.count() >= BODY_MIN_WORDS; // too much to leave out
            if body || graf.style == Style::Rule || (graf.role == Role::Photo && few) {
                continue;
            }
            self.grafs[at].number();
            let words = self.grafs[at].text.clone();
            if let Some(reading) = line::read(words.as_str()).filter(|_| few) {
                self.take_reading(at, reading);
            } else if few && kickers.contains(&at) && is_topic(words.as_str()) {
                self.kicker(at);
            } else if dates::is_age(words.as_str()) {
                self.drop(at, "an age that means nothing later");
            } else {
                ways.push(at);
            }
        }
        self.drop_together(&ways, "what stands above the headline");
    }

    /// Takes the name of a desk over the headline for a topic.
    fn kicker(&mut self, at: usize) {
        let words = self.grafs[at].text.clone();
        let topic = Text::line(words.as_str().trim_end_matches(|c: char| !c.is_alphanumeric()));
        if !self.head.topics.contains(&topic) {
            self.head.topics.push(topic);
        }
        self.grafs[at].role = Role::Gone;
        self.note(&format!("“{words}” above the headline was taken for a topic"));
    }
}

/// Whether a graf could be the headline by its length and its end.
pub(super) fn is_headline(graf: &Graf) -> bool {
    let words = graf.words();
    matches!(graf.style, Style::Paragraph | Style::Heading(_))
        && matches!(graf.role, Role::Copy | Role::Question | Role::Heading | Role::Related | Role::Label)
        && (1..=HEADLINE_MAX_WORDS).contains(&graf.count())
        && !(ends_as_sentence(words)
            && graf.count() > if words.ends_with('?') { QUESTION_MAX_WORDS } else { HEADLINE_SENTENCE_MAX_WORDS })
        && line::read(words).is_none()
        && !captions::is_lone_credit(words)
        && !captions::ends_with_agency(words)
}

/// A word or three that name a desk.
fn is_kicker(graf: &Graf) -> bool {
    let words = graf.words();
    let count = words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let titled = words
        .split_whitespace()
        .all(|word| !word.starts_with(char::is_lowercase) || matches!(word, "and" | "of" | "the" | "in"));
    let shouted = !words.chars().any(char::is_lowercase);
    (graf.is_open() || matches!(graf.style, Style::Bullet { .. } | Style::Heading(_)) && graf.role == Role::Copy)
        && (count <= 2 || (count <= KICKER_MAX_WORDS && titled) || (count <= SHOUTED_MAX_WORDS && shouted))
        && !words.ends_with(['.', '?', '!', ','])
        && line::read(words).is_none()
}

/// Whether `graf`, under so many kickers, can be one over what is below: another, or a headline that no sentence makes doubtful.
fn may_be_kicked(graf: &Graf, below: &Graf, above: usize) -> bool {
    let words = below.words();
    let desk = endnotes::is_desk(graf.words());
    let sentence = words.ends_with('.') && !is_abbreviation(words);
    let headline = is_headline(below) && below.count() >= HEADLINE_MIN_WORDS && (desk || !sentence);
    let dated = line::read(words).is_some() || dates::is_age(words);
    let sure = desk || above > 0 || graf.count() == 1;
    headline || (is_kicker(below) && !is_person(words)) || (dated && sure) || (below.role == Role::Photo && desk)
}

/// Whether the last word of a line has points within it, as `U.S.`
fn is_abbreviation(words: &str) -> bool {
    words.split_whitespace().next_back().is_some_and(|word| word.trim_end_matches('.').contains('.'))
}

/// Whether a kicker is fit to be a topic: letters, and no person.
fn is_topic(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    bare.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-' | '’' | '\'' | ','))
        && !bare.is_empty()
        && !is_person(bare)
}
