//! Annotating by keyboard, seen on the screen and in what reaches the disk.

use byline::{
    app::{Effect, Event, Mode, Mouse, MouseAction},
    model::{Annotation, AnnotationKind, Colour, Text},
    theme::Depth,
};

use crate::screen::Reader;

const FERRY: &str = r#"format: byline/1
headline: The night ferry is cut back
published: 2031-09-12
publisher: The Port Merrow Lantern
people:
  lee: {name: Ana Lee, role: harbour master}
  crane: Tom Crane, councillor
story:
  - |
    The night ferry to Osk will sail three times a week. The harbour office said so on Friday. Rep. Ida Moss called it "a cut too far."

  - What we know: |
      - The last boat leaves at 11 p.m. on weekdays.
      - Two of five boats are laid up.

  - What they're saying: |
      ["Nobody sails at three in the morning,"](@lee 'press conference') Lee said.

      ["We were promised a boat every night,"](@crane) Crane answered.

      ["The numbers speak for themselves,"](@lee) Lee said.
"#;

fn page() -> Reader {
    Reader::page((80, 24), &[("night-ferry", FERRY)])
}

/// The words an annotation is on, and its colour.
fn marked(annotation: &Annotation) -> (&str, Option<Colour>) {
    (annotation.target.exact.as_str(), annotation.colour)
}

/// The words that are selected.
fn selected(reader: &Reader) -> Vec<String> {
    let open = reader.state.reader.as_ref().expect("an article is open");
    let stretches = open.selection.as_ref().map(|selection| selection.stretches(&open.galley)).unwrap_or_default();
    stretches.iter().map(|(at, span)| open.galley.paragraphs[*at].text.get(*span).to_owned()).collect()
}

const FIRST: &str = "The night ferry to Osk will sail three times a week.";
const SECOND: &str = "The harbour office said so on Friday.";
const THIRD: &str = "Rep. Ida Moss called it \"a cut too far.\"";

#[test]
fn two_keys_highlight_a_sentence_and_a_third_takes_it_away() {
    let mut reader = page();
    reader.keys("/night ferry to<Enter><Esc>)");
    assert_eq!(reader.focus(), Some(SECOND));
    reader.keys("x");
    assert_eq!(reader.live().into_iter().map(marked).collect::<Vec<_>>(), [(SECOND, Some(Colour::Yellow))]);
    assert_eq!(reader.live()[0].device, Some(Text::new("7f3a")));
    assert!(reader.screen().contains("Highlighted yellow: check this; U undoes it"), "{}", reader.screen());
    reader.keys("j");
    assert!(reader.screen().contains("yellow: check this"), "the bar tells of what is in focus: {}", reader.screen());
    reader.keys("x");
    assert!(reader.live().is_empty() && reader.kept[0].deleted.is_some());
    assert!(reader.screen().contains("Highlight taken away"));
    reader.keys("x");
    assert_eq!(reader.live().len(), 1);
}

#[test]
fn one_comes_to_an_article_for_its_story_and_the_headline_is_a_step_back() {
    let mut reader = page();
    assert_eq!(reader.keys(")").focus(), Some(FIRST));
    assert_eq!(reader.keys("(").focus(), Some("The night ferry is cut back"));
    assert_eq!(reader.keys("<Esc>}").focus(), Some(format!("{FIRST} {SECOND} {THIRD}").as_str()));
    // where the story is out of view, what is in view comes first
    let mut small = Reader::page((20, 4), &[("night-ferry", FERRY)]);
    assert_eq!(small.keys(")").focus(), Some("The night ferry is cut back"));
}

#[test]
fn a_sentence_is_selected_without_a_focus_and_grows() {
    let mut reader = page();
    reader.keys("v");
    assert_eq!(selected(&reader), [FIRST], "the first sentence of the story in view");
    reader.keys("<Esc>)v");
    assert_eq!(selected(&reader), [SECOND]);
    assert!(reader.screen().contains("sentence · 7 words"), "{}", reader.screen());
    reader.keys("v");
    assert_eq!(selected(&reader), [format!("{FIRST} {SECOND} {THIRD}")]);
    reader.keys("--");
    assert_eq!(selected(&reader), ["Friday"], "what was never grown shrinks to a word");
    assert!(reader.screen().contains("1 word"));
    reader.keys("-");
    assert!(reader.screen().contains("smallest whole"));
    reader.keys("<Esc>");
    assert_eq!(reader.focus(), Some("Friday"));
    reader.keys("<Esc>");
    assert_eq!(reader.focus(), None);
}

#[test]
fn a_quote_is_selected_with_its_speaker() {
    let mut reader = page();
    reader.keys("]q]qv");
    assert_eq!(selected(&reader), ["\"Nobody sails at three in the morning,\""]);
    assert!(reader.screen().contains("quote · 7 words · Ana Lee"), "{}", reader.screen());
    reader.keys("4");
    let lee = reader.live()[0];
    assert_eq!(lee.colour, Some(Colour::Green));
    assert_eq!(lee.target.block.speaker, Some("lee".parse().expect("an id")));
    reader.keys("v++");
    assert!(reader.screen().contains("section"), "{}", reader.screen());
    reader.keys("+");
    assert_eq!(selected(&reader).len(), 2, "all that Lee said");
    assert!(reader.screen().contains("all quotes of Ana Lee · 12 words"), "{}", reader.screen());
    reader.keys("2");
    let oranges = reader.live().into_iter().filter(|kept| kept.colour == Some(Colour::Orange)).count();
    assert_eq!(oranges, 2, "one annotation for each quote");
    assert!(reader.screen().contains("2 quotes"));
    reader.keys("U");
    assert_eq!(reader.live().len(), 1, "they were one deed");
}

#[test]
fn letters_words_and_every_motion_extend_it() {
    let mut reader = page();
    reader.keys("))vbb");
    assert_eq!(selected(&reader), ["The harbour office said so on"]);
    reader.keys("ow");
    assert_eq!(selected(&reader), ["harbour office said so on"]);
    reader.keys("l<Left>oee");
    assert_eq!(selected(&reader), ["harbour office said so on Friday. Rep"]);
    reader.keys("}");
    assert!(selected(&reader)[0].ends_with("a cut too far.\""));
    reader.keys("]]");
    assert_eq!(selected(&reader).len(), 1, "a label is no word of the article");
    reader.keys("]q");
    let all = selected(&reader);
    assert_eq!((all.len(), all[3].as_str()), (4, "\"Nobody sails at three in the morning,\""), "{all:?}");
    reader.keys("[q(");
    assert_eq!(selected(&reader).len(), 3);
    reader.keys("/laid<Enter>");
    assert!(selected(&reader)[2].ends_with("boats are laid"), "{:?}", selected(&reader));
    reader.keys("G");
    assert_eq!(selected(&reader).len(), 6);
    reader.keys("gg");
    assert_eq!(
        selected(&reader),
        ["The night ferry is cut back", "The night ferry to Osk will sail three times a week. The"]
    );
    reader.keys("jjj");
    assert!(!selected(&reader).is_empty());
    reader.keys("q");
    assert!(selected(&reader).is_empty() && !reader.effects.iter().any(|effect| matches!(effect, Effect::Quit)));
}

#[test]
fn the_colours_are_shown_with_what_they_mean() {
    let mut reader = page();
    reader.keys("))v");
    let screen = reader.screen();
    assert!(
        screen.contains("1  pink") && screen.contains("3  yellow: check this") && screen.contains("6  purple"),
        "{screen}"
    );
    reader.keys("1");
    assert!(reader.screen().contains("Highlighted pink"));
    reader.keys("v3");
    assert_eq!(reader.live().into_iter().map(marked).collect::<Vec<_>>(), [(SECOND, Some(Colour::Yellow))]);
    reader.keys("v3");
    assert!(reader.screen().contains("It is yellow: check this already"));
    assert_eq!(reader.live().len(), 1);
}

#[test]
fn a_note_is_written_in_place_and_kept_by_esc() {
    let mut reader = page();
    reader.keys("))a");
    assert!(matches!(reader.state.mode, Mode::Note(_)));
    reader.keys("Ask<Space>whom.<Enter>And<Space>when?");
    reader.send(Event::Paste(Text::new("\u{1b}[2J pasted\nlines")));
    let screen = reader.screen();
    assert!(
        screen.contains("╭─ Note") && screen.contains("And when?[2J pasted") && screen.contains("harbour office said"),
        "{screen}"
    );
    let (_, cursor) = reader.buffer();
    assert!(cursor.is_some());
    reader.keys("<Esc>");
    let note = reader.live()[0];
    assert_eq!(note.note.as_ref().map(Text::as_str), Some("Ask whom.\nAnd when?[2J pasted\nlines"));
    assert_eq!((note.kind, note.colour, note.target.exact.as_str()), (AnnotationKind::Note, None, SECOND));
    reader.keys("a<C-Home>!<C-s>");
    assert_eq!(reader.live()[0].note.as_ref().map(Text::as_str), Some("!Ask whom.\nAnd when?[2J pasted\nlines"));
    reader.keys("U");
    assert_eq!(reader.live()[0].note.as_ref().map(Text::as_str), Some("Ask whom.\nAnd when?[2J pasted\nlines"));
    reader.keys("a<Esc>");
    assert!(reader.screen().contains("The note is as it was"));
    reader.keys("a<C-Home><C-k><C-k><C-k><C-k><C-k><Esc>");
    assert!(reader.live().is_empty(), "a note without words is none");
    reader.keys("U");
    assert_eq!(reader.live().len(), 1);
    reader.keys(")a<Esc>");
    assert!(reader.screen().contains("Nothing was written"));
}

#[test]
fn a_note_goes_to_the_editor_outside_and_comes_back() {
    let mut reader = page();
    reader.keys("))aHalf<Space>a<Space>thought<C-o>");
    assert_eq!(reader.effects.last(), Some(&Effect::EditWords(Text::new("Half a thought"))));
    reader.send(Event::WordsEdited(Ok(Text::new("A whole thought\n"))));
    assert!(reader.screen().contains("A whole thought"));
    reader.keys("<Esc>E");
    assert_eq!(reader.effects.last(), Some(&Effect::EditWords(Text::new("A whole thought"))));
    reader.send(Event::WordsEdited(Ok(Text::new("Two\n\nthoughts\n"))));
    assert_eq!(reader.live()[0].note.as_ref().map(Text::as_str), Some("Two\n\nthoughts"));
    reader.keys("E");
    reader.send(Event::WordsEdited(Err(Text::new("there is no room"))));
    assert!(matches!(reader.state.mode, Mode::Note(_)), "the words are still there");
    assert!(reader.screen().contains("there is no room"));
}

#[test]
fn tags_are_completed_from_those_that_are_known() {
    let mut reader = page();
    reader.keys("))tharbour,<Space>#night-boats<Enter>");
    let tags = |reader: &Reader| reader.live()[0].tags.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(tags(&reader), ["harbour", "night-boats"]);
    reader.keys("j");
    assert!(reader.screen().contains("#harbour · #night-boats"), "{}", reader.screen());
    reader.keys(")tni");
    assert!(reader.screen().contains("Tab night-boats"), "{}", reader.screen());
    reader.send(Event::TagsKnown(vec![Text::new("night-train")]));
    assert!(reader.screen().contains("Tab night-boats  night-train"), "{}", reader.screen());
    assert_eq!(reader.effects.iter().filter(|effect| **effect == Effect::KnownTags).count(), 1, "asked once");
    reader.keys("<Tab><Enter>");
    assert_eq!(reader.live()[1].tags, ["night-boats"]);
    reader.keys("t<Esc>");
    assert!(reader.screen().contains("The tags are as they were"));
    reader.keys("t<C-u><Enter>");
    assert_eq!(reader.live().len(), 1, "an annotation that says nothing is none");
}

#[test]
fn what_was_done_last_is_done_again() {
    let mut reader = page();
    reader.keys("))v5).");
    assert_eq!(
        reader.live().into_iter().map(marked).collect::<Vec<_>>(),
        [(SECOND, Some(Colour::Blue)), (THIRD, Some(Colour::Blue))]
    );
    reader.keys("tferry<Enter>(.");
    assert_eq!(reader.live().iter().filter(|kept| kept.tags == ["ferry"]).count(), 2);
    reader.keys("aWhy?<Esc>).");
    assert!(matches!(reader.state.mode, Mode::Note(_)), "a note is written anew");
}

#[test]
fn one_history_undoes_annotations_stars_and_read_marks() {
    let mut reader = page();
    reader.keys("))x");
    let id = reader.live()[0].id.clone();
    reader.keys("stferry<Enter>D");
    assert!(reader.live().is_empty());
    reader.keys("U");
    assert_eq!(reader.live()[0].tags, ["ferry"], "deleting is undone");
    assert_eq!(reader.live()[0].id, id);
    reader.keys("U");
    assert!(reader.live()[0].tags.is_empty());
    let starred = |reader: &Reader| reader.state.places.values().any(|place| place.star);
    assert!(starred(&reader));
    reader.keys("U");
    assert!(!starred(&reader));
    reader.keys("U");
    assert!(reader.live().is_empty(), "making is undone");
    reader.keys("<C-r><C-r><C-r><C-r>");
    assert!(reader.live().is_empty() && starred(&reader));
    reader.keys("U");
    assert_eq!(reader.live()[0].tags, ["ferry"]);
    let versions = reader.effects.iter().filter_map(|effect| match effect {
        Effect::Annotate { after, .. } => Some(after.modified),
        _ => None,
    });
    let versions: Vec<_> = versions.collect();
    assert!(versions.windows(2).all(|two| two[0] <= two[1]), "each version is later than the last: {versions:?}");
}

#[test]
fn a_disk_that_is_full_loses_no_word() {
    let mut reader = page();
    reader.full = Some("no space is left; make room there");
    reader.keys("))x");
    let screen = reader.screen();
    assert!(screen.contains("Not written: no space is left"), "{screen}");
    assert!(reader.state.reader.as_ref().is_some_and(|open| open.margin.notes.len() == 1), "it is still shown");
    reader.keys("aMany<Space>words<Esc>");
    assert!(matches!(reader.state.mode, Mode::Note(_)), "the words are in the editor again");
    let screen = reader.screen();
    assert!(screen.contains("not written: no space is left") && screen.contains("Many words"), "{screen}");
    reader.keys("<Esc><Space>more<C-c>");
    assert!(matches!(reader.state.mode, Mode::Normal), "the box can be left");
    assert!(reader.screen().contains("gw tries again, Q leaves without it"), "{}", reader.screen());
    reader.keys("q");
    assert!(!reader.effects.contains(&Effect::Quit), "it does not leave with words unwritten");
    assert!(reader.screen().contains("gw tries again"), "{}", reader.screen());
    reader.full = None;
    reader.keys("gw");
    assert_eq!(reader.live()[0].note.as_ref().map(Text::as_str), Some("Many words more"));
    assert_eq!(reader.live()[0].colour, Some(Colour::Yellow));
    reader.keys("q");
    assert_eq!(reader.effects.last(), Some(&Effect::Quit));
}

#[test]
fn a_note_whose_words_are_gone_can_be_deleted() {
    let mut reader = page();
    reader.keys("/night ferry to<Enter><Esc>)aCheck<Esc>");
    assert_eq!(reader.live()[0].target.exact.as_str(), SECOND);
    reader.rewrite("night-ferry", &FERRY.replace(SECOND, ""));
    assert!(reader.screen().contains("1 annotation whose words are gone"), "{}", reader.screen());
    reader.keys("gg]a");
    assert!(reader.screen().contains("Notes whose words are gone"), "{}", reader.screen());
    reader.keys("D");
    assert!(reader.live().is_empty(), "{:?}", reader.live());
    assert!(!reader.screen().contains("Notes whose words are gone"), "{}", reader.screen());
    reader.keys("U");
    assert_eq!(reader.live().len(), 1);
}

#[test]
fn a_terminal_that_goes_away_takes_no_note_along() {
    let mut reader = page();
    reader.keys("))aHalf<Space>a<Space>thought");
    reader.send(Event::Terminated);
    assert_eq!(reader.live()[0].note.as_ref().map(Text::as_str), Some("Half a thought"));
    assert_eq!(reader.effects.last(), Some(&Effect::Quit));
}

#[test]
fn another_window_is_heard() {
    let mut reader = page();
    reader.keys("))x");
    let mut theirs = reader.live()[0].clone();
    theirs.note = Some(Text::new("from elsewhere"));
    reader.kept = vec![theirs];
    reader.send(Event::MarginChanged { article: "night-ferry".parse().expect("an id") });
    assert!(reader.state.reader.as_ref().is_some_and(|open| open.margin.notes[0].annotation.note.is_some()));
    reader.kept.clear();
    reader.send(Event::MarginChanged { article: "night-ferry".parse().expect("an id") });
    assert!(reader.state.reader.as_ref().is_some_and(|open| open.margin.notes.is_empty()));
}

#[test]
fn letters_label_sentences_and_quotes_to_select() {
    let mut reader = page();
    reader.keys("F");
    let Mode::Hints(hints) = &reader.state.mode else { panic!("no hints") };
    assert!(hints.hints.len() >= 9, "{hints:?}");
    reader.keys("d");
    assert_eq!(selected(&reader), [SECOND]);
    reader.keys("ff");
    assert_eq!(selected(&reader).len(), 2, "a label extends what is selected");
    reader.keys("x");
    assert_eq!(reader.live().len(), 1);
}

#[test]
fn the_mouse_selects_across_paragraphs() {
    let mut reader = page();
    let screen = reader.screen();
    let place = |words: &str| {
        let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains(words)).expect("it is seen");
        let x =
            row.chars().collect::<String>().find(words).map(|at| row.split_at(at).0.chars().count()).expect("there");
        (u16::try_from(x).expect("a column"), u16::try_from(y).expect("a row"))
    };
    let (from, to) = (place("harbour office"), place("last boat"));
    for (action, (column, row)) in [(MouseAction::Press, from), (MouseAction::Drag, to), (MouseAction::Release, to)] {
        reader.send(Event::Mouse(Mouse { action, column, row }));
    }
    let all = selected(&reader);
    assert!(all[0].starts_with("harbour office said") && all[1] == "The l", "{all:?}");
    reader.keys("x");
    assert_eq!(reader.live().len(), 1);
}

#[test]
fn the_selection_is_copied_with_its_speakers() {
    let mut reader = page();
    reader.keys("]q]qv]qy");
    let copied = reader.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.to_string()),
        _ => None,
    });
    let copied = copied.expect("copied");
    assert!(copied.contains("Nobody sails") && copied.contains("promised a boat"), "{copied}");
    assert!(
        copied.contains("— Ana Lee, harbour master, press conference") && copied.contains("— Tom Crane"),
        "{copied}"
    );
    assert!(selected(&reader).is_empty());
}

#[test]
fn without_colour_a_highlight_is_underlined_and_has_its_letter() {
    let mut reader = page();
    reader.state.look.depth = Depth::Mono;
    reader.keys("))v4gg<Esc>");
    let screen = reader.screen();
    let row = screen.lines().find(|row| row.contains("harbour office")).expect("it is seen");
    assert!(row.contains('g'), "{row}");
    let (buffer, _) = reader.buffer();
    let underlined = buffer.content.iter().filter(|cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED));
    assert!(underlined.count() >= SECOND.len() - 2);
}

#[test]
fn byline_s_own_words_and_the_source_are_not_annotated() {
    let mut reader = page();
    reader.keys("gyx");
    assert!(reader.screen().contains("gy goes back"), "{}", reader.screen());
    reader.keys("gyD");
    assert!(reader.screen().contains("Nothing is in focus"), "{}", reader.screen());
    reader.keys("))D");
    assert!(reader.screen().contains("no annotation here"), "{}", reader.screen());
    reader.keys("]]x");
    assert!(reader.screen().contains("byline's own words"), "{}", reader.screen());
}
#[test]
fn words_that_moved_or_changed_are_found_and_accepted() {
    let mut reader = page();
    reader.keys("))x");
    let edited = FERRY.replace("  - |\n    The night", "  - |\n    It is autumn. The night");
    reader.rewrite("night-ferry", &edited);
    let open = reader.state.reader.as_ref().expect("an article is open");
    assert_eq!(open.margin.notes.len(), 1);
    assert!(!open.margin.notes[0].stretches.is_empty(), "{:?}", open.margin.notes);
    let before = reader.live()[0].target.revision.clone();
    reader.keys("gg)))");
    assert_eq!(reader.focus(), Some(SECOND));
    reader.keys("=");
    assert!(reader.screen().contains("Place accepted"), "{}", reader.screen());
    assert_ne!(reader.live()[0].target.revision, before);
    reader.keys("=");
    assert!(reader.screen().contains("nothing to accept"));
}

#[test]
fn a_note_in_which_byline_was_ended_is_there_again() {
    let mut reader = page();
    reader.keys("))aHalf<Space>a<Space>thought");
    let left = reader.unfinished.clone();
    assert_eq!(
        left.iter().map(|draft| draft.note.as_ref().map(Text::as_str)).collect::<Vec<_>>(),
        [Some("Half a thought")]
    );
    assert!(reader.live().is_empty());
    // another byline opens the article
    let mut again = page();
    again.unfinished = left.clone();
    again.send(Event::MarginChanged { article: "night-ferry".parse().expect("an id") });
    assert!(
        again.screen().contains("Half a thought") && again.screen().contains("^C throws away"),
        "{}",
        again.screen()
    );
    assert_eq!(again.focus(), Some(SECOND));
    again.keys(",<Space>whole<Esc>");
    let kept = again.live();
    assert_eq!(kept.len(), 1);
    assert_eq!(
        (kept[0].note.as_ref().map(Text::as_str), kept[0].target.exact.as_str()),
        (Some("Half a thought, whole"), SECOND)
    );
    assert_eq!(kept[0].id, left[0].id, "the note that was kept while it was written");
    assert!(again.unfinished.is_empty(), "it is finished");

    let mut thrown = page();
    thrown.unfinished = left;
    thrown.send(Event::MarginChanged { article: "night-ferry".parse().expect("an id") });
    thrown.keys("<C-c>");
    assert!(thrown.unfinished.is_empty() && thrown.live().is_empty());
    assert!(matches!(thrown.state.mode, Mode::Normal));
}

#[test]
fn a_note_that_is_only_read_is_not_kept_again() {
    let mut reader = page();
    reader.keys("))aCheck<Esc>");
    reader.effects.clear();
    reader.keys("a<Esc>a");
    assert!(!reader.effects.iter().any(|effect| matches!(effect, Effect::KeepUnfinished(_))), "{:?}", reader.effects);
    reader.keys("!");
    assert_eq!(reader.unfinished.len(), 1);
    reader.keys("<Backspace>");
    assert!(reader.unfinished.is_empty(), "it is as it was");
}

#[test]
fn an_annotation_whose_words_are_gone_is_put_on_others_and_that_is_undone() {
    let mut reader = page();
    reader.keys("))aCheck<Esc>");
    reader.rewrite("night-ferry", &FERRY.replace(SECOND, "Nobody said anything of it."));
    assert!(
        reader.keys("]a").screen().contains("the words are gone: = on others puts it there"),
        "{}",
        reader.screen()
    );
    assert!(!reader.screen().contains("reading on"), "the page is set to its end: {}", reader.screen());
    assert!(reader.keys("=").screen().contains("go to others that it may be about"), "{}", reader.screen());
    reader.keys("gg<Esc>))=");
    let kept = reader.live();
    assert_eq!((kept.len(), kept[0].target.exact.as_str()), (1, "Nobody said anything of it."));
    assert!(reader.screen().contains("Put on these words; U undoes it"), "{}", reader.screen());
    reader.keys("U");
    assert_eq!(reader.live()[0].target.exact.as_str(), SECOND);
    assert!(reader.keys("G").screen().contains("Notes whose words are gone"), "{}", reader.screen());
}

#[test]
fn an_annotation_that_cannot_be_read_is_told_and_listed() {
    let mut reader = page();
    let open = reader.state.reader.as_ref().expect("an article is open");
    let (article, revision) = (open.id.clone(), open.margin.digest().expect("a text").clone());
    let fault = Text::line("annotations/night-ferry/one.yaml: no id; write one, or move the file away");
    let faults = vec![fault.clone(), fault];
    reader.send(Event::Annotated { article, revision, noted: Vec::new(), faults, unfinished: Vec::new() });
    assert!(reader.screen().contains("1 more, which ! lists"), "{}", reader.screen());
    assert!(reader.keys("j").screen().contains("2 faults (!)"), "{}", reader.screen());
    let screen = reader.keys("!").screen();
    assert_eq!(screen.matches("a note that could not be read").count(), 2, "{screen}");
    assert!(screen.contains("move the file away"), "{screen}");
}
