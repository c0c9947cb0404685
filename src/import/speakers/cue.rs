//! Who said it, as the words beside a quote tell: `"…," NAME said`, `said NAME`, `NAME said: "…"`, `according to NAME`.

use super::{
    phrase::{self, Named},
    subject::{leading_subject, subject_before, subject_behind, subject_of_participle},
    words::{NEGATIONS, PREPOSITIONS, TURNS, Word, is_participle, is_saying, is_stance, words},
};

/// Words between a quote and the verb behind it, or between a verb and the quote behind it, beyond which they don't belong
/// together.
const AFTER_MAX: usize = 26;
const GAP_MAX: usize = 16;
/// Words of `…, county spokesman Jane Roe said.`
const TAG_MAX: usize = 8;
/// Words that are more than a term, where only the end of the sentence says whose they are.
const TOLD_MIN_WORDS: usize = 4;
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
    /// A comma, or another mark that ends speech, parts the quote from what stands behind it.
    pub parted: bool,
    /// How many words are quoted.
    pub count: usize,
}

/// Whether a comma, a question mark or the like stands between a quote and the words behind it, as a tag asks for.
pub(super) fn is_parted(quote: &str, after: &str) -> bool {
    let inner = quote.trim_end_matches(['"', '”', '’', '\'', '»', '“', '«', ' ']);
    !inner.ends_with(char::is_alphanumeric) || after.trim_start().starts_with(|c: char| !c.is_alphanumeric())
}

/// Whom the words beside a quote name as its speaker; `None` where they say nothing of one.
pub(super) fn read(around: Around<'_>) -> Option<Named> {
    let behind = after(around);
    let before = before(around.before, around.partial);
    match (behind, before) {
        (Some(Named::Nobody), Some(found)) | (None, Some(found)) => Some(found),
        (None, None) if around.partial && around.count >= TOLD_MIN_WORDS => tail(around.after),
        (found, _) => found,
    }
}

/// `NAME said`, `said NAME`, `according to NAME` behind a quote.
fn after(around: Around<'_>) -> Option<Named> {
    let clause = around.after;
    if clause.trim_start().starts_with([';', ':']) {
        return None;
    }
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
    if first.is(&TURNS) {
        return None;
    }
    let near = &all[..all.len().min(if around.partial { TAG_MAX + TAG_MAX } else { AFTER_MAX })];
    // `Roe, a teacher who wrote to the board, said`: what stands in a clause about them is passed over.
    let told = |at: &usize| is_saying(&near[*at]) && !at.checked_sub(1).is_some_and(|last| opens_clause(&near[last]));
    let verb = (0..near.len()).find(told).or_else(|| near.iter().position(is_saying))?;
    if verb == 0 || introduces(around, &all[verb]) {
        return None;
    }
    // `a “failure”, to which Roe replied`: words of a clause that begins behind the quote
    let from = all[..verb].iter().rposition(|word| word.paused).map_or(0, |at| at + 1);
    let behind =
        |word: &Word<'_>| opens_clause(word) || word.is(&TURNS) || matches!(word.bare, "whom" | "although" | "though");
    if from > 0 && all[from..verb].iter().take(2).any(behind) {
        return None;
    }
    // `a “failure” Roe said he had seen coming`: the sentence goes on over the quote.
    let goes_on = all.get(verb + 1).is_some_and(|next| !all[verb].paused && !next.is(&PREPOSITIONS));
    if !around.parted && goes_on {
        return None;
    }
    subject_before(clause, all, verb)
}

fn opens_clause(word: &Word<'_>) -> bool {
    matches!(word.bare, "who" | "which" | "that" | "whose")
}

/// `Asked “Why?”, Roe replied: “Because.”`: the verb leads to the next quote.
fn introduces(around: Around<'_>, verb: &Word<'_>) -> bool {
    !around.before.trim().is_empty() && around.after.get(verb.end()..).is_some_and(|rest| rest.starts_with(':'))
}

/// `… “a mess of its own making” at the port, Roe said.`: who closes the sentence that a few quoted words stand in.
fn tail(clause: &str) -> Option<Named> {
    let all = words(clause);
    let (verb, before) = all.split_last()?;
    let from = before.iter().rposition(|word| word.paused)? + 1;
    let named = phrase::read(clause, &before[from..]);
    let short = before.len() - from <= TAG_MAX && !before[..from].iter().any(|word| is_saying(word) || word.stopped);
    (is_saying(verb) && short && matches!(named, Named::Name(_) | Named::Pronoun(Some(_)))).then_some(named)
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
    // `Roe: "…"`, `Roe (on the vote): "…"`
    let name = all
        .iter()
        .position(|word| word.paused)
        .filter(|_| clause.trim_end().ends_with("):"))
        .map_or(all.len(), |at| at + 1);
    if last.stopped && clause.trim_end().ends_with(':') && name <= 4 && !all.iter().any(is_saying) {
        let named = phrase::read(clause, &all[..name]);
        return matches!(named, Named::Name(_)).then_some(named);
    }
    let spoken = |at: &usize| {
        let word = &all[*at];
        // `contrary to what she believes, Roe was`: a clause that is over
        let over = word.paused
            && all[at.saturating_sub(3)..*at].iter().any(|word| matches!(word.bare, "what" | "as" | "which"));
        (is_saying(word) || is_participle(word) || (partial && is_stance(word))) && !over
    };
    let verb = (0..all.len()).rev().find(spoken)?;
    // `She said so, while Roe chipped in: "…"`: a clause with a verb of its own leads to the quote
    let own = all.iter().rposition(|word| word.paused).map(|at| &all[at + 1..]).filter(|own| own.len() > 2);
    if let Some(own) = own.filter(|_| clause.trim_end().ends_with(':'))
        && verb < all.len() - own.len()
        && matches!(own[0].bare, "while" | "but" | "and" | "as")
    {
        return Some(leading_subject(clause, &own[1..]));
    }
    let gap = all.len() - verb - 1;
    if gap > GAP_MAX || all[verb + 1..].iter().any(|word| matches!(word.bare, "who" | "whose") && !word.paused) {
        return None;
    }
    if is_participle(&all[verb]) {
        return Some(subject_of_participle(clause, &all[..verb]));
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
    let tag = (1..all.len()).find(|at| is_saying(&all[*at]) && ends_tag(&all, *at) && !all[*at].is_capital());
    if let Some(verb) = tag
        && let Some(from) = all.get(..verb).and_then(|words| words.iter().rposition(|word| word.paused))
        && verb - from <= TAG_MAX
    {
        let named = phrase::read(sentence, &all[from + 1..verb]);
        if matches!(named, Named::Name(_)) {
            return Some(named);
        }
    }
    // `…, says Roe.`
    if let Some(verb) = (1..all.len()).rfind(|at| is_saying(&all[*at]) && all[at - 1].paused)
        && all[verb + 1..].iter().all(Word::is_capital)
        && verb + 1 < all.len()
    {
        return Some(subject_behind(sentence, &all[verb + 1..]));
    }
    let at = all.windows(2).position(|pair| pair[0].bare.eq_ignore_ascii_case("according") && pair[1].bare == "to")?;
    Some(subject_behind(sentence, &all[at + 2..]))
}

/// Verbs whose subject tells of what somebody else says: `Roe describes the mayor talking:`
const DEPICTIONS: [&str; 8] = ["describes", "described", "quotes", "quoted", "recounts", "depicts", "cites", "cited"];

/// Whether nothing but a pause, the end or `in his post` stands behind the verb of a tag.
fn ends_tag(all: &[Word<'_>], verb: usize) -> bool {
    let rest = all.get(verb + 1..).unwrap_or(&[]);
    let short = rest.len() <= 5
        && rest.first().is_some_and(|word| word.is(&PREPOSITIONS))
        && !rest.iter().rev().skip(1).any(|word| word.paused);
    all[verb].paused || all[verb].stopped || rest.is_empty() || short
}

/// Whom a sentence without a quote makes say something: `Roe said the plan would fail.`, `Roe put it bluntly:`
pub(super) fn reported(sentence: &str) -> Option<Named> {
    let all = words(sentence);
    let speaks = |word: &Word<'_>| (is_saying(word) || is_stance(word)) && !DEPICTIONS.contains(&word.bare);
    let verb = all.iter().take(AFTER_MAX).position(|word| speaks(word) && !word.is_capital());
    match verb {
        Some(verb) if verb > 0 => subject_before(sentence, &all, verb),
        Some(_) => None,
        // `Roe could wait no longer, saying:`
        None if sentence.trim_end().ends_with(':') && all.last().is_some_and(is_participle) => {
            Some(leading_subject(sentence, &all))
        }
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
