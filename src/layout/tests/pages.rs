//! Whole pages, to be read.

use super::desk::{
    article, claim, entry, found, item, labelled, link, list, person, plain, printed, said, set, shelf, source, words,
};
use crate::layout::{Galley, Known, ParagraphStyle, Role, RowIndex};
use crate::model::{Article, Block, Date, Dir, Form, Kind, LogEntry, Reference, Rel, Status, Text};

pub fn ferry() -> Article {
    let mut article = article(
        "The harbour ferry stops for a week, and nobody can say who gave the order to tie it up",
        vec![
            item(
                Form::Text,
                vec![words(&[
                    plain("The ferry did not sail on Sunday. "),
                    link("pier", "The pier"),
                    plain(" stayed open."),
                ])],
            ),
            item(Form::Question, vec![words(&[plain("Who stopped the ferry?")])]),
            labelled(
                Kind::Known,
                "What we know",
                vec![
                    words(&[
                        said("mara", "\"I was told to tie it up,\"", Some("radio interview")),
                        plain(" Mara Quist said. She added that "),
                        said("mara", "the order came by telephone.", None),
                    ]),
                    words(&[
                        claim("order", "The harbour office wrote the order down."),
                        plain(" It has not shown it."),
                    ]),
                ],
            ),
            item(Form::Related, vec![words(&[plain("pier")])]),
            labelled(
                Kind::Unknown,
                "What we don’t know",
                vec![list(&[
                    &[claim("who", "Who gave the order.")],
                    &[plain("How long the ferry stays at its berth.")],
                ])],
            ),
            labelled(
                Kind::Disputed,
                "The other side",
                vec![words(&[
                    plain("The mayor calls that "),
                    said("mayor", "\"a tale.\"", None),
                    plain(" A clerk said "),
                    found(Some("clerk"), "\"ask the mayor,\""),
                    plain(" and somebody shouted "),
                    found(None, "\"Resign!\""),
                ])],
            ),
            labelled(
                Kind::Timeline,
                "Timeline",
                vec![list(&[
                    &[plain("2031-05-03: The crew is told to stay at home, and most of them do as they are told.")],
                    &[plain("2031-05-04: The ferry stays.")],
                ])],
            ),
            item(Form::Photo, vec![words(&[plain("The ferry at its berth on Sunday.")])]),
        ],
    );
    article.head.subtitle = Some(Text::new("A town without its boat"));
    article.head.by = vec![Text::new("A. Writer")];
    article.head.publisher = Some(Text::new("The Quay"));
    article.head.topics = vec![Text::new("Town"), Text::new("Transport")];
    article.head.links =
        vec![(Rel::Updates, Reference::parse("pier")), (Rel::Background, Reference::parse("harbour-law"))];
    article.head.log =
        vec![LogEntry { date: Date::new("2031-05-05"), text: Text::new("Corrected the name of the pier.") }];
    article.people = vec![
        person("mara", "Mara Quist", Some("skipper")),
        person("mayor", "Tom Ilk", Some("mayor")),
        person("clerk", "A clerk", None),
    ];
    article.people[2].anonymous = Some(Text::new("fears for the job"));
    article.sources = vec![source("log", "The ship’s log")];
    article.sources[0].url = Some(Text::new("https://example.org/log"));
    article.claims = vec![entry("order"), entry("who")];
    article.claims[0].by = Some("clerk".parse().expect("an id"));
    article.claims[0].status = Some(Status::Claimed);
    article.claims[0].source = vec!["log".parse().expect("an id")];
    article.claims[0].links =
        vec![(Rel::PartlyAnswers, Reference::parse("pier#who")), (Rel::Answers, Reference::parse("#who"))];
    if let Some(photo) = article.story.last_mut() {
        photo.credit = Some(Text::new("B. Lens"));
        photo.alt = Some(Text::new("a white boat"));
    }
    article
}

#[test]
fn a_page_says_who_said_what() {
    let galley = Galley::new(&ferry(), &shelf);
    insta::assert_snapshot!(printed(&set(&galley, 60)), @r#"
      The harbour ferry stops for a week, and nobody
      can say who gave the order to tie it up
      A town without its boat

      A. Writer · The Quay
      2031-05-04
      #Town  #Transport
      1 min  ● 4 known  ○ 2 open  ◐ 2 disputed  ❝ 5 quotes
      updates The pier closes for repairs

    │ The ferry did not sail on Sunday. The pier stayed open.


      Who stopped the ferry?

    ● What we know
    │ "I was told to tie it up," Mara Quist said. She added that
    │ the order came by telephone.
    │   ❝ ~ Mara Quist, skipper (~ in the reporter’s words) ·
    │     radio interview
    │
    │ The harbour office wrote the order down. It has not
    │ shown it.
    │   ↳ claimed · by A clerk (anonymous: fears for the job) ·
    │     source: The ship’s log
    │   ↳ partly answers The pier closes for repairs (#who)
    │   ↳ answers “Who gave the order.”
    │
    │ → Related: The pier closes for repairs

    ○ What we don’t know
    │ • Who gave the order.
    │ • How long the ferry stays at its berth.

    ◐ The other side
    │ The mayor calls that "a tale." A clerk said "ask the mayor,"
    │ and somebody shouted "Resign!"
    │   ❝ Tom Ilk, mayor
    │   ❝ A clerk (found)
    │   ❝ speaker not named

    ┆ Timeline
    │ 2031-05-03: The crew is told to stay at home, and most of
    │             them do as they are told.
    │ 2031-05-04: The ferry stays.
    │
    │ The ferry at its berth on Sunday.
    │ [photo] B. Lens · shows: a white boat

      ────────────────────────────────────────────────────────────

      Changes
      2031-05-05  Corrected the name of the pier.

      Sources
      The ship’s log · https://example.org/log

      background harbour-law (not in the library)
    "#);
}

#[test]
fn a_narrow_page_gives_up_indentation_and_no_words() {
    let mut article = ferry();
    article.story.truncate(3);
    article.head.log.clear();
    article.sources.clear();
    article.head.links.clear();
    insta::assert_snapshot!(printed(&set(&Galley::new(&article, &shelf), 24)), @r#"
      The harbour ferry stops
      for a week, and nobody
      can say who gave the
      order to tie it up
      A town without its boat

      A. Writer · The Quay
      2031-05-04
      #Town  #Transport
      1 min  ● 4 known  ❝ 2
        quotes

    │ The ferry did not sail
    │ on Sunday. The pier
    │ stayed open.


      Who stopped the ferry?

    ● What we know
    │ "I was told to tie it
    │ up," Mara Quist said.
    │ She added that the order
    │ came by telephone.
    │ ❝ ~ Mara Quist, skipper
    │   (~ in the reporter’s
    │   words) · radio
    │   interview
    │
    │ The harbour office wrote
    │ the order down. It has
    │ not shown it.
    │ ↳ claimed · by A clerk
    │   (anonymous: fears for
    │   the job) · source: log
    │ ↳ partly answers The
    │   pier closes for
    │   repairs (#who)
    │ ↳ answers #who
    "#);
}

#[test]
fn tables_code_and_lists_keep_their_shape() {
    let cell = |words| super::desk::inline(&[plain(words)]);
    let code = "# a berth\nberth: \"north quay, behind the old customs house\"\nboats: 3\n";
    let nested = Block::List {
        start: Some(9),
        items: vec![
            vec![words(&[plain("The ninth.")]), list(&[&[plain("A part of it.")]])],
            vec![words(&[plain("The tenth.")]), words(&[plain("And more of it, which goes on below.")])],
        ],
    };
    let article = article(
        "Shapes",
        vec![item(
            Form::Text,
            vec![
                Block::Table(vec![vec![cell("Day"), cell("Boats")], vec![cell("Monday"), cell("12")]]),
                Block::Code { lang: Some(Text::new("yaml")), text: Text::new(code) },
                nested,
                Block::Quotation(vec![words(&[plain("An order is an order, and a ferry is a ferry.")])]),
                Block::Rule,
            ],
        )],
    );
    let galley = Galley::new(&article, &shelf);
    insta::assert_snapshot!(printed(&set(&galley, 40)), @r#"
      Shapes

      2031-05-04
      1 min

    │ Day     Boats
    │ ─────────────
    │ Monday  12
    │
    │ # a berth
    │ berth: "north quay, behind the old custo
    │ ↪ ms house"
    │ boats: 3
    │
    │  9. The ninth.
    │     • A part of it.
    │ 10. The tenth.
    │     And more of it, which goes on below.
    │
    │ │ An order is an order, and a ferry is a
    │ │ ferry.
    │
    │ ────────────────────────────────────────
    "#);
    let code = galley.paragraphs.iter().find(|paragraph| matches!(paragraph.style, ParagraphStyle::Code { .. }));
    let roles: Vec<Role> = code.expect("the code is there").marks.iter().map(|(_, role, _)| *role).collect();
    assert!(roles.contains(&Role::CodeComment) && roles.contains(&Role::CodeString), "{roles:?}");
}

#[test]
fn right_to_left_rows_stand_at_the_right() {
    let mut article = article(
        "המעבורת לא הפליגה",
        vec![labelled(
            Kind::Known,
            "מה ידוע",
            vec![words(&[plain("המעבורת (Ferry 12) לא הפליגה ביום ראשון בבוקר.")]), list(&[&[plain("אין נוסעים")]])],
        )],
    );
    article.head.dir = Some(Dir::Rtl);
    let galley = Galley::new(&article, &shelf);
    let page = set(&galley, 30);
    insta::assert_snapshot!(printed(&page), @r#"
                   הגילפה אל תרובעמה

                          2031-05-04
      1 min  ● 2 known

    ●                        עודי המ
    │   הגילפה אל )Ferry 12( תרובעמה
    │              .רקובב ןושאר םויב
    │
    │                   םיעסונ ןיא •
    "#);
    let body = galley.paragraphs.iter().position(|one| one.style == ParagraphStyle::Body).expect("a body");
    let row = page.start(body).expect("it is set");
    // the first letter stands at the right edge
    assert_eq!(page.offset_at(row, 29), Some(0));
    assert_eq!(page.row_of(body, 0), Some(row));
}

#[test]
fn stops_name_the_words_they_stand_on() {
    let galley = Galley::new(&ferry(), &shelf);
    let under = |paragraph: usize, span| galley.paragraphs[paragraph].text.get(span);
    let quotes: Vec<&str> = galley.quotes.iter().map(|stop| under(stop.paragraph, stop.span)).collect();
    assert_eq!(
        quotes,
        [
            "\"I was told to tie it up,\"",
            "the order came by telephone.",
            "\"a tale.\"",
            "\"ask the mayor,\"",
            "\"Resign!\""
        ]
    );
    let links: Vec<(&str, Rel)> =
        galley.links.iter().map(|stop| (under(stop.paragraph, stop.span), stop.rel)).collect();
    assert_eq!(
        links,
        [
            ("The pier closes for repairs", Rel::Updates),
            ("The pier", Rel::Related),
            ("The pier closes for repairs (#who)", Rel::PartlyAnswers),
            ("“Who gave the order.”", Rel::Answers),
            ("The pier closes for repairs", Rel::Related),
            ("https://example.org/log", Rel::Related),
            ("harbour-law", Rel::Background),
        ]
    );
    assert_eq!(galley.links.last().map(|stop| &stop.known), Some(&Known::Absent));
    let questions: Vec<&str> = galley.questions.iter().map(|stop| under(stop.paragraph, stop.span)).collect();
    assert_eq!(questions, ["Who gave the order.", "How long the ferry stays at its berth."]);
    let contents: Vec<(u8, &str, u32, u32)> =
        galley.contents.iter().map(|entry| (entry.depth, entry.text.as_str(), entry.quotes, entry.questions)).collect();
    assert_eq!(
        contents,
        [
            (0, "Who stopped the ferry?", 0, 0),
            (1, "What we know", 2, 0),
            (1, "What we don’t know", 0, 2),
            (1, "The other side", 3, 0),
            (1, "Timeline", 0, 0),
        ]
    );
    assert!(galley.words_from(0) > galley.words_from(galley.paragraphs.len() / 2));
}

#[test]
fn a_speaker_is_described_once() {
    let story = vec![item(
        Form::Text,
        vec![words(&[said("mara", "\"One,\"", None)]), words(&[said("mara", "\"two.\"", None)])],
    )];
    let mut article = article("Twice", story);
    article.people = vec![person("mara", "Mara Quist", Some("skipper"))];
    let galley = Galley::new(&article, &shelf);
    let lines: Vec<&str> = galley
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.style == ParagraphStyle::Attribution)
        .map(|paragraph| paragraph.text.as_str())
        .collect();
    assert_eq!(lines, ["❝ Mara Quist, skipper", "❝ Mara Quist"]);
}

#[test]
fn a_row_is_found_by_its_words_and_words_by_a_cell() {
    let galley = Galley::new(&ferry(), &shelf);
    let page = set(&galley, 40);
    for (index, row) in page.rows.iter().enumerate() {
        for run in &row.runs {
            let Some(origin) = run.origin else { continue };
            assert_eq!(page.row_of(row.paragraph, origin.start()), Some(RowIndex(index)));
            assert_eq!(page.offset_at(RowIndex(index), run.column), Some(origin.start()));
        }
    }
    assert_eq!(page.row_of(galley.paragraphs.len(), 0), None);
}

#[test]
fn a_picture_on_the_web_is_told_by_its_host() {
    let photo = |file: &str| {
        let mut photo = item(Form::Photo, vec![words(&[plain("The ferry at its berth.")])]);
        photo.credit = Some(Text::new("B. Lens"));
        photo.file = Some(Text::new(file));
        let page = printed(&set(&Galley::new(&article("Ferry", vec![photo]), &shelf), 70));
        page.lines().find(|line| line.contains("[photo]")).unwrap_or_default().trim().to_owned()
    };
    assert!(
        photo("https://www.pictures.example/2031/05/a-very-long-name.jpg?w=1200")
            .ends_with("[photo] B. Lens · on pictures.example")
    );
    assert!(photo("boats/ferry.jpg").ends_with("[photo] B. Lens · file: boats/ferry.jpg"));
}
