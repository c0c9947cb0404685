//! What must be absent from a document.
//!
//! tantivy asks what it leaves out for documents before the one that stands next, which the scorers of phrases take for
//! a mistake (they assert against it in debug builds). Between the two stands this scorer, which answers such a question
//! itself.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TantivyError,
    query::{EnableScoring, Explanation, Query, QueryClone as _, Scorer, Weight},
};

/// A query whose documents are to be left out.
#[derive(Debug)]
pub(super) struct Absent(pub(super) Box<dyn Query>);

impl Clone for Absent {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

struct AbsentWeight(Box<dyn Weight>);

struct AbsentScorer(Box<dyn Scorer>);

impl Query for Absent {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AbsentWeight(self.0.weight(scoring)?)))
    }
}

impl Weight for AbsentWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(AbsentScorer(self.0.scorer(reader, boost)?)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("what is left out has no score".to_owned()))
    }
}

/// Leaves `seek_danger` to the trait, which looks at where the scorer stands first.
impl DocSet for AbsentScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }
}

impl Scorer for AbsentScorer {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}
