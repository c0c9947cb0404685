//! Bringing the index up to date: which files have changed, and what becomes of each.

use std::{
    collections::HashMap,
    fs,
    ops::ControlFlow,
    path::PathBuf,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use rayon::prelude::*;
use tantivy::Searcher;

use super::{
    Crew, Index, Pace, Progress, Report, Status, Synced,
    folder::{Folder, Found, Opened},
    medium::Waits,
    reader::{Reader, Waiting},
    scribe::Scribe,
    stamps::{self, Known},
};
use crate::{
    library::FileFacts,
    store::{Desk, Error, catalogue::Fault, file, walk},
};

/// How much is read at once: many files, or few long ones.
const BATCH_FILES: usize = 128;
const BATCH_BYTES: u64 = 4 * 1024 * 1024;

/// How long it takes to the first commit, where somebody waits for rows to show and where nobody does; each pause is twice
/// the last, up to the longest.
const FIRST_COMMIT: Duration = Duration::from_millis(500);
const FIRST_COMMIT_UNSEEN: Duration = Duration::from_secs(8);
const LAST_COMMIT: Duration = Duration::from_secs(30);

/// When what was read so far is committed: it can be seen then, and is kept whatever happens.
struct Commits {
    pause: Duration,
    last: Instant,
}

impl Commits {
    fn new(pace: Pace) -> Self {
        let pause = if pace == Pace::Behind { FIRST_COMMIT } else { FIRST_COMMIT_UNSEEN };
        Self { pause, last: Instant::now() }
    }

    /// Whether it is time for one, which is then begun.
    fn is_due(&mut self) -> bool {
        let due = self.last.elapsed() > self.pause;
        if due {
            *self = Self { pause: (self.pause * 2).min(LAST_COMMIT), last: Instant::now() };
        }
        due
    }
}

/// How many files are found between two words on it.
const TOLD_EVERY_FILES: usize = 10_000;

/// Nanoseconds since 1970.
pub(super) fn now_ns() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}

impl Desk {
    /// Brings the index up to date with the files, telling `on` how far it is; where that breaks it off, what was done
    /// is kept. Files that have not changed are not read.
    ///
    /// Only one process writes at a time: another gets [`Synced::Elsewhere`] at once. A damaged index, or one of another
    /// version, is made anew.
    ///
    /// # Errors
    /// Where the library can't be read or the index not be written. The last commit can still be read.
    pub fn sync(&self, pace: Pace, on: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Synced, Error> {
        let Some(folder) = self.index_folder() else { return Ok(Synced::Nowhere) };
        fs::read_dir(&self.root).map_err(Error::io("read", &self.root))?;
        let Some(_lock) = folder.lock()? else { return Ok(Synced::Elsewhere) };
        let synced = self.bring_up(&folder, pace, on);
        // damage that was met on the way is mended at once
        if folder.shared.has_damage(&folder.damage_note()) { self.bring_up(&folder, pace, on) } else { synced }
    }

    fn bring_up(
        &self,
        folder: &Folder,
        pace: Pace,
        on: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Synced, Error> {
        let crew = Crew::new(pace);
        let (opened, searcher, known) = ready(folder)?;
        let began_ns = now_ns();
        let Some((found, faults)) = self.survey(&crew, on) else { return Ok(Synced::Done(Report::default())) };
        let work = compare(found, known, opened.seal.verified_ns);
        let mut report = Report { faults, finished: true, ..Report::default() };
        if !work.is_empty() || !opened.seal.complete {
            drop(searcher);
            let run = Run { pace, crew: &crew, began_ns: Some(began_ns), on };
            self.write(folder, &opened, &work, run, &mut report)?.close()?;
        }
        self.close(report)
    }

    /// Brings the index up to date with files that are known to have changed, come or gone, absolute or relative to the
    /// library, without a look at the others. `on_found` hears of it as soon as whoever opens the index finds them; what
    /// can wait, merging and the disk, comes after.
    ///
    /// # Errors
    /// As [`Desk::sync`].
    pub fn sync_paths(&self, paths: &[PathBuf], on_found: &mut dyn FnMut(&Report)) -> Result<Synced, Error> {
        let Some(folder) = self.index_folder() else { return Ok(Synced::Nowhere) };
        let Some(lock) = folder.lock()? else { return Ok(Synced::Elsewhere) };
        let on = &mut |_: Progress| ControlFlow::Continue(());
        let Some((opened, work)) = self.judged(&folder, paths)? else {
            drop(lock);
            return self.sync(Pace::Behind, on);
        };
        let mut report = Report { finished: true, ..Report::default() };
        if work.is_empty() {
            return self.close(report);
        }
        let run = Run { pace: Pace::Few, crew: &Crew::new(Pace::Few), began_ns: None, on };
        let scribe = self.write(&folder, &opened, &work, run, &mut report)?;
        let report = self.closed(report)?;
        on_found(&report);
        scribe.close()?;
        opened.medium.settle_behind();
        Ok(Synced::Done(report))
    }

    /// What there is to do for files that were named; `None` where all files must be looked at.
    fn judged(&self, folder: &Folder, paths: &[PathBuf]) -> Result<Option<(Box<Opened>, Work)>, Error> {
        let Found::Ready(opened) = folder.open(Waits::Later)? else { return Ok(None) };
        let Some(Named { files, vanished }) = self.named(paths).filter(|_| opened.seal.complete) else {
            return Ok(None);
        };
        let judge = || -> tantivy::Result<Option<Work>> {
            let searcher = Index::reader(&opened.index)?.searcher();
            for path in vanished {
                if holds_files_of(&searcher, &opened, &path)? {
                    return Ok(None);
                }
            }
            let mut work = Work::default();
            for (path, facts) in files {
                let before = known_of(&searcher, &opened, &path)?;
                work.judge(path, facts, before, opened.seal.verified_ns);
            }
            Ok(Some(work))
        };
        // where it can't be read, it is made anew
        let judged = judge().ok().flatten();
        Ok(judged.map(|work| (opened, work)))
    }

    /// How the index stands beside the files; `None` where there is none.
    ///
    /// # Errors
    /// Where the library or the index can't be read.
    pub fn index_status(&self) -> Result<Option<Status>, Error> {
        let (Some(folder), Some(index)) = (self.index_folder(), self.index()?) else { return Ok(None) };
        let (size_bytes, written_ns) = folder.facts();
        let articles = index.count()?;
        let known = stamps::all(&index.searcher).map_err(folder.error("read the index in"))?;
        let Some((found, _)) = self.survey(&Crew::new(Pace::Full), &mut |_| ControlFlow::Continue(())) else {
            return Ok(None);
        };
        let work = compare(found, known, i64::MAX);
        let stale = work.changed.len() + work.gone.len();
        Ok(Some(Status { articles, size_bytes, written_ns, complete: index.seal.complete, stale }))
    }

    /// Removes the index, unless another process writes it. Nothing but time is lost.
    ///
    /// # Errors
    /// Where it can't be removed.
    pub fn remove_index(&self) -> Result<bool, Error> {
        let Some(folder) = self.index_folder() else { return Ok(false) };
        let Some(_lock) = folder.lock()? else { return Ok(false) };
        folder.clear().map(|()| true)
    }

    /// Adds what the index itself tells of the library.
    fn close(&self, report: Report) -> Result<Synced, Error> {
        self.closed(report).map(Synced::Done)
    }

    fn closed(&self, mut report: Report) -> Result<Report, Error> {
        if let Some(index) = self.index()? {
            report.articles = index.count()?;
            report.faults.extend(index.faults()?);
        }
        Ok(report)
    }

    /// Every article file with what the system tells of it; `None` where `on` broke it off.
    fn survey(
        &self,
        crew: &Crew,
        on: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Option<(Vec<FileFacts>, Vec<Fault>)> {
        let (mut found, mut faults) = (Vec::new(), Vec::new());
        let walked = walk::each_lot(&self.root, self.depth_max, &mut |lot| {
            let before = found.len();
            match lot {
                Ok(lot) => {
                    for fact in crew.run(|| lot.facts()) {
                        match fact {
                            Ok(facts) => found.push(facts),
                            Err(fault) => faults.push(fault),
                        }
                    }
                }
                Err(fault) => faults.push(fault),
            }
            if before / TOLD_EVERY_FILES == found.len() / TOLD_EVERY_FILES {
                return ControlFlow::Continue(());
            }
            on(Progress { total: found.len(), ..Progress::default() })
        });
        if walked.is_break() {
            return None;
        }
        found.par_sort_unstable_by(|a, b| b.path.cmp(&a.path)); // dated names: the newest first
        Some((found, faults))
    }

    /// The files that were named, with what the system tells of those that are there; `None` where one is a folder.
    fn named(&self, paths: &[PathBuf]) -> Option<Named> {
        let mut named = Named::default();
        for path in paths {
            let absolute = self.root.join(path);
            let Some(relative) = walk::relative(&self.root, &absolute) else { continue };
            let hidden = relative.split('/').any(|part| part.starts_with('.'));
            let metadata = fs::symlink_metadata(&absolute).ok();
            if hidden {
                continue;
            }
            match metadata {
                Some(metadata) if metadata.is_dir() => return None,
                Some(metadata) if metadata.is_file() && walk::is_article_name(name(&relative)) => {
                    let (size_bytes, modified_ns) = (metadata.len(), file::modified_ns(&metadata));
                    named.files.insert(relative.clone(), Some(FileFacts { path: relative, size_bytes, modified_ns }));
                }
                None if walk::is_article_name(name(&relative)) => drop(named.files.insert(relative, None)),
                None => named.vanished.push(relative),
                Some(_) => {}
            }
        }
        Some(named)
    }

    /// Writes what there is to do, up to the last commit.
    fn write<'a>(
        &self,
        folder: &'a Folder,
        opened: &'a Opened,
        work: &Work,
        run: Run<'_>,
        report: &mut Report,
    ) -> Result<Scribe<'a>, Error> {
        let Run { pace, crew, began_ns, on } = run;
        let (total, start) = (work.changed.len(), Instant::now());
        let mut scribe = Scribe::new(folder, opened, pace)?;
        let reader = Reader { desk: self, fields: &opened.fields, crew };
        for path in &work.gone {
            scribe.delete(path)?;
        }
        report.gone = work.gone.len();
        let (mut done, mut committed, mut commits) = (0, 0, Commits::new(pace));
        reader.read_ahead(batches(&work.changed), |batch, outcomes| {
            report.add(scribe.take(batch, outcomes)?);
            done += batch.len();
            let files_per_second = crate::store::index::rate(done, start.elapsed());
            if on(Progress { done, total, committed, files_per_second }).is_break() && done < total {
                report.finished = false;
                return Ok(ControlFlow::Break(()));
            }
            if done < total && commits.is_due() {
                scribe.commit()?;
                committed = done;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if report.finished {
            scribe.finish(began_ns);
        }
        scribe.commit()?;
        let files_per_second = crate::store::index::rate(done, start.elapsed());
        let _over = on(Progress { done, total, committed: done, files_per_second });
        Ok(scribe)
    }
}

/// Files that were named.
#[derive(Debug, Default)]
struct Named {
    files: HashMap<String, Option<FileFacts>>,
    /// What is there no more and was no article by its name: a file in passing, as many programs make one to save another,
    /// or else a folder, which took its files along.
    vanished: Vec<String>,
}

/// How a sync is run.
struct Run<'a> {
    pace: Pace,
    crew: &'a Crew,
    /// When it began, where it looks at all files.
    began_ns: Option<i64>,
    on: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

/// What there is to do.
#[derive(Debug, Default)]
struct Work {
    changed: Vec<Waiting>,
    gone: Vec<String>,
}

impl Work {
    fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.gone.is_empty()
    }

    /// Compares what is there with what is known.
    fn judge(&mut self, path: String, facts: Option<FileFacts>, known: Option<Known>, verified_ns: i64) {
        match (facts, known) {
            (None, None) => {}
            (None, Some(_)) => self.gone.push(path),
            (Some(facts), known) => {
                let same = known.filter(|known| known.looks_like(&facts));
                if !same.is_some_and(|known| known.is_settled(verified_ns)) {
                    let unless = same.map(|known| known.digest);
                    self.changed.push(Waiting { facts, replaces: known.is_some(), unless });
                }
            }
        }
    }
}

fn compare(found: Vec<FileFacts>, mut known: HashMap<String, Known>, verified_ns: i64) -> Work {
    let mut work = Work::default();
    for facts in found {
        let known = known.remove(&facts.path);
        work.judge(String::new(), Some(facts), known, verified_ns);
    }
    work.gone.extend(known.into_keys());
    work
}

/// The files in batches.
fn batches(mut waiting: &[Waiting]) -> impl Iterator<Item = &[Waiting]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |waiting: &&Waiting| {
            bytes += waiting.facts.size_bytes;
            bytes <= BATCH_BYTES
        };
        let many = waiting.iter().take(BATCH_FILES).take_while(fits).count().max(1);
        let (batch, rest) = waiting.split_at(many.min(waiting.len()));
        waiting = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

/// What is known of one file.
fn known_of(searcher: &Searcher, opened: &Opened, path: &str) -> tantivy::Result<Option<Known>> {
    let term = opened.fields.tag(super::fields::Tag::Path, path);
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(term.field())?;
        let Some(mut postings) = index.read_postings(&term, tantivy::schema::IndexRecordOption::Basic)? else {
            continue;
        };
        let mut doc = tantivy::DocSet::doc(&postings);
        while doc != tantivy::TERMINATED {
            let alive = segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            if let Some(known) = stamps::of(segment, doc)?.filter(|_| alive) {
                return Ok(Some(known));
            }
            doc = tantivy::DocSet::advance(&mut postings);
        }
    }
    Ok(None)
}

/// Whether the index has files of a folder of that path.
fn holds_files_of(searcher: &Searcher, opened: &Opened, path: &str) -> tantivy::Result<bool> {
    let below = opened.fields.tag(super::fields::Tag::Path, &format!("{path}/"));
    let begin = below.serialized_value_bytes();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(below.field())?;
        let mut terms = index.terms().range().ge(begin).into_stream()?;
        if terms.advance() && terms.key().starts_with(begin) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn open_or_create(folder: &Folder) -> Result<Opened, Error> {
    match folder.open(Waits::Before)? {
        Found::Ready(opened) => {
            // what is noted is none of its files
            folder.shared.mended(&folder.damage_note());
            Ok(*opened)
        }
        Found::Nothing | Found::Unusable => folder.create(),
    }
}

/// The index, and what it knows of each file. One that turns out to be damaged is made anew.
fn ready(folder: &Folder) -> Result<(Opened, Searcher, HashMap<String, Known>), Error> {
    let read = |opened: Opened| {
        let searcher = searcher(folder, &opened)?;
        let known = stamps::all(&searcher).map_err(folder.error("read the index in"))?;
        Ok((opened, searcher, known))
    };
    read(open_or_create(folder)?).or_else(|_: Error| read(folder.create()?))
}

fn searcher(folder: &Folder, opened: &Opened) -> Result<Searcher, Error> {
    Index::reader(&opened.index).map(|reader| reader.searcher()).map_err(folder.error("read the index in"))
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
