//! What stands below a paragraph: who said its quotes, and what is known of its claims.

use std::collections::HashMap;

use crate::model::{
    Attribution, Claim, Confidence, Kind, Person, PersonId, Reference, Rel, SourceId, Stated, Text, Wording,
};

use super::{
    copy::{Copy, Stops, link_role},
    galley::{Known, ParagraphStyle},
    marks::{Line, shortened},
    role::{Emphasis, Role},
};

/// Before a speaker's own words, before somebody's words in the reporter's, and between the two: one cell each,
/// in every terminal.
const DIRECT: &str = "❝";
const INDIRECT: &str = "~";

/// How much of a claim is repeated where another line speaks of it, in cells.
const CLAIM_CELLS: usize = 48;

/// One speaker's share in a paragraph.
#[derive(Clone, Debug)]
struct Share {
    by: Option<PersonId>,
    direct: bool,
    indirect: bool,
    /// Whether a mark in the file says so for any of it.
    given: bool,
    circumstances: Vec<Text>,
}

impl Copy<'_> {
    /// Lays the lines below a paragraph of the story.
    pub fn lay_notes(&mut self, stops: &Stops) {
        let shares = self.shares(stops);
        for share in &shares {
            let line = self.attribution(share);
            self.lay_line(ParagraphStyle::Attribution, line, 0);
        }
        let noted: Vec<usize> = stops.claims.clone().filter(|stated| self.adds_something(*stated, &shares)).collect();
        for stated in &noted {
            self.lay_claim(*stated, noted.len() > 1, &shares);
        }
        self.lay_answers(stops);
    }

    /// The quotes of a paragraph, gathered by speaker in the order in which they begin to speak.
    fn shares(&self, stops: &Stops) -> Vec<Share> {
        let mut shares: Vec<Share> = Vec::new();
        let mut index: HashMap<Option<&PersonId>, usize> = HashMap::new();
        for quote in self.galley.outline.quotes.get(stops.quotes.clone()).unwrap_or_default() {
            let by = quote.attribution.by();
            let at = *index.entry(by).or_insert(shares.len());
            if at == shares.len() {
                let by = by.cloned();
                shares.push(Share { by, direct: false, indirect: false, given: false, circumstances: Vec::new() });
            }
            let share = &mut shares[at];
            match quote.wording {
                Wording::Direct => share.direct = true,
                Wording::Indirect => share.indirect = true,
            }
            match &quote.attribution {
                Attribution::Given { circumstance, .. } => {
                    share.given = true;
                    let new = circumstance.iter().filter(|new| !share.circumstances.contains(new));
                    let new: Vec<Text> = new.cloned().collect();
                    share.circumstances.extend(new);
                }
                Attribution::Found { .. } => {}
            }
        }
        shares
    }

    /// `❝ Name, description · circumstance`.
    fn attribution(&mut self, share: &Share) -> Line {
        let mut line = Line::default();
        let role = if share.given { Role::Rail(Kind::Said) } else { Role::Muted };
        if share.direct {
            line.say(role, DIRECT).plain(" ");
        }
        if share.indirect {
            line.say(Role::Indirect, INDIRECT).plain(" ");
        }
        match &share.by {
            Some(by) => self.name(&mut line, by),
            None => _ = line.say(Role::Circumstance, "speaker not named"),
        }
        if !share.given && share.by.is_some() {
            line.plain(" (found)");
        }
        if share.indirect && !self.explained {
            self.explained = true;
            line.plain(if share.direct { " (~ in the reporter’s words)" } else { " (in the reporter’s words)" });
        }
        for circumstance in &share.circumstances {
            line.dot().say(Role::Circumstance, circumstance.as_str());
        }
        line
    }

    /// A speaker's name; at the first appearance with role, organisation and why it is withheld.
    fn name(&mut self, line: &mut Line, by: &PersonId) {
        let Some(index) = self.person(by) else {
            line.say(Role::Speaker, by.as_str());
            return;
        };
        let person = &self.article.people[index];
        line.say(Role::Speaker, person.name.as_str());
        if !std::mem::replace(&mut self.described[index], true) {
            describe(line, person);
        }
    }

    /// Whether there is more to say of a claim than its place in the story does.
    fn adds_something(&self, index: usize, shares: &[Share]) -> bool {
        let stated = &self.galley.outline.claims[index];
        if self.stated.get(&stated.id) != Some(&index) {
            return false; // said where the claim stands first
        }
        if self.unusual(stated) {
            return true;
        }
        self.table_entry(stated).is_some_and(|claim| {
            claim.rating.is_some()
                || claim.confidence.is_some()
                || claim.since.is_some()
                || claim.note.is_some()
                || !claim.source.is_empty()
                || !claim.links.is_empty()
                || speaker(claim, shares).is_some()
        })
    }

    fn table_entry(&self, stated: &Stated) -> Option<&Claim> {
        self.claim(&stated.id).and_then(|index| self.article.claims.get(index))
    }

    /// Whether its status is not the one that its section gives.
    fn unusual(&self, stated: &Stated) -> bool {
        let section = self.galley.outline.sections.get(stated.section);
        stated.status != section.map_or(Kind::News, |section| section.kind).default_status()
    }

    /// Lays what is said of one claim: a line of facts, and a line for each link.
    fn lay_claim(&mut self, stated: usize, several: bool, shares: &[Share]) {
        let article = self.article;
        let claim = self.table_entry(&self.galley.outline.claims[stated]).map(|claim| &claim.id);
        let claim = claim.cloned().and_then(|id| self.claim(&id)).map(|index| &article.claims[index]);
        let mut line = Line::default();
        if several {
            let words = shortened(self.galley.outline.claims[stated].text.as_str(), CLAIM_CELLS);
            line.say(Role::Claim, &words).plain(":");
        }
        let before = line.here();
        let part = |line: &mut Line| {
            if line.here() > before {
                line.dot()
            } else {
                line.plain(if before > 0 { " " } else { "" })
            };
        };
        let stated = &self.galley.outline.claims[stated];
        if self.unusual(stated) {
            part(&mut line);
            line.say(Role::Status(stated.status), stated.status.name());
        }
        if let Some(claim) = claim {
            let by = speaker(claim, shares).cloned();
            if let Some(by) = by {
                part(&mut line);
                line.plain(if line.here() == before { "claim by " } else { "by " });
                self.name(&mut line, &by);
            }
            for fact in facts(claim) {
                part(&mut line);
                line.plain(&fact);
            }
            if !claim.source.is_empty() {
                part(&mut line);
                line.plain("source: ").plain(&self.source_names(&claim.source));
            }
            if let Some(note) = &claim.note {
                part(&mut line);
                line.plain(note.as_str());
            }
        }
        let links = claim.map(|claim| claim.links.as_slice()).unwrap_or_default();
        if line.here() > before || (several && !links.is_empty()) {
            self.lay_line(ParagraphStyle::ClaimNote, line, 0);
        }
        for (rel, to) in links {
            self.lay_link(ParagraphStyle::ClaimNote, *rel, to, 0);
        }
    }

    /// The names of sources, as far as the table has them.
    #[must_use]
    pub fn source_names(&self, sources: &[SourceId]) -> String {
        let name = |id: &SourceId| match self.source(id).and_then(|index| self.article.sources.get(index)) {
            Some(source) => source.name.as_str().to_owned(),
            None => id.as_str().to_owned(),
        };
        // Two documents of one house are one name to the reader; the foot of the page tells them apart.
        let mut names: Vec<String> = sources.iter().map(name).collect();
        names.dedup();
        names.join(", ")
    }

    /// Lays a line with one link: `answers The headline (#claim)`.
    pub fn lay_link(&mut self, style: ParagraphStyle, rel: Rel, to: &Reference, space_rows: u8) {
        let known = self.known(to);
        let mut line = Line::default();
        line.say(Role::Relation, rel.name()).plain(" ");
        let start = line.here();
        line.shaped(link_role(to, &known), Emphasis::NONE, &self.link_words(to, &known));
        let range = start..line.here();
        match (&known, to) {
            (Known::Absent, Reference::Claim { article: None, .. }) => _ = line.plain(" (not in this article)"),
            (Known::Absent, _) => _ = line.plain(" (not in the library)"),
            (Known::NotYet | Known::Present(_), _) => {}
        }
        let (text, marks) = line.finish();
        let span = text.span_around(range);
        self.lay(style, text, marks, None, space_rows);
        self.stop_link(span, to.clone(), rel);
    }

    /// What a link is called: a headline where it is known, a claim's own words, or else the reference as written.
    #[must_use]
    pub fn link_words(&self, to: &Reference, known: &Known) -> String {
        match (to, known) {
            (Reference::Claim { article: None, claim }, _) => {
                let stated = self.stated.get(claim).map(|index| &self.galley.outline.claims[*index].text);
                let tabled = || self.claim(claim).and_then(|index| self.article.claims[index].text.as_ref());
                match stated.or_else(tabled) {
                    Some(words) => format!("“{}”", shortened(bare(words.as_str()), CLAIM_CELLS)),
                    None => to.to_string(),
                }
            }
            (Reference::Claim { article: Some(_), claim }, Known::Present(headline)) => {
                format!("{headline} (#{claim})")
            }
            (Reference::Article(_), Known::Present(headline)) => headline.as_str().to_owned(),
            (Reference::Article(_) | Reference::Claim { .. }, _) => to.to_string(),
            (Reference::Address(text) | Reference::Words(text), _) => text.as_str().to_owned(),
        }
    }
}

/// The speaker of a claim's table entry, where no line above names that person.
fn speaker<'a>(claim: &'a Claim, shares: &[Share]) -> Option<&'a PersonId> {
    claim.by.as_ref().filter(|by| shares.iter().all(|share| share.by.as_ref() != Some(by)))
}

/// A person's role, organisation and note, and why the name is withheld.
fn describe(line: &mut Line, person: &Person) {
    for text in [&person.role, &person.org, &person.note].into_iter().flatten() {
        line.say(Role::Circumstance, &format!(", {text}"));
    }
    if let Some(reason) = &person.anonymous {
        line.say(Role::Circumstance, &format!(" (anonymous: {reason})"));
    }
}

/// How sure, how rated, since when.
fn facts(claim: &Claim) -> Vec<String> {
    let rating = claim.rating.iter().map(|rating| format!("rating: {rating}"));
    let confidence = claim.confidence.iter().map(|confidence| match confidence {
        Confidence::Confidence(words) => format!("{words} confidence"),
        Confidence::Likelihood(words) => words.as_str().to_owned(),
    });
    let since = claim.since.iter().map(|since| format!("since {since}"));
    rating.chain(confidence).chain(since).collect()
}

/// Words without the quotation marks around them.
fn bare(words: &str) -> &str {
    words.trim().trim_matches(['"', '“', '”', '„', '«', '»'])
}
