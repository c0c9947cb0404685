//! Markdown in: headings, bold labels, lists, quotations and tables as they stand, and the head that other programs write.

use super::{Block, Manuscript, Remark, Run, Style, html};
use crate::{
    format,
    model::{self, Head, Inline, Mark, Reference, Text},
};

/// Reads Markdown.
#[must_use]
pub fn markdown(source: &str) -> Manuscript {
    let source = source.replace("\r\n", "\n");
    let (fields, body) = format::front_matter(&source);
    let mut manuscript = Manuscript::default();
    for (name, texts) in fields {
        field(&mut manuscript, &name, &texts);
    }
    let (body, notes) = footnotes(body);
    let markup = format::markup(&body);
    let mut setter = Setter::default();
    setter.blocks(&markup.blocks, &Style::Paragraph, 0);
    setter.notes(&notes);
    manuscript.blocks = setter.blocks;
    title(&mut manuscript);
    manuscript
}

/// Puts one field of the head where it belongs.
fn field(manuscript: &mut Manuscript, name: &str, texts: &[String]) {
    let head: &mut Head = &mut manuscript.head;
    let one = texts.first().map(|text| Text::line(text));
    let all = || -> Vec<Text> {
        let parts = texts
            .iter()
            .flat_map(|text| if texts.len() == 1 { text.split(',').collect() } else { vec![text.as_str()] });
        parts.map(Text::line).map(|text| Text::line(text.as_str().trim())).filter(|text| !text.is_empty()).collect()
    };
    let day = || texts.first().and_then(|text| html::date(text));
    let address = |text: &Text| matches!(Reference::parse(text.as_str()), Reference::Address(_));
    match name {
        "title" | "headline" => head.headline = one.unwrap_or_default(),
        "subtitle" | "subheadline" | "dek" | "standfirst" => head.subtitle = one,
        "author" | "authors" | "by" | "byline" | "creator" => head.by = all(),
        "publisher" | "source" | "site" | "site_name" => head.publisher = one,
        "date" | "published" | "pubdate" | "created" if day().is_some() => head.published = day(),
        "updated" | "modified" | "lastmod" | "last_modified_at" if day().is_some() => head.updated = day(),
        "url" | "link" | "canonical" | "canonical_url" | "permalink" if one.as_ref().is_some_and(address) => {
            head.url = one;
        }
        "lang" | "language" => head.lang = one,
        "tags" | "topics" | "keywords" | "categories" | "category" => head.topics.extend(all()),
        "places" | "location" => head.places = all(),
        "dateline" => head.dateline = one,
        "rights" | "copyright" | "license" => head.rights = one,
        "slug" => head.slug = one,
        "genre" => head.genre = one,
        _ if texts.is_empty() => {}
        _ => {
            let words = Text::line(&format!("{name}: {}", texts.join(", ")));
            let why = Text::new("a field of its head that byline does not know");
            manuscript.remarks.push(Remark::Dropped { words, why });
        }
    }
}

/// Takes the notes below the text out of it. Where the text leads to one a number stands, by which the note is found in the
/// list of them below.
fn footnotes(body: &str) -> (String, Vec<String>) {
    if !body.contains("[^") {
        return (body.to_owned(), Vec::new());
    }
    let mut notes: Vec<(&str, String)> = Vec::new();
    let mut kept = Vec::new();
    let (mut fenced, mut within) = (false, false);
    for line in body.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        let begun = line.strip_prefix("[^").filter(|_| !fenced).and_then(|rest| rest.split_once("]:"));
        match (begun, notes.last_mut()) {
            (Some((label, words)), _) => {
                notes.push((label, words.trim().to_owned()));
                within = true;
            }
            (None, Some((_, words))) if within && line.starts_with("    ") => {
                words.push(' ');
                words.push_str(line.trim());
            }
            _ => {
                // a further paragraph of a note stands below an empty line
                within &= line.trim().is_empty();
                kept.push((line, fenced));
            }
        }
    }
    let mut order: Vec<&str> = Vec::new();
    let labels: Vec<&str> = notes.iter().map(|(label, _)| *label).collect();
    let text: String = kept.iter().map(|(line, fenced)| numbered(line, *fenced, &labels, &mut order)).collect();
    let mut listed = Vec::new();
    // a note may lead to another, and one that nothing leads to comes last
    while let Some((number, label)) = next_note(&labels, &mut order, listed.len()) {
        let words = notes.iter().find(|(known, _)| *known == label).map(|(_, words)| words.as_str());
        listed.push(numbered(words.unwrap_or_default(), false, &labels, &mut order));
        debug_assert_eq!(number, listed.len());
    }
    (text, listed)
}

/// The note that is listed behind `listed` others, with its number.
fn next_note<'l>(labels: &[&'l str], order: &mut Vec<&'l str>, listed: usize) -> Option<(usize, &'l str)> {
    if listed == order.len() {
        order.push(labels.iter().find(|label| !order.contains(label))?);
    }
    order.get(listed).map(|label| (listed + 1, *label))
}

/// A line with the numbers of its notes, in the order in which they are met. Code keeps what stands in it.
fn numbered<'l>(line: &str, is_code: bool, labels: &[&'l str], order: &mut Vec<&'l str>) -> String {
    if is_code || !line.contains("[^") {
        return line.to_owned();
    }
    let pieces: Vec<&str> = line.split('`').collect();
    let mut whole = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let within_code = index % 2 == 1 && index + 1 < pieces.len();
        let mut parts = piece.split("[^");
        let mut words = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let label = part.split_once(']').and_then(|(label, rest)| {
                labels.iter().find(|known| **known == label).map(|label| (*label, rest)).filter(|_| !within_code)
            });
            match label {
                Some((label, rest)) => {
                    let at = order.iter().position(|known| *known == label).unwrap_or_else(|| {
                        order.push(label);
                        order.len() - 1
                    });
                    words.extend([&format!("\\[{}\\]", at + 1), rest]);
                }
                None => words.extend(["[^", part]),
            }
        }
        whole.push(words);
    }
    whole.join("`")
}

/// The first heading is the headline, unless the head has another; then it stays where it is.
fn title(manuscript: &mut Manuscript) {
    let words = |block: &Block| block.runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let Some(first) = manuscript.blocks.first().filter(|block| block.style == Style::Heading(1)).map(words) else {
        return;
    };
    let headline = &mut manuscript.head.headline;
    if headline.is_empty() {
        *headline = Text::line(&first);
    }
    if headline.as_str() == first.trim() {
        manuscript.blocks.remove(0);
        // and emphasised words alone below it are the subtitle, if the head says the same
        let subtitle = manuscript.head.subtitle.as_ref();
        if manuscript
            .blocks
            .first()
            .is_some_and(|block| subtitle.is_some_and(|subtitle| subtitle.as_str() == words(block)))
        {
            manuscript.blocks.remove(0);
        }
    }
}

#[derive(Default)]
struct Setter {
    blocks: Vec<Block>,
}

impl Setter {
    fn blocks(&mut self, blocks: &[model::Block], style: &Style, depth: u8) {
        for (index, block) in blocks.iter().enumerate() {
            match block {
                model::Block::Paragraph(text) if is_picture(text) => {
                    self.put(Style::Caption { credit: None, file: None, alt: None }, unlinked(text));
                }
                model::Block::Paragraph(text) => {
                    // further paragraphs of a list item go on in it
                    match (style, self.blocks.last_mut()) {
                        (Style::Bullet { .. }, Some(last)) if index > 0 && last.style == *style => {
                            last.runs.push(Run { text: Text::new(" "), ..Run::default() });
                            last.runs.extend(runs(text));
                        }
                        _ => self.put(style.clone(), runs(text)),
                    }
                }
                model::Block::Heading { level, text } => self.put(Style::Heading(*level), runs(text)),
                model::Block::List { start, items } => {
                    for (number, item) in (start.unwrap_or(0)..).zip(items) {
                        let number = start.map(|_| number);
                        self.blocks(item, &Style::Bullet { depth, number }, depth.saturating_add(1));
                    }
                }
                model::Block::Code { lang, text } => {
                    let run = Run { text: text.clone(), code: true, ..Run::default() };
                    self.put(Style::Code { lang: lang.clone() }, vec![run]);
                }
                model::Block::Quotation(quoted) => self.blocks(quoted, &Style::Quotation, depth),
                model::Block::Table(rows) => {
                    for (index, row) in rows.iter().enumerate() {
                        let cells = row.iter().map(|cell| Text::line(cell.text.as_str())).collect();
                        self.put(Style::Row { cells, head: index == 0 }, Vec::new());
                    }
                }
                model::Block::Rule => self.put(Style::Rule, Vec::new()),
            }
        }
    }

    /// The notes of the text, below it, by their numbers.
    fn notes(&mut self, notes: &[String]) {
        if notes.is_empty() {
            return;
        }
        self.put(Style::Heading(2), vec![Run { text: Text::new("Notes"), ..Run::default() }]);
        for (number, note) in (1..).zip(notes) {
            let markup = format::markup(note);
            self.blocks(&markup.blocks, &Style::Bullet { depth: 0, number: Some(number) }, 1);
        }
    }

    fn put(&mut self, style: Style, runs: Vec<Run>) {
        self.blocks.push(Block { style, runs, furniture: None });
    }
}

/// Whether a paragraph is a picture and nothing else: a link to one around all its words.
fn is_picture(text: &Inline) -> bool {
    let pictures = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"];
    text.marks.iter().any(|(span, mark)| match mark {
        Mark::Link(to) if *span == text.text.whole() => {
            let to = to.to_string().to_lowercase();
            let path = to.split(['?', '#']).next().unwrap_or_default();
            pictures.iter().any(|picture| path.ends_with(picture))
        }
        _ => false,
    })
}

fn unlinked(text: &Inline) -> Vec<Run> {
    runs(text).into_iter().map(|run| Run { link: None, ..run }).collect()
}

/// The words of a text, parted where their look changes.
fn runs(text: &Inline) -> Vec<Run> {
    let mut places: Vec<usize> = text.marks.iter().flat_map(|(span, _)| [span.start(), span.end()]).collect();
    places.extend([0, text.text.len()]);
    places.sort_unstable();
    places.dedup();
    let pieces = places.windows(2).filter_map(|pair| Some((pair.first().copied()?, pair.last().copied()?)));
    let runs = pieces.map(|(from, to)| {
        let mut run = Run { text: Text::new(text.text.as_str().get(from..to).unwrap_or_default()), ..Run::default() };
        for (span, mark) in text.marks.iter().filter(|(span, _)| span.start() <= from && to <= span.end()) {
            debug_assert!(!span.is_empty());
            match mark {
                Mark::Strong => run.strong = true,
                Mark::Emphasis => run.emphasis = true,
                Mark::Code => run.code = true,
                Mark::Link(to) => run.link = Some(Text::line(&to.to_string())),
                Mark::Strikethrough | Mark::Claim(_) | Mark::Quote { .. } => {}
            }
        }
        run
    });
    runs.filter(|run| !run.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn told(manuscript: &Manuscript) -> Vec<(Style, String)> {
        let words = |block: &Block| match &block.style {
            Style::Row { cells, .. } => cells.iter().map(Text::as_str).collect::<Vec<_>>().join("|"),
            _ => block.runs.iter().map(|run| run.text.as_str()).collect(),
        };
        manuscript.blocks.iter().map(|block| (block.style.clone(), words(block))).collect()
    }

    #[test]
    fn blocks_and_fields_come_in() {
        let read = markdown(
            "---\ntitle: Ferry stops\nauthor: Ada Marsh, Bo Lin\ndate: 2031-05-06\ntags: [Harbour]\nlayout: post\n---\n\n\
             # Ferry stops\n\nThe *last* ferry [left](https://example.org/a).[^1]\n\n**What we know**\n\n- One\n\n  more\n\
             - Two\n  1. inner\n\n![A ferry](ferry.jpg)\n\n> Said.\n\n## Is it safe?\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
             ```rust\nlet a = 1;\n```\n\n[^1]: By its captain.\n",
        );
        assert_eq!(read.head.headline, "Ferry stops");
        assert_eq!(read.head.by, ["Ada Marsh", "Bo Lin"]);
        assert_eq!(read.head.published, Some(Date::new("2031-05-06")));
        assert_eq!(read.head.topics, ["Harbour"]);
        let bullet = |depth, number| Style::Bullet { depth, number };
        let row =
            |cells: [&str; 2], head| Style::Row { cells: cells.iter().map(|cell| Text::new(cell)).collect(), head };
        let words = |words: &str| words.to_owned();
        assert_eq!(
            told(&read),
            [
                (Style::Paragraph, words("The last ferry left.[1]")),
                (Style::Paragraph, words("What we know")),
                (bullet(0, None), words("One more")),
                (bullet(0, None), words("Two")),
                (bullet(1, Some(1)), words("inner")),
                (Style::Caption { credit: None, file: None, alt: None }, words("A ferry")),
                (Style::Quotation, words("Said.")),
                (Style::Heading(2), words("Is it safe?")),
                (row(["a", "b"], true), words("a|b")),
                (row(["1", "2"], false), words("1|2")),
                (Style::Code { lang: Some(Text::new("rust")) }, words("let a = 1;")),
                (Style::Heading(2), words("Notes")),
                (bullet(0, Some(1)), words("By its captain.")),
            ]
        );
        assert!(read.blocks[1].runs[0].strong);
        assert_eq!(read.blocks[0].runs[3].link, Some(Text::new("https://example.org/a")));
        assert!(matches!(&read.remarks[..], [Remark::Dropped { words, .. }] if *words == "layout: post"));
    }

    #[test]
    fn a_note_is_found_by_its_number() {
        let read = markdown(
            "One.[^b] Two[^a], `[^a]` and [^none]; again.[^b]\n\n```\n[^a]\n```\n\n[^a]: Of *two*,\n    as said.\n\n    \
             More.\n\n[^b]: Of one; see[^c].\n[^c]: Told.\n[^d]: Led to by nothing.\n\nThe end.\n",
        );
        let number = |number| Style::Bullet { depth: 0, number: Some(number) };
        let expected = [
            (Style::Paragraph, "One.[1] Two[2], [^a] and [^none]; again.[1]"),
            (Style::Code { lang: None }, "[^a]"),
            (Style::Paragraph, "The end."),
            (Style::Heading(2), "Notes"),
            (number(1), "Of one; see[3]."),
            (number(2), "Of two, as said. More."),
            (number(3), "Told."),
            (number(4), "Led to by nothing."),
        ];
        assert_eq!(told(&read), expected.map(|(style, words)| (style, words.to_owned())));
    }

    #[test]
    fn a_headline_of_its_own_leaves_the_first_heading() {
        let read = markdown("# One\n\nwords");
        assert_eq!((read.head.headline.as_str(), told(&read).len()), ("One", 1));
        let read = markdown("---\ntitle: Other\n---\n# One\n\nwords");
        assert_eq!((read.head.headline.as_str(), told(&read).len()), ("Other", 2));
    }
}
