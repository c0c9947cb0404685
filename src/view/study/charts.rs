//! Small charts in cells: columns for days, bars for shares. Each carries its figures, so that nothing is told by shape alone.

use ratatui::{buffer::Buffer, style::Style};

use super::super::paint;

/// Eighths of a cell, from the foot.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Eighths of a cell, from the left.
const EIGHTHS_LEFT: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// One column of a chart: its value, and what stands below it.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pub value: u32,
    pub label: String,
}

/// Columns side by side, `height` rows high, with their labels below and their values above where there is room.
/// Returns the rows it took.
pub fn columns(
    buffer: &mut Buffer,
    (x, y, width): (u16, u16, u16),
    height: u16,
    columns: &[Column],
    (bar, label): (Style, Style),
) -> u16 {
    let most = columns.iter().map(|column| column.value).max().unwrap_or(0).max(1);
    let count = u16::try_from(columns.len()).unwrap_or(u16::MAX).max(1);
    let each = (width / count).clamp(1, 6);
    let body = each.saturating_sub(1).max(1);
    for (column, left) in columns.iter().zip((x..x + width).step_by(usize::from(each))) {
        let eighths = u64::from(column.value) * u64::from(height) * 8 / u64::from(most);
        // what is there at all is to be seen
        let eighths = if column.value > 0 { eighths.max(1) } else { 0 };
        for row in 0..height {
            let above = u64::from(height - 1 - row) * 8;
            let part = usize::try_from(eighths.saturating_sub(above).min(8)).unwrap_or(8);
            let cells = EIGHTHS[part].repeat(usize::from(body));
            paint::put(buffer, left, y + 1 + row, body, &cells, bar);
        }
        let value = column.value.to_string();
        if column.value > 0 && paint::cells(&value) <= each {
            let top = height - u16::try_from(eighths.div_ceil(8)).unwrap_or(height).min(height);
            paint::put(buffer, left, y + top, each, &value, label);
        }
        if !column.label.is_empty() && paint::cells(&column.label) <= each.max(2) {
            paint::put(buffer, left, y + 1 + height, each.max(2), &column.label, label);
        }
    }
    height + 2
}

/// A bar from the left, as long as `share` of `width`.
pub fn bar(buffer: &mut Buffer, (x, y, width): (u16, u16, u16), share: f64, style: Style) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a row")]
    let eighths = (share.clamp(0.0, 1.0) * f64::from(width) * 8.0).round() as usize;
    let mut cells = EIGHTHS_LEFT[8].repeat(eighths / 8);
    cells.push_str(EIGHTHS_LEFT[eighths % 8]);
    paint::put(buffer, x, y, width, &cells, style);
}
