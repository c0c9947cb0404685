//! What has become of an article's questions, by the articles around it: only those are read, not the whole library.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::{
    library::{Around, Asked, Entry, FileFacts, Finding, Inquiry, Record, Records, Spellings, answer},
    model::Article,
    store::{self, Desk, Loaded},
};

/// The most articles that are read for one.
const READ_MAX: usize = 500;

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
