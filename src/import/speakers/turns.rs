//! Whose turn it is: quotes that nobody stands beside, by the quotes around them and in the grafs before and behind.

use crate::model::{Text, sentences};

use super::{Scene, cast::MemberId, cue};

/// How many grafs a talk of two goes on.
const TALK_GRAFS: usize = 4;

/// Who spoke last in a graf, for the graf behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Carried {
    pub by: Option<MemberId>,
    /// The quote of the graf above was left open: this one is its rest.
    pub open: bool,
    /// The graf above ended in a colon.
    pub led: bool,
    /// Its last quote was a question: somebody else may answer.
    pub asked: bool,
}

/// A quote of a graf on its way to a speaker.
#[derive(Debug)]
pub(super) struct Heard {
    pub start: usize,
    pub end: usize,
    pub by: Option<MemberId>,
    /// The copy itself says who, or says that it is somebody else.
    pub cued: bool,
    /// No words of its sentence stand before it.
    pub alone: bool,
    /// Nothing in its own graf says who.
    pub carried: bool,
    /// Where the words end that say who.
    pub told: usize,
}

/// The quotes of one graf.
#[derive(Debug)]
pub(super) struct Turn {
    /// The graf, by index.
    pub at: usize,
    pub heard: Vec<Heard>,
    /// The last of them is left open.
    pub open: bool,
}

/// Gives a quote that runs over several grafs one speaker: who is named behind its last part said all of it.
pub(super) fn join(turns: &mut [Turn]) {
    for at in (1..turns.len()).rev() {
        let [.., last, next] = &mut turns[..=at] else { return };
        let Some(rest) = next.heard.first().filter(|rest| rest.alone && rest.by.is_some() && last.open) else {
            continue;
        };
        if let Some(open) = last.heard.last_mut().filter(|open| !open.cued && open.carried) {
            open.by = rest.by;
        }
    }
}

impl Scene {
    /// Gives quotes without a cue of their own to whom the quotes beside them belong to.
    pub(super) fn inherit(&self, raw: &str, heard: &mut [Heard], at_graf: usize) {
        let whole = is_all_quotes(raw, heard);
        for at in 0..heard.len() {
            if heard[at].cued {
                continue;
            }
            let between = |from: usize, to: usize| raw.get(from..to).unwrap_or("");
            if let Some(last) = at.checked_sub(1).map(|last| &heard[last]) {
                let same = last.by.filter(|by| {
                    !self.cast.names_another(between(last.told.min(heard[at].start), heard[at].start), *by)
                });
                // In the sentence of the last quote it is the rest of it; behind that it has to be a sentence of its own.
                let goes_on = heard[at].start <= last.told || heard[at].alone;
                heard[at].by = same.filter(|_| goes_on && begins_sentence(raw, heard[at].start));
            } else if raw.get(..heard[at].start).is_some_and(|before| before.trim().is_empty()) {
                heard[at].carried = true;
                let carried = self.carried.filter(|carried| {
                    carried.open || carried.led || whole && !(carried.asked && self.converse(carried.by, at_graf))
                });
                heard[at].by = carried.and_then(|carried| carried.by);
                // `"A." She paused. "B," Roe said.`
                if heard[at].by.is_none()
                    && let Some(next) = heard.get(at + 1).filter(|next| next.cued)
                    && !self.carried.is_some_and(|carried| carried.open)
                {
                    let narration = between(heard[at].end, next.start);
                    let same = next.by.filter(|by| !self.cast.names_another(narration, *by) && narration.len() < 120);
                    heard[at].by = same;
                }
            }
        }
    }

    /// What the next graf may take over.
    pub(super) fn carry(&mut self, raw: &str, heard: &[Heard], open: bool, at: usize) {
        let led = raw.ends_with(':');
        let last = heard.last();
        let by = match last {
            Some(last) => {
                let rest = raw.get(last.told..).unwrap_or("");
                let kept = last.by.filter(|by| !self.cast.names_another(rest, *by));
                if led { self.reported(raw, at).or(kept) } else { kept }
            }
            None => self.reported(raw, at),
        };
        let asked = last.is_some_and(|last| {
            let quote = raw.get(last.start..last.end).unwrap_or("");
            quote.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
        });
        self.carried = Some(Carried { by, open, led, asked });
    }

    /// Whether somebody else was quoted a few grafs ago.
    fn converse(&self, by: Option<MemberId>, at: usize) -> bool {
        self.voices.iter().rev().take_while(|(_, graf)| at - graf <= TALK_GRAFS).any(|(voice, _)| Some(*voice) != by)
    }

    /// Whom the last sentence of a graf without quotes makes say something, in the reporter's words.
    fn reported(&mut self, raw: &str, at: usize) -> Option<MemberId> {
        let text = Text::new(raw);
        let last = sentences(&text).last().copied()?;
        let sentence = text.get(last);
        let named = cue::reported(sentence)?;
        self.resolve(&named, "", at)
    }
}

/// Whether nothing but quotes stands in a graf.
fn is_all_quotes(raw: &str, heard: &[Heard]) -> bool {
    let mut at = 0;
    for quote in heard {
        if raw.get(at..quote.start).is_none_or(|between| between.chars().any(char::is_alphanumeric)) {
            return false;
        }
        at = quote.end;
    }
    !heard.is_empty() && raw.get(at..).is_some_and(|rest| !rest.chars().any(char::is_alphanumeric))
}

/// Whether what stands before a place ends a sentence, or goes on from a quote: `she said. "…`, `she said, "…`.
fn begins_sentence(raw: &str, at: usize) -> bool {
    raw.get(..at)
        .is_some_and(|before| before.trim_end().ends_with(['.', '!', '?', ',', ':', ';', '"', '”', '’', '»', '—', '–']))
}
