//! From words of the old text to words of the new one, through an alignment, and what may be said of them.

use std::ops::Range;

use super::{
    Found, Revision, Stretch,
    align::Alignment,
    unclaimed::{self, Unclaimed},
};
use crate::model::{Span, Text};

/// The share of a target's weight that must have stayed for it to be called changed; for less the reader is asked.
const KEPT_MIN: f32 = 0.5;
const ASKED_MIN: f32 = 0.25;
/// The same where the target is a whole sentence, which is held by its place as well.
const KEPT_WHOLE_MIN: f32 = 0.3;
/// The same where the target runs over several sentences, which may have gone several ways.
const KEPT_SEVERAL_MIN: f32 = 0.6;
/// How much of them must stand elsewhere for that to be so.
const SCATTERED_MIN: f32 = 0.2;
/// How much of the sentences a target must be to count as whole.
const WHOLE_SHARE: f32 = 0.8;
/// How like a sentence must be for words in it that were put in place of others to be shown as their change.
const REPLACED_LIKENESS_MIN: f32 = 0.55;
/// How like a sentence must be for what stands between words that stayed to need no words that stayed itself.
const FIRM_LIKENESS: f32 = 0.65;
/// Below this, figures or a contradiction that differ make a pair doubtful.
const DOUBTFUL_LIKENESS: f32 = 0.5;
/// Words that stood elsewhere before which may come between two that followed one another.
const FOREIGN_WORDS: usize = 3;
/// Words of the new text that may stand between two that followed one another.
const LEAP_WORDS: usize = 40;

/// Where the words of a target went.
pub(super) fn trace(aligned: &Alignment<'_>, unclaimed: &Unclaimed, stretch: Stretch, exact: &Text) -> Found {
    let trace = Trace { aligned, stretch, exact };
    let words = aligned.old.words_in((stretch.first, stretch.start), (stretch.last, stretch.end));
    if words.is_empty() {
        return trace.beside_words(words.start);
    }
    trace.by_words(&words).unwrap_or_else(|| trace.in_unclaimed(unclaimed, &words))
}

/// What can be said of a place in the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    Same,
    Unknown,
    Another,
}

struct Trace<'a> {
    aligned: &'a Alignment<'a>,
    /// In the old text.
    stretch: Stretch,
    exact: &'a Text,
}

impl Trace<'_> {
    fn now(&self) -> &Revision {
        self.aligned.new.revision
    }

    /// Follows the words that stayed.
    fn by_words(&self, words: &Range<usize>) -> Option<Found> {
        let chain = self.chain(words);
        let (Some(first), Some(last)) = (chain.first().copied(), chain.last().copied()) else {
            return self.replaced(words);
        };
        let kept = self.weight(chain.iter().map(|(old, _)| *old)) / self.weight(words.clone()).max(f32::EPSILON);
        if let Some(at) = self.same_words(words, &chain) {
            return self.verdict(at, words, kept);
        }
        let (mut start, mut end) = (self.start_of_change(words, first), self.end_of_change(words, last));
        if let [bead] = &self.beads(words)[..]
            && self.is_whole(words, &[bead])
        {
            // a whole sentence is the whole of what it became, in whatever order
            let all = self.aligned.new.words_of(&bead.new);
            (start, end) = (all.start, all.end - 1);
        }
        self.verdict(self.dressed(words, start..end + 1), words, kept)
    }

    fn weight(&self, words: impl Iterator<Item = usize>) -> f32 {
        words.map(|word| self.aligned.lexicon.weight(self.aligned.old.words[word].stem)).sum()
    }

    /// The words that stayed, with where they are: those that still follow one another, the heaviest such run.
    fn chain(&self, words: &Range<usize>) -> Vec<(usize, usize)> {
        let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
        for old in words.clone() {
            let Some(new) = self.aligned.to[old] else { continue };
            let follows = |last: &(usize, usize)| {
                let between = last.1 + 1..new;
                new > last.1
                    && between.len() <= (old - last.0) * 2 + LEAP_WORDS
                    && self.foreign(between, words) <= FOREIGN_WORDS
            };
            match runs.iter_mut().find(|run| run.last().is_some_and(follows)) {
                Some(run) => run.push((old, new)),
                None => runs.push(vec![(old, new)]),
            }
        }
        let weigh = |run: &[(usize, usize)]| self.weight(run.iter().map(|(old, _)| *old));
        runs.into_iter().max_by(|a, b| weigh(a).total_cmp(&weigh(b))).unwrap_or_default()
    }

    /// How many words stood elsewhere before.
    fn foreign(&self, between: Range<usize>, words: &Range<usize>) -> usize {
        self.aligned.from[between].iter().flatten().filter(|old| !words.contains(old)).count()
    }

    /// Where the very same text stands, if every word of it stayed.
    fn same_words(&self, words: &Range<usize>, chain: &[(usize, usize)]) -> Option<Stretch> {
        let (first, last) = (chain.first()?, chain.last()?);
        if chain.len() != words.len() || last.1 - first.1 != last.0 - first.0 {
            return None;
        }
        let (old, new) = (&self.aligned.old.words, &self.aligned.new.words);
        let start = (new[first.1].start + self.stretch.start).checked_sub(old[first.0].start)?;
        let end = (new[last.1].end + self.stretch.end).checked_sub(old[last.0].end)?;
        let ends_alike = old[first.0].block == self.stretch.first && old[last.0].block == self.stretch.last;
        let at = Stretch { first: new[first.1].block, start, last: new[last.1].block, end };
        (ends_alike && self.now().words(at)? == self.exact.as_str()).then_some(at)
    }

    /// The first new word: what was put in place of the target's first words counts as theirs.
    fn start_of_change(&self, words: &Range<usize>, first: (usize, usize)) -> usize {
        if first.0 == words.start {
            return first.1;
        }
        let floor = self.bead_of(first.0).map_or(first.1, |bead| self.aligned.new.words_of(&bead.new).start);
        let old_floor = self.bead_of(first.0).map_or(first.0, |bead| self.aligned.old.words_of(&bead.old).start);
        let before = (old_floor..first.0).rev().find(|old| self.aligned.to[*old].is_some());
        let change = before.map_or(old_floor, |old| old + 1)..first.0;
        let start = first.1 - (floor..first.1).rev().take_while(|new| self.aligned.from[*new].is_none()).count();
        if is_ours(&change, words) && first.1 - start <= change.len() * 2 + 3 { start } else { first.1 }
    }

    fn end_of_change(&self, words: &Range<usize>, last: (usize, usize)) -> usize {
        if last.0 + 1 == words.end {
            return last.1;
        }
        let ceiling = self.bead_of(last.0).map_or(last.1 + 1, |bead| self.aligned.new.words_of(&bead.new).end);
        let old_ceiling = self.bead_of(last.0).map_or(last.0 + 1, |bead| self.aligned.old.words_of(&bead.old).end);
        let after = (last.0 + 1..old_ceiling).find(|old| self.aligned.to[*old].is_some());
        let change = last.0 + 1..after.unwrap_or(old_ceiling);
        let end = last.1 + (last.1 + 1..ceiling).take_while(|new| self.aligned.from[*new].is_none()).count();
        if is_ours(&change, words) && end - last.1 <= change.len() * 2 + 3 { end } else { last.1 }
    }

    fn bead_of(&self, word: usize) -> Option<&super::align::Bead> {
        let sentence = self.aligned.old.sentence_of(word);
        self.aligned.of_old.get(sentence).copied().flatten().map(|bead| &self.aligned.beads[bead])
    }

    /// None of the words stayed, but the sentence did: what stands in their place now.
    fn replaced(&self, words: &Range<usize>) -> Option<Found> {
        let bead = self.bead_of(words.start)?;
        let (old, new) = (self.aligned.old.words_of(&bead.old), self.aligned.new.words_of(&bead.new));
        if words.end > old.end {
            return None;
        }
        let before = (old.start..words.start).rev().find(|word| self.aligned.to[*word].is_some());
        let after = (words.end..old.end).find(|word| self.aligned.to[*word].is_some());
        let place = |word: usize| self.aligned.to[word];
        let start = before.and_then(place).map_or(new.start, |word| word + 1);
        let end = after.and_then(place).unwrap_or(new.end);
        let change = before.map_or(old.start, |word| word + 1)..after.unwrap_or(old.end);
        let held = before.is_some() || after.is_some();
        let fits = start < end && (end - start) <= change.len() * 2 + 2;
        if !held || !fits || bead.likeness < REPLACED_LIKENESS_MIN || !bead.sure {
            return None;
        }
        let at = self.dressed(words, start..end);
        let voice = self.voice(at);
        let extract = self.now().extract_of(at);
        match (voice, is_ours(&change, words)) {
            (Voice::Another, _) => Some(Found::Gone),
            (Voice::Same, true) => Some(Found::Changed { at: extract, was: self.exact.clone() }),
            (Voice::Same | Voice::Unknown, _) => Some(Found::Unsure(extract)),
        }
    }

    /// What to say of a place that the alignment leads to.
    fn verdict(&self, at: Stretch, words: &Range<usize>, kept: f32) -> Option<Found> {
        let same = self.now().words(at).is_some_and(|now| now == self.exact.as_str());
        let beads: Vec<_> = self.beads(words);
        let likeness = beads.iter().map(|bead| bead.likeness).fold(1.0, f32::min);
        let sure = beads.iter().all(|bead| bead.sure);
        let extract = self.now().extract_of(at);
        match self.voice(at) {
            Voice::Another => return Some(Found::Gone),
            Voice::Unknown => return Some(Found::Unsure(extract)),
            Voice::Same => {}
        }
        if same && sure {
            let moved = beads.iter().any(|bead| bead.moved) || self.changed_section(at);
            return Some(if moved { Found::Moved(extract) } else { Found::Exact(extract) });
        }
        let least = match beads.len() {
            1 if self.is_whole(words, &beads) => KEPT_WHOLE_MIN,
            1 if likeness >= FIRM_LIKENESS => ASKED_MIN,
            1 => KEPT_MIN,
            _ if self.stays(words) - kept > SCATTERED_MIN => KEPT_SEVERAL_MIN,
            _ => KEPT_WHOLE_MIN,
        };
        let doubtful = likeness < DOUBTFUL_LIKENESS && !self.facts_agree(&beads);
        if sure && !doubtful && kept >= least {
            Some(Found::Changed { at: extract, was: self.exact.clone() })
        } else if kept >= ASKED_MIN {
            Some(Found::Unsure(extract))
        } else {
            None
        }
    }

    /// The pairs of sentences that the target's words lie in.
    fn beads(&self, words: &Range<usize>) -> Vec<&super::align::Bead> {
        let sentences = self.aligned.old.sentence_of(words.start)..self.aligned.old.sentence_of(words.end - 1) + 1;
        let mut beads: Vec<usize> = sentences.filter_map(|sentence| self.aligned.of_old[sentence]).collect();
        beads.dedup();
        beads.into_iter().map(|bead| &self.aligned.beads[bead]).collect()
    }

    /// The share of the words' weight that stands anywhere.
    fn stays(&self, words: &Range<usize>) -> f32 {
        let stays = words.clone().filter(|word| self.aligned.to[*word].is_some());
        self.weight(stays) / self.weight(words.clone()).max(f32::EPSILON)
    }

    /// Whether the words are all, or nearly all, of what was paired.
    fn is_whole(&self, words: &Range<usize>, beads: &[&super::align::Bead]) -> bool {
        let all: f32 = beads.iter().map(|bead| self.weight(self.aligned.old.words_of(&bead.old))).sum();
        self.weight(words.clone()) >= WHOLE_SHARE * all
    }

    fn facts_agree(&self, beads: &[&super::align::Bead]) -> bool {
        beads.iter().all(|bead| {
            let (old, new) = (self.aligned.old.words_of(&bead.old), self.aligned.new.words_of(&bead.new));
            self.aligned.lexicon.agree(&self.aligned.old.words[old], &self.aligned.new.words[new])
        })
    }

    /// Whether the words stand under another label, while theirs is still there.
    fn changed_section(&self, at: Stretch) -> bool {
        let before = &self.aligned.old.revision.blocks[self.stretch.first].path.section;
        let blocks = &self.now().blocks;
        blocks[at.first].path.section != *before && blocks.iter().any(|block| block.path.section == *before)
    }

    /// Whether the same people speak.
    fn voice(&self, at: Stretch) -> Voice {
        let (then, now) = (self.aligned.old.revision, self.now());
        let (before, after) = (then.heard(self.stretch), now.heard(at));
        let within = then.speaker(self.stretch);
        let heard = match (&within, now.speaker(at)) {
            (Some(one), Some(other)) => *one == other,
            (Some(one), None) => after.contains(one),
            (None, _) => before.is_empty() || before.iter().any(|one| after.contains(one)),
        };
        if heard {
            Voice::Same
        } else if !after.is_empty() {
            Voice::Another
        } else if within.is_none() && now.words(at).is_some_and(|now| now == self.exact.as_str()) {
            Voice::Same // the sentence is the same; only the mark is gone
        } else {
            Voice::Unknown
        }
    }

    /// New words with the marks that stood around the old ones, as far as they stand there.
    fn dressed(&self, words: &Range<usize>, new: Range<usize>) -> Stretch {
        let (old, then) = (&self.aligned.old.words, &self.aligned.old.revision.blocks);
        let (first, last) = (self.aligned.new.words[new.start], self.aligned.new.words[new.end - 1]);
        let text = |block: usize| self.now().blocks[block].text.as_str();
        let (opens, closes) = (old[words.start], old[words.end - 1]);
        let lead = then[opens.block].text.as_str().get(self.stretch.start..opens.start);
        let lead = lead.filter(|_| opens.block == self.stretch.first).unwrap_or_default();
        let trail = then[closes.block].text.as_str().get(closes.end..self.stretch.end);
        let trail = trail.filter(|_| closes.block == self.stretch.last).unwrap_or_default();
        let before = text(first.block).get(..first.start).unwrap_or_default();
        let after = text(last.block).get(last.end..).unwrap_or_default();
        Stretch {
            first: first.block,
            start: first.start - marks_before(before, lead),
            last: last.block,
            end: last.end + marks_after(after, trail),
        }
    }

    /// The target has no word in it, only marks: they are where the word before them is.
    fn beside_words(&self, next: usize) -> Found {
        let found = next.checked_sub(1).and_then(|word| {
            let (old, new) = (self.aligned.old.words[word], self.aligned.new.words[self.aligned.to[word]?]);
            if old.block != self.stretch.first || self.stretch.first != self.stretch.last {
                return None;
            }
            let start = new.end + self.stretch.start.checked_sub(old.end)?;
            let at = Stretch { first: new.block, start, last: new.block, end: start + self.exact.len() };
            (self.now().words(at)? == self.exact.as_str()).then(|| self.now().extract_of(at))
        });
        found.map_or(Found::Gone, Found::Exact)
    }

    /// The sentence is gone. Its words may stand in what no other sentence has a claim to.
    fn in_unclaimed(&self, unclaimed: &Unclaimed, words: &Range<usize>) -> Found {
        let Some(hit) = unclaimed::search(unclaimed, self.exact.as_str()) else { return Found::Gone };
        let (old, new) = (&self.aligned.old, &self.aligned.new);
        let there = new.words_in((hit.block, hit.bytes.start), (hit.block, hit.bytes.end));
        let (Some(first), Some(last)) = (new.words.get(there.start), new.words.get(there.end.wrapping_sub(1))) else {
            return Found::Gone;
        };
        // no word is cut in two
        let (start, end) = (hit.bytes.start.min(first.start), hit.bytes.end.max(last.end));
        let at = Stretch { first: hit.block, start, last: hit.block, end };
        let lexicon = &self.aligned.lexicon;
        let (was, is) = (&old.words[words.clone()], &new.words[there.clone()]);
        let around = |script: &super::script::Script<'_>, words: &Range<usize>| {
            script.words_of(&(script.sentence_of(words.start)..script.sentence_of(words.end - 1) + 1))
        };
        let (before, now) = (&old.words[around(old, words)], &new.words[around(new, &there)]);
        if !lexicon.agree(was, is) || lexicon.belie(before, now) || lexicon.count_otherwise(before, now) {
            return Found::Gone;
        }
        let extract = self.now().extract_of(at);
        match (self.voice(at), hit.exact && !hit.rivalled) {
            (Voice::Another, _) => Found::Gone,
            (Voice::Same, true) => Found::Moved(extract),
            (Voice::Same | Voice::Unknown, _) => Found::Unsure(extract),
        }
    }
}

impl Revision {
    /// Who is known to speak in the words, in whole or in part.
    fn heard(&self, stretch: Stretch) -> Vec<crate::model::PersonId> {
        let mut heard = Vec::new();
        for at in stretch.first..=stretch.last {
            let Some(block) = self.blocks.get(at) else { continue };
            let start = if at == stretch.first { stretch.start } else { 0 };
            let end = if at == stretch.last { stretch.end } else { block.text.len() };
            let words = block.text.span_around(start..end);
            let by = |(span, by): &(Span, Option<_>)| by.clone().filter(|_| span.overlaps(words));
            heard.extend(block.quotes.iter().filter_map(by));
        }
        heard
    }
}

/// Whether at least half of the words that were changed belong to the target.
fn is_ours(change: &Range<usize>, words: &Range<usize>) -> bool {
    let ours = change.end.min(words.end).saturating_sub(change.start.max(words.start));
    ours * 2 >= change.len()
}

/// How many bytes of marks before a word belong to it, as `lead` stood before the old one.
fn marks_before(before: &str, lead: &str) -> usize {
    if before.ends_with(lead) {
        return lead.len();
    }
    let wanted = lead.chars().any(is_quotation);
    before.chars().next_back().filter(|c| wanted && is_quotation(*c)).map_or(0, char::len_utf8)
}

/// The same after a word: where the old one had marks, the new one's are taken up to the next blank.
fn marks_after(after: &str, trail: &str) -> usize {
    if after.starts_with(trail) {
        return trail.len();
    }
    after.chars().take_while(|c| !c.is_alphanumeric() && !c.is_whitespace()).take(3).map(char::len_utf8).sum()
}

fn is_quotation(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›')
}
