//! From words of a revision to a target, and back: offsets are counted in code points, the blocks joined by line feeds.

use crate::model::{BlockPath, Extract, PersonId, Place, Span, Target, Text};

use super::{Block, Revision};

/// How many code points of what stands before and after the words are kept.
const AROUND: usize = 32;

/// Words of a revision, by block and byte: from there to there, whole blocks in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::marginalia) struct Stretch {
    pub first: usize,
    pub start: usize,
    pub last: usize,
    pub end: usize,
}

impl Revision {
    /// The target for words of this revision; `None` where there are none.
    #[must_use]
    pub fn target(&self, words: &Extract) -> Option<Target> {
        let block = |place: Place| self.blocks.iter().position(|block| block.place == place);
        let ((from, begins), (to, ends)) = (words.parts.first()?, words.parts.last()?);
        let stretch = Stretch { first: block(*from)?, start: begins.start(), last: block(*to)?, end: ends.end() };
        let exact = self.words(stretch).filter(|exact| !exact.is_empty())?;
        let first = &self.blocks[stretch.first];
        let start = u32::try_from(first.text.as_str().get(..stretch.start)?.chars().count()).ok()?;
        let end = start.checked_add(u32::try_from(exact.chars().count()).ok()?)?;
        Some(Target {
            revision: self.digest(),
            block: BlockPath { speaker: self.speaker(stretch), ..first.path.clone() },
            start,
            end,
            exact: Text::new(&exact),
            prefix: self.before(stretch),
            suffix: self.after(stretch),
        })
    }

    /// The words of a target on the revision it was made on; `None` where they do not stand there.
    #[must_use]
    pub fn extract(&self, target: &Target) -> Option<Extract> {
        self.stretch(target).map(|stretch| self.extract_of(stretch))
    }

    /// Where the words of a target stand in the revision it was made on.
    pub(in crate::marginalia) fn stretch(&self, target: &Target) -> Option<Stretch> {
        let is_path = |path: &BlockPath| {
            (&path.section, &path.kind, path.n) == (&target.block.section, &target.block.kind, target.block.n)
        };
        let first = self.blocks.iter().position(|block| is_path(&block.path))?;
        let start = bytes(self.blocks[first].text.as_str(), target.start)?;
        let (mut last, mut left) = (first, target.exact.len());
        let mut from = start;
        // the words go on for as many bytes as there are, with one for the line feed between two blocks
        while left > self.blocks.get(last)?.text.len() - from {
            left = left.checked_sub(self.blocks[last].text.len() - from + 1)?;
            (last, from) = (last + 1, 0);
        }
        let stretch = Stretch { first, start, last, end: from + left };
        (left > 0 && self.words(stretch)? == target.exact.as_str()).then_some(stretch)
    }

    /// The parts of a stretch, none empty.
    pub(in crate::marginalia) fn extract_of(&self, stretch: Stretch) -> Extract {
        let part = |at: usize| {
            let text = &self.blocks[at].text;
            let start = if at == stretch.first { stretch.start } else { 0 };
            let end = if at == stretch.last { stretch.end } else { text.len() };
            (self.blocks[at].place, text.span_around(start..end))
        };
        let parts = (stretch.first..=stretch.last).map(part);
        Extract { parts: parts.filter(|(_, span)| !span.is_empty()).collect() }
    }

    /// The words of a stretch, blocks joined by line feeds.
    pub(in crate::marginalia) fn words(&self, stretch: Stretch) -> Option<String> {
        let Stretch { first, start, last, end } = stretch;
        if first == last {
            return self.blocks.get(first)?.text.as_str().get(start..end).map(str::to_owned);
        }
        let mut words = self.blocks.get(first)?.text.as_str().get(start..)?.to_owned();
        for block in self.blocks.get(first + 1..last)? {
            words.push('\n');
            words.push_str(block.text.as_str());
        }
        words.push('\n');
        words.push_str(self.blocks.get(last)?.text.as_str().get(..end)?);
        Some(words)
    }

    /// Who says the words, where all of them lie within quotes of one speaker.
    pub(in crate::marginalia) fn speaker(&self, stretch: Stretch) -> Option<PersonId> {
        let mut parts = (stretch.first..=stretch.last).map(|at| {
            let block = self.blocks.get(at)?;
            let start = if at == stretch.first { stretch.start } else { 0 };
            let end = if at == stretch.last { stretch.end } else { block.text.len() };
            block.speaker(block.text.span_around(start..end))
        });
        let first = parts.next()??;
        parts.all(|speaker| speaker.as_ref() == Some(&first)).then_some(first)
    }

    /// What stands before the words.
    fn before(&self, stretch: Stretch) -> Text {
        let (above, block) = self.blocks.split_at(stretch.first);
        let here = block.first().and_then(|block| block.text.as_str().get(..stretch.start)).unwrap_or_default();
        let above = above.iter().rev().flat_map(|block| std::iter::once('\n').chain(block.text.as_str().chars().rev()));
        let mut points: Vec<char> = here.chars().rev().chain(above).take(AROUND).collect();
        points.reverse();
        Text::new(&points.into_iter().collect::<String>())
    }

    /// What stands after the words.
    fn after(&self, stretch: Stretch) -> Text {
        let here = self.blocks.get(stretch.last).and_then(|block| block.text.as_str().get(stretch.end..));
        let below = self.blocks.iter().skip(stretch.last + 1);
        let below = below.flat_map(|block| std::iter::once('\n').chain(block.text.as_str().chars()));
        Text::new(&here.unwrap_or_default().chars().chain(below).take(AROUND).collect::<String>())
    }
}

impl Block {
    /// Who says the words of a span, where it lies within a quote: the innermost speaker that is known.
    pub(in crate::marginalia) fn speaker(&self, words: Span) -> Option<PersonId> {
        let around = self.quotes.iter().rev().find(|(span, by)| by.is_some() && span.contains(words));
        around.and_then(|(_, by)| by.clone())
    }
}

/// The byte of a code point; the one past the last counts as one.
pub(in crate::marginalia) fn bytes(text: &str, point: u32) -> Option<usize> {
    let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    starts.nth(usize::try_from(point).ok()?)
}
