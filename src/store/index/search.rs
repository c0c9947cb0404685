//! Passages that answer a query.

use std::collections::{BTreeSet, HashMap};

use tantivy::{
    DocAddress, Order,
    collector::{Count, TopDocs},
    query::Query as Search,
};

use super::{
    Index,
    translate::{Typed, translate_typed},
};
use crate::{
    library::{Hit, Hits, Passage, Query, excerpt},
    store::Error,
};

/// How many characters around a hit are shown.
const EXCERPT_CHARS: usize = 240;

/// The most passages that are told of what is found by the beginning of a word.
const BEGUN_MAX: usize = 1_000_000;

/// How many different words of the hits are told, to be lit up elsewhere.
const WORDS_MAX: usize = 64;

impl Index {
    /// The best passages, those of one article together.
    pub(super) fn hits(&self, query: &Query, limit: usize) -> Result<Hits, Error> {
        let Typed { search, cut, begun } = translate_typed(query, &self.fields, &self.marks);
        let (scored, total) = self.best(query, &*search, begun, limit)?;
        let forms = Forms::of(query, self);
        let (mut hits, mut words) = (Vec::with_capacity(scored.len()), BTreeSet::new());
        let mut articles = HashMap::new();
        for (score, at) in scored {
            hits.push(forms.hit(query, self.passage(at, &mut articles)?, score, &mut words));
        }
        together(&mut hits);
        Ok(Hits { hits, total, more: cut.happened(), words: words.into_iter().collect() })
    }
}

impl Index {
    /// The best passages with their scores, and how many there are in all.
    fn best(
        &self,
        query: &Query,
        found: &dyn Search,
        begun: bool,
        limit: usize,
    ) -> Result<(Vec<(f32, DocAddress)>, usize), Error> {
        if limit > 0 && begun {
            // to gather all that begins so is most of the work, and is done once
            let best = TopDocs::with_limit(limit.min(BEGUN_MAX)).order_by_score();
            return self.search_for(found, &(best, Count));
        }
        let total = self.search_for(found, &Count)?;
        if limit.min(total) == 0 {
            return Ok((Vec::new(), total));
        }
        let best = TopDocs::with_limit(limit.min(total));
        // Without words every passage answers as well as any other.
        if query.phrases().is_empty() {
            let newest = best.order_by_fast_field::<u64>("date", Order::Desc);
            let newest = self.search_for(found, &newest)?;
            return Ok((newest.into_iter().map(|(_, at)| (0.0, at)).collect(), total));
        }
        Ok((self.search_for(found, &best.order_by_score())?, total))
    }
}

/// Puts the hits of one article behind the first of them.
fn together(hits: &mut [Hit]) {
    let mut firsts: HashMap<String, usize> = HashMap::new();
    let order: Vec<usize> =
        hits.iter().enumerate().map(|(at, hit)| *firsts.entry(hit.at.path.clone()).or_insert(at)).collect();
    let mut keyed: Vec<(usize, Hit)> = order.into_iter().zip(hits.iter_mut().map(std::mem::take)).collect();
    keyed.sort_by_key(|(first, _)| *first);
    for (place, (_, hit)) in hits.iter_mut().zip(keyed) {
        *place = hit;
    }
}

/// The stems of the query's words, to see which words of a text are other forms of them.
struct Forms<'a> {
    index: &'a Index,
    stems: HashMap<&'a str, Vec<String>>,
}

impl<'a> Forms<'a> {
    fn of(query: &'a Query, index: &'a Index) -> Self {
        let words = query.phrases().into_iter().flat_map(|phrase| &phrase.words);
        Self { index, stems: words.map(|word| (word.as_str(), index.fields.stems(word))).collect() }
    }

    /// Whether a word of a text has a stem of a word of the query.
    fn same(&self, word: &str, token: &str) -> bool {
        // Hardly any stem begins with another letter, and most words of a text do.
        if token.chars().next() != word.chars().next() {
            return false;
        }
        let Some(stems) = self.stems.get(word) else { return false };
        stems.iter().any(|stem| stem == token) || self.index.fields.stems(token).iter().any(|stem| stems.contains(stem))
    }

    fn hit(&self, query: &Query, passage: Passage, score: f32, words: &mut BTreeSet<String>) -> Hit {
        let lit = query.lit(&passage.text, &|word, token| self.same(word, token));
        for range in &lit {
            if words.len() < WORDS_MAX {
                let text = passage.text.get(range.clone()).unwrap_or_default();
                words.insert(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
            }
        }
        let (text, lit) = excerpt(&passage.text, &lit, EXCERPT_CHARS);
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let lit = lit.into_iter().map(|range| (byte(range.start), byte(range.end))).collect();
        Hit { at: passage.at, text, lit, speakers: passage.speakers, score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Citation;

    #[test]
    fn the_hits_of_one_article_follow_its_best() {
        let hit = |path: &str, item| {
            let at = Citation { path: path.to_owned(), item, ..Citation::default() };
            Hit { at, ..Hit::default() }
        };
        let mut hits = [hit("b", 0), hit("a", 1), hit("c", 2), hit("a", 3), hit("b", 4)];
        together(&mut hits);
        assert_eq!(hits.map(|hit| hit.at.item), [0, 4, 1, 3, 2]);
    }
}
