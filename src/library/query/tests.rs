//! The language as a whole.

use proptest::prelude::*;

use crate::library::{Entry, Passage, Query, ReadPlace, Realm};

fn canonical(typed: &str) -> String {
    Query::parse(typed).unwrap_or_else(|fault| panic!("{typed}: {fault}")).to_string()
}

#[test]
fn what_people_type_is_read() {
    for (typed, meant) in [
        ("", ""),
        ("  — … - ", ""),
        ("Zürich flood", "zurich flood"),
        ("\u{201c}The other Side\u{201d} -Dam", "\"the other side\" -dam"),
        ("flood dam OR bridge", "flood dam OR bridge"),
        ("(flood dam) OR bridge OR (a OR b)", "(flood dam) OR bridge OR a OR b"),
        ("flood or dam and not", "flood or dam and not"),
        ("flood AND NOT dam", "flood -dam"),
        ("-(a b) -(c OR d) --e -f", "-(a b) -(c OR d) e -f"),
        ("((a (b c)))", "a b c"),
        ("don't e-mail 12:30", "don-t e-mail 12-30"),
        ("https://example.org/a", "https-example-org-a"),
        ("What we know: the order", "what we know the order"),
        ("flood* \"high wat\"*", "flood* \"high wat\"*"),
        ("KIND:Unknown by:Okafor", "kind:unknown by:okafor"),
        ("in:\"The Other Side\" topic:cyber*", "in:\"the other side\" topic:cyber*"),
        (
            "date:2025-03..2025-05 date:..2025 date:>2025-03-01 date:>=2024",
            "date:2025-03..2025-05 date:..2025 date:>2025-03-01 date:2024..",
        ),
        ("has:quote is:unread lang:en-GB id:cia-pause*", "has:quote is:unread lang:en-gb id:cia-pause*"),
        ("北京 tag:x", "北-京 tag:x"),
    ] {
        assert_eq!(canonical(typed), meant, "{typed}");
    }
}

#[test]
fn a_fault_says_what_is_wrong_and_where() {
    for (typed, span, help) in [
        ("flood knd:unknown", 6..9, "did you mean `kind:`?"),
        ("speaker:x", 0..7, "did you mean `by:`?"),
        ("zzz:x", 0..3, "quotation marks"),
        ("kind:unkown", 5..11, "did you mean `kind:unknown`?"),
        ("kind:\"the other side\"", 6..20, "in:\"the other side\""),
        ("a has:quotes", 6..12, "did you mean `has:quote`?"),
        ("is:blue", 3..7, "read, unread, starred"),
        ("date:March", 5..10, "2025-03-01"),
        ("date:2025..2024", 5..15, "`date:2024..2025`"),
        ("topic: cyber", 0..6, "without a space"),
        ("by:—", 3..6, "by:okafor"),
        ("say \"the other", 4..5, "close it"),
        ("in:“the other", 3..6, "close it"),
        ("(a b", 0..1, "close it"),
        ("a) b", 1..2, "take it away"),
        ("a ()", 2..4, "take them away"),
        ("OR a", 0..2, "both sides"),
        ("a OR", 2..4, "both sides"),
        ("a OR OR b", 2..4, "both sides"),
        ("a NOT", 2..5, "behind it"),
        ("fl*od", 2..3, "beginnings"),
    ] {
        let fault = Query::parse(typed).expect_err(typed);
        assert_eq!(fault.span, span, "{typed}: {fault}");
        assert!(fault.help.contains(help), "{typed}: {fault}");
    }
    assert!(Query::parse(&"(".repeat(100)).is_err());
    assert!(Query::parse(&"a ".repeat(1000)).is_err());
}

#[test]
fn what_is_being_typed_is_not_finished() {
    for (typed, meant) in [
        ("flo", "flo*"),
        ("flood ", "flood"),
        ("flood s", "flood s"),
        ("flood s*", "flood s*"),
        ("\"river g", "\"river\""),
        ("北京", "北-京*"),
        ("flood \"the oth", "flood \"the oth\"*"),
        ("flood kind:", "flood"),
        ("flood kind:unk", "flood"),
        ("flood kind:unknown", "flood kind:unknown"),
        ("flood date:2025-0", "flood"),
        ("flood date:2025-03..", "flood date:2025-03.."),
        ("flood OR ", "flood"),
        ("flood OR", "flood"),
        ("flood (dam OR", "flood dam"),
        ("flood (", "flood"),
        ("flood -", "flood"),
        ("flood NOT ", "flood"),
        ("by:rat", "by:rat*"),
        ("\"flood\"", "\"flood\""),
    ] {
        let query = Query::parse_as_typed(typed).unwrap_or_else(|fault| panic!("{typed}: {fault}"));
        assert_eq!(query.to_string(), meant, "{typed}");
    }
    for typed in ["knd:x", "kind:blue", "date:march", "flood )", "OR"] {
        assert!(Query::parse_as_typed(typed).is_err(), "{typed}");
    }
}

fn flood() -> Entry {
    Entry {
        id: "dam-inquiry".to_owned(),
        headline: "Flood in ZÜRICH".to_owned(),
        topics: vec!["Météo".to_owned(), "Cyber security".to_owned()],
        publisher: Some("The Courier".to_owned()),
        published: Some("2025-03-03".to_owned()),
        lang: Some("en-GB".to_owned()),
        counts: crate::model::Counts { unknown: 2, ..crate::model::Counts::default() },
        ..Entry::default()
    }
}

#[test]
fn an_entry_is_found_by_what_the_shelf_shows_and_by_its_fields() {
    let read = ReadPlace { read: true, star: true, ..ReadPlace::default() };
    let answers = |typed: &str| Query::parse(typed).expect(typed).matches_entry(&flood(), Some(&read));
    for hit in [
        "",
        "zurich",
        "Zürich flo",
        "meteo courier",
        "2025-03",
        "dam-inq",
        "\"flood in\"",
        "dry OR flood",
        "-dry",
        "topic:cyber",
        "topic:\"cyber sec\"*",
        "publisher:courier",
        "date:2025",
        "lang:en",
        "lang:en-gb",
        "is:read",
        "is:starred",
        "-is:unread",
        "id:dam-inquiry",
        "id:dam*",
        "kind:unknown",
        "has:question",
        "-has:error",
        "by:anyone",
        "-in:anything",
    ] {
        assert!(answers(hit), "{hit}");
    }
    for miss in [
        "basel",
        "\"floo\"",
        "flood -meteo",
        "topic:cyb",
        "topic:\"security cyber\"",
        "date:2024",
        "lang:gb",
        "id:dam",
        "is:unread",
        "kind:known",
        "has:quote",
        "flood (dry OR basel)",
        "by:anyone dry",
    ] {
        assert!(!answers(miss), "{miss}");
    }
    assert!(Query::parse("a by:x").expect("a query").needs_index());
    assert!(!Query::parse("a kind:known is:read").expect("a query").needs_index());
}

fn passage(text: &str, item: u32) -> Passage {
    let mut passage = Passage { text: text.to_owned(), ..Passage::default() };
    passage.at.item = item;
    passage.at.kind = "disputed".to_owned();
    passage.at.label = Some("The other side".to_owned());
    passage.speakers = vec!["Odette van Dijk".to_owned()];
    passage.quotes = true;
    passage
}

#[test]
fn a_passage_is_found_by_its_words_and_by_what_it_is() {
    let answers = |typed: &str| {
        let passage = passage("The ministry’s river gauge stood still.", 3);
        Query::parse(typed).expect(typed).matches_passage(&passage, &flood(), None)
    };
    for hit in [
        "river",
        "\"river gauge\"",
        "gau*",
        "flood river",
        "river -dam",
        "dam OR river",
        "kind:disputed",
        "in:\"other side\"",
        "by:\"van dijk\"",
        "by:odette",
        "has:quote",
        "topic:meteo river",
        "dam OR by:odette",
        "ministry's",
        "date:2025-03..",
        "-flood OR river",
        "kind:disputed flood",
        "by:odette (zurich OR dam)",
        "(kind:known OR has:quote) flood",
    ] {
        assert!(answers(hit), "{hit}");
    }
    for miss in [
        "flood",
        "gaug",
        "\"gauge river\"",
        "dam",
        "kind:unknown",
        "in:\"side other\"",
        "by:\"dijk odette\"",
        "has:link",
        "-river",
        "\"flood in\"",
        "-kind:unknown flood",
        "kind:disputed OR (kind:unknown flood)  dam",
        "(kind:disputed dam) OR flood",
    ] {
        assert!(!answers(miss), "{miss}");
    }
    let first = passage("Nothing of it.", 0);
    assert!(Query::parse("\"flood in\"").expect("a query").matches_passage(&first, &flood(), None));
}

const MANUAL: &str = include_str!("../../../docs/search.md");

#[test]
fn the_manual_has_every_field_and_value_in_the_words_of_the_table() {
    let mut rest = MANUAL;
    for row in crate::library::FIELDS {
        let line = format!("\n| `{}:` | {} | `{}` |", row.name, row.help, row.example);
        let (_, after) = rest.split_once(&line).unwrap_or_else(|| panic!("docs/search.md lacks {line}"));
        rest = after;
        assert_eq!(row.field.row().name, row.name);
        assert!(Query::parse_of(row.only.unwrap_or_default(), row.example).is_ok());
    }
    for has in crate::library::Has::ALL {
        assert!(MANUAL.contains(&format!("\n| `has:{}` | {} |", has.name(), has.help())), "{has:?}");
    }
    for is in crate::library::Is::ALL {
        assert!(MANUAL.contains(&format!("\n| `is:{}` | {} |", is.name(), is.help())), "{is:?}");
    }
    for fate in crate::model::Fate::ALL {
        assert!(MANUAL.contains(&format!("\n| `state:{}` | {} |", fate.name(), fate.help())), "{fate:?}");
    }
    for kind in crate::model::Kind::ALL {
        assert!(MANUAL.contains(&format!("`{}`", kind.name())), "{kind:?}");
    }
}

#[test]
fn the_examples_of_the_manual_are_queries() {
    let mut read = 0;
    for line in MANUAL.lines().filter(|line| line.starts_with("| `")) {
        let example = line.split('`').nth(1).expect("a row begins with one");
        if !example.ends_with(':') {
            let either = Query::parse(example).or_else(|_| Query::parse_of(Realm::Notes, example));
            assert!(either.is_ok(), "{example}");
            read += 1;
        }
    }
    assert!(read > 20);
    let fault = Query::parse("flood knd:unknown").expect_err("as the manual shows");
    assert!(MANUAL.contains(&format!("byline: {}\n", fault.message)) && MANUAL.contains(&fault.help));
}

/// Pieces that queries are made of, and what is none.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("OR"),
        Just("AND"),
        Just("NOT"),
        Just("-"),
        Just("("),
        Just(")"),
        Just("\""),
        Just("*"),
        Just(" "),
        Just(" "),
        Just("kind:"),
        Just("unknown"),
        Just("by:"),
        Just("date:"),
        Just("2025-03"),
        Just(".."),
        Just(">"),
        Just("in:"),
        Just("is:read"),
        Just("has:quote"),
        Just("flood"),
        Just("ÉLAN"),
        Just("北京"),
        Just("id:"),
        Just("don’t"),
        Just("zz:"),
    ];
    prop_oneof![proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()), any::<String>(),]
}

#[test]
fn notes_have_fields_of_their_own() {
    let typed = "note:\"on the ferry\" colour:yellow kind:note -state:gone kind:unknown tag:b*";
    let query = Query::parse_of(Realm::Notes, typed).expect("a query");
    assert_eq!(query.to_string(), typed);
    let fault = Query::parse("flood note:ferry").expect_err("articles have none");
    assert_eq!((fault.span.clone(), fault.help.contains("gn")), (6..10, true), "{fault}");
    assert!(Query::parse_of(Realm::Notes, "is:unread").is_err());
    assert!(Query::parse("kind:highlight").is_err());
    let fault = Query::parse_of(Realm::Notes, "colour:yelow").expect_err("no colour");
    assert_eq!(fault.help, "did you mean `colour:yellow`?");
    assert!(Query::parse_as_typed_of(Realm::Notes, "colour:yel").expect("more may come").is_empty());
}

proptest! {
    #[test]
    fn anything_may_be_typed(typed in typed(), cursor in 0_usize..40) {
        for read in [Query::parse(&typed), Query::parse_as_typed(&typed)] {
            match read {
                Ok(query) => {
                    let printed = query.to_string();
                    prop_assert_eq!(Query::parse(&printed), Ok(query), "{}", printed);
                }
                Err(fault) => prop_assert!(typed.get(fault.span.clone()).is_some(), "{:?}", fault),
            }
        }
        for way in crate::library::complete(&typed, cursor, &crate::library::Offered::default()) {
            prop_assert!(typed.get(way.range.clone()).is_some());
        }
    }

    #[test]
    fn not_and_or_and_and_are_what_they_say(a in typed(), b in typed(), text in "(flood|unknown|read|élan| |x){0,6}", item in 0_u32..2) {
        let (Ok(p), Ok(q)) = (Query::parse(&a), Query::parse(&b)) else { return Ok(()) };
        if p.is_empty() || q.is_empty() {
            return Ok(());
        }
        let passage = passage(&text, item);
        let entry = Entry { headline: if item == 0 { text.clone() } else { "Élan".to_owned() }, ..flood() };
        let holds = |typed: String| {
            let query = Query::parse(&typed).expect("made of queries");
            (query.matches_passage(&passage, &entry, None), query.matches_entry(&entry, None), query.needs_index())
        };
        let (p, q) = (p.to_string(), q.to_string());
        let (in_p, in_q) = (holds(p.clone()), holds(q.clone()));
        let (both, either, none) = (holds(format!("({p}) ({q})")), holds(format!("({p}) OR ({q})")), holds(format!("-({p})")));
        // Beyond the first passage a word of the headline counts only beside one of the text.
        prop_assert!(both.0 || !(in_p.0 && in_q.0));
        prop_assert!(either.0 || !(in_p.0 || in_q.0));
        if item == 0 {
            prop_assert_eq!((both.0, either.0, none.0), (in_p.0 && in_q.0, in_p.0 || in_q.0, !in_p.0));
        }
        if !either.2 {
            prop_assert_eq!((both.1, either.1, none.1), (in_p.1 && in_q.1, in_p.1 || in_q.1, !in_p.1));
        }
    }
}
