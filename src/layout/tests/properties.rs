//! What holds of every page, whatever stands on it.

use proptest::prelude::*;

use super::{
    desk::{self, article, item, labelled, measure, plain, set, shelf, words},
    pages::ferry,
};
use crate::layout::{Galley, Page, ParagraphStyle, Rail, Row};
use crate::model::{Block, Form, Inline, Item, Kind, Markup, Text};

/// Words of many scripts, and what stands between them.
fn copy() -> impl Strategy<Value = Text> {
    prop_oneof![
        "[a-z]{1,9}( [a-z]{1,12}){0,40}[.?]",
        "[a-z “”’.,—…東京。、שלום مرحبا\u{301}\u{200d}👩🇺🇦กขค()-]{1,160}",
        "[א-ת ]{1,60}[a-z0-9 ]{0,20}[א-ת ]{0,30}",
        "\\PC{1,80}",
    ]
    .prop_map(|raw| Text::new(&raw))
}

fn block() -> impl Strategy<Value = Block> {
    let inline = || copy().prop_map(|text| Inline { text, marks: Vec::new() });
    prop_oneof![
        4 => inline().prop_map(Block::Paragraph),
        1 => inline().prop_map(|one| Block::Quotation(vec![Block::Paragraph(one)])),
        1 => copy().prop_map(|text| Block::Code { lang: None, text }),
        1 => prop::collection::vec(inline(), 1..4)
            .prop_map(|items| Block::List { start: Some(8), items: items.into_iter().map(|one| vec![Block::Paragraph(one)]).collect() }),
        1 => prop::collection::vec(inline(), 2..3).prop_map(|row| Block::Table(vec![row.clone(), row])),
    ]
}

fn story() -> impl Strategy<Value = Vec<Item>> {
    let form = prop_oneof![
        Just(Form::Text),
        Just(Form::Question),
        Just(Form::Quote),
        Just(Form::Photo),
        Just(Form::Number),
        Just(Form::Related),
        Just(Form::Labelled { label: Text::new("Timeline"), kind: Kind::Timeline, given: false }),
    ];
    let item = (form, prop::collection::vec(block(), 0..4))
        .prop_map(|(form, blocks)| Item::new(form, Markup { source: Text::default(), blocks }));
    prop::collection::vec(item, 0..5)
}

fn width_of(row: &Row) -> usize {
    row.runs.iter().map(|run| usize::from(run.column + run.width_cells)).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_page_holds_every_word_within_its_measure(story in story(), width in 8u16..90) {
        let galley = Galley::new(&article("A headline that is long enough for two rows of a page", story), &shelf);
        let page = set(&galley, width);
        prop_assert!(page.is_set(&galley));
        for row in &page.rows {
            prop_assert!(width_of(row) <= usize::from(width), "{row:?}");
        }
        for (index, paragraph) in galley.paragraphs.iter().enumerate() {
            let mut spans: Vec<_> = page.rows.iter().filter(|row| row.paragraph == index)
                .flat_map(|row| &row.runs).filter_map(|run| run.origin).collect();
            spans.sort();
            let mut at = 0;
            for span in spans {
                let dropped = paragraph.text.as_str().get(at..span.start());
                prop_assert!(dropped.is_some_and(|gap| gap.chars().all(|c| matches!(c, ' ' | '\n' | '\u{3000}'))), "{dropped:?}");
                at = span.end();
            }
            let rest = paragraph.text.as_str().get(at..);
            prop_assert!(rest.is_some_and(|rest| rest.trim_matches([' ', '\n', '\u{3000}']).is_empty()), "{rest:?}");
            prop_assert!(paragraph.marks.is_sorted_by(|one, next| one.0.end() <= next.0.start()));
        }
    }

    #[test]
    fn a_page_set_bit_by_bit_is_the_page_set_at_once(story in story(), width in 8u16..90, step in 1usize..9) {
        let galley = Galley::new(&article("Short", story), &shelf);
        let whole = set(&galley, width);
        let mut page = Page::new(measure(width));
        while !page.is_set(&galley) {
            page.set_rows(&galley, page.rows.len() + step);
            page.set_more(&galley, step);
        }
        prop_assert_eq!(&whole.rows, &page.rows);
        let mut page = Page::new(measure(width));
        page.set_paragraph(&galley, galley.paragraphs.len() / 2);
        prop_assert!(page.start(galley.paragraphs.len() / 2).is_some());
        prop_assert_eq!(&whole.rows[..page.rows.len()], &page.rows[..]);
    }
}

#[test]
fn rails_run_through_a_section_and_end_with_it() {
    let galley = Galley::new(&ferry(), &shelf);
    let page = set(&galley, 60);
    for row in &page.rows {
        let paragraph = &galley.paragraphs[row.paragraph];
        match row.rail {
            Rail::Mark(kind) => assert_eq!(paragraph.style, ParagraphStyle::Label(kind)),
            Rail::Line(kind) => assert_eq!(paragraph.kind, Some(kind)),
            Rail::None => assert!(paragraph.kind.is_none() || row.runs.is_empty()),
        }
    }
}

#[test]
fn a_label_alone_and_an_empty_item_are_a_page_too() {
    let story = vec![
        labelled(Kind::Known, "What we know", Vec::new()),
        item(Form::Embed, Vec::new()),
        item(Form::Text, vec![words(&[plain("")])]),
    ];
    let galley = Galley::new(&article("", story), &shelf);
    assert!(set(&galley, 8).is_set(&galley));
    let source = Galley::of_source(&Text::new("ferry.yaml"), &Text::new("a: 1\n"), "yaml");
    assert!(desk::printed(&set(&source, 20)).contains("a: 1"));
}
