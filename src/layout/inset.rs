//! Words that are set into a paragraph and are none of its text: what stood there before it changed. They take room on
//! the page and can't be found, chosen or annotated.

use std::ops::Range;

use crate::model::{Span, Text};

use super::{
    galley::Paragraph,
    role::{Emphasis, Role},
};

/// A few words set before a byte of a paragraph's text, or behind its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inset {
    pub at: usize,
    pub text: Text,
    pub role: Role,
    pub emphasis: Emphasis,
}

/// A paragraph with its insets among its words, as it is cut into rows.
#[derive(Clone, Debug)]
pub struct Woven {
    pub paragraph: Paragraph,
    /// What it is woven of, in order.
    threads: Vec<Thread>,
}

/// A stretch of woven text.
#[derive(Clone, Debug)]
struct Thread {
    range: Range<usize>,
    /// Where it begins in the paragraph's own text.
    own: usize,
    is_inset: bool,
}

impl Woven {
    /// `None` where nothing is set in.
    #[must_use]
    pub fn new(paragraph: &Paragraph) -> Option<Self> {
        if paragraph.insets.is_empty() {
            return None;
        }
        let own = paragraph.text.as_str();
        let (mut words, mut marks, mut threads) = (String::new(), Vec::new(), Vec::new());
        let mut from = 0;
        let mut weave = |words: &mut String, marks: &mut Vec<_>, range: Range<usize>| {
            let start = words.len();
            words.push_str(own.get(range.clone()).unwrap_or_default());
            for (span, role, emphasis) in &paragraph.marks {
                let (first, last) = (span.start().max(range.start), span.end().min(range.end));
                if first < last {
                    marks.push((start + first - range.start..start + last - range.start, *role, *emphasis));
                }
            }
            threads.push(Thread { range: start..words.len(), own: range.start, is_inset: false });
        };
        let mut insets = Vec::new();
        for inset in &paragraph.insets {
            let at = inset.at.clamp(from, own.len());
            if at > from {
                weave(&mut words, &mut marks, from..at);
            }
            from = at;
            let start = words.len();
            words.push_str(inset.text.as_str());
            marks.push((start..words.len(), inset.role, inset.emphasis));
            insets.push(Thread { range: start..words.len(), own: at, is_inset: true });
        }
        weave(&mut words, &mut marks, from..own.len());
        threads.extend(insets);
        threads.sort_by_key(|thread| (thread.range.start, thread.range.end));
        let text = Text::new(&words);
        let marks =
            marks.into_iter().map(|(range, role, emphasis)| (text.span_around(range), role, emphasis)).collect();
        let paragraph = Paragraph { text, marks, insets: Vec::new(), ..paragraph.clone() };
        Some(Self { paragraph, threads })
    }

    /// The byte of the paragraph's own text at which a byte of the woven text stands.
    #[must_use]
    pub fn own(&self, woven: usize) -> usize {
        let at = self.threads.partition_point(|thread| thread.range.end <= woven);
        match self.threads.get(at).or(self.threads.last()) {
            Some(thread) if thread.is_inset => thread.own,
            Some(thread) => thread.own + woven.clamp(thread.range.start, thread.range.end) - thread.range.start,
            None => 0,
        }
    }

    /// The words of the paragraph's own text that a stretch of the woven text shows; of an inset, the place it stands at.
    #[must_use]
    pub fn origin(&self, own: &Text, woven: Span) -> Span {
        let start = self.own(woven.start());
        let at = self.threads.partition_point(|thread| thread.range.end <= woven.start());
        let is_inset = self.threads.get(at).is_some_and(|thread| thread.is_inset);
        own.span_around(start..if is_inset { start } else { start + woven.end() - woven.start() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Galley, Measure, Page, ParagraphStyle};

    fn paragraph(words: &str, insets: &[(usize, &str)]) -> Paragraph {
        let inset = |(at, words): &(usize, &str)| Inset {
            at: *at,
            text: Text::new(words),
            role: Role::Muted,
            emphasis: Emphasis::STRIKE,
        };
        let text = Text::new(words);
        let marks = vec![(text.span_around(3..12), Role::Quote, Emphasis::NONE)];
        let (style, insets) = (ParagraphStyle::Body, insets.iter().map(inset).collect());
        Paragraph { insets, ..Paragraph::apart(style, text, marks, 0) }
    }

    /// Each run as `words` of its own text, or `[words]` of an inset.
    fn set(words: &str, insets: &[(usize, &str)], width_cells: u16) -> Vec<String> {
        let mut galley = Galley::default();
        galley.paragraphs.push(paragraph(words, insets));
        let mut page = Page::new(Measure { width_cells, tight: false });
        page.set_rows(&galley, usize::MAX);
        let own = &galley.paragraphs[0].text;
        let run = |run: &crate::layout::Run| match run.origin {
            Some(origin) if origin.is_empty() => format!("[{}]@{}", run.text, origin.start()),
            Some(origin) => {
                assert_eq!(own.get(origin), run.text.as_str());
                run.text.to_string()
            }
            None => unreachable!("a body has no marker"),
        };
        page.rows.iter().map(|row| row.runs.iter().map(run).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn what_is_set_in_stands_among_the_words_and_is_none_of_them() {
        assert_eq!(set("It costs nine crowns.", &[(9, "eight ")], 60), ["It |costs |[eight ]@9|nin|e crowns."]);
        assert_eq!(
            set("It costs nine.", &[(0, "Once. "), (14, " Or so.")], 60),
            ["[Once. ]@0|It |costs nin|e.|[ Or so.]@14"]
        );
    }

    #[test]
    fn rows_break_within_what_is_set_in_and_go_on_behind_it() {
        let rows = set("It costs nine crowns.", &[(9, "eight or seven ")], 12);
        assert_eq!(rows, ["It |costs", "[eight or]@9", "[seven ]@9|nin|e", "crowns."]);
    }

    #[test]
    fn a_paragraph_may_have_no_words_but_these() {
        assert_eq!(set("", &[(0, "All of it is gone.")], 12), ["[All of it is]@0", "[gone.]@0"]);
    }

    #[test]
    fn a_place_has_its_row_also_behind_what_is_set_in() {
        let mut galley = Galley::default();
        galley.paragraphs.push(paragraph("It costs nine crowns.", &[(9, "eight or seven ")]));
        let mut page = Page::new(Measure { width_cells: 12, tight: false });
        page.set_rows(&galley, 3);
        let row = |offset| page.row_of(0, offset).map(|row| row.0);
        assert_eq!([row(0), row(9), row(13), row(14)], [Some(0), Some(2), Some(2), None]);
        page.set_rows(&galley, 9);
        assert_eq!(page.row_of(0, 14).map(|row| row.0), Some(3));
    }
}
