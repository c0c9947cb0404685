//! Who is quoted, as small stories tell it.

use super::super::{Options, annotate, text};
use crate::model::Outline;

/// The speakers of a story's quotes, in order; a quote that is given to nobody is left out.
fn speakers(grafs: &[&str]) -> Vec<String> {
    let article =
        annotate(text(&format!("Harbour news of the week\n\n{}", grafs.join("\n\n"))), &Options::default()).article;
    let name = |id| article.person(id).map_or_else(String::new, |person| person.name.to_string());
    Outline::of(&article).quotes.iter().filter_map(|quote| quote.attribution.by().map(name)).collect()
}

#[track_caller]
fn check(grafs: &[&str], expected: &[&str]) {
    assert_eq!(speakers(grafs), expected, "{grafs:#?}");
}

#[test]
fn a_quote_over_several_grafs_has_one_speaker() {
    check(
        &[
            "Ines Roe’s mother Clara says the ruling helps.",
            "“We have got one another, and life goes on.",
            "“Nothing will bring her back to us,” Ms Roe said.",
        ],
        &["Ines Roe", "Ines Roe"],
    );
}

#[test]
fn a_question_may_be_answered_by_somebody_else() {
    check(
        &[
            "“The lock has to be shut,” Jane Roe told the board.",
            "“Some would call that early,” Max Doe said. “Do you deny it?”",
            "“There is some risk in every lock that was ever built.”",
        ],
        &["Jane Roe", "Max Doe", "Max Doe"],
    );
}

#[test]
fn a_pronoun_means_whom_its_own_sentence_names() {
    check(
        &[
            "Jane Roe praised the board on Monday.",
            "Max Doe, meanwhile, denounced what he called “a bid to sink the whole harbour”.",
        ],
        &["Max Doe"],
    );
    check(
        &["Max Doe opened the sluice on Monday.", "He told John Roe that it was “a risk that we had to take”."],
        &["Max Doe"],
    );
}

#[test]
fn a_pronoun_means_nobody_where_somebody_without_a_name_may_be_meant() {
    check(
        &["Mayor Max Doe opened the meeting.", "She was followed by her husband.", "“I am not used to this,” he said."],
        &[],
    );
    check(
        &["Max Doe runs the port.", "As the boy ran for his father, he cried out “this is on you, all of you”."],
        &[],
    );
}

#[test]
fn a_name_of_one_word_may_be_somebody() {
    check(&["Jothi, a resident of the quay, was carrying a stove.", "“I bought it today,” she said."], &["Jothi"]);
    check(&["Jane Roe left.", "Behind her we saw Sarojini, whose house is gone.", "“We lost it all,” she said."], &[]);
}

#[test]
fn somebody_new_is_spoken_of_wherever_they_stand() {
    check(
        &[
            "Max Doe left the port on Monday.",
            "The board’s view was put by spokesman Rafael Roe.",
            "“Nobody was told to leave the quay,” he said.",
        ],
        &["Rafael Roe"],
    );
    check(
        &[
            "Max Doe won on Monday.",
            "Norland team captain Guy Roe says the defeat still hurts.",
            "“It was very special, and then it was not,” he said.",
        ],
        &["Guy Roe"],
    );
    check(
        &["However the port’s head of safety, Jamil Roe says crews must know the rules.", "“It is hard,” he said."],
        &["Jamil Roe"],
    );
}

#[test]
fn a_body_is_no_person_whom_a_pronoun_may_mean() {
    check(
        &["Max Doe spoke on a tape.", "The Citadel released the tape on Monday.", "“We had finished work,” he said."],
        &["Max Doe"],
    );
}

#[test]
fn titles_and_terms_are_given_to_nobody() {
    check(&["“Undertow” director Bo Roe said that nobody could tell."], &[]);
    check(&["Malware known as “Grey Heron,” has hit the port, researchers said."], &[]);
    check(&["Roe carried a placard saying “no more locks on our river”."], &[]);
}

#[test]
fn the_words_behind_a_quote_may_tell_of_something_else() {
    check(
        &["Jane Roe called the meeting “a complete failure”, but port officials said it had gone well."],
        &["Jane Roe"],
    );
    check(
        &["Jane Roe called the plan “a shocking error” last week, to which Max Doe replied by calling a vote."],
        &["Jane Roe"],
    );
    check(&["A statement sent by the Norland leader Max Doe called for “a quick return to the table”."], &[]);
}

#[test]
fn names_are_told_from_what_stands_around_them() {
    check(
        &[
            "“The lock is sound,” said police spokeswoman, Sergeant Jane Roe.",
            "Max Doe, of Ellis, who said: “It leaks.”",
        ],
        &["Jane Roe", "Max Doe"],
    );
    check(&["“The lock is sound,” Sen. Jane Roe (R-Okla.) said on Monday."], &["Jane Roe"]);
    check(&["Speaker Jane Roe rules nothing out.", "“We may vote,” the Norland Republican said."], &["Jane Roe"]);
    check(&["“The lock is sound,” said Judge Simon Roe KC."], &["Simon Roe"]);
    check(&["“The lock is sound,” Crown Prosecutor Michael Roe said."], &["Michael Roe"]);
    check(&["“The lock is sound,” former ambassador to Norland Abdul Salam Roe told the paper."], &["Abdul Salam Roe"]);
    check(
        &["Researcher Jane Roe, PhD, professor of law at the University of Ellis said, “The lock is sound.”"],
        &["Jane Roe"],
    );
}

#[test]
fn two_who_share_a_name_or_a_sentence_are_not_mixed_up() {
    check(
        &[
            "Anna and Max Roe kept their lamp lit on Sunday.",
            "“It is a lot slower than it was,” Roe said of the repairs.",
        ],
        &[],
    );
    check(&["Pilot Jane Roe and cook Max Doe admitted that they were “truly sorry for the crew”."], &[]);
    check(
        &["She said so on Monday, while Minister Max Doe chipped in: “Up the harbour, and up the lamps.”"],
        &["Max Doe"],
    );
    check(
        &[
            "Mayor Leo Roe was met with whistles.",
            "As ministers went inside, Mr Joe Doe spoke up. “We will stay,” he said.",
        ],
        &["Joe Doe"],
    );
}

#[test]
fn who_tells_of_another_says_nothing_themselves() {
    check(&["The writer Jane Roe describes Max Doe speaking at the quay:", "“There is one more thing to say.”"], &[]);
    check(
        &[
            "Minister Max Doe met some of the farmers.",
            "One farmer from Ellis told the paper of the talk.",
            "Asked what he wanted Max Doe to do, the farmer said:",
            "“We want him to come out and meet us.”",
        ],
        &["One farmer from Ellis"],
    );
}
