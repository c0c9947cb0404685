//! Boards: what keys do on lists across articles, and on a page that its library knows.

use byline::{
    app::{Effect, Event, Mode, Screen, Topic},
    library::{Citation, Finding, Hit, Hits, Inquiry, Ledger, Query, Speaker, VoiceCard},
    model::Text,
};

use crate::screen::Reader;

const CLOSES: &str = r#"format: byline/1
headline: The harbour bridge closes for a month
published: 2031-05-04
people:
  lee: {name: Ana Lee, role: harbour master}
story:
  - |
    The bridge over the harbour will close on Monday. Lorries take the ring road.

  - What we know: |
      - Two of forty-eight bearings are cracked.

  - What we don't know: |
      - [Who pays for the repair.](#who-pays)
      - [How long the ring road can take the lorries.](#how-long)

  - What they're saying: |
      ["We would rather close a day early than a day late,"](@lee 'press conference') Lee said.
"#;

const PAYS: &str = r#"format: byline/1
headline: The state pays for the bridge
published: 2031-05-16
updates: bridge-closes
people:
  lee: {name: Ana Lee, role: director of the port}
  crane: Tom Crane, councillor
claims:
  state-pays: {by: lee, answers: bridge-closes#who-pays}
story:
  - |
    The council met on Friday, two weeks after [the bridge closed](bridge-closes).

  - What we know: |
      - The ministry signed the letter on Thursday.

  - What they're saying: |
      ["The state pays for all of the repair,"](@lee#state-pays) Lee said.

      [The ring road takes the lorries for four weeks](@crane), Crane said.
"#;

const GULLS: &str = "format: byline/1
headline: Gulls return to the harbour
published: 2031-04-01
story:
  - |
    The gulls are back, a week early. See [the bridge](the-bridge-closes).
";

const LIBRARY: &[(&str, &str)] = &[("bridge-closes", CLOSES), ("bridge-pays", PAYS), ("gulls", GULLS)];

fn library() -> Reader {
    Reader::library((80, 24), LIBRARY)
}

/// A reader whose library answers only when a test does.
fn waiting() -> Reader {
    Reader::shelf((80, 24), LIBRARY)
}

/// A hit in the first article, in the paragraph of that item.
fn hit(text: &str, item: u32, lit: (u32, u32)) -> Hit {
    let at = Citation {
        article: "bridge-closes".to_owned(),
        path: "bridge-closes.yaml".to_owned(),
        headline: "The harbour bridge closes for a month".to_owned(),
        published: Some("2031-05-04".to_owned()),
        kind: if item == 0 { "news" } else { "known" }.to_owned(),
        label: (item > 0).then(|| "What we know".to_owned()),
        item,
        leaf: 0,
        start: 0,
        end: u32::try_from(text.len()).expect("a short text"),
    };
    Hit { at, text: text.to_owned(), lit: vec![lit], speakers: Vec::new(), score: 1.0 }
}

fn hits() -> Finding {
    let bridge = "The bridge over the harbour will close on Monday. Lorries take the ring road.";
    let bearings = "Two of forty-eight bearings are cracked.";
    Finding::Hits(Hits {
        hits: vec![hit(bridge, 0, (4, 10)), hit(bearings, 1, (19, 27))],
        total: 340,
        more: false,
        words: vec!["bearings".to_owned(), "bridge".to_owned()],
    })
}

fn line<'a>(screen: &'a str, words: &str) -> Option<&'a str> {
    screen.lines().find(|line| line.contains(words))
}

/// Whether it is a question but that for the names that complete one.
fn asks_passages(effect: &Effect) -> bool {
    matches!(effect, Effect::Inquire { inquiry, .. } if *inquiry != Inquiry::Names)
}

#[test]
fn each_key_of_a_search_asks_anew_and_stale_answers_are_dropped() {
    let mut reader = waiting();
    reader.keys("g/");
    assert!(reader.screen().contains("a phrase"), "{}", reader.screen());
    assert!(!reader.effects.iter().any(asks_passages), "nothing is asked yet");
    reader.keys("b");
    let (stale, _) = reader.asked();
    reader.keys("e");
    let (number, inquiry) = reader.asked();
    assert!(number > stale && matches!(inquiry, Inquiry::Search { query, .. } if query.to_string() == "be*"));
    reader.send(Event::Found { number: stale, finding: Box::new(hits()) });
    assert!(!reader.screen().contains("bearings"), "an older answer is dropped");
    reader.found(hits());
    let screen = reader.screen();
    assert!(screen.contains("2 of 340 passages") && screen.contains("●  What we know"), "{screen}");
    assert!(screen.contains("The harbour bridge closes for a month · 2031-05-04"), "{screen}");
    reader.send(Event::Found { number, finding: Box::new(Finding::Hits(Hits::default())) });
    assert!(reader.screen().contains("bearings"), "one question has one answer");
}

#[test]
fn a_hit_is_landed_on_lit_and_back_leads_to_the_list_as_it_was() {
    let mut reader = waiting();
    reader.keys("g/bearings");
    reader.found(hits());
    reader.keys("<Enter>j<Enter>");
    assert_eq!((reader.state.screen, reader.focus()), (Screen::Page, Some("bearings")));
    let search = reader.state.reader.as_ref().and_then(|reader| reader.search.clone()).expect("hits are lit");
    assert_eq!(search.hits.len(), 3, "the bridge in head and story, and the bearings");
    let asked = reader.asked();
    for back in ["<C-o>", "<Backspace>", "h", "q"] {
        reader.keys(back);
        let board = reader.state.board().expect("the list");
        assert_eq!((board.cursor, board.top), (1, 0), "{back}");
        assert!(reader.screen().contains("2 of 340 passages"));
        reader.keys("<C-i>");
        if reader.state.screen != Screen::Page {
            reader.keys("<Enter>");
        }
        assert_eq!(reader.state.screen, Screen::Page, "forward from {back}");
    }
    assert_eq!(reader.asked(), asked, "nothing was asked again");
    reader.keys("hq");
    assert_eq!(reader.state.screen, Screen::Shelf);
}

#[test]
fn a_fault_of_a_query_leaves_the_last_list() {
    let mut reader = waiting();
    reader.keys("g/bearings");
    reader.found(hits());
    reader.keys(" kind:");
    let (number, _) = reader.asked();
    reader.send(Event::NotFound { number, message: Text::new("kind: needs a kind, such as known (at 9)") });
    let screen = reader.screen();
    assert!(screen.lines().nth(2).is_some_and(|line| line.contains("kind: needs a kind")), "{screen}");
    assert!(screen.contains("forty-eight"), "{screen}");
    reader.keys("<Backspace>");
    reader.found(Finding::Hits(Hits::default()));
    assert!(reader.screen().contains("No passage of the library answers this"), "{}", reader.screen());
}

#[test]
fn escape_from_a_fresh_search_is_as_though_it_had_not_been() {
    let mut reader = waiting();
    reader.keys("<Enter>3j");
    let top = reader.top();
    for keys in ["g/<Esc>", "g/bea<Esc>", "g/<Backspace>", "g/<Enter>"] {
        reader.keys(keys);
        assert_eq!((reader.state.screen, reader.top()), (Screen::Page, top), "{keys}");
    }
    reader.keys("g/bea");
    reader.found(hits());
    reader.keys("<Enter>/rings<Esc>");
    assert_eq!(reader.state.board().map(|board| board.topic.typed()), Some("bea"));
    reader.keys("<Esc>");
    assert_eq!(reader.state.screen, Screen::Page);
}

#[test]
fn a_query_is_completed_by_tab_and_searches_for_what_it_became() {
    let mut reader = waiting();
    reader.keys("g/bridge kin");
    assert!(reader.screen().lines().last().is_some_and(|bar| bar.contains("kind:")), "{}", reader.screen());
    reader.keys("<Tab>unk<Tab>");
    assert!(matches!(reader.asked().1, Inquiry::Search { query, .. } if query.to_string() == "bridge kind:unknown"));
    let (buffer, cursor) = reader.buffer();
    assert_eq!(cursor.map(|at| at.y), Some(0), "{buffer:?}");
    reader.keys("<Esc>gv/x<Tab>");
    assert!(matches!(reader.asked().1, Inquiry::Voices { words, .. } if words == "x"), "names take no fields");
}

#[test]
fn a_search_is_asked_of_a_library_in_its_language() {
    let mut reader = library();
    reader.keys("g/kind:unkown repair");
    assert!(reader.screen().contains("kind:unknown"), "what is wrong, and what to write\n{}", reader.screen());
    reader.keys("<Esc>g/kind:unknown repair<Enter>");
    assert!(reader.screen().contains("○  What we don't know"), "{}", reader.screen());
    reader.keys("<Enter>");
    assert_eq!(reader.focus(), Some("repair"));
}

#[test]
fn voices_lead_to_a_card_and_its_quotes_to_their_places() {
    let mut reader = library();
    reader.keys("gv");
    assert!(reader.screen().contains("Ana Lee") && reader.screen().contains("2 speakers"), "{}", reader.screen());
    reader.keys("/ana<Enter><Enter>");
    let screen = reader.screen();
    for words in ["harbour master", "director of the port", "2 quotes", "press conference", "The state pays for the"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let newest = screen.find("The state pays for all").zip(screen.find("a day early"));
    assert!(newest.is_some_and(|(new, old)| new < old), "the newest first\n{screen}");
    reader.keys("<Enter>");
    assert_eq!(reader.focus(), Some("\"The state pays for all of the repair,\""));
    reader.keys("hq");
    assert_eq!(reader.state.board().map(|board| board.topic.title()), Some("Voices"));
    reader.keys("<Enter>/early<Enter>");
    assert!(reader.screen().contains("1 quote") && !reader.screen().contains("for all of"), "{}", reader.screen());
}

#[test]
fn a_quote_in_focus_leads_to_the_card_of_who_said_it() {
    let mut reader = library();
    reader.keys("/closes<Enter><Enter>");
    for keys in ["]q<Enter>", "]qgv"] {
        reader.keys(keys);
        let on_card = matches!(reader.state.board().map(|board| &board.topic), Some(Topic::Voice { name, .. }) if name == "Ana Lee");
        assert!(on_card, "{keys}");
        reader.keys("q");
        assert_eq!(reader.state.screen, Screen::Page, "{keys}");
        reader.keys("gg<Esc>");
    }
}

#[test]
fn names_that_look_alike_are_asked_about() {
    let mut reader = waiting();
    reader.keys("gv");
    reader.found(Finding::Voices(vec![Speaker {
        name: "Ana Lee".to_owned(),
        quotes: 2,
        alike: Some("A. Lee".to_owned()),
    }]));
    reader.keys("<Enter>");
    let card = VoiceCard {
        names: vec!["Ana Lee".to_owned(), "A. Lee".to_owned()],
        alike: vec!["Anna Lee".to_owned()],
        ..VoiceCard::default()
    };
    reader.found(Finding::Voice(Box::new(card)));
    let screen = reader.screen();
    assert!(screen.contains("also A. Lee") && screen.contains("≟ Anna Lee"), "{screen}");
    for (key, same) in [("=", true), ("-", false)] {
        reader.keys(key);
        let told = reader.effects.iter().rev().find_map(|effect| match effect {
            Effect::Spelling { names, same } => Some((names.clone(), *same)),
            _ => None,
        });
        assert_eq!(told, Some((["Ana Lee".to_owned(), "Anna Lee".to_owned()], Some(same))));
    }
    reader.keys("U");
    let undecided = |effect: &&Effect| matches!(effect, Effect::Spelling { same: None, .. });
    assert_eq!(reader.effects.iter().filter(undecided).count(), 1);
    assert!(reader.screen().contains("Undone: Ana Lee and Anna Lee are two speakers"), "{}", reader.screen());
    assert!(matches!(reader.asked().1, Inquiry::Voice { .. }), "the card is asked for again");
}

#[test]
fn the_ledger_tells_states_by_shape_and_leads_to_answers() {
    let mut reader = library();
    reader.keys("gq");
    let screen = reader.screen();
    assert!(line(&screen, "○ How long the ring road").is_some(), "{screen}");
    assert!(line(&screen, "● Who pays for the repair.").is_some(), "{screen}");
    assert!(line(&screen, "→ answered on 2031-05-16 · Ana Lee").is_some(), "{screen}");
    reader.keys("zs");
    assert!(!reader.screen().contains("Who pays"), "unanswered only\n{}", reader.screen());
    reader.keys("zs");
    assert!(!reader.screen().contains("How long"), "answered only\n{}", reader.screen());
    reader.keys("j<Enter>");
    assert_eq!(reader.focus(), Some("\"The state pays for all of the repair,\""));
    reader.keys("hk<Enter>");
    assert_eq!(reader.focus(), Some("Who pays for the repair."));
}

#[test]
fn the_ledger_is_looked_at_as_of_a_date() {
    let mut reader = library();
    reader.keys("gqzd2031-05<Enter>");
    assert!(reader.screen().contains("as of 2031-05"), "{}", reader.screen());
    reader.keys("zd<C-u>May<Enter>");
    assert!(matches!(reader.state.mode, Mode::AsOf { .. }) && reader.screen().contains("“May” is no date"));
    reader.keys("<C-u>2031-05-10<Enter>");
    let screen = reader.screen();
    assert!(line(&screen, "○ Who pays for the repair.").is_some(), "still open then\n{screen}");
    reader.keys("zd<C-u><Enter>");
    assert!(line(&reader.screen(), "● Who pays for the repair.").is_some());
}

#[test]
fn a_proposal_is_written_only_after_it_was_agreed_to() {
    let mut reader = waiting();
    reader.keys("gq");
    let asked = Inquiry::Ledger { query: Query::default(), as_of: None };
    let Finding::Ledger(mut ledger) = reader.consult(&asked) else {
        panic!("a ledger");
    };
    let answer = ledger.rows.iter_mut().flat_map(|asked| asked.answered_by.drain(..)).next().expect("an answer");
    ledger.rows[0].proposed = vec![answer];
    reader.found(Finding::Ledger(Ledger { rows: ledger.rows.drain(..1).collect(), total: 1 }));
    assert!(line(&reader.screen(), "? perhaps answered on 2031-05-16").is_some(), "{}", reader.screen());
    reader.keys("a");
    assert!(reader.screen().contains("Accept this answer?"), "the only one there is to this question");
    reader.keys("<Esc>ja");
    let screen = reader.screen();
    assert!(screen.contains("Accept this answer?") && screen.contains("bridge-pays.yaml"), "{screen}");
    reader.keys("<Esc>");
    assert!(!reader.effects.iter().any(|effect| matches!(effect, Effect::Accept { .. })));
    reader.keys("ap");
    let Some(Effect::Accept { number, partly: true, .. }) = reader.effects.last() else { panic!("it was agreed to") };
    let number = *number;
    reader.keys("U");
    assert!(matches!(reader.effects.last(), Some(Effect::Unaccept { number: its }) if *its == number));
    reader.send(Event::Accepted { number, outcome: Err(Text::new("it changed meanwhile")) });
    assert!(reader.screen().contains("it changed meanwhile"), "{}", reader.screen());
    reader.keys("<C-r>");
    assert!(reader.screen().contains("There is nothing to redo"), "what was left as it was is not done again");
}

#[test]
fn a_story_stands_as_it_stood_at_each_date() {
    let mut reader = library();
    reader.keys("/closes<Enter><Enter>gt");
    let screen = reader.screen();
    for words in ["▶ 2031-05-16  The state pays", "│ 2031-05-04  The harbour bridge", "What changed", "● answered"]
    {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    reader.keys(">");
    assert!(reader.screen().contains("This is the latest date"));
    reader.keys("<lt>");
    let screen = reader.screen();
    for words in ["as of 2031-05-04", "▶ 2031-05-04", "(later)", "○ Who pays for the repair.", "bearings are cracked"]
    {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    assert!(!screen.contains("The ministry signed"), "{screen}");
    reader.keys("]]<Enter>");
    assert_eq!(reader.focus(), Some("Two of forty-eight bearings are cracked."));
    reader.keys("<C-o>");
    assert!(reader.screen().contains("as of 2031-05-04"));
}

#[test]
fn a_page_shows_who_links_to_it_and_what_answered_its_questions() {
    let mut reader = library();
    reader.keys("/closes<Enter><Enter>");
    let inquiries = reader.effects.iter().filter(|effect| asks_passages(effect)).count();
    let (first, asked) = (
        reader.effects.iter().position(|effect| matches!(effect, Effect::Continue)),
        reader.effects.iter().position(asks_passages),
    );
    assert!(inquiries == 1 && first < asked, "asked once, when the frame was drawn");
    reader.keys("G");
    let screen = reader.screen();
    assert!(screen.contains("● answered on 2031-05-16 by Ana Lee"), "{screen}");
    assert!(screen.contains("Linked from") && screen.contains("updated by, answered by The state pays"), "{screen}");
    reader.keys("gg]o");
    for keys in ["<Enter>", "ga"] {
        reader.keys(keys);
        assert_eq!(reader.focus(), Some("\"The state pays for all of the repair,\""), "{keys}");
        reader.keys("<C-o>]o[o");
    }
    reader.keys("]oga");
    assert!(reader.screen().contains("This is still open"), "{}", reader.screen());
    reader.keys("G[l<Enter>");
    assert!(reader.screen().contains("The state pays for the bridge"));
}

#[test]
fn a_link_that_leads_nowhere_is_given_a_suggestion() {
    let mut reader = library();
    reader.keys("/gulls<Enter><Enter>");
    let screen = reader.screen();
    assert!(screen.contains("the-bridge-closes – did you mean The harbour bridge closes"), "{screen}");
    reader.keys("]l]l<Enter>");
    assert!(reader.screen().contains("The bridge over the harbour"), "{}", reader.screen());
}

#[test]
fn links_are_walked_in_both_directions_without_leaving() {
    let mut reader = library();
    reader.keys("/pays<Enter><Enter>gl");
    let screen = reader.screen();
    assert!(screen.contains("→ updates") && screen.contains("The harbour bridge closes"), "{screen}");
    let asked = screen.lines().skip_while(|line| !line.contains("→ answers")).nth(1).unwrap_or_default();
    assert!(asked.contains("Who pays"), "what was asked stands below the headline of who asked: {screen}");
    reader.keys("<Esc>");
    assert!(reader.screen().contains("The council met"));
    reader.keys("gl<Enter>");
    assert!(reader.screen().contains("The bridge over the harbour"));
    reader.keys("gl");
    let screen = reader.screen();
    let rows: Vec<&str> = screen.lines().skip_while(|line| !line.contains("← updated by, answered by")).collect();
    assert!(rows.len() > 1, "{screen}");
    reader.keys("G<Enter>");
    assert!(reader.screen().contains("The council met"));
}

#[test]
fn words_that_have_moved_are_found_and_words_that_are_gone_are_owned_up_to() {
    let mut reader = library();
    reader.keys("gv/ana<Enter><Enter>j");
    let moved = CLOSES.replace("  - What we know", "  - |\n    New.\n\n  - What we know");
    reader.rewrite("bridge-closes", &moved);
    reader.keys("<Enter>");
    assert_eq!(reader.focus(), Some("\"We would rather close a day early than a day late,\""), "{}", reader.screen());
    assert!(reader.screen().contains("changed since"), "{}", reader.screen());
    reader.keys("h");
    reader.rewrite("bridge-closes", &CLOSES.replace("rather close", "sooner shut"));
    reader.keys("<Enter>");
    assert!(reader.screen().contains("what was said here is gone"), "{}", reader.screen());
}

#[test]
fn a_board_is_read_at_every_size() {
    for (width, height) in [(80, 24), (40, 12), (24, 8), (20, 6), (200, 50)] {
        for keys in ["g/bridge<Enter>", "gv<Enter>", "gq", "gt"] {
            let mut reader = Reader::library((80, 24), LIBRARY);
            reader.keys(keys);
            reader.send(Event::Resize { width, height });
            reader.keys("GjjkkGd<C-u> bggj");
            let board = reader.state.board().expect("a board");
            let rows = usize::from(height) - 3;
            let shown = board.page.rows.iter().skip(board.top).take(rows);
            // what stands above the first item may fill the window by itself
            let seen = shown.into_iter().any(|row| board.is_current(row.paragraph)) || board.cursor == 0;
            assert!(seen, "{keys} {width}x{height}");
        }
    }
}

#[test]
fn indexing_shows_how_far_it_is_and_escape_stops_it() {
    let mut reader = waiting();
    reader.send(Event::Indexing { done: 12_000, total: 100_000, files_per_second: 5_500 });
    assert!(reader.screen().contains("Indexing 12000 of 100000 · 5500/s · 16 s left · Esc stops"));
    reader.keys("<Esc>");
    assert_eq!(reader.effects.last(), Some(&Effect::StopIndexing));
    reader.send(Event::Indexing { done: 99_000, total: 100_000, files_per_second: 0 });
    reader.send(Event::Indexed { changed: 3, faults: Vec::new() });
    assert!(!reader.screen().contains("Indexing"), "{}", reader.screen());
}

#[test]
fn marks_of_one_and_of_many_are_undone_and_redone() {
    let mut reader = waiting();
    let starred = |reader: &Reader| reader.state.places.values().filter(|place| place.star).count();
    reader.keys("s/bridge<Enter>zS");
    assert_eq!(starred(&reader), 2);
    assert!(reader.screen().contains("U undoes it") || reader.screen().contains("Starred"), "{}", reader.screen());
    reader.keys("U");
    assert_eq!(starred(&reader), 1);
    reader.keys("U");
    assert_eq!(starred(&reader), 0);
    reader.keys("2<C-r>");
    assert_eq!(starred(&reader), 2);
    reader.keys("<C-r>");
    assert!(reader.screen().contains("nothing to redo"));
    reader.keys("<Esc>zRU");
    assert!(reader.state.places.values().all(|place| !place.read));
}

#[test]
fn other_words_are_read_from_the_best_passage() {
    let mut reader = library();
    reader.keys("g/bridge");
    let first = reader.state.board().and_then(|board| board.current()).map(|item| item.lead.clone());
    reader.keys("<Enter>jjj<Esc>g/bridge");
    let board = reader.state.board().expect("a board");
    assert_eq!((board.cursor, board.top), (0, 0));
    assert_eq!(board.current().map(|item| item.lead.clone()), first);
}
