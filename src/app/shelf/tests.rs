//! A shelf that holds a stretch of its rows.

use super::*;
use crate::library::{Entries, Marks, Shelving};

const HEIGHT: usize = 10;

/// A shelf, and the library that answers it.
struct Library {
    shelf: Shelf,
    stock: Shelving<Entries>,
    marks: Marks,
}

impl Library {
    fn new(articles: usize) -> Self {
        let entry = |n: usize| Entry {
            id: format!("a{n:04}"),
            path: format!("a{n:04}.yaml"),
            headline: format!("Headline {n:04}"),
            published: Some(format!("2025-03-{:02}", 28 - n * 28 / articles)),
            ..Entry::default()
        };
        let entries: Vec<Entry> = (0..articles).map(entry).collect();
        let shelf = Shelf::from_snapshot(entries.iter().take(HEIGHT).cloned().collect(), articles);
        let stock = Shelving::new(Entries::new(entries));
        let mut library = Self { shelf, stock, marks: Marks::default() };
        let first = library.shelf.arrange(HEIGHT, None, false);
        library.answer(first);
        library
    }

    /// Answers a question, and those that come of it.
    fn answer(&mut self, effect: Effect) -> Came {
        let Effect::Shelve { number, wanted, .. } = effect else { panic!("{effect:?}") };
        let Ok(stretch) = self.stock.stretch(&wanted, &self.marks);
        let (came, again) = self.shelf.take(number, stretch, HEIGHT);
        if let Some(again) = again {
            self.answer(again);
        }
        came
    }

    fn step(&mut self, rows: isize) {
        self.shelf.step(rows);
        self.shelf.scroll_to_cursor(HEIGHT);
    }

    /// Asks for what is in view, and answers.
    fn look(&mut self) {
        while let Some(effect) = self.shelf.look_ahead(HEIGHT) {
            self.answer(effect);
        }
    }

    fn id(&self) -> &str {
        self.shelf.current().map_or("", |entry| &entry.id)
    }
}

#[test]
fn a_shelf_holds_no_more_than_a_stretch_wherever_one_goes() {
    let mut library = Library::new(5000);
    for (rows, id) in [(1, "a0001"), (99, "a0100"), (3000, "a3100"), (-50, "a3050"), (9999, "a4999"), (-9999, "a0000")]
    {
        library.step(rows);
        library.look();
        assert_eq!(library.id(), id);
        assert!(library.shelf.rows.len() <= 2 * ROWS_BEYOND_MIN + 1, "{}", library.shelf.rows.len());
        let seen = (library.shelf.top..library.shelf.top + HEIGHT).all(|row| library.shelf.row(row).is_some());
        assert!(seen && (library.shelf.top..library.shelf.top + HEIGHT).contains(&library.shelf.cursor));
    }
    assert!(library.shelf.look_ahead(HEIGHT).is_none(), "what is at hand is not asked for again");
}

#[test]
fn rows_are_asked_for_before_they_are_in_view_and_only_once() {
    let mut library = Library::new(5000);
    let mut asked = 0;
    for _ in 0..1000 {
        library.step(1);
        assert!(library.shelf.current().is_some(), "a held key never comes to a row that is not there");
        if let Some(effect) = library.shelf.look_ahead(HEIGHT) {
            assert!(library.shelf.look_ahead(HEIGHT).is_none());
            asked += 1;
            library.answer(effect);
        }
    }
    assert!((5..20).contains(&asked), "{asked}");
    // before there is an answer, the cursor goes on all the same
    library.step(2000);
    assert!(library.shelf.current().is_none());
    let effect = library.shelf.look_ahead(HEIGHT).unwrap();
    library.step(-3);
    library.answer(effect);
    assert_eq!(library.id(), "a2997");
}

#[test]
fn the_cursor_keeps_its_article_though_it_moves_before_the_answer() {
    let mut library = Library::new(500);
    library.step(3);
    library.shelf.sort = Sort::Oldest;
    let effect = library.shelf.arrange(HEIGHT, None, false);
    library.step(2);
    library.answer(effect);
    assert_eq!(library.id(), "a0005", "the one it had moved to");
    let stale = library.shelf.ask(At::Row(0), None, HEIGHT, None, false);
    library.shelf.sort = Sort::Newest;
    let effect = library.shelf.arrange(HEIGHT, None, false);
    assert_eq!(library.answer(stale), Came::Stale);
    library.answer(effect);
    assert_eq!((library.id(), library.shelf.cursor), ("a0005", 5));
}

#[test]
fn a_filter_that_makes_no_sense_keeps_the_rows_and_says_so() {
    let mut library = Library::new(30);
    for (filter, rows, faulty) in [
        ("headline", 30, false),
        ("00", 30, false),
        ("0001 date:2025-03-2", 1, false),
        ("0001 knd:x", 1, true),
        ("headline is:unread", 30, false),
        ("by:somebody", 30, true),
        ("", 30, false),
        ("nothing", 0, false),
    ] {
        filter.clone_into(&mut library.shelf.filter);
        let effect = library.shelf.arrange(HEIGHT, None, false);
        library.answer(effect);
        assert_eq!((library.shelf.shown(), library.shelf.fault().is_some()), (rows, faulty), "{filter}");
    }
}

#[test]
fn titles_are_stepped_over() {
    let mut library = Library::new(28);
    library.shelf.grouping = Grouping::Day;
    let effect = library.shelf.arrange(HEIGHT, None, false);
    library.answer(effect);
    assert_eq!((library.shelf.total(), library.shelf.shown(), library.shelf.cursor), (56, 28, 1));
    for (step, cursor) in [(-10, 1), (1, 3), (-1, 1), (2, 3), (100, 55)] {
        library.step(step);
        assert_eq!(library.shelf.cursor, cursor, "{step}");
    }
}

#[test]
fn neighbours_are_found_beyond_what_is_at_hand() {
    let mut library = Library::new(2000);
    assert!(library.shelf.go_beside(Some("a0000.yaml"), 1, HEIGHT, None).is_none(), "this one is at hand");
    assert_eq!(library.id(), "a0001");
    for n in 0..1500 {
        let place = crate::library::ReadPlace { read: true, ..Default::default() };
        library.marks.places.insert(format!("a{n:04}"), place);
    }
    library.stock.marks_changed();
    let unread = |entry: &Entry| entry.id.as_str() >= "a1500";
    let first = library.shelf.go_beside(Some("a0001.yaml"), 1, HEIGHT, Some(&unread)).unwrap();
    let second = library.shelf.go_beside(Some("a0001.yaml"), 1, HEIGHT, Some(&unread)).unwrap();
    assert_eq!(library.answer(first), Came::Stale);
    assert_eq!(library.answer(second), Came::Beside { steps: 2, unread: true, found: true });
    assert_eq!(library.id(), "a1501", "two presses are two steps");
    let none = library.shelf.go_beside(Some("a0001.yaml"), -1, HEIGHT, Some(&unread)).unwrap();
    assert_eq!(library.answer(none), Came::Beside { steps: -1, unread: true, found: false });
    assert_eq!(library.id(), "a1501");
}
