//! Finding words without the text they were marked on: by themselves, by what stood around them, and by where they stood.

use std::{cell::OnceCell, ops::Range};

use memchr::memmem::Finder;

use super::{Found, Revision, Stretch, fuzzy, script::Lexicon};
use crate::model::Target;

/// The shortest words that are known by themselves, in characters.
const KNOWN_MIN: usize = 25;
/// How much of what stood around the words must still stand there, from 0 to 1.
const CONTEXT_MIN: f32 = 0.5;
/// By how much the best place must be better than the next.
const MARGIN: f32 = 0.25;
/// How much less will do for the reader to be asked.
const ASKED_MIN: f32 = 0.2;
/// One change is forgiven for so many characters.
const ERROR_EVERY: usize = 5;
/// The most characters that are searched with errors.
const SEARCHED_MAX: usize = 400_000;
/// How many characters of what stood before and after must be there for the words between to be taken for the old ones.
const BRACKET: usize = 12;

/// Where the words of a target are, as far as can be told.
pub(super) fn find(target: &Target, joined: &Joined<'_>) -> Found {
    let now = joined.revision;
    let mut places: Vec<Candidate> = joined.places(target.exact.as_str()).map(|at| joined.weigh(target, at)).collect();
    places.retain(|place| joined.may_say(target, place.stretch));
    places.sort_by(|a, b| b.rank().total_cmp(&a.rank()));
    let Some(best) = places.first() else { return joined.edited(target) };
    let extract = now.extract_of(best.stretch);
    let ahead =
        places.get(1).is_none_or(|next| best.context >= next.context + MARGIN || best.in_place && !next.in_place);
    let known = places.len() == 1 && target.exact.as_str().chars().count() >= KNOWN_MIN;
    let voice = target.block.speaker.is_none() || now.speaker(best.stretch) == target.block.speaker;
    if voice && ahead && (best.context >= CONTEXT_MIN || known) {
        return if best.in_place { Found::Exact(extract) } else { Found::Moved(extract) };
    }
    if best.context >= ASKED_MIN || known { Found::Unsure(extract) } else { Found::Gone }
}

/// The words of a target in the revision it names, though not where it says.
pub(super) fn locate(target: &Target, joined: &Joined<'_>) -> Option<Stretch> {
    let mut places: Vec<Candidate> = joined.places(target.exact.as_str()).map(|at| joined.weigh(target, at)).collect();
    places.sort_by(|a, b| b.rank().total_cmp(&a.rank()));
    let (best, next) = (places.first()?, places.get(1));
    next.is_none_or(|next| best.rank() > next.rank()).then_some(best.stretch)
}

/// A place where the very words stand.
struct Candidate {
    stretch: Stretch,
    /// How much of what stood around the words stands around them here.
    context: f32,
    /// Whether it is the block they stood in, by its path.
    in_place: bool,
}

impl Candidate {
    fn rank(&self) -> f32 {
        self.context + if self.in_place { 0.1 } else { 0.0 }
    }
}

/// The text of a revision in one piece, blocks joined by line feeds: made once for all the targets that are looked for.
pub(super) struct Joined<'a> {
    revision: &'a Revision,
    text: String,
    /// The first byte of each block.
    starts: Vec<usize>,
    /// The same by characters, once they are asked for.
    letters: OnceCell<Vec<char>>,
}

impl<'a> Joined<'a> {
    pub(super) fn of(revision: &'a Revision) -> Self {
        let starts = Vec::with_capacity(revision.blocks.len());
        let mut joined = Self { revision, text: String::new(), starts, letters: OnceCell::new() };
        for block in &revision.blocks {
            if !joined.starts.is_empty() {
                joined.text.push('\n');
            }
            joined.starts.push(joined.text.len());
            joined.text.push_str(block.text.as_str());
        }
        joined
    }

    fn places<'t>(&'t self, exact: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut from = 0;
        let finder = Finder::new(exact);
        let found = std::iter::from_fn(move || {
            let at = from + finder.find(self.text.as_bytes().get(from..)?)?;
            from = at + exact.len();
            (!exact.is_empty()).then_some(at..from)
        });
        found.filter(|at| self.is_whole(at))
    }

    /// Whether no word is cut in two: `art` is not in `party`.
    fn is_whole(&self, at: &Range<usize>) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
        let (before, words, after) =
            (&self.before(at.start), self.text.get(at.clone()).unwrap_or(""), self.after(at.end));
        let opens = letter(before.chars().next_back()) && letter(words.chars().next());
        let closes = letter(words.chars().next_back()) && letter(after.chars().next());
        !opens && !closes
    }

    fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or_default()
    }

    fn after(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    fn stretch(&self, at: &Range<usize>) -> Stretch {
        let block = |byte: usize| self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let (first, last) = (block(at.start), block(at.end.saturating_sub(1).max(at.start)));
        Stretch { first, start: at.start - self.starts[first], last, end: at.end - self.starts[last] }
    }

    fn weigh(&self, target: &Target, at: Range<usize>) -> Candidate {
        let stretch = self.stretch(&at);
        let before = self.before(at.start).chars().rev().zip(target.prefix.as_str().chars().rev());
        let after = self.after(at.end).chars().zip(target.suffix.as_str().chars());
        let alike = before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count();
        let all = target.prefix.as_str().chars().count() + target.suffix.as_str().chars().count();
        #[expect(clippy::cast_precision_loss, reason = "64 at the most")]
        let context = if all == 0 { 1.0 } else { alike as f32 / all as f32 };
        let path = &self.revision.blocks[stretch.first].path;
        let in_place =
            (&path.section, &path.kind, path.n) == (&target.block.section, &target.block.kind, target.block.n);
        Candidate { stretch, context, in_place }
    }

    /// Whether the words are not said by somebody else there.
    fn may_say(&self, target: &Target, at: Stretch) -> bool {
        let speaker = self.revision.speaker(at);
        target.block.speaker.is_none() || speaker.is_none() || speaker == target.block.speaker
    }

    /// The words are not there as they were: they may have been edited where they stood, or nearly all of them may be there.
    fn edited(&self, target: &Target) -> Found {
        self.bracketed(target).or_else(|| self.nearly(target)).unwrap_or(Found::Gone)
    }

    /// What stands between what stood before and after the words, if both are there, once.
    fn bracketed(&self, target: &Target) -> Option<Found> {
        let prefix: String = tail(target.prefix.as_str(), BRACKET)?;
        let suffix: String = target.suffix.as_str().chars().take(BRACKET).collect();
        if suffix.chars().count() < BRACKET {
            return None;
        }
        let finder = Finder::new(&prefix);
        let mut places = finder.find_iter(self.text.as_bytes());
        let (first, None) = (places.next()?, places.next()) else { return None };
        let start = first + prefix.len();
        let end = start + self.after(start).find(&suffix)?;
        let (was, is) = (target.exact.as_str(), self.text.get(start..end)?);
        let (before, now) = (was.chars().count(), is.chars().count());
        let fits =
            now > 0 && now <= before * 2 + 10 && before <= now * 2 + 10 && is.contains('\n') == was.contains('\n');
        let at = self.stretch(&(start..end));
        if !fits || !self.may_say(target, at) {
            return None;
        }
        let extract = self.revision.extract_of(at);
        let alike = likeness(was, is) >= CONTEXT_MIN && self.weigh(target, start..end).in_place;
        Some(if alike { Found::Changed { at: extract, was: target.exact.clone() } } else { Found::Unsure(extract) })
    }

    /// A place that is nearly the same: never certain, so the reader is asked, and not even that where figures, a
    /// contradiction or the speaker differ.
    fn nearly(&self, target: &Target) -> Option<Found> {
        let pattern: Vec<char> = target.exact.as_str().chars().collect();
        let text = self.letters.get_or_init(|| self.text.chars().collect());
        if pattern.len() < KNOWN_MIN || text.len() > SEARCHED_MAX {
            return None;
        }
        let hits = fuzzy::search(&pattern, text, pattern.len() / ERROR_EVERY);
        let best = hits.first()?;
        if hits.get(1).is_some_and(|next| next.errors <= best.errors + pattern.len() / 10) {
            return None;
        }
        let start = text[..best.range.start].iter().map(|c| c.len_utf8()).sum::<usize>();
        let end = start + text[best.range.clone()].iter().map(|c| c.len_utf8()).sum::<usize>();
        let words = self.text.get(start..end)?;
        let at = self.stretch(&(start..end));
        let agree = Lexicon::agree_in(target.exact.as_str(), words) && self.may_say(target, at);
        agree.then(|| Found::Unsure(self.revision.extract_of(at)))
    }
}

/// The last characters of a text, if it has as many.
fn tail(text: &str, length: usize) -> Option<String> {
    let mut last: Vec<char> = text.chars().rev().take(length).collect();
    last.reverse();
    (last.len() == length).then(|| last.into_iter().collect())
}

/// How much of two texts is the same, by their words, from 0 to 1.
fn likeness(one: &str, other: &str) -> f32 {
    let bag = |text: &str| {
        let mut bag: Vec<String> = crate::library::words(text).map(|(_, word)| word).collect();
        bag.sort_unstable();
        bag
    };
    let (one, mut other) = (bag(one), bag(other));
    let all = one.len() + other.len();
    let mut common = 0;
    for word in one {
        if let Ok(at) = other.binary_search(&word) {
            other.remove(at);
            common += 2;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
    let share = common as f32 / all.max(1) as f32;
    share
}
