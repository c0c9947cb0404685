//! Who says the words of a passage, in the words in which every format tells it.

use crate::model::{Article, Attribution, Inline, Mark, Person, PersonId, Text, Wording};

/// A speaker of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub by: &'a PersonId,
    pub circumstance: Option<&'a Text>,
    pub wording: Wording,
}

impl<'a> Said<'a> {
    /// What a mark says of who speaks; a quote without a sure speaker says nothing.
    pub(super) fn of(mark: &'a Mark) -> Option<Self> {
        let Mark::Quote { wording, attribution } = mark else { return None };
        let (by, circumstance) = match attribution {
            Attribution::Given { by, circumstance } => (by, circumstance.as_ref()),
            Attribution::Found { by } => (by.as_ref()?, None),
        };
        Some(Self { by, circumstance, wording: *wording })
    }

    /// The speakers of a run, each once, in the order in which they speak.
    pub(super) fn all(inline: &'a Inline) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for said in inline.marks.iter().filter_map(|(_, mark)| Self::of(mark)) {
            if !all.contains(&said) {
                all.push(said);
            }
        }
        all
    }

    /// `Ana Lee, harbour master, Northport; at the hearing`.
    pub(super) fn told(&self, article: &Article) -> String {
        let name = article.person(self.by).map_or_else(|| self.by.to_string(), described);
        let how = match self.wording {
            Wording::Direct => "",
            Wording::Indirect => ", in the reporter’s words",
        };
        match self.circumstance {
            Some(circumstance) => format!("{name}{how}; {circumstance}"),
            None => format!("{name}{how}"),
        }
    }
}

/// A person with role and organisation, and why a name is withheld.
pub(super) fn described(person: &Person) -> String {
    let mut words = person.name.to_string();
    for part in [&person.role, &person.org].into_iter().flatten() {
        words.push_str(", ");
        words.push_str(part.as_str());
    }
    if let Some(reason) = &person.anonymous {
        words.push_str(" (anonymous: ");
        words.push_str(reason.as_str());
        words.push(')');
    }
    words
}
