//! What stands around an article: its links and those to it, and what became of its questions.

use super::{
    Around, Asked, Assertion, Cite, Entry, LinkTo, Lookup, Profile, Question, Record, Spellings, fold,
    ledger::{Answers, proposed},
    story::Clusters,
    voices,
};
use crate::model::{Date, Rel};

/// The most articles that are suggested for a link that dangles.
const MEANT_MAX: usize = 3;

/// The most articles of which more than their entry is looked at for their links here.
const CITING_MAX: usize = 1_000;

/// The most articles that are read for the words of the claims that are cited.
const CITED_MAX: usize = 100;

impl LinkTo {
    fn new(rel: &str, to: String) -> Self {
        Self { rel: rel.to_owned(), to, ..Self::default() }
    }
}

/// What stands around the article of that id.
pub(super) fn around<L: Lookup>(
    library: &L,
    id: &str,
    today: &Date,
    spellings: &Spellings,
) -> Result<Around, L::Error> {
    let found = library.records(&[id.to_owned()])?.into_iter().next();
    let record = match found {
        Some(record) => record,
        None => Record { entry: Entry { id: id.to_owned(), ..Entry::default() }, ..Record::default() },
    };
    let citing = citing(library, id)?;
    Ok(Around {
        article: id.to_owned(),
        links: links(library, &record)?,
        backlinks: backlinks(id, &citing),
        questions: questions(library, &record, &citing, today)?,
        people: people(library, &record, spellings)?,
        ..Around::default()
    })
}

/// The records of the articles that cite one, the earliest first.
fn citing<L: Lookup>(library: &L, id: &str) -> Result<Vec<Record>, L::Error> {
    let mut entries = library.citing(id)?;
    entries.sort_by(|a, b| b.shelf_order(a));
    let ids: Vec<String> =
        entries.into_iter().take(CITING_MAX).map(|entry| entry.id).filter(|other| other != id).collect();
    let mut records = library.records(&ids)?;
    records.sort_by(|a, b| b.entry.shelf_order(&a.entry));
    Ok(records)
}

/// Its links in the order of the file, then the headlines that it names without a link.
fn links<L: Lookup>(library: &L, record: &Record) -> Result<Vec<LinkTo>, L::Error> {
    let cited = cited(library, record)?;
    let mut links = Vec::new();
    for cite in &record.entry.cites {
        links.push(match library.entry(cite.article())? {
            Some(entry) => {
                let words = cited.iter().find_map(|other| said(other, &cite.to));
                LinkTo { entry: Some(entry), words, ..LinkTo::new(&cite.rel, cite.to.clone()) }
            }
            None => dangling(library, &cite.rel, &cite.to, record)?,
        });
    }
    for headline in &record.headlines {
        links.push(dangling(library, Rel::Related.name(), headline, record)?);
    }
    Ok(links)
}

/// The articles of which it cites a claim or a question.
fn cited<L: Lookup>(library: &L, record: &Record) -> Result<Vec<Record>, L::Error> {
    let claims = record.entry.cites.iter().filter(|cite| cite.to.contains('#'));
    let mut ids: Vec<String> = claims.map(|cite| cite.article().to_owned()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(CITED_MAX);
    library.records(&ids)
}

/// The words of a claim or a question of that article: `to` is `article#claim`.
fn said(record: &Record, to: &str) -> Option<String> {
    let id = to.strip_prefix(&record.entry.id)?.strip_prefix('#')?;
    let claim = record.claims.iter().find(|claim| claim.id == id).map(|claim| &claim.text);
    let asked = || record.questions.iter().find(|question| question.id == id).map(|question| &question.text);
    claim.or_else(asked).filter(|words| !words.is_empty()).cloned()
}

/// A link by words that are no id of the library: to the article with that headline, else with those that come near.
fn dangling<L: Lookup>(library: &L, rel: &str, to: &str, record: &Record) -> Result<LinkTo, L::Error> {
    let article = to.split('#').next().unwrap_or(to);
    let mut meant = library.near(&article.replace(['-', '_'], " "), MEANT_MAX + 1)?;
    meant.retain(|entry| entry.id != record.entry.id);
    meant.truncate(MEANT_MAX);
    let same = meant.iter().position(|entry| fold(&entry.headline) == fold(to));
    let entry = same.map(|at| meant.swap_remove(at));
    if entry.is_some() {
        meant.clear();
    }
    let to = entry.as_ref().map_or(to, |entry| &entry.id).to_owned();
    Ok(LinkTo { entry, meant, ..LinkTo::new(rel, to) })
}

/// The links of others to `id` and its claims. Where a claim links, it is named.
fn backlinks(id: &str, citing: &[Record]) -> Vec<LinkTo> {
    let mut links: Vec<LinkTo> = Vec::new();
    for record in citing {
        let from = &record.entry;
        let mut add = |rel: &str, to: String| {
            if !links.iter().any(|link| link.rel == rel && link.to == to) {
                let words = said(record, &to);
                links.push(LinkTo { entry: Some(from.clone()), words, ..LinkTo::new(rel, to) });
            }
        };
        let claims = record.claims.iter().flat_map(|claim| claim.links.iter().map(move |link| (claim, link)));
        let here: Vec<(&Assertion, &Cite)> = claims.filter(|(_, link)| link.article() == id).collect();
        for cite in from.cites.iter().filter(|cite| cite.article() == id) {
            let by: Vec<&Assertion> = here.iter().filter(|(_, link)| *link == cite).map(|(claim, _)| *claim).collect();
            if by.is_empty() {
                add(&cite.rel, from.id.clone());
            }
            for claim in by {
                add(&cite.rel, format!("{}#{}", from.id, claim.id));
            }
        }
    }
    links
}

/// What became of its questions, in reading order.
fn questions<L: Lookup>(library: &L, record: &Record, citing: &[Record], today: &Date) -> Result<Vec<Asked>, L::Error> {
    // A question that asks another article's again is answered by whoever answers that one.
    let mut first: Vec<&str> =
        record.questions.iter().filter_map(|question| question.repeats.as_deref()?.split('#').next()).collect();
    first.sort_unstable();
    first.dedup();
    let mut others: Vec<Record> = Vec::new();
    for id in first.into_iter().filter(|id| *id != record.entry.id) {
        others.extend(library.records(&[id.to_owned()])?);
        others.extend(self::citing(library, id)?);
    }
    let records: Vec<&Record> = [record].into_iter().chain(citing).chain(&others).collect();
    let asked: Vec<Question> = records.iter().flat_map(|record| &record.questions).cloned().collect();
    let answers = Answers::new(records.iter().flat_map(|record| &record.claims), &asked, None);
    let mut rows: Vec<Asked> = record.questions.iter().map(|question| answers.judge(question.clone(), today)).collect();
    let mut clusters = Clusters::default();
    for row in rows.iter_mut().filter(|row| row.is_open()) {
        row.proposed = proposed(library, &mut clusters, row, None)?;
    }
    Ok(rows)
}

/// Its people, each with every other spelling of the name.
fn people<L: Lookup>(library: &L, record: &Record, spellings: &Spellings) -> Result<Vec<Profile>, L::Error> {
    let mut people = record.people.clone();
    for person in people.iter_mut().filter(|person| person.anonymous.is_none()) {
        for spelling in voices::spellings_of(library, &person.name, spellings)? {
            if !person.also.contains(&spelling) {
                person.also.push(spelling);
            }
        }
    }
    Ok(people)
}
