//! Whom the copy speaks of at a place, and whom a pronoun or a description means there.

use crate::model::{PersonKind, speech};

use super::{
    Scene,
    cast::MemberId,
    cue, described, names,
    phrase::{self, Described, Named},
    subject,
    words::{self, Gender, KIN, ROLES, Word},
};

/// How many grafs back a pronoun may reach.
const REACH_GRAFS: usize = 7;
/// How many people the copy may have spoken of between a pronoun and whom it means.
const RECENT_MAX: usize = 6;
/// The bytes at the front of a sentence that are searched for its subject.
const SUBJECT_BYTES: usize = 200;
/// How many words somebody without a name may be called by.
const STRANGER_MAX_WORDS: usize = 12;

impl Scene {
    /// Whom the words mean, here and now.
    pub(super) fn resolve(&mut self, named: &Named, before: &str, at: usize) -> Option<MemberId> {
        match named {
            Named::Name(name) => self.cast.name(name),
            Named::Pronoun(gender) => self.pronoun(*gender, before, at),
            Named::Described(described) => {
                if let Some(stranger) = self.stranger_of(described, at) {
                    return self.cast.described(&stranger, None);
                }
                // `the farmer` may be one of those whom the copy has told of without a name.
                let told = self.unnamed_roles.contains(described.noun.trim_end_matches('s'));
                let focus = self.recent.front().filter(|(_, graf)| at - graf <= 1 && !told).map(|(member, _)| *member);
                self.cast.described(described, focus)
            }
            Named::Nobody => None,
        }
    }

    /// `the woman`, where the copy has just spoken of a resident without a name.
    fn stranger_of(&self, described: &Described, at: usize) -> Option<Described> {
        let (stranger, _) = self.stranger.as_ref().filter(|(_, graf)| at - graf <= 1)?;
        let (noun, sex) = (described.noun.as_str(), words::gender(&described.noun));
        let same = described::is_bare(noun) || noun == stranger.noun;
        let fits = sex.is_none() || words::gender(&stranger.noun).is_none_or(|other| Some(other) == sex);
        (described.definite && same && fits && stranger.words.split(' ').count() <= STRANGER_MAX_WORDS)
            .then(|| stranger.clone())
    }

    /// The last of whom the copy spoke that the pronoun fits, given the words before the quote in its own sentence.
    fn pronoun(&mut self, gender: Option<Gender>, before: &str, at: usize) -> Option<MemberId> {
        let Some(gender) = gender else {
            let (member, graf) = self.recent.front()?;
            let body = self.cast.members[*member].kind != PersonKind::Person;
            return (body && at - graf <= 1).then_some(*member);
        };
        // `Roe denounced what he called`: one in its own sentence; but `asked about Roe, he said`: not that one.
        let before = until_pronoun(before);
        if has_unnamed(&words::words(before), gender) {
            return None;
        }
        let named = self.cast.persons(before);
        let fits = |member: MemberId| self.cast.members[member].gender.is_none_or(|sex| sex == gender);
        let mut own = named.iter().filter(|(member, hangs)| !hangs && fits(*member)).map(|(member, _)| *member);
        match (own.next(), own.next()) {
            (Some(only), None) => return Some(only),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        if let Some((stranger, _)) = self.stranger.clone().filter(|(_, graf)| at - graf <= 1) {
            let fits = words::gender(&stranger.noun).is_none_or(|sex| sex == gender)
                && stranger.words.split(' ').count() <= STRANGER_MAX_WORDS;
            return fits.then(|| self.cast.described(&stranger, None)).flatten();
        }
        let unnamed = self.unnamed.is_some_and(|(sex, graf)| sex == gender && at - graf <= 2);
        if unnamed || self.veiled.is_some_and(|graf| at - graf <= 1) {
            return None;
        }
        for (member, graf) in self.recent.iter().copied().filter(|(_, graf)| at - graf <= REACH_GRAFS) {
            if named.iter().any(|(other, _)| *other == member) {
                continue;
            }
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

    pub(super) fn speak_of(&mut self, member: MemberId, at: usize) {
        self.stranger = None;
        self.veiled = None;
        let sex = self.cast.members[member].gender;
        self.unnamed = self.unnamed.filter(|(other, _)| sex.is_some_and(|sex| sex != *other));
        self.recent.retain(|(known, _)| *known != member);
        self.recent.push_front((member, at));
        self.recent.truncate(RECENT_MAX);
    }

    /// Remembers with whom the sentences that begin within `range`, outside quotes, begin.
    pub(super) fn note_subjects(
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
            let end = starts.get(index + 1).copied().unwrap_or(raw.len()).min(range.end);
            self.note_sentence(raw.get(start..end).unwrap_or(""), at);
        }
    }

    /// Remembers whom a sentence of the copy speaks of.
    fn note_sentence(&mut self, whole: &str, at: usize) {
        let near = whole.get(..whole.floor_char_boundary(SUBJECT_BYTES)).unwrap_or(whole);
        let last = self.recent.front().copied();
        let sex = names::gender_of_pronoun(whole.split(' ').next().unwrap_or(""));
        if let Some((last, _)) = last.filter(|(_, graf)| sex.is_some() && at - graf <= 1) {
            self.cast.set_gender(last, sex);
        }
        let alone = self.cast.only_person(whole);
        if let Some(member) = alone {
            self.mention(member, at);
        }
        let words = words::words(near);
        let subject = self.subject(near, &words, last.map(|(member, _)| member), at);
        // `It was spelt out by the minister Jane Roe.`: the only one whom the sentence brings in
        let subject = subject.or_else(|| alone.filter(|member| self.cast.is_new(*member)));
        let source = cue::source(whole).and_then(|named| self.resolve(&named, "", at));
        for member in subject.into_iter().chain(source) {
            self.speak_of(member, at);
            if alone == Some(member) {
                self.cast.learn(member, whole);
            }
        }
        self.note_unnamed(&words, subject.or(source), at);
        // `we saw Sarojini, whose house is gone`: a place, or somebody
        let whose = words.windows(2).any(|pair| pair[0].is_capital() && pair[0].paused && pair[1].bare == "whose");
        if whose && subject.is_none() {
            self.veiled = Some(at);
        }
    }

    /// Whom a sentence begins with; `last` is whom the copy spoke of before it.
    fn subject(&mut self, near: &str, words: &[Word<'_>], last: Option<MemberId>, at: usize) -> Option<MemberId> {
        match subject::leading_subject(near, words) {
            // `The 34-year-old` has been told of before.
            Named::Described(described) if described.definite && phrase::is_aged(&described.noun) => {
                let close = self.recent.front().filter(|(_, graf)| at - graf <= 2).map(|(member, _)| *member);
                self.cast.of_age(&described.noun).or(close)
            }
            Named::Described(described) if described.is_person() => {
                let known = self.cast.of_role(&described.noun).filter(|_| described.definite);
                if known.is_none() {
                    self.stranger = Some((described, at));
                }
                known
            }
            Named::Name(name) => {
                let speaks = || matches!(cue::reported(near), Some(Named::Name(who)) if who.words == name.words);
                let known = self
                    .cast
                    .known(&name)
                    .or_else(|| (!name.before.is_empty() || speaks()).then(|| self.cast.name(&name)).flatten());
                let veils = known.is_none() && name.words.contains(' ') && !phrase::is_body(&name.words);
                self.veiled = if veils { Some(at) } else { self.veiled };
                known
            }
            pronoun @ Named::Pronoun(Some(_)) => last.and_then(|last| self.fitting(&pronoun, last)),
            Named::Described(_) | Named::Pronoun(None) | Named::Nobody => match cue::reported(near) {
                Some(Named::Name(name)) => self.cast.name(&name),
                _ => None,
            },
        }
    }

    /// Remembers that a sentence has a man or a woman in it without a name, whom a pronoun behind it may mean: `She was
    /// replaced by her husband.`
    fn note_unnamed(&mut self, words: &[Word<'_>], subject: Option<MemberId>, at: usize) {
        for (place, word) in words.iter().enumerate().filter(|(_, word)| !word.is_capital() && !word.owns) {
            let single = word.bare.trim_end_matches('s');
            let some = single.len() < word.bare.len()
                || words[..place].iter().rev().take(3).any(|word| matches!(word.bare, "a" | "an" | "one" | "another"));
            let named = words.get(place + 1).is_some_and(Word::is_capital) || word.paused;
            if some && !named && ROLES.contains(single) && !self.unnamed_roles.contains(single) {
                self.unnamed_roles.insert(single.to_owned());
            }
        }
        let sex = subject.and_then(|member| self.cast.members[member].gender);
        for gender in [Gender::He, Gender::She] {
            if sex != Some(gender) && has_unnamed(words, gender) {
                self.unnamed = Some((gender, at));
            }
        }
    }
}

/// Whether there is a man, or a woman, whom the words do not name: `the mother`, `her husband`.
fn has_unnamed(words: &[Word<'_>], gender: Gender) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let named = words.get(at + 1).is_some_and(|next| next.is_capital() && !word.stopped);
        KIN.contains(word.bare) && words::gender(word.bare) == Some(gender) && !named && !word.owns
    })
}

/// The words before the last `he` or `she`.
fn until_pronoun(before: &str) -> &str {
    let words = words::words(before);
    let last = words.iter().rev().find(|word| matches!(word.bare, "he" | "she" | "He" | "She"));
    last.and_then(|word| before.get(..word.at)).unwrap_or(before)
}
