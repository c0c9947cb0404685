//! Rows, windows and steps of a shelf.

use super::*;

fn entry(id: &str, headline: &str, published: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        path: format!("{id}.yaml"),
        headline: headline.to_owned(),
        published: (!published.is_empty()).then(|| published.to_owned()),
        ..Entry::default()
    }
}

fn three() -> Vec<Entry> {
    vec![
        entry("a", "Flood in the valley", "2025-03-01"),
        entry("b", "Café élan", "2025-03-03"),
        entry("c", "Flood recedes", "2025-03-02T10:00"),
    ]
}

fn arranged(filter: &str, sort: Sort, grouping: Grouping) -> Arrangement {
    Arrangement { query: Query::parse_as_typed(filter).unwrap(), sort, grouping }
}

fn stretch(shelving: &mut Shelving<Entries>, arrangement: Arrangement, at: At, marks: &Marks) -> Stretch {
    let Ok(stretch) = shelving.stretch(&Wanted { arrangement, at, beyond: 50, also: None }, marks);
    stretch
}

/// Rows as words: titles in brackets.
fn told(stretch: &Stretch) -> Vec<String> {
    let row = |row: &ShelfRow| match row {
        ShelfRow::Title(title) => format!("[{title}]"),
        ShelfRow::Article(entry) => entry.id.clone(),
    };
    stretch.rows.iter().map(row).collect()
}

#[test]
fn an_article_keeps_its_row_in_every_order() {
    let mut shelving = Shelving::new(Entries::new(three()));
    let mut marks = Marks::default();
    marks.places.insert("b".to_owned(), ReadPlace { read: true, ..ReadPlace::default() });
    for (sort, rows, at) in [
        (Sort::Newest, ["b", "c", "a"], 2),
        (Sort::Oldest, ["a", "c", "b"], 0),
        (Sort::Headline, ["b", "a", "c"], 1),
        (Sort::UnreadFirst, ["c", "a", "b"], 1),
    ] {
        let at_a = At::Article { path: "a.yaml".to_owned(), or: 0 };
        let found = stretch(&mut shelving, arranged("", sort, Grouping::None), at_a, &marks);
        assert_eq!((told(&found), found.at), (rows.map(str::to_owned).to_vec(), Some(at)), "{sort:?}");
        assert_eq!((found.articles, found.unread, found.shown, found.total), (3, 2, 3, 3));
        assert_eq!(found.places.len(), 1);
    }
}

#[test]
fn groups_have_titles_that_are_no_place_to_be() {
    let mut entries = three();
    entries[0].updates = vec!["c".to_owned()];
    entries.push(entry("d", "Undated", ""));
    let mut shelving = Shelving::new(Entries::new(entries));
    let marks = Marks { tags: [("c".to_owned(), vec!["river".to_owned()])].into(), ..Marks::default() };
    let day = arranged("", Sort::Newest, Grouping::Day);
    let found = stretch(&mut shelving, day.clone(), At::Row(4), &marks);
    let days = ["[2025-03-03]", "b", "[2025-03-02]", "c", "[2025-03-01]", "a", "[No date]", "d"];
    assert_eq!((told(&found), found.at, found.total, found.shown), (days.map(str::to_owned).to_vec(), Some(5), 8, 4));
    let steps = |shelving: &mut Shelving<Entries>, or, steps| {
        stretch(shelving, day.clone(), At::Beside { path: None, or, steps, unread: false }, &marks).at
    };
    assert_eq!(
        [
            steps(&mut shelving, 1, 1),
            steps(&mut shelving, 5, -2),
            steps(&mut shelving, 4, 1),
            steps(&mut shelving, 7, 1)
        ],
        [Some(3), Some(1), Some(5), None]
    );
    let story = stretch(&mut shelving, arranged("", Sort::Newest, Grouping::Story), At::Row(0), &marks);
    assert_eq!(told(&story), ["[Café élan]", "b", "[Flood recedes]", "c", "a", "[Undated]", "d"]);
    let tag = stretch(&mut shelving, arranged("", Sort::Newest, Grouping::Tag), At::Row(0), &marks);
    assert_eq!(told(&tag), ["[No tag]", "b", "a", "d", "[river]", "c"]);
}

#[test]
fn only_a_stretch_is_read_and_steps_go_beyond_it() {
    let entries = (0..500).map(|n| entry(&format!("a{n:03}"), &format!("Headline {n:03}"), "2025")).collect();
    let mut shelving = Shelving::new(Entries::new(entries));
    let mut marks = Marks::default();
    for n in 0..490 {
        marks.places.insert(format!("a{n:03}"), ReadPlace { read: true, ..ReadPlace::default() });
    }
    let arrangement = arranged("", Sort::Newest, Grouping::None);
    let at = At::Beside { path: Some("a003.yaml".to_owned()), or: 0, steps: 2, unread: true };
    let found = stretch(&mut shelving, arrangement.clone(), at, &marks);
    assert_eq!((found.at, found.first, found.rows.len(), found.unread), (Some(491), 441, 59, 10));
    let last = stretch(&mut shelving, arrangement.clone(), At::Row(usize::MAX), &marks);
    assert_eq!((last.at, last.first, last.total), (Some(499), 449, 500));
    let Ok(ids) = shelving.ids(&arranged("headline 49", Sort::Newest, Grouping::None), &marks);
    assert_eq!(ids.len(), 10);
    let none = stretch(&mut shelving, arranged("nothing", Sort::Newest, Grouping::None), At::Row(3), &marks);
    assert_eq!((none.at, none.total, none.articles), (None, 0, 500));
}

#[test]
fn what_is_read_meanwhile_is_counted_again() {
    let mut shelving = Shelving::new(Entries::new(three()));
    let mut marks = Marks::default();
    let unread = arranged("is:unread", Sort::Newest, Grouping::None);
    assert_eq!(told(&stretch(&mut shelving, unread.clone(), At::Row(0), &marks)), ["b", "c", "a"]);
    marks.places.insert("c".to_owned(), ReadPlace { read: true, ..ReadPlace::default() });
    shelving.marks_changed();
    let kept = stretch(&mut shelving, unread.clone(), At::Row(0), &marks);
    assert_eq!((told(&kept), kept.unread), (vec!["b".to_owned(), "c".to_owned(), "a".to_owned()], 2));
    shelving.arrange_again();
    assert_eq!(told(&stretch(&mut shelving, unread, At::Row(0), &marks)), ["b", "a"]);
}
