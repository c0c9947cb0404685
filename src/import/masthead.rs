//! What stands above the story: headline, standfirst, byline, dates, dateline.

use crate::model::Text;

mod above;
mod below;
mod dateline;
mod line;
mod names;

pub(super) use names::{is_post, looks_like_name};

use super::{
    annotate::Copydesk,
    graf::{Graf, Role},
};
use above::is_headline;
use names::read_byline;

/// How long a headline is that was made of the first words of the story.
const MADE_MAX_WORDS: usize = 12;
/// How many lines below the headline are looked at for it once more.
const REPEATED_LINES: usize = 12;

impl Copydesk<'_> {
    /// Reads what stands above the story.
    pub(super) fn masthead(&mut self) {
        self.headline();
        self.lines_below();
        self.bylines_at_end();
        self.dateline();
        let by = &self.head.by;
        self.head.topics.retain(|topic| !by.contains(topic));
    }

    fn live(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.grafs.len()).filter(|at| self.grafs[*at].is_live() && !self.grafs[*at].text.is_empty())
    }

    fn headline(&mut self) {
        if self.head.headline.is_empty() {
            match self.find_headline() {
                Some(at) if is_headline(&self.grafs[at]) => {
                    self.above(at);
                    self.head.headline = Text::line(self.grafs[at].words());
                    self.taken_headline = true;
                    self.grafs[at].role = Role::Gone;
                    self.repeated_headline(at);
                }
                Some(at) => self.made_headline(at),
                None => {}
            }
        } else {
            // The format told it; where the copy repeats it, once is enough.
            let head = self.head.headline.as_str().to_lowercase();
            let same = |graf: &Graf| graf.words().to_lowercase() == head;
            let again = self.live().take(4).find(|at| same(&self.grafs[*at]));
            if let Some(at) = again {
                self.grafs[at].role = Role::Gone;
            }
        }
        if self.head.headline.as_str().trim().is_empty() {
            self.head.headline = Text::new("Untitled");
        }
    }

    /// Leaves the headline out where the page has it once more.
    fn repeated_headline(&mut self, headline: usize) {
        let head = self.head.headline.as_str().to_lowercase();
        let below: Vec<usize> = self.live().filter(|at| *at > headline).take(REPEATED_LINES).collect();
        for at in below {
            if self.grafs[at].words().to_lowercase() == head {
                self.drop(at, "the headline once more");
            }
        }
    }

    /// No line can be the headline: the first words of the story stand in, and stay where they are.
    fn made_headline(&mut self, first: usize) {
        let words: Vec<&str> = self.grafs[first].words().split_whitespace().take(MADE_MAX_WORDS).collect();
        let made: String = words.join(" ").chars().take(200).collect();
        let made = made.trim_end_matches(['.', ',', ';', ':']);
        self.head.headline = Text::line(&format!("{made}…"));
        self.note("no line reads as the headline, so the first words of the story stand in; write a better one");
    }

    /// `By Jane Roe` and `Reporting by …` below the story.
    fn bylines_at_end(&mut self) {
        let last: Vec<usize> = self.live().collect();
        for at in last.into_iter().rev().take(4) {
            let graf = &self.grafs[at];
            let words = graf.words().trim_matches(['(', ')']).to_owned();
            let reporting = ["Reporting by ", "Additional reporting by ", "Writing by "]
                .iter()
                .find_map(|sign| words.strip_prefix(sign));
            if let Some(names) = reporting.filter(|_| graf.is_open() && graf.count() <= 60) {
                if self.head.by.is_empty() {
                    let names = names.split([';', '.']).next().unwrap_or(names).to_owned();
                    self.take_byline(at, &names);
                }
                self.drop(at, "a line of credits");
            } else if self.head.by.is_empty()
                && graf.is_open()
                && graf.count() <= 12
                && let Some(names) = read_byline(&words)
            {
                self.take_byline(at, names);
            }
        }
    }
}

/// Whether a line says who wrote the story.
pub(super) fn is_byline(line: &str) -> bool {
    read_byline(line).is_some()
}

/// Whether a line says who wrote the story or when.
pub(super) fn is_masthead(line: &str) -> bool {
    line::read(line).is_some()
}

#[cfg(test)]
mod tests;
