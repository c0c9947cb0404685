//! From bytes to an article and everything that is wrong with it: the order in which the parts of this room are called.

use super::{
    FILE_MAX_BYTES, Reading,
    faults::Faults,
    fields::Reader,
    head::Parts,
    node::{self, Ending, Value},
    origin::{clean, decode},
    rescue::{Mend, Mended, rescue},
    salvage::set_aside,
    sense::Tables,
};
use crate::model::{Article, ArticleId, Code, Person};

/// Places that are set aside because YAML can't read them, before the rest of the file is given up.
const SALVAGES_MAX: usize = 8;
/// Files longer than this are read once more, not more often: each time costs a whole parse.
const SALVAGE_MAX_BYTES: usize = 4 * 1024 * 1024;

/// Reads an article. `whole` is false for the beginning of a longer file, where nothing is called missing or unused.
pub(super) fn read(bytes: &[u8], stem: &str, whole: bool) -> Reading {
    let mut faults = Faults::default();
    let article = article(bytes, stem, whole, &mut faults);
    let (diagnostics, references) = faults.finish(bytes);
    Reading { article, diagnostics, references }
}

fn article(bytes: &[u8], stem: &str, whole: bool, faults: &mut Faults) -> Option<Article> {
    if bytes.len() as u64 > FILE_MAX_BYTES {
        let message = format!("the file is larger than {} MiB", FILE_MAX_BYTES / 1024 / 1024);
        faults.add(Code::Limit, 0..0, message, "split it into several articles");
        return None;
    }
    let decoded = decode(bytes);
    if decoded.utf16 {
        faults.add(Code::Encoding, 0..0, "the file is UTF-16", "save it as UTF-8");
        return None;
    }
    if let Some(at) = decoded.broken {
        let help = "save the file as UTF-8; what can't be read is shown as �";
        faults.add(Code::Encoding, at..at + 1, "bytes that are no UTF-8 begin here", help);
    }
    faults.edited(decoded.shifts);
    let (clean, shifts, dropped) = clean(&decoded.text);
    faults.edited(shifts);
    for (at, c) in dropped {
        let message = format!("an invisible character, U+{:04X}, is left out", u32::from(c));
        faults.add(Code::ControlCharacter, at..at, message, "take it out; `byline check --fix` does so");
    }
    let rescued = rescue(&clean);
    faults.edited(rescued.shifts);
    tell_mends(&rescued.mends, faults);
    let tries = if rescued.text.len() > SALVAGE_MAX_BYTES { 1 } else { SALVAGES_MAX };
    compose(&rescued.text, stem, whole, tries, 0, faults)
}

fn tell_mends(mends: &[Mend], faults: &mut Faults) {
    for mend in mends {
        let (message, help) = match mend.kind {
            Mended::OneLine => (
                "this text is read as if it stood under a bar",
                "put a bar (`|`) where it begins, and write it beneath, indented",
            ),
            Mended::NoBar => {
                ("the text beneath is read as if a bar stood here", "put a bar (`|`) at the end of the line")
            }
            Mended::BesideBar => {
                ("text stands on the line of its bar", "move it to the next line, further in than the label")
            }
            Mended::Indent => ("the text beneath is not further in than its label", "indent it by two spaces more"),
        };
        faults.add(Code::MissingBar, mend.at.clone(), message, format!("{help}; `byline check --fix` does so"));
    }
}

/// Makes an article of text. Where YAML fails, again with the place that it can't read set aside, up to `tries` times and
/// never before `from`.
fn compose(text: &str, stem: &str, whole: bool, tries: usize, from: usize, faults: &mut Faults) -> Option<Article> {
    let mut tree = node::parse(text);
    if let Ending::Broken(at) = tree.ending
        && tries > 0
        && let Some(aside) = set_aside(text, at).filter(|aside| aside.from >= from)
    {
        if let Some(fault) = tree.faults.pop() {
            faults.add(fault.code, fault.at, fault.message, fault.help);
        }
        drop(tree);
        faults.edited(aside.shifts);
        return compose(&aside.text, stem, false, tries - 1, aside.from + 1, faults);
    }
    for fault in tree.faults {
        faults.add(fault.code, fault.at, fault.message, fault.help);
    }
    let whole = whole && tree.ending == Ending::Whole;
    let mut reader = Reader { source: text, faults };
    let Some(root) = tree.root else {
        if whole {
            let help = "begin it with `format: byline/1`, `headline:` and `story:`";
            reader.fault(Code::Missing, &(0..0), "the file is empty", help);
        }
        return None;
    };
    let entries = match root.value {
        Value::Map(entries) => entries,
        Value::Text { .. } | Value::List(_) | Value::Empty => {
            let help = "begin it with `format: byline/1`, `headline:` and `story:`; `byline new` begins one for you";
            reader.fault(Code::Shape, &(root.at.start..root.at.start), "the file is no article: it has no head", help);
            return None;
        }
    };
    let parts = reader.head(entries);
    let id = article_id(&parts, stem, &mut reader);
    if whole {
        reader.check_missing(&parts);
    }
    reader.compose(parts, id, whole)
}

/// The id of the head, else of the file; a file name that can't be an id is made one.
fn article_id(parts: &Parts<'_>, stem: &str, reader: &mut Reader<'_, '_>) -> ArticleId {
    if let Some(id) = &parts.head.id {
        return id.clone();
    }
    if let Ok(id) = stem.parse() {
        return id;
    }
    let plain: String =
        stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    let plain: String = plain.chars().take(48).collect();
    let id: ArticleId = plain.parse().unwrap_or_else(|_| "article".parse().expect("a plain word is an id"));
    let help = format!("rename the file, or write `id: {id}` in the head");
    reader.fault(Code::Id, &(0..0), "the name of the file can't be an id", help);
    id
}

impl<'a> Reader<'a, '_> {
    fn check_missing(&mut self, parts: &Parts<'a>) {
        if !parts.has_format {
            let help = "write `format: byline/1` as the first line";
            self.fault(Code::Format, &(0..0), "the file does not begin with `format: byline/1`", help);
        }
        if !parts.has_headline {
            self.fault(Code::Missing, &(0..0), "the article has no headline", "write `headline:` below `format:`");
        } else if parts.head.headline.is_empty() && !self.faults.has(&[Code::Empty, Code::Shape]) {
            self.fault(Code::Missing, &(0..0), "the headline is empty", "write the headline");
        }
        if parts.story.is_none() {
            let help = "write `story:`, and beneath it a list of texts: `  - |`";
            self.fault(Code::Missing, &(0..0), "the article has no story", help);
        }
    }

    fn compose(&mut self, mut parts: Parts<'a>, id: ArticleId, whole: bool) -> Option<Article> {
        let nothing = !parts.has_headline && parts.story.is_none();
        let people = parts.people.take().map_or_else(Vec::new, |node| self.people(node));
        let sources = parts.sources.take().map_or_else(Vec::new, |node| self.sources(node));
        let claims = parts.claims.take().map_or_else(Vec::new, |node| self.claims(node));
        let persons: Vec<Person> = people.iter().map(|person| person.value.clone()).collect();
        let told = parts.story.take().map(|node| self.story(node, &persons)).unwrap_or_default();
        let tables = Tables {
            id: &id,
            people: &people,
            sources: &sources,
            person_ids: people.iter().map(|person| &person.value.id).collect(),
            source_ids: sources.iter().map(|source| &source.value.id).collect(),
            links: &parts.links,
            whole,
        };
        let claims = self.sense(&tables, claims, &told);
        let mut head = parts.head;
        head.links = parts.links.into_iter().map(|(rel, reference, _)| (rel, reference)).collect();
        let sources = sources.into_iter().map(|source| source.value).collect();
        (!nothing).then_some(Article { id, head, people: persons, sources, claims, story: told.items })
    }
}

/// The text with everything mended that is certainly right; `None` where nothing is to mend.
pub(super) fn fix(source: &str) -> Option<String> {
    let plain = source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n");
    let (clean, _, _) = clean(&plain);
    let rescued = rescue(&clean);
    let has =
        |key: &str| rescued.text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    let formless = has("headline") && has("story") && !has("format") && !rescued.text.starts_with(['%', '-']);
    let first = if formless { "format: byline/1\n" } else { "" };
    let mended = format!("{first}{}", rescued.text);
    (mended != source).then_some(mended)
}
