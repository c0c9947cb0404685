//! What tantivy finds is what the query means.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tantivy::{Index, IndexWriter, TantivyDocument, collector::DocSetCollector, schema::Value};

use super::{Docs, translate};
use crate::{
    library::{Entry, Marks, Passage, Query, ReadPlace, Record},
    store::index::{
        fields::Fields,
        gate::Gate,
        lines::{self, Lines},
        rows::{Maker, Stamp},
        sheet::Row,
        stored::Slip,
    },
};

fn article(id: &str, headline: &str, topic: &str, published: Option<&str>, texts: &[(&str, &str, &str)]) -> Record {
    let entry = Entry {
        id: id.to_owned(),
        path: format!("{id}.yaml"),
        headline: headline.to_owned(),
        topics: vec![topic.to_owned(), "Public works".to_owned()],
        publisher: Some("The Harbour Courier".to_owned()),
        published: published.map(str::to_owned),
        lang: Some("en-GB".to_owned()),
        errors: u32::from(id == "gauge-log"),
        ..Entry::default()
    };
    let passages = (0_u32..).zip(texts).map(|(item, (kind, speaker, text))| {
        let mut passage = Passage { text: (*text).to_owned(), ..Passage::default() };
        (passage.at.article, passage.at.item) = (id.to_owned(), item);
        (*kind).clone_into(&mut passage.at.kind);
        passage.at.label = Some(format!("What is {kind}"));
        passage.quotes = !speaker.is_empty();
        passage.speakers.extend((!speaker.is_empty()).then(|| (*speaker).to_owned()));
        passage.asks = *kind == "unknown";
        passage.photo = *kind == "other";
        passage
    });
    Record { passages: passages.collect(), entry, ..Record::default() }
}

fn library() -> Vec<Record> {
    vec![
        article(
            "harbour-flood",
            "Flood in the harbour",
            "Weather",
            Some("2031-05-06"),
            &[
                ("news", "", "The river rose by night."),
                ("known", "Odette van Dijk", "“The gauge stood still,” van Dijk said of the river gauge."),
                ("unknown", "", "Whether the dam held."),
            ],
        ),
        article(
            "gauge-log",
            "A gauge is read again",
            "Water and weather",
            Some("2031-06"),
            &[
                ("news", "Piet Odette", "The dam held in the flood, and the river fell."),
                ("unknown", "", "Who read the gauge: 北京 or the harbour."),
            ],
        ),
        article("undated", "Élan", "Sport", None, &[("other", "", "Élan, the old ferry, left the harbour.")]),
    ]
}

struct Library {
    index: Index,
    fields: Fields,
    records: Vec<Record>,
    marks: Marks,
}

impl Library {
    fn new() -> Self {
        let fields = Fields::new(["en-GB"]);
        let index = Index::create_in_ram(fields.schema().clone());
        index.tokenizers().register(lines::NAME, Lines::default());
        let mut writer: IndexWriter<Row> = index.writer_with_num_threads(1, 15_000_000).unwrap();
        let maker = Maker::new(&fields);
        for record in library() {
            for row in maker.article(record, &Stamp::default()).rows(&Gate::default()) {
                writer.add_document(row).unwrap();
            }
        }
        writer.commit().unwrap();
        let place = |read, star| ReadPlace { read, star, ..ReadPlace::default() };
        let places = [("harbour-flood", place(true, false)), ("undated", place(false, true))];
        let places = places.map(|(id, place)| (id.to_owned(), place)).into();
        let tags = [("harbour-flood".to_owned(), vec!["to do".to_owned(), "bridge".to_owned()])].into();
        let marks = Marks { places, tags };
        let fields = fields.with_words(index.reader().unwrap().searcher());
        Self { index, records: library(), marks, fields }
    }

    /// Bodies of the documents found, in order.
    fn found(&self, query: &Query, docs: Docs) -> Vec<String> {
        let searcher = self.index.reader().unwrap().searcher();
        let search = translate(query, &self.fields, docs, &self.marks);
        let found = searcher.search(&search, &DocSetCollector).unwrap();
        let found: BTreeSet<_> = found.into_iter().collect();
        let body = |address| {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            document.get_first(self.fields.body).and_then(|body| body.as_str().map(str::to_owned)).unwrap_or_default()
        };
        found.into_iter().map(body).collect()
    }

    fn passages(&self, query: &Query) -> Vec<String> {
        let found = self.found(query, Docs::Passages).into_iter();
        found.map(|body| serde_json::from_str::<Slip>(&body).expect("a passage").text).collect()
    }

    fn meant(&self, query: &Query) -> Vec<String> {
        let mut meant = Vec::new();
        for record in &self.records {
            let kept = self.marks.of(&record.entry.id);
            let passages = record.passages.iter();
            let passages = passages.filter(|passage| query.matches_passage(passage, &record.entry, kept));
            meant.extend(passages.map(|passage| passage.text.clone()));
        }
        meant
    }

    fn articles(&self, typed: &str) -> Vec<String> {
        let query = Query::parse(typed).expect(typed);
        let found = self.found(&query, Docs::Articles).into_iter();
        found.map(|body| serde_json::from_str::<Record>(&body).expect("an article").entry.id).collect()
    }
}

#[test]
fn passages_are_found_by_each_sort_of_term() {
    let library = Library::new();
    for (typed, count) in [
        ("", 6),
        ("river", 3),
        ("rivers", 3),
        ("\"rivers\"", 0),
        ("flood", 2),
        ("flood gauge", 2),
        ("\"river gauge\"", 1),
        ("\"gauge st\"*", 1),
        ("riv*", 3),
        ("北京", 1),
        ("elan", 1),
        ("-harbour", 1),
        ("river OR by:odette", 3),
        ("by:\"van dijk\"", 1),
        ("by:\"dijk odette\"", 0),
        ("by:ode*", 2),
        ("kind:unknown", 2),
        ("in:\"what is\" in:known", 1),
        ("topic:weather", 5),
        ("topic:\"water and\"", 2),
        ("publisher:courier", 6),
        ("lang:en", 6),
        ("lang:gb", 0),
        ("id:gauge-log", 2),
        ("id:harbour*", 3),
        ("date:2031", 5),
        ("date:2031-05", 3),
        ("date:>2031-05", 2),
        ("date:<2031-05-06", 0),
        ("has:quote", 2),
        ("has:question", 2),
        ("has:error", 2),
        ("has:photo", 1),
        ("has:code", 0),
        ("is:read", 3),
        ("is:unread", 3),
        ("is:starred", 1),
        ("-is:read -has:error", 1),
        ("tag:x", 0),
        ("tag:bridge", 3),
        ("tag:do", 3),
        ("-tag:\"to do\"", 3),
    ] {
        let query = Query::parse(typed).expect(typed);
        assert_eq!(library.passages(&query).len(), count, "{typed}");
    }
}

#[test]
fn articles_are_found_by_what_the_shelf_shows_and_by_what_is_in_them() {
    let library = Library::new();
    for (typed, ids) in [
        ("flood", &["harbour-flood"][..]),
        ("gau*", &["gauge-log"]),
        ("weather -gauge", &["harbour-flood"]),
        ("2031-06", &["gauge-log"]),
        ("by:odette kind:unknown", &["harbour-flood", "gauge-log"]),
        ("is:starred", &["undated"]),
        ("-has:question", &["undated"]),
        ("courier", &["harbour-flood", "gauge-log", "undated"]),
    ] {
        assert_eq!(library.articles(typed), ids, "{typed}");
    }
}

/// Queries of words whose stems they share with no other.
fn typed() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        "(flood|gauge|river|dam|harbour|北京|night|dam-held|the-river)",
        "(flood|gau|ri|har|the-r)\\*",
        "\"(the river|flood in|dam held|gauge)\"",
        "(by:odette|by:\"van dijk\"|kind:(known|unknown|news)|topic:weather|date:2031-05|is:read|tag:bri\\*|has:quote|in:what)",
    ];
    let term = ("-?", term).prop_map(|(minus, term)| minus + &term);
    let group = proptest::collection::vec((term, "( OR | )"), 1..4).prop_map(|terms| {
        let (mut typed, mut by) = (String::new(), String::new());
        for (term, next) in terms {
            typed.push_str(&by);
            typed.push_str(&term);
            by = next;
        }
        typed
    });
    proptest::collection::vec(("( -| )", group), 1..3).prop_map(|groups| {
        groups.into_iter().map(|(minus, group)| [&minus, "(", &group, ")"].concat()).collect::<Vec<_>>().concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn the_index_finds_what_the_query_means(queries in proptest::collection::vec(typed(), 20)) {
        thread_local!(static LIBRARY: Library = Library::new());
        for typed in queries {
            let query = Query::parse(&typed).expect("a query");
            let (found, meant) = LIBRARY.with(|library| (library.passages(&query), library.meant(&query)));
            prop_assert_eq!(found, meant, "{}", query);
        }
    }
}
