//! Words of an article as a row of an answer: a heading and what stands beneath, wrapped, and coloured where that is
//! asked for.

use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::{layout::Role, library::Citation, theme::Stylesheet};

use super::{
    Call, Failure,
    paint::{depth, paint, stylesheet},
};

/// The widest column of words, in cells, where nobody asks for another.
const MEASURE_CELLS: usize = 76;

/// Prints rows for a person.
pub(super) struct Rows {
    styles: Option<Stylesheet>,
    width: usize,
}

impl Rows {
    pub(super) fn new(call: &Call) -> Result<Self, Failure> {
        let depth = depth(&call.look, &call.environment, &call.out);
        let styles = depth.map(|depth| stylesheet(&call.look, &call.environment, depth)).transpose()?;
        let terminal = call.out.width().map_or(MEASURE_CELLS, |width| usize::from(width).min(MEASURE_CELLS));
        Ok(Self { styles, width: call.look.width.map_or(terminal, usize::from) })
    }

    fn style(&self, role: Role) -> Style {
        self.styles.as_ref().map(|styles| styles.style(role)).unwrap_or_default()
    }

    /// Prints a paragraph: pieces with their roles run on, and lines after the first stand as far in as `first` is wide.
    pub(super) fn paragraph(&self, call: &mut Call, first: &str, pieces: &[(&str, Role)]) -> Result<(), Failure> {
        let indent = first.width();
        let room = self.width.saturating_sub(indent).max(16);
        let mut line = first.to_owned();
        let mut cells = 0;
        for (words, role) in pieces {
            let style = self.style(*role);
            let mut run = String::new();
            for (at, word) in words.split(' ').enumerate() {
                if at > 0 && cells > 0 && cells + 1 + word.width() > room {
                    paint(&mut line, &run, style);
                    run.clear();
                    call.out.line(line.trim_end())?;
                    line = " ".repeat(indent);
                    cells = 0;
                } else if at > 0 && cells > 0 {
                    run.push(' ');
                    cells += 1;
                }
                run.push_str(word);
                cells += word.width();
            }
            paint(&mut line, &run, style);
        }
        call.out.line(line.trim_end())
    }
}

/// The section of a citation: its label as written, or its kind.
pub(super) fn section(at: &Citation) -> &str {
    at.label.as_deref().unwrap_or(&at.kind)
}
