//! What was read: of each article the text that was last seen, the sentences of it that were on the screen, and for how long.

use std::collections::{BTreeSet, HashMap};

use crate::model::{ArticleId, Digest, Text};

use super::{Day, Moment, Visit};

/// All visits, put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    articles: HashMap<ArticleId, Seen>,
}

/// What is known of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The text at the last visit, and when that was.
    pub revision: Digest,
    pub last: Moment,
    /// What the article then said of its date.
    pub dated: Option<Text>,
    /// The text at the last visit that had another, where there was one, and when that was.
    pub before: Option<(Digest, Moment)>,
    /// Over all visits.
    pub seconds: u32,
    /// Sentences that were read, whichever text they stood in.
    pub read: BTreeSet<u32>,
    /// Sentences of the text that was last seen.
    pub sentences: u32,
    pub topics: Vec<Text>,
    /// The story it belongs to.
    pub story: Option<Text>,
}

impl Reading {
    /// Takes in a visit that is later than all others. Whether it is the first of its day.
    pub fn visit(&mut self, visit: Visit, at: Moment) -> bool {
        let Some(seen) = self.articles.get_mut(&visit.article) else {
            let seen = Seen {
                revision: visit.revision,
                last: at,
                dated: visit.dated,
                before: None,
                seconds: visit.seconds,
                read: visit.read.into_iter().collect(),
                sentences: visit.sentences,
                topics: visit.topics,
                story: visit.story,
            };
            self.articles.insert(visit.article, seen);
            return true;
        };
        let first = seen.last.day() != at.day();
        if seen.revision != visit.revision {
            seen.before = Some((std::mem::replace(&mut seen.revision, visit.revision), seen.last));
        }
        seen.last = at;
        seen.dated = visit.dated;
        seen.seconds = seen.seconds.saturating_add(visit.seconds);
        seen.read.extend(visit.read);
        seen.sentences = visit.sentences;
        (seen.topics, seen.story) = (visit.topics, visit.story);
        first
    }

    #[must_use]
    pub fn of(&self, article: &ArticleId) -> Option<&Seen> {
        self.articles.get(article)
    }

    #[must_use]
    pub fn articles(&self) -> &HashMap<ArticleId, Seen> {
        &self.articles
    }

    /// Whether anything of a story was read.
    #[must_use]
    pub fn follows(&self, story: &str) -> bool {
        self.articles.values().any(|seen| seen.story.as_ref().is_some_and(|read| read.as_str() == story))
    }

    /// Puts back what a cache held.
    pub fn restore(&mut self, article: ArticleId, seen: Seen) {
        self.articles.insert(article, seen);
    }

    /// The day of the last visit to any article.
    #[must_use]
    pub fn last_day(&self) -> Option<Day> {
        self.articles.values().map(|seen| seen.last.day()).max()
    }
}

/// The name of a sentence, in which blanks, case and the kind of quotation marks do not count.
#[must_use]
pub fn sentence_name(words: &str) -> u32 {
    let mut plain = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '’' | '‘' => '\'',
            c => c,
        }));
    }
    let hash = blake3::hash(plain.as_bytes());
    let mut first = [0; 4];
    first.copy_from_slice(&hash.as_bytes()[..4]);
    u32::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_the_same_in_other_dress() {
        assert_eq!(sentence_name("He said: “No.”"), sentence_name("He  said: \"no.\""));
        assert_ne!(sentence_name("It is 9."), sentence_name("It is 8."));
    }
}
