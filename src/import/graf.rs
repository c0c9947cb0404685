//! A graf: one paragraph, line or list item of copy while the rules work on it, with its words in one piece.

use std::ops::Range;

use crate::model::{Rel, Text, sentences};

use super::{
    manuscript::{Block, Run, Style},
    prose::Said,
};

/// A question of more words is an interviewer's.
pub(super) const QUESTION_MAX_WORDS: usize = 22;

/// One block of copy with what is decided about it so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Graf {
    pub style: Style,
    pub runs: Vec<Run>,
    /// The words of all runs, blanks made single.
    pub text: Text,
    pub role: Role,
    /// How the article it leads to stands to this one.
    pub rel: Option<Rel>,
    /// What of it somebody said.
    pub said: Vec<Said>,
}

/// What a graf is in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of the story: prose, a list item, a quotation, code, a row of a table.
    #[default]
    Copy,
    /// The label of a section; what follows is its text.
    Label,
    Question,
    Heading,
    /// A link to another article, without the words that announce it.
    Related,
    Photo,
    /// Read into the head, or left out; a remark says what became of it.
    Gone,
}

impl Graf {
    pub(super) fn new(block: Block) -> Self {
        let runs = joined(block.runs);
        let text = text_of(&runs);
        Self { style: block.style, runs, text, role: Role::Copy, rel: None, said: Vec::new() }
    }

    pub(super) fn words(&self) -> &str {
        self.text.as_str()
    }

    pub(super) fn is_live(&self) -> bool {
        self.role != Role::Gone
    }

    /// Whether it is plain copy that nothing has been decided about, and no markup speaks for it.
    pub(super) fn is_open(&self) -> bool {
        self.role == Role::Copy && self.style == Style::Paragraph
    }

    /// How many words it has, as blanks part them.
    pub(super) fn count(&self) -> usize {
        self.words().split_whitespace().count()
    }

    /// Whether it reads as prose: it ends as a sentence does, or is longer than any heading.
    pub(super) fn is_prose(&self) -> bool {
        let words = self.words();
        let ended = ends_as_sentence(words) && !words.ends_with(['?', '!']);
        let asks = words.ends_with(['?', '？']) && self.count() <= QUESTION_MAX_WORDS;
        self.count() > 16 && !asks
            || (ended && self.count() >= 3)
            || sentences(&self.text).len() > if asks { 2 } else { 1 }
    }

    /// Whether all its words stand in heavy type.
    pub(super) fn is_strong(&self) -> bool {
        !self.text.is_empty() && self.runs.iter().all(|run| run.strong || run.text.as_str().trim().is_empty())
    }

    /// Whether all its words are set apart, as captions and notes of the newsroom are.
    pub(super) fn is_emphasised(&self) -> bool {
        !self.text.is_empty() && self.runs.iter().all(|run| run.emphasis || run.text.as_str().trim().is_empty())
    }

    /// Takes the heavy type away where all its words have it: what it is says the same.
    pub(super) fn lighten(&mut self) {
        if self.is_strong() {
            self.runs.iter_mut().for_each(|run| run.strong = false);
            self.runs = joined(std::mem::take(&mut self.runs));
        }
    }

    /// The one address that all its words lead to.
    pub(super) fn link(&self) -> Option<&Text> {
        let mut links = self.runs.iter().filter(|run| !run.text.as_str().trim().is_empty()).map(|run| &run.link);
        let first = links.next()?.as_ref()?;
        links.all(|link| link.as_ref() == Some(first)).then_some(first)
    }

    /// Takes the number of a list item back among its words.
    pub(super) fn number(&mut self) {
        let Style::Bullet { number: Some(number), .. } = self.style else { return };
        let sign = Run { text: Text::new(&format!("{number}. ")), ..self.runs.first().cloned().unwrap_or_default() };
        self.runs.insert(0, sign);
        self.runs = joined(std::mem::take(&mut self.runs));
        self.text = text_of(&self.runs);
        self.style = Style::Paragraph;
    }

    /// The same with only the words of `range` (bytes of its text), blanks at the ends left out.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let mut runs = Vec::new();
        let mut start = 0;
        for run in &self.runs {
            let end = start + run.text.len();
            let (from, to) = (range.start.max(start), range.end.min(end));
            if let Some(words) = (from < to).then(|| run.text.as_str().get(from - start..to - start)).flatten() {
                runs.push(Run { text: Text::new(words), ..run.clone() });
            }
            start = end;
        }
        let runs = joined(runs);
        Self {
            style: self.style.clone(),
            text: text_of(&runs),
            runs,
            role: self.role.clone(),
            rel: None,
            said: Vec::new(),
        }
    }

    /// Splits before the byte `at`: this graf keeps what stands before, and the rest comes back.
    pub(super) fn split_off(&mut self, at: usize) -> Self {
        let rest = self.part(at..self.text.len());
        *self = self.part(0..at);
        rest
    }
}

/// Whether words end with a full stop or what does its work, closing marks after it or not.
pub(super) fn ends_as_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]“‘".contains(c));
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', ':', ';'])
}

/// Runs of the same look joined, blanks made single, none at the ends. A line feed stays: it was set on purpose.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut joined: Vec<(Run, String)> = Vec::with_capacity(runs.len());
    let mut blank: Option<char> = None;
    for run in runs {
        let mut words = String::with_capacity(run.text.len());
        for c in run.text.as_str().chars() {
            if c.is_whitespace() {
                blank = Some(if c == '\n' || blank == Some('\n') { '\n' } else { ' ' });
                continue;
            }
            if let Some(blank) = blank.take()
                && !(words.is_empty() && joined.is_empty())
            {
                words.push(blank);
            }
            words.push(c);
        }
        if words.is_empty() {
            continue;
        }
        let same = |last: &Run| {
            (last.strong, last.emphasis, last.code) == (run.strong, run.emphasis, run.code) && last.link == run.link
        };
        match joined.last_mut().filter(|(last, _)| same(last)) {
            Some((_, before)) => before.push_str(&words),
            None => joined.push((run, words)),
        }
    }
    joined.into_iter().map(|(run, words)| Run { text: Text::new(&words), ..run }).collect()
}

fn text_of(runs: &[Run]) -> Text {
    match runs {
        [run] => run.text.clone(),
        runs => Text::new(&runs.iter().map(|run| run.text.as_str()).collect::<String>()),
    }
}
