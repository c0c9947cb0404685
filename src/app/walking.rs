//! Walking the annotations of the open article, and what of them stands at its foot.

use crate::{layout::Lost, marginalia::Found, model::Article};

use super::{
    Effect,
    command::Command,
    margin::{Margin, Noted},
    reader::{Focus, Reader},
    state::State,
};

impl State {
    /// To the next annotation, or the one before, `count` times; those whose words are gone stand last.
    pub(super) fn walk_notes(&mut self, command: Command, count: usize) -> Vec<Effect> {
        let (height, forward) = (self.page_height(), command == Command::NextNote);
        let Some(reader) = &mut self.reader else { return Vec::new() };
        let walked = walked(reader, forward, count, height);
        let Some((at, focus)) = walked else {
            let none = reader.margin.notes.is_empty();
            self.say(match (none, forward) {
                (true, _) => "Nothing is annotated in this article",
                (false, true) => "No annotation after this one",
                (false, false) => "No annotation before this one",
            });
            return Vec::new();
        };
        reader.column.chosen = reader.margin.notes.get(at).map(|noted| noted.annotation.id.clone());
        reader.focus_on(focus, height);
        self.after_scroll()
    }

    /// Puts what the foot says of a note whose words are gone in focus.
    pub(super) fn walk_to_lost(&mut self, at: usize) {
        let height = self.page_height();
        let Some(reader) = &mut self.reader else { return };
        if let Some(focus) = focus(reader, at) {
            reader.focus_on(focus, height);
        }
    }

    /// The foot of the page tells of the notes whose words are gone; the page is made anew where that has changed.
    pub(super) fn tell_lost(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let lost = lost(&reader.margin, reader.article.as_ref());
        if reader.surroundings.tell_lost(lost) && !reader.shows_source {
            self.reset_reader();
        }
    }
}

/// The annotation that is so many steps away, by index, and its words.
fn walked(reader: &Reader, forward: bool, count: usize, height: usize) -> Option<(usize, Focus)> {
    let notes = &reader.margin.notes;
    let here = reader.focus_in_window(height);
    // on an annotation one goes on from it, also to another one about the same words
    let on = here.and(reader.column.on);
    let place = reader.place(height);
    let is_ahead = |noted: &Noted| match noted.start() {
        Some(start) if here.is_none() => start >= place,
        Some(start) => start > place,
        None => true,
    };
    let steps = count.clamp(1, super::going::STEPS_MAX);
    let first = match (on, forward) {
        (Some(on), true) => on + 1,
        (Some(on), false) => on.checked_sub(1)?,
        (None, true) => notes.partition_point(|noted| !is_ahead(noted)),
        (None, false) => {
            notes.partition_point(|noted| noted.start().is_some_and(|start| start < place)).checked_sub(1)?
        }
    };
    let last = if forward { first + (steps - 1) } else { first.saturating_sub(steps - 1) };
    let last = if first < notes.len() { last.min(notes.len() - 1) } else { return None };
    Some((last, focus(reader, last)?))
}

/// The words of an annotation; of one whose words are gone, what the foot says of it.
fn focus(reader: &Reader, at: usize) -> Option<Focus> {
    let noted = reader.margin.notes.get(at)?;
    if let Some((paragraph, span)) = noted.stretches.first() {
        return Some(Focus { paragraph: *paragraph, span: *span });
    }
    let before = reader.margin.notes.get(..at)?.iter().filter(|noted| is_lost(noted)).count();
    let paragraph = *reader.galley.lost.get(before)?;
    Some(Focus { paragraph, span: reader.galley.paragraphs.get(paragraph).map(|copy| copy.text.whole())? })
}

fn is_lost(noted: &Noted) -> bool {
    matches!(noted.found, Found::Gone)
}

/// What the foot says of the notes whose words are gone, in their order.
fn lost(margin: &Margin, article: Option<&Article>) -> Vec<Lost> {
    let lost = |noted: &Noted| {
        let target = &noted.annotation.target;
        let speaker = target.block.speaker.as_ref();
        let named = speaker.and_then(|by| article?.person(by)).map(|person| person.name.clone());
        Lost {
            words: target.exact.clone(),
            before: target.prefix.clone(),
            after: target.suffix.clone(),
            section: target.block.section.clone(),
            speaker: named.or_else(|| speaker.map(|by| crate::model::Text::line(by.as_str()))),
            note: noted.annotation.note.clone(),
            tags: noted.annotation.tags.clone(),
        }
    };
    margin.notes.iter().filter(|noted| is_lost(noted)).map(lost).collect()
}

impl Reader {
    /// The annotation that the foot of the page tells of in that paragraph, by index.
    #[must_use]
    pub fn lost_at(&self, paragraph: usize) -> Option<usize> {
        let nth = self.galley.lost.iter().position(|lost| *lost == paragraph)?;
        let notes = self.margin.notes.iter().enumerate();
        notes.filter(|(_, noted)| is_lost(noted)).nth(nth).map(|(at, _)| at)
    }
}
