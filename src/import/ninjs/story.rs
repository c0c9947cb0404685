//! The story of an item: its body, or what describes it, when and where it is, and the pictures that belong to it.

use serde_json::Value;

use super::{
    super::{Block, Remark, Run, Style, html},
    headline,
    item::{Item, Told},
    named, words,
};
use crate::model::{Date, Reference, Text};

/// Roles of descriptions that are not for a caption.
const CREDITS: [&str; 5] = ["creditline", "credit", "writer", "source", "copyright"];
const ALTS: [&str; 4] = ["alt", "alttext", "alt-text", "accessibility"];

/// Roles of descriptions that begin the story.
const LEADS: [&str; 5] = ["lead", "lede", "standfirst", "abstract", "summary"];

/// The story, and the lead where it stands apart from it.
pub(super) fn of(item: &Item) -> (Vec<Block>, Option<Text>, Vec<Remark>) {
    let (mut blocks, remarks) = body(item);
    let lead = if item.bodies().is_empty() { None } else { lead(item, &blocks) };
    blocks.extend(occasion(item));
    pictures(item, &mut blocks);
    (blocks, lead, remarks)
}

/// A description that leads into a body which does not have it.
fn lead(item: &Item, body: &[Block]) -> Option<Text> {
    let lead = item.descriptions().into_iter().find(|told| LEADS.contains(&told.role.as_str()))?;
    let lead = words(lead.words);
    let body: String = body.iter().map(|block| squeezed(&block.words())).collect();
    let begins: String = squeezed(lead.as_str()).chars().take(60).collect();
    (!begins.is_empty() && !body.contains(&begins)).then_some(lead)
}

/// HTML where there is some, since it says what is a heading and what a paragraph; then plain text; then XML such as NITF.
fn body(item: &Item) -> (Vec<Block>, Vec<Remark>) {
    let bodies = item.bodies();
    let markup = bodies.iter().filter(|body| is_html(body)).map(|body| body.words);
    let xml = || bodies.iter().filter(|body| is_xml(body)).map(|body| content(body.words));
    let plain = || bodies.iter().find(|body| !is_html(body) && !is_xml(body));
    let read = |source: &str| {
        let (blocks, remarks) = html::fragment(source, None).ok()?;
        let blocks = told_once(item, blocks);
        (!blocks.is_empty()).then_some((blocks, remarks))
    };
    if let Some(read) = markup.into_iter().find_map(read) {
        return read;
    }
    let lines = plain().map(|body| body.words).unwrap_or_default();
    let blocks = told_once(item, paragraphs(lines).map(paragraph).collect());
    if !blocks.is_empty() {
        return (blocks, Vec::new());
    }
    xml().find_map(read).unwrap_or_else(|| (described(item), Vec::new()))
}

/// Plain text by its blank lines, or where there are none by its lines.
fn paragraphs(text: &str) -> impl Iterator<Item = Text> + use<> {
    let text = text.replace("\r\n", "\n");
    let parted = if text.trim().contains("\n\n") { "\n\n" } else { "\n" };
    let parts: Vec<Text> = text.split(parted).map(Text::line).filter(|text| !text.is_empty()).collect();
    parts.into_iter()
}

fn is_html(body: &Told) -> bool {
    let kind = if body.kind.is_empty() { &body.role } else { &body.kind };
    kind.contains("html")
        || (body.kind.is_empty() && ["<p", "<div", "<h2", "<section"].iter().any(|tag| body.words.contains(tag)))
            && !is_xml(body)
}

fn is_xml(body: &Told) -> bool {
    let kind = if body.kind.is_empty() { &body.role } else { &body.kind };
    let begins = |start: &str| body.words.trim_start().starts_with(start);
    !kind.contains("html") && (kind.contains("xml") || kind.contains("nitf") || begins("<?xml") || begins("<nitf"))
}

/// The copy of a document in XML, without what stands about it at its head.
fn content(xml: &str) -> &str {
    let lower = xml.to_ascii_lowercase();
    let inner = |tag: &str| {
        let from = lower.find(&format!("<{tag}"))?;
        let from = from + lower.get(from..)?.find('>')? + 1;
        let to = lower.rfind(&format!("</{tag}>")).filter(|to| *to >= from)?;
        xml.get(from..to)
    };
    ["body.content", "brodtext", "body"].iter().find_map(|tag| inner(tag)).unwrap_or(xml)
}

/// The story of an item without a body: what describes it. A picture is a picture with a caption.
fn described(item: &Item) -> Vec<Block> {
    let told = captions(item);
    if item.is_picture() {
        let mut told = told.iter().map(|told| words(told));
        let first = plate(item, told.next().unwrap_or_default(), &headline(item));
        return first.into_iter().chain(told.map(paragraph)).collect();
    }
    let parts = told.iter().flat_map(|told| {
        let is_html = told.contains('<') && told.contains('>');
        if is_html { vec![words(told)] } else { paragraphs(told).map(|part| words(part.as_str())).collect() }
    });
    parts.map(paragraph).collect()
}

/// A picture with its caption. Where that only says the headline again the picture stands without: once is enough.
fn plate(item: &Item, caption: Text, headline: &Text) -> Option<Block> {
    let style = style(item);
    let has_file = matches!(&style, Style::Caption { file: Some(_), .. });
    let is_again = caption.as_str().to_lowercase() == headline.as_str().to_lowercase();
    match (caption.is_empty() || is_again, has_file) {
        (true, true) => Some(Block { style, runs: Vec::new(), furniture: None }),
        (true, false) => None,
        (false, _) => Some(Block { style, ..paragraph(caption) }),
    }
}

/// What the descriptions say, the caption first, each once: many stand there as text and as HTML.
fn captions(item: &Item) -> Vec<String> {
    let mut told: Vec<(bool, String, String)> = Vec::new();
    for description in item.descriptions() {
        let role = description.role.as_str();
        let squeezed = squeezed(words(description.words).as_str());
        let is_told = told.iter().any(|(_, known, _)| *known == squeezed);
        if !(CREDITS.contains(&role) || ALTS.contains(&role) || is_told || squeezed.is_empty()) {
            told.push((role != "caption", squeezed, description.words.to_owned()));
        }
    }
    told.sort_by_key(|(is_late, ..)| *is_late);
    told.into_iter().map(|(.., words)| words).collect()
}

/// Words without what parts them, to be compared.
fn squeezed(words: &str) -> String {
    words.split_whitespace().collect()
}

/// How the words of a picture stand below it. Of the renditions the widest that is a picture is shown.
fn style(item: &Item) -> Style {
    let rank = |rendition: &&Value| {
        let kind = ["contentType", "contenttype", "mimetype"].iter().find_map(|name| rendition.get(*name)?.as_str());
        let width = rendition.get("width").and_then(Value::as_u64).unwrap_or_default();
        (kind.is_none_or(|kind| kind.starts_with("image")), width)
    };
    let widest = item.list("renditions").into_iter().filter(|rendition| address(rendition).is_some()).max_by_key(rank);
    let told = |roles: &[&str]| {
        let told = item.descriptions().into_iter().find(|told| roles.contains(&told.role.as_str()));
        told.map(|told| words(told.words)).filter(|text| !text.is_empty())
    };
    Style::Caption {
        credit: item.line("by").or_else(|| item.line("byline")).or_else(|| told(&["creditline", "credit"])),
        file: widest.and_then(address),
        alt: told(&ALTS),
    }
}

fn address(rendition: &Value) -> Option<Text> {
    let file = rendition.get("href")?.as_str().map(Text::line)?;
    matches!(Reference::parse(file.as_str()), Reference::Address(_)).then_some(file)
}

/// When and where an event is, and who holds it; and what is planned of it.
fn occasion(item: &Item) -> Vec<Block> {
    let details = item.get("eventDetails");
    let mut lines: Vec<String> = Vec::new();
    lines.extend(details.and_then(|details| span(details.get("dates")?)));
    if details.is_some() {
        lines.extend(item.list("places").into_iter().filter_map(place));
        lines.extend(details.and_then(|details| details.get("organiser")?.get("name")?.as_str()).map(str::to_owned));
    }
    for planned in item.list("plannedCoverage") {
        let title = planned.get("title").and_then(Value::as_str).map(str::to_owned);
        let told = [title, planned.get("dates").and_then(span)];
        lines.extend(Some(told.into_iter().flatten().collect::<Vec<_>>().join(", ")).filter(|line| !line.is_empty()));
    }
    let bullet =
        |line: String| Block { style: Style::Bullet { depth: 0, number: None }, ..paragraph(Text::line(&line)) };
    lines.into_iter().map(bullet).collect()
}

/// From when to when, under any of the names that dates have been given.
fn span(dates: &Value) -> Option<String> {
    let date = |end: &str| {
        let names = ["", "expected", "estimated"]
            .map(|sure| if sure.is_empty() { end.to_owned() } else { format!("{sure}{}", capital(end)) });
        let found = names.iter().find_map(|name| dates.get(name).or_else(|| dates.get(name.to_lowercase())));
        found.and_then(Value::as_str).map(|date| Date::new(date).shown()).filter(|date| !date.is_empty())
    };
    match (date("startDate"), date("endDate")) {
        (Some(start), Some(end)) if start != end => Some(format!("{start} – {end}")),
        (start, end) => start.or(end),
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A place with its address, on one line.
fn place(place: &Value) -> Option<String> {
    let contacts = place.get("contactInfo").or_else(|| place.get("contactinfo")).and_then(Value::as_array);
    let address = contacts.into_iter().flatten().find_map(|contact| contact.get("address"));
    let mut parts: Vec<&str> = place.get("name").and_then(Value::as_str).into_iter().collect();
    if let Some(address) = address {
        let lines = address.get("lines").and_then(Value::as_array);
        parts.extend(lines.into_iter().flatten().filter_map(Value::as_str));
        parts.extend(["locality", "area", "country"].iter().filter_map(|name| address.get(*name)?.as_str()));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A body often begins with the headline, which the head has.
fn told_once(item: &Item, mut blocks: Vec<Block>) -> Vec<Block> {
    let headline = headline(item);
    let first: String = blocks.first().into_iter().flat_map(|block| &block.runs).map(|run| run.text.as_str()).collect();
    if !first.is_empty() && first == headline.as_str() {
        blocks.remove(0);
    }
    blocks
}

/// Pictures that belong to the item, by their captions. One that the body shows already gets what it lacks.
fn pictures(item: &Item, blocks: &mut Vec<Block>) {
    for picture in item.list("associations") {
        let Value::Object(picture) = picture else { continue };
        let picture = Item::new(picture.clone());
        if !picture.is_picture() {
            continue;
        }
        let told = captions(&picture).first().map(|told| words(told)).or_else(|| named(&picture)).unwrap_or_default();
        let has = |block: &&mut Block| block.runs.iter().any(|run| run.text.as_str().contains(told.as_str()));
        match blocks.iter_mut().find(|block| !told.is_empty() && has(block)) {
            Some(there) => complete(&mut there.style, &picture),
            None => blocks.extend(plate(&picture, told, &headline(item))),
        }
    }
}

/// A body shows a small rendition; the item has the others.
fn complete(shown: &mut Style, picture: &Item) {
    let Style::Caption { credit, file, alt } = shown else { return };
    let Style::Caption { credit: own_credit, file: widest, alt: own_alt } = style(picture) else { return };
    let is_rendition = file.is_none()
        || picture.list("renditions").into_iter().filter_map(address).any(|known| Some(&known) == file.as_ref());
    if is_rendition && widest.is_some() {
        *file = widest;
    }
    if credit.is_none() {
        *credit = own_credit;
    }
    if alt.is_none() {
        *alt = own_alt;
    }
}

fn paragraph(text: Text) -> Block {
    Block { style: Style::Paragraph, runs: vec![Run { text, ..Run::default() }], furniture: None }
}
