//! From an article to its passages: they stand behind it in the index, so what holds of an article holds of a range.
//!
//! That saves each passage the words of its headline, its topics, its publisher … An article's documents are added in one
//! piece, merging keeps their order, and they are deleted together.

use std::ops::Range;

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError,
    columnar::Column,
    query::{ConstScorer, EnableScoring, Explanation, Query, QueryClone as _, Scorer, Weight},
};

/// The column that says how many passages stand behind an article.
pub(super) const PASSAGES: &str = "passages";

/// Finds the passages of the articles that a query finds.
#[derive(Debug)]
pub(super) struct Within {
    articles: Box<dyn Query>,
    /// Whether the articles themselves are found as well.
    whole: bool,
}

impl Within {
    /// The passages alone.
    pub(super) fn new(articles: Box<dyn Query>) -> Self {
        Self { articles, whole: false }
    }

    /// Each article with its passages.
    pub(super) fn whole(articles: Box<dyn Query>) -> Self {
        Self { articles, whole: true }
    }
}

impl Clone for Within {
    fn clone(&self) -> Self {
        Self { articles: self.articles.box_clone(), whole: self.whole }
    }
}

impl Query for Within {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scoring = match scoring {
            EnableScoring::Enabled { searcher, .. } => EnableScoring::disabled_from_searcher(searcher),
            disabled @ EnableScoring::Disabled { .. } => disabled,
        };
        Ok(Box::new(WithinWeight { articles: self.articles.weight(scoring)?, whole: self.whole }))
    }
}

struct WithinWeight {
    articles: Box<dyn Weight>,
    whole: bool,
}

impl WithinWeight {
    fn ranges(&self, reader: &SegmentReader) -> tantivy::Result<Vec<Range<DocId>>> {
        let many: Option<Column<u64>> = reader.fast_fields().column_opt(PASSAGES)?;
        let mut ranges: Vec<Range<DocId>> = Vec::new();
        self.articles.for_each_no_score(reader, &mut |articles| {
            for article in articles {
                let passages = many.as_ref().and_then(|many| many.first(*article)).unwrap_or(0);
                let end = article.saturating_add(1).saturating_add(u32::try_from(passages).unwrap_or(0));
                let start = article + u32::from(!self.whole);
                if start < end {
                    ranges.push(start..end.min(reader.max_doc()));
                }
            }
        })?;
        Ok(ranges)
    }
}

impl Weight for WithinWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(Ranges::new(self.ranges(reader)?), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a condition has no score".to_owned()))
    }
}

/// Documents in ranges that follow one another.
struct Ranges {
    all: Vec<Range<DocId>>,
    at: usize,
    doc: DocId,
}

impl Ranges {
    fn new(all: Vec<Range<DocId>>) -> Self {
        let doc = all.first().map_or(TERMINATED, |range| range.start);
        Self { all, at: 0, doc }
    }

    fn enter(&mut self, target: DocId) -> DocId {
        self.doc = self.all.get(self.at).map_or(TERMINATED, |range| range.start.max(target));
        self.doc
    }
}

impl DocSet for Ranges {
    fn advance(&mut self) -> DocId {
        match self.all.get(self.at) {
            Some(range) if self.doc + 1 < range.end => {
                self.doc += 1;
                self.doc
            }
            Some(_) => {
                self.at += 1;
                self.enter(0)
            }
            None => TERMINATED,
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        let rest = self.all.get(self.at..).unwrap_or_default();
        // Most often it is one of the next few.
        let near = rest.iter().take(8).position(|range| range.end > target);
        self.at += near.unwrap_or_else(|| rest.partition_point(|range| range.end <= target));
        self.enter(target)
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.all.iter().map(|range| range.end - range.start).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_gone_through_and_jumped_over() {
        let ranges = || Ranges::new((0..20).map(|at| at * 10 + 1..at * 10 + 4).collect());
        let mut all = ranges();
        let mut found = vec![all.doc()];
        while all.advance() != TERMINATED {
            found.push(all.doc());
        }
        assert_eq!((found.len(), &found[..4], all.advance()), (60, &[1, 2, 3, 11][..], TERMINATED));
        for (target, doc) in
            [(0, 1), (2, 2), (4, 11), (163, 163), (164, 171), (194, TERMINATED), (TERMINATED, TERMINATED)]
        {
            assert_eq!(ranges().seek(target), doc, "{target}");
        }
        assert_eq!(Ranges::new(Vec::new()).doc(), TERMINATED);
        assert_eq!(ranges().size_hint(), 60);
    }
}
