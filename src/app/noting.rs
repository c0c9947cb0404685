//! Writing a note: the editor in place, the one outside, and how what was written is kept.

use crate::model::{Annotation, AnnotationKind, Text};

use super::{Area, Effect, Key, KeyCode, annotating::Subject, editor::Editor, mode::Mode, state::State};

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Note {
    pub editor: Editor,
    /// What it is about.
    pub subject: Subject,
    /// Why it could not be written.
    pub fault: Option<Text>,
    /// Paragraph and byte beside which it is written.
    pub(super) place: (usize, usize),
    /// Whether an editor outside has it: it is kept when that comes back.
    outside: bool,
    /// What it becomes where it is about words without an annotation: one for each.
    pub(super) blanks: Vec<Annotation>,
    /// Whether byline was ended while it was written.
    pub was_left: bool,
}

impl Note {
    pub(super) fn new(editor: Editor, subject: Subject, place: (usize, usize)) -> Self {
        Self { editor, subject, fault: None, place, outside: false, blanks: Vec::new(), was_left: false }
    }
}

/// The most rows of text of the box.
const ROWS_MAX: u16 = 12;

impl State {
    /// Opens the note of the annotation or the words one is on; `outside` in `$EDITOR`.
    pub(super) fn open_note(&mut self, outside: bool) -> Vec<Effect> {
        let Some(subject) = self.subject() else { return Vec::new() };
        let place = self.subject_end(&subject);
        self.leave_selection();
        let text = match &subject {
            Subject::Noted(annotation) => annotation.note.as_ref().map_or("", Text::as_str).to_owned(),
            Subject::Words(_) => String::new(),
        };
        let blanks = match &subject {
            Subject::Noted(_) => Vec::new(),
            Subject::Words(words) => words.iter().filter_map(|words| self.blank(words)).collect(),
        };
        let note = Note::new(self.editor_of(&Text::new(&text)), subject, place);
        self.mode = Mode::Note(Box::new(Note { outside, blanks, ..note }));
        if outside { vec![Effect::EditWords(Text::new(&text))] } else { Vec::new() }
    }

    /// Where the words end that a note is about.
    fn subject_end(&self, subject: &Subject) -> (usize, usize) {
        let Some(reader) = &self.reader else { return (0, 0) };
        let last = |stretches: &[(usize, crate::model::Span)]| {
            stretches.last().map(|(paragraph, span)| (*paragraph, span.end().saturating_sub(1)))
        };
        let end = match (subject, &reader.selection) {
            (Subject::Noted(annotation), _) => {
                reader.margin.note(&annotation.id).and_then(|noted| last(&noted.stretches))
            }
            (Subject::Words(_), Some(selection)) => last(&selection.stretches(&reader.galley)),
            (Subject::Words(_), None) => reader.focus.and_then(|focus| last(&[(focus.paragraph, focus.span)])),
        };
        end.unwrap_or((0, 0))
    }

    pub(super) fn note_key(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Note(note) = &mut self.mode else { return Vec::new() };
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('s'), true) => return self.close_note(),
            (KeyCode::Char('c'), true) if note.fault.is_some() => self.set_note_aside(),
            (KeyCode::Char('c'), true) if note.was_left => {
                self.mode = Mode::Normal;
                self.say("Thrown away");
            }
            (KeyCode::Char('c'), true) => {
                self.say("Esc keeps the note; ^U and ^W take words away, ^_ brings them back");
            }
            (KeyCode::Char('o'), true) => return vec![Effect::EditWords(Text::new(note.editor.text()))],
            _ => {
                let typed = matches!(key.code, KeyCode::Char(_) | KeyCode::Enter);
                if !note.editor.key(key) {
                    let full = typed && !key.ctrl && !key.alt;
                    self.say(if full { "The note is full" } else { "Esc keeps the note, ^O opens it in $EDITOR" });
                }
            }
        }
        Vec::new()
    }

    pub(super) fn paste_note(&mut self, text: &str) {
        let Mode::Note(note) = &mut self.mode else { return };
        if !note.editor.paste(text) {
            self.say("There is no room in the note for all that was pasted");
        }
    }

    /// The editor outside came back.
    pub(super) fn words_edited(&mut self, outcome: Result<Text, Text>) -> Vec<Effect> {
        let Mode::Note(note) = &mut self.mode else { return Vec::new() };
        match outcome {
            Ok(words) => {
                note.editor.replace(words.as_str());
                if note.outside {
                    return self.close_note();
                }
            }
            Err(why) => {
                note.outside = false;
                self.warn(why.as_str());
            }
        }
        Vec::new()
    }

    /// Closes a note that can't be written. Its words wait with what else could not be.
    fn set_note_aside(&mut self) {
        let Mode::Note(note) = std::mem::take(&mut self.mode) else { return };
        if let Subject::Noted(annotation) = &note.subject {
            self.writes.reword(&annotation.id, &Text::new(note.editor.text().trim_end()));
            self.show_waiting(&annotation.article);
        }
        self.warn("Not written yet: gw tries again, Q leaves without it");
    }

    /// Keeps the note and closes its editor. What is unchanged is not written; a note without words is taken away.
    pub(super) fn close_note(&mut self) -> Vec<Effect> {
        let Mode::Note(note) = std::mem::take(&mut self.mode) else { return Vec::new() };
        let words = note.editor.text().trim_end();
        let text = (!words.trim().is_empty()).then(|| Text::new(words));
        match note.subject {
            Subject::Noted(before) => self.keep_note(&before, text),
            Subject::Words(words) => {
                let Some(text) = text else {
                    self.say("Nothing was written");
                    return Vec::new();
                };
                self.remember_marking(AnnotationKind::Note, Vec::new());
                // under the names it was kept under while it was written: should byline end now, it is one note still
                let named = words.iter().zip(note.blanks);
                let made =
                    named.filter_map(|(words, Annotation { id, .. })| Some(Annotation { id, ..self.blank(words)? }));
                let made: Vec<Annotation> = made.collect();
                self.add_annotations(made, "note written", |annotation| {
                    (annotation.kind, annotation.note) = (AnnotationKind::Note, Some(text.clone()));
                })
            }
        }
    }

    fn keep_note(&mut self, opened: &Annotation, text: Option<Text>) -> Vec<Effect> {
        // it may have got a tag meanwhile, in another window
        let noted = self.reader.as_ref().and_then(|reader| reader.margin.note(&opened.id));
        let before = noted.map_or_else(|| opened.clone(), |noted| noted.annotation.clone());
        if text == opened.note && !self.writes.has_failed(&opened.id) {
            self.say("The note is as it was");
            return Vec::new();
        }
        if text.is_none() && before.colour.is_none() && before.tags.is_empty() {
            return self.delete(&before, "note taken away");
        }
        let what = if text.is_some() { "note written" } else { "note taken away" };
        if text.is_some() {
            self.remember_marking(AnnotationKind::Note, Vec::new());
        }
        self.revise_annotation(&before, what, |after| after.note = text)
    }

    /// Opens the editor again with words that could not be written, if the keyboard is free for it.
    pub(super) fn reopen_note(&mut self, annotation: &Annotation, why: &Text) {
        let open = self.reader.as_ref().is_some_and(|reader| reader.id == annotation.article);
        let Some(words) = annotation.note.as_ref().filter(|_| open && matches!(self.mode, Mode::Normal)) else {
            return;
        };
        let subject = Subject::Noted(Box::new(annotation.clone()));
        let place = self.subject_end(&subject);
        let note = Note::new(self.editor_of(words), subject, place);
        self.mode = Mode::Note(Box::new(Note { fault: Some(why.clone()), ..note }));
    }

    /// An editor with these words, as wide as the box.
    pub(super) fn editor_of(&self, words: &Text) -> Editor {
        Editor::new(words.as_str(), self.note_width())
    }

    /// Cells of a row of the note.
    fn note_width(&self) -> u16 {
        self.note_cells().saturating_sub(4).max(1)
    }

    /// Cells of the box: the column of text, or all there is.
    fn note_cells(&self) -> u16 {
        let areas = self.areas();
        (areas.page.width - areas.rail_cells + 2).min(76).min(self.size.width)
    }

    /// The terminal has another size.
    pub(super) fn resize_note(&mut self) {
        let width = self.note_width();
        if let Mode::Note(note) = &mut self.mode {
            note.editor.set_width(width);
        }
    }

    /// Where the box of the note stands: below the words it is about, or above them where there is no room, so that they
    /// stay in sight. With the first row of the note that is shown.
    #[must_use]
    pub fn note_area(&self, note: &Note) -> (Area, usize) {
        let areas = self.areas();
        let width = self.note_cells();
        let x = (areas.page.x + areas.rail_cells).saturating_sub(2).min(self.size.width - width);
        let (row, _) = note.editor.position();
        let rows = u16::try_from(note.editor.rows().len()).unwrap_or(u16::MAX).clamp(3, ROWS_MAX);
        let height = (rows + 2).min(areas.page.height);
        let below = self.reader.as_ref().and_then(|reader| {
            let row = reader.page.row_of(note.place.0, note.place.1)?.0;
            u16::try_from(row.checked_sub(reader.top)? + 1).ok()
        });
        let below = below.unwrap_or(areas.page.height / 3).min(areas.page.height);
        let y = if below + height <= areas.page.height {
            below
        } else if below > height {
            below - 1 - height
        } else {
            areas.page.height - height
        };
        let shown = usize::from(height.saturating_sub(2)).max(1);
        (Area { x, y, width, height }, (row + 1).saturating_sub(shown))
    }

    /// The words a note is about, for its title: who speaks in them, where one does.
    #[must_use]
    pub fn note_speaker(&self, note: &Note) -> Option<&Text> {
        let article = self.reader.as_ref()?.article.as_ref()?;
        let target = match &note.subject {
            Subject::Noted(annotation) => &annotation.target,
            Subject::Words(words) => words.first()?,
        };
        article.person(target.block.speaker.as_ref()?).map(|person| &person.name)
    }
}
