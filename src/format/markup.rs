//! Markdown to [`Markup`]: the one place that knows how marks are written.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    inline::{Line, Sighted, Sighting},
    target,
};
use crate::model::{Block, Inline, Mark, Markup, Text};

/// Lists and quotations within each other; deeper ones are set at this depth.
const DEPTH_MAX: usize = 12;
/// Signs that open a list or quotation at the start of a line, beyond which the text is taken as it stands.
const OPENERS_MAX: usize = 64;

/// Link definitions of one text that are looked for; from there on they are shown as they stand.
const DEFINITIONS_MAX: usize = 32;

/// Markup with everything in it that is to be checked.
#[derive(Debug)]
pub(super) struct Parsed {
    pub markup: Markup,
    /// By their place in the Markdown.
    pub sightings: Vec<Sighting>,
}

/// Reads Markdown. `source` has no line break at either end.
pub(super) fn parse(source: &str) -> Parsed {
    let mut press = Press { source, frames: vec![Frame::Blocks(Vec::new())], ..Press::default() };
    if is_hostile(source) {
        press.literal(source);
    } else {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
        for (event, at) in Parser::new_ext(source, options).into_offset_iter() {
            press.take(event, at);
        }
        press.show_definitions(source.len());
    }
    press.end_line();
    let blocks = match press.frames.into_iter().next() {
        Some(Frame::Blocks(blocks)) => blocks,
        Some(Frame::List { .. } | Frame::Table(_)) | None => Vec::new(),
    };
    let mut sightings = press.sightings;
    sightings.sort_by_key(|sighting| sighting.at.start);
    Parsed { markup: Markup { source: Text::new(source), blocks }, sightings }
}

/// Whether a line opens more lists and quotations than prose ever does.
fn is_hostile(source: &str) -> bool {
    source.split('\n').any(|line| {
        let openers = line
            .bytes()
            .take_while(|b| matches!(b, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9'));
        openers.filter(|b| matches!(b, b'>' | b'-' | b'+' | b'*' | b'.' | b')')).take(OPENERS_MAX + 1).count()
            > OPENERS_MAX
            && !line.trim_matches([' ', '-', '*', '+', '.']).is_empty()
    })
}

/// What blocks are being gathered in.
#[derive(Debug)]
enum Frame {
    Blocks(Vec<Block>),
    List { start: Option<u64>, items: Vec<Vec<Block>> },
    Table(Vec<Vec<Inline>>),
}

#[derive(Default)]
struct Press<'a> {
    source: &'a str,
    frames: Vec<Frame>,
    /// Collections too deep to be made; what they hold goes into the innermost one that was.
    skipped: usize,
    line: Option<Line>,
    /// Text of a code block and its language.
    code: Option<(Option<Text>, String)>,
    sightings: Vec<Sighting>,
    /// Bytes of the source that are on the page; what is left between is a link definition.
    covered: usize,
    /// Link definitions that were looked at; each look costs a walk over the source.
    definitions: usize,
}

impl Press<'_> {
    fn take(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => {
                if is_block(&tag) {
                    self.show_definitions(at.start);
                }
                self.start(tag, at);
                return;
            }
            Event::End(tag) => self.end(tag, &at),
            Event::Text(words) => match &mut self.code {
                Some((_, code)) => code.push_str(&words),
                None => self.line(at.start).push(&words),
            },
            Event::Code(words) => self.line(at.start).push_code(&words),
            Event::Html(words) | Event::InlineHtml(words) => self.line(at.start).push(&words),
            Event::SoftBreak => self.line(at.start).push_clean(" "),
            Event::HardBreak => self.line(at.start).push_break(),
            Event::Rule => {
                self.show_definitions(at.start);
                self.put(Block::Rule);
            }
            // Extensions that are not switched on.
            Event::InlineMath(words) | Event::DisplayMath(words) | Event::FootnoteReference(words) => {
                self.line(at.start).push(&words);
            }
            Event::TaskListMarker(_) => {}
        }
        self.covered = self.covered.max(at.end);
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Heading { .. } | Tag::TableCell => {
                self.end_line();
                self.line = Some(Line::new(at.start));
            }
            Tag::BlockQuote(_) | Tag::Item => self.open(Frame::Blocks(Vec::new())),
            Tag::List(start) => self.open(Frame::List { start, items: Vec::new() }),
            Tag::CodeBlock(kind) => {
                self.end_line();
                let lang = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().map(Text::line),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((lang, String::new()));
            }
            Tag::Table(_) => self.open(Frame::Table(Vec::new())),
            Tag::TableHead | Tag::TableRow => {
                if let Some(Frame::Table(rows)) = self.frames.last_mut() {
                    rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.line(at.start).open_style(Mark::Emphasis, at),
            Tag::Strong => self.line(at.start).open_style(Mark::Strong, at),
            Tag::Strikethrough => self.line(at.start).open_style(Mark::Strikethrough, at),
            Tag::Link { link_type, dest_url, title, .. } | Tag::Image { link_type, dest_url, title, .. } => {
                let target = match link_type {
                    LinkType::WikiLink { .. } => target::read_wiki(dest_url.trim_end_matches('\\')),
                    LinkType::Email => target::read(&format!("mailto:{dest_url}")),
                    _ => target::read(&dest_url),
                };
                let circumstance = (!title.trim().is_empty()).then(|| Text::line(title.trim()));
                self.line(at.start).open_link(target, circumstance, at);
            }
            // Extensions that are not switched on.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_line(),
            TagEnd::Heading(level) => {
                if let Some(text) = self.finish_line(at.end) {
                    self.put(Block::Heading { level: level as u8, text });
                }
            }
            TagEnd::TableCell => {
                let cell = self.finish_line(at.end).unwrap_or_default();
                if let Some(Frame::Table(rows)) = self.frames.last_mut()
                    && let Some(row) = rows.last_mut()
                {
                    row.push(cell);
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::Table => {
                self.end_line();
                self.show_definitions(at.end);
                self.close(tag);
            }
            TagEnd::CodeBlock => {
                if let Some((lang, code)) = self.code.take() {
                    self.put(Block::Code { lang, text: Text::new(code.trim_end_matches('\n')) });
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                if let Some(line) = &mut self.line {
                    line.close(&mut self.sightings);
                }
            }
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// The run that text goes to; a list item may hold text without a paragraph around it.
    fn line(&mut self, start: usize) -> &mut Line {
        self.line.get_or_insert_with(|| Line::new(start))
    }

    fn open(&mut self, frame: Frame) {
        self.end_line();
        if self.skipped > 0 || self.frames.len() > DEPTH_MAX * 2 {
            self.skipped += 1;
        } else {
            self.frames.push(frame);
        }
    }

    fn close(&mut self, tag: TagEnd) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match self.frames.pop() {
            Some(Frame::List { start, items }) => self.put(Block::List { start, items }),
            Some(Frame::Table(rows)) => self.put(Block::Table(rows)),
            Some(Frame::Blocks(blocks)) if tag == TagEnd::Item => {
                if let Some(Frame::List { items, .. }) = self.frames.last_mut() {
                    items.push(blocks);
                }
            }
            Some(Frame::Blocks(blocks)) => self.put(Block::Quotation(blocks)),
            None => {}
        }
    }

    fn put(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(Frame::Blocks(blocks)) => blocks.push(block),
            // Only where deeper collections were skipped.
            Some(Frame::List { items, .. }) => items.push(vec![block]),
            Some(Frame::Table(_)) | None => {}
        }
    }

    /// Puts the run of text that is open, if there is one, as a paragraph.
    fn end_line(&mut self) {
        if let Some(text) = self.finish_line(self.source.len()) {
            self.put(Block::Paragraph(text));
        }
    }

    fn finish_line(&mut self, end: usize) -> Option<Inline> {
        let line = self.line.take().filter(|line| !line.is_empty())?;
        let start = line.source_start;
        let text = line.finish(&mut self.sightings);
        if ["](@", "](#"].iter().any(|sign| text.text.as_str().contains(sign)) {
            self.note_broken(start..end);
        }
        Some(text)
    }

    /// Says of a mark that Markdown did not take for one where it stands.
    fn note_broken(&mut self, within: Range<usize>) {
        let source = self.source.get(within.clone()).unwrap_or_default();
        let starts = source.match_indices("](@").chain(source.match_indices("](#")).map(|(at, _)| within.start + at);
        let read = |at: &usize| self.sightings.iter().rev().take(64).any(|sighting| sighting.at.contains(at));
        let Some(at) = starts.filter(|at| !read(at)).min() else { return };
        let what = Sighted::NoMark {
            message: "this looks like a mark, but Markdown can't read it as one",
            help: "write `[words](@person 'circumstance')`: no space in the target, no mark around another, and the \
                   circumstance in double quotation marks if it holds an apostrophe",
        };
        self.sightings.push(Sighting { at: at..at + 3, what });
    }

    /// Text as it stands, by paragraphs.
    fn literal(&mut self, words: &str) {
        for paragraph in words.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            let mut line = Line::new(0);
            line.push_clean(paragraph);
            let text = line.finish(&mut self.sightings);
            self.put(Block::Paragraph(text));
        }
    }

    /// Markdown takes `[words]: target` out of the text to define a link. Where nothing uses the link the words were meant
    /// to be read, so they come back.
    fn show_definitions(&mut self, to: usize) {
        let gap = self.source.get(self.covered..to).unwrap_or_default();
        self.covered = self.covered.max(to);
        if !gap.contains("]:") {
            return;
        }
        let mut unused = Vec::new();
        for line in gap.lines().map(|line| line.trim_start_matches([' ', '\t', '>', '-', '*', '+'])) {
            self.definitions += 1;
            let used =
                self.definitions <= DEFINITIONS_MAX && line.split_once("]:").is_some_and(|(label, _)| self.uses(label));
            if !line.is_empty() && !used {
                unused.push(line);
            }
        }
        let words = unused.join("\n");
        if !words.is_empty() {
            let line = self.line.take();
            self.literal(&words);
            self.line = line;
        }
    }

    /// Whether `[label]` stands anywhere but before a colon.
    fn uses(&self, label: &str) -> bool {
        let label = label.to_lowercase();
        let source = self.source.to_lowercase();
        let closed = format!("{label}]");
        source.match_indices(&closed).any(|(at, _)| source.as_bytes().get(at + closed.len()) != Some(&b':'))
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
