//! The notes beside the page: which one is in focus, and which stand in the window; where there is no room for a column,
//! the rows that have one, and the note in focus for the foot of the screen.

use std::collections::BTreeMap;

use crate::{
    layout::{Arms, Measure, NoteCopy, Page, Row, RowIndex, Want, leaders, place, set_note},
    marginalia::Found,
    model::AnnotationId,
};

use super::{
    annotating::Pen,
    margin::{Margin, Noted},
    reader::{Focus, Reader},
    state::{Screen, State},
};

/// Rows of a note that is not in focus; the rest is told by `…`.
const SHOWN_ROWS: usize = 3;
/// Notes that stand beside one row; of more, the rest is counted.
const STACK_MAX: usize = 4;
/// So far above and below the window notes are placed, so that those in it stand where they stood before a scroll.
const REACH_ROWS: usize = 96;
/// The bar at the left of a note, and a space.
pub const BAR_CELLS: u16 = 2;

/// The notes of the window. Made anew where anything it depends on has changed.
#[derive(Clone, Debug, Default)]
pub struct Column {
    made_for: Option<For>,
    /// Notes with words on the page that have something to say beyond their colour, by index, in the order of the page.
    speaking: Vec<usize>,
    /// The version of the margin that this was worked out for.
    version: Option<u64>,
    /// Each note as far as it was set at `width_cells`, by index.
    set: Vec<Option<Vec<Row>>>,
    width_cells: u16,
    /// Notes in and around the window, from top to bottom. Empty where there is no column.
    pub placed: Vec<Placed>,
    /// The gutter, by row of the page.
    pub leaders: BTreeMap<usize, Arms>,
    /// Where there is no column: rows of the page on which a note's words begin, with the first such note, by index.
    pub marked: BTreeMap<usize, usize>,
    /// The note in focus, by index.
    pub on: Option<usize>,
    /// That note whole.
    pub whole: Vec<Row>,
    /// The note that was walked to: where several are about the same words, the focus alone doesn't tell.
    pub chosen: Option<AnnotationId>,
}

/// A note of the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// By index into the margin's notes.
    pub note: usize,
    /// The row of the page on which its words begin, and that of its own first row.
    pub passage: usize,
    pub row: usize,
    /// Rows that are shown of it.
    pub height_rows: usize,
    /// Whether there is more of it than is shown.
    pub cut: bool,
    /// Not a note but the word that there are so many more at this row; `note` is the first of them.
    pub more: usize,
}

/// What the column depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct For {
    version: u64,
    measure: Measure,
    top: usize,
    height: usize,
    set_rows: usize,
    /// Cells of a note; none without a column.
    width_cells: Option<u16>,
    on: Option<usize>,
}

impl Column {
    /// Whether any note has something to say: only then is there a column.
    #[must_use]
    pub fn speaks(&self) -> bool {
        !self.speaking.is_empty()
    }

    /// The rows of a placed note.
    #[must_use]
    pub fn rows(&self, placed: &Placed) -> &[Row] {
        let rows = if self.on == Some(placed.note) {
            Some(&self.whole)
        } else {
            self.set.get(placed.note).and_then(Option::as_ref)
        };
        rows.and_then(|rows| rows.get(..placed.height_rows)).unwrap_or_default()
    }

    /// Looks at the notes again where they have changed.
    fn look(&mut self, margin: &Margin) {
        if self.version == Some(margin.version()) {
            return;
        }
        *self = Self { version: Some(margin.version()), chosen: self.chosen.take(), ..Self::default() };
        let notes = margin.notes.iter().enumerate();
        self.speaking = notes.filter(|(_, noted)| noted.start().is_some() && speaks(noted)).map(|(at, _)| at).collect();
        self.set = vec![None; margin.notes.len()];
    }

    fn make(&mut self, page: &Page, margin: &Margin, copy: &dyn Fn(usize) -> Copy, made_for: For) {
        if self.made_for == Some(made_for) {
            return;
        }
        self.made_for = Some(made_for);
        (self.placed, self.leaders, self.marked) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let Some(width) = made_for.width_cells else {
            self.mark(page, margin, made_for);
            return;
        };
        if self.width_cells != width {
            self.width_cells = width;
            self.set.iter_mut().for_each(|set| *set = None);
        }
        let near = made_for.top.saturating_sub(REACH_ROWS)..made_for.top + made_for.height + REACH_ROWS;
        let mut placed = self.near(page, margin, near);
        for placed in placed.iter_mut().filter(|placed| placed.more == 0) {
            let (height, cut) = self.height(placed.note, margin, copy, width);
            (placed.height_rows, placed.cut) = (height, cut);
        }
        let want = |placed: &Placed| Want { row: placed.passage, height_rows: placed.height_rows + 1 };
        let rows = place(&placed.iter().map(want).collect::<Vec<_>>());
        for (placed, row) in placed.iter_mut().zip(rows) {
            placed.row = row;
        }
        let last = page.rows.len().max(made_for.top + made_for.height);
        self.leaders = leaders(placed.iter().map(|placed| (placed.passage, placed.row.min(last))));
        self.placed = placed;
    }

    /// Rows that are shown of a note, and whether there are more.
    fn height(&mut self, note: usize, margin: &Margin, copy: &dyn Fn(usize) -> Copy, width: u16) -> (usize, bool) {
        if self.on == Some(note) {
            return (self.whole.len(), false);
        }
        let Some(noted) = margin.notes.get(note) else { return (0, false) };
        let rows = match self.set.get_mut(note) {
            Some(set) => set.get_or_insert_with(|| copy(note).set(noted, width)).len(),
            None => 0,
        };
        (rows.min(SHOWN_ROWS), rows > SHOWN_ROWS)
    }

    /// The notes whose words begin on these rows of the page, of many on one row only a few.
    fn near(&self, page: &Page, margin: &Margin, rows: std::ops::Range<usize>) -> Vec<Placed> {
        let row_of = |note: &usize| row_of(page, margin.notes.get(*note)?);
        let from = self.speaking.partition_point(|note| row_of(note).is_some_and(|row| row < rows.start));
        let mut rest = self.speaking.get(from..).unwrap_or_default();
        let mut placed = Vec::new();
        while let Some(passage) = rest.first().and_then(row_of).filter(|row| *row < rows.end) {
            let (here, below) = rest.split_at(rest.partition_point(|note| row_of(note) == Some(passage)));
            let shown = if here.len() > STACK_MAX { STACK_MAX - 1 } else { here.len() };
            let one = |note: usize| Placed { note, passage, row: passage, height_rows: 1, cut: false, more: 0 };
            let (first, more) = here.split_at(shown);
            let focused = more.iter().copied().find(|note| self.on == Some(*note));
            placed.extend(first.iter().take(shown - usize::from(focused.is_some())).copied().map(one));
            placed.extend(focused.map(one));
            if let Some(note) = more.first() {
                placed.push(Placed { more: more.len(), ..one(*note) });
            }
            rest = below;
        }
        placed
    }

    /// Where there is no column: the rows of the window on which a note's words begin.
    fn mark(&mut self, page: &Page, margin: &Margin, made_for: For) {
        let row_of = |note: &usize| row_of(page, margin.notes.get(*note)?);
        let from = self.speaking.partition_point(|note| row_of(note).is_some_and(|row| row < made_for.top));
        let mut rest = self.speaking.get(from..).unwrap_or_default();
        while let Some((note, row)) = rest.first().and_then(|note| Some((*note, row_of(note)?))) {
            if row >= made_for.top + made_for.height {
                return;
            }
            self.marked.insert(row, note);
            rest = rest.get(rest.partition_point(|note| row_of(note) == Some(row))..).unwrap_or_default();
        }
    }
}

/// What a note is set with, besides itself.
#[derive(Clone, Debug, Default)]
struct Copy {
    now: String,
    colour: Option<String>,
}

impl Copy {
    fn set(&self, noted: &Noted, width_cells: u16) -> Vec<Row> {
        let copy = NoteCopy {
            annotation: &noted.annotation,
            found: &noted.found,
            now: &self.now,
            colour: self.colour.as_deref(),
        };
        set_note(&copy, width_cells)
    }
}

/// Whether there is something to say of a note beyond its colour.
fn speaks(noted: &Noted) -> bool {
    NoteCopy { annotation: &noted.annotation, found: &noted.found, now: "", colour: None }.speaks()
}

/// The row of the page on which the words of a note begin, where it is set.
fn row_of(page: &Page, noted: &Noted) -> Option<usize> {
    let (paragraph, offset) = noted.start()?;
    page.row_of(paragraph, offset).map(|RowIndex(row)| row)
}

/// The note that the words in focus are about: the one that was walked to, else the narrowest.
fn note_at(margin: &Margin, chosen: Option<&AnnotationId>, focus: Focus) -> Option<usize> {
    let at = |noted: &Noted| noted.span_in(focus.paragraph).filter(|span| span.overlaps(focus.span));
    if let Some(index) = chosen.and_then(|id| margin.notes.iter().position(|noted| noted.annotation.id == *id))
        && at(&margin.notes[index]) == Some(focus.span)
    {
        return Some(index);
    }
    let end = (focus.paragraph, focus.span.end());
    let upto = margin.notes.partition_point(|noted| noted.start().is_some_and(|start| start < end));
    let before = margin.notes.get(..upto)?.iter().enumerate().rev().take(NEAR_MAX);
    let overlapping = before.filter_map(|(index, noted)| Some((index, at(noted)?)));
    overlapping.min_by_key(|(_, span)| span.end() - span.start()).map(|(index, _)| index)
}

/// So many notes before the words in focus are looked at for one that reaches them.
const NEAR_MAX: usize = 2_000;

impl Reader {
    /// The words of a note as the page has them now, and the word for its colour where that is to be told.
    fn copy(&self, note: usize, pen: Option<&Pen>) -> Copy {
        let Some(noted) = self.margin.notes.get(note) else { return Copy::default() };
        let colour = pen.zip(noted.annotation.colour).map(|(pen, colour)| pen.told(colour));
        match noted.found {
            Found::Changed { .. } | Found::Unsure(_) => {}
            Found::Exact(_) | Found::Moved(_) | Found::Gone => return Copy { now: String::new(), colour },
        }
        let words = noted.stretches.iter().filter_map(|(paragraph, span)| {
            self.galley.paragraphs.get(*paragraph).map(|paragraph| paragraph.text.get(*span))
        });
        Copy { now: words.collect::<Vec<_>>().join(" "), colour }
    }

    /// Whether the words in focus are those of the note that was walked to.
    #[must_use]
    pub fn is_at_chosen_note(&self, focus: Focus) -> bool {
        let chosen = self.column.chosen.as_ref().and_then(|id| self.margin.note(id));
        chosen.is_some_and(|noted| noted.span_in(focus.paragraph) == Some(focus.span))
    }

    /// The note in focus.
    #[must_use]
    pub fn note_in_focus(&self) -> Option<&Noted> {
        self.margin.notes.get(self.column.on?)
    }
}

impl State {
    /// Makes the notes beside the page what they should be after what has happened. It costs nothing where there are none,
    /// and next to nothing where nothing changed.
    pub(super) fn set_column(&mut self) {
        let full_rows = usize::from(self.size.height.saturating_sub(1));
        let Some(reader) = self.reader.as_mut().filter(|_| self.screen == Screen::Page) else { return };
        if reader.margin.notes.is_empty() && reader.column.version.is_none() {
            return;
        }
        if reader.column.version != Some(reader.margin.version()) {
            self.tell_lost();
        }
        let Some(reader) = &mut self.reader else { return };
        reader.column.look(&reader.margin);
        let focus = reader.focus_in_window(full_rows).filter(|_| !reader.shows_source);
        let on = focus.and_then(|focus| {
            let lost = reader.lost_at(focus.paragraph);
            lost.or_else(|| note_at(&reader.margin, reader.column.chosen.as_ref(), focus))
        });
        let was = std::mem::replace(&mut reader.column.on, on);
        let areas = self.divided();
        let Some(reader) = &mut self.reader else { return };
        let column_cells = areas.margin.map(|margin| margin.width - BAR_CELLS).filter(|_| !reader.shows_source);
        let whole_cells = column_cells.unwrap_or(areas.page.width - areas.rail_cells);
        // what is gone stands at the foot of the page, whole
        let told = on.filter(|note| reader.margin.notes[*note].start().is_some());
        let whole = told.map(|note| reader.copy(note, Some(&self.pen)).set(&reader.margin.notes[note], whole_cells));
        let opened = (was, reader.column.whole.is_empty()) != (on, whole.as_ref().is_none_or(Vec::is_empty));
        reader.column.whole = whole.unwrap_or_default();
        let height = self.height_rows();
        let Some(reader) = &mut self.reader else { return };
        if let Some(focus) = reader.focus.filter(|_| opened && on.is_some() && column_cells.is_none()) {
            // the pane must not cover the words it is about
            reader.focus_on(focus, height);
        }
        let made_for = For {
            version: reader.margin.version(),
            measure: reader.page.measure,
            top: reader.top,
            height,
            set_rows: reader.page.rows.len(),
            width_cells: column_cells,
            on,
        };
        let mut column = std::mem::take(&mut reader.column);
        column.make(&reader.page, &reader.margin, &|note| reader.copy(note, None), made_for);
        reader.column = column;
    }

    /// Rows of the pane at the foot of the page, with its rule: the note in focus, where no column shows it.
    #[must_use]
    pub fn foot_rows(&self) -> usize {
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.column.whole.is_empty()) else { return 0 };
        if self.screen != Screen::Page || reader.column.on.is_none() || self.divided().margin.is_some() {
            return 0;
        }
        let most = usize::from(self.size.height) / 3;
        if most < 2 { 0 } else { (reader.column.whole.len() + 1).min(most) }
    }
}
