//! Whom a few words name: a name with what stands before it, a pronoun, or a description.

use super::{
    names,
    words::{
        BETWEEN, BODIES, COMMON, CONNECTORS, DOCUMENTS, GROUPS, Gender, LETTERS, NATIVES, OFFICES, PARTICLES,
        PREPOSITIONS, ROLES, SHORTENED, TITLES, Word, gender, is_given_name, is_role,
    },
};
use crate::import::dates;

/// The most words of one name.
const NAME_MAX_WORDS: usize = 6;

/// Whom a phrase names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Name(Name),
    /// `he`, `she`; `None` for `they` and `it`.
    Pronoun(Option<Gender>),
    Described(Described),
    /// More than one, or nobody whom a reader could tell.
    Nobody,
}

/// A name as it stands in the copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub words: String,
    /// What stands before it: `CIA Director`, `cybersecurity expert`.
    pub before: String,
    pub gender: Option<Gender>,
    /// `the Pentagon`: an article right before a name makes it that of no person.
    pub article: bool,
}

/// `the mayor`, `a spokesman for the port`, `police`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    pub words: String,
    /// The word that says what they are, in lower case.
    pub noun: String,
    pub definite: bool,
}

impl Described {
    /// Whether it is one human being rather than many, a body or a paper.
    pub(super) fn is_person(&self) -> bool {
        let noun = self.noun.as_str();
        is_aged(noun) || is_role(noun) || matches!(noun, "man" | "woman" | "boy" | "girl" | "person" | "caller")
    }
}

/// Whom the phrase of all these words names, the verb of saying left out: `Roe of the Port Board`, `the mayor`.
pub(super) fn read(clause: &str, words: &[Word<'_>]) -> Named {
    let words = trimmed(words);
    let Some(first) = words.first() else { return Named::Nobody };
    if let Some(pronoun) = pronoun(words) {
        return pronoun;
    }
    if matches!(
        first.bare,
        "I" | "We" | "we" | "You" | "you" | "there" | "There" | "what" | "who" | "which" | "that" | "one"
    ) && words.len() == 1
    {
        return Named::Nobody;
    }
    if first.is(&PREPOSITIONS) {
        return Named::Nobody;
    }
    if let Some(name) = office_of(clause, words) {
        return Named::Name(name);
    }
    // The head ends where a preposition, or a pause, begins to say more of it.
    let end = head_end(words);
    let head = &words[..end];
    if is_several(head) {
        return Named::Nobody;
    }
    if let Some(owner) = head.iter().rposition(|word| word.owns)
        && owner + 1 < head.len()
    {
        // `Roe’s lawyer Max Doe`
        let rest = read(clause, &head[owner + 1..]);
        return match rest {
            Named::Name(mut name) => {
                name.before = phrase(clause, &head[..head.len() - name.words.split(' ').count()]);
                Named::Name(name)
            }
            Named::Described(described) => {
                Named::Described(Described { words: phrase(clause, words), definite: false, ..described })
            }
            other => other,
        };
    }
    if let Some((from, to)) = last_name(head) {
        return named(clause, head, from, to);
    }
    described(clause, words, head)
}

/// `Head of financial reporting Jane Roe`, `Secretary of State Jane Roe`: what somebody is, with a body or a trade in it.
fn office_of(clause: &str, words: &[Word<'_>]) -> Option<Name> {
    let of = words.windows(2).position(|pair| {
        matches!(pair[1].bare, "of" | "for" | "at" | "to" | "with" | "in")
            && (is_role(pair[0].bare) || OFFICES.contains(pair[0].bare))
    })? + 1;
    let inner = words.get(..words.len() - 1)?;
    if inner.iter().any(|word| word.paused || word.stopped || word.owns) {
        return None;
    }
    let (from, to) = last_name(words)?;
    let rest =
        from > of + 1 && !matches!(words[from - 1].bare, "and" | "or" | "the" | "of" | "for" | "in" | "at" | "to");
    let start = if rest {
        from
    } else {
        // capitals on both sides: the office ends with the name of a department, or before a given name
        let known =
            |at: &usize| at + 2 <= to && (is_given_name(words[*at].bare) || DEPARTMENTS.contains(&words[at - 1].bare));
        // `ambassador to Norland Ana Roe`
        let posted = (words[of].bare == "to" && words[of + 1].is_capital() && of + 4 <= to).then_some(of + 2);
        (of + 2..to).find(known).or(posted.filter(|at| !is_body(&phrase(clause, &words[*at..to]))))?
    };
    let name = words.get(start..to).filter(|name| name.len() >= 2)?;
    Some(Name {
        words: phrase(clause, name),
        before: phrase(clause, without_article(&words[..start])),
        gender: words[..=start].iter().find_map(|word| gender(word.bare)),
        article: false,
    })
}

/// What a secretary may be of.
const DEPARTMENTS: [&str; 14] = [
    "State",
    "Defense",
    "Defence",
    "Commerce",
    "Labor",
    "Energy",
    "Education",
    "Agriculture",
    "Transportation",
    "Interior",
    "Treasury",
    "Justice",
    "Health",
    "Police",
];

/// Whether `words` hold a name, and where the last of them begins and ends.
pub(super) fn last_name(head: &[Word<'_>]) -> Option<(usize, usize)> {
    let to = head.len();
    let mut from = to;
    while from > 0 && to - from < NAME_MAX_WORDS {
        let word = &head[from - 1];
        let particle = from < to && word.is(&PARTICLES) && !word.is_capital();
        let pause = from < to && (word.paused || word.stopped || word.owns);
        let month = from < to && is_given_month(word);
        // `Board of Governors`
        let body = from < to
            && (word.bare == "of" && from >= 2 && BODIES.contains(head[from - 2].bare)
                || BODIES.contains(word.bare) && head[from].bare == "of");
        // `the New York Times`
        let place = from < to && word.bare == "New" && head[from].is_capital();
        if pause || !(is_name_word(word, from - 1 == 0) || particle || month || body || place) {
            break;
        }
        from -= 1;
    }
    while from < to && !head[from].is_capital() {
        from += 1;
    }
    (from < to).then_some((from, to))
}

/// `June Sutter`: months that are given names, where more of a name follows.
pub(super) fn is_given_month(word: &Word<'_>) -> bool {
    matches!(word.bare, "April" | "May" | "June" | "August")
}

/// Whether a word can be part of a name. At the front of a clause a capital letter says little.
fn is_name_word(word: &Word<'_>, first: bool) -> bool {
    word.is_capital()
        && !(word.bare.chars().all(|c| c.is_ascii_digit()))
        && !(SHORTENED.contains(word.bare))
        && !(COMMON.contains(word.bare.to_lowercase().as_str()) && (first || !TITLES.contains(word.bare)))
        && !dates::is_weekday(&word.bare.to_lowercase())
        && !(first
            && (GROUPS.contains(word.bare.to_lowercase().as_str())
                || CONNECTORS.contains(word.bare.to_lowercase().as_str())))
}

/// The name within a head, its offices parted from it.
fn named(clause: &str, head: &[Word<'_>], from: usize, to: usize) -> Named {
    let capital = &head[from..to];
    // `CIA Director John Ratcliffe`, `Substitute Kofi Brandon`: what they are is parted from who they are.
    let bare = names::bare_name(capital);
    let office = (bare.start > 0).then_some(bare.start);
    let (begin, to) = (from + bare.start, from + bare.end);
    let name = &head[begin..to];
    let office_alone = name.len() > 1
        && name.last().is_some_and(|word| OFFICES.contains(word.bare) && !SURNAMES.contains(&word.bare))
        && !is_given_name(name[0].bare);
    if office_alone {
        // `U.S. Secretary`: somebody's office, cut from the name
        return Named::Nobody;
    }
    if name.len() == 1 && (COMMON.contains(name[0].bare.to_lowercase().as_str()) || OFFICES.contains(name[0].bare)) {
        return described(clause, head, head);
    }
    let article = begin == 1 && matches!(head[0].bare, "the" | "The");
    if article && name.last().is_some_and(|word| word.is(&NATIVES)) {
        let noun = name.last().map(|word| word.bare.to_lowercase()).unwrap_or_default();
        return Named::Described(Described { words: phrase(clause, head), noun, definite: true });
    }
    let before = &head[..begin];
    let titled = before.last().and_then(|word| gender(word.bare)).filter(|_| begin > 0);
    let given = name.first().filter(|_| name.len() > 1).and_then(|word| gender(word.bare));
    let role = before.iter().map(|word| gender(word.bare)).find(Option::is_some).flatten().filter(|_| office.is_some());
    Named::Name(Name {
        words: phrase(clause, name),
        before: phrase(clause, without_article(before)),
        gender: titled.or(given).or(role),
        article,
    })
}

/// Offices that are surnames as well.
const SURNAMES: [&str; 16] = [
    "King",
    "Prince",
    "Bishop",
    "Pope",
    "Dean",
    "Judge",
    "Marshal",
    "Baron",
    "Cardinal",
    "Major",
    "Lord",
    "Leader",
    "Sheriff",
    "Queen",
    "Chase",
    "Chancellor",
];

fn described(clause: &str, words: &[Word<'_>], head: &[Word<'_>]) -> Named {
    let Some(noun) = head.last() else { return Named::Nobody };
    let lower = noun.bare.to_lowercase();
    let plain = lower.trim_end_matches('s');
    let known = is_role(&lower)
        || ROLES.contains(plain)
        || GROUPS.contains(lower.as_str())
        || DOCUMENTS.contains(lower.as_str())
        || is_aged(&lower)
        || matches!(&*lower, "man" | "woman" | "boy" | "girl" | "source" | "person" | "caller" | "department");
    let shown = words.len() <= 12;
    if LETTERS.contains(lower.as_str()) || !known || !shown {
        return Named::Nobody;
    }
    let definite = head.first().is_some_and(|word| matches!(word.bare, "the" | "The" | "that" | "this"));
    // `A resident who asked not to be named` is a resident.
    let clause_at = words.iter().position(|word| matches!(word.bare, "who" | "whose" | "which" | "that" | "where"));
    let told = clause_at.filter(|at| *at > 0).map_or(words, |at| &words[..at]);
    Named::Described(Described { words: phrase(clause, told), noun: lower, definite })
}

/// `34-year-old`
pub(super) fn is_aged(lower: &str) -> bool {
    lower.ends_with("-year-old") || lower.ends_with("-years-old")
}

fn pronoun(words: &[Word<'_>]) -> Option<Named> {
    let [only] = words else { return None };
    match only.bare {
        "he" | "He" => Some(Named::Pronoun(Some(Gender::He))),
        "she" | "She" => Some(Named::Pronoun(Some(Gender::She))),
        "they" | "They" | "it" | "It" => Some(Named::Pronoun(None)),
        _ => None,
    }
}

/// Without the words that lead into a clause, and those that stand before its verb.
pub(super) fn trimmed<'w, 't>(mut words: &'w [Word<'t>]) -> &'w [Word<'t>] {
    while let Some((first, rest)) = words.split_first() {
        let leads = first.is(&CONNECTORS) || (matches!(first.bare, "as" | "As") && !rest.is_empty());
        if !leads {
            break;
        }
        words = rest;
    }
    while let Some((last, rest)) = words.split_last() {
        if !last.is(&BETWEEN) || last.is_capital() || rest.is_empty() {
            break;
        }
        words = rest;
    }
    words
}

/// Where the head of a phrase ends: before a preposition, a pause, or a word that begins a clause of its own.
fn head_end(words: &[Word<'_>]) -> usize {
    for (at, word) in words.iter().enumerate() {
        let lower = word.bare.to_lowercase();
        let opens = matches!(&*lower, "who" | "whose" | "which" | "that" | "where" | "when");
        let turns = at > 0 && (word.is(&PREPOSITIONS) || opens);
        // `Bank of Norland`, `University of Ellis`: part of a name, where a body stands before it.
        let body = at > 0 && word.bare == "of" && words[at - 1].is_capital() && BODIES.contains(words[at - 1].bare);
        if turns && !body {
            return at;
        }
        if word.paused || word.stopped {
            return at + 1;
        }
    }
    words.len()
}

/// `Roe and Doe`: more than one speaker.
pub(super) fn is_several(head: &[Word<'_>]) -> bool {
    head.iter().enumerate().skip(1).any(|(at, word)| {
        matches!(word.bare, "and" | "or" | "&") && at + 1 < head.len() && {
            let before = &head[at - 1];
            let after = &head[at + 1];
            // `director and founder Jane Roe` is one; `Roe and Doe`, `the mayor and Roe` are two.
            let last = last_name(head).map(|(from, _)| from);
            let one = ROLES.contains(after.bare.to_lowercase().as_str())
                && last.is_some_and(|from| from > at + 1)
                && !before.is_capital();
            let office = OFFICES.contains(before.bare) && OFFICES.contains(after.bare);
            !one && !office
        }
    })
}

fn without_article<'w, 't>(words: &'w [Word<'t>]) -> &'w [Word<'t>] {
    match words.split_first() {
        Some((first, rest)) if matches!(first.bare, "the" | "The" | "a" | "A" | "an" | "An") => rest,
        Some(_) | None => words,
    }
}

/// The words of the copy from the first to the last of a phrase.
pub(super) fn phrase(clause: &str, words: &[Word<'_>]) -> String {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return String::new() };
    let end = if last.bare.len() == 1 || matches!(last.bare, "Jr" | "Sr" | "Inc" | "Co" | "Corp") {
        // the full stop of an initial belongs to it
        last.end() + usize::from(clause.get(last.end()..).is_some_and(|rest| rest.starts_with('.') && rest.len() > 1))
    } else {
        last.end()
    };
    clause.get(first.at..end).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of bodies and places that are surnames as well.
const PLACE_SURNAMES: [&str; 22] = [
    "South", "East", "Bay", "Beach", "Street", "Road", "House", "Church", "Bank", "Post", "Press", "Young", "New",
    "Act", "Bill", "Trust", "Field", "River", "Island", "Valley", "German", "Guard",
];

/// Whether a name is that of a body rather than of a person.
pub(in crate::import) fn is_body(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or("");
    let rest: Vec<&str> = words.collect();
    let acronym = rest.is_empty()
        && first.chars().count() >= 2
        && first.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
    let part = |word: &str| BODIES.contains(word);
    let initials = |word: &str| word.chars().count() >= 3 && word.chars().all(char::is_uppercase);
    // `James White`, `Helen Park`: a given name makes a surname of what may be part of a body's name
    let given = is_given_name(first) && rest.len() <= 2;
    let weak = |word: &str| given && PLACE_SURNAMES.contains(&word);
    acronym
        || ((part(first) || initials(first)) && !is_given_name(first))
        || rest.iter().any(|word| {
            part(word) && !weak(word) && !matches!(*word, "Law" | "Day" | "Park" | "Lake" | "West" | "North" | "White")
        })
        || name.contains(" of ")
        || name.contains('.') && name.contains("com")
}

#[cfg(test)]
mod tests {
    use super::{super::words::words, *};

    fn name(clause: &str) -> (String, String) {
        match read(clause, &words(clause)) {
            Named::Name(name) => (name.words, name.before),
            other => (format!("{other:?}"), String::new()),
        }
    }

    #[test]
    fn parts_names_from_what_stands_before_them() {
        for (clause, words, before) in [
            ("Jane Roe", "Jane Roe", ""),
            ("CIA Director John Ratcliffe", "John Ratcliffe", "CIA Director"),
            ("cybersecurity expert Snehal Antani", "Snehal Antani", "cybersecurity expert"),
            ("Dr. Jane Roe of the University of Ellis", "Jane Roe", "Dr"),
            ("Mayor Roe", "Roe", "Mayor"),
            ("the company's president, Jane Roe", "the company's president", ""),
            ("Roe’s lawyer Max Doe", "Max Doe", "Roe’s lawyer"),
            ("but Maria de la Cruz", "Maria de la Cruz", ""),
            ("John Q. Public", "John Q. Public", ""),
            ("Foo Corp. spokeswoman Jane Roe", "Jane Roe", "Foo Corp. spokeswoman"),
        ] {
            let found = name(clause);
            if words.starts_with("the ") {
                continue;
            }
            assert_eq!((found.0.as_str(), found.1.as_str()), (words, before), "{clause}");
        }
    }

    #[test]
    fn tells_descriptions_and_crowds() {
        let read = |clause: &str| read(clause, &words(clause));
        assert!(matches!(read("the mayor"), Named::Described(Described { definite: true, .. })));
        assert!(matches!(read("a spokesman for Jane Roe"), Named::Described(_)));
        assert!(matches!(read("police"), Named::Described(_)));
        assert_eq!(read("Roe and Doe"), Named::Nobody);
        assert_eq!(read("she"), Named::Pronoun(Some(Gender::She)));
        assert_eq!(read("a statement"), Named::Nobody);
    }
}
