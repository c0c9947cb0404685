//! Runs of words with capitals, and the name within one.

use std::ops::Range;

use super::{
    phrase,
    words::{COMMON, Gender, OFFICES, PARTICLES, POSTNOMINALS, PREPOSITIONS, TITLES, Word, is_given_name, is_role},
};

/// Where the name stands in a run of words with capitals: behind what somebody is, and before the letters that they may bear.
pub(super) fn bare_name(run: &[Word<'_>]) -> Range<usize> {
    let letters = run.iter().rev().take_while(|word| POSTNOMINALS.contains(word.bare)).count();
    let end = if letters < run.len() { run.len() - letters } else { run.len() };
    // `Tessa Bishop`: an office at the end is a surname where a given name stands before it
    let surname = end >= 2 && is_given_name(run[end - 2].bare);
    let within = &run[..if surname { end - 1 } else { end }];
    let held = |word: &Word<'_>| OFFICES.contains(word.bare) || TITLES.contains(word.bare);
    let office = within.iter().rposition(held).map(|at| at + 1).filter(|begin| *begin < end);
    // `Crown Prosecutor Michael Roe`
    let role = run[..end].iter().rposition(|word| is_role(word.bare)).map(|at| at + 1);
    let role = role.filter(|begin| begin + 2 <= end && !run[..begin - 1].iter().any(|word| is_given_name(word.bare)));
    office.max(role).unwrap_or(0)..end
}

/// Where a name that can be a full one stands in a run of words with capitals of a sentence: without what somebody is, the body
/// they are at, or a word that only a sentence's front gave its capital.
pub(super) fn name_within(words: &[Word<'_>], from: usize, to: usize) -> Range<usize> {
    let bare = bare_name(&words[from..to]);
    let (begin, end) = (from + bare.start, from + bare.end);
    // `a manager at North Bay Ana Roe`
    let placed = from.checked_sub(1).is_some_and(|at| words[at].is(&PREPOSITIONS));
    let given = (begin + 1..end).find(|at| placed && at + 2 == end && is_given_name(words[*at].bare));
    // `ambassador to Norland Ana Maria Roe`
    let posted = from >= 2 && words[from - 1].bare == "to" && is_role(words[from - 2].bare) && begin + 3 <= end;
    let posted = posted.then_some(begin + 1);
    let begin = given.or(posted).filter(|_| !is_given_name(words[begin].bare)).unwrap_or(begin);
    let belongs = |at: &usize| {
        let opens = phrase::is_given_month(&words[*at]) || words[*at].bare == "New";
        !COMMON.contains(words[*at].bare.to_lowercase().as_str()) || opens && at + 1 < end
    };
    // `Getting Harbourside off the ground`: the front of a sentence, no given name
    let opens = begin == 0 || words[begin - 1].stopped;
    let begin = if opens && end - begin > 1 && is_doing(words[begin].bare) { begin + 1 } else { begin };
    (begin..end).find(belongs).unwrap_or(end)..end
}

/// `Getting`: a verb, no given name.
fn is_doing(word: &str) -> bool {
    let named = is_given_name(word) || matches!(word, "Irving" | "Sterling" | "Henning" | "Flemming");
    word.len() > 5 && word.ends_with("ing") && !named
}

/// Pronouns that mean the subject of a plain sentence; `him` and `her` may mean anybody else.
pub(super) fn gender_of_pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "his" | "himself" | "He" | "His" => Some(Gender::He),
        "she" | "hers" | "herself" | "She" | "Her" => Some(Gender::She),
        _ => None,
    }
}

/// Runs of words with capitals, particles among them: names of people, bodies and places.
pub(super) fn capitals(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].is_capital() {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && !ends_run(&words[end - 1]) {
            let particle = PARTICLES.contains(words[end].bare) && words.get(end + 1).is_some_and(Word::is_capital);
            if !(words[end].is_capital() || particle) {
                break;
            }
            end += 1;
        }
        runs.push((at, end));
        at = end;
    }
    runs
}

fn ends_run(word: &Word<'_>) -> bool {
    word.paused || word.stopped || word.owns
}
