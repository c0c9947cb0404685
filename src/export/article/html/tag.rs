//! Tags and escaped words: whatever an article holds, it goes through here.

use crate::model::Reference;

/// HTML in the making.
#[derive(Debug, Default)]
pub(super) struct Tags(String);

impl Tags {
    /// Tags of byline's own.
    pub(super) fn raw(&mut self, tags: &str) {
        self.0.push_str(tags);
    }

    /// Words of the article.
    pub(super) fn text(&mut self, words: &str) {
        self.0.push_str(&escape(words));
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.0.push_str(&escape(value));
        self.0.push('"');
    }

    /// A whole element around words.
    pub(super) fn element(&mut self, name: &str, class: &str, words: &str) {
        self.raw(&format!("<{name}"));
        if !class.is_empty() {
            self.attribute("class", class);
        }
        self.raw(">");
        self.text(words);
        self.raw(&format!("</{name}>\n"));
    }

    /// Words that lead to an address, where it is one that byline would open; else the words alone.
    pub(super) fn link(&mut self, to: Option<&str>, words: &str) {
        match to.and_then(address) {
            Some(address) => {
                self.raw("<a");
                self.attribute("href", &address);
                self.raw(" rel=\"noopener noreferrer\">");
                self.text(words);
                self.raw("</a>");
            }
            None => self.text(words),
        }
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// The address, if it is http, https or mailto: nothing else ever stands in a link.
pub(super) fn address(raw: &str) -> Option<String> {
    match Reference::parse(raw) {
        Reference::Address(address) => Some(address.to_string()),
        Reference::Article(_) | Reference::Claim { .. } | Reference::Words(_) => None,
    }
}

/// Words that mean themselves in a text and between double quotation marks.
pub(in crate::export) fn escape(words: &str) -> String {
    let mut safe = String::with_capacity(words.len() + words.len() / 32);
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
