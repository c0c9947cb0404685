//! Reads the story: a list of texts, labels with text, and items with a meaning of their own.

use std::ops::Range;

use super::{
    fields::{Reader, Words, clip},
    inline::{Sighted, add_found},
    keys, labels, markup,
    node::{Entry, Node, Value},
    place::Placer,
    tables::Placed,
};
use crate::model::{
    Attribution, Block, ClaimId, Code, Form, Inline, Item, Kind, Mark, Markup, Person, PersonId, Reference, Rel,
    SourceId, Span, Text, Wording, speech,
};

/// The story with everything that has to be checked against the rest.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub items: Vec<Item>,
    /// Where each item stands, and in what kind of section.
    pub standing: Vec<Standing>,
    /// People, claims and links, by their place.
    pub sighted: Vec<Seen>,
    pub sources: Vec<Placed<SourceId>>,
}

#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub at: Range<usize>,
    pub kind: Kind,
}

/// Something seen in an item of the story.
#[derive(Debug)]
pub(super) struct Seen {
    pub item: usize,
    pub at: Range<usize>,
    pub what: Sighted,
}

impl<'a> Reader<'a, '_> {
    pub(super) fn story(&mut self, node: Node<'a>, people: &[Person]) -> Told {
        let mut told = Told::default();
        let help = "write a list under `story:`, each item after `- `, with its text under a bar (`|`)";
        let nodes = match node.value {
            Value::List(nodes) => nodes,
            Value::Empty => {
                self.fault(Code::Missing, &node.at, "the story is empty", help);
                return told;
            }
            Value::Text { .. } => {
                self.fault(Code::Shape, &node.at, "the story is one text, where a list is wanted", help);
                vec![node]
            }
            Value::Map(entries) => {
                self.fault(Code::Shape, &node.at, "the labels of the story stand without `- ` before them", help);
                let one = |entry: Entry<'a>| Node { at: entry.key_at.clone(), value: Value::Map(vec![entry]) };
                entries.into_iter().map(one).collect()
            }
        };
        told.items.reserve(nodes.len());
        let mut kind = Kind::News;
        for node in nodes {
            let before = told.items.len();
            self.item(node, &mut told);
            // each side skips by itself: a pair would be made of every item before
            for (item, standing) in told.items.iter_mut().skip(before).zip(told.standing.iter_mut().skip(before)) {
                kind = section_after(kind, &item.form);
                standing.kind = kind;
                find_speech(item, people);
                if kind == Kind::Brief && matches!(item.form, Form::Labelled { .. }) {
                    // What follows a brief is plain news, unless it has a label of its own.
                    kind = Kind::News;
                }
            }
        }
        told
    }

    fn item(&mut self, node: Node<'a>, told: &mut Told) {
        let at = node.at.clone();
        match node.value {
            Value::Map(entries) => self.keyed(entries, at, told),
            Value::Empty => {
                self.fault(Code::Empty, &at, "an item of the story is empty", "write its text, or take the `-` out");
            }
            Value::Text { .. } | Value::List(_) => {
                let index = told.items.len();
                if let Some(text) = self.text("an item", node, index, told) {
                    told.put(Item::new(Form::Text, text), at);
                }
            }
        }
    }

    /// An item with keys: the one that says what it is, and those that add to it.
    fn keyed(&mut self, entries: Vec<Entry<'a>>, at: Range<usize>, told: &mut Told) {
        let entries = self.unique(entries);
        let Some(main) = main_key(&entries) else {
            let help = "begin the item with a label and a bar: `- What we know: |`";
            self.fault(Code::Shape, &at, "an item has neither a label nor a text", help);
            let words = self.source.get(at.clone()).unwrap_or_default().trim();
            told.put(Item::new(Form::Text, markup::parse(words).markup), at);
            return;
        };
        let mut rest = Vec::with_capacity(entries.len());
        let mut opening = None;
        for (index, entry) in entries.into_iter().enumerate() {
            if index == main { opening = Some(entry) } else { rest.push(entry) }
        }
        let Some(opening) = opening else { return };
        let label_at = opening.key_at.clone();
        let form = form_of(&opening.key);
        let text = if matches!(opening.value.value, Value::Empty) {
            let help = "put a bar (`|`) after it and write beneath, indented";
            let message = format!("`{}` has nothing behind it", clip(&opening.key));
            self.fault(Code::Empty, &label_at, message, help);
            Markup::default()
        } else {
            self.text(&opening.key, opening.value, told.items.len(), told).unwrap_or_default()
        };
        let mut item = Item::new(form, text);
        let mut labels = Vec::new();
        for entry in rest {
            if is_second_label(&entry.key) {
                labels.push(entry);
            } else {
                self.add_key(&mut item, entry, told);
            }
        }
        self.check_label(&item, &label_at);
        self.cite_related(&item, &label_at);
        told.put(item, label_at);
        for entry in labels {
            let help = "put `- ` before it, in line with the dashes above";
            let message = format!("`{}` is a second label in one item", clip(&entry.key));
            self.fault(Code::Shape, &entry.key_at, message, help);
            self.keyed(vec![entry.clone()], entry.key_at, told);
        }
    }

    fn add_key(&mut self, item: &mut Item, entry: Entry<'a>, told: &mut Told) {
        let key = &*entry.key;
        let index = told.items.len();
        match key {
            "credit" => item.credit = self.line(key, entry.value),
            "alt" => item.alt = self.prose(key, entry.value),
            "note" => item.note = self.prose(key, entry.value),
            "at" => item.at = self.line(key, entry.value),
            "where" => item.place = self.line(key, entry.value),
            "date" => item.date = self.date(key, entry.value),
            "file" => item.file = self.file(key, entry.value),
            "rel" => {
                let names: Vec<&str> = Rel::HEAD.into_iter().chain(Rel::CLAIM).map(Rel::name).collect();
                item.rel = self.choice(key, entry.value, &names, Rel::from_name);
            }
            "to" => {
                if let Some(Words { words, at }) = self.words(key, entry.value) {
                    let reference = Reference::parse(&words);
                    told.see(index, &at, Sighted::Link(reference.clone()));
                    item.to = Some(reference);
                }
            }
            "by" => {
                if let Some(Words { words, at }) = self.words(key, entry.value)
                    && let Some(by) = self.id::<PersonId>(&words, &at)
                {
                    told.see(index, &at, Sighted::Person(by.clone()));
                    item.by = Some(by);
                }
            }
            "id" => {
                if let Some(Words { words, at }) = self.words(key, entry.value)
                    && let Some(id) = self.id::<ClaimId>(&words, &at)
                {
                    let words = item.text.plain();
                    told.see(index, &at, Sighted::Claim { id: id.clone(), words, said: item.by.is_some() });
                    item.id = Some(id);
                }
            }
            "source" => {
                let sources = self.source_ids(key, entry.value);
                item.source = sources.iter().map(|source| source.value.clone()).collect();
                told.sources.extend(sources);
            }
            "kind" => self.override_kind(item, entry),
            _ => self.unknown_key(&entry, "an item", &keys::ITEM),
        }
    }

    fn override_kind(&mut self, item: &mut Item, entry: Entry<'a>) {
        let names = Kind::ALL.map(Kind::name);
        let chosen = self.choice("kind", entry.value, &names, Kind::from_name);
        match (&mut item.form, chosen) {
            (Form::Labelled { kind, given, .. }, Some(chosen)) => {
                *kind = chosen;
                *given = true;
            }
            (Form::Labelled { .. }, None) => {}
            _ => {
                let help = "take it out; the item says what it is by its first key";
                self.fault(Code::UnknownKey, &entry.key_at, "`kind` belongs to a label", help);
            }
        }
    }

    /// A file beside the article, which can't lead out of the library.
    fn file(&mut self, field: &str, node: Node<'a>) -> Option<Text> {
        let words = self.words(field, node)?;
        let path = words.words.trim();
        if matches!(Reference::parse(path), Reference::Address(_)) {
            return Some(Text::line(path));
        }
        let drive = path.as_bytes().get(1) == Some(&b':');
        let leaves = path.starts_with(['/', '~', '\\']) || drive || path.split(['/', '\\']).any(|part| part == "..");
        if leaves {
            let help = "give the way from the article's own folder, without `..` and without a slash at the start";
            self.fault(Code::Path, &words.at, format!("`{}` leads out of the library", clip(path)), help);
            return None;
        }
        Some(Text::line(path))
    }

    fn check_label(&mut self, item: &Item, at: &Range<usize>) {
        let Form::Labelled { label, kind: Kind::Other, given: false } = &item.form else { return };
        let exact = labels::TABLE.iter().flat_map(|row| row.exact.iter().copied());
        let meant = self.meant(&labels::normalise(label.as_str()), exact.chain(keys::FORMS));
        let help = meant.map_or_else(
            || "it is shown as written; say what it is with `kind: known`, `kind: context` …".to_owned(),
            |meant| format!("did you mean `{meant}`? Or say what it is with `kind:`"),
        );
        self.fault(Code::UnknownLabel, at, format!("no table knows the label `{}`", clip(label.as_str())), help);
    }

    /// What `related` points at where it has no `to` and no link in its words: an article by its id or its headline.
    fn cite_related(&mut self, item: &Item, at: &Range<usize>) {
        if item.form != Form::Related || item.to.is_some() {
            return;
        }
        let linked =
            item.text.leaves().iter().any(|leaf| leaf.marks().iter().any(|(_, mark)| matches!(mark, Mark::Link(_))));
        if linked || item.text.blocks.is_empty() {
            return;
        }
        let reference = Reference::parse(&item.text.plain());
        let by_headline = matches!(reference, Reference::Words(_));
        if by_headline || reference.article().is_some() {
            self.faults.cite(reference, at, by_headline);
        }
    }

    /// The Markdown of a node, and what is seen in it.
    fn text(&mut self, field: &str, node: Node<'a>, item: usize, told: &mut Told) -> Option<Markup> {
        let literal = matches!(node.value, Value::Text { literal: true, .. });
        let Words { words, at } = self.words(field, node)?;
        let words = words.trim_start_matches(['\n', '\r']).trim_end();
        let parsed = markup::parse(words);
        if !parsed.sightings.is_empty() {
            let mut placer = Placer::new(self.source, at, words, literal);
            for sighting in parsed.sightings {
                let at = placer.find(&sighting.at);
                told.sighted.push(Seen { item, at, what: sighting.what });
            }
        }
        Some(parsed.markup)
    }
}

impl Told {
    fn put(&mut self, item: Item, at: Range<usize>) {
        self.items.push(item);
        self.standing.push(Standing { at, kind: Kind::News });
    }

    fn see(&mut self, item: usize, at: &Range<usize>, what: Sighted) {
        self.sighted.push(Seen { item, at: at.clone(), what });
    }
}

/// The key that says what an item is: the first that is a form or reads like a label, else the first that adds nothing.
fn main_key(entries: &[Entry<'_>]) -> Option<usize> {
    let own = |entry: &Entry<'_>| !keys::is_item_key(&entry.key);
    entries
        .iter()
        .position(|entry| own(entry) && is_second_label(&entry.key))
        .or_else(|| entries.iter().position(own))
        .or_else(|| entries.iter().position(|entry| labels::kind_of(&entry.key).is_some()))
}

/// Whether a key can only be a label or a form, and no misspelt key.
fn is_second_label(key: &str) -> bool {
    keys::FORMS.contains(&key)
        || (!keys::is_item_key(key)
            && (!key.starts_with(|c: char| c.is_ascii_lowercase()) || labels::kind_of(key).is_some()))
}

fn form_of(key: &str) -> Form {
    match key {
        "question" => Form::Question,
        "heading" => Form::Heading,
        "related" => Form::Related,
        "photo" => Form::Photo,
        "video" => Form::Video,
        "quote" => Form::Quote,
        "number" => Form::Number,
        "embed" => Form::Embed,
        label => {
            let kind = labels::kind_of(label).unwrap_or(Kind::Other);
            Form::Labelled { label: Text::line(label.trim()), kind, given: false }
        }
    }
}

/// The kind of section an item stands in, after items of `kind`.
fn section_after(kind: Kind, form: &Form) -> Kind {
    match form {
        Form::Labelled { kind, .. } => *kind,
        Form::Question | Form::Heading => Kind::News,
        Form::Text | Form::Related | Form::Photo | Form::Video | Form::Quote | Form::Number | Form::Embed => kind,
    }
}

/// Marks the direct quotes that the file leaves unmarked.
fn find_speech(item: &mut Item, people: &[Person]) {
    match item.form {
        Form::Text | Form::Labelled { .. } => each_inline(&mut item.text.blocks, &mut |inline| {
            let taken: Vec<Span> = inline
                .marks
                .iter()
                .filter(|(_, mark)| matches!(mark, Mark::Quote { .. } | Mark::Code))
                .map(|(span, _)| *span)
                .collect();
            let found = speech::find(&inline.text, &taken, people);
            if !found.is_empty() {
                add_found(inline, found);
            }
        }),
        Form::Quote => {
            let by = item.by.clone();
            each_inline(&mut item.text.blocks, &mut |inline| {
                let whole = inline.text.whole();
                if whole.is_empty() || inline.marks.iter().any(|(_, mark)| matches!(mark, Mark::Quote { .. })) {
                    return;
                }
                let attribution = match by.clone() {
                    Some(by) => Attribution::Given { by, circumstance: None },
                    None => Attribution::Found { by: None },
                };
                inline.marks.insert(0, (whole, Mark::Quote { wording: Wording::Direct, attribution }));
            });
        }
        Form::Question | Form::Heading | Form::Related | Form::Photo | Form::Video | Form::Number | Form::Embed => {}
    }
}

fn each_inline(blocks: &mut [Block], visit: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => visit(text),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_inline(item, visit)),
            Block::Quotation(blocks) => each_inline(blocks, visit),
            Block::Table(rows) => rows.iter_mut().flatten().for_each(&mut *visit),
            Block::Code { .. } | Block::Rule => {}
        }
    }
}
