//! Each verb of the command line: what it answers, where its messages go, and how it ends.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests lay out files for byline to find")]

use std::{
    fs,
    io::Read,
    os::unix::fs::symlink,
    path::PathBuf,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

const DAM: &str = "format: byline/1
headline: Dam holds, for now
published: 2025-03-03
publisher: The Courier
topics: [Météo]
people:
  okafor: {name: R. Okafor, role: engineer}
claims:
  cracks: {source: log}
sources:
  log: {name: The dam log}
story:
  - |
    The dam at Lower Vale held overnight.
  - What we know: |
      [Two cracks are being watched](#cracks), said the keepers.
      [\"It has held worse,\"](@okafor 'on the crest') Okafor said.
  - What we don't know: |
      - [Who opened the sluice.](#sluice)
";

const INQUIRY: &str = "format: byline/1
headline: Inquiry names the sluice keeper
published: 2025-04-01
updates: dam
claims:
  keeper: {answers: dam#sluice, source: report}
sources:
  report: {name: The report}
story:
  - What we know: |
      [The keeper opened it](#keeper), the report says.
";

/// A library in a folder of its own, with a home beside it.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().expect("a folder") };
        bench.file("articles/dam.yaml", DAM);
        bench.file("articles/2025/inquiry.yaml", INQUIRY);
        bench
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn file(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("byline"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("HOME", self.path("home")).env("TERM", "xterm-256color").stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(&self.command(arguments).output().expect("byline runs"))
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.run(arguments);
        serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Answer {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Self { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

#[test]
fn help_and_version_are_answers_and_nonsense_is_not() {
    let bench = Bench::new();
    let help = bench.run(&["--help"]);
    assert_eq!(help.status, Some(0));
    assert!(help.out.lines().count() <= 40 && help.out.contains("Exit status"), "{}", help.out);
    assert_eq!(bench.run(&["--version"]).out, format!("byline {}\n", env!("CARGO_PKG_VERSION")));
    for nonsense in [&["show"][..], &["list", "--nonsense"], &["articles", "show", "dam"], &["check"]] {
        let answer = bench.run(nonsense);
        assert_eq!((answer.status, answer.out.as_str()), (Some(2), ""), "{nonsense:?}: {answer:?}");
        assert!(!answer.err.is_empty());
    }
}

#[test]
fn the_reader_wants_a_terminal_and_a_place_that_is_there() {
    let bench = Bench::new();
    let answer = bench.run(&["articles"]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.err.contains("needs a terminal"), "{answer:?}");
    let answer = bench.run(&["chek"]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.err.contains("did you mean `byline check`?"), "{answer:?}");
}

#[test]
fn show_in_a_pipe_is_plain_words() {
    let bench = Bench::new();
    let answer = bench.run(&["show", "dam"]);
    assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""));
    assert!(answer.out.starts_with("Dam holds, for now\n"), "{}", answer.out);
    assert!(
        answer.out.contains("\nWhat we know\n") && answer.out.contains("\n- Who opened the sluice.\n"),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("Said by R. Okafor"), "{}", answer.out);
    assert!(!answer.out.contains(['\u{1b}', '│', '●', '○', '❝']), "{}", answer.out);
    let narrow = bench.run(&["show", "articles/dam.yaml", "--width", "30"]);
    assert!(narrow.out.lines().all(|line| line.chars().count() <= 30), "{}", narrow.out);
}

#[test]
fn show_paints_a_page_where_it_is_asked_to() {
    let bench = Bench::new();
    let page = bench.run(&["show", "dam", "--color", "always", "--width", "40"]).out;
    assert!(page.contains("\u{1b}[") && page.contains('●'), "{page}");
    let theme = bench.run(&["show", "dam", "--color", "always", "--theme", "none-such"]);
    assert_eq!(theme.status, Some(2));
    assert!(theme.err.contains("no theme called \"none-such\""), "{theme:?}");
}

#[test]
fn show_json_tells_the_article_and_what_the_library_says_of_it() {
    let bench = Bench::new();
    let dam = bench.json(&["show", "dam", "--json"]);
    assert_eq!(
        (&dam["id"], &dam["headline"], &dam["published"]),
        (&"dam".into(), &"Dam holds, for now".into(), &"2025-03-03".into())
    );
    assert_eq!(dam["people"]["okafor"]["role"], "engineer");
    let known = &dam["sections"][1];
    assert_eq!((&known["kind"], &known["label"]), (&"known".into(), &"What we know".into()));
    assert_eq!(known["items"][0]["type"], "paragraph");
    let quote = &dam["quotes"][0];
    assert_eq!((&quote["speaker"], &quote["direct"], &quote["given"]), (&"okafor".into(), &true.into(), &true.into()));
    assert_eq!(quote["circumstance"], "on the crest");
    assert_eq!(dam["claims"][0]["source"][0], "log");
    assert_eq!((&dam["questions"][0]["id"], &dam["questions"][0]["state"]), (&"sluice".into(), &"answered".into()));
    assert_eq!((&dam["backlinks"][0]["from"], &dam["backlinks"][0]["rel"]), (&"inquiry".into(), &"updates".into()));
    let inquiry = bench.json(&["show", "inquiry", "--json"]);
    assert_eq!((&inquiry["links"][0]["to"], &inquiry["links"][0]["found"]), (&"dam".into(), &true.into()));
}

#[test]
fn a_claim_of_the_article_itself_is_found_without_its_library() {
    let bench = Bench::new();
    let story = "story:\n  - What we know: '[The gate opens.](#gate)'\n  - The other side: '[It is stuck.](#stuck)'\n";
    let claims = "claims:\n  stuck: {contradicts: gate}\n  table: {text: It is old., contradicts: nobody}\n";
    bench.file("gate.yaml", format!("format: byline/1\nheadline: The gate\n{claims}{story}"));
    let links = bench.json(&["show", "gate.yaml", "--json"])["links"].clone();
    let found: Vec<_> = links.as_array().expect("links").iter().map(|link| (&link["to"], &link["found"])).collect();
    assert_eq!(found, [(&"#gate".into(), &true.into()), (&"nobody".into(), &false.into())]);
}

#[test]
fn any_library_is_asked_by_its_folder() {
    let bench = Bench::new();
    bench.file("papers/gate.yaml", "format: byline/1\nheadline: The gate\nstory: [It opens.]\n");
    for arguments in [["--desk", "papers", "list"], ["list", "--desk", "papers"]] {
        let answer = bench.run(&arguments);
        assert!(answer.out.starts_with("gate\t") && answer.out.lines().count() == 1, "{answer:?}");
    }
    let none = bench.run(&["questions", "--desk", "nowhere"]);
    assert!(none.status == Some(2) && none.err.contains("nowhere"), "{none:?}");
}

#[test]
fn an_article_is_found_by_its_id_wherever_it_lies() {
    let bench = Bench::new();
    bench.file("articles/deep/er/odd name.yaml", DAM.replace("headline:", "id: told\nheadline:"));
    assert!(bench.run(&["show", "inquiry"]).out.starts_with("Inquiry names"));
    assert!(bench.run(&["show", "told"]).out.starts_with("Dam holds"));
    let none = bench.run(&["show", "none"]);
    assert_eq!(none.status, Some(2));
    assert!(none.err.contains("no article none"), "{none:?}");
    for outside in ["../../etc/passwd", "/etc/shadow-none", ""] {
        assert_eq!(bench.run(&["show", outside]).status, Some(2), "{outside}");
    }
}

#[test]
fn search_finds_passages_and_says_what_is_wrong_with_a_query() {
    let bench = Bench::new();
    let found = bench.run(&["search", "sluice"]);
    assert!(found.out.starts_with("dam\tunknown\tWhat we don't know\t\tWho opened the sluice.\n"), "{}", found.out);
    // The first passage of an article answers for its headline.
    assert_eq!((found.status, found.out.lines().count()), (Some(0), 2));
    let rows = bench.json(&["search", "kind:known", "\"held worse\"", "--json"]);
    assert_eq!(
        (&rows[0]["article"], &rows[0]["speaker"], &rows[0]["section"]),
        (&"dam".into(), &"R. Okafor".into(), &"What we know".into())
    );
    let limited = bench.json(&["search", "has:claim", "--json", "--limit", "1"]);
    assert_eq!(limited.as_array().map(Vec::len), Some(1));
    assert_eq!(bench.run(&["search", "nowhere"]).status, Some(1));
    let bad = bench.run(&["search", "sluice (by:okafor OR knd:known)"]);
    assert_eq!((bad.status, bad.out.as_str()), (Some(2), ""));
    assert!(bad.err.contains("OR knd:known)\n                       ^^^\n  did you mean `kind:`?"), "{}", bad.err);
    for (query, lines) in [("by:okafor", 1), ("has:question", 1), ("date:2025-03 OR id:inquiry", 2), ("is:read", 0)] {
        assert_eq!(bench.run(&["list", query]).out.lines().count(), lines, "{query}");
    }
    assert_eq!(bench.run(&["list", "is:"]).status, Some(2));
}

#[test]
fn list_answers_scripts_and_finds_words_without_accents() {
    let bench = Bench::new();
    let all = bench.run(&["list"]);
    assert_eq!((all.status, all.out.lines().count()), (Some(0), 2));
    assert!(
        all.out.starts_with("inquiry\t2025-04-01\t\tInquiry names the sluice keeper\t2025/inquiry.yaml\n"),
        "{}",
        all.out
    );
    assert!(bench.run(&["list", "METEO", "courier"]).out.starts_with("dam\t"));
    let none = bench.run(&["list", "nowhere"]);
    assert_eq!((none.status, none.out.as_str()), (Some(1), ""));
    let rows = bench.json(&["list", "--json"]);
    assert_eq!(
        (&rows[1]["id"], &rows[1]["read"], &rows[1]["topics"][0]),
        (&"dam".into(), &false.into(), &"Météo".into())
    );
    assert_eq!((&rows[1]["counts"]["unknown"], &rows[1]["counts"]["quotes"]), (&1.into(), &1.into()));
    assert_eq!(bench.json(&["list", "nowhere", "--json"]), Value::Array(Vec::new()));
}

#[test]
fn questions_tell_their_state_and_who_answered_them() {
    let bench = Bench::new();
    let all = bench.run(&["questions"]);
    assert_eq!(
        (all.status, all.out.as_str()),
        (Some(0), "dam\tsluice\tanswered\t2025-03-03\tWho opened the sluice.\tinquiry#keeper\n"),
        "{all:?}"
    );
    let rows = bench.json(&["questions", "--json"]);
    let answer = &rows[0]["answered_by"][0];
    assert_eq!((&answer["article"], &answer["claim"]), (&"inquiry".into(), &"keeper".into()));
    assert_eq!(answer["text"], "The keeper opened it");
    assert_eq!((&rows[0]["since"], &rows[0]["age_days"]), (&"2025-03-03".into(), &29.into()));
    let before = bench.json(&["questions", "--json", "--as-of", "2025-03-31"]);
    assert_eq!((&before[0]["state"], &before[0]["age_days"]), (&"open".into(), &28.into()));
    let none = bench.run(&["questions", "--open"]);
    assert_eq!((none.status, none.out.as_str()), (Some(1), ""));
    assert_eq!(bench.run(&["questions", "--as-of", "yesterday"]).status, Some(2));
    let shown = bench.json(&["show", "dam", "--json"]);
    assert_eq!(shown["questions"][0]["answered_by"][0]["claim"], "keeper");
}

#[test]
fn quotes_are_found_by_any_part_of_a_name() {
    let bench = Bench::new();
    let words = "dam\t2025-03-03\tWhat we know\tR. Okafor\t\"It has held worse,\"\n";
    for name in ["R. Okafor", "okafor", "r. OKAFOR"] {
        let answer = bench.run(&["quotes", "--by", name]);
        assert_eq!((answer.status, answer.out.as_str()), (Some(0), words), "{name}");
    }
    assert_eq!(bench.run(&["quotes"]).out.lines().count(), 1);
    let row = &bench.json(&["quotes", "--json"])[0];
    assert_eq!((&row["speaker"], &row["role"], &row["given"]), (&"okafor".into(), &"engineer".into(), &true.into()));
    assert_eq!(row["circumstance"], "on the crest");
    let none = bench.run(&["quotes", "--by", "nobody"]);
    assert_eq!((none.status, none.out.as_str()), (Some(1), ""));
    assert!(none.err.contains("no quote by `nobody`"), "{none:?}");
    assert_eq!(bench.json(&["quotes", "--by", "nobody", "--json"]), Value::Array(Vec::new()));
}

#[test]
fn the_catalogue_forgets_what_is_gone_and_survives_damage() {
    let bench = Bench::new();
    let list = |lines: usize| assert_eq!(bench.run(&["list"]).out.lines().count(), lines);
    list(2);
    list(2);
    fs::remove_file(bench.path("articles/dam.yaml")).expect("it is there");
    list(1);
    let caches = bench.path("home/.cache/byline");
    let cache = fs::read_dir(caches).expect("a cache").flatten().next().expect("of the library").path();
    fs::write(cache.join("catalogue.jsonl"), b"{\"catalogue\":1,\"written_ns\":9}\n\xff\xfe{]\n").expect("written");
    list(1);
}

#[test]
fn check_says_where_what_and_how_to_mend_it() {
    let bench = Bench::new();
    let well = bench.run(&["check", "articles"]);
    assert_eq!((well.status, well.out.as_str()), (Some(0), ""), "{well:?}");
    assert_eq!(well.err, "byline: checked 2 files: no errors, no warnings, no hints\n");
    bench.file("articles/bad.yaml", DAM.replace("@okafor", "@nobody"));
    let bad = bench.run(&["check", "articles"]);
    assert_eq!(bad.status, Some(1));
    assert!(bad.out.contains("articles/bad.yaml:17:7: error[unknown-person]: "), "{}", bad.out);
    assert!(bad.out.contains("\n    help: "), "{}", bad.out);
    let drawn = bench.run(&["check", "articles/bad.yaml", "--color", "always"]).out;
    assert!(drawn.contains("\u{1b}[") && drawn.contains("@nobody"), "{drawn}");
    let rows = bench.json(&["check", "articles/bad.yaml", "--json"]);
    let row =
        rows.as_array().and_then(|rows| rows.iter().find(|row| row["code"] == "unknown-person")).expect("the error");
    assert_eq!(
        (&row["file"], &row["line"], &row["severity"]),
        (&"articles/bad.yaml".into(), &17.into(), &"error".into())
    );
}

#[test]
fn check_knows_the_library_around_a_file() {
    let bench = Bench::new();
    bench.file(
        "articles/2025/lost.yaml",
        INQUIRY.replace("updates: dam", "updates: damm").replace("dam#sluice", "dam#slice"),
    );
    let lost = bench.run(&["check", "articles/2025/lost.yaml"]);
    assert_eq!(lost.status, Some(0), "a warning is no error: {lost:?}");
    assert!(lost.out.contains("warning[dangling-reference]: the library holds no article damm"), "{}", lost.out);
    assert!(lost.out.contains("dam has no claim slice"), "{}", lost.out);
    assert_eq!(bench.run(&["check", "--strict", "articles/2025/lost.yaml"]).status, Some(1));
    assert_eq!(bench.run(&["check", "--strict", "articles/2025/inquiry.yaml"]).status, Some(0));
    bench.file("articles/2024/dam.yaml", DAM);
    let twins = bench.run(&["check", "articles/dam.yaml"]);
    assert_eq!(twins.status, Some(1));
    assert!(twins.out.contains("error[duplicate-id]: the id dam is also that of 2024/dam.yaml"), "{}", twins.out);
}

#[test]
fn check_fix_writes_what_was_understood_and_nothing_else() {
    let bench = Bench::new();
    let source =
        "format: byline/1\nheadline: Loose # kept\npublished: 2025-03-03\nstory:\n  - \"We are entering,\" he said.\n";
    let file = bench.file("articles/loose.yaml", source);
    let untouched = fs::read(bench.path("articles/dam.yaml")).expect("there");
    let fixed = bench.run(&["check", "--fix", "articles"]);
    assert!(fixed.err.contains("loose.yaml was mended: "), "{fixed:?}");
    let mended = fs::read_to_string(&file).expect("there");
    assert!(mended.contains("- |\n    \"We are entering,\" he said.\n") && mended.contains("# kept"), "{mended}");
    assert_eq!(fs::read(bench.path("articles/dam.yaml")).expect("there"), untouched);
    assert!(!bench.run(&["check", "--fix", "articles"]).err.contains("mended"));
}

#[test]
fn new_and_init_never_overwrite() {
    let bench = Bench::new();
    let made = bench.run(&["init", "desk"]);
    assert_eq!(made.status, Some(0), "{made:?}");
    let welcome = bench.path("desk/articles/welcome.yaml");
    fs::write(&welcome, DAM).expect("written");
    let again = bench.run(&["init", "desk"]);
    assert!(again.err.contains("all of it was there already"), "{again:?}");
    assert_eq!(fs::read_to_string(&welcome).expect("there"), DAM);
    let new = |desk: &str| {
        let output =
            bench.command(&["new", "Flood:", "the \"day\" after"]).env("BYLINE_DESK", bench.path(desk)).output();
        Answer::of(&output.expect("byline runs"))
    };
    let first = new("desk");
    assert!(first.out.trim_end().ends_with("-flood-the-day-after.yaml"), "{first:?}");
    let second = new("desk");
    assert_eq!(second.status, Some(2));
    assert!(second.err.contains("does not overwrite"), "{second:?}");
    let strict = bench.run(&["check", "--strict", "desk"]);
    assert_eq!(strict.status, Some(0), "what byline makes is in order: {strict:?}");
}

#[test]
fn a_reader_without_a_library_gets_a_desk_with_a_welcome() {
    let bench = Bench::new();
    fs::remove_dir_all(bench.path("articles")).expect("there");
    let answer = bench.run(&["list"]);
    assert_eq!(answer.status, Some(0), "{answer:?}");
    assert!(answer.out.starts_with("welcome\t"), "{}", answer.out);
    assert!(bench.path("home/.local/share/byline/desk/articles/welcome.yaml").is_file());
}

#[test]
fn a_configuration_that_says_nonsense_is_told_with_its_line() {
    let bench = Bench::new();
    bench.file("home/.config/byline/config.yaml", "mouse: true\nthme: ink\n");
    let answer = bench.run(&["keys"]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.err.contains("config.yaml:2:") && answer.err.contains("did you mean \"theme\"?"), "{answer:?}");
}

#[test]
fn what_is_made_from_tables_is_made() {
    let bench = Bench::new();
    assert!(bench.run(&["keys"]).out.contains("next-section"));
    assert!(bench.run(&["themes"]).out.lines().count() >= 2);
    assert!(bench.run(&["man"]).out.contains(".TH byline 1"));
    assert!(bench.run(&["completions", "bash"]).out.contains("_byline"));
    assert_eq!(bench.json(&["schema"])["type"], "object");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let bench = Bench::new();
    let long: String = std::iter::repeat_n("    A sentence that goes on.\n\n", 20_000).collect();
    bench.file("articles/long.yaml", format!("{DAM}  - |\n{long}"));
    for arguments in [&["show", "long"][..], &["show", "long", "--json"], &["show", "long", "--color", "always"]] {
        let mut command = bench.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("byline runs");
        let mut first = [0; 16];
        child.stdout.take().expect("a pipe").read_exact(&mut first).expect("a beginning");
        let answer = Answer::of(&child.wait_with_output().expect("it ends"));
        assert_eq!((answer.status, answer.err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

/// Runs byline on hostile things; it has to come back soon, whatever it says.
fn soon(bench: &Bench, arguments: &[&str]) -> Answer {
    let start = Instant::now();
    let answer = bench.run(arguments);
    assert!(start.elapsed() < Duration::from_secs(10), "{arguments:?} took {:?}", start.elapsed());
    assert!(!answer.err.contains("panicked"), "{arguments:?}: {answer:?}");
    answer
}

#[test]
fn hostile_files_are_refused_and_told() {
    let bench = Bench::new();
    let huge = bench.file("articles/huge.yaml", "");
    fs::File::options().write(true).open(huge).and_then(|file| file.set_len(1 << 30)).expect("a sparse file");
    fs::create_dir(bench.path("articles/folder.yaml")).expect("a folder");
    let fifo = bench.path("articles/fifo.yaml");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    bench.file("articles/bytes.yaml", b"format: byline/1\nheadline: \xff\xfe\x1b[2Jx\nstory:\n  - |\n    a\n");
    symlink(".", bench.path("articles/loop")).expect("a link");
    symlink("/etc", bench.path("articles/etc")).expect("a link");
    symlink("gone", bench.path("articles/gone.yaml")).expect("a link");
    for (name, words) in [("huge", "1073741824 bytes"), ("folder", "a folder"), ("fifo", "not a file")] {
        let path = format!("articles/{name}.yaml");
        let answer = soon(&bench, &["show", &path]);
        assert_eq!(answer.status, Some(2), "{answer:?}");
        assert!(answer.err.contains(words), "{answer:?}");
    }
    let list = soon(&bench, &["list"]);
    assert_eq!(list.status, Some(0));
    assert!(list.out.contains("dam\t") && list.out.contains("inquiry\t"), "{}", list.out);
    for words in
        ["fifo.yaml is a device or a pipe", "gone.yaml is a link that leads nowhere", "etc is a link that leads out"]
    {
        assert!(list.err.contains(words), "{words}: {}", list.err);
    }
    let check = soon(&bench, &["check", "articles"]);
    assert_eq!(check.status, Some(1));
    for words in ["huge.yaml:1:1: error[unreadable]", "fifo.yaml:1:1: error[unreadable]", "bytes.yaml:2:"] {
        assert!(check.out.contains(words), "{words}: {}", check.out);
    }
    assert!(!check.out.contains('\u{1b}') && !list.out.contains('\u{1b}'));
}

#[test]
fn a_folder_that_may_not_be_read_is_told() {
    let bench = Bench::new();
    let shut = bench.path("articles/shut");
    fs::create_dir(&shut).expect("a folder");
    let permit =
        |mode| fs::set_permissions(&shut, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("permitted");
    permit(0o000);
    if fs::read_dir(&shut).is_err() {
        let list = bench.run(&["list"]);
        assert!(list.err.contains("shut may not be read"), "{list:?}");
        assert_eq!(list.out.lines().count(), 2);
    }
    permit(0o755);
}
