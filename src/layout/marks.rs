//! Roles of stretches: an article's nested marks made flat, and lines that byline words itself.

use std::ops::Range;

use crate::model::{Attribution, Mark, Reference, Span, Text, Wording};

use super::role::{Emphasis, Role};

/// A stretch with its role: sorted in a paragraph, not overlapping.
pub type Stretch = (Span, Role, Emphasis);

/// Makes nested marks flat. The innermost link, address or code tells the role, else the innermost quote, else the claim;
/// letter forms add up. `link` gives the role of a link by its target.
#[must_use]
pub fn flatten(text: &Text, marks: &[(Span, Mark)], base: Role, link: &dyn Fn(&Reference) -> Role) -> Vec<Stretch> {
    let mut flat = Flat { text, stretches: Vec::with_capacity(marks.len()), at: 0, open: Vec::new(), base };
    for (span, mark) in marks {
        flat.close_before(span.start());
        flat.reach(span.start());
        let (role, emphasis, weight) = meaning(mark, link);
        let outer = flat.open.last().copied().unwrap_or(Open { end: usize::MAX, ..Open::none(base) });
        let emphasis = outer.emphasis.with(emphasis);
        let end = span.end().min(outer.end);
        let (role, weight) =
            if weight >= outer.weight && weight > 0 { (role, weight) } else { (outer.role, outer.weight) };
        flat.open.push(Open { end, role, emphasis, weight });
    }
    flat.close_before(usize::MAX);
    flat.stretches
}

struct Flat<'a> {
    text: &'a Text,
    stretches: Vec<Stretch>,
    at: usize,
    open: Vec<Open>,
    base: Role,
}

/// A mark that has begun and not ended.
#[derive(Clone, Copy)]
struct Open {
    end: usize,
    role: Role,
    emphasis: Emphasis,
    weight: u8,
}

impl Open {
    fn none(role: Role) -> Self {
        Self { end: 0, role, emphasis: Emphasis::NONE, weight: 0 }
    }
}

impl Flat<'_> {
    /// Ends every mark that ends at `limit` or before.
    fn close_before(&mut self, limit: usize) {
        while let Some(open) = self.open.last().filter(|open| open.end <= limit).copied() {
            self.reach(open.end);
            self.open.pop();
        }
    }

    /// Gives what lies between here and `to` the role of the innermost open mark.
    fn reach(&mut self, to: usize) {
        let now = self.open.last().copied().unwrap_or(Open::none(self.base));
        let plain = now.weight == 0 && now.emphasis == Emphasis::NONE;
        if to > self.at && !plain {
            let span = self.text.span_around(self.at..to);
            match self.stretches.last_mut() {
                Some(last) if last.1 == now.role && last.2 == now.emphasis && last.0.end() == span.start() => {
                    last.0 = last.0.union(span);
                }
                _ => self.stretches.push((span, now.role, now.emphasis)),
            }
        }
        self.at = self.at.max(to);
    }
}

/// The role and letter form of a mark, and its weight against those around it.
fn meaning(mark: &Mark, link: &dyn Fn(&Reference) -> Role) -> (Role, Emphasis, u8) {
    match mark {
        Mark::Emphasis => (Role::Text, Emphasis::ITALIC, 0),
        Mark::Strong => (Role::Text, Emphasis::BOLD, 0),
        Mark::Strikethrough => (Role::Text, Emphasis::STRIKE, 0),
        Mark::Code => (Role::Code, Emphasis::NONE, 3),
        Mark::Link(to) => (link(to), Emphasis::NONE, 3),
        Mark::Claim(_) => (Role::Claim, Emphasis::NONE, 1),
        Mark::Quote { wording: Wording::Indirect, .. } => (Role::Indirect, Emphasis::NONE, 2),
        Mark::Quote { wording: Wording::Direct, attribution: Attribution::Given { .. } } => {
            (Role::Quote, Emphasis::NONE, 2)
        }
        Mark::Quote { wording: Wording::Direct, attribution: Attribution::Found { .. } } => {
            (Role::FoundQuote, Emphasis::NONE, 2)
        }
    }
}

/// A line that byline words itself, with the roles of its parts.
#[derive(Debug, Default)]
pub struct Line {
    words: String,
    parts: Vec<(Range<usize>, Role, Emphasis)>,
}

impl Line {
    /// Adds words that have the base role of their paragraph.
    pub fn plain(&mut self, words: &str) -> &mut Self {
        self.words.push_str(words);
        self
    }

    /// Adds words of one role.
    pub fn say(&mut self, role: Role, words: &str) -> &mut Self {
        self.shaped(role, Emphasis::NONE, words)
    }

    /// Adds words of one role and letter form.
    pub fn shaped(&mut self, role: Role, emphasis: Emphasis, words: &str) -> &mut Self {
        let start = self.words.len();
        self.words.push_str(words);
        self.parts.push((start..self.words.len(), role, emphasis));
        self
    }

    /// Adds ` · `, unless nothing stands before it.
    pub fn dot(&mut self) -> &mut Self {
        if !self.words.is_empty() {
            self.words.push_str(" · ");
        }
        self
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Where the next words will begin, in bytes.
    #[must_use]
    pub fn here(&self) -> usize {
        self.words.len()
    }

    /// The text, and its roles.
    #[must_use]
    pub fn finish(self) -> (Text, Vec<Stretch>) {
        let text = Text::new(&self.words);
        let mut stretches: Vec<Stretch> = Vec::with_capacity(self.parts.len());
        for (range, role, emphasis) in self.parts {
            // a part that begins with a combining mark belongs to the grapheme before it
            let from = stretches.last().map_or(range.start, |(span, ..)| span.end().max(range.start));
            let span = text.span_around(from..range.end.max(from));
            if !span.is_empty() && stretches.last().is_none_or(|(last, ..)| last.end() <= span.start()) {
                stretches.push((span, role, emphasis));
            }
        }
        (text, stretches)
    }
}

/// The first words of `text`, at most about `cells` cells of them, cut at a space.
#[must_use]
pub fn shortened(text: &str, cells: usize) -> String {
    let text = text.trim();
    let mut width = 0;
    let mut kept = String::new();
    for (at, word) in text.split_whitespace().enumerate() {
        width += super::cells::cells(word) + usize::from(at > 0);
        if width > cells && at > 0 {
            let trimmed = kept.trim_end_matches([',', ';', ':', '.', '-', '–', '—']).len();
            kept.truncate(trimmed);
            kept.push('…');
            return kept;
        }
        if at > 0 {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    kept
}
