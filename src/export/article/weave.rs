//! A run of text with its marks, as a sequence of openings, words and closings: what every tagged format writes.

use crate::model::{Inline, Mark, Span};

/// One step through a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strand<'a> {
    Open(&'a Mark, &'a str),
    Words(&'a str),
    Close(&'a Mark, &'a str),
}

/// The steps of a run, in reading order. Marks nest and never cross, so every opening finds its closing; each carries the
/// words it stands around.
pub(super) fn strands(inline: &Inline) -> Vec<Strand<'_>> {
    let text = &inline.text;
    let mut strands = Vec::with_capacity(inline.marks.len() * 2 + 1);
    let mut open: Vec<(Span, &Mark)> = Vec::new();
    let mut at = 0;
    for (span, mark) in &inline.marks {
        close(inline, &mut open, span.start(), &mut at, &mut strands);
        words(inline, &mut at, span.start(), &mut strands);
        strands.push(Strand::Open(mark, text.get(*span)));
        open.push((*span, mark));
    }
    close(inline, &mut open, text.len(), &mut at, &mut strands);
    words(inline, &mut at, text.len(), &mut strands);
    strands
}

/// Closes what ends at `to` or before.
fn close<'a>(
    inline: &'a Inline,
    open: &mut Vec<(Span, &'a Mark)>,
    to: usize,
    at: &mut usize,
    strands: &mut Vec<Strand<'a>>,
) {
    while let Some((span, mark)) = open.pop_if(|(span, _)| span.end() <= to) {
        words(inline, at, span.end(), strands);
        strands.push(Strand::Close(mark, inline.text.get(span)));
    }
}

fn words<'a>(inline: &'a Inline, at: &mut usize, to: usize, strands: &mut Vec<Strand<'a>>) {
    if let Some(words) = inline.text.as_str().get(*at..to).filter(|words| !words.is_empty()) {
        strands.push(Strand::Words(words));
        *at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format, model::Block};

    #[test]
    fn marks_open_and_close_around_their_words() {
        let markup = format::markup("He *said [\"no\"](@ada), twice*.");
        let [Block::Paragraph(inline)] = markup.blocks.as_slice() else { panic!("one paragraph") };
        let told: Vec<String> = strands(inline)
            .into_iter()
            .map(|strand| match strand {
                Strand::Open(_, words) => format!("<{words}>"),
                Strand::Words(words) => words.to_owned(),
                Strand::Close(..) => "</>".to_owned(),
            })
            .collect();
        assert_eq!(told.join("|"), "He |<said \"no\", twice>|said |<\"no\">|\"no\"|</>|, twice|</>|.");
    }
}
