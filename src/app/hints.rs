//! Hints: letters at every link and quote in view, to jump by typing them.

use crate::{layout::LinkStop, model::Span};

use super::reader::Reader;

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
        let labels = labels(stops.len());
        let hints = stops
            .into_iter()
            .zip(labels)
            .map(|((paragraph, span, link), letters)| Hint { letters, paragraph, span, link })
            .collect();
        Self { typed: String::new(), hints }
    }

    /// The hints that begin with what was typed.
    pub fn open(&self) -> impl Iterator<Item = &Hint> {
        self.hints.iter().filter(|hint| hint.letters.starts_with(&self.typed))
    }
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
