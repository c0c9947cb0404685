//! The reader of files for an index: some are fetched from the disk while others are parsed and others still indexed.

use std::{ops::ControlFlow, sync::mpsc::sync_channel, thread};

use rayon::prelude::*;

use super::{
    Crew,
    fields::Fields,
    rows::{Maker, Stamp},
    sheet::Sheet,
    stamps,
    sync::now_ns,
};
use crate::{
    format::Reading,
    library::{FileFacts, Record},
    model::Outline,
    store::{
        Desk, Error,
        catalogue::{self, Fault, Source},
        walk,
    },
};

/// So many batches of files may be parsed and not yet written, and so many fetched and not yet parsed.
const BATCHES_AHEAD: usize = 8;
const FETCHED_AHEAD: usize = 2;

/// A disk answers several at once sooner than one after the other, however many cores there are; for a few files it is not
/// worth the threads.
const FETCHERS: usize = 4;
const FETCHED_ALONE_MAX: usize = 8;

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

/// What came of fetching a file, and when that was, in nanoseconds since 1970.
struct Fetched {
    source: Result<Source, Error>,
    seen_ns: i64,
}

/// Reads files for an index.
pub(super) struct Reader<'a> {
    pub(super) desk: &'a Desk,
    pub(super) fields: &'a Fields,
    pub(super) crew: &'a Crew,
}

impl Reader<'_> {
    /// Reads batches of files, some ahead of `on`, which takes them in their order until it breaks off: fetching and parsing
    /// go on while what was read is written.
    pub(super) fn read_ahead<'w>(
        &self,
        batches: impl Iterator<Item = &'w [Waiting]> + Send,
        mut on: impl FnMut(&'w [Waiting], Vec<Outcome>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        thread::scope(|scope| {
            let (fetched_to, fetched) = sync_channel(FETCHED_AHEAD);
            let (read_to, read) = sync_channel(BATCHES_AHEAD);
            // whoever is told nothing any more was broken off
            scope.spawn(move || {
                let mut batches = batches;
                batches.try_for_each(|batch| fetched_to.send((batch, self.fetch(batch))).ok())
            });
            scope.spawn(move || {
                let mut fetched = fetched.into_iter();
                fetched.try_for_each(|(batch, files)| read_to.send((batch, self.read(batch, files))).ok())
            });
            for (batch, outcomes) in read {
                if on(batch, outcomes)?.is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Takes the files of a batch from the disk.
    fn fetch(&self, batch: &[Waiting]) -> Vec<Fetched> {
        let fetch = |some: &[Waiting]| some.iter().map(|waiting| self.fetch_one(waiting)).collect::<Vec<_>>();
        if batch.len() <= FETCHED_ALONE_MAX {
            return fetch(batch);
        }
        thread::scope(|scope| {
            let shares = batch.chunks(batch.len().div_ceil(FETCHERS));
            let fetchers: Vec<_> = shares.map(|some| (some, scope.spawn(move || fetch(some)))).collect();
            let share = |(some, fetcher): (_, thread::ScopedJoinHandle<'_, Vec<Fetched>>)| {
                fetcher.join().unwrap_or_else(|_| fetch(some))
            };
            fetchers.into_iter().flat_map(share).collect()
        })
    }

    fn fetch_one(&self, waiting: &Waiting) -> Fetched {
        let seen_ns = now_ns();
        Fetched { source: catalogue::fetch(&self.found(waiting), INDEXED_MAX_BYTES), seen_ns }
    }

    fn found(&self, waiting: &Waiting) -> walk::Found {
        let path = &waiting.facts.path;
        walk::Found { path: path.clone(), absolute: self.desk.root.join(path) }
    }

    /// Parses the files of a batch.
    fn read(&self, batch: &[Waiting], fetched: Vec<Fetched>) -> Vec<Outcome> {
        let files = batch.par_iter().zip(fetched);
        self.crew.run(|| files.map(|(waiting, fetched)| self.read_one(waiting, fetched)).collect())
    }

    fn read_one(&self, waiting: &Waiting, fetched: Fetched) -> Outcome {
        let (path, seen_ns) = (&waiting.facts.path, fetched.seen_ns);
        let source = match fetched.source {
            Ok(source) if waiting.unless.is_some_and(|unless| unless == digest(&source.bytes)) => return Outcome::Same,
            Ok(source) => source,
            Err(Error::Missing { .. }) => return Outcome::Gone,
            Err(error) => {
                let message = format!("was not read: {}", error.to_text());
                return Outcome::Unread(Fault { path: path.clone(), message });
            }
        };
        let (reading, bytes) = source.reading(path);
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
