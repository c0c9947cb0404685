//! Notes by keys: the margin beside the page, the walk through it, the board of all notes, and the brief.

use std::sync::Arc;

use byline::{
    app::{Effect, Event, Export},
    format,
    library::{Entry, FileFacts},
    marginalia::{Context, Found, Gloss, Glosses, Revision},
    model::{Annotation, AnnotationKind, BlockPath, Colour, Digest, Extract, Outline, Place, Span, Target, Text},
};

use crate::screen::Reader;

const FERRY: &str = r#"format: byline/1
headline: The ferry comes back to Merrow
publisher: The Merrow Courier
published: 2031-05-20
people:
  lee: {name: Ana Lee, role: harbour master}
story:
  - |
    The ferry sails again from Friday. It stopped nine years ago, when the bridge was opened.

  - What we know: |
      - Two crossings an hour, from six in the morning.
      - The fare is three crowns.

  - What we don't know: |
      - Who pays when the bridge is open again.

  - What they're saying: |
      ["We kept the engine warm for nine years,"](@lee 'on the quay') Lee said.
"#;

/// What is put in the margin: the words, the note, tags.
type Wanted<'a> = (&'a str, &'a str, &'a [&'a str]);

fn annotation(number: usize, article: &str, words: &str, note: &str, tags: &[&str]) -> Annotation {
    Annotation {
        id: format!("01jz9q6t3g5v0x2k8m4n7p{number:04}").parse().expect("an id"),
        article: article.parse().expect("an id"),
        kind: AnnotationKind::Highlight,
        colour: Some(Colour::Yellow),
        tags: tags.iter().map(|tag| Text::line(tag)).collect(),
        note: (!note.is_empty()).then(|| Text::new(note)),
        created: "2031-05-21T09:12:44Z".parse().expect("a time"),
        modified: "2031-05-21T09:12:44Z".parse().expect("a time"),
        deleted: None,
        device: None,
        creator: None,
        base: None,
        target: Target {
            revision: Digest::of(b"one"),
            block: BlockPath { section: Some(Text::line("What we know")), ..BlockPath::default() },
            start: 0,
            end: 1,
            exact: Text::new(words),
            prefix: Text::line("Before it "),
            suffix: Text::line(" and after"),
        },
        extra: Vec::new(),
    }
}

/// Where words stand on the open page.
fn place(reader: &Reader, words: &str) -> Option<(Place, Span)> {
    let galley = &reader.state.reader.as_ref().expect("an article is open").galley;
    let find = |copy: &byline::layout::Paragraph| {
        let at = copy.text.as_str().find(words)?;
        Some((copy.place?, copy.text.span(at..at + words.len())?))
    };
    galley.paragraphs.iter().find_map(find)
}

fn send(reader: &mut Reader, noted: Vec<(Annotation, Found)>) {
    let open = reader.state.reader.as_ref().expect("an article is open");
    let (article, revision) = (open.id.clone(), open.margin.digest().expect("a text").clone());
    reader.send(Event::Annotated { article, revision, noted, faults: Vec::new(), unfinished: Vec::new() });
}

/// Annotates words of the open article.
fn annotate(reader: &mut Reader, wanted: &[Wanted<'_>]) {
    let article = reader.state.reader.as_ref().expect("an article is open").id.to_string();
    let one = |(number, (words, note, tags)): (usize, &Wanted<'_>)| {
        let found = match place(reader, words) {
            Some(part) => Found::Exact(Extract { parts: vec![part] }),
            None => Found::Gone,
        };
        (annotation(number, &article, words, note, tags), found)
    };
    let noted = wanted.iter().enumerate().map(one).collect();
    send(reader, noted);
}

fn ferry(size: (u16, u16), wanted: &[Wanted<'_>]) -> Reader {
    let mut reader = Reader::page(size, &[("ferry-returns", FERRY)]);
    annotate(&mut reader, wanted);
    reader
}

/// The row that holds these words, and the column at which they stand.
fn find(screen: &str, words: &str) -> (usize, usize) {
    let found = screen.lines().enumerate().find_map(|(row, line)| line.find(words).map(|at| (row, at)));
    let (row, at) = found.unwrap_or_else(|| panic!("{words:?} is not in:\n{screen}"));
    let line = screen.lines().nth(row).expect("the row");
    (row, line.split_at(at).0.chars().count())
}

#[test]
fn a_note_stands_beside_its_passage_where_there_is_room() {
    let mut reader = ferry((120, 30), &[("The fare is three crowns", "It was two in 2022.", &["money"])]);
    let screen = reader.screen();
    let ((passage, _), (note, column)) = (find(&screen, "The fare is three"), find(&screen, "It was two in 2022."));
    assert_eq!(passage, note, "{screen}");
    assert!(column > 80, "{screen}");
    assert!(screen.lines().nth(note).expect("the row").contains("───│ It was two"), "{screen}");
    assert!(screen.contains("#money"), "{screen}");
    // the page is set no narrower for it, and a scroll takes the note along
    let (before, _) = find(&screen, "It was two in 2022.");
    reader.send(Event::Resize { width: 120, height: 14 });
    reader.keys("j");
    let screen = reader.screen();
    assert_eq!(find(&screen, "It was two in 2022.").0, before - 1, "{screen}");
    assert_eq!(find(&screen, "It was two in 2022.").0, find(&screen, "The fare is three").0, "{screen}");
}

#[test]
fn where_there_is_none_a_sign_stands_at_the_row_and_the_note_at_the_foot() {
    let mut reader = ferry((80, 24), &[("The fare is three crowns", "It was two in 2022.", &[])]);
    let screen = reader.screen();
    let (row, _) = find(&screen, "The fare is three crowns");
    assert!(screen.lines().nth(row).expect("the row").ends_with('◂'), "{screen}");
    assert!(!screen.contains("It was two"), "{screen}");
    let screen = reader.keys("]a").screen();
    let (note, _) = find(&screen, "It was two in 2022.");
    assert!(note > 20, "{screen}");
    assert!(screen.contains("note 1 of 1"), "{screen}");
    assert_eq!(reader.focus(), Some("The fare is three crowns"));
    let screen = reader.keys("<Esc>").screen();
    assert!(!screen.contains("It was two"), "{screen}");
}

#[test]
fn enter_on_a_note_opens_it_to_be_written() {
    let mut reader = ferry((80, 24), &[("The fare is three crowns", "It was two in 2022.", &[])]);
    reader.keys("]a<Enter>");
    assert!(matches!(reader.state.mode, byline::app::Mode::Note(_)), "{}", reader.screen());
}

#[test]
fn the_walk_goes_over_every_note_and_says_where_it_ends() {
    let wanted: &[Wanted<'_>] = &[
        ("The ferry sails again from Friday", "First.", &[]),
        ("Two crossings an hour", "", &[]),
        ("a sentence that was taken out", "Lost.", &[]),
    ];
    let mut reader = ferry((120, 30), wanted);
    assert_eq!(reader.keys("]a").focus(), Some("The ferry sails again from Friday"));
    assert_eq!(reader.keys("]a").focus(), Some("Two crossings an hour"));
    let focus = reader.keys("]a").focus().map(str::to_owned).unwrap_or_default();
    assert!(focus.contains("a sentence that was taken out"), "{focus}");
    let screen = reader.screen();
    assert!(screen.contains("Notes whose words are gone") && screen.contains("Lost."), "{screen}");
    assert!(screen.contains("What we know"), "{screen}");
    assert!(reader.keys("]a").screen().contains("No annotation after this one"));
    assert_eq!(reader.keys("[a").focus(), Some("Two crossings an hour"));
    assert_eq!(reader.keys("gg2]a").focus(), Some("Two crossings an hour"));
    assert!(reader.keys("gg[a").screen().contains("No annotation before this one"));
}

#[test]
fn what_became_of_the_words_is_told() {
    let mut reader = Reader::page((120, 40), &[("ferry-returns", FERRY)]);
    let part = place(&reader, "Two crossings an hour").expect("the words");
    let at = Extract { parts: vec![part] };
    let changed = Found::Changed { at: at.clone(), was: Text::new("Three crossings an hour") };
    send(&mut reader, vec![(annotation(0, "ferry-returns", "Three crossings an hour", "Sure?", &[]), changed)]);
    let screen = reader.screen();
    assert!(screen.contains("changed  [Three → Two] crossings"), "{screen}");
    let moved = annotation(0, "ferry-returns", "Two crossings an hour", "", &[]);
    send(&mut reader, vec![(moved.clone(), Found::Moved(at.clone()))]);
    assert!(reader.screen().contains("moved"), "{}", reader.screen());
    send(&mut reader, vec![(moved, Found::Unsure(at))]);
    assert!(reader.screen().contains("unsure"), "{}", reader.screen());
}

#[test]
fn notes_on_one_row_never_overlap_and_a_crowd_is_counted() {
    let wanted: Vec<Wanted<'_>> =
        (0..9).map(|_| ("The fare is three crowns", "One of many.", &[] as &[&str])).collect();
    let mut reader = ferry((120, 40), &wanted);
    let screen = reader.screen();
    assert_eq!(screen.matches("One of many.").count(), 3, "{screen}");
    assert!(screen.contains("6 more here"), "{screen}");
    // the one in focus is always among those that are shown
    let screen = reader.keys("]a]a]a]a]a").screen();
    assert_eq!(screen.matches('▌').count(), 2, "the note in focus, with its colour: {screen}");
}

#[test]
fn a_bare_highlight_moves_nothing() {
    let plain = Reader::page((120, 30), &[("ferry-returns", FERRY)]).screen();
    assert_eq!(
        find(&ferry((120, 30), &[("The fare is three crowns", "", &[])]).screen(), "The fare"),
        find(&plain, "The fare")
    );
}

fn gloss(number: usize, words: &str, note: &str, tags: &[&str]) -> Gloss {
    let article = format::read(FERRY.as_bytes(), "ferry-returns").article.expect("an article");
    let outline = Outline::of(&article);
    let file = FileFacts { path: "ferry-returns.yaml".to_owned(), ..FileFacts::default() };
    let entry = Arc::new(Entry::new(&article, &outline, &[], file));
    let mut annotation = annotation(number, "ferry-returns", words, note, tags);
    let mut parts = Vec::new();
    for (item, of) in (0_u32..).zip(&article.story) {
        for (leaf, text) in (0_u32..).zip(of.text.leaves()) {
            if let Some(at) = text.text().as_str().find(words) {
                parts.extend(text.text().span(at..at + words.len()).map(|span| (Place { item, leaf }, span)));
            }
        }
    }
    let extract = Extract { parts };
    let found = match Revision::of(&article, &outline).target(&extract) {
        Some(target) => {
            annotation.target = target;
            Found::Exact(extract)
        }
        None => Found::Gone,
    };
    let context = Context::of(&annotation, &found, &article, &outline, &entry);
    Gloss { annotation, context }
}

fn glosses() -> Glosses {
    let glosses = vec![
        gloss(0, "The fare is three crowns", "It was two in 2022.", &["money"]),
        gloss(1, "We kept the engine warm for nine years", "Check with the yard.", &["engine", "money"]),
        gloss(2, "a sentence that was taken out", "", &[]),
    ];
    Glosses { glosses, faults: vec![Text::line("annotations/x/y.yaml: this is no annotation")] }
}

/// The board of notes, with these in it.
fn board(size: (u16, u16), glosses: Glosses) -> Reader {
    let mut reader = Reader::shelf(size, &[("ferry-returns", FERRY)]);
    reader.keys("gn");
    let asked = reader.effects.iter().rev().find_map(|effect| match effect {
        Effect::Glosses { number } => Some(*number),
        _ => None,
    });
    reader.send(Event::Glossed { number: asked.expect("the notes were asked for"), glosses: Box::new(glosses) });
    reader
}

#[test]
fn the_board_lists_all_notes_with_their_states_and_the_files_that_could_not_be_read() {
    let screen = board((100, 40), glosses()).screen();
    for words in [
        "3 notes · 1 file not read",
        "The ferry comes back to Merrow",
        "What they're saying · Ana Lee · yellow",
        "◂ Check with the yard.",
        "#engine #money",
        "What we know · yellow · gone",
        "Files that could not be read · 1",
        "annotations/x/y.yaml: this is no annotation",
    ] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
}

#[test]
fn a_query_filters_the_board_and_a_key_groups_it() {
    let mut reader = board((100, 40), glosses());
    let screen = reader.keys("/note:yard<Enter>").screen();
    assert!(screen.contains("1 of 3 notes") && !screen.contains("It was two"), "{screen}");
    let screen = reader.keys("/<C-u>by:lee OR tag:money<Enter>").screen();
    assert!(screen.contains("2 of 3 notes"), "{screen}");
    let screen = reader.keys("/<C-u>colour:gren<Enter>").screen();
    assert!(screen.contains("did you mean `colour:green`?"), "{screen}");
    let screen = reader.keys("/<C-u><Enter>zg").screen();
    assert!(screen.contains("by speaker") && screen.contains("The article’s own words"), "{screen}");
    let screen = reader.keys("zg").screen();
    assert!(screen.contains("#money · 2 notes") && screen.contains("Without a tag"), "{screen}");
    assert!(reader.keys("zg").screen().contains("by colour"));
}

#[test]
fn enter_leads_to_the_words_and_back_to_the_list_as_it_was() {
    let mut reader = board((100, 40), glosses());
    reader.keys("/engine<Enter><Enter>");
    annotate(&mut reader, &[("We kept the engine warm for nine years", "Check with the yard.", &["engine"])]);
    assert_eq!(reader.focus(), Some("We kept the engine warm for nine years"));
    let screen = reader.keys("<C-o>").screen();
    assert!(screen.contains("1 of 3 notes") && screen.contains("engine"), "{screen}");
}

#[test]
fn what_is_found_is_tagged_at_once() {
    let mut reader = board((100, 40), glosses());
    let article = format::read(FERRY.as_bytes(), "ferry-returns").article.expect("an article");
    reader.keep_text(Revision::of(&article, &Outline::of(&article)));
    reader.keys("/tag:money<Enter>tfares -engine<Enter>");
    let written: Vec<Vec<String>> = reader
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Annotate { after, .. } => Some(after.tags.iter().map(ToString::to_string).collect()),
            _ => None,
        })
        .collect();
    assert_eq!(written, [["fares", "money"], ["fares", "money"]]);
    assert!(reader.screen().contains("#fares #money"), "{}", reader.screen());
    reader.keys("U");
    assert!(reader.screen().contains("#engine #money"), "{}", reader.screen());
}

#[test]
fn what_is_found_is_written_out_and_no_file_is_replaced_unasked() {
    let mut reader = board((100, 40), glosses());
    reader.keys("/tag:engine<Enter>E<C-u>engine.md<Enter>");
    let Some(Effect::Export { path, replace: false, what }) = reader.effects.last().cloned() else {
        panic!("nothing was written")
    };
    assert!(matches!(&*what, Export::Notes(glosses) if glosses.len() == 1));
    reader.send(Event::Exists { path, what });
    assert!(reader.screen().contains("replace it?"), "{}", reader.screen());
    let before = reader.effects.len();
    assert!(reader.keys("<Enter>").screen().contains("stays as it was"));
    assert_eq!(reader.effects.len(), before);
}

/// Answers what is asked of the tray, which lies empty.
fn with_tray(reader: &mut Reader) {
    reader.send(Event::Tray(Box::default()));
}

#[test]
fn passages_are_gathered_into_a_brief_and_sorted_by_kind() {
    let mut reader = ferry((100, 40), &[]);
    with_tray(&mut reader);
    reader.keys("]qY");
    assert!(reader.screen().contains("Put into the brief"), "{}", reader.screen());
    reader.keys("gg]oY");
    assert!(reader.screen().contains("2 now"), "{}", reader.screen());
    assert!(reader.keys("Y").screen().contains("in the brief already"));
    let screen = reader.keys("gb").screen();
    let unknown = find(&screen, "What we don’t know").0;
    assert!(unknown < find(&screen, "What they’re saying").0, "{screen}");
    for words in ["2 passages of 1 article", "Ana Lee", "[1]", "The Merrow Courier, 2031-05-20"] {
        assert!(screen.contains(words), "{words} in\n{screen}");
    }
    reader.keys("HThe ferry, in short<Enter>");
    assert!(reader.screen().contains("The ferry, in short"), "{}", reader.screen());
    assert!(!reader.keys("D").screen().contains("Who pays"), "{}", reader.screen());
    assert!(reader.keys("U").screen().contains("Who pays"), "{}", reader.screen());
}

#[test]
fn a_brief_is_an_article_that_checks_clean() {
    let mut reader = ferry((100, 40), &[]);
    with_tray(&mut reader);
    reader.keys("]qYgg]oYgg)YgbHThe ferry, in short<Enter>E<C-u>2031-06-01-ferry.yaml<Enter>");
    let Some(Effect::Export { what, .. }) = reader.effects.last().cloned() else { panic!("nothing was written") };
    let Export::Article(text) = *what else { panic!("no article") };
    let reading = format::read(text.as_bytes(), "2031-06-01-ferry");
    let faults: Vec<String> =
        reading.diagnostics.iter().map(|fault| format!("{:?} {}", fault.code, fault.message)).collect();
    assert_eq!(faults, [] as [String; 0], "{text}");
    let article = reading.article.expect("an article");
    assert_eq!(article.head.headline.as_str(), "The ferry, in short");
    let outline = Outline::of(&article);
    assert_eq!(outline.quotes.len(), 1, "{text}");
    assert_eq!(outline.quotes[0].attribution.by().map(byline::model::PersonId::as_str), Some("lee"));
    assert_eq!(outline.questions.len(), 1, "{text}");
    assert!(text.contains("(ferry-returns"), "{text}");
    reader.keys("E<C-u>ferry.md<Enter>");
    let Some(Effect::Export { what, .. }) = reader.effects.last() else { panic!("nothing was written") };
    assert!(matches!(&**what, Export::Markdown(text) if text.starts_with("# The ferry, in short\n")));
}
