//! The documents of one file on their way into the index.
//!
//! They are many and small, made on one thread and taken apart on another. So all their texts lie in one piece of memory,
//! all their values in another, and both are let go at once.

use std::{iter, ops::Range, sync::Arc};

use serde::Serialize;
use tantivy::schema::{
    Field,
    document::{Document, ReferenceValue, ReferenceValueLeaf, Value},
};

use super::gate::{Gate, Held};

/// About how many bytes a value takes beside its text.
const CELL_BYTES: usize = 48;

/// The documents of one file while they are written down.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    text: Vec<u8>,
    cells: Vec<(Field, Cell)>,
    /// Where in the values each document ends.
    ends: Vec<usize>,
}

/// A value of a document; a text is a range of all texts.
#[derive(Debug)]
enum Cell {
    Text(Range<usize>),
    Number(u64),
    Signed(i64),
}

impl Sheet {
    /// With room for so many documents that have so many bytes of text in all.
    pub(super) fn with_capacity(documents: usize, bytes: usize) -> Self {
        const CELLS: usize = 6;
        Self {
            text: Vec::with_capacity(bytes),
            cells: Vec::with_capacity((documents + 2) * CELLS),
            ends: Vec::with_capacity(documents),
        }
    }

    /// Adds what `write` adds as a text, unless that is nothing. It may add to what is there, and change none of it.
    pub(super) fn text(&mut self, field: Field, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.text.len();
        write(&mut self.text);
        if self.text.len() > start {
            self.cells.push((field, Cell::Text(start..self.text.len())));
        }
    }

    /// Adds a value as JSON.
    pub(super) fn json(&mut self, field: Field, value: &impl Serialize) {
        // what is written has no maps with other keys than strings, and memory takes all
        self.text(field, |text| serde_json::to_writer(text, value).unwrap_or_default());
    }

    pub(super) fn number(&mut self, field: Field, number: u64) {
        self.cells.push((field, Cell::Number(number)));
    }

    pub(super) fn signed(&mut self, field: Field, number: i64) {
        self.cells.push((field, Cell::Signed(number)));
    }

    /// Ends a document.
    pub(super) fn end(&mut self) {
        self.ends.push(self.cells.len());
    }

    /// The documents, as many as there is room for under way.
    pub(super) fn rows(self, gate: &Gate) -> impl ExactSizeIterator<Item = Row> + use<> {
        let Self { text, cells, ends } = self;
        let held = gate.pass(text.len() + cells.len() * CELL_BYTES);
        // every writer adds whole words
        let text = String::from_utf8(text).unwrap_or_default();
        let written = Arc::new(Written { text, cells, _held: held });
        let mut start = 0;
        ends.into_iter()
            .map(move |end| Row { written: Arc::clone(&written), cells: std::mem::replace(&mut start, end)..end })
    }
}

/// What the documents of one file share.
#[derive(Debug)]
struct Written {
    text: String,
    cells: Vec<(Field, Cell)>,
    /// What it counts for among all that is under way.
    _held: Held,
}

/// One document.
#[derive(Debug)]
pub(super) struct Row {
    written: Arc<Written>,
    cells: Range<usize>,
}

impl Document for Row {
    type Value<'a> = Seen<'a>;
    type FieldsValuesIter<'a> = Cells<'a>;

    fn iter_fields_and_values(&self) -> Cells<'_> {
        let cells = self.written.cells.get(self.cells.clone()).unwrap_or_default();
        Cells { text: &self.written.text, cells: cells.iter() }
    }
}

/// The fields of a document with their values.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    text: &'a str,
    cells: std::slice::Iter<'a, (Field, Cell)>,
}

/// A value with the texts it may be a part of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    text: &'a str,
    cell: &'a Cell,
}

impl<'a> Iterator for Cells<'a> {
    type Item = (Field, Seen<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.cells.next().map(|(field, cell)| (*field, Seen { text: self.text, cell }))
    }
}

impl<'a> Value<'a> for Seen<'a> {
    type ArrayIter = iter::Empty<Self>;
    type ObjectIter = iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self.cell {
            Cell::Text(range) => ReferenceValueLeaf::Str(self.text.get(range.clone()).unwrap_or_default()),
            Cell::Number(number) => ReferenceValueLeaf::U64(*number),
            Cell::Signed(number) => ReferenceValueLeaf::I64(*number),
        })
    }
}
