//! Who said it: the few patterns of a sentence that leave no doubt.
//!
//! `"…," NAME said` · `"…," said NAME` · `NAME said: "…"` · `according to NAME`, where NAME is the full name, another
//! spelling or the surname of exactly one person of the table. Everything else gives nobody.

use std::{collections::HashSet, sync::LazyLock};

use crate::model::{Person, PersonId, PersonKind, sentence};

/// Words between a name and its verb, or between a verb and the quote, beyond which the sentence says too much.
const WORDS_MAX: usize = 14;
const GAP_MAX: usize = 7;

/// Everything by which the people of a table may be named.
pub(super) struct Names<'p>(Vec<Name<'p>>);

struct Name<'p> {
    spelling: &'p str,
    /// Its first byte in lower case, by which most words are told apart from it at once.
    first: u8,
    person: &'p Person,
}

impl<'p> Names<'p> {
    pub(super) fn new(people: &'p [Person]) -> Self {
        let names = people.iter().flat_map(|person| {
            spellings(person).filter_map(move |spelling| {
                let first = spelling.bytes().next()?.to_ascii_lowercase();
                Some(Name { spelling, first, person })
            })
        });
        Self(names.collect())
    }
}

/// The person who said what stands between `before` and `after`, the rest of the quote's own sentence.
pub(super) fn speaker<'p>(before: &str, after: &str, names: &Names<'p>) -> Option<&'p PersonId> {
    if names.0.is_empty() {
        return None;
    }
    let follows = Clause::new(after, names).follows();
    let precedes = Clause::new(before, names).precedes();
    match (follows, precedes) {
        (Some(after), Some(before)) if after.id != before.id => None,
        (Some(person), _) | (None, Some(person)) => Some(&person.id),
        (None, None) => None,
    }
}

/// Whether a verb of saying stands close behind a quote.
pub(super) fn verb_follows(after: &str) -> bool {
    after.split_whitespace().take(6).any(|word| sentence::is_speech_verb(bare(word)))
}

/// Whether a verb of saying stands close before a quote.
pub(super) fn verb_precedes(before: &str) -> bool {
    before.split_whitespace().rev().take(3).any(|word| sentence::is_speech_verb(bare(word)))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A word of a clause, with its place and whether punctuation follows it.
struct Word<'t> {
    at: usize,
    bare: &'t str,
    /// The character after the bare word is a comma, a colon, a bracket…
    paused: bool,
}

/// The words on one side of a quote, and the people they may name.
struct Clause<'t, 'n, 'p> {
    raw: &'t str,
    words: Vec<Word<'t>>,
    names: &'n Names<'p>,
}

/// Who is named at a place of a clause.
enum Named<'p> {
    Nobody,
    /// The name fits more than one person.
    Several,
    One {
        person: &'p Person,
        /// Index of the word after the name.
        next: usize,
        /// More than one word of the name stands there.
        full: bool,
    },
}

impl<'t, 'n, 'p> Clause<'t, 'n, 'p> {
    fn new(raw: &'t str, names: &'n Names<'p>) -> Self {
        let mut words = Vec::new();
        for piece in raw.split_whitespace() {
            let word = bare(piece);
            if word.is_empty() {
                continue;
            }
            let at = word.as_ptr() as usize - raw.as_ptr() as usize;
            let behind = raw.get(at + word.len()..).and_then(|rest| rest.chars().next());
            let abbreviated = behind == Some('.') && sentence::is_title(word);
            words.push(Word { at, bare: word, paused: behind.is_some_and(|c| !c.is_whitespace()) && !abbreviated });
        }
        Self { raw, words, names }
    }

    /// `NAME said`, `said NAME`, `according to NAME` behind a quote.
    fn follows(&self) -> Option<&'p Person> {
        match (self.bare(0)?, self.bare(1)) {
            ("according", Some("to")) => self.named_last(2),
            (verb, Some(_)) if sentence::is_speech_verb(verb) => {
                (verb != "told" && !self.words[0].paused).then(|| self.named_last(1)).flatten()
            }
            _ => self.subject_and_verb(0).map(|(person, _)| person),
        }
    }

    /// `NAME said: "…"`, `According to NAME, "…"` before a quote.
    fn precedes(&self) -> Option<&'p Person> {
        if let Some(at) = self
            .words
            .windows(2)
            .position(|pair| pair[0].bare.eq_ignore_ascii_case("according") && pair[1].bare == "to")
        {
            let (person, next) = self.subject(at + 2)?;
            return (self.words[next - 1].paused && self.is_plain(next)).then_some(person);
        }
        let verb = self.words.iter().rposition(|word| sentence::is_speech_verb(word.bare))?;
        let addressed = matches!(self.bare(verb), Some("told" | "asked"));
        if !(self.is_plain(verb + 1) || (addressed && self.words.len() - verb <= GAP_MAX)) {
            return None;
        }
        let starts = (0..verb).filter(|&at| at == 0 || self.words[at - 1].paused || joins(self.words[at - 1].bare));
        let mut sayers = starts.filter_map(|at| self.subject_and_verb(at)).filter(|(_, at)| *at == verb);
        let (person, _) = sayers.next()?;
        sayers.all(|(other, _)| other.id == person.id).then_some(person)
    }

    /// Whether the words from `at` on are few, name nobody and begin nobody's own clause.
    fn is_plain(&self, at: usize) -> bool {
        let rest = self.words.get(at..).unwrap_or(&[]);
        rest.len() <= GAP_MAX
            && rest.iter().all(|word| !matches!(word.bare, "he" | "she" | "they" | "who" | "which" | "whose"))
            && (at..self.words.len()).all(|at| matches!(self.named(at), Named::Nobody))
            && !rest.iter().any(|word| sentence::is_speech_verb(word.bare))
    }

    /// A name in the place of a subject, with the verb of saying that follows it; gives the verb's index.
    fn subject_and_verb(&self, at: usize) -> Option<(&'p Person, usize)> {
        let (person, mut next) = self.subject(at)?;
        if self.words[next - 1].paused {
            // "Doe, head of the board, said": the words between the commas name nobody else.
            let inserted = self.words.get(next..)?.iter().take(WORDS_MAX).position(|word| word.paused)?;
            if (next..=next + inserted).any(|at| !matches!(self.named(at), Named::Nobody)) {
                return None;
            }
            next += inserted + 1;
        } else if self.bare(next) == Some("of") {
            next += 2;
        }
        while self.bare(next).is_some_and(is_adverb) {
            next += 1;
        }
        sentence::is_speech_verb(self.bare(next)?).then_some((person, next))
    }

    /// A name, with the titles and the description before it; gives the index of the word after it.
    fn subject(&self, at: usize) -> Option<(&'p Person, usize)> {
        let mut titled = true;
        for start in at..self.words.len().min(at + GAP_MAX) {
            match self.named(start) {
                Named::One { person, next, full } => return (full || titled).then_some((person, next)),
                Named::Several => return None,
                Named::Nobody => {}
            }
            let word = &self.words[start];
            titled &= is_title(word.bare);
            if word.paused || turns(word.bare) || sentence::is_speech_verb(word.bare) {
                return None;
            }
        }
        None
    }

    /// The name after `said` or `according to`, where nothing behind it makes it part of something else.
    fn named_last(&self, at: usize) -> Option<&'p Person> {
        let (person, next) = self.subject(at)?;
        let ends = self.words[next - 1].paused || self.bare(next).is_none_or(goes_on);
        ends.then_some(person)
    }

    /// Who is named by the words from `at` on. The longest spelling counts.
    fn named(&self, at: usize) -> Named<'p> {
        let Some(word) = self.words.get(at) else { return Named::Nobody };
        let rest = self.raw.get(word.at..).unwrap_or("");
        let first = rest.bytes().next().unwrap_or_default().to_ascii_lowercase();
        let mut best: Option<(&Person, usize)> = None;
        let mut shared = false;
        for name in self.names.0.iter().filter(|name| name.first == first) {
            let Some(length) = spelled(rest, name.spelling) else { continue };
            match best {
                Some((_, longest)) if longest > length => {}
                Some((person, longest)) if longest == length => shared |= person.id != name.person.id,
                Some(_) | None => (best, shared) = (Some((name.person, length)), false),
            }
        }
        let Some((person, length)) = best else { return Named::Nobody };
        if shared {
            return Named::Several;
        }
        let end = word.at + length;
        let next = self.words.iter().position(|word| word.at >= end).unwrap_or(self.words.len());
        Named::One { person, next, full: next > at + 1 }
    }

    fn bare(&self, at: usize) -> Option<&'t str> {
        self.words.get(at).map(|word| word.bare)
    }
}

/// The name of a person, the other spellings, and the surname of a human being.
fn spellings(person: &Person) -> impl Iterator<Item = &str> {
    let name = person.name.as_str();
    let named = person.kind == PersonKind::Person && person.anonymous.is_none();
    let surname = named.then(|| name.rsplit(' ').find(|word| !matches!(*word, "Jr." | "Sr." | "II" | "III"))).flatten();
    let surname = surname.filter(|word| word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some());
    std::iter::once(name).chain(person.also.iter().map(AsRef::as_ref)).chain(surname).filter(|name| !name.is_empty())
}

/// The length of `name` where `rest` begins with it as whole words, and not as somebody's (`Doe's lawyer`). The first
/// letter may be large or small: "A US official", "a US official".
fn spelled(rest: &str, name: &str) -> Option<usize> {
    let (head, tail) = rest.split_at_checked(name.len())?;
    let same = head == name || {
        let (a, b) = (head.split_once(' '), name.split_once(' '));
        a.zip(b).is_some_and(|((a, rest_a), (b, rest_b))| rest_a == rest_b && a.eq_ignore_ascii_case(b) && b.len() <= 3)
    };
    let whole = !tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
    (same && whole).then_some(name.len())
}

/// Words after which a name is no subject: `a lawyer for Doe said`, `Roe and Doe said`.
fn turns(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "to"
            | "by"
            | "with"
            | "and"
            | "or"
            | "from"
            | "about"
            | "against"
            | "on"
            | "in"
            | "at"
            | "near"
            | "under"
            | "over"
            | "between"
            | "after"
            | "before"
            | "behind"
            | "not"
            | "nor"
            | "than"
            | "like"
            | "that"
            | "he"
            | "she"
            | "they"
            | "it"
            | "is"
            | "was"
            | "were"
            | "as"
            | "if"
            | "when"
    )
}

/// Words that begin a clause of their own.
fn joins(word: &str) -> bool {
    matches!(word, "and" | "but" | "as" | "while" | "when" | "where" | "that" | "because" | "after" | "before")
}

/// Words that may follow `said NAME` and leave the name whole.
fn goes_on(word: &str) -> bool {
    matches!(
        word,
        "in" | "on" | "at" | "during" | "who" | "when" | "after" | "before" | "while" | "from" | "of" | "as" | "to"
    ) || matches!(word, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" | "later")
}

fn is_adverb(word: &str) -> bool {
    matches!(word, "also" | "later" | "then" | "has" | "had" | "previously" | "once" | "again" | "recently" | "simply")
}

/// Words of office that stand before a surname.
const OFFICES: &str = "President Vice Prime Minister Secretary Director Chairman Chairwoman Chair Senator Representative \
    Congressman Congresswoman Governor Mayor Judge Justice General Admiral Colonel Major Captain Lieutenant Sergeant \
    Professor Ambassador Commissioner Chancellor King Queen Prince Princess Pope Bishop Cardinal Sir Dame Lord Lady Speaker \
    Leader CEO Officer Chief Deputy Attorney Foreign Defense Defence Interior State Treasury Finance the The former then \
    acting Republican Democrat Herr Frau Monsieur Madame Señor Señora";

static OFFICE_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| OFFICES.split_whitespace().collect());

fn is_title(word: &str) -> bool {
    sentence::is_title(word) || OFFICE_SET.contains(word)
}
