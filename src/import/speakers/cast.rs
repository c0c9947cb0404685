//! Everybody who is named in the copy, and which of them a name, a title or a description means.

use std::collections::{HashMap, HashSet};

use super::{
    names::{self, capitals, gender_of_pronoun},
    phrase::{self, Name},
    roles,
    words::{
        BETWEEN, GROUPS, Gender, PREPOSITIONS, TITLES, Word, gender, is_given_name, is_role, is_saying, is_stance,
        words,
    },
};
use crate::model::{PersonId, PersonKind, slug};

/// Full names of one article that are looked at; pages of names are no article.
const NAMES_MAX: usize = 2000;

/// Somebody, or something, that may speak.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub name: String,
    pub role: Option<String>,
    pub kind: PersonKind,
    pub gender: Option<Gender>,
    /// The word that says what they are, where they have no name.
    pub noun: Option<String>,
    /// The graf in which they first come up.
    pub first: usize,
    /// `Jane Roe, 34`: in years, as written.
    pub age: Option<String>,
    /// The grafs in which they are named in full.
    named: Vec<usize>,
    /// Something in the copy shows that this is a person.
    pub sure: bool,
    /// They have been quoted so far.
    pub spoke: bool,
    /// Given once they are quoted.
    pub id: Option<PersonId>,
}

impl Member {
    fn is_person(&self) -> bool {
        self.sure && self.kind == PersonKind::Person
    }
}

/// By index.
pub(super) type MemberId = usize;

/// Everybody in the copy, in the order in which they come up.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub members: Vec<Member>,
    by_name: HashMap<String, MemberId>,
    by_surname: HashMap<String, Vec<MemberId>>,
    by_given: HashMap<String, Vec<MemberId>>,
    /// Single words that bear a capital where no sentence begins.
    proper: HashSet<String>,
    ids: HashSet<String>,
    /// The graf that is being read.
    pub at: usize,
    /// In the order in which they were first quoted.
    pub quoted: Vec<MemberId>,
}

impl Cast {
    /// Looks for full names in every paragraph.
    pub(super) fn new<'g>(grafs: impl Iterator<Item = (usize, &'g str)>) -> Self {
        let mut cast = Self::default();
        for (at, graf) in grafs {
            let words = words(graf);
            cast.at = at;
            for (from, to) in capitals(&words) {
                if cast.members.len() >= NAMES_MAX {
                    return cast;
                }
                cast.meet(graf, &words, from, to);
            }
        }
        cast
    }

    /// Takes in a run of words with capitals, if it can be a full name.
    fn meet(&mut self, graf: &str, words: &[Word<'_>], from: usize, to: usize) {
        let std::ops::Range { start: begin, end } = names::name_within(words, from, to);
        let name = &words[begin..end];
        let Some(last) = name.last() else { return };
        let full = phrase::phrase(graf, name);
        let title = begin
            .checked_sub(1)
            .map(|at| &words[at])
            .filter(|word| gender(word.bare).is_some() && TITLES.contains(word.bare));
        if let [only] = name
            && from > 0
            && !words[from - 1].stopped
        {
            self.proper.insert(only.bare.to_owned());
        }
        if !(2..=5).contains(&name.len()) || full.len() > 60 {
            self.meet_short(graf, words, (begin, to));
            // A surname alone, later on: places are not named by their last word.
            if let ([only], Some([surname])) = (name, self.by_surname.get(last.bare).map(Vec::as_slice)) {
                let surname = *surname;
                self.members[surname].sure = true;
                self.set_gender(surname, title.filter(|_| only.is_capital()).and_then(|word| gender(word.bare)));
            }
            return;
        }
        let body = phrase::is_body(&full);
        let apposed = roles::behind(graf, words, to);
        let lead: Vec<&Word<'_>> =
            words[..begin].iter().rev().take_while(|word| word.is_capital() || is_role(word.bare)).collect();
        let before = roles::around(graf, words, (begin, to));
        let spoke = words.get(to).is_some_and(|word| is_saying(word) || word.is(&BETWEEN))
            || begin > 0 && is_saying(&words[begin - 1]);
        let aged =
            last.paused && words.get(to).is_some_and(|word| word.is_number() || matches!(word.bare, "who" | "whose"));
        // `her son, Piotr Brook.`
        let kin = begin.checked_sub(1).map(|at| &words[at]).is_some_and(|word| word.paused && is_role(word.bare));
        let kin = kin && (last.paused || last.stopped);
        let sure = !body
            && (kin
                || apposed.is_some()
                || !lead.is_empty() && before.is_some()
                || aged
                || spoke
                || is_given_name(name[0].bare));
        let kind = if body { PersonKind::Organisation } else { PersonKind::Person };
        if !body {
            self.meet_partner(words, begin, end);
        }
        let member = self.add(&full, kind);
        let graf = self.at;
        let member = &mut self.members[member];
        member.named.push(graf);
        if let Some(age) = words.get(to).filter(|age| last.paused && age.is_number() && age.paused) {
            member.age.get_or_insert_with(|| age.bare.to_owned());
        }
        member.sure |= sure;
        member.gender =
            member.gender.or_else(|| title.and_then(|word| gender(word.bare))).or_else(|| gender(name[0].bare));
        if !body && member.role.is_none() {
            member.role = apposed.or(before);
            let sex = member.role.as_deref().and_then(roles::gender);
            member.gender = member.gender.or(sex);
        }
    }

    /// `Anna and Max Roe`: each of a couple bears the name.
    fn meet_partner(&mut self, words: &[Word<'_>], begin: usize, end: usize) {
        let [given, surname] = &words[begin..end] else { return };
        let Some([partner, and]) = begin.checked_sub(2).and_then(|at| words.get(at..begin)) else { return };
        if and.bare == "and" && !partner.paused && is_given_name(partner.bare) && is_given_name(given.bare) {
            let member = self.add(&format!("{} {}", partner.bare, surname.bare), PersonKind::Person);
            let graf = self.at;
            let known = &mut self.members[member];
            known.sure = true;
            known.gender = known.gender.or_else(|| gender(partner.bare));
            known.named.push(graf);
        }
    }

    /// `Jothi, a resident`, `Ramya (21)`: a name of one word is somebody's where the copy says what they are, or how old.
    fn meet_short(&mut self, graf: &str, words: &[Word<'_>], (name, behind): (usize, usize)) {
        let [only] = &words[name..behind] else { return };
        let role = roles::behind(graf, words, behind).filter(|role| role.split(' ').any(is_role));
        let aged =
            words.get(behind).is_some_and(|age| only.paused && age.is_number() && age.paused && age.bare.len() == 2);
        let known = self.by_surname.contains_key(only.bare) || self.by_given.contains_key(only.bare);
        if known || !(aged || role.is_some()) || only.owns || phrase::is_body(only.bare) {
            return;
        }
        let member = self.add(only.bare, PersonKind::Person);
        let known = &mut self.members[member];
        known.sure = true;
        known.role = known.role.take().or(role);
    }

    /// The member of that full name, made where there is none.
    pub(super) fn add(&mut self, full: &str, kind: PersonKind) -> MemberId {
        if let Some(known) = self.by_name.get(full) {
            return *known;
        }
        let mut parts = full.split(' ');
        let given = parts.next().unwrap_or(full).to_owned();
        let surname = full
            .split(' ')
            .rev()
            .find(|word| !matches!(*word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III"))
            .unwrap_or(full)
            .to_owned();
        // `Jane Q. Roe` is `Jane Roe`, `Al Roe` is `Omar Al Roe`.
        let same = self.by_surname.get(&surname).into_iter().flatten().copied().find(|member| {
            let name = &self.members[*member].name;
            let ends = name.strip_suffix(full).is_some_and(|rest| rest.ends_with(' '));
            kind == PersonKind::Person
                && full.contains(' ')
                && (ends || name.split(' ').next() == Some(&*given) && name.contains(' '))
        });
        if let Some(known) = same {
            self.by_name.insert(full.to_owned(), known);
            return known;
        }
        let id = self.members.len();
        self.members.push(Member {
            name: full.to_owned(),
            role: None,
            kind,
            gender: None,
            noun: None,
            first: self.at,
            age: None,
            named: Vec::new(),
            sure: false,
            spoke: false,
            id: None,
        });
        self.by_name.insert(full.to_owned(), id);
        if kind == PersonKind::Person && full.contains(' ') {
            self.by_surname.entry(surname).or_default().push(id);
            self.by_given.entry(given).or_default().push(id);
        }
        id
    }

    /// Whom a name means; `None` where it may mean several.
    pub(super) fn name(&mut self, name: &Name) -> Option<MemberId> {
        let words = name.words.trim_end_matches(['.', ',']);
        let found = self.by_name.get(words).or_else(|| self.by_name.get(name.words.as_str())).copied();
        let member = match found {
            Some(member) => member,
            None if let Some(member) = self.by_last_words(words) => member,
            None if words.contains(' ') => {
                let body = name.article || phrase::is_body(words);
                self.add(words, if body { PersonKind::Organisation } else { PersonKind::Person })
            }
            None => self.short_name(words, name)?,
        };
        let known = &mut self.members[member];
        if name.article && known.kind == PersonKind::Person && !known.sure {
            known.kind = PersonKind::Organisation;
        }
        known.sure = true;
        known.gender = known.gender.or(name.gender);
        if known.role.is_none() && known.kind == PersonKind::Person {
            known.role = roles::tidy(&name.before);
        }
        Some(member)
    }

    /// Whom a name means that stands in the copy as the subject of a sentence: only somebody who is a person for sure.
    pub(super) fn known(&self, name: &Name) -> Option<MemberId> {
        let words = name.words.trim_end_matches(['.', ',']);
        let full = self.by_name.get(words).or_else(|| self.by_name.get(name.words.as_str())).copied();
        let member = full.or_else(|| self.of_short_name(words, name.gender))?;
        (self.members[member].sure || !name.before.is_empty()).then_some(member)
    }

    /// `López Obrador` of `Andrés López Obrador`: the one full name that ends in these words.
    fn by_last_words(&self, words: &str) -> Option<MemberId> {
        let last = words.rsplit(' ').next().filter(|_| words.contains(' '))?;
        let ends = |member: &&MemberId| {
            self.members[**member].name.strip_suffix(words).is_some_and(|rest| rest.ends_with(' '))
        };
        let mut fitting = self.by_surname.get(last)?.iter().filter(ends);
        let member = fitting.next().copied()?;
        fitting.next().is_none().then_some(member)
    }

    /// The one whom a surname or a given name can mean here: the sex fits, and of several only one has come up so far, or
    /// been quoted.
    fn of_short_name(&self, word: &str, sex: Option<Gender>) -> Option<MemberId> {
        for list in [self.by_surname.get(word), self.by_given.get(word)].into_iter().flatten() {
            let fits = |member: &&MemberId| {
                let gender = self.members[**member].gender;
                sex.is_none() || gender.is_none() || gender == sex
            };
            let fitting: Vec<MemberId> = list.iter().filter(fits).copied().collect();
            let only = |keep: &dyn Fn(&Member) -> bool| {
                let mut kept = fitting.iter().copied().filter(|member| keep(&self.members[*member]));
                kept.next().filter(|_| kept.next().is_none())
            };
            let sexed = |member: &Member| sex.is_some() && member.gender == sex;
            let found = only(&|_| true)
                .or_else(|| only(&|member| member.first <= self.at))
                .or_else(|| only(&sexed))
                .or_else(|| self.named_last(&fitting))
                .or_else(|| only(&|member| member.spoke));
            if !fitting.is_empty() {
                return found;
            }
        }
        None
    }

    /// Of several the one whom the copy named in full last, where it did not name another with them.
    fn named_last(&self, members: &[MemberId]) -> Option<MemberId> {
        let last = |member: &MemberId| self.members[*member].named.iter().rev().find(|graf| **graf <= self.at).copied();
        let newest = members.iter().filter_map(last).max()?;
        let mut there = members.iter().copied().filter(|member| last(member) == Some(newest));
        there.next().filter(|_| there.next().is_none())
    }

    /// The people who are named in the words, and are people for sure; and whether the name hangs on another word: `about
    /// Roe`, `Roe’s`.
    pub(super) fn persons(&self, narration: &str) -> Vec<(MemberId, bool)> {
        let words = words(narration);
        let mut found = Vec::new();
        for (from, to) in capitals(&words) {
            let full = phrase::phrase(narration, &words[from..to]);
            let known = self.by_name.get(&full).copied().or_else(|| self.of_short_name(words[to - 1].bare, None));
            if let Some(member) = known.filter(|known| self.members[*known].is_person()) {
                let hangs = words[to - 1].owns || from.checked_sub(1).is_some_and(|at| words[at].is(&PREPOSITIONS));
                found.push((member, hangs));
            }
        }
        found
    }

    /// The one person who is named in the words, and is one for sure.
    pub(super) fn only_person(&self, narration: &str) -> Option<MemberId> {
        let persons = self.persons(narration);
        let (only, _) = persons.first()?;
        persons.iter().all(|(member, _)| member == only).then_some(*only)
    }

    /// Whether the copy brings somebody in here, and says what they are.
    pub(super) fn is_new(&self, member: MemberId) -> bool {
        self.members[member].first == self.at && self.members[member].role.is_some()
    }

    /// A surname, a given name, or a name of one word.
    fn short_name(&mut self, word: &str, name: &Name) -> Option<MemberId> {
        if self.by_surname.contains_key(word) || self.by_given.contains_key(word) {
            return self.of_short_name(word, name.gender);
        }
        let body = name.article || phrase::is_body(word);
        let titled = name.gender.is_some() || !name.before.is_empty();
        let named = body || titled || is_given_name(word) || self.proper.contains(word);
        let lower = word.to_lowercase();
        let common =
            is_role(lower.trim_end_matches('s')) || GROUPS.contains(lower.as_str()) || word.chars().count() < 3;
        // `Oh she said`, `Governors disagree`: a capital letter makes no name of a word.
        (named && (body || titled || !common))
            .then(|| self.add(word, if body { PersonKind::Organisation } else { PersonKind::Person }))
    }

    /// What a sentence that begins with a person, and names nobody else, says of their sex: `Roe died at her home`. Where
    /// somebody speaks in it, its pronouns may mean anybody.
    pub(super) fn learn(&mut self, member: MemberId, sentence: &str) {
        let words = words(sentence);
        let own = words.first().is_some_and(|word| word.is_capital() && gender_of_pronoun(word.bare).is_none());
        let speaks = words.iter().any(|word| is_saying(word) || is_stance(word));
        if self.members[member].gender.is_some() || !own || speaks {
            return;
        }
        let mut sexes = words.iter().filter_map(|word| gender_of_pronoun(word.bare));
        let first = sexes.next();
        if sexes.all(|sex| Some(sex) == first) {
            self.set_gender(member, first);
        }
    }

    /// Takes a person for a man or a woman, where that is open.
    pub(super) fn set_gender(&mut self, member: MemberId, gender: Option<Gender>) {
        let known = &mut self.members[member];
        if known.kind == PersonKind::Person {
            known.gender = known.gender.or(gender);
        }
    }

    /// The id of a member, made when they are first quoted: the surname, or what they are.
    pub(super) fn id(&mut self, member: MemberId) -> PersonId {
        if let Some(id) = &self.members[member].id {
            return id.clone();
        }
        let known = &self.members[member];
        let short = match (&known.noun, known.kind) {
            (Some(noun), _) => noun.clone(),
            (None, PersonKind::Person) => {
                let last = known
                    .name
                    .split(' ')
                    .rev()
                    .find(|word| !matches!(*word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III"));
                last.unwrap_or(&known.name).to_owned()
            }
            (None, _) => known.name.clone(),
        };
        let (short, long) = (slug(&short), slug(&known.name));
        let names = [short.clone(), long].into_iter().chain((2..).map(|count| format!("{short}-{count}")));
        let chosen = names.filter(|name| !self.ids.contains(name)).find_map(|name| Some((name.parse().ok()?, name)));
        let (id, name): (PersonId, String) =
            chosen.unwrap_or_else(|| ("speaker".parse().expect("letters are an id"), "speaker".to_owned()));
        self.ids.insert(name);
        self.members[member].id = Some(id.clone());
        self.quoted.push(member);
        id
    }

    /// Whether somebody other than `member`, who is a person for sure, is named in the words.
    pub(super) fn names_another(&self, narration: &str, member: MemberId) -> bool {
        let words = words(narration);
        capitals(&words).into_iter().any(|(from, to)| {
            let last = words[to - 1].bare;
            let full = phrase::phrase(narration, &words[from..to]);
            let known = self
                .by_name
                .get(&full)
                .copied()
                .into_iter()
                .chain(self.by_surname.get(last).into_iter().flatten().copied());
            let mut others = known.filter(|known| self.members[*known].sure).peekable();
            others.peek().is_some() && others.all(|known| known != member)
        })
    }
}
