//! What has become of an article's questions, by the articles around it: only those are read, not the whole library.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use crate::{
    cli::library,
    library::{Around, Asked, Entry, FileFacts, Finding, Inquiry, Lookup as _, Record, Records, Spellings, answer},
    model::Article,
    store::{self, Desk, Loaded},
};

/// The most articles that are read for one.
const READ_MAX: usize = 500;

/// The same from the index of the library, where there is one that knows the article: the entries it cites and that
/// cite it, and its questions. The library itself may have a million articles.
pub(super) fn indexed(desk: &Desk, article: &Article) -> Option<(Vec<Entry>, Vec<Asked>)> {
    if !desk.has_index() {
        return None;
    }
    let (index, _faults) = library::index(desk);
    let index = index?;
    let id = article.id.as_str();
    index.entry(id).ok().flatten()?;
    let own = Record::of(article, &article.outline(), &[], FileFacts::default()).entry;
    let cited: BTreeSet<&str> = own.cites.iter().map(crate::library::Cite::article).collect();
    let mut entries = index.citing(id).ok()?;
    for cited in cited {
        let known = entries.iter().any(|entry| entry.id == cited);
        entries.extend(if known { None } else { index.entry(cited).ok()? });
    }
    let inquiry = Inquiry::Around { article: article.id.clone(), mentions: Vec::new() };
    let spellings = desk.spellings().unwrap_or_default();
    match answer(&index, &inquiry, &store::today(), &spellings).ok()? {
        Finding::Around(around) => Some((entries, around.questions)),
        _ => None,
    }
}

/// The questions of an article, with what its neighbours say of them.
pub(super) fn questions(desk: &Desk, article: &Article, entries: &[Entry]) -> Vec<Asked> {
    let id = article.id.as_str();
    let own = Record::of(article, &article.outline(), &[], FileFacts::default());
    let near = neighbours(&own.entry, entries);
    let read = near.par_iter().filter(|entry| entry.id != id).filter_map(|entry| {
        let loaded = desk.load(&entry.article_id()?, Some(&entry.path)).ok()?;
        let Loaded { reading, path, size_bytes, modified_ns, .. } = loaded;
        let facts = FileFacts { path, size_bytes, modified_ns };
        reading.article.map(|article| Record::of(&article, &article.outline(), &reading.diagnostics, facts))
    });
    let mut records: Vec<Record> = read.collect();
    records.push(own);
    let inquiry = Inquiry::Around { article: article.id.clone(), mentions: Vec::new() };
    let finding = answer(&Records(records), &inquiry, &store::today(), &Spellings::default());
    let Ok(Finding::Around(around)) = finding else { return Vec::new() };
    let Around { questions, .. } = *around;
    questions
}

/// The articles that cite this one, those it cites, whoever cites those, and its story.
fn neighbours<'e>(own: &Entry, entries: &'e [Entry]) -> Vec<&'e Entry> {
    let cited: HashSet<&str> = own.cites.iter().map(crate::library::Cite::article).chain([own.id.as_str()]).collect();
    let near = entries.iter().filter(|entry| {
        let cites = || entry.cites.iter().any(|cite| cited.contains(cite.article()));
        let story = || entry.story_id.is_some() && entry.story_id == own.story_id;
        cited.contains(entry.id.as_str()) || cites() || story()
    });
    near.take(READ_MAX).collect()
}
