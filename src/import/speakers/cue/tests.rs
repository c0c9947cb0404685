//! Words beside quotes, as tables.

use super::*;

fn told(before: &str, after: &str) -> String {
    let partial = !(before.is_empty() || before.trim_end().ends_with([',', ':']));
    match read(Around { before, after, partial, parted: true, count: 5 }) {
        Some(Named::Name(name)) => name.words,
        Some(Named::Described(described)) => format!("[{}]", described.words),
        Some(Named::Pronoun(_)) => "(pronoun)".to_owned(),
        Some(Named::Nobody) => "-".to_owned(),
        None => String::new(),
    }
}

#[test]
fn words_behind_a_quote_name_its_speaker() {
    for (after, who) in [
        (" Antani said.", "Antani"),
        (" said Jane Roe, the mayor of Ellis.", "Jane Roe"),
        (" Jane Roe, the mayor, said on Monday.", "Jane Roe"),
        (" the mayor, Jane Roe, told reporters.", "Jane Roe"),
        (" said the mayor, Jane Roe.", "Jane Roe"),
        (" Roe, 54, who lives nearby, told The Courier.", "Roe"),
        (" said Roe’s lawyer, Max Doe.", "Max Doe"),
        (" a spokesman for the port said.", "[a spokesman for the port]"),
        (" police said.", "[police]"),
        (" she said.", "(pronoun)"),
        (" she told Jane Roe.", "(pronoun)"),
        (" Mr Roe added.", "Roe"),
        (" according to Jane Roe of the Port Board.", "Jane Roe"),
        (" Roe of the Port Board later said.", "Roe"),
        (" Roe and Doe said in a letter.", "-"),
        (" Roe never said.", "-"),
        (" Foo Corp. spokeswoman Jane Roe said.", "Jane Roe"),
        (" Sen. Jane Roe, D-Ohio, said.", "Jane Roe"),
        (" — Jane Roe, nurse", "Jane Roe"),
        (" wrote Roe in a post.", "Roe"),
        (" read the letter.", "-"),
        (" said in a statement.", ""),
        (" he left.", ""),
        (" a letter to Roe said.", "-"),
        (" a lawyer for Jane Roe said.", "[a lawyer for Jane Roe]"),
    ] {
        assert_eq!(told("", after), who, "{after}");
    }
}

#[test]
fn words_before_a_quote_name_its_speaker() {
    for (before, who) in [
        ("Roe said: ", "Roe"),
        ("In a statement on Monday, Roe said: ", "Roe"),
        ("Jane Roe, the mayor, told reporters: ", "Jane Roe"),
        ("According to Jane Roe, the mayor, ", "Jane Roe"),
        (
            "CIA Director John Ratcliffe has previously emphasized offense, stating during his hearing, ",
            "John Ratcliffe",
        ),
        ("But the mayor said the plan was ", "[the mayor]"),
        ("Roe called the plan ", "Roe"),
        ("She added that it was ", "(pronoun)"),
        ("Roe: ", "Roe"),
        ("Roe spoke of what Doe called ", "Doe"),
        ("Roe looked up and said, ", "Roe"),
        ("The plan was called ", "-"),
        ("The sign outside reads ", "-"),
        ("The rain fell on ", ""),
        ("On Friday Jane Roe said ", "Jane Roe"),
        ("Roe praised the ", "Roe"),
    ] {
        assert_eq!(told(before, ""), who, "{before}");
    }
}
