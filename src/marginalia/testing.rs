//! A gloss for the tests of this room.

use std::sync::Arc;

use crate::{
    library::{Citation, Entry, Profile},
    model::{Annotation, AnnotationKind, BlockPath, Colour, Digest, Fate, Target, Text},
};

use super::{Context, Gloss};

/// A note on what the harbour master of a town said of its bridge.
pub fn gloss() -> Gloss {
    let annotation = Annotation {
        id: "01jz9q6t3g5v0x2k8m4n7p1r6s".parse().expect("an id"),
        article: "harbour-bridge".parse().expect("an id"),
        kind: AnnotationKind::Note,
        colour: Some(Colour::Yellow),
        tags: vec![Text::line("infrastructure")],
        note: Some(Text::new("Contradicts the June statement.")),
        created: "2031-07-29T09:12:44Z".parse().expect("a time"),
        modified: "2031-07-30T10:00:00Z".parse().expect("a time"),
        deleted: None,
        device: None,
        creator: None,
        base: None,
        target: Target {
            revision: Digest::of(b"one"),
            block: BlockPath {
                section: Some(Text::line("What we know")),
                kind: Text::line("quote"),
                n: 2,
                speaker: "a-lee".parse().ok(),
            },
            start: 0,
            end: 31,
            exact: Text::new("The bridge will close on Monday"),
            prefix: Text::default(),
            suffix: Text::default(),
        },
        extra: Vec::new(),
    };
    let entry = Entry {
        id: "harbour-bridge".to_owned(),
        path: "harbour-bridge.yaml".to_owned(),
        headline: "Harbour bridge closes for a month".to_owned(),
        published: Some("2031-07-28".to_owned()),
        publisher: Some("The Merrow Courier".to_owned()),
        lang: Some("en-GB".to_owned()),
        topics: vec!["Transport".to_owned()],
        ..Entry::default()
    };
    let context = Context {
        at: Citation {
            article: entry.id.clone(),
            path: entry.path.clone(),
            headline: entry.headline.clone(),
            published: entry.published.clone(),
            kind: "known".to_owned(),
            label: Some("What we know".to_owned()),
            item: 3,
            leaf: 0,
            start: 0,
            end: 31,
        },
        entry: Some(Arc::new(entry)),
        speaker: Some(Profile {
            id: "a-lee".to_owned(),
            name: "Ana Lee".to_owned(),
            role: Some("harbour master".to_owned()),
            org: Some("Port Merrow".to_owned()),
            kind: "person".to_owned(),
            ..Profile::default()
        }),
        direct: true,
        circumstance: Some("at a press conference".to_owned()),
        fate: Fate::Exact,
        now: None,
    };
    Gloss { annotation, context }
}
