//! Which sentences of the old text are which of the new one.
//!
//! Sentences that are the same come first, then what stands between them is compared in order, one with one, one with two
//! (split) or two with one (joined); then sentences that went elsewhere. Only then are words compared, within each pair. No
//! sentence of the new text is taken twice, so a deleted one has no look-alike to go to.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    collate::collate,
    gap::{self, Gap},
    script::{Lexicon, Script, Sentence},
};
use crate::model::PersonId;

/// Words a sentence needs to be known by itself, wherever it stands.
const KNOWN_BY_ITSELF_WORDS: usize = 4;
/// How like two sentences must be that went elsewhere.
const MOVED_MIN: f32 = 0.72;
/// By how much the best of them must be better than the next.
const MOVED_MARGIN: f32 = 0.12;
/// How much of the shorter of two sentences the longer one holds where nothing of weight was put in place of another.
const CUT_SHARE: f32 = 0.86;
/// How like two sentences must be that changed places among a few, and how many pairs are compared.
const CROSSED_MIN: f32 = 0.5;
const CROSSED_MAX: usize = 10_000;
/// A word that leads to a sentence that went elsewhere stands in no more sentences than this.
const RARE_SENTENCES: u32 = 8;

/// Sentences of both texts that are the same, edited or not.
#[derive(Clone, Debug)]
pub(super) struct Bead {
    pub old: Range<usize>,
    pub new: Range<usize>,
    /// How like they are, from 0 to 1.
    pub likeness: f32,
    /// Whether what stands around them says so too.
    pub sure: bool,
    /// Whether others that followed them go before them now, or the other way round.
    pub moved: bool,
}

/// Two revisions, side by side.
#[derive(Debug)]
pub(super) struct Alignment<'a> {
    pub old: Script<'a>,
    pub new: Script<'a>,
    pub lexicon: Lexicon,
    pub beads: Vec<Bead>,
    /// The bead of each sentence.
    pub of_old: Vec<Option<usize>>,
    pub of_new: Vec<Option<usize>>,
    /// The word that each word of the old text is now, and back.
    pub to: Vec<Option<usize>>,
    pub from: Vec<Option<usize>>,
}

impl<'a> Alignment<'a> {
    /// Lays two revisions side by side.
    pub(super) fn new(old: &'a super::Revision, new: &'a super::Revision) -> Self {
        let mut lexicon = Lexicon::default();
        let (mut old, mut new) = (lexicon.cut(old), lexicon.cut(new));
        lexicon.weigh([&mut old, &mut new]);
        let mut aligned = Self {
            beads: Vec::new(),
            of_old: vec![None; old.sentences.len()],
            of_new: vec![None; new.sentences.len()],
            to: vec![None; old.words.len()],
            from: vec![None; new.words.len()],
            old,
            new,
            lexicon,
        };
        aligned.link_same();
        aligned.link_gaps();
        aligned.link_moved();
        aligned.link_gaps();
        aligned.mark_moved();
        aligned.compare_words();
        aligned
    }

    /// Sentences that are the same word for word: those that stand once in each text, and from them their neighbours.
    fn link_same(&mut self) {
        // First by who speaks; then whoever does: words given to somebody else are no other words. That they are not the
        // same speaker's any more is told where a target is followed.
        for heard in [true, false] {
            let mut once = Vec::new();
            let mut often = Vec::new();
            for (old, new) in self.alike(heard) {
                match (&old[..], &new[..]) {
                    ([old], [new]) => once.push((*old, *new)),
                    // What stands as often as before stands where it stood, one after the other.
                    _ if old.len() == new.len() => often.extend(old.into_iter().zip(new)),
                    _ => {}
                }
            }
            for pairs in [&mut once, &mut often] {
                pairs.sort_unstable();
                for &(old, new) in pairs.iter() {
                    if self.is_free(old, new) {
                        self.link(old..old + 1, new..new + 1, 1.0, true);
                    }
                }
                for &(old, new) in pairs.iter() {
                    self.link_neighbours(old, new);
                }
            }
        }
    }

    /// Sentences of both texts that are free and the same, if they are long enough to be known by themselves.
    fn alike(&self, heard: bool) -> Vec<(Vec<usize>, Vec<usize>)> {
        type Key<'k> = (u8, Vec<u32>, &'k [PersonId]);
        let mut alike: HashMap<Key<'_>, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (script, of, is_new) in [(&self.old, &self.of_old, false), (&self.new, &self.of_new, true)] {
            for (at, sentence) in script.sentences.iter().enumerate() {
                if of[at].is_none() && sentence.words.len() >= KNOWN_BY_ITSELF_WORDS {
                    let ids = script.words[sentence.words.clone()].iter().map(|word| word.id).collect();
                    let speakers: &[PersonId] = if heard { &sentence.speakers } else { &[] };
                    let (old, new) = alike.entry((slot(script, sentence), ids, speakers)).or_default();
                    if is_new { new.push(at) } else { old.push(at) }
                }
            }
        }
        alike.into_values().collect()
    }

    /// Goes on from a pair to both sides for as long as the sentences are the same.
    fn link_neighbours(&mut self, old: usize, new: usize) {
        for step in [1_isize, -1] {
            let (mut i, mut j) = (old, new);
            while let (Some(a), Some(b)) = (i.checked_add_signed(step), j.checked_add_signed(step)) {
                if !self.is_free(a, b) || !self.same_words(a, b) {
                    break;
                }
                self.link(a..a + 1, b..b + 1, 1.0, true);
                (i, j) = (a, b);
            }
        }
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.of_old.get(old).is_some_and(Option::is_none) && self.of_new.get(new).is_some_and(Option::is_none)
    }

    fn same_words(&self, old: usize, new: usize) -> bool {
        let (one, other) = (&self.old.sentences[old], &self.new.sentences[new]);
        let ids = |script: &Script<'_>, sentence: &Sentence| -> Vec<u32> {
            script.words[sentence.words.clone()].iter().map(|word| word.id).collect()
        };
        one.bag == other.bag && ids(&self.old, one) == ids(&self.new, other)
    }

    /// Whether two sentences may be one: nobody else speaks, and a headline stays a headline.
    pub(super) fn may_pair(&self, old: usize, new: usize) -> bool {
        let (one, other) = (&self.old.sentences[old], &self.new.sentences[new]);
        let heard = one.speakers.is_empty()
            || other.speakers.is_empty()
            || one.speakers.iter().any(|speaker| other.speakers.contains(speaker));
        heard && slot(&self.old, one) == slot(&self.new, other)
    }

    fn link(&mut self, old: Range<usize>, new: Range<usize>, likeness: f32, sure: bool) {
        let bead = self.beads.len();
        self.of_old[old.clone()].fill(Some(bead));
        self.of_new[new.clone()].fill(Some(bead));
        self.beads.push(Bead { old, new, likeness, sure, moved: false });
    }

    /// Compares what is left between sentences that are known, in order.
    fn link_gaps(&mut self) {
        let mut at = 0;
        while at < self.of_old.len() {
            if self.of_old[at].is_some() {
                at += 1;
                continue;
            }
            let end = (at..self.of_old.len()).find(|next| self.of_old[*next].is_some()).unwrap_or(self.of_old.len());
            let above = match at.checked_sub(1).map(|before| self.of_old[before]) {
                None => Some(0),
                Some(bead) => bead.map(|bead| self.beads[bead].new.end),
            };
            let below = match self.of_old.get(end) {
                None => Some(self.of_new.len()),
                Some(bead) => bead.map(|bead| self.beads[bead].new.start),
            };
            let after = above.map(|start| start..self.free_from(start));
            let before = below.map(|end| self.free_to(end)..end);
            let closed = after == before;
            for new in after.into_iter().chain(before.filter(|_| !closed)) {
                self.link_gap(&Gap { old: at..end, new, closed });
            }
            at = end;
        }
    }

    fn free_from(&self, start: usize) -> usize {
        start + self.of_new[start..].iter().take_while(|bead| bead.is_none()).count()
    }

    fn free_to(&self, end: usize) -> usize {
        end - self.of_new[..end].iter().rev().take_while(|bead| bead.is_none()).count()
    }

    fn link_gap(&mut self, gap: &Gap) {
        // the other side of a gap may have taken some of it
        let free_old = gap.old.clone().filter(|at| self.of_old[*at].is_none()).collect::<Vec<_>>();
        let (Some(first), Some(last)) = (free_old.first(), free_old.last()) else { return };
        let gap = Gap { old: *first..*last + 1, new: gap.new.clone(), closed: gap.closed };
        for (old, new, likeness) in gap::pairs(self, &gap) {
            self.link(old, new, likeness, true);
        }
        if gap.closed {
            self.link_crossed(&gap);
        }
    }

    /// Sentences that changed places within a gap of which both sides are known.
    fn link_crossed(&mut self, gap: &Gap) {
        if gap.old.len().saturating_mul(gap.new.len()) > CROSSED_MAX {
            return;
        }
        let mut found: Vec<(f32, usize, usize)> = Vec::new();
        for (old, new) in gap.old.clone().flat_map(|old| gap.new.clone().map(move |new| (old, new))) {
            if self.is_free(old, new) && self.may_pair(old, new) && !self.belie(old, new) {
                found.push((self.likeness(&(old..old + 1), &(new..new + 1)), old, new));
            }
        }
        found.retain(|(likeness, _, _)| *likeness >= CROSSED_MIN);
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for &(likeness, old, new) in &found {
            let rival = found.iter().any(|(like, i, j)| {
                ((*i == old) != (*j == new)) && *like > likeness - MOVED_MARGIN && self.is_free(*i, *j)
            });
            if self.is_free(old, new) {
                self.link(old..old + 1, new..new + 1, likeness, !rival);
            }
        }
    }

    /// Whether two sentences speak of other people or places.
    pub(super) fn belie(&self, old: usize, new: usize) -> bool {
        let words = |script: &Script<'_>, at: usize| script.sentences[at].words.clone();
        self.lexicon.belie(&self.old.words[words(&self.old, old)], &self.new.words[words(&self.new, new)])
    }

    /// Sentences that went elsewhere: found by their rarest words, and taken only where nothing else is nearly as like.
    fn link_moved(&mut self) {
        let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, sentence) in self.new.sentences.iter().enumerate().filter(|(at, _)| self.of_new[*at].is_none()) {
            for stem in sentence.bag.iter().filter(|stem| self.lexicon.sentences(**stem) <= RARE_SENTENCES) {
                holders.entry(*stem).or_default().push(at);
            }
        }
        let mut found: Vec<(f32, usize, usize)> = Vec::new();
        for (old, sentence) in self.old.sentences.iter().enumerate().filter(|(at, _)| self.of_old[*at].is_none()) {
            let near: HashSet<usize> =
                sentence.bag.iter().filter_map(|stem| holders.get(stem)).flatten().copied().collect();
            let likeness = |new: usize| self.likeness(&(old..old + 1), &(new..new + 1));
            found.extend(near.into_iter().map(|new| (likeness(new), old, new)).filter(|(like, _, _)| *like > 0.4));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for &(likeness, old, new) in found.iter().take_while(|(like, _, _)| *like >= MOVED_MIN) {
            let rival = found.iter().any(|(like, i, j)| {
                ((*i == old) != (*j == new)) && *like > likeness - MOVED_MARGIN && self.is_free(*i, *j)
            });
            if rival || !self.is_free(old, new) || !self.may_pair(old, new) || !self.agree(old, new) {
                continue;
            }
            let by_context = self.is_beside(old, new);
            self.link(old..old + 1, new..new + 1, likeness, by_context || self.is_cut(old, new));
        }
    }

    /// Whether figures, contradiction and speakers are the same.
    fn agree(&self, old: usize, new: usize) -> bool {
        let (one, other) = (&self.old.sentences[old], &self.new.sentences[new]);
        one.words.len().min(other.words.len()) >= KNOWN_BY_ITSELF_WORDS
            && one.speakers == other.speakers
            && self.lexicon.agree(&self.old.words[one.words.clone()], &self.new.words[other.words.clone()])
    }

    /// Whether a neighbour went there too.
    fn is_beside(&self, old: usize, new: usize) -> bool {
        let pair = |i: Option<usize>, j: Option<usize>| {
            let bead = i.and_then(|i| self.of_old.get(i).copied().flatten());
            bead.is_some() && bead == j.and_then(|j| self.of_new.get(j).copied().flatten())
        };
        pair(old.checked_sub(1), new.checked_sub(1)) || pair(Some(old + 1), Some(new + 1))
    }

    /// Whether one says next to nothing that the other does not.
    fn is_cut(&self, old: usize, new: usize) -> bool {
        let (one, other) = (&self.old.sentences[old], &self.new.sentences[new]);
        let common = self.lexicon.common(&one.bag, &other.bag);
        common >= CUT_SHARE * one.weight.min(other.weight)
    }

    /// How like sentences of both texts are: the weight of the words they share in that of all.
    pub(super) fn likeness(&self, old: &Range<usize>, new: &Range<usize>) -> f32 {
        let (one, other) = (bag(&self.old, old), bag(&self.new, new));
        let weight = |script: &Script<'_>, range: &Range<usize>| -> f32 {
            script.sentences[range.clone()].iter().map(|sentence| sentence.weight).sum()
        };
        2.0 * self.lexicon.common(&one, &other) / (weight(&self.old, old) + weight(&self.new, new)).max(f32::EPSILON)
    }

    /// Beads that stand in order are those of the heaviest chain; the others moved.
    fn mark_moved(&mut self) {
        let mut order: Vec<usize> = (0..self.beads.len()).collect();
        order.sort_unstable_by_key(|bead| self.beads[*bead].old.start);
        let rank: HashMap<usize, usize> = {
            let mut by_new = order.clone();
            by_new.sort_unstable_by_key(|bead| self.beads[*bead].new.start);
            by_new.into_iter().enumerate().map(|(rank, bead)| (bead, rank)).collect()
        };
        let weigh = |bead: usize| {
            let words = self.old.words_of(&self.beads[bead].old);
            words.len().max(1)
        };
        // the heaviest chain that ends at or before each place of the new text, in a tree of maxima
        let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); order.len() + 1];
        let mut before: Vec<Option<usize>> = vec![None; self.beads.len()];
        for &bead in &order {
            let place = rank[&bead];
            let (mut weight, mut last, mut at) = (0, None, place);
            while at > 0 {
                if best[at].0 > weight {
                    (weight, last) = best[at];
                }
                at -= at & at.wrapping_neg();
            }
            before[bead] = last;
            let weight = weight + weigh(bead);
            let mut at = place + 1;
            while at < best.len() {
                if best[at].0 < weight {
                    best[at] = (weight, Some(bead));
                }
                at += at & at.wrapping_neg();
            }
        }
        let mut last = best.iter().max_by_key(|(weight, _)| *weight).and_then(|(_, bead)| *bead);
        let mut stays = vec![false; self.beads.len()];
        while let Some(bead) = last {
            stays[bead] = true;
            last = before[bead];
        }
        for (bead, stays) in self.beads.iter_mut().zip(stays) {
            bead.moved = !stays;
        }
    }

    fn compare_words(&mut self) {
        for bead in &self.beads {
            let (old, new) = (self.old.words_of(&bead.old), self.new.words_of(&bead.new));
            for (i, j) in collate(&self.lexicon, &self.old.words[old.clone()], &self.new.words[new.clone()]) {
                self.to[old.start + i] = Some(new.start + j);
                self.from[new.start + j] = Some(old.start + i);
            }
        }
    }
}

/// The words of some sentences, as one bag.
fn bag(script: &Script<'_>, range: &Range<usize>) -> Vec<u32> {
    let mut bag: Vec<u32> =
        script.sentences[range.clone()].iter().flat_map(|sentence| &sentence.bag).copied().collect();
    if range.len() > 1 {
        bag.sort_unstable();
    }
    bag
}

/// What only pairs with its like: a headline, a subtitle, code, the cell of a table. All else is prose.
fn slot(script: &Script<'_>, sentence: &Sentence) -> u8 {
    match script.revision.blocks[sentence.block].path.kind.as_str() {
        "headline" => 1,
        "subtitle" => 2,
        "code" => 3,
        "cell" => 4,
        _ => 0,
    }
}
