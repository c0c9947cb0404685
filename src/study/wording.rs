//! How a sentence was reworded, word by word.

use crate::{
    marginalia::{Edit, difference},
    model::{Span, Text},
};

/// What is not as it was in a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Words that went, and the byte of the text before which they stood.
    pub gone: Vec<(usize, Text)>,
    /// Words that came.
    pub fresh: Vec<Span>,
}

/// Words that went and words that came between two that stayed.
#[derive(Default)]
struct Change {
    gone: Vec<String>,
    /// The first word that came, and how many did.
    first: usize,
    count: usize,
}

/// What `was` becomes in `text`, where it stands at `span`. A single word that stayed between two changes changes with
/// them: whole phrases are read sooner than odd words.
#[must_use]
pub fn reworded(was: &Text, text: &Text, span: Span) -> Wording {
    let words = words(text, span);
    let edits = difference(was.as_str(), text.get(span));
    let mut changes: Vec<Change> = Vec::new();
    let (mut at, mut open) = (0, false);
    for (nth, (edit, stretch)) in edits.iter().enumerate() {
        let count = stretch.split(' ').count();
        if *edit == Edit::Kept && (!open || count > 1 || nth + 1 == edits.len()) {
            (at, open) = (at + count, false);
            continue;
        }
        if !open {
            changes.push(Change { first: at, ..Change::default() });
        }
        open = true;
        let Some(change) = changes.last_mut() else { continue };
        if *edit != Edit::Added {
            change.gone.push(stretch.clone());
        }
        if *edit != Edit::Removed {
            change.count += count;
            at += count;
        }
    }
    let mut wording = Wording::default();
    for Change { gone, first, count } in changes {
        let here = words.get(first).map_or(span.end(), |word| word.start());
        if !gone.is_empty() {
            wording.gone.push((here, Text::line(&gone.join(" "))));
        }
        let last = (first + count).checked_sub(1).and_then(|last| words.get(last)).filter(|_| count > 0);
        wording.fresh.extend(last.and_then(|last| text.span(here..last.end())));
    }
    wording
}

/// The words of a sentence.
fn words(text: &Text, span: Span) -> Vec<Span> {
    let sentence = text.get(span);
    let place = |word: &str| {
        let start = span.start() + word.as_ptr().addr() - sentence.as_ptr().addr();
        text.span(start..start + word.len())
    };
    sentence.split_whitespace().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[gone] {come}` within the sentence.
    fn told(was: &str, now: &str) -> String {
        let text = Text::new(now);
        let wording = reworded(&Text::new(was), &text, text.whole());
        let gone = wording.gone.iter().map(|(at, words)| (*at, 0, format!("[{words}] ")));
        let fresh = wording.fresh.iter().flat_map(|span| [(span.start(), 1, "{".into()), (span.end(), 2, "}".into())]);
        let mut marks: Vec<(usize, u8, String)> = gone.chain(fresh).collect();
        marks.sort();
        let mut told = now.to_owned();
        for (at, _, mark) in marks.into_iter().rev() {
            told.insert_str(at, &mark);
        }
        told
    }

    #[test]
    fn only_the_words_that_changed_are_told() {
        assert_eq!(
            told("It costs 421,000 crowns a year.", "It costs 412,000 crowns a year."),
            "It costs [421,000] {412,000} crowns a year."
        );
        assert_eq!(told("It may rain today.", "It may rain."), "It may [rain today.] {rain.}");
        assert_eq!(told("It rains.", "It rains again, they say."), "It [rains.] {rains again, they say.}");
    }

    #[test]
    fn a_word_between_two_changes_changes_with_them() {
        assert_eq!(
            told("The red boat sails on Monday night.", "The blue boat leaves on Monday night."),
            "The [red boat sails] {blue boat leaves} on Monday night."
        );
    }

    #[test]
    fn words_that_only_went_leave_none_that_came() {
        assert_eq!(
            told("She has almost certainly decided.", "She has decided."),
            "She has [almost certainly] decided."
        );
        assert_eq!(told("No. (said by ada)", "No."), "No.[(said by ada)] ");
    }
}
