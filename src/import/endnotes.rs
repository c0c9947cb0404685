//! What stands below the story: topics, the places of tags, the words a page glues together at its end.

use crate::model::Text;

use super::{annotate::Copydesk, graf::Role, manuscript::Style};

/// A line of topics that ran together is no longer.
const GLUED_MAX_BYTES: usize = 120;
/// How many grafs from the end are looked at.
const END_MAX: usize = 8;
/// A topic of more words is none.
const TOPIC_MAX_WORDS: usize = 5;
const TOPICS_MAX: usize = 24;

const SIGNS: [&str; 18] = [
    "suggested topics",
    "more topics",
    "tags",
    "topics",
    "filed under",
    "related topics",
    "categories",
    "category",
    "more on",
    "in this story",
    "keywords",
    "tagged",
    "tagged with",
    "posted in",
    "explore more on these topics",
    "topics in this article",
    "explore topics",
    "schlagworte",
];

/// Those of them that nothing else begins with.
const EMPTY_SIGNS: [&str; 4] = ["suggested topics", "more topics", "filed under", "explore topics"];

/// Desks by which papers file; they are what pages glue together.
const DESKS: &str = "World News Politics Business Sports Sport Health Science Technology Tech Entertainment Weather Local National \
    International Opinion Crime Economy Education Environment Climate Culture Lifestyle Travel Food Money Finance Europe Asia Africa \
    Americas Europe Australia Ukraine Russia China Israel Iran Military Elections Immigration Justice Traffic Consumer Investigations \
    US UK U.S. Uk Media Books Music Movies Film TV Arts Style Family Religion Space Energy Transportation Housing Analysis Explainers \
    Features Community Live Top Stories Instastories Cybersecurity Security Defense Government Courts Police Schools Animals Pets \
    Football Baseball Basketball Hockey Soccer Tennis Golf NFL NBA MLB NHL Olympics Cricket Rugby Royals Society Law Nature";

impl Copydesk<'_> {
    /// Reads topics below the story, and leaves out words over topics that are not there.
    pub(super) fn endnotes(&mut self) {
        self.topics_at_end();
        for at in 1..self.grafs.len() {
            let graf = &self.grafs[at];
            let lower = graf.words().trim_end_matches([':', ' ']).to_lowercase();
            if graf.is_open() && EMPTY_SIGNS.contains(&&*lower) {
                self.drop(at, "the words over topics that are not there");
            }
        }
    }

    fn topics_at_end(&mut self) {
        for _ in 0..END_MAX {
            let Some(last) = (1..self.grafs.len())
                .rev()
                .find(|at| self.grafs[*at].is_live() && self.grafs[*at].style != Style::Rule)
            else {
                return;
            };
            if !self.grafs[last].is_open() && !matches!(self.grafs[last].style, Style::Bullet { .. }) {
                return;
            }
            if !(self.signed_topics(last) || self.glued_topics(last) || self.topics_below_sign(last)) {
                return;
            }
        }
    }

    /// `Tags: World, News`
    fn signed_topics(&mut self, at: usize) -> bool {
        let words = self.grafs[at].words().to_owned();
        let Some((_, topics)) = SIGNS.iter().find_map(|sign| after_sign(&words, sign)) else { return false };
        let topics = parts(topics);
        let fine = !topics.is_empty() && topics.iter().all(|topic| topic.split_whitespace().count() <= TOPIC_MAX_WORDS);
        if fine && !words.ends_with('.') {
            self.take_topics(at, &topics);
        }
        fine && !words.ends_with('.')
    }

    /// `WorldNews`, `World News Politics`: names of desks and nothing else.
    fn glued_topics(&mut self, at: usize) -> bool {
        if self.grafs[at].text.len() > GLUED_MAX_BYTES {
            return false;
        }
        let words = self.grafs[at].words().to_owned();
        let mut topics = unglued(&words);
        if topics.is_empty() && self.grafs.iter().skip(at + 1).all(|graf| !graf.is_live()) {
            topics = parted(&words);
        }
        // One more name above those that are topics for sure.
        if topics.is_empty() && self.topics_found && is_name(&words) {
            topics = vec![words.clone()];
        }
        let fine = !topics.is_empty();
        if fine {
            self.topics_found = true;
            self.take_topics(at, &topics);
        }
        fine
    }

    /// Short lines below a line `Topics`.
    fn topics_below_sign(&mut self, last: usize) -> bool {
        let short = |at: &usize| {
            let graf = &self.grafs[*at];
            let plain = graf.is_open() || matches!(graf.style, Style::Bullet { .. } | Style::Heading(_));
            (plain && graf.role == Role::Copy) && graf.count() <= TOPIC_MAX_WORDS && !graf.words().ends_with(['.', '?'])
        };
        let from = (1..=last).rev().take(TOPICS_MAX).take_while(|at| short(at)).find(|at| {
            let lower = self.grafs[*at].words().trim_end_matches([':', ' ']).to_lowercase();
            SIGNS.contains(&lower.as_str())
        });
        let Some(from) = from else { return false };
        self.drop(from, "the word over the topics");
        for at in from + 1..=last {
            self.grafs[at].number();
            let words = self.grafs[at].words().to_owned();
            self.take_topics(at, &[words]);
        }
        true
    }

    fn take_topics(&mut self, at: usize, topics: &[String]) {
        for topic in topics {
            let topic = Text::line(topic.trim());
            if !topic.is_empty() && !self.head.topics.contains(&topic) {
                self.head.topics.push(topic);
            }
        }
        let words = self.grafs[at].text.clone();
        self.grafs[at].role = Role::Gone;
        self.note(&format!("topics were read from: {words}"));
    }
}

/// The words behind a sign and its colon.
fn after_sign<'w>(words: &'w str, sign: &str) -> Option<(&'w str, &'w str)> {
    let head = words.get(..sign.len())?;
    let rest = words.get(sign.len()..)?;
    let spaced = rest.strip_prefix([':', ' '])?.trim_start_matches([':', ' ']);
    let sure = rest.trim_start().starts_with(':')
        || sign == "filed under"
        || sign == "posted in"
        || sign.starts_with("tagged");
    (head.eq_ignore_ascii_case(sign) && sure && !spaced.is_empty()).then_some((head, spaced))
}

fn parts(topics: &str) -> Vec<String> {
    topics
        .split([',', ';', '|', '•', '·', '/', '#'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether words are the name of a desk, or of several in a row.
pub(super) fn is_desk(words: &str) -> bool {
    let mut names = words.split([' ', '&', '/']).filter(|word| !word.is_empty()).peekable();
    let known = |word: &str| {
        DESKS.split_whitespace().any(|desk| desk.eq_ignore_ascii_case(word)) || matches!(word, "and" | "+")
    };
    names.peek().is_some() && names.all(known)
}

/// The names of desks that make up the whole of the words, glued or not.
fn unglued(words: &str) -> Vec<String> {
    let mut topics = Vec::new();
    for word in words.split([' ', ',', '|', '•', '·']).filter(|word| !word.is_empty()) {
        let mut rest = word;
        while !rest.is_empty() {
            let Some(desk) =
                DESKS.split_whitespace().filter(|desk| rest.starts_with(desk)).max_by_key(|desk| desk.len())
            else {
                return Vec::new();
            };
            topics.push(desk.to_owned());
            rest = rest.get(desk.len()..).unwrap_or("");
            if rest.starts_with(char::is_lowercase) {
                return Vec::new();
            }
        }
    }
    topics
}

/// `Lowell CountyNews`: parted where a capital letter follows a small one, if one part is the name of a desk.
fn parted(words: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut last = ' ';
    for c in words.chars() {
        if c.is_uppercase() && last.is_lowercase() {
            parts.push(String::new());
        }
        parts.last_mut().expect("there is one").push(c);
        last = c;
    }
    let desk = parts.iter().any(|part| DESKS.split_whitespace().any(|desk| desk == part));
    if parts.len() > 1 && desk && parts.iter().all(|part| is_name(part)) { parts } else { Vec::new() }
}

/// A few words with capitals.
fn is_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (1..=3).contains(&count)
        && words.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && !words.ends_with(['.', '?', '!', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unglues_the_names_of_desks() {
        assert_eq!(unglued("WorldNews"), ["World", "News"]);
        assert_eq!(unglued("PoliticsUS"), ["Politics", "US"]);
        assert_eq!(parted("Lowell CountyNews"), ["Lowell County", "News"]);
        assert!(parted("McDonald").is_empty());
        assert!(unglued("Worldwide").is_empty() && unglued("The end").is_empty() && unglued("").is_empty());
    }
}
