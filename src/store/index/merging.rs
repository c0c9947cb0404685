//! Which parts of an index are put together, and when.

use tantivy::{
    SegmentMeta,
    indexer::{LogMergePolicy, MergeCandidate, MergePolicy},
};

use super::Pace;

/// A part of no more documents is small: it comes of a commit, and is soon put together with others.
const SMALL_DOCS: u32 = 20_000;

/// So many parts for each thread that indexes are left as they are: a question takes a little longer for each, and putting
/// large ones together would read and write the whole index again, and hold it in memory meanwhile.
const PARTS_MAX: usize = 8;
const PARTS_LEAST: usize = 32;

/// A part is written anew when this much of it is deleted.
const DELETED_MAX: f32 = 0.3;

/// Puts small parts together, and large ones only where there are many.
#[derive(Debug)]
pub(super) struct Merging {
    small: LogMergePolicy,
    /// What is done with large ones; nothing where somebody waits for a few files.
    large: Option<Large>,
}

#[derive(Debug)]
struct Large {
    any: LogMergePolicy,
    parts_max: usize,
}

impl Merging {
    pub(super) fn new(pace: Pace) -> Self {
        let policy = || {
            let mut policy = LogMergePolicy::default();
            policy.set_del_docs_ratio_before_merge(DELETED_MAX);
            policy
        };
        let mut small = policy();
        small.set_max_docs_before_merge(SMALL_DOCS as usize);
        let parts_max = PARTS_LEAST.max(PARTS_MAX * pace.indexers());
        let large = (pace != Pace::Few).then(|| Large { any: policy(), parts_max });
        Self { small, large }
    }
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let Some(large) = &self.large else { return self.small.compute_merge_candidates(segments) };
        if segments.len() > large.parts_max {
            return large.any.compute_merge_candidates(segments);
        }
        let mut together = self.small.compute_merge_candidates(segments);
        let thinned = segments.iter().filter(|segment| segment.num_docs() > SMALL_DOCS && is_thin(segment));
        together.extend(thinned.map(|segment| MergeCandidate(vec![segment.id()])));
        together
    }
}

/// Whether much of a part is deleted.
#[expect(clippy::cast_precision_loss, reason = "a part of a part is told roughly")]
fn is_thin(segment: &SegmentMeta) -> bool {
    segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_MAX
}
