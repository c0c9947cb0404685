//! The writer of an index: the documents of files are handed to the threads that index.

use std::collections::BTreeSet;

use tantivy::{
    IndexWriter,
    indexer::{IndexWriterOptions, UserOperation},
    query::TermQuery,
    schema::IndexRecordOption,
};

use super::{
    Pace,
    fields::{Fields, Tag},
    folder::{Folder, Opened, Seal},
    gate::Gate,
    merging::Merging,
    reader::{Outcome, Waiting},
    sheet::{Row, Sheet},
    stems,
    within::Within,
};
use crate::store::{Error, catalogue::Fault};

/// Memory for documents that are not written yet, in bytes, for all threads together: when many are to come, and when few.
const HEAP_MANY_BYTES: usize = 120_000_000;
const HEAP_FEW_BYTES: usize = 15_000_000;

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) changed: usize,
    pub(super) gone: usize,
    pub(super) faults: Vec<Fault>,
}

/// An index that is being written.
pub(super) struct Scribe<'a> {
    folder: &'a Folder,
    fields: &'a Fields,
    writer: IndexWriter<Row>,
    gate: Gate,
    seal: Seal,
    languages: BTreeSet<String>,
}

impl<'a> Scribe<'a> {
    pub(super) fn new(folder: &'a Folder, opened: &'a Opened, pace: Pace) -> Result<Self, Error> {
        let heap = if pace == Pace::Few { HEAP_FEW_BYTES } else { HEAP_MANY_BYTES };
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(heap / pace.indexers())
            .num_worker_threads(pace.indexers())
            .num_merge_threads(1)
            .build();
        let writer = opened.index.writer_with_options(options).map_err(folder.error("write the index in"))?;
        writer.set_merge_policy(Box::new(Merging::new(pace)));
        Ok(Self {
            folder,
            fields: &opened.fields,
            writer,
            gate: Gate::default(),
            seal: opened.seal.clone(),
            languages: opened.seal.languages.iter().cloned().collect(),
        })
    }

    /// Takes the documents of a file out.
    pub(super) fn delete(&self, path: &str) -> Result<(), Error> {
        let file = TermQuery::new(self.fields.tag(Tag::Path, &path.replace('\n', " ")), IndexRecordOption::Basic);
        let deleted = self.writer.delete_query(Box::new(Within::whole(Box::new(file))));
        deleted.map(drop).map_err(self.folder.error("write the index in"))
    }

    /// Indexes what became of a batch.
    pub(super) fn take(&mut self, batch: &[Waiting], outcomes: Vec<Outcome>) -> Result<Taken, Error> {
        let mut taken = Taken::default();
        for (waiting, outcome) in batch.iter().zip(outcomes) {
            if waiting.replaces && !matches!(outcome, Outcome::Same) {
                self.delete(&waiting.facts.path)?;
            }
            match outcome {
                Outcome::Same => {}
                Outcome::Gone => taken.gone += usize::from(waiting.replaces),
                Outcome::Unread(fault) => taken.faults.push(fault),
                Outcome::Read { sheet, lang } => {
                    taken.changed += 1;
                    self.languages.extend(lang.as_deref().and_then(stems::own_stemmer));
                    self.add(sheet)?;
                }
            }
        }
        Ok(taken)
    }

    /// The documents of one file, next to one another.
    fn add(&self, sheet: Sheet) -> Result<(), Error> {
        let added = self.writer.run(sheet.rows(&self.gate).map(UserOperation::Add));
        added.map(drop).map_err(self.folder.error("write the index in"))
    }

    /// Every file was looked at, or every one that was named (`None`).
    pub(super) fn finish(&mut self, began_ns: Option<i64>) {
        if let Some(began_ns) = began_ns {
            (self.seal.verified_ns, self.seal.complete) = (began_ns, true);
        }
    }

    /// Lets readers see what was written so far, and makes sure of it.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        self.seal.languages = self.languages.iter().cloned().collect();
        let error = self.folder.error("write the index in");
        let mut prepared = self.writer.prepare_commit().map_err(&error)?;
        prepared.set_payload(&Folder::seal(&self.seal));
        prepared.commit().map(drop).map_err(&error)
    }

    /// Waits for what is still being put together.
    pub(super) fn close(self) -> Result<(), Error> {
        self.writer.wait_merging_threads().map_err(self.folder.error("write the index in"))
    }
}
