//! Quotes and who said them. A speaker is named where the copy leaves little doubt; everything else is left open and told.

mod aside;
mod cast;
mod cue;
mod described;
mod focus;
mod names;
mod phrase;
mod roles;
mod subject;
mod turns;
mod words;

use std::collections::{HashSet, VecDeque};

use crate::model::{Person, Text, sentences, speech};

use super::{
    annotate::Copydesk,
    graf::{Graf, Role},
    manuscript::{Remark, Style},
    prose::Said,
};
use aside::is_aside;
use cast::{Cast, MemberId};
use cue::Around;
use phrase::Described;
pub(super) use phrase::is_body;
use turns::{Carried, Heard, Turn};
use words::Gender;
pub(super) use words::is_given_name;

#[cfg(test)]
mod tests;

/// Words from which on a quote without a speaker is worth a remark; fewer are often a term.
const TOLD_MIN_WORDS: usize = 5;

impl Copydesk<'_> {
    /// Marks quotes with their speakers, and makes the table of people.
    pub(super) fn speakers(&mut self) {
        let told = self.grafs.iter().enumerate().filter(|(_, graf)| graf.is_live() && graf.role != Role::Related);
        let mut scene = Scene { cast: Cast::new(told.map(|(at, graf)| (at, graf.words()))), ..Scene::default() };
        let opens: Vec<bool> =
            self.grafs.iter().map(|graf| graf.is_live() && is_spoken(graf) && opens_with_mark(graf.words())).collect();
        let mut turns = Vec::new();
        for at in 0..self.grafs.len() {
            let next =
                (at + 1..self.grafs.len()).find(|next| self.grafs[*next].is_live() && is_spoken(&self.grafs[*next]));
            let graf = &self.grafs[at];
            if !graf.is_live() {
                continue;
            }
            if !is_spoken(graf) {
                scene.pass(&graf.role);
                continue;
            }
            scene.cast.at = at;
            let goes_on = next.is_some_and(|next| opens[next]);
            turns.push(scene.graf(graf, at, goes_on));
        }
        turns::join(&mut turns);
        for turn in turns {
            let (said, open) = scene.tell(&self.grafs[turn.at].text, &turn.heard);
            self.remarks.extend(open.into_iter().map(|words| Remark::Unattributed { words }));
            self.grafs[turn.at].said = said;
        }
        self.people = scene.people();
    }
}

/// Whether quotes are looked for in a graf.
fn is_spoken(graf: &Graf) -> bool {
    graf.role == Role::Copy && matches!(graf.style, Style::Paragraph | Style::Bullet { .. } | Style::Quotation)
}

fn opens_with_mark(words: &str) -> bool {
    words.starts_with(['"', '“', '„', '«', '»', '‘', '\''])
}

/// What the copy has told so far.
#[derive(Default)]
struct Scene {
    cast: Cast,
    /// People the copy spoke of, the last first, with the graf.
    recent: VecDeque<(MemberId, usize)>,
    /// The graf in which a sentence last began with a name that may be a person's or not: a pronoun may mean them.
    veiled: Option<usize>,
    /// The graf in which the copy last spoke of somebody whom it does not name.
    stranger: Option<(Described, usize)>,
    /// The graf in which a man or a woman without a name last stood beside whom the copy speaks of.
    unnamed: Option<(Gender, usize)>,
    /// What people without a name have been: `farmer`, where the copy told of farmers.
    unnamed_roles: HashSet<String>,
    /// Who spoke last in the graf above, where what follows may still be theirs.
    carried: Option<Carried>,
    /// Who was quoted, with the graf.
    voices: Vec<(MemberId, usize)>,
}

impl Scene {
    /// Something that is no paragraph stands between; a picture parts nothing.
    fn pass(&mut self, role: &Role) {
        match role {
            Role::Label | Role::Question | Role::Heading => self.carried = None,
            Role::Copy | Role::Related | Role::Photo | Role::Gone => {}
        }
    }

    /// The quotes of one graf with their speakers.
    fn graf(&mut self, graf: &Graf, at: usize, goes_on: bool) -> Turn {
        let text = &graf.text;
        let raw = text.as_str();
        let found = speech::quotations(text, goes_on);
        let starts: Vec<usize> = sentences(text).iter().map(|sentence| sentence.start()).collect();
        let mut heard: Vec<Heard> = Vec::with_capacity(found.len());
        let mut noted = 0;
        for quotation in &found {
            self.note_subjects(raw, &starts, noted..quotation.span.start(), &found, at);
            noted = quotation.span.start();
            let get = |range: &std::ops::Range<usize>| raw.get(range.clone()).unwrap_or("");
            let before = get(&quotation.before);
            let partial = !(before.trim().is_empty() || before.trim_end().ends_with([',', ':', '—', '–']));
            let quote = text.get(quotation.span);
            let after = get(&quotation.after);
            let parted = cue::is_parted(quote, after);
            let cue = cue::read(Around { before, after, partial, parted, count: quote.split_whitespace().count() });
            let cued = cue.is_some();
            let by = cue.filter(|_| !is_aside(before, quote, partial));
            let by = by.and_then(|named| self.resolve(&named, before, at));
            if let Some(by) = by {
                self.speak_of(by, at);
                self.cast.members[by].spoke = true;
            }
            heard.push(Heard {
                start: quotation.span.start(),
                end: quotation.span.end(),
                by,
                cued,
                alone: before.trim().is_empty(),
                carried: false,
                told: quotation.after.end,
            });
        }
        // A line with a name and no more is a picture's, or the page's.
        if graf.is_prose() || !found.is_empty() {
            self.note_subjects(raw, &starts, noted..raw.len(), &found, at);
        }
        self.inherit(raw, &mut heard, at);
        let open = found.last().is_some_and(|last| last.open);
        self.carry(raw, &heard, open, at);
        self.voices.extend(heard.iter().filter_map(|quote| Some((quote.by?, at))));
        Turn { at, heard, open }
    }

    /// What of a graf somebody said, and the quotes without a speaker.
    fn tell(&mut self, text: &Text, heard: &[Heard]) -> (Vec<Said>, Vec<Text>) {
        let mut said = Vec::new();
        let mut open = Vec::new();
        for quote in heard {
            let span = text.span_around(quote.start..quote.end);
            match quote.by {
                Some(by) => said.push(Said { start: span.start(), end: span.end(), by: self.cast.id(by) }),
                None if text.get(span).split_whitespace().count() >= TOLD_MIN_WORDS => open.push(text.slice(span)),
                None => {}
            }
        }
        (said, open)
    }

    /// The table of those who are quoted.
    fn people(self) -> Vec<Person> {
        let members = &self.cast.members;
        let quoted =
            self.cast.quoted.iter().filter_map(|member| Some((&members[*member], members[*member].id.clone()?)));
        quoted
            .map(|(member, id)| {
                let (role, org) =
                    member.role.as_deref().map(roles::part).map_or((None, None), |(role, org)| (Some(role), org));
                Person {
                    id,
                    name: Text::line(&member.name),
                    role: role.map(|role| Text::line(&role)),
                    org: org.map(|org| Text::line(&org)),
                    kind: member.kind,
                    anonymous: None,
                    also: Vec::new(),
                    side: None,
                    url: None,
                    note: None,
                }
            })
            .collect()
    }
}
