//! Everybody who is named in the copy, and which of them a name, a title or a description means.

use std::collections::{HashMap, HashSet};

use super::{
    phrase::{self, Described, Name},
    roles,
    words::{
        BETWEEN, COMMON, DOCUMENTS, GROUPS, Gender, OFFICES, PARTICLES, ROLES, TITLES, Word, gender, is_given_name,
        is_saying, words,
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
    noun: Option<String>,
    /// Something in the copy shows that this is a person.
    pub sure: bool,
    /// Given once they are quoted.
    pub id: Option<PersonId>,
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
    ids: HashSet<String>,
    /// In the order in which they were first quoted.
    pub quoted: Vec<MemberId>,
}

impl Cast {
    /// Looks for full names in every paragraph.
    pub(super) fn new<'g>(grafs: impl Iterator<Item = &'g str>) -> Self {
        let mut cast = Self::default();
        for graf in grafs {
            let words = words(graf);
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
        let office = (from..to).rev().find(|at| OFFICES.contains(words[*at].bare) || TITLES.contains(words[*at].bare));
        let begin = office.map_or(from, |at| at + 1);
        let begin = (begin..to).find(|at| !COMMON.contains(words[*at].bare.to_lowercase().as_str())).unwrap_or(to);
        let name = &words[begin..to];
        let Some(last) = name.last() else { return };
        let full = phrase::phrase(graf, name);
        let title = begin
            .checked_sub(1)
            .map(|at| &words[at])
            .filter(|word| gender(word.bare).is_some() && TITLES.contains(word.bare));
        if !(2..=5).contains(&name.len()) || full.len() > 60 {
            if let Some((title, [surname])) =
                title.zip(self.by_surname.get(last.bare).map(Vec::as_slice)).filter(|_| name.len() == 1)
            {
                let gender = gender(title.bare);
                let member = &mut self.members[*surname];
                member.sure = true;
                member.gender = gender.or(member.gender);
            }
            return;
        }
        let body = phrase::is_body(&full);
        let apposed = roles::behind(graf, words, to);
        let lead: Vec<&Word<'_>> =
            words[..begin].iter().rev().take_while(|word| word.is_capital() || ROLES.contains(word.bare)).collect();
        let before = roles::before(graf, words, begin);
        let spoke = words.get(to).is_some_and(|word| is_saying(word) || word.is(&BETWEEN))
            || begin > 0 && is_saying(&words[begin - 1]);
        let aged = last.paused && words.get(to).is_some_and(Word::is_number);
        let sure = !body
            && (apposed.is_some()
                || !lead.is_empty() && before.is_some()
                || aged
                || spoke
                || is_given_name(name[0].bare));
        let kind = if body { PersonKind::Organisation } else { PersonKind::Person };
        let member = self.add(&full, kind);
        let member = &mut self.members[member];
        member.sure |= sure;
        member.gender =
            member.gender.or_else(|| title.and_then(|word| gender(word.bare))).or_else(|| gender(name[0].bare));
        if !body && member.role.is_none() {
            member.role = apposed.or(before);
        }
    }

    /// The member of that full name, made where there is none.
    fn add(&mut self, full: &str, kind: PersonKind) -> MemberId {
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
        // `Jane Q. Roe` is `Jane Roe`.
        let same = self.by_surname.get(&surname).into_iter().flatten().copied().find(|member| {
            let name = &self.members[*member].name;
            kind == PersonKind::Person
                && name.split(' ').next() == Some(&*given)
                && name.contains(' ')
                && full.contains(' ')
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
            sure: false,
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
            None if words.contains(' ') => {
                let body = phrase::is_body(words);
                self.add(words, if body { PersonKind::Organisation } else { PersonKind::Person })
            }
            None => self.short_name(words, name)?,
        };
        let known = &mut self.members[member];
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
        let short = || {
            let fitting = self.by_surname.get(words).or_else(|| self.by_given.get(words))?;
            if let [only] = fitting.as_slice() { Some(*only) } else { None }
        };
        let member = self.by_name.get(words).copied().or_else(short)?;
        self.members[member].sure.then_some(member)
    }

    /// A surname, a given name, or a name of one word.
    fn short_name(&mut self, word: &str, name: &Name) -> Option<MemberId> {
        for list in [self.by_surname.get(word), self.by_given.get(word)].into_iter().flatten() {
            let fits = |member: &MemberId| {
                let gender = self.members[*member].gender;
                name.gender.is_none() || gender.is_none() || gender == name.gender
            };
            let fitting: Vec<MemberId> = list.iter().copied().filter(fits).collect();
            match fitting.as_slice() {
                [] => {}
                [only] => return Some(*only),
                several => {
                    let quoted: Vec<&MemberId> =
                        several.iter().filter(|member| self.members[**member].id.is_some()).collect();
                    return if let [only] = quoted.as_slice() { Some(**only) } else { None };
                }
            }
        }
        let body = phrase::is_body(word);
        Some(self.add(word, if body { PersonKind::Organisation } else { PersonKind::Person }))
    }

    /// Whom a description means, given who the copy last spoke of.
    pub(super) fn described(&mut self, described: &Described, focus: Option<MemberId>) -> Option<MemberId> {
        let noun = described.noun.as_str();
        let many = noun.ends_with('s') && !noun.ends_with("ss");
        if DOCUMENTS.contains(noun) {
            return Some(self.describe(described, PersonKind::Document));
        }
        if !described.definite {
            let group = GROUPS.contains(noun) || many;
            return Some(self.describe(described, if group { PersonKind::Group } else { PersonKind::Person }));
        }
        let role = |member: &&Member| {
            member.role.as_deref().is_some_and(|role| roles::is_in(noun, role)) || member.noun.as_deref() == Some(noun)
        };
        let whole = |member: &&Member| member.name.eq_ignore_ascii_case(&described.words);
        if let Some(at) = self.members.iter().position(|member| whole(&member)) {
            return Some(at);
        }
        let fitting: Vec<MemberId> = (0..self.members.len()).filter(|at| role(&&self.members[*at])).collect();
        let longer = described.words.split(' ').count() > 3;
        match fitting.as_slice() {
            [only] if !longer => return Some(*only),
            [] => {}
            several => {
                return several.iter().copied().find(|member| Some(*member) == focus).filter(|_| !longer);
            }
        }
        if many || matches!(noun, "police") || longer {
            return Some(self.describe(described, PersonKind::Group));
        }
        if GROUPS.contains(noun) {
            let named: Vec<MemberId> = (0..self.members.len())
                .filter(|at| {
                    let member = &self.members[*at];
                    member.kind == PersonKind::Organisation
                        && member.name.to_lowercase().split(' ').any(|word| word == noun)
                })
                .collect();
            let body = focus.filter(|focus| self.members[*focus].kind == PersonKind::Organisation);
            return if let [only] = named.as_slice() { Some(*only) } else { body };
        }
        let person = focus.filter(|focus| {
            let member = &self.members[*focus];
            let sex = gender(noun);
            member.kind == PersonKind::Person && (member.gender.is_none() || sex.is_none() || member.gender == sex)
        });
        person.filter(|focus| self.members[*focus].role.is_none() || !ROLES.contains(noun))
    }

    fn describe(&mut self, described: &Described, kind: PersonKind) -> MemberId {
        let mut letters = described.words.chars();
        let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
        let member = self.add(&format!("{first}{}", letters.as_str()), kind);
        self.members[member].noun.get_or_insert_with(|| described.noun.clone());
        self.members[member].kind = kind;
        self.members[member].gender = self.members[member].gender.or_else(|| gender(&described.noun));
        member
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
