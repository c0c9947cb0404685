//! One line of a masthead: who wrote, when, and what else stands beside that, in whatever order a page has it.

use crate::model::Date;

use super::{
    super::{chrome, dates, speakers},
    names::{
        after_sign, is_person, is_post, looks_like_alias, looks_like_house, looks_like_name, looks_like_names,
        name_parts, read_byline, unshouted,
    },
};

/// A line of more words is prose, unless it says at its front who wrote it.
const LINE_MAX_WORDS: usize = 24;
const SIGNED_MAX_WORDS: usize = 45;
/// A piece beside a date or a byline that nothing explains has no more words: a desk, a paper, a place.
const PIECE_MAX_WORDS: usize = 4;

/// In a line of so few words one may be anything.
const ALIASED_MAX_WORDS: usize = 6;

/// What a line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub names: Vec<String>,
    pub published: Option<Date>,
    pub updated: Option<Date>,
    /// It says how long ago something was, which means nothing later.
    pub aged: bool,
    /// It says `By`.
    pub signed: bool,
    /// Pieces that are neither: the name of a desk or a paper, a place.
    pub beside: Vec<String>,
}

impl Reading {
    pub fn is_dated(&self) -> bool {
        self.published.is_some() || self.updated.is_some()
    }
}

/// Reads a line of a masthead; `None` where it is something else.
pub(super) fn read(line: &str) -> Option<Reading> {
    let count = line.split_whitespace().count();
    let signed = after_sign(line).is_some();
    if count > if signed { SIGNED_MAX_WORDS } else { LINE_MAX_WORDS } || line.ends_with(['?', '!']) {
        return None;
    }
    // most lines name no day, and are done with here
    if !(signed || line.contains(|c: char| c.is_ascii_digit()) || line.to_lowercase().ends_with("ago")) {
        return None;
    }
    let mut reading = Reading::default();
    let mut strange = false;
    for (piece, glued) in pieces(line, &mut reading) {
        // one word in lower case may be what somebody calls themselves
        let alias = count <= ALIASED_MAX_WORDS && !piece.trim().contains(' ') && !piece.ends_with(':');
        strange |= !reading.take(&piece, glued) && !alias;
    }
    let dated = reading.is_dated() || reading.aged;
    strange |= line.ends_with('.') && !(reading.beside.is_empty() && reading.names.is_empty());
    ((reading.signed && !reading.names.is_empty()) || (dated && !strange)).then_some(reading)
}

/// The pieces of a line without its dates, each with whether a date touches it.
fn pieces(line: &str, reading: &mut Reading) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut rest = line;
    let mut touched = false;
    while let Some((range, date)) = dates::find(rest) {
        let (before, behind) = (rest.get(..range.start).unwrap_or(""), rest.get(range.end..).unwrap_or(""));
        let last = before.rsplit(['|', '•', '·', ';']).next().unwrap_or("");
        let updated = dates::is_update(last);
        let field = if updated { &mut reading.updated } else { &mut reading.published };
        field.get_or_insert(date);
        push(before, (touched, !before.ends_with([' ', '|', '/', '(', '—', '–', '-'])), &mut pieces);
        touched = !behind.starts_with([' ', '|', '/', ')', ',', '—', '–', '-', '.', ':']);
        rest = behind;
    }
    push(rest, (touched, false), &mut pieces);
    pieces
}

/// Parts a stretch at the signs between pieces.
fn push(stretch: &str, (first, last): (bool, bool), pieces: &mut Vec<(String, bool)>) {
    let stretch =
        [" - ", " -- ", " — ", " – ", " / "].iter().fold(stretch.to_owned(), |line, sign| line.replace(sign, "|"));
    let signed = after_sign(stretch.trim()).is_some();
    let parts: Vec<&str> = stretch.split(['|', '•', '·', '●', '∙', '—', '–', ';']).map(str::trim).collect();
    let end = parts.len() - 1;
    for (at, part) in parts.into_iter().enumerate() {
        let glued = !signed && ((at == 0 && first) || (at == end && last));
        if part.chars().any(char::is_alphanumeric) {
            pieces.push((part.to_owned(), glued));
        }
    }
}

impl Reading {
    /// Takes what a piece says; whether it could be made out.
    fn take(&mut self, piece: &str, glued: bool) -> bool {
        if chrome::why(piece).is_some() && after_sign(piece).is_none() {
            return true; // `9 mins`
        }
        let piece = without_company(piece);
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '”' | '.'));
        if bare.is_empty() {
            return true;
        }
        if dates::is_age(bare) || dates::is_short_age(bare) || bare.to_lowercase().ends_with(" ago") && bare.len() < 24
        {
            self.aged = true;
            return true;
        }
        if read_byline(bare).is_some()
            || after_sign(bare).is_some_and(|names| looks_like_name(names) || looks_like_house(names))
        {
            self.signed = true;
            self.sign(after_sign(bare).unwrap_or(bare));
            return true;
        }
        if chrome::why(bare).is_some() || is_post(bare) {
            return true;
        }
        if self.names.is_empty() && looks_like_names(bare) && !glued && !speakers::is_body(bare) {
            self.sign(bare);
            return true;
        }
        let short = bare.split_whitespace().count() <= PIECE_MAX_WORDS;
        let named = bare.split_whitespace().all(|word| {
            word.starts_with(|c: char| !c.is_lowercase())
                || matches!(word, "of" | "the" | "in" | "and" | "for" | "from")
        });
        if short && named {
            self.beside.push(bare.to_owned());
        }
        short && named
    }

    /// Takes the names of a byline. Behind the post of one only what `and` leads on to is another.
    fn sign(&mut self, line: &str) {
        let mut posted = false;
        for part in name_parts(line) {
            let name = [" in ", " for ", " is ", " at "]
                .iter()
                .fold(&*part, |name, sign| name.split(sign).next().unwrap_or(name))
                .trim();
            let led = posted
                && !["and ", "& ", "with ", "AND ", "und "].iter().any(|word| line.contains(&format!("{word}{part}")));
            // `Ada Ek Harbour Correspondent`
            let words: Vec<&str> = name.split(' ').collect();
            let bare = words.get(..2).filter(|_| words.len() > 2 && is_post(name)).map(|two| two.join(" "));
            let bare = bare.filter(|two| is_person(two) && !is_post(two));
            let name = bare.as_deref().unwrap_or(name);
            let person = looks_like_name(name) && !is_post(name) && !led && (!posted || is_person(name));
            let alone = name == line && looks_like_alias(name);
            let house = self.names.is_empty() && !posted && (looks_like_house(name) || alone);
            if person || house {
                // a house before a person is whom they write for
                if person && self.names.len() == 1 && looks_like_house(&self.names[0]) {
                    self.names.clear();
                }
                let name = unshouted(name);
                if !self.names.contains(&name) {
                    self.names.push(name);
                }
            } else {
                posted = true;
            }
        }
    }
}

/// A piece without words that go with a date or a name and say no more than they do: `Posted on`, `@jane_roe`, `1,209`.
fn without_company(piece: &str) -> String {
    let mut words: Vec<&str> = piece.split_whitespace().collect();
    let idle = |word: &str| {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@').to_lowercase();
        let handle = lower.starts_with('@');
        let count = lower.trim_end_matches("comments").chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
        let clock = dates::is_clock(&lower);
        handle
            || count
            || clock
            || dates::is_company(&lower)
            || dates::is_zone(&lower)
            || dates::is_weekday(&lower)
            || lower == "yesterday"
    };
    while words.first().is_some_and(|word| idle(word))
        && !words.first().is_some_and(|word| word.eq_ignore_ascii_case("the"))
    {
        words.remove(0);
    }
    while words.last().is_some_and(|word| idle(word)) {
        words.pop();
    }
    let joined = words.join(" ");
    let at = joined.find('@').unwrap_or(joined.len());
    joined.get(..at).unwrap_or("").to_owned()
}
