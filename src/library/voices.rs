//! Voices: who speaks in the library, and what one person said over the years.
//!
//! Spellings are one speaker where an article says so (`also`), or a reader has decided it. An article's word carries
//! on from table to table, with three limits, since words must not come into the wrong mouth: sources without a name are
//! never taken for one another; a person is no organisation; and where two people are only joined by a spelling that
//! both tables list ("Rep. Stone"), their names must look alike as well. What merely looks alike is asked about.

mod names;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map::Entry};

use serde::{Deserialize, Serialize};

use super::{Lookup, Profile, Quoted, Role, Speaker, VoiceCard, day, fold};
use names::{alike, fits, is_full};

/// The most quotes on a card.
const QUOTES_MAX: usize = 10_000;

/// The most spellings that are followed: no name has so many.
const SPELLINGS_MAX: usize = 64;

/// The most names that are asked about.
const ALIKE_MAX: usize = 8;

/// What a reader has decided about names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spellings {
    /// Pairs that are one speaker.
    pub same: Vec<[String; 2]>,
    /// Pairs that are not.
    pub apart: Vec<[String; 2]>,
}

impl Spellings {
    /// Keeps a decision, or that there is none; a later one takes the place of an earlier one about the same names.
    pub fn decide(&mut self, names: [String; 2], same: Option<bool>) {
        self.same.retain(|pair| !is_pair(pair, &names[0], &names[1]));
        self.apart.retain(|pair| !is_pair(pair, &names[0], &names[1]));
        match same {
            Some(true) => self.same.push(names),
            Some(false) => self.apart.push(names),
            None => {}
        }
    }

    fn told_apart(&self, a: &str, b: &str) -> bool {
        self.apart.iter().any(|pair| is_pair(pair, a, b))
    }

    /// The names that a reader has joined to this one.
    fn joined<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        let name = fold(name);
        self.same.iter().filter_map(move |[a, b]| match () {
            () if fold(a) == name => Some(b.as_str()),
            () if fold(b) == name => Some(a.as_str()),
            () => None,
        })
    }
}

fn is_pair(pair: &[String; 2], a: &str, b: &str) -> bool {
    let (pair, wanted) = ([fold(&pair[0]), fold(&pair[1])], [fold(a), fold(b)]);
    pair == wanted || (pair[0] == wanted[1] && pair[1] == wanted[0])
}

/// The spellings of one speaker.
#[derive(Debug)]
struct Voice {
    /// As written, by their folded form.
    names: BTreeMap<String, String>,
    /// Spellings that somebody else's table lists as well, folded: what stands under them may be the other's.
    doubtful: BTreeSet<String>,
    /// Whom they may be instead.
    others: BTreeSet<String>,
    /// What the first name stands for: a person, an organisation, …
    kind: Option<String>,
    /// Names that are still to be followed.
    queue: Vec<String>,
}

impl Voice {
    /// Follows a name from table to table.
    fn of<L: Lookup>(library: &L, name: &str, spellings: &Spellings) -> Result<Self, L::Error> {
        let mut voice = Self {
            names: BTreeMap::from([(fold(name), name.to_owned())]),
            doubtful: BTreeSet::new(),
            others: BTreeSet::new(),
            kind: None,
            queue: vec![name.to_owned()],
        };
        while let Some(name) = voice.queue.pop() {
            let mut profiles = library.profiles(&name)?;
            profiles.retain(|profile| profile.anonymous.is_none());
            if voice.kind.is_none() {
                voice.kind = usual_kind(&profiles, &name);
            }
            for decided in spellings.joined(&name) {
                voice.join(decided, spellings);
            }
            for profile in &profiles {
                if voice.is_theirs(profile, &name, &profiles) {
                    for spelling in std::iter::once(&profile.name).chain(&profile.also) {
                        voice.join(spelling, spellings);
                    }
                } else if fold(&profile.name) != fold(&name) && voice.is_kind(profile) {
                    voice.doubtful.insert(fold(&name));
                    voice.others.insert(profile.name.clone());
                }
            }
        }
        Ok(voice)
    }

    fn holds(&self, name: &str) -> bool {
        self.names.contains_key(&fold(name))
    }

    fn join(&mut self, name: &str, spellings: &Spellings) {
        let free =
            self.names.len() < SPELLINGS_MAX && !self.names.values().any(|held| spellings.told_apart(held, name));
        if free && !self.holds(name) {
            self.names.insert(fold(name), name.to_owned());
            self.queue.push(name.to_owned());
        }
    }

    /// Whether a profile is of the same kind: a person, an organisation, …
    fn is_kind(&self, profile: &Profile) -> bool {
        self.kind.as_deref().is_none_or(|kind| kind == profile.kind)
    }

    /// Whether a profile that has or lists the spelling `name` is of this speaker. `all` are those that do.
    fn is_theirs(&self, profile: &Profile, name: &str, all: &[Profile]) -> bool {
        if !self.is_kind(profile) || self.holds(&profile.name) {
            return self.is_kind(profile);
        }
        if profile.kind != PERSON || is_full(name) {
            return true;
        }
        // A title and a surname fit several people. It is this one where the names agree, or where nobody else is meant.
        let mut others = self.names.values().filter(|held| fold(held) != fold(name)).peekable();
        if others.peek().is_some() {
            return others.any(|held| fits(held, &profile.name));
        }
        all.iter().all(|other| fold(&other.name) == fold(&profile.name) || fits(&other.name, &profile.name))
    }
}

const PERSON: &str = "person";

/// The kind that most profiles of that very name have, else most of those that list it.
fn usual_kind(profiles: &[Profile], name: &str) -> Option<String> {
    let own: Vec<&Profile> = profiles.iter().filter(|profile| fold(&profile.name) == fold(name)).collect();
    let of = if own.is_empty() { profiles.iter().collect() } else { own };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for profile in of {
        *counts.entry(&profile.kind).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(kind, _)| kind.to_owned())
}

/// Everyone who is quoted and whose name, in any spelling, holds all these words: those with most quotes first.
pub(super) fn voices<L: Lookup>(
    library: &L,
    words: &str,
    limit: usize,
    spellings: &Spellings,
) -> Result<Vec<Speaker>, L::Error> {
    let words: Vec<String> = words.split_whitespace().map(fold).collect();
    let mut speakers = library.speakers()?;
    speakers.sort_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.name.cmp(&b.name)));
    let counts: HashMap<String, usize> = speakers.iter().fold(HashMap::new(), |mut counts, speaker| {
        *counts.entry(fold(&speaker.name)).or_default() += speaker.quotes;
        counts
    });
    let mut told: HashSet<String> = HashSet::new();
    let mut voices: Vec<Speaker> = Vec::new();
    for speaker in &speakers {
        let folded = fold(&speaker.name);
        if voices.len() == limit {
            break;
        }
        if told.contains(&folded) || !words.iter().all(|word| folded.contains(word.as_str())) {
            continue;
        }
        let voice = Voice::of(library, &speaker.name, spellings)?;
        let names = voice.names.into_iter().filter(|(name, _)| !voice.doubtful.contains(name) || *name == folded);
        let names: Vec<(String, String)> = names.filter(|(name, _)| !told.contains(name)).collect();
        let quotes = names.iter().filter_map(|(name, _)| counts.get(name)).sum();
        // Of two that are as frequent, the fuller name.
        let most = names.iter().max_by_key(|(name, _)| (counts.get(name), name.chars().count()));
        let name = most.map_or(&speaker.name, |(_, name)| name).clone();
        voices.push(Speaker { name, quotes, alike: None });
        told.extend(names.into_iter().map(|(name, _)| name));
    }
    voices.sort_by(|a, b| b.quotes.cmp(&a.quotes).then_with(|| a.name.cmp(&b.name)));
    point_out_alike(library, &mut voices, spellings)?;
    Ok(voices)
}

/// Tells of each of these speakers which other of them it may be. Compared are those whose surnames begin alike: that is
/// nearly all, and takes no time.
fn point_out_alike<L: Lookup>(library: &L, voices: &mut [Speaker], spellings: &Spellings) -> Result<(), L::Error> {
    let mut beginnings: BTreeMap<Option<char>, Vec<usize>> = BTreeMap::new();
    for (at, voice) in voices.iter().enumerate() {
        beginnings.entry(names::beginning(&voice.name)).or_default().push(at);
    }
    let mut kinds: HashMap<usize, Option<String>> = HashMap::new();
    for near in beginnings.into_values() {
        for (place, a) in near.iter().enumerate() {
            for b in near.iter().skip(place + 1) {
                let (first, second) = (voices[*a].name.clone(), voices[*b].name.clone());
                if !alike(&first, &second) || spellings.told_apart(&first, &second) {
                    continue;
                }
                for (at, name) in [(*a, &first), (*b, &second)] {
                    if let Entry::Vacant(place) = kinds.entry(at) {
                        let mut profiles = library.profiles(name)?;
                        profiles.retain(|profile| profile.anonymous.is_none());
                        place.insert(usual_kind(&profiles, name));
                    }
                }
                if kinds[a].is_some() && kinds[a] == kinds[b] {
                    voices[*a].alike.get_or_insert(second);
                    voices[*b].alike.get_or_insert(first);
                }
            }
        }
    }
    Ok(())
}

/// What one speaker said, by any spelling of the name.
pub(super) fn card<L: Lookup>(library: &L, name: &str, spellings: &Spellings) -> Result<VoiceCard, L::Error> {
    let voice = Voice::of(library, name, spellings)?;
    let mut quotes: Vec<Quoted> = Vec::new();
    for (folded, spelling) in &voice.names {
        if !voice.doubtful.contains(folded) || *folded == fold(name) {
            quotes.extend(library.quotes_by(spelling, QUOTES_MAX)?);
        }
    }
    let is_named = |quote: &Quoted| quote.by.as_ref().is_some_and(|by| by.anonymous.is_none());
    let named = quotes.iter().any(is_named);
    if named {
        quotes.retain(|quote| {
            let first = quote.by.as_ref().is_some_and(|by| fold(&by.name) == fold(name));
            is_named(quote) && (first || quote.by.as_ref().is_some_and(|by| voice.is_kind(by)))
        });
    }
    quotes.sort_by_cached_key(|quote| {
        let at = &quote.at;
        (std::cmp::Reverse(day::key(at.published.as_deref())), at.article.clone(), at.item, at.leaf, at.start)
    });
    let roles = if named { roles(&quotes) } else { unnamed(&quotes) };
    Ok(VoiceCard { names: ordered(&voice, &quotes, name), roles, alike: asked(library, &voice, spellings)?, quotes })
}

/// The spellings, the one that most articles have first.
fn ordered(voice: &Voice, quotes: &[Quoted], name: &str) -> Vec<String> {
    let mut articles: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for quote in quotes {
        let by = quote.by.as_ref().map(|by| fold(&by.name)).unwrap_or_default();
        articles.entry(by).or_default().insert(&quote.at.article);
    }
    let mut names: Vec<(&String, &String)> = voice.names.iter().collect();
    names.sort_by_cached_key(|(folded, _)| {
        (std::cmp::Reverse(articles.get(*folded).map_or(0, BTreeSet::len)), **folded != fold(name))
    });
    names.into_iter().map(|(_, name)| name.clone()).collect()
}

/// The roles over time, the earliest first. `quotes` are the newest first.
fn roles(quotes: &[Quoted]) -> Vec<Role> {
    let mut roles: Vec<(Role, BTreeSet<&str>)> = Vec::new();
    for quote in quotes.iter().rev() {
        let Some(words) = quote.by.as_ref().and_then(role) else { continue };
        let date = &quote.at.published;
        match roles.iter_mut().find(|(role, _)| fold(&role.words) == fold(&words)) {
            Some((role, articles)) => {
                articles.insert(&quote.at.article);
                role.articles = articles.len();
                role.first = role.first.take().or_else(|| date.clone());
                role.last = date.clone().or_else(|| role.last.take());
            }
            None => {
                let role = Role { words, first: date.clone(), last: date.clone(), articles: 1 };
                roles.push((role, BTreeSet::from([quote.at.article.as_str()])));
            }
        }
    }
    roles.into_iter().map(|(role, _)| role).collect()
}

/// `Director, Central Intelligence Agency`.
fn role(by: &Profile) -> Option<String> {
    let parts: Vec<&str> = [&by.role, &by.org].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Of sources without a name each article has its own: a line for each, with the reason it gives.
fn unnamed(quotes: &[Quoted]) -> Vec<Role> {
    let mut seen: HashSet<&str> = HashSet::new();
    let first = quotes.iter().rev().filter(|quote| seen.insert(&quote.at.article));
    let role = |quote: &Quoted| {
        let reason = quote.by.as_ref()?.anonymous.as_deref()?;
        let date = quote.at.published.clone();
        let words = format!("not named in {}: {reason}", quote.at.article);
        Some(Role { words, first: date.clone(), last: date, articles: 1 })
    };
    first.filter_map(role).collect()
}

/// Names that look like one of these and of which nobody has said whether they are the same.
fn asked<L: Lookup>(library: &L, voice: &Voice, spellings: &Spellings) -> Result<Vec<String>, L::Error> {
    if voice.kind.is_none() {
        return Ok(Vec::new());
    }
    let apart = |name: &str| voice.names.values().any(|held| spellings.told_apart(held, name));
    let mut found: Vec<String> = voice.others.iter().filter(|name| !apart(name)).cloned().collect();
    for Speaker { name, .. } in library.speakers()? {
        if found.len() >= ALIKE_MAX {
            break;
        }
        let looks = !voice.holds(&name) && voice.names.values().any(|held| alike(held, &name));
        if looks && !apart(&name) && !found.iter().any(|other| fold(other) == fold(&name)) {
            let profiles = library.profiles(&name)?;
            let own = |profile: &&Profile| fold(&profile.name) == fold(&name) && profile.anonymous.is_none();
            if profiles.iter().filter(own).any(|profile| voice.kind.as_ref() == Some(&profile.kind)) {
                found.push(name);
            }
        }
    }
    Ok(found)
}

/// Every other spelling of a name that the library holds.
pub(super) fn spellings_of<L: Lookup>(library: &L, name: &str, spellings: &Spellings) -> Result<Vec<String>, L::Error> {
    let voice = Voice::of(library, name, spellings)?;
    let sure = voice.names.into_iter().filter(|(folded, _)| *folded != fold(name) && !voice.doubtful.contains(folded));
    Ok(sure.map(|(_, spelling)| spelling).collect())
}

#[cfg(test)]
mod tests;
