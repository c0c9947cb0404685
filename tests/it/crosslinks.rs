//! Links between articles that come in, and what becomes of an article that was edited when its feed sends it again.
#![allow(clippy::disallowed_methods, reason = "tests lay out files for byline to find")]
#![allow(clippy::unwrap_used, reason = "a fault here is a failing test")]

use std::fs;

use crate::cli::Bench;

const FERRY: &str = "<html><head><title>Ferry returns to port</title>
<link rel='canonical' href='https://www.courier.example/town/ferry/'></head><body><article>
<h1>Ferry returns to port</h1><p>The ferry came back to its quay on Friday morning, a week after it had left in fog.</p>
<p>Nobody was hurt, and the captain said that she would write down what had happened.</p></article></body></html>";

const HARBOUR: &str = "<html><head><title>Harbour opens again</title>
<link rel='canonical' href='https://courier.example/town/harbour'></head><body><article>
<h1>Harbour opens again</h1><p>Boats left the harbour on Saturday for the first time since
<a href='/town/ferry?utm_source=story#top'>the ferry went astray</a>, and nobody was surprised about it.</p>
<p>The council had closed it for a week, as <a href='https://elsewhere.example/'>others</a> had done before.</p>
<p>PREVIOUS: <a href='http://courier.example/town/ferry'>Ferry returns to port</a></p>
<p>More boats are expected on Sunday, when the market opens and the weather is fine.</p></article></body></html>";

#[test]
fn pages_of_one_call_and_of_the_library_are_linked_to_one_another() {
    let bench = Bench::new();
    bench.file("ferry.html", FERRY);
    bench.file("harbour.html", HARBOUR);
    for files in
        [&["import", "--to", "one", "ferry.html", "harbour.html"][..], &["import", "--to", "two", "ferry.html"]]
    {
        assert_eq!(bench.run(files).status, Some(0));
    }
    let later = bench.run(&["import", "--to", "two", "harbour.html"]);
    assert_eq!(later.status, Some(0), "{later:?}");
    for folder in ["one", "two"] {
        let harbour = fs::read_to_string(bench.path(&format!("{folder}/harbour-opens-again.yaml"))).unwrap();
        assert!(harbour.contains("[the ferry went astray](<ferry-returns-to-port>)"), "{harbour}");
        assert!(harbour.contains("https://elsewhere.example/"), "{harbour}");
        assert!(harbour.contains("to: ferry-returns-to-port") && harbour.contains("rel: background"), "{harbour}");
        let shown = bench.json(&["show", &format!("{folder}/ferry-returns-to-port.yaml"), "--json"]);
        assert_eq!(shown["backlinks"][0]["from"], "harbour-opens-again", "{shown}");
    }
    let dry = bench.run(&["import", "--dry-run", "--to", "one", "harbour.html"]);
    assert!(dry.out.contains("to: ferry-returns-to-port"), "{dry:?}");
}

#[test]
fn a_related_headline_of_plain_text_finds_its_article() {
    let bench = Bench::new();
    bench.file(
        "copy.txt",
        "Sluice is mended\n\nThe keepers mended the sluice on Monday, and the water fell.\n\nRELATED: Dam holds, for NOW\n\nRELATED: Dam holds for now again\n\nThey went home after that, as they had hoped to do all week.\n",
    );
    let made = bench.run(&["import", "copy.txt"]);
    assert_eq!(made.status, Some(0), "{made:?}");
    let yaml = fs::read_to_string(bench.path("articles/sluice-is-mended.yaml")).unwrap();
    assert_eq!(yaml.matches("to: dam\n").count(), 1, "{yaml}");
    assert!(made.err.contains("dam has the headline of the related link"), "{made:?}");
    assert!(made.err.contains("perhaps dam (“Dam holds, for now”) is meant"), "{made:?}");
    assert_eq!(bench.run(&["check", "articles/sluice-is-mended.yaml"]).status, Some(0));
}

#[test]
fn what_a_person_wrote_into_an_article_of_a_feed_stays() {
    let feed = |words: &str| {
        format!(
            "<rss version='2.0'><channel><title>The Quay</title><item><title>Crane is sold</title><guid>crane:1</guid>
            <description>{words}</description></item></channel></rss>"
        )
    };
    let bench = Bench::new();
    bench.file("quay.rss", feed("The crane was sold on Monday for a small sum."));
    let path = bench.run(&["import", "quay.rss"]).out.trim().to_owned();
    let edited = fs::read_to_string(&path).unwrap().replace("a small sum", "a very small sum");
    fs::write(&path, &edited).unwrap();
    bench.file("quay.rss", feed("The crane was sold on Tuesday for a large sum."));
    let changed = bench.run(&["import", "quay.rss"]);
    assert_eq!(changed.status, Some(0), "{changed:?}");
    assert!(changed.err.contains("was changed by hand and stays"), "{changed:?}");
    assert!(changed.err.contains("1 beside your own text") && changed.out.is_empty(), "{changed:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
    let beside = changed.err.split("of the feed is ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    assert!(fs::read_to_string(beside).unwrap().contains("a large sum"), "{beside}");
    let again = bench.run(&["import", "quay.rss"]);
    assert!(again.err.contains("1 known") && !again.err.contains("changed by hand"), "{again:?}");
}
