//! Where a text answers a query, and the words around that place.

use std::ops::Range;

use crate::library::words;

use super::{Phrase, Query};

impl Query {
    /// The bytes of `text` that answer the words that are asked for, in order; those that touch are one.
    /// `same` says whether a word of the text (the second) is another form of a plain word of the query (the first):
    /// both are folded, and an index knows stems.
    #[must_use]
    pub fn lit(&self, text: &str, same: &dyn Fn(&str, &str) -> bool) -> Vec<Range<usize>> {
        let phrases = self.phrases();
        if phrases.is_empty() {
            return Vec::new();
        }
        let tokens: Vec<(Range<usize>, String)> = words(text).collect();
        let mut lit: Vec<Range<usize>> = Vec::new();
        for phrase in phrases {
            let found = tokens.windows(phrase.words.len()).filter(|window| phrase.is_lit(window, same));
            lit.extend(found.filter_map(|window| Some(window.first()?.0.start..window.last()?.0.end)));
        }
        lit.sort_unstable_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(lit.len());
        for range in lit {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                Some(_) | None => apart.push(range),
            }
        }
        apart
    }
}

impl Phrase {
    fn is_lit(&self, window: &[(Range<usize>, String)], same: &dyn Fn(&str, &str) -> bool) -> bool {
        let last = self.words.len() - 1;
        let forms = last == 0 && !self.exact;
        self.words.iter().zip(window).enumerate().all(|(at, (word, (_, token)))| {
            let begun = self.prefix && at == last && token.starts_with(word.as_str());
            token == word || begun || (forms && same(word, token))
        })
    }
}

/// The words of `text` around its first lit place, on one line of about `length` characters, with the lit places in
/// it. What is left out on either side stands as an ellipsis.
///
/// ```
/// # use byline::library::{Query, excerpt};
/// let text = "Long before anybody looked at the gauge the river had risen by a metre.";
/// let lit = Query::parse("river").expect("a query").lit(text, &|_, _| false);
/// let (words, lit) = excerpt(text, &lit, 30);
/// assert_eq!(words, "… gauge the river had risen by a …");
/// assert_eq!(&words[lit[0].clone()], "river");
/// ```
#[must_use]
pub fn excerpt(text: &str, lit: &[Range<usize>], length: usize) -> (String, Vec<Range<usize>>) {
    let chars = text.chars().count();
    let line = |range: Range<usize>| text.get(range).unwrap_or_default().replace(['\n', '\t'], " ");
    if chars <= length {
        return (line(0..text.len()), lit.to_vec());
    }
    let hit = lit.first().cloned().unwrap_or(0..0);
    let within = text.get(hit.clone()).map_or(0, |hit| hit.chars().count());
    // Half of the room stands before the hit, as far as there are words on both sides.
    let room = length.saturating_sub(within);
    let after_chars = text.get(hit.end..).map_or(0, |after| after.chars().count());
    let before = text.get(..hit.start).unwrap_or_default();
    let wanted = (room / 2).max(room.saturating_sub(after_chars));
    let start = match before.char_indices().rev().nth(wanted) {
        None => 0,
        Some((at, _)) => word_start(text, at, hit.start),
    };
    let rest = length.saturating_sub(text.get(start..hit.end).map_or(0, |taken| taken.chars().count()));
    let end = match text.get(hit.end..).and_then(|after| after.char_indices().nth(rest)) {
        None => text.len(),
        Some((at, _)) => word_end(text, hit.end, hit.end + at),
    };
    let mut words = String::new();
    if start > 0 {
        words.push_str("… ");
    }
    let shift = words.len();
    words.push_str(&line(start..end));
    if end < text.len() {
        words.push_str(" …");
    }
    let shown = lit.iter().filter(|range| range.start >= start && range.end <= end);
    (words, shown.map(|range| range.start - start + shift..range.end - start + shift).collect())
}

/// The beginning of the first whole word at or behind `at`, not beyond `limit`.
fn word_start(text: &str, at: usize, limit: usize) -> usize {
    let part = text.get(at..limit).unwrap_or_default();
    let space = part.find(char::is_whitespace);
    let word = space.and_then(|space| part.get(space..)?.find(|c: char| !c.is_whitespace()).map(|start| space + start));
    // Without a space (Han, Thai) any character begins one.
    word.map_or(if space.is_some() { limit } else { at }, |word| at + word)
}

/// The end of the last whole word before `at`, not before `limit`.
fn word_end(text: &str, limit: usize, at: usize) -> usize {
    let part = text.get(limit..at).unwrap_or_default();
    if text.get(at..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return limit + part.trim_end().len();
    }
    let space = part.rfind(char::is_whitespace).and_then(|space| part.get(..space));
    limit + space.map_or(part.len(), |words| words.trim_end().len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lit(typed: &str, text: &str) -> Vec<String> {
        let query = Query::parse(typed).expect("a query");
        let same = |word: &str, token: &str| token.strip_suffix('s') == Some(word);
        query.lit(text, &same).into_iter().map(|range| text.get(range).expect("within the text").to_owned()).collect()
    }

    #[test]
    fn words_phrases_beginnings_and_other_forms_are_lit() {
        let text = "The Floods: a flood, flooded Zürich’s old Quay. Quayside too.";
        assert_eq!(lit("flood", text), ["Floods", "flood"]);
        assert_eq!(lit("\"flood\"", text), ["flood"]);
        assert_eq!(lit("flood* -quay", text), ["Floods", "flood", "flooded"]);
        assert_eq!(lit("zurich \"old quay\"", text), ["Zürich", "old Quay"]);
        assert_eq!(lit("zurichs OR \"zurich s\" OR \"s old\"", text), ["Zürich’s old"]);
        assert_eq!(lit("北京", "在北京的"), ["北京"]);
        assert!(lit("kind:known by:flood", text).is_empty());
    }

    proptest! {
        #[test]
        fn an_excerpt_keeps_the_hit_and_its_length(text in "(ab|c|é|北| |flood|\n){0,60}", length in 12_usize..50) {
            let lit = Query::parse("flood").expect("a query").lit(&text, &|_, _| false);
            let (words, shown) = excerpt(&text, &lit, length);
            prop_assert!(words.chars().count() <= length.max(text.chars().count().min(length)) + 4);
            prop_assert!(!words.contains('\n'));
            prop_assert_eq!(shown.is_empty(), lit.is_empty());
            for range in shown {
                prop_assert!(words.get(range.clone()).is_some_and(|word| word.contains("flood")), "{} {:?}", words, range);
            }
        }
    }
}
