//! Who said it, as the words beside a quote tell: `"…," NAME said`, `said NAME`, `NAME said: "…"`, `according to NAME`.

use super::{
    phrase::{self, Named},
    subject::{leading_subject, subject_before, subject_behind},
    words::{NEGATIONS, PREPOSITIONS, Word, is_participle, is_saying, is_stance, words},
};

/// Words between a quote and the verb behind it, or between a verb and the quote behind it, beyond which they don't belong
/// together.
const AFTER_MAX: usize = 26;
const GAP_MAX: usize = 16;
/// Words of `…, county spokesman Jane Roe said.`
const TAG_MAX: usize = 8;
/// The same for `Roe put it bluntly:`.
const PUT_MAX: usize = 8;

/// What stands on both sides of a quote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'t> {
    /// The rest of the sentence before the quote.
    pub before: &'t str,
    /// The rest of the sentence behind it.
    pub after: &'t str,
    /// The quote is words within somebody's sentence, and no sentence of its own.
    pub partial: bool,
}

/// Whom the words beside a quote name as its speaker; `None` where they say nothing of one.
pub(super) fn read(around: Around<'_>) -> Option<Named> {
    let behind = after(around.after);
    let before = before(around.before, around.partial);
    match (behind, before) {
        (Some(Named::Nobody), Some(found)) | (None, Some(found)) => Some(found),
        (found, _) => found,
    }
}

/// `NAME said`, `said NAME`, `according to NAME` behind a quote.
fn after(clause: &str) -> Option<Named> {
    if let Some(name) = dashed(clause) {
        return Some(name);
    }
    let all = words(clause);
    let end = all.iter().position(|word| word.stopped).map_or(all.len(), |at| at + 1);
    let all = &all[..end];
    // `a déclaré NAME`
    let all = match all {
        [first, second, ..] if matches!(first.bare, "a" | "ha" | "hat") && is_saying(second) => &all[1..],
        all => all,
    };
    let first = all.first()?;
    if first.bare == "according" && all.get(1).is_some_and(|word| word.bare == "to") {
        return Some(subject_behind(clause, &all[2..]));
    }
    if matches!(first.bare, "read" | "reads") {
        return Some(Named::Nobody);
    }
    if is_saying(first) && !first.is_capital() && !matches!(first.bare, "told" | "tells") && !first.paused {
        return subject_after_verb(clause, &all[1..]);
    }
    if matches!(
        first.bare,
        "as" | "when"
            | "while"
            | "after"
            | "before"
            | "because"
            | "which"
            | "if"
            | "that"
            | "is"
            | "was"
            | "were"
            | "are"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "of"
            | "from"
            | "by"
            | "with"
            | "or"
    ) {
        return None;
    }
    let verb = all.iter().take(AFTER_MAX).position(is_saying)?;
    let joined = matches!(first.bare, "and" | "but");
    if verb == 0 || joined && verb > 4 {
        return None;
    }
    subject_before(clause, all, verb)
}

/// `— Jane Roe, mayor` behind a quote.
fn dashed(clause: &str) -> Option<Named> {
    let rest = clause.trim_start().strip_prefix(['—', '–', '-'])?.trim_start();
    let all = words(rest);
    let end = all.iter().position(|word| word.paused || word.stopped).map_or(all.len(), |at| at + 1);
    let named = phrase::read(rest, &all[..end]);
    let short = end <= 5 && !all[..end].iter().any(is_saying);
    (short && matches!(named, Named::Name(_)) && all.first().is_some_and(Word::is_capital)).then_some(named)
}

/// `NAME said: "…"`, `According to NAME, "…"`, `NAME called it "…"` before a quote.
fn before(clause: &str, partial: bool) -> Option<Named> {
    let all = words(clause);
    let last = all.last()?;
    if let Some(at) =
        all.windows(2).rposition(|pair| pair[0].bare.eq_ignore_ascii_case("according") && pair[1].bare == "to")
    {
        let rest = &all[at + 2..];
        return (rest.len() <= GAP_MAX + 4).then(|| subject_behind(clause, rest));
    }
    // `Roe: "…"`
    if last.stopped && clause.trim_end().ends_with(':') && all.len() <= 4 && !all.iter().any(is_saying) {
        let named = phrase::read(clause, &all);
        return matches!(named, Named::Name(_)).then_some(named);
    }
    let verb = all.iter().rposition(|word| is_saying(word) || is_participle(word) || (partial && is_stance(word)))?;
    let gap = all.len() - verb - 1;
    if gap > GAP_MAX || all[verb + 1..].iter().any(|word| matches!(word.bare, "who" | "whose") && !word.paused) {
        return None;
    }
    if is_participle(&all[verb]) {
        return Some(leading_subject(clause, &all[..verb]));
    }
    // The words between verb and quote may name others (`told Doe`), but begin no clause about somebody else's words.
    let strange = all[verb + 1..]
        .iter()
        .any(|word| matches!(word.bare, "quoting" | "citing" | "read" | "reads" | "titled" | "entitled"));
    if strange
        || (verb > 0
            && !all[verb - 1].paused
            && matches!(
                all[verb - 1].bare,
                "what" | "is" | "was" | "were" | "are" | "be" | "been" | "being" | "so" | "to"
            ))
    {
        return Some(Named::Nobody);
    }
    // `… “over,” and described it as “a mess”`: the rest of what was said before
    if verb == 0 || (verb == 1 && matches!(all[0].bare, "and" | "but" | "then" | "also")) {
        return None;
    }
    subject_before(clause, &all, verb)
}

/// Whom a sentence names as its source: `according to NAME`; `…, NAME said, …` and `…, NAME said.`
pub(super) fn source(sentence: &str) -> Option<Named> {
    let all = words(sentence);
    let tag = (1..all.len()).find(|at| {
        is_saying(&all[*at]) && (all[*at].paused || all[*at].stopped || at + 1 == all.len()) && !all[*at].is_capital()
    });
    if let Some(verb) = tag
        && let Some(from) = all.get(..verb).and_then(|words| words.iter().rposition(|word| word.paused))
        && verb - from <= TAG_MAX
    {
        let named = phrase::read(sentence, &all[from + 1..verb]);
        if matches!(named, Named::Name(_)) {
            return Some(named);
        }
    }
    let at = all.windows(2).position(|pair| pair[0].bare.eq_ignore_ascii_case("according") && pair[1].bare == "to")?;
    Some(subject_behind(sentence, &all[at + 2..]))
}

/// Whom a sentence without a quote makes say something: `Roe said the plan would fail.`, `Roe put it bluntly:`
pub(super) fn reported(sentence: &str) -> Option<Named> {
    let all = words(sentence);
    let verb = all.iter().take(AFTER_MAX).position(|word| (is_saying(word) || is_stance(word)) && !word.is_capital());
    match verb {
        Some(verb) if verb > 0 => subject_before(sentence, &all, verb),
        Some(_) => None,
        // `Roe put it bluntly:`
        None => sentence.trim_end().ends_with(':').then(|| leading_subject(sentence, &all)).filter(|_| {
            all.iter().take(PUT_MAX).any(|word| matches!(word.bare, "put" | "puts" | "had" | "has" | "was" | "is"))
        }),
    }
}

/// `said NAME, ROLE`: the words behind a verb.
fn subject_after_verb(clause: &str, rest: &[Word<'_>]) -> Option<Named> {
    let first = rest.first()?;
    if first.is(&PREPOSITIONS)
        || matches!(first.bare, "that" | "this" | "later" | "on" | "and" | "but" | "it" | "so")
        || first.is(&NEGATIONS)
    {
        return None;
    }
    Some(subject_behind(clause, rest))
}

#[cfg(test)]
mod tests;
