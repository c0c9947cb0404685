//! `read(write(x)) == x`, over articles of every shape.
//!
//! Blocks of marked text and quotes that are found by rule come from the reader, so an article is made, written and read:
//! what was made has to be there, and what was read has to come back whole when it is written and read again.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{read, write};
use crate::model::{
    Article, ArticleId, Claim, ClaimId, Confidence, Date, Dir, Extra, Form, Head, Item, Kind, LogEntry, Markup, Person,
    PersonId, PersonKind, Reference, Rel, Source, SourceId, SourceKind, Status, Text,
};

const TRICKY: [&str; 40] = [
    "no",
    "~",
    "2031-05-06",
    "12:30",
    "1.10",
    "# Why",
    "C # sharp",
    "a: b",
    "a:",
    "- a",
    "? a",
    "!a",
    "&a b",
    "*a",
    "@a",
    "`a`",
    "| a",
    "> a",
    "'a' b",
    "\"No,\" she said.",
    "[a](#b) c",
    "{a}",
    "a, b",
    "=",
    "---",
    "a\\b",
    "café — “quoted”",
    "*** breaking ***",
    "don't",
    "100%",
    "What we know: it is",
    "“It was a pause,” Lund said.",
    "$5",
    "a#b",
    "a]",
    "<b>",
    "& more",
    "…",
    "العربية",
    "会议",
];

fn line() -> impl Strategy<Value = Text> {
    let any = "([a-zA-Z0-9 :#\\-?!&*@`%|>'\"\\[\\]{},.~=<\\\\]|\\PC){1,20}";
    prop_oneof![
        select(&TRICKY[..]).prop_map(String::from),
        any.prop_map(String::from),
        "[A-Z][a-z]{1,8}( [a-z]{1,8}){0,4}"
    ]
    .prop_map(|raw| Text::line(Text::line(&raw).as_str().trim()))
    .prop_filter("a line has words", |text| !text.is_empty())
}

/// Lines and paragraphs, without blanks at the ends.
fn prose() -> impl Strategy<Value = Text> {
    vec(prop_oneof![4 => line().prop_map(|text| text.to_string()), 1 => Just(String::new()), 1 => line().prop_map(|text| format!("  {text}"))], 1..5)
        .prop_map(|lines| Text::new(Text::new(&lines.join("\n")).as_str().trim()))
        .prop_filter("prose has words", |text| !text.is_empty())
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![select(&["no", "1.10", "true", "a-b"][..]).prop_map(String::from), "[a-z][a-z0-9-]{0,6}"]
}

fn date() -> impl Strategy<Value = Date> {
    const WORDS: [&str; 7] =
        ["2031", "2031-05", "2031-05-06", "2031-05-06T12:30", "2031-05-06 12:30:00+02:00", "last: spring", "12:30"];
    select(&WORDS[..]).prop_map(Date::new)
}

fn reference() -> impl Strategy<Value = Reference> {
    const WORDS: [&str; 8] =
        ["bridge", "bridge#shut", "#shut", "#elsewhere", "https://example.org/a?b#c", "two words", "no", "shut"];
    select(&WORDS[..]).prop_map(Reference::parse)
}

/// Links as the reader gathers them: each relation once, with one target or more.
fn links(rels: [Rel; 6]) -> impl Strategy<Value = Vec<(Rel, Reference)>> {
    let order = Just(rels.to_vec()).prop_shuffle();
    (order, vec(vec(reference(), 0..3), 6)).prop_map(|(rels, targets)| {
        let pairs = rels.into_iter().zip(targets);
        pairs.flat_map(|(rel, targets)| targets.into_iter().map(move |to| (rel, to))).collect()
    })
}

fn extra() -> impl Strategy<Value = Extra> {
    let text = prop_oneof![line(), prose(), Just(Text::default())];
    text.prop_map(Extra::Text).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![vec(inner.clone(), 0..3).prop_map(Extra::List), vec((line(), inner), 0..3).prop_map(Extra::Map),]
    })
}

fn head() -> impl Strategy<Value = Head> {
    let texts = vec(option::weighted(0.3, line()), 14);
    let dates = vec(option::weighted(0.3, date()), 5);
    let lists = (vec(line(), 0..3), vec(line(), 0..3), vec(line(), 0..3));
    let log = vec((date(), prose()).prop_map(|(date, text)| LogEntry { date, text }), 0..3);
    let notes = (option::weighted(0.3, prose()), option::weighted(0.3, prose()), option::weighted(0.3, prose()));
    let rest =
        (option::of(select(&[Dir::Ltr, Dir::Rtl][..])), links(Rel::HEAD), option::of(key()), option::of(extra()));
    (line(), texts, dates, lists, log, notes, rest).prop_map(|(headline, texts, dates, lists, log, notes, rest)| {
        let (mut texts, mut dates) = (texts.into_iter().flatten(), dates.into_iter());
        let mut date = || dates.next().flatten();
        Head {
            headline,
            subtitle: texts.next(),
            dateline: texts.next(),
            publisher: texts.next(),
            url: texts.next(),
            lang: texts.next(),
            status: texts.next(),
            genre: texts.next(),
            story_id: texts.next(),
            slug: texts.next(),
            made_with: texts.next(),
            feedback: texts.next(),
            published: date(),
            updated: date(),
            retrieved: date(),
            embargo: date(),
            expires: date(),
            by: lists.0,
            topics: lists.1,
            places: lists.2,
            log,
            rights: notes.0,
            usage: notes.1,
            ednote: notes.2,
            dir: rest.0,
            links: rest.1,
            id: rest.2.map(|id| id.parse().expect("an id")),
            extra: rest.3.map(|extra| (Text::new("x-own"), extra)).into_iter().collect(),
        }
    })
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let kind = select(&[PersonKind::Person, PersonKind::Organisation, PersonKind::Group, PersonKind::Document][..]);
    let texts = vec(option::weighted(0.3, line()), 4);
    let person = (key(), line(), texts, kind, vec(line(), 0..3), option::weighted(0.2, prose()));
    vec(person, 0..4).prop_map(|people| {
        let people = people.into_iter().map(|(id, name, texts, kind, also, note)| {
            let mut texts = texts.into_iter();
            let mut text = || texts.next().flatten();
            let id: PersonId = id.parse().expect("an id");
            let (role, org, side, url) = (text(), text(), text(), text());
            Person { id, name, role, org, kind, anonymous: None, also, side, url, note }
        });
        once(people.collect(), |person| person.id.to_string())
    })
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let kind = option::of(select(&[SourceKind::Agency, SourceKind::Witness][..]));
    let source =
        (key(), line(), option::of(line()), option::of(date()), kind, option::of(any::<bool>()), option::of(prose()));
    vec(source, 0..3).prop_map(|sources| {
        let sources = sources.into_iter().map(|(id, name, title, date, kind, primary, note)| {
            let id: SourceId = id.parse().expect("an id");
            Source { id, name, title, url: None, date, kind, primary, note }
        });
        once(sources.collect(), |source| source.id.to_string())
    })
}

fn claims() -> impl Strategy<Value = Vec<Claim>> {
    let scale = prop_oneof![line().prop_map(Confidence::Confidence), line().prop_map(Confidence::Likelihood)];
    let texts = (option::of(prose()), option::of(line()), option::of(prose()));
    let facts = (
        option::of(key()),
        option::of(select(&Status::ALL[..])),
        option::of(scale),
        vec(key(), 0..3),
        option::of(date()),
    );
    let id = prop_oneof![Just(String::from("shut")), key()];
    vec((id, texts, facts, links(Rel::CLAIM)), 0..4).prop_map(|claims| {
        let claims =
            claims.into_iter().map(|(id, (text, rating, note), (by, status, confidence, source, since), links)| {
                let by = by.map(|by| by.parse().expect("an id"));
                let source = source.iter().map(|id| id.parse().expect("an id")).collect();
                let id: ClaimId = id.parse().expect("an id");
                Claim { id, text, by, status, rating, confidence, source, since, note, links }
            });
        once(claims.collect(), |claim| claim.id.to_string())
    })
}

fn form() -> impl Strategy<Value = Form> {
    let own = select(&[("What we know", Kind::Known), ("Gaps", Kind::Unknown), ("Zebra crossing", Kind::Other)][..])
        .prop_map(|(label, kind)| Form::Labelled { label: Text::new(label), kind, given: false });
    let free = (line(), select(&Kind::ALL[..]))
        .prop_filter("a label is no key", |(label, _)| !label.as_str().chars().all(|c| c.is_ascii_lowercase()))
        .prop_map(|(label, kind)| Form::Labelled { label, kind, given: true });
    let forms = [
        Form::Question,
        Form::Heading,
        Form::Related,
        Form::Photo,
        Form::Video,
        Form::Quote,
        Form::Number,
        Form::Embed,
    ];
    prop_oneof![3 => Just(Form::Text), 3 => own, 2 => free, 2 => proptest::sample::select(forms.to_vec())]
}

fn item() -> impl Strategy<Value = Item> {
    let texts = vec(option::weighted(0.2, line()), 3);
    let notes = (option::weighted(0.2, prose()), option::weighted(0.2, prose()), option::weighted(0.2, date()));
    let ids = (option::weighted(0.2, key()), option::weighted(0.2, key()), vec(key(), 0..2));
    let link = (option::weighted(0.2, reference()), option::weighted(0.2, select(&Rel::HEAD[..])));
    (form(), prose(), texts, notes, ids, link).prop_map(|(form, source, texts, notes, ids, link)| {
        let bare = Item::new(form, Markup { source, blocks: Vec::new() });
        if bare.form == Form::Text {
            return bare;
        }
        let mut texts = texts.into_iter();
        Item {
            credit: texts.next().flatten(),
            at: texts.next().flatten(),
            place: texts.next().flatten(),
            alt: notes.0,
            note: notes.1,
            date: notes.2,
            by: ids.0.map(|id| id.parse().expect("an id")),
            id: ids.1.map(|id| id.parse().expect("an id")),
            source: ids.2.iter().map(|id| id.parse().expect("an id")).collect(),
            to: link.0,
            rel: link.1,
            ..bare
        }
    })
}

/// The first of each name.
fn once<T>(all: Vec<T>, name: impl Fn(&T) -> String) -> Vec<T> {
    let mut seen = std::collections::HashSet::new();
    all.into_iter().filter(|one| seen.insert(name(one))).collect()
}

fn article() -> impl Strategy<Value = Article> {
    (head(), people(), sources(), claims(), vec(item(), 1..6)).prop_map(|(head, people, sources, claims, story)| {
        let id: ArticleId = head.id.clone().unwrap_or_else(|| "made".parse().expect("an id"));
        Article { id, head, people, sources, claims, story }
    })
}

/// The article without what the reader makes of its marked text.
fn bare(mut article: Article) -> Article {
    for item in &mut article.story {
        item.text.blocks.clear();
    }
    article
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_written_is_read_back(made in article()) {
        let written = write(&made);
        let Some(first) = read(written.as_bytes(), "made").article else {
            return Err(TestCaseError::fail(format!("nothing read of:\n{written}")));
        };
        prop_assert_eq!(bare(first.clone()), bare(made), "\n{}", written);
        let again = write(&first);
        prop_assert_eq!(&again, &written, "writing changes nothing");
        prop_assert_eq!(read(again.as_bytes(), "made").article, Some(first));
    }
}
