//! A line that is being typed.

use super::{Key, KeyCode};

/// The longest line a prompt takes, in bytes.
const LENGTH_MAX_BYTES: usize = 1024;

/// One line with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    /// Byte offset, on a character boundary.
    cursor: usize,
}

impl Prompt {
    /// A prompt that holds `text` already, the cursor behind it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    /// Types a text at the cursor: sanitised, on one line.
    pub fn insert(&mut self, raw: &str) {
        let text = crate::model::Text::line(raw);
        if self.text.len() + text.len() <= LENGTH_MAX_BYTES {
            self.text.insert_str(self.cursor, text.as_str());
            self.cursor += text.len();
        }
    }

    /// Adds a text behind all there is; the cursor stays.
    pub(super) fn append(&mut self, text: &str) {
        let cursor = self.cursor;
        self.cursor = self.text.len();
        self.insert(text);
        self.cursor = cursor;
    }

    /// Takes a key. `false` where it is none that edits.
    pub fn key(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Char(c), false, false) => self.insert(c.encode_utf8(&mut [0; 4])),
            (KeyCode::Backspace, true, _) | (KeyCode::Char('w'), true, false) | (KeyCode::Backspace, _, true) => {
                self.delete_to(self.word_before());
            }
            (KeyCode::Backspace, ..) | (KeyCode::Char('h'), true, false) => self.delete_to(self.letter_before()),
            (KeyCode::Delete, ..) => {
                let end = self.letter_after();
                self.text.replace_range(self.cursor..end, "");
            }
            (KeyCode::Char('u'), true, false) => self.delete_to(0),
            (KeyCode::Char('k'), true, false) => self.text.truncate(self.cursor),
            (KeyCode::Left, true, _) | (KeyCode::Left, _, true) => self.cursor = self.word_before(),
            (KeyCode::Left, ..) => self.cursor = self.letter_before(),
            (KeyCode::Right, ..) => self.cursor = self.letter_after(),
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => self.cursor = 0,
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => self.cursor = self.text.len(),
            (KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::Up | KeyCode::Down, ..)
            | (KeyCode::Insert | KeyCode::PageUp | KeyCode::PageDown | KeyCode::F(_), ..)
            | (KeyCode::Char(_), ..) => return false,
        }
        true
    }

    fn delete_to(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    fn letter_before(&self) -> usize {
        use unicode_segmentation::UnicodeSegmentation as _;
        self.before_cursor().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn letter_after(&self) -> usize {
        use unicode_segmentation::UnicodeSegmentation as _;
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let before = self.before_cursor().trim_end();
        before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_keys(prompt: &mut Prompt, keys: &[&str]) {
        for key in keys {
            prompt.key(key.parse().expect("a key"));
        }
    }

    #[test]
    fn edits_by_graphemes_and_words() {
        let mut prompt = Prompt::new("the othere\u{301}");
        type_keys(&mut prompt, &["<Backspace>"]);
        assert_eq!(prompt.text(), "the other");
        type_keys(&mut prompt, &["<C-w>", "s", "i", "<Home>", "<Delete>", "T", "<End>", "x"]);
        assert_eq!(prompt.text(), "The six");
        prompt.insert("\u{1b}[2J\nline");
        assert_eq!(prompt.text(), "The six[2J line");
        assert!(!prompt.key("<Enter>".parse().expect("a key")));
    }
}
