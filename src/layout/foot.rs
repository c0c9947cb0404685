//! The foot of the page: what changed, where it is known from, what it leads to, and what its publisher says of it.

use crate::model::{Reference, Source, SourceKind, Text};

use super::{
    copy::Copy,
    galley::ParagraphStyle,
    head::ABOVE,
    marks::Line,
    role::{Emphasis, Role},
};

/// Lays the foot, behind a line across, where there is anything to say.
pub fn lay(copy: &mut Copy<'_>) {
    let begin = copy.galley.paragraphs.len();
    copy.lay(ParagraphStyle::Rule, Text::default(), Vec::new(), None, 1);
    changes(copy);
    sources(copy);
    links(copy);
    super::around::lay(copy);
    imprint(copy);
    if copy.galley.paragraphs.len() == begin + 1 {
        copy.galley.paragraphs.pop();
    }
}

/// The title of a part of the foot.
pub fn title(copy: &mut Copy<'_>, words: &str) {
    let mut line = Line::default();
    line.shaped(Role::Muted, Emphasis::BOLD, words);
    copy.lay_line(ParagraphStyle::Foot, line, 1);
}

/// The log, newest last as it is kept.
fn changes(copy: &mut Copy<'_>) {
    let log = &copy.article.head.log;
    if log.is_empty() {
        return;
    }
    title(copy, "Changes");
    for entry in log {
        let mut line = Line::default();
        line.say(Role::Date, entry.date.as_str()).plain("  ").say(Role::Text, entry.text.as_str());
        copy.lay_line(ParagraphStyle::Foot, line, 0);
    }
}

fn sources(copy: &mut Copy<'_>) {
    let sources = &copy.article.sources;
    if sources.is_empty() {
        return;
    }
    title(copy, "Sources");
    for source in sources {
        let line = described(source);
        lay_with_address(copy, line, source.url.as_ref());
    }
}

/// `Name, “title”, date · document · primary source · note`.
fn described(source: &Source) -> Line {
    let mut line = Line::default();
    line.say(Role::Text, source.name.as_str());
    if let Some(title) = &source.title {
        line.plain(", “").say(Role::Text, title.as_str()).plain("”");
    }
    if let Some(date) = &source.date {
        line.plain(", ").say(Role::Date, date.as_str());
    }
    if let Some(kind) = source.kind {
        line.dot().plain(kind_name(kind));
    }
    match source.primary {
        Some(true) => _ = line.dot().plain("primary source"),
        Some(false) => _ = line.dot().plain("second hand"),
        None => {}
    }
    if let Some(note) = &source.note {
        line.dot().plain(note.as_str());
    }
    line
}

fn kind_name(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Agency => "agency",
        SourceKind::Outlet => "outlet",
        SourceKind::Document => "document",
        SourceKind::Interview => "interview",
        SourceKind::Statement => "statement",
        SourceKind::Data => "data",
        SourceKind::Witness => "witness",
        SourceKind::Social => "social media",
    }
}

/// Lays a line that ends in an address, as a link.
fn lay_with_address(copy: &mut Copy<'_>, mut line: Line, address: Option<&Text>) {
    let Some(address) = address else { return copy.lay_line(ParagraphStyle::Foot, line, 0) };
    line.dot();
    let start = line.here();
    let to = Reference::parse(address.as_str());
    let opens = matches!(to, Reference::Address(_));
    line.say(if opens { Role::Address } else { Role::Muted }, address.as_str());
    let range = start..line.here();
    let (text, marks) = line.finish();
    let span = text.span_around(range);
    copy.lay(ParagraphStyle::Foot, text, marks, None, 0);
    if opens {
        copy.stop_link(span, to, crate::model::Rel::Related);
    }
}

/// Links of the head that do not stand above the story.
fn links(copy: &mut Copy<'_>) {
    let mut space_rows = 1;
    for (rel, to) in copy.article.head.links.iter().filter(|(rel, _)| !ABOVE.contains(rel)) {
        copy.lay_link(ParagraphStyle::Foot, *rel, to, space_rows);
        space_rows = 0;
    }
}

/// Where it was published, under which terms, and with what it was made.
fn imprint(copy: &mut Copy<'_>) {
    let head = &copy.article.head;
    let begin = copy.galley.paragraphs.len();
    if head.url.is_some() || head.retrieved.is_some() {
        let mut line = Line::default();
        line.plain("Original");
        if let Some(retrieved) = &head.retrieved {
            line.plain(" as of ").say(Role::Date, retrieved.as_str());
        }
        lay_with_address(copy, line, head.url.as_ref());
    }
    let lines = [
        ("Rights: ", &head.rights),
        ("Use: ", &head.usage),
        ("Made with: ", &head.made_with),
        ("Feedback: ", &head.feedback),
    ];
    for (label, words) in lines {
        if let Some(words) = words {
            let mut line = Line::default();
            line.plain(label).plain(words.as_str());
            copy.lay_line(ParagraphStyle::Foot, line, 0);
        }
    }
    if let Some(first) = copy.galley.paragraphs.get_mut(begin) {
        first.space_rows = 1;
    }
}
