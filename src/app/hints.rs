//! Hints: letters at every link and quote in view, to jump by typing them; or at every sentence and quote, to select one.

use crate::{layout::LinkStop, model::Span};

use super::{reader::Reader, selection::can_hold};

/// The letters of hints, the easiest to reach first.
const LETTERS: [char; 24] = [
    'f', 'j', 'd', 'k', 's', 'l', 'a', 'g', 'h', 'r', 'u', 'e', 'i', 'w', 'o', 'n', 'c', 'm', 'v', 'b', 't', 'y', 'p',
    'x',
];

/// The hints in view, and what of one has been typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    pub typed: String,
    pub hints: Vec<Hint>,
    /// Whether the words are to be selected.
    pub selects: bool,
}

/// One hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub letters: String,
    pub paragraph: usize,
    pub span: Span,
    /// The link to follow, by index into the galley's; `None` for a quote, which is focused.
    pub link: Option<usize>,
}

impl Hints {
    /// Hints for what stands in the window, in reading order.
    #[must_use]
    pub fn in_view(reader: &Reader, height: usize) -> Self {
        let window = reader.window(height);
        let shown = |paragraph: usize, span: Span| {
            reader.page.row_of(paragraph, span.start()).is_some_and(|row| window.contains(&row.0))
        };
        let mut stops: Vec<(usize, Span, Option<usize>)> = Vec::new();
        for (at, LinkStop { paragraph, span, .. }) in reader.galley.links.iter().enumerate() {
            if shown(*paragraph, *span) {
                stops.push((*paragraph, *span, Some(at)));
            }
        }
        for quote in &reader.galley.quotes {
            if shown(quote.paragraph, quote.span) {
                stops.push((quote.paragraph, quote.span, None));
            }
        }
        stops.sort_by_key(|(paragraph, span, link)| (*paragraph, span.start(), link.is_none()));
        Self { typed: String::new(), hints: labelled(stops), selects: false }
    }

    /// Hints for the sentences and quotes that begin in the window. A sentence that is a quote has one.
    #[must_use]
    pub fn of_words(reader: &Reader, height: usize) -> Self {
        let window = reader.window(height);
        let shown = |paragraph: usize, span: Span| {
            reader.page.row_of(paragraph, span.start()).is_some_and(|row| window.contains(&row.0))
        };
        let paragraphs = reader.paragraph_at_top(height)..=reader.last_paragraph(height);
        let galley = &reader.galley;
        let quotes = galley.quotes.iter().map(|quote| (quote.paragraph, quote.span));
        let sentences = paragraphs.clone().flat_map(|at| galley.sentences(at)).map(|stop| (stop.paragraph, stop.span));
        let held = |(paragraph, span): &(usize, Span)| {
            paragraphs.contains(paragraph) && can_hold(galley, *paragraph) && shown(*paragraph, *span)
        };
        let mut stops: Vec<(usize, Span)> = quotes.chain(sentences).filter(held).collect();
        // where two begin together, the shorter comes first and has the easier letter; the next grows from it
        stops.sort_by_key(|(paragraph, span)| (*paragraph, span.start(), span.end()));
        stops.dedup_by_key(|(paragraph, span)| (*paragraph, span.start()));
        let stops = stops.into_iter().map(|(paragraph, span)| (paragraph, span, None)).collect();
        Self { typed: String::new(), hints: labelled(stops), selects: true }
    }

    /// The hints that begin with what was typed.
    pub fn open(&self) -> impl Iterator<Item = &Hint> {
        self.hints.iter().filter(|hint| hint.letters.starts_with(&self.typed))
    }
}

fn labelled(stops: Vec<(usize, Span, Option<usize>)>) -> Vec<Hint> {
    let labels = labels(stops.len());
    let hint = |((paragraph, span, link), letters)| Hint { letters, paragraph, span, link };
    stops.into_iter().zip(labels).map(hint).collect()
}

/// `count` labels of one length, so that none is the beginning of another.
fn labels(count: usize) -> Vec<String> {
    let letters = LETTERS.iter();
    if count <= LETTERS.len() {
        return letters.take(count).map(char::to_string).collect();
    }
    letters.flat_map(|a| LETTERS.iter().map(move |b| format!("{a}{b}"))).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another() {
        for count in [0, 1, 24, 25, 300] {
            let labels = labels(count);
            assert_eq!(labels.len(), count);
            for (at, a) in labels.iter().enumerate() {
                assert!(labels.iter().skip(at + 1).all(|b| !b.starts_with(a.as_str()) && !a.starts_with(b.as_str())));
            }
        }
    }
}
