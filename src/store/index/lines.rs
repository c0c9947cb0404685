//! The only tokenizer: a word a line. Cutting and folding are done before, by the rule of `library`.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Its name in the schema.
pub(super) const NAME: &str = "lines";

/// Beyond this a word is not indexed: nobody types it.
const WORD_MAX_BYTES: usize = 60_000;

/// Takes each line for a word. An empty line takes a position and is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    token: Token,
}

/// The lines of one text.
#[derive(Debug)]
pub(super) struct LineStream<'a> {
    rest: Option<&'a str>,
    offset: usize,
    token: &'a mut Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        self.token.reset();
        LineStream { rest: Some(text), offset: 0, token: &mut self.token }
    }
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(rest) = self.rest {
            // most words are too short for anything cleverer
            let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
            let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.rest = behind.get(1..);
            let start = self.offset;
            self.offset += end + 1;
            self.token.position = self.token.position.wrapping_add(1);
            if line.is_empty() || line.len() > WORD_MAX_BYTES {
                continue;
            }
            self.token.offset_from = start;
            self.token.offset_to = start + end;
            self.token.text.clear();
            self.token.text.push_str(line);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_word_and_an_empty_one_a_gap() {
        let mut lines = Lines::default();
        let mut told = |text: &str| {
            let (mut told, mut stream) = (Vec::new(), lines.token_stream(text));
            stream.process(&mut |token| told.push((token.position, token.text.clone())));
            told
        };
        assert_eq!(told("a\nb c\n\nd"), [(0, "a".into()), (1, "b c".into()), (3, "d".into())]);
        assert_eq!(told(""), []);
        assert_eq!(told("a\n"), [(0, "a".into())]);
    }
}
