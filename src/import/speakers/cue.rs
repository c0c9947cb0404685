//! Who said it, as the words beside a quote tell: `"…," NAME said`, `said NAME`, `NAME said: "…"`, `according to NAME`.

use super::{
    phrase::{self, Named},
    words::{
        BETWEEN, CONNECTORS, NEGATIONS, OFFICES, PREPOSITIONS, ROLES, Word, is_participle, is_saying, is_stance, words,
    },
};

/// Words between a quote and the verb behind it, or between a verb and the quote behind it, beyond which they don't belong
/// together.
const AFTER_MAX: usize = 26;
const GAP_MAX: usize = 16;

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
    let first = all.first()?;
    if first.bare == "according" && all.get(1).is_some_and(|word| word.bare == "to") {
        return Some(subject_behind(clause, &all[2..]));
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
            && matches!(
                all[verb - 1].bare,
                "what" | "is" | "was" | "were" | "are" | "be" | "been" | "being" | "so" | "to"
            ))
    {
        return Some(Named::Nobody);
    }
    if verb == 0 {
        return None;
    }
    subject_before(clause, &all, verb)
}

/// Whom a sentence without a quote makes say something: `Roe said the plan would fail.`, `Roe put it bluntly:`
pub(super) fn reported(sentence: &str) -> Option<Named> {
    let all = words(sentence);
    let verb = all.iter().take(AFTER_MAX).position(|word| (is_saying(word) || is_stance(word)) && !word.is_capital());
    match verb {
        Some(verb) if verb > 0 => subject_before(sentence, &all, verb),
        Some(_) => None,
        None => sentence.trim_end().ends_with(':').then(|| leading_subject(sentence, &all)),
    }
}

/// The subject of the verb at `verb`, from the words before it.
fn subject_before(clause: &str, all: &[Word<'_>], verb: usize) -> Option<Named> {
    let mut end = verb;
    while end > 0
        && (all[end - 1].is(&BETWEEN) && !all[end - 1].is_capital() || is_adverb(&all[end - 1]))
        && !all[end - 1].paused
    {
        end -= 1;
    }
    if all[end..verb].iter().chain(end.checked_sub(1).map(|at| &all[at])).any(|word| word.is(&NEGATIONS)) {
        return Some(Named::Nobody);
    }
    if end == 0 {
        return None;
    }
    let segments = segments(&all[..end]);
    let last = segments.last()?;
    if !last.last().is_some_and(|word| word.paused) {
        let found = in_segment(clause, last);
        if found != Named::Nobody {
            return Some(found);
        }
        // `Roe looked up and said`, `Roe, a baker, closed her eyes and said`
        let joined = last.last().is_some_and(|word| matches!(word.bare, "and" | "but" | "who"));
        return Some(if joined && segments.len() == 1 { leading_subject(clause, last) } else { Named::Nobody });
    }
    Some(before_apposition(clause, &segments))
}

/// `Jane Roe, 54, the mayor, said`: back over what is said of them to the name, or to the description where none is.
fn before_apposition(clause: &str, segments: &[&[Word<'_>]]) -> Named {
    let mut description = None;
    for segment in segments.iter().rev().take(4) {
        let words = phrase::trimmed(segment);
        let Some(first) = words.first() else { continue };
        let says_more = matches!(first.bare, "who" | "whose" | "which" | "where" | "and")
            || first.is_number()
            || first.is(&PREPOSITIONS)
            || (first.bare.ends_with("ing") && !first.is_capital());
        if says_more {
            continue;
        }
        match phrase::read(clause, words) {
            Named::Name(name) => {
                // `D-Ohio`, `Inc`: more of the name before.
                let state = name.words.contains('-') && name.words.len() <= 8
                    || matches!(&*name.words, "Jr" | "Jr." | "Sr" | "Inc" | "Inc." | "LLC");
                let apposed = !name.before.is_empty() && is_office(&name.words);
                if !(state || apposed) {
                    return Named::Name(name);
                }
            }
            found @ Named::Described(_) => description = description.or(Some(found)),
            Named::Pronoun(gender) => return Named::Pronoun(gender),
            Named::Nobody => {
                if words.iter().any(is_saying) {
                    break;
                }
            }
        }
    }
    description.unwrap_or(Named::Nobody)
}

fn is_office(words: &str) -> bool {
    words.split_whitespace().any(|word| OFFICES.contains(word))
}

/// Whom the words right before a verb name.
fn in_segment(clause: &str, segment: &[Word<'_>]) -> Named {
    let words = phrase::trimmed(segment);
    let whole = phrase::read(clause, words);
    if is_whole(words) && whole != Named::Nobody {
        return whole;
    }
    // `On Monday Roe said`, `when the vote was over she said`: what stands nearest.
    let Some(last) = words.last() else { return Named::Nobody };
    if matches!(last.bare, "he" | "she" | "they" | "it" | "I" | "we") {
        return phrase::read(clause, &words[words.len() - 1..]);
    }
    if let Some((from, to)) = phrase::last_name(words) {
        let before = from.checked_sub(1).map(|at| &words[at]);
        let hangs = before.is_some_and(|word| {
            word.is(&PREPOSITIONS) && !matches!(word.bare, "as" | "after" | "before")
                || word.owns
                || matches!(word.bare, "and" | "or" | "the" | "The")
        });
        if !hangs {
            // What they are stands before the name, as far back as nothing else begins.
            let start = (0..from)
                .rev()
                .take_while(|at| ROLES.contains(words[*at].bare) || OFFICES.contains(words[*at].bare))
                .last()
                .unwrap_or(from);
            return phrase::read(clause, &words[start..to]);
        }
        if before.is_some_and(|word| word.is(&PREPOSITIONS)) && is_whole(words) {
            return whole;
        }
        return Named::Nobody;
    }
    // `After the vote the mayor said`
    let article = words.iter().rposition(|word| matches!(word.bare, "the" | "a" | "an" | "one"));
    match article {
        Some(at) if at > 0 && words.len() - at <= 5 && !words[at - 1].is(&PREPOSITIONS) => {
            phrase::read(clause, &words[at..])
        }
        Some(_) | None => Named::Nobody,
    }
}

/// Whether the words are one phrase: no verb, no clause of their own among them.
fn is_whole(words: &[Word<'_>]) -> bool {
    let opens = words.first().is_some_and(|word| {
        word.is(&PREPOSITIONS)
            || matches!(word.bare, "when" | "When" | "while" | "While" | "if" | "If" | "because" | "that")
    });
    !opens
        && !words.iter().any(|word| {
            is_saying(word)
                || is_stance(word)
                || is_participle(word)
                || matches!(
                    word.bare,
                    "is" | "was"
                        | "were"
                        | "are"
                        | "be"
                        | "been"
                        | "had"
                        | "has"
                        | "have"
                        | "will"
                        | "would"
                        | "he"
                        | "she"
                        | "they"
                        | "it"
                        | "because"
                        | "if"
                        | "when"
                        | "while"
                        | "that"
                        | "which"
                )
                || (word.bare.ends_with("ed")
                    && !word.is_capital()
                    && word.bare.len() > 4
                    && !matches!(
                        word.bare,
                        "retired"
                            | "elected"
                            | "appointed"
                            | "united"
                            | "injured"
                            | "displaced"
                            | "unidentified"
                            | "unnamed"
                    ))
        })
}

/// The subject with which a sentence begins: `CIA Director John Ratcliffe has …, stating`.
pub(super) fn leading_subject(clause: &str, all: &[Word<'_>]) -> Named {
    let words = phrase::trimmed(all);
    let begin = words.iter().position(|word| word.is_capital() || matches!(word.bare, "he" | "she" | "they"));
    let Some(first) = begin else { return Named::Nobody };
    let opening = words.first().is_some_and(|word| word.is(&PREPOSITIONS) || word.is(&CONNECTORS));
    // `In a statement on Monday, Roe …`: the subject stands behind the pause.
    let words = if opening {
        let Some(pause) = words.iter().position(|word| word.paused) else { return Named::Nobody };
        &words[pause + 1..]
    } else {
        &words[..]
    };
    let _ = first;
    let end = words.iter().enumerate().position(|(at, word)| {
        let verb = !word.is_capital()
            && at > 0
            && !ROLES.contains(word.bare)
            && (is_saying(word)
                || is_stance(word)
                || word.is(&BETWEEN)
                || word.bare.ends_with("ed")
                || word.bare.ends_with("ly")
                || VERBS.contains(&word.bare));
        verb || word.paused || word.stopped
    });
    let end = end.map_or(words.len().min(8), |at| if words[at].paused || words[at].stopped { at + 1 } else { at });
    match words.first() {
        Some(word) if matches!(word.bare, "He" | "She" | "he" | "she") => phrase::read(clause, &words[..1]),
        Some(_) => phrase::read(clause, &words[..end.min(words.len())]),
        None => Named::Nobody,
    }
}

/// Plain verbs of the news whose forms end in nothing that tells.
const VERBS: [&str; 36] = [
    "is", "was", "has", "had", "will", "would", "could", "can", "may", "made", "took", "gave", "went", "came", "left",
    "met", "stood", "sat", "began", "won", "lost", "led", "held", "kept", "got", "became", "saw", "felt", "found",
    "knew", "spoke", "wrote", "says", "wants", "plans", "hopes",
];

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

fn subject_behind(clause: &str, rest: &[Word<'_>]) -> Named {
    let pause = rest.iter().position(|word| word.paused || word.stopped).map_or(rest.len(), |at| at + 1);
    let words = &rest[..pause];
    // `said Roe on Monday`, `said Roe as he left`
    let stop = words.iter().skip(1).position(|word| {
        matches!(
            word.bare,
            "on" | "in"
                | "at"
                | "during"
                | "after"
                | "before"
                | "when"
                | "while"
                | "as"
                | "who"
                | "to"
                | "outside"
                | "by"
                | "and"
                | "last"
                | "this"
                | "late"
                | "early"
        )
    });
    let head = match stop {
        // `Roe and Doe`: both or nobody.
        Some(at) if words[at + 1].bare == "and" => return Named::Nobody,
        Some(at) => &words[..=at],
        None => words,
    };
    let found = phrase::read(clause, head);
    // `said the mayor, Jane Roe`, `said Roe’s lawyer, Max Doe`
    if let (Named::Described(described), Some(next)) = (&found, rest.get(pause..).filter(|next| !next.is_empty()))
        && head.len() == words.len()
        && words.last().is_some_and(|word| word.paused)
    {
        let end = next.iter().position(|word| word.paused || word.stopped).map_or(next.len(), |at| at + 1);
        if let Named::Name(mut name) = phrase::read(clause, &next[..end])
            && name.before.is_empty()
            && next[..end].iter().all(|word| word.is_capital() || word.bare.len() <= 3)
            && !phrase::is_body(&name.words)
        {
            name.before = described.words.clone();
            return Named::Name(name);
        }
    }
    found
}

/// The words of a clause, parted at commas.
fn segments<'w, 't>(words: &'w [Word<'t>]) -> Vec<&'w [Word<'t>]> {
    words.split_inclusive(|word| word.paused || word.stopped).collect()
}

fn is_adverb(word: &Word<'_>) -> bool {
    word.bare.ends_with("ly") && word.bare.len() > 4 && !word.is_capital()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> String {
        let partial = !(before.is_empty() || before.trim_end().ends_with([',', ':']));
        match read(Around { before, after, partial }) {
            Some(Named::Name(name)) => name.words,
            Some(Named::Described(described)) => format!("[{}]", described.words),
            Some(Named::Pronoun(_)) => "(pronoun)".to_owned(),
            Some(Named::Nobody) => "-".to_owned(),
            None => String::new(),
        }
    }

    #[test]
    fn words_behind_a_quote_name_its_speaker() {
        for (after, who) in [
            (" Antani said.", "Antani"),
            (" said Jane Roe, the mayor of Ellis.", "Jane Roe"),
            (" Jane Roe, the mayor, said on Monday.", "Jane Roe"),
            (" the mayor, Jane Roe, told reporters.", "Jane Roe"),
            (" said the mayor, Jane Roe.", "Jane Roe"),
            (" Roe, 54, who lives nearby, told The Courier.", "Roe"),
            (" said Roe’s lawyer, Max Doe.", "Max Doe"),
            (" a spokesman for the port said.", "[a spokesman for the port]"),
            (" police said.", "[police]"),
            (" she said.", "(pronoun)"),
            (" she told Jane Roe.", "(pronoun)"),
            (" Mr Roe added.", "Roe"),
            (" according to Jane Roe of the Port Board.", "Jane Roe"),
            (" Roe of the Port Board later said.", "Roe"),
            (" Roe and Doe said in a letter.", "-"),
            (" Roe never said.", "-"),
            (" Foo Corp. spokeswoman Jane Roe said.", "Jane Roe"),
            (" Sen. Jane Roe, D-Ohio, said.", "Jane Roe"),
            (" — Jane Roe, nurse", "Jane Roe"),
            (" wrote Roe in a post.", "Roe"),
            (" read the letter.", "-"),
            (" said in a statement.", ""),
            (" he left.", ""),
            (" a letter to Roe said.", "-"),
            (" a lawyer for Jane Roe said.", "[a lawyer for Jane Roe]"),
        ] {
            assert_eq!(told("", after), who, "{after}");
        }
    }

    #[test]
    fn words_before_a_quote_name_its_speaker() {
        for (before, who) in [
            ("Roe said: ", "Roe"),
            ("In a statement on Monday, Roe said: ", "Roe"),
            ("Jane Roe, the mayor, told reporters: ", "Jane Roe"),
            ("According to Jane Roe, the mayor, ", "Jane Roe"),
            (
                "CIA Director John Ratcliffe has previously emphasized offense, stating during his hearing, ",
                "John Ratcliffe",
            ),
            ("But the mayor said the plan was ", "[the mayor]"),
            ("Roe called the plan ", "Roe"),
            ("She added that it was ", "(pronoun)"),
            ("Roe: ", "Roe"),
            ("Roe spoke of what Doe called ", "Doe"),
            ("Roe looked up and said, ", "Roe"),
            ("The plan was called ", "-"),
            ("The sign outside reads ", "-"),
            ("The rain fell on ", ""),
            ("On Friday Jane Roe said ", "Jane Roe"),
            ("Roe praised the ", "Roe"),
        ] {
            assert_eq!(told(before, ""), who, "{before}");
        }
    }
}
