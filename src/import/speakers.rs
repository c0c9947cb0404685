//! Quotes and who said them. A speaker is named where the copy leaves little doubt; everything else is left open and told.

mod cast;
mod cue;
mod phrase;
mod roles;
mod subject;
mod words;

use std::collections::VecDeque;

use crate::model::{Person, PersonKind, Text, sentences, speech};

use super::{
    annotate::Copydesk,
    graf::{Graf, Role},
    manuscript::{Remark, Style},
    prose::Said,
};
use cast::{Cast, MemberId};
use cue::Around;
pub(super) use phrase::is_body;
use phrase::{Described, Named};
use words::Gender;

/// Words from which on a quote without a speaker is worth a remark; fewer are often a term.
const TOLD_MIN_WORDS: usize = 5;
/// How many grafs back a pronoun may reach.
const REACH_GRAFS: usize = 7;
/// How many people the copy may have spoken of between a pronoun and whom it means.
const RECENT_MAX: usize = 6;

impl Copydesk<'_> {
    /// Marks quotes with their speakers, and makes the table of people.
    pub(super) fn speakers(&mut self) {
        let told = self.grafs.iter().enumerate().filter(|(_, graf)| graf.is_live() && graf.role != Role::Related);
        let mut scene = Scene { cast: Cast::new(told.map(|(at, graf)| (at, graf.words()))), ..Scene::default() };
        let opens: Vec<bool> =
            self.grafs.iter().map(|graf| graf.is_live() && is_spoken(graf) && opens_with_mark(graf.words())).collect();
        let mut unsure = Vec::new();
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
            let (said, open) = scene.graf(graf, at, goes_on);
            unsure.extend(open);
            self.grafs[at].said = said;
        }
        self.remarks.extend(unsure.into_iter().map(|words| Remark::Unattributed { words }));
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
    /// Who spoke last in the graf above, where what follows may still be theirs.
    carried: Option<Carried>,
}

#[derive(Clone, Copy, Debug)]
struct Carried {
    by: Option<MemberId>,
    /// The quote of the graf above was left open: this one is its rest.
    open: bool,
    /// The graf above ended in a colon.
    led: bool,
}

/// A quote of a graf on its way to a speaker.
struct Heard {
    start: usize,
    end: usize,
    by: Option<MemberId>,
    /// The copy itself says who, or says that it is somebody else.
    cued: bool,
    /// No words of its sentence stand before it.
    alone: bool,
    /// Where the words end that say who.
    told: usize,
}

impl Scene {
    /// Something that is no paragraph stands between; a picture parts nothing.
    fn pass(&mut self, role: &Role) {
        match role {
            Role::Label | Role::Question | Role::Heading => self.carried = None,
            Role::Copy | Role::Related | Role::Photo | Role::Gone => {}
        }
    }

    /// The quotes of one graf with their speakers, and those without.
    fn graf(&mut self, graf: &Graf, at: usize, goes_on: bool) -> (Vec<Said>, Vec<Text>) {
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
            let cue = cue::read(Around { before, after: get(&quotation.after), partial });
            let cued = cue.is_some();
            let by = cue.filter(|_| !is_aside(get(&quotation.before), text.get(quotation.span), partial));
            let by = by.and_then(|named| self.resolve(&named, at));
            if let Some(by) = by {
                self.speak_of(by, at);
            }
            heard.push(Heard {
                start: quotation.span.start(),
                end: quotation.span.end(),
                by,
                cued,
                alone: before.trim().is_empty(),
                told: quotation.after.end,
            });
        }
        self.note_subjects(raw, &starts, noted..raw.len(), &found, at);
        self.inherit(raw, &mut heard);
        let open = found.last().is_some_and(|last| last.open);
        self.carry(raw, &heard, open, at);
        self.tell(text, &heard)
    }

    /// Gives quotes without a cue of their own to whom the quotes beside them belong to.
    fn inherit(&self, raw: &str, heard: &mut [Heard]) {
        let whole = is_all_quotes(raw, heard);
        for at in 0..heard.len() {
            if heard[at].cued {
                continue;
            }
            let between = |from: usize, to: usize| raw.get(from..to).unwrap_or("");
            if let Some(last) = at.checked_sub(1).map(|last| &heard[last]) {
                let same = last.by.filter(|by| {
                    !self.cast.names_another(between(last.told.min(heard[at].start), heard[at].start), *by)
                });
                // In the sentence of the last quote it is the rest of it; behind that it has to be a sentence of its own.
                let goes_on = heard[at].start <= last.told || heard[at].alone;
                heard[at].by = same.filter(|_| goes_on && begins_sentence(raw, heard[at].start));
            } else if raw.get(..heard[at].start).is_some_and(|before| before.trim().is_empty()) {
                heard[at].by =
                    self.carried.filter(|carried| carried.open || carried.led || whole).and_then(|carried| carried.by);
                // `"A." She paused. "B," Roe said.`
                if heard[at].by.is_none()
                    && let Some(next) = heard.get(at + 1).filter(|next| next.cued)
                    && !self.carried.is_some_and(|carried| carried.open)
                {
                    let narration = between(heard[at].end, next.start);
                    let same = next.by.filter(|by| !self.cast.names_another(narration, *by) && narration.len() < 120);
                    heard[at].by = same;
                }
            }
        }
    }

    /// What the next graf may take over.
    fn carry(&mut self, raw: &str, heard: &[Heard], open: bool, at: usize) {
        let led = raw.ends_with(':');
        let last = heard.last();
        let by = match last {
            Some(last) => {
                let rest = raw.get(last.told..).unwrap_or("");
                let kept = last.by.filter(|by| !self.cast.names_another(rest, *by));
                if led { self.reported(raw, at).or(kept) } else { kept }
            }
            None => self.reported(raw, at),
        };
        self.carried = Some(Carried { by, open, led });
    }

    /// Whom the last sentence of a graf without quotes makes say something, in the reporter's words.
    fn reported(&mut self, raw: &str, at: usize) -> Option<MemberId> {
        let text = Text::new(raw);
        let last = sentences(&text).last().copied()?;
        let sentence = text.get(last);
        let named = cue::reported(sentence)?;
        self.resolve(&named, at)
    }

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

    /// Whom the words mean, here and now.
    fn resolve(&mut self, named: &Named, at: usize) -> Option<MemberId> {
        match named {
            Named::Name(name) => self.cast.name(name),
            Named::Pronoun(gender) => self.pronoun(*gender, at),
            Named::Described(described) => {
                if let Some(stranger) = self.stranger_of(described, at) {
                    return self.cast.described(&stranger, None);
                }
                let focus = self.recent.front().filter(|(_, graf)| at - graf <= 1).map(|(member, _)| *member);
                self.cast.described(described, focus)
            }
            Named::Nobody => None,
        }
    }

    /// `the woman`, where the copy has just spoken of a resident without a name.
    fn stranger_of(&self, described: &Described, at: usize) -> Option<Described> {
        let (stranger, _) = self.stranger.as_ref().filter(|(_, graf)| at - graf <= 1)?;
        let (noun, sex) = (described.noun.as_str(), words::gender(&described.noun));
        let same = matches!(noun, "man" | "woman" | "boy" | "girl" | "person") || noun == stranger.noun;
        let fits = sex.is_none() || words::gender(&stranger.noun).is_none_or(|other| Some(other) == sex);
        (described.definite && same && fits && stranger.words.split(' ').count() <= 8).then(|| stranger.clone())
    }

    /// The last of whom the copy spoke that the pronoun fits.
    fn pronoun(&mut self, gender: Option<Gender>, at: usize) -> Option<MemberId> {
        let Some(gender) = gender else {
            let (member, graf) = self.recent.front()?;
            let body = self.cast.members[*member].kind != PersonKind::Person;
            return (body && at - graf <= 1).then_some(*member);
        };
        if let Some((stranger, _)) = self.stranger.clone().filter(|(_, graf)| at - graf <= 1) {
            let fits =
                words::gender(&stranger.noun).is_none_or(|sex| sex == gender) && stranger.words.split(' ').count() <= 8;
            return fits.then(|| self.cast.described(&stranger, None)).flatten();
        }
        if self.veiled.is_some_and(|graf| at - graf <= 1) {
            return None;
        }
        for (member, graf) in self.recent.iter().copied().filter(|(_, graf)| at - graf <= REACH_GRAFS) {
            let known = &mut self.cast.members[member];
            if known.kind != PersonKind::Person {
                continue;
            }
            match known.gender {
                Some(other) if other != gender => {}
                Some(_) => return Some(member),
                None => {
                    if at - graf <= 2 {
                        known.gender = Some(gender);
                        return Some(member);
                    }
                }
            }
        }
        None
    }

    /// The member, where a pronoun can mean them.
    fn fitting(&self, pronoun: &Named, member: MemberId) -> Option<MemberId> {
        let Named::Pronoun(gender) = pronoun else { return None };
        let known = self.cast.members[member].gender;
        (known.is_none() || gender.is_none() || known == *gender).then_some(member)
    }

    /// Somebody is named, and not as the subject: behind whom the copy speaks of here.
    fn mention(&mut self, member: MemberId, at: usize) {
        if self.recent.iter().any(|(known, graf)| *known == member && at - graf <= 1) {
            return;
        }
        self.recent.retain(|(known, _)| *known != member);
        let behind = usize::from(self.recent.front().is_some_and(|(_, graf)| at - graf <= 1));
        self.recent.insert(behind, (member, at));
        self.recent.truncate(RECENT_MAX);
    }

    fn speak_of(&mut self, member: MemberId, at: usize) {
        self.stranger = None;
        self.veiled = None;
        self.recent.retain(|(known, _)| *known != member);
        self.recent.push_front((member, at));
        self.recent.truncate(RECENT_MAX);
    }

    /// Remembers with whom the sentences that begin within `range`, outside quotes, begin.
    fn note_subjects(
        &mut self,
        raw: &str,
        starts: &[usize],
        range: std::ops::Range<usize>,
        quotes: &[speech::Quotation],
        at: usize,
    ) {
        let first = starts.partition_point(|start| *start < range.start);
        let within = starts.iter().enumerate().skip(first).take_while(|(_, start)| **start < range.end);
        for (index, start) in within.map(|(index, start)| (index, *start)) {
            let quote = quotes.get(quotes.partition_point(|quote| quote.span.end() <= start));
            if quote.is_some_and(|quote| quote.span.start() <= start) {
                continue;
            }
            let before = self.recent.front().map(|(member, _)| *member);
            let end = starts.get(index + 1).copied().unwrap_or(raw.len()).min(range.end);
            let whole = raw.get(start..end).unwrap_or("");
            let near = whole.get(..whole.floor_char_boundary(200)).unwrap_or(whole);
            if let (Some(before), Some(sex)) = (before, cast::gender_of_pronoun(whole.split(' ').next().unwrap_or("")))
            {
                self.cast.set_gender(before, Some(sex));
            }
            let alone = self.cast.only_person(whole);
            if let Some(member) = alone {
                self.mention(member, at);
            }
            let words = words::words(near);
            let subject = match subject::leading_subject(near, &words) {
                // `The 34-year-old` has been told of before.
                Named::Described(described) if described.definite && phrase::is_aged(&described.noun) => {
                    let near = self.recent.front().filter(|(_, graf)| at - graf <= 2).map(|(member, _)| *member);
                    self.cast.of_age(&described.noun).or(near)
                }
                Named::Described(described) if described.is_person() => {
                    let known = self.cast.of_role(&described.noun).filter(|_| described.definite);
                    if known.is_none() {
                        self.stranger = Some((described, at));
                    }
                    known
                }
                Named::Name(name) => {
                    let known = self
                        .cast
                        .known(&name)
                        .or_else(|| (!name.before.is_empty()).then(|| self.cast.name(&name)).flatten());
                    let veils = known.is_none() && name.words.contains(' ') && !phrase::is_body(&name.words);
                    self.veiled = if veils { Some(at) } else { self.veiled };
                    known
                }
                pronoun @ Named::Pronoun(Some(_)) => before.and_then(|before| self.fitting(&pronoun, before)),
                Named::Described(_) | Named::Pronoun(None) | Named::Nobody => match cue::reported(near) {
                    Some(Named::Name(name)) => self.cast.name(&name),
                    _ => None,
                },
            };
            let source = cue::source(whole).and_then(|named| self.resolve(&named, at));
            for member in subject.into_iter().chain(source) {
                self.speak_of(member, at);
                if alone == Some(member) {
                    self.cast.learn(member, whole);
                }
            }
        }
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

/// Whether a word or two in quotation marks are a term that the copy holds at arm's length, rather than what somebody said:
/// `has received "thank you" calls`. Behind a verb, `a` or `as` they are said.
fn is_aside(before: &str, quote: &str, partial: bool) -> bool {
    if !partial || quote.split_whitespace().count() > 2 {
        return false;
    }
    let words = words::words(before);
    let said = |word: &words::Word<'_>| {
        words::is_saying(word)
            || words::is_stance(word)
            || words::is_participle(word)
            || LEADS.split(' ').any(|known| known == word.bare)
    };
    !words.last().is_some_and(said)
}

/// Words behind which a few quoted words are still what somebody said.
const LEADS: &str = "dubbed labelled labeled termed deemed described called named nicknamed a an as is was were are be been being had has have to that not very so him her them it would will could should and \
    more too just how of";

/// Whether nothing but quotes stands in a graf.
fn is_all_quotes(raw: &str, heard: &[Heard]) -> bool {
    let mut at = 0;
    for quote in heard {
        if raw.get(at..quote.start).is_none_or(|between| between.chars().any(char::is_alphanumeric)) {
            return false;
        }
        at = quote.end;
    }
    !heard.is_empty() && raw.get(at..).is_some_and(|rest| !rest.chars().any(char::is_alphanumeric))
}

/// Whether what stands before a place ends a sentence, or goes on from a quote: `she said. "…`, `she said, "…`.
fn begins_sentence(raw: &str, at: usize) -> bool {
    raw.get(..at)
        .is_some_and(|before| before.trim_end().ends_with(['.', '!', '?', ',', ':', ';', '"', '”', '’', '»', '—', '–']))
}
