//! Words being selected: where the selection begins and ends, and how it grows, shrinks and follows a motion.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    layout::{Galley, ParagraphStyle},
    model::{Extract, PersonId, Span},
};

/// A place between two letters: a paragraph of the galley, and a byte of its text.
pub type Spot = (usize, usize);

/// What a motion steps by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Letter,
    Word,
    Sentence,
    Paragraph,
}

/// How much is selected, where it is all of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Sentence,
    Quote,
    Paragraph,
    Section,
    /// Every quote of one speaker.
    Speaker,
}

impl Extent {
    /// From the smallest on.
    const ALL: [Self; 5] = [Self::Sentence, Self::Quote, Self::Paragraph, Self::Section, Self::Speaker];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Quote => "quote",
            Self::Paragraph => "paragraph",
            Self::Section => "section",
            Self::Speaker => "all quotes of",
        }
    }
}

/// Selected words. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    start: Spot,
    end: Spot,
    /// Which end moves: the last, or else the first.
    pub forward: bool,
    /// Instead of the words between the two: the quotes of one speaker.
    quotes: Vec<(usize, Span)>,
    /// What it was before it grew, to shrink back to.
    smaller: Vec<Selection>,
}

impl Selection {
    /// The words of one paragraph.
    #[must_use]
    pub fn of(paragraph: usize, span: Span) -> Self {
        Self::between((paragraph, span.start()), (paragraph, span.end()))
    }

    /// The words between two places, whichever is the first.
    #[must_use]
    pub fn between(from: Spot, to: Spot) -> Self {
        let (start, end) = if from <= to { (from, to) } else { (to, from) };
        Self { start, end, forward: from <= to, quotes: Vec::new(), smaller: Vec::new() }
    }

    /// The end that moves.
    #[must_use]
    pub fn head(&self) -> Spot {
        if self.forward { self.end } else { self.start }
    }

    #[must_use]
    pub fn start(&self) -> Spot {
        self.start
    }

    #[must_use]
    pub fn end(&self) -> Spot {
        self.end
    }

    pub fn swap_ends(&mut self) {
        self.forward = !self.forward;
    }

    /// The selected words: paragraphs with a span of each, in order, without blanks at either end. Paragraphs that are byline's
    /// own (attributions, rules) are passed over.
    #[must_use]
    pub fn stretches(&self, galley: &Galley) -> Vec<(usize, Span)> {
        if !self.quotes.is_empty() {
            return self.quotes.clone();
        }
        let (from, to) = (self.start.0, self.end.0.min(galley.paragraphs.len().saturating_sub(1)));
        let stretch = |paragraph: usize| {
            let text = &galley.paragraphs.get(paragraph).filter(|_| can_hold(galley, paragraph))?.text;
            let start = if paragraph == self.start.0 { self.start.1 } else { 0 };
            let end = if paragraph == self.end.0 { self.end.1 } else { text.len() };
            let words = text.as_str().get(start..end)?;
            let start = start + (words.len() - words.trim_start().len());
            let span = text.span_around(start..start + words.trim().len());
            (!span.is_empty()).then_some((paragraph, span))
        };
        (from..=to).filter_map(stretch).collect()
    }

    /// The selected words as places of the article: one extract for words that follow one another, one for each quote of a
    /// speaker.
    #[must_use]
    pub fn extracts(&self, galley: &Galley) -> Vec<Extract> {
        let stretches = self.stretches(galley);
        if self.quotes.is_empty() {
            extract(galley, &stretches).into_iter().collect()
        } else {
            stretches.iter().filter_map(|quote| extract(galley, &[*quote])).collect()
        }
    }

    /// How many words there are.
    #[must_use]
    pub fn words(&self, galley: &Galley) -> usize {
        let words = |(paragraph, span): &(usize, Span)| {
            galley.paragraphs.get(*paragraph).map_or(0, |copy| copy.text.get(*span).unicode_words().count())
        };
        self.stretches(galley).iter().map(words).sum()
    }

    /// What the words are all of, and how many of these; the smallest such that is one, else the largest.
    #[must_use]
    pub fn extent(&self, galley: &Galley) -> Option<(Extent, usize)> {
        let stretches = self.stretches(galley);
        let whole =
            |extent: &Extent| self.grown_to(*extent, galley).is_some_and(|all| all.stretches(galley) == stretches);
        let count = |extent: Extent| match extent {
            Extent::Sentence => {
                let within = |(paragraph, span): &(usize, Span)| {
                    units(galley, *paragraph, Unit::Sentence).into_iter().filter(|each| span.contains(*each)).count()
                };
                stretches.iter().map(within).sum()
            }
            Extent::Paragraph => stretches.len(),
            Extent::Quote | Extent::Section | Extent::Speaker => 1,
        };
        let wholes: Vec<(Extent, usize)> =
            Extent::ALL.into_iter().filter(whole).map(|extent| (extent, count(extent))).collect();
        wholes.iter().find(|(_, count)| *count == 1).or(wholes.last()).copied()
    }

    /// Who speaks, where all of the words are one speaker's.
    #[must_use]
    pub fn speaker<'a>(&self, galley: &'a Galley) -> Option<&'a PersonId> {
        let mut speakers = self.stretches(galley).into_iter().map(|(paragraph, span)| {
            let holds = |quote: &&crate::layout::QuoteStop| quote.paragraph == paragraph && quote.span.contains(span);
            let quote = galley.quotes.iter().filter(holds).min_by_key(|quote| quote.span.end() - quote.span.start())?;
            galley.outline.quotes.get(quote.quote)?.attribution.by()
        });
        let first = speakers.next()??;
        speakers.all(|speaker| speaker == Some(first)).then_some(first)
    }

    /// Grows to the next larger whole: sentence, quote, paragraph, section, all quotes of the speaker. Whether there was one.
    pub fn grow(&mut self, galley: &Galley) -> bool {
        let here = self.stretches(galley);
        // who speaks is known of the words one began with
        let first = self.smaller.first().unwrap_or(&*self);
        let larger = |extent: Extent| {
            let from = if extent == Extent::Speaker { first } else { &*self };
            let grown = from.grown_to(extent, galley)?;
            let there = grown.stretches(galley);
            let covers = here
                .iter()
                .all(|(paragraph, span)| there.iter().any(|(at, all)| at == paragraph && all.contains(*span)));
            let asked = extent == Extent::Speaker && self.quotes.is_empty();
            ((covers || asked) && there != here).then_some(grown)
        };
        let Some(mut grown) = Extent::ALL.into_iter().find_map(larger) else { return false };
        grown.forward = self.forward;
        let mut before = std::mem::replace(self, grown);
        self.smaller = std::mem::take(&mut before.smaller);
        self.smaller.push(before);
        true
    }

    /// Shrinks to what it was before it grew, else to the largest whole within it, at the end that moves. Whether it could.
    pub fn shrink(&mut self, galley: &Galley) -> bool {
        if let Some(mut before) = self.smaller.pop() {
            before.smaller = std::mem::take(&mut self.smaller);
            *self = before;
            return true;
        }
        let here = self.stretches(galley);
        let (Some(first), Some(last)) = (here.first(), here.last()) else { return false };
        let at = if self.forward { Self::last_letter(*last, galley) } else { Self::first_letter(*first, galley) };
        let within = |extent: &Extent| {
            let smaller = at.grown_to(*extent, galley)?;
            let there = smaller.stretches(galley);
            let inside = there
                .iter()
                .all(|(paragraph, span)| here.iter().any(|(own, all)| own == paragraph && all.contains(*span)));
            (inside && there != here && !there.is_empty()).then_some(smaller)
        };
        let wholes = [Extent::Paragraph, Extent::Quote, Extent::Sentence];
        let smaller =
            wholes.iter().find_map(within).or_else(|| at.word(galley).filter(|word| word.stretches(galley) != here));
        let Some(smaller) = smaller else { return false };
        let forward = self.forward;
        *self = Self { forward, ..smaller };
        true
    }

    fn last_letter((paragraph, span): (usize, Span), galley: &Galley) -> Self {
        let start =
            units(galley, paragraph, Unit::Letter).into_iter().map(Span::start).rfind(|start| *start < span.end());
        Self::between((paragraph, start.unwrap_or(span.start())), (paragraph, span.end()))
    }

    fn first_letter((paragraph, span): (usize, Span), galley: &Galley) -> Self {
        let end = units(galley, paragraph, Unit::Letter).into_iter().map(Span::end).find(|end| *end > span.start());
        Self::between((paragraph, span.start()), (paragraph, end.unwrap_or(span.end())))
    }

    /// The word at a letter, or the nearest before it.
    fn word(&self, galley: &Galley) -> Option<Self> {
        let words = units(galley, self.start.0, Unit::Word);
        let before = words.iter().rfind(|word| word.start() <= self.start.1);
        before.or(words.first()).map(|word| Self::of(self.start.0, *word))
    }

    /// All of the thing that the words are in.
    fn grown_to(&self, extent: Extent, galley: &Galley) -> Option<Self> {
        let (paragraph, from) = self.start;
        let last = if self.end.1 == 0 { self.end.0.saturating_sub(1) } else { self.end.0 };
        match extent {
            Extent::Sentence | Extent::Paragraph => {
                let unit = if extent == Extent::Sentence { Unit::Sentence } else { Unit::Paragraph };
                let first = units(galley, paragraph, unit).into_iter().rfind(|span| span.start() <= from)?;
                let end =
                    units(galley, last, unit).into_iter().find(|span| last < self.end.0 || span.end() >= self.end.1)?;
                Some(Self::between((paragraph, first.start()), (last, end.end())))
            }
            Extent::Quote => {
                let holds = |quote: &&crate::layout::QuoteStop| {
                    let span = quote.span;
                    quote.paragraph == paragraph
                        && last == paragraph
                        && span.start() <= from
                        && self.end.1 <= span.end()
                };
                let within = galley.quotes.iter().filter(holds);
                let quote = within.min_by_key(|quote| quote.span.end() - quote.span.start())?;
                Some(Self::of(paragraph, quote.span))
            }
            Extent::Section => {
                let section = galley.paragraphs.get(paragraph)?.section?;
                let is_in = |at: &usize| galley.paragraphs.get(*at).is_some_and(|copy| copy.section == Some(section));
                let first = (0..=paragraph).rev().take_while(is_in).filter(|at| can_hold(galley, *at)).last()?;
                let end =
                    (paragraph..galley.paragraphs.len()).take_while(is_in).filter(|at| can_hold(galley, *at)).last()?;
                Some(Self::between((first, 0), (end, galley.paragraphs.get(end)?.text.len())))
            }
            Extent::Speaker => {
                let speaker = self.speaker(galley)?;
                let by = |quote: usize| galley.outline.quotes.get(quote).and_then(|quote| quote.attribution.by());
                let quotes: Vec<_> = galley
                    .quotes
                    .iter()
                    .filter(|quote| by(quote.quote) == Some(speaker) && can_hold(galley, quote.paragraph))
                    .map(|quote| (quote.paragraph, quote.span))
                    .collect();
                let (first, last) = (quotes.first()?, quotes.last()?);
                let (start, end) = ((first.0, first.1.start()), (last.0, last.1.end()));
                (quotes.len() > 1).then(|| Self { quotes, ..Self::between(start, end) })
            }
        }
    }

    /// Moves the end that moves by one unit. Beyond the other end it goes on there: a selection is never empty. Whether there
    /// was anywhere to go.
    pub fn step(&mut self, galley: &Galley, unit: Unit, onward: bool) -> bool {
        let next_end = |from: Spot| next(galley, from, |paragraph| ends(galley, paragraph, unit));
        let next_start = |from: Spot| next(galley, from, |paragraph| starts(galley, paragraph, unit));
        let previous_end = |from: Spot| previous(from, |paragraph| ends(galley, paragraph, unit));
        let previous_start = |from: Spot| previous(from, |paragraph| starts(galley, paragraph, unit));
        let moved = match (self.forward, onward) {
            (true, true) => next_end(self.end).map(|end| (self.start, end, true)),
            (true, false) => match previous_end(self.end).filter(|end| *end > self.start) {
                Some(end) => Some((self.start, end, true)),
                None => previous_start(self.start).map(|start| (start, self.end, false)),
            },
            (false, true) => match next_start(self.start).filter(|start| *start < self.end) {
                Some(start) => Some((start, self.end, false)),
                None => next_end(self.end).map(|end| (self.start, end, true)),
            },
            (false, false) => previous_start(self.start).map(|start| (start, self.end, false)),
        };
        let Some((start, end, forward)) = moved else { return false };
        *self = Self { forward, ..Self::between(start, end) };
        true
    }

    /// Takes in what a motion led to: the end that moves goes there, or the other where that lies nearer.
    pub fn reach(&mut self, paragraph: usize, span: Span) {
        let (from, to) = ((paragraph, span.start()), (paragraph, span.end()));
        let (start, end, forward) = if to > self.end {
            (self.start, to, true)
        } else if from < self.start {
            (from, self.end, false)
        } else if self.forward {
            (self.start, to, true)
        } else {
            (from, self.end, false)
        };
        *self = Self { forward, ..Self::between(start, end) };
    }

    /// The same words on a page that was made anew: `to` tells the paragraph that one of its ends is now. Only words that
    /// follow one another come along.
    #[must_use]
    pub fn moved(&self, to: impl Fn(usize) -> Option<usize>) -> Option<Self> {
        let start = (to(self.start.0)?, self.start.1);
        let end = (to(self.end.0)?, self.end.1);
        (self.quotes.is_empty() && start < end).then(|| Self { forward: self.forward, ..Self::between(start, end) })
    }

    /// Puts the end that moves at a place; the other stays, and the two change sides where they must.
    pub fn move_head(&mut self, spot: Spot) {
        let tail = if self.forward { self.start } else { self.end };
        if spot != tail {
            *self = Self::between(tail, spot);
        }
    }
}

/// Whether a paragraph holds words of the article, which can be annotated.
#[must_use]
pub fn can_hold(galley: &Galley, paragraph: usize) -> bool {
    galley.paragraphs.get(paragraph).is_some_and(|copy| copy.place.is_some() && !copy.text.is_empty())
}

/// Why a paragraph holds no words to annotate.
pub fn why_not(galley: &Galley, paragraph: usize) -> &'static str {
    match galley.paragraphs.get(paragraph).map(|copy| &copy.style) {
        Some(ParagraphStyle::Table) => "Cells of a table can't be annotated yet; ) goes to the next sentence",
        Some(_) | None => "These are byline's own words; ) goes to the next sentence of the article",
    }
}

/// Stretches of the page as places of the article.
#[must_use]
pub fn extract(galley: &Galley, stretches: &[(usize, Span)]) -> Option<Extract> {
    let part = |(paragraph, span): &(usize, Span)| Some((galley.paragraphs.get(*paragraph)?.place?, *span));
    let parts: Vec<_> = stretches.iter().filter_map(part).collect();
    (!parts.is_empty()).then_some(Extract { parts })
}

/// The units of one paragraph.
fn units(galley: &Galley, paragraph: usize, unit: Unit) -> Vec<Span> {
    let Some(copy) = galley.paragraphs.get(paragraph).filter(|_| can_hold(galley, paragraph)) else {
        return Vec::new();
    };
    let text = &copy.text;
    let spans = |pieces: Vec<(usize, &str)>| -> Vec<Span> {
        pieces.into_iter().map(|(at, piece)| text.span_around(at..at + piece.len())).collect()
    };
    match unit {
        Unit::Letter => spans(text.graphemes().collect()),
        Unit::Word => spans(text.as_str().unicode_word_indices().collect()),
        Unit::Sentence => {
            let sentences: Vec<Span> = galley.sentences(paragraph).into_iter().map(|stop| stop.span).collect();
            // code has none: it is taken whole
            if sentences.is_empty() { vec![text.whole()] } else { sentences }
        }
        Unit::Paragraph => vec![text.whole()],
    }
}

fn ends(galley: &Galley, paragraph: usize, unit: Unit) -> Vec<usize> {
    units(galley, paragraph, unit).into_iter().map(Span::end).collect()
}

fn starts(galley: &Galley, paragraph: usize, unit: Unit) -> Vec<usize> {
    units(galley, paragraph, unit).into_iter().map(Span::start).collect()
}

/// The first of the places beyond `from`, in its paragraph or in one that follows.
fn next(galley: &Galley, from: Spot, places: impl Fn(usize) -> Vec<usize>) -> Option<Spot> {
    let here = places(from.0).into_iter().find(|at| *at > from.1).map(|at| (from.0, at));
    here.or_else(|| {
        (from.0 + 1..galley.paragraphs.len()).find_map(|below| Some((below, places(below).into_iter().next()?)))
    })
}

/// The last of the places before `from`, in its paragraph or in one above.
fn previous(from: Spot, places: impl Fn(usize) -> Vec<usize>) -> Option<Spot> {
    let here = places(from.0).into_iter().rfind(|at| *at < from.1).map(|at| (from.0, at));
    here.or_else(|| (0..from.0).rev().find_map(|above| Some((above, places(above).into_iter().next_back()?))))
}

#[cfg(test)]
mod tests;
