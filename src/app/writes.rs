//! Annotations on their way to disk. The page shows them at once; here they wait until they are written, and stay when that
//! fails.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::{
    marginalia::{self, Found, Revision},
    model::{Annotation, AnnotationId, ArticleId, Text},
};

use super::{Effect, reader::Reader, state::State};

/// What is being written, and what could not be.
#[derive(Clone, Debug, Default)]
pub struct Writes {
    /// Handed over, in order; answers come in the same order.
    under_way: VecDeque<Write>,
    failed: Vec<Write>,
    /// When the last version was made.
    pub(super) last: Option<Timestamp>,
    /// byline is to leave once all is written.
    leaving: bool,
}

/// One version of an annotation.
#[derive(Clone, Debug)]
struct Write {
    before: Option<Box<Annotation>>,
    after: Box<Annotation>,
    revision: Option<Box<Revision>>,
}

impl Write {
    fn effect(&self) -> Effect {
        let Self { before, after, revision } = self.clone();
        Effect::Annotate { before, after, revision }
    }
}

impl Writes {
    /// Whether all is on disk.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.under_way.is_empty() && self.failed.is_empty()
    }

    /// Whether byline has to wait before it leaves. It does not wait twice.
    pub(super) fn holds_back(&mut self) -> bool {
        let waits = !self.is_done() && !self.leaving;
        self.leaving = true;
        waits
    }

    /// How many annotations could not be written.
    #[must_use]
    pub fn failed_count(&self) -> usize {
        self.failed.len()
    }

    /// Whether this annotation could not be written.
    #[must_use]
    pub fn has_failed(&self, id: &AnnotationId) -> bool {
        self.failed.iter().any(|write| write.after.id == *id)
    }

    /// Puts other words in a note that could not be written.
    pub(super) fn reword(&mut self, id: &AnnotationId, note: &Text) {
        for write in self.failed.iter_mut().filter(|write| write.after.id == *id) {
            write.after.note = Some(note.clone()).filter(|note| !note.is_empty());
        }
    }

    /// The newest version of an annotation that is not on disk yet.
    fn newest(&self, id: &AnnotationId) -> Option<&Write> {
        self.under_way.iter().rev().chain(self.failed.iter().rev()).find(|write| write.after.id == *id)
    }

    /// What waits for an article, the oldest first.
    fn waiting(&self, article: &ArticleId) -> impl Iterator<Item = &Annotation> {
        let all = self.failed.iter().chain(&self.under_way);
        all.map(|write| &*write.after).filter(move |after| after.article == *article)
    }
}

impl State {
    /// Shows a version of an annotation, and has it written.
    pub(super) fn write(&mut self, before: Option<Annotation>, after: Annotation) -> Effect {
        let open = self.reader.as_ref().filter(|reader| reader.id == after.article);
        let revision = open.and_then(|reader| reader.margin.text(&after.target.revision));
        // the text is kept once, with the first annotation that is made on it
        let is_new = before.as_ref().is_none_or(|before| before.target.revision != after.target.revision);
        let revision = revision.filter(|_| is_new).cloned().map(Box::new);
        self.show_version(after.clone());
        self.boards.put_annotation(&after);
        // a version that failed before goes with this one, which was made from it
        let failed = self.writes.failed.iter().position(|write| write.after.id == after.id);
        let earlier = failed.map(|at| self.writes.failed.remove(at));
        let (before, revision) = match earlier {
            Some(earlier) => (earlier.before, earlier.revision.or(revision)),
            None => (before.map(Box::new), revision),
        };
        let write = Write { before, after: Box::new(after), revision };
        let effect = write.effect();
        self.writes.under_way.push_back(write);
        effect
    }

    /// Shows a version of an annotation in the margin of its article, where that is open.
    fn show_version(&mut self, annotation: Annotation) {
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.id == annotation.article) else { return };
        if annotation.deleted.is_some() {
            reader.margin.remove(&annotation.id);
            return;
        }
        let found = found(reader, &annotation);
        reader.margin.put(annotation, found, &reader.galley);
    }

    /// How a write ended.
    pub(super) fn kept(&mut self, id: &AnnotationId, outcome: Result<Box<Annotation>, Text>) -> Vec<Effect> {
        let Some(at) = self.writes.under_way.iter().position(|write| write.after.id == *id) else { return Vec::new() };
        let Some(write) = self.writes.under_way.remove(at) else { return Vec::new() };
        match outcome {
            Ok(annotation) => {
                if self.writes.newest(id).is_none() {
                    self.show_version(*annotation);
                }
            }
            Err(why) => {
                self.writes.leaving = false;
                let is_note = write.after.note != write.before.as_ref().and_then(|before| before.note.clone());
                let written = is_note.then(|| (*write.after).clone());
                match self.writes.under_way.iter_mut().find(|later| later.after.id == *id) {
                    // what follows was made from this one: it takes its place, text and all
                    Some(later) => {
                        later.before = write.before;
                        later.revision = later.revision.take().or(write.revision);
                    }
                    None => self.writes.failed.push(write),
                }
                self.warn(format!("Not written: {why}. The words are kept here; gw tries again"));
                if let Some(annotation) = written {
                    self.reopen_note(&annotation, &why);
                }
            }
        }
        if self.writes.leaving && self.writes.is_done() { self.farewell() } else { Vec::new() }
    }

    /// Tries again to write what could not be written.
    pub(super) fn write_again(&mut self) -> Vec<Effect> {
        let failed = std::mem::take(&mut self.writes.failed);
        if failed.is_empty() {
            self.say("All annotations are written");
            return Vec::new();
        }
        let effects = failed.iter().map(Write::effect).collect();
        self.writes.under_way.extend(failed);
        effects
    }

    /// Shows versions that are not on disk yet in place of those that are.
    pub(super) fn show_waiting(&mut self, article: &ArticleId) {
        let waiting: Vec<Annotation> = self.writes.waiting(article).cloned().collect();
        for annotation in waiting {
            self.show_version(annotation);
        }
    }
}

/// What became of an annotation's words: as it is known, or anew where it was made on the text that is open.
pub(super) fn found(reader: &Reader, annotation: &Annotation) -> Found {
    let margin = &reader.margin;
    let known = margin.note(&annotation.id).filter(|noted| noted.annotation.target == annotation.target);
    if let Some(noted) = known {
        return noted.found.clone();
    }
    let text = margin.revision.as_ref().filter(|_| margin.digest() == Some(&annotation.target.revision));
    if let Some(words) = text.and_then(|text| text.extract(&annotation.target)) {
        return Found::Exact(words);
    }
    let base = |digest: &_| margin.text(digest).cloned();
    let anew = margin.revision.as_ref().and_then(|now| marginalia::find(&[annotation], &base, now).pop());
    anew.unwrap_or(Found::Gone)
}
