//! Who is whom.

use super::*;
use crate::library::{Records, testing::library};

fn said(id: &str, published: &str, people: &str, by: &str) -> (String, String) {
    let body = format!(
        "headline: {id}\npublished: {published}\npeople:\n  p: {people}\n{by}story:\n  - |\n    [\"Words of {id}, and nothing but these.\"](@p)\n"
    );
    (id.to_owned(), body)
}

fn of(articles: &[(String, String)]) -> Records {
    let articles: Vec<(&str, &str)> = articles.iter().map(|(id, body)| (id.as_str(), body.as_str())).collect();
    library(&articles)
}

fn ask(library: &Records, name: &str, spellings: &Spellings) -> VoiceCard {
    let Ok(card) = card(library, name, spellings);
    card
}

fn articles(card: &VoiceCard) -> Vec<&str> {
    card.quotes.iter().map(|quote| quote.at.article.as_str()).collect()
}

#[test]
fn spellings_are_followed_from_table_to_table() {
    let library = of(&[
        said("a", "2024-01-01", "{name: Amal Berg, role: member, also: [A. Berg]}", ""),
        said("b", "2025-01-01", "{name: Amal Berg-Roy, role: minister, also: [Amal Berg]}", ""),
        said("c", "2025-02-01", "{name: A. Berg, role: minister}", ""),
        said("d", "2025-03-01", "{name: Amal Berg, role: minister}", ""),
    ]);
    for name in ["Amal Berg", "amal berg-roy", "A. Berg"] {
        let card = ask(&library, name, &Spellings::default());
        assert_eq!(articles(&card), ["d", "c", "b", "a"], "{name}: the newest first");
        assert_eq!(card.names[0], "Amal Berg", "the spelling that most articles have");
        let roles: Vec<_> = card.roles.iter().map(|role| (role.words.as_str(), role.articles)).collect();
        assert_eq!(roles, [("member", 1), ("minister", 3)]);
        assert_eq!(card.roles[1].first.as_deref(), Some("2025-01-01"));
        assert_eq!(card.roles[1].last.as_deref(), Some("2025-03-01"));
        assert!(card.alike.is_empty(), "{:?}", card.alike);
    }
}

#[test]
fn a_title_and_a_surname_join_nobody_who_is_named_otherwise() {
    let library = of(&[
        said("a", "2024-01-01", "{name: Don Stone, also: [Rep. Stone]}", ""),
        said("b", "2024-01-02", "{name: Mary Stone, also: [Rep. Stone]}", ""),
        said("c", "2024-01-03", "{name: Donald Stone, also: [Rep. Stone]}", ""),
        said("d", "2024-01-04", "{name: Rep. Stone}", ""),
    ]);
    let don = ask(&library, "Don Stone", &Spellings::default());
    assert_eq!(articles(&don), ["c", "a"], "the names agree, and what may be hers is left out");
    assert_eq!(don.alike, ["Mary Stone"]);
    let mary = ask(&library, "Mary Stone", &Spellings::default());
    assert_eq!(articles(&mary), ["b"]);
    let rep = ask(&library, "Rep. Stone", &Spellings::default());
    assert_eq!(articles(&rep), ["d"]);
    assert!(rep.alike.contains(&"Don Stone".to_owned()) && rep.alike.contains(&"Mary Stone".to_owned()));
}

#[test]
fn a_source_without_a_name_is_never_merged() {
    let library = of(&[
        said("a", "2024-01-01", "{name: An official, anonymous: not allowed to speak}", ""),
        said("b", "2024-02-01", "{name: An official, anonymous: fears for her job}", ""),
        said("c", "2024-03-01", "{name: Jo Kern, also: [An official]}", ""),
    ]);
    let kern = ask(&library, "Jo Kern", &Spellings::default());
    assert_eq!(articles(&kern), ["c"], "whoever else was called that");
    let official = ask(
        &of(&[
            said("a", "2024-01-01", "{name: An official, anonymous: not allowed to speak}", ""),
            said("b", "2024-02-01", "{name: An official, anonymous: fears for her job}", ""),
        ]),
        "An official",
        &Spellings::default(),
    );
    let roles: Vec<&str> = official.roles.iter().map(|role| role.words.as_str()).collect();
    assert_eq!(roles, ["not named in a: not allowed to speak", "not named in b: fears for her job"]);
    assert!(official.alike.is_empty());
}

#[test]
fn a_person_is_no_organisation() {
    let library = of(&[
        said("a", "2024-01-01", "{name: Mercy, kind: organisation, also: [The Mission]}", ""),
        said("b", "2024-01-02", "{name: The Mission, kind: organisation}", ""),
        said("c", "2024-01-03", "{name: Mercy Hall, also: [Mercy]}", ""),
        said("d", "2024-01-04", "{name: Mission House, kind: group, also: [The Mission]}", ""),
    ]);
    assert_eq!(articles(&ask(&library, "Mercy", &Spellings::default())), ["b", "a"]);
    assert_eq!(articles(&ask(&library, "Mercy Hall", &Spellings::default())), ["c"]);
}

#[test]
fn what_looks_alike_is_asked_about_until_it_is_decided() {
    let library = of(&[
        said("a", "2024-01-01", "{name: Volodymyr Zelensky}", ""),
        said("b", "2024-02-01", "{name: Volodymyr Zelenskyy}", ""),
    ]);
    let names = || ["Volodymyr Zelenskyy".to_owned(), "volodymyr zelensky".to_owned()];
    let mut spellings = Spellings::default();
    let card = ask(&library, "Volodymyr Zelensky", &spellings);
    assert_eq!((articles(&card), card.alike.join("; ").as_str()), (vec!["a"], "Volodymyr Zelenskyy"));
    spellings.decide(names(), Some(false));
    assert!(ask(&library, "Volodymyr Zelensky", &spellings).alike.is_empty());
    spellings.decide(names(), Some(true));
    assert_eq!((spellings.same.len(), spellings.apart.len()), (1, 0), "one decision about two names");
    let card = ask(&library, "Volodymyr Zelensky", &spellings);
    assert_eq!((articles(&card), card.alike.len()), (vec!["b", "a"], 0));
}

#[test]
fn voices_are_counted_once() {
    let library = of(&[
        said("a", "2024-01-01", "{name: Amal Berg, also: [A. Berg]}", ""),
        said("b", "2024-01-02", "{name: A. Berg}", ""),
        said("c", "2024-01-03", "{name: Jo Kern}", ""),
    ]);
    let Ok(all) = voices(&library, "", 10, &Spellings::default());
    let told: Vec<(&str, usize)> = all.iter().map(|voice| (voice.name.as_str(), voice.quotes)).collect();
    assert_eq!(told, [("Amal Berg", 2), ("Jo Kern", 1)]);
    let Ok(found) = voices(&library, "kern JO", 10, &Spellings::default());
    assert_eq!(found.len(), 1);
}

#[test]
fn names_that_look_alike_are_pointed_out_in_the_list() {
    let library = of(&[
        said("a", "2024-01-01", "{name: Volodymyr Zelensky}", ""),
        said("b", "2024-01-02", "{name: Volodymyr Zelenskyy}", ""),
        said("c", "2024-01-03", "{name: Jo Zander}", ""),
    ]);
    let Ok(all) = voices(&library, "", 10, &Spellings::default());
    let of = |name: &str| all.iter().find(|voice| voice.name == name).and_then(|voice| voice.alike.clone());
    assert_eq!(of("Volodymyr Zelensky").as_deref(), Some("Volodymyr Zelenskyy"));
    assert_eq!(of("Jo Zander"), None);
    let mut spellings = Spellings::default();
    spellings.decide(["Volodymyr Zelensky", "Volodymyr Zelenskyy"].map(str::to_owned), Some(false));
    let Ok(all) = voices(&library, "", 10, &spellings);
    assert!(all.iter().all(|voice| voice.alike.is_none()), "it has been said who they are");
}
