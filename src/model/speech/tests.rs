//! Found quotes, as tables.

use super::*;
use crate::model::PersonKind;

fn person(id: &str, name: &str) -> Person {
    Person {
        id: id.parse().expect("an id"),
        name: Text::new(name),
        role: None,
        org: None,
        kind: PersonKind::Person,
        anonymous: None,
        also: Vec::new(),
        side: None,
        url: None,
        note: None,
    }
}

fn people() -> Vec<Person> {
    let official =
        Person { anonymous: Some(Text::new("not allowed to speak")), ..person("official", "A city official") };
    let agency =
        Person { kind: PersonKind::Organisation, also: vec![Text::new("NBA")], ..person("nba", "North Bridge Agency") };
    vec![
        person("lund", "Ada Lund"),
        person("ek", "Bo Ek Jr."),
        person("dahl", "Cy Dahl"),
        person("dahl-b", "Di Dahl"),
        official,
        agency,
    ]
}

/// The quotes of `raw`, each with its speaker behind an arrow where there is one.
fn quotes(raw: &str) -> Vec<String> {
    let text = Text::new(raw);
    let found = find(&text, &[], &people());
    found
        .into_iter()
        .map(|(span, by)| match by {
            Some(by) => format!("{} > {by}", text.get(span)),
            None => text.get(span).to_owned(),
        })
        .collect()
}

#[test]
fn finds_quotations_in_every_kind_of_marks() {
    let table: [(&str, &[&str]); 20] = [
        ("Nothing here isn't the dogs' own.", &[]),
        ("\"We are done now,\" she said.", &["\"We are done now,\""]),
        ("“We are ‘done’ now,” she said. “So we go.”", &["“We are ‘done’ now,”", "“So we go.”"]),
        ("He spoke of „einem langen Weg“ und ging.", &["„einem langen Weg“"]),
        ("Elle parle d’« un long chemin » ici.", &["« un long chemin »"]),
        ("Er nannte es »einen langen Weg« gestern.", &["»einen langen Weg«"]),
        ("彼は「私たちは行きます」と述べた。", &["「私たちは行きます」"]),
        ("他说：“我们已经准备好了。”", &["“我们已经准备好了。”"]),
        ("הוא אמר ״אנחנו הולכים הביתה״ אתמול בצה״ל.", &["״אנחנו הולכים הביתה״"]),
        ("‘We shall not go to the miners’ hall,’ she said.", &["‘We shall not go to the miners’ hall,’"]),
        ("‘Spat’ in the hall ‘not good for both sides’", &["‘not good for both sides’"]),
        ("'We shall not go,' she said, 'to Ek's hall.'", &["'We shall not go,'", "'to Ek's hall.'"]),
        ("The 6\" pipe and the 5'10\" man left the \"old\" hall.", &[]),
        ("The \"so-called deal\" is off.", &[]),
        ("It is \"reckless,\" she said.", &["\"reckless,\""]),
        ("She called the plan \"reckless\" and left.", &["\"reckless\""]),
        ("The film \"The Long Way Home\" won.", &[]),
        ("\"It never closes. “But this one here does.”", &["“But this one here does.”"]),
        ("\"Left open \"but then begun again,\" he said.", &["\"but then begun again,\""]),
        ("The '90s were good, and 'twas fun, they said.", &[]),
    ];
    for (raw, expected) in table {
        let found: Vec<String> =
            quotes(raw).into_iter().map(|quote| quote.split(" > ").next().unwrap_or("").to_owned()).collect();
        assert_eq!(found, expected, "{raw}");
    }
}

#[test]
fn names_the_speaker_where_the_sentence_leaves_no_doubt() {
    let certain = [
        ("“It was a one-day pause,” Lund said.", "lund"),
        ("“It was a one-day pause,” said Ada Lund.", "lund"),
        ("“It was a one-day pause,” Rep. Ada Lund of Oslo told a hearing.", "lund"),
        ("“It was a one-day pause,” said Sen. Lund on Friday.", "lund"),
        ("“It was a pause,” Lund, who chairs the board, said.", "lund"),
        ("Lund said: “It was a one-day pause.”", "lund"),
        ("On Friday, Lund said that it was “a one-day pause” there.", "lund"),
        ("Lund told Ek: “It was a one-day pause.”", "lund"),
        ("Security expert Ada Lund warned, “It was a one-day pause.”", "lund"),
        ("According to Lund, “it was a one-day pause.”", "lund"),
        ("“It was a one-day pause,” according to Bo Ek Jr.", "ek"),
        ("“It was a one-day pause,” Ek said.", "ek"),
        ("“It was a one-day pause,” Cy Dahl said.", "dahl"),
        ("“It was a one-day pause,” a city official said.", "official"),
        ("“It was a one-day pause,” the NBA said.", "nba"),
    ];
    for (raw, by) in certain {
        let found = quotes(raw);
        assert!(found.len() == 1 && found[0].ends_with(&format!(" > {by}")), "{raw}: {found:?}");
    }
    let doubtful = [
        "“It was a one-day pause,” he said.",
        "“It was a one-day pause,” Dahl said.",
        "“It was a one-day pause,” Mary Lund said.",
        "“It was a one-day pause,” Lund’s lawyer said.",
        "“It was a one-day pause,” a lawyer for Ada Lund said.",
        "“It was a one-day pause,” said Lund spokesman Max Doe.",
        "“It was a one-day pause,” Lund and Ek said.",
        "“It was a one-day pause,” said a letter to Lund.",
        "“It was a one-day pause,” Lund never said.",
        "Lund said Ek had spoken of “a one-day pause” there.",
        "Lund said she heard of “a one-day pause” there.",
        "Lund said the report called it “a one-day pause” there.",
        "Critics of Lund said: “It was a one-day pause.”",
        "Lund left. “It was a one-day pause.”",
        "“It was a one-day pause.” Lund said the order stands.",
        "“It was a one-day pause,” Lund-Doe said.",
    ];
    for raw in doubtful {
        let found = quotes(raw);
        assert!(found.len() == 1 && !found[0].contains(" > "), "{raw}: {found:?}");
    }
}

#[test]
fn both_halves_of_a_parted_quote_have_one_speaker() {
    let found = quotes("“It was a pause,” Lund said, “and it is over.”");
    assert_eq!(found, ["“It was a pause,” > lund", "“and it is over.” > lund"]);
}

#[test]
fn what_the_file_marks_is_left_alone() {
    let text = Text::new("“It was a pause,” Lund said. “It is over now.”");
    let taken = [text.span_around(0..20)];
    let found = find(&text, &taken, &people());
    assert_eq!(found.len(), 1);
    assert_eq!(text.get(found[0].0), "“It is over now.”");
}

#[test]
fn marks_that_nothing_closes_cost_no_more_than_a_look() {
    for hostile in ["“ ", "\"a ", "„«", "‘a ", "'a ", "‘a b’ ", "“a b c” said Lund ", "\" "] {
        let _ = find(&Text::new(&hostile.repeat(20_000)), &[], &people());
    }
}
