//! The subject of a verb of saying: the words before it or behind it that name somebody.

use super::{
    phrase::{self, Named},
    words::{
        BETWEEN, CONNECTORS, NEGATIONS, OFFICES, PARTICLES, POSTNOMINALS, PREPOSITIONS, ROLES, SIGNS, TITLES, Word,
        is_given_name, is_participle, is_role, is_saying, is_stance,
    },
};

/// The subject of the verb at `verb`, from the words before it.
pub(super) fn subject_before(clause: &str, all: &[Word<'_>], verb: usize) -> Option<Named> {
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
        // `Jane Roe, PhD, professor of law at Ellis said`: a pause is missing behind what they are.
        if let Named::Described(described) = &found
            && !described.definite
            && segments.len() > 1
            && let named @ Named::Name(_) = before_apposition(clause, &segments[..segments.len() - 1])
        {
            return Some(named);
        }
        if found != Named::Nobody {
            return Some(found);
        }
        // `typified by Jane Roe, who said`: whoever the clause is about
        if let [who] = last
            && who.bare == "who"
        {
            let before = &segments[..segments.len() - 1];
            // `was echoed by Jane Roe, who said`: the name right before it
            let close = before.last().filter(|words| !words.first().is_some_and(|word| word.is(&PREPOSITIONS)));
            let close = close.and_then(|words| phrase::last_name(words).map(|(from, to)| &words[from..to]));
            return Some(match close.map(|name| phrase::read(clause, name)) {
                Some(Named::Name(name)) => Named::Name(name),
                _ => before_apposition(clause, before),
            });
        }
        // `Roe looked up and said`, `Roe, a baker, closed her eyes and said`
        let joined = last.last().is_some_and(|word| matches!(word.bare, "and" | "but"));
        // `Speaking on Monday, Roe praised the crew and said`
        return Some(if joined { leading_subject(clause, &all[..end]) } else { Named::Nobody });
    }
    Some(before_apposition(clause, &segments))
}

/// `Jane Roe, 54, the mayor, said`: back over what is said of them to the name, or to the description where none is.
fn before_apposition(clause: &str, segments: &[&[Word<'_>]]) -> Named {
    let mut description = None;
    for segment in segments.iter().rev().take(4) {
        let words = phrase::trimmed(segment);
        let Some(first) = words.first() else { continue };
        let bracketed = clause.get(..first.at).is_some_and(|before| before.ends_with(['(', '[']));
        let says_more = bracketed
            || matches!(first.bare, "who" | "whose" | "which" | "where" | "and")
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
                    || matches!(&*name.words, "Jr" | "Jr." | "Sr" | "Inc" | "Inc." | "LLC")
                    || POSTNOMINALS.contains(&*name.words);
                let apposed = !name.before.is_empty() && is_office(&name.words);
                if !(state || apposed) {
                    return Named::Name(name);
                }
            }
            found @ Named::Described(_) => description = Some(found),
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

/// Whose words a form in `-ing` leads to: `Roe left, saying`, `with Doe calling it`.
pub(super) fn subject_of_participle(clause: &str, all: &[Word<'_>]) -> Named {
    let Some(last) = all.last() else { return Named::Nobody };
    if last.is(&SIGNS) {
        return Named::Nobody;
    }
    // `with Jane Roe calling it`: the name right before it, where something leads to that name.
    if !last.paused
        && let Some((from, _)) = phrase::last_name(all)
        && let Some(before) = from.checked_sub(1).map(|at| &all[at])
        && (before.is(&PREPOSITIONS) || before.is(&TITLES) || matches!(before.bare, "and" | "while"))
    {
        return if matches!(before.bare, "with" | "and" | "while") || before.is(&TITLES) {
            phrase::read(clause, &all[from..])
        } else {
            Named::Nobody
        };
    }
    // `…, but Doe stayed, saying`: the clause that it belongs to.
    let own = segments(all).into_iter().rev().find(|segment| {
        segment.first().is_some_and(|word| matches!(word.bare, "but" | "and" | "while" | "so"))
            && segment.get(1).is_some_and(|word| word.is_capital() || matches!(word.bare, "he" | "she"))
    });
    leading_subject(clause, own.map_or(all, |own| &own[1..]))
}

fn is_office(words: &str) -> bool {
    words.split_whitespace().any(|word| OFFICES.contains(word))
}

/// Whom the words right before a verb name.
fn in_segment(clause: &str, segment: &[Word<'_>]) -> Named {
    let words = phrase::trimmed(segment);
    // `the resort, which Roe says`
    let words = match words {
        [first, rest @ ..] if matches!(first.bare, "who" | "which" | "that") && !rest.is_empty() => rest,
        words => words,
    };
    let whole = phrase::read(clause, words);
    // `Roe and the cook Doe said`: both or nobody
    if is_whole(words) && (whole != Named::Nobody || phrase::is_several(words)) {
        return whole;
    }
    // `On Monday Roe said`, `when the vote was over she said`: what stands nearest.
    let Some(last) = words.last() else { return Named::Nobody };
    if matches!(last.bare, "he" | "she" | "they" | "it" | "I" | "we") {
        return phrase::read(clause, &words[words.len() - 1..]);
    }
    if let Some((from, to)) = phrase::last_name(words) {
        // `chaired by the Norland leader Jane Roe`: what the name hangs on stands before what they are.
        let leads = |at: &usize| {
            let word = &words[*at];
            !word.paused && (is_role(word.bare) || OFFICES.contains(word.bare) || word.is_capital())
        };
        let first = (0..from).rev().take_while(leads).last().unwrap_or(from);
        let article = |at: &usize| matches!(words[*at].bare, "the" | "a" | "an") && first < from;
        let before =
            first.checked_sub(1).map(|at| if article(&at) { at.saturating_sub(1) } else { at }).map(|at| &words[at]);
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

/// Words before the comma behind which a name says who is meant: `The former head of the port in Ellis, Jane Roe, …`
const LEAD_MAX: usize = 12;

/// The subject with which a sentence begins: `CIA Director John Ratcliffe has …, stating`.
pub(super) fn leading_subject(clause: &str, all: &[Word<'_>]) -> Named {
    // `As the rain fell, Roe …`: what opens with `as` is a clause of its own here
    let words = match all {
        [first, ..] if matches!(first.bare, "as" | "As") => all,
        all => phrase::trimmed(all),
    };
    let begin = words.iter().position(|word| word.is_capital() || matches!(word.bare, "he" | "she" | "they"));
    if begin.is_none() {
        return Named::Nobody;
    }
    let Some(words) = behind_opening(words) else { return Named::Nobody };
    if let Some(run) = leading_run(words) {
        let found = phrase::read(clause, &words[..run]);
        if matches!(found, Named::Name(_)) {
            return found;
        }
    }
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
    if let Some(name) = name_behind_pause(clause, words, end) {
        return name;
    }
    let end = end.map_or(words.len().min(8), |at| if words[at].paused || words[at].stopped { at + 1 } else { at });
    match words.first() {
        Some(word) if matches!(word.bare, "He" | "She" | "he" | "she") => phrase::read(clause, &words[..1]),
        Some(_) => phrase::read(clause, &words[..end.min(words.len())]),
        None => Named::Nobody,
    }
}

/// The words from the subject on: `In a statement on Monday, Roe …`, where it stands behind the pause.
fn behind_opening<'w, 't>(words: &'w [Word<'t>]) -> Option<&'w [Word<'t>]> {
    let opening = words.first().is_some_and(|word| {
        let clause = matches!(
            word.bare,
            "When" | "when" | "While" | "while" | "If" | "Because" | "Once" | "Though" | "Although" | "Asked"
        );
        let participle = word.bare.len() > 5 && word.bare.ends_with("ing") && !is_given_name(word.bare);
        clause || participle || word.is(&PREPOSITIONS) || word.is(&CONNECTORS)
    });
    if !opening {
        return Some(words);
    }
    let pause = words.iter().position(|word| word.paused)?;
    // `At a meeting, held at noon, Roe …`
    let again = words.get(pause + 1).is_some_and(|word| {
        let participle = word.bare.ends_with("ed") || word.bare.ends_with("ing");
        !word.is_capital() && (participle || matches!(word.bare, "held" | "made" | "set"))
    });
    let next = words[pause + 1..].iter().position(|word| word.paused).filter(|_| again);
    words.get(next.map_or(pause + 1, |next| pause + next + 2)..)
}

/// `His daughter, Maud Pike, keeps …`, `One survivor, Ruth Abney, told …`: the name behind the pause in which a description
/// ends.
fn name_behind_pause(clause: &str, words: &[Word<'_>], end: Option<usize>) -> Option<Named> {
    let pause = words.iter().position(|word| word.paused).filter(|pause| *pause < LEAD_MAX && end == Some(*pause))?;
    let next = words.get(pause + 1..)?;
    let bracketed = next.first().and_then(|word| clause.get(..word.at)).is_some_and(|text| text.ends_with(['(', '[']));
    let ends = |word: &Word<'_>| word.paused || word.stopped || !(word.is_capital() || word.bare.len() <= 3);
    let close = next.iter().position(ends).filter(|_| !bracketed)?;
    let name = match &next[close] {
        word if word.paused && word.is_capital() => next.get(..=close)?,
        // `The head of security, Jane Roe says …`
        word if close > 1 && is_saying(word) => next.get(..close)?,
        _ => return None,
    };
    let lead = &words[..=pause];
    match phrase::read(clause, name) {
        Named::Name(mut name) if !matches!(phrase::read(clause, lead), Named::Name(_)) => {
            name.before = phrase::phrase(clause, lead);
            Some(Named::Name(name))
        }
        _ => None,
    }
}

/// How many words a name at the front takes, with what stands before it: `Judge Helen Park set`, `cybersecurity expert Jane
/// Roe has`. What follows in small letters is its verb.
fn leading_run(words: &[Word<'_>]) -> Option<usize> {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let belongs = word.is_capital()
            || is_role(word.bare)
            || (at > 0 && leads_to_role(&words[at..]))
            || (at > 0 && PARTICLES.contains(word.bare) && words.get(at + 1).is_some_and(Word::is_capital));
        if !belongs {
            break;
        }
        at += 1;
        if word.paused || word.stopped || word.owns {
            break;
        }
    }
    let last = words.get(at.checked_sub(1)?)?;
    let next = words.get(at);
    let joined = next.is_some_and(|word| matches!(word.bare, "and" | "or" | "of") || last.owns);
    (last.is_capital() && !joined).then_some(at)
}

/// `team captain Jane`, `head coach Jane`: nouns in small letters that end in what somebody is, right before a name.
fn leads_to_role(words: &[Word<'_>]) -> bool {
    let Some(role) = words.iter().take(3).position(|word| is_role(word.bare) && !word.is_capital()) else {
        return false;
    };
    let plain = |word: &Word<'_>| {
        !(word.paused || word.stopped || word.owns || word.is(&PREPOSITIONS) || word.is(&BETWEEN) || is_saying(word))
    };
    words[..=role].iter().all(plain) && words.get(role + 1).is_some_and(Word::is_capital)
}

/// Plain verbs of the news whose forms end in nothing that tells.
const VERBS: [&str; 36] = [
    "is", "was", "has", "had", "will", "would", "could", "can", "may", "made", "took", "gave", "went", "came", "left",
    "met", "stood", "sat", "began", "won", "lost", "led", "held", "kept", "got", "became", "saw", "felt", "found",
    "knew", "spoke", "wrote", "says", "wants", "plans", "hopes",
];

/// Words before which a subject behind its verb ends.
const STOPS: [&str; 18] = [
    "on", "in", "at", "during", "after", "before", "when", "while", "as", "who", "to", "outside", "by", "and", "last",
    "this", "late", "early",
];

pub(super) fn subject_behind(clause: &str, rest: &[Word<'_>]) -> Named {
    let pause = rest.iter().position(|word| word.paused || word.stopped).map_or(rest.len(), |at| at + 1);
    let words = &rest[..pause];
    // `said Roe on Monday`, `said Roe as he left`
    let stop = words.iter().skip(1).position(|word| STOPS.contains(&word.bare));
    // `sagte Anna Kessler am Montag`: after a name nothing in small letters belongs to it but what somebody is.
    let small = words.windows(2).position(|pair| {
        let goes_on = ROLES.contains(pair[1].bare)
            || PARTICLES.contains(pair[1].bare)
            || pair[1].is(&PREPOSITIONS)
            || matches!(pair[1].bare, "and" | "or");
        pair[0].is_capital() && !pair[0].owns && !pair[1].is_capital() && !goes_on && !pair[1].is_number()
    });
    let stop = match (stop, small) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let head = match stop {
        // `Roe and Doe`: both or nobody.
        Some(at) if words[at + 1].bare == "and" => return Named::Nobody,
        Some(at) => &words[..=at],
        None => words,
    };
    let found = phrase::read(clause, head);
    // `said the mayor, Jane Roe`, `said Roe’s lawyer, Max Doe`
    let described = match &found {
        Named::Described(described) => Some(described.words.clone()),
        // What they are is a word that byline does not know: `la préfète, Anne Le Goff`.
        Named::Nobody
            if head.first().is_some_and(|word| !word.is_capital() && word.bare.len() <= 3) && head.len() <= 8 =>
        {
            Some(phrase::phrase(clause, head))
        }
        Named::Nobody | Named::Name(_) | Named::Pronoun(_) => None,
    };
    if let (Some(described), Some(next)) = (described, rest.get(pause..).filter(|next| !next.is_empty()))
        && head.len() == words.len()
        && words.last().is_some_and(|word| word.paused)
    {
        let end = next.iter().position(|word| word.paused || word.stopped).map_or(next.len(), |at| at + 1);
        if let Named::Name(mut name) = phrase::read(clause, &next[..end])
            && (name.before.is_empty() || next[0].is_capital())
            && next[..end].iter().all(|word| word.is_capital() || word.bare.len() <= 3)
            && !phrase::is_body(&name.words)
        {
            name.before = if name.before.is_empty() { described } else { format!("{described}, {}", name.before) };
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
