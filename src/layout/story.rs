//! The story: its groups, labels, texts, lists, tables and items, in reading order.

use crate::model::{Block, Date, Form, Inline, Item, Kind, Place, Reference, Rel, Span, Text};

use super::{
    code,
    copy::{Copy, Stops, link_role},
    galley::{Known, ParagraphStyle},
    marks::Line,
    role::{Emphasis, Role},
    table,
};

/// The longest term that is set apart in an entry, in bytes.
const TERM_MAX_BYTES: usize = 80;

/// Lists nest this deep on the page; what is deeper stands at this depth.
const DEPTH_MAX: u8 = 6;

/// Where in an item its blocks stand.
#[derive(Clone)]
struct Within {
    item: u32,
    /// The next leaf.
    leaf: u32,
    /// The style of a paragraph here.
    style: ParagraphStyle,
    /// Inside how many lists.
    lists: u8,
    /// Rows above the next paragraph.
    space_rows: u8,
    /// Whether list items begin with a term.
    entries: bool,
    /// What stands in the item so far, where its notes wait for its end.
    held: Option<Stops>,
}

/// Lays the whole story.
pub fn lay(copy: &mut Copy<'_>) {
    let article = copy.article;
    let (mut section, mut group) = (0, 0);
    for (index, item) in (0u32..).zip(&article.story) {
        let sections = &copy.galley.outline.sections;
        while sections.get(section).is_some_and(|section| section.items.end <= index) {
            section += 1;
        }
        let here = sections.get(section).filter(|section| section.items.contains(&index));
        let (here, opens) = (here.map(|_| section), here.is_some_and(|section| section.items.start == index));
        let groups = copy.galley.outline.groups.get(group).is_some_and(|group| group.item == index);
        copy.enter(here.filter(|_| !groups));
        if groups {
            let text = copy.galley.outline.groups[group].text.clone();
            copy.announce(0, text);
            group += 1;
        }
        let labelled = if opens { label(copy, section) } else { false };
        lay_item(copy, index, item, labelled);
        copy.lay_gone(Place { item: index, leaf: u32::MAX });
    }
    copy.enter(None);
}

/// Lays the label of a section that has one.
fn label(copy: &mut Copy<'_>, section: usize) -> bool {
    let section = &copy.galley.outline.sections[section];
    let (kind, depth) = (section.kind, u8::from(section.group.is_some()));
    let Some(label) = section.label.clone() else { return false };
    copy.announce(depth, label.clone());
    copy.lay(ParagraphStyle::Label(kind), label, Vec::new(), None, 1);
    true
}

fn lay_item(copy: &mut Copy<'_>, index: u32, item: &Item, labelled: bool) {
    let style = match item.form {
        Form::Text | Form::Labelled { .. } => ParagraphStyle::Body,
        Form::Question => ParagraphStyle::Question,
        Form::Heading => ParagraphStyle::Heading,
        Form::Quote => ParagraphStyle::Quotation,
        Form::Photo | Form::Video | Form::Embed => ParagraphStyle::Caption,
        Form::Number => ParagraphStyle::Entry { term: Span::default() },
        Form::Related => return related(copy, index, item),
    };
    let space_rows = match item.form {
        Form::Question | Form::Heading => 2,
        _ => u8::from(!labelled),
    };
    let entries = matches!(copy.kind(), Some(Kind::Timeline | Kind::Numbers));
    // the speaker of a `quote` item stands below all of it
    let held = (item.form == Form::Quote).then(Stops::default);
    let mut within = Within { item: index, leaf: 0, style, lists: 0, space_rows, entries, held };
    blocks(copy, &mut within, &item.text.blocks);
    if let Some(stops) = &within.held {
        copy.lay_notes(stops);
    }
    details(copy, item, within.space_rows);
}

/// What further keys of an item say, so that none of its words is missing from the page.
fn details(copy: &mut Copy<'_>, item: &Item, space_rows: u8) {
    let mut line = Line::default();
    let seen = match item.form {
        Form::Photo => Some("[photo]"),
        Form::Video => Some("[video]"),
        Form::Embed => Some("[embed]"),
        Form::Text
        | Form::Labelled { .. }
        | Form::Question
        | Form::Heading
        | Form::Related
        | Form::Quote
        | Form::Number => None,
    };
    if let Some(sign) = seen {
        line.say(Role::Muted, sign);
    }
    let mut part = |label: &str, words: Option<&str>| {
        let Some(words) = words else { return };
        if line.is_empty() || (seen.is_some() && line.here() == 7) {
            line.plain(if line.is_empty() { "" } else { " " });
        } else {
            line.dot();
        }
        line.plain(label).plain(words);
    };
    part("", item.credit.as_ref().map(Text::as_str));
    // the attribution of a quote has told them
    let told = item.form == Form::Quote && item.by.is_some();
    part("", item.date.as_ref().filter(|_| !told).map(Date::as_str));
    part("", item.at.as_ref().map(Text::as_str));
    part("", item.place.as_ref().filter(|_| !told).map(Text::as_str));
    let sources = (!item.source.is_empty()).then(|| copy.source_names(&item.source));
    part("source: ", sources.as_deref());
    part("", item.note.as_ref().map(Text::as_str));
    part("shows: ", item.alt.as_ref().map(Text::as_str));
    let file = item.file.as_ref().map(Text::as_str);
    match file.and_then(host) {
        Some(host) => part("on ", Some(host)),
        None => part("file: ", file),
    }
    if !line.is_empty() {
        let bare = item.text.blocks.is_empty();
        copy.lay_line(ParagraphStyle::Credit, line, if bare { space_rows } else { 0 });
    }
    if let Some(to) = item.to.as_ref().filter(|_| item.form != Form::Related) {
        copy.lay_link(ParagraphStyle::Credit, item.rel.unwrap_or(Rel::Related), to, 0);
    }
}

/// The host of an address on the web; the rest of one says nothing to a reader.
fn host(file: &str) -> Option<&str> {
    let rest = file.strip_prefix("https://").or_else(|| file.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next().map(|host| host.strip_prefix("www.").unwrap_or(host))
}

/// A line that leads to another article: `Related: its headline`.
fn related(copy: &mut Copy<'_>, index: u32, item: &Item) {
    let words = item.text.leaves().iter().map(|leaf| leaf.text().as_str()).collect::<Vec<_>>().join(" ");
    let to = item.to.clone().unwrap_or_else(|| match Reference::parse(&words) {
        to @ (Reference::Article(_) | Reference::Claim { .. }) if copy.known(&to) == Known::Absent => {
            // one word that is no article of the library: a headline as written
            Reference::Words(Text::line(to.to_string().as_str()))
        }
        to => to,
    });
    let rel = item.rel.unwrap_or(Rel::Related);
    let known = copy.known(&to);
    let role = match to {
        Reference::Words(_) => Role::Text,
        Reference::Article(_) | Reference::Claim { .. } | Reference::Address(_) => link_role(&to, &known),
    };
    let shown = if words.is_empty() || words == to.to_string() { copy.link_words(&to, &known) } else { words };
    let mut line = Line::default();
    let name = rel.name();
    let (first, rest) = name.split_at_checked(1).unwrap_or(("", name));
    line.say(Role::Relation, &format!("{}{rest}:", first.to_uppercase())).plain(" ");
    let start = line.here();
    line.say(role, &shown);
    let range = start..line.here();
    let (text, marks) = line.finish();
    let span = text.span_around(range);
    copy.lay(ParagraphStyle::Related, text, marks, None, 1);
    copy.stop_link(span, to, rel);
    if let Some(Block::Paragraph(leaf)) = item.text.blocks.first() {
        let stops = copy.stop(leaf, Place { item: index, leaf: 0 }, start);
        copy.lay_notes(&stops);
    }
    details(copy, item, 0);
}

fn blocks(copy: &mut Copy<'_>, within: &mut Within, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => {
                let style = within.style.clone();
                let stops = leaf(copy, within, style, text);
                within.note(copy, stops);
            }
            Block::Heading { text, .. } => {
                let stops = leaf(copy, within, ParagraphStyle::Heading, text);
                within.note(copy, stops);
                within.space_rows = 0;
                continue;
            }
            Block::List { start, items } => {
                list(copy, within, *start, items);
            }
            Block::Code { lang, text } => {
                let marks = lang.as_ref().map(|lang| code::marks(text, lang.as_str())).unwrap_or_default();
                let style = ParagraphStyle::Code { lang: lang.clone() };
                let place = within.next_place();
                copy.lay(style, text.clone(), marks, Some(place), within.space_rows);
            }
            Block::Quotation(inner) => {
                let outer = std::mem::replace(&mut within.style, ParagraphStyle::Quotation);
                self::blocks(copy, within, inner);
                within.style = outer;
            }
            Block::Table(rows) => {
                let stops = table::lay(copy, rows, within.place(), within.space_rows);
                let cells = rows.iter().map(Vec::len).sum::<usize>();
                within.leaf = within.leaf.saturating_add(u32::try_from(cells).unwrap_or(u32::MAX));
                within.note(copy, stops);
            }
            Block::Rule => copy.lay(ParagraphStyle::Rule, Text::default(), Vec::new(), None, within.space_rows),
        }
        within.space_rows = 1;
    }
}

/// A list: its items stand close together, and apart from what is around them.
fn list(copy: &mut Copy<'_>, within: &mut Within, start: Option<u64>, items: &[Vec<Block>]) {
    let depth = within.lists.min(DEPTH_MAX);
    let outer = within.clone();
    let last = start.map(|start| start.saturating_add(items.len() as u64).saturating_sub(1));
    // a number and its dot take an odd number of cells, so that what is nested stands on the two-cell grid
    let digits = last.map_or(0, |last| last.to_string().len().next_multiple_of(2));
    let more = depth + u8::try_from(digits / 2).unwrap_or(DEPTH_MAX).min(DEPTH_MAX);
    within.lists = more + 1;
    for (number, item) in (start.unwrap_or(0)..).zip(items) {
        let marker = if start.is_some() { format!("{number:>digits$}.") } else { "•".to_owned() };
        let mut first = true;
        for block in item {
            within.style = match block {
                Block::Paragraph(text) if first => item_style(copy, within, &outer, text, depth, &marker),
                _ if matches!(outer.style, ParagraphStyle::Quotation) => ParagraphStyle::Quotation,
                _ => ParagraphStyle::BulletMore { depth: more },
            };
            blocks(copy, within, std::slice::from_ref(block));
            within.space_rows = 0;
            first = false;
        }
    }
    *within = Within { leaf: within.leaf, held: within.held.take(), space_rows: 1, ..outer };
}

/// The style of the first paragraph of a list item.
fn item_style(
    copy: &Copy<'_>,
    within: &Within,
    outer: &Within,
    text: &Inline,
    depth: u8,
    marker: &str,
) -> ParagraphStyle {
    let kind = matches!(copy.kind(), Some(Kind::Timeline | Kind::Numbers));
    match term(&text.text).filter(|_| kind && within.entries && outer.lists == 0) {
        Some(term) => ParagraphStyle::Entry { term },
        None => ParagraphStyle::Bullet { depth, marker: Text::new(marker) },
    }
}

/// The date or figure before the colon of an entry.
fn term(text: &Text) -> Option<Span> {
    let colon = text.as_str().find(": ").filter(|colon| *colon > 0 && *colon <= TERM_MAX_BYTES)?;
    text.span(0..colon)
}

/// Lays one text of the item.
fn leaf(copy: &mut Copy<'_>, within: &mut Within, style: ParagraphStyle, text: &Inline) -> Stops {
    let place = within.next_place();
    let style = match style {
        // a `number` item: its figure is what stands before a colon, or all of it
        ParagraphStyle::Entry { term: span } if span.is_empty() => {
            ParagraphStyle::Entry { term: term(&text.text).unwrap_or_else(|| text.text.whole()) }
        }
        style => style,
    };
    let term = match &style {
        ParagraphStyle::Entry { term } => Some(*term),
        _ => None,
    };
    let stops = copy.lay_leaf(style, text, place, within.space_rows);
    if let Some(term) = term {
        let role = if copy.kind() == Some(Kind::Timeline) { Role::EntryDate } else { Role::EntryNumber };
        let marks = copy.galley.paragraphs.last_mut().map(|paragraph| &mut paragraph.marks);
        if let Some(marks) = marks.filter(|marks| marks.first().is_none_or(|(span, ..)| span.start() >= term.end())) {
            marks.insert(0, (term, role, Emphasis::NONE));
        }
    }
    stops
}

impl Within {
    /// The place of the next leaf.
    fn place(&self) -> Place {
        Place { item: self.item, leaf: self.leaf }
    }

    /// The place of the next leaf, which is then used.
    fn next_place(&mut self) -> Place {
        let place = self.place();
        self.leaf += 1;
        place
    }

    /// Lays the notes of what has just been laid, or keeps them for the end of the item.
    fn note(&mut self, copy: &mut Copy<'_>, stops: Stops) {
        match &mut self.held {
            Some(held) => held.and(stops),
            None => {
                copy.lay_notes(&stops);
                copy.lay_gone(Place { item: self.item, leaf: self.leaf.saturating_sub(1) });
            }
        }
    }
}
