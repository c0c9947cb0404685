//! One text for each thing that looks like a heading and is none, and for each that is one all the same.

use crate::{
    import::{Options, annotate, text},
    model::Form,
};

/// A paragraph of the town where it all happens.
const PROSE: &str = "The harbour of Tallow Bay was dredged in the spring, and nobody there expected that the sand would be \
    back before the boats were.";

/// The headings and questions of a story. `~` stands for a paragraph.
fn headings(lines: &[&str]) -> Vec<String> {
    let lines: Vec<&str> = lines.iter().map(|line| if *line == "~" { PROSE } else { line }).collect();
    let blank = found(&lines.join("\n\n"));
    assert_eq!(found(&lines.join("\n")), blank, "without blank lines");
    blank
}

fn found(source: &str) -> Vec<String> {
    let source = format!("Sand comes back to Tallow Bay\n\n{PROSE}\n\n{PROSE}\n\n{source}\n\n{PROSE}");
    let story = annotate(text(&source), &Options::default()).article.story;
    story
        .iter()
        .filter(|item| matches!(item.form, Form::Heading | Form::Question))
        .map(|item| item.text.plain().clone())
        .collect()
}

#[test]
fn short_lines_over_prose_are_headings_in_any_tongue() {
    assert_eq!(headings(&["A bar of sand", "~", "What the boats do"]), ["A bar of sand", "What the boats do"]);
    assert_eq!(headings(&["Der Sand kommt wieder", "~", "Wer zahlt?"]), ["Der Sand kommt wieder", "Wer zahlt?"]);
    assert_eq!(headings(&["Le sable revient", "~", "«Qui va payer ?»"]), ["Le sable revient", "«Qui va payer ?»"]);
}

#[test]
fn a_number_may_stand_over_a_second_line() {
    assert_eq!(
        headings(&["1. Ek v. Harbour Board", "Who owns the sand", "~", "2. Dold v. Ek", "Who moves it"]),
        ["1. Ek v. Harbour Board", "Who owns the sand", "2. Dold v. Ek", "Who moves it"]
    );
}

#[test]
fn numbered_paragraphs_are_no_headings() {
    assert!(headings(&[&format!("1. {PROSE}"), "2. Then it came back.", "~"]).is_empty());
}

#[test]
fn a_line_that_leads_on_is_no_heading() {
    for line in ["We looked at:", "The reasons are:", "Ek wrote:", "They include:"] {
        assert!(headings(&[line, "• sand", "• mud"]).is_empty(), "{line}");
    }
}

#[test]
fn a_question_in_passing_is_prose() {
    for line in ["So who will pay for it?", "How much sand, though, is too much?", "Did the board know?"] {
        assert!(headings(&[line]).is_empty(), "{line}");
        assert_eq!(headings(&["A bar of sand", "~", line]), ["A bar of sand"], "{line}");
        assert_eq!(headings(&["Who will pay?", "~", "Who knew?", "~", line]).len(), 3, "{line}");
    }
}

#[test]
fn a_question_that_is_answered_by_a_quote_was_asked_on_the_quay() {
    assert!(headings(&["Who is your favourite?", "“All of them,” said Tom Ek, who is eight."]).is_empty());
}

#[test]
fn a_list_that_lost_its_signs_is_no_run_of_headings() {
    let list =
        ["The board has four things to move:", "two dredgers from the north", "the buoys", "all of the moored boats"];
    assert!(headings(&list).is_empty());
    let mut long = list.to_vec();
    long.push("Who will pay?");
    assert_eq!(headings(&long), ["Who will pay?"]);
}

#[test]
fn one_long_line_in_a_story_is_a_link_or_was_pulled_out_of_it() {
    assert!(headings(&["Dredger sinks off the north mole on Sunday"]).is_empty());
    assert_eq!(headings(&["Sand comes back"]), ["Sand comes back"]);
    assert_eq!(
        headings(&["Dredger sinks off the north mole on Sunday", "~", "A bar of sand"]),
        ["Dredger sinks off the north mole on Sunday", "A bar of sand"]
    );
}

#[test]
fn long_headings_are_headings_where_they_agree() {
    let titled = ["The Harbour Board Gives Up Its Last Two Dredgers to the North", "The Sand Comes Back"];
    assert_eq!(headings(&[titled[0], "~", titled[1]]), titled);
    let newsy = [
        "Harbour master warns boats to keep north of the bar until further notice",
        "Second dredger towed in with a broken shaft",
        "Council meets behind closed doors over the sand",
    ];
    assert_eq!(headings(&[newsy[0], "~", newsy[1], "~", newsy[2]]), newsy);
    let long = [
        newsy[0],
        "Harbour board says the boats may stay another week at the north quay",
        "Last dredger off the mole is sold to Osmark council",
    ];
    assert_eq!(headings(&[long[0], "~", long[1], "~", long[2]]), long);
    assert_eq!(headings(&[long[0], "~", long[1], "~", "Sand comes back"]), ["Sand comes back"]);
}

#[test]
fn names_under_a_picture_or_a_chart_are_no_headings() {
    for line in ["Ada Ek, Tom Dold", "Source: Harbour Board", "Author of the article: Ada Ek"] {
        assert_eq!(headings(&["A bar of sand", "~", line, "~"]), ["A bar of sand"], "{line}");
    }
}

#[test]
fn times_and_years_stand_over_what_happened() {
    let live =
        ["15.16 Uhr: Der Bagger läuft wieder aus dem Hafen aus, sagt der Hafenmeister", "14.02 Uhr: Der Bagger sinkt"];
    assert_eq!(headings(&[live[0], "~", live[1]]), live);
    assert_eq!(headings(&["1931", "~", "July 2018"]), ["1931", "July 2018"]);
    assert!(headings(&["2031"]).is_empty());
}

#[test]
fn what_leads_to_other_articles_is_no_heading() {
    for lines in [
        &["ANALYSIS", "Why the sand will always come back"][..],
        &["More from Tallow Bay", "Dredger sinks off the north mole", "Ferry returns to Osmark at last"],
        &["Read more:", "Dredger sinks off the north mole", "Ferry returns to Osmark at last"],
        &["Meistgelesen", "Der Bagger sinkt vor der Mole", "Die Fähre fährt wieder nach Osmark"],
    ] {
        assert!(headings(lines).is_empty(), "{lines:?}");
    }
}

#[test]
fn what_a_page_says_twice_is_no_heading() {
    assert!(headings(&["Boats at the quay", "~", "Boats at the quay"]).is_empty());
    assert_eq!(headings(&["Open", "~", "Closed", "~", "Open"]), ["Open", "Closed", "Open"]);
}

#[test]
fn the_most_read_are_links() {
    assert!(
        headings(&["Most read", "1", "Dredger sinks off the north mole", "2", "Ferry returns to Osmark after a week"])
            .is_empty()
    );
}

#[test]
fn a_quote_set_over_the_words_it_is_from_is_a_heading() {
    let said = "“There is only one place for all that sand to go,” said Ada Ek.";
    assert_eq!(
        headings(&["‘There is only one place for all that sand’", said, "~", "A bar of sand"]),
        ["‘There is only one place for all that sand’", "A bar of sand"]
    );
    assert_eq!(headings(&["There is only one place for all that sand", said, "~", "A bar of sand"]), ["A bar of sand"]);
}

#[test]
fn a_line_with_nothing_to_read_below_it_is_no_heading() {
    let archive = ["March (12)", "February (9)", "Sign up here."];
    assert!(headings(&["A bar of sand", archive[0], archive[1], archive[2], "Sail.", "Row."]).is_empty());
    assert_eq!(headings(&["A bar of sand", "It came back in the night, and it stayed for good."]), ["A bar of sand"]);
}

#[test]
fn what_readers_say_of_a_story_has_no_headings() {
    assert_eq!(headings(&["A bar of sand", "~", "~", "~", "12 comments", "Sailor", "~"]), ["A bar of sand"]);
    // a column of a table may be called so
    assert_eq!(headings(&["A bar of sand", "~", "~", "~", "Comments", "~", "Who pays?"]).len(), 2);
}

#[test]
fn lines_set_in_an_odd_way_are_headings_where_others_are_set_so() {
    let lower = ["sand: what it is", "built to last", "wrapping up"];
    assert_eq!(headings(&[lower[0], "~", lower[1], "~", lower[2]]), lower);
    assert!(headings(&[lower[0], "~", lower[1]]).is_empty());
    let loud = ["SAND AND BOATS", "WHO PAYS", "WHAT WOULD HAVE TO HAPPEN TO THE MOLE"];
    assert_eq!(headings(&[loud[0], "~", loud[1], "~", loud[2]]), loud);
    assert_eq!(headings(&[loud[0], "~", loud[2]]), [loud[0]]);
    assert_eq!(headings(&[loud[0], "~", loud[1], "~", "That is good to know!"]), loud[..2]);
}

#[test]
fn what_a_picture_shows_is_a_heading_where_most_are_like_it() {
    assert_eq!(headings(&["A bar of sand", "~", "The old mole, 1931"]), ["A bar of sand"]);
    assert_eq!(
        headings(&["The old mole, 1931", "~", "The new mole, 1996"]),
        ["The old mole, 1931", "The new mole, 1996"]
    );
}

#[test]
fn a_list_of_what_the_story_says_is_none_of_headings() {
    let points = ["STORY HIGHLIGHTS", "The sand is back", "The boats are not back yet", "Who knew?"];
    assert!(!headings(&points).iter().any(|line| line.contains("back")));
}

#[test]
fn a_heading_may_stand_over_a_link() {
    let link = "READ MORE: Dredger sinks off the north mole";
    assert_eq!(headings(&["A bar of sand", link, "~", "Who pays?"]), ["A bar of sand", "Who pays?"]);
}

#[test]
fn a_line_that_says_something_is_a_caption_unless_others_do() {
    let caption = "The mole at the harbour mouth is being built again";
    assert_eq!(headings(&["What the boats do", "~", caption, "~", "Who pays", "~"]), ["What the boats do", "Who pays"]);
    let said = "Ada Ek: Boats that go out at night \"will not be looked for\"";
    assert_eq!(headings(&["What the boats do", "~", said, "~", "Who pays", "~"]), ["What the boats do", "Who pays"]);
    // a page of the day's news says something in each
    let news = [
        caption,
        "The board has closed the quay to boats of every kind",
        "Two dredgers are on their way from the north",
    ];
    assert_eq!(headings(&[news[0], "~", news[1], "~", news[2], "~"]), news);
}

#[test]
fn among_questions_a_headline_is_a_link() {
    let questions = ["What is the bar?", "Who owns the sand?", "Why did it come back?"];
    let link = "Harbour board to unveil path to a new mole";
    assert_eq!(headings(&[questions[0], "~", link, "~", questions[1], "~", questions[2], "~"]), questions);
}

#[test]
fn a_line_of_a_menu_is_no_heading() {
    let menu =
        ["Boats", "Sand", "Sail", "Row", "Harbour news", "The ferry is back, and so is the old dredger.", "Rope"];
    assert!(headings(&[&menu[..], &["Buoys", "Tides", "Lights"]].concat()).is_empty());
    assert_eq!(headings(&["~", menu[4], menu[5]]), [menu[4]]);
}

#[test]
fn a_heading_may_stand_over_a_list_without_its_signs() {
    let list = ["What the board has to do", "Move the buoys to the north of the bar", "Sell the two old dredgers"];
    assert_eq!(headings(&[&list[..], &["~", "Who pays?"]].concat()), [list[0], "Who pays?"]);
}

#[test]
fn a_table_of_contents_names_the_headings_below_it() {
    let lines = ["What the board has to do", "Who is going to pay", "How the sand came back"];
    let story = [&lines[..], &["~", lines[0], "~", lines[1], "~", lines[2]]].concat();
    assert_eq!(headings(&story), lines);
    // one line twice is a caption
    assert!(headings(&["~", lines[0], "~", lines[0]]).is_empty());
}
