//! What somebody is, as the copy says it beside the name: `Jane Roe, mayor of Ellis`, `cybersecurity expert Jane Roe`.

use super::{
    phrase,
    words::{COMMON, GROUPS, Gender, NATIVES, OFFICES, PREPOSITIONS, TITLES, Word, is_role, is_saying},
};
use crate::import::dates;

/// A description of more words is a clause.
const ROLE_MAX_WORDS: usize = 14;
/// Words before a name that can belong to its office.
const BEFORE_MAX_WORDS: usize = 9;

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
    let near = || rest.iter().take(ROLE_MAX_WORDS);
    let end = near().position(|word| word.paused || word.stopped).map(|last| last + 1);
    // `a resident who saw it`: a resident, however long the rest is
    let clause = near().position(|word| matches!(word.bare, "who" | "whose" | "which" | "that"));
    let role = rest.get(..clause.into_iter().chain(end).min()?)?;
    let first = role.first()?;
    // somebody's words: `Roe, "the voice of the harbour"`
    let quoted = graf.get(last.end()..first.at).is_none_or(|between| between.contains(['"', '“', '«', '„']));
    let lower = first.bare.to_lowercase();
    let article = matches!(&*lower, "a" | "an" | "the");
    let turns = !article
        && (COMMON.contains(lower.as_str())
            || PREPOSITIONS.contains(lower.as_str())
            || is_saying(first)
            || DEEDS.contains(&lower.as_str())
            || (!first.is_capital()
                && (lower.ends_with("ing") || (lower.ends_with("ed") && !matches!(&*lower, "retired")))));
    let office = role.iter().any(|word| is_role(word.bare) || OFFICES.contains(word.bare));
    let verb = role.iter().any(|word| is_saying(word) || matches!(word.bare, "is" | "was" | "were" | "had" | "has"));
    // `Roe, the campaign entailed …`: another clause
    let clause = &*lower == "the" && !office && role.iter().any(is_past);
    (!quoted && !turns && !verb && !clause && (office || article)).then(|| tidy(&phrase::phrase(graf, role))).flatten()
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
        if word.paused || word.stopped || is_saying(word) || is_past(word) {
            break;
        }
        let joins = from.checked_sub(2).is_some_and(|at| joins(&words[at], word, &words[from]));
        let opens = from < 2 || words[from - 2].stopped;
        if !joins && ends_role(word, opens) {
            break;
        }
        from -= 1;
    }
    // `her boss Jane Roe`: what somebody is to somebody else
    let owned = from.checked_sub(1).is_some_and(|at| OWNERS.contains(&words[at].bare.to_lowercase().as_str()));
    if owned { None } else { tidy(&phrase::phrase(graf, &words[from..name])) }
}

/// What stands before a name, with the body that stands behind it: `Economist Jane Roe of Ellis Bank`, an economist at Ellis
/// Bank.
pub(super) fn around(graf: &str, words: &[Word<'_>], (name, name_end): (usize, usize)) -> Option<String> {
    let role = before(graf, words, name)?;
    let open = name_end.checked_sub(1).is_some_and(|last| !words[last].paused && !words[last].stopped);
    let held = open && words.get(name_end).is_some_and(|word| matches!(word.bare, "of" | "from" | "at" | "with"));
    let body = held.then(|| body_at(graf, words, name_end + 1)).flatten();
    Some(body.map_or_else(|| role.clone(), |body| format!("{role} at {body}")))
}

/// The body that is named from the word `from` on.
fn body_at(graf: &str, words: &[Word<'_>], from: usize) -> Option<String> {
    let from = from + usize::from(words.get(from)?.bare == "the");
    let mut end = from;
    while let Some(word) = words.get(end).filter(|_| end - from < BEFORE_MAX_WORDS) {
        let next = words.get(end + 1).is_some_and(|next| next.is_capital() && !word.paused);
        let small = end > from && matches!(word.bare, "of" | "for" | "and" | "on") && next;
        if !(word.is_capital() || small) || is_saying(word) {
            break;
        }
        end += 1;
        if word.paused || word.stopped {
            break;
        }
    }
    let body = phrase::phrase(graf, words.get(from..end)?);
    let body = body.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    phrase::is_body(&body).then_some(body)
}

/// Whether a small word joins two with capitals to one name of what somebody is: `Bureau of Investigation`, `Search and Rescue`,
/// `Chairman and CEO`; but `Roe and Mayor` are two.
fn joins(before: &Word<'_>, word: &Word<'_>, behind: &Word<'_>) -> bool {
    let office = |word: &Word<'_>| OFFICES.contains(word.bare);
    let capitals = before.is_capital() && !before.paused && behind.is_capital();
    let one = || office(before) == office(behind) && !before.is(&NATIVES);
    capitals && (matches!(word.bare, "of" | "for") || word.bare == "and" && one())
}

/// Whose: words behind which what somebody is says little of them.
const OWNERS: [&str; 5] = ["his", "her", "their", "my", "our"];

/// What somebody did, with which no description of them begins.
const DEEDS: [&str; 18] = [
    "made", "took", "came", "went", "gave", "got", "left", "held", "put", "ran", "saw", "found", "sent", "kept", "won",
    "lost", "met", "began",
];

/// Whether a word is none of what somebody is. A capital letter within a sentence makes a name of most words; where it `opens`
/// one, it says nothing.
fn ends_role(word: &Word<'_>, opens: bool) -> bool {
    const NOUNS: [&str; 7] = ["particular", "way", "time", "reason", "thing", "place", "day"];
    const ASKING: [&str; 9] = ["do", "does", "did", "is", "are", "was", "were", "can", "will"];
    let lower = word.bare.to_lowercase();
    if opens && ASKING.contains(&lower.as_str()) {
        return true;
    }
    let named = word.is_capital() && !opens && !dates::is_weekday(&lower) && !lower.ends_with("ber");
    !named && (COMMON.contains(lower.as_str()) || NOUNS.contains(&lower.as_str()))
        || PREPOSITIONS.contains(lower.as_str())
}

/// `questioned planning officer Roe`: a verb, though some such words say what somebody is.
fn is_past(word: &Word<'_>) -> bool {
    const STATES: [&str; 9] = [
        "retired",
        "elected",
        "appointed",
        "experienced",
        "renowned",
        "seasoned",
        "disgraced",
        "acclaimed",
        "decorated",
    ];
    !word.is_capital() && word.bare.len() > 4 && word.bare.ends_with("ed") && !STATES.contains(&word.bare)
}

/// A description without its article and with its titles written out; nothing where it is a form of address, an age or a body
/// and no more.
pub(super) fn tidy(role: &str) -> Option<String> {
    let role = role.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    // `her son` says what somebody is to somebody else.
    let first = role.split(' ').next().unwrap_or("").to_lowercase();
    if OWNERS.contains(&first.as_str()) {
        return None;
    }
    // `the mayor`, `one resident`, `What Roe`
    let words: Vec<&str> = role.split(' ').collect();
    let lead = words.iter().take_while(|word| is_lead(word)).count();
    let kept: Vec<&str> = words[lead..].iter().copied().filter(|word| !phrase::is_aged(&word.to_lowercase())).collect();
    let body =
        !kept.iter().any(|word| is_role(bare(word)) || OFFICES.contains(bare(word)) || TITLES.contains(bare(word)))
            && (kept.iter().all(|word| word.starts_with(char::is_uppercase))
                || kept.last().is_some_and(|word| GROUPS.contains(bare(word))));
    let last = kept.len().saturating_sub(1);
    let written: Vec<String> = kept.iter().enumerate().filter_map(|(at, word)| written_out(word, at == last)).collect();
    let role = written.join(" ");
    (!body && role.chars().any(char::is_alphabetic) && role.len() <= 160).then_some(role)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word at the front of a description says nothing of whom it describes.
fn is_lead(word: &str) -> bool {
    let lower = word.to_lowercase();
    COMMON.contains(lower.as_str())
        && !matches!(&*lower, "new" | "good" | "great" | "next" | "last" | "old")
        && !(GROUPS.contains(lower.as_str()) || word.len() > 1 && lower == "police")
}

/// A shortened title in full; forms of address are left out. Letters that mean other things too (`DC Comics`) are a title
/// as the `last` word alone, next to the name.
fn written_out(word: &str, last: bool) -> Option<String> {
    const SHORT: [(&str, &str); 24] = [
        ("Sen", "Senator"),
        ("Sens", "Senator"),
        ("Rep", "Representative"),
        ("Reps", "Representative"),
        ("Gov", "Governor"),
        ("Coun", "Councillor"),
        ("Cllr", "Councillor"),
        ("Cllrs", "Councillor"),
        ("Lt", "Lieutenant"),
        ("Capt", "Captain"),
        ("Sgt", "Sergeant"),
        ("Gen", "General"),
        ("Col", "Colonel"),
        ("Maj", "Major"),
        ("Adm", "Admiral"),
        ("Cmdr", "Commander"),
        ("Cpl", "Corporal"),
        ("Det", "Detective"),
        ("Insp", "Inspector"),
        ("Supt", "Superintendent"),
        ("Prof", "Professor"),
        ("Rev", "Reverend"),
        ("DC", "Detective Constable"),
        ("DI", "Detective Inspector"),
    ];
    const ADDRESSES: [&str; 11] = ["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Drs", "Herr", "Frau", "Sir", "Dame"];
    let plain = word.trim_end_matches(['.', ',']);
    let is_rank = last || !matches!(plain, "DC" | "DI");
    let known = SHORT.iter().find(|(short, _)| is_rank && *short == plain).map(|(_, full)| (*full).to_owned());
    let word = word.strip_prefix("Then-").or_else(|| word.strip_prefix("then-")).unwrap_or(word);
    (!ADDRESSES.contains(&plain)).then(|| known.unwrap_or_else(|| word.to_owned()))
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
    // The first body named: `fellow at the Institute for Ships`; `manager for reform at Issue One`
    let held = HELD
        .iter()
        .flat_map(|word| role.match_indices(word).map(|(at, _)| (at, word.len())))
        .filter(|(at, width)| is_held(role.get(..*at), role.get(at + width..)))
        .min();
    let of = role.rfind(" of ").map(|at| (at, 4)).filter(|(at, _)| {
        role.get(..*at).is_some_and(|head| LED.iter().any(|led| head.to_lowercase().ends_with(&led.to_lowercase())))
    });
    let Some((at, width)) = held.or(of) else { return (role.to_owned(), None) };
    let (Some(head), Some(body)) = (role.get(..at), role.get(at + width..)) else { return (role.to_owned(), None) };
    let named = body.strip_prefix("the ").unwrap_or(body);
    let named = named.split_once(" in ").map_or(named, |(named, _)| named);
    let small = ["of", "the", "for", "and", "&", "on", "at", "de", "la", "du", "des", "von", "to"];
    let whole = named.split(' ').all(|word| !word.starts_with(char::is_lowercase) || small.contains(&word));
    if named.starts_with(char::is_uppercase) && whole && !head.is_empty() && named.split(' ').count() <= 8 {
        (head.to_owned(), Some(named.to_owned()))
    } else {
        (role.to_owned(), None)
    }
}

/// Whether a role of these words is held in the body behind them: an MP is for a place.
fn is_held(head: Option<&str>, body: Option<&str>) -> bool {
    const SEATS: [&str; 12] = [
        "MP",
        "MSP",
        "MLA",
        "MEP",
        "TD",
        "member",
        "candidate",
        "councillor",
        "senator",
        "Minister",
        "minister",
        "Secretary",
    ];
    let last = head.and_then(|head| head.rsplit(' ').next()).unwrap_or("");
    let body = body.map_or("", |body| body.strip_prefix("the ").unwrap_or(body));
    body.starts_with(char::is_uppercase) && !SEATS.contains(&last)
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
        assert_eq!(
            of(
                "Jane Roe, a nurse at Ellis Hospital who had seen the whole of it from the roof of the house said so",
                0,
                2
            )
            .1,
            Some("nurse at Ellis Hospital".into())
        );
        assert_eq!(of("Jane Roe, who lives there, said so", 0, 2).1, None);
        assert_eq!(of("Jane Roe, speaking on Monday, said so", 0, 2).1, None);
        assert_eq!(of("They called Jane Roe, \"the voice of Ellis,\" a fraud", 2, 4).1, None);
        assert_eq!(of("a man named Jan Roe, made contact with them, he said", 3, 5).1, None);
        assert_eq!(of("Led by Jane Roe, the campaign entailed visits to farmers, and", 2, 4).1, None);
        assert_eq!(
            part("campaigns manager for reform at Issue One"),
            ("campaigns manager for reform".into(), Some("Issue One".into()))
        );
        assert_eq!(part("mayor of Ellis"), ("mayor of Ellis".into(), None));
        assert_eq!(
            part("senior fellow at the Ellis Institute for Ships"),
            ("senior fellow".into(), Some("Ellis Institute for Ships".into()))
        );
        assert_eq!(part("Labour MP for Ellis North"), ("Labour MP for Ellis North".into(), None));
        assert_eq!(part("partner at Rowan and author of a book").1, None);
    }

    #[test]
    fn a_role_may_stand_on_both_sides_of_a_name() {
        let told = |graf: &str, name: (usize, usize)| around(graf, &words(graf), name);
        for (graf, role) in [
            ("Economist Jane Roe of Ellis Bank said so", "Economist at Ellis Bank"),
            ("Professor Jane Roe of the Institute for Tides, in Ellis, said", "Professor at Institute for Tides"),
            ("Engineer Jane Roe from Ellis said so", "Engineer"),
            ("Engineer Jane Roe of course said so", "Engineer"),
        ] {
            assert_eq!(told(graf, (1, 3)).as_deref(), Some(role), "{graf}");
        }
    }

    #[test]
    fn a_role_says_what_somebody_is_and_no_more() {
        let told = |graf: &str, name: usize| before(graf, &words(graf), name);
        assert_eq!(told("then Bureau of Ships agent Jane Roe said", 5), Some("Bureau of Ships agent".into()));
        assert_eq!(told("so Ellis Police Chief Jane Roe said", 4), Some("Ellis Police Chief".into()));
        assert_eq!(told("and he questioned planning officer Jane Roe", 5), Some("planning officer".into()));
        assert_eq!(told("On Monday Mayor Jane Roe left", 3), Some("Mayor".into()));
        assert_eq!(told("and Doe and Mayor Jane Roe left", 4), Some("Mayor".into()));
        assert_eq!(
            told("then Search and Rescue coordinator Jane Roe left", 5),
            Some("Search and Rescue coordinator".into())
        );
        assert_eq!(told("then her boss Jane Roe left", 3), None);
        assert_eq!(told("That is one way Warden Jane Roe puts it", 5), Some("Warden".into()));
        assert_eq!(
            told("They left. Does DC Harbours president Jane Roe know", 6),
            Some("DC Harbours president".into())
        );
        assert_eq!(told("and Then-DHS Director Jane Roe left", 3), Some("DHS Director".into()));
        for (role, written) in [
            ("State Sen.", Some("State Senator")),
            ("lead study author Dr.", Some("lead study author")),
            ("One resident", Some("resident")),
            ("What", None),
            ("60-year-old", None),
            ("Northbank", None),
            ("Ship Workers Union", None),
            ("union", None),
            ("the mayor", Some("mayor")),
        ] {
            assert_eq!(tidy(role).as_deref(), written, "{role}");
        }
    }
}
