//! Whom a description means: `the mayor`, `the 34-year-old`, `a spokesman for the port`, `police`.

use super::{
    cast::{Cast, Member, MemberId},
    phrase::{self, Described},
    roles,
    words::{DOCUMENTS, GROUPS, ROLES, gender},
};
use crate::model::PersonKind;

impl Cast {
    /// The one who is said to be that old: `the 34-year-old` is `Jane Roe, 34`.
    pub(super) fn of_age(&self, noun: &str) -> Option<MemberId> {
        let years = noun.split('-').next();
        let mut aged =
            (0..self.members.len()).filter(|at| years.is_some() && self.members[*at].age.as_deref() == years);
        aged.next().filter(|_| aged.next().is_none())
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
        if phrase::is_aged(noun) {
            return self.of_age(noun).or(focus);
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
        if many || matches!(noun, "police") || (longer && !described.is_person()) {
            return Some(self.describe(described, PersonKind::Group));
        }
        if GROUPS.contains(noun) && described.words.split(' ').count() == 3 {
            // `the health ministry` is name enough.
            return Some(self.describe(described, PersonKind::Organisation));
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
        // `the man`: somebody without a name
        let person = focus.filter(|_| !is_bare(noun)).filter(|focus| {
            let member = &self.members[*focus];
            let sex = gender(noun);
            member.kind == PersonKind::Person && (member.gender.is_none() || sex.is_none() || member.gender == sex)
        });
        person.filter(|focus| self.members[*focus].role.is_none() || !ROLES.contains(noun))
    }

    /// The one whose role says that they are such a one.
    pub(super) fn of_role(&self, noun: &str) -> Option<MemberId> {
        let holds = |member: &Member| member.role.as_deref().is_some_and(|role| roles::is_in(noun, role));
        let mut fitting = (0..self.members.len()).filter(|at| holds(&self.members[*at]));
        fitting.next().filter(|_| fitting.next().is_none())
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
}

/// Words for somebody of whom nothing else is told.
pub(super) fn is_bare(noun: &str) -> bool {
    matches!(noun, "man" | "woman" | "boy" | "girl" | "person" | "caller")
}
