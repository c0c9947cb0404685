//! The examples of `docs/exports.md` are what the code writes.
#![expect(clippy::disallowed_methods, reason = "it reads a document, and writes it when asked to")]

use std::{env, fs, path::Path, sync::Arc};

use byline::{
    export::notes::{Clipping, Format, fill, units, write},
    format,
    library::{Entry, FileFacts},
    marginalia::{Context, Gloss, Revision, find},
    model::{Annotation, AnnotationKind, Colour, Extract, Text},
};

const DOCUMENT: &str = "docs/exports.md";

/// The article of the examples, as the document shows it.
fn article(document: &str) -> &str {
    example(document, "article").1
}

/// The place of an example, and its text: what stands in the fence after a comment that names it.
fn example<'a>(document: &'a str, name: &str) -> (usize, &'a str) {
    let mark = format!("<!-- example: {name} -->\n");
    let at = document.find(&mark).unwrap_or_else(|| panic!("{DOCUMENT} has no example {name}")) + mark.len();
    let at = at + document.split_at(at).1.find('\n').expect("a fence") + 1;
    let end = at + document.split_at(at - 1).1.find("\n```").expect("the end of a fence");
    (at, document.get(at..end).expect("within the document"))
}

/// One note, on what Lee said.
fn clipping(source: &str) -> Clipping {
    let article = format::read(source.as_bytes(), "2031-07-28-harbour-bridge").article.expect("an article");
    let outline = article.outline();
    let revision = Revision::of(&article, &outline);
    let words = "The bridge will close on Monday";
    let block = revision.blocks.iter().find(|block| block.text.as_str().contains(words)).expect("the words");
    let at = block.text.as_str().find(words).expect("the words");
    let extract = Extract { parts: vec![(block.place, block.text.span(at..at + words.len()).expect("letters"))] };
    let annotation = Annotation {
        id: "0236fxwa70g5v0x2k8m4n7p1r6".parse().expect("an id"),
        article: article.id.clone(),
        kind: AnnotationKind::Note,
        colour: Some(Colour::Yellow),
        tags: vec![Text::new("infrastructure")],
        note: Some(Text::new("Contradicts the June statement.")),
        created: "2031-07-29T09:12:44Z".parse().expect("a time"),
        modified: "2031-07-30T10:00:00Z".parse().expect("a time"),
        deleted: None,
        device: None,
        creator: None,
        base: None,
        target: revision.target(&extract).expect("words"),
        extra: Vec::new(),
    };
    let found = find(&[&annotation], &|_| None, &revision).remove(0);
    let path = "2031-07-28-harbour-bridge.yaml".to_owned();
    let entry = Arc::new(Entry::new(&article, &outline, &[], FileFacts { path, ..FileFacts::default() }));
    let context = Context::of(&annotation, &found, &article, &outline, &entry);
    Clipping {
        gloss: Gloss { annotation, context },
        url: article.head.url.clone(),
        by: article.head.by.clone(),
        file: None,
        units: found.extract().and_then(|extract| units(&revision, extract)),
    }
}

#[test]
fn the_examples_are_what_is_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    let mut document = fs::read_to_string(&path).expect("the document");
    let clippings = [clipping(article(&document))];
    let now = "2031-08-01T06:00:00Z".parse().expect("a time");
    let template = example(&document, "template").1.to_owned();
    let filled = fill(&template, &clippings).expect("the template fills");
    let made = Format::ALL.map(|format| (format.name(), write(format, &clippings, now).replace("\r\n", "\n")));
    for (name, text) in made.into_iter().chain([("filled", filled)]) {
        let (at, shown) = example(&document, name);
        if env::var_os("BYLINE_BLESS").is_some() {
            document.replace_range(at..at + shown.len(), &text);
        } else {
            assert!(shown == text, "{DOCUMENT}: the example {name} is not what is written:\n{text}");
        }
    }
    if env::var_os("BYLINE_BLESS").is_some() {
        fs::write(&path, document).expect("the document can be written");
    }
}

#[test]
fn the_document_names_every_format_and_field() {
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT)).expect("the document");
    for format in Format::ALL {
        assert!(document.contains(&format!("`{}`", format.name())), "{}", format.name());
    }
    let clippings = [clipping(article(&document))];
    let rows: serde_json::Value =
        serde_json::from_str(&write(Format::Json, &clippings, jiff::Timestamp::UNIX_EPOCH)).expect("JSON");
    for key in rows[0].as_object().expect("a row").keys() {
        assert!(document.contains(&format!("`{key}`")), "{key} is not explained");
    }
}
