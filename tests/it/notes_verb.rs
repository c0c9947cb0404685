//! `byline notes`, from outside: what it prints, what it takes back, and how it ends.
#![expect(clippy::disallowed_methods, reason = "tests lay out files for byline to find")]

use std::fs;

use serde_json::Value;

use super::cli::Bench;

const HARBOUR: &str = "format: byline/1
headline: Harbour bridge closes for a month
published: 2031-07-28
publisher: The Merrow Courier
url: https://example.org/merrow/harbour-bridge
people:
  a-lee: {name: Ana Lee, role: harbour master}
story:
  - |
    Merrow will be without its bridge in August.
  - What we know: |
      [\"The bridge will close on Monday,\"](@a-lee 'at the quay') Lee said.
      The ferry takes forty cars an hour.
  - What we don't know: |
      - Who pays for the ferry.
";

/// Notes as a script may write them.
const NOTES: &str = r#"[
  {"id": "0236fxwa70g5v0x2k8m4n7p1r6", "article": "harbour", "revision": "000000000000",
   "quote": "The bridge will close on Monday", "speaker": "a-lee", "section": "What we know", "colour": "yellow",
   "note": "Contradicts the June statement.", "tags": ["infrastructure"],
   "created": "2031-07-29T09:12:44Z", "modified": "2031-07-30T10:00:00Z", "state": "exact"},
  {"id": "0236fxwa70g5v0x2k8m4n7p1r7", "article": "harbour", "revision": "000000000000",
   "quote": "Who pays for the ferry", "section": "What we don't know", "colour": null,
   "note": null, "tags": [], "created": "2031-07-29T09:12:50Z", "modified": "2031-07-29T09:12:50Z"},
  {"id": "0236fxwa70g5v0x2k8m4n7p1r8", "article": "gone-long-ago", "revision": "000000000000",
   "quote": "words of an article that is no more", "note": "Kept all the same.", "tags": ["Ferry"],
   "created": "2031-07-29T09:13:00Z"}
]"#;

fn bench() -> Bench {
    let bench = Bench::new();
    bench.file("articles/harbour.yaml", HARBOUR);
    bench.file("notes.json", NOTES);
    bench
}

fn states(rows: &Value) -> Vec<(&str, &str)> {
    let rows = rows.as_array().expect("an array");
    rows.iter().map(|row| (row["quote"].as_str().expect("words"), row["state"].as_str().expect("a state"))).collect()
}

#[test]
fn notes_are_taken_once_however_often_they_come() {
    let bench = bench();
    let none = bench.run(&["notes"]);
    assert_eq!((none.status, none.out.as_str()), (Some(1), ""));
    assert!(none.err.contains("there are no notes on the articles of"), "{none:?}");
    let first = bench.run(&["notes", "import", "notes.json"]);
    assert_eq!((first.status, first.out.as_str(), first.err.as_str()), (Some(0), "3 notes: 3 new\n", ""));
    let second = bench.run(&["notes", "import", "notes.json"]);
    assert_eq!((second.status, second.out.as_str()), (Some(0), "3 notes: 3 here already\n"));
    let later =
        NOTES.replace("2031-07-30T10:00:00Z", "2031-08-30T10:00:00Z").replace("[\"infra", "[\"later\", \"infra");
    bench.file("later.json", later);
    assert_eq!(bench.run(&["notes", "import", "later.json"]).out, "3 notes: 1 renewed, 2 here already\n");
    let rows = bench.json(&["notes", "tag:later", "--as", "json"]);
    assert_eq!(rows[0]["tags"], serde_json::json!(["infrastructure", "later"]));
    assert_eq!(rows[0]["note"], "Contradicts the June statement.");
}

#[test]
fn the_state_is_that_of_the_article_as_it_is_now() {
    let bench = bench();
    bench.run(&["notes", "import", "notes.json"]);
    let rows = bench.json(&["notes", "--as", "json"]);
    let states = states(&rows);
    assert_eq!(states.len(), 3, "{rows}");
    assert_eq!(states[0], ("words of an article that is no more", "gone"), "{rows}");
    for (_, state) in &states[1..] {
        assert!(["exact", "moved"].contains(state), "{rows}");
    }
    assert_eq!(rows[1]["name"], "Ana Lee");
    assert_eq!(rows[1]["circumstance"], "at the quay");
    bench.file(
        "articles/harbour.yaml",
        HARBOUR.replace("      - Who pays for the ferry.", "      - What comes in September."),
    );
    let rows = bench.json(&["notes", "--as", "json", "id:harbour"]);
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    assert_eq!((&rows[1]["quote"], &rows[1]["state"]), (&"Who pays for the ferry".into(), &"gone".into()));
}

#[test]
fn a_query_chooses_and_a_bad_one_is_told() {
    let bench = bench();
    bench.run(&["notes", "import", "notes.json"]);
    let text = bench.run(&["notes", "colour:yellow", "contradicts"]);
    assert_eq!(text.status, Some(0));
    for words in ["Harbour bridge closes", "❝ The bridge will close on Monday", "Ana Lee, harbour master, at the quay"]
    {
        assert!(text.out.contains(words), "{text:?}");
    }
    assert!(!text.out.contains("Who pays"), "{text:?}");
    let none = bench.run(&["notes", "colour:pink", "--as", "json"]);
    assert_eq!((none.status, none.out.as_str()), (Some(1), "[]\n"));
    let bad = bench.run(&["notes", "colour:mauve"]);
    assert_eq!((bad.status, bad.out.as_str()), (Some(2), ""));
    assert!(bad.err.contains("^^^^^"), "{bad:?}");
}

#[test]
fn jsonld_and_json_go_to_another_desk_and_come_back_the_same() {
    let bench = bench();
    bench.run(&["notes", "import", "notes.json"]);
    for format in ["json", "jsonld"] {
        let sent = bench.run(&["notes", "--as", format]).out;
        bench.file(format, &sent);
        let other = |arguments: &[&str]| {
            let mut command = bench.command(arguments);
            command.env("HOME", bench.path(&format!("home of {format}")));
            String::from_utf8(command.output().expect("byline runs").stdout).expect("UTF-8")
        };
        assert_eq!(other(&["notes", "import", format]), "3 notes: 3 new\n");
        assert_eq!(other(&["notes", "--as", format]), sent);
    }
}

#[test]
fn hypothesis_finds_its_article_by_address() {
    let bench = bench();
    let foreign = r#"{"annotations": [{"id": "pUBh6GtXEe2ZAeeQW2cMvA", "created": "2031-07-29T09:12:44.123456+00:00",
        "updated": "2031-07-29T09:12:44.123456+00:00", "user": "acct:ada@example.org", "text": "hm", "tags": [],
        "uri": "http://example.org/merrow/harbour-bridge/#top",
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "forty cars an hour"}]}]},
        {"id": "elsewhere", "uri": "https://example.org/another", "text": "", "tags": [],
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "forty cars"}]}]}]}"#;
    bench.file("hypothesis.json", foreign);
    let taken = bench.run(&["notes", "import", "hypothesis.json"]);
    assert_eq!((taken.status, taken.out.as_str()), (Some(0), "2 notes: 1 new, 1 passed over\n"));
    assert!(taken.err.contains("https://example.org/another"), "{taken:?}");
    let rows = bench.json(&["notes", "--as", "json"]);
    assert_eq!((&rows[0]["article"], &rows[0]["state"]), (&"harbour".into(), &"exact".into()), "{rows}");
    assert_eq!((&rows[0]["creator"], &rows[0]["section"]), (&"ada@example.org".into(), &"What we know".into()));
    assert_eq!(bench.run(&["notes", "import", "hypothesis.json"]).out, "2 notes: 1 here already, 1 passed over\n");
}

#[test]
fn markdown_is_written_into_a_file_of_the_readers() {
    let bench = bench();
    bench.run(&["notes", "import", "notes.json"]);
    let written = bench.run(&["notes", "id:harbour", "--into", "Notes.md"]);
    assert_eq!((written.status, written.out.as_str()), (Some(0), "Notes.md: 2 notes\n"));
    let first = fs::read_to_string(bench.path("Notes.md")).expect("it is there");
    bench.file("Notes.md", first.replace("> Who pays", "> WHO pays") + "\nMy own words.\n");
    bench.run(&["notes", "--into", "Notes.md"]);
    let second = fs::read_to_string(bench.path("Notes.md")).expect("it is there");
    for words in ["WHO pays", "My own words.", "The bridge will close on Monday", "Kept all the same."] {
        assert!(second.contains(words), "{words}: {second}");
    }
}

#[test]
fn a_template_is_filled_and_what_it_may_not_do_is_told() {
    let bench = bench();
    bench.run(&["notes", "import", "notes.json"]);
    bench.file("sound", "{% for note in notes %}{{ note.name }}:{{ note.colour }};\u{1b}[31m{% endfor %}");
    assert_eq!(bench.run(&["notes", "id:harbour", "--template", "sound"]).out, "Ana Lee:yellow;[31m:;[31m");
    bench.file("reads", "{% include '/etc/passwd' %}");
    for template in ["reads", "nowhere"] {
        let told = bench.run(&["notes", "--template", template]);
        assert_eq!((told.status, told.out.as_str()), (Some(2), ""), "{told:?}");
        assert!(!told.err.is_empty());
    }
}

#[test]
fn a_file_that_is_no_export_and_a_note_that_is_broken_are_told() {
    let bench = bench();
    bench.file("prose.txt", "not JSON");
    bench.file("torn.json", NOTES.split_at(NOTES.len() / 2).0);
    bench.file("wrong.json", NOTES.replace("2031-07-29T09:12:50Z", "yesterday"));
    for file in ["prose.txt", "torn.json", "wrong.json", "none.json"] {
        let told = bench.run(&["notes", "import", file]);
        assert_eq!((told.status, told.out.as_str()), (Some(2), ""), "{told:?}");
        assert!(told.err.contains(file), "{told:?}");
        assert_eq!(bench.run(&["notes"]).status, Some(1), "{file}: nothing was taken");
    }
    bench.run(&["notes", "import", "notes.json"]);
    let annotations = bench.path("home/.local/share/byline/desk/annotations");
    let library = fs::read_dir(&annotations).expect("the reader's own desk").flatten().next().expect("one library");
    let folder = library.path().join("harbour");
    fs::write(folder.join("0236fxwa70g5v0x2k8m4n7p1r6.yaml"), "byline: 1\nid: torn").expect("a file");
    let answer = bench.run(&["notes", "id:harbour"]);
    assert_eq!(answer.status, Some(0));
    assert!(answer.out.contains("Who pays"), "{answer:?}");
    assert!(answer.err.contains("0236fxwa70g5v0x2k8m4n7p1r6.yaml: line "), "{answer:?}");
}

/// The folder of a record in the reader's own desk, and what it says.
fn record_of(bench: &Bench, name: &str) -> (std::path::PathBuf, String) {
    let rooms = fs::read_dir(bench.path("home/.local/share/byline/desk/annotations")).expect("annotations");
    let mut rooms = rooms.flatten().map(|room| room.path().join("harbour"));
    let folder = rooms.find(|folder| folder.join(name).is_file()).expect("the record");
    let text = fs::read_to_string(folder.join(name)).expect("a record");
    (folder, text)
}

#[test]
fn what_a_merge_left_is_settled() {
    let bench = bench();
    bench.run(&["notes", "import", "notes.json"]);
    assert_eq!(bench.run(&["notes", "settle"]).status, Some(1), "there is nothing to do");
    let record = "0236fxwa70g5v0x2k8m4n7p1r6.yaml";
    let (folder, text) = record_of(&bench, record);
    fs::write(folder.join("0236fxwa70g5v0x2k8m4n7p1r6 (copy).yaml"), text.replace("the June", "the May"))
        .expect("a copy");
    let settled = bench.run(&["notes", "settle"]);
    assert_eq!((settled.status, settled.out.as_str(), settled.err.as_str()), (Some(0), "1 note settled\n", ""));
    let (_, text) = record_of(&bench, record);
    assert!(text.contains("the June") && text.contains("the May"), "{text}");
    assert!(!folder.join("0236fxwa70g5v0x2k8m4n7p1r6 (copy).yaml").exists());
}

#[test]
fn the_notes_of_a_folder_that_moved_are_taken_over() {
    let bench = bench();
    bench.run(&["notes", "import", "notes.json"]);
    bench.file("moved/harbour.yaml", HARBOUR);
    let none = bench.run(&["notes", "--of", "moved"]);
    assert!(none.err.contains("byline notes adopt"), "{none:?}");
    let listed = bench.run(&["notes", "adopt", "--of", "moved"]);
    assert!(listed.out.contains("  2 notes on articles that are here"), "{listed:?}");
    let name = listed.out.split(' ').next().expect("a name");
    let taken = bench.run(&["notes", "adopt", name, "--of", "moved"]);
    assert_eq!(taken.out, format!("2 notes taken over from {name}, and left there, too\n"), "{taken:?}");
    assert!(bench.run(&["notes", "--of", "moved"]).out.contains("Contradicts the June statement."));
    assert_eq!(bench.run(&["notes", "adopt", "@none-0", "--of", "moved"]).status, Some(2));
}
