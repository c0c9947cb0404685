//! Byline, dates and standfirst between the headline and the story.

use crate::model::{Date, Text};

use super::{
    super::{
        annotate::Copydesk,
        dates, endnotes,
        graf::{Graf, Role},
        manuscript::Style,
        speakers,
    },
    line::{self, Reading},
    names::{is_post, looks_like_house, looks_like_name, looks_like_names, name_parts, read_byline, unshouted},
};

/// How many grafs below the headline are looked at for byline and dates.
const MASTHEAD_MAX: usize = 24;
const STANDFIRST_MIN_WORDS: usize = 4;
const STANDFIRST_MAX_WORDS: usize = 50;
/// A paragraph of so many words is of the story, unless it is the first below the headline.
const BODY_MIN_WORDS: usize = 25;
/// So many lines that nothing explains may stand among those of a masthead.
const STRANGE_MAX: usize = 5;
const STRANGE_MAX_WORDS: usize = 8;

impl Copydesk<'_> {
    pub(super) fn lines_below(&mut self) {
        let lines = self.masthead_lines();
        for at in &lines {
            if let Some(reading) = line::read(self.grafs[*at].words()).filter(|reading| reading.signed) {
                self.take_reading(*at, reading);
            }
        }
        let mut settled =
            lines.iter().any(|at| self.grafs[*at].role == Role::Gone || line::read(self.grafs[*at].words()).is_some());
        let (mut standfirst, mut strange) = (None, 0);
        for (place, at) in lines.iter().copied().enumerate() {
            if !self.grafs[at].is_open() {
                continue;
            }
            if self.byline(at) || self.dated(at) {
                settled = true;
                continue;
            }
            if self.beside_byline(at, settled) {
                continue;
            }
            if place == 0 && (STANDFIRST_MIN_WORDS..=STANDFIRST_MAX_WORDS).contains(&self.grafs[at].count()) {
                standfirst = Some(at);
                continue;
            }
            strange += 1;
            let more = lines.iter().skip(place + 1).any(|at| self.grafs[*at].role == Role::Gone);
            if strange > STRANGE_MAX || (self.grafs[at].count() > STRANGE_MAX_WORDS && !more) {
                break;
            }
        }
        if let Some(at) = standfirst.filter(|at| settled && self.is_standfirst(*at)) {
            self.head.subtitle = Some(Text::line(self.grafs[at].words()));
            self.grafs[at].role = Role::Gone;
        }
    }

    /// The grafs from the headline down to the story, as far as they can be of a masthead.
    fn masthead_lines(&self) -> Vec<usize> {
        let mut lines = Vec::new();
        for at in self.live().take(MASTHEAD_MAX) {
            let graf = &self.grafs[at];
            let body = graf.is_prose() && graf.count() >= BODY_MIN_WORDS && line::read(graf.words()).is_none();
            let apart = matches!(graf.role, Role::Label | Role::Question | Role::Heading)
                || !(matches!(graf.style, Style::Paragraph | Style::Rule)
                    || graf.role == Role::Photo
                    || graf.role == Role::Related);
            // a long standfirst and a long caption may stand above the byline, not the story
            let signed = || {
                let next = self.live().skip_while(|next| *next <= at).take(2);
                next.filter_map(|next| line::read(self.grafs[next].words())).any(|reading| reading.signed)
            };
            if apart || (body && !lines.is_empty() && (lines.len() > 3 || !signed())) {
                break;
            }
            lines.push(at);
        }
        lines
    }

    /// Whether the graf stands above byline or date, which came after it, and the story is still to come.
    fn is_standfirst(&self, at: usize) -> bool {
        let above = |gone: &Graf| gone.role == Role::Gone;
        let below = self.grafs.iter().skip(at + 1).find(|graf| !graf.text.is_empty() && graf.role != Role::Photo);
        self.head.subtitle.is_none() && below.is_some_and(above) && self.live().count() > 1
    }

    /// Takes a byline, with a date behind it where one is.
    fn byline(&mut self, at: usize) -> bool {
        let words = self.grafs[at].words().to_owned();
        let bare = words.trim_end_matches(':').to_lowercase();
        if matches!(bare.as_str(), "by" | "written by" | "von" | "par" | "por" | "author") {
            let named = |next: &usize| {
                let words = self.grafs[*next].words();
                looks_like_names(words) || looks_like_house(words)
            };
            let next = self.live().find(|next| *next > at && named(next));
            let Some(next) = next.filter(|next| *next <= at + 2) else { return false };
            let names = self.grafs[next].text.clone();
            self.take_byline(next, names.as_str());
            self.grafs[at].role = Role::Gone;
            return true;
        }
        if let Some(names) = read_byline(&words) {
            let names = names.to_owned();
            self.take_byline(at, &names);
            return true;
        }
        let parts = name_parts(&words);
        let posted = parts.iter().skip(1).any(|part| is_post(part));
        let below = self.below_is_byline(at);
        // `Ada Ek, Courier` with a date below it
        let housed = || {
            let house = |part: &String| {
                part.split_whitespace().count() <= 3
                    && part.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
            };
            parts.first().is_some_and(|name| looks_like_name(name)) && parts.iter().skip(1).all(house)
        };
        let line = self.head.by.is_empty()
            && (below || !speakers::is_body(&words))
            && ((looks_like_names(&words) && (posted || below || self.above_story(at)))
                || (below && parts.len() == 2 && housed()));
        if line {
            self.take_byline(at, &words);
        }
        line
    }

    /// Whether a bare name stands right under the headline, and the story begins right under it.
    fn above_story(&self, at: usize) -> bool {
        let first = self.live().next() == Some(at);
        let name = (2..=3).contains(&self.grafs[at].count()) && !speakers::is_body(self.grafs[at].words());
        let below = self.live().find(|next| *next > at);
        first && name && below.is_some_and(|below| self.grafs[below].is_prose() && self.grafs[below].count() > 12)
    }

    /// Whether the line under a bare name says that it is a byline: a date, or where and for whom somebody writes.
    fn below_is_byline(&self, at: usize) -> bool {
        let Some(next) = self.live().find(|next| *next > at) else { return false };
        let below = self.grafs[next].words();
        line::read(below).is_some_and(|reading| reading.is_dated() || reading.aged)
            || is_clock_alone(below)
            || dates::is_age(below)
            || is_post(below)
    }

    /// Reads the names of a byline into the head; the line is told.
    pub(super) fn take_byline(&mut self, at: usize, names: &str) {
        let mut reading = line::read(&format!("By {names}")).unwrap_or_default();
        if reading.names.is_empty() {
            let name = |part: &String| looks_like_name(part) && !is_post(part);
            reading.names = name_parts(names).into_iter().filter(name).map(|name| unshouted(&name)).collect();
        }
        reading.signed = true;
        self.take_reading(at, reading);
    }

    /// Takes what a line of the masthead says into the head, and tells what was read.
    pub(super) fn take_reading(&mut self, at: usize, reading: Reading) {
        if reading.signed || self.head.by.is_empty() {
            for name in reading.names {
                if !self.head.by.iter().any(|by| by.as_str() == name) {
                    self.head.by.push(Text::line(&name));
                }
            }
        }
        let dates = [(&mut self.head.published, reading.published), (&mut self.head.updated, reading.updated)];
        for (field, date) in dates {
            keep_finer(field, date);
        }
        for desk in reading.beside.iter().filter(|piece| endnotes::is_desk(piece)) {
            let topic = Text::line(desk);
            if !self.head.topics.contains(&topic) {
                self.head.topics.push(topic);
            }
        }
        self.grafs[at].role = Role::Gone;
        let what = if reading.signed { "byline" } else { "date" };
        let whole = self.grafs[at].text.clone();
        self.note(&format!("the {what} was read from: {whole}"));
        if let Some(zone) = dates::unclear_zone(whole.as_str()) {
            self.note(&format!("“{zone}” is the zone of no one clock, so the time stands without it"));
        }
    }

    /// Takes a line that is a date, or says how old the story was.
    fn dated(&mut self, at: usize) -> bool {
        let line = self.grafs[at].words().to_owned();
        if dates::is_age(&line) {
            self.drop(at, "an age that means nothing later");
            return true;
        }
        if is_clock_alone(&line) {
            self.drop(at, "a time without a day");
            return true;
        }
        let issue = || Reading { published: dates::issue(&line), ..Reading::default() };
        let reading = line::read(&line).or_else(|| Some(issue()).filter(Reading::is_dated));
        let Some(reading) = reading else { return false };
        self.take_reading(at, reading);
        true
    }

    /// Takes a line that says for whom or where the writer of the byline works, or how many have read the story.
    fn beside_byline(&mut self, at: usize, settled: bool) -> bool {
        let graf = &self.grafs[at];
        if is_count(graf.words()) {
            self.drop(at, "a count of the page");
            return true;
        }
        let post = settled && is_post(graf.words()) && graf.count() <= 8;
        if post {
            self.drop(at, "a post beside the byline");
        }
        post
    }
}

/// Puts a date where there is none, or only its month.
fn keep_finer(field: &mut Option<Date>, date: Option<Date>) {
    let coarse = |date: &Date| date.ymd().is_none_or(|(_, _, day)| day == 0);
    if let Some(date) = date.filter(|_| field.as_ref().is_none_or(coarse)) {
        *field = Some(date);
    }
}

/// `1:39 PM ET`: a time of day and nothing else.
fn is_clock_alone(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(dates::is_clock)
        && words.all(|word| dates::is_company(&word.to_lowercase().replace('.', "")))
}

/// `44,542`, `1.2k`, `A A A`: how many readers, or how large the letters.
fn is_count(line: &str) -> bool {
    let figures = |word: &str| {
        let bare = word.trim_end_matches(['k', 'K', 'm', 'M']);
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
    };
    line.split_whitespace().all(|word| figures(word) || word.chars().count() == 1)
        && line.split_whitespace().count() <= 4
}
