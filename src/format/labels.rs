//! The label table: which words above a section make it which kind.

use std::sync::OnceLock;

use regex_lite::Regex;
use unicode_normalization::{UnicodeNormalization, is_nfkc_quick};

use crate::model::Kind;

/// What the table says of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    pub kind: Kind,
    /// Labels in full, as [`normalise`] leaves them.
    pub exact: &'static [&'static str],
    /// Regular expressions on the normalised label, tried where no label of any kind fits in full.
    pub patterns: &'static [&'static str],
}

/// The label table, in the order in which its patterns are tried.
pub const TABLE: [Labels; Kind::COUNT - 1] = [
    Labels {
        kind: Kind::News,
        exact: &[
            "the news",
            "driving the news",
            "the latest",
            "what happened",
            "what's happening",
            "what's new",
            "state of play",
            "situation",
            "situation overview",
            "current situation",
            "current status",
            "breaking",
            "details",
            "the details",
            "detection",
            "mitigation",
            "resolution",
            "what we did",
        ],
        patterns: &["^what happened( .*)?$"],
    },
    Labels {
        kind: Kind::Brief,
        exact: &[
            "the brief",
            "catch up quick",
            "in brief",
            "highlights",
            "key points",
            "key takeaways",
            "takeaways",
            "at a glance",
            "summary",
            "executive summary",
            "what to know",
            "what you need to know",
            "the big thing",
            "1 big thing",
            "the bottom line",
            "bottom line",
            "tldr",
            "tl;dr",
            "go quick",
        ],
        patterns: &[r"^(\d+|three|four|five) things to know"],
    },
    Labels {
        kind: Kind::Known,
        exact: &[
            "what we know",
            "just the facts",
            "the facts",
            "facts",
            "confirmed",
            "know more",
            "what is confirmed",
            "what's known",
        ],
        patterns: &[
            "^(here's |here is )?what (we|police|investigators|officials|authorities)( do)? know( so far| now| about .*)?$",
            "^what (is|we know is) known( so far)?$",
            r"^what do (we|police|investigators|officials) know( so far| about .*)?\??$",
        ],
    },
    Labels {
        kind: Kind::Unknown,
        exact: &[
            "what we don't know",
            "what's unclear",
            "what is unclear",
            "what remains unclear",
            "unanswered questions",
            "open questions",
            "still unknown",
            "what's missing",
            "gaps",
            "information gaps",
            "intelligence gaps",
            "gaps and constraints",
        ],
        patterns: &[
            "^what (we|police|investigators|officials)( still)? (don't|do not|dont) (yet )?know( yet| so far| about .*)?$",
        ],
    },
    Labels {
        kind: Kind::Disputed,
        exact: &[
            "the other side",
            "room for disagreement",
            "yes, but",
            "yes but",
            "the other view",
            "counterpoint",
            "the case against",
            "alternative views",
            "dissent",
            "what critics say",
            "what critics are saying",
            "alternative hypotheses",
        ],
        patterns: &[],
    },
    Labels {
        kind: Kind::Said,
        exact: &[
            "what they're saying",
            "what theyre saying",
            "reaction",
            "reactions",
            "the response",
            "response",
            "in their own words",
            "statement",
            "statements",
            "the other reaction",
        ],
        patterns: &[
            "^what (.+) (is|are|was|were) saying$",
            "^what (.+) (said|says|say)$",
            "^the view from .+$",
            "^view from .+$",
        ],
    },
    Labels {
        kind: Kind::View,
        exact: &[
            "between the lines",
            "analysis",
            "our thought bubble",
            "my thought bubble",
            "thought bubble",
            "the intrigue",
            "assessment",
            "our take",
            "the big idea",
            "reading between the lines",
            "lessons learned",
            "lessons",
            "what went well",
            "what went wrong",
            "what went badly",
            "where we got lucky",
        ],
        patterns: &["^.{2,40}'s? view$", "^reporter's view$"],
    },
    Labels {
        kind: Kind::Stakes,
        exact: &[
            "why it matters",
            "why this matters",
            "why you should care",
            "the stakes",
            "impact",
            "the impact",
            "what it means",
            "what this means",
            "threat level",
            "so what",
            "life safety",
        ],
        patterns: &["^what (it|this) means( for .*)?$", "^why (it|this) matters( .*)?$"],
    },
    Labels {
        kind: Kind::Context,
        exact: &[
            "the backstory",
            "backstory",
            "background",
            "context",
            "in context",
            "the big picture",
            "big picture",
            "big picture view",
            "zoom out",
            "zoom in",
            "flashback",
            "history",
            "dig deeper",
            "local perspective",
            "how we got here",
            "the context",
            "root causes",
            "trigger",
            "origin",
            "worth noting",
            "of note",
            "how it works",
            "root cause",
            "contributing factors",
            "go deeper",
            "notable",
            "friction point",
            "behind the scenes",
            "the backdrop",
            "step back",
        ],
        patterns: &["^how (it|this) works$", "^(some )?background( on .*)?$"],
    },
    Labels {
        kind: Kind::Numbers,
        exact: &["by the numbers", "numbers", "key figures", "data", "the numbers", "stunning stat"],
        patterns: &[],
    },
    Labels {
        kind: Kind::Timeline,
        exact: &["timeline", "chronology", "key moments", "significant events", "sequence of events", "the timeline"],
        patterns: &["^timeline( of .*)?$"],
    },
    Labels {
        kind: Kind::Next,
        exact: &[
            "what's next",
            "whats next",
            "what's ahead",
            "what to watch",
            "what we're watching",
            "what happens next",
            "next steps",
            "looking ahead",
            "outlook",
            "planned actions",
            "coming up",
            "the next",
            "projected activity",
        ],
        patterns: &[r"^what('s| is| comes| happens| will happen) next( for .*)?\??$"],
    },
    Labels {
        kind: Kind::Action,
        exact: &[
            "what you can do",
            "how to help",
            "what to do",
            "where to get help",
            "recommendations",
            "action items",
            "safety tips",
            "how to watch",
            "where to go",
            "resources",
            "follow-ups",
            "follow-up actions",
            "remediation",
            "corrective actions",
            "preventive actions",
        ],
        patterns: &["^(how|where|when) to (help|watch|get|go|report|apply) ?.*$"],
    },
    Labels {
        kind: Kind::Check,
        exact: &[
            "reality check",
            "fact check",
            "claim",
            "rating",
            "our ruling",
            "our rating",
            "the verdict",
            "verdict",
            "about this rating",
            "the claim",
        ],
        patterns: &[],
    },
    Labels {
        kind: Kind::Source,
        exact: &[
            "the source",
            "source",
            "sources",
            "how we reported this",
            "how we did this",
            "methodology",
            "methods",
            "about this story",
            "about the data",
            "how we know",
            "supporting information",
            "credits",
        ],
        patterns: &[],
    },
    Labels {
        kind: Kind::Correction,
        exact: &["correction", "corrections", "clarification", "editor's note", "update", "updates", "editors note"],
        patterns: &["^correction( .*)?$"],
    },
];

/// The longest label in bytes that a pattern is tried on; more words than that are prose.
const LABEL_MAX_BYTES: usize = 200;

/// The kind of section that a label of these words opens, if the table knows it.
///
/// ```
/// # use byline::{format::labels::kind_of, model::Kind};
/// assert_eq!(kind_of("What we don’t know:"), Some(Kind::Unknown));
/// assert_eq!(kind_of("**The view from Brussels**"), Some(Kind::Said));
/// assert_eq!(kind_of("Whatever else"), None);
/// ```
#[must_use]
pub fn kind_of(label: &str) -> Option<Kind> {
    let label = normalise(label);
    exact(&label).or_else(|| (label.len() <= LABEL_MAX_BYTES).then(|| by_pattern(&label)).flatten())
}

/// What a label is compared as: NFKC, lower case, straight quotes, without Markdown's `*`, `_` and `#`, and without a
/// colon, full stop or space at its end.
#[must_use]
pub fn normalise(label: &str) -> String {
    if label.is_ascii() {
        return plain(label.chars().map(|c| c.to_ascii_lowercase()));
    }
    let lower = label.chars().flat_map(char::to_lowercase);
    match is_nfkc_quick(label.chars()) {
        unicode_normalization::IsNormalized::Yes => plain(lower),
        unicode_normalization::IsNormalized::No | unicode_normalization::IsNormalized::Maybe => plain(lower.nfkc()),
    }
}

fn plain(chars: impl Iterator<Item = char>) -> String {
    let mut words = String::with_capacity(32);
    for c in chars {
        match c {
            '*' | '_' | '#' => {}
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' => words.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201f}' => words.push('"'),
            c if c.is_whitespace() => {
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
            }
            c => words.push(c),
        }
    }
    let end = words.trim_end_matches([' ', ':', '.']).len();
    words.truncate(end);
    words
}

fn exact(label: &str) -> Option<Kind> {
    TABLE.iter().find(|row| row.exact.contains(&label)).map(|row| row.kind)
}

/// Compiled on the first label that is in no row in full, so that an ordinary article never pays for it.
fn by_pattern(label: &str) -> Option<Kind> {
    static PATTERNS: OnceLock<Vec<(Kind, Regex)>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        let rows = TABLE.iter().flat_map(|row| row.patterns.iter().map(|pattern| (row.kind, pattern)));
        rows.filter_map(|(kind, pattern)| Some((kind, Regex::new(pattern).ok()?))).collect()
    });
    patterns.iter().find(|(_, pattern)| pattern.is_match(label)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_normal_unique_and_compiles() {
        let mut seen = Vec::new();
        for row in TABLE {
            for label in row.exact {
                assert_eq!(normalise(label), *label);
                assert!(!seen.contains(label), "{label} stands twice");
                seen.push(label);
                assert_eq!(kind_of(label), Some(row.kind));
            }
            for pattern in row.patterns {
                assert!(Regex::new(pattern).is_ok(), "{pattern}");
            }
        }
    }

    #[test]
    fn patterns_know_whose_view_it_is() {
        for (label, kind) in [
            ("The view from Beijing", Kind::Said),
            ("Nkemelu’s view", Kind::View),
            ("What critics are saying", Kind::Disputed),
            ("What neighbours are saying", Kind::Said),
            ("Here’s what police know so far:", Kind::Known),
            ("What investigators still don’t know", Kind::Unknown),
            ("What happened on Monday", Kind::News),
            ("What happens next for the bill", Kind::Next),
            ("How to apply for relief", Kind::Action),
            ("## BY THE NUMBERS.", Kind::Numbers),
            ("５ things to know", Kind::Brief),
        ] {
            assert_eq!(kind_of(label), Some(kind), "{label}");
        }
        assert_eq!(kind_of(""), None);
    }
}
