//! What was pasted, as the article it will be: where its words came from, how it is set, and what was left out of it.

mod pane;
mod prepare;
mod report;

use std::sync::Arc;

use crate::{
    import::{Format, Remark},
    layout::{Galley, Measure},
    model::{Article, ArticleId, Diagnostic, Severity, Text},
};

use super::areas::{Area, Areas, Size};

pub use pane::Pane;
pub use prepare::{prepare, prepare_yaml};

/// From this width on the report stands beside the page.
const BESIDE_MIN_CELLS: u16 = 114;
/// How wide it is there.
const REPORT_MIN_CELLS: u16 = 30;
const REPORT_MAX_CELLS: u16 = 56;
/// Below this many rows the report gives way; Tab shows it in place of the page.
const BELOW_MIN_ROWS: u16 = 12;

/// Where an article is to be made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The words themselves.
    Words(Text),
    /// The path of a file, as it was pasted or typed.
    File(Text),
    /// The address of a page, which may be in the library.
    Address(Text),
    /// The article in YAML, as a person has edited it.
    Yaml(Text),
}

/// What became of a source.
#[derive(Debug)]
pub enum Incoming {
    Article(Box<Prepared>),
    /// The library has it already; where, if that is known.
    There(ArticleId, Option<String>),
}

/// An article that has not been kept.
#[derive(Debug)]
pub struct Prepared {
    /// `None` where what was edited can't be read as one.
    pub article: Option<Article>,
    /// The file it would be.
    pub yaml: Text,
    /// The format its words were read in; `None` where it was edited.
    pub format: Option<Format>,
    pub remarks: Vec<Remark>,
    pub diagnostics: Vec<Diagnostic>,
    pub galley: Galley,
}

/// A change of the library's files by one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filing {
    /// A new one, under a name that nothing has.
    New { id: ArticleId, yaml: Text },
    /// Takes away what was filed, unless it was changed since.
    Remove(Filed),
    /// Puts it back under its name.
    Again(Filed),
}

/// An article that was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub id: ArticleId,
    /// Relative to the library.
    pub path: String,
    pub yaml: Text,
    /// Whether the very same was there already: then nothing was written.
    pub was_there: bool,
}

/// What a paste was before it was discarded: enough to have it again.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub source: Arc<Source>,
    pub format: Option<Format>,
    pub edited: Option<Text>,
}

/// Which of the two has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Article,
    Report,
}

/// A paste that is being looked at.
#[derive(Debug)]
pub struct Paste {
    pub(super) source: Arc<Source>,
    /// The format the reader chose; `None`: as it was guessed.
    pub(super) format: Option<Format>,
    /// The article as it was edited.
    pub(super) edited: Option<Text>,
    /// The number of the question that is not answered yet.
    pub(super) waiting: Option<u64>,
    /// The number of the filing that is under way.
    pub(super) filing: Option<u64>,
    /// Whether the reader was warned that another format undoes the editing.
    pub(super) warned: bool,
    /// Whether the reader was warned that leaving byline loses it.
    pub(super) told_lost: bool,
    /// The screen it was pasted on.
    pub(super) outer: super::state::Screen,
    /// Why it can't be read.
    pub fault: Option<Text>,
    pub shown: Option<Shown>,
    pub side: Side,
}

/// The article and its report, set.
#[derive(Debug)]
pub struct Shown {
    pub article: Option<Article>,
    pub yaml: Text,
    pub format: Option<Format>,
    pub page: Pane,
    pub report: Pane,
    /// What the report comes to, for its title.
    pub tally: String,
    pub(super) remarks: Vec<Remark>,
    /// The worst that is wrong with what was edited, and whether the reader was told.
    pub(super) wrong: Option<Text>,
    pub(super) told_wrong: bool,
}

impl Shown {
    /// What its words were read as.
    #[must_use]
    pub fn read_as(&self) -> &'static str {
        self.format.map_or("edited", name)
    }
}

/// What a format is called.
fn name(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::Mail => "e-mail",
        Format::Feed => "a feed",
        Format::Ninjs => "ninjs",
    }
}

impl Paste {
    /// The format that its words are read in next.
    pub(super) fn next_format(&self) -> Format {
        match self.format.or_else(|| self.shown.as_ref().and_then(|shown| shown.format)) {
            Some(Format::Text) => Format::Markdown,
            Some(Format::Markdown) => Format::Html,
            Some(Format::Html | Format::Mail | Format::Feed | Format::Ninjs) | None => Format::Text,
        }
    }

    /// What that is called.
    #[must_use]
    pub fn other_format(&self) -> &'static str {
        name(self.next_format())
    }

    /// Whether the world still works at it.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// How many bytes of words there are, or where they are.
    #[must_use]
    pub fn told(&self) -> String {
        match &*self.source {
            Source::File(name) | Source::Address(name) => name.to_string(),
            Source::Words(words) | Source::Yaml(words) => match words.len() {
                bytes @ 0..10_000 => format!("{bytes} bytes"),
                bytes @ 10_000..1_000_000 => format!("{} kB", bytes / 1000),
                bytes => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
            },
        }
    }

    pub(super) fn held(&self) -> Held {
        Held { source: self.source.clone(), format: self.format, edited: self.edited.clone() }
    }

    /// Takes in what the source became, and sets it. What an edited article was told of stays told.
    pub(super) fn take(&mut self, prepared: Prepared, areas: &PasteAreas) {
        let Prepared { article, yaml, format, mut remarks, diagnostics, galley } = prepared;
        let before = self.shown.take();
        if format.is_none()
            && let Some(before) = &before
        {
            remarks.clone_from(&before.remarks);
        }
        let worst = diagnostics.iter().find(|fault| fault.severity == Severity::Error);
        let wrong = worst.map(|fault| Text::line(&format!("line {}: {}", fault.location.line, fault.message)));
        let (report, tally) = report::of(&remarks, &diagnostics);
        let mut page = Pane::new(galley, areas.page.measure());
        let top = before.map_or(0, |before| before.page.top);
        page.scroll_to(top, areas.page_rows());
        let mut report = Pane::new(report, areas.report_measure());
        report.scroll_to(0, areas.report_rows());
        self.fault = None;
        self.shown = Some(Shown { article, yaml, format, page, report, tally, remarks, wrong, told_wrong: false });
    }

    /// Sets both at the width there is.
    pub(super) fn set(&mut self, areas: &PasteAreas) {
        if let Some(shown) = &mut self.shown {
            shown.page.set_measure(areas.page.measure(), areas.page_rows());
            shown.report.set_measure(areas.report_measure(), areas.report_rows());
        }
    }

    /// The pane that has the keyboard.
    pub(super) fn pane(&mut self) -> Option<&mut Pane> {
        let shown = self.shown.as_mut()?;
        Some(match self.side {
            Side::Article => &mut shown.page,
            Side::Report => &mut shown.report,
        })
    }
}

/// How the screen is divided while a paste is looked at: a head of two rows, the page, the report beside or below it.
#[derive(Clone, Copy, Debug)]
pub struct PasteAreas {
    pub page: Areas,
    /// The first row of it is its title.
    pub report: Area,
    pub beside: bool,
}

impl PasteAreas {
    pub(super) fn new(size: Size, measure_max_cells: u16, side: Side) -> Self {
        let rows = size.height.saturating_sub(3);
        let beside = size.width >= BESIDE_MIN_CELLS;
        let report_cells = if beside {
            (size.width - BESIDE_MIN_CELLS + REPORT_MIN_CELLS).clamp(REPORT_MIN_CELLS, REPORT_MAX_CELLS)
        } else {
            size.width.saturating_sub(2)
        };
        // the line between them has a cell of its own, and there is one free beside it and at the right
        let page_cells = if beside { size.width - report_cells - 3 } else { size.width };
        let page_size = Size { width: page_cells, height: size.height };
        let mut page = Areas::new(page_size, false, false, measure_max_cells);
        let below = match side {
            _ if beside => 0,
            _ if rows >= BELOW_MIN_ROWS => (rows / 3).clamp(4, 10),
            Side::Article => 0,
            Side::Report => rows,
        };
        (page.page.y, page.page.height) = (2, rows - below);
        let report = if beside {
            Area { x: page_cells + 2, y: 2, width: report_cells, height: rows }
        } else {
            Area { x: 1, y: 2 + rows - below, width: report_cells, height: below }
        };
        Self { page, report, beside }
    }

    pub(super) fn page_rows(&self) -> usize {
        usize::from(self.page.page.height)
    }

    /// Rows of the report below its title.
    pub(super) fn report_rows(&self) -> usize {
        usize::from(self.report.height.saturating_sub(1))
    }

    pub(super) fn report_measure(&self) -> Measure {
        Measure { width_cells: self.report.width.max(8), tight: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_and_report_share_the_screen() {
        for width in 20..220 {
            for height in 6..60 {
                for side in [Side::Article, Side::Report] {
                    let areas = PasteAreas::new(Size { width, height }, 76, side);
                    let (page, report) = (areas.page.page, areas.report);
                    assert!(page.x + page.width <= width && report.x + report.width <= width, "{width} {areas:?}");
                    assert!(page.y + page.height < height && report.y + report.height < height, "{height} {areas:?}");
                    if areas.beside {
                        assert!(page.x + page.width < report.x - 1, "the line is free: {width} {areas:?}");
                        assert!(report.x + report.width < width);
                    } else {
                        assert_eq!(page.y + page.height, report.y);
                    }
                }
            }
        }
    }
}
