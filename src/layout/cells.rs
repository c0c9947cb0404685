//! How many cells words take: grapheme by grapheme, as the drawing library counts them.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The width of `text` in cells; a line feed takes none.
#[must_use]
pub fn cells(text: &str) -> usize {
    if text.is_ascii() {
        return text.len() - text.bytes().filter(|byte| *byte == b'\n').count();
    }
    text.graphemes(true).map(grapheme_cells).sum()
}

/// The width of one grapheme. What counts is that layout and drawing agree: the drawing library adds a cell for each
/// halfwidth katakana sound mark to what Unicode's width says, so this does too.
#[must_use]
pub fn grapheme_cells(grapheme: &str) -> usize {
    if let [byte] = grapheme.as_bytes() {
        return usize::from(*byte >= b' ');
    }
    if grapheme.contains('\n') {
        return 0;
    }
    grapheme.width() + grapheme.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_cells_and_not_characters() {
        assert_eq!(cells("plain words"), 11);
        assert_eq!(cells("e\u{301}"), 1);
        assert_eq!(cells("東京"), 4);
        assert_eq!(cells("👩\u{200d}👩\u{200d}👧"), 2);
        assert_eq!(cells("🇺🇦"), 2);
        assert_eq!(cells("\u{ff76}\u{ff9e}"), 3);
        assert_eq!(cells("a\nb"), 2);
    }
}
