//! Words by their beginning.
//!
//! A single letter begins a fifth of all words, and to go through each place where one stands takes longer than whoever
//! types will wait. So there is a bound on how many places are gone through, those of the most frequent words first that
//! fit: what is found is right, and it is told ([`Cut`]) that there may be more.

use std::{
    cmp::Reverse,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tantivy::{
    DocId, Score, SegmentReader, TantivyError, Term,
    postings::TermInfo,
    query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::IndexRecordOption,
};

/// The most places that are gone through, of all segments together. It bounds the time, however large the library is.
const PLACES_MAX: u64 = 400_000;

/// How much is gone through, and whether there may be more.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    places_max: u64,
    happened: Arc<AtomicBool>,
}

impl Default for Cut {
    fn default() -> Self {
        Self { places_max: PLACES_MAX, happened: Arc::default() }
    }
}

impl Cut {
    /// Whether a word that stands in so many places takes up all there may be.
    pub(super) fn is_taken_up_by(&self, places: u64) -> bool {
        places > self.places_max
    }

    /// There may be more.
    pub(super) fn cut(&self) {
        self.happened.store(true, Ordering::Relaxed);
    }

    pub(super) fn happened(&self) -> bool {
        self.happened.load(Ordering::Relaxed)
    }
}

/// Documents with a word of a field that begins so.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    begin: Term,
    /// Told of it where not all is gone through; `None`: all is.
    cut: Option<Cut>,
}

impl Begun {
    pub(super) fn new(begin: Term, cut: Option<Cut>) -> Self {
        Self { begin, cut }
    }
}

impl Query for Begun {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let documents = scoring
            .searcher()
            .map_or(0, |searcher| searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum());
        Ok(Box::new(BegunWeight { begun: self.clone(), documents }))
    }
}

struct BegunWeight {
    begun: Begun,
    /// Of all segments.
    documents: u64,
}

impl BegunWeight {
    /// How many places of a segment are gone through.
    fn share(&self, reader: &SegmentReader) -> u64 {
        match (&self.begun.cut, self.documents) {
            (None, _) | (_, 0) => u64::MAX / 2,
            (Some(cut), documents) => cut.places_max * u64::from(reader.max_doc()) / documents,
        }
    }
}

impl Weight for BegunWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Begun { begin, cut } = &self.begun;
        let index = reader.inverted_index(begin.field())?;
        let begin = begin.serialized_value_bytes();
        let mut words: Vec<TermInfo> = Vec::new();
        let mut terms = index.terms().range().ge(begin).into_stream()?;
        while terms.advance() && terms.key().starts_with(begin) {
            words.push(terms.value().clone());
        }
        let (share, all) = (self.share(reader), words.iter().map(|word| u64::from(word.doc_freq)).sum::<u64>());
        if all > share {
            words.sort_unstable_by_key(|word| Reverse(word.doc_freq));
            if let Some(cut) = cut {
                cut.cut();
            }
        }
        let mut found = tantivy::BitSet::with_max_value(reader.max_doc());
        let mut gone_through = 0;
        for word in words {
            let places = u64::from(word.doc_freq);
            if gone_through + places > share {
                continue;
            }
            gone_through += places;
            let mut places = index.read_block_postings_from_terminfo(&word, IndexRecordOption::Basic)?;
            while !places.docs().is_empty() {
                for doc in places.docs() {
                    found.insert(*doc);
                }
                places.advance();
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a beginning has no score".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use tantivy::{
        Index, IndexWriter,
        collector::Count,
        doc,
        schema::{STRING, Schema},
    };

    use super::*;

    #[test]
    fn the_most_frequent_words_are_gone_through_first_and_it_is_told_that_there_are_more() {
        let mut schema = Schema::builder();
        let word = schema.add_text_field("word", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for text in ["sun", "sea", "sea", "sea", "rain", "sand", "s", "sea"] {
            writer.add_document(doc!(word => text)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let found = |begin: &str, places_max: Option<u64>| {
            let cut = places_max.map(|places_max| Cut { places_max, ..Cut::default() });
            let query = Begun::new(Term::from_field_text(word, begin), cut.clone());
            (searcher.search(&query, &Count).unwrap(), cut.is_some_and(|cut| cut.happened()))
        };
        assert_eq!(found("s", None), (7, false));
        assert_eq!(found("s", Some(100)), (7, false));
        assert_eq!(found("s", Some(7)), (7, false));
        assert_eq!(found("s", Some(4)), (4, true), "each of the sea, and none of the others");
        assert_eq!(found("s", Some(3)), (3, true), "the sea is too much, and each of the others fits");
        assert_eq!(found("sa", Some(3)), (1, false));
        assert_eq!(found("x", Some(3)), (0, false));
    }
}
