//! An article as Markdown: a head between dashes that most programs read, headings for labels, a footnote for each speaker.

mod escape;

use crate::model::{Article, Block, Form, Inline, Item, Mark, Outline, Person, Reference, Section, Text};

use super::{
    speaker::{Said, described},
    weave::{Strand, strands},
};
use escape::{code_span, escape, escape_first, escape_on, fence};

/// The article as Markdown.
#[must_use]
pub fn markdown(article: &Article) -> String {
    let outline = article.outline();
    let mut page = Page { article, out: String::new(), notes: Vec::new(), begun: false };
    page.head();
    page.story(&outline);
    page.tables();
    page.footnotes();
    page.out
}

/// The Markdown so far.
struct Page<'a> {
    article: &'a Article,
    out: String,
    /// What the footnotes say; the first is number 1.
    notes: Vec<String>,
    /// The blank line above the next block stands already.
    begun: bool,
}

impl<'a> Page<'a> {
    /// The fields that other programs know, then the headline. A JSON string is a scalar of YAML.
    fn head(&mut self) {
        let head = &self.article.head;
        let mut fields: Vec<(&str, String)> = vec![("title", quoted(head.headline.as_str()))];
        let one = |key, text: Option<&Text>| text.map(|text| (key, quoted(text.as_str())));
        let many = |key, texts: &[Text]| {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text.as_str())).collect();
            (!texts.is_empty()).then(|| (key, format!("[{}]", texts.join(", "))))
        };
        fields.extend(one("subtitle", head.subtitle.as_ref()));
        fields.extend(many("author", &head.by));
        fields.extend(one("publisher", head.publisher.as_ref()));
        fields.extend(head.published.as_ref().map(|date| ("date", quoted(date.as_str()))));
        fields.extend(head.updated.as_ref().map(|date| ("updated", quoted(date.as_str()))));
        fields.extend(one("url", head.url.as_ref()));
        fields.extend(one("lang", head.lang.as_ref()));
        fields.extend(many("tags", &head.topics));
        fields.extend(many("places", &head.places));
        fields.extend(one("rights", head.rights.as_ref()));
        self.out.push_str("---\n");
        for (key, value) in fields {
            self.out.push_str(key);
            self.out.push_str(": ");
            self.out.push_str(&value);
            self.out.push('\n');
        }
        self.out.push_str("---\n");
        self.paragraph(&format!("# {}", escape(head.headline.as_str())));
        if let Some(subtitle) = &head.subtitle {
            self.paragraph(&format!("*{}*", escape(subtitle.as_str())));
        }
        if let Some(dateline) = &head.dateline {
            self.paragraph(&escape(dateline.as_str()));
        }
    }

    fn story(&mut self, outline: &Outline) {
        let deep = !outline.groups.is_empty();
        for (index, item) in (0u32..).zip(&self.article.story) {
            let section = outline.section_of_item(index).and_then(|at| outline.sections.get(at));
            let opened = section.filter(|section| section.items.start == index);
            if let Some(Section { label, .. }) = opened {
                match label {
                    Some(label) => {
                        let marks = if deep { "###" } else { "##" };
                        self.paragraph(&format!("{marks} {}", escape(label.as_str())));
                    }
                    // what follows a section without belonging to it must not read as more of it
                    None if index > 0 && !follows_group(self.article, index) => self.paragraph("* * *"),
                    None => {}
                }
            }
            self.item(item);
        }
    }

    fn item(&mut self, item: &'a Item) {
        match &item.form {
            Form::Text | Form::Labelled { .. } => self.blocks(&item.text.blocks, ""),
            Form::Question | Form::Heading => {
                let words = self.line(item);
                self.paragraph(&format!("## {words}"));
                return;
            }
            Form::Related => {
                let words = self.line(item);
                let words = if words.is_empty() { item.to.iter().map(ToString::to_string).collect() } else { words };
                match item.to.as_ref().and_then(address) {
                    Some(to) => self.paragraph(&format!("Related: [{words}]({to})")),
                    None => self.paragraph(&format!("Related: {words}")),
                }
                return;
            }
            Form::Photo | Form::Video | Form::Embed | Form::Number => {
                let word = match item.form {
                    Form::Photo => "Photo: ",
                    Form::Video => "Video: ",
                    Form::Embed => "Embedded: ",
                    _ => "",
                };
                let words = self.line(item);
                self.paragraph(&format!("{word}{words}"));
            }
            Form::Quote => {
                self.begin("");
                self.blocks(&item.text.blocks, "> ");
                if let Some(by) = &item.by {
                    let name = self.article.person(by).map_or_else(|| by.to_string(), described);
                    self.indented(&format!("— {}", escape(&name)), "> ");
                }
            }
        }
        self.details(item);
    }

    /// The further keys of an item, so that none of its words is missing.
    fn details(&mut self, item: &Item) {
        let mut parts: Vec<String> = Vec::new();
        let texts = [&item.credit, &item.at, &item.place, &item.note].into_iter().flatten();
        parts.extend(texts.map(|text| escape(text.as_str())));
        parts.extend(item.date.iter().map(|date| escape(date.as_str())));
        parts.extend(item.alt.iter().map(|alt| format!("shows: {}", escape(alt.as_str()))));
        parts.extend(item.file.iter().map(|file| format!("file: {}", code_span(file.as_str()))));
        parts.extend(item.to.as_ref().map(|to| address(to).unwrap_or_else(|| escape(&to.to_string()))));
        for source in item.source.iter().filter_map(|id| self.article.source(id)) {
            parts.push(format!("source: {}", escape(source.name.as_str())));
        }
        if !parts.is_empty() {
            self.paragraph(&parts.join(" · "));
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], indent: &str) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => {
                    let words = self.inline(text);
                    self.indented(&words, indent);
                }
                Block::Heading { text, .. } => {
                    let words = self.inline(text);
                    self.indented(&format!("#### {words}"), indent);
                }
                Block::List { start, items } => self.list(*start, items, indent),
                Block::Code { lang, text } => {
                    self.indented(&fence(lang.as_ref().map(Text::as_str), text.as_str()), indent);
                }
                Block::Quotation(quoted) => {
                    self.begin(indent);
                    self.blocks(quoted, &format!("{indent}> "));
                }
                Block::Table(rows) => self.table(rows, indent),
                Block::Rule => self.indented("* * *", indent),
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Vec<Block>], indent: &str) {
        let tight = items.iter().all(|item| item.len() <= 1);
        for (index, item) in (0u64..).zip(items) {
            let marker = start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start.saturating_add(index)));
            let begun = self.out.len();
            self.blocks(item, &format!("{indent}{}", " ".repeat(marker.len())));
            let made = self.out.split_off(begun);
            // the marker stands in the room that its item left for it
            let made = made.trim_start_matches('\n').strip_prefix(indent).unwrap_or_default().trim_start_matches(' ');
            if index == 0 || !tight {
                self.gap(indent);
            }
            self.out.push_str(indent);
            self.out.push_str(&marker);
            self.out.push_str(if made.is_empty() { "\n" } else { made });
        }
    }

    fn table(&mut self, rows: &'a [Vec<Inline>], indent: &str) {
        self.gap(indent);
        for (index, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| self.inline(cell).replace("\\\n", " ")).collect();
            self.out.extend([format!("{indent}| {} |\n", cells.join(" | "))]);
            if index == 0 {
                self.out.extend([format!("{indent}|{}\n", " --- |".repeat(row.len()))]);
            }
        }
    }

    /// All words of an item as one line.
    fn line(&mut self, item: &'a Item) -> String {
        let leaves = item.text.leaves();
        let words: Vec<String> = leaves
            .into_iter()
            .map(|leaf| match leaf {
                crate::model::Leaf::Inline(inline) => self.inline(inline),
                crate::model::Leaf::Code(text) => code_span(text.as_str()),
            })
            .collect();
        words.join(" ").replace("\\\n", " ")
    }

    fn inline(&mut self, inline: &'a Inline) -> String {
        let mut words = String::with_capacity(inline.text.len() + 16);
        let mut code = false;
        for strand in strands(inline) {
            match strand {
                Strand::Words(text) if code => words.push_str(&code_span(text)),
                Strand::Words(text) if words.is_empty() => words.push_str(&escape_first(text)),
                Strand::Words(text) => words.push_str(&escape_on(text)),
                Strand::Open(mark, _) => {
                    code |= *mark == Mark::Code;
                    words.push_str(opening(mark));
                }
                Strand::Close(mark, _) => {
                    code &= *mark != Mark::Code;
                    match mark {
                        Mark::Link(to) => words.extend(address(to).map(|to| format!("]({to})"))),
                        _ => words.push_str(opening(mark)),
                    }
                    if let Some(said) = Said::of(mark) {
                        let number = self.note(said.told(self.article));
                        words.extend([format!("[^{number}]")]);
                    }
                }
            }
        }
        words
    }

    fn note(&mut self, note: String) -> usize {
        if let Some(at) = self.notes.iter().position(|known| *known == note) {
            return at + 1;
        }
        self.notes.push(note);
        self.notes.len()
    }

    /// What the tables and the log of the article say.
    fn tables(&mut self) {
        let article = self.article;
        let sources = article.sources.iter().map(|source| {
            let mut words = escape(source.name.as_str());
            if let Some(title) = &source.title {
                words.extend([format!(", *{}*", escape(title.as_str()))]);
            }
            words.extend(source.date.iter().map(|date| format!(", {}", escape(date.as_str()))));
            words.extend(source.url.iter().map(|url| format!(", {}", link(url.as_str()))));
            words
        });
        self.bullets("Sources", sources.collect());
        let log = article.head.log.iter().map(|entry| {
            format!("{}: {}", escape(entry.date.as_str()), escape(entry.text.as_str()).replace("\\\n", " "))
        });
        self.bullets("Changes", log.collect());
        self.bullets("People", article.people.iter().map(|person: &Person| escape(&described(person))).collect());
    }

    fn bullets(&mut self, heading: &str, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        self.paragraph(&format!("## {heading}"));
        self.out.push('\n');
        for line in lines {
            self.out.extend([format!("- {line}\n")]);
        }
    }

    fn footnotes(&mut self) {
        for (index, note) in std::mem::take(&mut self.notes).into_iter().enumerate() {
            self.paragraph(&format!("[^{}]: {}", index + 1, escape(&note)));
        }
    }

    fn paragraph(&mut self, words: &str) {
        self.indented(words, "");
    }

    /// Lines with the same beginning, a blank one above.
    fn indented(&mut self, words: &str, indent: &str) {
        self.gap(indent);
        for line in words.split('\n') {
            self.out.push_str(if line.is_empty() { indent.trim_end() } else { indent });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// Sets the blank line above a block that has signs of its own before its lines.
    fn begin(&mut self, indent: &str) {
        self.gap(indent);
        self.begun = true;
    }

    fn gap(&mut self, indent: &str) {
        if !std::mem::take(&mut self.begun) && !self.out.is_empty() {
            self.out.push_str(indent.trim_end());
            self.out.push('\n');
        }
    }
}

fn follows_group(article: &Article, index: u32) -> bool {
    let before = (index as usize).checked_sub(1).and_then(|at| article.story.get(at));
    before.is_none_or(|item| matches!(item.form, Form::Question | Form::Heading))
}

fn opening(mark: &Mark) -> &'static str {
    match mark {
        Mark::Emphasis => "*",
        Mark::Strong => "**",
        Mark::Strikethrough => "~~",
        Mark::Link(to) if address(to).is_some() => "[",
        Mark::Link(_) | Mark::Code | Mark::Claim(_) | Mark::Quote { .. } => "",
    }
}

/// Where a link leads outside the library: an article of a library goes by its file, a claim of this one by nothing.
fn address(to: &Reference) -> Option<String> {
    match to {
        Reference::Address(address) => Some(target(address.as_str())),
        Reference::Article(article) | Reference::Claim { article: Some(article), .. } => {
            Some(target(&format!("{article}.md")))
        }
        Reference::Claim { article: None, .. } | Reference::Words(_) => None,
    }
}

/// A target that Markdown reads whole.
fn target(address: &str) -> String {
    let mut safe = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | ' ' | '`' => {
                safe.extend([format!("%{:02X}", u32::from(c))]);
            }
            c => safe.push(c),
        }
    }
    safe
}

/// An address as a link where byline would open it.
fn link(address: &str) -> String {
    match Reference::parse(address) {
        Reference::Address(_) => format!("<{}>", target(address)),
        Reference::Article(_) | Reference::Claim { .. } | Reference::Words(_) => escape(address),
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests;
