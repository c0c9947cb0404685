//! The keys and values of one map, on one line or over several.

use crate::model::{Date, Text};

use super::{
    push_indent,
    scalar::{Place, push_block, push_scalar, push_verbatim},
};

/// A map in the order in which it is written. Fields without a value are left out.
#[derive(Debug, Default)]
pub(super) struct Fields<'a>(Vec<(&'static str, Value<'a>)>);

#[derive(Debug)]
enum Value<'a> {
    Text(&'a str),
    /// A date that can be read stays plain.
    Date(&'a Date),
    /// A word of the format itself.
    Word(&'static str),
    /// Always between brackets.
    List(Vec<String>),
    /// One, or a list between brackets.
    Few(Vec<String>),
    /// A number or a moment: left plain, as people write it.
    Plain(String),
    /// Words of which every line feed counts.
    Verbatim(&'a str),
}

impl<'a> Fields<'a> {
    pub(super) fn text(&mut self, key: &'static str, text: Option<&'a Text>) {
        self.0.extend(text.map(|text| (key, Value::Text(text.as_str()))));
    }

    pub(super) fn id(&mut self, key: &'static str, id: Option<&'a str>) {
        self.0.extend(id.map(|id| (key, Value::Text(id))));
    }

    pub(super) fn date(&mut self, key: &'static str, date: Option<&'a Date>) {
        self.0.extend(date.map(|date| (key, Value::Date(date))));
    }

    pub(super) fn word(&mut self, key: &'static str, word: Option<&'static str>) {
        self.0.extend(word.map(|word| (key, Value::Word(word))));
    }

    pub(super) fn list(&mut self, key: &'static str, texts: Vec<String>) {
        self.0.extend((!texts.is_empty()).then_some((key, Value::List(texts))));
    }

    pub(super) fn few(&mut self, key: &'static str, texts: Vec<String>) {
        self.0.extend((!texts.is_empty()).then_some((key, Value::Few(texts))));
    }

    pub(super) fn plain(&mut self, key: &'static str, words: Option<String>) {
        self.0.extend(words.map(|words| (key, Value::Plain(words))));
    }

    /// Under a bar, whether it has one line or more.
    pub(super) fn verbatim(&mut self, key: &'static str, text: Option<&'a Text>) {
        self.0.extend(text.map(|text| (key, Value::Verbatim(text.as_str()))));
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// One field a line, `indent` spaces in.
    pub(super) fn push_block(&self, out: &mut String, indent: usize) {
        for (key, value) in &self.0 {
            push_indent(indent, out);
            out.push_str(key);
            out.push(':');
            match value {
                Value::Text(text) if text.contains('\n') => push_block(text, indent, out),
                Value::Verbatim(text) => push_verbatim(text, indent, out),
                Value::Text(_) | Value::Date(_) | Value::Word(_) | Value::List(_) | Value::Few(_) | Value::Plain(_) => {
                    out.push(' ');
                    value.push(Place::Block, out);
                    out.push('\n');
                }
            }
        }
    }

    /// A map behind a key that stands `indent` spaces in: on its line where that has no
    /// more than `line_max` characters, else beneath.
    pub(super) fn push_map(&self, out: &mut String, indent: usize, line_max: usize) {
        let line = self.flow();
        let begun = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
        let fits = |line: &str| begun + 2 + line.chars().count() <= line_max;
        if let Some(line) = line.filter(|line| self.0.is_empty() || fits(line)) {
            out.push_str(": ");
            out.push_str(&line);
            out.push('\n');
        } else {
            out.push_str(":\n");
            self.push_block(out, indent + 2);
        }
    }

    /// `{key: value, …}`; `None` where a value has more than one line.
    fn flow(&self) -> Option<String> {
        let mut line = String::from("{");
        for (index, (key, value)) in self.0.iter().enumerate() {
            if matches!(value, Value::Text(text) if text.contains('\n')) {
                return None;
            }
            if index > 0 {
                line.push_str(", ");
            }
            line.push_str(key);
            line.push_str(": ");
            value.push(Place::Flow, &mut line);
        }
        line.push('}');
        Some(line)
    }
}

impl Value<'_> {
    fn push(&self, place: Place, out: &mut String) {
        match self {
            Self::Text(text) | Self::Verbatim(text) => push_scalar(text, place, out),
            Self::Plain(words) => out.push_str(words),
            Self::Date(date) => {
                let place = if date.is_valid() { Place::Date } else { place };
                push_scalar(date.as_str(), place, out);
            }
            Self::Word(word) => out.push_str(word),
            // A comma would part a single one in two.
            Self::Few(texts) if texts.len() == 1 && !texts[0].contains(',') => push_scalar(&texts[0], place, out),
            Self::List(texts) | Self::Few(texts) => {
                out.push('[');
                for (index, text) in texts.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    push_scalar(text, Place::Flow, out);
                }
                out.push(']');
            }
        }
    }
}
