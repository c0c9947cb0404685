//! A quick reader of the themes byline carries. Theirs is the plainest form of a property list, and the first frame
//! waits for one of them: the general reader takes four times as long from a cold start. A test holds the two equal.

use std::str::FromStr;

use syntect::highlighting::{
    Color, FontStyle, ScopeSelectors, StyleModifier, Theme as Sheet, ThemeItem, ThemeSettings,
};

/// Where one is in the file: the dictionaries are theme, rule and the rule's settings, one in the other.
#[derive(Default)]
struct Reader<'a> {
    depth: usize,
    key: &'a str,
    is_first: bool,
    rule: ThemeItem,
    sheet: Sheet,
}

/// Reads a theme of dictionaries, arrays and strings without entities; `None` where the file is not so plain.
pub(super) fn sheet(text: &str) -> Option<Sheet> {
    if text.contains('&') {
        return None;
    }
    let mut reader = Reader { is_first: true, ..Reader::default() };
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once('<') {
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
            continue;
        }
        let (tag, after) = tag.split_once('>')?;
        rest = match tag {
            "key" | "string" => {
                let (words, after) = after.split_once("</")?;
                if tag == "key" {
                    reader.key = words;
                } else {
                    reader.string(words)?;
                }
                after.split_once('>')?.1
            }
            "dict" => {
                reader.depth += 1;
                after
            }
            "/dict" => {
                reader.close();
                after
            }
            "array" | "/array" | "/plist" => after,
            declaration if declaration.starts_with(['?', '!']) || declaration.starts_with("plist") => after,
            _ => return None,
        };
    }
    (reader.depth == 0 && !reader.is_first).then_some(reader.sheet)
}

impl Reader<'_> {
    fn string(&mut self, words: &str) -> Option<()> {
        match (self.depth, self.key) {
            (1, "name") => self.sheet.name = Some(words.to_owned()),
            (1, "author") => self.sheet.author = Some(words.to_owned()),
            (1, "uuid" | "semanticClass") => {}
            (2, "scope") => self.rule.scope = ScopeSelectors::from_str(words).ok()?,
            (3, "fontStyle") => self.rule.style.font_style = Some(FontStyle::from_str(words).ok()?),
            (3, _) => {
                let colour = Some(Color::from_str(words).ok()?);
                if self.is_first {
                    *setting(&mut self.sheet.settings, self.key)? = colour;
                } else {
                    *paint(&mut self.rule.style, self.key)? = colour;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn close(&mut self) {
        if self.depth == 2 {
            let rule = std::mem::take(&mut self.rule);
            if self.is_first {
                self.is_first = false;
            } else {
                self.sheet.scopes.push(rule);
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

fn paint<'a>(style: &'a mut StyleModifier, key: &str) -> Option<&'a mut Option<Color>> {
    match key {
        "foreground" => Some(&mut style.foreground),
        "background" => Some(&mut style.background),
        _ => None,
    }
}

fn setting<'a>(settings: &'a mut ThemeSettings, key: &str) -> Option<&'a mut Option<Color>> {
    match key {
        "background" => Some(&mut settings.background),
        "foreground" => Some(&mut settings.foreground),
        "caret" => Some(&mut settings.caret),
        "lineHighlight" => Some(&mut settings.line_highlight),
        "selection" => Some(&mut settings.selection),
        "selectionForeground" => Some(&mut settings.selection_foreground),
        "findHighlight" => Some(&mut settings.find_highlight),
        "findHighlightForeground" => Some(&mut settings.find_highlight_foreground),
        "gutter" => Some(&mut settings.gutter),
        "gutterForeground" => Some(&mut settings.gutter_foreground),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FILES, NAMES, read};

    #[test]
    fn the_quick_reader_reads_what_the_general_one_reads() {
        for (name, text) in NAMES.into_iter().zip(FILES) {
            let quick = super::sheet(text);
            assert_eq!(quick, Some(read::sheet(text.as_bytes()).expect("a theme")), "{name}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_general_reader() {
        for text in ["", "<plist><dict>", "<plist><dict><key>name</key><string>a &amp; b</string></dict>", "<dict/>"] {
            assert_eq!(super::sheet(text), None, "{text}");
        }
    }
}
