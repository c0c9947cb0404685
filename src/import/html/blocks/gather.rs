//! Words on their way into a block: blanks collapsed, looks kept, lines told apart where they matter.

use url::Url;

use super::super::links;
use crate::{
    import::{Block, Run, Style},
    model::Text,
};

/// The longest first line that is taken for a label of its own, in characters.
const LABEL_MAX_CHARS: usize = 60;

/// How words look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Look {
    strong: bool,
    emphasis: bool,
    code: bool,
    link: Option<String>,
}

/// Words that have been gathered for the next block.
#[derive(Debug)]
pub(super) struct Gather<'b> {
    base: Option<&'b Url>,
    runs: Vec<(Look, String)>,
    look: Look,
    strong: usize,
}

impl<'b> Gather<'b> {
    pub(super) fn new(base: Option<&'b Url>) -> Self {
        Self { base, runs: Vec::new(), look: Look::default(), strong: 0 }
    }

    pub(super) fn open_strong(&mut self) {
        self.strong += 1;
        self.look.strong = true;
    }

    pub(super) fn close_strong(&mut self) {
        self.strong = self.strong.saturating_sub(1);
        self.look.strong = self.strong > 0;
    }

    /// A look for the words that follow; [`Gather::leave`] takes back what it gives.
    pub(super) fn enter(&mut self, emphasis: bool, code: bool, link: Option<&str>) -> (bool, bool, Option<String>) {
        let before = (self.look.emphasis, self.look.code, self.look.link.clone());
        self.look.emphasis |= emphasis;
        self.look.code |= code;
        if let Some(link) = link {
            self.look.link = links::address(link, self.base);
        }
        before
    }

    pub(super) fn leave(&mut self, (emphasis, code, link): (bool, bool, Option<String>)) {
        self.look.emphasis = emphasis;
        self.look.code = code;
        self.look.link = link;
    }

    /// Adds words; in code every blank counts.
    pub(super) fn words(&mut self, words: &str, exactly: bool) {
        if exactly {
            self.push(words);
            return;
        }
        let mut collapsed = String::with_capacity(words.len());
        let mut blank = self.ends_blank();
        for c in words.chars() {
            let c = if c == '\u{a0}' { ' ' } else { c };
            if c.is_whitespace() {
                if !blank {
                    collapsed.push(' ');
                }
                blank = true;
            } else {
                collapsed.push(c);
                blank = false;
            }
        }
        self.push(&collapsed);
    }

    pub(super) fn line_break(&mut self) {
        if !self.runs.is_empty() {
            self.push("\n");
        }
    }

    fn ends_blank(&self) -> bool {
        self.runs.last().is_none_or(|(_, words)| words.ends_with([' ', '\n']))
    }

    fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some((look, run)) if *look == self.look => run.push_str(words),
            Some(_) | None => self.runs.push((self.look.clone(), words.to_owned())),
        }
    }

    /// How much of the words stand in links, in hundredths.
    pub(super) fn linked_percent(&self) -> usize {
        let count = |linked: bool| {
            let runs = self.runs.iter().filter(|(look, _)| !linked || look.link.is_some());
            runs.map(|(_, words)| words.chars().filter(|c| c.is_alphanumeric()).count()).sum::<usize>()
        };
        match count(false) {
            0 => 0,
            all => count(true) * 100 / all,
        }
    }

    /// The blocks that the words make: one, unless its lines are paragraphs, labels or bullets of their own.
    pub(super) fn take(&mut self, style: &Style) -> Vec<Block> {
        let runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|(_, words)| words.trim().is_empty()) {
            return Vec::new();
        }
        if matches!(style, Style::Code { .. }) {
            let text: String = runs.into_iter().map(|(_, words)| words).collect();
            let run = Run { text: Text::new(text.trim_matches('\n')), code: true, ..Run::default() };
            return vec![Block { style: style.clone(), runs: vec![run], furniture: None }];
        }
        let lines = lines(runs);
        let apart = matches!(style, Style::Paragraph | Style::Quotation) && stand_apart(&lines);
        let mut blocks: Vec<Vec<(Look, String)>> = Vec::new();
        let mut fresh = true;
        for line in lines {
            if plain(&line).trim().is_empty() {
                fresh = true; // a blank line parts paragraphs
                continue;
            }
            match blocks.last_mut() {
                Some(block) if !fresh && !apart => {
                    if let Some((_, words)) = block.last_mut() {
                        words.push(' ');
                    }
                    block.extend(line);
                }
                Some(_) | None => blocks.push(line),
            }
            fresh = false;
        }
        blocks.into_iter().map(|runs| block(style.clone(), runs)).collect()
    }
}

/// The runs line by line.
fn lines(runs: Vec<(Look, String)>) -> Vec<Vec<(Look, String)>> {
    let mut lines = vec![Vec::new()];
    for (look, words) in runs {
        for (index, part) in words.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push((look.clone(), part.to_owned()));
            }
        }
    }
    lines
}

/// Whether lines within one paragraph are items of their own: a label above its text, or bullets typed by hand.
fn stand_apart(lines: &[Vec<(Look, String)>]) -> bool {
    let told: Vec<&Vec<(Look, String)>> = lines.iter().filter(|line| !plain(line).trim().is_empty()).collect();
    let is_label = |line: &[(Look, String)]| {
        line.iter().all(|(look, words)| look.strong || words.trim().is_empty())
            && plain(line).trim().chars().count() <= LABEL_MAX_CHARS
    };
    let is_bullet = |line: &[(Look, String)]| plain(line).trim_start().starts_with(['•', '–', '-', '*', '·', '▪', '●']);
    told.len() > 1 && (told.iter().any(|line| is_label(line)) || told.iter().any(|line| is_bullet(line)))
}

fn plain(line: &[(Look, String)]) -> String {
    line.iter().map(|(_, words)| words.as_str()).collect()
}

fn block(style: Style, mut runs: Vec<(Look, String)>) -> Block {
    if let Some((_, first)) = runs.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some((_, last)) = runs.last_mut() {
        last.truncate(last.trim_end().len());
    }
    let runs = runs.into_iter().filter(|(_, words)| !words.is_empty()).map(|(look, words)| Run {
        text: Text::new(&words),
        strong: look.strong,
        emphasis: look.emphasis,
        code: look.code,
        link: look.link.map(|link| Text::line(&link)),
    });
    Block { style, runs: runs.filter(|run| !run.text.is_empty()).collect(), furniture: None }
}
