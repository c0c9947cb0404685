//! What is done at once, what waits for the frame, and what is never lost.

use std::sync::Mutex;

use crate::{format::Reading, tui::wake::Wake};

use super::*;

type OnChange = Box<dyn Fn() + Send>;

/// A desk of one long article that writes down what it is asked.
#[derive(Clone, Default)]
struct Desk {
    asked: Arc<Mutex<Vec<String>>>,
    on_change: Arc<Mutex<Option<OnChange>>>,
    on_library_change: Arc<Mutex<Option<OnChanges>>>,
}

impl Desk {
    fn note(&self, what: String) {
        self.asked.lock().expect("no panic").push(what);
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("no panic"))
    }
}

fn read(ask: &Ask, partial: bool) -> Opened {
    let reading = Reading { article: None, diagnostics: Vec::new(), references: Vec::new() };
    let (path, tags) = ("a.yaml".to_owned(), Vec::new());
    Opened { ask: ask.clone(), reading, source: Text::default(), path, partial, place: None, tags }
}

impl Studies for Desk {
    fn learn(&self) -> Result<crate::app::Learnt, Text> {
        Err(Text::new("there is no log"))
    }

    fn log(&self, entries: &[crate::study::Entry]) -> Result<(), Text> {
        self.note(format!("log {}", entries.len()));
        if entries.is_empty() { Err(Text::new("the disk is full")) } else { Ok(()) }
    }

    fn keep_text(&self, article: &ArticleId, _: &Revision) -> Result<(), Text> {
        self.note(format!("text of {article}"));
        Ok(())
    }

    fn text_then(&self, _: &ArticleId, _: &crate::model::Digest) -> Option<Revision> {
        None
    }

    fn judge(&self, _: &crate::study::Card) -> Option<crate::study::Verdict> {
        None
    }

    fn note_dates(&self) -> Result<Vec<(ArticleId, i64)>, Text> {
        Ok(Vec::new())
    }

    fn differs(&self, article: &ArticleId, _: Option<&str>, _: &crate::model::Digest) -> bool {
        article.as_str() == "long"
    }

    fn cards_of(&self, _: &ArticleId) -> Vec<crate::study::Card> {
        Vec::new()
    }

    fn fit(&self, _: &crate::study::FitProgress) -> Result<crate::study::Fit, Text> {
        Ok(crate::study::Fit::TooFew)
    }
}

impl Disk for Desk {
    type Watch = ();
    type Shelf = usize;

    fn opening(&self, ask: &Ask) -> Result<Option<Opened>, Text> {
        self.note("opening".to_owned());
        if ask.id.as_str() == "long" { Ok(Some(read(ask, true))) } else { Err(Text::new("there is no such article")) }
    }

    fn load(&self, ask: &Ask) -> Result<Opened, Text> {
        self.note("load".to_owned());
        assert_eq!(ask.number, 1, "a fault of the program");
        Ok(read(ask, false))
    }

    fn shelf(&self) -> usize {
        0
    }

    fn shelve(&self, shelf: &mut usize, _: &Wanted, renew: bool, on: OnEvent<'_>) -> Rows {
        let _goes_on = on(Event::Listing { done: 1, total: 2 });
        *shelf += 1;
        match (renew, *shelf) {
            (true, _) => Err(Text::new("the library is gone")),
            (false, 1) => Ok(None),
            (false, articles) => Ok(Some(Stretch { articles, ..Stretch::default() })),
        }
    }

    fn mark_all(&self, shelf: &mut usize, _: u64, _: &Arrangement, _: &Mark) -> Result<usize, Text> {
        Ok(*shelf)
    }

    fn unmark_all(&self, _: &mut usize, _: u64) -> Result<usize, Text> {
        Err(Text::new("the disk is full"))
    }

    fn note(&self, _: &ArticleId, _: Noted<'_>) {}

    fn watch_marks(&self, _: Box<dyn Fn() + Send>) -> Option<()> {
        None
    }

    fn renew_marks(&self) -> bool {
        false
    }

    fn has_index(&self) -> bool {
        true
    }

    fn tag(&self, id: &ArticleId, tags: &[String]) -> Result<(), Text> {
        self.note(format!("{id} is {tags:?}"));
        Ok(())
    }

    fn inquire(&self, inquiry: &Inquiry) -> Result<Finding, Text> {
        self.note(format!("{inquiry:?}"));
        Ok(Finding::Voices(Vec::new()))
    }

    fn sync(&self, changed: Option<&[PathBuf]>, on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Result<(), Text> {
        self.note(changed.map_or("sync".to_owned(), |changed| format!("sync {changed:?}")));
        let _goes_on = on(Event::Indexed { changed: 0, faults: Vec::new() });
        Ok(())
    }

    fn watch_library(&self, on_change: OnChanges) -> Option<()> {
        self.note("watch the library".to_owned());
        *self.on_library_change.lock().expect("no panic") = Some(on_change);
        Some(())
    }

    fn accept(&self, _: u64, _: &Question, _: &Assertion, _: bool) -> Result<Text, Text> {
        Err(Text::new("the file has changed"))
    }

    fn unaccept(&self, number: u64) -> Result<Text, Text> {
        Ok(Text::line(&format!("{number} is taken back")))
    }

    fn spell(&self, names: &[String; 2], same: Option<bool>) -> Result<(), Text> {
        self.note(format!("{names:?} {same:?}"));
        Ok(())
    }

    fn annotations(&self, _: &ArticleId, _: &Revision) -> Result<Annotated, Text> {
        self.note("annotations".to_owned());
        Ok(Annotated::default())
    }

    fn keep_unfinished(&self, _: &[Annotation]) {
        self.note("keep unfinished".to_owned());
    }

    fn known_tags(&self) -> Result<Vec<Text>, Text> {
        Ok(Vec::new())
    }

    fn annotate(&self, Version { after, .. }: Version<'_>) -> Result<Annotation, Text> {
        self.note(format!("annotate {}", after.id));
        if after.article.as_str() == "full" { Err(Text::new("the disk is full")) } else { Ok(after.clone()) }
    }

    fn watch_annotations(&self, article: &ArticleId, _: OnChange) -> Option<()> {
        self.note(format!("watch the annotations of {article}"));
        Some(())
    }

    fn prepare(&self, source: &Source, _: Option<Format>) -> Result<Incoming, Text> {
        self.note("prepare".to_owned());
        match source {
            Source::Words(words) => Err(words.clone()),
            _ => Err(Text::new("no words")),
        }
    }

    fn file(&self, what: &Filing) -> Result<Filed, Text> {
        self.note("file".to_owned());
        match what {
            Filing::New { .. } => Err(Text::new("the disk is full")),
            Filing::Remove(filed) | Filing::Again(filed) => Ok(filed.clone()),
        }
    }

    fn keep_draft(&self, _: &Text, _: &str) -> Result<PathBuf, Text> {
        Err(Text::new("there is no room"))
    }

    fn take_draft(&self, _: &Path) -> Result<Text, Text> {
        Err(Text::new("there is no draft"))
    }

    fn glosses(&self) -> Result<Glosses, Text> {
        self.note("glosses".to_owned());
        Ok(Glosses::default())
    }

    fn tray(&self) -> Result<Tray, Text> {
        self.note("tray".to_owned());
        Ok(Tray::default())
    }

    fn edit_tray(&self, edit: &TrayEdit) -> Result<(), Text> {
        self.note(format!("{edit:?}"));
        Ok(())
    }

    fn export(&self, path: &str, _: &Export, replace: bool) -> Result<Option<Text>, Text> {
        self.note(format!("export {path}"));
        Ok(replace.then(|| Text::new(path)))
    }

    fn remember(&self, id: &ArticleId, place: ReadPlace) -> Result<(), Text> {
        self.note(format!("{id} at {}", place.paragraph));
        if id.as_str() == "full" { Err(Text::new("the disk is full")) } else { Ok(()) }
    }

    fn remember_theme(&self, name: &str) -> Result<(), Text> {
        self.note(format!("theme {name}"));
        Ok(())
    }

    fn remember_shade(&self, shade: Shade) -> Result<(), Text> {
        self.note(format!("{shade:?}"));
        Ok(())
    }

    fn absolute(&self, path: &str) -> Result<PathBuf, Text> {
        Ok(PathBuf::from("/desk").join(path))
    }

    fn watch(&self, path: &str, on_change: OnChange) -> Option<()> {
        self.note(format!("watch {path}"));
        *self.on_change.lock().expect("no panic") = Some(on_change);
        Some(())
    }
}

fn id(name: &str) -> ArticleId {
    name.parse().expect("an id")
}

fn ask(number: u64, name: &str) -> Ask {
    Ask { number, id: id(name), path: None }
}

/// The next messages, until one is the last that is wanted.
fn messages_until(wake: &mut Wake, last: impl Fn(&Event) -> bool) -> Vec<Event> {
    let mut all = Vec::new();
    for _ in 0..500 {
        all.extend(wake.messages());
        if all.iter().any(&last) {
            return all;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("it never came; only {all:?}");
}

#[test]
fn an_article_opens_on_the_spot_and_its_rest_follows_the_frame() {
    let (desk, mut wake) = (Desk::default(), Wake::new().expect("a pipe"));
    let mut performer = Performer::new(desk.clone(), wake.post());
    assert!(matches!(performer.open(ask(1, "long")), Some(Event::Opened(opened)) if opened.partial));
    assert!(
        matches!(performer.open(ask(1, "lost")), Some(Event::OpenFailed { message, .. }) if message.as_str().contains("no such"))
    );
    assert_eq!(desk.asked(), ["opening", "opening"], "the frame comes first");
    performer.go_on();
    messages_until(&mut wake, |event| matches!(event, Event::Opened(opened) if !opened.partial));
    assert_eq!(desk.asked(), ["load"]);
    performer.go_on();
    assert!(desk.asked().is_empty(), "nothing is done twice");
}

#[test]
fn a_panic_in_a_worker_is_told() {
    let mut wake = Wake::new().expect("a pipe");
    let mut performer = Performer::new(Desk::default(), wake.post());
    performer.open(ask(2, "long"));
    performer.go_on();
    let told = messages_until(&mut wake, |event| matches!(event, Event::Done(_)));
    assert!(format!("{told:?}").contains("a fault of the program"), "{told:?}");
}

#[test]
fn the_shelf_answers_each_question_by_its_number() {
    let mut wake = Wake::new().expect("a pipe");
    let mut performer = Performer::new(Desk::default(), wake.post());
    let shelve = |number, renew| Job::Shelve { number, wanted: Box::default(), renew };
    let mut ask = |job, last: &dyn Fn(&Event) -> bool| {
        performer.shelf(job);
        performer.go_on();
        messages_until(&mut wake, last)
    };
    let told = ask(shelve(1, false), &|event| matches!(event, Event::NotShelved { number: 1, message: None }));
    assert!(matches!(told[0], Event::Listing { done: 1, total: 2 }));
    ask(shelve(2, false), &|event| matches!(event, Event::Shelved { number: 2, .. }));
    ask(shelve(3, true), &|event| matches!(event, Event::NotShelved { number: 3, message: Some(_) }));
    let (arrangement, mark) = (Arrangement::default(), Mark::Star(true));
    ask(Job::MarkAll { number: 4, arrangement, mark }, &|event| {
        matches!(event, Event::MarkedAll { number: 4, changed: 3 })
    });
    ask(Job::UnmarkAll { number: 4 }, &|event| matches!(event, Event::NotMarked { number: 4, .. }));
}

#[test]
fn what_is_to_be_kept_is_written_before_the_end() {
    for started in [true, false] {
        let (desk, wake) = (Desk::default(), Wake::new().expect("a pipe"));
        let mut performer = Performer::new(desk.clone(), wake.post());
        if started {
            performer.go_on();
        }
        let place = |paragraph| ReadPlace { paragraph, ..ReadPlace::default() };
        for n in 0..200 {
            performer.keep(Keep::Place(id("a"), place(n)));
        }
        performer.keep(Keep::Place(id("full"), place(7)));
        performer.keep(Keep::Tags(id("b"), vec!["x".to_owned()]));
        performer.keep(Keep::Theme("nocturne".to_owned()));
        performer.keep(Keep::Shade(Shade::Light));
        performer.finish();
        let asked = desk.asked();
        assert_eq!(asked.iter().rfind(|asked| asked.starts_with('a')), Some(&"a at 199".to_owned()));
        for wanted in ["full at 7", "b is [\"x\"]", "theme nocturne", "Light"] {
            assert!(asked.iter().any(|asked| asked == wanted), "{wanted} of {asked:?}");
        }
        let failures: Vec<Event> = wake.messages().collect();
        assert!(format!("{failures:?}").contains("the disk is full"), "{failures:?}");
    }
}

#[test]
fn many_writes_of_one_save_are_one_change() {
    let (desk, mut wake) = (Desk::default(), Wake::new().expect("a pipe"));
    let mut performer = Performer::new(desk.clone(), wake.post());
    performer.watch(id("a"), "other.yaml".to_owned());
    performer.watch(id("a"), "a.yaml".to_owned());
    performer.go_on();
    performer.watch(id("a"), "a.yaml".to_owned());
    performer.go_on();
    assert_eq!(desk.asked(), ["watch a.yaml"], "only the last file, and only once");
    let on_change = desk.on_change.lock().expect("no panic").take().expect("it is watched");
    (0..5).for_each(|_| on_change());
    messages_until(&mut wake, |event| matches!(event, Event::Changed { .. }));
    assert_eq!(wake.messages().count(), 0);
    on_change();
    messages_until(&mut wake, |event| matches!(event, Event::Changed { .. }));
}

#[test]
fn the_index_follows_every_change() {
    let (desk, mut wake) = (Desk::default(), Wake::new().expect("a pipe"));
    let mut performer = Performer::new(desk.clone(), wake.post());
    performer.index();
    performer.go_on();
    messages_until(&mut wake, |event| matches!(event, Event::Indexed { .. }));
    let watched = || desk.on_library_change.lock().expect("no panic").take();
    let on_change = (0..500).find_map(|_| {
        thread::sleep(Duration::from_millis(10));
        watched()
    });
    assert_eq!(desk.asked(), ["watch the library", "sync"], "no change falls between the two");
    on_change.expect("it is watched")(&[PathBuf::from("a.yaml")]);
    messages_until(&mut wake, |event| matches!(event, Event::Indexed { .. }));
    assert_eq!(desk.asked(), ["sync [\"a.yaml\"]"]);
}

#[test]
fn an_answer_has_the_number_of_its_question() {
    let (desk, mut wake) = (Desk::default(), Wake::new().expect("a pipe"));
    let mut performer = Performer::new(desk.clone(), wake.post());
    performer.inquire(7, Inquiry::Voices { words: "a".to_owned(), limit: 3 });
    let told = messages_until(&mut wake, |event| matches!(event, Event::Found { .. }));
    assert!(matches!(told.last(), Some(Event::Found { number: 7, .. })), "{told:?}");
    performer.accept(1, Box::default(), Box::default(), false);
    messages_until(&mut wake, |event| format!("{event:?}").contains("the file has changed"));
}

#[test]
fn more_changes_than_can_be_counted_are_a_look_at_everything() {
    let (desk, mut wake) = (Desk::default(), Wake::new().expect("a pipe"));
    let mut performer = Performer::new(desk.clone(), wake.post());
    performer.index();
    performer.go_on();
    messages_until(&mut wake, |event| matches!(event, Event::Indexed { .. }));
    let on_change = desk.on_library_change.lock().expect("no panic").take().expect("it is watched");
    desk.asked();
    on_change(&[]);
    messages_until(&mut wake, |event| matches!(event, Event::Indexed { .. }));
    assert_eq!(desk.asked(), ["sync"]);
}
