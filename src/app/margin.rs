//! The margin of the open article: its annotations, where their words stand on the page, and the text they are made on.

use std::collections::HashMap;

use crate::{
    layout::Galley,
    marginalia::{Found, Revision},
    model::{Annotation, AnnotationId, ArticleId, Digest, Extract, Place, Span, Text},
};

use super::{Effect, reader::Reader, state::State};

/// What readers have left on the open article.
#[derive(Clone, Debug, Default)]
pub struct Margin {
    /// In the order of their words on the page; those whose words are gone stand last, the oldest first.
    pub notes: Vec<Noted>,
    /// Files of annotations that could not be read, each with the reason.
    pub faults: Vec<Text>,
    /// The text of the article as annotations see it, once there was time to make it.
    pub revision: Option<Revision>,
    /// Its digest.
    digest: Option<Digest>,
    /// The text before the file changed last: something may still be written on it.
    former: Option<(Digest, Revision)>,
    /// Whether the annotations have been read.
    pub known: bool,
    /// Counts the changes: what is made from the notes is made anew for each.
    version: u64,
}

/// One annotation of the open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    pub annotation: Annotation,
    /// What became of its words.
    pub found: Found,
    /// Where they stand: paragraphs of the galley with a span of each, in order. Empty where they are gone, or stand where
    /// the page shows no words of its own.
    pub stretches: Vec<(usize, Span)>,
}

impl Noted {
    /// Where its words begin.
    #[must_use]
    pub fn start(&self) -> Option<(usize, usize)> {
        self.stretches.first().map(|(paragraph, span)| (*paragraph, span.start()))
    }

    /// The stretch of its words in a paragraph.
    #[must_use]
    pub fn span_in(&self, paragraph: usize) -> Option<Span> {
        self.stretches.iter().find(|(at, _)| *at == paragraph).map(|(_, span)| *span)
    }
}

impl Margin {
    /// The annotation of that name.
    #[must_use]
    pub fn note(&self, id: &AnnotationId) -> Option<&Noted> {
        self.notes.iter().find(|noted| noted.annotation.id == *id)
    }

    /// The digest of the text it is about.
    #[must_use]
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    /// The text of that digest, where it is that of the page now or until it changed.
    #[must_use]
    pub fn text(&self, digest: &Digest) -> Option<&Revision> {
        let former = self.former.as_ref().filter(|(former, _)| former == digest).map(|(_, text)| text);
        if self.digest.as_ref() == Some(digest) { self.revision.as_ref() } else { former }
    }

    /// How many annotations stand on words that were edited or may be others, and how many on none.
    fn adrift(&self) -> (usize, usize) {
        let count = |is: fn(&Found) -> bool| self.notes.iter().filter(|noted| is(&noted.found)).count();
        let edited = count(|found| matches!(found, Found::Changed { .. } | Found::Unsure(_)));
        (edited, count(|found| matches!(found, Found::Gone)))
    }

    /// The article's text is to be made again, and its annotations read again; until then what is known stands.
    pub(super) fn ask_again(&mut self) {
        self.former = self.digest.take().zip(self.revision.take()).or(self.former.take());
        self.known = false;
    }

    /// Another number for each change of the notes or of their places.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Takes an annotation out.
    pub(super) fn remove(&mut self, id: &AnnotationId) {
        self.version += 1;
        self.notes.retain(|noted| noted.annotation.id != *id);
    }

    /// Looks up where the words stand on a page that was made anew.
    pub(super) fn place(&mut self, galley: &Galley) {
        self.version += 1;
        if self.notes.is_empty() {
            return;
        }
        let places = places(galley);
        for noted in &mut self.notes {
            noted.stretches = noted.found.extract().map(|at| stretches(at, galley, &places)).unwrap_or_default();
        }
        self.sort();
    }

    /// Takes in annotations as they are on disk, in place of all that was known.
    pub(super) fn take(&mut self, noted: Vec<(Annotation, Found)>, galley: &Galley) {
        let noted = noted.into_iter();
        self.notes = noted.map(|(annotation, found)| Noted { annotation, found, stretches: Vec::new() }).collect();
        self.place(galley);
    }

    /// Puts an annotation in place of its earlier version, or beside the others.
    pub(super) fn put(&mut self, annotation: Annotation, found: Found, galley: &Galley) {
        self.version += 1;
        let stretches = found.extract().map(|at| stretches(at, galley, &places(galley))).unwrap_or_default();
        self.notes.retain(|noted| noted.annotation.id != annotation.id);
        self.notes.push(Noted { annotation, found, stretches });
        self.sort();
    }

    fn sort(&mut self) {
        let key = |noted: &Noted| {
            let last = noted.stretches.last().map(|(paragraph, span)| (*paragraph, span.end()));
            let (start, end) = (noted.start(), last.unwrap_or_default());
            (start.is_none(), start, std::cmp::Reverse(end), noted.annotation.id.clone())
        };
        self.notes.sort_by_cached_key(key);
    }
}

/// Which paragraph shows the text at each place.
pub(super) fn places(galley: &Galley) -> HashMap<Place, usize> {
    let placed = galley.paragraphs.iter().enumerate();
    placed.filter_map(|(at, paragraph)| Some((paragraph.place?, at))).collect()
}

fn stretches(at: &Extract, galley: &Galley, places: &HashMap<Place, usize>) -> Vec<(usize, Span)> {
    let stretch = |(place, span): &(Place, Span)| {
        let paragraph = *places.get(place)?;
        let span = galley.paragraphs.get(paragraph)?.text.span(span.range())?;
        (!span.is_empty()).then_some((paragraph, span))
    };
    at.parts.iter().filter_map(stretch).collect()
}

/// Where words stand on the page: paragraphs with a span of each.
pub(super) fn stretches_in(galley: &Galley, words: &Extract) -> Vec<(usize, Span)> {
    stretches(words, galley, &places(galley))
}

impl Reader {
    /// Makes the text that annotations are about, where it has not been made. `None` where the file is no article, or has
    /// not been read whole.
    pub(super) fn revise(&mut self) -> Option<&Revision> {
        let article = self.article.as_ref().filter(|_| !self.partial)?;
        if self.margin.revision.is_none() {
            let revision = Revision::of(article, &self.galley.outline);
            self.margin.digest = Some(revision.digest());
            self.margin.revision = Some(revision);
        }
        self.margin.revision.as_ref()
    }
}

impl State {
    /// Asks for the annotations of the open article, where they have not been read.
    pub(super) fn ask_margin(&mut self) -> Option<Effect> {
        let reader = self.reader.as_mut().filter(|reader| !reader.margin.known)?;
        let revision = Box::new(reader.revise()?.clone());
        reader.margin.known = true;
        Some(Effect::Annotations { article: reader.id.clone(), revision })
    }

    /// Takes in the annotations of the open article. An answer for a text that has changed since is dropped.
    pub(super) fn annotated(
        &mut self,
        article: &ArticleId,
        revision: &Digest,
        noted: Vec<(Annotation, Found)>,
        faults: Vec<Text>,
        unfinished: Vec<Annotation>,
    ) -> Vec<Effect> {
        let open = |reader: &&mut Reader| reader.id == *article && reader.margin.digest.as_ref() == Some(revision);
        let Some(reader) = self.reader.as_mut().filter(open) else { return Vec::new() };
        let before = reader.margin.adrift();
        reader.margin.take(noted, &reader.galley);
        let unread = Some(faults).filter(|faults| *faults != reader.margin.faults);
        if let Some(faults) = &unread {
            reader.margin.faults.clone_from(faults);
        }
        let adrift = reader.margin.adrift();
        for noted in &reader.margin.notes {
            self.pen.learn(&noted.annotation.tags);
        }
        self.show_waiting(article);
        self.arrive_at_note();
        if adrift != before && self.notice.as_ref().is_none_or(|notice| !notice.is_error) {
            self.tell_adrift(adrift);
        }
        if let Some([first, more @ ..]) = unread.as_deref() {
            self.warn(match more.len() {
                0 => first.to_string(),
                more => format!("{first}; and {more} more, which ! lists"),
            });
        }
        self.offer_unfinished(unfinished);
        Vec::new()
    }

    /// Says how many annotations no longer stand on the words they were made on.
    fn tell_adrift(&mut self, (edited, gone): (usize, usize)) {
        let count = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(format!("1 annotation {what}")),
            _ => Some(format!("{count} annotations {what}")),
        };
        let edited = count(edited, "on words that changed");
        let gone = count(gone, "whose words are gone");
        let told: Vec<String> = edited.into_iter().chain(gone).collect();
        if !told.is_empty() {
            self.say(format!("{}; ]a goes to them", told.join(", ")));
        }
    }

    /// Annotations changed on disk, by another window or another program: they are read again, where they are shown.
    pub(super) fn margin_changed(&mut self, article: &ArticleId) -> Vec<Effect> {
        match &mut self.reader {
            Some(reader) if reader.id == *article => {
                reader.margin.known = false;
                self.ask_margin().into_iter().collect()
            }
            Some(_) | None => Vec::new(),
        }
    }
}
