//! Checks across an article: whether everything that is named is known, and everything known is used.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    fields::{Reader, clip},
    inline::Sighted,
    story::{Seen, Told},
    tables::{Placed, Tabled},
    target::Target,
};
use crate::model::{
    ArticleId, Attribution, Block, Claim, ClaimId, Code, Form, Item, Kind, Leaf, Mark, Person, PersonId, Reference,
    Rel, Source, SourceId, Text, Wording,
};

/// Words of a quote found by rule, from which on it ought to have a speaker; fewer are often no quote but a term.
const QUOTE_MIN_WORDS: usize = 5;

/// What the tables say, as the checks need it.
#[derive(Debug)]
pub(super) struct Tables<'t> {
    pub id: &'t ArticleId,
    pub people: &'t [Placed<Person>],
    pub sources: &'t [Placed<Source>],
    /// Their ids, to look up.
    pub person_ids: HashSet<&'t PersonId>,
    pub source_ids: HashSet<&'t SourceId>,
    pub links: &'t [(Rel, Reference, Range<usize>)],
    /// Whether the whole file was read, so that what is never used can be told.
    pub whole: bool,
}

/// What has been named so far.
#[derive(Debug, Default)]
struct Used {
    people: HashSet<PersonId>,
    sources: HashSet<SourceId>,
    claims: HashSet<ClaimId>,
}

impl Reader<'_, '_> {
    /// Checks everything against everything, and settles what the links of the claims point at.
    pub(super) fn sense(&mut self, tables: &Tables<'_>, claims: Vec<Tabled>, told: &Told) -> Vec<Claim> {
        let mut used = Used::default();
        let backed: HashMap<ClaimId, bool> = claims
            .iter()
            .map(|tabled| (tabled.claim.id.clone(), !tabled.sources.is_empty() || tabled.by.is_some()))
            .collect();
        let known: HashSet<&ClaimId> = backed
            .keys()
            .chain(told.sighted.iter().filter_map(|seen| match &seen.what {
                Sighted::Claim { id, .. } => Some(id),
                Sighted::Person(_) | Sighted::Link(_) | Sighted::Unreadable(_) | Sighted::NoMark { .. } => None,
            }))
            .collect();
        let mut words_of = HashMap::new();
        for seen in &told.sighted {
            self.check_seen(seen, tables, &known, &mut words_of, &mut used);
            self.check_source(seen, &backed, told);
        }
        self.check_named_sources(&told.sources, tables, &mut used);
        let settled = self.settle_claims(claims, tables, &known, &mut used);
        for (_, reference, at) in tables.links {
            self.check_reference(reference, at, tables, &known);
        }
        for (item, standing) in told.items.iter().zip(&told.standing) {
            self.check_item(item, &standing.at, standing.kind);
        }
        if tables.whole {
            self.check_unused(tables, &settled, &used);
        }
        settled.into_iter().map(|placed| placed.value).collect()
    }

    fn check_seen<'t>(
        &mut self,
        seen: &'t Seen,
        tables: &Tables<'_>,
        known: &HashSet<&ClaimId>,
        words_of: &mut HashMap<&'t ClaimId, &'t str>,
        used: &mut Used,
    ) {
        match &seen.what {
            Sighted::Person(person) => self.check_person(person, &seen.at, tables, used),
            Sighted::Claim { id, words, .. } => {
                used.claims.insert(id.clone());
                if words_of.insert(id, words).is_some_and(|before| before != words) {
                    let help = "give the second one an id of its own";
                    self.fault(Code::DuplicateId, &seen.at, format!("the claim `{id}` stands for two things"), help);
                }
            }
            // In running text an article may speak of itself; only a link of the head or of a claim can't lead home.
            Sighted::Link(Reference::Article(article)) if article == tables.id => {}
            Sighted::Link(reference) => self.check_reference(reference, &seen.at, tables, known),
            Sighted::Unreadable(target) => match target {
                Target::Unreadable { code, message, help } => self.fault(*code, &seen.at, message, *help),
                Target::Said { .. } | Target::Claim(_) | Target::Link(_) => {}
            },
            Sighted::NoMark { message, help } => self.fault(Code::Target, &seen.at, *message, *help),
        }
    }

    fn check_person(&mut self, person: &PersonId, at: &Range<usize>, tables: &Tables<'_>, used: &mut Used) {
        used.people.insert(person.clone());
        if tables.person_ids.contains(person) {
            return;
        }
        let names = tables.people.iter().map(|known| known.value.id.as_str());
        let help = self.meant(person.as_str(), names).map_or_else(
            || format!("add them under `people:`, such as `{person}: Name, what they do`"),
            |meant| format!("did you mean `{meant}`? If not, add `{person}` under `people:`"),
        );
        self.fault(Code::UnknownPerson, at, format!("nobody under `people` is `{person}`"), help);
    }

    fn check_reference(&mut self, to: &Reference, at: &Range<usize>, tables: &Tables<'_>, known: &HashSet<&ClaimId>) {
        match to {
            Reference::Claim { article, claim } if article.as_ref().is_none_or(|article| article == tables.id) => {
                if !known.contains(claim) {
                    self.unknown_claim(claim, at, known);
                }
            }
            Reference::Article(article) if article == tables.id => {
                let help = "point it at another article, or take it out";
                self.fault(Code::SelfReference, at, "the article points at itself", help);
            }
            Reference::Article(_) | Reference::Claim { .. } => self.faults.cite(to.clone(), at, false),
            Reference::Words(words) => {
                let help = "write the id of an article, `article#claim`, or an address";
                let message = format!("`{}` names no article", clip(words.as_str()));
                self.fault(Code::Target, at, message, help);
            }
            Reference::Address(_) => {}
        }
    }

    fn unknown_claim(&mut self, claim: &ClaimId, at: &Range<usize>, known: &HashSet<&ClaimId>) {
        let help = self.meant(claim.as_str(), known.iter().map(|id| id.as_str())).map_or_else(
            || format!("mark the words that state it: `[words](#{claim})`"),
            |meant| format!("did you mean `{meant}`?"),
        );
        self.fault(Code::UnknownClaim, at, format!("no claim of this article is `{claim}`"), help);
    }

    /// A marked claim of a known section says where it is known from: by a source, or by who said it.
    fn check_source(&mut self, seen: &Seen, backed: &HashMap<ClaimId, bool>, told: &Told) {
        let Sighted::Claim { id, said: false, .. } = &seen.what else { return };
        let known = told.standing.get(seen.item).is_some_and(|standing| standing.kind == Kind::Known);
        let item_has = told.items.get(seen.item).is_some_and(|item| !item.source.is_empty() || item.by.is_some());
        if known && !item_has && !backed.get(id).copied().unwrap_or(false) {
            let help = format!("say where it is known from, under `claims:`: `{id}: {{source: …}}`");
            self.fault(Code::NoSource, &seen.at, format!("`{id}` is called known, without a source"), help);
        }
    }

    fn check_named_sources(&mut self, named: &[Placed<SourceId>], tables: &Tables<'_>, used: &mut Used) {
        for Placed { value, at } in named {
            used.sources.insert(value.clone());
            if tables.source_ids.contains(value) {
                continue;
            }
            let all = tables.sources.iter().map(|known| known.value.id.as_str());
            let help = self.meant(value.as_str(), all).map_or_else(
                || format!("add it under `sources:`, such as `{value}: The name of the source`"),
                |meant| format!("did you mean `{meant}`?"),
            );
            self.fault(Code::UnknownSource, at, format!("nothing under `sources` is `{value}`"), help);
        }
    }

    fn settle_claims(
        &mut self,
        claims: Vec<Tabled>,
        tables: &Tables<'_>,
        known: &HashSet<&ClaimId>,
        used: &mut Used,
    ) -> Vec<Placed<Claim>> {
        let mut settled = Vec::with_capacity(claims.len());
        for Tabled { mut claim, at, by, sources, links } in claims {
            if let Some(by) = by {
                self.check_person(&by.value, &by.at, tables, used);
                claim.by = Some(by.value);
            }
            self.check_named_sources(&sources, tables, used);
            claim.source = sources.into_iter().map(|source| source.value).collect();
            for (rel, Placed { value: words, at }) in links {
                let reference = claim_link(&words, |id| known.contains(id));
                let own = match &reference {
                    Reference::Claim { article, claim: to } if article.as_ref().is_none_or(|id| id == tables.id) => {
                        Some(to)
                    }
                    _ => None,
                };
                if own == Some(&claim.id) {
                    let message = format!("`{}` {} itself", claim.id, rel.name());
                    self.fault(Code::SelfReference, &at, message, "point it at another claim, or take it out");
                } else {
                    self.check_reference(&reference, &at, tables, known);
                }
                claim.links.push((rel, reference));
            }
            settled.push(Placed { value: claim, at });
        }
        settled
    }

    fn check_item(&mut self, item: &Item, at: &Range<usize>, kind: Kind) {
        match item.form {
            Form::Photo | Form::Video => self.check_picture(item, at),
            Form::Labelled { .. } | Form::Text if matches!(kind, Kind::Timeline | Kind::Numbers) => {
                self.check_entries(item, at, kind);
            }
            Form::Quote if item.by.is_none() => {
                let given = item.text.leaves().iter().any(|leaf| {
                    leaf.marks()
                        .iter()
                        .any(|(_, mark)| matches!(mark, Mark::Quote { attribution, .. } if attribution.by().is_some()))
                });
                if !given {
                    self.fault(Code::NoSpeaker, at, "a quote has no speaker", "add `by:` with the id of a person");
                }
            }
            _ => {}
        }
        if matches!(item.form, Form::Text | Form::Labelled { .. }) {
            for leaf in item.text.leaves() {
                self.check_speech(leaf, at);
            }
        }
    }

    /// Quotes that were found by rule and have no speaker.
    fn check_speech(&mut self, leaf: Leaf<'_>, at: &Range<usize>) {
        for (span, mark) in leaf.marks() {
            let Mark::Quote { wording: Wording::Direct, attribution: Attribution::Found { by: None } } = mark else {
                continue;
            };
            let words = leaf.text().get(*span);
            if words.split_whitespace().count() >= QUOTE_MIN_WORDS {
                let help = "mark it: `[\"…\"](@person)`, with the person under `people:`";
                self.fault(Code::NoSpeaker, at, format!("a direct quote has no speaker: {}", clip(words)), help);
            }
        }
    }

    fn check_picture(&mut self, item: &Item, at: &Range<usize>) {
        let what = if item.form == Form::Photo { "photo" } else { "video" };
        if item.credit.is_none() {
            let caption = item.text.plain();
            if let Some(credit) = credit_in(&caption) {
                let help = format!("move it to `credit: \"{}\"`", clip(credit));
                self.fault(Code::CreditInCaption, at, "the caption ends in a credit", help);
            } else {
                self.fault(Code::NoCredit, at, format!("the {what} has no credit"), "add `credit:` with who made it");
            }
        }
        if item.alt.is_none() && item.form == Form::Photo {
            let help = "add `alt:` with what the picture shows, for those who can't see it";
            self.fault(Code::NoAlt, at, "the photo has no `alt`", help);
        }
    }

    /// The lines of a timeline begin with a date, those of numbers with a number, and a colon.
    fn check_entries(&mut self, item: &Item, at: &Range<usize>, kind: Kind) {
        let bullets = item.text.blocks.iter().filter_map(|block| match block {
            Block::List { items, .. } => Some(items),
            Block::Paragraph(_)
            | Block::Code { .. }
            | Block::Quotation(_)
            | Block::Heading { .. }
            | Block::Table(_)
            | Block::Rule => None,
        });
        let bare = bullets.flatten().filter(|item| match item.first() {
            Some(Block::Paragraph(inline)) => !has_entry(&inline.text),
            Some(_) | None => false,
        });
        let count = bare.count();
        if count > 0 {
            let (what, help) = if kind == Kind::Timeline {
                ("date", "write `- 2025-02-28: what happened`")
            } else {
                ("number", "write `- 1 day: what it measures`")
            };
            let lines = if count == 1 { "a line begins".to_owned() } else { format!("{count} lines begin") };
            self.fault(Code::NoEntry, at, format!("{lines} without a {what} and a colon"), help);
        }
    }

    fn check_unused(&mut self, tables: &Tables<'_>, claims: &[Placed<Claim>], used: &Used) {
        for Placed { value, at } in tables.people.iter().filter(|person| !used.people.contains(&person.value.id)) {
            let help = format!("mark their words, `[\"…\"](@{})`, or take the line out", value.id);
            self.fault(Code::UnusedPerson, at, format!("nobody quotes `{}`", value.id), help);
        }
        for Placed { value, at } in tables.sources.iter().filter(|source| !used.sources.contains(&source.value.id)) {
            let help = "name it as the `source` of a claim or an item, or take the line out";
            self.fault(Code::UnusedSource, at, format!("nothing names the source `{}`", value.id), help);
        }
        for Placed { value, at } in claims.iter().filter(|claim| !used.claims.contains(&claim.value.id)) {
            if value.text.is_none() {
                let help = format!("mark the words that state it, `[words](#{})`, or take it out", value.id);
                self.fault(Code::UnusedClaim, at, format!("`{}` stands nowhere in the story", value.id), help);
            }
        }
    }
}

/// The reference of a claim's link: a claim of this article where there is one of that name.
fn claim_link(words: &Text, own: impl Fn(&ClaimId) -> bool) -> Reference {
    match words.as_str().parse::<ClaimId>() {
        Ok(claim) if own(&claim) => Reference::Claim { article: None, claim },
        Ok(_) | Err(_) => Reference::parse(words.as_str()),
    }
}

fn has_entry(text: &Text) -> bool {
    const ENTRY_MAX_BYTES: usize = 48;
    text.as_str().find(": ").is_some_and(|at| at > 0 && at <= ENTRY_MAX_BYTES)
}

/// The credit at the end of a caption: `(Photographer: …)`, `(… via Getty Images)`, `(AP Photo/…)`.
fn credit_in(caption: &str) -> Option<&str> {
    let caption = caption.trim_end().strip_suffix('.').unwrap_or(caption.trim_end());
    let (_, credit) = caption.strip_suffix(')')?.rsplit_once('(')?;
    let lower = credit.to_lowercase();
    let signs = ["photo", "getty", " via ", "credit", "courtesy", "reuters", "afp", "image", "©", "ap/", "handout"];
    signs.iter().any(|sign| lower.contains(sign)).then_some(credit)
}
