//! Labels: on a line of their own, before their text, or glued to it by a browser that gave the breaks away.

use crate::{
    format::labels,
    model::{Kind, Text},
};

use super::{
    annotate::Copydesk,
    graf::{Graf, Role, ends_as_sentence},
    links,
    manuscript::Style,
};

/// Labels of more words are prose.
const LABEL_MAX_WORDS: usize = 9;
const LABEL_MAX_BYTES: usize = 70;
/// Words that must follow a label of one common word on its line, so that `Source: Bloomberg` under a chart opens nothing.
const TEXT_MIN_WORDS: usize = 5;

/// Labels that pages run into their text. Each is followed by a capital letter; those that prose might hold need a word
/// that opens a sentence.
const GLUED: [&str; 22] = [
    "The Brief",
    "The Backstory",
    "The backstory",
    "What we know",
    "What we don't know",
    "What they're saying",
    "What's next",
    "The other side",
    "The Source",
    "The source",
    "Dig deeper",
    "Local perspective",
    "Why you should care",
    "What you can do",
    "By the numbers",
    "Big picture view",
    "The big picture",
    "Why it matters",
    "What to know",
    "What happened",
    "Driving the news",
    "Between the lines",
];

/// Words with which a sentence begins behind such a label.
const OPENERS: &str = "The A An It In On At This That These There They We He She His Her Their Our As After Before When While \
    Two Three Four Five Six Seven Eight Nine Ten One According Police Officials Authorities Investigators Residents Some \
    Many Most Several More For From With By To But And If Since Last Next Here No Not";

impl Copydesk<'_> {
    /// Parts labels from the text they stand in.
    pub(super) fn part_labels(&mut self) {
        let mut parted = Vec::with_capacity(self.grafs.len() + 8);
        for (at, mut graf) in std::mem::take(&mut self.grafs).into_iter().enumerate() {
            let plain = graf.is_open() && !graf.text.is_empty();
            if plain {
                let mut whole = at > 0;
                while let Some(next) = inner_label(graf.words()) {
                    let rest = graf.split_off(next);
                    part_leading(graf, whole, &mut parted);
                    graf = rest;
                    whole = true;
                }
                part_leading(graf, whole, &mut parted);
            } else {
                parted.push(graf);
            }
        }
        self.grafs = parted;
    }

    /// Says of lines that are labels, whole, that they are.
    pub(super) fn name_labels(&mut self) {
        for at in 0..self.grafs.len() {
            let graf = &self.grafs[at];
            let marked = matches!(graf.style, Style::Heading(_));
            if !(graf.is_open() || (graf.role == Role::Copy && marked)) || !is_label_line(graf.words()) {
                continue;
            }
            let follows = self.grafs.iter().skip(at + 1).find(|next| next.is_live());
            let colon = graf.words().ends_with(':');
            let stands = marked || colon || follows.is_some_and(|next| opens_text(next, graf));
            if follows.is_some() && stands {
                self.grafs[at].role = Role::Label;
            }
        }
    }
}

/// Whether the graf after a label can be its text: prose, a list, a picture, a question; not one more short line of many.
fn opens_text(next: &Graf, label: &Graf) -> bool {
    next.is_prose()
        || next.role != Role::Copy
        || next.style != Style::Paragraph
        || (label.count() > 1 && (next.count() > 3 || is_label_line(next.words())))
}

/// Whether a whole line is a label of the table.
fn is_label_line(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ', '.', '-', '–', '—']);
    let known =
        !line.ends_with('.') && bare.len() <= LABEL_MAX_BYTES && bare.split_whitespace().count() <= LABEL_MAX_WORDS;
    known && bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && labels::kind_of(bare).is_some()
}

/// Pushes a graf, its leading label parted from it.
fn part_leading(mut graf: Graf, may: bool, parted: &mut Vec<Graf>) {
    if let Some((label, text)) = may.then(|| leading_label(&graf)).flatten() {
        let rest = graf.part(text..graf.text.len());
        graf = graf.part(0..label);
        graf.role = Role::Label;
        parted.push(graf);
        parted.push(rest);
    } else if !graf.text.is_empty() {
        parted.push(graf);
    }
}

/// Where the label with which a graf begins ends, and where its text begins.
fn leading_label(graf: &Graf) -> Option<(usize, usize)> {
    let words = graf.words();
    if let Some((label, rest)) = words.split_once(':')
        && !rest.trim().is_empty()
        && is_label_line(label)
        && links::announced(words).is_none()
        && (!rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        let named = label.split_whitespace().count() > 1 || is_axios(label);
        let heavy =
            graf.runs.first().is_some_and(|run| run.strong && run.text.as_str().trim_end().len() <= label.len() + 1);
        let prose = ends_as_sentence(rest) && rest.split_whitespace().count() >= TEXT_MIN_WORDS;
        return (named || heavy || prose).then_some((label.len(), label.len() + 1));
    }
    glued_label(words).map(|end| (end, end))
}

/// `The Brief Two people …`, `The BriefTwo people …`: where the label ends.
fn glued_label(words: &str) -> Option<usize> {
    let plain = words.replace('’', "'");
    let label = GLUED.iter().find(|label| plain.starts_with(*label))?;
    let end = words.char_indices().nth(label.chars().count())?.0;
    let rest = words.get(end..)?;
    let text = rest.trim_start();
    let next: String = text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '’')).collect();
    let capital = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || text.starts_with(['"', '“']);
    let joined = rest.len() == text.len();
    let opener = OPENERS.split_whitespace().any(|word| word == next);
    let prose = ends_as_sentence(text) && text.split_whitespace().count() >= TEXT_MIN_WORDS;
    let brief = *label == "The Brief" && !matches!(&*next, "History" | "Encounter" | "Interview" | "Lives");
    let fixed = brief || label.chars().filter(|c| c.is_uppercase()).count() < 2 || label.split(' ').count() > 2;
    (capital && prose && (joined || opener || fixed)).then_some(end)
}

/// Where a label stands in the middle of a graf, behind a sentence: `… on Friday.What we know:Police …`.
fn inner_label(words: &str) -> Option<usize> {
    let mut last = ' ';
    let mut spaced = true;
    for (at, c) in words.char_indices() {
        let sentence_end = matches!(last, '.' | '!' | '?' | '"' | '”' | ')');
        let begins = c.is_uppercase() && (sentence_end || (!spaced && last.is_lowercase()));
        if at > 0 && begins && words.get(at..).is_some_and(|rest| opens_label(rest, sentence_end && spaced)) {
            return Some(at);
        }
        spaced = c.is_whitespace();
        if !spaced {
            last = c;
        }
    }
    None
}

/// Whether `rest` begins with a label of several words and a colon, or a label that is glued without a blank.
fn opens_label(rest: &str, after_sentence: bool) -> bool {
    let near = rest.get(..rest.floor_char_boundary(LABEL_MAX_BYTES)).unwrap_or(rest);
    if let Some((label, text)) = near.split_once(':') {
        let words = label.split_whitespace().count();
        let named = (2..=LABEL_MAX_WORDS).contains(&words).then(|| labels::normalise(label));
        let exact = named.is_some_and(|label| labels::TABLE.iter().any(|row| row.exact.contains(&label.as_str())));
        if exact && !text.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
    }
    let plain = near.replace('’', "'");
    let Some(label) = GLUED.iter().find(|label| plain.starts_with(*label)) else { return false };
    let behind = plain.get(label.len()..).unwrap_or("");
    let joined = behind.starts_with(char::is_uppercase);
    joined || (after_sentence && glued_label(rest).is_some() && behind.trim_start().starts_with(char::is_uppercase))
}

/// Labels of one word that stand before their text without looking like the start of anything else.
fn is_axios(label: &str) -> bool {
    matches!(labels::normalise(label).as_str(), "flashback" | "context" | "backstory" | "outlook" | "tldr" | "tl;dr")
}

/// The kind that a label opens.
pub(super) fn kind(label: &Text) -> Kind {
    labels::kind_of(label.as_str()).unwrap_or(Kind::Other)
}
