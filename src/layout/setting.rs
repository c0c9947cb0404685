//! How each style of paragraph is set: indentation, marker, base role.

use crate::model::Text;

use super::{
    cells::cells,
    galley::{Paragraph, ParagraphStyle},
    page::Measure,
    role::{Emphasis, Role},
    wrap,
};

/// The longest term of an entry that later rows hang under, in cells.
const TERM_MAX_CELLS: usize = 16;

/// Rows of a headline that are worth balancing, and the longest headline that is.
const BALANCED_ROWS: std::ops::RangeInclusive<usize> = 2..=4;
const BALANCED_MAX_BYTES: usize = 600;

/// How rows of a paragraph are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cutting {
    Prose,
    /// Every space counts; a line too long goes on below, behind a sign.
    Kept,
    /// No text: a line across.
    Rule,
}

/// A marker that stands beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    pub text: Text,
    pub role: Role,
    /// Cells from the edge at which the paragraph begins.
    pub column: usize,
}

/// One paragraph's setting at one measure.
#[derive(Clone, Debug)]
pub struct Setting {
    pub cutting: Cutting,
    pub role: Role,
    pub emphasis: Emphasis,
    /// Where the text of the first row, and of the rows below it, begins, and where all of them end. In cells.
    pub first: usize,
    pub hang: usize,
    pub end: usize,
    /// Beside the first row.
    pub marker: Option<Marker>,
    /// Beside every other row.
    pub marker_below: Option<Marker>,
}

impl Setting {
    /// The setting of `paragraph` at `measure`.
    #[must_use]
    pub fn new(paragraph: &Paragraph, measure: Measure) -> Self {
        let width = usize::from(measure.width_cells).max(1);
        let mut setting = Self::plain(base_role(&paragraph.style), width);
        // a narrow column spares no more than a third of itself for indentation
        let spare = if measure.tight { width / 4 } else { width / 3 };
        let indent = |cells: usize| cells.min(spare);
        match &paragraph.style {
            ParagraphStyle::Headline => setting.end = balanced(paragraph.text.as_str(), width),
            ParagraphStyle::Subtitle
            | ParagraphStyle::Label(_)
            | ParagraphStyle::Question
            | ParagraphStyle::Heading
            | ParagraphStyle::Body
            | ParagraphStyle::Caption
            | ParagraphStyle::Credit => {}
            ParagraphStyle::Bullet { depth, marker } => {
                let column = indent(usize::from(*depth) * 2);
                setting.mark(marker.clone(), Role::Bullet, column);
            }
            ParagraphStyle::BulletMore { depth } => setting.indent(indent(usize::from(*depth) * 2) + 2),
            ParagraphStyle::Entry { term } => {
                let term = cells(paragraph.text.get(*term)) + 2;
                setting.hang = if term <= TERM_MAX_CELLS.min(width / 3) { term } else { indent(2) };
            }
            ParagraphStyle::Quotation => {
                setting.mark(Text::new("│"), Role::Rule, 0);
                setting.marker_below.clone_from(&setting.marker);
            }
            ParagraphStyle::Code { .. } | ParagraphStyle::Table => {
                setting.cutting = Cutting::Kept;
                setting.hang = indent(2);
                setting.marker_below = Some(Marker { text: Text::new("↪"), role: Role::Muted, column: 0 });
            }
            ParagraphStyle::Related => setting.mark(Text::new("→"), Role::Relation, 0),
            ParagraphStyle::Attribution => {
                let column = if measure.tight { 0 } else { indent(2) };
                (setting.first, setting.hang) = (column, column + 2);
            }
            ParagraphStyle::ClaimNote => {
                setting.mark(Text::new("↳"), Role::Muted, if measure.tight { 0 } else { indent(2) });
            }
            ParagraphStyle::Gone => setting.mark(Text::new("-"), Role::Muted, 0),
            ParagraphStyle::Meta | ParagraphStyle::Foot => setting.hang = indent(2),
            ParagraphStyle::Signed { sign, role } => setting.mark(sign.clone(), *role, 0),
            ParagraphStyle::Rule => setting.cutting = Cutting::Rule,
        }
        setting.fit(width);
        setting
    }

    fn plain(role: Role, width: usize) -> Self {
        Self {
            cutting: Cutting::Prose,
            role,
            emphasis: Emphasis::NONE,
            first: 0,
            hang: 0,
            end: width,
            marker: None,
            marker_below: None,
        }
    }

    fn indent(&mut self, cells: usize) {
        (self.first, self.hang) = (cells, cells);
    }

    /// Puts a marker at `column`, and the text a cell behind it.
    fn mark(&mut self, text: Text, role: Role, column: usize) {
        self.indent(column + cells(text.as_str()) + 1);
        self.marker = Some(Marker { text, role, column });
    }

    /// Where marker and indentation leave too little room, they go.
    fn fit(&mut self, width: usize) {
        let room = width.div_ceil(2).max(2);
        if self.first + room > self.end {
            (self.first, self.marker) = (0, None);
        }
        if self.hang + room > self.end {
            (self.hang, self.marker_below) = (0, None);
        }
    }
}

/// The role of what no mark covers.
fn base_role(style: &ParagraphStyle) -> Role {
    match style {
        ParagraphStyle::Headline => Role::Headline,
        ParagraphStyle::Subtitle => Role::Subtitle,
        ParagraphStyle::Label(kind) => Role::Label(*kind),
        ParagraphStyle::Question => Role::Question,
        ParagraphStyle::Heading => Role::Heading,
        ParagraphStyle::Body
        | ParagraphStyle::Bullet { .. }
        | ParagraphStyle::BulletMore { .. }
        | ParagraphStyle::Entry { .. }
        | ParagraphStyle::Quotation
        | ParagraphStyle::Table
        | ParagraphStyle::Related
        | ParagraphStyle::Signed { .. } => Role::Text,
        ParagraphStyle::Code { .. } => Role::Code,
        ParagraphStyle::Caption => Role::Caption,
        ParagraphStyle::Credit => Role::Credit,
        ParagraphStyle::Attribution => Role::Circumstance,
        ParagraphStyle::Meta | ParagraphStyle::ClaimNote | ParagraphStyle::Gone | ParagraphStyle::Foot => Role::Muted,
        ParagraphStyle::Rule => Role::Rule,
    }
}

/// The narrowest width at which a headline takes no more rows than at `width`, so that its rows are of a length.
fn balanced(text: &str, width: usize) -> usize {
    if text.len() <= width || text.len() > BALANCED_MAX_BYTES {
        return width;
    }
    let rows = rows_at(text, width);
    if !BALANCED_ROWS.contains(&rows) {
        return width;
    }
    // no word is broken for the sake of balance
    let longest = text.split_whitespace().map(cells).max().unwrap_or(0);
    let (mut low, mut high) = ((width / 2).max(longest).min(width), width);
    while low < high {
        let middle = usize::midpoint(low, high);
        if rows_at(text, middle) <= rows {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    high
}

fn rows_at(text: &str, width: usize) -> usize {
    let (mut start, mut rows) = (0, 0);
    while start < text.len() {
        start = wrap::prose(text, start, width.max(1)).next;
        rows += 1;
    }
    rows
}
