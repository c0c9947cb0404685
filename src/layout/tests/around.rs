//! What a library adds to a page: where it stands, and that places outlast it.

use super::{
    desk::{printed, set, shelf},
    pages::ferry,
};
use crate::layout::{Answer, Backlink, Galley, Meant, Surroundings};
use crate::model::{Date, Reference, Rel, Text};

fn surroundings() -> Surroundings {
    Surroundings {
        former: crate::layout::Former::default(),
        lost: Vec::new(),
        backlinks: vec![Backlink {
            rels: vec![Rel::Updates, Rel::Answers],
            from: Reference::parse("ferry-sails"),
            headline: Text::new("The ferry sails again"),
            published: Some(Date::new("2031-05-11")),
        }],
        answers: vec![Answer {
            question: "who".parse().expect("an id"),
            to: Reference::parse("ferry-sails#order"),
            partly: false,
            words: Text::new("The harbour master gave the order."),
            by: Some(Text::new("Mara Quist")),
            published: Some(Date::new("2031-05-11")),
        }],
        meant: vec![Meant {
            written: Text::new("feries"),
            id: "ferries".parse().expect("an id"),
            headline: Text::new("All ferries of the coast"),
        }],
    }
}

#[test]
fn a_page_tells_of_the_articles_around_it() {
    let galley = Galley::among(&ferry(), &shelf, &surroundings());
    let page = printed(&set(&galley, 76));
    for words in [
        "↳ ● answered on 2031-05-11 by Mara Quist: The",
        "Linked from",
        "updated by, answered by The ferry sails again, 2031-05-11",
        "feries – did you mean All ferries of the coast?",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let to: Vec<String> = galley.links.iter().map(|link| link.to.to_string()).collect();
    for stop in ["ferry-sails#order", "ferry-sails", "ferries"] {
        assert!(to.iter().any(|to| to == stop), "{stop} is a stop: {to:?}");
    }
    assert!(galley.links.is_sorted_by_key(|link| (link.paragraph, link.span.start())), "in reading order");
}

#[test]
fn places_outlast_what_is_added() {
    let (bare, galley) = (Galley::new(&ferry(), &shelf), Galley::among(&ferry(), &shelf, &surroundings()));
    assert!(galley.paragraphs.len() > bare.paragraphs.len());
    for (at, paragraph) in bare.paragraphs.iter().enumerate() {
        assert_eq!(bare.kept(at), at);
        let there = galley.from_kept(at);
        assert_eq!(galley.paragraphs[there].text, paragraph.text);
        assert_eq!(galley.kept(there), at);
    }
}
