//! Where things stand on the screen: worked out from the size alone, so that `update` and the view agree.

use crate::layout::Measure;

/// The least terminal byline draws in. Below, it says so and waits.
pub const WIDTH_MIN_CELLS: u16 = 20;
pub const HEIGHT_MIN_ROWS: u16 = 6;

/// Below this width panes give way: the contents then cover the page.
const PANES_MIN_CELLS: u16 = 80;
/// Below this width the rail gives way too.
const RAIL_MIN_CELLS: u16 = 32;
/// The mark, and a cell on each side of it.
const RAIL_CELLS: u16 = 3;
/// Between the page and its margin: the leaders.
pub const GUTTER_CELLS: u16 = 3;
/// The margin is as wide as there is room, between these.
const MARGIN_MIN_CELLS: u16 = 26;
const MARGIN_MAX_CELLS: u16 = 40;

/// The terminal's size in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

impl Size {
    /// Whether there is room for anything but a word about the room.
    #[must_use]
    pub fn is_enough(self) -> bool {
        self.width >= WIDTH_MIN_CELLS && self.height >= HEIGHT_MIN_ROWS
    }
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// Whether the cell lies in it.
    #[must_use]
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }
}

/// The parts of the screen while an article is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    pub contents: Option<Area>,
    /// The page: rail and text.
    pub page: Area,
    /// The notes beside the page, behind the gutter; `None` where there are none, or no room.
    pub margin: Option<Area>,
    /// Cells of the rail at the left of the page; 0 where it gave way.
    pub rail_cells: u16,
    pub status: Area,
}

impl Areas {
    /// Divides the screen. `measure_max_cells` is the widest column of text a reader wants; `margin` tells whether there
    /// are notes to stand beside it, which is the first to give way.
    #[must_use]
    pub fn new(size: Size, contents: bool, margin: bool, measure_max_cells: u16) -> Self {
        let height = size.height.saturating_sub(1);
        let status = Area { x: 0, y: height, width: size.width, height: 1 };
        let beside = contents && size.width >= PANES_MIN_CELLS;
        let contents_cells = match (contents, beside) {
            (false, _) => 0,
            (true, true) => (size.width / 4).clamp(24, 40),
            (true, false) => size.width,
        };
        let pane = Area { x: 0, y: 0, width: contents_cells, height };
        let free = if beside { size.width - contents_cells } else { size.width };
        let rail_cells = if size.width >= RAIL_MIN_CELLS { RAIL_CELLS } else { 0 };
        let text = measure_max_cells.min(free.saturating_sub(rail_cells + u16::from(rail_cells > 0)));
        let width = text + rail_cells;
        let beside_page = free.saturating_sub(width + GUTTER_CELLS + 2);
        let margin_cells =
            if margin && beside_page >= MARGIN_MIN_CELLS { beside_page.min(MARGIN_MAX_CELLS) } else { 0 };
        let margin_room = if margin_cells > 0 { GUTTER_CELLS + margin_cells } else { 0 };
        // A little left of the middle looks centred to the eye, since rows are ragged on the right.
        let spare = free.saturating_sub(width + margin_room) / 2;
        let left = if margin_cells > 0 { spare } else { spare - rail_cells.min(spare) };
        let page = Area { x: size.width - free + left, y: 0, width, height };
        let margin = Area { x: page.x + width + GUTTER_CELLS, y: 0, width: margin_cells, height };
        let margin = (margin_cells > 0).then_some(margin);
        Self { contents: contents.then_some(pane), page, margin, rail_cells, status }
    }

    /// How wide the text is set.
    #[must_use]
    pub fn measure(&self) -> Measure {
        let width_cells = (self.page.width - self.rail_cells).max(8);
        Measure { width_cells, tight: width_cells < 40 }
    }

    /// Whether the contents cover the page.
    #[must_use]
    pub fn contents_cover(&self) -> bool {
        self.contents.is_some_and(|contents| contents.width > self.page.x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_leaves_the_screen() {
        for width in WIDTH_MIN_CELLS..260 {
            for (contents, margin) in [(false, false), (true, false), (false, true), (true, true)] {
                let areas = Areas::new(Size { width, height: 24 }, contents, margin, 76);
                let bare = Areas::new(Size { width, height: 24 }, contents, false, 76);
                assert_eq!(areas.measure(), bare.measure(), "notes beside a page never set it anew");
                if let Some(margin) = areas.margin {
                    assert!(margin.x >= areas.page.x + areas.page.width + GUTTER_CELLS);
                    assert!(margin.x + margin.width < width && margin.width >= MARGIN_MIN_CELLS);
                }
                assert!(areas.page.x + areas.page.width <= width, "{width} {contents} {areas:?}");
                assert!(areas.measure().width_cells <= 76);
                if let Some(pane) = areas.contents {
                    assert!(pane.width <= width && (areas.contents_cover() || pane.width <= areas.page.x));
                }
            }
        }
    }
}
