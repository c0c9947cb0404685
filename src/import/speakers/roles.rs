//! What somebody is, as the copy says it beside the name: `Jane Roe, mayor of Ellis`, `cybersecurity expert Jane Roe`.

use super::{
    phrase,
    words::{COMMON, Gender, OFFICES, PREPOSITIONS, Word, is_role, is_saying},
};

/// A description of more words is a clause.
const ROLE_MAX_WORDS: usize = 14;
/// Words before a name that can belong to its office.
const BEFORE_MAX_WORDS: usize = 6;

/// What stands behind a name between commas.
pub(super) fn behind(graf: &str, words: &[Word<'_>], name_end: usize) -> Option<String> {
    let last = words.get(name_end.checked_sub(1)?)?;
    if !last.paused || last.owns {
        return None;
    }
    let mut from = name_end;
    // `Jane Roe, 54, a nurse`
    if words.get(from).is_some_and(|word| word.is_number() && word.paused) {
        from += 1;
    }
    let rest = words.get(from..)?;
    let end = rest.iter().take(ROLE_MAX_WORDS).position(|word| word.paused || word.stopped)? + 1;
    let role = rest.get(..end)?;
    let first = role.first()?;
    let lower = first.bare.to_lowercase();
    let article = matches!(&*lower, "a" | "an" | "the");
    let turns = !article
        && (COMMON.contains(lower.as_str())
            || PREPOSITIONS.contains(lower.as_str())
            || is_saying(first)
            || (!first.is_capital()
                && (lower.ends_with("ing") || (lower.ends_with("ed") && !matches!(&*lower, "retired")))));
    let office = role.iter().any(|word| is_role(word.bare) || OFFICES.contains(word.bare));
    let verb = role.iter().any(|word| is_saying(word) || matches!(word.bare, "is" | "was" | "were" | "had" | "has"));
    (!turns && !verb && (office || article)).then(|| tidy(&phrase::phrase(graf, role))).flatten()
}

/// What stands before a name: words in lower case up to one that says what somebody is, or offices with capitals.
pub(super) fn before(graf: &str, words: &[Word<'_>], name: usize) -> Option<String> {
    let last = name.checked_sub(1)?;
    let held = |word: &Word<'_>| is_role(word.bare) || OFFICES.contains(word.bare);
    if !held(&words[last]) || words[last].paused || words[last].stopped {
        return None;
    }
    let mut from = last;
    while from > 0 && name - from < BEFORE_MAX_WORDS {
        let word = &words[from - 1];
        let lower = word.bare.to_lowercase();
        if word.paused
            || word.stopped
            || COMMON.contains(lower.as_str())
            || PREPOSITIONS.contains(lower.as_str())
            || is_saying(word)
        {
            break;
        }
        from -= 1;
    }
    tidy(&phrase::phrase(graf, &words[from..name]))
}

/// A description without its article; nothing where it is a form of address and no more.
pub(super) fn tidy(role: &str) -> Option<String> {
    let role = role.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let role = ["the ", "The ", "a ", "A ", "an ", "An "]
        .iter()
        .find_map(|article| role.strip_prefix(article))
        .unwrap_or(role);
    // `her son` says what somebody is to somebody else.
    let owned = ["His ", "Her ", "Their ", "My ", "Our ", "his ", "her ", "their ", "my ", "our "]
        .iter()
        .any(|own| role.starts_with(own));
    let plain = owned || matches!(role, "Mr" | "Mrs" | "Ms" | "Miss" | "Mx" | "Dr" | "Herr" | "Frau" | "Sir" | "");
    (!plain && role.chars().any(char::is_alphabetic) && role.len() <= 160).then(|| role.to_owned())
}

/// Whether a word says what a role says: `the director` of `finance director of the Port`.
pub(super) fn is_in(noun: &str, role: &str) -> bool {
    let head = role.split([',', '(']).next().unwrap_or(role);
    let head = [" of ", " at ", " for ", " with ", " in "]
        .iter()
        .filter_map(|word| head.split_once(word))
        .map(|(head, _)| head)
        .min_by_key(|head| head.len())
        .unwrap_or(head);
    head.split(' ').any(|word| word.eq_ignore_ascii_case(noun))
        || (noun == "spokesperson" && head.to_lowercase().contains("spokes"))
}

/// What a role says of the sex of who holds it: `spokeswoman for the port`.
pub(super) fn gender(role: &str) -> Option<Gender> {
    let head = role.split([',', '(']).next().unwrap_or(role);
    head.split(' ').take_while(|word| !PREPOSITIONS.contains(word)).find_map(super::words::gender)
}

/// A role parted from the body it is held in: `CEO of Horizon`, `campaigns manager at Issue One`.
pub(super) fn part(role: &str) -> (String, Option<String>) {
    const HELD: [&str; 3] = [" at ", " with ", " for "];
    const LED: [&str; 12] = [
        "CEO",
        "CFO",
        "CTO",
        "chief executive",
        "founder",
        "co-founder",
        "executive director",
        "chief economist",
        "chief scientist",
        "managing director",
        "vice president",
        "general counsel",
    ];
    let held = HELD.iter().filter_map(|word| role.rfind(word).map(|at| (at, word.len()))).max();
    let of = role.rfind(" of ").map(|at| (at, 4)).filter(|(at, _)| {
        role.get(..*at).is_some_and(|head| LED.iter().any(|led| head.to_lowercase().ends_with(&led.to_lowercase())))
    });
    let Some((at, width)) = held.or(of) else { return (role.to_owned(), None) };
    let (Some(head), Some(body)) = (role.get(..at), role.get(at + width..)) else { return (role.to_owned(), None) };
    let named = body.strip_prefix("the ").unwrap_or(body);
    if named.starts_with(char::is_uppercase) && !head.is_empty() && named.split(' ').count() <= 8 {
        (head.to_owned(), Some(named.to_owned()))
    } else {
        (role.to_owned(), None)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::words::words, *};

    #[test]
    fn reads_what_somebody_is() {
        let of = |graf: &str, name: usize, end: usize| {
            let words = words(graf);
            (before(graf, &words, name), behind(graf, &words, end))
        };
        assert_eq!(
            of("Cybersecurity expert Jane Roe, CEO of Horizon3.ai, warned that", 2, 4),
            (Some("Cybersecurity expert".into()), Some("CEO of Horizon3.ai".into()))
        );
        assert_eq!(
            of("Jane Roe, campaigns manager at Issue One, criticized the plan", 0, 2).1,
            Some("campaigns manager at Issue One".into())
        );
        assert_eq!(of("Jane Roe, 54, a nurse, said so", 0, 2).1, Some("nurse".into()));
        assert_eq!(of("Jane Roe, who lives there, said so", 0, 2).1, None);
        assert_eq!(of("Jane Roe, speaking on Monday, said so", 0, 2).1, None);
        assert_eq!(
            part("campaigns manager for reform at Issue One"),
            ("campaigns manager for reform".into(), Some("Issue One".into()))
        );
        assert_eq!(part("mayor of Ellis"), ("mayor of Ellis".into(), None));
    }
}
