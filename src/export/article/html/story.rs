//! The story of a page: sections under their labels, quotes with their speakers, and every item after its form.

use std::collections::HashSet;

use crate::model::{Article, Block, Form, Inline, Item, Kind, Mark, Outline, Reference, Section, Wording};

use super::{
    super::{
        speaker::{Said, described},
        weave::{Strand, strands},
    },
    tag::Tags,
};

/// The story while it is set.
pub(super) struct Story<'a, 'o> {
    article: &'a Article,
    outline: &'a Outline,
    out: &'o mut Tags,
    /// Claims that have their place on the page: a name can be given once.
    named: HashSet<&'a str>,
    kind: Kind,
    /// Within a quotation whose speaker stands below all of it.
    told: bool,
}

impl<'a, 'o> Story<'a, 'o> {
    pub(super) fn new(article: &'a Article, outline: &'a Outline, out: &'o mut Tags) -> Self {
        Self { article, outline, out, named: HashSet::new(), kind: Kind::News, told: false }
    }

    pub(super) fn set(&mut self) {
        let mut open = false;
        for (index, item) in (0u32..).zip(&self.article.story) {
            let section = self.outline.section_of_item(index).and_then(|at| self.outline.sections.get(at));
            let opens = section.is_some_and(|section| section.items.start == index);
            if open && (opens || section.is_none()) {
                self.out.raw("</section>\n");
                open = false;
            }
            if let Some(section) = section.filter(|_| opens) {
                self.section(section);
                open = true;
            }
            self.item(item);
        }
        if open {
            self.out.raw("</section>\n");
        }
    }

    /// Opens a section: its kind is told by a mark, a word and a colour.
    fn section(&mut self, section: &Section) {
        self.kind = section.kind;
        let kind = section.kind;
        self.out.raw(&format!("<section class=\"{}\">\n", kind.name()));
        let Some(label) = &section.label else { return };
        let level = if section.group.is_some() { "h3" } else { "h2" };
        self.out.raw(&format!(
            "<{level} class=\"label\"><span class=\"mark\" aria-hidden=\"true\">{}</span> ",
            kind.mark()
        ));
        self.out.text(label.as_str());
        if kind != Kind::Other {
            self.out.raw(&format!(" <span class=\"kind\">{}</span>", kind.name()));
        }
        self.out.raw(&format!("</{level}>\n"));
    }

    fn item(&mut self, item: &'a Item) {
        match &item.form {
            Form::Text | Form::Labelled { .. } => {
                self.blocks(&item.text.blocks);
                self.details(item);
            }
            Form::Question | Form::Heading => {
                self.out.raw("<h2 class=\"group\">");
                self.words(item);
                self.out.raw("</h2>\n");
            }
            Form::Related => self.related(item),
            Form::Photo | Form::Video | Form::Embed => self.figure(item),
            Form::Quote => {
                self.out.raw("<blockquote class=\"pull\">\n");
                self.told = item.by.is_some();
                self.blocks(&item.text.blocks);
                self.told = false;
                if let Some(by) = &item.by {
                    let name = self.article.person(by).map_or_else(|| by.to_string(), described);
                    self.out.element("p", "voice", &format!("❝ {name}"));
                }
                self.details(item);
                self.out.raw("</blockquote>\n");
            }
            Form::Number => {
                self.out.raw("<p class=\"number\">");
                self.words(item);
                self.out.raw("</p>\n");
                self.details(item);
            }
        }
    }

    fn related(&mut self, item: &'a Item) {
        self.out.raw("<p class=\"related\"><span class=\"sign\">Related</span> ");
        let words = item.text.plain();
        let words = if words.is_empty() { item.to.iter().map(ToString::to_string).collect() } else { words };
        let to = item.to.as_ref().map(ToString::to_string);
        self.out.link(to.as_deref(), &words);
        self.out.raw("</p>\n");
    }

    /// A picture is told by its words: a page that stands alone holds none, and fetches none.
    fn figure(&mut self, item: &'a Item) {
        let word = match item.form {
            Form::Video => "Video",
            Form::Embed => "Embedded",
            _ => "Photo",
        };
        self.out.raw("<figure>\n<div class=\"plate\">");
        self.out.text(word);
        if let Some(alt) = &item.alt {
            self.out.raw(": ");
            self.out.text(alt.as_str());
        }
        self.out.raw("</div>\n<figcaption>\n");
        self.blocks(&item.text.blocks);
        self.details(item);
        self.out.raw("</figcaption>\n</figure>\n");
    }

    /// The further keys of an item, so that none of its words is missing.
    fn details(&mut self, item: &Item) {
        let mut parts: Vec<String> = Vec::new();
        parts.extend([&item.credit, &item.at, &item.place, &item.note].into_iter().flatten().map(ToString::to_string));
        parts.extend(item.date.iter().map(crate::model::Date::shown));
        for source in item.source.iter().filter_map(|id| self.article.source(id)) {
            parts.push(format!("source: {}", source.name));
        }
        let to = item.to.as_ref().map(ToString::to_string);
        if parts.is_empty() && to.is_none() {
            return;
        }
        self.out.raw("<p class=\"details\">");
        self.out.text(&parts.join(" · "));
        if let Some(to) = to {
            self.out.raw(if parts.is_empty() { "" } else { " · " });
            self.out.link(Some(&to), &to);
        }
        self.out.raw("</p>\n");
    }

    /// All words of an item in one run.
    fn words(&mut self, item: &'a Item) {
        for (index, leaf) in item.text.leaves().into_iter().enumerate() {
            if index > 0 {
                self.out.raw(" ");
            }
            match leaf {
                crate::model::Leaf::Inline(inline) => self.inline(inline),
                crate::model::Leaf::Code(text) => self.out.text(text.as_str()),
            }
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => {
                    self.run("p", text);
                    self.speakers(text, "p");
                }
                Block::Heading { text, .. } => self.run("h4", text),
                Block::List { start, items } => self.list(*start, items),
                Block::Code { lang: _, text } => {
                    self.out.raw("<pre><code>");
                    self.out.text(text.as_str());
                    self.out.raw("</code></pre>\n");
                }
                Block::Quotation(quoted) => {
                    self.out.raw("<blockquote>\n");
                    self.blocks(quoted);
                    self.out.raw("</blockquote>\n");
                }
                Block::Table(rows) => self.table(rows),
                Block::Rule => self.out.raw("<hr>\n"),
            }
        }
    }

    fn run(&mut self, element: &str, text: &'a Inline) {
        self.out.raw(&format!("<{element}>"));
        self.inline(text);
        self.out.raw(&format!("</{element}>\n"));
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Vec<Block>]) {
        let class = match self.kind {
            Kind::Timeline => " class=\"timeline\"",
            Kind::Numbers => " class=\"numbers\"",
            _ => "",
        };
        match start {
            Some(1) => self.out.raw("<ol>\n"),
            Some(start) => self.out.raw(&format!("<ol start=\"{start}\">\n")),
            None => self.out.raw(&format!("<ul{class}>\n")),
        }
        for item in items {
            self.out.raw("<li>");
            match item.as_slice() {
                [Block::Paragraph(text)] => {
                    self.entry(text);
                    self.speakers(text, "span");
                }
                blocks => self.blocks(blocks),
            }
            self.out.raw("</li>\n");
        }
        self.out.raw(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    /// A list item; in a timeline and among numbers what stands before the colon is set apart.
    fn entry(&mut self, text: &'a Inline) {
        let term = text.text.as_str().split_once(": ").map(|(term, _)| term.len() + 1).filter(|end| {
            let marked = text.marks.iter().any(|(span, _)| span.start() < *end);
            matches!(self.kind, Kind::Timeline | Kind::Numbers) && !marked
        });
        match term.and_then(|end| text.text.as_str().get(..end)) {
            Some(term) => {
                self.out.raw("<b class=\"term\">");
                self.out.text(term.trim_end_matches(':'));
                self.out.raw("</b> ");
                self.inline_from(text, term.len() + 1);
            }
            None => self.inline(text),
        }
    }

    fn table(&mut self, rows: &'a [Vec<Inline>]) {
        self.out.raw("<div class=\"table\"><table>\n");
        for (index, row) in rows.iter().enumerate() {
            self.out.raw("<tr>");
            for cell in row {
                self.out.raw(if index == 0 { "<th scope=\"col\">" } else { "<td>" });
                self.inline(cell);
                self.out.raw(if index == 0 { "</th>" } else { "</td>" });
            }
            self.out.raw("</tr>\n");
        }
        self.out.raw("</table></div>\n");
    }

    /// Beneath words that somebody said: who.
    fn speakers(&mut self, text: &'a Inline, element: &str) {
        let said = Said::all(text);
        if said.is_empty() || self.told {
            return;
        }
        self.out.raw(&format!("<{element} class=\"voice\">"));
        for (index, said) in said.iter().enumerate() {
            if index > 0 {
                self.out.raw("<br>");
            }
            self.out.raw(if said.wording == Wording::Direct { "❝ " } else { "~ " });
            self.out.raw("<a");
            self.out.attribute("href", &format!("#person-{}", said.by));
            self.out.raw(">");
            self.out.text(&said.told(self.article));
            self.out.raw("</a>");
        }
        self.out.raw(&format!("</{element}>\n"));
    }

    fn inline(&mut self, inline: &'a Inline) {
        self.inline_from(inline, 0);
    }

    /// The run without its first `skip` bytes, on which no mark stands.
    fn inline_from(&mut self, inline: &'a Inline, skip: usize) {
        let mut skip = skip;
        for strand in strands(inline) {
            match strand {
                Strand::Words(words) => {
                    let shown = words.get(skip.min(words.len())..).unwrap_or(words);
                    skip = skip.saturating_sub(words.len());
                    for (index, line) in shown.split('\n').enumerate() {
                        self.out.raw(if index > 0 { "<br>" } else { "" });
                        self.out.text(line);
                    }
                }
                Strand::Open(mark, _) => self.open(mark),
                Strand::Close(mark, _) => self.out.raw(closing(mark)),
            }
        }
    }

    fn open(&mut self, mark: &'a Mark) {
        match mark {
            Mark::Emphasis => self.out.raw("<em>"),
            Mark::Strong => self.out.raw("<strong>"),
            Mark::Strikethrough => self.out.raw("<del>"),
            Mark::Code => self.out.raw("<code>"),
            Mark::Link(to) => self.open_link(to),
            Mark::Claim(id) => {
                self.out.raw("<span class=\"claim\"");
                if self.named.insert(id.as_str()) {
                    self.out.attribute("id", &format!("claim-{id}"));
                }
                self.out.raw(">");
            }
            Mark::Quote { wording: Wording::Direct, .. } => self.out.raw("<span class=\"quote\">"),
            Mark::Quote { wording: Wording::Indirect, .. } => self.out.raw("<span class=\"reported\">"),
        }
    }

    fn open_link(&mut self, to: &Reference) {
        self.out.raw("<a");
        match to {
            Reference::Address(address) => {
                self.out.attribute("href", address.as_str());
                self.out.raw(" rel=\"noopener noreferrer\"");
            }
            Reference::Claim { article: None, claim } => self.out.attribute("href", &format!("#claim-{claim}")),
            // where another article lies nobody knows from here
            Reference::Article(_) | Reference::Claim { article: Some(_), .. } | Reference::Words(_) => {
                self.out.attribute("class", "elsewhere");
                self.out.attribute("title", &to.to_string());
            }
        }
        self.out.raw(">");
    }
}

fn closing(mark: &Mark) -> &'static str {
    match mark {
        Mark::Emphasis => "</em>",
        Mark::Strong => "</strong>",
        Mark::Strikethrough => "</del>",
        Mark::Code => "</code>",
        Mark::Link(_) => "</a>",
        Mark::Claim(_) | Mark::Quote { .. } => "</span>",
    }
}
