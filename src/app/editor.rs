//! Several lines that are being typed: a text, a cursor, rows at a width, and undo.
//!
//! It is byline's own because it must step by graphemes and draw from a state that drawing can't change: the editors at hand
//! count a family emoji or an accented letter as several columns, and know no right-to-left words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::model::Text;

use super::{Key, KeyCode};

/// The most bytes it takes: far more than a note, and little enough to lay out at every key.
const LENGTH_MAX_BYTES: usize = 64 * 1024;
/// More steps than these are not undone.
const STEPS_MAX: usize = 200;

/// A text that is being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// Byte offset, between graphemes.
    cursor: usize,
    /// The column that moving by rows keeps to, in cells.
    goal: Option<usize>,
    /// What was cut last, to put elsewhere.
    cut: String,
    done: Vec<(String, usize)>,
    undone: Vec<(String, usize)>,
    /// Whether the last key typed a letter: a word that is typed is undone as one.
    typing: bool,
    /// How wide its rows are.
    width: usize,
}

impl Editor {
    /// An editor that holds `text`, the cursor behind it.
    #[must_use]
    pub fn new(text: &str, width: u16) -> Self {
        let text = Text::new(text).as_str().to_owned();
        Self { cursor: text.len(), text, width: usize::from(width.max(1)), ..Self::default() }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    pub fn set_width(&mut self, width: u16) {
        self.width = usize::from(width.max(1));
    }

    /// Puts another text in place of all there is; undo brings it back.
    pub fn replace(&mut self, text: &str) {
        self.keep_step();
        Text::new(text).as_str().clone_into(&mut self.text);
        self.text.truncate(self.text.trim_end().len());
        self.cursor = self.text.len();
    }

    /// Types a text at the cursor, sanitised. `false` where there is no room for it.
    pub fn insert(&mut self, raw: &str) -> bool {
        let text = Text::new(raw);
        if self.text.len() + text.len() > LENGTH_MAX_BYTES {
            return false;
        }
        let mut all = self.text.clone();
        all.insert_str(self.cursor, text.as_str());
        // what follows a letter may join it: a mark put behind a letter is one with it
        let end = self.cursor + text.len();
        Text::new(&all).as_str().clone_into(&mut self.text);
        self.cursor = boundary(&self.text, end.min(self.text.len()));
        self.goal = None;
        true
    }

    /// A paste: one step to undo.
    pub fn paste(&mut self, raw: &str) -> bool {
        self.keep_step();
        self.insert(raw)
    }

    /// Takes a key. `false` where it is none that edits, or there is no room.
    pub fn key(&mut self, key: Key) -> bool {
        let typing = matches!((key.code, key.ctrl, key.alt), (KeyCode::Char(_), false, false));
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Char(c), false, false) => {
                if !self.typing || c == ' ' {
                    self.keep_step();
                }
                self.typing = true;
                return self.insert(c.encode_utf8(&mut [0; 4]));
            }
            (KeyCode::Enter, ..) | (KeyCode::Char('j' | 'm'), true, _) => {
                self.keep_step();
                return self.insert("\n");
            }
            (KeyCode::Char('_' | '/' | '7'), true, _) | (KeyCode::Char('u'), _, true) => self.undo(),
            (KeyCode::Char('r'), true, _) => self.redo(),
            (KeyCode::Char('y'), true, false) => {
                let cut = self.cut.clone();
                return self.paste(&cut);
            }
            _ => {
                if !self.delete(key) && !self.move_by(key) {
                    return false;
                }
            }
        }
        self.typing = typing;
        true
    }

    /// Keys that take words away.
    fn delete(&mut self, key: Key) -> bool {
        let range = match (key.code, key.ctrl, key.alt) {
            (KeyCode::Backspace, true, _) | (KeyCode::Backspace, _, true) | (KeyCode::Char('w'), true, false) => {
                self.word_before()..self.cursor
            }
            (KeyCode::Backspace, ..) | (KeyCode::Char('h'), true, false) => self.before()..self.cursor,
            (KeyCode::Delete, true, _) | (KeyCode::Delete, _, true) | (KeyCode::Char('d'), false, true) => {
                self.cursor..self.word_after()
            }
            (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, false) => self.cursor..self.after(),
            (KeyCode::Char('k'), true, false) => {
                let end = self.line_end();
                // at its end, the line feed goes
                self.cursor..if end == self.cursor { self.after() } else { end }
            }
            (KeyCode::Char('u'), true, false) => self.line_start()..self.cursor,
            _ => return false,
        };
        if !range.is_empty() {
            self.keep_step();
            let single = matches!(key.code, KeyCode::Backspace | KeyCode::Delete) && !key.ctrl && !key.alt;
            if !single {
                self.cut = self.text.get(range.clone()).unwrap_or_default().to_owned();
            }
            self.text.replace_range(range.clone(), "");
            self.cursor = boundary(&self.text, range.start);
        }
        self.goal = None;
        true
    }

    /// Keys that move the cursor.
    fn move_by(&mut self, key: Key) -> bool {
        let by_word = key.ctrl || key.alt;
        let to = match (key.code, key.ctrl, key.alt) {
            (KeyCode::Left, ..) if by_word => self.word_before(),
            (KeyCode::Right, ..) if by_word => self.word_after(),
            (KeyCode::Char('b'), false, true) => self.word_before(),
            (KeyCode::Char('f'), false, true) => self.word_after(),
            (KeyCode::Left, ..) | (KeyCode::Char('b'), true, false) => self.before(),
            (KeyCode::Right, ..) | (KeyCode::Char('f'), true, false) => self.after(),
            (KeyCode::Home, true, _) => 0,
            (KeyCode::End, true, _) => self.text.len(),
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => self.line_start(),
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => self.line_end(),
            (KeyCode::Up, ..) | (KeyCode::Char('p'), true, false) => return self.move_rows(-1),
            (KeyCode::Down, ..) | (KeyCode::Char('n'), true, false) => return self.move_rows(1),
            (KeyCode::PageUp, ..) => return self.move_rows(-5),
            (KeyCode::PageDown, ..) => return self.move_rows(5),
            _ => return false,
        };
        (self.cursor, self.goal) = (to, None);
        true
    }

    fn move_rows(&mut self, rows: isize) -> bool {
        let all = self.rows();
        let (row, column) = self.position();
        let goal = *self.goal.get_or_insert(column);
        let there = row.saturating_add_signed(rows).min(all.len().saturating_sub(1));
        if there == row {
            self.cursor = if rows < 0 { 0 } else { self.text.len() };
            return true;
        }
        let Some(range) = all.get(there) else { return true };
        let words = self.text.get(range.clone()).unwrap_or_default();
        let mut passed = 0;
        let at = words.grapheme_indices(true).find(|(_, grapheme)| {
            passed += grapheme.width();
            passed > goal
        });
        self.cursor = range.start + at.map_or(words.len(), |(at, _)| at);
        // the end of a row that goes on is the beginning of the next
        if self.cursor == range.end && all.get(there + 1).is_some_and(|next| next.start == range.end) {
            self.cursor = self.before();
        }
        true
    }

    /// The rows at its width: byte ranges, without the blanks and line feeds between them. There is always one.
    #[must_use]
    pub fn rows(&self) -> Vec<Range<usize>> {
        let mut rows = Vec::new();
        let mut line_start = 0;
        for line in self.text.split('\n') {
            wrap(line, line_start, self.width, &mut rows);
            line_start += line.len() + 1;
        }
        rows
    }

    /// Row and column of the cursor, in rows and cells.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let rows = self.rows();
        let row = rows.partition_point(|row| row.start <= self.cursor).saturating_sub(1);
        let start = rows.get(row).map_or(0, |row| row.start);
        let column = self.text.get(start..self.cursor).unwrap_or_default().width();
        // blanks that hang over the edge are not seen, nor is the cursor among them
        (row, column.min(self.width.saturating_sub(1)))
    }

    fn keep_step(&mut self) {
        self.typing = false;
        self.undone.clear();
        if self.done.last().is_some_and(|(text, _)| *text == self.text) {
            return;
        }
        self.done.push((self.text.clone(), self.cursor));
        if self.done.len() > STEPS_MAX {
            self.done.remove(0);
        }
    }

    fn undo(&mut self) {
        while let Some((text, cursor)) = self.done.pop() {
            if text != self.text {
                self.undone.push((std::mem::replace(&mut self.text, text), self.cursor));
                (self.cursor, self.goal) = (cursor, None);
                return;
            }
        }
    }

    fn redo(&mut self) {
        if let Some((text, cursor)) = self.undone.pop() {
            self.done.push((std::mem::replace(&mut self.text, text), self.cursor));
            (self.cursor, self.goal) = (cursor, None);
        }
    }

    fn up_to_cursor(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn after_cursor(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn before(&self) -> usize {
        self.up_to_cursor().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.cursor + self.after_cursor().graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let at = self.up_to_cursor().unicode_word_indices().next_back().map_or(0, |(at, _)| at);
        boundary(&self.text, at)
    }

    fn word_after(&self) -> usize {
        let word = self.after_cursor().unicode_word_indices().next();
        let end = word.map_or(self.text.len(), |(at, word)| self.cursor + at + word.len());
        // a sign that is written before another joins the blank behind its word
        let mut ends = self.text.grapheme_indices(true).map(|(start, _)| start);
        ends.find(|start| *start >= end).unwrap_or(self.text.len())
    }

    fn line_start(&self) -> usize {
        self.up_to_cursor().rfind('\n').map_or(0, |feed| feed + 1)
    }

    fn line_end(&self) -> usize {
        self.after_cursor().find('\n').map_or(self.text.len(), |feed| self.cursor + feed)
    }
}

/// The nearest place at or before `at` that lies between graphemes.
fn boundary(text: &str, at: usize) -> usize {
    let mut ends = text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]);
    ends.rfind(|end| *end <= at).unwrap_or(0)
}

/// Cuts one line into rows, behind blanks where there are any.
fn wrap(line: &str, offset: usize, width: usize, rows: &mut Vec<Range<usize>>) {
    let (mut start, mut cells, mut blank) = (0, 0, None);
    for (at, grapheme) in line.grapheme_indices(true) {
        let wide = grapheme.width();
        let is_blank = grapheme.chars().all(char::is_whitespace);
        // blanks may hang over the edge
        if cells + wide > width && at > start && !is_blank {
            let end = blank.filter(|blank| *blank > start).unwrap_or(at);
            rows.push(offset + start..offset + end);
            cells = line.get(end..at).unwrap_or_default().width();
            (start, blank) = (end, None);
        }
        cells += wide;
        if is_blank {
            blank = Some(at + grapheme.len());
        }
    }
    rows.push(offset + start..offset + line.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(text: &str, keys: &str) -> Editor {
        let mut editor = Editor::new(text, 20);
        for key in Key::sequence(keys).expect("keys") {
            editor.key(key);
        }
        editor
    }

    #[test]
    fn it_steps_by_graphemes_and_words() {
        assert_eq!(typed("cafe\u{301}", "<Backspace>").text(), "caf");
        assert_eq!(typed("👩\u{200d}👩\u{200d}👧x", "<Left><Backspace>").text(), "x");
        assert_eq!(typed("one two three", "<C-Left><C-Left>X").text(), "one Xtwo three");
        assert_eq!(typed("one two", "<Home><A-f>!<A-f>?").text(), "one! two?");
        assert_eq!(typed("one two", "<C-w>2").text(), "one 2");
        assert_eq!(typed("k\u{113d1} 0", "<Home><A-f>!").text(), "k\u{113d1} !0", "the sign and the blank are one");
        assert_eq!(typed("one two", "<Home><A-d>").text(), " two");
        assert_eq!(typed("one\ntwo", "<C-u>2<Up><C-k>1").text(), "o1\n2");
        assert_eq!(typed("one two", "<Home><C-k><C-y><C-y>").text(), "one twoone two");
    }

    #[test]
    fn a_mark_joins_the_letter_before_it() {
        let mut editor = Editor::new("ex", 20);
        editor.key(Key::plain(KeyCode::Left));
        editor.insert("\u{301}");
        editor.key(Key::plain(KeyCode::Backspace));
        assert_eq!(editor.text(), "x");
    }

    #[test]
    fn undo_takes_back_words_and_pastes_whole() {
        let mut editor = typed("", "one<Space>two<Enter>three");
        editor.paste("pasted\u{1b}[2J lines\r\nhere");
        assert_eq!(editor.text(), "one two\nthreepasted[2J lines\nhere");
        let undo = "<C-_>".parse().expect("a key");
        let expected = ["one two\nthree", "one two\n", "one two", "one", ""];
        for text in expected {
            assert!(editor.key(undo));
            assert_eq!(editor.text(), text);
        }
        editor.key("<C-r>".parse().expect("a key"));
        assert_eq!(editor.text(), "one");
    }

    #[test]
    fn rows_break_behind_blanks_and_the_cursor_keeps_its_column() {
        let editor = Editor::new("the harbour bridge closes on Monday\n日本語の新聞は橋を閉じる", 12);
        let rows: Vec<&str> = editor.rows().into_iter().filter_map(|row| editor.text().get(row)).collect();
        assert_eq!(rows, ["the harbour ", "bridge ", "closes on ", "Monday", "日本語の新聞", "は橋を閉じる"]);
        let mut editor = Editor::new("a long line\nb\nanother line", 40);
        for key in ["<C-Home>", "<End>", "<Down>", "<Down>"] {
            editor.key(key.parse().expect("a key"));
        }
        assert_eq!(editor.position(), (2, 11));
        editor.key("<Down>".parse().expect("a key"));
        assert_eq!(editor.cursor(), editor.text().len(), "below the last row is the end");
        assert_eq!(Editor::new("", 9).rows().len(), 1);
        assert_eq!(Editor::new("a\n", 9).position(), (1, 0));
    }

    proptest! {
        #[test]
        fn no_keys_bring_it_down(
            text in "\\PC{0,40}",
            width in 1_u16..30,
            keys in proptest::collection::vec((0_usize..30, any::<char>(), any::<bool>(), any::<bool>()), 0..60)
        ) {
            let mut editor = Editor::new(&text, width);
            for (code, letter, ctrl, alt) in keys {
                let codes = [
                    KeyCode::Enter, KeyCode::Backspace, KeyCode::Delete, KeyCode::Left, KeyCode::Right, KeyCode::Up,
                    KeyCode::Down, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown,
                    KeyCode::Char('k'), KeyCode::Char('w'), KeyCode::Char('y'), KeyCode::Char('_'), KeyCode::Char('r'),
                ];
                let code = codes.get(code).copied().unwrap_or(KeyCode::Char(letter));
                editor.key(Key { code, ctrl, alt, shift: false });
                prop_assert_eq!(boundary(editor.text(), editor.cursor()), editor.cursor());
                let rows = editor.rows();
                let shown: String = rows.iter().filter_map(|row| editor.text().get(row.clone())).collect();
                prop_assert_eq!(shown, editor.text().replace('\n', ""));
                let (row, column) = editor.position();
                prop_assert!(row < rows.len() && column < usize::from(width));
                let clean = Text::new(editor.text());
                prop_assert_eq!(clean.as_str(), editor.text());
            }
        }
    }
}
