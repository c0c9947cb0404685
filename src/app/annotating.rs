//! Annotating: highlights, colours, repeat, delete, and accepting a place; and which words or annotation a key acts on.

use crate::{
    marginalia::{self, Found},
    model::{Annotation, AnnotationId, AnnotationKind, Colour, Extract, Target, Text},
};

use super::{
    Effect,
    command::Command,
    margin::Noted,
    reader::{Focus, Reader},
    revising::Versions,
    selection,
    state::State,
};

/// How a reader annotates: what is asked for next without saying it again, and what the colours mean.
#[derive(Clone, Debug)]
pub struct Pen {
    /// The colour used last.
    pub colour: Colour,
    /// What the reader means by a colour, in the order of [`Colour::ALL`].
    pub meanings: [Option<Text>; 6],
    /// What was done last, to repeat.
    last: Option<Marking>,
    /// Tags that are known so far, sorted.
    pub tags: Vec<Text>,
    /// Whether those of the whole library have been asked for.
    pub(super) asked_for_tags: bool,
}

/// What can be repeated on other words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Marking {
    kind: AnnotationKind,
    colour: Option<Colour>,
    tags: Vec<Text>,
}

impl Pen {
    #[must_use]
    pub fn new(meanings: [Option<Text>; 6]) -> Self {
        Self { colour: Colour::Yellow, meanings, last: None, tags: Vec::new(), asked_for_tags: false }
    }

    /// A colour with what it means: `yellow: check this`.
    #[must_use]
    pub fn told(&self, colour: Colour) -> String {
        match &self.meanings[colour as usize] {
            Some(meaning) => format!("{}: {meaning}", colour.name()),
            None => colour.name().to_owned(),
        }
    }

    /// Takes in the tags of an annotation.
    pub(super) fn learn(&mut self, tags: &[Text]) {
        for tag in tags {
            if let Err(at) = self.tags.binary_search(tag) {
                self.tags.insert(at, tag.clone());
            }
        }
    }
}

/// What a key that annotates acts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An annotation that is there, as it was when the key came.
    Noted(Box<Annotation>),
    /// Words without one: several only where they are the quotes of one speaker.
    Words(Vec<Target>),
}

impl State {
    pub(super) fn annotate(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Highlight => self.highlight(None),
            Command::Pink => self.highlight(Some(Colour::Pink)),
            Command::Orange => self.highlight(Some(Colour::Orange)),
            Command::Yellow => self.highlight(Some(Colour::Yellow)),
            Command::Green => self.highlight(Some(Colour::Green)),
            Command::Blue => self.highlight(Some(Colour::Blue)),
            Command::Purple => self.highlight(Some(Colour::Purple)),
            Command::Note => self.open_note(false),
            Command::NoteOutside => self.open_note(true),
            Command::Tags => self.open_tags(),
            Command::Repeat => self.repeat(),
            Command::AcceptPlace => self.accept_place(),
            _ => self.delete_at_focus(),
        }
    }

    /// The words or the annotation that a key acts on; says why there are none.
    pub(super) fn subject(&mut self) -> Option<Subject> {
        let height = self.page_height();
        let reader = self.reader.as_ref()?;
        if reader.shows_source || reader.article.is_none() {
            self.say("Annotations are made on the page; gy goes back to it");
            return None;
        }
        if reader.partial {
            self.say("The rest of the article is still being read; press it again");
            return None;
        }
        if let Some(selection) = &reader.selection {
            let stretches = selection.stretches(&reader.galley);
            let same = reader.margin.notes.iter().find(|noted| noted.stretches == stretches && !stretches.is_empty());
            if let Some(noted) = same {
                return Some(Subject::Noted(Box::new(noted.annotation.clone())));
            }
            let words = selection.extracts(&reader.galley);
            return self.words_subject(&words);
        }
        let Some(focus) = reader.focus_in_window(height) else {
            self.say("Nothing is in focus: ) goes to the next sentence, F labels those in view, v selects");
            return None;
        };
        if let Some(noted) = annotation_at(reader, focus) {
            return Some(Subject::Noted(Box::new(noted.annotation.clone())));
        }
        let lost = reader.lost_at(focus.paragraph).and_then(|at| reader.margin.notes.get(at));
        if let Some(noted) = lost {
            return Some(Subject::Noted(Box::new(noted.annotation.clone())));
        }
        let Some(words) = selection::extract(&reader.galley, &[(focus.paragraph, focus.span)]) else {
            let why = selection::why_not(&reader.galley, focus.paragraph);
            self.say(why);
            return None;
        };
        self.words_subject(&[words])
    }

    fn words_subject(&mut self, words: &[Extract]) -> Option<Subject> {
        let revision = self.reader.as_mut()?.revise()?;
        let targets: Vec<Target> = words.iter().filter_map(|words| revision.target(words)).collect();
        if targets.is_empty() {
            self.say("These are byline's own words; ) goes to the next sentence of the article");
            return None;
        }
        Some(Subject::Words(targets))
    }

    /// Highlights in a colour, or in the one used last; on words that have it, takes it away.
    fn highlight(&mut self, colour: Option<Colour>) -> Vec<Effect> {
        let Some(subject) = self.subject() else { return Vec::new() };
        let chosen = colour.unwrap_or(self.pen.colour);
        let told = self.pen.told(chosen);
        self.pen.colour = chosen;
        self.pen.last = Some(Marking { kind: AnnotationKind::Highlight, colour: Some(chosen), tags: Vec::new() });
        let before = match subject {
            Subject::Words(words) => {
                let effects = self.make_annotations(&words, &format!("highlighted {told}"), |annotation| {
                    annotation.colour = Some(chosen);
                });
                self.leave_selection();
                return effects;
            }
            Subject::Noted(before) => before,
        };
        self.leave_selection();
        if before.colour != Some(chosen) {
            let words = format!("highlighted {told}");
            return self.revise_annotation(&before, &words, |after| after.colour = Some(chosen));
        }
        if colour.is_some() {
            self.say(format!("It is {told} already; x takes the colour away"));
            return Vec::new();
        }
        if before.note.is_some() || !before.tags.is_empty() {
            let words = "colour taken away, the rest stays";
            return self.revise_annotation(&before, words, |after| {
                (after.colour, after.kind) = (None, AnnotationKind::Note);
            });
        }
        self.delete(&before, "highlight taken away")
    }

    /// Makes annotations of words, each as `with` says.
    pub(super) fn make_annotations(
        &mut self,
        words: &[Target],
        what: &str,
        with: impl Fn(&mut Annotation),
    ) -> Vec<Effect> {
        let made = words.iter().filter_map(|words| self.blank(words)).collect();
        self.add_annotations(made, what, with)
    }

    /// Adds annotations that say nothing yet, each as `with` says.
    pub(super) fn add_annotations(
        &mut self,
        made: Vec<Annotation>,
        what: &str,
        with: impl Fn(&mut Annotation),
    ) -> Vec<Effect> {
        let changes = made.into_iter().map(|mut annotation| {
            with(&mut annotation);
            Versions { before: None, after: Some(Box::new(annotation)) }
        });
        let changes: Vec<Versions> = changes.collect();
        let what = if changes.len() > 1 { format!("{what}, {} quotes", changes.len()) } else { what.to_owned() };
        self.tell(&what);
        self.revise_margin(&what, changes)
    }

    /// An annotation of words that says nothing yet. Where the article has changed since they were chosen, it is about the
    /// words as they are now, if they are found.
    pub(super) fn blank(&mut self, words: &Target) -> Option<Annotation> {
        // in whole milliseconds, as every later version is
        let now = jiff::Timestamp::from_millisecond(self.now.as_millisecond()).unwrap_or(self.now);
        let reader = self.reader.as_mut()?;
        let mut annotation = Annotation::bare(self.mint.next(now), reader.id.clone(), now, words.clone());
        annotation.device = Some(self.device.clone());
        reader.revise();
        if reader.margin.digest() != Some(&words.revision) {
            let base = |digest: &_| reader.margin.text(digest).cloned();
            let text = reader.margin.revision.as_ref()?;
            let found = marginalia::find(&[&annotation], &base, text).pop()?;
            annotation.target = found.extract().and_then(|words| text.target(words)).unwrap_or(annotation.target);
        }
        Some(annotation)
    }

    /// Changes an annotation that is there.
    pub(super) fn revise_annotation(
        &mut self,
        before: &Annotation,
        what: &str,
        with: impl FnOnce(&mut Annotation),
    ) -> Vec<Effect> {
        let mut after = before.clone();
        with(&mut after);
        self.tell(what);
        let change = Versions { before: Some(Box::new(before.clone())), after: Some(Box::new(after)) };
        self.revise_margin(what, vec![change])
    }

    pub(super) fn delete(&mut self, before: &Annotation, what: &str) -> Vec<Effect> {
        self.tell(what);
        let change = Versions { before: Some(Box::new(before.clone())), after: None };
        self.revise_margin(what, vec![change])
    }

    /// Says what was done, with a capital, and that it can be undone.
    fn tell(&mut self, what: &str) {
        let (first, rest) = what.split_at_checked(1).unwrap_or(("", what));
        self.say(format!("{}{rest}; U undoes it", first.to_uppercase()));
    }

    /// Does to other words what was done last.
    fn repeat(&mut self) -> Vec<Effect> {
        let Some(last) = self.pen.last.clone() else {
            self.say("There is nothing to repeat: x highlights, a writes a note, t tags");
            return Vec::new();
        };
        if last.kind == AnnotationKind::Note {
            return self.open_note(false);
        }
        let Some(subject) = self.subject() else { return Vec::new() };
        let named: Vec<String> = last
            .colour
            .map(|colour| self.pen.told(colour))
            .into_iter()
            .chain(last.tags.iter().map(|tag| format!("#{tag}")))
            .collect();
        let what = format!("marked {}", named.join(" "));
        let mark = |annotation: &mut Annotation| {
            annotation.colour = last.colour.or(annotation.colour);
            add_tags(annotation, &last.tags);
        };
        let effects = match subject {
            Subject::Words(words) => self.make_annotations(&words, &what, mark),
            Subject::Noted(before) => self.revise_annotation(&before, &what, mark),
        };
        self.leave_selection();
        effects
    }

    /// Remembers what to repeat.
    pub(super) fn remember_marking(&mut self, kind: AnnotationKind, tags: Vec<Text>) {
        self.pen.last = Some(Marking { kind, colour: None, tags });
    }

    fn delete_at_focus(&mut self) -> Vec<Effect> {
        let Some(noted) = self.noted_at_focus() else { return Vec::new() };
        let (annotation, what) =
            (noted.annotation.clone(), if noted.annotation.note.is_some() { "note" } else { "annotation" });
        self.leave_selection();
        self.delete(&annotation, &format!("{what} deleted"))
    }

    /// Accepts the words that were found in place of those it was made on: from now on it is about them. On words without
    /// an annotation, puts there the one whose own words are gone.
    fn accept_place(&mut self) -> Vec<Effect> {
        match self.subject() {
            None => Vec::new(),
            Some(Subject::Noted(annotation)) => self.accept_place_of(&annotation.id),
            Some(Subject::Words(words)) => self.put_on(&words),
        }
    }

    fn accept_place_of(&mut self, id: &AnnotationId) -> Vec<Effect> {
        let Some(noted) = self.reader.as_ref().and_then(|reader| reader.margin.note(id)) else { return Vec::new() };
        let (annotation, found) = (noted.annotation.clone(), noted.found.clone());
        let digest = self.reader.as_ref().and_then(|reader| reader.margin.digest().cloned());
        let words = found.extract().filter(|_| digest.as_ref() != Some(&annotation.target.revision));
        let revision = self.reader.as_mut().and_then(Reader::revise);
        let Some(target) = words.and_then(|words| revision?.target(words)) else {
            self.say(match found {
                Found::Gone => "Its words are gone: go to others that it may be about, and press it there",
                Found::Exact(_) | Found::Moved(_) | Found::Changed { .. } | Found::Unsure(_) => {
                    "It stands where it was made; there is nothing to accept"
                }
            });
            return Vec::new();
        };
        self.revise_annotation(&annotation, "place accepted", |after| after.target = target)
    }

    /// Puts the annotation that was walked to last, or the only one whose words are gone, on other words.
    fn put_on(&mut self, words: &[Target]) -> Vec<Effect> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let chosen = reader.column.chosen.as_ref().and_then(|id| reader.margin.note(id));
        let chosen = chosen.filter(|noted| !matches!(noted.found, Found::Exact(_) | Found::Moved(_)));
        let mut gone = reader.margin.notes.iter().filter(|noted| matches!(noted.found, Found::Gone));
        let noted = match (chosen, gone.next(), gone.next()) {
            (Some(noted), ..) | (None, Some(noted), None) => noted.annotation.clone(),
            (None, Some(_), Some(_)) => {
                self.say("The words of several annotations are gone: ]a to the one that belongs here, then here again");
                return Vec::new();
            }
            (None, None, _) => {
                self.say("There is no annotation here: ]a goes to the next one, x makes one");
                return Vec::new();
            }
        };
        let [target] = words else {
            self.say("An annotation is about one stretch of words; these are several");
            return Vec::new();
        };
        self.leave_selection();
        self.revise_annotation(&noted, "put on these words", |after| after.target = target.clone())
    }

    /// The annotation at the focus or the selection; says where there is none.
    fn noted_at_focus(&mut self) -> Option<&Noted> {
        let id = match self.subject()? {
            Subject::Noted(annotation) => Some(annotation.id),
            Subject::Words(_) => None,
        };
        if id.is_none() {
            self.say("There is no annotation here: ]a goes to the next one, x makes one");
        }
        self.reader.as_ref()?.margin.note(&id?)
    }
}

/// The annotation of the words in focus: of exactly these, else the shortest around them, else the first within them.
#[must_use]
pub fn annotation_at(reader: &Reader, focus: Focus) -> Option<&Noted> {
    let here = |noted: &&Noted| noted.span_in(focus.paragraph).is_some_and(|span| span.overlaps(focus.span));
    let rank = |noted: &&Noted| {
        let span = noted.span_in(focus.paragraph).unwrap_or_default();
        let length: usize = noted.stretches.iter().map(|(_, span)| span.end() - span.start()).sum();
        let exact = span == focus.span && noted.stretches.len() == 1;
        (!exact, !span.contains(focus.span), if span.contains(focus.span) { length } else { span.start() })
    };
    reader.margin.notes.iter().filter(here).min_by_key(rank)
}

/// Adds tags, which stay sorted, each once.
pub(super) fn add_tags(annotation: &mut Annotation, tags: &[Text]) {
    for tag in tags {
        if let Err(at) = annotation.tags.binary_search(tag) {
            annotation.tags.insert(at, tag.clone());
        }
    }
}
