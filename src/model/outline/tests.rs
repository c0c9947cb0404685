//! Outlines of small stories.

use super::{Outline, derive::words, question::id_of};
use crate::model::{
    Article, Attribution, Block, Claim, Confidence, Form, Head, Inline, Item, Kind, Mark, Markup, Reference, Status,
    Text, Wording,
};

/// Words and the marks on them.
fn inline(parts: &[(&str, &[Mark])]) -> Inline {
    let text = Text::new(&parts.iter().map(|(words, _)| *words).collect::<String>());
    let mut marks = Vec::new();
    let mut at = 0;
    for (words, on) in parts {
        let span = text.span(at..at + words.len()).expect("the parts make the text");
        marks.extend(on.iter().map(|mark| (span, mark.clone())));
        at += words.len();
    }
    Inline { text, marks }
}

fn markup(blocks: Vec<Block>) -> Markup {
    Markup { source: Text::default(), blocks }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(inline(&[(text, &[])]))
}

fn labelled(label: &str, kind: Kind, blocks: Vec<Block>) -> Item {
    Item::new(Form::Labelled { label: Text::new(label), kind, given: false }, markup(blocks))
}

fn item(form: Form, text: &str) -> Item {
    Item::new(form, markup(vec![paragraph(text)]))
}

fn article(story: Vec<Item>) -> Article {
    let head = Head { headline: Text::new("The bridge closes"), ..Head::default() };
    let id = "bridge".parse().expect("an id");
    Article { id, head, people: Vec::new(), sources: Vec::new(), claims: Vec::new(), story }
}

fn claim(id: &str) -> Mark {
    Mark::Claim(id.parse().expect("an id"))
}

fn said(by: &str) -> Mark {
    let by = by.parse().expect("an id");
    Mark::Quote { wording: Wording::Direct, attribution: Attribution::Given { by, circumstance: None } }
}

fn entry(id: &str) -> Claim {
    Claim {
        id: id.parse().expect("an id"),
        text: None,
        by: None,
        status: None,
        rating: None,
        confidence: None::<Confidence>,
        source: Vec::new(),
        since: None,
        note: None,
        links: Vec::new(),
    }
}

fn questions(outline: &Outline) -> Vec<&str> {
    outline.questions.iter().map(|question| question.text.as_str()).collect()
}

#[test]
fn text_continues_the_section_above_it_but_not_over_a_heading_or_a_brief() {
    let story = vec![
        item(Form::Related, "An older story"),
        item(Form::Text, "The opening."),
        labelled("What we know", Kind::Known, vec![paragraph("It is shut. It was old.")]),
        item(Form::Related, "Another story"),
        item(Form::Text, "Still known."),
        item(Form::Question, "Why now?"),
        item(Form::Text, "News again."),
        labelled("The brief", Kind::Brief, vec![paragraph("In short.")]),
        item(Form::Photo, "A picture of it."),
        item(Form::Text, "After the brief."),
    ];
    let outline = article(story).outline();
    let sections: Vec<_> = outline.sections.iter().map(|s| (s.kind, s.group, s.items.clone())).collect();
    let expected = [
        (Kind::News, None, 1..2),
        (Kind::Known, None, 2..5),
        (Kind::News, Some(0), 6..7),
        (Kind::Brief, Some(0), 7..9),
        (Kind::News, Some(0), 9..10),
    ];
    assert_eq!(sections, expected);
    assert_eq!(outline.counts.known, 3);
    let stands: Vec<_> = (0..10).map(|item| outline.section_of_item(item)).collect();
    let expected = [None, Some(0), Some(1), Some(1), Some(1), None, Some(2), Some(3), Some(3), Some(4)];
    assert_eq!(stands, expected);
}

#[test]
fn marked_claims_stand_for_their_sentences() {
    let first = inline(&[("Nobody says whether it holds.", &[claim("holds")])]);
    let second = inline(&[
        ("The city has not said why.", &[claim("why")]),
        (" Moreover, ", &[]),
        ("no date was given.", &[claim("date")]),
        (" It is unclear who pays.", &[]),
    ]);
    let blocks = vec![Block::Paragraph(first), Block::Paragraph(second)];
    let outline = article(vec![labelled("Unclear", Kind::Unknown, blocks)]).outline();
    let ids: Vec<_> = outline.questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids, ["holds", "why", "date", id_of("it is unclear who pays").as_str()]);
    assert_eq!(outline.counts.unknown, 4);
    assert!(outline.claims.iter().all(|stated| stated.status == Status::Unknown));
}

#[test]
fn a_link_to_another_question_asks_it_again_and_a_lead_in_asks_nothing() {
    let elsewhere = Mark::Link(Reference::parse("bridge-shut#strategy"));
    let report = Mark::Link(Reference::parse("bridge-shut"));
    let first = inline(&[
        ("Still open from our ", &[]),
        ("first report", &[report]),
        (": ", &[]),
        ("whether it was planned.", &[elsewhere]),
    ]);
    let second = inline(&[("How it was understood is not clear.", &[claim("scope")])]);
    let blocks = vec![Block::Paragraph(first), paragraph("Also:"), Block::Paragraph(second)];
    let outline = article(vec![labelled("What we don't know", Kind::Unknown, blocks)]).outline();
    assert_eq!(questions(&outline), ["whether it was planned.", "How it was understood is not clear."]);
}

#[test]
fn bullets_ask_and_speech_does_not() {
    let bullets = vec![
        vec![paragraph("Who gave the order. When, too.")],
        vec![Block::Paragraph(inline(&[("How long it lasts.", &[claim("length")])])), paragraph("A detail.")],
        vec![
            paragraph("Nobody has said:"),
            Block::List { start: None, items: vec![vec![paragraph("what it costs")], vec![paragraph("who pays")]] },
        ],
        vec![paragraph("Who gave the order? When, too!")],
    ];
    let speech = inline(&[("“We will not comment,”", &[said("doe")]), (" Doe said.", &[])]);
    let mut quote = item(Form::Quote, "Who knows?");
    quote.by = Some("doe".parse().expect("an id"));
    let below = paragraph("The union disputes all of it. It remains unclear who signed.");
    let blocks = vec![Block::List { start: None, items: bullets }, Block::Paragraph(speech), below];
    let outline = article(vec![labelled("Gaps", Kind::Unknown, blocks), quote]).outline();
    let asked = [
        "Who gave the order. When, too.",
        "How long it lasts.",
        "what it costs",
        "who pays",
        "It remains unclear who signed.",
    ];
    assert_eq!(questions(&outline), asked);
    assert_eq!(outline.counts.quotes, 2);
}

#[test]
fn a_claim_has_its_speaker_and_status_from_the_table_or_from_its_place() {
    let both = inline(&[
        ("“It stood,”", &[said("doe"), claim("stood")]),
        (" Doe said. ", &[]),
        ("It fell.", &[claim("fell")]),
    ]);
    let turned = inline(&[("It leans.", &[claim("leans"), said("roe")])]);
    let blocks = vec![Block::Paragraph(both), Block::Paragraph(turned)];
    let mut article = article(vec![labelled("The other side", Kind::Disputed, blocks)]);
    article.claims =
        vec![Claim { status: Some(Status::False), text: Some(Text::new("The bridge fell.")), ..entry("fell") }];
    let outline = article.outline();
    let stated: Vec<_> = outline
        .claims
        .iter()
        .map(|stated| (stated.text.as_str(), stated.status, stated.by.as_ref().map(|by| by.as_str().to_owned())))
        .collect();
    let expected = [
        ("“It stood,”", Status::Disputed, Some(String::from("doe"))),
        ("The bridge fell.", Status::False, None),
        ("It leans.", Status::Disputed, Some(String::from("roe"))),
    ];
    assert_eq!(stated, expected);
    assert_eq!(outline.counts.disputed, 3);
}

#[test]
fn an_id_made_from_words_stays_while_the_words_stay() {
    assert_eq!(id_of("Who gave the order?"), id_of("  who   gave “the order” "));
    assert_ne!(id_of("Who gave the order?"), id_of("Who gave an order?"));
    assert_eq!(id_of("Who gave the order?").as_str(), "q-2df8e8c1");
}

#[test]
fn counts_words_in_every_script() {
    assert_eq!(words("It isn't over — not at 12:30, e.g. here"), 8);
    assert_eq!(words("Ça n’est pas « fini »"), 4);
    assert_eq!(words("会议结束"), 4);
    assert_eq!(words("* * *"), 0);
}

#[test]
fn a_megabyte_is_outlined_in_milliseconds() {
    let sentence = "Nobody at the ministry has said how long the closure of the bridge is to last. ";
    let long = labelled("What we don't know", Kind::Unknown, vec![paragraph(&sentence.repeat(14_000))]);
    let started = std::time::Instant::now();
    let outline = article(vec![long]).outline();
    assert_eq!(outline.questions.len(), 1);
    assert!(started.elapsed().as_secs() < 2, "an outline is linear, even unoptimised");
}
