//! The desk as the reader uses it: what `tui` asks of the disk, done by `store`.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{
    app::{Ask, Event, Export, Filed, Filing, Incoming, Opened, Source},
    import::Format,
    library::{
        self, Arrangement, Assertion, Finding, Inquiry, Mark, Marks, Question, ReadPlace, Records, Spellings, Stretch,
        Wanted,
    },
    marginalia::{self, Glosses, Revision, Tray, TrayEdit},
    model::{Annotation, ArticleId, Text},
    store::{self, Desk, Environment, Memory, Pace, Progress, Synced},
    theme::Shade,
    tui,
};

use super::{
    super::{Failure, notes},
    keeping::Keeping,
    written::Written,
};

/// How often, and how long, the index is waited for while another byline writes it.
const ELSEWHERE_MAX: usize = 240;
const ELSEWHERE_PAUSE: Duration = Duration::from_millis(500);

/// After how many of these pauses what it has written meanwhile is shown.
const ELSEWHERE_SHOWN: usize = 4;

/// The desk as the terminal's workers use it.
pub(super) struct Library {
    pub(super) desk: Desk,
    pub(super) environment: Environment,
    /// What the reader keeps of articles.
    keeping: Keeping,
    /// Whether there can be no index: then the files are read in its stead.
    unindexed: AtomicBool,
    /// The articles, once they were read.
    records: OnceLock<Option<Records>>,
    /// Annotations it has just written.
    written: Written,
    /// Answers that were written into articles, by their numbers.
    accepted: Mutex<BTreeMap<u64, store::Written>>,
    /// The note that is being written.
    unfinished: Mutex<Option<store::Unfinished>>,
}

impl Library {
    pub(super) fn new(desk: Desk, environment: Environment) -> Self {
        let (keeping, unindexed, records) = (Keeping::default(), AtomicBool::new(false), OnceLock::new());
        let (written, accepted) = (Written::default(), Mutex::default());
        let unfinished = Mutex::default();
        Self { desk, environment, keeping, unindexed, records, written, accepted, unfinished }
    }

    fn accepted(&self) -> MutexGuard<'_, BTreeMap<u64, store::Written>> {
        // an answer is in it or it is not
        self.accepted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index, if there is one.
    pub(super) fn index(&self) -> Result<Option<store::Index>, Text> {
        self.desk.index().map_err(|error| words(&error))
    }

    /// What is kept of articles now.
    fn marks_now(&self) -> Arc<Marks> {
        self.keeping.all(&self.desk)
    }

    /// What is kept of an article, without reading what is kept of all others.
    fn kept(&self, id: &ArticleId) -> (Option<ReadPlace>, Vec<String>) {
        match self.keeping.at_hand() {
            Some(marks) => {
                let kept = marks.of(id.as_str());
                (kept.place.copied(), kept.tags.to_vec())
            }
            None => {
                (self.desk.place_of(id), self.desk.tags().unwrap_or_default().remove(id.as_str()).unwrap_or_default())
            }
        }
    }

    fn opened(&self, ask: &Ask, loaded: store::Loaded) -> Opened {
        let store::Loaded { reading, source, path, partial, .. } = loaded;
        let (place, tags) = self.kept(&ask.id);
        Opened { ask: ask.clone(), reading, source, path, partial, place, tags }
    }

    fn look_up(&self, inquiry: &Inquiry) -> Result<Finding, Text> {
        let spellings = self.desk.spellings().unwrap_or_default();
        let Some(index) = self.index()? else {
            if self.unindexed.load(Ordering::Relaxed) {
                return self.inquire_files(inquiry, &spellings);
            }
            return Err(Text::line("the library is still being read; the answer comes when it has been"));
        };
        let index = index.with_marks(self.marks_now());
        library::answer(&index, inquiry, &store::today(), &spellings).map_err(|error| self.unanswered(&error))
    }

    /// Why the index gave no answer. One that turns out to be damaged is made anew by whoever asked.
    fn unanswered(&self, error: &store::Error) -> Text {
        match error {
            store::Error::Index { .. } if !self.desk.has_index() => {
                Text::line("the index turned out to be damaged; it is made anew, and the answer comes when it has been")
            }
            _ => words(error),
        }
    }

    /// Answers from the articles themselves, where there can be no index.
    fn inquire_files(&self, inquiry: &Inquiry, spellings: &Spellings) -> Result<Finding, Text> {
        let records = self.records.get_or_init(|| {
            let small = !self.desk.is_larger_than(FILES_MAX);
            small.then(|| self.desk.records().ok()).flatten().map(|(records, _)| Records(records))
        });
        let Some(records) = records else {
            return Err(Text::line(
                "there is no place for an index, and the library is too large to be read without one",
            ));
        };
        let Ok(finding) = library::answer(records, inquiry, &store::today(), spellings);
        Ok(finding)
    }
}

/// Libraries of more files are not held in memory to be searched.
pub(super) const FILES_MAX: usize = 20_000;

pub(super) fn words(error: &store::Error) -> Text {
    error.to_text()
}

fn indexing(progress: Progress) -> Event {
    let store::Progress { done, total, files_per_second, .. } = progress;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rate is told in whole files")]
    let files_per_second = files_per_second as u32;
    Event::Indexing { done, total, files_per_second }
}

/// Tells how far a sync is, and when more can be found.
fn telling(on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> impl FnMut(Progress) -> ControlFlow<()> {
    let mut committed = 0;
    move |progress| {
        let more = progress.committed > committed;
        committed = progress.committed;
        let goes_on = on(indexing(progress));
        if more { on(Event::Committed) } else { goes_on }
    }
}

fn indexed(report: &store::Report) -> Event {
    let fault = |fault: &store::Fault| Text::line(&format!("{} {}", fault.path, fault.message));
    Event::Indexed { changed: report.changed + report.gone, faults: report.faults.iter().map(fault).collect() }
}

impl Library {
    /// Brings the index up to the files, waiting where another byline is at it. `told`: what was written can be found
    /// already, and has been told.
    fn bring_up(
        &self,
        changed: Option<&[PathBuf]>,
        on: &mut dyn FnMut(Event) -> ControlFlow<()>,
        told: &mut bool,
    ) -> Result<Synced, store::Error> {
        let mut synced = match changed {
            Some(changed) => self.desk.sync_paths(changed, &mut |report| {
                let _heard = on(indexed(report));
                *told = true;
            }),
            None => self.desk.sync(Pace::Behind, &mut telling(on)),
        };
        for waited in 0..ELSEWHERE_MAX {
            // another byline writes it, and may have looked at the files before they changed
            if !matches!(synced, Ok(Synced::Elsewhere)) {
                break;
            }
            thread::sleep(ELSEWHERE_PAUSE);
            if waited % ELSEWHERE_SHOWN == 0 {
                let _heard = on(Event::Committed);
            }
            synced = self.desk.sync(Pace::Behind, &mut telling(on));
        }
        synced
    }

    /// The index could not be written. Where it knows the files as they are, that is none of the reader's concern.
    fn without_writing(&self, error: &store::Error) -> Result<(), Text> {
        let why = error.to_text();
        match self.desk.index_status() {
            Ok(Some(status)) => match status.unknown() {
                None => Ok(()),
                Some(unknown) => Err(Text::line(&format!("{why}: {unknown}"))),
            },
            Ok(None) | Err(_) => Err(why),
        }
    }

    /// Keeps changes of many articles, of which whoever asks from now on is to know.
    fn keep_all(&self, made: &[(String, Mark)]) -> Result<usize, Text> {
        self.keeping.change_all(&self.desk, made, || self.desk.mark(made)).map_err(|error| words(&error))?;
        Ok(made.len())
    }
}

impl tui::Disk for Library {
    type Watch = store::Watch;
    type Shelf = store::Shelf;

    fn opening(&self, ask: &Ask) -> Result<Option<Opened>, Text> {
        let loaded = self.desk.opening(&ask.id, ask.path.as_deref()).map_err(|error| words(&error))?;
        Ok(loaded.map(|loaded| self.opened(ask, loaded)))
    }

    fn load(&self, ask: &Ask) -> Result<Opened, Text> {
        let loaded = self.desk.load(&ask.id, ask.path.as_deref()).map_err(|error| words(&error))?;
        Ok(self.opened(ask, loaded))
    }

    fn shelf(&self) -> store::Shelf {
        self.desk.shelf()
    }

    fn shelve(
        &self,
        shelf: &mut store::Shelf,
        wanted: &Wanted,
        renew: bool,
        on: &mut dyn FnMut(Event) -> ControlFlow<()>,
    ) -> Result<Option<Stretch>, Text> {
        let mut told = |done, total| on(Event::Listing { done, total });
        let files = self.unindexed.load(Ordering::Relaxed).then_some(&mut told as &mut dyn FnMut(_, _) -> _);
        let source = store::Source { renew, files };
        shelf.stretch(wanted, &self.marks_now(), source).map_err(|error| self.unanswered(&error))
    }

    fn mark_all(
        &self,
        shelf: &mut store::Shelf,
        number: u64,
        arrangement: &Arrangement,
        mark: &Mark,
    ) -> Result<usize, Text> {
        let mut marks = self.marks_now();
        let made = shelf.mark_all(number, arrangement, mark, &mut marks).map_err(|error| words(&error))?;
        self.keep_all(&made)
    }

    fn unmark_all(&self, shelf: &mut store::Shelf, number: u64) -> Result<usize, Text> {
        let mut marks = self.marks_now();
        let made = shelf.unmark_all(number, &mut marks);
        self.keep_all(&made)
    }

    fn note(&self, id: &ArticleId, what: tui::Noted<'_>) {
        self.keeping.note(&self.desk, id, what);
    }

    fn watch_marks(&self, on_change: Box<dyn Fn() + Send>) -> Option<store::Watch> {
        self.desk.watch_marks(on_change)
    }

    fn renew_marks(&self) -> bool {
        self.keeping.renew(&self.desk)
    }

    fn has_index(&self) -> bool {
        self.unindexed.load(Ordering::Relaxed) || self.desk.has_index()
    }

    fn inquire(&self, inquiry: &Inquiry) -> Result<Finding, Text> {
        let mut finding = self.look_up(inquiry)?;
        if let Finding::Names(names) = &mut finding {
            names.tags = self.marks_now().all_tags();
        }
        Ok(finding)
    }

    fn sync(&self, changed: Option<&[PathBuf]>, on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Result<(), Text> {
        let mut told = false;
        let synced = self.bring_up(changed, on, &mut told);
        // what the files are read for is whatever no index can tell
        let without = !matches!(synced, Ok(Synced::Done(_))) && !self.desk.has_index();
        self.unindexed.store(without, Ordering::Relaxed);
        if !told {
            let _heard = on(match &synced {
                Ok(Synced::Done(report)) => indexed(report),
                Ok(Synced::Elsewhere | Synced::Nowhere) | Err(_) => Event::Indexed { changed: 0, faults: Vec::new() },
            });
        }
        synced.map(drop).or_else(|error| self.without_writing(&error))
    }

    fn watch_library(&self, on_change: tui::OnChanges) -> Option<store::Watch> {
        self.desk.watch_library(on_change)
    }

    fn accept(&self, number: u64, question: &Question, answer: &Assertion, partly: bool) -> Result<Text, Text> {
        let written = self.desk.accept(question, answer, partly).map_err(|error| words(&error))?;
        self.accepted().insert(number, written);
        Ok(Text::line(&format!("Written into {}; U takes it back", answer.at.path)))
    }

    fn unaccept(&self, number: u64) -> Result<Text, Text> {
        let written = self.accepted().remove(&number);
        let written = written.ok_or_else(|| Text::line("what was written is no longer known; see the file"))?;
        self.desk.unaccept(&written).map_err(|error| words(&error))?;
        Ok(Text::line(&format!("Taken out of {}", written.path)))
    }

    fn spell(&self, names: &[String; 2], same: Option<bool>) -> Result<(), Text> {
        self.desk.decide(names.clone(), same).map_err(|error| words(&error))
    }

    fn annotations(&self, article: &ArticleId, now: &Revision) -> Result<tui::Annotated, Text> {
        let store::Marginalia { live, faults, .. } = self.desk.annotations(article).map_err(|error| words(&error))?;
        let each: Vec<&Annotation> = live.iter().collect();
        let found = marginalia::find(&each, &|revision| self.desk.revision(article, revision), now);
        let unfinished = self.desk.unfinished(article, &live);
        Ok(tui::Annotated { noted: live.into_iter().zip(found).collect(), faults, unfinished })
    }

    fn known_tags(&self) -> Result<Vec<Text>, Text> {
        let mut tags = std::collections::BTreeSet::new();
        let gathered = self.desk.all_annotations(&mut |margin| {
            tags.extend(margin.live.into_iter().flat_map(|annotation| annotation.tags));
            ControlFlow::Continue(())
        });
        gathered.map_err(|error| words(&error))?;
        Ok(tags.into_iter().collect())
    }

    fn annotate(&self, version: tui::Version<'_>) -> Result<Annotation, Text> {
        let tui::Version { before, after, revision } = version;
        self.written.note(&after.id); // the watch may tell before it is done
        let kept = self.desk.keep_annotation(before, after, revision).map_err(|error| words(&error));
        self.written.note(&after.id);
        kept
    }

    fn keep_unfinished(&self, note: &[Annotation]) {
        // whoever panicked left a file that is held, or none
        let mut held = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner);
        let _kept = self.desk.keep_unfinished(&mut held, note);
    }

    fn watch_annotations(&self, article: &ArticleId, on_change: Box<dyn Fn() + Send>) -> Option<store::Watch> {
        let written = self.written.clone();
        self.desk.watch_annotations(article, move |paths| {
            if !written.are_own(paths) {
                on_change();
            }
        })
    }

    fn prepare(&self, source: &Source, format: Option<Format>) -> Result<Incoming, Text> {
        self.prepared(source, format)
    }

    fn file(&self, what: &Filing) -> Result<Filed, Text> {
        self.filed(what)
    }

    fn keep_draft(&self, draft: &Text, name: &str) -> Result<PathBuf, Text> {
        store::keep_draft(&self.environment, draft, name).map_err(|error| words(&error))
    }

    fn take_draft(&self, path: &Path) -> Result<Text, Text> {
        store::take_draft(path).map_err(|error| words(&error))
    }

    fn glosses(&self) -> Result<Glosses, Text> {
        let all = self.desk.each_glossed(|of| (of.glosses, of.faults)).map_err(|error| words(&error))?;
        let (of_articles, mut faults) = all;
        let mut glosses = Vec::new();
        for (of_article, unread) in of_articles {
            glosses.extend(of_article);
            faults.extend(unread);
        }
        Ok(Glosses { glosses, faults })
    }

    fn tray(&self) -> Result<Tray, Text> {
        self.desk.tray().map_err(|error| words(&error))
    }

    fn edit_tray(&self, edit: &TrayEdit) -> Result<(), Text> {
        self.desk.edit_tray(edit).map_err(|error| words(&error))
    }

    fn export(&self, path: &str, what: &Export, replace: bool) -> Result<Option<Text>, Text> {
        let here = &self.environment.here;
        let (path, written) = match what {
            Export::Article(text) => (self.desk.place_for(Path::new(path), here), text.clone()),
            Export::Markdown(text) => (here.join(path), text.clone()),
            Export::Notes(glosses) => {
                let path = here.join(path);
                let document = notes::document(&self.desk, &path, glosses).map_err(Failure::into_text)?;
                (path, document)
            }
        };
        let done = store::write_out(&path, written.as_bytes(), replace).map_err(|error| words(&error))?;
        Ok(done.then(|| Text::line(&path.display().to_string())))
    }

    fn tag(&self, id: &ArticleId, tags: &[String]) -> Result<(), Text> {
        let kept = self.desk.tag(id, tags);
        self.keeping.written(id, tui::Noted::Tags(tags));
        kept.map_err(|error| words(&error))
    }

    fn remember(&self, id: &ArticleId, place: ReadPlace) -> Result<(), Text> {
        let kept = self.desk.remember(id, place);
        self.keeping.written(id, tui::Noted::Place(place));
        kept.map_err(|error| words(&error))
    }

    fn remember_theme(&self, name: &str) -> Result<(), Text> {
        Memory::remember_theme(&self.environment, name).map_err(|error| words(&error))
    }

    fn remember_shade(&self, shade: Shade) -> Result<(), Text> {
        Memory::remember_shade(&self.environment, shade).map_err(|error| words(&error))
    }

    fn absolute(&self, path: &str) -> Result<PathBuf, Text> {
        self.desk.absolute(path).map_err(|error| words(&error))
    }

    fn watch(&self, path: &str, on_change: Box<dyn Fn() + Send>) -> Option<store::Watch> {
        self.desk.watch(path, on_change)
    }
}
