//! An index that is made, changed, damaged, shared and asked.

use std::{
    collections::HashSet,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::*;
use crate::{
    library::{
        Arrangement, At, Entries, Entry, Grouping, Lookup, Marks, Query, ReadPlace, Shelving, Sort, Stock, Wanted,
    },
    store::Environment,
};

/// A library in a folder of its own.
struct Library {
    tree: tempfile::TempDir,
    desk: Desk,
}

impl Library {
    fn new() -> Self {
        let tree = tempfile::tempdir().unwrap();
        for folder in ["articles", ".byline"] {
            fs::create_dir(tree.path().join(folder)).unwrap();
        }
        let environment = Environment { here: tree.path().to_owned(), ..Environment::default() };
        let desk = Desk::find(Some(Path::new(".")), &environment).unwrap();
        Self { tree, desk }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.tree.path().join("articles").join(name)
    }

    fn write(&self, name: &str, head: &str, story: &str) {
        let story: String = story.lines().flat_map(|line| ["  ", line, "\n"]).collect();
        let source = format!("format: byline/1\n{head}\nstory:\n{story}");
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), source).unwrap();
        self.settle(name, 3600);
    }

    /// Makes a file as old as that many seconds.
    fn settle(&self, name: &str, seconds: u64) {
        let file = fs::File::options().append(true).open(self.path(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
    }

    /// A flood and its aftermath, and something else.
    fn with_three() -> Self {
        let library = Self::new();
        let people = "people:\n  ode: { name: Mária Ode, role: Mayor, also: [M. Ode] }";
        library.write(
            "a.yaml",
            &format!("headline: Flood in Zürich\npublished: 2025-03-03\ntopics: [Weather, Cyber security]\nlang: en\n{people}"),
            "- The river rose overnight.\n- What we don't know: |\n    - [Who opened the gate.](#gate)\n- The other side: |\n    [\"We warned them,\"](@ode 'on air') she said. 北京 knew.",
        );
        library.write(
            "b.yaml",
            "headline: The gate was opened by hand\npublished: 2025-04-01\nupdates: a\nclaims:\n  hand: { text: A hand opened it., status: known, answers: a#gate }",
            "- [A hand opened it.](#hand)\n- Floods recede.",
        );
        library.write(
            "c.yaml",
            "headline: Budget passes\nurl: https://www.courier.example/budget/",
            "- Nothing to see.",
        );
        library
    }

    /// The same as another byline finds it, which has nothing open yet.
    fn restart(&mut self) {
        self.desk = Desk::find(Some(self.tree.path()), &Environment::default()).unwrap();
    }

    fn sync(&self) -> Report {
        match self.desk.sync(Pace::Full, &mut |_| ControlFlow::Continue(())).unwrap() {
            Synced::Done(report) => report,
            other => panic!("{other:?}"),
        }
    }

    fn index(&self) -> Index {
        self.desk.index().unwrap().expect("an index")
    }

    fn found(&self, query: &str) -> Vec<String> {
        let hits = self.index().search(&Query::parse(query).unwrap(), 20).unwrap();
        hits.hits.into_iter().map(|hit| format!("{}:{}", hit.at.article, hit.at.item)).collect()
    }
}

fn ids(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.id.as_str()).collect()
}

#[test]
fn what_has_not_changed_is_not_read() {
    let library = Library::with_three();
    assert!(library.desk.index().unwrap().is_none());
    let first = library.sync();
    assert_eq!((first.articles, first.changed, first.finished), (3, 3, true));
    // No file could be read any more, were it opened.
    for name in ["a.yaml", "b.yaml", "c.yaml"] {
        let metadata = fs::metadata(library.path(name)).unwrap();
        fs::write(library.path(name), vec![b'x'; usize::try_from(metadata.len()).unwrap()]).unwrap();
        let file = fs::File::options().append(true).open(library.path(name)).unwrap();
        file.set_modified(metadata.modified().unwrap()).unwrap();
    }
    let second = library.sync();
    assert_eq!((second.articles, second.changed, second.gone), (3, 0, 0));
    assert_eq!(library.found("river"), ["a:0"]);
}

#[test]
fn what_changes_comes_and_goes_is_followed() {
    let library = Library::with_three();
    library.sync();
    library.write("c.yaml", "headline: Budget fails", "- The flood was dear.");
    fs::rename(library.path("b.yaml"), library.path("d.yaml")).unwrap();
    fs::remove_file(library.path("a.yaml")).unwrap();
    let report = library.sync();
    assert_eq!((report.articles, report.changed, report.gone), (2, 2, 2));
    assert_eq!(library.found("flood"), ["c:0", "d:1"]);
    assert_eq!(library.found("river"), [""; 0]);
    library.write("e.yaml", "headline: New", "- A river.");
    let named =
        library.desk.sync_paths(&[library.path("e.yaml"), library.path("c.yaml"), "none.yaml".into()], &mut |_| ());
    assert!(matches!(named, Ok(Synced::Done(Report { changed: 1, gone: 0, articles: 3, .. }))), "{named:?}");
    fs::remove_file(library.path("c.yaml")).unwrap();
    let named = library.desk.sync_paths(&["c.yaml".into()], &mut |_| ());
    assert!(matches!(named, Ok(Synced::Done(Report { changed: 0, gone: 1, articles: 2, .. }))), "{named:?}");
    assert_eq!(library.sync().changed, 0);
}

#[test]
fn the_same_size_and_time_are_not_believed_of_what_was_just_written() {
    let library = Library::with_three();
    library.settle("c.yaml", 0);
    let modified = fs::metadata(library.path("c.yaml")).unwrap().modified().unwrap();
    library.sync();
    let source = fs::read_to_string(library.path("c.yaml")).unwrap().replace("Nothing", "Swallow");
    fs::write(library.path("c.yaml"), source).unwrap();
    fs::File::options().append(true).open(library.path("c.yaml")).unwrap().set_modified(modified).unwrap();
    assert_eq!(library.sync().changed, 1);
    assert_eq!(library.found("swallow"), ["c:0"]);
}

#[test]
fn what_is_no_article_is_kept_in_mind() {
    let library = Library::with_three();
    fs::write(library.path("bad.yaml"), "- a list\nheadline: not a map\n").unwrap();
    fs::write(library.path("other.yaml"), "services: []\n").unwrap();
    library.settle("bad.yaml", 60);
    library.settle("other.yaml", 60);
    let first = library.sync();
    assert_eq!((first.articles, first.changed), (3, 5));
    let second = library.sync();
    assert_eq!((second.changed, second.faults.len()), (0, 1), "{second:?}");
    assert_eq!((second.faults, second.articles), (first.faults, 3));
}

#[test]
fn an_index_that_is_none_is_made_anew() {
    let mut library = Library::with_three();
    library.sync();
    let folder = library.tree.path().join(".byline/index");
    let segment = |extension: &str| {
        let files = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
        files.into_iter().find(|path| path.extension().is_some_and(|found| found == extension)).expect("a segment")
    };
    let spoil: [(&str, &dyn Fn()); 6] = [
        ("cut short", &|| fs::write(segment("term"), b"short").unwrap()),
        ("turned over", &|| {
            let (path, mut bytes) = (segment("idx"), fs::read(segment("idx")).unwrap());
            bytes[10] ^= 0x55;
            fs::write(path, bytes).unwrap();
        }),
        ("without a file", &|| fs::remove_file(segment("store")).unwrap()),
        ("not JSON", &|| fs::write(folder.join("meta.json"), b"{").unwrap()),
        ("of another version", &|| {
            let meta = sums::believed(fs::read(folder.join("meta.json")).unwrap()).unwrap();
            let meta = String::from_utf8(meta).unwrap().replace("byline\\\":", "byline\\\":9");
            fs::write(folder.join("meta.json"), sums::signed(meta.as_bytes())).unwrap();
        }),
        ("somebody else's", &|| {
            fs::remove_dir_all(&folder).unwrap();
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("letter.txt"), b"dear").unwrap();
        }),
    ];
    for (what, spoil) in spoil {
        spoil();
        library.restart();
        let found = library.desk.index().and_then(|index| index.map(|index| index.count()).transpose());
        assert!(!matches!(found, Ok(Some(_))), "{what}: {found:?}");
        assert_eq!(library.sync().changed, 3, "{what}");
        assert_eq!(library.found("river"), ["a:0"], "{what}");
    }
    let aside = library.tree.path().join(".byline/index.aside-1/letter.txt");
    assert_eq!(fs::read(aside).unwrap(), b"dear");
}

#[test]
fn one_writes_and_the_other_reads() {
    let library = Library::with_three();
    library.sync();
    let lock = library.desk.index_folder().unwrap().lock().unwrap().expect("nobody writes");
    library.write("d.yaml", "headline: New", "- Later.");
    let go_on = &mut |_: Progress| ControlFlow::Continue(());
    assert_eq!(library.desk.sync(Pace::Full, go_on).unwrap(), Synced::Elsewhere);
    assert_eq!(library.desk.sync_paths(&["d.yaml".into()], &mut |_| ()).unwrap(), Synced::Elsewhere);
    assert_eq!(library.found("river"), ["a:0"]);
    drop(lock);
    assert_eq!(library.sync().changed, 1);
}

#[test]
fn what_was_done_before_it_was_broken_off_is_kept() {
    let library = Library::new();
    for number in 0..300 {
        library.write(&format!("{number}.yaml"), "headline: One of many", "- Word.");
    }
    let broken = library.desk.sync(Pace::Behind, &mut |progress| {
        if progress.done > 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let Ok(Synced::Done(report)) = broken else { panic!("{broken:?}") };
    assert!(!report.finished && (1..300).contains(&report.articles), "{report:?}");
    assert!(!library.index().is_complete());
    let rest = library.sync();
    assert_eq!((rest.articles, rest.changed + report.articles), (300, 300));
    assert_eq!(library.desk.index_status().unwrap().map(|status| (status.stale, status.complete)), Some((0, true)));
}

#[test]
fn passages_are_found_by_words_of_any_form() {
    let library = Library::with_three();
    library.sync();
    for (query, found) in [
        ("river", &["a:0"][..]),
        ("rivers", &["a:0"]),
        ("\"rivers\"", &[]),
        ("zurich rose", &["a:0"]),
        ("flood", &["a:0", "b:1"]),
        ("by:maria", &["a:2"]),
        ("by:\"maria ode\" has:quote", &["a:2"]),
        ("in:\"other side\"", &["a:2"]),
        ("topic:\"cyber security\" kind:unknown", &["a:1"]),
        ("kind:unknown zurich", &["a:1"]),
        ("kind:unknown zur* OR gate", &["a:1"]),
        ("(kind:unknown zurich) OR recede", &["b:1", "a:1"]),
        ("kind:unknown -zurich", &[]),
        ("北京", &["a:2"]),
        ("date:2025-04", &["b:0", "b:1"]),
        ("riv*", &["a:0"]),
    ] {
        assert_eq!(library.found(query), found, "{query}");
    }
    let hits = library.index().search(&Query::parse("floods").unwrap(), 1).unwrap();
    assert_eq!((hits.total, hits.hits.len()), (2, 1));
    let hits = library.index().search(&Query::parse("rivers").unwrap(), 9).unwrap();
    assert_eq!((hits.hits[0].lit.as_slice(), hits.words.as_slice()), (&[(4, 9)][..], &["river".to_owned()][..]));
}

#[test]
fn everything_else_is_looked_up() {
    let library = Library::with_three();
    library.sync();
    let index = library.index();
    assert_eq!(index.entry("a").unwrap().map(|entry| entry.headline), Some("Flood in Zürich".to_owned()));
    assert_eq!(index.entry("nobody").unwrap(), None);
    assert_eq!(index.at_address("courier.example/budget").unwrap().map(|entry| entry.id), Some("c".to_owned()));
    assert_eq!(index.at_address("courier.example").unwrap(), None);
    assert_eq!(ids(&index.citing("a").unwrap()), ["b"]);
    assert_eq!(ids(&index.near("flooding the gate opened zurich", 2).unwrap()), ["b", "a"]);
    let records = index.records(&["a".to_owned(), "none".to_owned()]).unwrap();
    assert_eq!((records.len(), records[0].questions.len(), records[0].passages.len()), (1, 1, 0));
    let quotes = index.quotes_by("maria ODE", 9).unwrap();
    assert_eq!((quotes.len(), quotes[0].circumstance.as_deref()), (1, Some("on air")));
    assert_eq!(index.profiles("m. ode").unwrap()[0].role.as_deref(), Some("Mayor"));
    let speakers = index.speakers().unwrap();
    assert_eq!((speakers.len(), speakers[0].name.as_str(), speakers[0].quotes), (1, "Mária Ode", 1));
    let long_ago = index.questions(&Query::default(), Some(&crate::model::Date::new("1900")), 9).unwrap();
    assert!(long_ago.0.is_empty() && long_ago.1 == 0, "{long_ago:?}");
    let (questions, total) = index.questions(&Query::default(), None, 9).unwrap();
    assert_eq!((questions.len(), total, questions[0].id.as_str()), (1, 1, "gate"));
    assert_eq!(index.answers().unwrap()[0].links[0].to, "a#gate");
    fs::remove_file(library.path("a.yaml")).unwrap();
    library.sync();
    let index = library.index();
    assert!(index.speakers().unwrap().is_empty() && index.profiles("Mária Ode").unwrap().is_empty());
}

/// Everything that a library is asked here.
fn answers(desk: &Desk) -> Result<Option<String>, Error> {
    let Some(index) = desk.index()? else { return Ok(None) };
    let mut told = Vec::new();
    for query in ["river", "flood", "by:maria", "topic:weather", "ros*", "in:\"other side\"", "date:2025", "nothing"] {
        told.push(format!("{:?}", index.search(&Query::parse(query).unwrap(), 9)?));
    }
    let listing = index.listing(&Arrangement::default(), &Marks::default(), &HashSet::new())?;
    told.push(format!("{:?}", ids(&Stock::entries(&index, listing.keys())?)));
    told.push(format!("{:?}", index.quotes_by("maria ode", 9)?));
    told.push(format!("{:?} {:?}", index.speakers()?, index.questions(&Query::default(), None, 9)?));
    told.push(format!("{} {:?}", index.count()?, index.faults()?));
    Ok(Some(told.join("\n")))
}

#[test]
fn a_damaged_byte_is_never_an_answer() {
    let mut library = Library::with_three();
    fs::write(library.path("bad.yaml"), "- a list\nheadline: not a map\n").unwrap();
    library.settle("bad.yaml", 60);
    library.sync();
    let folder = library.tree.path().join(".byline/index");
    let good = answers(&library.desk).unwrap().expect("an index");
    let files = || fs::read_dir(&folder).unwrap().flatten().map(|file| file.path()).filter(|path| path.is_file());
    let (mut noticed, mut tried) = (0, 0);
    for kind in ["fast", "store", "term", "idx", "pos", "fieldnorm", "json"] {
        for part in 0..5 {
            let path = files().find(|path| path.to_string_lossy().ends_with(kind) && !path.ends_with(".managed.json"));
            let path = path.expect("such a file");
            let (mut bytes, time) = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
            let at = part * bytes.len() / 5;
            bytes[at] ^= 0x11;
            fs::write(&path, bytes).unwrap();
            fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
            library.restart();
            match answers(&library.desk) {
                Ok(Some(told)) => assert_eq!(told, good, "{kind} at {at}"),
                Ok(None) => noticed += 1,
                Err(error) => {
                    assert!(matches!(error, Error::Index { .. }), "{error:?}");
                    assert!(!library.desk.has_index(), "{kind} at {at}: {error:?}");
                    noticed += 1;
                }
            }
            tried += 1;
            if library.desk.has_index() {
                library.desk.remove_index().unwrap();
            }
            library.sync();
            assert_eq!(answers(&library.desk).unwrap().as_ref(), Some(&good), "it is made anew");
        }
    }
    assert!(noticed * 2 > tried, "{noticed} of {tried} were noticed");
}

#[test]
fn what_one_byline_finds_damaged_no_other_believes() {
    let library = Library::with_three();
    library.sync();
    let note = library.tree.path().join(".byline/index.damaged");
    let index = fs::read_dir(library.tree.path().join(".byline/index")).unwrap().flatten();
    let file = index.map(|file| file.file_name()).find(|name| name.to_string_lossy().ends_with(".store"));
    fs::write(&note, file.expect("texts").to_string_lossy().as_bytes()).unwrap();
    assert!(!library.desk.has_index() && library.desk.index().unwrap().is_none());
    assert_eq!(library.sync().changed, 3);
    fs::write(&note, "0123456789abcdef0123456789abcdef.store\n").unwrap();
    assert_eq!(library.found("river"), ["a:0"], "it is none of this index");
    assert_eq!(library.sync().changed, 0);
    assert!(!note.exists() && library.desk.has_index());
}

#[test]
fn a_file_in_passing_is_no_folder_that_went() {
    let library = Library::with_three();
    library.write("deep/d.yaml", "headline: Deep", "- Water.");
    library.sync();
    // nobody named this one: a look at everything would find it gone
    fs::remove_file(library.path("b.yaml")).unwrap();
    library.write("c.yaml", "headline: Budget fails", "- The flood was dear.");
    let named = |path: &str| library.desk.sync_paths(&["c.yaml".into(), path.into()], &mut |_| ());
    let synced = named("c.yaml.saving");
    assert!(matches!(synced, Ok(Synced::Done(Report { changed: 1, gone: 0, articles: 4, .. }))), "{synced:?}");
    fs::remove_dir_all(library.path("deep")).unwrap();
    let synced = named("deep");
    assert!(matches!(synced, Ok(Synced::Done(Report { gone: 2, articles: 2, .. }))), "{synced:?}");
}

#[test]
fn a_small_update_is_found_before_it_is_tidied() {
    let library = Library::with_three();
    library.sync();
    library.write("d.yaml", "headline: New", "- A ferry sank.");
    let mut found = Vec::new();
    let synced = library.desk.sync_paths(&["d.yaml".into()], &mut |report| {
        found.push((report.articles, report.changed, library.found("ferry")));
    });
    assert!(matches!(synced, Ok(Synced::Done(Report { changed: 1, .. }))), "{synced:?}");
    assert_eq!(found, [(4, 1, vec!["d:0".to_owned()])]);
    for number in 0..40 {
        library.write("d.yaml", &format!("headline: \"New {number}\""), &format!("- A ferry sank {number} times."));
        library.desk.sync_paths(&["d.yaml".into()], &mut |_| ()).unwrap();
        assert_eq!(library.found(&format!("\"sank {number}\"")), ["d:0"]);
    }
    let other = Desk::find(Some(library.tree.path()), &Environment::default()).unwrap();
    assert_eq!(answers(&other).unwrap(), answers(&library.desk).unwrap());
}

#[test]
fn the_listing_is_the_shelf() {
    let library = Library::new();
    let dates = ["2025-03-03", "2025-03-03", "2025-03", "2024", "", "2025-03-03T10:00", "2025-03-03 10:00"];
    for number in 0..60 {
        let date = dates[number % dates.len()];
        let date = if date.is_empty() { String::new() } else { format!("\npublished: {date}") };
        let topic = ["Weather", "Budget"][number % 2];
        let head = format!("headline: \"The same beginning {}\"{date}\ntopics: [{topic}]", number * 7 % 11);
        library.write(&format!("{}/{number}.yaml", number % 3), &head, "- Word.");
    }
    library.sync();
    let (shelf, _) = library.desk.catalogue().unwrap();
    let index = library.index();
    let arranged = |query: &str, sort, grouping| Arrangement { query: Query::parse(query).unwrap(), sort, grouping };
    let none = (Marks::default(), HashSet::new());
    let all = |sort, grouping| {
        let listing = index.listing(&arranged("", sort, grouping), &none.0, &none.1).unwrap();
        (Stock::entries(&index, listing.keys()).unwrap(), listing)
    };
    assert_eq!(all(Sort::Newest, Grouping::None).0, shelf);
    assert_eq!(all(Sort::Oldest, Grouping::None).0, shelf.iter().rev().cloned().collect::<Vec<_>>());
    let headlines = all(Sort::Headline, Grouping::None).0;
    assert!(headlines.is_sorted_by(|a, b| a.headline <= b.headline));
    let (rows, listing) = all(Sort::Newest, Grouping::Topic);
    let [(0, first), (30, second)] = listing.groups() else { panic!("{:?}", listing.groups()) };
    assert!(rows[..30].iter().all(|entry| entry.topics[0] == *first) && rows[30].topics[0] == *second);
    let few = index.listing(&arranged("topic:budget", Sort::Newest, Grouping::Day), &none.0, &none.1).unwrap();
    assert_eq!((few.len(), few.groups()[0].1.as_str()), (30, "2025-03-03"));
}

/// The index and entries in memory are one shelf.
#[test]
fn an_index_and_entries_in_memory_make_the_same_shelf() {
    let library = Library::with_three();
    library.write("d.yaml", "headline: Later still\npublished: 2025-05-01\nupdates: b\ntopics: [Weather]", "- Word.");
    library.write("e.yaml", "headline: \"\"\npublished: 2025-04", "- Word.");
    library.sync();
    let mut marks = Marks::default();
    marks.places.insert("b".to_owned(), ReadPlace { read: true, ..ReadPlace::default() });
    marks.places.insert("c".to_owned(), ReadPlace { star: true, ..ReadPlace::default() });
    marks.tags.insert("a".to_owned(), vec!["river".to_owned(), "to do".to_owned()]);
    marks.tags.insert("d".to_owned(), vec!["to do".to_owned()]);
    let mut indexed = Shelving::new(library.index());
    let mut held = Shelving::new(Entries::new(library.desk.catalogue().unwrap().0));
    for query in ["", "flood*", "is:unread", "-is:starred", "tag:do", "topic:weather -is:read", "date:2025-04"] {
        for sort in [Sort::Newest, Sort::Oldest, Sort::Headline, Sort::UnreadFirst] {
            for grouping in [Grouping::None, Grouping::Day, Grouping::Topic, Grouping::Story, Grouping::Tag] {
                let arrangement = Arrangement { query: Query::parse(query).unwrap(), sort, grouping };
                let beside = |steps| At::Beside { path: Some("b.yaml".to_owned()), or: 1, steps, unread: true };
                for at in [At::Row(2), At::Article { path: "d.yaml".to_owned(), or: 0 }, beside(1), beside(-1)] {
                    let wanted = Wanted { arrangement: arrangement.clone(), at, beyond: 2, also: None };
                    let Ok(expected) = held.stretch(&wanted, &marks);
                    assert_eq!(indexed.stretch(&wanted, &marks).unwrap(), expected, "{query} {wanted:?}");
                }
                let Ok(ids) = held.ids(&arrangement, &marks);
                assert_eq!(indexed.ids(&arrangement, &marks).unwrap(), ids);
            }
        }
    }
    // many ids are found another way than few
    let many: Vec<String> = (0..3000).map(|n| format!("x{n:04}")).chain(["a".to_owned(), "d".to_owned()]).collect();
    let mut many: Vec<&str> = many.iter().map(String::as_str).collect();
    many.sort_unstable();
    let keys = library.index().keys(&many).unwrap();
    let few = library.index().keys(&["a", "d"]).unwrap();
    assert_eq!(keys.len(), 2);
    assert!(keys.iter().all(|(at, key)| few.iter().any(|(_, same)| same == key) && many[*at].len() == 1));
}

#[test]
fn stories_are_grouped_by_the_chain_they_update() {
    let library = Library::with_three();
    library.write("d.yaml", "headline: Later still\npublished: 2025-05-01\nupdates: b", "- Word.");
    library.sync();
    let index = library.index();
    let by_story = Arrangement { grouping: Grouping::Story, ..Arrangement::default() };
    let listing = index.listing(&by_story, &Marks::default(), &HashSet::new()).unwrap();
    let groups = [(0, "Flood in Zürich".to_owned()), (3, "Budget passes".to_owned())];
    assert_eq!(listing.groups(), groups);
}
