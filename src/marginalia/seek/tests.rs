//! Outcomes, case by case. How often they are right is measured in `tests/it/anchoring.rs`.

use super::*;
use crate::model::PersonId;

const OLD: &str = "byline revision 1

[headline]
|The harbour bridge

= What we know

[paragraph]
|The bridge will close on Monday at noon.
| Some 14,000 cars cross it every day.
| Nobody was hurt in the works.

= What they say

[paragraph]
|“The steel is tired, and so are we,” Lee said.
said 0-36 by lee

[paragraph]
|“The steel is as good as new,” Ruiz said.
said 0-30 by ruiz
";

fn revision(text: &str) -> Revision {
    Revision::from_text(text).expect("a revision")
}

/// What becomes of `words` when `OLD` is edited.
fn after(words: &str, edits: &[(&str, &str)]) -> (Found, Revision) {
    outcome(words, edits, true)
}

fn outcome(words: &str, edits: &[(&str, &str)], kept: bool) -> (Found, Revision) {
    let old = revision(OLD);
    let edited = edits.iter().fold(OLD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    let now = revision(&edited);
    let block = old.blocks.iter().find(|block| block.text.as_str().contains(words)).expect("the words");
    let start = block.text.as_str().find(words).expect("the words");
    let span = block.text.span(start..start + words.len()).expect("whole letters");
    let moment = "2031-05-04T09:00:00Z".parse().expect("a moment");
    let id = "01jz9q6t3g5v0x2k8m4n7p1r6s".parse().expect("a ULID");
    let target = old.target(&Extract { parts: vec![(block.place, span)] }).expect("words");
    let annotation = Annotation::bare(id, "bridge".parse().expect("an id"), moment, target);
    let found = find(&[&annotation], &|_| kept.then(|| old.clone()), &now).remove(0);
    (found, now)
}

fn at(found: &(Found, Revision)) -> (&'static str, String) {
    let words = |extract: &Extract| {
        let text = |place| found.1.blocks.iter().find(|block| block.place == place).map(|block| &block.text);
        let parts = extract.parts.iter().map(|(place, span)| text(*place).map_or("", |text| text.get(*span)));
        parts.collect::<Vec<_>>().join(" / ")
    };
    match &found.0 {
        Found::Exact(at) => ("exact", words(at)),
        Found::Moved(at) => ("moved", words(at)),
        Found::Changed { at, .. } => ("changed", words(at)),
        Found::Unsure(at) => ("unsure", words(at)),
        Found::Gone => ("gone", String::new()),
    }
}

#[test]
fn the_same_text_and_edits_elsewhere_leave_words_exact() {
    let cars = "Some 14,000 cars cross it every day.";
    assert_eq!(at(&after(cars, &[])), ("exact", cars.to_owned()));
    assert_eq!(at(&after("cars", &[("on Monday", "on the last Thursday in May")])), ("exact", "cars".to_owned()));
    assert_eq!(at(&after(cars, &[("= What we know", "= What is known")])), ("exact", cars.to_owned()));
}

#[test]
fn a_figure_and_a_contradiction_are_shown_as_a_change() {
    let found = after("Some 14,000 cars cross it every day.", &[("14,000", "9,500")]);
    assert_eq!(at(&found), ("changed", "Some 9,500 cars cross it every day.".to_owned()));
    assert!(matches!(&found.0, Found::Changed { was, .. } if *was == "Some 14,000 cars cross it every day."));
    let found = after("The bridge will close on Monday at noon.", &[("will close", "will not close")]);
    assert_eq!(at(&found).0, "changed");
    assert_eq!(at(&after("Monday", &[("Monday", "Friday")])), ("changed", "Friday".to_owned()));
}

#[test]
fn words_that_went_elsewhere_are_moved() {
    let edits = [
        ("| Nobody was hurt in the works.\n", ""),
        ("[headline]", "[paragraph]\n|Nobody was hurt in the works.\n\n[headline]"),
    ];
    assert_eq!(at(&after("Nobody was hurt in the works.", &edits)).0, "moved");
}

#[test]
fn a_deleted_sentence_jumps_to_no_look_alike() {
    let edits = [
        ("| Some 14,000 cars cross it every day.\n", ""),
        (
            "[paragraph]\n|“The steel is tired",
            "[paragraph]\n|Some 600 bicycles cross it every day.\n\n[paragraph]\n|“The steel is tired",
        ),
    ];
    assert_eq!(at(&after("Some 14,000 cars cross it every day.", &edits)).0, "gone");
    assert_eq!(at(&after("every day", &edits)).0, "gone");
}

#[test]
fn a_quote_goes_to_no_other_mouth() {
    let swapped = [("by lee", "by nobody"), ("by ruiz", "by lee"), ("by nobody", "by ruiz")];
    assert_eq!(at(&after("The steel is tired, and so are we,", &swapped)).0, "gone");
    // what the reporter says beside it is the same
    assert_eq!(at(&after("Lee said", &swapped)).0, "exact");
    let deleted = [
        ("[paragraph]\n|“The steel is tired, and so are we,” Lee said.\nsaid 0-36 by lee\n\n", ""),
        ("as good as new", "tired, and so are they"),
    ];
    assert_eq!(at(&after("“The steel is tired, and so are we,”", &[(deleted[0].0, deleted[0].1)])).0, "gone");
}

#[test]
fn without_the_old_text_more_is_asked_of_the_words() {
    let cars = "Some 14,000 cars cross it every day.";
    assert_eq!(at(&outcome(cars, &[], false)).0, "exact");
    assert_eq!(at(&outcome(cars, &[("on Monday", "on Friday")], false)).0, "exact");
    assert_eq!(
        at(&outcome("cars", &[("Some 14,000 cars cross it every day", "The cars were counted")], false)).0,
        "gone"
    );
    assert_eq!(at(&outcome(cars, &[("14,000", "9,500")], false)).0, "changed");
    assert_eq!(at(&outcome("The steel is tired, and so are we,", &[("by lee", "by ruiz")], false)).0, "gone");
}

#[test]
fn a_speaker_is_known_by_the_key() {
    let lee: PersonId = "lee".parse().expect("an id");
    let old = revision(OLD);
    assert_eq!(old.blocks[2].quotes[0].1.as_ref(), Some(&lee));
}
