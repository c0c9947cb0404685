//! `show --json`: the article as written, and what is derived from it. Fields may be added, none renamed.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    cli::{Call, Failure},
    library::Entry,
    model::{
        Article, Attribution, ClaimId, Confidence, Date, Dir, Extra, Kind, Mark, Outline, Person, PersonKind, Quote,
        Reference, Rel, Source, SourceKind, Stated, Status, Text, Wording,
    },
};

use super::items::{self, Section};

/// Prints the article; `entries` is the catalogue of its library.
pub(super) fn print(call: &mut Call, article: &Article, entries: &[Entry]) -> Result<(), Failure> {
    let outline = Outline::of(article);
    call.out.json(&Shown {
        id: article.id.as_str(),
        head: Head::of(article),
        people: Keyed(article.people.iter().map(|person| (person.id.as_str(), Speaker::of(person))).collect()),
        sources: Keyed(article.sources.iter().map(|source| (source.id.as_str(), Origin::of(source))).collect()),
        sections: items::sections(article, &outline),
        quotes: outline.quotes.iter().map(|quote| Said::of(article, &outline, quote)).collect(),
        claims: claims(article, &outline),
        links: links(article, entries),
        backlinks: backlinks(article, entries),
        questions: questions(article, &outline, entries),
    })
}

#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    #[serde(flatten)]
    head: Head<'a>,
    people: Keyed<&'a str, Speaker<'a>>,
    sources: Keyed<&'a str, Origin<'a>>,
    sections: Vec<Section<'a>>,
    quotes: Vec<Said<'a>>,
    claims: Vec<Claimed<'a>>,
    links: Vec<Linked<'a>>,
    backlinks: Vec<Backlink<'a>>,
    questions: Vec<Asked<'a>>,
}

/// A map that keeps the order of the file.
struct Keyed<K, V>(Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Keyed<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// The fields of the head, under the names they have in a file. What is not written is `null`, or an empty list.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Head<'a> {
    headline: &'a Text,
    subtitle: &'a Option<Text>,
    by: &'a [Text],
    dateline: &'a Option<Text>,
    publisher: &'a Option<Text>,
    url: &'a Option<Text>,
    published: &'a Option<Date>,
    updated: &'a Option<Date>,
    retrieved: &'a Option<Date>,
    embargo: &'a Option<Date>,
    expires: &'a Option<Date>,
    status: &'a Option<Text>,
    genre: &'a Option<Text>,
    lang: &'a Option<Text>,
    dir: Option<&'static str>,
    topics: &'a [Text],
    places: &'a [Text],
    story_id: &'a Option<Text>,
    rights: &'a Option<Text>,
    usage: &'a Option<Text>,
    slug: &'a Option<Text>,
    ednote: &'a Option<Text>,
    made_with: &'a Option<Text>,
    feedback: &'a Option<Text>,
    log: Vec<Logged<'a>>,
    #[serde(flatten)]
    extra: Keyed<&'a Text, Value<'a>>,
}

#[derive(Serialize)]
struct Logged<'a> {
    date: &'a Date,
    text: &'a Text,
}

impl<'a> Head<'a> {
    fn of(article: &'a Article) -> Self {
        let head = &article.head;
        Self {
            headline: &head.headline,
            subtitle: &head.subtitle,
            by: &head.by,
            dateline: &head.dateline,
            publisher: &head.publisher,
            url: &head.url,
            published: &head.published,
            updated: &head.updated,
            retrieved: &head.retrieved,
            embargo: &head.embargo,
            expires: &head.expires,
            status: &head.status,
            genre: &head.genre,
            lang: &head.lang,
            dir: head.dir.map(|dir| match dir {
                Dir::Ltr => "ltr",
                Dir::Rtl => "rtl",
            }),
            topics: &head.topics,
            places: &head.places,
            story_id: &head.story_id,
            rights: &head.rights,
            usage: &head.usage,
            slug: &head.slug,
            ednote: &head.ednote,
            made_with: &head.made_with,
            feedback: &head.feedback,
            log: head.log.iter().map(|entry| Logged { date: &entry.date, text: &entry.text }).collect(),
            extra: Keyed(head.extra.iter().map(|(key, value)| (key, Value(value))).collect()),
        }
    }
}

/// A value that byline carries without knowing it.
struct Value<'a>(&'a Extra);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Extra::Text(text) => text.serialize(serializer),
            Extra::List(list) => serializer.collect_seq(list.iter().map(Value)),
            Extra::Map(map) => serializer.collect_map(map.iter().map(|(key, value)| (key, Value(value)))),
        }
    }
}

#[derive(Serialize)]
struct Speaker<'a> {
    name: &'a Text,
    role: &'a Option<Text>,
    org: &'a Option<Text>,
    kind: &'static str,
    anonymous: &'a Option<Text>,
    also: &'a [Text],
    side: &'a Option<Text>,
    url: &'a Option<Text>,
    note: &'a Option<Text>,
}

impl<'a> Speaker<'a> {
    fn of(person: &'a Person) -> Self {
        let Person { id: _, name, role, org, kind, anonymous, also, side, url, note } = person;
        let kind = match kind {
            PersonKind::Person => "person",
            PersonKind::Organisation => "organisation",
            PersonKind::Group => "group",
            PersonKind::Document => "document",
        };
        Self { name, role, org, kind, anonymous, also, side, url, note }
    }
}

#[derive(Serialize)]
struct Origin<'a> {
    name: &'a Text,
    title: &'a Option<Text>,
    url: &'a Option<Text>,
    date: &'a Option<Date>,
    kind: Option<&'static str>,
    primary: Option<bool>,
    note: &'a Option<Text>,
}

impl<'a> Origin<'a> {
    fn of(source: &'a Source) -> Self {
        let Source { id: _, name, title, url, date, kind, primary, note } = source;
        let kind = kind.map(|kind| match kind {
            SourceKind::Agency => "agency",
            SourceKind::Outlet => "outlet",
            SourceKind::Document => "document",
            SourceKind::Interview => "interview",
            SourceKind::Statement => "statement",
            SourceKind::Data => "data",
            SourceKind::Witness => "witness",
            SourceKind::Social => "social",
        });
        Self { name, title, url, date, kind, primary: *primary, note }
    }
}

#[derive(Serialize)]
struct Said<'a> {
    text: &'a Text,
    /// The key of the people table.
    speaker: Option<&'a str>,
    name: Option<&'a Text>,
    role: Option<&'a Text>,
    /// The speaker's own words, rather than the reporter's.
    direct: bool,
    /// Whether a mark in the file says so; else byline found it.
    given: bool,
    /// The label of its section, or the kind where it has none.
    section: &'a str,
    circumstance: Option<&'a Text>,
}

impl<'a> Said<'a> {
    fn of(article: &'a Article, outline: &'a Outline, quote: &'a Quote) -> Self {
        let by = quote.attribution.by();
        let person = by.and_then(|by| article.person(by));
        let section = outline.sections.get(quote.section);
        let label = section.and_then(|section| section.label.as_ref().map(Text::as_str));
        Self {
            text: &quote.text,
            speaker: by.map(crate::model::PersonId::as_str),
            name: person.map(|person| &person.name),
            role: person.and_then(|person| person.role.as_ref()),
            direct: quote.wording == Wording::Direct,
            given: quote.attribution.is_given(),
            section: label.unwrap_or_else(|| section.map_or(Kind::News, |section| section.kind).name()),
            circumstance: match &quote.attribution {
                Attribution::Given { circumstance, .. } => circumstance.as_ref(),
                Attribution::Found { .. } => None,
            },
        }
    }
}

#[derive(Serialize)]
struct Claimed<'a> {
    id: &'a str,
    text: Option<&'a Text>,
    status: Option<Status>,
    by: Option<&'a str>,
    source: Vec<&'a str>,
    links: Vec<ClaimLink<'a>>,
    rating: Option<&'a Text>,
    confidence: Option<&'a Text>,
    likelihood: Option<&'a Text>,
    since: Option<&'a Date>,
    note: Option<&'a Text>,
}

#[derive(Serialize)]
struct ClaimLink<'a> {
    rel: Rel,
    to: &'a Reference,
}

/// Claims in the order of the story, then those that stand only in the table.
fn claims<'a>(article: &'a Article, outline: &'a Outline) -> Vec<Claimed<'a>> {
    let mut claims: Vec<Claimed<'a>> = Vec::new();
    let stated = outline.claims.iter().map(|stated| (&stated.id, Some(stated)));
    let unstated = article.claims.iter().map(|claim| (&claim.id, None));
    for (id, stated) in stated.chain(unstated) {
        if !claims.iter().any(|claim| claim.id == id.as_str()) {
            claims.push(claimed(article, id, stated));
        }
    }
    claims
}

fn claimed<'a>(article: &'a Article, id: &'a ClaimId, stated: Option<&'a Stated>) -> Claimed<'a> {
    let table = article.claim(id);
    let by = stated.and_then(|stated| stated.by.as_ref()).or_else(|| table.and_then(|claim| claim.by.as_ref()));
    let scale = table.and_then(|claim| claim.confidence.as_ref());
    let (confidence, likelihood) = match scale {
        Some(Confidence::Confidence(words)) => (Some(words), None),
        Some(Confidence::Likelihood(words)) => (None, Some(words)),
        None => (None, None),
    };
    Claimed {
        id: id.as_str(),
        text: stated.map(|stated| &stated.text).or_else(|| table.and_then(|claim| claim.text.as_ref())),
        status: stated.map(|stated| stated.status).or_else(|| table.and_then(|claim| claim.status)),
        by: by.map(crate::model::PersonId::as_str),
        source: table.into_iter().flat_map(|claim| &claim.source).map(crate::model::SourceId::as_str).collect(),
        links: table.into_iter().flat_map(|claim| &claim.links).map(|(rel, to)| ClaimLink { rel: *rel, to }).collect(),
        rating: table.and_then(|claim| claim.rating.as_ref()),
        confidence,
        likelihood,
        since: table.and_then(|claim| claim.since.as_ref()),
        note: table.and_then(|claim| claim.note.as_ref()),
    }
}

#[derive(Serialize)]
struct Linked<'a> {
    to: &'a Reference,
    rel: Rel,
    text: String,
    /// Whether the library holds it; an address is always found, since nobody looks.
    found: bool,
}

/// Links of the head, of the claims and of the story, in the order of the file.
fn links<'a>(article: &'a Article, entries: &[Entry]) -> Vec<Linked<'a>> {
    let link = |to: &'a Reference, rel, text| Linked { found: found(article, to, entries), to, rel, text };
    let head = article.head.links.iter().map(|(rel, to)| link(to, *rel, String::new()));
    let tables = article.claims.iter().flat_map(|claim| &claim.links).map(|(rel, to)| link(to, *rel, String::new()));
    let mut links: Vec<Linked<'a>> = head.chain(tables).collect();
    for item in &article.story {
        links.extend(item.to.iter().map(|to| link(to, item.rel.unwrap_or(Rel::Related), item.text.plain())));
        for leaf in item.text.leaves() {
            for (span, mark) in leaf.marks() {
                if let Mark::Link(to) = mark {
                    links.push(link(to, Rel::Related, leaf.text().get(*span).to_owned()));
                }
            }
        }
    }
    links
}

fn found(article: &Article, to: &Reference, entries: &[Entry]) -> bool {
    let holds = |id: &str| entries.iter().find(|entry| entry.id == id);
    match to {
        Reference::Address(_) => true,
        Reference::Article(id) => *id == article.id || holds(id.as_str()).is_some(),
        Reference::Claim { article: None, claim } => holds_claim(holds(article.id.as_str()), claim),
        Reference::Claim { article: Some(id), claim } => holds_claim(holds(id.as_str()), claim),
        Reference::Words(words) => entries.iter().any(|entry| entry.headline == words.as_str()),
    }
}

fn holds_claim(entry: Option<&Entry>, claim: &ClaimId) -> bool {
    entry.is_some_and(|entry| entry.claims.iter().any(|known| known == claim.as_str()))
}

#[derive(Serialize)]
struct Backlink<'a> {
    from: &'a str,
    rel: &'a str,
    /// The headline of the article that links here.
    text: &'a str,
}

fn backlinks<'a>(article: &Article, entries: &'a [Entry]) -> Vec<Backlink<'a>> {
    let others = entries.iter().filter(|entry| entry.id != article.id.as_str());
    others
        .flat_map(|entry| entry.cites.iter().map(move |cite| (entry, cite)))
        .filter(|(_, cite)| cite.article() == article.id.as_str())
        .map(|(entry, cite)| Backlink { from: &entry.id, rel: &cite.rel, text: &entry.headline })
        .collect()
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
    text: &'a Text,
    state: &'static str,
}

/// Open questions, and how far the library answers them.
fn questions<'a>(article: &Article, outline: &'a Outline, entries: &[Entry]) -> Vec<Asked<'a>> {
    let answered = |id: &ClaimId, rel: Rel| {
        let whole = format!("{}#{id}", article.id);
        let elsewhere = entries.iter().flat_map(|entry| &entry.cites);
        let own = article.claims.iter().flat_map(|claim| &claim.links);
        elsewhere.into_iter().any(|cite| cite.rel == rel.name() && cite.to == whole)
            || own
                .into_iter()
                .any(|(own, to)| *own == rel && matches!(to, Reference::Claim { article: None, claim } if claim == id))
    };
    let state = |id: &ClaimId| {
        let withdrawn = article.claim(id).is_some_and(|claim| claim.status == Some(Status::Withdrawn));
        match () {
            () if withdrawn => "dropped",
            () if answered(id, Rel::Answers) => "answered",
            () if answered(id, Rel::PartlyAnswers) => "partly",
            () => "open",
        }
    };
    outline
        .questions
        .iter()
        .map(|asked| Asked { id: asked.id.as_str(), text: &asked.text, state: state(&asked.id) })
        .collect()
}
