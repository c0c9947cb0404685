//! Links to other articles that stand between the paragraphs: by the words that announce them, or under a line of their own.

use crate::model::{Reference, Rel, Text};

use super::{
    annotate::Copydesk,
    graf::{Graf, Role},
    manuscript::{Remark, Style},
    masthead,
};

/// A headline of more words is prose.
const HEADLINE_MAX_WORDS: usize = 30;
/// Lines below `More stories` that are taken for headlines.
const HEADLINES_MAX: usize = 12;

/// Words before a link to another article.
const ANNOUNCED: [&str; 50] = [
    "lire",
    "lire aussi",
    "à lire",
    "à lire aussi",
    "a lire aussi",
    "mehr zum thema",
    "lesen sie auch",
    "lesen sie mehr",
    "lee también",
    "leer más",
    "leggi anche",
    "leia também",
    "related",
    "previous",
    "previously",
    "read more",
    "read next",
    "more",
    "see also",
    "also read",
    "read also",
    "also see",
    "watch",
    "recommended",
    "related story",
    "related article",
    "related coverage",
    "related stories",
    "related articles",
    "more on this",
    "don't miss",
    "from the archives",
    "go deeper",
    "up next",
    "earlier",
    "icymi",
    "further reading",
    "must read",
    "must-read",
    "more coverage",
    "read",
    "opinion",
    "analysis",
    "explainer",
    "listen",
    "more from",
    "in depth",
    "editor's pick",
    "lesen sie auch",
    "lire aussi",
];

/// Lines that stand over a list of such links.
const OVER_LINKS: [&str; 55] = [
    "related",
    "meistgelesen",
    "mehr zum thema",
    "auch interessant",
    "das könnte sie auch interessieren",
    "lesen sie auch",
    "à lire aussi",
    "a lire aussi",
    "lire aussi",
    "les plus lus",
    "sur le même sujet",
    "lea también",
    "te puede interesar",
    "go deeper",
    "see also",
    "also see",
    "read also",
    "also read",
    "keep reading",
    "what to read next",
    "further reading",
    "related stories",
    "related articles",
    "related links",
    "related content",
    "related coverage",
    "related topics",
    "more on this story",
    "more stories",
    "more stories like this",
    "you may also like",
    "you might also like",
    "recommended",
    "recommended stories",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "top stories",
    "read more",
    "read next",
    "more from this section",
    "latest stories",
    "editors' picks",
    "editor's picks",
    "more to read",
    "related story",
    "related article",
    "more like this",
    "explore further",
    "explore related content",
    "editors' recommendations",
    "suggested articles",
    "recent posts",
    "latest news",
];

/// Words that stand in capitals over the headline of another article.
const KICKERS: [&str; 12] = [
    "analysis",
    "opinion",
    "explainer",
    "video",
    "watch",
    "listen",
    "podcast",
    "exclusive",
    "feature",
    "interview",
    "live",
    "first person",
];
/// Buttons below the headline of another article.
const READ_ON: [&str; 4] = ["read more", "read next", "keep reading", "read also"];
/// What such a headline has at least.
const KICKED_MIN_WORDS: usize = 5;
/// How a line begins that stands over links, and how many words it has at most.
const MORE: [(&str, usize); 4] =
    [("more from ", 5), ("read more from ", 6), ("more must-reads from ", 6), ("more on ", 4)];

impl Copydesk<'_> {
    /// Finds links to other articles by the words that announce them.
    pub(super) fn links(&mut self) {
        let mut at = 0;
        while at < self.grafs.len() {
            if self.grafs[at].is_open() && at > 0 {
                at = self.link_at(at);
            } else {
                self.emptied_heading(at);
            }
            at += 1;
        }
    }

    /// Leaves out a heading of the markup over links or topics that went with a box of the page.
    fn emptied_heading(&mut self, at: usize) {
        let graf = &self.grafs[at];
        let lower = graf.words().trim_end_matches([':', ' ']).to_lowercase();
        let known = OVER_LINKS.contains(&lower.as_str()) || matches!(&*lower, "topics" | "tags");
        let below = self.grafs.iter().skip(at + 1).find(|below| below.is_live());
        let empty = below.is_none_or(|below| matches!(below.style, Style::Heading(_)));
        if known && empty && graf.role == Role::Copy && matches!(graf.style, Style::Heading(_)) {
            self.drop(at, "the words over links that are not there");
        }
    }

    /// Settles the graf at `at`, and those below it that belong to it; gives the last of them.
    fn link_at(&mut self, at: usize) -> usize {
        let words = self.grafs[at].words();
        if let Some(headline) = announced(words) {
            let from = words.len() - headline.len();
            let related = self.grafs[at].part(from..words.len());
            let sign = self.grafs[at].part(0..from).text;
            self.remarks.push(Remark::Note {
                text: Text::line(&format!("“{sign}” made a related link of: {}", related.text)),
            });
            let rel = is_earlier(sign.as_str()).then_some(Rel::Background);
            self.grafs[at] = Graf { role: Role::Related, rel, ..related };
            return at;
        }
        let lower = words.trim_end_matches([':', ' ']).to_lowercase().replace('’', "'");
        let more = stands_over_more(&lower);
        if !more && !OVER_LINKS.contains(&lower.as_str()) {
            self.teaser(at, &lower);
            return at;
        }
        if READ_ON.contains(&lower.as_str()) && self.is_teaser_above(at) {
            self.grafs[at - 1].role = Role::Related;
            self.drop(at, "the words of a link to another article");
            return at;
        }
        let below = self.grafs.iter().skip(at + 1).take(HEADLINES_MAX);
        let heads = below.take_while(|graf| is_headline(graf) || is_rank(graf) || is_author(graf)).count();
        // where headlines bear their authors' names, one without is none
        let signed = self.grafs.iter().skip(at + 1).take(heads).any(is_author);
        let heads = if signed { self.last_author(at, heads) } else { heads };
        let one = words.ends_with(':') || words.chars().all(|c| !c.is_lowercase());
        let last = self.grafs.len() == at + 1 + heads;
        // the last of several may be a heading of the story that goes on
        let most = if one { KICKED_MIN_WORDS + 2 } else { KICKED_MIN_WORDS };
        let apart = self.grafs.get(at + heads).is_some_and(|graf| graf.count() < most || is_asked(graf));
        let heads = match heads {
            2.. if !last && !signed && apart => heads - 1,
            heads => heads,
        };
        if heads > 0 {
            for at in at + 1..=at + heads {
                if is_rank(&self.grafs[at]) || is_author(&self.grafs[at]) {
                    self.drop(at, "the place or the author of a link among others");
                    continue;
                }
                self.grafs[at].number();
                self.grafs[at].role = Role::Related;
            }
            self.drop(at, "the words over links to other articles");
        } else if last || more || lower == "related" || READ_ON.contains(&lower.as_str()) {
            self.drop(at, "the words over links that are not there");
        }
        at + heads
    }

    /// How many of the `heads` lines below `at` end in the name of an author.
    fn last_author(&self, at: usize, heads: usize) -> usize {
        let names = self.grafs.get(at + 1..=at + heads).unwrap_or_default();
        names.iter().rev().position(is_author).map_or(0, |behind| heads - behind)
    }

    /// Whether the line above `Read more` is the headline that is meant, between paragraphs of the story.
    fn is_teaser_above(&self, at: usize) -> bool {
        let graf = |at: usize| self.grafs.get(at);
        let above = at.checked_sub(2).and_then(graf).is_some_and(Graf::is_prose);
        let headline = at
            .checked_sub(1)
            .and_then(graf)
            .is_some_and(|graf| graf.is_open() && is_headline(graf) && graf.count() >= KICKED_MIN_WORDS);
        above && headline && !graf(at + 1).is_some_and(is_headline)
    }

    /// `ANALYSIS` in capitals over the headline of another article, set between two paragraphs.
    fn teaser(&mut self, at: usize, lower: &str) {
        let words = self.grafs[at].words();
        let shouted = words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
        let kicker = shouted && KICKERS.contains(&lower);
        let next = self.grafs.get(at + 1).filter(|next| is_headline(next) && !masthead::is_byline(next.words()));
        let below = self.grafs.get(at + 2).is_some_and(Graf::is_prose);
        if kicker && below && next.is_some_and(|next| next.count() >= KICKED_MIN_WORDS) {
            self.grafs[at + 1].role = Role::Related;
            self.drop(at, "the word over a link to another article");
        }
    }
}

/// `RELATED: A headline`: the headline.
pub(super) fn announced(words: &str) -> Option<&str> {
    let (sign, headline) = words.split_once([':', '|', '»'])?;
    let sign = sign.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    let headline = headline.trim_start();
    let shouted = words.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
    let known = ANNOUNCED.contains(&sign.as_str()) && shouted;
    let plain = headline.split_whitespace().count() >= 2 && headline.split_whitespace().count() <= HEADLINE_MAX_WORDS;
    let weak = matches!(
        sign.as_str(),
        "analysis" | "opinion" | "listen" | "watch" | "read" | "more" | "earlier" | "go deeper"
    );
    let prose = headline.ends_with('.') || headline.contains(". ");
    (known && plain && !(weak && prose)).then_some(headline)
}

/// Whether the words before a link say that it leads to what was reported before.
fn is_earlier(sign: &str) -> bool {
    let sign = sign.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(sign.as_str(), "previous" | "previously" | "earlier" | "from the archives")
}

/// Whether a line like `More from Sport` stands over links.
fn stands_over_more(lower: &str) -> bool {
    MORE.iter().any(|(sign, most)| lower.starts_with(sign) && lower.split_whitespace().count() <= *most)
}

/// `1`, `2.`: the place of a headline among the most read.
fn is_rank(graf: &Graf) -> bool {
    let digits = graf.words().trim_end_matches('.');
    graf.role == Role::Copy && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Who wrote what a link leads to.
fn is_author(graf: &Graf) -> bool {
    graf.is_open() && graf.count() <= 3 && masthead::looks_like_name(graf.words())
}

fn is_asked(graf: &Graf) -> bool {
    graf.words().ends_with(['?', '？'])
}

/// A line that can be the headline of another article.
fn is_headline(graf: &Graf) -> bool {
    let text = matches!(graf.style, Style::Paragraph | Style::Bullet { .. }) && graf.role == Role::Copy;
    // `They went to sea. They came back` is one too where a page sets headlines so
    let sentences = graf.words().matches(". ").count();
    let words = graf.words().split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    text && (3..=22).contains(&words) && !graf.words().ends_with(['.', ':', ';']) && sentences <= 1
}

/// Where a related link leads: an article of the library, or an address.
pub(super) fn target(desk: &Copydesk<'_>, graf: &Graf) -> Option<Reference> {
    let link = graf.link()?;
    match Reference::parse(link.as_str()) {
        address @ Reference::Address(_) => Some(address),
        // what else looks like an id is a link relative to a page that is not known
        Reference::Article(id) if desk.options.articles.values().any(|known| *known == id) => {
            Some(Reference::Article(id))
        }
        Reference::Article(_) | Reference::Claim { .. } | Reference::Words(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        import::{Options, annotate, text},
        model::{Form, Item},
    };

    #[test]
    fn finds_announced_headlines() {
        for line in ["They went to sea. They came back", "Ferry returns to port"] {
            let runs = vec![crate::import::Run { text: Text::new(line), ..crate::import::Run::default() }];
            assert!(
                is_headline(&Graf::new(crate::import::Block { runs, ..crate::import::Block::default() })),
                "{line}"
            );
        }
        assert_eq!(announced("RELATED: Ferry returns to port"), Some("Ferry returns to port"));
        assert_eq!(announced("READ MORE | Ferry returns"), Some("Ferry returns"));
        assert_eq!(announced("More: the ferry sank. It was old."), None);
        assert_eq!(announced("The result: a ferry returns"), None);
    }

    /// What is left of a story, and the links that were found in it.
    fn parted(lines: &[&str]) -> (Vec<String>, Vec<String>) {
        const PROSE: &str = "The sand came back to Tallow Bay in the night, and it stayed there for good.";
        let source = format!("Sand comes back\n\n{PROSE}\n\n{}\n\n{PROSE}", lines.join("\n\n"));
        let story = annotate(text(&source), &Options::default()).article.story;
        let (links, rest): (Vec<Item>, Vec<Item>) = story.into_iter().partition(|item| item.form == Form::Related);
        let words = |items: &[Item]| items.iter().map(|item| item.text.plain().clone()).collect::<Vec<String>>();
        (words(&rest).into_iter().filter(|line| line != PROSE).collect(), words(&links))
    }

    #[test]
    fn a_button_below_a_headline_makes_a_link_of_it() {
        let (rest, links) = parted(&["Dredger sinks off the north mole", "Read more"]);
        assert_eq!((rest, links), (vec![], vec!["Dredger sinks off the north mole".to_owned()]));
    }

    #[test]
    fn headlines_with_their_authors_are_links_and_the_line_behind_them_is_none() {
        let lines = ["More like this", "Dredger sinks off the mole", "Ada Ek", "Ferry returns at last", "Tom Dold"];
        let (rest, links) = parted(&[&lines[..], &["A mole of its own"]].concat());
        assert_eq!(links, [lines[1], lines[3]]);
        assert_eq!(rest, ["A mole of its own"]);
    }
}
