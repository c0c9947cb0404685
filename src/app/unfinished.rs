//! A note that is being written is kept at every key; one in which byline was ended is there again when its article is opened.

use crate::model::{Annotation, Text};

use super::{
    Effect,
    annotating::Subject,
    margin::stretches_in,
    mode::Mode,
    noting::Note,
    reader::Focus,
    state::{Screen, State},
    writes::found,
};

impl State {
    /// Has what is being written kept, where it is not what was kept last.
    pub(super) fn keep_unfinished(&mut self) -> Option<Effect> {
        let note = if let Mode::Note(note) = &self.mode { Some(note) } else { None };
        let typed = note.filter(|note| note.differs()).map(|note| note.editor.text());
        if typed == self.unfinished.as_deref() {
            return None;
        }
        let drafts = note.filter(|_| typed.is_some()).map(|note| note.drafts()).unwrap_or_default();
        self.unfinished = typed.map(str::to_owned);
        Some(Effect::KeepUnfinished(drafts))
    }

    /// Opens the editor with a note in which byline was ended, if the keyboard is free for it: at its words, as it was left.
    /// Else it waits until the annotations are read again.
    pub(super) fn offer_unfinished(&mut self, left: Vec<Annotation>) {
        let free = matches!(self.mode, Mode::Normal) && self.screen == Screen::Page && self.pending.is_empty();
        let height = self.page_height();
        let (Some(reader), Some(first)) = (self.reader.as_mut().filter(|_| free), left.first()) else { return };
        let there = reader.margin.note(&first.id).map(|noted| Subject::Noted(Box::new(noted.annotation.clone())));
        let now = found(reader, first);
        let stretches = now.extract().map(|words| stretches_in(&reader.galley, words)).unwrap_or_default();
        if let Some((paragraph, span)) = stretches.first() {
            reader.focus_on(Focus { paragraph: *paragraph, span: *span }, height);
        }
        let last = stretches.last().map(|(paragraph, span)| (*paragraph, span.end().saturating_sub(1)));
        let words = first.note.clone().unwrap_or_default();
        let subject = there.unwrap_or_else(|| Subject::Words(left.iter().map(|draft| draft.target.clone()).collect()));
        let place = last.unwrap_or((reader.paragraph_at_top(height), 0));
        let mut note = Note::new(self.editor_of(&words), subject, place);
        (note.blanks, note.was_left) = (left, true);
        self.mode = Mode::Note(Box::new(note));
        self.say("byline was ended while this note was written: here it is, as it was left");
    }
}

impl Note {
    /// Whether something is written that is not what the note said when it was opened.
    fn differs(&self) -> bool {
        let typed = self.editor.text();
        let before = match &self.subject {
            Subject::Noted(annotation) => annotation.note.as_ref().map_or("", Text::as_str),
            Subject::Words(_) => "",
        };
        !typed.trim().is_empty() && typed != before
    }

    /// The annotations that it would become as it is.
    fn drafts(&self) -> Vec<Annotation> {
        let note = Some(Text::new(self.editor.text()));
        let with = |annotation: &Annotation| Annotation { note: note.clone(), ..annotation.clone() };
        match &self.subject {
            Subject::Noted(annotation) => vec![with(annotation)],
            Subject::Words(_) => self.blanks.iter().map(with).collect(),
        }
    }
}
