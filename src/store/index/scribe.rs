//! The writer of an index: files are read on every core, and their documents handed to the threads that index.

use std::{collections::BTreeSet, ops::ControlFlow, sync::mpsc::sync_channel, thread};

use rayon::prelude::*;
use tantivy::{
    IndexWriter,
    indexer::{IndexWriterOptions, UserOperation},
    query::TermQuery,
    schema::IndexRecordOption,
};

use super::{
    Crew, Pace,
    fields::{Fields, Tag},
    folder::{Folder, Opened, Seal},
    gate::Gate,
    merging::Merging,
    rows::{Maker, Stamp},
    sheet::{Row, Sheet},
    stamps, stems,
    sync::now_ns,
    within::Within,
};
use crate::{
    format::Reading,
    library::{FileFacts, Record},
    model::Outline,
    store::{
        Desk, Error,
        catalogue::{self, Fault},
        walk,
    },
};

/// Memory for documents that are not written yet, in bytes, for all threads together: when many are to come, and when few.
const HEAP_MANY_BYTES: usize = 120_000_000;
const HEAP_FEW_BYTES: usize = 15_000_000;

/// So many batches of files may be read and not yet written.
const BATCHES_AHEAD: usize = 8;

/// Beyond this an article is indexed by its beginning, as it is listed.
const INDEXED_MAX_BYTES: u64 = 32 * 1024 * 1024;

/// A file to be read.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) facts: FileFacts,
    /// Whether the index has documents of it.
    pub(super) replaces: bool,
    /// Unless its digest is this one: size and time are the same, but may not tell.
    pub(super) unless: Option<u64>,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) changed: usize,
    pub(super) gone: usize,
    pub(super) faults: Vec<Fault>,
}

/// What became of one file.
pub(super) enum Outcome {
    Read {
        sheet: Sheet,
        lang: Option<String>,
    },
    Same,
    Gone,
    /// It was not read, and is tried again next time.
    Unread(Fault),
}

/// Reads files for an index.
pub(super) struct Reader<'a> {
    pub(super) desk: &'a Desk,
    pub(super) fields: &'a Fields,
    pub(super) crew: &'a Crew,
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

impl Reader<'_> {
    /// Reads batches of files, some ahead of `on`, which takes them in their order until it breaks off: reading goes on while
    /// what was read is written.
    pub(super) fn read_ahead<'w>(
        &self,
        batches: impl Iterator<Item = &'w [Waiting]> + Send,
        mut on: impl FnMut(&'w [Waiting], Vec<Outcome>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        thread::scope(|scope| {
            let (send, read) = sync_channel(BATCHES_AHEAD);
            scope.spawn(move || {
                for batch in batches {
                    // nobody takes it once that was broken off
                    if send.send((batch, self.read(batch))).is_err() {
                        return;
                    }
                }
            });
            while let Ok((batch, outcomes)) = read.recv() {
                if on(batch, outcomes)?.is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Reads a batch of files.
    fn read(&self, batch: &[Waiting]) -> Vec<Outcome> {
        self.crew.run(|| batch.par_iter().map(|waiting| self.read_one(waiting)).collect())
    }

    fn read_one(&self, waiting: &Waiting) -> Outcome {
        let path = &waiting.facts.path;
        let found = walk::Found { path: path.clone(), absolute: self.desk.root.join(path) };
        let seen_ns = now_ns();
        let (reading, bytes) = match catalogue::read_article_unless(&found, INDEXED_MAX_BYTES, |bytes| {
            waiting.unless.is_some_and(|unless| unless == digest(bytes))
        }) {
            Ok(Some(read)) => read,
            Ok(None) => return Outcome::Same,
            Err(Error::Missing { .. }) => return Outcome::Gone,
            Err(error) => {
                let message = format!("was not read: {}", error.to_text());
                return Outcome::Unread(Fault { path: path.clone(), message });
            }
        };
        // Only what may change unseen will ever be compared by it.
        let digest = if stamps::is_settled(waiting.facts.modified_ns, seen_ns) { 0 } else { digest(&bytes) };
        let stamp = Stamp { facts: waiting.facts.clone(), seen_ns, digest };
        let maker = Maker::new(self.fields);
        if !catalogue::claims_to_be_an_article(&bytes) {
            return Outcome::Read { sheet: maker.file(&stamp, None), lang: None };
        }
        let Reading { article: Some(article), diagnostics, .. } = reading else {
            let message = catalogue::no_article(&reading.diagnostics);
            return Outcome::Read { sheet: maker.file(&stamp, Some(&message)), lang: None };
        };
        let record = Record::bare(&article, &Outline::of(&article), &diagnostics, waiting.facts.clone());
        let lang = record.entry.lang.clone();
        Outcome::Read { sheet: maker.article(record, &stamp), lang }
    }
}

/// A few bytes that stand for the whole of a file.
fn digest(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes().iter().take(8).fold(0, |digest, byte| digest << 8 | u64::from(*byte))
}
