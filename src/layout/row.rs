//! One row: words cut off a paragraph, told apart by role, and put in the order in which they are drawn.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level, ParagraphBidiInfo};
use unicode_segmentation::UnicodeSegmentation;

use crate::model::Text;

use super::{
    cells::cells,
    galley::Paragraph,
    inset::Woven,
    page::{Measure, Run},
    role::{Emphasis, Role},
    setting::{Cutting, Marker, Setting},
    wrap,
};

/// What is worked out once for each paragraph that is set.
#[derive(Clone, Debug)]
pub struct Setter {
    setting: Setting,
    /// Width of the column in cells, from which right-to-left rows are mirrored.
    width: usize,
    /// The direction of every byte, where the paragraph has words from right to left.
    levels: Option<Vec<Level>>,
    /// The paragraph with what is set into it.
    woven: Option<Woven>,
}

/// A stretch of one role and one direction.
struct Piece {
    range: Range<usize>,
    role: Role,
    emphasis: Emphasis,
    level: Level,
}

impl Setter {
    #[must_use]
    pub fn new(paragraph: &Paragraph, measure: Measure) -> Self {
        let woven = Woven::new(paragraph);
        let shown = woven.as_ref().map_or(paragraph, |woven| &woven.paragraph);
        let levels = (paragraph.rtl || has_rtl(shown.text.as_str())).then(|| {
            let base = if paragraph.rtl { Level::rtl() } else { Level::ltr() };
            ParagraphBidiInfo::new(shown.text.as_str(), Some(base)).levels
        });
        Self { setting: Setting::new(paragraph, measure), width: usize::from(measure.width_cells), levels, woven }
    }

    /// The byte of the paragraph's text at which the row that begins at `start` does; `None` behind the last.
    #[must_use]
    pub fn own(&self, paragraph: &Paragraph, start: usize) -> Option<usize> {
        match &self.woven {
            Some(woven) => (start < woven.paragraph.text.len()).then(|| woven.own(start)),
            None => (start < paragraph.text.len()).then_some(start),
        }
    }

    /// The runs of the row that begins at byte `start`, and the byte at which the next one does: bytes of what is shown,
    /// with what is set in.
    #[must_use]
    pub fn row(&self, paragraph: &Paragraph, start: usize) -> (Vec<Run>, usize) {
        let Some(woven) = &self.woven else { return self.cut(paragraph, start) };
        let (mut runs, next) = self.cut(&woven.paragraph, start);
        for run in &mut runs {
            run.origin = run.origin.map(|origin| woven.origin(&paragraph.text, origin));
        }
        (runs, next)
    }

    fn cut(&self, paragraph: &Paragraph, start: usize) -> (Vec<Run>, usize) {
        let setting = &self.setting;
        let text = paragraph.text.as_str();
        let (indent, marker) = match start {
            0 => (setting.first, setting.marker.as_ref()),
            _ => (setting.hang, self.marker_below(text, start)),
        };
        let width = setting.end.saturating_sub(indent).max(1);
        let cut = match setting.cutting {
            Cutting::Prose => wrap::prose(text, start, width),
            Cutting::Kept => {
                // a line of its own begins at the edge, the rest of a long one behind the sign
                let (indent, width) = if marker.is_some() { (indent, width) } else { (0, setting.end) };
                let cut = wrap::kept(text, start, width);
                return (self.runs(paragraph, start..cut.end, indent, marker), cut.next);
            }
            Cutting::Rule => return (vec![self.rule()], text.len()),
        };
        (self.runs(paragraph, start..cut.end, indent, marker), cut.next)
    }

    /// The marker of a row that is not the first: code shows one where a line goes on, and none where a line begins.
    fn marker_below(&self, text: &str, start: usize) -> Option<&Marker> {
        let begins = self.setting.cutting == Cutting::Kept && text.as_bytes().get(start - 1) == Some(&b'\n');
        self.setting.marker_below.as_ref().filter(|_| !begins)
    }

    fn rule(&self) -> Run {
        let text = Text::new(&"─".repeat(self.setting.end));
        Run {
            column: 0,
            width_cells: column(self.setting.end),
            text,
            role: self.setting.role,
            emphasis: Emphasis::NONE,
            origin: None,
            rtl: false,
        }
    }

    fn runs(&self, paragraph: &Paragraph, range: Range<usize>, indent: usize, marker: Option<&Marker>) -> Vec<Run> {
        let mut pieces = self.pieces(paragraph, range);
        if let Some(levels) = &self.levels {
            pieces = in_visual_order(split_by_level(pieces, paragraph.text.as_str(), levels));
        }
        let mut runs = Vec::with_capacity(pieces.len() + usize::from(marker.is_some()));
        let mut at = indent;
        for piece in pieces {
            let span = paragraph.text.span_around(piece.range);
            let text = paragraph.text.slice(span);
            let width = cells(text.as_str());
            runs.push(Run {
                column: column(at),
                width_cells: column(width),
                text,
                role: piece.role,
                emphasis: piece.emphasis,
                origin: Some(span),
                rtl: piece.level.is_rtl(),
            });
            at += width;
        }
        if paragraph.rtl {
            // mirrored: what would have stood `at` cells from the left ends `indent` cells from the right
            let shift = column(self.width.saturating_sub(at));
            for run in &mut runs {
                run.column = (run.column + shift).saturating_sub(column(indent));
            }
        }
        if let Some(marker) = marker {
            self.add_marker(&mut runs, marker, paragraph.rtl);
        }
        runs
    }

    /// Stands where the eye begins: left of the words, or right of them.
    fn add_marker(&self, runs: &mut Vec<Run>, marker: &Marker, rtl: bool) {
        let width = cells(marker.text.as_str());
        let at = if rtl { self.width.saturating_sub(marker.column + width) } else { marker.column };
        let run = Run {
            column: column(at),
            width_cells: column(width),
            text: marker.text.clone(),
            role: marker.role,
            emphasis: Emphasis::NONE,
            origin: None,
            rtl: false,
        };
        let place = if rtl { runs.len() } else { 0 };
        runs.insert(place, run);
    }

    /// The stretches of `range` by role: the marks, and the base role between them.
    fn pieces(&self, paragraph: &Paragraph, range: Range<usize>) -> Vec<Piece> {
        let first = paragraph.marks.partition_point(|(span, ..)| span.end() <= range.start);
        let mut pieces = Vec::new();
        let mut at = range.start;
        let mut push = |range: Range<usize>, role, emphasis| {
            if !range.is_empty() {
                pieces.push(Piece { range, role, emphasis, level: Level::ltr() });
            }
        };
        for (span, role, emphasis) in paragraph.marks.get(first..).unwrap_or_default() {
            if span.start() >= range.end {
                break;
            }
            let start = span.start().max(at);
            let end = span.end().min(range.end);
            push(at..start, self.setting.role, self.setting.emphasis);
            push(start..end, *role, self.setting.emphasis.with(*emphasis));
            at = end.max(at);
        }
        push(at..range.end, self.setting.role, self.setting.emphasis);
        pieces
    }
}

/// Splits pieces where the direction changes, at the start of a grapheme.
fn split_by_level(pieces: Vec<Piece>, text: &str, levels: &[Level]) -> Vec<Piece> {
    let mut split: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = text.get(piece.range.clone()).unwrap_or("");
        let mut first = true;
        for (at, grapheme) in words.grapheme_indices(true) {
            let at = piece.range.start + at;
            let level = levels.get(at).copied().unwrap_or_else(Level::ltr);
            let end = at + grapheme.len();
            match split.last_mut() {
                Some(last) if !first && last.level == level => last.range.end = end,
                _ => split.push(Piece { range: at..end, role: piece.role, emphasis: piece.emphasis, level }),
            }
            first = false;
        }
    }
    split
}

/// Rule L2 of UAX #9, with pieces for characters: what is within a piece is reversed when it is drawn.
fn in_visual_order(pieces: Vec<Piece>) -> Vec<Piece> {
    let levels: Vec<Level> = pieces.iter().map(|piece| piece.level).collect();
    let order = BidiInfo::reorder_visual(&levels);
    let mut pieces: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| pieces.get_mut(index).and_then(Option::take)).collect()
}

/// Whether any word may run from right to left: all such scripts lie beyond U+0590.
fn has_rtl(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_rtl)
}

fn is_rtl(c: char) -> bool {
    use unicode_bidi::BidiClass;
    c >= '\u{590}' && matches!(unicode_bidi::bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::AN)
}

/// Cells as the terminal counts them; a row is never wider than a terminal can be.
fn column(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}
